"""How long the server takes for a page of a situation with 1,000 documents: cold, and again.

    python benchmarks/bench_pages.py [--documents 1000]

Readings are made up (tests/record/record_makers.py), about ten items each, all on one situation.
"""

from __future__ import annotations

import argparse
import dataclasses
import re
import statistics
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "record"))

from fastapi.testclient import TestClient
from record_makers import PLACES, document_of, read

from horseshoe.model import Reading
from horseshoe.record.record import Record
from horseshoe.serve.app import create_app
from horseshoe.serve.settings import Settings

PATHS = (
    "/",
    "/situations/SYR",
    "/api/v1/dossiers/SYR",
    "/api/v1/documents",
    "/search?q=ceasefire+actor:RUS",
    "/what-if?situation=SYR",
)


def made(count: int) -> list[Reading]:
    """Readings of made-up articles on Syria, a day apart or less."""
    found = []
    for n in range(count):
        document = document_of(n, date(2011, 10, 1) + timedelta(days=n * 120 // count))
        text = re.sub(r"\b(" + "|".join(PLACES.values()) + r")\b", "Syria", document.text)
        found.append(read(dataclasses.replace(document, text=text)))
    return found


def main() -> None:
    """Print milliseconds by page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--documents", type=int, default=1000)
    count = parser.parse_args().documents
    with tempfile.TemporaryDirectory() as folder:
        db = str(Path(folder) / "pages.db")
        with Record(db) as record:
            record.add_readings(made(count))
        app = create_app(Settings(db=db))
        client = TestClient(app, base_url="http://127.0.0.1:8015")
        client.get("/council")
        start = time.perf_counter()
        app.state.served.warm()
        print(f"warm-up (once, in the background when the server starts): {1000 * (time.perf_counter() - start):.0f} ms")
        print(f"| page ({count} documents) | first, after a write | again (median of 20) |\n|---|---|---|")
        for path in PATHS:
            app.state.served.forget()
            times = []
            for _ in range(21):
                start = time.perf_counter()
                answer = client.get(path)
                times.append(1000 * (time.perf_counter() - start))
                assert answer.status_code == 200, (path, answer.text[:200])
            print(f"| `{path}` | {times[0]:.0f} ms | {statistics.median(times[1:]):.0f} ms |")


if __name__ == "__main__":
    main()
