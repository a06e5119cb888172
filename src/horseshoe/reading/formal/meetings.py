"""Meetings: press releases, coverage and verbatim records, with the votes taken and who spoke for whom.

Each count goes to the text that was voted on: a draft resolution, an amendment to one, or a paragraph voted apart. A procedural
vote is on no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from horseshoe.council.members import is_permanent
from horseshoe.council.rule import outcome_of_counts, seats_on
from horseshoe.errors import OutsideRecordError
from horseshoe.model import DateRange, Document, Draft, DraftKind, DraftStatus, Position, Span, Stance, VoteCount
from horseshoe.reading.formal.ballots import UNANIMOUS, Ballot, announced, find_hand_counts, find_tallies, voted_on
from horseshoe.reading.formal.header import SYMBOL, masthead_day
from horseshoe.reading.formal.paragraphs import find_body
from horseshoe.reading.formal.provisions import read_provisions
from horseshoe.reading.formal.situation import situation_of_meeting
from horseshoe.reading.formal.states import FormalItems, NamedState, state_actors, states_in
from horseshoe.reading.formal.turns import (
    COVERED,
    Turn,
    as_quote,
    covered_turns,
    movers_of_oral_amendment,
    positions_in,
    tells_of_oral_amendment,
    verbatim_turns,
)

HEAD = 1500
SEATS_SINCE_1966 = date(2000, 1, 1)  # a day of today's Council, for a meeting whose day is not told
MOST_BALLOTS = 200  # of one meeting
REACH = 1500  # how far from a ballot the words stand that name its draft or tell its outcome
NUMBERED = re.compile(r"\bresolutions?\s+(\d{1,4})\s*\((\d{4})\)|\bS/RES/(\d{1,4})\s*\((\d{4})\)", re.IGNORECASE)
NOT_ADOPTED = re.compile(
    r"\b(?:not\s+(?:been\s+)?adopted|fail(?:s|ed|ing)?\s+to\s+(?:adopt|obtain|garner|receive|secure|pass)|reject(?:s|ed|ing)"
    r"|veto(?:ed|es|ing)?|did\s+not\s+adopt|(?:was|been)\s+defeated)\b",
    re.IGNORECASE,
)
OWING_TO_VETO = re.compile(r"\b(?:owing|due)\s+to\s+(?:the|a)\s+(?:negative\s+votes?|veto)|\bveto", re.IGNORECASE)
VETOED_BY = re.compile(
    r"\b(?:veto(?:ed|es)?(?:\s+cast)?|negative\s+votes?(?:\s+cast)?)\s+(?:by|of|from)\s+"
    r"(?P<who>(?:(?!\b(?:in|on|that|which|after|with)\b)[^.;:—])+)"
)
ADOPTED = re.compile(r"\badopt(?:s|ed|ing|ion)\b", re.IGNORECASE)
DRAFT_WORDS = re.compile(r"\b(?:draft\s+resolution|draft\s+text|draft|resolution|text|amendment)\b", re.IGNORECASE)
# Words that say what a vote is on; "Both were rejected by a vote of …" has none, so that the paragraph is asked.
NAMED_TEXT = re.compile(
    r"\b(?:drafts?|texts?|resolutions?|amendments?|paragraphs?|agenda|measures?|motions?|proposals?)\b", re.IGNORECASE
)
AMENDMENTS_BY = re.compile(r"\bamendments?\s+by\s+(?P<who>[^.;\n,]{3,300})", re.IGNORECASE)
SUBMITTED = re.compile(
    r"\b(?:draft|text|resolution|amendments?|S/\d{4}/\d+(?:/Rev\.\d)?\)?)\b(?:[^.;\n]|\n(?!\s*\n)){0,140}?"
    r"\b(?:submitted|sponsored|co-sponsored|tabled|presented|prepared|proposed|put\s+forward|penned)\s+by\s+"
    r"(?P<who>(?:[^.;\n]|\n(?!\s*\n)){3,1200})"
)
SUBMITTERS_END = re.compile(
    r",?\s+(?:by\s+a\s+vote|which|that|would|owing|having|the\s+Council|receiv\w+|was|were|(?:and\s+)?documents?\s+S/)\b|,?\s+and\s+document"
)
SENTENCE_END = re.compile(r"(?<=[.;!?])[”\"]?\s+(?=[A-Z“\"])|\n[ \t]*\n|\n(?=[A-Z])")
PARAGRAPH_BREAK = re.compile(r"\n[ \t]*\n|\n(?=[A-Z])")
SPEAKER_GOES_ON = re.compile(r"\s*(?:He|She|They|His|Her)\b")
ANNEXED = re.compile(
    r"\btext\s+of\s+(?:the\s+)?(?:draft\s+)?resolution(?:\s+(?P<number>\d{1,4})\s*\(\d{4}\))?[^\n.]{0,80}\bas\s+follows[^\n]{0,20}:",
    re.IGNORECASE,
)
UNQUOTED = re.compile(r"(?m)^[ \t]*(?![ \t“\"\n])\S")
OTHER_PAPERS = re.compile(r"S/(?:PV|RES|PRST|INF|Agenda)\b")


@dataclass(frozen=True, slots=True)
class _Vote:
    ballot: Ballot
    kind: DraftKind
    symbol: str | None
    resolution: str | None
    named: Span
    status: DraftStatus
    vetoed_by: tuple[str, ...]
    sponsors: tuple[NamedState, ...]
    oral: bool = False  # an amendment by word of mouth; `symbol` is that of the draft it is to


def read_record(document: Document) -> FormalItems:
    """A verbatim record (S/PV): turns as quotations, ballots by show of hands, delegates' stances in the first person."""
    text = document.text
    day = masthead_day(text[:HEAD]) or document.published
    hands = list(islice(find_hand_counts(text), MOST_BALLOTS))
    ballots = hands or _once(_counted_out(b, day) for b in islice(find_tallies(text), MOST_BALLOTS))
    warnings = tuple(w for b in hands if (w := announced(text, b)))
    return _items(text, day, _votes(text, ballots, day), tuple(verbatim_turns(text)), warnings)


def read_release(document: Document) -> FormalItems:
    """A press release or meeting coverage (SC/…): the vote paragraph with its lists in brackets, the speakers' summaries."""
    text = document.text
    day = document.published or masthead_day(text[:HEAD])
    told = sorted([*(_counted_out(b, day) for b in find_tallies(text)), *_unanimous(text, day)], key=lambda b: b.start)
    ballots = [b for b in told[:MOST_BALLOTS] if not _in_a_speech(text, b)]
    return _with_annex(text, _items(text, day, _votes(text, ballots, day), tuple(covered_turns(text)), ()))


def _in_a_speech(text: str, ballot: Ballot) -> bool:
    """Whether a speaker tells of a vote, that of another day: "JANE DOE (Norway) recalled that in 2021 …", "He noted …"."""
    start = text.rfind("\n", 0, ballot.start) + 1
    return COVERED.match(text, start) is not None or SPEAKER_GOES_ON.match(text, start) is not None


def _with_annex(text: str, items: FormalItems) -> FormalItems:
    """The drafts with their provisions, where a release prints them: "The text of resolution 2728 (2024) reads as follows"."""
    drafts = list(items.drafts)
    for annex in ANNEXED.finditer(text):
        body = find_body(text[annex.end() : annex.end() + REACH])
        numbered = [
            i for i, d in enumerate(drafts) if annex["number"] and f"S/RES/{annex['number']} " in f"{d.matches} {d.symbol} "
        ]
        which = numbered or ([0] if len(drafts) == 1 else [])
        if body is None or not which:
            continue
        start = annex.end() + body
        after = UNQUOTED.search(text, start)
        provisions = read_provisions(text, start, drafts[which[0]].vote.date, after.start() if after else None)
        drafts[which[0]] = replace(drafts[which[0]], provisions=provisions)
    return replace(items, drafts=tuple(drafts))


def _unanimous(text: str, day: date | None) -> Iterable[Ballot]:
    """ "Unanimously adopting resolution 2606 (2021), …": every member voted in favour."""
    yes = seats_on(day) if day else None
    rest = 0 if yes is not None else None
    for found in UNANIMOUS.finditer(text):
        yield Ballot(found.start(), found.end(), yes, rest, rest, ())


def _counted_out(ballot: Ballot, day: date | None) -> Ballot:
    """ "Garnered 13 votes in favour, with 1 abstention": the seats of that day leave one vote against."""
    if ballot.no is not None or ballot.yes is None or ballot.abstain is None:
        return ballot
    left = seats_on(day or SEATS_SINCE_1966) - ballot.yes - ballot.abstain
    return replace(ballot, no=left) if left >= 0 else ballot


def _once(ballots: Iterable[Ballot]) -> list[Ballot]:
    """The tallies of a text, each once: the same counts told again add names, not a vote."""
    found: dict[tuple[int | None, int | None, int | None], Ballot] = {}
    for ballot in ballots:
        key = (ballot.yes, ballot.no, ballot.abstain)
        found[key] = _with_names(found[key], ballot) if key in found else ballot
    return list(found.values())


def _with_names(known: Ballot, again: Ballot) -> Ballot:
    """One ballot from two accounts of it."""
    if known.no is None and again.no is not None:
        known, again = again, known
    named = {(stance, s.id) for stance, s in known.listed}
    more = tuple((stance, s) for stance, s in again.listed if (stance, s.id) not in named)
    return replace(known, listed=known.listed + more)


def _votes(text: str, ballots: list[Ballot], day: date | None) -> list[_Vote]:
    """Each ballot with what it was on; the same vote told twice is one, a procedural vote is on no text."""
    found: list[_Vote] = []
    for i, ballot in enumerate(ballots):
        floor = ballots[i - 1].end if i else 0
        ceiling = ballots[i + 1].start if i + 1 < len(ballots) else len(text)
        vote = _vote(text, ballot, day, (floor, ceiling))
        if vote is None:
            continue
        same = next((k for k, known in enumerate(found) if _told_again(known, vote)), None)
        if same is None:
            found.append(vote)
        else:
            found[same] = _joined(found[same], vote)
    return found


def _told_again(known: _Vote, vote: _Vote) -> bool:
    """Whether two accounts are of one vote: the same text, or the same counts where one does not say on what."""
    pairs = [(getattr(known.ballot, name), getattr(vote.ballot, name)) for name in ("yes", "no", "abstain")]
    fit = known.kind == vote.kind and all(a is None or b is None or a == b for a, b in pairs)
    for a, b in ((known.resolution, vote.resolution), (known.symbol, vote.symbol)):
        if a and b:
            return a == b and fit
    return fit and known.status == vote.status


def _joined(known: _Vote, again: _Vote) -> _Vote:
    return replace(
        known,
        ballot=_with_names(known.ballot, again.ballot),
        symbol=known.symbol or again.symbol,
        resolution=known.resolution or again.resolution,
        sponsors=known.sponsors or again.sponsors,
        vetoed_by=known.vetoed_by or again.vetoed_by,
        named=again.named if again.symbol and not known.symbol else known.named,
    )


def _vote(text: str, ballot: Ballot, day: date | None, between: tuple[int, int]) -> _Vote | None:
    """What one ballot was on and how it ended; `between` are the ends of its neighbours, whose words are not its own."""
    by_hand = "\n" in text[ballot.start : ballot.end].strip()
    sentence = _sentence(text, ballot, between)
    around = _around(text, ballot, between)
    words = _put(text, ballot, between) if by_hand else sentence if NAMED_TEXT.search(sentence) else around
    kind = voted_on(words)
    if kind == "procedural":
        return None
    scope = (max(between[0], ballot.start - REACH), min(between[1], ballot.end + REACH))
    symbol = _symbol(text, ballot, scope, by_hand)
    status, vetoed_by = _outcome(around, ballot, day)
    number = _number(text, ballot, scope, sentence, by_hand) if status == "adopted" and kind == "draft" else None
    named = _named(text, ballot, symbol, scope)
    oral = kind == "amendment" and _is_oral(words, text[scope[0] : ballot.end])
    movers = movers_of_oral_amendment(text, scope[0], ballot.end) if oral else ()
    sponsors = movers if oral else _sponsors(text, ballot, symbol, kind, scope)
    return _Vote(ballot, kind, symbol, number, named, status, vetoed_by, sponsors, oral)


def _is_oral(words: str, before: str) -> bool:
    """Whether `words` put an oral amendment to the vote, by themselves or by what precedes them."""
    on_paper = SYMBOL.search(words) is not None
    return tells_of_oral_amendment(words) or (not on_paper and tells_of_oral_amendment(before))


def _sentence(text: str, ballot: Ballot, between: tuple[int, int]) -> str:
    """The sentence in which a ballot is told."""
    start = max((m.end() for m in SENTENCE_END.finditer(text, between[0], ballot.start)), default=between[0])
    after = SENTENCE_END.search(text, ballot.end, between[1])
    return text[start : after.start() if after else between[1]]


def _put(text: str, ballot: Ballot, between: tuple[int, int]) -> str:
    """What the President put to a vote by show of hands: the last sentence before it that names something voted on."""
    low = max(between[0], ballot.start - REACH)
    sentences = SENTENCE_END.split(text[low : ballot.start])
    return next((s for s in reversed(sentences) if NAMED_TEXT.search(s)), text[low : ballot.start])


def _around(text: str, ballot: Ballot, between: tuple[int, int]) -> str:
    """The paragraph of a ballot; with a show of hands, what is announced next."""
    low, high = max(between[0], ballot.start - REACH), min(between[1], ballot.end + REACH)
    after = PARAGRAPH_BREAK.search(text, ballot.end, high)
    if "\n" in text[ballot.start : ballot.end].strip():
        nearer = min(high, ballot.end + REACH // 2)
        announced_until = PARAGRAPH_BREAK.search(text, after.end(), nearer) if after else None
        return text[ballot.start : announced_until.start() if announced_until else nearer]
    breaks = list(PARAGRAPH_BREAK.finditer(text, low, ballot.start))
    return text[breaks[-1].end() if breaks else low : after.start() if after else high]


def _symbols(text: str, start: int, end: int) -> list[re.Match[str]]:
    return [m for m in SYMBOL.finditer(text, start, end) if not OTHER_PAPERS.match(text, m.start())]


def _symbol(text: str, ballot: Ballot, scope: tuple[int, int], by_hand: bool) -> str | None:
    """The symbol of what was voted on: in the ballot's own sentence, else the last before it, else the first behind it.

    "Also rejected was a draft (document S/2023/795) …, by a vote of 4 in favour …": the words of the vote before are not asked.
    """
    behind = _symbols(text, scope[0], ballot.start)
    if by_hand and behind:
        return _plain(behind[-1][0])
    stop = SENTENCE_END.search(text, ballot.end, scope[1])
    own = _symbols(text, ballot.end, stop.start() if stop else scope[1])
    sentence = max((m.end() for m in SENTENCE_END.finditer(text, scope[0], ballot.start)), default=scope[0])
    close = [m for m in behind if m.start() >= sentence]
    if close:
        return _plain(close[-1][0])
    if own:
        return _plain(own[0][0])
    if behind:
        return _plain(behind[-1][0])
    ahead = _symbols(text, ballot.end, scope[1])
    return _plain(ahead[0][0]) if ahead else None


def _plain(symbol: str) -> str:
    return "".join(symbol.split())


def _number(text: str, ballot: Ballot, scope: tuple[int, int], sentence: str, by_hand: bool) -> str | None:
    """The number of the resolution adopted: in the sentence of its vote, else in what the President announces next."""
    found = NUMBERED.search(sentence) if not by_hand else None
    if found is None and (by_hand or not NUMBERED.search(text, scope[0], ballot.start)):
        found = NUMBERED.search(text, ballot.end, min(scope[1], ballot.end + REACH // 2))
    if found is None:
        return None
    return f"S/RES/{found[1] or found[3]} ({found[2] or found[4]})"


def _sponsors(text: str, ballot: Ballot, symbol: str | None, kind: DraftKind, scope: tuple[int, int]) -> tuple[NamedState, ...]:
    """The states named as having submitted a text: where its symbol stands with them, else in the words beside its ballot."""
    told = _submitted_under(text, symbol) if symbol else None
    if told is None and kind == "amendment":
        told = AMENDMENTS_BY.search(text, scope[0], ballot.start)
    if told is None:
        found = list(SUBMITTED.finditer(text, scope[0], ballot.start))
        told = found[-1] if found else SUBMITTED.search(text, ballot.end, min(scope[1], ballot.end + REACH // 3))
    if told is None:
        return ()
    who = SUBMITTERS_END.split(told["who"], maxsplit=1)[0]
    named: dict[str, NamedState] = {}
    for state in states_in(text, told.start("who"), told.start("who") + len(who)):
        named.setdefault(state.id, state)
    return tuple(named.values())


def _submitted_under(text: str, symbol: str) -> re.Match[str] | None:
    """ "Document S/2031/440, which contains the text of a draft resolution submitted by Norway", anywhere in the text."""
    for at in re.finditer(re.escape(symbol) + r"(?![\d/])", text):
        told = SUBMITTED.match(text, at.start())
        if told is not None and not SYMBOL.search(text, at.end(), told.start("who")):
            return told
    return None


def _outcome(around: str, ballot: Ballot, day: date | None) -> tuple[DraftStatus, tuple[str, ...]]:
    """Adopted, vetoed or failed: by the words where they tell, else by Article 27(3) from the counts."""
    permanent = tuple(s for s in ballot.against if _permanent(s, day))
    when = day or SEATS_SINCE_1966
    yes = ballot.yes
    if yes is None:
        return "adopted", ()
    by_rule = outcome_of_counts(when, yes, len(permanent))
    if by_rule == "failed" or (NOT_ADOPTED.search(around) and not ADOPTED.search(NOT_ADOPTED.sub("", around))):
        if by_rule == "failed":
            return "failed", ()
        permanent = permanent or (_named_as_vetoing(around, day) if ballot.no != 0 else ())
        vetoed = permanent or (OWING_TO_VETO.search(around) is not None and ballot.no != 0)
        return ("vetoed", permanent) if vetoed else ("failed", ())
    return ("vetoed", permanent) if by_rule == "vetoed" else ("adopted", ())


def _named_as_vetoing(around: str, day: date | None) -> tuple[str, ...]:
    """The permanent members named beside a veto: "owing to the veto cast by the Russian Federation"."""
    found = [
        state.id
        for told in VETOED_BY.finditer(around)
        for state in states_in(around, told.start("who"), told.end("who"))
        if _permanent(state.id, day)
    ]
    return tuple(dict.fromkeys(found))


def _permanent(state: str, day: date | None) -> bool:
    try:
        return is_permanent(state, day) if day else is_permanent(state)
    except OutsideRecordError:
        return is_permanent(state)


def _named(text: str, ballot: Ballot, symbol: str | None, scope: tuple[int, int]) -> Span:
    """The words that name the text voted on: its symbol, else the nearest "draft resolution" before or after the ballot."""
    if symbol is not None:
        spelled = re.compile(r"\s*".join(map(re.escape, symbol)))
        found = [*spelled.finditer(text, scope[0], ballot.start)][-1:] or [*spelled.finditer(text, ballot.end, scope[1])][:1]
        if found:
            return Span.of(text, found[0].start(), found[0].end())
    behind = list(DRAFT_WORDS.finditer(text, scope[0], ballot.start))
    nearest = behind[-1] if behind else DRAFT_WORDS.search(text, ballot.end, scope[1])
    return Span.of(text, nearest.start(), nearest.end()) if nearest else Span.of(text, ballot.start, ballot.end)


def _items(text: str, day: date | None, votes: list[_Vote], turns: tuple[Turn, ...], warnings: tuple[str, ...]) -> FormalItems:
    when = DateRange(day, day) if day else None
    drafts = tuple(
        replace(_draft(i, vote, when), situation=situation_of_meeting(text, _resolution(vote)))
        for i, vote in enumerate(votes, start=1)
    )
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
    resolutions = tuple(d for d in drafts if d.kind == "draft")
    spoken = [p for turn in turns for p in positions_in(text, turn, resolutions, when)]
    known: set[tuple[str, Stance, str | None]] = {(p.actor, p.stance, p.target) for p in listed}
    known |= {(p.actor, p.stance, None) for p in listed}
    positions = (*listed, *(p for p in spoken if not _already(p, known)))
    named = tuple(_named_states(text, votes, turns))
    speakers = tuple((t.who, t.state) for t in turns if t.state and t.name)
    quotes = tuple(q for t in turns if (q := as_quote(text, t)) is not None)
    return FormalItems(drafts, positions, quotes, state_actors(text, named), speakers=speakers, meeting=True, warnings=warnings)


def _as_cast(vote: _Vote) -> Iterable[tuple[Stance, NamedState]]:
    """The votes listed; a permanent member's vote against is a veto where the draft was vetoed."""
    for stance, state in vote.ballot.listed:
        yield ("vetoed" if stance == "voted_against" and state.id in vote.vetoed_by else stance), state


def _already(position: Position, known: set[tuple[str, Stance, str | None]]) -> bool:
    same: set[Stance] = {position.stance, "vetoed"} if position.stance == "voted_against" else {position.stance}
    return any((position.actor, stance, position.target) in known for stance in same)


def _resolution(vote: _Vote) -> int | None:
    number = NUMBERED.match(vote.resolution) if vote.resolution else None
    return int(number[3]) if number else None


LABELS: dict[DraftKind, str] = {
    "draft": "Draft resolution",
    "amendment": "Amendment",
    "paragraph": "Paragraph voted on apart",
}


def _label(vote: _Vote) -> str:
    """What a text voted on is called: "Draft resolution S/2031/440", "Oral amendment"."""
    if vote.symbol is None and vote.resolution:
        return vote.resolution.replace("S/RES/", "Resolution ")
    if vote.oral:
        return "Oral amendment" + (f" to draft resolution {vote.symbol}" if vote.symbol else "")
    return f"{LABELS[vote.kind]} {vote.symbol}" if vote.symbol else LABELS[vote.kind]


def _draft(i: int, vote: _Vote, when: DateRange | None) -> Draft:
    ballot = vote.ballot
    own = vote.symbol if vote.kind != "paragraph" and not vote.oral else None
    return Draft(
        id=f"draft-{i}",
        label=_label(vote),
        mentions=(vote.named,),
        symbol=own or vote.resolution,
        sponsors=tuple(s.id for s in vote.sponsors),
        status=vote.status,
        vote=VoteCount(when.start if when else None, ballot.yes, ballot.no, ballot.abstain),
        vetoed_by=vote.vetoed_by,
        matches=vote.resolution,
        when=when,
        kind=vote.kind,
    )


def _named_states(text: str, votes: list[_Vote], turns: tuple[Turn, ...]) -> Iterable[NamedState]:
    for vote in votes:
        yield from (state for _, state in vote.ballot.listed)
        yield from vote.sponsors
    for turn in turns:
        if turn.state and turn.state != "united-nations" and turn.name:
            yield from (s for s in states_in(text, turn.who.end, turn.who.end + 60) if s.id == turn.state)
