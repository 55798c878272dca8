"""The instrument behind the connector: receiver bandwidth, saturation, noise, and the reflection of its own port.

It deliberately knows neither link nor trace. Powers are shares of the launched peak power.

Constants are fitted to figures of field instruments (``Receiver`` names them); the recovery tail after saturation is an
unsure one and therefore a parameter.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

from simulator.optics.fibre import CATALOGUE

#: Dynamic range (SNR = 1, longest pulse of 20 us, 3 minutes) by wavelength [nm]: between two classes of a field
#: platform, 40/37/38 and 43/41/41 dB at 1310/1550/1625 (its maker's manual).
_RANGES_DB = ((1310, 41.0), (1490, 39.0), (1550, 39.0), (1625, 39.0), (1650, 38.0))
_LONGEST_PULSE, _THREE_MINUTES = 20e-6, 180.0


@dataclass(frozen=True)
class Receiver:
    """One class of instrument.

    ranges_db: dynamic range [dB, SNR = 1] by wavelength [nm] at 20 us and 180 s. port_db: reflectance of the socket.
    headroom_db: how far above the backscatter of a G.652.D fibre the receiver clips [dB on the screen]. time_5ns [s]:
    slow time constant at a 5 ns pulse; it grows with pulse ** growth, which fits attenuation dead zones beyond the
    pulse of 2 m at 5 ns, 5-8 m at 30-100 ns and 16-20 m at 500 ns for reflections of -45 to -60 dB. The fast pole lies
    at ``second`` times the slow one. tail: share of the overshoot that a saturated receiver gives back slowly, over
    ``tail_times`` slow time constants [both unsure].
    fading_db: rms of the coherent residue on the screen at a 30 ns pulse, falling as pulse ** -0.5 [dB].
    """

    ranges_db: tuple[tuple[int, float], ...] = _RANGES_DB
    port_db: float = -45.0
    headroom_db: float = 17.0
    time_5ns: float = 2.6e-9
    growth: float = 0.66
    second: float = 0.4
    tail: float = 1e-3
    tail_times: float = 2.5
    fading_db: float = 0.021

    def slow(self, pulse: float) -> float:
        """Slow time constant of the receiver [s] at a pulse [s]."""
        return self.time_5ns * (pulse / 5e-9) ** self.growth

    def poles(self, pulse: float) -> tuple[tuple[float, float], tuple[float, float]]:
        """(weight, time constant [s]) of the two one-pole filters whose weighted sum is the two-pole low pass."""
        slow = self.slow(pulse)
        fast = self.second * slow
        return (slow / (slow - fast), slow), (-fast / (slow - fast), fast)

    def dynamic_range(self, pulse: float, wavelength: float, averaging: float) -> float:
        """Backscatter of a G.652.D fibre at zero over the rms noise [dB on the screen].

        Signal goes with the pulse, noise with the root of the bandwidth and of 1/averaging [s].
        """
        shorter = math.log10(pulse / _LONGEST_PULSE) * (5.0 + 2.5 * self.growth)
        return dict(self.ranges_db)[round(wavelength * 1e9)] + shorter + 2.5 * math.log10(averaging / _THREE_MINUTES)

    def noise(self, pulse: float, wavelength: float, averaging: float) -> float:
        """Rms noise, as a share of the launched power."""
        return backscatter(pulse, wavelength) * 10.0 ** (-self.dynamic_range(pulse, wavelength, averaging) / 5.0)

    def ceiling(self, pulse: float, wavelength: float) -> float:
        """Power at which the receiver clips, as a share of the launched power."""
        return backscatter(pulse, wavelength) * 10.0 ** (self.headroom_db / 5.0)

    def fading(self, pulse: float) -> float:
        """Rms of the coherent residue as a share of the backscatter."""
        return self.fading_db * (pulse / 30e-9) ** -0.5 / (5.0 / math.log(10.0))


@lru_cache(maxsize=16)
def _for_1_ns(wavelength: float) -> float:
    return 10.0 ** (float(CATALOGUE["G.652.D"].backscatter(wavelength)) / 10.0)


def backscatter(pulse: float, wavelength: float) -> float:
    """Backscatter of a G.652.D fibre at its start, as a share of the launched power."""
    return _for_1_ns(wavelength) * pulse * 1e9
