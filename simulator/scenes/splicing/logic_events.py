"""What the machine and the oven tell the scene: events into effects, facts, marks and curves.

It deliberately decides nothing; it writes down what has already happened.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from simulator.instruments import splicer_law as law
from simulator.scenes.base import TICKS_PER_SECOND, Burst, Curve, Effect, Sound, Toast
from simulator.scenes.splicing import logic_hands, logic_protect
from simulator.scenes.splicing.logic_bench import Bench

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


def happened(bench: Bench, events: Sequence[str]) -> list[Effect]:
    """Turn events of the machine and the oven into effects, facts and marks."""
    effects: list[Effect] = []
    for event in events:
        if event in SOUNDS:
            effects.append(Sound(SOUNDS[event]))
        if event in TOASTS:
            effects.append(Toast(*TOASTS[event]))
        if event in REACTIONS:
            effects += REACTIONS[event](bench)
    return effects


def _on_motor(bench: Bench) -> list[Effect]:
    if bench.machine.phase == "set":
        logic_hands.judge_load(bench)
    return []


def _on_error(bench: Bench) -> list[Effect]:
    message = bench.machine.message
    bench.advice = f"{message.key}:{message.side}" if message else ""
    return []


def _on_ready(bench: Bench) -> list[Effect]:
    bench.advice = ""
    return []


def _on_cared(bench: Bench) -> list[Effect]:
    bench.advice = ""
    bench.electrodes_changed = bench.electrodes_changed or bench.plant.splicer.electrode_arcs == 0
    return []


def _on_arc_test_ok(bench: Bench) -> list[Effect]:
    bench.advice = ""
    bench.electrodes_changed = False
    return []


def _on_fused(bench: Bench) -> list[Effect]:
    joint, tick = bench.plant.joint, bench.tick
    assert joint is not None
    joint.tick = tick
    bench.state.decision = None
    right = bench.plant.splicer.programme in law.right_programmes(law.fibre_types(bench.plant))
    bench.book.add("splice.attempts", 1.0, tick)
    bench.book.set("splicer.programme_right", float(right), tick)
    bench.book.set("splicer.arc_test_done", 0.0 if law.arc_test_due(bench.plant) else 1.0, tick)
    if not right:
        bench.mark("splice.wrong_programme", "splicer.programme_right", level="bad")
    _joint_facts(bench)
    _joint_marks(bench)
    return [Burst("smoke")] if joint.bubble_um > 0.0 else []


def _on_rearced(bench: Bench) -> list[Effect]:
    joint = bench.plant.joint
    assert joint is not None
    joint.tick = bench.tick
    bench.state.decision = None
    _joint_facts(bench)
    if joint.re_arcs > 1:
        bench.mark("splice.rearc_twice", "splice.loss_db")
    return []


def _joint_facts(bench: Bench) -> None:
    joint, tick = bench.plant.joint, bench.tick
    assert joint is not None
    bench.book.set("splice.loss_db", joint.loss_db, tick)
    bench.book.set("splice.offset_um", joint.core_offset_um, tick)
    bench.book.set("splice.bubble_um", joint.bubble_um, tick)


def _joint_marks(bench: Bench) -> None:
    """Name the causes that cost this joint its light."""
    joint = bench.plant.joint
    assert joint is not None
    bill = joint.bill
    grooves = max(bench.plant.splicer.groove_dirt_left, bench.plant.splicer.groove_dirt_right)
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
            bench.mark(cause, "splice.loss_db", level="bad" if loss_db > 5 * MARK_DB else "watch")


def _on_result(bench: Bench) -> list[Effect]:
    result = bench.machine.result
    assert result is not None
    bench.book.set("splice.estimate_db", result.estimate_db, bench.tick)
    good = result.verdict == "good"
    return [Toast("splice.result_good" if good else "splice.result_bad", "good" if good else "watch")]


def _on_released(bench: Bench) -> list[Effect]:
    bench.judge_keep()
    if bench.params.proof:
        bench.book.set("splice.proof_passed", 1.0, bench.tick)
    return []


def _on_snap(bench: Bench) -> list[Effect]:
    joint = bench.plant.joint
    assert joint is not None
    bench.book.set("splice.proof_passed", 0.0, bench.tick)
    nick = law.nick_strength_n(joint.weak_nick_um) < law.PROOF_N
    bench.mark("proof.broke_nick" if nick else "proof.weak", "splice.proof_passed", x=joint.strength_n, level="bad")
    return []


def record(bench: Bench) -> None:
    """Add this tick to the curves of what runs by itscene."""
    machine, phase = bench.machine, bench.machine.phase
    if phase in ("arc", "rearc"):
        _record_arc(bench, machine.current_ma)
    elif phase == "proof":
        _record_pull(bench, machine.pull_n)
    sleeve = bench.plant.sleeve
    hot = bench.state.oven.phase == "heating" or (sleeve.shrunk > 0.0 and sleeve.cooled_s < bench.oven.cool_s)
    if hot and bench.ticks % (TICKS_PER_SECOND // 4) == 0:
        logic_protect.record_heat(bench)


def _record_arc(bench: Bench, current_ma: float) -> None:
    asked = bench.machine.programme
    curve = bench.find_curve("arc")
    if bench.phase_ticks == 0 or curve is None:
        ideal = ((0.0, asked.current_ma), (asked.arc_s, asked.current_ma))
        curve = bench.curve(Curve("arc", "", "s", "mA", 0.94 * asked.current_ma, 1.06 * asked.current_ma, ideal))
    curve.points.append((round(bench.phase_ticks / TICKS_PER_SECOND, 3), round(current_ma, 3), bench.tick))


def _record_pull(bench: Bench, pull_n: float) -> None:
    curve = bench.find_curve("tension")
    if bench.phase_ticks == 0 or curve is None:
        # Machines of this class pull with 1.96 to 2.25 N.
        curve = bench.curve(Curve("tension", "", "s", "N", 1.96, 2.25, ((0.0, 0.0), (1.5, law.PROOF_N))))
    curve.points.append((round(bench.phase_ticks / TICKS_PER_SECOND, 3), round(pull_n, 3), bench.tick))


#: What each event means to the scene, beyond its sound and its words.
REACTIONS: dict[str, Callable[[Bench], list[Effect]]] = {
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
