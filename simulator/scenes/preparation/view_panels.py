"""The right rail of the preparation scene: under the magnifier, one card that fits the tool in hand.

It deliberately decides nothing: a press on a spot is an action of the scene.
"""

from __future__ import annotations

from dataclasses import dataclass

from simulator.scenes.base import Action
from simulator.scenes.preparation.logic import HOLES
from simulator.ui.canvas import Canvas, Span
from simulator.ui.widgets import CLEAR

Rect = tuple[float, float, float, float]
X, W = 1512.0, 360.0
LENS: Rect = (X, 96, W, 480)
CARD: Rect = (X, 600, W, 344)
PAD = 24.0


@dataclass(frozen=True)
class Spot:
    """A place to press: rectangle and action."""

    rect: Rect
    action: Action


class Cards:
    """Draws the rail and keeps its spots of the last frame."""

    def __init__(self, scene, ctx) -> None:
        self.scene = scene
        self.ctx = ctx
        self.spots: list[Spot] = []
        self.focus = -1

    def action_at(self, x: float, y: float) -> Action | None:
        """The action of the spot under a point."""
        return next((s.action for s in self.spots if s.rect[0] <= x <= s.rect[0] + s.rect[2] and s.rect[1] <= y <= s.rect[1] + s.rect[3]), None)

    def draw(self, canvas: Canvas) -> None:
        """Both cards; the magnifier itself is drawn over the first by the view."""
        self.spots = []
        canvas.layer(("prep rail", self.ctx.language.code), self._paint_lens_card, (X - 20, 76, W + 40, 520))
        canvas.card(*CARD)
        tool = self.scene.state.tool
        if self.scene.state.cleaver.fibre_in or tool == "cleaver":
            self._cleaver(canvas)
        elif tool == "stripper":
            self._stripper(canvas)
        elif tool == "wipe":
            self._wipe(canvas)
        else:
            self._overview(canvas)

    def _paint_lens_card(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        canvas.card(*LENS)
        canvas.icon("lens", X + 42, 132, 36, "action")
        canvas.text(X + 74, 132, text("Loupe"), "lead", "ink", "left", "middle", None, "semibold")
        x = X + 20
        for colour, label in (("info", text("Vernis")), ("glass", text("Verre")), ("cause_3", text("Saleté"))):
            canvas.rect(x, 520, 22, 22, colour, 6, 1.5, "line")
            x += 32 + canvas.text(x + 30, 531, label, "small", "ink", "left", "middle", None, "medium").width + 14

    def _title(self, canvas: Canvas, title: str) -> None:
        canvas.fitted(X + PAD, CARD[1] + 36, title, W - 2 * PAD, "lead", "ink", "left", "middle", "semibold")

    def _row(self, canvas: Canvas, index: int, icon: str, label: str, action: Action, top: float) -> None:
        rect = (X + PAD, top, W - 2 * PAD, 54.0)
        focused = len(self.spots) == self.focus
        canvas.rect(*rect, "panel_soft", 10, 2, "line")
        if focused:
            canvas.rect(rect[0] - 4, rect[1] - 4, rect[2] + 8, rect[3] + 8, CLEAR, 13, 4, "light")
        canvas.icon(icon, rect[0] + 30, top + 27, 30, "action")
        canvas.fitted(rect[0] + 58, top + 27, label, rect[2] - 72, "body", "ink", "left", "middle", "medium")
        self.spots.append(Spot(rect, action))

    # stripper

    def _stripper(self, canvas: Canvas) -> None:
        text, language, params = self.ctx.language.text, self.ctx.language, self.scene.params
        canvas.text(X + PAD, CARD[1] + 36, text("Longueur"), "lead", "ink", "left", "middle", None, "semibold")
        pull = self.scene.mat.stripper.pull
        length = pull.start_mm if pull is not None and pull.bites else self.scene.state.x_mm if not self.scene.mat.end.bare_mm else self.scene.mat.end.bare_mm
        shown = language.number(max(0.0, length), 0)
        canvas.spans(
            X + W - PAD, CARD[1] + 46,
            [Span(shown, "title", "semibold", "ink", True), Span(f" / {language.number(params.strip_aim_mm, 0)} mm", "small", "", "ink_soft")], "right",
        )  # fmt: skip
        self._length_bar(canvas, CARD[1] + 84, length, params.strip_aim_mm - params.strip_tolerance_mm, params.strip_aim_mm + params.strip_tolerance_mm, 50.0)
        canvas.line(X + PAD, CARD[1] + 148, X + W - PAD, CARD[1] + 148, "line", 2)
        canvas.text(X + PAD, CARD[1] + 180, text("Trou de la pince"), "lead", "ink", "left", "middle", None, "semibold")
        width = (W - 2 * PAD - 24) / 3
        names = {"250": self.ctx.words.value(250, 0, "um"), "900": self.ctx.words.value(900, 0, "um"), "3000": self.ctx.words.value(3, 0, "mm")}
        for index, hole in enumerate(HOLES):
            self._hole(canvas, hole, names[hole], (X + PAD + index * (width + 12), CARD[1] + 208, width, 116.0))

    def _hole(self, canvas: Canvas, hole: str, name: str, rect: Rect) -> None:
        x, y, w, h = rect
        chosen = self.scene.state.hole == hole
        focused = len(self.spots) == self.focus
        canvas.rect(*rect, "action_pale" if chosen else "panel_soft", 10, 4 if chosen else 2, "action" if chosen else "line")
        if focused:
            canvas.rect(x - 4, y - 4, w + 8, h + 8, CLEAR, 13, 4, "light")
        radius = {"250": 8.0, "900": 13.0, "3000": 21.0}[hole]
        canvas.circle(x + w / 2, y + 44, radius + 9, "line", 2, "ink_soft")
        canvas.circle(x + w / 2, y + 44, radius, "ink")
        if hole == "250":
            canvas.circle(x + w / 2, y + 44, 3, "info")
        canvas.fitted(x + w / 2, y + 94, name, w - 8, "small", "action_deep" if chosen else "ink_soft", "center", "middle", "semibold")
        if chosen:
            canvas.part("ui/states/done", x + w - 22, y - 4, stretch=(24, 24))
        self.spots.append(Spot(rect, Action("stripper.hole", hole)))

    def _length_bar(self, canvas: Canvas, y: float, value: float, low: float, high: float, top: float) -> None:
        left, width = X + PAD, W - 2 * PAD
        canvas.rect(left, y - 8, width, 16, "track", 8)
        if self.ctx.help:
            canvas.rect(left + width * low / top, y - 16, width * (high - low) / top, 32, "good_pale", 6, 3, "good")
        share = max(0.02, min(1.0, value / top))
        canvas.rect(left, y - 8, width * share, 16, "light", 8)
        canvas.circle(left + width * share, y, 15, "panel", 5, "light")
        for index in range(6):
            mm = top * index / 5
            inside = low <= mm <= high and self.ctx.help
            canvas.text(left + width * index / 5, y + 34, self.ctx.language.number(mm, 0), "small", "good_text" if inside else "ink_soft",
                        "center" if 0 < index < 5 else ("left" if index == 0 else "right"), "middle", None, "semibold" if inside else "")  # fmt: skip

    # wipe

    def _wipe(self, canvas: Canvas) -> None:
        text = self.ctx.language.text
        held = self.scene.state.wipe
        self._title(canvas, text("Lingette"))
        top = CARD[1] + 64
        self._gauge(canvas, top, "drop", text("Alcool"), 0.0 if held is None else held.wet, "info")
        self._gauge(canvas, top + 46, "cleanliness", text("Saleté de la face"), 0.0 if held is None else held.load, "watch")
        faces = 0 if held is None else held.faces
        self._row(canvas, 0, "add", text("Lingette neuve"), Action("wipe.new"), top + 96)
        self._row(canvas, 1, "redo", text("Plier : face propre ({n})", n=faces), Action("wipe.fold"), top + 156)
        self._row(canvas, 2, "drop", text("Mettre de l’alcool"), Action("alcohol.press"), top + 216)

    def _gauge(self, canvas: Canvas, y: float, icon: str, label: str, value: float, colour: str) -> None:
        canvas.icon(icon, X + PAD + 14, y + 16, 26, "ink_soft")
        canvas.fitted(X + PAD + 38, y + 16, label, 140, "small", "ink_soft", "left", "middle")
        canvas.rect(X + 210, y + 10, W - 210 - PAD, 12, "track", 6)
        if value > 0.01:
            canvas.rect(X + 210, y + 10, max(12.0, (W - 210 - PAD) * round(min(1.0, value), 2)), 12, colour, 6)

    # cleaver

    def _cleaver(self, canvas: Canvas) -> None:
        text, language, words = self.ctx.language.text, self.ctx.language, self.ctx.words
        desk, end, plant = self.scene.state.cleaver, self.scene.mat.end, self.scene.plant
        aim = plant.site.cleaver.length_mm
        top = CARD[1]
        canvas.text(X + PAD, top + 36, text("Longueur de coupe"), "lead", "ink", "left", "middle", None, "semibold")
        length = desk.length_mm if desk.fibre_in else 24.0
        good = desk.fibre_in and abs(length - aim) <= 0.5
        canvas.spans(
            X + PAD, top + 92,
            [Span(language.number(length, 1), "display", "bold", "good_text" if good else "ink", True), Span(f" / {language.number(aim, 0)} mm", "lead", "", "ink_soft")],
        )  # fmt: skip
        seated = desk.fibre_in and desk.seated
        for index, (done, label) in enumerate(((seated, text("Fibre au fond de la rainure")), (desk.flap_closed, text("Volet fermé")), (desk.lid_closed, text("Capot fermé")))):
            y = top + 124 + index * 36
            canvas.part("ui/states/good" if done else "ui/states/not_started", X + PAD, y - 13, stretch=(26, 26))
            canvas.fitted(X + PAD + 36, y, label, W - 2 * PAD - 36, "small", "ink", "left", "middle")
        if end.face is not None:
            level = "good" if end.face.angle_deg <= 0.5 else "watch" if end.face.angle_deg <= self.scene.params.angle_limit_deg else "bad"
            canvas.rect(X + PAD, top + 222, W - 2 * PAD, 46, f"{level}_pale", 10)
            canvas.part(f"ui/states/{level}", X + PAD + 10, top + 231, stretch=(28, 28))
            said = text("Angle {value}", value=words.value(end.face.angle_deg, 1, "deg"))
            canvas.fitted(X + PAD + 50, top + 245, said, W - 2 * PAD - 60, "body", f"{level}_text", "left", "middle", "semibold")
        position = plant.cleaver.position
        self._row(canvas, 0, "sync", text("Tourner la lame ({n}/16)", n=position), Action("cleaver.blade", float(position % 16 + 1)), top + 278)

    # nothing in hand

    def _overview(self, canvas: Canvas) -> None:
        """Both ends at a glance, and the way to the other one."""
        text, words = self.ctx.language.text, self.ctx.words
        self._title(canvas, text("Tes fibres"))
        for index, side in enumerate(self.scene.params.sides):
            end = self.scene.plant.ends[side]
            rect = (X + PAD, CARD[1] + 68 + index * 84, W - 2 * PAD, 72.0)
            current = side == self.scene.state.side
            canvas.rect(*rect, "action_pale" if current else "panel_soft", 10, 3 if current else 2, "action" if current else "line")
            canvas.circle(rect[0] + 26, rect[1] + 36, 11, canvas.theme.fibre(end.colour).base, 1.5, "ink_soft")
            name = text("Fibre gauche") if side == "left" else text("Fibre droite")
            canvas.fitted(rect[0] + 50, rect[1] + 24, name, rect[2] - 100, "body", "ink", "left", "middle", "semibold")
            if end.face is not None:
                said = text("Coupée : {value}", value=words.value(end.face.angle_deg, 1, "deg"))
            elif end.bare_mm > 0:
                said = text("Dénudée : {value}", value=words.value(end.bare_mm, 0, "mm"))
            else:
                said = text("Pas encore dénudée")
            canvas.fitted(rect[0] + 50, rect[1] + 50, said, rect[2] - 100, "small", "ink_soft", "left", "middle")
            if self.scene.guide.finished(side):
                canvas.part("ui/states/good", rect[0] + rect[2] - 44, rect[1] + 20, stretch=(32, 32))
            self.spots.append(Spot(rect, Action("side", side)))
        if all(self.scene.guide.finished(side) for side in self.scene.params.sides):
            self._row(canvas, 0, "arrow_right", text("Continuer"), Action("done"), CARD[1] + 270)
