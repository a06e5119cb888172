"""What the words around a mention say of its draft: sponsors, situation, date, fate."""

from __future__ import annotations

import re
from datetime import timedelta

from horseshoe.council.states import state_of
from horseshoe.model import DateRange, Span
from horseshoe.reading.actors.offices import envoy_named
from horseshoe.reading.drafts.mentions import NOT_LATELY, DraftMention, by_members, long_ago, own_date
from horseshoe.reading.drafts.no_fate import is_no_fate
from horseshoe.reading.drafts.topic import place_at, situation_beside
from horseshoe.reading.factuality.certainty import is_definite
from horseshoe.reading.factuality.reality import carried_out, realised, reality
from horseshoe.reading.grammar import (
    MODALS_OF_DOUBT,
    agents_of,
    antecedent,
    children,
    first_conjunct,
    has_word,
    is_verb,
    lefts,
    mark,
    modal,
    negated,
    own_subjects,
    owner_by_pronoun,
    passive,
    rights,
    subjects,
    under_a_vote,
    with_conjuncts,
)
from horseshoe.reading.lexicon import is_permanent, is_state, lexicon, words
from horseshoe.reading.runs import states_after, states_before
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who, takes_sides

# "The draft resolution on the war in Chad, moved in the Council by Togo"
_BY = re.compile(
    r"(?:\s+on\s(?:(?!\b(?:plan|proposal|initiative|report|deal|agreement|statement)s?\b|\bby\b)[\w’'.-]+\s?){1,6}?(?=,|\s|\b))?"
    r"(?:\s+itself)?,?\s*(?:[-–—(]+\s*)?(?:(?:which|that)\s+)?(?:(?:was|were|is|had been|has been)\s+)?"
    r"(?:(?:jointly|initially|originally|first)\s+)?(?:co-?)?"
    r"(?:sponsored|drafted|authored|prepared|tabled|proposed|submitted|introduced|circulated|presented|penned|initiated|written"
    r"|put\s+forward|drawn\s+up|moved|provided)(?:\s+(?:jointly|together))?"
    r"(?:\s+(?:in|to) the (?:U\.?N\.? )?(?:Security )?Council)?(?:\s+on \w+day(?: \w+)?)?\s+by\s+(?:the )?"
    r"(?:[\w-]+ (?:of the (?:fifteen|15) )?(?:countries|members|states|nations),? (?:including|among them) )?",
    re.IGNORECASE,
)
_DASHED = re.compile(
    r"(?:\s[-–—])?\s?(?:co-?)?(?:drafted|sponsored|authored|proposed|led|tabled)\s(?:draft\s)?$", re.IGNORECASE
)
_ASIDE = re.compile(r",[^,.;:]*,\s*(?:\w+ly\s+)?$")
_WITH = re.compile(r"\bwith (?:the )?(?:joint |co-?)?sponsorship of ", re.IGNORECASE)
VOTES = frozenset(["vote", "veto"])
DAY, WEEK = timedelta(days=1), timedelta(days=7)
STOP = frozenset(
    [
        "the",
        "a",
        "an",
        "of",
        "to",
        "in",
        "on",
        "for",
        "and",
        "or",
        "that",
        "which",
        "it",
        "its",
        "their",
        "his",
        "with",
        "by",
        "as",
        "at",
        "from",
        "be",
        "would",
        "will",
        "draft",
        "resolution",
        "text",
        "security",
        "council",
        "un",
        "u.n.",
        "new",
        "nations",
        "united",
    ]
)


def describe(m: DraftMention, who: Who) -> None:
    """Fill a mention's sponsors, situation, content words, date and fate from the tree around it."""
    if m.act:
        _describe_act(m, who)
        return
    if not m.pronoun:
        shouted = m.head.text.isupper() and len(m.head.text) > 3  # capitals throughout: the parse cannot be relied on
        m.sponsors, m.backers = ((), ()) if shouted else _sponsors(m.head, who)
        m.firm = bool(m.sponsors)
        m.joint = m.firm and any(is_verb(v) and _jointly(v) for c in rights(m.head) for v in (c, *c.children))
        m.situation = situation_beside(m.head, who, set(m.sponsors), m.span.start)
        m.content = frozenset(_content(m.head))
    if not m.pronoun and not m.sponsors and (ahead := _apart_from_dash(m, who)):
        m.sponsors, m.firm = ahead, True
    if not m.pronoun and (behind := _sponsors_behind(m, who)):
        m.sponsors, m.firm = tuple(dict.fromkeys([*m.sponsors, *behind, *_sponsoring_clause(m.head, who)])), True
    if m.sponsors and not m.pronoun and _jointly(first_conjunct(m.head).head):
        m.sponsors = tuple(dict.fromkeys([*m.sponsors, *_sponsoring_clause(m.head, who)]))
    if not m.sponsors and not (m.head.text.isupper() and len(m.head.text) > 3):
        m.sponsors = _sponsoring_clause(m.head, who)
        m.joint = bool(m.sponsors) and _jointly(first_conjunct(m.head).head)
    m.unreal = _unreal(m.head)
    m.voted = _voted_in_passing(m) or _put_forward_before(m)
    m.awaited = under_a_vote(m.head) and reality(m.head.head.head) in ("foretold", "intended")
    _fate(m, who)
    if m.fate is not None and m.determiner == "a" and _told_as_earlier(m.head):
        m.flags |= {"past"}
    if m.fate is None and m.decided is not None and (under_a_vote(first_conjunct(m.head)) or _its_act(m.head)):
        m.fate = m.decided
    if m.resolution and m.fate is None and (vote := _voted_on(m.head)) is not None:
        m.fate, m.cited, m.when = "adopted", True, m.when or when_of(vote, who)  # it got its number by that
    if m.fate is None and m.when is None and not m.pronoun:
        m.when = _day_of_another_vote(m.head, who)
    m.old = bool(m.when and long_ago(m.when, who))
    m.introduced = bool(m.fate and m.when and m.determiner == "a" and long_ago(m.when, who, NOT_LATELY))
    m.prospective = m.fate is None and any(c.dep_ == "relcl" and _would(c) for c in rights(m.head))


def _told_as_earlier(head: Token) -> bool:
    """Example: It is to vote on a text on Chad. Togo had earlier abstained on a draft resolution on Mali that Russia vetoed.

    Whether a clause over a mention tells what had been done before what the text is about.
    """
    verbs = (t for t in head.ancestors if t.tag_ == "VBN")
    return any(has_word(v, ("had",), "aux") and has_word(v, ("earlier", "previously", "before"), "advmod") for v in verbs)


def _its_act(head: Token) -> bool:
    """Example: The Security Council has unanimously approved sanctions on Chad in a watered-down resolution.

    Whether a draft is told as what the Council's act was done by.
    """
    by = head.dep_ == "pobj" and head.head.lower_ in words("drafts", "fate.done_by")
    return by and any(t.lemma_ in words("provisions", "council_acts") for t in head.ancestors)


def _day_of_another_vote(head: Token, who: Who) -> DateRange | None:
    """Example: Russia vetoed a text on Chad. Its last veto was in July 2010, during a vote on a draft resolution on Mali.

    The day long before publication of the clause in which a vote on a draft is told, or how a
    member voted on it.
    """
    vote = next((t for t in head.ancestors if t.lemma_ in VOTES), head)
    if vote is head or reality(vote) != "done":
        return None
    days = [d for t in (vote, *vote.ancestors) if is_verb(t) and (d := own_date(t, who)) is not None]
    return next((d for d in days[:1] if long_ago(d, who)), None)


def _sponsors_behind(m: DraftMention, who: Who) -> list[str]:
    """Example: Russia has seen the American draft resolution, co-sponsored by Togo, Gabon and Mali.

    The states and bodies listed behind "sponsored by" right after a mention, whatever the parse
    made of them.
    """
    text, sentence = who.parsed.text, m.head.sent
    found: list[str] = []
    for match in (_BY.match(text, m.span.end, sentence.end_char), _WITH.search(text, m.span.end, sentence.end_char)):
        found += states_after(who.known, text, match.end(), sentence.end_char) if match else []
    return found


def _apart_from_dash(m: DraftMention, who: Who) -> tuple[str, ...]:
    """Example: It failed to adopt a US – drafted resolution on Chad, and the Togolese proposed draft resolution.

    The state before the participle that it belongs to, where no hyphen joins them.
    """
    text, start = who.parsed.text, m.head.sent.start_char
    dash = _DASHED.search(text, start, m.head.idx)
    return tuple(states_before(who.known, text, start, dash.start())[0][-1:]) if dash else ()


def _describe_act(m: DraftMention, who: Who) -> None:
    """What the clause of a decision of the Council tells of it: where, and when."""
    m.when = m.when or when_of(m.head, who)
    m.old = m.old or bool(m.when and long_ago(m.when, who))
    aside = words("drafts", "asides.prepositions")
    told = [c for c in m.head.children if c.i > m.head.i and c.lower_ not in aside and c.dep_ not in ("conj", "advcl")]
    for t in (t for c in told for t in c.subtree):
        found = who.mention(t)
        if (place := place_at(t)) is not None:
            m.situation = place
        elif found and found[1].type == "state" and not is_permanent(found[1].id):
            m.situation = state_of(found[1].id)
        if m.situation:
            return


def _voted_in_passing(m: DraftMention) -> bool:
    """Example: Russia vetoed the draft resolution. The Council had voted on Friday on a draft resolution tabled by Togo.

    Whether the words before a mention tell in the past of a vote on it.
    """
    before = [t for t in m.head.sent if m.head.i - 12 <= t.i < m.head.i]
    votes = [t for t in before if t.lemma_ in ("vote", "veto") and t.tag_ in ("VBD", "VBN")]
    return bool(votes) and realised(votes[-1]) and before[-1].dep_ != "relcl"


def _put_forward_before(m: DraftMention) -> bool:
    """Example: Russia blocked a draft resolution. On Monday, Togo proposed a draft resolution urging a ceasefire.

    Whether a draft is told in the past to have been put forward, with nothing that makes it a later
    one.
    """
    verb = m.head.head
    if m.head.dep_ != "dobj" or not is_sponsoring(verb) or verb.tag_ != "VBD" or m.flags:
        return False
    return not {t.lower_ for t in m.head.sent} & words("drafts", "flags.later")


def _would(verb: Token) -> bool:
    """Example: Japan circulated a draft that would lift the embargo."""
    return modal(verb) in ("would", "will") and not any(c.lower_ == "have" for c in children(verb, "aux"))


def _jointly(verb: Token) -> bool:
    """Example: Britain, which co-sponsored the draft, voted for it."""
    before = [t.lower_ for t in verb.tree[max(0, verb.i - 2) : verb.i]]
    return verb.lemma_.startswith("co") or before == ["co", "-"]


def _asks_for_a_vote(head: Token) -> Token | None:
    """Example: Chad and Norway asked the Council to vote on Friday on a draft resolution.

    The verb of asking above a vote on a draft: the one who asks for it has put the draft forward. None where there is none.
    """
    prep = head.head
    vote = prep.head
    while vote.dep_ == "prep" and vote.head is not vote:
        vote = vote.head  # "vote on Friday on a draft": the parse may hang one "on" on another's noun
    if head.dep_ != "pobj" or prep.lower_ != "on" or vote.lemma_ != "vote":
        return None
    for t in vote.ancestors:
        if is_verb(t):
            asks = (
                t.lemma_ in words("drafts", "sponsor.asking") and realised(t) and not any(c.lower_ == "no" for c in lefts(vote))
            )
            return t if asks else None
    return None


def _voted_on(head: Token) -> Token | None:
    """Example: Resolution 1234, on which Togo abstained, got twelve votes; Mali voted for Resolution 1235 as well.

    The verb of a vote that a mention stands under, got its votes by, or is told of in a relative
    clause; None elsewhere.
    """
    verb = head.head
    if under_a_vote(head):
        return next((t for t in head.ancestors if t.lemma_ in ("vote", "abstain")), None)
    if head.dep_ == "nsubj" and verb.lemma_ in words("drafts", "verbs.say_of_drafts") and realised(verb):
        return verb
    told = (c for c in children(head, "relcl", "acl") if c.lemma_ in ("vote", "abstain") and realised(c))
    return next(told, None)


def _sponsors(head: Token, who: Who) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Example: A French-sponsored text, put forward by Spain, competes with Moscow's version."""
    sponsors: list[str] = []
    backers: list[str] = []
    for c in lefts(head):
        if c.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod", "nsubj", "advmod", "det"):
            _left_sponsors(c, who, sponsors, backers)
    for c in rights(head):
        if c.dep_ in ("acl", "relcl", "amod", "appos", "conj") and is_verb(c):
            for verb in with_conjuncts(c):
                if is_sponsoring(verb):
                    sponsors += _agents(verb, who)
                    if c.dep_ == "relcl" and not passive(verb) and not _doubtful(verb):
                        sponsors += [a for s in own_subjects(verb) if antecedent(s) != head for a in who.several(s)]
        elif ((c.dep_ == "prep" and c.lower_ == "by") or c.dep_ == "agent") and not _of_an_act(head):
            for o in children(c, "pobj"):
                sponsors += who.several(o)
    if not sponsors:
        sponsors += [a for o in _from_whom(head) for a in who.several(o) if is_state(a)]
    earlier = head.tag_ == "NNS" or any(c.lower_ in words("drafts", "flags.earlier") for c in lefts(head))
    if not sponsors and not earlier and any(c.lower_ in ("its", "their") and c.dep_ == "poss" for c in lefts(head)):
        sponsors += _owner_by_pronoun(head, who)
    if not sponsors:
        sponsors += [a for v in _sponsored_behind(head) for a in _agents(v, who)]
    if not sponsors and head.lemma_ in words("drafts", "heads.strong"):  # "our draft resolution", said by its sponsor
        sponsors += [a for c in lefts(head) if c.lower_ in ("our", "my") and (a := who.at(c)) is not None]
    return tuple(dict.fromkeys(sponsors)), tuple(dict.fromkeys(backers))


def _sponsored_behind(head: Token) -> list[Token]:
    """Example: A draft resolution against an arms race in space introduced by Togo and Mali was vetoed.

    Participles of proposing that the parse hangs on a noun of what a draft is on.
    """
    texts = words("drafts", "heads.strong") | words("drafts", "heads.weak")
    inner = [t for p in children(head, "prep") for t in p.subtree]
    told = [t for t in inner if t.dep_ == "acl" and t.tag_ == "VBN" and t.head.lemma_ not in texts]
    return [t for t in told if is_sponsoring(t)]


def _from_whom(head: Token) -> list[Token]:
    """Example: Another draft from Brazil; a draft resolution on the same issue from Brazil."""
    about = [o for p in children(head, "prep") if p.lower_ == "on" for o in children(p, "pobj")]
    holders = [head, *(o for o in about if o.lemma_ in words("drafts", "sponsor.matters"))]
    return [o for h in holders for p in children(h, "prep") if p.lower_ == "from" for o in children(p, "pobj")]


def _of_an_act(head: Token) -> bool:
    """Example: Diplomats expect a veto of the draft by China.

    Whether a mention stands under an act, so that "by" tells who acts and not whose draft it is.
    """
    prep = head.head
    return head.dep_ == "pobj" and prep.lower_ in ("of", "on") and prep.head.lemma_ in words("drafts", "sponsor.acts")


def _owner_by_pronoun(head: Token, who: Who) -> list[str]:
    """Example: Sweden and Kuwait delayed the vote on their draft; Russia blamed Norway for its draft.

    Whose draft "its" or "their" makes it: the one blamed or praised for it, else the subject of the
    clause.
    """
    pronoun = next(c for c in lefts(head) if c.lower_ in ("its", "their") and c.dep_ == "poss")
    owner = owner_by_pronoun(pronoun)
    return [a for a in who.several(owner) if a != "security-council"] if owner is not None else []


def _left_sponsors(c: Token, who: Who, sponsors: list[str], backers: list[str]) -> None:
    tail = c.lower_.rsplit("-", 1)[-1]
    if tail in words("drafts", "sponsor.suffixes") | words("drafts", "sponsor.backers"):
        named = [who.at(t) for t in lefts(c)] + [who.at(c)]
        into = sponsors if tail in words("drafts", "sponsor.suffixes") else backers
        into += [a for a in named if a]
        for t in lefts(c):
            into += [a for a in (who.at(g) for g in t.subtree) if a]
        return
    if c.dep_ == "compound" and c.tag_ == "NNP" and who.mention(c) is None and c.head.lower_ in ("draft", "resolution", "text"):
        sponsors += [s for s in [envoy_named(c.text, who.parsed.document.published)] if s is not None]
    for t in [c, *(g for g in c.subtree if g != c)]:
        if prefixed := lexicon("drafts")["prefixes"].get(t.lower_.split("-")[0].split("–")[0]):
            sponsors.append(prefixed)
        for mention, actor in who.mentions(t):
            if actor.id in ("un-security-council", "security-council", "united-nations"):
                continue
            if mention.how == "pronoun" and "own" not in {x.lower_ for x in lefts(c.head)} and t.dep_ == "poss":
                continue
            if actor.type == "state" and mention.how == "name" and t.dep_ != "poss" and not _short(mention.span.text):
                if t.head != c and c.dep_ == "poss":
                    continue
                if not _hyphened(t):
                    continue
            sponsors.append(state_of(actor.speaks_for or actor.id))


def _short(name: str) -> bool:
    return name.replace(".", "").isupper() and len(name) <= 5


def _hyphened(token: Token) -> bool:
    """Example: The Togolese-Malian draft resolution competes with an anti-Israel resolution.

    Whether a state's name is one of the parts of a compound that tells whose a text is; not so
    behind "anti-" or "pro-".
    """
    doc = token.tree
    if takes_sides(token):
        return False
    return (token.i + 1 < len(doc) and doc[token.i + 1].text in ("-", "–", "/")) or (
        token.i > 0 and doc[token.i - 1].text in ("-", "–", "/")
    )


def is_sponsoring(verb: Token) -> bool:
    """Whether a verb is one of proposing a text, its particle included."""
    word = verb.lemma_
    if word in words("drafts", "sponsor.verbs"):
        return True
    particle = lexicon("drafts")["sponsor"]["with_particle"].get(word)
    return particle is not None and any(
        c.lower_ in particle.split() and c.dep_ in ("prt", "advmod", "prep", "advcl") for c in verb.children
    )


def _agents(verb: Token, who: Who) -> list[str]:
    found: list[str] = []
    for o in agents_of(verb):
        found += who.several(o)
    if not found:
        for p in verb.children:
            if p.lower_ in ("forward", "forth", "up") or p.dep_ == "prt":
                for q in children(p, "prep"):
                    if q.lower_ == "by":
                        for o in children(q, "pobj"):
                            found += who.several(o)
    return found


def _sponsoring_clause(head: Token, who: Who) -> tuple[str, ...]:
    """Example: Brazil and Norway circulated a draft, which was submitted by Japan.

    The mention is the object of a verb of proposing, the subject of its passive, or stands under
    "sponsor of".
    """
    head = first_conjunct(head)
    verb = head.head
    if head.dep_ == "pobj" and verb.dep_ in ("prep", "agent"):
        noun = verb.head
        if verb.lower_ == "of" and noun.lemma_ in words("drafts", "sponsor.nouns"):
            named = [t for t in noun.children if t.dep_ in ("poss", "appos")]
            if noun.dep_ == "appos":
                named.append(noun.head)
            elif noun.dep_ == "attr" and not _doubtful(noun.head):
                named += subjects(noun.head)
            return tuple(dict.fromkeys(a for t in named for a in who.several(t)))
        forward = noun.lemma_ in ("put", "bring", "push", "come") and verb.lower_ in ("forward", "forth", "with")
        if (asking := _asks_for_a_vote(head)) is not None:
            return tuple(dict.fromkeys(a for s in subjects(asking) for a in who.several(s)))
        if verb.lower_ == "behind" and noun.lemma_ == "be" and realised(noun):
            return tuple(a for s in subjects(noun) for a in who.several(s))
        at_work = noun.lemma_ == "work" and verb.lower_ == "on"
        if is_verb(noun) and (forward or at_work) and not _doubtful(noun) and (noun.lemma_ != "come" or realised(noun)):
            return tuple(a for s in subjects(noun) for a in who.several(s))
        return ()
    if (asking := _asks_for_a_vote(head)) is not None:
        return tuple(dict.fromkeys(a for s in subjects(asking) for a in who.several(s)))
    if fronted := _put_forward_ahead(head, who):
        return fronted
    if not is_verb(verb) or not is_sponsoring(verb) or _doubtful(verb):
        return ()
    found: list[str] = []
    if head.dep_ == "nsubjpass" or (head.dep_ == "nsubj" and passive(verb)):
        found = [a for v in with_conjuncts(verb) if is_verb(v) and is_sponsoring(v) for a in _agents(v, who)]
    elif head.dep_ == "dobj":
        for s in subjects(verb):
            found += who.several(s)
        found = found or (_right_before(verb, who) if verb.tag_ == "VBD" else [])
        for p in children(verb, "prep"):
            if p.lower_ in ("with", "alongside") and p.i < head.i:
                found += [a for o in children(p, "pobj") for a in who.several(o)]
        for p in children(head, "prep"):
            if p.lower_ in ("with", "alongside"):
                found += [a for o in children(p, "pobj") for a in who.several(o)]
    return tuple(dict.fromkeys(found))


def _put_forward_ahead(head: Token, who: Who) -> tuple[str, ...]:
    """Example: Introduced by Togo and Mali, the draft resolution would have lifted the embargo on Chad.

    Who put a draft forward, told before it by a participle of its clause.
    """
    ahead = (c for c in children(head.head, "advcl") if c.tag_ == "VBN" and c.i < head.i)
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return ()
    return tuple(dict.fromkeys(a for c in ahead if is_sponsoring(c) for a in _agents(c, who)))


def _right_before(verb: Token, who: Who) -> list[str]:
    """Example: The comment came hours after Togo, backed by Gabon and Mali, circulated the draft resolution.

    The state named before a verb and an aside between commas, where the parse finds no subject.
    """
    text, start = who.parsed.text, verb.sent.start_char
    aside = _ASIDE.search(text, start, verb.idx)
    found, _ = states_before(who.known, text, start, aside.start() if aside else verb.idx)
    return found[-1:]


def _doubtful(verb: Token) -> bool:
    """Example: France may table a draft if others refuse to circulate one."""
    if negated(verb) or modal(verb) in (*MODALS_OF_DOUBT, "should", "must", "would", "can"):
        return True
    if mark(verb) in ("if", "unless", "whether") or (verb.dep_ == "pcomp" and reality(verb) != "done"):
        return True
    if verb.dep_ in ("xcomp", "ccomp", "advcl", "acl") and verb.tag_ == "VB":
        return verb.head.lemma_ not in ("plan", "move", "decide", "intend", "agree", "go", "prepare")
    return False


def _content(head: Token) -> list[str]:
    found = []
    for c in rights(head):
        if c.dep_ in ("acl", "relcl", "prep"):
            found += [t.lemma_ for t in c.subtree if t.is_alpha]
    return [w for w in found if w not in STOP]


def _unreal(head: Token) -> bool:
    """Example: They tried to persuade Moscow to support a resolution and must pass a resolution."""
    head = first_conjunct(head)
    if head.dep_ == "nsubj" and head.head.lemma_ in ("need", "require") and head.head.tag_ in ("VBZ", "VBP"):
        return True  # "a resolution needs nine votes": any resolution
    if head.dep_ == "nsubj" and is_verb(head.head) and mark(head.head) not in ("if", "unless"):
        return False
    token = head.head if head.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj") else None
    while token is not None and not is_verb(token):
        token = token.head if token.head != token else None
    vetoed = token is not None and token.lemma_ == "veto" and carried_out(token)
    if token is None or vetoed or realised(token) or _spoken_for(head, token):
        return False
    if modal(token) is not None or mark(token) in ("if", "unless") or negated(token):
        return True
    if token.tag_ == "VBG" and any(True for _ in children(token, "aux")) and token.lemma_ in words("drafts", "sponsor.at_work"):
        return False  # "is working on a resolution"
    return (
        token.tag_ in ("VB", "VBG")
        and token.dep_ in ("xcomp", "acl", "conj", "pcomp", "advcl", "ccomp")
        and (token.head.lemma_ not in ("try", "plan", "begin", "start", "move") or token.tag_ == "VB")
    )


def _spoken_for(head: Token, verb: Token) -> bool:
    """Example: China announced that it will veto a Security Council resolution renewing the force in Chad.

    Whether a draft that somebody will vote on in some way is told by what it does, and so is a real
    one.
    """
    stance = verb.lemma_ in words("drafts", "verbs.stances") and modal(verb) in ("will", "would", "may", "might", "could")
    stance = stance or (verb.lemma_ == "vote" and reality(verb) in ("foretold", "intended"))  # "is due to vote on a text that"
    told = any(c.dep_ in ("acl", "relcl") or (c.dep_ == "prep" and c.lower_ == "on") for c in rights(head))
    return stance and told and not negated(verb) and not any(c.lower_ in ("any", "every", "no") for c in lefts(head))


def _fate(m: DraftMention, who: Who) -> None:
    """Example: Two drafts vetoed in May failed, and the Council adopted a third.

    Fate words stand as the verb above the mention or as a participle after it.
    """
    head = first_conjunct(m.head)
    verbs = [c for c in rights(head) if c.dep_ in ("acl", "relcl") and is_verb(c)]
    if is_verb(head.head) and head.dep_ in ("dobj", "nsubjpass", "nsubj"):
        verbs.insert(0, head.head)
    if is_verb(head.head) and head.dep_ in ("nsubjpass", "nsubj"):
        verbs += [
            v for v in with_conjuncts(head.head)[1:] if is_verb(v) and not any(True for _ in children(v, "nsubj", "nsubjpass"))
        ]
    elif head.dep_ == "pobj" and is_verb(head.head.head) and head.head.lower_ in ("on", "down", "to", "off"):
        verbs.insert(0, head.head.head)
    _fate_by_noun(m, head, who)
    if m.fate is None and m.definite and any(c.dep_ == "amod" and c.lower_ == "vetoed" for c in lefts(head)):
        m.fate = "vetoed"  # "the vetoed resolution"
    for verb in verbs if m.fate is None else ():
        fate = fate_of(verb, head) or _blocked(verb, head, who)
        if fate is None or is_no_fate(verb, head):
            continue
        m.fate, m.counted = fate, fate == "adopted" and by_members(verb)
        m.when = when_of(verb, who)
        m.vetoed_by = tuple(a for s in subjects(verb) for a in who.several(s)) if fate == "vetoed" else ()
        m.times = 2 if {t.lower_ for t in verb.children} & {"twice"} else 1
        if {t.lower_ for t in verb.children} & {"already", "twice", "previously"}:
            m.flags |= {"past"}
        return


def _fate_by_noun(m: DraftMention, head: Token, who: Who) -> None:
    """Example: Togo voiced regret over the veto of the draft resolution by Russia.

    The fate of a draft told by a noun: "the veto of", "prevented the adoption of", "the failure to
    adopt" it.
    """
    noun = head.head.head
    if head.dep_ != "pobj" or head.head.lower_ not in ("of", "on", "against"):
        return
    above = next((t for t in noun.ancestors if is_verb(t)), None)
    if noun.lemma_ == "veto" and is_definite(noun) and reality(noun) == "done" and (above is None or modal(above) is None):
        m.fate, m.when = "vetoed", when_of(noun, who)
        m.vetoed_by = tuple(a for t in noun.subtree if t.dep_ in ("poss", "amod", "compound", "pobj") for a in who.several(t))
        m.vetoed_by = tuple(a for a in m.vetoed_by if is_permanent(a))
        return
    if noun.lemma_ in ("adoption", "passage", "approval") and is_definite(noun) and _came_about(noun):
        m.fate, m.when = "adopted", when_of(noun, who)
        return
    verb = noun.head
    prevented = noun.lemma_ in ("adoption", "passage", "approval") and noun.dep_ == "dobj" and is_verb(verb)
    if prevented and verb.lemma_ in words("drafts", "fate.prevents"):
        by = tuple(a for s in subjects(verb) for a in who.several(s) if is_permanent(a))
        vetoing = verb.dep_ in ("xcomp", "advcl", "acl") and any(t.lemma_ == "veto" for t in verb.head.subtree if t.i < verb.i)
        if by and (realised(verb) or (vetoing and realised(verb.head))):
            m.fate, m.when, m.vetoed_by = "vetoed", when_of(verb, who), by


def _came_about(adoption: Token) -> bool:
    """Example: The meeting resulted in the adoption of a draft resolution on Chad, and Togo welcomed the approval of the text.

    Whether an adoption is told as done: what came of something, what is welcomed, or what something
    followed.
    """
    prep = adoption.head
    if adoption.dep_ == "pobj":
        timed = prep.lower_ in ("after", "following", "since", "with", "upon")
        ended = prep.lower_ in ("in", "with") and is_verb(prep.head) and prep.head.lemma_ in words("drafts", "fate.ends")
        above = next((t for t in prep.ancestors if is_verb(t)), None)
        return (timed or ended) and above is not None and reality(above) == "done" and above.tag_ != "VB"
    judged = adoption.dep_ == "dobj" and is_verb(prep) and prep.lemma_ in words("drafts", "fate.judges")
    return judged and realised(prep) and reality(adoption) == "done"


def _blocked(verb: Token, head: Token, who: Who) -> str | None:
    """Example: China blocked the draft, and the text was killed by France.

    What a permanent member stops, it stops by its veto (Charter, Article 27(3)).
    """
    if verb.lemma_ not in words("drafts", "fate.blocked") or head.dep_ == "nsubj" or not realised(verb):
        return None
    if any(t.lemma_ == "veto" and t.i < verb.i and reality(t) == "done" for t in verb.sent):
        return "vetoed"  # "in a double veto, both countries blocked it"
    if verb.lemma_ in ("shoot", "strike", "vote") and not any(c.lower_ == "down" for c in verb.children):
        return None
    by = [a for s in subjects(verb) for a in who.several(s)]
    return "vetoed" if any(is_permanent(a) for a in by) else None


def fate_of(verb: Token, head: Token) -> str | None:
    """The status that a verb above or after a draft's mention gives it, or None."""
    word, subject = verb.lemma_, head.dep_ == "nsubj" and head.head == verb
    if word == "fail" and realised(verb):
        inner = next((c for c in children(verb, "xcomp") if c.tag_ == "VB"), None)
        if subject:
            return "failed" if inner is None or inner.lemma_ in words("drafts", "verbs.say_of_drafts") else None
        return "failed" if inner is not None and inner.lemma_ in ("adopt", "pass", "approve") else None
    if word in ("adopt", "pass", "approve") and (failing := _failing(verb)) is not None:
        return "failed" if realised(failing) else None
    if word in ("adopt", "pass", "approve") and negated(verb) and not modal(verb):
        return None if _not_yet(verb) or _in_general(verb) else "failed"
    if word in words("drafts", "fate.adopted") and verb.tag_ == "VB" and _unable(verb):
        return "failed"
    if subject and _without_enough(verb):
        return "failed"
    if verb.tag_ == "VB" and verb.head.lemma_ == "vote" and verb.dep_ in ("xcomp", "advcl") and realised(verb.head):
        voted = "adopted" if word in words("drafts", "fate.adopted") else None
        voted = "failed" if word in words("drafts", "fate.rejected") else voted
        return voted if _by_council(verb.head) else None
    if word == "veto" and carried_out(verb):
        return "vetoed"
    if not realised(verb) or _ahead_of_it(verb, head):
        return None
    if _with_particle(verb, "adopted_with") and (subject or _by_council(verb, only=True)):
        return "adopted"
    if _with_particle(verb, "rejected_with") and not subject and _by_council(verb, only=True):
        return "failed"
    if word == "veto":
        return "vetoed"
    if word in words("drafts", "fate.adopted") and (not subject or word == "pass"):
        return "adopted" if _by_council(verb) else None
    if word in words("drafts", "fate.withdrawn") and not subject:
        return "withdrawn"
    if word in words("drafts", "fate.rejected") and not subject and _by_council(verb, only=True):
        return "failed"
    return None


def _not_yet(verb: Token) -> bool:
    """Example: The draft resolution had not been adopted by noon, and the Council has not passed the text yet.

    Whether what is denied is only that it was done by then.
    """
    perfect = any(c.lemma_ == "have" for c in children(verb, "aux"))
    by = (o for c in verb.children if c.lower_ == "by" for o in children(c, "pobj"))
    timed = any(o.lemma_ in words("drafts", "schedule.times") for o in by)
    return perfect and (timed or any(c.lower_ == "yet" for c in verb.children))


def _in_general(verb: Token) -> bool:
    """Example: "When one of the five votes no, a draft resolution is not adopted," Togo told the Security Council.

    Whether a denied adoption is told in the present: as a rule.
    """
    return any(c.tag_ in ("VBZ", "VBP") and c.lemma_ in ("be", "do") for c in children(verb, "aux", "auxpass"))


def _ahead_of_it(verb: Token, head: Token) -> bool:
    """Example: He had been planning to speak after the draft resolution passing in the Council.

    Whether a participle behind a draft tells when something is to be done that is itself still
    planned.
    """
    prep = head.head
    if verb.tag_ != "VBG" or verb.head is not head or prep.lower_ not in words("drafts", "schedule.behind"):
        return False
    return is_verb(prep.head) and reality(prep.head) != "done"


def _failing(verb: Token) -> Token | None:
    """Example: The Council failed for the second time to adopt Malta's text.

    The verb of failing whose infinitive a verb is, also where it stands behind how often it failed.
    """
    over = verb.head
    if over.lemma_ == "time" and verb.dep_ in ("acl", "relcl") and over.dep_ == "pobj" and over.head.lower_ == "for":
        over = over.head.head
    elif verb.dep_ != "xcomp":
        return None
    return over if over.lemma_ == "fail" else None


def _with_particle(verb: Token, key: str) -> bool:
    """Example: The Security Council threw out the draft resolution after it had signed off on another."""
    particles = lexicon("drafts")["fate"][key].get(verb.lemma_)
    return particles is not None and any(
        c.lower_ in particles.split() and c.dep_ in ("prt", "prep", "advmod") for c in verb.children
    )


def _unable(verb: Token) -> bool:
    """Example: The Security Council was unable to adopt the draft resolution, and its failure to approve it angered Togo."""
    above = verb.head
    if verb.dep_ not in ("xcomp", "acl") or above.lemma_ not in words("drafts", "fate.unable"):
        return False
    if any(c.lower_ in ("a", "another", "any") for c in lefts(above)):
        return False  # "a failure to adopt it would be grave"
    told = next((t for t in above.ancestors if is_verb(t)), None)
    if above.tag_[:2] == "NN" and told is not None and above in subjects(told) and modal(told) == "will":
        return is_definite(above)  # "the Council's inability to adopt it will embolden them"
    return told is None or (reality(told) == "done" and modal(told) is None)


def _without_enough(verb: Token) -> bool:
    """Example: The draft resolution fell short of the nine votes it needed; it did not get enough votes.

    Whether a draft is told not to have got the votes that it needed.
    """
    if verb.lemma_ in words("drafts", "fate.short"):
        return realised(verb) and any(c.lower_ == "short" for c in verb.children)
    if verb.lemma_ not in words("drafts", "fate.got") or not negated(verb) or modal(verb) is not None:
        return False
    if verb.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("VBZ", "VBP") and c.lemma_ == "do" for c in children(verb, "aux")):
        return False  # "does not have the nine votes": before the vote
    return any(o.lemma_ in ("vote", "majority", "support") for o in children(verb, "dobj"))


def _by_council(verb: Token, *, only: bool = False) -> bool:
    """Whether the Council is the one who adopts: it is the subject, or nobody is named."""
    owners = subjects(verb)
    if not owners:
        return not only or passive(verb)
    own = {t.lemma_ for t in owners}
    if own & {"show", "vote", "consensus", "acclamation", "margin", "majority"}:
        return True
    return bool(
        own & {"council", "body", "member", "un", "u.n.", "nations", "it", "they", "resolution", "draft", "text", "measure"}
    )


def when_of(verb: Token, who: Who) -> DateRange | None:
    """Example: On 3 January 2012 the Security Council adopted a resolution that extends the mandate until 31 January 2013.

    The first resolved date in the words that hang on a verb, what a relative clause tells of a noun
    apart; a day to come is one of what was decided.
    """
    tokens = list(verb.subtree)
    if not tokens:
        return None
    start, end = tokens[0].idx, tokens[-1].idx + len(tokens[-1].text)
    aside = {t.i for c in tokens if c is not verb and c.dep_ == "relcl" for t in c.subtree if verb.i not in (t.i, c.head.i)}
    begins = {t.idx: t.i for t in tokens}
    dates = [d for d in who.known.dates_in(start, end) if d.range is not None]
    told = [d for d in dates if not (_names(who, d.span) or _a_term(who, d.span.start, verb))]
    near = [d for d in told if begins.get(d.span.start) not in aside]
    own = [d.range for d in near if d.range is not None]
    published = who.parsed.document.published
    held = [r for r in own if published is None or (r.start <= published + DAY and r.end <= published + WEEK)]
    return held[0] if held else None


def _names(who: Who, day: Span) -> bool:
    """Example: The Security Council lifted the sanctions imposed on Chad after the 1988 bombing, by 13 votes to none.

    Whether a date stands before a noun that it is part of: a year in a name is no day of what was
    decided.
    """
    word = who.parsed.tree[who.parsed.words.at(day.start)]
    return word.tag_ == "CD" and word.head.tag_[:2] == "NN" and word.head.idx >= day.end


def _a_term(who: Who, at: int, verb: Token) -> bool:
    """Example: The Security Council voted for an extension of the mission in Chad until the end of January.

    Whether a date says how long something is to last.
    """
    for t in who.parsed.tree[who.parsed.words.at(at)].ancestors:
        if t is verb:
            return False
        if t.lower_ in ("until", "till", "through") and t.dep_ in ("prep", "mark"):
            return True
    return False
