"""States named one after the other, found in the order of the words: the parse often breaks a list of names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from horseshoe.reading.grammar import children, is_verb, over_infinitive, own_subjects, passive, subjects
from horseshoe.reading.known import Known
from horseshoe.reading.lexicon import is_state, words
from horseshoe.reading.tree import Token

if TYPE_CHECKING:
    from horseshoe.reading.who import Who

JOINT = re.compile(
    r"(?:\s|,|\band\b|\bthe\b|\bas well as\b|\balong with\b|\bveto[- ](?:wielding|holding)\b|&"
    r"|\bitself\b|, which [^,]*,|\([^()]*\)|\b(?:non-)?permanent members?\b)*",
    re.IGNORECASE,
)
# "Togo backed it along with Gabon and Mali"
_ALONG = re.compile(r"\b(?:along|together) with (?:the )?", re.IGNORECASE)
_AND = re.compile(r",?\s+and\s")
LONGEST_PHRASE = 8  # words of a phrase that opens a sentence or stands behind a comma, before its first name
_OR = re.compile(r",?\s*or\b", re.IGNORECASE)
# "Togo, Gabon and Mali, which are members of the Council, will"
_TOLD_OF_THEM = re.compile(r", (?:which|who) [^,.;]{3,80},?\s*$")
# What may stand between a list and its verb: the end of an aside, adverbs and auxiliaries.
_BEFORE_VERB = re.compile(r"\s*(?:[-–—]{1,2}|\)|,)?\s*(?:(?:all|both|each|also|had|have|has|\w+ly)\s+)*", re.IGNORECASE)


def run_after(known: Known, text: str, at: int, end: int) -> tuple[list[str], int]:
    """The states named one after the other from `at` on, with commas and "and" between, and where the last of them ends."""
    found: list[str] = []
    for mention, actor in known.actors_in(at, end):
        if not is_state(actor.id) and JOINT.fullmatch(mention.span.text):
            continue  # "the non-permanent members Togo and Mali"
        owns = text[mention.span.end : mention.span.end + 2] in ("'s", "’s")
        if owns or not is_state(actor.id) or not JOINT.fullmatch(text[at : mention.span.start]):
            break
        found.append(actor.id)
        at = mention.span.end
    return found, at


def states_after(known: Known, text: str, at: int, end: int) -> list[str]:
    """The states named one after the other from `at` on; none of those joined by "or"."""
    found, stop = run_after(known, text, at, end)
    return [] if _OR.match(text, stop, end) else found


def states_before(known: Known, text: str, start: int, end: int, gap: re.Pattern[str] = JOINT) -> tuple[list[str], int]:
    """The states named one after the other up to `end`, and where the first of them begins; `gap` is what may follow them."""
    found: list[str] = []
    for mention, actor in reversed(list(known.actors_in(start, end))):
        if not is_state(actor.id) or not (JOINT if found else gap).fullmatch(text[mention.span.end : end]):
            break
        found.insert(0, actor.id)
        end = mention.span.start
    return ([] if text[max(start, end - 7) : end].split()[-1:] == ["or"] else found), end


class Listed(NamedTuple):
    """The states listed right before a verb; those of a phrase before them, none of its subject; whether they must be."""

    states: list[str]
    apart: list[str]
    sure: bool = False


def subject_run(known: Known, verb: Token) -> Listed:
    """Three members -- Togo, Gabon and Mali -- have vowed to support the draft.

    The states listed right before the verb that a clause's subject stands with (one over an
    infinitive, if there is one), and those of a phrase before it that are none of its subject
    ("Unlike Togo, Gabon and Mali abstained").
    """
    top = over_infinitive(verb)
    first = min([top.i, *(c.i for c in children(top, "aux", "auxpass"))])
    tree, opens = verb.tree, verb.sent.start_char
    told = _TOLD_OF_THEM.search(tree.text, opens, tree[first].idx)
    found, begins = states_before(known, tree.text, opens, told.start() if told else tree[first].idx, _BEFORE_VERB)
    before = [t for t in verb.sent if t.idx + len(t.text) <= begins and not t.is_space]
    while before and before[-1].lower_ == "the":
        before.pop()
    governed = bool(before) and before[-1].tag_ in ("IN", "TO") and before[-1].lower_ not in words("grammar", "runs.opens")
    if not governed or (before[-1].lower_ == "with" and top.tag_ == "VBG"):
        return Listed(found, [])
    return _behind_phrase(found, tree.text[begins : tree[first].idx], before)


def _behind_phrase(found: list[str], text: str, before: list[Token]) -> Listed:
    """Example: The Council is split over the draft. After talks with Togo, Gabon and Mali voted for it.

    The subject among states listed from a preposition on that opens its sentence, and those of the
    preposition: all up to the "and" where a comma ends that list, else the first.
    """
    commas = [i for i, t in enumerate(before) if t.text == ","]
    before = before[commas[-1] + 1 :] if commas else before
    if len(found) < 2 or len(before) > LONGEST_PHRASE or any(is_verb(t) for t in before):
        return Listed([], [])
    joined = _AND.search(text)
    ends = text.count(",", 0, joined.start()) + 2 if joined else len(found)
    cut = ends if ends < len(found) and "," in text[joined.end() if joined else 0 :] else 1
    if "," not in text or (joined and "," not in text[: joined.start()] and cut == 1):
        return Listed([], [])
    together = before[-2].lower_ in ("together", "along", "jointly") if len(before) > 1 else False
    return Listed(found, [], sure=True) if together else Listed(found[cut:], found[:cut], sure=True)


def with_listed(actors: list[str], verb: Token, who: Who) -> list[str]:
    """Example: Three members -- Togo, Gabon and Mali -- have vowed to support the draft.

    The actors of a verb with those listed beside them right before it, where the parse broke the
    list.
    """
    own = own_subjects(verb)
    if passive(verb) or (own and own[-1].i > verb.i):
        return actors
    if actors and (beside := _ALONG.search(verb.tree.text, verb.idx, verb.sent.end_char)):
        actors = list(dict.fromkeys([*actors, *states_after(who.known, verb.tree.text, beside.end(), verb.sent.end_char)]))
    listed, apart, sure = subject_run(who.known, verb)
    if sure:
        return list(dict.fromkeys([*(a for a in actors if a not in apart), *listed]))
    if len(listed) < 2 or any(a in who.excepted_states for a in listed):
        return actors
    kind = not actors and any(s.lemma_ in words("grammar", "runs.kinds") or s.tag_ == "CD" for s in subjects(verb))
    bare = not actors and verb.tag_ == "VBD" and not subjects(verb)  # "At the meeting on 27 March, Togo and Mali abstained"
    return list(dict.fromkeys([*actors, *listed])) if kind or bare or set(actors) & set(listed) else actors
