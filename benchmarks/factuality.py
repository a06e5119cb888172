"""Score the certainty of acts against annotated event factuality, on the unified scale from -3 to +3.

    python benchmarks/factuality.py FILE.conll... [--fit] [--show]

Each line of a file is index, token, value; "_" is no event, and rows with DEFAULT are not scored; an empty line ends a
sentence. Prints for each file the mean absolute error, Pearson's correlation and the number of events, and the same for the
baseline that gives every event 3.0. `--fit` prints the table [values] of lexicon/certainty.toml as the file would set it (it
was made on the development half of UW alone); `--show` prints the misses.
Scale and data: Stanovsky et al. 2017; UW: Lee et al. 2015; MEANTIME: Minard et al. 2016.
"""

from __future__ import annotations

import argparse
import collections
import statistics
from collections.abc import Iterator
from pathlib import Path

from spacy.tokens import Doc

from horseshoe.model import Document
from horseshoe.reading.factuality.certainty import Factuality, factuality
from horseshoe.reading.parse import Parsed, load_model

UNSCORED = ("_", "DEFAULT")
Row = tuple[str, str]  # token, value
Scored = tuple[float, Factuality, str]  # gold, read, the sentence
FEWEST = 5
# where the scale's authors would put them (Stanovsky et al. 2017): what a table of few events is drawn towards
PRIOR = {
    "certain done": 3.0,
    "certain not": -2.0,
    "probable done": 2.2,
    "probable not": -1.2,
    "possible done": 1.6,
    "possible not": -0.3,
    "underspecified done": 1.4,
    "underspecified not": 0.2,
}


def sentences(path: Path) -> Iterator[list[Row]]:
    """The sentences of a CoNLL file as (token, value)."""
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if line.strip()]
        if rows:
            yield [(row[1], row[2]) for row in rows]


def read(rows: list[Row]) -> Parsed:
    """A sentence parsed with the tokens that were annotated."""
    words = [word for word, _ in rows]
    nlp = load_model()
    doc = Doc(nlp.vocab, words=words)
    for token in doc:
        token.is_sent_start = token.i == 0
    return Parsed(Document(" ".join(words) + " ", "conll"), nlp(doc))


def scored(path: Path) -> Iterator[Scored]:
    """(gold, what was read, the sentence with the event marked) for every scored event of a file."""
    for rows in sentences(path):
        if all(value in UNSCORED for _, value in rows):
            continue
        parsed = read(rows)
        for i, (_, value) in enumerate(rows):
            if value not in UNSCORED:
                text = " ".join(f"[{w}]" if k == i else w for k, (w, _) in enumerate(rows))
                yield float(value), factuality(parsed.tree[i]), text


def pearson(xs: list[float], ys: list[float]) -> float:
    """Pearson's correlation; 0.0 where one side never varies."""
    if len(set(xs)) < 2 or len(set(ys)) < 2:
        return 0.0
    return statistics.correlation(xs, ys)


def report(name: str, gold: list[float], found: list[float]) -> str:
    """One line: mean absolute error, correlation, number of events."""
    error = statistics.fmean(abs(g - f) for g, f in zip(gold, found, strict=True))
    return f"{name}: MAE {error:.3f}  r {pearson(gold, found):.3f}  n {len(gold)}"


def main() -> None:
    """Score the files named on the command line."""
    options = argparse.ArgumentParser()
    options.add_argument("files", nargs="+", type=Path)
    options.add_argument("--fit", action="store_true")
    options.add_argument("--show", action="store_true")
    chosen = options.parse_args()
    for path in chosen.files:
        rows = list(scored(path))
        gold = [g for g, _, _ in rows]
        print(report(path.name, gold, [f.value for _, f, _ in rows]))
        print(report(f"{path.name}, all 3.0", gold, [3.0] * len(gold)))
        if chosen.show:
            for g, f, text in sorted(rows, key=lambda row: -abs(row[0] - row[1].value)):
                if abs(g - f.value) >= 0.5:
                    print(f"{g:5.1f} {f.value:5.1f} {f.certainty}{' not' if f.negated else ''} {'; '.join(f.why)} | {text}")
        if chosen.fit:
            print("\n".join(f'"{kind}" = {value:.2f}' for kind, value in fitted(rows).items()))


def fitted(rows: list[Scored]) -> dict[str, float]:
    """The value of each certainty, and of each rule with FEWEST events or more, drawn towards the value it falls back on."""
    groups = collections.defaultdict(list)
    for gold, found, _ in rows:
        kind = f"{found.certainty} {'not' if found.negated else 'done'}"
        groups[kind].append(gold)
        groups[f"{found.why[-1].split(':')[0] if found.why else 'plain'}, {kind}"].append(gold)
    means = {kind: (sum(groups[kind]) + 3 * prior) / (len(groups[kind]) + 3) for kind, prior in PRIOR.items()}
    table = dict(means)
    for name, values in sorted(groups.items()):
        rule, _, kind = name.partition(", ")
        if kind and len(values) >= FEWEST:
            table["certain done" if rule == "plain" else name] = (sum(values) + 10 * means[kind]) / (len(values) + 10)
    return table


if __name__ == "__main__":
    main()
