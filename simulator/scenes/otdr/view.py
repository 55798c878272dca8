"""How the OTDR scene looks and listens: instrument, screen, bench and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

from simulator.scenes.base import Action, Effect, Sound
from simulator.scenes.otdr import view_keys as keyboard
from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr.logic_guide import open_verdict
from simulator.scenes.otdr.logic_view import whole_view
from simulator.scenes.otdr.view_bench import BenchPainter
from simulator.scenes.otdr.view_goal import goal_words
from simulator.scenes.otdr.view_mouse import ZOOM_X, Mouse, zoomed
from simulator.scenes.otdr.view_pages import PagePainter, following
from simulator.scenes.otdr.view_panel import PanelPainter
from simulator.scenes.otdr.view_plot import PlotPainter
from simulator.scenes.otdr.view_table import MENU, TablePainter, chosen
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import ToolTile, ViewContext
from simulator.ui.guidance import draw_next_place
from simulator.ui.scene_view import SceneView, step_dots

#: Degrees that the knob turns for each tenth of a screen that a cursor moves, and pixels per notch of the knob.
KNOB_DEGREES, NOTCH = 90.0, 3.0
#: Stage dots: picture of each step.
STEPS = ("cleaner_pen", "controls", "read_trace", "event", "save")
#: Turns the pages; with Shift back.
PAGE_KEY = "f3"
#: Keys of what stays in sight while a page covers the trace: start, keep, the ends of the line, plug, microscope, pen.
BESIDE_A_PAGE = frozenset("sgdpzj")


#: Keys of the goal line by what the goal's name holds; all the rest is Enter's. Shift makes a setting go back.
GOAL_KEYS = (
    ("set_index", ("i", "o", "shift")), ("set_range", ("r",)), ("set_wavelength", ("w",)), ("set_other", ("w",)),
    ("averaging", ("t",)), ("pulse", ("u",)), ("more_light", ("u", "t")), ("find", ("left", "right")),
    ("otdr.add", ("left", "right", "enter")), ("widen_a", ("left",)), ("widen_b", ("right",)),
    ("clear_window", ("a", "b", "left", "right")), ("name_ghost", ("up", "down", "k")), ("name", ("k",)),
    ("judge_fibre", ("shift", "q")), ("judge", ("q",)), ("decide_auto", ("up", "down", "y")), ("wait", ("f",)),
)  # fmt: skip
#: Which cursor a goal is about: its key stands first until the cursor is chosen.
CURSOR_OF = (("find", "A"), ("otdr.add", "B"), ("widen_a", "a"), ("widen_b", "b"))
#: Arrow that brings cursor A nearer.
WAY_OF = {"otdr.too_far": "left", "otdr.too_near": "right"}


class View(SceneView):
    """The view of one OTDR scene."""

    GOAL_ICONS = (("look", "probe"), ("clean", "cleaner_pen"), ("plug", "plug_in"), ("set", "controls"),
                  ("pulse", "controls"), ("light", "controls"), ("start", "otdr"), ("wait", "stopwatch"),
                  ("live", "read_trace"), ("find", "cursor_a"), ("add", "event"), ("note", "event"),
                  ("window", "cursor_b"), ("name", "event"), ("judge", "level"), ("next", "plug_in"),
                  ("auto", "read_trace"), ("end", "otdr"), ("measure", "cursor_b"), ("save", "save"),
                  ("done", "hand"))  # fmt: skip
    GOAL_KEYS, ICON, EXAM, KEY_TICKS = GOAL_KEYS, "otdr", "otdr.exam", 9
    #: Over the plan of the link: a message covers no key of the instrument.
    TOAST_AT = (at.STRIP[0] + at.STRIP[2] / 2, at.STRIP[1])

    def __init__(self, scene, ctx: ViewContext) -> None:
        super().__init__(scene, ctx)
        self.table = TablePainter(scene, ctx)
        self.plot = PlotPainter(scene, ctx, self.table.seen_m)
        self.pages = PagePainter(scene, ctx, self.table)
        self.panel = PanelPainter(scene, ctx)
        self.bench = BenchPainter(scene, ctx)
        self.mouse = Mouse(self)
        self.keys = keyboard.Keyboard(scene, ctx.help)
        self.zooming = False
        self._last_cursor = 0.0

    @property
    def on_page(self) -> bool:
        """Whether a page covers the trace."""
        return self.scene.state.page != "trace"

    def _goal_keys(self, goal: str) -> tuple[str, ...]:
        """The cursor's own key first, where another one is active."""
        wanted = next((name for part, name in CURSOR_OF if part in goal), None)
        choose: tuple[str, ...] = (wanted.lower(),) if wanted is not None and self.scene.state.active != wanted else ()
        if "find" in goal and (cue := self.scene.cue()) is not None and cue.key in WAY_OF:
            return (*choose, WAY_OF[cue.key])
        # The key works on the chosen row: where another one waits, it has to be chosen first.
        if goal in ("otdr.name", "otdr.judge") and self._row_in_question(goal) != self.scene.state.selected:
            choose = ("up", "down")
        return (*choose, *super()._goal_keys(goal))

    # input

    def _before_frame(self, event: UiEvent) -> list[Action] | None:
        """An open list of kinds has the keys: what is not its own closes it and does nothing else."""
        if event.kind != "key" or self.table.menu is None:
            return super()._before_frame(event)
        if event.key in ("shift", "ctrl"):
            return []
        if event.key in ("up", "down"):
            self.table.menu_line = (self.table.menu_line + (1 if event.key == "down" else -1)) % len(MENU)
            return []
        self.table.menu = None
        if event.key == "enter":
            return [chosen(self.table.menu_line)]
        return None if event.key in ("f1", "tab") else []

    def _input(self, event: UiEvent) -> list[Action]:
        if event.kind == "down":
            return self.mouse.down(event.x, event.y, event.button)
        if event.kind == "move":
            return self.mouse.move(event.x, event.y)
        if event.kind == "up":
            return self.mouse.up(event.x, event.y)
        if event.kind == "wheel":
            return self.mouse.wheel(event.x, event.y, event.dy)
        return self._key(event) if event.kind == "key" else []

    def _key(self, event: UiEvent) -> list[Action]:
        if event.key == PAGE_KEY:
            return [Action("page", following(self.scene.state.page, -1 if event.shift else 1))]
        if self.on_page:
            beside = self.keys.press(event) if event.key in BESIDE_A_PAGE else []
            return beside or self.pages.key(event.key)
        if event.key == "l":
            self.plot.lens_on = not self.plot.lens_on
            return []
        if event.key in ("+", "=", "-", "[+]", "[-]"):
            return self._zoom(event.key not in ("-", "[-]"))
        return self.keys.press(event)

    def _zoom(self, nearer: bool) -> list[Action]:
        """Zoom about the active cursor, or about the middle where it is out of sight."""
        metres = self.scene.state.cursors[self.scene.state.active]
        window = self.plot.window()
        if not window.shows(metres):
            metres = 0.5 * (window.frame.left + window.frame.right)
        return zoomed(self, ZOOM_X if nearer else 1 / ZOOM_X, metres)

    def whole_span(self) -> float:
        """Width of the whole trace [m]."""
        left, right = whole_view(self.scene.otdr)
        return right - left

    def hard_key(self, name: str) -> list[Action]:
        """A key of the case; on a page the arrows turn the pages and home goes back to the trace."""
        self._press(name)
        state = self.scene.state
        if self.on_page and name not in ("start", "save"):
            return self.pages.key(name)
        if name in ("left", "right"):
            return self.turn_knob(-1.0 if name == "left" else 1.0)
        if name.startswith("zoom"):
            return self._zoom(name == "zoom_in")
        simple = {
            "start": Action("laser", not self.scene.otdr.laser),
            "cursor_ab": Action("cursor", "B" if state.active.upper() == "A" else "A"),
            "home": Action("view.home"),
            "save": Action("save"),
        }
        return [simple[name]]

    def turn_knob(self, notches: float) -> list[Action]:
        """The knob carries the active cursor; the trace must be in sight."""
        if not notches or self.on_page:
            return []
        return keyboard.carried(self.scene, notches * NOTCH * self.plot.window().per_unit)

    def _tile(self, key: str) -> list[Action]:
        state = self.scene.state
        if key in ("A", "B"):
            return [Action("cursor", key)]  # the ends of the windows are drawn at their foot
        if key == "lens":
            self.zooming = not self.zooming
            return []
        if key == "look":
            return self.keys.press_key("z")
        if key in ("files", "report"):
            return [Action("page", "trace" if state.page == key else key)]
        simple = {
            "event": Action("row.add"), "measure": Action("row.measure"), "auto": Action("auto"),
            "save": Action("save"), "clean": Action("clean", state.look or "cord"), "done": Action("done"),
        }  # fmt: skip
        return [simple[key]]

    def _goal_text(self, goal: str) -> str:
        return goal_words(self.scene, self.ctx, goal) if self.ctx.help else super()._goal_text(goal)

    def closes(self) -> bool:
        """Whether a list or a page is open."""
        return self.on_page or self.table.menu is not None

    # time

    def _pass(self) -> None:
        """The knob shows by its turn that a cursor moves."""
        if self.on_page:
            self.table.menu = None
        now = self.scene.state.cursors[self.scene.state.active]
        if now != self._last_cursor:
            span = max(1.0, self.scene.state.view_x[1] - self.scene.state.view_x[0])
            turn = 10.0 * (now - self._last_cursor) / span * KNOB_DEGREES
            self.bench.turn = (self.bench.turn + max(-30.0, min(30.0, turn))) % 360.0
            self._last_cursor = now

    def _held(self, held: frozenset[str]) -> list[Action]:
        if self.frame.focus is not None or self.on_page or self.table.menu is not None:
            return []
        return self.keys.held(held, self.plot.window().per_unit)

    def _noticed(self, effect: Effect) -> None:
        if isinstance(effect, Sound) and effect.name == "otdr_start":
            self._press("start")

    def waiting(self) -> bool:
        """True while only time passes; in real time it is the hands that are waited for."""
        return self.scene.otdr.laser and not self.scene.otdr.live

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        self.bench.pressed = self._pressed
        self.bench.draw(canvas)
        canvas.rect(*at.SCREEN, "screen", 8)
        self.panel.draw_status(canvas, self.clock_text())
        if self.on_page:
            self.pages.draw(canvas)
        else:
            self._trace_page(canvas)
        canvas.part("bench/otdr_screen_glass")
        if self.ctx.help and not self.ctx.ghost:
            self._guide(canvas)
        self.frame.draw(canvas, self._model())

    def _trace_page(self, canvas: Canvas) -> None:
        self.panel.draw_readout(canvas)
        self.plot.draw(canvas)
        self.table.draw_strip(canvas, self.plot.window())
        self.table.draw_table(canvas)
        self.panel.draw_settings(canvas)
        self.table.draw_menu(canvas)

    def _target(self) -> at.Rect | None:
        """Where the hand should go next."""
        goal = self.scene.goal()
        line = self.scene.plant.line
        index = self._row_in_question(goal)
        row = None if index is None else max(0, min(at.ROWS - 1, index - self.table.first))
        fixed = {
            "otdr.set_index": at.INDEX, "otdr.set_range": at.RANGE, "otdr.set_wavelength": at.WAVELENGTH,
            "otdr.set_other": at.WAVELENGTH,
            "otdr.set_averaging": at.AVERAGING, "otdr.shorten_pulse": at.PULSE, "otdr.more_light": at.PULSE,
            "otdr.start": at.KEYS["start"], "otdr.start_b": at.KEYS["start"], "otdr.save": at.KEYS["save"],
            "otdr.stop_live": at.KEYS["start"],
            "otdr.plug": at.plug_rect(line.plugged), "otdr.other_end": self.panel.side_rect(),
            "otdr.next_fibre": at.FIBRE, "otdr.judge_fibre": at.FIBRE_VERDICT,
        }  # fmt: skip
        if goal in fixed:
            return fixed[goal]
        if goal.startswith("otdr.find") and self.scene.state.active not in "aA":
            return at.KEYS["cursor_ab"]
        if goal.startswith("otdr.clean") and self.scene.state.look:
            return at.SCOPE_KEYS["dry"]
        if goal == "otdr.measure_back":
            return self._row_to_measure()
        if row is not None and goal == "otdr.name":
            return at.kind_cell(row)
        return at.verdict_cell(row) if row is not None and goal in ("otdr.judge", "otdr.decide_auto") else None

    def _row_in_question(self, goal: str) -> int | None:
        """The chosen row, unless others wait for what the goal asks: then the first of those."""
        chosen = self.scene.state.selected
        asks = {
            "otdr.name": lambda row: not row.kind,
            "otdr.judge": open_verdict,
            "otdr.decide_auto": lambda row: row.pending,
        }.get(goal)
        if asks is None:
            return chosen
        waiting = [i for i, row in enumerate(self.scene.state.rows) if asks(row)]
        return chosen if chosen in waiting else self._in_sight(waiting)

    def _in_sight(self, rows: list[int]) -> int | None:
        """The first of these rows that the table shows now; else the first."""
        shown = range(self.table.first, self.table.first + at.ROWS)
        return next((i for i in rows if i in shown), next(iter(rows), None))

    def _row_to_measure(self) -> at.Rect | None:
        """The first row that lacks its figure from B, unless such a row is chosen."""
        rows, first = self.scene.state.rows, self.table.first
        lacking = [i for i, row in enumerate(rows) if row.kind not in ("end", "ghost") and not row.both_ways]
        if not lacking or self.scene.state.selected in lacking:
            return None
        return at.row_rect(max(0, min(at.ROWS - 1, (self._in_sight(lacking) or 0) - first)))

    def _guide(self, canvas: Canvas) -> None:
        """A calm frame of light round the next place of the hand."""
        target = self._target()
        hidden = self.on_page or self.table.menu is not None
        if target is None or hidden and at.inside(at.SCREEN, *target[:2]):
            return
        draw_next_place(canvas, target, self._pulse, 14)

    # the frame

    def _chip(self) -> tuple[str | None, str]:
        colour = None if self.scene.params.trace else self.scene.plant.line.colour
        return colour, self.ctx.language.text("Mesurer la fibre")

    def _tiles(self) -> list[ToolTile]:
        text, state, scene = self.ctx.language.text, self.scene.state, self.scene
        line, seen, measured = scene.plant.line, not self.on_page, bool(scene.otdr.measured)
        one = text("Fenêtre a") if state.active == "a" else text("Curseur A")
        two = text("Fenêtre b") if state.active == "b" else text("Curseur B")
        tiles = [
            ToolTile("A", "ui/tools/cursor_a", one, selected=seen and state.active in "aA", enabled=seen),
            ToolTile("B", "ui/tools/cursor_b", two, selected=seen and state.active in "bB", enabled=seen),
            ToolTile("lens", "ui/tools/lens", text("Loupe"), selected=seen and self.zooming, enabled=seen),
            ToolTile("event", "ui/tools/event", text("Évènement"), enabled=seen and measured),
        ]
        if state.side == "B":
            # The rows are those of the other end: here each gets its second figure.
            tiles[3] = ToolTile("measure", "ui/tools/event", text("Mesurer"),
                                enabled=seen and measured and state.selected is not None)  # fmt: skip
        if scene.params.auto:
            tiles.append(ToolTile("auto", "ui/tools/read_trace", text("Analyse"), done=state.analysed,
                                  enabled=seen and measured))  # fmt: skip
        if not scene.params.trace and not (line.plugged and measured):
            # Once the line is plugged in and measured, its faces are out of reach: the tiles make room.
            tiles.append(ToolTile("look", "ui/tools/probe", text("Regarder"), selected=bool(state.look),
                                  done=line.cord.inspected is not None))  # fmt: skip
            tiles.append(ToolTile("clean", "ui/tools/cleaner_pen", text("Nettoyer"),
                                  done=line.cord.cleaned is not None))  # fmt: skip
        tiles.append(ToolTile("save", "ui/tools/save", text("Garder"), done=bool(scene.kept)))
        if measured or scene.kept:
            tiles.append(ToolTile("report", "ui/tools/report", text("Rapport"), selected=state.page == "report"))
        tiles.append(ToolTile("done", "ui/tools/hand", text("Rendre"), enabled=bool(scene.fibres.rows)))
        return tiles

    def _stages(self) -> list[tuple[str, str]]:
        scene = self.scene
        if scene.kept and scene.state.rows:
            return step_dots(STEPS, 4)
        if scene.state.rows:
            return step_dots(STEPS, 3)
        if scene.otdr.run is not None:
            return step_dots(STEPS, 2)
        return step_dots(STEPS, 1 if scene.plant.line.plugged else 0)


def create(scene, ctx: ViewContext) -> View:
    """The view of an OTDR scene."""
    return View(scene, ctx)
