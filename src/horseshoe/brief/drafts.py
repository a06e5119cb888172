"""Drafts as lines: which are told of, whose they are, what they would do, which compete, and who voted how."""

from __future__ import annotations

from horseshoe.brief.model import Line
from horseshoe.brief.names import Names
from horseshoe.brief.wording import day_words, label, on_condition
from horseshoe.brief.words import capital, long_day
from horseshoe.council.votes_on_record import find_draft
from horseshoe.model import Draft, Position, Provision, Reading
from horseshoe.reading.docket import in_question, is_decided
from horseshoe.stances import CAST, CAST_AGAINST, STATUS

# what a vote is called in the line of voters, and the stances that are one
BALLOTS = (("for", ("voted_for",)), ("against", CAST_AGAINST), ("abstaining", ("abstained",)))
SPANS = 3  # of the voters' line


def on_the_table(reading: Reading) -> tuple[Draft, ...]:
    """The drafts that are not told as history: the one in question, then the others in the order of the text."""
    first = in_question(reading)
    return tuple(sorted((d for d in reading.drafts if not d.background), key=lambda d: d is not first))


def vote_words(draft: Draft) -> str:
    """The tally as far as the document gives it, e.g. `9 for, 3 against, 3 abstaining`."""
    return count_words(draft.vote.yes, draft.vote.no, draft.vote.abstain)


def count_words(yes: int | None, no: int | None, abstain: int | None) -> str:
    """Counts of a vote in words, as far as they are known; empty where none is."""
    counts = ((yes, "for"), (no, "against"), (abstain, "abstaining"))
    return ", ".join(f"{n} {word}" for n, word in counts if n is not None)


def status_words(draft: Draft, names: Names) -> str:
    """What became of it, with the vote and who vetoed."""
    text = STATUS[draft.status].words
    if draft.vetoed_by:
        text += f" by {names.many(draft.vetoed_by)}"
    if votes := vote_words(draft):
        text += f" ({votes})"
    day = long_day(draft.vote.date) if draft.vote.date else day_words(draft.when)
    return f"{text}, {day}" if day else text


def draft_line(draft: Draft, reading: Reading, names: Names) -> Line:
    """One draft: label, sponsors, status, rivals, and the real draft it was linked to."""
    text = capital(label(draft))
    if draft.sponsors:
        text += f"; sponsors: {names.many(draft.sponsors)}"
    text += f"; {status_words(draft, names)}"
    rivals = [label(d) for d in reading.drafts if d.id in draft.rivals]
    if rivals:
        text += f"; rival of: {', '.join(rivals)}"
    return Line(text, draft.mentions[:3], record_of(draft))


def record_of(draft: Draft) -> tuple[str, ...]:
    """The citation of the real draft that a voted draft was linked to: day and tally may come from there."""
    known = find_draft(draft.matches) if draft.matches and is_decided(draft) else None
    return (known.label,) if known else ()


def provision_line(provision: Provision, names: Names) -> Line:
    """One provision in the document's own words, with addressee, condition and deadline."""
    text = f"{provision.act}"
    if provision.addressee:
        text += f" {names(provision.addressee)}"
    text += f": “{provision.span.text.strip()}”"
    text += on_condition(provision.condition)
    if provision.deadline:
        text += f", by {long_day(provision.deadline.end)}"
    return Line(text, (provision.span,), depth=1)


def draft_lines(reading: Reading, draft: Draft, names: Names) -> tuple[Line, ...]:
    """A draft, followed by who voted how on it and by its provisions."""
    voters = voters_line(draft, reading.positions, names)
    provisions = [provision_line(p, names) for p in draft.provisions]
    return (draft_line(draft, reading, names), *([voters] if voters else []), *provisions)


def is_ballot(position: Position, draft: Draft | None) -> bool:
    """Whether a position is a vote that the voters' line of its draft tells."""
    return position.stance in CAST and position.asserted and draft is not None and not draft.background


def voters_line(draft: Draft, positions: tuple[Position, ...], names: Names) -> Line | None:
    """Who voted how, in one line: "Votes told: 2 against: China and Russia; 3 abstaining: Togo, Mali and Niger"."""
    cast = {p.actor: p for p in positions if p.target == draft.id and is_ballot(p, draft)}
    if not cast:
        return None
    told, spans = [], []
    for word, stances in BALLOTS:
        who = [p for p in cast.values() if p.stance in stances]
        if who:
            told.append(f"{word}: {names.many([p.actor for p in who])}")
            spans += [p.span for p in who[:SPANS]]
    return Line(f"votes told: {'; '.join(told)}", tuple(dict.fromkeys(spans)), depth=1)
