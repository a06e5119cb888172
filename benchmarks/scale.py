"""What a document costs on this machine, and by that what a million and a billion of them take.

    OMP_NUM_THREADS=1 python benchmarks/scale.py [--texts FOLDER] [--only cost,jobs,memory,store,parts,driver]
                                                 [--documents 20000] [--figures FILE.json] [--relevant 0.05]

Prints what was measured, then the table that docs/scale.md explains. Figures are kept in --figures, so that parts can be
measured one by one; parts that were never measured leave their lines out. FOLDER holds general news as text files (measured on
$DATA/polnear/text); without it everyday texts are made up. Seconds are CPU seconds except where another clock is named.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "record"))

from bench_record import QUERIES, made, timed
from record_postgres import MissingServerError, postgres_server
from scale_table import lines
from scale_texts import everyday, on_council, own_articles, write
from scale_watch import cpu_of, watch

Figures = dict[str, Any]
JOBS_ROUNDS = 2
LONG_RUN = 3_000  # texts beside which starting the processes and loading the models no longer counts
LEFT_OUT = 50_000  # rows of documents that were left out


def cost(options: argparse.Namespace, folder: Path) -> Figures:
    """Seconds to load, triage and read one document, by kind."""
    from horseshoe.reading.triage.first_pass import is_worth_reading
    from horseshoe.reading.workers.worker import Task, Worker
    from horseshoe.record.write import prepare

    articles = own_articles()
    relevant = [on_council(n, articles, 200) for n in range(200)]
    if options.texts:
        paths = sorted(options.texts.rglob("*.txt"))
        irrelevant = [t for p in paths if not is_worth_reading(t := p.read_text(encoding="utf-8", errors="replace"))]
    else:
        irrelevant = [everyday(n, 600) for n in range(400)]
    worker, whole = Worker(Task(triage=True)), Worker(Task())
    found: Figures = {}
    for kind, texts in (("irrelevant", irrelevant), ("relevant", relevant)):
        for number, text in enumerate(texts):
            (folder / f"{kind}-{number}.txt").write_text(text, encoding="utf-8")
        paths = sorted(folder.glob(f"{kind}-*.txt"))
        documents = [worker.load(p) for p in paths[:5]]
        for document in documents:  # word lists and caches are loaded by the first use
            worker.read(document)
            whole.read(document)
        start = time.process_time()
        documents = [worker.load(p) for p in paths]
        found[f"load_{kind}"] = (time.process_time() - start) / len(paths)
        start = time.process_time()
        for document in documents:
            is_worth_reading(document.text)
        found[f"triage_{kind}"] = (time.process_time() - start) / len(paths)
        found[f"words_{kind}"] = statistics.mean(len(d.text.split()) for d in documents)
        found[f"count_{kind}"] = len(documents)
        some = documents[:200]
        start = time.process_time()
        readings = [worker.read(d) for d in some] if kind == "relevant" else []
        found[f"read_{kind}"] = (time.process_time() - start) / len(some)
        start = time.process_time()
        for document in some:
            whole.read(document)
        found[f"whole_{kind}"] = (time.process_time() - start) / len(some)
        start = time.process_time()
        for reading in readings:
            prepare(reading)
        found[f"prepare_{kind}"] = (time.process_time() - start) / len(some)
    return found


def jobs(options: argparse.Namespace, folder: Path) -> Figures:
    """How much quicker two readers are than one over the same texts.

    By the clock, which is right where nothing else runs (`others`: cores that other programs took); with 600 texts the best of
    some rounds. By the CPU seconds along the longest path: of a whole run, and of what a document adds to one.
    """
    articles = own_articles()
    for count in (60, 600, LONG_RUN):
        (folder / str(count)).mkdir()
        for number in range(count):
            (folder / str(count) / f"{number:05}.txt").write_text(on_council(number, articles), encoding="utf-8")
    found: Figures = {"rounds": []}
    for round_ in range(JOBS_ROUNDS):
        row: Figures = {}
        for count, n in ((60, 1), (60, 2), (600, 1), (600, 2)):
            db = folder / f"{round_}-{count}-{n}.db"
            run = watch("ingest", str(folder / str(count)), "--db", str(db), "--jobs", str(n))
            row[f"{count} by {n}"] = {"seconds": run.seconds, "others": run.others, "path": run.longest_path(n)}
        found["rounds"].append(row)

    def best(key: str, count: int, n: int) -> float:
        return min(float(r[f"{count} by {n}"][key]) for r in found["rounds"])

    added = [best("path", 600, n) - best("path", 60, n) for n in (1, 2)]
    for n in (1, 2):
        run = watch("ingest", str(folder / str(LONG_RUN)), "--db", str(folder / f"long-{n}.db"), "--jobs", str(n))
        found[f"long_by_{n}"] = {"seconds": run.seconds, "others": run.others}
    found["scales_by_clock"] = found["long_by_1"]["seconds"] / found["long_by_2"]["seconds"]
    found["scales_by_clock_600"] = best("seconds", 600, 1) / best("seconds", 600, 2)
    found["scales_by_path"] = best("path", 600, 1) / best("path", 600, 2)
    found["scales_by_path_added"] = added[0] / added[1]
    return found


def memory(options: argparse.Namespace, folder: Path) -> Figures:
    """The most memory of an ingest of a thousand and of a hundred thousand short texts, one in twenty on the Council."""
    found: Figures = {}
    for count in (1_000, 100_000):
        write(folder / str(count), count)
        run = watch("ingest", str(folder / str(count)), "--db", str(folder / f"{count}.db"))
        found[str(count)] = {
            "main": run.of("main"), "workers": run.of("worker"), "all": run.memory, "seconds": run.seconds, "cpu": run.cpu,
            "main_cpu": run.main_cpu,
        }  # fmt: skip
    found["ratio"] = found["100000"]["all"] / found["1000"]["all"]
    found["main_cpu_each"] = (found["100000"]["main_cpu"] - found["1000"]["main_cpu"]) / 99_000
    return found


def store(options: argparse.Namespace, folder: Path) -> Figures:
    """Insert rate, size and search time of a record as it grows, in SQLite and PostgreSQL."""
    found: Figures = {"sqlite": grown(str(folder / "r.db"), options.documents, lambda: size_of(folder, "r.db*"))}
    try:
        with postgres_server() as server:
            import psycopg

            with psycopg.connect(server.format("postgres"), autocommit=True) as connection:
                connection.execute("CREATE DATABASE scale")
                size = "SELECT pg_database_size('scale')"
                found["postgresql"] = grown(
                    server.format("scale"), options.documents, lambda: int(connection.execute(size).fetchone()[0])
                )
    except MissingServerError as error:
        print(f"PostgreSQL left out: {error}")
    return found


def grown(address: str, count: int, size: Callable[[], int]) -> Figures:
    """A record filled in four steps: documents stored in a CPU second of writer and server; searches after each."""
    from horseshoe.record.record import Record
    from horseshoe.record.schema import skipped
    from horseshoe.record.sql import insert_missing
    from horseshoe.record.write import prepare, store_prepared

    steps: list[Figures] = []
    with Record(address) as record:
        empty, spent, done, since = size(), 0.0, 0, 0
        for batch in made(count):
            ready = [prepare(reading) for reading in batch]
            with record.transaction() as connection:
                start = spent_by(connection)
                store_prepared(connection, ready, "1")
                spent += spent_by(connection) - start
            done += len(batch)
            if done >= count * (len(steps) + 1) // 4:
                asked = [min(timed(lambda q=q: record.search(q))) for q in QUERIES]  # type: ignore[misc]
                steps.append({
                    "documents": done, "rate": (done - since) / spent, "bytes": (size() - empty) / done,
                    "median_ms": statistics.median(asked), "slowest_ms": max(asked),
                })  # fmt: skip
                since, spent = done, 0.0
        full, spent = size(), 0.0
        for part in left_out_rows():
            with record.transaction() as connection:
                start = spent_by(connection)
                insert_missing(connection, skipped, part)
                spent += spent_by(connection) - start
        return {
            "steps": steps,
            "left_out_bytes": (size() - full) / LEFT_OUT,
            "left_out_rate": LEFT_OUT / spent,
        }


def spent_by(connection: Any) -> float:
    """CPU seconds of this process, and of the server's for it, so that what else runs here does not count."""
    if connection.dialect.name == "sqlite":
        return time.process_time()
    server = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
    return time.process_time() + cpu_of(server)


def left_out_rows() -> Iterator[list[dict[str, str]]]:
    from horseshoe.record.ingest.kept import NOT_ABOUT

    for first in range(0, LEFT_OUT, 1000):
        yield [
            {
                "id": sha256(str(n).encode()).hexdigest(),
                "path": f"news/2012/02/01/{n:09}.txt",
                "reason": NOT_ABOUT,
                "reader": "1",
            }
            for n in range(first, first + 1000)
        ]


def parts(options: argparse.Namespace, folder: Path) -> Figures:
    """Size of Parquet parts, how quickly they merge into SQLite, and the memory that a writer needs to know what it has."""
    from horseshoe.model import Document
    from horseshoe.record.codec import pack
    from horseshoe.record.ingest.kept import Kept, Summary
    from horseshoe.record.ingest.parts import Parts
    from horseshoe.record.record import Record

    count, summary = min(options.documents, 10_000), Summary()
    with Parts(folder / "kept", "1") as sink:
        for batch in made(count):
            sink.take([Kept(r.document.id, r.document, pack(r)) for r in batch], summary)
    with Parts(folder / "out", "1") as sink:
        for rows in left_out_rows():
            sink.take([Kept(r["id"], Document("", r["path"]), left_out=r["reason"]) for r in rows], summary)
    start = time.process_time()
    with Record(folder / "merged.db", reader="1") as record:
        record.merge(folder / "kept")
    merging = time.process_time() - start
    with Parts(folder / "many", "1") as sink:
        before = held()
        dice = random.Random(1)
        for _ in range(1_000_000):
            sink._note(dice.randbytes(32).hex(), "", "left out")
        known = (held() - before) / 1_000_000
    return {
        "bytes": size_of(folder / "kept", "*.parquet") / count,
        "left_out_bytes": size_of(folder / "out", "*.parquet") / LEFT_OUT,
        "merge_rate": count / merging,
        "known_bytes": known,
    }


def driver(options: argparse.Namespace, folder: Path) -> Figures:
    """Seconds that the driver of a Ray run spends on a document: the difference of a long run and a short one."""
    spent = {}
    for count in (200, 4_200):
        write(folder / str(count), count, 0.0)
        run = watch(
            "ingest", str(folder / str(count)), "--engine", "ray", "--jobs", "1", "--out", str(folder / f"{count}-parts")
        )
        spent[count] = run.main_cpu
    return {"seconds": (spent[4_200] - spent[200]) / 4_000}


def size_of(folder: Path, pattern: str) -> int:
    return sum(p.stat().st_size for p in folder.glob(pattern))


def held() -> int:
    """Bytes that this process holds now."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize()


PARTS: dict[str, Callable[[argparse.Namespace, Path], Figures]] = {
    "cost": cost, "jobs": jobs, "memory": memory, "store": store, "parts": parts, "driver": driver,
}  # fmt: skip


def main() -> None:
    """Measure what is asked for, keep the figures, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=Path, default=None)
    parser.add_argument("--documents", type=int, default=20_000, help="made-up readings that a record is filled with")
    parser.add_argument("--only", default=",".join(PARTS), help="parts to measure; an empty word only prints the table")
    parser.add_argument("--figures", type=Path, default=None, help="where figures are kept between runs")
    parser.add_argument("--relevant", type=float, default=0.05, help="share of documents on the Council in the table")
    options = parser.parse_args()
    figures: Figures = json.loads(options.figures.read_text()) if options.figures and options.figures.exists() else {}
    for name in filter(None, options.only.split(",")):
        with tempfile.TemporaryDirectory() as folder:
            figures[name] = PARTS[name](options, Path(folder))
        print(json.dumps({name: figures[name]}, indent=1), flush=True)
        if options.figures:
            options.figures.write_text(json.dumps(figures, indent=1))
    print("\n".join(lines(figures, options.relevant)))


if __name__ == "__main__":
    main()
