"""Members named in a list behind a count: "two abstentions (China and Russia)", "two against: Cuba and Yemen"."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Mapping

from horseshoe.model import Stance
from horseshoe.reading.drafts.targets import Targets
from horseshoe.reading.drafts.votes import number_pattern, pattern, taken, told_of_another, value
from horseshoe.reading.lexicon import is_permanent
from horseshoe.reading.parse import Parsed
from horseshoe.reading.predications.senses import OUTCOMES, Predication
from horseshoe.reading.runs import run_after, states_after, states_before
from horseshoe.reading.tree import Run
from horseshoe.reading.who import Who

_VOTED = re.compile(r"\bvot(?:e|ed|es|ing)\b|\babst|\badopt|\bpass(?:ed|es)\b|\bapprov|\bagreed\b", re.IGNORECASE)
# One of these stands in all that `_LAST` and `_lists` look for: most sentences are asked one question, not fifteen.
_WORDS = re.compile(r"abst|against|oppos|vot|favou?r|dissent", re.IGNORECASE)
STANCES: tuple[tuple[str, Stance, str], ...] = (
    ("abst", "abstained", "abstain"),
    ("against", "voted_against", "against"),
    ("oppos", "voted_against", "against"),
    ("no", "voted_against", "against"),
    ("negative", "voted_against", "against"),
    ("in fav", "voted_for", "for"),
    ("yes", "voted_for", "for"),
    ("affirm", "voted_for", "for"),
    ("favo", "voted_for", "for"),
    ("positive", "voted_for", "for"),
    ("supporting", "voted_for", "for"),
    ("votes in fav", "voted_for", "for"),
    ("voted in fav", "voted_for", "for"),
    ("voting in fav", "voted_for", "for"),
    ("voted for", "voted_for", "for"),
    ("voting for", "voted_for", "for"),
    ("voted against", "voted_against", "against"),
    ("voting against", "voted_against", "against"),
    ("dissent", "voted_against", "against"),
    ("vote against", "voted_against", "against"),
    ("votes against", "voted_against", "against"),
    ("vote no", "voted_against", "against"),
    ("voted no", "voted_against", "against"),
    ("voting no", "voted_against", "against"),
    ("vote", "voted_for", "for"),
    ("for", "voted_for", "for"),
)


def _counted() -> str:
    kinds = "(?:(?:security )?council |other |more |non-permanent )?(?:members?|countries|states|nations|delegations)"
    return rf"\b(?P<n>\d{{1,2}}|{number_pattern()}) ?(?:{kinds} ?)?"


@functools.cache
def _count() -> re.Pattern[str]:
    what = r"abstentions?|abstain(?:ed|ing)|(?:votes? )?against|opposed|no votes?|negative votes?|(?:votes? )?in favou?r"
    what += r"|[“\"‘']?(?:yes|affirmative)[”\"’']? votes?|votes(?=, including|:|\s*\()"
    opens = r"\((?:including (?:that of |those of )?)?|:|,[a-z ]{4,20}:|[-–—]+\s(?:from |by )?"
    opens += r"|,? from |,? including (?:those of |from )?|,? by "
    day = r"(?: on \w+day| today| yesterday)?"
    return re.compile(rf"{_counted()}(?P<what>{what}){day}\s*(?:{opens})\s*", re.IGNORECASE)


@functools.cache
def _within() -> re.Pattern[str]:
    what = r"abstain(?:ed|ing)|(?:(?:was|were) |voted |voting )?against|opposed|(?:voted |voting )?in favou?r"
    inside = r"(?:(?!\s-{1,2}\s|[–—]).)+?"
    aside = rf"(?:\((?P<list>[^()]+)\)|(?:-{{1,2}}\s|[–—]\s?)(?P<dashed>{inside})(?:\s-{{1,2}}|\s?[–—])"
    aside += r"|(?<=,)\s?(?P<commas>[A-Z][^.;:()–—]{2,200}?)(?<=,))"
    return re.compile(rf"{_counted()},? ?{aside},? ?(?P<what>{what})\b", re.IGNORECASE)


# "Eleven voted in favour, Bolivia and Russia against": the verb is left out.
_VERBLESS = re.compile(r"(?P<what>against|opposing|opposed|dissenting|abstain(?:ing|ed))\s*(?=[,.;]|\band\b|$)", re.IGNORECASE)


# "Voting against were Cuba and Yemen", "Abstaining were Ghana and Mali", "The countries that
# abstained were Ghana and Mali".
_INVERTED = re.compile(
    r"\b(?:(?P<what>voting (?:against|in favou?r)|abstaining|opposed)"
    r"|(?:countries|members|states|nations|those) (?:that|who|which)"
    r" (?P<told>abstained|voted (?:against|in favou?r|for|no|to adopt)))"
    r"(?: (?:it|the (?:[\w-]+ ){0,4}[\w-]+))? (?:was|were)\s*",
    re.IGNORECASE,
)
# "Voting with Washington were Britain, France and Slovakia."
_ALONGSIDE = re.compile(r"\b(?:Voting|Siding) with (?P<leader>[A-Z][\w. ]*?) were\s*")
# "Thirteen members voted for the draft: Britain, France …": the names stand behind the colon, often
# as a new sentence.
_COLON = re.compile(
    r"\b(?P<what>voted (?:in favou?r|for|against)|abstained)\b(?:(?!\babst|\bvot)[^.;:(]){0,70}:\s*$", re.IGNORECASE
)


_UP_TO = r"\b(?:(?!\babst|\bvot)[^.;:()–—]){{0,{}}}"  # what may stand between a vote and its list, so many characters


@functools.cache
def _counted_colon() -> re.Pattern[str]:
    """Four countries voted against the text: Chad, Togo and Mali. Two members joined Peru in voting for it – Chad and Togo."""
    joining = r"(?:(?:that|who|which) )?(?:joined (?P<leader>[A-Z][\w. ]*?) in )?"
    what = r"(?P<what>vot(?:ed|ing) (?:in favou?r|for|against)|abstain(?:ed|ing))"
    return re.compile(rf"{_counted()}{joining}{what}{_UP_TO.format(90)}(?::|\s[-–—]+)\s*", re.IGNORECASE)


@functools.cache
def _counted_including() -> re.Pattern[str]:
    """Three members voted against the text, including Chad and Togo."""
    what = r"(?:(?:that|who|which) )?(?P<what>vot(?:ed|ing) (?:in favou?r|for|against)|abstain(?:ed|ing)|opposed)"
    return re.compile(rf"{_counted()}{what}{_UP_TO.format(60)},? (?:including|among them)\s+", re.IGNORECASE)


# "The lone vote against came from Togo", "the two abstentions were those of Chad and Mali".
_CAME = re.compile(
    r"\b(?P<what>(?:dissenting|negative|no) votes?|votes? against|abstentions?)"
    r" (?:came from|(?:was|were) (?:cast by|those of|that of|from))\s+",
    re.IGNORECASE,
)
# "with the abstention of two countries: Togo and Mali", "with abstentions by Togo and Mali", "favourable votes from Togo"
_OF = re.compile(
    r"\b(?P<what>abstentions?|negative votes?|[“\"‘']?no[”\"’']? votes?|(?:favou?rable|affirmative|positive|supporting) votes?)"
    r" (?:of|by|from|cast by) "
    rf"(?:{number_pattern()} (?:members|countries|states|nations)\s*(?::|\(|[-–—]+|,)\s*)?",
    re.IGNORECASE,
)
# "It got only the votes of Togo and Mali", "winning just the votes of Togo and Mali"
_GOT = re.compile(
    r"\b(?:got|received|won|gained|drew|getting|receiving|winning|with) (?:only|just) the (?P<what>votes?) (?:of|from) "
)
# "Togo and Mali were among the five that abstained"
_AMONG = re.compile(
    rf",? ?(?:(?:were|was|are|being) )?among (?:the|those) ?(?:{number_pattern()} ?)?(?:members|countries|states|nations|ones)?"
    r" ?(?:that |who |which |to )?(?P<what>abstain(?:ed|ing)?|vot(?:ed?|ing) (?:against|in favou?r|for|no))\b",
    re.IGNORECASE,
)
# "with Togo the only member to abstain", "Togo being the sole country to vote against it"
_ALONE = re.compile(
    r",? ?(?:being |was |is )?the (?:only|sole|lone|single) (?:council |permanent )?"
    r"(?:member|country|state|nation|one|delegation|power) (?:to |that |who |which )?"
    r"(?P<what>abstain(?:ed|ing)?|(?:vote|voted|voting) (?:against|in favou?r|for|no)|oppos(?:e|ed|ing))\b",
    re.IGNORECASE,
)
# "Two members abstained. These were Togo and Gabon.", "China abstained. So did two others, Togo and
# Gabon."
_NEXT = re.compile(
    r"\s*So did (?:[^,;:]{3,40}(?:allies|others|members|countries|states|nations)(?:,|:| [-–—]+)\s*)?"
    r"|\s*(?:These|They|Those|The (?:two|three|four|five|six|latter|countries))"
    r"(?: (?:countries|members|states))? (?:were|are)\s+"
)
# "Togo and Gabon did not vote against it. They both abstained."
_THEY = re.compile(
    rf"\s*(?:They|Both|(?:All|The) {number_pattern()})(?: (?:all|both|then|later|instead|had|have))*"
    r" (?P<what>abstained|voted (?:in favou?r|for|against|no|yes))\b",
)
_LAST = re.compile(
    r"\b(?P<what>abstained|voted (?:in favou?r|for|against)|abstentions|against)\b[^.;:]{0,60}[.:]?\s*$", re.IGNORECASE
)
# "In favour: Togo, Mali. Against: Chad. Abstaining: Niger", as in a table of the vote
_LABEL = re.compile(
    r"(?:^|[.;,(\n]|\bwere)\s*(?P<what>in favou?r|against|abstain(?:ed|ing)|abstentions?|voted (?:for|in favou?r|against))"
    r"(?: ?\(?\d{1,2}\)?)?\s*[:–—]\s*",
    re.IGNORECASE,
)


def listed(parsed: Parsed, who: Who, targets: Targets, told: Mapping[str, Stance]) -> Iterator[Predication]:
    """Example: The text got ten votes in favour, two against (Cuba and Yemen) and two abstentions: Ghana and Mali.

    The votes of states listed beside a count, where no more are listed than are counted, and of
    those listed before "against".
    """
    for line in _LINE.finditer(parsed.text):
        yield from _headline(line[0], parsed, who, targets, line.start(), line.end())
    last: re.Match[str] | None = None
    before: Run | None = None
    for sentence in parsed.sentences():
        text, start = sentence.text, sentence.start_char
        for match in _ALONGSIDE.finditer(text):
            yield from _alongside(match, parsed, who, targets, told, start, sentence.end_char)
        if last is not None and (named := _NEXT.match(text)):
            states = states_after(who.known, parsed.text, start + named.end(), sentence.end_char)
            yield from _votes(last["what"], states, parsed, targets, start)
        if before is not None and (they := _THEY.match(text)):
            yield from _votes(they["what"], _first_listed(who, before), parsed, targets, start + they.start("what"))
        before = sentence
        if not _WORDS.search(text) or pattern("rule").search(text):
            last = None
            continue
        last = _LAST.search(text)
        for match, states in _lists(parsed, who, sentence):
            if states and taken(text, match) and not told_of_another(text, match.start()):
                yield from _votes(match["what"] or match["told"], states, parsed, targets, start + match.start())


def _first_listed(who: Who, sentence: Run) -> list[str]:
    """Example: Togo, Gabon and Mali did not vote against the draft resolution. They all abstained.

    The states that a sentence lists first, whom "they" means at the head of the next one; none where it lists others too.
    """
    runs: list[list[str]] = []
    at, end = sentence.start_char, sentence.end_char
    for mention, _ in who.known.actors_in(at, end):
        if mention.span.start < at:
            continue
        states, stop = run_after(who.known, sentence.tree.text, mention.span.start, end)
        at = max(at, stop)
        runs += [states] if states else []
    return runs[0] if len(runs) == 1 and len(runs[0]) > 1 else []


def _votes(what: str, states: list[str], parsed: Parsed, targets: Targets, at: int) -> Iterator[Predication]:
    """The votes that the words `what` tell of states, told at character `at`."""
    what = what.lower().strip("“\"‘'").removeprefix("were ").removeprefix("was ")
    told_as = next(((s, f) for begins, s, f in STANCES if what.startswith(begins)), None)
    if told_as is None or not states:
        return
    word = parsed.tree[parsed.words.at(at)]
    draft = targets.focus(word, vote=True)
    for actor in states:
        yield Predication(actor, told_as[0], word, draft, told_as[1])


def _lists(parsed: Parsed, who: Who, sentence: Run) -> Iterator[tuple[re.Match[str], list[str]]]:
    """Each wording of a vote in a sentence with the states that are listed for it."""
    text, start, end = sentence.text, sentence.start_char, sentence.end_char
    whole = parsed.text
    if pattern("too_many").search(text) or pattern("foreseen").search(text):
        return

    def behind(match: re.Match[str], limit: int = end) -> list[str]:
        return states_after(who.known, whole, start + match.end(), limit)

    counted = [(m, behind(m)) for p in (_count(), _counted_colon(), _counted_including()) for m in p.finditer(text)]
    for match in _within().finditer(text):
        group = next(g for g in ("list", "dashed", "commas") if match[g])
        inside = states_after(who.known, whole, start + match.start(group), start + match.end(group))
        counted.append((match, [*inside, *_joining(who, whole, start, start + match.start())]))
    yield from ((m, s) for m, s in counted if len(s) <= (value(m["n"]) or 0) + 1)
    for wording in (_INVERTED, _CAME, _OF, _GOT, _LABEL):
        yield from ((m, behind(m)) for m in wording.finditer(text))
    yield from ((m, behind(m, len(whole))) for m in _COLON.finditer(text))
    for match in _ALONE.finditer(text):
        yield match, states_before(who.known, whole, start, start + match.start())[0][-1:]
    for match in _AMONG.finditer(text):
        yield match, states_before(who.known, whole, start, start + match.start())[0]
    if _VOTED.search(text):
        yield from ((m, _before(who, whole, start, start + m.start())) for m in _VERBLESS.finditer(text))


def _joining(who: Who, text: str, start: int, end: int) -> list[str]:
    """Example: Together with Togo, three countries – Gabon, Mali and Niger – voted against it.

    The states named behind "together with" right before a count.
    """
    states, begins = states_before(who.known, text, start, end)
    return states if re.search(r"\b(?:together|along) with (?:the )?$", text[start:begins], re.IGNORECASE) else []


# The verb of a headline, whatever the parse made of its capitals: "China, Russia Veto UN
# Resolution".
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
    states, at = run_after(who.known, parsed.text, start, end)
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
    leader = next(iter(states_after(who.known, parsed.text, start + match.start("leader"), start + match.end("leader"))), None)
    if leader is None:
        return
    stance = told.get(leader, "voted_for")
    stance = "voted_against" if stance == "vetoed" else stance
    word = parsed.tree[parsed.words.at(start + match.start())]
    draft = targets.focus(word, vote=True)
    for actor in (leader, *states_after(who.known, parsed.text, start + match.end(), end)):
        yield Predication(actor, stance, word, draft, "for" if stance == "voted_for" else "against")


def _before(who: Who, text: str, start: int, end: int) -> list[str]:
    """The states named one after the other up to `end`, behind a comma, a semicolon, "with" or "only"."""
    found, begins = states_before(who.known, text, start, end)
    return (
        found
        if re.search(r"(?:^|(?:[,;]|\bwith|\bwhile|\band|\bbut)\s+)(?:only\s+)?(?:the )?$", text[start:begins], re.IGNORECASE)
        else []
    )
