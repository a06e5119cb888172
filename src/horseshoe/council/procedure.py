"""Votes that are not one count of a draft: the preliminary question, parts, amendments, consensus, statements, elections."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from horseshoe.council.members import members_on
from horseshoe.council.rule import Outcome, seats_on, tally
from horseshoe.council.states import fold, name_on
from horseshoe.council.tables import rows
from horseshoe.errors import UsageError

ARTICLE_109_AMENDED = date(1968, 6, 12)


@dataclass(frozen=True, slots=True)
class ProceduralMatter:
    """A matter that the Council decides under Article 27(2), with the source that says so."""

    id: str
    matter: str
    source: str


@functools.cache
def procedural_matters() -> tuple[ProceduralMatter, ...]:
    """Matters treated as procedural: Articles 28 to 32 of the Charter under the Four-Power statement, and practice."""
    return tuple(ProceduralMatter(r["id"], r["matter"], r["source"]) for r in rows("procedural_matters.csv"))


def is_procedural(matter: str) -> bool:
    """Whether a matter, by its id or its words, stands in the list of procedural ones (Article 27(2))."""
    wanted = fold(matter)
    return any(wanted in (fold(m.id), fold(m.matter)) for m in procedural_matters())


@dataclass(frozen=True, slots=True)
class Preliminary:
    """The answer to "is this matter procedural?": the count, and the members whose no made the matter substantive."""

    procedural: bool
    vote: Outcome
    vetoes: tuple[str, ...]
    reason: str


def preliminary_question(
    day: date, yes: Iterable[str], no: Iterable[str] = (), abstain: Iterable[str] = (), absent: Iterable[str] = ()
) -> Preliminary:
    """Whether a matter is procedural; a vote in favour says that it is.

    Statement of the four sponsoring Governments, San Francisco, 7 June 1945, part II, paragraph 2: the decision on the
    preliminary question must be taken by a vote of seven (now nine) members, including the concurring votes of the permanent
    members.
    """
    vote = tally(day, yes, no, abstain, absent)
    if vote.adopted:
        return Preliminary(True, vote, (), "the Council decided that the matter is procedural (Article 27(2) applies)")
    why = "a permanent member voted against" if vote.vetoes else f"fewer than {vote.majority} members said so"
    return Preliminary(False, vote, vote.vetoes, f"the matter is not procedural (Article 27(3) applies): {why}")


@dataclass(frozen=True, slots=True)
class DoubleVeto:
    """The two votes of a double veto and whether it was one: the members in `by` cast both."""

    preliminary: Preliminary
    vote: Outcome
    by: tuple[str, ...]


def double_veto(preliminary: Preliminary, vote: Outcome) -> DoubleVeto:
    """Join the vote on the preliminary question and the vote on the draft: who used both to block it.

    Practice under the Statement of 7 June 1945: a permanent member first keeps the matter from being procedural, then votes
    against it (Spanish question, 26 June 1946; Czechoslovakia, 24 May 1948). UsageError when the days differ.
    """
    if preliminary.vote.day != vote.day:
        raise UsageError(f"the preliminary question was put on {preliminary.vote.day}, the draft on {vote.day}")
    by = tuple(s for s in preliminary.vetoes if s in vote.vetoes)
    return DoubleVeto(preliminary, vote, by)


def ruling_stands(day: date, to_overrule: Iterable[str]) -> bool:
    """Whether the President's ruling on a point of order, say that a matter is procedural, survives a challenge.

    Rule 30 of the provisional rules: it stands unless overruled, which takes seven (nine) votes and knows no veto (ruling of
    29 September 1950 on the invitation of the People's Republic of China, S/PV.507; of 7 September 1959 on Laos, S/PV.848).
    """
    return not tally(day, to_overrule, procedural=True).adopted


def parts_kept(parts: Sequence[Outcome], *, mover_objects: bool = False) -> tuple[int, ...]:
    """Numbers (from 0) of the parts that remain in a draft after a vote in parts; each part needs what the whole needs.

    Rule 32: parts are voted on separately at the request of any representative, unless the original mover objects (UsageError).
    What remains is then put to the vote as a whole; with no part left there is no draft (practice, S/PV.381).
    """
    if mover_objects:
        raise UsageError("the draft cannot be voted on in parts", fix="the mover objects (rule 32)")
    return tuple(i for i, part in enumerate(parts) if part.adopted)


def order_of_amendments(distance: Sequence[float]) -> tuple[int, ...]:
    """Numbers (from 0) of the amendments in the order of voting, furthest from the draft first; equal ones as submitted.

    Rules 33 and 36: amendments are put to the vote before the draft; the one furthest removed in substance first.
    """
    return tuple(sorted(range(len(distance)), key=lambda i: -distance[i]))


def amendment(day: date, yes: Iterable[str], no: Iterable[str] = (), abstain: Iterable[str] = ()) -> Outcome:
    """The outcome of a vote on an amendment to a draft that is not procedural: the majority and the veto of the draft itself.

    Article 27(3); practice: resolution 2720 (2023), amendment of 22 December 2023, ten votes in favour, not adopted on the
    negative vote of the United States.
    """
    return tally(day, yes, no, abstain)


def without_vote(day: date, objections: Iterable[str] = ()) -> Outcome:
    """A decision by consensus, acclamation or without a vote: adopted unless a member, permanent or elected, objects.

    Practice (Repertoire, chapter II, rules 31 to 40): the President states what the Council wishes and asks for objections. No
    votes are cast, so nobody is recorded as in favour or as abstaining.
    """
    return _by_consensus(day, objections, "Practice: decision without a vote", "a decision without a vote")


def presidential_statement(day: date, objections: Iterable[str] = ()) -> Outcome:
    """A statement by the President on behalf of the Council (S/PRST): agreed by all members, no vote, not a resolution.

    Practice since 1994 under that symbol; every member must agree, so an elected one can stop it too.
    """
    return _by_consensus(day, objections, "Practice: statement by the President", "a statement on behalf of the Council")


def _by_consensus(day: date, objections: Iterable[str], article: str, what: str) -> Outcome:
    members = [m.id for m in members_on(day)]
    against = tuple(objections)
    for state in against:
        if state not in members:
            raise UsageError(f"{name_on(state, day)} ({state}) was not a member of the Council on {day}")
    names = " and ".join(name_on(s, day) for s in members if s in against)
    reason = f"{what} needs the agreement of every member, and {names} objected" if against else f"{what}: no member objected"
    return Outcome(
        outcome="failed" if against else "adopted",
        day=day,
        yes=(),
        no=(),
        abstain=(),
        absent=(),
        majority=len(members),
        vetoes=(),
        article=article,
        reason=reason,
        notes=("no votes are recorded",),
    )


def judge_elected(day: date, votes: int) -> bool:
    """Whether a candidate for the International Court of Justice has the Council's absolute majority: eight (six until 1965).

    Statute of the Court, Articles 8 and 10: no distinction between permanent and other members, hence no veto; the Assembly
    elects at the same time.
    """
    seats = seats_on(day)
    if not 0 <= votes <= seats:
        raise UsageError(f"{votes} is not a number of votes in a Council of {seats}")
    return votes > seats // 2


def review_conference(day: date, yes: Iterable[str]) -> bool:
    """Whether the Council concurs in calling a conference to review the Charter: any nine members, no veto.

    Article 109(1); any seven until it was amended on 12 June 1968.
    """
    needed = 9 if day >= ARTICLE_109_AMENDED else 7
    return len(tally(day, yes, procedural=True).yes) >= needed


def emergency_session(day: date, yes: Iterable[str], no: Iterable[str] = (), abstain: Iterable[str] = ()) -> Outcome:
    """A call for an emergency special session of the General Assembly: a procedural vote.

    General Assembly resolution 377 A (V), paragraph 1; resolution 2623 (2022), adopted 11-1-3, the Russian Federation against.
    """
    return tally(day, yes, no, abstain, procedural=True)
