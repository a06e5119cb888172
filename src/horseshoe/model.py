"""What the things are called: frozen dataclasses that every station takes and returns.

Offsets are `[start, end)` in characters (Unicode code points) of `Document.text`. Dates are `datetime.date`.
"""

from __future__ import annotations

import dataclasses
import functools
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

ActorType = Literal["state", "organisation", "bloc", "person", "group"]
MentionHow = Literal["name", "demonym", "metonym", "pronoun", "role", "acronym"]
QuoteKind = Literal["direct", "indirect", "mixed"]
AttributionAct = Literal["say", "mention", "ask", "think", "want", "judge", "show"]
DraftStatus = Literal["pending", "put_to_vote", "adopted", "vetoed", "failed", "withdrawn"]
DraftKind = Literal["draft", "amendment", "paragraph"]
DocumentKind = Literal[
    "news", "statement", "press_release", "draft_resolution", "resolution", "meeting_record", "report", "other"
]
PublishedFrom = Literal["option", "metadata", "dateline", "file_name"]
Bound = Literal["exact", "at_least", "at_most", "about", "more_than", "less_than", "between"]
Stance = Literal[
    "sponsors",
    "supports",
    "opposes",
    "threatens_veto",
    "vetoed",
    "voted_for",
    "voted_against",
    "abstained",
    "undecided",
    "urges",
    "criticises",
]
Certainty = Literal["certain", "probable", "possible", "underspecified"]  # FactBank (Saurí and Pustejovsky 2009)
ClaimKind = Literal["blame", "accusation", "denial", "prediction", "precedent"]
PloverRoot = Literal[
    "AGREE",
    "CONSULT",
    "SUPPORT",
    "CONCEDE",
    "COOPERATE",
    "AID",
    "RETREAT",
    "REQUEST",
    "ACCUSE",
    "REJECT",
    "THREATEN",
    "PROTEST",
    "SANCTION",
    "MOBILIZE",
    "COERCE",
    "ASSAULT",
]

STANCES: tuple[str, ...] = get_args(Stance)
PLOVER_ROOTS: tuple[str, ...] = get_args(PloverRoot)
DOCUMENT_KINDS: tuple[str, ...] = get_args(DocumentKind)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A stretch of a text, `[start, end)` in characters, with the characters themselves. Raises ValueError if they disagree."""

    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end or len(self.text) != self.end - self.start:
            raise ValueError(f"span [{self.start}, {self.end}) cannot hold {len(self.text)} characters")

    @classmethod
    def of(cls, source: str, start: int, end: int) -> Span:
        """The span `[start, end)` of `source`; ValueError when it is empty or outside the text."""
        return cls(start, end, source[start:end])

    def reproduces(self, source: str) -> bool:
        """Whether `source[start:end]` is this span's text."""
        return source[self.start : self.end] == self.text

    def overlaps(self, other: Span) -> bool:
        """Whether the two spans share a character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether `other` lies wholly inside this span."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class DateRange:
    """A closed interval of days; `start == end` is one day. Raises ValueError when start is after end."""

    start: date
    end: date

    def __post_init__(self) -> None:
        if self.start > self.end:
            raise ValueError(f"date range starts {self.start} after its end {self.end}")

    def __contains__(self, day: date) -> bool:
        return self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One text with what is known of its origin. `id` is the SHA-256 of the plain text in UTF-8."""

    text: str
    path: str
    title: str | None = None
    published: date | None = None
    published_from: PublishedFrom | None = None
    publisher: str | None = None
    kind: DocumentKind = "other"
    language: str | None = "en"
    media_type: str = "text/plain"
    warnings: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """SHA-256 of the text, hexadecimal."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(frozen=True, slots=True)
class Mention:
    """Where a text names an actor, and by what kind of word."""

    span: Span
    how: MentionHow


@dataclass(frozen=True, slots=True)
class Actor:
    """A state, organisation, bloc, person or group named in a text. `id` as in the reading contract."""

    id: str
    name: str
    type: ActorType
    mentions: tuple[Mention, ...] = ()
    role: str | None = None  # a person's office, as the text words it
    speaks_for: str | None = None  # id of the body a person speaks for


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who says a quotation: the actor where known, and the words that name him (`span`)."""

    span: Span
    actor: str | None = None
    name: str | None = None
    role: str | None = None
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Attributed speech. `span` runs from the first part's start to the last part's end; `parts` hold the content alone."""

    span: Span
    parts: tuple[Span, ...]
    kind: QuoteKind
    speaker: Speaker | None = None
    cue: Span | None = None
    addressee: str | None = None
    reported_by: str | None = None
    act: AttributionAct = "say"  # what the source does; say, mention (speak of something) and ask are speech

    def __post_init__(self) -> None:
        if not self.parts or self.parts[0].start != self.span.start or self.parts[-1].end != self.span.end:
            raise ValueError("a quotation's span runs from its first part to its last")


@dataclass(frozen=True, slots=True)
class Position:
    """What an actor wants of a draft (`target`, a draft's id) or urges on another. `condition` is in the text's own words."""

    actor: str
    stance: Stance
    span: Span
    target: str | None = None
    addressee: str | None = None
    condition: str | None = None
    said_on: DateRange | None = None
    reported_by: str | None = None
    certainty: Certainty = "certain"
    negated: bool = False

    @property
    def asserted(self) -> bool:
        """Whether the text tells it as a fact: certain and not denied."""
        return self.certainty == "certain" and not self.negated

    @property
    def hedged(self) -> bool:
        """Whether the text holds it for likely or possible, and does not deny it."""
        return self.certainty in ("probable", "possible") and not self.negated


@dataclass(frozen=True, slots=True)
class Provision:
    """One thing a draft would do. `act` is the operative verb in the third person singular (urges, demands, authorizes)."""

    span: Span
    act: str
    addressee: str | None = None
    condition: str | None = None
    deadline: DateRange | None = None
    binding: bool | None = None  # None where the text does not tell
    number: str | None = None  # operative paragraph number, as printed
    part: Literal["preambular", "operative", "annex"] | None = None  # None where the text is not a resolution's own
    measures: tuple[str, ...] = ()  # what it sets up or threatens, e.g. sanctions:arms_embargo, monitoring:mission, reporting


@dataclass(frozen=True, slots=True)
class VoteCount:
    """A recorded vote; a count not given is None."""

    date: date | None = None
    yes: int | None = None
    no: int | None = None
    abstain: int | None = None

    @property
    def told(self) -> bool:
        """Whether a count is given."""
        return not (self.yes is self.no is self.abstain is None)


@dataclass(frozen=True, slots=True)
class Draft:
    """One draft resolution, however often and however differently the text names it."""

    id: str
    label: str
    mentions: tuple[Span, ...]
    symbol: str | None = None
    sponsors: tuple[str, ...] = ()
    situation: str | None = None
    status: DraftStatus = "pending"
    vote: VoteCount = field(default_factory=VoteCount)
    vetoed_by: tuple[str, ...] = ()
    matches: str | None = None  # symbol of the real draft this one was linked to
    match_reason: str | None = None
    provisions: tuple[Provision, ...] = ()
    when: DateRange | None = None  # when it was proposed, voted or vetoed, as the text says
    rivals: tuple[str, ...] = ()  # ids of drafts on the same situation that compete with it
    background: bool = False  # told as history, not on the table
    kind: DraftKind = "draft"  # an amendment, or a paragraph voted on apart, is no draft resolution of its own
    several: bool = False  # stands for several drafts told together ("six resolutions on Syria")

    def __post_init__(self) -> None:
        if not self.mentions:
            raise ValueError("a draft needs the words that name it")


@dataclass(frozen=True, slots=True)
class Figure:
    """A count with its bounds, what is counted, where, over what period, and who counts."""

    span: Span
    value: float
    unit: str
    upper: float | None = None
    bound: Bound = "exact"
    what: str | None = None
    where: str | None = None
    period: DateRange | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Event:
    """Who did what to whom, coded in PLOVER's sixteen types; the span is the sentence or clause that says so."""

    root: PloverRoot
    actors: tuple[str, ...]
    span: Span
    targets: tuple[str, ...] = ()
    when: DateRange | None = None
    where: str | None = None
    negated: bool = False
    reported_by: str | None = None
    certainty: Certainty = "certain"


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date expression and the interval it names; `range` is None while it cannot be resolved."""

    span: Span
    range: DateRange | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """Blame, accusation, denial, prediction or appeal to a precedent, always with who makes it."""

    kind: ClaimKind
    actor: str
    span: Span
    about: str | None = None  # actor blamed or accused, or the situation a precedent names (e.g. LBY)
    denied_by: str | None = None
    reported_by: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """All that one document says. Raises ValueError if any span does not reproduce its text in the document."""

    document: Document
    actors: tuple[Actor, ...] = ()
    quotes: tuple[Quote, ...] = ()
    positions: tuple[Position, ...] = ()
    drafts: tuple[Draft, ...] = ()
    figures: tuple[Figure, ...] = ()
    events: tuple[Event, ...] = ()
    dates: tuple[DateMention, ...] = ()
    claims: tuple[Claim, ...] = ()
    warnings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for span in spans_in(self):
            if not span.reproduces(self.document.text):
                raise ValueError(f"span [{span.start}, {span.end}) does not reproduce its text in {self.document.path}")


def spans_in(item: object) -> Iterator[Span]:
    """Every Span inside a dataclass of this module, depth first."""
    if isinstance(item, Span):
        yield item
        return
    parts = item if isinstance(item, tuple) else [getattr(item, name) for name in _parts_of(type(item))]  # type: ignore[arg-type]
    for part in parts:
        if isinstance(part, Span):
            yield part
        elif part is not None and not isinstance(part, str):
            yield from spans_in(part)


@functools.cache
def _parts_of(kind: type) -> tuple[str, ...]:
    """The names of a dataclass's fields; none of what is no dataclass."""
    return tuple(f.name for f in dataclasses.fields(kind)) if dataclasses.is_dataclass(kind) else ()
