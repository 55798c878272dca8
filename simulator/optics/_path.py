"""A drawn line as a row of bends: at each of its spots a radius and the angle that the line turns there.

It deliberately knows no fibre and no decibel: points in, radii and angles out.

Why not the plain circle through each three points: a hand draws many points a fraction of a millimetre apart, and their
jitter would look like bends of a tenth of a millimetre that no glass fibre can follow. So points closer together than
``resolution`` are averaged into one. The mean of points of an arc lies inside it by (variance of their position along
it)/(2 R); that is put back, so a circle keeps its radius however it is sampled. Points farther apart than that are
taken as they are, and the circle through three of them is exact.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

#: Features of a path shorter than this are taken for jitter [m]. A coated fibre under no force does not bend sharper.
RESOLUTION = 5e-3


@dataclass(frozen=True, eq=False)
class Bends:
    """Spots of a path, arrays (m,): radius [m] (inf where straight), angle turned [rad], distance along the path [m].

    index: the point of the path nearest to each spot. m is 0 for a path of fewer than three different points.
    """

    radius: np.ndarray
    angle: np.ndarray
    distance: np.ndarray
    index: np.ndarray


def bends(path: ArrayLike, resolution: float = RESOLUTION) -> Bends:
    """The bends of a path, points (n, 2) or (n, 3) [m]; resolution [m].

    Raises ValueError for another shape, no point, a point that is not finite, or a resolution that is not above 0.
    """
    points = _checked(path, resolution)
    along = np.zeros(points.shape[1])
    np.cumsum(_length(points[:, 1:] - points[:, :-1]), out=along[1:])
    spots, distance = _averaged(points, along, resolution)
    if len(distance) < 3:
        nothing = np.zeros(0)
        return Bends(nothing, nothing, nothing, np.zeros(0, int))
    curvature, turn, reach = _circles(spots[:, 1:] - spots[:, :-1])
    # A spot stands for half of the piece before it and half of the piece after it; the first and the last also for
    # what lies between them and the ends of the path.
    turn[0] += 0.5 * reach[0] + curvature[0] * (distance[0] - along[0])
    turn[-1] += 0.5 * reach[1] + curvature[-1] * (along[-1] - distance[-1])
    with np.errstate(divide="ignore"):
        radius = 1.0 / curvature
    index = np.searchsorted(along, distance[1:-1]).clip(0, len(along) - 1)
    return Bends(radius, turn, distance[1:-1], index)


def _checked(path: ArrayLike, resolution: float) -> np.ndarray:
    """The points as floats, a row per coordinate (2 or 3, n), or a ValueError."""
    points = np.asarray(path, dtype=float)
    if points.ndim != 2 or points.shape[1] not in (2, 3) or not len(points):
        raise ValueError(f"path has shape {points.shape}: give points (n, 2) or (n, 3) in metres, at least one")
    if not np.isfinite(points).all():
        raise ValueError("path holds a point that is not finite")
    if not resolution > 0.0:
        raise ValueError(f"resolution = {resolution} m: must be above 0")
    return np.ascontiguousarray(points.T)


def _averaged(points: np.ndarray, along: np.ndarray, resolution: float) -> tuple[np.ndarray, np.ndarray]:
    """One spot per bin of about ``resolution``, put back on the arc: positions (d, m) and distances (m,)."""
    if not along[-1] > 0.0:
        return points[:, :1], along[:1]
    bins = max(1, int(along[-1] / resolution))
    which = np.minimum((along * (bins / along[-1])).astype(int), bins - 1)
    starts = np.concatenate([[0], np.flatnonzero(which[1:] != which[:-1]) + 1])
    if len(starts) == len(along):
        return points, along
    sums = np.add.reduceat(np.concatenate([[along, along * along], points]), starts, axis=1)
    means = sums / np.diff(starts, append=len(along))
    distance, spots = means[0], means[2:]
    if len(starts) < 3:
        return spots, distance
    inside = 0.5 * np.maximum(0.0, means[1] - distance * distance)
    step = distance[1:] - distance[:-1]
    found = spots
    for _ in range(2):
        second = _second_derivative(found, step)
        # To the next order in the angle of a bin: 1 - sinc of the mean, and a difference in place of the derivative.
        square = 24.0 * inside * (second * second).sum(0)
        found = spots - inside * second * (1.0 + (1.0 / 12.0 - 1.0 / 80.0) * square)
    return found, distance


def _second_derivative(spots: np.ndarray, step: np.ndarray) -> np.ndarray:
    """d2 position / d distance2 at each spot (d, m), by divided differences; carried on to the two ends."""
    slope = (spots[:, 1:] - spots[:, :-1]) / step
    second = np.empty_like(spots)
    np.divide(slope[:, 1:] - slope[:, :-1], 0.5 * (step[1:] + step[:-1]), out=second[:, 1:-1])
    if len(step) < 3:
        second[:, 0], second[:, -1] = second[:, 1], second[:, -2]
    else:
        # It turns on as it turned before: on a circle, by 2 cos(step/R) times the last less the one before.
        for end, near, far in ((0, 1, 2), (-1, -2, -3)):
            turned = np.minimum(1.0, (second[:, near] ** 2).sum() * step[end] ** 2)
            second[:, end] = (2.0 - turned) * second[:, near] - second[:, far]
    return second


def _circles(pieces: np.ndarray) -> tuple[np.ndarray, np.ndarray, tuple[float, float]]:
    """Curvature [1/m] and turning angle [rad] where two pieces (d, k) meet; and the angles of the outermost pieces.

    The circle through three points, in a form that also holds where the line turns back on itself: unit vectors along
    two chords are 2 sin(turn/2) apart. Chords of unequal arcs f and g of one circle have c + d = 4 R sin((f + g)/4)
    cos((f - g)/4), and (f + g)/2 is the turn.
    """
    size = _length(pieces)
    ways = pieces / size
    half = np.minimum(1.0, 0.5 * _length(ways[:, 1:] - ways[:, :-1]))
    rough = 4.0 * half / (size[1:] + size[:-1])
    uneven = (0.25 * rough * (size[1:] - size[:-1])) ** 2
    curvature = rough * (1.0 - np.minimum(1.0, uneven) * (0.5 - uneven / 24.0))  # the cosine, to the fourth order
    ends = (2.0 * np.arcsin(min(1.0, 0.5 * float(size[at] * curvature[at]))) for at in (0, -1))
    return curvature, 2.0 * np.arcsin(half), (next(ends), next(ends))


def _length(vectors: np.ndarray) -> np.ndarray:
    """Lengths of vectors (d, n), shape (n,)."""
    square = vectors[0] * vectors[0] + vectors[1] * vectors[1]
    if len(vectors) == 3:
        square += vectors[2] * vectors[2]
    return np.asarray(np.sqrt(square, out=square))
