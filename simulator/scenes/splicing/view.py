"""How the splicing scene looks and listens: machine, screen, rail and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.scenes.base import TICKS_PER_SECOND, Action, Burst, Effect, Sound, Toast
from simulator.scenes.splicing import view_layout as at
from simulator.scenes.splicing.logic import MENU_ROWS, PROGRAMMES, SIDES
from simulator.scenes.splicing.view_input import NEXT, Hands
from simulator.scenes.splicing.view_machine import draw_hands, draw_labels, draw_machine
from simulator.scenes.splicing.view_rail import Rail
from simulator.scenes.splicing.view_screen import ScreenPainter, menu_row_at
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import FrameModel, SceneFrame, ToolTile, ViewContext
from simulator.ui.widgets import CLEAR

TOAST_TICKS = 4 * TICKS_PER_SECOND
KEY_TICKS = 10
#: Phases of the machine in which its motors turn.
MOTORS = ("set", "gap", "align", "proof")
#: Stage dots of the top bar: step, tool picture.
STEPS = (("load", "align"), ("look", "eye"), ("arc", "arc"), ("proof", "prooftest"), ("oven", "oven"))
GOAL_ICONS = (
    ("oven", "oven"),
    ("cool", "oven"),
    ("sleeve", "sleeve"),
    ("proof", "prooftest"),
    ("take", "hand"),
    ("decide", "eye"),
    ("read", "eye"),
    ("arc", "arc"),
    ("cover", "wind_cover"),
    ("load", "align"),
    ("clamp", "align"),
    ("set", "splicer"),
)


class View:
    """The view of one splicing scene."""

    def __init__(self, scene, ctx: ViewContext) -> None:
        self.scene = scene
        self.ctx = ctx
        self.frame = SceneFrame(ctx)
        self.hands = Hands(scene, ctx.help)
        self.rail = Rail(scene, ctx)
        self.screen = ScreenPainter(scene, ctx)
        self._wanted: str | None = None
        self._toast: tuple[str, str] | None = None
        self._toast_left = 0
        self._pressed: tuple[str, int] | None = None
        self._beat = 0
        self._ring = 0

    # input

    def handle(self, event: UiEvent) -> list[Action]:
        """One input: the frame's buttons first, then the rail, then the machine."""
        if self.ctx.ghost:
            return []
        if event.kind == "key" and event.key == "tab" and self._tab_in_rail(-1 if event.shift else 1):
            return []
        if event.kind == "down":
            self.rail.focus = -1
        asked = self.frame.handle(event, self._model())
        if self.frame.focus is None and event.key == "tab" and event.shift:
            self.rail.focus = len(self.rail.spots) - 1
        if asked == "say":
            return []
        if asked in ("back", "help", "pause"):
            self._wanted = "leave" if asked == "back" else asked
            return []
        if asked and asked.startswith("tool:"):
            return self._tile(asked[5:])
        actions = self._pointer(event) if event.kind in ("down", "move", "up") else self._keys(event)
        for action in actions:
            if action.target == "key":
                self._pressed = (str(action.value), KEY_TICKS)
        return actions

    def _pointer(self, event: UiEvent) -> list[Action]:
        if event.kind == "down" and event.button == 1:
            action = self.rail.action_at(event.x, event.y)
            if action is not None:
                return self._of_card(action)
            row = menu_row_at(event.x, event.y) if self.scene.machine.phase == "menu" else None
            return self._menu_choice(row) if row is not None else self.hands.down(event.x, event.y)
        if event.kind == "move" and event.held:
            return self.hands.move(event.x, event.y)
        return self.hands.up() if event.kind == "up" else []

    def _menu_choice(self, row: int) -> list[Action]:
        name = MENU_ROWS[row]
        return [Action("programme", name)] if name in PROGRAMMES else [Action("care", name)]

    def _keys(self, event: UiEvent) -> list[Action]:
        if event.kind != "key":
            return []
        if self.rail.card == "care" and event.key in ("up", "down"):
            self.rail.focus = (self.rail.focus + (1 if event.key == "down" else -1)) % max(1, len(self.rail.spots))
            return []
        if event.key == "enter" and 0 <= self.rail.focus < len(self.rail.spots):
            return self._of_card(self.rail.spots[self.rail.focus].action)
        if event.key == "enter" and self.scene.machine.phase == "menu":
            return self._menu_choice(self.scene.state.menu_row)
        action = self.rail.action_of_key(event.key)
        return self._of_card(action) if action is not None else self.hands.key(event, self.scene.goal())

    def _of_card(self, action: Action) -> list[Action]:
        """An action of the rail; then Enter is the next thing again, and the card of care steps back."""
        self.rail.card, self.rail.focus = "auto", -1
        return [action]

    def _tab_in_rail(self, step: int) -> bool:
        """Tab goes through the card's buttons first, then the frame's. Returns whether it stayed in the card."""
        if self.frame.focus is not None:
            return False
        there = self.rail.focus + step
        if 0 <= there < len(self.rail.spots) and (self.rail.focus >= 0 or step > 0):
            self.rail.focus = there
            return True
        self.rail.focus = -1
        return False

    def _tile(self, key: str) -> list[Action]:
        if key == "care":
            self.rail.card = "auto" if self.rail.card == "care" else "care"
            return []
        self.rail.card = "auto"
        if key == "splicer":
            return [Action("key", "set")]
        if key == "cover":
            return [Action("cover", not self.scene.state.cover_closed)]
        if key == "oven" and self.scene.state.lifted:
            oven = self.scene.state.oven
            return [Action("oven.lid", not oven.lid_closed)] if oven.splice_in else [Action("oven.place", True)]
        if key == "redo":
            return [Action("decide", "redo")]
        return []

    def tick(self, held: frozenset[str]) -> list[Action]:
        """Once per tick: keys that are held, and what only moves on screen."""
        self._beat += 1
        self._ring = max(0, self._ring - 1)
        self._toast_left = max(0, self._toast_left - 1)
        if self._pressed is not None:
            name, left = self._pressed
            self._pressed = (name, left - 1) if left > 1 else None
        if len(self.rail.spots) <= self.rail.focus:
            self.rail.focus = -1
        return [] if self.ctx.ghost else self.hands.held(held)

    def notice(self, effects: Sequence[Effect]) -> None:
        """Show what the step brought: every message and every sound has something to be seen."""
        for effect in effects:
            if isinstance(effect, Toast):
                self._toast = (effect.level, self.ctx.words.toast(effect.key))
                self._toast_left = TOAST_TICKS
            elif isinstance(effect, Sound) and effect.name in ("success", "proof_ok", "done"):
                self._ring = TICKS_PER_SECOND
            elif isinstance(effect, Burst):
                self._beat += 1

    def wanted(self) -> str | None:
        """What the frame's buttons asked for since the last call."""
        asked, self._wanted = self._wanted, None
        return asked

    def waiting(self) -> bool:
        """True while only time passes."""
        state, plant = self.scene.state, self.scene.plant
        cooling = plant.sleeve.done and plant.sleeve.cooled_s < plant.site.splicer.cool_s
        return self.scene.machine.busy or state.oven.phase == "heating" or (state.lifted and cooling)

    def hums(self) -> frozenset[str]:
        """What goes on sounding now: the motors, the arc while current flows, the oven while it heats."""
        machine = self.scene.machine
        going = {"motor": machine.phase in MOTORS, "arc": machine.current_ma > 0}
        going["oven"] = self.scene.state.oven.phase == "heating"
        return frozenset(name for name, on in going.items() if on)

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        draw_machine(canvas, self.scene, self._pressed[0] if self._pressed else None, self.ctx.language.text)
        self.screen.draw(canvas)
        draw_labels(canvas)
        draw_hands(canvas, self.scene)
        if self.ctx.help and not self.ctx.ghost:
            self._draw_guide(canvas)
        if self._ring:
            self._draw_ring(canvas)
        self.rail.draw(canvas)
        self.frame.draw(canvas, self._model())

    def _target(self) -> at.Rect | None:
        """Where the hand should go next, as a rectangle."""
        goal = self.scene.goal()
        for side in SIDES:
            if goal in (f"splice.load_{side}", f"splice.lower_{side}", f"splice.bring_{side}", f"splice.raise_{side}"):
                lie = getattr(self.scene.state, side)
                x, y = at.tip(side, lie.z_mm, lie.h_mm)
                return (x - 130 if side == "left" else x + 10, y - 40, 120, 80)
            if goal == f"splice.clamp_{side}":
                return at.CLAMPS[side]
        action = NEXT.get(goal)
        if action is not None and action.target == "key":
            return at.KEYS[str(action.value)]
        if goal == "splice.close_cover":
            return (680, 96, 128, 40)
        if goal in ("splice.open_cover", "splice.open_for_proof", "splice.open_for_take"):
            return (674, 388, 140, 44)
        if goal == "splice.centre_sleeve":
            return (max(60.0, min(1250.0, self.hands.sleeve_x() - 140)), at.LIFTED_Y - 34, 280, 68)
        return None

    def _draw_guide(self, canvas: Canvas) -> None:
        """A calm frame of light round the next place of the hand; arrows towards the axis for the fibres."""
        target = self._target()
        if target is None or self.scene.machine.busy:
            return
        x, y, w, h = target
        grow = 8 + 3 * round(2 * math.sin(2 * math.pi * (self._beat // 6 % 16) / 16)) / 2
        canvas.rect(x - grow, y - grow, w + 2 * grow, h + 2 * grow, CLEAR, 22, 5, "light")
        goal = self.scene.goal()
        if goal.startswith(("splice.load_", "splice.bring_")):
            sign = 1 if goal.endswith("left") else -1
            start = x + w + 40 if sign > 0 else x - 40
            for step in range(3):
                cx = start + sign * 26 * step
                lit = (self._beat // 12) % 3 == step
                tone = "light" if lit else "light_core"
                canvas.polyline(
                    [(cx - sign * 8, y + h / 2 - 16), (cx + sign * 8, y + h / 2), (cx - sign * 8, y + h / 2 + 16)],
                    tone,
                    6,
                )

    def _draw_ring(self, canvas: Canvas) -> None:
        """A success: light runs along the fibre."""
        share = 1 - self._ring / TICKS_PER_SECOND
        x = 190 + share * 1100
        y = at.LIFTED_Y if self.scene.state.lifted else at.FIBRE_Y
        canvas.halo(x, y, 46, "light", 0.7)
        canvas.circle(x, y, 8, "light_core")

    def _tiles(self) -> list[ToolTile]:
        text = self.ctx.language.text
        state, machine, plant = self.scene.state, self.scene.machine, self.scene.plant
        sleeve_on = any(end.sleeve_mm is not None for end in plant.ends.values()) or plant.sleeve.placed
        return [
            ToolTile(
                "sleeve",
                "ui/tools/sleeve",
                text("Manchon"),
                done=sleeve_on,
                selected=state.lifted and not state.oven.splice_in,
            ),
            ToolTile("cover", "ui/tools/wind_cover", text("Capot"), done=state.cover_closed),
            ToolTile(
                "splicer",
                "ui/tools/splicer",
                text("Soudeuse"),
                done=plant.joint is not None,
                selected=not state.lifted and self.rail.card != "care",
            ),
            ToolTile(
                "care", "ui/tools/controls", text("Entretien"), selected=self.rail.card == "care" and not state.lifted
            ),
            ToolTile(
                "oven",
                "ui/tools/oven",
                text("Four"),
                done=plant.sleeve.done and plant.sleeve.shrunk >= 1,
                selected=state.oven.splice_in,
            ),
            ToolTile(
                "redo",
                "ui/tools/cleaver",
                text("Refaire"),
                enabled=machine.phase in ("ready", "result", "error", "proof_failed", "released") or state.lifted,
            ),
        ]

    def _stages(self) -> list[tuple[str, str]]:
        state, machine, plant = self.scene.state, self.scene.machine, self.scene.plant
        if state.lifted:
            at_step = 4
        elif plant.joint is not None:
            at_step = 3
        elif machine.phase in ("ready", "inspect"):
            at_step = 1
        elif machine.phase in ("align", "prefuse", "arc", "analyse"):
            at_step = 2
        else:
            at_step = 0
        names = ["done"] * at_step + ["current"] + ["todo"] * (len(STEPS) - at_step - 1)
        return [(f"ui/tools/{icon}", name) for (_, icon), name in zip(STEPS, names, strict=True)]

    def _model(self) -> FrameModel:
        words, goal = self.ctx.words, self.scene.goal()
        cue = self.scene.cue() if self.ctx.help and self.ctx.live_cues else None
        icon = next((tool for part, tool in GOAL_ICONS if part in goal), "splicer")
        end = self.scene.plant.ends["left"]
        return FrameModel(
            title=self.ctx.title,
            chip_colour=end.colour,
            chip_text=self.ctx.language.text("Souder la fibre"),
            stages=self._stages(),
            clock_text=self.ctx.language.clock(self.ctx.clock()),
            goal_icon=f"ui/tools/{icon}",
            goal_text=words.goal(goal) if self.ctx.help else words.goal("splice.exam"),
            tools=self._tiles(),
            cue_level=cue.level if cue else None,
            cue_text=words.cue(cue.key) if cue else "",
            cue_position=cue.position if cue else None,
            toast=self._toast if self._toast_left else None,
        )


def create(scene, ctx: ViewContext) -> View:
    """The view of a splicing scene."""
    return View(scene, ctx)
