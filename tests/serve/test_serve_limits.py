"""Signing in and out, proxies, what browsers may keep, slow and many clients, and a record that is taken away."""

from __future__ import annotations

import contextlib
import re
import shutil
import socket
import threading
from types import SimpleNamespace

import pytest

pytest.importorskip("fastapi", reason="needs horseshoe[serve]")
from fastapi.testclient import TestClient
from typer.testing import CliRunner

from free_port import free_port
from horseshoe.cli import app
from horseshoe.errors import BusyError
from horseshoe.serve.app import create_app
from horseshoe.serve.rooms import Rooms
from horseshoe.serve.settings import Settings


def client(**settings: object) -> TestClient:
    return TestClient(create_app(Settings(**settings)), base_url="http://127.0.0.1:8015")  # type: ignore[arg-type]


TEXT = "UNITED NATIONS, 1 March 2024 - Ghana said it would vote for a draft resolution on Mali in the Security Council."


def form_token(c: TestClient, path: str) -> str:
    return re.search(r'name="form_token" value="([0-9a-f]+)"', c.get(path).text)[1]  # type: ignore[index]


def test_wrong_tokens_are_throttled_and_right_ones_are_not() -> None:
    c = client(token="open sesame", sign_ins_per_minute=3)
    answers = [c.get("/vetoes", headers={"authorization": f"Bearer {n}"}) for n in range(5)]
    assert [a.status_code for a in answers] == [401, 401, 401, 429, 429]
    assert answers[-1].headers["retry-after"] == "60"
    assert c.get("/vetoes", headers={"authorization": "Bearer open sesame"}).status_code == 200
    fresh = client(token="open sesame", sign_ins_per_minute=2)
    form = {"token": "x", "form_token": form_token(fresh, "/sign-in")}
    assert [fresh.post("/sign-in", data=form).status_code for _ in range(3)] == [401, 401, 429]


def test_who_is_not_signed_in_is_told_how() -> None:
    answer = client(token="open sesame").get("/vetoes")
    assert answer.headers["www-authenticate"].startswith("Bearer")
    assert client(token="open sesame").get("/healthz").json() == {"ok": True}


def test_signing_out_forgets_the_token() -> None:
    c = client(token="open sesame")
    c.post("/sign-in", data={"token": "open sesame", "form_token": form_token(c, "/sign-in")}, follow_redirects=False)
    page = c.get("/vetoes")
    assert 'action="/sign-out"' in page.text
    assert c.post("/sign-out", data={"form_token": "0" * 64}, follow_redirects=False).status_code == 400
    assert c.post("/sign-out", data={"form_token": form_token(c, "/vetoes")}, follow_redirects=False).status_code == 303
    assert c.get("/vetoes").status_code == 401
    assert "/sign-out" not in client().get("/vetoes").text


def test_a_proxy_s_headers_are_believed_from_the_proxy_alone() -> None:
    stranger = client(trusted_header="X-User", proxies=("10.9.8.7",))
    assert stranger.get("/vetoes", headers={"x-user": "ana"}).status_code == 401
    proxied = client(trusted_header="X-User", proxies=("testclient",))
    assert proxied.get("/vetoes", headers={"x-user": "ana"}).status_code == 200
    told = {"x-user": "ana", "x-forwarded-proto": "https"}
    fresh = client(trusted_header="X-User", proxies=("testclient",))
    assert "secure" in fresh.get("/sign-in", headers=told).headers["set-cookie"].lower()
    guard = proxied.app.state.guard
    asked = SimpleNamespace(client=SimpleNamespace(host="testclient"), headers={"x-forwarded-for": "6.6.6.6, 7.7.7.7"})
    assert guard.client_of(asked) == "7.7.7.7"
    assert stranger.app.state.guard.client_of(asked) == "testclient"
    assert client().app.state.guard.client_of(asked) == "testclient"


def test_pages_are_kept_by_nobody() -> None:
    c = client()
    for path in ("/vetoes", "/search", "/nothing"):
        assert c.get(path).headers["cache-control"] == "private, no-store"
    assert c.get("/api/v1/council").headers["cache-control"].startswith("private")


def test_texts_that_wait_are_bounded_and_the_others_are_told_to_come_again() -> None:
    """Two rooms, three places to wait: of forty texts five are taken, the others go at once and hold no thread."""
    rooms, held, taken = Rooms(2, waiting=3), threading.Event(), threading.Semaphore(0)

    def work(_room: object) -> str:
        taken.release()
        held.wait(60)
        return "read"

    got: list[str] = []

    def ask() -> None:
        try:
            got.append(rooms.in_a_room(work))
        except BusyError:
            got.append("busy")

    threads = [threading.Thread(target=ask) for _ in range(40)]
    for t in threads:
        t.start()
    assert taken.acquire(timeout=300)
    assert taken.acquire(timeout=300)
    while sum(t.is_alive() for t in threads) > 5:
        [t.join(0.01) for t in threads]
    assert got == ["busy"] * 35
    held.set()
    for t in threads:
        t.join(300)
    assert sorted(got) == ["busy"] * 35 + ["read"] * 5


def test_a_busy_server_says_when_to_come_again(monkeypatch) -> None:
    import horseshoe.serve.rooms as module

    monkeypatch.setattr(module, "rooms", lambda: Rooms(0, waiting=0))
    c = client()
    answer = c.post("/api/v1/read", json={"text": TEXT})
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "30")
    page = c.post("/brief", data={"text": TEXT, "form_token": form_token(c, "/brief")})
    assert (page.status_code, page.headers["retry-after"]) == (503, "30")


def test_a_record_that_is_taken_away_is_told_and_not_made_anew(own_record, tmp_path) -> None:
    c = client(db=str(own_record))
    assert c.get("/search?q=draft").status_code == 200
    away = own_record.rename(tmp_path / "away.db")
    for side in own_record.parent.glob(f"{own_record.name}-*"):
        side.unlink()
    form = {"text": TEXT, "store": "1", "form_token": form_token(c, "/brief")}
    assert c.get("/search?q=draft").status_code == 503
    assert c.post("/brief", data=form).status_code == 503
    assert not own_record.exists()
    shutil.copy(away, own_record)
    assert c.get("/search?q=draft").status_code == 200


def test_a_record_that_is_replaced_is_told_once_and_then_the_new_one_answers(own_record, tmp_path) -> None:
    c = client(db=str(own_record))
    assert c.get("/search?q=draft").status_code == 200
    other = tmp_path / "other.db"
    shutil.copy(own_record, other)
    other.replace(own_record)
    assert [c.get("/search?q=draft").status_code for _ in range(3)] == [503, 200, 200]


@contextlib.contextmanager
def served(**options):
    """A server on loopback as `horseshoe serve` makes it, with other options; its address."""
    import uvicorn

    from horseshoe.serve.connections import BoundedProtocol

    told = {"port": 0, "log_level": "critical", "http": BoundedProtocol, "ws": "none"} | options
    server = uvicorn.Server(uvicorn.Config(create_app(Settings()), **told))
    server.install_signal_handlers = lambda: None  # type: ignore[method-assign]
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    yield server.servers[0].sockets[0].getsockname()
    server.should_exit = True
    thread.join(300)


@pytest.fixture
def listening(monkeypatch):
    """A server whose clients have a tenth of a second for a request's head, and half a second for its body."""
    from horseshoe.serve import connections

    monkeypatch.setattr(connections, "HEADER_SECONDS", 0.1)
    monkeypatch.setattr(connections, "BODY_SECONDS", 0.5)
    with served() as address:
        yield address


@pytest.mark.parametrize(
    "sent",
    [
        b"",
        b"GET /healthz HT",
        b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX:",
        b"POST /api/v1/read HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\nContent-Type: application/json\r\n\r\n{",
    ],
)
def test_a_request_that_does_not_arrive_is_given_up(listening, sent: bytes) -> None:
    with socket.create_connection(listening, timeout=300) as slow:
        slow.sendall(sent)
        with contextlib.suppress(ConnectionResetError):
            assert slow.recv(100) == b""


def test_requests_that_arrive_are_answered_one_after_the_other(listening) -> None:
    with socket.create_connection(listening, timeout=300) as quick:
        for _ in range(3):
            quick.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")
            got = b""
            while b'{"ok":true}' not in got:
                got += quick.recv(4000)
            assert got.startswith(b"HTTP/1.1 200")


def test_connections_beyond_the_limit_are_told_to_come_again() -> None:
    def status(connection: socket.socket) -> bytes:
        connection.sendall(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")
        return connection.recv(4000)[:12]

    with served(limit_concurrency=3) as address, contextlib.ExitStack() as stack:
        idle = [stack.enter_context(socket.create_connection(address, timeout=300)) for _ in range(3)]
        late = stack.enter_context(socket.create_connection(address, timeout=300))
        assert status(late) == b"HTTP/1.1 503"
        for one in idle:
            one.close()
        while status(stack.enter_context(socket.create_connection(address, timeout=300))) != b"HTTP/1.1 200":
            pass


def test_the_command_sets_the_limit_of_connections(monkeypatch: pytest.MonkeyPatch, tmp_path) -> None:
    import uvicorn

    from horseshoe.serve.connections import MOST

    asked = {}
    monkeypatch.setattr(uvicorn, "run", lambda app, **options: asked.update(options))
    monkeypatch.chdir(tmp_path)
    assert CliRunner().invoke(app, ["serve", "--port", str(free_port())]).exit_code == 0
    assert asked["limit_concurrency"] == MOST


def test_requests_have_threads_of_their_own_beside_texts_to_brief(client_of, own_record) -> None:
    from anyio import to_thread

    from horseshoe.serve.app import THREADS
    from horseshoe.serve.rooms import ROOMS, WAITING

    with client_of(db=str(own_record)) as client:
        limiter = client.portal.call(to_thread.current_default_thread_limiter)
        assert limiter.total_tokens == THREADS
    assert THREADS - (ROOMS + WAITING) > 50
