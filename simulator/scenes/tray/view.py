"""How the tray looks and listens: bench, fibres, rail and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

from simulator.scenes.base import Action, Cue, Effect, Sound, Toast
from simulator.scenes.tray import view_layout as at
from simulator.scenes.tray.logic_goal import bad_side, to_go_to
from simulator.scenes.tray.view_fibres import Moving, Steady, draw_glow, draw_line, draw_tight, tube_letters
from simulator.scenes.tray.view_input import Hands
from simulator.scenes.tray.view_paint import BENCH, Painter, paint_sleeve
from simulator.scenes.tray.view_rail import Rail
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import ToolTile, ViewContext
from simulator.ui.guidance import draw_next_place
from simulator.ui.mirror import ASIDE, RAIL, mirrored
from simulator.ui.scene_view import SceneView
from simulator.ui.theme import faded
from simulator.ui.widgets import CLEAR

FLASH_TICKS = 12
GOAL_ICONS = (
    ("take", "sleeve"), ("lay", "sleeve"), ("press", "sleeve"), ("pen", "red_light"), ("search", "red_light"),
    ("photo", "photo"), ("lid", "lid"), ("reopen", "lid"), ("label", "label"), ("redo", "tweezers"),
    ("short", "tweezers"), ("mend", "tweezers"), ("other_slot", "sleeve"), ("done", "tray"),
)  # fmt: skip
#: Keys of the goal line by what the goal's name holds; all the rest is Enter's.
GOAL_KEYS = (
    ("lay", ("up", "down", "enter")), ("press", ("space held",)), ("draw", ("enter held",)), ("redo", ("backspace",)),
    ("short", ("backspace",)),
)  # fmt: skip
#: Goals that a tool of the bottom bar fulfils.
TILE_OF = {
    "tray.photo": "photo", "tray.lid_close": "lid", "tray.lid_blocked": "lid", "tray.label": "label",
    "tray.done": "done", "tray.pen_on": "pen", "tray.redo": "lift", "tray.reopen": "lid", "tray.short": "lift",
}  # fmt: skip
#: Where the wrist of the guiding hand lies from the finger's tip, and of the hand that holds the tray.
WRIST = (142.0, 372.0)
HOLDING = ("left_hold_edge", 26.0, 806.0)


class View(SceneView):
    """The view of one tray."""

    GOAL_ICONS, GOAL_KEYS, ICON, EXAM = GOAL_ICONS, GOAL_KEYS, "coil", "tray.exam"
    LEFT, GROUND = ASIDE, BENCH

    def __init__(self, scene, ctx: ViewContext) -> None:
        super().__init__(scene, ctx)
        self.hands = Hands(scene, ctx.help)
        self._steady = Steady()
        self.painter = Painter(scene, ctx)
        self.rail = Rail(scene, ctx)
        self.moving = Moving()
        self._flash = 0
        #: What was said to be lacking when the tray was about to be left.
        self._told: set[str] = set()

    # input

    def _input(self, event: UiEvent) -> list[Action]:
        """The plan, then the tray."""
        if event.kind in ("down", "move", "up"):
            return self._pointer(event)
        if event.kind == "keyup":
            return self.hands.let_go(event.key)
        if event.kind != "key" or event.key == "tab" or self.frame.focus is not None:
            return []
        if event.key == "enter" and self.scene.state.drawing is None:
            return self._leave() if self.scene.goal() == "tray.done" else self.hands.enter(self.scene.goal())
        return self.hands.key(event)

    def _pointer(self, event: UiEvent) -> list[Action]:
        if event.kind == "move":
            return self.hands.move(event.x, event.y, event.held)
        if event.kind == "up":
            return self.hands.up(event.x, event.y)
        if event.button != 1:
            return []
        row = self.rail.row_at(event.x, event.y)
        return [Action("piece", float(row + 1))] if row is not None else self.hands.down(event.x, event.y)

    def _tile(self, key: str) -> list[Action]:
        lid = self.scene.plant.tray.lid
        if key in ("hand", "lift"):
            self.hands.tool = key
            return []
        simple = {
            "label": Action("label"), "pen": Action("pen", not self.scene.state.pen), "photo": Action("photo"),
            "lid": Action("lid", "close" if lid == "open" else "open"),
        }  # fmt: skip
        return self._leave() if key == "done" else [simple[key]]

    def _leave(self) -> list[Action]:
        """Go on to what comes next; what is lacking is said before, once, and a second press goes all the same."""
        lacking = self.scene.lacking()
        if set(lacking) <= self._told or self.scene.state.drawing is not None:
            return [Action("done")]
        self._told |= set(lacking)
        text = self.ctx.language.text
        words = {"splices": text("des fibres à ranger"), "photo": text("la photo"), "lid": text("le couvercle"),
                 "label": text("l’étiquette")}  # fmt: skip
        if self.ctx.help:
            what = ", ".join(words[name] for name in lacking)
            self._tell("watch", text("Il manque : {what}. Appuie encore pour partir quand même.", what=what))
        else:
            self._tell("watch", text("Tu quittes la cassette ? Appuie encore."))
        return []

    # time

    def _pass(self) -> None:
        self._flash = max(0, self._flash - 1)

    def _held(self, held: frozenset[str]) -> list[Action]:
        return self.hands.held(held)

    def _noticed(self, effect: Effect) -> None:
        if isinstance(effect, Toast) and effect.key.startswith("tray.photo"):
            self._flash = FLASH_TICKS
        elif isinstance(effect, Sound) and effect.name == "fibre":
            self.hands.tool = "hand"

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        state, lid = self.scene.state, self.scene.plant.tray.lid
        self._draw_strip(canvas)
        whole, canvas = canvas, self._on(canvas, 0.0, at.WORK[1])
        self.painter.draw_under(canvas, self.hands.sleeve_at is not None)
        self.moving.draw(canvas, self.scene)
        self.painter.draw_over(canvas)
        draw_glow(canvas, self.scene, self._beat)
        self.painter.draw_lid(canvas)
        if lid == "open":
            self._draw_hand(canvas if self.left is None else mirrored(whole))
        if self.ctx.help:
            self._draw_guide(whole)
        if self.hands.sleeve_at is not None and self.scene.piece is not None:
            paint_sleeve(canvas, *self.hands.sleeve_at, self.scene.piece.colours["left"], True)
        elif state.in_hand and not self.ctx.ghost:
            self._draw_slot_choice(canvas)
        if self._flash:
            canvas.rect(0, 72, 1492, 896, faded(canvas.theme.paper, 0.6 * self._flash / FLASH_TICKS))
        self.rail.draw(self._rail(whole))
        to = to_go_to(self.scene, self.scene.goal()) if self.ctx.help and not self.ctx.ghost else None
        if to is not None and lid == "open":
            draw_next_place(self._rail(whole), at.row_rect(to, len(self.scene.pieces)), self._pulse, 14, 4, 2)
        self.frame.draw(whole, self._model())
        tile = self._tile_rect(TILE_OF.get(self.scene.goal(), "")) if self.ctx.help and not self.ctx.ghost else None
        if tile is not None:
            draw_next_place(whole, tile, self._pulse, 18)

    def _draw_hand(self, canvas: Canvas) -> None:
        """The finger that leads the fibre, and the hand that holds the tray; for left hands on a mirror."""
        state = self.scene.state
        if state.drawing is None:
            return
        x, y = at.to_px(*state.drawn[-1])
        x = x if self.left is None else RAIL[0] - x
        if x > 640.0:
            canvas.hand(*HOLDING)
        canvas.hand("right_guide_fibre", round(x + WRIST[0]), round(y + WRIST[1]))

    def _draw_slot_choice(self, canvas: Canvas) -> None:
        """The slot that the arrow keys have come to."""
        x, y, w, h = at.slot_rect(self.hands.slot_row)
        canvas.rect(x - 34, y - 2, w + 68, h + 4, CLEAR, 9, 4, "light")

    def _draw_guide(self, whole: Canvas) -> None:
        """The guided line, the tightest place, and a calm frame of light round the next place of the hand."""
        scene, state, canvas = self.scene, self.scene.state, self._on(whole, 0.0, at.WORK[1])
        goal = scene.goal()
        if scene.plant.tray.lid != "open" or scene.piece is None:
            return
        if goal == "tray.draw" or goal.startswith("tray.coil_"):
            line = self.hands.line()
            if line and not self.ctx.ghost:
                due = scene.piece.fibres[self.hands.side_due() or "left"]
                draw_line(canvas, line, state.drawn_mm if state.drawing else due.drawn_mm)
        tight = scene.tight_of(state.current)
        found_so = scene.as_found(state.current)
        if tight is not None and tight.radius_mm < 0.93 * scene.params.radius_mm and not found_so:
            line = self.hands.line() if state.drawing else ()
            shown = self._steady.of(tight, self._beat)
            letter = tube_letters(self.ctx.language)[scene.tight_side(state.current)]
            draw_tight(canvas, self.ctx, shown, scene.params.radius_mm, line, letter)
        target = self._target(goal)
        if target is not None:
            draw_next_place(self._on(whole, *target[:2]), target, self._pulse, 18)

    def _target(self, goal: str) -> at.Rect | None:
        """Where the hand should go next, as a rectangle."""
        piece = self.scene.piece
        if goal == "tray.take":
            return (at.FRONT[0] - 130, at.FRONT[1] - 20, 260, 40)
        if goal == "tray.lay":
            return at.slot_rect(piece.slot)
        if goal in ("tray.press", "tray.other_slot"):
            return at.slot_rect(piece.laid)
        if goal.startswith("tray.coil_"):
            side = goal.removeprefix("tray.coil_")
            path = piece.fibres[side].path
            x, y = at.to_px(*path[-1]) if path else at.entry(side)
            return (x - 26, y - 46, 52, 52)
        return None

    # the frame

    def _tiles(self) -> list[ToolTile]:
        text, state, plant = self.ctx.language.text, self.scene.state, self.scene.plant.tray
        tool = self.hands.tool
        leave = text("Terminer") if self.ctx.last_stage else text("Suite")
        return [
            ToolTile("hand", "ui/tools/hand", text("Main"), selected=tool == "hand"),
            ToolTile("lift", "ui/tools/tweezers", text("Sortir"), selected=tool == "lift"),
            ToolTile("pen", "ui/tools/red_light", text("Stylo rouge"), done=state.pen),
            ToolTile("photo", "ui/tools/photo", text("Photo"), done=plant.photo),
            ToolTile("lid", "ui/tools/lid", text("Couvercle"), done=plant.lid == "closed"),
            ToolTile("label", "ui/tools/label", text("Étiquette"), done=plant.labelled),
            ToolTile("done", "ui/tools/report", leave, enabled=state.drawing is None),
        ]

    def _stages(self) -> list[tuple[str, str]]:
        """One dot per splice, then photo, lid."""
        pieces, state = self.scene.pieces, self.scene.plant.tray
        done = [piece.stored for piece in pieces] + [state.photo, state.lid == "closed" and state.labelled]
        icons = ["ui/tools/coil"] * len(pieces) + ["ui/tools/photo", "ui/tools/lid"]
        now = next((i for i, finished in enumerate(done) if not finished), -1)
        return [
            (icon, "done" if finished else "current" if index == now else "todo")
            for index, (icon, finished) in enumerate(zip(icons, done, strict=True))
        ]

    def _goal_text(self, goal: str) -> str:
        text, piece = self.ctx.language.text, self.scene.piece
        if self.ctx.help and goal == "tray.draw":
            radius = self.ctx.words.value(self.scene.params.radius_mm, 0, "mm")
            return text("Enroule sans serrer. Vise un rayon de {radius}.", radius=radius)
        if self.ctx.help and goal == "tray.redo" and (side := bad_side(self.scene)):
            left = text("La fibre de gauche est mal posée. Sors-la et recommence.")
            return left if side == "left" else text("La fibre de droite est mal posée. Sors-la et recommence.")
        if goal.startswith("tray.coil_") and piece is not None and piece.fibres[goal.removeprefix("tray.coil_")].path:
            return text("Reprends la fibre où tu l’as laissée. Enroule-la.")
        if self.ctx.help and goal == "tray.lay" and piece is not None:
            return text("Pose le manchon dans la rainure {n}.", n=piece.slot)
        return super()._goal_text(goal)

    def _cue_said(self, cue: Cue) -> tuple[str, float | None]:
        said, tight = self.ctx.words.cue(cue.key), self.scene.tight_of(self.scene.state.current)
        if cue.key == "tray.too_tight" and tight is not None:
            radius = self.ctx.words.value(tight.radius_mm, 0, "mm")
            said = self.ctx.language.text("Trop serré : {radius}", radius=radius)
        return said, cue.position if cue.key in ("tray.too_tight", "tray.nearly", "tray.wide") else None

    def _chip(self) -> tuple[str | None, str]:
        piece = self.scene.piece
        colour = piece.colours["left"] if piece is not None else None
        return colour, self.ctx.language.text("Cassette {n}", n=self.scene.params.number)


def create(scene, ctx: ViewContext) -> View:
    """The view of a tray."""
    return View(scene, ctx)
