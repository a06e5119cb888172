"""What a noun of an act tells: whose deed, done to whom, and on whose deed a judgement is passed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from horseshoe.model import PloverRoot
from horseshoe.reading.events.grammar import doers_of, is_noun, is_passive, noun_forms, prepositional, subject
from horseshoe.reading.events.lexicon import HARMFUL, noun_roots, words
from horseshoe.reading.tree import Token

BEHIND = ("against", "with", "on", "to", "of", "for", "from", "in", "into", "at", "between", "by")
ON = ("against", "on", "of", "upon", "at", "with")
# praise, blame and opposition judge what somebody does: the types of the acts judged, by the type of the judgement
HARM: tuple[PloverRoot, ...] = ("ASSAULT", "SANCTION", "COERCE", "THREATEN", "MOBILIZE", "ACCUSE")
# what is done, not said: no "that" clause tells it
DONE: tuple[PloverRoot, ...] = ("ASSAULT", "SANCTION", "COERCE", "MOBILIZE", "RETREAT", "PROTEST")
JUDGED_BY: dict[PloverRoot, tuple[PloverRoot, ...]] = {
    "SUPPORT": (*HARM, "RETREAT", "CONCEDE", "AID", "REJECT"),
    "ACCUSE": (*HARM, "RETREAT", "CONCEDE", "AID", "REJECT"),
    "REJECT": HARM,
}


@dataclass(frozen=True, slots=True)
class Coded:
    """An event as its words tell it: type, verb, the phrases of both sides in order of trust, and who reports it.

    `refusal`: the type itself tells the verb's negation ("will not accept": REJECT). `announced`: the type tells an act that is
    still to come as announced ("will send aid": AGREE). `told_by`: the word whose factuality is the event's, where that is not
    the verb ("said Sudan must return it": the demand is as certain as the saying).
    """

    root: PloverRoot
    verb: Token
    actors: tuple[Token, ...] = ()
    targets: tuple[Token, ...] = ()
    refusal: bool = False
    announced: bool = False
    told_by: Token | None = None
    reporter: Token | None = None
    passive: bool = False
    strict: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands above a verb: who reports it, whom a pronoun means, how deep the walk is."""

    reporter: Token | None = None
    speaker: Token | None = None
    depth: int = 0
    seen: frozenset[int] = field(default_factory=frozenset)

    def below(self, verb: Token, reporter: Token | None = None) -> Frame:
        """The frame one verb further down."""
        return Frame(reporter or self.reporter, reporter or self.speaker, self.depth + 1, self.seen | {verb.i})


def root_of(forms: Iterable[str]) -> PloverRoot | None:
    """The type of the first of a noun's forms that names an act, or None."""
    return next((noun_roots()[form] for form in forms if form in noun_roots()), None)


def deed_of(noun: Token, frame: Frame) -> Coded | None:
    """ "Ruritania's raid on Borduria came as a surprise." The noun itself names who did it and to whom."""
    root = root_of(noun_forms(noun))
    if root is None or any(_is_headline_verb(c) for c in noun.children):
        return None
    root = "ASSAULT" if _is_armed(noun) else root
    by = tuple(doers_of(noun)) or tuple(prepositional(noun, "between"))[:1]  # "the war between the two"
    far = tuple(prepositional(noun, *(ON if root in HARMFUL else BEHIND)))
    return Coded(root, noun, by, far, reporter=frame.reporter, strict=True)


def _is_headline_verb(word: Token) -> bool:
    """ "UN denounces attacks on villagers": a headline's verb that the tagger takes for a noun, with its names."""
    named = any(c.dep_ == "compound" and c.tag_[:3] == "NNP" for c in word.children)
    return named and word.dep_ == "compound" and word.lower_.removesuffix("s") in words("judging", "verbs")


def _is_armed(strike: Token) -> bool:
    """ "Ruritanian strikes have intensified", "the missile strike on the port": no workers' strike."""
    if strike.lemma_ != "strike":
        return False
    beside = {c.lower_ for c in strike.children if c.dep_ in ("amod", "compound", "nmod")}
    if beside & words("strikes", "labour"):
        return False
    aimed = any(prepositional(strike, "on", "against"))
    return bool(aimed or beside & words("strikes", "armed") or (strike.tag_ == "NNS" and any(doers_of(strike))))


def is_act(noun: Token, judgement: PloverRoot) -> bool:
    """Whether a noun tells an act of somebody, on which a judgement of that type is passed."""
    forms = noun_forms(noun)
    if any(w in words("judged", "acts") for w in forms):
        return True  # "condemned the coup in Ruritania": not Ruritania
    return any(noun_roots().get(w) in JUDGED_BY[judgement] for w in forms)


def not_acts(root: PloverRoot, phrases: Iterable[Token]) -> Iterator[Token]:
    """ "Voiced condemnation of Borduria's raid on Syldavia": of an act judged, only who did it."""
    for phrase in phrases:
        if root in JUDGED_BY and is_noun(phrase) and is_act(phrase, root):
            yield from doers_of(phrase)
        else:
            yield phrase


def judged(verb: Token, acts: list[Token]) -> Iterator[Token]:
    """ "Condemned the raid by Ruritania": whose acts a verb judges."""
    for act in acts:
        yield from doers_of(act)
    if not is_passive(verb):
        yield from prepositional(verb, "by")  # which the parse hangs on the verb at times


def sufferers_of_doing(verb: Token) -> Iterator[Token]:
    """ "Ruritania's raid on Borduria killed ten." The deed that kills names whom it is done to as well."""
    deed = subject(verb)
    if deed is not None and is_noun(deed) and any(noun_roots().get(w) in HARM for w in noun_forms(deed)):
        yield from (p for p in prepositional(deed, "on", "against") if p.tag_[:2] in ("NN", "PR"))


def ended(root: PloverRoot) -> PloverRoot:
    """What ending an act tells: an assault ended is a retreat, a restriction ended a concession, help ended a sanction."""
    if root in ("ASSAULT", "MOBILIZE"):
        return "RETREAT"
    return "CONCEDE" if root in HARMFUL or root in ("REQUEST", "ACCUSE", "REJECT") else "SANCTION"
