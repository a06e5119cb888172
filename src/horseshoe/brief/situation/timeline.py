"""A situation's timeline: each day's drafts, positions and events, what several members did alike in one entry."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.brief.agreement import agree
from horseshoe.brief.drawing.horseshoe import does
from horseshoe.brief.words import capital, some_named, status_word
from horseshoe.stances import DECIDED

if TYPE_CHECKING:
    from horseshoe.record.dossiers.dossier_types import Dossier, DraftEntry, Source

MOST = 40  # days shown, the newest
EVENTS = 3  # a day


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of a day, in words."""

    text: str
    source: Source
    quoted: bool = False


def by_day(dossier: Dossier, name: Callable[[str | None], str], draft: Callable[[int], str]) -> list[tuple[date, list[Entry]]]:
    """The days, the newest first, each with its entries; a position that was already taken is not told again."""
    days: dict[date, list[Entry]] = defaultdict(list)
    for day, entry in (*_changes(dossier, draft), *_stands(dossier, name, draft)):
        days[day].append(entry)
    for t in dossier.timeline:
        entries = days[t.day]
        told_already = any(e.source.text in t.text or t.text in e.source.text for e in entries)
        if t.what == "event" and sum(e.quoted for e in entries) < EVENTS and not told_already:
            entries.append(Entry(t.text, t.source, quoted=True))
    return sorted(((d, es) for d, es in days.items() if es), reverse=True, key=lambda pair: pair[0])[:MOST]


def _changes(dossier: Dossier, draft: Callable[[int], str]) -> Iterator[tuple[date, Entry]]:
    """Each change of a draft's status, on the day of the document that tells it first."""
    for entry in dossier.drafts:
        status = ""
        for version in entry.versions:
            day = version.source.published
            if day and version.status != status and not version.background:
                status = version.status
                yield day, Entry(capital(f"{draft(entry.no)}: {status_word(status)}."), version.source)


def _stands(dossier: Dossier, name: Callable[[str | None], str], draft: Callable[[int], str]) -> Iterator[tuple[date, Entry]]:
    """Each new position, with all who took it on the same day."""
    ends = {d.no: _decided_on(d) for d in dossier.drafts}
    for (when, stance, no), told in _positions(dossier).items():
        who = [name(actor) for actor, _ in told]
        decided = ends.get(no or 0)
        verb = agree(does(stance, to_come=decided is None or when < decided), len(who) > 1)
        on = f" {_joint(stance)}{draft(no)}" if no else ""
        yield when, Entry(capital(f"{some_named(who)} {verb}{on}."), told[0][1])


def _decided_on(draft: DraftEntry) -> date | None:
    ends = (v.vote_day or v.source.published or date.max for v in draft.versions if v.status in DECIDED)
    return min(ends, default=None)


def _positions(dossier: Dossier) -> dict[tuple[date, str, int | None], list[tuple[str, Source]]]:
    found: dict[tuple[date, str, int | None], list[tuple[str, Source]]] = {}
    for actor, entries in dossier.positions.items():
        before: dict[int | None, str] = {}
        for e in entries:
            if e.day and not e.negated and before.get(e.draft) != e.stance:
                found.setdefault((e.day, e.stance, e.draft), []).append((actor, e.source))
            before[e.draft] = e.stance
    return found


def _joint(stance: str) -> str:
    """The word between a stance and what it is on: "undecided on", "abstained on"; none after a verb that takes an object."""
    return "on " if stance in ("undecided", "abstained", "threatens_veto", "urges") else ""
