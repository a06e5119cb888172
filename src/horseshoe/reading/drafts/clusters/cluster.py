"""The mentions of one draft, and what they tell of it together."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from horseshoe.model import DateRange
from horseshoe.reading.drafts.mentions import DraftMention
from horseshoe.reading.lexicon import words


@dataclass(slots=True)
class _Agreed:
    """What the mentions of one draft tell together: counted once a mention, however often it is asked for."""

    counted: int = 0
    sponsors: dict[str, None] = field(default_factory=dict)
    situation: str | None = None
    symbols: set[str] = field(default_factory=set)
    numbered: bool = False
    fates: list[str] = field(default_factory=list)
    vetoed_by: set[str] = field(default_factory=set)
    when: DateRange | None = None
    content: set[str] = field(default_factory=set)
    flags: set[str] = field(default_factory=set)
    old: bool = False
    prospective: bool = False

    def add(self, m: DraftMention) -> None:
        self.counted += 1
        self.sponsors.update(dict.fromkeys(m.sponsors))
        self.situation = self.situation or m.situation
        self.symbols.update(s for s in (m.symbol, m.resolution) if s)
        self.numbered = self.numbered or bool(m.resolution)
        self.fates += [m.fate] if m.fate else []
        self.vetoed_by.update(m.vetoed_by)
        self.when = self.when or (m.when if m.fate else None)
        self.content |= m.content
        self.flags |= m.flags
        self.old = self.old or m.old
        self.prospective = self.prospective or m.prospective


def is_vague(actor: str) -> bool:
    """Example: Western countries tabled the draft resolution, which was sponsored by Spain and Norway.

    Whether an actor's id is that of some states, not named one by one.
    """
    return actor.rpartition("-")[2] in words("drafts", "sponsor.groups")


@dataclass(slots=True)
class Cluster:
    """The mentions of one draft, in text order, with what they agree on. Mentions are only ever added, at the end."""

    mentions: list[DraftMention] = field(default_factory=list)
    weak: list[DraftMention] = field(default_factory=list)  # indefinite talk that may mean this draft
    joined: tuple[str, ...] = ()  # sponsors told apart from its name
    others: bool = False  # it has more sponsors than are named
    shared: str | None = None  # fate told of several drafts together
    _agreed: _Agreed = field(default_factory=_Agreed)

    @property
    def agreed(self) -> _Agreed:
        """What the mentions tell together."""
        for m in self.mentions[self._agreed.counted :]:
            self._agreed.add(m)
        return self._agreed

    def sponsors(self) -> tuple[str, ...]:
        """All sponsors that the mentions name, in text order; of groups of states only those told beside states."""
        found = tuple(dict.fromkeys([*self.agreed.sponsors, *self.joined]))
        told = [m.sponsors for m in self.mentions if not all(is_vague(s) for s in m.sponsors)]
        named = {*self.joined, *(s for sponsors in told for s in sponsors)}
        return tuple(s for s in found if s in named) or found

    def sponsored_by(self, actors: Iterable[str]) -> bool:
        """Whether one of some actors is a sponsor."""
        return not self.agreed.sponsors.keys().isdisjoint(actors)

    def situation(self) -> str | None:
        """The first situation a mention names."""
        return self.agreed.situation

    def symbols(self) -> set[str]:
        """Symbols and resolution numbers."""
        return self.agreed.symbols

    def numbered(self) -> bool:
        """Whether a mention gives its number as an adopted resolution."""
        return self.agreed.numbered

    def fates(self) -> list[str]:
        """What the mentions say became of it, in text order."""
        return self.agreed.fates or ([self.shared] if self.shared else [])

    def counted(self) -> bool:
        """Whether its adoption is told only by how many members voted for it."""
        adopted = [m for m in self.mentions if m.fate == "adopted"]
        return bool(adopted) and all(m.counted for m in adopted)

    def when(self) -> DateRange | None:
        """The date of its fate, else None."""
        return self.agreed.when

    def past(self) -> bool:
        """Whether its first mention tells it as history ("earlier", "already")."""
        return bool(self.mentions[0].flags & {"earlier", "past"}) and self.mentions[0].fate is not None

    def old(self) -> bool:
        """Whether its fate is told with a date long before publication."""
        return self.agreed.old

    def to_come(self) -> bool:
        """Whether it is told by what it would do once adopted."""
        return self.agreed.prospective

    def voted_on(self) -> bool:
        """Whether a vote on it is told as held, or what became of it."""
        return bool(self.fates()) or any(m.voted for m in self.mentions)

    def of_another_time(self) -> bool:
        """The United States used its veto to kill a similar resolution.

        Whether its first mention names it as an earlier or similar one whose fate is known: never
        the one on the table.
        """
        first = self.mentions[0]
        return "earlier" in first.flags and first.determiner == "a" and first.fate is not None

    def cited(self) -> bool:
        """Whether it is a numbered resolution of which only a vote in passing is told."""
        return all(m.cited or m.fate is None for m in self.mentions) and any(m.cited for m in self.mentions)

    def subject_unknown(self) -> bool:
        """Whether it is another text than the one on the table and need not be on the same subject."""
        unnamed = all(m.act for m in self.mentions)
        return (self.numbered() and (self.cited() or self.old())) or (unnamed and self.old())

    def plural(self) -> bool:
        """Whether it stands for several drafts told together."""
        return self.mentions[0].plural
