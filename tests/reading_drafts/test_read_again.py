"""Kinds of wordings that fresh articles showed, each in sentences of our own with neighbours that stay."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.brief.build import build_brief
from horseshoe.model import Document, Reading
from horseshoe.reading import Reader
from horseshoe.reading.drafts.votes import find_tally

READER = Reader()


def read(text: str) -> Reading:
    return READER.read(Document(text, "again", published=date(2012, 2, 1), published_from="option", kind="news"))


def headline(text: str) -> str:
    return build_brief(read(text)).headline.text


def stances(text: str) -> set[str]:
    return {f"{p.actor} {p.stance}" for p in read(text).positions if p.asserted}


@pytest.mark.parametrize(
    ("said", "status", "yes"),
    [
        ("Thirteen Security Council members voted to extend the force in Chad, and Russia voted against.", "vetoed", 13),
        ("Security Council members voted to extend the force in Chad, and Russia voted against, blocking it.", "vetoed", None),
        ("Thirteen Security Council members voted to extend the force in Chad, and Togo voted against.", "adopted", 13),
        ("The Security Council extended the force in Chad by 13 votes to one. Togo voted against.", "adopted", 13),
    ],
)
def test_what_only_members_voted_for_yields_to_a_permanent_no(said: str, status: str, yes: int | None) -> None:
    [draft] = read(said).drafts
    assert (draft.status, draft.vote.yes) == (status, yes)


def test_a_call_for_an_emergency_session_is_procedural() -> None:
    said = "The Security Council voted 11-1 to call an emergency session of the General Assembly on Chad, with Russia against."
    assert headline(said) == "A vote on the Council’s proceedings, not on a draft resolution (11 for, 1 against)"


@pytest.mark.parametrize(
    "said",
    [
        "Russia vetoed a six-month extension of the United Nations mission in Chad.",
        "A Russian veto blocked the renewal of the United Nations mission in Chad.",
        "The Security Council failed to extend its mission in Chad after Russia vetoed the extension.",
        "Togo condemned Russia's decision to veto a Security Council resolution extending the mandate of the mission in Chad.",
        (
            "The Security Council voted on a draft resolution on Chad. Russia alone "
            "said no, and its veto power caused the text to fail."
        ),
    ],
)
def test_a_veto_told_without_its_draft(said: str) -> None:
    [draft] = read(said).drafts
    assert (draft.status, draft.vetoed_by, draft.situation) == ("vetoed", ("RUS",), "TCD")


@pytest.mark.parametrize(
    "said",
    [
        "France has vetoed the budget of the European Union, the Security Council heard.",
        "Russia may veto an extension of the mission in Chad, Security Council diplomats said.",
        "A Russian veto would block the renewal of the Security Council's mission in Chad.",
    ],
)
def test_no_veto_of_the_council_s_was_cast(said: str) -> None:
    assert all(d.status != "vetoed" for d in read(said).drafts)


@pytest.mark.parametrize(
    ("said", "label"),
    [
        (
            "Mali, one of nine countries that sponsored the draft resolution on Chad, was upset.",
            "draft of Mali and others on Chad",
        ),
        ("Mali tabled a draft resolution on Chad together with eight other countries.", "draft of Mali and others on Chad"),
        ("Mali tabled a draft resolution on Chad.", "Mali’s draft on Chad"),
        ("Togo and Mali tabled a draft resolution on Chad.", "draft of Togo and Mali on Chad"),
        (
            "The Security Council will vote on a draft resolution on climate and security.",
            "Draft resolution on climate and security",
        ),
        ("The Security Council will vote on a draft resolution on Friday.", "Draft resolution"),
        ("Algeria tabled a draft resolution on a truce in Gaza in the Security Council.", "Algeria’s draft on Gaza"),
    ],
)
def test_whose_draft_and_on_what(said: str, label: str) -> None:
    assert [d.label for d in read(said).drafts] == [label]


def test_western_countries_and_those_that_are_named_bring_in_one_draft() -> None:
    said = (
        "The Security Council voted on a draft on Chad sponsored by Western countries. "
        "The draft sponsored by Spain and Norway failed."
    )
    [draft] = read(said).drafts
    assert draft.sponsors == ("ESP", "NOR")


def test_a_vote_of_another_year_is_not_the_draft_s() -> None:
    said = (
        "Russia vetoed a Security Council resolution on climate and security. Its last veto was in July 2010, "
        "during a vote on a draft resolution on aid to Mali. Later, a compromise resolution was adopted."
    )
    today, *old = read(said).drafts
    assert (today.status, today.situation, today.background) == ("vetoed", None, False)
    assert all(d.background for d in old)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        (
            (
                "Mr Doe had planned to speak after the draft resolution passing in "
                "the Security Council, but it had not passed by noon."
            ),
            "pending",
        ),
        ("The Security Council did not pass the draft resolution on Chad.", "failed"),
        (
            "“When one of the five votes no, a draft resolution is not adopted,” Togo told the Security Council of its text.",
            "pending",
        ),
        ("The Security Council has unanimously approved sanctions on Chad in a softened resolution.", "adopted"),
        (
            "Togo warned against a vote on the draft resolution without the unanimous support of the Security Council.",
            "pending",
        ),
    ],
)
def test_what_became_of_it(said: str, status: str) -> None:
    assert [d.status for d in read(said).drafts] == [status]


@pytest.mark.parametrize(
    ("said", "counts"),
    [
        ("The camp took heart from the 14-to-one vote.", (14, 1, None)),
        ("The resolution received the minimum nine votes.", (9, None, None)),
        ("The draft resolution received 13 out of 15 votes.", (13, None, None)),
        ("Togo cautioned against a vote without the unanimous support of the members.", (None, None, None)),
    ],
)
def test_counts(said: str, counts: tuple[int | None, int | None, int | None]) -> None:
    found = find_tally(said)
    assert (found.yes, found.no, found.abstain) == counts


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Togo and Mali oppose the Security Council draft on Chad and Niger has doubts.", {"TGO opposes", "MLI opposes"}),
        ("Backed by Togo and Mali, the draft resolution on Chad urges a truce.", {"TGO supports", "MLI supports"}),
        ("Introduced by Togo and Mali, the draft resolution on Chad urges a truce.", {"TGO sponsors", "MLI sponsors"}),
        (
            "Russia backed the draft resolution on Chad, Japan voted against it, and Mali abstained.",
            {"RUS voted_for", "JPN voted_against"},
        ),
        (
            "Two members -- Russia and the non-permanent member Mali -- abstained on the draft resolution on Chad.",
            {"RUS abstained", "MLI abstained"},
        ),
        (
            (
                "The Security Council rejected the draft resolution on Chad. Voting "
                "against were veto-wielding Russia, along with Mali."
            ),
            {"RUS voted_against", "MLI voted_against"},
        ),
        ("It is not clear how China will vote on the draft resolution on Chad.", {"CHN undecided"}),
        ("China was waiting for instructions on the draft resolution on Chad.", {"CHN undecided"}),
        ("France was among the 14 members that backed the draft resolution on Chad.", {"FRA supports"}),
    ],
)
def test_who_stands_where(said: str, told: set[str]) -> None:
    assert told <= stances(said)


def test_who_denounces_a_veto_or_asks_for_a_yes_finds_no_fault_with_the_draft() -> None:
    said = (
        "Togo denounced the veto of the draft resolution on Chad. "
        "Mali called on Russia to accept the draft, which tackles illegal arms."
    )
    assert not [p for p in read(said).positions if p.stance == "criticises" and p.target is not None]


def test_a_threat_by_one_who_is_undecided_is_only_possible() -> None:
    said = "China, which threatened to veto the first draft resolution on Chad, is waiting for instructions on the text."
    assert headline(said) == "China may veto the draft resolution on Chad, the document says"


def test_a_year_in_a_name_is_no_day_of_the_vote() -> None:
    said = (
        "The Security Council lifted the sanctions on Chad over the 1988 bombing. "
        "The vote was 13-0, with France and Mali abstaining."
    )
    [draft] = read(said).drafts
    assert (draft.status, draft.background, draft.vote.yes) == ("adopted", False, 13)


def test_talks_to_avoid_a_veto_deny_none() -> None:
    said = "The vote on the draft resolution on Chad was put off amid talks to avoid a third American veto, diplomats said."
    assert not [p for p in read(said).positions if p.stance == "vetoed"]
