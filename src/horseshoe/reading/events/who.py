"""Who a noun phrase names: the actors known there, a state's group ("Afghan rebels"), the people of a place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from horseshoe.model import Actor
from horseshoe.reading.events.grammar import conjuncts, is_noun, noun_forms, prepositional
from horseshoe.reading.events.lexicon import group_of, place_beginnings, places, words
from horseshoe.reading.known import Known
from horseshoe.reading.tree import Token

BELOW_STATE = frozenset({"rebels", "opposition", "protesters", "citizens", "gangs"})
LEFT = frozenset({"compound", "amod", "poss", "nmod", "nummod", "det", "predet"})
BORDERS = frozenset({"border", "frontier", "coast"})
LONGEST_PLACE = 3


@dataclass(frozen=True)
class Cast:
    """Looks actors up for tokens of one document."""

    known: Known

    @cached_property
    def _by_char(self) -> dict[int, Actor]:
        found: dict[int, Actor] = {}
        for mention, actor in self.known.mentions:
            for at in range(mention.span.start, mention.span.end):
                found.setdefault(at, actor)
        return found

    @cached_property
    def _found(self) -> dict[tuple[int, bool], tuple[str, ...]]:
        return {}

    def actor_at(self, token: Token) -> Actor | None:
        """The actor whose mention covers a token."""
        return self._by_char.get(token.idx)

    def is_common(self, id_: str) -> bool:
        """Whether an id stands for people named by a common noun only ("protesters")."""
        actor = self.known.by_id.get(id_)
        return actor is not None and actor.type == "group" and actor.mentions[0].span.text.islower()

    def is_unplaced(self, id_: str) -> bool:
        """Whether an id is a person's of whom nobody knows the state."""
        actor = self.known.by_id.get(id_)
        return actor is not None and actor.type == "person" and not actor.speaks_for

    def is_state_by_name(self, token: Token) -> bool:
        """Whether a token is a state's name in full, not its people's ("Chadian") nor letters ("US")."""
        actor = self.actor_at(token)
        named = token.tag_[:3] == "NNP" and not token.text.isupper()
        return named and actor is not None and actor.type == "state"

    def usable(self, token: Token) -> Actor | None:
        """The actor at a token, unless the word only says where ("on the Thai border") or against whom ("anti-Syrian")."""
        return None if _is_prefix(token) or token.head.lemma_ in BORDERS else self.actor_at(token)

    def of(self, noun: Token | None, *, deep: bool = True) -> tuple[str, ...]:
        """Ids of the actors a noun phrase names, its conjuncts included; empty where it names none."""
        if noun is None:
            return ()
        found: list[str] = []
        for head in (noun, *conjuncts(noun)):
            at = (head.i, deep)
            if at not in self._found:  # a long list is asked for from each of its members
                self._found[at] = tuple(self._one(head, deep))
            found.extend(self._found[at])
        return tuple(dict.fromkeys(found))

    def _one(self, head: Token, deep: bool) -> Iterator[str]:
        group = next((g for w in noun_forms(head) if (g := group_of().get(w))), None) if is_noun(head) else None
        own = self.actor_at(head)
        left = list(self._left(head))
        if any(t.text.lower() == "ethnic" for t in left):
            yield from self._ethnic(head)
            return
        states = [a for t in left if (a := self.usable(t)) is not None and a.type == "state"]
        if own is not None and own.type == "person" and head.text in places():
            own = None  # a town is no person, even beside a person's name
        if own is not None and own.type == "group" and _is_named_body(own, head):
            yield own.id
            return
        if own is not None and own.type != "group":
            unknown = own.type == "person" and not own.speaks_for
            if own.type == "state" and head.tag_ in ("NNPS", "NNS") and (home := self._living_in(head)) is not None:
                yield f"{home}:citizens"
                return
            people = own.type == "state" and head.tag_ in ("NNPS", "NNS", "JJ")
            nearer = states and (people or unknown)  # "Kosovo's Serbs"; not "Chad's neighbour Togo"
            yield self._state_of(states[0] if nearer else own)
            return
        if is_noun(head) and (beside := self._beside(head)) is not None:
            yield beside
            return
        states = states or [a for t in left if (a := self.usable(t)) is not None and a.type != "group"]
        known = (a for t in left if (a := self.usable(t)) is not None)
        named = [a.id for a in known if not a.mentions[0].span.text.islower()]
        if named and not states:
            yield from dict.fromkeys(named)  # "Houthi rebels" are the Houthis, wherever they fight
            return
        if not states and deep:
            behind = (a for t in self._right(head) if (a := self.usable(t)) is not None and a.type != "group")
            states = [a for a in behind if a.type != "person" or a.speaks_for]  # her bodyguard is not she
        ids = list(dict.fromkeys(self._state_of(a) for a in states))
        group = None if any(t.lower_ == "led" for t in left) else group  # "the Ruritanian-led coalition"
        if not ids and deep:
            ids = list(dict.fromkeys(self.places_in(head)))
        if ids:
            yield from (f"{i}:{group}" if group in BELOW_STATE and len(i) == 3 and i.isupper() else i for i in ids)
        elif own is not None:
            place = self.place_of(_clause(head)) if own.mentions[0].span.text.islower() and deep else None
            yield f"{place}:{own.id}" if place else own.id

    def _beside(self, head: Token) -> str | None:
        """ "Ruritania's ally, Borduria," is Borduria, and no word of Ruritania's."""
        if head.tag_ not in ("NN", "NNP") or not any(c.dep_ == "poss" for c in head.children):
            return None
        named = (a for c in head.children if c.dep_ == "appos" and (a := self.usable(c)) is not None)
        return next((a.id for a in named if a.type == "state"), None)

    def _living_in(self, head: Token) -> str | None:
        """ "The Albanians of southern Serbia" are Serbia's."""
        for place in prepositional(head, "of", "in"):
            actor = self.usable(place)
            if actor is not None and actor.type == "state":
                return actor.id
        return None

    def _ethnic(self, head: Token) -> Iterator[str]:
        """ "Ethnic Albanians in Serbia" belong to Serbia, where they live; without a place they belong to no state."""
        near = [a.id for t in self._right(head) if (a := self.actor_at(t)) is not None and a.type == "state"]
        yield from (f"{i}:citizens" for i in (near or list(self.places_in(head)))[:1])

    def _state_of(self, actor: Actor) -> str:
        return actor.speaks_for if actor.type == "person" and actor.speaks_for else actor.id

    def _left(self, head: Token) -> Iterator[Token]:
        for c in head.children:
            if c.dep_ in LEFT:
                yield c
                yield from self._left(c)
                yield from (j for j in conjuncts(c))

    def _right(self, head: Token) -> Iterator[Token]:
        """What stands behind the head in its phrase, nearest first, relative clauses left out."""
        for c in head.children:
            if c.i > head.i and c.dep_ in ("prep", "appos", "pobj", "nmod", "compound", "npadvmod"):
                yield c
                yield from self._left(c)
                yield from self._right(c)
                yield from conjuncts(c)

    def place_of(self, root: Token) -> str | None:
        """The state a sentence places its events in: by a town or region, or by "in" and a state."""
        if (town := next(self.places_in(root), None)) is not None:
            return town
        for token in root.subtree:
            if token.dep_ == "pobj" and token.head.text.lower() in words("sides", "places") and not _is_venue(token, root):
                actor = self.actor_at(token)
                if actor is not None and actor.type == "state":
                    return actor.id
        return None

    def places_in(self, token: Token) -> Iterator[str]:
        """States of the places that a token's phrase names ("in Baghdad")."""
        tree = token.tree
        left, right = token.left_edge.i, token.right_edge.i
        clause = next((c.left_edge.i for c in token.children if c.dep_ == "relcl"), right + 1)
        i = left
        while i <= min(right, clause - 1):
            if tree[i].text in place_beginnings():
                for length in range(LONGEST_PLACE, 0, -1):
                    if (state := places().get(tree.text_of(i, min(i + length, len(tree))))) is not None:
                        yield state
                        i += length - 1
                        break
            i += 1


def _clause(token: Token) -> Token:
    """The verb that a token hangs from."""
    while token.head.i != token.i and not token.tag_.startswith("VB"):
        token = token.head
    return token


def _is_named_body(own: Actor, head: Token) -> bool:
    """ "Sudan's paramilitary Rapid Support Forces" are themselves, not their state."""
    told = own.mentions[0].span.text
    return head.tag_[:3] == "NNP" and " " in told and told[:1].isupper()


def _is_venue(place: Token, verb: Token) -> bool:
    """ "Meeting in Ruritania, the ministers urged Borduria to act": where people meet is not where their act happens."""
    met = _clause(place)
    return met is not verb and met.lemma_ in words("sides", "meets")


def _is_prefix(token: Token) -> bool:
    """Whether a name only serves an "anti-" or "pro-": the anti-Syrian journalist is not Syria's."""
    return token.tree.text[max(0, token.idx - 5) : token.idx].lower().endswith(("anti-", "pro-"))
