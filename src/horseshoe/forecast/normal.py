"""The normal distribution with the standard library and numpy: importing scipy.special would take longer than a forecast."""

from __future__ import annotations

import math
from statistics import NormalDist

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

_erfc = np.frompyfunc(math.erfc, 1, 1)
_inverse = np.frompyfunc(NormalDist().inv_cdf, 1, 1)


def ndtr(x: Array) -> Array:
    """The distribution function, element by element."""
    return 0.5 * np.asarray(_erfc(np.asarray(x) * -math.sqrt(0.5)), dtype=np.float64)


def ndtri(p: Array) -> Array:
    """Its inverse, element by element, for 0 < p < 1."""
    return np.asarray(_inverse(np.asarray(p, dtype=np.float64))).astype(np.float64)
