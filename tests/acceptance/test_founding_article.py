"""The article that the project starts from: every line of what a good reader would have said of it.

The text is not part of the project; the test looks for it in $HORSESHOE_DATA or ../shared/data and is skipped elsewhere.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

DATA = Path(os.environ.get("HORSESHOE_DATA", Path(__file__).parents[3] / "shared" / "data"))
ARTICLE = DATA / "syria_2012.txt"

pytestmark = pytest.mark.skipif(not ARTICLE.exists(), reason="needs the article (set HORSESHOE_DATA)")


@pytest.fixture(scope="module")
def reading() -> Any:
    command = [sys.executable, "-m", "horseshoe", "read", str(ARTICLE), "--published", "2012-02-01", "--format", "jsonl"]
    return json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)


@pytest.fixture(scope="module")
def text() -> str:
    return ARTICLE.read_text(encoding="utf-8")


def drafts_by(reading: Any, sponsor: str) -> list[Any]:
    return [d for d in reading["drafts"] if sponsor in d["sponsors"]]


def positions(reading: Any, actor: str, stance: str) -> list[Any]:
    return [p for p in reading["positions"] if p["actor"] == actor and p["stance"] == stance]


def test_amnesty_urges_russia(reading: Any) -> None:
    [*found] = [p for p in positions(reading, "amnesty-international", "urges") if p["addressee"] == "RUS"]
    assert found
    assert "against blocking" in found[0]["text"] or "join a binding" in found[0]["text"]


def test_the_arab_league_draft(reading: Any, text: str) -> None:
    [draft] = drafts_by(reading, "arab-league")
    assert draft["situation"] == "SYR"
    assert draft["status"] == "pending"
    mentions = [text[s:e] for s, e in draft["mentions"]]
    assert any("new draft resolution" in m for m in mentions)
    later = text.index("the draft resolution calling on Assad")
    assert any(s <= later + 10 < e or later <= s < later + 40 for s, e in draft["mentions"])


def test_its_provisions(reading: Any) -> None:
    [draft] = drafts_by(reading, "arab-league")
    step_down = [p for p in draft["provisions"] if "step down" in p["text"]]
    assert {p["act"] for p in step_down} & {"urges", "calls on", "calls upon", "calls"}
    assert any((p["addressee"] or "") in ("bashar-al-assad", "SYR", "SYR:authorities") for p in step_down)
    [further] = [p for p in draft["provisions"] if "further measures" in p["text"]]
    assert "should he refuse" in further["condition"]


def test_the_european_draft_of_october(reading: Any) -> None:
    [draft] = [d for d in reading["drafts"] if d["status"] == "vetoed"]
    assert set(draft["vetoed_by"]) == {"RUS", "CHN"}
    assert draft["matches"] == "S/2011/612"
    assert draft["situation"] == "SYR"
    assert any("threat of sanctions" in p["text"] for p in draft["provisions"])
    for actor in ("RUS", "CHN"):
        assert [p for p in positions(reading, actor, "vetoed") if p["target"] == {"draft": draft["id"]}]


def test_moscows_own_draft_is_criticised(reading: Any) -> None:
    [draft] = drafts_by(reading, "RUS")
    assert draft["status"] == "pending"
    [critic] = positions(reading, "western-countries", "criticises")
    assert critic["target"] == {"draft": draft["id"]}


def test_the_veto_threat_and_when(reading: Any) -> None:
    [arab] = drafts_by(reading, "arab-league")
    [threat] = [p for p in reading["positions"] if p["stance"] == "threatens_veto"]
    assert threat["actor"] == "RUS"
    assert threat["target"] == {"draft": arab["id"]}
    assert threat["said_on"][0] in ("2012-01-29", "2012-01-30")
    assert threat["said_on"][1] == "2012-02-01"


def test_both_quotations_of_the_representative(reading: Any) -> None:
    quotes = [q for q in reading["quotes"] if q["kind"] == "direct"]
    assert len(quotes) == 2
    assert {q["speaker"]["actor"] for q in quotes} == {"jose-luis-diaz"}
    assert quotes[0]["speaker"]["for"] == "amnesty-international"
    assert "representative" in quotes[0]["speaker"]["role"]
    assert quotes[0]["text"].strip("“”,").startswith("Russia’s threats to abort")
    assert quotes[1]["text"].strip("“”,").startswith("Russia must work")


def test_western_countries_press_russia(reading: Any) -> None:
    assert [p for p in positions(reading, "western-countries", "urges") if p["addressee"] == "RUS"]


def test_moscow_the_west_and_the_authorities_are_actors(reading: Any) -> None:
    actors = {a["id"]: a for a in reading["actors"]}
    assert {"Moscow"} <= {m["text"] for m in actors["RUS"]["mentions"] if m["how"] == "metonym"}
    assert actors["western-countries"]["type"] == "bloc"
    assert "SYR:authorities" in actors


def test_libya(reading: Any) -> None:
    killed = [e for e in reading["events"] if e["root"] == "ASSAULT" and "killed" in e["text"] and "Libya" in e["text"]]
    assert killed
    assert any("rebels" in a for e in killed for a in e["actors"])
    assert any("gaddafi" in t for e in killed for t in e["targets"])
    assert any(e["when"] == ["2011-10-01", "2011-10-31"] for e in killed)
    assert [e for e in reading["events"] if e["root"] == "AID" and "nato" in e["actors"]]


def test_rival_figures(reading: Any) -> None:
    figures = {f["value"]: f for f in reading["figures"]}
    people, soldiers = figures[5400], figures[2000]
    assert (people["bound"], people["what"], people["source"]) == ("at_least", "killed", "united-nations")
    assert people["period"][1] == "2012-02-01"
    assert people["period"][0] in ("2011-03-01", "2011-02-28")
    assert (soldiers["bound"], soldiers["what"], soldiers["source"]) == ("more_than", "killed", "SYR:authorities")


def test_blame_and_the_libyan_scenario_stay_claims() -> None:
    from datetime import date

    from horseshoe.documents import load
    from horseshoe.reading import read_document

    claims = read_document(load(ARTICLE, published=date(2012, 2, 1))).claims
    assert [c for c in claims if c.kind == "precedent" and c.actor == "RUS" and c.about == "LBY"]
    assert [c for c in claims if c.kind == "blame" and c.actor == "SYR:authorities"]


def test_every_span_reproduces_its_text(reading: Any, text: str) -> None:
    def walk(value: Any) -> None:
        if isinstance(value, dict):
            if "text" in value and value.get("span"):
                assert text[slice(*value["span"])] == value["text"]
            for part in value.values():
                walk(part)
        elif isinstance(value, list):
            for part in value:
                walk(part)

    walk(reading)


def test_the_briefing_fits_a_screen_and_holds_the_lines() -> None:
    command = [sys.executable, "-m", "horseshoe", "brief", str(ARTICLE), "--published", "2012-02-01"]
    shown = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    flat = " ".join(shown.split())
    assert "Russia threatens to veto the Arab League draft on Syria" in flat
    assert "S/2011/612" in flat
    assert "(9-2-4)" in flat
    assert "13-2-0" in flat
    assert "rival of" in flat
    assert max(map(len, shown.splitlines())) <= 100
