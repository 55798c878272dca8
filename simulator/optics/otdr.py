"""The OTDR: settings as on a field instrument, and the trace that it takes of a link.

It deliberately finds no event (``events`` does) and reads no clock: averaging is a number of seconds it is told.

    trace = acquire(link, Settings(wavelength=1550e-9, pulse=100e-9, range_m=10_000.0), np.random.default_rng(1))
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.optics.link import Link
from simulator.optics.trace import Trace
from simulator.optics.units import SPEED_OF_LIGHT

#: What the keys of the instrument offer. Wavelengths [m], pulses [s], ranges [m], numbers of samples.
WAVELENGTHS = (1310e-9, 1490e-9, 1550e-9, 1625e-9, 1650e-9)
PULSES = tuple(t * 1e-9 for t in (5, 10, 20, 30, 50, 100, 200, 300, 500, 1000, 2000, 2500, 5000, 10_000, 20_000))
RANGES = tuple(k * 1e3 for k in (0.5, 1.25, 2.5, 5.0, 10.0, 20.0, 40.0, 80.0, 120.0, 160.0, 260.0))
POINTS = (4096, 8192, 16_384, 32_768, 65_536, 131_072, 262_144)
#: Longest averaging [s].
LONGEST = 600.0
#: Factory settings by wavelength [nm]: group index, backscatter for 1 ns [dB] (data sheets of G.652.D fibre).
FACTORY = {
    1310: (1.4677, -79.4), 1490: (1.4681, -81.3), 1550: (1.4682, -81.9), 1625: (1.4685, -82.5), 1650: (1.4686, -82.7),
}  # fmt: skip


@dataclass(frozen=True)
class Settings:
    """What the technician sets: wavelength [m], pulse [s], range_m [m], averaging [s], group_index, backscatter [dB].

    group_index None: the factory's for the wavelength; it may be set wrong, and then distances are. backscatter None:
    likewise. points 0: as many samples as the pulse needs, about 16 within its length, at least 16,384. Wavelength and
    pulse are snapped to the instrument's list where they differ by rounding only. Raises ValueError for what the keys
    do not offer, and for a pulse shorter than the spacing of the samples.
    """

    wavelength: float = 1550e-9
    pulse: float = 100e-9
    range_m: float = 20_000.0
    averaging: float = 15.0
    group_index: float | None = None
    backscatter: float | None = None
    points: int = 0

    @property
    def pulse_m(self) -> float:
        """Length of the pulse on the screen [m]: c tau / (2 n)."""
        return SPEED_OF_LIGHT * self.pulse / (2.0 * self.group_index)

    @property
    def spacing_m(self) -> float:
        """Distance between samples [m]."""
        return self.range_m / self.points


def acquire(link: Link, settings: Settings, rng: np.random.Generator, exact: bool = False) -> Trace:
    """One averaged trace of a link.

    exact: every noise sample from ``rng``; else from a fixed table of Gaussian noise with a random start and sign,
    which is several times faster and looks the same, but repeats between traces.
    """
    raise NotImplementedError
