"""What was made of documents, on its way from whoever reads to whoever stores: plain data that travels between processes."""

from __future__ import annotations

import dataclasses
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, Protocol

from horseshoe.errors import InputError
from horseshoe.model import Document

if TYPE_CHECKING:
    from horseshoe.record.ingest import Summary

State = Literal["fresh", "known", "left out", "copy"]


@dataclass(frozen=True, slots=True)
class Head:
    """What must be known of a loaded document to tell whether it has to be read: its text's SHA-256 and where it was found."""

    id: str
    path: str
    publisher: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """What was made of a document: its packed reading; or why it was `left_out`; or neither, where only its place is new.

    The document holds its text only where there is a reading.
    """

    id: str
    document: Document
    packed: bytes | None = None
    left_out: str | None = None


class Sink(Protocol):
    """Where what was read goes: a record, or parts in a folder. One program at a time writes there."""

    def meet(self, heads: Sequence[Head], again: bool) -> list[State]:
        """For each document whether it is to be read; `again` reads what was left out before."""

    def take(self, kept: Sequence[Kept], summary: Summary) -> None:
        """Store what was made, sooner or later, and count what became of it."""

    def flush(self, summary: Summary) -> None:
        """Store all that was taken."""


def state_of(*, place: bool, text: bool, left_out: bool, again: bool) -> State:
    """What is to be done with a document, by what is known of it: its text at this place, its text, that it was left out.

    What was left out before is read all the same where `again`, and what is stored gains its new place whatever was left out.
    """
    if place:
        return "known"
    if text:
        return "copy"
    return "left out" if left_out and not again else "fresh"


def head_of(document: Document) -> Head:
    """The head of a loaded document."""
    return Head(document.id, document.path, document.publisher, document.published)


def copy_of(head: Head) -> Kept:
    """A new place of a text that is stored already."""
    return Kept(head.id, Document("", head.path, publisher=head.publisher, published=head.published))


def without_text(kept: Kept) -> Kept:
    """The place alone of what was read twice."""
    return Kept(kept.id, dataclasses.replace(kept.document, text="", warnings=()))


def writable(document: Document) -> Document:
    """The document with what no store can hold, half characters in its path or title, written out; InputError for its text."""
    try:
        document.text.encode()
    except UnicodeEncodeError as error:
        raise InputError(
            "holds half a character (a lone surrogate)", where=document.path, mend="save it as well-formed Unicode"
        ) from error
    changes = {}
    for name in ("path", "title", "publisher"):
        value = getattr(document, name)
        if value and (written := value.encode("utf-8", "backslashreplace").decode()) != value:
            changes[name] = written
    return dataclasses.replace(document, **changes) if changes else document
