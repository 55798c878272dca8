"""How the OTDR scene looks and listens: instrument, screen, bench and frame put together.

It deliberately writes no state of the scene; it returns actions.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from simulator.scenes.base import TICKS_PER_SECOND, Action, Effect, Sound, Toast
from simulator.scenes.otdr import view_keys as keyboard
from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr.logic_params import KINDS
from simulator.scenes.otdr.logic_view import whole_view
from simulator.scenes.otdr.view_bench import BenchPainter
from simulator.scenes.otdr.view_mouse import ZOOM_X, Mouse, zoomed
from simulator.scenes.otdr.view_pages import PagePainter, following
from simulator.scenes.otdr.view_panel import PanelPainter
from simulator.scenes.otdr.view_plot import PlotPainter
from simulator.scenes.otdr.view_table import TablePainter
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.frame import FrameModel, SceneFrame, ToolTile, ViewContext

CLEAR = (0, 0, 0, 0)
TOAST_TICKS, KEY_TICKS = 4 * TICKS_PER_SECOND, 9
#: Degrees that the knob turns for each tenth of a screen that a cursor moves, and pixels per notch of the knob.
KNOB_DEGREES, NOTCH = 90.0, 3.0
#: Stage dots: picture of each step.
STEPS = ("cleaner_pen", "controls", "read_trace", "event", "save")
GOAL_ICONS = (("look", "probe"), ("clean", "cleaner_pen"), ("plug", "plug_in"), ("set", "controls"),
              ("pulse", "controls"), ("light", "controls"), ("start", "otdr"), ("wait", "stopwatch"),
              ("find", "cursor_a"), ("add", "event"),
              ("name", "event"), ("judge", "level"), ("auto", "read_trace"), ("end", "otdr"), ("measure", "cursor_b"),
              ("save", "save"), ("done", "hand"))  # fmt: skip


class View:
    """The view of one OTDR scene."""

    def __init__(self, scene, ctx: ViewContext) -> None:
        self.scene, self.ctx = scene, ctx
        self.frame = SceneFrame(ctx)
        self.plot = PlotPainter(scene, ctx)
        self.table = TablePainter(scene, ctx)
        self.pages = PagePainter(scene, ctx, self.table)
        self.panel = PanelPainter(scene, ctx)
        self.bench = BenchPainter(scene, ctx)
        self.mouse = Mouse(self)
        self.keys = keyboard.Keyboard(scene, ctx.help)
        self.zooming = False
        self._wanted: str | None = None
        self._toast: tuple[str, str] | None = None
        self._toast_left = self._key_left = self._beat = 0
        self._last_cursor = 0.0

    # input

    def handle(self, event: UiEvent) -> list[Action]:
        """One input: the frame's buttons first, then the list of kinds, the instrument and the bench."""
        if self.ctx.ghost:
            return []
        if event.kind == "key" and self.table.menu is not None and event.key in ("up", "down", "enter", "escape"):
            return self._in_menu(event.key)
        asked = self.frame.handle(event, self._model())
        if asked == "say":
            return []
        if asked in ("back", "help", "pause"):
            self._wanted = "leave" if asked == "back" else asked
            return []
        if asked and asked.startswith("tool:"):
            return self._tile(asked[5:])
        if event.kind == "down":
            return self.mouse.down(event.x, event.y, event.button)
        if event.kind == "move":
            return self.mouse.move(event.x, event.y)
        if event.kind == "up":
            return self.mouse.up(event.x, event.y)
        if event.kind == "wheel":
            return self.mouse.wheel(event.x, event.y, event.dy)
        return self._key(event) if event.kind == "key" else []

    def _in_menu(self, key: str) -> list[Action]:
        if key == "escape":
            self.table.menu = None
        elif key == "enter":
            self.table.menu = None
            return [Action("row.kind", KINDS[self.table.menu_line])]
        else:
            self.table.menu_line = (self.table.menu_line + (1 if key == "down" else -1)) % len(KINDS)
        return []

    def _key(self, event: UiEvent) -> list[Action]:
        page = self.scene.state.page
        if event.key == "v":
            return [Action("page", following(page, -1 if event.shift else 1))]
        if page != "trace" and (taken := self.pages.key(event.key)) is not None:
            return taken
        if event.key == "l":
            self.plot.lens_on = not self.plot.lens_on
            return []
        if event.key in ("+", "=", "-", "[+]", "[-]"):
            return self._zoom(event.key not in ("-", "[-]"))
        return self.keys.press(event)

    def _zoom(self, nearer: bool) -> list[Action]:
        """Zoom about the active cursor and the trace there."""
        metres = self.scene.state.cursors[self.scene.state.active]
        trace = self.scene.otdr.trace(self.scene.state.shown)
        window = self.plot.window()
        if not window.shows(metres):
            metres = 0.5 * (window.frame.left + window.frame.right)
        level = 0.5 * (window.frame.low + window.frame.high)
        if trace is not None:
            level = min(window.frame.high, max(window.frame.low, float(trace.samples_db[trace.index(metres)])))
        return zoomed(self, ZOOM_X if nearer else 1 / ZOOM_X, metres, level)

    def whole_span(self) -> float:
        """Width of the whole trace [m]."""
        left, right = whole_view(self.scene.otdr)
        return right - left

    def hard_key(self, name: str) -> list[Action]:
        """A key of the case."""
        self.bench.pressed, self._key_left = name, KEY_TICKS
        state = self.scene.state
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
        """The knob carries the active cursor."""
        if not notches:
            return []
        name = self.scene.state.active
        moved = self.scene.state.cursors[name] + notches * NOTCH * self.plot.window().per_unit
        return [Action(f"cursor.{name}", round(moved, 3))]

    def _tile(self, key: str) -> list[Action]:
        state = self.scene.state
        if key in ("A", "B"):
            return [Action("cursor", keyboard.next_cursor(state.active, key))]
        if key == "lens":
            self.zooming = not self.zooming
            return []
        if key == "look":
            return self.keys.press_key("z")
        if key in ("files", "report"):
            return [Action("page", "trace" if state.page == key else key)]
        simple = {"event": Action("row.add"), "auto": Action("auto"), "clean": Action("clean", state.look or "cord"),
                  "save": Action("save"), "done": Action("done")}  # fmt: skip
        return [simple[key]]

    def tick(self, held: frozenset[str]) -> list[Action]:
        """Once per tick: keys that are held, and what only moves on screen."""
        self._beat += 1
        self._toast_left = max(0, self._toast_left - 1)
        self._key_left = max(0, self._key_left - 1)
        if not self._key_left:
            self.bench.pressed = None
        self._follow_knob()
        if self.scene.state.page != "trace":
            self.table.menu = None
        if self.ctx.ghost or self.frame.focus is not None:
            return []
        return self.keys.held(held, self.plot.window().per_unit)

    def _follow_knob(self) -> None:
        """The knob shows by its turn that a cursor moves."""
        now = self.scene.state.cursors[self.scene.state.active]
        if now != self._last_cursor:
            span = max(1.0, self.scene.state.view_x[1] - self.scene.state.view_x[0])
            turn = 10.0 * (now - self._last_cursor) / span * KNOB_DEGREES
            self.bench.turn = (self.bench.turn + max(-30.0, min(30.0, turn))) % 360.0
            self._last_cursor = now

    def notice(self, effects: Sequence[Effect]) -> None:
        """Show what the step brought."""
        for effect in effects:
            if isinstance(effect, Toast):
                self._toast = (effect.level, self.ctx.words.toast(effect.key))
                self._toast_left = TOAST_TICKS
            elif isinstance(effect, Sound) and effect.name == "otdr_start":
                self.bench.pressed, self._key_left = "start", KEY_TICKS

    def wanted(self) -> str | None:
        """What the frame's buttons asked for since the last call."""
        asked, self._wanted = self._wanted, None
        return asked

    def waiting(self) -> bool:
        """True while only time passes."""
        return self.scene.otdr.laser

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        self.bench.draw(canvas)
        canvas.rect(*at.SCREEN, "screen", 8)
        self.panel.draw_status(canvas)
        if self.scene.state.page == "trace":
            self._trace_page(canvas)
        else:
            self.pages.draw(canvas)
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
        chosen = self.scene.state.selected
        row = None if chosen is None else max(0, min(at.ROWS - 1, chosen - self.table.first))
        fixed = {
            "otdr.set_index": at.INDEX, "otdr.set_range": at.RANGE, "otdr.set_wavelength": at.WAVELENGTH,
            "otdr.set_averaging": at.AVERAGING, "otdr.shorten_pulse": at.PULSE, "otdr.more_light": at.PULSE,
            "otdr.start": at.KEYS["start"], "otdr.start_b": at.KEYS["start"], "otdr.save": at.KEYS["save"],
            "otdr.plug": at.plug_rect(line.plugged), "otdr.other_end": self.panel.side_rect(),
        }  # fmt: skip
        if goal in fixed:
            return fixed[goal]
        if goal.startswith("otdr.clean") and self.scene.state.look:
            return at.SCOPE_KEYS["dry"]
        if row is not None and goal == "otdr.name":
            return at.kind_cell(row)
        return at.verdict_cell(row) if row is not None and goal in ("otdr.judge", "otdr.decide_auto") else None

    def _guide(self, canvas: Canvas) -> None:
        """A calm frame of light round the next place of the hand."""
        target = self._target()
        if target is None or self.scene.state.page != "trace" and at.inside(at.SCREEN, *target[:2]):
            return
        x, y, w, h = target
        grow = 6 + 3 * round(2 * math.sin(2 * math.pi * (self._beat // 6 % 16) / 16)) / 2
        canvas.rect(x - grow, y - grow, w + 2 * grow, h + 2 * grow, CLEAR, 14, 4, "light")

    def _tiles(self) -> list[ToolTile]:
        text, state, scene = self.ctx.language.text, self.scene.state, self.scene
        line = scene.plant.line
        recorded = bool(scene.params.trace)
        tiles = [
            ToolTile("A", "ui/tools/cursor_a", text("Curseur A"), selected=state.active in "aA"),
            ToolTile("B", "ui/tools/cursor_b", text("Curseur B"), selected=state.active in "bB"),
            ToolTile("lens", "ui/tools/lens", text("Loupe"), selected=self.zooming),
            ToolTile("event", "ui/tools/event", text("Évènement"), enabled=bool(scene.otdr.measured)),
        ]
        if scene.params.auto:
            tiles.append(ToolTile("auto", "ui/tools/read_trace", text("Analyse"), done=state.analysed,
                                  enabled=bool(scene.otdr.measured)))  # fmt: skip
        if not recorded and not (line.plugged and scene.otdr.measured):
            # Once the line is plugged in and measured, its faces are out of reach: the tiles make room.
            tiles.append(ToolTile("look", "ui/tools/probe", text("Regarder"), selected=bool(state.look),
                                  done=line.cord.inspected is not None))  # fmt: skip
            tiles.append(ToolTile("clean", "ui/tools/cleaner_pen", text("Nettoyer"),
                                  done=line.cord.cleaned is not None))  # fmt: skip
        tiles.append(ToolTile("save", "ui/tools/save", text("Garder"), done=bool(scene.kept)))
        if scene.otdr.measured or scene.kept:
            tiles.append(ToolTile("report", "ui/tools/report", text("Rapport"), selected=state.page == "report"))
        tiles.append(ToolTile("done", "ui/tools/hand", text("Rendre"), enabled=bool(state.rows)))
        return tiles

    def _stages(self) -> list[tuple[str, str]]:
        scene = self.scene
        if scene.kept and scene.state.rows:
            step = 4
        elif scene.state.rows:
            step = 3
        elif scene.otdr.run is not None:
            step = 2
        else:
            step = 1 if scene.plant.line.plugged else 0
        names = ["done"] * step + ["current"] + ["todo"] * (len(STEPS) - step - 1)
        return [(f"ui/tools/{icon}", name) for icon, name in zip(STEPS, names, strict=True)]

    def _model(self) -> FrameModel:
        words, goal, scene = self.ctx.words, self.scene.goal(), self.scene
        cue = scene.cue() if self.ctx.help and self.ctx.live_cues else None
        icon = next((tool for part, tool in GOAL_ICONS if part in goal.partition(".")[2]), "otdr")
        return FrameModel(
            title=self.ctx.title,
            chip_colour=None if scene.params.trace else scene.plant.line.colour,
            chip_text=self.ctx.language.text("Mesurer la fibre"),
            stages=self._stages(),
            clock_text=self.ctx.language.clock(self.ctx.clock()),
            goal_icon=f"ui/tools/{icon}",
            goal_text=words.goal(goal if self.ctx.help else "otdr.exam"),
            tools=self._tiles(),
            cue_level=cue.level if cue else None,
            cue_text=words.cue(cue.key) if cue else "",
            cue_position=cue.position if cue else None,
            toast=self._toast if self._toast_left else None,
        )


def create(scene, ctx: ViewContext) -> View:
    """The view of an OTDR scene."""
    return View(scene, ctx)


