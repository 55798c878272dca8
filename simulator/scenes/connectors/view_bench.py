"""The bench of the connectors scene: panel, wipes, alcohol, tools that lie, cords, the case of tips, the laser sign.

It deliberately draws neither hands nor the microscope's screen, and takes no input.
"""

from __future__ import annotations

from simulator.scenes.connectors import view_layout as at
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Points, bezier, shifted
from simulator.ui.fitting import write

PLACES = tuple(72 + 50 * i for i in range(6))
CORDS = (
    "M93 216C93 266 73 310 -20 312", "M143 216C143 274 97 324 -20 326", "M193 216C193 282 121 338 -20 340",
)  # fmt: skip
HELD_CORD = bezier(
    "M-420 470C-260 470 -120 510 -20 436C60 380 200 372 262 398C316 424 300 470 236 470C160 470 120 452 70 520"
)
LYING_CORD = bezier("M-20 700C20 690 40 754 100 754")
SPARE_CORD = bezier("M-20 990C60 990 110 910 176 910")
PROBE_CORD = bezier("M976 860C976 910 946 942 880 938C806 932 812 900 802 820C796 760 802 680 758 600")
IDLE_CORD = bezier("M976 860C976 914 930 942 872 936C800 928 806 790 796 716C790 672 786 640 754 637")
TINT = {"APC": None, "UPC": "blue", "PC": "blue", "cleave": None}


def cord(canvas: Canvas, path: Points, width: float = 11.0, dx: float = 0.0) -> None:
    """A yellow patch cord: its sheath is no colour of the fibre code, and bears no marks."""
    canvas.cord(shifted(path, dx, 0.0) if dx else path, width, "jaune")


def draw_ground(canvas: Canvas, scene, text, scope: Canvas) -> None:
    """All that does not move, in one opaque layer, and what changes only now and then over it.

    scope: what the microscope is drawn on, for left hands another canvas than the bench's.
    """
    adapter, mated = scene.face("adapter"), scene.part.mated
    words = (text("Lingettes"), text("Alcool"), text("À raccorder"), text("1 clic"))
    shown = (
        words, adapter.polish, adapter.capped, scene.face("plug").polish if mated else "", _lying(scene),
        scene.face("plug").capped, scene.spare.polish if scene.spare else "", scene.state.scope.tip,
    )  # fmt: skip
    together = scope.origin == canvas.origin and type(scope) is type(canvas)

    def ground(c: Canvas) -> None:
        _ground(c, words)
        if together:
            c.part("connect/microscope_body")

    canvas.layer(("connectors ground", words, together), ground, (0, 72, 1920, 896), True)
    if not together:
        scope.layer(("microscope",), lambda c: c.part("connect/microscope_body"), (760, 72, 790, 820))
    canvas.layer(("connectors bench", shown), lambda c: _bench(c, scene, words), (0, 72, 1512, 896))


def _lying(scene) -> tuple[bool, ...]:
    """Which things lie on the bench: pen, cassette, wipe, probe, plug."""
    state = scene.state
    wipe = state.cloth is not None and state.tool != "wipe"
    plug = state.view == "adapter" and not scene.part.mated
    # Near the panel the probe hangs at its instrument: the mat is kept free for plug and adapter.
    mounting = state.mount is not None and not state.mount.done
    probe = state.tool != "probe" and state.view != "mate" and not mounting
    # The panel stands where the cassette lies.
    cassette = state.tool != "cassette" and state.view != "mate"
    return (state.tool != "pen" and not mounting, cassette, wipe, probe, plug)


def draw_shelf(canvas: Canvas, scene, words: tuple[str, ...], mat: str) -> None:
    """Ground, mat, and the shelf behind it with the panel and the place that waits; words: wipes, alcohol, tag."""
    _shelf(canvas, words, mat)
    _work_place(canvas, scene, words[2])


def _shelf(canvas: Canvas, words: tuple[str, ...], mat: str) -> None:
    canvas.part("bench/background_bench")
    canvas.part("bench/background_bench_light")
    canvas.part("bench/wipes_box", 444, 114, stretch=(204, 184))
    canvas.part("bench/alcohol_bottle", 648, 140)
    canvas.part("bench/alcohol_pump", 655, 115)
    write(canvas, 533, 238, words[0], (124, 40), "small", "paper_ink", "center", weight="semibold")
    write(canvas, 701, 228, words[1], (88, 36), "small", "paper_ink", "center", weight="semibold")
    canvas.part("connect/patch_panel")
    for index, x in enumerate(PLACES):
        write(canvas, x + 21, 124, str(index + 1), (30, 26), "small", "print", "center", weight="semibold")
        if index != 3:
            canvas.part("connect/patch_adapter_open", x, 141)
    for x in PLACES[4:]:
        canvas.part("connect/patch_adapter_cap_black", x + 7, 149)
    canvas.part(mat)
    for path in CORDS:
        cord(canvas, bezier(path), 8)
    for x in PLACES[2::-1]:
        canvas.part("connect/patch_plug_green", x + 4, 151)


def _ground(canvas: Canvas, words: tuple[str, ...]) -> None:
    _shelf(canvas, words, "connect/mat_square")
    canvas.part("connect/probe_case_open")


def _bench(canvas: Canvas, scene, words: tuple[str, ...]) -> None:
    pen, cassette, wipe, probe, plug = _lying(scene)
    _work_place(canvas, scene, words[2])
    if cassette:
        draw_cassette(canvas, 470, 352, scene.state.cassette, closed=True)
    if wipe or scene.state.cloth is None:
        canvas.part("connect/wipe_sheet_folded")
    _caps(canvas, scene)
    if pen:
        x, y, _, h = at.pen_lying(scene)
        draw_pen(canvas, x + 10, y + h / 2, words[3], 1.0)
    if probe:
        canvas.part("connect/probe_body", 402, 597)
        canvas.part(f"connect/probe_tip_{tip_part(scene)}", 288, 600)
    if plug:
        cord(canvas, LYING_CORD, 9)
        _lying_plug(canvas, scene.face("plug"), 96, 728)
    if scene.spare is not None:
        cord(canvas, SPARE_CORD, 9)
        _lying_plug(canvas, scene.spare, 172, 884)
    x, y = 991, 861
    for place, tip in zip(((145, 32), (145, 66)), at.spare_tips(scene), strict=False):
        name = "lc" if tip == "long" else tip
        canvas.part(f"connect/probe_case_tip_{name}", x + place[0] - 6, y + place[1] - 16)


def _lying_plug(canvas: Canvas, face, x: float, y: float) -> None:
    name = "patch_cord_end_sc" if face.polish == "APC" else "patch_cord_end_sc_upc"
    canvas.part(f"connect/{name}", x, y, tint=TINT[face.polish])


def _work_place(canvas: Canvas, scene, tag: str) -> None:
    """Place number four: adapter, cap or plug, and the tag that hangs from it."""
    adapter = scene.face("adapter")
    x = PLACES[3]
    canvas.part("connect/patch_adapter_open", x, 141, tint=TINT[adapter.polish])
    if scene.part.mated:
        cord(canvas, bezier(f"M{x + 21} 216C{x + 21} 290 149 352 -20 354"), 8)
        canvas.part(f"connect/patch_plug_{'green' if scene.face('plug').polish == 'APC' else 'blue'}", x + 4, 151)
    elif adapter.capped:
        canvas.part("connect/patch_adapter_cap_white", x + 7, 149)
    if not scene.part.mated:
        canvas.part("connect/patch_tag")
        write(canvas, 319, 276, tag, (118, 40), "small", "print", "center", weight="medium")


def _caps(canvas: Canvas, scene) -> None:
    canvas.part("connect/cap_lying_black", 378, 680)
    for side, (x, y, _, _) in at.CAPS.items():
        if not scene.face(side).capped:
            canvas.part("connect/cap_lying_white", x + 4, y + 4)


def tip_part(scene) -> str:
    """Name of the picture of the tip on the probe."""
    return {"long": "lc"}.get(scene.state.scope.tip, scene.state.scope.tip)


def draw_pen(canvas: Canvas, x: float, y: float, label: str, nose: float) -> None:
    """The click pen, level, its tip at x, y; nose 0..1: how far the nose stands out."""
    if nose < 0.5:
        canvas.part_at("connect/click_cleaner_pushed", "tip", x, y)
        write(canvas, x + 270, y, label, (104, 28), "small", "print", "center", weight="semibold")
        return
    canvas.part_at("connect/click_cleaner_tip", "tip", x, y)
    canvas.part_at("connect/click_cleaner_body", "tip_seat", x + 54, y)
    write(canvas, x + 54 + 236, y, label, (104, 28), "small", "print", "center", weight="semibold")


def draw_cassette(canvas: Canvas, x: float, y: float, cassette, closed: bool) -> None:
    """The cassette with its window; x, y: its own zero."""

    def put(name: str) -> None:
        canvas.part_at(f"connect/cassette_cleaner_{name}", "origin", x, y)

    put("body")
    put("belt_dirty" if cassette.used else "belt_clean")
    put("shutter_closed" if closed or not cassette.open else "shutter_open")
    turn = 18.0 * cassette.pieces
    px, py = canvas.parts.info("connect/cassette_cleaner_wheel").anchors["pivot"][:2]
    canvas.part("connect/cassette_cleaner_wheel", x + 188 - px, y + 43 - py, turn=turn)
    canvas.part_at("connect/cassette_cleaner_hub", "pivot", x + 188, y + 43)


def draw_sign(canvas: Canvas, scene, text) -> None:
    """The laser sign: what is known about light in the fibre."""
    light = scene.state.light
    said = {
        "dark": text("Pas de lumière dans la fibre"), "live": text("Lumière ! Fais couper"),
        "unknown": text("Lumière ? À vérifier"),
    }[light]  # fmt: skip
    mark = {"dark": "good", "live": "bad", "unknown": "watch"}[light]

    def paint(c: Canvas) -> None:
        c.part("connect/laser_sign")
        # Printed on the sign: it keeps its size, for the plate does not grow. The mark is its corner's seal.
        write(c, 1321, 911, said, (150, 76), c.texts.unscaled(c.theme.small), "print", weight="medium")
        c.part(f"ui/states/{mark}", 1472, 859, stretch=(32, 32))

    canvas.layer(("laser sign", said, mark), paint, (1226, 856, 286, 124))
