"""The members' model: how each member votes on a draft, fitted on the votes before a year.

Two multinomial regressions with normal priors (data/priors.toml), one for the permanent members, one for the elected, on the
features of `features`; a permanent member's probability is pooled with its fading table by item and kind of sponsor.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from horseshoe.council.members import members_on
from horseshoe.council.rule import majority_needed
from horseshoe.forecast.knowledge import ALL_YEARS, camp, shield, table
from horseshoe.forecast.members.features import (
    Past,
    Setting,
    elected_features,
    permanent_features,
    sponsor_kind,
)
from horseshoe.forecast.members.joint import Loading, OutcomeProbabilities, outcome_probabilities
from horseshoe.forecast.members.softmax import fit, probabilities
from horseshoe.forecast.members.votes import PERMANENT, VOTES, DraftFacts, DraftVote

Array = NDArray[np.float64]
APART = 0.5  # a stake larger than the partners' by this much sets a member apart from its camp
SUCCESSOR = {"SUN": "RUS"}
Probabilities = tuple[float, float, float]
"""Of yes, no, abstain."""


@dataclass(frozen=True)
class Coefficients:
    """A regression: names of the features and their coefficients for no and for abstain, against yes."""

    names: tuple[str, ...]
    values: Array

    def of(self, features: Sequence[Mapping[str, float]]) -> Array:
        """Probabilities (n, 3) of yes, no, abstain; a feature the fit did not know counts as zero."""
        return probabilities(design(features, self.names), self.values)


@dataclass(frozen=True)
class VoteModel:
    """Coefficients fitted on the votes before `until`, a quarter (2012.25: before April 2012)."""

    until: float
    permanent: Coefficients
    elected: Coefficients


@dataclass(frozen=True)
class Rows:
    """The features of every member's vote on a list of drafts, made once; `draft[r]` is the draft's place in the list."""

    draft: NDArray[np.intp]
    member: tuple[str, ...]
    names: tuple[str, ...]
    x: Array
    vote: NDArray[np.intp]  # place in VOTES, -1 where not known
    table: Array  # (n, 3), zeros for elected members


def design(features: Sequence[Mapping[str, float]], names: Sequence[str]) -> Array:
    """The features as a matrix with one column a name."""
    place = {name: j for j, name in enumerate(names)}
    x = np.zeros((len(features), len(names)))
    for i, row in enumerate(features):
        for name, value in row.items():
            if (j := place.get(name)) is not None:
                x[i, j] = value
    return x


def rows_of(drafts: Sequence[DraftVote], past: Past) -> tuple[Rows, Rows]:
    """The rows of the permanent and of the elected members for drafts in the order of their votes."""
    kept: tuple[list[tuple[int, str, dict[str, float], int, Probabilities]], ...] = ([], [])
    for i, d in enumerate(drafts):
        setting = past.about(d.facts)
        for m in members_on(d.facts.day):
            vote = VOTES.index(d.votes[m.id]) if m.id in d.votes else -1
            if m.id in PERMANENT:
                kept[0].append((i, m.id, permanent_features(past, setting, m.id), vote, past.table(d.facts, m.id)))
            else:
                kept[1].append((i, m.id, elected_features(past, setting, m.id), vote, (0.0, 0.0, 0.0)))
        past.add(d)
    return _rows(kept[0]), _rows(kept[1])


def _rows(kept: list[tuple[int, str, dict[str, float], int, Probabilities]]) -> Rows:
    names = tuple(sorted({name for row in kept for name in row[2]}))
    return Rows(
        draft=np.array([row[0] for row in kept]),
        member=tuple(row[1] for row in kept),
        names=names,
        x=design([row[2] for row in kept], names),
        vote=np.array([row[3] for row in kept]),
        table=np.array([row[4] for row in kept]),
    )


def _priors(names: Sequence[str], permanent: bool, informed: bool) -> tuple[Array, Array]:
    stated = table("priors")
    spread, prefixes = stated["spread"], tuple(stated["spread"]["structural_prefixes"])
    mean, sd = np.zeros((len(names), 2)), np.full((len(names), 2), float(spread["elected"]))
    if not permanent and informed:
        for j, name in enumerate(names):
            mean[j] = stated["elected_mean"].get(name, (0.0, 0.0))
    if permanent:
        for j, name in enumerate(names):
            structural = name.startswith(prefixes)
            sd[j] = spread["structural"] if structural else spread["general"]
            if informed or name == "const":
                mean[j] = stated["mean"].get(name, (0.0, 0.0))
    return mean, sd


def quarters_of(drafts: Iterable[DraftVote]) -> Array:
    """The quarter of each draft's vote, as the year and what has gone of it (2012.25: the second quarter of 2012)."""
    return np.array([quarter_of(d.facts.day) for d in drafts])


def quarter_of(day: date) -> float:
    """The quarter of a day: 4 May 2012 -> 2012.25."""
    return day.year + ((day.month - 1) // 3) / 4


def fit_rows(
    rows: Rows, when: Array, until: float, *, permanent: bool, informed: bool = True, start: Array | None = None
) -> Coefficients:
    """Fit one regression on the rows of drafts voted on before `until`; `when` are the drafts' quarters, or years."""
    mine = (when[rows.draft] < until) & (rows.vote >= 0)
    age = until - when[rows.draft][mine]
    weight = 0.5 ** (age / table("priors")["memory"]["half_life_years"])
    mean, sd = _priors(rows.names, permanent, informed)
    return Coefficients(rows.names, fit(rows.x[mine], rows.vote[mine], weight, mean, sd, start))


def member_probabilities(
    model: VoteModel, past: Past, facts: DraftFacts, muted: tuple[str, ...] = (), *, elected: bool = False
) -> dict[str, Probabilities]:
    """How each member sitting on the day votes on a draft: yes, no, abstain.

    Features of permanent members (with `elected`, of all) whose names begin with one of `muted` are left out; "table" stands
    for the fading table.
    """
    sitting = members_on(facts.day)
    facts = replace(facts, sponsors=tuple(SUCCESSOR.get(s, s) for s in facts.sponsors))
    setting = past.about(facts)
    five = [m.id for m in sitting if m.id in PERMANENT]
    ten = [m.id for m in sitting if m.id not in PERMANENT]
    seats = [SUCCESSOR.get(m, m) for m in five]
    rows = [permanent_features(past, setting, m) for m in seats]
    p = model.permanent.of([_less(row, muted) for row in rows])
    if "table" not in muted:
        p = pooled(p, [past.table(facts, m) for m in seats])
    q = model.elected.of([_less(elected_features(past, setting, m), muted if elected else ()) for m in ten])
    found = {m: _row(p[i]) for i, m in enumerate(five)} | {m: _row(q[i]) for i, m in enumerate(ten)}
    return {m.id: found[m.id] for m in sitting}


def _less(row: dict[str, float], muted: tuple[str, ...]) -> dict[str, float]:
    return {k: v for k, v in row.items() if not (muted and k.startswith(muted))}


def _row(p: Array) -> Probabilities:
    return float(p[0]), float(p[1]), float(p[2])


def pooled(p: Array, tables: Iterable[Probabilities] | Array) -> Array:
    """Regression and table in one linear pool."""
    weight = float(table("priors")["memory"]["table_weight"])
    return (1 - weight) * p + weight * np.asarray(list(tables), dtype=float)


@functools.lru_cache(maxsize=8192)
def loading(member: str, day: date, situation: str = "", before: int = ALL_YEARS) -> Loading:
    """The camp whose factor a member shares on a day, and its loading on it.

    A permanent member that alone of its camp shields the situation stands apart: the United States on Israel, the Russian
    Federation on Ukraine; what it will do tells little of what its partners will.
    """
    stated = table("priors")["loadings"]
    side = camp(member, day)
    side = side if side in stated else "other"
    if member in PERMANENT:
        own, *others = (
            r.weight if (r := shield(m, situation, day, before)) else 0.0
            for m in (member, *(m for m in PERMANENT if m != member and camp(m, day) == side))
        )
        if own - max(others, default=0.0) >= APART:
            return member, float(stated[side])
    return side, float(stated[side])


def outcome(
    members: Mapping[str, Sequence[float]],
    facts: DraftFacts,
    evidence: Mapping[str, Sequence[float]] | None = None,
    before: int = ALL_YEARS,
    given: Mapping[str, Sequence[float]] | None = None,
) -> OutcomeProbabilities:
    """The outcome's probabilities from the members' on a draft, and what was heard of their intentions; `given` sets votes.

    A sponsor's name on the draft counts as heard: it tells of its camp too, through the shared factor. The majority is that of
    the day; nobody can veto a procedural motion.
    """
    stated = table("evidence")["stance"]["sponsors"]["likelihood"]
    heard = {m: (stated["yes"], stated["no"], stated["abstain"]) for m in facts.sponsors if m in members}
    for m, likelihood in (evidence or {}).items():
        known = heard.get(m, (1.0, 1.0, 1.0))
        heard[m] = tuple(a * b for a, b in zip(known, likelihood, strict=True))
    loadings = {m: loading(m, facts.day, facts.situation, before) for m in members}
    loadings |= {m: (m, loadings[m][1]) for m in _dissenters(heard, facts.day)}
    short = table("priors")["head_count"].get(sponsor_kind(facts), 1.0)
    veto = () if facts.procedural else PERMANENT
    return outcome_probabilities(members, loadings, veto, heard, short, majority_needed(facts.day), given)


def _dissenters(heard: Mapping[str, Sequence[float]], day: date) -> list[str]:
    """Permanent members that speak against a draft which a partner of their camp stands behind: they are on their own."""
    backers = {camp(m, day) for m, (yes, no, _) in heard.items() if yes > no}
    return [m for m, (yes, no, _) in heard.items() if m in PERMANENT and no > yes and camp(m, day) in backers]


__all__ = ["Coefficients", "Past", "Rows", "Setting", "VoteModel", "member_probabilities", "outcome", "rows_of"]
