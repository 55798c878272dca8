"""Pieces of the rail's second card: heading, bar with its zone, gauge, hole, wheel of the blade, row of an end.

It deliberately reads no scene: everything comes in as values, words and places.
"""

from __future__ import annotations

from simulator.scenes.preparation import view_layout as at
from simulator.ui.canvas import Canvas, Span
from simulator.ui.fitting import Said, write, write_column, write_spans
from simulator.ui.theme import faded, mix

LEFT, RIGHT, WIDTH = 1536.0, 1848.0, 312.0
TRACK_Y = 682.0
#: Room that a heading leaves to the value on its right.
VALUE_W = 150.0
Zone = tuple[float, float]


def heading(canvas: Canvas, y: float, words: str, room: float = VALUE_W) -> None:
    """A heading on the left."""
    write(canvas, LEFT, y - 9, words, (WIDTH - room - 12, 50), "lead", "ink", weight="semibold")


def reading(canvas: Canvas, y: float, value: str, rest: str = "", colour: str = "ink") -> None:
    """A value on the right, large, and what belongs to it, small; both shrink rather than meet the heading."""
    spans = [Span(value, "title", "semibold", colour, True)]
    if rest:
        spans.append(Span(f" {rest}", "small", "medium", "ink_soft", True))
    write_spans(canvas, RIGHT, y, spans, (VALUE_W, 46), "right")


def rule(canvas: Canvas, y: float = 748.0) -> None:
    """The line between the two halves of the card."""
    canvas.rect(LEFT, y, WIDTH, 2, "line")


def note(canvas: Canvas, words: str, y: float = 876.0) -> None:
    """A quiet sentence."""
    write(canvas, LEFT, y, words, (WIDTH, 84), "small", "ink_soft")


def verdict(canvas: Canvas, y: float, level: str, words: str) -> None:
    """A state mark with its words."""
    canvas.part(f"ui/states/{level}", LEFT, y - 22, stretch=(44, 44))
    write(canvas, LEFT + 60, y, words, (WIDTH - 60, 60), "lead", f"{level}_text", weight="semibold")


def place_on(value: float, low: float, high: float) -> float:
    """Where a value lies on the track."""
    return LEFT + WIDTH * (at.clamp(value, low, high) - low) / (high - low)


def track(canvas: Canvas, low: float, high: float, zone: Zone | None, numbers: tuple[int, ...]) -> None:
    """The empty bar with its green zone and its numbers."""
    canvas.rect(LEFT, TRACK_Y - 10, WIDTH, 20, "track", 10)
    if zone:
        x0, x1 = place_on(zone[0], low, high), place_on(zone[1], low, high)
        canvas.rect(x0, TRACK_Y - 15, x1 - x0, 30, mix(canvas.theme.good_pale, canvas.theme.good, 0.1), 5, 2.5, "good")
    for number in numbers:
        lit = zone is not None and zone[0] <= number <= zone[1]
        x = at.clamp(place_on(number, low, high), LEFT + 6, RIGHT - 10)
        colour, weight = ("good_text", "bold") if lit else ("ink_soft", "")
        room = WIDTH / max(1, len(numbers)) - 4
        write(canvas, x, 718, str(number), (max(30.0, room), 30), "small", colour, "center", "middle", weight)


def knob(canvas: Canvas, value: float, low: float, high: float, filled: bool = True, colour: str = "light") -> None:
    """The knob at a value, and the bar filled up to it."""
    x = round(place_on(value, low, high))
    if filled and x - LEFT > 12:
        canvas.rect(LEFT, TRACK_Y - 10, x - LEFT, 20, colour, 10)
        if x - LEFT > 36:
            canvas.rect(LEFT + 6, TRACK_Y - 6, x - LEFT - 24, 4, faded(canvas.theme.paper, 0.6), 2)
    canvas.circle(x, TRACK_Y, 14, "panel", 5, colour)


def gauge(canvas: Canvas, y: float, icon: str, name: str, words: str, level: str) -> None:
    """A named gauge, empty, with its state in words."""
    canvas.part(icon, LEFT, y - 22, stretch=(44, 44))
    write(canvas, LEFT + 56, y - 8, name, (124, 40), "body", "ink", weight="medium")
    canvas.part(f"ui/states/{level}", RIGHT - 24, y - 16, stretch=(24, 24))
    write(canvas, RIGHT - 32, y - 8, words, (100, 40), "small", f"{level}_text", "right", weight="semibold")
    canvas.rect(LEFT + 56, y + 14, WIDTH - 56, 14, "track", 7)


def gauge_fill(canvas: Canvas, y: float, share: float, colour: str) -> None:
    """What fills a gauge, 0..1."""
    w = round((WIDTH - 56) * at.clamp(share, 0.0, 1.0))
    if w >= 14:
        canvas.rect(LEFT + 56, y + 14, w, 14, colour, 7)


def faces(canvas: Canvas, y: float, left: int, of: int = 3) -> None:
    """The clean faces that a wipe still has, as small squares."""
    for index in range(of):
        x = RIGHT - 34 - 40 * (of - 1 - index)
        full = index < left
        canvas.rect(x, y - 16, 32, 32, "panel" if full else "track", 6, 2.5, "action" if full else "line")
        if full:
            canvas.line(x + 6, y, x + 26, y, "line", 2)


def button(canvas: Canvas, rect: at.Rect, part: str, size: tuple[float, float], words: str = "") -> None:
    """A quiet button: a picture, and words beside it if any."""
    x, y, w, h = rect
    canvas.rect(*rect, "panel_soft", 12 if words else 10, 2, "edge")
    if not words:
        canvas.part(part, x + (w - size[0]) / 2, y + (h - size[1]) / 2, stretch=size)
        return
    canvas.part(part, x + 8, y + (h - size[1]) / 2, stretch=size)
    write(canvas, x + 76 + (w - 84) / 2, y + h / 2, words, (w - 84, h - 12), "body", "ink", "center", weight="medium")


def hole(canvas: Canvas, rect: at.Rect, sizes: tuple[float, float], words: str, chosen: str | None) -> None:
    """A hole of the stripper; chosen: the colour of the fibre in it."""
    theme = canvas.theme
    x, y, w, h = rect
    cx, cy = x + w / 2, y + 42
    outer, inner = sizes
    edge, border = ("action", 3.5) if chosen else ("edge", 2)
    canvas.rect(*rect, "action_pale" if chosen else "panel_soft", 12, border, edge)
    canvas.circle(cx, cy, outer, mix(theme.paper, theme.steel, 0.28), 1.5, mix(theme.paper, theme.steel, 0.55))
    canvas.ring_arc(cx, cy, outer - 3, 3, 190, 300, faded(theme.paper, 0.85), True)
    canvas.circle(cx, cy, inner, "screen")
    if chosen:
        canvas.circle(cx, cy, inner / 2, theme.fibre(chosen).light)
        canvas.circle(x + w - 14, y + 13, 13, "panel")
        canvas.part("ui/states/done", x + w - 26, y + 1, stretch=(24, 24))
    colour, weight = ("action_deep", "semibold") if chosen else ("ink_soft", "medium")
    write(canvas, cx, y + 90, words, (w - 8, 26), "small", colour, "center", weight=weight)


def wheel(canvas: Canvas, cx: float, cy: float, position: int) -> None:
    """The round blade with its sixteen places; the one in use points up."""
    theme = canvas.theme
    canvas.circle(cx, cy, 52, mix(theme.paper, theme.steel, 0.3), 3, mix(theme.paper, theme.steel, 0.7))
    for place in range(16):
        a0 = -90 + (place + 1 - position) * 22.5
        used = place + 1 == position
        canvas.ring_arc(cx, cy, 45, 7, a0 - 8, a0 + 8, "light" if used else faded(theme.paper, 0.85))
    canvas.circle(cx, cy, 32, "panel")
    write(canvas, cx, cy, str(position), (52, 44), "title", "ink", "center", weight="semibold")
    canvas.polygon([(cx - 8, cy - 62), (cx + 8, cy - 62), (cx, cy - 50)], "light")


def angle_bar(canvas: Canvas, angle_deg: float, limit_deg: float, level: str) -> None:
    """The angle of a face on a bar whose first third is good."""
    theme = canvas.theme
    canvas.rect(LEFT, TRACK_Y - 10, WIDTH, 20, mix(theme.bad_pale, theme.bad, 0.15), 10)
    canvas.rect(LEFT, TRACK_Y - 10, WIDTH / 3, 20, mix(theme.good_pale, theme.good, 0.35), 10)
    x = LEFT + 6 + (WIDTH - 12) * at.clamp(angle_deg / (3 * limit_deg), 0.0, 1.0)
    canvas.circle(round(x), TRACK_Y, 14, "panel", 5, level)


def end_row(canvas: Canvas, rect: at.Rect, colour: str, name: str, said: str, chosen: bool, finished: bool) -> None:
    """One of the two ends at a glance."""
    x, y, w, h = rect
    edge, border = ("action", 3.5) if chosen else ("edge", 2)
    canvas.rect(*rect, "action_pale" if chosen else "panel_soft", 12, border, edge)
    shift = canvas.flag_room / 3
    ahead = 54 + 2 * shift
    canvas.fibre_dot(x + 28 + shift, y + h / 2, 11, colour)
    lines = [Said(name, "body", "ink", "semibold"), Said(said, "small", "ink_soft", "medium")]
    write_column(canvas, x + ahead, y + h / 2, lines, (w - ahead - (52 if finished else 12), h - 6))
    if finished:
        canvas.part("ui/states/good", x + w - 48, y + h / 2 - 17, stretch=(34, 34))
