"""Following feeds: conditional requests, robots.txt, delays, back-off, notices on each channel, told once."""

from __future__ import annotations

import json
import socketserver
import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from record_makers import read, text_of

from horseshoe.errors import InputError, UsageError
from horseshoe.model import Document
from horseshoe.record.following.follow import Fetcher, follow_once
from horseshoe.record.following.follow_config import Feed, FollowConfig, Mail, load_config, seconds_of
from horseshoe.record.following.notices import new_notices
from horseshoe.record.following.notify import channels_of, deliver
from horseshoe.record.record import Record

FRANCE = "France tabled a draft resolution on Syria in the Security Council."
ARTICLES = {
    "/a": f"{FRANCE}\nBritain supported the draft.\n{text_of(1).splitlines()[-1]}",
    "/b": f"{FRANCE}\nRussia threatened to veto the draft.\n{text_of(2).splitlines()[-1]}",
}


class Site:
    """What the server shows and what it was asked."""

    def __init__(self) -> None:
        self.links, self.asked, self.posted, self.broken = ["/a"], [], [], False
        self.robots = "User-agent: *\nDisallow: /private\n"

    def feed(self, base: str) -> str:
        items = "".join(
            f"<item><title>Item {p}</title><link>{base}{p}</link><guid>{p}</guid>"
            "<pubDate>Wed, 01 Feb 2012 10:00:00 GMT</pubDate></item>"
            for p in self.links
        )
        return f'<?xml version="1.0"?><rss version="2.0"><channel><title>T</title>{items}</channel></rss>'


@contextmanager
def serving(site: Site):
    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *args):
            pass

        def do_POST(self):
            site.posted.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def do_GET(self):
            site.asked.append(self.path)
            tag = f'"{len(site.links)}"'
            body = {
                "/robots.txt": site.robots,
                "/feed": site.feed(base),
                "/list": "".join(f'<a href="{p}">{p}</a>' for p in ("/a", "/b", "/about")),
            }.get(self.path) or ARTICLES.get(self.path)
            if site.broken or body is None:
                self.send_error(500 if site.broken else 404)
            elif self.path == "/feed" and self.headers.get("If-None-Match") == tag:
                self.send_response(304)
                self.end_headers()
            else:
                self.send_response(200)
                self.send_header("ETag", tag)
                self.send_header("Content-Type", "text/plain")
                self.end_headers()
                self.wfile.write(body.encode())

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    base = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield base
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture
def site():
    return Site()


@pytest.fixture
def base(site):
    with serving(site) as address:
        yield address


@pytest.fixture
def record(new_record):
    with Record(new_record) as opened:
        yield opened


def look(record, base, feed="/feed", links=None, now=lambda: 1000.0, **more):
    config = FollowConfig((Feed(base + feed, links),), delay=0.0)
    return follow_once(record, config, read=read, fetcher=Fetcher(0.0, allow_private=True), now=now, **more)


def test_new_entries_are_stored_once_and_changes_told_once(site, base, record):
    first = look(record, base)
    assert first.counts == {"new": 1}
    assert [n.kind for n in first.notices] == ["draft"]
    assert look(record, base).counts == {"feeds unchanged": 1}
    site.links = ["/b", "/a"]
    second = look(record, base)
    assert second.counts == {"new": 1}
    [threat] = second.notices
    assert threat.text == "Syrian Arab Republic: Russian Federation threatens to veto France draft on Syria"
    assert site.asked.count("/a") == 1
    [draft] = record.dossier("syria").drafts
    assert [v.source.published.isoformat() for v in draft.versions] == ["2012-02-01"] * 2


def test_a_page_of_links(base, record):
    done = look(record, base, "/list", links="/[ab]$")
    assert done.counts == {"new": 2}


def test_robots_txt_is_honoured(site, base, record):
    site.links = ["/private/x", "/a"]
    done = look(record, base)
    assert [e.line().partition(": ")[2] for e in done.failed] == ["robots.txt of the site forbids it; leave the feed out"]
    assert (done.counts, "/private/x" in site.asked) == ({"failed": 1, "new": 1}, False)
    assert site.asked.count("/robots.txt") == 1


def test_delay_between_requests(base):
    waits = []
    fetcher = Fetcher(5.0, allow_private=True, sleep=waits.append)
    fetcher.get(f"{base}/a")
    fetcher.get(f"{base}/b")
    assert len(waits) == 2  # robots.txt, then two pages
    assert all(4.0 < w <= 5.0 for w in waits)


def test_back_off(site, base, record):
    site.broken = True
    times = [0.0]
    passes = []
    for _ in range(4):
        done = look(record, base, now=lambda: times[0])
        passes.append((len(done.failed), done.counts["feeds at rest"]))
        times[0] += 61.0
    assert passes == [(1, 0), (1, 0), (0, 1), (1, 0)]  # rests 60 s, then 120 s
    site.broken = False
    times[0] += 1e6
    assert look(record, base, now=lambda: times[0]).counts == {"new": 1}


def test_private_addresses_are_refused_by_default(base, record):
    config = FollowConfig((Feed(f"{base}/feed"),))
    done = follow_once(record, config, read=read, fetcher=Fetcher(0.0))
    assert "not a public address" in done.failed[0].line()


def test_a_changed_forecast_is_told(site, base, record):
    chances = iter([0.6, 0.62, 0.2, 0.2])
    kinds = []
    for links in (["/a"], ["/a"], ["/b", "/a"], ["/b", "/a"]):
        site.links = links
        done = look(record, base, forecast=lambda dossier, draft: next(chances))
        kinds.append([n.text for n in done.notices if n.kind == "forecast"])
    assert [len(k) for k in kinds] == [1, 0, 1, 0]
    assert kinds[2] == ["Syrian Arab Republic: France draft on Syria: chance of adoption 20%, before 60%"]


def test_channels(site, base, record, tmp_path):
    mails = []

    class Smtp(socketserver.StreamRequestHandler):
        def handle(self):
            self.wfile.write(b"220 x\r\n")
            data = False
            for line in self.rfile:
                if data:
                    mails.append(line.decode().strip())
                    if line == b".\r\n":
                        data = False
                        self.wfile.write(b"250 ok\r\n")
                elif line.upper().startswith(b"DATA"):
                    data = True
                    self.wfile.write(b"354 go\r\n")
                elif line.upper().startswith(b"QUIT"):
                    self.wfile.write(b"221 bye\r\n")
                    return
                else:
                    self.wfile.write(b"250 ok\r\n")

    said: list[str] = []
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), Smtp) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        mail = Mail("127.0.0.1", "horseshoe@example.org", ("desk@example.org",), server.server_address[1])
        config = FollowConfig((), file=tmp_path / "notices.txt", webhook=f"{base}/hook", mail=mail)
        document = a_change(record, config)
        assert deliver(record, config, say=said.append, allow_private=True) == []
        assert deliver(record, config, say=said.append, allow_private=True) == []
        server.shutdown()
    text = "Syrian Arab Republic: new draft: France draft on Syria"
    assert said == [text]
    assert (tmp_path / "notices.txt").read_text().endswith(f" {text}\n")
    assert site.posted == [{"text": text, "notices": [
        {"situation": "SYR", "kind": "draft", "text": text, "document": document}]}]  # fmt: skip
    assert text in mails
    assert f"Subject: horseshoe: {text}" in mails


def a_change(record, config) -> str:
    """Put one notice into the outbox of each channel; the id of its document."""
    [outcome] = record.add_readings([read(Document(ARTICLES["/a"], "a.txt"))])
    new_notices(record, ["SYR"], channels=list(channels_of(config)))
    return outcome.id


def test_a_channel_that_fails_stops_no_other_and_is_asked_again(site, base, record, tmp_path):
    config = FollowConfig(
        (), terminal=False, file=tmp_path / "later" / "file", webhook=f"{base}/hook", mail=Mail("127.0.0.1", "a", ("b",), 1)
    )
    a_change(record, config)
    failed = deliver(record, config, now=lambda: 1000.0)
    assert [e.line().split(";")[-1].strip() for e in failed] == [
        "check notify.file", "give --allow-private if you mean it", "check notify.mail",
    ]  # fmt: skip
    (tmp_path / "later").mkdir()
    assert deliver(record, config, allow_private=True, now=lambda: 1050.0) == []  # all rest for a minute
    assert (site.posted, list((tmp_path / "later").iterdir())) == ([], [])
    assert len(deliver(record, config, allow_private=True, now=lambda: 1061.0)) == 1
    assert (len(site.posted), (tmp_path / "later" / "file").read_text().count("new draft")) == (1, 1)
    assert deliver(record, config, allow_private=True, now=lambda: 1122.0) == []  # the mail rests for two minutes
    assert len(deliver(record, config, allow_private=True, now=lambda: 1182.0)) == 1
    assert len(site.posted) == 1


def test_the_example_is_a_valid_configuration(tmp_path):
    import horseshoe.record

    config = load_config(Path(horseshoe.record.__file__).parent / "un_feeds.toml")
    assert len(config.feeds) == 3
    assert all(f.url.startswith("https://") for f in config.feeds)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "names no feed"),
        ("[[feed]]\nurl = 'nowhere'", "is no web address"),
        ("feed = 3", "no list of tables"),
        ("[[feed", "is no TOML file"),
        ("[[feed]]\nurl='https://x.org'\n[settings]\ndelay='soon'", "cannot be used"),
        ("[[feed]]\nurl='https://x.org'\n[settings]\nspeed=1", "unknown setting settings.speed"),
        ("[[page]]\nurl='https://x.org'\nlinks='('", "links:"),
    ],
)
def test_wrong_configurations(tmp_path, text, message):
    path = tmp_path / "feeds.toml"
    path.write_text(text)
    with pytest.raises((UsageError, InputError)) as caught:
        load_config(path)
    assert message in caught.value.line()
    assert "\n" not in caught.value.line()


def test_spans_of_time():
    assert [seconds_of(t, "x") for t in ("30s", "15m", "2h", "1d")] == [30, 900, 7200, 86400]
    with pytest.raises(UsageError):
        seconds_of("soon", "x")
