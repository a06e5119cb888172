"""How a word of voting is told, in the nine ways that matter for the Council, read off its factuality (`certainty`)."""

from __future__ import annotations

from typing import Literal

from horseshoe.reading.factuality.certainty import Factuality, factuality
from horseshoe.reading.grammar import children, has_word, is_verb, lefts, modal, verb_over
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token

Reality = Literal["done", "intended", "foretold", "doubtful", "refused", "negated", "asked", "hypothetical", "generic"]
DECLARED = ("threat", "intention")  # rules of a speaker's own plan
OPEN = ("wish", "inquiry", "in a condition", "question", "command", "counterfactual", "right")


def reality(word: Token) -> Reality:
    """Example: Russia vowed to veto it, may abstain, refused to support it, and was urged to accept it if others vote.

    How a clause or noun of an act stands to the facts. `generic` is a rule or habit, which tells no
    act at all.
    """
    found = factuality(word)
    if _by_power_used(word):
        return "done"
    if found.generic and not _by_one(word):
        return "generic"
    if _carried_out(word, found):
        return "done"
    if _would_be_one_more(word):
        return "foretold"
    if found.certainty == "underspecified" or not found.rules.isdisjoint(OPEN):
        return "asked" if _is_asked(word, found) else "hypothetical"
    if found.condition is not None and not found.future and found.certainty != "certain":
        return "hypothetical"
    if found.negated:
        return _denied(found)
    if found.future:
        return "doubtful" if _one_of_two(word) else _to_come(found)
    if found.certainty == "certain" or "accusation" in found.rules:
        return "done"
    return "foretold" if found.certainty == "probable" else "doubtful"


def _one_of_two(word: Token) -> bool:
    """Example: France and China have signalled that they will oppose the draft resolution by voting no or abstaining.

    Whether an act is named as one of two that somebody may choose between.
    """
    joined = [c for c in word.children if c.dep_ == "conj" and is_verb(c)]
    first = word.head if word.dep_ == "conj" and is_verb(word.head) else word
    return (bool(joined) or first is not word) and any(c.lower_ == "or" for c in children(first, "cc"))


def _by_one(word: Token) -> bool:
    """Example: Washington could veto any resolution put to a vote.

    What one named member may do is no rule."""
    own = [s for s in children(word, "nsubj") if s.tag_ == "NNP"]
    return len(own) == 1 and modal(word) in ("could", "may", "might", "will", "would") and not list(children(own[0], "conj"))


def _by_power_used(word: Token) -> bool:
    """Example: Russia abused its power to veto the draft, and China used its right to block it.

    Whether an infinitive tells what a power or right was used for, in the past.
    """
    power, verb = word.head, word.head.head
    used = verb.lemma_ in words("positions", "veto_noun.uses") and verb.tag_ in ("VBD", "VBN") and factuality(verb).asserted
    return word.dep_ == "acl" and power.lemma_ in ("power", "right", "privilege") and power.dep_ == "dobj" and used


def _would_be_one_more(word: Token) -> bool:
    """Example: It would be the eighth time that Moscow has used its veto on such a draft.

    An act counted under "time" is as real as the clause that counts it.
    """
    clause = next((t for t in (word, *word.ancestors) if t.dep_ == "relcl"), None)
    if clause is None or clause.head.lemma_ not in ("time", "occasion", "instance"):
        return False
    return modal(clause.head.head) in ("would", "will", "could", "may", "might")


def _denied(found: Factuality) -> Reality:
    if found.future:
        if "threat" in found.rules and found.certainty != "certain":
            return "refused"  # "dropped its threat to veto"
        if found.certainty in ("certain", "probable") or found.condition is not None:
            return "refused"  # "could not support it unless it is changed"
        return "hypothetical" if "negative implicative" in found.rules else "doubtful"
    return "negated" if found.certainty in ("certain", "probable") else "hypothetical"


def _to_come(found: Factuality) -> Reality:
    """Example: Russia vowed to veto it; Russia will veto it; Russia is expected to veto it; Russia may veto it."""
    if "preposition despite" in found.why and "intention" in found.rules:
        return "hypothetical"  # "vetoed it despite a promise to support it"
    if "appearance" in found.rules:
        return "foretold"
    declared = not found.rules.isdisjoint(DECLARED) and "implicative" not in found.rules
    if declared and (found.certainty != "possible" or not any(r.startswith("modal") for r in found.why)):
        return "intended"
    if found.certainty == "certain" or (found.condition is not None and "modal will" in found.why):
        return "intended"
    if found.condition is not None and found.sources and "modal would" in found.why:
        return "intended"  # who says what it would do unless something is done
    return "foretold" if found.certainty == "probable" else "doubtful"


def _is_asked(word: Token, found: Factuality) -> bool:
    """Example: They persuaded Moscow to support it; members should support it."""
    return "wish" in found.rules or (is_verb(word) and modal(word) in ("should", "must", "ought"))


def _carried_out(word: Token, found: Factuality) -> bool:
    """Example: France denounced China's decision to veto it and voiced anger at Russia's move to block it.

    A decision that is judged was carried out; so was what somebody was the only one to do.
    """
    noun = word.head
    if word.dep_ == "xcomp" and noun.tag_ == "VBD" and found.why[-1:] == (f"necessity: {noun.lower_}",):
        return True  # "had to cast a veto"
    if word.dep_ not in ("acl", "relcl", "xcomp") or word.tag_ not in ("VB", "VBG"):
        return False
    if noun.lemma_ in words("positions", "intent.nouns_decision"):
        judged = "factive" in found.rules
        judged = judged or (noun.dep_ in ("nsubj", "pobj") and _taken(noun))
        aimed = noun.dep_ == "pobj" and noun.head.lower_ in ("at", "over", "about", "after") and not is_verb(noun.head.head)
        return judged or aimed
    alone = {c.lower_ for c in lefts(noun)} & {"only", "sole", "lone", "single", "first", "last"}
    return bool(alone) and word.dep_ != "xcomp" and (not is_verb(noun.head) or modal(noun.head) is None)


def _taken(decision: Token) -> bool:
    """Example: The decision by Russia to veto it is shameful; Russia's decision to veto it drew anger.

    Whether a decision is spoken of as known to all, not announced or awaited.
    """
    definite = any(c.dep_ == "poss" or c.lower_ in ("the", "this", "that") for c in lefts(decision))
    verb = verb_over(decision)
    announced = verb is not None and verb.lemma_ in words("positions", "intent.threat") and decision.dep_ != "nsubj"
    return definite and not announced and (verb is None or modal(verb) is None)


def carried_out(verb: Token) -> bool:
    """Example: Togo condemned China's decision to veto it.

    Whether an infinitive tells what was done all the same.
    """
    return verb.tag_ == "VB" and reality(verb) == "done" and modal(verb) is None


REALISED = {"VBD", "VBN", "VBZ", "VBP", "VBG"}


def realised(verb: Token) -> bool:
    """Example: Russia vetoed it, blocking action, after having used its veto.

    Whether a clause tells its action as done: no infinitive, and nothing above or beside it takes
    it back.
    """
    if verb.tag_ not in REALISED or reality(verb) != "done":
        return False
    return not (verb.tag_ in ("VBN", "VBG") and has_word(verb, ("be",), "auxpass", "aux"))
