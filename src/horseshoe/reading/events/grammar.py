"""Small questions about a dependency parse: a verb's subject, its objects and the keys it has in the lexicon."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.reading.events.lexicon import noun_roots, places, words
from horseshoe.reading.tree import Token

SUBJECTS = ("nsubj", "nsubjpass", "csubj")
BESIDE = ("poss", "compound", "amod", "nmod")
PRONOUNS = frozenset({"it", "he", "she", "they", "we", "i", "who", "which", "that"})


def child(token: Token, *deps: str) -> Token | None:
    """The first child of a token with one of the dependency labels, or None."""
    return next((c for c in token.children if c.dep_ in deps), None)


def is_verb(token: Token) -> bool:
    """Whether a token is tagged as a verb (no modal)."""
    return token.tag_.startswith("VB")


def is_noun(token: Token) -> bool:
    """Whether a token is tagged as a common or proper noun."""
    return token.tag_.startswith("NN")


def is_passive(verb: Token) -> bool:
    """Whether a verb stands in the passive: "was attacked", or a participle behind a noun ("officials held by rebels")."""
    if child(verb, "auxpass", "nsubjpass") is not None:
        return True
    return verb.dep_ in ("acl", "relcl") and verb.tag_ == "VBN" and child(verb, "nsubj", "aux") is None


def subject(verb: Token) -> Token | None:
    """The grammatical subject: its own, else that of the verb it is joined to or hangs from, else the noun it describes."""
    seen = 0
    token = verb
    if verb.dep_ == "ROOT" and child(verb, *SUBJECTS) is None:
        return _misplaced_subject(verb)
    while seen < 6:
        own = child(token, *SUBJECTS)
        if own is not None:
            if own.text.lower() in ("who", "which", "that") and token.dep_ == "relcl":
                return token.head
            return own
        if token.dep_ == "relcl" or token.dep_ == "acl":
            return token.head
        if token.dep_ == "xcomp" and (held := child(token.head, "dobj", "dative")) is not None and token.head.tag_[0] == "V":
            return held if token.i > held.i else subject(token.head)
        if token.dep_ in ("conj", "xcomp", "advcl", "pcomp", "ccomp") and is_verb(token.head):
            token = token.head
            seen += 1
            continue
        if token.dep_ == "pcomp" and is_verb(token.head.head):
            token = token.head.head
            seen += 1
            continue
        return None
    return None


def _misplaced_subject(verb: Token) -> Token | None:
    """ "In May Rice urged Chad to act": the name before a finite verb that the parser takes for a part of the date."""
    for c in verb.children:
        slips = c.i < verb.i and c.tag_.startswith("NNP") and c.dep_ == "npadvmod"
        dated = [p for p in c.children if p.dep_ == "pobj"] if c.dep_ == "prep" and c.i < verb.i and verb.tag_ == "VBD" else []
        found = c if slips else next((p for p in dated if p.i == verb.i - 1 and p.tag_.startswith("NNP")), None)
        if found is not None:
            return found
    return None


def objects(verb: Token) -> Iterator[Token]:
    """What a verb acts upon: direct objects with their conjuncts; a passive's subject."""
    own = [c for c in verb.children if c.dep_ in ("dobj", "oprd", "nsubjpass")]
    for c in own or _shared_subject(verb):
        yield c
        yield from conjuncts(c)


def _shared_subject(verb: Token) -> list[Token]:
    """ "The draft won ten votes but was vetoed, and a text vetoed before fell with it." """
    if not is_passive(verb):
        return []
    if verb.dep_ == "conj" and child(verb, *SUBJECTS) is None:
        return [c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")]
    return [verb.head] if verb.dep_ == "acl" and is_noun(verb.head) else []


def conjuncts(token: Token) -> Iterator[Token]:
    """Everything joined to a token by "and" and the like, in the order of the text. A list may have thousands of members."""
    waiting = [c for c in token.children if is_joined(c)][::-1]
    while waiting:
        found = waiting.pop()
        yield found
        waiting += [c for c in found.children if is_joined(c)][::-1]


def is_joined(token: Token) -> bool:
    """ "Ruritania, Borduria and Syldavia met": a name put beside another with a third joined to it is listed."""
    if token.dep_ != "appos":
        return token.dep_ == "conj"
    names = token.tag_ == token.head.tag_ == "NNP" and child(token, "conj") is not None
    return names and any(c.dep_ == "cc" for c in token.children)


def prepositional(token: Token, *prepositions: str) -> Iterator[Token]:
    """Objects of a token's prepositions (all of them, or those named), also through one preposition more ("out of")."""
    for c in token.children:
        if c.text.lower() == "according":
            continue
        if c.dep_ in ("prep", "agent", "dative") and (not prepositions or c.text.lower() in prepositions):
            for g in c.children:
                if g.dep_ == "pobj":
                    yield g
                    yield from conjuncts(g)
        if c.dep_ in ("prep", "prt", "advmod"):
            for inner in c.children:
                if inner.dep_ == "prep" and (not prepositions or inner.text.lower() in prepositions):
                    yield from (g for g in inner.children if g.dep_ == "pobj")


def noun_forms(noun: Token) -> tuple[str, ...]:
    """A noun's singular; with its plural first where the dictionary has that as a word of its own ("troops", "talks")."""
    word = noun.lemma_
    plural = noun.tag_ in ("NNS", "NNPS") and word.endswith("s") and not word.endswith("ss")
    return (word, word[:-1]) if plural else (word,)


def noun_words(noun: Token) -> Iterator[str]:
    """The words of a noun phrase that tell what it is about: head, modifiers, and what stands behind "of" and "for"."""
    yield from noun_forms(noun)
    for c in noun.children:
        if c.dep_ in ("compound", "amod", "nmod"):
            yield from noun_forms(c)
            yield from (g.lemma_ for g in c.children if g.dep_ in ("compound", "amod"))
    for deeper in prepositional(noun, "of", "for"):
        yield from noun_words(deeper)


def object_words(verb: Token) -> frozenset[str]:
    """All words that may meet a sense's object class."""
    found: set[str] = set()
    for noun in objects(verb):
        found.update(noun_words(noun))
    for noun in prepositional(verb):
        if noun.i < verb.i or noun.dep_ != "pobj":
            continue
        if noun.head.text.lower() in ("for", "in", "to", "on", "of", "from", "under", "out"):
            found.update(noun_forms(noun))
            found.update(c.lemma_ for c in noun.children if c.dep_ == "compound")
    return frozenset(found)


def keys(verb: Token) -> tuple[str, ...]:
    """The keys under which the lexicon may have a verb, plain lemma last: "call on", "set fire to", "go on strike", "call"."""
    base = verb.lemma_
    found: list[str] = []
    particles = [c.text.lower() for c in verb.children if c.dep_ in ("prt", "advmod") and c.i > verb.i and c.i <= verb.i + 4]
    after = [c for c in verb.children if c.dep_ in ("dobj", "acomp", "oprd", "advmod") and c.i > verb.i]
    nouns = [form for c in after for form in noun_forms(c)]
    for p in (c for c in verb.children if c.dep_ in ("prep", "dative") and not is_noun(c)):
        preposition = p.text.lower()
        found += [f"{base} {particle} {preposition}" for particle in particles]
        found += [f"{base} {noun} {preposition}" for noun in nouns]
        found.append(f"{base} {preposition}")
        found += [f"{base} {preposition} {form}" for g in p.children if g.dep_ == "pobj" for form in noun_forms(g)]
    found += [f"{base} {particle}" for particle in particles]
    found += [f"{base} {noun}" for noun in nouns]
    return (*found, base)


def complement(verb: Token) -> Token | None:
    """The clause a verb governs: "said [it would …]", "agreed [to …]"."""
    found = next((c for c in verb.children if c.dep_ in ("ccomp", "xcomp") and (is_verb(c) or c.tag_ in ("JJ", "MD"))), None)
    if found is None and (held := child(verb, "dobj", "attr")) is not None:
        found = next((c for c in held.children if c.dep_ in ("acl", "relcl") and c.tag_ == "VB"), None)
    return found


def others_of(verb: Token) -> tuple[Token, ...]:
    """Every phrase on the far side of a verb, nearest first: objects, what stands behind prepositions, clauses below it."""
    found: list[Token] = [
        *objects(verb),
        *(c for c in verb.children if c.dep_ in ("dative", "attr", "nsubjpass") and is_noun(c)),
    ]
    found += [t for o in list(found) for t in prepositional(o)]
    found += list(prepositional(verb))
    for c in verb.children:
        if c.dep_ in ("xcomp", "ccomp", "pcomp", "prep", "advcl") and c.i > verb.i:
            found += [s for s in c.children if s.dep_ in ("nsubj", "nsubjpass") and s.text.lower() not in PRONOUNS]
            found += others_of(c)
    return tuple(found)


def doers_of(act: Token) -> Iterator[Token]:
    """ "Praised the sanctions against Ruritania", "condemned Borduria's raid on it": who is judged is who did the act."""
    yield from prepositional(act, "by")
    for suffers in prepositional(act, "of", "on", "against"):
        yield from prepositional(suffers, "by")  # "the shelling of Borduria by Syldavia"
    yield from (c for c in act.children if c.dep_ in BESIDE and not _is_scene(c))


def _is_scene(word: Token) -> bool:
    """ "The Kabul airport attack": a town before a deed tells where it was done."""
    if word.dep_ not in ("compound", "nmod"):
        return False
    return word.text in places() or any(c.dep_ == "compound" and c.text in places() for c in word.children)


def is_infinitive(verb: Token) -> bool:
    """Whether a verb is an infinitive with "to"."""
    return verb.tag_ == "VB" and any(c.lower_ == "to" for c in verb.children)


def has_own_subject(verb: Token) -> bool:
    """Whether a clause has a subject of its own that is no pronoun."""
    doer = child(verb, "nsubj", "nsubjpass")
    return doer is not None and doer.lower_ not in PRONOUNS


def doers_of_deed(verb: Token) -> Iterator[Token]:
    """ "Ten people were killed in a Ruritanian raid." The deed that a passive happens in names the doer before it."""
    for deed in prepositional(verb, "in", "during"):
        if any(w in noun_roots() for w in noun_forms(deed)):
            yield from (c for c in deed.children if c.dep_ in ("poss", "compound", "amod", "nmod"))


def sufferers_of_deed(verb: Token) -> Iterator[Token]:
    """ "Ten people were killed in a Ruritanian crackdown on protesters." The deed names whom it is done to as well."""
    for deed in prepositional(verb, "in", "during"):
        if any(w in noun_roots() for w in noun_forms(deed)):
            yield from prepositional(deed, "on", "against")


def scenes(verb: Token) -> tuple[Token, ...]:
    """ "Killed in a raid": the deed that a passive verb tells of already."""
    return tuple(prepositional(verb, "in", "during")) if is_verb(verb) and is_passive(verb) else ()


def plans_itself(verb: Token) -> bool:
    """ "Ruritania wants to join." Who wants to do a thing asks nobody."""
    inner = child(verb, "xcomp")
    return inner is not None and child(inner, "nsubj") is None and not any(objects(verb))


def is_verb_like(verb: Token) -> bool:
    """Whether a verb only links ("be", "constitute"), so that its noun tells no event."""
    return verb.lemma_ in words("aspect", "linking")
