"""What to do next, and where cursor A is seen from the next event: the guidance of the OTDR scene.

It deliberately changes nothing, and it says no figure: which pulse, which range, is for the trainee to find.
"""

from __future__ import annotations

from dataclasses import replace

from simulator.instruments import microscope
from simulator.instruments import otdr_panel as panel
from simulator.scenes.base import Cue
from simulator.scenes.otdr.logic_desk import Desk
from simulator.scenes.otdr.logic_facts import RANGE_SHARES
from simulator.scenes.otdr.logic_fibres import Fibres
from simulator.scenes.otdr.logic_judge import NO_VERDICT
from simulator.scenes.otdr.logic_params import Row
from simulator.scenes.otdr.logic_table import Table
from simulator.scenes.otdr.logic_truth import Expected
from simulator.scenes.otdr.logic_work import INDEX_TOLERANCE

#: How well cursor A must lie on an event before it is entered [m], and the width of the cue's gauge [m].
ON_M, GAUGE_M = 4.0, 200.0
#: A window shorter than this [m] holds too few samples for a line.
SHORT_WINDOW_M = 6.0


def open_verdict(row: Row) -> bool:
    """Whether a row still waits to be called good or bad."""
    return row.kind not in ("", *NO_VERDICT) and row.verdict == "none"


def _unfinished(rows: list[Row], both_ways: bool) -> str:
    """What the table still lacks, whichever row is chosen: a name, or a verdict; '' when nothing.

    The analysis fills in rows that nobody ever chose, and a row may be left for later.
    """
    if any(not row.kind for row in rows):
        return "otdr.name"
    return "otdr.judge" if any(open_verdict(row) and (row.both_ways or not both_ways) for row in rows) else ""


def _gauge(off: float) -> float:
    """Where the knob of the cue stands [0-1] for a cursor so far off [m]: over the green bar only where it is well."""
    if abs(off) <= ON_M:
        return 0.5 + 0.24 * off / ON_M
    beyond = min(1.0, (abs(off) - ON_M) / (0.5 * GAUGE_M))
    return 0.5 + (0.28 + 0.22 * beyond) * (1 if off > 0 else -1)


class Guide:
    """Reads what lies on the desk."""

    def __init__(self, desk: Desk, fibres: Fibres, table: Table) -> None:
        self.desk, self.fibres, self.table = desk, fibres, table
        self._known: tuple[int, str] = (-1, "")
        self._cue: tuple[int, Cue | None] = (-1, None)

    def goal(self) -> str:
        """Key of the sensible next gesture."""
        version = self.desk.work.version
        if self._known[0] != version:
            self._known = (version, self._goal())
        return self._known[1]

    def _goal(self) -> str:
        desk = self.desk
        if desk.otdr.laser:
            return "otdr.stop_live" if desk.otdr.live else "otdr.wait"
        if not self.fibres.on_main:
            return self._other_fibre()
        if self.fibres.numbers and not desk.otdr.measured and self._finished():
            return self._next_fibre()
        if desk.state.side == "B":
            return self._goal_at_b()
        if desk.work.run is None or not desk.otdr.measured:
            return self._before()
        return self._settings() if self._settings_bad() else self._reading()

    def _before(self) -> str:
        """Nothing was measured yet."""
        line = self.desk.plant.line
        if not line.plugged:
            for name, face in (("cord", line.cord), ("head", line.head)):
                if face.inspected is None:
                    return f"otdr.look_{name}"
                if not microscope.grade(face).passed:
                    return f"otdr.clean_{name}"
                if face.cleaned is not None and face.inspected < face.cleaned:
                    return f"otdr.look_{name}"
            return "otdr.plug"
        return self._settings() if self._settings_bad() else "otdr.start"

    def _settings_bad(self) -> bool:
        return self._settings() != ""

    def _settings(self) -> str:
        """Which key is still wrong as it is set now; '' when the settings show all."""
        desk = self.desk
        keys, work = desk.otdr.keys, desk.work
        if abs(keys.index - work.index) > INDEX_TOLERANCE:
            return "otdr.set_index"  # never too late: places follow the key
        if desk.params.trace or desk.state.rows and not self._stale():
            return ""
        share = keys.range_m / max(1.0, work.length_m)
        if not RANGE_SHARES[0] <= share <= RANGE_SHARES[1]:
            return "otdr.set_range"
        several = desk.params.ask in ("bend", "analysis") or len(self.unkept()) > 1
        if several and len(keys.wavelengths_nm) < 2:
            return "otdr.set_wavelength"
        hidden = work.hidden_with(keys)
        if hidden.merged:
            return "otdr.shorten_pulse"
        if hidden.noise:
            both = tuple(int(nm) for nm in desk.params.wavelengths[:2])
            helps = len(keys.wavelengths_nm) < 2 and work.hidden_with(replace(keys, wavelengths_nm=both)).noise == 0
            return "otdr.set_wavelength" if helps else "otdr.more_light"
        least = desk.params.least_averaging_s if desk.params.noise else min(panel.AVERAGING_S[1:])
        if keys.averaging_s < least:
            return "otdr.set_averaging"
        return "otdr.start" if desk.otdr.measured and keys != work.keys else ""

    def _stale(self) -> bool:
        return self.desk.otdr.keys != self.desk.work.keys

    def _reading(self) -> str:
        desk = self.desk
        rows = desk.state.rows
        if desk.params.ask == "analysis" and not desk.state.analysed:
            return "otdr.run_auto"
        if any(row.pending for row in rows):
            return "otdr.decide_auto"
        row = self.table.row
        if row is not None and not row.kind:
            return "otdr.name"
        judged = desk.judged()
        # One way alone tells no true loss: where both are asked for, the verdict waits for the second.
        if row is not None and open_verdict(row) and (row.both_ways or not desk.params.both_ways):
            return "otdr.judge"
        if (event := self.next_event()) is not None:
            if abs(self._off(event)) > ON_M:
                return self._place(event)
            if event.kind == "end":
                return "otdr.note_end"  # no line begins again behind it, so there is no place for B
            return "otdr.clear_window" if self._covered(event) else self._too_short(event) or "otdr.add"
        if left := _unfinished(rows, desk.params.both_ways):
            return left
        if judged.ghosts_unnamed and desk.params.ask in ("events", "analysis"):
            return "otdr.name_ghost"
        if (keep := self._keep()) != "otdr.done":
            return keep
        if desk.params.both_ways and not all(row.both_ways for row in rows if row.kind not in ("end", "ghost")):
            return "otdr.other_end"
        return self._ended("otdr.done")

    def _ended(self, goal: str) -> str:
        """What comes after this fibre, where nothing is left to do on it."""
        return self._next_fibre() if goal == "otdr.done" and self.fibres.numbers else goal

    def unkept(self) -> set[int]:
        """Wavelengths [nm] of which the job's file lacks a trace of this fibre, from this side."""
        desk = self.desk
        here = ("", desk.state.side)
        return {int(nm) for number, side, nm in self.fibres.lacking() if number == desk.plant.number and side in here}

    def _keep(self) -> str:
        """What lacks in the job's file from this side; 'otdr.done' when nothing does."""
        desk, lacking = self.desk, self.unkept()
        if desk.params.keep and lacking:
            if lacking & set(desk.otdr.measured):
                return "otdr.save"
            return "otdr.start" if lacking & set(desk.otdr.keys.wavelengths_nm) else "otdr.set_other"
        return "otdr.done" if any(kept.side == desk.state.side for kept in desk.kept) else "otdr.save"

    # a cable of several fibres

    def _finished(self) -> bool:
        """Whether the fibre whose table counts is done: table judged, traces of both ends kept."""
        fibres = self.fibres
        rows = [row for row in fibres.rows if row.kind not in ("end", "ghost")]
        measured = all(row.both_ways for row in rows) or not self.desk.params.both_ways
        open_rows = any(not row.kind or open_verdict(row) for row in fibres.rows)
        kept = all(number != fibres.main for number, *_ in fibres.lacking())
        return bool(rows) and measured and kept and not open_rows

    def _other_fibre(self) -> str:
        """One of the other fibres: measured, called good or bad, kept."""
        desk = self.desk
        if not desk.otdr.measured:
            here = self.unkept()
            return "otdr.set_other" if here and not here & set(desk.otdr.keys.wavelengths_nm) else "otdr.start"
        if desk.plant.number in self.fibres.unsaid():
            return "otdr.judge_fibre"
        keep = self._keep() if self.unkept() else "otdr.done"
        return self._next_fibre() if keep == "otdr.done" else keep

    def _next_fibre(self) -> str:
        """The next fibre that lacks something; the end of the job when none does."""
        fibres = self.fibres
        if self.desk.plant.number in fibres.unsaid():
            return "otdr.judge_fibre"
        lacks = {number for number, *_ in fibres.lacking()} | set(fibres.unsaid())
        return "otdr.next_fibre" if lacks - {self.desk.plant.number} else "otdr.done"

    def _place(self, event: Expected) -> str:
        if event.kind == "end":
            return "otdr.find_end"
        return "otdr.find_bend" if self.desk.params.ask == "bend" and event.kind == "bend" else "otdr.find_event"

    def _goal_at_b(self) -> str:
        desk = self.desk
        if desk.otdr.run is None or not desk.otdr.measured:
            return "otdr.start_b"
        open_rows = [row for row in desk.state.rows if row.kind not in ("end", "ghost") and not row.both_ways]
        row = self.table.row
        if row is not None and row.both_ways and open_verdict(row):
            return "otdr.judge"
        if open_rows:
            return "otdr.measure_back"
        if any(open_verdict(row) for row in desk.state.rows):
            return "otdr.judge"
        return self._ended(self._keep())

    def next_event(self) -> Expected | None:
        """The first event that the table still lacks; of a broken line only its end is asked for."""
        return next(iter(self.desk.judged().missed), None)

    def _off(self, event: Expected) -> float:
        """Distance of cursor A from an event on the screen [m], positive when A is too far."""
        return self.desk.state.cursors["A"] - self.desk.work.at(event)

    def _covered(self, event: Expected) -> bool:
        """Whether a fitting window covers another event: then its line is not that of the fibre."""
        desk = self.desk
        if desk.state.method != "lsa" or event.kind == "end":
            return False
        a, first, last, b = (desk.state.cursors[name] for name in ("a", "A", "B", "b"))
        others = [at for e, at in zip(desk.work.events(), desk.work.shown_m(), strict=True)
                  if e is not event and e.required and e.place_m != event.place_m]  # fmt: skip
        return any(a < at < first - ON_M or last < at < b for at in others)

    def _too_short(self, event: Expected) -> str:
        """Which fitting window was pushed together until its line is a matter of luck; '' when both are long enough."""
        if self.desk.state.method != "lsa" or event.kind == "end":
            return ""
        a, first, last, b = (self.desk.state.cursors[name] for name in ("a", "A", "B", "b"))
        if first - a < SHORT_WINDOW_M:
            return "otdr.widen_a"
        return "otdr.widen_b" if b - last < SHORT_WINDOW_M else ""

    def cue(self) -> Cue | None:
        """Where A is, seen from the next event; None while nothing is to be placed."""
        version = self.desk.work.version
        if self._cue[0] != version:
            self._cue = (version, self._seen())
        return self._cue[1]

    def _seen(self) -> Cue | None:
        if not self.goal().startswith(("otdr.find_", "otdr.add", "otdr.note_end", "otdr.clear", "otdr.widen")):
            return None
        event = self.next_event()
        if event is None:
            return None
        off = self._off(event)
        position = _gauge(off)
        if abs(off) <= ON_M:
            return Cue("good", "otdr.on_event", position)
        return Cue("watch" if abs(off) < 40.0 else "bad", "otdr.too_far" if off > 0 else "otdr.too_near", position)
