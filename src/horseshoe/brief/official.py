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
from horseshoe.brief.words import capital, long_day
from horseshoe.model import Draft, Provision, Reading, Span
from horseshoe.reading.formal.acts import acts_by_form, acts_by_name, rank_of, read_opening

KINDS = ("draft_resolution", "resolution")
HEAD = 1500  # where a document says what it is
MILD = 35  # rank of acts that state a view and nothing else: welcomes, recalls, stresses, is concerned
FEW = 8  # paragraphs that are all shown in their own order; of more, views are told together and decisions come first
MOST_WORDS = 32  # of a paragraph that no construction puts in plain words
MOST_WORDS_BESIDE = 24  # of a further act in the same paragraph
MOST_BESIDE = 2  # further acts of one paragraph, the firmest
SHORTEST = 60  # characters of a paragraph before it is cut at the end of a clause
CLAUSE = re.compile(r"[,;:]\s|\s[–—]\s|[;:]$")
# "determines, having regard to the policies of the Government, that the sale is a threat": what stands between is left out
BETWEEN = re.compile(r"^,\s*[^;]{3,300}?,\s*(?=(?:that|to)\s)")
BROKEN_WORD = re.compile(r"(?<=[a-z])-\s*\n\s*(?=[a-z])")
FIRMNESS = {"decision": 0, "demand": 0, "permission": 0, "request": 1, "view": 2}
PROCEDURE = 3  # "decides to remain seized of the matter" comes last
ACT_APART = re.compile(r"^(\w+)" + BETWEEN.pattern.removeprefix("^"))
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
    """What the text decides: the operative paragraphs, Chapter VII where it acts under it, the preamble in one line.

    Of many paragraphs those that decide, demand or authorize come before those that ask; views are told together at the end.
    """
    from horseshoe.reading.formal.provisions import CHAPTER_VII  # patterns of official texts: news loads none

    draft = reading.drafts[0]
    shown = list(_own_paragraphs(draft))
    views = [p for p in shown if len(shown) > FEW and (rank_of(p.act) or 0) <= MILD and not _acts_beside(p)]
    strong = [p for p in shown if p not in views] or shown
    if len(strong) > FEW:
        firm = {_above(p): _firmness(p) for p in reversed(strong)}  # sub-paragraphs go along
        strong.sort(key=lambda p: firm[_above(p)])
    found = [line for p in strong for line in _paragraph(p, reading)]
    if chapter := CHAPTER_VII.search(reading.document.text):
        span = Span.of(reading.document.text, chapter.start(), chapter.end())
        found.insert(FEW, Line("Acts under Chapter VII of the Charter", (span,)))  # where a short view still shows it
    if views and strong is not shown:
        found.append(_views(views))
    if preamble := _preamble(draft):
        found.append(preamble)
    return tuple(found)


def _above(provision: Provision) -> str:
    """The number of the paragraph that a sub-paragraph belongs to: "16" for "16 (f)"."""
    return (provision.number or "").partition(" (")[0]


def _firmness(provision: Provision) -> int:
    """Where a paragraph stands among many: decisions, demands and permissions first, then requests, views, procedure."""
    if provision.measures == ("procedural",):
        return PROCEDURE
    acts = [act for name in (provision.act, *_acts_beside(provision)) if (act := acts_by_name().get(name))]
    return min((FIRMNESS[act.force] for act in acts), default=FIRMNESS["view"])


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


def _paragraph(provision: Provision, reading: Reading) -> Iterator[Line]:
    """A paragraph's act in plain words, then each further act in it ("…, and requests the Panel to report by …")."""
    own, *others = _parts(provision)
    number = provision.number or ""
    lead = f"{number}{'' if number.endswith(')') else '.'} " if number else ""
    weak = bool(others) and (rank_of(provision.act) or 0) <= MILD
    if not weak:
        plain, defined = _plain(provision, own, reading.document.text)
        yield Line((f"{lead}{plain}" if lead else capital(plain)) + _due(own, plain, reading), (provision.span, *defined))
    also = "" if weak else "also "
    firmest = sorted(others, key=lambda part: -_rank(part))[:MOST_BESIDE]
    for part in (p for p in others if p in firmest):
        plain = also + _first_clause("", part, MOST_WORDS_BESIDE)
        yield Line((f"{lead}{plain}" if lead else capital(plain)) + _due(part, plain, reading), (provision.span,))


def _rank(words: str) -> int:
    opening = read_opening(words)
    return opening.rank if opening else 0


def _due(part: str, plain: str, reading: Reading) -> str:
    """The day by which something is due, or to which it lasts, where the words do not show it."""
    from horseshoe.reading.formal.deadlines import find_deadline

    when = reading.drafts[0].when
    deadline = find_deadline(part, when.start if when else None)
    if deadline is None or deadline.range is None:
        return ""
    if any(deadline.range.end.strftime(form) in plain for form in ("%-d %B %Y", "%B %-d, %Y")):
        return ""
    lasts = part[deadline.start : deadline.end].lower().startswith(("for ", "until "))
    return f" ({'until' if lasts else 'by'} {long_day(deadline.range.end)})"


def _parts(provision: Provision) -> list[str]:
    """The words of a paragraph, cut where a further act starts."""
    words = _said(provision)
    found = list(_beside().finditer(words))
    starts, ends = [0, *(m.start("act") for m in found)], [*(m.start() for m in found), len(words)]
    return [words[a:b].strip(" ,;") for a, b in zip(starts, ends, strict=True)]


def _said(provision: Provision) -> str:
    """The words of a paragraph on one line, without what a page break left in it."""
    from horseshoe.reading.formal.paragraphs import PAGE_FURNITURE

    kept = "\n".join(line for line in provision.span.text.splitlines() if not PAGE_FURNITURE.match(line))
    return " ".join(BROKEN_WORD.sub("-", kept).split()).lstrip("—–- ")


@functools.cache
def _beside() -> re.Pattern[str]:
    firm = {f for f, act in acts_by_form().items() if act.force != "view" and act.rank >= acts_by_name()["requests"].rank}
    forms = "|".join(re.escape(f).replace(r"\ ", r"\s+") for f in sorted(firm, key=len, reverse=True))
    return re.compile(_words()["beside"]["before"] + rf"(?P<act>(?:{forms}))\s" + _words()["beside"]["after"])


def _acts_beside(provision: Provision) -> list[str]:
    """Further operative acts in a paragraph, by name: "…, and also requests the Secretary-General to report"."""
    return [acts_by_form()[" ".join(m["act"].split())].name for m in _beside().finditer(_said(provision))]


def _plain(provision: Provision, words: str, text: str) -> tuple[str, tuple[Span, ...]]:
    """One paragraph in plain words, with the spans that define a short name it uses: "extends UNMISS to 15 December 2017"."""
    words = ACT_APART.sub(r"\1 ", words)
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
    return _first_clause(provision.act, words, MOST_WORDS), ()


def _short(name: str, text: str) -> tuple[str, Span | None]:
    """A mission's short name where the text defines it: "United Nations Mission in Ruritania (UNMIR)" is UNMIR."""
    if (own := re.search(DEFINED + r"$", name)) is not None:
        return own["short"], None
    spelled = r"\s+".join(re.escape(w) for w in name.split())
    defined = re.search(spelled + DEFINED, text) if len(name.split()) > 2 else None
    if defined is None:
        return name, None
    return defined["short"], Span.of(text, defined.start("short"), defined.end("short"))


def _first_clause(inherited: str, words: str, most: int) -> str:
    """The act in plain words and what follows it: whole, or so many words up to the end of a clause.

    `inherited` is the act of the paragraph above, for a sub-paragraph that names none.
    """
    opening = read_opening(words)
    if opening is None:
        rest, act = words, ""
    else:
        name = inherited or opening.act.name
        act = "calls for" if words[: opening.end].endswith(" for") else _words()["acts"].get(name, name)
        rest = re.sub(_words()["beside"]["left_out"], " ", BETWEEN.sub(" ", words[opening.end :])).lstrip(" ,")
        rest = re.sub(r"^(?:upon|on)\s+", "", rest) if act.endswith(" on") else rest
    return f"{act} {_cut(rest, most)}".strip()


def _preamble(draft: Draft) -> Line | None:
    """The preamble folded into one line: the words that open its paragraphs, each once."""
    paragraphs = [p for p in draft.provisions if p.part == "preambular"]
    if not paragraphs:
        return None
    opens = list(dict.fromkeys(_opens(p) for p in paragraphs))
    return Line(f"Preamble: {', '.join(opens)}", tuple(p.span for p in paragraphs[:PREAMBLE_SPANS]))


def _opens(paragraph: Provision) -> str:
    """The words that open a paragraph of the preamble: "recalling", "having considered"."""
    words = paragraph.span.text.split()
    opening = paragraph.act.split()
    more = opening[-1].endswith("ly") or opening[-1] in _words()["preamble"]["incomplete"]
    return " ".join(words[: len(opening) + more]).lower().strip(",;:")


def statement_lines(reading: Reading) -> tuple[Line, ...]:
    """What the Council says in a presidential or press statement, sentence by sentence; nothing for other documents."""
    if not _is_statement(reading):
        return ()
    return tuple(Line(capital(words), (span,)) for span, words in _sentences(reading.document.text))


def recommendation_lines(reading: Reading) -> tuple[Line, ...]:
    """What the Secretary-General recommends to the Council in a report ("I recommend that the Council extend …")."""
    if reading.document.kind != "report":
        return ()
    text = reading.document.text
    found = (Span.of(text, m.start(), m.end()) for m in re.finditer(_words()["report"]["recommends"], text))
    return tuple(Line(_cut(" ".join(span.text.split()), MOST_WORDS), (span,)) for span in found)


def official_headline(reading: Reading) -> Line | None:
    """The headline of a statement or report: what it is, and what it says first; None for other documents."""
    text, table = reading.document.text, _words()
    if reading.document.kind == "report":
        title = re.search(table["report"]["title"], text)
        if title is None:
            return None
        symbol = re.search(table["report"]["symbol"], text[: title.end()])
        mandate = re.search(table["report"]["mandate"], text)
        said = " ".join(title[0].split())
        said += f" ({symbol[0]})" if symbol else ""
        said += f", {' '.join(mandate[0].split())}" if mandate else ""
        return Line(said, tuple(Span.of(text, m.start(), m.end()) for m in (title, mandate) if m))
    first = next(_sentences(text), None) if _is_statement(reading) else None
    if first is None:
        return None
    symbol = re.search(table["statement"]["symbol"], text)
    name = f"Presidential statement {symbol[0]}" if symbol else table["statement"]["press"]
    return Line(f"{name}: the Council {first[1]}", (first[0],))


def _is_statement(reading: Reading) -> bool:
    head = reading.document.text[:HEAD]
    return (
        reading.document.kind in ("statement", "press_release") and re.search(_words()["statement"]["head"], head) is not None
    )


def _sentences(text: str) -> Iterator[tuple[Span, str]]:
    """The sentences whose subject is the Council or its members, with what they say: "condemned the attack in …"."""
    for found in re.finditer(_words()["statement"]["sentence"], text):
        words = " ".join(found["said"].split()).rstrip(' .;,:”"')
        yield Span.of(text, found.start("whole"), found.end("whole")), _cut(words, MOST_WORDS)


def _cut(words: str, most: int) -> str:
    """Words whole, or so many of them up to the end of a clause."""
    kept = words.rstrip(" .;,:").split()
    if len(kept) <= most:
        return " ".join(kept)
    whole = " ".join(kept[:most])
    cut = max((m.start() for m in CLAUSE.finditer(whole) if m.start() > SHORTEST), default=len(whole))
    return f"{whole[:cut].rstrip(' .;,:')} …"
