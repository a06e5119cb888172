"""How an item of the record is named: `a1b2c3d4:position:1001-1240:9f3e`."""

from __future__ import annotations

import functools
import re
import zlib
from dataclasses import dataclass
from typing import Any

from horseshoe.errors import UsageError

_REF = re.compile(r"([0-9A-Fa-f]{1,64}):([a-z]+):(\d{1,9})-(\d{1,9})(?::([0-9a-f]{4}))?")


@dataclass(frozen=True, slots=True)
class ItemRef:
    """An item by its document (a prefix of its id), kind, span, and a mark: `a1b2c3d4:position:1001-1240:9f3e`.

    The mark is short for who, what and whom, and tells apart items on one span. Without it all of that kind there are meant.
    """

    document: str
    kind: str
    start: int
    stop: int
    mark: str | None = None

    @classmethod
    def of(cls, document: str, row: Any) -> ItemRef:
        """The reference to a row of `items` in the document of that id."""
        return cls(document, row.kind, row.start, row.stop, mark_of(row.kind, row.actor, row.label, row.target))

    @classmethod
    def parse(cls, text: str) -> ItemRef:
        """UsageError when the text is no reference."""
        m = _REF.fullmatch(text.strip())
        if not m:
            raise UsageError(
                f"{text!r} names no item", fix="write it as the dossier prints it: a1b2c3d4:position:1001-1240:9f3e"
            )
        return cls(m[1].lower(), m[2], int(m[3]), int(m[4]), m[5])

    def __str__(self) -> str:
        mark = f":{self.mark}" if self.mark else ""
        return f"{self.document[:8]}:{self.kind}:{self.start}-{self.stop}{mark}"


@functools.lru_cache(maxsize=4096)
def mark_of(kind: str, actor: str | None, label: str | None, target: str | None) -> str:
    """Four hexadecimal digits for who, what and whom; an event has a row for each actor, but one mark."""
    who = None if kind == "event" else actor
    words = "|".join(part or "" for part in (who, label, target))
    return f"{zlib.crc32(words.encode('utf-8', 'surrogatepass')) & 0xFFFF:04x}"
