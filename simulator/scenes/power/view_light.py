"""The red light pen at work: twelve plugs here and twelve fibres there, or the way along a wall with its boxes.

It deliberately works out no light: how bright each place glows comes from the scene.
"""

from __future__ import annotations

from simulator.plant.site import COLOURS
from simulator.scenes.power import view_layout as at
from simulator.scenes.power import view_parts as draw
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point, bezier
from simulator.ui.evening import evening_room
from simulator.ui.fitting import boxed, write
from simulator.ui.theme import faded, mix

BOX = (84.0, 112.0)
#: Width of the cord on the wall and in the lens.
CORD, LENS_CORD = 12.0, 60.0
#: The cord is cut into so many pieces by its clips.
CLIPS = 26
#: What hangs on the wall between the rows of the cord.
DECOR = (("wall_shelf", 250.0, 262.0), ("tool_board", 720.0, 252.0))
#: Glow that is not seen from across the room.
FAR_BRIGHT = 0.3


class LightPainter:
    """held: the pen is in the hand; hand: where it is; hover: number of the far fibre under the pointer."""

    def __init__(self, scene, ctx) -> None:
        self.scene, self.ctx = scene, ctx
        self.held = False
        self.hand: Point = (0.0, 0.0)
        self.hover = 0

    def draw(self, canvas: Canvas) -> None:
        """The whole subject."""
        if self.scene.params.mode == "identify":
            self._draw_fibres(canvas)
        else:
            self._draw_way(canvas)

    def bright_now(self) -> bool:
        """Whether the pen is bright in this tick."""
        return self.scene.state.pen.flash(self.scene.ticks)

    def pen_mouth(self) -> Point:
        """Where the mouth of the pen is drawn."""
        state = self.scene.state
        if self.held:
            return self.hand
        if self.scene.params.mode == "identify":
            return (at.near_x(state.pen_at), at.ADAPTER_Y + 34) if state.pen_at else at.PEN_HOME
        return at.PEN_IN if state.pen_at else at.PEN_HOME

    @property
    def upright(self) -> bool:
        """Whether the pen stands, its mouth up."""
        return self.scene.params.mode == "identify" and bool(self.scene.state.pen_at or self.held)

    def pen_at(self, x: float, y: float) -> str:
        """What of the pen lies under a point: cap, switch, pen, or ''."""
        mx, my = self.pen_mouth()
        along, across = (my - y, x - mx) if self.upright else (x - mx, y - my)
        if abs(across) > 46 or not -at.PEN_LENGTH <= along <= 40:
            return ""
        if along > -90:
            return "cap" if not self.scene.state.pen_at else "pen"
        return "switch" if -312 <= along <= -210 else "pen"

    def _pen(self, canvas: Canvas) -> None:
        pen = self.scene.state.pen
        bright = self.bright_now()
        draw.pen(canvas, self.pen_mouth(), pen.mode, pen.capped, bright and pen.on, self.upright)

    # which fibre

    def _draw_fibres(self, canvas: Canvas) -> None:
        canvas.layer(("power fibres", self.ctx.language.code), self._ground_fibres, (0, 72, 1920, 896), True)
        state = self.scene.state
        number, bright = self.scene.light.shining()
        if number and self.bright_now():
            x = at.far_x(number)
            canvas.halo(x, at.FAR_END, 34 + 24 * round(bright * 8) / 8, "bad", 0.9)
            canvas.part("fibre/red_light_glow", x - 40, at.FAR_END - 40)
        if self.hover:
            canvas.rect(at.far_x(self.hover) - 25, at.FAR[1], 50, at.FAR[3], (0, 0, 0, 0), 12, 3, "light")
        given = state.answers.get(state.asked)
        if given:
            canvas.part("ui/states/good", at.far_x(given) - 18, at.FAR_END + 96, stretch=(36, 36))
        x = at.near_x(state.asked)
        canvas.rect(x - 27, at.ADAPTER_Y - 128, 54, 164, (0, 0, 0, 0), 10, 4, "light")
        self._pen(canvas)

    def _ground_fibres(self, canvas: Canvas) -> None:
        canvas.part("bench/background_bench_otdr", 0, 0)
        canvas.part("bench/background_bench_otdr_light", 0, 0)
        text = self.ctx.language.text
        canvas.part("connect/mat_square", 36, 396, stretch=(740, 572))
        x, y, w, h = at.THERE
        canvas.part("connect/mat_square", x - 8, y - 6, stretch=(w + 30, h + 26))
        self._panel(canvas)
        self._cable(canvas)
        for number, colour in enumerate(COLOURS, start=1):
            self._near(canvas, number, colour)
            self._far(canvas, number, colour)
        self._tag(canvas, at.HERE[0] + 34, at.HERE[1] + 16, "pin", text("Ici"))
        self._tag(canvas, x + 26, y + 22, "phone", text("À l’autre bout"))
        draw.button(canvas, at.NONE_GLOWS, text("Aucune ne brille"), "eye_off")
        self._beside_the_pen(canvas)
        sx, sy = at.EYE_SIGN
        canvas.part("connect/laser_sign", sx, sy)
        write(canvas, sx + 166, sy + 44, text("Jamais l’œil devant"), (162, 62), "small", "print", "center",
              weight="semibold")  # fmt: skip

    def _beside_the_pen(self, canvas: Canvas) -> None:
        """What else stands at hand: wipes and alcohol, as on any bench with plugs."""
        text = self.ctx.language.text
        canvas.part("bench/alcohol_pump", *at.PUMP)
        for name, (left, top), said in (("wipes_box", at.WIPES, text("Lingettes")),
                                        ("alcohol_bottle", at.BOTTLE, text("Alcool"))):  # fmt: skip
            canvas.part(f"bench/{name}", left, top)
            x, y, w, h = canvas.parts.info(f"bench/{name}").anchors["label"]
            write(canvas, left + x + w / 2, top + y + h / 2, said, (w - 6, h + 2), "small", "print", "center",
                  weight="semibold")  # fmt: skip

    @staticmethod
    def _tag(canvas: Canvas, x: float, y: float, icon: str, said: str) -> None:
        """A small plate that names a place."""
        block = boxed(canvas, said, 236, 40, "body", "semibold")
        canvas.card(x, y, block.width + 74, 46, "panel", 23)
        canvas.icon(icon, x + 30, y + 23, 28, "action")
        canvas.block(x + 54, y + 23, block, "ink", "left", "middle")

    @staticmethod
    def _panel(canvas: Canvas) -> None:
        """The panel of twelve adapters: sheet steel with a light upper edge, screws, a dark slot."""
        x, _, w, _ = at.HERE
        _plate(canvas, at.HERE, 9)
        edge = mix(canvas.theme.paper, canvas.theme.steel, 0.85)
        canvas.rect(x + 18, at.ADAPTER_Y - 54, w - 36, 92, "case", 12, 2, edge)

    def _near(self, canvas: Canvas, number: int, colour: str) -> None:
        x = at.near_x(number)
        canvas.part("connect/patch_adapter_open", x - 23, at.ADAPTER_Y - 42, stretch=(46, 66))
        canvas.fibre_dot(x, at.ADAPTER_Y - 80, 12, colour)
        write(canvas, x, at.ADAPTER_Y - 108, str(number), (48, 30), "body", "print", "center", weight="bold")

    @staticmethod
    def _cable(canvas: Canvas) -> None:
        """The cable that comes down to the other end, and the mouth from which the fibres fan out."""
        middle = at.THERE[0] + at.THERE[2] / 2
        theme = canvas.theme
        dark, pale = mix(theme.case, theme.screen, 0.6), mix(theme.case, theme.paper, 0.3)
        stops = ((0.0, dark), (0.25, pale), (0.5, theme.case), (1.0, dark))
        canvas.gradient(middle - 40, 72, 80, 176, stops, True)
        ring = ((0.0, "action_edge"), (0.25, "action"), (1.0, "action_edge"))
        canvas.gradient(middle - 46, 216, 92, 44, ring, True, 6)

    def _far(self, canvas: Canvas, number: int, colour: str) -> None:
        middle, x = at.THERE[0] + at.THERE[2] / 2, at.far_x(number)
        start, glass = middle + (number - 6.5) * 6, at.FAR_END - 52
        path = bezier(f"M{start} 256C{start} 350 {x} 300 {x} 420L{x} {glass}")
        canvas.fibre_shadow(path, 11, 5, 11, "screen", 1.6)
        canvas.tube(path, 11, colour, flag=False)
        canvas.glass([(x, glass), (x, at.FAR_END)], 5.5, None)
        canvas.fibre_dot(x, at.FAR_END + 36, 12, colour)
        write(canvas, x, at.FAR_END + 70, str(number), (50, 30), "body", "on_dark", "center", weight="bold")

    # on the way

    def _draw_way(self, canvas: Canvas) -> None:
        state, scene = self.scene.state, self.scene
        line = tuple(part.spec for part in scene.plant.line.parts)
        key = ("power way", state.dark, self.ctx.language.code, scene.params, line)
        canvas.layer(key, lambda c: self._ground_way(c, state.dark), (0, 72, 1920, 896), True)
        if self.bright_now():
            for glow in scene.light.glows():
                bright = scene.light.bright(glow)
                # What glows inside a box, or only a little, is seen from close by alone.
                bright = (bright - FAR_BRIGHT) / (1.0 - FAR_BRIGHT)
                if bright > 0.0 and glow.kind != "joint":
                    x, y = at.way_point(glow.place_m / scene.light.length_m)
                    level = round(bright * 8) / 8
                    canvas.halo(x, y, 24 + 44 * level, "bad", 0.35 + 0.6 * level)
                    canvas.part("fibre/red_light_glow", x - 40, y - 40, alpha=level)
        if state.marker_m is not None:
            x, y = at.way_point(state.marker_m / scene.light.length_m)
            canvas.icon("flag", x + 12, y - 34, 52, "light")
        x, y = at.way_point(state.hand_m / scene.light.length_m)
        canvas.circle(x, y, 34, None, 5, "on_dark" if state.dark else "action")
        self._pen(canvas)
        self._lens(canvas)

    def _ground_way(self, canvas: Canvas, dark: bool) -> None:
        """Wall, bench and what hangs there; then the cord, over which the dark is thinner: the eye gets used to it."""
        canvas.part("fibre/wall_plain", 0, 0)
        for name, x, y in DECOR:
            canvas.part(f"fibre/{name}", x, y)
        canvas.part("fibre/table_wide", *at.BENCH_TOP)
        evening_room(canvas)
        night = mix(canvas.theme.scrim, canvas.theme.info, 0.12)
        if dark:
            canvas.rect(0, 72, 1920, 896, faded(night, 0.8))
        self._head_plate(canvas)
        points = _rounded(at.WAY, 40.0)
        canvas.fibre_shadow(points, CORD, 4, 8)
        canvas.coat(points, CORD, "jaune")
        self._clips(canvas)
        draw.plug_right(canvas, at.WAY[-1][0] + 4, at.WAY[-1][1])
        for place, _ in self._boxes():
            x, y = at.way_point(place)
            canvas.part("fibre/pbo_closed_small", x - BOX[0] / 2, y - BOX[1] / 2, stretch=BOX)
        draw.adapter(canvas, at.WAY[0][0] + 6, at.WAY[0][1])
        if dark:
            canvas.rect(0, 72, 1920, 896, faded(night, 0.45))
        for place, name in self._boxes():
            x, y = at.way_point(place)
            block = boxed(canvas, self.ctx.words.part(name), 120, 34, "small", "semibold")
            canvas.card(x - 76 - block.width, y - 18, block.width + 20, 36, "panel", 10)
            canvas.block(x - 66 - block.width, y, block, "ink", "left", "middle")
        self._lamp(canvas, dark)

    def _lamp(self, canvas: Canvas, dark: bool) -> None:
        """The switch of the room's light."""
        x, y, w, h = at.LAMP
        canvas.rect(x, y, w, h, "panel", 12, 2, "edge")
        canvas.icon("night" if dark else "sun", x + w / 2, y + 30, 40, "ink_soft" if dark else "watch")
        words = self.ctx.language.text("Lumière")
        write(canvas, x + w / 2, y + h - 24, words, (w - 10, 42), "small", "ink", "center", weight="semibold")

    @staticmethod
    def _head_plate(canvas: Canvas) -> None:
        """The plate on the wall with the adapter at which the cord begins: it holds the pen."""
        _plate(canvas, at.HEAD_PLATE, 7)

    def _clips(self, canvas: Canvas) -> None:
        for index in range(1, CLIPS):
            x, y = at.way_point(index / CLIPS)
            level = min(abs(y - row) for row in at.WAY_ROWS) < 1.0
            canvas.part_at(f"fibre/cable_clip_{'horizontal' if level else 'vertical'}_large", "axis", x, y)

    def _boxes(self) -> list[tuple[float, str]]:
        """Joints of the line as (share of the way, name)."""
        place, found = 0.0, []
        for part in self.scene.plant.line.parts:
            if part.spec.type == "fibre":
                place += part.spec.length_m
            elif part.spec.type in ("splice", "connector"):
                found.append((place / self.scene.light.length_m, part.spec.name))
        return found

    def _lens(self, canvas: Canvas) -> None:
        """The cord near the hand, as the eye sees it from close by."""
        x, y, w, h = at.LENS
        scene, state = self.scene, self.scene.state
        dark = state.dark
        canvas.card(*at.SHEET)
        canvas.icon("lens", at.SHEET[0] + 38, at.SHEET[1] + 34, 32, "action")
        words = self.ctx.language.text("De près")
        write(canvas, at.SHEET[0] + 66, at.SHEET[1] + 34, words, (270, 50), "lead", "ink", weight="semibold")
        canvas.layer(("way lens",), self._paint_lens, at.LENS, True)
        cy = y + h / 2
        with canvas.clip(x, y, w, h):
            self._lens_clips(canvas)
            if dark:
                canvas.rect(x, y, w, h, faded(canvas.theme.scrim, 0.82))
            if self.bright_now():
                for glow in scene.light.glows():
                    off = (glow.place_m - state.hand_m) / at.LENS_M
                    bright = scene.light.bright(glow)
                    if abs(off) <= 1.0 and bright > 0.0:
                        gx = x + w / 2 + off * w / 2
                        level = round(bright * 8) / 8
                        canvas.halo(gx, cy, 40 + 90 * level, "bad", 0.5 + 0.5 * level)
                        canvas.part("fibre/red_light_glow", gx - 40, cy - 40, alpha=level)
            canvas.line(x + w / 2, y + 14, x + w / 2, y + 48, "action", 4)
            canvas.line(x + w / 2, y + h - 48, x + w / 2, y + h - 14, "action", 4)
        said = self.ctx.language.unit(state.hand_m, 1, "m")
        write(canvas, x + w / 2, y + h + 34, said, (w, 50), "title", "ink", "center", weight="bold", numbers=True)


    @staticmethod
    def _paint_lens(canvas: Canvas) -> None:
        """Wall and cord from close by."""
        x, y, w, h = at.LENS
        wall, cy = canvas.theme.bench_deep, y + h / 2
        canvas.gradient_v(x, y, w, h, mix(wall, canvas.theme.paper, 0.45), mix(wall, canvas.theme.ink, 0.08))
        path = [(x - 20, cy), (x + w + 20, cy)]
        canvas.fibre_shadow(path, LENS_CORD, 12, 26)
        canvas.coat(path, LENS_CORD, "jaune")

    def _lens_clips(self, canvas: Canvas) -> None:
        """The clips that the hand passes: they show that it moves."""
        x, y, w, h = at.LENS
        whole, steel = self.scene.light.length_m, canvas.theme.steel
        for index in range(1, CLIPS):
            off = (whole * index / CLIPS - self.scene.state.hand_m) / at.LENS_M
            if abs(off) <= 1.3:
                left, top = x + w / 2 + off * w / 2 - 30, y + h / 2 - 86
                canvas.rect(left + 7, top + 10, 60, 132, faded(canvas.theme.ink, 0.2), 12)
                canvas.rect(left, top, 60, 132, "paper", 12, 3, mix(canvas.theme.paper, steel, 0.5))
                canvas.circle(left + 30, top + 26, 13, mix(canvas.theme.paper, steel, 0.45), 3, steel)


def _plate(canvas: Canvas, rect: at.Rect, screw: float) -> None:
    """Sheet steel with a light upper edge and a screw in each corner; screw: radius of its head [design units]."""
    x, y, w, h = rect
    paper, steel = canvas.theme.paper, canvas.theme.steel
    canvas.shadow(x, y + 4, w, h, 10)
    canvas.rect(x, y + 6, w, h, mix(paper, steel, 0.75), 10)
    canvas.gradient_v(x, y, w, h, mix(paper, steel, 0.08), mix(paper, steel, 0.38), 10)
    canvas.line(x + 10, y + 2, x + w - 10, y + 2, paper, 3)
    slot = 0.56 * screw
    for cx in (x + 18, x + w - 18):
        for cy in (y + 20, y + h - 20):
            canvas.circle(cx, cy, screw, mix(paper, steel, 0.5), 2, mix(paper, steel, 0.85))
            canvas.line(cx - slot, cy, cx + slot, cy, mix(steel, canvas.theme.screen, 0.3), 2.5)


def _rounded(points: tuple[Point, ...], radius: float) -> list[Point]:
    """The way with round corners."""
    made = [points[0]]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        for other, first in ((before, True), (after, False)):
            dx, dy = other[0] - corner[0], other[1] - corner[1]
            length = max(1.0, (dx * dx + dy * dy) ** 0.5)
            end = (corner[0] + dx / length * radius, corner[1] + dy / length * radius)
            if first:
                entry = end
            else:
                for step in range(9):
                    t = step / 8
                    a, b, c = (1 - t) ** 2, 2 * t * (1 - t), t * t
                    made.append((a * entry[0] + b * corner[0] + c * end[0], a * entry[1] + b * corner[1] + c * end[1]))
    return [*made, points[-1]]
