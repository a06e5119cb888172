"""Where a text names a draft resolution: heads, determiners and flags of each mention."""

from __future__ import annotations

import functools
import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

from horseshoe.model import DateRange, Span
from horseshoe.reading.drafts.heads import (
    determiner,
    flags_of,
    is_head,
    is_linked,
    noun_of,
    of_another_body,
    points_back,
    stands_for_draft,
)
from horseshoe.reading.drafts.votes import pattern, proceedings
from horseshoe.reading.factuality.reality import realised, reality
from horseshoe.reading.formal.turns import heads_of_turns
from horseshoe.reading.grammar import agents_of, children, is_verb, lefts, negated, subjects
from horseshoe.reading.lexicon import is_permanent, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Run, Token
from horseshoe.reading.who import Who

_VOTE = re.compile(
    r"\b(?:by a vote of|unanimous(?:ly)?|abst(?:ained|aining|entions?)|vot(?:ed|ing) (?:in favou?r|against|for)"
    r"|\d{1,2}[-–]\d{1,2}(?:[-–]\d{1,2})?(?! ?(?:year|month|day|week|hour|member)s?)|in favou?r"
    r"|by \w+ votes?|votes? to (?:\d{1,2}|none|nil|zero|one|two|three|four|five|six))\b",
    re.IGNORECASE,
)
LONG_AGO, NOT_LATELY = timedelta(days=45), timedelta(days=10)
POINTING = frozenset({"it", "which", "that"})
# A line's end may part a symbol on either side of its strokes, a blank behind them: S/2012/\n77, S/2012/ 77, S/2012/77\n/Rev.1
_STROKE = r"(?:[ \t]{0,2}\r?\n[ \t]{0,8})?/[ \t]{0,2}(?:\r?\n[ \t]{0,8})?"
SYMBOL = re.compile(
    rf"\bS{_STROKE}(?:\d{{4}}{_STROKE}\d{{1,4}}|RES{_STROKE}\d+\s?\(\d{{4}}\)|\d{{3,5}})(?:{_STROKE}Rev\.\s?\d+)?"
)
NUMBERED = re.compile(r"\b[Rr]esolution ?(\d{1,4})(?: ?\((\d{4})\))?")


@dataclass(slots=True)
class DraftMention:
    """One place that names a draft. `head` is the noun (or pronoun) the tree hangs it on; `core` the words that name it."""

    head: Token
    span: Span
    sentence: int
    strong: bool = True
    pronoun: bool = False
    determiner: str = ""  # "the", "a" or "" (bare, or a possessive of an actor)
    plural: bool = False
    number: int = 1
    flags: frozenset[str] = frozenset()
    sponsors: tuple[str, ...] = ()
    backers: tuple[str, ...] = ()
    situation: str | None = None
    symbol: str | None = None
    resolution: str | None = None
    fate: str | None = None
    when: DateRange | None = None
    vetoed_by: tuple[str, ...] = ()
    firm: bool = False  # its sponsors stand in the words that name it
    prospective: bool = False  # told by what it would do, as not yet adopted
    joint: bool = False  # they are told as joining others ("co-sponsored by India")
    content: frozenset[str] = frozenset()
    unreal: bool = False
    times: int = 1
    headline: bool = False
    voted: bool = False  # its sentence tells a vote on it that was held
    awaited: bool = False  # its sentence tells a vote on it that is still to come
    decided: str | None = None  # what its sentence says that the Council decided
    act: bool = False  # its head is the verb of what the Council decided
    counted: bool = False  # its adoption is told only by how many members voted for it
    cited: bool = False  # a numbered resolution, of which the vote is told in passing
    old: bool = False  # its fate is told with a date long before publication
    introduced: bool = False  # named for the first time, with a fate of an earlier day: never the draft of today's vote
    extras: dict[str, str] = field(default_factory=dict)

    @property
    def definite(self) -> bool:
        """Whether the mention points back to a draft already named."""
        return self.determiner == "the"


def find_mentions(parsed: Parsed, who: Who) -> list[DraftMention]:
    """All mentions of drafts in text order; weak heads and pronouns only where a sponsor, a vote or an earlier name allows."""
    found: list[DraftMention] = []
    taken = _in_heads_of_turns(parsed) | _on_proceedings(parsed)
    named = False
    for number, sentence in enumerate(parsed.sentences()):
        for token in sentence:
            if token.i in taken or not (
                token.tag_[:2] == "NN" or token.text[:2] == "S/" or (named and token.lower_ in (*POINTING, "one"))
            ):
                continue
            m = _mention(parsed, who, token, number, named)
            if m is None:
                continue
            taken.update(_tokens_of(parsed, m.span) if m.symbol else (token.i,))
            m.headline = _headline(parsed, token)
            found.append(m)
            named = True
    if found and _of_a_statement(parsed):
        return []
    acts = [*_acts_of_the_council(parsed, who, found), *_vetoes_of_other_days(parsed, who, found)]
    acts += _vetoed_measures(parsed, who, [*found, *acts])
    return sorted([*found, *acts], key=lambda m: m.span.start)


def _of_a_statement(parsed: Parsed) -> bool:
    """Whether "the draft" is a statement's, which needs consensus: one is spoken of, and no resolution, vote or veto."""
    return bool(pattern("statement").search(parsed.text)) and not pattern("voted_on").search(parsed.text)


def _vetoes_of_other_days(parsed: Parsed, who: Who, named: list[DraftMention]) -> Iterator[DraftMention]:
    """Example: The Council will vote on a text on Chad. In 2007 China and Russia cast their vetoes to keep it from acting.

    A veto told with a day long before publication and without its draft: the word stands for that
    draft, which is another one.
    """
    heads = {m.head.i for m in named if not m.pronoun}
    told_in: set[int] = set()  # sentences
    for token in parsed.tree.having(["veto"]):
        number = parsed.words.sent[token.i]
        if number in told_in or token.dep_ in ("compound", "amod") or reality(token) != "done":
            continue
        verb = next((t for t in (token, *token.ancestors) if is_verb(t)), None)
        told_at = (token, *children(token, "acl"), *((verb,) if verb is not None else ()))
        day = next((d for t in told_at if (d := own_date(t, who)) is not None), None)
        if day is None or not long_ago(day, who) or _named_by(token, heads):
            continue
        told_in.add(number)
        span = parsed.span_of(token)
        yield DraftMention(token, span, number, determiner="a", fate="vetoed", when=day, act=True, old=True)


def _vetoed_measures(parsed: Parsed, who: Who, named: list[DraftMention]) -> Iterator[DraftMention]:
    """Example: Russia vetoed a six-month extension of the United Nations mission in Chad.

    A veto of the step that an unnamed draft would take: the verb stands for that draft.
    """
    heads = {m.head.i for m in named}
    for verb in parsed.tree.having({"veto"} | _stopping()):
        by = _powers(_vetoing(verb), who) if _on_a_measure(verb) else []
        if by and realised(verb) and heads.isdisjoint(t.i for t in verb.subtree):
            m = _by_act(parsed, verb, parsed.words.sent[verb.i], "vetoed")
            m.vetoed_by = tuple(dict.fromkeys(by))
            yield m


def _powers(nouns: list[Token], who: Who) -> list[str]:
    """The permanent members that some nouns name."""
    return [a for noun in nouns for a in who.several(noun) if is_permanent(a)]


def _on_a_measure(verb: Token) -> bool:
    """Whether a verb's object is a step that a draft may take."""
    measures = words("drafts", "vetoed.measures")
    return any(o.lemma_ in measures for o in children(verb, "dobj", "nsubjpass"))


def _vetoing(verb: Token) -> list[Token]:
    """Example: A Russian veto blocked the renewal of the United Nations mission in Chad.

    The words for who vetoes by a verb: its subject, or whose veto is the subject of a verb of
    stopping.
    """
    if verb.lemma_ == "veto" and is_verb(verb):
        return agents_of(verb) or subjects(verb)
    if verb.lemma_ not in _stopping():
        return []
    vetoes = (s for s in children(verb, "nsubj") if s.lemma_ == "veto")
    return [t for s in vetoes for t in lefts(s)]


@functools.cache
def _stopping() -> frozenset[str]:
    """The verbs of what a veto does to a draft."""
    return words("drafts", "fate.blocked") | words("drafts", "fate.prevents")


def _named_by(veto: Token, heads: set[int]) -> bool:
    """Whether a draft is named as what a veto was cast on, or when, or in whose relative clause it is told."""
    verb = next((t for t in (veto, *veto.ancestors) if is_verb(t)), veto)
    when = [c for c in verb.subtree if c.dep_ in ("advcl", "relcl") and any(g.lower_ == "when" for g in c.children)]
    below = [t for t in veto.subtree if t.dep_ in ("dobj", "nsubjpass", "pobj")]
    return any(t.i in heads for t in (*veto.ancestors, *below, *(t for c in when for t in c.subtree)))


def own_date(word: Token, who: Who) -> DateRange | None:
    """The first resolved date that hangs on a word itself, not on a verb below it."""
    tokens = list(word.subtree)
    for d in who.known.dates_in(tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)):
        first = who.parsed.tree[who.parsed.words.at(d.span.start)]
        between = list(first.ancestors)
        if d.range is None or word not in between:
            continue
        if not any(is_verb(t) for t in between[: between.index(word)]):
            return d.range
    return None


def long_ago(day: DateRange, who: Who, apart: timedelta = LONG_AGO) -> bool:
    """Whether a day lies so long before publication that what happened on it is told as background."""
    published = who.parsed.document.published
    return published is not None and day.end < published - apart


def _tokens_of(parsed: Parsed, span: Span) -> range:
    """The numbers of the tokens that begin on a span."""
    starts = parsed.words.start
    return range(bisect_left(starts, span.start), bisect_left(starts, span.end))


def _in_heads_of_turns(parsed: Parsed) -> set[int]:
    """Example: Ms. Doe (Chad) (spoke in French; English text provided by the delegation): No.

    The words of a verbatim record's heads: the text that a delegation provides is its speech's.
    """
    if parsed.document.kind != "meeting_record":
        return set()
    heads = heads_of_turns(parsed.text)
    starts = [start for start, _ in heads]
    at = ((t.i, bisect_right(starts, t.idx) - 1, t.idx) for t in parsed.tree)
    return {i for i, n, idx in at if n >= 0 and idx < heads[n][1]}


def _on_proceedings(parsed: Parsed) -> set[int]:
    """Example: Russia proposed a postponement. Its proposal was rejected by eight votes to four.

    The loose words for a proposal in what is told of a vote on the Council's proceedings.
    """
    ranges = proceedings(parsed)
    loose = words("drafts", "heads.loose")
    return {t.i for t in parsed.tree.having(loose) if any(a <= t.idx < b for a, b in ranges)} if ranges else set()


def _acts_of_the_council(parsed: Parsed, who: Who, named: list[DraftMention]) -> Iterator[DraftMention]:
    """Example: The Security Council extended the mandate of its force in Cyprus by a vote of 13 to 0, with Togo abstaining.

    A decision told by what the Council does, with a vote and without the word resolution: the verb
    stands for the draft.
    """
    sentences = list(parsed.sentences())
    taken = {m.sentence for m in named if m.strong and not m.headline and not _its_number(m)}
    numbers = {m.sentence: m.resolution for m in named if _its_number(m)}
    here: dict[int, list[DraftMention]] = {}
    for m in named:
        here.setdefault(m.sentence, []).append(m)
    for number, sentence in enumerate(sentences):
        if number in taken:
            told = next((f for t in sentence if (f := _decided(t, who)) is not None), None)
            for m in here.get(number, ()) if told else ():
                m.decided = told
            continue
        voted = _VOTE.search(parsed.text, sentence.start_char, _end_of_next(sentences, number)) is not None
        for token in sentence:
            if (fate := _decided(token, who)) is not None and (voted or token.head.lemma_ == "vote" or fate == "failed"):
                m = _by_act(parsed, token, number, fate)
                m.resolution, m.counted = numbers.get(number), by_members(token)
                m.headline = _headline(parsed, token)
                yield m
                if m.headline:
                    break
                return


def _by_act(parsed: Parsed, verb: Token, sentence: int, fate: str) -> DraftMention:
    """The mention of a draft by the verb of what is done with it or by it, up to its object."""
    last = max((verb, *children(verb, "dobj", "xcomp", "nsubjpass")), key=lambda o: o.i)
    span = parsed.span(verb.idx, last.idx + len(last.text))
    return DraftMention(verb, span, sentence, determiner="a", fate=fate, act=True)


def by_members(verb: Token) -> bool:
    """Example: Thirteen Council members voted to extend the force in Chad, and Russia voted against.

    Whether a decision is told only as what so many members voted for, which a permanent member's no
    may have stopped.
    """
    told = verb.head if verb.head.lemma_ == "vote" else verb
    owners = subjects(told)
    return bool(owners) and all(s.tag_ == "CD" or s.lemma_ in words("drafts", "counted.voters") for s in owners)


def _its_number(m: DraftMention) -> bool:
    """Example: The Security Council voted by ten votes to none to approve a no-fly zone over Chad through Resolution 1234.

    Whether a mention is only the number by which a decision is known.
    """
    by = m.head.dep_ == "pobj" and m.head.head.lower_ in ("through", "by", "in", "under", "with", "via")
    return m.resolution is not None and by


def _decided(verb: Token, who: Who) -> str | None:
    """Example: Thirteen of the Security Council's 15 members voted to extend the mission in Chad, and two abstained.

    What a verb tells that the Council decided: adopted what it did or voted to do, failed what it
    failed to do; else None.
    """
    if _vote_failed(verb, who):
        return "failed"
    if not is_verb(verb) or not (verb.lemma_ in words("provisions", "council_acts") or _nod(verb) or _votes_for_step(verb)):
        return None
    if any(o.lemma_ in words("provisions", "council_not") for o in children(verb, "dobj")):
        return None  # "extended its sympathy"
    told, fate = verb, "adopted"
    if verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in ("allow", "enable", "permit", "let"):
        return fate if realised(verb.head) and any(_is_council(s, who) for s in subjects(verb)) else None
    if verb.tag_ == "VB" and verb.dep_ in ("xcomp", "advcl", "acl") and verb.head.lemma_ in ("vote", "agree", "fail"):
        told = verb.head
        fate = "failed" if told.lemma_ == "fail" else fate
    if not realised(told) or negated(told):
        return None
    return fate if any(_is_council(s, who) for s in subjects(told)) else None


def _vote_failed(verb: Token, who: Who) -> bool:
    """Example: A Security Council vote on whether to impose an arms embargo on Chad has failed to go through."""
    if not is_verb(verb) or verb.lemma_ not in words("drafts", "fate.failed") or not realised(verb) or negated(verb):
        return False
    votes = [s for s in subjects(verb) if s.lemma_ == "vote"]
    about = any(c.dep_ == "prep" and c.lower_ in ("on", "over", "to") for s in votes for c in s.children)
    return about and any(who.at(s) == "security-council" or _is_council(t, who) for s in votes for t in s.children)


def _votes_for_step(verb: Token) -> bool:
    """Example: Instead, the Security Council voted for a short extension of the mission in Chad until April."""
    behind = (o for p in children(verb, "prep") if p.lower_ == "for" for o in children(p, "pobj"))
    return verb.lemma_ == "vote" and any(o.lemma_ in words("drafts", "vetoed.measures") for o in behind)


def _nod(verb: Token) -> bool:
    """Example: The Security Council gave the green light to a new force in Chad by 13 votes to none."""
    return verb.lemma_ in ("give", "grant") and any(
        o.lemma_ in words("provisions", "council_nods") for o in children(verb, "dobj", "dative")
    )


def _is_council(subject: Token, who: Who) -> bool:
    """Whether a subject is the Council, or so many of its members."""
    plain = subject.lower_ == "council" and not any(t.tag_[:3] == "NNP" for t in subject.subtree if t is not subject)
    if who.at(subject) == "security-council" or (plain and "security-council" in who.known.by_id):
        return True
    of_it = [t for t in subject.subtree if t is not subject and who.at(t) == "security-council"]
    return bool(of_it) and (subject.tag_ == "CD" or subject.lemma_ in ("member", "nation", "country"))


def _end_of_next(sentences: list[Run], number: int) -> int:
    """The end of the second sentence behind one, where its vote is told at the latest."""
    return sentences[min(number + 2, len(sentences) - 1)].end_char


def written(symbol: str) -> str:
    """A symbol as the United Nations write it, whatever parts it in the text: `S/2012/77`, `S/RES/1973 (2011)`."""
    whole = re.sub(r"\s+", "", symbol)
    return whole.replace("(", " (") if re.search(r"\s\(", symbol) else whole


def _headline(parsed: Parsed, token: Token) -> bool:
    """Whether a token stands on a line of capitals without a full stop: a headline."""
    start = parsed.text.rfind("\n", 0, token.idx) + 1
    end = parsed.text.find("\n", token.idx)
    line = parsed.text[start : end if end >= 0 else None].strip()
    long_words = [w for w in line.split() if len(w) > 3 and w[0].isalpha()]
    return bool(long_words) and line[-1] not in '.!?”"' and sum(w[0].isupper() for w in long_words) >= 0.7 * len(long_words)


def _mention(parsed: Parsed, who: Who, token: Token, sentence: int, named: bool) -> DraftMention | None:
    if token.text.startswith("S/") and (match := SYMBOL.match(parsed.text, token.idx)):
        before = parsed.text[max(0, token.idx - 90) : token.idx].lower()
        if not re.search(r"\b(?:drafts?|resolution|text|vote)\b", before) or re.search(r"\b(?:letter|report|note)\b", before):
            return None
        return _symbol_mention(parsed, token, match, sentence)
    if named and token.lower_ in POINTING and stands_for_draft(token):
        return DraftMention(token, parsed.span_of(token), sentence, False, True, "the")
    if named and token.lower_ == "one" and _one_of_its_sponsor(who, token):
        return _noun_mention(parsed, who, token, sentence, False)
    if token.tag_[:2] != "NN":
        return None
    if token.dep_ == "compound" and is_head(token.head, strong_only=True) and token.head.i > token.i:
        return None
    if _opens_a_name(token):
        return None
    if (
        token.dep_ in ("compound", "nmod")
        and token.head.tag_[:2] == "NN"
        and token.head.i > token.i
        and token.head.i - token.i < 3
    ) and token.head.lemma_ not in ("vote", "text", "sponsor", "co-sponsor", "resolution", "draft"):
        return None
    if token.dep_ in ("compound", "nmod") and token.head.lemma_ in ("resolution", "text") and of_another_body(token.head):
        return None
    if is_head(token, strong_only=True):
        return _noun_mention(parsed, who, token, sentence, True)
    if token.lemma_ in words("drafts", "heads.by_sponsor") and _drafted_by_a_state(who, token):
        return _noun_mention(parsed, who, token, sentence, True)
    if token.lemma_ in words("drafts", "heads.weak") and (is_linked(who, token, named) or (named and points_back(token))):
        return _noun_mention(parsed, who, token, sentence, False)
    return None


def _opens_a_name(token: Token) -> bool:
    """Example: Russia vetoed a draft UN Security Council resolution.

    Whether "draft" is the first word of a longer name, which the parse hangs on the name in
    between.
    """
    if token.lower_ != "draft":
        return False
    for t in token.tree[token.i + 1 : token.i + 7]:
        if t.lemma_ in ("resolution", "text") and t.tag_[:2] == "NN":
            return t.i > token.i + 1
        if t.tag_[:3] != "NNP" and t.dep_ != "compound" and t.text not in ("-", "'s", "’s"):
            return False
    return False


def _drafted_by_a_state(who: Who, token: Token) -> bool:
    """Example: The Security Council is to vote on a Kuwaiti-drafted appeal for a truce."""
    drafted = (c for c in children(token, "amod") if c.lower_.rsplit("-", 1)[-1] in words("drafts", "sponsor.suffixes"))
    by_state = any(who.at(g) for c in drafted for g in (c, *c.children))
    return by_state and any(t.lemma_ in ("vote", "veto", "table") or t.lower_ == "council" for t in token.sent)


def _one_of_its_sponsor(who: Who, token: Token) -> bool:
    """Example: The American draft was vetoed. The Russian one got only four votes."""
    before = [c for c in lefts(token) if c.dep_ in ("amod", "compound", "nmod", "poss")]
    suffixes = words("drafts", "sponsor.suffixes")
    return token.head.tag_[:2] == "VB" and any(who.at(c) or c.lower_.rsplit("-", 1)[-1] in suffixes for c in before)


def _symbol_mention(parsed: Parsed, token: Token, match: re.Match[str], sentence: int) -> DraftMention:
    symbol = written(match.group())
    m = DraftMention(token, parsed.span(token.idx, match.end()), sentence, determiner="the", symbol=symbol)
    if symbol.startswith("S/RES/"):
        m.resolution = symbol.removeprefix("S/RES/").split()[0].split("(")[0]
    return m


def _noun_mention(parsed: Parsed, who: Who, token: Token, sentence: int, strong: bool) -> DraftMention:
    left = _after_headline_verb(_left_edge(token), token)
    end = token.idx + len(token.text)
    m = DraftMention(token, parsed.span(left.idx, end), sentence, strong)
    m.determiner = determiner(token)
    m.plural = token.tag_ in ("NNS", "NNPS") or _one_of_projects(token)
    m.flags = frozenset(flags_of(token))
    if (match := NUMBERED.match(parsed.text, token.idx)) and noun_of(token) == "resolution":
        m.resolution = match.group(1)
        m.span = parsed.span(left.idx, match.end())
        m.determiner = "the"
    match = SYMBOL.search(parsed.text, end, end + 60)
    if match and parsed.text[end : match.start()].strip(" (,") in ("", "document", "contained in document", "before it"):
        m.symbol = written(match.group())
        if m.symbol.startswith("S/RES/"):
            m.resolution = m.resolution or m.symbol.removeprefix("S/RES/").split("(")[0].strip()
    return m


def _one_of_projects(token: Token) -> bool:
    """Example: The Security Council is to vote on two projects of resolution on Chad.

    Whether "resolution" stands behind "of" and drafts told in the plural.
    """
    prep = token.head
    return token.dep_ == "pobj" and prep.lower_ == "of" and prep.head.lemma_ in ("project", "draft") and prep.head.tag_ == "NNS"


def _after_headline_verb(left: Token, head: Token) -> Token:
    """Example: Russian Federation Vetoes Security Council Draft Resolution.

    A headline's capitals make the parse take its verb for a part of the name.
    """
    for t in head.tree[left.i : head.i]:
        if t.lower_ in ("vetoes", "adopts", "rejects", "approves", "backs", "blocks", "veto", "vetoed", "passes"):
            return head.tree[t.i + 1]
    return left


def _left_edge(token: Token) -> Token:
    """Example: a European-drafted Security Council resolution."""
    left = token
    for c in lefts(token):
        if c.dep_ in ("det", "amod", "compound", "poss", "nmod", "nummod", "npadvmod", "advmod", "predet", "punct", "quantmod"):
            edge = next(iter(c.subtree))
            if edge.dep_ == "punct" and edge == c:
                continue
            if edge.i < left.i:
                left = edge
    return left
