"""Attributions that the frames propose and the text does not mean: hypothetical, empty, or inside another's speech."""

from __future__ import annotations

from collections.abc import Sequence

from horseshoe.reading.lexicon import words as word_list
from horseshoe.reading.quotes.attribution import MARKS, Attribution, Cover
from horseshoe.reading.words import Words

SPEECH = ("say", "ask")
CLAUSES = ("that", "wh", "quote", "aside", "according")
NEAR = 4  # tokens from a cue to its negation
SHORTEST = 10  # characters; a clause said is longer, what is shorter is a slip of the parse ("they do")


def without_doubts(words: Words, found: Sequence[Attribution]) -> list[Attribution]:
    """The attributions that stand: those of speech in a clause, and of the others those asserted in the text's own voice."""
    kept = _one_a_cue(words, [a for a in found if not _denied(words, a) and (a.direct or not _doubtful(words, a))])
    spoken = [a for a in kept if a.direct or is_speech(a)]
    around = Cover(part for a in spoken for part in a.parts)
    return [a for a in kept if a.direct or is_speech(a) or not around.holds(words.start[a.cue[1]])]


def _one_a_cue(words: Words, found: Sequence[Attribution]) -> list[Attribution]:
    """Of several clauses that the parse gives to one cue, the one that "that" opens, else the longest."""
    best: dict[int, Attribution] = {}
    for a in found:
        if a.frame == "that":
            other = best.get(a.cue[1])
            if other is None or _weight(words, a) > _weight(words, other):
                best[a.cue[1]] = a
    return [a for a in found if a.frame != "that" or best[a.cue[1]] is a]


def _weight(words: Words, a: Attribution) -> tuple[bool, int]:
    opens = words.low[words.at(a.parts[0][0])] == "that"
    return opens, sum(end - start for start, end in a.parts)


def is_speech(a: Attribution) -> bool:
    """Whether the attribution reports something said in a clause: what may stand inside another's speech."""
    return a.act in SPEECH and a.frame in CLAUSES


def _denied(words: Words, a: Attribution) -> bool:
    """Whether the text says that nothing was said: "did not say", "no ambassador said", "refrained from criticising"."""
    cue = a.cue[1]
    if a.act in ("think", "want") or not words.is_verb(cue):
        return False
    before = [c for c in words.children[cue] if cue - NEAR <= c < cue]
    only = any(words.low[c] == "only" for c in before)
    if not only and _any(words, before, "never") and all(words.tag[c] != "MD" for c in before):
        return words.lemma(cue) not in word_list("cues", "doubts.withholding")
    if a.source is not None:
        owned = any(words.low[c] == "no" for c in words.children[a.source])
        if owned or words.low[a.source] in word_list("cues", "doubts.nobody"):
            return True
    return _left_undone(words, cue)


def _any(words: Words, tokens: Sequence[int], name: str) -> bool:
    listed = word_list("cues", f"doubts.{name}")
    return any(words.low[i] in listed for i in tokens)


def _left_undone(words: Words, cue: int) -> bool:
    """Whether a verb before says that the act of the cue was not done: "refrained from criticising", "failed to convince"."""
    up = words.head[cue]
    if words.dep[cue] == "pcomp" and words.low[up] in ("from", "of"):
        up = words.head[up]
    elif words.dep[cue] != "xcomp":
        return False
    return words.lemma(up) in word_list("cues", "doubts.left_undone") or (
        words.lemma(up) == "stop" and words.low[cue - 1] == "of"
    )


def _doubtful(words: Words, a: Attribution) -> bool:
    cue = a.cue[1]
    modal = any(words.tag[c] == "MD" and words.low[c] in word_list("cues", "doubts.hypothetical") for c in words.children[cue])
    if is_speech(a):
        went_on = words.lemma(words.head[cue]) == "go" and words.low[words.head[cue]] != "going"
        if (
            words.tag[cue] == "VB"
            and not went_on
            and (
                words.dep[cue] in ("advcl", "acl", "relcl")
                or words.lemma(words.head[cue]) in word_list("cues", "doubts.left_undone")
            )
        ):
            return True  # sat down to explain why; declined to say whether
        if _unspoken(words, cue) or _of_nobody(words, a):
            return True
        if sum(end - start for start, end in a.parts) < SHORTEST and a.frame in ("that", "wh", "aside"):
            return True
        if a.source is not None and words.low[a.source] == "that" and words.low[cue] == "said":
            return True  # That said, …
        return modal and not any(words.low[c] in ("not", "n't", "never") for c in words.children[cue])
    if modal:
        return True
    source = words.low[a.source] if a.source is not None else None
    if source in word_list("cues", "doubts.nothing") or (
        source in word_list("cues", "doubts.anybody") and not (source == "we" and a.act == "ask")
    ):
        return True
    if a.frame.startswith("noun_") and source is None and a.frame != "noun_that":
        return True
    return _slight(words, a)


def _unspoken(words: Words, cue: int) -> bool:
    """Whether a cue tells no act of speech: "ready to say", "is going to announce", "Tell them that", "what did he say?"."""
    if not words.is_verb(cue):
        return False
    head = words.head[cue]
    if words.tag[cue] == "VB":
        to = any(words.low[c] == "to" for c in words.children[cue] if c < cue)
        if to and words.dep[cue] in ("xcomp", "ccomp", "conj") and (words.tag[head][0] == "J" or _undone(words, head)):
            return True
        if not to and words.dep[cue] == "ROOT" and words.child(cue, "nsubj", "aux") is None:
            return True  # an order
    last = words.sentence_bounds[words.sent[cue]][1] - 1
    while last > cue and (words.text[last].isspace() or words.text[last] in MARKS):
        last -= 1
    return words.text[last] == "?" and words.dep[cue] == "ROOT" and words.tag[cue] in ("VB", "VBP")


def _of_nobody(words: Words, a: Attribution) -> bool:
    """Whether nobody in particular speaks: "those who said", "all told"."""
    cue, source = a.cue[1], a.source
    if source is None:
        return False
    if words.low[source] == "all" and words.low[cue] == "told":
        return True
    return (
        words.low[source] in ("who", "that")
        and words.dep[cue] == "relcl"
        and words.low[words.head[cue]] in word_list("cues", "doubts.any_group")
    )


def _undone(words: Words, verb: int) -> bool:
    """Whether what the infinitive after a verb names has not been done: "wants to say", not "went on to say"."""
    return words.lemma(verb) in word_list("cues", "doubts.undone") or words.low[verb] == "going"


def _slight(words: Words, a: Attribution) -> bool:
    """Whether the content is a pronoun or a single word: "they want it", "he knows them"."""
    start, end = a.parts[0]
    first, last = words.at(start), words.before(end) - 1
    if len(a.parts) > 1 or last - first > 1:
        return False
    return words.tag[last] in ("PRP", "WP", "DT", "WDT", "CD", "EX") or (first == last and a.act != "judge")
