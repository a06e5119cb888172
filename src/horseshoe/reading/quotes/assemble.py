"""Framed and direct attributions brought together: each stretch of quoted speech belongs to one of them."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from horseshoe.reading.quotes.attribution import Attribution, Cover, touched, whole_stretches
from horseshoe.reading.quotes.cues import lexicon
from horseshoe.reading.quotes.direct import find_direct
from horseshoe.reading.quotes.doubts import without_doubts
from horseshoe.reading.quotes.fragments import find_fragments
from horseshoe.reading.quotes.frames import find_framed
from horseshoe.reading.quotes.marks import SIGNS, Stretch
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.quotes.sources import agent, source_beside, subject_above
from horseshoe.reading.quotes.titles import is_title
from horseshoe.reading.words import Words

AROUND = 20  # attributions looked back through for the one around another
NOMINAL = ("np", "np_np", "np_as", "np_of", "np_for", "np_to", "to", "of", "about", "for", "against", "on", "at", "with")


def find_attributions(words: Words, stretches: Sequence[Stretch]) -> list[Attribution]:
    """All attributions of a text in order of their content. `stretches` are those in its marks for speech."""
    text = words.parsed.text
    quoted = Cover((s.start, s.end) for s in stretches)
    framed = [a for a in find_framed(words) if not quoted.holds(words.start[a.cue[1]])]
    framed = [a.with_parts(whole_stretches(list(a.parts), stretches)) for a in framed]
    framed = [_to_comma(a, stretches, text) if a.frame in NOMINAL else a for a in framed]
    speech = [s for s in stretches if not is_title(words, s)]
    direct = find_direct(words, speech, framed)
    by_cue: dict[int, list[Attribution]] = defaultdict(list)
    for f in framed:
        by_cue[f.cue[1]].append(f)
    direct = [d for d in direct if not any(_holds(words, f, d, stretches) for f in by_cue[d.cue[1]])]
    told = ("say", "ask", "mention", "judge")
    reports = Cover(part for f in framed if f.act in told and f.source is not None for part in f.parts)
    direct = [d for d in direct if d.act in ("say", "ask") or not reports.holds(words.start[d.cue[0]])]
    cues = {d.cue[1] for d in direct if d.frame != "follow"}
    covered = sorted((a, b) for d in direct for a, b in d.parts)
    kept = [f for f in framed if f.cue[1] not in cues and not _mostly(f, covered)]
    found = without_doubts(words, kept + direct)
    found += without_doubts(words, find_fragments(words, speech, found))
    found = [a if a.source is not None else _beside(words, a) for a in found]
    found = [_from_author(words, a) for a in _from_outside(words, found, quoted)]
    found = _of_whom_they_mean(words, found)
    return sorted(found, key=lambda a: (a.parts[0][0], -a.parts[-1][1]))


def _from_outside(words: Words, found: list[Attribution], quoted: Cover) -> list[Attribution]:
    """ "…, not one," she told reporters, adding that: a source within marks is the speaker of the cue before it."""
    lost = [n for n, a in enumerate(found) if a.source is not None and quoted.holds(words.start[a.source])]
    if not lost:
        return found
    by_sentence: dict[int, list[Attribution]] = defaultdict(list)
    for n, a in enumerate(found):
        if a.source is not None and n not in lost:
            by_sentence[words.sent[a.cue[1]]].append(a)
    made = list(found)
    for n in lost:
        before = [a for a in by_sentence[words.sent[found[n].cue[1]]] if a.cue[1] < found[n].cue[1] and a.act in ("say", "ask")]
        nearest = max(before, key=lambda a: a.cue[1], default=None)
        source = nearest.source if nearest is not None else subject_above(words, found[n].cue[1], quoted)
        made[n] = replace(found[n], source=source)
    return made


def _from_author(words: Words, a: Attribution) -> Attribution:
    """ "comments from Dodik calling it a sham": what is said in somebody's speech is his."""
    if a.source is None or words.tag[a.source] not in ("NN", "NNS") or roles().is_thing(words.low[a.source]):
        return a
    if words.lemma(a.source) not in lexicon().nouns and words.low[a.source] not in roles().documents:
        return a
    for c in words.children[a.source]:
        owner = words.child(c, "pobj") if words.low[c] in ("from", "by") else c if words.dep[c] == "poss" else None
        if owner is None and words.dep[c] == "acl" and words.tag[c] == "VBN" and words.lemma(c) not in roles().obtaining:
            owner = agent(words, c)  # "an email sent by Sanders"
        if owner is not None and words.tag[owner] in ("NNP", "NNPS"):
            return replace(a, source=owner)
    return a


def _of_whom_they_mean(words: Words, found: list[Attribution]) -> list[Attribution]:
    """A thought inside a report, of "he" who reports: "Cruz said he fears" names Cruz."""
    made = []
    ordered = sorted(found, key=lambda a: a.parts[0][0])
    starts = [a.parts[0][0] for a in ordered]
    for a in found:
        outer = None
        if a.source is not None and words.low[a.source] in ("he", "she") and a.act in ("think", "want", "judge"):
            at = words.start[a.source]
            near = ordered[max(0, bisect_left(starts, at + 1) - AROUND) : bisect_left(starts, at + 1)]
            over = [o for o in near if o is not a and o.source is not None and any(s <= at < e for s, e in o.parts)]
            outer = min(over, key=lambda o: o.parts[-1][1] - o.parts[0][0], default=None)
        named = outer is not None and outer.source is not None and words.tag[outer.source][0] == "N" and outer.act == "say"
        made.append(replace(a, source=outer.source) if named and outer is not None else a)
    return made


def _beside(words: Words, a: Attribution) -> Attribution:
    """The attribution with the source beside its cue; what a participle says ends before the clause of its subject."""
    source = source_beside(words, a.cue[1])
    a = replace(a, source=source)
    if source is None or words.tag[a.cue[1]] != "VBG":
        return a
    end = words.end[words.edges(source)[0] - 2]
    return a.with_parts([(s, min(e, end)) for s, e in a.parts if s < end])


def _to_comma(a: Attribution, stretches: Sequence[Stretch], text: str) -> Attribution:
    """A content up to a comma inside closing marks: called it "racist," a charge that; the comma ends the phrase."""
    start, end = a.parts[-1]
    for s in touched(stretches, start, end):
        if s.end < end and text[s.start : s.end].rstrip("\"“”»'’")[-1:] == ",":
            return a.with_parts([*a.parts[:-1], (start, s.end)])
    return a


def words_outside(a: Attribution, stretches: Sequence[Stretch], text: str) -> int:
    """How many words of the content stand outside quotation marks."""
    count = 0
    for start, end in a.parts:
        at = start
        for s in touched(stretches, start, end):
            count += len(text[at : max(at, s.start)].split())
            at = s.end
        count += len(text[at : max(at, end)].split())
    return count


def _holds(words: Words, framed: Attribution, direct: Attribution, stretches: Sequence[Stretch]) -> bool:
    """Whether a framed attribution with the same cue holds the whole direct one and words of its own (mixed speech)."""
    if len(direct.parts) > 1 or direct.frame == "announced":
        return False
    start, end = direct.parts[0]
    held = any(a <= start and end <= b for a, b in framed.parts)
    return held and words_outside(framed, stretches, words.parsed.text) > 0 and not _is_set_off(words, framed, start, end)


def _is_set_off(words: Words, framed: Attribution, start: int, end: int) -> bool:
    """Whether a sentence in marks stands alone behind those spoken to: told the Council, “We must act.”"""
    text = words.parsed.text
    inside = text[start:end].strip(SIGNS)
    if (
        text[max(0, start - 3) : start].rstrip()[-1:] not in (",", ":")
        or not inside[:1].isupper()
        or inside[-1:] not in (".", "?", "!", ",")
    ):
        return False
    return end == framed.parts[-1][1] and not any(
        words.is_verb(i) for i in range(words.at(framed.parts[0][0]), words.at(start))
    )


def _mostly(a: Attribution, covered: Sequence[tuple[int, int]]) -> bool:
    size = sum(end - start for start, end in a.parts)
    first, last = bisect_left(covered, (a.parts[0][0] - 20_000, 0)), bisect_left(covered, (a.parts[-1][1], 0))
    shared = sum(max(0, min(end, y) - max(start, x)) for start, end in a.parts for x, y in covered[first:last])
    return shared > 0.7 * size
