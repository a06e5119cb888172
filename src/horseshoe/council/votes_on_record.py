"""Draft resolutions that were put to the vote, as the project's own tables know them, and the search for the one meant.

The tables hold every vetoed draft (data/vetoes.csv), nearly all with the members' votes, and well-known others
(data/drafts.csv).
"""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from horseshoe.council.members import COMPLETE_THROUGH, FIRST_MEETING, members_on
from horseshoe.council.states import name_on
from horseshoe.council.tables import count, day, ids, rows
from horseshoe.council.vetoes import Veto, all_vetoes, touches

DraftOutcome = Literal["adopted", "vetoed", "failed"]


@dataclass(frozen=True, slots=True)
class DraftVote:
    """One vote on a draft. Counts and, per member, `votes` are None where not known; sponsors are empty where not known."""

    date: date
    symbol: str | None
    resolution: int | None
    meeting: str | None
    situation: str
    title: str
    sponsors: tuple[str, ...]
    outcome: DraftOutcome
    vetoed_by: tuple[str, ...]
    yes: int | None
    no: int | None
    abstain: int | None
    votes: VotesCast | None = None
    procedural: bool = False
    note: str | None = None
    concerns: tuple[str, ...] = ()  # states beside the situation's own

    @property
    def label(self) -> str:
        """`S/RES/1973 (2011)` for a resolution, else the draft's symbol."""
        if self.resolution:
            return f"S/RES/{self.resolution} ({self.date.year})"
        return self.symbol or f"draft of {self.date}"


@dataclass(frozen=True, slots=True)
class VotesCast:
    """How each member voted: ids in the English order of the date."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstain: tuple[str, ...]
    absent: tuple[str, ...]

    def of(self, state: str) -> str | None:
        """`yes`, `no`, `abstain`, `absent`, or None for a state that was no member."""
        return next((kind for kind in ("yes", "no", "abstain", "absent") if state in getattr(self, kind)), None)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft on record that may be the one asked for: a score from 0 to 1, and the reason in words."""

    draft: DraftVote
    score: float
    reason: str


def votes_cast(when: date, no: Iterable[str], abstain: Iterable[str], absent: Iterable[str]) -> VotesCast:
    """The four lists of a vote from the three short ones: every other member of that day voted in favour."""
    lists = {"no": set(no), "abstain": set(abstain), "absent": set(absent)}
    members = [m.id for m in members_on(when)]
    others = set().union(*lists.values())
    return VotesCast(
        yes=tuple(m for m in members if m not in others),
        no=tuple(m for m in members if m in lists["no"]),
        abstain=tuple(m for m in members if m in lists["abstain"]),
        absent=tuple(m for m in members if m in lists["absent"]),
    )


@functools.cache
def _votes_on_vetoed() -> dict[tuple[date, str], VotesCast]:
    found = {}
    for r in rows("vetoed_member_votes.csv"):
        when = day(r["date"])
        assert when
        found[when, r["symbol"]] = votes_cast(when, ids(r["no"]), ids(r["abstain"]), ids(r["absent"]))
    return found


def _only_the_vetoes_against(veto: Veto) -> VotesCast | None:
    """The members' votes where the tally leaves no choice: nobody abstained, all voted, and only the vetoes were against."""
    if veto.yes is None or veto.no != len(veto.vetoed_by) or veto.abstain != 0:
        return None
    votes = votes_cast(veto.date, veto.vetoed_by, (), ())
    return votes if len(votes.yes) == veto.yes else None


def _from_veto(veto: Veto) -> DraftVote:
    return DraftVote(
        date=veto.date,
        symbol=veto.symbol,
        resolution=None,
        meeting=veto.meeting,
        situation=veto.situation,
        title=veto.agenda_item,
        sponsors=veto.sponsors,
        outcome="vetoed",
        vetoed_by=veto.vetoed_by,
        yes=veto.yes,
        no=veto.no,
        abstain=veto.abstain,
        votes=_votes_on_vetoed().get((veto.date, veto.symbol or "")) or _only_the_vetoes_against(veto),
        note=veto.note,
        concerns=veto.concerns,
    )


def _from_row(r: dict[str, str]) -> DraftVote:
    when = day(r["date"])
    assert when
    votes = votes_cast(when, ids(r["no"]), ids(r["abstain"]), ids(r["absent"]))
    return DraftVote(
        date=when,
        symbol=r["symbol"] or None,
        resolution=count(r["resolution"]),
        meeting=None,
        situation=r["situation"],
        title=r["title"],
        sponsors=ids(r["sponsors"]),
        outcome=cast(DraftOutcome, r["outcome"]),
        vetoed_by=(),
        yes=len(votes.yes),
        no=len(votes.no),
        abstain=len(votes.abstain),
        votes=votes,
        procedural=bool(r["procedural"]),
        note=r["note"] or None,
    )


@functools.cache
def draft_votes() -> tuple[DraftVote, ...]:
    """All drafts on record, oldest first."""
    vetoed = [_from_veto(v) for v in all_vetoes() if v.kind == "draft"]
    others = [_from_row(r) for r in rows("drafts.csv")]
    return tuple(sorted(vetoed + others, key=lambda d: d.date))


def find_draft(label: str) -> DraftVote | None:
    """The draft with a symbol (`S/2012/77`) or a resolution's number (`S/RES/2043 (2012)`, `2043`), or None."""
    wanted = "".join(label.upper().split()).removeprefix("S/RES/").split("(")[0]
    for draft in draft_votes():
        if wanted == (draft.symbol or "").upper().replace(" ", "") or (draft.resolution and wanted == str(draft.resolution)):
            return draft
    return None


@functools.cache
def blocs() -> dict[str, frozenset[str]]:
    """Blocs that texts name as sponsors -> ids of states."""
    return {r["id"]: frozenset(ids(r["states"])) for r in rows("blocs.csv")}


def matching(
    situation: str | None = None,
    between: tuple[date, date] | None = None,
    vetoed_by: Iterable[str] = (),
    sponsors: Iterable[str] = (),
    *,
    outcome: DraftOutcome | None = None,
    before: date | None = None,
    yes: int | None = None,
    no: int | None = None,
    abstain: int | None = None,
) -> tuple[Candidate, ...]:
    """Drafts on record that fit what a text tells of a draft, best first, each with a score in (0, 1] and the reason.

    `between` is a closed range of days for the vote; `before` leaves out later votes (the text's date of publication);
    `sponsors` may name blocs. What is given must not be contradicted: another situation, a day outside the range, a member
    that did not veto, another outcome, sponsors with none in common and other counts rule a draft out.
    """
    wanted = _Wanted(situation, between, tuple(vetoed_by), tuple(sponsors), outcome, before, (yes, no, abstain))
    found = [c for d in _on(situation) if (c := _weigh(d, wanted))]
    return tuple(sorted(found, key=lambda c: (-c.score, c.draft.date)))


@functools.lru_cache(maxsize=512)
def _on(situation: str | None) -> tuple[DraftVote, ...]:
    """The drafts that may concern a situation; all of them without one."""
    return tuple(d for d in draft_votes() if not situation or touches(d.situation, situation, d.concerns))


@dataclass(frozen=True, slots=True)
class _Wanted:
    situation: str | None
    between: tuple[date, date] | None
    vetoed_by: tuple[str, ...]
    sponsors: tuple[str, ...]
    outcome: DraftOutcome | None
    before: date | None
    counts: tuple[int | None, int | None, int | None]


# Weight of each thing that can agree; the score is the share of all weights that do, so that a bare "Syria" stays weak.
WEIGHTS = {"situation": 3.0, "date": 3.0, "vetoes": 3.0, "sponsors": 1.0, "outcome": 1.0, "counts": 1.0}


def _weigh(draft: DraftVote, wanted: _Wanted) -> Candidate | None:
    agreed: dict[str, tuple[float, str]] = {}
    if wanted.before and draft.date > wanted.before:
        return None
    checks = (_situation_fits, _date_fits, _vetoes_fit, _sponsors_fit, _outcome_fits, _counts_fit)
    for name, check in zip(WEIGHTS, checks, strict=True):
        verdict = check(draft, wanted)
        if verdict is None:
            continue
        if verdict[0] == 0:
            return None
        agreed[name] = verdict
    if not agreed:
        return None
    score = sum(WEIGHTS[n] * share for n, (share, _) in agreed.items()) / sum(WEIGHTS.values())
    return Candidate(draft, round(score, 3), "; ".join(words for _, words in agreed.values()))


# None where nothing was asked or nothing is known, else how well it fits (0 rules out, 1 is full) and the words for it.
Verdict = tuple[float, str] | None


def _situation_fits(draft: DraftVote, wanted: _Wanted) -> Verdict:
    if not wanted.situation:
        return None
    if draft.situation == wanted.situation:
        return 1, f"same situation ({wanted.situation})"
    return (0.7, f"concerns {wanted.situation}") if touches(draft.situation, wanted.situation, draft.concerns) else (0, "")


def _date_fits(draft: DraftVote, wanted: _Wanted) -> Verdict:
    if not wanted.between:
        return None
    start, end = wanted.between
    if not start <= draft.date <= end:
        return 0, ""
    width = (end - start).days
    share = 1.0 if width <= 31 else 0.7 if width <= 366 else 0.4
    return share, f"put to the vote on {draft.date:%d %B %Y}".replace(" 0", " ")


def _vetoes_fit(draft: DraftVote, wanted: _Wanted) -> Verdict:
    if not wanted.vetoed_by:
        return None
    asked, cast_by = set(wanted.vetoed_by), set(draft.vetoed_by)
    if not asked <= cast_by:
        return 0, ""
    names = " and ".join(name_on(s, draft.date) for s in draft.vetoed_by)
    return (1.0 if asked == cast_by else 0.5), f"vetoed by {names}"


def _sponsors_fit(draft: DraftVote, wanted: _Wanted) -> Verdict:
    if not wanted.sponsors or not draft.sponsors:
        return None
    known = set(draft.sponsors)
    shares = []
    for sponsor in wanted.sponsors:
        bloc = blocs().get(sponsor)
        if bloc:
            shares.append(len(known & bloc) / len(known))
        elif len(sponsor) == 3 and sponsor.isupper():
            shares.append(1.0 if sponsor in known else 0.0)
    if not shares:
        return None
    if not any(shares):
        return 0, ""
    names = ", ".join(name_on(s, draft.date) for s in draft.sponsors[:5])
    more = f" and {len(draft.sponsors) - 5} others" if len(draft.sponsors) > 5 else ""
    return sum(shares) / len(shares), f"sponsored by {names}{more}"


def _outcome_fits(draft: DraftVote, wanted: _Wanted) -> Verdict:
    if not wanted.outcome:
        return None
    return (1, draft.outcome) if draft.outcome == wanted.outcome else (0, "")


def _counts_fit(draft: DraftVote, wanted: _Wanted) -> Verdict:
    pairs = [(a, b) for a, b in zip(wanted.counts, (draft.yes, draft.no, draft.abstain), strict=True) if a is not None]
    known = [(a, b) for a, b in pairs if b is not None]
    if not known:
        return None
    if any(a != b for a, b in known):
        return 0, ""
    return 1, f"tally {draft.yes}-{draft.no}-{draft.abstain}"


def known_range() -> tuple[date, date]:
    """First and last day of the membership that the votes refer to."""
    return FIRST_MEETING, COMPLETE_THROUGH
