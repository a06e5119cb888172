"""Names, numbers and quotations in a string, found by their form alone, for the faithfulness check."""

from __future__ import annotations

import functools
import re
import tomllib
import unicodedata
from importlib.resources import files

Numbers = dict[str, float]  # as shown -> value

_MARKED = re.compile(r"“|”|\"")
_NUMBER = re.compile(r"(?<![\w.,])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\w,]*\d)")
_WORD = re.compile(r"[^\W\d_]+(?:['’.-][^\W\d_]+)*")
_SCALE = re.compile(r"[\s-](hundred|thousand|million|billion)s?\b", re.IGNORECASE)
_SCALED = re.compile(r"\d" + _SCALE.pattern, re.IGNORECASE)
_ELLIPSIS = " […] "


@functools.cache
def _words() -> dict[str, dict[str, float] | list[str]]:
    return tomllib.loads(files("horseshoe.brief").joinpath("data", "verify_words.toml").read_text(encoding="utf-8"))


@functools.cache
def number_words() -> dict[str, float]:
    """Number words and their values."""
    found = _words()["numbers"]
    assert isinstance(found, dict)
    return found


@functools.cache
def own_words() -> frozenset[str]:
    """Words with a capital that the briefing's own sentences use."""
    return frozenset(_words()["own"])


@functools.cache
def zero_words() -> frozenset[str]:
    """Words that say that there was none."""
    return frozenset(_words()["zero"])


def squeeze(text: str) -> str:
    """White space as single blanks."""
    return " ".join(text.split())


def fold(word: str) -> str:
    """A word without case, accents and possessive."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return plain.casefold().replace("’", "'").removesuffix("'s")


def mask_quotations(text: str, source: str, *, speech: bool) -> tuple[str, list[str]]:
    """The text with its quotations blanked out, and the quotations. `speech`: what a speaker said after a colon is one too."""
    if speech and (cut := _said_from(text, squeeze(source))):
        spoken = text[cut:]
        return text[:cut], [part for part in map(_bare, spoken.split(_ELLIPSIS)) if part]
    out, quoted = [], []
    at = 0
    for start, end in _outermost(text):
        out.append(text[at:start])
        quoted += [part for part in map(_bare, text[start:end].split(_ELLIPSIS)) if part]
        at = end
    return " ".join((*out, text[at:])), quoted


def _said_from(text: str, source: str) -> int | None:
    """Where the said words start, after a colon; the first colon where none of the rests stands in the source."""
    cuts = [m.end() for m in re.finditer(": ", text)]
    for cut in cuts:
        if all(squeeze(_bare(part)) in source for part in text[cut:].split(_ELLIPSIS)):
            return cut
    return cuts[0] if cuts else None


def _bare(words: str) -> str:
    """Without the marks around it, which the briefing may have set itself."""
    return words.strip().strip('“”"').strip()


def _outermost(text: str) -> list[tuple[int, int]]:
    """Stretches in quotation marks; curly marks nest, straight ones pair up outside of curly ones."""
    found: list[tuple[int, int]] = []
    depth, start, straight = 0, 0, -1
    for m in _MARKED.finditer(text):
        mark = m.group()
        if mark == "“":
            if depth == 0:
                start = m.start()
            depth += 1
        elif mark == "”" and depth:
            depth -= 1
            if depth == 0:
                found.append((start, m.end()))
        elif mark == '"' and not depth:
            if straight < 0:
                straight = m.start()
            else:
                found.append((straight, m.end()))
                straight = -1
    if depth:
        found.append((start, len(text)))
    if straight >= 0:
        found.append((straight, len(text)))
    return sorted(_apart(found))


def _apart(spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    kept: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if not kept or start >= kept[-1][1]:
            kept.append((start, end))
    return kept


def ids_named(text: str) -> tuple[list[tuple[str, str]], str]:
    """What the project's name tables find in a text as (id, words), and the text without these words."""
    from horseshoe.council.states import state_of
    from horseshoe.reading.actors.gazetteer import candidates
    from horseshoe.reading.lexing import lex

    lexed = lex(text)
    found, rest, at = [], [], 0
    for c in candidates(lexed):
        start, end = lexed.starts[c.first], lexed.ends[c.stop - 1]
        if c.entry.kind == "trap":
            continue
        found.append((state_of(c.entry.id), text[start:end]))
        rest.append(text[at:start])
        at = end
    return found, " ".join((*rest, text[at:]))


def capitals(text: str) -> list[str]:
    """Words that begin with a capital and are not the briefing's own."""
    found = [m.group() for m in _WORD.finditer(text) if m.group()[0].isupper()]
    return [w for w in found if w not in own_words()]


def numbers_in(text: str) -> Numbers:
    """Numbers in figures and words by value: `5,400`, `5.4 million`, `two hundred and ten`, `a dozen`."""
    found: Numbers = {}
    for m in _NUMBER.finditer(text):
        value = float(m.group().replace(",", ""))
        found[m.group()] = value
        scale = _SCALE.match(text, m.end())
        if scale:
            found[f"{m.group()} {scale[1]}"] = round(value * number_words()[scale[1].lower()], 6)
    return found | _spelled(text)


def _spelled(text: str) -> Numbers:
    """Runs of number words: `two hundred and ten`."""
    words = number_words()
    found: Numbers = {}
    total = part = 0.0
    run: list[str] = []
    for token in (*re.findall(r"[A-Za-z]+|[^\sA-Za-z]", _SCALED.sub("#", text)), ""):
        word = token.lower()
        if word in words:
            value = words[word]
            run.append(token)
            if value >= 1000:
                total, part = total + (part or 1) * value, 0
            else:
                part = (part or 1) * value if value == 100 else part + value
        elif not (run and word in ("and", "-")):
            if run:
                found[" ".join(run)] = total + part
            total, part, run = 0.0, 0.0, []
    return found
