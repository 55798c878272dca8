"""The three Bessel functions that bends and end faces need, by integrals that the simplest rules make exact.

It deliberately is no library: only the ranges these two ask for. (SciPy would be 40 MB for three functions.)
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

_ANGLES = np.pi * (np.arange(96) + 0.5) / 96
_STEPS = 0.2 * np.arange(33)
_WEIGHTS = np.where(_STEPS > 0.0, 0.2, 0.1)


def j0(x: ArrayLike) -> np.ndarray:
    """J0(x) = 1/pi int_0^pi cos(x sin t) dt, any shape; the midpoint rule is exact to rounding for |x| < 90."""
    return np.asarray(np.cos(np.asarray(x, dtype=float)[..., None] * np.sin(_ANGLES)).mean(-1))


def k(order: int, x: ArrayLike) -> np.ndarray:
    """K_n(x) = int_0^inf exp(-x cosh t) cosh(n t) dt, any shape, n = 0 or 1.

    The trapezoidal rule leaves a relative error below 1e-12 for 0.3 < x < 40.
    """
    cosh = np.cosh(_STEPS)
    return np.asarray(np.exp(-np.asarray(x, dtype=float)[..., None] * cosh) @ (_WEIGHTS * cosh**order))
