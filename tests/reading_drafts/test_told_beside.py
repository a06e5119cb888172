"""What a text tells beside the draft on the table: votes on proceedings, other resolutions, vetoes of other years."""

from __future__ import annotations

from datetime import date

import pytest

from horseshoe.brief.build import build_brief
from horseshoe.brief.drafts import count_words
from horseshoe.model import Document, Draft, Reading
from horseshoe.reading import Reader
from horseshoe.reading.actors.offices import envoy_named
from horseshoe.reading.drafts.votes import vote_on_proceedings

DAY = date(2014, 6, 3)
COMING = "The Security Council will vote on Friday on a British draft resolution on Chad. "
READER = Reader()


def read(text: str, day: date = DAY) -> Reading:
    return READER.read(Document(text, "test", published=day, published_from="option", kind="news"))


def told(text: str, day: date = DAY) -> set[str]:
    return {f"{p.actor} {p.stance}" for p in read(text, day).positions}


def on_the_table(text: str) -> list[Draft]:
    return [d for d in read(text).drafts if not d.background]


PROCEEDINGS = [
    "The Security Council voted 9-4 with two abstentions to put Chad on its agenda. China voted against putting it there.",
    "China and Russia opposed the bid to raise it at the Council, while nine voted in favour of the meeting. Togo abstained.",
    "Ten members voted for holding a meeting on Chad, China and Russia voted against, and Togo abstained.",
    "China and Russia tried to block the Security Council meeting on Chad but lost a procedural vote by nine votes to four.",
    "China called a procedural vote to block the meeting, which it lost 10-3, with two abstentions.",
    "The bid to put Chad on the Council's agenda passed by nine votes to four. China and Russia, which voted against, left.",
]


@pytest.mark.parametrize("sentence", PROCEEDINGS)
def test_a_vote_on_the_proceedings_is_no_vote_on_the_draft(sentence: str) -> None:
    text = "France has circulated a draft resolution on Chad. " + sentence
    reading = read(text)
    assert [(d.status, d.vote.yes, d.vote.no) for d in reading.drafts] == [("pending", None, None)]
    assert told(text) == {"FRA sponsors"}


def test_a_vote_on_the_draft_beside_one_on_the_proceedings_is_read() -> None:
    text = "After the call for a delay failed, the Security Council adopted the draft resolution on Chad by 13 votes to none."
    (draft,) = read(text).drafts
    assert (draft.status, draft.vote.yes, draft.vote.no) == ("adopted", 13, 0)
    text = "The Security Council adopted the agenda by nine votes to four. Russia vetoed the draft on Chad."
    assert [d.status for d in read(text).drafts] == ["vetoed"]


def test_the_headline_of_a_vote_on_the_proceedings_gives_its_counts() -> None:
    text = "The Security Council voted 9-4 with two abstentions to put Chad on its agenda. China voted against."
    assert build_brief(read(text)).headline.text.endswith("not on a draft resolution (9 for, 4 against, 2 abstaining)")
    assert vote_on_proceedings("The Security Council met on Chad. It will put Chad on its agenda.") is None
    assert count_words(None, None, None) == ""


def test_a_resolution_voted_on_in_passing_is_not_the_draft_on_the_table() -> None:
    for sentence in (
        "In 2011 the Council adopted Resolution 1973 on Libya. Russia and China abstained on that resolution.",
        "Resolution 1973, on which Russia and China abstained, led to a war.",
        "Russia and China abstained on Resolution 1973 in 2011 and regret it.",
    ):
        reading = read(COMING + sentence)
        (draft,) = (d for d in reading.drafts if not d.background)
        assert (draft.sponsors, draft.status) == (("GBR",), "pending")
        votes = {p.actor: p.target for p in reading.positions if p.stance == "abstained"}
        assert set(votes) == {"RUS", "CHN"}
        assert draft.id not in votes.values()


def test_a_resolution_that_is_recalled_gives_the_adopted_one_no_number() -> None:
    text = "The Security Council adopted a resolution on Chad by 13 votes to none. It recalls Resolution 1973."
    (draft,) = read(text).drafts
    assert "1973" not in draft.label
    text = "The Security Council adopted a resolution on Chad by 13 votes to none. Resolution 2100 extends the embargo."
    assert "2100" in read(text).drafts[0].label


@pytest.mark.parametrize(
    "sentence",
    [
        "Russia and China vetoed in October 2012 when a draft resolution put forward by France was tabled.",
        "In 2007 China and Russia cast their vetoes to stop the Council from acting.",
        "Moscow's veto of 2012 still rankles in Paris.",
        "The last time the Council took up Chad, in 2012, Russia vetoed it.",
    ],
)
def test_a_veto_of_another_year_is_none_of_the_draft_on_the_table(sentence: str) -> None:
    (draft,) = on_the_table(COMING + sentence)
    assert (draft.sponsors, draft.status, draft.vetoed_by) == (("GBR",), "pending", ())
    assert "awaits a vote on 6 June 2014" in build_brief(read(COMING + sentence)).headline.text


def test_a_veto_told_with_its_day_dates_the_draft() -> None:
    (draft,) = read("Russia used its veto on Monday when a French draft resolution on Chad was put to the vote.").drafts
    assert (draft.status, draft.vetoed_by, draft.vote.date) == ("vetoed", ("RUS",), date(2014, 6, 2))


@pytest.mark.parametrize(
    ("sentence", "day"),
    [
        ("The Security Council is to vote on Thursday on the draft.", date(2014, 6, 5)),
        ("A vote on the draft is scheduled for Friday, diplomats said.", date(2014, 6, 6)),
        ("A vote is expected on Friday.", date(2014, 6, 6)),
        ("France said it would put the draft to a vote on 9 June.", date(2014, 6, 9)),
        ("The vote was postponed until Friday at China's request.", date(2014, 6, 6)),
        ("The Council had been due to vote on Monday.", None),
        ("It is unclear whether France would seek a vote on 9 June.", None),
    ],
)
def test_when_a_vote_is_to_be_held(sentence: str, day: date | None) -> None:
    (draft,) = read("France circulated a draft resolution on Chad. " + sentence).drafts
    assert (draft.status, draft.when.start if draft.when else None) == ("pending", day)


@pytest.mark.parametrize(
    ("sentence", "sponsors"),
    [
        ("Togo, Gabon and Mali, who were co-sponsors, spoke for it.", {"TGO", "GAB", "MLI"}),
        ("It has three co-sponsors: Togo, Gabon and Mali.", {"TGO", "GAB", "MLI"}),
        ("Togo and Mali joined as co-sponsors.", {"TGO", "MLI"}),
        ("Its sponsors were Togo and Mali.", {"TGO", "MLI"}),
        ("Togo and Mali may become co-sponsors.", set()),
        ("Togo and Mali are sponsors of terror, Chad said.", set()),
    ],
)
def test_sponsors_told_apart_from_the_draft(sentence: str, sponsors: set[str]) -> None:
    (draft,) = read("The Security Council is discussing a draft resolution on Chad. " + sentence).drafts
    assert set(draft.sponsors) == sponsors


@pytest.mark.parametrize(
    ("opening", "voters"),
    [
        ("After talks with Togo, Gabon and Mali", {"GAB", "MLI"}),
        ("After talks with Togo and Mali, Gabon", {"GAB"}),
        ("After talks with Togo, Gabon and Mali, Niger", {"NER"}),
        ("Unlike Togo, Gabon and Mali", {"GAB", "MLI"}),
        ("Together with Togo, Gabon and Mali", {"TGO", "GAB", "MLI"}),
        ("In a break with Togo, Gabon, Mali and Niger", {"GAB", "MLI", "NER"}),
        ("Togo, Gabon and Mali", {"TGO", "GAB", "MLI"}),
    ],
)
def test_a_phrase_before_the_list_of_voters(opening: str, voters: set[str]) -> None:
    found = told(f"{opening} abstained on the draft resolution on Chad that the Security Council discussed.")
    assert {line.split()[0] for line in found if line.endswith("abstained")} == voters


def test_surnames_of_envoys_and_names_taken_for_cries() -> None:
    assert envoy_named("Bolton", date(2006, 3, 1)) == "USA"
    assert envoy_named("Bolton", date(1990, 3, 1)) is None
    (draft,) = read("The Security Council is discussing the Bolton draft on Chad.", date(2006, 3, 1)).drafts
    assert draft.sponsors == ("USA",)
    text = "Oh Joon, South Korea's ambassador to the United Nations, told reporters that the draft resolution on Chad was fair."
    assert "Oh Joon" in {a.name for a in read(text).actors}


def test_talk_of_a_draft_that_nobody_has_founds_none() -> None:
    assert on_the_table("The Security Council has yet to see a draft resolution on Chad.") == []


def test_counts_that_leave_out_no_vote_against_tell_an_adoption() -> None:
    text = "Although nine Security Council members voted for the draft resolution on Chad, two abstained: Togo and Mali."
    (draft,) = read(text).drafts
    assert draft.status == "adopted"
    assert {line for line in told(text) if "TGO" in line or "MLI" in line} == {"TGO abstained", "MLI abstained"}


def test_voters_behind_a_date_and_an_aside_behind_a_dash() -> None:
    opening = "The Security Council is discussing a draft resolution on Chad. "
    assert {"TGO voted_for", "MLI voted_for"} <= told(opening + "At the meeting on 2 June, Togo, Gabon and Mali voted for it.")
    assert {"TGO abstained", "MLI abstained"} <= told(opening + "Togo, Gabon and Mali abstained - a major blow to France.")


@pytest.mark.parametrize(
    ("text", "voters"),
    [
        ("Three countries voted against the French draft on Chad: Togo, Mali and Cuba.", {"TGO", "MLI", "CUB"}),
        ("Two members joined Togo in voting against the French draft on Chad: Mali and Cuba.", {"TGO", "MLI", "CUB"}),
        ("The French draft on Chad failed, with Togo voting against it and the Central African Republic abstaining.", {"TGO"}),
    ],
)
def test_voters_named_behind_their_number(text: str, voters: set[str]) -> None:
    assert {line.split()[0] for line in told(text) if line.endswith("voted_against")} == voters


@pytest.mark.parametrize(
    "rule",
    [
        "To pass, it must have at least nine votes and none of the permanent members–Britain, China, France–using its veto.",
        "It needs a minimum of nine votes in favour without Britain, China or Russia casting a veto.",
    ],
)
def test_the_voting_rule_casts_no_veto_however_it_is_built(rule: str) -> None:
    assert not {line for line in told(COMING + rule) if line.endswith("vetoed")}


def test_votes_said_not_to_be_there_are_no_outcome() -> None:
    text = "The French draft resolution on Chad does not have a majority of nine votes, the minister said."
    assert [d.status for d in read(text).drafts] == ["pending"]
    assert [d.status for d in read(text.replace("does not have", "did not get")).drafts] == ["failed"]


def test_a_headline_and_its_story_are_one_draft() -> None:
    story = "The Security Council approved a new resolution on Chad on Monday with 13 votes."
    story += " The resolution, proposed by Togo and Mali, calls for talks."
    (draft,) = read(f"Security Council Approves New Resolution on Chad\n\n{story}").drafts
    assert (draft.status, draft.vote.yes, set(draft.sponsors)) == ("adopted", 13, {"TGO", "MLI"})


def test_a_vote_for_a_step_is_a_decision_and_a_term_is_not_its_day() -> None:
    (draft,) = read(
        "Instead, the Security Council voted unanimously for a short extension in Chad until the end of April."
    ).drafts
    assert (draft.status, draft.vote.yes, draft.background) == ("adopted", 15, False)


def test_a_text_debated_in_the_assembly_is_none_of_the_council() -> None:
    text = "Togo will convene the General Assembly to debate a draft resolution on the veto of the Security Council."
    assert read(text).drafts == ()


def test_nobody_vetoes_a_draft_of_today_after_it_has_left_the_council() -> None:
    text = COMING + "Since the first veto ever used by the Soviet Union in 1946, Moscow has cast many."
    assert [d.status for d in on_the_table(text)] == ["pending"]


def test_members_told_to_have_rejected_it_cast_the_counted_votes_against() -> None:
    text = "The vote was 13-2. China and Russia rejected a Security Council resolution on Chad backed by the United States."
    (draft,) = read(text).drafts
    assert (draft.status, set(draft.vetoed_by)) == ("vetoed", {"CHN", "RUS"})


def test_votes_that_are_lacking_before_the_vote_are_no_outcome() -> None:
    text = "The Council will vote on the French draft resolution on Chad today."
    text += " It fell short of the nine votes it needs, envoys said."
    assert [d.status for d in on_the_table(text)] == ["pending"]


def test_the_council_that_is_told_it_failed_is_no_draft() -> None:
    text = COMING + "The Togolese ambassador told the Council it had failed to shoulder its responsibility."
    assert not {line for line in told(text) if line.endswith("criticises")}
