"""JSON-LD: schema.org claims, and W3C Web Annotations that point into the text."""

from __future__ import annotations

import json
from typing import Any, BinaryIO

from sqlalchemy import Connection

from horseshoe.record.exports.statements import Scope, Statement, statements
from horseshoe.record.names import title

_AUTHORS = {"person": "Person", "state": "Country"}


def write_claims(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """schema.org `Claim`s: claims, figures and quotations, each with who makes it (schema.org/Claim)."""
    graph = [_claim(s) for s in statements(connection, scope, "claim", "figure", "quote")]
    _write({"@context": "https://schema.org", "@graph": graph}, out)


def _claim(s: Statement) -> dict[str, Any]:
    name = s.more.get("name") or (title(s.actor) if s.actor else None)
    appearance: dict[str, Any] = {"@type": "CreativeWork", "@id": f"urn:sha256:{s.document}"}
    if s.published:
        appearance["datePublished"] = s.published.isoformat()
    if s.publisher:
        appearance["publisher"] = {"@type": "Organization", "name": s.publisher}
    if s.path.startswith(("http://", "https://")):
        appearance["url"] = s.path
    claim: dict[str, Any] = {"@type": "Claim", "@id": _urn(s), "text": s.text, "appearance": appearance}
    if name:
        kind = (
            "Person" if s.kind == "quote" and s.more.get("role") else "Country" if (s.actor or "").isupper() else "Organization"
        )
        claim["author"] = {"@type": kind, "name": name}
    return claim


def write_annotations(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """W3C Web Annotations, an `AnnotationCollection` with one page: each statement as a body on its span."""
    found = [_annotation(s) for s in statements(connection, scope)]
    page = {"id": "urn:horseshoe:annotations:1", "type": "AnnotationPage", "startIndex": 0, "items": found}
    _write(
        {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": "urn:horseshoe:annotations",
            "type": "AnnotationCollection",
            "label": "Statements read by horseshoe",
            "total": len(found),
            "first": page,
        },
        out,
    )


def _annotation(s: Statement) -> dict[str, Any]:
    words = " ".join(p for p in (s.kind, s.actor, s.label, s.target) if p)
    return {
        "id": _urn(s),
        "type": "Annotation",
        "motivation": "describing",
        "body": {"type": "TextualBody", "value": words, "format": "text/plain", "purpose": "describing"},
        "target": {
            "source": s.path if s.path.startswith(("http://", "https://")) else f"urn:sha256:{s.document}",
            "selector": [
                {"type": "TextPositionSelector", "start": s.start, "end": s.end},
                {"type": "TextQuoteSelector", "exact": s.text},
            ],
        },
    }


def _urn(s: Statement) -> str:
    return f"urn:horseshoe:{s.document}:{s.kind}:{s.start}-{s.end}"


def _write(data: dict[str, Any], out: BinaryIO) -> None:
    out.write((json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "backslashreplace"))
