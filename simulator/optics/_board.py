"""What the search for steps works on, and what it leaves: a board of cells with their sums, and marks on it.

It deliberately decides nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulator.optics._fit import Sums
from simulator.optics._levels import Levels
from simulator.optics._peaks import Peak


class Mark(NamedTuple):
    """A break of the line: cells [start, stop) belong to no section. where: its place [cells]; score in deviations."""

    start: int
    stop: int
    where: float
    peak: Peak | None = None
    loss: float = 0.0
    score: float = math.inf


@dataclass(frozen=True, eq=False)
class Board:
    """What the search works on: cells [first, last) of a trace, their sums and places [km], and the edge [cells].

    origin: cell at 0 km. widen: by how much variances were widened.
    """

    levels: Levels
    sums: Sums
    x: np.ndarray
    deviation: np.ndarray
    weights: np.ndarray
    first: int
    last: int
    edge: int
    origin: int
    widen: float = 1.0

    @property
    def side(self) -> int:
        """Fewest cells that make a side of a step."""
        return max(2, self.edge // 2)
