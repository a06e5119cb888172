"""Official texts as pages print them: A4 and Letter, one column and two, heads and feet, lists and heads over lines."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest
import typst

from horseshoe.documents.kind import recognise_kind
from horseshoe.documents.load import load
from horseshoe.model import Document
from horseshoe.reading.formal import FormalItems, read_formal

SAMPLES = Path(__file__).parent / "samples"
PAPERS = ("a4", "us-letter")
SPONSORS = (
    "Albania, Bolivarian Republic of Venezuela, Côte d’Ivoire, Czechia, Iran (Islamic Republic of), Lao People’s Democratic "
    "Republic, Netherlands (Kingdom of the), Republic of Korea, Türkiye, United Kingdom of Great Britain and Northern Ireland "
    "and United States of America"
)
IDS = {"ALB", "VEN", "CIV", "CZE", "IRN", "LAO", "NLD", "KOR", "TUR", "GBR", "USA"}
MANY = ["Austria", "Belgium", "Brazil", "Canada", "Chile", "China", "Colombia", "Croatia", "Cuba", "Cyprus", "Denmark", "Egypt"]


def page(paper: str, symbol: str, body: str, left: str = "") -> str:
    source = (SAMPLES / "page.typ").read_text(encoding="utf-8")
    for name, value in {"PAPER": paper, "SYMBOL": symbol, "LEFT": left}.items():
        source = source.replace(name, value)
    return source.replace("BODY", body)


def read_pdf(tmp_path: Path, source: str) -> tuple[Document, FormalItems]:
    (tmp_path / "text.typ").write_text(source, encoding="utf-8")
    target = tmp_path / "text.pdf"
    typst.compile(str(tmp_path / "text.typ"), output=str(target))
    document = load(target)
    return document, read_formal(document)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_draft_of_three_pages(tmp_path: Path, paper: str) -> None:
    recitals = "\n\n".join(f"_Recalling_ that port {n} was closed, {'and that no ship came in ' * 12}," for n in range(1, 9))
    acts = "\n\n".join(f"{n}\\. _Demands_ that port {n} be opened, {'so that ships may come in ' * 10};" for n in range(1, 9))
    body = f"*{SPONSORS}: draft resolution*\n\n_The Security Council_,\n\n{recitals}\n\n{acts}"
    document, items = read_pdf(tmp_path, page(paper, "S/2025/987", body))
    assert document.kind == "draft_resolution"
    [draft] = items.drafts
    assert draft.symbol == "S/2025/987"
    assert set(draft.sponsors) == IDS
    assert [p.number for p in draft.provisions if p.part == "operative"] == [str(n) for n in range(1, 9)]
    assert sum(p.part == "preambular" for p in draft.provisions) == 8
    assert not any("08012" in p.span.text for p in draft.provisions)


@pytest.mark.parametrize("paper", PAPERS)
def test_a_record_in_two_columns(tmp_path: Path, paper: str) -> None:
    record = (SAMPLES / "two_columns.typ").read_text(encoding="utf-8")
    document, items = read_pdf(tmp_path, page(paper, "S/PV.9998", record, "03/06/2025"))
    assert document.kind == "meeting_record"
    told = [(d.symbol, (d.vote.yes, d.vote.no, d.vote.abstain), d.status, d.sponsors) for d in items.drafts]
    assert told == [
        ("S/2025/987", (12, 1, 2), "vetoed", ("GUY", "GBR")),
        ("S/2025/988", (2, 3, 10), "failed", ("RUS",)),
    ]
    assert [w for w in items.warnings if "2-3-9" in w and "2-3-10" in w]
    stances = {(p.actor, p.stance, p.target) for p in items.positions}
    assert {("RUS", "opposes", "draft-1"), ("DNK", "supports", "draft-1"), ("RUS", "vetoed", "draft-1")} <= stances
    speakers = {q.speaker.name: q for q in items.quotes if q.speaker and q.speaker.name}
    assert speakers["Ms. Doe"].speaker
    assert speakers["Ms. Doe"].speaker.speaks_for == "nordic-countries"
    assert speakers["Ms. Kane"].speaker
    assert speakers["Ms. Kane"].speaker.speaks_for == "a3-plus"
    assert speakers["Mr. Petrov"].span.text.startswith("We will vote against")
    national = [q.span.text for q in items.quotes if "regrets the outcome" in q.span.text]
    assert [" ".join(text.split()) for text in national] == ["Guyana regrets the outcome of the first vote."]
    assert not any("show of hands" in part.text or "In favour" in part.text for q in items.quotes for part in q.parts)


@pytest.mark.parametrize("width", [40, 58, 76])
def test_a_list_of_sponsors_over_lines(width: int) -> None:
    head = "\n".join(textwrap.wrap(f"{SPONSORS}: draft resolution", width))
    text = "United Nations S/2025/987\nSecurity Council Provisional\n3 June 2025\nOriginal: English\n\n"
    text += f"{head}\n\nThe Security Council,\n\nRecalling its resolutions,\n\n"
    text += "1. Demands that the port be opened.\n\n25-08012 (E) 030625\n*2508012*\n"
    document = Document(text, "x", kind=recognise_kind(text))
    assert document.kind == "draft_resolution"
    [draft] = read_formal(document).drafts
    assert set(draft.sponsors) == IDS


def test_a_list_longer_than_the_head_of_a_document() -> None:
    listed = ", ".join(MANY * 16)
    text = (
        f"United Nations S/2025/987\n3 June 2025\nOriginal: English\n\n{listed}: draft resolution\n\nThe Security Council,\n\n"
    )
    text += "1. Demands that the port be opened.\n"
    document = Document(text, "x", kind=recognise_kind(text))
    assert document.kind == "draft_resolution"
    [draft] = read_formal(document).drafts
    assert len(draft.sponsors) == len(MANY)


def test_a_presidential_statement_that_a_draft_recalls_does_not_make_it_one() -> None:
    text = (
        "S/2025/987\n\nGhana: draft resolution The Security Council,\n\nRecalling S/PRST/2015/22,\n\n1. Demands that it end.\n"
    )
    assert recognise_kind(text) == "draft_resolution"
    assert (
        recognise_kind("United Nations S/PRST/2025/4\nSecurity Council\n\nThe Council met and said what follows here.")
        == "statement"
    )


def test_paragraphs_numbered_within_a_line() -> None:
    text = "Ghana: draft resolution\n\nThe Security Council,\n\n1. Demands calm; 2. Requests a report; 3. Decides to meet."
    [draft] = read_formal(Document(text, "x", kind="draft_resolution")).drafts
    assert [(p.number, p.act) for p in draft.provisions] == [("1", "demands"), ("2", "requests"), ("3", "decides")]
