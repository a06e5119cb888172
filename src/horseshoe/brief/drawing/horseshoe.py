"""The horseshoe: where the members sit, and what each one has said, as a drawing in text.

The Council sits in English alphabetical order; the President sits at the head of the table and the presidency moves along the
table month by month (Provisional Rules of Procedure, rule 18). The drawing follows the alphabet around the table and marks the
President instead of turning the table each month, so that a member is found in the same place in every briefing.
"""

from __future__ import annotations

from dataclasses import dataclass

from horseshoe.brief.model import Seat
from horseshoe.stances import STANCE, row_of

NONE_STATED = (" ", "")


def phrase(stance: str, certainty: str = "certain", negated: bool = False, to_come: bool = False) -> str:
    """A stance as a verb phrase in the third person singular that claims no more than the text does.

    "Is expected to" for what is probable, "may" for what is possible, "might" where the text only supposes; a vote on a draft
    that still awaits it (`to_come`) is one that a member says it will cast.
    """
    row = row_of(stance)
    if stance not in STANCE:
        return row.words
    if to_come and row.cast:
        return f"will {'not ' if negated else ''}{row.bare}"
    if negated:
        if stance == "threatens_veto":
            return "will not veto" if certainty == "certain" else "is not expected to veto"
        return f"{'did' if row.cast else 'does'} not {row.bare}"
    if certainty == "probable":
        return f"is expected to {row.bare}"
    if certainty == "possible":
        return f"may {row.bare}"
    if certainty == "underspecified":
        return f"might {row.bare}"
    return row.words


def does(stance: str, *, negated: bool = False, to_come: bool = False) -> str:
    """A stance as what a member does, for sentences: as `phrase`, but "is undecided"."""
    return "is undecided" if stance == "undecided" else phrase(stance, negated=negated, to_come=to_come)


def stance_words(seat: Seat) -> str:
    """What a seat's stance is called, "" where the document states none."""
    if seat.stance is None:
        return ""
    certainty = "possible" if seat.hedged and seat.certainty == "certain" else seat.certainty
    return phrase(seat.stance, certainty, to_come=seat.to_come)


def mark(seat: Seat) -> str:
    """The one-letter mark of a seat."""
    return STANCE[seat.stance].mark if seat.stance else NONE_STATED[0]


@dataclass(frozen=True, slots=True)
class Arms:
    """Seats of a horseshoe: the left arm and the right arm from the open end upwards, and the bend from left to right."""

    left: tuple[Seat, ...]
    bend: tuple[Seat, ...]
    right: tuple[Seat, ...]


def arms(seats: tuple[Seat, ...]) -> Arms:
    """Seat the members around the table: a third on each arm, the rest at the bend. Works for 11 and for 15."""
    side = len(seats) // 3
    return Arms(seats[:side], seats[side : len(seats) - side], seats[len(seats) - side :])


KEY = "V veto or threat   - against   o abstains   ? undecided   + for   CAPITALS permanent   * President"


def draw(seats: tuple[Seat, ...], width: int = 98) -> list[str]:
    """The horseshoe as lines of text at most `width` wide, open end below. Permanent members in capitals, President starred."""
    if not seats:
        return []
    a = arms(seats)
    cell = max(10, (width - 2) // max(len(a.bend), 1))
    rows = ["".join(_label(s)[: cell - 5].center(cell - 4) + f"[{mark(s)}] " for s in a.bend).rstrip()[:width]]
    said = [stance_words(s) for s in a.bend]
    if any(said):
        rows.append("".join(w[: cell - 1].center(cell) for w in said).rstrip()[:width])
    names = max(len(_label(s)) for s in (*a.left, *a.right))
    half = width // 2
    for left, right in zip(reversed(a.left), a.right, strict=True):
        one = f"{_label(left):>{names}} [{mark(left)}] {stance_words(left)}"[: half - 1].ljust(half)
        two = f"{stance_words(right)} [{mark(right)}] {_label(right):<{names}}"[:half].rjust(half)
        rows.append((one + two).rstrip())
    return rows


def _label(seat: Seat) -> str:
    name = seat.name.upper() if seat.permanent else seat.name
    return f"{name}*" if seat.president else name
