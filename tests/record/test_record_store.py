"""What is stored, once, with its places; near-copies; linking; dossiers as of a day."""

from __future__ import annotations

import dataclasses
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from record_makers import PLACES, document_of, read, text_of
from sqlalchemy import func, select

from horseshoe.errors import OutsideRecordError, StoreError, UsageError
from horseshoe.model import Document
from horseshoe.record.codec import pack, unpack
from horseshoe.record.linking import near_copies
from horseshoe.record.record import Record
from horseshoe.record.schema import copies, documents, items, metadata

D = date(2012, 2, 1)


def count(record, table) -> int:
    with record.snapshot() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


def article(text: str, path: str, day: date | None = D, **more) -> Document:
    return Document(text, path, published=day, published_from="option" if day else None, kind="news", **more)


def syria(*lines: str, number: int = 1) -> str:
    filling = text_of(number).splitlines()[-1]
    return "\n".join(["France tabled a draft resolution on Syria in the Security Council.", *lines, filling])


@settings(max_examples=40)
@given(st.integers(0, 10_000), st.dates(date(1946, 1, 17), date(2026, 1, 1)))
def test_a_reading_survives_packing(number, day):
    reading = read(document_of(number, day))
    assert unpack(pack(reading), reading.document) == reading


def test_the_same_text_is_stored_once_with_its_places(record):
    first, second = document_of(1), dataclasses.replace(document_of(1), path="elsewhere.txt")
    one = record.add_documents([first], read=read, everything=True)
    two = record.add_documents([first, second], read=read, everything=True)
    assert (dict(one.counts), dict(two.counts)) == ({"new": 1}, {"known": 2})
    assert (count(record, documents), count(record, copies)) == (1, 2)


def test_documents_not_on_the_council_are_left_out_and_remembered(record):
    recipe = article("Take two eggs and a cup of flour. " * 5, "cake.txt")
    calls = []

    def reads(document):
        calls.append(document)
        return read(document)

    for _ in range(2):
        summary = record.add_documents([recipe], read=reads)
        assert summary.left_out == [("cake.txt", "nothing about the Security Council found")]
    assert (calls, count(record, documents)) == ([], 0)


def test_a_newer_reader_reads_anew(address):
    with Record(address, reader="1") as old:
        old.add_documents([document_of(1)], read=lambda d: read(d), everything=True)
        before = count(old, items)
    with Record(address, reader="2") as new:
        assert new.add_documents([document_of(1)], read=read, everything=True).counts == {"renewed": 1}
        assert count(new, items) == before
        assert new.add_documents([document_of(1)], read=read, everything=True).counts == {"known": 1}


def test_near_copies_count_as_one_source_and_the_earliest_leads(record):
    wire = text_of(7, words=150)
    later = article(wire, "later.txt", D + timedelta(days=2), publisher="Daily")
    first = article("Updated. " + wire.replace("Security Council", "UN Security Council"), "first.txt", D, publisher="Wire")
    other = article(text_of(8, words=150), "other.txt", D)
    summary = record.add_documents([later, first, other], read=read, everything=True)
    assert summary.counts == {"new": 2, "near_copy": 1}
    with record.snapshot() as connection:
        leads = connection.execute(
            select(copies.c.path).join(documents, documents.c.no == copies.c.document).where(documents.c.lead.is_(None))
        )
        assert sorted(leads.scalars()) == ["first.txt", "other.txt"]
    found = record.search('"say 7"')
    assert [(h.path, h.copies) for h in found.hits] == [("first.txt", 1)]


@settings(max_examples=50)
@given(st.integers(0, 1000), st.integers(0, 1000))
def test_likeness_tells_copies_from_strangers(one, other):
    a, b = near_copies.signature(text_of(one, words=200)), near_copies.signature(text_of(other, words=200))
    assert near_copies.likeness(a, a) == 1.0
    assert (near_copies.likeness(a, b) >= near_copies.NEAR) == (one == other)


def test_a_draft_is_one_case_in_many_documents(record):
    texts = [syria("Russia opposed the draft.", number=n) for n in range(3)]
    far = syria("China opposed the draft.", number=99)
    found = [article(t, f"{n}.txt", D + timedelta(days=n)) for n, t in enumerate(texts)]
    found.append(article(far, "far.txt", D + timedelta(days=900)))
    record.add_documents(found, read=read, everything=True)
    dossier = record.dossier("syria")
    assert [len(d.versions) for d in dossier.drafts] == [1, 3]
    link = dossier.drafts[1].versions[-1].link
    assert link["score"] >= 0.6
    assert "sponsors FRA in both" in link["reason"]
    assert len(dossier.episodes) == 2


def test_reversals_are_marked(record):
    record.add_documents(
        [
            article(syria("Russia threatened to veto the draft.", number=1), "1.txt", D),
            article(syria("Russia opposed the draft.", number=2), "2.txt", D + timedelta(days=1)),
            article(syria("Russia abstained on the draft.", number=3), "3.txt", D + timedelta(days=5)),
        ],
        read=read,
        everything=True,
    )
    entries = record.dossier("SYR").positions["RUS"]
    assert [(p.stance, p.reversal) for p in entries] == [("threatens_veto", False), ("opposes", False), ("abstained", True)]


def test_as_of_uses_only_what_was_published_by_then(record):
    days = [D, D + timedelta(days=10), None]
    found = [
        article(syria(f"At least {n + 1}00 people were killed in Syria.", number=n), f"{n}.txt", d) for n, d in enumerate(days)
    ]
    record.add_documents(found, read=read, everything=True)
    then = record.dossier("syria", as_of=D + timedelta(days=5))
    assert (then.sources, then.undated) == (1, 1)
    assert [p.value for s in then.figures for p in s.points] == [100]
    now = record.dossier("syria", since=D + timedelta(days=1))
    assert now.sources == 3
    assert (now.new["document"], now.new["figure"]) == (1, 1)
    assert [s.source.new for s in now.drafts[0].versions].count(True) == 1
    for entry in then.timeline:
        assert entry.source.published <= D + timedelta(days=5)


def test_persons_are_linked_with_a_reason(record):
    def said(name: str, number: int) -> Document:
        quoted = f"“We have said all that there is to say on this, {number},” said {name} of France."
        return article(syria(quoted, number=number), f"{number}.txt")

    record.add_documents([said("Gérard Araud", 1), said("Gerard Araud", 2), said("Zoe Araud", 3)], read=read, everything=True)
    zoe, *gerard = (q.speaker for q in record.dossier("syria").quotes)
    assert zoe == "zoe-araud"
    assert len(set(gerard)) == 1
    assert record.search('speaker:"Gerard Araud"').total == 2


def test_an_unknown_situation_names_what_there_is(record):
    record.add_documents([document_of(n) for n in range(10)], read=read, everything=True)
    with pytest.raises(OutsideRecordError, match=r"it holds .*(Syrian|Mali|Yemen|Sudan|Libya|Somalia|Haiti)"):
        record.dossier("atlantis")


def test_errors_are_one_line(tmp_path):
    with pytest.raises(StoreError, match="there is no record here"):
        Record(tmp_path / "none.db", create=False)
    (tmp_path / "text.db").write_text("no database at all, but long enough to be looked at" * 50)
    with pytest.raises(StoreError, match="is no SQLite database"):
        Record(tmp_path / "text.db")
    with pytest.raises(UsageError, match="no database address"):
        Record("nosuch://x")
    with pytest.raises(StoreError, match="cannot be opened"):
        Record(tmp_path / "no" / "such" / "folder.db")


def test_migrations_make_the_tables_that_the_code_expects(record):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    def ours(obj, name, kind, reflected, compare_to):
        return (
            not (name or "").startswith(("documents_fts", "alembic", "ix_documents_words", "ix_documents_newest"))
            and name != "words"
        )

    with record.snapshot() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_a_store_of_a_newer_version_is_refused(address):
    with Record(address) as record, record.transaction() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(UsageError, match="made by a newer horseshoe"):
        Record(address)


def test_places_all_have_names():
    from horseshoe.record.names import title

    assert all(title(p) != p for p in PLACES)
