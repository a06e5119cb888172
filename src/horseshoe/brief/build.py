"""From a Reading to a Brief: what is on the table, who stands where, what the rule makes of it, what the record knows."""

from __future__ import annotations

from dataclasses import replace

from horseshoe.brief.council import council_section, rule_section, seats
from horseshoe.brief.drafts import draft_lines, on_the_table
from horseshoe.brief.expected import forecast_lines
from horseshoe.brief.headline import headline
from horseshoe.brief.model import Brief, Line, Seat, Section
from horseshoe.brief.names import Names
from horseshoe.brief.past import precedent_lines, since_lines
from horseshoe.brief.wording import claim_line, event_line, figure_line, position_line, quote_line
from horseshoe.errors import OutsideRecordError
from horseshoe.model import Event, Figure, Position, Quote, Reading

BALLOTS = ("vote", "votes", "abstention", "abstentions", "member", "members")  # told with the drafts


def build_brief(reading: Reading) -> Brief:
    """The briefing of one reading. Sections without a line are left out; nothing is said without evidence."""
    names = Names(reading)
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
        Section("drafts", "On the table", draft_lines(reading, on_the_table(reading), names)),
        council_section(reading, table, names),
        rule_section(reading, table, names),
        Section("forecast", "Forecast", forecast_lines(reading, names), "forecast"),
        Section("positions", "Who wants what", _positions(reading, names)),
        Section("quotes", "Who said what", tuple(quote_line(q, names) for q in reading.quotes if _word_for_word(q))),
        Section("claims", "Claims, under the name of whoever makes them", tuple(claim_line(c, names) for c in claims)),
        Section("figures", "Figures by source", tuple(figure_line(f, names) for f in _casualties_first(reading))),
        Section("precedents", "Precedents in the document", precedent_lines(reading, names)),
        Section("events", "What happened, as the document tells it", tuple(event_line(e, names) for e in _events(reading))),
        Section("since", "What happened since", since_lines(reading, names), "record"),
    )
    kept = tuple(s for s in sections if s.lines)
    return Brief(reading.document, headline(reading, names), table, kept, tuple(dict.fromkeys(warnings)))


def _positions(reading: Reading, names: Names) -> tuple[Line, ...]:
    """Positions that the lines on the drafts do not tell already: no sponsor, and no vote on a draft of the past."""
    told = {d.id for d in reading.drafts if d.background}
    kept = [p for p in reading.positions if p.stance != "sponsors" and not (p.target in told and p.stance == "vetoed")]
    same: dict[Position, list[str]] = {}  # a position of several members in the same words is one line
    for p in sorted(kept, key=lambda p: p.stance != "threatens_veto"):
        same.setdefault(replace(p, actor=""), []).append(p.actor)
    return tuple(position_line(replace(p, actor=who[0]), reading, names, tuple(who[1:])) for p, who in same.items())


def _word_for_word(quote: Quote) -> bool:
    """Whether it is quoted speech with words in quotation marks; reported speech alone is not shown as words said."""
    return quote.kind == "direct" or (quote.kind == "mixed" and bool(set('"“”«»„') & set(quote.span.text)))


def _casualties_first(reading: Reading) -> list[Figure]:
    counted = [f for f in reading.figures if f.unit not in BALLOTS and f.what not in BALLOTS]
    harm = ("killed", "dead", "died", "wounded", "injured", "displaced", "missing", "executed")
    return sorted(counted, key=lambda f: (f.what not in harm, f.span.start))


def _events(reading: Reading) -> list[Event]:
    """Events that the text asserts, with an actor, that no line on drafts, positions or claims tells already."""
    told = [p.span for p in reading.positions] + [c.span for c in reading.claims]
    told += [m for d in reading.drafts for m in d.mentions]
    asserted = (e for e in reading.events if e.actors and e.certainty == "certain")
    return [e for e in asserted if not any(e.span.overlaps(t) for t in told)]
