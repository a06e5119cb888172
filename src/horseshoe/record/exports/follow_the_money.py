"""FollowTheMoney entities, a JSON object a line: persons, bodies, documents and mentions (followthemoney.tech/explorer)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, BinaryIO

from sqlalchemy import Connection, select

from horseshoe.record.exports.statements import Scope, Statement, statements
from horseshoe.record.names import title
from horseshoe.record.schema import actors
from horseshoe.text import iso

DATASET = "horseshoe"
_SCHEMATA = {
    "person": "Person",
    "state": "PublicBody",
    "organisation": "Organization",
    "bloc": "Organization",
    "group": "Organization",
}


def entities(connection: Connection, scope: Scope) -> Iterator[dict[str, Any]]:
    """Entities: each actor once, each document once, a Representation for whom a person speaks, a Mention for each naming."""
    known = {row.id: row for row in connection.execute(select(actors))}
    told: set[str] = set()
    for s in statements(connection, scope, "actor"):
        row = known.get(s.actor or "")
        if row is None:
            continue
        for entity in (*_actor(row, known), _document(s), _mention(s, row)):
            if entity["id"] not in told:
                told.add(entity["id"])
                yield entity


def write_entities(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """Entities, one a line."""
    for entity in entities(connection, scope):
        out.write((json.dumps(entity, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))


def write_statements(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """The same as FollowTheMoney statements: one value of one property of one entity a line, with dataset and original id."""
    for entity in entities(connection, scope):
        for prop, values in {"id": [entity["id"]], **entity["properties"]}.items():
            for value in values:
                key = "|".join((DATASET, entity["id"], entity["schema"], prop, value))
                line = {
                    "id": hashlib.sha1(key.encode("utf-8", "surrogatepass")).hexdigest(),
                    "entity_id": entity["id"],
                    "canonical_id": entity["id"],
                    "schema": entity["schema"],
                    "prop": prop,
                    "value": value,
                    "dataset": DATASET,
                    "external": False,
                }
                out.write((json.dumps(line, ensure_ascii=False) + "\n").encode("utf-8", "backslashreplace"))


def _entity(id_: str, schema: str, **properties: str | None) -> dict[str, Any]:
    return {"id": id_, "schema": schema, "datasets": [DATASET], "properties": {k: [v] for k, v in properties.items() if v}}


def _key(id_: str) -> str:
    return "hs-" + id_.lower().replace(":", "-")


def _actor(row: Any, known: dict[str, Any]) -> Iterator[dict[str, Any]]:
    canonical = known.get(row.canonical, row)
    entity = _entity(_key(canonical.id), _SCHEMATA[canonical.type], name=canonical.name)
    if canonical.type == "person" and canonical.role:
        entity["properties"]["position"] = [canonical.role]
    yield entity
    if canonical.type == "person" and canonical.speaks_for:
        body = known.get(canonical.speaks_for)
        name = body.name if body else title(canonical.speaks_for)
        yield _entity(_key(canonical.speaks_for), _SCHEMATA[body.type] if body else "Organization", name=name)
        yield _entity(
            f"{_key(canonical.id)}--{_key(canonical.speaks_for)}",
            "Representation",
            agent=_key(canonical.id),
            client=_key(canonical.speaks_for),
            role=canonical.role,
        )


def _document(s: Statement) -> dict[str, Any]:
    published = iso(s.published)
    url = s.path if s.path.startswith(("http://", "https://")) else None
    name = None if url else s.path.rsplit("/", 1)[-1]
    return _entity(
        f"doc-{s.document}", "Article", title=s.title, fileName=name, sourceUrl=url, publisher=s.publisher, date=published
    )


def _mention(s: Statement, row: Any) -> dict[str, Any]:
    return _entity(
        f"mention-{s.document}-{s.start}-{s.end}",
        "Mention",
        document=f"doc-{s.document}",
        resolved=_key(row.canonical),
        name=s.text,
        detectedSchema=_SCHEMATA[row.type],
    )
