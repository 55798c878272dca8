"""The hands at the splicer: fibres into the grooves, clamps, cover, care, and lifting the splice out.

It deliberately knows no phase by heart: what the machine makes of it, the machine decides.
"""

from __future__ import annotations

import math

from simulator.instruments.splicer import AIM_Z_MM, LONG_Z_MM, WINDOW_MM
from simulator.instruments.splicer_picture import LYING_MM
from simulator.plant import Nick
from simulator.scenes.base import TICKS_PER_SECOND, Curve, Effect, Sound, Value
from simulator.scenes.splicing.logic_bench import Bench, Loaded

#: A fibre nearer than this to the axis is over the groove and the clamp [mm]; farther out it lies on the table.
BENCH_Z_MM = -12.0
#: From here on the tip is inside the groove, where dragging harms it [mm].
GROOVE_Z_MM = -9.0
#: Past the axis by this much and this low, the tip hits the other groove or an electrode [mm].
PAST_MM, HIT_HEIGHT_MM = 0.3, 3.0
#: How far a tip may be drawn through the groove before it takes dirt, and before it chips [mm].
DUST_DRAG_MM, CHIP_DRAG_MM = 1.0, 4.0
#: Depth of the wound that a sheath clamp leaves on bare glass [um] (design choice).
CLAMP_NICK_UM = 9.0
#: The clamp grips this far behind the nominal cleave length [mm].
CLAMP_BEHIND_MM = 4.0


def in_window(loaded: Loaded) -> bool:
    """Whether the tip lies where it should: between groove edge and axis."""
    return abs(loaded.z_mm - AIM_Z_MM) <= WINDOW_MM


def tip_level(loaded: Loaded) -> str:
    """How a tip lies: good, watch, bad, or none while it is away from the machine."""
    if loaded.z_mm <= BENCH_Z_MM:
        return "none"
    if loaded.z_mm > LONG_Z_MM:
        return "bad"
    return "good" if in_window(loaded) else "watch"


def lies(loaded: Loaded) -> bool:
    """Whether the fibre lies in its groove."""
    return loaded.h_mm < LYING_MM and loaded.z_mm > BENCH_Z_MM


def _to_bench(loaded: Loaded) -> None:
    loaded.z_mm, loaded.h_mm = -30.0, 12.0
    loaded.held = loaded.clamped = loaded.touched = False
    loaded.dragged_mm = 0.0


def hold(bench: Bench, side: str, value: Value) -> list[Effect]:
    """Take a fibre in hand, or let it fall where it is."""
    loaded = bench.loaded(side)
    if not value:
        return _let_go(bench, side) if loaded.held else []
    if bench.plant.joint is not None or loaded.held:
        return []
    if bench.state.cover_closed:
        return bench.toast("load.cover_closed")
    if loaded.clamped:
        return bench.toast("load.clamped")
    loaded.held = True
    bench.curve(Curve("load", side, "s", "mm", AIM_Z_MM - WINDOW_MM, AIM_Z_MM + WINDOW_MM, ((0.0, AIM_Z_MM),)))
    return [Sound("click")]


def _let_go(bench: Bench, side: str) -> list[Effect]:
    loaded = bench.loaded(side)
    loaded.held = False
    if loaded.z_mm <= BENCH_Z_MM:
        _to_bench(loaded)
        return []
    loaded.h_mm = 0.0
    return _touch(bench, side) if loaded.z_mm > PAST_MM else []


def move(bench: Bench, side: str, value: Value) -> list[Effect]:
    """Carry the tip to (z, h); low down, glass drags over ceramic and may hit what is past the axis."""
    loaded = bench.loaded(side)
    if not loaded.held or bench.state.cover_closed:
        return []
    assert isinstance(value, tuple)
    z, h = value[0], max(0.0, value[1])
    low = loaded.h_mm < LYING_MM and h < LYING_MM
    inside = max(loaded.z_mm, z) > GROOVE_Z_MM
    step = abs(z - loaded.z_mm) if low and inside else 0.0
    loaded.z_mm, loaded.h_mm = z, h
    effects = _drag(bench, side, step) if step else []
    if z <= 0.0:
        loaded.touched = False
    elif z > PAST_MM and h < HIT_HEIGHT_MM:
        effects += _touch(bench, side)
    _record(bench, side, loaded)
    return effects


def _record(bench: Bench, side: str, loaded: Loaded) -> None:
    curve = bench.find_curve("load", side)
    if curve is not None and loaded.z_mm > BENCH_Z_MM:
        first = curve.points[0][2] if curve.points else bench.tick
        curve.points.append((round((bench.tick - first) / TICKS_PER_SECOND, 3), loaded.z_mm, bench.tick))


def _drag(bench: Bench, side: str, step_mm: float) -> list[Effect]:
    """The tip is drawn through the groove: dust first, then a chip."""
    loaded, face = bench.loaded(side), bench.plant.ends[side].face
    before = loaded.dragged_mm
    loaded.dragged_mm = round(before + step_mm, 6)
    effects: list[Effect] = []
    if before < DUST_DRAG_MM <= loaded.dragged_mm:
        if face is not None:
            face.dust = min(1.0, face.dust + 0.4)
        bench.mark("load.dragged", "load.worst_error_mm", side, loaded.z_mm)
        effects += [Sound("scratch"), *bench.toast("load.dragged", "bad")]
    if before < CHIP_DRAG_MM <= loaded.dragged_mm and face is not None:
        face.defect, face.defect_size = "chip", max(0.4, face.defect_size)
    return effects


def _touch(bench: Bench, side: str) -> list[Effect]:
    """The tip hits what lies past the axis."""
    loaded, face = bench.loaded(side), bench.plant.ends[side].face
    if loaded.touched:
        return []
    loaded.touched = True
    if face is not None:
        face.defect, face.defect_size = "chip", max(0.35, face.defect_size)
        face.dust = min(1.0, face.dust + 0.3)
    bench.mark("load.past_axis", "load.worst_error_mm", side, loaded.z_mm, "bad")
    bench.advice = f"load.past_axis:{side}"
    return [Sound("scratch"), *bench.toast("load.past_axis", "bad")]


def clamp(bench: Bench, side: str, value: Value) -> list[Effect]:
    """Close or open a sheath clamp."""
    loaded = bench.loaded(side)
    if value == loaded.clamped or bench.machine.busy:
        return []
    if bench.state.cover_closed:
        return bench.toast("load.cover_closed")
    if value and not lies(loaded):
        return bench.toast("load.nothing_to_clamp")
    loaded.clamped = bool(value)
    loaded.held = False
    effects: list[Effect] = [Sound("clamp")]
    return effects + (_clamp_on_glass(bench, side) if value else [])


def _clamp_on_glass(bench: Bench, side: str) -> list[Effect]:
    """A clamp that grips bare glass instead of coating wounds it."""
    end, loaded = bench.plant.ends[side], bench.loaded(side)
    grip_mm = bench.plant.site.cleaver.length_mm + CLAMP_BEHIND_MM
    from_tip = loaded.z_mm + grip_mm
    if end.bare_mm <= from_tip:
        return []
    end.nicks.append(Nick(end.length_mm - from_tip, CLAMP_NICK_UM, "load.clamp_on_glass", bench.tick))
    bench.mark("load.clamp_on_glass", "splice.proof_passed", side)
    return bench.toast("load.clamp_on_glass", "bad")


def judge_load(bench: Bench) -> None:
    """The machine has taken the fibres as they lie: note how far from the middle of the window."""
    errors = {side: abs(bench.loaded(side).z_mm - AIM_Z_MM) for side in ("left", "right")}
    bench.book.set("load.worst_error_mm", max(errors.values()), bench.tick)
    for side, error in errors.items():
        if error > WINDOW_MM:
            bench.mark("load.out_of_window", "load.worst_error_mm", side, bench.loaded(side).z_mm)


def cover(bench: Bench, value: Value) -> list[Effect]:
    """Open or close the cover; fibres still in hand are let go."""
    closed = bool(value)
    if closed == bench.state.cover_closed:
        return []
    if not closed and bench.machine.locked:
        return bench.toast("cover.locked")
    if bench.machine.phase == "care":
        return bench.toast("splice.busy")
    effects: list[Effect] = [Sound("cover")]
    if closed:
        for side in ("left", "right"):
            if bench.loaded(side).held:
                effects += _let_go(bench, side)
    elif bench.machine.phase == "result":
        bench.judge_keep()
    bench.state.cover_closed = closed
    return effects + bench.happened(bench.machine.cover_moved())


def care(bench: Bench, value: Value) -> list[Effect]:
    """Look after the machine; the groove to be cleaned must be free, and the cover open (closed for the arc test)."""
    task = str(value)
    if bench.machine.phase not in ("idle", "menu", "error"):
        return bench.toast("care.not_now")
    if task == "arc_test":
        return bench.happened(bench.machine.start_arc_test())
    if bench.state.cover_closed:
        return bench.toast("care.open_cover")
    if task.startswith("groove_"):
        loaded = bench.loaded(task.removeprefix("groove_"))
        if loaded.clamped:
            return bench.toast("care.unclamp")
        _to_bench(loaded)
    return bench.happened(bench.machine.start_care(task))


def take(bench: Bench, _: Value) -> list[Effect]:
    """Lift the splice out with both hands; the clamps open as it comes."""
    if bench.machine.phase != "released" or bench.plant.joint is None:
        return bench.toast("take.not_now")
    if bench.state.decision is None:
        bench.state.decision = "keep"
    bench.judge_keep()
    for side in ("left", "right"):
        _to_bench(bench.loaded(side))
    bench.state.lifted = True
    bench.machine.clear()
    _measure_sleeve(bench)
    return [Sound("clamp")]


def _measure_sleeve(bench: Bench) -> None:
    """From now on the sleeve's place counts from the joint (left is negative)."""
    for sign, side in ((-1.0, "left"), (1.0, "right")):
        end = bench.plant.ends[side]
        if end.sleeve_mm is not None:
            bench.plant.sleeve.centre_mm = round(sign * math.fabs(end.length_mm - end.sleeve_mm), 3)
