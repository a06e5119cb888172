"""The forecast of one draft: prior from the record, evidence from statements, exact outcome, and why."""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from horseshoe.council.decisions import complete_through
from horseshoe.council.members import members_on
from horseshoe.council.states import name_on
from horseshoe.errors import UsageError
from horseshoe.forecast import reasons
from horseshoe.forecast.described import Described, draft_on_the_table, from_reading, pending_drafts
from horseshoe.forecast.evidence import Statement, likelihoods, neutral, standing
from horseshoe.forecast.foretold import likelihood
from horseshoe.forecast.knowledge import known_situation, shield, table
from horseshoe.forecast.members.features import Past
from horseshoe.forecast.members.joint import OutcomeProbabilities
from horseshoe.forecast.members.model import SUCCESSOR, VoteModel, member_probabilities, outcome, quarter_of
from horseshoe.forecast.members.parameters import Parameters, from_votes, load
from horseshoe.forecast.members.tilt import tilted
from horseshoe.forecast.members.votes import PERMANENT, DraftFacts, Vote
from horseshoe.forecast.result import Count, Forecast, MemberForecast, Shares, Tally
from horseshoe.forecast.scoring.conformal import vote_set
from horseshoe.model import Reading

SURE = 0.9
# a state that stands for each kind of sponsor, where it is not on the Council; none: the President's or both camps' text
STAND_INS: dict[str, tuple[str, ...]] = {
    "west": ("ISL", "LUX", "GRC"),
    "south": ("CPV", "LAO", "BRB"),
    "east": ("BLR", "CUB"),
    "president": (),
    "joint": (),
}
CERTAIN: dict[Vote, tuple[float, float, float]] = {"yes": (1.0, 0.0, 0.0), "no": (0.0, 1.0, 0.0), "abstain": (0.0, 0.0, 1.0)}
Members = Mapping[str, tuple[float, float, float]]


@dataclass(frozen=True)
class Forecaster:
    """A model and the past, both as of one day; `expect` gives the outcome of a described draft."""

    as_of: date
    model: VoteModel
    past: Past
    parameters: Parameters

    def record(self, draft: Described, muted: Sequence[str] = (), features: Sequence[str] = ()) -> Members:
        """Each member's vote by the record alone; `muted` are groups of facts to leave out (reasons.GROUPS).

        `features` are the beginnings of further features to leave out, of elected members too.
        """
        facts = replace(draft.facts(), day=self.as_of)
        names = (*reasons.names_of(muted), *features)
        if facts.sponsors_known:
            found: Members = member_probabilities(self.model, self.past, facts, names, elected=bool(features))
        else:
            found = self._any_sponsor(draft, facts, names, elected=bool(features))
        return found if "acts" in muted else {m: _with_acts(m, p, draft, self.as_of) for m, p in found.items()}

    def _any_sponsor(self, draft: Described, facts: DraftFacts, names: tuple[str, ...], elected: bool = False) -> Members:
        """The mean over who may have brought the draft, as often as each kind of sponsor did on the situation.

        A text that a permanent member objects to is neither the President's nor one of both camps.
        """
        shares = dict(self.past.kinds(facts, "unknown"))
        if any(s.member in PERMANENT and s.direction == "against" for s in standing(draft.statements)):
            shares |= {"president": 0.0, "joint": 0.0}
        sitting = {m.id for m in members_on(self.as_of)}
        total: dict[str, tuple[float, float, float]] = {}
        if not any(shares.get(k) for k in STAND_INS):  # nothing past to count: any kind is as likely
            shares = dict.fromkeys(STAND_INS, 1.0)
        whole = sum(shares.get(k, 0.0) for k in STAND_INS)
        for kind, states in STAND_INS.items():
            weight = shares.get(kind, 0.0) / whole
            if weight:
                stand_in = tuple(s for s in states if s not in sitting)[:1]
                likely = replace(facts, sponsors=stand_in, by_president=not states, sponsors_known=True)
                for m, p in member_probabilities(self.model, self.past, likely, names, elected=elected).items():
                    before = total.get(m, (0.0, 0.0, 0.0))
                    total[m] = (before[0] + weight * p[0], before[1] + weight * p[1], before[2] + weight * p[2])
        return total

    def chances(self, draft: Described, muted: Sequence[str] = ()) -> Shares:
        """The outcome by record, statements and what is foretold: weighted, and no surer than there are cases."""
        return said(shares(self.by_members(draft, muted)), draft)

    def expect(self, draft: Described, given: Mapping[str, Vote] | None = None) -> OutcomeProbabilities:
        """The same with members and tally, moved so far that they agree with it.

        `given` then sets members' votes; the others vote as they were expected to.
        """
        wanted, heard = self.chances(draft), standing(draft.statements)
        evidence, members = likelihoods(heard), _surprised(self.record(draft), heard)
        now = outcome(members, draft.facts(), evidence)

        def leaning(veto: float, short: float) -> OutcomeProbabilities:
            return outcome(members, draft.facts(), _leaning(members, now.members, evidence, draft, (veto, short)))

        found, place = tilted(leaning, (wanted.adopted, wanted.vetoed, wanted.failed))
        if not given:
            return found
        moved = _leaning(members, now.members, evidence, draft, place)
        return outcome(members, draft.facts(), moved, given={m: CERTAIN[v] for m, v in given.items()})

    def by_members(self, draft: Described, muted: Sequence[str] = (), features: Sequence[str] = ()) -> OutcomeProbabilities:
        """The outcome by the record and what members were heard to say; `muted` and `features` as for `record`."""
        heard = standing(draft.statements)
        return outcome(_surprised(self.record(draft, muted, features), heard), draft.facts(), likelihoods(heard))


def _surprised(record: Members, heard: Sequence[Statement]) -> Members:
    """The record's votes, with the least chance of "no" for a permanent member that speaks against the draft."""
    members = dict(record)
    for s in (s for s in heard if s.direction == "against" and s.member in PERMANENT):
        yes, no, abstain = members[s.member]
        if no < s.surprise:
            rest = (1 - s.surprise) / (yes + abstain)
            members[s.member] = yes * rest, s.surprise, abstain * rest
    return members


def _leaning(members: Members, now: Members, evidence: Members, draft: Described, tilt: tuple[float, float]) -> Members:
    """The evidence with the likely vetoers leaning to a veto, and elected members away from yes; sponsors stay as they are.

    Likely vetoers are those that vote no nine times in ten (`now`), or the one that comes next to it.
    """
    free = [m for m in members if m in PERMANENT and m not in draft.facts().sponsors]
    lead = max(free, key=lambda m: now[m][1], default="")
    found = dict(evidence)
    for m in members:
        a, b, c = found.get(m, (1.0, 1.0, 1.0))
        if m == lead or (m in free and now[m][1] > SURE):
            found[m] = (a, b * math.exp(tilt[0]), c)
        elif m not in PERMANENT and m not in draft.facts().sponsors:
            found[m] = (a, b * math.exp(tilt[1]), c * math.exp(tilt[1]))
    return found


def said(by_members: Shares, draft: Described) -> Shares:
    """The outcome's chances as they are said: the news' share, what is foretold, and no more sureness than there are cases.

    A draft told of in the news is in doubt more often than the record knows: a share of the chance goes to the outcomes as
    they were before the votes that news told of (data/evidence.toml, `news`).
    """
    stated = table("evidence")
    p = [by_members.adopted, by_members.vetoed, by_members.failed]
    if draft.news:
        share, rates = float(stated["news"]["share"]), stated["news"]["outcomes"]
        p = [(1 - share) * x + share * float(rates[k]) for x, k in zip(p, rates, strict=True)]
    p = [x * w for x, w in zip(p, likelihood(draft.signals), strict=True)]
    told = draft.news or draft.signals or draft.statements
    most = float(stated["sure"]["heard" if told else "record"])
    return _capped([x / sum(p) for x in p], most)


def _capped(p: Sequence[float], most: float) -> Shares:
    """The chances with none above `most`; what is cut goes to the others in their proportion."""
    top = max(range(3), key=lambda k: p[k])
    if p[top] <= most:
        return Shares(*p)
    rest = (1 - most) / max(1 - p[top], 1e-12)
    return Shares(*(most if k == top else x * rest for k, x in enumerate(p)))


def _with_acts(member: str, p: tuple[float, float, float], draft: Described, day: date) -> tuple[float, float, float]:
    """A permanent member's vote moved by what the draft would do, as far as the member has a stake in the situation."""
    relation = shield(SUCCESSOR.get(member, member), draft.facts().situation, day)
    if relation is None or member in draft.sponsors or not draft.acts:
        return p
    stated = {row["id"]: float(row["against"]) for row in table("acts")["act"]}
    pushes = [stated[a] for a, _ in draft.acts]
    push = (max(max(pushes), 0.0) + min(min(pushes), 0.0)) * relation.weight
    yes, no, abstain = p[0], p[1] * math.exp(push), p[2] * math.exp(push / 2)
    total = yes + no + abstain
    return yes / total, no / total, abstain / total


def forecaster(as_of: date, votes: Path | None = None) -> Forecaster:
    """The forecaster of a day: the shipped parameters, or fitted anew on a person's own votes file."""
    if votes is None:
        return _shipped(as_of)
    model, past = from_votes(votes, as_of)
    return Forecaster(as_of, model, past, load())


@functools.lru_cache(maxsize=16)
def _shipped(as_of: date) -> Forecaster:
    parameters = load()
    past = parameters.past(as_of)
    past.settle(as_of)
    return Forecaster(as_of, parameters.model(as_of), past, parameters)


def forecast_draft(draft: Described, *, votes: Path | None = None, using: Forecaster | None = None) -> Forecast:
    """Forecast the vote on a described draft on its day, from what was known before that day.

    `votes` refits on a person's own votes file; `using` saves loading when many drafts of one day are forecast.
    """
    station = using or forecaster(draft.day, votes)
    if station.as_of != draft.day:
        raise UsageError(f"the forecaster is of {station.as_of}, the draft of {draft.day}")
    result = station.expect(draft)
    chances = station.chances(draft)
    by_record = outcome(station.record(draft), draft.facts())
    heard = standing(draft.statements)
    alone = outcome(neutral(list(result.members)), replace(draft.facts(), sponsors=()), likelihoods(heard)) if heard else None
    return Forecast(
        label=draft.label,
        situation=draft.facts().situation,
        sponsors=draft.sponsors,
        acts=tuple(a for a, _ in draft.acts),
        as_of=station.as_of,
        shares=chances,
        vetoed_by=result.vetoed_by,
        members=_members(result, station),
        tally=_tally(result),
        reasons=reasons.reasons(station, draft, chances),
        by_record=shares(by_record),
        by_statements=shares(alone) if alone else None,
        changes=reasons.changes(station, draft, result),
        fitted_before=int(station.model.until),
        warnings=_warnings(station, draft),
    )


def expected(draft: Described) -> tuple[Shares, Tally]:
    """The outcome's chances and the tally of the forecast of a draft, without its reasons."""
    station = forecaster(draft.day)
    return station.chances(draft), _tally(station.expect(draft))


def _tally(result: OutcomeProbabilities) -> Tally:
    return Tally(_count(result.yes), _count(result.no), _count(result.abstain))


def what_if(draft: Described, given: Mapping[str, Vote]) -> tuple[Shares, OutcomeProbabilities]:
    """The outcome's chances, and members and tally, were some members' votes set; with none set, the forecast's own."""
    station = forecaster(draft.day)
    result = station.expect(draft, given)
    return (shares(result) if given else station.chances(draft)), result


def forecast_reading(reading: Reading, as_of: date | None = None, *, votes: Path | None = None) -> Forecast:
    """Forecast the vote on the draft that a reading is about, as of a day (the document's date by default).

    UsageError where no day is known or the document is younger than it; NothingFoundError where no draft awaits a vote.
    """
    day = _day_of(reading, as_of)
    members = [m.id for m in members_on(day)]
    return forecast_draft(from_reading(reading, day, members), votes=votes)


def forecast_pending(reading: Reading, as_of: date | None = None, *, votes: Path | None = None) -> tuple[Forecast, ...]:
    """The same for every draft of a reading that awaits a vote, the one in question first; empty where none does."""
    if not pending_drafts(reading):
        return ()
    return tuple(forecast_draft(d, votes=votes) for d in described_pending(reading, as_of))


def described_pending(reading: Reading, as_of: date | None = None) -> tuple[Described, ...]:
    """Every draft of a reading that awaits a vote, as it stood on a day, the one in question first.

    UsageError where no day is known or the document is younger than it; NothingFoundError where no draft awaits a vote.
    """
    day = _day_of(reading, as_of)
    members = [m.id for m in members_on(day)]
    pending = pending_drafts(reading) or (draft_on_the_table(reading),)
    return tuple(from_reading(reading, day, members, d) for d in pending)


def _day_of(reading: Reading, as_of: date | None) -> date:
    day = as_of or reading.document.published
    where = reading.document.path
    if day is None:
        raise UsageError("the document bears no date", where=where, fix="say as of when with --as-of YYYY-MM-DD")
    if reading.document.published and reading.document.published > day:
        raise UsageError(
            f"published on {reading.document.published}, after the forecast's day {day}", where=where, fix="choose a later day"
        )
    return day


def shares(result: OutcomeProbabilities) -> Shares:
    """The three outcomes."""
    return Shares(result.adopted, result.vetoed, result.failed)


def _members(result: OutcomeProbabilities, station: Forecaster) -> tuple[MemberForecast, ...]:
    found = []
    for m, (yes, no, abstain) in result.members.items():
        permanent = m in PERMANENT
        least = station.parameters.least(station.as_of, permanent)
        votes = vote_set((yes, no, abstain), least)
        found.append(MemberForecast(m, name_on(m, station.as_of), permanent, yes, no, abstain, votes))
    return tuple(found)


def _count(chances: Sequence[float]) -> Count:
    """Expectation and the shortest interval with at least SURE of the chance."""
    expected = sum(k * p for k, p in enumerate(chances))
    best = (0, len(chances) - 1)
    for low in range(len(chances)):
        total = 0.0
        for high in range(low, len(chances)):
            total += chances[high]
            if total >= SURE:
                if high - low < best[1] - best[0]:
                    best = (low, high)
                break
    return Count(expected, *best)


def _warnings(station: Forecaster, draft: Described) -> tuple[str, ...]:
    found = []
    if station.model.until > quarter_of(station.as_of):
        found.append(
            f"the model was fitted on votes before {int(station.model.until)}: of {station.as_of.year} it knows the vetoes only"
        )
    known = max(station.parameters.summed_through, complete_through().year)
    if station.as_of.year > known + 1:
        found.append(f"adopted drafts after {known} are known only in part; load a votes file for the rest")
    if not draft.facts().sponsors_known:
        found.append("the sponsors are not known")
    if not known_situation(draft.situation):
        found.append(f"nothing is on record on {draft.situation!r}: the forecast is that of any new situation")
    return tuple(found)
