"""The fibre on the mat as the hands left it: coating, bare glass, torn edge, dirt, loose coating and sleeve.

It deliberately draws no hand and no tool; straight runs are plain fills, so that a moving edge costs next to nothing.
"""

from __future__ import annotations

import functools
import hashlib

import pygame

from simulator.plant import FibreEnd
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point, Points, shifted
from simulator.ui.theme import faded, mix

GLASS_W = 5.6
#: Strokes of a straight tube: tone, width and shift in fibre widths, as the drawing kit has them for curved ones.
_TUBE = (("dark", 1.28, 0.0), ("base", 1.0, 0.0), ("light", 0.52, -0.12), ("highlight", 0.17, -0.24))
_TORN = ((-8.0, -7.2), (3.0, -7.0), (-1.0, -4.0), (5.0, -1.0), (1.0, 2.0), (6.0, 5.0), (0.0, 7.2), (-8.0, 7.2))
_CURL: Points = ((0.0, 0.0), (14.0, -0.6), (28.0, -2.6), (42.0, -6.2), (54.0, -10.6), (66.0, -15.0))
SPECK_DIRT = 0.16
SPECK_STEP_MM = 5


@functools.lru_cache(1024)
def chance_of(key: str) -> float:
    """A fixed number in [0, 1) for a key: the same speck lies at the same place in every frame."""
    return int.from_bytes(hashlib.blake2b(key.encode(), digest_size=4).digest(), "big") / 2**32


def snap(canvas: Canvas, x: float) -> float:
    """The nearest whole pixel's place: what moves in whole pixels is drawn from the store."""
    return canvas.to_design((round(canvas.to_pixels(x, 0)[0]), 0))[0]


def glow(canvas: Canvas, cx: float, cy: float, rx: float, ry: float) -> None:
    """A soft oval of warm light, kept for its size."""
    size = (max(4, round(2 * rx * canvas.scale)), max(4, round(2 * ry * canvas.scale)))
    colour = canvas.theme.trace_2

    def make() -> pygame.Surface:
        round_one = pygame.Surface((64, 64), pygame.SRCALPHA)
        for step in range(32, 0, -1):
            share = 1 - step / 32
            level = round(110 * share * share * (3 - 2 * share))
            pygame.draw.circle(round_one, tuple(c * level // 255 for c in colour[:3]) + (level,), (32, 32), step)
        return pygame.transform.smoothscale(round_one, size)

    canvas.blit(canvas.shapes.keep(("oval", size, colour), make), cx - rx, cy - ry)


def flat_tube(canvas: Canvas, x0: float, x1: float, y: float, w: float, colour: str) -> None:
    """A straight, level piece of coated fibre."""
    tones = canvas.theme.fibre(colour)
    for tone, share, shift in _TUBE:
        canvas.rect(x0, y + w * shift - w * share / 2, x1 - x0, w * share, getattr(tones, tone))
    if canvas.marks is not None and x1 > x0:
        canvas.fibre_code(((x0, y), (x1, y)), w, colour)


def flat_glass(canvas: Canvas, x0: float, x1: float, y: float, w: float = GLASS_W, lit: bool = True) -> None:
    """A straight, level piece of bare glass with its bright core."""
    theme = canvas.theme
    canvas.rect(x0, y - w * 0.6, x1 - x0, w * 1.2, "glass_edge")
    canvas.rect(x0, y - w * 0.5, x1 - x0, w, "glass")
    canvas.rect(x0, y - w * 0.48, x1 - x0, w * 0.25, "paper")
    core = theme.light if lit else mix(theme.glass, theme.glass_edge, 0.5)
    canvas.rect(x0, y - w * 0.16, x1 - x0, w * 0.32, core)


def torn_edge(canvas: Canvas, x: float, y: float, colour: str, scale: float = 1.0) -> None:
    """The ragged end of the coating where the jaws cut it."""
    tones = canvas.theme.fibre(colour)
    canvas.polygon([(x + dx * scale, y + dy * scale) for dx, dy in _TORN], tones.base, 1.2, tones.dark)


def draw_fibre(canvas: Canvas, scene: Preparation, bend: Point | None, pinch_x: float) -> None:
    """The fibre from the tube to its tip. bend: where a gripping tool draws it off its axis."""
    end = at.end_of(scene)
    edge = snap(canvas, at.x_of(at.coated_from_mm(scene)))
    canvas.fibre_shadow(at.CURVE, at.FIBRE_W - 1)
    canvas.tube(at.CURVE, at.FIBRE_W, end.colour)
    if bend is not None and abs(bend[1] - at.AXIS_Y) >= 1.0:
        _draw_bent(canvas, scene, edge, bend, pinch_x)
        return
    _flat_shadow(canvas, at.STRAIGHT_FROM, at.ZERO_X)
    if edge < at.ZERO_X:
        flat_glass(canvas, edge, at.ZERO_X, at.AXIS_Y)
    flat_tube(canvas, at.STRAIGHT_FROM, min(edge, at.ZERO_X), at.AXIS_Y, at.FIBRE_W, end.colour)
    if edge < at.ZERO_X:
        torn_edge(canvas, edge, at.AXIS_Y, end.colour)
    _draw_specks(canvas, end, at.coated_from_mm(scene))
    _draw_tip(canvas, end)
    _draw_loose(canvas, scene, at.AXIS_Y)


def _flat_shadow(canvas: Canvas, x0: float, x1: float) -> None:
    dark = canvas.theme.shadow
    for half, opacity in ((11.0, 0.10), (7.0, 0.14), (4.0, 0.16)):
        canvas.rect(x0, at.AXIS_Y + 13 - half, x1 - x0 + 5, 2 * half, faded(dark, opacity), half)


def _draw_bent(canvas: Canvas, scene: Preparation, edge: float, bend: Point, pinch_x: float) -> None:
    end = at.end_of(scene)
    x, y = snap(canvas, bend[0]), round(bend[1])
    # The left hand holds the fibre: it leaves the axis there, and beyond the tool it stays as high as the tool.
    start = min(pinch_x, x - 30)
    last = max(at.ZERO_X, x + 8)
    path = [(at.STRAIGHT_FROM, at.AXIS_Y), (start, at.AXIS_Y), (x, y), (last, y)]
    canvas.fibre_shadow(path, at.FIBRE_W - 1)
    if edge >= at.ZERO_X:
        canvas.tube(path, at.FIBRE_W, end.colour)
    else:
        where = _on(path, edge)
        before = [p for p in path if p[0] < edge]
        canvas.glass([where, *(p for p in path if p[0] > edge)], GLASS_W)
        canvas.tube([*before, where], at.FIBRE_W, end.colour)
        torn_edge(canvas, edge, where[1], end.colour)
    _draw_loose(canvas, scene, y)


def _on(path: list[Point], x: float) -> Point:
    for (x0, y0), (x1, y1) in zip(path, path[1:], strict=False):
        if x0 <= x <= x1:
            return (x, y0 + (y1 - y0) * (x - x0) / max(1e-6, x1 - x0))
    return (x, path[-1][1])


def _draw_loose(canvas: Canvas, scene: Preparation, y: float) -> None:
    """Coating that the jaws push off, or that was left hanging on the tip."""
    loose = at.loose_coating(scene)
    if loose is None or loose[1] - loose[0] < 0.3:
        return
    left = snap(canvas, at.x_of(loose[1]))
    right = max(left + 8.0, snap(canvas, at.x_of(loose[0])))
    colour = at.end_of(scene).colour
    bent = min(66.0, right - left)
    straight = right - bent
    tail = shifted(_CURL, straight, y) if loose[0] < -1.0 else ((straight, y), (right, y))
    if len(tail) == 2:
        flat_tube(canvas, left, right, y, at.FIBRE_W, colour)
        return
    flat_tube(canvas, left, straight + 1, y, at.FIBRE_W, colour)
    canvas.tube(tail, at.FIBRE_W, colour)


def _draw_specks(canvas: Canvas, end: FibreEnd, edge_mm: float) -> None:
    """What a sharp eye sees of the dirt: a few specks on the coating and on the glass."""
    tone = canvas.theme.fibre(end.colour)
    grease = faded(mix(canvas.theme.cause_3, tone.dark, 0.35), 0.8)
    found = []
    for mm in range(1, 138, SPECK_STEP_MM):
        station = int(end.length_mm - mm)
        if not 0 <= station < len(end.dirt) or mm > 90 and mm % 2:
            continue
        value = float(end.dirt[station] if mm > edge_mm else end.residue[station])
        if value < SPECK_DIRT:
            continue
        key = f"{end.side}:{station}"
        x, y = at.x_of(mm) + 9 * chance_of(key), at.axis_y(at.x_of(mm)) + 7 * (chance_of(key + "y") - 0.5)
        found.append((round(x), round(y), 1.2 + 2.0 * value, grease if mm > edge_mm else tone.base))
    if found:
        left, top = min(speck[0] for speck in found) - 6, min(speck[1] for speck in found) - 6
        area = (left, top, max(speck[0] for speck in found) + 6 - left, max(speck[1] for speck in found) + 6 - top)

        def paint(layer: Canvas) -> None:
            for speck in found:
                layer.circle(*speck)

        canvas.layer(("specks", *found), paint, area)


def _draw_tip(canvas: Canvas, end: FibreEnd) -> None:
    """The tip: a bright spot where light leaves a cleaved face."""
    if end.face is not None and end.face.defect == "none" and end.bare_mm > 0.0:
        canvas.halo(at.ZERO_X, at.AXIS_Y, 20, "light", 0.75)


def draw_sleeve(canvas: Canvas, cx: float, y: float, length_mm: float) -> None:
    """The splice protection sleeve, its middle at cx, its bore on the fibre's axis y."""
    theme = canvas.theme
    w = length_mm * at.PX_PER_MM
    x, top = snap(canvas, cx - w / 2), round(y - 16)
    canvas.rect(x + 6, top + 14, w, 34, faded(theme.shadow, 0.16), 14)
    canvas.rect(x + 6, top + 18, w - 6, 24, faded(theme.shadow, 0.14), 12)
    canvas.rect(x, top, w, 34, faded(theme.glass, 0.36), 9, 2.2, faded(theme.paper, 0.9))
    steel = (mix(theme.paper, theme.steel, 0.12), mix(theme.paper, theme.steel, 0.45), theme.steel)
    canvas.gradient(x + 6, top + 21, w - 12, 8, ((0, steel[0]), (0.45, steel[1]), (1, steel[2])), False, 4)
    canvas.rect(x + 9, top + 4.5, w - 38, 5, faded(theme.paper, 0.85), 2.5)
    canvas.rect(x + w - 22, top + 4.5, 9, 5, faded(theme.paper, 0.7), 2.5)


def draw_husk(canvas: Canvas, index: int, length_mm: float, colour: str) -> None:
    """A piece of coating that fell from the jaws and lies on the mat."""
    x, y = 1120.0 + 70 * (index % 3), 604.0 + 13 * (index % 2)
    w = at.clamp(length_mm * at.PX_PER_MM * 0.6, 30.0, 150.0)
    points = tuple((x + w * t / 8, y + 9 * ((t / 4 - 1) ** 2) - 4 * (index % 3)) for t in range(9))
    canvas.fibre_shadow(points, 8, 3, 6)
    canvas.tube(points, 9, colour)
