"""One pass over the feeds: fetch politely, store what is new, say what changed in the situations that are followed.

Pages are fetched and feeds parsed in a worker process, under its limits. An entry whose site does not answer is asked again in
later passes; a site that lets two requests run out of time, or takes too much of a pass, is left alone for the rest of it.
"""

from __future__ import annotations

import dataclasses
import time
import urllib.robotparser
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import select

from horseshoe.documents import from_text
from horseshoe.documents.fetch import AGENT, Fetched, fetch
from horseshoe.errors import HorseshoeError, InputError, StoreError
from horseshoe.model import DOCUMENT_KINDS, Document
from horseshoe.reading.workers.guarded import Guarded
from horseshoe.reading.workers.worker import Errand, Item, Raw, Task, Worker
from horseshoe.record.following.feeds import Entry, feed_entries, page_links
from horseshoe.record.following.follow_config import Feed, FollowConfig
from horseshoe.record.following.notices import Forecast, Notice, new_notices
from horseshoe.record.following.notify import channels_of
from horseshoe.record.ingest.pipeline import Read
from horseshoe.record.record import Record
from horseshoe.record.schema import feed_entries as entries_table
from horseshoe.record.schema import feeds
from horseshoe.record.sql import chunks, insert_missing

_FIRST_WAIT = 60.0  # seconds after a first failure; doubled with each further one
_LONGEST_WAIT = 86_400.0
TRIES = 8  # of an entry whose site does not answer, over about four hours
ROBOTS_BYTES = 512_000  # what RFC 9309, 2.5, wants read at the least
MOST_DELAY = 60.0  # seconds between two requests that a site may ask for
SITE_SECONDS = 300.0  # of a pass that one site may take, delays included
_LONG = 10.0  # seconds of waiting for nothing that count as a time-out
_TIMEOUTS = 2  # in a row, after which a site is left alone for the rest of a pass

Fetch = Callable[..., Fetched]


@dataclass(slots=True)
class Pass:
    """What one pass did: entries by outcome, feeds that failed or rest, and the notices."""

    counts: Counter[str] = field(default_factory=Counter)
    failed: list[HorseshoeError] = field(default_factory=list)
    notices: list[Notice] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Tools:
    """How a pass gets at pages, entries and documents: in worker processes, unless a reader of one's own is given."""

    fetcher: Fetcher
    entries: Callable[[Feed, Fetched], list[Entry]]
    load: Callable[[Item], Document]
    read: Read


class Fetcher:
    """Fetches with robots.txt honoured and a delay between two requests to one host.

    `allow_private` holds for the `private` hosts alone, those that a person has named; for all where there are none.
    """

    def __init__(
        self,
        delay: float,
        *,
        allow_private: bool = False,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self.delay, self.allow_private, self.sleep, self.clock = delay, allow_private, sleep, clock
        self.private: frozenset[str] = frozenset()
        self.fetch: Fetch = fetch
        self._last: dict[str, float] = {}
        self._robots: dict[str, urllib.robotparser.RobotFileParser] = {}
        self._timeouts: Counter[str] = Counter()
        self._spent: dict[str, float] = {}

    def get(self, url: str, headers: dict[str, str] | None = None) -> Fetched:
        """Fetch a page. InputError when robots.txt forbids it; StoreError when the site has had its time or does not answer;
        else what `documents.fetch.fetch` raises."""
        parts = urlsplit(url)
        site = f"{parts.scheme}://{parts.netloc}"
        robots = self._robots.get(site) or self._read_robots(site)
        if not robots.can_fetch(AGENT, url):
            raise InputError("robots.txt of the site forbids it", where=url, fix="leave the feed out")
        asked = robots.crawl_delay(AGENT) or 0
        if int(asked) > MOST_DELAY:
            raise InputError(
                f"robots.txt asks for more than {MOST_DELAY:g} seconds between requests", where=url, fix="leave the feed out"
            )
        return self.fetch_once(url, headers, max(self.delay, float(asked)))

    def _read_robots(self, site: str) -> urllib.robotparser.RobotFileParser:
        robots = urllib.robotparser.RobotFileParser()
        try:
            answer = self.fetch_once(f"{site}/robots.txt", None, self.delay)
            robots.parse(answer.body[:ROBOTS_BYTES].decode("utf-8", "replace").splitlines())
        except InputError:  # none there: all is allowed (RFC 9309, 2.3.1.3)
            robots.parse([])
        except ValueError as error:  # it takes any number for a delay, such as ² or one of 5,000 digits
            raise InputError("cannot be read", where=f"{site}/robots.txt", fix="report it to the site") from error
        self._robots[site] = robots
        return robots

    def fetch_once(self, url: str, headers: dict[str, str] | None, delay: float) -> Fetched:
        """An answer of a site, asked no sooner than `delay` seconds after the last. StoreError where it gives none in time."""
        parts = urlsplit(url)
        host = parts.netloc
        if self._timeouts[host] >= _TIMEOUTS or self._spent.get(host, 0.0) >= SITE_SECONDS:
            why = "does not answer" if self._timeouts[host] >= _TIMEOUTS else f"has taken {SITE_SECONDS:g} seconds"
            raise StoreError(f"its site {why}: left for a later pass", where=url, fix="wait for the next pass")
        start = self.clock()
        wait = self._last.get(host, start - delay) + delay - start
        if wait > 0:
            self.sleep(wait)
        asked = self.clock()
        private = self.allow_private and (not self.private or (parts.hostname or "") in self.private)
        try:
            answer = self.fetch(url, headers=headers, allow_private=private)
        except StoreError:
            self._timeouts[host] = self._timeouts[host] + 1 if self.clock() - asked >= _LONG else 0
            raise
        finally:
            self._last[host] = self.clock()
            self._spent[host] = self._spent.get(host, 0.0) + max(0.0, wait) + self._last[host] - asked
        self._timeouts[host] = 0
        return answer


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
    fetcher.private = frozenset(urlsplit(feed.url).hostname or "" for feed in config.feeds)
    with Guarded(Task()) as guarded:  # starts no process before there is something to fetch
        if read is None:
            fetcher.fetch = lambda url, **more: guarded.run(Errand(url, f"{__name__}:fetch_there", (url, more)))
            tools = _Tools(fetcher, lambda f, a: guarded.run(_errand(f, a)), guarded.load_one, guarded.read_one)
        else:
            tools = _Tools(fetcher, lambda f, a: entries_of(*_errand(f, a).arguments), Worker(Task()).load, read)
        for feed in config.feeds:
            try:
                _follow_feed(record, feed, config, tools, done, now)
            except HorseshoeError as error:
                done.failed.append(error)
                _rest(record, feed, now())
    done.notices = new_notices(record, config.situations, forecast, config.forecast_step, channels=list(channels_of(config)))
    return done


def fetch_there(url: str, more: dict[str, Any]) -> Fetched:
    """In a worker: fetch a page."""
    return fetch(url, **more)


def entries_of(body: bytes, url: str, links: str | None) -> list[Entry]:
    """In a worker: the entries of a feed, or the links of a page."""
    return page_links(body, url, links) if links else feed_entries(body, url)


def _errand(feed: Feed, answer: Fetched) -> Errand:
    return Errand(answer.url, f"{__name__}:entries_of", (answer.body, answer.url, feed.links))


def _follow_feed(record: Record, feed: Feed, config: FollowConfig, tools: _Tools, done: Pass, now: Callable[[], float]) -> None:
    state = _state(record, feed)
    if state.not_before > now():
        done.counts["feeds at rest"] += 1
        return
    for entry, tries in _due(record, feed, now())[: config.entries]:
        _take_up(record, entry, tries, feed, tools, done, now)
    headers = {k: v for k, v in (("If-None-Match", state.etag), ("If-Modified-Since", state.modified)) if v}
    answer = tools.fetcher.get(feed.url, headers)
    if answer.status == 304:
        done.counts["feeds unchanged"] += 1
        _keep(record, feed, state.etag, state.modified)
        return
    entries = {entry.key: entry for entry in tools.entries(feed, answer)}
    seen = _seen(record, feed, list(entries))
    fresh = [entry for key, entry in entries.items() if key not in seen]
    for entry in fresh[: config.entries]:
        _take_up(record, entry, 0, feed, tools, done, now)
    # A conditional answer would hide what this pass left over.
    whole = len(fresh) <= config.entries
    _keep(record, feed, answer.headers.get("etag") if whole else None, answer.headers.get("last-modified") if whole else None)


def _take_up(record: Record, entry: Entry, tries: int, feed: Feed, tools: _Tools, done: Pass, now: Callable[[], float]) -> None:
    """Fetch and store one entry, and note what became of it; one whose site does not answer waits for its next try."""
    row: dict[str, Any] = {"tries": tries, "not_before": None, "waiting": None}
    try:
        found = _document(entry, feed, tools)
    except StoreError as error:
        done.failed.append(error)
        row["tries"] = tries + 1
        if tries + 1 < TRIES:
            wait = min(_FIRST_WAIT * 2**tries, _LONGEST_WAIT)
            row |= {"outcome": "waiting", "not_before": now() + wait, "waiting": entry.as_json()}
        else:
            row["outcome"] = "failed"
    except HorseshoeError as error:
        done.failed.append(error)
        row["outcome"] = "failed"
    else:
        summary = record.add_documents([found], read=tools.read)
        done.failed += summary.failed
        row["outcome"] = next(iter(summary.counts), "failed")
    done.counts[row["outcome"]] += 1
    with record.transaction() as connection:
        one = (entries_table.c.feed == feed.url) & (entries_table.c.entry == entry.key)
        insert_missing(connection, entries_table, [{"feed": feed.url, "entry": entry.key, "outcome": "", "seen": _utc()}])
        connection.execute(entries_table.update().where(one).values(**row, seen=_utc()))


def _document(entry: Entry, feed: Feed, tools: _Tools) -> Document:
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


def _state(record: Record, feed: Feed) -> Any:
    with record.transaction() as connection:
        insert_missing(connection, feeds, [{"url": feed.url, "not_before": 0.0, "failures": 0}])
        return connection.execute(select(feeds).where(feeds.c.url == feed.url)).one()


def _seen(record: Record, feed: Feed, keys: Sequence[str]) -> set[str]:
    """Those of some entries that were met before."""
    found: set[str] = set()
    with record.snapshot() as connection:
        for part in chunks(keys):
            query = select(entries_table.c.entry).where(entries_table.c.feed == feed.url, entries_table.c.entry.in_(part))
            found.update(connection.execute(query).scalars())
    return found


def _due(record: Record, feed: Feed, now: float) -> list[tuple[Entry, int]]:
    """The entries that waited for another try and are due, with their tries so far."""
    table = entries_table.c
    query = select(table.waiting, table.tries).where(
        table.feed == feed.url, table.waiting.is_not(None), table.not_before <= now
    )
    with record.snapshot() as connection:
        return [(Entry.from_json(row.waiting), row.tries) for row in connection.execute(query.order_by(table.not_before))]


def _keep(record: Record, feed: Feed, etag: str | None, modified: str | None) -> None:
    with record.transaction() as connection:
        values = {"etag": etag, "modified": modified, "fetched": _utc(), "not_before": 0.0, "failures": 0}
        connection.execute(feeds.update().where(feeds.c.url == feed.url).values(**values))


def _rest(record: Record, feed: Feed, now: float) -> None:
    """After a failure leave the feed alone, twice as long each time, at most a day."""
    with record.transaction() as connection:
        failures = connection.execute(select(feeds.c.failures).where(feeds.c.url == feed.url)).scalar() or 0
        wait = min(_FIRST_WAIT * 2**failures, _LONGEST_WAIT)
        connection.execute(
            feeds.update().where(feeds.c.url == feed.url).values(failures=failures + 1, not_before=now + wait, fetched=_utc())
        )


def _utc() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
