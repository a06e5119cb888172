"""The surroundings of a figure: where, over what period, and who counts."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Any

from horseshoe.council.states import state_of
from horseshoe.model import Actor, DateRange, Mention, Span
from horseshoe.reading.actors.gazetteer import slug
from horseshoe.reading.events.lexicon import places
from horseshoe.reading.figures.numbers import words
from horseshoe.reading.grammar import children
from horseshoe.reading.known import Known
from horseshoe.reading.lexing import LONGEST, Grid, Lexed
from horseshoe.reading.parse import Parsed

_PLACE_WORDS = ("in", "across", "inside", "throughout", "within", "around")
_FROM, _TO, _FLIGHT = ("from",), ("to", "into"), ("fled", "flee", "fleeing", "flees", "leaving", "left")
_VICTIM_WORDS = ("on", "against", "of", "upon")
_BEFORE_PLACE = frozenset((*_PLACE_WORDS, *_VICTIM_WORDS))
_STEPS = 12
_FAR = 60  # sentences that tell where everything happens
_LONGEST_PLACE = 3  # words
_BRACKETED = re.compile(r"\s*\(([A-Z][A-Za-z-]{2,})\)")
_SECOND = re.compile(r",? and (?:[\w,]+ ){0,3}?\d[\d,.]*\b.*?\b(?:had|have|has|were|was|are|is)\b")


class Surroundings:
    """Answers about one text."""

    def __init__(self, parsed: Parsed, known: Known, lexed: Lexed, places: Grid) -> None:
        self.parsed, self.known, self.lexed, self.grid = parsed, known, lexed, places
        self._starts = [m.span.start for m, _ in known.mentions]
        self._date_starts = [d.span.start for d in known.dates]
        self._kept_place: tuple[str | None, ...] = ()

    def actors_in(self, start: int, end: int) -> list[tuple[Mention, Actor]]:
        """Mentions that lie wholly within `[start, end)`."""
        row = self.known.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]
        return [p for p in row if p[0].span.end <= end]

    def taken(self, start: int, end: int) -> bool:
        """Whether a date or an actor's name overlaps `[start, end)`."""
        near = slice(max(0, bisect_left(self._starts, start) - 2), bisect_left(self._starts, end))
        dates = slice(max(0, bisect_left(self._date_starts, start) - 2), bisect_left(self._date_starts, end))
        spans = [m.span for m, _ in self.known.mentions[near]] + [d.span for d in self.known.dates[dates]]
        return any(s.start < end and start < s.end for s in spans)

    def _mentions(self, span: Span) -> list[tuple[Mention, Actor]]:
        start, end = self.grid.sentence(span.start)
        return self.actors_in(start, end)

    # where
    def named_where(self, span: Span, what: str | None) -> str | None:
        """The nearest state in which, or against which, something happens in the sentence: "in Syria", "the war on Ukraine".

        Where somebody speaks or comes from is no such place ("officials in Lima said"); those who flee are counted where they
        fled from, all others where they are.
        """
        start, end = self.grid.sentence(span.start)
        found = []
        for i in self.lexed.within(start, end):
            word = self.lexed.lower[i]
            if not self._places(i, what) or self._cut(self.lexed.starts[i], span):
                continue
            if word in _TO and self._in_other_clause(self.lexed.starts[i], span):
                continue
            if (state := self._state_behind(i)) is None or self._places_speech(i):
                continue
            if word not in _VICTIM_WORDS or self._is_deed(i):
                found.append((abs(self.lexed.starts[i] - span.start), state))
        return min(found)[1] if found else None

    def _places(self, i: int, what: str | None) -> bool:
        """Whether a word can stand before the place of what happened: for those displaced "from" and "fled", not "to"."""
        word = self.lexed.lower[i]
        if what == "displaced":
            return word in _BEFORE_PLACE or word in _FROM or word in _FLIGHT
        return word in _BEFORE_PLACE or word in _TO

    def _state_behind(self, i: int) -> str | None:
        """The state that stands behind a preposition, by its name or by a town's: "in the northern Syrian town", "in Homs"."""
        j = i + 1
        skipped = words()["places"]["skipped"]
        while j < len(self.lexed.words) and self.lexed.lower[j] in skipped and not self._begins_name(self.lexed.starts[j]):
            j += 1
        if j >= len(self.lexed.words):
            return None
        at = self.lexed.starts[j]
        for mention, actor in self.actors_in(at, at + LONGEST):
            if mention.span.start == at and actor.type == "state":
                return state_of(actor.id)
            break
        for length in range(_LONGEST_PLACE, 0, -1):
            last = min(j + length, len(self.lexed.words)) - 1
            if (state := places().get(self.parsed.text[at : self.lexed.ends[last]])) is not None:
                return state
        return None

    def _begins_name(self, at: int) -> bool:
        """Whether a state's name begins here: "South" of South Sudan."""
        return any(m.span.start == at and a.type == "state" for m, a in self.actors_in(at, at + LONGEST)[:1])

    def _is_deed(self, i: int) -> bool:
        """Whether a noun of harm or of a part stands before a preposition: "war on", "the long siege of", "a suburb of"."""
        table, ahead = words()["places"], self.lexed.lower[max(0, i - 2) : i]
        return any(w in table["deeds"] for w in ahead) or (
            self.lexed.lower[i] == "of" and ahead[-1:] != () and ahead[-1] in table["parts"]
        )

    def _places_speech(self, i: int) -> bool:
        """Whether a preposition hangs from a verb of saying or from who speaks: "said in Paris", "an official in Peru"."""
        token = self.grid.token(self.lexed.starts[i])
        head = token.head
        cues = words()["sources"]["cues"] + words()["sources"]["asks"]
        if head.tag_[:1] == "V":
            return head.lemma_ in cues and any(c.dep_ in ("ccomp", "nsubj") for c in head.children) and head.lemma_ != "report"
        return head.dep_ == "nsubj" and head.head.tag_[:1] == "V" and head.head.lemma_ in cues

    def where(self, span: Span, token: Any, what: str | None) -> str | None:
        """The named place; else the only state of the sentence that is not merely the one who counts; else that one's."""
        if named := self.named_where(span, what):
            return named
        source = self.source(span, token)
        harm = what in words()["units"]["harm"]
        states = {
            state_of(a.id)
            for m, a in self._mentions(span)
            if a.type == "state"
            and a.id != source
            and self._places_it(m, a, span)
            and not self._cut(m.span.start, span)
            and not self._speaks(m.span.end)
            and not self._seat(m.span.end)
            and not self._of_an_official(m.span.end)
            and not (harm and what != "displaced" and self._is_origin(m.span.start))
        }
        if len(states) == 1:
            return states.pop()
        if states:
            return None
        counted_at_home = source and (state_of(source) if ":" in source else self._of_a_place(source, span))
        return counted_at_home or (self._told_before(span) or self._only_place() if harm else None)

    def _only_place(self) -> str | None:
        """The one state in which a text of several sentences places everything that it places anywhere."""
        if not self._kept_place:
            spans = (Span.of(self.parsed.text, s.start_char, s.start_char + 1) for s in self.parsed.sentences()[:_FAR])
            found = [state for span in spans if (state := self.named_where(span, "killed"))]
            self._kept_place = (found[0] if len(found) > 1 and len(set(found)) == 1 else None,)
        return self._kept_place[0]

    def _is_origin(self, at: int) -> bool:
        """Example: Soldiers from Chad, Togo and Mali were killed. Where they are from is not where they died."""
        i = self.lexed.at(at) - 1
        while i > 0 and (self.lexed.words[i][:1].isupper() or self.lexed.lower[i] in (",", "and", "the")):
            i -= 1
        return self.lexed.lower[i] in _FROM

    def _told_before(self, span: Span) -> str | None:
        """Example: Fighting went on around the town of Goma. Nine people were wounded. The place told last in the paragraph."""
        starts = self.parsed.paragraphs
        floor = starts[max(0, bisect_left(starts, span.start + 1) - 1)] if starts else 0
        at = self.grid.sentence(span.start)[0]
        while at > floor:
            at = self.grid.sentence(at - 1)[0]
            before = Span.of(self.parsed.text, at, at + 1)
            if found := self.named_where(before, "killed"):
                return found
            if any(a.type == "state" and not self._is_origin(m.span.start) for m, a in self._mentions(before)):
                return None
        return None

    def _of_a_place(self, source: str, span: Span) -> str | None:
        """Example: Gaza's health ministry puts the dead at 900."""
        told = (m.span.text for m, a in self._mentions(span) if a.id == source)
        names = (word for text in told for word in text.replace("’", "'").split("'")[0].split())
        return next((state for name in names if (state := places().get(name))), None)

    def _places_it(self, mention: Mention, actor: Actor, span: Span) -> bool:
        """Example: 30 Malian villagers died. Three Malian peacekeepers may have died anywhere."""
        if span.contains(mention.span):
            return span.text.rsplit(None, 1)[-1].lower() not in words()["places"]["serving"]
        return mention.how in ("name", "acronym") or ":" in actor.id

    def _seat(self, end: int) -> bool:
        """Whether a state only tells where a body has its seat: "Britain-based"."""
        return self.parsed.text[end : end + 6].lower() == "-based"

    def _of_an_official(self, end: int) -> bool:
        """Whether a state is whose official somebody is: "Peru's ambassador tried to delay the vote"."""
        token = self.grid.token(end - 1)
        owns = token.dep_ in ("poss", "amod", "compound", "nmod") and token.head is not token
        return bool(owns and token.head.lower_.startswith(tuple(words()["sources"]["officials"])))

    def _speaks(self, end: int) -> bool:
        """Whether a name is or describes the subject of a verb of saying or asking, which tells who speaks and not where."""
        token = self.grid.token(end - 1)
        while token.dep_ in ("amod", "compound", "poss", "nmod") and token.head is not token:
            token = token.head
        asks = words()["sources"]["cues"] + words()["sources"]["asks"]
        return token.dep_ == "nsubj" and token.head.tag_[:1] == "V" and token.head.lemma_ in asks

    # period
    def period(self, span: Span) -> DateRange | None:
        """The nearest date of the sentence that does not merely tell when somebody spoke."""
        start, end = self.grid.sentence(span.start)
        found = []
        for d in self.known.dates[bisect_left(self._date_starts, start) : bisect_left(self._date_starts, end)]:
            if d.range and not self._dates_speech(d.span.start):
                found.append((min(abs(d.span.start - span.end), abs(span.start - d.span.end)), d.range))
        return min(found, key=lambda f: f[0])[1] if found else None

    def _dates_speech(self, offset: int) -> bool:
        node = self.grid.token(offset)
        for _ in range(_STEPS):
            if node.tag_[:1] == "V":
                return node.lemma_ in words()["sources"]["cues"]
            if node.head is node:
                return False
            node = node.head
        return False

    # who counts
    def source(self, span: Span, token: Any) -> str | None:
        """The actor whose count it is: "according to", "by ...'s count", or the subject of the verb that reports it."""
        anchor = self.grid.token(span.end - 1) if token is None else token
        phrase, verb = self._by_phrase(span), self._by_verb(anchor, span)
        if phrase and verb and self._parted(span):
            return verb
        if phrase or verb:
            return phrase or verb
        teller = self._teller(anchor, span)
        if teller is not None and teller.tag_ in ("NN", "NNS"):
            return None
        named = teller is not None and teller.tag_[:3] == "NNP"
        return self._by_order(span) or (slug(_name(teller)) if named else None)

    def _teller(self, token: Any, span: Span) -> Any:
        """The subject of the verb that reports a figure in its clause, named or not: "while the government says 2,000"."""
        for node in list(token.ancestors)[:_STEPS]:
            if node.lemma_ in words()["sources"]["cues"] and node.tag_[:1] == "V":
                subject = _subject(node)
                if subject is not None and not _covers(subject, span):
                    return subject
        return None

    def _parted(self, span: Span) -> bool:
        """Whether another count with a verb of its own stands between a figure and "according to"."""
        _, end = self.grid.sentence(span.start)
        rest = self.parsed.text[span.end : end]
        at = rest.lower().find("according to")
        between = rest[:at] if at >= 0 else ""
        return bool(_SECOND.search(between))

    def _by_phrase(self, span: Span) -> str | None:
        start, end = self.grid.sentence(span.start)
        low, table = self.lexed.lower, words()["sources"]
        found: list[tuple[int, int, str]] = []
        for i in self.lexed.within(start, end):
            if low[i] == "according" and low[i + 1 : i + 2] == ("to",):
                if id_ := self._named(self.lexed.ends[i + 1], self._clause_end(i + 2, end)):
                    found.append((self._distance(i, span), i, id_))
            elif low[i] == "by" and low[i - 1] in table["told"]:
                if id_ := self._named(self.lexed.ends[i], self._clause_end(i + 1, end)):
                    found.append((self._distance(i, span), i, id_))
            elif low[i] == "by" and any(w in table["counts"] for w in low[i + 1 : i + 6]):
                stop = next(k for k in range(i + 1, i + 6) if low[k] in table["counts"])
                if stop not in self.lexed.breaks and (id_ := self._named(self.lexed.ends[i], self.lexed.starts[stop])):
                    found.append((self._distance(i, span), i, id_))
        return self._fitting(found, span)

    def _fitting(self, found: list[tuple[int, int, str]], span: Span) -> str | None:
        """The nearest phrase, unless a verb of saying with another subject stands between (rival counts)."""
        if not found:
            return None
        _, phrase, id_ = min(found)
        start, end = self.grid.sentence(span.start)
        low = self.lexed.lower
        if phrase == self.lexed.at(start) and not self._rival(phrase, end):
            return id_  # what opens a sentence holds for all of it
        cut = {i for i in self.lexed.within(start, end) if low[i] in ("while", "whereas", "but", ";")}
        here = self.lexed.at(span.start)
        if any(min(here, phrase) < c < max(here, phrase) for c in cut):
            return None
        return id_

    def _rival(self, phrase: int, end: int) -> bool:
        """Whether a verb of saying behind "while" or "but" tells another's count: "while the army says 40"."""
        row = [i for i in range(phrase, len(self.lexed.words)) if self.lexed.starts[i] < end]
        cut = next((i for i in row if self.lexed.lower[i] in ("while", "whereas", "but", ";")), None)
        return cut is not None and any(
            self.grid.token(self.lexed.starts[i]).lemma_ in words()["sources"]["cues"] for i in row if i > cut
        )

    def _distance(self, i: int, span: Span) -> int:
        return abs(i - self.lexed.at(span.start))

    def _clause_end(self, i: int, end: int) -> int:
        while (
            i < len(self.lexed.words) and self.lexed.starts[i] < end and self.lexed.lower[i] not in (",", ";", "while", "but")
        ):
            i += 1
        return self.lexed.ends[i - 1]

    def _named(self, start: int, end: int) -> str | None:
        """The actor named in a stretch, or the slug of its bare noun ("activists"); "the government" is the text's own."""
        named = self.actors_in(start, end)
        own = next((a.id for m, a in named[1:] if self.parsed.text[m.span.start - 1] == "("), None)
        if own is not None:
            return own  # "the UN Office for the Coordination of Humanitarian Affairs (OCHA)"
        if named and not _only_adjective(named[0], self.parsed.text[named[0][0].span.end : end].lower()):
            return named[0][1].id
        plain = [w for w in (self.lexed.lower[i] for i in self.lexed.within(start, end)) if w.isalpha()]
        if plain[:1] == ["our"]:
            return None  # "according to our colleagues": the speaker tells it
        return self._unnamed(plain)

    def _unnamed(self, plain: list[str]) -> str | None:
        if any(w in words()["sources"]["governments"] for w in plain):
            organs = {a.id for a in self.known.actors if a.id.endswith(":authorities")}
            return organs.pop() if len(organs) == 1 else None
        kept = [w for w in plain if w not in words()["sources"]["unsaid"]]
        return slug(" ".join(kept)) if 0 < len(kept) <= 3 else None

    def _by_verb(self, token: Any, span: Span) -> str | None:
        node = below = token
        for _ in range(_STEPS):
            if node is not token and node.lemma_ in words()["sources"]["cues"] and node.tag_[:1] == "V":
                subject = _subject(node)
                if subject is not None and not _covers(subject, span) and not self._cut(node.idx, span):
                    return None if _stands_apart(below) else self._subject_id(subject)
            if node.head is node:
                return None
            node, below = node.head, node
        return None

    def _cut(self, offset: int, span: Span) -> bool:
        """Whether a semicolon parts a word from the figure."""
        return ";" in self.parsed.text[min(offset, span.end) : max(offset, span.start)]

    def _in_other_clause(self, offset: int, span: Span) -> bool:
        """Whether a semicolon or "while" parts a place from the figure."""
        between = self.parsed.text[min(offset, span.end) : max(offset, span.start)]
        return any(cut in between for cut in (";", " while ", " whereas "))

    def _by_order(self, span: Span) -> str | None:
        """Where the parse does not tell: an actor before a verb of saying, ahead of the figure or after a comma behind it."""
        for mention, actor in reversed(self._mentions(span)):
            i = self.lexed.at(mention.span.end)
            if i >= len(self.lexed.words) or i in self.lexed.breaks or self._cut(mention.span.start, span):
                continue
            verb = self.grid.token(self.lexed.starts[i])
            if (
                verb.lemma_ not in words()["sources"]["cues"]
                and self.lexed.lower[i].removesuffix("s") not in words()["sources"]["cues"]
            ):
                continue
            ahead = mention.span.start < span.start
            closing = self.lexed.lower[i + 1 : i + 2] in ((".",), (",",), ()) or self._dated(i + 1)
            if ahead or (closing and "," in self.parsed.text[span.end : mention.span.start]):
                return actor.id
        return None

    def _dated(self, i: int) -> bool:
        """Whether a date stands at word `i`, after "on" or at once: "reported Monday"."""
        at = self.lexed.starts[i + (self.lexed.lower[i] == "on")]
        k = bisect_left(self._date_starts, at)
        return k < len(self._date_starts) and self._date_starts[k] == at

    def _subject_id(self, subject: Any) -> str | None:
        """Who a subject is: its acronym in brackets, the actor of its head, the name beside it, its own name, its bare noun."""
        end = subject.idx + len(subject.text)
        named = self.actors_in(max(subject.left_edge.idx, end - LONGEST), end)
        exact = [a.id for m, a in named if m.span.end >= subject.idx]
        whole = self._bracketed(end) or self._covering(subject)
        if found := whole or next(iter(exact[::-1]), None) or self._beside(subject):
            return found
        if subject.tag_ == "PRP":
            return self._before_pronoun(subject)
        if subject.tag_ in ("WP", "WDT", "DT") or subject.lower_ in words()["sources"]["texts"]:
            return None
        if subject.tag_ == "NNP" and (name := self._full_name(subject)).count(" "):
            return slug(name)
        if subject.lower_ in words()["sources"]["governments"] and (state := self._state_in(subject)):
            return f"{state}:authorities"
        seated = [p for p in named if not self._seat(p[0].span.end)]
        if seated and not _only_adjective(seated[-1], subject.text.lower()):
            return seated[-1][1].id
        if subject.lower_ in words()["sources"]["papers"] and (author := self._author(subject)):
            return author
        first = max((m.span.end for m, _ in named if self._seat(m.span.end)), default=0) + len("-based")
        plain = [t.lower_ for t in subject.tree[subject.left_edge.i : subject.i + 1] if t.is_alpha and t.idx >= first - 6]
        return self._unnamed([w for w in plain if w != "based"]) if subject.tag_ in ("NNS", "NN") else None

    def _state_in(self, phrase: Any) -> str | None:
        """ "Gaza health authorities": the state or the place within one that a phrase names."""
        before = phrase.tree[phrase.left_edge.i : phrase.i]
        for t in before:
            named = (a.id for _, a in self.actors_in(t.idx, t.idx + len(t.text)) if a.type == "state")
            if state := next(named, None) or places().get(t.text):
                return state_of(state)
        return None

    def _covering(self, token: Any) -> str | None:
        """ "The UN Integrated Office in Haiti said": the actor whose whole name holds a word."""
        near = self.actors_in(max(0, token.idx - LONGEST), token.idx + LONGEST)
        return next((a.id for m, a in near if m.span.start <= token.idx < m.span.end and a.type == "organisation"), None)

    def _bracketed(self, end: int) -> str | None:
        """ "The peacekeeping mission (MINUSMA) said": the actor of the acronym behind a subject."""
        if (found := _BRACKETED.match(self.parsed.text, end)) is None:
            return None
        named = self.actors_in(found.start(1), found.end(1))
        return named[0][1].id if named else None

    def _beside(self, subject: Any) -> str | None:
        """ "The envoy, Ibrahim Gambari, said": the name in apposition to a common noun."""
        name = next((c for c in children(subject, "appos") if c.tag_[:3] == "NNP"), None)
        if name is None or subject.tag_ not in ("NN", "NNS"):
            return None
        end = name.idx + len(name.text)
        named = [a.id for m, a in self.actors_in(name.left_edge.idx, end) if m.span.end >= name.idx]
        return named[-1] if named else slug(self._full_name(name))

    def _full_name(self, noun: Any) -> str:
        """The capitalised words that end in a proper noun, with what follows it: "Syrian Observatory for Human Rights"."""
        tree, first, last = noun.tree, noun.i, noun.i
        while first > noun.left_edge.i and tree[first - 1].text[:1].isupper() and tree[first - 1].tag_ not in ("DT", "POS"):
            first -= 1
        for link in children(noun, "prep"):
            ends = link.right_edge.i
            if link.i != noun.i + 1 or ends - link.i > _STEPS:
                continue
            body = [t for t in tree[link.i + 1 : ends + 1] if t.lower_ not in ("the", "and", "of", "for")]
            if link.lower_ in ("of", "for", "on") and all(t.text[:1].isupper() for t in body):
                last = ends
        return str(self.parsed.text[tree[first].idx : tree[last].idx + len(tree[last].text)])

    def _before_pronoun(self, pronoun: Any) -> str | None:
        """Whom "he", "it" or "they" means: the subject named last before the sentence, or in it before the pronoun."""
        start, _ = self.grid.sentence(pronoun.idx)
        floor, _ = self.grid.sentence(start - 1) if start else (0, 0)
        person = pronoun.lower_ in ("he", "she")
        if not person and pronoun.lower_ not in ("it", "they"):
            return None
        found: str | None = None
        for m, a in reversed(self.actors_in(floor, pronoun.idx)):
            token = self.grid.token(m.span.end - 1)
            if (a.type == "person") == person and token.dep_ in ("nsubj", "nsubjpass", "appos"):
                if token.head.head is token.head:  # of the main clause
                    return a.id
                found = found or a.id
        return found

    def _author(self, paper: Any) -> str | None:
        """Who made a study or count: "a study by the London School of Hygiene"; a name that no list holds as a slug."""
        for by in paper.children:
            if by.lower_ in ("by", "from") and (whose := next(iter(by.children), None)) is not None:
                start, end = whose.left_edge.idx, whose.right_edge.idx + len(whose.right_edge.text)
                if found := self.actors_in(start, end):
                    return found[0][1].id
                if whose.tag_[:3] == "NNP":
                    return slug(self.parsed.text[start:end].removeprefix("the "))
        return None


def _only_adjective(named: tuple[Mention, Actor], noun: str) -> bool:
    """Whether a state's adjective only tells where a source is from ("a Syrian relief group"), its officials aside."""
    mention, actor = named
    if mention.how != "demonym" or actor.type != "state" or ":" in actor.id:
        return False
    return bool(noun.strip()) and not any(w in noun for w in words()["sources"]["officials"])


def _subject(verb: Any) -> Any:
    """A verb's subject, or that of the verb it is joined to; of "is quoted as saying" none."""
    node = verb
    for _ in range(4):
        for child in node.children:
            if child.dep_ == "nsubj":
                return child
        if node.dep_ != "conj" or node.head is node:
            return None
        node = node.head
    return None


def _stands_apart(below: Any) -> bool:
    """Example: Chad announced sanctions following a raid that killed 26 people."""
    return below.dep_ == "prep" and below.lower_ in words()["sources"]["apart"]


def _name(noun: Any) -> str:
    """The words of a proper name up to its head: "the Health Ministry"."""
    parts = [t.text for t in noun.tree[noun.left_edge.i : noun.i + 1] if t.tag_[:3] == "NNP"]
    return " ".join(parts)


def _covers(subject: Any, span: Span) -> bool:
    last = subject.right_edge
    return bool(subject.left_edge.idx <= span.start and span.end <= last.idx + len(last.text))
