"""Repeatable chance: a number is fixed by (seed, stream, key), not by how many were drawn before it.

It deliberately keeps no state, so that a draw does not depend on the order of gestures, the NumPy version or the PC:
the third cleave of seed 7 meets the same blade whatever the trainee did in between.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from statistics import NormalDist


@dataclass(frozen=True)
class Chance:
    """Draws of one seed. stream is 'simulation' or 'cosmetic'; a view gets only the cosmetic one."""

    seed: int
    stream: str = "simulation"

    def uniform(self, key: str, low: float = 0.0, high: float = 1.0) -> float:
        """A number in [low, high), the same for the same key."""
        digest = hashlib.sha256(f"{self.seed}:{self.stream}:{key}".encode()).digest()
        return low + (high - low) * ((int.from_bytes(digest[:7], "big") >> 3) / 2**53)

    def normal(self, key: str, sigma: float, limit: float = 2.0) -> float:
        """A Gaussian number of mean 0, cut at ``limit`` sigmas, so that no draw alone can undo careful work."""
        edge = NormalDist().cdf(limit)
        share = (1.0 - edge) + (2.0 * edge - 1.0) * self.uniform(key)
        return round(sigma * NormalDist().inv_cdf(share), 9)

    def happens(self, key: str, probability: float) -> bool:
        """True with the given probability (0..1)."""
        return self.uniform(key) < probability

    def cosmetic(self) -> Chance:
        """The stream for what only looks."""
        return Chance(self.seed, "cosmetic")
