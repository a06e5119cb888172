"""Targets beyond the loaders: the first pass, feeds, archives, settings, a model's answers, and the REST API."""

# ruff: noqa: E501 - inputs stand on their lines as they are

from __future__ import annotations

import functools
import io
import json
import logging
import shutil
import tarfile
import tempfile
import zipfile
from pathlib import Path
from typing import Any

TEXT = "The Security Council met. Russia said on Friday that it would veto the text, a Western diplomat said. At least 12 died."


@functools.cache
def scratch() -> Path:
    """A folder of this process."""
    import atexit

    made = Path(tempfile.mkdtemp(prefix="fuzz"))
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return made


def triage(data: bytes) -> None:
    """The first pass over texts of any characters."""
    from horseshoe.reading.triage.first_pass import triage as choose

    text = data.decode("utf-8", "replace")
    for start, end in choose(text):
        if not 0 <= start < end <= len(text):
            raise AssertionError(f"[{start}, {end}) lies outside the text")


def feed(data: bytes) -> None:
    """An RSS or Atom feed as a server sends it."""
    from horseshoe.record.following.feeds import feed_entries

    feed_entries(data, "http://example.org/feed")


def links(data: bytes) -> None:
    """A page whose links are followed."""
    from horseshoe.record.following.feeds import page_links

    page_links(data, "http://example.org/page", "press")


def config(data: bytes) -> None:
    """The settings of `horseshoe follow` (TOML)."""
    from horseshoe.record.following.follow_config import load_config

    path = scratch() / "feeds.toml"
    path.write_bytes(data)
    load_config(path)


def ingested(data: bytes) -> None:
    """JSON lines and archives of texts, as `horseshoe ingest` opens them (told apart by their first bytes)."""
    from horseshoe.errors import HorseshoeError
    from horseshoe.reading.workers.worker import Task, Worker
    from horseshoe.record.ingest.sources import items_of

    ending = ".zip" if data[:1] == b"P" else ".jsonl" if data[:1] in (b"{", b"[") else ".tar"
    path = scratch() / f"sources{ending}"
    path.write_bytes(data)
    worker = Worker(Task())
    for item in items_of(path, worker.task):
        if isinstance(item, HorseshoeError):
            raise item
        worker.load(item)


def llm(data: bytes) -> None:
    """What a language model's server sends back, from the envelope to the items that are kept."""
    from horseshoe.reading.known import Known
    from horseshoe.reading.llm.client import _content
    from horseshoe.reading.llm.items import Collector

    collector = Collector(TEXT, Known())
    collector.take(_content(data, "http://example.org"), 0, len(TEXT))
    collector.warnings()


@functools.cache
def _client() -> Any:
    from fastapi.testclient import TestClient

    from horseshoe.serve.app import create_app
    from horseshoe.serve.settings import Settings

    logging.disable(logging.CRITICAL)
    settings = Settings(db=str(scratch() / "api.db"), readings_per_minute=10**9)
    from horseshoe.record.record import Record

    Record(settings.db).close()
    return TestClient(create_app(settings), base_url="http://127.0.0.1:8015", raise_server_exceptions=True)


def api(data: bytes) -> None:
    """One request to the server: method, address and body are lines of the input. No answer may be a fault of the server."""
    first, _, body = data.partition(b"\n")
    method, _, address = first.decode("utf-8", "replace").partition(" ")
    try:
        answer = _client().request(
            method if method in ("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS") else "GET",
            "/" + address.lstrip("/"),
            content=body,
            headers={"content-type": "application/json", "content-length": str(len(body))},
        )
    except Exception as error:
        if type(error).__name__ in ("InvalidURL", "LocalProtocolError", "UnicodeEncodeError"):
            return  # the client refuses to send it
        raise
    if answer.status_code >= 500:
        raise AssertionError(f"HTTP {answer.status_code}: {answer.text[:200]}")


RSS = (
    b'<?xml version="1.0" encoding="utf-8"?><rss version="2.0" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>Wire'
    b"</title><item><title>Vote</title><link>/a</link><guid>1</guid><pubDate>Wed, 01 Feb 2012 09:30:00 +0000</pubDate>"
    b"<description>&lt;p&gt;The Council met.&lt;/p&gt;</description></item><item><dc:date>2012-02-01</dc:date></item></channel></rss>"
)
ATOM = (
    b'<feed xmlns="http://www.w3.org/2005/Atom" xml:base="http://x/"><entry><id>urn:1</id><title type="html">Vote</title>'
    b'<link href="a"/><updated>2012-02-01T09:30:00Z</updated><content type="xhtml"><div>Text</div></content></entry></feed>'
)
PAGE = b'<html><base href="/b/"><body><a href="press/1">One</a><a href="//y/press/2#x">Two</a><a href="mailto:a">3</a></body></html>'
CONFIG = (
    b'[settings]\nsituations = ["syria"]\ndelay = 1.5\nentries = 3\nforecast_step = 0.1\n[[feed]]\nurl = "https://x.org/f"\n'
    b'kind = "news"\n[[page]]\nurl = "https://x.org/p"\nlinks = "press/.*"\n[notify]\nterminal = false\nfile = "n.jsonl"\n'
    b'webhook = "https://x.org/h"\n[notify.mail]\nhost = "h"\nsender = "a@b"\nto = ["c@d"]\nport = 25\n'
)
LINES = b'{"text": "The Security Council met.", "published": "2012-02-01", "path": "a", "kind": "news"}\n{"text": "Again.", "url": "b"}\n'
ANSWER = {
    "quotes": [{"quotation": "Russia said on Friday", "speaker": "Russia", "kind": "indirect"}],
    "drafts": [
        {"quotation": "the text", "label": "text", "symbol": None, "sponsors": ["Russia"], "status": "pending", "yes": 12}
    ],
    "positions": [{"quotation": "would veto the text", "actor": "Russia", "stance": "threatens_veto", "condition": None}],
    "events": [{"quotation": "The Security Council met", "root": "CONSULT", "actors": ["Security Council"], "targets": []}],
    "claims": [{"quotation": "12 died", "kind": "blame", "actor": "Russia"}],
}
REQUESTS = (
    b"GET api/v1/search?q=veto+actor:RUS&limit=3",
    b"GET api/v1/documents?situation=SYR&after=2012-01-01",
    b"GET api/v1/dossiers/SYR?as_of=2012-02-03&limit=2",
    b"GET api/v1/council?on=1950-06-27",
    b"GET api/v1/members/RUS",
    b"GET api/v1/tally?on=2012-02-04&yes=USA,GBR,FRA&no=RUS,CHN&procedural=false",
    b"GET api/v1/vetoes?by=RUS&situation=SYR",
    b"GET api/v1/votes/S/2012/77",
    b'POST api/v1/read\n{"text": "The Security Council met.", "published": "2012-02-01"}',
    b'POST api/v1/brief\n{"text": "Russia vetoed the draft in the Security Council."}',
    b'POST api/v1/forecast\n{"situation": "SYR", "on": "2012-02-04", "sponsors": ["MAR"], "acts": ["demands"], "threats": ["RUS"]}',
    b'POST api/v1/corrections\n{"ref": "18e4df02:position:475-598:5a1c", "judgement": "reject", "changes": {}, "note": "x", "by": "y"}',
    b"GET search?q=veto",
    b"GET what-if?situation=SYR&votes=RUS:no",
    b"GET situations/SYR?as_of=2012-02-03",
    b"GET vetoes?by=RUS&text=syria",
)


def archives() -> list[bytes]:
    """A small zip and a small tar of texts."""
    packed, rolled = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", TEXT)
        archive.writestr("b/c.html", f"<p>{TEXT}</p>")
    with tarfile.open(fileobj=rolled, mode="w") as roll:
        member = tarfile.TarInfo("a.txt")
        member.size = len(TEXT)
        roll.addfile(member, io.BytesIO(TEXT.encode()))
    return [packed.getvalue(), rolled.getvalue()[:2048]]


def seeds() -> dict[str, list[bytes]]:
    """Well-formed inputs of each target here."""
    envelope = {"choices": [{"message": {"content": json.dumps(ANSWER)}}]}
    return {
        "triage": [(TEXT * 3).encode(), ("Bread rose. " * 800 + TEXT + "\n\n" + "Rain fell. " * 800).encode()],
        "feed": [RSS, ATOM],
        "links": [PAGE],
        "config": [CONFIG],
        "ingested": [LINES, *archives()],
        "llm": [json.dumps(envelope).encode()],
        "api": list(REQUESTS),
    }
