"""What stands before every request: host names, tokens, forged forms, sizes, rates, and the headers that keep a page safe."""

from __future__ import annotations

import hmac
import secrets
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from hashlib import sha256
from urllib.parse import urlsplit

from fastapi import FastAPI, Request
from fastapi.responses import PlainTextResponse, RedirectResponse, Response

from horseshoe.serve.problems import problem
from horseshoe.serve.settings import Settings, is_loopback

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")
OPEN = ("/healthz",)  # a health check needs no token
SESSION = "horseshoe_session"
TOKEN_COOKIE = "horseshoe_token"

Next = Callable[[Request], Awaitable[Response]]


class Rate:
    """At most `limit` uses a minute by each client; remembers at most 10,000 clients, the latest."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.clients: OrderedDict[str, tuple[float, float]] = OrderedDict()

    def allow(self, client: str, now: float | None = None) -> bool:
        """Take one use for `client` where it has one left (a bucket that refills steadily)."""
        now = time.monotonic() if now is None else now
        left, then = self.clients.pop(client, (float(self.limit), now))
        left = min(self.limit, left + (now - then) * self.limit / 60)
        self.clients[client] = (left - 1 if left >= 1 else left, now)
        while len(self.clients) > 10_000:
            self.clients.popitem(last=False)
        return left >= 1


class Guard:
    """The checks of one server. State: the secret that signs form tokens, and the rate of readings."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.secret = secrets.token_bytes(32)
        self.rate = Rate(settings.readings_per_minute)
        self.guesses = Rate(settings.sign_ins_per_minute)

    def form_token(self, session: str) -> str:
        """The token that a form of this session must send back."""
        return hmac.new(self.secret, session.encode(), sha256).hexdigest()

    def refuse(self, request: Request) -> Response | None:
        """The answer to a request that may not pass, or None."""
        if not self._known_host(request):
            return problem(
                request, 421, "Unknown host name", "Start the server with --public-name to add a name it answers to."
            )
        if request.url.path in OPEN:
            return None if request.method in SAFE_METHODS else problem(request, 405, "Method not allowed")
        if not self._signed_in(request):
            return self._not_signed_in(request)
        size = request.headers.get("content-length", "0")
        if not size.isdigit() or int(size) > self.settings.max_upload:
            return problem(request, 413, "Too large", f"At most {self.settings.max_upload} bytes are taken.")
        if request.method in SAFE_METHODS:
            return None
        if "content-length" not in request.headers:
            return problem(request, 411, "Length required", "Send the body with a Content-Length.")
        if not self._own_origin(request):
            return problem(
                request, 403, "From another site", "Changes are taken from this server's own pages and from programs only."
            )
        return None

    def _known_host(self, request: Request) -> bool:
        try:
            host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
        except ValueError:
            return False
        names = {self.settings.host.lower().strip("[]"), *(n.lower() for n in self.settings.public_names)}
        return is_loopback(host) or host in names

    def _signed_in(self, request: Request) -> bool:
        s = self.settings
        if request.url.path in ("/sign-in", "/static/style.css"):
            return True
        if s.trusted_header and self._from_proxy(request) and request.headers.get(s.trusted_header):
            return True
        if s.token:
            scheme, _, given = request.headers.get("authorization", "").partition(" ")
            given = given if scheme.lower() == "bearer" else request.cookies.get(TOKEN_COOKIE, "")
            return hmac.compare_digest(given.encode(), s.token.encode())
        return s.trusted_header is None

    def _not_signed_in(self, request: Request) -> Response:
        """The answer to who is not signed in; who sent a wrong token is let guess some times a minute and no more."""
        if request.headers.get("authorization") and not self.guesses.allow(self.client_of(request)):
            return problem(request, 429, "Too many wrong tokens", "Wait a minute.", {"Retry-After": "60"})
        headers = {"WWW-Authenticate": 'Bearer realm="horseshoe"'}
        return problem(request, 401, "Sign in first", "Send the token as 'Authorization: Bearer …', or open /sign-in.", headers)

    def _from_proxy(self, request: Request) -> bool:
        return request.client is not None and request.client.host in self.settings.proxies

    def client_of(self, request: Request) -> str:
        """Who asks, by address: as the reverse proxy says where there is one, else the other end of the connection."""
        peer = request.client.host if request.client else "?"
        if self.settings.trusted_header and self._from_proxy(request):
            return request.headers.get("x-forwarded-for", peer).rpartition(",")[2].strip()[:100] or peer
        return peer

    def is_secure(self, request: Request) -> bool:
        """Whether the visitor's browser speaks to this server, or to the proxy before it, over HTTPS."""
        if self.settings.trusted_header and self._from_proxy(request):
            return request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
        return request.url.scheme == "https"

    def _own_origin(self, request: Request) -> bool:
        if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
            return False
        origin = request.headers.get("origin")
        return origin is None or urlsplit(origin).netloc == request.headers.get("host")

    def check_form(self, request: Request, token: str) -> bool:
        """Whether a form's token fits its session's cookie."""
        session = request.cookies.get(SESSION, "")
        return bool(session) and hmac.compare_digest(self.form_token(session).encode(), token.encode("utf-8", "replace"))


def install(app: FastAPI, guard: Guard) -> None:
    """Put the guard before every request of an application."""

    @app.middleware("http")
    async def stand_guard(request: Request, call_next: Next) -> Response:
        session = request.cookies.get(SESSION) or secrets.token_urlsafe(24)
        request.state.form_token = guard.form_token(session)
        response = guard.refuse(request) or await call_next(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        if not request.url.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        if SESSION not in request.cookies and request.method == "GET":
            response.set_cookie(SESSION, session, httponly=True, samesite="strict", secure=guard.is_secure(request))
        return response


def sign_in(guard: Guard, request: Request, token: str, then: str = "/") -> Response:
    """Check a token typed by a person and remember it in a cookie."""
    expected = guard.settings.token or ""
    if not expected or not hmac.compare_digest(token.encode("utf-8", "replace"), expected.encode()):
        if not guard.guesses.allow(guard.client_of(request)):
            return problem(request, 429, "Too many wrong tokens", "Wait a minute.", {"Retry-After": "60"})
        return PlainTextResponse("That is not the token.", 401, {"WWW-Authenticate": 'Bearer realm="horseshoe"'})
    own = then.startswith("/") and not then.startswith(("//", "/\\")) and then.isprintable()
    response = RedirectResponse(then if own else "/", 303)
    response.set_cookie(TOKEN_COOKIE, token, httponly=True, samesite="strict", secure=guard.is_secure(request))
    return response


def sign_out() -> Response:
    """Forget the token that a cookie remembers."""
    response = RedirectResponse("/sign-in", 303)
    response.delete_cookie(TOKEN_COOKIE)
    response.delete_cookie(SESSION)
    return response
