"""The ratios that docs/speed.md promises, in one run: least of several interleaved rounds, in processor time, children counted.

    make bench [OPTIONS="--news FOLDER --keep"]      all of it, most of an hour
    make bench OPTIONS=--short                       small texts and a small record, compared with short runs alone

A ratio is what we spend over what something well known spends on the same machine in the same minute, so that runs on other
machines, and on busy ones, can be compared. They are compared with the last line of benchmarks/ratios.jsonl of the same sizes:
one that is more than a fifth worse, in a short run twice as bad, ends the run with status 1. `--keep` adds the run to it.
"""

from __future__ import annotations

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT / "benchmarks"), str(ROOT / "tests" / "record")]

from scale_texts import everyday, long_text, on_council, own_articles  # noqa: E402

HISTORY = ROOT / "benchmarks" / "ratios.jsonl"
EXAMPLE = ROOT / "examples" / "syria_aid_2019.txt"
WORSE, WORSE_SHORT = 1.2, 2.0  # times the stored ratio: what is over in milliseconds varies by half on a busy machine
GROUPS = ("start", "record", "votes", "reading", "long")
SHORT = {"texts": 4, "documents": 500, "characters": 40_000, "votes": 20_000}
# As an installed program finds its own code: compiled.
ENVIRONMENT = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
TOGETHER = 16  # documents that a worker looks at together
Work = Callable[[], float]  # does something, and says what it cost


@dataclass(frozen=True)
class Ratio:
    """What is measured: our work and the other, and the ratio that is aimed at."""

    name: str
    ours: Work
    theirs: Work
    aim: float | None
    rounds: int = 5


def spent(work: Callable[[], object]) -> float:
    """Seconds of processor time of this process."""
    start = time.process_time()
    work()
    return time.process_time() - start


def child(*command: str) -> Work:
    """Seconds of processor time of a command."""

    def run() -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=ENVIRONMENT)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    return run


def python(code: str) -> tuple[str, str, str]:
    """A command that runs some code."""
    return sys.executable, "-c", code


BARE = child(*python("pass"))


def reading(news: list[str], articles: int) -> Iterator[Ratio]:
    """Readings, sixteen at a time as workers do them, beside the full pipeline of the same model."""
    import spacy

    from horseshoe.model import Document
    from horseshoe.reading.parse import DEFAULT_MODEL
    from horseshoe.reading.reader import Reader
    from horseshoe.reading.triage.first_pass import TriageReader

    full, reader = spacy.load(DEFAULT_MODEL), Reader()

    def read(texts: list[str], by: Reader | TriageReader) -> float:
        documents = [Document(text, str(n), published=date(2012, 2, 1)) for n, text in enumerate(texts)]

        def all_of_them() -> None:
            for first in range(0, len(documents), TOGETHER):
                some = documents[first : first + TOGETHER]
                by.look_ahead(some)
                for document in some:
                    by.read(document)

        return spent(all_of_them)

    def piped(texts: list[str]) -> float:
        return spent(lambda: [full(text) for text in texts])

    own = own_articles()[:articles]
    everyday_texts = news or [everyday(n, 600) for n in range(12)]
    read([*own[:4], *everyday_texts[:4]], reader)  # word lists are loaded by the first use
    full(own[0])
    yield Ratio("reading: Council texts / full pipeline", lambda: read(own, reader), lambda: piped(own), 0.38)
    yield Ratio(
        f"reading: {'news' if news else 'everyday texts'} / full pipeline",
        lambda: read(everyday_texts, reader),
        lambda: piped(everyday_texts),
        0.30,
    )
    mixed = [on_council(n // 6, own) if n % 6 == 0 else everyday(n, 300) for n in range(60)]
    triaged = TriageReader(reader)
    yield Ratio("triage, 17 % kept / full pipeline", lambda: read(mixed, triaged), lambda: piped(mixed), None, 3)
    each, kept = len(everyday_texts), len(mixed)
    yield Ratio("a document, everything / 1/15 core-second", lambda: read(everyday_texts, reader) / each, lambda: 1 / 15, 1.0)
    yield Ratio("a document, triage / 1/130 core-second", lambda: read(mixed, triaged) / kept, lambda: 1 / 130, 1.0, 3)


def start(folder: Path) -> Iterator[Ratio]:
    """Commands from a cold start."""
    from horseshoe.reading.parse import DEFAULT_MODEL

    horseshoe, db = str(Path(sys.executable).parent / "horseshoe"), str(folder / "small.db")
    filled(Path(db), 200)
    parses = f"import spacy; spacy.load({DEFAULT_MODEL!r})(open({str(EXAMPLE)!r}).read())"
    yield Ratio("cold brief / spaCy loads and parses", child(horseshoe, "brief", str(EXAMPLE)), child(*python(parses)), 0.75)
    yield Ratio("cold search / bare Python", child(horseshoe, "search", "veto", "--db", db), BARE, 12)
    yield Ratio("cold votes query / bare Python", child(horseshoe, "votes", "query", "--resolution", "2728"), BARE, None)


def filled(path: Path, documents: int) -> None:
    """A record of made-up readings."""
    from bench_record import insert

    from horseshoe.record.record import Record

    with Record(path) as record:
        insert(record, documents)


def record(folder: Path, documents: int) -> Iterator[Ratio]:
    """Questions to a record, in times of a bare Python's start."""
    from bench_record import QUERIES

    from horseshoe.record.dossiers.overview import overview
    from horseshoe.record.exports import exporter
    from horseshoe.record.exports.statements import Scope
    from horseshoe.record.record import Record

    filled(folder / "record.db", documents)
    kept = Record(folder / "record.db")
    for query in QUERIES:
        kept.search(query)

    def slowest() -> float:
        return max(min(spent(lambda q=query: kept.search(q)) for _ in range(3)) for query in QUERIES)  # type: ignore[misc]

    def at_a_glance() -> float:
        with kept.snapshot() as connection:
            return spent(lambda: overview(connection))

    def exported() -> float:
        with kept.snapshot() as connection:
            whole = spent(lambda: exporter("jsonl")(connection, Scope("SYR"), io.BytesIO()))
            mine = connection.exec_driver_sql("SELECT count(*) FROM documents WHERE situation = 'SYR'").scalar_one()
        return 100 * whole / mine

    yield Ratio(f"slowest of ten searches, {documents} documents / bare Python", slowest, BARE, 1.5)
    yield Ratio(f"overview, {documents} documents / bare Python", at_a_glance, BARE, 0.5)
    yield Ratio("export of a hundred documents / bare Python", exported, BARE, 1.0, 3)
    page, again = situation_pages(str(folder / "record.db"))
    yield Ratio(f"first situation page after a write, {documents} documents / bare Python", page, BARE, 6.0)
    yield Ratio(f"a situation's page again, {documents} documents / bare Python", again, BARE, None)


def situation_pages(db: str) -> tuple[Work, Work]:
    """The page of a situation when the record was just written to, and once more."""
    from fastapi.testclient import TestClient

    from horseshoe.serve.app import create_app, warm
    from horseshoe.serve.settings import Settings

    app = create_app(Settings(db=db))
    client, served = TestClient(app, base_url="http://127.0.0.1:8015"), app.state.served
    warm(served)

    def again() -> float:
        return spent(lambda: client.get("/situations/SYR").raise_for_status())

    def first() -> float:
        served.forget()
        return again()

    again()
    return first, again


def votes(rows: int) -> Iterator[Ratio]:
    """Ideal points of many votes."""
    from ideal_points_recovery import simulate

    from horseshoe.votes.ideal_points import ideal_points

    members = 190 if rows > 100_000 else 60
    _, ballots = simulate(members, rows // members, 0.99, 1)
    yield Ratio(f"ideal points of {rows} votes / bare Python", lambda: spent(lambda: ideal_points(ballots)), BARE, None, 1)


def long(folder: Path, characters: int) -> Iterator[Ratio]:
    """One long text: time beside spaCy's parse alone, and memory, each in a process of its own."""
    from horseshoe.reading.parse import DEFAULT_MODEL

    path = folder / "long.txt"
    path.write_text(long_text(characters), encoding="utf-8")
    ours = f"from horseshoe import read\nread(open({str(path)!r}).read())"
    parses = (
        f"import spacy\nnlp = spacy.load({DEFAULT_MODEL!r}, exclude=['ner', 'lemmatizer', 'attribute_ruler', 'senter'])\n"
        f"text = open({str(path)!r}).read()\nfor at in range(0, len(text), 50_000): nlp(text[at : at + 50_000])"
    )
    name = f"{characters} characters / spaCy's parse alone"
    yield Ratio(name, child(*python(ours)), child(*python(parses)), 1.3, 1)
    one = f"from horseshoe import read\nread(open({str(EXAMPLE)!r}).read())"
    yield Ratio("memory of one reader / 180 MB", lambda: memory(one), lambda: 180.0, 1.0, 1)
    yield Ratio(f"memory with {characters} characters / 300 MB", lambda: memory(ours), lambda: 300.0, 1.0, 1)


def memory(code: str) -> float:
    """The most memory, in MB, that a Python running some code held; `ru_maxrss` would count what its parent held, too."""
    told = "\nprint(next(line.split()[1] for line in open('/proc/self/status') if line.startswith('VmHWM')))"
    done = subprocess.run(python(code + told), check=True, capture_output=True, text=True, env=ENVIRONMENT)
    return float(done.stdout) / 1024


def measured(ratios: list[Ratio]) -> dict[str, tuple[float, float]]:
    """The least of ours and of theirs, over rounds in which all are measured in turn."""
    least = {r.name: (float("inf"), float("inf")) for r in ratios}
    for round_ in range(max((r.rounds for r in ratios), default=0)):
        for r in ratios:
            if round_ < r.rounds:
                ours, theirs = least[r.name]
                least[r.name] = min(ours, r.ours()), min(theirs, r.theirs())
    return least


def compared(found: dict[str, float], history: Path, short: bool = False) -> list[str]:
    """The ratios that are worse by more than is allowed than the last ones kept of such a run, in words."""
    kept = [json.loads(line) for line in history.read_text(encoding="utf-8").splitlines()] if history.exists() else []
    stored = next((k["ratios"] for k in reversed(kept) if k.get("short", False) == short), {})
    allowed = WORSE_SHORT if short else WORSE
    pairs = {name: (ratio, stored[name]) for name, ratio in found.items() if name in stored}
    return [f"{name}: {now:.3g}, was {was:.3g}" for name, (now, was) in pairs.items() if now > allowed * was]


def main() -> int:
    """Measure, print, compare; the exit status."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--news", type=Path, help="a folder of general news as text files")
    options.add_argument("--texts", type=int, default=30, help="how many of our own articles, and of the news")
    options.add_argument("--documents", type=int, default=20_000, help="in the record that is searched")
    options.add_argument("--characters", type=int, default=1_000_000, help="of the long text")
    options.add_argument("--votes", type=int, default=300_000, help="of which ideal points are estimated")
    options.add_argument(
        "--only", nargs="*", choices=("start", "record", "votes", "reading", "long"), help="these groups alone"
    )
    options.add_argument("--short", action="store_true", help=f"small sizes: {SHORT}")
    options.add_argument("--history", type=Path, default=HISTORY)
    options.add_argument("--keep", action="store_true", help="add this run to the history")
    chosen = options.parse_args()
    if chosen.short:
        vars(chosen).update(SHORT)
    paths = sorted(chosen.news.rglob("*.txt")) if chosen.news else []
    news = [p.read_text(encoding="utf-8") for p in paths[:: max(1, len(paths) // chosen.texts)][: chosen.texts]]
    load = os.getloadavg()[0]
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        groups = {
            "start": lambda: start(folder),
            "record": lambda: record(folder, chosen.documents),
            "votes": lambda: votes(chosen.votes),
            "reading": lambda: reading(news, chosen.texts),
            "long": lambda: long(folder, chosen.characters),
        }
        print(f"{'':<72} {'ours':>9} {'theirs':>9} {'ratio':>7} {'aim':>6}")
        for name in chosen.only or groups:
            ratios = list(groups[name]())
            for r, (ours, theirs) in zip(ratios, measured(ratios).values(), strict=True):
                found[r.name] = ours / theirs
                aim = "" if r.aim is None else f"{r.aim:g}"
                print(f"{r.name:<72} {ours:>9.3f} {theirs:>9.3f} {found[r.name]:>7.3g} {aim:>6}", flush=True)
    print(f"load {load:.1f} before, {os.getloadavg()[0]:.1f} after, {os.cpu_count()} processors")
    worse = compared(found, chosen.history, chosen.short)
    for line in worse:
        print(f"worse: {line}")
    if chosen.keep and not worse:
        ratios_kept = {n: round(r, 4) for n, r in found.items()}
        kept = {"day": date.today().isoformat(), "load": round(load, 1), "short": chosen.short, "ratios": ratios_kept}
        with chosen.history.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(kept) + "\n")
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main())
