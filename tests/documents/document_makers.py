"""Small files of each media type, made for the tests."""

from __future__ import annotations

import io

SENTENCES = (
    "The Security Council met in New York to vote on a draft resolution that would have extended the mandate of the mission.",
    "The representative of Portugal said that her country had asked for the meeting and that the text was a fair compromise.",
    "Russia and China voted against it, and the draft was not adopted because of the negative votes of permanent members.",
)
ARTICLE = "\n".join(SENTENCES)
PAGE = f"""<!DOCTYPE html><html><head><title>Vote on the mission</title>
<meta property="og:site_name" content="Example Wire"><meta property="article:published_time" content="2012-02-01T09:30:00Z">
<script>var tracker = "of the and";</script></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav><article><h1>Vote on the mission</h1>
{"".join(f"<p>{s}</p>" for s in SENTENCES)}</article><footer>All rights reserved</footer></body></html>"""
MAIL = (
    "Received: from mail.example.org\r\nFrom: Press Office <press@example.org>\r\nTo: list@example.org\r\n"
    "Subject: Vote on the mission\r\nDate: Wed, 1 Feb 2012 09:30:00 +0000\r\nMessage-ID: <1@example.org>\r\n"
    "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n" + ARTICLE.replace("\n", "\r\n") + "\r\n"
)


def pdf(lines: list[str], *, created: str | None = None, title: str | None = None) -> bytes:
    """A one-page PDF with each line on a line of its own."""
    shown = "".join(f"({line}) Tj T* " for line in lines)
    stream = f"BT /F1 8 Tf 20 780 Td 12 TL {shown}ET".encode("latin-1")
    info = (f"/CreationDate (D:{created}) " if created else "") + (f"/Title ({title})" if title else "")
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        f"<< {info} >>".encode(),
    ]
    out = io.BytesIO(b"%PDF-1.4\n")
    out.seek(0, io.SEEK_END)
    offsets = []
    for number, body in enumerate(objects, 1):
        offsets.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, body))
    xref = out.tell()
    out.write(b"xref\n0 7\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets))
    out.write(b"trailer\n<< /Size 7 /Root 1 0 R /Info 6 0 R >>\nstartxref\n%d\n%%%%EOF\n" % xref)
    return out.getvalue()


def pdf_pages(*pages: list[str]) -> bytes:
    """A PDF with a page for each list of lines; a line may hold `^3^` for a raised small 3, and Windows-1252 characters."""

    def shown(line: str) -> str:
        pieces = line.split("^")
        raised = [f"3 Ts /F1 6 Tf ({p}) Tj 0 Ts /F1 9 Tf" if n % 2 else f"({p}) Tj" for n, p in enumerate(pieces)]
        return " ".join(raised) + " T* "

    streams = [f"BT /F1 9 Tf 20 780 Td 14 TL {''.join(map(shown, lines))}ET".encode("cp1252") for lines in pages]
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    pages_ = f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode()
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", pages_, font]
    for n, stream in enumerate(streams):
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 700 800] /Contents %d 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
            % (5 + 2 * n)
        )
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % o for o in offsets)
    size = len(objects) + 1
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, table, size, len(out),
    )  # fmt: skip


def docx(paragraphs: list[str], *, created: object = None, title: str = "") -> bytes:
    """A Word document with one table cell at its end."""
    import docx as word

    document = word.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    document.add_table(rows=1, cols=1).cell(0, 0).text = "In favour: 13"
    document.core_properties.title = title
    if created:
        document.core_properties.created = created
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()
