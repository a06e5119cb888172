"""Hostile files by what they do to a format: bombs, entities, nesting, loops, sizes, lengths, breaks, links."""

# ruff: noqa: E501 - documents stand on their lines as they are

from __future__ import annotations

import base64
import struct
import zlib
from collections.abc import Iterator

from hostile_makers import (
    GOOD_DOCX,
    GOOD_PDF,
    PROLOGUE,
    RELS,
    SHOWN,
    TEXT,
    File,
    Run,
    docx,
    page,
    paragraph,
    pdf,
    wordprocessing,
    zipped,
)

ZEROS = bytes(1 << 20)


def zip_bombs() -> Iterator[File]:
    """Archives that unpack to far more than they are, or hold far too many parts."""
    for megabytes in (201, 600):
        yield f"zip_bombs-{megabytes}.docx", docx(paragraph(TEXT), extra={"word/media/a.bin": Run(ZEROS, megabytes)})
    before, after = wordprocessing(paragraph("|")).encode().split(b"|")
    yield "zip_bombs-body.docx", docx("", extra={"word/document.xml": Run(b"a " * 1_000_000, 110, before, after)})
    many = {f"word/{n}.xml": b"" for n in range(5200)}
    yield "zip_bombs-parts.docx", zipped(many)
    inner = zipped({"word/x": Run(ZEROS, 30)})
    for depth in range(4):
        inner = zipped({f"word/{n}.zip": inner for n in range(6)})
        yield f"zip_bombs-nested-{depth}.docx", inner
    lying = bytearray(docx(paragraph(TEXT), extra={"word/media/a.bin": Run(ZEROS, 210)}))
    at = lying.rfind(b"PK\x01\x02")
    lying[at + 24 : at + 28] = struct.pack("<I", 10)
    yield "zip_bombs-lying-size.docx", bytes(lying)


def entities() -> Iterator[File]:
    """Entity expansion in the XML of Word documents and pages."""
    lol = '<!ENTITY l0 "lol ">' + "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    quadratic = f'<!ENTITY q "{"a" * 50_000}">'
    outside = '<!ENTITY x SYSTEM "file:///etc/passwd">'
    network = '<!ENTITY x SYSTEM "http://127.0.0.1:9/x">'
    parameter = '<!ENTITY % p SYSTEM "http://127.0.0.1:9/p.dtd"> %p;'
    loop = '<!ENTITY a "&b;"><!ENTITY b "&a;">'
    for name, declared, used in (
        ("billion_laughs", lol, "&l9;"),
        ("quadratic", quadratic, "&q;" * 5000),
        ("file", outside, "&x;"),
        ("network", network, "&x;"),
        ("parameter", parameter, "x"),
        ("loop", loop, "&a;"),
    ):
        doctype = f"<!DOCTYPE r [{declared}]>"
        yield f"any-entities-{name}.docx", docx(paragraph(used), prologue=PROLOGUE + doctype)
        page_ = f"{PROLOGUE}<!DOCTYPE html [{declared}]><html><body><p>{used[:20000]}</p></body></html>"
        yield f"good-entities-{name}.html", page_.replace("<p>", f"<p>{TEXT} ").encode()


def nesting() -> Iterator[File]:
    """Elements, parts of mail, brackets and quotations nested deep."""
    for tag in ("div", "span", "table", "b", "blockquote", "section"):
        yield f"nesting-{tag}.html", b"<html><body>" + f"<{tag}>".encode() * 100_000 + TEXT.encode()
    yield "nesting-docx.docx", docx("<w:sdt><w:sdtContent>" * 20_000 + paragraph(TEXT) + "</w:sdtContent></w:sdt>" * 20_000)
    yield "nesting-docx-tables.docx", docx("<w:tbl><w:tr><w:tc>" * 5_000 + "</w:tc></w:tr></w:tbl>" * 5_000)
    mail = b"".join(b'Content-Type: multipart/mixed; boundary="b%d"\r\n\r\n--b%d\r\n' % (n, n) for n in range(3000))
    yield "nesting-mail.eml", b"From: a@b.c\r\nSubject: x\r\n" + mail
    yield "good-nesting-brackets.txt", (TEXT + "(" * 3000 + "a" + ")" * 3000 + " " + TEXT).encode()
    yield "good-nesting-quotes.txt", (TEXT + "“He said that " * 300 + "x" + "”" * 300 + " " + TEXT).encode()
    yield (
        "good-nesting-markdown.md",
        (TEXT + "\n" + ">" * 3000 + " a\n" + "*" * 3000 + "a\n" + "[" * 3000 + "\n\n" + TEXT).encode(),
    )


def pdf_loops() -> Iterator[File]:
    """PDFs whose objects lead back to themselves, and other impossible structures."""
    base = page(SHOWN)
    for name, number, body in (
        ("kids", 2, b"<< /Type /Pages /Kids [2 0 R] /Count 1 >>"),
        ("kids-many", 2, b"<< /Type /Pages /Kids [" + b"2 0 R " * 1000 + b"] /Count 1000 >>"),
        ("count", 2, b"<< /Type /Pages /Kids [3 0 R] /Count 2147483647 >>"),
        ("negative-count", 2, b"<< /Type /Pages /Kids [3 0 R] /Count -5 >>"),
        ("catalog", 1, b"<< /Type /Catalog /Pages 1 0 R >>"),
        ("no-pages", 1, b"<< /Type /Catalog >>"),
        ("contents", 3, b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R >>"),
    ):
        objects = list(base)
        objects[number - 1] = body
        yield f"any-pdf_loops-{name}.pdf", pdf(objects)
    form = b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Length 5 /Resources << /XObject << /X 6 0 R >> >> >>\nstream\n/X Do\nendstream"
    objects = page(b"/X Do")
    objects[2] = objects[2].replace(b"/Font << /F1 5 0 R >>", b"/XObject << /X 6 0 R >>")
    yield "pdf_loops-form.pdf", pdf([*objects, form])
    yield "any-pdf_loops-prev.pdf", pdf([*base[:4], b"<< >>"], extra=b"/Prev 9 ")
    yield "pdf_loops-xref.pdf", b"%PDF-1.4\nstartxref\n0\n%%EOF"
    yield "pdf_loops-arrays.pdf", pdf([*page(SHOWN)[:3], b"[" * 50_000, base[4]])


def images() -> Iterator[File]:
    """Pictures, alone and inside documents, of impossible sizes."""
    header = struct.pack(">IIBBBBB", 2**31 - 1, 2**31 - 1, 8, 6, 0, 0, 0)
    png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 13) + b"IHDR" + header + struct.pack(">I", zlib.crc32(b"IHDR" + header))
    jpeg = b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01"
    gif = b"GIF89a\xff\xff\xff\xff\xf7\x00\x00"
    for name, data in (("png", png), ("jpg", jpeg), ("gif", gif)):
        yield f"images-{name}.txt", data + b"\0" * 100
        yield f"images-{name}.html", data
        extra = {"word/media/i." + name: data}
        yield f"good-images-{name}.docx", docx(paragraph(TEXT) * 2, extra=extra)
        inline = base64.b64encode(data * 2000).decode()
        yield (
            f"good-images-{name}.html",
            f'<html><body><p>{TEXT}</p><img src="data:image/{name};base64,{inline}"></body></html>'.encode(),
        )
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /ColorSpace /DeviceRGB /BitsPerComponent 8 /Length 3 >>"
    )
    objects = page(SHOWN + b" /X Do")
    objects[2] = objects[2].replace(b"/Font", b"/XObject << /X 6 0 R >> /Font")
    yield "good-images-in-pdf.pdf", pdf([*objects, picture + b"\nstream\nabc\nendstream"])


def lengths() -> Iterator[File]:
    """Lengths and offsets that are not so."""
    for number, length in enumerate((0, 1, 5, 2**31, 2**63, -1)):
        broken = GOOD_PDF.replace(b"/Length %d" % len(SHOWN), b"/Length %d" % length)
        yield f"any-lengths-{number}.pdf", broken
    for at in range(6):
        broken_zip = bytearray(GOOD_DOCX)
        where = (18, 22, 26, 28, 14, 8)[at]
        broken_zip[where : where + 2] = b"\xff\xff"
        yield f"any-lengths-{at}.docx", bytes(broken_zip)
    yield "any-lengths-flate.pdf", pdf(page(zlib.compress(b"\0" * (100 << 20), 9), b"/Filter /FlateDecode "))
    chain = zlib.compress(zlib.compress(zlib.compress(b"\0" * (50 << 20), 9), 9), 9)
    yield "any-lengths-chain.pdf", pdf(page(chain, b"/Filter [/FlateDecode /FlateDecode /FlateDecode] "))


def truncated() -> Iterator[File]:
    """Files cut off."""
    for part in (1, 3, 5, 8, 9):
        yield f"any-truncated-{part}.pdf", GOOD_PDF[: len(GOOD_PDF) * part // 10]
        yield f"any-truncated-{part}.docx", GOOD_DOCX[: len(GOOD_DOCX) * part // 10]
    yield "any-truncated-utf8.txt", (TEXT + "é").encode()[:-1]
    yield (
        "any-truncated-mail.eml",
        b"From: a@b.c\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-",
    )
    yield "any-truncated-base64.eml", b"From: a@b.c\r\nSubject: x\r\nContent-Transfer-Encoding: base64\r\n\r\nVGhlI"
    yield "any-truncated-tag.html", f'<html><body><p>{TEXT}<a href="'.encode()


def links() -> Iterator[File]:
    """Word documents that point elsewhere: nothing is fetched."""
    targets = (
        "http://127.0.0.1:9/x",
        "file:///etc/passwd",
        "\\\\127.0.0.1\\share\\x",
        "../../../../etc/passwd",
        "ftp://127.0.0.1/x",
    )
    for number, target in enumerate(targets):
        relation = (
            f'<Relationship Id="r9" TargetMode="External" Target="{target}" '
            'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
        )
        rels = RELS.replace("</Relationships>", relation)
        yield f"good-links-external-{number}.docx", docx(paragraph(TEXT) * 2, rels=rels)
        own = rels.replace("word/document.xml", target.replace("\\", "/"))
        yield f"links-main-part-{number}.docx", docx(paragraph(TEXT), rels=own)
    yield "any-links-slip.docx", docx(paragraph(TEXT) * 2, extra={"../../../tmp/horseshoe-slip": b"x"})


def structures() -> Iterator[File]:
    """Broken structures of every format."""
    for name, body in (
        ("no-body", "<w:x/>"),
        ("unclosed", "<w:p><w:r><w:t>abc"),
        ("empty", ""),
        ("huge-attribute", f'<w:p w:x="{"a" * 11_000_000}"/>'),
    ):
        yield f"structures-{name}.docx", docx(body)
    yield (
        "any-structures-spans.docx",
        docx(
            '<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val="100000000"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>' + paragraph(TEXT)
        ),
    )
    yield "structures-no-types.docx", zipped({"word/document.xml": b"<x/>"})
    yield "structures-types-loop.docx", docx("", types="<Types/>")
    yield "any-structures-dtd.html", b"<!DOCTYPE " + b"[" * 100_000
    yield (
        "any-structures-json-ld.html",
        (
            f'<html><head><script type="application/ld+json">{"[" * 200_000}</script></head><body><p>{TEXT}</p></body></html>'
        ).encode(),
    )
    yield (
        "good-structures-json-ld.html",
        (
            '<html><head><script type="application/ld+json">{"datePublished": {"a": [1e999]}, "@graph": [null, 1, "x"]}</script>'
            f'<meta property="article:published_time" content="{"9" * 5000}"></head><body><p>{TEXT}</p></body></html>'
        ).encode(),
    )
    yield "good-structures-front-matter.md", b"---\ndate: 99999-99-99\ntitle: [[[[\n---\n" + TEXT.encode()
    yield (
        "any-structures-date.eml",
        b"From: a@b.c\r\nSubject: x\r\nDate: Xyz, 99 Foo 99999 99:99:99 +9999\r\n\r\n" + TEXT.encode(),
    )
    yield "any-structures-attachment.eml", b"From: a@b.c\r\nSubject: x\r\nContent-Type: application/pdf\r\n\r\n" + GOOD_PDF
