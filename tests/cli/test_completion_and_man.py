"""Completion in three shells, quick and without heavy modules; the manual page."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from horseshoe.cli import COMMANDS
from short_forms import some_of

ROOT = Path(__file__).parents[2]
PROGRAM = Path(sys.executable).parent / "horseshoe"
HEAVY = ("spacy", "numpy", "scipy", "sqlalchemy", "fastapi", "lxml", "trafilatura", "duckdb", "pyarrow", "httpx", "ray")


def _show(shell: str) -> str:
    environment = os.environ | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1"}
    command = [str(PROGRAM), "--show-completion", shell]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=environment).stdout


def _complete(line: str, *python: str) -> subprocess.CompletedProcess[str]:
    """What bash gets offered for the last word of `line`."""
    asked = {"_HORSESHOE_COMPLETE": "complete_bash", "COMP_WORDS": line, "COMP_CWORD": str(len(line.split(" ")) - 1)}
    command = [sys.executable, *python, str(PROGRAM)] if python else [str(PROGRAM)]
    return subprocess.run(command, check=True, capture_output=True, text=True, env=os.environ | asked)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_the_script_of_a_shell_is_one_that_it_accepts(shell: str, tmp_path: Path) -> None:
    script = _show(shell)
    assert "_HORSESHOE_COMPLETE" in script
    if not shutil.which(shell):
        pytest.skip(f"no {shell} here")
    path = tmp_path / "script"
    path.write_text(script)
    assert subprocess.run([shell, "-n", str(path)], capture_output=True, text=True).stderr == ""


@pytest.mark.skipif(not shutil.which("bash"), reason="no bash here")
def test_bash_completes_with_the_script(tmp_path: Path) -> None:
    (tmp_path / "script").write_text(_show("bash"))
    code = f"PATH={PROGRAM.parent}:$PATH; . ./script; COMP_WORDS=(horseshoe bri); COMP_CWORD=1; _horseshoe_completion horseshoe"
    done = subprocess.run(
        ["bash", "-c", code + '; echo "${COMPREPLY[@]}"'], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert done.stdout.split() == ["brief"]


@pytest.mark.skipif(not shutil.which("fish"), reason="no fish here")
def test_fish_completes_with_the_script(tmp_path: Path) -> None:
    (tmp_path / "script").write_text(_show("fish"))
    code = f"set -x PATH {PROGRAM.parent} $PATH; source script; complete -C 'horseshoe vet'"
    environment = os.environ | {"HOME": str(tmp_path)}
    done = subprocess.run(["fish", "-c", code], cwd=tmp_path, check=True, capture_output=True, text=True, env=environment)
    assert done.stdout.split("\t")[0] == "vetoes"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_installed_below_the_home_folder(shell: str, tmp_path: Path) -> None:
    environment = os.environ | {"_TYPER_COMPLETE_TEST_DISABLE_SHELL_DETECTION": "1", "HOME": str(tmp_path)}
    subprocess.run([str(PROGRAM), "--install-completion", shell], check=True, capture_output=True, env=environment)
    written = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert any("_HORSESHOE_COMPLETE" in path.read_text("utf-8", "replace") for path in written)


def test_commands_groups_and_options_are_completed() -> None:
    assert _complete("horseshoe ").stdout.split() == list(COMMANDS)
    assert "ideal-points" in _complete("horseshoe votes ").stdout.split()
    assert _complete("horseshoe brief --publ").stdout.split() == ["--published"]


@pytest.mark.parametrize("command", some_of(COMMANDS, 4))
def test_completion_loads_nothing_heavy(command: str) -> None:
    done = _complete(f"horseshoe {command} --", "-X", "importtime")
    loaded = {line.rsplit("|", 1)[-1].strip().split(".")[0] for line in done.stderr.splitlines()}
    assert "typer" in loaded
    assert sorted(loaded & set(HEAVY)) == []
    assert "--help" in done.stdout.split()


def test_the_manual_page_has_every_command_and_no_warning() -> None:
    path = ROOT / "man" / "horseshoe.1"
    text = path.read_text("ascii")
    assert [c for c in COMMANDS if f".SS horseshoe {c.replace('-', chr(92) + '-')} " not in text] == []
    if not shutil.which("man"):
        pytest.skip("no man here")
    environment = os.environ | {"LC_ALL": "C.UTF-8", "MANWIDTH": "80"}
    done = subprocess.run(["man", "--warnings", "-l", str(path)], capture_output=True, text=True, env=environment)
    assert done.stderr == ""
    assert "what-would-it-take" in done.stdout
