"""Bylines of reports on the Council: office, body, place and name around the verb; who is meant; what is no speaker."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.model import Document, Quote
from horseshoe.reading.actors import find_actors
from horseshoe.reading.known import Known
from horseshoe.reading.parse import parse
from horseshoe.reading.quotes import find_quotes


def read(text: str) -> list[Quote]:
    """The quotes of a text in order."""
    parsed = parse(Document(text=text, path="own.txt", published=date(2024, 5, 2)))
    return list(find_quotes(parsed, Known(actors=find_actors(parsed, Known()))))


def speaker(quote: Quote) -> tuple[str | None, str | None]:
    """The actor, else the role, and the body spoken for."""
    s = quote.speaker
    return (s.actor or s.role, s.speaks_for) if s else (None, None)


BYLINES = [
    "“The text is unbalanced,” the Kenyan ambassador to the United Nations Amina Wekesa told reporters.",
    "“The text is unbalanced,” said Kenyan Ambassador to the UN Amina Wekesa.",
    "Kenya's ambassador to the United Nations, Amina Wekesa, said: “The text is unbalanced.”",
    "“The text is unbalanced,” said Amina Wekesa, deputy permanent representative of Kenya to the United Nations.",
    "“The text is unbalanced,” Kenya's Deputy Permanent Representative to the United Nations Amina Wekesa said after the vote.",
    "Kenya's deputy U.N. ambassador, Amina Wekesa added: “The text is unbalanced.”",
    "The Kenyan Minister of Foreign Affairs Amina Wekesa told the council, “The text is unbalanced.”",
    "Amina Wekesa, Kenya's envoy, spoke first. Speakers followed her. “The text is unbalanced,” the Kenyan Envoy said.",
    "Amina Wekesa (Kenya), President of the Assembly, said the text was late. “It is unbalanced,” she underscored.",
]


@pytest.mark.parametrize("text", BYLINES)
def test_office_body_and_name_are_one_person(text: str) -> None:
    [quote] = [q for q in read(text) if q.kind == "direct"]
    assert speaker(quote) == ("amina-wekesa", "KEN")


def test_a_spokesman_for_a_president_is_not_the_president() -> None:
    [quote] = read("“The text is unbalanced,” a spokesman for President Obama said.")
    assert quote.speaker is not None
    assert quote.speaker.actor is None
    assert quote.speaker.name is None


def test_an_envoy_for_a_country_speaks_for_who_sent_him() -> None:
    [quote] = read("“The talks are slow,” the UN ambassador for Kenya said.")
    assert speaker(quote) == ("the UN ambassador for Kenya", "KEN")


def test_a_surname_that_is_also_a_word_is_known_again() -> None:
    found = read(
        "Ambassador Joan Power of Ireland spoke. “The text is thin,” said Power, though she added that it was a start."
    )
    assert [speaker(q)[0] for q in found] == ["joan-power", "joan-power"]


def test_the_diplomat_is_not_the_ambassador_named_before() -> None:
    last = read("Ambassador Amina Wekesa of Kenya spoke first. “The text is dead,” said the diplomat.")[-1]
    assert speaker(last)[0] == "the diplomat"


def test_the_diplomat_is_the_one_without_a_name_before() -> None:
    found = read("A Kenyan diplomat said the text was dead. Ambassador Ann Lee left. “It cannot be saved,” the diplomat added.")
    assert speaker(found[-1]) == ("diplomat", "KEN")


MEANT = [
    ("French diplomats left the room. They said that the text was dead.", "French diplomats"),
    ("The officials from Kenya who warned that the truce would fail went home.", "The officials from Kenya"),
    ("According to Amina Wekesa, the vote is “a shame”. According to her, the text was “thin”.", "amina-wekesa"),
    ("Warning that the truce was “a shell”, Kenyan envoy Amina Wekesa called for monitors.", "amina-wekesa"),
    ("“We lost,” Amina Wekesa told reporters after the meeting, adding that the text was “thin”.", "amina-wekesa"),
    ("Kenyan envoy Amina Wekesa said the vote hurt Mali, before adding that it was “a shame”.", "amina-wekesa"),
    ("Envoy Amina Wekesa of Kenya said: “We regret it,” the Rift agency reported.", "amina-wekesa"),
    ("The vote gave them “a free hand,” as Kenyan envoy Amina Wekesa put it.", "amina-wekesa"),
]


@pytest.mark.parametrize(("text", "who"), MEANT)
def test_who_is_meant(text: str, who: str) -> None:
    assert who in {speaker(q)[0] for q in read(text)}


NOBODY = [
    "The resolution “condemns the raids,” and the text “demands access.”",
    "Each described it as “a stain.”",
    "They called the raids “a stain.”",
    "“The vote is near,” he said.",
]


@pytest.mark.parametrize("text", NOBODY)
def test_things_and_bare_pronouns_do_not_speak(text: str) -> None:
    found = read(text)
    assert found
    assert all(q.speaker is None for q in found)


def test_a_paper_speaks_for_its_author() -> None:
    assert speaker(read("A statement from Kenya said the raids were “a crime”.")[0])[0] == "KEN"


UNSAID = [
    "Ambassador Amina Wekesa did not say “we will veto it.”",
    "Kenya never called the draft “a stain”.",
    "No ambassador said that the draft would pass.",
    "Kenya refrained from criticising the raids.",
    "Ghana avoided condemning the raids.",
    "Kenya stopped short of accusing Mali.",
    "South Africa, Qatar and Chad voted “no,” and Ghana was absent.",
]


@pytest.mark.parametrize("text", UNSAID)
def test_what_was_not_said_is_no_quotation(text: str) -> None:
    assert read(text) == []


def test_not_to_deny_is_to_say() -> None:
    assert [q.cue.text for q in read("Kenya did not deny that the talks were “going badly.”") if q.cue] == ["did not deny"]


TERMS = [
    "The so-called “friends of Mali” met in Tunis.",
    "The so-called 'Friends of Mali' met in Tunis.",
    "Envoys gathered at the café “Le Monde.”",
    "A rebel known as “the Fox” took the town.",
]


@pytest.mark.parametrize("text", TERMS)
def test_a_name_or_term_in_marks_is_no_quotation(text: str) -> None:
    assert read(text) == []


def test_a_name_in_marks_behind_the_speaker_is_no_second_quotation() -> None:
    assert (
        len(read("“We hide in the cellar,” said a nurse in Gao who goes by the name “Umm Ali.” A vote is due on Saturday."))
        == 1
    )


@pytest.mark.parametrize(
    "next_sentence", ["“Safe areas” was the term Lopez used.", "“Safe areas” are in the draft, Lopez answered."]
)
def test_words_that_open_the_next_sentence_are_not_the_speakers_before(next_sentence: str) -> None:
    first = read(f"“It is late,” said Wekesa. {next_sentence}")[0]
    assert [p.text for p in first.parts] == ["“It is late,”"]


def test_joined_words_in_marks_have_one_speaker() -> None:
    found = read("The Kenyan envoy, Amina Wekesa, described the paper as “a hostile act” and as a “provocation”.")
    assert {speaker(q)[0] for q in found} == {"amina-wekesa"}
    assert "provocation" in "".join(p.text for q in found for p in q.parts)


def test_double_primes_are_quotation_marks() -> None:
    found = read("″None of us wants war,″ said Ambassador Amina Wekesa of Kenya. ″The task now is to talk.″")
    assert [len(q.parts) for q in found] == [2]


def test_a_given_name_behind_a_title_belongs_to_the_name() -> None:
    [quote] = read("Foreign Minister Thérèse Amina Wekesa said it was late.")
    assert quote.speaker is not None
    assert (quote.speaker.name, quote.speaker.role) == ("Thérèse Amina Wekesa", "Foreign Minister")


def test_a_headline_in_capitals_names_nobody_of_its_own() -> None:
    quotes = read(
        "Envoy Sees Rejected Draft as Loss\n\nKenya's ambassador Amina Wekesa said it was late. “We wait,” the envoy added."
    )
    assert [speaker(q) for q in quotes] == [("amina-wekesa", "KEN")] * 2


def test_who_obtained_a_text_did_not_write_it() -> None:
    [quote, *_] = read("The draft statement, obtained by The Nairobi Herald, stressed “full unity” and calm.")
    assert quote.speaker is not None
    assert "Herald" not in quote.speaker.span.text.split(",")[0]


def test_a_mission_speaks_for_its_state() -> None:
    [quote] = read("Kenya's UN Mission said it proposed “slow” progress.")
    assert quote.speaker is not None
    assert quote.speaker.speaks_for == "KEN"


def test_a_measure_of_time_says_nothing() -> None:
    assert all(
        q.speaker is None or q.speaker.span.text != "hours" for q in read("It met hours after it stated that it had won.")
    )


def test_whom_a_letter_is_written_to_does_not_speak_in_it() -> None:
    text = "To the International Criminal Court\n\nYour Excellencies:\n\nWe ask that the arrest warrants be renewed."
    parsed = parse(Document(text=text, path="own.txt", kind="statement"))
    quotes = find_quotes(parsed, Known(actors=find_actors(parsed, Known())))
    assert all(q.speaker is None or q.speaker.actor != "international-criminal-court" for q in quotes)


def test_the_second_of_two_names_opens_no_sentence() -> None:
    parsed = parse(
        Document("Row: Kenya, Chad block text\n\nKenya and Chad blocked the Council from a text, envoys said.", "own.txt")
    )
    assert all(not s.root.tree.text[s.start_char :].lstrip().startswith("and ") for s in parsed.sentences())


def test_they_stay_the_same_people_through_a_statement() -> None:
    text = (
        "The members of the Security Council condemned the raid. They wished the wounded well. They paid tribute to the dead. "
        "They thanked the nurses. They called on Kenya to act."
    )
    parsed = parse(Document(text=text, path="own.txt", kind="statement"))
    last = find_quotes(parsed, Known(actors=find_actors(parsed, Known())))[-1]
    assert last.speaker is not None
    assert last.speaker.speaks_for == "security-council"


def test_a_month_is_no_part_of_an_office() -> None:
    [quote] = read("In March UN Special Envoy Amina Wekesa urged Kenya to talk.")
    assert quote.speaker is not None
    assert "March" not in (quote.speaker.role or "")
