"""Direct quotations: a stretch between quotation marks with the cue and the source that stand beside it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from horseshoe.reading.quotes.attribution import MARKS, Attribution, Cover, Run
from horseshoe.reading.quotes.cues import entry_of, lexicon
from horseshoe.reading.quotes.marks import SIGNS, Stretch
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.quotes.sources import is_afterthought, subject
from horseshoe.reading.words import Words

TERMINAL = frozenset({".", "?", "!", "..."})
DASHES = frozenset({"-", "--", "—", "–"})
STARTS_NAME = ("NNP", "NNPS", "PRP")
REACH = 60  # tokens: a cue stands no further from its quotation


@dataclass(frozen=True, slots=True)
class Setting:
    """A stretch with the tokens around it: `lead` before it in its sentence, `tail` after it, both without other stretches."""

    stretch: Stretch
    first: int  # first and last token inside the marks, marks included
    last: int
    lead: Run  # empty when lead[0] > lead[1]
    tail: Run
    opens_paragraph: bool
    follows: int | None  # number of the stretch that the lead starts from, if it starts at one


def find_direct(words: Words, stretches: Sequence[Stretch], framed: list[Attribution]) -> list[Attribution]:
    """Direct quotations with a cue beside them, a source alone beside them, or a quotation before them that they carry on.

    An attribution in `framed` that a quotation carries on is lengthened in place.
    """
    settings = _settings(words, stretches)
    covered = Cover(part for a in framed for part in a.parts)
    found: list[Attribution] = []
    part_of: dict[int, int] = {}  # number of a stretch -> number in found
    for number, setting in enumerate(settings):
        previous = part_of.get(number - 1)
        made = _with_cue(words, setting)
        carried = number > 0 and settings[number - 1].stretch.carried
        joined = previous is not None and (carried or _goes_on(words, settings[number - 1], setting, made, found[previous]))
        if previous is not None and joined:
            whole = found[previous]
            found[previous] = whole.with_parts([*whole.parts, (setting.stretch.start, setting.stretch.end)])
            part_of[number] = previous
            continue
        if made is None and is_full(words, setting) and not covered.holds(setting.stretch.start):
            made = _led_by_colon(words, setting)
            if made is None and (before := _carried_on(words, setting, found, framed)) is not None:
                longer = before.with_parts([*before.parts, (setting.stretch.start, setting.stretch.end)])
                if before in found:
                    part_of[number] = found.index(before)
                    found[part_of[number]] = longer
                else:
                    framed[framed.index(before)] = longer
                continue
        if made is not None:
            part_of[number] = len(found)
            found.append(made)
    return found


def is_full(words: Words, setting: Setting) -> bool:
    """Whether the stretch is a sentence or clause of speech by its form: it begins like one and ends in punctuation."""
    text = words.parsed.text[setting.stretch.start : setting.stretch.end].strip(SIGNS)
    return _begins_clause(words, setting) and len(text.split()) > 1 and (text[-1:] in ",.?!…—–-" or not setting.stretch.closed)


def _begins_clause(words: Words, setting: Setting) -> bool:
    a, b = setting.lead
    if a > b or words.text[b] in TERMINAL or words.text[b] in (",", ":", ";", "—", "–", "--", "-"):
        return True
    if not words.is_verb(b):
        return False
    entry = lexicon().verbs.get(words.lemma(b))
    return entry is not None and entry.speaks


def _settings(words: Words, stretches: Sequence[Stretch]) -> list[Setting]:
    paragraphs = words.parsed.paragraphs
    ends = [*paragraphs[1:], len(words.parsed.text)]
    found: list[Setting] = []
    p = 0
    for number, s in enumerate(stretches):
        first, last = words.at(s.start), words.before(s.end) - 1
        while p + 1 < len(paragraphs) and paragraphs[p + 1] <= s.start:
            p += 1
        floor, follows = words.at(paragraphs[p]), None
        if found and found[-1].last >= floor:
            floor, follows = found[-1].last + 1, number - 1
        q = p
        while q + 1 < len(paragraphs) and ends[q] < s.end:
            q += 1
        roof = words.before(ends[q]) - 1
        if number + 1 < len(stretches):
            roof = min(roof, words.at(stretches[number + 1].start) - 1)
        a = first
        while a > floor and a > first - REACH and words.text[a - 1] not in TERMINAL:
            a -= 1
        if a > floor:
            follows = None
        b = last
        while b < roof and b < last + REACH and (b == last or words.text[b] not in TERMINAL):
            b += 1
        found.append(
            Setting(
                s, first, last, _squeeze(words, a, first - 1), _squeeze(words, last + 1, b), s.start <= paragraphs[p], follows
            )
        )
    return found


def _squeeze(words: Words, a: int, b: int) -> Run:
    while a <= b and (words.text[a].isspace() or words.text[a] in MARKS):
        a += 1
    while b >= a and words.text[b].isspace():
        b -= 1
    return a, b


def _with_cue(words: Words, setting: Setting) -> Attribution | None:
    """A cue in the tail ("…," said Churkin), else in the lead (Churkin said, "…")."""
    s = setting.stretch
    ending = words.parsed.text[s.start : s.end].rstrip(SIGNS + " ")[-1:]
    a, b = setting.tail
    begins = _begins_clause(words, setting)
    before = _announced(words, setting) if begins else None
    if before is not None:
        return replace(before, parts=((s.start, s.end),), frame="announced")
    if a <= b and (begins or ending in ",?!") and (ending != "." or words.low[a] == words.text[a]):
        cue = _tail_cue(words, a, b, ending)
        if cue is not None and begins:
            return replace(cue, parts=((s.start, s.end),))
        if cue is not None and words.child(cue.cue[1], "ccomp") is None:  # Talks are a "false choice," she said.
            if words.low[a] == "as" or words.low[min(a + 1, b)] == "as":  # "carte blanche," as the envoy put it
                return replace(cue, parts=((s.start, s.end),))
            first = _squeeze(words, *setting.lead)[0]
            return replace(cue, parts=((words.start[first], s.end),), direct=False)
    a, b = setting.lead
    if a <= b and begins:
        cue = _lead_cue(words, a, b)
        if cue is not None:
            return replace(cue, parts=((s.start, s.end),))
    return _paper(words, setting)


def _announced(words: Words, setting: Setting) -> Attribution | None:
    """The cue of a lead that ends in it and a colon, whatever follows: Zhang said: "We regret it," Xinhua reported."""
    (a, b), (c, d) = setting.lead, setting.tail
    if a > b or c > d or words.text[b] != ":" or words.text[c] in TERMINAL:
        return None
    cue = _lead_cue(words, a, b)
    return cue if cue is not None and cue.source is not None and cue.cue[1] >= b - 2 and words.is_verb(cue.cue[1]) else None


def _paper(words: Words, setting: Setting) -> Attribution | None:
    """The draft, seen by this agency, "demands that …": quoted words whose verb has a paper before them for its subject."""
    (a, b), s = setting.lead, setting.stretch
    verb = setting.first + 1
    if a > b or verb > setting.last or words.tag[verb] not in ("VBZ", "VBD"):
        return None
    source = next((i for i in range(a, b + 1) if words.low[i] in roles().documents and words.dep[i] == "nsubj"), None)
    if source is None or words.dep[words.head[source]] == "ccomp":  # he said that the draft "demands …"
        return None
    return Attribution((source, source), ((s.start, s.end),), "say", "quote", source, True)


def _tail_cue(words: Words, a: int, b: int, ending: str) -> Attribution | None:
    if words.low[a] == "," and a < b:
        a += 1
    if words.low[a] == "according" and a < b:
        return Attribution((a, a + 1), (), "say", "quote", _first_nominal(words, a + 2, b), True)
    if words.tag[a] in ("IN", "WDT", "CC", "VBG", "TO", "WRB", "WP") and words.low[a] != "as":
        return None
    verbs = [i for i in range(a, b + 1) if words.is_verb(i) and words.dep[i] not in ("aux", "auxpass")]
    main = next((i for i in verbs if words.dep[i] not in ("relcl", "acl")), verbs[0] if verbs else None)
    if main is not None and words.tag[main] != "VBG":
        entry = entry_of(words, main)
        if entry.speaks:
            return Attribution((main, main), (), entry.acts["quote"], "quote", _beside(words, main, a, b), True)
    if not verbs and words.text[a] in DASHES and a < b:
        source = _first_nominal(words, a + 1, b)
        if source is not None:
            return Attribution((a, a), (), "say", "quote", source, True)
    if not verbs and ending == "," and b - a < 6 and words.text[b] in TERMINAL:  # "…," Churkin.
        source = _first_nominal(words, a, b)
        if source is not None and words.tag[source] in ("NNP", "PRP"):
            return Attribution((source, source), (), "say", "quote", source, True)
    return None


def _lead_cue(words: Words, a: int, b: int) -> Attribution | None:
    colon = words.text[b] == ":"
    if colon and (name := _letterhead(words, a, b)) is not None:
        return Attribution((b, b), (), "say", "quote", name, True)
    for i in range(b, a - 1, -1):
        if words.low[i] == "according" and i + 1 <= b:
            return Attribution((i, i + 1), (), "say", "quote", _first_nominal(words, i + 2, b), True)
        if not words.is_verb(i) or words.dep[i] in ("aux", "auxpass"):
            continue
        entry = entry_of(words, i)
        if entry.act("quote") == "think" and words.tag[i] == "VBN" and words.dep[i] in ("acl", "amod"):
            continue  # the draft, seen by this agency, "demands …"
        if entry.speaks:
            return Attribution((i, i), (), entry.acts["quote"], "quote", _beside(words, i, a, b), True)
        if not colon:
            return None
    if colon:
        main = next((i for i in range(a, b) if words.is_verb(i) and words.dep[i] in ("ROOT", "conj", "ccomp")), None)
        source = subject(words, main) if main is not None else _first_nominal(words, a, b - 1)
        if source is not None and words.tag[source] in ("NN", "NNS") and not roles().is_person_noun(words.low[source]):
            source = None  # in headlines such as: "…"
        return Attribution((b, b), (), "say", "quote", source, True)
    return None


def _letterhead(words: Words, a: int, b: int) -> int | None:
    """ "Talks resume - Navi Pillay: "…" ": the name between a dash or the line's start and the colon, with no verb between.

    "David Owen, head of the mission, on the vote: "…" ": a name that opens the line, with a comma behind it.
    """
    opening = _first_nominal(words, a, b - 1) if words.tag[a] in ("NNP", "NNPS") else None
    if opening is not None and words.text[opening + 1] == "," and not any(words.tag[i] in ("VBD", "VBZ") for i in range(a, b)):
        return opening
    start = b
    while start > a and not words.text[start - 1].isspace() and words.text[start - 1] not in DASHES and b - start < 12:
        start -= 1
    if any(words.tag[i][0] in "VM" for i in range(start, b)):
        return None
    return _first_nominal(words, start, b - 1)


def _beside(words: Words, verb: int, a: int, b: int) -> int | None:
    """The source of a cue beside a quotation: its subject, else the nominal before it, else the one after it."""
    found = subject(words, verb)
    if verb == a and verb < b and words.tag[verb + 1] in STARTS_NAME:  # said Churkin, explaining he would go
        return _first_nominal(words, a + 1, b)
    if found is not None and found > verb > a and words.tag[verb - 1] in STARTS_NAME:  # Churkin said "no" five times
        return verb - 1
    if found is not None and (a <= found <= b or is_afterthought(words, verb)):
        return found
    before = _first_nominal(words, a, verb - 1)
    if before is not None:
        return before
    return _first_nominal(words, verb + 1, b) or found


def _first_nominal(words: Words, a: int, b: int) -> int | None:
    """The head of the first noun phrase between two tokens."""
    for i in range(a, b + 1):
        tag = words.tag[i]
        if tag[0] == "N" or tag == "PRP" or tag == "WP":
            if tag == "NN" and words.dep[i] == "npadvmod":
                continue
            while i < b and words.tag[i + 1][0] == "N" and words.text[i + 1] not in ("Monday",):
                i += 1
            if i < b and words.tag[i + 1] == "POS":
                continue
            return i
    return None


def _goes_on(words: Words, before: Setting, now: Setting, made: Attribution | None, whole: Attribution) -> bool:
    """Whether a stretch carries on the quotation of the stretch before it: "A," she said. "B." """
    if now.opens_paragraph or now.stretch.start - before.stretch.end > 400:
        return False
    between = range(before.last + 1, now.first)
    if not between:
        return made is None or made.cue == whole.cue
    terminals = [i for i in between if words.text[i] in TERMINAL]
    if len(terminals) > 1 or not before.last < whole.cue[0] < now.first:
        return False
    if terminals and terminals[0] != max(i for i in between if not words.text[i].isspace() and words.text[i] not in MARKS):
        return False
    if made is not None and made.cue != whole.cue:
        return False
    return _is_sentence(words, now) if terminals else _begins_clause(words, now)


def _is_sentence(words: Words, setting: Setting) -> bool:
    """Whether a stretch after a full stop is a sentence, not the first words of one: “Safe areas” are in the draft."""
    return is_full(words, setting) or setting.tail[0] > setting.tail[1] or words.text[setting.tail[0]] in TERMINAL


def _led_by_colon(words: Words, setting: Setting) -> Attribution | None:
    """A quotation whose lead ends in a colon or comma on the line before: "Churkin added," and a new paragraph."""
    if setting.lead[0] <= setting.lead[1]:
        return None
    before = setting.first - 1
    while before >= 0 and words.text[before].isspace():
        before -= 1
    if before < 0 or words.text[before] not in (":", ","):
        return None
    first = words.sentence_bounds[words.sent[before]][0]
    cue = _lead_cue(words, first, before)
    return replace(cue, parts=((setting.stretch.start, setting.stretch.end),)) if cue else None


def _carried_on(
    words: Words, setting: Setting, found: Sequence[Attribution], framed: Sequence[Attribution]
) -> Attribution | None:
    """The attribution that a quotation without a cue carries on: the last one before it, in its paragraph or the one before."""
    a, b = setting.lead
    if a <= b and words.text[b] not in TERMINAL:
        return None
    start = setting.stretch.start
    paragraphs = words.parsed.paragraphs
    here = bisect_right(paragraphs, start) - 1
    floor = paragraphs[max(0, here - 1)]
    taken = {x.cue[1] for x in found[-20:]}
    last = bisect_right(framed, setting.first, key=lambda x: x.cue[0])
    rest = [x for x in framed[max(0, last - 60) : last] if x.cue[1] not in taken]
    near = [x for x in [*found[-20:], *rest] if floor < x.parts[-1][1] <= start and x.cue[0] < setting.first]
    spoken = [x for x in near if x.act in ("say", "ask", "mention")] or near
    return max(spoken, key=lambda x: (x.parts[-1][1], x.parts[0][0] * -1), default=None)
