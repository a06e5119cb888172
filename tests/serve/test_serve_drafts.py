"""The page of a draft: what a document tells of it otherwise than the documents before."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("fastapi", reason="needs horseshoe[serve]")

REPORTS = (
    (
        "2026-03-02",
        "Ghana circulated a draft resolution on Mali to the Security Council. The draft resolution would extend the mandate of "
        "the mission in Mali for twelve months. It would demand that all parties open the roads to Gao.",
    ),
    (
        "2026-03-06",
        "The Security Council met again on the draft resolution on Mali put forward by Ghana. It would extend "
        "the mandate of the mission in Mali for six months. It would ask the Secretary-General to send monitors to the mines.",
    ),
    (
        "2026-03-09",
        "Diplomats said the draft resolution on Mali put forward by Ghana would extend the mandate of the mission in Mali for "
        "another six months. Norway joined Ghana as a sponsor of the draft resolution on Mali.",
    ),
)
TEXT = """United Nations                                                                 S/2026/{symbol}
Security Council
                                                                     Distr.: General
                                                                     {day} March 2026

Ghana: draft resolution

The Security Council,

Recalling its earlier resolutions on the situation in Mali,

1. Decides to extend the mandate of the mission in Mali until 30 September 2026;

2. {second};

3. {third}.
"""


def changes(folder: Path, client_of: Any, texts: list[tuple[str, str]]) -> tuple[list[dict[str, Any]], str]:
    """What changed of the one draft that these texts, by their day, tell of: as data and as the page."""
    from horseshoe.record.record import Record

    files = []
    for day, text in texts:
        files.append(folder / f"{day}.txt")
        files[-1].write_text(text, encoding="utf-8")
    with Record(folder / "mali.db") as record:
        record.ingest(files)
    client = client_of(db=str(folder / "mali.db"))
    found = [d["no"] for d in client.get("/api/v1/dossiers/MLI").json()["drafts"]]
    assert len(found) == 1
    page = client.get(f"/drafts/{found[0]}").text
    return client.get(f"/drafts/{found[0]}/data.json").json()["changes"], page


def test_reports_tell_of_new_provisions_and_of_other_numbers_and_drop_nothing(tmp_path: Path, client_of: Any) -> None:
    dated = [(day, f"UNITED NATIONS, {int(day[-2:])} March 2026 - {text}") for day, text in REPORTS]
    found, page = changes(tmp_path, client_of, dated)
    told = [(c["day"], c["kind"]) for c in found if c["kind"] != "sponsors"]
    assert sorted(told) == [("2026-03-06", "reworded"), ("2026-03-06", "told")]
    reworded = next(c for c in found if c["kind"] == "reworded")
    assert "twelve months" in reworded["before"]
    assert "six months" in reworded["after"]
    assert "monitors" in next(c for c in found if c["kind"] == "told")["after"]
    stands = page.partition("What it would do")[2].partition("What changed")[0]
    assert "six months" in stands
    assert "twelve months" not in stands
    assert re.search(r"<del>[^<]*twelve months[^<]*</del> <ins>[^<]*six months", page)


def test_two_texts_of_a_draft_tell_what_was_added_dropped_and_softened(tmp_path: Path, client_of: Any) -> None:
    first = TEXT.format(
        symbol="201", day=2, second="Demands that all parties open the roads to Gao", third="Decides to remain seized"
    )
    second = TEXT.format(
        symbol="201/Rev.1",
        day=9,
        second="Urges all parties to open the roads to Gao",
        third="Requests a report on the mines",
    )
    found, page = changes(tmp_path, client_of, [("2026-03-02", first), ("2026-03-09", second)])
    kinds = {c["kind"]: c for c in found}
    assert set(kinds) == {"softened", "added", "dropped"}
    assert "Demands" in kinds["softened"]["before"]
    assert "Urges" in kinds["softened"]["after"]
    assert "mines" in kinds["added"]["after"]
    assert kinds["dropped"]["after"] is None
    assert "remain seized" in kinds["dropped"]["before"]
    assert "Demands → Urges" in page
    stands = page.partition("What it would do")[2].partition("What changed")[0]
    assert all(words in stands for words in ("Urges", "Requests a report"))
    assert not any(words in stands for words in ("Demands", "remain seized", "Recalling"))
