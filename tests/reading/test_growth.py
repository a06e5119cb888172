"""What a station does grows with its text and no faster; counted in lines run, which no busy machine changes."""

from __future__ import annotations

import importlib.util
import math
import sys
from dataclasses import fields, replace
from datetime import date
from pathlib import Path

import pytest

from horseshoe.model import Document
from horseshoe.reading.formal import merge_formal
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed, parse
from horseshoe.reading.reader import STATIONS, run_stations
from horseshoe.reading.settle import settle

ROOT = Path(__file__).parents[2]
spec = importlib.util.spec_from_file_location("scale_texts", ROOT / "benchmarks" / "scale_texts.py")
assert spec is not None
assert spec.loader is not None
scale_texts = importlib.util.module_from_spec(spec)
spec.loader.exec_module(scale_texts)

EXPONENT = 1.1  # of the text's length
SHORT_EXPONENT = 1.2  # sentences drawn at random differ more between short texts
FEWEST = 2_000  # lines: what does less does not count
SHORT_FORM = (12_000, 36_000)
LONG_FORM = (60_000, 240_000)


class LinesRun:
    """Counts the lines of this package that are run, each turn of a comprehension as one."""

    def __init__(self) -> None:
        self.count = 0

    def _call(self, frame, event, value):
        return self._line if "horseshoe" in frame.f_code.co_filename else None

    def _line(self, frame, event, value):
        self.count += event == "line"
        return self._line

    def of(self, work, *given):
        """What a function gives, and the lines that it ran."""
        before, self.count = sys.gettrace(), 0
        sys.settrace(self._call)
        try:
            return work(*given), self.count
        finally:
            sys.settrace(before)


def parsed(characters: int, seed: int) -> Parsed:
    made = parse(Document(scale_texts.long_text(characters, seed), "long", published=date(2013, 5, 6)))
    assert len(made.tree) > 0
    return made


def lines_by_station(text: Parsed) -> dict[str, int]:
    """The lines that each station runs, in their order, each on what those before it found."""
    known, counted, lines = Known(), {}, LinesRun()

    for name, station in STATIONS:
        found, counted[name] = lines.of(station, text, known)
        known = replace(known, **{name: found})
        if name == "positions":
            known, counted["formal"] = lines.of(merge_formal, text.document, known)
            asked = known.drafts, known.positions, text.document.published
            (drafts, positions), counted["settle"] = lines.of(settle, *asked)
            known = replace(known, drafts=drafts, positions=positions)
    assert all(getattr(known, f.name) for f in fields(known) if f.name not in ("warnings", "claims"))
    return counted


@pytest.mark.parametrize(
    ("lengths", "exponent"),
    [(SHORT_FORM, SHORT_EXPONENT), pytest.param(LONG_FORM, EXPONENT, marks=pytest.mark.slow)],
    ids=["short", "long"],
)
def test_every_station_grows_with_its_text(lengths, exponent):
    run_stations(parsed(lengths[1], seed=1))  # what is worked out once, such as a word's dictionary form, counts for neither
    short, long = (parsed(n, seed=2) for n in lengths)
    few, many = lines_by_station(short), lines_by_station(long)
    grown = {name: math.log(many[name] / few[name], lengths[1] / lengths[0]) for name in few if few[name] > FEWEST}
    assert set(grown) >= {"dates", "actors", "quotes", "drafts", "positions", "events"}
    assert {name: round(by, 2) for name, by in grown.items() if by > exponent} == {}


def test_a_line_that_looks_at_all_for_each_is_counted_as_such():
    everything = "from_all = [[b for b in range(n)] for a in range(n)]"

    def lines(n):
        counted = LinesRun()
        code = compile(everything, "horseshoe.py", "exec")
        return counted.of(exec, code, {"n": n})[1]

    assert math.log(lines(80) / lines(20), 4) > 1.7
