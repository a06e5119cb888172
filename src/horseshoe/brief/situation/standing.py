"""How a situation stands as of one day: the draft in question, the table, and the forecast or what became of it.

One answer for every renderer: the page, the paper, the terminal, the API, the front page and the what-if take their draft, day,
seats, chances, precedents and headline from here. A draft whose outcome the Council's record or a document tells is decided:
it has no forecast, and its table is that of the day of the vote.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from horseshoe.brief.model import Seat
from horseshoe.brief.situation.table import Precedent, namer, precedents, seats_on
from horseshoe.brief.words import capital, long_day
from horseshoe.council.blocs import bloc_members
from horseshoe.council.decisions import DraftVote
from horseshoe.council.states import many, with_articles
from horseshoe.council.votes_on_record import find_draft, matching
from horseshoe.errors import HorseshoeError, OutsideRecordError
from horseshoe.stances import AS_CAST, DECIDED, ON_SEAT, OPEN

if TYPE_CHECKING:
    from horseshoe.forecast.described import Described
    from horseshoe.forecast.result import Forecast
    from horseshoe.record.dossiers.dossier_types import Dossier, DraftEntry, PositionEntry
    from horseshoe.record.dossiers.latest import Coming
    from horseshoe.record.record import Record

Name = Callable[[str | None], str]
LIVE = timedelta(days=120)  # a draft that no document spoke of for longer awaits no vote any more
VOTED_SOON = timedelta(days=45)  # after the last document that tells of a draft as open, its vote is looked for so long
FORECASTS = 256  # remembered: a document on one situation changes no other one's
NAMED = 3  # sponsors that a draft's name holds


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a draft: `vote` where the Council's record has it, else as the documents tell."""

    status: str
    day: date | None
    by: tuple[str, ...] = ()  # who vetoed it
    tally: str = ""
    vote: DraftVote | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """How a situation stands. `day` is the one date of the table, the forecast and the precedents."""

    situation: str
    name: str
    day: date | None
    newest: date | None  # document
    draft: DraftEntry | None = None
    title: str = ""  # what the draft is called, everywhere
    outcome: Outcome | None = None
    later: Outcome | None = None  # what became of it after the day that was asked for
    seats: tuple[Seat, ...] = ()
    said: Mapping[str, PositionEntry] = field(default_factory=dict)
    threats: tuple[str, ...] = ()
    coming: Coming | None = None
    described: Described | None = None
    forecast: Forecast | None = None
    no_forecast: str = ""
    precedents: tuple[Precedent, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether a draft awaits its vote."""
        return self.draft is not None and self.outcome is None and self.forecast is not None

    def headline(self, name: Name) -> str:
        """The answer in one sentence."""
        if self.draft is None:
            return "No draft resolution is in question."
        if self.outcome is not None:
            return capital(f"{decided_words(self.title, self.outcome, name)}.")
        if self.threats:
            who = many([name(t) for t in self.threats])
            return capital(f"{who} {'threaten' if len(self.threats) > 1 else 'threatens'} to veto {self.title}.")
        if self.forecast is None:
            return capital(f"{self.title} was last told of on {long_day(self.day)}; what became of it is not told.")
        return capital(f"{self.title} awaits a vote.")


def standing(record: Record, dossier: Dossier, number: int | None = None, name: Name | None = None) -> Standing:
    """How the situation of a dossier stands on the dossier's day, or on its newest document's where none was asked for.

    `number` asks for one draft of the record. OutsideRecordError where the record holds no such draft on the situation.
    """
    newest = dossier.episodes[0].end if dossier.episodes else None
    day = dossier.as_of or newest
    fates = {d.no: fate(d, dossier.situation, dossier.as_of) for d in dossier.drafts}
    draft = in_question(dossier, fates, day, number)
    if number is not None and draft is None:
        raise OutsideRecordError("the record holds no such draft on this situation", where=f"draft {number}")
    nothing = Standing(
        situation=dossier.situation,
        name=dossier.name,
        day=day,
        newest=newest,
        no_forecast="no draft awaits a vote in the documents up to this day",
        precedents=tuple(precedents(dossier.situation, day)),
    )
    if draft is None:
        return nothing
    name = name or namer(record, dossier, day)
    return _of_draft(record, dossier, nothing, draft, fates[draft.no], draft_name(draft, dossier.situation, name))


def _of_draft(
    record: Record, dossier: Dossier, situation: Standing, draft: DraftEntry, outcome: Outcome | None, title: str
) -> Standing:
    """How a situation stands with a draft in question: its outcome, or its forecast and what was said of it."""
    day = situation.day
    said = latest_on(dossier, draft)
    described, forecast, why = None, None, _no_forecast(draft, outcome, day)
    if day is not None and not why:
        described, forecast, why = _forecast(record, draft, day, title)
    shown = outcome.day if outcome and outcome.day else day
    if outcome is None and forecast is None:  # it fell silent: the table is that of its own time
        shown = min(filter(None, (spoken_of(draft) or draft.last_day, day)), default=day)
    found = replace(
        situation,
        day=shown,
        draft=draft,
        title=title,
        outcome=outcome,
        later=fate(draft, dossier.situation, None) if dossier.as_of and outcome is None else None,
        seats=_table(shown, draft, outcome, said) if shown else (),
        said=said,
        described=described,
        no_forecast=why,
        precedents=tuple(precedents(dossier.situation, shown)),
    )
    if forecast is None or day is None:
        return found
    threats = tuple(a for a, e in said.items() if e.stance == "threatens_veto" and not e.negated)
    return replace(found, forecast=forecast, threats=threats, coming=_coming(record, draft, day))


def in_question(
    dossier: Dossier, fates: Mapping[int, Outcome | None], day: date | None, number: int | None = None
) -> DraftEntry | None:
    """The draft that a situation is about on a day: the open one spoken of last, else the one decided last.

    A draft is open where nothing tells its outcome, a document of the last LIVE days speaks of it as awaiting its vote, and no
    other was decided since: what stood beside a text that has been voted on is not told to be up for a vote still.
    """
    if number is not None:
        return next((d for d in dossier.drafts if number in d.numbers), None)
    decided = [(d, o, o.day) for d in dossier.drafts if (o := fates[d.no]) is not None and o.day is not None]
    last = max((decided_on for _, _, decided_on in decided), default=date.min)
    still_open = [(d, s) for d in dossier.drafts if fates[d.no] is None and (s := spoken_of(d)) is not None]
    live = [d for d, spoken in still_open if day is not None and day - spoken <= LIVE and spoken > last]
    positions = [e for entries in dossier.positions.values() for e in entries]

    def weight(d: DraftEntry) -> tuple[date, bool, int]:
        on_it = [e for e in positions if e.draft == d.no]
        return spoken_of(d) or date.min, any(e.stance == "threatens_veto" for e in on_it), len(on_it)

    if live:
        return max(live, key=weight)
    # of rivals voted on the same day, a veto or an adoption takes precedence over a text that fell short
    newest = max(decided, key=lambda row: (row[2], row[1].status != "failed", len(row[0].versions), -row[0].no), default=None)
    return newest[0] if newest else None


def spoken_of(draft: DraftEntry) -> date | None:
    """The day of the newest document that tells of a draft as awaiting its vote."""
    told = [v.source.published for v in draft.versions if v.status in OPEN and not v.background and v.source.published]
    return max(told, default=None)


def fate(draft: DraftEntry, situation: str, by: date | None) -> Outcome | None:
    """What became of a draft by a day (None: by now): the Council's record first, then the documents; None while it is open."""
    vote = _vote_of(draft, situation)
    if vote is not None and (by is None or vote.date <= by):
        return Outcome(vote.outcome, vote.date, vote.vetoed_by, vote.tally, vote)
    ends = [v for v in draft.versions if v.status in (*DECIDED, "withdrawn") and (by is None or _day(v) <= by)]
    if not ends:
        return None
    last = max(ends, key=lambda v: (v.status != "withdrawn", _day(v)))
    tally = "-".join("?" if n is None else str(n) for n in last.tally)
    return Outcome(last.status, last.vote_day or last.source.published, last.vetoed_by, tally)


def _day(version: object) -> date:
    day: date | None = version.vote_day or version.source.published  # type: ignore[attr-defined]
    return day or date.min


def _vote_of(draft: DraftEntry, situation: str) -> DraftVote | None:
    """The vote on a draft in the Council's record: by its symbol, else the only one soon after that fits sponsors and time."""
    if draft.symbol:
        return find_draft(draft.symbol)
    last = spoken_of(draft)
    if last is None or draft.first_day is None or not draft.sponsors:
        return None
    fits = [
        c.draft
        for c in matching(situation, (draft.first_day, last + VOTED_SOON), sponsors=draft.sponsors)
        if c.draft.kind == "draft" and c.draft.date >= last and _all_sponsor(draft.sponsors, c.draft)
    ]
    return fits[0] if len(fits) == 1 else None


def _all_sponsor(told: Sequence[str], vote: DraftVote) -> bool:
    """Whether all who are told to sponsor a draft did: a bloc where more than one of its members did."""
    known = set(vote.sponsors)
    return all(s in known or len(known & set(bloc_members(s, vote.date) or ())) > 1 for s in told)


def draft_name(draft: DraftEntry, situation: str, name: Name) -> str:
    """What a draft is called inside a sentence: "resolution 2793 (2025)", "the draft of Greece on Libya"."""
    if draft.symbol and draft.symbol.startswith("S/RES/"):
        return f"resolution {draft.symbol.removeprefix('S/RES/')}"
    about = f" on {name(situation)}"
    if not draft.sponsors:
        return with_articles(f"the draft resolution{about}")
    who = [name(s) for s in draft.sponsors[:NAMED]]
    if len(draft.sponsors) > NAMED:
        who.append(f"{len(draft.sponsors) - NAMED} others" if len(draft.sponsors) > NAMED + 1 else name(draft.sponsors[NAMED]))
    return with_articles(f"the draft of {many(who)}{about}")


def decided_words(title: str, outcome: Outcome, name: Name) -> str:
    """What became of a draft, in words: "Russia vetoed the draft of … on 18 November 2024 (14-1-0)"."""
    when = f" on {long_day(outcome.day)}" if outcome.day else ""
    tally = f" ({outcome.tally})" if outcome.tally else ""
    if outcome.status == "vetoed" and outcome.by:
        return f"{many([name(s) for s in outcome.by])} vetoed {title}{when}{tally}"
    words = {"vetoed": "was vetoed", "failed": "was not adopted", "adopted": "was adopted", "withdrawn": "was withdrawn"}
    return f"{title} {words[outcome.status]}{when}{tally}"


def latest_on(dossier: Dossier, draft: DraftEntry) -> dict[str, PositionEntry]:
    """What each actor last said of a draft; who says that it will not veto has taken back a threat and nothing more."""
    found: dict[str, PositionEntry] = {}
    for actor, entries in dossier.positions.items():
        held = [e for e in entries if e.stance in ON_SEAT and not e.taken_back]
        on_it = [e for e in held if e.draft in draft.numbers]
        if on_it:
            found[actor] = on_it[-1]
    return found


def _table(day: date, draft: DraftEntry, outcome: Outcome | None, said: Mapping[str, PositionEntry]) -> tuple[Seat, ...]:
    """The members of the day with their votes where the record has them all, else with what they last said of the draft."""
    try:
        sitting = seats_on(day)
    except OutsideRecordError:
        return ()
    vote = outcome.vote if outcome else None
    if vote is not None and vote.members_known:
        return voted(vote)

    def stance(state: str) -> str | None:
        entry = said.get(state)
        if entry is not None:
            return None if entry.negated else entry.stance
        return "sponsors" if state in draft.sponsors else None

    open_ = outcome is None
    return tuple(replace(s, stance=stance(s.state), to_come=open_) for s in sitting)  # type: ignore[arg-type]


def voted(vote: DraftVote) -> tuple[Seat, ...]:
    """The table on the day of a vote of the Council's record, each member with its vote."""
    return tuple(replace(s, stance=_cast(vote, s.state)) for s in seats_on(vote.date))  # type: ignore[arg-type]


def _cast(vote: DraftVote, state: str) -> str | None:
    if state in vote.vetoed_by:
        return "vetoed"
    return AS_CAST.get(vote.vote_of(state) or "")


def _no_forecast(draft: DraftEntry, outcome: Outcome | None, day: date | None) -> str:
    """Why there is no forecast; "" where there is to be one."""
    if outcome is not None:
        return "the draft is decided"
    spoken = spoken_of(draft)
    if spoken is None or day is None:
        return "no dated document tells of the draft as awaiting a vote"
    if day - spoken > LIVE:
        return f"no document has spoken of the draft since {long_day(spoken)}"
    return ""


def _forecast(record: Record, draft: DraftEntry, day: date, title: str) -> tuple[Described | None, Forecast | None, str]:
    from horseshoe.forecast.dossier import described_by
    from horseshoe.record.dossiers.latest import readings_of_draft

    with record.snapshot() as connection:
        told = readings_of_draft(connection, draft.numbers, day)
    try:
        described = described_by(told, day, label=title, sponsors=draft.sponsors)
        return described, _forecast_of(described), ""
    except HorseshoeError as error:
        return None, None, error.line()


@functools.lru_cache(maxsize=FORECASTS)
def _forecast_of(described: Described) -> Forecast:
    from horseshoe.forecast import forecast_draft

    return forecast_draft(described)


def _coming(record: Record, draft: DraftEntry, day: date) -> Coming | None:
    """The next day that the documents on a draft name."""
    from horseshoe.record.dossiers.latest import coming_day

    with record.snapshot() as connection:
        return coming_day(connection, (v.source.document for v in draft.versions), day, day + LIVE)
