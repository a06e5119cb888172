"""What a formal document adds to a reading."""

from __future__ import annotations

from dataclasses import dataclass

from horseshoe.council.states import name_on
from horseshoe.model import Actor, Draft, Mention, Position, Quote, Span
from horseshoe.reading.formal.states import NamedState


@dataclass(frozen=True, slots=True)
class FormalItems:
    """Items read from a document's layout. `own_draft` is True where the document itself is the draft."""

    drafts: tuple[Draft, ...] = ()
    positions: tuple[Position, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actors: tuple[Actor, ...] = ()
    own_draft: bool = False
    speakers: tuple[tuple[Span, str], ...] = ()  # words that name a delegate, and the state he speaks for
    warnings: tuple[str, ...] = ()
    meeting: bool = False  # True where the document is the account of a meeting, so that its layout tells every vote


def state_actors(text: str, named: tuple[NamedState, ...]) -> tuple[Actor, ...]:
    """The states named in lists and brackets as actors with their mentions, in order of first mention."""
    mentions: dict[str, list[Mention]] = {}
    for state in sorted(named, key=lambda s: s.start):
        mention = Mention(Span.of(text, state.start, state.end), "name")
        if mention not in mentions.setdefault(state.id, []):
            mentions[state.id].append(mention)
    return tuple(Actor(id_, name_on(id_), "state", tuple(found)) for id_, found in mentions.items())
