"""Mouse on the OTDR: cursors dragged, keys pressed, the wheel over trace and settings, plug and pen on the bench.

It deliberately draws nothing and changes no state of the scene.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from simulator.scenes.base import Action
from simulator.scenes.otdr import view_keys as keyboard
from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr.logic_params import KINDS
from simulator.scenes.otdr.logic_reading import BEHIND_PULSES
from simulator.scenes.otdr.view_pages import PAGE
from simulator.scenes.otdr.view_plot import flags
from simulator.scenes.otdr.view_table import MENU, chosen

if TYPE_CHECKING:
    from simulator.scenes.otdr.view import View
    from simulator.scenes.otdr.view_frame import Window

#: A cursor is taken within this of its line [design units]; a pull of the plug counts from this on.
GRAB, PULL = 16.0, 36.0
#: The letters of the cursors on top of the plot [design units].
LETTER_W, LETTER_H = 40.0, 46.0
#: Over the foot of the plot the ends of the fitting windows are taken, as high as this [design units].
FOOT = 60.0
ZOOM_X, ZOOM_Y = 0.5, 0.7
#: A zoom rectangle lower than this [design units] is a stretch of the line.
FLAT = 12.0
LEAST_M, LEAST_DB = 8.0, 0.6
#: A zoom keeps the line before the place between these shares of the height.
HIGHEST, LOWEST = 0.25, 0.75
#: So far back one looks for the line [pulse lengths, m]: a peak, its foot and the fall of an end are shorter.
CALM_PULSES, CALM_M = 12.0, 60.0
#: Share of samples at the receiver's floor that makes a stretch one of noise; in mere noise it is one half.
DARK_SHARE = 0.2


def zoomed(view: View, factor: float, metres: float) -> list[Action]:
    """Zoom about a distance [m] and the trace there; the height follows more slowly; beyond the whole it goes home."""
    window = view.plot.window()
    level = _calm_level(view, metres)
    frame = window.frame
    left, right = frame.left, frame.right
    span = max(LEAST_M, (right - left) * factor)
    home = view.whole_span()
    if span >= home:
        return [Action("view.home")]
    share = (metres - left) / (right - left)
    start = metres - share * span
    height = max(LEAST_DB, (frame.high - frame.low) * (1.0 - (1.0 - factor) * ZOOM_Y if factor < 1.0 else 1.5))
    part = min(LOWEST, max(HIGHEST, (frame.high - level) / (frame.high - frame.low)))
    top = level + part * height
    return [Action("view.x", (start, start + span)), Action("view.y", (top - height, top))]


def _calm_level(view: View, metres: float) -> float:
    """Level of the trace in front [dB] before a distance, without the peak that may stand there."""
    window, trace = view.plot.window(), view.scene.otdr.trace(view.scene.state.shown)
    if trace is None:
        return 0.5 * (window.frame.low + window.frame.high)
    back = max(0.05 * (window.frame.right - window.frame.left), CALM_PULSES * trace.pulse_m, CALM_M)
    # Behind the end of the fibre there is nothing to look at: the last light before it is what one zooms on.
    dark = float(trace.samples_db.min()) + 1.0
    while metres > trace.start_m:
        part = trace.samples_db[trace.index(metres - back) : trace.index(metres) + 1]
        if np.count_nonzero(part <= dark) <= DARK_SHARE * len(part):
            return float(np.median(part))
        metres -= back
    return 0.5 * (window.frame.low + window.frame.high)


def letter_at(scene, window: Window, x: float) -> str | None:
    """The cursor in sight whose letter lies under the pointer, on top of the plot."""
    cursors = scene.state.cursors
    middles = zip(("B", "A"), flags(window.x(cursors["B"]), window.x(cursors["A"])), strict=True)
    return next((name for name, px in middles if abs(px - x) <= LETTER_W / 2 and window.shows(cursors[name])), None)


class Mouse:
    """What the mouse holds between two events."""

    def __init__(self, view: View) -> None:
        self.view, self.scene = view, view.scene
        self.grabbed: str | None = None
        self._from = (0.0, 0.0)
        #: How far the line of the cursor in hand lies from the pointer [design units].
        self._aside = 0.0
        self._window: Window | None = None

    def down(self, x: float, y: float, button: int) -> list[Action]:
        """A button goes down: list of kinds first, then plot, table, settings, hard keys, bench."""
        table = self.view.table
        self._from = (x, y)
        if table.menu is not None:
            line = table.menu - table.first
            entry = at.menu_at(len(MENU), line, x, y)
            table.menu = None
            return [] if entry is None else [chosen(entry)]
        if at.inside(at.FOLDER, x, y):
            return [Action("page", "trace" if self.scene.state.page == "files" else "files")]
        if self.scene.state.page != "trace" and at.inside(PAGE, x, y):
            return self.view.pages.down(x, y)
        if at.inside(at.PLOT, x, y):
            return self._on_plot(x, y, button)
        if at.inside(at.TABLE, x, y):
            return self._on_table(x, y)
        return self._on_settings(x, y) or self._on_readout(x, y) or self._on_keys(x, y) or self._on_bench(x, y)

    def _on_plot(self, x: float, y: float, button: int) -> list[Action]:
        window = self.view.plot.window()
        if button != 1:
            self.grabbed, self._window = "pan", window
            return []
        if self.view.zooming:
            self.grabbed = "zoom"
            self.view.plot.marquee = (x, y, x, y)
            return []
        lens = self.view.plot.lens_rect
        if lens is not None and at.inside(lens, x, y):
            return []  # another place of the trace is seen there: what lies under it is not meant
        active, near = self.scene.state.active, self._near(window, x, y)
        self._aside = 0.0
        if near is None and y <= at.PLOT[1] + LETTER_H and (near := letter_at(self.scene, window, x)) is not None:
            # Held by a letter that stands beside its line: the line keeps its distance from the pointer.
            self._aside = window.x(self.scene.state.cursors[near]) - x
        if near is not None:
            self.grabbed = near
            return [Action("cursor", near)] if near != active else []
        self.grabbed = active
        placed = self._cursor(x)
        if active == "A" and not window.shows(self.scene.state.cursors["B"]):
            # A comes to another event, and B from where nobody sees it: a loss read up to there would be nonsense.
            return [placed, Action("cursor.B", round(self._metres(x) + self._gap(window), 2))]
        return [placed]

    def _gap(self, window: Window) -> float:
        """How far B stays behind A where it goes along [m]: as it was, on the screen, and if it can behind a peak."""
        cursors, span = self.scene.state.cursors, window.frame.right - window.frame.left
        behind = min(BEHIND_PULSES * self.scene.work.pulse_m, 0.5 * span)
        return min(cursors["B"] - cursors["A"], max(0.1 * span, behind))

    def _near(self, window: Window, x: float, y: float) -> str | None:
        """The cursor whose line is under the pointer, first the active one; an end of a fitting window at its foot."""
        cursors, state = self.scene.state.cursors, self.scene.state
        feet = state.method == "lsa" and y >= at.PLOT[1] + at.PLOT[3] - FOOT
        names = ("A", "B", "a", "b") if feet else ("A", "B")
        off = {name: abs(window.x(cursors[name]) - x) for name in names}
        # The end of a window that reaches beyond the screen is taken at its border.
        for name, border, beyond in (("a", at.PLOT[0], -1), ("b", at.PLOT[0] + at.PLOT[2], 1)):
            if feet and beyond * (window.x(cursors[name]) - border) > 0:
                off[name] = abs(border - x)
        near = [name for name in names if off[name] <= GRAB]
        if state.active in near and not feet:
            return state.active
        # At the foot the nearer one, and of two in one place the end: a window pushed together can be drawn out again.
        return min(near, key=lambda name: (off[name], name in "AB"), default=None)

    def _cursor(self, x: float) -> Action:
        return Action(f"cursor.{self.grabbed}", self._metres(x))

    def _metres(self, x: float) -> float:
        """Where the line under the hand is [m], to the centimetre."""
        metres = self.view.plot.window().metres(min(at.PLOT[0] + at.PLOT[2], max(at.PLOT[0], x + self._aside)))
        return round(metres, 2)

    def _on_table(self, x: float, y: float) -> list[Action]:
        table, rows = self.view.table, self.scene.state.rows
        line = int((y - at.TABLE[1] - at.HEAD_H) // at.ROW_H)
        index = table.first + line
        if line < 0 or index >= len(rows):
            return []
        kind, verdict = at.inside(at.kind_cell(line), x, y), at.inside(at.verdict_cell(line), x, y)
        picked = keyboard.choose_row(self.scene, index, again=not (kind or verdict))
        if kind:
            table.menu, table.menu_line = index, max(0, KINDS.index(rows[index].kind) if rows[index].kind else 0)
            return picked
        if verdict:
            left, _, width, _ = at.verdict_cell(line)
            if rows[index].pending:
                return [*picked, Action("row.adopt" if x < left + width / 2 else "row.delete")]
            if rows[index].kind in ("end", "ghost", "splitter", ""):
                return picked
            following = {"none": "good", "good": "bad", "bad": "none"}
            return [*picked, Action("row.verdict", following[rows[index].verdict])]
        return picked

    def _on_settings(self, x: float, y: float) -> list[Action]:
        offered = self.view.panel.offered()
        for rect, name in zip(at.wavelength_chips(len(offered)), offered, strict=True):
            if at.inside(rect, x, y):
                return keyboard.toggle_wavelength(self.scene, name)
        arrows = [(name, at.chevrons(name), False) for name in at.SETTINGS]
        for name, pair, coarse in [*arrows, ("index", at.coarse_chevrons(), True)]:
            for rect, step in zip(pair, (1, -1), strict=True):
                if at.inside(rect, x, y):
                    return keyboard.turn_setting(self.scene, name, step, coarse)
        return []

    def _on_readout(self, x: float, y: float) -> list[Action]:
        state = self.scene.state
        if at.inside(self.view.panel.method_rect(), x, y):
            return [Action("method", keyboard.next_method(state.method))]
        if self.scene.params.both_ways and at.inside(self.view.panel.side_rect(), x, y):
            return [Action("side", "B" if state.side == "A" else "A")]
        if self.scene.fibres.numbers and at.inside(at.FIBRE, x, y):
            return keyboard.next_fibre(self.scene)
        if self.scene.fibres.numbers and at.inside(at.FIBRE_VERDICT, x, y):
            return keyboard.next_fibre_verdict(self.scene)
        if at.inside(at.READOUT, x, y) and x > 690:
            return self.view.keys.press_key("n")
        return []

    def _on_keys(self, x: float, y: float) -> list[Action]:
        for name, rect in at.KEYS.items():
            if at.inside(rect, x, y):
                return self.view.hard_key(name)
        cx, cy, r = at.KNOB
        if (x - cx) ** 2 + (y - cy) ** 2 <= r * r:
            self.grabbed = "knob"
        return []

    def _on_bench(self, x: float, y: float) -> list[Action]:
        state, line = self.scene.state, self.scene.plant.line
        if self.scene.params.trace:
            return []
        if state.look:
            for key, rect in at.SCOPE_KEYS.items():
                if at.inside(rect, x, y):
                    if key == "other":
                        return [Action("look", "head" if state.look == "cord" else "cord")]
                    return [Action("clean", state.look + ("_wet" if key == "wet" else ""))]
            if at.inside(at.SCOPE, x, y):
                return [Action("look", "none")]
        if at.inside(at.plug_rect(line.plugged), x, y):
            self.grabbed = "plug"
        elif at.inside((at.PEN[0], at.PEN[1] - 4, 340, 76), x, y):
            return [Action("clean", state.look or "cord")]
        return []

    def move(self, x: float, y: float) -> list[Action]:
        """Drag what is held."""
        if self.grabbed in ("A", "B", "a", "b"):
            return [self._cursor(x)]
        if self.grabbed == "zoom":
            self.view.plot.marquee = (*self._from, x, y)
        elif self.grabbed == "pan" and self._window is not None:
            return self._pan(self._window, self._from[0] - x, y - self._from[1])
        elif self.grabbed == "knob":
            turned = x - self._from[0] + self._from[1] - y if x >= at.KNOB[0] else self._from[1] - y
            self._from = (x, y)
            return self.view.turn_knob(turned * 0.5)
        return []

    def _pan(self, window: Window, right: float, up: float) -> list[Action]:
        """Slide the window as it was when the button went down; a height that fits itself stays so at first."""
        frame, step = window.frame, right * window.per_unit
        slid = [Action("view.x", (frame.left + step, frame.right + step))]
        if self.scene.state.view_y is not None or abs(up) > PULL:
            rise = up * (frame.high - frame.low) / at.PLOT[3]
            slid.append(Action("view.y", (frame.low + rise, frame.high + rise)))
        return slid

    def up(self, x: float, y: float) -> list[Action]:
        """Let go: a zoom rectangle is taken, a plug pulled or pushed."""
        grabbed, self.grabbed = self.grabbed, None
        if grabbed == "zoom":
            return self._take_marquee()
        if grabbed == "plug":
            return self._plug(x - self._from[0])
        return []

    def _plug(self, pulled: float) -> list[Action]:
        """Pulled left it comes out, pushed right it goes in; a click does the one that can be done."""
        plugged = self.scene.plant.line.plugged
        if abs(pulled) < PULL:
            return [Action("plug", not plugged)]
        return [Action("plug", pulled > 0)] if plugged == (pulled < 0) else []

    def _take_marquee(self) -> list[Action]:
        box, self.view.plot.marquee = self.view.plot.marquee, None
        if box is None or abs(box[2] - box[0]) < 12:
            return []
        window = self.view.plot.window()
        xs = sorted((window.metres(box[0]), window.metres(box[2])))
        if abs(box[3] - box[1]) < FLAT:  # drawn along the line: a stretch was meant, its height stays
            return [Action("view.x", (xs[0], max(xs[1], xs[0] + LEAST_M)))]
        ys = sorted((window.level(box[1]), window.level(box[3])))
        return [Action("view.x", (xs[0], max(xs[1], xs[0] + LEAST_M))),
                Action("view.y", (ys[0], max(ys[1], ys[0] + LEAST_DB)))]  # fmt: skip

    def wheel(self, x: float, y: float, step: float) -> list[Action]:
        """Over the trace: zoom about the pointer; over a setting: turn it; over the knob: move the cursor."""
        if self.scene.state.page != "trace" and at.inside(PAGE, x, y):
            self.view.pages.turn(-1 if step > 0 else 1)
            return []
        if at.inside(at.PLOT, x, y):
            window = self.view.plot.window()
            return zoomed(self.view, ZOOM_X if step > 0 else 1 / ZOOM_X, window.metres(x))
        for name, rect in at.SETTINGS.items():
            if at.inside(rect, x, y):
                return keyboard.turn_setting(self.scene, name, 1 if step > 0 else -1)
        if at.inside(at.TABLE, x, y):
            return self.view.keys.press_key("up" if step > 0 else "down")
        cx, cy, r = at.KNOB
        return self.view.turn_knob(step) if (x - cx) ** 2 + (y - cy) ** 2 <= r * r else []
