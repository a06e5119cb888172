"""Draft resolutions that were put to the vote, and the search for the one that a text means."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from horseshoe.council.blocs import bloc_members
from horseshoe.council.decisions import DraftOutcome, DraftVote, VotesCast, decisions, votes_cast
from horseshoe.council.members import COMPLETE_THROUGH, FIRST_MEETING
from horseshoe.council.situations import touches
from horseshoe.council.states import name_on

__all__ = [
    "PAST_MIDNIGHT",
    "Candidate",
    "DraftOutcome",
    "DraftVote",
    "VotesCast",
    "draft_votes",
    "find_draft",
    "known_range",
    "matching",
    "name_of",
    "votes_cast",
]

PAST_MIDNIGHT = 1  # days by which a text and the record may differ on a vote: a meeting ran on, or was told elsewhere


@dataclass(frozen=True, slots=True)
class Candidate:
    """A draft on record that may be the one asked for: a score from 0 to 1, and the reason in words."""

    draft: DraftVote
    score: float
    reason: str


@functools.cache
def draft_votes() -> tuple[DraftVote, ...]:
    """Every draft on record that was put to the vote as a whole or adopted without one, oldest first."""
    return tuple(d for d in decisions() if d.kind in ("draft", "procedural"))


@functools.cache
def drafts_by_name() -> dict[str, DraftVote]:
    """The votes of the record by the name of what was voted on."""
    found: dict[str, DraftVote] = {}
    for d in draft_votes():
        if d.resolution:
            found[f"RES/{d.resolution}"] = d
        if d.symbol and not d.symbol.startswith("S/PV"):
            found.setdefault(d.symbol.upper().replace(" ", ""), d)
    return found


RESOLUTION = re.compile(r"(?:RESOLUTION|S?/?RES/?)?(\d{1,4})(?:\(\d{4}\)|/\d{4})?")


def name_of(label: str) -> str:
    """One spelling of a resolution or a draft: "Resolution 2626 (2022)", `S/RES/2626(2022)`, 2626 -> `RES/2626`."""
    plain = "".join(label.split()).upper()
    match = RESOLUTION.fullmatch(plain)
    return f"RES/{int(match[1])}" if match else plain


def find_draft(label: str) -> DraftVote | None:
    """The draft with a symbol (`S/2012/77`) or a resolution's number in any spelling (`S/RES/2043 (2012)`, `2043`), or None."""
    return drafts_by_name().get(name_of(label))


def matching(  # noqa: PLR0913
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
    rows = drafts_on(situation)
    first = bisect_left(rows, between[0], key=_day) if between else 0
    latest = min((day for day in (between and between[1], before) if day), default=None)
    last = bisect_right(rows, latest, key=_day) if latest else len(rows)
    vetoes = set(wanted.vetoed_by)
    found = [c for d in rows[first:last] if (not vetoes or vetoes.issubset(d.vetoed_by)) and (c := _weigh(d, wanted))]
    return tuple(sorted(found, key=lambda c: (-c.score, c.draft.date)))


def _day(draft: DraftVote) -> date:
    return draft.date


@functools.lru_cache(maxsize=512)
def drafts_on(situation: str | None) -> tuple[DraftVote, ...]:
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
        bloc = set(bloc_members(sponsor, draft.date, informal=True) or ())
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
    return 1, f"tally {draft.tally}"


def known_range() -> tuple[date, date]:
    """First and last day of the membership that the votes refer to."""
    return FIRST_MEETING, COMPLETE_THROUGH
