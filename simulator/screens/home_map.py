"""The map of the trade as a picture: where the places stand, the strand that joins them, rings, names and states.

It deliberately reads no course and no class book: the states come in.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from simulator.scoring import ACQUIRED, IN_PROGRESS, NOT_STARTED, TO_REVIEW
from simulator.ui.canvas import Canvas
from simulator.ui.curves import bezier
from simulator.ui.fitting import boxed
from simulator.ui.theme import faded, mix
from simulator.ui.widgets import Widget

if TYPE_CHECKING:
    from simulator.screens.context import Context

#: Places in the order of the strand; the full job stands at its end once there are exercises for it.
ORDER = ("prepare", "splice", "connect", "measure", "cable", "aerial", "underground")
LAST = "full_job"
FIRST_X, LAST_X, LOW_Y, HIGH_Y = 266.0, 1366.0, 732.0, 388.0
#: How far the strand bulges sideways between two places.
BULGE = 372.0
DISC_R, RING_R, RING_W = 112.0, 103.0, 9.0
PLATE_W, PLATE_H = 244.0, 80.0
WIDE_PLATE = 296.0
#: Width of every plate where the reader has made the text much larger.
LARGE_PLATE = 284.0
#: The light round the strand: width [design units] and opacity of each stroke, widest first, under the line itself.
GLOW = ((54, 0.03), (48, 0.035), (42, 0.045), (36, 0.055), (31, 0.065), (26, 0.08), (21, 0.1), (16, 0.13))
#: The part of the frame that the strand and its glow may touch.
STRAND = (112.0, 250.0, 1460.0, 640.0)
TONES = {ACQUIRED: "good", IN_PROGRESS: "info", TO_REVIEW: "watch", NOT_STARTED: "track"}
TEXT_TONES = {ACQUIRED: "good_text", IN_PROGRESS: "info_text", TO_REVIEW: "watch_text", NOT_STARTED: "ink_soft"}


@dataclass(frozen=True)
class PlaceState:
    """A place with the states of its exercises, in their order."""

    name: str
    states: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """The place as a whole: acquired when all are, to review when one is, in progress when one was started."""
        if not self.states or all(s == NOT_STARTED for s in self.states):
            return NOT_STARTED
        if all(s == ACQUIRED for s in self.states):
            return ACQUIRED
        return TO_REVIEW if TO_REVIEW in self.states else IN_PROGRESS

    @property
    def done(self) -> int:
        """Exercises acquired."""
        return sum(1 for s in self.states if s == ACQUIRED)


@dataclass(frozen=True)
class Spot:
    """Where a place stands [design units]: its middle, and the top of its name plate."""

    name: str
    cx: float
    cy: float
    plate_y: float

    @property
    def plate_x(self) -> float:
        """Left edge of the name plate."""
        return self.cx - PLATE_W / 2


def spots(states: Mapping[str, PlaceState]) -> list[Spot]:
    """The places along the strand: low and high in turn, names below the low ones and above the high ones.

    Before the courses are read (no states) those of the shipped courses stand there: none may move a moment later.
    """
    names = [*ORDER, LAST] if not states or states.get(LAST, PlaceState(LAST)).states else list(ORDER)
    step = (LAST_X - FIRST_X) / (len(names) - 1)
    made = []
    for index, name in enumerate(names):
        low = index % 2 == 0
        made.append(Spot(name, FIRST_X + index * step, LOW_Y if low else HIGH_Y, 856.0 if low else 184.0))
    return made


def place_words(context: Context, name: str) -> str:
    """Name of a place."""
    return context.words.place(name)


class PlaceButton(Widget):
    """A round place of the map with its name plate, as one thing to press."""

    def __init__(self, spot: Spot, label: str) -> None:
        super().__init__(f"place:{spot.name}", label, "", spot.cx - DISC_R, spot.cy - DISC_R, 2 * DISC_R, 2 * DISC_R)
        self.spot = spot

    def contains(self, x: float, y: float) -> bool:
        """On the disc or on the plate."""
        spot = self.spot
        if (x - spot.cx) ** 2 + (y - spot.cy) ** 2 <= DISC_R**2:
            return True
        return abs(x - spot.cx) <= PLATE_W / 2 and spot.plate_y <= y <= spot.plate_y + PLATE_H

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Only the ring: the map draws the place."""
        if focused:
            canvas.circle(self.spot.cx, self.spot.cy, 125, None, 4, "panel")
            canvas.circle(self.spot.cx, self.spot.cy, 121, None, 5, "action")
        elif hovered:
            canvas.circle(self.spot.cx, self.spot.cy, 117, None, 4, "action")


# the strand


def route(places: Sequence[Spot], first: int, last: int) -> str:
    """Path of the strand from stretch `first` to before `last`; stretch 0 comes in from the left edge."""
    pieces = [f"C170 700 190 732 {places[0].cx:.1f} {places[0].cy:.1f}"]
    for a, b in zip(places, places[1:], strict=False):
        pieces.append(f"C{a.cx + BULGE:.1f} {a.cy} {b.cx - BULGE:.1f} {b.cy} {b.cx:.1f} {b.cy}")
    end = places[-1]
    pieces.append(f"C{end.cx + 114:.1f} {end.cy} {end.cx + 114:.1f} {end.cy + 68} 1560 {end.cy + 68}")
    start = "M112 700" if first == 0 else f"M{places[first - 1].cx:.1f} {places[first - 1].cy}"
    return start + "".join(pieces[first:last])


def lit_stretches(places: Sequence[Spot], states: Mapping[str, PlaceState]) -> int:
    """Stretches of the strand that are lit: up to the last place where something was started."""
    lit = 0
    for index, spot in enumerate(places):
        if states.get(spot.name, PlaceState(spot.name)).state != NOT_STARTED:
            lit = index + 1
    return lit


def paint_strand(canvas: Canvas, places: Sequence[Spot], lit: int | None) -> None:
    """Clear glass all along; light as far as somebody has come (None: not known yet), fading towards the next place."""
    whole = bezier(route(places, 0, len(places) + 1))
    canvas.strokes([(x, y + 5) for x, y in whole], [(faded(canvas.theme.ink, 0.07), 20)], True, finest=2)
    edge = mix(canvas.theme.line, canvas.theme.ink, 0.1)
    canvas.strokes(whole, [(edge, 13), ("panel_soft", 9.5), ("line", 2.5)], True)
    if lit is None:
        return
    ahead = bezier(route(places, lit, lit + 1))
    canvas.layer(("strand ahead", len(places), lit), lambda c: _paint_ahead(c, ahead, lit), STRAND)
    if lit:
        _paint_light(canvas, bezier(route(places, 0, lit)))
        for index in range(1, lit):
            a, b = places[index - 1], places[index]
            canvas.part("ui/map/spark", (a.cx + b.cx) / 2 - 20, (a.cy + b.cy) / 2 - 20)


def _paint_light(canvas: Canvas, points: Sequence[tuple[float, float]]) -> None:
    """Light in the strand: a soft glow in many thin steps, the line, its bright core."""
    for width, opacity in GLOW:
        canvas.polyline(points, faded(canvas.theme.light, opacity), width)
    canvas.polyline(points, "light", 11)
    canvas.polyline(points, "light_core", 4)


def _paint_ahead(canvas: Canvas, points: Sequence[tuple[float, float]], lit: int) -> None:
    """A lit stretch that fades to nothing from left to right."""
    _paint_light(canvas, points)
    left, right = canvas.to_pixels(points[0][0], 0)[0], canvas.to_pixels(points[-1][0], 0)[0]
    width, height = canvas.surface.get_size()
    fade = pygame.Surface((width, 1), pygame.SRCALPHA)
    for x in range(width):
        level = round(255 * max(0.0, min(1.0, 1 - (x - left) / max(1.0, right - left))))
        fade.set_at((x, 0), (level,) * 4)
    canvas.surface.blit(pygame.transform.scale(fade, (width, height)), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)


# the places


def paint_place(canvas: Canvas, context: Context, spot: Spot, place: PlaceState, current: bool, ready: bool) -> None:
    """Disc with ring, and the name plate. ready: courses were read, so what has no exercise is known to be closed."""
    cx, cy = spot.cx, spot.cy
    if current:
        canvas.part("ui/map/place_halo", cx - 160, cy - 160)
    else:
        canvas.part("ui/map/place_shadow", cx - 144, cy - 144)
    canvas.part(f"ui/map/place_{spot.name}", cx - 120, cy - 120)
    for _ in range((0 if current else 1) + (1 if ready and not place.states else 0)):
        if place.state == NOT_STARTED:
            canvas.part("ui/map/place_veil", cx - 120, cy - 120)
    if ready:
        paint_segments(canvas, cx, cy, place.states or (NOT_STARTED,))
    if current:
        canvas.part("ui/map/place_ring", cx - 120, cy - 120)
    _paint_plate(canvas, context, spot, place, ready)


def paint_segments(canvas: Canvas, cx: float, cy: float, states: Sequence[str], r: float = RING_R) -> None:
    """One segment per exercise round a place, coloured by its state."""
    gap = 4.0 if len(states) > 1 else 0.0
    for index, state in enumerate(states):
        start = -90 + gap / 2 + 360 * index / len(states)
        canvas.ring_arc(cx, cy, r, RING_W, start, start + 360 / len(states) - gap, TONES[state])


def _paint_plate(canvas: Canvas, context: Context, spot: Spot, place: PlaceState, ready: bool) -> None:
    """Name, count and state; the plate grows away from the disc when they need more lines."""
    text = context.language.text
    count, small = None, canvas.texts.capped("small", 24)
    if place.states:
        count = boxed(canvas, text("{done} sur {all}", done=place.done, all=len(place.states)), 90, 40, small)
    taken = count.width + 12 if count is not None else 0.0
    width = PLATE_W if canvas.texts.text_scale <= 1.3 else LARGE_PLATE
    name = boxed(canvas, place_words(context, spot.name), width - 40 - taken, 40, "lead", "semibold")
    under = name.height > 40  # a long name takes the whole line of a wider plate, the count goes to that of the state
    width = WIDE_PLATE if under else width
    if under:
        name = boxed(canvas, place_words(context, spot.name), width - 40, 40, "lead", "semibold")
    said = context.words.verdict(place.state) if place.states else text("Pas encore ouvert")
    state = boxed(canvas, said, width - 68 - (taken if under else 0.0), 40, small, "medium")
    upper = max(38.0, name.height + 2, count.height + 2 if count is not None and not under else 0.0)
    height = max(PLATE_H, 8 + upper + max(30.0, state.height + 2) + 4)
    x = min(max(132.0, spot.plate_x - (width - PLATE_W) / 2), 1504.0 - width)
    y = spot.plate_y - (height - PLATE_H if spot.plate_y < spot.cy else 0.0)
    canvas.card(x, y, width, height)
    middle = y + height - max(46.0, state.height + 6) / 2
    if count is not None:
        canvas.block(x + width - 20, middle if under else y + 8 + upper / 2, count, "ink_soft", "right", "middle")
    canvas.block(x + 20, y + 8 + upper / 2, name, "ink", "left", "middle")
    if not ready and not place.states:
        return
    mark = place.state if place.states else "locked"
    canvas.part(f"ui/states/{mark}", x + 19, middle - 13, stretch=(24, 24))
    canvas.block(x + 52, middle, state, TEXT_TONES[place.state], "left", "middle")
