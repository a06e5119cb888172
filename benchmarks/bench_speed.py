"""Speed as ratios, each measured in one run on one core: beside spaCy's full small pipeline, Python, typer and textacy.

Run: OMP_NUM_THREADS=1 python benchmarks/bench_speed.py [TEXTS] [--texts 60] [--only reading,triage,...]
TEXTS is a folder of general news as text files (measured on $DATA/polnear/text); without it only the project's own
articles are read.
Reading and triage count CPU seconds of this process; start-up counts the CPU seconds of child processes, the least of several.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

os.environ.setdefault("OMP_NUM_THREADS", "1")
ROOT = Path(__file__).parent.parent
OWN = ("examples", "tests/labelled", "tests/forecast/articles")
EXAMPLE = ROOT / "examples" / "syria_aid_2019.txt"
PARTS = ("reading", "triage", "start", "forecast", "textacy", "memory")
Row = tuple[str, str, str]


def own_articles() -> list[Path]:
    return [p for folder in OWN for p in sorted((ROOT / folder).rglob("*.txt"))]


def spread(paths: list[Path], number: int) -> list[Path]:
    """`number` of the paths, evenly spread."""
    return paths[:: max(1, len(paths) // number)][:number]


def cpu(work: Callable[[], object]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def reading(texts: list[Path], number: int) -> Iterator[Row]:
    """All stations over every text, whole, against the full small pipeline; text by text, for an even load."""
    for name, paths in (("own articles", own_articles()), ("news", spread(texts, number))):
        if paths:
            yield from _reading(name, paths)


def _reading(name: str, paths: list[Path]) -> Iterator[Row]:
    import dataclasses

    import spacy

    from horseshoe.documents import load
    from horseshoe.documents.layout import unwrap
    from horseshoe.reading.formal import merge_formal
    from horseshoe.reading.known import Known
    from horseshoe.reading.parse import DEFAULT_MODEL, parse
    from horseshoe.reading.reader import STATIONS, Reader, run_stations

    full, reader = spacy.load(DEFAULT_MODEL), Reader()
    documents = [load(p) for p in paths]
    for document in documents:  # word lists and caches are loaded by the first use
        run_stations(parse(document))
    full(documents[0].text)
    spent: dict[str, float] = {}
    words = 0
    for document in documents:
        start = time.process_time()
        words += len(full(document.text))
        spent["full"] = spent.get("full", 0.0) + time.process_time() - start
        start = time.process_time()
        reader.read(document)
        spent["all"] = spent.get("all", 0.0) + time.process_time() - start
        start = time.process_time()
        plain = unwrap(document.text)
        document = document if plain is None else dataclasses.replace(document, text=plain.text)
        spent["unwrap"] = spent.get("unwrap", 0.0) + time.process_time() - start
        start = time.process_time()
        parsed, known = parse(document), Known()
        spent["parse"] = spent.get("parse", 0.0) + time.process_time() - start
        for field, station in STATIONS:
            start = time.process_time()
            known = dataclasses.replace(known, **{field: station(parsed, known)})
            if field == "positions":
                known = merge_formal(document, known)
            spent[field] = spent.get(field, 0.0) + time.process_time() - start
    whole = spent.pop("full")
    total = spent.pop("all")
    yield f"reading, {name} ({len(documents)} texts, {words} tokens)", f"{total:.2f} s", f"{total / whole:.2f} of the pipeline"
    for field, seconds in spent.items():
        yield f"  {field}", f"{seconds:.2f} s", f"{seconds / whole:.3f}"


def triage(texts: list[Path]) -> Iterator[Row]:
    """Documents a second with and without triage where one in twenty is on the Council, and what triage loses."""
    from horseshoe.documents import load
    from horseshoe.reading import Reader
    from horseshoe.reading.triage.first_pass import TriageReader

    if not texts:
        return
    own = own_articles()
    mix = texts + spread(own, max(1, len(texts) // 19))
    reader = Reader()
    quick = TriageReader(reader)
    quick.read(load(own[0]))
    full, part = {}, {}
    thorough = cpu(lambda: full.update((p, reader.read(load(p))) for p in mix))
    triaged = cpu(lambda: part.update((p, quick.read(load(p))) for p in mix))
    for path in own:
        if path not in full:
            document = load(path)
            full[path], part[path] = reader.read(document), quick.read(document)
    wanted = {p: relevant(r, p in set(own)) for p, r in full.items()}
    kept = sum(len(wanted[p] & relevant(part[p], everything=True)) for p in full)
    total = sum(len(w) for w in wanted.values())
    yield f"triage, {len(mix)} documents", f"{len(mix) / triaged:.0f} docs/s", f"{thorough / triaged:.1f} times parsing all"
    yield "  relevant items found", f"{kept} of {total}", f"recall {kept / max(1, total):.4f}"
    for group, chosen in (("own articles", [p for p in full if p in set(own)]), ("news", texts)):
        had = sum(len(wanted[p]) for p in chosen)
        found = sum(len(wanted[p] & relevant(part[p], everything=True)) for p in chosen)
        yield f"  of {group}", f"{found} of {had}", f"recall {found / max(1, had):.4f}"


def relevant(reading: object, everything: bool) -> set[tuple[object, ...]]:
    """Items as (kind, start, end): all of an article on the Council; else those whose sentence names the Council itself."""
    from horseshoe.model import Reading

    assert isinstance(reading, Reading)
    council = [m.span for a in reading.actors if a.id == "security-council" for m in a.mentions]
    items = {(k, i.span.start, i.span.end) for k in ("quotes", "positions", "events", "claims") for i in getattr(reading, k)}
    if everything:
        items |= {("drafts", m.start, m.end) for d in reading.drafts for m in d.mentions}
        return items | {("council", s.start, s.end) for s in council}
    near = {(k, s, e) for k, s, e in items if any(s <= c.start and c.end <= e for c in council)}
    return near | {("council", s.start, s.end) for s in council}


def child(*command: str, times: int = 3) -> float:
    """CPU seconds of a child process, the least of some runs."""
    spent = []
    for _ in range(times):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        spent.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return min(spent)


def start() -> Iterator[Row]:
    """What starting costs, against the least that the same thing can cost."""
    from horseshoe.reading.parse import DEFAULT_MODEL

    python, horseshoe = sys.executable, str(Path(sys.executable).parent / "horseshoe")
    bare_brief = f"import spacy; spacy.load({DEFAULT_MODEL!r})(open({str(EXAMPLE)!r}).read())"
    for name, ours, bare in (
        ("import horseshoe / bare python", (python, "-c", "import horseshoe"), (python, "-c", "pass")),
        ("horseshoe --help / import typer", (horseshoe, "--help"), (python, "-c", "import typer")),
        ("cold brief / spaCy loads and parses", (horseshoe, "brief", str(EXAMPLE)), (python, "-c", bare_brief)),
    ):
        times = 10 if "import horseshoe" in name else 3
        one, other = child(*ours, times=times), child(*bare, times=times)
        yield name, f"{one * 1000:.0f} / {other * 1000:.0f} ms", f"{one / other:.2f}"


def forecast() -> Iterator[Row]:
    """A forecast from one article, against reading it."""
    horseshoe = str(Path(sys.executable).parent / "horseshoe")
    one, bare = child(horseshoe, "forecast", str(EXAMPLE)), child(horseshoe, "read", str(EXAMPLE))
    yield "cold forecast / cold read", f"{one * 1000:.0f} / {bare * 1000:.0f} ms", f"{one / bare:.2f}"


def textacy(texts: list[Path], number: int) -> Iterator[Row]:
    """Quotations by textacy over the same texts, where it is installed."""
    try:
        from textacy.extract import direct_quotations
    except ImportError:
        yield "textacy direct_quotations", "not installed", "-"
        return
    import spacy

    from horseshoe.documents import load
    from horseshoe.reading import Reader
    from horseshoe.reading.parse import DEFAULT_MODEL

    nlp, reader = spacy.load(DEFAULT_MODEL), Reader()
    documents = [load(p) for p in spread(texts, number) or own_articles()]
    failed = 0

    def theirs() -> None:
        nonlocal failed
        for document in documents:
            try:
                list(direct_quotations(nlp(document.text)))
            except Exception:  # textacy raises on unbalanced marks
                failed += 1

    reader.read(documents[0])
    ours, other = cpu(lambda: [reader.read(d) for d in documents]), cpu(theirs)
    yield (
        f"reading / textacy quotations ({failed} of {len(documents)} failed)",
        f"{ours:.2f} / {other:.2f} s",
        f"{ours / other:.2f}",
    )


def memory() -> Iterator[Row]:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    yield "peak memory of this process", f"{peak:.0f} MB", "-"


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("texts", nargs="?", type=Path)
    options.add_argument("--texts", dest="number", type=int, default=60)
    options.add_argument("--only", default=",".join(PARTS))
    chosen = options.parse_args()
    texts = sorted(chosen.texts.rglob("*.txt")) if chosen.texts else []
    runs: dict[str, Callable[[], Iterator[Row]]] = {
        "reading": lambda: reading(texts, chosen.number),
        "triage": lambda: triage(texts),
        "start": start,
        "forecast": forecast,
        "textacy": lambda: textacy(texts, chosen.number),
        "memory": memory,
    }
    for part in PARTS:
        if part in chosen.only.split(","):
            for name, amount, ratio in runs[part]():
                print(f"{name:<58} {amount:>20}  {ratio}", flush=True)


if __name__ == "__main__":
    main()
