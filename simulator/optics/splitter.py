"""A passive splitter 1:N: what passes, what comes back, and what an OTDR sees of it from either side.

It deliberately knows no link: ``link`` places it along a distance.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike


@dataclass(frozen=True)
class Splitter:
    """1:N. excess_db [dB] on top of 10 log10 N, None means the planning value; reflectance_db of its ports."""

    ports: int
    excess_db: float | None = None
    reflectance_db: float = -55.0

    def insertion_loss_db(self, wavelength: ArrayLike = 1550e-9) -> np.ndarray | float:
        """Loss [dB] from the common port to one branch, the same the other way; wavelength [m], any shape."""
        raise NotImplementedError
