"""How the preparation scene looks and listens: bench, hands, magnifier, cards and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.scenes.base import TICKS_PER_SECOND, Action, Burst, Effect, Sound, Toast
from simulator.scenes.preparation import view_worktop as bench
from simulator.scenes.preparation import view_closeup as cleaving
from simulator.scenes.preparation.view_panels import Cards
from simulator.scenes.preparation.view_gestures import Hands
from simulator.scenes.preparation.view_glass import draw_magnifier, draw_thread
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import FrameModel, SceneFrame, ToolTile, ViewContext
from simulator.ui.widgets import CLEAR

TOAST_TICKS = 4 * TICKS_PER_SECOND
RING_TICKS = TICKS_PER_SECOND
BURST_TICKS = 40
#: Tiles and stage dots: key, picture, step whose badge they bear.
TOOLS = (
    ("sleeve", "sleeve", "sleeve"), ("wipe", "wipe", "wipe"), ("stripper", "stripper", "strip"), ("alcohol", "alcohol", "clean"),
    ("cleaver", "cleaver", "cleave"), ("bin", "shard_bin", "bin"), ("scissors", "scissors", ""),
)  # fmt: skip
GOAL_ICONS = (
    ("sleeve", "sleeve"), ("wipe_alcohol", "alcohol"), ("wipe", "wipe"), ("strip", "stripper"), ("clean", "alcohol"), ("cleave", "cleaver"),
    ("bin", "shard_bin"), ("other", "hand"), ("done", "splicer"),
)  # fmt: skip


class View:
    """The view of one preparation scene."""

    def __init__(self, scene, ctx: ViewContext) -> None:
        self.scene = scene
        self.ctx = ctx
        self.frame = SceneFrame(ctx)
        self.hands = Hands(scene)
        self.cards = Cards(scene, ctx)
        self._cosmetic = scene.plant.chance.cosmetic()
        self._wanted: str | None = None
        self._toast: tuple[str, str] | None = None
        self._toast_left = 0
        self._beat = 0
        self._ring = 0
        self._grains: list[list[float]] = []

    # input

    def handle(self, event: UiEvent) -> list[Action]:
        """One input: the frame's buttons first, then the cards, then the bench."""
        if self.ctx.ghost:
            return []
        asked = self.frame.handle(event, self._model())
        if asked in ("back", "help", "pause"):
            self._wanted = "leave" if asked == "back" else asked
            return []
        if asked and asked.startswith("tool:"):
            return self.hands.take(asked[5:])
        if event.kind == "down" and event.button == 1:
            action = self.cards.action_at(event.x, event.y)
            return [action] if action is not None else self.hands.down(event.x, event.y)
        if event.kind == "move":
            return self.hands.move(event.x, event.y, event.held)
        if event.kind == "up":
            return self.hands.up()
        return self._key(event) if event.kind == "key" else []

    def _key(self, event: UiEvent) -> list[Action]:
        if event.key == "h" and self.cards.spots:
            self.cards.focus = (self.cards.focus + 1) % len(self.cards.spots)
            return []
        if event.key == "enter" and 0 <= self.cards.focus < len(self.cards.spots):
            action, self.cards.focus = self.cards.spots[self.cards.focus].action, -1
            return [action]
        self.cards.focus = -1
        return self.hands.key(event, self.scene.goal())

    def tick(self, held: frozenset[str]) -> list[Action]:
        """Once per tick: keys that are held, and what only moves on screen."""
        self._beat += 1
        self._ring = max(0, self._ring - 1)
        self._toast_left = max(0, self._toast_left - 1)
        for grain in self._grains:
            grain[0] += grain[2]
            grain[1] += grain[3]
            grain[3] += 0.22
            grain[4] -= 1
        self._grains = [grain for grain in self._grains if grain[4] > 0]
        return [] if self.ctx.ghost else self.hands.held(held, self.scene.goal())

    def notice(self, effects: Sequence[Effect]) -> None:
        """Show what the step brought: every message and every sound has something to be seen."""
        for effect in effects:
            if isinstance(effect, Toast):
                self._toast = (effect.level, self.ctx.words.toast(effect.key))
                self._toast_left = TOAST_TICKS
            elif isinstance(effect, Sound) and effect.name in ("success", "good", "cleave_good"):
                self._ring = RING_TICKS
            elif isinstance(effect, Burst):
                self._burst(effect)
        if any(isinstance(e, Toast) and e.level == "good" for e in effects):
            self._ring = RING_TICKS

    def _burst(self, effect: Burst) -> None:
        random = self.ctx.random
        for _ in range(10):
            self._grains.append(
                [bench.x_of(effect.x), bench.FIBRE_Y, random.uniform(-2.2, 2.2), random.uniform(-3.0, 0.5), random.randint(BURST_TICKS // 2, BURST_TICKS)]
            )

    def wanted(self) -> str | None:
        """What the frame's buttons asked for since the last call."""
        asked, self._wanted = self._wanted, None
        return asked

    def waiting(self) -> bool:
        """Nothing here only passes time."""
        return False

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        text, scene = self.ctx.language.text, self.scene
        bench.draw_ground(canvas, scene, (text("Lingettes"), text("Alcool"), text("Fibres")), self.ctx.help)
        if self.hands.at_cleaver():
            self._draw_cleaver(canvas)
        else:
            self._draw_mat(canvas)
        for x, y, _, _, _ in self._grains:
            canvas.circle(round(x), round(y), 3.5, "light_core")
        if self._ring:
            self._draw_ring(canvas)
        self.cards.draw(canvas)
        draw_magnifier(canvas, scene, self._cosmetic)
        self.frame.draw(canvas, self._model())

    def _draw_mat(self, canvas: Canvas) -> None:
        scene = self.scene
        bench.draw_left_hand(canvas, scene, "shadow")
        bench.draw_fibre(canvas, scene)
        draw_thread(canvas, scene)
        bench.draw_sleeve(canvas, scene)
        bench.draw_left_hand(canvas, scene, "art")
        bench.draw_right_hand(canvas, scene)
        if scene.state.offcut_in_hand:
            canvas.hand("right_guide_fibre", 1182, 812)
            canvas.glass([(1016, 436), (1096, 436)], 6)
        if self.ctx.help and not self.ctx.ghost:
            self._draw_way(canvas)

    def _draw_cleaver(self, canvas: Canvas) -> None:
        scene = self.scene
        desk = scene.state.cleaver
        if self.ctx.help and not desk.cut_done and not desk.lid_closed:
            aim = scene.plant.site.cleaver.length_mm
            cleaving.draw_guides(canvas, scene, desk.fibre_in and abs(desk.length_mm - aim) <= 0.5)
        cleaving.draw_cleaver(canvas, scene)
        if self.ctx.help and not desk.cut_done and not desk.lid_closed:
            aim = cleaving.edge_x(scene.plant.site.cleaver.length_mm)
            canvas.dashed([(aim, cleaving.LINE_Y - 64), (aim, cleaving.LINE_Y + 30)], "good", 4, 7, 5)
        if self.ctx.help and not self.ctx.ghost:
            self._draw_way(canvas)

    def _target(self) -> bench.Rect | None:
        """Where the hand should go next."""
        step = self.scene.goal().removeprefix("prep.")
        parts = cleaving.PARTS
        spots: dict[str, bench.Rect] = {
            "sleeve": bench.SHELF["sleeve"], "wipe": bench.SHELF["wipe"], "clean": bench.SHELF["wipe"], "wipe_new": bench.SHELF["wipe"],
            "wipe_alcohol": bench.SHELF["alcohol"], "strip": bench.SHELF["stripper"], "cleave": bench.SHELF["cleaver"], "bin_drop": bench.SHELF["bin"],
            "cleave_lid_open": (parts["lid_closed"][0] + 60, parts["lid_closed"][1] + 20, 320, 110), "cleave_lid_close": (parts["lid_open"][0] + 120, parts["lid_open"][1], 150, 60),
            "cleave_clamp": parts["flap_open"], "cleave_flap_open": parts["flap_closed"], "cleave_slide": parts["slide"], "cleave_slide_back": parts["slide"],
            "bin_take": parts["offcut"],
        }  # fmt: skip
        if step in spots:
            return spots[step]
        if step in ("strip_close", "strip_go"):
            x = bench.x_of(self.scene.params.strip_aim_mm)
            return (x - 30, bench.FIBRE_Y - 40, 60, 80)
        if step in ("cleave_place", "cleave_take"):
            return (cleaving.edge_x(24) - 60, cleaving.LINE_Y - 90, 140, 110)
        return None

    def _draw_way(self, canvas: Canvas) -> None:
        """A calm frame of light round the next place, or arrows along the way of the pull."""
        target = self._target()
        if target is not None:
            x, y, w, h = target
            grow = 8 + 3 * round(2 * math.sin(2 * math.pi * (self._beat // 6 % 16) / 16)) / 2
            canvas.rect(x - grow, y - grow, w + 2 * grow, h + 2 * grow, CLEAR, 20, 5, "light")
            return
        goal = self.scene.goal()
        if goal.endswith(("_pull", "_stroke", "_pinch")):
            self._arrows(canvas, 1090.0, 1)
        elif goal in ("prep.sleeve_thread", "prep.sleeve_slide", "prep.sleeve_grab", "prep.sleeve_hold"):
            self._arrows(canvas, 1090.0, -1)

    def _arrows(self, canvas: Canvas, x: float, way: int) -> None:
        for step in range(3):
            cx = x + way * 30 * step
            lit = (self._beat // 10) % 3 == step
            canvas.polyline([(cx - way * 9, 390), (cx + way * 9, 410), (cx - way * 9, 430)], "light" if lit else "trace_2", 7 if lit else 5)

    def _draw_ring(self, canvas: Canvas) -> None:
        """A success: light runs along the fibre."""
        share = 1 - self._ring / RING_TICKS
        x, y = 130 + share * 840, cleaving.LINE_Y if self.hands.at_cleaver() else bench.FIBRE_Y
        canvas.halo(x, y, 50, "light", 0.7)
        canvas.circle(round(x), y, 8, "light_core")

    def _tiles(self) -> list[ToolTile]:
        words, state = self.ctx.words, self.scene.state
        done = state.done_steps[state.side]
        selected = {"wipe": "wipe", "stripper": "stripper", "cleaver": "cleaver", "sleeve": "sleeve", "bin": "bin"}.get(state.tool)
        return [
            ToolTile(key, f"ui/tools/{picture}", words.tool(picture), done=step in done, selected=key == selected,
                     badge="1" if key == "bin" and self.scene.plant.loose_glass() else None)
            for key, picture, step in TOOLS
        ]  # fmt: skip

    def _stages(self) -> list[tuple[str, str]]:
        """The steps of this end: done, at work, to do."""
        state = self.scene.state
        done = state.done_steps[state.side]
        sleeve = self.scene.guide.sleeve_wanted()
        shown = [(picture, step) for _, picture, step in TOOLS if step and (step != "sleeve" or sleeve)]
        current = next((step for _, step in shown if step not in done), None)
        return [(f"ui/tools/{p}", "done" if s in done else "current" if s == current else "todo") for p, s in shown]

    def _model(self) -> FrameModel:
        text, words, goal = self.ctx.language.text, self.ctx.words, self.scene.goal()
        cue = self.scene.cue() if self.ctx.help else None
        icon = next((tool for part, tool in GOAL_ICONS if part in goal), "hand")
        end = self.scene.mat.end
        side = text("Fibre gauche") if self.scene.state.side == "left" else text("Fibre droite")
        return FrameModel(
            title=self.ctx.title,
            chip_colour=end.colour,
            chip_text=side,
            stages=self._stages(),
            clock_text=self.ctx.language.clock(self.ctx.clock()),
            goal_icon=f"ui/tools/{icon}",
            goal_text=words.goal(goal) if self.ctx.help else words.goal("prep.exam"),
            tools=self._tiles(),
            cue_level=cue.level if cue else None,
            cue_text=words.cue(cue.key) if cue else "",
            cue_position=cue.position if cue else None,
            toast=self._toast if self._toast_left else None,
        )


def create(scene, ctx: ViewContext) -> View:
    """The view of a preparation scene."""
    return View(scene, ctx)
