"""PDF to plain text with pypdfium2: pages in order without their heads and feet, lines of a paragraph joined, no note marks."""

from __future__ import annotations

import re
import statistics
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from horseshoe.documents.content import Content
from horseshoe.documents.limits import Limits
from horseshoe.documents.loaders.note_marks import raised
from horseshoe.documents.published import parse_day
from horseshoe.errors import InputError

_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|\(?[a-z]\)|[•–—-])\s")
_STAMP = re.compile(r"D:(\d{4})(\d{2})(\d{2})")
_DIGITS = re.compile(r"\d+")
_LINES = re.compile(r"[^\s][^\r\n]*")
# A page's number alone, perhaps with how many there are, and the job number of a UN document: 12-22341 3/14
_JOB = r"(?:\d\d-\d{5}(?:\s+\([A-Z]\))?)"
_PAGE_NUMBER = re.compile(
    rf"\W*(?:{_JOB}\s+)?(?:page\s+)?(?P<number>\d{{1,4}})(?:\s*(?:/|of)\s*\d{{1,4}})?(?:\s+{_JOB})?\W*", re.I
)
# The job number and bar code at the foot of a UN document: 24-21568 (E) 221124 *2421568*
_JOB_LINE = re.compile(
    rf"\s*(?:{_JOB}\s+\d{{6}}|{_JOB}\s+\*\d{{7}}\*|\*\d{{7}}\*)(?:\s+(?:\d{{6}}|\*\d{{7}}\*|\d{{1,3}}/\d{{1,3}}))*\s*"
)
_EDGE = 3  # lines at a page's top and bottom that may be its head and foot
# pdfium writes U+FFFE or U+0002 for a hyphen that it takes for the typesetter's; others keep the hyphen of the file.
_HYPHENS = "\ufffe\x02\u00ad\u2010"
_BROKEN = re.compile(
    rf"(?P<before>\w+)?(?:[{_HYPHENS}](?P<end>\n?)|(?<=\w)-(?P<line>\n)(?=\w))(?P<after>\w*)(?P<rest>\S*)(?P<gap> ?)"
)
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
# How much further right than the line before a paragraph's first line stands, in points; more is a column.
_INDENTED = (5.0, 90.0)
_DROP_CAP = 1.5  # a first letter so much larger than the next line's letters pushes lines aside
_OPENS = "  "  # put before a line that is indented
_SMALLER, _HIGHER = 0.87, 0.15  # a raised mark's size against the line's, and how far it stands above the line, in sizes


def read_pdf(data: bytes, where: str, limits: Limits) -> Content:
    """The text of a PDF. InputError where it is broken, locked, holds no text or is past the limits."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise InputError("is a PDF locked by a password", where=where, fix="unlock it first") from error
        raise InputError("is a damaged PDF", where=where, fix="open it in a viewer and save it anew") from error
    try:
        if len(document) > limits.pdf_pages:
            raise InputError(
                f"has {len(document)} pages, more than the limit of {limits.pdf_pages}", where=where, fix="split it first"
            )
        pages = _pages(document, where, limits)
        info = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    heads, body, feet = _without_heads_and_feet(pages)
    text = "\n".join(part for part in (*heads, _joined(body), *feet) if part)
    if not text:
        raise InputError("is a PDF without text (scanned pages?)", where=where, fix="run text recognition on it first")
    return Content(text, title=info.get("Title", "").strip() or None, created=_created(info.get("CreationDate", "")))


def _pages(document: Any, where: str, limits: Limits) -> list[list[str]]:
    """The lines of each page."""
    import pypdfium2 as pdfium

    pages: list[list[str]] = []
    room, until = limits.text_characters, time.monotonic() + limits.seconds
    for number in range(len(document)):
        if time.monotonic() > until:
            raise InputError(f"takes more than {limits.seconds:g} seconds to unpack", where=where, fix="split it first")
        try:
            page = document[number]
        except pdfium.PdfiumError:
            continue
        try:
            textpage = page.get_textpage()
            text = _set_text(textpage, until) if textpage.count_chars() <= room else None
            textpage.close()
        except pdfium.PdfiumError:
            continue
        finally:
            page.close()
        if text is None:
            raise InputError(f"holds more than {limits.text_characters:,} characters", where=where, fix="split it first")
        room -= len(text)
        plain = text.replace("\r\n", "\n").replace("\x00", "").translate(_LIGATURES)
        pages.append([line.rstrip() for line in plain.split("\n")])
    return pages


def _set_text(textpage: Any, until: float) -> str:
    """The text of a page without raised marks of notes, with two spaces before a line that is indented."""
    text: str = textpage.get_text_range(errors="ignore")
    if len(text) != textpage.count_chars():  # what is written with two code units: places do not hold
        return text
    out, done = [], 0
    for start, end, instead in sorted([*_marks(textpage, text, until), *_indents(textpage, text, until)]):
        out.append(text[done:start] + instead)
        done = end
    return "".join(out) + text[done:]


def _indents(textpage: Any, text: str, until: float) -> Iterator[tuple[int, int, str]]:
    """Where the first lines of paragraphs start: further right than the line before, as an edit of the text."""
    import pypdfium2.raw as raw

    before: tuple[float, float] | None = None
    for line in _LINES.finditer(text):
        if time.monotonic() > until:
            return
        left, size = textpage.get_charbox(line.start())[0], raw.FPDFText_GetFontSize(textpage, line.start())
        if before is not None and _INDENTED[0] < left - before[0] < _INDENTED[1] and before[1] <= _DROP_CAP * size:
            yield line.start(), line.start(), _OPENS
        before = left, size


def _marks(textpage: Any, text: str, until: float) -> Iterator[tuple[int, int, str]]:
    """Raised marks of notes as edits that leave them out: digits smaller and higher than the character before them."""
    for m in _DIGITS.finditer(text):
        if time.monotonic() > until:
            return
        start = _mark_start(textpage, text, m.start(), m.end())
        if start is not None:
            yield start, m.end(), raised(text[start : m.end()], text[max(0, start - 40) : start].rstrip())


def _mark_start(textpage: Any, text: str, start: int, end: int) -> int | None:
    """Where in a run of digits a raised mark starts: at once after other characters of its line, within the run, or nowhere."""
    line = start - 1 if start and not text[start - 1].isspace() else start - 2
    if line >= 0 and not text[line].isspace() and text[line + 1 : start] in ("", " ") and _is_raised(textpage, line, start):
        return start
    if end - start < 2 or not _is_raised(textpage, start, end - 1):
        return None
    return next(n for n in range(start + 1, end) if _is_raised(textpage, start, n))


def _is_raised(textpage: Any, line: int, mark: int) -> bool:
    """Whether the character at `mark` is smaller than the one at `line`, and stands higher."""
    import pypdfium2.raw as raw

    size, own = (raw.FPDFText_GetFontSize(textpage, n) for n in (line, mark))
    if size <= 0 or own > _SMALLER * size:
        return False
    floor, own_floor = (textpage.get_charbox(n, loose=True)[1] for n in (line, mark))
    return bool(own_floor > floor + _HIGHER * size)


def _without_heads_and_feet(pages: Sequence[Sequence[str]]) -> tuple[list[str], list[list[str]], list[str]]:
    """Heads, pages and feet apart: a line that stands at the edge of several pages once, page numbers not at all."""
    edges = [_edges(page) for page in pages]
    often = Counter(key for page, places in zip(pages, edges, strict=True) for key in {_key(page[n]) for n in places})
    numbers = _page_numbers(pages, edges)
    kept: list[list[str]] = []
    heads: dict[str, str] = {}
    feet: dict[str, str] = {}
    for number, (page, places) in enumerate(zip(pages, edges, strict=True)):
        drop = {n for n in places if (number, n) in numbers or _JOB_LINE.fullmatch(page[n])}
        for n in set(places) - drop:
            key = _key(page[n])
            if often[key] > 1:
                drop.add(n)
                (heads if n <= len(page) // 2 else feet).setdefault(key, page[n].strip())
        kept.append([line for n, line in enumerate(page) if n not in drop])
    return list(heads.values()), kept, [line for key, line in feet.items() if key not in heads]


def _page_numbers(pages: Sequence[Sequence[str]], edges: Sequence[Sequence[int]]) -> set[tuple[int, int]]:
    """The lines, by page and place, that hold a page's number alone: they rise by one from page to page."""
    found = [
        (int(m["number"]) - number, number, n)
        for number, (page, places) in enumerate(zip(pages, edges, strict=True))
        for n in places
        if (m := _PAGE_NUMBER.fullmatch(page[n].strip()))
    ]
    steps = Counter(step for step, _ in {(step, number) for step, number, _ in found})
    return {(number, n) for step, number, n in found if steps[step] > 1}


def _edges(page: Sequence[str]) -> list[int]:
    """The places of a page's first and last lines."""
    filled = [n for n, line in enumerate(page) if line.strip()]
    return sorted({*filled[:_EDGE], *filled[-_EDGE:]}) if len(filled) > 2 * _EDGE else filled[:1] + filled[1:][-1:]


def _key(line: str) -> str:
    """What a head has in common from page to page: all but its numbers, unless it is little else."""
    words = " ".join(line.split())
    return re.sub(r"\d+", "#", words) if sum(c.isalpha() for c in words) >= 2 else words


def _joined(pages: Sequence[Sequence[str]]) -> str:
    """The text of all pages; a sentence goes on over the page's end."""
    whole = ""
    for page in pages:
        text = "\n".join(page).strip("\n")
        if not text:
            continue
        last = whole.rstrip()[-1:]
        goes_on = bool(whole) and (last in _HYPHENS or ((last.isalnum() or last in ",-") and text[:1].islower()))
        gap = "" if not whole else "\n\f" if not goes_on else "\n" if last in _HYPHENS + "-" else " "
        whole = whole.rstrip() + gap + text
    parts = [_unwrap(part) for part in _mended(whole).split("\f")]
    return "\n".join(part.strip("\n") for part in parts).strip()


def _mended(text: str) -> str:
    """Words broken at a line's end in one again; a hyphen that belongs to the word stays: Secretary-General, cease-fire."""
    known = Counter(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)+", text))

    def one(m: re.Match[str]) -> str:
        before, after = m["before"] or "", m["after"]
        own = before[-1:].isdigit() or after[:1].isupper() or after[:1].isdigit() or f"{before}-{after}" in known
        hyphen = "-" if own and before and after else ""
        # The rest of the word goes up to its beginning, so that the lines keep their measure.
        gap = "\n" if m["gap"] and (m["end"] or m["line"]) else m["gap"]
        return before + hyphen + after + m["rest"] + gap

    return _BROKEN.sub(one, text)


def _unwrap(page: str) -> str:
    """Join the lines of a paragraph: a line that nearly fills the measure goes on in the next."""
    lines = [line.rstrip() for line in page.split("\n")]
    full = [len(line) for line in lines if len(line) > 20]
    if not full:
        return "\n".join(lines)
    width = 0.75 * statistics.quantiles(full, n=10)[-1] if len(full) > 1 else 0.75 * full[0]
    out: list[str] = []
    previous = ""
    for line in lines:
        if line and len(previous) >= width and not _ITEM.match(line) and not line.startswith(_OPENS):
            out[-1] += " " + line.lstrip()
        else:
            out.append(line.removeprefix(_OPENS))
        previous = line
    return "\n".join(out)


def _created(stamp: str) -> date | None:
    m = _STAMP.match(stamp)
    return parse_day("".join(m.groups())) if m else None
