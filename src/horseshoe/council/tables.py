"""Reads the package's own CSV tables: lines that start with # tell the source, the first other line names the columns."""

from __future__ import annotations

import csv
import os
import sys
from datetime import date
from importlib.resources import files
from pathlib import Path


def rows(name: str) -> list[dict[str, str]]:
    """The rows of `data/<name>` as dicts, in the order of the file."""
    text = files("horseshoe.council").joinpath("data", name).read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, strict=True))


def directives(name: str) -> dict[str, str]:
    """The `# key: value` lines of a table whose key is one word, such as `complete_through`."""
    return directives_in(files("horseshoe.council").joinpath("data", name).read_text(encoding="utf-8"))


def directives_in(text: str) -> dict[str, str]:
    """The same of any table's text; the first line of a key counts."""
    found: dict[str, str] = {}
    for line in text.splitlines():
        key, colon, value = line.removeprefix("#").partition(":")
        if line.startswith("#") and colon and len(key.split()) == 1:
            found.setdefault(key.strip(), value.strip())
    return found


def data_folder() -> Path:
    """The folder of the user's own data, as the system has it."""
    if sys.platform == "win32":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    elif sys.platform == "darwin":
        base = Path.home() / "Library" / "Application Support"
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "horseshoe"


def day(text: str) -> date | None:
    """An ISO date, or None for an empty cell."""
    return date.fromisoformat(text) if text else None


def count(text: str) -> int | None:
    """A whole number, or None for an empty cell."""
    return int(text) if text else None


def ids(text: str) -> tuple[str, ...]:
    """Ids separated by spaces."""
    return tuple(text.split())
