"""The right rail of the splicing scene: the checklist, and one card that fits the present step.

It deliberately decides nothing: buttons return actions, the checklist only repeats what machine and plant say.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from simulator.instruments.oven import SHRUNK
from simulator.instruments.splicer import AIM_Z_MM, WINDOW_MM
from simulator.scenes.base import Action
from simulator.scenes.splicing import view_layout as at
from simulator.scenes.splicing.logic import CARE, SIDES
from simulator.scenes.splicing.logic_hands import tip_level
from simulator.ui.canvas import Canvas, Span
from simulator.ui.fitting import boxed, boxed_alike, write, write_spans
from simulator.ui.spot_card import Spot, SpotCard
from simulator.ui.theme import faded

PAD = 24.0
#: What the button that lets time pass faster asks of the window; no act of hands.
FASTER = "faster"
#: Where a good tip lies [mm from the axis], as the lens shows it.
LENS_MM = 2.4
GOOD_MM = (AIM_Z_MM - WINDOW_MM, AIM_Z_MM + WINDOW_MM)
#: What the machine does in one go, as the busy card lists it.
RUNS = (("set", "cleaning_arc", "gap", "inspect"), ("align", "prefuse", "arc", "analyse"), ("rearc", "analyse"))


class Rail(SpotCard):
    """Draws the rail and knows its clickable spots of the last frame."""

    def __init__(self, scene, ctx) -> None:
        super().__init__()
        self.scene = scene
        self.ctx = ctx
        self.card = "auto"
        self._shown = ""

    def draw(self, canvas: Canvas) -> None:
        """The checklist and the card of the step."""
        self.spots = []
        which = self._which()
        if which != self._shown:
            # Enter on a new card must not press what happens to lie where the focus was.
            self._shown, self.focus = which, -1
        self._draw_checks(canvas)
        canvas.card(*at.CARD)
        {
            "care": self._draw_care,
            "load": self._draw_load,
            "decide": self._draw_decide,
            "error": self._draw_error,
            "sleeve": self._draw_sleeve,
            "missing": self._draw_missing,
            "leave": self._draw_leave,
            "proof": self._draw_proof,
            "busy": self._draw_busy,
        }[which](canvas)

    def _which(self) -> str:
        state, machine = self.scene.state, self.scene.machine
        if self.card == "care" and not state.lifted:
            return "care"
        if state.sleeve_missing:
            return "missing"
        if state.lifted:
            return "sleeve" if self.scene.params.protect else "leave"
        if machine.phase in ("error", "proof_failed"):
            return "error"
        if machine.busy:
            return "busy"
        if machine.phase == "released":
            return "proof"
        return "decide" if machine.phase in ("ready", "result") else "load"

    # checklist

    def _checks(self) -> list[tuple[str, str, bool | None]]:
        """(tool icon, words, state): True done, False wrong, None not yet."""
        text = self.ctx.language.text
        state, machine, plant = self.scene.state, self.scene.machine, self.scene.plant
        if state.lifted and self.scene.params.protect:
            return self._protection()
        readings = machine.readings
        sleeve = any(end.sleeve_mm is not None for end in plant.ends.values()) or plant.sleeve.placed
        clamped = all(getattr(state, side).clamped for side in SIDES) or state.lifted
        limit = self.ctx.language.number(machine.angle_limit_deg, 0)
        angles = clean = None
        if readings is not None:
            worst = max(readings.angle_left_deg, readings.angle_right_deg)
            angles = worst <= machine.angle_limit_deg
            clean = (
                readings.face_left_ok and readings.face_right_ok and readings.dust_left_ok and readings.dust_right_ok
            )
        return [
            ("sleeve", text("Manchon enfilé"), True if sleeve else None),
            ("align", text("Fibres posées"), True if clamped else None),
            ("wind_cover", text("Capot fermé"), True if state.cover_closed else None),
            ("face_angle", text("Angles sous {limit}°", limit=limit), angles),
            ("face_clean", text("Faces nettes"), clean),
        ]

    def _protection(self) -> list[tuple[str, str, bool | None]]:
        """The same list once the splice is out of the machine: what is left is to protect it."""
        text, plant = self.ctx.language.text, self.scene.plant
        sleeve = plant.sleeve
        threaded = sleeve.placed or any(end.sleeve_mm is not None for end in plant.ends.values())
        hot = sleeve.shrunk >= SHRUNK
        return [
            ("prooftest", text("Soudure solide"), True),
            ("sleeve", text("Manchon enfilé"), False if self.scene.state.sleeve_missing else threaded or None),
            ("lid", text("Posé dans le four"), sleeve.in_oven or sleeve.shrunk > 0 or None),
            ("oven", text("Manchon chauffé"), hot or None),
            ("stopwatch", text("Manchon froid"), (hot and sleeve.cooled_s >= self.scene.oven.cool_s) or None),
        ]

    def _draw_checks(self, canvas: Canvas) -> None:
        x, y, w, _ = at.CHECKS
        checks = tuple(self._checks())
        key = ("splice checks", checks, self.ctx.language.code)
        canvas.layer(key, lambda c: self._paint_checks(c, checks), (x - 20, y - 20, w + 40, at.CHECKS[3] + 44))

    def _paint_checks(self, canvas: Canvas, checks: tuple) -> None:
        x, y, w, h = at.CHECKS
        canvas.card(x, y, w, h)
        canvas.icon("checklist", x + 40, y + 40, 36, "action")
        title = self.ctx.language.text("Contrôle")
        write(canvas, x + 72, y + 38, title, (w - 96, 58), "lead", "ink", weight="semibold")
        labels = boxed_alike(canvas, [label for _, label, _ in checks], w - 156, 54, "body")
        for index, (icon, _, done) in enumerate(checks):
            top = y + 72 + index * 62
            canvas.rect(x + 16, top, w - 32, 56, "panel_soft", 10)
            canvas.part(f"ui/tools/{icon}", x + 28, top + 8, stretch=(40, 40))
            canvas.block(x + 84, top + 28, labels[index], "ink", "left", "middle")
            mark = {True: "good", False: "bad", None: "not_started"}[done]
            canvas.part(f"ui/states/{mark}", x + w - 60, top + 14, stretch=(28, 28))

    # cards

    def _title(self, canvas: Canvas, icon: str, title: str, line: str = "") -> float:
        x, y, w, _ = at.CARD
        canvas.icon(icon, x + 40, y + 40, 34, "action")
        write(canvas, x + 72, y + 40, title, (w - 96, 62), "lead", "ink", weight="semibold")
        if line:
            block = boxed(canvas, line, w - 2 * PAD, 84, "small")
            canvas.block(x + PAD, y + 72, block, "ink_soft")
            return y + 84 + block.height
        return y + 80

    def _draw_load(self, canvas: Canvas) -> None:
        """A lens on the tips between the grooves: where they lie, and where they should."""
        text = self.ctx.language.text
        x, y, w, _ = at.CARD
        top = self._title(
            canvas, "lens", text("Loupe"), text("Pose chaque pointe dans la zone verte.") if self.ctx.help else ""
        )
        mid, half = x + w / 2, (w - 2 * PAD) / 2
        box = (x + PAD, top + 4, w - 2 * PAD, 130.0)
        scale = half / LENS_MM
        canvas.rect(*box, "screen", 10)
        fy = box[1] + 65
        with canvas.clip(*box):
            low, high = GOOD_MM
            for sign in (-1, 1):
                canvas.rect(
                    mid + (sign * scale * 1.5 if sign > 0 else -half), fy + 8, half - scale * 1.5, 46, "case_edge", 4
                )
                if self.ctx.help:
                    a, b = sorted((mid - sign * low * scale, mid - sign * high * scale))
                    canvas.rect(a, fy - 34, b - a, 68, faded(canvas.theme.good, 0.3), 4, 2, "screen_good")
            canvas.dashed([(mid, box[1] + 8), (mid, box[1] + 122)], "trace_2", 2, 8, 6)
            for side in SIDES:
                self._draw_lens_tip(canvas, side, mid, fy, scale)
        self._draw_tip_figures(canvas, box[1] + 142)
        if self.ctx.help and box[1] + 280 < at.CARD[1] + at.CARD[3]:
            self._draw_caps(canvas, box[1] + 264)

    def _draw_lens_tip(self, canvas: Canvas, side: str, mid: float, fy: float, scale: float) -> None:
        lie = getattr(self.scene.state, side)
        sign = 1.0 if side == "left" else -1.0
        tip_x = mid + sign * lie.z_mm * scale
        y = fy - min(lie.h_mm, 9.0) * 8
        far = tip_x - sign * 600
        canvas.glass([(far, y), (tip_x, y)], 15)

    def _draw_tip_figures(self, canvas: Canvas, y: float) -> None:
        text, language = self.ctx.language.text, self.ctx.language
        x, _, w, _ = at.CARD
        width = (w - 2 * PAD - 12) / 2
        names = boxed_alike(canvas, (text("Gauche"), text("Droite")), width - 58, 42, "small")
        for index, side in enumerate(SIDES):
            lie = getattr(self.scene.state, side)
            left = x + PAD + index * (width + 12)
            level = tip_level(lie)
            canvas.rect(left, y, width, 96, f"{level}_pale" if level != "none" else "panel_soft", 10)
            canvas.block(left + 14, y + 26, names[index], "ink_soft", "left", "middle")
            shown = language.number(max(-9.9, min(9.9, lie.z_mm)), 1)
            unit = Span(f" {language.sign('mm')}", "small", "", "ink_soft")
            figure = Span(shown, "title", "semibold", "ink", True)
            write_spans(canvas, left + 14, y + 76, [figure, unit], (width - 28, 48))
            mark = {"good": "good", "bad": "bad", "watch": "watch"}.get(level, "not_started")
            canvas.part(f"ui/states/{mark}", left + width - 40, y + 12, stretch=(28, 28))

    def _big(
        self,
        canvas: Canvas,
        index: int,
        count: int,
        icon: str,
        label: str,
        action: Action,
        key: str,
        top: float,
        height: float,
    ) -> None:
        """One of the large choices of a card."""
        x, _, w, _ = at.CARD
        width = (w - 2 * PAD - 16 * (count - 1)) / count
        left = x + PAD + index * (width + 16)
        rect = (left, top, width, height)
        focused = len(self.spots) == self.focus
        canvas.rect(left, top, width, height, "action_pale", 12, 4 if focused else 3, "light" if focused else "action")
        canvas.circle(left + width / 2, top + height * 0.36, min(46, height * 0.26), "action")
        canvas.icon(icon, left + width / 2, top + height * 0.36, min(48, height * 0.3), "on_action")
        write(
            canvas,
            left + width / 2,
            top + height * 0.74,
            label,
            (width - 16, 56),
            "lead",
            "action_deep",
            "center",
            weight="semibold",
        )
        self._cap(canvas, left + width / 2, top + height - 30, key.upper())
        self.spots.append(Spot(rect, action, key, label))

    def _row(self, canvas: Canvas, index: int, icon: str, label: str, action: Any, key: str, top: float) -> None:
        """A button as wide as the card."""
        x, _, w, _ = at.CARD
        rect = (x + PAD, top, w - 2 * PAD, 54.0)
        focused = len(self.spots) == self.focus
        canvas.rect(*rect, "panel_soft", 10, 3 if focused else 2, "light" if focused else "edge")
        canvas.icon(icon, rect[0] + 30, top + 27, 30, "action")
        write(
            canvas, rect[0] + 60, top + 27, label, (rect[2] - (110 if key else 70), 48), "body", "ink", weight="medium"
        )
        if key:
            self._cap(canvas, rect[0] + rect[2] - 28, top + 27, key.upper())
        self.spots.append(Spot(rect, action, key, label))

    def _row_on(self, canvas: Canvas, top: float) -> None:
        """The button that leaves the scene: for the next stage, or for good."""
        text = self.ctx.language.text
        last = self.ctx.last_stage
        said = text("Terminer") if last else text("Étape suivante")
        self._row(canvas, 0, "check" if last else "forward", said, Action("done"), "t", top)

    def _cap(self, canvas: Canvas, cx: float, cy: float, word: str, room: float = 138.0) -> None:
        """A key of the keyboard round (cx, cy), not wider than room."""
        block = boxed(canvas, word, room - 10, 40, "small", "medium")
        width, height = max(32.0, min(room, block.width + 18)), max(30.0, block.height + 4)
        canvas.rect(cx - width / 2, cy - height / 2, width, height, "panel", 7, 2, "line")
        canvas.block(cx, cy, block, "ink_soft", "center", "middle")

    def _draw_caps(self, canvas: Canvas, y: float) -> None:
        """The keys that carry a fibre into its groove, in their order."""
        text = self.ctx.language.text
        words = (text("Espace"), "← →", "↑ ↓", text("Espace"))
        room = at.CARD[2] - 2 * PAD
        wanted = [max(32.0, canvas.texts.width(word, "small", "medium") + 18) for word in words]
        squeeze = min(1.0, (room - 24) / sum(wanted))
        left = at.CARD[0] + PAD
        gap = (room - sum(wanted) * squeeze) / (len(words) - 1)
        for word, width in zip(words, wanted, strict=True):
            self._cap(canvas, left + width * squeeze / 2, y, word, width * squeeze)
            left += width * squeeze + gap

    def _draw_decide(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        after = self.scene.machine.phase == "result"
        top = self._title(canvas, "eye", text("À toi de décider"), text("Regarde bien X et Y."))
        if after:
            self._big(canvas, 0, 2, "check", text("Garder"), Action("decide", "keep"), "k", top + 8, 290)
        else:
            self._big(canvas, 0, 2, "arc", text("Souder"), Action("key", "arc"), "a", top + 8, 290)
        self._big(canvas, 1, 2, "retry", text("Refaire"), Action("decide", "redo"), "x", top + 8, 290)
        if self.scene.state.decision == "keep":
            canvas.part("ui/states/good", self.spots[0].rect[0] + 8, top + 20, stretch=(32, 32))

    def _draw_error(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        x, _, w, _ = at.CARD
        said = self.ctx.words.message(self.scene.machine.message) if self.scene.machine.message else ""
        top = self._title(canvas, "warning", text("La machine s’arrête"))
        block = boxed(canvas, said, w - 2 * PAD, 190, "body", "medium")
        canvas.block(x + PAD, top, block, "bad_text")
        top += block.height + 16
        if self.scene.machine.phase == "error":
            self._row(canvas, 0, "undo", text("Effacer (RESET)"), Action("key", "reset"), "r", top)
        self._row(canvas, 1, "retry", text("Refaire les bouts"), Action("decide", "redo"), "x", top + 64)

    def _draw_proof(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        top = self._title(canvas, "link", text("Essai de traction"), text("La soudure a tenu."))
        self._big(canvas, 0, 2, "hand", text("Prendre"), Action("take"), "t", top + 8, 260)
        self._big(canvas, 1, 2, "retry", text("Refaire"), Action("decide", "redo"), "x", top + 8, 260)

    def _draw_busy(self, canvas: Canvas) -> None:
        """What the machine does by itself, step by step."""
        text, machine = self.ctx.language.text, self.scene.machine
        x, _, w, _ = at.CARD
        top = self._title(canvas, "gauge", text("La machine travaille"))
        runs = next((steps for steps in RUNS if machine.phase in steps), (machine.phase,))
        here = runs.index(machine.phase)
        for index, step in enumerate(runs):
            y = top + 12 + index * 58
            state = "done" if index < here else "now" if index == here else "later"
            canvas.rect(x + PAD, y, w - 2 * PAD, 50, "action_pale" if state == "now" else "panel_soft", 10)
            canvas.part(
                f"ui/states/{'good' if state == 'done' else 'in_progress' if state == 'now' else 'not_started'}",
                x + PAD + 12,
                y + 11,
                stretch=(28, 28),
            )
            ink = "ink" if state != "later" else "ink_soft"
            said, weight = self.ctx.words.phase(step), "semibold" if state == "now" else ""
            write(canvas, x + PAD + 52, y + 25, said, (w - 2 * PAD - 64, 46), "body", ink, weight=weight)
        canvas.rect(x + PAD, top + 24 + len(runs) * 58, w - 2 * PAD, 10, "track", 5)
        canvas.rect(
            x + PAD, top + 24 + len(runs) * 58, (w - 2 * PAD) * max(0.03, round(machine.progress, 2)), 10, "light", 5
        )

    def _draw_care(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        icons = {
            "groove_left": "cleanliness",
            "groove_right": "cleanliness",
            "optics": "lens",
            "electrodes": "bolt",
            "arc_test": "arc",
        }
        top = self._title(canvas, "settings", text("Entretien"))
        for index, task in enumerate(CARE):
            self._row(canvas, index, icons[task], self.ctx.words.care(task), Action("care", task), "", top + index * 64)

    def _draw_sleeve(self, canvas: Canvas) -> None:
        text, language = self.ctx.language.text, self.ctx.language
        state, plant = self.scene.state, self.scene.plant
        x, _, w, _ = at.CARD
        if state.oven.phase == "heating" or (plant.sleeve.done and plant.sleeve.shrunk > 0):
            self._draw_time(canvas)
            return
        top = self._title(
            canvas, "sleeve", text("Centre le manchon"), text("Le verre nu est au milieu.") if self.ctx.help else ""
        )
        error = abs(plant.sleeve.centre_mm)
        level = "good" if error <= 2 else "watch" if error <= 5 else "bad"
        canvas.rect(x + PAD, top, w - 2 * PAD, 96, f"{level}_pale", 12)
        shown = language.number(min(error, 199), 1)
        unit = Span(f" {language.sign('mm')}", "lead", "", f"{level}_text")
        figure = Span(shown, "display", "bold", f"{level}_text", True)
        write_spans(canvas, x + w / 2, top + 62, [figure, unit], (w - 2 * PAD - 40, 80), "center")
        top += 112
        if not state.oven.splice_in:
            self._row(canvas, 0, "arrow_down", text("Poser dans le four"), Action("oven.place", True), "p", top)
        else:
            self._row(canvas, 0, "lock" if not state.oven.lid_closed else "unlock",
                      text("Fermer le four") if not state.oven.lid_closed else text("Ouvrir le four"),
                      Action("oven.lid", not state.oven.lid_closed), "p", top)  # fmt: skip
            self._row(canvas, 1, "thermometer", text("Chauffer"), Action("oven.heat"), "h", top + 64)
            top += 64
        self._row(canvas, 2, "retry", text("Couper et refaire"), Action("decide", "redo"), "x", top + 64)

    def _draw_missing(self, canvas: Canvas) -> None:
        """The sleeve was forgotten: it cannot be slipped over a joint, so the joint must go."""
        text = self.ctx.language.text
        x, _, w, _ = at.CARD
        top = self._title(canvas, "warning", text("Le manchon manque"))
        said = text("Un manchon ne s’enfile pas sur une soudure. Coupe, enfile, refais.")
        block = boxed(canvas, said, w - 2 * PAD, 240, "body", "medium")
        canvas.block(x + PAD, top, block, "bad_text")
        self._row(canvas, 0, "retry", text("Couper et refaire"), Action("decide", "redo"), "x", top + block.height + 16)

    def _draw_leave(self, canvas: Canvas) -> None:
        """Nothing is left to do."""
        top = self._title(canvas, "check", self.ctx.language.text("C’est fini"))
        self._row_on(canvas, top)

    def _draw_time(self, canvas: Canvas) -> None:
        """Heating, then cooling: a ring that fills, with the seconds left."""
        text, language = self.ctx.language.text, self.ctx.language
        state, plant = self.scene.state, self.scene.plant
        x, y, w, _ = at.CARD
        heating = state.oven.phase == "heating"
        spec = plant.site.splicer
        whole = spec.heat_s if heating else spec.cool_s
        left = state.oven.left_s if heating else max(0.0, spec.cool_s - plant.sleeve.cooled_s)
        said = (
            text("Le four chauffe")
            if heating
            else text("Laisse refroidir")
            if left > 0
            else text("Le manchon est froid")
        )
        self._title(canvas, "thermometer" if heating else "snow", said)
        cx, cy = x + w / 2, y + 200
        canvas.circle(cx, cy, 98, None, 14, "track")
        share = 1.0 - (left / whole if whole else 0.0)
        canvas.ring_arc(cx, cy, 91, 14, -90, -90 + 360 * round(share, 2), "light" if heating else "info")
        figure = language.number(left, 0)
        write(canvas, cx, cy - 12, figure, (130, 60), "display", "ink", "center", weight="bold", numbers=True)
        write(canvas, cx, cy + 36, text("secondes"), (112, 36), "small", "ink_soft", "center")
        if heating or not state.oven.splice_in and left > 0:
            # The key is the window's own, held as long as one likes: the button is no second way for the letter.
            self._row(canvas, 0, "speed", text("Plus vite"), FASTER, "f", y + 350)
            self.spots[-1] = replace(self.spots[-1], key="")
        elif not state.oven.splice_in:
            self._row_on(canvas, y + 350)
        elif state.oven.lid_closed:
            self._row(canvas, 0, "unlock", text("Ouvrir le four"), Action("oven.lid", False), "p", y + 350)
        else:
            self._row(canvas, 0, "hand", text("Sortir la soudure"), Action("oven.place", False), "p", y + 350)
