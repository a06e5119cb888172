"""The members of the day with their stated positions, and what Article 27 makes of these."""

from __future__ import annotations

from horseshoe.brief.model import Line, Seat, Section
from horseshoe.brief.names import Names
from horseshoe.brief.wording import inside, label
from horseshoe.brief.words import long_day
from horseshoe.council.members import members_on
from horseshoe.council.presidency import president
from horseshoe.council.rule import majority_needed, seats_on
from horseshoe.council.states import short_name
from horseshoe.model import Draft, Position, Reading
from horseshoe.reading.docket import in_question, is_decided
from horseshoe.stances import AGAINST, CAST, FOR, ON_SEAT, WEIGHT

ENOUGH = 3  # positions told, from which a count of them says something
ARTICLE = "Charter, Article 27(3)"


def stated(reading: Reading, draft: Draft) -> dict[str, Position]:
    """What each actor has stated on a draft: the weightiest of its positions, asserted ones before hedged ones."""
    found: dict[str, Position] = {}
    for p in reading.positions:
        if p.target != draft.id or p.stance not in ON_SEAT or not (p.asserted or p.hedged):
            continue
        if is_decided(draft) and p.stance not in (*CAST, "sponsors"):  # what was said before the vote is past
            continue
        old = found.get(p.actor)
        if old is None or _weight(p) > _weight(old):
            found[p.actor] = p
    for sponsor in draft.sponsors:
        if sponsor not in found:
            found[sponsor] = Position(sponsor, "sponsors", draft.mentions[0], target=draft.id)
    return found


def in_favour(positions: dict[str, Position]) -> list[Position]:
    """Those stated to back a draft without having brought it in."""
    return [p for p in positions.values() if p.stance in FOR and p.stance != "sponsors" and p.asserted]


def opposed(positions: dict[str, Position], hedged: bool = False) -> list[Position]:
    """Those stated to stand against it, or said to do so perhaps."""
    return [p for p in positions.values() if p.stance in AGAINST and (p.hedged if hedged else p.asserted)]


def _weight(p: Position) -> tuple[bool, int]:
    return p.asserted, WEIGHT.index(p.stance)


def seats(reading: Reading) -> tuple[Seat, ...]:
    """The members on the day of publication with what the document states of each; empty where it states of none but a sponsor.

    OutsideRecordError where the membership table does not reach the day.
    """
    day = reading.document.published
    if day is None:
        return ()
    draft = in_question(reading)
    positions = stated(reading, draft) if draft else {}
    head = president(day.year, day.month)
    found = []
    for member in members_on(day):
        p = positions.get(member.id)
        found.append(
            Seat(
                state=member.id,
                name=short_name(member.id, day) or member.name,
                permanent=member.permanent,
                president=member.id == head,
                stance=p.stance if p else None,
                hedged=bool(p and p.hedged),
                certainty=p.certainty if p else "certain",
                group=member.group,
                spans=(p.span,) if p else (),
            )
        )
    told = [s for s in found if s.stance]
    return tuple(found) if len(told) > 1 or any(s.stance != "sponsors" for s in told) else ()


def council_section(reading: Reading, table: tuple[Seat, ...], names: Names) -> Section:
    """How many members the document states a position of, and who says so; the drawing stands under it."""
    title = "The Council"
    day, draft = reading.document.published, in_question(reading)
    if not table or day is None:
        return Section("council", title, ())
    spoken = [s for s in table if s.stance]
    title = f"The Council on {long_day(day)}" + (f": positions on {inside(label(draft))}" if draft else "")
    have = "has" if len(spoken) == 1 else "have"
    text = f"{len(spoken)} of {len(table)} members {have} a position told here; of the others nothing is guessed"
    spans = tuple(dict.fromkeys(span for s in spoken for span in s.spans))
    return Section("council", title, (Line(text, spans, ("membership record",)),))


def rule_section(reading: Reading, table: tuple[Seat, ...], names: Names) -> Section:
    """What the voting rule of the day makes of the positions told: the Charter, Article 27."""
    day, draft = reading.document.published, in_question(reading)
    lines: list[Line] = []
    if day is not None and draft is not None and draft.status != "withdrawn":
        needed, size = majority_needed(day), seats_on(day)
        lines = _counted(draft, needed) if is_decided(draft) else _implied(table, needed, size, names)
    return Section("rule", "What the voting rule makes of it", tuple(lines), "rule")


def _counted(draft: Draft, needed: int) -> list[Line]:
    """Why it was not adopted; where it was, the tally says all."""
    v = draft.vote
    mention = (draft.mentions[0],)
    if draft.status == "vetoed":
        return [Line("The negative vote of a permanent member kept it from adoption", mention, (ARTICLE,))]
    if draft.status == "failed" and v.yes is not None and v.yes < needed:
        return [Line(f"{v.yes} votes in favour: fewer than the {needed} needed", mention, (ARTICLE,))]
    return []


def _implied(table: tuple[Seat, ...], needed: int, size: int, names: Names) -> list[Line]:
    lines = _blocked(table, names)
    yes = [s for s in table if s.stance in FOR and not s.hedged]
    against = [s for s in table if s.stance in AGAINST and not s.hedged]
    silent = [s for s in table if not s.stance]
    if len(yes) + len(against) < ENOUGH:
        return lines
    spans = tuple(span for s in (*yes, *against) for span in s.spans)
    told = f"{len(yes)} told to be for, {len(against)} against, {len(silent)} without a position told"
    if len(against) >= len(table) - needed + 1:
        follows = f"enough against to keep it below {needed}"
    elif len(yes) >= needed:
        follows = f"the {needed} votes are there as told"
    else:
        follows = f"{needed - len(yes)} more to reach {needed} of {size}"
    return [*lines, Line(f"{told}: {follows}", spans, (ARTICLE,))]


def _blocked(table: tuple[Seat, ...], names: Names) -> list[Line]:
    """What a veto that is threatened would do."""
    threats = [s for s in table if s.permanent and s.stance == "threatens_veto" and not s.hedged]
    if not threats:
        return []
    who = names.many([s.state for s in threats])
    spans = tuple(span for s in threats for span in s.spans)
    return [Line(f"A no by {who}, as threatened, would block it whatever the other members do", spans, (ARTICLE,))]
