"""The record behind the pages: opened when first asked for, one for all requests."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from fastapi import Request

from horseshoe.errors import StoreError
from horseshoe.model import Document, Reading
from horseshoe.record.address import shown
from horseshoe.serve.batches import Batches
from horseshoe.serve.remembering import Remembered
from horseshoe.serve.settings import Settings

if TYPE_CHECKING:
    from horseshoe.record.record import Record


T = TypeVar("T")
GONE = "gone"


class ServedRecord:
    """Holds the record of one server, and answers made since it was last written to."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._record: Record | None = None
        self.answers = Remembered()
        self._opening = threading.Lock()
        self._opened: Hashable = None
        self.batches = Batches(_read, self.record)

    def record(self) -> Record:
        """The record. StoreError where there is none and the server may not make one, or it was taken away under it.

        A file that stands in the place of the one that was opened is opened at the next question; none is ever made again.
        """
        with self._opening:
            if self._record is not None and _identity(self._record.database.address) != self._opened:
                self._record.close()
                self._record = None
                self.forget()
                raise StoreError("the record was deleted or replaced", where=shown(self.settings.db), fix="put it back")
            if self._record is None:
                from horseshoe.record.record import Record

                made_once = self._opened is not None
                self._record = Record(self.settings.db, create=not (self.settings.read_only or made_once))
                self._opened = _identity(self.settings.db)
            return self._record

    def is_there(self) -> bool:
        """Whether there is a record to ask, or was; who needs one is told by `record` what is wrong."""
        return self._opened is not None or _identity(self.settings.db) != GONE

    def remembered(self, question: Hashable, answer: Callable[[], T]) -> T:
        """The answer to a question, made anew when the record has been written to since (`remembering.Remembered`)."""
        return self.answers.answer(question, answer, self.record().database)

    def forget(self) -> None:
        """Let go of all answers."""
        self.answers.forget()

    def close(self) -> None:
        """Let go of the record, and begin to read nothing more."""
        self.batches.close()
        if self._record is not None:
            self._record.close()


def _read(document: Document) -> Reading:
    """The reading of a text that a visitor sent; NothingFoundError where it is not about the Council."""
    from horseshoe.reading.triage.first_pass import must_be_worth_reading
    from horseshoe.serve.rooms import rooms

    must_be_worth_reading(document.text, document.path)
    return rooms().read(document)


def _identity(db: str) -> Hashable:
    """Which file a record is, whatever its name; the address itself for a server's."""
    if "://" in db:
        return db
    try:
        told = Path(db).stat()
    except OSError:
        return GONE
    return told.st_dev, told.st_ino


def record_of(request: Request) -> Record:
    """The record of the server that answers a request."""
    return served_of(request).record()


def served_of(request: Request) -> ServedRecord:
    """What the server that answers a request holds: its record and remembered answers."""
    served: ServedRecord = request.app.state.served
    return served


def must_take_changes(request: Request) -> None:
    """HTTPException 403 on a read-only server."""
    from starlette.exceptions import HTTPException

    if request.app.state.settings.read_only:
        raise HTTPException(403, "This server takes no changes; it was started with --read-only")
