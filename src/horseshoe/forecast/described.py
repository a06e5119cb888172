"""A draft as a forecast sees it: described by a person (one builder for every door), or found in a reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from horseshoe.council.blocs import bloc_members, is_bloc
from horseshoe.council.members import COMPLETE_THROUGH, members_on
from horseshoe.council.situations import situations
from horseshoe.council.states import find_state, name_on, state_of
from horseshoe.errors import NothingFoundError, UsageError
from horseshoe.forecast.evidence import Statement, same_text, speaking_against, statements_in
from horseshoe.forecast.foretold import Signal, foretold
from horseshoe.forecast.knowledge import camp, shield, situation_id, table
from horseshoe.forecast.members.features import WEST
from horseshoe.forecast.members.votes import PERMANENT, DraftFacts
from horseshoe.model import Draft, Position, Reading, Span, Stance
from horseshoe.reading.docket import in_question, is_open

NEWS = ("news", "other")  # kinds of document that tell of a draft from outside
Kind = Literal["draft", "amendment", "procedural"]
"""What is put to the vote: a draft resolution, an amendment to one, a procedural motion (which nobody can veto)."""
KIND_WORDS = {"draft": "draft", "amendment": "amendment", "procedural": "procedural motion"}
ONE_SEAT = ("SUN", "RUS")
"""The Russian Federation continues the Soviet Union's membership (letter of 24 December 1991 to the Secretary-General)."""
NEAR = 3  # a word in the draft's own provisions counts as often as this many elsewhere in the text


@dataclass(frozen=True)
class Described:
    """A draft to be voted on: what is known on `day`, and what members were heard to say.

    `sponsors` are ids of states; `acts` ids of data/acts.toml, each with the words that say so where a text does.
    """

    situation: str
    day: date
    sponsors: tuple[str, ...] = ()
    acts: tuple[tuple[str, Span | None], ...] = ()
    label: str = "the draft resolution"
    statements: tuple[Statement, ...] = ()
    rivals: int = 0
    by_president: bool = False
    mention: Span | None = None
    backers: tuple[str, ...] = field(default=())
    signals: tuple[Signal, ...] = ()
    news: bool = False  # told of in an article: more often in doubt than the record's drafts
    kind: Kind = "draft"

    def facts(self) -> DraftFacts:
        """The facts that the members' model takes."""
        brought = tuple(dict.fromkeys((*self.sponsors, *self.backers)))
        return DraftFacts(
            day=self.day,
            situation=situation_id(self.situation),
            sponsors=brought,
            by_president=self.by_president,
            sponsors_known=bool(brought) or self.by_president,
            rivals=self.rivals,
            act="renewal" if any(a == "renewal" for a, _ in self.acts) else None,
            amendment=self.kind == "amendment",
            procedural=self.kind == "procedural",
        )


def act_ids() -> tuple[str, ...]:
    """The acts that data/acts.toml knows."""
    return tuple(row["id"] for row in table("acts")["act"])


def check_acts(acts: Sequence[str]) -> None:
    """UsageError where an act is not known."""
    for act in acts:
        if act not in act_ids():
            raise UsageError(f"no act called {act!r}", where="--act", fix=f"choose from {', '.join(act_ids())}")


def describe(  # noqa: PLR0913
    situation: str,
    day: date,
    *,
    sponsors: Sequence[str] = (),
    acts: Sequence[str] = (),
    threats: Sequence[str] = (),
    supporters: Sequence[str] = (),
    heard: Sequence[Statement] = (),
    rivals: int = 0,
    kind: str = "draft",
    label: str | None = None,
) -> Described:
    """The draft that a person describes; states by id or any name, the situation by id, name or the words of an agenda item.

    `threats` and `supporters` are members heard to threaten a veto or to support it, `heard` other statements, as read; `kind`
    is draft, amendment or procedural. UsageError for an unknown act or kind, or a statement of a state that was no member
    that day; OutsideRecordError for an unknown state or a day without a Council.
    """
    check_acts(acts)
    if kind not in get_args(Kind):
        raise UsageError(f"no kind called {kind!r}", where="kind", fix=f"choose from {', '.join(get_args(Kind))}")
    sitting = [m.id for m in members_on(day)]
    statements = list(heard)
    told: tuple[tuple[str, Stance, Sequence[str]], ...] = (
        ("threats", "threatens_veto", threats),
        ("supporters", "supports", supporters),
    )
    for where, stance, names in told:
        for member in (of_day(name, sitting) for name in names):
            if member not in sitting:
                raise UsageError(
                    f"{member} was not a member on {day}", where=where, fix=f"the members were {', '.join(sitting)}"
                )
            statements.append(Statement(member, stance, day, 1.0))
    return Described(
        situation=situation,
        day=day,
        sponsors=tuple(dict.fromkeys(of_day(name, sitting) for name in sponsors)),
        acts=tuple((a, None) for a in acts),
        statements=tuple(statements),
        rivals=rivals,
        label=label or f"described {KIND_WORDS[kind]} on {situation}",
        kind=kind,  # type: ignore[arg-type]
    )


def of_day(name: str, sitting: Sequence[str]) -> str:
    """The state of a name beside the members `sitting` on a day: "Russia" in 1985 -> SUN, "USSR" in 2012 -> RUS."""
    state = find_state(name.strip())
    return next(s for s in ONE_SEAT if s in sitting) if state in ONE_SEAT else state


def acts_in(draft: Draft) -> tuple[tuple[str, Span | None], ...]:
    """What a draft of a reading would do, with the words that say so; each act once."""
    found: dict[str, Span | None] = {}
    for provision in draft.provisions:
        words = f"{provision.act} {provision.span.text}".lower()
        for row in table("acts")["act"]:
            if any(w in words for w in row["words"]):
                found.setdefault(row["id"], provision.span)
    for word in (draft.label.lower(), *(m.text.lower() for m in draft.mentions)):
        for row in table("acts")["act"]:
            if any(w in word for w in row["words"]):
                found.setdefault(row["id"], draft.mentions[0])
    return tuple(found.items())


def draft_on_the_table(reading: Reading) -> Draft:
    """The draft in question, where it awaits a vote. NothingFoundError where none does, or it is decided or withdrawn."""
    draft = in_question(reading)
    if draft is None or not is_open(draft):
        raise NothingFoundError(
            "no draft resolution awaiting a vote is told of", where=reading.document.path, fix="describe the draft by options"
        )
    return draft


def pending_drafts(reading: Reading) -> tuple[Draft, ...]:
    """The drafts of a reading that await a vote, the one in question first; texts that are likely one stand once."""
    lead = in_question(reading)
    live = [d for d in reading.drafts if _live(d)]
    live.sort(key=lambda d: d is not lead)
    found: list[Draft] = []
    for draft in live:
        if not any(same_text(draft, other, reading) for other in found):
            found.append(draft)
    return tuple(found)


def _live(draft: Draft) -> bool:
    """Whether a draft is one text that awaits a vote now."""
    return is_open(draft) and not draft.background and not draft.several


def from_reading(reading: Reading, as_of: date, members: Sequence[str], draft: Draft | None = None) -> Described:
    """A draft of a reading (by default the one on the table) as it stood on a day, with what members say of it."""
    draft = draft or draft_on_the_table(reading)
    others = [d for d in reading.drafts if d.id != draft.id and d.situation == draft.situation and _live(d)]
    twins = [d for d in others if same_text(d, draft, reading)]
    heard = statements_in(reading, draft, members, as_of)
    sponsors = _sponsors(reading, (draft, *twins), heard, members, as_of)
    situation = situation_told(reading, draft)
    return Described(
        situation=situation,
        day=as_of,
        sponsors=sponsors,
        acts=acts_in(draft),
        label=draft.label,
        # a sponsor's role is a fact of the draft; as a statement too it would count twice
        statements=tuple(s for s in heard if s.stance != "sponsors" or s.member not in (*sponsors, *speaking_against(heard))),
        rivals=len(others) - len(twins),
        mention=draft.mentions[0],
        backers=_backers(reading, draft, heard, sponsors, situation_id(situation), as_of),
        signals=_not_heard_already(foretold(reading, draft), heard),
        news=reading.document.kind in NEWS,
    )


def _not_heard_already(signals: Sequence[Signal], heard: Sequence[Statement]) -> tuple[Signal, ...]:
    """The signals less a foretold veto where a permanent member's stance says as much."""
    threats = any(s.stance == "threatens_veto" and s.said != "open" and s.member in PERMANENT for s in heard)
    return tuple(s for s in signals if s.kind != "vetoed" or not threats)


def _sponsors(
    reading: Reading, drafts: Sequence[Draft], heard: Sequence[Statement], members: Sequence[str], day: date
) -> tuple[str, ...]:
    """The states that bring a draft; a bloc by those of its states that sit on the Council; none that speaks against it."""
    ids = {d.id for d in drafts}
    named = [s for d in drafts for s in d.sponsors]
    named += [p.actor for p in reading.positions if p.stance == "sponsors" and p.target in ids]
    found = _states(named, day)
    if any(is_bloc(n) for n in named):
        by_name = {state_of(n) for n in named}
        found = tuple(s for s in found if s in members or s in by_name) or found
    against = speaking_against(heard)
    return tuple(s for s in found if s not in against)


def situation_told(reading: Reading, draft: Draft) -> str:
    """The situation of a draft: as read where it is one of the Council's, else the one that the text names most often.

    A state that the record does not list stays, where the text names it as often as any situation.
    """
    read = draft.situation
    if read and (read in situations() or situation_id(read) in situations()):
        return read
    text = reading.document.text.lower()
    near = " ".join((draft.label, *(v.span.text for v in draft.provisions), *(m.text for m in draft.mentions))).lower()

    def often(words: Iterable[str]) -> int:
        return sum(text.count(w) + NEAR * near.count(w) for w in words)

    acting = {state_of(s) for s in (*draft.sponsors, *(p.actor for p in reading.positions if p.target == draft.id))}
    count = {s.id: often(s.words) for s in situations().values() if s.id not in acting}
    best = max(count, key=lambda k: count[k])
    if read and len(read) == 3 and read not in acting:
        name = name_on(read, reading.document.published or COMPLETE_THROUGH).lower()
        best = read if often([name]) >= count[best] else best
    return best if count.get(best, 1) else read or "not known"


def _states(ids: Sequence[str], day: date) -> tuple[str, ...]:
    """Sponsors as states: a bloc stands for its members of the day, an organ for its state."""
    found: dict[str, None] = {}
    for id_ in ids:
        if is_bloc(id_):
            found |= dict.fromkeys(bloc_members(id_, day, informal=True) or ())
        elif len(state := state_of(id_)) == 3 and state.isupper():
            found[state] = None
    return tuple(found)


def _backers(
    reading: Reading, draft: Draft, heard: Sequence[Statement], sponsors: Sequence[str], situation: str, as_of: date
) -> tuple[str, ...]:
    """Permanent members behind a draft they may not sponsor: they support it or urge others to; blocs speak for them.

    Where a western member shields the situation itself, its partners' support does not make the draft a western one.
    """
    barred, found = {*sponsors, *speaking_against(heard)}, dict[str, None]()
    for p in reading.positions:
        if _stands_behind(p, draft, as_of):
            found |= dict.fromkeys(m for m in _permanent_of(p.actor, as_of) if m not in barred or is_bloc(p.actor))
    alone = [m for m in WEST if (r := shield(m, situation, as_of)) and r.weight >= 0.5]
    return () if any(m not in found and m not in sponsors for m in alone) else tuple(found)


def _stands_behind(p: Position, draft: Draft, as_of: date) -> bool:
    """Whether a position told by a day supports a draft, urges others to, or brings it."""
    for_it = p.stance in ("supports", "urges", "sponsors") and p.asserted and p.target == draft.id
    return for_it and (p.said_on is None or p.said_on.start <= as_of)


def _permanent_of(actor: str, day: date) -> tuple[str, ...]:
    """The permanent member that an actor is, or the western ones for which a bloc with western states speaks."""
    state = state_of(actor)
    if state in PERMANENT:
        return (state,)
    bloc = bloc_members(actor, day, informal=True) or ()
    return tuple(m for m in WEST if m in bloc) if any(camp(s, day) == "west" for s in bloc) else ()
