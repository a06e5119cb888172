"""Article 27 of the Charter applied to a vote: what was decided, and by which rule.

The steps are small functions, each with its source: `majority_needed`, `concurring_votes`, `barred_from_voting`.
Votes that are not counted this way (parts, amendments, the preliminary question, consensus, statements, elections of
judges) stand in `procedure`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, get_args

from horseshoe.council.members import ENLARGED, Member, members_on
from horseshoe.council.states import name_on
from horseshoe.errors import UsageError

Result = Literal["adopted", "vetoed", "failed"]
OUTCOMES: tuple[Result, ...] = get_args(Result)
DisputeUnder = Literal["chapter VI", "article 52(3)"]

NUMBER_WORDS = {7: "seven", 8: "eight", 9: "nine", 6: "six"}


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a vote decided. State ids in the English order of the date; `majority` is the number of affirmative votes needed.

    `absent` holds every member that cast no vote (absent or not participating), `barred` the parties whose votes do not count.
    """

    outcome: Result
    day: date
    yes: tuple[str, ...]
    no: tuple[str, ...]
    abstain: tuple[str, ...]
    absent: tuple[str, ...]
    majority: int
    vetoes: tuple[str, ...]
    article: str
    reason: str
    barred: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def adopted(self) -> bool:
        """Whether the proposal was adopted."""
        return self.outcome == "adopted"

    @property
    def counts(self) -> tuple[int, int, int]:
        """Votes in favour, against, abstentions."""
        return len(self.yes), len(self.no), len(self.abstain)


def majority_needed(day: date | None) -> int:
    """Affirmative votes a decision needs: seven of eleven until 31 December 1965, nine of fifteen since; None means today.

    Article 27(2) and (3); amended by General Assembly resolution 1991 A (XVIII), in force 31 August 1965; the first Council of
    fifteen sat on 1 January 1966.
    """
    return majority_of(seats_on(day))


def majority_of(seats: int) -> int:
    """The affirmative votes that a Council of fifteen or eleven members decides by: Article 27(2), see `majority_needed`."""
    return 9 if seats == 15 else 7


def seats_on(day: date | None) -> int:
    """Members the Council has on a day: eleven until 31 December 1965, fifteen since. Article 23(1), as amended."""
    return 15 if day is None or day >= ENLARGED else 11


FIRST_MAJORITY, MAJORITY, SEATS = majority_needed(ENLARGED - timedelta(days=1)), majority_needed(None), seats_on(None)


def concurring_votes(no: Iterable[str], permanent: Iterable[str]) -> tuple[str, ...]:
    """Permanent members that voted against: any one of them withholds the concurring votes.

    Article 27(3) asks for "the concurring votes of the permanent members". By consistent practice a voluntary abstention is no
    bar to adoption (International Court of Justice, Namibia, advisory opinion of 21 June 1971, para. 22), nor is absence or
    non-participation (resolutions 82-85 of 1950, adopted without the Soviet Union in the room).
    """
    against = set(no)
    return tuple(p for p in permanent if p in against)


def barred_from_voting(day: date, parties: Iterable[str], under: DisputeUnder | None) -> tuple[str, ...]:
    """Members that must abstain: parties to a dispute, in decisions under Chapter VI and under Article 52(3).

    Article 27(3), last clause. It does not reach Chapter VII, nor a "situation" as distinct from a dispute; the Council decides
    in each case, and has rarely applied it since 1960 (Argentina abstained as a party in the Eichmann case, resolution 138).
    """
    if under is None:
        return ()
    named = set(parties)
    return tuple(m.id for m in members_on(day) if m.id in named)


def tally(  # noqa: PLR0913
    day: date,
    yes: Iterable[str],
    no: Iterable[str] = (),
    abstain: Iterable[str] = (),
    absent: Iterable[str] = (),
    *,
    procedural: bool = False,
    parties: Iterable[str] = (),
    under: DisputeUnder | None = None,
) -> Outcome:
    """The outcome of a vote taken on `day`; the votes are ids of states. Members not listed cast no vote.

    `procedural`: Article 27(2), the votes of any nine (seven) members, no veto. `parties` with `under`: the obligatory
    abstention of Article 27(3). UsageError when a listed state is not a member on that day or is listed twice.
    """
    sitting = members_on(day)
    cast = _votes_cast(day, sitting, yes, no, abstain, absent)
    barred = () if procedural else barred_from_voting(day, parties, under)
    for_, against, abstained = (tuple(s for s in cast[k] if s not in barred) for k in ("yes", "no", "abstain"))
    abstained = tuple(m.id for m in sitting if m.id in (*abstained, *barred))
    ignored = tuple(s for s in barred if s in (*cast["yes"], *cast["no"]))
    needed = majority_needed(day)
    permanent = () if procedural else tuple(m.id for m in sitting if m.permanent)
    blocking = concurring_votes(against, permanent)
    enough = len(for_) >= needed
    outcome: Result = "failed" if not enough else "vetoed" if blocking else "adopted"
    return Outcome(
        outcome=outcome,
        day=day,
        yes=for_,
        no=against,
        abstain=abstained,
        absent=tuple(m.id for m in sitting if m.id not in (*for_, *against, *abstained)),
        majority=needed,
        vetoes=blocking if outcome == "vetoed" else (),
        article=_article(outcome, procedural),
        reason=_reason(outcome, day, len(for_), needed, blocking, procedural),
        barred=barred,
        notes=_notes(day, sitting, outcome, for_, abstained, blocking, barred, ignored, procedural),
    )


def _votes_cast(
    day: date,
    sitting: tuple[Member, ...],
    yes: Iterable[str],
    no: Iterable[str],
    abstain: Iterable[str],
    absent: Iterable[str],
) -> dict[str, tuple[str, ...]]:
    votes = {"yes": tuple(yes), "no": tuple(no), "abstain": tuple(abstain), "absent": tuple(absent)}
    members = [m.id for m in sitting]
    seen: dict[str, str] = {}
    for kind, states in votes.items():
        for state in states:
            if state not in members:
                raise UsageError(
                    f"{name_on(state, day)} ({state}) was not a member of the Council on {day}",
                    fix=f"the members were {', '.join(members)}",
                )
            if state in seen:
                raise UsageError(f"{name_on(state, day)} ({state}) is listed twice, under {seen[state]} and {kind}")
            seen[state] = kind
    return {kind: tuple(m for m in members if m in states) for kind, states in votes.items()}


def _article(outcome: Result, procedural: bool) -> str:
    return "Charter, Article 27(2)" if procedural else "Charter, Article 27(3)"


def _reason(outcome: Result, day: date, yes: int, needed: int, blocking: tuple[str, ...], procedural: bool) -> str:
    word = NUMBER_WORDS[needed]
    kind = "a decision on a procedural matter" if procedural else "a decision on a matter that is not procedural"
    if outcome == "failed":
        return f"{kind} needs {word} affirmative votes and got {yes}"
    if outcome == "vetoed":
        names = " and ".join(name_on(s, day) for s in blocking)
        return f"{yes} affirmative votes are enough, but {names} voted against: the permanent members did not concur"
    if procedural:
        return f"{kind} needs {word} affirmative votes of any members and got {yes}"
    return f"{kind} needs {word} affirmative votes and got {yes}, and no permanent member voted against"


def _notes(  # noqa: PLR0913
    day: date,
    sitting: tuple[Member, ...],
    outcome: Result,
    yes: tuple[str, ...],
    abstained: tuple[str, ...],
    blocking: tuple[str, ...],
    barred: tuple[str, ...],
    ignored: tuple[str, ...],
    procedural: bool,
) -> tuple[str, ...]:
    silent = [m.id for m in sitting if m.permanent and m.id not in yes and m.id not in barred]
    silent = silent if outcome == "adopted" and not procedural else []
    told = (
        (
            blocking if outcome == "failed" else (),
            "the negative vote of {} is not counted as a veto, since the majority was missed anyway",
        ),
        (barred, "{}: party to the dispute, obliged to abstain (Article 27(3), last clause)"),
        (ignored if barred else (), "the vote that {} cast is not counted"),
        (
            [s for s in silent if s in abstained],
            "{} abstained, which is not a negative vote (practice; ICJ, Namibia opinion, 1971, para. 22)",
        ),
        (
            [s for s in silent if s not in abstained],
            "{} cast no vote, which does not prevent adoption (practice since 1950)",
        ),
    )
    return tuple(note.format(", ".join(name_on(s, day) for s in states)) for states, note in told if states)


def outcome_of_counts(day: date, yes: int, permanent_against: int = 0, *, procedural: bool = False) -> Result:
    """The outcome from numbers alone: affirmative votes, and how many permanent members voted against.

    Article 27(2) and (3), as in `tally`.
    """
    if yes < majority_needed(day):
        return "failed"
    return "vetoed" if permanent_against and not procedural else "adopted"


def legal_tally(day: date, yes: int, no: int, abstain: int, absent: int = 0) -> bool:
    """Whether the four numbers can be a vote of the Council of that day: none negative, together its eleven or fifteen members.

    Articles 23(1) and 27(1): each member has one vote.
    """
    return min(yes, no, abstain, absent) >= 0 and yes + no + abstain + absent == seats_on(day)
