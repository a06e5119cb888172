"""What articles foretell of a draft, on sentences of our own, and that members, tally and headline agree with it."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.forecast import forecast_draft
from horseshoe.forecast.described import Described
from horseshoe.forecast.foretold import Signal, foretold, likelihood, members_left_open, sentences, signals_in
from horseshoe.model import Actor, Document, Draft, Mention, Reading, Span

DAY = date(2019, 2, 28)


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        ("The Council is poised to pass the resolution on Friday.", ("passes",)),
        ("There was little doubt that the draft would be adopted.", ("passes",)),
        ("Both drafts are expected to fail, envoys said.", ("fails",)),
        ("The measure is unlikely to be adopted.", ("fails",)),
        ("The text is likely to face a veto from Moscow.", ("vetoed",)),
        ("It is unlikely to garner the nine votes that it needs.", ("nine_doubted",)),
        ("Its opponents are trying to prevent a majority for the draft.", ()),
        ("Envoys question whether the sponsors can secure those nine.", ("nine_doubted",)),
        ("The sponsors say that they have secured enough votes for the draft.", ("nine_there",)),
        ("Diplomats said that ministers had reached a deal on the text of the resolution.", ("bargain",)),
        ("A resolution needs at least nine votes in favour and no veto to be adopted.", ()),
        ("It is uncertain whether the resolution will be adopted.", ()),
        ("The ministers are expected to pass through Geneva.", ()),
        ("Russia vetoed a draft resolution on Syria last year.", ()),
        ("The Council is set to vote on Monday to approve a police force for the draft's sponsors.", ()),
        ("The draft is still two votes short, its authors admit.", ("nine_lacking",)),
        ("Gabon will put the text to the vote despite lacking sufficient support.", ("nine_lacking",)),
        ("Only seven of the members are known to support the resolution.", ("nine_lacking",)),
        ("If it lacks nine votes, the text will be put off.", ()),
        ("Eleven of the fifteen members – among them Togo, Mali and Chad – support the resolution.", ("nine_there",)),
        ("Moscow has dropped its long-standing objection to the text.", ("bargain",)),
        ("The adoption of the draft is not in doubt, since its adoption is not in doubt in the capitals.", ("passes",)),
    ],
)
def test_constructions(sentence: str, kinds: tuple[str, ...]) -> None:
    assert signals_in(sentence) == kinds


def test_nine_votes_lacking_say_all_that_a_doubt_of_them_says() -> None:
    lacking, doubted = (Signal(kind, Span(0, 1, "x")) for kind in ("nine_lacking", "nine_doubted"))
    assert likelihood([lacking, doubted]) == likelihood([lacking]) != likelihood([doubted])


def test_initials_and_abbreviations_end_no_sentence() -> None:
    text = "The U.N. Security Council met. Mr. Li spoke for China.\nA vote is due."
    assert [s.text for s in sentences(text)] == ["The U.N. Security Council met.", "Mr. Li spoke for China.", "A vote is due."]


def article(text: str, *drafts: tuple[str, str], actors: tuple[Actor, ...] = ()) -> Reading:
    made = []
    for id_, words in drafts:
        start = text.index(words)
        made.append(Draft(id_, words, (Span.of(text, start, start + len(words)),), situation="VEN"))
    return Reading(Document(text=text, path="a", published=DAY, kind="news"), drafts=tuple(made), actors=actors)


def test_a_signal_belongs_to_the_draft_that_its_sentence_names() -> None:
    text = "The American draft is expected to pass. The Russian draft is expected to fail. It lacks support."
    reading = article(text, ("draft-1", "The American draft"), ("draft-2", "The Russian draft"))
    assert [s.kind for s in foretold(reading, reading.drafts[0])] == ["passes"]
    assert [s.kind for s in foretold(reading, reading.drafts[1])] == ["fails", "nine_lacking"]


def test_a_member_is_left_open_only_where_a_sentence_names_it() -> None:
    text = "The draft is ready. It is unclear whether Moscow will support it. Paris backs it."
    at = text.index("Moscow")
    actor = Actor("RUS", "Russia", "state", (Mention(Span.of(text, at, at + 6), "metonym"),))
    reading = article(text, ("draft-1", "The draft"), actors=(actor,))
    assert [m for m, _ in members_left_open(reading, reading.drafts[0], ("RUS", "FRA"))] == ["RUS"]


def test_a_kind_of_signal_counts_once() -> None:
    one = Signal("fails", Span(0, 1, "a"))
    assert likelihood((one, one)) == likelihood((one,))


@pytest.mark.parametrize("kind", ["passes", "fails", "vetoed", "nine_doubted"])
def test_members_and_tally_agree_with_the_outcome(kind: str) -> None:
    draft = Described("VEN", DAY, ("USA",), signals=(Signal(kind, Span(0, 1, "a")),), news=True)
    f = forecast_draft(draft)
    assert f.shares.adopted + f.shares.vetoed + f.shares.failed == pytest.approx(1)
    assert max(f.shares.adopted, f.shares.vetoed, f.shares.failed) <= 0.97
    assert max(f.vetoed_by.values()) <= f.shares.vetoed + 0.01
    assert sum(f.vetoed_by.values()) >= f.shares.vetoed - 0.01
    plain = forecast_draft(Described("VEN", DAY, ("USA",), news=True))
    if kind == "nine_doubted":
        assert f.shares.failed > plain.shares.failed + 0.05
        assert f.tally.yes.expected < plain.tally.yes.expected
    if kind == "passes":
        assert f.shares.adopted > plain.shares.adopted
