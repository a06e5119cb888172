"""How the server stands many clients at once, beside an ingest into its record and texts to brief.

    python benchmarks/load_server.py [--clients 50] [--requests 2000] [--briefs 40] [--documents 1000] [--pause 0]

A real server (`horseshoe serve`), real connections. `--clients` threads ask for `--requests` pages and answers of the API in
all, each the next one `--pause` seconds after its last answer; `--briefs` texts are sent to be briefed, all at the start;
`horseshoe ingest --gently` writes into the same record all the while. Readings are made up
(tests/record/record_makers.py), texts are the project's own articles. Each page is asked for once before
the clock starts. Prints how many answers of which status, and
their times, and how much of the processor's time the server had (its readers of texts apart). Exit status 1 for any answer but
200, and 503 with Retry-After for a brief, or where pages take a second or more at the 99th percentile.
"""

from __future__ import annotations

import argparse
import http.client
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from bench_pages import made
from scale_texts import on_council, own_articles
from scale_watch import cpu_of

from free_port import free_port
from horseshoe.record.record import Record

PAGES = (
    "/",
    "/situations/SYR",
    "/search?q=ceasefire+actor:RUS",
    "/what-if?situation=SYR&sponsors=USA,GBR&as_of=2012-02-04",
    "/council",
    "/vetoes?by=RUS",
    "/members/RUS",
    "/situations/SYR?as_of=2011-12-01",
)
ANSWERS = (
    "/api/v1/dossiers/SYR?limit=10",
    "/api/v1/documents?limit=20",
    "/api/v1/search?q=veto",
    "/api/v1/council?on=2012-02-04",
    "/api/v1/vetoes?by=RUS",
)
LONGEST = 1.0  # seconds of a page at the 99th percentile
GONE_AFTER = 120.0  # seconds a client waits


@dataclass
class Times:
    """Seconds of the answers of one kind, and how many had which status; `lost` those without one."""

    seconds: list[float] = field(default_factory=list)
    status: Counter[int] = field(default_factory=Counter)
    slowest: dict[str, float] = field(default_factory=dict)  # by address
    lost: Counter[str] = field(default_factory=Counter)

    def at(self, share: float) -> float:
        """The time under which a share of them lies."""
        ranked = sorted(self.seconds)
        return ranked[min(len(ranked) - 1, int(share * len(ranked)))] if ranked else 0.0

    def line(self, name: str) -> str:
        """One row of the table."""
        told = ", ".join(f"{count} x {code}" for code, count in sorted(self.status.items()))
        lost = "; ".join(f"{count} x {why}" for why, count in self.lost.items())
        quantiles = " | ".join(f"{self.at(share):.2f}" for share in (0.5, 0.95, 0.99, 1.0))
        return f"| {name} | {told}{'; ' + lost if lost else ''} | {quantiles} |"


@dataclass
class Client:
    """One desk behind the proxy that signs it in; each has its own address, for rates are by client."""

    port: int
    number: int
    times: dict[str, Times]
    lock: threading.Lock

    def ask(self, kind: str, method: str, path: str, body: bytes | None = None) -> None:
        """Send one request and note its answer."""
        headers = {"X-User": f"desk{self.number}", "X-Forwarded-For": f"10.0.0.{self.number}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        start, status, why = time.perf_counter(), 0, ""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=GONE_AFTER)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            answer.read()
            status = answer.status if answer.status != 503 or answer.headers["Retry-After"] else 0
            why = "503 without Retry-After"
        except (OSError, http.client.HTTPException) as error:
            why = type(error).__name__
        finally:
            connection.close()
        took = time.perf_counter() - start
        with self.lock:
            told = self.times[kind]
            if status:
                told.status[status] += 1
                told.seconds.append(took)
                told.slowest[path] = max(took, told.slowest.get(path, 0.0))
            else:
                told.lost[why] += 1


@contextmanager
def serving(db: str) -> Iterator[tuple[int, int]]:
    """A server of its own process on a record, until the block ends; its port and the process's number."""
    port = free_port()
    command = [sys.executable, "-m", "horseshoe", "serve", "--db", db, "--port", str(port), "--trusted-header", "X-User"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            while not _answers(port):
                if process.poll() is not None:
                    sys.exit("the server ended")
                time.sleep(0.2)
            yield port, process.pid
        finally:
            process.terminate()


def _answers(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


@contextmanager
def ingesting(db: str, folder: Path, documents: int) -> Iterator[None]:
    """`horseshoe ingest` of so many texts into a record, beside the block; stopped at its end."""
    articles = own_articles()
    folder.mkdir()
    for number in range(documents):
        (folder / f"{number:05}.txt").write_text(on_council(number, articles), encoding="utf-8")
    command = [sys.executable, "-m", "horseshoe", "ingest", str(folder), "--db", db, "--gently", "--quiet"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield
            print(f"the ingest was {'still at work' if process.poll() is None else 'done'} at the end")
        finally:
            process.terminate()


def drive(port: int, clients: int, requests: int, briefs: int, pause: float) -> dict[str, Times]:
    """Have the clients ask and the texts sent; what came back."""
    times, lock = {"page": Times(), "API": Times(), "brief": Times()}, threading.Lock()
    texts = [json.dumps({"text": on_council(n, own_articles())}).encode() for n in range(briefs)]
    left = iter(range(requests))

    def desk(number: int) -> None:
        client = Client(port, number, times, lock)
        while True:
            with lock:
                turn = next(left, None)
            if turn is None:
                return
            kind, paths = ("API", ANSWERS) if turn % 3 == 2 else ("page", PAGES)
            client.ask(kind, "GET", paths[turn // 3 % len(paths)])
            time.sleep(pause)

    def sender(number: int) -> None:
        Client(port, clients + number, times, lock).ask("brief", "POST", "/api/v1/brief", texts[number])

    threads = [threading.Thread(target=sender, args=(n,)) for n in range(briefs)]
    threads += [threading.Thread(target=desk, args=(n,)) for n in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return times


def main() -> None:
    """Print the table; exit status 1 for an answer that should not be, or pages that are slow."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--clients", type=int, default=50)
    parser.add_argument("--requests", type=int, default=2000)
    parser.add_argument("--briefs", type=int, default=40)
    parser.add_argument("--documents", type=int, default=1000, help="readings in the record, and texts to ingest")
    parser.add_argument("--pause", type=float, default=0.0, help="seconds between a client's answer and its next request")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "load.db")
        with Record(db) as record:
            record.add_readings(made(given.documents))
        with serving(db) as (port, pid), ingesting(db, Path(folder) / "texts", given.documents):
            once = Client(port, 0, {"page": Times(), "API": Times()}, threading.Lock())
            for path in PAGES:
                once.ask("page", "GET", path)
            print(f"load of the machine before: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
            start, used = time.perf_counter(), cpu_of(pid)
            times = drive(port, given.clients, given.requests, given.briefs, given.pause)
            took, used = time.perf_counter() - start, cpu_of(pid) - used
            print(f"load of the machine after: {os.getloadavg()[0]:.1f}; {took:.0f} s")
            print(f"the server's processor time: {used:.1f} s, {1000 * used / given.requests:.1f} ms a request")
    print("| what | answers | median, s | 95 % | 99 % | longest |\n|---|---|---|---|---|---|")
    for name, told in times.items():
        print(told.line(name))
    print("slowest by page: " + ", ".join(f"{path} {seconds:.2f} s" for path, seconds in times["page"].slowest.items()))
    wrong = [t for name, t in times.items() if t.lost or set(t.status) - ({200, 503} if name == "brief" else {200})]
    sys.exit(1 if wrong or times["page"].at(0.99) >= LONGEST else 0)


if __name__ == "__main__":
    main()
