"""What was made of documents, on its way from what reads to what stores, and the count of it: plain data for any process."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, Protocol

from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import Document, Reading

State = Literal["fresh", "known", "left out", "copy"]
NOT_ABOUT = "nothing about the Security Council found"
LISTED = 1_000  # documents left out that a summary names: memory must not grow with the number of documents


@dataclass(slots=True)
class Summary:
    """What an ingest did: counts by outcome; the first inputs that were left out, with the reason; those that failed."""

    counts: Counter[str] = field(default_factory=Counter)
    left_out: list[tuple[str, str]] = field(default_factory=list)
    failed: list[HorseshoeError] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def seen(self) -> int:
        """Documents met, of whatever outcome."""
        return sum(self.counts.values())

    def leave_out(self, path: str, reason: str) -> None:
        """Count a document that is left out, and name it while few are named."""
        self.counts["left out"] += 1
        if len(self.left_out) < LISTED:
            self.left_out.append((path, reason))

    def add(self, other: Summary) -> None:
        """Count what another run did, too."""
        self.counts.update(other.counts)
        self.left_out += other.left_out[: LISTED - len(self.left_out)]
        self.failed += other.failed
        self.seconds += other.seconds

    def note(self, error: HorseshoeError) -> None:
        """Note a document that cannot be read."""
        self.counts["failed"] += 1
        self.failed.append(error)


@dataclass(frozen=True, slots=True)
class Progress:
    """After each document: how many of how many (None while folders are still being listed), and its path."""

    done: int
    total: int | None
    path: str


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

    The document holds its text only where there is a reading. `reading` is there where it was made in this process, and saves
    unpacking it.
    """

    id: str
    document: Document
    packed: bytes | None = None
    left_out: str | None = None
    reading: Reading | None = field(default=None, compare=False, repr=False)


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
            "holds half a character (a lone surrogate)", where=document.path, fix="save it as well-formed Unicode"
        ) from error
    changes = {}
    for name in ("path", "title", "publisher"):
        value = getattr(document, name)
        if value and (written := value.encode("utf-8", "backslashreplace").decode()) != value:
            changes[name] = written
    return dataclasses.replace(document, **changes) if changes else document
