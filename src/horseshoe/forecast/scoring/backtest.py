"""The backtest: each quarter forecast from the votes before it, and scored against tables that know the earlier years."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from horseshoe.council.rule import OUTCOMES
from horseshoe.errors import UsageError
from horseshoe.forecast.knowledge import ALL_YEARS
from horseshoe.forecast.members.features import Past, sponsor_kind
from horseshoe.forecast.members.model import Rows, fit_rows, outcome, pooled, quarters_of, rows_of
from horseshoe.forecast.members.votes import PERMANENT, VOTES, DraftVote, load_votes
from horseshoe.forecast.scoring import baselines, scores
from horseshoe.forecast.scoring.conformal import COVERAGE, GROUPS, YearlySets, group, vote_set

Array = NDArray[np.float64]
Places = NDArray[np.intp]
AGENDA_WEIGHT = 10.0
SPONSOR_WEIGHT = 5.0


@dataclass(frozen=True)
class Backtest:
    """Forecasts of all drafts of the test years, next to what happened. Rows outside the test years hold zeros.

    `outcome` (n, 3) in the order of OUTCOMES; `five` and `ten` hold the members' rows with their probabilities (n, 3).
    """

    drafts: tuple[DraftVote, ...]
    test: range
    outcome: Array
    five: Rows
    ten: Rows
    five_p: Array
    ten_p: Array
    corrections: dict[str, int]

    @property
    def years(self) -> Places:
        """The year of each draft."""
        return np.array([d.facts.day.year for d in self.drafts])

    @property
    def tested(self) -> Places:
        """The places of the drafts of the test years."""
        return np.flatnonzero((self.years >= self.test.start) & (self.years < self.test.stop))

    @property
    def happened(self) -> Places:
        """The outcomes, as places in OUTCOMES."""
        return np.array([OUTCOMES.index(d.outcome) for d in self.drafts])


def run(
    path: Path, first: int, last: int, *, relations: bool = True, informed: bool = True, relations_before: int = ALL_YEARS
) -> Backtest:
    """Forecast every draft of a votes file from the years `first` to `last`, fitted anew on the votes before each quarter.

    `relations` False leaves out data/relations.toml's shields, `relations_before` those that began in that year or later;
    `informed` False leaves out the prior means of data/priors.toml.
    """
    loaded = load_votes(path)
    drafts = loaded.drafts
    years = np.array([d.facts.day.year for d in drafts])
    test = _test_years(path, years, first, last)
    five, ten = rows_of(drafts, Past(relations=relations, relations_before=relations_before))
    quarters = quarters_of(drafts)
    five_p = _rolling(five, quarters, test, permanent=True, informed=informed)
    ten_p = _rolling(ten, quarters, test, permanent=False, informed=informed)
    known = (years >= test.start) & (years < test.stop)
    five_p[known[five.draft]] = pooled(five_p, five.table)[known[five.draft]]
    said = _outcomes(drafts, known, (five, ten), (five_p, ten_p), relations_before)
    return Backtest(drafts, test, said, five, ten, five_p, ten_p, loaded.corrections)


def _test_years(path: Path, years: Places, first: int, last: int) -> range:
    if first > last:
        raise UsageError(f"--from {first} is after --to {last}")
    if not ((years >= first) & (years <= last)).any():
        raise UsageError(
            f"no draft was put to the vote from {first} to {last}",
            where=str(path),
            fix=f"it covers {years.min()} to {years.max()}",
        )
    if (years < first).sum() < 50:
        raise UsageError(
            f"fewer than 50 drafts before {first} to learn from",
            where=str(path),
            fix=f"choose --from {years.min() + 2} or later",
        )
    return range(first, last + 1)


def _rolling(rows: Rows, quarters: Array, test: range, *, permanent: bool, informed: bool) -> Array:
    found, start = np.zeros((len(rows.vote), 3)), None
    for until in np.unique(quarters[(quarters >= test.start) & (quarters < test.stop)]):
        mine = quarters[rows.draft] == until
        fitted = fit_rows(rows, quarters, float(until), permanent=permanent, informed=informed, start=start)
        start = fitted.values
        found[mine] = _predict(rows.x[mine], start)
    return found


def _predict(x: Array, values: Array) -> Array:
    from horseshoe.forecast.members.softmax import probabilities

    return probabilities(x, values)


def _outcomes(
    drafts: Sequence[DraftVote], known: NDArray[np.bool_], rows: tuple[Rows, Rows], p: tuple[Array, Array], before: int
) -> Array:
    members: list[dict[str, tuple[float, ...]]] = [{} for _ in drafts]
    for part, chances in zip(rows, p, strict=True):
        for r, (i, m) in enumerate(zip(part.draft, part.member, strict=True)):
            members[int(i)][m] = tuple(map(float, chances[r]))
    found = np.zeros((len(drafts), 3))
    for i in map(int, np.flatnonzero(known)):
        o = outcome(members[i], drafts[i].facts, before=before)
        found[i] = o.adopted, o.vetoed, o.failed
    return found


@dataclass(frozen=True)
class Tables:
    """The baselines' forecasts of the outcome (n, 3)."""

    base_rate: Array
    agenda_table: Array
    agenda_by_sponsor: Array
    persistence: Array


def tables(b: Backtest) -> Tables:
    """What each baseline said. Agenda items are the file's own topics, so that no grouping has seen a test year."""
    topics = [d.topic or d.facts.situation for d in b.drafts]
    both = [(d.topic or d.facts.situation, sponsor_kind(d.facts)) for d in b.drafts]
    y, years = b.happened, b.years
    return Tables(
        baselines.base_rate(y, years, b.test),
        baselines.shrunk_table(topics, y, years, b.test, AGENDA_WEIGHT),
        baselines.shrunk_table(both, y, years, b.test, SPONSOR_WEIGHT),
        baselines.persistence([d.facts.situation for d in b.drafts], y, years, b.test),
    )


def report(b: Backtest) -> dict[str, Any]:
    """The figures as plain data, by the names that other programs rely on (docs/backtest.md)."""
    t, y = b.tested, b.happened[b.tested]
    p, other = b.outcome[t], tables(b)
    own = float(scores.log_losses(p, y).mean())
    losses = {k: float(scores.log_losses(v[t], y).mean()) for k, v in asdict(other).items()}
    vetoed = (y == 1).astype(float)
    return {
        "n": len(t),
        "log_loss": own,
        "brier": float(scores.brier_scores(p, y).mean()),
        "skill": {k: scores.skill(own, losses[k]) for k in ("base_rate", "agenda_table", "agenda_by_sponsor")},
        "veto": {
            "brier": float(((p[:, 1] - vetoed) ** 2).mean()),
            "brier_agenda_table": float(((other.agenda_table[t, 1] - vetoed) ** 2).mean()),
            "auc": scores.area_under_curve(p[:, 1], vetoed),
        },
        "members": _members(b),
        "calibration": _calibration(p, y),
    }


def calibration_file(b: Backtest) -> dict[str, Any]:
    """The calibration table with what it is about, as it ships in data/calibration.json; figures to four decimals."""
    rows = [{k: round(v, 4) if isinstance(v, float) else v for k, v in row.items()} for row in report(b)["calibration"]]
    years = f"{b.test.start} to {b.test.stop - 1}"
    return {"about": f"Each year from {years} forecast from the years before it: {len(b.tested)} drafts.", "calibration": rows}


def _calibration(p: Array, y: Places) -> list[dict[str, Any]]:
    found = []
    for k, name in enumerate(OUTCOMES):
        for bin_ in scores.calibration(p[:, k], (y == k).astype(float)):
            found.append({"outcome": name} | asdict(bin_))
    return found


def _scored(b: Backtest, rows: Rows) -> NDArray[np.bool_]:
    years = b.years[rows.draft]
    return (years >= b.test.start) & (years < b.test.stop) & (rows.vote >= 0)


def _members(b: Backtest) -> dict[str, float]:
    topics = [d.topic or d.facts.situation for d in b.drafts]
    total, table_total, n = 0.0, 0.0, 0
    permanent = 0.0
    vote = np.concatenate([b.five.vote, b.ten.vote])
    draft = np.concatenate([b.five.draft, b.ten.draft])
    agenda = baselines.shrunk_table([topics[i] for i in draft], vote, b.years[draft], b.test, AGENDA_WEIGHT)
    for rows, p, at in ((b.five, b.five_p, 0), (b.ten, b.ten_p, len(b.five.vote))):
        mine = _scored(b, rows)
        own = scores.log_losses(p[mine], rows.vote[mine])
        table = scores.log_losses(agenda[at : at + len(rows.vote)][mine], rows.vote[mine])
        total, table_total, n = total + float(own.sum()), table_total + float(table.sum()), n + int(mine.sum())
        if rows is b.five:
            permanent = float(own.mean()) if len(own) else 0.0
    return {"log_loss": total / max(n, 1), "log_loss_agenda_table": table_total / max(n, 1), "permanent": permanent}


def full_report(b: Backtest, *, draws: int = 1000, seed: int = 27) -> dict[str, Any]:
    """The report with intervals by blocks of years, decomposition, persistence, member tables and the sets' coverage."""
    t, y, years = b.tested, b.happened[b.tested], b.years[b.tested]
    p, other = b.outcome[t], tables(b)
    mine = scores.log_losses(p, y)
    found = report(b) | {"test": [b.test.start, b.test.stop - 1], "seed": seed, "corrections": b.corrections}
    intervals = {"log_loss": scores.year_blocks(years, lambda k: float(mine[k].mean()), draws=draws, seed=seed)}
    losses = {}
    for name, q in asdict(other).items():
        theirs = scores.log_losses(q[t], y)
        losses[name] = float(theirs.mean())
        intervals[f"skill.{name}"] = scores.year_blocks(years, _skill_of(mine, theirs), draws=draws, seed=seed)
    found |= {"log_loss_of": losses, "intervals": intervals, "by_class": _by_class(p, y, other, t)}
    found |= {"above_half": _above_half(p, y), "permanent_tables": _permanent_tables(b), "sets": coverage(b)}
    found |= {"by_year": by_year(b)}
    return found


def _skill_of(mine: Array, theirs: Array) -> Callable[[Places], float]:
    return lambda k: scores.skill(float(mine[k].mean()), float(theirs[k].mean()))


def _by_class(p: Array, y: Places, other: Tables, t: Places) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for k, name in enumerate(OUTCOMES):
        happened = (y == k).astype(float)
        bins = scores.calibration(p[:, k], happened)
        found[name] = {
            "brier": float(((p[:, k] - happened) ** 2).mean()),
            "brier_agenda_table": float(((other.agenda_table[t, k] - happened) ** 2).mean()),
            "brier_agenda_by_sponsor": float(((other.agenda_by_sponsor[t, k] - happened) ** 2).mean()),
            "calibration_error": scores.calibration_error(bins),
            "decomposition": asdict(scores.decompose(bins)),
            "auc": scores.area_under_curve(p[:, k], happened),
        }
    return found


def _above_half(p: Array, y: Places) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for k, name in enumerate(OUTCOMES):
        sure = p[:, k] > 0.5
        n = int(sure.sum())
        found[name] = {
            "n": n,
            "said": float(p[sure, k].mean()) if n else 0.0,
            "happened": float((y[sure] == k).mean()) if n else 0.0,
        }
    return found


def _permanent_tables(b: Backtest) -> dict[str, float]:
    mine = _scored(b, b.five)
    topics = [b.drafts[i].topic or b.drafts[i].facts.situation for i in b.five.draft]
    years = b.years[b.five.draft]
    agenda = baselines.shrunk_table(topics, b.five.vote, years, b.test, AGENDA_WEIGHT)
    both = list(zip(b.five.member, topics, strict=True))
    member = baselines.shrunk_table(both, b.five.vote, years, b.test, AGENDA_WEIGHT, parents=topics)
    own = baselines.shrunk_table(both, b.five.vote, years, b.test, AGENDA_WEIGHT, parents=b.five.member)

    def score(q: Array) -> float:
        return float(scores.log_losses(q[mine], b.five.vote[mine]).mean())

    return {
        "agenda": score(agenda),
        "member_by_agenda_shrunk_to_agenda": score(member),
        "member_by_agenda_shrunk_to_member": score(own),
    }


def by_year(b: Backtest) -> list[dict[str, Any]]:
    """Each test year: its drafts, those not adopted, and the log loss of its forecasts and of the agenda table's."""
    t = b.tested
    y, years = b.happened[t], b.years[t]
    own, table = scores.log_losses(b.outcome[t], y), scores.log_losses(tables(b).agenda_table[t], y)
    return [
        {
            "year": int(k),
            "n": int((years == k).sum()),
            "not_adopted": int((y[years == k] > 0).sum()),
            "log_loss": float(own[years == k].mean()),
            "log_loss_agenda_table": float(table[years == k].mean()),
        }
        for k in np.unique(years)
    ]


def coverage(b: Backtest) -> dict[str, Any]:
    """How often the conformal sets of members' votes held the vote, by group, from the third test year on, and their size."""
    held: dict[str, list[bool]] = {g: [] for g in GROUPS}
    sizes: dict[str, list[int]] = {g: [] for g in GROUPS}
    for rows, p in ((b.five, b.five_p), (b.ten, b.ten_p)):
        years, mine, sets = b.years[rows.draft], _scored(b, rows), YearlySets()
        for year in b.test:
            now = mine & (years == year)
            if year >= b.test.start + 2:
                least = sets.least()
                for r in np.flatnonzero(now):
                    kept, name = vote_set(p[r], least), GROUPS[group(float(p[r, 0]))]
                    held[name].append(VOTES[rows.vote[r]] in kept)
                    sizes[name].append(len(kept))
            if now.any():
                sets.add(p[now], rows.vote[now])
    everything = [h for hs in held.values() for h in hs]
    of = {
        g: {"n": len(h), "held": float(np.mean(h)) if h else None, "size": float(np.mean(sizes[g])) if h else None}
        for g, h in held.items()
    }
    return {"stated": COVERAGE, "held": float(np.mean(everything)) if everything else None, "of": of}


__all__ = ["PERMANENT", "Backtest", "coverage", "full_report", "report", "run", "tables"]
