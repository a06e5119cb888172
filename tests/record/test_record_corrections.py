"""A person's word is applied at once, outlives re-reading, and comes out as labelled data."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from record_makers import read, text_of

from horseshoe.errors import UsageError
from horseshoe.model import Document, Span
from horseshoe.record.corrections import correct, labelled, merge_actor
from horseshoe.record.item_ref import ItemRef
from horseshoe.record.record import Record

TEXT = "France tabled a draft resolution on Syria in the Security Council.\nRussia threatened to veto the draft.\n"
DOCUMENT = Document(TEXT + text_of(1).splitlines()[-1], "a.txt", published=date(2012, 2, 1), kind="news")


def stances(record, actor="RUS"):
    return [p.stance for p in record.dossier("syria").positions.get(actor, ())]


def ref(record, actor="RUS") -> ItemRef:
    return ItemRef.parse(record.dossier("syria").positions[actor][0].source.ref)


@pytest.fixture
def filled(address):
    with Record(address, reader="1") as record:
        record.add_documents([DOCUMENT], read=read, everything=True)
    return address


def judge(record, judgement, changes=None, actor="RUS"):
    with record.transaction() as connection:
        return correct(connection, ref(record, actor), judgement, changes, by="tester", note="as the record shows")


def reread(address, read_anew=read) -> Record:
    record = Record(address, reader="2")
    record.add_documents([DOCUMENT], read=read_anew, everything=True)
    return record


def test_rejected(filled):
    with Record(filled, reader="1") as record:
        assert judge(record, "rejected") == 1
        assert stances(record) == []
    with reread(filled) as record:
        assert stances(record) == []
        assert stances(record, "FRA") == ["sponsors"]


def test_corrected(filled):
    with Record(filled, reader="1") as record:
        judge(record, "corrected", {"label": "opposes", "day_from": date(2012, 1, 30), "day_to": date(2012, 1, 30)})
        assert stances(record) == ["opposes"]
    with reread(filled) as record:
        assert stances(record) == ["opposes"]
        [entry] = record.dossier("syria").positions["RUS"]
        assert (entry.day, entry.source.judgement) == (date(2012, 1, 30), "corrected")
        assert record.search("actor:RUS stance:opposes").total == 1


def test_confirmed_survives_a_reader_that_no_longer_finds_it(filled):
    with Record(filled, reader="1") as record:
        judge(record, "confirmed")
    with reread(filled, lambda d: dataclasses.replace(read(d), positions=())) as record:
        assert stances(record) == ["threatens_veto"]
        assert stances(record, "FRA") == []


def test_a_judgement_follows_a_span_that_moved_a_little(filled):
    def longer(document):
        found = read(document)
        moved = [
            dataclasses.replace(p, span=Span.of(document.text, p.span.start, p.span.end + 1)) if p.actor == "RUS" else p
            for p in found.positions
        ]
        return dataclasses.replace(found, positions=tuple(moved))

    with Record(filled, reader="1") as record:
        judge(record, "rejected")
    with reread(filled, longer) as record:
        assert stances(record) == []


def test_labelled_data(filled):
    with Record(filled, reader="1") as record:
        judge(record, "corrected", {"label": "opposes"})
        with record.snapshot() as connection:
            [row] = labelled(connection)
    assert row["text"] == "Russia threatened to veto the draft"
    assert (row["read"]["label"], row["changes"], row["judgement"]) == ("threatens_veto", {"label": "opposes"}, "corrected")
    assert (row["by"], row["reader"]) == ("tester", "1")


def test_wrong_corrections(filled):
    with Record(filled, reader="1") as record, record.transaction() as connection:
        good = ItemRef.parse(record.dossier("syria").positions["RUS"][0].source.ref)
        for wrong, message in (
            (lambda: correct(connection, ItemRef("ffff", "position", 0, 1), "confirmed"), "no such document"),
            (lambda: correct(connection, ItemRef(good.document, "position", 0, 1), "confirmed"), "no position stands there"),
            (lambda: correct(connection, good, "corrected"), "says what changes"),
            (lambda: correct(connection, good, "corrected", {"colour": "red"}), "cannot be changed"),
            (lambda: correct(connection, good, "doubted"), "unknown judgement"),
            (lambda: ItemRef.parse("nonsense"), "names no item"),
            (lambda: merge_actor(connection, "RUS", "nobody"), "no such actor"),
        ):
            with pytest.raises(UsageError, match=message):
                wrong()


def test_actors_can_be_joined_and_parted(record):
    def said(name: str, n: int) -> Document:
        line = f"“We have said all there is to say, {n},” said {name} of France."
        return Document(f"{TEXT}{line}\n{text_of(n).splitlines()[-1]}", f"{n}.txt", published=date(2012, 2, n), kind="news")

    record.add_documents([said("Jean Petit", 1), said("J. Petit", 2)], read=read, everything=True)
    with record.transaction() as connection:
        merge_actor(connection, "RUS", "FRA")
    assert stances(record) == []
    assert sorted(stances(record, "FRA")) == ["sponsors", "sponsors", "threatens_veto", "threatens_veto"]
    with record.transaction() as connection:
        merge_actor(connection, "RUS", "RUS")
    assert stances(record) == ["threatens_veto"] * 2


def test_a_reference_shows_eight_characters_of_the_id():
    item = ItemRef("a" * 64, "quote", 3, 9, "0a1b")
    assert ItemRef.parse(str(item)) == ItemRef("a" * 8, "quote", 3, 9, "0a1b")


def test_items_on_one_span_are_told_apart(filled):
    def together(document):
        """France's and Russia's positions on one span, as where a sentence tells of both."""
        found = read(document)
        whole = Span.of(document.text, 0, document.text.index("draft.\n"))
        return dataclasses.replace(found, positions=tuple(dataclasses.replace(p, span=whole) for p in found.positions))

    with Record(filled, reader="2") as record:
        record.add_documents([DOCUMENT], read=together, everything=True)
        assert judge(record, "rejected") == 1
        assert (stances(record), stances(record, "FRA")) == ([], ["sponsors"])
    with Record(filled, reader="3") as record:
        record.add_documents([DOCUMENT], read=together, everything=True)
        assert (stances(record), stances(record, "FRA")) == ([], ["sponsors"])
