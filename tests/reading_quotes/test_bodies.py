"""Whom a speaker speaks for, from the words beside the name, and whom a pronoun means: own sentences of many newsrooms."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.model import Actor, Document, Quote
from horseshoe.reading.actors import find_actors
from horseshoe.reading.dates import find_dates
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse
from horseshoe.reading.quotes import find_quotes


def known_of(text: str, published: date | None = None) -> tuple[list[Quote], tuple[Actor, ...]]:
    """The quotes and actors of a text."""
    parsed = parse(Document(text=text, path="own.txt", published=published))
    known = Known(dates=find_dates(parsed, Known()))
    known = Known(dates=known.dates, actors=find_actors(parsed, known))
    return list(find_quotes(parsed, known)), known.actors


BODIES = [
    ("India's Asha Mehta told the members that the text was thin.", "asha-mehta", "IND"),
    ("The UK’s Nora Whitby told the chamber that the mandate had lapsed.", "nora-whitby", "GBR"),
    ("“We are late,” Luc Perrin of France said.", "luc-perrin", "FRA"),
    ("“They were left alone,” said Dana Okoye of Human Rights Watch.", "dana-okoye", "human-rights-watch"),
    ("Sir Giles Harker, for Britain, insisted that the mandate was clear.", "giles-harker", "GBR"),
    ("His Chinese counterpart, Lin Baoshan, said the strikes must end.", "lin-baoshan", "CHN"),
    ("The Malian envoy in New York, Oumar Traore, said the force was late.", "oumar-traore", "MLI"),
    ("A spokesman for the opposition, Karim Said, said: “We stand firm.”", "karim-said", "opposition"),
    (
        "Adama Sy, Ban Ki-moon's adviser on genocide, said that it could spread.\n\nUN chief Ban Ki-moon said so too.",
        "adama-sy",
        "united-nations",
    ),
    ("ABEL BAALI (Algeria) said the mandate was clear.", "abel-baali", "DZA"),
    ("Akua Kumi, deputy UN director at Human Rights Watch, said members must act.", "akua-kumi", "human-rights-watch"),
    ("Margaret Hill, the U.N. special representative, said the war was back.", "margaret-hill", "united-nations"),
    ("The White House shrugged. “We are ready,” spokesman Jay Dorn told reporters.", "jay-dorn", "USA"),
    ("UNICEF counted 77 dead, though its representative in Yemen, Julien Harn, fears there are more.", "julien-harn", "unicef"),
    ("Emile Roche, 81, the Haitian president, said he would stay.", "emile-roche", "HTI"),
    ("French President Luc Marin spoke. But his foreign minister, Remy Dufour, said it was late.", "remy-dufour", "FRA"),
    ("Gen. Radko Milic, the Russian commander, said no one would be harmed.", "radko-milic", "RUS"),
    ("In Tehran, the head of the foreign affairs committee, Ali Rahimi, told members that peace is near.", "ali-rahimi", None),
    ("A senior Hamas official in Beirut, Fadi Nasr, said nobody had asked the group.", "fadi-nasr", "hamas"),
]


@pytest.mark.parametrize(("text", "actor", "body"), BODIES)
def test_the_body_stands_beside_the_name(text: str, actor: str, body: str | None) -> None:
    quotes, _ = known_of(text)
    assert (actor, body) in {(q.speaker.actor, q.speaker.speaks_for) for q in quotes if q.speaker}


PLACES = [
    "In Lisbon, Foreign Minister Rui Prata said Portugal wanted no conditions.",
    "He said 300 people had died near Herat, where camps are full.",
    "New York — Georgia's ambassador said the session was over.",
    "The residents of Crimea should decide, he said.",
    "The text was put to the Federal Republic of Yugoslavia, which said no.",
]


@pytest.mark.parametrize("text", PLACES)
def test_a_place_is_no_person(text: str) -> None:
    _, actors = known_of(text)
    assert {a.id for a in actors if a.type == "person"} <= {"rui-prata"}


def test_titles_of_those_not_yet_in_office_are_no_part_of_the_name() -> None:
    _, actors = known_of("President-elect Carla Munro said she would go. Secretary of State John Kerry and Munro met.")
    assert {"carla-munro", "john-kerry"} == {a.id for a in actors if a.type == "person"}


def test_two_titled_names_joined_by_and_keep_their_offices() -> None:
    _, actors = known_of("He accused President Ana Silva and Foreign Minister Rui Prata of lying.")
    assert {a.id: a.role for a in actors if a.type == "person"} == {"ana-silva": "President", "rui-prata": "Foreign Minister"}


@pytest.mark.parametrize(("year", "body"), [(2014, "USA"), (2005, None)], ids=["in office", "before it"])
def test_an_office_holder_speaks_for_his_state_in_office_alone(year: int, body: str | None) -> None:
    quotes, _ = known_of("“It is a sad day,” Samantha Power told the members.", date(year, 3, 15))
    speaker = quotes[0].speaker
    assert speaker is not None
    assert speaker.speaks_for == body


def test_another_spelling_of_a_listed_name_is_the_same_person() -> None:
    _, actors = known_of("Vassily Nebenzia said no. A day later Nebenzia left.", date(2019, 5, 2))
    assert [a.id for a in actors if a.type == "person"] == ["vasily-nebenzya"]


def test_an_unnamed_representative_speaks_for_his_state_and_so_does_he() -> None:
    quotes, _ = known_of(
        "The representative of Ghana said that the mandate was too narrow. The text, he said, left civilians without cover."
    )
    assert [(q.speaker.span.text, q.speaker.speaks_for) for q in quotes if q.speaker] == [
        ("The representative of Ghana", "GHA"),
        ("he", "GHA"),
    ]


PRONOUNS = [
    (
        "Spain's envoy, Juan Robles, said the draft was early because President Tomas Vidal had left the talks. "
        "“We will wait,” he told the members.",
        "juan-robles",
    ),
    (
        "Italian Foreign Minister Carlo Bassi said the move was odd given that Premier Ivo Dragan had backed it. "
        "“It makes no sense,” he said in a statement.",
        "carlo-bassi",
    ),
    ("Mali's adviser, Oumar Traore, rejected that. “I can assure you of it,” he said.", "oumar-traore"),
    (
        "Haiti's envoy, Jean Roche, thanked them. “We are,” he said.\n\nKenya was represented by its minister, Alfred Mutu. "
        "He told reporters that police would land soon.",
        "alfred-mutu",
    ),
    ("Condoleezza Rice met the Kenyan envoy, Peter Mboya. “We agree,” she said.", "condoleezza-rice"),
    ("Peter Mboya, Kenya's envoy, met Maria Costa. “We agree,” he said. “We do not,” she replied.", "maria-costa"),
]


@pytest.mark.parametrize(("text", "actor"), PRONOUNS)
def test_a_pronoun_is_the_subject_of_the_main_clause_and_of_its_sex(text: str, actor: str) -> None:
    quotes, _ = known_of(text)
    speaker = quotes[-1].speaker
    assert speaker is not None
    assert speaker.actor == actor


def test_a_pronoun_may_mean_a_spokesman_without_a_name() -> None:
    quotes, _ = known_of("The minister's spokesman said Tony Blair still hoped. “It is not over,” he told reporters.")
    speaker = quotes[-1].speaker
    assert speaker is not None
    assert (speaker.actor, speaker.role) == (None, "spokesman")


def test_an_office_of_another_state_is_not_the_minister_named_before() -> None:
    quotes, _ = known_of(
        "British Foreign Minister Anne Hale said the truce held. Some 40 died, according to the Lebanese health minister."
    )
    speaker = quotes[-1].speaker
    assert speaker is not None
    assert (speaker.actor, speaker.speaks_for) == (None, "LBN")


def test_we_in_a_statement_is_its_issuer() -> None:
    text = "Oxfam statement on the vote\n\nOxfam is appalled. We call on Israel to lift the siege."
    parsed = parse(Document(text=text, path="own.txt", kind="statement"))
    known = Known(actors=find_actors(parsed, Known()))
    [asked] = [q for q in find_quotes(parsed, known) if q.act == "ask"]
    assert asked.speaker is not None
    assert (asked.speaker.actor, asked.addressee, asked.parts[0].text) == ("oxfam", "ISR", "Israel to lift the siege")


def test_another_kim_is_not_the_leader() -> None:
    _, actors = known_of("A ministry spokesman, Kim Min-Seok, said the North would lose.", date(2013, 3, 7))
    assert {a.id for a in actors if a.type == "person"} == {"kim-min-seok"}


def test_a_title_cut_off_by_the_parse_is_the_persons() -> None:
    quotes, _ = known_of(
        "“It may be authorized,” said Secretary of State James A. Baker III, who presided.", date(1990, 11, 29)
    )
    speaker = quotes[0].speaker
    assert speaker is not None
    assert (speaker.span.text, speaker.speaks_for) == ("James A. Baker III", "USA")
