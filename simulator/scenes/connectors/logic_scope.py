"""Light check and microscope: tip, seat, focus, freeze; what was seen of a face, and the trainee's verdict on it.

It deliberately cleans nothing.
"""

from __future__ import annotations

from simulator.instruments import endface, microscope
from simulator.instruments.microscope import SHARP_UM
from simulator.scenes.base import TICKS_PER_SECOND, Effect, Sound, Value
from simulator.scenes.connectors.logic_bench import Bench

#: A sharp picture that stands so long has been seen.
SEEN_TICKS = TICKS_PER_SECOND // 2
#: The tip sits on the ferrule when it is this near [mm]; it starts again from this far.
SEATED_MM = 0.5
#: Where the ring makes a face sharp, by side, and how far that varies; how far off centre a live picture lies [um] [D].
BEST_UM, VARIES_UM, OFF_CENTRE_UM = {"plug": 8.0, "adapter": -14.0}, 2.5, 9.0
#: Where the ring stands when the instrument is taken up [um], to either side.
LEFT_AT_UM = (26.0, 45.0)


def check_light(bench: Bench, _: Value) -> list[Effect]:
    """Hold the fibre to the meter."""
    state = bench.state
    state.light = "live" if state.source_on else "dark"
    if state.light == "live":
        return [Sound("beep_bad"), *bench.toast("light.live", "bad")]
    return [Sound("meter_beep"), *bench.toast("light.dark", "good")]


def light_off(bench: Bench, _: Value) -> list[Effect]:
    """Have the source switched off; only a new check tells."""
    bench.state.source_on = False
    bench.state.light = "unknown"
    return [Sound("laser_off"), *bench.toast("light.asked_off", "info")]


def tip(bench: Bench, value: Value) -> list[Effect]:
    """Change the tip of the probe."""
    if bench.state.scope.tip == value:
        return []
    bench.away()
    bench.state.scope.tip = str(value)
    return [Sound("click")]


def move(bench: Bench, value: Value) -> list[Effect]:
    """Bring the probe to the ferrule, or away from it."""
    assert isinstance(value, float)
    state, face = bench.state, bench.face(bench.side)
    if state.tool != "probe" or state.view == "mate":
        return []
    if face.capped and value < 12.0:
        state.probe_mm = 12.0
        return bench.toast("probe.cap")
    was, state.probe_mm = state.scope.seated, value
    if value > SEATED_MM:
        state.scope.lift()
        return []
    return [] if was else _seat(bench)


def _seat(bench: Bench) -> list[Effect]:
    """The tip sits on the face: a look into the fibre."""
    state, side, chance = bench.state, bench.side, bench.plant.chance
    effects: list[Effect] = [Sound("click")]
    key = f"connect:seat:{side}:{bench.face(side).cleaned}"
    state.shift_um = (chance.uniform(f"{key}:x", -OFF_CENTRE_UM, OFF_CENTRE_UM),
                      chance.uniform(f"{key}:y", -OFF_CENTRE_UM, OFF_CENTRE_UM))  # fmt: skip
    best = BEST_UM[side] + chance.uniform(f"connect:best:{side}", -VARIES_UM, VARIES_UM)
    state.note = state.scope.seat(bench.face(side).polish, side == "adapter", round(best, 1))
    state.steady = 0
    if "connect.light_checked" not in bench.book.values:
        dark = state.light == "dark"
        bench.book.set("connect.light_checked", float(dark), bench.tick)
        if not dark:
            bench.broken_gates.setdefault("eye_exposure", bench.tick)
            bench.mark(bench.tick, "light.not_checked", "connect.light_checked", side, "bad")
            effects += bench.toast("light.not_checked", "bad")
    if state.note:
        effects += bench.toast(f"probe.{state.note}")
    return effects


def focus(bench: Bench, value: Value) -> list[Effect]:
    """Turn the focus ring."""
    assert isinstance(value, float)
    state = bench.state
    notch = round(value / 6.0) != round(state.scope.focus_um / 6.0)
    state.scope.turn(value)
    if state.scope.seated:
        away = state.scope.focus_um - state.scope.best_um
        bench.trace("focus", bench.side, "um", -SHARP_UM, SHARP_UM, away)
    return [Sound("focus")] if notch else []


def key(bench: Bench, value: Value) -> list[Effect]:
    """A key of the microscope."""
    scope = bench.state.scope
    if value == "power":
        scope.on = not scope.on
    elif value == "zones":
        scope.zones = not scope.zones
    elif value == "zoom":
        scope.zoom = not scope.zoom
    elif value == "freeze":
        if scope.freeze() and scope.frozen:
            bench.state.shift_um = (0.0, 0.0)
            if scope.sharp:
                _note(bench)
    elif scope.sharp:
        scope.saved.append(bench.tick)
        return [Sound("beep_good")]
    return [Sound("key")]


def watch(bench: Bench) -> list[Effect]:
    """Once a tick: a picture that stands sharp long enough has been seen."""
    state = bench.state
    if not state.scope.sharp or state.view == "mate":
        state.steady = 0
        return []
    state.steady += 1
    if state.steady == SEEN_TICKS:
        _note(bench)
    return []


def _note(bench: Bench) -> None:
    """Keep what was seen of the face, and what the connector would cost as far as that tells."""
    state, side = bench.state, bench.side
    known, face = state.sides[side], bench.face(side)
    if known.seen:
        return
    known.seen = known.ever_seen = True
    known.grade = microscope.grade(face)
    known.look = endface.look_of(face)
    face.inspected = bench.tick
    if known.first is None:
        known.first, known.first_passed = known.look, known.grade.passed
    state.cost = bench.estimate()


def judge(bench: Bench, value: Value) -> list[Effect]:
    """The trainee says what he makes of the face: good, to be cleaned, to be replaced."""
    side = bench.side
    known = bench.state.sides[side]
    if not known.seen or known.grade is None:
        return bench.toast("judge.not_seen")
    if known.verdict == value:
        return []
    known.verdict = str(value)
    right = known.grade.verdict
    both = known.grade.dirty and known.grade.scratched and value == "replace"
    if value == right or both:
        return [Sound("key")]
    bench.count("connect.judged_wrong")
    cause = {"good": "judge.let_pass", "clean": "judge.clean_for_nothing", "replace": "judge.replaced"}[str(value)]
    bench.mark(bench.tick, cause, "connect.judged_wrong", side, "bad" if value == "good" else "watch")
    # A microscope that counts shows now what it found: the hand hears that it erred.
    said = bench.toast(cause) if bench.params.analysis else []
    return [Sound("key"), *said]
