"""The OTDR scene: connect, set, measure, move the cursors, fill the table, keep the trace — what happens.

It deliberately forces no order and draws nothing: what the line holds decides the trace, and the trace the figures.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from simulator.formats import sor
from simulator.instruments import otdr_panel as panel
from simulator.instruments.otdr_panel import FieldOtdr, Keys
from simulator.optics.fibre import CATALOGUE
from simulator.optics.link import End, Link, Section
from simulator.optics.otdr import Receiver
from simulator.optics.trace import Trace
from simulator.plant import Plant
from simulator.plant.site import COLOURS
from simulator.scenes.base import TICKS_PER_SECOND, Action, ActionSpec, Cue, Curve, Effect, FactBook, Sound, Toast
from simulator.scenes.otdr.logic_aim import Aim
from simulator.scenes.otdr.logic_bill import Bills
from simulator.scenes.otdr.logic_desk import Desk
from simulator.scenes.otdr.logic_facts import FACTS, settle_settings, settle_table
from simulator.scenes.otdr.logic_fibres import Fibres
from simulator.scenes.otdr.logic_guide import Guide
from simulator.scenes.otdr.logic_hands import Bench
from simulator.scenes.otdr.logic_judge import Judgement
from simulator.scenes.otdr.logic_kept import Kept, kept_file, kept_rows
from simulator.scenes.otdr.logic_marks import mark_mistakes
from simulator.scenes.otdr.logic_params import CURSORS, KINDS, METHODS, PAGES, SIDES, VERDICTS, Params, Row, State
from simulator.scenes.otdr.logic_reading import Reading
from simulator.scenes.otdr.logic_table import Table
from simulator.scenes.otdr.logic_view import clamp_view, move_cursor, rescale, whole_view
from simulator.scenes.otdr.logic_work import Work

__all__ = ["ACTIONS", "FACTS", "GATES", "KINDS", "PARAMS", "Kept", "Otdr", "Params", "Row", "State", "create"]

_NM = tuple(str(nm) for nm in panel.WAVELENGTHS_NM)
FAR_M = 300_000.0

#: Every action of this scene; distances [m] are those on the screen.
ACTIONS: dict[str, ActionSpec] = {
    "plug": ActionSpec("bool"),  # the launch cord's plug in the panel
    "look": ActionSpec("choice", choices=("none", "cord", "head")),  # face under the microscope
    "clean": ActionSpec("choice", choices=("cord", "head", "cord_wet", "head_wet")),  # pen, dry or after alcohol
    "wavelength.on": ActionSpec("choice", choices=_NM),
    "wavelength.off": ActionSpec("choice", choices=_NM),
    "show": ActionSpec("choice", choices=_NM),  # trace in front, which the figures are read from
    "range": ActionSpec("number", "m", 500.0, 260_000.0),
    "pulse": ActionSpec("number", "ns", 5.0, 20_000.0),
    "averaging": ActionSpec("number", "s", panel.REAL_TIME, 180.0),  # 0: real time
    "index": ActionSpec("number", "1e-4", 1e4 * panel.INDEX_LOW, 1e4 * panel.INDEX_HIGH),  # 14682 is 1.4682
    "laser": ActionSpec("bool"),  # start, stop
    "side": ActionSpec("choice", choices=SIDES),  # end of the line at which the instrument stands
    "fibre": ActionSpec("choice", choices=COLOURS),  # fibre of the cable that the cord is plugged into
    "fibre.verdict": ActionSpec("choice", choices=VERDICTS),  # what is said of that fibre as a whole
    "cursor": ActionSpec("choice", choices=CURSORS),  # the one that the knob moves
    **{f"cursor.{name}": ActionSpec("number", "m", -20_000.0, FAR_M) for name in CURSORS},
    "method": ActionSpec("choice", choices=METHODS),
    "view.x": ActionSpec("pair", "m", -20_000.0, FAR_M),
    "view.y": ActionSpec("pair", "dB", -80.0, 20.0),
    "view.home": ActionSpec("none"),
    "row.add": ActionSpec("none"),  # an event at cursor A, measured
    "row.measure": ActionSpec("none"),  # measure the selected row again
    "row.delete": ActionSpec("none"),
    "row.adopt": ActionSpec("none"),  # keep a row of the automatic analysis
    "row.select": ActionSpec("number", "", 0, 40),
    "row.kind": ActionSpec("choice", choices=KINDS),
    "row.verdict": ActionSpec("choice", choices=VERDICTS),
    "auto": ActionSpec("none"),  # automatic analysis
    "save": ActionSpec("none"),
    "page": ActionSpec("choice", choices=PAGES),  # what the screen shows
    "recall": ActionSpec("number", "", 0, 99),  # a kept trace over the live one, by its place in the list; again: off
    "done": ActionSpec("none"),
}

GATES: tuple[str, ...] = ("eye_exposure", "kinds_unknown", "table_misread", "traces_missing")
#: Actions after which the line may be another.
AT_THE_LINE = frozenset(("plug", "clean", "look", "side"))
#: Actions that change what the screen shows, and no figure.
ONLY_SEEN = frozenset(("view.x", "view.y", "view.home", "page", "recall"))
PARAMS = Params
#: Ticks after which the instrument works ahead, when nothing is asked of it.
CALM_TICKS = 20
#: A receiver without noise, for reading a first trace.
QUIET = Receiver(ranges_db=tuple((nm, db + 30.0) for nm, db in Receiver().ranges_db), fading_db=0.0)


class Otdr:
    """The scene at work on a plant; see scenes.base.Scene for what the attempt asks of it."""

    def __init__(self, params: Params, plant: Plant) -> None:
        self.params, self.plant = params, plant
        self.state = State(shown=int(params.start_wavelength))
        self.receiver = Receiver() if params.noise else QUIET
        keys = panel.with_range(
            Keys((int(params.start_wavelength),), 5000.0, params.start_pulse_ns, params.start_averaging_s,
                 params.start_index),
            params.start_range_m,
        )  # fmt: skip
        self.otdr = FieldOtdr(panel.with_pulse(keys, params.start_pulse_ns), self.receiver)
        self.book = FactBook(FACTS)
        self.curves: list[Curve] = []
        self.broken_gates: dict[str, int] = {}
        self.outcome: str | None = None
        self.effects: list[Effect] = []
        self._ticks = self._runs = self._calm = 0
        self._readings: tuple[int, dict[int, Reading | None]] = (-1, {})
        if not params.plugged:
            plant.line.plugged = False
        work = Work(params, plant, self.otdr, self.receiver, plant.number)
        self.desk = Desk(params, plant, self.state, self.otdr, self.receiver, self.book, work)
        self.marks = self.desk.marks
        self.bench = Bench(plant, self.state, self.otdr, self.book, self.marks, self.broken_gates)
        self.fibres = Fibres(self.desk)
        self.table = Table(self.state, self.otdr, self.effects, self.work.mirror_m)
        self.guide = Guide(self.desk, self.fibres, self.table)
        self.bills = Bills(self.desk, self.fibres)
        self.aim = Aim()
        self._do = self._table_of_actions()
        if params.trace:
            self._open_recording(0)
        self.state.view_x = whole_view(self.otdr)

    # what the attempt asks

    def step(self, tick: int, actions: Sequence[Action]) -> list[Effect]:
        """Do what the hands do in this tick; returns what is to be seen and heard."""
        self._ticks += 1
        self.effects.clear()
        self.bench.effects = self.effects
        at_the_line = any(action.target in AT_THE_LINE for action in actions)
        if at_the_line:
            self.work.touched()
        for action in actions:
            self._do[action.target](action.value, tick)
        if at_the_line and self.otdr.live and self.otdr.run is not None:
            self._measure(tick)  # in real time the screen shows what the hands do
        news = self.otdr.tick()
        if news or any(action.target not in ONLY_SEEN for action in actions):
            self.work.changed()
        if news == "done":
            self._stopped(tick)
        elif news and self.state.shown not in self.otdr.measured:
            self.state.shown = self.otdr.measured[-1]
        self._calm = 0 if news or actions else self._calm + 1
        if self._calm > CALM_TICKS and self.params.auto:
            self.table.look_ahead()
        return list(self.effects)

    def enter(self, tick: int) -> None:
        """Back at the instrument; hands may have been at the line since."""
        self.outcome = None
        self.work.touched()
        self.work.changed()

    def close(self, tick: int) -> None:
        """Settle what the table is worth, and put a mark at each mistake."""
        self.otdr.stop()
        if not self.fibres.on_main:
            self.fibres.take(self.fibres.main)
        self._settle(tick)
        if 2 * len(self.fibres.lacking()) > len(self.fibres.asked()):
            self.broken_gates.setdefault("traces_missing", tick)
        self.fibres.mark(tick)
        if self.work.run is not None:
            if self.judged().misnamed:
                self.broken_gates.setdefault("kinds_unknown", tick)
            if self.judged().misread:
                self.broken_gates.setdefault("table_misread", tick)
            mark_mistakes(self.marks, self.params, self.work, self.state.rows, self.book, tick)
            self.curves = self.aim.curves(self.state.rows, self.judged(), self.work)
            self.book.set("otdr.time_s", self._ticks / TICKS_PER_SECOND, tick)

    def goal(self) -> str:
        """Key of the sensible next gesture."""
        return self.guide.goal()

    def cue(self) -> Cue | None:
        """Where cursor A is, seen from the next event that is not in the table."""
        return self.guide.cue()

    def bill(self) -> Mapping[str, float]:
        """Loss of the line by cause where hands cost most (fibre, wavelength)."""
        return self.bills.entries()

    @property
    def bill_nm(self) -> float:
        """Wavelength of the bill [nm]; 0 without a bill."""
        return self.bills.about()[1]

    @property
    def bill_fibre(self) -> int:
        """Number of the fibre of the bill; 0 where there is one alone."""
        return self.bills.about()[0]

    @property
    def work(self) -> Work:
        """The truth about the fibre that the cord is plugged into."""
        return self.desk.work

    @property
    def tail(self) -> bool:
        """Whether a reel stands behind the line too."""
        return not self.params.trace and self.plant.line.spec.tail_m > 0.0

    @property
    def kept(self) -> list[Kept]:
        """What the trainee kept."""
        return self.desk.kept

    def judged(self) -> Judgement:
        """The table as it is, compared with what is there."""
        return self.desk.judged()

    def reading(self, nm: int) -> Reading | None:
        """What the cursors say at a wavelength [nm] now; worked out once after each change."""
        version = self.work.version
        if self._readings[0] != version:
            self._readings = (version, {})
        known = self._readings[1]
        if nm not in known:
            known[nm] = self.table.reading(nm)
        return known[nm]

    def traces(self) -> dict[str, sor.SorFile]:
        """Every trace that was kept, as a file; its time of measurement is left at 0."""
        return {kept.name: kept_file(kept, self.fibres.work_of(kept.number).mirror_m) for kept in self.kept}

    def tables(self) -> dict[str, list[Row]]:
        """The rows behind the events of every file, in their order."""
        return {
            kept.name: [row for _, row in kept_rows(kept, self.fibres.work_of(kept.number).mirror_m)]
            for kept in self.kept
        }

    # actions

    def _table_of_actions(self) -> dict[str, Callable[[Any, int], None]]:
        table, bench, state = self.table, self.bench, self.state
        return {
            "plug": bench.plug,
            "look": bench.look,
            "clean": bench.wipe,
            "wavelength.on": lambda v, t: self._keys(panel.with_wavelength(self.otdr.keys, int(v), True), t, v),
            "wavelength.off": lambda v, t: self._keys(panel.with_wavelength(self.otdr.keys, int(v), False), t),
            "show": lambda v, t: setattr(state, "shown", int(v) if int(v) in self.otdr.measured else state.shown),
            "range": lambda v, t: self._keys(panel.with_range(self.otdr.keys, v), t),
            "pulse": lambda v, t: self._keys(panel.with_pulse(self.otdr.keys, v), t),
            "averaging": lambda v, t: self._keys(replace(self.otdr.keys, averaging_s=_nearest(v)), t),
            "index": lambda v, t: self._index(round(1e-4 * v, 4), t),
            "laser": self._laser,
            "side": self._side,
            "fibre": self._fibre,
            "fibre.verdict": self._call_fibre,
            "cursor": lambda v, t: setattr(state, "active", v),
            **{f"cursor.{name}": self._cursor(name) for name in CURSORS},
            "method": lambda v, t: setattr(state, "method", v),
            "view.x": lambda v, t: setattr(state, "view_x", clamp_view(v, 5.0)),
            "view.y": lambda v, t: setattr(state, "view_y", clamp_view(v, 0.5)),
            "view.home": lambda v, t: self._home(),
            "row.add": lambda v, t: self._after(t, lambda: self._add(t)),
            "row.measure": lambda v, t: self._after(t, lambda: table.measure(table.row, True)),
            "row.delete": lambda v, t: self._after(t, table.delete),
            "row.adopt": lambda v, t: self._after(t, table.adopt),
            "row.select": lambda v, t: table.select(round(v)),
            "row.kind": lambda v, t: self._after(t, lambda: table.set_kind(v)),
            "row.verdict": lambda v, t: self._after(t, lambda: table.set_verdict(v)),
            "auto": self._auto,
            "save": self._save,
            "page": lambda v, t: setattr(state, "page", v),
            "recall": lambda v, t: self._recall(round(v)),
            "done": self._done,
        }

    def _after(self, tick: int, act: Callable[[], None]) -> None:
        act()
        self._settle(tick)

    def _cursor(self, name: str) -> Callable[[Any, int], None]:
        def move(value: float, tick: int) -> None:
            move_cursor(self.state.cursors, name, value)
            if self.state.side == "A" and self.otdr.measured and self.fibres.on_main:
                self.aim.moved(self.state.cursors["A"], tick)

        return move

    def _add(self, tick: int) -> None:
        before, counts = len(self.state.rows), self.state.side == "A" and self.fibres.on_main
        self.table.add(tick)
        if len(self.state.rows) > before and self.table.row is not None and counts:
            self.aim.placed(self.table.row)

    def _recall(self, which: int) -> None:
        """Lay a kept trace over the live one; the one that lies there already is taken away."""
        if which < len(self.kept):
            name = self.kept[which].name
            self.state.recalled = "" if self.state.recalled == name else name

    def recalled(self) -> Kept | None:
        """The kept trace that lies over the live one."""
        return next((kept for kept in self.kept if kept.name == self.state.recalled), None)

    def _keys(self, keys: Keys, tick: int, shown: str = "") -> None:
        """Turn a key; a recorded trace keeps its own, and so does a laser that is on, unless it is in real time."""
        live = self.otdr.live and keys.averaging_s == panel.REAL_TIME
        if self.params.trace or self.otdr.laser and not live:
            self.effects.append(Toast("otdr.recorded" if self.params.trace else "otdr.stop_first", "watch"))
            return
        if any(str(nm) not in self.params.wavelengths for nm in keys.wavelengths_nm):
            return
        if shown and set(self.otdr.keys.wavelengths_nm) - set(keys.wavelengths_nm):
            self.effects.append(Toast("otdr.two_at_once", "info"))
        other_range, self.otdr.keys = keys.range_m != self.otdr.keys.range_m, keys
        if live:
            self._measure(tick)
        if self.otdr.run is None or live and other_range:
            self._home()  # an empty screen shows the distances that the first trace will have
        self.effects.append(Sound("key"))

    def _index(self, index: float, tick: int) -> None:
        """Turn the index: the trace on the screen, cursors and table keep their places in the glass."""
        if self.otdr.laser and not self.otdr.live:
            self.effects.append(Toast("otdr.stop_first", "watch"))
            return
        mine = self.otdr.run is not None and self.work.run is self.otdr.run
        old = self.otdr.run.index if self.otdr.run else index
        ratio = self.otdr.turn_index(index)
        rescale(self.state, ratio)
        if mine:
            for row in self.state.rows:
                row.rescale(old, index)
            if self.fibres.on_main:
                self.aim.rescale(ratio)
            self._settle(tick)
        if self.otdr.run is None:
            self._home()
        self.effects.append(Sound("key"))

    def _laser(self, on: bool, tick: int) -> None:
        if self.params.trace:
            self.effects.append(Toast("otdr.recorded", "info"))
        elif on and not self.otdr.laser:
            self._start(tick)
        elif not on and self.otdr.laser:
            self.otdr.stop()
            self._stopped(tick)

    def _start(self, tick: int) -> None:
        self.effects += [Sound("otdr_start"), Sound("laser_on")]
        self.bench.lit(tick)
        self._measure(tick)
        if self.state.look:
            self.bench.look(self.state.look, tick)
        self.state.page = "trace"
        self._home()

    def _measure(self, tick: int) -> None:
        """Light what is plugged in now."""
        self._runs += 1
        seed = int(self.plant.chance.uniform(f"otdr:{self.plant.number}:{self._runs}") * 2**53)
        self.otdr.start(self._link(), self.state.side, tick, seed, self.bench.clean)
        self.work.reel = None if self.plant.line.plugged else self.otdr.run
        if self.state.side == "A" and self.fibres.on_main:
            self.book.set("otdr.launch_clean", float(self.bench.clean and self.plant.line.plugged), tick)

    def _link(self) -> Link:
        """What the port sees now: the line, or the launch reel alone when its plug is out."""
        line = self.plant.line
        if line.plugged:
            return line.link(backwards=self.state.side == "B")
        end = End("angled" if line.cord.polish == "APC" else "open")
        return Link((Section(CATALOGUE["G.652.D"], max(2.0, line.spec.launch_m), name="reel"),), far=end)

    def _stopped(self, tick: int) -> None:
        self.effects += [Sound("otdr_done"), Sound("laser_off")]
        if self.otdr.measured:
            self._settle(tick)

    def _side(self, side: str, tick: int) -> None:
        """Carry the instrument to the other end: nothing is measured there yet."""
        if side == self.state.side or not self.params.both_ways:
            return
        if self.otdr.laser:
            self.effects.append(Toast("otdr.stop_first", "watch"))
            return
        self.state.side = side
        self.otdr.forget()
        self._home()
        self.effects += [Sound("connector_out"), Sound("connector_click")]

    def _fibre(self, colour: str, tick: int) -> None:
        """Plug the cord into another fibre of the panel."""
        number = COLOURS.index(colour) + 1
        if number == self.plant.number or number not in self.fibres.within_reach:
            return
        if self.otdr.laser:
            self.effects.append(Toast("otdr.stop_first", "watch"))
            return
        self.fibres.take(number)
        self.state.recalled = ""
        self._home()
        self.effects += [Sound("connector_out"), Sound("connector_click")]

    def _call_fibre(self, verdict: str, tick: int) -> None:
        """Say of the fibre that the cord is in what it is worth."""
        if self.fibres.numbers:
            self.fibres.call(verdict, tick)
            self._settle(tick)

    def _home(self) -> None:
        self.state.view_x, self.state.view_y = whole_view(self.otdr), None

    def _auto(self, value: None, tick: int) -> None:
        if self.params.auto:
            self._after(tick, lambda: self.table.automatic(tick))
        else:
            self.effects.append(Toast("otdr.no_auto", "watch"))

    def _save(self, value: None, tick: int) -> None:
        """Keep the traces on the screen with the table; one name per fibre, side, wavelength: the last counts."""
        if not self.otdr.measured:
            self.effects.append(Toast("otdr.no_trace", "watch"))
            return
        for nm in self.otdr.measured:
            name = f"fibre-{self.plant.number:02d}-{self.state.side}-{nm}"
            trace = self.otdr.trace(nm)
            assert trace is not None
            self.desk.kept = [kept for kept in self.kept if kept.name != name]
            rows = tuple(replace(r, losses=dict(r.losses), back=dict(r.back)) for r in self.state.rows)
            number, colour = self.plant.number, self.plant.line.colour
            whole = self._whole(trace)
            self.kept.append(Kept(name, trace, rows, self.state.side, number, colour, tick, whole, self.tail))
        self.book.set("otdr.saved", sum(kept.whole for kept in self.kept), tick)
        if asked := len(self.fibres.asked()):
            self.book.set("otdr.kept_pct", 100.0 * (1.0 - len(self.fibres.lacking()) / asked), tick)
        self.effects += [Sound("beep_good"), Toast("otdr.saved", "good")]

    def _whole(self, trace: Trace) -> bool:
        """Whether a trace on the screen shows the line to its end."""
        if self.params.trace:
            return True
        return self.otdr.run is not self.work.reel and len(trace) * trace.spacing_m >= self.work.length_m

    def _done(self, value: None, tick: int) -> None:
        if self.otdr.laser:
            self.otdr.stop()
            self._stopped(tick)
        self.outcome = "done"

    def _settle(self, tick: int) -> None:
        """Facts of the present measurement and table; nothing before the first trace."""
        self.fibres.settle(tick)
        work, rows = self.fibres.work_of(self.fibres.main), self.fibres.rows
        if work.run is None:
            return
        if self.params.trace:
            self.book.set("otdr.index_ok", float(work.index_right), tick)
        else:
            share, right = work.range_share, work.index_right
            settle_settings(self.book, tick, work.hidden(), share, right, list(work.run.seconds.values()))
        settle_table(self.book, tick, rows, work.judge(rows))

    def _open_recording(self, tick: int) -> None:
        trace, keys = self.work.open_recording()
        self.otdr.keys = keys
        self.otdr.open(trace, tick, self._link())
        self.state.shown = round(trace.wavelength * 1e9)
        self.book.set("otdr.laser_unsafe", 0, tick)

def _nearest(seconds: float) -> float:
    return min(panel.AVERAGING_S, key=lambda offered: abs(offered - seconds))


def create(params: Params, plant: Plant) -> Otdr:
    """Make the scene's logic for an attempt."""
    return Otdr(params, plant)
