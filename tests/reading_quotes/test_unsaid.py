"""What is no act of speech: told to nobody, by nobody, not yet or not at all; and input that the model cannot take."""

from __future__ import annotations

from pathlib import Path

import pytest
import spacy

from horseshoe.errors import UsageError
from horseshoe.model import Document
from horseshoe.reading.actors import find_actors
from horseshoe.reading.known import Known
from horseshoe.reading.parse import Parsed, parse
from horseshoe.reading.quotes import find_quotes


def parsed_text(text: str) -> Parsed:
    return parse(Document(text=text, path="own.txt"))


@pytest.mark.parametrize(
    "text",
    [
        "The envoy was ready to say that the mission had failed.",
        "The minister is going to announce that the border will open.",
        "Those who said the sanctions were useless stayed away.",
        "All told, the missions cost more than the members had paid in.",
        "The room grew livelier as the debate has gone on.",
        "The envoy won three more votes, who added to his lead.",
        "The minister dismissed accusations that the army had burned the town.",
    ],
)
def test_not_said(text: str) -> None:
    parsed = parsed_text(text)
    assert [q.span.text for q in find_quotes(parsed, Known()) if q.act in ("say", "ask")] == []


@pytest.mark.parametrize(
    "text",
    [
        "The envoy went on to say that the mission had failed.",
        "The diplomats who said the text was dead left the hall.",
        "A reporter asked whether the text would pass.",
        "The envoy was asked by a reporter whether the text would pass.",
    ],
)
def test_said(text: str) -> None:
    parsed = parsed_text(text)
    assert any(q.act in ("say", "ask") for q in find_quotes(parsed, Known()))


def test_a_month_is_no_person_and_may_is_one_where_she_speaks() -> None:
    texts = (
        "The council heard the envoy last September. The talks failed.",
        "Prime Minister Theresa May said so. May said the talks had failed.",
    )
    found = [{a.id for a in find_actors(parsed_text(t), Known()) if a.type == "person"} for t in texts]
    assert found == [set(), {"theresa-may"}]


def test_half_a_character_keeps_every_offset() -> None:
    text = "Bad \ud83d byte. The envoy said that talks had failed."
    [quote] = find_quotes(parsed_text(text), Known())
    assert text[quote.span.start : quote.span.end] == quote.span.text
    assert "talks had failed" in quote.span.text


def test_a_model_without_a_parser_is_refused(tmp_path: Path) -> None:
    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.to_disk(tmp_path / "blank")
    with pytest.raises(UsageError, match="does not tag and parse English"):
        parse(Document(text="He left.", path="own.txt"), str(tmp_path / "blank"))
