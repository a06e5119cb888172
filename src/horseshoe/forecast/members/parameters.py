"""The fitted default that ships (data/parameters.json), and how it is made again from a votes file.

It holds, for every quarter, coefficients fitted on the votes before it; and what the past of each agenda item was, as yearly
sums. A forecast as of a date uses the coefficients of its quarter and the sums of earlier years; within the year it knows
the vetoes and drafts of the project's own record (council/data) up to the day before.
"""

from __future__ import annotations

import bisect
import functools
import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from importlib.resources import files
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from horseshoe.council.decisions import complete_through
from horseshoe.council.votes_on_record import DraftVote as OnRecord
from horseshoe.council.votes_on_record import draft_votes
from horseshoe.errors import InputError
from horseshoe.forecast.knowledge import camp, penholders, situation_id
from horseshoe.forecast.members.features import Past, sponsor_kind
from horseshoe.forecast.members.model import (
    Array,
    Coefficients,
    Rows,
    VoteModel,
    fit_rows,
    pooled,
    quarter_of,
    quarters_of,
    rows_of,
)
from horseshoe.forecast.members.softmax import probabilities
from horseshoe.forecast.members.votes import PERMANENT, VOTES, DraftFacts, DraftVote, Vote, load_votes
from horseshoe.forecast.scoring.conformal import YearlySets

FEWEST_YEARS = 2
CARRIED = 5  # years whose adoptions stand in for those of later years
MEMORY = timedelta(days=400)
DAY = timedelta(days=1)
Json = dict[str, Any]


@dataclass(frozen=True)
class Parameters:
    """Models by quarter (2012.25: from the votes before April 2012), yearly sums of the past, the conformal sets by year."""

    models: dict[float, VoteModel]
    items: tuple[Json, ...]
    members: tuple[Json, ...]
    kinds: tuple[Json, ...]
    sets: dict[int, dict[str, tuple[float, float, float]]]
    summed_through: int
    pasts: dict[int, Past] = field(default_factory=dict, init=False, repr=False, compare=False)  # by year, made when asked for

    def model(self, day: date) -> VoteModel:
        """The model for a day: the latest that was fitted only on earlier quarters, or the earliest there is."""
        usable = [q for q in self.models if q <= quarter_of(day)]
        return self.models[max(usable) if usable else min(self.models)]

    def least(self, day: date, permanent: bool) -> tuple[float, float, float]:
        """The least probabilities at which a vote enters a member's set, by group of conformal.GROUPS, from earlier years."""
        usable = [y for y in self.sets if y <= day.year]
        return self.sets[max(usable)]["permanent" if permanent else "elected"] if usable else (0.0, 0.0, 0.0)

    def past(self, as_of: date) -> Past:
        """All that was known of earlier votes on a day; nothing from that day on."""
        past = self._before(as_of.year).copy()
        self._carry_on(past, as_of.year, as_of)
        for draft in own_record(as_of, as_of - MEMORY + DAY):
            if self.first_year <= draft.facts.day.year <= min(self.summed_through, as_of.year - 1):
                past.count_recent(draft)
            elif draft.facts.day.year == as_of.year:
                past.add(draft)
        return past

    def _before(self, year: int) -> Past:
        """What every day of a year knows of the years before it; each year is counted once, on top of the one before."""
        if year not in self.pasts:
            last = max((y for y in self.pasts if y < year), default=0)
            past = self.pasts[last].copy() if last else Past()
            for kept, count in ((self.items, _count_item), (self.members, _count_member), (self.kinds, _count_kind)):
                for row in kept:
                    if last <= row["year"] < year:
                        count(past, row)
            for y in range(last, year):
                self._carry_on(past, y, date(year, 1, 1))
            for start, end in ((last, self.first_year), (max(last, self.summed_through + 1), year)):
                for draft in own_record(date(min(end, year), 1, 1), date(max(start, 1), 1, 1)):
                    past.add(draft)
            past.settle(date(year, 1, 1))
            self.pasts[year] = past
        return self.pasts[year]

    def _carry_on(self, past: Past, year: int, as_of: date) -> None:
        """After the record's last whole day it holds few adoptions, so the adoptions of the last years of the sums go on."""
        whole = complete_through()
        if year < max(self.summed_through + 1, whole.year):
            return
        start, end = max(whole, date(year, 1, 1)), min(as_of, date(year, 12, 31))
        part = max(0, (end - start).days) / 366 / CARRIED
        day = end - timedelta(days=1) if year == as_of.year else start + (end - start) / 2
        for row in self.items:
            n = row["n"] - row["lost"]
            if n > 0 and row["year"] > self.summed_through - CARRIED:
                who = {w: {v: part * k for v, k in cast.items() if v != "no"} for w, cast in row["who"].items()}
                contested = max(0, row["contested"] - row["lost"])
                past.count_item(day, row["situation"], row["kind"], part * n, part * contested, 0.0, who)

    @functools.cached_property
    def first_year(self) -> int:
        """The first year that the sums cover."""
        return min((row["year"] for row in self.items), default=9999)


def _count_item(past: Past, row: Json) -> None:
    past.count_item(_day(row), row["situation"], row["kind"], row["n"], row["contested"], row["lost"], row["who"])


def _count_member(past: Past, row: Json) -> None:
    past.count_member(_day(row), row["member"], row["cast"])


def _count_kind(past: Past, row: Json) -> None:
    past.count_kind(_day(row), row["situation"], row["renewal"], row["kind"], row["n"])


def _day(row: Json) -> date:
    return date(row["year"], 7, 1)


def own_record(before: date, since: date = date.min, *, only: Callable[[OnRecord], bool] = lambda _: True) -> list[DraftVote]:
    """The drafts of the project's own record put to the vote from `since` on and before a day, oldest first."""
    drafts, days = _whole_record()
    wanted = range(bisect.bisect_left(days, since), bisect.bisect_left(days, before))
    return [_numbered(n) for n in wanted if only(drafts[n])]


@functools.cache
def _whole_record() -> tuple[list[OnRecord], list[date]]:
    """All of it, and the days of its votes."""
    drafts = [d for d in draft_votes() if not d.procedural]
    return drafts, [d.date for d in drafts]


@functools.lru_cache(maxsize=8192)  # the same three thousand for every day that is asked about
def _numbered(n: int) -> DraftVote:
    """The draft in a place of the whole record; its votes are made out when somebody asks."""
    return _on_record(_whole_record()[0][n])


def _on_record(d: OnRecord) -> DraftVote:
    votes: dict[str, Vote] = dict.fromkeys(d.vetoed_by, "no")
    if cast := d.votes:
        for vote in VOTES:
            votes |= dict.fromkeys(getattr(cast, vote), vote)
    votes = {("RUS" if m == "SUN" else m): v for m, v in votes.items()}
    sponsors = d.sponsors or penholders(d.situation, d.date)
    facts = DraftFacts(
        day=d.date,
        situation=situation_id(d.situation),
        sponsors=tuple("RUS" if s == "SUN" else s for s in sponsors),
        sponsors_known=bool(sponsors),
    )
    unanimous = d.outcome == "adopted" and not d.no and not d.abstain
    return DraftVote(d.symbol or d.label, facts, d.outcome, votes, unanimous, d.meeting or "", d.symbol or "", d.situation)


def fit_parameters(path: Path) -> Parameters:
    """Fit the models of every quarter on a votes file, learn the sets by year, and sum its past by year."""
    drafts = load_votes(path).drafts
    years, quarters = np.array([d.facts.day.year for d in drafts]), quarters_of(drafts)
    parts = dict(zip(("permanent", "elected"), rows_of(drafts, Past()), strict=True))
    first, last = int(years.min()) + FEWEST_YEARS, int(years.max()) + 1
    models: dict[float, VoteModel] = {}
    said = {name: np.zeros((len(rows.vote), 3)) for name, rows in parts.items()}
    start: dict[str, Any] = dict.fromkeys(parts)
    for until in (first + k / 4 for k in range(4 * (last - first) + 1)):
        fitted = {}
        for name, rows in parts.items():
            fitted[name] = fit_rows(rows, quarters, until, permanent=name == "permanent", start=start[name])
            start[name] = fitted[name].values
            if (mine := quarters[rows.draft] == until).any():
                p = probabilities(rows.x[mine], fitted[name].values)
                said[name][mine] = pooled(p, rows.table[mine]) if name == "permanent" else p
        models[until] = VoteModel(until, fitted["permanent"], fitted["elected"])
    items, members, kinds = _sums(drafts)
    return Parameters(models, items, members, kinds, _sets(parts, said, years, range(first, last + 1)), int(years.max()))


def _sets(
    parts: dict[str, Rows], said: dict[str, Array], years: NDArray[np.intp], span: range
) -> dict[int, dict[str, tuple[float, float, float]]]:
    """The least probabilities of the sets of each year but the first, learnt on the years before it."""
    seen, found = {name: YearlySets() for name in parts}, {}
    for year in span:
        if year > span.start:
            found[year] = {name: sets.least() for name, sets in seen.items()}
        for name, rows in parts.items():
            mine = (years[rows.draft] == year) & (rows.vote >= 0)
            if mine.any():
                seen[name].add(said[name][mine], rows.vote[mine])
    return found


def _sums(drafts: tuple[DraftVote, ...]) -> tuple[tuple[Json, ...], tuple[Json, ...], tuple[Json, ...]]:
    items: dict[tuple[int, str, str], Json] = {}
    members: dict[tuple[int, str], Json] = {}
    kinds: dict[tuple[int, str, bool, str], Json] = {}
    past = Past()
    for d in drafts:
        f, year, kind = d.facts, d.facts.day.year, sponsor_kind(d.facts)
        row = items.setdefault(
            (year, f.situation, kind),
            {"year": year, "situation": f.situation, "kind": kind, "n": 0, "contested": 0, "lost": 0, "who": {}},
        )
        row["n"] += 1
        row["contested"] += not d.unanimous
        row["lost"] += d.outcome != "adopted"
        for m, vote in d.votes.items():
            cast = row["who"].setdefault(m if m in PERMANENT else camp(m, f.day), defaultdict(int))
            cast[vote] += 1
            member = members.setdefault((year, m), {"year": year, "member": m, "cast": defaultdict(int)})
            member["cast"][vote] += 1
        past.about(f)
        if kind != "unknown":
            renewal = past.renewal(f) >= 0.8
            known = kinds.setdefault(
                (year, f.situation, renewal, kind),
                {"year": year, "situation": f.situation, "renewal": renewal, "kind": kind, "n": 0},
            )
            known["n"] += 1
        past.add(d)
    return tuple(items.values()), tuple(members.values()), tuple(kinds.values())


def save(parameters: Parameters, path: Path) -> None:
    """Write parameters as JSON, numbers rounded to three decimals."""
    models = parameters.models.values()
    first = next(iter(models))
    data = {
        "about": "Fitted by `horseshoe backtest --votes FILE --fit parameters.json`; see docs/forecast.md.",
        "summed_through": parameters.summed_through,
        "permanent_names": first.permanent.names,
        "elected_names": first.elected.names,
        "models": [{"until": m.until, "permanent": _cells(m.permanent), "elected": _cells(m.elected)} for m in models],
        "sets": {str(y): s for y, s in parameters.sets.items()},
        "items": [
            [r["year"], r["situation"], r["kind"], r["n"], r["contested"], r["lost"], _packed(r["who"])]
            for r in parameters.items
        ],
        "members": [[r["year"], r["member"], _cast(r["cast"])] for r in parameters.members],
        "kinds": [[r["year"], r["situation"], int(r["renewal"]), r["kind"], r["n"]] for r in parameters.kinds],
    }
    lines = [f'"{k}": ' + _lines(v) for k, v in data.items()]
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def _cells(c: Coefficients) -> list[list[float]]:
    return [[round(float(v), 3) for v in row] for row in c.values]


def _lines(value: Any) -> str:
    dense = functools.partial(json.dumps, separators=(",", ":"), ensure_ascii=False)
    if isinstance(value, list) and value and isinstance(value[0], list | dict):
        return "[\n" + ",\n".join(dense(v) for v in value) + "\n]"
    return dense(value)


def _cast(cast: Json) -> list[int]:
    return [cast.get(v, 0) for v in VOTES]


def _packed(who: Json) -> Json:
    return {name: _cast(cast) for name, cast in sorted(who.items())}


def _votes(row: list[int]) -> Json:
    return {v: k for v, k in zip(VOTES, row, strict=True) if k}


def load(path: Path | None = None) -> Parameters:
    """The shipped parameters, or those of a file. InputError where it is no parameters file."""
    if path is None:
        return _shipped()
    try:
        return _read(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, KeyError, IndexError) as error:
        raise InputError("no parameters file", where=str(path), fix="make one with horseshoe backtest --fit") from error


@functools.cache
def _shipped() -> Parameters:
    return _read(files("horseshoe.forecast").joinpath("data", "parameters.json").read_text(encoding="utf-8"))


def _read(text: str) -> Parameters:
    data = json.loads(text)
    models = {}
    for m in data["models"]:
        pair = (Coefficients(tuple(data[f"{k}_names"]), np.array(m[k], dtype=float)) for k in ("permanent", "elected"))
        models[m["until"]] = VoteModel(m["until"], *pair)
    names = ("year", "situation", "kind", "n", "contested", "lost", "who")
    items = [dict(zip(names, r, strict=True)) for r in data["items"]]
    items = [r | {"who": {k: _votes(v) for k, v in r["who"].items()}} for r in items]
    members = [{"year": y, "member": m, "cast": _votes(c)} for y, m, c in data["members"]]
    kinds = [{"year": y, "situation": s, "renewal": bool(r), "kind": k, "n": n} for y, s, r, k, n in data["kinds"]]
    sets = {int(y): {k: (v[0], v[1], v[2]) for k, v in s.items()} for y, s in data["sets"].items()}
    return Parameters(models, tuple(items), tuple(members), tuple(kinds), sets, data["summed_through"])


def known_votes(path: Path, as_of: date) -> tuple[DraftVote, ...]:
    """The drafts of a person's own votes file that were put to the vote before a day."""
    return tuple(d for d in load_votes(path).drafts if d.facts.day < as_of)


def from_votes(path: Path, as_of: date) -> tuple[VoteModel, Past]:
    """The model and the past that a votes file gives on a day: fitted on the quarters before, told of the votes before it."""
    drafts = known_votes(path, as_of)
    years = np.array([d.facts.day.year for d in drafts])
    if (years < as_of.year).sum() < 50:
        raise InputError(f"fewer than 50 drafts before {as_of.year} to learn from", where=str(path), fix="leave out --votes")
    past = Past()
    five, ten = rows_of(drafts, past)
    fitted = (fit_rows(rows, quarters_of(drafts), quarter_of(as_of), permanent=rows is five) for rows in (five, ten))
    return VoteModel(quarter_of(as_of), *fitted), past


__all__ = ["Parameters", "fit_parameters", "from_votes", "load", "own_record", "replace", "save"]
