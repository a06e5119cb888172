"""The texts of the Corpus of Resolutions (CR-UNSC): of each row the resolution, its draft and its meeting's record."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import chain
from pathlib import Path

from horseshoe.documents import Limits, from_text
from horseshoe.documents.files import regular
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import Document, DocumentKind
from horseshoe.reading.formal.header import masthead_day
from horseshoe.reading.workers.worker import Task

TEXTS: tuple[tuple[str, str, DocumentKind], ...] = (  # column of the text, of its symbol, kind
    ("text", "symbol", "resolution"),
    ("text_draft", "draft", "draft_resolution"),
    ("text_meeting", "meeting_record", "meeting_record"),
)
ABSENT = ("", "NA")
HEAD = 1500  # characters in which a draft states its own day


def table_items(path: Path, task: Task) -> Iterator[Path | Document | HorseshoeError]:
    """The documents of a table with a column `text` and the corpus's own; any other table as the text file that it is."""
    csv.field_size_limit(max(csv.field_size_limit(), task.limits.text_characters))
    try:
        with regular(path) as stream, io.TextIOWrapper(stream, encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines, strict=True)
            first = next(iter(reader), None)
            if first is None or not {"text", "symbol", "date"} <= first.keys():
                yield path
                return
            yield from _documents(chain((first,), reader), path, task)
    except (csv.Error, UnicodeDecodeError) as error:
        raise InputError(f"is no table in UTF-8 ({error})", where=str(path), fix="save it again as CSV") from error


def _documents(rows: Iterable[Mapping[str, str]], path: Path, task: Task) -> Iterator[Document | HorseshoeError]:
    for number, row in enumerate(rows, 2):
        try:
            yield from _of_row(row, f"{path}:{number}", task)
        except ValueError:
            yield InputError("has a date that is none", where=f"{path}:{number}", fix="write dates as 2012-02-04")


def _of_row(row: Mapping[str, str], where: str, task: Task) -> Iterator[Document | HorseshoeError]:
    """A resolution "S/RES/2316 (2016)" of a day with its draft and the record of the meeting that adopted it."""
    day = date.fromisoformat(_cell(row, "date")[:10])
    for column, named, kind in TEXTS:
        text = _cell(row, column)
        if text and not _fits(text, task.limits):
            yield InputError(f"holds no text that can be read in {column}", where=where, fix="split it, or leave the row out")
        elif text:
            stated = task.published or _day(text, kind, day)
            yield _document(text, _symbol(row, named) or where, task.kind or kind, stated, _cell(row, "title"))


def _day(text: str, kind: DocumentKind, adopted: date) -> date:
    """A draft is of the day in its own head, where that is not after the vote; the others are of the day of the vote."""
    own = masthead_day(text[:HEAD]) if kind == "draft_resolution" else None
    return own if own is not None and own <= adopted else adopted


def _document(text: str, path: str, kind: DocumentKind, day: date, title: str) -> Document:
    made = from_text(text, path=path, published=day, kind=kind)
    return Document(
        text=made.text,
        path=path,
        title=f"{path}: {title}" if title and kind == "resolution" else path,
        published=day,
        published_from="metadata",
        publisher=made.publisher,
        kind=kind,
        language=made.language,
    )


def _symbol(row: Mapping[str, str], named: str) -> str:
    """A symbol as it is cited: `S/RES/2316 (2016)` for a resolution that the corpus writes `S/RES/2316(2016)`."""
    symbol = "".join(_cell(row, named).split())
    return symbol.replace("(", " (") if named == "symbol" else symbol


def _cell(row: Mapping[str, str], column: str) -> str:
    value = (row.get(column) or "").strip()
    return "" if value in ABSENT else value


def _fits(text: str, limits: Limits) -> bool:
    return "\x00" not in text and len(text) <= limits.text_characters
