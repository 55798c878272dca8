"""The event table under the trainee's hand: rows added at cursor A, measured, named, judged, adopted or thrown out.

It deliberately knows no truth: it takes what the cursors and the automatic analysis say.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.instruments.otdr_panel import FieldOtdr
from simulator.optics import events as automatic
from simulator.optics.trace import Trace
from simulator.scenes.base import Effect, Sound, Toast
from simulator.scenes.otdr.logic_params import CURSORS, Row, State
from simulator.scenes.otdr.logic_reading import Reading, read

MAX_ROWS = 40
#: What the automatic analysis calls an event -> what the table calls it; a gain is a splice like any other.
NAMES = {"splice": "splice", "gain": "splice", "reflective": "connector", "merged": "connector", "bend": "bend",
         "ghost": "ghost", "end": "end"}  # fmt: skip
#: Rows of the analysis this close [m] to a row of the trainee's are not added again.
SAME_M = 12.0


class Table:
    """Works on ``state.rows`` with the instrument's present trace. mirror: a place seen from B as one from A [m]."""

    def __init__(self, state: State, otdr: FieldOtdr, effects: list[Effect], mirror: Callable[[float], float]) -> None:
        self.state, self.otdr, self.effects, self.mirror = state, otdr, effects, mirror
        #: What the analysis says of the traces as they are.
        self._events: dict[int, tuple[Trace, list[automatic.Event]]] = {}

    def reading(self, nm: int) -> Reading | None:
        """What the cursors say at a wavelength [nm]; None without a trace."""
        trace = self.otdr.trace(nm)
        return None if trace is None else read(trace, self.state.cursors, self.state.method)

    def place_m(self) -> float:
        """Where cursor A is, counted from side A [m], rounded as the screen shows it."""
        at = self.state.cursors["A"]
        return round(at if self.state.side == "A" else self.mirror(at), 1)

    @property
    def row(self) -> Row | None:
        """The selected row."""
        index = self.state.selected
        return self.state.rows[index] if index is not None and index < len(self.state.rows) else None

    def add(self, tick: int) -> None:
        """A new event at cursor A, measured with the cursors as they stand."""
        if not self.otdr.measured:
            self._say("otdr.no_trace")
            return
        if len(self.state.rows) >= MAX_ROWS:
            self._say("otdr.table_full")
            return
        row = Row(self.place_m(), tick=tick)
        self.measure(row)
        self._put(row)
        self.effects.append(Sound("key"))

    def measure(self, row: Row | None, moves: bool = False) -> None:
        """Write the cursors' figures into a row, into the column of this side; moves: the place too (from A only)."""
        if row is None or not self.otdr.measured:
            self._say("otdr.no_row" if row is None else "otdr.no_trace")
            return
        column = row.losses if self.state.side == "A" else row.back
        mirrors = []
        for nm in self.otdr.measured:
            reading = self.reading(nm)
            if reading is not None:
                column[nm] = reading.loss_db
                row.lit = row.lit or reading.dark != "before"
                if reading.reflectance_db is not None:
                    mirrors.append((reading.reflectance_db, reading.saturated))
        if self.state.side == "A" or row.reflectance_db is None:
            row.reflectance_db, row.full = max(mirrors, default=(None, False))
        if self.state.side == "A":
            row.cursors = tuple(self.state.cursors[name] for name in CURSORS)
            if moves:
                row.put(self.place_m())
        else:
            row.back_off_m = self.place_m() - row.position_m

    def select(self, index: int) -> None:
        """Choose a row; the cursors stay where they are."""
        if 0 <= index < len(self.state.rows):
            self.state.selected = index

    def set_kind(self, kind: str) -> None:
        """Name the selected event."""
        if self.row is not None:
            self.row.kind = kind

    def set_verdict(self, verdict: str) -> None:
        """Judge the selected event."""
        if self.row is not None:
            self.row.verdict = verdict

    def delete(self) -> None:
        """Throw the selected row out."""
        if self.row is not None:
            del self.state.rows[self.state.selected]  # type: ignore[arg-type]
            self._reselect(self.state.selected)

    def adopt(self) -> None:
        """Take a row of the automatic analysis over as it is."""
        if self.row is not None:
            self.row.pending = False

    def look_ahead(self) -> None:
        """Analyse one trace that is measured to its end: the key then has only to fill in the table."""
        for nm in self.otdr.measured if not self.otdr.laser else ():
            trace = self.otdr.trace(nm)
            if trace is not None and self._events.get(nm, (None,))[0] is not trace:
                self._analysed(trace, nm)
                return

    def _analysed(self, trace: Trace, nm: int) -> list[automatic.Event]:
        kept = self._events.get(nm)
        if kept is None or kept[0] is not trace:
            kept = self._events[nm] = (trace, automatic.analyse(trace))
        return kept[1]

    def automatic(self, tick: int) -> None:
        """Let the instrument fill the table; every row waits for the trainee's decision."""
        nms = self.otdr.measured
        if not nms or self.state.side != "A":
            self._say("otdr.no_trace" if not nms else "otdr.auto_side_a")
            return
        self.state.rows = [row for row in self.state.rows if not row.pending]
        for nm in nms:
            trace = self.otdr.trace(nm)
            if trace is not None:
                self._fill(trace, nm, tick)
        self.state.analysed = True
        pending = next((i for i, row in enumerate(self.state.rows) if row.pending), None)
        self._reselect(pending)
        self.effects.append(Sound("beep_good"))

    def _fill(self, trace: Trace, nm: int, tick: int) -> None:
        for event in self._analysed(trace, nm):
            if event.kind not in NAMES:
                continue
            row = next((r for r in self.state.rows if abs(r.position_m - event.position_m) <= SAME_M), None)
            if row is None:
                row = Row(round(event.position_m, 1), NAMES[event.kind], source="auto", pending=True, tick=tick)
                self._put(row)
            if row.pending:
                row.losses[nm] = round(event.loss_db or 0.0, 2)
                if event.reflectance_db is not None and event.reflectance_db > (row.reflectance_db or -99.0):
                    row.reflectance_db, row.full = round(event.reflectance_db, 1), event.saturated

    def _put(self, row: Row) -> None:
        self.state.rows.append(row)
        self.state.rows.sort(key=lambda r: r.position_m)
        self.state.selected = next(i for i, r in enumerate(self.state.rows) if r is row)

    def _reselect(self, index: int | None) -> None:
        rows = len(self.state.rows)
        self.state.selected = None if not rows or index is None else min(index, rows - 1)

    def _say(self, key: str) -> None:
        self.effects.append(Toast(key, "watch"))
