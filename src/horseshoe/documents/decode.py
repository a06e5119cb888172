"""Bytes to characters. A text file is taken exactly as it is, so that offsets hold against the file."""

from __future__ import annotations

import codecs

from horseshoe.errors import InputError, UsageError


def decode(data: bytes, where: str, encoding: str | None = None) -> str:
    """The text of `data`: UTF-8, or `encoding` if given. Line ends and a byte-order mark stay as they are.

    InputError names the first byte that does not fit.
    """
    name = encoding or "utf-8"
    try:
        codecs.lookup(name)
        text = data.decode(name)
    except LookupError as error:
        raise UsageError(f"no encoding is called {name!r}", where="--encoding", fix="try cp1252 or latin-1") from error
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(
            f"is not {name.upper()}: byte 0x{data[error.start]:02x} in line {line}",
            where=where,
            fix="convert it (iconv -f CP1252 -t UTF-8) or give --encoding",
        ) from error
    if "\x00" in text:
        raise InputError("is a binary file, not text", where=where, fix="give a document")
    return text
