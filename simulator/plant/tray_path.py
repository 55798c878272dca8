"""A drawn path as the fibre takes it: stiff glass smooths what a hand draws, walls stop it, tabs hold it.

Pure geometry on millimetres: shape, length, tight places, crossings, what lies where it must not. It deliberately keeps
no state; what bending costs is ``optics.bend``'s.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simulator.optics import bend
from simulator.optics.bend import Bends
from simulator.optics.fibre import Fibre
from simulator.plant import tray
from simulator.plant.line import Coil
from simulator.plant.tray import Box, Point

WAVELENGTHS = (1310e-9, 1550e-9, 1625e-9)
#: Spacing of a path's points [mm]; features shorter than RESOLUTION are the hand's, not the glass's.
STEP_MM = 3.0
RESOLUTION_MM = 8.0
#: A low-pass that keeps arcs (Taubin, ACM SIGGRAPH 1995): waves longer than some 55 mm pass unchanged, jitter goes.
_GROW, _SHRINK, _PASSES = 0.5, -0.53, 60
#: The wall holds a fibre that is drawn so far into it [mm]; beyond, it climbs over the rim.
WALL_MM = 3.0
#: A loop that is held by no tab over this length stands up [mm]. [D]
FREE_MM = 300.0
#: Fibres side by side change lanes over each other at small angles; a steeper crossing presses [deg]. [D]
STEEP_DEG = 45.0
#: Radii [mm] between which bends are put together when a path becomes coils of a line; wider ones cost nothing.
_BINS = (0.0, 6.0, 8.0, 10.0, 12.5, 15.0, 18.0, 22.0, 28.0, 40.0)
#: Below this [dB at 1625 nm] a bin is left out of the line.
_LEAST_DB = 1e-4
#: A fibre on which the lid was closed by force: radius [mm] and turns of the kink. [D]
PINCH = (7.0, 0.12)


@dataclass(frozen=True)
class Tight:
    """The tightest place of a path: radius and where it is [mm], and the middle of the circle through it."""

    radius_mm: float
    at: Point
    centre: Point


def length(path: Sequence[Point]) -> float:
    """Length of a path [mm]."""
    return math.fsum(math.dist(a, b) for a, b in zip(path, path[1:], strict=False))


def resampled(path: Sequence[Point], step: float = STEP_MM) -> np.ndarray:
    """Points (n, 2) at even distances of about ``step`` [mm] along a path of two points or more."""
    points = np.asarray(path, dtype=float)
    pieces = np.hypot(*np.diff(points, axis=0).T)
    keep = np.concatenate([[True], pieces > 1e-9])
    points = points[keep]
    along = np.concatenate([[0.0], np.cumsum(pieces[keep[1:]])])
    count = max(2, round(along[-1] / step) + 1)
    at = np.linspace(0.0, along[-1], count)
    return np.stack([np.interp(at, along, points[:, 0]), np.interp(at, along, points[:, 1])], axis=1)


def relaxed(path: Sequence[Point], head: int = 2, tail: int = 2) -> tuple[Point, ...]:
    """The path as stiff fibre takes it; the first ``head`` and last ``tail`` points are held (tube, sleeve, finger)."""
    if len(path) < 3:
        return tuple(path)
    points = _smoothed(resampled(path), max(1, head), max(1, tail))
    return tuple(map(tuple, np.round(_off_the_wall(points), 2).tolist()))


def _smoothed(points: np.ndarray, head: int, tail: int) -> np.ndarray:
    """Points (n, 2) without jitter; the first ``head`` and last ``tail`` stay.

    Each pass moves a point towards the middle of its neighbours and back. Between two that stay, sines are what such
    passes only scale (Strang, SIAM Review 41, 1999): all passes at once are one transform, a factor each, and back.
    """
    stop = len(points) - tail
    free = stop - head
    if free <= 0:
        return points
    along = (np.arange(1, free + 1) / (free + 1))[:, None]
    chord = points[head - 1] + along * (points[stop] - points[head - 1])
    bent = points[head:stop] - chord
    odd = np.zeros((2 * (free + 1), 2))
    odd[1 : free + 1], odd[free + 2 :] = bent, -bent[::-1]
    waves = np.fft.rfft(odd, axis=0) * _kept_of_waves(free)
    points[head:stop] = chord + np.fft.irfft(waves, len(odd), axis=0)[1 : free + 1]
    return points


@lru_cache(maxsize=256)
def _kept_of_waves(free: int) -> np.ndarray:
    """What all passes leave of each sine of so many points, (free + 2, 1)."""
    pull = np.cos(np.arange(free + 2) * math.pi / (free + 1)) - 1.0
    return np.asarray(((1.0 + _GROW * pull) * (1.0 + _SHRINK * pull)) ** _PASSES)[:, None]


def beyond_wall(points: np.ndarray) -> np.ndarray:
    """How far points (n, 2) lie beyond the lane's wall [mm], negative inside."""
    left, top, width, height = tray.LANE
    half = np.array([width / 2 - tray.LANE_CORNER, height / 2 - tray.LANE_CORNER])
    away = np.abs(points - np.array([left + width / 2, top + height / 2])) - half
    outside = np.hypot(*np.maximum(away, 0.0).T)
    return np.asarray(outside + np.minimum(away.max(axis=1), 0.0) - tray.LANE_CORNER)


def _off_the_wall(points: np.ndarray) -> np.ndarray:
    """Points pressed a little into the wall are laid along it; where a tube comes in there is none."""
    far = beyond_wall(points)
    left, top, width, height = tray.LANE
    half = np.array([width / 2 - tray.LANE_CORNER, height / 2 - tray.LANE_CORNER])
    middle = np.array([left + width / 2, top + height / 2])
    pressed = (far > 0.0) & (far <= WALL_MM) & ~_in_entry(points)
    if not pressed.any():
        return points
    core = middle + np.clip(points - middle, -half, half)
    outward = points - core
    size = np.maximum(np.hypot(*outward.T), 1e-9)[:, None]
    return np.where(pressed[:, None], core + outward / size * tray.LANE_CORNER, points)


def _in_entry(points: np.ndarray) -> np.ndarray:
    near = np.zeros(len(points), bool)
    for x, y in tray.ENTRY.values():
        near |= (np.abs(points[:, 0] - x) < 9.0) & (points[:, 1] > y - 22.0)
    return near


@lru_cache(maxsize=64)
def _points(path: tuple[Point, ...]) -> np.ndarray:
    """A path as an array (n, 2) [mm] to be read only; a path that has come to lie is looked at again and again."""
    points = np.array(path, dtype=float)
    points.setflags(write=False)
    return points


@lru_cache(maxsize=16)
def _bends(path: tuple[Point, ...]) -> Bends:
    """The bends of a path [mm], lengths in metres: loss, tightest place, coils and curve ask for the same ones."""
    return bend.bends(_points(path) * 1e-3, RESOLUTION_MM * 1e-3)


def loss(fibre: Fibre, path: Sequence[Point]) -> tuple[float, float, float]:
    """What a path costs [dB] at 1310, 1550 and 1625 nm."""
    if len(path) < 3:
        return (0.0, 0.0, 0.0)
    found = np.asarray(bend.loss_of(fibre, _bends(tuple(path)), np.array(WAVELENGTHS)))
    return (float(found[0]), float(found[1]), float(found[2]))


def tightest(path: Sequence[Point]) -> Tight | None:
    """The tightest place of a path, None for a straight one."""
    if len(path) < 3:
        return None
    found = bend.tightest(_bends(tuple(path)))
    radius = found.radius * 1e3
    if not radius < 1000.0:
        return None
    at = path[found.index]
    before, after = path[max(0, found.index - 3)], path[min(len(path) - 1, found.index + 3)]
    middle = ((before[0] + after[0]) / 2 - at[0], (before[1] + after[1]) / 2 - at[1])
    size = math.hypot(*middle) or 1.0
    centre = (at[0] + middle[0] / size * radius, at[1] + middle[1] / size * radius)
    return Tight(radius, at, centre)


def tight_spots(path: Sequence[Point], below_mm: float) -> list[tuple[Point, float]]:
    """Where a path bends tighter than ``below_mm``: places, and radius there [mm]."""
    if len(path) < 3:
        return []
    found = _bends(tuple(path))
    return [
        (path[int(index)], float(radius) * 1e3)
        for index, radius in zip(found.index, found.radius, strict=True)
        if radius * 1e3 < below_mm
    ]


def radii(path: Sequence[Point]) -> list[tuple[float, float]]:
    """Distance along a path and radius there [mm], inf where it is straight."""
    if len(path) < 3:
        return []
    found = _bends(tuple(path))
    return list(zip((found.distance * 1e3).tolist(), (found.radius * 1e3).tolist(), strict=True))


def coils(fibre: Fibre, path: Sequence[Point], tick: int = 0, carrier: Fibre | None = None) -> list[Coil]:
    """The path as coils of a line that together cost what it costs; the tightest first, which carries the path.

    carrier: the fibre in which the line lays its coils (that before a splice), where it is another one: radii are then
    those that cost as much in it at 1625 nm.
    """
    if len(path) < 3:
        return []
    found = _bends(tuple(path))
    radius, turns = found.radius * 1e3, found.angle / (2.0 * math.pi)
    made: list[Coil] = []
    for low, high in zip(_BINS, _BINS[1:], strict=False):
        inside = (radius >= low) & (radius < high)
        if not inside.any():
            continue
        whole = float(turns[inside].sum())
        wanted = float(bend.loss_per_turn(fibre, found.radius[inside], WAVELENGTHS[2]) @ turns[inside])
        if wanted >= _LEAST_DB:
            near, far = float(radius[inside].min()), float(radius[inside].max())
            if carrier is not None and carrier != fibre:
                near, far = 0.2 * near, 3.0 * far
            made.append(Coil(round(_equal_radius(carrier or fibre, wanted / whole, near, far), 3), whole, tick=tick))
    if made:
        made[0] = Coil(made[0].radius_mm, made[0].turns, tuple(path), tick)
    return made


def _equal_radius(fibre: Fibre, per_turn_db: float, low: float, high: float) -> float:
    """The radius [mm] between two at which a turn costs so much at 1625 nm."""
    # Sixteen places at a time take hardly longer than one.
    for _ in range(6):
        marks = np.linspace(low, high, 17)
        over = np.asarray(bend.loss_per_turn(fibre, marks[1:-1] * 1e-3, WAVELENGTHS[2])) > per_turn_db
        below = len(over) if over.all() else int(np.argmin(over))
        low, high = float(marks[below]), float(marks[below + 1])
    return 0.5 * (low + high)


@lru_cache(maxsize=64)
def _pieces(path: tuple[Point, ...]) -> tuple[np.ndarray, np.ndarray, float]:
    """Every third point of a path (n, 2), the pieces between those, and the longest of them [mm]."""
    points = _points(path).reshape(-1, 2)[::3]
    pieces = np.diff(points, axis=0)
    return points, pieces, float(np.hypot(*pieces.T).max(initial=0.0))


def crossings(one: Sequence[Point], other: Sequence[Point] | None = None) -> list[Point]:
    """Where a path steeply crosses another, or itself (None) [mm]; every third point is looked at."""
    a, da, reach = _pieces(tuple(one))
    b, db, other_reach = (a, da, reach) if other is None else _pieces(tuple(other))
    # Only pieces that begin so near each other can meet.
    near = reach + other_reach
    gap = (np.abs(b[None, :-1, 0] - a[:-1, 0, None]) <= near) & (np.abs(b[None, :-1, 1] - a[:-1, 1, None]) <= near)
    first, second = np.divmod(np.flatnonzero(gap), max(1, gap.shape[1]))
    if other is None:
        apart = first + 2 < second
        first, second = first[apart], second[apart]
    da, db = da[first], db[second]
    cross = da[:, 0] * db[:, 1] - da[:, 1] * db[:, 0]
    away = b[second] - a[first]
    with np.errstate(divide="ignore", invalid="ignore"):
        on_a = (away[:, 0] * db[:, 1] - away[:, 1] * db[:, 0]) / cross
        on_b = (away[:, 0] * da[:, 1] - away[:, 1] * da[:, 0]) / cross
        sine = np.abs(cross) / (np.hypot(*da.T) * np.hypot(*db.T))
    met = (on_a >= 0.0) & (on_a < 1.0) & (on_b >= 0.0) & (on_b < 1.0) & (sine > math.sin(math.radians(STEEP_DEG)))
    places = a[first[met]] + on_a[met, None] * da[met]
    return [(x, y) for x, y in places.tolist()]


def outside(path: Sequence[Point]) -> list[tuple[str, Point]]:
    """Stretches of a path that lie where they must not: (rim, hinge or comb, place)."""
    if len(path) < 2:
        return []
    points = _points(tuple(path))
    over = (beyond_wall(points) > WALL_MM) & ~_in_entry(points)
    found = []
    for kind, hit in (("rim", over), ("comb", _within(points, _comb_middle()))):
        for start, stop in _runs(hit):
            where = tuple(map(float, points[(start + stop) // 2]))
            hinge = kind == "rim" and any(_within(points[start:stop], box).any() for box in tray.HINGES)
            found.append(("hinge" if hinge else kind, where))
    return found  # type: ignore[return-value]


def _comb_middle() -> Box:
    """The comb less the strips beside the slots, over which every fibre comes in."""
    x, y, w, h = tray.COMB
    return (x + 16.0, y, w - 32.0, h)


def _within(points: np.ndarray, box: Box) -> np.ndarray:
    x, y, w, h = box
    return np.asarray((points[:, 0] >= x) & (points[:, 0] <= x + w) & (points[:, 1] >= y) & (points[:, 1] <= y + h))


def _runs(hit: np.ndarray) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate([[0], hit.astype(int), [0]])))
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


def held_under(path: Sequence[Point]) -> set[str]:
    """Names of the tabs under which a path runs."""
    if len(path) < 2:
        return set()
    points = _points(tuple(path))
    return {name for name, box in tray.TABS.items() if _within(points, box).any()}


def sprung(path: Sequence[Point]) -> list[tuple[Point, ...]]:
    """Stretches that no tab holds over FREE_MM or more: they stand up."""
    if len(path) < 3:
        return []
    points = _points(tuple(path))
    held = np.zeros(len(points), bool)
    for box in tray.TABS.values():
        held |= _within(points, box)
    along = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    held[0] = held[-1] = True
    stops = np.flatnonzero(held)
    return [
        tuple(path[a : b + 1])
        for a, b in zip(stops.tolist(), stops[1:].tolist(), strict=False)
        if along[b] - along[a] > FREE_MM
    ]
