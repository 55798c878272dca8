"""Guidance: the key of the next useful gesture, and the live cue of the present one.

It deliberately forces nothing and never names a hidden fault; it speaks of what the trainee can see.
"""

from __future__ import annotations

from simulator.instruments import splicer_law as law
from simulator.instruments.oven import SHRUNK
from simulator.instruments.splicer import AIM_Z_MM, LONG_Z_MM, SHORT_Z_MM
from simulator.instruments.splicer_picture import LYING_MM
from simulator.scenes.base import TICKS_PER_SECOND, Cue
from simulator.scenes.splicing.logic_bench import Bench
from simulator.scenes.splicing.logic_hands import BENCH_Z_MM, in_window, lies
from simulator.scenes.splicing.logic_protect import CENTRED_MM, cover_mm

#: Time to look at the pictures before the key is named.
LOOK_TICKS = 2 * TICKS_PER_SECOND
WAITS = {
    "set": "splice.wait_set", "cleaning_arc": "splice.wait_set", "gap": "splice.wait_set", "inspect": "splice.wait_set",
    "align": "splice.wait_arc", "prefuse": "splice.wait_arc", "arc": "splice.wait_arc", "rearc": "splice.wait_arc",
    "analyse": "splice.wait_analyse", "proof": "splice.wait_proof", "arc_test": "splice.wait_arc_test",
    "care": "splice.wait_care",
}  # fmt: skip
#: Messages after which the ends must be prepared again.
BAD_ENDS = ("msg.angle", "msg.face", "msg.dust_left", "msg.dust_right", "msg.coating_in_arc", "load.past_axis")
#: Angle and estimate up to which the live cue is green; the machine's own limits are wider.
GOOD_ANGLE_DEG = 1.0


def goal(bench: Bench) -> str:
    """Key of the next useful gesture."""
    if bench.state.sleeve_missing:
        return "splice.no_sleeve"
    if bench.state.lifted:
        return _protect(bench) if bench.params.protect else "splice.done"
    phase = bench.machine.phase
    if phase in WAITS:
        return WAITS[phase]
    return {
        "ready": _ready, "result": _result, "released": _released, "error": _error,
        "menu": _menu, "proof_failed": lambda _: "splice.redo_broken",
    }.get(phase, _idle)(bench)  # fmt: skip


def _ready(bench: Bench) -> str:
    return "splice.read_image" if bench.phase_ticks < LOOK_TICKS else "splice.press_arc"


def _result(bench: Bench) -> str:
    if bench.state.decision is None:
        return "splice.decide"
    return "splice.open_for_proof" if bench.params.proof else "splice.open_for_take"


def _released(bench: Bench) -> str:
    return "splice.decide" if bench.state.decision is None else "splice.take"


def _error(bench: Bench) -> str:
    key = bench.machine.message.key if bench.machine.message else ""
    if key == "msg.cover_open":
        return "splice.close_cover"
    return "splice.send_back" if key.startswith(BAD_ENDS) else "splice.press_reset"


def _idle(bench: Bench) -> str:
    """Care that the last message asks for, then fibres, programme, cover, SET."""
    care = _care(bench)
    if care:
        return care
    for side in ("left", "right"):
        step = _load(bench, side)
        if step:
            return step
    if not bench.programme_chosen and not _programme_right(bench):
        return "splice.programme"
    if not bench.state.cover_closed:
        return "splice.close_cover"
    return "splice.arc_test" if _arc_test_owed(bench) else "splice.press_set"


def _menu(bench: Bench) -> str:
    """Before the arc test the menu is there for the test, else for the programme."""
    chosen = bench.programme_chosen or _programme_right(bench)
    return "splice.arc_test" if chosen and bench.state.cover_closed and _arc_test_owed(bench) else "splice.menu"


def _arc_test_owed(bench: Bench) -> bool:
    owed = bench.plant.site.splicer.arc_test_due and not bench.plant.splicer.arc_tested
    return owed or bench.electrodes_changed


def _programme_right(bench: Bench) -> bool:
    return bench.plant.splicer.programme in law.right_programmes(law.fibre_types(bench.plant))


def _care(bench: Bench) -> str:
    """The gesture that the machine's last message asks for, '' when none."""
    key, _, side = bench.advice.partition(":")
    if key.startswith(BAD_ENDS):
        return "splice.send_back"
    task = {"msg.offset_limit": f"splice.clean_groove_{side}", "msg.dust_both": "splice.clean_optics"}.get(key, "")
    if key == "msg.arc_test_ng":
        task = "splice.change_electrodes" if law.worn(bench.plant) else "splice.send_back"
    if not task or task == "splice.send_back":
        return task
    if bench.state.cover_closed:
        return "splice.open_cover"
    if key == "msg.offset_limit" and bench.loaded(side).clamped:
        return f"splice.unclamp_{side}"
    return task


def _load(bench: Bench, side: str) -> str:
    """The next gesture that brings a fibre into its clamp, '' when it is there."""
    loaded = bench.loaded(side)
    if loaded.clamped and SHORT_Z_MM <= loaded.z_mm <= LONG_Z_MM:
        return ""
    if bench.state.cover_closed:
        return "splice.open_cover"
    if loaded.clamped:
        return f"splice.unclamp_{side}"
    if in_window(loaded) and lies(loaded):
        return f"splice.clamp_{side}"
    if not loaded.held:
        return f"splice.load_{side}"
    if in_window(loaded):
        return f"splice.lower_{side}"
    low = loaded.h_mm < LYING_MM and loaded.z_mm > BENCH_Z_MM
    return f"splice.raise_{side}" if low else f"splice.bring_{side}"


def _protect(bench: Bench) -> str:
    sleeve, tray = bench.plant.sleeve, bench.state.oven
    if tray.phase == "heating":
        return "splice.oven_wait"
    if sleeve.shrunk >= SHRUNK:
        # A sleeve that is lifted out hot bends: nothing is asked of the hands before it is firm.
        if sleeve.cooled_s < bench.oven.cool_s:
            return "splice.cool"
        if tray.splice_in:
            return "splice.oven_open" if tray.lid_closed else "splice.oven_take"
        return "splice.done"
    if tray.splice_in:
        return "splice.oven_heat" if tray.lid_closed else "splice.oven_lid"
    if abs(sleeve.centre_mm) > CENTRED_MM and sleeve.shrunk <= 0.0:
        return "splice.centre_sleeve"
    return "splice.oven_open" if tray.lid_closed else "splice.oven_place"


def cue(bench: Bench) -> Cue | None:
    """How the present gesture goes, None between gestures."""
    for side in ("left", "right"):
        if bench.loaded(side).held:
            return _load_cue(bench, side)
    if bench.state.lifted:
        return _sleeve_cue(bench)
    if bench.machine.phase == "ready" and bench.machine.readings is not None:
        worst = max(bench.machine.readings.angle_left_deg, bench.machine.readings.angle_right_deg)
        good = worst <= GOOD_ANGLE_DEG
        return Cue("good" if good else "watch", "image.good" if good else "image.angle", _below(worst, GOOD_ANGLE_DEG))
    if bench.machine.phase == "result" and bench.machine.result is not None:
        result = bench.machine.result
        key = "result.good" if result.verdict == "good" else "result.bad"
        return Cue(result.verdict, key, _below(result.estimate_db, bench.machine.loss_limit_db))
    return None


def _gauge(value: float) -> float:
    return min(1.0, max(0.0, value))


def _below(value: float, limit: float) -> float:
    """Place on the gauge of what may not pass a limit: green up to it."""
    return _gauge(0.25 + 0.5 * value / limit)


def _load_cue(bench: Bench, side: str) -> Cue | None:
    loaded = bench.loaded(side)
    if loaded.z_mm <= BENCH_Z_MM:
        return None
    place = _gauge(0.5 + (loaded.z_mm - AIM_Z_MM) / 4.0)
    if loaded.z_mm > LONG_Z_MM:
        return Cue("bad", "load.past", place)
    if loaded.dragged_mm > 0.0 and loaded.h_mm < LYING_MM:
        return Cue("watch", "load.drag", place)
    return Cue("good", "load.window", place) if in_window(loaded) else Cue("watch", "load.short", place)


def _sleeve_cue(bench: Bench) -> Cue | None:
    sleeve, tray = bench.plant.sleeve, bench.state.oven
    if bench.state.sleeve_missing:
        return Cue("bad", "sleeve.missing", 0.0)
    if tray.phase == "heating":
        heat_s = bench.plant.site.splicer.heat_s
        return Cue("good", "oven.heating", _below(heat_s - tray.left_s, heat_s))
    if sleeve.shrunk > 0.0:
        firm = sleeve.cooled_s >= bench.oven.cool_s
        # It cools through the amber of the gauge and is in the green once it is firm.
        place = 0.5 if firm else _gauge(0.25 * sleeve.cooled_s / max(1.0, bench.oven.cool_s))
        return Cue("good" if firm else "watch", "sleeve.firm" if firm else "sleeve.hot", place)
    if not bench.params.protect:
        return None
    place = _gauge(0.5 + sleeve.centre_mm / 40.0)
    if cover_mm(bench.plant) < 0.0:
        return Cue("bad", "sleeve.uncovered", place)
    centred = abs(sleeve.centre_mm) <= CENTRED_MM
    return Cue("good" if centred else "watch", "sleeve.centred" if centred else "sleeve.off", place)
