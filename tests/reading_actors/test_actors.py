"""Actors: the lists in context, places and governments, eras, organs, pronouns, blocs by date, the data itself, any text."""

from __future__ import annotations

import importlib.util
import re
import sys
from collections import Counter
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from horseshoe.council.states import council_seat, state_of
from horseshoe.model import Actor, Document
from horseshoe.reading.actors import find_actors
from horseshoe.reading.actors.gazetteer import gazetteer, read_rows, slug, words
from horseshoe.reading.actors.offices import with_office
from horseshoe.reading.dates import find_dates
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse

BENCHMARK = Path(__file__).parents[2] / "benchmarks" / "dates_actors.py"


def actors(text: str, published: date | None = date(2012, 2, 1)) -> tuple[Actor, ...]:
    parsed = parse(Document(text, "own", published=published))
    return find_actors(parsed, Known(dates=find_dates(parsed, Known())))


def ids(text: str, published: date | None = date(2012, 2, 1)) -> list[str]:
    return [a.id for a in actors(text, published) if a.type != "person"]


@pytest.mark.parametrize("half", ["first", "second"])
def test_list_in_context(half: str) -> None:
    spec = importlib.util.spec_from_file_location("dates_actors", BENCHMARK)
    assert spec
    assert spec.loader
    benchmark = importlib.util.module_from_spec(spec)
    sys.modules["dates_actors"] = benchmark
    spec.loader.exec_module(benchmark)
    _, find = benchmark.horseshoe_finders()
    judged = [
        benchmark.judge_mark(c.text, mark, found)
        for c in benchmark.actor_cases(half)
        for found in [find(c.text, c.published)]
        for mark in c.marks
    ]
    assert sum(judged) / len(judged) >= 0.97


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Moscow rejected the draft.", ["RUS"]),
        ("The envoys met in Moscow.", []),
        ("He flew from Beijing to Paris.", []),
        ("A Moscow-backed text was circulated.", ["RUS"]),
        ("The Moscow-based analyst was unsure.", []),
        ("MOSCOW, Jan. 30 (Reuters) - Nothing was decided.", []),
        ("Sanctions on Tehran were tightened.", ["IRN"]),
        ("Rebels seized Bangui at dawn.", ["rebels"]),
        ("They met at the White House.", []),
        ("The White House said so.", ["USA"]),
    ],
)
def test_capital_is_a_place_or_a_government(text: str, expected: list[str]) -> None:
    assert ids(text) == expected


def test_former_states_by_date() -> None:
    assert ids("Russia vetoed the text.", date(1980, 1, 13)) == ["SUN"]
    assert ids("Russia vetoed the text.", date(2012, 2, 4)) == ["RUS"]
    assert ids("In 1956 Russia sent tanks into Hungary.") == ["SUN", "HUN"]
    assert ids("Belgrade refused.", date(1993, 5, 1)) == ["YUG"]
    assert ids("Belgrade refused.", date(2015, 7, 8)) == ["SRB"]


def test_organs_belong_to_their_state() -> None:
    found = {a.id: a for a in actors("The Malian army and the government of Chad met Niger's foreign ministry.")}
    assert list(found) == ["MLI:army", "TCD:authorities", "NER:foreign-ministry"]
    assert [m.span.text for m in found["TCD:authorities"].mentions] == ["government of Chad"]
    assert state_of("MLI:army") == "MLI"


def test_its_mission_is_the_states() -> None:
    [found] = [a for a in actors("China said its UN mission would study the text.") if a.id == "CHN"]
    assert [(m.span.text, m.how) for m in found.mentions] == [("China", "name"), ("its UN mission", "pronoun")]


def test_the_council_after_its_full_name() -> None:
    text = "The Security Council met. Diplomats said the council would meet again; the city council did not."
    [found] = [a for a in actors(text) if a.id == "security-council"]
    assert [m.span.text for m in found.mentions] == ["Security Council", "council"]


def test_two_congos_by_what_the_text_names() -> None:
    assert ids("Congo mediated; Brazzaville hosted the talks.")[0] == "COG"
    assert ids("Congo asked for help against rebels near Goma.")[0] == "COD"


def test_capitals_of_a_shouted_line_are_no_states() -> None:
    assert ids("COME AND JOIN US TODAY") == []
    assert ids("The US and the EU agreed.") == ["USA", "european-union"]


def test_headlines_begin_with_states() -> None:
    assert ids("US VETOES DRAFT RESOLUTION ON SYRIA") == ["USA", "SYR"]
    assert ids("France Vetoes Security Council Resolution on Mali")[0] == "FRA"
    assert ids("The members met on Korea, DPR.") == ["PRK"]
    assert "FRA" not in ids("She met France Dubois in Paris.")


def test_council_seat() -> None:
    assert council_seat("RUS", date(1985, 1, 1)) == "SUN"
    assert council_seat("TWN", date(1955, 12, 13)) == "CHN"
    assert council_seat("TWN", date(2000, 1, 1)) == "TWN"


def test_state_names_are_unambiguous() -> None:
    rows = read_rows("states.csv")
    names = Counter(n for r in rows for n in {*r["names"].split(";"), *filter(None, r["capitals"].split(";"))})
    assert [n for n, count in names.items() if count > 1] == []
    assert all(re.fullmatch(r"[A-Z]{3}", r["id"]) for r in rows)
    assert len({r["id"] for r in rows}) == len(rows)


def test_every_member_of_the_united_nations_is_named() -> None:
    import pycountry

    known = {r["id"] for r in read_rows("states.csv")}
    missing = {c.alpha_3 for c in pycountry.countries} - known
    assert not missing & {"USA", "FRA", "TUV", "SSD", "TLS", "LIE"}
    assert len(known & {c.alpha_3 for c in pycountry.countries}) >= 195


def test_ids_of_bodies_are_slugs() -> None:
    assert all(r["id"] == slug(r["id"]) for r in read_rows("bodies.csv"))
    assert set(words()["organs"]) == set(words()["organ_names"])


def test_office_holders_speak_for_known_bodies() -> None:
    names = gazetteer().names
    assert all(r["for"] in names and r["from"] < (r["to"] or "9999") for r in read_rows("persons.csv"))


def test_every_office_holder_s_row_says_where_it_is_from() -> None:
    rows = read_rows("office_holders.csv")
    assert {r["source"] for r in rows} >= {"", "general knowledge"}
    assert all(r["for"] in gazetteer().names and None not in r for r in rows)


@settings(max_examples=80, deadline=None)
@given(
    st.text(
        alphabet=st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("UNRussia.'’ \r\n\u0301\u200f")),
        max_size=80,
    )
)
def test_spans_reproduce_any_text(text: str) -> None:
    assert all(m.span.reproduces(text) for a in actors(text) for m in a.mentions)


NAMES = [
    "Russia",
    "’s",
    "'s",
    "government",
    "U",
    ".",
    "N",
    "UN",
    "Security",
    "Council",
    "the",
    "its",
    "mission",
    "Moscow",
    "in",
    "\n\n",
    "-",
    "é",
    "\u0301",
    "West",
    "Korean",
    "of",
    "army",
    "🙂",
]


@settings(max_examples=120, deadline=None)
@given(st.lists(st.sampled_from(NAMES), max_size=12), st.sampled_from([" ", "", "\r\n"]))
def test_any_order_of_names(names: list[str], joint: str) -> None:
    text = joint.join(names)
    assert all(m.span.reproduces(text) for a in actors(text) for m in a.mentions)


@pytest.mark.parametrize(
    ("text", "published", "expected"),
    [
        ("Congo, Indonesia and Qatar abstained.", date(2007, 1, 13), ["COG", "IDN", "QAT"]),
        ("Congo abstained in the vote.", date(1990, 10, 25), ["COD"]),
        ("The fund lists Korea (Dem. Rep.) and Korea, Rep., as donors.", date(2017, 1, 13), ["PRK", "KOR"]),
        ("The table has Korea, Democratic People's Republic of, and Congo, Rep.", date(2017, 1, 13), ["PRK", "COG"]),
        ("The table has Guinea, Equatorial; Sudan, South; and Chad.", date(2017, 1, 13), ["GNQ", "SSD", "TCD"]),
        ("Chad, Sudan, South Africa and Gabon abstained.", date(2017, 1, 13), ["TCD", "SDN", "ZAF", "GAB"]),
        ("Guinea, Equatorial Guinea and Mali abstained.", date(2017, 1, 13), ["GIN", "GNQ", "MLI"]),
        ("Fighting spread in eastern Congo.", date(2007, 1, 13), ["COD"]),
        ("Korea voted against.", date(2024, 4, 18), ["KOR"]),
        ("The government in Tripoli denied it.", date(2011, 3, 1), ["LBY:authorities"]),
        ("The rebel government in Tripoli denied it.", date(2011, 3, 1), []),
        ("The health ministry in Yemen denied it.", date(2011, 3, 1), ["YEM:health-ministry"]),
        ("A new government in Yemen denied it.", date(2011, 3, 1), ["YEM"]),
        ("Troops in Kabul held a parade.", date(2011, 3, 1), []),
        ("UNITED NATIONS, 19 December 2019 - Russia would veto the text.", None, ["RUS"]),
        ("BEIRUT, Lebanon (AP) — Turkey closed its border.", None, ["TUR"]),
        ("WASHINGTON — Norway agreed with the plan.", None, ["NOR"]),
        ("The Libya Relief Network, an aid group, left.", date(2011, 3, 1), ["libya-relief-network"]),
        (
            "He wrote to the Committee for Peace and Reform in Chad.",
            date(2011, 3, 1),
            ["committee-for-peace-and-reform", "TCD"],
        ),
        ("Russia and the Foundation to Defend Miners met on Monday.", date(2011, 3, 1), ["RUS", "foundation-to-defend-miners"]),
        ("The Security Council Committee on Libya met.", date(2011, 6, 1), ["security-council", "LBY"]),
        ("The Russian Federation on Monday voted for it.", date(2011, 6, 1), ["RUS"]),
        ("A Libyan group met the committee.", date(2011, 6, 1), ["LBY"]),
    ],
)
def test_names_in_context(text: str, published: date | None, expected: list[str]) -> None:
    assert ids(text, published) == expected


@pytest.mark.parametrize("published", [None, date(2013, 2, 1)])
def test_an_office_names_its_holder_once(published: date | None) -> None:
    found = [a for a in actors("President Obama spoke in Oslo. Obama then left.", published) if a.type == "person"]
    assert [(a.id, a.speaks_for) for a in found] == [("barack-obama", "USA")]


def test_an_office_with_two_holders_names_neither_without_a_date() -> None:
    found = actors("President Bush spoke.", None)
    assert not {"george-w-bush", "george-h-w-bush"} & {a.id for a in found}


def test_a_dateline_names_no_person() -> None:
    assert [a.id for a in actors("WASHINGTON — President Obama said on Monday that it would help.", None)] == ["barack-obama"]


@pytest.mark.parametrize(
    ("name", "year", "body"),
    [
        ("Naledi Pandor", 2020, "ZAF"),
        ("Naledi Pandor", 2025, None),
        ("Margot Wallström", 2017, "SWE"),
        ("Margot Wallström", 2011, "united-nations"),
        ("Baiba Braže", 2026, "LVA"),
        ("Stefan Tafrov", 2003, "BGR"),
    ],
)
def test_ministers_of_elected_members_speak_for_them_in_their_years(name: str, year: int, body: str | None) -> None:
    person = Actor(slug(name), name, "person", ())
    assert with_office(person, date(year, 6, 1)).speaks_for == body


def test_a_surname_of_the_text_is_no_group() -> None:
    text = "Anna Wagner, the Swiss envoy, spoke of Mali. Wagner said that Wagner fighters had left."
    found = {a.id: [m.span.text for m in a.mentions] for a in actors(text, None)}
    assert found["anna-wagner"] == ["Anna Wagner", "Wagner"]
    assert found["wagner-group"] == ["Wagner"]
