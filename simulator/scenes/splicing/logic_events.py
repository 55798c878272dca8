"""What the machine and the oven tell the scene: events into effects, facts, marks and curves.

It deliberately decides nothing; it writes down what has already happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from simulator.instruments import splicer_law as law
from simulator.scenes.base import TICKS_PER_SECOND, Burst, Curve, Effect, Sound, Toast
from simulator.scenes.splicing import logic_hands, logic_protect

if TYPE_CHECKING:
    from simulator.scenes.splicing.logic import Splicing

#: How the machine's events sound; each has its twin in the view.
SOUNDS = {
    "key": "key", "motor": "motor", "cleaning_arc": "arc_short", "prefuse": "arc_short", "arc": "arc",
    "error": "beep_bad", "ready": "beep", "result": "beep", "proof": "motor", "proof_held": "beep_good", "snap": "snap",
    "care": "brush", "cared": "click", "arc_test_ok": "beep_good", "oven_on": "oven", "oven_ready": "beep_good",
    "cooled": "beep",
}  # fmt: skip
#: Events that are told in words as well: (toast key, level).
TOASTS = {
    "error": ("splice.error", "bad"), "ready": ("splice.look", "info"), "proof_held": ("proof.held", "good"),
    "snap": ("proof.broken", "bad"), "cared": ("care.done", "good"), "arc_test_ok": ("care.arc_test_ok", "good"),
    "programme": ("programme.chosen", "info"), "oven_ready": ("oven.ready", "good"), "cooled": ("oven.cooled", "good"),
    "oven_empty": ("oven.empty", "watch"), "lid_open": ("oven.lid_open", "watch"),
    "oven_stopped": ("oven.stopped", "bad"),
}  # fmt: skip
#: Bill items above this get a mark with their cause [dB].
MARK_DB = 0.02


def happened(scene: Splicing, events: Sequence[str]) -> list[Effect]:
    """Turn events of the machine and the oven into effects, facts and marks."""
    effects: list[Effect] = []
    for event in events:
        if event in SOUNDS:
            effects.append(Sound(SOUNDS[event]))
        if event in TOASTS:
            effects.append(Toast(*TOASTS[event]))
        if event in REACTIONS:
            effects += REACTIONS[event](scene)
    return effects


def _on_motor(scene: Splicing) -> list[Effect]:
    if scene.machine.phase == "set":
        logic_hands.judge_load(scene)
    return []


def _on_error(scene: Splicing) -> list[Effect]:
    message = scene.machine.message
    scene.advice = f"{message.key}:{message.side}" if message else ""
    return []


def _on_ready(scene: Splicing) -> list[Effect]:
    scene.advice = ""
    return []


def _on_cared(scene: Splicing) -> list[Effect]:
    scene.advice = ""
    scene.electrodes_changed = scene.electrodes_changed or scene.plant.splicer.electrode_arcs == 0
    return []


def _on_arc_test_ok(scene: Splicing) -> list[Effect]:
    scene.advice = ""
    scene.electrodes_changed = False
    return []


def _on_fused(scene: Splicing) -> list[Effect]:
    joint, tick = scene.plant.joint, scene.tick
    assert joint is not None
    joint.tick = tick
    scene.state.decision = None
    right = scene.plant.splicer.programme in law.right_programmes(law.fibre_types(scene.plant))
    scene.book.add("splice.attempts", 1.0, tick)
    scene.book.set("splicer.programme_right", float(right), tick)
    scene.book.set("splicer.arc_test_done", 0.0 if law.arc_test_due(scene.plant) else 1.0, tick)
    if not right:
        scene.mark("splice.wrong_programme", "splicer.programme_right", level="bad")
    _joint_facts(scene)
    _joint_marks(scene)
    return [Burst("smoke")] if joint.bubble_um > 0.0 else []


def _on_rearced(scene: Splicing) -> list[Effect]:
    joint = scene.plant.joint
    assert joint is not None
    joint.tick = scene.tick
    scene.state.decision = None
    _joint_facts(scene)
    if joint.re_arcs > 1:
        scene.mark("splice.rearc_twice", "splice.loss_db")
    return []


def _joint_facts(scene: Splicing) -> None:
    joint, tick = scene.plant.joint, scene.tick
    assert joint is not None
    scene.book.set("splice.loss_db", joint.loss_db, tick)
    scene.book.set("splice.offset_um", joint.core_offset_um, tick)
    scene.book.set("splice.bubble_um", joint.bubble_um, tick)


def _joint_marks(scene: Splicing) -> None:
    """Name the causes that cost this joint its light."""
    joint = scene.plant.joint
    assert joint is not None
    bill = joint.bill
    grooves = max(scene.plant.splicer.groove_dirt_left, scene.plant.splicer.groove_dirt_right)
    causes = {
        "splice.arc_uncalibrated": bill.get("arc", 0.0),
        "splice.dirty": bill.get("bubble", 0.0) + bill.get("dirt", 0.0),
        "splice.angle": bill.get("tilt", 0.0),
        "splice.face": bill.get("face", 0.0),
        "splice.mode_field": bill.get("mode_field", 0.0),
        "splice.groove" if grooves > law.GROOVE_FAULT else "splice.offset": bill.get("offset", 0.0),
    }
    for cause, loss_db in causes.items():
        if loss_db > MARK_DB:
            scene.mark(cause, "splice.loss_db", level="bad" if loss_db > 5 * MARK_DB else "watch")


def _on_result(scene: Splicing) -> list[Effect]:
    result = scene.machine.result
    assert result is not None
    scene.book.set("splice.estimate_db", result.estimate_db, scene.tick)
    good = result.verdict == "good"
    return [Toast("splice.result_good" if good else "splice.result_bad", "good" if good else "watch")]


def _on_released(scene: Splicing) -> list[Effect]:
    scene.judge_keep()
    if scene.params.proof:
        scene.book.set("splice.proof_passed", 1.0, scene.tick)
    return []


def _on_snap(scene: Splicing) -> list[Effect]:
    joint = scene.plant.joint
    assert joint is not None
    scene.book.set("splice.proof_passed", 0.0, scene.tick)
    nick = law.nick_strength_n(joint.weak_nick_um) < law.PROOF_N
    scene.mark("proof.broke_nick" if nick else "proof.weak", "splice.proof_passed", x=joint.strength_n, level="bad")
    return []


def record(scene: Splicing) -> None:
    """Add this tick to the curves of what runs by itscene."""
    machine, phase = scene.machine, scene.machine.phase
    if phase in ("arc", "rearc"):
        _record_arc(scene, machine.current_ma)
    elif phase == "proof":
        _record_pull(scene, machine.pull_n)
    sleeve = scene.plant.sleeve
    hot = scene.state.oven.phase == "heating" or (sleeve.shrunk > 0.0 and sleeve.cooled_s < scene.oven.cool_s)
    if hot and scene.ticks % (TICKS_PER_SECOND // 4) == 0:
        logic_protect.record_heat(scene)


def _record_arc(scene: Splicing, current_ma: float) -> None:
    asked = scene.machine.programme
    curve = scene.find_curve("arc")
    if scene.phase_ticks == 0 or curve is None:
        ideal = ((0.0, asked.current_ma), (asked.arc_s, asked.current_ma))
        curve = scene.curve(Curve("arc", "", "s", "mA", 0.94 * asked.current_ma, 1.06 * asked.current_ma, ideal))
    curve.points.append((round(scene.phase_ticks / TICKS_PER_SECOND, 3), round(current_ma, 3), scene.tick))


def _record_pull(scene: Splicing, pull_n: float) -> None:
    curve = scene.find_curve("tension")
    if scene.phase_ticks == 0 or curve is None:
        # Machines of this class pull with 1.96 to 2.25 N.
        curve = scene.curve(Curve("tension", "", "s", "N", 1.96, 2.25, ((0.0, 0.0), (1.5, law.PROOF_N))))
    curve.points.append((round(scene.phase_ticks / TICKS_PER_SECOND, 3), round(pull_n, 3), scene.tick))


#: What each event means to the scene, beyond its sound and its words.
REACTIONS: dict[str, Callable[[Splicing], list[Effect]]] = {
    "motor": _on_motor,
    "error": _on_error,
    "ready": _on_ready,
    "cared": _on_cared,
    "arc_test_ok": _on_arc_test_ok,
    "fused": _on_fused,
    "rearced": _on_rearced,
    "result": _on_result,
    "released": _on_released,
    "snap": _on_snap,
}
