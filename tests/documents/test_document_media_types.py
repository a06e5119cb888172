"""Each media type gives its text, title, publisher and date."""

from __future__ import annotations

import textwrap
from contextlib import suppress
from datetime import date, datetime

import pytest
from document_makers import ARTICLE, MAIL, PAGE, SENTENCES, docx, pdf
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.documents import from_bytes, load, load_many
from horseshoe.errors import InputError, NothingFoundError
from horseshoe.model import Document


def test_text_is_taken_as_it_is(tmp_path):
    raw = "\ufeffRussia said no.\r\nChina said “no”.\r\n\r\nThe end\u2028of it.\n"
    path = tmp_path / "a.txt"
    path.write_bytes(raw.encode("utf-8"))
    assert load(path).text == raw


@given(st.text(alphabet=st.characters(exclude_categories=("Cs", "Cc"))))
def test_any_text_round_trips(text):
    whole = f"Start. {text} end.\r\n\tMore."
    with suppress(NothingFoundError):  # mostly foreign letters
        assert from_bytes(whole.encode("utf-8"), "a.txt").text == whole


def test_web_page(tmp_path):
    path = tmp_path / "page"  # no suffix: told by its content
    path.write_text(PAGE, encoding="utf-8")
    document = load(path)
    assert all(s in document.text for s in SENTENCES)
    assert "tracker" not in document.text
    assert "Home" not in document.text
    assert (document.title, document.publisher) == ("Vote on the mission", "Example Wire")
    assert (document.published, document.published_from) == (date(2012, 2, 1), "metadata")
    assert document.media_type == "text/html"


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished": "2012-02-01T10:00:00+01:00"}</script>',
        '<script type="application/ld+json">{"@graph": [{"@type": "X"}, {"datePublished": "2012-02-01"}]}</script>',
        '<meta name="DC.date.issued" content="2012-02-01">',
        '<meta name="pubdate" content="20120201">',
    ],
)
def test_dates_of_pages(head):
    page = f"<html><head><title>x</title>{head}</head><body><p>{ARTICLE}</p></body></html>"
    assert from_bytes(page.encode(), "p.html").published == date(2012, 2, 1)


def test_time_element_dates_a_page():
    page = f'<html><body><article><time datetime="2012-02-01">1 Feb</time><p>{ARTICLE}</p></article></body></html>'
    assert from_bytes(page.encode(), "p.html").published == date(2012, 2, 1)


def test_pdf(tmp_path):
    path = tmp_path / "scan.bin"
    path.write_bytes(pdf(list(SENTENCES), created="20120201093000Z", title="Vote"))
    document = load(path)
    assert all(s in document.text for s in SENTENCES)
    assert (document.title, document.published, document.published_from) == ("Vote", date(2012, 2, 1), "metadata")


def test_pdf_lines_of_a_paragraph_are_joined():
    document = from_bytes(pdf([*textwrap.wrap(SENTENCES[0], 60), *textwrap.wrap(SENTENCES[1], 60)]), "a.pdf")
    assert document.text.split("\n")[:1] == [SENTENCES[0]]


def test_word():
    document = from_bytes(docx([*SENTENCES], created=datetime(2012, 2, 1), title="Vote"), "a.docx")
    assert document.text == ARTICLE + "\nIn favour: 13"
    assert (document.title, document.published, document.published_from) == ("Vote", date(2012, 2, 1), "metadata")


def test_word_template_stamp_is_no_publication_date():
    assert from_bytes(docx([*SENTENCES]), "a.docx").published is None


def test_a_dateline_overrules_the_stamp_of_a_file_made_years_later():
    document = from_bytes(pdf(["New York, 4 October 2011", *SENTENCES], created="20190101000000"), "a.pdf")
    assert (document.published, document.published_from) == (date(2011, 10, 4), "dateline")
    assert any("2019-01-01" in w for w in document.warnings)


def test_mail():
    document = from_bytes(MAIL.encode(), "a.eml")
    assert document.text.strip() == ARTICLE
    assert (document.title, document.publisher) == ("Vote on the mission", "Press Office")
    assert (document.published, document.published_from) == (date(2012, 2, 1), "metadata")


def test_mail_with_html_only():
    head = MAIL.split("\r\n\r\n")[0].replace("text/plain", "text/html")
    assert SENTENCES[1] in from_bytes(f"{head}\r\n\r\n{PAGE}".encode(), "m.txt").text


def test_markdown():
    head = "---\ntitle: 'Vote on the mission'\ndate: 2012-02-01\nsource: Example Wire\n---\n"
    text = f"{head}# Vote\n\n**The** [Council](x) met.\n\n> {ARTICLE}\n"
    document = from_bytes(text.encode(), "a.md")
    assert document.text.startswith("Vote\n\nThe Council met.\n\nThe Security Council met")
    assert (document.title, document.publisher) == ("Vote on the mission", "Example Wire")
    assert (document.published, document.published_from) == (date(2012, 2, 1), "metadata")


def test_a_memo_in_a_text_file_is_no_mail():
    memo = f"From: the desk\nTo: all\n\n{ARTICLE}"
    assert from_bytes(memo.encode(), "memo.txt").text == memo


def test_folder_in_sorted_order_with_the_bad_ones_in_place(tmp_path):
    (tmp_path / "b").mkdir()
    (tmp_path / "a.txt").write_text(ARTICLE)
    (tmp_path / "b" / "empty.txt").write_text("")
    (tmp_path / "c.md").write_text(ARTICLE)
    (tmp_path / "notes.csv").write_text("1,2")
    (tmp_path / ".hidden.txt").write_text(ARTICLE)
    found = list(load_many([tmp_path]))
    assert [type(f) for f in found] == [Document, InputError, Document]
    assert [str(f.path if isinstance(f, Document) else f.where).rsplit("/", 1)[1] for f in found] == [
        "a.txt",
        "empty.txt",
        "c.md",
    ]


def test_option_overrules_all():
    document = from_bytes(PAGE.encode(), "2010-01-01.html", published=date(2013, 3, 3), kind="statement")
    assert (document.published, document.published_from, document.kind) == (date(2013, 3, 3), "option", "statement")
