"""`horseshoe read FOLDER`: every hostile file gets its one line, every good one its reading, and the run ends."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import hostile_files
import pytest
from hostile_good import GOOD, write_good
from hostile_runs import CONTROLS, DIRECTIONS, Ran, run

import horseshoe
from short_forms import some_of

WHAT_AND_MEND = re.compile(r"horseshoe: (?P<where>f/.*?): (?P<what>[^;]+); (?P<fix>\S.*)")


@pytest.fixture(scope="module")
def refused(read: Ran) -> dict[str, str]:
    """The line of each file that was not read, by the file's name as the line has it."""
    lines = [WHAT_AND_MEND.fullmatch(line) for line in read.lines[:-1]]
    assert all(lines), [line for line, m in zip(read.lines, lines, strict=False) if not m]
    named = [m["where"] for m in lines if m]
    assert [name for name, times in Counter(named).items() if times > 1] == []
    return {m["where"]: m[0] for m in lines if m}


@pytest.fixture(scope="module")
def readings(read: Ran) -> dict[str, Any]:
    """The readings by path."""
    made = [json.loads(line) for line in read.out.splitlines()]
    return {reading["document"]["path"]: reading for reading in made}


def files(folder: Path) -> Iterator[tuple[str, Path]]:
    """The hostile files and entries of the folder, by their names as lines show them."""
    good = {folder / Path(name).parts[0] for name in GOOD}
    for path in sorted(folder.iterdir()):
        if path not in good:
            yield "".join(c if c.isprintable() else repr(c)[1:-1] for c in f"f/{path.name}"), path


def test_there_are_enough_files_of_enough_kinds(folder: Path, everything: Path) -> None:
    kinds = Counter(
        name.removeprefix("f/").removeprefix("any-").removeprefix("good-").split("-")[0] for name, _ in files(folder)
    )
    assert set(kinds) == {k.__name__ for k in hostile_files.KINDS} | {"entries"}
    assert len(kinds) >= 15
    assert kinds.total() >= (150 if folder == everything else 30)


def test_the_run_ends_as_documented_within_its_limits(read: Ran, folder: Path, usual: Ran) -> None:
    assert read.status == 5
    assert re.fullmatch(r"horseshoe: \d+ of \d+ inputs could not be read, the others were", read.lines[-1])
    assert "Traceback" not in read.err
    assert read.seconds < (10 + len(list(folder.iterdir()))) * usual.seconds
    assert read.peak < 12 * usual.peak  # a word of ten million letters takes 1.3 GB


def test_each_file_gets_its_one_line_or_its_reading(folder: Path, refused: dict[str, str], readings: dict[str, Any]) -> None:
    wrong = {}
    for name, path in files(folder):
        told, was_read = name in refused, f"f/{path.name}" in readings
        if told == was_read:
            wrong[name] = "told and read" if told else "neither told nor read"
        elif name.startswith("f/good-") and told:
            wrong[name] = refused[name]
        elif not name.startswith(("f/good-", "f/any-")) and was_read:
            wrong[name] = "read"
    assert wrong == {}
    assert len(refused) + len(readings) == sum(1 for _ in files(folder)) + len(GOOD)


def test_good_articles_are_read_as_they_are_alone(readings: dict[str, Any], tmp_path: Path) -> None:
    write_good(tmp_path / "f")
    alone = run(["read", "f", "--format", "jsonl"], tmp_path)
    assert alone.status == 0
    assert alone.err == ""
    for line in alone.out.splitlines():
        reading = json.loads(line)
        assert readings[reading["document"]["path"]] == reading
        assert reading["positions"] or reading["drafts"]
    assert len(alone.out.splitlines()) == len(GOOD)


def test_spans_hold_their_text_in_every_file_that_is_read(folder: Path, readings: dict[str, Any]) -> None:
    held = 0
    for path, reading in readings.items():
        if (folder.parent / path).stat().st_size > 1_000_000:
            continue
        text = horseshoe.load(folder.parent / path).text
        assert reading["document"]["characters"] == len(text)
        for items in reading.values():
            for item in items if isinstance(items, list) else ():
                for part in [item, *item.get("mentions", ())] if isinstance(item, dict) else ():
                    if isinstance(part, dict) and "span" in part and part["span"] and "text" in part:
                        start, end = part["span"]
                        assert text[start:end] == part["text"], path
                        held += 1
    assert held > 2 * len(readings)


def test_nothing_outside_the_folder_is_read(read: Ran, refused: dict[str, str]) -> None:
    for name in ("out.txt", "passwd.txt", "up.txt", "root", "device.txt", "proc.txt", "parent"):
        assert "leads out of the folder" in refused[f"f/entries-{name}"]
    assert "root:" not in read.out
    assert "not a regular file" in refused["f/entries-fifo.txt"]


def test_what_a_file_holds_cannot_steer_a_terminal_from_the_lines(read: Ran) -> None:
    assert not (CONTROLS | DIRECTIONS) & set(read.err)


@pytest.mark.parametrize("format", some_of(["table", "jsonl"], 2))
def test_the_lookalikes_are_printed_without_controls(folder: Path, format: str) -> None:
    names = sorted(p for p in folder.iterdir() if "good-lookalikes" in p.name or "good-scripts" in p.name)
    ran = run(["read", *names, "--format", format], folder)
    assert ran.status == 0
    assert not CONTROLS & set(ran.out)
    if format == "table":
        assert not DIRECTIONS & set(ran.out)


@pytest.mark.parametrize("name", ["Ruѕѕia", "Ruѕsіа", "\u202eaissuR\u202c", "Rus\u200bsia", "𝐑𝐮𝐬𝐬𝐢𝐚", "Ｒｕｓｓｉａ"])
def test_a_name_that_only_looks_like_a_state_is_none(name: str) -> None:
    reading = horseshoe.read(f"{name} vetoed the draft resolution on Mali in the Security Council on 4 May 2012.")
    assert "RUS" not in {actor.id for actor in reading.actors} | {p.actor for p in reading.positions}
