"""Makers of Word files, pages and mails for tests of what words of them are kept."""

from __future__ import annotations

import io

from document_makers import SENTENCES

DATE = 'w:author="a" w:date="2012-01-30T10:00:00Z"'


def word(*blocks: str, **parts: str) -> bytes:
    """A Word file whose body is these blocks of WordprocessingML; `{..}` in a block stands for nothing of its own."""
    import docx as library

    document = library.Document()
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    from docx.oxml import parse_xml

    for n, block in enumerate(blocks):
        names = (
            'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
            'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:v="urn:schemas-microsoft-com:vml" '
            'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
        )
        tag, rest = block.split(">", 1) if not block.split(">", 1)[0].endswith("/") else (block, "")
        body.insert(n, parse_xml(f"{tag} {names}>{rest}" if rest else block))
    if header := parts.get("header"):
        document.sections[0].header.paragraphs[0].text = header
    if footer := parts.get("footer"):
        document.sections[0].footer.paragraphs[0].text = footer
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inner: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{''.join(inner)}</w:p>"


def ins(*inner: str) -> str:
    return f'<w:ins w:id="1" {DATE}>{"".join(inner)}</w:ins>'


def deleted(text: str) -> str:
    return f'<w:del w:id="2" {DATE}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def page(body: str, head: str = "") -> bytes:
    told = "".join(f"<p>{s}</p>" for s in SENTENCES)
    article = f"<article><h1>The mission</h1>{told}{body}</article>"
    return f"<html><head><title>x</title>{head}</head><body>{article}</body></html>".encode()


def mail(*parts: tuple[str, str], kind: str = "mixed", subject: str = "The mission") -> bytes:
    head = (
        f"From: Ann <ann@example.org>\nTo: b@example.org\nSubject: {subject}\nDate: Wed, 01 Feb 2012 22:00:00 -0500\n"
        f'MIME-Version: 1.0\nContent-Type: multipart/{kind}; boundary="x"\n\n'
    )
    return (head + "".join(f"--x\nContent-Type: {t}\n\n{body}\n" for t, body in parts) + "--x--\n").encode()
