"""How the connectors scene looks and listens: bench, hands, microscope, rail and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

from simulator.scenes.base import TICKS_PER_SECOND, Action, Burst, Cue, Effect, Sound
from simulator.scenes.connectors import view_layout as at
from simulator.scenes.connectors.view_bench import draw_ground, draw_sign
from simulator.scenes.connectors.view_hands import draw_work
from simulator.scenes.connectors.view_input import Hands, tile_actions
from simulator.scenes.connectors.view_mount import BUCKLE, HOUSING, MountHands
from simulator.scenes.connectors.view_mount_paint import draw_mount, draw_mount_bench
from simulator.scenes.connectors.view_rail import Rail
from simulator.scenes.connectors.view_scope import ScopePainter
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import ToolTile, ViewContext
from simulator.ui.guidance import draw_next_place, draw_run, draw_way
from simulator.ui.mirror import RAIL, RAIL_SHIFT, Layout
from simulator.ui.scene_view import SceneView, step_dots

RING_TICKS = TICKS_PER_SECOND
BURST_TICKS = TICKS_PER_SECOND // 3
#: Pictures of the goal line by what the goal's name holds, first fit wins.
GOAL_ICONS = (
    ("light", "danger"), ("jacket", "stripper"), ("coating", "stripper"), ("mount_wipe", "wipe"),
    ("cleave", "cleaver"), ("mount", "connector_apc"), ("swap", "hand"), ("uncap", "cap"), ("probe", "probe"),
    ("tip", "probe"), ("focus", "eye"), ("look", "eye"), ("judge", "eye"), ("pen", "cleaner_pen"),
    ("click", "cleaner_pen"), ("wipe", "wipe"), ("fold", "wipe"), ("dry", "wipe"), ("mate", "plug_in"),
    ("push", "plug_in"), ("turn", "plug_in"), ("plug", "plug_in"), ("done", "plug_in"),
)  # fmt: skip
STEPS = ("danger", "eye", "cleaner_pen", "eye", "plug_in")
MOUNT_STEPS = ("danger", "stripper", "wipe", "cleaver", "connector_apc", "eye", "plug_in")


#: Keys of the goal line by what the goal's name holds; all the rest is Enter's.
GOAL_KEYS = (
    ("probe_on", ("left",)), ("focus", ("up", "down")), ("judge", ("b", "n", "c")), ("unplug", ("left",)),
    ("connect.wipe", ("left", "right")), ("connect.dry", ("left", "right")),
    ("push", ("right",)), ("mount_insert", ("right",)), ("wait", ()),
)  # fmt: skip


class View(SceneView):
    """The view of one connectors scene."""

    GOAL_ICONS, GOAL_KEYS, ICON, EXAM = GOAL_ICONS, GOAL_KEYS, "plug_in", "connect.exam"
    LEFT = Layout(((RAIL, RAIL_SHIFT), (at.MICROSCOPE, at.MICROSCOPE_SHIFT)))

    def __init__(self, scene, ctx: ViewContext) -> None:
        super().__init__(scene, ctx)
        self.hands = Hands(scene, ctx.help)
        self.mount = MountHands(scene)
        self.scope = ScopePainter(scene, ctx)
        self.rail = self.card = Rail(scene, ctx, self.scope, self.mount)
        self._burst = 0

    # input

    def _goal_keys(self, goal: str) -> tuple[str, ...]:
        """Where a marker has a way left, its arrow; a pen that has clicked is drawn back before it clicks again."""
        if goal == "connect.click":
            return ("left",) if self.scene.state.pen.armed else ("right",)
        arrow = self.mount.arrow(goal) if self.mount.active else ""
        return ("shift", arrow) if arrow else super()._goal_keys(goal)

    def _input(self, event: UiEvent) -> list[Action]:
        """Rail and bench."""
        actions = self._hand(event)
        for action in actions:
            if action.target == "key":
                self._press(str(action.value))
        return actions

    def _tile(self, key: str) -> list[Action]:
        if self.mount.active and key == "cleaver":
            return self.mount.take_cleaver()
        return tile_actions(self.scene, key)

    def _hand(self, event: UiEvent) -> list[Action]:
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
        pressed = self.rail.focused
        if event.key == "enter" and pressed is not None:
            self.rail.focus = -1
            return [pressed.action]
        action = self.rail.action_of_key(event.key)
        if action is not None:
            return [action]
        return self.mount.key(event) if self.mount.active else self.hands.key(event, self.scene.goal())

    # time

    def _pass(self) -> None:
        self._lay_out()
        self._burst = max(0, self._burst - 1)

    def _lay_out(self) -> None:
        """For left hands: while a connector is mounted the whole bench is its own, and nothing stands aside."""
        if self.left is not None:
            self.left.layout = Layout() if self.mount.active else self.LEFT

    def _held(self, held: frozenset[str]) -> list[Action]:
        return self.mount.held(held) if self.mount.active else self.hands.held(held)

    def _noticed(self, effect: Effect) -> None:
        if isinstance(effect, Sound) and effect.name == "connector_click":
            self._ring = RING_TICKS
        elif isinstance(effect, Burst):
            self._burst = BURST_TICKS

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        text = self.ctx.language.text
        self._lay_out()
        bench, scope = self._on(canvas, *at.END), self._on(canvas, *at.VIEW[:2])
        if self.mount.active:
            draw_mount_bench(bench, self.scene, self.mount.tool(), text, self.ctx.words)
            draw_sign(bench, self.scene, text)
            draw_mount(bench, self.scene, self.mount, self.ctx.words, self.ctx.help)
        else:
            draw_ground(bench, self.scene, text, scope)
            self.scope.draw(scope, self._pressed)
            draw_sign(bench, self.scene, text)
            draw_work(bench, self.scene, text)
        if self._burst:
            share = 1 - self._burst / BURST_TICKS
            bench.circle(*at.END, 14 + 26 * share, None, 3, "trace")
        if self._ring:
            self._draw_ring(bench)
        self.rail.draw(self._rail(canvas))
        self.frame.draw(canvas, self._model())
        if self.ctx.help and not self.ctx.ghost:
            self._draw_guide(canvas)

    def _draw_ring(self, canvas: Canvas) -> None:
        """The click: light runs through the joint."""
        share = 1 - self._ring / RING_TICKS
        draw_run(canvas, 120 + share * 640, at.END[1])

    def _target(self) -> at.Rect | None:
        """Where the hand should go next."""
        scene, goal = self.scene, self.scene.goal().removeprefix("connect.")
        dx = at.plug_offset(scene.state.insert_mm)
        tips = at.spare_tips(scene)
        places: dict[str, at.Rect] = {
            "light_check": at.SIGN, "light_off": at.SIGN, "swap": at.SPARE, "view_plug": at.PLUG_LYING,
            "view_adapter": at.PLACE, "take_probe": at.PROBE_LYING, "take_probe_again": at.PROBE_LYING,
            "take_pen": at.pen_lying(scene), "take_wipe": at.WIPES, "wet_pen": at.BOTTLE,
            "wet_wipe": at.BOTTLE, "focus": at.WHEEL, "judge": at.CARD, "fold": at.FOLD, "fold_dry": at.FOLD,
            "wipe": at.shifted(at.PLUG_HELD, at.slide_offset(scene)),
            "dry": at.shifted(at.PLUG_HELD, at.slide_offset(scene)),
            "probe_on": at.shifted((420, 505, 220, 90), *at.tool_offset(scene.state.probe_mm)),
            "click": at.shifted((420, 515, 260, 70), *at.pen_offset(max(0.0, -scene.state.pen.push_mm))),
            "turn_key": at.shifted(at.KEY, dx, 100), "push": at.shifted(at.PLUG_HELD, dx),
            "unplug": at.shifted(at.PLUG_HELD, dx), "done": (at.CARD[0] + 24, at.CARD[1] + at.CARD[3] - 70, 312, 56),
        }  # fmt: skip
        if goal.startswith("mount_"):
            if f"connect.{goal}" == self.mount.cut():
                # First to its place, led by the green on the ruler; then what is pressed.
                led = self.mount.arrow(f"connect.{goal}") or self.mount.pressed
                return None if led else self.mount.closing()
            return {"mount_wipe": at.WIPES, "mount_housing": HOUSING, "mount_lock": BUCKLE}.get(goal)
        if goal.startswith("tip_") and goal[4:] in tips:
            return at.TIP_PLACES[tips.index(goal[4:])]
        if goal in ("view_mate", "back_plug"):
            return self._tile_rect("mate")
        if goal.startswith("uncap_"):
            if scene.state.view != "mate":
                return at.cap_on(scene)
            return at.shifted(at.CAP_ON, dx) if goal == "uncap_plug" else at.CAP_FACING
        return places.get(goal)

    def _draw_guide(self, canvas: Canvas) -> None:
        """A calm frame of light round the next place of the hand; arrows where a thing must be moved."""
        target = self._target()
        if target is None:
            return
        canvas = self._on(canvas, *target[:2])
        draw_next_place(canvas, target, self._pulse, 20, 5)
        goal = self.scene.goal().removeprefix("connect.")
        way = {"probe_on": -1, "click": -1, "push": 1, "unplug": -1, "wipe": 1, "dry": 1, "uncap_plug": 1,
               "uncap_adapter": -1 if self.scene.state.view == "mate" else 1}.get(goal)  # fmt: skip
        if way is not None:
            x, y, w, h = target
            draw_way(canvas, x - 30 if way < 0 else x + w + 30, y + h / 2, way, self._pulse, 24, 15)

    def _cue(self) -> Cue | None:
        """While a cut is measured: how its marker stands."""
        measured = self.mount.cue() if self.mount.active else None
        return measured if measured is not None else super()._cue()

    def _tiles(self) -> list[ToolTile]:
        text, state = self.ctx.language.text, self.scene.state
        if self.mount.active:
            return self._mount_tiles()
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

    def _mount_tiles(self) -> list[ToolTile]:
        """The tools of the mounting: the one that the step asks for is in the hand; wipe and pump can be had."""
        text, mount = self.ctx.language.text, self.scene.state.mount
        now = self.mount.tool() or ("connector" if self._mount_step(mount) == 4 else "")
        free = ("wipe", "alcohol", "cleaver") if now == "wipe" else ("wipe", "alcohol")
        names = (
            ("stripper", "stripper", text("Pince"), mount.coat_mm is not None),
            ("wipe", "wipe", text("Lingette"), mount.wiped), ("alcohol", "alcohol", text("Alcool"), mount.wiped),
            ("cleaver", "cleaver", text("Cliveuse"), mount.bare_mm is not None),
            ("connector", "connector_apc", text("Connecteur"), False),
        )  # fmt: skip
        return [
            ToolTile(key, f"ui/tools/{icon}", label, done, key == now, key == now or key in free)
            for key, icon, label, done in names
        ]

    def _stages(self) -> list[tuple[str, str]]:
        state = self.scene.state
        if state.mount is not None:
            return step_dots(MOUNT_STEPS, self._mount_step(state.mount))
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
        return step_dots(STEPS, now)

    def _mount_step(self, mount) -> int:
        """How far a connector is that is mounted first, looked at and mated then."""
        state = self.scene.state
        if state.latched and self.scene.matings:
            return len(MOUNT_STEPS)
        if mount.done:
            return 6 if state.view == "mate" else 5
        if state.light != "dark":
            return 0
        if mount.coat_mm is None:
            return 1
        if mount.bare_mm is None:
            return 3 if mount.wiped else 2
        return 4

    def _chip(self) -> tuple[str, str]:
        text = self.ctx.language.text
        if self.scene.face("adapter").polish == "APC":
            return "ui/tools/connector_apc", text("Raccord SC/APC, 8°")
        return "ui/tools/connector_upc", text("Raccord SC/UPC, droit")


def create(scene, ctx: ViewContext) -> View:
    """The view of a connectors scene."""
    return View(scene, ctx)
