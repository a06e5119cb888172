"""Feeds: days as written, entries told apart, words as people read them; and entries whose site is down are asked again."""

from __future__ import annotations

from datetime import date

import pytest
from record_makers import read, text_of
from sqlalchemy import select

from horseshoe.documents.fetch import Fetched
from horseshoe.errors import InputError, StoreError
from horseshoe.record.following.feeds import Entry, feed_day, feed_entries, page_links
from horseshoe.record.following.follow import SITE_SECONDS, TRIES, Fetcher, follow_once
from horseshoe.record.following.follow_config import Feed, FollowConfig
from horseshoe.record.record import Record
from horseshoe.record.schema import feed_entries as stored_entries

D = date(2012, 2, 1)


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("Wed, 01 Feb 2012 22:00:00 -0500", D),
        ("Wed, 01 Feb 2012 23:30:00 EST", D),
        ("Wed, 01 Feb 2012 00:10:00 +0300", D),
        ("Wed, 01 Feb 12 10:00:00 GMT", D),
        ("2012-02-01T23:30:00-05:00", D),
        ("2012-02-01", D),
        ("2012/2/1 15:07:41", D),
        ("Feb 1, 2012", D),
        ("Mi, 01 Feb 2012 10:00:00 +0100", D),
        ("02/03/2012", None),
        ("31/01/2012 10:00", None),
        ("10:00", None),
        ("1 February", None),
        ("Wed, 31 Feb 2012 10:00:00 GMT", None),
        ("2012/13/41", None),
        ("", None),
        (None, None),
    ],
)
def test_days_of_feeds_are_as_written_and_never_guessed(stamp, day):
    assert feed_day(stamp) == day


def rss(*items: str) -> bytes:
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{"".join(items)}</channel></rss>'.encode()


def test_entries_with_one_guid_are_told_apart_by_their_links():
    items = [f'<item><title>n{n}</title><guid isPermaLink="false">N/A</guid><link>/n{n}.html</link></item>' for n in range(3)]
    keys = [e.key for e in feed_entries(rss(*items), "http://x.org/feed")]
    assert len(set(keys)) == 3


def test_words_of_entries_are_as_people_read_them():
    item = (
        "<item><title>Q&amp;amp;A on C&amp;#244;te d&amp;#8217;Ivoire</title><guid>1</guid><description>"
        "&lt;p&gt;Ghana &lt;del&gt;left&lt;/del&gt; &amp;amp; Togo stay.&lt;/p&gt;"
        "&lt;p&gt;2 &amp;lt; 3&lt;/p&gt;</description></item>"
    )
    [entry] = feed_entries(rss(item), "http://x.org/feed")
    assert entry.title == "Q&A on Côte d’Ivoire"
    assert entry.text == "Ghana & Togo stay.\n2 < 3"


def test_a_feed_of_open_brackets_is_quick():
    """What took quadratic time before takes what the parser takes; told by counting, not by a clock."""
    import re

    body = rss(f"<item><title>t</title><guid>1</guid><description>{'&lt;' * 20_000}</description></item>")
    [entry] = feed_entries(body, "http://x.org/feed")
    assert not re.search(r"\w", entry.text or "")


def test_links_of_a_page():
    body = b'<a href="/a#x">One &amp; all</a><a href="/a">again</a><a href="/b">B</a><a href="http://[">bad</a>'
    [entry] = page_links(body, "http://x.org/list", "/a$")
    assert entry == Entry("http://x.org/a", "http://x.org/a", "One & all")


def test_an_entry_waits_as_json():
    entry = Entry("k", "http://x.org/ä", "t", None, D)
    assert Entry.from_json(entry.as_json()) == entry
    assert Entry.from_json(Entry("k", None).as_json()) == Entry("k", None)


class Net:
    """A network in memory: what each address gives, and what was asked."""

    def __init__(self, pages: dict[str, object]) -> None:
        self.pages, self.asked = pages, []

    def fetch(self, url, *, headers=None, allow_private=False):
        self.asked.append((url, allow_private))
        found = self.pages.get(url, InputError("answers with HTTP 404", where=url))
        if isinstance(found, Exception):
            raise found
        return Fetched(url, 200, {"content-type": "text/plain"}, found)


@pytest.fixture
def record(new_record):
    with Record(new_record) as opened:
        yield opened


def follow(record, net, at, *urls, **more):
    fetcher = Fetcher(0.0, allow_private=True, **more)
    fetcher.fetch = net.fetch
    config = FollowConfig(tuple(Feed(u) for u in urls or ("http://x.org/feed",)), delay=0.0)
    return follow_once(record, config, read=read, fetcher=fetcher, now=lambda: at)


def outcomes(record):
    with record.snapshot() as connection:
        return dict(connection.execute(select(stored_entries.c.entry, stored_entries.c.outcome)).all())


def item(path: str) -> str:
    return f"<item><title>{path}</title><link>http://x.org{path}</link></item>"


DOWN = StoreError("asks to come back later (HTTP 503)", where="http://x.org/a", fix="try again later")
TEXT = text_of(1).encode()


def test_an_article_that_was_down_once_is_asked_again_until_it_answers(record):
    net = Net({"http://x.org/feed": rss(item("/a")), "http://x.org/a": DOWN})
    first = follow(record, net, 0.0)
    assert (first.counts, len(first.failed)) == ({"waiting": 1}, 1)
    assert follow(record, net, 30.0).counts == {}  # its time has not come
    net.pages["http://x.org/feed"] = rss()  # it has left the feed meanwhile
    net.pages["http://x.org/a"] = TEXT
    assert follow(record, net, 61.0).counts == {"new": 1}
    assert set(outcomes(record).values()) == {"new"}
    assert follow(record, net, 1e6).counts == {}


def test_an_article_that_stays_down_is_given_up_at_last(record):
    net = Net({"http://x.org/feed": rss(item("/a")), "http://x.org/a": DOWN})
    seen = [sum(follow(record, net, n * 86_400.0).counts.values()) for n in range(TRIES + 2)]
    assert seen == [1] * TRIES + [0, 0]
    assert set(outcomes(record).values()) == {"failed"}


def test_what_is_not_there_is_final_at_once(record):
    net = Net({"http://x.org/feed": rss(item("/gone"))})
    assert follow(record, net, 0.0).counts == {"failed": 1}
    assert follow(record, net, 1e6).counts == {}


def test_a_site_that_does_not_answer_holds_up_no_pass(record):
    items = [item(f"/{n}") for n in range(30)]
    other = b'<?xml version="1.0"?><rss version="2.0"><channel><item><title>t</title><link>http://y.org/a</link></item></channel></rss>'
    net = Net({"http://x.org/feed": rss(*items), "http://y.org/feed": other, "http://y.org/a": TEXT})
    clock, quick = [0.0], net.fetch

    def fetch(url, **more):
        if url[13:].isdigit() and url.startswith("http://x.org/"):
            clock[0] += 30.0
            net.asked.append((url, True))
            raise StoreError("did not answer within 30 seconds", where=url)
        return quick(url, **more)

    net.fetch = fetch
    done = follow(record, net, 0.0, "http://x.org/feed", "http://y.org/feed", clock=lambda: clock[0])
    assert done.counts == {"waiting": 30, "new": 1}
    assert clock[0] == 60.0
    assert sum(url.startswith("http://x.org/") and url[13:].isdigit() for url, _ in net.asked) == 2


def test_a_site_that_refuses_at_once_is_asked_for_all_its_entries(record):
    net = Net({"http://x.org/feed": rss(*(item(f"/{n}") for n in range(5)))} | {f"http://x.org/{n}": DOWN for n in range(5)})
    follow(record, net, 0.0)
    assert sum(url[13:].isdigit() for url, _ in net.asked) == 5


def test_a_site_that_takes_its_time_has_so_much_of_a_pass_and_no_more(record):
    clock = [0.0]
    net = Net({"http://x.org/feed": rss(*(item(f"/{n}") for n in range(30)))} | {f"http://x.org/{n}": TEXT for n in range(30)})
    slow = net.fetch

    def fetch(url, **more):
        clock[0] += 29.0
        return slow(url, **more)

    net.fetch = fetch
    done = follow(record, net, 0.0, clock=lambda: clock[0])
    assert clock[0] <= SITE_SECONDS + 29.0
    assert done.counts["waiting"] >= 15
    clock[0] = 0.0
    again = follow(record, net, 61.0, clock=lambda: clock[0])
    assert again.counts["waiting"] < done.counts["waiting"]


def test_leave_for_private_hosts_holds_for_the_hosts_of_the_feeds(record):
    body = rss("<item><title>t</title><link>http://10.0.0.1/a</link></item>", item("/a"))
    net = Net({"http://x.org/feed": body, "http://x.org/a": TEXT, "http://10.0.0.1/a": TEXT})
    follow(record, net, 0.0)
    allowed = dict(net.asked)
    assert allowed["http://x.org/a"] is True
    assert allowed["http://10.0.0.1/a"] is False


def test_seen_entries_are_looked_up_at_once(record, monkeypatch):
    from horseshoe.record.following import follow as module

    asked = []
    monkeypatch.setattr(module, "_seen", lambda record, feed, keys: asked.append(len(keys)) or set(keys))
    net = Net({"http://x.org/feed": rss(*(item(f"/{n}") for n in range(3_000)))})
    follow(record, net, 0.0)
    assert asked == [3_000]
