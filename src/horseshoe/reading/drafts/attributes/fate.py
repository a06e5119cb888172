"""What became of a draft: told by the verb over its mention, by a participle behind it, or by a noun."""

from __future__ import annotations

from collections.abc import Callable

from horseshoe.reading.drafts.attributes.no_fate import is_no_fate
from horseshoe.reading.drafts.attributes.when import when_of
from horseshoe.reading.drafts.mentions import DraftMention, by_members
from horseshoe.reading.factuality.certainty import is_definite
from horseshoe.reading.factuality.reality import carried_out, realised, reality
from horseshoe.reading.grammar import (
    children,
    first_conjunct,
    is_verb,
    lefts,
    mark,
    modal,
    negated,
    passive,
    rights,
    subjects,
    verb_over,
    with_conjuncts,
)
from horseshoe.reading.lexicon import is_permanent, lexicon, words
from horseshoe.reading.tree import Token
from horseshoe.reading.who import Who

Told = tuple[bool, str | None]  # whether a rule knows what became of the draft, and what that is
UNTOLD: Told = (False, None)
ADOPT = ("adopt", "pass", "approve")


def find_fate(m: DraftMention, who: Who) -> None:
    """Example: Two drafts vetoed in May failed, and the Council adopted a third.

    Fill what became of a mention's draft: fate words stand as the verb above it, as a participle
    after it, or as a noun.
    """
    head = first_conjunct(m.head)
    _fate_by_noun(m, head, who)
    if m.fate is None and m.definite and any(c.dep_ == "amod" and c.lower_ == "vetoed" for c in lefts(head)):
        m.fate = "vetoed"  # "the vetoed resolution"
    for verb in _verbs_of(head) if m.fate is None else ():
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


def _verbs_of(head: Token) -> list[Token]:
    """The verbs that may tell a draft's fate: the one above its mention, then those that hang on the mention."""
    above: list[Token] = []
    behind: list[Token] = []
    if is_verb(head.head) and head.dep_ in ("dobj", "nsubjpass", "nsubj"):
        above = [head.head]
    if is_verb(head.head) and head.dep_ in ("nsubjpass", "nsubj"):
        joined = [v for v in with_conjuncts(head.head)[1:] if is_verb(v)]
        behind = [v for v in joined if not any(True for _ in children(v, "nsubj", "nsubjpass"))]
    elif head.dep_ == "pobj" and is_verb(head.head.head) and head.head.lower_ in ("on", "down", "to", "off"):
        above = [head.head.head]
    return [*above, *(c for c in rights(head) if c.dep_ in ("acl", "relcl") and is_verb(c)), *behind]


def _fate_by_noun(m: DraftMention, head: Token, who: Who) -> None:
    """Example: Togo voiced regret over the veto of the draft resolution by Russia.

    The fate of a draft told by a noun: "the veto of", "prevented the adoption of", "the failure to
    adopt" it.
    """
    noun = head.head.head
    if head.dep_ != "pobj" or head.head.lower_ not in ("of", "on", "for", "against"):
        return
    vote, against = _vote_over(head)
    if vote is not None and realised(vote) and any(s.lemma_ == "council" for s in subjects(vote)):
        m.fate, m.when = "failed" if against else "adopted", when_of(vote, who)
        return
    if noun.lemma_ == "veto" and _is_cast(noun):
        m.fate, m.when = "vetoed", when_of(noun, who)
        by = (a for t in noun.subtree if t.dep_ in ("poss", "amod", "compound", "pobj") for a in who.several(t))
        m.vetoed_by = tuple(a for a in by if is_permanent(a))
    elif noun.lemma_ in ("adoption", "passage", "approval"):
        if is_definite(noun) and _came_about(noun):
            m.fate, m.when = "adopted", when_of(noun, who)
        elif preventers := _preventers(noun, who):
            m.fate, m.when, m.vetoed_by = "vetoed", when_of(noun.head, who), preventers


def _vote_over(head: Token) -> tuple[Token | None, bool]:
    """Example: The Security Council voted in favour of a resolution on Chad, for another and against Togo's draft.

    The verb of voting for or against a draft, and whether it is against it; None where there is none.
    """
    prep, over = head.head, head.head.head
    if prep.lower_ in ("for", "against") and over.lemma_ == "vote" and is_verb(over):
        return over, prep.lower_ == "against"
    favour = prep.lower_ == "of" and over.lemma_ in ("favor", "favour") and over.head.lower_ == "in"
    vote = over.head.head
    return (vote, False) if favour and vote.lemma_ == "vote" and is_verb(vote) else (None, False)


def _is_cast(veto: Token) -> bool:
    above = verb_over(veto)
    return is_definite(veto) and reality(veto) == "done" and (above is None or modal(above) is None)


def _preventers(adoption: Token, who: Who) -> tuple[str, ...]:
    """Example: China's veto in May prevented the adoption of the draft; France cast its veto to block its passage.

    The permanent members that are told to have kept a draft from being adopted.
    """
    verb = adoption.head
    if adoption.dep_ != "dobj" or not is_verb(verb) or verb.lemma_ not in words("drafts", "fate.prevents"):
        return ()
    vetoing = verb.dep_ in ("xcomp", "advcl", "acl") and any(t.lemma_ == "veto" for t in verb.head.subtree if t.i < verb.i)
    if not (realised(verb) or (vetoing and realised(verb.head))):
        return ()
    return tuple(a for s in subjects(verb) for a in who.several(s) if is_permanent(a))


def _came_about(adoption: Token) -> bool:
    """Example: The meeting resulted in the adoption of a draft resolution on Chad, and Togo welcomed the approval of the text.

    Whether an adoption is told as done: what came of something, what is welcomed, or what something
    followed.
    """
    prep = adoption.head
    if adoption.dep_ == "pobj":
        timed = prep.lower_ in ("after", "following", "since", "with", "upon")
        ended = prep.lower_ in ("in", "with") and is_verb(prep.head) and prep.head.lemma_ in words("drafts", "fate.ends")
        above = verb_over(prep)
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
    """The status that a verb above or after a draft's mention gives it, or None: what the first rule says that knows it."""
    for rule in RULES:
        known, fate = rule(verb, head)
        if known:
            return fate
    return None


def _is_subject(verb: Token, head: Token) -> bool:
    return head.dep_ == "nsubj" and head.head == verb


def _by_failing(verb: Token, head: Token) -> Told:
    """Example: The draft failed, or failed to pass; the Council failed to adopt it."""
    if verb.lemma_ != "fail" or not realised(verb):
        return UNTOLD
    inner = next((c for c in children(verb, "xcomp") if c.tag_ == "VB"), None)
    if _is_subject(verb, head):
        return True, "failed" if inner is None or inner.lemma_ in words("drafts", "verbs.say_of_drafts") else None
    return True, "failed" if inner is not None and inner.lemma_ in ADOPT else None


def _by_not_adopting(verb: Token, head: Token) -> Told:
    """Example: The Council failed again to adopt the draft; it did not pass the text and was unable to approve another."""
    if verb.lemma_ in ADOPT and (failing := _failing(verb)) is not None:
        return True, "failed" if realised(failing) else None
    if verb.lemma_ in ADOPT and negated(verb) and not modal(verb):
        return True, None if _not_yet(verb) or _in_general(verb) else "failed"
    unable = verb.lemma_ in words("drafts", "fate.adopted") and verb.tag_ == "VB" and _unable(verb)
    return (True, "failed") if unable or (_is_subject(verb, head) and _without_enough(verb)) else UNTOLD


def _by_a_vote_to(verb: Token, head: Token) -> Told:
    """Example: The Council voted to adopt the draft; the Council voted to reject it."""
    if verb.tag_ != "VB" or verb.head.lemma_ != "vote" or verb.dep_ not in ("xcomp", "advcl") or not realised(verb.head):
        return UNTOLD
    voted = "adopted" if verb.lemma_ in words("drafts", "fate.adopted") else None
    voted = "failed" if verb.lemma_ in words("drafts", "fate.rejected") else voted
    return True, voted if _by_council(verb.head) else None


def _by_carried_out_veto(verb: Token, head: Token) -> Told:
    return (True, "vetoed") if verb.lemma_ == "veto" and carried_out(verb) else UNTOLD


def _by_what_is_not_done(verb: Token, head: Token) -> Told:
    return (True, None) if not realised(verb) or _ahead_of_it(verb, head) else UNTOLD


def _by_particle(verb: Token, head: Token) -> Told:
    """Example: The draft went through; the Council threw out the text."""
    subject = _is_subject(verb, head)
    if _with_particle(verb, "adopted_with") and (subject or _by_council(verb, only=True)):
        return True, "adopted"
    rejected = _with_particle(verb, "rejected_with") and not subject and _by_council(verb, only=True)
    return (True, "failed") if rejected else UNTOLD


def _by_the_verb_itself(verb: Token, head: Token) -> Told:
    """Example: Russia vetoed the draft; the text passed; Togo withdrew its draft; the Council rejected the text."""
    word, subject = verb.lemma_, _is_subject(verb, head)
    if word == "veto":
        return True, "vetoed"
    if word in words("drafts", "fate.adopted") and (not subject or word == "pass"):
        return True, "adopted" if _by_council(verb) else None
    if word in words("drafts", "fate.withdrawn") and not subject:
        return True, "withdrawn"
    if word in words("drafts", "fate.rejected") and not subject and _by_council(verb, only=True):
        return True, "failed"
    return UNTOLD


RULES: tuple[Callable[[Token, Token], Told], ...] = (
    _by_failing,
    _by_not_adopting,
    _by_a_vote_to,
    _by_carried_out_veto,
    _by_what_is_not_done,
    _by_particle,
    _by_the_verb_itself,
)


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
    refused = over.lemma_ in words("drafts", "fate.refuses") and _by_council(over, only=True)
    return over if over.lemma_ == "fail" or refused else None


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
    told = verb_over(above)
    if above.tag_[:2] == "NN" and told is not None and above in subjects(told) and modal(told) == "will":
        return is_definite(above)  # "the Council's inability to adopt it will embolden them"
    return told is None or (reality(told) == "done" and modal(told) is None)


def _without_enough(verb: Token) -> bool:
    """Example: The draft resolution fell short of the nine votes it needed; it needed three more votes to pass.

    Whether a draft is told not to have got the votes that it needed.
    """
    if verb.lemma_ in words("drafts", "fate.short"):
        return realised(verb) and any(c.lower_ == "short" for c in verb.children)
    if verb.lemma_ in words("drafts", "fate.lacks") and verb.tag_ == "VBD" and mark(verb) not in ("if", "unless"):
        more = (o for o in children(verb, "dobj") if o.lemma_ == "vote")
        return any("more" in {c.lower_ for t in lefts(o) for c in t.subtree} for o in more)
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
