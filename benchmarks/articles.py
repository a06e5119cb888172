"""Score forecasts on real articles before votes: `python benchmarks/articles.py DIR [--fit] [--each]`.

DIR holds the texts of articles as SLUG.txt for rows of data/articles.csv, or `index.json`, a list of {"slug", "file",
"published", "vote_date", "outcome"}, and the texts that it names; texts are not part of this repository. Each article is read
and forecast as of its day. Printed: log loss over adopted, vetoed, failed; the Brier score of vetoed; how many said at least
.95 came true; beside the base rate of the Council's record, the articles' own base rate and a keyword rule (leave one out). An
article of which no draft is read counts a third an outcome.

`--fit` estimates the ratios of data/evidence.toml and data/foretold.toml on the articles: posterior mode under the normal
priors of `PARAMETERS`, on all (with intervals from resampled articles), and without one fold of votes after another (all
articles on a vote stand in one fold), which gives the cross-validated figures. It prints what to enter and changes nothing.
"""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

from horseshoe.council.members import members_on
from horseshoe.errors import HorseshoeError
from horseshoe.forecast.described import Described, from_reading
from horseshoe.forecast.forecast import Forecaster, Members, forecaster
from horseshoe.forecast.knowledge import table
from horseshoe.forecast.members.joint import OutcomeProbabilities
from horseshoe.model import Document
from horseshoe.reading.reader import Reader

OUTCOMES = ("adopted", "vetoed", "failed")
RECORD = (0.955, 0.029, 0.016)  # shares of the drafts of 1994-2021
KEYWORDS = ("veto", "block", "oppos")
SURE = 0.95
FOLDS = 12

# (table, path, transform, prior mean, prior sd); the transform's inverse is applied to what is estimated
PARAMETERS: tuple[tuple[str, tuple[str, ...], str, float, float], ...] = (
    ("evidence", ("said", "announced", "weight"), "weight", 1.0, 0.25),
    ("evidence", ("said", "conditional", "weight"), "weight", 0.4, 0.2),
    ("evidence", ("said", "bargaining", "weight"), "weight", 0.6, 0.2),
    ("evidence", ("said", "foretold", "weight"), "weight", 0.7, 0.2),
    ("evidence", ("said", "possible", "weight"), "weight", 0.4, 0.2),
    ("evidence", ("said", "open", "weight"), "weight", 0.25, 0.15),
    ("evidence", ("surprise", "least", "threatens_veto", "announced"), "log", math.log(0.06), 0.8),
    ("evidence", ("surprise", "least", "threatens_veto", "bargaining"), "log", math.log(0.03), 0.8),
    ("evidence", ("surprise", "least", "threatens_veto", "foretold"), "log", math.log(0.03), 0.8),
    ("evidence", ("surprise", "least", "opposes", "announced"), "log", math.log(0.02), 0.8),
    ("evidence", ("surprise", "least", "other"), "log", math.log(0.01), 0.8),
    ("evidence", ("news", "share"), "log", math.log(0.1), 0.5),
    ("foretold", ("signal", "passes", "likelihood", "adopted"), "log", 1.1, 0.7),
    ("foretold", ("signal", "fails", "likelihood", "adopted"), "log", -1.4, 0.7),
    ("foretold", ("signal", "vetoed", "likelihood", "adopted"), "log", -1.6, 0.7),
    ("foretold", ("signal", "nine_doubted", "likelihood", "failed"), "log", 2.0, 1.0),
    ("foretold", ("signal", "nine_lacking", "likelihood", "failed"), "log", 3.0, 1.0),
    ("foretold", ("signal", "nine_there", "likelihood", "failed"), "log", -1.2, 0.7),
    ("foretold", ("signal", "bargain", "likelihood", "adopted"), "log", 0.9, 0.6),
)


@dataclass(frozen=True)
class Case:
    """An article, the draft read from it (None where none was), the outcome's place in OUTCOMES, the day of the vote."""

    slug: str
    text: str
    station: Forecaster
    draft: Described | None
    happened: int
    vote: str

    def chances(self) -> tuple[float, float, float]:
        """What the forecast says."""
        if self.draft is None:
            return 1 / 3, 1 / 3, 1 / 3
        s = self.station.chances(self.draft)
        return s.adopted, s.vetoed, s.failed


class Remembering(Forecaster):
    """A forecaster that works out a draft's members once for each set of ratios that its statements ask for."""

    def by_members(self, draft: Described, muted: Sequence[str] = (), features: Sequence[str] = ()) -> OutcomeProbabilities:
        """As Forecaster.by_members; `muted` and `features` are never given here."""
        stated = table("evidence")
        weights = tuple(stated["said"][how]["weight"] for how in sorted({s.said for s in draft.statements}))
        against = any(s.direction == "against" for s in draft.statements)
        least = tuple(s.surprise for s in draft.statements) if against else ()
        return self._kept((id(draft), *weights, *least), lambda: Forecaster.by_members(self, draft))

    def record(self, draft: Described, muted: Sequence[str] = (), features: Sequence[str] = ()) -> Members:
        """As Forecaster.record; the ratios do not touch it."""
        return self._kept((id(draft),), lambda: Forecaster.record(self, draft, muted))

    def _kept(self, key: tuple[float, ...], make: Callable[[], Any]) -> Any:
        kept: dict[tuple[float, ...], Any] = self.__dict__.setdefault("kept", {})
        if key not in kept:
            kept[key] = make()
        return kept[key]


def cases(folder: Path) -> list[Case]:
    """The articles of a folder, read."""
    reader, found = Reader(), []
    for row in labels(folder):
        text, day = (folder / row["file"]).read_text(encoding="utf-8"), date.fromisoformat(row["published"])
        reading = reader.read(Document(text, row["slug"], published=day, published_from="option", kind="news"))
        usual = forecaster(day)
        station = Remembering(usual.as_of, usual.model, usual.past, usual.parameters)
        try:
            draft = from_reading(reading, day, [m.id for m in members_on(day)])
        except HorseshoeError:
            draft = None
        found.append(Case(row["slug"], text, station, draft, OUTCOMES.index(row["outcome"]), row["vote_date"]))
    return found


def labels(folder: Path) -> list[dict[str, str]]:
    """The rows of a folder's index.json; else those of data/articles.csv whose text lies there as SLUG.txt."""
    if (folder / "index.json").is_file():
        return list(json.loads((folder / "index.json").read_text(encoding="utf-8")))
    lines = (Path(__file__).parent / "data" / "articles.csv").read_text(encoding="utf-8").splitlines()
    rows = (row | {"file": f"{row['slug']}.txt"} for row in csv.DictReader(lines[1:]))
    return [row for row in rows if (folder / row["file"]).is_file()]


def report(name: str, said: Sequence[Sequence[float]], happened: Sequence[int]) -> None:
    """One line of figures."""
    losses = [-math.log(max(p[y], 1e-12)) for p, y in zip(said, happened, strict=True)]
    brier = [(p[1] - (y == 1)) ** 2 for p, y in zip(said, happened, strict=True)]
    sure = [int(np.argmax(p)) == y for p, y in zip(said, happened, strict=True) if max(p) >= SURE]
    low, high = resampled(losses)
    print(
        f"{name:34} log loss {np.mean(losses):.3f} ({low:.2f} to {high:.2f})  veto Brier {np.mean(brier):.3f}  "
        f"at least {SURE}: {sum(sure)} of {len(sure)} right"
    )


def resampled(values: Sequence[float], draws: int = 2000) -> tuple[float, float]:
    """A 95% interval of the mean, articles drawn with replacement."""
    chance = np.random.default_rng(27)
    means = np.sort(np.mean(chance.choice(values, (draws, len(values))), axis=1))
    return float(means[int(0.025 * draws)]), float(means[int(0.975 * draws)])


def keyword_rule(found: Sequence[Case]) -> list[tuple[float, ...]]:
    """Leave one out: the shares of the outcomes among the other articles that hold such a word, or that hold none."""
    held = [any(w in c.text.lower() for w in KEYWORDS[:1]) for c in found]
    return [shares([c.happened for j, c in enumerate(found) if j != i and held[j] == held[i]]) for i in range(len(found))]


def shares(outcomes: Sequence[int]) -> tuple[float, ...]:
    """Shares of the outcomes, one of each added."""
    counts = np.bincount(np.array(outcomes, dtype=int), minlength=3) + 1.0
    return tuple(map(float, counts / counts.sum()))


@contextmanager
def set_to(values: Sequence[float]) -> Iterator[None]:
    """The tables with other ratios."""
    kept = []
    for (name, path, how, _, _), value in zip(PARAMETERS, values, strict=True):
        row: dict[str, Any] = table(name)
        for key in path[:-1]:
            row = row[key]
        kept.append((row, path[-1], row[path[-1]]))
        row[path[-1]] = math.exp(value) if how == "log" else max(value, 0.0) if how == "weight" else value
    try:
        yield
    finally:
        for row, key, value in reversed(kept):
            row[key] = value


def objective(found: Sequence[Case]) -> Callable[[np.ndarray], float]:
    """Minus the log posterior of the ratios (priors in units of their standard deviations)."""

    def value(z: np.ndarray) -> float:
        with set_to(at(z)):
            loss = sum(-math.log(max(c.chances()[c.happened], 1e-9)) for c in found if c.draft)
        return float(loss + 0.5 * z @ z)

    return value


def at(z: np.ndarray) -> list[float]:
    """The parameters at a point in units of the priors."""
    return [mean + sd * x for (_, _, _, mean, sd), x in zip(PARAMETERS, z, strict=True)]


def mode(found: Sequence[Case], start: np.ndarray, rounds: int) -> np.ndarray:
    """The posterior mode, by quasi-Newton steps with differences."""
    best = minimize(objective(found), start, method="L-BFGS-B", options={"maxiter": rounds, "eps": 0.02, "ftol": 1e-4})
    return np.asarray(best.x)


def fit(found: Sequence[Case]) -> None:
    """Estimate on all, leave votes out fold by fold, resample for intervals; print what to enter and the figures."""
    start = mode(found, np.zeros(len(PARAMETERS)), 12)
    said, votes = {}, sorted({c.vote for c in found})
    for fold in range(FOLDS):
        out = set(votes[fold::FOLDS])
        z = mode([c for c in found if c.vote not in out], start, 3)
        with set_to(at(z)):
            said |= {c.slug: c.chances() for c in found if c.vote in out}
    report(f"cross-validated ({FOLDS} folds of votes)", [said[c.slug] for c in found], [c.happened for c in found])
    chance, draws = random.Random(27), []
    for _ in range(10):
        draws.append(at(mode(chance.choices(list(found), k=len(found)), start, 3)))
    print("what to enter (80% interval of resampled articles):")
    for k, ((name, path, how, _, _), value) in enumerate(zip(PARAMETERS, at(start), strict=True)):
        spread = sorted(d[k] for d in draws)
        show = math.exp if how == "log" else float
        print(f"  {name}: {'.'.join(path)} = {show(value):.3f} ({show(spread[1]):.3f} to {show(spread[8]):.3f})")


def main() -> None:
    """Read, forecast, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fit", action="store_true", help="estimate the ratios, cross-validated")
    parser.add_argument("--each", action="store_true", help="print every article")
    args = parser.parse_args()
    found = cases(args.folder)
    happened = [c.happened for c in found]
    print(f"{len(found)} articles, {sum(c.draft is None for c in found)} without a draft read")
    report("base rate of the record", [RECORD] * len(found), happened)
    own = [shares(happened[:i] + happened[i + 1 :]) for i in range(len(found))]
    report("articles' own base rate", own, happened)
    report("keyword rule (veto named or not)", keyword_rule(found), happened)
    report("horseshoe", [c.chances() for c in found], happened)
    if args.each:
        for c in found:
            print(f"  {c.slug:32} {OUTCOMES[c.happened]:8} " + " ".join(f"{p:.3f}" for p in c.chances()))
    if args.fit:
        fit(found)


if __name__ == "__main__":
    main()
