"""The MCP server, driven by the SDK's own client in memory and over standard input and output."""

from __future__ import annotations

import asyncio
import json
import socket
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from free_port import free_port

# Each test imports what it takes: a process that runs others need not load it.
pytestmark = pytest.mark.skipif(find_spec("mcp") is None, reason="needs horseshoe[mcp]")

ARTICLE = (
    "UNITED NATIONS, 1 March 2024 - Russia said it would veto a draft resolution on Mali in the Security Council. "
    '"We will not agree to it," said Ann Lee, a diplomat.'
)


def build_server(*arguments: Any) -> Any:
    from horseshoe.serve.mcp.server import build_server

    return build_server(*arguments)


def client(server: Any) -> Any:
    from mcp import Client

    return Client(server)


def call(tool: str, arguments: dict[str, Any], server: Any = None) -> Any:
    async def run() -> Any:
        async with client(server or build_server()) as connected:
            return await connected.call_tool(tool, arguments)

    return asyncio.run(run())


def ask(tool: str, arguments: dict[str, Any], server: Any = None) -> dict[str, Any]:
    answer = call(tool, arguments, server)
    assert not answer.is_error, answer.content
    assert answer.structured_content is not None
    return dict(answer.structured_content)


def refused(tool: str, arguments: dict[str, Any], server: Any = None) -> str:
    """The one line of an error, which is one of the protocol's."""
    answer = call(tool, arguments, server)
    assert answer.is_error
    [content] = answer.content
    assert answer.structured_content["error"] == content.text
    assert "\n" not in content.text
    return str(content.text)


def test_council_has_fifteen_members_and_says_how_far_it_knows() -> None:
    answer = ask("council_on", {"on": "2012-02-04"})
    assert len(answer["members"]) == 15
    assert "complete through" in answer["limits"]


def test_tally_names_the_article() -> None:
    yes = ["Azerbaijan", "Colombia", "France", "Germany", "Guatemala", "India", "Morocco", "Pakistan", "Portugal"]
    answer = ask("tally", {"on": "2012-02-04", "yes": yes, "no": ["RUS", "China"]})
    assert answer["outcome"] == "vetoed"
    assert "27" in answer["evidence"]


def test_wrong_questions_get_an_answer_that_says_so() -> None:
    assert "Narnia" in refused("tally", {"on": "2012-02-04", "yes": ["Narnia"]})
    assert "1900" in refused("council_on", {"on": "1900-01-01"})
    assert "S/2099/9999: is not in the project's table" in refused("votes", {"symbol": "S/2099/9999"})
    assert "nothing about the Security Council" in refused("brief", {"text": "Whisk the eggs."})


def test_reading_carries_its_spans() -> None:
    answer = ask("read", {"text": ARTICLE})
    quote = answer["quotes"][0]
    assert ARTICLE[slice(*quote["span"])] == quote["text"]
    assert answer["document"]["published"] == "2024-03-01"


def test_over_stdio_with_a_real_process() -> None:
    from mcp import StdioServerParameters

    server = StdioServerParameters(command=sys.executable, args=["-m", "horseshoe", "mcp"])
    answer = ask("votes", {"symbol": "S/2012/77"}, server)
    assert answer["counts"] == {"yes": 13, "no": 2, "abstain": 0}
    assert answer["evidence"] == "S/2012/77"


def test_all_tools_and_resources_are_there(filled: Path) -> None:
    async def run() -> tuple[set[str], set[str], str]:
        async with client(build_server(str(filled))) as connected:
            tools = {t.name for t in (await connected.list_tools()).tools}
            templates = {t.uri_template for t in (await connected.list_resource_templates()).resource_templates}
            listed = await connected.read_resource("horseshoe://situations")
            return tools, templates, listed.contents[0].text

    tools, templates, listed = asyncio.run(run())
    ours = {"brief", "read", "council_on", "tally", "votes", "vetoes", "forecast"}
    assert tools == ours | {"situations", "situation", "document", "search", "dossier"}
    assert templates == {"horseshoe://documents/{document}", "horseshoe://dossiers/{situation}"}
    assert "horseshoe://dossiers/SYR" in listed


def test_search_and_dossier_give_words_and_limits(filled: Path) -> None:
    server = build_server(str(filled))
    found = ask("search", {"query": "veto situation:SYR"}, server)
    assert found["total"] == 1
    document = found["hits"][0]["id"]
    dossier = ask("dossier", {"situation": "syria"}, server)
    source = dossier["drafts"][0]["versions"][0]["source"]
    assert source["document"] == document
    assert source["text"]
    assert dossier["limits"]
    assert "holds nothing" in refused("dossier", {"situation": "Narnia"}, server)

    async def run() -> Any:
        async with client(server) as connected:
            return (await connected.read_resource(f"horseshoe://documents/{document}")).contents[0].text

    reading = json.loads(asyncio.run(run()))
    quote = reading["quotes"][0]
    assert reading["text"][slice(*quote["span"])] == quote["text"]


def test_forecast_says_what_it_rests_on() -> None:
    answer = ask("forecast", {"situation": "SYR", "on": "2012-02-04", "sponsors": ["USA", "GBR"], "threats": ["Russia"]})
    assert sum(answer["shares"].values()) == pytest.approx(1)
    assert answer["shares"]["vetoed"] > 0.5
    assert answer["reasons"][0]["source"]["text"]
    assert "put to the vote" in answer["limits"]
    assert "either" in refused("forecast", {})


def test_a_missing_record_is_told_and_not_made(tmp_path: Path) -> None:
    db = tmp_path / "none.db"
    assert "no record" in refused("search", {"query": "veto"}, build_server(str(db)))
    assert not db.exists()


def test_over_http_with_a_real_process(filled: Path) -> None:
    port = free_port()
    command = [sys.executable, "-m", "horseshoe", "mcp", "--transport", "http", "--port", str(port), "--db", str(filled)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        until = time.monotonic() + 120
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), 60).close()
                break
            except OSError:
                time.sleep(0.1)
        answer = ask("dossier", {"situation": "SYR"}, f"http://127.0.0.1:{port}/mcp")
        assert answer["situation"] == "SYR"
        assert answer["limits"]
    finally:
        process.terminate()
        process.wait(120)


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("search", {"query": "veto", "limit": None}),
        ("search", {"query": "veto", "limit": "5", "offset": 0.0}),
        ("read", {"text": ARTICLE, "published": None}),
        ("read", {"text": ARTICLE, "published": ""}),
        ("read", {"text": ARTICLE, "published": "2024-03-01T10:00:00Z"}),
        ("read", {"text": ARTICLE, "published": "Mar 1, 2024"}),
        ("tally", {"on": "2012-02-04", "yes": "rest", "no": ["Russia", "China"]}),
        ("tally", {"on": "2012-02-04", "yes": '["rest"]', "no": '["RUS"]', "procedural": None}),
        ("vetoes", {"by": None, "most": None}),
    ],
)
def test_what_assistants_leave_open_takes_its_default(filled: Path, tool: str, arguments: dict[str, Any]) -> None:
    answer = ask(tool, arguments, build_server(str(filled)))
    assert "error" not in answer
    assert answer.get("outcome", "vetoed") == "vetoed"
    if "document" in answer:
        assert answer["document"]["published"] == "2024-03-01"


@pytest.mark.parametrize(
    ("tool", "arguments", "words"),
    [
        ("search", {"query": "veto", "limit": "many"}, 'limit: "many" is not a whole number'),
        ("search", {"query": "veto", "limit": -3}, "limit: is at least 1"),
        ("search", {}, "query: is missing"),
        ("search", {"query": ["a"]}, 'query: ["a"]'),
        ("read", {"text": " "}, "text: is empty"),
        ("read", {"text": ARTICLE, "published": "soon"}, 'published: "soon" is not a day as YYYY-MM-DD'),
        ("council_on", {"on": {"year": 2012}}, "on: "),
        ("tally", {"on": "2012-02-04", "yes": ["rest"], "no": ["rest"]}, "only one list"),
    ],
)
def test_wrong_arguments_are_told_in_one_line(filled: Path, tool: str, arguments: dict[str, Any], words: str) -> None:
    told = refused(tool, arguments, build_server(str(filled)))
    assert words in told
    assert "\n" not in told
    assert "pydantic" not in told


def test_the_schema_tells_what_is_needed_and_what_may_be_null() -> None:
    async def run() -> dict[str, Any]:
        async with client(build_server()) as connected:
            return {t.name: t.input_schema for t in (await connected.list_tools()).tools}

    schemas = asyncio.run(run())
    assert schemas["search"]["required"] == ["query"]
    assert {"type": "null"} in schemas["search"]["properties"]["limit"]["anyOf"]
    assert schemas["council_on"]["properties"]["on"]["format"] == "date"
    assert schemas["tally"]["required"] == ["on", "yes"]
    for name, schema in schemas.items():  # a model is told what each argument is
        for argument, shape in schema["properties"].items():
            assert len(shape.get("description", "")) > 10, (name, argument)


def test_a_briefing_is_sized_for_a_model_and_whole_on_request() -> None:
    text = " ".join(ARTICLE + f" Russia's ambassador, Ivan Petrov{n}, said that France blamed Moscow." for n in range(30))
    short, whole = ask("brief", {"text": text}), ask("brief", {"text": text, "full": True})
    assert len(json.dumps(short, ensure_ascii=False).encode()) < 6_200
    assert short["headline"]["text"] == whole["headline"]["text"]
    shown = sum(len(s["lines"]) for s in short["sections"])
    assert shown + sum(short["left_out"].values()) == sum(len(s["lines"]) for s in whole["sections"])


def test_situations_are_listed_answered_and_their_documents_opened(filled: Path) -> None:
    server = build_server(str(filled))
    listed = ask("situations", {}, server)["situations"]
    assert "SYR" in {s["id"] for s in listed}
    answer = ask("situation", {"situation": "SYR", "as_of": "2019-12-19"}, server)
    assert "Russia threatens to veto" in answer["headline"]
    source = next(s["source"] for s in answer["said"] if s["actor"] == "Russia")
    opened = ask("document", {"document": source["document"], "characters": 200}, server)
    assert len(opened["text"]) == 200
    assert opened["more"]
