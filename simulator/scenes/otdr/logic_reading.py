"""Reading a trace with the cursors: loss by two points or two lines, reflectance, distance.

It deliberately keeps nothing: cursors and trace come in, figures go out.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.optics.cursors import lsa_loss, orl, reflectance, section_slope, two_point
from simulator.optics.trace import Trace

#: Least height of a peak over the level at A that is called a reflection [dB], and in deviations of the noise.
PEAK_DB, PEAK_SIGMA = 0.35, 5.0
#: Where samples lie this far from the line of a window in the median [dB], there is more noise than a line is drawn
#: through: 0.5 at a signal some 2 dB over the noise, 0.7 at 1.5 dB, 1.0 and more in noise alone. And how near the
#: deepest sample of a trace without noise lies what holds no light [dB].
NOISE_DB, DEEPEST_DB = 0.5, 0.5
#: Stretch before an event whose level is that of the line, and what is left free next to the event [m].
CALM_M, FREE_M = 40.0, 3.0
#: So far behind an event the line runs straight again [pulse lengths].
BEHIND_PULSES = 4.0
#: Samples that tell light from noise.
ENOUGH = 8
#: No field instrument sees so deep [dB]: a line through mere noise points anywhere, and the screen shows a dash.
NO_LOSS_DB = 45.0


@dataclass(frozen=True)
class Reading:
    """What the cursors tell: loss [dB], NO_LOSS_DB where there is none; reflectance [dB] or None, saturated or not.

    dark: the window that holds mere noise, "before" A or "after" B, because of which there is no loss; else "".
    per_km: attenuation of the fibre between A and B [dB/km], None where that stretch holds mere noise.
    """

    loss_db: float
    reflectance_db: float | None
    saturated: bool = False
    dark: str = ""
    per_km: float | None = None


def read(trace: Trace, cursors: dict[str, float], method: str) -> Reading:
    """Read between the cursors as the screen rounds; method: one of METHODS.

    Where the screen shows the attenuation of the fibre, a loss is still that of two fitted lines.
    """
    a, first, last, b = (cursors[name] for name in ("a", "A", "B", "b"))
    if method == "slope":
        lit = _lit(trace, min(first, last), max(first, last), 1)
        per_km = round(section_slope(trace, first, last), 3) if lit else None
        return replace(read(trace, cursors, "lsa"), per_km=per_km)
    loss = two_point(trace, first, last) if method == "two_point" else lsa_loss(trace, (a, first), (last, b))
    if not _lit(trace, a, first, -1):  # nothing to compare with: neither a loss nor a reflectance
        return Reading(NO_LOSS_DB, None, dark="before")
    mirror, saturated = _mirror(trace, a, first, last)
    mirror = None if mirror is None else round(mirror, 1)
    # Behind the end, or too deep: how far down the line lies is a matter of luck. Of a window that reaches too far only
    # the nearer half is looked at: its figure is wrong, and shows it.
    if not _lit(trace, last, 0.5 * (last + b), 1):
        return Reading(NO_LOSS_DB, mirror, saturated, "after")
    return Reading(round(min(NO_LOSS_DB, max(-NO_LOSS_DB, loss)), 2), mirror, saturated)


@dataclass(frozen=True)
class Whole:
    """A line from one place to another: loss [dB] and optical return loss [dB], without the reflection of its end."""

    loss_db: float
    orl_db: float


def whole(trace: Trace, start: float, end: float) -> Whole | None:
    """What the line between two places [m] loses and sends back; None where no calm stretch lies before the first.

    The level before the first event against that before the end: the first joint counts, the end does not. Both levels
    are medians over the same length, so that the slope of the fibre drops out.
    """
    if start - CALM_M - FREE_M < trace.start_m or end - CALM_M - FREE_M < start:
        return None
    before, behind = (
        float(np.median(trace.samples_db[trace.index(at - CALM_M - FREE_M) : trace.index(at - FREE_M) + 1]))
        for at in (start, end)
    )
    returned = orl(trace, start, end - FREE_M, launch_db=before)
    return Whole(round(before - behind, 2), round(returned, 1))


def is_loss(loss_db: float) -> bool:
    """Whether a reading [dB] is one at all."""
    return abs(loss_db) < NO_LOSS_DB


def _lit(trace: Trace, start: float, stop: float, away: int) -> bool:
    """Whether there is light between two places [m], and not noise alone.

    away: to which side of the event the stretch lies (-1 before, 1 behind). A window pushed together holds too few
    samples to tell; whether there is light does not depend on it, so more are taken on the far side.
    """
    left, right = trace.index(start), trace.index(stop)
    lacking = max(0, ENOUGH - (right - left + 1))
    left, right = (left - lacking, right) if away < 0 else (left, right + lacking)
    window = trace.samples_db[max(0, left) : right + 1]
    if len(window) < 4:
        return False
    if float(np.median(window)) <= float(trace.samples_db.min()) + DEEPEST_DB:
        return False
    places = np.arange(len(window))
    off = window - np.polyval(np.polyfit(places, window, 1), places)
    return float(np.median(np.abs(off - np.median(off)))) < NOISE_DB


def _mirror(trace: Trace, a: float, first: float, last: float) -> tuple[float | None, bool]:
    """Reflectance of the highest sample from A to B over the line before A; None where nothing stands out."""
    left, right = trace.index(first), max(trace.index(last), trace.index(first) + 1)
    between = trace.samples_db[left : right + 1]
    before = trace.samples_db[trace.index(a) : left + 1]
    if len(before) < 4:
        return None, False
    ground, spread = float(np.median(before)), float(np.std(before))
    height = float(between.max()) - ground
    if height < max(PEAK_DB, PEAK_SIGMA * spread):
        return None, False
    return reflectance(height, trace.backscatter, trace.pulse), bool(between.max() >= -0.01)
