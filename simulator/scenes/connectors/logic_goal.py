"""Guidance: the key of the next useful gesture, and the live cue of the present one.

It deliberately forces nothing and never grades a face that was not seen.
"""

from __future__ import annotations

import math

from simulator.instruments import cleaning
from simulator.instruments.microscope import SHARP_UM
from simulator.scenes.base import Cue
from simulator.scenes.connectors import logic_mount
from simulator.scenes.connectors.logic_bench import Bench
from simulator.scenes.connectors.logic_plug import CAP_STOPS_MM, LATCH_MM, OUT_OF_SLEEVE_MM
from simulator.scenes.connectors.logic_scope import SEATED_MM
from simulator.scenes.connectors.logic_state import (
    BARE_MM,
    BUCKLE_MM,
    COAT_MM,
    COAT_TOLERANCE_MM,
    JACKET_MM,
    JACKET_TOLERANCE_MM,
    SIDES,
    TOLERANCE_MM,
    WAY_MM,
    Mount,
    SideState,
)

#: So many times beyond the reach of a sharp picture the focus gauge is at its end.
FAR_SHARPS = 12.0


def goal(bench: Bench) -> str:
    """Key of the next useful gesture."""
    state = bench.state
    if state.light == "live":
        return "connect.light_off"
    if state.light == "unknown":
        return "connect.light_check"
    step = logic_mount.goal(bench)
    if step:
        return step
    if state.latched:
        return "connect.done" if bench.matings or not bench.params.mated else "connect.unplug"
    if state.insert_mm < CAP_STOPS_MM:
        return _mate(bench)
    if _other_cord(bench):
        return "connect.swap"
    for side in SIDES:
        step = _face(bench, side)
        if step:
            return step
    return _mate(bench)


def _other_cord(bench: Bench) -> bool:
    """The cord in hand does not fit and the one on the bench would: by its colour, or because it is beyond cleaning."""
    if bench.spare is None:
        return False
    angled = bench.face("adapter").polish == "APC"
    fits, other_fits = ((face.polish == "APC") == angled for face in (bench.face("plug"), bench.spare))
    return other_fits and (not fits or bench.state.sides["plug"].verdict == "replace")


def _face(bench: Bench, side: str) -> str:
    """The next step that brings a face to "seen and good", '' when it is there."""
    state, known, face = bench.state, bench.state.sides[side], bench.face(side)
    to_clean = known.grade is not None and known.grade.dirty and known.verdict == "clean"
    if known.seen and known.verdict and not to_clean:
        return ""
    if state.view != side:
        return "connect.back_plug" if side == "plug" and state.view == "mate" else f"connect.view_{side}"
    if face.capped:
        return f"connect.uncap_{side}"
    if face.wet > cleaning.WET_ENOUGH:
        return _dry(bench)
    if not known.seen:
        return _look(bench, side)
    if not known.verdict:
        return "connect.judge"
    return _clean(bench, side, known)


def _look(bench: Bench, side: str) -> str:
    state, scope = bench.state, bench.state.scope
    if state.tool != "probe":
        return "connect.take_probe_again" if state.sides[side].cleanings else "connect.take_probe"
    tip = "long" if side == "adapter" else "apc" if bench.face(side).polish == "APC" else "upc"
    if scope.tip != tip:
        return f"connect.tip_{tip}"
    if state.probe_mm > SEATED_MM:
        return "connect.probe_on"
    return "connect.focus" if scope.defocus_um > SHARP_UM else "connect.wait_look"


def _clean(bench: Bench, side: str, known: SideState) -> str:
    """Dry first; alcohol, then dry, where grease is seen or dry did not help."""
    state = bench.state
    if known.dry_tried or (known.grade is not None and known.grade.greasy):
        if side == "adapter":
            if state.tool != "pen":
                return "connect.take_pen"
            return "connect.click" if state.pen.wet else "connect.wet_pen"
        if state.tool != "wipe":
            return "connect.take_wipe"
        assert state.cloth is not None
        if state.cloth.wet > 0.3:
            return "connect.wipe"
        return "connect.fold" if state.cloth.used else "connect.wet_wipe"
    return "connect.click" if state.tool == "pen" else "connect.take_pen"


def _dry(bench: Bench) -> str:
    """Alcohol lies on the face: take it off before it dries."""
    state = bench.state
    if state.tool == "wipe" and state.cloth is not None:
        return "connect.dry" if state.cloth.wet <= 0.3 and not state.cloth.used else "connect.fold_dry"
    return "connect.click" if state.tool == "pen" else "connect.take_pen"


def _mate(bench: Bench) -> str:
    state = bench.state
    if state.view != "mate":
        return "connect.view_mate"
    for side in SIDES:
        if bench.face(side).capped:
            return f"connect.uncap_{side}"
    if not state.key_up:
        return "connect.turn_key"
    return "connect.push"


def cue(bench: Bench) -> Cue | None:
    """How the present gesture goes, None between gestures."""
    state = bench.state
    if state.mount is not None and not state.mount.done:
        return _mount_cue(state.mount)
    if state.view == "mate":
        return _mate_cue(bench)
    known = state.sides[bench.side]
    if state.tool == "probe" and state.scope.seated:
        if not state.scope.sharp:
            away = state.scope.focus_um - state.scope.best_um
            far = state.scope.spoilt_um > 0.0
            # Sharp fills the green; outside it the marker moves all the way to where the ring may stand.
            out = 0.25 + 0.24 * min(1.0, max(0.0, abs(away) / SHARP_UM - 1.0) / FAR_SHARPS)
            place = 0.5 + math.copysign(out, away)
            return Cue("bad" if far else "watch", "scope.wrong_tip" if far else "scope.blurred", place)
        if known.seen and known.grade is not None and known.verdict and bench.params.analysis:
            if known.grade.passed:
                return Cue("good", "scope.passed", 0.5)
            key = ("scope.rim", "scope.rim", "scope.cladding", "scope.core")[known.grade.worst]
            return Cue("bad", "scope.scratched" if known.grade.verdict == "replace" else key, 1.0)
        return Cue("good", "scope.sharp", 0.5)
    if state.tool == "pen" and state.pen.push_mm > 0.0:
        if not state.pen.armed:
            return Cue("good", "pen.clicked", 0.5)
        return Cue("watch", "pen.push", min(0.3, 0.3 * state.pen.push_mm / cleaning.CLICK_MM))
    if bench.face(bench.side).wet > cleaning.WET_ENOUGH:
        return Cue("watch", "face.wet", bench.face(bench.side).wet)
    return None


def _mate_cue(bench: Bench) -> Cue | None:
    state = bench.state
    if state.latched:
        return Cue("good", "mate.latched", 0.5)
    if state.insert_mm >= CAP_STOPS_MM:
        return None
    if state.insert_mm > OUT_OF_SLEEVE_MM:
        return Cue("watch", "mate.on_the_way", 0.2)
    return Cue("watch" if state.insert_mm > LATCH_MM else "good", "mate.not_yet", 0.35)


def _mount_cue(mount: Mount) -> Cue | None:
    """How the fibre lies in the body; before that, what the last cut left."""
    if mount.broken:
        return Cue("bad", "mount.broken", 1.0)
    if mount.in_mm < WAY_MM:
        if mount.buckle_mm >= BUCKLE_MM:
            return Cue("good", "mount.buckle", 0.5)
        if mount.in_mm > 0.5:
            return Cue("watch", "mount.going_in", 0.24 * (1.0 - mount.in_mm / WAY_MM))
        return Cue("bad", "mount.too_short", 0.1)
    cuts = (
        (mount.bare_mm, BARE_MM, TOLERANCE_MM),
        (mount.coat_mm, COAT_MM, COAT_TOLERANCE_MM),
        (mount.jacket_mm, JACKET_MM, JACKET_TOLERANCE_MM),
    )
    for length, aim, most in cuts:  # the last cut first
        if length is not None:
            return length_cue(length, aim, most, "bad")
    return None


def length_cue(length: float, aim: float, most: float, else_level: str) -> Cue:
    """How a length stands to the one of the gauge, and to what it may be off [mm]."""
    error = length - aim
    good = round(abs(error), 2) <= most
    place = 0.5 + (0.25 * error / most if good else math.copysign(min(0.49, 0.26 + 0.02 * abs(error)), error))
    return Cue("good" if good else else_level, "mount.length_good" if good else "mount.length_bad", place)
