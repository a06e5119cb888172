"""Every word that a reader sees, once, and none that is struck, hidden, quoted or a note's mark: loader by loader."""

from __future__ import annotations

import pytest
from document_makers import SENTENCES, docx, pdf_pages
from document_words import DATE, deleted, ins, mail, p, page, run, word

from horseshoe.documents import from_bytes


def text_of(*blocks: str, **parts: str) -> str:
    return from_bytes(word(*blocks, **parts), "a.docx").text


TABLE = "<w:tbl><w:tr>{}</w:tr></w:tbl>"
CELL = "<w:tc><w:tcPr/>{}</w:tc>"


@pytest.mark.parametrize(
    ("blocks", "text"),
    [
        ([p(run("Ghana would "), ins(run("not ")), run("object."))], "Ghana would not object."),
        ([p(run("At least "), deleted("310"), ins(run("460")), run(" fled."))], "At least 460 fled."),
        ([p(ins(run("A whole new paragraph."))), p(run("An old one."))], "A whole new paragraph.\nAn old one."),
        (
            [p(f'<w:moveFrom w:id="3" {DATE}>{run("Moved away. ")}</w:moveFrom>', run("Stays. ")),
             p(f'<w:moveTo w:id="4" {DATE}>{run("Moved here.")}</w:moveTo>')],
            "Stays. \nMoved here.",
        ),
        ([f'<w:sdt><w:sdtContent>{p(run("In a block control."))}</w:sdtContent></w:sdt>'], "In a block control."),
        ([p(run("In an "), f"<w:sdt><w:sdtContent>{run('inline')}</w:sdtContent></w:sdt>", run(" control."))],
         "In an inline control."),
        ([p(run("Peace in "), f'<w:smartTag w:uri="x" w:element="place">{run("Chad")}</w:smartTag>', run("."))],
         "Peace in Chad."),
        ([p(run("See "), f'<w:hyperlink w:anchor="x">{run("the page")}</w:hyperlink>', run("."))], "See the page."),
        ([p(run("Togo would "), run("not ", "<w:strike/>"), run("help."))], "Togo would help."),
        ([p(run("Togo would "), run("not ", '<w:strike w:val="0"/>'), run("help."))], "Togo would not help."),
        ([p(run("Togo would "), run("never ", "<w:dstrike/>"), run("help."))], "Togo would help."),
        ([p(run("Seen."), run(" Unseen.", "<w:vanish/>"))], "Seen."),
        ([p(run("Some 60"), run("7", '<w:vertAlign w:val="superscript"/>'), run(" fell."))], "Some 60 fell."),
        ([p(run("The 4"), run("th", '<w:vertAlign w:val="superscript"/>'), run(" draft."))], "The 4th draft."),
        ([p(run("Some 9 km"), run("2", '<w:vertAlign w:val="superscript"/>'), run(" burnt."))], "Some 9 km² burnt."),
        (
            [TABLE.format(CELL.format(p(run("outer")) + TABLE.format(CELL.format(p(run("inner"))))))],
            "outer\ninner",
        ),
        (
            [p("<w:r><mc:AlternateContent><mc:Choice Requires='wps'><wps:txbx><w:txbxContent>" + p(run("In a box."))
               + "</w:txbxContent></wps:txbx></mc:Choice><mc:Fallback><w:pict><v:textbox><w:txbxContent>" + p(run("In a box."))
               + "</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>", run("Around it."))],
            "Around it.\nIn a box.",
        ),
        (
            [p(run("The end goes "), properties=f'<w:rPr><w:del w:id="5" {DATE}/></w:rPr>'), p(run("on here."))],
            "The end goes on here.",
        ),
        (
            [f'<w:tbl><w:tr><w:trPr><w:del w:id="6" {DATE}/></w:trPr>{CELL.format(p(run("gone")))}</w:tr>'
             f"<w:tr>{CELL.format(p(run('kept')))}</w:tr></w:tbl>"],
            "kept",
        ),
    ],
)  # fmt: skip
def test_words_of_a_word_file(blocks, text):
    assert text_of(p(run("The Council met.")), *blocks).split("\n", 1)[1] == text


def test_tracked_changes_and_struck_words_are_told():
    data = word(p(run("Ghana would "), ins(run("not ")), run("object."), run("Never.", "<w:strike/>")))
    warnings = " ".join(from_bytes(data, "a.docx").warnings)
    assert "tracked changes" in warnings
    assert "struck-out" in warnings
    assert "tracked" not in " ".join(from_bytes(docx(list(SENTENCES)), "a.docx").warnings)


def test_page_heads_stand_once_before_and_feet_once_after():
    text = text_of(p(run("The Council met.")), header="Draft of the mission", footer="Not for circulation")
    assert text == "Draft of the mission\n\nThe Council met.\n\nNot for circulation"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>Ghana <del>opposed</del> <ins>backed</ins> it.</p>", "Ghana backed it."),
        ("<p>Ghana <s>opposed</s> backed it.</p>", "Ghana backed it."),
        ("<p>Some <strike>700</strike> 70 fled.</p>", "Some 70 fled."),
        ('<p>Some <span style="text-decoration: line-through">700</span> 70 fled.</p>', "Some 70 fled."),
        ('<p>Some <b class="old">700</b> 70 fled.</p>', "Some 70 fled."),
        ("<p>Resolution 1559<sup>4</sup> stands.</p>", "Resolution 1559 stands."),
        ('<p>Some 60<sup><a href="#n7">7</a></sup> fell.</p>', "Some 60 fell."),
        ("<p>Some 60<sup>[7]</sup> fell.</p>", "Some 60 fell."),
        ("<p>The 4<sup>th</sup> draft failed.</p>", "The 4th draft failed."),
        ("<p>Some 9 km<sup>2</sup> burnt down.</p>", "Some 9 km² burnt down."),
        ('<p>The vote is on <time datetime="2012-03-15">15 March</time>.</p>', "The vote is on 15 March."),
    ],
)
def test_words_of_a_page(body, text):
    style = "<style>.old { text-decoration: line-through; color: red }</style>"
    found = [" ".join(line.split()) for line in from_bytes(page(body, style), "a.html").text.splitlines()]
    assert text in found


def test_a_paragraph_that_is_struck_whole_is_gone_and_told():
    document = from_bytes(page("<del><p>Earlier this page said that Ghana left.</p></del>"), "a.html")
    assert "Ghana" not in document.text
    assert any("struck-out" in w for w in document.warnings)


def test_struck_words_of_markdown_are_out():
    text = from_bytes(b"# Mission\n\nGhana ~~opposed~~ backed it. Some <del>700</del> 70 fled.<sup>3</sup>\n", "a.md").text
    assert " ".join(text.split()) == "Mission Ghana backed it. Some 70 fled."


def test_all_text_parts_of_a_mail_are_read():
    text = from_bytes(mail(("text/plain", "The Council met."), ("text/plain", "Ghana spoke.")), "a.eml").text
    assert text == "The Council met.\n\nGhana spoke."
    html = f"<html><body><p>{SENTENCES[0]}</p></body></html>"
    assert SENTENCES[0] in from_bytes(mail(("text/html", html), ("text/plain", "--\nSent by the list")), "a.eml").text


def test_a_stub_does_not_stand_for_the_page_beside_it():
    html = f"<html><body><p>{SENTENCES[0]}</p></body></html>"
    document = from_bytes(mail(("text/plain", "Please read the HTML form."), ("text/html", html), kind="alternative"), "a.eml")
    assert document.text == SENTENCES[0]
    both = from_bytes(mail(("text/plain", SENTENCES[0]), ("text/html", html), kind="alternative"), "a.eml")
    assert both.text == SENTENCES[0]


@pytest.mark.parametrize(
    "quoted",
    [
        "No, that is not so.\n\n> Ghana left the mission.\n> It said so.\n",
        "No, that is not so.\n\nOn Tue, 31 Jan 2012, Bob <bob@example.org> wrote:\nGhana left the mission.\n",
        "No, that is not so.\n\n-----Original Message-----\nFrom: Bob\nSent: January 31, 2012\n\nGhana left the mission.\n",
    ],
)
def test_what_a_mail_answers_is_not_its_sender_s(quoted):
    document = from_bytes(mail(("text/plain", quoted)), "a.eml")
    assert document.text.strip() == "No, that is not so."
    assert (document.publisher, document.published.isoformat()) == ("Ann", "2012-02-01")
    assert any("older mail" in w for w in document.warnings)


def test_a_forwarded_mail_has_its_own_sender_and_day():
    body = (
        "For your information.\n\n---------- Forwarded message ----------\nFrom: Bob Doe <bob@example.net>\n"
        "Date: Mon, 02 Jan 06 22:00:00 -0500\nSubject: Ghana\n\nGhana left the mission yesterday.\n"
    )
    document = from_bytes(mail(("text/plain", body)), "a.eml")
    assert document.text == "Ghana left the mission yesterday."
    assert (document.publisher, document.published.isoformat(), document.title) == ("Bob Doe", "2006-01-02", "Ghana")
    assert any("forwarded by Ann on 2012-02-01" in w for w in document.warnings)


def test_a_mail_attached_to_a_mail_is_read_as_forwarded():
    inner = "From: bob@example.net\nDate: Mon, 02 Jan 2006 10:00:00 +0000\nSubject: Ghana\n\nGhana left the mission."
    document = from_bytes(mail(("text/plain", "See the attached."), ("message/rfc822", inner)), "a.eml")
    assert (document.text.strip(), document.published.isoformat()) == ("Ghana left the mission.", "2006-01-02")


LONG = "The members heard the head of the mission and spoke of the way in which the force had kept"


def pdf_text(*pages: list[str]) -> str:
    return from_bytes(pdf_pages(*pages), "a.pdf").text


def test_marks_of_notes_are_no_digits_of_a_pdf():
    text = pdf_text(["Some 60^7^ fell and 1559^12^ stands.", "In all 3 of 5."])
    assert " ".join(text.split()) == "Some 60 fell and 1559 stands. In all 3 of 5."


@pytest.mark.parametrize(
    ("end", "start", "words"),
    [
        ("it called the text unaccept\xad", "able to it.", "unacceptable to it."),
        ("it called the text unaccept-", "able to it.", "unacceptable to it."),
        ("said the deputy Secretary-", "General of it.", "Secretary-General of it."),
        ("a mission of fifteen 10-", "year terms.", "10-year terms."),
    ],
)
def test_words_broken_at_a_line_s_end_are_whole(end, start, words):
    text = pdf_text([f"{LONG} {end}", f"{start} {LONG}", LONG])
    assert words in " ".join(text.split())


def test_a_hyphen_that_the_document_writes_elsewhere_stays():
    text = pdf_text([f"A cease-fire held. {LONG} the cease-", "fire and the un-", f"rest. {LONG}"])
    assert "the cease-fire and" in " ".join(text.split())
    assert "unrest" in text


def test_page_heads_and_feet_do_not_break_a_sentence():
    body = [LONG] * 8
    first = ["S/PV.9001 The mission", *body, "Ghana said that it would not", "12-34567 1/3"]
    second = ["S/PV.9001 The mission", "support the renewal.", *body, "12-34567 2/3"]
    third = ["S/PV.9001 The mission", *body, "3/3 12-34567"]
    text = pdf_text(first, second, third)
    assert "would not support the renewal." in text
    assert text.count("S/PV.9001") == 1
    assert "12-34567" not in text


def test_numbers_that_are_no_page_numbers_stay():
    text = pdf_text(["In favour", "13", *["Text."] * 8, "Against"], ["2", *["More text."] * 8, "40"])
    assert [line for line in text.splitlines() if line.isdigit()] == ["13", "2", "40"]


def test_ligatures_of_a_pdf_are_letters():
    raw = pdf_pages(["The con~ict was settled to the satisfaction of the o@ce."])
    glyphs = b"/Encoding << /BaseEncoding /WinAnsiEncoding /Differences [64 /ffi 126 /fl] >>"
    raw = raw.replace(b"/Encoding /WinAnsiEncoding", glyphs)
    assert from_bytes(raw, "a.pdf").text == "The conflict was settled to the satisfaction of the office."
