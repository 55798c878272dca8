"""Ghosts: echoes between two reflections that a trace shows where nothing is.

It deliberately trusts places first and levels second: a ghost is called only where light can have travelled.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reflector:
    """A reflection: place [m], reflectance [dB] (a lower bound when saturated), loss [dB] there or None."""

    position_m: float
    reflectance_db: float
    saturated: bool = False
    loss_db: float | None = None


#: How far above the sum of its three reflections an echo may stand [dB]: the losses between differ, figures are rough.
HEADROOM_DB = 8.0
#: A peak that loses more than this [dB] is a real joint.
LOSSLESS_DB = 0.05


def find_ghosts(peaks: list[Reflector], tolerance_m: float, end_m: float | None) -> list[int]:
    """Indices of the peaks that are echoes.

    peaks: every reflection in order, launch first, end among them. Light that bounces from z2 back to z1 and again to
    z3 comes at z3 + (z2 - z1); with z3 = z2 that is the usual 2 z2 - z1. Such a peak has no loss. A peak beyond the end
    of the fibre is an echo whatever its place. tolerance_m: how well places agree.
    """
    ghosts: list[int] = []
    for index, peak in enumerate(peaks):
        if end_m is not None and peak.position_m > end_m + tolerance_m:
            ghosts.append(index)
            continue
        if peak.loss_db is None or abs(peak.loss_db) > LOSSLESS_DB:
            continue
        sources = [p for i, p in enumerate(peaks[:index]) if i not in ghosts]
        if _echoes(peak, sources, tolerance_m):
            ghosts.append(index)
    return ghosts


def _echoes(peak: Reflector, sources: list[Reflector], tolerance_m: float) -> bool:
    strong = sorted(sources, key=lambda s: -s.reflectance_db)[:12]
    for far in strong:
        for near in strong:
            if near.position_m >= far.position_m:
                continue
            for last in strong:
                place = last.position_m + far.position_m - near.position_m
                if last.position_m > near.position_m and abs(place - peak.position_m) <= tolerance_m:
                    level = far.reflectance_db + near.reflectance_db + last.reflectance_db
                    rough = any(s.saturated for s in (far, near, last))
                    if peak.reflectance_db <= level + HEADROOM_DB + (20.0 if rough else 0.0):
                        return True
    return False
