"""The splicer's own screen: camera pictures in X and Y, readings with their limits, the message line, the menu.

It deliberately computes nothing: pictures come from the camera instrument, figures from the machine's readings.
"""

from __future__ import annotations

import pygame

from simulator.instruments import camera
from simulator.scenes.splicing import view_layout as at
from simulator.scenes.splicing.logic import MENU_ROWS, PROGRAMMES
from simulator.ui.cache import SurfaceCache
from simulator.ui.camera_palette import camera_palette, picture_of
from simulator.ui.canvas import Canvas, Span
from simulator.ui.fitting import boxed, write, write_spans
from simulator.ui.widgets import CLEAR


class ScreenPainter:
    """Draws the screen; keeps the camera pictures of the last views."""

    def __init__(self, scene, ctx) -> None:
        self.scene = scene
        self.ctx = ctx
        self._palette = camera_palette(ctx.theme, camera.CORE_LEVEL)
        self._pictures = SurfaceCache(4 << 20)

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        canvas.rect(*at.SCREEN, "screen", 8)
        self._draw_bar(canvas)
        if self.scene.state.oven.phase == "heating":
            self._draw_oven(canvas)
        else:
            for axis in ("x", "y"):
                self._draw_camera(canvas, axis)
            waits = not self.scene.state.lifted and self.scene.plant.joint is None
            if waits and not any(self._glass_in(axis) for axis in ("x", "y")):
                self._draw_empty(canvas)
        if self.scene.machine.phase == "menu":
            self._draw_menu(canvas)
        else:
            self._draw_readings(canvas)
        canvas.part("bench/splicer_screen_glass")

    def _draw_bar(self, canvas: Canvas) -> None:
        machine, words = self.scene.machine, self.ctx.words
        canvas.rect(264, 460, 800, 42, "grid", 8)
        canvas.icon("splice", 291, 481, 28, "trace_2")
        programme = words.programme(self.scene.plant.splicer.programme)
        write(canvas, 312, 481, programme, (154, 42), "small", "screen_text", weight="semibold")
        self._draw_status(canvas)
        canvas.icon("bolt", 900, 481, 24, "trace_2")
        count = self.ctx.language.number(machine.electrode_arcs, 0)
        write(canvas, 916, 481, count, (96, 40), "small", "screen_text_soft", numbers=True)
        canvas.icon("battery", 1034, 481, 34, "screen_text_soft")

    def _draw_status(self, canvas: Canvas) -> None:
        machine, words = self.scene.machine, self.ctx.words
        level = {"error": "bad", "proof_failed": "bad"}.get(machine.phase, "good")
        if machine.message is not None and machine.phase in ("error", "proof_failed", "result"):
            said, level = words.message(machine.message), "bad"
        elif machine.notice is not None:
            said, level = words.message(machine.notice), "bad"
        else:
            said = words.phase(machine.phase)
        colour = {"good": "screen_good", "bad": "bad"}[level]
        block = boxed(canvas, said, 350, 42, "small", "semibold")
        width = block.width + 52
        canvas.rect(476, 464, width, 34, "bad" if level == "bad" else "grid", 17)
        if level == "bad":
            canvas.icon("warning", 496, 481, 22, "on_dark")
        else:
            canvas.circle(496, 481, 8, colour)
        canvas.block(514, 481, block, "on_dark", "left", "middle")
        if machine.busy:
            canvas.rect(476, 496, width * machine.progress, 3, "trace")

    def _draw_oven(self, canvas: Canvas) -> None:
        """While the oven heats, no fibre lies before the cameras: the machine shows how far it has come."""
        x, y, w, _ = at.CAMERA["x"]
        h = at.CAMERA["y"][1] + at.CAMERA["y"][3] - y
        left = self.scene.state.oven.left_s
        share = 1.0 - left / max(0.1, self.scene.plant.site.splicer.heat_s)
        canvas.rect(x, y, w, h, "screen", 6, 2, "screen_line")
        mid = x + w / 2
        canvas.icon("thermometer", mid, y + 76, 72, "trace_2")
        said = self.ctx.language.text("Le four chauffe")
        write(canvas, mid, y + 146, said, (w - 60, 50), "lead", "screen_text", "center", weight="semibold")
        canvas.rect(x + 60, y + 196, w - 120, 18, "screen_line", 9)
        canvas.rect(x + 60, y + 196, max(18.0, round((w - 120) * share)), 18, "light", 9)
        seconds = self.ctx.language.unit(left, 0, "s")
        write(canvas, mid, y + 264, seconds, (w - 60, 60), "title", "trace_2", "center", weight="bold", numbers=True)

    def _glass_in(self, axis: str) -> bool:
        """Whether any glass is before the camera."""
        view = self.scene.machine.view(axis)
        return view is not None and any((view.left, view.right, view.joint))

    def _draw_empty(self, canvas: Canvas) -> None:
        """Before anything lies there the screen says what it waits for, between its two pictures."""
        x, y, w, h = at.CAMERA["x"]
        foot = at.CAMERA["y"][1] + at.CAMERA["y"][3]
        said = self.ctx.language.text("Pose les deux fibres.")
        block = boxed(canvas, said, w - 160, 64, "lead", "semibold")
        wide, middle = block.width + 116, (y + foot) / 2
        canvas.rect(x + (w - wide) / 2, middle - 42, wide, 84, "screen_panel", 14, 2, "screen_line")
        canvas.icon("fibre_end", x + (w - wide) / 2 + 48, middle, 48, "trace_2")
        canvas.block(x + (w - wide) / 2 + 88, middle, block, "screen_text", "left", "middle")

    # cameras

    def _draw_camera(self, canvas: Canvas, axis: str) -> None:
        x, y, w, h = at.CAMERA[axis]
        machine = self.scene.machine
        picture = self._picture(machine, axis)
        if picture is None:
            canvas.rect(x, y, w, h, "screen", 6)
        else:
            canvas.picture(picture, x, y, w, h)
        canvas.rect(x, y, w, h, CLEAR, 6, 2, "screen_line")
        canvas.rect(x + 8, y + 8, 32, 30, "screen", 6, 1.8, "trace")
        write(canvas, x + 24, y + 23, axis.upper(), (30, 30), "small", "trace", "center", weight="bold")
        for letter, at_x, align in (("G", x + 62, "left"), ("D", x + w - 14, "right")):
            said = self.ctx.language.text(letter)
            write(canvas, at_x, y + 24, said, (110, 34), "small", "screen_text_soft", align, weight="semibold")
        if self._sees_glass(machine, axis):
            canvas.layer(("camera scale",), lambda c: self._draw_scale(c, x, y, h), (x, y, w, h))
        if machine.readings is not None and machine.phase in ("ready", "inspect", "error") and picture is not None:
            gap = self.ctx.words.value(machine.readings.gap_um, 0, "um")
            write(canvas, x + 287, y + h - 20, gap, (220, 34), "small", "trace_2", weight="semibold", numbers=True)

    def _sees_glass(self, machine, axis: str) -> bool:
        """Whether there is a fibre before the camera to be measured."""
        view = machine.view(axis)
        if view is None:
            return False
        # The arrows stand 143 columns left of the middle: without glass there they would measure nothing.
        reach = -143.0 / at.CAMERA[axis][2] * camera.WIDTH * camera.UM_PER_PX
        return view.joint is not None or (view.left is not None and view.left.tip_um > reach)

    def _picture(self, machine, axis: str) -> pygame.Surface | None:
        view = machine.view(axis)
        if view is None:
            return None
        return self._pictures.get(view, lambda: picture_of(camera.render(view), self._palette))

    def _draw_scale(self, canvas: Canvas, x: float, y: float, h: float) -> None:
        """The two arrows that say how thick the glass is."""
        mid, half = y + h / 2, camera.CLADDING_UM / 2 / camera.UM_PER_PX * h / camera.HEIGHT
        cx = x + 124
        for sign in (-1, 1):
            edge = mid + sign * half
            canvas.line(cx - 24, edge, cx + 24, edge, "trace", 2)
            canvas.line(cx, edge, cx, edge + sign * 16, "trace", 2.4)
            canvas.polygon([(cx, edge), (cx - 5, edge + sign * 9), (cx + 5, edge + sign * 9)], "trace")
        shown = self.ctx.words.value(125, 0, "um")
        write(canvas, cx + 34, y + h - 20, shown, (120, 34), "small", "trace", weight="semibold")

    # readings

    def _draw_readings(self, canvas: Canvas) -> None:
        machine = self.scene.machine
        text = self.ctx.language.text
        readings, result = machine.readings, machine.result
        angles = (readings.angle_left_deg, readings.angle_right_deg) if readings else (None, None)
        limit = machine.angle_limit_deg
        self._box(canvas, "angle_left", text("Angle G"), angles[0], 1, "deg", limit)
        self._box(canvas, "angle_right", text("Angle D"), angles[1], 1, "deg", limit)
        offset = result.offset_um if result else (readings.offset_um if readings else None)
        self._box(canvas, "offset", text("Décalage"), offset, 1, "um", machine.offset_limit_um)
        estimate = result.estimate_db if result else None
        self._box(canvas, "estimate", text("Perte estimée"), estimate, 2, "dB", machine.loss_limit_db, strong=True)

    def _box(
        self, canvas: Canvas, name: str, label: str, value: float | None, decimals: int, unit: str, limit: float,
        strong: bool = False,
    ) -> None:  # fmt: skip
        x, y, w, h = at.BOXES[name]
        over = value is not None and value > limit
        edge = "bad" if over else "screen_good" if strong and value is not None else "screen_line"
        canvas.rect(x, y, w, h, "screen_panel", 8, 2.5 if strong and value is not None else 2, edge)
        narrow = w < 200 and canvas.texts.width(label, "small") > w - 20
        write(canvas, x + 12, y + (23 if narrow else 22), label, (w - 20, 42), "small", "screen_text_soft")
        bar_y = y + h - (16 if narrow else 20)
        canvas.rect(x + 12, bar_y, w - 24, 7, "screen_line", 3.5)
        if value is None:
            write(canvas, x + 12, y + 62, "—", (w - 24, 38), "title", "screen_text_soft")
            return
        shown = self.ctx.language.number(value, decimals)
        suffix = self.ctx.words.unit(unit)
        sign = Span(suffix if unit == "deg" else f" {suffix}", "lead", "", "screen_text_soft")
        figure = Span(shown, "title", "semibold", "screen_text", True)
        write_spans(canvas, x + 12, y + (76 if narrow else 70), [figure, sign], (w - 24, 44))
        share = max(0.02, min(1.0, 0.8 * value / limit))
        canvas.rect(x + 12, bar_y, (w - 24) * share, 7, "bad" if over else "screen_good" if strong else "trace", 3.5)
        canvas.line(x + 12 + (w - 24) * 0.8, bar_y - 4, x + 12 + (w - 24) * 0.8, bar_y + 11, "trace_2", 2.5)

    # menu

    def _draw_menu(self, canvas: Canvas) -> None:
        text, words = self.ctx.language.text, self.ctx.words
        canvas.rect(818, 508, 238, 336, "screen_panel", 8, 2, "trace")
        write(canvas, 832, 532, text("Menu"), (210, 42), "lead", "screen_text", weight="semibold")
        row_h = 54
        for index, row in enumerate(MENU_ROWS):
            y = 554 + index * row_h
            current = index == self.scene.state.menu_row
            if current:
                canvas.rect(824, y, 226, row_h - 6, "action", 8)
            label = words.programme(row) if row in PROGRAMMES else words.care(row)
            chosen = row == self.scene.plant.splicer.programme
            tone = "on_action" if current else "screen_text"
            write(canvas, 836, y + 24, label, (182, 46), "small", tone, weight="semibold")
            if chosen:
                canvas.icon("check", 1034, y + 24, 24, "screen_good")


def menu_row_at(x: float, y: float) -> int | None:
    """Row of the menu under a point, None outside it."""
    if 824 <= x <= 1050 and 554 <= y < 554 + 54 * len(MENU_ROWS):
        return int((y - 554) // 54)
    return None
