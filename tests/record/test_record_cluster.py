"""Reading on a Ray cluster started by the test, with real kills: of workers, of their readers, of the driver.

The short form is in test_record_driver.py.
"""

from __future__ import annotations

import os
import random
import re
import secrets
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from record_makers import text_of, write_articles
from test_record_survives import check, contents
from typer.testing import CliRunner

from horseshoe.record.ingest.parts import part_files, read_part
from horseshoe.record.record import Record

pytestmark = pytest.mark.slow
DOCUMENTS = 60
CHUNK = 8
KILLS = int(os.environ.get("HORSESHOE_RAY_KILLS", "1"))  # of the driver, into each kind of store
CPUS = 3
GENEROUS = 300  # seconds
# `horseshoe` in small chunks, killed before it meets or takes a number of them (0: never).
DRIVER = """
import os, signal, sys
from horseshoe.record.ingest import chunk
chunk.CHUNK = int(sys.argv.pop(1))
from horseshoe.record.ingest import pipeline
left = int(sys.argv.pop(1))

def fatal(step):
    def done(*given):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*given)
    return done

pipeline.Intake.meet, pipeline.Intake.take = fatal(pipeline.Intake.meet), fatal(pipeline.Intake.take)
from horseshoe.cli import main
main()
"""


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, Path]]:
    """Address of a Ray cluster with three workers, and the folder that makes them die; all it started ends with it."""
    pytest.importorskip("ray", reason="needs Ray: pip install 'horseshoe[ray]'")
    base = Path(tempfile.mkdtemp(prefix="hs-ray-", dir="/tmp"))  # a socket's path must be short
    watch = [sys.executable, str(Path(__file__).parent / "cluster_watch.py"), str(base)]
    watching = subprocess.Popen(watch, stdin=subprocess.PIPE, start_new_session=True)
    token = pytest.MonkeyPatch()  # Ray asks who comes; the drivers inherit it
    token.setenv("RAY_AUTH_MODE", "token")
    token.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
    dying = os.environ | {
        "HORSESHOE_TEST_KILLS": str(base / "kills"),
        "PYTHONPATH": os.pathsep.join(
            filter(None, (str(Path(__file__).parent / "cluster_kills"), os.environ.get("PYTHONPATH")))
        ),
    }
    command = [
        sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--head", "--block", "--port=0",
        f"--num-cpus={CPUS}", "--object-store-memory=150000000", "--include-dashboard=false", "--disable-usage-stats",
        "--node-ip-address=127.0.0.1", f"--temp-dir={base}",
    ]  # fmt: skip
    with (base / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True, env=dying)
    try:
        end = time.monotonic() + GENEROUS
        while not (found := re.search(r"--address='([\d.:]+)'", (base / "log").read_text())):
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail("Ray did not start: " + (base / "log").read_text()[-2000:])
            time.sleep(0.2)
        yield found[1], base / "kills"
    finally:
        assert watching.stdin is not None
        watching.stdin.close()
        watching.wait(GENEROUS)
        process.wait(GENEROUS)
        token.undo()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Made-up articles, every tenth a near-copy of the one before; one text twice, one off the subject, one that is no PDF."""
    base = tmp_path_factory.mktemp("texts")
    write_articles(base, DOCUMENTS)
    (base / "twice.txt").write_text(text_of(5), encoding="utf-8")
    (base / "cake.txt").write_text("A cake needs flour and eggs.", encoding="utf-8")
    (base / "broken.pdf").write_text("%PDF-1.4 nonsense", encoding="utf-8")
    return base


def driver(folder: Path, address: str, *more: str, step: int = 0) -> tuple[int, str]:
    """`horseshoe ingest --engine ray` in a process of its own, killed at a step; its exit status and standard error."""
    command = [sys.executable, "-c", DRIVER, str(CHUNK), str(step)]
    command += ["ingest", str(folder), "--engine", "ray", "--address", address, *more]
    run = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=2 * GENEROUS)
    return run.returncode, run.stderr


def rows(out: Path) -> list:
    return [k for p in part_files(out) for batch in read_part(p) for k in batch] if out.exists() else []


def check_parts(out: Path, address: str) -> None:
    """The parts hold each text once and each place once; they merge without a fault, and only once."""
    found = rows(out)
    texts = [k.id for k in found if k.packed is not None]
    assert len(texts) == len(set(texts)) == DOCUMENTS
    assert len({(k.id, k.document.path) for k in found}) == len(found)
    with Record(address) as record:
        assert record.merge(out).failed == []
        assert "new" not in record.merge(out).counts


def same(address: str, whole: dict) -> None:
    """The record holds, item by item, what one machine stores; only which of a story's copies leads depends on their order."""
    found = contents(address)
    assert len(found) == DOCUMENTS
    straight = whole["contents"]
    assert found.keys() == straight.keys()
    assert [r[0] for r in found.values()] == [straight[id_][0] for id_ in found]
    both = [(r[1], straight[id_][1]) for id_, r in found.items() if r[1] and straight[id_][1]]
    assert len(both) > DOCUMENTS // 2
    assert all(ours == theirs for ours, theirs in both)
    assert told(found) == told(straight)


def told(found: dict) -> Counter:
    """All items, wherever they stand in their text: a near-copy says the same some words further on."""
    return Counter((kind, label, actor) for r in found.values() for kind, _, _, _, label, actor in r[1])


@pytest.fixture(scope="module")
def straight(folder, tmp_path_factory) -> dict:
    """What an ingest on this machine alone stores."""
    db = str(tmp_path_factory.mktemp("straight") / "record.db")
    with Record(db) as record:
        record.ingest([folder], jobs=2)
    return {"contents": contents(db)}


def test_killed_workers_and_readers_lose_and_double_nothing(cluster, folder, straight, tmp_path):
    where, kills = cluster
    kills.mkdir()
    status, err = driver(folder, where, "--out", str(tmp_path / "parts"))
    killed = Counter(p.name.partition(" ")[0] for p in kills.iterdir())
    shutil.rmtree(kills)
    assert status == 5, err
    assert min(killed["reader"], killed["worker"]) >= 2
    assert re.fullmatch(r"horseshoe: .*broken.pdf: is a damaged PDF.*\nhorseshoe: 1 of \d+ inputs could not be read\n", err)
    check_parts(tmp_path / "parts", address := str(tmp_path / "r.db"))
    check(address)
    same(address, straight)


@pytest.mark.parametrize("into", ["parts", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_killed_driver_loses_and_doubles_nothing(cluster, folder, straight, tmp_path, request, into):
    """The driver is killed at a step, as often as it is asked for, then left to finish."""
    out, address = tmp_path / "parts", str(tmp_path / "r.db")
    if into == "postgres":
        address = request.getfixturevalue("postgres")
    where = ["--out", str(out)] if into == "parts" else ["--db", address]
    dice = random.Random(3)
    for _ in range(KILLS):
        status, _ = driver(folder, cluster[0], *where, step=dice.randint(2, DOCUMENTS // CHUNK))  # each chunk is met at least
        assert status == -signal.SIGKILL
        texts = [k.id for k in rows(out) if k.packed is not None]
        assert len(texts) == len(set(texts))
    status, err = driver(folder, cluster[0], *where)
    assert status == 5, err
    if into == "parts":
        check_parts(out, address)
    check(address)
    same(address, straight)


def test_wrong_addresses_and_a_missing_ray_are_told_on_one_line(folder, tmp_path, monkeypatch):
    from horseshoe.cli.record.ingest import app
    from horseshoe.errors import StoreError, UsageError

    words = [str(folder), "--out", str(tmp_path / "parts"), "--engine"]
    told = CliRunner().invoke(app, [*words, "spark"]).exception
    assert isinstance(told, UsageError)
    assert told.line() == "--engine: unknown engine 'spark'; use local or ray"
    told = CliRunner().invoke(app, [*words, "local", "--address", "x:1"]).exception
    assert isinstance(told, UsageError)
    pytest.importorskip("ray", reason="needs Ray: pip install 'horseshoe[ray]'")
    for address in ("127.0.0.1:1", "ray://127.0.0.1:1", "127.0.0.1:99999", "nowhere.invalid:6379"):
        told = CliRunner().invoke(app, [*words, "ray", "--address", address]).exception
        assert isinstance(told, StoreError)
        assert told.line().startswith(f"{address}: no Ray cluster answers (")
        assert told.line().endswith("; start it with: ray start --head; if it asks for a token, set RAY_AUTH_TOKEN")
    monkeypatch.setitem(sys.modules, "ray", None)
    told = CliRunner().invoke(app, [*words, "ray"]).exception
    assert isinstance(told, UsageError)
    assert told.line() == "--engine ray: needs Ray; pip install 'horseshoe[ray]'"
