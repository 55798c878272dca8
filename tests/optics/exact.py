"""The exact LP01 mode of a step-index fibre, and overlaps of two of them by brute-force quadrature.

Everything comes from the eigenvalue equation and from integral representations of the Bessel functions. It deliberately
uses nothing of ``simulator``, so that it can judge it. Lengths are in the caller's unit (metres or core radii).
"""

from __future__ import annotations

from functools import lru_cache

import numpy as np

_ANGLES = np.pi * (np.arange(96) + 0.5) / 96
_STEPS = np.arange(0.0, 9.0, 0.04)


def bessel_j(order: int, x: np.ndarray | float) -> np.ndarray:
    """J_n(x) = 1/pi int_0^pi cos(n t - x sin t) dt; the midpoint rule is exact to rounding for x < 90."""
    x = np.asarray(x, dtype=float)[..., None]
    return np.cos(order * _ANGLES - x * np.sin(_ANGLES)).mean(-1)


def bessel_k(order: int, x: np.ndarray | float) -> np.ndarray:
    """K_n(x) = int_0^inf exp(-x cosh t) cosh(n t) dt by the trapezoidal rule, for x > 0.05."""
    x = np.asarray(x, dtype=float)[..., None]
    terms = np.exp(-x * np.cosh(_STEPS)) * np.cosh(order * _STEPS)
    return 0.04 * (terms.sum(-1) - 0.5 * terms[..., 0])


@lru_cache(maxsize=4096)
def eigenvalue(v: float) -> float:
    """u of LP01: the root of u J1(u) K0(w) = w K1(w) J0(u), with w^2 = V^2 - u^2, by bisection."""
    low, high = 1e-3, min(v, 2.404825557695773) * (1.0 - 1e-13)
    for _ in range(60):
        u = 0.5 * (low + high)
        w = np.sqrt(v * v - u * u)
        left = u * bessel_j(1, u) * bessel_k(0, w)
        low, high = (u, high) if left < w * bessel_k(1, w) * bessel_j(0, u) else (low, u)
    return 0.5 * (low + high)


def field(v: float, r: np.ndarray) -> np.ndarray:
    """Amplitude of LP01 at radius r [core radii], 1 on the axis."""
    u = eigenvalue(v)
    w = np.sqrt(v * v - u * u)
    inside = bessel_j(0, u * np.minimum(r, 1.0))
    outside = bessel_j(0, u) / bessel_k(0, w) * bessel_k(0, w * np.maximum(r, 1.0))
    return np.where(r < 1.0, inside, outside)


def slope(v: float, r: np.ndarray) -> np.ndarray:
    """d field / d r, r in core radii."""
    u = eigenvalue(v)
    w = np.sqrt(v * v - u * u)
    inside = -u * bessel_j(1, u * np.minimum(r, 1.0))
    outside = -w * bessel_j(0, u) / bessel_k(0, w) * bessel_k(1, w * np.maximum(r, 1.0))
    return np.where(r < 1.0, inside, outside)


def far_field(v: float, q: np.ndarray) -> np.ndarray:
    """Hankel transform of the field at spatial frequency q [1/core radius], closed form, not normalised."""
    u = eigenvalue(v)
    w2 = v * v - u * u
    top = u * bessel_j(1, u) * bessel_j(0, q) - q * bessel_j(0, u) * bessel_j(1, q)
    return top / ((u * u - q * q) * (w2 + q * q))


def radial_nodes(edge: float = 1.0, far: float = 40.0, points: int = 24) -> tuple[np.ndarray, np.ndarray]:
    """Gauss-Legendre nodes and weights on panels that meet at the core edge."""
    base, weight = np.polynomial.legendre.leggauss(points)
    edges = edge * np.array([0.0, 0.5, 1.0, 1.5, 2.0, 3.0, 4.5, 7.0, 11.0, 18.0, 28.0, far])
    half = 0.5 * np.diff(edges)[:, None]
    centre = 0.5 * (edges[1:] + edges[:-1])[:, None]
    return (centre + half * base).ravel(), (half * weight).ravel()


def petermann_2(v: float) -> float:
    """sqrt(2 int psi^2 r / int psi'^2 r) [core radii], straight from its definition."""
    r, q = radial_nodes()
    return float(np.sqrt(2.0 * (field(v, r) ** 2 * r * q).sum() / (slope(v, r) ** 2 * r * q).sum()))


def petermann_1(v: float) -> float:
    """sqrt(2 int psi^2 r^3 / int psi^2 r) [core radii], straight from its definition."""
    r, q = radial_nodes()
    power = field(v, r) ** 2 * q
    return float(np.sqrt(2.0 * (power * r**3).sum() / (power * r).sum()))


class Overlap:
    """Exact coupling of LP01 of fibre 1 (v1, a1) to fibre 2 (v2, a2) on a Cartesian grid (trapezoidal rule)."""

    def __init__(self, v1: float, a1: float, v2: float, a2: float, step: float = 0.12) -> None:
        small, large = sorted((a1, a2))
        reach, h = 13.0 * large, step * small
        self.x, y = np.arange(-reach, reach + h, h)[:, None], np.arange(0.0, reach + h, h)
        self.weight = np.where(y > 0.0, 2.0, 1.0)
        self.y2 = y**2
        self.radii = np.linspace(0.0, 2.2 * reach, 12001)
        self.second = field(v2, self.radii / a2)
        self.first = np.interp(np.sqrt(self.x**2 + self.y2), self.radii, field(v1, self.radii / a1)) * self.weight
        twin = np.interp(np.sqrt(self.x**2 + self.y2), self.radii, field(v1, self.radii / a1))
        self.norm = (self.first * twin).sum() * (self._second(0.0) ** 2 * self.weight).sum()

    def _second(self, offset: float) -> np.ndarray:
        return np.interp(np.sqrt((self.x - offset) ** 2 + self.y2), self.radii, self.second)

    def loss_db(self, offset: float, kick: float) -> float:
        """Loss [dB] at an offset [length] and a tilt kick = k n sin(tilt) [1/length] in the same plane."""
        rows = (self.first * self._second(offset)).sum(1)
        amplitude = (rows * np.exp(1j * kick * self.x[:, 0])).sum()
        return float(-10.0 * np.log10(abs(amplitude) ** 2 / self.norm))

    def loss_db_crossed(self, offset: float, kick: float) -> float:
        """The same with the tilt in the plane across the offset."""
        columns = (self.first * self._second(offset)).sum(0)
        return float(-10.0 * np.log10((columns * np.cos(kick * np.sqrt(self.y2))).sum() ** 2 / self.norm))


def tilt_loss_db(v1: float, a1: float, v2: float, a2: float, kick: float) -> float:
    """Tilt alone [dB] by a one-dimensional integral, a second road to the same number."""
    base, weight = np.polynomial.legendre.leggauss(24)
    edges = np.unique(np.concatenate([np.arange(0.0, 30.0, 0.7) * a1, [a1, a2]]))
    half = 0.5 * np.diff(edges)[:, None]
    r = (0.5 * (edges[1:] + edges[:-1])[:, None] + half * base).ravel()
    q = (half * weight).ravel() * r
    one, two = field(v1, r / a1), field(v2, r / a2)
    top = (one * two * bessel_j(0, kick * r) * q).sum() ** 2
    return float(-10.0 * np.log10(top / (one**2 * q).sum() / (two**2 * q).sum()))


def gap_loss_db(v1: float, a1: float, v2: float, a2: float, spread: float) -> float:
    """Diffraction over a gap [dB], spread = 2 gap/(k n) [length^2], from the far fields: another road again."""
    q, weight = radial_nodes(1.0 / a1, 40.0, 64)
    one, two = far_field(v1, q * a1), far_field(v2, q * a2)
    measure = weight * q
    top = abs((one * two * np.exp(-0.25j * spread * q * q) * measure).sum()) ** 2
    return float(-10.0 * np.log10(top / (one**2 * measure).sum() / (two**2 * measure).sum()))


def offset_loss_db(v1: float, a1: float, v2: float, a2: float, offset: float) -> float:
    """Offset alone [dB], from the far fields."""
    q, weight = radial_nodes(1.0 / a1, 40.0, 64)
    one, two = far_field(v1, q * a1), far_field(v2, q * a2)
    measure = weight * q
    top = (one * two * bessel_j(0, q * offset) * measure).sum() ** 2
    return float(-10.0 * np.log10(top / (one**2 * measure).sum() / (two**2 * measure).sum()))
