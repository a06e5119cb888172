"""For all tests: no limit of wall time in property tests, one thread a numerical library, and a random order on demand."""

from __future__ import annotations

import gc
import os
import random
import shutil
from itertools import groupby
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# Tests run a process a core: libraries that start a thread a core in each get in each other's way.
for _library in ("OMP", "OPENBLAS", "MKL"):
    os.environ.setdefault(f"{_library}_NUM_THREADS", "1")

# A deadline or a complaint of slow generation depends on what else the machine does. `search` draws other examples each time.
_UNTIMED = {"deadline": None, "suppress_health_check": [HealthCheck.too_slow]}
settings.register_profile("steady", derandomize=True, database=None, **_UNTIMED)
settings.register_profile("search", **_UNTIMED)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--shuffle", metavar="SEED", help="run the files, and the tests of each, in an order drawn from this seed")


@pytest.hookimpl(tryfirst=True)  # pytest then brings together again what shares a costly fixture
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    seed = config.getoption("--shuffle")
    if seed is not None:
        dice = random.Random(seed)
        files = [list(tests) for _, tests in groupby(items, key=lambda item: item.path)]
        dice.shuffle(files)
        for tests in files:
            dice.shuffle(tests)
        items[:] = [test for tests in files for test in tests]


def pytest_collection_finish() -> None:
    """What is there before the first test lives as long as its process: no search for garbage looks at it again."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of an empty record, made once: to make its tables takes longer than most tests of a record."""
    from horseshoe.record.record import Record

    path = tmp_path_factory.mktemp("empty") / "record.db"
    Record(path).close()
    return path


@pytest.fixture
def new_record(empty_record: Path, tmp_path: Path) -> Path:
    """The file of an empty record of the test's own."""
    return Path(shutil.copy(empty_record, tmp_path / "record.db"))
