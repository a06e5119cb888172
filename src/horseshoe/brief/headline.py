"""The one sentence at the top: the judgement that the document's own statements and the rule allow, and no more."""

from __future__ import annotations

from horseshoe.brief.council import main_draft, stated
from horseshoe.brief.drafts import record_of, status_words, voted
from horseshoe.brief.model import Line
from horseshoe.brief.names import Names
from horseshoe.brief.wording import label, on_condition, position_line
from horseshoe.council.members import is_permanent
from horseshoe.model import Draft, Position, Reading, Span
from horseshoe.reading.relevance import COUNCIL, COUNCIL_BUSINESS
from horseshoe.reading.triage import PROPOSAL


def headline(reading: Reading, names: Names) -> Line:
    """The headline judgement of a reading that is about the Council."""
    draft = main_draft(reading)
    if draft is None:
        return _without_draft(reading, names)
    if voted(draft):
        return Line(f"{_capital(label(draft))}: {status_words(draft, names)}", draft.mentions[:2], record_of(draft))
    positions = stated(reading, draft)
    threats = [p for p in positions.values() if p.stance == "threatens_veto" and _may_veto(p, reading)]
    threats = threats or _hinted(draft, positions, reading)
    if threats:
        return _threatened(draft, threats, names)
    told = [p for p in positions.values() if p.asserted]
    backers = [p for p in told if p.stance in ("supports", "sponsors")]
    against = [p for p in told if p.stance == "opposes"]
    text = f"{_capital(label(draft))} is on the table; no veto threat is stated"
    if backers or against:
        text += f"; stated for: {_who(backers, names)}; stated against: {_who(against, names)}"
    return Line(text, (*draft.mentions[:1], *(p.span for p in (*backers, *against)[:3])))


def _hinted(draft: Draft, positions: dict[str, Position], reading: Reading) -> list[Position]:
    """Possible vetoes by members that are stated to be undecided or opposed, not by those stated to be in favour."""
    hints = [p for p in reading.positions if p.target == draft.id and p.stance == "threatens_veto" and p.hedged]
    found = {p.actor: p for p in hints if positions[p.actor].stance in ("undecided", "opposes", "threatens_veto")}
    return [p for p in found.values() if _may_veto(p, reading)]


def _threatened(draft: Draft, threats: list[Position], names: Names) -> Line:
    sure = [p for p in threats if p.asserted]
    who = names.many([p.actor for p in sure or threats])
    if not sure:
        return Line(f"Veto possible: {who} may veto {label(draft)}", tuple(p.span for p in threats))
    conditions = [p.condition for p in sure if p.condition]
    text = f"Veto threatened: {who} would veto {label(draft)}"
    text += on_condition(conditions[0]) if conditions else "; carried out, it is not adopted whatever the others do"
    return Line(text, tuple(p.span for p in sure), () if conditions else ("Charter, Article 27(3)",))


def _may_veto(position: Position, reading: Reading) -> bool:
    return is_permanent(position.actor, reading.document.published)


def _who(positions: list[Position], names: Names) -> str:
    return names.many([p.actor for p in positions]) or "nobody"


def _without_draft(reading: Reading, names: Names) -> Line:
    old = [d for d in reading.drafts if d.background]
    asserted = [p for p in reading.positions if p.asserted]
    if asserted:
        line = position_line(asserted[0], reading, names)
        return Line(f"No draft on the table; {line.text}", line.spans)
    if old:
        return Line(
            f"No draft on the table; earlier: {label(old[0])}, {status_words(old[0], names)}",
            old[0].mentions[:1],
            record_of(old[0]),
        )
    patterns = (COUNCIL, COUNCIL_BUSINESS, PROPOSAL)
    found = next((match for p in patterns if (match := p.search(reading.document.text))), None)
    if found is None:
        raise ValueError("a briefing needs a document about the Council")
    where = Span.of(reading.document.text, *found.span())
    return Line("Speaks of the Council, but names no draft and no position on one", (where,))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
