"""The splicer, its lids and clamps, the oven and the fibres that lie in it, drawn from the parts and the state.

It deliberately draws neither the machine's screen nor the rail, and takes no input.
"""

from __future__ import annotations

from simulator.scenes.splicing import view_layout as at
from simulator.scenes.splicing.logic import SIDES
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Points, bezier
from simulator.ui.fitting import write
from simulator.ui.theme import mix

STATIC = ("bench/background_bench_splicer", "bench/background_bench_light")
COATING_W = 9.0
GLASS_W = 4.5
BIN_AT = (48.0, 756.0)
WIPES_AT = (1316.0, 772.0)
#: Where the hand of the picture pinches, from its wrist; the right one is the same hand in the mirror.
PINCH = ("left_pinch_fibre", 189.0, -236.0)
#: A sleeve farther out than this has not passed the left hand yet [mm]: it hangs outside of it, in sight.
SLEEVE_FAR_MM = -60.0
#: Bare glass is drawn at the scale of the machine's bed, so that it reaches from the clamp to the electrodes.
GLASS_PX_PER_MM = 20.0
#: Where the hot sleeve cools, under the splice that was lifted out.
COOLING_TRAY = (476.0, at.LIFTED_Y - 40.0, 536.0, 84.0)


def draw_machine(canvas: Canvas, scene, pressed: str | None, text) -> None:
    """Everything on the bench but screen contents, in the order in which it lies. text translates the printed words."""
    state = scene.state
    words = (text("Fibres"), text("Lingettes"), text("Four"), text("G"), text("D"))
    colour = scene.plant.ends["right"].colour
    canvas.layer(
        ("splicer ground", words, colour), lambda c: _ground(c, words, colour), (0, 72, 1920, 896), opaque=True
    )
    oven = state.oven
    if oven.lid_closed:
        canvas.part("bench/splicer_oven_lid_closed")
    else:
        canvas.part("bench/splicer_oven_lid_open")
    if oven.phase == "heating":
        canvas.part("bench/splicer_oven_glow")
    for side in SIDES:
        if not getattr(state, side).clamped:
            canvas.part(f"bench/splicer_holder_{side}_flap_open")
            canvas.part(f"bench/splicer_wing_clamp_{side}_open")
    canvas.part("bench/splicer_electrode_back")
    canvas.part("bench/splicer_electrode_front")
    if state.lifted:
        # The open cover stands before the oven: it steps back while the hands work there.
        canvas.part("bench/splicer_wind_cover_open", alpha=0.3)
        _draw_lifted(canvas, scene)
    else:
        _draw_fibres(canvas, scene)
        _draw_over(canvas, scene)
    _draw_keys(canvas, pressed, scene.machine.busy)
    lamp = "on" if scene.machine.phase != "off" else "off"
    canvas.part(f"bench/splicer_power_lamp_{lamp}")


def _ground(canvas: Canvas, words: tuple[str, ...], colour: str) -> None:
    fibres, wipes, oven, left, right = words
    for name in STATIC:
        canvas.part(name)
    canvas.part("bench/shard_bin", *BIN_AT)
    canvas.part("bench/shard_bin_fibres", BIN_AT[0] + 18, BIN_AT[1] + 109)
    canvas.part("bench/shard_bin_lid", BIN_AT[0] - 4, BIN_AT[1] - 10)
    _label(canvas, "bench/shard_bin", BIN_AT, fibres, "print")
    canvas.part("bench/fibre_coil", tint=None if colour == "bleu" else colour)
    canvas.part("bench/wipes_box", *WIPES_AT)
    _label(canvas, "bench/wipes_box", WIPES_AT, wipes, "paper_ink")
    canvas.part("bench/splicer_body")
    for side in SIDES:
        canvas.part(f"bench/splicer_vgroove_{side}")
        canvas.part(f"bench/splicer_holder_{side}")
    for letter, cx in ((left, 300.0), (right, 1188.0)):
        write(canvas, cx, 246, letter, (64, 30), "small", "on_dark", "center", weight="semibold")
    write(canvas, 361, 190, oven, (48, 40), "small", "on_dark")


def _label(canvas: Canvas, part: str, where: tuple[float, float], word: str, ink: str) -> None:
    x, y, w, h = canvas.parts.info(part).at("label", *where)
    write(canvas, x + w / 2, y + h / 2, word, (w - 8, h + 4), "small", ink, "center", weight="bold")


def draw_labels(canvas: Canvas) -> None:
    """The words on the machine's keys."""
    for key, (x, y, w, h) in at.KEYS.items():
        word = {"menu": "MENU", "reset": "RESET", "arc": "ARC", "set": "SET"}[key]
        ink = "print" if key == "arc" else "on_dark"
        write(canvas, x + w / 2, y + h - 28, word, (w - 24, 30), "small", ink, "center", weight="bold")


def _draw_fibres(canvas: Canvas, scene) -> None:
    """Both fibres as they lie or hang in the hand; after the arc they are one."""
    if scene.plant.joint is not None:
        _draw_joined(canvas, scene)
        return
    with canvas.uncounted():
        for side in SIDES:
            _draw_fibre(canvas, scene, side)


def _path_in(side: str, edge_x: float, y: float) -> Points:
    """The coated fibre from off the bench to where its bare glass begins."""
    if side == "left":
        start, lead = (-12.0, 402.0), edge_x - 340.0
        return bezier(
            f"M{start[0]} {start[1]}C60 352 118 318 {max(-10.0, lead):.1f} {y:.1f}H{edge_x:.1f}"
            if lead > 130
            else f"M-12 {y + 60:.1f}C0 {y + 20:.1f} 10 {y:.1f} {min(20.0, edge_x - 2):.1f} {y:.1f}H{edge_x:.1f}"
        )
    lead = edge_x + 340.0
    if lead < 1330:
        return bezier(
            f"M{edge_x:.1f} {y:.1f}H{max(lead, 1298.0):.1f}C1390 314 1480 380 1476 560C1475.5 590 1475 606 1473 622"
        )
    return bezier(
        f"M{edge_x:.1f} {y:.1f}H{max(edge_x + 2, 1440.0):.1f}C1470 {y:.1f} 1480 {y + 30:.1f} 1492 {y + 60:.1f}"
    )


#: How far the moved piece reaches back over the one that lies still [design units].
MEET_PX = 6.0


def shown_z(machine, z_mm: float) -> float:
    """Where a tip lies while the machine works [mm]: its motors bring both to the axis, and hold them there.

    The gap that the cameras see is a hundredth of a pixel here.
    """
    if machine.phase == "set":
        return z_mm * (1.0 - machine.progress)
    held = machine.readings is not None or machine.phase in ("cleaning_arc", "gap", "inspect")
    return 0.0 if held else z_mm


def _draw_fibre(canvas: Canvas, scene, side: str) -> None:
    lie = getattr(scene.state, side)
    end = scene.plant.ends[side]
    tip_x, tip_y = at.tip(side, shown_z(scene.machine, lie.z_mm), lie.h_mm)
    sign = -1.0 if side == "left" else 1.0
    bare = min(end.bare_mm, 40.0) * GLASS_PX_PER_MM
    edge_x = tip_x + sign * bare
    laid_x = at.tip(side, lie.z_mm, lie.h_mm)[0] + sign * bare
    if (laid_x - edge_x) * sign <= 0.0:
        laid_x = edge_x
    # What the motors move on is a short straight piece: the long bent one stays the picture that it was.
    pieces = [_path_in(side, laid_x, tip_y)]
    if laid_x != edge_x:
        pieces.append(((laid_x + sign * MEET_PX, tip_y), (edge_x, tip_y)))
    drop = 4 + lie.h_mm * 1.2
    for piece in pieces:
        canvas.fibre_shadow(piece, COATING_W, 3, drop)
    for piece in pieces:
        canvas.tube(piece, COATING_W, end.colour)
    if bare > 1:
        canvas.glass([(edge_x, tip_y), (tip_x, tip_y)], GLASS_W)


def _draw_joined(canvas: Canvas, scene) -> None:
    y = at.FIBRE_Y
    for side, edge in (("left", 532.0), ("right", 956.0)):
        path = _path_in(side, edge, y)
        canvas.fibre_shadow(path, COATING_W, 3, 5)
        canvas.tube(path, COATING_W, scene.plant.ends[side].colour)
    canvas.glass([(532, y), (956, y)], GLASS_W)


def _draw_over(canvas: Canvas, scene) -> None:
    """What closes over the fibres: flaps, clamps, feet, arc, cover."""
    state = scene.state
    if scene.machine.glow > 0.02:
        canvas.part("bench/splicer_arc", alpha=min(1.0, scene.machine.glow))
    for side in SIDES:
        if getattr(state, side).clamped:
            canvas.part(f"bench/splicer_holder_{side}_flap_closed")
            canvas.part(f"bench/splicer_wing_clamp_{side}_closed")
        foot = f"bench/splicer_foot_{side}" + ("" if state.cover_closed else "_up")
        canvas.part(foot)
    _draw_cover(canvas, state.cover_closed)


def _draw_cover(canvas: Canvas, closed: bool) -> None:
    canvas.part("bench/splicer_wind_cover_closed" if closed else "bench/splicer_wind_cover_open")


def _draw_lifted(canvas: Canvas, scene) -> None:
    """The spliced fibre in both hands, or in the oven, with its sleeve."""
    state = scene.state
    oven = state.oven
    left, right = (scene.plant.ends[side] for side in SIDES)
    y = at.OVEN_Y if oven.splice_in else at.LIFTED_Y
    k = at.SLEEVE_PX_PER_MM
    glass = (at.AXIS_X - left.bare_mm * k, at.AXIS_X + right.bare_mm * k)
    cooling = _cools(scene)
    if cooling:
        x, top, w, h = COOLING_TRAY
        canvas.layer(("cooling tray",), _paint_cooling_tray, (x - 24, top - 24, w + 48, h + 48))
    if oven.splice_in:
        paths = (
            bezier(f"M-10 256C110 240 200 {y} 330 {y}H{glass[0]:.1f}"),
            bezier(f"M1512 276C1400 244 1290 {y} 1158 {y}H{glass[1]:.1f}"),
        )
    else:
        paths = (
            bezier(f"M-10 {y + 90}C60 {y + 30} 130 {y} 240 {y}H{glass[0]:.1f}"),
            bezier(f"M1512 {y + 90}C1440 {y + 30} 1360 {y} 1250 {y}H{glass[1]:.1f}"),
        )
    for path, end in zip(paths, (left, right), strict=True):
        canvas.fibre_shadow(path, COATING_W, 4, 8 if oven.splice_in or cooling else 26)
        canvas.tube(path, COATING_W, end.colour)
    canvas.glass([(glass[0], y), (glass[1], y)], GLASS_W)
    _draw_sleeve(canvas, scene, y)
    if oven.splice_in:
        for side in SIDES:
            canvas.part(f"bench/splicer_oven_clamp_{side}_" + ("closed" if oven.lid_closed else "open"))
        if oven.lid_closed:
            canvas.part("bench/splicer_oven_lid_closed", alpha=0.55)


def _cools(scene) -> bool:
    """Whether the shrunk sleeve lies on the cooling tray: the hands have let it go."""
    return scene.state.lifted and not scene.state.oven.splice_in and scene.plant.sleeve.shrunk >= 0.5


def _paint_cooling_tray(canvas: Canvas) -> None:
    """The finned tray that lies across the machine for the hot sleeve."""
    x, y, w, h = COOLING_TRAY
    theme = canvas.theme
    pale, dark = mix(theme.paper, theme.steel, 0.3), mix(theme.steel, theme.case, 0.35)
    canvas.shadow(x, y + 6, w, h, 12)
    canvas.rect(x, y + 8, w, h, mix(dark, theme.screen, 0.3), 12)
    canvas.gradient_v(x, y, w, h, pale, mix(theme.paper, theme.steel, 0.75), 12)
    canvas.gradient_v(x + 14, y + 12, w - 28, h - 24, mix(dark, theme.screen, 0.4), dark, 6)
    for fin in range(int((w - 44) // 14)):
        fx = x + 24 + 14 * fin
        canvas.rect(fx, y + 16, 5, h - 32, mix(dark, theme.paper, 0.25), 2)
        canvas.line(fx + 1, y + 16, fx + 1, y + h - 16, mix(dark, theme.paper, 0.5), 1.5)


def _draw_sleeve(canvas: Canvas, scene, y: float) -> None:
    sleeve = scene.plant.sleeve
    if all(end.sleeve_mm is None for end in scene.plant.ends.values()) and not sleeve.placed:
        return
    if sleeve.shrunk >= 0.5:
        name = "bench/sleeve_oven_shrunk"
    elif scene.state.oven.phase == "heating":
        name = "bench/sleeve_oven_hot"
    else:
        name = "bench/sleeve_oven_cold"
    cx = at.sleeve_x(sleeve.centre_mm)
    info = canvas.parts.info(name)
    centre = info.anchors["centre"]
    width = info.size[0] * sleeve.length_mm / 60.0
    canvas.part(name, cx - width / 2, y - centre[1], stretch=(width, info.size[1]) if sleeve.length_mm != 60 else None)


def _draw_keys(canvas: Canvas, pressed: str | None, busy: bool) -> None:
    for key in at.KEYS:
        canvas.part(f"bench/splicer_key_{key}_" + ("pressed" if pressed == key else "up"))


def draw_hands(canvas: Canvas, scene, mirror: Canvas, width: float) -> None:
    """The hands, over everything on the bench: where a fibre is carried, or both at a splice that was lifted out.

    mirror: a canvas on which the left hand is the right one; width: what lies at x lies there at width - x.
    """
    state = scene.state
    name, dx, dy = PINCH

    def hand(side: str, x: float, y: float) -> None:
        if side == "left":
            canvas.hand(name, x - dx, y - dy)
        else:
            mirror.hand(name, width - x - dx, y - dy)

    if state.lifted:
        if not state.oven.splice_in and not _cools(scene):
            far = scene.plant.sleeve.centre_mm < SLEEVE_FAR_MM
            for side, x in (("left", 540.0 if far else 339.0), ("right", 1258.0)):
                hand(side, x, at.LIFTED_Y)
        return
    for side in SIDES:
        lie = getattr(state, side)
        if lie.held:
            tip_x, tip_y = at.tip(side, lie.z_mm, lie.h_mm)
            sign = -1.0 if side == "left" else 1.0
            edge_x = tip_x + sign * min(scene.plant.ends[side].bare_mm, 40.0) * GLASS_PX_PER_MM
            hand(side, edge_x + sign * 46, tip_y)
