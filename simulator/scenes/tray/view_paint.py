"""Paints the bench, the tray and what belongs to it: comb, tabs, tubes, sleeves, lid, label, pen.

Everything that stands still lies in two layers, one under the fibre in hand and one over it. It deliberately takes no
input and draws no fibre by itself.
"""

from __future__ import annotations

from simulator.plant import tray
from simulator.scenes.tray import view_layout as at
from simulator.scenes.tray.view_fibres import draw_hanging, tube_letters
from simulator.scenes.tray.view_pile import Laid, Pile
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.frame import ViewContext
from simulator.ui.theme import faded, mix

FAMILY = "fibre/"
#: The sleeve that waits before the tray, with its number.
SLEEVE_IN_FRONT: at.Rect = (at.FRONT[0] - 150, at.FRONT[1] - 30, 300, 90)
#: What the raised lid covers, behind the lane.
BEHIND: at.Rect = (*at.WORK[:3], 132.0)
BENCH = ("bench/background_bench", "bench/background_bench_light")
#: Parts of the bench and the bare tray, each at its place in the frame.
GROUND = ("mat_grid", "tray_stack_rail", "tray_raised_1", "tray_raised_2", "tray_base", "tray_comb")
HINGES = ((444.0, 149.0), (944.0, 149.0))
TABS = (
    ("tray_tab_top", 572, 188), ("tray_tab_top", 828, 188), ("tray_tab_left", 226, 369),
    ("tray_tab_bottom", 425, 693), ("tray_tab_bottom", 645, 693), ("tray_tab_bottom", 865, 693),
    ("tray_tab_bottom", 1035, 693),
    ("tray_tab_right", 1184, 369), ("tray_tab_corner_upper_left", 263, 222), ("tray_tab_corner_lower_left", 263, 643),
)  # fmt: skip
TUBE_X = {"left": 268.0, "right": 1232.0}
TUBE_W = 30.0
TABS_OF_STACK = ((401.0, 74.0), (567.0, 110.0))
ACTIVE_TAB = (712.0, 159.0)
#: Blank plate of the lid [design units], where the label sticks.
LABEL: at.Rect = (630.0, 696.0, 240.0, 44.0)


class Painter:
    """Draws the tray; its layers are painted anew only when something lies otherwise than before."""

    def __init__(self, scene, ctx: ViewContext) -> None:
        self.scene = scene
        self.ctx = ctx
        self.pile = Pile()
        self._hashes: dict[int, tuple[tuple, int]] = {}

    def draw_under(self, canvas: Canvas, dragging: bool) -> None:
        """Bench and tray, then fibre over fibre in the order in which they were laid, then sleeves and slack."""
        ground = self._ground_key()
        canvas.layer(ground, self._paint_ground, at.WORK, True)
        self.pile.draw(canvas, ground, self._paint_ground, self._laid())
        if self.scene.plant.tray.lid != "open":
            canvas.layer((*ground, "no lid"), lambda c: self._paint_ground(c, False), BEHIND, True)
        canvas.part(FAMILY + ("red_light_pen_on" if self.scene.state.pen else "red_light_pen"))
        self._draw_sleeves(canvas)
        piece = self.scene.piece
        if piece is not None and not (dragging and piece.laid is None):
            self._draw_front(canvas)

    def _ground_key(self) -> tuple:
        colours = tuple(tuple(piece.colours.values()) for piece in self.scene.pieces)
        return ("tray ground", colours, self.scene.params.number, self.ctx.language.code)

    def _laid(self) -> list[Laid]:
        """Every fibre that lies, the oldest first."""
        state = self.scene.state
        found = sorted(
            (fibre.tick, index, side, Laid(self._hash(fibre.path), piece.colours[side], fibre.path, fibre.done))
            for index, piece in enumerate(self.scene.pieces)
            for side, fibre in piece.fibres.items()
            if len(fibre.path) > 3 and (index, side) != (state.current, state.drawing)
        )
        return [laid for *_, laid in found]

    def _hash(self, path: tuple) -> int:
        """Hash of a path, worked out once."""
        kept = self._hashes.get(id(path))
        if kept is None or kept[0] is not path:
            kept = self._hashes[id(path)] = (path, hash(path))
        return kept[1]

    def draw_over(self, canvas: Canvas) -> None:
        """Plates, teeth, tabs, tubes: over every fibre."""
        slots = tuple((p.laid, p.clicked) for p in self.scene.pieces)
        key = ("tray over", self.scene.state.current, slots, self.ctx.language.code)
        canvas.layer(key, self._paint_over, (182, 140, 1180, 828))

    def draw_lid(self, canvas: Canvas) -> None:
        """The lid: raised behind the tray, ajar, or on with its label."""
        state = self.scene.plant.tray
        if state.lid == "open":
            return
        if state.lid == "blocked":
            canvas.part(FAMILY + "tray_lid", 205, 140, alpha=0.8)
            return
        canvas.part(FAMILY + "tray_lid")
        if state.labelled:
            x, y, w, h = LABEL
            canvas.rect(x + 4, y + 2, w - 8, h - 4, "paper", 6)
            canvas.rect(x + 4, y + 2, 12, h - 4, "action", 4)
            said = boxed(canvas, self._name(), w - 40, h - 8, "body", "semibold")
            canvas.block(x + w / 2 + 4, y + h / 2, said, "paper_ink", "center", "middle")

    def _name(self) -> str:
        return self.ctx.language.text("Cassette {n}", n=self.scene.params.number)

    # layers

    def _paint_ground(self, canvas: Canvas, raised: bool = True) -> None:
        """raised: the lid stands up behind the tray."""
        for name in BENCH:
            canvas.part(name)
        for name in GROUND[:4]:
            canvas.part(FAMILY + name)
        if raised:
            canvas.part(FAMILY + "tray_lid_lifted", alpha=0.55)
        self._paint_stack(canvas)
        for name in GROUND[4:]:
            canvas.part(FAMILY + name)
        for place in HINGES:
            canvas.part(FAMILY + "tray_hinge", *place)
        self._paint_active(canvas)
        canvas.part(FAMILY + "tweezers_lying")
        # The strip that is painted without the raised lid does not reach down to the tubes.
        for side, letter in tube_letters(self.ctx.language).items() if raised else ():
            self._paint_tube(canvas, side)
            x = 318.0 if side == "left" else 1182.0
            canvas.circle(x, 916, 17, "case", 2.5, "on_dark")
            write(canvas, x, 916, letter, (60, 26), "small", "on_dark", "center", weight="bold")

    def _paint_stack(self, canvas: Canvas) -> None:
        number = self.scene.params.number
        for index, place in enumerate(TABS_OF_STACK):
            if number - 2 + index < 1:
                continue
            canvas.part(FAMILY + "tray_number_tab", *place)
            x, y = place[0] + 36, place[1] + 16
            write(canvas, x - 12, y, str(number - 2 + index), (32, 24), "small", "print", "center", weight="bold")
            canvas.part("ui/states/done", x + 4, y - 10, stretch=(20, 20))

    def _paint_active(self, canvas: Canvas) -> None:
        number = self.scene.params.number
        canvas.part(FAMILY + "tray_number_tab_active", *ACTIVE_TAB)
        x, y = ACTIVE_TAB[0] + 38, ACTIVE_TAB[1] + 18
        write(canvas, x, y, str(number), (32, 24), "small", "paper_ink", "center", weight="bold")

    def _paint_tube(self, canvas: Canvas, side: str) -> None:
        """The tube from below the mat up to its collar, with the fibres seen through it."""
        x = TUBE_X[side]
        canvas.part(FAMILY + "tray_tube_entry", x - 23, 789)
        way = -1 if side == "left" else 1
        path = at.bezier(f"M{x} 704L{x} 830C{x} 880 {x + way * 40} 890 {x + way * 44} 980")
        canvas.polyline(path, faded(canvas.theme.screen, 0.35), TUBE_W + 8, False)
        canvas.polyline(path, mix(canvas.theme.glass_edge, canvas.theme.paper, 0.2), TUBE_W, False)
        canvas.polyline(path, mix(canvas.theme.glass, canvas.theme.paper, 0.5), TUBE_W - 4, False)
        for index, piece in enumerate(self.scene.pieces[:6]):
            shift = (index - (min(6, len(self.scene.pieces)) - 1) / 2) * 4.2
            tone = mix(canvas.theme.fibre(piece.colours[side]).base, canvas.theme.paper, 0.35)
            canvas.polyline([(px + shift, py) for px, py in path], tone, 3.4, False)

    def _draw_sleeves(self, canvas: Canvas) -> None:
        for piece in self.scene.pieces:
            if piece.laid is not None:
                x, y, w, h = at.slot_rect(piece.laid)
                proud = 0.0 if piece.clicked else 6.0
                place, colour = (x + w / 2 - 3.0, y + h / 2 - proud), piece.colours["left"]
                area = (place[0] - at.SLEEVE_ART[0] - 4, place[1] - at.SLEEVE_ART[1] - 4, 270.0, 44.0)
                key = ("tray sleeve", place, colour)
                canvas.layer(key, lambda c, p=place, f=colour, up=proud > 0: paint_sleeve(c, p[0], p[1], f, up), area)

    def _draw_front(self, canvas: Canvas) -> None:
        """The splice in work while its sleeve is not yet in the comb, and slack that is not yet coiled."""
        scene, piece = self.scene, self.scene.piece
        if piece.laid is None:
            draw_hanging(canvas, scene, at.FRONT, False)
            key = ("tray front", piece.colours["left"], piece.slot)
            canvas.layer(key, self._paint_sleeve_in_front, SLEEVE_IN_FRONT)
        else:
            x, y, w, h = at.slot_rect(piece.laid)
            draw_hanging(canvas, scene, (x + w / 2, y + h / 2), True)

    def _paint_sleeve_in_front(self, canvas: Canvas) -> None:
        assert self.scene.piece is not None
        paint_sleeve(canvas, *at.FRONT, self.scene.piece.colours["left"], True)
        self._paint_number(canvas, str(self.scene.piece.slot))

    def _paint_number(self, canvas: Canvas, number: str) -> None:
        x, y = at.FRONT[0], at.FRONT[1] + 36
        canvas.rect(x - 18, y - 13, 36, 26, "good_text", 6, 2, "on_dark")
        write(canvas, x, y, number, (32, 24), "small", "on_dark", "center", weight="bold", numbers=True)

    def _paint_over(self, canvas: Canvas) -> None:
        canvas.part(FAMILY + "tray_comb_teeth")
        canvas.part(FAMILY + "tray_comb_plate_numbers")
        canvas.part(FAMILY + "tray_comb_plate_right")
        piece = self.scene.piece
        for slot in range(1, tray.SLOTS + 1):
            _, y, _, h = at.slot_rect(slot)
            taken = self.scene.plant.tray.slot_owner(slot) is not None
            wanted = self.ctx.help and piece is not None and piece.slot == slot and piece.laid is None
            if wanted:
                canvas.rect(596, y + 1, 32, h - 2, "good_text", 5)
            ink = "on_dark" if wanted else "print" if taken else "steel"
            weight = "bold" if wanted or taken else "medium"
            write(canvas, 612, y + h / 2, str(slot), (32, 24), "small", ink, "center", weight=weight, numbers=True)
        canvas.part(FAMILY + "tray_peg")
        for name, tab_x, tab_y in TABS:
            canvas.part(FAMILY + name, tab_x, tab_y)
        for side, tie in (("left", "tray_tube_tie"), ("right", "tray_tube_tie_right")):
            x = TUBE_X[side]
            canvas.part(FAMILY + "tray_tube_shade", x - 18, 814)
            canvas.part(FAMILY + "tray_tube_collar", x - 19, 698)
            canvas.part(FAMILY + tie)


def paint_sleeve(canvas: Canvas, cx: float, cy: float, colour: str, standing: bool) -> None:
    """A splice sleeve with its fibre in it, its middle at a point; standing: not (yet) in its slot."""
    x, y = cx - at.SLEEVE_ART[0], cy - at.SLEEVE_ART[1]
    if standing:
        canvas.rect(x + 12, y + 16, 244, 14, faded(canvas.theme.screen, 0.28), 7)
    canvas.part(FAMILY + "splice_sleeve_empty", x, y)
    canvas.coat([(x + 20, cy), (x + 236, cy)], 6.0, colour)
    canvas.line(x + 22, cy + 5, x + 234, cy + 5, faded(canvas.theme.paper, 0.5), 2)
