"""A command loads what it uses and no more: libraries that take longer to import than most commands take to answer."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from horseshoe.cli import COMMANDS
from horseshoe.record.record import Record

READS = {"spacy", "thinc", "trafilatura", "rapidfuzz"}
COUNTS = {"numpy", "scipy", "duckdb", "pyarrow", "sqlalchemy", "alembic"}
SERVES = {"fastapi", "uvicorn", "jinja2", "mcp", "httpx", "asyncio", "ssl"}
CHECKS = {"pydantic"}  # by typer, which would check the words on the command line with it
EVERYTHING = READS | COUNTS | SERVES | CHECKS
_RUN = """
import sys
from horseshoe.cli import main
sys.argv = ["horseshoe", *sys.argv[1:]]
try:
    main()
finally:
    print("MODULES", *sorted(sys.modules), file=sys.stderr)
"""

# command -> (arguments, what must not be loaded)
LIGHT = {
    "search words": ("search sanctions OR veto --limit 3 --db {db}", EVERYTHING),
    "search fields": ("search actor:RUS after:2012-01-01 --format json --db {db}", EVERYTHING),
    "votes query": ("votes query --resolution 2728", EVERYTHING),
    "council": ("council --on 2011-03-17", EVERYTHING),
    "member": ("member RUS", EVERYTHING),
    "vetoes": ("vetoes", EVERYTHING),
    "tally": ("tally --on 2011-03-17 --yes FRA", EVERYTHING),
    "votes query into a file": ("votes query --resolution 2728 --format csv --out {folder}/a.csv", EVERYTHING),
    "two files": ("diff {folder}/none.txt {folder}/nothing.txt", EVERYTHING),
    "cites": ("cites 2728", EVERYTHING),
    "power": ("power --on 2011-03-17", EVERYTHING),
    "dossier": ("dossier SYR --db {db}", READS | SERVES - {"asyncio", "ssl"} | CHECKS | {"numpy", "scipy", "duckdb"}),
    "forecast": ("forecast --situation SYR", READS | SERVES | CHECKS | {"duckdb", "sqlalchemy"}),
}


def loaded(arguments: str, folder: Path) -> tuple[set[str], str]:
    """The modules that a command has loaded when it ends in a folder, and what it said."""
    command = [sys.executable, "-c", _RUN, *arguments.split()]
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, cwd=folder)
    told, _, modules = done.stderr.rpartition("MODULES ")
    return set(modules.split()), done.stdout + told


@pytest.fixture(scope="module")
def db(tmp_path_factory):
    path = tmp_path_factory.mktemp("start") / "empty.db"
    with Record(path):
        return path


@pytest.mark.parametrize("name", LIGHT)
def test_a_command_loads_no_more_than_it_uses(name, db):
    arguments, forbidden = LIGHT[name]
    modules, said = loaded(arguments.format(db=db, folder=db.parent), db.parent)
    assert "horseshoe.cli" in modules
    assert "unexpected fault" not in said
    assert "Usage:" not in said  # the command was understood
    assert sorted(forbidden & modules) == []


def test_the_servers_and_the_readers_parents_parse_nothing():
    parents = (
        "import horseshoe.serve.rooms, horseshoe.reading.workers.guarded, horseshoe.record.ingest.pipeline, horseshoe.cli.serve"
    )
    code = f"import sys, horseshoe.documents, horseshoe.reading.reader; {parents}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=300)
    assert sorted({"spacy", "thinc", "trafilatura"} & set(done.stdout.split())) == []


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ("search x --limit 0 --db {db}", "greater than or equal to 1"),
        ("search x --limit many --db {db}", "--limit"),
        ("votes query --limit 3.5", "--limit"),
        ("votes load {folder}", "is a folder"),
        ("search x --nothing --db {db}", "0 documents"),  # a query may begin with what it leaves out
    ],
)
def test_wrong_values_are_told_as_ever(arguments, told, db):
    assert told in loaded(arguments.format(db=db, folder=db.parent), db.parent)[1]


def test_each_light_command_is_one():
    assert {arguments.split()[0] for arguments, _ in LIGHT.values()} <= set(COMMANDS)


def test_every_command_stands_in_one_group_and_a_slip_gets_a_suggestion() -> None:
    from horseshoe.cli import COMMANDS, GROUPS

    grouped = [name for names in GROUPS.values() for name in names]
    assert sorted(grouped) == sorted(COMMANDS)
    told = subprocess.run([sys.executable, "-m", "horseshoe", "breif"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "did you mean brief" in told.stderr
