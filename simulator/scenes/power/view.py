"""How the power scene looks and listens: bench or fibres, rail and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

from simulator.scenes.base import Action
from simulator.scenes.power import view_layout as at
from simulator.scenes.power.logic_facts import wanted_nm
from simulator.scenes.power.view_bench import BenchPainter
from simulator.scenes.power.view_input import MODES, Hands
from simulator.scenes.power.view_light import LightPainter
from simulator.scenes.power.view_rail import Rail
from simulator.ui.canvas import Canvas
from simulator.ui.evening import evening_room
from simulator.ui.events import UiEvent
from simulator.ui.frame import ToolTile, ViewContext
from simulator.ui.guidance import draw_next_place
from simulator.ui.mirror import ASIDE
from simulator.ui.scene_view import SceneView, step_dots

GOAL_ICONS = (
    ("voa", "controls"), ("box", "ont"),
    ("look", "probe"), ("clean", "cleaner_pen"), ("connect", "plug_in"), ("unplug", "plug_in"), ("plug", "plug_in"),
    ("source", "light_source"), ("laser", "light_source"), ("warm", "stopwatch"), ("wave", "controls"),
    ("ref", "power_meter"), ("meter", "power_meter"), ("unit", "power_meter"), ("note", "report"), ("fill", "report"),
    ("verdict", "level"), ("cap", "cap"), ("walk", "lens"), ("mark", "marker"), ("answer", "eye"), ("kind", "eye"),
    ("done", "report"), ("darken", "eye"),
)  # fmt: skip
#: Keys of the goal line by what the goal's name holds; all the rest is Enter's.
GOAL_KEYS = (
    ("voa_turn", ("right",)), ("voa_back", ("left",)), ("fill", ("up", "down", "left", "right")),
    ("verdict", ("g", "j")), ("kind", ("g", "j")), ("answer", ("left", "right", "space")), ("walk", ("left", "right")),
    ("mark", ("space",)), ("warm", ("f",)),
)  # fmt: skip
#: Steps of the top bar by mode: pictures.
STEPS = {
    "loss": ("cleaner_pen", "light_source", "power_meter", "plug_in", "report"),
    "subscriber": ("cleaner_pen", "plug_in", "power_meter", "report"),
    "identify": ("red_light", "plug_in", "eye", "report"),
    "fault": ("red_light", "plug_in", "lens", "report"),
}


class View(SceneView):
    """The view of one power scene."""

    GOAL_KEYS, EXAM, KEY_TICKS, LEFT = GOAL_KEYS, "power.exam", 9, ASIDE
    GROUND = ("bench/background_bench_otdr", "bench/background_bench_otdr_light")

    def __init__(self, scene, ctx: ViewContext) -> None:
        super().__init__(scene, ctx)
        self.bench = BenchPainter(scene, ctx)
        self.light = LightPainter(scene, ctx)
        self.rail = Rail(scene, ctx)
        self.hands = Hands(scene, self.bench, self.light, self.rail, ctx.help)

    @property
    def _loss(self) -> bool:
        return self.scene.params.mode in ("loss", "subscriber")

    # input

    def _input(self, event: UiEvent) -> list[Action]:
        """Rail and bench."""
        actions = self._hand(event)
        for action in actions:
            if action.target in ("source", "meter"):
                self._press((action.target, str(action.value)))
        return actions

    def _hand(self, event: UiEvent) -> list[Action]:
        if event.kind == "down" and event.button == 1:
            return self.hands.down(event.x, event.y)
        if event.kind == "move":
            return self.hands.move(event.x, event.y)
        if event.kind == "up":
            return self.hands.up(event.x, event.y)
        if event.kind == "wheel":
            return self.hands.wheel(event.x, event.y, event.dy)
        if event.kind == "key" and event.key != "tab" and self.frame.focus is None:
            return self.hands.key(event)
        return []

    def _tile(self, key: str) -> list[Action]:
        state = self.scene.state
        if key in ("probe", "cleaner"):
            if key == "cleaner" and state.look:
                return [Action("clean", state.look)]
            self.hands.tool = "hand" if self.hands.tool == key else key
            return []
        simple = {
            "hand": None, "note": Action("note"),
            "cap": Action("pen.cap", not state.pen.capped), "mode": Action("pen.mode", MODES[state.pen.mode]),
            "class": Action("pen.kind", "3R" if state.pen.kind == "2" else "2"), "eye": Action("pen.look"),
            "flag": Action("marker", state.hand_m),
            "plug": Action("pen.plug", 0.0 if state.pen_at else float(state.asked)),
            "voa": Action("voa.in", not state.voa_in),
            "box": Action("load", "box" if state.load == "meter" else "meter"),
        }  # fmt: skip
        if key == "unplug":
            return self.hands.unplug()
        if key == "hand":
            self.hands.tool = "hand"
        action = simple[key]
        return [] if action is None else [action]

    def _held(self, held: frozenset[str]) -> list[Action]:
        return [] if self.frame.focus is not None else self.hands.held(held)

    def waiting(self) -> bool:
        """True while only time passes."""
        return self.scene.goal() == "power.wait_warm"

    # drawing

    def _paint_strip(self, canvas: Canvas) -> None:
        if self.scene.params.mode in ("fault", "subscriber"):
            canvas.part("fibre/wall_plain", 0, 0)
            evening_room(canvas)
        else:
            super()._paint_strip(canvas)

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        self._draw_strip(canvas)
        bench = self._on(canvas, 0.0, at.HERE[1])
        if self._loss:
            self.bench.pressed = self._pressed
            self.bench.draw(bench)
        else:
            self.light.draw(bench)
        self.rail.draw(self._rail(canvas))
        self.frame.draw(canvas, self._model())
        if self.ctx.help and not self.ctx.ghost:
            self._guide(canvas)

    def target(self) -> at.Rect | None:
        """Where the hand should go next."""
        goal = self.scene.goal().partition(".")[2]
        return self._target_loss(goal) if self._loss else self._target_light(goal)

    def _target_loss(self, goal: str) -> at.Rect | None:
        subscriber = self.scene.params.mode == "subscriber"
        meter = at.meter_keys(at.meter_of(self.scene.params))
        notes = len(wanted_nm(self.scene))
        fixed = {
            "source_on": at.SOURCE_KEYS["power"], "meter_on": meter["power"], "laser_on": at.SOURCE_KEYS["laser"],
            "laser_off": at.SOURCE_KEYS["laser"], "wave_source": at.SOURCE_KEYS["wave"], "wave_meter": meter["wave"],
            "wave_1490": meter["wave"], "take_ref": meter["ref"], "unit_db": meter["unit"], "unit_dbm": meter["unit"],
            "note": at.note_rect(notes), "done": at.DONE, "look_away": at.SCOPE_KEYS["close"],
            "verdict": (at.GOOD[0], at.GOOD[1], at.BAD[0] + at.BAD[2] - at.GOOD[0], at.GOOD[3]),
            "voa_in": at.VOA, "voa_out": at.VOA, "to_box": at.BOX, "to_meter": (*at.BESIDE_METER, 406, 316),
            "voa_turn": at.knob_rect(), "voa_back": at.knob_rect(), "voa_note": at.margin_rect(notes),
        }  # fmt: skip
        if goal in fixed:
            return fixed[goal]
        if goal.startswith("fill_"):
            return (at.SHEET[0] + 8, at.row_y(self.scene.rows.index(goal[5:]), notes), at.SHEET[2] - 16, 60)
        if goal.startswith(("look_", "clean_")):
            what, name = goal.split("_", 1)
            return self._target_face(what, "far" if name == "outlet" else name)
        if goal.startswith(("connect_", "unplug")):
            action = self.scene.guide.step()[1]
            right = subscriber or (action is not None and action.target == "cord.meter")
            side = "right" if right else "left"
            tip = self.hands.right_tip() if right else self.hands.left_tip()
            return self.hands.plug_rect(side, tip)
        return None

    def _target_face(self, what: str, name: str) -> at.Rect | None:
        """The tool to be taken, the face that it is for, or the key of the microscope."""
        look = self.scene.state.look
        if look:
            return at.SCOPE_KEYS[("dry" if what == "clean" else "close") if look == name else "after"]
        tool = "probe" if what == "look" else "cleaner"
        if self.hands.tool == tool:
            return self._face_rect(name)
        return self._tile_rect(tool)

    def _face_rect(self, name: str) -> at.Rect | None:
        """Where a face is got at."""
        if name in ("cord1", "cord2"):
            left = name == "cord1"
            tip = self.hands.left_tip() if left else self.hands.right_tip()
            return self.hands.plug_rect("left" if left else "right", tip)
        if self.scene.params.mode == "subscriber":
            return (at.OUTLET_PORT[0] - 60, at.OUTLET_PORT[1] - 50, 60, 100)
        row, side = {"cord3": ("three", 0), "cord3_far": ("three", 1), "head": ("link", 0), "far": ("link", 1)}[name]
        return (at.ADAPTERS[row][side] - 40, at.ROWS_Y[row] - 44, 80, 88)

    def _target_light(self, goal: str) -> at.Rect | None:
        x, y = self.light.pen_mouth()
        upright = self.light.upright
        where = {
            "cap": (x - 92, y - 30, 120, 60), "uncap": (x - 92, y - 30, 120, 60),
            "blink": (x - 44, y + 204, 88, 112) if upright else (x - 316, y - 30, 112, 60),
            "done": at.DONE, "darken": at.LAMP,
            "verdict": (at.GOOD[0], at.GOOD[1], at.BAD[0] + at.BAD[2] - at.GOOD[0], at.GOOD[3]),
            "kind": (*at.KIND_KEYS["bend"][:2], 320, 98), "answer": at.FAR,
        }  # fmt: skip
        where["off"] = where["blink"]
        tile = {"take_class_2": "class", "mark": "flag"}.get(goal)
        if tile:
            return self._tile_rect(tile)
        if goal in ("unplug", "plug_line"):
            return (x - 46, y + 60, 92, 120) if upright else (x - 200, y - 40, 110, 80)
        if goal == "plug":
            left = [n for n in range(1, self.scene.params.fibres + 1) if n not in self.scene.state.answers]
            return (at.near_x(left[0]) - 27, at.ADAPTER_Y - 132, 54, 168) if left else None
        return where.get(goal)

    def _guide(self, canvas: Canvas) -> None:
        """A calm frame of light round the next place of the hand, and the adapter that a plug is meant for."""
        target = self.target()
        if target is None:
            return
        for rect in (target, *self._goal_place()):
            draw_next_place(self._on(canvas, *rect[:2]), rect, self._pulse, 14)

    def _goal_place(self) -> list[at.Rect]:
        goal = self.scene.goal()
        rows = {"2": "two", "3": "three", "link": "link"}
        if goal == "power.connect_1":
            return [(at.METER_PORT[0] - 40, at.METER_PORT[1] - 30, 80, 60)]
        if goal == "light.plug_line":
            x, y = at.WAY[0]
            return [(x - 34, y - 42, 80, 84)]
        if goal == "power.connect_outlet":
            return [(at.OUTLET_PORT[0] - 60, at.OUTLET_PORT[1] - 50, 60, 100)]
        if not goal.startswith("power.connect_"):
            return []
        name, _, meter = goal.removeprefix("power.connect_").partition("_")
        return [(at.ADAPTERS[rows[name]][bool(meter)] - 36, at.ROWS_Y[rows[name]] - 38, 72, 66)]

    def _tiles(self) -> list[ToolTile]:
        text, scene, state = self.ctx.language.text, self.scene, self.scene.state
        if self._loss:
            faces = [scene.bench.face(name) for name in scene.bench.faces]
            tool = self.hands.tool
            tiles = [
                ToolTile("hand", "ui/tools/hand", text("Main"), selected=tool == "hand" and not state.look),
                ToolTile("probe", "ui/tools/probe", text("Sonde"), selected=tool == "probe" or bool(state.look),
                         done=all(face.inspected is not None for face in faces)),
                ToolTile("cleaner", "ui/tools/cleaner_pen", text("Nettoyeur"), selected=tool == "cleaner",
                         done=any(face.cleaned is not None for face in faces)),
                ToolTile("unplug", "ui/tools/plug_in", text("Débrancher"), enabled=bool(self.hands.plugged())),
                ToolTile("note", "ui/tools/report", text("Noter"), done=bool(state.notes)),
            ]  # fmt: skip
            if scene.params.attenuator:
                tiles += [ToolTile("voa", "ui/tools/controls", text("Atténuateur"), done=state.voa_in),
                          ToolTile("box", "ui/tools/ont", text("Box"), done=state.load == "box")]  # fmt: skip
            return tiles
        pen = state.pen
        names = {"off": text("Éteint"), "blink": text("Clignote"), "steady": text("Continu")}
        tiles = [
            ToolTile("cap", "ui/tools/cap", text("Bouchon"), done=pen.capped),
            ToolTile("plug", "ui/tools/plug_in", text("Brancher"), done=bool(state.pen_at)),
            ToolTile("mode", "ui/tools/red_light", names[pen.mode], selected=pen.on),
            ToolTile("class", "ui/tools/danger" if pen.kind != "2" else "ui/tools/glasses",
                     text("Classe {kind}", kind=pen.kind)),
            ToolTile("eye", "ui/tools/eye", text("Regarder dedans")),
        ]  # fmt: skip
        if scene.params.mode == "fault":
            tiles.append(ToolTile("flag", "ui/tools/marker", text("Repère"), done=state.marker_m is not None))
        return tiles

    def _stages(self) -> list[tuple[str, str]]:
        steps = STEPS[self.scene.params.mode]
        return step_dots(steps, min(len(steps) - 1, self._step()))

    def _step(self) -> int:
        scene, state = self.scene, self.scene.state
        if scene.params.mode == "loss":
            if all(nm in state.notes for nm in wanted_nm(scene)):
                return 4
            return 3 if state.path == "link" else 2 if scene.taken else 1 if state.path != "none" else 0
        if scene.params.mode == "subscriber":
            done = state.notes and (state.margin_db is not None or not scene.params.attenuator)
            return 3 if done else 2 if state.path == "link" else 1 if scene.bench.face("far").cleaned else 0
        found = len(state.answers) >= scene.params.fibres or bool(state.kind)
        return 3 if found else 2 if state.pen_at and state.pen.on else 1 if not state.pen.capped else 0

    def _goal_text(self, goal: str) -> str:
        """At the outlet there is no reference that would leave a connector out."""
        at_outlet = goal == "power.fill_connectors" and self.scene.params.mode == "subscriber"
        return super()._goal_text("power.fill_connectors_all" if at_outlet else goal)

    def _icon(self, goal: str) -> str:
        fallback = "power_meter" if self._loss else "red_light"
        return next((tool for part, tool in GOAL_ICONS if part in goal.partition(".")[2]), fallback)

    def _chip(self) -> tuple[None, str]:
        text = self.ctx.language.text
        return None, text("Puissance") if self._loss else text("Lumière rouge")


def create(scene, ctx: ViewContext) -> View:
    """The view of a power scene."""
    return View(scene, ctx)
