"""What each loader does with the parts of a document: samples, and the table of docs/documents.md that is made of them.

`python tests/documents/document_table.py` prints the table.
"""

from __future__ import annotations

from dataclasses import dataclass

from document_makers import SENTENCES, pdf_pages
from document_words import deleted, ins, mail, p, page, run, word

from horseshoe.documents import from_bytes

START, END = "<!-- table of loaders: made by tests/documents/document_table.py -->", "<!-- end of the table -->"
SAID = "Ghana spoke"  # the words that a sample puts into a part of a document
HEADS = {"docx": "Word", "html": "web page", "pdf": "PDF", "eml": "mail", "md": "Markdown", "txt": "text"}


@dataclass(frozen=True, slots=True)
class Sample:
    """A document of a kind that holds SAID in one of its parts."""

    part: str
    kind: str
    data: bytes


def _html(part: str) -> bytes:
    return page(part)


def _word(*inner: str) -> bytes:
    return word(p(run(SENTENCES[0])), *inner)


def _mail(body: str) -> bytes:
    return mail(("text/plain", f"{SENTENCES[0]}\n{body}"))


_LONG = [SENTENCES[0][:60] + f" {n} and so on"[:20] for n in range(8)]
_RAISED = '<w:vertAlign w:val="superscript"/>'
_NOTE = f"<w:r><w:footnoteReference w:id='1'/></w:r>{run(' ' + SAID)}"

SAMPLES = (
    Sample("running text", "docx", _word(p(run(SAID)))),
    Sample("running text", "html", _html(f"<p>{SAID} at length in the chamber.</p>")),
    Sample("running text", "pdf", pdf_pages([SENTENCES[0], SAID])),
    Sample("running text", "eml", _mail(SAID)),
    Sample("running text", "md", f"{SENTENCES[0]}\n\n{SAID}\n".encode()),
    Sample("running text", "txt", f"{SENTENCES[0]}\n{SAID}\n".encode()),
    Sample("tracked insertion, move to here", "docx", _word(p(ins(run(SAID))))),
    Sample("tracked deletion, move from here", "docx", _word(p(deleted(SAID)))),
    Sample("struck-out words", "docx", _word(p(run(SAID, "<w:strike/>")))),
    Sample("struck-out words", "html", _html(f"<p>So it was <s>{SAID}</s> in the end.</p>")),
    Sample("struck-out words", "md", f"{SENTENCES[0]} ~~{SAID}~~\n".encode()),
    Sample("struck-out words", "txt", f"{SENTENCES[0]} ~~{SAID}~~\n".encode()),
    Sample("hidden words", "docx", _word(p(run(SAID, "<w:vanish/>")))),
    Sample("content control, smart tag, link", "docx", _word(f"<w:sdt><w:sdtContent>{p(run(SAID))}</w:sdtContent></w:sdt>")),
    Sample("table, table in a table", "docx", _word(f"<w:tbl><w:tr><w:tc><w:tcPr/>{p(run(SAID))}</w:tc></w:tr></w:tbl>")),
    Sample("table, table in a table", "html", _html(f"<table><tr><td>{SAID}</td><td>x</td></tr></table>")),
    Sample("text box", "docx", _word(p(f"<w:r><w:pict><w:txbxContent>{p(run(SAID))}</w:txbxContent></w:pict></w:r>"))),
    Sample("page head and foot, once", "docx", word(p(run(SENTENCES[0])), header=SAID)),
    Sample("page head and foot, once", "pdf", pdf_pages([SAID, *_LONG], [SAID, *_LONG])),
    Sample("number of a page", "pdf", pdf_pages([*_LONG, "1"], [*_LONG, "2"], [*_LONG, "3"])),
    Sample("mark of a note", "docx", _word(p(run("40"), run(SAID[:1].lower(), _RAISED)))),
    Sample("inline time", "html", _html(f"<p>The day on which <time>{SAID}</time> was late.</p>")),
    Sample("navigation, related stories, comments", "html", _html(f"<aside><p>{SAID}</p></aside>")),
    Sample("quoted older mail", "eml", _mail(f"> {SAID}")),
    Sample("note above a forwarded mail", "eml", mail(("text/plain",
        f"{SAID}\n\n---------- Forwarded message ----------\nFrom: b@example.org\nDate: 2 January 2006\n\n{SENTENCES[0]}\n"))),
    Sample("forwarded mail, with its own sender and day", "eml", mail(("text/plain",
        f"See.\n\n---------- Forwarded message ----------\nFrom: b@example.org\nDate: 2 January 2006\n\n{SAID}\n"))),
    Sample("second text part", "eml", mail(("text/plain", SENTENCES[0]), ("text/plain", SAID))),
)  # fmt: skip


def outcome(sample: Sample) -> str:
    """`kept`, `left out`, or `left out, told` where a warning says so."""
    document = from_bytes(sample.data, f"a.{sample.kind}")
    if sample.part == "mark of a note":
        return "left out" if "40g" not in document.text else "kept"
    if sample.part == "number of a page":
        return "left out" if document.text.splitlines()[-1] != "3" else "kept"
    if count := " ".join(document.text.split()).count(SAID):
        return "kept" if count == 1 else f"kept {count} times"
    told = any(
        w.startswith(("struck", "hidden", "holds tracked", "what it quotes", "the note above")) for w in document.warnings
    )
    return "left out, told" if told else "left out"


def table() -> str:
    """The table, a row a part, a column a kind."""
    parts = dict.fromkeys(s.part for s in SAMPLES)
    found = {(s.part, s.kind): outcome(s) for s in SAMPLES}
    rows = [["part", *HEADS.values()], ["---"] * (len(HEADS) + 1)]
    rows += [[part, *(found.get((part, kind), "") for kind in HEADS)] for part in parts]
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


if __name__ == "__main__":
    print(table())
