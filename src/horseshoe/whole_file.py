"""Files that appear whole or not at all; what is no regular file (a device, a pipe) is written into, never replaced."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from horseshoe.errors import InputError


@contextmanager
def whole_file(path: Path) -> Iterator[int]:
    """An open file descriptor: of a temporary file that takes `path`'s place when the block ends well.

    A link is followed, so that it stays a link; a device or a pipe is written straight into. InputError where it cannot be.
    """
    name = ""
    try:
        target = path.resolve()
        there = _status(target)
        if there is not None and stat.S_ISDIR(there.st_mode):
            raise InputError("is a folder", where=str(path), fix="name a file in it")
        if there is not None and not stat.S_ISREG(there.st_mode):
            handle = os.open(target, os.O_WRONLY)
        else:
            handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name[:100]}.")
    except (OSError, RuntimeError, ValueError) as error:  # RuntimeError: links in a circle
        raise InputError(f"cannot be written ({_why(error)})", where=str(path), fix="choose another place") from error
    if not name:
        yield handle
        return
    temporary = Path(name)
    try:
        yield handle
        temporary.chmod(stat.S_IMODE(there.st_mode) if there else 0o666 & ~_mask())
        temporary.replace(target)
    except OSError as error:
        raise InputError(f"cannot be written ({_why(error)})", where=str(path), fix="choose another place") from error
    finally:
        temporary.unlink(missing_ok=True)


def regular_target(path: Path) -> Path:
    """The file that `path` leads to, for writers that must make it themselves. InputError where it is no regular file."""
    target = path.resolve()
    there = _status(target)
    if there is not None and not stat.S_ISREG(there.st_mode):
        raise InputError("is not a regular file", where=str(path), fix="choose another place")
    return target


def _status(path: Path) -> os.stat_result | None:
    try:
        return path.stat()
    except FileNotFoundError:
        return None


def _mask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def _why(error: BaseException) -> str:
    return getattr(error, "strerror", None) or str(error)
