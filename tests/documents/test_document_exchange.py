"""An exchange ends in time and in bounds, whatever the server does, and reaches no network that was not meant."""

from __future__ import annotations

import contextlib
import gzip
import socketserver
import threading
import zlib

import pytest

from horseshoe.documents import Limits, fetch
from horseshoe.errors import InputError, StoreError, UsageError

BOMB = b"\0" * 30_000_000
BODIES = {
    "/once": (gzip.compress(b"Sound words."), ["Content-Encoding: gzip"]),
    "/deflate": (zlib.compress(b"Sound words."), ["Content-Encoding: deflate"]),
    "/plain": (b"Sound words.", ["Content-Encoding: identity"]),
    "/bomb": (gzip.compress(BOMB, 9), ["Content-Encoding: gzip"]),
    "/stacked": (gzip.compress(gzip.compress(BOMB, 9), 9), ["Content-Encoding: gzip, gzip"]),
    "/stacked-lines": (gzip.compress(gzip.compress(BOMB, 9), 9), ["Content-Encoding: gzip", "Content-Encoding: gzip"]),
    "/other": (b"x", ["Content-Encoding: br"]),
    "/broken": (b"no gzip", ["Content-Encoding: gzip"]),
}


class Raw(socketserver.StreamRequestHandler):
    """Answers by the path, byte by byte where it says so, until the client is gone."""

    gone = threading.Event()

    def handle(self) -> None:
        path = self.rfile.readline().split()[1].decode()
        host = ""
        while (line := self.rfile.readline()).strip():
            host = line.decode().partition(":")[2].strip() if line.lower().startswith(b"host") else host
        with contextlib.suppress(OSError):
            self.answer(path, host)

    def answer(self, path: str, host: str) -> None:
        if path == "/status-drips":
            self.drip(b"HTTP/1.1 200 OK\r\n" * 1000)
        elif path == "/headers-drip":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n")
            self.drip(b"X-A: b\r\n" * 5000)
        elif path == "/body-drips":
            self.wfile.write(b"HTTP/1.1 200 OK\r\n\r\n")
            self.drip(b"x" * 5000)
        elif path == "/mute":
            self.gone.wait(20)
        elif path == "/to-other-name":
            self.wfile.write(f"HTTP/1.1 302 Found\r\nLocation: http://localhost:{host.split(':')[1]}/once\r\n\r\n".encode())
        elif path == "/to-same-name":
            self.wfile.write(b"HTTP/1.1 302 Found\r\nLocation: /once\r\n\r\n")
        else:
            body, headers = BODIES[path]
            lines = ["HTTP/1.1 200 OK", f"Content-Length: {len(body)}", *headers]
            self.wfile.write("\r\n".join(lines).encode() + b"\r\n\r\n" + body)

    def drip(self, data: bytes) -> None:
        for n in range(len(data)):
            self.wfile.write(data[n : n + 1])
            if self.gone.wait(0.05):
                return


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address, daemon_threads = True, True


@pytest.fixture(scope="module")
def base():
    Raw.gone.clear()
    with Server(("127.0.0.1", 0), Raw) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}"
        Raw.gone.set()
        server.shutdown()


@pytest.mark.parametrize("path", ["/once", "/deflate", "/plain", "/to-same-name"])
def test_one_packing_is_unpacked(base, path):
    assert fetch.fetch(base + path, allow_private=True).body == b"Sound words."


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/bomb", "sends more than"),
        ("/stacked", "packed as gzip, gzip"),
        ("/stacked-lines", "packed as gzip, gzip"),
        ("/other", "packed as br"),
        ("/broken", "cannot be read"),
    ],
)
def test_no_packing_grows_past_the_limit(base, path, words):
    with pytest.raises(InputError, match=words):
        fetch.fetch(base + path, allow_private=True, limits=Limits(file_bytes=1_000_000))


@pytest.mark.parametrize("path", ["/status-drips", "/headers-drip", "/body-drips", "/mute"])
def test_the_deadline_is_that_of_the_whole_exchange(base, path):
    """Each byte comes in time; all of them would take minutes."""
    with pytest.raises(StoreError, match=r"within 0\.5 seconds|more than 0\.5 seconds"):
        fetch.fetch(base + path, allow_private=True, limits=Limits(fetch_seconds=0.5))


def test_leave_to_fetch_from_a_private_host_is_not_passed_on(base):
    with pytest.raises(UsageError, match=r"redirects to http://localhost:\d+/once, which leads to (127\.0\.0\.1|::1)"):
        fetch.fetch(f"{base}/to-other-name", allow_private=True)


@pytest.mark.parametrize(
    "address",
    [
        "192.0.0.9", "192.0.0.170", "192.88.99.1", "198.18.0.1", "240.0.0.1", "255.255.255.255", "fec0::1", "fe80::1",
        "fc00::1",
        "64:ff9b:1::a00:1", "64:ff9b::a00:1", "2001:db8::1", "2001:20::1", "3fff::1", "5f00::1", "::127.0.0.1", "::10.0.0.1",
        "2606:4700::5efe:127.0.0.1", "2606:4700:0:0:200:5efe:a00:1", "::ffff:192.88.99.1", "100::1", "ff02::1",
    ],
)  # fmt: skip
def test_networks_that_are_not_the_public_internet(address):
    assert not fetch.is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "1.1.1.1", "2606:4700::1111", "2001:4860:4860::8888"])
def test_addresses_of_the_public_internet(address):
    assert fetch.is_public(address)
