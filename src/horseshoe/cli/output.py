"""Where a command's output goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from horseshoe.errors import InputError


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Standard output, or a temporary file that takes `path`'s place when the block ends well.

    Raises InputError when the file cannot be written.
    """
    if path is None:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    with _replacing(path) as handle, os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream:
        yield stream


@contextmanager
def binary_output(path: Path | None) -> Iterator[BinaryIO]:
    """As `output`, for bytes."""
    if path is None:
        yield sys.stdout.buffer
        return
    with _replacing(path) as handle, os.fdopen(handle, "wb") as stream:
        yield stream


@contextmanager
def _replacing(path: Path) -> Iterator[int]:
    """A temporary file beside `path`, open for writing, that takes its place when the block ends well."""
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", where=str(path), mend="choose another place") from error
    temporary = Path(name)
    try:
        yield handle
        mask = os.umask(0)
        os.umask(mask)
        temporary.chmod(0o666 & ~mask)
        temporary.replace(path)
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", where=str(path), mend="choose another place") from error
    finally:
        temporary.unlink(missing_ok=True)
