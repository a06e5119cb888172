"""Multinomial logistic regression with a normal prior on every coefficient, fitted to its mode (numpy and scipy only)."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from horseshoe.errors import UsageError

Array = NDArray[np.float64]


def probabilities(x: Array, coefficients: Array) -> Array:
    """Class probabilities (n, classes) for features (n, d); coefficients (d, classes - 1), the first class being the base."""
    z = np.concatenate([np.zeros((x.shape[0], 1)), x @ coefficients], axis=1)
    z -= z.max(axis=1, keepdims=True)
    e = np.exp(z)
    return np.asarray(e / e.sum(axis=1, keepdims=True))


def fit(x: Array, y: NDArray[np.intp], weight: Array, mean: Array, sd: Array, start: Array | None = None) -> Array:
    """The posterior mode of the coefficients (d, classes - 1) under independent normal priors `mean`, `sd` of that shape.

    UsageError where SciPy (extra `votes`) is not installed: forecasting with the shipped parameters does without it.
    """
    hot = np.eye(mean.shape[1] + 1)[y][:, 1:]
    precision = 1.0 / sd**2

    def loss(flat: Array) -> tuple[float, Array]:
        b = flat.reshape(mean.shape)
        p = probabilities(x, b)
        off = b - mean
        chosen = np.clip(p[np.arange(len(y)), y], 1e-300, None)
        value = -float(weight @ np.log(chosen)) + 0.5 * float((precision * off**2).sum())
        slope = x.T @ (weight[:, None] * (p[:, 1:] - hot)) + precision * off
        return value, slope.ravel()

    first = (mean if start is None else start).ravel()
    try:
        from scipy.optimize import minimize
    except ImportError as error:
        raise UsageError("fitting the forecast needs SciPy", fix="pip install 'horseshoe[votes]'") from error

    found = minimize(loss, first, jac=True, method="L-BFGS-B", options={"maxiter": 200, "ftol": 1e-8})
    return np.asarray(found.x, dtype=float).reshape(mean.shape)
