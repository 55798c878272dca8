"""A passive splitter 1:N: what passes, what comes back, and what an OTDR sees of it from either side.

It deliberately knows no link: ``link`` places it along a distance, ``otdr`` sums the branches of a real one.

From a customer's side the trace shows the whole loss. From the exchange it shows the *sum* of all branches: each is
two insertion losses down, but there are N of them. Displayed levels are 5 log10 of power (one-way dB).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from numpy.typing import ArrayLike

#: Planning values of the whole loss [dB] by ports. 8 and 16: data sheets (10.3, 13.7); the others lie within what
#: planning tools use (1:2 3.5-3.7, 1:4 7.0-7.3, 1:32 16.5-17.5, 1:64 19-21). ITU-T G.671 itself was not read.
PLANNING_LOSS: Mapping[int, float] = MappingProxyType({2: 3.6, 4: 7.2, 8: 10.3, 16: 13.7, 32: 17.1, 64: 20.5})
MOST_PORTS = 256


@dataclass(frozen=True)
class Splitter:
    """1:N, planar, alike at every port. Raises ValueError for ports outside 2-256 or a negative excess.

    excess_db [dB] on top of 10 log10 N, None means the planning value (between and beyond the table: straight over
    log2 N). uniformity_db: how far ports differ at most [dB], for ``worst_loss_db``. slope_db: rise of the loss per
    100 nm from 1550 nm on (planar ones are flat; unverified). reflectance_db of each port, -55 as data sheets promise.
    """

    ports: int
    excess_db: float | None = None
    uniformity_db: float = 0.0
    slope_db: float = 0.0
    reflectance_db: float = -55.0

    def __post_init__(self) -> None:
        if not (2 <= self.ports <= MOST_PORTS and self.ports == int(self.ports)):
            raise ValueError(f"ports = {self.ports}: a whole number, 2 to {MOST_PORTS}")
        if self.excess_db is not None and not 0.0 <= self.excess_db < np.inf:
            raise ValueError(f"excess_db = {self.excess_db}: must be >= 0 and finite")

    @property
    def ideal_db(self) -> float:
        """What sharing alone costs [dB]: 10 log10 N."""
        return float(10.0 * np.log10(self.ports))

    def insertion_loss_db(self, wavelength: ArrayLike = 1550e-9) -> np.ndarray | float:
        """Loss [dB] between the common port and one branch, either way; wavelength [m], any shape."""
        excess = _planned_excess(self.ports) if self.excess_db is None else self.excess_db
        rise = self.slope_db * (np.asarray(wavelength, dtype=float) - 1550e-9) / 100e-9
        return np.asarray(self.ideal_db + excess + rise)[()]

    def worst_loss_db(self, wavelength: ArrayLike = 1550e-9) -> np.ndarray | float:
        """Loss [dB] to the worst port: half of the uniformity above the mean."""
        return self.insertion_loss_db(wavelength) + 0.5 * self.uniformity_db

    def seen_from_olt_db(
        self, wavelength: ArrayLike = 1550e-9, branches_db: ArrayLike | None = None
    ) -> np.ndarray | float:
        """Drop [dB] that an OTDR displays at the splitter from the exchange.

        branches_db: loss [dB] of each branch up to where one looks, shape (m,), inf for one that has ended; None means
        all N are lit and alike, then IL - 5 log10 N. Raises ValueError for more branches than ports. All dark: inf.
        """
        lit = np.zeros(self.ports) if branches_db is None else np.atleast_1d(np.asarray(branches_db, dtype=float))
        if lit.ndim != 1 or len(lit) > self.ports:
            raise ValueError(f"branches_db has shape {lit.shape}: one row of at most {self.ports} losses")
        with np.errstate(divide="ignore"):
            return self.insertion_loss_db(wavelength) - 5.0 * np.log10(np.sum(10.0 ** (-lit / 5.0)))

    def seen_from_ont_db(self, wavelength: ArrayLike = 1550e-9) -> np.ndarray | float:
        """Drop [dB] that an OTDR displays at the splitter from a customer: all of it."""
        return self.insertion_loss_db(wavelength)


def step_at_branch_end_db(lit: ArrayLike) -> np.ndarray | float:
    """Step [dB] of the summed trace where one of ``lit`` equal branches ends: 5 log10(n/(n - 1)), inf for one."""
    lit = np.asarray(lit, dtype=float)
    with np.errstate(divide="ignore"):
        return np.asarray(0.0 - 5.0 * np.log10(1.0 - 1.0 / lit))[()]


def loss_in_the_sum_db(loss_db: ArrayLike, lit: ArrayLike) -> np.ndarray | float:
    """What a loss [dB] in one of ``lit`` equal branches looks like from the exchange [dB]; arguments broadcast."""
    lit = np.asarray(lit, dtype=float)
    share = (lit - 1.0 + 10.0 ** (-np.asarray(loss_db, dtype=float) / 5.0)) / lit
    return np.asarray(0.0 - 5.0 * np.log10(share))[()]


def reflectance_in_the_sum_db(reflectance_db: ArrayLike, lit: ArrayLike) -> np.ndarray | float:
    """What the reflectance [dB] of one of ``lit`` equal branches looks like from the exchange: 10 log10 n weaker."""
    return np.asarray(np.asarray(reflectance_db, dtype=float) - 10.0 * np.log10(np.asarray(lit, dtype=float)))[()]


def _planned_excess(ports: int) -> float:
    """Excess [dB] of the planning table, straight over log2 N; the last piece goes on."""
    known = np.log2(list(PLANNING_LOSS))
    excess = np.array(list(PLANNING_LOSS.values())) - 10.0 * np.log10(list(PLANNING_LOSS))
    at = np.log2(ports)
    if at > known[-1]:
        return float(excess[-1] + (at - known[-1]) * (excess[-1] - excess[-2]))
    return float(np.interp(at, known, excess))
