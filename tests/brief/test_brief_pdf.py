"""The PDF: real pages, the words in it, Typst code in a text shown as text."""

from __future__ import annotations

import dataclasses

import pytest
from test_brief_of_a_reading import reading

from horseshoe.brief.build import build_brief

pytest.importorskip("typst", reason="needs horseshoe[pdf]")
pdfium = pytest.importorskip("pypdfium2")


def words_of(made: bytes) -> tuple[int, str]:
    pdf = pdfium.PdfDocument(made)
    return len(pdf), "\n".join(page.get_textpage().get_text_range() for page in pdf)


def test_pdf_holds_the_briefing_on_at_most_two_pages() -> None:
    from horseshoe.brief.render.pdf import render

    pages, words = words_of(render(build_brief(reading())))
    assert pages <= 2
    assert "Russia threatens to veto the French draft on Mali" in words
    assert "Morocco" in words


def test_typst_code_in_a_text_is_set_as_text() -> None:
    from horseshoe.brief.render.pdf import render

    document = dataclasses.replace(reading().document, title='#panic("x") $a$ *b* #read("/etc/hostname")')
    _, words = words_of(render(build_brief(reading(document=document))))
    assert '#panic("x")' in words.replace("“", '"').replace("”", '"')
