"""Tallies: how many voted in favour, against, and abstained, in whatever words a sentence tells it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from horseshoe.reading.drafts.numbers import WORD, value

_N = f"(?P<n>{WORD}|no)"
_WHO = r"(?: (?:of|out of) (?:the |its )?(?:Council['’]s )?(?:15|fifteen|11|eleven)(?:[- ]member)?(?: Security)?(?: Council)?)?(?: (?:of )?(?:(?:Security )?Council )?(?:the )?(?:other )?(?:members?|countries|nations|states|delegations|others|votes?))*"
_INCLUDING = r"(?:,? (?:including|among them|with|led by|such as)[^,.;]*(?:,|(?= )))?(?:[^.;,]{0,40}?,)?"
_FOR = r"(?:in favou?r|for|yes|affirmative)"
DASHED = re.compile(
    r"(?<![\d/.\-])(?P<y>\d{1,2})\s?[-–—]\s?(?P<n>\d{1,2})(?:\s?[-–—]\s?(?P<a>\d{1,2}))?(?![\d\-–]|\s?(?:per|%))(?!-?(?:year|month|day|week|hour|member))"
)
TO = re.compile(rf"\b(?P<y>{WORD}) (?:votes? )?to (?P<n>{WORD}|none)\b", re.IGNORECASE)
VOTE_WORDS = re.compile(
    r"\b(?:vot(?:e[ds]?|ing)|ballot|tally|adopt\w*|approv\w+|pass(?:ed|es|ing)?|reject\w*|defeat\w*|abst\w+|result|resolution|carried)\b",
    re.I,
)
YES = [
    re.compile(
        rf"\b{_N} (?:votes? |members? |countries |states |nations )?(?:(?:were |was |voted |cast |being )?in favou?r|voted? (?:for|yes)|votes? for)\b",
        re.I,
    ),
    re.compile(
        rf"\b{_N}{_WHO},?{_INCLUDING} ?(?:have |had )?(?:voted (?:for|in favou?r|yes)|back(?:ed|ing)|support(?:ed|ing)|said yes|cast (?:votes in favou?r|affirmative|yes))\b",
        re.I,
    ),
    re.compile(
        rf"\b(?:won|received?|got|garner(?:ed|ing)?|secured?|gained?|drew|obtain(?:ed|ing)|had|gather(?:ed|ing)|muster(?:ed|ing)|winning|receiving|with)(?: only| just)? (?:the )?(?:support of |backing of |votes of )?{_N} (?:votes?(?! (?:against|short))|members?|yes|affirmative|(?:of the )?(?:15|fifteen))\b(?! against)",
        re.I,
    ),
    re.compile(rf"\b(?:by|with) {_N} votes?\b(?! against| short)", re.I),
    re.compile(
        rf"\b(?:support|backing|votes|approval) (?:of|from|by) {_N}(?: of(?: the)?(?: council's)? (?:15|fifteen))?(?: Council)? (?:members|countries|states|votes|nations)\b",
        re.I,
    ),
    re.compile(rf"\b(?:vote|votes|tally|voted) (?:was |were |of |stood at )?{_N} (?:votes? )?(?:in favou?r|for|yes)\b", re.I),
]
NO = [
    re.compile(
        rf"\b{_N} (?:votes? |members? |countries |states |voted |were |was |voting )*(?:against|no votes?|opposed|negative votes?)\b",
        re.I,
    ),
    re.compile(rf"\b{_N}{_WHO},?{_INCLUDING} ?(?:have )?(?:voted (?:against|no)|opposed|cast (?:negative|no) votes?)\b", re.I),
]
ABSTAIN = [
    re.compile(
        rf"\b{_N} (?:members? |countries |states |nations |were |was |had |council |others? )*(?:abstentions?|abstain(?:ed|ing|ers)?)\b",
        re.I,
    ),
    re.compile(rf"\b{_N}{_WHO},?{_INCLUDING} ?(?:have |had )?abstain(?:ed|ing)\b", re.I),
]
SINGLE_NO = re.compile(
    r"\b(?:(?:sole|lone|only|single) (?:country|member|state|nation|council member|delegation|power)?\s?(?:to (?:oppose|vote (?:no|against)|reject)|voting (?:no|against)|(?:negative|no|dissenting|opposing)[ -]vote|vote against|dissenter|opponent|objector)|(?:the )?only (?:vote )?against|alone (?:in )?(?:voting|voted|opposed|opposing)(?: against)?|one (?:vote )?against)\b",
    re.I,
)
PERMANENT_NO = re.compile(
    r"\b(?:negative votes?|vetoe?s?|votes? against|no votes?)\b (?:of|by|from|cast by) (?:a|an|one|two|three|four|the|its|both)? ?(?:of the )?(?:five )?permanent",
    re.IGNORECASE,
)
SINGLE_ABSTAIN = re.compile(
    r"\b(?:(?:sole|lone|only|single) (?:country|member|state|nation|council member)?\s?(?:to abstain|abstaining|abstention|abstainer)|alone (?:in )?abstain(?:ed|ing)|alone abstained)\b",
    re.I,
)
UNANIMOUS = re.compile(
    r"\b(?:unanimous(?:ly)?|without (?:a )?dissent|all (?P<all>15|fifteen|11|eleven)(?: (?:of the )?(?:Security )?(?:Council )?(?:members?|countries|states|votes|nations))?(?: (?:voted|backed|supported|approved|endorsed|in favou?r|cast|of the council))?)\b",
    re.I,
)
UNLIKELY = re.compile(
    r"\b(?:needs?|needed|requires?|required|at least|likely|expect(?:ed|s)?|would (?:need|have|vote|back|support|win)|hop(?:e|ed|es|ing)|could|may|might|if|predict\w*|ready to|prepared to|plan(?:s|ned)?|threat\w*|minimum|short of)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Tally:
    """Counts told in one place; None where not told. `at` is the character where the first of them stands."""

    yes: int | None = None
    no: int | None = None
    abstain: int | None = None
    at: int = 0

    def __bool__(self) -> bool:
        return not (self.yes is self.no is self.abstain is None)

    def merged(self, other: Tally) -> Tally:
        """This tally, with what it lacks from another."""
        pick: Callable[[str], int | None] = lambda k: getattr(self, k) if getattr(self, k) is not None else getattr(other, k)  # noqa: E731
        return replace(self, yes=pick("yes"), no=pick("no"), abstain=pick("abstain"))

    def agrees(self, other: Tally) -> bool:
        """Whether no count is told differently."""
        pairs = ((self.yes, other.yes), (self.no, other.no), (self.abstain, other.abstain))
        return all(a is None or b is None or a == b for a, b in pairs)


def find_tally(sentence: str, size: int = 15) -> Tally:
    """The counts that one sentence tells of a vote that was taken, out of `size` members.

    Example: It got 10 votes in favour to none against, with 5 abstentions.
    """
    found = Tally()
    for match in DASHED.finditer(sentence):
        y, n, a = (int(g) if g else None for g in match.groups())
        if y is not None and n is not None and y + n + (a or 0) <= size and VOTE_WORDS.search(sentence):
            rest = sentence[: match.start()] + " " * len(match.group()) + sentence[match.end() :]
            return Tally(y, n, a, match.start()).merged(_counts(rest, size))
    counts = _counts(sentence, size)
    if (match_to := TO.search(sentence)) and VOTE_WORDS.search(sentence):
        y, n = value(match_to["y"]), value(match_to["n"])
        if (
            y is not None
            and n is not None
            and 0 < y + n <= size
            and y > n
            and not UNLIKELY.search(sentence[: match_to.start()])
        ):
            counts = Tally(y, n, None, match_to.start()).merged(counts)
    if match_all := UNANIMOUS.search(sentence):
        if _taken(sentence, match_all) and re.search(
            r"adopt|approv|pass|vote|back|support|endors|resolution|agree", sentence, re.I
        ):
            return Tally(size, 0, 0, match_all.start())
    return found.merged(counts)


def _counts(sentence: str, size: int) -> Tally:
    yes, at = _first(YES, sentence, size)
    no, at_no = _first(NO, sentence, size)
    abstain, at_abstain = _first(ABSTAIN, sentence, size)
    if no is None and (match := SINGLE_NO.search(sentence)) and not re.search(r"\bif\b", sentence):
        no, at_no = 1, match.start()
    if abstain is None and (match := SINGLE_ABSTAIN.search(sentence)):
        abstain, at_abstain = 1, match.start()
    places = [p for p in (at, at_no, at_abstain) if p is not None]
    return Tally(yes, no, abstain, min(places, default=0))


def _first(patterns: list[re.Pattern[str]], sentence: str, size: int) -> tuple[int | None, int | None]:
    for pattern in patterns:
        for match in pattern.finditer(sentence):
            number = value(match["n"])
            if match["n"].lower() == "no" and re.search(
                r"\b(?:lone|sole|only|single)\s+$", sentence[: match.start()], re.IGNORECASE
            ):
                continue
            if number is not None and number <= size and _taken(sentence, match):
                return number, match.start()
    return None, None


def _taken(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words around a count tell a vote that was taken, not one needed or foreseen."""
    return not UNLIKELY.search(sentence[max(0, match.start() - 45) : match.end()])
