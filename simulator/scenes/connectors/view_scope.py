"""The video microscope's screen and keys: the computed end face, rings of the zones, findings, lens, focus wheel.

It deliberately computes nothing: the picture comes from the endface instrument, the count from the microscope.
"""

from __future__ import annotations

import math
from collections.abc import Iterable

import pygame

from simulator.instruments import endface
from simulator.instruments.endface import CORE_LEVEL, Look
from simulator.instruments.microscope import Finding, Grade
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors import view_places as places
from simulator.ui.cache import Ration, SurfaceCache
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.theme import RGB, Theme, faded, mix

PX_PER_UM = 2.178
#: Outer radii of the zones [um] and their colours.
RINGS = (("A", 12.5, "bad"), ("B", 57.5, "trace_2"), ("C", 67.5, "screen_good"), ("D", 125.0, "screen_good"))
#: Findings that bear a number and a label, and how much the lens enlarges.
MOST_LABELS, LENS_TIMES = 4, 2.1
#: A byte of a face takes so many times as long to work out as one of a layer to copy.
DEAR = 4.0


def endface_palette(theme: Theme) -> list[RGB]:
    """256 colours: grey of an instrument's camera, then the warm light of the core."""
    dark, pale = theme.screen, mix(theme.screen_text, theme.paper, 0.3)
    grey = [mix(dark, pale, min(1.0, (level / 215) ** 0.92)) for level in range(CORE_LEVEL)]
    count = 256 - CORE_LEVEL
    warm = []
    for index in range(count):
        t = index / (count - 1)
        warm.append(mix(grey[-1], theme.trace_2, t / 0.55 * 0.75) if t < 0.55 else
                    mix(mix(grey[-1], theme.trace_2, 0.75), theme.light_core, (t - 0.55) / 0.45))  # fmt: skip
    return grey + warm


class Faces:
    """Round pictures of end faces at any size, remembered."""

    def __init__(self, theme: Theme) -> None:
        self._palette = endface_palette(theme)
        # At 1080 lines a face is 1.7 MB, those before and after cleaning are small.
        self._kept = SurfaceCache(5 << 20, dear=DEAR)
        # As computed, 1.4 MB: the disc and the lens of the same moment are cut out of the last one.
        self._flat = SurfaceCache(1 << 20, dear=DEAR)

    def share(self, ration: Ration | None) -> None:
        """What is computed counts with everything else that is new in a frame."""
        self._kept.ration = self._flat.ration = ration

    def round(self, canvas: Canvas, look: Look, side: int) -> pygame.Surface:
        """The face as a disc of so many pixels, premultiplied; the canvas's store has the mask."""
        return self._kept.get((look, side), lambda: self._disc(look, side, _mask(canvas, side)))

    def square(self, look: Look) -> pygame.Surface:
        """The face as computed, opaque."""
        return self._flat.get(look, lambda: self._made(look))

    def _made(self, look: Look) -> pygame.Surface:
        field = endface.picture(look)
        surface = pygame.image.frombuffer(field.tobytes(), field.shape[::-1], "P")
        surface.set_palette(self._palette)
        return surface.convert(32, 0)

    def _disc(self, look: Look, side: int, mask: pygame.Surface) -> pygame.Surface:
        flat = self.square(look)
        if flat.get_width() != side:
            flat = pygame.transform.smoothscale(flat, (side, side))
        disc = pygame.Surface((side, side), pygame.SRCALPHA)
        disc.blit(flat, (0, 0))
        disc.blit(mask, (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
        return disc


def _mask(canvas: Canvas, side: int) -> pygame.Surface:
    """A white disc of so many pixels, kept with the shapes: the briefing has made it ready."""

    def paint(big: pygame.Surface, k: int) -> None:
        middle = side * k // 2
        pygame.draw.circle(big, (255, 255, 255, 255), (middle, middle), middle - 1)

    return canvas.shapes.painted("face mask", (side, side), paint, 2)


class ScopePainter:
    """Draws the instrument; keeps the pictures of the faces."""

    def __init__(self, scene, ctx) -> None:
        self.scene = scene
        self.ctx = ctx
        self.faces = Faces(ctx.theme)

    def look(self) -> Look | None:
        """What the camera sees now; None without a face before it."""
        scope, scene = self.scene.state.scope, self.scene
        if not (scope.on and scope.seated):
            return None
        defocus = 0.0 if scope.frozen and scope.sharp else scope.defocus_um
        return endface.look_of(scene.face(scene.side), defocus, scene.state.shift_um)

    def grade(self) -> Grade | None:
        """The count of the face that is seen sharp now."""
        scope, known = self.scene.state.scope, self.scene.state.sides[self.scene.side]
        return known.grade if scope.sharp and known.seen else None

    def told(self) -> bool:
        """Whether the machine may show its verdict: the trainee has said his own, and it counts at all."""
        return bool(self.scene.state.sides[self.scene.side].verdict) and self.scene.params.analysis

    def draw(self, canvas: Canvas, pressed: str | None) -> None:
        """Picture, overlays, keys and wheel."""
        scope = self.scene.state.scope
        cx, cy, r = at.VIEW
        self.faces.share(canvas.layers.ration)
        canvas.part("connect/microscope_view_ground")
        look = self.look()
        if look is not None:
            box = canvas.pixel_rect(cx - r, cy - r, 2 * r, 2 * r)
            with canvas.uncounted():
                canvas.blit(self.faces.round(canvas, look, box.w), cx - r, cy - r)
        elif scope.on:
            canvas.layer(("scope idle",), self._paint_idle, (cx - r, cy - r, 2 * r, 2 * r))
            said = self.ctx.language.text("Pas d’image")
            write(canvas, cx, cy + 132, said, (360, 90), "lead", "screen_text_soft", "center")
        canvas.part("connect/microscope_view_rim")
        if look is not None and scope.sharp and scope.zones:
            self._rings(canvas)
        grade = self.grade()
        if grade is not None and scope.zones and self.scene.params.analysis:
            self._findings(canvas, grade)
        if look is not None and scope.zoom and scope.sharp:
            self._lens(canvas, look)
        if scope.on:
            self._legends(canvas, look)
        canvas.part("connect/microscope_screen_glass")
        self._keys(canvas, pressed)
        self._wheel(canvas)

    def _paint_idle(self, canvas: Canvas) -> None:
        """No face before the probe: its own grey light, and where the zones will lie."""
        cx, cy, r = at.VIEW
        for share in (0.98, 0.84, 0.7, 0.56, 0.42, 0.28):
            canvas.circle(cx, cy, share * r, faded(canvas.theme.screen_text_soft, 0.035))
        for _, radius, _ in RINGS:
            canvas.circle(cx, cy, radius * PX_PER_UM, None, 2, faded(canvas.theme.screen_text_soft, 0.3))
        canvas.icon("eye_off", cx, cy, 64, faded(canvas.theme.screen_text_soft, 0.7))

    def _middle(self) -> tuple[float, float]:
        """Where the core lies in the picture."""
        dx, dy = self.scene.state.shift_um
        return (at.VIEW[0] + round(dx) * PX_PER_UM, at.VIEW[1] + round(dy) * PX_PER_UM)

    def _rings(self, canvas: Canvas) -> None:
        cx, cy = self._middle()
        grade = self.grade()

        def paint(c: Canvas) -> None:
            for letter, radius, tone in RINGS:
                row = grade.zones["ABCD".index(letter)] if grade and self.told() else None
                colour = tone if row is None else "screen_good" if row.passed else "bad"
                if row is not None and row.passed and row.seen:
                    colour = "trace_2" if letter in "AB" else "screen_good"
                c.circle(cx, cy, radius * PX_PER_UM, None, 2.4, colour)
                c.circle(cx, cy + radius * PX_PER_UM + (12 if letter == "A" else 0), 13, "screen", 2.4, colour)
                low = cy + radius * PX_PER_UM + (12 if letter == "A" else 0)
                write(c, cx, low, letter, (22, 24), "small", "screen_text", "center", weight="bold")

        key = ("zones", cx, cy, grade.zones if grade else None, self.told())
        canvas.layer(key, paint, (at.VIEW[0] - 330, at.VIEW[1] - 330, 660, 660))

    def _findings(self, canvas: Canvas, grade: Grade) -> None:
        found = grade.findings[:MOST_LABELS]
        key = ("findings", found, self._middle(), self.told(), self.scene.state.scope.zoom, self.ctx.language.code)
        canvas.layer(key, lambda c: self._paint_findings(c, found), (at.VIEW[0] - 330, at.VIEW[1] - 310, 660, 640))

    def _paint_findings(self, canvas: Canvas, found: tuple[Finding, ...]) -> None:
        spots = self._spots(found)
        lens = self._lens_place() if self.scene.state.scope.zoom else None
        ours = zip(found, spots, places.label_places(spots, lens), strict=True)
        for number, (finding, spot, place) in enumerate(ours, start=1):
            self._label(canvas, number, finding, *((at.VIEW[0] + x, at.VIEW[1] + y) for x, y in (spot, place)))

    def _spots(self, found: Iterable[Finding]) -> list[tuple[float, float]]:
        """Where findings lie, from the middle of the picture."""
        cx, cy = self._middle()
        dx, dy = cx - at.VIEW[0], cy - at.VIEW[1]
        return [(dx + finding.x_um * PX_PER_UM, dy + finding.y_um * PX_PER_UM) for finding in found]

    def _lens_place(self) -> tuple[float, float]:
        """Where the lens hides nothing that was found."""
        grade = self.grade()
        return places.lens_place(self._spots(grade.findings[:MOST_LABELS]) if grade else ())

    def _label(
        self, canvas: Canvas, number: int, finding: Finding, spot: tuple[float, float], place: tuple[float, float]
    ) -> None:
        text = self.ctx.language.text
        tone = {"bad": "bad", "watch": "trace_2", "good": "screen_good"}[finding.level] if self.told() else "trace"
        word = {"dust": text("Poussière"), "oil": text("Gras"), "scratch": text("Rayure")}[finding.kind]
        radius = max(12.0, min(80.0, finding.size_um / 2 * PX_PER_UM + 7))
        canvas.circle(*spot, radius, None, 2.4, tone)
        block = boxed(canvas, word, 150, 36, "small", "semibold")
        width = block.width + (84 if self.told() else 54)
        x, y = place[0] - width / 2, place[1] - 20
        aim = math.atan2(place[1] - spot[1], place[0] - spot[0])
        start = (spot[0] + radius * math.cos(aim), spot[1] + radius * math.sin(aim))
        if math.dist(spot, place) > radius + 24:
            canvas.line(*start, *place, tone, 2)
        canvas.rect(x, y, width, 40, "screen", 8, 2.2, tone)
        canvas.circle(x + 22, y + 20, 12, "screen_text")
        write(canvas, x + 22, y + 20, str(number), (22, 24), "small", "screen", "center", weight="bold")
        if self.told():
            canvas.part(f"ui/states/{finding.level}", x + 40, y + 8, stretch=(24, 24))
        canvas.block(x + (72 if self.told() else 42), y + 20, block, "screen_text", "left", "middle")

    def _lens(self, canvas: Canvas, look: Look) -> None:
        """The core, larger."""
        lx, ly = self._lens_place()
        r = places.LENS_RADIUS
        x, y = at.VIEW[0] + lx, at.VIEW[1] + ly
        cx, cy = self._middle()
        half = r / LENS_TIMES
        middle = endface.SIDE / 2
        mx = middle + (cx - at.VIEW[0]) / PX_PER_UM / endface.UM_PER_PX
        my = middle + (cy - at.VIEW[1]) / PX_PER_UM / endface.UM_PER_PX
        cut = pygame.Rect(round(mx - half), round(my - half), round(2 * half), round(2 * half))
        side = canvas.pixel_rect(x - r, y - r, 2 * r, 2 * r).w

        def make() -> pygame.Surface:
            part = pygame.transform.smoothscale(self.faces.square(look).subsurface(cut), (side, side))
            disc = pygame.Surface((side, side), pygame.SRCALPHA)
            disc.blit(part, (0, 0))
            disc.blit(_mask(canvas, side), (0, 0), special_flags=pygame.BLEND_RGBA_MULT)
            return disc

        def ties(c: Canvas) -> None:
            way = math.atan2(y - cy, x - cx)
            for turn in (-1.57, 1.57):
                ux, uy = math.cos(way + turn), math.sin(way + turn)
                c.dashed([(cx + 28 * ux, cy + 28 * uy), (x + r * ux, y + r * uy)], "screen_text_soft", 2, 5, 4)

        canvas.layer(("lens ties", cx, cy, x, y), ties, (at.VIEW[0] - 240, at.VIEW[1] - 240, 480, 480))
        canvas.blit(self.faces._kept.get(("lens", look, side, cut.topleft), make), x - r, y - r)
        grade = self.grade()
        core = grade.zones[0] if grade and self.told() else None
        canvas.circle(x, y, r, None, 6, "trace" if core is None else "screen_good" if core.passed else "bad")

    def _legends(self, canvas: Canvas, look: Look | None) -> None:
        scope, text = self.scene.state.scope, self.ctx.language.text
        live = text("Figé") if scope.frozen else text("Direct")
        focus = text("Au point") if scope.sharp else text("Flou") if look is not None else ""
        shown = (live, focus, scope.sharp, scope.frozen, self.ctx.language.code)
        canvas.layer(("scope legends", shown), lambda c: self._paint_legends(c, live, focus), (824, 128, 640, 620))

    def _paint_legends(self, canvas: Canvas, live: str, focus: str) -> None:
        scope = self.scene.state.scope
        write(canvas, 850, 171, "×400", (50, 30), "small", "screen_text", weight="semibold")
        block = boxed(canvas, live, 110, 40, "small", "semibold")
        canvas.block(1430, 171, block, "screen_text", "right", "middle")
        canvas.circle(1430 - block.width - 16, 171, 7, "trace_2" if scope.frozen else "screen_good")
        # In the upper corner: below, the arm that holds the probe would hide it.
        canvas.line(850, 198, 850 + 50 * PX_PER_UM, 198, "screen_text", 2.5)
        for x in (850.0, 850 + 50 * PX_PER_UM):
            canvas.line(x, 191, x, 205, "screen_text", 2.5)
        said = self.ctx.words.value(50, 0, "um")
        write(canvas, 908, 171, said, (84, 30), "small", "screen_text", weight="semibold")
        if focus:
            tone = "screen_good" if scope.sharp else "trace_2"
            block = boxed(canvas, focus, 130, 40, "small", "semibold")
            canvas.block(1430, 694, block, tone, "right", "middle")
            canvas.icon("target", 1430 - block.width - 22, 694, 28, tone)

    def _keys(self, canvas: Canvas, pressed: str | None) -> None:
        scope = self.scene.state.scope
        for name in at.KEYS:
            picture = "live" if name == "freeze" and scope.frozen else name
            canvas.part(f"connect/microscope_key_{picture}_{'pressed' if name == pressed else 'up'}")
        canvas.part(f"connect/microscope_lamp_{'on' if scope.on else 'off'}")

    def _wheel(self, canvas: Canvas) -> None:
        """The focus wheel seen edge on: its ribs move as it turns."""
        x, y, w, h = at.WHEEL
        phase = round(self.scene.state.scope.focus_um * 2.0) % 14

        def paint(c: Canvas) -> None:
            c.rect(x - 5, y - 5, w + 10, h + 10, "screen", 14)
            steps = ((0.0, "case"), (0.5, mix(c.theme.case_edge, c.theme.screen_text_soft, 0.35)), (1.0, "case"))
            c.gradient(x, y, w, h, steps, True, 10)
            for rib in range(-1, 10):
                at_x = x + rib * 14 + phase
                if x + 4 < at_x < x + w - 4:
                    c.line(at_x, y + 5, at_x, y + h - 5, faded(c.theme.screen, 0.75), 3)
            c.polygon([(x + w / 2 - 7, y - 5), (x + w / 2 + 7, y - 5), (x + w / 2, y + 5)], "bumper")

        canvas.layer(("focus wheel", phase), paint, (x - 8, y - 8, w + 16, h + 16))
