"""Whether a clause tells its action as done, intended, doubtful, refused or asked of somebody else."""

from __future__ import annotations

from typing import Literal

from horseshoe.reading.drafts.attributes import realised
from horseshoe.reading.grammar import MODALS_OF_DOUBT, children, is_verb, lefts, mark, modal, negated
from horseshoe.reading.lexicon import words
from horseshoe.reading.tree import Token

Reality = Literal["done", "intended", "doubtful", "refused", "negated", "asked", "hypothetical"]


def reality(verb: Token) -> Reality:
    """Example: Russia vowed to veto it, may abstain, refused to support it, and was urged to accept it if others vote.

    How a clause stands to the facts.
    """
    own = _own(verb)
    if verb.sent.text.rstrip().endswith("?"):
        return "hypothetical"
    if [t.lower_ for t in verb.tree[max(0, verb.i - 4) : verb.i]][-2:] == ["but", "to"]:
        return "intended"  # "has no choice but to"
    if own in ("hypothetical", "asked"):
        return own
    return _under(verb, own)


def _own(verb: Token) -> Reality:
    if mark(verb) in ("if", "unless", "whether") or _in_condition(verb):
        return "hypothetical"
    aux = modal(verb)
    no = negated(verb)
    if aux in MODALS_OF_DOUBT:
        return "negated" if no else "doubtful"
    if aux in ("should", "must", "ought"):
        return "asked"
    if aux in ("will", "would", "shall", "can"):
        if no:
            return "refused"
        return "intended" if aux != "can" else "doubtful"
    if no:
        return "negated" if verb.tag_ != "VBG" else "refused"
    if verb.tag_ == "VBG" and verb.dep_ == "pcomp" and verb.head.lower_ in ("without", "from", "against"):
        return "refused"
    if _only_one_to(verb):
        return "done"
    if realised(verb) or _with_participle(verb):
        return "done"
    return "doubtful" if verb.tag_ in ("VB", "VBG") else "done"


def _only_one_to(verb: Token) -> bool:
    """Example: Russia was the only country to oppose the text."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl", "xcomp", "advcl") or verb.tag_ not in ("VB", "VBG"):
        return False
    alone = {c.lower_ for c in lefts(noun)}
    return bool(alone & {"only", "sole", "lone", "single", "first", "last"}) and (
        not is_verb(noun.head) or modal(noun.head) is None
    )


def _with_participle(verb: Token) -> bool:
    """Example: It failed, with China abstaining."""
    return verb.tag_ == "VBG" and (
        any(True for _ in children(verb, "nsubj"))
        or (verb.dep_ in ("acl", "amod", "pcomp") and (verb.head.head.lower_ == "with" or verb.head.lower_ == "with"))
    )


def _in_condition(verb: Token) -> bool:
    """Whether the verb stands inside an if-clause of another one."""
    token = verb
    while token.head != token:
        if token.dep_ in ("advcl", "ccomp") and mark(token) in ("if", "unless", "whether"):
            return True
        if token != verb and mark(token) == "if":
            return True
        token = token.head
    return False


def _under(verb: Token, own: Reality) -> Reality:
    """What the words above a clause make of it."""
    head = verb.head
    if verb.dep_ == "conj" and is_verb(head) and own == "doubtful" and verb.tag_ == head.tag_:
        return reality(head)
    if verb.dep_ in ("xcomp", "ccomp", "pcomp", "acl", "advcl", "dobj"):
        governor = head.head if verb.dep_ == "pcomp" and not is_verb(head) else head
        return _governed(verb, governor, own)
    return own


def _governed(verb: Token, governor: Token, own: Reality) -> Reality:
    word = governor.lemma_
    bare = verb.tag_ in ("VB", "VBG") and modal(verb) is None and own in ("doubtful", "refused")
    no = negated(governor)
    if not is_verb(governor):
        if verb.dep_ in ("acl", "pcomp") and bare:
            for kind, key in (("intended", "nouns_threat"), ("refused", "nouns_refusal"), ("doubtful", "nouns_doubt")):
                if word in words("positions", f"intent.{key}"):
                    return "negated" if any(c.lower_ == "no" for c in lefts(governor)) else kind  # type: ignore[return-value]
        if governor.dep_ in ("acomp", "attr") and bare:
            return _adjective(governor, own)
        return own
    if _told_object(verb, governor, word):
        return "asked"
    if word in words("positions", "intent.refuse") and bare:
        return "doubtful" if no else "refused"
    if word == "be" and bare and verb.dep_ == "xcomp":
        return own
    if bare and word in (words("positions", "intent.threat") | words("positions", "intent.intend")):
        inner = reality(governor) if governor != verb else "done"
        if no:
            return "negated"
        return "intended" if inner in ("done", "intended") else inner
    if word == "rule" and not bare:  # "it could not be ruled out that Russia would veto it"
        return "doubtful" if no else "negated"
    if word in words("positions", "intent.doubt"):
        if no:
            return "negated"
        return own if own in ("refused", "negated") and not bare else "doubtful"
    if word in ("deny",) and verb.dep_ == "ccomp":
        return "negated"
    return own


def _adjective(adjective: Token, own: Reality) -> Reality:
    word = adjective.lemma_
    no = negated(adjective.head) or negated(adjective)
    if word in words("positions", "intent.unwilling"):
        return "refused"
    if word in words("positions", "intent.ready"):
        return "refused" if no else "intended"
    return "doubtful" if word in words("positions", "intent.doubtful") else own


def _told_object(verb: Token, governor: Token, word: str) -> bool:
    """Example: They persuaded Moscow to support it."""
    if word not in words("positions", "intent.urged") or verb.dep_ not in ("xcomp", "ccomp", "advcl", "pcomp"):
        return False
    if verb.tag_ not in ("VB", "VBG") or modal(verb):
        return False
    if word in ("warn", "tell", "say"):
        return verb.tag_ == "VB"
    if word in ("want", "push", "press", "expect", "ask", "help") and not any(True for _ in children(governor, "dobj")):
        return any(True for _ in children(verb, "nsubj")) and word != "expect"
    return word != "expect"
