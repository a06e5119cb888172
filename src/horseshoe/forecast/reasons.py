"""Why a forecast is as it is: each group of facts left out in turn, and what would change the outcome."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from horseshoe.council.situations import situation as situation_named
from horseshoe.council.states import many, short_name, with_articles
from horseshoe.forecast.described import Described
from horseshoe.forecast.evidence import Statement, standing, without
from horseshoe.forecast.knowledge import shield, table
from horseshoe.forecast.members.features import sponsor_kind
from horseshoe.forecast.members.joint import OutcomeProbabilities
from horseshoe.forecast.members.parameters import own_record
from horseshoe.forecast.members.votes import PERMANENT, DraftVote
from horseshoe.forecast.result import Change, Reason, Shares, Source

if TYPE_CHECKING:
    from horseshoe.forecast.forecast import Forecaster

# groups of facts -> the features they stand for (prefixes)
GROUPS: dict[str, tuple[str, ...]] = {
    "shields": ("shield", "press"),
    "item": ("no on item", "abstain on item", "no lately", "abstain lately", "lost", "contested", "table"),
    "sponsors": ("own", "friend", "rival", "south", "joint", "president", "arab", "shield * ", "press * ", "sponsors"),
    "rhythm": ("renewal", "shield * renewal", "press * renewal"),
    "acts": (),
}
KIND_WORDS = {
    "president": "it is the President's own draft",
    "joint": "western members and Russia or China stand behind it",
    "west": "western members stand behind it",
    "east": "Russia, China or their partners stand behind it",
    "south": "states outside the western and eastern camps stand behind it",
    "unknown": "its sponsors are not known",
}
SHOWN = 3
RECENT = 25
"""Years after which a veto is no longer named as a reason: what moves a forecast by then are the votes since."""


def names_of(groups: Sequence[str]) -> tuple[str, ...]:
    """The prefixes of the features that groups of facts stand for."""
    return tuple(p for g in groups for p in GROUPS.get(g, ()))


def reasons(station: Forecaster, draft: Described, result: Shares) -> tuple[Reason, ...]:
    """The facts that moved the outcome most, largest first, each with its source; `effect` is on the chance of a veto."""
    found = []
    for s in standing(draft.statements):
        less = station.chances(replace(draft, statements=without(draft.statements, s)))
        found.append(_reason(statement_words(s, station.as_of), _source(s), result, less))
    for signal in draft.signals:
        less = station.chances(replace(draft, signals=tuple(o for o in draft.signals if o is not signal)))
        found.append(_reason(signal.words, Source("span", signal.span.text, signal.span), result, less))
    for group in GROUPS:
        told = _record(group, station, draft)
        if told:
            found.append(_reason(told[0], told[1], result, station.chances(draft, (group,))))
    return tuple(r for _, r in sorted(found, key=lambda pair: -pair[0])[:SHOWN])


def _reason(text: str, source: Source, result: Shares, less: Shares) -> tuple[float, Reason]:
    """A reason and how far the fact moves the outcome: half the sum of the changes of its three chances."""
    moved = (result.adopted - less.adopted, result.vetoed - less.vetoed, result.failed - less.failed)
    return sum(map(abs, moved)) / 2, Reason(text, moved[1], source)


def statement_words(s: Statement, day: date) -> str:
    """A statement as it was said: "China threatens a veto on a condition (14 July 2006)"."""
    rows = table("evidence")["words"]
    words = (
        rows[s.stance].get(s.said) or rows[s.stance].get("hedged" if s.hedged else "announced") or rows[s.stance]["announced"]
    )
    return f"{_name(s.member, day)} {words} ({_day(s.said_on)})"


def _source(s: Statement) -> Source:
    return Source("span", s.span.text, s.span) if s.span else Source("description", s.note or "as described")


def _record(group: str, station: Forecaster, draft: Described) -> tuple[str, Source] | None:
    facts, day = draft.facts(), station.as_of
    if group == "shields":
        relations = [r for m in PERMANENT if (r := shield(m, facts.situation, day))]
        if not relations:
            return None
        lead = max(relations, key=lambda r: r.weight)
        return f"{_name(lead.member, day)} has shielded the situation since {lead.start.year}", Source("relation", lead.source)
    if group == "item":
        return _item(facts.situation, day)
    if group == "sponsors":
        text = KIND_WORDS[sponsor_kind(facts)]
        if draft.mention:
            return text, Source("span", draft.mention.text, draft.mention)
        names = ", ".join(_name(s, day) for s in facts.sponsors) or "no sponsor given"
        return text, Source("description", names)
    if group == "rhythm":
        return ("it renews a mandate", _act_source(draft, "renewal")) if facts.act == "renewal" else None
    acts = [a for a, _ in draft.acts if a != "renewal"]
    if not acts:
        return None
    return f"what the draft would do: {', '.join(acts)}", _act_source(draft, acts[0])


def _act_source(draft: Described, act: str) -> Source:
    span = next((s for a, s in draft.acts if a == act), None)
    row = next(r for r in table("acts")["act"] if r["id"] == act)
    return Source("span", span.text, span) if span else Source("description", row["reason"])


def _item(situation: str, day: date) -> tuple[str, Source]:
    """What became of earlier drafts on the situation; no veto is named that is of another age."""
    every = [d for d in own_record(day, only=lambda d: d.outcome == "vetoed") if d.facts.situation == situation]
    lost = [d for d in every if d.facts.day.year >= day.year - RECENT]
    if not lost:
        since = f"in the last {RECENT} years" if every else "on record before"
        return f"no veto on {situation_named(situation).name} {since}", Source("record", "the project's record of vetoes")
    last: DraftVote = lost[-1]
    who = many([_name(m, last.facts.day) for m, v in last.votes.items() if v == "no" and m in PERMANENT])
    more = f", one of {len(lost)} vetoed drafts on this situation" if len(lost) > 1 else ""
    return f"{who} vetoed {last.symbol or 'a draft'} on {_day(last.facts.day)}{more}", Source(
        "record", last.symbol or last.meeting
    )


def _name(member: str, day: date) -> str:
    """What a member is called at the beginning of a sentence or inside it: "the United States", "Russia"."""
    return with_articles(short_name(member, day) or member)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def changes(station: Forecaster, draft: Described, result: OutcomeProbabilities) -> tuple[Change, ...]:
    """What would move the outcome most plainly: the likeliest veto turned, a sponsor won, an act dropped."""
    if not result.vetoed_by:
        return ()
    lead = max(result.vetoed_by, key=lambda m: result.vetoed_by[m])
    name, day = _name(lead, station.as_of), station.as_of
    others = tuple(s for s in draft.statements if s.member != lead)
    found = []

    def case(text: str, changed: Described) -> None:
        r = station.chances(changed)
        found.append(Change(text, Shares(r.adopted, r.vetoed, r.failed)))

    if result.vetoed_by[lead] >= 0.2:
        threatened = any(s.stance == "threatens_veto" for s in draft.statements if s.member == lead)
        says = "withdraws its threat" if threatened else "says it will not veto"
        case(f"if {name} {says}", replace(draft, statements=(*others, Statement(lead, "will_not_veto", day, 1.0))))
        joined = replace(draft, sponsors=(*draft.sponsors, lead), statements=(*others, Statement(lead, "sponsors", day, 1.0)))
        case(f"if {name} sponsors it", joined)
        heavy = [a for a, _ in draft.acts if next(r["against"] for r in table("acts")["act"] if r["id"] == a) > 0]
        if heavy:
            kept = tuple((a, s) for a, s in draft.acts if a not in heavy)
            case(f"if it drops {', '.join(heavy)}", replace(draft, acts=kept))
    else:
        case(f"if {name} threatens a veto", replace(draft, statements=(*others, Statement(lead, "threatens_veto", day, 1.0))))
    return tuple(found)
