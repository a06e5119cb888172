"""Tallies: how many voted in favour, against, and abstained, in whatever words a sentence tells it."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from horseshoe.council.rule import SEATS, majority_of
from horseshoe.reading.lexicon import lexicon, words
from horseshoe.reading.parse import Parsed
from horseshoe.reading.tree import Run


@functools.cache
def _values() -> dict[str, int]:
    numbers = lexicon("drafts_votes")["numbers"]
    return {w: i for i, w in enumerate(numbers["words"].split())} | dict.fromkeys([*numbers["none"].split(), "no"], 0)


@functools.cache
def number_pattern() -> str:
    """A regular expression for a small number, in words or in one or two figures."""
    spelled = sorted((w for w in _values() if w != "no"), key=len, reverse=True)
    return "(?:" + "|".join(spelled) + r"|\d{1,2})"


def value(word: str) -> int | None:
    """The number a word or numeral names, or None: `value("Nine") == value("9") == 9`."""
    word = word.lower().strip()
    return int(word) if word.isdigit() else _values().get(word)


@functools.cache
def pattern(name: str) -> re.Pattern[str]:
    """The pattern called `name` in the word list, compiled; case is ignored."""
    return compiled(lexicon("drafts_votes")["patterns"][name])


@functools.cache
def patterns(name: str) -> tuple[re.Pattern[str], ...]:
    """The patterns listed under `name` in the word list, compiled."""
    return tuple(compiled(p) for p in lexicon("drafts_votes")["patterns"][name])


def compiled(text: str) -> re.Pattern[str]:
    """A pattern of the word list with its parts filled in."""
    parts = lexicon("drafts_votes")["parts"]
    word = number_pattern()
    for name, part in (*parts.items(), ("n", f"(?P<n>{word}|no)"), ("word", word)):
        text = text.replace(f"{{{name}}}", part)
    return re.compile(text, re.IGNORECASE)


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
        at = self.at if self else other.at
        return Tally(pick("yes"), pick("no"), pick("abstain"), at)

    def agrees(self, other: Tally) -> bool:
        """Whether no count is told differently."""
        pairs = ((self.yes, other.yes), (self.no, other.no), (self.abstain, other.abstain))
        return all(a is None or b is None or a == b for a, b in pairs)


REACH = 45  # characters before a count in which it is said to be needed or foreseen

# Names between a number and its verb: "four - China, Nigeria, Angola and Venezuela - abstained",
# "one (Cuba) voted against".
_ASIDE = re.compile(
    r"(?<=\w),? ?(?:(?:-{1,2} |[–—] ?)[A-Z](?:(?! -{1,2} |[–—]).)*?(?: -{1,2}|[–—])|\([A-Z][^()]*\)),? ?"
    r"(?=abstain|vote[ds]|voting|against|opposed)"
)


def find_tally(sentence: str, size: int = SEATS) -> Tally:
    """Example: It got 10 votes in favour to none against, with 5 abstentions.

    The counts that one sentence tells of a vote that was taken, out of `size` members.
    """
    found = Tally()
    if pattern("too_many").search(sentence):
        return found  # "145 states voting in favour": no vote of the Council's
    sentence = _ASIDE.sub(" ", sentence)
    for match in pattern("dashed").finditer(sentence):
        y, n, a = (int(g) if g else None for g in match.groups())
        if y is not None and n is not None and y + n + (a or 0) <= size and pattern("vote_words").search(sentence):
            if y > n and y < majority_of(size) and pattern("turned").search(sentence[: match.start()]):
                y, n = n, y  # "rejected in a 3-2 vote": the larger number is against it
            rest = sentence[: match.start()] + " " * len(match.group()) + sentence[match.end() :]
            return Tally(y, n, a, match.start()).merged(_counts(rest, size))
    counts = _counts(sentence, size)
    if (match_to := pattern("to").search(sentence)) and pattern("vote_words").search(sentence):
        y, n = value(match_to["y"]), value(match_to["n"])
        if (
            y is not None
            and n is not None
            and 0 < y + n <= size
            and y > n
            and not pattern("unlikely").search(sentence[max(0, match_to.start() - REACH) : match_to.start()])
        ):
            if y < majority_of(size) and pattern("turned").search(sentence[: match_to.start()]):
                y, n = n, y
            counts = Tally(y, n, None, match_to.start()).merged(counts)
    if (
        (match_all := pattern("unanimous").search(sentence))
        and taken(sentence, match_all)
        and not pattern("lacking").search(sentence[: match_all.start()])
        and pattern("decides").search(sentence)
        and not _a_statement(sentence, match_all.end())
        and not _not_with_one_voice(sentence, match_all.start())
    ):
        return Tally(size, 0, 0, match_all.start())
    return found.merged(counts)


def _counts(sentence: str, size: int) -> Tally:
    yes, at = _first(patterns("yes"), sentence, size)
    no, at_no = _first(patterns("no"), sentence, size)
    if (match := pattern("zero_no").search(sentence)) and taken(sentence, match):
        no, at_no = 0, match.start()
    abstain, at_abstain = _first(patterns("abstain"), sentence, size)
    if no is None and (match := pattern("single_no").search(sentence)) and not re.search(r"\bif\b", sentence):
        no, at_no = 1, match.start()
    if abstain is None and (match := pattern("single_abstain").search(sentence)):
        abstain, at_abstain = 1, match.start()
    places = [p for p in (at, at_no, at_abstain) if p is not None]
    return Tally(yes, no, abstain, min(places, default=0))


def _not_with_one_voice(sentence: str, at: int) -> bool:
    """Example: It might be the first round that is not approved unanimously; Chad is a hurdle to a unanimous vote.

    Whether unanimity is denied, or what somebody is after.
    """
    return _SOUGHT.search(sentence[:at]) is not None


def _a_statement(sentence: str, at: int) -> bool:
    """Example: The Security Council unanimously adopted a press statement on Chad.

    Whether what was decided with one voice is a statement of the Council's, which is not voted on.
    """
    named = re.compile(r"\b(?:statement|resolution|draft|text|measure)s?\b", re.IGNORECASE).search(sentence, at)
    return named is not None and named[0].lower().startswith("statement")


def _first(wanted: tuple[re.Pattern[str], ...], sentence: str, size: int) -> tuple[int | None, int | None]:
    for wording in wanted:
        for match in wording.finditer(sentence):
            number = value(match["n"])
            before = sentence[: match.start()]
            lone_no = match["n"].lower() == "no" and re.search(r"\b(?:lone|sole|only|single)\s+$", before, re.IGNORECASE)
            sized = sentence[match.end("n") :].lower().startswith(("-member", "-nation", "-strong"))  # "the 15-member council"
            if lone_no or sized or pattern("out_of_all").search(before):
                continue
            if pattern("needed").match(sentence[match.end() :]):
                continue
            if number is not None and number <= size and taken(sentence, match):
                return number + _named_beside(match, before), match.start()
    return None, None


# "Britain and four other nations abstained"
_BESIDE = re.compile(
    r"(?:^|[.,;:]|\bwhile|\bwith|\bbut)\s*(?P<names>(?:the )?[A-Z][\w.’'-]*(?:(?:,| and|,? the)? [A-Z][\w.’'-]*)*),? and $"
)


def _named_beside(match: re.Match[str], before: str) -> int:
    """Example: Britain and four other nations abstained.

    How many are named beside "others" that are counted apart from them.
    """
    if " other" not in match.group().lower():
        return 0
    found = _BESIDE.search(before)
    return len(re.split(r",| and ", found["names"])) if found else 0


# Behind these the vote is told again: "it needed nine, but got eight in favour".
_GOT = re.compile(
    r"[,;:–—] ?(?:but |and |it |only |just )*(?:getting|got|winning|won|receiving|received|gaining|drawing|with)\b", re.I
)


def told_of_another(sentence: str, at: int) -> bool:
    """Example: An amendment was rejected by 5 votes to 4, and the agenda was adopted by a procedural vote of 10 to 2.

    Whether the words nearest to a count, up to the next semicolon, name something else than a draft
    as what was voted on.
    """
    opens, until = sentence.rfind(";", 0, at) + 1, sentence.find(";", at)
    ends = until if until >= 0 else len(sentence)

    def distance(name: str) -> float:
        return min((abs(m.start() - at) for m in pattern(name).finditer(sentence, opens, ends)), default=float("inf"))

    return distance("elsewhere") < distance("own")


def told_of_the_others(sentence: str) -> bool:
    """Example: Five members voted for the Assembly's resolution. The ten other members abstained.

    Whether a sentence counts the rest of those of whom the one before tells, and names no text of its own.
    """
    return pattern("others").search(sentence) is not None and pattern("own").search(sentence) is None


def on_others_texts(parsed: Parsed) -> list[tuple[int, int]]:
    """Example: Five members voted for the General Assembly resolution. The ten other members abstained.

    The places, in characters, of sentences on votes on another body's text.
    """
    found: list[tuple[int, int]] = []
    if not pattern("others_text").search(parsed.text):
        return found
    aside = False
    for sentence in parsed.sentences():
        aside = bool(pattern("others_text").search(sentence.text)) or (aside and told_of_the_others(sentence.text))
        found += [(sentence.start_char, sentence.end_char)] if aside else []
    return found


def taken(sentence: str, match: re.Match[str]) -> bool:
    """Whether the words around a count tell a vote that was taken, not one needed or foreseen."""
    before = sentence[max(0, match.start() - REACH) : match.end()]
    got = [m.end() for m in _GOT.finditer(before)]
    return not pattern("unlikely").search(before[got[-1] :] if got else before)


_SOUGHT = re.compile(
    r"(?:\bnot|n['’]t|\bunlikely|\b(?:hurdle|obstacle|attempt|effort|bid|push|drive|chance|call|aim|lobb|seek|press|wish|want)\w*)"
    r"\b[^,;:.]{0,40}$",
    re.IGNORECASE,
)

# Votes on the Council's proceedings are none on a draft: its agenda, its meetings, whom it hears,
# what it puts off. Provisional rules of procedure (S/96/Rev.7), rules 9 and 33; nobody can veto
# such a decision (Charter, Article 27(2)).
_CLAUSE = re.compile(r"[,;:–—]\s|\b(?:after|before|while|when|though|although) ")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][”\"’']?(?=\s)|(?=\n)|$)")


def proceedings(parsed: Parsed) -> tuple[tuple[int, int], ...]:
    """Example: Nine members voted to put Chad on the agenda. Russia and Togo voted against, and Mali abstained.

    The character ranges in which a vote that is told is one on the Council's proceedings.
    """
    kept = parsed.tree.kept
    if "proceedings" not in kept:
        kept["proceedings"] = tuple(_ranges(parsed)) if pattern("proceedings").search(parsed.text) else ()
    found: tuple[tuple[int, int], ...] = kept["proceedings"]
    return found


def _ranges(parsed: Parsed) -> Iterator[tuple[int, int]]:
    of_it = False
    for sentence in parsed.sentences():
        text, start = sentence.text, sentence.start_char
        begins, ends = _begins(text), len(text)
        if begins is None and of_it and not _goes_on(sentence):
            ends = _votes_until(text)
        of_it = begins is not None or (of_it and ends > 0)
        if of_it:
            yield start + (begins or 0), start + ends


def _begins(sentence: str) -> int | None:
    """Example: Its call for a delay got only four votes; it opposed the bid to raise the camps at the Council.

    Where in a sentence a request on the proceedings begins: with it, or with the clause that it
    stands in where a draft is named before. None where a draft stands in a clause behind ("after
    the call for a delay failed, the draft was adopted").
    """
    found = pattern("proceedings").search(sentence)
    if found is None or any(pattern("own").search(clause) for clause in re.split(r"[,;]", sentence[found.end() :])[1:]):
        return None
    if pattern("own").search(sentence, 0, found.start()) is None:
        return 0
    return max((m.start() for m in _CLAUSE.finditer(sentence, 0, found.start())), default=found.start())


def _votes_until(sentence: str) -> int:
    """Where the clauses end in which a sentence tells of votes and names no draft: told behind a vote on the proceedings."""
    ends = 0
    for clause in re.split(r"(?<=[,;])", sentence):
        if pattern("own").search(clause):
            break
        ends += len(clause)
    return ends if pattern("ballot_words").search(sentence, 0, ends) else 0


def _goes_on(sentence: Run) -> bool:
    """Example: The bid to discuss the camps got four votes. It was opposed by eight members, with three abstentions.

    Whether a sentence tells on of what the one before it was on.
    """
    opens = [t.lower_ for t in sentence if not t.is_space][:5]
    return opens[:1] in (["it"], ["this"], ["they"]) or not words("drafts", "heads.requests").isdisjoint(opens)


def vote_on_proceedings(text: str) -> tuple[int, int, Tally] | None:
    """The first sentence of a text that tells a vote on the proceedings: its characters, and the counts it tells."""
    if pattern("proceedings").search(text) is None:
        return None
    for sentence in _SENTENCE.finditer(text):
        if _begins(sentence.group()) is not None and pattern("cast").search(sentence.group()):
            return sentence.start(), sentence.end(), find_tally(sentence.group())
    return None
