"""Called by mkdocs: puts every decision record into the navigation, so that adding one is adding one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def on_config(config: Any) -> Any:
    """Append the section of decisions to the navigation of mkdocs.yml."""
    folder = Path(config["docs_dir"]) / "decisions"
    config["nav"].append({"Decisions": [f"decisions/{path.name}" for path in sorted(folder.glob("*.md"))]})
    return config
