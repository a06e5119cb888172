"""Whose a draft is: told by its name, by a clause beside it, or by who put it forward."""

from __future__ import annotations

import re

from horseshoe.council.states import state_of
from horseshoe.model import Actor, Mention
from horseshoe.reading.actors.offices import envoy_named
from horseshoe.reading.drafts.mentions import DraftMention
from horseshoe.reading.factuality.reality import realised, reality
from horseshoe.reading.grammar import (
    MODALS_OF_DOUBT,
    agents_of,
    antecedent,
    children,
    first_conjunct,
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
    with_conjuncts,
)
from horseshoe.reading.lexicon import is_state, lexicon, words
from horseshoe.reading.predications.senses import is_sponsoring
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


def sponsors_behind(m: DraftMention, who: Who) -> list[str]:
    """Example: Russia has seen the American draft resolution, co-sponsored by Togo, Gabon and Mali.

    The states and bodies listed behind "sponsored by" right after a mention, whatever the parse
    made of them.
    """
    text, sentence = who.parsed.text, m.head.sent
    found: list[str] = []
    for match in (_BY.match(text, m.span.end, sentence.end_char), _WITH.search(text, m.span.end, sentence.end_char)):
        found += states_after(who.known, text, match.end(), sentence.end_char) if match else []
    return found


def apart_from_dash(m: DraftMention, who: Who) -> tuple[str, ...]:
    """Example: It failed to adopt a US – drafted resolution on Chad, and the Togolese proposed draft resolution.

    The state before the participle that it belongs to, where no hyphen joins them.
    """
    text, start = who.parsed.text, m.head.sent.start_char
    dash = _DASHED.search(text, start, m.head.idx)
    return tuple(states_before(who.known, text, start, dash.start())[0][-1:]) if dash else ()


def jointly(verb: Token) -> bool:
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


def sponsors_by_name(head: Token, who: Who) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Example: A French-sponsored text, put forward by Spain, competes with Moscow's version.

    The sponsors that a draft's name tells, and those whom it tells to be behind it only.
    """
    sponsors: list[str] = []
    backers: list[str] = []
    for c in lefts(head):
        if c.dep_ in ("amod", "compound", "nmod", "poss", "npadvmod", "nsubj", "advmod", "det"):
            _left_sponsors(c, who, sponsors, backers)
    for c in rights(head):
        sponsors += _told_behind(c, head, who)
    for told in (_from_a_state, _its_own, _by_a_participle_behind, _ours):
        sponsors = sponsors or told(head, who)
    return tuple(dict.fromkeys(sponsors)), tuple(dict.fromkeys(backers))


def _told_behind(c: Token, head: Token, who: Who) -> list[str]:
    """Example: A draft by Spain competes with a text that Mali put forward."""
    if c.dep_ in ("acl", "relcl", "amod", "appos", "conj") and is_verb(c):
        return [a for v in with_conjuncts(c) if is_sponsoring(v) for a in _proposers(v, c, head, who)]
    by = (c.dep_ == "prep" and c.lower_ == "by") or c.dep_ == "agent"
    return who.named_by(children(c, "pobj")) if by and not _of_an_act(head) else []


def _proposers(verb: Token, c: Token, head: Token, who: Who) -> list[str]:
    found = _agents(verb, who)
    if c.dep_ == "relcl" and not passive(verb) and not _doubtful(verb):
        found += [a for s in own_subjects(verb) if antecedent(s) != head for a in who.several(s)]
    return found


def _from_a_state(head: Token, who: Who) -> list[str]:
    return [a for o in _from_whom(head) for a in who.several(o) if is_state(a)]


def _its_own(head: Token, who: Who) -> list[str]:
    earlier = head.tag_ == "NNS" or any(c.lower_ in words("drafts", "flags.earlier") for c in lefts(head))
    owned = any(c.lower_ in ("its", "their") and c.dep_ == "poss" for c in lefts(head))
    return _owner_by_pronoun(head, who) if owned and not earlier else []


def _by_a_participle_behind(head: Token, who: Who) -> list[str]:
    return [a for v in _sponsored_behind(head) for a in _agents(v, who)]


def _ours(head: Token, who: Who) -> list[str]:
    """Example: "Our draft resolution on Chad is balanced," said Togo's envoy."""
    if head.lemma_ not in words("drafts", "heads.strong"):
        return []
    return [a for c in lefts(head) if c.lower_ in ("our", "my") and (a := who.at(c)) is not None]


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
    if any(t.lower_ in words("drafts", "sponsor.headline_verbs") for t in c.subtree):
        return  # "Togo Vetoes UNSC Resolution", taken for one name
    tail = c.lower_.rsplit("-", 1)[-1]
    if tail in words("drafts", "sponsor.suffixes") | words("drafts", "sponsor.backers"):
        named = [who.at(t) for t in lefts(c)] + [who.at(c)] + [who.at(g) for t in lefts(c) for g in t.subtree]
        (sponsors if tail in words("drafts", "sponsor.suffixes") else backers).extend(a for a in named if a)
        return
    if c.dep_ == "compound" and c.tag_ == "NNP" and who.mention(c) is None and c.head.lower_ in ("draft", "resolution", "text"):
        sponsors += [s for s in [envoy_named(c.text, who.parsed.document.published)] if s is not None]
    for t in [c, *(g for g in c.subtree if g != c)]:
        if prefixed := lexicon("drafts")["prefixes"].get(t.lower_.split("-")[0].split("–")[0]):
            sponsors.append(prefixed)
        for mention, actor in who.mentions(t):
            if _makes_it_theirs(t, c, mention, actor):
                sponsors.append(state_of(actor.speaks_for or actor.id))


def _makes_it_theirs(t: Token, c: Token, mention: Mention, actor: Actor) -> bool:
    """Example: Togo's draft resolution, the Mali text and Moscow's version; not "the Chad draft resolution".

    Whether an actor named before a draft is told as the one whose it is, not as what it is on.
    """
    if actor.id in ("un-security-council", "security-council", "united-nations"):
        return False
    if mention.how == "pronoun" and t.dep_ == "poss" and "own" not in {x.lower_ for x in lefts(c.head)}:
        return False
    if actor.type != "state" or mention.how != "name" or t.dep_ == "poss" or _short(mention.span.text):
        return True
    return (t.head == c or c.dep_ != "poss") and _hyphened(t)


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


def _agents(verb: Token, who: Who) -> list[str]:
    if found := who.named_by(agents_of(verb)):
        return found
    particles = [p for p in verb.children if p.lower_ in ("forward", "forth", "up") or p.dep_ == "prt"]
    by = [q for p in particles for q in children(p, "prep") if q.lower_ == "by"]
    return who.named_by(o for q in by for o in children(q, "pobj"))


def sponsoring_clause(head: Token, who: Who) -> tuple[str, ...]:
    """Example: Brazil and Norway circulated a draft, which was submitted by Japan.

    The mention is the object of a verb of proposing, the subject of its passive, or stands under
    "sponsor of".
    """
    head = first_conjunct(head)
    verb = head.head
    noun_of = head.dep_ == "pobj" and verb.lower_ == "of" and verb.head.lemma_ in words("drafts", "sponsor.nouns")
    if noun_of and verb.dep_ in ("prep", "agent"):
        return _named_as_sponsor(verb.head, who)
    if (asking := _asks_for_a_vote(head)) is not None:
        return tuple(who.named_by(subjects(asking)))
    if head.dep_ == "pobj" and verb.dep_ in ("prep", "agent"):
        return _by_preposition(verb, who)
    if fronted := _put_forward_ahead(head, who):
        return fronted
    if not is_verb(verb) or not is_sponsoring(verb) or _doubtful(verb):
        return ()
    if head.dep_ == "nsubjpass" or (head.dep_ == "nsubj" and passive(verb)):
        several = [v for v in with_conjuncts(verb) if is_verb(v) and is_sponsoring(v)]
        return tuple(dict.fromkeys(a for v in several for a in _agents(v, who)))
    return _proposing(verb, head, who) if head.dep_ == "dobj" else ()


def _named_as_sponsor(noun: Token, who: Who) -> tuple[str, ...]:
    """Example: Togo, a sponsor of the draft, waited; Mali is the author of the text."""
    named = [t for t in noun.children if t.dep_ in ("poss", "appos")]
    if noun.dep_ == "appos":
        named.append(noun.head)
    elif noun.dep_ == "attr" and not _doubtful(noun.head):
        named += subjects(noun.head)
    return tuple(who.named_by(named))


def _by_preposition(prep: Token, who: Who) -> tuple[str, ...]:
    """Example: Togo is behind the draft."""
    verb = prep.head
    if prep.lower_ == "behind" and verb.lemma_ == "be" and realised(verb):
        return tuple(who.named_by(subjects(verb)))
    forward = verb.lemma_ in ("put", "bring", "push", "come") and prep.lower_ in ("forward", "forth", "with")
    at_work = verb.lemma_ == "work" and prep.lower_ == "on"
    if not is_verb(verb) or not (forward or at_work) or _doubtful(verb) or (verb.lemma_ == "come" and not realised(verb)):
        return ()
    return tuple(who.named_by(subjects(verb)))


def _proposing(verb: Token, head: Token, who: Who) -> tuple[str, ...]:
    """Example: Togo, alongside Mali, tabled the draft; Norway circulated a text with Spain."""
    found = who.named_by(subjects(verb))
    found = found or (_right_before(verb, who) if verb.tag_ == "VBD" else [])
    beside = [p for p in children(verb, "prep") if p.i < head.i] + list(children(head, "prep"))
    together = [o for p in beside if p.lower_ in ("with", "alongside") for o in children(p, "pobj")]
    return tuple(dict.fromkeys([*found, *who.named_by(together)]))


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
