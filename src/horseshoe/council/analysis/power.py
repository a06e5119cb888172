"""How much a seat's vote weighs under Article 27(3): Shapley-Shubik and Banzhaf indices, exact.

The game has two kinds of players, so that coalitions are counted by how many elected members they hold and no sampling is
needed. Members vote for or not for: an abstention counts as not for, so that in this game, as in the literature, a permanent
member that does not vote for blocks. Sources: Shapley and Shubik, American Political Science Review 48 (1954); Banzhaf,
Rutgers Law Review 19 (1965); Felsenthal and Machover, The Measurement of Voting Power (1998).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import comb, factorial

from horseshoe.council.members import ENLARGED
from horseshoe.council.rule import majority_needed

PERMANENT = 5


@dataclass(frozen=True, slots=True)
class CouncilGame:
    """A council of `permanent` members that must all be in favour and `elected` ones; `majority` votes decide."""

    permanent: int
    elected: int
    majority: int

    @property
    def elected_needed(self) -> int:
        """Elected members that must join all permanent ones."""
        return max(self.majority - self.permanent, 0)


@dataclass(frozen=True, slots=True)
class Power:
    """One seat's share under each index, as exact fractions.

    `shapley_shubik`: share of the orders of joining in which the seat decides. `banzhaf`: share of all swings (sums to 1 over
    the seats). `swing_probability`: Penrose-Banzhaf, how often the seat decides when the others vote at random. `swings` of one
    seat.
    """

    shapley_shubik: Fraction
    banzhaf: Fraction
    swing_probability: Fraction
    swings: int


def game_on(day: date) -> CouncilGame:
    """The Council of a day: five permanent members with six elected until 1965 (majority 7), ten since (majority 9)."""
    return CouncilGame(PERMANENT, 10 if day >= ENLARGED else 6, majority_needed(day))


def power(game: CouncilGame) -> tuple[Power, Power]:
    """The power of one permanent and of one elected member."""
    swings = swings_permanent(game), swings_elected(game)
    total = game.permanent * swings[0] + game.elected * swings[1]
    shapley = shapley_permanent(game), shapley_elected(game)
    others = 2 ** (game.permanent + game.elected - 1)
    first, second = (
        Power(s, Fraction(w, total) if total else Fraction(0), Fraction(w, others), w)
        for s, w in zip(shapley, swings, strict=True)
    )
    return first, second


def swings_permanent(game: CouncilGame) -> int:
    """Coalitions of the others that one permanent member makes winning: the other permanent members and enough elected ones."""
    return sum(comb(game.elected, k) for k in range(game.elected_needed, game.elected + 1))


def swings_elected(game: CouncilGame) -> int:
    """Coalitions of the others that one elected member makes winning: all permanent members and one elected vote too few."""
    return comb(game.elected - 1, game.elected_needed - 1) if game.elected_needed else 0


def shapley_elected(game: CouncilGame) -> Fraction:
    """Share of orders in which one elected member decides: right after all permanent and all but one needed."""
    if not game.elected_needed:
        return Fraction(0)
    n, before = game.permanent + game.elected, game.permanent + game.elected_needed - 1
    orders = factorial(before) * factorial(n - before - 1) * comb(game.elected - 1, game.elected_needed - 1)
    return Fraction(orders, factorial(n))


def shapley_permanent(game: CouncilGame) -> Fraction:
    """Share of orders in which one permanent member decides: what the elected members leave, in equal parts."""
    return (1 - game.elected * shapley_elected(game)) / game.permanent
