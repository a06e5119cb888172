"""A real server on a free port and a real Chromium; skipped, saying why, where there is none."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from free_port import free_port

playwright = pytest.importorskip("playwright.sync_api", reason="needs the package playwright")
uvicorn = pytest.importorskip("uvicorn", reason="needs horseshoe[serve]")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
GENEROUS = 120  # seconds to wait for what comes in less than one where the machine is free
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@contextmanager
def serving(db: str) -> Iterator[str]:
    """A running server over a record; gives its address."""
    from horseshoe.serve.app import create_app
    from horseshoe.serve.settings import Settings

    port = free_port()
    app = create_app(Settings(port=port, db=db, readings_per_minute=1000))
    server = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=port, log_level="warning"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    until = time.monotonic() + GENEROUS
    while not server.started and time.monotonic() < until:
        time.sleep(0.05)
    assert server.started
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(GENEROUS)


@pytest.fixture(scope="session")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with an empty record of its own."""
    with serving(f"sqlite:///{tmp_path_factory.mktemp('record') / 'horseshoe.db'}") as found:
        yield found


@pytest.fixture(scope="session")
def filled_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server whose record holds the example articles."""
    from horseshoe.reading.reader import read_document
    from horseshoe.record.record import Record

    db = tmp_path_factory.mktemp("filled") / "horseshoe.db"
    with Record(db) as record:
        record.ingest(sorted((Path(__file__).parents[2] / "examples").glob("*.txt")), read=read_document)
    with serving(str(db)) as found:
        yield found


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    """One browser for the tests of a file; its event loop ends with it, so that other tests may run their own."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium (Debian: apt-get install chromium)")
    playwright.expect.set_options(timeout=GENEROUS * 1000)
    with playwright.sync_playwright() as p:
        browser = p.chromium.launch(executable_path=CHROMIUM, args=QUIET, timeout=GENEROUS * 1000)
        make = browser.new_context

        def patient(**options: Any) -> Any:
            context = make(**options)
            context.set_default_timeout(GENEROUS * 1000)
            return context

        browser.new_context = patient
        yield browser
        browser.close()


@contextmanager
def watched(chromium: Any, address: str, **options: Any) -> Iterator[Any]:
    """A fresh page that fails the test on any error in the console and any request that leaves the server."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, base_url=address, **options)
    shown = context.new_page()
    wrong: list[str] = []
    shown.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    shown.on("pageerror", lambda e: wrong.append(str(e)))
    shown.on(
        "request", lambda r: wrong.append(f"left the machine: {r.url}") if not r.url.startswith((address, "data:")) else None
    )
    yield shown
    context.close()
    assert not wrong


@pytest.fixture
def page(chromium: Any, address: str) -> Iterator[Any]:
    """A page of the server with an empty record."""
    with watched(chromium, address) as shown:
        yield shown


@pytest.fixture
def filled_page(chromium: Any, filled_address: str) -> Iterator[Any]:
    """A page of the server whose record holds the example articles."""
    with watched(chromium, filled_address) as shown:
        yield shown
