"""Score the reading against the labelled documents of tests/labelled: `python benchmarks/labelled.py [dev|heldout] [--errors]`.

A draft is right when its mentions hold at least half of the labelled ones and its status is the labelled one. In the text of a
resolution the draft is the text itself. A position is right with actor, stance and draft (a label without a draft fits any;
each labelled sponsor counts as a position). A count of a vote is right with its draft; counts filled from the Council's record
are not scored. A provision is right with its draft, its act and half of the labelled words, preambular paragraphs apart; a
figure with value and bound, counts of votes apart.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from horseshoe.model import Document, Draft, Reading, Span
from horseshoe.reading import Reader

FOLDER = Path(__file__).parent.parent / "tests" / "labelled"
BALLOTS = ("votes", "vote", "members", "member", "countries", "abstentions")  # counts of a vote are scored as votes
VETO = ("vetoed", "threatens_veto")


@dataclass
class Score:
    """True positives, false positives and false negatives of one kind of item, with the errors in words."""

    hit: int = 0
    extra: int = 0
    missed: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, found: Counter[Any], wanted: Counter[Any], where: str) -> None:
        """Count two bags of items against each other."""
        self.hit += sum((found & wanted).values())
        self.extra += sum((found - wanted).values())
        self.missed += sum((wanted - found).values())
        self.errors += [f"{where}: extra  {x}" for x in found - wanted] + [f"{where}: missed {x}" for x in wanted - found]

    @property
    def precision(self) -> float:
        """Share of what was found that is right."""
        return self.hit / (self.hit + self.extra) if self.hit + self.extra else 1.0

    @property
    def recall(self) -> float:
        """Share of what is labelled that was found."""
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def documents(half: str) -> list[tuple[Document, dict[str, Any]]]:
    """The documents of one half with their labels."""
    found = []
    for path in sorted((FOLDER / half).glob("*.json")):
        label = json.loads(path.read_text(encoding="utf-8"))
        text = path.with_suffix(".txt").read_text(encoding="utf-8")
        day = date.fromisoformat(label["published"])
        found.append((Document(text, path.stem, published=day, published_from="option", kind=label["kind"]), label))
    return found


def align(reading: Reading, label: dict[str, Any]) -> dict[str, str]:
    """Draft id of the reading -> key of the label, one to one, the pairs that share most mentions first."""
    text = reading.document.text
    pairs = []
    for gold in label["drafts"]:
        spans = [Span.of(text, at, at + len(m)) for m in gold["mentions"] if (at := text.index(m)) >= 0]
        for draft in reading.drafts:
            shared = sum(any(s.overlaps(m) for m in draft.mentions) for s in spans)
            if shared * 2 >= len(spans) and shared:
                pairs.append((shared / len(spans), gold["key"], draft.id))
    found: dict[str, str] = {}
    if reading.document.kind in ("resolution", "draft_resolution") and reading.drafts:
        found[reading.drafts[0].id] = label["drafts"][0]["key"]  # the text itself
    for _, key, id_ in sorted(pairs, key=lambda p: (-p[0], p[1], p[2])):
        if id_ not in found and key not in found.values():
            found[id_] = key
    return found


def score(half: str) -> dict[str, Score]:
    """Scores by kind of item for one half of the labelled set."""
    names = ["drafts", "sponsors", "votes", "positions", "veto threats and vetoes", "provisions", "figures"]
    scores = {n: Score() for n in names}
    reader = Reader()
    for document, label in documents(half):
        reading = reader.read(document)
        keys = align(reading, label)
        by_id = {d.id: d for d in reading.drafts}
        where = document.path[:4].rstrip("-")
        _drafts(scores, reading, label, keys, where)
        scores["votes"].add(*_votes(label, keys, by_id), where)
        found, wanted = _positions(reading, label, keys)
        scores["positions"].add(found, wanted, where)
        veto = [Counter({k: n for k, n in bag.items() if k[1] in VETO}) for bag in (found, wanted)]
        scores["veto threats and vetoes"].add(veto[0], veto[1], where)
        scores["provisions"].add(*_provisions(label, keys, by_id, document.text), where)
        figures = Counter((f.value, f.bound) for f in reading.figures if f.unit not in BALLOTS)
        scores["figures"].add(figures, Counter((float(f["value"]), f["bound"]) for f in label["figures"]), where)
    return scores


def _drafts(scores: dict[str, Score], reading: Reading, label: dict[str, Any], keys: dict[str, str], where: str) -> None:
    found = Counter((keys.get(d.id, d.mentions[0].text), d.status) for d in reading.drafts)
    scores["drafts"].add(found, Counter((g["key"], g["status"]) for g in label["drafts"]), where)
    sponsors = Counter((keys[d.id], s) for d in reading.drafts if d.id in keys for s in d.sponsors)
    scores["sponsors"].add(sponsors, Counter((g["key"], s) for g in label["drafts"] for s in g["sponsors"]), where)


def _votes(label: dict[str, Any], keys: dict[str, str], by_id: dict[str, Draft]) -> tuple[Counter[Any], Counter[Any]]:
    gold = {v["draft"]: v for v in label["votes"]}
    wanted = Counter((k, f, v[f]) for k, v in gold.items() for f in ("yes", "no", "abstain") if v[f] is not None)
    found: Counter[Any] = Counter()
    for id_, draft in by_id.items():
        key = keys.get(id_)
        for name in ("yes", "no", "abstain"):
            count = getattr(draft.vote, name)
            if count is None or (gold.get(key or "", {}).get(name) is None and (draft.matches or key in gold)):
                continue
            found[key or id_, name, count] += 1
    return found, wanted


def _positions(reading: Reading, label: dict[str, Any], keys: dict[str, str]) -> tuple[Counter[Any], Counter[Any]]:
    wanted = [(p["actor"], p["stance"], p["target"], p.get("addressee")) for p in label["positions"]]
    wanted += [(s, "sponsors", g["key"], None) for g in label["drafts"] for s in g["sponsors"]]  # a sponsor takes a position
    wanted = list(dict.fromkeys(wanted))
    asserted = [p for p in reading.positions if p.asserted]
    raw = {(p.actor, p.stance, keys.get(p.target or "", p.target), (p.addressee or "").split(":")[0]) for p in asserted}
    found: set[Any] = set()
    left = sorted(wanted, key=lambda w: (w[2] is None) + (w[3] is None))  # the most specific label first
    for actor, stance, target, to in sorted(raw, key=str):
        fit = [w for w in left if w[:2] == (actor, stance) and w[2] in (None, target) and w[3] in (None, to)]
        fit = fit or [w for w in wanted if w[:2] == (actor, stance) and w[2] in (None, target) and stance == "urges"]
        if fit:
            found.add(fit[0])
            left = [w for w in left if w != fit[0]]
        else:
            found.add((actor, stance, target, to or None))
    return Counter(found), Counter(set(wanted))


def _provisions(
    label: dict[str, Any], keys: dict[str, str], by_id: dict[str, Draft], text: str
) -> tuple[Counter[Any], Counter[Any]]:
    gold = [(g["draft"], g["act"], text.index(g["text"]), g["text"]) for g in label["provisions"]]
    wanted = Counter((key, act, words[:40]) for key, act, _, words in gold)
    found: Counter[Any] = Counter()
    for id_, draft in by_id.items():
        for p in draft.provisions:
            if p.part == "preambular":
                continue
            act = p.act.split()[0]
            hit = next((g for g in gold if g[0] == keys.get(id_) and g[1] == act and _shared(p.span, g[2], g[3])), None)
            name = (hit[0], hit[1], hit[3][:40]) if hit else (keys.get(id_, id_), p.act, p.span.text[:60])
            if not (hit and found[name]):
                found[name] += 1
    return found, wanted


def _shared(span: Span, start: int, words: str) -> bool:
    return min(span.end, start + len(words)) - max(span.start, start) >= len(words) / 2


def main() -> None:
    """Print one table for each half asked for."""
    parser = argparse.ArgumentParser(description="Score the reading against the labelled documents.")
    parser.add_argument("half", nargs="?", choices=["dev", "heldout"], help="one half only")
    parser.add_argument(
        "--errors", action="store_true", help="print each error (never use it on the held-out half while tuning)"
    )
    args = parser.parse_args()
    for half in [args.half] if args.half else ["dev", "heldout"]:
        print(f"{half} ({len(documents(half))} documents)")
        for name, s in score(half).items():
            print(
                f"  {name:24} F1 {s.f1:.3f}  precision {s.precision:.3f}  recall {s.recall:.3f}  ({s.hit}+{s.extra}-{s.missed})"
            )
            if args.errors:
                print("\n".join(f"      {e}" for e in s.errors))


if __name__ == "__main__":
    main()
