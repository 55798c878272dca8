"""The picture of an end face as a video microscope sees it: 8-bit levels computed from the face, blurred out of focus.

It deliberately judges nothing and knows no colours: levels from CORE_LEVEL on are light in the core.
"""

from __future__ import annotations

import cmath
import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from simulator.plant.ferrule import Ferrule

#: Pixels along a side of the picture, and micrometres of the face that one pixel shows: 273 um at x400.
SIDE = 594
UM_PER_PX = 1.0 / 2.178
CORE_LEVEL = 208
CORE_UM, CLADDING_UM, ADHESIVE_UM, VIEW_UM = 4.5, 62.5, 64.8, 136.0
#: Grey levels: ceramic, adhesive, cladding, core without light; dust, middle of a scratch.
CERAMIC, ADHESIVE, CLADDING, DARK_CORE, DUST, GROOVE = 118.0, 42.0, 190.0, 150.0, 18.0, 40.0
#: Beyond this the light round the core is less than a picture of single precision can hold [um].
GLOW_UM = 45.0
#: Standard deviation of the blur for each micrometre out of focus [um] (aperture of a field microscope) [D].
BLUR_PER_UM = 0.24


@dataclass(frozen=True)
class Look:
    """What decides a picture. spots: (x, y, radius, is grease) [um]; scratches: (x0, y0, x1, y1, width) [um].

    wet 0..1: alcohol on the face; lit: light in the core; defocus [um]; shift: where the core lies in the picture [um].
    """

    spots: tuple[tuple[float, float, float, bool], ...] = ()
    scratches: tuple[tuple[float, float, float, float, float], ...] = ()
    wet: float = 0.0
    lit: bool = True
    defocus_um: float = 0.0
    shift_um: tuple[float, float] = (0.0, 0.0)


def look_of(
    face: Ferrule, defocus_um: float = 0.0, shift_um: tuple[float, float] = (0.0, 0.0), lit: bool = True
) -> Look:
    """How a face looks now; values are coarsened so that what looks alike is the same picture."""
    spots = tuple((p.x_um, p.y_um, p.radius_um, p.kind == "oil") for p in face.particles)
    scratches = tuple((s.x0_um, s.y0_um, s.x1_um, s.y1_um, s.width_um) for s in face.scratches)
    away = abs(defocus_um)
    dull = round(away * 2.0) / 2.0 if away < 6.0 else float(round(away))
    return Look(spots, scratches, round(face.wet, 1), lit, dull, (round(shift_um[0]), round(shift_um[1])))


def picture(look: Look) -> np.ndarray:
    """Levels 0..255 of the face, shape (SIDE, SIDE), y down; never written to."""
    field = _sharp(look.spots, look.scratches, look.wet, look.lit)
    sigma = BLUR_PER_UM * look.defocus_um / UM_PER_PX
    if sigma > 0.6:
        field = _blurred(field, sigma)
    across, down = (round(v / UM_PER_PX) for v in look.shift_um)
    seen = _shifted_under(field, _vignette(), down, across)
    # In place: a picture of its own for every step takes longer to get from the system than to work out.
    return np.clip(seen, 0.0, 255.0, out=seen).astype(np.uint8)


def _shifted_under(field: np.ndarray, light: np.ndarray, down: int, across: int) -> np.ndarray:
    """The field moved by so many pixels, what leaves it coming in on the other side, under a light that stays."""
    seen = np.empty_like(field)
    for to_y, from_y in _halves(down, field.shape[0]):
        for to_x, from_x in _halves(across, field.shape[1]):
            np.multiply(field[from_y, from_x], light[to_y, to_x], out=seen[to_y, to_x])
    return seen


def _halves(step: int, size: int) -> tuple[tuple[slice, slice], ...]:
    """Where the two parts of a row go that is moved round by a step, and where they come from."""
    step %= size
    rest = size - step
    return (slice(step, size), slice(0, rest)), (slice(0, step), slice(rest, size))


@lru_cache(maxsize=1)
def _grid() -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """x, y and distance from the middle of each pixel [um]."""
    at = (np.arange(SIDE, dtype=np.float32) - (SIDE - 1) / 2) * np.float32(UM_PER_PX)
    # Two views of one row: only the distance takes the room of a picture.
    x, y = np.meshgrid(at, at, copy=False)
    return x, y, np.hypot(x, y)


@lru_cache(maxsize=1)
def _vignette() -> np.ndarray:
    """The rim of the view is darker."""
    return 1.0 - 0.42 * np.clip((_grid()[2] - 70.0) / (VIEW_UM - 70.0), 0.0, 1.0) ** 2.2


@lru_cache(maxsize=1)
def _bare() -> np.ndarray:
    """The face without anything on it: ceramic with its grain, adhesive, cladding; no core."""
    x, y, r = _grid()
    # A fixed grain: crossed waves of many lengths look like sintered ceramic and need no random number.
    grain = sum(
        amount * np.sin(x * math.cos(turn) * pitch + y * math.sin(turn) * pitch + turn * 7.0)
        for amount, pitch, turn in (
            (3.0, 0.11, 0.3), (2.6, 0.23, 1.7), (2.4, 0.41, 2.9), (2.2, 0.83, 4.1), (1.8, 1.31, 5.2), (1.6, 1.9, 0.9),
            (3.2, 0.067, 2.2), (1.4, 2.3, 3.4),
        )
    )  # fmt: skip
    field = CERAMIC + grain + 10.0 * np.clip(-(x + y) / 190.0, -1.0, 1.0)
    field = _over(field, ADHESIVE, _disc(r, ADHESIVE_UM))
    return _over(field, CLADDING + 12.0 * np.clip(-(x + y) / 90.0, -1.0, 1.0), _disc(r, CLADDING_UM - 1.0))


def _disc(r: np.ndarray, radius: float) -> np.ndarray:
    """Cover 0..1 of a disc with a soft edge a pixel wide."""
    return np.clip((radius - r) / UM_PER_PX + 0.5, 0.0, 1.0)


def _over(field: np.ndarray, level: np.ndarray | float, cover: np.ndarray) -> np.ndarray:
    return field + (level - field) * cover


@lru_cache(maxsize=1)
def _sharp(spots: tuple, scratches: tuple, wet: float, lit: bool) -> np.ndarray:
    """The face in focus, as the turning focus asks for it again and again; each is 1.4 MB."""
    field = _dry(spots, scratches, lit)
    return _under_alcohol(field, wet) if wet > 0.05 else field


@lru_cache(maxsize=1)
def _dry(spots: tuple, scratches: tuple, lit: bool) -> np.ndarray:
    """The face in focus without alcohol, which dries from tick to tick."""
    field = _bare().copy()
    r, near = _grid()[2], _window(0.0, 0.0, GLOW_UM)
    assert near is not None
    if lit:
        field[near] += 30.0 * np.exp(-((r[near] / 11.0) ** 2))
    field[near] = _over(field[near], 252.0 if lit else DARK_CORE, _disc(r[near], CORE_UM))
    for each in scratches:
        _draw_scratch(field, *each)
    for spot in spots:
        if spot[3]:
            _draw_grease(field, *spot[:3])
    for spot in spots:
        if not spot[3]:
            _draw_dust(field, *spot[:3])
    field.setflags(write=False)
    return field


def _window(x_um: float, y_um: float, reach_um: float) -> tuple[slice, slice] | None:
    """Pixels within reach of a place; None when it lies outside the picture."""
    middle, reach = (SIDE - 1) / 2, reach_um / UM_PER_PX + 2
    cuts = []
    for at in (y_um, x_um):
        low = max(0, math.floor(middle + at / UM_PER_PX - reach))
        high = min(SIDE, math.ceil(middle + at / UM_PER_PX + reach))
        if high <= low:
            return None
        cuts.append(slice(low, high))
    return cuts[0], cuts[1]


def _around(x_um: float, y_um: float, cut: tuple[slice, slice]) -> tuple[np.ndarray, np.ndarray]:
    """Distance [um] and direction [rad] of the window's pixels from a place."""
    x, y, _ = _grid()
    dx, dy = x[cut] - x_um, y[cut] - y_um
    return np.hypot(dx, dy), np.arctan2(dy, dx)


def _draw_dust(field: np.ndarray, x_um: float, y_um: float, radius_um: float) -> None:
    """A dark lump with an edge of its own, a glint on its upper left."""
    cut = _window(x_um, y_um, radius_um * 1.5)
    if cut is None:
        return
    away, turn = _around(x_um, y_um, cut)
    seed = x_um * 1.7 + y_um * 0.9
    lumps = 0.13 * np.sin(2 * turn + seed) + 0.1 * np.sin(3 * turn - 2 * seed) + 0.07 * np.sin(7 * turn + 3 * seed)
    edge = radius_um * (1.0 + lumps)
    cover = np.clip((edge - away) / (1.6 * UM_PER_PX) + 0.5, 0.0, 1.0)
    ring = np.exp(-(((away - 0.45 * radius_um) / (0.3 * radius_um + 0.2)) ** 2))
    glint = 46.0 * ring * np.clip(-np.cos(turn - 0.8), 0.0, 1.0)
    field[cut] = _over(field[cut], DUST + glint, 0.96 * cover)


def _draw_grease(field: np.ndarray, x_um: float, y_um: float, radius_um: float) -> None:
    """A pale film with a bright and a dark rim, and droplets in it."""
    cut = _window(x_um, y_um, radius_um * 1.3)
    if cut is None:
        return
    x, y, _ = _grid()
    dx, dy = x[cut][:1] - x_um, y[cut][:, :1] - y_um
    away = np.hypot(dx, dy)
    lean = x_um * 0.13 + y_um * 0.07
    # By powers of the direction as a complex number: the angle of each pixel and its sines take three times as long.
    way = (dx + 1j * dy) / np.maximum(away, np.float32(1e-6))
    twice = way * way
    waves = 0.14 * (twice * cmath.exp(1j * lean)).imag + 0.06 * (twice * twice * way * cmath.exp(2j * lean)).imag
    edge = radius_um * (1.0 + waves)
    inside = np.clip((edge - away) / (2 * UM_PER_PX) + 0.5, 0.0, 1.0)
    part = field[cut]
    fringes = 9.0 * np.cos(away / max(2.0, 0.13 * radius_um) * 2.2 + 4.0 * (way * cmath.exp(1j * lean)).real)
    part = part + inside * (16.0 + fringes)
    rim = np.exp(-(((away - edge) / (1.1 + 0.02 * radius_um)) ** 2))
    part = part + rim * np.where((way * cmath.exp(2.4j)).real > 0, 44.0, -46.0)
    field[cut] = np.minimum(part, np.where(field[cut] < CORE_LEVEL, CORE_LEVEL - 3.0, 255.0))
    for index in range(min(14, int(radius_um / 2.5))):
        out, angle = 0.75 * radius_um * math.sqrt((index + 0.5) / 14.0), index * 2.399963 + lean
        size = 0.7 + 0.09 * radius_um * (0.35 + 0.65 * ((index * 7) % 5) / 4.0)
        _droplet(field, x_um + out * math.cos(angle), y_um + out * math.sin(angle), size)


def _droplet(field: np.ndarray, x_um: float, y_um: float, radius_um: float) -> None:
    cut = _window(x_um, y_um, radius_um * 1.4)
    if cut is None:
        return
    away, turn = _around(x_um, y_um, cut)
    cover = np.clip((radius_um - away) / (1.5 * UM_PER_PX) + 0.5, 0.0, 1.0)
    lens = 120.0 + 70.0 * np.cos(turn + 2.4) * np.clip(away / radius_um, 0.0, 1.0)
    drop = np.minimum(_over(field[cut], lens, 0.85 * cover), CORE_LEVEL - 3.0)
    field[cut] = np.where(field[cut] < CORE_LEVEL, drop, field[cut])


def _draw_scratch(field: np.ndarray, x0: float, y0: float, x1: float, y1: float, width_um: float) -> None:
    """A dark groove with one bright edge, thin at both ends."""
    reach = math.hypot(x1 - x0, y1 - y0) / 2
    cut = _window((x0 + x1) / 2, (y0 + y1) / 2, reach + 3)
    if cut is None or reach == 0.0:
        return
    gx, gy, _ = _grid()
    ux, uy = (x1 - x0) / (2 * reach), (y1 - y0) / (2 * reach)
    dx, dy = gx[cut] - (x0 + x1) / 2, gy[cut] - (y0 + y1) / 2
    along = dx * ux + dy * uy
    across = dy * ux - dx * uy - 1.4 * np.sin(along / reach * 2.2)
    half = width_um / 2 * np.clip(1.0 - (np.abs(along) / reach) ** 4, 0.0, 1.0)
    cover = np.clip((half - np.abs(across)) / UM_PER_PX + 0.5, 0.0, 1.0) * (np.abs(along) < reach)
    bright = np.clip((half * 0.8 - np.abs(across + half * 1.4)) / UM_PER_PX + 0.4, 0.0, 1.0) * (np.abs(along) < reach)
    lit = np.minimum(field[cut] + 36.0, np.maximum(field[cut], CORE_LEVEL - 3.0))
    field[cut] = _over(_over(field[cut], lit, 0.7 * bright), GROOVE, 0.9 * cover)


def _under_alcohol(field: np.ndarray, wet: float) -> np.ndarray:
    """A liquid film: paler, with the rings of a thin layer that runs."""
    x, y, _ = _grid()
    rings = np.cos(np.hypot(x[:1] - 38.0, y[:, :1] + 22.0) / 6.0 + 1.4 * np.sin(x[:1] / 23.0))
    wetted = np.where(field < CORE_LEVEL, np.minimum(field + wet * (14.0 + 13.0 * rings), CORE_LEVEL - 3.0), field)
    return wetted.astype(np.float32)


def _blurred(field: np.ndarray, sigma_px: float) -> np.ndarray:
    """Three box means, on fewer pixels where nothing fine is left: close to a Gaussian of this width."""
    step = 1 if sigma_px < 1.4 else 2 if sigma_px < 6.0 else 3
    small = field[::step, ::step] if step > 1 else field
    half = max(1, round(sigma_px / step))
    for _ in range(3):
        for axis in (0, 1):
            small = _mean(small, half, axis)
    if step == 1:
        return small
    return np.repeat(np.repeat(small, step, 0), step, 1)[:SIDE, :SIDE] if step * small.shape[0] >= SIDE else field


def _mean(field: np.ndarray, half: int, axis: int) -> np.ndarray:
    """Running mean over 2 half + 1 pixels; the edge repeats."""
    if half == 1:
        return _mean_of_three(field, axis)
    rows = field if axis == 0 else field.T
    size = len(rows)
    sums = np.empty((size + 2 * half + 1, rows.shape[1]), np.float32)
    sums[: half + 1], sums[half + 1 : half + 1 + size], sums[half + 1 + size :] = rows[0], rows, rows[-1]
    np.cumsum(sums, axis=0, out=sums)
    mean = sums[2 * half + 1 :] - sums[:size]
    mean /= 2 * half + 1
    return mean if axis == 0 else mean.T


def _mean_of_three(field: np.ndarray, axis: int) -> np.ndarray:
    """The same over three pixels: so few are added up faster one by one, and near the focus every pixel counts."""
    first, body, last = ((slice(None),) * axis + (cut,) for cut in (slice(1), slice(None, -1), slice(-1, None)))
    rest = (slice(None),) * axis + (slice(1, None),)
    sums = field.copy()
    sums[rest] += field[body]
    sums[body] += field[rest]
    sums[first] += field[first]
    sums[last] += field[last]
    sums *= np.float32(1.0 / 3.0)
    return sums
