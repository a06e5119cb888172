"""Where a command's output goes: standard output, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, TextIO

from horseshoe.errors import InputError
from horseshoe.whole_file import whole_file

STDOUT = Path("-")


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """Standard output (also for `-`), or a temporary file that takes `path`'s place when the block ends well.

    Raises InputError when the file cannot be written.
    """
    if path is None or path == STDOUT:
        if hasattr(sys.stdout, "reconfigure"):
            sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
        yield sys.stdout
        return
    with (
        _told(path),
        whole_file(path) as handle,
        os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace", newline="") as stream,
    ):
        yield stream


@contextmanager
def binary_output(path: Path | None) -> Iterator[BinaryIO]:
    """As `output`, for bytes."""
    if path is None or path == STDOUT:
        yield sys.stdout.buffer
        return
    with _told(path), whole_file(path) as handle, os.fdopen(handle, "wb") as stream:
        yield stream


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says of a file that cannot be written, such as a full disk, in one line."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        raise InputError(f"cannot be written ({error.strerror})", where=str(path), fix="choose another place") from error
