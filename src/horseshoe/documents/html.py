"""Web pages to plain text: trafilatura finds the article, meta tags and JSON-LD tell title, publisher and date."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from horseshoe.documents.content import Content
from horseshoe.documents.limits import Limits
from horseshoe.documents.published import parse_day
from horseshoe.errors import InputError

# Names of meta tags that give the day of publication, most telling first.
_DATE_NAMES = (
    "article:published_time", "og:published_time", "datepublished", "date.published", "dc.date.issued", "dcterms.issued",
    "dc.date", "dcterms.date", "dcterms.created", "dc.date.created", "citation_publication_date", "parsely-pub-date",
    "sailthru.date", "publishdate", "publish_date", "publication_date", "pubdate", "publish-date", "article.published",
    "date", "release_date", "rnews:datepublished",
)  # fmt: skip
_PUBLISHER_NAMES = ("og:site_name", "dc.publisher", "dcterms.publisher", "citation_publisher", "publisher", "application-name")
# Elements that need no end tag, so an unclosed one is no nesting.
_VOID = frozenset(
    ("area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link", "meta", "option", "p", "param",
     "source", "td", "th", "tr", "track", "wbr")
)  # fmt: skip
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9:-]*)([^<>]{0,5000})>")


def read_html(data: bytes, where: str, limits: Limits) -> Content:
    """The article in a page. InputError for a page without text or nested past the limit."""
    _refuse_depth(data, where, limits)
    import lxml.html
    import trafilatura

    try:
        tree: Any = trafilatura.load_html(data)
        if tree is None:
            tree = lxml.html.document_fromstring(data)
    except Exception as error:  # lxml raises its own errors, ValueError and UnicodeError for broken pages
        raise InputError("is not a web page that can be read", where=where, mend="save its text as .txt") from error
    metadata = _Metadata(tree)
    text = trafilatura.extract(data, include_comments=False, include_tables=True, favor_recall=True, deduplicate=False)
    if not text or len(text) < 40:
        text = _all_text(tree) or text
    if not text or not text.strip():
        raise InputError("is a web page without text", where=where, mend="save the page's text as .txt")
    return Content(text.strip(), metadata.title(), metadata.publisher(), metadata.published())


def _refuse_depth(data: bytes, where: str, limits: Limits) -> None:
    """Refuse nesting that would exhaust a parser; only elements that must be closed count."""
    depth = 0
    for m in _TAG.finditer(data):
        if m[2].lower().decode() in _VOID or m[3].endswith(b"/"):
            continue
        depth = max(0, depth - 1) if m[1] else depth + 1
        if depth > limits.markup_depth:
            raise InputError(
                f"nests its elements more than {limits.markup_depth} deep", where=where, mend="save the page's text as .txt"
            )


def _all_text(tree: Any) -> str:
    """The text of the page's blocks, one a line, where no article was found."""
    for element in tree.xpath("//script|//style|//noscript|//template|//head"):
        element[:] = []  # what follows the element stays: it may hold characters that lxml reads but does not write
        element.text = None
    blocks = tree.xpath("//p|//h1|//h2|//h3|//h4|//li|//td|//th|//blockquote|//pre")
    lines = [" ".join(b.text_content().split()) for b in blocks if not b.xpath(".//p|.//li|.//td")]
    text = "\n".join(line for line in lines if line)
    return text or "\n".join(line.strip() for line in tree.text_content().splitlines() if line.strip())


class _Metadata:
    """Title, publisher and date of one page, from JSON-LD, meta tags and time elements, in that order."""

    def __init__(self, tree: Any) -> None:
        self.tree = tree
        self.meta: dict[str, str] = {}
        for element in tree.iter("meta"):
            name = element.get("property") or element.get("name") or element.get("itemprop") or ""
            content = (element.get("content") or "").strip()
            if name and content:
                self.meta.setdefault(name.lower(), content)
        self.linked = [thing for thing in self._json_ld() if isinstance(thing, dict)]

    def published(self) -> date | None:
        """The stated day of publication."""
        for thing in self.linked:
            if day := parse_day(_string(thing.get("datePublished"))):
                return day
        for name in _DATE_NAMES:
            if day := parse_day(self.meta.get(name)):
                return day
        times = self.tree.xpath("//time[@pubdate or @itemprop='datePublished']") or self.tree.xpath("(//article//time)[1]")
        for element in times or self.tree.xpath("(//time)[1]"):
            if day := parse_day(element.get("datetime") or element.text_content()):
                return day
        return None

    def publisher(self) -> str | None:
        """Who published the page."""
        for thing in self.linked:
            publisher = thing.get("publisher")
            if name := _string(publisher.get("name") if isinstance(publisher, dict) else publisher):
                return name
        return next((self.meta[n] for n in _PUBLISHER_NAMES if n in self.meta), None)

    def title(self) -> str | None:
        """The headline, or the page's title."""
        headlines = (_string(thing.get("headline")) for thing in self.linked)
        titles = (" ".join(e.text_content().split()) for e in self.tree.xpath("//head/title|//h1"))
        return next(filter(None, (*headlines, self.meta.get("og:title"), *titles)), None)

    def _json_ld(self) -> Iterator[Any]:
        for script in self.tree.xpath("//script[@type='application/ld+json']"):
            try:
                data = json.loads(script.text_content())
            except (ValueError, RecursionError):
                continue
            for thing in data if isinstance(data, list) else [data]:
                yield thing
                if isinstance(thing, dict) and isinstance(thing.get("@graph"), list):
                    yield from thing["@graph"]


def _string(value: Any) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    return value.strip() or None if isinstance(value, str) else None
