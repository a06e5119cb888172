"""The address of a record, a file's name or a database's URL, as it may be shown: without the password."""

from __future__ import annotations

import re

DEFAULT_DB = "horseshoe.db"
_PASSWORD = re.compile(r"(://[^:/@\s]*):[^\s]*@")
_OPTION = re.compile(r"(?i)(\bpass(?:word|file)?=)[^&\s]*")


def shown(db: str) -> str:
    """`postgresql://user:***@host/name` for an address with a password; a file's name as it is."""
    if "://" not in db:
        return db
    return _OPTION.sub(r"\1***", _PASSWORD.sub(r"\1:***@", db))


def without_password(words: str, db: str) -> str:
    """A message without the password that an address holds."""
    found = re.search(r"://[^:/@\s]*:([^\s]*)@", db)
    return words.replace(found[1], "***") if found and found[1] else words
