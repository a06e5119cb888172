"""Web addresses: private networks are refused on every hop, redirects, sizes and times are bounded."""

from __future__ import annotations

import itertools
import threading
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from document_makers import PAGE, SENTENCES

from horseshoe.documents import Limits, fetch, load
from horseshoe.errors import HorseshoeError, InputError, StoreError, UsageError


class Handler(BaseHTTPRequestHandler):
    def log_message(self, *args):
        pass

    def do_GET(self):
        if self.path == "/page":
            if self.headers.get("If-None-Match") == '"1"':
                self.send_response(304)
                self.end_headers()
                return
            self.answer(PAGE.encode(), {"Content-Type": "text/html", "ETag": '"1"'})
        elif self.path.startswith("/hops/"):
            left = int(self.path.rsplit("/", 1)[1])
            self.send_response(302)
            self.send_header("Location", f"/hops/{left - 1}" if left > 1 else "/page")
            self.end_headers()
        elif self.path == "/inward":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/latest/")
            self.end_headers()
        elif self.path == "/large":
            self.answer(b"a" * 5000, {})
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            with suppress(OSError):
                while True:
                    self.wfile.write(b"a" * 10)
                    self.wfile.flush()
        else:
            self.send_error(404)

    def answer(self, body, headers):
        self.send_response(200)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def serving():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def site():
    with serving() as address:
        yield address


def test_a_page_becomes_a_document(site):
    document = load(f"{site}/page", allow_private=True)
    assert SENTENCES[0] in document.text
    assert document.path == f"{site}/page"


def test_conditional_request(site):
    first = fetch.fetch(f"{site}/page", allow_private=True)
    again = fetch.fetch(f"{site}/page", allow_private=True, headers={"If-None-Match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_five_redirects_and_no_more(site):
    assert fetch.fetch(f"{site}/hops/5", allow_private=True).url == f"{site}/page"
    with pytest.raises(InputError, match="more than 5 times"):
        fetch.fetch(f"{site}/hops/6", allow_private=True)


@pytest.mark.parametrize(
    "url",
    [
        "http://127.0.0.1/",
        "http://localhost/",
        "http://[::1]/",
        "http://10.1.2.3/",
        "http://192.168.0.1:8080/x",
        "http://169.254.169.254/latest/meta-data",
        "http://[::ffff:127.0.0.1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://[2002:7f00:1::]/",
        "http://0/",
        "http://0.0.0.0/",
        "http://2130706433/",
        "http://100.64.0.1/",
        "http://224.0.0.1/",
    ],
)
def test_private_addresses_are_refused(url):
    with pytest.raises((UsageError, StoreError)) as caught:
        fetch.fetch(url)
    assert "not a public address" in caught.value.line() or "not known" in caught.value.line()


def test_a_redirect_inward_is_refused(site, monkeypatch):
    monkeypatch.setattr(fetch, "is_public", lambda address: address == "127.0.0.1")
    with pytest.raises(UsageError, match=r"leads to 169\.254\.169\.254"):
        fetch.fetch(f"{site}/inward")


@pytest.mark.parametrize(
    "url", ["ftp://example.org/", "file:///etc/passwd", "http://user:pw@example.org/", "http://", "http://[::"]
)
def test_other_schemes_and_credentials(url):
    with pytest.raises(UsageError):
        fetch.check_address(url)


def test_limits(site, monkeypatch):
    with pytest.raises(InputError, match="sends more than"):
        fetch.fetch(f"{site}/large", allow_private=True, limits=Limits(file_bytes=1000))
    ticks = itertools.count()  # a second a look at the clock, so that it runs out while the endless page comes in
    monkeypatch.setattr(fetch, "time", SimpleNamespace(monotonic=lambda: float(next(ticks))))
    with pytest.raises(StoreError, match=r"takes more than 60 seconds|did not answer within 60 seconds"):
        fetch.fetch(f"{site}/slow", allow_private=True, limits=Limits(fetch_seconds=60))
    assert next(ticks) < 70


def test_errors_are_one_line(site):
    for url in (f"{site}/none", "http://127.0.0.1:1/"):
        with pytest.raises(HorseshoeError) as caught:
            fetch.fetch(url, allow_private=True)
        assert "\n" not in caught.value.line()
