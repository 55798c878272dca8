"""A backscatter trace as data: what an OTDR keeps of one measurement, ours or a real one read from a file.

It deliberately computes nothing of the fibre: ``otdr`` makes traces, ``events`` reads them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.optics.units import SPEED_OF_LIGHT


@dataclass(frozen=True, eq=False)
class Trace:
    """Samples of one trace and the settings that give them a meaning.

    samples_db: level as displayed, one-way [dB], shape (n,), higher is more light, zero arbitrary; values at the
    instrument's floor mean "no light could be told". start_m and spacing_m [m] follow from group_index as set on the
    instrument (not that of the glass). wavelength [m], pulse [s], averaging [s]; backscatter [dB for 1 ns].
    listed_db: least loss that the instrument was set to list [dB], 0 where none was.
    """

    samples_db: np.ndarray
    spacing_m: float
    wavelength: float
    pulse: float
    group_index: float
    backscatter: float
    start_m: float = 0.0
    averaging: float = 0.0
    name: str = ""
    listed_db: float = 0.0

    def __post_init__(self) -> None:
        """Raise ValueError for a shape or a setting that no measurement can have."""
        if self.samples_db.ndim != 1 or not len(self.samples_db):
            raise ValueError(f"samples_db has shape {self.samples_db.shape}: one row with at least one sample")
        if not self.spacing_m > 0.0:
            raise ValueError(f"spacing_m = {self.spacing_m}: must be above 0")

    def __len__(self) -> int:
        return len(self.samples_db)

    @property
    def distance_m(self) -> np.ndarray:
        """Distance of each sample [m], shape (n,)."""
        return self.start_m + self.spacing_m * np.arange(len(self.samples_db))

    @property
    def pulse_m(self) -> float:
        """Length over which one pulse smears the trace [m]: c tau / (2 n)."""
        return SPEED_OF_LIGHT * self.pulse / (2.0 * self.group_index)

    def with_group_index(self, group_index: float) -> Trace:
        """The same samples at the distances that another group index gives: what was measured is a time."""
        ratio = self.group_index / group_index
        return replace(
            self, group_index=group_index, spacing_m=self.spacing_m * ratio, start_m=self.start_m * ratio
        )

    def index(self, distance_m: float) -> int:
        """Number of the sample nearest to a distance [m], kept inside the trace."""
        return min(max(round((distance_m - self.start_m) / self.spacing_m), 0), len(self.samples_db) - 1)
