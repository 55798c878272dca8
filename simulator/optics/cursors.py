"""The cursors of an OTDR: what a technician measures by hand between a, A, B and b.

It deliberately looks for nothing: the places come in, one figure goes out.
"""

from __future__ import annotations

import numpy as np

from simulator.optics._levels import clean
from simulator.optics.trace import Trace
from simulator.optics.units import NEPER_PER_SHOWN_DB

#: Power over the launch [Np] that counts as any more does.
MOST_NEPERS = 70.0
#: Least reflectance worth a number [dB]; below it a peak is within the noise of any field trace.
LEAST_REFLECTANCE_DB = -90.0


def two_point(trace: Trace, a_m: float, b_m: float) -> float:
    """Loss [dB] between two cursors: difference of two samples, noise and all.

    Positive when the level is lower at b_m. Cursors outside the trace are held at its ends.
    """
    return float(trace.samples_db[trace.index(a_m)] - trace.samples_db[trace.index(b_m)])


def _line(trace: Trace, a_m: float, b_m: float) -> tuple[float, float, float]:
    """Least squares between two cursors: (middle [m], level there [dB], slope [dB/m])."""
    left, right = sorted((trace.index(a_m), trace.index(b_m)))
    y = clean(trace.samples_db[left : right + 1])
    x = trace.start_m + trace.spacing_m * np.arange(left, right + 1)
    middle = float(x.mean())
    if len(y) < 2:
        return middle, float(y.mean()), 0.0
    offset = x - middle
    # Not "@": above 10 000 samples BLAS wakes a thread per core, which costs a busy PC ten milliseconds a product.
    slope = np.einsum("i,i->", offset, y) / np.einsum("i,i->", offset, offset)
    return middle, float(y.mean()), float(slope)


def section_slope(trace: Trace, a_m: float, b_m: float) -> float:
    """Attenuation [dB/km] between two cursors by least squares, positive for a fibre that loses."""
    return -1000.0 * _line(trace, a_m, b_m)[2]


def lsa_loss(
    trace: Trace, before: tuple[float, float], after: tuple[float, float], at_m: float | None = None
) -> float:
    """Loss of an event [dB] by two least-squares lines, negative for a gain.

    before, after: (start, end) [m] of the stretches on both sides: the cursors a, A and B, b of the 4-point method.
    at_m: where both lines are drawn to (the fifth point); without it midway between A and B, which repeats the losses
    stored by a real instrument to 0.0004 dB in the middle (36 events).
    """
    at = 0.5 * (before[1] + after[0]) if at_m is None else at_m
    (m1, y1, s1), (m2, y2, s2) = _line(trace, *before), _line(trace, *after)
    return (y1 + s1 * (at - m1)) - (y2 + s2 * (at - m2))


def reflectance(height_db: float, backscatter_db: float, pulse: float) -> float:
    """Reflectance [dB] of a peak that stands height_db [dB, one-way] above the backscatter before it.

    R = K + 10 log10(tau / 1 ns) + 10 log10(10^(H/5) - 1), K the backscatter for 1 ns, tau = pulse [s]. Equals what
    instruments store within 0.02 dB (190 unsaturated events); below 30 ns their band holds the peak 0.4-1.5 dB down.
    """
    share = 10.0 ** (min(height_db, 300.0) / 5.0) - 1.0
    if share <= 0.0 or pulse <= 0.0:
        return LEAST_REFLECTANCE_DB
    return float(backscatter_db + 10.0 * np.log10(pulse * 1e9) + 10.0 * np.log10(share))


def reflectance_at(trace: Trace, foot_m: float, top_m: float) -> float:
    """Reflectance [dB] between two cursors: one on the line just before the peak, one on its top."""
    return reflectance(-two_point(trace, foot_m, top_m), trace.backscatter, trace.pulse)


def orl(trace: Trace, a_m: float, b_m: float, launch_db: float | None = None) -> float:
    """Optical return loss [dB] of the stretch between two cursors, positive.

    Backscatter and reflections together: -10 log10 of K tau / W times the integral of the level over the distance,
    against the level at a_m, or against launch_db [dB, displayed] where a line has been drawn back to it. A saturated
    peak counts as high as it is drawn, so the true figure is lower then. Closed form for a uniform fibre:
    K tau / W (1 - exp(-2 alpha L)) / (2 alpha).
    """
    left, right = sorted((trace.index(a_m), trace.index(b_m)))
    y = clean(trace.samples_db[left : right + 1])
    ground = float(y[0]) if launch_db is None else launch_db
    # Half the digits are plenty for a sum, and twice as quick.
    power = y.astype(np.float32)
    power -= ground
    power *= NEPER_PER_SHOWN_DB
    np.minimum(power, MOST_NEPERS, out=power)
    np.exp(power, out=power)
    whole = float(power.sum(dtype=float))
    area = trace.spacing_m * (whole - 0.5 * float(power[0] + power[-1])) if len(y) > 1 else 0.0
    width = max(trace.pulse_m, 1e-9)
    returned = 10.0 ** (trace.backscatter / 10.0) * trace.pulse * 1e9 * area / width
    return float(-10.0 * np.log10(max(returned, 1e-30)))


def finite_levels(trace: Trace) -> np.ndarray:
    """All levels [dB], shape (n,), with what is no number put at the ends of the scale: for drawing."""
    return clean(trace.samples_db)
