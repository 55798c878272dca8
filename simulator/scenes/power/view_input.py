"""From mouse and keys to the actions of the power scene: plugs are dragged, keys pressed, and a hand walks.

It deliberately draws nothing and changes no state of the scene: it reads it and returns actions.
"""

from __future__ import annotations

import math

from simulator.scenes.base import Action
from simulator.scenes.power import view_layout as at
from simulator.scenes.power.logic_params import METER_ENDS, SOURCE_ENDS
from simulator.scenes.power.view_bench import BenchPainter
from simulator.scenes.power.view_light import LightPainter
from simulator.scenes.power.view_rail import LONG_DB, STEP_DB, Rail, Spot
from simulator.ui.events import UiEvent

#: Farthest from an adapter at which a plug that is let go still goes in [design units].
CATCH = 96.0
#: A press that moves less than this is a click [design units].
CLICK = 16.0
#: Ticks until a held key of the sheet repeats, between repeats, and until it takes long steps.
FIRST, EVERY, LONG = 24, 5, 90
#: Speed of the walk with keys [shares of the way per tick], and with Shift.
WALK, SLOW = 0.004, 0.0006
MODES = {"off": "blink", "blink": "steady", "steady": "off"}
#: Keys that lead the plug of a cord from one place to the next.
CORD_KEYS = {"c": "source", "z": "meter"}


class Hands:
    """What mouse and keys are busy with. tool: hand, probe or cleaner."""

    def __init__(self, scene, bench: BenchPainter, light: LightPainter, rail: Rail, guided: bool) -> None:
        self.scene, self.bench, self.light, self.rail, self.guided = scene, bench, light, rail, guided
        self.tool = "hand"
        self.walking = self.turning = False
        self._from_db = 0.0
        self._spot: Spot | None = None
        self._held_for = 0
        self._offset = (0.0, 0.0)
        self._moved = 0.0
        self._pen_part = ""
        self._start = (0.0, 0.0)

    @property
    def _loss(self) -> bool:
        return self.scene.params.mode in ("loss", "subscriber")

    # mouse

    def down(self, x: float, y: float) -> list[Action]:
        """Press."""
        spot = next((spot for spot in self.rail.spots() if at.inside(spot.rect, x, y)), None)
        if spot is not None:
            self._spot, self._held_for = (spot if spot.repeats else None), 0
            return [spot.action]
        return self._down_bench(x, y) if self._loss else self._down_light(x, y)

    def _down_bench(self, x: float, y: float) -> list[Action]:
        subscriber = self.scene.params.mode == "subscriber"
        if self.tool != "hand":
            name = self.face_at(x, y)
            if name:
                # One look, one click: then the hand is free again, to hold plugs.
                tool, self.tool = self.tool, "hand"
                return [Action("look" if tool == "probe" else "clean", name)]
        for key, rect in at.meter_keys(at.meter_of(self.scene.params)).items():
            if at.inside(rect, x, y):
                return [Action("meter", key)]
        if self.scene.params.attenuator and (found := self._at_attenuator(x, y)) is not None:
            return found
        if not subscriber:
            for key, rect in at.SOURCE_KEYS.items():
                if at.inside(rect, x, y):
                    return [Action("source", key)]
            if at.inside(at.PORT_PLUG, x, y):
                return [Action("source.plug", not self.scene.state.source_in)]
        return self._grab(x, y, subscriber)

    def _at_attenuator(self, x: float, y: float) -> list[Action] | None:
        """Knob, case, box and meter: what is pressed takes the cord."""
        state, (cx, cy, r) = self.scene.state, at.VOA_KNOB
        if math.dist((x, y), (cx, cy)) <= r:
            self.turning, self._start, self._from_db = True, (x, y), self.scene.bench.attenuator.set_db
            return []
        if at.inside(at.VOA, x, y):
            return [Action("voa.in", not state.voa_in)]
        if at.inside(at.BOX, x, y):
            return [Action("load", "box")]
        if state.load == "box" and at.inside((*at.BESIDE_METER, 406, 316), x, y):
            return [Action("load", "meter")]
        return None

    def _turned(self, by_db: float, start: float | None = None) -> Action:
        now = self.scene.bench.attenuator.set_db if start is None else start
        return Action("voa", round(min(at.VOA_RANGE[1], max(at.VOA_RANGE[0], now + by_db)), 2))

    def _grab(self, x: float, y: float, subscriber: bool) -> list[Action]:
        places = {"right": self.right_tip()} if subscriber else {"left": self.left_tip(), "right": self.right_tip()}
        for side, tip in places.items():
            rect = self.plug_rect(side, tip)
            if at.inside(rect, x, y):
                self.bench.held, self._offset = side, (x - tip[0], y - tip[1])
                if side == "left" and self.scene.state.near == "meter":
                    self._offset = (0.0, 0.0)
                self.bench.hand = (x - self._offset[0], y - self._offset[1])
                return []
        return []

    def left_tip(self) -> at.Point:
        """Tip of the source's plug."""
        near = self.scene.state.near
        return at.METER_PORT if near == "meter" else at.left_tip(near)

    def right_tip(self) -> at.Point:
        """Tip of the meter's plug."""
        far = self.scene.state.far
        if self.scene.params.mode == "subscriber":
            return at.OUTLET_PORT if far == "link" else at.outlet_home(self.scene.params)
        return at.right_tip(far)

    def plug_rect(self, side: str, tip: at.Point) -> at.Rect:
        """Where a plug is taken hold of."""
        if side == "left" and self.scene.state.near == "meter":
            return (tip[0] - 34, tip[1] - 100, 68, 96)
        return (tip[0] - 114, tip[1] - 34, 112, 68) if side == "left" else (tip[0] + 2, tip[1] - 34, 112, 68)

    def face_at(self, x: float, y: float) -> str:
        """The end face under a point, '' for none."""
        places = {"cord2": self.plug_rect("right", self.right_tip())}
        if self.scene.params.mode == "subscriber":
            places["far"] = (at.OUTLET_PORT[0] - 60, at.OUTLET_PORT[1] - 50, 60, 100)
        else:
            three, link = at.ADAPTERS["three"], at.ADAPTERS["link"]
            places["cord1"] = self.plug_rect("left", self.left_tip())
            for name, px, row in (("cord3", three[0], "three"), ("cord3_far", three[1], "three"),
                                  ("head", link[0], "link"), ("far", link[1], "link")):  # fmt: skip
                places[name] = (px - 40, at.ROWS_Y[row] - 44, 80, 88)
        return next((n for n, rect in places.items() if n in self.scene.bench.faces and at.inside(rect, x, y)), "")

    def _down_light(self, x: float, y: float) -> list[Action]:
        state = self.scene.state
        if self.scene.params.mode == "fault" and at.inside(at.LAMP, x, y):
            return [Action("dark", not state.dark)]
        what = self.light.pen_at(x, y)
        if what:
            # A click works cap or switch; whoever drags from there means the pen.
            self._pen_part, self._moved, self._start = what, 0.0, (x, y)
            mouth = self.light.pen_mouth()
            # A pen that stands is held where it was taken; one that lies turns in the hand, its mouth ahead.
            self._offset = (x - mouth[0], y - mouth[1]) if self.light.upright else (0.0, -20.0)
            return []
        if self.scene.params.mode == "identify":
            number = self._far_at(x, y)
            return [Action("answer", float(number))] if number else []
        share, away = at.way_share(x, y)
        if away < 60:
            self.walking = True
            return [self._hand(share)]
        return []

    def _far_at(self, x: float, y: float) -> int:
        """Number of the far fibre under a point, 0 for none."""
        if not at.FAR[1] <= y <= at.FAR[1] + at.FAR[3]:
            return 0
        number = round((x - at.far_x(1)) / at.FIBRE_STEP) + 1
        return number if 1 <= number <= 12 and abs(at.far_x(number) - x) < 26 else 0

    def _hand(self, share: float) -> Action:
        return Action("hand", round(share * self.scene.light.length_m, 2))

    def move(self, x: float, y: float) -> list[Action]:
        """Move, with or without something in the hand."""
        if self.turning:
            along = (x - self._start[0]) - (y - self._start[1])
            return [self._turned(along * at.KNOB_DB, self._from_db)]
        if self.bench.held:
            self.bench.hand = (x - self._offset[0], y - self._offset[1])
        elif self._pen_part:
            self._moved = max(self._moved, math.dist((x, y), self._start))
            if self._moved > CLICK:
                self.light.held = True
                self.light.hand = (x - self._offset[0], y - self._offset[1])
        elif self.walking:
            return [self._hand(at.way_share(x, y)[0])]
        elif self.scene.params.mode == "identify":
            self.light.hover = self._far_at(x, y)
        return []

    def up(self, x: float, y: float) -> list[Action]:
        """Let go: a plug goes where an adapter is near, the pen where a plug is."""
        if self.bench.held or self.light.held:
            self.move(x, y)  # a quick hand lets go before its last way was told
        self._spot, self.walking, self.turning = None, False, False
        if self.bench.held:
            side, self.bench.held = self.bench.held, ""
            return self._drop(side, self.bench.hand)
        what, self._pen_part = self._pen_part, ""
        if self.light.held:
            self.light.held = False
            return self._drop_pen(self.light.hand)
        state = self.scene.state
        if what == "cap":
            return [Action("pen.cap", not state.pen.capped)]
        return [Action("pen.mode", MODES[state.pen.mode])] if what == "switch" else []

    def _drop(self, side: str, tip: at.Point) -> list[Action]:
        if self.scene.params.mode == "subscriber":
            end = "link" if math.dist(tip, at.OUTLET_PORT) < CATCH else "none"
            return [Action("cord.meter", end)] if end != self.scene.state.far else []
        port = (at.METER_PORT[0], at.METER_PORT[1] - 40)
        near = {"meter": math.dist(tip, port)} if side == "left" else {}
        for row in at.ADAPTERS:
            near[row] = math.dist(tip, at.left_tip(row) if side == "left" else at.right_tip(row))
        end = min(near, key=lambda name: near[name])
        if near[end] > CATCH:
            end = "none"
        cord, now = ("source", self.scene.state.near) if side == "left" else ("meter", self.scene.state.far)
        return [Action(f"cord.{cord}", end)] if end != now else []

    def plugged(self) -> str:
        """The cord whose plug would be pulled next: the meter's, then the source's; '' when both lie on the bench."""
        state = self.scene.state
        if state.far != "none":
            return "meter"
        return "source" if state.near != "none" and self.scene.params.mode == "loss" else ""

    def unplug(self) -> list[Action]:
        """Pull a plug out: one at a time, as hands do."""
        cord = self.plugged()
        return [Action(f"cord.{cord}", "none")] if cord else []

    def _drop_pen(self, mouth: at.Point) -> list[Action]:
        state = self.scene.state
        if self.scene.params.mode == "fault":
            inside = math.dist(mouth, at.PEN_IN) < 150
            return [Action("pen.plug", float(inside))] if bool(state.pen_at) != inside else []
        number = round((mouth[0] - at.near_x(1)) / at.FIBRE_STEP) + 1
        near = 1 <= number <= 12 and abs(mouth[1] - at.ADAPTER_Y - 34) < 120
        number = number if near else 0
        return [Action("pen.plug", float(number))] if number != state.pen_at else []

    def wheel(self, x: float, y: float, dy: float) -> list[Action]:
        """The wheel over a row of the budget, or anywhere else for the attenuator's knob."""
        if self.scene.params.attenuator and x < at.SHEET[0]:
            return [self._turned(at.NOTCH_DB if dy > 0 else -at.NOTCH_DB)]
        notes = len(self.bench.wanted()) if self._loss else 0
        if not self._loss or not self.scene.params.budget or self.scene.state.look:
            return []
        for index, row in enumerate(self.scene.rows):
            if at.inside((at.SHEET[0], at.row_y(index, notes), at.SHEET[2], 62), x, y):
                return [self.rail.stepped(row, STEP_DB * (1 if dy > 0 else -1))]
        return []

    # keys

    def key(self, event: UiEvent) -> list[Action]:
        """A key goes down."""
        name = event.key
        if name == "enter" and self.guided:
            action = self.scene.guide.step()[1]
            return [action] if action is not None else []
        # Not F: that key makes waiting pass, in every scene.
        both = {"q": Action("done"), "g": self._choice(True), "j": self._choice(False)}
        if name in both:
            return [both[name]]
        return self._key_bench(name) if self._loss else self._key_light(name)

    def _choice(self, good: bool) -> Action:
        if self.scene.params.mode == "fault":
            return Action("kind", "bend" if good else "break")
        return Action("verdict", "good" if good else "bad")

    def _key_bench(self, name: str) -> list[Action]:
        state, scene = self.scene.state, self.scene
        source = {"s": "power", "w": "wave", "l": "laser"}
        meter = {"p": "power", "m": "wave", "u": "unit", "r": "ref"}
        if name in source and scene.params.mode == "loss":
            return [Action("source", source[name])]
        if name in meter:
            return [Action("meter", meter[name])]
        rows = scene.rows
        simple = {
            "n": Action("note"), "b": Action("look", "none"),
            "k": Action("source.plug", not state.source_in), "e": Action("look", self.rail.next_face(1)),
            "d": Action("clean", state.look or "far"), "a": Action("clean", f"{state.look or 'far'}_wet"),
        }  # fmt: skip
        if self.scene.params.attenuator:
            simple |= {"t": Action("voa.in", not state.voa_in), "h": Action("voa.note"),
                       "o": Action("load", "box" if state.load == "meter" else "meter")}  # fmt: skip
        if name in simple:
            return [simple[name]]
        if name == "x":
            return self.unplug()
        if name in CORD_KEYS:
            return self._lead(CORD_KEYS[name])
        if name in ("up", "down") and scene.params.budget:
            step = -1 if name == "up" else 1
            return [Action("row", rows[(rows.index(state.row) + step) % len(rows)])]
        return []

    def _lead(self, cord: str) -> list[Action]:
        """The plug of a cord into the next place that it may go to; at the subscriber's the meter's has only one."""
        state = self.scene.state
        if self.scene.params.mode == "subscriber":
            return [Action("cord.meter", "link")] if cord == "meter" else []
        order, now = (SOURCE_ENDS, state.near) if cord == "source" else (METER_ENDS, state.far)
        return [Action(f"cord.{cord}", order[order.index(now) % (len(order) - 1) + 1])]

    def _key_light(self, name: str) -> list[Action]:
        state = self.scene.state
        simple = {
            "c": Action("pen.cap", not state.pen.capped), "b": Action("pen.mode", MODES[state.pen.mode]),
            "e": Action("pen.look"), "t": Action("pen.kind", "3R" if state.pen.kind == "2" else "2"),
            "p": Action("pen.plug", 0.0 if state.pen_at else float(state.asked)),
        }  # fmt: skip
        if name in simple:
            return [simple[name]]
        if self.scene.params.mode == "fault":
            fault = {"i": Action("dark", not state.dark), "space": Action("marker", state.hand_m)}
            return [fault[name]] if name in fault else []
        if name in ("up", "down"):
            count = self.scene.params.fibres
            return [Action("ask", float((state.asked - 1 + (1 if name == "down" else -1)) % count + 1))]
        if name in ("left", "right"):
            self.light.hover = (self.light.hover - 1 + (1 if name == "right" else -1)) % 12 + 1
        elif name == "space" and self.light.hover:
            return [Action("answer", float(self.light.hover))]
        elif name == "o":
            return [Action("answer", 0.0)]
        return []

    def held(self, keys: frozenset[str]) -> list[Action]:
        """Once a tick: what goes on while it is held."""
        way = ("right" in keys) - ("left" in keys)
        if self.scene.params.mode == "fault":
            if not way:
                return []
            share = self.scene.state.hand_m / self.scene.light.length_m
            step = SLOW if "shift" in keys else WALK
            return [self._hand(min(1.0, max(0.0, share + way * step)))]
        if self.scene.params.attenuator and way:
            # Three decibels a second, with Shift one step in some ticks.
            self._held_for += 1
            if "shift" in keys and self._held_for % EVERY:
                return []
            return [self._turned(way * at.KEY_DB)]
        if not (self._loss and self.scene.params.budget):
            self._held_for = 0
            return []
        row, sign = self.scene.state.row, way
        if self._spot is not None:
            row, sign = self._spot.action.target.removeprefix("sheet."), self._spot.repeats
        if not sign:
            self._held_for = 0
            return []
        self._held_for += 1
        # The press on a key of the sheet was its first step already.
        first = self._held_for == 1 and self._spot is None
        if first or (self._held_for > FIRST and self._held_for % EVERY == 0):
            return [self.rail.stepped(row, sign * (LONG_DB if self._held_for > LONG else STEP_DB))]
        return []
