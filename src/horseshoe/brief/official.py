"""The briefing of a draft or resolution: what it decides, paragraph by paragraph in plain words; the preamble in one line."""

from __future__ import annotations

import functools
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from horseshoe.brief.model import Line
from horseshoe.brief.words import capital
from horseshoe.model import Draft, Provision, Reading, Span
from horseshoe.reading.formal.acts import rank_of, read_opening
from horseshoe.reading.formal.provisions import CHAPTER_VII

KINDS = ("draft_resolution", "resolution")
MILD = 35  # rank of acts that state a view and nothing else: welcomes, recalls, stresses, is concerned
MOST_WORDS = 32  # of a paragraph that no construction puts in plain words
CLAUSE = re.compile(r"[,;:]\s|\s[–—]\s|[;:]$")
DEFINED = r"\s*\((?P<short>[A-Z][A-Za-z0-9-]{2,14})\)"
PREAMBLE_SPANS = 6


@dataclass(frozen=True, slots=True)
class _Construction:
    pattern: re.Pattern[str]
    say: str
    measure: str | None


@functools.cache
def _words() -> dict[str, Any]:
    return tomllib.loads(files("horseshoe.brief").joinpath("data", "official_words.toml").read_text(encoding="utf-8"))


@functools.cache
def _constructions() -> tuple[_Construction, ...]:
    return tuple(_Construction(re.compile(r["pattern"]), r["say"], r.get("measure")) for r in _words()["construction"])


def is_official(reading: Reading) -> bool:
    """Whether the document is itself the text of a draft or resolution, read paragraph by paragraph."""
    return reading.document.kind in KINDS and any(p.part == "operative" for d in reading.drafts for p in d.provisions)


def decision_lines(reading: Reading) -> tuple[Line, ...]:
    """What the text decides: operative paragraphs first, then Chapter VII where it acts under it; the preamble in one line.

    Paragraphs that only welcome, recall or stress are told together, unless there are no others.
    """
    draft = reading.drafts[0]
    shown = list(_own_paragraphs(draft))
    views = [p for p in shown if (rank_of(p.act) or 0) <= MILD]
    strong = [p for p in shown if p not in views] or shown
    found = [_paragraph(p, reading) for p in strong]
    if views and strong is not shown:
        found.append(_views(views))
    if chapter := CHAPTER_VII.search(reading.document.text):
        span = Span.of(reading.document.text, chapter.start(), chapter.end())
        found.append(Line("Acts under Chapter VII of the Charter", (span,)))
    if preamble := _preamble(draft):
        found.append(preamble)
    return tuple(found)


def _own_paragraphs(draft: Draft) -> Iterator[Provision]:
    """The operative paragraphs; sub-paragraphs under a bare verb or a colon ("Decides: (a) To renew …")."""
    opens = False
    for provision in (p for p in draft.provisions if p.part == "operative"):
        if "(" in (provision.number or ""):
            if opens:
                yield provision
            continue
        opening = read_opening(provision.span.text)
        bare = opening is not None and not provision.span.text[opening.end :].strip(" ,:;.")
        opens = bare or provision.span.text.rstrip().endswith(":")
        if not bare:
            yield provision


def _views(views: list[Provision]) -> Line:
    """Paragraphs that state a view, by their acts: "Also: welcomes (1, 2), stresses (4)"."""
    by_act: dict[str, list[str]] = {}
    for p in views:
        by_act.setdefault(p.act, []).extend([p.number] if p.number else [])
    told = (f"{act} ({', '.join(dict.fromkeys(numbers))})" if numbers else act for act, numbers in by_act.items())
    return Line(f"Also: {', '.join(told)}", tuple(p.span for p in views[:PREAMBLE_SPANS]))


def _paragraph(provision: Provision, reading: Reading) -> Line:
    plain, defined = _plain(provision, reading.document.text)
    number = provision.number or ""
    text = f"{number}{'' if number.endswith(')') else '.'} {plain}" if number else capital(plain)
    if provision.deadline and provision.deadline.end.strftime("%-d %B %Y") not in plain:
        text += f" (by {provision.deadline.end.isoformat()})"
    return Line(text, (provision.span, *defined))


def _plain(provision: Provision, text: str) -> tuple[str, tuple[Span, ...]]:
    """One paragraph in plain words, with the spans that define a short name it uses: "extends UNMISS to 15 December 2017"."""
    words = " ".join(provision.span.text.split()).lstrip("—–- ")
    for construction in _constructions():
        if construction.measure and construction.measure not in provision.measures:
            continue
        if (found := construction.pattern.search(words)) is not None:
            groups, defined = {}, []
            for name, value in found.groupdict().items():
                short, span = _short(value or "", text)
                groups[name] = _words()["verbs"].get(short, short)
                defined += [span] if span else []
            said = construction.say.format(**groups)
            return said + (f", {groups['until']}" if groups.get("until") else ""), tuple(defined)
    return _first_clause(provision, words), ()


def _short(name: str, text: str) -> tuple[str, Span | None]:
    """A mission's short name where the text defines it: "United Nations Mission in Ruritania (UNMIR)" is UNMIR."""
    if (own := re.search(DEFINED + r"$", name)) is not None:
        return own["short"], None
    spelled = r"\s+".join(re.escape(w) for w in name.split())
    defined = re.search(spelled + DEFINED, text) if len(name.split()) > 2 else None
    if defined is None:
        return name, None
    return defined["short"], Span.of(text, defined.start("short"), defined.end("short"))


def _first_clause(provision: Provision, words: str) -> str:
    """The act in plain words and what follows it, to the end of its first clause or so many words."""
    opening = read_opening(words)
    if opening is None:
        rest, act = words, ""
    else:
        act = "calls for" if words[: opening.end].endswith(" for") else _words()["acts"].get(provision.act, provision.act)
        rest = words[opening.end :]
        rest = re.sub(r"^(?:upon|on)\s+", "", rest.lstrip(" ,")) if act.endswith(" on") else rest.lstrip(" ,")
    kept = rest.split()
    whole = " ".join(kept[:MOST_WORDS])
    cut = next((m.start() for m in CLAUSE.finditer(whole) if m.start() > 40), len(whole))
    short = whole[:cut].rstrip(" .;,:")
    return f"{act} {short}{' …' if len(short) < len(rest.rstrip(' .;,:')) else ''}".strip()


def _preamble(draft: Draft) -> Line | None:
    """The preamble folded into one line: the words that open its paragraphs, each once."""
    paragraphs = [p for p in draft.provisions if p.part == "preambular"]
    if not paragraphs:
        return None
    opens = list(dict.fromkeys(" ".join(p.span.text.split()[: len(p.act.split())]).lower().strip(",;:") for p in paragraphs))
    return Line(f"Preamble: {', '.join(opens)}", tuple(p.span for p in paragraphs[:PREAMBLE_SPANS]))
