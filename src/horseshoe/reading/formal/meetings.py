"""Meetings: press releases, coverage and verbatim records, with the votes taken and who spoke for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from horseshoe.council.members import is_permanent
from horseshoe.council.rule import outcome_of_counts
from horseshoe.errors import OutsideRecordError
from horseshoe.model import DateRange, Document, Draft, DraftStatus, Position, Span, Stance, VoteCount
from horseshoe.reading.formal.ballots import UNANIMOUS, Ballot, find_hand_counts, find_tallies
from horseshoe.reading.formal.header import SYMBOL, day_in
from horseshoe.reading.formal.items import FormalItems, state_actors
from horseshoe.reading.formal.stances import positions_in
from horseshoe.reading.formal.states import NamedState, states_in
from horseshoe.reading.formal.turns import Turn, as_quote, covered_turns, verbatim_turns

HEAD = 1500
REACH = 900  # how far from a ballot the words stand that name its draft or tell its outcome
NUMBERED = re.compile(r"\bresolution\s+(\d{1,4})\s*\((\d{4})\)", re.IGNORECASE)
NOT_ADOPTED = re.compile(
    r"\b(?:not\s+(?:been\s+)?adopted|fail(?:s|ed|ing)\s+to\s+adopt|reject(?:s|ed|ing)|veto(?:ed|es|ing)?|did\s+not\s+adopt|was\s+defeated)\b",
    re.IGNORECASE,
)
OWING_TO_VETO = re.compile(r"\b(?:owing|due)\s+to\s+the\s+negative\s+votes?\s+of\b|\bveto", re.IGNORECASE)
ADOPTED = re.compile(r"\badopt(?:s|ed|ing|ion)\b", re.IGNORECASE)
DRAFT_WORDS = re.compile(r"\b(?:draft\s+resolution|draft\s+text|draft|resolution|text)\b", re.IGNORECASE)
SUBMITTED = re.compile(
    r"\b(?:draft|text|resolution)\b[^.;\n]{0,120}?\b(?:submitted|sponsored|co-sponsored|tabled|presented|prepared)\s+by\s+"
    r"(?P<who>[^.;\n]{3,1200})"
)
PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class _Vote:
    ballot: Ballot
    symbol: str | None
    resolution: str | None
    named: Span
    status: DraftStatus
    vetoed_by: tuple[str, ...]
    sponsors: tuple[NamedState, ...]


def read_record(document: Document) -> FormalItems:
    """A verbatim record (S/PV): turns as quotations, ballots by show of hands, delegates' stances in the first person."""
    text = document.text
    day = day_in(text[:HEAD]) or document.published
    votes = [_vote(text, b, day) for b in find_hand_counts(text)] or [_vote(text, b, day) for b in _ballots(text)]
    return _items(text, day, votes, tuple(verbatim_turns(text)))


def read_release(document: Document) -> FormalItems:
    """A press release or meeting coverage (SC/…): the vote paragraph with its lists in brackets, the speakers' summaries."""
    text = document.text
    day = document.published or day_in(text[:HEAD])
    votes = [_vote(text, b, day) for b in _ballots(text)]
    return _items(text, day, votes, tuple(covered_turns(text)))


def _ballots(text: str) -> list[Ballot]:
    """The tallies of a text, each once: the same counts told again add names, not a vote."""
    found: dict[tuple[int | None, int | None, int | None], Ballot] = {}
    for ballot in find_tallies(text):
        key = (ballot.yes, ballot.no, ballot.abstain)
        if key in found:
            known = found[key]
            named = {(stance, s.id) for stance, s in known.listed}
            more = tuple((stance, s) for stance, s in ballot.listed if (stance, s.id) not in named)
            found[key] = replace(known, listed=known.listed + more)
        else:
            found[key] = ballot
    if not found and (unanimous := UNANIMOUS.search(text)):
        return [Ballot(unanimous.start(), unanimous.end(), None, None, None, ())]
    return list(found.values())


def _vote(text: str, ballot: Ballot, day: date | None) -> _Vote:
    around = _around(text, ballot)
    before, after = text[max(0, ballot.start - REACH) : ballot.start], text[ballot.end : ballot.end + REACH]
    behind = [m for m in SYMBOL.finditer(before) if not m[0].startswith("S/PV")]
    symbol = behind[-1][0] if behind else (ahead[0] if (ahead := SYMBOL.search(after)) else None)
    status, vetoed_by = _outcome(around, ballot, day)
    number = NUMBERED.search(around) if status == "adopted" else None
    return _Vote(
        ballot,
        symbol,
        f"S/RES/{number[1]} ({number[2]})" if number else None,
        _named(text, ballot, symbol),
        status,
        vetoed_by,
        _sponsors(text, ballot),
    )


def _sponsors(text: str, ballot: Ballot) -> tuple[NamedState, ...]:
    """The states that the words before a ballot name as having submitted the draft, each once."""
    found = list(SUBMITTED.finditer(text, max(0, ballot.start - REACH), ballot.start))
    if not found:
        return ()
    named: dict[str, NamedState] = {}
    for state in states_in(text, found[-1].start("who"), found[-1].end("who")):
        named.setdefault(state.id, state)
    return tuple(named.values())


def _around(text: str, ballot: Ballot) -> str:
    """The paragraph of a ballot; with a show of hands, also what the President announces next."""
    breaks = list(PARAGRAPH_BREAK.finditer(text, max(0, ballot.start - REACH), ballot.start))
    start = breaks[-1].end() if breaks else max(0, ballot.start - REACH)
    after = PARAGRAPH_BREAK.search(text, ballot.end, ballot.end + REACH)
    if "\n" in text[ballot.start : ballot.end].strip():
        return text[start : ballot.end + REACH // 2]
    return text[start : after.start() if after else ballot.end + REACH]


def _outcome(around: str, ballot: Ballot, day: date | None) -> tuple[DraftStatus, tuple[str, ...]]:
    """Adopted, vetoed or failed: by the words where they tell, else by Article 27(3) from the counts."""
    permanent = tuple(s for s in ballot.against if _permanent(s, day))
    when = day or date(2000, 1, 1)
    yes = ballot.yes
    if yes is None:
        return "adopted", ()
    by_rule = outcome_of_counts(when, yes, len(permanent))
    if by_rule == "failed" or (NOT_ADOPTED.search(around) and not ADOPTED.search(NOT_ADOPTED.sub("", around))):
        if by_rule == "failed":
            return "failed", ()
        return ("vetoed", permanent) if permanent or OWING_TO_VETO.search(around) else ("failed", ())
    return ("vetoed", permanent) if by_rule == "vetoed" else ("adopted", ())


def _permanent(state: str, day: date | None) -> bool:
    try:
        return is_permanent(state, day) if day else state in {"CHN", "FRA", "GBR", "RUS", "USA"}
    except OutsideRecordError:
        return state in {"CHN", "FRA", "GBR", "RUS", "USA"}


def _named(text: str, ballot: Ballot, symbol: str | None) -> Span:
    """The words that name the draft voted on: its symbol, else the nearest "draft resolution" before or after the ballot."""
    if symbol is not None and (at := text.rfind(symbol, 0, ballot.start)) != -1:
        return Span.of(text, at, at + len(symbol))
    if symbol is not None and (at := text.find(symbol, ballot.end)) != -1:
        return Span.of(text, at, at + len(symbol))
    behind = list(DRAFT_WORDS.finditer(text, max(0, ballot.start - REACH), ballot.start))
    nearest = behind[-1] if behind else DRAFT_WORDS.search(text, ballot.end, ballot.end + REACH)
    return Span.of(text, nearest.start(), nearest.end()) if nearest else Span.of(text, ballot.start, ballot.end)


def _items(text: str, day: date | None, votes: list[_Vote], turns: tuple[Turn, ...]) -> FormalItems:
    when = DateRange(day, day) if day else None
    drafts = tuple(_draft(i, vote, when) for i, vote in enumerate(votes, start=1))
    listed = [
        Position(s.id, "sponsors", Span.of(text, s.start, s.end), target=draft.id, said_on=when)
        for draft, vote in zip(drafts, votes, strict=True)
        for s in vote.sponsors
    ]
    listed += [
        Position(state.id, stance, Span.of(text, state.start, state.end), target=draft.id, said_on=when)
        for draft, vote in zip(drafts, votes, strict=True)
        for stance, state in _as_cast(vote)
    ]
    one = drafts[0].id if len(drafts) == 1 else None
    spoken = [p for turn in turns for p in positions_in(text, turn, one, when)]
    known: set[tuple[str, Stance, str | None]] = {(p.actor, p.stance, p.target) for p in listed}
    known |= {(p.actor, p.stance, None) for p in listed}
    positions = (*listed, *(p for p in spoken if not _already(p, known)))
    named = tuple(_named_states(text, votes, turns))
    speakers = tuple((t.who, t.state) for t in turns if t.state and t.name)
    quotes = tuple(as_quote(text, t) for t in turns)
    return FormalItems(drafts, positions, quotes, state_actors(text, named), speakers=speakers)


def _as_cast(vote: _Vote) -> Iterable[tuple[Stance, NamedState]]:
    """The votes listed; a permanent member's vote against is a veto where the draft was vetoed."""
    for stance, state in vote.ballot.listed:
        yield ("vetoed" if stance == "voted_against" and state.id in vote.vetoed_by else stance), state


def _already(position: Position, known: set[tuple[str, Stance, str | None]]) -> bool:
    same: set[Stance] = {position.stance, "vetoed"} if position.stance == "voted_against" else {position.stance}
    return any((position.actor, stance, position.target) in known for stance in same)


def _draft(i: int, vote: _Vote, when: DateRange | None) -> Draft:
    ballot = vote.ballot
    label = (
        f"Draft resolution {vote.symbol}"
        if vote.symbol
        else (vote.resolution or "Draft resolution").replace("S/RES/", "Resolution ")
    )
    return Draft(
        id=f"draft-{i}",
        label=label,
        mentions=(vote.named,),
        symbol=vote.symbol or vote.resolution,
        sponsors=tuple(s.id for s in vote.sponsors),
        status=vote.status,
        vote=VoteCount(when.start if when else None, ballot.yes, ballot.no, ballot.abstain),
        vetoed_by=vote.vetoed_by,
        matches=vote.resolution,
        when=when,
    )


def _named_states(text: str, votes: list[_Vote], turns: tuple[Turn, ...]) -> Iterable[NamedState]:
    for vote in votes:
        yield from (state for _, state in vote.ballot.listed)
        yield from vote.sponsors
    for turn in turns:
        if turn.state and turn.state != "united-nations" and turn.name:
            yield from (s for s in states_in(text, turn.who.end, turn.who.end + 60) if s.id == turn.state)
