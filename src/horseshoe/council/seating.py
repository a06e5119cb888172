"""The horseshoe table: who sits where on a date, and a drawing of it in plain text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from horseshoe.council.members import Member, members_on
from horseshoe.council.presidency import president_on

# Distance of the seats from the middle, in columns, from the President's neighbours to the open end.
BEND = (6, 9, 11, 12, 13, 13, 13)


@dataclass(frozen=True, slots=True)
class Seat:
    """A member's place: 0 is the President in the middle; the order runs clockwise, so 1 sits at the President's left."""

    place: int
    member: Member
    presides: bool


def seating(when: date) -> tuple[Seat, ...]:
    """The seats on a day from the President round the table in English alphabetical order.

    The table turns by one seat a month: members sit in English alphabetical order, the President of the month in the middle.
    """
    members = members_on(when)
    chair = president_on(when).state
    # Where a seat changed hands within a month (SUN to RUS, YMD to YEM), the successor presides.
    start = next((i for i, m in enumerate(members) if m.id == chair), None)
    if start is None:
        start = next(i for i, m in enumerate(members) if m.start == when or m.start > president_on(when).start)
    turned = members[start:] + members[:start]
    return tuple(Seat(i, m, i == 0) for i, m in enumerate(turned))


def label(seat: Seat, marks: Mapping[str, str] | None = None) -> str:
    """A seat's name with its mark: ● permanent, ○ elected, or what `marks` (state id -> mark) holds."""
    return (marks or {}).get(seat.member.id) or ("●" if seat.member.permanent else "○")


def draw(seats: Sequence[Seat], marks: Mapping[str, str] | None = None, width: int = 100) -> str:
    """The table as lines of at most `width` columns, open towards the reader; the President at the top."""
    middle = width // 2
    half = len(seats) // 2
    top = seats[0]
    lines = [f"{top.member.name}, President".center(width).rstrip(), label(top, marks).center(width).rstrip()]
    for row in range(half):
        out = BEND[min(row, len(BEND) - 1)]
        right, left = seats[1 + row], seats[-1 - row]
        left_text = f"{_cut(left.member.name, middle - out - 2)} {label(left, marks)}".rjust(middle - out)
        right_text = f"{label(right, marks)} {_cut(right.member.name, width - middle - out - 2)}"
        lines.append(f"{left_text}{' ' * (2 * out - 1)}{right_text}")
    return "\n".join(lines)


def _cut(name: str, room: int) -> str:
    return name if len(name) <= room else name[: room - 1] + "…"
