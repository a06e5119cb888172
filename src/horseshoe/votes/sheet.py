"""Reads a votes sheet into DuckDB's staging table: fast where the file is clean, record by record where it is not."""

from __future__ import annotations

import ast
import codecs
import csv
import tempfile
from array import array
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from horseshoe.documents.files import regular
from horseshoe.errors import InputError
from horseshoe.votes.columns import FIELDS, LIST_FIELDS, Columns, known, plain, plain_rows

DELIMITERS = (",", ";", "\t", "|")
LONGEST_RECORD = 500  # lines; a quoted cell that runs longer was never closed
BATCH = 122_880  # records to a batch on the slow path: DuckDB's row group, a smaller one costs twice the time
HEAD = 1 << 16  # bytes looked at for encoding and delimiter

STAGING = f"CREATE OR REPLACE TEMP TABLE staging (line BIGINT, {', '.join(f'{f} VARCHAR' for f in FIELDS)})"


@dataclass(frozen=True, slots=True)
class Sheet:
    """A CSV file and how it is written. `header` holds the column names, `clean` whether DuckDB can read it as it is."""

    path: Path
    encoding: str
    delimiter: str
    header: tuple[str, ...]
    warnings: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Whether DuckDB reads the encoding by itself."""
        return self.encoding == "utf-8-sig"


Bad = tuple[int, str]


def open_sheet(path: Path) -> Sheet:
    """Look at a file's encoding, delimiter and header. InputError when it cannot be read or holds no header."""
    with regular(path) as stream:
        head = stream.read(HEAD)
    if not head.strip():
        raise InputError("the file is empty", where=str(path))
    if head.startswith((b"PK\x03\x04", b"\x1f\x8b", b"%PDF")):
        raise InputError("is no text", where=str(path), fix="unpack it, or save the sheet as CSV")
    encoding, warnings = _encoding(head)
    text = codecs.getincrementaldecoder(encoding)("replace").decode(head)
    first = next((line for line in text.splitlines() if line.strip()), "")
    header, delimiter = _header(first)
    return Sheet(path, encoding, delimiter, header, warnings)


def _encoding(head: bytes) -> tuple[str, tuple[str, ...]]:
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16", ()
    try:
        codecs.getincrementaldecoder("utf-8-sig")().decode(head)
    except UnicodeDecodeError:
        return "cp1252", ("the file is not UTF-8; it was read as Windows-1252",)
    return "utf-8-sig", ()


def _header(line: str) -> tuple[tuple[str, ...], str]:
    names = {plain(n) for group in known()["columns"].values() for n in group}

    def score(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=delimiter), [])
        return sum(plain(c) in names for c in cells), len(cells)

    delimiter = max(DELIMITERS, key=score)
    return tuple(c.strip() for c in next(csv.reader([line], delimiter=delimiter))), delimiter


def records(sheet: Sheet) -> Iterator[tuple[int, str, bool]]:
    """(line of its start, text, whether its quotation marks close) of every record that is not blank, the header first.

    Lines count from 1 as an editor shows them. A quoted cell not closed within LONGEST_RECORD lines ends at its first line.
    """
    # newline="" keeps a lone carriage return or a line feed inside a quoted cell as the file has it.
    with sheet.path.open(encoding=sheet.encoding, errors="replace", newline="") as stream:
        waiting: deque[str] = deque()
        number = 0
        while True:
            line = waiting.popleft() if waiting else stream.readline()
            if not line:
                return
            number += 1
            start, parts, quotes = number, [line], line.count('"')
            while quotes % 2 and len(parts) < LONGEST_RECORD:
                more = waiting.popleft() if waiting else stream.readline()
                if not more:
                    break
                parts.append(more)
                quotes += more.count('"')
            if quotes % 2:
                waiting.extendleft(reversed(parts[1:]))
                yield start, line, False
                continue
            number += len(parts) - 1
            if len(parts) > 1 or line.strip():
                yield start, "".join(parts), True


def stage_fast(connection: Any, sheet: Sheet, columns: Columns) -> bool:
    """Let DuckDB fill `staging` from a clean sheet, without line numbers. False when it cannot read the file as it is."""
    import duckdb

    if not sheet.clean or not plain_rows(columns) or len(set(sheet.header)) < len(sheet.header):
        return False
    types = "{" + ", ".join(f"{_literal(c or f'unnamed {i}')}: 'VARCHAR'" for i, c in enumerate(sheet.header)) + "}"
    cells = [f'{_quoted(columns.of[f])} AS "{f}"' if f in columns.of else f'NULL AS "{f}"' for f in FIELDS]
    connection.execute(STAGING)
    try:
        connection.execute(
            f"INSERT INTO staging SELECT NULL, {', '.join(cells)} FROM read_csv({_literal(str(sheet.path))}, "
            f"auto_detect=false, header=true, delim={_literal(sheet.delimiter)}, quote='\"', escape='\"', "
            f"strict_mode=true, null_padding=false, columns={types})"
        )
    except duckdb.Error:
        return False
    return True


def stage_filtered(connection: Any, sheet: Sheet, columns: Columns) -> tuple[list[Bad], array[int]] | None:
    """Copy the records that can be read, each written well, to a file for DuckDB; the others, and the line of each one copied.

    None for a sheet whose rows must be put together first (`stage_slowly`).
    """
    if not plain_rows(columns) or len(set(sheet.header)) < len(sheet.header):
        return None
    bad: list[Bad] = []
    lines = array("q")
    with tempfile.TemporaryDirectory(prefix="horseshoe-") as folder:
        copy = Sheet(Path(folder, "records.csv"), "utf-8-sig", sheet.delimiter, sheet.header)
        with copy.path.open("w", encoding="utf-8", newline="") as stream:
            writer = csv.writer(stream, delimiter=sheet.delimiter, lineterminator="\n")
            writer.writerow(sheet.header)
            for line, text, closed in _data(sheet):
                try:
                    cells = _cells(text, closed, sheet)
                except ValueError as error:
                    bad.append((line, str(error)))
                    continue
                if '"' in text:
                    writer.writerow(cells)
                else:
                    stream.write(text.rstrip("\r\n") + "\n")  # one kind of line end: strict mode takes no mixture
                lines.append(line)
        return (bad, lines) if stage_fast(connection, copy, columns) else None


def stage_slowly(connection: Any, sheet: Sheet, columns: Columns) -> tuple[list[Bad], int]:
    """Fill `staging` record by record; the records that cannot be read, with their lines, and how many there are in all."""
    connection.execute(STAGING)
    bad: list[Bad] = []
    batch: list[tuple[Any, ...]] = []
    count = 0
    for line, text, closed in _data(sheet):
        count += 1
        try:
            record = dict(zip(sheet.header, _cells(text, closed, sheet), strict=True))
            batch.extend((line, *row) for row in rows_of(record, columns))
        except ValueError as error:
            bad.append((line, str(error)))
        if len(batch) >= BATCH:
            _insert(connection, batch)
            batch.clear()
    _insert(connection, batch)
    return bad, count


def rows_in(sheet: Sheet, columns: Columns) -> tuple[list[dict[str, str]], list[Bad]]:
    """Every vote of a sheet, field of FIELDS -> its text ("" where there is none); and the records that cannot be read.

    For sheets of the Council, which fit in memory; larger ones go through `stage_fast`.
    """
    rows: list[dict[str, str]] = []
    bad: list[Bad] = []
    for line, text, closed in _data(sheet):
        try:
            cells = _cells(text, closed, sheet)
            if not any(cells):
                continue
            found = list(rows_of(dict(zip(sheet.header, cells, strict=True)), columns))
        except ValueError as error:
            bad.append((line, str(error)))
            continue
        rows += ({f: (cell or "").strip() for f, cell in zip(FIELDS, row, strict=True)} for row in found)
    return rows, bad


def _cells(text: str, closed: bool, sheet: Sheet) -> list[str]:
    """The cells of a record. ValueError where it does not come apart into as many as the header has."""
    if not closed:
        raise ValueError("a quotation mark is opened and not closed")
    if '"' not in text:
        cells = text.rstrip("\r\n").split(sheet.delimiter)
    else:
        try:
            cells = next(csv.reader((text,), delimiter=sheet.delimiter), [])
        except csv.Error as error:
            raise ValueError(f"the cells cannot be read ({error})") from error
    if len(cells) != len(sheet.header):
        raise ValueError(f"{len(cells)} cells instead of {len(sheet.header)}")
    return cells


def _insert(connection: Any, batch: list[tuple[Any, ...]]) -> None:
    import pyarrow as pa

    if not batch:
        return
    names = ("line", *FIELDS)
    types = (pa.int64(), *(pa.string() for _ in FIELDS))
    columns = zip(zip(*batch, strict=True), types, strict=True)
    arrays = [pa.array(cells, type_) if any(cells) else pa.nulls(len(batch), type_) for cells, type_ in columns]
    connection.register("arrow_batch", pa.table(arrays, names=names))
    connection.execute("INSERT INTO staging SELECT * FROM arrow_batch")
    connection.unregister("arrow_batch")


def _data(sheet: Sheet) -> Iterator[tuple[int, str, bool]]:
    found = records(sheet)
    next(found, None)
    return found


def lines_of(sheet: Sheet, numbers: set[int]) -> dict[int, int]:
    """The line in the file of each record number (from 1, the header not counted)."""
    found: dict[int, int] = {}
    for number, (line, _, _) in enumerate(_data(sheet), start=1):
        if number in numbers:
            found[number] = line
            if len(found) == len(numbers):
                break
    return found


def _literal(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


ISO = "%Y-%m-%d"
LIST_VOTES = {"yes": "Y", "no": "N", "abstain": "A", "absent": "X"}


Row = tuple[str | None, ...]


def rows_of(record: Mapping[str, str], columns: Columns) -> Iterator[Row]:
    """The staging rows of a record, in the order of FIELDS. ValueError from a cell that cannot be read."""
    cells: dict[str, str | None] = {f: record[c] for f, c in columns.of.items() if f in FIELDS}
    if columns.key_parts:
        cells["key"] = " / ".join(record[c].strip() for c in columns.key_parts)
    if columns.date_format != ISO and (text := cells.get("date")):
        cells["date"] = _iso(text.strip(), columns.date_format)
    if "date" not in columns.of:
        cells["date"] = record[columns.of["year"]].strip()  # the check places a year alone in its middle and says so
    if columns.layout == "rows":
        yield tuple(cells.get(f) for f in FIELDS)
        return
    for field in LIST_FIELDS:
        if field in columns.of:
            for name in members_in(record[columns.of[field]]):
                row = {**cells, "name": name, "vote": _word(columns, LIST_VOTES[field])}
                yield tuple(row.get(f) for f in FIELDS)


def _word(columns: Columns, code: str) -> str:
    return next((word for word, c in columns.votes.items() if c == code and word), code)


def members_in(cell: str) -> list[str]:
    """The names in a cell that lists members: a Python or JSON list, or names between semicolons. ValueError for neither."""
    text = cell.strip()
    if not text:
        return []
    if text.startswith("["):
        try:
            value = ast.literal_eval(text)
        except (SyntaxError, ValueError) as error:
            raise ValueError(f"a list of members cannot be read: {text[:60]}") from error
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise ValueError(f"a list of members holds something else than names: {text[:60]}")
        return value
    return [part.strip() for part in text.split(";") if part.strip()]


def _iso(text: str, form: str) -> str:
    try:
        return datetime.strptime(text, form).date().isoformat()
    except ValueError:
        return text  # the check reports it with the others
