"""Hostile and careless input ends in one line with a fix."""

from __future__ import annotations

import io
import os
import zipfile
from contextlib import suppress

import pytest
from document_makers import ARTICLE, docx, pdf
from hypothesis import given
from hypothesis import strategies as st

from horseshoe.documents import Limits, from_bytes, load, load_many
from horseshoe.errors import HorseshoeError, InputError, NothingFoundError
from work_done import times_as_long


def refused(data: bytes, name: str = "a.txt", **options) -> str:
    with pytest.raises(InputError) as caught:
        from_bytes(data, name, **options)
    line = caught.value.line()
    assert line.startswith(name)
    assert "\n" not in line
    return line


def test_missing(tmp_path):
    with pytest.raises(InputError, match="does not exist"):
        load(tmp_path / "no.txt")
    with pytest.raises(InputError, match="not a usable file name"):
        load("a\0b")
    with pytest.raises(InputError, match="cannot be opened"):
        load("x" * 5000)


@pytest.mark.parametrize("data", [b"", b"  \n\t", b"\xef\xbb\xbf", b"\xef\xbb\xbf \n", b"\x00" * 100])
def test_empty(data):
    assert "is empty" in refused(data)


def test_binary():
    assert "binary" in refused(bytes(range(256)) * 50)
    assert "picture" in refused(b"\x89PNG\r\n\x1a\n" + b"\x00" * 50)
    assert "gzip" in refused(b"\x1f\x8b\x08" + b"a" * 50)
    assert "RTF" in refused(b"{\\rtf1 hello}")
    assert "old Word" in refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"a" * 50)


def test_other_encodings():
    line = refused("First line\nThe “Council” met".encode("cp1252"))
    assert "not UTF-8: byte 0x93 in line 2" in line
    assert "--encoding" in line
    assert "UTF-16" in refused(ARTICLE.encode("utf-16"))
    assert "UTF-16" in refused(ARTICLE.encode("utf-16-le"))
    assert from_bytes("The “Council” met".encode("cp1252"), "a.txt", encoding="cp1252").text == "The “Council” met"
    with pytest.raises(HorseshoeError, match="no encoding is called"):
        from_bytes(b"abc def", "a.txt", encoding="nonsense")


@pytest.mark.parametrize(
    ("text", "name"),
    [  # each sentence twice, to have words enough
        ("Le Conseil s'est réuni pour voter sur un projet qui a été rejeté par la Russie et la Chine." * 2, "French"),
        ("El Consejo se reunió para votar sobre un proyecto que fue vetado por Rusia y por China." * 2, "Spanish"),
        ("Der Rat ist zu einer Sitzung über den Entwurf zusammengekommen, der von Russland abgelehnt wurde." * 2, "German"),
        ("Совет Безопасности провел голосование по проекту резолюции по Сирии, и Россия наложила вето.", "Cyrillic"),
        ("صوت مجلس الأمن على مشروع قرار بشأن سوريا واستخدمت روسيا حق النقض", "Arabic"),
        ("安全理事会就叙利亚问题决议草案进行表决,俄罗斯和中国投了反对票,决议草案未获通过。", "Chinese"),
    ],
)  # fmt: skip
def test_not_english(text, name):
    with pytest.raises(NothingFoundError, match=f"is not English.*{name}") as caught:
        from_bytes(text.encode(), "a.txt")
    assert caught.value.exit_code == 4


@pytest.mark.parametrize(
    "text",
    [
        "Moscow vetoes draft.",
        "Mr. Núñez de la Vega, of the Comité des droits de l'homme, said that they were not at ease with it.",
        "Yes: " + ", ".join(["Portugal", "France", "Germany", "India", "Brazil", "Gabon", "Nigeria", "Lebanon"] * 4),
        "He quoted Lavrov: «Россия против этого проекта», and then he left the Council without a word.",
    ],
)
def test_english_enough(text):
    assert from_bytes(text.encode(), "a.txt").text == text


def test_too_large(tmp_path):
    path = tmp_path / "large.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_001)
    with pytest.raises(InputError, match="more than the limit of 50 MB"):
        load(path)


def test_pipes_devices_and_folders(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")
    for path in (tmp_path / "pipe.txt", "/dev/zero", "/dev/null"):
        with pytest.raises(InputError, match="not a regular file"):
            load(path)
    with pytest.raises(InputError, match="is a folder"):
        load(tmp_path)


def test_links_out_of_a_folder_are_refused(tmp_path):
    inside, outside = tmp_path / "in", tmp_path / "out"
    inside.mkdir()
    outside.mkdir()
    (outside / "secret.txt").write_text(ARTICLE)
    (inside / "a.txt").write_text(ARTICLE)
    (inside / "b.txt").symlink_to(outside / "secret.txt")
    (inside / "c").symlink_to(outside)
    (inside / "d.txt").symlink_to(inside / "a.txt")
    (inside / "loop").symlink_to(inside)
    (inside / "e.txt").symlink_to(inside / "e.txt")
    lines = [f.line() if isinstance(f, HorseshoeError) else f.path for f in load_many([inside])]
    assert [line.rpartition("/in/")[2].split(":")[0] for line in lines] == ["a.txt", "b.txt", "c", "d.txt", "e.txt"]
    assert [line.partition("leads ")[2][:3] for line in lines] == ["", "out", "out", "", "rou"]


def test_an_empty_folder_says_so(tmp_path):
    [error] = load_many([tmp_path])
    assert "holds no documents" in str(error)


def test_zip_bomb_in_word_document():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 3_000_000)
    assert "unpacks to more than 1 MB" in refused(out.getvalue(), "a.docx", limits=Limits(unpacked_bytes=1_000_000))
    assert "parts" in refused(docx(["x"]), "a.docx", limits=Limits(zip_members=2))


def test_entities_of_word_xml_are_not_opened(tmp_path):
    secret = tmp_path / "secret"
    secret.write_text("the secret word")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx([ARTICLE]))) as source, zipfile.ZipFile(out, "w") as archive:
        for member in source.infolist():
            data = source.read(member)
            if member.filename == "word/document.xml":
                declaration = f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{secret}">]><w:document'.encode()
                data = data.replace(b"<w:document", declaration, 1).replace(b"The Security", b"&e; Security", 1)
            archive.writestr(member, data)
    with suppress(InputError):
        assert "secret word" not in from_bytes(out.getvalue(), "a.docx").text


def test_damaged_and_locked_files():
    good = docx([ARTICLE])
    assert "damaged" in refused(good[: len(good) // 2], "a.docx")
    assert "no Word document" in refused(b"PK\x03\x04" + b"a" * 100, "a.docx")
    assert "damaged PDF" in refused(b"%PDF-1.4\n" + b"x" * 500, "a.pdf")
    assert "without text" in refused(pdf([]), "a.pdf")
    assert "pages" in refused(pdf([ARTICLE[:50]]), "a.pdf", limits=Limits(pdf_pages=0))


def test_deep_html_is_refused_in_time_as_it_is_long():
    def deep(size: int) -> None:
        page = b"<html><body>" + b"<div>" * size + ARTICLE.encode() + b"</body></html>"
        assert "deep" in refused(page, "a.html")

    def broken(size: int) -> None:
        from_bytes(b"<html><body>" + b"<p>a <" * size + ARTICLE.encode() + b'<a "' * (size // 10), "b.html")

    deep(200_000)
    broken(1_000)
    # Four times as long where time grows as the page, sixteen where it grows as its square.
    assert times_as_long(lambda: broken(10_000), lambda: broken(2_500), enough=10) < 10


def test_pages_and_mails_without_text():
    assert "without text" in refused(b"<html><body><script>x()</script></body></html>", "a.html")


def test_a_control_character_behind_a_script_does_not_stop_the_page() -> None:
    page = b"><t><script ></script/>\x04<p>Niger abstained."  # found by fuzzing
    assert from_bytes(page, "a.html", content_type="text/html").text == "Niger abstained."
    mail = b"From: a@example.org\nMessage-ID: <1>\nMIME-Version: 1.0\nContent-Type: image/png\n\nabc"
    assert "without text" in refused(mail, "a.eml")


def test_deeply_nested_mail():
    parts = "".join(f"Content-Type: multipart/mixed; boundary=b{n}\n\n--b{n}\n" for n in range(3000))
    head = "From: a@example.org\nMessage-ID: <1@example.org>\nMIME-Version: 1.0\n"
    assert "mail message" in refused((head + parts).encode(), "a.eml")


STARTS = (b"", b"%PDF-", b"PK\x03\x04word/", b"<html>", b"From: a\nMIME-Version: 1\n\n", b"---\n")


@given(st.binary(max_size=400), st.sampled_from(STARTS))
def test_any_bytes_give_a_document_or_one_line(data, start):
    line = ""
    try:
        from_bytes(start + data, "x")
    except HorseshoeError as error:
        line = error.line()
    assert "\n" not in line
