"""Texts that are sent together: read one after another beside the requests, each with an address while it is remembered."""

from __future__ import annotations

import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from horseshoe.errors import BusyError, HorseshoeError, NothingFoundError
from horseshoe.model import Document, Reading

if TYPE_CHECKING:
    from horseshoe.record.record import Record

AT_ONCE = 2  # batches that are read at a time; each takes one of the server's readers
WAITING = 8  # batches that may wait for that
REMEMBERED = 40  # batches, the newest
CHARACTERS = 20_000_000  # of text that is remembered with them

State = Literal["waiting", "read", "not read"]
Loads = Callable[[], Document]


@dataclass(slots=True)
class Sent:
    """One text of a batch: its name, and what came of it. `document` is its id in the record, where it was kept."""

    name: str
    loads: Loads | None = None  # until it is read
    reading: Reading | None = None
    headline: str = ""
    wrong: str = ""
    document: str | None = None

    @property
    def state(self) -> State:
        """Whether it was read."""
        return "not read" if self.wrong else "read" if self.headline else "waiting"


@dataclass(slots=True)
class Batch:
    """Texts sent together. `id` cannot be guessed: who has it may see them."""

    sent: list[Sent]
    keep: bool  # in the record
    id: str = field(default_factory=lambda: secrets.token_urlsafe(12))

    @property
    def waiting(self) -> int:
        """How many are not read yet."""
        return sum(s.state == "waiting" for s in self.sent)

    def characters(self) -> int:
        """How much text it holds."""
        return sum(len(s.reading.document.text) for s in self.sent if s.reading)


class Batches:
    """The batches of one server. `read` gives a text's reading, `record` the record that keeps it where that is asked for."""

    def __init__(self, read: Callable[[Document], Reading], record: Callable[[], Record], at_once: int = AT_ONCE) -> None:
        self.read, self._record = read, record
        self._turns = threading.BoundedSemaphore(at_once)
        self._most = at_once + WAITING
        self._lock = threading.Lock()
        self._batches: OrderedDict[str, Batch] = OrderedDict()
        self._closed = threading.Event()

    def get(self, id: str) -> Batch | None:
        """A batch that is still remembered."""
        with self._lock:
            return self._batches.get(id)

    def send(self, texts: Sequence[tuple[str, Loads]], *, keep: bool) -> Batch:
        """Begin to read texts, each given by its name and what loads it. BusyError where too many batches wait."""
        batch = Batch([Sent(name, loads) for name, loads in texts], keep)
        with self._lock:
            if sum(b.waiting > 0 for b in self._batches.values()) >= self._most:
                raise BusyError("is busy with other texts", where="the server", fix="send them again in half a minute")
            self._batches[batch.id] = batch
        threading.Thread(target=self._work, args=(batch,), name="batch", daemon=True).start()
        return batch

    def done(self, reading: Reading) -> Batch:
        """A batch of one text that has been read already, so that its briefing has an address."""
        batch = Batch([Sent(reading.document.path, reading=reading, headline=_headline(reading))], keep=False)
        with self._lock:
            self._batches[batch.id] = batch
        self._forget()
        return batch

    def keep(self, sent: Sent) -> str:
        """Put a text that was read into the record; its id there."""
        if sent.reading is None:
            raise NothingFoundError("has not been read", where=sent.name)
        if sent.document is None:
            self._record().add_readings([sent.reading])
            sent.document = sent.reading.document.id
        return sent.document

    def close(self) -> None:
        """Begin no further text."""
        self._closed.set()

    def _work(self, batch: Batch) -> None:
        with self._turns:
            for sent in batch.sent:
                if self._closed.is_set():
                    return
                self._one(batch, sent)
        self._forget()

    def _one(self, batch: Batch, sent: Sent) -> None:
        """Read one text; whatever is wrong with it is told beside its name and stops no other."""
        try:
            made = self._when_free(sent)
            sent.reading = made
            if batch.keep:
                self.keep(sent)
            sent.headline = _headline(made)
        except HorseshoeError as error:
            sent.wrong = error.line()
        except Exception as error:
            sent.wrong = f"unexpected fault ({type(error).__name__}); brief it alone with --debug and report it"
        finally:
            sent.loads = None

    def _when_free(self, sent: Sent) -> Reading:
        """The reading of a text, once a reader of the server is free: a batch has time."""
        if sent.loads is None:
            raise NothingFoundError("holds no text", where=sent.name)
        while True:
            try:
                return self.read(sent.loads())
            except BusyError:
                if self._closed.wait(1.0):
                    raise

    def _forget(self) -> None:
        """Let go of the oldest batches that are read, beyond what is remembered."""
        with self._lock:
            held = sum(b.characters() for b in self._batches.values())
            for batch in list(self._batches.values())[:-1]:
                if len(self._batches) <= REMEMBERED and held <= CHARACTERS:
                    return
                if not batch.waiting:
                    held -= batch.characters()
                    del self._batches[batch.id]


def _headline(reading: Reading) -> str:
    from horseshoe.brief.build import build_brief

    return build_brief(reading).headline.text
