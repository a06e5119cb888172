"""Members named in a list behind a count: "two abstentions (China and Russia)", "two against: Cuba and Yemen"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from horseshoe.model import Stance
from horseshoe.reading.drafts.numbers import number_pattern, value
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.drafts.votes import taken
from horseshoe.reading.lexicon import is_permanent, is_state
from horseshoe.reading.parse import Parsed
from horseshoe.reading.runs import JOINT, states_after, states_before
from horseshoe.reading.senses import OUTCOMES, Predication
from horseshoe.reading.who import Who

_VOTED = re.compile(r"\bvot(?:e|ed|es|ing)\b|\babst|\badopt|\bpass(?:ed|es)\b|\bapprov", re.IGNORECASE)
STANCES: tuple[tuple[str, Stance, str], ...] = (
    ("abst", "abstained", "abstain"),
    ("against", "voted_against", "against"),
    ("oppos", "voted_against", "against"),
    ("no", "voted_against", "against"),
    ("negative", "voted_against", "against"),
    ("in fav", "voted_for", "for"),
    ("yes", "voted_for", "for"),
    ("affirm", "voted_for", "for"),
    ("votes in fav", "voted_for", "for"),
    ("voted in fav", "voted_for", "for"),
    ("voting in fav", "voted_for", "for"),
    ("voted for", "voted_for", "for"),
    ("voted against", "voted_against", "against"),
    ("voting against", "voted_against", "against"),
    ("dissent", "voted_against", "against"),
    ("votes", "voted_for", "for"),
    ("for", "voted_for", "for"),
)


def _counted() -> str:
    kinds = "(?:(?:security )?council |other |more |non-permanent )?(?:members?|countries|states|nations|delegations)"
    return rf"\b(?P<n>\d{{1,2}}|{number_pattern()}) ?(?:{kinds} ?)?"


@functools.cache
def _count() -> re.Pattern[str]:
    what = r"abstentions?|abstain(?:ed|ing)|(?:votes? )?against|opposed|no votes?|negative votes?|(?:votes? )?in favou?r"
    what += r"|[“\"‘']?(?:yes|affirmative)[”\"’']? votes?|votes(?=, including)"
    return re.compile(rf"{_counted()}(?P<what>{what})\s*(?:\(|:|[-–—]+\s(?:from |by )?|, from |,? including (?:those of |from )?|,? by )\s*", re.IGNORECASE)


@functools.cache
def _within() -> re.Pattern[str]:
    what = r"abstain(?:ed|ing)|(?:voted |voting )?against|opposed|(?:voted |voting )?in favou?r"
    aside = r"(?:\((?P<list>[^()]+)\)|[-–—]{1,2} ?(?P<dashed>[^-–—]+?) ?[-–—]{1,2})"
    return re.compile(rf"{_counted()},? ?{aside},? ?(?P<what>{what})\b", re.IGNORECASE)


# "Eleven voted in favour, Bolivia and Russia against": the verb is left out.
_VERBLESS = re.compile(r"(?P<what>against|opposing|opposed|dissenting|abstain(?:ing|ed))\s*(?=[,.;]|\band\b|$)", re.IGNORECASE)


# "Voting against were Cuba and Yemen", "Abstaining were Ghana and Mali".
_INVERTED = re.compile(
    r"\b(?P<what>voting (?:against|in favou?r)|abstaining|opposed)(?: the \w+)? (?:was|were)\s*", re.IGNORECASE
)
# "Voting with Washington were Britain, France and Slovakia."
_ALONGSIDE = re.compile(r"\b(?:Voting|Siding) with (?P<leader>[A-Z][\w. ]*?) were\s*")
# "Thirteen members voted for the draft: Britain, France …": the names stand behind the colon, often as a new sentence.
_COLON = re.compile(r"\b(?P<what>voted (?:in favou?r|for|against)|abstained)\b[^.;:(]{0,70}:\s*$", re.IGNORECASE)


def listed(parsed: Parsed, who: Who, targets: Targets, told: Mapping[str, Stance]) -> Iterator[Predication]:
    """Example: The text got ten votes in favour, two against (Cuba and Yemen) and two abstentions: Ghana and Mali.

    The votes of states listed beside a count, where no more are listed than are counted, and of those listed before "against".
    """
    for line in _LINE.finditer(parsed.text):
        yield from _headline(line[0], parsed, who, targets, line.start(), line.end())
    for sentence in parsed.sentences():
        text, start = sentence.text, sentence.start_char
        found: list[tuple[re.Match[str], list[str]]] = []
        for match in _count().finditer(text):
            found.append((match, list(_states(who, parsed.text, start + match.end(), sentence.end_char))))
        for match in _within().finditer(text):
            group = "list" if match["list"] else "dashed"
            found.append((match, list(_states(who, parsed.text, start + match.start(group), start + match.end(group)))))
        found = [(m, states) for m, states in found if len(states) <= (value(m["n"]) or 0)]
        for match in _INVERTED.finditer(text):
            found.append((match, list(_states(who, parsed.text, start + match.end(), sentence.end_char))))
        for match in _ALONGSIDE.finditer(text):
            yield from _alongside(match, parsed, who, targets, told, start, sentence.end_char)
        for match in _COLON.finditer(text):
            found.append((match, list(_states(who, parsed.text, start + match.end(), len(parsed.text)))))
        if _VOTED.search(text):
            found += [(m, _before(who, parsed.text, start, start + m.start())) for m in _VERBLESS.finditer(text)]
        for match, states in found:
            if not states or not taken(text, match):
                continue
            what = match["what"].lower().strip("“\"‘'")
            told_as = next(((s, f) for begins, s, f in STANCES if what.startswith(begins)), None)
            if told_as is None:
                continue
            stance, family = told_as
            word = parsed.tree[parsed.words.at(start + match.start("what"))]
            draft = targets.focus(word, vote=True)
            for actor in states:
                yield Predication(actor, stance, word, draft, family)


# The verb of a headline, whatever the parse made of its capitals: "China, Russia Veto UN Resolution".
_LINE = re.compile(r"^[^\n]{10,200}$", re.MULTILINE)
_HEADLINE = re.compile(
    r"\s*(?P<how>threatens? to|vows? to|says? (?:it|they) will|will|to|may|could|might)?\s*(?P<what>vetoe?s?|abstains?)\b"
    r"(?=[^.!?]*\b(?:resolution|draft|text)\b)[^.!?]*$",
    re.IGNORECASE,
)


def _headline(text: str, parsed: Parsed, who: Who, targets: Targets, start: int, end: int) -> Iterator[Predication]:
    """States named at the start of a headline, before its verb of vetoing or abstaining."""
    words = [w for w in text.split() if len(w) > 3 and w[0].isalpha()]
    if not words or sum(w[0].isupper() for w in words) < 0.7 * len(words) or text.rstrip()[-1:] in ".!?":
        return
    at, states = start, []
    for mention, actor in who.known.actors_in(start, end):
        if not is_state(actor.id) or not JOINT.fullmatch(parsed.text[at : mention.span.start]):
            break
        states.append(actor.id)
        at = mention.span.end
    match = _HEADLINE.match(parsed.text[at:end]) if states else None
    if match is None:
        return
    how = (match["how"] or "").lower()
    family = "veto" if match["what"].lower().startswith("veto") else "abstain"
    told = "done" if not how else "doubtful" if how in ("may", "could", "might") else "foretold" if how == "to" else "intended"
    stance, certainty, denied = OUTCOMES[family][told]
    word = parsed.tree[parsed.words.at(at + match.start("what"))]
    for state in dict.fromkeys(states):
        if family != "veto" or is_permanent(state):
            yield Predication(state, stance, word, targets.focus(word), family, certainty, denied)


def _alongside(
    match: re.Match[str], parsed: Parsed, who: Who, targets: Targets, told: Mapping[str, Stance], start: int, end: int
) -> Iterator[Predication]:
    """Voters listed as voting with a member, for or against as the text tells of that member; in favour where it is silent."""
    leader = next(iter(_states(who, parsed.text, start + match.start("leader"), start + match.end("leader"))), None)
    if leader is None:
        return
    stance = told.get(leader, "voted_for")
    stance = "voted_against" if stance == "vetoed" else stance
    word = parsed.tree[parsed.words.at(start + match.start())]
    draft = targets.focus(word, vote=True)
    for actor in (leader, *_states(who, parsed.text, start + match.end(), end)):
        yield Predication(actor, stance, word, draft, "for" if stance == "voted_for" else "against")


def _states(who: Who, text: str, at: int, end: int) -> Iterator[str]:
    """The states named one after the other from `at` on."""
    return states_after(who.known, text, at, end)


def _before(who: Who, text: str, start: int, end: int) -> list[str]:
    """The states named one after the other up to `end`, behind a comma, a semicolon, "with" or "only"."""
    found, begins = states_before(who.known, text, start, end)
    return found if re.search(r"(?:[,;]|\bwith|\bwhile)\s+(?:only\s+)?(?:the )?$", text[start:begins], re.IGNORECASE) else []
