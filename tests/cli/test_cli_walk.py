"""A walk over every command: its help works, its page is true, the examples on the pages run."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from typer.testing import CliRunner

from horseshoe.cli import COMMANDS, app

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
PAGES = {path.name: path.read_text("utf-8") for path in sorted(DOCS.glob("*.md")) if path.name != "cli-reference.md"}
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")
# Commands that need no file, no network and no more than a moment
CHEAP = ("council", "member", "tally", "vetoes", "power", "what-would-it-take")


def _line(command: str) -> re.Pattern[str]:
    return re.compile(rf"^(?:\$ )?horseshoe {command}(?![\w-]).*$", re.MULTILINE)


def _own_pages(command: str) -> dict[str, str]:
    """The pages that show how the command is called, at the start of a line."""
    return {name: text for name, text in PAGES.items() if _line(command).search(text)}


def _names(pages: ModuleType) -> dict[str, set[str]]:
    """Command -> its options, without those that every command has."""
    return {c.name: {o for names, _ in c.options for o in OPTION.findall(names)} for c in pages.commands() if c.name}


def _usage_lines(command: str) -> Iterator[tuple[str, str]]:
    for name, text in PAGES.items():
        for block in re.findall(r"^```[^\n]*\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
            for line in _line(command).findall(re.sub(r"\\\n\s*|\n {4,}(?=[\[-])", " ", block)):
                yield name, re.split(r"\s#\s|\s>\s|\s\|\s(?!-)", line)[0]


def test_the_generated_pages_are_current() -> None:
    done = subprocess.run([sys.executable, "scripts/cli_pages.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_stale_page_is_told(pages: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    found = list(pages.commands())
    assert pages.reference(found[:-1]) != pages.reference(found)
    monkeypatch.setattr(pages, "commands", lambda: iter(found[:-1]))
    assert pages.main(check=True) == 1


def test_every_command_has_help_and_every_option_too(pages: ModuleType) -> None:
    found = list(pages.commands())
    assert {c.name.split()[0] for c in found if c.name} == set(COMMANDS)
    assert [c.name for c in found if not c.help] == []
    assert [(c.name, names) for c in found for names, text in c.options + c.arguments if not text] == []


def test_help_of_every_command_names_its_options(pages: ModuleType) -> None:
    runner = CliRunner()
    for name, options in _names(pages).items():
        done = runner.invoke(app, [*name.split(), "--help"], env={"COLUMNS": "200", "TERMINAL_WIDTH": "200", "NO_COLOR": "1"})
        assert done.exit_code == 0, name
        assert options - set(OPTION.findall(done.output)) == set(), name
        assert "--install-completion" not in done.output, name


def test_every_command_has_a_page_that_names_every_option(pages: ModuleType) -> None:
    missing = {}
    for name, options in _names(pages).items():
        own = _own_pages(name)
        if left := options - {o for text in own.values() for o in OPTION.findall(text)}:
            missing[name] = sorted(left)
        elif not own:
            missing[name] = ["no page"]
    assert missing == {}


def test_pages_name_no_option_that_does_not_exist(pages: ModuleType) -> None:
    wrong = []
    found = _names(pages)
    for name, options in found.items():
        if any(other.startswith(name + " ") for other in found):
            continue  # a group: the lines are its members'
        for page, line in _usage_lines(name):
            wrong += [(page, name, option) for option in OPTION.findall(line) if option not in options | {"--help"}]
    assert wrong == []


def _examples() -> list[str]:
    """The calls on the pages that can be run as they stand: no placeholder, no input file."""
    found = [line.removeprefix("$ ") for command in CHEAP for _, line in _usage_lines(command)]
    whole = [line.strip() for line in found if not re.search(r"[\[{…]|\.\.\.|\b(?:DATE|MEMBERS|NAME|FILE|MATTER)\b", line)]
    return sorted(set(whole))


def test_there_are_examples_to_run() -> None:
    assert len(_examples()) >= 5


@pytest.mark.parametrize("line", _examples())
def test_an_example_of_the_pages_runs(line: str) -> None:
    done = CliRunner().invoke(app, shlex.split(line)[1:])
    assert done.exit_code == 0, done.output
    assert done.output.strip()
