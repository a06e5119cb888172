"""One HTTP exchange with one address, bounded as a whole: its time to the last byte, its size as sent and as unpacked."""

from __future__ import annotations

import time
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import httpcore
import httpx

from horseshoe.documents.limits import Limits, human_size
from horseshoe.errors import InputError, StoreError

# What httpcore raises where a server does not keep to the protocol, or does not answer.
BROKEN = (httpcore.NetworkError, httpcore.ProtocolError, httpcore.UnsupportedProtocol, OSError, UnicodeError, httpx.InvalidURL)


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, headers in lower case, and the body of an answer, unpacked; a redirect's body is not read."""

    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


class _Stream(httpcore.NetworkStream):
    """A connection on which nothing waits beyond one moment, however slowly the bytes drip."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream, self._until = stream, until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Up to that many bytes."""
        return self._stream.read(max_bytes, self._left(timeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send all of it."""
        self._stream.write(buffer, self._left(timeout))

    def close(self) -> None:
        """Let go of the connection."""
        self._stream.close()

    def start_tls(self, ssl_context: Any, server_hostname: str | None = None, timeout: float | None = None) -> _Stream:
        """The same connection, encrypted."""
        return _Stream(self._stream.start_tls(ssl_context, server_hostname, self._left(timeout)), self._until)

    def get_extra_info(self, info: str) -> Any:
        """What the connection knows of itself."""
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None) -> float:
        left = self._until - time.monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout
        return left if timeout is None else min(left, timeout)


class _Backend(httpcore.SyncBackend):
    """Opens connections that end at one moment."""

    def __init__(self, until: float) -> None:
        self._until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> _Stream:
        """A connection to an address."""
        left = max(0.1, self._until - time.monotonic())
        return _Stream(super().connect_tcp(host, port, left, local_address, socket_options), self._until)


def exchange(  # noqa: PLR0913
    method: str, url: str, address: str, port: int, headers: dict[str, str], limits: Limits, until: float, body: bytes = b""
) -> Answer:
    """Send one request to the very `address`, so that a second look-up of the name cannot lead elsewhere.

    `until` is a moment of time.monotonic. InputError for an answer past the limits or packed in a way that was not asked for;
    StoreError where the body takes too long; httpcore's own errors (`BROKEN`, TimeoutException) before there is one.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    literal = f"[{address}]" if ":" in address else address
    target = httpx.URL(url).copy_with(host=literal.strip("[]"), port=port)
    name = f"[{host}]" if ":" in host else httpx.URL(url).raw_host.decode("ascii")
    standard = (parts.scheme, port) in (("http", 80), ("https", 443))
    sent = {
        "Accept-Encoding": "gzip, deflate",
        **headers,
        "Host": name if standard else f"{name}:{port}",
        "Connection": "close",
    }
    if body:
        sent["Content-Length"] = str(len(body))
    with (
        httpcore.ConnectionPool(ssl_context=httpx.create_ssl_context(trust_env=False), network_backend=_Backend(until)) as pool,
        pool.stream(
            method,
            httpcore.URL(
                scheme=parts.scheme.encode(), host=literal.strip("[]").encode(), port=port, target=target.raw_path or b"/"
            ),
            headers=list(sent.items()),
            content=body or None,
            extensions={"sni_hostname": host},
        ) as response,
    ):
        told = [(k.decode("latin-1").lower(), v.decode("latin-1")) for k, v in response.headers]
        names = dict(reversed(told))
        if response.status in (301, 302, 303, 307, 308):
            return Answer(response.status, names)
        packed = [v for k, v in told if k == "content-encoding"]
        chunks = _counted(response.iter_stream(), url, limits, until)
        return Answer(response.status, names, b"".join(_counted(_unpacked(chunks, packed, url, limits), url, limits, until)))


def _counted(chunks: Iterable[bytes], url: str, limits: Limits, until: float) -> Iterator[bytes]:
    """The chunks, as long as size and time last."""
    size = 0
    late = StoreError(f"takes more than {limits.fetch_seconds:g} seconds", where=url, fix="try again later")
    try:
        for chunk in chunks:
            size += len(chunk)
            if size > limits.file_bytes:
                raise InputError(f"sends more than {human_size(limits.file_bytes)}", where=url, fix="save the part you need")
            if time.monotonic() > until:
                raise late
            yield chunk
    except httpcore.TimeoutException as error:
        raise late from error


def _unpacked(chunks: Iterable[bytes], packed: list[str], url: str, limits: Limits) -> Iterator[bytes]:
    """The body as it was before one packing by gzip or deflate; packed twice it is refused, lest 7 kB become gigabytes."""
    codings = [c.strip().lower() for value in packed for c in value.split(",") if c.strip().lower() not in ("", "identity")]
    if not codings:
        yield from chunks
        return
    if len(codings) > 1 or codings[0] not in ("gzip", "x-gzip", "deflate"):
        raise InputError(
            f"is packed as {', '.join(codings)[:60]}, which was not asked for", where=url, fix="report it to the site"
        )
    unpack, step = zlib.decompressobj(zlib.MAX_WBITS | 32), 1 << 20
    try:
        for chunk in chunks:
            rest = chunk
            while rest:
                yield unpack.decompress(rest, step)
                rest = unpack.unconsumed_tail
        yield unpack.flush(step)
    except zlib.error as error:
        raise InputError("is packed in a way that cannot be read", where=url, fix="report it to the site") from error
