"""The hands at the splicer: fibres into the grooves, clamps, cover, care, and lifting the splice out.

It deliberately knows no phase by heart: what the machine makes of it, the machine decides.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.instruments.splicer import AIM_Z_MM, LONG_Z_MM, WINDOW_MM
from simulator.instruments.splicer_picture import LYING_MM
from simulator.plant import Nick
from simulator.scenes.base import TICKS_PER_SECOND, Curve, Effect, Sound, Value

if TYPE_CHECKING:
    from simulator.scenes.splicing.logic import Loaded, Splicing

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


def hold(scene: Splicing, side: str, value: Value) -> list[Effect]:
    """Take a fibre in hand, or let it fall where it is."""
    loaded = scene.loaded(side)
    if not value:
        return _let_go(scene, side) if loaded.held else []
    if scene.plant.joint is not None or loaded.held:
        return []
    if scene.state.cover_closed:
        return scene.toast("load.cover_closed")
    if loaded.clamped:
        return scene.toast("load.clamped")
    loaded.held = True
    scene.curve(Curve("load", side, "s", "mm", AIM_Z_MM - WINDOW_MM, AIM_Z_MM + WINDOW_MM, ((0.0, AIM_Z_MM),)))
    return [Sound("click")]


def _let_go(scene: Splicing, side: str) -> list[Effect]:
    loaded = scene.loaded(side)
    loaded.held = False
    if loaded.z_mm <= BENCH_Z_MM:
        _to_bench(loaded)
        return []
    loaded.h_mm = 0.0
    return _touch(scene, side) if loaded.z_mm > PAST_MM else []


def move(scene: Splicing, side: str, value: Value) -> list[Effect]:
    """Carry the tip to (z, h); low down, glass drags over ceramic and may hit what is past the axis."""
    loaded = scene.loaded(side)
    if not loaded.held or scene.state.cover_closed:
        return []
    assert isinstance(value, tuple)
    z, h = value[0], max(0.0, value[1])
    low = loaded.h_mm < LYING_MM and h < LYING_MM
    inside = max(loaded.z_mm, z) > GROOVE_Z_MM
    step = abs(z - loaded.z_mm) if low and inside else 0.0
    loaded.z_mm, loaded.h_mm = z, h
    effects = _drag(scene, side, step) if step else []
    if z <= 0.0:
        loaded.touched = False
    elif z > PAST_MM and h < HIT_HEIGHT_MM:
        effects += _touch(scene, side)
    _record(scene, side, loaded)
    return effects


def _record(scene: Splicing, side: str, loaded: Loaded) -> None:
    curve = scene.find_curve("load", side)
    if curve is not None and loaded.z_mm > BENCH_Z_MM:
        first = curve.points[0][2] if curve.points else scene.tick
        curve.points.append((round((scene.tick - first) / TICKS_PER_SECOND, 3), loaded.z_mm, scene.tick))


def _drag(scene: Splicing, side: str, step_mm: float) -> list[Effect]:
    """The tip is drawn through the groove: dust first, then a chip."""
    loaded, face = scene.loaded(side), scene.plant.ends[side].face
    before = loaded.dragged_mm
    loaded.dragged_mm = round(before + step_mm, 6)
    effects: list[Effect] = []
    if before < DUST_DRAG_MM <= loaded.dragged_mm:
        if face is not None:
            face.dust = min(1.0, face.dust + 0.4)
        scene.mark("load.dragged", "load.worst_error_mm", side, loaded.z_mm)
        effects += [Sound("scratch"), *scene.toast("load.dragged", "bad")]
    if before < CHIP_DRAG_MM <= loaded.dragged_mm and face is not None:
        face.defect, face.defect_size = "chip", max(0.4, face.defect_size)
    return effects


def _touch(scene: Splicing, side: str) -> list[Effect]:
    """The tip hits what lies past the axis."""
    loaded, face = scene.loaded(side), scene.plant.ends[side].face
    if loaded.touched:
        return []
    loaded.touched = True
    if face is not None:
        face.defect, face.defect_size = "chip", max(0.35, face.defect_size)
        face.dust = min(1.0, face.dust + 0.3)
    scene.mark("load.past_axis", "load.worst_error_mm", side, loaded.z_mm, "bad")
    scene.advice = f"load.past_axis:{side}"
    return [Sound("scratch"), *scene.toast("load.past_axis", "bad")]


def clamp(scene: Splicing, side: str, value: Value) -> list[Effect]:
    """Close or open a sheath clamp."""
    loaded = scene.loaded(side)
    if value == loaded.clamped or scene.machine.busy:
        return []
    if scene.state.cover_closed:
        return scene.toast("load.cover_closed")
    if value and not lies(loaded):
        return scene.toast("load.nothing_to_clamp")
    loaded.clamped = bool(value)
    loaded.held = False
    effects: list[Effect] = [Sound("clamp")]
    return effects + (_clamp_on_glass(scene, side) if value else [])


def _clamp_on_glass(scene: Splicing, side: str) -> list[Effect]:
    """A clamp that grips bare glass instead of coating wounds it."""
    end, loaded = scene.plant.ends[side], scene.loaded(side)
    grip_mm = scene.plant.site.cleaver.length_mm + CLAMP_BEHIND_MM
    from_tip = loaded.z_mm + grip_mm
    if end.bare_mm <= from_tip:
        return []
    end.nicks.append(Nick(end.length_mm - from_tip, CLAMP_NICK_UM, "load.clamp_on_glass", scene.tick))
    scene.mark("load.clamp_on_glass", "splice.proof_passed", side)
    return scene.toast("load.clamp_on_glass", "bad")


def judge_load(scene: Splicing) -> None:
    """The machine has taken the fibres as they lie: note how far from the middle of the window."""
    errors = {side: abs(scene.loaded(side).z_mm - AIM_Z_MM) for side in ("left", "right")}
    scene.book.set("load.worst_error_mm", max(errors.values()), scene.tick)
    for side, error in errors.items():
        if error > WINDOW_MM:
            scene.mark("load.out_of_window", "load.worst_error_mm", side, scene.loaded(side).z_mm)


def cover(scene: Splicing, value: Value) -> list[Effect]:
    """Open or close the cover; fibres still in hand are let go."""
    closed = bool(value)
    if closed == scene.state.cover_closed:
        return []
    if not closed and scene.machine.locked:
        return scene.toast("cover.locked")
    if scene.machine.phase == "care":
        return scene.toast("splice.busy")
    effects: list[Effect] = [Sound("cover")]
    if closed:
        for side in ("left", "right"):
            if scene.loaded(side).held:
                effects += _let_go(scene, side)
    elif scene.machine.phase == "result":
        scene.judge_keep()
    scene.state.cover_closed = closed
    return effects + scene.happened(scene.machine.cover_moved())


def care(scene: Splicing, value: Value) -> list[Effect]:
    """Look after the machine; the groove to be cleaned must be free, and the cover open (closed for the arc test)."""
    task = str(value)
    if scene.machine.phase not in ("idle", "menu", "error"):
        return scene.toast("care.not_now")
    if task == "arc_test":
        return scene.happened(scene.machine.start_arc_test())
    if scene.state.cover_closed:
        return scene.toast("care.open_cover")
    if task.startswith("groove_"):
        loaded = scene.loaded(task.removeprefix("groove_"))
        if loaded.clamped:
            return scene.toast("care.unclamp")
        _to_bench(loaded)
    return scene.happened(scene.machine.start_care(task))


def take(scene: Splicing, _: Value) -> list[Effect]:
    """Lift the splice out with both hands; the clamps open as it comes."""
    if scene.machine.phase != "released" or scene.plant.joint is None:
        return scene.toast("take.not_now")
    if scene.state.decision is None:
        scene.state.decision = "keep"
    scene.judge_keep()
    for side in ("left", "right"):
        _to_bench(scene.loaded(side))
    scene.state.lifted = True
    scene.machine.clear()
    _measure_sleeve(scene)
    return [Sound("clamp")]


def _measure_sleeve(scene: Splicing) -> None:
    """From now on the sleeve's place counts from the joint (left is negative)."""
    for sign, side in ((-1.0, "left"), (1.0, "right")):
        end = scene.plant.ends[side]
        if end.sleeve_mm is not None:
            scene.plant.sleeve.centre_mm = round(sign * math.fabs(end.length_mm - end.sleeve_mm), 3)
