"""What a feed or a page of links lists: entries with address, title, words and day. Parsed in a worker, under its limits."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from datetime import date
from email.utils import parsedate
from typing import Any
from urllib.parse import urljoin

from horseshoe.documents.limits import human_size
from horseshoe.documents.loaders.html import plain_text
from horseshoe.documents.published import parse_day
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.text import iso

FEED_BYTES = 5_000_000
_SLASHED = re.compile(r"\s*([12]\d{3})/(\d{1,2})/(\d{1,2})(?!\d)")
_SHORT_YEAR = re.compile(r"\s*(?:[A-Za-z]{3,9}\.?,?\s+)?\d{1,2}[ -][A-Za-z]{3}[a-z]*\.?[ -]\d{2}\s+\d{1,2}:\d{2}")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a feed or one link of a page. `key` tells it from all others of the feed."""

    key: str
    url: str | None
    title: str | None = None
    text: str | None = None
    published: date | None = None

    def as_json(self) -> str:
        """The entry as it waits in the record."""
        return json.dumps(asdict(self) | {"published": iso(self.published)})

    @classmethod
    def from_json(cls, text: str) -> Entry:
        """The entry that `as_json` wrote."""
        data = json.loads(text)
        day = data.pop("published")
        return cls(**data, published=date.fromisoformat(day) if day else None)


def feed_entries(body: bytes, url: str) -> list[Entry]:
    """The entries of an RSS or Atom feed. InputError where it is none, or too large."""
    import feedparser

    if len(body) > FEED_BYTES:  # the parser takes seconds for a megabyte
        size, limit = human_size(len(body)), human_size(FEED_BYTES)
        raise InputError(f"is {size}, more than a feed's limit of {limit}", where=url, fix="ask the site for a shorter one")
    try:
        # A stream: feedparser takes bare bytes for the name of a file first, and a server could name one of ours.
        parsed = feedparser.parse(io.BytesIO(body))
    except Exception as error:  # it raises whatever its parsers meet: UnicodeDecodeError, ValueError, LookupError
        raise InputError(
            f"cannot be read as a feed ({type(error).__name__})", where=url, fix="report it to the site"
        ) from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise InputError("is no RSS or Atom feed", where=url, fix="use [[page]] for a page with links")
    return list(_entries(parsed, url))


def _entries(parsed: Any, url: str) -> Iterator[Entry]:
    for e in parsed.entries:
        link = _joined(url, e.link) if e.get("link") else None
        content = e.content[0].value if e.get("content") else e.get("summary")
        title = " ".join(_words(e.get("title"), url).split()) or None
        # A feed may give one name to all its entries, so the name alone does not tell them apart.
        names = dict.fromkeys(n for n in (e.get("id"), link) if n)
        if key := " ".join(names) or title:
            yield Entry(str(key), link, title, _words(content, url) or None, feed_day(e.get("published") or e.get("updated")))


def _words(markup: str | None, url: str) -> str:
    try:
        return plain_text(markup, url) if markup else ""
    except HorseshoeError:  # nested past the limit
        return ""


def feed_day(stamp: str | None) -> date | None:
    """The day of a feed's date as it is written, which is the day where it was published; None where it is not plain.

    `Wed, 01 Feb 2012 22:00:00 -0500` is the 1st, `2016/6/29 15:07:41` the 29th of June; `02/03/2012` is no plain day.
    """
    if not stamp:
        return None
    try:
        if m := _SLASHED.match(stamp):
            return date(*map(int, m.groups()))
        if _SHORT_YEAR.match(stamp) and (found := parsedate(stamp)):
            return date(*found[:3])
    except ValueError:  # a feed may date an entry to the year 0 or to 31 February
        return None
    return parse_day(stamp)


def page_links(body: bytes, url: str, wanted: str) -> list[Entry]:
    """The links of a page that match the pattern `wanted`, each once. InputError where the page cannot be read."""
    import lxml.etree
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(body)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError("is no page that can be read", where=url, fix="check the address") from error
    pattern = re.compile(wanted)
    found: dict[str, Entry] = {}
    for element in tree.iter("a"):
        link = (_joined(url, element.get("href") or "") or "").split("#")[0]
        if link.startswith(("http://", "https://")) and link != url and pattern.search(link) and link not in found:
            found[link] = Entry(link, link, " ".join(element.text_content().split()) or None)
    return list(found.values())


def _joined(base: str, link: str) -> str | None:
    try:
        return urljoin(base, link)
    except ValueError:  # such as http://[
        return None
