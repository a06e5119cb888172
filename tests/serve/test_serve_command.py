"""`horseshoe serve` as a process, and what a large record costs."""

from __future__ import annotations

import dataclasses
import importlib.util
import re
import subprocess
import sys
import time
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import event

from free_port import free_port
from work_done import calls

pytest.importorskip("fastapi", reason="needs horseshoe[serve]")
ARTICLE = "UNITED NATIONS, 1 March 2024 - Russia said it would veto a draft resolution on Mali before the Security Council."
MAKERS = Path(__file__).parents[1] / "record" / "record_makers.py"


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "horseshoe", "serve", *options], capture_output=True, text=True, timeout=300)


def test_the_server_answers_at_its_address(filled: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "horseshoe", "serve", "--port", str(port), "--db", str(filled), "--read-only"]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        until, answer = time.monotonic() + 120, None
        while answer is None and time.monotonic() < until:
            try:
                answer = httpx.get(f"http://127.0.0.1:{port}/situations/SYR", timeout=120)
            except httpx.TransportError:
                time.sleep(0.1)
        assert answer is not None
        assert answer.status_code == 200
        assert "server" not in answer.headers
        taken = run("--port", str(port))
        assert taken.returncode == 7
        assert "choose another --port" in taken.stderr
    finally:
        process.terminate()
        process.wait(120)


def test_an_open_address_is_refused_in_one_line() -> None:
    refused = run("--host", "0.0.0.0")
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "--token" in refused.stderr


def test_programs_are_held_to_rate_size_and_origin(client_of: Any) -> None:
    slow = client_of(readings_per_minute=1)
    assert slow.post("/api/v1/read", json={"text": ARTICLE}).status_code == 200
    refused = slow.post("/api/v1/read", json={"text": ARTICLE})
    assert refused.status_code == 429
    assert refused.headers["content-type"] == "application/problem+json"
    assert slow.post("/api/v1/forecast", json={"situation": "SYR", "on": "2012-02-04"}).status_code == 429
    small = client_of(max_upload=100)
    assert small.post("/api/v1/read", json={"text": "x" * 200}).status_code == 413
    assert small.post("/api/v1/read", content=(b"x" for _ in range(3))).status_code == 411
    body = {"ref": "0123abcd:quote:1-2", "judgement": "confirmed"}
    assert client_of().post("/api/v1/corrections", json=body, headers={"origin": "https://evil.example"}).status_code == 403


@pytest.fixture(scope="module", params=[(60, 240), pytest.param((250, 1000), marks=pytest.mark.slow)], ids=["few", "many"])
def records(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """Two records of made-up documents on one situation, one four times the other, by their number of documents."""
    from horseshoe.record.record import Record

    spec = importlib.util.spec_from_file_location("record_makers", MAKERS)
    assert spec is not None
    assert spec.loader is not None
    makers = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(makers)
    places = re.compile(r"\b(" + "|".join(makers.PLACES.values()) + r")\b")
    readings = []
    for n in range(max(request.param)):
        document = makers.document_of(n, date(2011, 10, 1) + timedelta(days=n // 10))
        readings.append(makers.read(dataclasses.replace(document, text=places.sub("Syria", document.text))))
    folder = tmp_path_factory.mktemp("records")
    for number in request.param:
        with Record(folder / f"{number}.db") as record:
            record.add_readings(readings[:number])
    return {number: folder / f"{number}.db" for number in request.param}


def test_a_situation_takes_no_more_questions_and_little_more_time_with_its_documents(
    records: dict[int, Path], client_of: Any
) -> None:
    took, asked = {}, {}
    for number, db in records.items():
        client = client_of(db=str(db))
        from horseshoe.serve.app import warm

        served = client.app.state.served
        warm(served)
        client.get("/situations/SYR")
        statements: list[str] = []
        event.listen(
            served.record().database.engine, "before_cursor_execute", lambda *told, said=statements: said.append(told[2])
        )

        def page(client: Any = client, served: Any = served) -> None:
            served.forget()
            assert client.get("/situations/SYR").status_code == 200

        page()
        asked[number] = len(statements)
        took[number] = calls(page)
    few, many = records
    assert asked[many] <= asked[few]
    assert took[many] < 3 * took[few]


def test_a_long_dossier_prints_on_two_pages(records: dict[int, Path]) -> None:
    pytest.importorskip("typst", reason="needs horseshoe[pdf]")
    pdfium = pytest.importorskip("pypdfium2")
    from horseshoe.brief.render import html as as_html
    from horseshoe.brief.render import pdf
    from horseshoe.brief.situation.dossier import dossier_page
    from horseshoe.record.record import Record

    with Record(records[max(records)]) as record:
        made = dossier_page(record, record.dossier("SYR"), full=True)
    document = pdfium.PdfDocument(pdf.render(made))
    assert len(document) <= 2
    words = "\n".join(p.get_textpage().get_text_range() for p in document)
    assert made.headline.text[:20] in words
    html = as_html.render(made)
    assert html.count('id="note-') == sum(len(line.notes) + len(line.record) for line in made.lines())
    assert "<script" not in html
    document.close()
