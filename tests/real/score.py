"""Score the reading against hand labels of real documents: `python tests/real/score.py DIR [--write FILE] [--misses]`.

The texts are not ours to keep, so DIR is the folder of whoever has them: files named as the labels (`07.txt`), or any names if
their SHA-256 is the label's. `labels/` holds for each document its address, publisher, day and SHA-256, and what a good reader
says of it: each item with its place, its first and last words (two at most) and its length, so that a copy with other lines
is realigned.

Matching is lenient on naming and strict on substance. A name: equal after the reading's own actors, or all words of the shorter
one in the longer one. A quotation: a part or the whole overlaps the label by half of their union. A position: same actor, same
family of stance, overlapping or in the same sentence; who sponsors or how it voted may stand elsewhere; repeating what was
matched counts neither way. A draft: a mention or provision touches the label, or the symbol is equal, and sponsors, symbol or
status are right. A figure: value, sentence and a word of its unit; counts of votes belong to the drafts. An event: an actor or
target in the sentence.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

from horseshoe.cli.reading.read import as_jsonl
from horseshoe.documents import from_text
from horseshoe.reading import Reader

LABELS = Path(__file__).parent / "labels"
FAMILY = {"opposes": "against", "criticises": "against", "voted_against": "against", "supports": "for", "voted_for": "for"}
VOTES = {"vetoed", "voted_for", "voted_against", "abstained"}
SHORT = {
    "russia": "RUS",
    "united states": "USA",
    "united kingdom": "GBR",
    "china": "CHN",
    "france": "FRA",
    "syria": "SYR",
    "north korea": "PRK",
    "south korea": "KOR",
    "iran": "IRN",
    "turkey": "TUR",
    "libya": "LBY",
    "palestine": "PSE",
    "soviet union": "SUN",
}
IDLE = {"the", "a", "of", "un", "u", "n", "states", "state", "countries", "country", "members", "and", "for", "some", "council"}
IDLE |= {"security", "authorities", "government", "envoy", "in", "as"}
SENTENCE_END = re.compile(r"(?:[.!?][\"”’')]?\s+(?=[\"“‘'(\[A-Z])|\n)")
KINDS = ("quotes, direct", "quotes, all", "positions", "veto threats", "votes", "drafts", "figures")

Span = tuple[int, int]
Item = dict[str, Any]
Note = Callable[..., None]


def words(name: object) -> set[str]:
    """The words of a name in plain lower case, without accents and possessive endings."""
    flat = unicodedata.normalize("NFKD", str(name)).encode("ascii", "ignore").decode().lower()
    return set(re.findall(r"[a-z0-9]+", re.sub(r"'s\b", "", flat)))


class Names:
    """Whether two names mean the same actor, by the names that the reading itself gathered."""

    def __init__(self, actors: Iterable[Item]) -> None:
        self.table = {self.key(k): v for k, v in SHORT.items()}
        for actor in actors:
            mentions = (m["text"] for m in actor["mentions"] if m["how"] not in ("pronoun", "role"))
            for name in (actor["name"], actor["id"], *mentions):
                self.table.setdefault(self.key(name), actor["id"])

    @staticmethod
    def key(name: object) -> str:
        """The words of a name in one order."""
        return " ".join(sorted(words(name)))

    def ids(self, name: object) -> set[str]:
        """The actors a label's name stands for: "Russia; China" gives two."""
        parts = re.split(r";|,| and ", str(name))
        return {self.table[k] for p in parts if (k := self.key(re.sub(r"\(.*?\)", "", p) or p)) in self.table}

    def same(self, gold: object, said: Iterable[object]) -> bool:
        """Whether one of the things said (ids, names, roles) names what the label names."""
        want, parts = self.ids(gold), re.split(r";| and ", str(gold))
        wanted = [words(re.sub(r"\(.*?\)", "", p) or p) - IDLE for p in parts]
        for one in (str(s) for s in said if s):
            if {one, one.split(":")[0]} & want or self.ids(one) & want:
                return True
            have = words(one.replace("-", " ")) - IDLE
            if any(w and have and (w <= have or have <= w) for w in wanted):
                return True
        return False


def place(text: str, item: Item) -> Span | None:
    """Where a label stands: its own place if its words are there, else the nearest place of its first and last words."""
    first, last = (re.compile(r"\s+".join(map(re.escape, a.split()))) for a in item["anchor"])
    found = [
        (abs(b.end() - a.start() - item["chars"]) * 3 + abs(a.start() - item["span"][0]), a.start(), b.end())
        for a in first.finditer(text)
        for b in last.finditer(text)
        if b.end() >= a.end()
    ]
    return min(found)[1:] if found else None


def touches(a: Span, b: Span) -> bool:
    """Whether two spans share a character."""
    return a[0] < b[1] and b[0] < a[1]


def overlap(a: Span, b: Span) -> float:
    """The common part of two spans as a share of both together."""
    return max(0, min(a[1], b[1]) - max(a[0], b[0])) / (max(a[1], b[1]) - min(a[0], b[0]) or 1)


def family(stance: str) -> str:
    """Stances that a reader may put either way count as one."""
    return FAMILY.get(stance, stance)


class Scorer:
    """Counts one document's reading against its labels into `counts`."""

    def __init__(self, text: str, reading: Item, counts: Counter[str], note: Note) -> None:
        self.text, self.reading, self.counts, self.note = text, reading, counts, note
        self.names = Names(reading["actors"])
        cuts = [0, *(m.end() for m in SENTENCE_END.finditer(text)), len(text)]
        self.sentences = list(pairwise(cuts))

    def near(self, a: Span, b: Span) -> bool:
        """Whether two spans overlap or stand in one sentence."""
        return touches(a, b) or any(touches(a, s) and touches(b, s) for s in self.sentences)

    def labels(self, gold: Item, kind: str) -> Iterator[Item]:
        """The labels of a kind that are found in this copy of the text, with their place as `at`."""
        for item in gold.get(kind, ()):
            if at := place(self.text, item):
                yield item | {"at": at}
            else:
                self.counts["labels not found"] += 1

    def tally(self, kinds: Iterable[str], what: str) -> None:
        """Add one to each kind."""
        for kind in kinds:
            self.counts[f"{kind} {what}"] += 1

    def quotes(self, gold: Item) -> None:
        """Quotations and, among those found, their speakers."""
        said, hit = self.reading["quotes"], set()
        for x in (labels := list(self.labels(gold, "quotes"))):
            kinds = ["quotes, all"] + ["quotes, direct"] * (x["kind"] == "direct")
            self.tally(kinds, "gold")
            scored = [(max(overlap(x["at"], p) for p in (*q["parts"], q["span"])), i) for i, q in enumerate(said)]
            best = max(scored, default=(0.0, -1))
            if best[0] < 0.5:
                self.note("quote missed", x["at"], x["speaker"])
                continue
            self.tally(kinds, "found")
            hit.add(best[1])
            self.speaker(x, said[best[1]]["speaker"] or {})
        for i, q in enumerate(said if labels else []):
            kinds = ["quotes, all"] + ["quotes, direct"] * (q["kind"] == "direct")
            self.tally(kinds, "said")
            self.tally(kinds, "true") if i in hit else self.note("quote extra", q["span"], (q["speaker"] or {}).get("name"))

    def speaker(self, label: Item, said: Item) -> None:
        """The speaker of a quotation that was found; "the diplomat" read as a named ambassador is wrong."""
        if not label["speaker"]:
            return
        told = [said.get("actor"), said.get("name"), said.get("for")]
        if not said.get("actor"):
            told += [said.get("role"), said.get("span") and self.text[slice(*said["span"])]]
        named = len(words(label["speaker_text"]) - IDLE) > 1 and self.names.same(label["speaker_text"], told[1:2])
        kinds = ["speakers"] + ["speakers of direct"] * (label["kind"] == "direct")
        self.tally(kinds, "gold")
        if self.names.same(label["speaker"], told) or named:
            self.tally(kinds, "right")
        else:
            self.note("speaker wrong", label["at"], label["speaker"], {k: v for k, v in said.items() if v})

    def positions(self, gold: Item) -> None:
        """Positions; threats of a veto and votes also apart."""
        said, hit, done = self.reading["positions"], set(), set()
        for x in self.labels(gold, "positions"):
            kinds = self.position_kinds(x)
            self.tally(kinds, "gold")
            alike = [i for i, p in enumerate(said) if i not in hit and self.same_stance(x, p)]
            found = next((i for i in alike if self.near(said[i]["span"], x["at"])), None)
            if found is None and x["stance"] in VOTES | {"sponsors"}:
                found = next(iter(alike), None)
            if found is None:
                self.note("position missed", x["at"], x["actor"], x["stance"])
                continue
            hit.add(found)
            done.add((said[found]["actor"], family(said[found]["stance"])))
            self.tally(kinds, "found")
        for i, p in enumerate(said):
            if i not in hit and (p["actor"], family(p["stance"])) in done:
                self.counts["positions repeated"] += 1
                continue
            self.tally(self.position_kinds(p), "said")
            self.tally(self.position_kinds(p), "true") if i in hit else self.note(
                "position extra", p["span"], p["actor"], p["stance"]
            )

    @staticmethod
    def position_kinds(p: Item) -> list[str]:
        """The rows of the table that a position counts in."""
        stance = p["stance"]
        return ["positions"] + ["veto threats"] * (stance == "threatens_veto") + ["votes"] * (stance in VOTES)

    def same_stance(self, label: Item, said: Item) -> bool:
        """Same family of stance, same actor."""
        return family(label["stance"]) == family(said["stance"]) and self.names.same(label["actor"], [said["actor"]])

    def drafts(self, gold: Item) -> None:
        """Drafts with sponsors, status and tally; one reading to one label, what is left over is false."""
        said, hit = self.reading["drafts"], set()
        for x in self.labels(gold, "drafts"):
            self.counts["drafts gold"] += 1
            free = [i for i in range(len(said)) if i not in hit]
            close = [i for i in free if self.draft_facts(x, said[i])[1] or self.draft_touches(x, said[i])]
            close = close or [i for i in free if self.draft_alike(x, said[i])]
            best = max(close, key=lambda i: (sum(self.draft_facts(x, said[i])), len(said[i]["mentions"])), default=None)
            if best is None or not any(self.draft_facts(x, said[best])):
                self.note("draft missed", x["at"], x["label"], x["outcome"])
                continue
            hit.add(best)
            self.draft_found(x, said[best])
        for i, d in enumerate(said):
            self.counts["drafts said"] += 1
            self.counts["drafts true"] += i in hit
            if i not in hit:
                self.note("draft extra", (d["mentions"] or [[0, 0]])[0], d["label"], d["status"])

    def draft_facts(self, label: Item, said: Item) -> tuple[bool, bool, bool]:
        """Whether sponsors, symbol and status are right."""
        sponsors = all(self.names.same(s, said["sponsors"]) for s in label["sponsors"]) and bool(label["sponsors"])
        symbol = bool(label["symbol"]) and label["symbol"] == said["symbol"]
        status = label["outcome"] == said["status"].replace("put_to_vote", "pending")
        return sponsors or not (label["sponsors"] or said["sponsors"]), symbol, status

    def draft_touches(self, label: Item, said: Item) -> bool:
        """Whether a mention or a provision touches the label."""
        return any(touches(m, label["at"]) for m in said["mentions"] + [p["span"] for p in said["provisions"]])

    def draft_alike(self, label: Item, said: Item) -> bool:
        """Same sponsors, status and situation, wherever it is told."""
        sponsors, _, status = self.draft_facts(label, said)
        return sponsors and status and self.names.same(label["situation"], [said["situation"]])

    def draft_found(self, label: Item, said: Item) -> None:
        """What is right of a draft that was found."""
        sponsors, _, status = self.draft_facts(label, said)
        self.counts["drafts found"] += 1
        self.counts["sponsors right"] += sponsors
        self.counts["status right"] += status
        if not status:
            self.note("status wrong", label["at"], label["outcome"], said["status"])
        if label["vote"]:
            told = [said["vote"][k] for k in ("yes", "no", "abstain")]
            right = all(g in (None, t) for g, t in zip(label["vote"], told, strict=True))
            self.counts["tallies gold"] += 1
            self.counts["tallies right"] += right
            if not right:
                self.note("tally wrong", label["at"], label["vote"], told)

    def figures(self, gold: Item) -> None:
        """Figures with their sources."""
        said, hit = self.reading["figures"], set()
        for x in self.labels(gold, "figures"):
            if re.search(r"votes|abstentions", x["unit"]):
                continue
            self.counts["figures gold"] += 1
            found = next((i for i, f in enumerate(said) if i not in hit and self.figure_fits(x, f)), None)
            if found is None:
                self.note("figure missed", x["at"], x["value"], x["unit"])
                continue
            hit.add(found)
            self.counts["figures found"] += 1
            source = said[found]["source"]
            self.counts["sources right"] += self.names.same(x["source"], [source]) if x["source"] else not source
        for i, f in enumerate(said):
            if f["unit"] != "votes":
                self.counts["figures said"] += 1
                self.counts["figures true"] += i in hit

    def figure_fits(self, label: Item, said: Item) -> bool:
        """Same value or vague word, same sentence, a common word of the unit."""
        value, unit = label["value"], (said["unit"] or "").replace("USD", "dollars")
        same = value in said["text"].lower() if isinstance(value, str) else said["value"] == value
        shared = words(label["unit"]) & (words(unit) | words(said["what"] or "") | words(said["text"]))
        return same and bool(shared) and self.near(said["span"], label["at"])

    def events(self, gold: Item) -> None:
        """Events: recall only."""
        for x in self.labels(gold, "events"):
            self.counts["events gold"] += 1
            near = [e for e in self.reading["events"] if self.near(e["span"], x["at"])]
            hits = [e for e in near if any(self.names.same(w, e["actors"] + e["targets"]) for w in x["who"] + x["to"])]
            self.counts["events found"] += bool(hits)
            self.counts["events typed"] += any(e["root"] == x["what"] for e in hits)

    def all(self, gold: Item) -> None:
        """Every kind."""
        for count in (self.quotes, self.positions, self.drafts, self.figures, self.events):
            count(gold)


def table(counts: Counter[str]) -> str:
    """The counts as the lines of a table."""
    rows = [f"{counts['documents']} documents, {counts['labels not found']} labels not found", f"{'':22}  gold   said  found"]
    for kind in KINDS:
        gold, said, found, true = (counts[f"{kind} {k}"] for k in ("gold", "said", "found", "true"))
        recall, precision = found / gold if gold else 0.0, true / said if said else 0.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        rows.append(f"{kind:22}{gold:6}{said:7}{found:7}  P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}")
    parts = (
        ("speakers right", "speakers right", "speakers gold"),
        ("of direct quotations", "speakers of direct right", "speakers of direct gold"),
        ("sponsors", "sponsors right", "drafts found"),
        ("status", "status right", "drafts found"),
        ("tallies", "tallies right", "tallies gold"),
        ("figure sources", "sources right", "figures found"),
        ("events found", "events found", "events gold"),
        ("events of the same type", "events typed", "events gold"),
    )
    return "\n".join([*rows, "; ".join(f"{name} {counts[a]}/{counts[b]}" for name, a, b in parts)])


def texts(folder: Path, labels: Path) -> Iterator[tuple[Item, str]]:
    """Each label whose text is in the folder, by name or by SHA-256."""
    files = {p.stem: p for p in sorted(folder.glob("*.txt"))}
    sums = {hashlib.sha256(p.read_bytes()).hexdigest(): p for p in files.values()}
    for path in sorted(labels.glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        if found := sums.get(label["sha256"]) or files.get(path.stem):
            yield label, found.read_text(encoding="utf-8")


def main() -> None:
    """Read the texts, count, print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path, help="folder with the texts")
    parser.add_argument("--labels", type=Path, default=LABELS, help="folder with the labels")
    parser.add_argument("--write", type=Path, help="write the readings here too, one JSON object a line")
    parser.add_argument("--misses", action="store_true", help="print every miss and every false item")
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    reader, lines = Reader(), []
    for label, text in texts(args.folder, args.labels):
        document = from_text(text, path=f"{label['id']}.txt", published=date.fromisoformat(label["date"]))
        line = as_jsonl(reader.read(document)).strip()
        lines.append(line)

        def note(kind: str, span: Span, *rest: object, text: str = text, number: str = label["id"]) -> None:
            if args.misses:
                print(number, kind, *rest, "|", re.sub(r"\s+", " ", text[slice(*span)])[:200])

        counts["documents"] += 1
        Scorer(text, json.loads(line), counts, note).all(label)
    print(table(counts))
    if args.write:
        args.write.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
