"""Akoma Ntoso 1.0 (OASIS LegalDocML): the drafts with the provisions that documents tell of, in one collection."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from datetime import date
from typing import BinaryIO

from sqlalchemy import Connection, select

from horseshoe.errors import NothingFoundError
from horseshoe.record.exports.statements import Scope, Statement, statements
from horseshoe.record.names import title
from horseshoe.record.schema import drafts

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_UNDATED = date(1, 1, 1)


def write_akoma_ntoso(connection: Connection, scope: Scope, out: BinaryIO) -> None:
    """A `documentCollection` of one `doc` a draft; a provision as a document words it is a paragraph.

    NothingFoundError where there is no draft.
    """
    ET.register_namespace("", NAMESPACE)
    by_case: dict[int, list[Statement]] = {}
    for s in statements(connection, scope, "draft", "provision"):
        if s.draft is not None:
            by_case.setdefault(s.draft, []).append(s)
    cases = [row for row in connection.execute(select(drafts).order_by(drafts.c.no)) if row.no in by_case]
    if not cases:  # the schema allows no empty collection
        raise NothingFoundError("no draft is told of", where=scope.situation, fix="choose another situation or a later day")
    root = _element(None, "akomaNtoso")
    collection = _element(root, "documentCollection", name="drafts")
    uri = f"/akn/un/collection/{(scope.situation or 'all').lower()}"
    _meta(collection, "", uri, max((r.last_day for r in cases if r.last_day), default=_UNDATED), set())
    body = _element(collection, "collectionBody")
    for row in cases:
        component = _element(body, "component", eId=f"cmp_{row.no}")
        _draft(component, row, by_case[row.no])
    ET.indent(root)
    ET.ElementTree(root).write(out, "utf-8", xml_declaration=True)
    out.write(b"\n")


def _draft(component: ET.Element, row: object, said: list[Statement]) -> None:
    no, label, symbol, day = (getattr(row, name) for name in ("no", "label", "symbol", "first_day"))
    sponsors = [s for x in said if x.kind == "draft" for s in x.more.get("sponsors", [])]
    doc = _element(component, "doc", name="draftResolution")
    number = re.sub(r"[^A-Za-z0-9]+", "-", symbol).strip("-").lower() if symbol else f"draft-{no}"
    _meta(doc, f"d{no}__", f"/akn/un/doc/{(day or _UNDATED).year:04d}/{number}", day or _UNDATED, set(sponsors))
    preface = _element(doc, "preface")
    heading = _element(preface, "p")
    _element(heading, "docTitle", text=label)
    if symbol:
        line = _element(preface, "p")
        _element(line, "docNumber", text=symbol)
    main = _element(doc, "mainBody")
    provisions = list(dict.fromkeys(" ".join(s.text.split()) for s in said if s.kind == "provision"))
    for n, words in enumerate(provisions, 1):
        paragraph = _element(main, "paragraph", eId=f"d{no}__para_{n}")
        content = _element(paragraph, "content", eId=f"d{no}__para_{n}__content")
        _element(content, "p", text=words)
    if not provisions:
        _element(main, "p", text="No provision is told.")


def _meta(parent: ET.Element, prefix: str, uri: str, day: date, sponsors: set[str]) -> None:
    """The metadata block; `prefix` keeps its ids apart from those of other blocks."""
    meta = _element(parent, "meta")
    identification = _element(meta, "identification", source=f"#{prefix}horseshoe")
    for level, path in (("Work", uri), ("Expression", f"{uri}/eng"), ("Manifestation", f"{uri}/eng.xml")):
        part = _element(identification, f"FRBR{level}")
        _element(part, "FRBRthis", value=f"{path}/!main" if level == "Work" else path)
        _element(part, "FRBRuri", value=path)
        _element(part, "FRBRdate", date=day.isoformat(), name="Generation")
        _element(part, "FRBRauthor", href=f"#{prefix}council")
        if level == "Work":
            _element(part, "FRBRcountry", value="un")
        if level == "Expression":
            _element(part, "FRBRlanguage", language="eng")
    references = _element(meta, "references", source=f"#{prefix}horseshoe")
    organisations = {"council": "United Nations Security Council", "horseshoe": "horseshoe"}
    organisations |= {re.sub(r"[^A-Za-z0-9-]", "-", s): title(s) for s in sorted(sponsors)}
    for id_, name in organisations.items():
        _element(references, "TLCOrganization", eId=prefix + id_, href=f"/akn/ontology/organization/{id_.lower()}", showAs=name)


def _element(parent: ET.Element | None, tag: str, text: str | None = None, **attributes: str) -> ET.Element:
    name = f"{{{NAMESPACE}}}{tag}"
    element = ET.Element(name, attributes) if parent is None else ET.SubElement(parent, name, attributes)
    if text is not None:
        element.text = re.sub("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "", text)
    return element
