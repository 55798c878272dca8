"""Modes as sums of Gaussians, and the coupling of one to another in closed form: offset, tilt and gap at once.

It deliberately knows no fibre and no decibel: amplitudes and lengths in, a power coupling out.

Convention (as Nemoto & Makimoto, Opt. Quantum Electron. 11 (1979) 447): light goes along +z from end a to end b. End b
lies at ``offset`` along x and its axis leans by the tilt in the same x-z plane, towards +x when the tilt is positive.
Over a gap, offset and tilt of the same sign help each other (b faces the light that spreads towards it); without a gap
signs are idle.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Beam:
    """A mode sum_j amplitude_j exp(-r^2/area_j): two arrays of one shape (..., n), area in [m^2]."""

    amplitude: np.ndarray
    area: np.ndarray

    def power(self) -> np.ndarray:
        """Integral of the squared mode over the plane, divided by pi [m^2], shape (...)."""
        left, right = self.area[..., :, None], self.area[..., None, :]
        pairs = self.amplitude[..., :, None] * self.amplitude[..., None, :]
        return np.asarray((pairs * (left * right) / (left + right)).sum((-2, -1)))

    def rows(self, index: np.ndarray) -> Beam:
        """The beams at some positions of the first axis."""
        return Beam(self.amplitude[index], self.area[index])


def coupling(a: Beam, b: Beam, offset: ArrayLike, kick: ArrayLike, spread: ArrayLike = 0.0) -> np.ndarray:
    """Share of power 0..1 that goes from mode a into mode b; all arguments broadcast (beams by their leading axes).

    offset [m]; kick = k n sin(tilt) [rad/m]; spread = 2 gap/(k n) [m^2], with k = 2 pi/wavelength and n the index
    between the ends. Exact for Gaussian sums in the paraxial approximation; own derivation (the integral of each pair
    is elementary), equal to Nemoto & Makimoto for one Gaussian (tested).
    """
    offset, kick, spread = (np.asarray(value, dtype=float)[..., None, None] for value in (offset, kick, spread))
    start, end = a.area[..., :, None], b.area[..., None, :]
    waist = start + 1j * spread
    both = waist + end
    weight = a.amplitude[..., :, None] * b.amplitude[..., None, :] * (start * end) / both
    phase = (offset**2 + 1j * offset * kick * waist + 0.25 * kick**2 * waist * end) / both
    amplitude = (weight * np.exp(-phase)).sum((-2, -1))
    return np.asarray(np.abs(amplitude) ** 2 / (a.power() * b.power()))
