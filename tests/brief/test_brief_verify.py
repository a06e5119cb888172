"""The faithfulness check passes what the builder makes of articles and catches what is put into it."""

from __future__ import annotations

import copy
import functools
import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from typer.testing import CliRunner

from horseshoe.brief.build import build_brief
from horseshoe.brief.checking.evidence import Source
from horseshoe.brief.checking.tokens import mask_quotations, numbers_in
from horseshoe.brief.checking.verify import verify
from horseshoe.brief.render.json import to_json
from horseshoe.cli.reading.verify import app
from horseshoe.documents import load
from horseshoe.errors import CheckError, InputError
from horseshoe.model import Document
from horseshoe.reading.reader import read_document
from short_forms import some_of

ROOT = Path(__file__).parents[2]
ARTICLES = sorted((*(ROOT / "examples").glob("*.txt"), *(ROOT / "tests").rglob("articles/*.txt")))


def made(path: Path) -> dict[str, Any]:
    """The JSON of an article's briefing."""
    data: dict[str, Any] = json.loads(json.dumps(to_json(build_brief(read_document(load(path)), full=True))))
    return data


@pytest.fixture(scope="module", autouse=True)
def _searched_once() -> Iterator[None]:
    """The check reads and forecasts from the text at each call; here it does so once for each text."""
    known = functools.lru_cache(maxsize=8)(Source)

    def source(document: Document) -> Source:
        try:
            return known(document)
        except TypeError:  # a damaged briefing's document, which may have no hash
            return Source(document)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("horseshoe.brief.checking.verify.Source", source)
        yield


@pytest.fixture(scope="module")
def briefing() -> dict[str, Any]:
    """A briefing to forge."""
    return made(ROOT / "examples" / "syria_aid_2019.txt")


@pytest.mark.parametrize("path", some_of([pytest.param(p, id=p.stem) for p in ARTICLES], 8))
def test_every_article_of_the_tests_is_briefed_faithfully(path: Path) -> None:
    report = verify(made(path))
    assert [p.words() for p in report.problems] == []
    assert report.checked["name"] > 5
    assert report.checked["span"] > 5


def forged(briefing: dict[str, Any], text: str, section: str = "events") -> list[str]:
    """Kinds of the problems when a line's text is put in the place of the first line of a section."""
    data = copy.deepcopy(briefing)
    [found] = [s for s in data["sections"] if s["key"] == section]
    found["lines"][0]["text"] = text
    return [p.kind for p in verify(data).problems]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Russia — threatens Bolivia", "name"),
        ("Wladimir Ostrowski — threatens Syria", "name"),
        ("Russia — threatens Syria, 1999-03-04", "date"),
        ("Russia — threatens 7,311 people in Syria", "number"),
        ("Russia — threatens seventy people in Syria", "number"),
        ("Russia — threatens Syria: “We shall bury you”", "quotation"),
        ('Russia — threatens Syria: "We shall bury you"', "quotation"),
        ("Russia — threatens S/1999/12", "symbol"),
    ],
)
def test_what_the_source_does_not_say_is_found(briefing: dict[str, Any], text: str, kind: str) -> None:
    assert kind in forged(briefing, text)


def test_a_speaker_is_given_no_words_of_others(briefing: dict[str, Any]) -> None:
    assert "quotation" in forged(briefing, "Viktor Lenskiy (spokesman, Russia): we shall bury you", "quotes")


def test_moved_spans_foreign_citations_and_false_members_are_found(briefing: dict[str, Any]) -> None:
    data = copy.deepcopy(briefing)
    data["headline"]["spans"][0]["span"][0] += 1
    data["headline"]["record"] = ["S/2199/1"]
    data["council"][0]["state"] = "CHE"
    assert {p.kind for p in verify(data).problems} >= {"span", "citation", "seat"}


def test_another_text_under_the_same_id_is_found(briefing: dict[str, Any]) -> None:
    data = copy.deepcopy(briefing)
    data["document"]["text"] += " "
    assert [p.kind for p in verify(data).problems] == ["text"]


def test_a_line_that_rests_on_nothing_is_found(briefing: dict[str, Any]) -> None:
    data = copy.deepcopy(briefing)
    data["headline"]["spans"], data["headline"]["record"] = [], []
    assert "span" in [p.kind for p in verify(data).problems]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=st.integers(min_value=100_000, max_value=10**9), where=st.integers(min_value=0, max_value=60))
def test_no_made_up_number_passes_anywhere(briefing: dict[str, Any], number: int, where: int) -> None:
    data = copy.deepcopy(briefing)
    lines = [data["headline"], *(line for s in data["sections"] for line in s["lines"] if s["key"] != "quotes")]
    lines[where % len(lines)]["text"] += f"; {number:,} people"
    problems = verify(data).problems
    kinds = {p.kind for p in problems}
    assert {"number", "quotation", "forecast"} & kinds, (number, where, lines[where % len(lines)]["text"], problems)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(key=st.sampled_from(["document", "headline", "council", "sections", "brief"]), value=json_values)
def test_damaged_briefings_are_refused_or_reported_never_a_traceback(briefing: dict[str, Any], key: str, value: Any) -> None:
    data = copy.deepcopy(briefing) | {key: value}
    with suppress(InputError):
        assert verify(data).checked


def test_numbers_by_value() -> None:
    values = set(numbers_in("5,400 dead, 5.4 million fled, two hundred and ten held, twenty-one towns, 9-2-4, P5").values())
    assert {5400, 5_400_000, 210, 21, 9, 2, 4} <= values
    assert 5 not in numbers_in("vetoed by P5 in S/2011/612a").values()


def test_nested_quotation_marks_are_one_quotation() -> None:
    rest, quoted = mask_quotations("provides: “providing for “further measures””, if: “should he refuse”", "", speech=False)
    assert quoted == ["providing for “further measures”", "should he refuse"] or quoted[1] == "should he refuse"
    assert "measures" not in rest


def test_the_command_reports_by_line_and_exits_with_8(briefing: dict[str, Any], tmp_path: Path) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    good.write_text(json.dumps(briefing))
    data = copy.deepcopy(briefing)
    data["headline"]["text"] += " 123,456"
    bad.write_text(json.dumps(data))
    assert CliRunner().invoke(app, [str(good)]).exit_code == 0
    result = CliRunner().invoke(app, [str(good), str(bad)])
    assert isinstance(result.exception, CheckError)
    assert result.exception.exit_code == 8
    assert "headline: number without evidence: 123,456" in result.stdout


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b'{"brief": 1}', b"\xff", b"[" * 100_000, b"{}"])
def test_files_that_are_no_briefing_are_refused_with_one_line(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.json"
    path.write_bytes(content)
    result = CliRunner().invoke(app, [str(path)])
    assert isinstance(result.exception, InputError)
    assert str(path) in result.exception.line()
