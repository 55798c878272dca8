"""How the preparation scene looks and listens: bench, fibre, hands, cleaver, lens, rail and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

from simulator.scenes.base import Action, Burst, Effect, Sound, Toast
from simulator.scenes.preparation import view_cleaver as near_view
from simulator.scenes.preparation import view_guide as guide
from simulator.scenes.preparation import view_hands as hands_view
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.scenes.preparation.view_bench import draw_bench, draw_pump
from simulator.scenes.preparation.view_fibre import draw_fibre, draw_husk, draw_sleeve
from simulator.scenes.preparation.view_focus import Focus, focus_of
from simulator.scenes.preparation.view_input import TILES, Hands, at_place, bench_spots, tile_actions, way_left
from simulator.scenes.preparation.view_input_cleaver import cleaver_spots
from simulator.scenes.preparation.view_lens import draw_lens
from simulator.scenes.preparation.view_rail import FOLD, Rail, Spot, spots
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import ToolTile, ViewContext
from simulator.ui.guidance import draw_next_place
from simulator.ui.mirror import Layout
from simulator.ui.scene_view import SceneView

MOST_HUSKS = 3
#: Stage dots of the top bar: picture, step whose badge they bear.
STEPS = (
    ("sleeve", "sleeve"), ("wipe", "wipe"), ("stripper", "strip"), ("alcohol", "clean"), ("cleaver", "cleave"),
    ("shard_bin", "bin"),
)  # fmt: skip
BADGES = {
    "sleeve": "sleeve",
    "wipe": "wipe",
    "stripper": "strip",
    "alcohol": "clean",
    "cleaver": "cleave",
    "bin": "bin",
}
GOAL_ICONS = (
    ("sleeve", "sleeve"), ("wipe_alcohol", "alcohol"), ("wipe", "wipe"), ("strip", "stripper"), ("clean", "wipe"),
    ("cleave", "cleaver"), ("bin", "shard_bin"), ("other", "hand"), ("done", "splicer"),
)  # fmt: skip


#: So near to its place a tool is moved slowly: Shift is shown too [mm].
SLOWLY_MM = 8.0
#: Keys of the goal line by what the goal's name holds; all the rest is Enter's.
GOAL_KEYS = (
    ("strip_go", ("left", "right")), ("strip_pull", ("right",)), ("_stroke", ("right",)), ("sleeve_back", ("right",)),
    ("sleeve_thread", ("left",)), ("sleeve_slide", ("left",)), ("sleeve_grab", ("left", "right", "enter")),
    ("_pinch", ("left", "enter")), ("cleave_length", ("left", "right")), ("cleave_seat", ("down",)),
    ("strip_hole", ("h",)), ("cleave_blade", ("b",)), ("slide_back", ("down",)), ("cleave_slide", ("enter held",)),
)  # fmt: skip


class View(SceneView):
    """The view of one preparation scene."""

    GOAL_ICONS, GOAL_KEYS, EXAM, LEFT = GOAL_ICONS, GOAL_KEYS, "prep.exam", Layout()

    def __init__(self, scene: Preparation, ctx: ViewContext) -> None:
        super().__init__(scene, ctx)
        self.text = ctx.language.text
        self.hands = Hands(scene, ctx.help)
        self.rail = Rail(scene, ctx)
        self.motion = hands_view.Motion()
        self.near = near_view.Nearness(zoom=1.0 if at.close_up(scene) else 0.0)
        self.grains = guide.Grains(ctx.random)
        self._husks: list[tuple[float, str]] = []
        self._focus: str | None = None
        self._hover: str | None = None

    # input

    def _before_frame(self, event: UiEvent) -> list[Action] | None:
        """What has the focus beside the frame."""
        if event.kind == "key" and (event.key == "tab" or self._focus is not None):
            return self._focus_key(event)
        return None

    def _goal_keys(self, goal: str) -> tuple[str, ...]:
        """The arrow of the way that is left to go; first to the place where a gesture begins, then Enter."""
        keys = super()._goal_keys(goal)
        way = way_left(self.scene, goal.removeprefix("prep."))
        if way is not None:
            slow = ("shift",) if abs(way) < SLOWLY_MM else ()
            return (*slow, "left" if way > 0.0 else "right")
        if "enter" not in keys or len(keys) == 1:
            return keys
        return ("enter",) if at_place(self.scene) else keys[:-1]

    def _tile(self, key: str) -> list[Action]:
        return tile_actions(self.scene, key)

    def _input(self, event: UiEvent) -> list[Action]:
        """The rail, then the bench."""
        if event.kind == "key":
            return self.hands.key(event) if event.key != "tab" else []
        return self._pointer(event)

    def _dragging(self) -> bool:
        return bool(self.hands.dragging or self.hands.cleaver.busy)

    def _pointer(self, event: UiEvent) -> list[Action]:
        x, y = event.x, event.y
        if event.kind == "down" and event.button == 1:
            self._focus = None
            spot = self._spot_at(x, y)
            if spot is not None and spot.actions:
                return list(spot.actions)
            return self.hands.down(x, y)
        if event.kind == "move":
            spot = None if self._dragging() else self._spot_at(x, y)
            self._hover = spot.key if spot else None
            return self.hands.move(x, y, event.held)
        return self.hands.up(x, y) if event.kind == "up" and event.button == 1 else []

    def _focus_key(self, event: UiEvent) -> list[Action] | None:
        """Tab goes through the tiles and buttons of the frame, then through rail and bench; None: not for us."""
        found = self.spots()
        keys = [spot.key for spot in found if spot.actions]
        if event.key == "tab":
            return self._next_focus(keys, event.shift, event)
        if event.key == "enter" and self._focus in keys:
            return list(next(spot for spot in found if spot.key == self._focus).actions)
        if event.key not in ("shift", "ctrl"):
            self._focus = None
        return None

    def _next_focus(self, keys: list[str], back: bool, event: UiEvent) -> list[Action]:
        if self._focus in keys:
            index = keys.index(self._focus) + (-1 if back else 1)
            self._focus = keys[index] if 0 <= index < len(keys) else None
            if self._focus is None:
                self.frame.handle(event, self._model())
            return []
        was = self.frame.focus
        self.frame.handle(event, self._model())
        if self.frame.focus is None and was is not None and keys:
            self._focus = keys[-1 if back else 0]
        return []

    def spots(self) -> list[Spot]:
        """Everything that may be pressed beside the frame, uppermost first."""
        scene, text = self.scene, self.text
        found = [*spots(scene, text)]
        if len(scene.params.sides) > 1:
            x, y, w, h = at.SIDES_SWITCH
            for index, side in enumerate(("left", "right")):
                rect = (x + index * w / 2, y, w / 2, h)
                found.append(Spot(f"side {side}", rect, text("Changer de fibre (S)"), (Action("side", side),), 23))
        if self._way_on():
            found.append(Spot("done", at.DONE, "", (Action("done"),), 14))
        return [*found, *cleaver_spots(scene, text), *bench_spots(scene, text)]

    def pointed(self) -> str:
        """The frame's buttons, or the word of a place beside them."""
        marked = self._focus or self._hover
        if marked == "done":
            return self._leave_words()
        found = next((spot.label for spot in self.spots() if spot.key == marked), "") if marked else ""
        return super().pointed() or found

    def _leave_words(self) -> str:
        """The words of the button that leads on."""
        return self.text("Terminer") if self.ctx.last_stage else self.text("Étape suivante")

    def _way_on(self) -> bool:
        """Whether the button to the next stage is shown: once every end asked for bears a face."""
        return all(self.scene.plant.ends[side].face is not None for side in self.scene.params.sides)

    def _spot_at(self, x: float, y: float) -> Spot | None:
        found = next((spot for spot in self.spots() if at.inside(spot.rect, x, y)), None)
        on_fibre = at.close_up(self.scene) and self.hands.cleaver.on_fibre(x, y)
        if on_fibre and (found is None or found.key in ("flap", "lid", "offcut", "cleaver fibre")):
            return self._fibre_spot()
        return found

    def _fibre_spot(self) -> Spot:
        """The fibre at the cleaver: dragged rather than pressed."""
        edge, tip, y = near_view.fibre_points(self.scene)
        desk, goal = self.scene.state.cleaver, self.scene.goal()
        if goal not in ("prep.cleave_length", "prep.cleave_seat"):
            out = desk.fibre_in or at.end_of(self.scene).face is not None
            goal = "prep.cleave_take" if out else "prep.cleave_place"
        label = self.ctx.words.goal(goal)
        return Spot("cleaver fibre", (edge - 90, y - 14, max(edge + 20, tip) - edge + 90, 28), label, (), 14)

    # time

    def _pass(self) -> None:
        self.motion.advance(self.scene)
        desk = self.scene.state.cleaver
        self.near.advance(self.scene, self.hands.cleaver.at_slide or desk.slide > 0.02)
        self.grains.advance()

    def _held(self, held: frozenset[str]) -> list[Action]:
        return self.hands.held(held)

    def _noticed(self, effect: Effect) -> None:
        if isinstance(effect, Toast) and effect.level == "good":
            self._ring = guide.RING_TICKS
        elif isinstance(effect, Burst):
            self._burst(effect)
        elif isinstance(effect, Sound):
            self._heard(effect.name)

    def _heard(self, name: str) -> None:
        if name == "pump":
            self.motion.pump = 1.0
        elif name == "strip_off":
            pull = self.scene.mat.stripper.pull
            if pull is not None:
                self._husks = [*self._husks, (pull.travel_mm, at.end_of(self.scene).colour)][-MOST_HUSKS:]

    def _burst(self, effect: Burst) -> None:
        if effect.kind == "drops":
            x, y = at.BOTTLE[0] + 54, at.BOTTLE[1] + 14
        elif at.close_up(self.scene):
            x, y = at.CUT_X, at.GROOVE_Y
        else:
            x, y = at.x_of(effect.x), at.AXIS_Y
        self.grains.burst(effect.kind, x, y)

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen; for left hands the bench as in a mirror, the rail to its left."""
        bench, rail = self._on(canvas, *at.SUBJECT[:2]), self._rail(canvas)
        self._draw_bench(bench)
        aim = self.scene.plant.site.cleaver.length_mm if self.ctx.help else None
        draw_lens(rail, self.scene, focus_of(self.scene, self.motion.pinch_x), self.text, aim, bench)
        self.rail.draw(rail)
        if self.ctx.help and not self.ctx.ghost and self.scene.goal() == "prep.wipe_fold":
            draw_next_place(rail, FOLD, self._pulse, 18)
        self._draw_frame(canvas, bench, rail)

    def _draw_bench(self, canvas: Canvas) -> None:
        scene, text = self.scene, self.text
        near = at.close_up(scene) or self.near.shown
        draw_bench(canvas, scene, text, near, self._zone())
        draw_pump(canvas, self.motion.pump)
        focus = focus_of(scene, self.motion.pinch_x)
        for index, (length, colour) in enumerate(self._husks):
            draw_husk(canvas, index, length, colour)
        self._draw_table(canvas)
        if at.close_up(scene) and self.near.zoom >= 1.0:
            self._draw_near(canvas, focus)
        else:
            self._draw_mat(canvas, focus)
        self.grains.draw(canvas)
        if self._ring:
            guide.draw_success(canvas, scene, self._ring)

    def _draw_way(self, canvas: Canvas) -> None:
        """Under the hands: arrows and frames never hide what works."""
        if self.ctx.help and not self.ctx.ghost:
            guide.draw_way(canvas, self.scene, self._pulse)

    def _zone(self) -> tuple[float, float] | None:
        params = self.scene.params
        if not self.ctx.help or self.scene.state.tool != "stripper" or at.close_up(self.scene):
            return None
        return (params.strip_aim_mm - params.strip_tolerance_mm, params.strip_aim_mm + params.strip_tolerance_mm)

    def _draw_table(self, canvas: Canvas) -> None:
        """Shards that lie about, with a red ring: danger."""
        loose = [shard for shard in self.scene.plant.shards if shard.place == "table"]
        for shard, (x, y) in zip(loose, at.TABLE_SHARDS, strict=False):
            hands_view.draw_shard(canvas, x, y, min(20.0, shard.length_mm), -0.1)
            canvas.circle(x - 12, y, 36, None, 3, "bad")

    def _draw_mat(self, canvas: Canvas, focus: Focus) -> None:
        scene, motion = self.scene, self.motion
        state, end = scene.state, at.end_of(scene)
        x, y = at.tool_point(scene)
        if self.near.shown:
            near_view.draw_near(canvas, scene, self.near, None)
        canvas.hand("left_pinch_fibre", *hands_view.left_wrist(motion), "shadow")
        pinching = state.tool == "wipe" and state.grip and scene.mat.stroke is not None
        if pinching:
            hands_view.draw_wipe_back(canvas, x, y)
        guide.draw_pull(canvas, scene)
        gripping = state.grip and (scene.mat.stripper.pull is not None or pinching)
        draw_fibre(canvas, scene, (x, y) if gripping else None, motion.pinch_x)
        if end.sleeve_mm is not None:
            middle = at.x_of(end.length_mm - end.sleeve_mm)
            draw_sleeve(canvas, middle, at.axis_y(middle), scene.plant.sleeve.length_mm)
        guide.draw_thread(canvas, focus)
        self._draw_way(canvas)
        hands_view.draw_held(canvas, scene, x, y)
        if state.tool == "stripper":
            hands_view.draw_stripper(canvas, scene, motion, x, y)
            if gripping:
                hands_view.draw_into_jaws(canvas, scene, x, y)
        if pinching:
            hands_view.draw_wipe_front(canvas, scene, x, y)
        elif state.tool == "wipe":
            hands_view.draw_open_wipe(canvas, scene, x, y)
        hands_view.draw_left(canvas, motion, end.colour)
        hands_view.draw_right(canvas, scene, x, y)

    def _draw_near(self, canvas: Canvas, focus: Focus) -> None:
        scene = self.scene
        near_view.draw_near_left(canvas, scene, "shadow")
        aim = scene.plant.site.cleaver.length_mm if self.ctx.help else None
        near_view.draw_near(canvas, scene, self.near, aim)
        near_view.draw_near_left(canvas, scene, "art")
        guide.draw_thread(canvas, focus)
        self._draw_way(canvas)
        if scene.state.offcut_in_hand:
            hands_view.draw_held(canvas, scene, *at.tool_point(scene))
        near_view.draw_near_right(canvas, scene, self.near)

    def _draw_frame(self, canvas: Canvas, bench: Canvas, rail: Canvas) -> None:
        scene, text = self.scene, self.text
        if self._way_on():
            leave = self._leave_words()
            guide.draw_done(bench, leave, scene.goal() == "prep.done")
        self._draw_labels(canvas, bench, rail, True)
        self.frame.draw(canvas, self._model())
        if len(scene.params.sides) > 1:
            guide.draw_sides(canvas, scene, text)
            if self.ctx.help and not self.ctx.ghost and scene.goal() == "prep.other_side":
                guide.draw_other_side(canvas, scene, self._pulse)
        self._draw_labels(canvas, bench, rail, False)

    def _draw_labels(self, canvas: Canvas, bench: Canvas, rail: Canvas, under: bool) -> None:
        """Names of what pointer and focus are on; under: those on the bench, which no message must lie under."""
        scene = self.scene
        marked = self._hover or self._focus
        shown = {spot.key: spot for spot in self.spots()} if marked else {}
        if self._hover == "cleaver fibre" and at.close_up(scene):
            shown[self._hover] = self._fibre_spot()
        for key, focused in ((self._hover, False), (self._focus, True)):
            if key in shown:
                spot = shown[key]
                top, right = spot.rect[1] < at.SUBJECT[1], spot.rect[0] >= at.SUBJECT[2]
                if under == (top or right):
                    continue
                over = canvas if top else rail if right else bench
                guide.draw_label(over, spot.rect, spot.label, spot.radius, focused)

    def _tiles(self) -> list[ToolTile]:
        words, state = self.ctx.words, self.scene.state
        done = state.done_steps[state.side]
        loose = self.scene.plant.loose_glass()
        names = {"bin": "shard_bin"}
        return [
            ToolTile(
                key, f"ui/tools/{names.get(key, key)}", words.tool(names.get(key, key)), BADGES[key] in done,
                key == state.tool, True, str(loose) if key == "bin" and loose else None,
            )
            for key in TILES
        ]  # fmt: skip

    def _stages(self) -> list[tuple[str, str]]:
        """The steps of this end: done, at work, to do."""
        done = self.scene.state.done_steps[self.scene.state.side]
        wanted = self.scene.guide.sleeve_wanted()
        shown = [(picture, step) for picture, step in STEPS if step != "sleeve" or wanted]
        current = next((step for _, step in shown if step not in done), None)
        return [(f"ui/tools/{p}", "done" if s in done else "current" if s == current else "todo") for p, s in shown]

    def _goal_text(self, goal: str) -> str:
        """Glass that has to come out of the cleaver again, or that was cut dirty, is told why."""
        said, guide = super()._goal_text(goal), self.scene.guide
        again = goal.startswith(("prep.wipe", "prep.strip")) and guide.dirty_face(at.end_of(self.scene))
        if not self.ctx.help or not (again or guide.dirty_in_cleaver()):
            return said
        return f"{self.ctx.words.goal('prep.cleave_dirty')} {said}"

    def _icon(self, goal: str) -> str:
        return super()._icon(goal) if self.ctx.help else self.ICON

    def _chip(self) -> tuple[str, str]:
        if self.scene.params.cleaves > 1:
            n, wanted = self.scene.guide.round(self.scene.state.side), self.scene.params.cleaves
            return at.end_of(self.scene).colour, self.text("Coupe {n} sur {all}", n=n, all=wanted)
        name = self.text("Fibre gauche") if self.scene.state.side == "left" else self.text("Fibre droite")
        return at.end_of(self.scene).colour, name


def create(scene: Preparation, ctx: ViewContext) -> View:
    """The view of a preparation scene."""
    return View(scene, ctx)
