"""Press releases, coverage and verbatim records: votes, lists of members, who speaks for whom."""

from pathlib import Path

import pytest

from horseshoe.model import Document, DocumentKind
from horseshoe.reading.formal import FormalItems, read_formal
from horseshoe.reading.formal.ballots import find_hand_counts, find_tallies
from horseshoe.reading.formal.turns import covered_turns, verbatim_turns

SAMPLES = Path(__file__).parent / "samples"


def read(name: str, kind: DocumentKind) -> FormalItems:
    return read_formal(Document((SAMPLES / f"{name}.txt").read_text(), name, kind=kind))


def stances(items: FormalItems, stance: str) -> set[str]:
    return {p.actor for p in items.positions if p.stance == stance}


def test_record_of_a_veto() -> None:
    items = read("record", "meeting_record")
    [draft] = items.drafts
    assert (draft.symbol, draft.status, draft.vetoed_by) == ("S/2031/417", "vetoed", ("CHN", "RUS"))
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == (12, 2, 1)
    assert len(stances(items, "voted_for")) == 12
    assert stances(items, "vetoed") == {"CHN", "RUS"}
    assert stances(items, "abstained") == {"PAK"}
    assert draft.sponsors == ("ALB", "NOR", "USA")


def test_president_speaks_for_the_council_but_in_a_national_capacity() -> None:
    quotes = read("record", "meeting_record").quotes
    chair = [q for q in quotes if q.speaker and q.speaker.name == "Mr. Adeyemi"]
    assert [q.speaker.actor for q in chair if q.speaker] == [None, None, "NGA"]
    assert chair[-1].span.text.startswith("Nigeria supports")
    assert "resume" not in chair[-1].span.text


def test_record_of_a_draft_that_failed_without_a_veto() -> None:
    items = read("failed_record", "meeting_record")
    [draft] = items.drafts
    assert (draft.status, draft.vetoed_by, draft.vote.yes) == ("failed", (), 4)
    assert stances(items, "voted_against") == {"FRA", "GBR", "USA"}
    assert not stances(items, "vetoed")
    assert "GBR" in stances(items, "opposes")


def test_coverage_of_a_veto() -> None:
    items = read("coverage", "press_release")
    [draft] = items.drafts
    assert (draft.symbol, draft.status, draft.vetoed_by) == ("S/2031/417", "vetoed", ("CHN", "RUS"))
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == (12, 2, 1)
    assert stances(items, "abstained") == {"PAK"}
    assert stances(items, "voted_for") == {"NOR"}


def test_coverage_of_an_adoption() -> None:
    items = read("adopted_coverage", "press_release")
    [draft] = items.drafts
    assert (draft.symbol, draft.status) == ("S/RES/3051 (2031)", "adopted")
    assert (draft.vote.yes, draft.vote.no, draft.vote.abstain) == (14, 0, 1)
    assert stances(items, "abstained") == {"USA"}
    [quote] = items.quotes
    assert quote.speaker
    assert (quote.speaker.name, quote.speaker.actor) == ("Helen Marsh", "GBR")


def test_press_statement_takes_no_vote() -> None:
    items = read("press_statement", "press_release")
    assert not items.drafts
    assert not items.positions


@pytest.mark.parametrize(
    ("text", "counts", "listed"),
    [
        ("by a vote of 10 in favour to none against, with 2 abstentions (China, Guyana)", (10, 0, 2), {"CHN", "GUY"}),
        ("by 8 votes in favour, 2 against (France, United States) and 5 abstentions", (8, 2, 5), {"FRA", "USA"}),
        ("a vote of fourteen in favour to one against (United States)", (14, 1, None), {"USA"}),
        ("13 votes for, two against and no abstentions", (13, 2, 0), set()),
    ],
)  # fmt: skip
def test_tallies(text: str, counts: tuple[int | None, ...], listed: set[str]) -> None:
    [ballot] = find_tallies(text)
    assert (ballot.yes, ballot.no, ballot.abstain) == counts
    assert {s.id for _, s in ballot.listed} == listed


def test_prose_with_numbers_is_no_tally() -> None:
    assert not list(find_tallies("The 15 members met for 3 hours against a background of 2 crises."))


def test_hand_count_without_votes_against() -> None:
    text = "In favour:\nBrazil, Chad, Chile\n\nAbstaining:\nChina\n\nThe President: It is adopted."
    [ballot] = find_hand_counts(text)
    assert (ballot.yes, ballot.no, ballot.abstain) == (3, 0, 1)


def test_speakers_of_both_forms() -> None:
    verbatim = "Mr. Núñez (Spain) (spoke in Spanish): Thank you.\n\nThe Secretary-General: I regret this outcome."
    assert [(t.name, t.state) for t in verbatim_turns(verbatim)] == [("Mr. Núñez", "ESP"), (None, "united-nations")]
    coverage = "JEAN-CLAUDE N’DIAYE, Foreign Minister of Senegal, said his country had waited.\n\nThe Council rose."
    [turn] = covered_turns(coverage)
    assert turn.role == "Foreign Minister of Senegal"
    assert turn.name == "Jean-Claude N’Diaye"


def test_long_hostile_texts_are_quick() -> None:
    for text in ("In favour:\n" * 3000, "Mr. " + "a" * 60_000, "A" * 60_000, "(" * 30_000, "1 in favour " * 5000):
        for kind in ("meeting_record", "press_release"):
            read_formal(Document(text, "x", kind=kind))  # type: ignore[arg-type]


def test_merged_reading_names_a_delegate_s_vote_once() -> None:
    from horseshoe.reading.reader import read_document

    reading = read_document(Document((SAMPLES / "record.txt").read_text(), "record", kind="meeting_record"))
    votes = [
        (p.actor, p.stance) for p in reading.positions if p.stance in ("voted_for", "vetoed", "abstained", "voted_against")
    ]
    assert len(votes) == len(set(votes)) == 15
    assert {d.symbol for d in reading.drafts} == {"S/2031/417"}


def test_speakers_of_a_release_in_one_piece_are_kept_apart() -> None:
    text = (
        "ANA DE SOUSA (Angola) said that talks should resume. She was concerned by delay. LEO STERN (Denmark) welcomed the "
        "report.\nWEI LIN (China) noted that time was short."
    )
    turns = list(covered_turns(text))
    assert [t.state for t in turns] == ["AGO", "DNK", "CHN"]
    assert [text[t.start : t.end].split()[-1] for t in turns] == ["delay.", "report.", "short."]
