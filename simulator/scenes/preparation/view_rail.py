"""The second card of the right rail: only what the gesture in hand needs, and the buttons that belong to it.

It deliberately changes nothing: a button is a rectangle with the actions that a press means.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from simulator.plant import FibreEnd
from simulator.scenes.base import Action
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.ui.canvas import Canvas, Span
from simulator.ui.fitting import write
from simulator.ui.theme import faded, mix

LEFT, RIGHT, WIDTH = 1536.0, 1848.0, 312.0
TRACK_Y = 682.0
HOLES: tuple[tuple[str, float, float], ...] = (("250", 16.0, 7.0), ("900", 21.0, 12.0), ("3000", 28.0, 19.0))
SCISSORS_BUTTON: at.Rect = (1792.0, 760.0, 56.0, 44.0)
LOW_BUTTON: at.Rect = (1784.0, 864.0, 64.0, 56.0)


@dataclass(frozen=True)
class Spot:
    """Something to press: its place, what a press does, a short label, and how round its corners are."""

    key: str
    rect: at.Rect
    label: str
    actions: tuple[Action, ...] = field(default=())
    radius: float = 12.0


def spots(scene: Preparation, text: Callable[..., str]) -> list[Spot]:
    """The buttons of the card, in the order of the focus."""
    tool = scene.state.tool
    if tool == "stripper":
        found = [
            Spot(f"hole {name}", (LEFT + 108 * i, 812, 96, 110), "", (Action("stripper.hole", name),))
            for i, (name, _, _) in enumerate(HOLES)
        ]
        return [*found, _scissors(text, SCISSORS_BUTTON)]
    if tool == "wipe":
        return [
            Spot("fold", (LEFT, 846, 150, 76), "", (Action("wipe.fold"),)),
            Spot("new", (LEFT + 162, 846, 150, 76), "", (Action("wipe.new"),)),
        ]
    if tool == "cleaver" or scene.state.cleaver.fibre_in:
        position = scene.plant.cleaver.position
        return [
            Spot("blade back", (LEFT, 852, 64, 64), text("Position précédente"), (Action("cleaver.blade", float((position - 2) % 16 + 1)),)),
            Spot("blade on", (RIGHT - 64, 852, 64, 64), text("Position suivante"), (Action("cleaver.blade", float(position % 16 + 1)),)),
        ]
    if tool == "none":
        rows = [Spot(f"end {side}", _row_rect(i), "", (Action("side", side),)) for i, side in enumerate(scene.params.sides)]
        return [*(rows if len(rows) > 1 else ()), _scissors(text, LOW_BUTTON)]
    return []


def _scissors(text: Callable[..., str], rect: at.Rect) -> Spot:
    return Spot("scissors", rect, text("Ciseaux (7)"), (Action("tool", "scissors"),), 10)


class Rail:
    """Draws the card for the tool in hand."""

    def __init__(self, scene: Preparation, ctx: Any) -> None:
        self.scene = scene
        self.ctx = ctx
        self.text = ctx.language.text

    def draw(self, canvas: Canvas) -> None:
        """The card."""
        canvas.layer(("prep card",), lambda c: c.card(*at.CARD), at.grown(at.CARD, 24))
        tool = self.scene.state.tool
        if tool == "cleaver" or self.scene.state.cleaver.fibre_in:
            tool = "cleaver"
        draw = {
            "stripper": self._stripper, "wipe": self._wipe, "sleeve": self._sleeve, "cleaver": self._cleaver,
            "bin": self._bin, "scissors": self._cut,
        }.get(tool, self._summary)  # fmt: skip
        draw(canvas)

    # pieces

    def _head(self, canvas: Canvas, y: float, title: str, value: str = "", rest: str = "", colour: str = "ink") -> None:
        """A heading with its value on the right."""
        spans = [Span(value, "title", "semibold", colour, True), Span(f" {rest}", "small", "medium", "ink_soft", True)]
        taken = canvas.spans(RIGHT, y, spans, "right") if value else 0.0
        write(canvas, LEFT, y - 9, title, (WIDTH - taken - 12, 50), "lead", "ink", weight="semibold")

    def _rule(self, canvas: Canvas, y: float = 748.0) -> None:
        canvas.rect(LEFT, y, WIDTH, 2, "line")

    def _bar(
        self, canvas: Canvas, value: float | None, low: float, high: float, zone: tuple[float, float] | None, filled: bool = True
    ) -> None:
        """The track with its green zone, the filled part and the knob; no knob without a value."""

        def place(number: float) -> float:
            return LEFT + WIDTH * (at.clamp(number, low, high) - low) / (high - low)

        canvas.rect(LEFT, TRACK_Y - 10, WIDTH, 20, "track", 10)
        if zone:
            x0, x1 = place(zone[0]), place(zone[1])
            canvas.rect(x0, TRACK_Y - 15, x1 - x0, 30, mix(canvas.theme.good_pale, canvas.theme.good, 0.1), 5, 2.5, "good")
        if value is None:
            return
        knob = round(place(value))
        if filled and knob - LEFT > 12:
            canvas.rect(LEFT, TRACK_Y - 10, knob - LEFT, 20, "light", 10)
            if knob - LEFT > 36:
                canvas.rect(LEFT + 6, TRACK_Y - 6, knob - LEFT - 24, 4, faded(canvas.theme.panel, 0.6), 2)
        canvas.circle(knob, TRACK_Y, 14, "panel", 5, "light")

    def _marks(self, canvas: Canvas, numbers: tuple[int, ...], low: float, high: float, zone: tuple[float, float] | None) -> None:
        for number in numbers:
            x = LEFT + WIDTH * (number - low) / (high - low)
            lit = zone is not None and zone[0] <= number <= zone[1]
            x = at.clamp(x, LEFT + 6, RIGHT - 10)
            canvas.text(x, 724, str(number), "small", "good_text" if lit else "ink_soft", "center", "baseline", None, "bold" if lit else "", None, True)

    def _mm(self, value: float, decimals: int) -> str:
        return self.ctx.language.number(value, decimals)

    # cards

    def _stripper(self, canvas: Canvas) -> None:
        scene, params, text = self.scene, self.scene.params, self.text
        aim, tolerance = params.strip_aim_mm, params.strip_tolerance_mm
        value = self.strip_value()
        high = max(45.0, aim + tolerance + 5.0)
        zone = (aim - tolerance, aim + tolerance) if self.ctx.help else None
        sign = self.ctx.language.sign("mm")
        self._head(canvas, 646, text("Longueur"), self._mm(value, 0), f"/ {self._mm(aim, 0)} {sign}" if self.ctx.help else sign)
        self._bar(canvas, value, 0.0, high, zone)
        self._marks(canvas, tuple(range(0, int(high), 10)), 0.0, high, zone)
        self._rule(canvas)
        write(canvas, LEFT, 785, text("Trou de la pince"), (WIDTH - 68, 50), "lead", "ink", weight="semibold")
        self._scissors_button(canvas, SCISSORS_BUTTON)
        for index, (name, outer, inner) in enumerate(HOLES):
            self._hole(canvas, LEFT + 108 * index, name, outer, inner, scene.state.hole == name)

    def strip_value(self) -> float:
        """Length that is being pulled, or would be, or is bare [mm]."""
        state, end = self.scene.state, at.end_of(self.scene)
        pull = at.pull_of(self.scene)
        if pull is not None:
            return pull.travel_mm
        over = abs(state.y_mm) < 12.0 and 0.0 < state.x_mm < 80.0 and not state.grip
        return state.x_mm if over else end.bare_mm

    def _hole(self, canvas: Canvas, x: float, name: str, outer: float, inner: float, chosen: bool) -> None:
        theme = canvas.theme
        canvas.rect(x, 812, 96, 110, "action_pale" if chosen else "panel_soft", 12, 3.5 if chosen else 2, "action" if chosen else "line")
        steel = mix(theme.panel, theme.ink_soft, 0.55)
        canvas.circle(x + 48, 854, outer, mix(theme.panel, theme.ink_soft, 0.28), 1.5, steel)
        canvas.ring_arc(x + 48, 854, outer - 3, 3, 190, 300, faded(theme.panel, 0.85), True)
        canvas.circle(x + 48, 854, inner, "screen")
        if chosen:
            canvas.circle(x + 48, 854, inner / 2, theme.fibre(at.end_of(self.scene).colour).light)
            canvas.circle(x + 82, 825, 13, "panel")
            canvas.part("ui/states/done", x + 70, 813, stretch=(24, 24))
        label = self.text("3 mm") if name == "3000" else f"{name} {self.ctx.language.sign('um')}"
        colour, weight = ("action_deep", "semibold") if chosen else ("ink_soft", "medium")
        write(canvas, x + 48, 902, label, (88, 26), "small", colour, "center", weight=weight)

    @staticmethod
    def _scissors_button(canvas: Canvas, rect: at.Rect) -> None:
        canvas.rect(*rect, "panel_soft", 10, 2, "line")
        x, y, w, h = rect
        canvas.part("ui/tools/scissors", x + w / 2 - 18, y + h / 2 - 18, stretch=(36, 36))

    def _wipe(self, canvas: Canvas) -> None:
        held, text = self.scene.state.wipe, self.text
        wet = held.wet if held else 0.0
        load = min(1.0, held.load / 0.6) if held else 0.0
        self._gauge(canvas, 640, "ui/tools/alcohol", text("Alcool"), wet, "info", text("Sèche") if wet < 0.3 else text("Humide"), "watch" if wet < 0.3 else "good")
        dirty = held is not None and held.load > 0.1
        self._gauge(canvas, 716, "ui/tools/wipe", text("Face"), load, "cause_3", text("Sale") if dirty else text("Propre"), "watch" if dirty else "good")
        write(canvas, LEFT, 800, text("Faces propres"), (WIDTH - 130, 44), "body", "ink", weight="medium")
        for index in range(3):
            left = held.faces if held else 0
            x = RIGHT - 34 - 40 * (2 - index)
            canvas.rect(x, 784, 32, 32, "panel" if index < left else "track", 6, 2.5, "action" if index < left else "line")
            if index < left:
                canvas.line(x + 6, 800, x + 26, 800, "line", 2)
        for x, part, word in ((LEFT, "wipe", text("Plier")), (LEFT + 162, "wipe", text("Neuve"))):
            canvas.rect(x, 846, 150, 76, "panel_soft", 12, 2, "line")
            if x == LEFT:
                canvas.part("bench/wipe_folded_clean", x + 6, 858, stretch=(66, 46))
            else:
                canvas.part(f"ui/tools/{part}", x + 10, 858, stretch=(50, 50))
            write(canvas, x + 106, 884, word, (78, 60), "body", "ink", "center", weight="medium")

    def _gauge(self, canvas: Canvas, y: float, icon: str, name: str, share: float, colour: str, word: str, level: str) -> None:
        canvas.part(icon, LEFT, y - 22, stretch=(44, 44))
        write(canvas, LEFT + 56, y - 4, name, (120, 30), "body", "ink", weight="medium")
        canvas.part(f"ui/states/{level}", RIGHT - 24, y - 16, stretch=(24, 24))
        write(canvas, RIGHT - 32, y - 4, word, (100, 30), "small", f"{level}_text", "right", weight="semibold")
        canvas.rect(LEFT + 56, y + 14, WIDTH - 56, 14, "track", 7)
        w = round((WIDTH - 56) * at.clamp(share, 0.0, 1.0))
        if w >= 14:
            canvas.rect(LEFT + 56, y + 14, w, 14, colour, 7)

    def _sleeve(self, canvas: Canvas) -> None:
        scene, text, end = self.scene, self.text, at.end_of(self.scene)
        room = scene.params.strip_aim_mm + 25.0
        stop = scene.mat.sleeve_stop_mm
        on = end.sleeve_mm is not None
        value = max(0.0, stop) if on else 0.0
        self._head(canvas, 646, text("Manchon"), self._mm(value, 0) if on else "—", self.ctx.language.sign("mm"))
        self._bar(canvas, value, 0.0, 100.0, (room, 100.0) if self.ctx.help else None)
        self._marks(canvas, (0, 20, 40, 60, 80, 100), 0.0, 100.0, (room, 100.0) if self.ctx.help else None)
        self._rule(canvas)
        elsewhere = any(e.sleeve_mm is not None for e in scene.plant.ends.values())
        level, word = ("good", text("Sur la fibre")) if on else ("good", text("Sur l’autre fibre")) if elsewhere else ("watch", text("Pas encore enfilé"))
        canvas.part(f"ui/states/{level}", LEFT, 778, stretch=(44, 44))
        write(canvas, LEFT + 60, 800, word, (WIDTH - 60, 60), "lead", f"{level}_text", weight="semibold")
        write(canvas, LEFT, 876, text("Distance du bout au manchon : de la place pour dénuder."), (WIDTH, 84), "small", "ink_soft")

    def _cleaver(self, canvas: Canvas) -> None:
        scene, text, end = self.scene, self.text, at.end_of(self.scene)
        desk, blade = scene.state.cleaver, scene.plant.cleaver
        if end.face is not None and (desk.cut_done or not desk.fibre_in):
            self._angle(canvas, end.face)
        else:
            self._length(canvas)
        self._rule(canvas)
        write(canvas, LEFT, 785, text("Lame"), (150, 50), "lead", "ink", weight="semibold")
        cuts = self.ctx.language.ntext("{n} coupe", "{n} coupes", blade.cleaves)
        write(canvas, RIGHT, 787, cuts, (150, 40), "small", "ink_soft", "right", weight="medium")
        for x, icon in ((LEFT, "chevron_left"), (RIGHT - 64, "chevron_right")):
            canvas.rect(x, 852, 64, 64, "panel_soft", 12, 2, "line")
            canvas.icon(icon, x + 32, 884, 36, "ink")
        self._wheel(canvas, LEFT + WIDTH / 2, 872, blade.position)

    def _wheel(self, canvas: Canvas, cx: float, cy: float, position: int) -> None:
        """The round blade with its sixteen places; the one in use points up."""
        theme = canvas.theme
        canvas.circle(cx, cy, 52, mix(theme.panel, theme.ink_soft, 0.3), 3, mix(theme.panel, theme.ink_soft, 0.7))
        for place in range(16):
            a0 = -90 + (place + 1 - position) * 22.5
            used = place + 1 == position
            canvas.ring_arc(cx, cy, 45, 7, a0 - 8, a0 + 8, "light" if used else faded(theme.panel, 0.85))
        canvas.circle(cx, cy, 32, "panel")
        canvas.text(cx, cy, str(position), "title", "ink", "center", "middle", None, "semibold", None, True)
        canvas.polygon([(cx - 8, cy - 62), (cx + 8, cy - 62), (cx, cy - 50)], "light")

    def _length(self, canvas: Canvas) -> None:
        scene, text = self.scene, self.text
        desk, aim = scene.state.cleaver, scene.plant.site.cleaver.length_mm
        value = desk.length_mm if desk.fibre_in else None
        sign = self.ctx.language.sign("mm")
        rest = f"/ {self._mm(aim, 0)} {sign}" if self.ctx.help else sign
        self._head(canvas, 646, text("Longueur"), self._mm(value, 1) if value is not None else "—", rest)
        low, high = max(0.0, aim - 10.0), aim + 10.0
        zone = (aim - 0.5, aim + 0.5) if self.ctx.help else None
        self._bar(canvas, value, low, high, zone, False)
        self._marks(canvas, tuple(range(int(low), int(high) + 1, 5)), low, high, zone)

    def _angle(self, canvas: Canvas, face: Any) -> None:
        """The face as it was cut: its angle against the limit, or its defect."""
        limit, text = self.scene.params.angle_limit_deg, self.text
        good = face.angle_deg <= limit and face.defect == "none"
        level = "good" if good else "bad"
        # NBSP keeps the figure and its sign together.
        self._head(canvas, 646, text("Angle"), self.ctx.language.unit(face.angle_deg, 2, "deg"), "", f"{level}_text")
        width = WIDTH - 12
        top = 3 * limit
        canvas.rect(LEFT, TRACK_Y - 10, WIDTH, 20, mix(canvas.theme.bad_pale, canvas.theme.bad, 0.15), 10)
        canvas.rect(LEFT, TRACK_Y - 10, WIDTH / 3, 20, mix(canvas.theme.good_pale, canvas.theme.good, 0.35), 10)
        knob = LEFT + 6 + width * at.clamp(face.angle_deg / top, 0.0, 1.0)
        canvas.circle(round(knob), TRACK_Y, 14, "panel", 5, level)
        canvas.part(f"ui/states/{level}", LEFT, 704, stretch=(28, 28))
        if face.defect != "none":
            word = self.ctx.words.defect(face.defect)
        else:
            word = text("max {value}", value=self.ctx.language.unit(limit, 1, "deg"))
        write(canvas, LEFT + 38, 719, word, (WIDTH - 38, 30), "body", f"{level}_text", weight="semibold")

    def _bin(self, canvas: Canvas) -> None:
        text, shards = self.text, self.scene.plant.shards
        outside = sum(1 for shard in shards if shard.place != "bin")
        level = "bad" if outside else "good"
        self._head(canvas, 646, text("Éclats dehors"), str(outside), "", f"{level}_text")
        canvas.part(f"ui/states/{level}", LEFT, 672, stretch=(44, 44))
        word = text("Danger : à ramasser") if outside else text("Rien ne traîne")
        write(canvas, LEFT + 60, 694, word, (WIDTH - 60, 60), "lead", f"{level}_text", weight="semibold")
        self._rule(canvas)
        self._head(canvas, 796, text("Dans la poubelle"), str(len(shards) - outside))
        write(canvas, LEFT, 876, text("Un éclat de verre pique et reste sous la peau."), (WIDTH, 84), "small", "ink_soft")

    def _cut(self, canvas: Canvas) -> None:
        text, state = self.text, self.scene.state
        over = abs(state.y_mm) < 12.0 and 1.0 <= state.x_mm <= 140.0
        self._head(canvas, 646, text("À couper"), self._mm(state.x_mm, 0) if over else "—", self.ctx.language.sign("mm"))
        self._bar(canvas, state.x_mm if over else None, 0.0, 140.0, None)
        self._marks(canvas, (0, 35, 70, 105, 140), 0.0, 140.0, None)
        self._rule(canvas)
        write(canvas, LEFT, 830, text("Le bout coupé est un éclat. Il va à la poubelle."), (WIDTH, 130), "body", "ink_soft")

    def _summary(self, canvas: Canvas) -> None:
        """Nothing in hand: both ends at a glance, and the scissors."""
        write(canvas, LEFT, 635, self.text("Tes fibres"), (WIDTH, 50), "lead", "ink", weight="semibold")
        for index, side in enumerate(self.scene.params.sides):
            self._end_row(canvas, side, _row_rect(index))
        self._scissors_button(canvas, LOW_BUTTON)
        x, y, _, h = LOW_BUTTON
        write(canvas, x - 14, y + h / 2, self.text("Ciseaux"), (200, h), "body", "ink_soft", "right", weight="medium")

    def _end_row(self, canvas: Canvas, side: str, rect: at.Rect) -> None:
        x, y, w, h = rect
        end, chosen = self.scene.plant.ends[side], side == self.scene.state.side
        canvas.rect(*rect, "action_pale" if chosen else "panel_soft", 12, 3.5 if chosen else 2, "action" if chosen else "line")
        canvas.circle(x + 28, y + h / 2, 11, canvas.theme.fibre(end.colour).base, 1.5, faded(canvas.theme.ink, 0.35))
        name = self.text("Fibre gauche") if side == "left" else self.text("Fibre droite")
        write(canvas, x + 54, y + h * 0.32, name, (w - 110, h * 0.5), "body", "ink", weight="semibold")
        write(canvas, x + 54, y + h * 0.7, self._said(end), (w - 110, h * 0.5), "small", "ink_soft", weight="medium")
        if self.scene.guide.finished(side):
            canvas.part("ui/states/good", x + w - 48, y + h / 2 - 17, stretch=(34, 34))

    def _said(self, end: FibreEnd) -> str:
        """How far an end has come, in a few words."""
        if end.face is not None:
            return self.text("Coupée : {value}", value=self.ctx.language.unit(end.face.angle_deg, 2, "deg"))
        if end.bare_mm > 0.0:
            return self.text("Dénudée : {value}", value=self.ctx.language.unit(end.bare_mm, 0, "mm"))
        return self.text("Pas encore dénudée")


def _row_rect(index: int) -> at.Rect:
    return (LEFT, 664.0 + 94.0 * index, WIDTH, 82.0)
