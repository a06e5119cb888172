"""The answer in one sentence: what was decided, else what is threatened or foretold and by whom, else what is pending."""

from __future__ import annotations

from dataclasses import replace

from horseshoe.brief.council import in_favour, opposed, stated
from horseshoe.brief.drafts import count_words, record_of, status_words, vote_words
from horseshoe.brief.model import Line
from horseshoe.brief.names import Names
from horseshoe.brief.official import official_headline
from horseshoe.brief.wording import day_words, inside, label, left_out, on_condition, position_line, whose_word
from horseshoe.brief.words import capital, long_day
from horseshoe.council.members import is_permanent
from horseshoe.model import Draft, Position, Reading, Span
from horseshoe.reading.docket import awaits_vote, in_question, is_decided
from horseshoe.reading.triage.relevance import first_mention

FORETOLD = {"probable": "is expected to veto", "possible": "may veto"}
MOST_OTHERS = 3  # further texts voted on at a meeting
MOST = 6  # names of a list in the headline


def headline(reading: Reading, names: Names) -> Line:
    """The headline of a reading that is about the Council."""
    if (line := official_headline(reading)) is not None:
        return line
    draft = in_question(reading)
    if draft is None:
        return _without_draft(reading, names)
    if is_decided(draft):
        others = _also_decided(draft, reading)
        text = "; ".join([_decided(draft, names), *(_decided_too(d, names) for d in others)])
        return Line(text, (*draft.mentions[:2], *(d.mentions[0] for d in others)), record_of(draft))
    if draft.status == "withdrawn":
        return Line(f"{capital(inside(label(draft)))} was withdrawn{_on(draft)}", draft.mentions[:2])
    if not awaits_vote(draft, reading):
        votes = f" ({vote_words(draft)})" if vote_words(draft) else ""
        text = f"{capital(inside(label(draft)))} was put to the vote{votes}; the result is not told"
        return Line(text, draft.mentions[:2])
    positions = stated(reading, draft)
    threats = [p for p in positions.values() if p.stance == "threatens_veto" and _may_veto(p, reading)]
    threats = [p for p in threats if p.asserted] or _foretold(draft, positions, reading)
    if threats:
        return _threatened(draft, threats, names)
    return _pending(draft, positions, reading, names)


def in_passing(reading: Reading) -> Line | None:
    """The one line for a text that only mentions the Council, with the sentence that does."""
    where = first_mention(reading.document.text)
    if where is None:
        return None
    return Line("Mentions the Security Council only in passing", (where,))


def _decided(draft: Draft, names: Names) -> str:
    """Examples: Russia and China vetoed the US draft on Gaza (13 for, 2 against); the draft was adopted unanimously."""
    name, votes = inside(label(draft)), vote_words(draft)
    if draft.status == "vetoed" and draft.vetoed_by:
        text = f"{names.many(draft.vetoed_by)} vetoed {name}"
    elif draft.status == "vetoed":
        text = f"{name} was vetoed"
    elif draft.status == "adopted":
        text = f"{name} {'were' if draft.several else 'was'} adopted"
        number = (draft.matches or "").removeprefix("S/RES/")
        text += f" as resolution {number}" if number != draft.matches and number and number not in name else ""
        text += " unanimously" if draft.vote.yes and draft.vote.no == 0 and draft.vote.abstain == 0 else ""
    else:
        text = f"{name} was not adopted"
    return capital(f"{text}{_on(draft)}{f' ({votes})' if votes else ''}")


def _also_decided(draft: Draft, reading: Reading) -> list[Draft]:
    """What else was voted on at the meeting that a press release or a record is of."""
    if reading.document.kind not in ("press_release", "meeting_record"):
        return []
    others = [d for d in reading.drafts if d is not draft and d.id != draft.id and is_decided(d) and not d.background]
    return [d for d in others if d.vote.yes is not None][:MOST_OTHERS]


def _decided_too(draft: Draft, names: Names) -> str:
    """Example: the Russian draft was not adopted (2 for, 3 against, 10 abstaining)."""
    undated = replace(draft, vote=replace(draft.vote, date=None), when=None)
    text = _decided(undated, names)
    return text if text.split()[0] != "The" else f"the{text[3:]}"


def _on(draft: Draft) -> str:
    """The day of the decision."""
    day = long_day(draft.vote.date) if draft.vote.date else day_words(draft.when)
    if not day:
        return ""
    return f" between {day.replace(' to ', ' and ')}" if " to " in day else f" on {day}"


def _foretold(draft: Draft, positions: dict[str, Position], reading: Reading) -> list[Position]:
    """Likely or possible vetoes by members that are not stated to be in favour, the likelier ones alone where there are any."""
    hints = [p for p in reading.positions if p.target == draft.id and p.stance == "threatens_veto" and p.hedged]
    backers = {a for a, p in positions.items() if p.asserted and p.stance in ("supports", "sponsors")}
    found: dict[str, Position] = {}
    for p in sorted(hints, key=lambda p: p.certainty == "probable"):
        if p.actor not in backers and _may_veto(p, reading):
            found[p.actor] = p
    likely = [p for p in found.values() if p.certainty == "probable"]
    return likely or list(found.values())


def _threatened(draft: Draft, threats: list[Position], names: Names) -> Line:
    """Examples: Russia threatens to veto the draft unless …; China may veto it, diplomats say."""
    actors = [p.actor for p in threats]
    first = threats[0]
    plural = len(actors) > 1
    name = inside(label(draft))
    if first.asserted:
        text = f"{names.many(actors)} {'threaten' if plural else 'threatens'} to veto {name}"
    else:
        does = FORETOLD[first.certainty]
        text = f"{names.many(actors)} {does.replace('is', 'are', 1) if plural else does} {name}"
    most = int(left_out()["conditions"]["words"])
    conditions = [p.condition for p in threats if p.condition and len(p.condition.split()) <= most]
    text += on_condition(conditions[0]) if conditions else ""
    text += whose_word(threats, names)
    return Line(capital(text), tuple(p.span for p in threats))


def _pending(draft: Draft, positions: dict[str, Position], reading: Reading, names: Names) -> Line:
    """Example: The French draft on Mali awaits a vote; for: Togo and China; against: Cuba; undecided: Niger."""
    text = f"{capital(inside(label(draft)))} {'await' if draft.several else 'awaits'} a vote"
    published = reading.document.published
    if draft.when and published and draft.when.start == draft.when.end and draft.when.start >= published:
        text += f" on {long_day(draft.when.start)}"
    sponsors = [p for p in positions.values() if p.stance == "sponsors"]
    told = {
        "sponsors": sponsors if draft.label.startswith("Draft resolution") else [],
        "for": in_favour(positions),
        "against": opposed(positions),
        "may oppose it": opposed(positions, hedged=True),
        "undecided": [p for p in positions.values() if p.stance == "undecided" and p.asserted],
    }
    text += "".join(f"; {word}: {names.some([p.actor for p in who], MOST)}" for word, who in told.items() if who)
    return Line(text, (*draft.mentions[:1], *(p.span for p in positions.values())))


def _may_veto(position: Position, reading: Reading) -> bool:
    return is_permanent(position.actor, reading.document.published)


def _without_draft(reading: Reading, names: Names) -> Line:
    """No draft in question: a vote on the proceedings, a position all the same, a draft of the past, or the Council's name."""
    if (line := _on_proceedings(reading.document.text)) is not None:
        return line
    known = {d.id for d in reading.drafts}
    asserted = [p for p in reading.positions if p.asserted and p.stance != "criticises"]
    if asserted := [p for p in asserted if p.target is None or p.target not in known]:
        line = position_line(asserted[0], reading, names)
        return Line(f"No draft resolution is in question; {line.text}", line.spans)
    if old := [d for d in reading.drafts if d.background]:
        text = f"No draft resolution is in question; told of as past: {inside(label(old[0]))}, {status_words(old[0], names)}"
        return Line(text, old[0].mentions[:1], record_of(old[0]))
    where = first_mention(reading.document.text)
    if where is None:
        raise ValueError("a briefing needs a document about the Council")
    return Line("Speaks of the Security Council, but names no draft resolution and no position on one", (where,))


def _on_proceedings(text: str) -> Line | None:
    """Example: A vote on the Council's proceedings, not on a draft resolution (9 for, 4 against, 2 abstaining)."""
    from horseshoe.reading.drafts.votes import vote_on_proceedings  # loads the parser; few texts get here

    if (found := vote_on_proceedings(text)) is None:
        return None
    start, end, tally = found
    counts = count_words(tally.yes, tally.no, tally.abstain)
    votes = f" ({counts})" if counts else ""
    return Line(f"A vote on the Council’s proceedings, not on a draft resolution{votes}", (Span.of(text, start, end),))
