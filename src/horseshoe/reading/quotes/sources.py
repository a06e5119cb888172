"""Who stands as the source of a verb: its subject, the subject it shares, or the noun it modifies."""

from __future__ import annotations

from horseshoe.reading.quotes.attribution import Cover
from horseshoe.reading.quotes.cues import lexicon
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.words import Words

NAMING = ("NNP", "NNPS")
LONG = 12  # tokens of a subject
SUBJECTS = ("nsubj", "nsubjpass", "csubj", "expl")


def subject(words: Words, verb: int) -> int | None:
    """The head of the subject of a verb, its own or shared.

    "Churkin took the floor and said": said <- Churkin. "He went on to say": say <- He. "a diplomat, speaking to reporters":
    speaking <- diplomat. "the envoy, who said": said <- who.
    """
    seen = 0
    if is_afterthought(words, verb) or is_second_report(words, verb):
        verb = speech_above(words, verb)
    passive = words.child(verb, "auxpass") is not None
    reduced = words.tag[verb] == "VBN" and words.dep[verb] in ("acl", "advcl", "amod")  # "a draft seen by this agency"
    if (passive or reduced) and (by := agent(words, verb)) is not None:
        return by
    if passive and words.lemma(verb) in roles().addressing:
        return None  # "he was told": nobody knows by whom
    while seen < 6:
        own = _own_subject(words, verb) if not passive else words.child(verb, "nsubjpass")
        if own is None and not passive:
            own = words.child(verb, "nsubjpass")
        if own is not None and _disagrees(words, verb, own) and (other := _singular_before(words, verb)) is not None:
            return other
        if own is not None:
            up = words.head[verb]
            mute = words.low[own] in roles().documents or roles().is_thing(words.low[own])
            above = words.tag[verb] == "VBG" and mute and words.is_verb(up) and own > up
            return subject(words, up) or own if above else own  # "issued a statement saying": who issued
        dep, head = words.dep[verb], words.head[verb]
        if head == verb:
            return None
        if dep in ("acl", "relcl"):
            up = words.head[head]
            if words.tag[verb] in ("VBD", "VBZ") and words.tag[verb - 1] in ("NN", *NAMING) and verb - 1 != head:
                return verb - 1  # "a debate so heated one diplomat said"
            if words.tag[verb] == "VBG" and words.dep[head] == "pobj" and words.low[up] == "to":
                up = words.head[up]  # "sent a message to supporters saying": who sent
                up = words.head[up] if words.dep[up] == "dobj" else up
                return (subject(words, up) if words.is_verb(up) else None) or head
            if words.tag[verb] == "VBG" and words.dep[head] == "dobj" and words.is_verb(up):
                return subject(words, up) or head  # "issued a statement calling on": who issued
            return head
        if dep == "conj" and (beside := _sibling_subject(words, verb)) is not None:
            return beside
        if dep == "pcomp":  # "in saying that", "after telling"
            up = words.head[head]
            if not words.is_verb(up):
                return None
            head = up
        if dep == "xcomp":
            other = words.child(head, "dobj", "dative")
            if other is not None and other < verb and words.tag[other][0] in "NP" and words.tag[verb] in ("VB", "VBG"):
                return other
        if dep not in ("xcomp", "conj", "advcl", "ccomp", "pcomp", "dep", "parataxis"):
            return None
        if not words.is_verb(head):
            named = dep == "advcl" and words.tag[head][0] == "N" and words.text[head][:1].isupper()
            return head if named else None  # a name whose verb the parse takes for a participle
        verb, seen, passive = head, seen + 1, False
    return None


def _own_subject(words: Words, verb: int) -> int | None:
    """The subject beside a verb to which the parse gives two: "Geneva -- Russia tabled", "so heated one diplomat said"."""
    found = [c for c in words.children[verb] if words.dep[c] in ("nsubj", "csubj")]
    before = [c for c in found if c < verb]
    return before[-1] if before else found[0] if found else None


def subject_above(words: Words, verb: int, within: Cover) -> int | None:
    """The subject of the nearest verb above that has one outside the ranges of `within`."""
    for _ in range(6):
        own = _own_subject(words, verb)
        if own is not None and not within.holds(words.start[own]):
            return own
        verb = words.head[verb]
    return None


def _sibling_subject(words: Words, verb: int) -> int | None:
    """ "Russia voted no, China abstained and called for talks": the subject of the joined verb nearest before."""
    siblings = [c for c in words.children[words.head[verb]] if words.dep[c] == "conj" and c < verb and words.is_verb(c)]
    return _own_subject(words, siblings[-1]) if siblings else None


def _disagrees(words: Words, verb: int, own: int) -> bool:
    """Whether a plural is taken for the subject of a singular verb: "370 died, soldiers among them, and accuses"."""
    alone = not any(words.dep[c] in ("cc", "conj") for c in words.children[own])
    return words.tag[verb] == "VBZ" and words.tag[own] == "NNS" and own < verb and alone


def _singular_before(words: Words, verb: int) -> int | None:
    """The subject of the nearest singular verb before in the sentence, where it is no plural."""
    first = words.sentence_bounds[words.sent[verb]][0]
    for i in range(verb - 1, first - 1, -1):
        if words.tag[i] == "VBZ" and (own := words.child(i, "nsubj")) is not None and words.tag[own] != "NNS":
            return own
    return None


def is_afterthought(words: Words, verb: int) -> bool:
    """Whether a verb is a participle after a comma: "…, adding that", "…, before adding that"."""
    if words.tag[verb] != "VBG" or words.dep[verb] not in ("advcl", "conj", "acl", "dep", "pcomp"):
        return False
    first = words.edges(verb)[0]
    if words.dep[verb] == "pcomp":
        first = words.head[verb]
        if words.low[first] not in ("before", "after", "while") or first != verb - 1:
            return False
    before = words.text[first - 1] if first else ""
    return before in (",", "—", "–", "-", "--") and all(words.dep[c] != "nsubj" for c in words.children[verb])


def is_second_report(words: Words, verb: int) -> bool:
    """Whether a verb carries on the reporting verb, not the clause it hangs on: "said he would go and added that"."""
    if words.dep[verb] != "conj" or words.tag[verb] not in ("VBD", "VBZ", "VBP"):
        return False
    entry = lexicon().verbs.get(words.lemma(verb))
    if entry is None or not entry.speaks or words.child(verb, "nsubj", "nsubjpass", "aux", "auxpass") is not None:
        return False
    above = speech_above(words, verb)
    return above != verb and words.tag[above] == words.tag[verb]


def speech_above(words: Words, verb: int) -> int:
    """The verb of saying that the clause around a participle depends on; the participle itself where there is none."""
    up = verb
    for _ in range(6):
        above = words.head[up]
        if up != verb and words.dep[up] == "ccomp" and words.is_verb(above):
            entry = lexicon().verbs.get(words.lemma(above))
            if entry is not None and entry.speaks:
                return above
        if above == up:
            break
        up = above
    if words.tag[verb] == "VBG" and words.is_verb(up) and words.dep[verb] != "conj":
        return up  # "rejected the notion that it was over, saying": who rejected
    return verb


def source_beside(words: Words, verb: int) -> int | None:
    """Where the parse gives a finite verb no subject, the name or pronoun before it, an apposition between commas aside.

    "Jay Roche, the club's manager, suggested" <- Roche; "“…,” read one" <- one.
    """
    if words.tag[verb] == "VBG" and verb == words.sentence_bounds[words.sent[verb]][0]:
        return _subject_behind(words, verb)
    if words.tag[verb] not in ("VBD", "VBZ"):
        return None
    first, last = words.sentence_bounds[words.sent[verb]]
    if verb + 1 < last and words.low[verb + 1] == "one":
        return verb + 1
    i = verb - 1
    if i >= first and (words.tag[i] in NAMING or words.low[i] in ("he", "she")):
        return i
    commas = [j for j in range(first + 1, verb) if words.text[j] == ","]
    if not commas or commas[-1] != i:
        return None
    if len(commas) > 1 and all(words.tag[j] in NAMING for j in range(commas[-2] + 1, i)):
        return i - 1  # "the head of the committee, Ali Rahimi, told"
    for j in reversed(commas[-4:-1]):
        placed = words.dep[j - 1] == "pobj" and words.low[words.head[j - 1]] in ("in", "at", "from", "near")
        if (words.tag[j - 1] in NAMING and not placed) or words.low[j - 1] in ("he", "she"):
            return j - 1
    return None


def _subject_behind(words: Words, verb: int) -> int | None:
    """ "Warning that it was late, Secretary-General Ban Ki-moon called for calm": whose participle opens a sentence."""
    last = words.sentence_bounds[words.sent[verb]][1]
    for comma in range(verb + 1, last - 1):
        if words.text[comma] == ",":
            near = range(comma + 1, min(comma + LONG, last))
            named = next((i for i in near if words.dep[i] == "nsubj" and words.edges(i)[0] == comma + 1), None)
            if named is not None and words.tag[words.head[named]] in ("VBD", "VBZ", "VBP"):
                return named
    return None


def agent(words: Words, verb: int) -> int | None:
    """The one by whom something is done: "it was vetoed by Russia" <- Russia."""
    by = words.child(verb, "agent") or next((c for c in words.children[verb] if c > verb and words.low[c] == "by"), None)
    return words.child(by, "pobj") if by is not None else None


def possessor(words: Words, noun: int) -> int | None:
    """Whose noun it is: "Russia's threat" <- Russia, "a warning by the envoy" <- envoy, "Moscow gave a warning" <- Moscow."""
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
