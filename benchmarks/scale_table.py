"""From what a document costs to what many take: the formulas of docs/scale.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

SIZES = (1_000_000, 1_000_000_000)
CORES = 64
MEMORY = 64e9  # bytes of a large driver
PATIENCE = 1000.0  # milliseconds of a search
SEARCHES = {"a search in the middle of ten": "median_ms", "the slowest of ten searches": "slowest_ms"}
Figures = dict[str, Any]


def lines(figures: Figures, relevant: float) -> Iterator[str]:
    """The table, a row a line: what it is, a million documents, a billion."""
    yield f"| of which {relevant:.0%} are on the Council | " + " | ".join(f"{n:,}" for n in SIZES) + " |"
    yield "|---|" + "---|" * len(SIZES)
    for name, values in rows(figures, relevant):
        yield f"| {name} | " + " | ".join(values) + " |"
    for name, value in breaks(figures, relevant):
        yield f"- {name}: {value}"


def rows(figures: Figures, relevant: float) -> Iterator[tuple[str, list[str]]]:
    """What the documents take, one resource a row."""
    cost, stored, parts = (figures.get(k) for k in ("cost", "store", "parts"))
    kept, out = ([n * share for n in SIZES] for share in (relevant, 1 - relevant))
    if cost:
        each = reading(cost, relevant)
        hours = [n * each / 3600 for n in SIZES]
        yield "core hours of loading, triage and reading", [amount(h) for h in hours]
        yield f"hours on {CORES} cores", [amount(h / CORES) for h in hours]
        whole = [n * (relevant * cost["whole_relevant"] + (1 - relevant) * cost["whole_irrelevant"]) / 3600 for n in SIZES]
        yield "core hours with every text parsed whole", [amount(h) for h in whole]
    if "driver" in figures:
        yield "hours of the one driver on Ray", [amount(n * figures["driver"]["seconds"] / 3600) for n in SIZES]
    for kind, found in (stored or {}).items():
        last = found["steps"][-1]
        hours = [(k / last["rate"] + o / found["left_out_rate"]) / 3600 for k, o in zip(kept, out, strict=True)]
        yield f"hours of the one writer, {kind}", [amount(h) for h in hours]
        yield f"bytes kept, {kind}", [size(k * last["bytes"]) for k in kept]
        yield f"bytes of what was left out, {kind}", [size(o * found["left_out_bytes"]) for o in out]
        for name, key in SEARCHES.items():
            yield f"{name}, at worst, {kind}", [time(last[key] * k / last["documents"]) for k in kept]
    if parts:
        both = [k * parts["bytes"] + o * parts["left_out_bytes"] for k, o in zip(kept, out, strict=True)]
        yield "bytes of Parquet parts", [size(b) for b in both]
        yield "hours of merging the parts into SQLite", [amount(k / parts["merge_rate"] / 3600) for k in kept]
        yield "memory of the one who writes parts", [size(n * parts["known_bytes"]) for n in SIZES]


def breaks(figures: Figures, relevant: float) -> Iterator[tuple[str, str]]:
    """How far each part carries."""
    cost, stored = figures.get("cost"), figures.get("store") or {}
    each = reading(cost, relevant) if cost else None
    for kind, found in stored.items():
        last = found["steps"][-1]
        for name, key in SEARCHES.items():
            most = PATIENCE * last["documents"] / last[key]
            yield f"{name} in {kind} passes {PATIENCE:g} ms, at worst, with", f"{amount(most)} documents kept"
        if each:
            writer = relevant / last["rate"] + (1 - relevant) / found["left_out_rate"]
            yield f"cores that keep one writer of {kind} busy", amount(each / writer)
    if each and "driver" in figures:
        yield "cores that keep one driver on Ray busy", amount(each / figures["driver"]["seconds"])
    if "parts" in figures:
        yield f"documents whose parts one driver of {size(MEMORY)} can write", amount(MEMORY / figures["parts"]["known_bytes"])


def reading(cost: Figures, relevant: float) -> float:
    """Seconds of a core for one document of the mix, until it can be stored."""
    irrelevant = cost["load_irrelevant"] + cost["triage_irrelevant"]
    wanted = sum(cost[f"{step}_relevant"] for step in ("load", "triage", "read", "prepare"))
    return float(relevant * wanted + (1 - relevant) * irrelevant)


def amount(value: float) -> str:
    """A number with two digits that count."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.2g}"


def size(value: float) -> str:
    """Bytes in the fitting unit."""
    for unit in ("B", "kB", "MB", "GB"):
        if value < 1000:
            return f"{amount(value)} {unit}"
        value /= 1000
    return f"{amount(value)} TB"


def time(milliseconds: float) -> str:
    """Milliseconds, or seconds where there are many."""
    return f"{amount(milliseconds)} ms" if milliseconds < 1000 else f"{amount(milliseconds / 1000)} s"
