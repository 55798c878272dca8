"""The magnifier of the right rail: coating, glass, drops of residue, nicks, and the cleaved face, as they are.

It deliberately chooses nothing: view_focus says what lies under the lens.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.scenes.preparation.view_bench import printed
from simulator.scenes.preparation.view_face import draw_face, draw_raw_end, face_outline
from simulator.scenes.preparation.view_fibre import chance_of, glow
from simulator.scenes.preparation.view_focus import Focus, Look
from simulator.ui.canvas import Canvas
from simulator.ui.curves import smooth
from simulator.ui.fitting import boxed, write
from simulator.ui.theme import faded, mix

Say = Callable[..., str]

#: True proportion of coating and glass; 0.432 design units per micrometre.
COAT_HALF, GLASS_HALF = 54.0, 27.0
CX, CY, RADIUS = at.LENS[0], 330.0, at.LENS[2]
LEFT, RIGHT = CX - RADIUS - 4, CX + RADIUS + 4
EDGE_X, TIP_X = 1684.0, 1742.0
#: Edge of torn coating, top to bottom, from its middle.
_RAGGED = smooth((
    (-17.0, -54.0), (-13.0, -48.0), (-5.0, -39.0), (5.0, -29.0), (-3.0, -22.0), (3.0, -12.0), (-5.0, -4.0), (3.0, 3.0),
    (5.0, 14.0), (-3.0, 21.0), (3.0, 28.0), (-1.0, 38.0), (-5.0, 46.0), (-15.0, 54.0),
), 5)  # fmt: skip
_CLEAN_CUT = smooth(((-6.0, -54.0), (2.0, -44.0), (5.0, -20.0), (5.0, 0.0), (5.0, 20.0), (2.0, 44.0), (-6.0, 54.0)), 5)
#: The other view: the coating's edge against the cleaver's scale.
SCALE_PX = 62.0
AREA = (1527.0, 177.0, 338.0, 338.0)


def draw_lens(
    canvas: Canvas, scene: Preparation, focus: Focus, text: Say, aim_mm: float | None, glass: Canvas | None = None
) -> None:
    """The card with the magnifier; aim_mm: the length that the green mark shows in the scale's view.

    glass: another canvas for what is seen through it, where the bench itself is drawn as in a mirror.
    """
    look = focus.look
    scale = look.kind == "scale"
    key = ("prep lens card", scale, look.colour, text("Loupe ×40"), text("Vernis"))
    canvas.layer(key, lambda c: _paint_card(c, text, scale, look.colour), at.grown(at.LENS_CARD, 28))
    canvas = glass or canvas
    if scale:
        _draw_scale(canvas, scene, text, aim_mm)
        canvas.part("bench/lens_shine")
        canvas.part("bench/lens_ring")
    else:
        canvas.layer(("prep lens", look, text("Vernis")), lambda c: _paint_view(c, look, text), AREA)


def _paint_card(canvas: Canvas, text: Say, scale: bool, colour: str) -> None:
    canvas.card(*at.LENS_CARD)
    canvas.circle(1554, 130, 13.8, "action_pale", 3.6, "action")
    canvas.polyline(((1564, 140), (1572, 148)), "action", 5)
    words = text("Loupe ×4") if scale else text("Loupe ×40")
    write(canvas, 1584, 130, words, (270, 48), "lead", "ink", weight="semibold")
    _paint_legend(canvas, colour, text)


def _paint_view(canvas: Canvas, look: Look, text: Say) -> None:
    canvas.part("bench/lens_field")
    with canvas.clip_circle(CX, at.LENS[1], RADIUS) as inner:
        if look.kind in ("edge", "glass", "tip"):
            _glass(inner, look)
        if look.kind == "tip":
            draw_face(inner, look.face, TIP_X, CY, GLASS_HALF)
        if look.kind == "edge":
            _coat(inner, look, EDGE_X)
        elif look.kind == "coat":
            _coat(inner, look, RIGHT + 20)
        elif look.kind == "raw":
            draw_raw_end(inner, TIP_X - 20, CY, COAT_HALF)
            _coat(inner, look, TIP_X - 20)
        _measures(inner, look, text)
    canvas.part("bench/lens_shine")
    canvas.part("bench/lens_ring")


def _glass(canvas: Canvas, look: Look) -> None:
    """Glass as a rod: light edges, pale middle, bright core, and what lies on it."""
    theme = canvas.theme
    x0, x1 = (EDGE_X - 40 if look.kind == "edge" else LEFT), (TIP_X + 34 if look.kind == "tip" else RIGHT)
    glow(canvas, (x0 + x1) / 2, CY, (x1 - x0) * 0.62, 74)
    pale, edge = mix(theme.glass, theme.paper, 0.45), theme.glass_edge
    stops = (
        (0.0, mix(edge, theme.glass, 0.35)), (0.08, mix(pale, theme.paper, 0.6)), (0.22, mix(theme.glass, edge, 0.4)),
        (0.5, pale), (0.78, mix(theme.glass, edge, 0.62)), (0.93, theme.glass), (1.0, mix(edge, theme.screen, 0.15)),
    )  # fmt: skip
    outline = [(x1, CY - GLASS_HALF), (x1, CY + GLASS_HALF)]
    if look.kind == "tip":
        outline = face_outline(look.face, TIP_X, CY, GLASS_HALF)
    with canvas.clip_shape([(x0, CY - GLASS_HALF), *outline, (x0, CY + GLASS_HALF)]) as inner:
        inner.gradient(x0, CY - GLASS_HALF, x1 - x0, 2 * GLASS_HALF, stops)
        inner.rect(x0, CY - 3.5, x1 - x0, 7, faded(theme.trace_2, 0.55))
        inner.rect(x0, CY - 1.7, x1 - x0, 3.4, theme.light)
    last = TIP_X if look.kind == "tip" else x1
    _drops(canvas, look, x0 + (62 if look.kind == "edge" else 24), last - 14)
    if look.nick_um > 0.0:
        _nick(canvas, look.nick_um, (max(x0, LEFT + 40) + last) / 2 + 12)


def _drops(canvas: Canvas, look: Look, x0: float, x1: float) -> None:
    """Drops of coating and crumbs that the stripper left: as many and as large as the residue says."""
    count = min(16, math.ceil(look.residue * 17 - 0.15)) if look.residue >= 0.04 else 0
    for index in range(count):
        key = f"{look.station}:{index}"
        share = (0.618 * index + 0.12 * chance_of(key) + 0.31) % 1.0
        x = x0 + (x1 - x0) * share
        y = CY + (2 * GLASS_HALF + 8) * (chance_of(key + "y") - 0.5)
        _drop(canvas, x, y, 5.0 + 8.0 * chance_of(key + "r") * (0.5 + look.residue), key, look.colour)


def _blob(x: float, y: float, r: float, key: str) -> list[tuple[float, float]]:
    """A soft, uneven outline."""
    a, b, c = (chance_of(key + tag) for tag in "abc")
    points = []
    for step in range(22):
        angle = 2 * math.pi * step / 22
        radius = r * (1 + 0.22 * a * math.cos(2 * angle + 6 * b) + 0.16 * c * math.cos(3 * angle + 6 * a))
        points.append((x + 1.3 * radius * math.cos(angle), y + 0.86 * radius * math.sin(angle)))
    return points


def _drop(canvas: Canvas, x: float, y: float, r: float, key: str, colour: str) -> None:
    tones = canvas.theme.fibre(colour)
    canvas.polygon(_blob(x + 2, y + 3, r, key), faded(canvas.theme.screen, 0.35))
    canvas.polygon(_blob(x, y, r, key), mix(tones.base, tones.light, 0.5), 1.6, tones.dark)
    canvas.polyline(((x - 0.6 * r, y - 0.34 * r), (x + 0.1 * r, y - 0.46 * r)), tones.highlight, 2)


def _nick(canvas: Canvas, depth_um: float, x: float) -> None:
    """A notch in the rim of the glass, drawn deeper than life so that it can be seen."""
    deep = 5 + min(20.0, 1.6 * depth_um)
    top = CY - GLASS_HALF
    canvas.polygon([(x - 6 - deep * 0.3, top - 3), (x + 6 + deep * 0.3, top - 3), (x + 1, top + deep)], "screen")
    canvas.polyline(
        ((x - 5 - deep * 0.3, top), (x + 1, top + deep), (x + 5 + deep * 0.3, top)), faded(canvas.theme.paper, 0.9), 1.8
    )
    canvas.polyline(((x + 1, top + deep), (x - 3, top + deep + 7)), faded(canvas.theme.screen, 0.6), 1.6)
    canvas.circle(x, top + deep * 0.4, deep * 0.6 + 15, None, 2.6, "bad")


def _coat(canvas: Canvas, look: Look, right: float) -> None:
    """Coating up to a ragged edge, with the dirt on it."""
    tones, theme = canvas.theme.fibre(look.colour), canvas.theme
    rim = _CLEAN_CUT if look.kind == "raw" else _RAGGED
    outline = [(LEFT, CY - COAT_HALF), *((right + dx, CY + dy) for dx, dy in rim), (LEFT, CY + COAT_HALF)]
    if look.kind == "edge":
        # The coating throws a soft shadow on the glass that leaves it.
        canvas.gradient_h(
            right - 8, CY - GLASS_HALF, 30, 2 * GLASS_HALF, faded(theme.screen, 0.42), faded(theme.screen, 0)
        )
    stops = (
        (0.0, tones.dark), (0.12, tones.base), (0.32, mix(tones.light, tones.highlight, 0.35)),
        (0.5, mix(tones.base, tones.light, 0.5)),
        (0.85, mix(tones.base, tones.dark, 0.35)), (1.0, mix(tones.dark, theme.screen, 0.25)),
    )  # fmt: skip
    with canvas.clip_shape(outline) as inner:
        inner.gradient(LEFT, CY - COAT_HALF, right + 24 - LEFT, 2 * COAT_HALF, stops)
        inner.rect(LEFT + 8, CY - 38, right - 26 - LEFT - 8, 9, faded(theme.paper, 0.38), 4.5)
        _grease(inner, look, LEFT + 26, min(right - 22, RIGHT - 26))
    if right < RIGHT:
        canvas.polyline(outline[1:-1], tones.dark, 2)
        lit = rim[: len(rim) * 6 // 10]
        canvas.polyline([(right + dx, CY + dy) for dx, dy in lit], mix(tones.highlight, theme.paper, 0.3), 2.6)


def _grease(canvas: Canvas, look: Look, x0: float, x1: float) -> None:
    """Gel and dust on the coating."""
    count = round(look.dirt * 13)
    gel = mix(canvas.theme.cause_3, canvas.theme.screen, 0.25)
    for index in range(count):
        key = f"g{look.station}:{index}"
        x = x0 + (x1 - x0) * ((0.618 * index + 0.12 * chance_of(key) + 0.2) % 1.0)
        y = CY + 2 * (COAT_HALF - 10) * (chance_of(key + "y") - 0.5)
        r = 6 + 11 * look.dirt * chance_of(key + "r")
        canvas.polygon(_blob(x, y, r, key), faded(gel, 0.82))
        canvas.polyline(((x - 0.5 * r, y - 0.3 * r), (x, y - 0.4 * r)), faded(canvas.theme.light_core, 0.6), 1.8)


def _measures(canvas: Canvas, look: Look, text: Say) -> None:
    """The two thicknesses, where both or one of them show."""
    theme = canvas.theme
    if look.kind in ("edge", "coat", "raw"):
        x = CX - 94
        canvas.line(x, CY - 50, x, CY + 50, "paper", 2.5)
        for sign in (-1, 1):
            y = CY + sign * COAT_HALF
            canvas.line(x - 8, y, x + 8, y, "paper", 2.5)
            canvas.polygon([(x, y), (x - 6, y - sign * 12), (x + 6, y - sign * 12)], "paper")
        write(canvas, x + 36, 408, "250\u00a0µm", (92, 30), "small", "screen_text", "center", weight="semibold")
    if look.kind in ("edge", "glass", "tip"):
        x = CX + 76 if look.kind == "edge" else CX - 70
        tone = mix(theme.trace_2, theme.paper, 0.55)
        for sign in (-1, 1):
            y = CY + sign * (GLASS_HALF + 2)
            canvas.line(x, y + sign * 8, x, y + sign * 32, tone, 2.5)
            canvas.polygon([(x, y), (x - 6, y + sign * 10), (x + 6, y + sign * 10)], tone)
        write(canvas, x - 2, 408, "125\u00a0µm", (92, 30), "small", "light_core", "center", weight="semibold")


def _paint_legend(canvas: Canvas, colour: str, text: Say) -> None:
    """What the colours mean: three signs with their words, side by side as wide as the words are."""
    y, gap = 530.0, 6.0
    words = (text("Vernis"), text("Verre"), text("Résidus"))
    widths = [canvas.texts.width(word, "small", "medium") for word in words]
    room = at.LENS_CARD[2] - 52 - 3 * (26 + gap)
    squeeze = min(1.0, room / max(1.0, sum(widths)))
    if squeeze < 1.0:
        # No narrower than the longest of their words: those break between words only.
        least = [boxed(canvas, max(word.split(), key=len), 1, 24, "small", "medium").width for word in words]
        widths = [max(low, width * squeeze) for low, width in zip(least, widths, strict=True)]
    free = 6 + max(0.0, room - sum(widths)) / 2
    x = at.LENS_CARD[0] + 22
    for sign, word, width in zip((_coat_sign, _glass_sign, _residue_sign), words, widths, strict=True):
        sign(canvas, x, y, colour)
        block = boxed(canvas, word, width + 1, 44, "small", "medium")
        canvas.block(x + 26 + gap - 2, y, block, "ink", "left", "middle")
        x += 26 + gap + width + free


def _coat_sign(canvas: Canvas, x: float, y: float, colour: str) -> None:
    tones = canvas.theme.fibre(colour)
    canvas.rect(x, y - 11, 24, 22, tones.base, 5, 1.2, tones.dark)
    canvas.rect(x + 4, y - 7, 16, 4, tones.highlight, 2)


def _glass_sign(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.rect(x, y - 8, 24, 16, "glass", 3, 2, "glass_edge")
    canvas.rect(x + 2, y - 1.5, 20, 3, "light")


def _residue_sign(canvas: Canvas, x: float, y: float, colour: str) -> None:
    canvas.polygon([(x + 12, y - 11), (x + 25, y + 11), (x - 1, y + 11)], "watch", 2, "watch_text")
    canvas.line(x + 12, y - 3, x + 12, y + 3.5, "print", 2.8)
    canvas.rect(x + 10.6, y + 5.6, 2.8, 2.8, "print", 1.4)


def _draw_scale(canvas: Canvas, scene: Preparation, text: Say, aim_mm: float | None) -> None:
    """Coating's edge against the printed millimetres; lengths grow to the left, as on the cleaver."""
    theme, desk = canvas.theme, scene.state.cleaver
    aim = scene.plant.site.cleaver.length_mm
    length, height = (desk.length_mm, desk.height_mm) if desk.fibre_in else at.WAITING
    middle = aim if abs(length - aim) < 1.9 else length - math.copysign(1.6, length - aim)
    tones = theme.fibre(at.end_of(scene).colour)
    edge = CX - SCALE_PX * (length - middle)
    y = CY - 12 - min(34.0, 9 * height)
    with canvas.clip_circle(CX, at.LENS[1], RADIUS) as c:
        steel = mix(theme.paper, theme.steel, 0.3)
        c.rect(LEFT, 190, RIGHT - LEFT, 300, mix(theme.case, theme.case_edge, 0.5))
        c.rect(LEFT, CY + 26, RIGHT - LEFT, 70, steel)
        c.rect(LEFT, CY + 26, RIGHT - LEFT, 3, mix(theme.paper, steel, 0.3))
        c.rect(LEFT, CY - 26, RIGHT - LEFT, 26, mix(theme.screen, theme.case, 0.4))
        if aim_mm is not None:
            x = CX - SCALE_PX * (aim_mm - middle)
            c.rect(x - SCALE_PX / 2, CY - 84, SCALE_PX, 180, faded(theme.good, 0.35))
            c.dashed(((x, CY - 84), (x, CY + 26)), "screen_good", 2.5, 7, 5)
        _ticks(c, middle)
        c.rect(LEFT, y + 10 + 3 * min(8, height), RIGHT - LEFT, 24, faded(theme.shadow, 0.3), 12)
        if at.coated_from_mm(scene) > 0.5:
            c.gradient(
                edge, y - 10, RIGHT - edge, 20, ((0, "glass_edge"), (0.2, "paper"), (0.6, "glass"), (1, "glass_edge"))
            )
            c.rect(edge, y - 1.5, RIGHT - edge, 3, "light")
        if edge > LEFT:
            coat = ((0, tones.dark), (0.15, tones.base), (0.35, tones.light), (0.85, tones.base), (1, tones.dark))
            c.gradient(LEFT, y - 20, edge - LEFT, 40, coat)
            c.rect(LEFT, y - 13, edge - LEFT - 4, 5, faded(tones.highlight, 0.6))
        c.line(edge, y - 26, edge, CY + 28, "light", 2.5)


def _ticks(canvas: Canvas, middle: float) -> None:
    first = math.ceil((middle - 2.4) * 2)
    for half in range(first, first + 10):
        mm = half / 2
        x = CX - SCALE_PX * (mm - middle)
        whole = half % 2 == 0
        canvas.line(x, CY + 26, x, CY + (48 if whole else 38), "print", 2.4 if whole else 1.8)
        if whole and abs(x - CX) < RADIUS - 24:
            printed(canvas, x, CY + 74, str(half // 2), 18, "print")
