"""The right rail: readings, budget, microscope, answers and verdict. Buttons are rectangles with actions.

It deliberately decides nothing and keeps no state of the scene.
"""

from __future__ import annotations

from dataclasses import dataclass

import pygame

from simulator.instruments import endface
from simulator.plant.site import COLOURS
from simulator.scenes.base import Action
from simulator.scenes.power import view_layout as at
from simulator.scenes.power import view_parts as draw
from simulator.scenes.power.logic_facts import wanted_nm
from simulator.ui.camera_palette import camera_palette, picture_of
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write

#: Step of a key of the budget, and of one that is held for long [dB].
STEP_DB, LONG_DB = 0.05, 0.5


@dataclass(frozen=True)
class Spot:
    """A place that is pressed: its action; repeats: it goes on while it is held."""

    rect: at.Rect
    action: Action
    repeats: int = 0


class Rail:
    """Draws the rail and knows what lies under the pointer."""

    def __init__(self, scene, ctx) -> None:
        self.scene, self.ctx = scene, ctx
        self._faces: dict[object, object] = {}

    def draw(self, canvas: Canvas) -> None:
        """The cards of the mode."""
        mode = self.scene.params.mode
        if mode in ("loss", "subscriber"):
            if self.scene.state.look:
                self._draw_scope(canvas)
            else:
                self._draw_sheet(canvas)
        elif mode == "identify":
            self._draw_answers(canvas)
        else:
            self._draw_kinds(canvas)
        self._draw_verdict(canvas)

    # places

    def spots(self) -> list[Spot]:
        """What can be pressed now."""
        scene, state, mode = self.scene, self.scene.state, self.scene.params.mode
        found = [Spot(at.DONE, Action("done"))]
        if mode != "fault":
            found += [Spot(at.GOOD, Action("verdict", "good")), Spot(at.BAD, Action("verdict", "bad"))]
        if mode == "fault":
            found += [Spot(rect, Action("kind", name)) for name, rect in at.KIND_KEYS.items()]
        elif mode == "identify":
            rows = at.answer_rows(scene.params.fibres)
            found += [Spot(rect, Action("ask", float(i))) for i, rect in enumerate(rows, start=1)]
            found.append(Spot(at.NONE_GLOWS, Action("answer", 0.0)))
        elif state.look:
            found += self._scope_spots()
        else:
            found.append(Spot(at.note_rect(len(wanted_nm(scene))), Action("note")))
            if scene.params.attenuator:
                found.append(Spot(at.margin_rect(len(wanted_nm(scene))), Action("voa.note")))
            found += self._budget_spots()
        return found

    def _budget_spots(self) -> list[Spot]:
        found: list[Spot] = []
        if not self.scene.params.budget:
            return found
        notes = len(wanted_nm(self.scene))
        for index, row in enumerate(self.scene.rows):
            less, more = at.step_keys(index, notes)
            found += [Spot(less, self.stepped(row, -STEP_DB), -1), Spot(more, self.stepped(row, STEP_DB), 1)]
            found.append(Spot((1524, at.row_y(index, notes), 120, 60), Action("row", row)))
        return found

    def stepped(self, row: str, step: float) -> Action:
        """A row of the budget a step further."""
        now = self.scene.state.sheet.get(row, 0.0)
        return Action(f"sheet.{row}", round(min(60.0, max(0.0, now + step)), 2))

    def _scope_spots(self) -> list[Spot]:
        look = self.scene.state.look
        simple = {"dry": Action("clean", look), "wet": Action("clean", f"{look}_wet"), "close": Action("look", "none"),
                  "before": Action("look", self.next_face(-1)), "after": Action("look", self.next_face(1))}  # fmt: skip
        return [Spot(at.SCOPE_KEYS[name], action) for name, action in simple.items()]

    def next_face(self, step: int) -> str:
        """The next face that can be got at, from the one that is seen."""
        scene = self.scene
        # The outlet of a subscriber is lit: nobody comes to it by leafing through the faces.
        lit = ("far",) if scene.params.mode == "subscriber" else ()
        free = [name for name in scene.bench.faces if scene.bench.free(name) and name not in lit]
        if not free:
            return "none"
        now = scene.state.look
        return free[(free.index(now) + step) % len(free)] if now in free else free[0]

    # cards

    def _title(self, canvas: Canvas, icon: str, said: str) -> None:
        x, y, w, _ = at.SHEET
        canvas.icon(icon, x + 38, y + 34, 32, "action")
        write(canvas, x + 66, y + 34, said, (w - 90, 50), "lead", "ink", weight="semibold")

    def _draw_sheet(self, canvas: Canvas) -> None:
        x, y, w, _ = at.SHEET
        text, language, scene = self.ctx.language.text, self.ctx.language, self.scene
        canvas.card(*at.SHEET)
        self._title(canvas, "report", text("Fiche de mesure"))
        wanted = wanted_nm(scene)
        for index, nm in enumerate(wanted):
            cy = y + 84 + 46 * index
            write(canvas, x + 24, cy, f"{nm}\u00a0nm", (130, 40), "body", "ink_soft")
            said = noted(language, scene, nm)
            write(canvas, x + w - 24, cy, said, (170, 40), "body", "ink", "right", weight="bold", numbers=True)
        draw.button(canvas, at.note_rect(len(wanted)), text("Noter la valeur"), "edit")
        if scene.params.attenuator:
            self._draw_margin(canvas, len(wanted))
        if scene.params.budget:
            self._draw_budget(canvas, len(wanted))
        if scene.params.mode == "subscriber":
            self._draw_gauge(canvas)

    def _draw_margin(self, canvas: Canvas, notes: int) -> None:
        text, language = self.ctx.language.text, self.ctx.language
        x, w, cy = at.SHEET[0], at.SHEET[2], at.margin_y(notes)
        write(canvas, x + 24, cy, text("Marge de la box"), (190, 46), "body", "ink_soft")
        value = self.scene.state.margin_db
        said = "—" if value is None else language.unit(value, 2, "dB")
        write(canvas, x + w - 24, cy, said, (150, 40), "body", "ink", "right", weight="bold", numbers=True)
        draw.button(canvas, at.margin_rect(notes), text("Noter la marge"), "edit")
        self._draw_left_over(canvas, notes)

    def _draw_left_over(self, canvas: Canvas, notes: int) -> None:
        """What was written as a sum: what arrives, less the margin, is the last light that the box lives on."""
        language, state = self.ctx.language, self.scene.state
        arrives, margin = state.notes.get(1490), state.margin_db
        last = None if arrives is None or margin is None else arrives - margin
        x, w = at.SHEET[0], at.SHEET[2]
        top = at.margin_rect(notes)[1] + at.margin_rect(notes)[3] + 38
        for index, (icon, sign, value, unit) in enumerate(
            (("power_meter", "", arrives, "dBm"), ("controls", "−", margin, "dB"), ("ont", "=", last, "dBm"))
        ):
            cy = top + 46 * index + (12 if index == 2 else 0)
            canvas.part(f"ui/tools/{icon}", x + 24, cy - 19, stretch=(38, 38))
            write(canvas, x + 92, cy, sign, (24, 40), "lead", "ink_soft", "center", weight="bold")
            said = "—" if value is None else language.unit(value, 2, unit)
            write(canvas, x + w - 24, cy, said, (190, 40), "body", "ink", "right", numbers=True,
                  weight="bold" if index == 2 else "medium")  # fmt: skip
        canvas.line(x + 24, top + 75, x + w - 24, top + 75, "line", 2)

    def _draw_budget(self, canvas: Canvas, notes: int) -> None:
        text, language, scene = self.ctx.language.text, self.ctx.language, self.scene
        names = {"fibre": text("Fibre"), "splices": text("Soudures"), "connectors": text("Connecteurs"),
                 "splitter": text("Coupleur")}  # fmt: skip
        small = canvas.texts.capped("small", 24)
        for index, row in enumerate(scene.rows):
            top = at.row_y(index, notes)
            if row == scene.state.row:
                canvas.rect(at.SHEET[0] + 8, top, at.SHEET[2] - 16, 60, "action_pale", 10)
            write(canvas, at.SHEET[0] + 16, top + 30, names[row], (128, 56), small, "ink", weight="semibold")
            for rect, icon in zip(at.step_keys(index, notes), ("remove", "add"), strict=True):
                canvas.rect(*rect, "panel_soft", 10, 2, "edge")
                canvas.icon(icon, rect[0] + rect[2] / 2, rect[1] + rect[3] / 2, 28, "ink")
            value = scene.state.sheet.get(row)
            said = "—" if value is None else language.number(value, 2)
            write(canvas, 1758, top + 30, said, (94, 44), "body", "ink", "center", weight="bold", numbers=True)
        top = at.row_y(len(scene.rows), notes)
        canvas.line(at.SHEET[0] + 20, top + 4, at.SHEET[0] + at.SHEET[2] - 20, top + 4, "line", 2)
        total = sum(scene.state.sheet.values())
        said = text("Total")
        if scene.params.mode == "subscriber":
            said, total = text("Reçu attendu"), scene.params.launch_dbm - total
        unit = "dBm" if scene.params.mode == "subscriber" else "dB"
        write(canvas, at.SHEET[0] + 20, top + 32, said, (170, 44), "body", "ink", weight="semibold")
        write(canvas, 1852, top + 32, language.unit(total, 2, unit), (150, 44), "body", "ink", "right", weight="bold",
              numbers=True)  # fmt: skip

    def _draw_gauge(self, canvas: Canvas) -> None:
        """The window of the outlet on a scale from -40 to 0 dBm, and what was written."""
        language, params = self.ctx.language, self.scene.params
        x, y, w, h = at.GAUGE
        places = {v: x + w * (v + 40.0) / 40.0 for v in (-40.0, params.low_dbm, params.high_dbm, 0.0)}
        low, high = places[params.low_dbm], places[params.high_dbm]
        canvas.rect(x, y, w, h, "track", 11)
        canvas.rect(low, y - 4, high - low, h + 8, "good_pale", 4, 3, "good")
        for value, place in places.items():
            ink = "good_text" if value in (params.low_dbm, params.high_dbm) else "ink_soft"
            write(canvas, place, y + h + 24, language.number(value, 0), (60, 30), "small", ink, "center")
        note = self.scene.state.notes.get(1490)
        if note is not None:
            cx = x + w * min(1.0, max(0.0, (note + 40.0) / 40.0))
            if self.scene.state.margin_db is not None:
                # From what arrives to the last light of the box: the margin, as long as it is.
                end = max(x, cx - w * self.scene.state.margin_db / 40.0)
                canvas.line(end, y + h / 2, cx, y + h / 2, "light", 6)
                canvas.line(end, y - 4, end, y + h + 4, "ink", 4)
            canvas.circle(cx, y + h / 2, 13, "panel", 4, "ink")

    def _draw_scope(self, canvas: Canvas) -> None:
        text, scene = self.ctx.language.text, self.scene
        name = scene.state.look
        canvas.card(*at.SHEET)
        self._title(canvas, "microscope", text("Microscope"))
        look = endface.look_of(scene.bench.face(name), lit=False)
        canvas.picture(self._picture(canvas, look), *at.SCOPE)
        names = {"cord1": text("Cordon de la source"), "cord2": text("Cordon du mesureur"),
                 "cord3": text("3e cordon, côté source"), "cord3_far": text("3e cordon, côté mesureur"),
                 "head": text("Début de la ligne"), "far": text("Bout de la ligne")}  # fmt: skip
        write(canvas, 1692, 514, names[name], (160, 62), "small", "ink", "center", weight="semibold")
        for key, icon in (("before", "chevron_left"), ("after", "chevron_right")):
            x, y, w, h = at.SCOPE_KEYS[key]
            canvas.rect(x, y, w, h, "panel_soft", 10, 2, "edge")
            canvas.icon(icon, x + w / 2, y + h / 2, 30, "ink")
        draw.button(canvas, at.SCOPE_KEYS["dry"], text("À sec"), "cleanliness")
        draw.button(canvas, at.SCOPE_KEYS["wet"], text("Alcool"), "drop")
        draw.button(canvas, at.SCOPE_KEYS["close"], text("Ranger la sonde"), "cross")

    def _picture(self, canvas: Canvas, look: endface.Look):
        key = (look, canvas.theme)
        if key not in self._faces:
            if len(self._faces) > 6:
                self._faces.clear()
            size = canvas.pixel_rect(*at.SCOPE).size
            field = endface.picture(look)
            made = picture_of(field, camera_palette(canvas.theme, endface.CORE_LEVEL))
            self._faces[key] = _scaled(made, size)
        return self._faces[key]

    def _draw_answers(self, canvas: Canvas) -> None:
        text, scene, state = self.ctx.language.text, self.scene, self.scene.state
        canvas.card(*at.SHEET)
        self._title(canvas, "list", text("Quelle fibre brille ?"))
        for number, (x, y, w, h) in enumerate(at.answer_rows(scene.params.fibres), start=1):
            chosen = number == state.asked
            canvas.rect(x, y, w, h, "action_pale" if chosen else "panel_soft", 10, 2, "action" if chosen else "edge")
            self._fibre(canvas, x + 22, y + h / 2, number)
            canvas.icon("arrow_right", x + w / 2 - 10, y + h / 2, 28, "ink_soft")
            given = state.answers.get(number)
            if given is None:
                write(canvas, x + w - 70, y + h / 2, "?", (60, h), "lead", "ink_soft", "center", weight="bold")
            elif given == 0:
                write(canvas, x + w - 70, y + h / 2, text("aucune"), (110, h), "body", "ink", "center")
            else:
                self._fibre(canvas, x + w - 110, y + h / 2, given)

    def _fibre(self, canvas: Canvas, x: float, y: float, number: int) -> None:
        canvas.fibre_dot(x + canvas.flag_room, y, 11, COLOURS[number - 1])
        write(canvas, x + 22 + 2 * canvas.flag_room, y, str(number), (60, 40), "body", "ink", weight="bold")

    def _draw_kinds(self, canvas: Canvas) -> None:
        text, state = self.ctx.language.text, self.scene.state
        said = text("Qu’est-ce que c’est ?")
        write(canvas, 1692, 552, said, (320, 40), "body", "ink", "center", weight="semibold")
        for name, words, icon in (("bend", text("Courbure"), "bend"), ("break", text("Cassure"), "cross")):
            draw.button(canvas, at.KIND_KEYS[name], words, icon, "info" if state.kind == name else "")

    def _draw_verdict(self, canvas: Canvas) -> None:
        text, state, mode = self.ctx.language.text, self.scene.state, self.scene.params.mode
        canvas.card(*at.VERDICT)
        x, y, w, _ = at.VERDICT
        if mode != "fault":
            good = text("Comme prévu") if mode == "identify" else text("Bon")
            bad = text("Croisées") if mode == "identify" else text("Pas bon")
            write(canvas, x + w / 2, y + 30, self._limit(), (w - 32, 42), "small", "ink_soft", "center")
            draw.button(canvas, at.GOOD, good, "check", "good" if state.verdict == "good" else "")
            draw.button(canvas, at.BAD, bad, "cross", "bad" if state.verdict == "bad" else "")
        else:
            self._flag(canvas)
        draw.button(canvas, at.DONE, text("Terminer"), "check", filled=self._ready())

    def _ready(self) -> bool:
        """Whether the key to finish stands out: all is answered; with help, the pen or the plugs are put away too."""
        state = self.scene.state
        answered = state.verdict != "none" or (state.marker_m is not None and state.kind != "none")
        return answered and (not self.ctx.help or self.scene.goal() == "power.done")

    def _flag(self, canvas: Canvas) -> None:
        language, state = self.ctx.language, self.scene.state
        x, y, w, _ = at.VERDICT
        canvas.icon("flag", x + 44, y + 70, 44, "light")
        said = language.text("Pas de repère") if state.marker_m is None else language.unit(state.marker_m, 1, "m")
        write(canvas, x + 84, y + 70, said, (w - 110, 70), "title", "ink", weight="bold", numbers=True)

    def _limit(self) -> str:
        text, language, params = self.ctx.language.text, self.ctx.language, self.scene.params
        if params.mode == "identify":
            return text("Les fibres suivent-elles le plan ?")
        if params.mode == "subscriber":
            if params.attenuator:
                return text("Marge : {value} ou plus", value=language.unit(params.margin_db, 0, "dB"))
            low, high = language.number(params.low_dbm, 0), language.unit(params.high_dbm, 0, "dBm")
            return text("Entre {low} et {high}", low=low, high=high)
        if params.limit_db:
            return text("Limite : {value}", value=language.unit(params.limit_db, 2, "dB"))
        return text("La mesure tient-elle sous le total ?")


def noted(language, scene, nm: int) -> str:
    """What was written at a wavelength [nm], in the unit that the meter showed: a level is no loss."""
    value, unit = scene.state.notes.get(nm), scene.state.units.get(nm, "")
    if value is None:
        return "—"
    # A loss is written without the meter's minus.
    level = scene.params.mode == "loss" and unit == "dBm"
    return language.unit(-value if level else value, 2, unit)


def _scaled(surface, size: tuple[int, int]):
    """A picture in the size of its box, made once."""
    full = surface if surface.get_bitsize() >= 24 else surface.convert(32)
    return pygame.transform.smoothscale(full, size)
