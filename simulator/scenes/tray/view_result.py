"""The tray as it was left, small: every fibre as it lies, and where it is too tight.

It deliberately judges nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.plant import tray
from simulator.scenes.tray import view_layout as at
from simulator.scenes.tray.logic_measure import NEARLY
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.theme import faded


def has_result(scene) -> bool:
    """Whether anything lies in the tray."""
    return any(fibre.path for piece in scene.pieces for fibre in piece.fibres.values())


def place_of(scene, rect: tuple[float, float, float, float], fact: str, side: str) -> tuple[float, float] | None:
    """Where a mark on a fact belongs in the picture: at the tightest place."""
    bad = _too_tight(scene)
    if not bad or not fact.startswith(("tray.min_radius", "tray.loss")):
        return None
    x, y, w, h = rect
    place, _ = _scaled((x + 24, y + 60, w - 48, h - 84))
    cx, cy = place(min(bad, key=lambda tight: tight.radius_mm).at)
    return (cx, cy - 32) if cy > y + 112 else (cx + 36, cy)


Place = Callable[[tuple[float, float]], tuple[float, float]]


def _scaled(box: tuple[float, float, float, float]):
    """The way from millimetres of the tray to a place in a box, and its scale."""
    bx, by, bw, bh = box
    scale = min((bw - 30) / tray.SIZE[0], (bh - 28) / tray.SIZE[1])
    left, top = bx + (bw - scale * tray.SIZE[0]) / 2, by + (bh - scale * tray.SIZE[1]) / 2

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return left + scale * point[0], top + scale * point[1]

    return place, scale


def _too_tight(scene) -> list:
    found = [scene.tight_of(index) for index in range(len(scene.pieces))]
    return [tight for tight in found if tight is not None and tight.radius_mm < NEARLY * scene.params.radius_mm]


def draw_result(canvas: Canvas, language, words, scene, rect: tuple[float, float, float, float]) -> None:
    """Title and picture inside a card's rectangle."""
    x, y, w, h = rect
    write(canvas, x + 24, y + 32, language.text("Ta cassette"), (w - 48, 44), "lead", "ink", weight="semibold")
    bx, by, bw, bh = x + 24, y + 60, w - 48, h - 84
    canvas.rect(bx, by, bw, bh, "mat", 10)
    place, scale = _scaled((bx, by, bw, bh))
    for name in ("fibre/tray_base", "fibre/tray_comb"):
        _part(canvas, name, place, scale)
    laid = [(fibre, piece.colours[side]) for piece in scene.pieces for side, fibre in piece.fibres.items()]
    for fibre, colour in sorted(laid, key=lambda one: one[0].tick):
        if len(fibre.path) > 1:
            canvas.coat([place(point) for point in fibre.path], 3.4, colour)
    _mark_tight(canvas, words, scene, place, (bx, by, bw, bh))


def _part(canvas: Canvas, name: str, place: Place, scale: float) -> None:
    """A part of the tray where it lies in the scene, as small as the picture is."""
    info = canvas.parts.info(name)
    assert info.place is not None, name
    share = scale / at.PX_PER_MM
    x, y = place(((info.place[0] - at.ORIGIN[0]) / at.PX_PER_MM, (info.place[1] - at.ORIGIN[1]) / at.PX_PER_MM))
    canvas.part(name, x, y, stretch=(info.size[0] * share, info.size[1] * share))


def _mark_tight(canvas: Canvas, words, scene, place, box: tuple[float, float, float, float]) -> None:
    """A ring round every place that is tighter than asked for, with the radius of the worst."""
    bad = _too_tight(scene)
    for tight in bad:
        x, y = place(tight.at)
        canvas.circle(x, y, 16, faded(canvas.theme.bad, 0.15), 3, "bad")
    if bad:
        worst = min(bad, key=lambda tight: tight.radius_mm)
        x, y = place(worst.at)
        block = boxed(canvas, words.value(worst.radius_mm, 0, "mm"), 90, 30, "small", "bold")
        left = max(x - block.width / 2, box[0] + 10)
        canvas.rect(left - 8, y + 22, block.width + 16, block.height + 6, "panel", 8)
        canvas.block(left, y + 25, block, "bad_text", "left", "top")
