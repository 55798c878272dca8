"""The second card of the right rail: only what the gesture in hand needs, and the buttons that belong to it.

It deliberately changes nothing: a button is a rectangle with the actions that a press means.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import Any

from simulator.plant import FibreEnd
from simulator.scenes.base import Action
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation import view_rail_parts as piece
from simulator.scenes.preparation.logic import Preparation
from simulator.scenes.preparation.view_rail_parts import LEFT, RIGHT, WIDTH
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import write

#: Holes of the stripper: name, outer and inner radius as drawn.
HOLES: tuple[tuple[str, float, float], ...] = (("250", 16.0, 7.0), ("900", 21.0, 12.0), ("3000", 28.0, 19.0))
SCISSORS_BUTTON: at.Rect = (1792.0, 760.0, 56.0, 44.0)
LOW_BUTTON: at.Rect = (1784.0, 864.0, 64.0, 56.0)
FOLD: at.Rect = (LEFT, 846.0, 150.0, 76.0)
NEW: at.Rect = (LEFT + 162, 846.0, 150.0, 76.0)
BLADE_BACK: at.Rect = (LEFT, 852.0, 64.0, 64.0)
BLADE_ON: at.Rect = (RIGHT - 64, 852.0, 64.0, 64.0)
#: Wetness and load from which the face of a wipe is called wet, dirty and full.
WET, FULL = 0.3, 0.6
SLEEVE_SCALE, SNIP_SCALE = 100.0, 140.0
SLEEVE_ROOM_MM = 25.0


@dataclass(frozen=True)
class Spot:
    """Something to press: its place, what a press does, a short label, and how round its corners are."""

    key: str
    rect: at.Rect
    label: str
    actions: tuple[Action, ...] = field(default=())
    radius: float = 12.0


def _hole_rect(index: int) -> at.Rect:
    return (LEFT + 108.0 * index, 812.0, 96.0, 110.0)


def _row_rect(index: int) -> at.Rect:
    return (LEFT, 664.0 + 94.0 * index, WIDTH, 82.0)


def card_tool(scene: Preparation) -> str:
    """The tool whose card is shown."""
    return "cleaver" if scene.state.cleaver.fibre_in else scene.state.tool


def spots(scene: Preparation, text: Callable[..., str]) -> list[Spot]:
    """The buttons of the card, in the order of the focus."""
    tool = card_tool(scene)
    if tool == "stripper":
        found = [
            Spot(f"hole {n}", _hole_rect(i), "", (Action("stripper.hole", n),)) for i, (n, _, _) in enumerate(HOLES)
        ]
        return [*found, _scissors(text, SCISSORS_BUTTON)]
    if tool == "wipe":
        return [Spot("fold", FOLD, "", (Action("wipe.fold"),)), Spot("new", NEW, "", (Action("wipe.new"),))]
    if tool == "cleaver":
        position = scene.plant.cleaver.position
        back, on = float((position - 2) % 16 + 1), float(position % 16 + 1)
        return [
            Spot("blade back", BLADE_BACK, text("Position précédente"), (Action("cleaver.blade", back),)),
            Spot("blade on", BLADE_ON, text("Position suivante"), (Action("cleaver.blade", on),)),
        ]
    if tool == "none":
        sides = scene.params.sides if len(scene.params.sides) > 1 else ()
        rows = [Spot(f"end {side}", _row_rect(i), "", (Action("side", side),)) for i, side in enumerate(sides)]
        return [*rows, _scissors(text, LOW_BUTTON)]
    return []


def _scissors(text: Callable[..., str], rect: at.Rect) -> Spot:
    return Spot("scissors", rect, text("Ciseaux (7)"), (Action("tool", "scissors"),), 10)


@dataclass(frozen=True)
class _Card:
    """How one card is drawn: what its still part depends on, that part, and what moves over it."""

    key: Callable[[], Hashable]
    still: Callable[[Canvas], None]
    moving: Callable[[Canvas], None] | None = None


class Rail:
    """Draws the card for the tool in hand: what lies still once per state, what moves each time."""

    def __init__(self, scene: Preparation, ctx: Any) -> None:
        self.scene = scene
        self.ctx = ctx
        self.text = ctx.language.text
        self._sign = ctx.language.sign("mm")
        self._cards = {
            "stripper": _Card(self._stripper_key, self._stripper, self._stripper_moving),
            "wipe": _Card(self._wipe_key, self._wipe, self._wipe_moving),
            "sleeve": _Card(self._sleeve_key, self._sleeve, self._sleeve_moving),
            "cleaver": _Card(self._cleaver_key, self._cleaver, self._cleaver_moving),
            "bin": _Card(self._bin_key, self._bin),
            "scissors": _Card(lambda: None, self._scissors, self._scissors_moving),
            "none": _Card(self._none_key, self._none),
        }

    def draw(self, canvas: Canvas) -> None:
        """The card."""
        tool = card_tool(self.scene)
        card = self._cards[tool]
        key = ("prep card", tool, self.ctx.help, self.text("Longueur"), card.key())
        canvas.layer(key, lambda c: self._paint(c, card), at.grown(at.CARD, 24))
        if card.moving is not None:
            card.moving(canvas)

    @staticmethod
    def _paint(canvas: Canvas, card: _Card) -> None:
        canvas.card(*at.CARD)
        card.still(canvas)

    def _number(self, value: float, decimals: int = 0) -> str:
        return self.ctx.language.number(value, decimals)

    # stripper

    def _stripper_scale(self) -> tuple[float, piece.Zone | None]:
        params = self.scene.params
        low, high = params.strip_aim_mm - params.strip_tolerance_mm, params.strip_aim_mm + params.strip_tolerance_mm
        return max(45.0, high + 5.0), (low, high) if self.ctx.help else None

    def _stripper_key(self) -> Hashable:
        return (self.scene.state.hole, at.end_of(self.scene).colour, self._stripper_scale())

    def _stripper(self, canvas: Canvas) -> None:
        top, zone = self._stripper_scale()
        piece.heading(canvas, 646, self.text("Longueur"))
        piece.track(canvas, 0.0, top, zone, tuple(range(0, int(top), 10)))
        piece.rule(canvas)
        piece.heading(canvas, 794, self.text("Trou de la pince"), 56)
        piece.button(canvas, SCISSORS_BUTTON, "ui/tools/scissors", (36, 36))
        colour = at.end_of(self.scene).colour
        for index, (name, outer, inner) in enumerate(HOLES):
            words = self._unit(3, "mm") if name == "3000" else self._unit(int(name), "um")
            chosen = colour if self.scene.state.hole == name else None
            piece.hole(canvas, _hole_rect(index), (outer, inner), words, chosen)

    def _unit(self, value: float, unit: str) -> str:
        """A whole number with its unit."""
        return self.ctx.language.unit(value, 0, unit)

    def _stripper_moving(self, canvas: Canvas) -> None:
        value, aim = self.strip_value(), self.scene.params.strip_aim_mm
        rest = f"/ {self._number(aim)}\u00a0{self._sign}" if self.ctx.help else self._sign
        piece.reading(canvas, 646, self._number(value), rest)
        piece.knob(canvas, value, 0.0, self._stripper_scale()[0])

    def strip_value(self) -> float:
        """Length that is being pulled, or would be, or is bare [mm]."""
        state, end = self.scene.state, at.end_of(self.scene)
        pull = at.pull_of(self.scene)
        if pull is not None:
            return pull.travel_mm
        over = abs(state.y_mm) < 12.0 and state.x_mm > 0.0 and not state.grip
        return state.x_mm if over else end.bare_mm

    # wipe

    def _wipe_key(self) -> Hashable:
        held = self.scene.state.wipe
        return (held.wet >= WET, self.scene.guide.face_spent(), held.faces) if held else None

    def _wipe(self, canvas: Canvas) -> None:
        text, held = self.text, self.scene.state.wipe
        wet, dirty = held is not None and held.wet >= WET, self.scene.guide.face_spent()
        piece.gauge(
            canvas,
            640,
            "ui/tools/alcohol",
            text("Alcool"),
            text("Humide") if wet else text("Sèche"),
            "good" if wet else "watch",
        )
        piece.gauge(
            canvas,
            716,
            "ui/tools/wipe",
            text("Face"),
            text("Sale") if dirty else text("Propre"),
            "watch" if dirty else "good",
        )
        write(canvas, LEFT, 800, text("Faces propres"), (WIDTH - 130, 44), "body", "ink", weight="medium")
        piece.faces(canvas, 800, held.faces if held else 0)
        piece.button(canvas, FOLD, "bench/wipe_folded_clean", (66, 46), text("Plier"))
        piece.button(canvas, NEW, "ui/tools/wipe", (54, 54), text("Neuve"))

    def _wipe_moving(self, canvas: Canvas) -> None:
        held = self.scene.state.wipe
        if held is not None:
            piece.gauge_fill(canvas, 640, held.wet, "info")
            piece.gauge_fill(canvas, 716, min(1.0, held.load / FULL), "cause_3")

    # sleeve

    def _sleeve_zone(self) -> piece.Zone | None:
        return (self.scene.params.strip_aim_mm + SLEEVE_ROOM_MM, SLEEVE_SCALE) if self.ctx.help else None

    def _sleeve_key(self) -> tuple[bool, bool, piece.Zone | None]:
        elsewhere = any(end.sleeve_mm is not None for end in self.scene.plant.ends.values())
        return (at.end_of(self.scene).sleeve_mm is not None, elsewhere, self._sleeve_zone())

    def _sleeve(self, canvas: Canvas) -> None:
        text = self.text
        on, elsewhere, zone = self._sleeve_key()
        piece.heading(canvas, 646, text("Manchon"))
        piece.track(canvas, 0.0, SLEEVE_SCALE, zone, (0, 20, 40, 60, 80, 100))
        piece.rule(canvas)
        if on:
            piece.verdict(canvas, 800, "good", text("Sur la fibre"))
        elif elsewhere:
            piece.verdict(canvas, 800, "good", text("Sur l’autre fibre"))
        else:
            piece.verdict(canvas, 800, "watch", text("Pas encore enfilé"))
        piece.note(canvas, text("Distance du bout au manchon : de la place pour dénuder."))

    def _sleeve_moving(self, canvas: Canvas) -> None:
        on = at.end_of(self.scene).sleeve_mm is not None
        value = max(0.0, self.scene.mat.sleeve_stop_mm) if on else 0.0
        piece.reading(canvas, 646, self._number(value) if on else "—", self._sign)
        if on:
            piece.knob(canvas, value, 0.0, SLEEVE_SCALE)

    # cleaver

    def _face(self) -> Any:
        """The face that was cut, once there is one to judge."""
        desk, end = self.scene.state.cleaver, at.end_of(self.scene)
        return end.face if end.face is not None and (desk.cut_done or not desk.fibre_in) else None

    def _cleaver_scale(self) -> tuple[float, float, piece.Zone | None]:
        aim = self.scene.plant.site.cleaver.length_mm
        return max(0.0, aim - 10.0), aim + 10.0, (aim - 0.5, aim + 0.5) if self.ctx.help else None

    def _cleaver_key(self) -> Hashable:
        face, blade = self._face(), self.scene.plant.cleaver
        shown = (round(face.angle_deg, 2), face.defect) if face else None
        return (shown, blade.position, blade.cleaves, self._cleaver_scale())

    def _cleaver(self, canvas: Canvas) -> None:
        text, blade, face = self.text, self.scene.plant.cleaver, self._face()
        if face is not None:
            self._angle(canvas, face)
        else:
            low, high, zone = self._cleaver_scale()
            piece.heading(canvas, 646, text("Longueur"))
            piece.track(canvas, low, high, zone, tuple(range(int(low), int(high) + 1, 5)))
        piece.rule(canvas)
        piece.heading(canvas, 794, text("Lame"))
        cuts = self.ctx.language.ntext("{n} coupe", "{n} coupes", blade.cleaves)
        write(canvas, RIGHT, 787, cuts, (150, 40), "small", "ink_soft", "right", weight="medium")
        for rect, icon in ((BLADE_BACK, "chevron_left"), (BLADE_ON, "chevron_right")):
            canvas.rect(*rect, "panel_soft", 12, 2, "edge")
            canvas.icon(icon, rect[0] + rect[2] / 2, rect[1] + rect[3] / 2, 36, "ink")
        piece.wheel(canvas, LEFT + WIDTH / 2, 872, blade.position)

    def _angle(self, canvas: Canvas, face: Any) -> None:
        """The face as it was cut: its angle against the limit, or its defect."""
        limit = self.scene.params.angle_limit_deg
        good = face.angle_deg <= limit and face.defect == "none"
        level = "good" if good else "bad"
        piece.heading(canvas, 646, self.text("Angle"))
        piece.reading(canvas, 646, self.ctx.language.unit(face.angle_deg, 2, "deg"), "", f"{level}_text")
        piece.angle_bar(canvas, face.angle_deg, limit, level)
        canvas.part(f"ui/states/{level}", LEFT, 704, stretch=(28, 28))
        if face.defect != "none":
            words = self.ctx.words.defect(face.defect)
        else:
            words = self.text("max {value}", value=self.ctx.language.unit(limit, 1, "deg"))
        write(canvas, LEFT + 38, 719, words, (WIDTH - 38, 30), "body", f"{level}_text", weight="semibold")

    def _cleaver_moving(self, canvas: Canvas) -> None:
        if self._face() is not None:
            return
        desk, aim = self.scene.state.cleaver, self.scene.plant.site.cleaver.length_mm
        rest = f"/ {self._number(aim)}\u00a0{self._sign}" if self.ctx.help else self._sign
        piece.reading(canvas, 646, self._number(desk.length_mm, 1) if desk.fibre_in else "—", rest)
        if desk.fibre_in:
            low, high, _ = self._cleaver_scale()
            piece.knob(canvas, desk.length_mm, low, high, False)

    # bin and scissors

    def _bin_key(self) -> tuple[int, int]:
        shards = self.scene.plant.shards
        outside = sum(1 for shard in shards if shard.place != "bin")
        return (outside, len(shards) - outside)

    def _bin(self, canvas: Canvas) -> None:
        text = self.text
        outside, inside = self._bin_key()
        level = "bad" if outside else "good"
        piece.heading(canvas, 646, text("Éclats dehors"), 60)
        piece.reading(canvas, 646, str(outside), "", f"{level}_text")
        piece.verdict(canvas, 694, level, text("Danger : à ramasser") if outside else text("Rien ne traîne"))
        piece.rule(canvas)
        piece.heading(canvas, 796, text("Dans la poubelle"), 60)
        piece.reading(canvas, 796, str(inside))
        piece.note(canvas, text("Un éclat de verre pique et reste sous la peau."))

    def _scissors(self, canvas: Canvas) -> None:
        piece.heading(canvas, 646, self.text("À couper"))
        piece.track(canvas, 0.0, SNIP_SCALE, None, (0, 35, 70, 105, 140))
        piece.rule(canvas)
        write(
            canvas,
            LEFT,
            830,
            self.text("Le bout coupé est un éclat. Il va à la poubelle."),
            (WIDTH, 130),
            "body",
            "ink_soft",
        )

    def _scissors_moving(self, canvas: Canvas) -> None:
        state = self.scene.state
        over = abs(state.y_mm) < 12.0 and 1.0 <= state.x_mm <= SNIP_SCALE
        piece.reading(canvas, 646, self._number(state.x_mm) if over else "—", self._sign)
        if over:
            piece.knob(canvas, state.x_mm, 0.0, SNIP_SCALE)

    # nothing in hand

    def _none_key(self) -> Hashable:
        ends = tuple((side, self._said(self.scene.plant.ends[side])) for side in self.scene.params.sides)
        finished = tuple(self.scene.guide.finished(side) for side, _ in ends)
        return (self.scene.state.side, ends, finished)

    def _none(self, canvas: Canvas) -> None:
        """Both ends at a glance, and the scissors."""
        text, scene = self.text, self.scene
        piece.heading(canvas, 644, text("Tes fibres"), 0)
        for index, side in enumerate(scene.params.sides):
            end = scene.plant.ends[side]
            name = text("Fibre gauche") if side == "left" else text("Fibre droite")
            name += self._type_of(side)
            chosen, finished = side == scene.state.side, scene.guide.finished(side)
            piece.end_row(canvas, _row_rect(index), end.colour, name, self._said(end), chosen, finished)
        piece.button(canvas, LOW_BUTTON, "ui/tools/scissors", (38, 38))
        x, y, _, h = LOW_BUTTON
        write(canvas, x - 14, y + h / 2, text("Ciseaux"), (200, h), "body", "ink_soft", "right", weight="medium")

    def _type_of(self, side: str) -> str:
        """The type of a fibre behind its name, where the two are not of one type."""
        types = {each: spec.type for each, spec in zip(("left", "right"), self.scene.plant.site.fibres, strict=True)}
        return f", {types[side]}" if len(set(types.values())) > 1 else ""

    def _said(self, end: FibreEnd) -> str:
        """How far an end has come, in a few words."""
        if end.face is not None and end.face.defect != "none":
            return self.text("Coupe à refaire")
        if end.face is not None:
            return self.text("Coupée : {value}", value=self.ctx.language.unit(end.face.angle_deg, 2, "deg"))
        if end.bare_mm > 0.0:
            return self.text("Dénudée : {value}", value=self.ctx.language.unit(end.bare_mm, 0, "mm"))
        return self.text("Pas encore dénudée")
