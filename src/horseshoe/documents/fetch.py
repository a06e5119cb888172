"""Web addresses to bytes: every hop is checked against private networks, on the address that is connected to."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from horseshoe.documents.limits import DEFAULT_LIMITS, Limits, human_size
from horseshoe.errors import InputError, StoreError, UsageError

AGENT = "horseshoe/0.1 (reads Security Council documents; robots.txt honoured)"
_MEND_PRIVATE = "give --allow-private if you mean it"


@dataclass(frozen=True, slots=True)
class Fetched:
    """One answer: the last address after redirects, the status (200 or 304), headers in lower case, and the body."""

    url: str
    status: int
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""


def fetch(
    url: str,
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_private: bool = False,
    headers: dict[str, str] | None = None,
) -> Fetched:
    """Download one page. Refuses private, loopback and link-local addresses (unless allowed), more than the limit of redirects,
    and bodies or times past the limits. `headers` may make the request conditional (If-None-Match), then `status` may be 304.

    UsageError for an address that is no http(s) address or is private; StoreError where the server does not answer; InputError
    where it answers with an error or too much.
    """
    import httpx

    until = time.monotonic() + limits.fetch_seconds
    sent = {"User-Agent": AGENT, "Accept": "text/html, application/pdf, text/plain, */*;q=0.5", **(headers or {})}
    here = url
    for _hop in range(limits.redirects + 1):
        try:
            answer = _one_hop(here, sent, limits, allow_private, until)
        except UsageError as error:
            if here == url:
                raise
            raise UsageError(f"redirects to {here}, which {error.what}", where=url, mend=error.mend) from error
        except httpx.TimeoutException as error:
            raise StoreError(
                f"did not answer within {limits.fetch_seconds:g} seconds", where=url, mend="try again later"
            ) from error
        except (httpx.HTTPError, httpx.InvalidURL, httpx.StreamError) as error:
            raise StoreError(
                f"cannot be fetched ({type(error).__name__})", where=url, mend="check address and network"
            ) from error
        if answer.status not in (301, 302, 303, 307, 308):
            return _checked(answer)
        here = _next(url, here, answer.headers.get("location", ""))
    raise InputError(f"redirects more than {limits.redirects} times", where=url, mend="give the page's own address")


def _next(url: str, here: str, location: str) -> str:
    try:
        return urljoin(here, location)
    except ValueError as error:  # such as http://[
        raise InputError("redirects to what is no address", where=url, mend="give the page's own address") from error


def _checked(answer: Fetched) -> Fetched:
    if answer.status == 304 or 200 <= answer.status < 300:
        return answer
    if answer.status in (429, 503):
        raise StoreError(f"asks to come back later (HTTP {answer.status})", where=answer.url, mend="try again later")
    raise InputError(f"answers with HTTP {answer.status}", where=answer.url, mend="check the address")


def check_address(url: str, *, allow_private: bool = False) -> tuple[str, int, str]:
    """Host, port and the one IP address to connect to for an http(s) URL.

    UsageError for other schemes, for credentials in the address, and where any address of the host is not public.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise UsageError("is no usable web address", where=url) from error
    if parts.scheme not in ("http", "https") or not host:
        raise UsageError("is no http or https address", where=url)
    if parts.username or parts.password:
        raise UsageError("holds a user name or password", where=url, mend="leave it out")
    port = port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise StoreError(f"host {host} is not known", where=url, mend="check address and network") from error
    addresses = [str(entry[4][0]) for entry in found]
    private = [a for a in addresses if not is_public(a)]
    if private and not allow_private:
        raise UsageError(f"leads to {private[0]}, which is not a public address", where=url, mend=_MEND_PRIVATE)
    return host, port, addresses[0]


def is_public(address: str) -> bool:
    """Whether an IP address is globally reachable; addresses that embed an IPv4 one are judged by that one as well."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _one_hop(url: str, headers: dict[str, str], limits: Limits, allow_private: bool, until: float) -> Fetched:
    """One request to the very address that was checked, so that a second DNS answer cannot lead elsewhere."""
    import httpx

    host, port, address = check_address(url, allow_private=allow_private)
    parts = urlsplit(url)
    literal = f"[{address}]" if ":" in address else address
    target = httpx.URL(url).copy_with(host=literal.strip("[]"), port=port)
    name = f"[{host}]" if ":" in host else host
    standard = (parts.scheme, port) in (("http", 80), ("https", 443))
    sent = {**headers, "Host": name if standard else f"{name}:{port}"}
    left = max(0.1, until - time.monotonic())
    # trust_env=False: a proxy from the environment would connect on our behalf, past the check.
    with (
        httpx.Client(trust_env=False, follow_redirects=False, timeout=left) as client,
        client.stream("GET", target, headers=sent, extensions={"sni_hostname": host}) as response,
    ):
        names = {k.lower(): v for k, v in response.headers.items()}
        if response.is_redirect:
            return Fetched(url, response.status_code, names)
        return Fetched(url, response.status_code, names, _body(response, url, limits, until))


def _body(response: Any, url: str, limits: Limits, until: float) -> bytes:
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > limits.file_bytes:
            raise InputError(f"sends more than {human_size(limits.file_bytes)}", where=url, mend="save the part you need")
        if time.monotonic() > until:
            raise StoreError(f"takes more than {limits.fetch_seconds:g} seconds", where=url, mend="try again later")
        chunks.append(chunk)
    return b"".join(chunks)
