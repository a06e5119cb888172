"""The demonstration record, page by page: table, forecast, what-if, headline and dates agree; words for people only."""

from __future__ import annotations

import html
import importlib.util
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="needs horseshoe[serve]")

DEMO = Path(__file__).parents[2] / "scripts" / "demo.py"
SHORT = ("libya", "sudan", "darfur", "kosovo", "haiti")  # places of the short form
CODES = {"CIV", "SYR", "XKX", "RUS", "USA", "GBR", "FRA", "CHN", "LBY", "SDN", "PSE", "SSD", "UKR", "MLI", "PRK", "ESH", "YEM"}
SIGNS = re.compile(r"\bNone\b|\bnull\b|\b[0-9a-f]{16,}\b|\.md\b|/tmp/|[a-z]+_[a-z]+|\{|\}")


def served(folder: Path, client_of: Any, places: tuple[str, ...]) -> Any:
    from horseshoe.reading.reader import read_document
    from horseshoe.record.record import Record

    spec = importlib.util.spec_from_file_location("demo", DEMO)
    assert spec
    assert spec.loader
    demo = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(demo)
    files = []
    for name, text in demo.documents():
        if not places or any(f"-{place}-" in name for place in places):
            files.append(folder / name)
            files[-1].write_text(text, encoding="utf-8")
    if not places:
        assert len(files) >= 60
    with Record(folder / "demo.db") as record:
        record.ingest(files, read=read_document)
    return client_of(db=str(folder / "demo.db"))


def visible(page: str) -> str:
    """The words of a page that a person sees; drawings by their names."""
    main = re.search(r"<main.*</main>", page, re.S)
    assert main
    words = re.sub(r"<(script|style|select)\b.*?</\1>", " ", main[0], flags=re.S)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", words)).split())


@pytest.mark.parametrize("places", [SHORT, pytest.param((), marks=pytest.mark.slow)])
def test_every_page_of_the_record_agrees_with_itself(tmp_path: Path, client_of: Any, places: tuple[str, ...]) -> None:
    client = served(tmp_path, client_of, places)
    seen, waiting = set[str](), ["/"]
    while waiting:
        path = waiting.pop(0)
        page = client.get(path)
        assert page.status_code == 200, (path, visible(page.text)[:200])
        words = visible(page.text)
        if not path.startswith("/documents/"):  # the source's own words may say anything
            assert not (wrong := SIGNS.search(words)), (path, words[max(0, wrong.start() - 60) : wrong.end() + 30])
            assert not CODES & set(re.findall(r"\b[A-Z]{3}\b", words)), path
        if path.startswith("/situations/") and "?" not in path:
            agrees(client, path, page.text, words)
        for link in re.findall(r'href="(/(?:situations|drafts|decisions|what-if|members|documents)(?!\.rss)[^"#]*)', page.text):
            link = html.unescape(link)
            if (
                link not in seen
                and not link.endswith((".json", ".csv"))
                and (len(seen) < 400 or link.startswith(("/situations", "/drafts")))
            ):
                seen.add(link)
                if (
                    not link.startswith(("/members", "/decisions", "/documents"))
                    or sum(s.startswith(link[:6]) for s in seen) < 12
                ):
                    waiting.append(link)


def agrees(client: Any, path: str, page: str, words: str) -> None:
    """One answer, one date: what the page says of a situation is what its data say, and what the what-if starts from."""
    from horseshoe.brief.words import long_day

    data = client.get(f"{path}.json").json()
    answer = data["answer"]
    assert answer["headline"] in words, path
    day = answer["as_of"]
    assert f'id="as-of">{long_day(date.fromisoformat(day))}<' in page
    assert all(p["day"] < day for p in answer["precedents"]), path
    assert (answer["forecast"] is None) != (answer["no_forecast"] is None)
    members = {s["member"] for s in answer["table"]}
    council = {m["id"] for m in client.get(f"/api/v1/council?on={day}").json()["members"]}
    assert members == council, path
    for moment in answer["history"]:  # every chance of the course is on the page, none of the day of the vote or later
        assert moment["chances"]["adopted"] in words, path
        assert moment["day"] <= day
    if answer["outcome"]:
        assert all(m["day"] < answer["outcome"]["day"] for m in answer["history"]), path
        assert answer["forecast"] is None, path
        assert "What happened" in words
        assert "If it is put to the vote" not in words
        assert client.get(f"/what-if?situation={answer['situation']}").status_code == 404
        return
    if answer["forecast"]:
        assert answer["forecast"]["as_of"] == day
        assert answer["draft"]["title"] == answer["forecast"]["label"]
        shares = answer["forecast"]["shares"]
        assert answer["history"][-1]["day"] == day
        assert answer["history"][-1]["shares"] == shares, path
        asked = client.get(f"/what-if?situation={answer['situation']}").text
        for outcome in ("adopted", "vetoed"):
            told = re.search(rf'data-{outcome}="([0-9.]+)"', asked)
            assert told
            assert told[1] == f"{shares[outcome]:.6f}", path
            assert answer["chances"][outcome] in words
        for member in answer["threats"]:
            seat = next(s for s in answer["table"] if s["name"] == member)
            assert seat["stance"] == "threatens_veto", path


def test_a_draft_of_the_past_is_not_in_question_beside_a_later_one(tmp_path: Path, client_of: Any) -> None:
    client = served(tmp_path, client_of, ("sudan", "darfur"))
    now = client.get("/situations/SDN.json").json()["answer"]
    assert (now["as_of"], now["outcome"]["status"], now["outcome"]["tally"]) == ("2024-11-18", "vetoed", "14-1-0")
    then = client.get("/situations/SDN.json?as_of=2006-08-29").json()["answer"]
    assert then["forecast"]["as_of"] == "2006-08-29"
    assert {"ARG", "QAT"} <= {s["member"] for s in then["table"]}
    old = next(d for d in client.get("/api/v1/dossiers/SDN").json()["drafts"] if "USA" in d["sponsors"])
    page = visible(client.get(f"/drafts/{old['no']}").text)  # what fell silent is shown with the Council of its own time
    assert "As of 29 August 2006" in page
    assert "Argentina" in page
    assert "not yet" not in page.partition("Documents that tell of it")[0]
    assert all(d["symbol"] != "S/2024/826" for d in client.get("/api/v1/dossiers/SDN?as_of=2006-12-31").json()["drafts"])
