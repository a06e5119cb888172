"""Both sides of an event: who acts, on whom, where; by the phrases of the frame, then by what the sentence itself implies."""

from __future__ import annotations

from dataclasses import dataclass

from horseshoe.reading.events.deeds import Coded
from horseshoe.reading.events.grammar import (
    child,
    conjuncts,
    is_noun,
    is_verb,
    noun_forms,
    noun_words,
    object_words,
    prepositional,
)
from horseshoe.reading.events.lexicon import HARMFUL, group_of, noun_roots, places, words
from horseshoe.reading.events.who import BELOW_STATE, Cast
from horseshoe.reading.tree import Token

# Types that a state and its people do to each other: "students" or "the president" are those of the other side's state.
DOMESTIC = frozenset({"CONCEDE", "COERCE", "PROTEST", "REQUEST", "REJECT", "THREATEN", "ACCUSE", "AGREE"})
CRITICS = frozenset({"protesters", "opposition"})  # those whom a state's own forces meet
TALK = frozenset({"CONCEDE", "REQUEST", "REJECT", "AGREE"})  # what a state and its own rebels tell each other
FROM_BELOW = frozenset({"PROTEST", "REQUEST", "REJECT", "THREATEN", "AGREE"})
# the relations that lead from a side to its act
OWN = frozenset(
    {"dobj", "dative", "nsubjpass", "nsubj", "attr", "oprd", "pobj", "prep", "agent", "xcomp", "ccomp", "pcomp", "conj", "acl"}
    | {"poss", "amod", "compound", "nmod", "acomp", "appos"}
)
OWN_PEOPLE = frozenset({"opposition", "protesters", "citizens", "authorities"})


@dataclass(frozen=True, slots=True)
class Sides:
    """Actor ids of both sides, and the state that the sentence places the event in.

    `inferred`: a side is not named as the subject or the object of the act itself, but supplied from elsewhere in the sentence.
    """

    actors: tuple[str, ...]
    targets: tuple[str, ...]
    where: str | None
    inferred: bool = False


def find_sides(cast: Cast, coded: Coded) -> Sides:
    """The sides of a coded event. A place told in another clause ("he said in Geneva") is not the event's."""
    where = cast.place_of(coded.verb)
    actors = _named(cast, _doers(cast, coded))
    home = _state(actors) or where
    targets, phrase = _target(cast, coded, home, where, actors)
    named = phrase is not None and is_own(phrase, coded.verb) and _names_it(cast, phrase)
    supplied = False
    if not targets and not coded.strict:
        targets = _rest(cast, coded, actors)
    official = coded.root in ("COERCE", "ACCUSE") or coded.verb.lemma_ in words("domestic", "authority")
    if not actors and coded.passive and where is not None and official:
        actors, supplied = (f"{where}:authorities",), True
    if not actors and not (coded.passive and not coded.actors):
        actors = _group_of_state(coded, coded.actors, where, _state(targets) if coded.root in FROM_BELOW else None)
        if not actors:
            actors = _own_group(coded.actors, _state(targets))
            supplied = bool(actors)
    if not targets and not coded.strict:
        targets = _at_home(coded, actors, where) or _own_group(coded.targets, _state(actors))
    found = (*_persons(cast, coded), *targets)
    targets = tuple(dict.fromkeys(t for t in found if t not in actors))
    supplied = supplied or (coded.root == "SANCTION" and not actors and coded.passive)
    itself = bool(found) and not targets and coded.root in HARMFUL
    return Sides(actors, targets, where, supplied or itself or (bool(targets) and not named) or _within_state(actors, targets))


def _doers(cast: Cast, coded: Coded) -> tuple[Token, ...]:
    """ "The Ruritania invasion" is one of Ruritania, "the Ruritanian invasion" is Ruritania's."""
    if not is_noun(coded.verb) or coded.root != "ASSAULT":
        return coded.actors
    bare = (a for a in coded.actors if a.dep_ == "compound" and cast.is_state_by_name(a))
    invaded = set(bare)
    return tuple(a for a in coded.actors if a not in invaded)


def _own_group(phrases: tuple[Token, ...], state: str | None) -> tuple[str, ...]:
    """ "Ruritanian troops took a guerrilla stronghold." A group without a country is thought to be of the other side's."""
    group = _group(phrases)
    return (f"{state}:{group}",) if state is not None and group in BELOW_STATE - {"citizens"} else ()


def _within_state(actors: tuple[str, ...], targets: tuple[str, ...]) -> bool:
    """Whether every target is the actors' own state or simply its people: "Syria attacks Syria's citizens" tells nothing."""
    states = {a[:3] for a in actors if a[:3].isupper()}
    return bool(targets) and all(t[:3] in states and t[3:] in ("", ":citizens", ":authorities") for t in targets)


def is_own(phrase: Token, verb: Token) -> bool:
    """Whether a phrase belongs to the act itself: its subject or object, or behind a preposition of its verb or object."""
    token, below, nouns = phrase, phrase, 0
    while token is not verb:
        if token.head is token or token.dep_ not in OWN:
            return False
        if token.dep_ == "prep" and token.lower_ not in words("sides", "prepositions") and not _is_deed(below):
            return False
        if token.dep_ == "prep" and token.lower_ in words("sides", "topics") and token.head.lemma_ in words("sides", "texts"):
            return False  # "a draft on Ruritania" is done to nobody
        nouns += token.dep_ == "pobj"
        token, below = token.head, token
    return nouns <= 2


def _names_it(cast: Cast, phrase: Token) -> bool:
    """ "Attacked a convoy from Ruritania." Not so "a peace in line with the charter of Borduria".

    The topic of a text is none either, its maker is: "vetoed the Bordurian draft".
    """
    if cast.of(phrase, deep=False) or _group((phrase,)) is not None:
        return True
    if phrase.lemma_ in words("sides", "texts"):
        return False
    behind = (p for head in (phrase, *conjuncts(phrase)) for p in prepositional(head))
    named = any(cast.of(p, deep=False) for p in behind)
    return named or next(cast.places_in(phrase), None) is not None


def _is_deed(noun: Token) -> bool:
    """ "Killed in a crackdown on protesters": the deed in which an act happens is the act itself."""
    return is_noun(noun) and any(w in noun_roots() for w in noun_forms(noun))


def _persons(cast: Cast, coded: Coded) -> tuple[str, ...]:
    """ "Rebels killed the dictator Ruritanov": a person who suffers it is a target beside the state that he stands for."""
    own = [phrase for phrase in coded.targets if not is_owned(phrase, coded.targets)]
    heads = [head for phrase in own for head in (phrase, *conjuncts(phrase)) if head.text not in places()]
    heads = [named for head in heads for named in (head, child(head, "appos")) if named is not None]  # "the dictator Ruritanov"
    found = [actor for head in heads if (actor := cast.actor_at(head)) is not None]
    return tuple(actor.id for actor in found if actor.type == "person")


def is_owned(phrase: Token, targets: tuple[Token, ...]) -> bool:
    """Whether a phrase only tells whose the object is: "a bodyguard of Ruritanov"; not so "the killing of Ruritanov"."""
    noun = phrase.head.head
    return phrase.dep_ == "pobj" and is_noun(noun) and noun in targets and not any(w in noun_roots() for w in noun_forms(noun))


def _named(cast: Cast, phrases: tuple[Token, ...]) -> tuple[str, ...]:
    """The actors of the first phrase that names any."""
    return next((found for phrase in phrases if (found := cast.of(phrase))), ())


def _target(
    cast: Cast, coded: Coded, home: str | None, where: str | None, actors: tuple[str, ...]
) -> tuple[tuple[str, ...], Token | None]:
    """The actors of the first phrase that names any, or that names a group whose state is plain; and that phrase."""
    for phrase in coded.targets:
        if phrase.lower_ == "you" and phrase.dep_ in ("dobj", "dative"):
            break  # "thank you for the briefing on Ruritania"
        found = cast.of(phrase)
        if found == actors and child(phrase, "poss") is not None:
            continue  # "its ambassador" stands on the actor's own side
        people = _group_of_state(coded, (phrase,), where, home) if is_noun(phrase) and not coded.strict else ()
        if found and all(cast.is_unplaced(i) for i in found):
            return (*found, *people), phrase  # "President Ruritanov" of whom the other side's own state asks something
        if found and not all(cast.is_common(i) for i in found):
            return found, phrase
        if people or found:
            return people or found, phrase
    return (), None


def _group_of_state(coded: Coded, phrases: tuple[Token, ...], where: str | None, other: str | None) -> tuple[str, ...]:
    """A group named without its state: of the state where the event is; between a state and its people, of the other side's."""
    group = _group(phrases)
    if group is None:
        return ()
    domestic = (coded.root in DOMESTIC and group in OWN_PEOPLE) or group in CRITICS
    domestic = domestic or (coded.root in TALK and group == "rebels")
    state = where or (other if domestic else None)
    if state is None:
        return ()
    return (f"{state}:{group}" if group in BELOW_STATE or group == "authorities" else state,)


def _group(phrases: tuple[Token, ...]) -> str | None:
    """The group of people that a phrase without a country names ("thousands of demonstrators")."""
    for phrase in phrases:
        beside = {c.lower_ for c in phrase.children}
        if "ethnic" in beside:
            return "citizens"
        if beside & words("groups_told", "unknown"):
            return "rebels"
        if beside & words("groups_told", "sides") and phrase.lemma_ == "party":
            continue  # "urged both parties"
        for word in noun_words(phrase):
            if (group := group_of().get(word)) is not None:
                return group
    return None


def _at_home(coded: Coded, actors: tuple[str, ...], where: str | None) -> tuple[str, ...]:
    """The other side of what happens within one state: its people under a curfew; its authorities where they protest.

    PLOVER codes a protest whose target is not named against the authorities of the country.
    """
    state = _state(actors)
    if state is None or where not in (None, state):
        return ()
    if coded.root == "PROTEST":
        return (f"{state}:authorities",)
    if coded.root in words("domestic", "roots") and any(
        object_words(v) & words("domestic", "objects") for v in coded.verb.subtree if is_verb(v)
    ):
        return (f"{state}:citizens",)
    return ()


def _state(ids: tuple[str, ...]) -> str | None:
    """The state of the first id that has one: "SYR", "SYR:rebels"."""
    return next((i[:3] for i in ids if i[:3].isupper() and i[3:4] in ("", ":")), None)


def _rest(cast: Cast, coded: Coded, actors: tuple[str, ...]) -> tuple[str, ...]:
    """An actor named behind the verb in its own clause, where no slot of the frame names one."""
    taken = {a[:3] for a in actors}
    for token in coded.verb.subtree:
        if token.i > coded.verb.i and _same_clause(token, coded.verb):
            actor = cast.usable(token)
            if actor is not None and actor.id[:3] not in taken:
                return (actor.id,)
    return ()


def _same_clause(token: Token, verb: Token) -> bool:
    """Whether a token hangs from a verb without a clause of its own between them ("which the West criticised")."""
    while token.i != verb.i and token.head.i != token.i:
        own_clause = token.dep_ == "advcl" and child(token, "mark", "nsubj") is not None
        joined = token.dep_ == "conj" and is_verb(token)
        if token.dep_ == "relcl" or own_clause or joined or token.text.lower() == "according":
            return False
        token = token.head
    return token.i == verb.i
