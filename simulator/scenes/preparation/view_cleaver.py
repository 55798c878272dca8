"""The cleaver brought near: its moving parts, its printed scale, and the fibre that lies in it.

It deliberately works nothing: lid, flap, slide and fibre are drawn as the scene's state has them.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.scenes.preparation.view_bench import printed
from simulator.scenes.preparation.view_fibre import chance_of, flat_glass, flat_tube, snap, torn_edge
from simulator.scenes.preparation.view_hands import LEFT_PINCH, POSES
from simulator.ui.canvas import Canvas
from simulator.ui.curves import bezier, shifted
from simulator.ui.theme import mix

COAT_W, BARE_W = 15.0, 7.2
#: The steel plate that bears the scale, right of the fibre holder, from the base's top left.
PLATE = ((190.0, 117.0), (294.5, 117.0), (291.5, 146.0), (190.0, 146.0))
SCALE_MM = range(7, 14)
#: Wrist of the right hand at rest, and from the place where its finger presses.
PRESS_REST = (1320.0, 966.0)
PRESS_FROM_GRIP = (397.0, 188.0)
PRESS_STEP = 0.14
ZOOM_STEP = 0.07
AWAY = 560.0


@dataclass
class Nearness:
    """What only moves on screen. zoom 0 on its shelf .. 1 before us; press 0..1: the finger goes to the slide."""

    zoom: float = 0.0
    press: float = 0.0

    def advance(self, scene: Preparation, pressing: bool) -> None:
        """One tick."""
        near = at.close_up(scene)
        self.zoom = at.clamp(self.zoom + (ZOOM_STEP if near else -2 * ZOOM_STEP), 0.0, 1.0)
        self.press = at.clamp(self.press + (PRESS_STEP if pressing else -PRESS_STEP / 2), 0.0, 1.0)

    @property
    def shown(self) -> bool:
        """Whether any of it is in sight."""
        return self.zoom > 0.0

    @property
    def lift(self) -> float:
        """How far above its place it is drawn."""
        share = self.zoom * self.zoom * (3 - 2 * self.zoom)
        return round((1 - share) * AWAY)


def fibre_place(scene: Preparation) -> tuple[float, float]:
    """(length on the scale, height above the groove) [mm] of the fibre, also while it waits to be laid in."""
    desk = scene.state.cleaver
    return (desk.length_mm, desk.height_mm) if desk.fibre_in else at.WAITING


def fibre_points(scene: Preparation) -> tuple[float, float, float]:
    """Place of the coating's edge, of the tip, and height of the fibre near the cleaver."""
    length, height = fibre_place(scene)
    edge = at.near_x(length)
    tip = edge + at.NEAR_PX_PER_MM * at.end_of(scene).bare_mm
    return (edge, tip, at.near_y(height))


def draw_near(canvas: Canvas, scene: Preparation, near: Nearness, aim_mm: float | None) -> None:
    """Everything but the hands; aim_mm: a green mark on the scale [mm]."""
    desk, lift = scene.state.cleaver, near.lift
    key = (
        "cleaver near",
        desk.lid_closed,
        desk.flap_closed,
        desk.offcut_in,
        round(desk.slide * 14),
        aim_mm,
        scene.plant.cleaver.position,
    )
    area = (at.NEAR[0] - 20, at.NEAR[1] - 270, 920, 690)
    if lift:
        _paint_back(canvas, scene, aim_mm, lift)
    else:
        canvas.layer(key, lambda c: _paint_back(c, scene, aim_mm, 0.0), area)
    if desk.offcut_in and not desk.lid_closed:
        _draw_offcut(canvas, scene, lift)
    if not lift:
        draw_near_fibre(canvas, scene)
    _draw_front(canvas, scene, lift)


def _put(canvas: Canvas, name: str, lift: float, dy: float = 0.0) -> None:
    info = canvas.parts.info(f"bench/cleaver_closeup_{name}")
    ox, oy = (info.on[1], info.on[2]) if info.on else (0.0, 0.0)
    canvas.part(f"bench/cleaver_closeup_{name}", at.NEAR[0] + ox, at.NEAR[1] + oy + dy - lift)


def _paint_back(canvas: Canvas, scene: Preparation, aim_mm: float | None, lift: float) -> None:
    desk = scene.state.cleaver
    if not desk.lid_closed:
        _put(canvas, "lid_open", lift)
    _put(canvas, "base", lift)
    _paint_scale(canvas, aim_mm, lift)
    _paint_dial(canvas, scene, lift)
    _put(canvas, "blade", lift, -13.8 * round(desk.slide * 14) / 14)
    _put(canvas, "fibre_holder", lift)
    if not desk.flap_closed:
        _put(canvas, "fibre_holder_flap_open", lift)


def _paint_scale(canvas: Canvas, aim_mm: float | None, lift: float) -> None:
    """Our own millimetres on the plate: counted from the blade."""
    theme = canvas.theme
    x, y = at.NEAR[0], at.NEAR[1] - lift
    steel = mix(theme.paper, theme.steel, 0.28)
    canvas.polygon([(x + px, y + py) for px, py in PLATE], steel)
    canvas.rect(x + 190, y + 117, 104, 2, mix(theme.paper, steel, 0.3))
    for mm in SCALE_MM:
        px = at.near_x(mm)
        even = mm % 2 == 0
        canvas.line(px, y + 117, px, y + (127 if even else 123), "print", 2)
        if even:
            printed(canvas, px, y + 143, str(mm), 18, "print")
    if aim_mm is not None and SCALE_MM.start - 0.5 <= aim_mm <= SCALE_MM.stop:
        px = at.near_x(aim_mm)
        canvas.rect(px - 7.5, y + 74, 15, 43, (*theme.good, 90), 3)
        canvas.polygon([(px - 9, y + 72), (px + 9, y + 72), (px, y + 86)], "screen_good", 1.5, "good_text")


def _paint_dial(canvas: Canvas, scene: Preparation, lift: float) -> None:
    """The dial that turns the blade, with the position in use, on the front."""
    theme = canvas.theme
    x, y = at.DIAL[0] + at.DIAL[2] / 2, at.DIAL[1] + at.DIAL[3] / 2 - lift
    canvas.circle(x, y, 33, theme.screen)
    canvas.circle(x, y, 30, mix(theme.paper, theme.steel, 0.42), 2, mix(theme.paper, theme.steel, 0.8))
    for step in range(16):
        a0 = step * 22.5
        canvas.ring_arc(x, y, 26, 5, a0 - 4, a0 + 4, mix(theme.paper, theme.steel, 0.15))
    canvas.circle(x, y, 20, mix(theme.paper, theme.steel, 0.08))
    number = str(scene.plant.cleaver.position)
    printed(canvas, x, y, number, 20, "print", "middle")


def _draw_offcut(canvas: Canvas, scene: Preparation, lift: float) -> None:
    """The piece just cut off, lying on the far pad and in its little tray."""
    length = next((s.length_mm for s in reversed(scene.plant.shards) if s.place == "cleaver"), 20.0)
    x, y = at.OFFCUT_BED[0] + 26, at.OFFCUT_BED[1] + 44 - lift
    w = at.clamp(length * 6.0, 40.0, 150.0)
    points = ((x, y), (x + w, y + 0.055 * w))
    canvas.fibre_shadow(points, 6, 3, 7)
    canvas.glass(points, BARE_W, core=None)


def draw_near_fibre(canvas: Canvas, scene: Preparation) -> None:
    """The fibre over the cleaver: shadow, coating, torn edge, glass to the tip."""
    end = at.end_of(scene)
    edge, tip, y = fibre_points(scene)
    edge, tip, y = snap(canvas, edge), snap(canvas, tip), round(y)
    pinch = round(edge - at.PINCH_AHEAD)
    start = min(edge, float(max(pinch, 150)))
    drop = 9 + min(60.0, (at.GROOVE_Y - y) * 0.45)
    theme = canvas.theme
    seated = y >= at.GROOVE_Y - 3
    for x0, x1, w in ((start, edge, COAT_W), (edge, max(edge, tip), BARE_W)):
        if not seated and x1 > x0:
            canvas.rect(x0 + 5, y + drop - w / 2, x1 - x0, w, (*theme.shadow, 52), w / 2)
    mouth = at.MOUTH
    middle = (mouth[0] + start) / 2
    lead = bezier(f"M{mouth[0]} {mouth[1]}C{middle} {mouth[1]} {middle} {y} {start} {y}")
    canvas.tube(lead, COAT_W - 1, end.colour)
    if tip > edge:
        flat_glass(canvas, edge, tip, y, BARE_W)
    flat_tube(canvas, start, edge, y, COAT_W, end.colour)
    if tip > edge:
        torn_edge(canvas, edge, y, end.colour, 1.2)
    _draw_residue(canvas, scene, edge, y)
    if end.face is not None and end.face.defect == "none":
        canvas.halo(tip, y, 24, "light", 0.8)


def _draw_residue(canvas: Canvas, scene: Preparation, edge: float, y: float) -> None:
    """Drops that were left on the glass."""
    end = at.end_of(scene)
    tone = canvas.theme.fibre(end.colour)
    first = int(end.coating_edge_mm)
    for station in range(first, min(int(end.length_mm), len(end.residue))):
        value = float(end.residue[station])
        if value < 0.06:
            continue
        x = edge + at.NEAR_PX_PER_MM * (station - end.coating_edge_mm + chance_of(f"n{station}"))
        canvas.circle(
            round(x), y + round(5 * (chance_of(f"m{station}") - 0.5)), 1.4 + 4 * value, tone.base, 1, tone.dark
        )


def _draw_front(canvas: Canvas, scene: Preparation, lift: float) -> None:
    desk = scene.state.cleaver
    if desk.flap_closed:
        _put(canvas, "fibre_holder_flap_closed", lift)
    if desk.lid_closed:
        _put(canvas, "lid_closed", lift)
    _put(canvas, "slide", lift, -18.4 * desk.slide)


def near_left_wrist(scene: Preparation) -> tuple[float, float]:
    """Wrist of the left hand that brings the fibre."""
    edge, _, y = fibre_points(scene)
    return (round(edge - at.PINCH_AHEAD - LEFT_PINCH[0]), round(y - LEFT_PINCH[1]))


def draw_near_left(canvas: Canvas, scene: Preparation, layer: str) -> None:
    """The left hand, and the fibre again over its index."""
    x, y = near_left_wrist(scene)
    canvas.hand("left_pinch_fibre", x, y, layer)
    if layer == "shadow":
        return
    start = x + 138
    index = shifted(canvas.parts.hand("left_pinch_fibre").fingers["index"], x, y)
    axis = round(fibre_points(scene)[2])
    with canvas.clip(start, axis - 11, 33, 22), canvas.clip_shape(index) as inner:
        flat_tube(inner, start, start + 33, axis, COAT_W, at.end_of(scene).colour)


def draw_near_right(canvas: Canvas, scene: Preparation, near: Nearness) -> None:
    """The right hand: on the slide, at rest, or carrying the piece of glass."""
    if scene.state.offcut_in_hand:
        x, y = at.tool_point(scene)
        name, dx, dy = POSES["shard"]
        canvas.hand(name, round(x + dx), round(y + dy))
        return
    share = near.press * near.press * (3 - 2 * near.press)
    grip = (at.NEAR[0] + 397, at.NEAR[1] + 232 - 18.4 * scene.state.cleaver.slide)
    target = (grip[0] + PRESS_FROM_GRIP[0], grip[1] + PRESS_FROM_GRIP[1])
    x = PRESS_REST[0] + (target[0] - PRESS_REST[0]) * share
    y = PRESS_REST[1] + (target[1] - PRESS_REST[1]) * share
    canvas.hand("right_press_key", round(x), round(y))
