"""`horseshoe follow` against a server on loopback that means harm: each feed that fails gets its line, the next is read."""

from __future__ import annotations

import gzip
import socketserver
import threading
import time
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import hostile_sheets
import pytest
from hostile_makers import TEXT
from hostile_runs import CONTROLS, DIRECTIONS, Ran, run

from horseshoe.documents.fetch import Fetched, fetch
from horseshoe.documents.limits import Limits
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.record.following.follow import Fetcher

FEEDS = dict(hostile_sheets.feeds())
GOOD = b'<rss version="2.0"><channel><item><title>G</title><guid>g</guid><link>/text</link></item></channel></rss>'
REDIRECTS = {"file": "file:///etc/passwd", "loop": "/to-loop", "ftp": "ftp://127.0.0.1/", "bad": "http://[", "none": ""}


class Site(BaseHTTPRequestHandler):
    """Answers `/feed-NAME` with a hostile feed, `/to-NAME` with a redirect, `/good` and `/text` soundly, others by name."""

    asked: ClassVar[list[str]] = []

    def log_message(self, *_: object) -> None:
        """Print nothing."""

    def do_GET(self) -> None:
        """Answer by the path."""
        self.asked.append(self.path)
        kind, _, name = self.path.strip("/").partition("-")
        if self.path in ("/good", "/text"):
            self._send(GOOD if self.path == "/good" else TEXT.encode() * 2)
        elif kind == "feed":
            self._send(FEEDS[name])
        elif kind == "to":
            self.send_response(302)
            self.send_header("Location", REDIRECTS[name])
            self.end_headers()
        elif kind == "length":
            self._send(b"short", length=10_000_000 if name == "long" else 1)
        elif kind == "endless":
            self._endless(b"x" * 65_536 if name == "fast" else b"x", 0 if name == "fast" else 0.2)
        elif kind == "gzip":
            self._send(gzip.compress(b"\0" * 200_000_000, 9), encoding="gzip")
        elif kind == "header":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX: " + b"a" * 200_000 + b"\r\n\r\nx")
        else:
            self.send_error(404)

    def _send(self, body: bytes, *, length: int | None = None, encoding: str | None = None) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "application/pdf")  # which none of it is
        self.send_header("Content-Length", str(len(body) if length is None else length))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.wfile.write(body)

    def _endless(self, part: bytes, pause: float) -> None:
        self.send_response(200)
        self.end_headers()
        until = time.monotonic() + 300  # by itself it ends long after whoever keeps to limits has left
        while time.monotonic() < until:
            try:
                self.wfile.write(part)
            except OSError:
                return
            time.sleep(pause)


class Server(ThreadingHTTPServer):
    """A server that says nothing of clients that leave."""

    def handle_error(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture(scope="module")
def base() -> Iterator[str]:
    """The server's address."""
    server: socketserver.BaseServer = Server(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("feeds", [("empty", "local"), pytest.param(tuple(FEEDS), marks=pytest.mark.slow)])
def test_each_feed_that_fails_gets_its_line_and_the_others_are_read(
    base: str, tmp_path: Path, usual: Ran, feeds: tuple[str, ...]
) -> None:
    paths = [
        *(f"feed-{n}" for n in feeds),
        *(f"to-{n}" for n in REDIRECTS),
        "length-long",
        "header",
        *(["gzip", "endless-fast"] if len(feeds) > 3 else []),
        "good",
    ]
    (tmp_path / "feeds.toml").write_text(
        "[settings]\ndelay = 0\nentries = 10\n" + "".join(f'[[feed]]\nurl = "{base}/{path}"\n' for path in paths)
    )
    ran = run(["follow", "feeds.toml", "--db", "r.db", "--allow-private"], tmp_path)
    assert ran.status == 5
    assert "Traceback" not in ran.err
    assert not (CONTROLS | DIRECTIONS) & set(ran.out + ran.err)
    assert "root:" not in ran.out + ran.err
    assert ran.peak < 3 * usual.peak
    *told, counts, last = ran.lines
    assert "1 new" in counts
    assert "the others were done" in last
    for line in told:
        assert line.startswith("horseshoe: ")
        assert "unexpected fault" not in line
    refused = [
        *(f"feed-{n}" for n in ("huge", "empty", "binary", "local") if n in feeds),
        *(f"to-{n}" for n in REDIRECTS),
        "length-long",
        "gzip",
        "header",
        "endless-fast",
    ]
    for path in set(refused) & set(paths):
        assert sum(f"{base}/{path}: " in line for line in told) == 1, (path, ran.err)
    search = run(["search", "passwd", "--db", "r.db"], tmp_path)
    assert "root:" not in search.out


@pytest.mark.parametrize(
    "rule", ["Crawl-delay: 999999999", "Crawl-delay: " + "9" * 5000, "Crawl-delay: ²", "Crawl-delay: " + "9" * 400]
)
def test_a_site_cannot_make_it_wait_for_ever(rule: str) -> None:
    slept: list[float] = []
    fetcher = Fetcher(0, allow_private=True, sleep=slept.append)
    body = f"User-agent: *\n{rule}\n".encode()
    fetcher.fetch_once = lambda url, *_: Fetched(url, 200, {}, body)  # type: ignore[method-assign]
    with pytest.raises(InputError, match=r"robots\.txt"):
        fetcher.get("http://127.0.0.1:9/feed")
    assert slept == []


def test_without_leave_no_private_address_is_asked(base: str, tmp_path: Path) -> None:
    Site.asked.clear()
    (tmp_path / "feeds.toml").write_text(f'[[feed]]\nurl = "{base}/good"\n')
    ran = run(["follow", "feeds.toml", "--db", "r.db"], tmp_path)
    assert ran.status == 5
    assert "not a public address" in ran.lines[0]
    assert Site.asked == []


@pytest.mark.parametrize(
    "path", ["endless-fast", "endless-slow", "length-long", "gzip", "header", *(f"to-{n}" for n in REDIRECTS)]
)
def test_a_download_ends_within_its_limits(path: str, base: str) -> None:
    with pytest.raises(HorseshoeError) as refused:
        fetch(f"{base}/{path}", limits=Limits(file_bytes=1_000_000, fetch_seconds=2.0), allow_private=True)
    assert refused.value.exit_code in (2, 3, 7)
