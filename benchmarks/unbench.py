"""Two published benchmarks' measures on rolling forecasts: `python benchmarks/unbench.py VOTES [--from 1997] [--to 2021]`.

VOTES is the votes sheet of `horseshoe backtest`. UNBench (Liang et al., AAAI 2026) asks a language model for each member's vote
on adopted drafts (task 2) and whether a draft is adopted (task 3); UNSC-Bench (Nangia et al., 2026) for the permanent members'
votes. Here each year is forecast from the years before it, and the rules that turn chances into answers are learnt on the
forecasts of earlier years only. The published rows stand beside; docs/unbench.md says what differs.

`--unbench DIR` answers UNBench's own test files instead, with the drafts' texts read by horseshoe (unbench_files.py).
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from horseshoe.forecast.members.model import Rows
from horseshoe.forecast.members.votes import VOTES
from horseshoe.forecast.scoring import backtest
from horseshoe.forecast.scoring.backtest import Backtest

Array = NDArray[np.float64]
Places = NDArray[np.intp]
Flags = NDArray[np.bool_]
FEWEST = 3  # drafts that were not adopted before a threshold is learnt
START = 0.25  # the threshold until then
WEIGHTS = (0.5, 1.0, 1.5, 2.0, 3.0, 4.0, 6.0, 8.0, 12.0, 16.0, 24.0, 32.0)
MANY = 1000  # thresholds tried at most
LEARN = 1996  # forecasts from this year on teach the rules


def confusion(said: Places, true: Places, classes: int) -> Array:
    """Counts by (true, said)."""
    found = np.zeros((classes, classes))
    np.add.at(found, (true, said), 1)
    return found


def accuracy(c: Array) -> float:
    """Share of right answers."""
    return float(np.trace(c) / max(c.sum(), 1))


def balanced_accuracy(c: Array) -> float:
    """Mean recall of the classes that occur."""
    occurs = c.sum(axis=1) > 0
    return float((np.diag(c)[occurs] / c.sum(axis=1)[occurs]).mean()) if occurs.any() else 0.0


def macro_f1(c: Array) -> float:
    """Mean F1 of the classes that occur or are said."""
    both = c.sum(axis=0) + c.sum(axis=1)
    kept = both > 0
    return float((2 * np.diag(c)[kept] / both[kept]).mean()) if kept.any() else 0.0


def matthews(c: Array) -> float:
    """Matthews' correlation for any number of classes (Gorodkin 2004); 0 where one class alone is said or true."""
    n, right = c.sum(), np.trace(c)
    said, true = c.sum(axis=0), c.sum(axis=1)
    spread = np.sqrt((n**2 - (said**2).sum()) * (n**2 - (true**2).sum()))
    return float((right * n - said @ true) / spread) if spread > 0 else 0.0


def f1(c: Array) -> float:
    """F1 of the second class of two."""
    return float(2 * c[1, 1] / max(2 * c[1, 1] + c[0, 1] + c[1, 0], 1))


Measure = Callable[[Array], float]


def threshold(p: Array, true: Flags, measure: Measure) -> float:
    """The threshold on a chance that does best by a measure, halfway to the next lower chance that was said."""
    if true.sum() < FEWEST:
        return START
    levels = np.unique(p)
    levels = levels[levels >= min(np.median(p), p[true].min())]
    if len(levels) > MANY:
        levels = np.unique(np.quantile(levels, np.linspace(0, 1, MANY)))
    scores = [measure(confusion((p >= t).astype(int), true.astype(int), 2)) for t in levels]
    best = int(np.argmax(scores))
    return float((levels[best] + levels[max(best - 1, 0)]) / 2)


def not_adopted(b: Backtest, measure: Measure) -> tuple[Places, Places]:
    """What one rule says of every tested draft (1: it will not be adopted), learnt on earlier years; and what happened."""
    p, true = 1 - b.outcome[:, 0], b.happened > 0
    said = np.zeros(len(p), dtype=int)
    for year in b.test:
        before = (b.years < year) & (b.years >= min(LEARN, b.test.start - 1)) & (b.outcome.sum(axis=1) > 0)
        now = b.years == year
        said[now] = p[now] >= threshold(p[before], true[before], measure)
    return said[b.tested], true[b.tested].astype(int)


def rule_of(b: Backtest, year: int, measure: Measure) -> float:
    """The threshold on the chance of not being adopted that the forecasts before a year teach."""
    known = (b.years < year) & (b.outcome.sum(axis=1) > 0)
    return threshold((1 - b.outcome[:, 0])[known], (b.happened > 0)[known], measure)


def weighted(p: Array, weights: Sequence[float]) -> Places:
    """The likeliest class once the chances are weighted."""
    return np.asarray(np.argmax(p * np.array(weights), axis=1))


def weights_for(p: Array, true: Places, measure: Measure) -> tuple[float, float, float]:
    """The weights of no and abstain that do best by a measure; plain chances where nothing is known."""
    if len(true) == 0 or len(np.unique(true)) < 2:
        return 1.0, 1.0, 1.0
    tries = [(1.0, no, abstain) for no in WEIGHTS for abstain in WEIGHTS]
    scores = [measure(confusion(weighted(p, w), true, 3)) for w in tries]
    return tries[int(np.argmax(scores))]


def votes_said(p: Array, true: Places, years: Places, test: range, measure: Measure | None) -> Places:
    """What a rule says of every row of the test years: the likeliest vote, or weights learnt on earlier years."""
    said = weighted(p, (1.0, 1.0, 1.0))
    if measure is None:
        return said
    for year in test:
        now = years == year
        said[now] = weighted(p[now], weights_for(p[years < year], true[years < year], measure))
    return said


def of_members(b: Backtest, chosen: Flags, parts: Sequence[tuple[Rows, Array]]) -> tuple[Array, Places, Places, list[str]]:
    """Chances, votes, years and members of the rows whose vote is known and whose draft is `chosen`."""
    p, true, years, who = [], [], [], []
    for rows, chances in parts:
        kept = (rows.vote >= 0) & chosen[rows.draft] & (b.outcome.sum(axis=1) > 0)[rows.draft]
        p.append(chances[kept])
        true.append(rows.vote[kept])
        years.append(b.years[rows.draft][kept])
        who += [m for m, k in zip(rows.member, kept, strict=True) if k]
    return np.concatenate(p), np.concatenate(true), np.concatenate(years), who


def line(name: str, **figures: float) -> None:
    """One row."""
    print(f"  {name:58} " + "  ".join(f"{k.replace('_', ' ')} {v:.3f}" for k, v in figures.items()))


def adoption_rows(b: Backtest) -> None:
    """Task 3: the draft is not adopted."""
    print(
        f"not adopted, {b.test.start} to {b.test.stop - 1}: {int((b.happened[b.tested] > 0).sum())} of {len(b.tested)} drafts"
    )
    for name, measure in (("one rule for F1 and MCC", matthews), ("the rule for balanced accuracy", balanced_accuracy)):
        c = confusion(*not_adopted(b, measure), 2)
        line(f"horseshoe, {name}", F1=f1(c), MCC=matthews(c), balanced_accuracy=balanced_accuracy(c), accuracy=accuracy(c))
    ceiling((1 - b.outcome[:, 0])[b.tested])
    line("GPT-4o (UNBench)", F1=0.686, MCC=0.670, balanced_accuracy=0.823)
    line("Gemini 2.5 Flash (a repetition of UNBench's task 3)", F1=0.758, MCC=0.751, balanced_accuracy=0.931)


def ceiling(p: Array, draws: int = 400, seed: int = 3) -> None:
    """What the best threshold would reach were the chances exactly right: outcomes drawn from them, mean and 95% interval."""
    chance, levels = np.random.default_rng(seed), np.unique(np.quantile(p, np.linspace(0.9, 0.999, 40)))
    best = []
    for _ in range(draws):
        true = (chance.random(len(p)) < p).astype(int)
        tables = [confusion((p >= t).astype(int), true, 2) for t in levels]
        best.append(max((matthews(c), f1(c)) for c in tables))
    for k, name in ((1, "F1"), (0, "MCC")):
        values = np.sort([row[k] for row in best])
        low, high = values[int(0.025 * draws)], values[int(0.975 * draws)]
        line(f"best threshold, outcomes drawn from the chances, {name}", mean=values.mean(), low=low, high=high)


def member_rows(b: Backtest) -> None:
    """Task 2: each member's vote on adopted drafts."""
    p, true, years, _ = of_members(b, b.happened == 0, ((b.five, b.five_p), (b.ten, b.ten_p)))
    shown = years >= b.test.start
    print(f"members' votes on adopted drafts: {int(shown.sum())}")
    rules: tuple[tuple[str, Measure | None], ...] = (
        ("the likeliest vote", None),
        ("the rule for MCC", matthews),
        ("the rule for balanced accuracy", balanced_accuracy),
    )
    for name, measure in rules:
        c = confusion(votes_said(p, true, years, b.test, measure)[shown], true[shown], 3)
        line(f"horseshoe, {name}", balanced_accuracy=balanced_accuracy(c), MCC=matthews(c), accuracy=accuracy(c))
    doubt, dissent = 1 - p[:, 0], true > 0
    for name, measure in (("the rule for MCC", matthews), ("the rule for balanced accuracy", balanced_accuracy)):
        said = np.zeros(len(p), dtype=int)
        for year in b.test:
            before, now = years < year, years == year
            said[now] = doubt[now] >= threshold(doubt[before], dissent[before], measure)
        c = confusion(said[shown], dissent[shown].astype(int), 2)
        figures = {"balanced_accuracy": balanced_accuracy(c), "MCC": matthews(c), "accuracy": accuracy(c)}
        line(f"horseshoe, yes or not, {name}", **figures)
    line("GPT-4o (UNBench)", balanced_accuracy=0.677, MCC=0.162, accuracy=0.922)
    line("Qwen2.5-7B (UNBench)", balanced_accuracy=0.699)
    line("DeepSeek-V3 (UNBench)", accuracy=0.931)


def permanent_rows(b: Backtest, five_p: Array) -> None:
    """The permanent members' votes on drafts on which not all voted yes, from their chances given that."""
    contested = np.array([any(v != "yes" for v in d.votes.values()) for d in b.drafts])
    p, true, years, who = of_members(b, contested, ((b.five, five_p),))
    said = votes_said(p, true, years, b.test, macro_f1)
    shown, names = years >= b.test.start, np.array(who)
    print(f"permanent members on contested drafts: {int(shown.sum())} votes; classes {', '.join(VOTES)}")
    whole = confusion(said[shown], true[shown], 3)
    line("all five", macro_F1=macro_f1(whole), balanced_accuracy=balanced_accuracy(whole), accuracy=accuracy(whole))
    for m in sorted(set(who)):
        c = confusion(said[shown & (names == m)], true[shown & (names == m)], 3)
        line(m, macro_F1=macro_f1(c), balanced_accuracy=balanced_accuracy(c), accuracy=accuracy(c))


def area(p: Array, true: Flags) -> float:
    """Area under the curve: the chance that one of the second class is ranked above one of the first, ties counted half."""
    above = p[true][:, None] - p[~true][None, :]
    return float(((above > 0) + 0.5 * (above == 0)).mean()) if above.size else 0.5


def own_files(b: Backtest, folder: Path) -> None:
    """UNBench's own test files: tasks 3 and 2, each answered by rules learnt on the sheet's earlier years."""
    from unbench_files import adoption_asked, draft_texts, vote_rows, votes_asked

    asked = list(adoption_asked(folder, b.test.start))
    p, true = np.array([a.chances[1] for a in asked]), np.array([a.true for a in asked], dtype=int)
    print(f"task 3: {len(asked)} of {len(draft_texts(folder))} drafts answered, {int(true.sum())} not adopted")
    for name, measure in (("one rule for F1 and MCC", matthews), ("the rule for balanced accuracy", balanced_accuracy)):
        rules = {year: rule_of(b, year, measure) for year in {a.year for a in asked}}
        said = np.array([a.chances[1] >= rules[a.year] for a in asked], dtype=int)
        c = confusion(said, true, 2)
        line(f"horseshoe, {name}", F1=f1(c), MCC=matthews(c), balanced_accuracy=balanced_accuracy(c), accuracy=accuracy(c))
    line("horseshoe, area under the curve of its chances", area=area(p, true > 0))
    votes = list(votes_asked(folder, b.test.start))
    true = np.array([a.true for a in votes], dtype=int)
    print(f"task 2: {len(votes)} of {len(vote_rows(folder))} votes answered")
    sheet, cast, years, _ = of_members(b, b.happened == 0, ((b.five, b.five_p), (b.ten, b.ten_p)))
    for name, rule in (("the likeliest vote", None), ("the rule for balanced accuracy", balanced_accuracy)):
        asked_of = sorted({a.year for a in votes})
        weights = {y: weights_for(sheet[years < y], cast[years < y], rule) if rule else (1.0, 1.0, 1.0) for y in asked_of}
        said = np.array([weighted(np.array([a.chances]), weights[a.year])[0] for a in votes], dtype=int)
        c = confusion(said, true, 3)
        line(f"horseshoe, {name}", balanced_accuracy=balanced_accuracy(c), MCC=matthews(c), accuracy=accuracy(c))


def main() -> None:
    """Forecast, learn the rules, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("votes", type=Path)
    parser.add_argument("--from", dest="first", type=int, default=1997)
    parser.add_argument("--to", dest="last", type=int, default=2021)
    parser.add_argument("--unbench", type=Path, help="the folder of UNBench's archive: answer its own test files")
    args = parser.parse_args()
    from dataclasses import replace

    whole = backtest.run(args.votes, min(LEARN, args.first), args.last)
    b = replace(whole, test=range(args.first, args.last + 1))
    if args.unbench:
        own_files(b, args.unbench)
        return
    from unbench_given import told

    adoption_rows(b)
    member_rows(b)
    permanent_rows(b, told(b))
    held = backtest.coverage(replace(whole, test=range(max(args.first, 2000), args.last + 1)))
    print(
        "conformal sets, stated",
        held["stated"],
        {g: (v["n"], v["held"] and round(v["held"], 3)) for g, v in held["of"].items()},
    )


if __name__ == "__main__":
    main()
