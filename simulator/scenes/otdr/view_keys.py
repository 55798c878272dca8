"""Keyboard of the OTDR scene: letters for the keys of the instrument, arrows for the cursor, up and down for the table.

It deliberately draws nothing and changes no state: it reads the scene and returns actions.
"""

from __future__ import annotations

from itertools import combinations

from simulator.instruments import otdr_panel as panel
from simulator.scenes.base import TICK_S, Action
from simulator.scenes.otdr.logic_guide import ON_M
from simulator.scenes.otdr.logic_params import KINDS, METHODS
from simulator.scenes.otdr.logic_view import whole_view
from simulator.ui.events import UiEvent

#: A held arrow moves the cursor with a speed that grows [design units/s, /s2], at most so fast; Shift slows it down.
SPEED, GAIN, TOP, SLOW = 24.0, 320.0, 620.0, 0.12

#: The one obvious next action for each goal, for Enter.
NEXT: dict[str, Action] = {
    "otdr.look_cord": Action("look", "cord"),
    "otdr.look_head": Action("look", "head"),
    "otdr.plug": Action("plug", True),
    "otdr.start": Action("laser", True),
    "otdr.start_b": Action("laser", True),
    "otdr.stop_live": Action("laser", False),
    "otdr.add": Action("row.add"),
    "otdr.note_end": Action("row.add"),
    "otdr.run_auto": Action("auto"),
    "otdr.other_end": Action("side", "B"),
    "otdr.save": Action("save"),
    "otdr.done": Action("done"),
}


def stepped(values: tuple[float, ...], now: float, step: int) -> float:
    """The offered value so many steps from the one nearest to now."""
    at = min(range(len(values)), key=lambda i: abs(values[i] - now))
    return values[max(0, min(len(values) - 1, at + step))]


#: Steps of the index: instruments set it to the fourth decimal at least.
FINE, COARSE = 0.0001, 0.001


def turn_setting(scene, name: str, step: int, coarse: bool = False) -> list[Action]:
    """One step of a setting up (1) or down (-1); coarse: ten times that of the index."""
    keys = scene.otdr.keys
    if name == "index":
        value = keys.index + step * (COARSE if coarse else FINE)
        return [Action("index", float(round(1e4 * min(panel.INDEX_HIGH, max(panel.INDEX_LOW, value)))))]
    offered = {"range": panel.RANGES_M, "pulse": panel.PULSES_NS, "averaging": panel.AVERAGING_S}[name]
    now = {"range": keys.range_m, "pulse": keys.pulse_ns, "averaging": keys.averaging_s}[name]
    return [Action(name, stepped(offered, now, step))]


def toggle_wavelength(scene, name: str) -> list[Action]:
    """Press the key of a wavelength."""
    on = int(name) in scene.otdr.keys.wavelengths_nm
    return [Action("wavelength.off" if on else "wavelength.on", name)]


def next_wavelengths(scene) -> list[Action]:
    """The next set of wavelengths: each alone, then each pair."""
    if scene.params.trace:
        return toggle_wavelength(scene, scene.params.wavelengths[0])
    offered = scene.params.wavelengths
    sets = [(name,) for name in offered] + list(combinations(offered, 2))
    now = tuple(name for name in offered if int(name) in scene.otdr.keys.wavelengths_nm)
    wanted = sets[(sets.index(now) + 1) % len(sets)] if now in sets else sets[0]
    on = [Action("wavelength.on", name) for name in wanted if name not in now]
    off = [Action("wavelength.off", name) for name in now if name not in wanted]
    return on + off


def choose_row(scene, index: int, again: bool = False) -> list[Action]:
    """Choose a row of the table; the cursors go where it was measured, and the window after them.

    Seen from B the row lies elsewhere, and where is for the eye to find. again: bring them back to the row that is
    chosen already; else they stay where the hand has put them since.
    """
    state, row = scene.state, scene.state.rows[index]
    chosen = [Action("row.select", float(index))]
    if state.side == "B" or not scene.otdr.measured or index == state.selected and not again:
        return chosen
    gap = state.cursors["B"] - state.cursors["A"]
    a, first, last, b = row.cursors or (None, row.position_m, row.position_m + gap, None)
    moves = [("A", first), ("B", last), ("a", a), ("b", b)]
    left, right = state.view_x
    if not left <= row.position_m <= right:
        half = 0.5 * (right - left)
        chosen.append(Action("view.x", (row.position_m - half, row.position_m + half)))
    return chosen + [Action(f"cursor.{name}", round(where, 3)) for name, where in moves if where is not None]


def next_kind(scene, step: int) -> list[Action]:
    """The next name for the selected row."""
    row = scene.table.row
    if row is None:
        return []
    at = KINDS.index(row.kind) if row.kind in KINDS else (-1 if step > 0 else 0)
    return [Action("row.kind", KINDS[(at + step) % len(KINDS)])]


def next_verdict(scene) -> list[Action]:
    """The next verdict for the selected row."""
    row = scene.table.row
    following = {"none": "good", "good": "bad", "bad": "none"}
    return [] if row is None else [Action("row.verdict", following[row.verdict])]


def next_fibre(scene, step: int = 1) -> list[Action]:
    """Plug the cord into the next fibre of the panel (-1: the one before)."""
    colour = scene.fibres.next(step)
    return [Action("fibre", colour)] if colour else []


def next_fibre_verdict(scene) -> list[Action]:
    """The next verdict for the fibre as a whole; it needs a trace to be looked at."""
    if not scene.fibres.numbers or not scene.otdr.measured:
        return []
    following = {"none": "good", "good": "bad", "bad": "none"}
    return [Action("fibre.verdict", following[scene.state.fibres.get(scene.plant.number, "none")])]


def next_method(method: str, step: int = 1) -> str:
    """What the read-out shows after this: loss by lines, loss by points, attenuation of the fibre."""
    return METHODS[(METHODS.index(method) + step) % len(METHODS)]


def next_cursor(active: str, letter: str) -> str:
    """A chooses cursor A, again its limit a, and so on; likewise B."""
    return letter.lower() if active == letter else letter


def carried(scene, metres: float) -> list[Action]:
    """The active cursor carried so far [m]; it stays on the trace."""
    left, right = whole_view(scene.otdr)
    name = scene.state.active
    return [Action(f"cursor.{name}", round(min(right, max(left, scene.state.cursors[name] + metres)), 3))]


class Keyboard:
    """Keys held and pressed."""

    def __init__(self, scene, guided: bool) -> None:
        self.scene, self.guided = scene, guided
        self._speed = 0.0

    def press(self, event: UiEvent) -> list[Action]:
        """One key went down."""
        scene, key, back = self.scene, event.key, -1 if event.shift else 1
        state = scene.state
        simple = {
            "s": [Action("laser", not scene.otdr.laser)],
            "space": [Action("laser", not scene.otdr.laser)],
            "e": [Action("row.add")],
            "m": [Action("row.measure")],
            "y": [Action("row.adopt")],
            "delete": [Action("row.delete")],
            "backspace": [Action("row.delete")],
            "x": [Action("auto")],
            "g": [Action("save")],
            "h": [Action("view.home")],
            "home": [Action("view.home")],
            "c": [Action("method", next_method(state.method, back))],
            "d": [Action("side", "B" if state.side == "A" else "A")],
            "p": [Action("plug", not scene.plant.line.plugged)],
            "j": [Action("clean", (state.look or "cord") + ("_wet" if event.shift else ""))],
            "z": [Action("look", {"": "cord", "cord": "head", "head": "none"}[state.look])],
            "a": [Action("cursor", next_cursor(state.active, "A"))],
            "b": [Action("cursor", next_cursor(state.active, "B"))],
            "q": next_fibre_verdict(scene) if event.shift else next_verdict(scene),
            # While the instrument measures, the held key makes time pass faster: it must not pull at the cord.
            "f": [] if scene.otdr.laser else next_fibre(scene, back),
            "k": next_kind(scene, back),
            "w": next_wavelengths(scene),
            "n": self._next_shown(),
            "i": turn_setting(scene, "index", back, coarse=True),
            "o": turn_setting(scene, "index", back),
        }
        if key in simple:
            return simple[key]
        for letter, name in (("r", "range"), ("u", "pulse"), ("t", "averaging")):
            if key == letter:
                return turn_setting(scene, name, back)
        if key in ("up", "down") and state.rows:
            step = 1 if key == "down" else -1
            now = state.selected if state.selected is not None else (-1 if step > 0 else len(state.rows))
            return choose_row(scene, max(0, min(len(state.rows) - 1, now + step)))
        if key == "enter" and self.guided:
            return self._next()
        return []

    def press_key(self, name: str) -> list[Action]:
        """What a key of that name does."""
        return self.press(UiEvent("key", key=name))

    def _next(self) -> list[Action]:
        goal = self.scene.goal()
        if goal in ("otdr.clean_cord", "otdr.clean_head"):
            name = goal.rpartition("_")[2]
            pressed = any(p.stuck > 0.75 for p in self.scene.bench.face(name).particles)
            return [Action("clean", name + ("_wet" if pressed else ""))]
        if goal == "otdr.measure_back":
            return self._measure_back()
        if goal == "otdr.next_fibre":
            return next_fibre(self.scene)
        return [NEXT[goal]] if goal in NEXT else []

    def _measure_back(self) -> list[Action]:
        """From B: choose a row that lacks its figure; once A stands at its event, write the figure."""
        scene, row = self.scene, self.scene.table.row
        lacking = [i for i, r in enumerate(scene.state.rows) if r.kind not in ("end", "ghost") and not r.both_ways]
        if scene.state.selected not in lacking:
            return [Action("row.select", float(lacking[0]))]
        there = abs(scene.state.cursors["A"] - scene.work.mirror_m(row.position_m)) <= ON_M
        return [Action("row.measure")] if there else []

    def _next_shown(self) -> list[Action]:
        measured = self.scene.otdr.measured
        if len(measured) < 2:
            return []
        at = measured.index(self.scene.state.shown) if self.scene.state.shown in measured else 0
        return [Action("show", str(measured[(at + 1) % len(measured)]))]

    def held(self, keys: frozenset[str], per_unit: float) -> list[Action]:
        """Once a tick: arrows carry the active cursor; per_unit: metres per design unit."""
        direction = ("right" in keys) - ("left" in keys)
        if not direction:
            self._speed = 0.0
            return []
        self._speed = min(TOP, max(SPEED, self._speed + GAIN * TICK_S))
        speed = SPEED * SLOW * 4 if "shift" in keys else self._speed
        return carried(self.scene, direction * speed * TICK_S * per_unit)
