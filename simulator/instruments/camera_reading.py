"""Reading a camera picture back: edges, core line, faces and gap, to a fraction of a pixel.

It deliberately knows nothing but the picture: what the picture does not show, the machine cannot know.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulator.instruments.camera import NOISE_LEVELS, RADIUS_PX, UM_PER_PX, lit_glass

#: A column belongs to a fibre when it is brighter than this at the rim; the field stays well below.
RIM_LEVEL = 88.0
#: The core line is sought this near to the axis [px].
LINE_REACH_PX = 9.0
#: Columns weighed on each side of a face [px].
FACE_WINDOW_PX = 8


@dataclass(frozen=True)
class GapReading:
    """Two ends before the arc: lean of the faces [deg], gap, lateral places of the axes at the faces [um, up positive].

    rough_left_um, rough_right_um: how far the worst part of a face departs from a straight line [um].
    """

    face_left_deg: float
    face_right_deg: float
    gap_um: float
    left_um: float
    right_um: float
    rough_left_um: float
    rough_right_um: float

    @property
    def offset_um(self) -> float:
        """Lateral step from the left cladding to the right one [um]."""
        return self.right_um - self.left_um


@dataclass(frozen=True)
class JointReading:
    """The joint after the arc, right half against left half: steps of cladding and core line [um], bend, waist."""

    cladding_um: float
    core_um: float
    tilt_deg: float
    waist: float


def _edges(image: np.ndarray, columns: slice) -> tuple[np.ndarray, np.ndarray]:
    """Rows of the upper and the lower rim of each column, sub-pixel; NaN where there is no fibre; shape (columns,)."""
    part = image[:, columns].astype(np.float64)
    return _first_crossing(part), part.shape[0] - 1 - _first_crossing(part[::-1])


def _first_crossing(part: np.ndarray) -> np.ndarray:
    """Row where each column first rises through RIM_LEVEL, by linear interpolation."""
    above = part > RIM_LEVEL
    row = np.argmax(above, axis=0)
    columns = np.arange(part.shape[1])
    high, low = part[row, columns], part[np.maximum(row - 1, 0), columns]
    with np.errstate(divide="ignore", invalid="ignore"):
        exact = row - 1 + (RIM_LEVEL - low) / (high - low)
    return np.where(above.any(axis=0) & (row > 0), exact, np.nan)


def _core_rows(image: np.ndarray, columns: slice, centre: np.ndarray) -> np.ndarray:
    """Row of the core line in each column: centroid of what outshines clear cladding near its axis."""
    part = image[:, columns].astype(np.float64)
    rows = np.arange(image.shape[0])[:, None]
    away = np.abs(rows - centre[None, :])
    weight = np.clip(part - lit_glass(away) - NOISE_LEVELS / 2, 0.0, None) * (away < LINE_REACH_PX)
    total = weight.sum(axis=0)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.where(total > 0.0, (weight * rows).sum(axis=0) / total, np.nan)


def _line(x: np.ndarray, y: np.ndarray) -> tuple[float, float, float]:
    """Straight line without its outliers: value at x = 0, slope, worst departure; NaN without points."""
    keep = np.isfinite(y)
    if keep.sum() < 4:
        return math.nan, math.nan, math.nan
    x, y = x[keep], y[keep]
    slope, start = np.polyfit(x, y, 1)
    away = np.abs(y - start - slope * x)
    near = away <= max(3.0 * float(np.median(away)), 0.05)
    if 4 <= near.sum() < len(x):
        slope, start = np.polyfit(x[near], y[near], 1)
        away = np.abs(y - start - slope * x)
    return float(start), float(slope), float(away.max())


def _median(values: np.ndarray) -> float:
    """Median of what could be seen, NaN when nothing was."""
    seen = values[np.isfinite(values)]
    return float(np.median(seen)) if seen.size else math.nan


def read_joint(image: np.ndarray) -> JointReading:
    """Measure a fused joint from its picture (uint8, shape (height, width)); NaN where nothing can be made out."""
    height, width = image.shape
    middle = (width - 1) / 2
    halves = []
    for columns in (slice(10, int(middle) - 48), slice(int(middle) + 49, width - 10)):
        upper, lower = _edges(image, columns)
        x = np.arange(columns.start, columns.stop) - middle
        centre = (upper + lower) / 2
        core = _core_rows(image, columns, np.nan_to_num(centre, nan=-99.0))
        halves.append((_line(x, centre), _line(x, core), _median(lower - upper)))
    (left, left_core, left_width), (right, right_core, right_width) = halves
    upper, lower = _edges(image, slice(int(middle) - 6, int(middle) + 8))
    waist = _median(lower - upper) / ((left_width + right_width) / 2) - 1.0
    return JointReading(
        cladding_um=-(right[0] - left[0]) * UM_PER_PX,
        core_um=-(right_core[0] - left_core[0]) * UM_PER_PX,
        tilt_deg=-math.degrees(math.atan(right[1]) - math.atan(left[1])),
        waist=waist,
    )


def _face_columns(image: np.ndarray, rows: np.ndarray, side: int) -> np.ndarray:
    """Column of the face in each row, NaN where none; shape (rows,).

    Each row is weighed: the light around the face, over that of full glass, tells how much of the way is glass.
    Unlike a threshold this does not jump from pixel to pixel.
    """
    width = image.shape[1]
    half = image[rows].astype(np.float64)
    half = half[:, width // 2 - 1 :: -1] if side < 0 else half[:, width // 2 :]
    field = float(half[:, :2].mean())
    glass = np.median(half[:, 60:120], axis=1)
    coarse = np.argmax(half > ((np.minimum(glass, 200.0) + field) / 2)[:, None], axis=1)
    start = np.maximum(coarse - FACE_WINDOW_PX, 0)
    reach = start[:, None] + np.arange(4 * FACE_WINDOW_PX)
    near = np.take_along_axis(half, np.minimum(reach, half.shape[1] - 1), axis=1)
    window = coarse - start + FACE_WINDOW_PX
    full = near[:, 2 * FACE_WINDOW_PX : 4 * FACE_WINDOW_PX].mean(axis=1)
    # The face itself shines; counted as plain glass it does not make dim rows seem longer than bright ones.
    plain = np.minimum(near, full[:, None] + 1.0) - field
    light = np.where(np.arange(near.shape[1]) < window[:, None], plain, 0.0).sum(axis=1)
    with np.errstate(divide="ignore", invalid="ignore"):
        edge = coarse + FACE_WINDOW_PX - light / (full - field) - 0.5
    edge = np.where((glass > field + 15.0) & (coarse > 0), edge, np.nan)
    return width // 2 - 1 - edge if side < 0 else width // 2 + edge


def read_gap(image: np.ndarray) -> GapReading:
    """Measure two ends that face each other across a gap (uint8, shape (height, width)); NaN where nothing is seen."""
    height, width = image.shape
    middle = (width - 1) / 2
    places, leans, tips, rough = [], [], [], []
    for side, columns in ((-1, slice(40, int(middle) - 62)), (1, slice(int(middle) + 63, width - 40))):
        upper, lower = _edges(image, columns)
        x = np.arange(columns.start, columns.stop) - middle
        start, _, _ = _line(x, (upper + lower) / 2)
        centre = start if math.isfinite(start) else (height - 1) / 2
        up = np.arange(-math.floor(0.8 * RADIUS_PX), math.floor(0.8 * RADIUS_PX) + 1, dtype=float)
        rows = np.clip(np.rint(centre - up).astype(int), 0, height - 1)
        tip, slope, worst = _line(centre - rows, _face_columns(image, rows, side))
        places.append(-(centre - (height - 1) / 2) * UM_PER_PX if math.isfinite(start) else math.nan)
        leans.append(math.degrees(math.atan(slope)))
        tips.append(tip)
        rough.append(worst * UM_PER_PX)
    return GapReading(leans[0], leans[1], (tips[1] - tips[0]) * UM_PER_PX, places[0], places[1], rough[0], rough[1])
