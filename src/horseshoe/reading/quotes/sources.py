"""Who stands as the source of a verb: its subject, the subject it shares, or the noun it modifies."""

from __future__ import annotations

from horseshoe.reading.words import Words

SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def subject(words: Words, verb: int) -> int | None:
    """The head of the subject of a verb, its own or shared.

    "Churkin took the floor and said": said <- Churkin. "He went on to say": say <- He. "a diplomat, speaking to reporters":
    speaking <- diplomat. "the envoy, who said": said <- who.
    """
    seen = 0
    passive = words.child(verb, "auxpass") is not None
    if passive and (by := agent(words, verb)) is not None:
        return by
    while seen < 6:
        own = words.child(verb, "nsubj", "csubj") if not passive else words.child(verb, "nsubjpass")
        if own is None and not passive:
            own = words.child(verb, "nsubjpass")
        if own is not None:
            return own
        dep, head = words.dep[verb], words.head[verb]
        if head == verb:
            return None
        if dep in ("acl", "relcl"):
            return head
        if dep == "pcomp":  # "in saying that", "after telling"
            up = words.head[head]
            if not words.is_verb(up):
                return None
            head = up
        if dep == "xcomp":
            other = words.child(head, "dobj", "dative")
            if other is not None and other < verb and words.tag[other][0] in "NP" and words.tag[verb] in ("VB", "VBG"):
                return other
        if dep not in ("xcomp", "conj", "advcl", "ccomp", "pcomp", "dep", "parataxis") or not words.is_verb(head):
            return None
        verb, seen, passive = head, seen + 1, False
    return None


def agent(words: Words, verb: int) -> int | None:
    """The one by whom something is done: "it was vetoed by Russia" <- Russia."""
    by = words.child(verb, "agent")
    return words.child(by, "pobj") if by is not None else None


def possessor(words: Words, noun: int) -> int | None:
    """Whose noun it is: "Russia's threat" <- Russia, "the warning of the envoy" <- envoy, "Moscow issued a warning" <- Moscow."""
    for c in words.children[noun]:
        if words.dep[c] == "poss":
            return c
    for c in words.children[noun]:
        if words.dep[c] == "prep" and words.low[c] in ("from", "by"):
            return words.child(c, "pobj")
    if words.dep[noun] == "dobj" and words.is_verb(words.head[noun]):
        return subject(words, words.head[noun])
    if words.dep[noun] == "pobj" and words.dep[words.head[noun]] == "prep":
        up = words.head[words.head[noun]]
        if words.is_verb(up):
            return subject(words, up)
    for c in words.children[noun]:
        if words.dep[c] in ("compound", "amod") and words.tag[c] in ("NNP", "NNPS"):
            return c
    return None
