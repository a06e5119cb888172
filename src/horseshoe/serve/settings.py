"""How the server may be reached and what it may do."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass

from horseshoe.errors import UsageError

MEBIBYTE = 1 << 20
LOCAL_PROXIES = ("127.0.0.1", "::1")


@dataclass(frozen=True, slots=True)
class Settings:
    """Settings of one server. `token` or `trusted_header` must be given where `host` is not loopback (see `check`)."""

    db: str = "horseshoe.db"
    host: str = "127.0.0.1"
    port: int = 8015
    token: str | None = None
    trusted_header: str | None = None
    proxies: tuple[str, ...] = LOCAL_PROXIES  # addresses from which `trusted_header` and X-Forwarded-* are believed
    public_names: tuple[str, ...] = ()
    read_only: bool = False
    allow_origins: tuple[str, ...] = ()  # sites whose pages may ask the API
    max_upload: int = 5 * MEBIBYTE
    readings_per_minute: int = 20
    fetch: bool = True  # web addresses that visitors give, in public networks
    allow_private: bool = False  # such addresses in private networks, too
    sign_ins_per_minute: int = 5  # wrong tokens, of one client

    def check(self) -> None:
        """UsageError when the server would be open to others without a token or a reverse proxy's header."""
        if is_loopback(self.host) or self.token or self.trusted_header:
            return
        raise UsageError(
            f"refuses to listen on {self.host} open to everybody",
            where="--host",
            fix="give --token SECRET, or --trusted-header NAME where a reverse proxy signs users in",
        )


def is_loopback(host: str) -> bool:
    """Whether a host name or address means this machine alone."""
    if host.lower() == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False
