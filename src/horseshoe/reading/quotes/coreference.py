"""Who "he", "the envoy" and "who" are: sources that name no actor themselves."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from horseshoe.model import Actor
from horseshoe.reading.known import Known
from horseshoe.reading.quotes.attribution import Attribution
from horseshoe.reading.quotes.marks import Stretch
from horseshoe.reading.quotes.naming import name_span
from horseshoe.reading.quotes.roles import roles
from horseshoe.reading.words import Words

PLACE = 12  # tokens from an office to its holder
LEADING = ("IN", "TO", "DT", "JJ", "NN", "NNP", "NNPS", "NNS", "HYPH", "CC")
SPEAKER_REACH = 15  # sentences that a pronoun looks back for the last speaker where nobody is named in between
FAR = 40  # persons and bodies looked back through
REACH = 6  # sentences that a pronoun looks back
HE_SHE = {"he": "he", "him": "he", "his": "he", "she": "she", "her": "she"}
IT = ("it", "which")
CARRIES_ON = ("add", "continue", "go")  # cues of who has spoken already
SUBJECTS = ("nsubj", "nsubjpass")
CLAUSES = frozenset({"ccomp", "advcl", "relcl", "acl", "pcomp", "csubj"})


@dataclass(slots=True)
class _Seen:
    token: int
    sentence: int
    actor: Actor
    subject: bool
    depth: int = 0  # how many clauses the subject's own clause depends on


def resolve(
    words: Words, attributions: Sequence[Attribution], stretches: Sequence[Stretch], known: Known
) -> Mapping[int, Actor]:
    """The actor behind each source token, where one is known: named there, or meant by a pronoun, an office or a relative.

    A pronoun is the subject named last, in the text outside quotation marks, unless the cue carries on a speech ("he added"):
    then it is the last speaker. "Churkin met Rice. He said" is Churkin; "… Churkin said. Rice left. He added" is Churkin. Of a
    sentence before, the subject of the main clause goes first: "Churkin left because Rice had spoken. He said" is Churkin.
    Nobody named in what he says is the speaker. A source without a name may be meant too; its actor has an empty id.
    """
    return _Resolver(words, attributions, stretches, known).sources()


class _Resolver:
    """One walk over the sources, names, offices and pronouns of a text, in order."""

    def __init__(self, words: Words, attributions: Sequence[Attribution], stretches: Sequence[Stretch], known: Known) -> None:
        self.words = words
        self.events: dict[int, Actor] = {}
        heads: set[int] = set()
        for mention, actor in known.mentions:
            tokens = range(words.at(mention.span.start), words.before(mention.span.end))
            heads.update([i for i in tokens if words.head[i] not in tokens or words.head[i] == i][:1])
            for i in tokens:
                if i not in self.events or actor.type == "person":
                    self.events[i] = actor
        self.quoted = _quoted(words, stretches)
        self.cues = {a.source: words.lemma(a.cue[1]) for a in attributions if a.source is not None}
        self.told = {a.source: a.parts for a in attributions if a.source is not None and a.act in ("say", "ask")}
        self.offices = {i for i, d in enumerate(words.dep) if d in SUBJECTS and _is_somebody(words, i)}
        pronouns = {i for i, w in enumerate(words.low) if w in HE_SHE}
        self.marks = sorted(heads | set(self.cues) | self.offices | pronouns)
        they = any(words.low[i] == "they" for i in self.cues)
        self.plurals = _plural_subjects(words, self.quoted, self.cues) if they else []
        self.issuer = _issuer(words, known)
        self.seen: list[_Seen] = []
        self.speaker: _Seen | None = None

    def sources(self) -> Mapping[int, Actor]:
        """The actor behind each source token."""
        found: dict[int, Actor] = {}
        for i in self.marks:
            spoken = i in self.quoted
            here = _named(self.words, i, self.events) or (self._meant(i) if not spoken else None)
            if here is not None and i in self.cues:
                found[i] = here
            if not spoken and (other := here or self._unnamed(i)) is not None:
                self._note(i, other)
            if here is not None and i in self.cues and here.type == "person":
                self.speaker = self.seen[-1] if not spoken else _Seen(i, self.words.sent[i], here, True)
        return found

    def _note(self, i: int, here: Actor) -> None:
        whole = _whole(self.words, i)
        behind = self.words.low[self.words.head[i]] in ("from", "by")  # "recalled comments from Dodik"
        subject = self.words.dep[whole] in SUBJECTS or (i in self.cues and not behind)
        self.seen.append(_Seen(i, self.words.sent[i], here, subject, _depth(self.words, whole)))

    def _meant(self, i: int) -> Actor | None:
        """Whom a pronoun or an office means: nobody named in what he says, else the speaker before, further back."""
        low = self.words.low[i]
        if low == "we":
            return self.issuer
        if low == "they":
            return _group_before(self.words, i, self.plurals, self.events)
        outside = [s for s in self.seen[-FAR:] if not _within(self.words, s.token, self.told.get(i, ()))]
        speaker = self.speaker
        here = _antecedent(self.words, i, outside, speaker.actor if speaker else None, self.cues.get(i), self.events)
        if here is None and low in HE_SHE and i in self.cues and speaker is not None and _may_be(speaker.actor, HE_SHE[low]):
            return speaker.actor if self.words.sent[i] - speaker.sentence <= SPEAKER_REACH else None
        return here

    def _unnamed(self, i: int) -> Actor | None:
        """A person told of by office or by a name that is no actor's, for pronouns to mean."""
        if (i in self.cues or i in self.offices) and _is_somebody(self.words, i):
            body = _own_body(self.words, i, self.events)
            return Actor("", "", "person", (), self.words.low[i], body.id if body else None)
        if i in self.cues and self.words.tag[i] == "NNP" and not _is_office(self.words, i):
            return Actor("", name_span(self.words, i).text, "person", ())
        return None


def _quoted(words: Words, stretches: Sequence[Stretch]) -> set[int]:
    return {i for s in stretches for i in range(words.at(s.start), words.before(s.end))}


def _plural_subjects(words: Words, quoted: set[int], cues: Container[int]) -> list[int]:
    """Subjects of several people outside quotation marks, in order: "diplomats", "Russia and China", groups that speak."""
    found = []
    for i, dep in enumerate(words.dep):
        if dep in SUBJECTS and i not in quoted and words.tag[i][0] == "N":
            several = words.tag[i] == "NNS" and (i in cues or roles().is_person_noun(words.low[i]))
            if several or words.child(i, "conj") is not None:
                found.append(i)
    return found


def _group_before(words: Words, they: int, plurals: Sequence[int], events: Mapping[int, Actor]) -> Actor | None:
    """Whom "they" stands for: the subject of several people named last, in this sentence or the two before it."""
    at = bisect_left(plurals, they) - 1
    if at < 0 or words.sent[they] - words.sent[plurals[at]] > 2 + _chain(words, plurals[at], they):
        return None
    first = plurals[at]
    body = next((b.id for c in (first, *words.children[first]) if (b := _own_body(words, c, events)) is not None), None)
    last = max([first, *(c for c in words.children[first] if words.dep[c] == "conj")])
    span = words.span(words.edges(first)[0], last) if last > first else name_span(words, first)
    return Actor("", "", "group", (), span.text, body)


def _chain(words: Words, first: int, they: int) -> int:
    """How many sentences between two words go on about the same people: "They urged … They also called …"."""
    opening = (words.sentence_bounds[s][0] for s in range(words.sent[first] + 1, words.sent[they]))
    return sum(words.low[i] == "they" for i in opening)


def _within(words: Words, token: int, parts: Sequence[tuple[int, int]]) -> bool:
    """Whether a token stands in what is said: "Milosevic would find no comfort, he said" is not Milosevic's word."""
    return any(start <= words.start[token] < end for start, end in parts)


def _issuer(words: Words, known: Known) -> Actor | None:
    """Who says "we" in a statement: the organisation that it names first, the UN and whom it is written to aside."""
    if words.parsed.document.kind != "statement":
        return None
    first = next((words.start[i] for i, w in enumerate(words.low) if w == "we"), 0)
    greeted = _greeting(words)
    named = [a for m, a in known.mentions if greeted <= m.span.start < first and a.type == "organisation"]
    return next((a for a in named if a.id not in roles().hosts), None)


def _greeting(words: Words) -> int:
    """Where a letter greets those it is written to, in characters: "Dear members," "Your Excellencies:"; else 0."""
    for start in words.parsed.paragraphs:
        opening = words.parsed.text[start : start + 40].lower().removeprefix("your ")
        if opening.split(maxsplit=1)[:1] and opening.split(maxsplit=1)[0].rstrip(",:") in roles().greetings:
            return start
    return 0


def _named(words: Words, i: int, events: Mapping[int, Actor]) -> Actor | None:
    """The actor that a token names; a person in apposition overrides the state of "its ambassador, Nizar Hamdoun"."""
    here = events.get(i)
    if here is not None and here.type == "person":
        return here
    behind = _behind(words, i, events) or (_officer(words, i, events) if here is not None else None)
    return behind if here is None or (behind is not None and behind.type == "person") else here


def _whole(words: Words, i: int) -> int:
    """The noun that a name in apposition stands beside: "its adviser, Thaung Tun," is one subject."""
    for _ in range(3):
        if words.dep[i] != "appos":
            break
        i = words.head[i]
    return i


def _is_somebody(words: Words, i: int) -> bool:
    """Whether a token stands for one person by office or work: "the diplomat", "the Israeli Ambassador"."""
    if words.tag[i] == "NN":
        return roles().is_person_noun(words.low[i])
    return (
        words.tag[i] == "NNP"
        and _is_office(words, i)
        and not (i + 1 < len(words) and words.tag[i + 1] in ("NNP", "NNPS", "CD"))
    )


def _depth(words: Words, i: int) -> int:
    """How many clauses the clause depends on that a token is the subject of; a speaker's clause behind what he says on none."""
    verb, depth = words.head[i], 0
    for _ in range(12):
        up = words.head[verb]
        if words.dep[verb] in CLAUSES:
            depth += not (words.dep[verb] == "ccomp" and verb < i < up)
        if up == verb:
            break
        verb = up
    return depth


def _own_body(words: Words, i: int, events: Mapping[int, Actor]) -> Actor | None:
    """The body that an office is said to belong to: "the Lebanese health minister" LBN, "the representative of China" CHN."""
    below = [c for c in words.children[i] if words.dep[c] in ("amod", "compound", "poss", "nmod")]
    below += [o for c in words.children[i] if words.low[c] in ("of", "for", "from") for o in words.children[c]]
    bodies = [events[c] for c in below if c in events and events[c].type != "person"]
    return next((b for b in bodies if b.id not in roles().hosts), bodies[0] if bodies else None)


def _behind(words: Words, i: int, events: Mapping[int, Actor]) -> Actor | None:
    """The antecedent of "who" and "which", or the name in apposition to an office: "the envoy, Vitaly Churkin,"."""
    if words.tag[i] in ("WP", "WDT"):
        verb = words.head[i]
        return _named(words, words.head[verb], events) if words.dep[verb] == "relcl" and words.head[verb] < i else None
    for c in words.children[i]:
        if words.dep[c] == "appos" and c in events:
            return events[c]
    return _holder(words, i, events) if _is_office(words, i) and words.tag[i] in ("NN", "NNP") else None


def _holder(words: Words, office: int, events: Mapping[int, Actor]) -> Actor | None:
    """ "US ambassador to the UN Samantha Power", "a Hamas official in Beirut, Raafat Morra,": the person an office leads up to.

    Whatever the parse says. Between the two stand the office's other words and its place; an office of another's
    ("a spokesman for President Obama") ends the search. After a comma the name is closed by one.
    """
    comma = False
    for j in range(office + 1, min(len(words), office + PLACE)):
        if words.text[j].isspace():
            continue
        here = events.get(j)
        if here is not None and here.type == "person":
            whole = comma or words.tag[j - 1][0] in "N_"
            return here if whole and (not comma or _closed(words, j, events)) else None
        if comma:
            return None
        comma = words.text[j] == ","
        if not comma and words.tag[j] not in LEADING:
            return None
        if (
            j > office + 1
            and _is_office(words, j)
            and not (words.tag[j] == words.tag[office] == "NNP" and words.tag[j - 1] == "DT")
        ):
            return None
    return None


def _officer(words: Words, body: int, events: Mapping[int, Actor]) -> Actor | None:
    """ "said UN special envoy for Syria Kofi Annan": the holder of the office that a body's name stands before."""
    for j in range(body + 1, min(len(words), body + 5)):
        if words.tag[j] not in ("NN", "NNP", "JJ", "HYPH"):
            return None
        if _is_office(words, j):
            return _holder(words, j, events)
    return None


def _closed(words: Words, first: int, events: Mapping[int, Actor]) -> bool:
    k = first
    while k < len(words) and events.get(k) is events[first]:
        k += 1
    return k < len(words) and (words.text[k] == "," or words.tag[k] in ("VBD", "VBZ"))


def _is_office(words: Words, i: int) -> bool:
    return words.tag[i][0] == "N" and (roles().is_person_noun(words.low[i]) or words.low[i] in roles().titles)


def _antecedent(
    words: Words, i: int, seen: Sequence[_Seen], speaker: Actor | None, cue: str | None, events: Mapping[int, Actor]
) -> Actor | None:
    low = words.low[i]
    near = [s for s in reversed(seen) if words.sent[i] - s.sentence <= REACH]
    if low in HE_SHE:
        people = [s for s in near if s.actor.type == "person" and _may_be(s.actor, HE_SHE[low])]
        if cue in CARRIES_ON and speaker is not None and any(s.actor is speaker for s in people):
            return speaker
        asked = next((s for s in people if s.sentence == words.sent[i] and _is_addressed(words, s.token)), None)
        if asked is not None:
            return asked.actor
        last = next((s for s in people if s.subject), None)
        if last is None:
            return people[0].actor if people else None
        before = [s.actor for s in people if s.sentence == words.sent[i] - 1]
        if last.sentence < words.sent[i] - 1 and before and all(a is before[0] for a in before):
            return before[0]  # "was led by its minister, Mutua. He told"
        if last.sentence == words.sent[i]:
            return last.actor
        return min((s for s in people if s.subject and s.sentence == last.sentence), key=lambda s: s.depth).actor
    if low in IT and words.dep[i] == "nsubj":
        return next((s.actor for s in near if s.actor.type != "person" and s.subject and words.sent[i] - s.sentence <= 1), None)
    if cue in CARRIES_ON and speaker is not None and words.tag[i] == "NN" and _is_somebody(words, i) and low in roles().unnamed:
        last = next((s for s in near if s.actor is speaker), None)
        own = _own_body(words, i, events)
        if last is not None and speaker.role and (own is None or own.id == speaker.speaks_for):
            return speaker  # "…, the ambassador said. “…,” the envoy continued"
    told = words.tag[i] == "NNP" or any(words.low[c] in ("the", "that", "this") for c in words.children[i] if c < i)
    if told and _is_somebody(words, i):
        body = _own_body(words, i, events)
        far = list(reversed(seen)) if body is not None else near
        holders = [s.actor for s in far if s.actor.type == "person" and _holds_office(s.actor, low)]
        return next((a for a in holders if body is None or body.id in (None, a.speaks_for)), None)
    return None


def _is_addressed(words: Words, i: int) -> bool:
    """Whether somebody is asked or told something: "when reporters asked Lagos, he said no"."""
    i = _whole(words, i)
    return words.dep[i] in ("dobj", "dative") and words.lemma(words.head[i]) in roles().addressing


def _may_be(actor: Actor, pronoun: str) -> bool:
    lists = roles()
    role = re.split(r" (?:for|of|to) ", (actor.role or "").lower())[0]  # "spokesman for Mrs. Clinton" is he
    said = {w.strip(".") for w in role.split()}
    first = actor.name.split(maxsplit=1)[0].lower() if " " in actor.name else ""
    if said & {w.strip(".") for w in lists.she} or first in lists.her_names:
        return pronoun == "she"
    if said & {w.strip(".") for w in lists.he} or first in lists.his_names:
        return pronoun == "he"
    return True


def _holds_office(actor: Actor, noun: str) -> bool:
    """Whether a noun is a word for a person's office; "the diplomat" and "the official" mean one whom no name was given."""
    said = set((actor.role or "").lower().replace("-", " ").split())
    if actor.id and noun in roles().unnamed:
        return noun in said
    return noun in said or any(noun in kin and kin & said for kin in roles().kin)
