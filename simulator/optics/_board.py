"""What the search for steps works on, and what it leaves: a board of cells with their sums, and marks on it.

It deliberately decides nothing.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from simulator.optics._fit import Number, Sums
from simulator.optics._levels import Levels
from simulator.optics._peaks import Peak

#: Variance that waves alike over all lengths (1/f) give one side of a step, over that of the difference of two
#: neighbouring means: of a long side, and what a side of so many edges adds, divided by them (simulated: 3.9 for two
#: sides of 2 edges each, 2.7 for 4, 2.1 for 8, 1.7 for 16, 1.5 for 64).
LONG_SIDE, SHORT_SIDE = 0.8, 2.3


class Mark(NamedTuple):
    """A break of the line: cells [start, stop) belong to no section.

    where: its place [cells]. near: its loss [dB] by what is near it; score: that in deviations.
    """

    start: int
    stop: int
    where: float
    peak: Peak | None = None
    near: float = 0.0
    score: float = math.inf

    def judged(self, near: float, score: float) -> Mark:
        """The mark with another loss and score."""
        return Mark(self.start, self.stop, self.where, self.peak, near, score)

    def moved(self, start: int, stop: int, where: float) -> Mark:
        """The mark at another place."""
        return Mark(start, stop, where, self.peak, self.near, self.score)


@dataclass(frozen=True, eq=False)
class Board:
    """What the search works on: cells [first, last) of a trace, their sums and places [km], and the edge [cells].

    Every array begins at cell 0 of the trace and holds nothing of what lies behind the light.
    deviation: that of a mean over one edge [dB], as the cells. origin: cell at 0 km. waves: variance of the difference
    of neighbouring means [dB2] that waves of the fibre make, whatever the length, as the cells. tail: what the receiver
    gave back late of the launch, as of a ``Peak``.
    """

    levels: Levels
    sums: Sums
    x: np.ndarray
    deviation: np.ndarray
    weights: np.ndarray
    waves: np.ndarray
    first: int
    last: int
    edge: int
    origin: int
    tail: tuple[int, float] = (0, 0.0)

    @property
    def side(self) -> int:
        """Fewest cells that make a side of a step."""
        return max(2, self.edge // 2)

    def feigned(self, left: np.ndarray, start: np.ndarray, stop: np.ndarray, right: np.ndarray) -> np.ndarray:
        """Variance of steps [dB2] that waves feign between lines over cells [left, start) and [stop, right)."""
        before = self.feigned_by(self.waves.take(start - 1), np.maximum(start - left, 1))
        return before + self.feigned_by(self.waves.take(np.minimum(stop, self.last - 1)), np.maximum(right - stop, 1))

    def feigned_by(self, waves: Number, cells: Number) -> Number:
        """The same by one side, so many cells long, where waves are so strong [dB2]."""
        return (LONG_SIDE + SHORT_SIDE * self.edge / cells) * waves
