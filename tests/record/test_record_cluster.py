"""Reading on a Ray cluster started by the test, with real kills: of workers, of their readers, of the driver."""

from __future__ import annotations

import contextlib
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

from horseshoe.record.parts import part_files, read_part
from horseshoe.record.store import Record

pytestmark = pytest.mark.slow
DOCUMENTS = 60
KILLS = int(os.environ.get("HORSESHOE_RAY_KILLS", "6"))
CPUS = 3


@pytest.fixture(scope="module")
def cluster() -> Iterator[tuple[str, int]]:
    """Address and process id of a Ray cluster with three workers; all it started ends with it."""
    pytest.importorskip("ray", reason="needs Ray: pip install 'horseshoe[ray]'")
    base = Path(tempfile.mkdtemp(prefix="hs-ray-", dir="/tmp"))  # a socket's path must be short
    token = pytest.MonkeyPatch()  # Ray asks who comes; the drivers inherit it
    token.setenv("RAY_AUTH_MODE", "token")
    token.setenv("RAY_AUTH_TOKEN", secrets.token_hex(32))
    command = [
        sys.executable, "-c", "from ray.scripts.scripts import main; main()", "start", "--head", "--block", "--port=0",
        f"--num-cpus={CPUS}", "--object-store-memory=150000000", "--include-dashboard=false", "--disable-usage-stats",
        "--node-ip-address=127.0.0.1", f"--temp-dir={base}",
    ]  # fmt: skip
    with (base / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, start_new_session=True)
    try:
        end = time.monotonic() + 90
        while not (found := re.search(r"--address='([\d.:]+)'", (base / "log").read_text())):
            if process.poll() is not None or time.monotonic() > end:
                pytest.fail("Ray did not start: " + (base / "log").read_text()[-2000:])
            time.sleep(0.2)
        yield found[1], process.pid
    finally:
        ours = [p for p, _ in below(process.pid)]
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
        for pid in ours:
            kill(pid)
        token.undo()
        shutil.rmtree(base, ignore_errors=True)


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """Made-up articles, every tenth a near-copy of the one before; one text twice, one off the subject, one that is no PDF."""
    base = tmp_path_factory.mktemp("texts")
    write_articles(base, DOCUMENTS)
    (base / "twice.txt").write_text(text_of(5), encoding="utf-8")
    (base / "cake.txt").write_text("A cake needs flour and eggs.", encoding="utf-8")
    (base / "broken.pdf").write_text("%PDF-1.4 nonsense", encoding="utf-8")
    return base


def below(pid: int) -> list[tuple[int, str]]:
    """The processes that a process has started, and those that these have, with their command lines."""
    parents, names = {}, {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                parents[int(entry.name)] = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                names[int(entry.name)] = (entry / "cmdline").read_text().replace("\0", " ")
            except (OSError, ValueError):
                continue
    found = {pid}
    while more := {p for p, parent in parents.items() if parent in found} - found:
        found |= more
    return [(p, names[p]) for p in found - {pid}]


def kill(pid: int) -> None:
    """SIGKILL, if it is still there."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def await_reading(run: subprocess.Popen[str], raylet: int) -> None:
    """Wait until a worker of the cluster reads for a driver."""
    until = time.monotonic() + 60
    while run.poll() is None and time.monotonic() < until:
        if any(name.startswith("ray::read_there") for _, name in below(raylet)):
            return
        time.sleep(0.05)


def driver(folder: Path, address: str, *more: str) -> subprocess.Popen[str]:
    """`horseshoe ingest --engine ray` in a process of its own."""
    command = [sys.executable, "-m", "horseshoe", "ingest", str(folder), "--engine", "ray", "--address", address, *more]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


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
    run = driver(folder, cluster[0], "--out", str(tmp_path / "parts"))
    dice, killed = random.Random(1), [0, 0]
    while run.poll() is None:
        time.sleep(0.3)
        kind = int(killed[0] > killed[1])  # in turn a worker of Ray's, and the process that reads for one
        pattern = ("ray::(load|read)_there", ".*horseshoe.reading.worker")[kind]
        found = [pid for pid, name in below(cluster[1]) if re.match(pattern, name)]
        if sum(killed) < KILLS and found:
            kill(dice.choice(found))
            killed[kind] += 1
    _, err = run.communicate(timeout=300)
    assert run.returncode == 5, err
    assert min(killed) >= 2
    assert re.fullmatch(r"horseshoe: .*broken.pdf: is a damaged PDF.*\nhorseshoe: 1 of \d+ inputs could not be read\n", err)
    check_parts(tmp_path / "parts", address := str(tmp_path / "r.db"))
    check(address)
    same(address, straight)


@pytest.mark.parametrize("into", ["parts", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def test_a_killed_driver_loses_and_doubles_nothing(cluster, folder, straight, tmp_path, request, into):
    """The driver is killed while its documents are read, as often as it is asked for, then left to finish."""
    out, address = tmp_path / "parts", str(tmp_path / "r.db")
    if into == "postgres":
        address = request.getfixturevalue("postgres")
    dice, killed = random.Random(3), 0
    while True:
        run = driver(folder, cluster[0], *(["--out", str(out)] if into == "parts" else ["--db", address]))
        if killed == max(1, KILLS // 6):
            _, err = run.communicate(timeout=300)
            assert run.returncode == 5, err
            break
        await_reading(run, cluster[1])
        time.sleep(dice.uniform(0.5, 2.0))
        assert run.poll() is None, "it ended before it was killed"
        kill(run.pid)
        run.communicate()
        killed += 1
        texts = [k.id for k in rows(out) if k.packed is not None]
        assert len(texts) == len(set(texts))
    if into == "parts":
        check_parts(out, address)
    check(address)
    same(address, straight)


def test_wrong_addresses_and_a_missing_ray_are_told_on_one_line(folder, tmp_path, monkeypatch):
    from horseshoe.cli.ingest import app
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
    assert told.line() == "--engine ray: needs Ray; install it with: pip install 'horseshoe[ray]'"
