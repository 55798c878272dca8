"""How the splicing scene looks and listens: machine, screen, rail and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

from typing import Any

from simulator.instruments.splicer import AIM_Z_MM
from simulator.instruments.splicer_law import fibre_types
from simulator.scenes.base import TICKS_PER_SECOND, Action, Effect, Sound
from simulator.scenes.splicing import view_layout as at
from simulator.scenes.splicing.logic import MENU_ROWS, PROGRAMMES, SIDES
from simulator.scenes.splicing.view_input import NEXT, Hands
from simulator.scenes.splicing.view_machine import STATIC, draw_hands, draw_labels, draw_machine
from simulator.scenes.splicing.view_rail import FASTER, Rail
from simulator.scenes.splicing.view_screen import ScreenPainter, menu_row_at
from simulator.ui.canvas import DESIGN, Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import ToolTile, ViewContext
from simulator.ui.guidance import draw_next_place, draw_run, draw_way
from simulator.ui.mirror import ASIDE, RAIL, mirrored
from simulator.ui.scene_view import SceneView, step_dots

#: Goals that are met with a button of the rail.
RAIL_GOALS = (
    "splice.take", "splice.oven_place", "splice.oven_lid", "splice.oven_heat", "splice.oven_open", "splice.oven_take",
    "splice.done", "splice.send_back", "splice.redo_broken", "splice.no_sleeve",
)  # fmt: skip
#: Phases of the machine in which its motors turn.
MOTORS = ("set", "gap", "align", "proof")
#: Stage dots of the top bar: loading, looking, arc, proof test, oven.
STEPS = ("align", "eye", "arc", "prooftest", "oven")
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


#: So near to its place an end is brought slowly: Shift is shown too [mm].
SLOWLY_MM = 6.0
#: Keys of the goal line by what the goal's name holds; all the rest is Enter's.
GOAL_KEYS = (
    ("raise_", ("up",)), ("splice.menu", ("up", "down", "s")),
    ("decide", ("k", "x")), ("wait", ("f",)), ("cool", ("f",)),
    ("read_image", ()),
)  # fmt: skip


class View(SceneView):
    """The view of one splicing scene."""

    GOAL_ICONS, GOAL_KEYS, ICON, EXAM = GOAL_ICONS, GOAL_KEYS, "splicer", "splice.exam"
    LEFT, GROUND = ASIDE, STATIC

    def __init__(self, scene, ctx: ViewContext) -> None:
        super().__init__(scene, ctx)
        self.hands = Hands(scene, ctx.help)
        self.rail = self.card = Rail(scene, ctx)
        self.screen = ScreenPainter(scene, ctx)

    def _goal_keys(self, goal: str) -> tuple[str, ...]:
        """The arrow of the way that an end or the sleeve has left to go; past its place, back."""
        side = goal.rpartition("_")[2]
        if "bring_" in goal:
            way = self._way(side)
        elif "centre_sleeve" in goal:
            way = -self.scene.plant.sleeve.centre_mm
        else:
            return super()._goal_keys(goal)
        slow = ("shift",) if abs(way) < SLOWLY_MM else ()
        return (*slow, "right" if way > 0.0 else "left")

    def _way(self, side: str) -> float:
        """How far an end has to go to its place, to the right positive [mm]."""
        return (AIM_Z_MM - self.scene.loaded(side).z_mm) * (1.0 if side == "left" else -1.0)

    # input

    def _input(self, event: UiEvent) -> list[Action]:
        """The rail, then the machine."""
        actions = self._pointer(event) if event.kind in ("down", "move", "up") else self._keys(event)
        for action in actions:
            if action.target == "key":
                self._press(str(action.value))
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
        if event.key == "enter" and self.rail.focused is not None:
            return self._of_card(self.rail.focused.action)
        if event.key == "enter" and self.scene.machine.phase == "menu":
            return self._menu_choice(self.scene.state.menu_row)
        action = self.rail.action_of_key(event.key)
        return self._of_card(action) if action is not None else self.hands.key(event, self.scene.goal())

    def _of_card(self, action: Any) -> list[Action]:
        """An action of the rail; then Enter is the next thing again, and the card of care steps back."""
        if action == FASTER:
            self._wanted = FASTER
            return []
        self.rail.card, self.rail.focus = "auto", -1
        return [action]

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

    def _held(self, held: frozenset[str]) -> list[Action]:
        return self.hands.held(held)

    def _noticed(self, effect: Effect) -> None:
        if isinstance(effect, Sound) and effect.name in ("success", "proof_ok", "done"):
            self._ring = TICKS_PER_SECOND

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
        self._draw_strip(canvas)
        bench = self._on(canvas, 0.0, at.FIBRE_Y)
        draw_machine(bench, self.scene, self._pressed, self.ctx.language.text)
        self.screen.draw(bench)
        draw_labels(bench)
        draw_hands(bench, self.scene, mirrored(canvas), DESIGN[0] if self.left is None else RAIL[0])
        helped, by_rail = self.ctx.help and not self.ctx.ghost, self._by_rail()
        if helped and not by_rail:
            self._draw_guide(bench)
        if self._ring:
            self._draw_ring(bench)
        self.rail.draw(self._rail(canvas))
        if helped and by_rail:
            self._draw_guide(self._rail(canvas))
        self.frame.draw(canvas, self._model())
        due = "redo" if NEXT.get(self.scene.goal()) == Action("decide", "redo") else "care"
        tile = self._tile_rect(due) if helped and by_rail and self._target() is None else None
        if tile is not None and not self.scene.machine.busy:
            draw_next_place(canvas, tile, self._pulse, 18)

    def _by_rail(self) -> bool:
        """Whether what is due is a button of the rail, or lies behind the tool of care."""
        action = NEXT.get(self.scene.goal())
        return self.scene.goal() in RAIL_GOALS or action is not None and action.target == "care"

    def _target(self) -> at.Rect | None:
        """Where the hand should go next, as a rectangle."""
        goal = self.scene.goal()
        for side in SIDES:
            if goal in (f"splice.load_{side}", f"splice.lower_{side}", f"splice.bring_{side}", f"splice.raise_{side}"):
                lie = getattr(self.scene.state, side)
                x, y = at.tip(side, lie.z_mm, lie.h_mm)
                return (x - 130 if side == "left" else x + 10, y - 40, 120, 80)
            if goal in (f"splice.clamp_{side}", f"splice.unclamp_{side}"):
                return at.clamp(side, goal.startswith("splice.unclamp_"))
        action = NEXT.get(goal)
        if action is not None and action.target == "key":
            return at.KEYS[str(action.value)]
        if goal == "splice.close_cover":
            return (680, 96, 128, 40)
        if goal in ("splice.open_cover", "splice.open_for_proof", "splice.open_for_take"):
            return (674, 388, 140, 44)
        if self._by_rail():
            return next((spot.rect for spot in self.rail.spots if spot.action == NEXT[goal]), None)
        if goal == "splice.centre_sleeve":
            return (self.hands.sleeve_x() - 140, at.LIFTED_Y - 34, 280, 68)
        return None

    def _draw_guide(self, canvas: Canvas) -> None:
        """A calm frame of light round the next place of the hand; arrows the way an end has to go."""
        target = self._target()
        if target is None or self.scene.machine.busy:
            return
        draw_next_place(canvas, target, self._pulse, 22, 5, 8)
        goal = self.scene.goal()
        if goal.startswith(("splice.load_", "splice.bring_")):
            side = goal.rpartition("_")[2]
            sign = 1 if self._way(side) > 0.0 else -1
            x, y, w, h = target
            draw_way(canvas, x + w + 40 if sign > 0 else x - 40, y + h / 2, sign, self._pulse, 26, 16)

    def _goal_text(self, goal: str) -> str:
        """In the middle of a job the end of the splice is not the end of the work."""
        return super()._goal_text("splice.next" if goal == "splice.done" and not self.ctx.last_stage else goal)

    def _draw_ring(self, canvas: Canvas) -> None:
        """A success: light runs along the fibre."""
        share = 1 - self._ring / TICKS_PER_SECOND
        draw_run(canvas, 190 + share * 1100, at.LIFTED_Y if self.scene.state.lifted else at.FIBRE_Y)

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
                enabled=machine.phase in ("ready", "result", "error", "proof_failed", "released")
                or state.lifted
                or self.scene.goal() == "splice.send_back",
            ),
        ]

    def _stages(self) -> list[tuple[str, str]]:
        state, machine, plant = self.scene.state, self.scene.machine, self.scene.plant
        if self.scene.goal() == "splice.done":
            at_step = len(STEPS)
        elif state.lifted:
            at_step = 4
        elif plant.joint is not None:
            at_step = 3
        elif machine.phase in ("ready", "inspect"):
            at_step = 1
        elif machine.phase in ("align", "prefuse", "arc", "analyse"):
            at_step = 2
        else:
            at_step = 0
        return step_dots(STEPS, at_step)

    def _chip(self) -> tuple[str, str]:
        types = fibre_types(self.scene.plant)
        # The programme goes by the types: where they differ, they can be read.
        said = " + ".join(types) if len(set(types)) > 1 else self.ctx.language.text("Souder la fibre")
        return self.scene.plant.ends["left"].colour, said


def create(scene, ctx: ViewContext) -> View:
    """The view of a splicing scene."""
    return View(scene, ctx)
