"""Evidence from statements, on readings built by hand."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date, timedelta

import pytest

from horseshoe.council.members import members_on
from horseshoe.errors import NothingFoundError, UsageError
from horseshoe.forecast import forecast_draft, forecast_reading
from horseshoe.forecast.described import Described, draft_on_the_table, from_reading, situation_told
from horseshoe.forecast.evidence import Statement, likelihoods, standing, statements_in
from horseshoe.forecast.result import Forecast
from horseshoe.model import DateRange, Document, Draft, Position, Provision, Reading, Span

TEXT = (
    "France and the United Kingdom circulated a draft resolution on Syria. The text threatens sanctions. "
    "Russia will veto the draft, its envoy said. China opposes the text. Russia has circulated a rival text. "
    "Russia threatened to veto an earlier version. The sponsors revised the draft on Thursday."
)
DAY = date(2012, 7, 17)
MEMBERS = [m.id for m in members_on(DAY)]


def at(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


DRAFT = Draft(
    id="draft-1",
    label="French draft on Syria",
    mentions=(at("a draft resolution on Syria"),),
    sponsors=("FRA", "GBR"),
    situation="SYR",
    provisions=(Provision(at("threatens sanctions"), act="threatens"),),
)
THREAT = Position(actor="RUS", stance="threatens_veto", span=at("Russia will veto the draft"), target="draft-1")
OPPOSED = Position(actor="CHN", stance="opposes", span=at("China opposes the text"), target="draft-1")


def reading(*positions: Position, drafts: tuple[Draft, ...] = (DRAFT,), published: date | None = DAY) -> Reading:
    return Reading(Document(text=TEXT, path="article.txt", published=published), positions=positions, drafts=drafts)


def heard(*positions: Position, drafts: tuple[Draft, ...] = (DRAFT,), as_of: date = DAY) -> tuple[Statement, ...]:
    return statements_in(reading(*positions, drafts=drafts), DRAFT, MEMBERS, as_of)


def vetoed(*positions: Position) -> float:
    return forecast_reading(reading(*positions), DAY).shares.vetoed


def test_a_threat_raises_the_chance_and_a_partner_follows() -> None:
    silent, threatened = forecast_reading(reading(), DAY), forecast_reading(reading(THREAT), DAY)
    assert threatened.shares.vetoed > silent.shares.vetoed + 0.1
    assert threatened.vetoed_by["RUS"] > silent.vetoed_by["RUS"]
    assert threatened.vetoed_by["CHN"] > silent.vetoed_by["CHN"]
    assert threatened.by_record == silent.by_record
    assert silent.by_statements is None


def test_stances_are_ordered_as_they_should_be() -> None:
    spans = {"actor": "RUS", "span": THREAT.span, "target": "draft-1"}
    chances = [
        vetoed(Position(stance=s, **spans)) for s in ("threatens_veto", "opposes", "criticises", "undecided", "supports")
    ]  # type: ignore[arg-type]
    assert chances == sorted(chances, reverse=True)
    assert vetoed(replace(THREAT, negated=True)) < vetoed()


def test_a_later_statement_overrides_an_earlier_one() -> None:
    early = Statement("RUS", "threatens_veto", DAY - timedelta(days=9), 1.0)
    late = Statement("RUS", "will_not_veto", DAY, 1.0)
    assert standing([early, late]) == (late,)
    assert standing([late, replace(early, said_on=DAY + timedelta(days=1))])[0].stance == "threatens_veto"


def test_old_statements_and_poor_sources_count_for_less() -> None:
    def weight(p: Position) -> float:
        [s] = heard(p)
        return s.weight * math.log(s.likelihood()[1] / s.likelihood()[0])

    old = replace(THREAT, said_on=DateRange(DAY - timedelta(days=90), DAY - timedelta(days=90)))
    assert weight(old) < weight(THREAT) / 2
    assert weight(replace(THREAT, reported_by="a Western diplomat")) < weight(THREAT)
    told = ("certain", "probable", "possible", "underspecified")
    by_certainty = [weight(replace(THREAT, certainty=c)) for c in told]  # type: ignore[arg-type]
    assert by_certainty == sorted(by_certainty, reverse=True)
    assert len(set(by_certainty)) == len(told)
    assert weight(replace(THREAT, condition="if it holds sanctions")) < weight(THREAT)
    assert weight(replace(THREAT, condition="if it is put to the vote")) == weight(THREAT)


def test_what_was_not_done_for_years_is_no_promise() -> None:
    never = replace(THREAT, stance="vetoed", negated=True)
    assert heard(never) == ()


def test_a_foretold_vote_counts_before_it_is_cast() -> None:
    [s] = heard(replace(THREAT, actor="CHN", stance="abstained", certainty="probable"))
    assert (s.stance, s.said) == ("abstains", "foretold")


def test_a_member_that_threatens_again_has_conceded_nothing() -> None:
    past = replace(THREAT, span=at("Russia threatened to veto an earlier version"))
    again = replace(THREAT, span=at("The sponsors revised the draft on Thursday"))
    assert {s.stance for s in heard(past, again)} == {"threatens_veto"}


def test_who_speaks_against_a_draft_is_no_sponsor_of_it() -> None:
    misread = replace(DRAFT, sponsors=("FRA", "RUS"))
    assert from_reading(reading(THREAT, drafts=(misread,)), DAY, MEMBERS).sponsors == ("FRA",)


def test_reasons_word_a_statement_by_how_it_was_told() -> None:
    foretold = forecast_reading(reading(replace(THREAT, certainty="probable")), DAY)
    assert any("is expected to veto it" in r.text for r in foretold.reasons)


def test_a_statement_after_the_day_is_not_heard() -> None:
    later = replace(THREAT, said_on=DateRange(DAY + timedelta(days=1), DAY + timedelta(days=2)))
    assert heard(later) == ()
    assert forecast_reading(reading(later), DAY).shares == forecast_reading(reading(), DAY).shares


@pytest.mark.parametrize("stance", ["vetoed", "voted_against", "voted_for", "abstained"])
def test_how_the_vote_went_is_never_evidence(stance: str) -> None:
    told = replace(THREAT, stance=stance)
    assert forecast_reading(reading(told), DAY).shares == forecast_reading(reading(), DAY).shares


def test_an_objection_answered_by_changes_turns_into_an_opening() -> None:
    past = replace(THREAT, span=at("Russia threatened to veto an earlier version"))
    stances = {s.stance for s in standing(heard(past))}
    assert stances == {"will_not_veto"}


def test_a_condition_that_was_met_disarms_a_threat() -> None:
    text = "Russia will veto the draft if it holds sanctions. The sponsors took out the sanctions."
    span = Span(0, 26, text[:26])
    draft = Draft("draft-1", "draft on Syria", (Span(17, 26, text[17:26]),), situation="SYR", sponsors=("FRA",))
    told = Position("RUS", "threatens_veto", span, target="draft-1", condition="if it holds sanctions")
    made = Reading(Document(text=text, path="a", published=DAY), positions=(told,), drafts=(draft,))
    [met] = [s for s in statements_in(made, draft, MEMBERS, DAY) if s.stance == "threatens_veto"]
    [bare] = heard(THREAT)
    assert met.weight < bare.weight / 2


def test_a_rival_draft_of_a_member_speaks_against_this_one() -> None:
    rival = Draft("draft-2", "Russian draft", (at("a rival text"),), sponsors=("RUS",), situation="SYR")
    [s] = heard(drafts=(DRAFT, rival))
    assert (s.member, s.stance) == ("RUS", "rival_draft")


def test_one_text_named_twice_is_no_rival_of_itself() -> None:
    twin = Draft("draft-2", "German draft", (at("the draft"),), sponsors=("DEU",), situation="SYR")
    found = from_reading(reading(drafts=(DRAFT, twin)), DAY, MEMBERS)
    assert found.rivals == 0
    assert set(found.sponsors) == {"FRA", "GBR", "DEU"}


def test_positions_on_another_draft_are_not_taken() -> None:
    other = Draft("draft-2", "Russian draft", (at("a rival text"),), sponsors=("RUS",), situation="SYR")
    criticism = Position("FRA", "criticises", at("a rival text"), target="draft-2")
    assert all(s.member != "FRA" for s in heard(criticism, drafts=(DRAFT, other)))


def test_the_draft_on_the_table_is_the_pending_one() -> None:
    past = replace(DRAFT, id="draft-0", status="vetoed", background=True)
    assert draft_on_the_table(reading(drafts=(past, DRAFT))).id == "draft-1"
    with pytest.raises(NothingFoundError):
        draft_on_the_table(reading(drafts=(past,)))


def test_a_situation_not_read_is_found_in_the_words() -> None:
    assert situation_told(reading(), replace(DRAFT, situation=None)) == "SYR"


def test_an_article_younger_than_the_forecast_is_refused() -> None:
    with pytest.raises(UsageError, match="after the forecast's day"):
        forecast_reading(reading(), DAY - timedelta(days=1))
    with pytest.raises(UsageError, match="bears no date"):
        forecast_reading(reading(published=None))


def test_every_stance_has_a_reason_and_ratios() -> None:
    from horseshoe.forecast.knowledge import table

    for name, row in table("evidence")["stance"].items():
        assert row["reason"], name
        assert row["direction"] in ("for", "against", "open")
        said = Statement("RUS", name, DAY, 1.0)
        counts = float(table("evidence")["said"][said.said]["weight"])
        stated = tuple(row["likelihood"][v] ** counts for v in ("yes", "no", "abstain"))
        assert likelihoods([said])["RUS"] == pytest.approx(stated)


def described(**changes: object) -> Forecast:
    plain = {"situation": "SYR", "day": date(2012, 2, 4), "sponsors": ("USA", "GBR", "FRA"), "acts": (("sanctions", None),)}
    return forecast_draft(Described(**(plain | changes)))  # type: ignore[arg-type]


def test_a_described_draft_gets_the_whole_forecast() -> None:
    f = described()
    assert f.shares.adopted + f.shares.vetoed + f.shares.failed == pytest.approx(1.0)
    assert len(f.members) == 15
    assert all(m.yes + m.no + m.abstain == pytest.approx(1.0) for m in f.members)
    assert len(f.reasons) == 3
    assert all(r.source.text for r in f.reasons)
    assert [abs(r.effect) for r in f.reasons] == sorted((abs(r.effect) for r in f.reasons), reverse=True)
    assert f.tally.yes.low <= f.tally.yes.expected <= f.tally.yes.high
    assert f.changes
    assert f.fitted_before <= 2012


def test_a_veto_of_another_age_is_no_reason() -> None:
    """Libya's vetoes are of 1986 and 1989: told in 1990, and no more in 2020."""

    def told(day: date) -> str:
        return " ".join(r.text for r in described(situation="LBY", day=day, sponsors=("GBR",), acts=()).reasons)

    assert "vetoed S/20378 on 11 January 1989" in told(date(1990, 2, 1))
    assert "198" not in told(date(2020, 2, 1))


def test_acts_and_sponsors_move_the_right_way() -> None:
    assert described(acts=(("force", None),)).shares.vetoed > described(acts=()).shares.vetoed
    assert described(acts=(("observers", None),)).shares.vetoed < described(acts=()).shares.vetoed
    assert described(sponsors=("USA", "RUS")).shares.vetoed < 0.1
    assert described(day=date(2008, 2, 4), acts=()).shares.vetoed < described(acts=()).shares.vetoed / 3


@pytest.mark.parametrize(
    ("words", "how"),
    [
        ("would block any text that sets a deadline", "conditional"),
        ("vowed to veto a new resolution calling for an embargo", "conditional"),
        ("will veto the draft that France circulated", "announced"),
        ("said it would veto a draft resolution on the island", "announced"),
    ],
)
def test_a_threat_to_texts_of_a_kind_is_conditional(words: str, how: str) -> None:
    text = f"France circulated a draft resolution on Syria. Russia {words}."
    start = text.index("Russia")
    threat = Position("RUS", "threatens_veto", Span(start, len(text) - 1, text[start:-1]), target="draft-1")
    draft = Draft("draft-1", "French draft", (Span.of(text, 18, 36),), situation="SYR")
    told = Reading(Document(text=text, path="a", published=DAY), positions=(threat,), drafts=(draft,))
    [found] = [s for s in statements_in(told, draft, MEMBERS, DAY) if s.member == "RUS"]
    assert found.said == how


def test_kinds_of_seat_have_no_one_voice_and_blocs_speak_for_their_members_of_the_day() -> None:
    said = [replace(OPPOSED, actor=actor) for actor in ("p5", "e10")]
    assert heard(*said) == ()
    europeans = {s.member for s in heard(replace(OPPOSED, actor="european-union"))}
    assert europeans == {"DEU", "FRA", "GBR", "PRT"}
