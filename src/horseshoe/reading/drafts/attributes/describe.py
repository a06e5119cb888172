"""What the words around a mention say of its draft: filled in one by one."""

from __future__ import annotations

from horseshoe.council.states import state_of
from horseshoe.model import DateRange
from horseshoe.reading.drafts.attributes.fate import find_fate
from horseshoe.reading.drafts.attributes.sponsors import (
    apart_from_dash,
    jointly,
    sponsoring_clause,
    sponsors_behind,
    sponsors_by_name,
)
from horseshoe.reading.drafts.attributes.when import when_of
from horseshoe.reading.drafts.mentions import NOT_LATELY, DraftMention, long_ago, own_date
from horseshoe.reading.drafts.topic import place_at, situation_beside
from horseshoe.reading.factuality.reality import carried_out, realised, reality
from horseshoe.reading.grammar import (
    children,
    first_conjunct,
    has_word,
    is_verb,
    lefts,
    mark,
    modal,
    negated,
    rights,
    under_a_vote,
    verb_over,
)
from horseshoe.reading.lexicon import is_permanent, words
from horseshoe.reading.predications.senses import is_sponsoring
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

VOTES = frozenset(["vote", "veto"])


def describe(m: DraftMention, who: Who) -> None:
    """Fill a mention's sponsors, situation, content words, date and fate from the tree around it."""
    if m.act:
        _describe_act(m, who)
        return
    if not m.pronoun:
        _describe_name(m, who)
    if m.sponsors and not m.pronoun and jointly(first_conjunct(m.head).head):
        m.sponsors = tuple(dict.fromkeys([*m.sponsors, *sponsoring_clause(m.head, who)]))
    if not m.sponsors and not _is_shouted(m.head):
        m.sponsors = sponsoring_clause(m.head, who)
        m.joint = bool(m.sponsors) and jointly(first_conjunct(m.head).head)
    m.unreal = _unreal(m.head)
    m.voted = _voted_in_passing(m) or _put_forward_before(m)
    m.awaited = under_a_vote(m.head) and reality(m.head.head.head) in ("foretold", "intended")
    find_fate(m, who)
    if m.fate is not None and m.determiner == "a" and _told_as_earlier(m.head):
        m.flags |= {"past"}
    _fate_by_sentence(m, who)
    m.old = bool(m.when and long_ago(m.when, who))
    m.introduced = bool(m.fate and m.when and m.determiner == "a" and long_ago(m.when, who, NOT_LATELY))
    m.prospective = m.fate is None and any(c.dep_ == "relcl" and _would(c) for c in rights(m.head))


def _is_shouted(head: Token) -> bool:
    """Whether a mention is in capitals throughout, so that the parse cannot be relied on."""
    return head.text.isupper() and len(head.text) > 3


def _describe_name(m: DraftMention, who: Who) -> None:
    """Fill what the words tell that name a draft, and those right beside them."""
    m.sponsors, m.backers = ((), ()) if _is_shouted(m.head) else sponsors_by_name(m.head, who)
    m.firm = bool(m.sponsors)
    m.joint = m.firm and any(is_verb(v) and jointly(v) for c in rights(m.head) for v in (c, *c.children))
    m.situation = situation_beside(m.head, who, set(m.sponsors), m.span.start)
    m.content = frozenset(_content(m.head))
    if not m.sponsors and (ahead := apart_from_dash(m, who)):
        m.sponsors, m.firm = ahead, True
    if behind := sponsors_behind(m, who):
        m.sponsors, m.firm = tuple(dict.fromkeys([*m.sponsors, *behind, *sponsoring_clause(m.head, who)])), True


def _fate_by_sentence(m: DraftMention, who: Who) -> None:
    """Fill a fate, or the day of a vote, that only the rest of the sentence tells."""
    if m.fate is None and m.decided is not None and (under_a_vote(first_conjunct(m.head)) or _its_act(m.head)):
        m.fate = m.decided
    if m.resolution and m.fate is None and (vote := _voted_on(m.head)) is not None:
        m.fate, m.cited, m.when = "adopted", True, m.when or when_of(vote, who)  # it got its number by that
    if m.fate is None and _in_force(m):
        m.fate, m.cited, m.when = "adopted", True, m.when or when_of(m.head.head, who)
    if m.fate is None and m.when is None and not m.pronoun:
        m.when = _day_of_another_vote(m.head, who)


def _told_as_earlier(head: Token) -> bool:
    """Example: It is to vote on a text on Chad. Togo had earlier abstained on a draft resolution on Mali that Russia vetoed.

    Whether a clause over a mention tells what had been done before what the text is about.
    """
    verbs = (t for t in head.ancestors if t.tag_ == "VBN")
    return any(has_word(v, ("had",), "aux") and has_word(v, ("earlier", "previously", "before"), "advmod") for v in verbs)


def _in_force(m: DraftMention) -> bool:
    """Example: Last October, a Security Council resolution authorized a mission in Chad.

    Whether a resolution, not called a draft, is told in the past to have done what only an adopted one does.
    """
    verb = m.head.head
    own = m.head.lemma_ == "resolution" and m.determiner == "a" and "draft" not in m.span.text.lower()
    orders = m.head.dep_ == "nsubj" and verb.tag_ == "VBD" and verb.lemma_ in words("drafts", "fate.in_force")
    return own and orders and realised(verb) and not m.sponsors


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


def _content(head: Token) -> list[str]:
    found = []
    for c in rights(head):
        if c.dep_ in ("acl", "relcl", "prep"):
            found += [t.lemma_ for t in c.subtree if t.is_alpha]
    return [w for w in found if w not in words("drafts", "no_content.words")]


def _unreal(head: Token) -> bool:
    """Example: They tried to persuade Moscow to support a resolution and must pass a resolution."""
    head = first_conjunct(head)
    if head.dep_ == "nsubj" and head.head.lemma_ in ("need", "require") and head.head.tag_ in ("VBZ", "VBP"):
        return True  # "a resolution needs nine votes": any resolution
    if head.dep_ == "nsubj" and modal(head.head) is not None and _will_have_to_come(head.head):
        return True  # "a second resolution will have to follow"
    if head.dep_ == "nsubj" and is_verb(head.head) and mark(head.head) not in ("if", "unless"):
        return False
    verb = _verb_over(head)
    if verb is None or (verb.lemma_ == "veto" and carried_out(verb)) or realised(verb) or _spoken_for(head, verb):
        return False
    if modal(verb) is not None or mark(verb) in ("if", "unless") or negated(verb):
        return True
    if verb.tag_ == "VBG" and any(True for _ in children(verb, "aux")) and verb.lemma_ in words("drafts", "sponsor.at_work"):
        return False  # "is working on a resolution"
    return _is_an_aim(verb)


def _will_have_to_come(verb: Token) -> bool:
    return verb.lemma_ == "follow" or (verb.lemma_ == "have" and any(c.tag_ == "VB" for c in children(verb, "xcomp")))


def _verb_over(head: Token) -> Token | None:
    """The nearest verb over a draft that is its object, its subject, or stands in a phrase under it."""
    if head.dep_ not in ("dobj", "nsubj", "nsubjpass", "pobj"):
        return None
    return verb_over(head)


def _is_an_aim(verb: Token) -> bool:
    """Example: Togo wants to table a draft and tried adopting another.

    Whether a verb is an infinitive or a gerund of what somebody does not yet do.
    """
    open_ = verb.tag_ in ("VB", "VBG") and verb.dep_ in ("xcomp", "acl", "conj", "pcomp", "advcl", "ccomp")
    return open_ and (verb.head.lemma_ not in ("try", "plan", "begin", "start", "move") or verb.tag_ == "VB")


def _spoken_for(head: Token, verb: Token) -> bool:
    """Example: China announced that it will veto a Security Council resolution renewing the force in Chad.

    Whether a draft that somebody will vote on in some way is told by what it does, and so is a real
    one.
    """
    stance = verb.lemma_ in words("drafts", "verbs.stances") and modal(verb) in ("will", "would", "may", "might", "could")
    stance = stance or (verb.lemma_ == "vote" and reality(verb) in ("foretold", "intended"))  # "is due to vote on a text that"
    told = any(c.dep_ in ("acl", "relcl") or (c.dep_ == "prep" and c.lower_ == "on") for c in rights(head))
    return stance and told and not negated(verb) and not any(c.lower_ in ("any", "every", "no") for c in lefts(head))
