"""PDF to plain text with pypdfium2: pages in order, lines of a paragraph joined."""

from __future__ import annotations

import re
import statistics
import time
from datetime import date

from horseshoe.documents.content import Content
from horseshoe.documents.limits import Limits
from horseshoe.documents.published import parse_day
from horseshoe.errors import InputError

_ITEM = re.compile(r"\s*(?:\d{1,3}[.)]|\(?[a-z]\)|[•–—-])\s")
_STAMP = re.compile(r"D:(\d{4})(\d{2})(\d{2})")


def read_pdf(data: bytes, where: str, limits: Limits) -> Content:
    """The text of a PDF. InputError where it is broken, locked, holds no text or is past the limits."""
    import pypdfium2 as pdfium

    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as error:
        if "password" in str(error).lower() or "security" in str(error).lower():
            raise InputError("is a PDF locked by a password", where=where, mend="unlock it first") from error
        raise InputError("is a damaged PDF", where=where, mend="open it in a viewer and save it anew") from error
    try:
        if len(document) > limits.pdf_pages:
            raise InputError(
                f"has {len(document)} pages, more than the limit of {limits.pdf_pages}", where=where, mend="split it first"
            )
        pages = _pages(document, where, limits)
        info = document.get_metadata_dict(skip_empty=True)
    finally:
        document.close()
    text = "\n".join(pages).strip()
    if not text:
        raise InputError("is a PDF without text (scanned pages?)", where=where, mend="run text recognition on it first")
    return Content(text, title=info.get("Title", "").strip() or None, created=_created(info.get("CreationDate", "")))


def _pages(document: object, where: str, limits: Limits) -> list[str]:
    import pypdfium2 as pdfium

    pages: list[str] = []
    room, until = limits.text_characters, time.monotonic() + limits.seconds
    for number in range(len(document)):  # type: ignore[arg-type]
        if time.monotonic() > until:
            raise InputError(f"takes more than {limits.seconds:g} seconds to unpack", where=where, mend="split it first")
        try:
            page = document[number]  # type: ignore[index]
        except pdfium.PdfiumError:
            continue
        try:
            textpage = page.get_textpage()
            text = textpage.get_text_range(errors="ignore") if textpage.count_chars() <= room else None
            textpage.close()
        except pdfium.PdfiumError:
            continue
        finally:
            page.close()
        if text is None:
            raise InputError(f"holds more than {limits.text_characters:,} characters", where=where, mend="split it first")
        room -= len(text)
        pages.append(_unwrap(text))
    return pages


def _unwrap(page: str) -> str:
    """Join the lines of a paragraph: a line that nearly fills the measure goes on in the next."""
    text = page.replace("\r\n", "\n").replace("\x00", "")
    # pdfium marks a hyphen at a line's end, put there by the typesetter, as U+FFFE or U+0002.
    text = re.sub("[\ufffe\x02]\n?", "", text)
    lines = [line.rstrip() for line in text.split("\n")]
    full = [len(line) for line in lines if len(line) > 20]
    if not full:
        return "\n".join(lines)
    width = 0.75 * statistics.quantiles(full, n=10)[-1] if len(full) > 1 else 0.75 * full[0]
    out: list[str] = []
    previous = ""
    for line in lines:
        if line and len(previous) >= width and not _ITEM.match(line):
            out[-1] += " " + line.lstrip()
        else:
            out.append(line)
        previous = line
    return "\n".join(out)


def _created(stamp: str) -> date | None:
    m = _STAMP.match(stamp)
    return parse_day("".join(m.groups())) if m else None
