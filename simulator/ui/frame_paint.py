"""How the bars of a scene are drawn: title, chip, stages, clock and buttons above; goal, tools and live cue below.

It deliberately takes no input and keeps no state; everything that does not move lies in two opaque layers.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.keycaps import draw_keys, draw_number
from simulator.ui.say import SIZE, draw_speaker
from simulator.ui.theme import TextStyle, faded, mix
from simulator.ui.toast import LEVELS, draw_toast

if TYPE_CHECKING:
    from simulator.ui.frame import FrameModel, Rect, ToolTile

__all__ = [
    "BUTTONS", "draw_bottom", "draw_hover", "draw_ring", "draw_toast", "draw_top", "goal_places", "tile_rects",
    "tile_widths",
]  # fmt: skip

TOP = 72.0
BOTTOM = (0.0, 968.0, 1920.0, 112.0)
BUTTONS: dict[str, Rect] = {"back": (48, 7, 56, 56), "help": (1752, 7, 56, 56), "pause": (1816, 7, 56, 56)}
CLEAR = (0, 0, 0, 0)
#: Where the clock's figures begin, and their room: a gap stays before the first button.
CLOCK_X, CLOCK_W = 1642.0, 84.0

TILE_W, TILE_H, TILE_Y, TILE_GAP = 108.0, 96.0, 976.0, 8.0
#: The tools stand round this middle, and between the goal and the cue whatever their number.
TILES_MIDDLE, TILES_LEFT, TILES_RIGHT = 1000.0, 424.0, 1552.0
#: Many tools leave the goal this room before they stand round that middle.
TILES_FIRST = 616.0
GOAL_X = 140.0
#: The goal's text keeps at least this beside a loudspeaker at its right; with less room both stand at the left.
GOAL_ROOM = 300.0
#: How large the words of the chip may grow: not past the title beside them [design units].
CHIP_MOST = 24.0
#: Room for the words of the chip beside the title.
CHIP_ROOM = 190.0
#: Tools beyond have no number of one key.
MOST_NUMBERED = 9
CUE: Rect = (1576.0, 976.0, 296.0, 96.0)


# top bar


def draw_top(canvas: Canvas, model: FrameModel) -> None:
    """The top bar; only the clock is drawn anew each time."""
    key = ("frame top", model.title, model.chip_mark, model.chip_text, tuple(model.stages))
    canvas.layer(key, lambda c: _paint_top(c, model), (0, 0, 1920, TOP), True)
    canvas.gradient_v(0, TOP, 1920, 10, faded(canvas.theme.shadow, 0.10), faded(canvas.theme.shadow, 0))
    # Sized by zeros, so that it does not change its size as the seconds run.
    zeros = "".join("0" if letter.isdigit() else letter for letter in model.clock_text)
    real = boxed(canvas, zeros, CLOCK_W, 40, "lead").style
    scale = canvas.texts.text_scale
    style = TextStyle(real.size / scale, real.line / scale)
    canvas.text(CLOCK_X, 36, model.clock_text, style, "ink_soft", "left", "middle", numbers=True)


def _paint_top(canvas: Canvas, model: FrameModel) -> None:
    canvas.rect(0, 0, 1920, TOP, "panel")
    for name, rect in BUTTONS.items():
        canvas.rect(*rect, "panel", 10, 2, "edge")
        canvas.icon(name, rect[0] + 28, rect[1] + 28, 46, "ink")
    canvas.icon("clock", CLOCK_X - 22, 36, 28, "ink_soft")
    count = len(model.stages)
    step = min(84.0, 600.0 / max(1, count))
    first = 960 - step * (count - 1) / 2
    room = (first - 60 if count else 1560) - 128
    x = _paint_title(canvas, model, room)
    if count:
        _paint_stages(canvas, model.stages, max(first, x + 60), step)


def _paint_title(canvas: Canvas, model: FrameModel, room: float) -> float:
    """Title and chip; where they end."""
    picture = model.chip_mark if model.chip_mark and "/" in model.chip_mark else None
    colour = None if picture else model.chip_mark
    words, ahead = model.chip_text, 54.0 if picture else 38.0 if colour else 16.0
    if canvas.marks is not None and colour:
        named = f"{words} · {canvas.marks.names[colour]}"
        # The flag tells the colour too: its name stands beside it where one line holds both.
        fits = canvas.texts.width(named, "small", "medium") <= CHIP_ROOM
        words, ahead = named if fits else words, 58.0
    chip = boxed(canvas, words, CHIP_ROOM, 44, canvas.texts.capped("small", CHIP_MOST), "medium") if words else None
    wide = ahead + chip.width + 16 if chip else 0.0
    title = boxed(canvas, model.title, room - (wide + 26 if chip else 0.0), 60, "title", "semibold")
    canvas.block(128, 36, title, "ink", "left", "middle")
    x = 128 + title.width
    if chip is None:
        return x
    x += 24
    height = max(36.0, chip.height + 8)
    canvas.rect(x, 36 - height / 2, wide, height, "info_pale", min(18.0, height / 2))
    if colour:
        canvas.fibre_dot(x + ahead / 2 + 1, 36, 9, colour)
    elif picture:
        canvas.part(picture, x + 14, 20, stretch=(32, 32))
    canvas.block(x + ahead, 36, chip, "ink", "left", "middle")
    return x + wide


def _paint_stages(canvas: Canvas, stages: Sequence[tuple[str, str]], first: float, step: float) -> None:
    """The strand through the stages is lit as far as the work has come."""
    last = first + step * (len(stages) - 1)
    canvas.rect(first, 33.5, last - first, 5, "track", 2.5)
    now = next((i for i, (_, state) in enumerate(stages) if state != "done"), len(stages) - 1)
    canvas.rect(first, 33.5, step * now, 5, "light", 2.5)
    for index, (icon, state) in enumerate(stages):
        _paint_stage(canvas, first + index * step, icon, state)


def _paint_stage(canvas: Canvas, cx: float, icon: str, state: str) -> None:
    if state == "current":
        canvas.circle(cx, 36, 31, faded(canvas.theme.action, 0.14))
        canvas.circle(cx, 36, 28, "panel", 4, "action")
    elif state == "done":
        canvas.circle(cx, 36, 23.2, "light_pale", 2.5, "light")
    else:
        canvas.circle(cx, 36, 23.2, "panel", 2.5, "line")
    size = 38 if state == "current" else 30
    canvas.part(icon, cx - size / 2, 36 - size / 2, stretch=(size, size), alpha=0.42 if state == "todo" else 1.0)
    if state == "done":
        canvas.circle(cx + 17, 51, 11, "panel")
        canvas.part("ui/states/done", cx + 7, 41, stretch=(20, 20))


# bottom bar


def tile_widths(canvas: Canvas, tools: Sequence[ToolTile]) -> list[float]:
    """Widths of the tiles [design units]: as wide as their names ask, less when they would not fit together."""
    room = TILES_RIGHT - TILES_LEFT - TILE_GAP * max(0, len(tools) - 1)
    wanted = [max(TILE_W, canvas.texts.width(t.label, "small", "semibold") + 24) for t in tools]
    whole = sum(wanted)
    return [width * min(1.0, room / whole) for width in wanted]


def tile_rects(widths: Sequence[float]) -> list[Rect]:
    """Rectangles of the tiles side by side round the middle of the bar."""
    whole = sum(widths) + TILE_GAP * max(0, len(widths) - 1)
    left = min(max(TILES_MIDDLE - whole / 2, TILES_FIRST), TILES_RIGHT - whole)
    rects = []
    for width in widths:
        rects.append((left, TILE_Y, width, TILE_H))
        left += width + TILE_GAP
    return rects


@dataclass(frozen=True)
class GoalPlaces:
    """Where the goal's icon, its text (left and right edge) and the loudspeaker stand [design units]."""

    icon: Rect
    left: float
    right: float
    say: Rect


def goal_places(tiles: Sequence[tuple[ToolTile, Rect]], speaks: bool) -> GoalPlaces:
    """The goal left of the tools; the loudspeaker at its right end where there is room, else beside the icon."""
    right = tiles[0][1][0] - 24 if tiles else CUE[0] - 24
    if not speaks:
        return GoalPlaces((48, 988, 72, 72), GOAL_X, right, (0, 0, 0, 0))
    if right - GOAL_X - SIZE - 24 >= GOAL_ROOM:
        say = right - SIZE
        return GoalPlaces((48, 988, 72, 72), GOAL_X, say - 24, (say, 1024 - SIZE / 2, SIZE, SIZE))
    return GoalPlaces((48, 996, SIZE, SIZE), 184, right, (112, 996, SIZE, SIZE))


def draw_bottom(
    canvas: Canvas, model: FrameModel, tiles: Sequence[tuple[ToolTile, Rect]], speaks: bool = False
) -> None:
    """The bottom bar; only the knob of the gauge moves."""
    canvas.gradient_v(0, 958, 1920, 10, faded(canvas.theme.shadow, 0), faded(canvas.theme.shadow, 0.10))
    gauge = model.cue_position is not None
    shown = (model.goal_icon, model.goal_text, tuple(model.tools), model.cue_level, model.cue_text, gauge, speaks,
             model.keys, model.numbered)  # fmt: skip
    canvas.layer(("frame bottom", *shown), lambda c: _paint_bottom(c, model, tiles, speaks), BOTTOM, True)
    if model.cue_level and model.cue_position is not None:
        at = 1669 + 170 * min(1.0, max(0.0, model.cue_position))
        canvas.circle(at, 1050.5, 11, "panel", 4, f"{_level(model)}_text")


def _level(model: FrameModel) -> str:
    return model.cue_level if model.cue_level in LEVELS else "info"


def _paint_bottom(
    canvas: Canvas, model: FrameModel, tiles: Sequence[tuple[ToolTile, Rect]], speaks: bool
) -> None:
    canvas.rect(*BOTTOM, "panel")
    canvas.rect(0, BOTTOM[1], 1920, 2, "line")
    at = goal_places(tiles, speaks)
    x, y, w, h = at.icon
    canvas.rect(x, y, w, h, "action_pale", 16)
    if model.goal_icon:
        canvas.part(model.goal_icon, x + 0.14 * w, y + 0.14 * h, stretch=(0.72 * w, 0.72 * h))
    room = at.right - at.left
    if model.keys:
        write(canvas, at.left, 1003, model.goal_text, (room, 66), "lead", "ink", weight="semibold")
        draw_keys(canvas, at.left, 1038, room, 34, model.keys)
    else:
        write(canvas, at.left, 1024, model.goal_text, (room, 100), "lead", "ink", weight="semibold")
    if speaks:
        draw_speaker(canvas, at.say)
    for number, (tile, rect) in enumerate(tiles, start=1):
        _paint_tile(canvas, tile, rect)
        if model.numbered and number <= MOST_NUMBERED:
            draw_number(canvas, rect[0] + 5, rect[1] + 46, str(number))
    if model.cue_level:
        _paint_cue(canvas, model)


def _paint_tile(canvas: Canvas, tile: ToolTile, rect: Rect) -> None:
    x, y, w, h = rect
    edge, border = ("action", 3.5) if tile.selected else ("edge" if tile.enabled else "line", 2)
    canvas.rect(x, y, w, h, "action_pale" if tile.selected else "panel_soft", 12, border, edge)
    label = boxed(canvas, tile.label, w - 12, 46, "small", "semibold" if tile.selected else "medium")
    size = 50 if len(label.lines) == 1 and label.height < 30 else 40
    alpha = 1.0 if tile.enabled else 0.35
    canvas.part(tile.icon, x + w / 2 - size / 2, y + (6 if size == 50 else 3), stretch=(size, size), alpha=alpha)
    ink = "action_deep" if tile.selected else "ink" if tile.enabled else "ink_soft"
    canvas.block(x + w / 2, y + (78 if size == 50 else 69), label, ink, "center", "middle")
    if tile.done:
        canvas.circle(x + w - 17, y + 17, 13, "panel")
        canvas.part("ui/states/done", x + w - 29, y + 5, stretch=(24, 24))
    if tile.badge:
        canvas.circle(x + 19, y + 19, 14, "bumper")
        canvas.text(x + 19, y + 19, tile.badge, "small", "print", "center", "middle", weight="bold")


def _paint_cue(canvas: Canvas, model: FrameModel) -> None:
    x, y, w, h = CUE
    level = _level(model)
    canvas.rect(x, y, w, h, f"{level}_pale", 16, 2.5, level)
    canvas.part(f"ui/states/{level}", x + 17, y + 21, stretch=(54, 54))
    if model.cue_position is None:
        write(canvas, x + 84, y + h / 2, model.cue_text, (w - 96, h - 12), "lead", f"{level}_text", weight="semibold")
        return
    write(canvas, x + 84, y + 32, model.cue_text, (w - 100, 58), "lead", f"{level}_text", weight="semibold")
    tones = [mix(canvas.theme.colour(name), canvas.theme.panel, 0.45) for name in ("watch", "bad")]
    # The knob stands over green from a quarter to three quarters (scenes.base.Cue).
    canvas.rect(1660, 1046, 45, 9, tones[0], 4.5)
    canvas.rect(1709, 1046, 90, 9, "good", 4.5)
    canvas.rect(1803, 1046, 45, 9, tones[1], 4.5)


# what moves with the hand


def draw_hover(canvas: Canvas, rect: Rect) -> None:
    """A thin teal edge round what the pointer is on."""
    canvas.rect(*rect, CLEAR, 12 if rect[2] > 60 else 10, 2.5, "action")


def draw_ring(canvas: Canvas, rect: Rect) -> None:
    """The focus ring: teal, set off from the thing by a white gap, so that it shows on any ground."""
    x, y, w, h = rect
    canvas.rect(x - 4, y - 4, w + 8, h + 8, CLEAR, 15, 4, "panel")
    canvas.rect(x - 7, y - 7, w + 14, h + 14, CLEAR, 18, 4, "action")
