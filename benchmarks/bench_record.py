"""The record under load: insert rate against bare executemany, size, memory, and how quickly search and dossiers answer.

    python benchmarks/bench_record.py [--documents 100000] [--folder DIR]

Readings are made up (tests/record/record_makers.py), about ten items each.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "record"))

from record_makers import document_of, read

from horseshoe.model import Reading
from horseshoe.record.record import Record
from horseshoe.record.write import prepare, store_prepared

BATCH = 500
TABLES = ("documents", "copies", "bands", "situations", "actors", "drafts", "items")


def made(count: int) -> Iterator[list[Reading]]:
    """Readings in batches, spread over ten years."""
    rng = random.Random(7)
    for start in range(0, count, BATCH):
        days = [date(2010, 1, 1) + timedelta(days=rng.randrange(3650)) for _ in range(BATCH)]
        yield [read(document_of(start + n, days[n])) for n in range(min(BATCH, count - start))]


def insert(record: Record, count: int) -> tuple[float, float, list[int]]:
    """Seconds of working out what is to be stored, seconds of the storing transactions, memory in MB at each tenth."""
    prepared, spent, memory, done = 0.0, 0.0, [], 0
    for batch in made(count):
        start = time.perf_counter()
        ready = [prepare(reading) for reading in batch]
        middle = time.perf_counter()
        with record.transaction() as connection:
            store_prepared(connection, ready, "1")
        spent += time.perf_counter() - middle
        prepared += middle - start
        done += len(batch)
        if done % max(BATCH, count // 10) < BATCH:
            memory.append(_rss())
    return prepared, spent, memory


def bare(source: Path, target: Path) -> float:
    """Seconds that bare executemany takes for the very rows of `source`, in the same tables with the same indexes, in the same
    number of transactions; the full-text index included, reading the source not."""
    with sqlite3.connect(source) as old:
        schema = [
            row[0] for row in old.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE '%fts_%'")
        ]
        rows = {t: old.execute(f"SELECT * FROM {t}").fetchall() for t in TABLES}
    new = sqlite3.connect(target, isolation_level=None)
    for pragma in ("journal_mode = WAL", "synchronous = NORMAL", "cache_size = -65536", "foreign_keys = OFF"):
        new.execute(f"PRAGMA {pragma}")
    for statement in schema:
        new.execute(statement)
    documents = len(rows["documents"])
    start = time.perf_counter()
    for part in range(0, documents, BATCH):
        new.execute("BEGIN IMMEDIATE")
        for table, all_rows in rows.items():
            low, high = (len(all_rows) * x // documents for x in (part, min(documents, part + BATCH)))
            if taken := all_rows[low:high]:
                marks = ",".join("?" * len(taken[0]))
                new.executemany(f"INSERT INTO {table} VALUES ({marks})", taken)
        fts = [(r[0], r[3], r[2]) for r in rows["documents"][part : part + BATCH]]
        new.executemany("INSERT INTO documents_fts (rowid, title, text) VALUES (?, ?, ?)", fts)
        new.execute("COMMIT")
    spent = time.perf_counter() - start
    new.close()
    return spent


QUERIES = (
    "veto",
    "council",
    '"ceasefire talks"',
    "veto actor:RUS stance:threatens_veto after:2012-01-01",
    "actor:CHN stance:opposes",
    'speaker:"Omar Haddad" situation:syria',
    "sanctions -convoy situation:mali",
    "has:figure on:2014-05",
    'draft:"russia syria"',
    "source:nobody",
)


def timed(ask: Callable[[], object], times: int = 7) -> list[float]:
    """Milliseconds of each of several runs."""
    found = []
    for _ in range(times):
        start = time.perf_counter()
        ask()
        found.append(1000 * (time.perf_counter() - start))
    return found


def main() -> None:
    """Run and print one JSON object."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=None, help="where the databases go (default: a temporary folder)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=options.folder) as name:
        path = Path(name) / "record.db"
        with Record(path) as record:
            prepared, seconds, memory = insert(record, options.documents)
            with record.snapshot() as connection:
                items = connection.exec_driver_sql("SELECT count(*) FROM items").scalar_one()
            answers = {q: statistics.median(timed(lambda q=q: record.search(q))) for q in QUERIES}  # type: ignore[misc]
            searches = list(answers.values())
            dossiers = {s: statistics.median(timed(lambda s=s: record.dossier(s))) for s in ("syria", "mali", "yemen")}  # type: ignore[misc]
            then = timed(lambda: record.dossier("syria", as_of=date(2014, 1, 1), since=date(2013, 12, 1)))
        size = sum(f.stat().st_size for f in path.parent.glob("record.db*"))
        plain = bare(path, Path(name) / "bare.db")
    print(
        json.dumps(
            {
                "documents": options.documents,
                "items": items,
                "stored_per_second": round(options.documents / seconds),
                "prepared_and_stored_per_second": round(options.documents / (seconds + prepared)),
                "bare_executemany_per_second": round(options.documents / plain),
                "rate_against_bare": round(plain / seconds, 2),
                "rate_against_bare_with_preparation": round(plain / (seconds + prepared), 2),
                "bytes_per_document": size // options.documents,
                "memory_mb_by_tenth": memory,
                "search_median_ms": round(statistics.median(searches), 1),
                "search_ms": {q: round(ms, 1) for q, ms in answers.items()},
                "dossier_ms": {s: round(ms, 1) for s, ms in dossiers.items()},
                "dossier_as_of_ms": round(statistics.median(then), 1),
                "cpus": os.cpu_count(),
            },
            indent=1,
            ensure_ascii=False,
        )
    )


def _rss() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
