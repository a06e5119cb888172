"""Attributions that the parse shows: a cue of the lexicon with a content in one of its frames."""

from __future__ import annotations

from collections.abc import Iterator

from horseshoe.model import AttributionAct
from horseshoe.reading.lexicon import words as word_list
from horseshoe.reading.quotes.attribution import Attribution, Run, runs
from horseshoe.reading.quotes.cues import Entry, Lexicon, entry_of, known_reactions, lexicon
from horseshoe.reading.quotes.sources import is_afterthought, is_second_report, possessor, subject
from horseshoe.reading.words import Words

SHORTEST = 5  # tokens: a clause before "he said" is no shorter
LONGEST = 8  # tokens that name a speaker who ends a sentence


def find_framed(words: Words) -> list[Attribution]:
    """All attributions with a cue of the lexicon and a content that the parse ties to it."""
    known = lexicon()
    found: list[Attribution] = []
    for i, tag in enumerate(words.tag):
        kind = tag[0]
        if kind == "V":
            if words.dep[i] not in ("aux", "auxpass"):
                found.extend(_of_verb(words, i, known))
        elif kind == "N" and tag[:3] != "NNP":
            entry = known.nouns.get(words.lemma(i))
            if entry:
                found.extend(_of_noun(words, i, entry))
        elif kind == "J":
            entry = known.adjectives.get(words.low[i])
            if entry:
                found.extend(_of_adjective(words, i, entry))
        if words.low[i] == "according" and i + 1 < len(words) and words.low[i + 1] == "to":
            found.extend(_according(words, i))
    return found


def _make(
    words: Words, cue: Run, tokens: list[int], act: AttributionAct, frame: str, source: int | None
) -> Iterator[Attribution]:
    parts = tuple((words.start[a], words.end[b]) for a, b in runs(words, tokens))
    if parts:
        yield Attribution(cue, parts, act, frame, source)


def _of_verb(words: Words, verb: int, known: Lexicon) -> Iterator[Attribution]:
    """Frames of a verb: "said that", "refused to", "condemned the attack", "warned of", "he said" beside a clause."""
    name = words.lemma(verb)
    entry = entry_of(words, verb)
    if not entry.acts:
        return
    cue = _cue(words, verb)
    source = subject(words, verb)
    children = words.children[verb]
    if name in ("call", "appeal") and (called := _called_on(words, verb)) is not None:
        yield from _make(words, (cue[0], called[0]), called[1], "ask", "np_to", source)
        return
    passive = words.child(verb, "auxpass") is not None or (words.tag[verb] == "VBN" and words.dep[verb] in ("acl", "amod"))
    found = False
    for c in children:
        dep = words.dep[c]
        if dep in ("ccomp", "xcomp") or (
            dep == "advcl"
            and c > verb
            and words.low[words.edges(c)[0]] in word_list("cues", "frames.wh")
            and entry.act("wh") == "ask"
        ):
            frame = _clause_frame(words, c, dep)
            act = entry.act(frame)
            tokens = words.subtree(c)
            if frame == "to" and (other := words.child(verb, "dobj", "dative")) is not None and verb < other < c:
                act, frame, tokens = entry.act("np_to"), "np_to", words.subtree(other) + tokens  # urged Russia to abstain
            elif frame == "to" and words.child(c, "nsubj") is not None:
                act, frame = entry.act("np_to") or act, "np_to"
            if act is None or (passive and c < verb and frame == "that" and words.low[words.edges(c)[0]] != "that"):
                continue  # "his aim was not known; he was last seen": no content
            tokens = _without_participles(words, tokens, known)
            if passive and frame == "to":  # "Russia is expected to veto": the subject is part of what is expected
                sub = words.child(verb, "nsubjpass")
                if sub is None:
                    continue
                tokens, source_here = sorted(words.subtree(sub) + tokens), None
                frame = "passive_to"
            else:
                source_here = source
            found = True
            yield from _make(words, cue, tokens, act, frame, source_here)
    done = words.child(verb, "dobj", "xcomp") is not None  # "he reported earning more": that is what he reported
    if (
        words.dep[verb] == "parataxis"
        and entry.act("aside")
        and not found
        and not (passive and source is not None)
        and not done
    ):
        mine = set(words.subtree(verb))
        tokens = _after_colon(words, [t for t in words.subtree(words.head[verb]) if t not in mine], verb)
        found = True
        yield from _make(words, cue, tokens, entry.acts["aside"], "aside", source)
    if found:
        return
    if name in word_list("cues", "frames.calling") and (asked := _called_for(words, verb)):
        yield from _make(words, (cue[0], asked[0]), asked[1:], "ask", "for", source)
        return
    if words.dep[verb] == "advcl" and entry.act("aside") and entry.act("that") and any(words.low[c] == "as" for c in children):
        if words.child(verb, "dobj", "prt", "xcomp") is not None:
            return  # "as she has maintained her lead", "as the debate went on": while
        yield from _as_said(words, verb, entry, cue, source)
        return
    if passive:
        return
    framed = list(_objects(words, verb, entry, cue, source))
    if not framed and entry.act("aside") and (before := _said_last(words, verb)):
        framed = list(_make(words, cue, before, entry.acts["aside"], "aside", source))
    yield from framed


def _said_last(words: Words, verb: int) -> list[int]:
    """ "Such a step bordered on blackmail, he added.": what stands before a comma and the speaker who ends the sentence."""
    first, last = words.sentence_bounds[words.sent[verb]]
    speaker = words.child(verb, "nsubj")
    if speaker is None or words.tag[speaker][0] == "W" or words.tag[verb] not in ("VBD", "VBZ", "VBP") or verb < speaker:
        return []
    start, end = words.edges(speaker)[0], verb + 1
    while end < last and (words.text[end] in '."”' or words.text[end].isspace()):
        end += 1
    aside = (
        end < last and words.dep[end] in ("npadvmod", "prep", "advmod", "mark") and words.child(verb, "dobj", "dative") is None
    )
    if not (end >= last or aside) or start - first < SHORTEST or words.text[start - 1] != "," or verb - start > LONGEST:
        return []
    if not any(words.is_verb(t) for t in range(first, start)):
        return []
    return list(range(first, start - 1))


def _called_on(words: Words, verb: int) -> tuple[int, list[int]] | None:
    """ "called on both parties to respect the accords": the preposition, and those called with what they are to do."""
    for p in words.children[verb]:
        whom = words.child(p, "pobj") if p > verb and words.low[p] in ("on", "upon", "to") else None
        if whom is None:
            continue
        for c in words.children[verb]:
            first = words.edges(c)[0]
            if c > whom and words.dep[c] in ("xcomp", "advcl", "ccomp") and words.low[first] == "to" and words.tag[c] == "VB":
                return p, words.subtree(whom) + words.subtree(c)
        for c in words.children[whom]:
            if c > whom and words.dep[c] in ("acl", "relcl") and words.tag[c] == "VB" and words.low[words.edges(c)[0]] == "to":
                return p, words.subtree(whom)
    return None


def _called_for(words: Words, verb: int) -> list[int]:
    """ "called for the Council to condemn": the "for" and what it asks, where the parse makes a clause of it."""
    for c in words.children[verb]:
        first = words.edges(c)[0]
        if c > verb and words.dep[c] in ("advcl", "ccomp", "xcomp") and first == verb + 1 and words.low[first] == "for":
            return [first, *(t for t in words.subtree(c) if t != first)]
    return []


def _after_colon(words: Words, tokens: list[int], verb: int) -> list[int]:
    """What is said around "he warned", without the words before a colon: "Sawers was wary: troops, he warned, could not"."""
    colons = [t for t in tokens if t < verb and words.text[t] in (":", ";")]
    return [t for t in tokens if t > colons[-1]] if colons else tokens


def _as_said(words: Words, verb: int, entry: Entry, cue: Run, source: int | None) -> Iterator[Attribution]:
    """ "As the envoy explained, three seats were vacant": the clause that the comment hangs on is the content."""
    mine = set(words.subtree(verb))
    tokens = [t for t in words.subtree(words.head[verb]) if t not in mine]
    yield from _make(words, cue, tokens, entry.acts["aside"], "aside", source)


def _without_participles(words: Words, tokens: list[int], known: Lexicon) -> list[int]:
    """A content without "…, adding that": the participle of a cue after a comma has the speaker for its subject."""
    for t in tokens:
        if tokens[0] < t - 1 and (is_second_report(words, t) or (is_afterthought(words, t) and words.lemma(t) in known.verbs)):
            cut = set(words.subtree(t))
            return [x for x in tokens if x not in cut and x < t]
    return tokens


def _clause_frame(words: Words, clause: int, dep: str) -> str:
    first = words.low[words.edges(clause)[0]]
    if words.tag[clause] == "VBG" and not any(words.dep[c] in ("aux", "nsubj") for c in words.children[clause]):
        return "ing"
    if any(words.low[c] == "having" for c in words.children[clause]):
        return "ing"
    to = any(words.low[c] == "to" and words.dep[c] in ("aux", "mark") for c in words.children[clause])
    if first in word_list("cues", "frames.wh"):
        return "wh"
    if to:
        return "to"
    if dep == "xcomp":
        return "to" if words.tag[clause] == "VB" else "np_np"
    return "that"


def _objects(words: Words, verb: int, entry: Entry, cue: Run, source: int | None) -> Iterator[Attribution]:
    obj = words.child(verb, "dobj")
    if obj is not None and obj < verb and words.tag[obj][0] == "W":
        return
    preps = [c for c in words.children[verb] if words.dep[c] == "prep" and c > verb]
    pred = words.child(verb, "oprd")
    if pred is not None and (act := entry.act("np_np")) and pred > verb:
        tokens = words.subtree(pred) + (words.subtree(obj) if obj is not None else [])
        yield from _make(words, cue, sorted(tokens), act, "np_np", source)
        return
    if obj is not None:
        for p in preps:
            frame = f"np_{words.low[p]}"
            if act := entry.act(frame):
                yield from _make(words, cue, sorted(words.subtree(obj) + words.subtree(p)), act, frame, source)
                return
        of = next((c for c in words.children[obj] if words.low[c] == "of" and c > obj), None)
        if of is not None and (act := entry.act("np_of")):  # accused the council of double standards
            yield from _make(words, cue, words.subtree(obj), act, "np_of", source)
            return
        if act := entry.act("np"):
            yield from _make(words, cue, words.subtree(obj), act, "np", source)
            return
    for p in preps:
        if act := entry.act(words.low[p]):
            tokens = [t for t in words.subtree(p) if t != p]
            yield from _make(words, (cue[0], max(cue[1], p) if p == cue[1] + 1 else cue[1]), tokens, act, words.low[p], source)
            return


def _of_noun(words: Words, noun: int, entry: Entry) -> Iterator[Attribution]:
    """Frames of a noun: "the claim that", "its refusal to", "fears of", "criticism of"."""
    owned = any(words.dep[c] == "poss" or words.low[c] in ("by", "from") for c in words.children[noun])
    if words.dep[noun] == "dobj" and words.lemma(words.head[noun]) in known_reactions() and not owned:
        return  # "He dismissed accusations that": whose they are is not told
    source = possessor(words, noun)
    for c in words.children[noun]:
        if c < noun:
            continue
        if words.dep[c] in ("acl", "relcl", "ccomp"):
            frame = _clause_frame(words, c, words.dep[c])
            first = words.low[words.edges(c)[0]]
            opens = words.edges(c)[0]
            if frame == "that" and (first != "that" or words.tag[opens][0] == "W" or words.dep[opens] in ("nsubj", "dobj")):
                continue
            if act := entry.act(frame):
                yield from _make(words, (noun, noun), words.subtree(c), act, f"noun_{frame}", source)
                return
    for c in words.children[noun]:
        if c > noun and words.dep[c] == "prep" and (act := entry.act(words.low[c])):
            tokens = [t for t in words.subtree(c) if t != c]
            yield from _make(words, (noun, noun), tokens, act, f"noun_{words.low[c]}", source)
            return


def _of_adjective(words: Words, adjective: int, entry: Entry) -> Iterator[Attribution]:
    """Frames of an adjective: "confident that", "wary of", "ready to"."""
    verb = words.head[adjective]
    source = subject(words, verb) if words.is_verb(verb) and words.dep[adjective] in ("acomp", "oprd") else None
    for c in words.children[adjective]:
        if c > adjective and words.dep[c] in ("ccomp", "xcomp"):
            frame = _clause_frame(words, c, words.dep[c])
            if act := entry.act(frame):
                yield from _make(words, (adjective, adjective), words.subtree(c), act, f"adjective_{frame}", source)
                return
        if c > adjective and words.dep[c] == "prep" and (act := entry.act(words.low[c])):
            tokens = [t for t in words.subtree(c) if t != c]
            yield from _make(words, (adjective, adjective), tokens, act, f"adjective_{words.low[c]}", source)
            return


def _according(words: Words, i: int) -> Iterator[Attribution]:
    """ "According to the UN, at least 5,400 people have been killed": the rest of the clause is the content."""
    to = i + 1
    source = words.child(to, "pobj")
    if source is None and (source := words.child(i, "pobj")) is None:
        source = to + 1 if to + 1 < len(words) else None
    first, last = words.sentence_bounds[words.sent[i]]
    top = words.head[i]
    mine = set(words.subtree(i)) | {i, to}
    if source is not None:
        mine |= set(words.subtree(source))
    clause = top
    for _ in range(6):
        if words.is_verb(clause) and words.dep[clause] not in ("aux", "auxpass"):
            break
        clause = words.head[clause]
    tokens = [t for t in words.subtree(clause) if t not in mine and first <= t < last]
    yield from _make(words, (i, to), tokens, "say", "according", source)


def _cue(words: Words, verb: int) -> Run:
    """The verb with its auxiliaries and particle when they stand beside it."""
    first = last = verb
    while first - 1 in words.children[verb] and words.dep[first - 1] in ("aux", "auxpass", "neg", "advmod"):
        first -= 1
    if last + 1 in words.children[verb] and words.dep[last + 1] == "prt":
        last += 1
    return first, last
