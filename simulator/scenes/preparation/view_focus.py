"""What the magnifier looks at: which place of the fibre is telling now, and what lies there.

It deliberately draws nothing; what it returns is small and comparable, so that a picture can be kept for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.plant import FibreEnd
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.scenes.preparation.logic_facts import CLEAN_GLASS
from simulator.scenes.preparation.view_cleaver import fibre_points
from simulator.ui.curves import Point

#: The hand is over the fibre when it is this near to its axis [mm].
OVER_MM = 20.0
FREE_HAND = (6.0, 57.0)
NEAR_EDGE_MM = 0.8
#: Looks change in steps of this, so that few pictures are made.
STEPS = 20
NICK_MM = 0.8


@dataclass(frozen=True)
class Look:
    """What lies under the lens. kind: coat, edge, glass, tip, raw or scale; station names the place for its specks.

    dirt, residue 0..1; nick depth [um]; face: lean [deg, side view], whole angle [deg], defect, size, dust.
    """

    kind: str
    colour: str
    station: int = 0
    dirt: float = 0.0
    residue: float = 0.0
    nick_um: float = 0.0
    face: tuple[float, float, str, float, float] | None = None


@dataclass(frozen=True)
class Focus:
    """A look and where its place is on the screen."""

    look: Look
    place: Point


def focus_of(scene: Preparation, pinch_x: float) -> Focus:
    """The place that tells most about the present gesture; pinch_x: where the left hand holds the fibre."""
    end = at.end_of(scene)
    if at.close_up(scene):
        return _near_focus(scene, end)
    mm = _watched_mm(scene, end)
    x = at.x_of(mm)
    return Focus(_look(scene, end, mm), (x, _bent_y(scene, x, pinch_x)))


def _bent_y(scene: Preparation, x: float, pinch_x: float) -> float:
    """Height of the fibre at x when a gripping tool draws it off its axis."""
    state = scene.state
    if not state.grip or state.tool not in ("stripper", "wipe"):
        return at.axis_y(x)
    tool_x, tool_y = at.tool_point(scene)
    share = at.clamp((x - pinch_x) / max(30.0, tool_x - pinch_x), 0.0, 1.0)
    return at.axis_y(x) + share * (tool_y - at.AXIS_Y)


def _near_focus(scene: Preparation, end: FibreEnd) -> Focus:
    edge, tip, y = fibre_points(scene)
    desk = scene.state.cleaver
    if end.face is not None and (desk.cut_done or not desk.fibre_in):
        return Focus(_look(scene, end, 0.0), (tip, y))
    return Focus(Look("scale", end.colour), (edge, y))


def _watched_mm(scene: Preparation, end: FibreEnd) -> float:
    """Distance from the tip [mm] of the place to look at on the mat."""
    state = scene.state
    pull = at.pull_of(scene)
    if pull is not None:
        return at.coated_from_mm(scene)
    if state.tool == "wipe" and state.grip:
        return _dirtiest_mm(end, state.x_mm)
    # A free hand looks closer than one with a tool in it, and never under the left hand.
    near = FREE_HAND if state.tool == "none" else (OVER_MM, 135.0)
    over = abs(state.y_mm) <= near[0] and -4.0 < state.x_mm < near[1]
    if over and state.tool in ("stripper", "wipe", "scissors", "none"):
        return _rounded_mm(end, max(0.0, state.x_mm))
    if end.face is not None or end.bare_mm <= 0.0:
        return 0.0
    nick = max(end.nicks, key=lambda n: n.depth_um, default=None)
    if nick is not None and nick.station_mm > end.coating_edge_mm:
        return end.length_mm - nick.station_mm
    return end.bare_mm


def _rounded_mm(end: FibreEnd, mm: float) -> float:
    if mm < NEAR_EDGE_MM:
        return 0.0
    if end.bare_mm > 0.0 and abs(mm - end.bare_mm) < NEAR_EDGE_MM:
        return end.bare_mm
    return round(mm - 0.5) + 0.5


def _dirtiest_mm(end: FibreEnd, x_mm: float) -> float:
    """The dirtiest place of what is being wiped: the glass, or the coating beside it."""
    on_glass = end.bare_mm > 0.0 and x_mm <= end.bare_mm + 1.0
    near, far = (0.0, end.bare_mm) if on_glass else (end.bare_mm, end.bare_mm + 30.0)
    part = end.cells(near, far)
    values = (end.residue if on_glass else end.dirt)[part]
    if not values.size:
        return max(0.0, x_mm)
    station = part.start + int(values.argmax())
    return at.clamp(end.length_mm - station - 0.5, near, far)


def _look(scene: Preparation, end: FibreEnd, mm: float) -> Look:
    bare = at.coated_from_mm(scene)
    station = int(at.clamp(end.length_mm - mm, 0.0, len(end.dirt) - 1.0))
    dirt = _step(float(end.dirt[max(0, min(station, int(end.length_mm - bare) - 1))]))
    glass = int(at.clamp(station if mm < bare - NEAR_EDGE_MM else end.length_mm - bare, 0, len(end.residue) - 1))
    raw = float(end.residue[glass])
    # The eye and the guide agree: what calls for no further wiping shows nothing, what does shows at least a drop.
    residue = 0.0 if raw <= CLEAN_GLASS else max(1.0 / STEPS, _step(raw))
    nick = max((n.depth_um for n in end.nicks if abs(n.station_mm - (end.length_mm - mm)) <= NICK_MM), default=0.0)
    if mm <= NEAR_EDGE_MM / 2:
        kind = "tip" if bare > 0.0 and end.cuff_mm <= 0.0 else "raw"
        return Look(kind, end.colour, station, dirt, residue, round(nick, 1), _face(end))
    if abs(mm - bare) < NEAR_EDGE_MM:
        return Look("edge", end.colour, station, dirt, residue, round(nick, 1))
    if mm < bare and mm > end.cuff_mm:
        return Look("glass", end.colour, station, 0.0, residue, round(nick, 1))
    return Look("coat", end.colour, station, dirt)


def _face(end: FibreEnd) -> tuple[float, float, str, float, float] | None:
    face = end.face
    if face is None:
        return None
    return (
        round(face.angle_x_deg, 2),
        round(face.angle_deg, 2),
        face.defect,
        round(face.defect_size, 2),
        _step(face.dust),
    )


def _step(value: float) -> float:
    return round(value * STEPS) / STEPS
