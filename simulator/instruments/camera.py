"""The splicer's camera: an 8-bit picture of two backlit fibre ends, or of their joint, seen along one axis.

It deliberately decides nothing: what lies where comes in a CameraView, and the reading of a picture is done elsewhere.

Levels: 0 to CORE_LEVEL - 1 are grey; CORE_LEVEL and above are the bright line that the core throws, so that a palette
may tint it. The field is centred on the electrode axis: z grows to the right, y upwards.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view

WIDTH, HEIGHT = 560, 170
UM_PER_PX = 1.5
CLADDING_UM = 125.0
COATING_UM = 242.0
RADIUS_PX = CLADDING_UM / 2 / UM_PER_PX

BACKGROUND = 26
WHITE = 234
CORE_LEVEL = 240
NOISE_LEVELS = 4
#: The core line stands out above the glass by this much, over this half-width (1/e) [px].
LINE_HEIGHT, LINE_PX = 47.0, 2.6
#: Distance of the lines of the graticule behind the fibre [um].
GRATICULE_UM = 50.0

#: Sub-pixel steps of a column profile, and how far a fibre may lie from the middle of the picture [px].
STEPS = 32
REACH = 90


@dataclass(frozen=True)
class EndView:
    """One fibre end as a camera sees it.

    tip_um, centre_um: where the axis of the cladding meets the face; lean_deg: slope of the fibre's axis;
    face_deg: lean of the face, positive when its top lies to the right; core_um: the core line off the cladding's axis;
    defect, size, dust: as on the face; coating_um: length of bare glass behind the tip; melt: rounding by heat 0..1.
    """

    tip_um: float
    centre_um: float = 0.0
    lean_deg: float = 0.0
    face_deg: float = 0.0
    core_um: float = 0.0
    defect: str = "none"
    size: float = 0.0
    dust: float = 0.0
    coating_um: float = 1e6
    melt: float = 0.0


@dataclass(frozen=True)
class JointView:
    """The fused fibre: how its two halves lie at the seam [um], what bends, swells or spoils it.

    left_core_um, right_core_um: core line off the cladding's axis; waist: relative change of the diameter;
    seam: how plainly the seam shows 0..1; bubble_z_um, bubble_y_um: where the bubble sits.
    """

    left_um: float = 0.0
    right_um: float = 0.0
    left_core_um: float = 0.0
    right_core_um: float = 0.0
    tilt_deg: float = 0.0
    waist: float = 0.0
    seam: float = 0.1
    bubble_um: float = 0.0
    bubble_z_um: float = 0.0
    bubble_y_um: float = 0.0


@dataclass(frozen=True)
class CameraView:
    """All that one camera has before it. glow is the arc 0..1; grain picks the noise of this picture."""

    axis: str = "x"
    left: EndView | None = None
    right: EndView | None = None
    joint: JointView | None = None
    glow: float = 0.0
    grain: int = 0
    optics_dust: float = 0.0


def to_pixels(z_um: float, y_um: float, width: int = WIDTH, height: int = HEIGHT) -> tuple[float, float]:
    """Column and row of a place in the field [um], for what is drawn over the picture."""
    return (width - 1) / 2 + z_um / UM_PER_PX, (height - 1) / 2 - y_um / UM_PER_PX


def render(view: CameraView, width: int = WIDTH, height: int = HEIGHT) -> np.ndarray:
    """Draw the picture: uint8, shape (height, width)."""
    canvas = _background(width, height).copy()
    if view.joint is not None:
        _draw_joint(canvas, view.joint)
    else:
        for side, end in ((-1, view.left), (1, view.right)):
            if end is not None:
                _draw_end(canvas, end, side)
    if view.glow > 0.0:
        _add_glow(canvas, view.glow)
    if view.optics_dust > 0.05:
        _add_optics_dust(canvas, view.optics_dust, view.axis)
    canvas += _noise(width, height)[view.grain * 7 % 61 : view.grain * 7 % 61 + width]
    return np.ascontiguousarray(canvas.T)


# Everything below works on the transposed picture, shape (width, height): a column of the picture is then one run of
# memory, and a fibre is painted by copying one window of a ready profile per column.


@lru_cache(maxsize=4)
def _background(width: int, height: int) -> np.ndarray:
    """Dark field with a faint graticule, brighter towards the middle; shape (width, height)."""
    x = np.abs(np.arange(width) - (width - 1) / 2)[:, None]
    y = np.abs(np.arange(height) - (height - 1) / 2)[None, :]
    field = BACKGROUND - 8.0 * (x / width) ** 2 - 10.0 * (y / height) ** 2
    step = GRATICULE_UM / UM_PER_PX
    lines = (np.abs((x + step / 2) % step - step / 2) < 0.5) | (np.abs((y + step / 2) % step - step / 2) < 0.5)
    return np.asarray(field + 5.0 * lines, dtype=np.uint8)


@lru_cache(maxsize=4)
def _noise(width: int, height: int) -> np.ndarray:
    """Sensor noise 0..NOISE_LEVELS-1, longer than the picture so that each picture takes another stretch of it."""
    x = np.arange(width + 61, dtype=np.uint64)[:, None]
    y = np.arange(height, dtype=np.uint64)[None, :]
    bits = _hash(x * np.uint64(7919) + y * np.uint64(104729)) >> np.uint64(20)
    return np.asarray(bits % NOISE_LEVELS, dtype=np.uint8)


def _hash(values: np.ndarray) -> np.ndarray:
    """Whole numbers to 32 well-mixed bits, the same on every PC (finaliser of MurmurHash3)."""
    mixed = values & np.uint64(0xFFFFFFFF)
    for factor, shift in ((0x85EBCA6B, 16), (0xC2B2AE35, 13)):
        mixed = ((mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)) & np.uint64(0xFFFFFFFF)
    return mixed ^ (mixed >> np.uint64(16))


@lru_cache(maxsize=8)
def _rough(salt: int, count: int) -> np.ndarray:
    """``count`` repeatable numbers -1..1."""
    keys = np.arange(count, dtype=np.uint64) + np.uint64(salt * 10_007)
    return _hash(keys).astype(np.float64) / 2**31 - 1.0


def _glass(distance: np.ndarray, core_px: float) -> np.ndarray:
    """Brightness across a fibre at a distance from its axis [px], rows growing downwards; 0 where only field shows.

    A clear cylinder in front of a lamp acts as a lens: bright in the middle, dark at the rim, a thin bright edge
    with two fringes outside, and the line of the core near the middle.
    """
    away = np.abs(distance)
    fringes = 40.0 * np.exp(-(((away - RADIUS_PX - 5.0) / 1.0) ** 2))
    fringes += 33.0 * np.exp(-(((away - RADIUS_PX - 9.0) / 1.0) ** 2))
    # The blur of the lens spreads the rim over two pixels; a sharper rim could not be measured between pixels.
    inside = 0.5 + 0.5 * np.sin(np.clip((RADIUS_PX - away) / 2.4, -1.0, 1.0) * np.pi / 2)
    value = inside * lit_glass(away) + (1.0 - inside) * np.maximum(fringes, BACKGROUND)
    value = np.where(away > RADIUS_PX + 12.0, 0.0, value)
    return value + inside * LINE_HEIGHT * np.exp(-(((distance - core_px) / LINE_PX) ** 2))


def lit_glass(away_px: np.ndarray) -> np.ndarray:
    """Brightness of clear cladding at a distance from its axis [px], without rim blur and core line."""
    body = 44.0 + 160.0 * np.clip(1.0 - away_px / RADIUS_PX, 0.0, 1.0) ** 1.25
    return np.asarray(body + 95.0 * np.exp(-(((away_px - (RADIUS_PX - 1.0)) / 1.3) ** 2)))


def _coating(distance: np.ndarray) -> np.ndarray:
    """Brightness across the coated fibre: a hazy, wide cylinder."""
    away = np.abs(distance) / (COATING_UM / 2 / UM_PER_PX)
    body = 62.0 + 60.0 * np.clip(1.0 - away, 0.0, 1.0) ** 0.8 + 26.0 * np.exp(-(((away - 0.5) / 0.08) ** 2))
    return np.where(away < 1.0, body, 0.0)


@lru_cache(maxsize=64)
def _profile(core_hundredths: int, height: int) -> np.ndarray:
    """The profile of a fibre in steps of 1/STEPS px, its axis at the middle; core line in 0.01 um."""
    half = REACH + height // 2 + 2
    distance = np.arange(-half * STEPS, half * STEPS + 1) / STEPS
    return np.asarray(_glass(distance, -core_hundredths / 100.0 / UM_PER_PX) + 0.5, dtype=np.uint8)


@lru_cache(maxsize=2)
def _coated_profile(height: int) -> np.ndarray:
    half = REACH + height // 2 + 2
    return np.asarray(_coating(np.arange(-half * STEPS, half * STEPS + 1) / STEPS), dtype=np.uint8)


def _windows(flat: np.ndarray, height: int, row: np.ndarray) -> np.ndarray:
    """Columns of a fibre whose axis lies at ``row`` [px from the middle, shape (n,)]; shape (n, height)."""
    steps = np.rint(np.clip(row, -REACH, REACH) * STEPS).astype(np.intp)
    first = (len(flat) - 1) // 2 - ((height - 1) * STEPS) // 2
    span = (height - 1) * STEPS + 1
    return sliding_window_view(flat, span)[:, ::STEPS][first - steps]


def _flat(core_um: float, height: int) -> np.ndarray:
    return _profile(round(core_um * 100.0), height)


def _rows(z_um: np.ndarray, z0_um: float, centre_um: float, lean_deg: float) -> np.ndarray:
    """Row of a leaning axis off the middle [px, downwards]."""
    return -(centre_um + math.tan(math.radians(lean_deg)) * (z_um - z0_um)) / UM_PER_PX


def _positions(width: int) -> np.ndarray:
    """z of the columns' middles [um]."""
    return (np.arange(width) - (width - 1) / 2) * UM_PER_PX


def _draw_end(canvas: np.ndarray, end: EndView, side: int) -> None:
    """Paint one end; side is -1 for the left one."""
    width, height = canvas.shape
    z = _positions(width)
    margin = 14.0 * UM_PER_PX
    there = z < end.tip_um + margin if side < 0 else z > end.tip_um - margin
    columns = np.flatnonzero(there)
    if columns.size == 0:
        return
    first, last = int(columns[0]), int(columns[-1]) + 1
    rows = _rows(z[first:last], end.tip_um, end.centre_um, end.lean_deg)
    glass = _windows(_flat(end.core_um, height), height, rows)
    coated = (end.tip_um - z[first:last]) * -side > end.coating_um
    if coated.any():
        glass[coated] = np.maximum(_windows(_coated_profile(height), height, rows[coated]), glass[coated] // 3)
    part = canvas[first:last]
    np.maximum(part, glass, out=glass)
    near = _near_face(z[first:last], end.tip_um, side)
    glass[near] = _face(glass[near], part[near], z[first:last][near], rows[near], end, side)
    part[:] = glass


def _near_face(z: np.ndarray, tip_um: float, side: int) -> slice:
    """The columns that a face, its defects and its dust may touch: 75 um behind the tip and all before it."""
    reach = np.flatnonzero((tip_um - z) * -side < 75.0)
    return slice(int(reach[0]), int(reach[-1]) + 1) if reach.size else slice(0, 0)


def _face(glass: np.ndarray, field: np.ndarray, z: np.ndarray, rows: np.ndarray, end: EndView, side: int) -> np.ndarray:
    """Cut the glass off at its face and show what is wrong with it; all arrays (columns, height)."""
    height = glass.shape[1]
    if glass.shape[0] == 0:
        return glass
    tip_row = -end.centre_um / UM_PER_PX
    up_px = (height - 1) / 2 + tip_row - np.arange(height)
    lean = math.tan(math.radians(end.face_deg)) * up_px
    edge = lean + (end.tip_um - side * _bulge(end, up_px)) / UM_PER_PX
    beyond = ((z / UM_PER_PX)[:, None].astype(np.float32) - edge[None, :].astype(np.float32)) * np.float32(side)
    cover = np.clip(beyond + 0.5, 0.0, 1.0)
    within = (np.abs(up_px) < RADIUS_PX * 0.985)[None, :]
    value = field + cover * (glass - field.astype(np.float32))
    sliver = value + np.float32(95.0) * np.exp(-(((beyond - 2.5) / 0.9) ** 2)) * within * cover
    value = np.maximum(value, np.minimum(sliver, WHITE))
    value *= 1.0 - _blemish(end, beyond, up_px) * within * cover
    _face_dust(value, end, beyond, up_px)
    return np.clip(value, 0.0, 249.0).astype(np.uint8)


def _bulge(end: EndView, up_px: np.ndarray) -> np.ndarray:
    """How far the face stands out (+) or is missing (-) at each height [um], outwards."""
    u = up_px / RADIUS_PX
    shape = -9.0 * end.melt * np.abs(u) ** 3
    size = end.size
    if end.defect == "lip":
        shape = shape + 16.0 * size * np.exp(-(((u + 0.92) / 0.13) ** 2))
    elif end.defect == "chip":
        shape = shape - 42.0 * size * np.clip((u - 0.72 + 0.42 * size) / 0.35, 0.0, 1.0) ** 0.8
    elif end.defect == "hackle":
        shape = shape + 5.5 * size * _smooth(len(up_px), 3, 5) * (u < 0.35)
    elif end.defect == "shattered":
        shape = shape - 55.0 * size * np.abs(_smooth(len(up_px), 9, 6)) - 12.0 * size * np.abs(_rough(8, len(up_px)))
    return np.asarray(shape)


def _smooth(count: int, width: int, salt: int) -> np.ndarray:
    """Repeatable roughness -1..1 with bumps about ``width`` px wide."""
    grain = np.repeat(_rough(salt, count // width + 2), width)[: count + width]
    return np.convolve(grain, np.ones(width) / width, mode="valid")[:count]


def _blemish(end: EndView, beyond: np.ndarray, up_px: np.ndarray) -> np.ndarray | float:
    """Light lost behind the face 0..1: streaks of a hackle, haze of a mist, the shadow of what is missing."""
    if end.defect == "hackle":
        streak = np.abs(_smooth(len(up_px), 2, 11))[None, :] * (up_px < RADIUS_PX * 0.35)[None, :]
        return np.asarray(0.75 * end.size * streak * np.exp(-np.abs(beyond) / 12.0), dtype=np.float32)
    if end.defect == "mist":
        patch = 0.6 + 0.4 * _smooth(len(up_px), 4, 12)[None, :]
        return np.asarray(0.6 * end.size * patch * np.exp(-((beyond / 16.0) ** 2)), dtype=np.float32)
    if end.defect in ("chip", "shattered"):
        return np.asarray(0.45 * end.size * np.exp(-(((beyond - 3.0) / 4.0) ** 2)), dtype=np.float32)
    return 0.0


def _face_dust(value: np.ndarray, end: EndView, beyond: np.ndarray, up_px: np.ndarray) -> None:
    """Grains on the face: dark specks, about one per tenth of dust."""
    for i in range(min(10, round(end.dust * 10.0))):
        where = _rough(40 + i, 3)
        radius = 2.0 + 1.4 * abs(where[2])
        above = (up_px - 0.8 * RADIUS_PX * where[0]) / radius
        far = ((beyond - 1.5 * where[1] - 0.5) / radius) ** 2 + above[None, :] ** 2
        value *= np.asarray(1.0 - 0.85 * np.clip(1.5 - far, 0.0, 1.0), dtype=np.float32)


def _draw_joint(canvas: np.ndarray, joint: JointView) -> None:
    """Paint the fused fibre: two straight halves, and the seam region with its shape and its faults."""
    width, height = canvas.shape
    z = _positions(width)
    half = joint.tilt_deg / 2
    left_rows = _rows(z, 0.0, joint.left_um, -half)
    right_rows = _rows(z, 0.0, joint.right_um, half)
    middle = int(np.searchsorted(z, 0.0))
    glass = np.empty_like(canvas)
    glass[:middle] = _windows(_flat(joint.left_core_um, height), height, left_rows[:middle])
    glass[middle:] = _windows(_flat(joint.right_core_um, height), height, right_rows[middle:])
    reach = slice(max(0, middle - 44), min(width, middle + 44))
    # Surface tension joins the two surfaces over a few micrometres; a step in the picture would be a crack.
    blend = 0.5 + 0.5 * np.tanh(z[reach] / 4.0)
    rows = left_rows[reach] * (1.0 - blend) + right_rows[reach] * blend
    scale = 1.0 + joint.waist * np.exp(-((z[reach] / 26.0) ** 2))
    glass[reach] = _seam_region(joint, z[reach], rows, scale, height)
    np.maximum(canvas, glass, out=canvas)
    if joint.bubble_um > 0.5:
        _draw_bubble(canvas, joint)


def _seam_region(joint: JointView, z: np.ndarray, rows: np.ndarray, scale: np.ndarray, height: int) -> np.ndarray:
    """Columns around the seam, where the diameter changes; shape (columns, height)."""
    down = np.arange(height, dtype=np.float32) - np.float32((height - 1) / 2)
    distance = (down[None, :] - rows[:, None].astype(np.float32)) / scale[:, None].astype(np.float32)
    limit = REACH + height // 2
    index = (np.clip(distance, -limit, limit) * STEPS).astype(np.intp)
    value = np.empty(distance.shape, dtype=np.uint8)
    for part, core_um in ((z < 0, joint.left_core_um), (z >= 0, joint.right_core_um)):
        flat = _flat(core_um, height)
        value[part] = flat[index[part] + (len(flat) - 1) // 2]
    if joint.seam > 0.0:
        line = (z / UM_PER_PX)[:, None] - 0.9 * np.sin(down / 7.0)[None, :]
        dark = 1.0 - 0.62 * joint.seam * np.exp(-((line / 1.1) ** 2)) * (np.abs(distance) < RADIUS_PX)
        value = (value * dark).astype(np.uint8)
    return value


def _draw_bubble(canvas: np.ndarray, joint: JointView) -> None:
    """A bubble is a small lens: a dark disc with a bright point in its middle."""
    width, height = canvas.shape
    column, row = to_pixels(joint.bubble_z_um, joint.bubble_y_um, width, height)
    radius = joint.bubble_um / 2 / UM_PER_PX
    reach = math.ceil(radius) + 3
    x = np.arange(max(0, int(column) - reach), min(width, int(column) + reach + 2))
    y = np.arange(max(0, int(row) - reach), min(height, int(row) + reach + 2))
    far = np.hypot((x - column)[:, None], (y - row)[None, :])
    part = canvas[x[0] : x[-1] + 1, y[0] : y[-1] + 1].astype(np.float64)
    disc = np.clip(radius - far + 0.5, 0.0, 1.0)
    spark = np.clip(radius * 0.42 - far + 0.5, 0.0, 1.0) * (radius > 1.5)
    rim = np.exp(-(((far - radius - 1.0) / 0.8) ** 2)) * min(1.0, radius / 2)
    part = part * (1.0 - 0.92 * disc) + 205.0 * spark + 40.0 * rim
    canvas[x[0] : x[-1] + 1, y[0] : y[-1] + 1] = np.clip(part, 0, 236).astype(np.uint8)


@lru_cache(maxsize=4)
def _glow_map(width: int, height: int) -> np.ndarray:
    """Light of the arc at full power, in grey levels; shape (columns, height)."""
    x = np.abs(np.arange(width) - (width - 1) / 2)[:, None]
    y = np.abs(np.arange(height) - (height - 1) / 2)[None, :]
    bow = 1.0 + 0.5 * (2.0 * y / height) ** 2
    column = 0.62 * np.exp(-((x / (22.0 / bow)) ** 2))
    mantle = 0.36 * np.exp(-((x / 84.0) ** 2) - (y / 120.0) ** 2)
    return np.asarray(255.0 * (column + mantle), dtype=np.uint16)


@lru_cache(maxsize=64)
def _dimmed(steps: int) -> np.ndarray:
    """How the camera darkens each level while the arc blinds it, by sixteenths of its full light."""
    return np.asarray(np.arange(256) * (1.0 - 0.34 * steps / 16.0), dtype=np.uint8)


def _add_glow(canvas: np.ndarray, glow: float) -> None:
    """Add the light of the arc: the exposure goes down, the camera saturates just below the core line."""
    width, height = canvas.shape
    glow = min(1.0, glow)
    _dimmed(round(16.0 * glow)).take(canvas, out=canvas, mode="clip")
    reach = slice(max(0, width // 2 - 190), width // 2 + 190)
    light = (_glow_map(width, height)[reach] * np.uint16(glow * 64.0)) >> np.uint16(6)
    light += canvas[reach]
    np.minimum(light, WHITE, out=light)
    canvas[reach] = light


@lru_cache(maxsize=8)
def _lens_mask(specks: int, axis: str, width: int, height: int) -> np.ndarray:
    """Share of the light that a dusty lens lets through, of 256; shape (width, height)."""
    x, y = np.arange(width)[:, None], np.arange(height)[None, :]
    mask = np.ones((width, height))
    for i in range(specks):
        where = _rough((60 if axis == "x" else 90) + i, 3)
        column, row = (0.5 + 0.46 * where[0]) * width, (0.5 + 0.42 * where[1]) * height
        far = ((x - column) ** 2 + (y - row) ** 2) / (3.0 + 2.5 * abs(where[2])) ** 2
        mask *= 1.0 - 0.72 * np.exp(-np.minimum(far, 30.0) ** 1.6)
    return np.asarray(mask * 256.0, dtype=np.uint16)


def _add_optics_dust(canvas: np.ndarray, dust: float, axis: str) -> None:
    """Dust on the lens: soft specks that stay where they are whatever fibre lies there."""
    mask = _lens_mask(min(16, round(dust * 16.0)), axis, *canvas.shape)
    canvas[:] = (canvas * mask) >> np.uint16(8)
