"""Keeping the record current: small files of the published forms, their difference, checks, all or nothing, undo."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from horseshoe.cli import app
from horseshoe.council import decisions as record
from horseshoe.council import votes_on_record
from horseshoe.council.members import members_on
from horseshoe.council.vetoes import all_vetoes, vetoes
from horseshoe.council.votes_on_record import draft_votes, find_draft
from horseshoe.errors import InputError, UsageError
from horseshoe.votes.update import compare, read_published, undo, write

NEW_DAY = date(2026, 6, 17)


@pytest.fixture(autouse=True)
def overlay(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    path = tmp_path / "data" / "decisions.csv"
    monkeypatch.setenv(record.OVERLAY, str(path))
    _forget()
    yield path
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    record.forget()
    for cached in (all_vetoes, votes_on_record.draft_votes, votes_on_record.drafts_by_name, votes_on_record.drafts_on):
        cached.cache_clear()


def export(number: int, day: date, **votes: str) -> bytes:
    """A voting export with one resolution; members not named voted in favour."""
    lines = ["undl_id,ms_code,ms_vote,date,resolution,draft,meeting,agenda,permanent_member,modality"]
    for m in members_on(day):
        vote = votes.get(m.id, "Y")
        symbol = f"S/RES/{number}({day.year})"
        lines.append(f"1,{m.id},{vote},{day},{symbol},S/{day.year}/1,S/PV.10150,The situation in Cyprus,False,VOTE")
    return "\n".join(lines).encode()


def test_an_export_adds_a_resolution_with_its_votes(overlay: Path) -> None:
    found = compare(export(2850, NEW_DAY, RUS="A"), "new.csv")
    assert [c.kind for c in found.changes] == ["added"]
    assert not overlay.exists(), "nothing is written before it is confirmed"
    write(found, date(2026, 7, 1))
    _forget()
    added = find_draft("Resolution 2850 (2026)")
    assert added
    assert (added.tally, added.abstaining, added.situation) == ("14-0-1", ("RUS",), "CYP")
    assert draft_votes()[-1] == added, "in the order of days"


def test_the_second_time_nothing_changes() -> None:
    write(compare(export(2850, NEW_DAY), "new.csv"), date(2026, 7, 1))
    again = compare(export(2850, NEW_DAY), "new.csv")
    assert not again.changes
    assert not again.rows


def test_what_the_record_holds_stays_and_the_difference_is_told() -> None:
    held = find_draft("2728")
    assert held
    found = compare(export(2728, held.date, CHN="A"), "other.csv")
    assert {("differs", "abstaining", "USA", "CHN")} <= {(c.kind, c.cell, c.before, c.after) for c in found.changes}
    assert all(row["abstaining"] == "USA" for row in found.rows)


def test_a_row_that_the_rule_forbids_stops_the_whole_file(overlay: Path, tmp_path: Path) -> None:
    path = tmp_path / "bad.csv"
    good = export(2851, NEW_DAY).decode().split("\n", 1)[1].replace("1,", "2,", 1).replace("\n1,", "\n2,")
    path.write_text(export(2850, NEW_DAY, USA="N").decode() + "\n" + good, encoding="utf-8")
    with pytest.raises(InputError, match="Article 27"):
        app(["update", str(path), "--yes"], standalone_mode=False)
    assert not overlay.exists()


def test_the_list_of_vetoes_moves_on_how_far_the_record_reaches() -> None:
    text = "date,draft_res#,record,agenda_item,China,France,Russia,UK,USA,last_update\n"
    text += "6/17/2026,S/2026/500,S/PV.10151,The situation in Cyprus,0,0,1,0,0,2026-11-01\n"
    write(compare(text.encode(), "vetoes.csv"), date(2026, 11, 2))
    _forget()
    assert record.complete_through("vetoes") == date(2026, 11, 1)
    last = vetoes(by="RUS")[-1]
    assert (last.symbol, last.yes, last.vetoed_by) == ("S/2026/500", None, ("RUS",))


def test_a_row_of_the_corpus_of_resolutions() -> None:
    votes = "|".join(f"{'A' if m.id == 'CHN' else 'Y'} {m.name.upper()}" for m in members_on(NEW_DAY))
    text = f'res_no,date,draft,meeting_record,vote_summary,vote_detail\n2850,{NEW_DAY},S/2026/9,S/PV.10160,,"{votes}"\n'
    form, [row], _ = read_published(text.encode(), "cr.csv")
    assert form == "corpus of resolutions"
    assert (row["yes"], row["no"], row["abstain"], row["abstaining"]) == ("14", "0", "1", "CHN")


def test_undo_takes_the_last_update_back(overlay: Path) -> None:
    write(compare(export(2850, NEW_DAY), "new.csv"), date(2026, 7, 1))
    write(compare(export(2851, NEW_DAY), "newer.csv"), date(2026, 7, 2))
    undo()
    _forget()
    assert find_draft("2850")
    assert find_draft("2851") is None
    with pytest.raises(InputError, match="take back"):
        undo()


def test_another_file_is_refused() -> None:
    with pytest.raises(InputError, match="no file that the record can be updated from"):
        compare(b"a,b\n1,2\n", "x.csv")


def test_from_an_address(overlay: Path, capsys: pytest.CaptureFixture[str]) -> None:
    class Answer(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.end_headers()
            self.wfile.write(export(2850, NEW_DAY))

        def log_message(self, format: str, *args: object) -> None:
            pass

    server = http.server.HTTPServer(("127.0.0.1", 0), Answer)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        app(
            ["update", f"http://127.0.0.1:{server.server_port}/sc_voting.csv", "--yes", "--allow-private"],
            standalone_mode=False,
        )
    finally:
        server.shutdown()
    assert "1 decisions added" in capsys.readouterr().out
    assert overlay.exists()


RELEASE = """SC/19999
30 May 2026

Security Council Renews Measures, Adopting Resolution 2899 (2026) by 9 Votes in Favour

The Security Council today decided to renew until 31 May 2027 the measures that it had imposed on South Sudan.

Adopting resolution 2899 (2026) by a vote of 9 in favour to none against, with 6 abstentions (China, Liberia, Democratic
Republic of the Congo, Pakistan, Russian Federation, Somalia), the Council decided to renew the measures on South Sudan.
"""


def test_a_press_release_is_read_and_a_person_confirms(
    overlay: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "release.txt"
    path.write_text(RELEASE, encoding="utf-8")
    with pytest.raises(UsageError, match="a person's eye"):
        app(["update", str(path), "--yes"], standalone_mode=False)
    monkeypatch.setattr("typer.confirm", lambda question: False)
    app(["update", str(path)], standalone_mode=False)
    assert "abstaining CHN COD LBR PAK RUS SOM" in capsys.readouterr().out
    assert not overlay.exists()
    monkeypatch.setattr("typer.confirm", lambda question: "what the text says" in question)
    app(["update", str(path)], standalone_mode=False)
    assert overlay.exists()
    _forget()
    found = find_draft("2899")
    assert found is not None
    assert (found.date, found.tally, found.outcome, found.source) == (date(2026, 5, 30), "9-0-6", "adopted", "SC/19999")
    assert found.vote_of("PAK") == "abstain"
    assert found.vote_of("FRA") == "yes"


def test_a_text_without_a_vote_held_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "eve.txt"
    path.write_text(
        "The Security Council is expected to vote on Friday on a French draft resolution on Mali. Russia opposes it.", "utf-8"
    )
    with pytest.raises(InputError, match="no vote that was held"):
        app(["update", str(path)], standalone_mode=False)
