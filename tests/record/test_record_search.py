"""The query language, its errors, and answers on both kinds of store."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from record_makers import document_of, read, text_of

from horseshoe.errors import UsageError
from horseshoe.model import Document
from horseshoe.record.searching.query import parse_query

D = date(2012, 2, 1)


def article(name: str, lines: str, day: date | None = D, **more) -> Document:
    number = sum(map(ord, name))
    text = f"{lines}\n{text_of(number).splitlines()[-1]}"
    return Document(text, name, published=day, kind="news", **more)


@pytest.fixture
def filled(record):
    head = "France tabled a draft resolution on Syria in the Security Council."
    found = [
        article("threat", f"{head}\nRussia threatened to veto the draft.", D, publisher="Example Wire"),
        article("support", f"{head}\nRussia supported the draft.\nChina opposed the draft.", D + timedelta(days=40)),
        article("quote", f"{head}\n“We will wait,” said Omar Haddad of France.", D + timedelta(days=80)),
        Document(f"{head}\nThe été in Genève was long, the vetoes many.", "undated", kind="statement"),
    ]
    record.add_documents(found, read=read, everything=True)
    return record


@pytest.mark.parametrize(
    ("query", "paths"),
    [
        ("veto", ["threat", "undated"]),  # stems: vetoes
        ("actor:RUS", ["support", "threat"]),
        ("actor:russia stance:threatens_veto", ["threat"]),
        ("actor:CHN stance:supports", []),  # one and the same statement must fulfil both
        ("veto actor:RUS stance:threatens_veto after:2012-01-01", ["threat"]),
        ("actor:RUS after:2012-03", ["support"]),
        ("actor:RUS before:2012-03", ["threat"]),
        ("on:2012-02 actor:RUS", ["threat"]),
        ('speaker:"Omar Haddad"', ["quote"]),
        ("speaker:haddad", ["quote"]),
        ("has:quote", ["quote"]),
        ('"draft resolution" -veto', ["quote", "support"]),
        ("wait OR vetoes", ["quote", "threat", "undated"]),
        ("situation:syria kind:statement", ["undated"]),
        ("source:example", ["threat"]),
        ('draft:"france syria"', ["quote", "support", "threat", "undated"]),
        ("geneve", ["undated"]),
        ("nosuchword", []),
        ("actor:nobody", []),
    ],
)
def test_answers(filled, query, paths):
    if query == "geneve" and filled.database.engine.dialect.name == "postgresql":
        pytest.skip("PostgreSQL's English configuration keeps accents")
    assert sorted(h.path for h in filled.search(query).hits) == paths


def test_newest_first_and_pages(filled):
    whole = [h.path for h in filled.search("situation:syria").hits]
    assert whole == ["quote", "support", "threat", "undated"]
    assert [h.path for h in filled.search("situation:syria", limit=2, offset=1).hits] == whole[1:3]
    assert filled.search("situation:syria", limit=1).total == 4


def test_snippets_and_statements(filled):
    [hit] = filled.search("veto actor:RUS stance:threatens_veto").hits
    assert "\x02veto\x03" in hit.snippet
    [statement] = hit.statements
    assert (statement.actor, statement.label) == ("RUS", "threatens_veto")
    assert statement.text == "Russia threatened to veto the draft"


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("", "nothing is asked"),
        ("   ", "nothing is asked"),
        ("...", "nothing is asked"),
        ("actr:RUS", "unknown field 'actr'; did you mean actor:"),
        ("stance:veto", "unknown stance 'veto'; did you mean stance:vetoed"),
        ("stance:", "has no value"),
        ('actor:""', "has no value"),
        ("after:yesterday", "'yesterday' is not a date; write it as 2012-02-01"),
        ("after:2012-02-30", "is not a date"),
        ("after:2012 before:2011", "no day lies between"),
        ('"open', "not closed"),
        ("-veto", "cannot only leave out"),
        ("-actor:RUS x", "cannot be left out"),
        ("OR veto", "OR stands between"),
        ("veto OR", "OR stands between"),
        ("veto OR actor:RUS", "OR stands between"),
        ("kind:novel", "unknown kind"),
    ],
)
def test_wrong_queries(query, message):
    with pytest.raises(UsageError) as caught:
        parse_query(query)
    assert message in caught.value.line()


@given(st.text(max_size=60))
def test_any_query_gives_an_answer_or_one_line(text):
    line = ""
    try:
        parse_query(text)
    except UsageError as error:
        line = error.line()
    assert "\n" not in line


def test_no_words_reach_the_database_as_syntax(record):
    record.add_documents([document_of(n) for n in range(3)], read=read, everything=True)
    for text in (
        "NEAR(a b)",
        "a AND b",
        "a*",
        "col:x^2",
        "'; DROP TABLE items; --",
        "a NOT b",
        "(((",
        "% _ \\",
        "& | !",
        "a:b",
    ):
        with suppress(UsageError):
            assert record.search(text).total >= 0
    assert record.search("council").total == 3


def test_who_does_not_veto_is_not_found_as_a_threat_and_who_may_is_marked(record):
    from horseshoe.reading import read_document

    head = "France tabled a draft resolution on Mali in the Security Council."
    found = [
        article("will", f"{head} Russia said it would veto the draft."),
        article("may", f"{head} Russia said it might veto the draft."),
        article("not", f"{head} Russia said it would not veto the draft."),
    ]
    record.add_documents(found, read=read_document, everything=True)
    hits = record.search("actor:RUS stance:threatens_veto").hits
    assert {h.path: [s.certainty for s in h.statements] for h in hits} == {"will": [None], "may": ["possible"]}
