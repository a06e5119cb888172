"""Bytes from the disk or standard input, and the documents in a folder."""

from __future__ import annotations

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from horseshoe.documents.limits import Limits, human_size
from horseshoe.errors import HorseshoeError, InputError

# In a folder only files that look like documents are taken; a file named on its own is always tried.
SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf", ".docx", ".eml")


def read_file(path: Path, limits: Limits) -> bytes:
    """The bytes of a regular file. InputError for anything else, and for a file that is missing or too large."""
    where = str(path)
    with regular(path) as stream:
        if os.fstat(stream.fileno()).st_size > limits.file_bytes:
            raise _too_large(where, os.fstat(stream.fileno()).st_size, limits)
        data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise _too_large(where, len(data), limits)
    return data


def file_lines(path: Path, limits: Limits) -> Iterator[bytes]:
    """The lines of a regular file of whatever size, one at a time; of a line over the size limit what comes after is lost."""
    with regular(path) as stream:
        while line := stream.readline(limits.file_bytes + 1):
            yield line


@contextlib.contextmanager
def regular(path: Path) -> Iterator[BinaryIO]:
    """A regular file, open; InputError for anything else."""
    where = str(path)
    try:
        # A FIFO without a writer would block an ordinary open for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    except ValueError as error:
        raise InputError("is not a usable file name", where=where, fix="rename it") from error
    except OSError as error:
        raise _cannot_open(error, path) from error
    try:
        _check_kind(os.fstat(descriptor), where)
        with os.fdopen(os.dup(descriptor), "rb") as stream:
            yield stream
    except OSError as error:
        raise InputError(f"cannot be read ({error.strerror})", where=where, fix="copy it to another place first") from error
    finally:
        os.close(descriptor)


def _check_kind(info: os.stat_result, where: str) -> None:
    if stat.S_ISDIR(info.st_mode):
        raise InputError("is a folder", where=where, fix="name a file in it")
    if not stat.S_ISREG(info.st_mode):
        raise _not_regular(where)


def _not_regular(where: str) -> InputError:
    return InputError("is not a regular file", where=where, fix="pipe its output to `-` instead")


def read_stdin(limits: Limits) -> bytes:
    """All of standard input, at most the size limit."""
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        raise InputError(
            f"is larger than {human_size(limits.file_bytes)}", where="standard input", fix="send one document at a time"
        )
    return data


def walk(folder: Path) -> Iterator[Path | HorseshoeError]:
    """The documents in a folder and its folders, in sorted order; an error for each entry that is refused.

    Hidden entries and files without a document's suffix are passed over; links that lead out of the folder are refused.
    """
    root = folder.resolve()
    found = False
    for entry in _entries(folder, root):
        found = True
        yield entry
    if not found:
        names = ", ".join(SUFFIXES)
        yield InputError("holds no documents", where=str(folder), fix=f"horseshoe reads {names}")


def _entries(folder: Path, root: Path) -> Iterator[Path | HorseshoeError]:
    try:
        entries = sorted(os.scandir(folder), key=lambda e: e.name)
    except OSError as error:
        yield InputError(f"cannot be listed ({error.strerror})", where=str(folder), fix="check its permissions")
        return
    for entry in entries:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if entry.is_symlink():
            if refusal := _refused_link(path, root):
                yield refusal
            elif path.is_file() and path.suffix.lower() in SUFFIXES:
                yield path
        elif entry.is_dir():
            yield from _entries(path, root)
        elif path.suffix.lower() in SUFFIXES:
            yield path


def _refused_link(path: Path, root: Path) -> InputError | None:
    try:
        inside = path.resolve().is_relative_to(root)
    except (OSError, RuntimeError):
        return InputError("is a link that leads round in a circle", where=str(path), fix="remove it")
    return None if inside else InputError("is a link that leads out of the folder", where=str(path), fix="name its target")


def _cannot_open(error: OSError, path: Path) -> InputError:
    where = str(path)
    if isinstance(error, FileNotFoundError):
        return InputError("does not exist", where=where, fix="check the name")
    if isinstance(error, PermissionError):
        return InputError("may not be read by this user", where=where, fix="check its permissions")
    if error.errno == errno.ENXIO:  # a socket, or a device that is not there
        return _not_regular(where)
    return InputError(f"cannot be opened ({error.strerror})", where=where, fix="copy it to another place first")


def _too_large(where: str, size: int, limits: Limits) -> InputError:
    return InputError(
        f"is {human_size(size)}, more than the limit of {human_size(limits.file_bytes)}",
        where=where,
        fix="split it, or give only the part on the Council",
    )
