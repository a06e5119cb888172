"""UNBench's own files, on a small archive of that form made up here: days, drafts, votes, and answers from both."""

from __future__ import annotations

import importlib
import json
import sys
from datetime import date
from pathlib import Path

import pytest
from votes_sheets import made_up, write

from horseshoe.errors import InputError

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
files = importlib.import_module("unbench_files")
unbench = importlib.import_module("unbench")

RENEWAL = """The Security Council,

Recalling its resolution 2119 (2013) of 10 October 2013 on Haiti,

Having considered the letter of its President of 3 March 2014, and noting the elections planned for 9 November 2014,

1. Decides to extend the mandate of the Mission until 15 October 2015;

2. Decides to remain seized of the matter.
"""
SANCTIONS = """The Security Council,

Gravely concerned at the fighting in Syria, and recalling the statement of 21 May 2014,

Acting under Chapter VII of the Charter of the United Nations,

1. Condemns the shelling of towns by the Syrian authorities;

2. Decides that all States shall freeze the assets of those who order it;
"""


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    data = tmp_path / "data"
    (data / "task2" / "2180").mkdir(parents=True)
    (data / "task3.json").write_text(json.dumps({"drafts": [RENEWAL, SANCTIONS, "No text."], "labels": [1, 0, 1]}))
    (data / "task2" / "2180" / "S_2014_1-EN.json").write_text(json.dumps({"Content": RENEWAL}))
    (data / "task2.csv").write_text(
        "Country,Original_id,Authors,Voting,Date\n"
        "RUSSIAN FEDERATION,2180,['United States'],Y,2014-10-14\n"
        "CHAD,2180,['United States'],Y,2014-10-14\n"
        "PALAU,2180,['United States'],Y,2014-10-14\n"
        "CHAD,2181,['United States'],Y,2014-10-14\n"
    )
    return tmp_path


def test_the_day_follows_the_latest_that_the_preamble_tells_of_as_past() -> None:
    assert files.day_told(RENEWAL) == date(2014, 3, 4)
    assert files.day_told("The Security Council,\nRecalling resolution 1973 (2011),\n1. Decides so;") == date(2011, 3, 18)
    assert files.day_told("The Security Council,\n1. Decides to meet on 3 May 2011;") is None


def test_a_text_alone_tells_a_veto_from_a_renewal(archive: Path) -> None:
    renewal, sanctions = files.adoption_asked(archive, 1996)
    assert (renewal.true, sanctions.true) == (0, 1)
    assert renewal.chances[1] < 0.05 < sanctions.chances[1]


def test_votes_are_asked_of_members_whose_draft_has_a_text(archive: Path) -> None:
    asked = list(files.votes_asked(archive, 1996))
    assert [a.true for a in asked] == [0, 0]  # neither Palau, no member, nor the draft without a text
    assert all(a.chances[0] > 0.9 for a in asked)


def test_a_folder_of_something_else_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no task3\.json"):
        files.draft_texts(tmp_path)


def test_both_tasks_are_printed(
    archive: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    sheet = write(made_up(2011, 2014), tmp_path / "votes.csv")
    monkeypatch.setattr(unbench, "LEARN", 2013)
    monkeypatch.setattr(sys, "argv", ["unbench.py", str(sheet), "--from", "2013", "--to", "2014", "--unbench", str(archive)])
    unbench.main()
    said = capsys.readouterr().out
    assert "task 3: 2 of 3 drafts answered, 1 not adopted" in said
    assert "task 2: 2 of 3 votes answered" in said
