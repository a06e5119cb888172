"""schemathesis calls every address of the API with made-up and broken requests: no 5xx, no answer outside the description."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="needs horseshoe[serve]")
from hypothesis import HealthCheck, given, settings

from horseshoe.serve.app import create_app
from horseshoe.serve.settings import Settings

FEW = 5  # requests to an address in the short form
# The long form's share; a longer run by hand: HORSESHOE_API_EXAMPLES=2000 (docs/api.md)
EXAMPLES = int(os.environ.get("HORSESHOE_API_EXAMPLES", "24"))
sent: Counter[int] = Counter()
PATHS = (
    "/batches/{batch}",
    "/brief",
    "/corrections",
    "/council",
    "/documents",
    "/documents/{document}",
    "/dossiers/{situation}",
    "/forecast",
    "/forecast/text",
    "/members/{state}",
    "/read",
    "/search",
    "/situations",
    "/situations/{situation}",
    "/tally",
    "/vetoes",
    "/votes/{symbol}",
)


@pytest.fixture(scope="module")
def described(filled: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    schemathesis = pytest.importorskip("schemathesis", reason="needs the package schemathesis")
    db = shutil.copy(filled, tmp_path_factory.mktemp("schema") / "api.db")
    app = create_app(Settings(db=str(db), readings_per_minute=1_000_000))
    yield schemathesis.openapi.from_asgi("/api/v1/openapi.json", app, headers={"host": "127.0.0.1"})
    print(f"{sum(sent.values())} requests, answered {dict(sorted(sent.items()))}")


def test_the_description_names_every_address(described: Any) -> None:
    assert {p.removeprefix("/api/v1") for p in described} == set(PATHS)


@pytest.mark.parametrize("mode", ["positive", "negative"])
@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("examples", [FEW, pytest.param(EXAMPLES, marks=pytest.mark.slow)], ids=["few", "many"])
def test_every_answer_is_as_described(described: Any, path: str, mode: str, examples: int) -> None:
    from schemathesis import GenerationMode
    from schemathesis.specs.openapi.checks import positive_data_acceptance

    # A schema cannot say which texts are on the Council: one may fit it and still be answered with a described 400 or 422.
    left_out = [positive_data_acceptance]
    operations = described[f"/api/v1{path}"]
    for method in operations:
        strategy = operations[method].as_strategy(generation_mode=GenerationMode(mode))

        @settings(
            max_examples=examples, deadline=None, derandomize=examples < 100, database=None,
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=strategy)
        def check(case: Any) -> None:
            answer = case.call(headers={"host": "127.0.0.1"}, timeout=300)
            sent[answer.status_code] += 1
            assert answer.status_code not in (401, 421, 429)
            case.validate_response(answer, excluded_checks=left_out)

        check()


def test_a_draft_of_unknown_sponsors_on_a_day_without_a_past_is_forecast(described: Any) -> None:
    """Found by schemathesis: no vote before the day tells who brings drafts."""
    from fastapi.testclient import TestClient

    client = TestClient(described.app, base_url="http://127.0.0.1:8015")
    answer = client.post("/api/v1/forecast", json={"on": "1994-01-01", "situation": "anything"})
    assert answer.status_code == 200
    assert sum(answer.json()["shares"].values()) == pytest.approx(1)


def test_every_parameter_is_described_and_an_unknown_one_is_refused(client: Any) -> None:
    told = client.get("/api/v1/openapi.json").json()
    for path, methods in told["paths"].items():
        for method, about in methods.items():
            for p in about.get("parameters", ()):
                schemas = [p, p["schema"], *p["schema"].get("anyOf", ())]
                assert any(s.get("description") for s in schemas), (method, path, p["name"])
    refused = client.get("/api/v1/documents?situatoin=SYR")
    assert refused.status_code == 400
    assert "situatoin" in refused.text
    assert "situation" in refused.json()["title"]


def test_lists_lead_on_and_come_as_rows(client: Any) -> None:
    first = client.get("/api/v1/vetoes?limit=2")
    assert first.headers["link"] == '</api/v1/vetoes?limit=2&offset=2>; rel="next"'
    assert "link" not in client.get("/api/v1/vetoes?limit=500&offset=100").headers
    rows = client.get("/api/v1/vetoes?limit=2&format=csv")
    assert rows.headers["content-type"].startswith("text/csv")
    assert rows.text.splitlines()[0].startswith("date,symbol")
    assert len(rows.text.splitlines()) == 3


def test_the_api_is_sent_small_and_pages_are_not(client: Any) -> None:
    asked = {"Accept-Encoding": "gzip"}
    assert client.get("/api/v1/vetoes", headers=asked).headers.get("content-encoding") == "gzip"
    assert "content-encoding" not in client.get("/vetoes", headers=asked).headers


def test_other_sites_may_ask_only_where_the_server_lets_them(client_of: Any) -> None:
    asked = {"Origin": "https://news.example", "Access-Control-Request-Method": "GET"}
    assert "access-control-allow-origin" not in client_of().get("/api/v1/council", headers=asked).headers
    open_ = client_of(allow_origins=("https://news.example",))
    assert open_.get("/api/v1/council", headers=asked).headers["access-control-allow-origin"] == "https://news.example"
    assert open_.options("/api/v1/council", headers=asked).status_code == 200
    other = {**asked, "Origin": "https://other.example"}
    assert "access-control-allow-origin" not in open_.get("/api/v1/council", headers=other).headers


def test_the_api_has_a_page_of_its_own_and_its_examples_answer(client: Any) -> None:
    page = client.get("/docs").text
    assert "/api/v1/dossiers/{situation}" in page
    assert client.get("/api/v1/situations/SYR").json()["situation"] == "SYR"
