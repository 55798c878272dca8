"""Light check and microscope: tip, seat, focus, freeze; what was seen of a face, and the trainee's verdict on it.

It deliberately cleans nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.instruments import endface, microscope
from simulator.instruments.microscope import SHARP_UM
from simulator.scenes.base import TICKS_PER_SECOND, Effect, Sound, Value

if TYPE_CHECKING:
    from simulator.scenes.connectors.logic import Connectors

#: A sharp picture that stands so long has been seen.
SEEN_TICKS = TICKS_PER_SECOND // 2
#: The tip sits on the ferrule when it is this near [mm]; it starts again from this far.
SEATED_MM = 0.5
#: Where the ring makes a face sharp, by side, and how far that varies; how far off centre a live picture lies [um] [D].
BEST_UM, VARIES_UM, OFF_CENTRE_UM = {"plug": 8.0, "adapter": -14.0}, 2.5, 9.0
#: Where the ring stands when the instrument is taken up [um], to either side.
LEFT_AT_UM = (26.0, 45.0)


def check_light(scene: Connectors, _: Value) -> list[Effect]:
    """Hold the fibre to the meter."""
    state = scene.state
    state.light = "live" if state.source_on else "dark"
    if state.light == "live":
        return [Sound("beep_bad"), *scene.toast("light.live", "bad")]
    return [Sound("meter_beep"), *scene.toast("light.dark", "good")]


def light_off(scene: Connectors, _: Value) -> list[Effect]:
    """Have the source switched off; only a new check tells."""
    scene.state.source_on = False
    scene.state.light = "unknown"
    return [Sound("laser_off"), *scene.toast("light.asked_off", "info")]


def tip(scene: Connectors, value: Value) -> list[Effect]:
    """Change the tip of the probe."""
    from simulator.scenes.connectors.logic_plug import away

    if scene.state.scope.tip == value:
        return []
    away(scene)
    scene.state.scope.tip = str(value)
    return [Sound("click")]


def move(scene: Connectors, value: Value) -> list[Effect]:
    """Bring the probe to the ferrule, or away from it."""
    assert isinstance(value, float)
    state, face = scene.state, scene.face(scene.side)
    if state.tool != "probe" or state.view == "mate":
        return []
    if face.capped and value < 12.0:
        state.probe_mm = 12.0
        return scene.toast("probe.cap")
    was, state.probe_mm = state.scope.seated, value
    if value > SEATED_MM:
        state.scope.lift()
        return []
    return [] if was else _seat(scene)


def _seat(scene: Connectors) -> list[Effect]:
    """The tip sits on the face: a look into the fibre."""
    state, side, chance = scene.state, scene.side, scene.plant.chance
    effects: list[Effect] = [Sound("click")]
    key = f"connect:seat:{side}:{scene.face(side).cleaned}"
    state.shift_um = (chance.uniform(f"{key}:x", -OFF_CENTRE_UM, OFF_CENTRE_UM),
                      chance.uniform(f"{key}:y", -OFF_CENTRE_UM, OFF_CENTRE_UM))  # fmt: skip
    best = BEST_UM[side] + chance.uniform(f"connect:best:{side}", -VARIES_UM, VARIES_UM)
    state.note = state.scope.seat(scene.face(side).polish, side == "adapter", round(best, 1))
    state.steady = 0
    if "connect.light_checked" not in scene.book.values:
        dark = state.light == "dark"
        scene.book.set("connect.light_checked", float(dark), scene.tick)
        if not dark:
            scene.broken_gates.setdefault("eye_exposure", scene.tick)
            scene.mark(scene.tick, "light.not_checked", "connect.light_checked", side, "bad")
            effects += scene.toast("light.not_checked", "bad")
    if state.note:
        effects += scene.toast(f"probe.{state.note}")
    return effects


def focus(scene: Connectors, value: Value) -> list[Effect]:
    """Turn the focus ring."""
    assert isinstance(value, float)
    state = scene.state
    notch = round(value / 6.0) != round(state.scope.focus_um / 6.0)
    state.scope.turn(value)
    if state.scope.seated:
        away = state.scope.focus_um - state.scope.best_um
        scene.trace("focus", scene.side, "um", -SHARP_UM, SHARP_UM, away)
    return [Sound("focus")] if notch else []


def key(scene: Connectors, value: Value) -> list[Effect]:
    """A key of the microscope."""
    scope = scene.state.scope
    if value == "power":
        scope.on = not scope.on
    elif value == "zones":
        scope.zones = not scope.zones
    elif value == "zoom":
        scope.zoom = not scope.zoom
    elif value == "freeze":
        if scope.freeze() and scope.frozen:
            scene.state.shift_um = (0.0, 0.0)
            if scope.sharp:
                _note(scene)
    elif scope.sharp:
        scope.saved.append(scene.tick)
        return [Sound("beep_good")]
    return [Sound("key")]


def watch(scene: Connectors) -> list[Effect]:
    """Once a tick: a picture that stands sharp long enough has been seen."""
    state = scene.state
    if not state.scope.sharp or state.view == "mate":
        state.steady = 0
        return []
    state.steady += 1
    if state.steady == SEEN_TICKS:
        _note(scene)
    return []


def _note(scene: Connectors) -> None:
    """Keep what was seen of the face, and what the connector would cost as far as that tells."""
    state, side = scene.state, scene.side
    known, face = state.sides[side], scene.face(side)
    if known.seen:
        return
    known.seen = known.ever_seen = True
    known.grade = microscope.grade(face)
    known.look = endface.look_of(face)
    face.inspected = scene.tick
    if known.first is None:
        known.first, known.first_passed = known.look, known.grade.passed
    state.cost = scene.estimate()


def judge(scene: Connectors, value: Value) -> list[Effect]:
    """The trainee says what he makes of the face: good, to be cleaned, to be replaced."""
    side = scene.side
    known = scene.state.sides[side]
    if not known.seen or known.grade is None:
        return scene.toast("judge.not_seen")
    if known.verdict == value:
        return []
    known.verdict = str(value)
    right = known.grade.verdict
    both = known.grade.dirty and known.grade.scratched and value == "replace"
    if value == right or both:
        return [Sound("key")]
    scene.count("connect.judged_wrong")
    cause = {"good": "judge.let_pass", "clean": "judge.clean_for_nothing", "replace": "judge.replaced"}[str(value)]
    scene.mark(scene.tick, cause, "connect.judged_wrong", side, "bad" if value == "good" else "watch")
    # A microscope that counts shows now what it found: the hand hears that it erred.
    said = scene.toast(cause) if scene.params.analysis else []
    return [Sound("key"), *said]
