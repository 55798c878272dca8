"""How the connectors scene looks and listens: bench, hands, microscope, rail and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.scenes.base import TICKS_PER_SECOND, Action, Burst, Effect, Sound, Toast
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.view_bench import draw_ground, draw_sign
from simulator.scenes.connectors.view_hands import draw_work
from simulator.scenes.connectors.view_input import Hands, tile_actions
from simulator.scenes.connectors.view_mount import BUCKLE, HOUSING, MountHands, draw_mount
from simulator.scenes.connectors.view_rail import Rail
from simulator.scenes.connectors.view_scope import ScopePainter
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import FrameModel, SceneFrame, ToolTile, ViewContext

TOAST_TICKS = 4 * TICKS_PER_SECOND
KEY_TICKS = 10
RING_TICKS = TICKS_PER_SECOND
#: Pictures of the goal line by what the goal's name holds, first fit wins.
GOAL_ICONS = (
    ("light", "danger"), ("jacket", "ring_cutter"), ("coating", "stripper"), ("mount_wipe", "wipe"),
    ("cleave", "cleaver"), ("mount", "connector_apc"), ("swap", "hand"), ("uncap", "cap"), ("probe", "probe"),
    ("tip", "probe"), ("focus", "eye"), ("look", "eye"), ("judge", "eye"), ("pen", "cleaner_pen"),
    ("click", "cleaner_pen"), ("wipe", "wipe"), ("fold", "wipe"), ("dry", "wipe"), ("mate", "plug_in"),
    ("push", "plug_in"), ("turn", "plug_in"), ("plug", "plug_in"), ("done", "plug_in"),
)  # fmt: skip
STEPS = ("danger", "eye", "cleaner_pen", "eye", "plug_in")


class View:
    """The view of one connectors scene."""

    def __init__(self, scene, ctx: ViewContext) -> None:
        self.scene = scene
        self.ctx = ctx
        self.frame = SceneFrame(ctx)
        self.hands = Hands(scene, ctx.help)
        self.mount = MountHands(scene)
        self.scope = ScopePainter(scene, ctx)
        self.rail = Rail(scene, ctx, self.scope)
        self._wanted: str | None = None
        self._toast: tuple[str, str] | None = None
        self._toast_left = 0
        self._pressed: tuple[str, int] | None = None
        self._beat = 0
        self._ring = 0
        self._burst = 0

    # input

    def handle(self, event: UiEvent) -> list[Action]:
        """One input: the rail's ring of focus, the frame's buttons, then rail and bench."""
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
            return tile_actions(self.scene, asked[5:])
        actions = self._input(event)
        for action in actions:
            if action.target == "key":
                self._pressed = (str(action.value), KEY_TICKS)
        return actions

    def _input(self, event: UiEvent) -> list[Action]:
        if event.kind == "down" and event.button == 1:
            action = self.rail.action_at(event.x, event.y)
            if action is not None:
                return [action]
            hands = self.mount if self.mount.active else self.hands
            return hands.down(event.x, event.y)
        if event.kind == "move" and event.held:
            return self.mount.move(event.x) if self.mount.active else self.hands.move(event.x, event.y)
        if event.kind == "up":
            return self.mount.up() if self.mount.active else self.hands.up()
        if event.kind == "wheel":
            return self.hands.wheel(event.dy)
        if event.kind == "keyup":
            return self.hands.keyup(event.key)
        return self._keys(event) if event.kind == "key" else []

    def _keys(self, event: UiEvent) -> list[Action]:
        if event.key == "enter" and 0 <= self.rail.focus < len(self.rail.spots):
            action = self.rail.spots[self.rail.focus].action
            self.rail.focus = -1
            return [action]
        action = self.rail.action_of_key(event.key)
        if action is not None:
            return [action]
        return self.mount.key(event) if self.mount.active else self.hands.key(event, self.scene.goal())

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

    def tick(self, held: frozenset[str]) -> list[Action]:
        """Once per tick: keys that are held, and what only moves on screen."""
        self._beat += 1
        self._ring = max(0, self._ring - 1)
        self._burst = max(0, self._burst - 1)
        self._toast_left = max(0, self._toast_left - 1)
        if self._pressed is not None:
            name, left = self._pressed
            self._pressed = (name, left - 1) if left > 1 else None
        if len(self.rail.spots) <= self.rail.focus:
            self.rail.focus = -1
        if self.ctx.ghost:
            return []
        return self.mount.held(held) if self.mount.active else self.hands.held(held)

    def notice(self, effects: Sequence[Effect]) -> None:
        """Show what the step brought: every message and every sound has something to be seen."""
        for effect in effects:
            if isinstance(effect, Toast):
                self._toast = (effect.level, self.ctx.words.toast(effect.key))
                self._toast_left = TOAST_TICKS
            elif isinstance(effect, Sound) and effect.name == "connector_click":
                self._ring = RING_TICKS
            elif isinstance(effect, Burst):
                self._burst = TICKS_PER_SECOND // 3

    def wanted(self) -> str | None:
        """What the frame's buttons asked for since the last call."""
        asked, self._wanted = self._wanted, None
        return asked

    def waiting(self) -> bool:
        """True while only time passes."""
        return False

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        text = self.ctx.language.text
        draw_ground(canvas, self.scene, text)
        self.scope.draw(canvas, self._pressed[0] if self._pressed else None)
        draw_sign(canvas, self.scene, text)
        if self.mount.active:
            draw_mount(canvas, self.scene, self.mount, self.ctx.language, self.ctx.words, self.ctx.help)
        else:
            draw_work(canvas, self.scene, text)
        if self._burst:
            share = 1 - self._burst / (TICKS_PER_SECOND // 3)
            canvas.circle(*at.END, 14 + 26 * share, None, 3, "trace")
        if self._ring:
            self._draw_ring(canvas)
        if self.ctx.help and not self.ctx.ghost:
            self._draw_guide(canvas)
        self.rail.draw(canvas)
        self.frame.draw(canvas, self._model())

    def _draw_ring(self, canvas: Canvas) -> None:
        """The click: light runs through the joint."""
        share = 1 - self._ring / RING_TICKS
        x = 120 + share * 640
        canvas.halo(x, at.END[1], 46, "light", 0.7)
        canvas.circle(x, at.END[1], 8, "light_core")

    def _target(self) -> at.Rect | None:
        """Where the hand should go next."""
        scene, goal = self.scene, self.scene.goal().removeprefix("connect.")
        dx = at.plug_offset(scene.state.insert_mm)
        tips = at.spare_tips(scene)
        places: dict[str, at.Rect] = {
            "light_check": at.SIGN, "light_off": at.SIGN, "swap": at.SPARE, "view_plug": at.PLUG_LYING,
            "view_adapter": at.PLACE, "take_probe": at.PROBE_LYING, "take_pen": at.PEN_LYING, "take_wipe": at.WIPES,
            "wet_pen": at.BOTTLE, "wet_wipe": at.BOTTLE, "focus": at.WHEEL, "judge": at.CARD, "wipe": at.PLUG_HELD,
            "dry": at.PLUG_HELD, "fold": at.FOLD, "fold_dry": at.FOLD,
            "probe_on": at.shifted((420, 505, 220, 90), *at.tool_offset(scene.state.probe_mm)),
            "click": at.shifted((420, 515, 260, 70), *at.tool_offset(max(0.0, -scene.state.pen.push_mm))),
            "turn_key": at.shifted(at.KEY, dx, 100), "push": at.shifted(at.PLUG_HELD, dx),
            "unplug": at.shifted(at.PLUG_HELD, dx), "done": (at.CARD[0] + 24, at.CARD[1] + at.CARD[3] - 70, 312, 56),
        }  # fmt: skip
        if goal.startswith("mount_"):
            return {"mount_wipe": at.WIPES, "mount_housing": HOUSING, "mount_lock": BUCKLE}.get(goal)
        if goal.startswith("tip_") and goal[4:] in tips:
            return at.TIP_PLACES[tips.index(goal[4:])]
        if goal.startswith("uncap_"):
            if scene.state.view != "mate":
                return at.CAP_ON
            mouth = at.END[0] + at.LATCHED_DX - 52
            return at.shifted(at.CAP_ON, dx) if goal == "uncap_plug" else (mouth - 70, 516, 90, 64)
        return places.get(goal)

    def _draw_guide(self, canvas: Canvas) -> None:
        """A calm frame of light round the next place of the hand; arrows where a thing must be moved."""
        target = self._target()
        if target is None:
            return
        x, y, w, h = target
        grow = 6 + 3 * round(2 * math.sin(2 * math.pi * (self._beat // 6 % 16) / 16)) / 2
        canvas.rect(x - grow, y - grow, w + 2 * grow, h + 2 * grow, (0, 0, 0, 0), 20, 5, "light")
        goal = self.scene.goal().removeprefix("connect.")
        way = {"probe_on": -1, "click": -1, "push": 1, "unplug": -1, "wipe": 1, "dry": 1}.get(goal)
        if way is None:
            return
        for step in range(3):
            cx = (x - 30 if way < 0 else x + w + 30) + way * 24 * step
            tone = "light" if (self._beat // 12) % 3 == step else "light_core"
            mid = y + h / 2
            canvas.polyline([(cx - way * 8, mid - 15), (cx + way * 8, mid), (cx - way * 8, mid + 15)], tone, 6)

    def _tiles(self) -> list[ToolTile]:
        text, state = self.ctx.language.text, self.scene.state
        capped = all(self.scene.face(side).capped for side in ("plug", "adapter"))
        names = (
            ("probe", "probe", text("Sonde")), ("pen", "cleaner_pen", text("Nettoyeur à clic")),
            ("cassette", "cleaner_cassette", text("Cassette")), ("wipe", "wipe", text("Lingette")),
        )  # fmt: skip
        tiles = [ToolTile(key, f"ui/tools/{icon}", label, selected=state.tool == key) for key, icon, label in names]
        wet = state.pen.wet if state.tool == "pen" else bool(state.cloth and state.cloth.wet > 0.3)
        tiles.append(
            ToolTile("alcohol", "ui/tools/alcohol", text("Alcool"), done=wet and state.tool in ("pen", "wipe"))
        )
        tiles.append(ToolTile("cap", "ui/tools/cap", text("Bouchon"), done=capped))
        mate = state.view == "mate"
        tiles.append(ToolTile("mate", "ui/tools/plug_in", text("Raccorder"), done=state.latched, selected=mate))
        return tiles

    def _stages(self) -> list[tuple[str, str]]:
        state = self.scene.state
        sides = state.sides.values()
        if state.latched and self.scene.matings:
            now = 5
        elif state.view == "mate":
            now = 4
        elif state.light != "dark":
            now = 0
        elif any(side.cleanings for side in sides):
            now = 3 if self.scene.state.tool == "probe" else 2
        else:
            now = 2 if state.tool in ("pen", "cassette", "wipe") else 1
        names = ["done" if i < now else "current" if i == now else "todo" for i in range(len(STEPS))]
        return [(f"ui/tools/{icon}", name) for icon, name in zip(STEPS, names, strict=True)]

    def _model(self) -> FrameModel:
        words, text, goal = self.ctx.words, self.ctx.language.text, self.scene.goal()
        cue = self.scene.cue() if self.ctx.help and self.ctx.live_cues else None
        icon = next((tool for part, tool in GOAL_ICONS if part in goal), "plug_in")
        green = self.scene.face("adapter").polish == "APC"
        return FrameModel(
            title=self.ctx.title,
            chip_colour="vert" if green else "bleu",
            chip_text=text("Raccord SC/APC, 8°") if green else text("Raccord SC/UPC, droit"),
            stages=self._stages(),
            clock_text=self.ctx.language.clock(self.ctx.clock()),
            goal_icon=f"ui/tools/{icon}",
            goal_text=words.goal(goal) if self.ctx.help else words.goal("connect.exam"),
            tools=self._tiles(),
            cue_level=cue.level if cue else None,
            cue_text=words.cue(cue.key) if cue else "",
            cue_position=cue.position if cue else None,
            toast=self._toast if self._toast_left else None,
        )


def create(scene, ctx: ViewContext) -> View:
    """The view of a connectors scene."""
    return View(scene, ctx)
