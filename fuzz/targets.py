"""What is fuzzed: each target takes bytes and may only end well or with an error a person can fix (HorseshoeError)."""

# ruff: noqa: E501 - inputs stand on their lines as they are

from __future__ import annotations

import functools
import io
import json
import random
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import more_targets as more
from more_targets import scratch

from horseshoe.errors import HorseshoeError, NothingFoundError

Target = Callable[[bytes], None]
SENTENCES = (
    "The Security Council met in New York to vote on a draft resolution that would have extended the mandate of the mission.",
    "Russia said on Friday that it would veto the text unless the sanctions were dropped, a Western diplomat said.",
    "“We are not persuaded,” said the ambassador of South Africa, “that force will protect anyone.”",
    "At least 5,400 people, among them two hundred and ten children, have been killed since March, the United Nations says.",
    "In favour: 9. Against: China, Russian Federation. Abstaining: Brazil, India, Lebanon, South Africa (S/2011/612).",
    "1. Demands that all parties cease hostilities by 15 March 2012; 2. Decides to remain seized of the matter.",
    "He denied it. They blamed Damascus for the deaths of dozens of protesters in Homs earlier this week.",
)
ARTICLE = "UNITED NATIONS, 1 February 2012 (Reuters) - " + "\n\n".join(SENTENCES)
FRAGMENTS = (
    *SENTENCES,
    *(w + " " for s in SENTENCES for w in s.split()),
    '"', "“", "”", "‘", "'", "…", " […] ", "\n", "\r\n", "\n\n", "\t", "\x0c", "\x85", "\u2028", "\u202e", "\u200b", "\ufeff", "\u0301",
    "é", "𝔘", "🇸🇾", "٣", "½", "1e999", "99999999999999999999", "0", "-1", "31 February 2012", "13/13/2013", "4-4-7", "S/RES/", "S/2012/",
    "who said that who said that ", "(", ")", "[", "]", ":", ";", ". ", ", ", "—", "vetoed vetoed ", "a draft of a draft of ", "U.N.", "U.S.-",
)  # fmt: skip


def compose(data: bytes) -> str:
    """A text put together from fragments as the bytes say; every fourth piece raw characters."""
    out, i = [], 0
    while i < len(data) and len(out) < 200:
        code = data[i]
        if code >= 224:
            out.append(data[i + 1 : i + 5].decode("utf-8", "replace"))
            i += 5
        else:
            out.append(FRAGMENTS[(code * 256 + (data[i + 1] if i + 1 < len(data) else 0)) % len(FRAGMENTS)])
            i += 2
    return "".join(out)


def _load(name: str, data: bytes, content_type: str | None = None) -> None:
    from horseshoe.documents.load import from_bytes

    from_bytes(data, name, content_type=content_type)


def text(data: bytes) -> None:
    """Plain text: sniffing, decoding, dateline, kind, language."""
    _load("a.txt", data)


def markdown(data: bytes) -> None:
    """Markdown."""
    _load("a.md", data)


def html(data: bytes) -> None:
    """Web pages, as the server or the name declares them."""
    _load("a.html", data, "text/html")


def mail(data: bytes) -> None:
    """Mail messages."""
    _load("a.eml", data, "message/rfc822")


def pdf(data: bytes) -> None:
    """PDF."""
    _load("a.pdf", data)


def docx(data: bytes) -> None:
    """Word documents: half the inputs damage the zip, half the XML within."""
    if data[:1] == b"P":
        _load("a.docx", data)
        return
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, body in docx_parts().items():
            archive.writestr(name, data if name == "word/document.xml" else body)
    _load("a.docx", out.getvalue())


@functools.cache
def docx_bytes() -> bytes:
    """A small Word document."""
    import docx as word

    document = word.Document()
    for sentence in SENTENCES[:3]:
        document.add_paragraph(sentence)
    document.add_table(rows=2, cols=2).cell(0, 0).text = "In favour: 13"
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


@functools.cache
def docx_parts() -> dict[str, bytes]:
    """The parts of the small Word document."""
    with zipfile.ZipFile(io.BytesIO(docx_bytes())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def reading(data: bytes) -> None:
    """All stations over a composed text; the contract's promise on offsets is checked, and the briefing is built and verified."""
    from horseshoe.contract import to_contract
    from horseshoe.documents import from_text
    from horseshoe.reading.reader import read_document

    document = from_text(compose(data), path="fuzz", published=date(2012, 2, 1))
    made = read_document(document)
    found = to_contract(made)
    json.dumps(found, ensure_ascii=False)
    for kind in ("quotes", "positions", "figures", "events", "dates"):
        for item in found[kind]:
            start, end = item["span"]
            if document.text[start:end] != item["text"]:
                raise AssertionError(f"{kind}: [{start}, {end}) is not {item['text']!r}")


def briefing(data: bytes) -> None:
    """Reading, briefing and each way to print it."""
    _brief_text("The Security Council met. " + compose(data))


def official(data: bytes) -> None:
    """The same for a damaged resolution, draft, press release, statement or verbatim record."""
    _brief_text(data.decode("utf-8", "replace"))


def _brief_text(words: str) -> None:
    from horseshoe.brief.build import build_brief
    from horseshoe.brief.render import markdown as as_markdown
    from horseshoe.brief.render import terminal
    from horseshoe.brief.render.json import to_json
    from horseshoe.documents import from_text
    from horseshoe.reading.reader import read_document
    from horseshoe.reading.triage.first_pass import is_worth_reading

    document = from_text(words, path="fuzz", published=date(2012, 2, 1))
    if not is_worth_reading(document.text):
        raise NothingFoundError("nothing about the Security Council found")
    made = build_brief(read_document(document))
    json.dumps(to_json(made))
    terminal.render(made)
    as_markdown.render(made)


def verify(data: bytes) -> None:
    """The faithfulness check on damaged briefings."""
    from horseshoe.brief.checking.verify import verify as check

    value = damaged(_brief(), random.Random(data))
    check(value)


def damaged(value: Any, rng: random.Random) -> Any:
    """A copy of JSON data in which about one value in fifteen is another or of another kind."""
    if rng.random() < 0.07:
        return rng.choice(
            (None, True, -1, 2**70, 1.5, "", "\ud800", "S/2012/77", "“x", [], [[]], {}, {"span": [0, 3], "text": "Rus"})
        )
    if isinstance(value, dict):
        return {k: damaged(v, rng) for k, v in value.items() if rng.random() > 0.02}
    if isinstance(value, list):
        return [damaged(v, rng) for v in value]
    return value


def query(data: bytes) -> None:
    """The query language of search, parsed."""
    from horseshoe.record.searching.query import parse_query

    parse_query(data.decode("utf-8", "replace"))


def search(data: bytes) -> None:
    """The query language of search, asked of a small record."""
    _record().search(data.decode("utf-8", "replace"))


@functools.cache
def _record() -> Any:
    from horseshoe.record.record import Record

    folder = scratch() / "texts"
    folder.mkdir(exist_ok=True)
    for number, sentence in enumerate(SENTENCES):
        (folder / f"{number}.txt").write_text(f"The Security Council met. {sentence}", encoding="utf-8")
    record = Record(str(scratch() / "fuzz.db"))
    record.__enter__()
    from horseshoe.reading.reader import read_document

    record.ingest([str(folder)], everything=True, read=read_document)
    return record


def votes(data: bytes) -> None:
    """A votes sheet: encoding, delimiter, header, every record, up to the staging table."""
    import duckdb

    from horseshoe.votes.columns import undl_columns
    from horseshoe.votes.sheet import open_sheet, stage_slowly

    path = scratch() / "sheet.csv"
    path.write_bytes(data)
    sheet = open_sheet(path)
    columns = undl_columns(sheet.header, str(path))
    with duckdb.connect() as connection:
        stage_slowly(connection, sheet, columns)


def votes_load(data: bytes) -> None:
    """A votes sheet loaded into a votes file, whole."""
    from horseshoe.votes.load import load_votes

    path, db = scratch() / "sheet.csv", scratch() / "votes.duckdb"
    path.write_bytes(data)
    load_votes(path, db)


def mapping(data: bytes) -> None:
    """A mapping file (TOML) of a votes sheet."""
    from horseshoe.votes.columns import read_mapping

    path = scratch() / "mapping.toml"
    path.write_bytes(data)
    read_mapping(path)


def query_seeds() -> list[bytes]:
    """Queries of every kind."""
    return [
        b'actor:RUS stance:threatens_veto "draft resolution" -Libya after:2011-01 before:2012-02-03',
        b"speaker:Churkin OR kind:news has:quote on:2012 situation:SYR draft:S/2012/77 source:Reuters",
    ]


VOTES = (
    b"undl_id,ms_code,ms_name,ms_vote,date,resolution,draft,committee_report,meeting,description,agenda_title,subjects,vote_note,"
    b"modality,total_yes,total_no,total_abstentions,total_non_voting,total_ms,undl_link\n"
    b"1,CHN,CHINA,Y,2012-04-14,S/RES/2042(2012),S/2012/219,,S/PV.6751,Syria,MIDDLE EAST SITUATION,,,RECORDED,15,0,0,0,15,x\n"
    b'1,RUS,RUSSIAN FEDERATION,A,2012-04-14,S/RES/2042(2012),S/2012/219,,S/PV.6751,"Syria\n2",MIDDLE EAST,,,RECORDED,15,0,0,0,15,x\n'
)
OFFICIAL = sorted((Path(__file__).parents[1] / "tests" / "reading_formal" / "samples").glob("*.txt"))
MAPPING = (Path(__file__).parents[1] / "src" / "horseshoe" / "votes" / "data" / "sheets" / "failed_drafts.toml").read_bytes()
PAGE = (
    "<!DOCTYPE html><html><head><title>Vote</title><meta property='article:published_time' content='2012-02-01T09:30:00Z'>"
    '<script type="application/ld+json">{"@graph":[{"datePublished":"2012-02-01","publisher":{"name":"Wire"}}]}</script></head>'
    f"<body><article><h1>Vote</h1>{''.join(f'<p>{s}</p>' for s in SENTENCES)}<table><tr><td>9</td></tr></table></article></body></html>"
).encode()
MAIL = (
    "Received: from x\r\nFrom: =?utf-8?q?Press?= <press@example.org>\r\nSubject: Vote\r\nDate: Wed, 1 Feb 2012 09:30:00 +0000\r\n"
    'MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n'
    f"Content-Transfer-Encoding: 8bit\r\n\r\n{SENTENCES[0]}\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>{SENTENCES[1]}</p>\r\n--b--\r\n"
).encode()
FRONT = f"---\ntitle: Vote\ndate: 2012-02-01\n---\n# Vote\n\n> *{SENTENCES[0]}* [link](http://x)\n\n- {SENTENCES[2]}\n```\ncode\n```\n"


def pdf_bytes() -> bytes:
    """A one-page PDF."""
    stream = (
        b"BT /F1 8 Tf 20 780 Td 12 TL " + b"".join(b"(%s) Tj T* " % s.encode("latin-1", "replace") for s in SENTENCES) + b"ET"
    )
    bodies = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 900 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, offsets = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        offsets.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"xref\n0 6\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % o for o in offsets)
    return out + table + b"trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(out)


def seeds(name: str) -> list[bytes]:
    """Well-formed inputs that the fuzzer starts from."""
    random_bytes = random.Random(7).randbytes
    found: dict[str, list[bytes]] = {
        "text": [ARTICLE.encode(), "\ufeff".encode() + ARTICLE.encode()],
        "markdown": [FRONT.encode()],
        "html": [PAGE],
        "mail": [MAIL],
        "pdf": [pdf_bytes()],
        "docx": [docx_bytes(), docx_parts()["word/document.xml"]],
        "reading": [random_bytes(60) for _ in range(20)],
        "briefing": [random_bytes(40) for _ in range(20)],
        "official": [path.read_bytes() for path in OFFICIAL],
        "verify": [json.dumps(_brief()).encode()],
        "query": query_seeds(),
        "search": query_seeds(),
        "votes": [VOTES],
        "votes_load": [VOTES],
        "mapping": [MAPPING],
    } | more.seeds()
    return found[name]


def _brief() -> dict[str, Any]:
    evidence = [{"span": [0, 6], "text": "Russia"}]
    line = {"text": "Russia vetoed it, 2012-02-04: “Russia”", "depth": 0, "spans": evidence, "record": ["S/2012/77"]}
    seat = {"state": "RUS", "name": "Russia", "permanent": True, "president": False, "stance": "vetoed", "hedged": False}
    document = {"id": "", "path": "x", "title": None, "published": "2012-02-05", "published_from": "option", "publisher": None}
    return {
        "brief": 1,
        "document": document | {"kind": "news", "text": "Russia vetoed 3 drafts on Syria."},
        "headline": line,
        "council": [seat | {"spans": evidence}],
        "sections": [
            {"key": k, "title": "Who wants what", "rests": "document", "lines": [line]} for k in ("positions", "quotes")
        ],
        "warnings": [],
    }


# name -> function, and its share of a run's inputs: cheap targets get more, each of all of them tens of thousands in a million
TARGETS: dict[str, tuple[Target, int]] = {
    "query": (query, 120),
    "search": (search, 15),
    "mapping": (mapping, 70),
    "config": (more.config, 70),
    "text": (text, 140),
    "markdown": (markdown, 100),
    "html": (html, 45),
    "mail": (mail, 90),
    "pdf": (pdf, 80),
    "docx": (docx, 50),
    "ingested": (more.ingested, 50),
    "feed": (more.feed, 20),
    "links": (more.links, 30),
    "triage": (more.triage, 60),
    "llm": (more.llm, 60),
    "verify": (verify, 60),
    "votes": (votes, 7),
    "votes_load": (votes_load, 2),
    "api": (more.api, 12),
    "reading": (reading, 8),
    "briefing": (briefing, 4),
    "official": (official, 4),
}


def run_one(name: str, data: bytes) -> bool:
    """Run one input through a target; whether it was accepted. An error a person can fix is a good end too."""
    try:
        TARGETS[name][0](data)
        return True
    except HorseshoeError as error:
        if "\n" in error.line():
            raise AssertionError("an error of several lines") from error
        return False
