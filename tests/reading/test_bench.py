"""The comparison of benchmarks/bench.py: ratio against ratio, a fifth of room, rounds in turn."""

import importlib.util
import json
import sys
from pathlib import Path

spec = importlib.util.spec_from_file_location("bench", Path(__file__).parents[2] / "benchmarks" / "bench.py")
assert spec is not None
assert spec.loader is not None
bench = importlib.util.module_from_spec(spec)
sys.modules[spec.name] = bench  # its dataclasses look for their module
spec.loader.exec_module(bench)


def kept(path, **ratios):
    path.write_text("\n".join(json.dumps({"ratios": r}) for r in ({"start": 1.0}, ratios)) + "\n")
    return path


def test_only_what_is_more_than_a_fifth_worse_than_the_last_run_is_told(tmp_path):
    history = kept(tmp_path / "ratios.jsonl", start=10.0, search=2.0, gone=1.0)
    assert bench.compared({"start": 11.9, "search": 0.5, "new": 99.0}, history) == []
    assert bench.compared({"start": 12.1, "search": 2.5}, history) == ["start: 12.1, was 10", "search: 2.5, was 2"]
    assert bench.compared({"start": 99.0}, tmp_path / "none") == []
    (tmp_path / "empty").touch()
    assert bench.compared({"start": 99.0}, tmp_path / "empty") == []


def test_the_least_of_rounds_in_turn():
    order, costs = [], {"a": [3.0, 1.0, 2.0], "b": [9.0, 8.0, 7.0], "unit": [1.0, 2.0, 0.5, 4.0]}

    def work(name):
        def run():
            order.append(name)
            return costs[name].pop(0)

        return run

    ratios = [
        bench.Ratio("first", work("a"), work("unit"), 1.0, rounds=2),
        bench.Ratio("second", work("b"), work("unit"), None, 2),
    ]
    assert bench.measured(ratios) == {"first": (1.0, 0.5), "second": (8.0, 2.0)}
    assert order == ["a", "unit", "b", "unit"] * 2


def test_the_history_that_is_kept_can_be_compared_with():
    assert bench.HISTORY.exists()
    for line in bench.HISTORY.read_text(encoding="utf-8").splitlines():
        assert all(ratio > 0 for ratio in json.loads(line)["ratios"].values())
