"""Parts: a folder that may be written, killed, damaged and merged in any way, and the record made of it is the same."""

from __future__ import annotations

import dataclasses
import os
import random
from pathlib import Path

import pytest
from record_kills import killed_until_done, steps_of
from record_makers import document_of, read, text_of
from test_record_survives import check, contents

from horseshoe.errors import HorseshoeError, InputError, StoreError
from horseshoe.model import Document
from horseshoe.reading.workers.worker import Failure, Raw, Task
from horseshoe.record.codec import pack
from horseshoe.record.ingest.chunk import chunks_of
from horseshoe.record.ingest.kept import Head, Kept, Summary, copy_of, head_of, writable
from horseshoe.record.ingest.parts import Parts, part_files, read_part
from horseshoe.record.ingest.pipeline import Intake, Job
from horseshoe.record.record import Record

pytest.importorskip("pyarrow", reason="parts need pyarrow: pip install 'horseshoe[parts]'")
READER = "1"


def kept(number: int, **more: object) -> Kept:
    """What is made of a made-up document."""
    document = document_of(number, **more)
    return Kept(document.id, document, pack(read(document)))


def write(folder: Path, *made: Kept, reader: str = READER) -> Summary:
    """One part of some documents."""
    summary = Summary()
    with Parts(folder, reader) as parts:
        parts.take(made, summary)
    return summary


def merged(folder: Path, address: str) -> Summary:
    with Record(address, reader=READER) as record:
        return record.merge(folder)


def test_what_is_merged_is_what_would_have_been_stored(tmp_path, address):
    documents = [document_of(n) for n in range(30)] + [document_of(3, path="elsewhere.txt")]
    write(tmp_path / "parts", *(Kept(d.id, d, pack(read(d))) for d in documents))
    summary = merged(tmp_path / "parts", address)
    assert (summary.counts["new"], summary.counts["known"], summary.failed) == (30, 1, [])
    straight = str(tmp_path / "straight.db")
    with Record(straight, reader=READER) as record:
        record.add_documents(documents, read=read)
    assert contents(address) == contents(straight)
    check(address)


def test_merging_again_changes_nothing_and_new_parts_are_added(tmp_path, address):
    write(tmp_path, *(kept(n) for n in range(5)))
    merged(tmp_path, address)
    before = contents(address)
    again = merged(tmp_path, address)
    assert dict(again.counts) == {"known": 5}
    assert contents(address) == before
    write(tmp_path, *(kept(n) for n in range(3, 8)))
    assert [p.name for p in part_files(tmp_path)] == ["part-000001.parquet", "part-000002.parquet"]
    assert merged(tmp_path, address).counts["new"] == 3


def test_a_text_is_in_the_parts_once_whatever_comes_in_twice(tmp_path):
    first = kept(1)
    elsewhere = dataclasses.replace(first, document=dataclasses.replace(first.document, path="b.txt"))
    assert dict(write(tmp_path, first, first, elsewhere).counts) == {"new": 1, "known": 2}
    with Parts(tmp_path, READER) as parts:
        assert parts.meet([head_of(first.document), Head(first.id, "b.txt"), Head(first.id, "c.txt")], False) == [
            "known",
            "known",
            "copy",
        ]
    rows = [k for p in part_files(tmp_path) for batch in read_part(p) for k in batch]
    assert [(k.document.path, k.packed is not None) for k in rows] == [(first.document.path, True), ("b.txt", False)]


def test_what_was_left_out_is_remembered_and_read_when_asked_for(tmp_path, address):
    cake = Document("A cake needs flour.", "cake.txt")
    write(tmp_path, Kept(cake.id, Document("", "cake.txt"), left_out="nothing"))
    with Parts(tmp_path, READER) as parts:
        assert parts.meet([head_of(cake)], again=False) == ["left out"]
        assert parts.meet([head_of(cake)], again=True) == ["fresh"]
        parts.take([Kept(cake.id, cake, pack(read(cake)))], Summary())
    assert merged(tmp_path, address).counts["new"] == 1
    with Record(address, reader=READER) as record:
        assert record.sink().meet([head_of(cake)], again=False) == ["known"]


def test_a_newer_version_reads_anew_and_old_parts_undo_nothing(tmp_path, address):
    from horseshoe import __version__

    write(tmp_path, kept(1), reader="0.0.1")
    assert merged(tmp_path, address).counts["new"] == 1
    with Parts(tmp_path, __version__) as parts:
        assert parts.meet([head_of(document_of(1))], False) == ["fresh"]
    write(tmp_path, kept(1), reader=__version__)
    assert merged(tmp_path, address).counts["renewed"] == 1
    assert "renewed" not in merged(tmp_path, address).counts


def test_two_ingests_do_not_write_into_one_folder(tmp_path):
    with Parts(tmp_path, READER), pytest.raises(StoreError, match="another ingest writes into this folder"):
        Parts(tmp_path, READER)


def test_a_file_that_was_being_written_is_never_read(tmp_path, address):
    write(tmp_path, kept(1))
    half = part_files(tmp_path)[0].read_bytes()[:700]
    (tmp_path / ".part-000002.parquet").write_bytes(half)
    assert dict(merged(tmp_path, address).counts) == {"new": 1}
    write(tmp_path, kept(2))
    assert [p.name for p in sorted(tmp_path.glob("*part*"))] == ["part-000001.parquet", "part-000002.parquet"]
    assert dict(merged(tmp_path, address).counts) == {"known": 1, "new": 1}


def damage(path: Path, how: str) -> None:
    data = path.read_bytes()
    if how == "cut off":
        path.write_bytes(data[: len(data) // 2])
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "bits":
        path.write_bytes(data[:60] + bytes(b ^ 0x55 for b in data[60:400]) + data[400:])
    elif how == "text":
        path.write_bytes(b"a letter, by mistake")
    elif how == "folder":
        path.unlink()
        path.mkdir()
    elif how == "foreign":
        import pyarrow
        import pyarrow.parquet

        pyarrow.parquet.write_table(pyarrow.table({"id": ["x"]}), path)


@pytest.mark.parametrize("how", ["cut off", "empty", "bits", "text", "folder", "foreign"])
def test_a_damaged_part_costs_one_line_and_its_documents_are_read_anew(tmp_path, how):
    folder, db = tmp_path / "parts", str(tmp_path / "r.db")
    write(folder, kept(1))
    write(folder, kept(2))
    damage(folder / "part-000001.parquet", how)
    summary = merged(folder, db)
    assert dict(summary.counts) == {"new": 1, "failed": 1}
    [error] = summary.failed
    assert error.line().startswith(f"{folder / 'part-000001.parquet'}: is no part")
    assert "\n" not in error.line()
    with Parts(folder, READER) as parts:
        assert [e.line() for e in parts.damaged] == ([error.line()])
        assert parts.meet([head_of(document_of(n)) for n in (1, 2)], False) == ["fresh", "known"]


def test_every_cut_off_length_is_told(tmp_path):
    write(tmp_path, kept(1))
    [path] = part_files(tmp_path)
    whole = path.read_bytes()
    for length in [*range(0, len(whole), 97), len(whole) - 1]:
        path.write_bytes(whole[:length])
        with pytest.raises(InputError, match="no part"):
            list(read_part(path))


def test_random_bit_flips_give_one_line_or_the_right_document(tmp_path):
    write(tmp_path / "parts", kept(1), kept(2))
    [path] = part_files(tmp_path / "parts")
    whole, dice = path.read_bytes(), random.Random(11)
    for n in range(150):
        data = bytearray(whole)
        for _ in range(dice.randrange(1, 4)):
            data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        path.write_bytes(data)
        summary = merged(tmp_path / "parts", str(tmp_path / f"{n % 3}.db"))
        for error in summary.failed:
            assert isinstance(error, HorseshoeError)
            assert "\n" not in error.line()


def test_the_text_of_a_damaged_reading_is_not_stored_and_the_rest_is(tmp_path, address):
    bomb = __import__("zlib").compress(b"0" * 210_000_000, 1)
    bad = [
        dataclasses.replace(kept(n), packed=p) for n, p in ((1, b"nonsense"), (2, pack(read(document_of(2)))[:-9]), (3, bomb))
    ]
    write(tmp_path, *bad, kept(4))
    summary = merged(tmp_path, address)
    assert dict(summary.counts) == {"new": 1, "failed": 3}
    assert {e.what for e in summary.failed} == {"has a damaged reading"}
    assert len(contents(address)) == 1


def test_a_place_whose_text_is_missing_is_told(tmp_path, address):
    write(tmp_path, copy_of(Head("ab" * 32, "there.txt")))
    [error] = merged(tmp_path, address).failed
    assert error.line() == "there.txt: its text is in none of the parts; ingest it again"


def test_a_folder_without_parts_is_told(tmp_path, address):
    with Record(address) as record:
        with pytest.raises(InputError, match="holds no parts; make them with: horseshoe ingest"):
            record.merge(tmp_path)
        with pytest.raises(InputError, match="is no folder"):
            record.merge(tmp_path / "missing")


def test_half_characters_are_told_in_a_text_and_written_out_in_a_name():
    with pytest.raises(InputError, match="half a character"):
        writable(Document("a \ud800 b", "a.txt"))
    assert writable(Document("ab", "a\udcff.txt")).path == "a\\udcff.txt"


def test_chunks_are_bounded_in_number_and_size():
    items = [(n, Raw(str(n), b"x" * (3_000_000 if n == 2 else 10))) for n in range(1, 8)]
    assert [(n, len(c)) for n, c in chunks_of(items, 3)] == [(3, 3), (6, 3), (7, 1)]
    items = [(n, Raw(str(n), b"x" * 3_000_000)) for n in range(1, 6)]
    assert [(n, len(c)) for n, c in chunks_of(items, 100)] == [(2, 2), (4, 2), (5, 1)]


def test_a_failed_document_is_noted_and_not_remembered(tmp_path):
    with Parts(tmp_path, READER) as parts:
        desk = Intake(parts, Job(Task()))
        assert desk.meet([Failure("InputError", "is empty", "a", None), head_of(document_of(1))]) == [1]
        desk.take([Failure("InputError", "takes too long", "b", None), kept(1)])
        assert [e.line() for e in desk.summary.failed] == ["a: is empty", "b: takes too long"]
        assert desk.summary.counts["new"] == 1


FEW_AND_MANY = pytest.mark.parametrize("rounds", [1, pytest.param(10, marks=pytest.mark.slow)])


@FEW_AND_MANY
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_writer_killed_at_random_moments_loses_and_doubles_nothing(tmp_path, monkeypatch, rounds):
    monkeypatch.setattr("horseshoe.record.ingest.parts.ROWS", 7)
    made = [kept(n) for n in range(120)]
    heads = [head_of(k.document) for k in made]

    def work(folder: Path) -> None:
        with Parts(folder, READER) as parts:
            for k, state in zip(made, parts.meet(heads, False), strict=True):
                if state == "fresh":
                    parts.take([k], Summary())

    steps, killed, dice = steps_of(lambda: work(tmp_path / "counted")), [], random.Random(3)
    for number in range(rounds):
        killed.append(0)
        folder = tmp_path / f"parts-{number}"
        for killed[-1] in killed_until_done(lambda folder=folder: work(folder), dice, steps * 2 // 3):
            rows = [k.id for p in part_files(folder) for batch in read_part(p) for k in batch] if folder.exists() else []
            assert len(rows) == len(set(rows))
        assert sorted(rows) == sorted(k.id for k in made)
        texts = {k.document.text for p in part_files(folder) for batch in read_part(p) for k in batch}
        assert texts == {text_of(n) for n in range(120)}
    assert sum(killed) >= 2 * rounds


@FEW_AND_MANY
@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_merge_killed_at_random_moments_loses_and_doubles_nothing(tmp_path, address, monkeypatch, rounds):
    monkeypatch.setattr("horseshoe.record.ingest.sinks.BATCH", 10)
    folder, straight = tmp_path / "parts", str(tmp_path / "straight.db")
    for start in range(0, 30 * rounds, 6 * rounds):
        write(folder, *(kept(n) for n in range(start, start + 6 * rounds)))
    steps = steps_of(lambda: merged(folder, straight))
    for _ in killed_until_done(lambda: merged(folder, address), random.Random(4), steps * 2 // 3):
        check(address)
    assert contents(address) == contents(straight)
