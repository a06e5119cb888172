"""A list of documents as an RSS 2.0 feed, for following a query with a feed reader."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from xml.etree import ElementTree

from fastapi import Request
from fastapi.responses import Response

from horseshoe.text import show_page

NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Item:
    """One document of a feed. `words` are shown below its title."""

    document: str  # id
    title: str
    published: date | None
    words: str = ""


def feed(request: Request, title: str, page: str, items: Iterable[Item]) -> Response:
    """The feed of what a page lists; `page` is the page's own address. Links are absolute, as the form asks."""
    base = str(request.base_url).rstrip("/")
    root = ElementTree.Element("rss", version="2.0")
    channel = ElementTree.SubElement(root, "channel")
    for name, text in (("title", f"{title} · horseshoe"), ("link", base + page), ("description", title)):
        ElementTree.SubElement(channel, name).text = _text(text)
    for item in items:
        made = ElementTree.SubElement(channel, "item")
        ElementTree.SubElement(made, "title").text = _text(item.title)
        ElementTree.SubElement(made, "link").text = f"{base}/documents/{item.document}"
        ElementTree.SubElement(made, "guid", isPermaLink="false").text = item.document
        if item.published:
            at = datetime.combine(item.published, time(12), UTC)  # noon: the same day nearly everywhere
            ElementTree.SubElement(made, "pubDate").text = format_datetime(at)
        if item.words:
            ElementTree.SubElement(made, "description").text = _text(item.words)
    body = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return Response(body, media_type="application/rss+xml")


def _text(words: str) -> str:
    return NOT_XML.sub("", show_page(words))
