"""Members' chances once a draft is known to be contested (benchmarks/unbench_given.py), on votes made up."""

import importlib.util
from datetime import date
from pathlib import Path

import pytest

from horseshoe.council.members import members_on
from horseshoe.forecast.members.votes import DraftFacts

spec = importlib.util.spec_from_file_location("unbench_given", Path(__file__).parents[2] / "benchmarks" / "unbench_given.py")
assert spec is not None
assert spec.loader is not None
given = importlib.util.module_from_spec(spec)
spec.loader.exec_module(given)

DAY = date(2013, 5, 6)
FACTS = DraftFacts(day=DAY, situation="CYP", sponsors=("FRA",))
SITTING = tuple(m.id for m in members_on(DAY))


def test_where_somebody_dissented_the_likeliest_dissenter_probably_did() -> None:
    sure = dict.fromkeys(SITTING, (0.998, 0.001, 0.001))
    found = given.given_contested(sure | {"PAK": (0.9, 0.02, 0.08), "CHN": (0.93, 0.01, 0.06)}, FACTS)
    assert found["CHN"][2] == pytest.approx(0.06 / 0.07 * (found["CHN"][1] + found["CHN"][2]))
    assert found["CHN"][2] > 5 * 0.06 * 0.9
    assert all(sum(p) == pytest.approx(1.0) for p in found.values())


def test_no_dissent_is_said_to_be_certain() -> None:
    only = dict.fromkeys(SITTING, (1.0, 0.0, 0.0)) | {"CHN": (0.9, 0.0, 0.1)}
    assert given.given_contested(only, FACTS)["CHN"][0] == pytest.approx(0.02, abs=1e-6)
