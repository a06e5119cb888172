"""The members of the day with their stated positions, and what Article 27 makes of these."""

from __future__ import annotations

from horseshoe.brief.drafts import on_the_table, voted
from horseshoe.brief.model import Line, Seat, Section
from horseshoe.brief.names import Names, short_name
from horseshoe.brief.wording import label
from horseshoe.council.members import ENLARGED, members_on
from horseshoe.council.presidency import president
from horseshoe.model import Draft, Position, Reading

# A later stance in this list goes before an earlier one when a document states both of one member on one draft.
WEIGHT = (
    "urges",
    "criticises",
    "undecided",
    "opposes",
    "supports",
    "sponsors",
    "threatens_veto",
    "abstained",
    "voted_for",
    "voted_against",
    "vetoed",
)
FOR = ("sponsors", "supports", "voted_for")
AGAINST = ("opposes", "voted_against", "threatens_veto", "vetoed")
SHOWN_ON_SEAT = tuple(s for s in WEIGHT if s not in ("urges", "criticises"))


def main_draft(reading: Reading) -> Draft | None:
    """The draft that the drawing is about: of those on the table a threatened or voted one, the latest, the most spoken of."""
    table = on_the_table(reading)
    if not table:
        return None
    days = [d.vote.date for d in table if d.vote.date]
    today = reading.document.published or (max(days) if days else None)

    def weight(draft: Draft) -> tuple[bool, int, int, int]:
        on_it = [p.stance for p in reading.positions if p.target == draft.id]
        age = (today - draft.vote.date).days if voted(draft) and draft.vote.date and today else 0
        return (
            "threatens_veto" in on_it or voted(draft),
            -max(0, age),
            len(on_it) + len(draft.mentions),
            -draft.mentions[0].start,
        )

    return max(table, key=weight)


def stated(reading: Reading, draft: Draft) -> dict[str, Position]:
    """What each actor has stated on a draft: the weightiest of its positions, asserted ones before hedged ones."""
    found: dict[str, Position] = {}
    for p in reading.positions:
        if p.target != draft.id or p.stance not in SHOWN_ON_SEAT or not (p.asserted or p.hedged):
            continue
        old = found.get(p.actor)
        if old is None or _weight(p) > _weight(old):
            found[p.actor] = p
    for sponsor in draft.sponsors:
        if sponsor not in found:
            found[sponsor] = Position(sponsor, "sponsors", draft.mentions[0], target=draft.id)
    return found


def _weight(p: Position) -> tuple[bool, int]:
    return p.asserted, WEIGHT.index(p.stance)


def seats(reading: Reading) -> tuple[Seat, ...]:
    """The members on the day of publication with what the document states of each; empty without a publication date.

    OutsideRecordError where the membership table does not reach the day.
    """
    day = reading.document.published
    if day is None:
        return ()
    draft = main_draft(reading)
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
                group=member.group,
                spans=(p.span,) if p else (),
            )
        )
    return tuple(found)


def council_section(reading: Reading, table: tuple[Seat, ...], names: Names) -> Section:
    """How many members the document states a position of, and who says so; the drawing stands under it."""
    title = "The Council"
    day, draft = reading.document.published, main_draft(reading)
    if not table or day is None:
        return Section("council", title, ())
    spoken = [s for s in table if s.stance]
    title = f"The Council on {day.isoformat()}" + (f": positions on {label(draft)}" if draft else "")
    text = f"{len(spoken)} of {len(table)} members have a position stated here; of the others nothing is guessed"
    spans = tuple(dict.fromkeys(span for s in spoken for span in s.spans))
    return Section("council", title, (Line(text, spans, ("membership record",)),))


def rule_section(reading: Reading, table: tuple[Seat, ...], names: Names) -> Section:
    """The voting rule of the day and what the stated positions imply under it: the Charter, Article 27."""
    day, draft = reading.document.published, main_draft(reading)
    if not table or day is None or draft is None:
        return Section("rule", "The rule", (), "rule")
    needed, size = (9, 15) if day >= ENLARGED else (7, 11)
    article = "Charter, Article 27(3)"
    lines = [
        Line(
            f"{needed} of {size} votes and no negative vote of a permanent member; an abstention is no veto",
            record=(article,),
        )
    ]
    if voted(draft):
        lines += _counted(draft, needed, article)
    else:
        lines += _implied(table, needed, article, names)
    return Section("rule", "The rule, and what follows from what is stated", tuple(lines), "rule")


def _counted(draft: Draft, needed: int, article: str) -> list[Line]:
    v = draft.vote
    mention = (draft.mentions[0],)
    if draft.status == "vetoed":
        return [Line("The negative vote of a permanent member kept it from adoption", mention, (article,), 1)]
    if v.yes is None:
        return []
    reached = "reaches" if v.yes >= needed else "misses"
    return [Line(f"{v.yes} votes in favour: it {reached} the {needed} needed", mention, (article,), 1)]


def _implied(table: tuple[Seat, ...], needed: int, article: str, names: Names) -> list[Line]:
    lines = []
    threats = [s for s in table if s.permanent and s.stance == "threatens_veto" and not s.hedged]
    yes = [s for s in table if s.stance in FOR and not s.hedged]
    against = [s for s in table if s.stance in AGAINST and not s.hedged]
    silent = [s for s in table if not s.stance]
    if threats:
        who = names.many([s.state for s in threats])
        spans = tuple(span for s in threats for span in s.spans)
        lines.append(Line(f"A no by {who}, as threatened, would block it whatever the other members do", spans, (article,), 1))
    spans = tuple(span for s in (*yes, *against) for span in s.spans)
    open_ = f"{len(yes)} stated for, {len(against)} against, {len(silent)} without a stated position"
    blocking = len(table) - needed + 1
    if len(against) >= blocking:
        follows = f"enough stated against to keep it below {needed}"
    elif len(yes) >= needed:
        follows = f"the {needed} votes are there as stated"
    else:
        follows = f"{needed - len(yes)} more needed to reach {needed}"
    lines.append(Line(f"{open_}: {follows}", spans, (article,), 1))
    return lines
