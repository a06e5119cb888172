import json
from pathlib import Path

import numpy as np
import pytest
from typer.testing import CliRunner
from votes_sheets import made_up, write

from horseshoe.errors import UsageError
from horseshoe.forecast.members.parameters import fit_parameters, load, save
from horseshoe.forecast.scoring import backtest


@pytest.fixture(scope="module")
def sheet(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(made_up(), tmp_path_factory.mktemp("votes") / "votes.csv")


def test_the_json_has_the_keys_other_programs_rely_on(sheet: Path) -> None:
    from horseshoe.cli.forecast.backtest import app

    done = CliRunner().invoke(app, ["--votes", str(sheet), "--from", "2003", "--to", "2005", "--json"])
    assert done.exit_code == 0, done.output
    figures = json.loads(done.output)
    assert set(figures) == {"n", "log_loss", "brier", "skill", "veto", "members", "calibration"}
    assert set(figures["skill"]) == {"base_rate", "agenda_table", "agenda_by_sponsor"}
    assert set(figures["veto"]) == {"brier", "brier_agenda_table", "auc"}
    assert set(figures["members"]) == {"log_loss", "log_loss_agenda_table", "permanent"}
    assert figures["n"] == 120
    for outcome in ("adopted", "vetoed", "failed"):
        assert sum(b["n"] for b in figures["calibration"] if b["outcome"] == outcome) == 120


def test_it_learns_and_beats_the_base_rate(sheet: Path) -> None:
    figures = backtest.full_report(backtest.run(sheet, 2003, 2005), draws=50)
    assert figures["skill"]["base_rate"] > 0.2
    assert figures["intervals"]["skill.base_rate"][0] > 0
    assert figures["sets"]["held"] > 0.85


def test_nothing_later_leaks_into_a_forecast(tmp_path: Path) -> None:
    """Perturb the future: every vote from mid 2004 on is turned round; forecasts before stay the same to the last bit."""
    rows = made_up(2000, 2005)
    before = backtest.run(write(rows, tmp_path / "a.csv"), 2003, 2005)
    changed = [dict(r) for r in rows]
    for row in changed:
        if row["Date,"] >= "2004-06-01":
            row["Outcome results"] = "Not adopted - veto"
            row["Vote"] = "No" if row["Member State"] == "France" else "Abstain" if row["Vote"] == "Yes" else "Yes"
    after = backtest.run(write(changed, tmp_path / "b.csv"), 2003, 2005)
    days = np.array([d.facts.day.isoformat() for d in before.drafts])
    early = days < "2004-06-01"
    # the day itself still knows nothing of its own vote
    first = int(np.flatnonzero(~early)[0])
    assert np.array_equal(before.outcome[early], after.outcome[early])
    assert np.array_equal(before.outcome[first], after.outcome[first])
    assert not np.array_equal(before.outcome[~early], after.outcome[~early])


def test_the_outcome_of_the_draft_itself_is_no_feature(tmp_path: Path) -> None:
    rows = made_up(2000, 2003)
    last = max(int(r["ID"]) for r in rows)
    changed = [dict(r) for r in rows]
    for row in changed:
        if row["ID"] == str(last):
            row["Outcome results"], row["Vote"], row["Resolution"] = "Not adopted - veto", "No", ""
    a = backtest.run(write(rows, tmp_path / "a.csv"), 2003, 2003)
    b = backtest.run(write(changed, tmp_path / "b.csv"), 2003, 2003)
    assert np.array_equal(a.outcome, b.outcome)


def test_years_that_cannot_be_tested_are_refused(sheet: Path) -> None:
    with pytest.raises(UsageError, match="to learn from"):
        backtest.run(sheet, 2000, 2001)
    with pytest.raises(UsageError, match="no draft was put to the vote"):
        backtest.run(sheet, 2030, 2031)
    with pytest.raises(UsageError, match="is after"):
        backtest.run(sheet, 2005, 2003)


def test_parameters_are_made_again_from_a_file_and_read_back(sheet: Path, tmp_path: Path) -> None:
    made = fit_parameters(sheet)
    path = tmp_path / "parameters.json"
    save(made, path)
    read = load(path)
    assert read.summed_through == 2005
    assert set(read.models) == set(made.models)
    assert np.allclose(read.models[2005].permanent.values, made.models[2005].permanent.values, atol=6e-4)
    assert read.items[0]["who"]["USA"]


def test_the_plot_is_an_svg(sheet: Path, tmp_path: Path) -> None:
    from horseshoe.cli.forecast.backtest import app

    plot = tmp_path / "plot.svg"
    done = CliRunner().invoke(app, ["--votes", str(sheet), "--from", "2004", "--to", "2005", "--plot", str(plot)])
    assert done.exit_code == 0, done.output
    assert plot.read_text(encoding="utf-8").startswith("<svg")
