"""Web addresses to bytes: every hop is checked against private networks, on the address that is connected to."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from horseshoe.documents.limits import DEFAULT_LIMITS, Limits
from horseshoe.errors import InputError, StoreError, UsageError

if TYPE_CHECKING:
    from horseshoe.documents.exchange import Answer

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

    `allow_private` holds for the host of `url` alone: no redirect leads to another in a private network.
    UsageError for an address that is no http(s) address or is private; StoreError where the server does not answer; InputError
    where it answers with an error or too much.
    """
    sent = {"User-Agent": AGENT, "Accept": "text/html, application/pdf, text/plain, */*;q=0.5", **(headers or {})}
    until = time.monotonic() + limits.fetch_seconds
    here, host = url, _host(url)
    for _hop in range(limits.redirects + 1):
        try:
            answer = request("GET", here, sent, limits=limits, allow_private=allow_private and _host(here) == host, until=until)
        except UsageError as error:
            if here == url:
                raise
            raise UsageError(f"redirects to {here}, which {error.what}", where=url, fix=error.fix) from error
        if answer.status not in (301, 302, 303, 307, 308):
            return _checked(Fetched(here, answer.status, answer.headers, answer.body))
        here = _next(url, here, answer.headers.get("location", ""))
    raise InputError(f"redirects more than {limits.redirects} times", where=url, fix="give the page's own address")


def request(
    method: str,
    url: str,
    headers: dict[str, str],
    body: bytes = b"",
    *,
    limits: Limits = DEFAULT_LIMITS,
    allow_private: bool = False,
    until: float | None = None,
) -> Answer:
    """One request, no redirect followed, to the address that was checked. Raises what `fetch` does."""
    import httpcore

    from horseshoe.documents.exchange import BROKEN, exchange

    until = until or time.monotonic() + limits.fetch_seconds
    _, port, address = check_address(url, allow_private=allow_private)
    try:
        return exchange(method, url, address, port, headers, limits, until, body)
    except httpcore.TimeoutException as error:
        raise StoreError(f"did not answer within {limits.fetch_seconds:g} seconds", where=url, fix="try again later") from error
    except BROKEN as error:
        raise StoreError(f"cannot be fetched ({type(error).__name__})", where=url, fix="check address and network") from error


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _next(url: str, here: str, location: str) -> str:
    try:
        return urljoin(here, location)
    except ValueError as error:  # such as http://[
        raise InputError("redirects to what is no address", where=url, fix="give the page's own address") from error


def _checked(answer: Fetched) -> Fetched:
    if answer.status == 304 or 200 <= answer.status < 300:
        return answer
    if answer.status in (429, 503):
        raise StoreError(f"asks to come back later (HTTP {answer.status})", where=answer.url, fix="try again later")
    raise InputError(f"answers with HTTP {answer.status}", where=answer.url, fix="check the address")


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
        raise UsageError("holds a user name or password", where=url, fix="leave it out")
    port = port or (443 if parts.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise StoreError(f"host {host} is not known", where=url, fix="check address and network") from error
    addresses = [str(entry[4][0]) for entry in found]
    private = [a for a in addresses if not is_public(a)]
    if private and not allow_private:
        raise UsageError(f"leads to {private[0]}, which is not a public address", where=url, fix=_MEND_PRIVATE)
    return host, port, addresses[0]


# Networks that no server of the public Internet has (IANA special-purpose registries), beyond what `ipaddress` knows.
_NOT_PUBLIC = tuple(
    ipaddress.ip_network(net)
    for net in (
        "0.0.0.0/8", "192.0.0.0/24", "192.88.99.0/24", "198.18.0.0/15", "240.0.0.0/4",
        "::/96", "64:ff9b:1::/48", "100::/64", "100:0:0:1::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16",
        "fec0::/10",
    )
)  # fmt: skip
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_ISATAP = (0x00005EFE, 0x02005EFE)  # the third quarter of an address that holds an IPv4 address in its last


def is_public(address: str) -> bool:
    """Whether an IP address is globally reachable; addresses that embed an IPv4 one are judged by that one as well."""
    ip = ipaddress.ip_address(address.split("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if ip in _NAT64 or (int(ip) >> 32) & 0xFFFFFFFF in _ISATAP:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    if any(ip in net for net in _NOT_PUBLIC if net.version == ip.version):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved
