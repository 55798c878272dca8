"""Derives the tables of ``simulator/optics/_lp01.py`` from the exact LP01 mode.

``python -m tests.optics.derive_modes`` prints them; a test compares them with the shipped ones. It deliberately does
not write into the package.
"""

from __future__ import annotations

import numpy as np
from numpy.polynomial import chebyshev

from simulator.optics import _lp01
from tests.optics import exact

#: Weight of the slope against the amplitude in the fit: offsets feel the slope of the mode, tilts its width.
SLOPE_WEIGHT = 0.15


def nodes(degree: int) -> tuple[np.ndarray, np.ndarray]:
    """Chebyshev points t in (-1, 1) and their V."""
    t = np.cos(np.pi * (np.arange(degree + 1) + 0.5) / (degree + 1))
    return t, 0.5 * (_lp01.V_MAX + _lp01.V_MIN) + 0.5 * (_lp01.V_MAX - _lp01.V_MIN) * t


def derive_u(degree: int) -> np.ndarray:
    """Chebyshev coefficients of u(V)."""
    t, v = nodes(degree)
    return chebyshev.chebfit(t, [exact.eigenvalue(float(value)) for value in v], degree)


def fit_mode(v: float) -> np.ndarray:
    """Amplitudes of the Gaussians that come nearest to LP01 in field and slope; radii in Petermann II radii."""
    scale = exact.petermann_2(v)
    r, q = exact.radial_nodes(1.0, 40.0, 40)
    amplitude, slope = exact.field(v, r), exact.slope(v, r) * scale
    norm = np.sqrt((amplitude**2 * r * q).sum()) / scale
    widths = np.array(_lp01.WIDTHS)
    basis = np.exp(-((r[:, None] / (scale * widths)) ** 2))
    rise = -2.0 * r[:, None] / (scale * widths**2) * basis
    root = np.sqrt(r * q) / scale
    matrix = np.concatenate([basis * root[:, None], SLOPE_WEIGHT * rise * root[:, None]])
    wanted = np.concatenate([amplitude * root, SLOPE_WEIGHT * slope * root]) / norm
    return np.linalg.lstsq(matrix, wanted, rcond=None)[0]


def derive_amplitudes(degree: int) -> np.ndarray:
    """Chebyshev coefficients of the amplitudes, shape (degree + 1, number of Gaussians)."""
    t, v = nodes(degree)
    return chebyshev.chebfit(t, np.array([fit_mode(float(value)) for value in v]), degree)


def main() -> None:
    """Print both tables as Python source."""
    print("_U =", np.array2string(derive_u(18), separator=", ", precision=17, floatmode="unique"))
    with np.printoptions(precision=9, suppress=True, linewidth=118, floatmode="fixed"):
        print("_AMPLITUDES =", np.array2string(derive_amplitudes(len(_lp01._AMPLITUDES) - 1), separator=", "))


if __name__ == "__main__":
    main()
