"""From a Reading to a Page: the answer, who stands where, what the rule makes of it, what is said, what the record knows."""

from __future__ import annotations

import re
from dataclasses import replace

from horseshoe.brief.council import council_section, rule_section, seats
from horseshoe.brief.drafts import draft_lines, is_ballot, on_the_table
from horseshoe.brief.headline import headline, in_passing
from horseshoe.brief.model import Line, Page, Seat, Section
from horseshoe.brief.names import Names
from horseshoe.brief.official import decision_lines, is_official, recommendation_lines, statement_lines
from horseshoe.brief.past import precedent_lines, recorded, since_lines
from horseshoe.brief.situation.expected import forecast_lines
from horseshoe.brief.titles import title_of
from horseshoe.brief.wording import (
    HARM,
    claim_line,
    event_line,
    figure_line,
    has_speaker,
    left_out,
    position_line,
    quote_line,
)
from horseshoe.brief.words import long_day
from horseshoe.council.states import state_of
from horseshoe.errors import OutsideRecordError
from horseshoe.model import Claim, Draft, Event, Figure, Position, Quote, Reading
from horseshoe.reading.docket import in_question, is_decided
from horseshoe.reading.triage.relevance import is_on_another_body, is_passing
from horseshoe.stances import CAST

_MARKED = re.compile('["“«„]([^"”»]*)["”»]?')
BALLOTS = ("vote", "votes", "abstention", "abstentions", "member", "members")  # told with the drafts
SMALL = 10


def build_brief(reading: Reading, full: bool = False) -> Page:
    """The briefing of one reading. Sections without a line are left out; nothing is said without evidence.

    `full` adds what a short one leaves out (data/left_out.toml): doubtful events, trivial figures, marked words as quotations.
    """
    names = Names(reading)
    if not full and (line := _in_passing(reading)):
        return _page(reading, line, (), (), tuple(reading.warnings))
    warnings = list(reading.warnings)
    table: tuple[Seat, ...] = ()
    try:
        table = seats(reading)
    except OutsideRecordError as error:
        warnings.append(error.line())
    if reading.document.published is None:
        warnings.append("no publication date: relative dates are not resolved and the Council of the day is not drawn")
    claims = [c for c in reading.claims if c.kind != "precedent"]
    sections = (
        Section("decides", "What it decides", decision_lines(reading) if is_official(reading) else ()),
        Section("says", "What the Council says", statement_lines(reading)),
        Section("recommends", "What the Secretary-General recommends", recommendation_lines(reading)),
        Section("drafts", "Draft resolutions", _drafts(reading, names)),
        council_section(reading, table, names),
        rule_section(reading, table, names),
        Section("forecast", "Forecast", forecast_lines(reading, names), "forecast"),
        Section("positions", "Who wants what", _positions(reading, names, full)),
        Section("quotes", "Who said what", tuple(quote_line(q, names) for q in reading.quotes if _is_shown(q, reading, full))),
        Section("claims", "Claims and who makes them", tuple(claim_line(c, names) for c in claims)),
        Section("figures", "Figures by source", tuple(figure_line(f, names) for f in _figures(reading, full))),
        Section("precedents", "Precedents in the document", precedent_lines(reading, names)),
        Section("events", "What happened, as the document tells it", _events(reading, names, full)),
        Section("since", "What happened since", since_lines(reading, names), "record"),
    )
    kept = tuple(s for s in sections if s.lines)
    return _page(reading, headline(reading, names), table, kept, tuple(dict.fromkeys(warnings)))


def _page(
    reading: Reading, lead: Line, table: tuple[Seat, ...], sections: tuple[Section, ...], warnings: tuple[str, ...]
) -> Page:
    d = reading.document
    dated = long_day(d.published) if d.published else "date not known"
    return Page(title_of(d.title, d.text), dated, lead, table, sections, warnings, d)


def _drafts(reading: Reading, names: Names) -> tuple[Line, ...]:
    """Each draft that is not history, with what the record has of it, who voted how, and its provisions."""
    found: list[Line] = []
    for draft in on_the_table(reading):
        line, *rest = draft_lines(reading, replace(draft, provisions=()) if is_official(reading) else draft, names)
        found += [line, *recorded(draft, reading, names), *rest]
    return tuple(found)


def _in_passing(reading: Reading) -> Line | None:
    """The one line where the text is on another body, or names the Council far down and tells of no draft or position."""
    text = reading.document.text
    told = in_question(reading) is not None or any(p.asserted and p.target for p in reading.positions)
    return in_passing(reading) if is_on_another_body(text) or (is_passing(text) and not told) else None


def _positions(reading: Reading, names: Names, full: bool) -> tuple[Line, ...]:
    """Positions that the lines on the drafts do not tell already; of one in the same words by several members one line."""
    drafts = {d.id: d for d in reading.drafts}
    kept = [p for p in reading.positions if p.stance != "sponsors" and not is_ballot(p, drafts.get(p.target or ""))]
    if not full:
        kept = [p for p in kept if not _is_past(p, drafts.get(p.target or ""), reading)]
    same: dict[Position, list[str]] = {}
    spans: dict[Position, Position] = {}
    for p in sorted(kept, key=lambda p: (p.stance != "threatens_veto", p.stance in ("urges", "criticises"))):
        alike = replace(p, actor="", said_on=None) if p.stance in ("urges", "criticises") else _alike(p)
        spans.setdefault(alike, p)
        if p.actor not in same.setdefault(alike, []):
            same[alike].append(p.actor)
    return tuple(
        position_line(replace(spans[alike], actor=who[0]), reading, names, tuple(who[1:])) for alike, who in same.items()
    )


def _alike(position: Position) -> Position:
    """What makes two positions one line: all but the member, the day and the words."""
    return replace(position, actor="", said_on=None, span=replace(position.span, start=0, end=1, text="-"))


def _is_past(position: Position, draft: Draft | None, reading: Reading) -> bool:
    """Votes of the past; what was foretold of a vote that has been held; what is only supposed; what a claim tells."""
    if position.stance == "criticises" and any(_tells(c, position) for c in reading.claims):
        return True
    if draft is None:
        return position.certainty == "underspecified"
    if draft.background:
        return position.stance in CAST
    if position.hedged and any(p.asserted and p.stance == position.stance for p in _of(position, reading)):
        return True
    if is_decided(draft):
        return not position.asserted or position.stance == "threatens_veto" or _has_voted(position, reading)
    return position.certainty == "underspecified"


def _tells(claim: Claim, position: Position) -> bool:
    return claim.actor == position.actor and claim.span.overlaps(position.span)


def _has_voted(position: Position, reading: Reading) -> bool:
    """Whether the same member's vote on the same draft is told: its support or opposition goes with it."""
    if position.stance not in ("supports", "opposes", "undecided"):
        return False
    return any(p.stance in CAST and p.asserted for p in _of(position, reading))


def _of(position: Position, reading: Reading) -> list[Position]:
    """All positions of the same member on the same draft."""
    return [p for p in reading.positions if p.actor == position.actor and p.target == position.target]


def _is_shown(quote: Quote, reading: Reading, full: bool) -> bool:
    """Whether it is quoted speech with words in quotation marks; reported speech alone is not shown as words said.

    In short no marked words, nothing without a speaker, and none of a draft's own words, which its provisions give.
    """
    if quote.kind != "direct" and not (quote.kind == "mixed" and set('"“”«»„') & set(quote.span.text)):
        return False
    if full:
        return True
    said = " ".join(p.text for p in quote.parts)
    words = said if quote.kind == "direct" else " ".join(_MARKED.findall(said)) or said
    provided = any(v.span.overlaps(quote.span) for d in reading.drafts for v in d.provisions)
    return len(words.split()) > int(left_out()["quotes"]["words"]) and has_speaker(quote) and not provided


def _figures(reading: Reading, full: bool) -> list[Figure]:
    """Counts of people harmed first; none that the drafts' tallies tell, and no trivial ones but in full."""
    counted = [f for f in reading.figures if f.unit not in BALLOTS and f.what not in BALLOTS]
    if not full:
        counted = [f for f in counted if not _is_trivial(f)]
    return sorted(counted, key=lambda f: (f.what not in HARM, f.span.start))


def _is_trivial(figure: Figure) -> bool:
    """Ages, terms, sizes of bodies, counts below ten of what is not harm."""
    words = left_out()["figures"]
    said = figure.span.text.lower()
    if any(a in said for a in words["ages"]):
        return True
    if figure.what in HARM:
        return False
    told = set(f"{figure.unit} {figure.what or ''}".lower().split())
    return (
        bool(told & set(words["units"]))
        or figure.value < SMALL
        or bool(told & set(words["bodies"]) and figure.value in words["sizes"])
    )


def _events(reading: Reading, names: Names, full: bool) -> tuple[Line, ...]:
    """Events with an actor that no line on drafts, positions or claims tells already; the doubtful ones only in full."""
    told = [p.span for p in reading.positions] + [c.span for c in reading.claims]
    told += [m for d in reading.drafts for m in d.mentions]
    shown = [e for e in reading.events if e.actors and not any(e.span.overlaps(t) for t in told)]
    return tuple(event_line(e, names) for e in shown if full or not _is_doubtful(e))


def _is_doubtful(event: Event) -> bool:
    """Not asserted, no deed, nobody it was done to, or done to the doer or to the doer's own state."""
    if event.certainty != "certain" or event.root not in left_out()["events"]["deeds"] or not event.targets:
        return True
    return bool({state_of(a) for a in event.actors} & {state_of(t) for t in event.targets})
