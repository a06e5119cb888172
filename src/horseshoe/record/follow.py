"""One pass over the feeds: fetch politely, store what is new, say what changed in the situations that are followed."""

from __future__ import annotations

import dataclasses
import io
import re
import time
import urllib.robotparser
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from sqlalchemy import select

from horseshoe.documents import from_text
from horseshoe.documents.fetch import AGENT, Fetched, fetch
from horseshoe.documents.limits import human_size
from horseshoe.errors import HorseshoeError, InputError
from horseshoe.model import DOCUMENT_KINDS, Document
from horseshoe.reading.guarded import Guarded
from horseshoe.reading.worker import Item, Raw, Task, Worker
from horseshoe.record.follow_config import Feed, FollowConfig
from horseshoe.record.ingest import Read
from horseshoe.record.notices import Forecast, Notice, new_notices
from horseshoe.record.schema import feed_entries, feeds
from horseshoe.record.sql import insert_missing
from horseshoe.record.store import Record

_FIRST_WAIT = 60.0  # seconds after a first failure; doubled with each further one
_LONGEST_WAIT = 86_400.0
FEED_BYTES = 5_000_000
ROBOTS_BYTES = 512_000  # what RFC 9309, 2.5, wants read at the least
MOST_DELAY = 60.0  # seconds between two requests that a site may ask for


@dataclass(slots=True)
class Pass:
    """What one pass did: entries by outcome, feeds that failed or rest, and the notices."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[HorseshoeError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Entry:
    """One entry of a feed or one link of a page."""

    key: str
    url: str | None
    title: str | None = None
    text: str | None = None
    published: date | None = None


@dataclass(frozen=True, slots=True)
class _Tools:
    """How a pass gets at pages and documents: each but the first in worker processes, unless a reader of one's own is given."""

    fetcher: Fetcher
    load: Callable[[Item], Document]
    read: Read


class Fetcher:
    """Fetches with robots.txt honoured and a delay between two requests to one host."""

    def __init__(self, delay: float, *, allow_private: bool = False, sleep: Callable[[float], None] = time.sleep) -> None:
        self.delay, self.allow_private, self.sleep = delay, allow_private, sleep
        self._last: dict[str, float] = {}
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}

    def get(self, url: str, headers: dict[str, str] | None = None) -> Fetched:
        """Fetch a page. InputError when robots.txt forbids it; else what `documents.fetch.fetch` raises."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        robots = self._robots.get(site) or self._read_robots(site)
        if not robots.can_fetch(AGENT, url):
            raise InputError("robots.txt of the site forbids it", where=url, mend="leave the feed out")
        asked = robots.crawl_delay(AGENT) or 0
        if int(asked) > MOST_DELAY:
            raise InputError(
                f"robots.txt asks for more than {MOST_DELAY:g} seconds between requests", where=url, mend="leave the feed out"
            )
        return self._fetch(url, headers, max(self.delay, float(asked)))

    def _read_robots(self, site: str) -> urllib.robotparser.RobotFileParser:
        robots = urllib.robotparser.RobotFileParser()
        try:
            answer = self._fetch(f"{site}/robots.txt", None, self.delay)
            robots.parse(answer.body[:ROBOTS_BYTES].decode("utf-8", "replace").splitlines())
        except InputError:  # none there: all is allowed (RFC 9309, 2.3.1.3)
            robots.parse([])
        except ValueError as error:  # it takes any number for a delay, such as ² or one of 5,000 digits
            raise InputError("cannot be read", where=f"{site}/robots.txt", mend="report it to the site") from error
        self._robots[site] = robots
        return robots

    def _fetch(self, url: str, headers: dict[str, str] | None, delay: float) -> Fetched:
        host = urlsplit(url).netloc
        wait = self._last.get(host, -delay) + delay - time.monotonic()
        if wait > 0:
            self.sleep(wait)
        try:
            return fetch(url, headers=headers, allow_private=self.allow_private)
        finally:
            self._last[host] = time.monotonic()


def follow_once(
    record: Record,
    config: FollowConfig,
    *,
    read: Read | None = None,
    fetcher: Fetcher | None = None,
    forecast: Forecast | None = None,
    now: Callable[[], float] = time.time,
) -> Pass:
    """Look at every feed whose time has come. A feed that fails is noted, rests ever longer, and stops no other."""
    done = Pass()
    fetcher = fetcher or Fetcher(config.delay)
    with Guarded(Task()) as guarded:  # starts no process before there is a document
        tools = (
            _Tools(fetcher, guarded.load_one, guarded.read_one) if read is None else _Tools(fetcher, Worker(Task()).load, read)
        )
        for feed in config.feeds:
            try:
                _follow_feed(record, feed, config, tools, done, now)
            except HorseshoeError as error:
                done.failed.append(error)
                _rest(record, feed, now())
    done.notices = new_notices(record, config.situations, forecast, config.forecast_step)
    return done


def _follow_feed(record: Record, feed: Feed, config: FollowConfig, tools: _Tools, done: Pass, now: Callable[[], float]) -> None:
    state = _state(record, feed)
    if state.not_before > now():
        done.counts["feeds at rest"] += 1
        return
    headers = {k: v for k, v in (("If-None-Match", state.etag), ("If-Modified-Since", state.modified)) if v}
    answer = tools.fetcher.get(feed.url, headers)
    if answer.status == 304:
        done.counts["feeds unchanged"] += 1
        _keep(record, feed, state.etag, state.modified)
        return
    entries = list(_page_links(answer, feed) if feed.links else _feed_entries(answer))
    fresh = [e for e in entries if e.key not in _seen(record, feed)]
    for entry in fresh[: config.entries]:
        outcome = _take(record, entry, feed, tools, done)
        done.counts[outcome] += 1
        with record.writing() as connection:
            row = {"feed": feed.url, "entry": entry.key, "outcome": outcome, "seen": _utc()}
            insert_missing(connection, feed_entries, [row])
    # A conditional answer would hide what this pass left over.
    whole = len(fresh) <= config.entries
    _keep(record, feed, answer.headers.get("etag") if whole else None, answer.headers.get("last-modified") if whole else None)


def _take(record: Record, entry: _Entry, feed: Feed, tools: _Tools, done: Pass) -> str:
    """Fetch and store one entry; its outcome in a word."""
    try:
        found = _document(entry, feed, tools)
    except HorseshoeError as error:
        done.failed.append(error)
        return "failed"
    summary = record.add_documents([found], read=tools.read)
    done.failed += summary.failed
    return next(iter(summary.counts), "failed")


def _document(entry: _Entry, feed: Feed, tools: _Tools) -> Document:
    kind: Any = feed.kind if feed.kind in DOCUMENT_KINDS else None
    if entry.url:
        answer = tools.fetcher.get(entry.url)
        found = tools.load(Raw(entry.url, answer.body, answer.headers.get("content-type"), kind))
    elif entry.text:
        found = from_text(entry.text, path=f"{feed.url}#{entry.key}", kind=kind)
    else:
        raise InputError("an entry without link and text", where=feed.url)
    if entry.published and found.published_from != "metadata":
        found = dataclasses.replace(found, published=entry.published, published_from="metadata", warnings=())
    return dataclasses.replace(
        found, title=found.title or entry.title, publisher=found.publisher or feed.publisher or urlsplit(feed.url).hostname
    )


def _feed_entries(answer: Fetched) -> Iterator[_Entry]:
    import feedparser

    if len(answer.body) > FEED_BYTES:  # the parser takes seconds for a megabyte
        size, limit = human_size(len(answer.body)), human_size(FEED_BYTES)
        raise InputError(
            f"is {size}, more than a feed's limit of {limit}", where=answer.url, mend="ask the site for a shorter one"
        )
    try:
        # A stream: feedparser takes bare bytes for the name of a file first, and a server could name one of ours.
        parsed = feedparser.parse(io.BytesIO(answer.body))
    except Exception as error:  # it raises whatever its parsers meet: UnicodeDecodeError, ValueError, LookupError
        raise InputError(
            f"cannot be read as a feed ({type(error).__name__})", where=answer.url, mend="report it to the site"
        ) from error
    if not parsed.entries and (parsed.bozo or not parsed.get("version")):
        raise InputError("is no RSS or Atom feed", where=answer.url, mend="use [[page]] for a page with links")
    for e in parsed.entries:
        link = _joined(answer.url, e.link) if e.get("link") else None
        stamp = e.get("published_parsed") or e.get("updated_parsed")
        try:
            day = date(*stamp[:3]) if stamp else None
        except ValueError:  # a feed may date an entry to the year 0 or to 31 February
            day = None
        content = e.content[0].value if e.get("content") else e.get("summary")
        text = re.sub(r"<[^>]+>", " ", content) if content else None
        if key := e.get("id") or link or e.get("title"):
            yield _Entry(str(key), link, e.get("title"), text, day)


def _page_links(answer: Fetched, feed: Feed) -> Iterator[_Entry]:
    import lxml.etree
    import lxml.html

    try:
        tree = lxml.html.document_fromstring(answer.body)
    except (lxml.etree.LxmlError, ValueError) as error:
        raise InputError("is no page that can be read", where=answer.url, mend="check the address") from error
    wanted = re.compile(feed.links or ".")
    told: set[str] = set()
    for element in tree.iter("a"):
        link = (_joined(answer.url, element.get("href") or "") or "").split("#")[0]
        if link.startswith(("http://", "https://")) and link != answer.url and wanted.search(link) and link not in told:
            told.add(link)
            yield _Entry(link, link, " ".join(element.text_content().split()) or None)


def _joined(base: str, link: str) -> str | None:
    try:
        return urljoin(base, link)
    except ValueError:  # such as http://[
        return None


def _state(record: Record, feed: Feed) -> Any:
    with record.writing() as connection:
        insert_missing(connection, feeds, [{"url": feed.url, "not_before": 0.0, "failures": 0}])
        return connection.execute(select(feeds).where(feeds.c.url == feed.url)).one()


def _seen(record: Record, feed: Feed) -> set[str]:
    with record.reading() as connection:
        return set(connection.execute(select(feed_entries.c.entry).where(feed_entries.c.feed == feed.url)).scalars())


def _keep(record: Record, feed: Feed, etag: str | None, modified: str | None) -> None:
    with record.writing() as connection:
        values = {"etag": etag, "modified": modified, "fetched": _utc(), "not_before": 0.0, "failures": 0}
        connection.execute(feeds.update().where(feeds.c.url == feed.url).values(**values))


def _rest(record: Record, feed: Feed, now: float) -> None:
    """After a failure leave the feed alone, twice as long each time, at most a day."""
    with record.writing() as connection:
        failures = connection.execute(select(feeds.c.failures).where(feeds.c.url == feed.url)).scalar() or 0
        wait = min(_FIRST_WAIT * 2**failures, _LONGEST_WAIT)
        connection.execute(
            feeds.update().where(feeds.c.url == feed.url).values(failures=failures + 1, not_before=now + wait, fetched=_utc())
        )


def _utc() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
