"""How the scene of the splicing plan looks and listens: two cables, their fibres, the sheet.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

from simulator.plant.site import COLOURS
from simulator.scenes.base import Action
from simulator.scenes.plan import view_layout as at
from simulator.scenes.plan.logic import SIDES, Plan
from simulator.scenes.plan.view_paint import Painter
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point
from simulator.ui.events import UiEvent
from simulator.ui.frame import ToolTile, ViewContext
from simulator.ui.scene_view import SceneView, step_dots

#: A press that moves less than this is a click [design units].
CLICK = 14.0


class View(SceneView):
    """The view of one pick."""

    ICON, EXAM = "open_cable", "plan.exam"

    def __init__(self, scene: Plan, ctx: ViewContext) -> None:
        super().__init__(scene, ctx)
        self.painter = Painter(scene, ctx)
        self.side = "left"
        self.row = {"left": 0, "right": 0}
        self.with_keys = False
        self.hover: tuple[str, str] | None = None
        self.drag: tuple[str, str, bool] | None = None  # side, colour, was in the holder
        self.hand: Point = (0.0, 0.0)
        self._start: Point = (0.0, 0.0)

    # input

    def _goal_keys(self, goal: str) -> tuple[str, ...]:
        """To the side that is due, then up and down to the fibre."""
        side = goal.rpartition("_")[2]
        if side not in self.row:
            return ("enter",)
        return (*((side,) if self.side != side else ()), "up", "down", "enter")

    def _input(self, event: UiEvent) -> list[Action]:
        if event.kind == "key":
            return self._key(event) if event.key != "tab" and self.frame.focus is None else []
        if event.kind in ("down", "move", "up"):
            return self._pointer(event)
        return []

    def _free(self, side: str) -> set[str]:
        return set(COLOURS) - self.scene.used(side) - {getattr(self.scene.state, side)}

    def _under(self, x: float, y: float) -> tuple[str, str] | None:
        for side in SIDES:
            colour = at.nearest(side, x, y, self._free(side))
            if colour is not None:
                return side, colour
        return None

    def _pointer(self, event: UiEvent) -> list[Action]:
        x, y = event.x, event.y
        if event.kind == "move":
            self.hand = (x, y)
            self.hover = None if self.drag else self._under(x, y)
            return []
        if event.kind == "down" and event.button == 1:
            return self._down(x, y)
        if event.kind == "up" and self.drag is not None:
            return self._up(x, y)
        return []

    def _down(self, x: float, y: float) -> list[Action]:
        self.with_keys, self._start, self.hand = False, (x, y), (x, y)
        if at.inside(at.GO, x, y) and self.painter.complete:
            return [Action("done")]
        found = self._under(x, y)
        if found is not None:
            self.drag = (*found, False)
        elif at.inside(at.HOLDER, x, y):
            side = "left" if x < at.MIDDLE_X else "right"
            colour = getattr(self.scene.state, side)
            if colour is not None:
                self.drag = (side, colour, True)
        return []

    def _up(self, x: float, y: float) -> list[Action]:
        assert self.drag is not None
        side, colour, held = self.drag
        self.drag = None
        clicked = max(abs(x - self._start[0]), abs(y - self._start[1])) < CLICK
        self.hover = None
        if held:
            return [] if at.inside(at.HOLDER, x, y, 20.0) and not clicked else [Action(f"{side}.put")]
        if clicked or at.inside(at.HOLDER, x, y, 60.0):
            return self._taken(side, colour)
        return []

    def _key(self, event: UiEvent) -> list[Action]:
        self.with_keys = True
        if event.key in ("left", "right"):
            self.side = event.key
        elif event.key in ("up", "down"):
            self._step(-1 if event.key == "up" else 1)
        elif event.key == "space":
            return self._take()
        elif event.key == "backspace":
            return [Action(f"{self.side}.put")]
        elif event.key == "enter":
            return [Action("done")] if self.painter.complete else self._take()
        return []

    def _step(self, step: int) -> None:
        """The next free fibre of the side."""
        free = self._free(self.side)
        for _ in COLOURS:
            self.row[self.side] = (self.row[self.side] + step) % len(COLOURS)
            if COLOURS[self.row[self.side]] in free:
                return

    def _take(self) -> list[Action]:
        colour = COLOURS[self.row[self.side]]
        if colour not in self._free(self.side):
            return []
        return self._taken(self.side, colour)

    def _taken(self, side: str, colour: str) -> list[Action]:
        """Takes a fibre; the keys go on at the other side, whether hand or keys took this one."""
        self.side = "right" if side == "left" else "left"
        return [Action(f"{side}.take", colour)]

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        marked = self.hover
        if self.with_keys and self.frame.focus is None and not self.painter.complete:
            marked = (self.side, COLOURS[self.row[self.side]])
        self.painter.draw(canvas, marked, self.drag, self.hand)
        self.frame.draw(canvas, self._model())

    # the frame

    def _chip(self) -> tuple[None, str]:
        total = len(self.scene.params.pairs)
        return None, self.ctx.language.text("Paire {n} sur {total}", n=min(self.scene.params.pair, total), total=total)

    def _stages(self) -> list[tuple[str, str]]:
        return step_dots(["open_cable"] * len(self.scene.params.pairs), self.scene.spliced)

    def _tiles(self) -> list[ToolTile]:
        return [ToolTile("hand", "ui/tools/hand", self.ctx.words.tool("hand"), selected=True)]


def create(scene: Plan, ctx: ViewContext) -> View:
    """The view of a pick."""
    return View(scene, ctx)
