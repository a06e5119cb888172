"""Who speaks: names with office and body, pronouns, offices, unnamed sources, and who reports whom."""

from __future__ import annotations

import pytest

from horseshoe.model import Document, Quote
from horseshoe.reading.actors import find_actors
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse
from horseshoe.reading.quotes import find_quotes
from horseshoe.reading.quotes.persons import find_persons, slug


def read(text: str) -> list[Quote]:
    """The quotes of a text in order."""
    parsed = parse(Document(text=text, path="own.txt"))
    return list(find_quotes(parsed, Known(actors=find_actors(parsed, Known()))))


PERSONS = [
    ("Russia's UN Ambassador Vitaly Churkin said the vote was off.", ("vitaly-churkin", "UN Ambassador", "RUS")),
    (
        "Susan Rice, the US ambassador to the United Nations, said she was appalled.",
        ("susan-rice", "ambassador to the United Nations", "USA"),
    ),
    (
        "“We regret it,” said Bashar Jaafari, Syria's permanent representative.",
        ("bashar-jaafari", "permanent representative", "SYR"),
    ),
    ("British Foreign Secretary William Hague said talks would resume.", ("william-hague", "Foreign Secretary", "GBR")),
    ("UN Secretary-General Ban Ki-moon said he was alarmed.", ("ban-ki-moon", "Secretary-General", "united-nations")),
]


@pytest.mark.parametrize(("text", "expected"), PERSONS)
def test_name_office_and_body(text: str, expected: tuple[str, str, str]) -> None:
    speaker = read(text)[0].speaker
    assert speaker is not None
    assert (speaker.actor, speaker.role, speaker.speaks_for) == expected


def test_surname_and_pronoun_are_the_full_name() -> None:
    found = read(
        "Gérard Araud, France's ambassador, said talks had failed. Araud said a vote was near. He added that it would be close."
    )
    assert [q.speaker.actor for q in found if q.speaker and q.act == "say"] == ["gerard-araud"] * 3


def test_he_added_is_the_speaker_not_the_person_named_last() -> None:
    text = (
        "“The plan is dead,” Vitaly Churkin, Russia's envoy, said. US Ambassador Susan Rice left the room."
        "\n\n“We tried,” he added."
    )
    last = read(text)[-1]
    assert last.speaker is not None
    assert last.speaker.actor == "vitaly-churkin"


def test_the_ambassador_is_the_one_who_holds_the_office() -> None:
    text = "Russian Ambassador Vitaly Churkin met Foreign Minister Alain Juppé. The ambassador said no deal was in sight."
    said = [q for q in read(text) if q.cue and q.cue.text == "said"]
    assert said[0].speaker is not None
    assert said[0].speaker.actor == "vitaly-churkin"


def test_unnamed_source_has_no_actor_and_keeps_its_words() -> None:
    [quote] = read("A senior Russian diplomat said the draft would be vetoed.")
    assert quote.speaker is not None
    assert (quote.speaker.actor, quote.speaker.span.text, quote.speaker.speaks_for) == (
        None,
        "A senior Russian diplomat",
        "RUS",
    )


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("The UN Security Council said talks had begun.", "security-council"),
        ("Western countries say the draft is balanced.", "western-countries"),
        ("The French government denied that it had armed the rebels.", "FRA:authorities"),
    ],
)
def test_bodies_speak(text: str, actor: str) -> None:
    speaker = read(text)[0].speaker
    assert speaker is not None
    assert speaker.actor == actor


def test_who_reports_whom() -> None:
    found = read("Vitaly Churkin told the council that Moscow would veto the text, a Western diplomat said.")
    inner = next(q for q in found if q.cue and q.cue.text == "told")
    assert inner.speaker is not None
    assert inner.speaker.actor == "vitaly-churkin"
    assert inner.reported_by == "a Western diplomat"


def test_a_president_who_speaks_for_the_council_voices_no_national_position() -> None:
    found = read("Vitaly Churkin of Russia, speaking as Council president, said members had agreed on a statement.")
    said = next(q for q in found if q.cue and q.cue.text == "said")
    assert said.speaker is not None
    assert said.speaker.speaks_for == "security-council"


def test_addressee() -> None:
    found = read("The Arab League urged Syria to admit the monitors.")
    assert [q.addressee for q in found if q.act == "ask"] == ["SYR"]


def test_participle_after_a_comma_has_the_speaker_for_its_subject() -> None:
    found = read("Juppé said the Council had failed, adding that France would try again.")
    assert [q.speaker.span.text for q in found if q.speaker] == ["Juppé", "Juppé"]


def test_a_capitalised_body_is_no_person() -> None:
    parsed = parse(Document(text="The Observatory Committee said so. Human Rights Watch said so too.", path="own.txt"))
    assert find_persons(parsed, ()) == ()


@pytest.mark.parametrize(("name", "expected"), [("José Luis Díaz", "jose-luis-diaz"), ("Bashar al-Assad", "bashar-al-assad")])
def test_slug(name: str, expected: str) -> None:
    assert slug(name) == expected


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("On Monday Ana Kovac, a Croatian envoy, said it was late.", "Ana Kovac"),
        ("In Geneva Tomas Lind, the Swedish envoy, said it was late.", "Tomas Lind"),
        ("In January Tomas Lind, the Swedish envoy, said it was late.", "Tomas Lind"),
        ("Last Tuesday Maria Silva, Brazil's ambassador, said it was late.", "Maria Silva"),
    ],
)
def test_a_day_or_town_before_a_name_is_no_part_of_it(text: str, name: str) -> None:
    actors = find_actors(parse(Document(text=text, path="own.txt")), Known())
    assert [a.name for a in actors if a.type == "person"] == [name]
