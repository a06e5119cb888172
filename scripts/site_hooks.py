"""Called by mkdocs: puts every decision record into the navigation, so that adding one is adding one file."""

from __future__ import annotations

from pathlib import Path
from typing import Any


def on_config(config: Any) -> Any:
    """Append the sections of measurements and decisions to the navigation of mkdocs.yml."""
    for title, name in (("Measurements", "measurements"), ("Decisions", "decisions")):
        folder = Path(config["docs_dir"]) / name
        config["nav"].append({title: [f"{name}/{path.name}" for path in sorted(folder.glob("*.md"))]})
    return config
