"""The gloved hands over the mat and what they hold: stripper, wipe, sleeve, scissors, a shard.

It deliberately decides nothing: where the hands are comes from the scene's state, how far they have got from Motion.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.scenes.preparation.view_bench import draw_scissors
from simulator.scenes.preparation.view_fibre import draw_sleeve, flat_glass, flat_tube, snap
from simulator.ui.canvas import Canvas
from simulator.ui.curves import shifted
from simulator.ui.theme import faded, mix

#: Pose of the right hand for each tool, and where its wrist lies from the place the tool works at.
POSES: dict[str, tuple[str, float, float]] = {
    "stripper": ("right_squeeze_pliers", 450.0, 374.0),
    "wipe": ("right_hold_probe", 246.0, 258.0),
    "sleeve": ("right_hold_probe", 216.0, 262.0),
    "scissors": ("right_squeeze_pliers", 448.0, 374.0),
    "shard": ("right_hold_probe", 222.0, 262.0),
}
RESTING = ("right_turn_handle", 1360.0, 838.0)
#: Where the pinch of the left hand lies from its wrist, and where it pinches by itself.
LEFT_PINCH = (155.0, -236.0)
PINCH_X = 542.0
PINCH_LEAST = 330.0
#: Room that the left hand leaves to a tool [design units], and how quickly it makes it, per tick.
ROOM = {"stripper": 96.0, "wipe": 118.0}
YIELD = 0.22
#: How far the jaws stand open [degrees], and ticks to close them.
JAWS = 7.0
HOLE_ANCHORS = {"250": "hole_250um", "900": "hole_900um", "3000": "hole_3mm"}
HOME_HOLE = (880.0, 410.0)


@dataclass
class Motion:
    """What only moves on screen. jaws 0 closed .. 1 open; pinch_x: the left hand; away 0..1: it lets the fibre go."""

    jaws: float = 1.0
    pinch_x: float = PINCH_X
    away: float = 0.0
    pump: float = 0.0

    def advance(self, scene: Preparation) -> None:
        """One tick."""
        state = scene.state
        shut = state.grip or state.tool != "stripper"
        self.jaws = at.clamp(self.jaws + (-0.34 if shut else 0.2), 0.0, 1.0)
        tool_x = at.tool_point(scene)[0]
        wanted = PINCH_X
        if state.tool in ROOM:
            wanted = at.clamp(tool_x - ROOM[state.tool], PINCH_LEAST, PINCH_X)
        self.pinch_x += (wanted - self.pinch_x) * YIELD
        if abs(wanted - self.pinch_x) < 0.5:
            self.pinch_x = wanted
        reach = scene.plant.sleeve.length_mm * at.PX_PER_MM / 2 + 40
        passing = state.tool == "sleeve" and state.grip and abs(tool_x - self.pinch_x) < reach
        self.away = at.clamp(self.away + (0.08 if passing else -0.06), 0.0, 1.0)
        self.pump = max(0.0, self.pump - 0.08)


def left_wrist(motion: Motion) -> tuple[float, float]:
    """Wrist of the left hand."""
    ease = motion.away * motion.away * (3 - 2 * motion.away)
    return (round(motion.pinch_x - LEFT_PINCH[0] - 70 * ease), round(at.AXIS_Y - LEFT_PINCH[1] + 170 * ease))


def draw_left(canvas: Canvas, motion: Motion, colour: str) -> None:
    """The left hand, and the fibre again where it passes over the index and under the thumb."""
    x, y = left_wrist(motion)
    canvas.hand("left_pinch_fibre", x, y, "art")
    if motion.away > 0.02:
        return
    index = shifted(canvas.parts.hand("left_pinch_fibre").fingers["index"], x, y)
    start = x + 138
    with canvas.clip(start, at.AXIS_Y - 9, 33, 18), canvas.clip_shape(index) as inner:
        flat_tube(inner, start, start + 33, at.AXIS_Y, at.FIBRE_W, colour)


def hole_shift(canvas: Canvas, hole: str) -> tuple[float, float]:
    """How far the chosen hole lies from the first one."""
    anchors = canvas.parts.info("bench/stripper").anchors
    first, chosen = anchors["hole_250um"], anchors[HOLE_ANCHORS[hole]]
    return (chosen[0] - first[0], chosen[1] - first[1])


def draw_stripper(canvas: Canvas, scene: Preparation, motion: Motion, x: float, y: float) -> None:
    """The stripper with the chosen hole at x, y; open jaws hover a little above the mat."""
    dx, dy = hole_shift(canvas, scene.state.hole)
    left, top = snap(canvas, x - HOME_HOLE[0] - dx), round(y - HOME_HOLE[1] - dy)
    turn = round(motion.jaws * 2) / 2 * JAWS
    arms = (("stripper_arm_right", -turn), ("stripper_arm_left", turn))
    for layer in ("shadow", "art"):
        for name, angle in arms:
            px, py = canvas.parts.info(f"bench/{name}").place or (0.0, 0.0)
            canvas.part(f"bench/{name}", px + left, py + top, layer, turn=angle)
    for name in ("stripper_spring", "stripper_pivot"):
        px, py = canvas.parts.info(f"bench/{name}").place or (0.0, 0.0)
        canvas.part(f"bench/{name}", px + left, py + top)


def draw_into_jaws(canvas: Canvas, scene: Preparation, x: float, y: float) -> None:
    """The last piece of fibre before the hole, over the jaws."""
    bare = at.coated_from_mm(scene) > scene.state.x_mm
    if bare:
        flat_glass(canvas, x - 26, x, y)
    else:
        flat_tube(canvas, x - 26, x, y, at.FIBRE_W, at.end_of(scene).colour)


def draw_wipe_back(canvas: Canvas, x: float, y: float) -> None:
    """Back leaf of a pinched wipe, under the fibre."""
    canvas.part("bench/wipe_pinched_back", snap(canvas, x - 34), round(y - 64))


def draw_wipe_front(canvas: Canvas, scene: Preparation, x: float, y: float) -> None:
    """Front leaf of a pinched wipe, over the fibre, with what it has picked up."""
    left = snap(canvas, x - 31)
    canvas.part("bench/wipe_pinched_front", left, round(y - 8))
    held = scene.state.wipe
    if held is None:
        return
    smear = faded(mix(canvas.theme.cause_3, canvas.theme.steel, 0.4), 0.5)
    for step in range(min(4, int(held.load * 6 + 0.6))):
        canvas.rect(left + 9 + 12 * step, round(y - 3 + 5 * (step % 2)), 11, 5, smear, 2.5)


def draw_open_wipe(canvas: Canvas, scene: Preparation, x: float, y: float) -> None:
    """A wipe between the fingers, not yet closed on the fibre."""
    held = scene.state.wipe
    dirty = held is not None and held.load > 0.12
    canvas.part("bench/wipe_folded_dirty" if dirty else "bench/wipe_folded_clean", snap(canvas, x - 70), round(y - 50))


def draw_right(canvas: Canvas, scene: Preparation, x: float, y: float) -> None:
    """The right hand with its tool's pose, or at rest."""
    state = scene.state
    tool = "shard" if state.offcut_in_hand and state.tool not in ("scissors",) else state.tool
    if tool not in POSES:
        name, wx, wy = RESTING
        canvas.hand(name, wx, wy)
        return
    name, dx, dy = POSES[tool]
    if tool == "stripper":
        sx, sy = hole_shift(canvas, state.hole)
        dx, dy = dx - sx, dy - sy
    elif tool == "sleeve":
        # The fingers hold the near end of the sleeve, so that it is not hidden.
        dx += scene.plant.sleeve.length_mm * at.PX_PER_MM / 2 - 54
    canvas.hand(name, round(snap(canvas, x + dx), 3), round(y + dy))


def draw_shard(canvas: Canvas, x: float, y: float, length_mm: float, tilt: float = -0.28) -> None:
    """A piece of bare glass between the fingers or on the table."""
    w = at.clamp(length_mm * 3.4, 26.0, 120.0)
    points = ((round(x) - w, round(y) - w * tilt), (round(x) + w * 0.25, round(y) + w * tilt * 0.25))
    canvas.fibre_shadow(points, 5, 4, 9)
    canvas.glass(points, 5.0)


def draw_held(canvas: Canvas, scene: Preparation, x: float, y: float) -> None:
    """Sleeve, scissors or shard in the right hand, under its fingers."""
    state = scene.state
    if state.tool == "sleeve" and at.end_of(scene).sleeve_mm is None:
        draw_sleeve(canvas, x, y, scene.plant.sleeve.length_mm)
    elif state.tool == "scissors":
        draw_scissors(canvas, snap(canvas, x - 4), round(y - 6), 0.3 if state.grip else 1.0, False)
    elif state.offcut_in_hand:
        length = next((s.length_mm for s in reversed(scene.plant.shards) if s.place == "hand"), 20.0)
        draw_shard(canvas, x, y, length)
