"""Who speaks when and for whom, and what a delegate says in the first person of a draft or of the vote."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from horseshoe.council.states import names_by_id
from horseshoe.model import DateRange, Draft, Position, Quote, QuoteKind, Span, Speaker, Stance
from horseshoe.reading.actors.gazetteer import read_rows
from horseshoe.reading.formal.states import NamedState, state_of, states_in

TITLE = r"(?:Mr|Mrs|Ms|Miss|Sir|Dame|Dr|Lord|Lady|Baroness|Prince|Princess|Sheikh|Sheikha|Archbishop|General|King|Queen)\.?"
_WORD = r"(?:[A-ZÀ-Þ’'][\w.’'`-]*|d[aeiou]s?|del|der|den|van|von|bin|bint|ben|al|el|l[ae]|ul|ibn|abu|e|y|of)"
_GAP = r"[ \t]*\n?[ \t]*"  # a head may be broken over lines, as columns do
_SPACE = r"(?:[ \t]+\n?[ \t]*|\n[ \t]*)"
_NOTES = (
    r"(?:\s*[(\[](?:spoke|speaking|interpretation|continued|translation|point|on|during|after|before|statement|English|French)"
    r"[^)\]]{0,160}[)\]])*"
)
# "Mr. Li (China), speaking on a point of order:", "Ms. Doe (Spain) (spoke in Spanish; English text provided by …):",
# "H.E. Mr. Roe (Chad) [interpretation from French]:", "The representative of India:"
TURN = re.compile(
    rf"(?m)^[ \t]*(?:(?P<chair>The[ \t]+(?:Acting[ \t]+|Temporary[ \t]+)?(?:President|PRESIDENT))"
    rf"|(?P<office>The[ \t]+(?:Deputy[ \t]+)?(?:Secretary-General|SECRETARY-GENERAL))"
    rf"|The[ \t]+(?:Permanent[ \t]+)?(?P<seat>[Rr]epresentative[ \t]+of[ \t]+(?P<land>[A-Z][^:()\[\]\n]{{2,60}}))"
    rf"|(?P<name>(?:(?:H\.[ \t]?E\.|(?:His|Her)[ \t]+Excellency),?[ \t]+)?{TITLE}[ \t]+{_WORD}(?:{_SPACE}{_WORD}){{0,7}})"
    rf"(?:{_GAP}\((?!spoke|interpretation|continued)(?P<state>[^():]{{3,90}}(?:\([^()]{{2,40}}\)[^():]{{0,40}})?)\))?)"
    rf"{_NOTES}(?:,{_GAP}[^:\n()]{{3,90}}(?:\n[^:\n()]{{3,90}})?)?{_NOTES}[ \t]*:[ \t]*"
)
CUES = (
    "said says noted stressed emphasized expressed welcomed asked recalled condemned regretted warned urged called underlined "
    "explained thanked pointed reiterated voiced associated rejected deplored underscored highlighted commended described added"
)
# A new speaker opens a line, or, in releases set in one piece, follows the full stop of the one before.
COVERED = re.compile(
    r"(?m)(?:^[ \t]*|(?<=[.!?”\"] ))(?P<name>[A-Z][A-Z .’'ÀÁÂÃÄÅÇÉÈÊËÍÎÏÑÓÔÖØÚÛÜŠŽĆČ-]{3,60}?)[ \t]*"
    r"(?:\((?P<state>[^)\n]*(?:\([^)\n]*\)[^)\n]*)?)\),?|,)"
    rf"(?P<role>[ \t]*[^\n.;:]{{0,160}}?)[ \t]*\b(?P<cue>{CUES.replace(' ', '|')})\b[ \t]*(?:that[ \t]+)?"
)
HEADER_CHAIR = re.compile(
    rf"(?m)^[ \t]*President:[ \t]*(?P<name>{TITLE}[ \t]+[^\n.(]{{2,60}}?)[ \t.]*\((?P<state>[^)\n]*(?:\([^)\n]*\)[^)\n]*)?)\)"
)
NATIONAL = re.compile(
    r"(?:in\s+(?:my|his|her)\s+(?:national\s+)?capacity\s+as(?:\s+the)?\s+(?:representative|\w+\s?\w*\s?minister)"
    r"|in\s+my\s+national\s+capacity|statement\s+in\s+my\s+capacity\s+as(?:\s+the)?\s+\w+)",
    re.IGNORECASE,
)
RESUME = re.compile(r"\bI\s+(?:now\s+)?resume\s+my\s+(?:functions?|capacity|role)\s+as\s+President\b", re.IGNORECASE)
SHORTEST_TURN = 3
OPENING = 1500  # where a delegate says for whom he speaks


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's words at `[start, end)`; `who` spans the words that name the speaker, `state` is whom he speaks for.

    The President speaks for the Council (`state` None) but for what stands between "in my national capacity" and "I resume".
    """

    start: int
    end: int
    who: Span
    name: str | None
    role: str | None
    state: str | None
    kind: QuoteKind = "direct"
    cue: Span | None = None
    speaks_for: str | None = None  # a bloc or body on whose behalf the delegate says that he speaks


def chair_in(text: str) -> tuple[str | None, str | None]:
    """The President's name and state from a record's header; (None, None) where it has none."""
    found = HEADER_CHAIR.search(text)
    return (found["name"].strip(" ."), state_of(found["state"])) if found else (None, None)


def verbatim_turns(text: str) -> Iterator[Turn]:
    """The turns of an S/PV record, in order. A turn ends where the next begins."""
    heads = list(TURN.finditer(text))
    name, state = chair_in(text)
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        start, end = head.end(), following.start() if following else len(text)
        end = start + len(text[start:end].rstrip())
        if end - start < SHORTEST_TURN:
            continue
        if head["chair"]:
            yield from _chair(text, head, start, end, name, state)
        elif head["office"]:
            office = head["office"].removeprefix("The ").title()
            yield Turn(start, end, _span(text, head, "office"), None, office, "united-nations")
        elif head["seat"]:
            state, bloc = state_of(head["land"].strip()), bloc_spoken_for(text, start, end)
            yield Turn(start, end, _span(text, head, "seat"), None, "representative", state, speaks_for=bloc)
        elif head["name"]:
            speaks_for = state_of(head["state"]) if head["state"] else None
            bloc = bloc_spoken_for(text, start, end)
            yield Turn(start, end, _span(text, head, "name"), _name(head["name"]), None, speaks_for, speaks_for=bloc)


def _name(words: str) -> str:
    """Example: "H.E. Mr. Roe" is Mr. Roe."""
    return re.sub(r"^(?:H\.\s?E\.|(?:His|Her)\s+Excellency),?\s+", "", words.strip())


def heads_of_turns(text: str) -> list[tuple[int, int]]:
    """Where an S/PV record names who speaks and in what language: words of the record's, which nobody says."""
    return [head.span() for head in TURN.finditer(text)]


@functools.cache
def _record_words() -> dict[str, Any]:
    text = files("horseshoe.reading").joinpath("lexicon", "formal_record.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


@functools.cache
def _apart() -> re.Pattern[str]:
    lines, phrases = ("|".join(f"(?:{p})" for p in _record_words()["apart"][name]) for name in ("lines", "phrases"))
    return re.compile(
        rf"^[ \t]*(?:{lines})[ \t]*$|(?<=[.!?] )(?:{phrases})|^[ \t]*In[ \t]+favou?r:.*?(?=^[ \t]*The[ \t]+P|\Z)",
        re.MULTILINE | re.DOTALL,
    )


@functools.cache
def _on_behalf() -> tuple[re.Pattern[str], dict[str, str]]:
    names = {
        " ".join(name.lower().split()): row["id"]
        for row in read_rows("bodies.csv")
        if row["type"] in ("bloc", "organisation")
        for name in row["names"].replace("!", "").split(";")
        if name
    }
    listed = "|".join(re.escape(n).replace(r"\ ", r"\s+") for n in sorted(names, key=len, reverse=True))
    return re.compile(_record_words()["on_behalf"]["before"] + rf"(?P<body>{listed})(?!\w)", re.IGNORECASE), names


def bloc_spoken_for(text: str, start: int, end: int) -> str | None:
    """The bloc on whose behalf a turn says that it is delivered ("on behalf of the five Nordic countries"), or None.

    A bloc with others is the wider one: "the three African members of the Council and Guyana" are the A3+.
    """
    pattern, names = _on_behalf()
    found = pattern.search(text, start, min(end, start + OPENING))
    if found is None:
        return None
    body = names[" ".join(found["body"].lower().split())]
    wider = _record_words()["on_behalf"]["wider"].get(body)
    return wider["body"] if wider and re.compile(wider["with"]).match(text, found.end()) else body


@functools.cache
def _oral() -> dict[str, Any]:
    table = _record_words()["oral"]
    return {"told": re.compile(table["told"]), "own": re.compile(table["own"]), "by": [re.compile(p) for p in table["by"]]}


def tells_of_oral_amendment(words: str) -> bool:
    """Example: "I shall first put to the vote the oral amendment proposed by the representative of Chad"."""
    return _oral()["told"].search(words) is not None


def movers_of_oral_amendment(text: str, start: int, end: int) -> tuple[NamedState, ...]:
    """Who put forward the oral amendment of which `[start, end)` tells: those named beside it, else whose turn proposes it."""
    for pattern in _oral()["by"]:
        told = list(pattern.finditer(text, start, end))
        if told and (named := tuple(states_in(text, told[-1].start("who"), told[-1].end("who")))):
            return named
    for head in reversed(list(TURN.finditer(text, start, end))):
        if head["state"] and _oral()["own"].search(text, head.end(), end):
            return tuple(states_in(text, head.start("state"), head.end("state")))[:1]
    return ()


def spoken_parts(text: str, start: int, end: int) -> tuple[Span, ...]:
    """What is said at `[start, end)`, without stage directions, page heads and lists of voters that stand in it."""
    parts, at = [], start
    for found in _apart().finditer(text, start, end):
        parts.append((at, found.start()))
        at = found.end()
    parts.append((at, end))
    kept = []
    for first, last in parts:
        said = text[first:last]
        first += len(said) - len(said.lstrip())
        last -= len(said) - len(said.rstrip())
        if last > first:
            kept.append(Span.of(text, first, last))
    return tuple(kept)


def _span(text: str, head: re.Match[str], group: str) -> Span:
    return Span.of(text, head.start(group), head.start(group) + len(head[group].rstrip()))


def _chair(text: str, head: re.Match[str], start: int, end: int, name: str | None, state: str | None) -> Iterator[Turn]:
    who = _span(text, head, "chair")
    national = NATIONAL.search(text, start, end)
    if national is None:
        yield Turn(start, end, who, name, "President of the Security Council", None)
        return
    resume = RESUME.search(text, national.end(), end)
    stop = resume.start() if resume else end
    middle = start + len(text[start : national.end()])
    dot = text.find(".", middle, stop)
    begin = dot + 1 if dot != -1 else middle
    while begin < stop and text[begin].isspace():
        begin += 1
    last = begin + len(text[begin:stop].rstrip())
    if last > begin:
        yield Turn(begin, last, who, name, None, state)


def covered_turns(text: str) -> Iterator[Turn]:
    """The speakers of meeting coverage: a paragraph opens with a name in capitals and a state in brackets."""
    heads = [h for h in COVERED.finditer(text) if h["state"] or h.start() == 0 or text[h.start() - 1] == "\n"]
    for head, following in zip(heads, [*heads[1:], None], strict=False):
        state = state_of(head["state"]) if head["state"] else None
        role = (head["role"] or "").strip(" ,") or None
        if state is None and role is None:
            continue
        start = head.end()
        line = text.find("\n\n", start)
        end = line if line != -1 else len(text)
        if following is not None:
            end = min(end, following.start())
        end = start + len(text[start:end].rstrip())
        if end - start < SHORTEST_TURN:
            continue
        cue = Span.of(text, head.start("cue"), head.end("cue"))
        yield Turn(start, end, _span(text, head, "name"), head["name"].strip().title(), role, state, "indirect", cue)


def as_quote(text: str, turn: Turn) -> Quote | None:
    """A turn as a quotation of its speaker; None where it holds stage directions alone."""
    parts = spoken_parts(text, turn.start, turn.end) if turn.kind == "direct" else (Span.of(text, turn.start, turn.end),)
    if not parts:
        return None
    span = Span.of(text, parts[0].start, parts[-1].end)
    speaker = Speaker(turn.who, actor=turn.state, name=turn.name, role=turn.role, speaks_for=turn.speaks_for or turn.state)
    return Quote(span, parts, turn.kind, speaker, cue=turn.cue)


SENTENCE = re.compile(r"[^.!?]+(?:[.!?](?=\S)[^.!?]*)*[.!?]?")
WE = r"(?:we|I|(?:my|our|his|her|its)\s+(?:delegation|country|Government)|the\s+delegation\s+of\s+\w+)"


@functools.cache
def _stances() -> tuple[tuple[Stance, str], ...]:
    text = files("horseshoe.reading").joinpath("lexicon", "formal_stances.toml").read_text(encoding="utf-8")
    return tuple((row["stance"], pattern) for row in tomllib.loads(text)["stance"] for pattern in row["patterns"])


@functools.lru_cache(maxsize=256)
def _patterns(state: str) -> tuple[tuple[Stance, re.Pattern[str]], ...]:
    names = sorted({row.name for row in names_by_id().get(state, ())}, key=len, reverse=True)
    who = "|".join([WE, *(rf"(?:the\s+)?{re.escape(n)}" for n in names)])
    return tuple(
        (stance, re.compile(r"\b" + pattern.replace("we ", rf"(?:{who})\s+", 1).replace(" ", r"\s+"), re.IGNORECASE))
        for stance, pattern in _stances()
    )


def positions_in(text: str, turn: Turn, drafts: tuple[Draft, ...], said_on: DateRange | None) -> Iterator[Position]:
    """The stances a delegate takes in a turn on the drafts of the meeting; none for one who speaks for no state."""
    if turn.state is None or turn.state == "united-nations":
        return
    seen: set[tuple[Stance, str | None]] = set()
    for sentence in SENTENCE.finditer(text, turn.start, turn.end):
        for stance, pattern in _patterns(turn.state):
            if pattern.search(sentence[0]):
                target = _spoken_of(sentence[0], turn.state, stance, drafts)
                if (stance, target) in seen:
                    break
                seen.add((stance, target))
                left = len(sentence[0]) - len(sentence[0].lstrip())
                span = Span.of(text, sentence.start() + left, sentence.start() + len(sentence[0].rstrip()))
                yield Position(turn.state, stance, span, target=target, said_on=said_on)
                break


def _spoken_of(sentence: str, state: str, stance: Stance, drafts: tuple[Draft, ...]) -> str | None:
    """Which of a meeting's drafts a sentence is on: the only one, the one whose symbol or sponsor it names, his own."""
    if len(drafts) == 1:
        return drafts[0].id
    own = {state} if stance == "sponsors" else {s.id for s in states_in(sentence)} - {state}
    named = [d.id for d in drafts if d.symbol and d.symbol in sentence] or [d.id for d in drafts if own & set(d.sponsors)]
    return named[0] if len(named) == 1 else None
