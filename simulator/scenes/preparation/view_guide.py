"""What guides the eye: thread to the lens, arrows, frame round the next place, light of success, grains, labels.

It deliberately takes no input and knows no rule: the scene's goal says where the hand ought to go.
"""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from simulator.scenes.base import TICKS_PER_SECOND
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.scenes.preparation.view_cleaver import fibre_points
from simulator.scenes.preparation.view_fibre import glow, snap
from simulator.scenes.preparation.view_focus import Focus
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point, point_at
from simulator.ui.fitting import boxed
from simulator.ui.guidance import draw_next_place
from simulator.ui.theme import faded, mix
from simulator.ui.tip import draw_tip

CLEAR = (0, 0, 0, 0)
RING_TICKS = round(1.2 * TICKS_PER_SECOND)
#: The thread to the lens runs along the upper edge of the mat.
THREAD_Y = 292.0
CHEVRONS_RIGHT, CHEVRONS_LEFT = (1120.0, 410.0), (700.0, 560.0)
#: What falls and flies: colour role, radius, how fast, how long [ticks].
GRAINS = {"shards": ("glass", 2.4, 3.6, 42), "dust": ("light_core", 1.9, 1.6, 36), "drops": ("info_pale", 3.4, 1.9, 32)}
MOST_GRAINS = 90


class Grains:
    """Small things that fly for a moment: shards, dust, drops."""

    def __init__(self, chance: random.Random) -> None:
        self._random = chance
        self._all: list[list[float]] = []
        self._kinds: list[str] = []

    def burst(self, kind: str, x: float, y: float, count: int = 11) -> None:
        """Let some fly from a point."""
        kind = kind if kind in GRAINS else "dust"
        _, _, speed, life = GRAINS[kind]
        for _ in range(count):
            if len(self._all) >= MOST_GRAINS:
                return
            angle = self._random.uniform(-math.pi, 0.25 * math.pi)
            fast = speed * self._random.uniform(0.4, 1.0)
            self._all.append(
                [x, y, fast * math.cos(angle), fast * math.sin(angle), self._random.uniform(0.5, 1.0) * life]
            )
            self._kinds.append(kind)

    def advance(self) -> None:
        """One tick."""
        for grain in self._all:
            grain[0] += grain[2]
            grain[1] += grain[3]
            grain[3] += 0.14
            grain[4] -= 1
        alive = [i for i, grain in enumerate(self._all) if grain[4] > 0]
        if len(alive) < len(self._all):
            self._all = [self._all[i] for i in alive]
            self._kinds = [self._kinds[i] for i in alive]

    def draw(self, canvas: Canvas) -> None:
        """All that fly now."""
        for grain, kind in zip(self._all, self._kinds, strict=True):
            colour, radius, _, _ = GRAINS[kind]
            canvas.circle(round(grain[0]), round(grain[1]), radius, colour, 1, "glass_edge")


def draw_thread(canvas: Canvas, focus: Focus) -> None:
    """The ring round the place that the lens shows, and the dotted thread to the rail."""
    x, y = snap(canvas, focus.place[0]), round(focus.place[1])
    if not 40 < x < 1490:
        return
    # Both pieces of it are painted once, and only as much is uncovered as is needed.
    if y - 30 > THREAD_Y + 6:
        with canvas.clip(x - 4, THREAD_Y - 4, 8, y - 30 - THREAD_Y + 4):
            canvas.layer(("prep thread down",), lambda c: _paint_thread_down(c, x), (x - 4, THREAD_Y - 4, 8, 900))
    with canvas.clip(x - 2, THREAD_Y - 6, 1516 - x, 12):
        canvas.layer(("prep thread",), _paint_thread, (40, THREAD_Y - 4, 1474, 8))
    deep = canvas.theme.name == "contrast"  # a deep orange stands out from the dark mat by a pale edge
    canvas.circle(x, y, 31, None, 7, "light_core" if deep else faded(canvas.theme.screen, 0.4))
    canvas.circle(x, y, 29.5, None, 3.5, "light")


def _paint_thread(canvas: Canvas) -> None:
    canvas.dashed([(1512, THREAD_Y), (48, THREAD_Y)], "light", 2.5, 0.01, 8)


def _paint_thread_down(canvas: Canvas, x: float) -> None:
    canvas.dashed([(x, THREAD_Y), (x, THREAD_Y + 890)], "light", 2.5, 0.01, 8)


def draw_pull(canvas: Canvas, scene: Preparation) -> None:
    """Warm light round the glass that comes bare, and short strokes that tell the speed of the pull."""
    pull = at.pull_of(scene)
    bare = at.coated_from_mm(scene)
    if bare > 1.0:
        reach = min(bare, bare - max(0.0, pull.front_mm)) if pull is not None else bare
        far = at.x_of(bare)
        near = far + reach * at.PX_PER_MM
        width = at.clamp(round((near - far) / 16) * 16.0, 32.0, 240.0)
        glow(canvas, (far + near) / 2, at.AXIS_Y, width * 0.75, 38)
    if pull is None or pull.off or scene.state.speed_mm_s < 2.0:
        return
    x = snap(canvas, at.tool_point(scene)[0])
    long = at.clamp(round(scene.state.speed_mm_s / 6) * 6 * 1.6, 14.0, 84.0)
    for step, (shift, opacity) in enumerate(((-30.0, 0.5), (-16.0, 0.36), (-2.0, 0.24))):
        y = at.AXIS_Y + 34 + 16 * step
        canvas.line(x + shift - long, y, x + shift, y, faded(canvas.theme.light_core, opacity), 3.5)


def draw_way(canvas: Canvas, scene: Preparation, pulse: int) -> None:
    """With help: arrows along the way of the gesture, or a calm frame round the next place."""
    goal = scene.goal().removeprefix("prep.")
    edge, _, y = fibre_points(scene)
    if goal == "cleave_length":
        way = 1.0 if scene.state.cleaver.length_mm > scene.plant.site.cleaver.length_mm else -1.0
        _chevrons(canvas, (edge + way * 52, y), (way, 0.0), pulse, 0.7)
        return
    if goal == "cleave_seat":
        _chevrons(canvas, (edge, y - 108), (0.0, 1.0), pulse, 0.7)
        return
    way = _way(goal)
    if way:
        _chevrons(canvas, CHEVRONS_RIGHT if way > 0 else CHEVRONS_LEFT, (way, 0.0), pulse, 1.0)
        return
    rect = next_place(scene, goal)
    if rect is not None and (at.close_up(scene) or not at.inside(rect, *at.tool_point(scene))):
        draw_next_place(canvas, rect, pulse, 18, 4, 7)


def _chevrons(canvas: Canvas, start: Point, way: Point, pulse: int, size: float) -> None:
    """Three arrow heads one after another along a direction, the light running through them."""
    tones = canvas.theme.trace_2, canvas.theme.light_core
    (dx, dy), half, deep = way, 22 * size, 20 * size
    for step, opacity in enumerate((0.38, 0.65, 1.0)):
        lit = (pulse // 9) % 4 == step
        x, y = start[0] + dx * 34 * size * step, start[1] + dy * 34 * size * step
        head = [(x + dy * half, y - dx * half), (x + dx * deep, y + dy * deep), (x - dy * half, y + dx * half)]
        tone = faded(mix(*tones, 0.6 if lit else 0.0), 1.0 if lit else opacity)
        canvas.polyline([(round(px), round(py)) for px, py in head], tone, 8 * size)


def _way(goal: str) -> int:
    """Direction of the gesture that is due: 1 towards the tip, -1 away from it, 0 neither."""
    if goal in ("strip_pull", "wipe_stroke", "clean_stroke"):
        return 1
    return -1 if goal in ("sleeve_thread", "sleeve_slide") else 0


def next_place(scene: Preparation, goal: str) -> at.Rect | None:
    """Where the hand should go next."""
    desk = scene.state.cleaver
    edge, tip, y = fibre_points(scene)
    shelf = {
        "sleeve": at.SLEEVES, "sleeve_away": at.SLEEVES, "wipe": at.WIPES, "clean": at.WIPES, "wipe_new": at.WIPES,
        "wipe_alcohol": at.BOTTLE, "strip": at.RECESS, "cleave": at.CLEAVER, "bin_drop": at.BIN,
        "sleeve_hold": (at.ZERO_X - 8, at.AXIS_Y - 44, 76, 88), "sleeve_back": (at.ZERO_X - 8, at.AXIS_Y - 44, 76, 88),
        "clean_pinch": (at.x_of(at.end_of(scene).bare_mm) - 46, at.AXIS_Y - 46, 92, 92),
        "wipe_pinch": (at.x_of(60) - 46, at.AXIS_Y - 46, 92, 92),
        "strip_go": (at.x_of(scene.params.strip_aim_mm) - 30, at.AXIS_Y - 40, 60, 80),
        "strip_close": (at.x_of(scene.params.strip_aim_mm) - 30, at.AXIS_Y - 40, 60, 80),
    }  # fmt: skip
    near = {
        "cleave_lid_open": at.LID_CLOSED, "cleave_lid_close": (at.LID_OPEN[0] + 90, at.LID_OPEN[1], 202, 56),
        "cleave_clamp": at.FLAP, "cleave_flap_open": at.FLAP_CLOSED,
        "cleave_slide": at.SLIDE, "cleave_slide_back": at.SLIDE,
        "cleave_place": (edge - 46, y - 40, 92, 80), "cleave_take": (edge - 46, y - 40, 92, 80),
        "cleave_blade": at.DIAL, "bin_take": at.OFFCUT_BED,
    }  # fmt: skip
    if at.close_up(scene) or desk.fibre_in:
        # Behind the big cleaver the shelf still stands: what is to be taken from it can be shown.
        return near.get(goal, shelf[goal] if goal in ("bin_drop", "sleeve", "wipe", "clean", "strip") else None)
    if goal == "bin_take":
        return at.CLEAVER
    if goal == "bin_table":
        px, py = at.TABLE_SHARDS[0]
        return (px - 44, py - 30, 84, 56)
    return shelf.get(goal)


def draw_success(canvas: Canvas, scene: Preparation, left: int) -> None:
    """A success: a thin ring of light runs along the fibre."""
    share = 1 - left / RING_TICKS
    path: list[Point] = [*at.CURVE, (at.ZERO_X, at.AXIS_Y)]
    if at.close_up(scene):
        edge, tip, y = fibre_points(scene)
        path = [(150.0, y), (max(edge, tip), y)]
    whole = sum(math.dist(a, b) for a, b in zip(path, path[1:], strict=False))
    x, y = point_at(tuple(path), whole * min(1.0, share * 1.15))
    tail = point_at(tuple(path), max(0.0, whole * share * 1.15 - 120))
    fade = min(1.0, left / 14)
    canvas.glow_path(
        [(round(tail[0]), round(tail[1])), (round(x), round(y))], 5, "light", strength=round(0.7 * fade, 1)
    )
    canvas.halo(round(x), round(y), 42, "light", 0.8)
    canvas.circle(round(x), round(y), 16, None, 3, "light_core")


def draw_label(canvas: Canvas, rect: at.Rect, label: str, radius: float, focused: bool) -> None:
    """Outline round what the pointer or the focus is on, and its short name."""
    x, y, w, h = rect
    if focused:
        canvas.rect(x - 7, y - 7, w + 14, h + 14, CLEAR, radius + 6, 4, "panel")
        canvas.rect(x - 5, y - 5, w + 10, h + 10, CLEAR, radius + 4, 4, "light")
    else:
        canvas.rect(x - 5, y - 5, w + 10, h + 10, CLEAR, radius + 4, 6, faded(canvas.theme.panel, 0.85))
        canvas.rect(x - 3, y - 3, w + 6, h + 6, CLEAR, radius + 2, 3, "action")
    if label:
        draw_tip(canvas, rect, label)


def draw_sides(canvas: Canvas, scene: Preparation, text: Callable[..., str]) -> None:
    """Which of the two fibres lies on the mat: a switch in the top bar."""
    ends = tuple((end.colour, scene.guide.finished(side)) for side, end in scene.plant.ends.items())
    key = ("prep sides", scene.state.side, ends, text("Gauche"))
    canvas.layer(key, lambda c: _paint_sides(c, scene, (text("Gauche"), text("Droite"))), at.grown(at.SIDES_SWITCH, 4))


def draw_other_side(canvas: Canvas, scene: Preparation, pulse: int) -> None:
    """A frame of light round the fibre whose turn it is, in the top bar."""
    x, y, w, h = at.SIDES_SWITCH
    left = x if scene.state.side == "right" else x + w / 2
    draw_next_place(canvas, (left, y, w / 2, h), pulse, 26, 4, 2)


def _paint_sides(canvas: Canvas, scene: Preparation, words: tuple[str, str]) -> None:
    x, y, w, h = at.SIDES_SWITCH
    half = w / 2
    canvas.rect(x, y, w, h, "panel_soft", 23, 2, "edge")
    for index, (side, word) in enumerate(zip(("left", "right"), words, strict=True)):
        chosen, done = scene.state.side == side, scene.guide.finished(side)
        left = x + index * half
        if chosen:
            canvas.rect(left, y, half, h, "action_pale", 23, 3.5, "action")
        ahead = 60 if canvas.marks is not None else 42  # a flag is wider than a dot
        canvas.fibre_dot(left + ahead / 2 + 3, y + h / 2, 9, scene.plant.ends[side].colour)
        room, weight = half - ahead - 8, "semibold" if chosen else "medium"
        block = boxed(canvas, word, room, h - 6, "small", weight)
        canvas.block(left + ahead, y + h / 2, block, "action_deep" if chosen else "ink_soft", "left", "middle")
        if done:  # on the corner of the dot, so that it takes no room from the word
            canvas.part("ui/states/done", left + ahead - 20, y + h / 2 + 1, stretch=(20, 20))


def draw_done(canvas: Canvas, said: str, ready: bool) -> None:
    """The way on to the next stage or to the end; filled once all is ready."""
    x, y, w, h = at.DONE
    if ready:
        canvas.rect(x, y + 3, w, h, "action_edge", 14)
        canvas.gradient_v(x, y, w, h, "action_light", "action", 14)
    else:
        canvas.card(x, y, w, h, "panel", 14)
        canvas.rect(x, y, w, h, CLEAR, 14, 2.5, "edge")
    ink = "on_action" if ready else "action_deep"
    block = boxed(canvas, said, w - 84, h - 8, "lead", "semibold")
    canvas.block(x + 26, y + h / 2, block, ink, "left", "middle")
    canvas.icon("forward", x + w - 36, y + h / 2, 34, ink)
