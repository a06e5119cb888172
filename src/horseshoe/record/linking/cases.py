"""The record's drafts and persons: which case each draft of a batch belongs to, which persons are one."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, bindparam, or_, select, true, update

from horseshoe.model import Draft, Reading
from horseshoe.record.linking.link import DAYS_APART, Case, Person, absorb, best_case, same_person, surname
from horseshoe.record.rows import Row
from horseshoe.record.schema import actors, drafts, merges
from horseshoe.record.sql import chunks, insert_all, next_number


class CaseAssigner:
    """Assigns the drafts of a batch of readings to cases of the record, and writes the cases back at the end."""

    def __init__(self, connection: Connection, readings: Sequence[tuple[Reading, str | None]]) -> None:
        """`readings` come with their documents' main situations."""
        self.connection = connection
        wanted = {d.situation or main for r, main in readings for d in r.drafts}
        symbols = {s for r, _ in readings for d in r.drafts for s in (d.symbol, d.matches) if s}
        rows: dict[int, Any] = {}
        for part in chunks(sorted(w for w in wanted if w)):
            query = select(drafts).where(drafts.c.situation.in_(part), self._in_time([r for r, _ in readings]))
            rows.update((row.no, row) for row in connection.execute(query))
        for part in chunks(sorted(symbols)):
            rows.update((row.no, row) for row in connection.execute(select(drafts).where(drafts.c.symbol.in_(part))))
        self.cases = [_case(rows[no]) for no in sorted(rows)]
        self.shelves: dict[tuple[str | None, int | None], dict[int, Case]] = {}
        self.by_symbol: dict[str, Case] = {}
        for case in self.cases:
            self._shelve(case)
        self.next = next_number(connection, drafts)

    def _in_time(self, readings: Sequence[Reading]) -> Any:
        """Leave out cases too long ago to be linked, so that a long record costs no more than a short one."""
        days = [r.document.published for r in readings if r.drafts]
        days += [day for r in readings for d in r.drafts if d.when for day in (d.when.start, d.when.end)]
        known = [d for d in days if d]
        if not known or len(known) < len(days):
            return true()
        margin = timedelta(days=DAYS_APART)
        late, early = drafts.c.last_day >= min(known) - margin, drafts.c.first_day <= max(known) + margin
        return or_(drafts.c.last_day.is_(None), and_(late, early))

    def file(self, reading: Reading, main: str | None) -> tuple[dict[str, int], dict[str, Row]]:
        """Case numbers and links (score, reason) by the reading's draft ids."""
        numbers: dict[str, int] = {}
        links: dict[str, Row] = {}
        day = reading.document.published
        for draft in reading.drafts:
            free = self._candidates(draft, draft.situation or main, day)
            if numbers:  # two drafts of one text are two cases
                free = [c for c in free if c.no not in numbers.values()]
            found = best_case(draft, main, day, free)
            if found:
                case, link = found
                links[draft.id] = {"score": link.score, "reason": link.reason}
            else:
                case = self._open(draft, main)
                links[draft.id] = {"score": 1.0, "reason": "first seen here"}
            absorb(case, draft, main, day)
            self._shelve(case)
            numbers[draft.id] = case.no
        return numbers, links

    def _shelve(self, case: Case) -> None:
        """Put a case where drafts of its situation and time look for it: a shelf a quarter of a year."""
        if case.symbol:
            self.by_symbol[case.symbol] = case
        quarters: Iterable[int | None] = [None]
        if case.first_day and case.last_day:
            margin = timedelta(days=DAYS_APART)
            quarters = [None, *range(_quarter(case.first_day - margin), _quarter(case.last_day + margin) + 1)]
        for quarter in quarters:
            self.shelves.setdefault((case.situation, quarter), {})[case.no] = case

    def _candidates(self, draft: Draft, situation: str | None, published: date | None) -> Iterable[Case]:
        """Cases of the draft's symbol, or of its situation (or none) and time; of any time where the draft has none."""
        found: dict[int, Case] = {}
        for symbol in (draft.symbol, draft.matches):
            if symbol and symbol in self.by_symbol:
                found[self.by_symbol[symbol].no] = self.by_symbol[symbol]
        day = draft.when.start if draft.when else published
        for place in {situation, None}:
            if day is None:
                found.update(self.shelves.get((place, None), {}))
            else:
                found.update(self.shelves.get((place, _quarter(day)), {}))
        return found.values()

    def _open(self, draft: Draft, main: str | None) -> Case:
        case = Case(self.next, draft.label, draft.symbol or draft.matches, draft.situation or main, new=True)
        case.status = draft.status
        self.next += 1
        self.cases.append(case)
        return case

    def close(self) -> None:
        """Write new and changed cases."""
        fresh = [_case_row(c) for c in self.cases if c.new]
        insert_all(self.connection, drafts, fresh)
        old = [{f"b_{k}": v for k, v in _case_row(c).items()} for c in self.cases if c.changed and not c.new]
        if old:
            columns: dict[str, Any] = {c.name: bindparam(f"b_{c.name}") for c in drafts.columns if c.name != "no"}
            self.connection.execute(update(drafts).where(drafts.c.no == bindparam("b_no")).values(columns), old)


def _quarter(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3


def _case(row: Any) -> Case:
    sponsors = tuple(json.loads(row.sponsors))
    return Case(
        row.no, row.label, row.symbol, row.situation, sponsors, row.status, row.status_day, row.first_day, row.last_day
    )  # fmt: skip


def _case_row(case: Case) -> Row:
    return {
        "no": case.no,
        "label": case.label,
        "symbol": case.symbol,
        "situation": case.situation,
        "sponsors": json.dumps(list(case.sponsors)),
        "status": case.status,
        "status_day": case.status_day,
        "first_day": case.first_day,
        "last_day": case.last_day,
    }


def note_actors(connection: Connection, readings: Iterable[Reading]) -> None:
    """Add actors not seen before; a person is compared with those of the same surname."""
    found = {a.id: a for r in readings for a in r.actors}
    for part in chunks(sorted(found)):
        for row in connection.execute(select(actors.c.id).where(actors.c.id.in_(part))):
            del found[row.id]
    if not found:
        return
    named = {a.id: surname(a.name) for a in found.values() if a.type == "person"}
    known, canonical = _persons_called(connection, set(named.values()))
    judged = _judged(connection, found)
    rows = []
    for id_ in sorted(found):
        actor, key = found[id_], named.get(id_)
        person = Person(id_, actor.name, actor.speaks_for)
        link = same_person(person, known[key]) if key and id_ not in judged else None
        canonical[id_] = judged.get(id_) or (canonical.get(link.target, link.target) if link else id_)
        if key:
            known[key].append(person)
        rows.append(
            {
                "id": id_,
                "name": actor.name,
                "type": actor.type,
                "role": actor.role,
                "speaks_for": actor.speaks_for,
                "surname": key,
                "canonical": canonical[id_],
                "score": link.score if link else None,
                "reason": link.reason if link else ("a person's word" if id_ in judged else None),
            }
        )
    insert_all(connection, actors, rows)


def _persons_called(connection: Connection, surnames: Iterable[str]) -> tuple[dict[str, list[Person]], dict[str, str]]:
    """The record's persons by surname, and the id that each of them goes by."""
    known: dict[str, list[Person]] = defaultdict(list)
    canonical: dict[str, str] = {}
    for part in chunks(sorted(surnames)):
        for row in connection.execute(select(actors).where(actors.c.surname.in_(part))):
            known[row.surname].append(Person(row.id, row.name, row.speaks_for))
            canonical[row.id] = row.canonical
    return known, canonical


def _judged(connection: Connection, ids: Iterable[str]) -> dict[str, str]:
    """The actors that people have told to be one with another."""
    judged: dict[str, str] = {}
    for part in chunks(sorted(ids)):
        query = select(merges.c.actor, merges.c.same_as).where(merges.c.actor.in_(part))
        judged.update((row.actor, row.same_as) for row in connection.execute(query))
    return judged
