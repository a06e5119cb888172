"""The MCP server, driven by the SDK's own client in memory and over standard input and output."""

from __future__ import annotations

import asyncio
import sys
from typing import Any

import pytest

pytest.importorskip("mcp", reason="needs horseshoe[mcp]")
from mcp import Client, StdioServerParameters

from horseshoe.serve.mcp import build_server

ARTICLE = (
    "UNITED NATIONS, 1 March 2024 - Russia said it would veto a draft resolution on Mali in the Security Council. "
    '"We will not agree to it," said Ann Lee, a diplomat.'
)


def ask(tool: str, arguments: dict[str, Any], server: Any = None) -> dict[str, Any]:
    async def run() -> dict[str, Any]:
        async with Client(server or build_server()) as client:
            answer = await client.call_tool(tool, arguments)
            assert not answer.is_error, answer.content
            assert answer.structured_content is not None
            return dict(answer.structured_content)

    return asyncio.run(run())


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
    assert "Narnia" in ask("tally", {"on": "2012-02-04", "yes": ["Narnia"]})["error"]
    assert "1900" in ask("council_on", {"on": "1900-01-01"})["error"]
    assert "nothing about the Security Council" in ask("brief", {"text": "Whisk the eggs."})["error"]


def test_reading_carries_its_spans() -> None:
    answer = ask("read", {"text": ARTICLE})
    quote = answer["quotes"][0]
    assert ARTICLE[slice(*quote["span"])] == quote["text"]
    assert answer["document"]["published"] == "2024-03-01"


def test_over_stdio_with_a_real_process() -> None:
    server = StdioServerParameters(command=sys.executable, args=["-m", "horseshoe", "mcp"])
    answer = ask("votes", {"symbol": "S/2012/77"}, server)
    assert answer["counts"] == {"yes": 13, "no": 2, "abstain": 0}
    assert answer["evidence"] == "S/2012/77"
