"""The power scene: switch on, warm up, reference, measure, write down and judge; or find with the red light pen.

It deliberately forces no order and draws nothing: what is plugged and set decides what the meter shows and what glows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from simulator.instruments import attenuator, light_source, power_meter
from simulator.instruments.light_source import LightSource
from simulator.instruments.power_meter import PowerMeter, Reading
from simulator.plant import Plant
from simulator.scenes.base import (
    TICK_S,
    TICKS_PER_SECOND,
    Action,
    ActionSpec,
    Cue,
    Curve,
    Effect,
    FactBook,
    Mark,
    Sound,
    Toast,
)  # fmt: skip
from simulator.scenes.power.logic_bench import Bench
from simulator.scenes.power.logic_facts import FACTS, settle, wanted_nm
from simulator.scenes.power.logic_guide import Guide
from simulator.scenes.power.logic_light import FIBRES, Light, cross, spread
from simulator.scenes.power.logic_margin import Margin
from simulator.scenes.power.logic_params import (
    FACES,
    KINDS,
    METER_ENDS,
    REFERENCE_PATH,
    ROWS,
    SOURCE_ENDS,
    Params,
    State,
)
from simulator.scenes.power.logic_truth import Truth

__all__ = ["ACTIONS", "FACTS", "GATES", "PARAMS", "Params", "Power", "State", "create"]

ACTIONS: dict[str, ActionSpec] = {
    "source": ActionSpec("choice", choices=light_source.KEYS),  # a key of the source
    "meter": ActionSpec("choice", choices=power_meter.KEYS),  # a key of the meter
    "source.plug": ActionSpec("bool"),  # the cord in the source's port
    "cord.source": ActionSpec("choice", choices=SOURCE_ENDS),  # where the free plug of the source's cord goes
    "cord.meter": ActionSpec("choice", choices=METER_ENDS),  # where that of the meter's cord goes
    "look": ActionSpec("choice", choices=("none", *FACES)),
    "clean": ActionSpec("choice", choices=(*FACES, *(f"{name}_wet" for name in FACES))),
    "note": ActionSpec("none"),  # write down what the meter shows
    "row": ActionSpec("choice", choices=ROWS),
    **{f"sheet.{row}": ActionSpec("number", "dB", 0.0, 60.0) for row in ROWS},
    "verdict": ActionSpec("choice", choices=("good", "bad")),
    "voa": ActionSpec("number", "dB", 0.0, attenuator.MOST_DB),  # the attenuator's knob
    "voa.in": ActionSpec("bool"),  # the attenuator in the subscriber's cord
    "voa.note": ActionSpec("none"),  # write down what it shows as the margin
    "load": ActionSpec("choice", choices=("meter", "box")),  # what the subscriber's cord ends in
    "pen.cap": ActionSpec("bool"),
    "pen.mode": ActionSpec("choice", choices=("off", "steady", "blink")),
    "pen.kind": ActionSpec("choice", choices=("2", "3R")),
    "pen.plug": ActionSpec("number", "", 0, FIBRES),  # number of the near fibre, 0: out
    "pen.look": ActionSpec("none"),  # put an eye before the lit end
    "ask": ActionSpec("number", "", 1, FIBRES),  # the fibre that is looked for
    "answer": ActionSpec("number", "", 0, FIBRES),  # the far one that glows, 0: none
    "hand": ActionSpec("number", "m", 0.0, 5000.0),
    "marker": ActionSpec("number", "m", 0.0, 5000.0),
    "kind": ActionSpec("choice", choices=KINDS),
    "dark": ActionSpec("bool"),
    "done": ActionSpec("none"),
}
#: A point of the curve of the debrief every so many ticks.
CURVE_TICKS = 15
GATES: tuple[str, ...] = ("eye_exposure",)
PARAMS = Params


@dataclass(frozen=True)
class Taken:
    """A reference as it was taken. method: number of cords, '' for a path that is none; plugs: seats of the source."""

    method: str
    warm: bool
    matched: bool
    tick: int


class Power:
    """The scene at work on a plant; see scenes.base.Scene for what the attempt asks of it."""

    def __init__(self, params: Params, plant: Plant) -> None:
        self.params, self.plant = params, plant
        self.state = State()
        self.state.pen.kind = params.pen
        if params.mode == "subscriber":
            self.state.near = "link"
        self.source, self.meter = LightSource(), PowerMeter()
        self.bench = Bench(params, plant, self.state, self.source)
        self.light = Light(params, plant, self.state)
        if params.mode == "identify":
            cross(params, plant)
        elif params.mode == "fault":
            spread(params, plant)
        self.truth = Truth(params, self.bench)
        self.margin = Margin(self)
        self.guide = Guide(self)
        self.book = FactBook(FACTS)
        self.curves: list[Curve] = []
        self.marks: list[Mark] = []
        self.broken_gates: dict[str, int] = {}
        self.outcome: str | None = None
        self.effects: list[Effect] = []
        self.taken: dict[int, Taken] = {}
        self.used: dict[int, Taken | None] = {}
        self.matched: dict[int, bool] = {}
        #: Marks of the last note and the last reference by wavelength, for as long as these stand.
        self.faults: dict[tuple[str, int], list[Mark]] = {}
        self._shone = ""
        self.clean_joints, self.blinked = True, True
        self.ticks = 0
        self._do = self._table()

    # what the attempt asks

    def step(self, tick: int, actions: Sequence[Action]) -> list[Effect]:
        """Do what the hands do in this tick; returns what is to be seen and heard."""
        self.ticks += 1
        self.effects.clear()
        for action in actions:
            self._do[action.target](action.value, tick)
        if self.source.tick(TICK_S):
            self.effects += [Sound("meter_beep"), Toast("power.warm", "good")]
        self._draw_curve(tick)
        if actions:
            settle(self, tick)
        return list(self.effects)

    def enter(self, tick: int) -> None:
        """Back at the bench."""
        self.outcome = None

    def close(self, tick: int) -> None:
        """Settle what the sheet is worth."""
        self.source.laser = False
        for curve in self.curves:
            if curve.ideal and curve.points:  # the fault was there all along
                curve.ideal = (curve.ideal[0], (curve.points[-1][0], curve.ideal[0][1]))
        settle(self, tick)
        if self.state.notes or self.state.answers or self.state.marker_m is not None:
            self.book.set("power.time_s", self.ticks / TICKS_PER_SECOND, tick)
        self._mark_end(tick)

    def goal(self) -> str:
        """Key of the sensible next gesture."""
        return self.guide.goal()

    def cue(self) -> Cue | None:
        """How it stands with what the hand is at."""
        return self.guide.cue()

    def bill(self) -> Mapping[str, float]:
        """Loss of the line by cause at the first wavelength, once it was measured."""
        if self.params.mode not in ("loss", "subscriber") or not self.state.notes:
            return {}
        entries = self.plant.line.link(launch=False, tail=False).bill(self.bill_nm * 1e-9)
        if self.state.voa_in:
            entries = {**entries, "attenuator": self.bench.attenuator.set_db}
        return {cause: round(float(loss), 4) for cause, loss in entries.items() if abs(float(loss)) >= 0.0005}

    @property
    def bill_nm(self) -> float:
        """Wavelength of the bill [nm]."""
        return wanted_nm(self)[0]

    def _draw_curve(self, tick: int) -> None:
        """What the gesture was: the level at the meter, or the walk along the cable, over time [s]."""
        mode = self.params.mode
        if mode == "identify" or tick % CURVE_TICKS:
            return
        value: float | None
        if mode == "fault":
            value = self.state.hand_m if self.light.glows() else None
        else:
            reading = self.reading()
            value = self.meter.seen_dbm(self.bench.level_dbm(), self.bench.light_nm)
            value = value if reading.state == "value" else None
        if value is None:
            return
        if not self.curves:
            self.curves.append(self._new_curve())
        self.curves[0].points.append((self.ticks / TICKS_PER_SECOND, round(value, 2), tick))

    def _new_curve(self) -> Curve:
        if self.params.mode == "fault":
            fault = self.light.fault()
            at = fault.place_m if fault is not None else 0.0
            start = self.ticks / TICKS_PER_SECOND
            return Curve("walk", "", "s", "m", -1e6, 1e6, ((start, at), (start + 1.0, at)))
        if self.params.mode == "subscriber":
            return Curve("level", "", "s", "dBm", self.params.low_dbm, self.params.high_dbm)
        return Curve("level", "", "s", "dBm", -1e6, 1e6)

    # what the view reads

    @property
    def rows(self) -> tuple[str, ...]:
        """Rows of the sheet that this line needs."""
        return tuple(row for row in ROWS if row != "splitter" or self.truth.counts()["splitter"])

    def reading(self) -> Reading:
        """What the meter shows now."""
        return self.meter.reading(self.bench.level_dbm(), self.bench.light_nm)

    @property
    def eyes_free(self) -> bool:
        """No light comes out of an end that is looked at or cleaned."""
        return self.params.mode != "subscriber" and not self.source.laser

    # hands

    def _table(self) -> dict[str, Callable[[Any, int], None]]:
        table: dict[str, Callable[[Any, int], None]] = {
            "source": self._source_key, "meter": self._meter_key, "source.plug": self._plug_source,
            "cord.source": lambda value, tick: self._plug("source", value, tick),
            "cord.meter": lambda value, tick: self._plug("meter", value, tick),
            "look": self._look, "clean": self._clean, "note": self._note,
            "row": lambda value, tick: setattr(self.state, "row", value), "verdict": self._verdict,
            "pen.cap": self._cap, "pen.mode": self._pen_mode, "pen.kind": self._pen_kind, "pen.plug": self._pen_plug,
            "pen.look": lambda value, tick: self._pen_look(tick), "ask": self._ask, "answer": self._answer,
            "hand": lambda value, tick: setattr(self.state, "hand_m", min(value, self.light.length_m)),
            "marker": self._marker, "kind": self._kind, "done": self._done,
            "dark": self._dark, "voa": self.margin.turn, "voa.in": self.margin.put_in, "voa.note": self.margin.note,
            "load": self.margin.load,
        }  # fmt: skip
        for row in ROWS:
            table[f"sheet.{row}"] = lambda value, tick, row=row: self._fill(row, value)
        return table

    def _source_key(self, key: str, tick: int) -> None:
        was = self.source.laser
        self.source.press(key)
        self.effects.append(Sound("key"))
        if self.source.laser and not was:
            self.effects.append(Sound("laser_on"))
            if self.state.look:
                self._exposed("power.looked_lit", tick)
        elif was and not self.source.laser:
            self.effects.append(Sound("laser_off"))

    def _meter_key(self, key: str, tick: int) -> None:
        done = self.meter.press(key, self.bench.level_dbm(), self.bench.light_nm)
        self.effects.append(Sound("key"))
        if key == "ref" and not done:
            self.effects.append(Toast("power.ref_dark", "watch"))
        elif key == "ref":
            method = next((n for n, path in REFERENCE_PATH.items() if path == self.state.path), "")
            matched = self.source.nm == self.meter.nm
            self.taken[self.meter.nm] = Taken(method, self.source.warm, matched, tick)
            self.effects += [Sound("meter_beep"), Toast("power.ref_taken", "good")]
            self._blame(("ref", self.meter.nm), [
                Mark(tick, cause, fact)
                for right, cause, fact in (
                    (method == self.params.method, "power.wrong_method", "power.method_right"),
                    (self.source.warm, "power.cold_reference", "power.warmed"),
                    (matched, "power.reference_other_nm", "power.reference_ok"),
                )
                if not right
            ])  # fmt: skip
            if not self.bench.clean("cord1"):
                # A dirty plug has met another face: no later reference takes that back.
                self.marks.append(Mark(tick, "power.dirty_reference", "power.cord_clean"))
                self.clean_joints = False

    def _plug_source(self, inside: bool, tick: int) -> None:
        if inside == self.state.source_in:
            return
        self.bench.plug_source(inside)
        self.effects.append(Sound("plug" if inside else "unplug"))
        if not inside and self.source.laser:
            self._exposed("power.unplugged_lit", tick)
        if not inside and self.taken:
            self.book.add("power.source_unplugged", 1, tick)
            self.marks.append(Mark(tick, "power.source_unplugged", "power.source_unplugged", level="bad"))

    def _plug(self, cord: str, end: str, tick: int) -> None:
        if end == (self.state.near if cord == "source" else self.state.far):
            return
        if self.params.mode == "subscriber" and (cord == "source" or end not in ("none", "link")):
            return
        self.effects.append(Sound("unplug" if end == "none" else "plug"))
        self.state.look = ""
        if self.bench.plug(cord, end, tick):
            self.clean_joints = False
            self.marks.append(Mark(tick, "power.mated_dirty", "power.cord_clean"))

    def _look(self, name: str, tick: int) -> None:
        if name == "none":
            self.state.look = ""
        elif not self.bench.free(name):
            self.effects.append(Toast("power.unplug_first", "watch"))
        else:
            if not self.eyes_free and not (self.params.mode == "subscriber" and name == "cord2"):
                self._exposed("power.looked_lit", tick)
            face = self.bench.face(name)
            face.capped, face.inspected = False, tick
            self.state.look = name
            self.effects.append(Sound("focus"))

    def _clean(self, how: str, tick: int) -> None:
        name, wet = how.removesuffix("_wet"), how.endswith("_wet")
        if not self.bench.free(name):
            self.effects.append(Toast("power.unplug_first", "watch"))
            return
        if self.params.mode == "loss" and self.source.laser:
            self._exposed("power.cleaned_lit", tick)
        self.bench.wipe(name, wet)
        self.bench.face(name).cleaned = tick
        if self.state.look == name:
            # The screen shows the face as it is now: that is the second look.
            self.bench.face(name).inspected = tick
        self.effects.append(Sound("dry_clean"))

    def _note(self, _value: None, tick: int) -> None:
        reading = self.reading()
        if reading.state != "value" or reading.nm not in wanted_nm(self):
            key = "power.note_nothing" if reading.state != "value" else "power.note_other_nm"
            self.effects.append(Toast(key, "watch"))
            return
        subscriber, nm = self.params.mode == "subscriber", reading.nm
        self.state.notes[nm] = reading.value if subscriber else round(-reading.value + 0.0, 2)
        self.state.units[nm] = reading.unit
        self.used[nm] = self.taken.get(nm)
        self.matched[nm] = self.bench.light_nm == nm
        self.effects.append(Sound("key"))
        unit = "dBm" if subscriber else "dB"
        self._blame(("note", nm), [
            Mark(tick, cause, fact, level=level)
            for wrong, cause, fact, level in (
                (reading.unit != unit, "power.wrong_unit", "power.reading_error_db", "watch"),
                (not self.matched[nm], "power.wrong_wavelength", "power.wavelength_match", "watch"),
                (not subscriber and self.used[nm] is None, "power.no_reference", "power.reference_ok", "bad"),
                (self.state.path != "link", "power.not_the_link", "power.reading_error_db", "watch"),
                (self.state.voa_in, "power.behind_attenuator", "power.reading_error_db", "watch"),
            )
            if wrong
        ])  # fmt: skip

    def _blame(self, what: tuple[str, int], found: list[Mark]) -> None:
        """Mark what is wrong with a note or a reference; what it replaces was put right, and its marks go."""
        gone = self.faults.get(what, [])
        self.marks[:] = [mark for mark in self.marks if not any(mark is old for old in gone)] + found
        self.faults[what] = found

    def sound_note(self, nm: int) -> bool:
        """Whether a wavelength [nm] was written down with the line plugged in and everything set right."""
        return nm in self.state.notes and not self.faults.get(("note", nm))

    def _fill(self, row: str, value: float) -> None:
        self.state.row = row
        self.state.sheet[row] = round(value, 2)

    def _verdict(self, value: str, tick: int) -> None:
        self.state.verdict = value
        self.effects.append(Sound("key"))

    # red light

    def _cap(self, on: bool, tick: int) -> None:
        if on and self.state.pen_at:
            self.effects.append(Toast("light.cap_in_plug", "watch"))
            return
        self.state.pen.capped = on
        self.effects.append(Sound("click"))
        self._check_pen(tick)

    def _pen_mode(self, mode: str, tick: int) -> None:
        self.state.pen.mode = mode
        self.effects.append(Sound("laser_off" if mode == "off" else "laser_on"))
        self._check_pen(tick)

    def _pen_kind(self, kind: str, tick: int) -> None:
        self.state.pen.kind = kind
        self._check_pen(tick)

    def _pen_plug(self, number: float, tick: int) -> None:
        if number and self.state.pen.capped:
            self.effects.append(Toast("light.cap_on", "watch"))
            return
        self.state.pen_at = int(number)
        if number:
            self.state.asked = int(number) if number <= self.params.fibres else self.state.asked
        self.effects.append(Sound("plug" if number else "unplug"))
        self._check_pen(tick)

    def _check_pen(self, tick: int) -> None:
        """Light comes out into the room: once for as long as it does, however the switch goes on from there."""
        harmful = self.light.harmful and not self.state.pen.capped
        cause = "light.open_lit" if self.light.unsafe else "light.class_3r" if harmful else ""
        if cause and cause != self._shone:
            self._exposed(cause, tick)
        self._shone = cause

    def _pen_look(self, tick: int) -> None:
        if self.state.pen.level_dbm is not None:
            self._exposed("light.looked_in", tick)
        else:
            self.effects.append(Toast("light.dark_end", "info"))

    def _ask(self, number: float, tick: int) -> None:
        self.state.asked = min(int(number), self.params.fibres)

    def _answer(self, number: float, tick: int) -> None:
        state = self.state
        state.answers[state.asked] = int(number)
        self.blinked &= state.pen.mode == "blink"
        self.effects.append(Sound("key"))
        if not self.light.glows() or state.pen_at != state.asked:
            self.marks.append(Mark(tick, "light.guessed", "light.identified_right"))
        elif int(number) != self.light.far_of(state.asked):
            self.marks.append(Mark(tick, "light.wrong_fibre", "light.identified_right"))

    def _marker(self, place: float, tick: int) -> None:
        self.state.marker_m = min(place, self.light.length_m)
        self.blinked = self.state.pen.mode == "blink"
        self.effects.append(Sound("click"))

    def _kind(self, kind: str, tick: int) -> None:
        self.state.kind = kind
        self.effects.append(Sound("key"))

    def _dark(self, dark: bool, tick: int) -> None:
        self.state.dark = dark
        self.effects.append(Sound("click"))

    def _done(self, _value: None, tick: int) -> None:
        self.outcome = "done"

    # mistakes

    def _exposed(self, cause: str, tick: int) -> None:
        """Light where an eye is."""
        self.book.add("power.laser_unsafe", 1, tick)
        self.broken_gates.setdefault("eye_exposure", tick)
        self.marks.append(Mark(tick, cause, "power.laser_unsafe", level="bad"))
        self.effects.append(Toast(cause, "bad"))

    def _mark_end(self, tick: int) -> None:
        """What is wrong on the sheet at the end, and what was left."""
        if self.params.mode in ("loss", "subscriber") and not set(wanted_nm(self)) <= set(self.state.notes):
            self.marks.append(Mark(tick, "power.not_noted", "power.reading_error_db", level="bad"))
        for fact, worst, cause in (
            ("power.budget_error_db", 0.05, "power.budget_wrong"),
            ("power.verdict_wrong", 0.0, "power.verdict_wrong"),
            ("light.found_error_m", 2.0, "light.far_off"),
        ):
            if (self.book.get(fact) or 0.0) > worst:
                self.marks.append(Mark(tick, cause, fact))
        for fact, cause in (
            ("power.attenuator_out", "power.attenuator_left"),
            ("light.crossed_found", "light.crossed_missed"),
            ("light.kind_right", "light.wrong_kind"),
            ("light.blinking", "light.not_blinking"),
            ("light.cap_on", "light.cap_off"),
        ):
            if self.book.get(fact) == 0.0:
                self.marks.append(Mark(tick, cause, fact))


def create(params: Params, plant: Plant) -> Power:
    """The scene on a plant."""
    return Power(params, plant)
