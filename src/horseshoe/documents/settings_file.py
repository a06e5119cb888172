"""A TOML file that a person names: settings, feeds, mappings. It may come from elsewhere, so it is bounded as documents are."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

from horseshoe.documents.files import read_file
from horseshoe.documents.limits import Limits
from horseshoe.errors import HorseshoeError, InputError

LARGEST = 1_000_000  # bytes


def read_toml(path: Path, *, fix: str, wrong: type[HorseshoeError] = InputError) -> dict[str, Any]:
    """The tables of a TOML file. InputError where it cannot be read, `wrong` where it is no TOML; `fix` says what to do."""
    data = read_file(path, Limits(file_bytes=LARGEST))
    try:
        return tomllib.loads(data.decode("utf-8-sig"))
    except ValueError as error:  # of the decoding, too
        raise wrong(f"is no TOML file ({error})", where=str(path), fix=fix) from error
    except RecursionError as error:
        raise wrong("is no TOML file (its tables are nested too deep)", where=str(path), fix=fix) from error
