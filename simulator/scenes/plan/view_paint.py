"""Paints the scene of the splicing plan: mat, cables, fibres, holder, plan and pair.

It deliberately takes no input; what is marked or dragged is told by the view.
"""

from __future__ import annotations

from simulator.plant.site import COLOURS
from simulator.scenes.plan import view_layout as at
from simulator.scenes.plan.logic import SIDES, Plan
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point
from simulator.ui.fitting import boxed, boxed_alike, write
from simulator.ui.frame import ViewContext
from simulator.ui.theme import faded, mix

CLEAR = (0, 0, 0, 0)
#: How large the names of the fibres may grow [design units]: the longest still stands beside its number.
NAMES_MOST = 26.0


class Painter:
    """Draws one frame after another; everything that stands still lies in layers."""

    def __init__(self, scene: Plan, ctx: ViewContext) -> None:
        self.scene = scene
        self.ctx = ctx

    @property
    def complete(self) -> bool:
        """Whether both fibres of the pair lie in the middle."""
        return None not in (self.scene.state.left, self.scene.state.right)

    def draw(
        self, canvas: Canvas, marked: tuple[str, str] | None, drag: tuple[str, str, bool] | None, hand: Point
    ) -> None:
        """marked: side and colour under the pointer or the keys; drag: as in the view; hand: where the pointer is."""
        for side in SIDES:
            self._draw_side(canvas, side, drag[1] if drag and drag[0] == side else None)
        self._draw_name(canvas)
        if marked is not None:
            self._draw_mark(canvas, *marked)
        if drag is not None:
            side, colour, _ = drag
            self._draw_tube(canvas, side, colour, hand)
            self._draw_cable(canvas, side)
            pose, dx, dy = ("left_pinch_fibre", -155.0, 236.0) if side == "left" else ("right_hold_probe", 222.0, 262.0)
            canvas.hand(pose, hand[0] + dx, hand[1] + dy)
        self._draw_rail(canvas)

    # bench

    def _draw_side(self, canvas: Canvas, side: str, lifted: str | None) -> None:
        """One half of the bench. The fibre that is up or taken lies over the others, so that they stay as painted."""
        taken = getattr(self.scene.state, side)
        away = {lifted, taken} - {None}
        key = ("plan bench", side, tuple(sorted(away)), self.scene.spliced, self.ctx.language.code)
        canvas.layer(key, lambda c: self._paint_side(c, side, away), at.HALF[side], True)
        if taken is not None and taken != lifted:
            self._draw_tube(canvas, side, taken, at.clip(side))
            self._draw_clamp(canvas, side)
        self._draw_cable(canvas, side)

    def _paint_side(self, canvas: Canvas, side: str, away: set[str]) -> None:
        canvas.part("bench/background_bench")
        canvas.part("bench/background_bench_light")
        canvas.part("bench/mat", at.MAT[0], at.MAT[1], stretch=(at.MAT[2], at.MAT[3]))
        self._paint_holder(canvas)
        x, w = at.CABLE[side]
        dim = canvas.theme.shadow
        canvas.gradient_v(x, at.MIDDLE_Y + at.CABLE_W / 2, w, 18, faded(dim, 0.35), faded(dim, 0.0))
        _put(canvas, side, "cable_vice_back", "cable_axis", at.VICE_X[side])
        _put(canvas, side, "sheath_mouth_face", "axis", at.MOUTH_X[side])
        _put(canvas, side, "aramid_tuft_back", "root", at.MOUTH_X[side])
        for colour in COLOURS:
            if colour not in away:
                self._paint_fibre(canvas, side, colour)

    def _paint_cable(self, canvas: Canvas, side: str) -> None:
        """The cable in its vice: jacket with one light side, yarns before the fibres, the near rim of its mouth."""
        x, w = at.CABLE[side]
        top = at.MIDDLE_Y - at.CABLE_W / 2
        theme = canvas.theme
        left = side == "left"
        end = w - 20.0 if left else w
        dark, pale = mix(theme.case, (0, 0, 0), 0.45), mix(theme.case, theme.panel, 0.28)
        stops = ((0.0, dark), (0.22, pale), (0.45, theme.case), (1.0, dark))
        canvas.gradient(x if left else x + 20.0, top, end if left else w - 20.0, at.CABLE_W, stops)
        _put(canvas, side, "aramid_tuft_front", "root", at.MOUTH_X[side])
        _put(canvas, side, "sheath_mouth_rim", "axis", at.MOUTH_X[side])
        _put(canvas, side, "cable_vice_front", "cable_axis", at.VICE_X[side])
        _put(canvas, side, "cable_vice_screw", "base", at.VICE_X[side], 118.0)
        names = [self.ctx.language.text("Gauche"), self.ctx.language.text("Droite")]
        said = boxed_alike(canvas, names, 80, 40, "small", "semibold")[0 if left else 1]
        canvas.block(at.NAME_X[side], at.MIDDLE_Y, said, "on_dark", "center", "middle")

    def _paint_fibre(self, canvas: Canvas, side: str, colour: str) -> None:
        spliced = colour in self.scene.used(side)
        if spliced:
            points = at.path(side, colour, at.tip(side, colour))
            canvas.polyline(points, faded(canvas.theme.fibre(colour).base, 0.25), at.FIBRE_W * 0.7)
        else:
            self._draw_tube(canvas, side, colour, at.tip(side, colour))
        self._paint_label(canvas, side, colour, spliced)

    def _draw_tube(self, canvas: Canvas, side: str, colour: str, end: Point) -> None:
        """A fibre from the mouth of its cable, whose edge hides where it begins."""
        points = at.path(side, colour, end)
        canvas.fibre_shadow(points, at.FIBRE_W, colour="screen", strength=1.7)
        canvas.tube(points, at.FIBRE_W, colour, True, flag=False)

    def _draw_cable(self, canvas: Canvas, side: str) -> None:
        x, w = at.CABLE[side]
        x -= 0.0 if side == "left" else at.YARN_REACH
        area = (x, at.MIDDLE_Y - at.VICE_REACH, w + at.YARN_REACH, 2 * at.VICE_REACH)
        canvas.layer(("plan cable", side, self.ctx.language.code), lambda c: self._paint_cable(c, side), area)

    def _paint_label(self, canvas: Canvas, side: str, colour: str, spliced: bool) -> None:
        x, y = at.tip(side, colour)
        sign = 1 if side == "left" else -1
        number = str(COLOURS.index(colour) + 1)
        tone = faded(canvas.theme.on_dark, 0.45) if spliced else "on_dark"
        # All numbers and all names in one size: a name's place tells its row, not its letters.
        style = canvas.texts.capped("small", NAMES_MOST)
        write(canvas, x + sign * 26, y, number, (36, 40), style, tone, "center", weight="semibold", numbers=True)
        name = self.ctx.words.fibre_colour(colour)
        said = boxed(canvas, name, 108, 40, style, "medium")
        canvas.block(x + sign * 50, y, said, tone, "left" if side == "left" else "right", "middle")
        if spliced:
            canvas.part("ui/states/done", x - (12 if side == "left" else 12), y - 12, stretch=(24, 24))

    def _paint_holder(self, canvas: Canvas) -> None:
        x, y, w, h = at.HOLDER
        theme = canvas.theme
        canvas.shadow(x, y, w, h, 18)
        canvas.gradient_v(x, y, w, h, mix(theme.case_edge, theme.panel, 0.2), theme.case, 18)
        canvas.rect(x + 8, y + 8, w - 16, h - 16, CLEAR, 12, 2, faded(theme.on_dark, 0.18))
        canvas.rect(x + 14, at.MIDDLE_Y - 10, w - 28, 20, theme.screen, 8)

    def _draw_name(self, canvas: Canvas) -> None:
        """What the holder is; it lies across both halves of the bench."""
        x, y, w, _ = at.HOLDER
        said = boxed(canvas, self.ctx.language.text("Ta paire"), w - 30, 34, "small", "semibold")
        canvas.block(x + w / 2, y + 32, said, "on_dark", "center", "middle")

    def _draw_clamp(self, canvas: Canvas, side: str) -> None:
        cx = at.MIDDLE_X + (-74 if side == "left" else 74)
        canvas.gradient_v(cx - 17, at.MIDDLE_Y - 25, 34, 50, "bumper", mix(canvas.theme.bumper, (0, 0, 0), 0.25), 8)
        canvas.rect(cx - 9, at.MIDDLE_Y - 4, 18, 8, faded(canvas.theme.ink, 0.35), 4)

    def _draw_mark(self, canvas: Canvas, side: str, colour: str) -> None:
        x, y = at.tip(side, colour)
        left = x - 60 if side == "left" else x - 176
        canvas.rect(left, y - 25, 236, 50, CLEAR, 14, 4, "light")

    # rail

    def _draw_rail(self, canvas: Canvas) -> None:
        state, pieces = self.scene.state, self.scene.spliced
        key = ("plan rail", state.left, state.right, pieces, self.scene.params.pair, self.ctx.language.code)
        canvas.layer(key, self._paint_rail, (1492, 76, 428, 892))

    def _paint_rail(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        x, y, w, h = at.PLAN_CARD
        canvas.card(x, y, w, h)
        canvas.icon("checklist", x + 40, y + 40, 36, "action")
        title = boxed(canvas, text("Plan de boîte"), w - 100, 44, "lead", "semibold")
        canvas.block(x + 72, y + 40, title, "ink", "left", "middle")
        pairs = self.scene.params.pairs
        step = min(60.0, (h - 90) / max(1, len(pairs)))
        for index, pair in enumerate(pairs):
            top = y + 78 + index * step
            current = index + 1 == self.scene.params.pair
            if current:
                canvas.rect(x + 12, top, w - 24, step - 6, "action_pale", 10, 3, "action")
            self._paint_pair(canvas, x + 28, top + (step - 6) / 2, w - 56, pair.left, pair.right, str(index + 1))
            if index + 1 < self.scene.params.pair:
                canvas.part("ui/states/done", x + w - 44, top + step / 2 - 15, stretch=(24, 24))
        self._paint_yours(canvas)

    def _paint_pair(
        self, canvas: Canvas, x: float, cy: float, w: float, left: str | None, right: str | None, number: str
    ) -> None:
        if number:
            canvas.text(x, cy, number, "body", "ink", "left", "middle", weight="semibold", numbers=True)
        inset = 30.0 if number else 0.0
        half = (w - inset - 44) / 2
        for colour, at_x in ((left, x + inset), (right, x + inset + half + 36)):
            if colour is None:
                canvas.circle(at_x + 10, cy, 10, None, 2.5, "line")
                continue
            canvas.circle(at_x + 10, cy, 10, canvas.theme.fibre(colour).base, 1.5, faded(canvas.theme.ink, 0.4))
            name = self.ctx.words.fibre_colour(colour)
            write(canvas, at_x + 28, cy, name, (half - 26, 40), "small", "ink", weight="medium")
        canvas.icon("arrow_right", x + inset + half + 14, cy, 24, "ink_soft")

    def _paint_yours(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        x, y, w, h = at.PAIR_CARD
        canvas.card(x, y, w, h)
        title = boxed(canvas, text("Ta paire"), w - 48, 40, "lead", "semibold")
        canvas.block(x + 24, y + 40, title, "ink", "left", "middle")
        self._paint_pair(canvas, x + 24, y + 104, w - 48, self.scene.state.left, self.scene.state.right, "")
        hint = (
            text("Une erreur ? Glisse la fibre hors du bloc.")
            if self.complete
            else text("Prends une fibre de chaque côté.")
        )
        write(canvas, x + 24, y + 160, hint, (w - 48, 56), canvas.texts.capped("small", NAMES_MOST), "ink_soft")
        gx, gy, gw, gh = at.GO
        canvas.rect(gx, gy, gw, gh, "action" if self.complete else "track", 12)
        said = boxed(canvas, text("Préparer cette paire"), gw - 40, gh - 8, "body", "semibold")
        canvas.block(gx + gw / 2, gy + gh / 2, said, "on_dark" if self.complete else "ink_soft", "center", "middle")


def _put(canvas: Canvas, side: str, name: str, anchor: str, x: float, down: float = 0.0) -> None:
    """A piece of the cable or its vice with an anchor on the cable's axis, or so far below; at the right mirrored."""
    info = canvas.parts.info(f"fibre/{name}")
    ax, ay = info.anchors[anchor][:2]
    left = x - ax if side == "left" else x - (info.size[0] - ax)
    canvas.part(info.name, left, at.MIDDLE_Y + down - ay, flip=side == "right")
