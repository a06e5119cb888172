"""The text of a draft or an adopted resolution: one Draft with its provisions."""

from __future__ import annotations

from collections import Counter

from horseshoe.model import DateRange, Document, Draft, Position, Span, VoteCount
from horseshoe.reading.formal.header import Header, read_header
from horseshoe.reading.formal.items import FormalItems, state_actors
from horseshoe.reading.formal.paragraphs import find_body
from horseshoe.reading.formal.provisions import read_provisions
from horseshoe.reading.formal.states import states_in

DRAFT_ID = "draft-1"


def read_resolution(document: Document) -> FormalItems:
    """The draft or resolution that a document is, with its sponsors' positions; nothing where no resolution's body is found."""
    text = document.text
    body = find_body(text)
    if body is None:
        return FormalItems()
    header = read_header(text, body)
    when = header.day or document.published
    situation = find_situation(text, body)
    draft = Draft(
        id=DRAFT_ID,
        label=_label(header, situation),
        mentions=(header.named or _council_line(text, body),),
        symbol=header.symbol,
        sponsors=tuple(s.id for s in header.sponsors),
        situation=situation,
        status="adopted" if header.adopted else "pending",
        vote=VoteCount(date=when if header.adopted else None, **_tally(header)),
        provisions=read_provisions(text, body, when),
        when=DateRange(when, when) if when else None,
    )
    positions = tuple(
        Position(s.id, "sponsors", Span.of(text, s.start, s.end), target=DRAFT_ID, said_on=draft.when) for s in header.sponsors
    )
    return FormalItems((draft,), positions, actors=state_actors(text, header.sponsors), own_draft=True)


def find_situation(text: str, body: int) -> str | None:
    """The state that a resolution's body names most often, None where none is named half as often again as the next."""
    counts = Counter(state.id for state in states_in(text, body))
    ranked = counts.most_common(2)
    if not ranked:
        return None
    if len(ranked) == 2 and ranked[0][1] < 1.5 * ranked[1][1]:
        return None
    return ranked[0][0]


def _label(header: Header, situation: str | None) -> str:
    if header.resolution is not None and header.symbol is not None:
        return f"Resolution {header.symbol.removeprefix('S/RES/')}"
    if header.symbol:
        return f"Draft resolution {header.symbol}"
    return f"Draft resolution on {situation}" if situation else "Draft resolution"


def _tally(header: Header) -> dict[str, int]:
    return {"yes": 15, "no": 0, "abstain": 0} if header.unanimous and header.day and header.day.year > 1965 else {}


def _council_line(text: str, body: int) -> Span:
    line = text[:body].rstrip()
    start = line.rfind("The Security Council") if "The Security Council" in line else line.rfind("The")
    return Span.of(text, max(start, 0), len(line))
