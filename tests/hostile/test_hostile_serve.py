"""Hostile files sent to the server, as uploads and as texts: a problem in one line, no fault of the server, and it lives on."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from hostile_good import GOOD
from hostile_runs import CONTROLS, DIRECTIONS

from free_port import free_port
from short_forms import some_of

pytest.importorskip("fastapi", reason="needs horseshoe[serve]")
SENT = (
    "zip_bombs-600.docx", "zip_bombs-lying-size.docx", "any-entities-billion_laughs.docx", "nesting-div.html",
    "nesting-mail.eml", "any-pdf_loops-kids-many.pdf", "pdf_loops-form.pdf",
    "pdf_loops-arrays.pdf", "images-png.txt", "any-lengths-flate.pdf",
    "encrypted-9.pdf", "any-truncated-5.pdf", "links-main-part-1.docx", "nuls-in-text.txt", "declared-elf.txt",
    "any-structures-spans.docx", "any-entities-file.docx", "good-scripts-html.html", "good-lookalikes-override.txt",
    "good-scripts-terminal.txt", "lines-too-large.txt",
)  # fmt: skip


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[httpx.Client]:
    """A client of `horseshoe serve` as a process."""
    port = free_port()
    folder = tmp_path_factory.mktemp("serve")
    code = (
        "import uvicorn; from horseshoe.serve.app import create_app; from horseshoe.serve.settings import Settings\n"
        f"uvicorn.run(create_app(Settings(db={str(folder / 'r.db')!r}, readings_per_minute=1000)), port={port})"
    )  # as `horseshoe serve`, but for the rate
    process = subprocess.Popen([sys.executable, "-c", code], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=300) as client:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                client.get("/brief")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield client
        assert process.poll() is None, "the server has ended"
    process.terminate()
    _, told = process.communicate(timeout=120)
    assert "Traceback" not in told


def upload(server: httpx.Client, name: str, data: bytes) -> httpx.Response:
    """Send a file by the form of the page."""
    form = re.search(r'name="form_token" value="([^"]+)"', server.get("/brief").text)
    assert form
    return server.post("/brief", data={"form_token": form[1]}, files={"file": (name, data, "text/plain")})


@pytest.mark.parametrize("name", some_of(SENT, 4))
def test_an_upload_is_read_or_refused(name: str, everything: Path, server: httpx.Client) -> None:
    answer = upload(server, name, (everything / name).read_bytes())
    if answer.status_code == 303:  # to the briefing's own address
        answer = server.get(answer.headers["location"])
    assert answer.status_code == 200 if name.startswith("good-") else answer.status_code in (200, 413, 422)
    assert not (CONTROLS - {"\r"} | DIRECTIONS) & set(answer.text)
    assert "Traceback" not in answer.text
    assert "<script>document" not in answer.text
    assert server.get("/brief").status_code == 200


def test_a_good_upload_is_briefed_after_all_that(server: httpx.Client) -> None:
    sent = upload(server, "a.txt", GOOD["a-good.txt"].encode())
    assert sent.status_code == 303
    answer = server.get(sent.headers["location"])
    assert answer.status_code == 200
    assert "Russia" in answer.text


@pytest.mark.parametrize(
    "body",
    [b"", b"[" * 100_000, b"\0" * 1000, b'{"text": 7}', b'{"text": "\\ud800"}', 
     b'{"text": ' + b"9" * 10_000, b'{"text": "' + b"a" * 3_000_000 + b'"}', b"a" * 6_000_000,
     b'{"text": "x", "published": "99999-99-99"}', b"\xff\xfe{\0}\0"],
    ids=["empty", "deep", "nuls", "number", "half", "digits", "long", "large", "date", "utf-16"],
)  # fmt: skip
def test_a_program_gets_a_problem_in_one_line(body: bytes, server: httpx.Client) -> None:
    for path in ("read", "brief", "forecast/text"):
        answer = server.post(f"/api/v1/{path}", content=body, headers={"content-type": "application/json"})
        assert 400 <= answer.status_code < 500, (path, answer.text[:300])
        assert answer.headers["content-type"] == "application/problem+json"
        told = json.loads(answer.text)
        assert "\n" not in (told["detail"] or "")


@pytest.mark.parametrize(
    "name", some_of(["good-lookalikes-override.txt", "good-nesting-brackets.txt", "good-scripts-terminal.txt"], 3)
)
def test_odd_texts_are_read_by_the_api(name: str, everything: Path, server: httpx.Client) -> None:
    text = (everything / name).read_bytes().decode()
    answer = server.post("/api/v1/read", json={"text": text})
    assert answer.status_code == 200
    for quote in answer.json()["quotes"]:
        start, end = quote["span"]
        assert text[start:end] == quote["text"]
