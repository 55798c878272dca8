"""Guidance: the key of the next useful gesture, and the live cue of the present one.

It deliberately forces nothing and never grades a face that was not seen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.instruments import cleaning
from simulator.instruments.microscope import SHARP_UM
from simulator.scenes.base import Cue
from simulator.scenes.connectors import logic_mount
from simulator.scenes.connectors.logic_plug import CAP_STOPS_MM, LATCH_MM, OUT_OF_SLEEVE_MM
from simulator.scenes.connectors.logic_scope import SEATED_MM

if TYPE_CHECKING:
    from simulator.scenes.connectors.logic import Connectors, SideState

SIDES = ("plug", "adapter")
#: So many times beyond the reach of a sharp picture the focus gauge is at its end.
FAR_SHARPS = 12.0


def goal(scene: Connectors) -> str:
    """Key of the next useful gesture."""
    state = scene.state
    if state.light == "live":
        return "connect.light_off"
    if state.light == "unknown":
        return "connect.light_check"
    step = logic_mount.goal(scene)
    if step:
        return step
    if state.latched:
        return "connect.done" if scene.matings or not scene.params.mated else "connect.unplug"
    if state.insert_mm < CAP_STOPS_MM:
        return _mate(scene)
    if _other_cord(scene):
        return "connect.swap"
    for side in SIDES:
        step = _face(scene, side)
        if step:
            return step
    return _mate(scene)


def _other_cord(scene: Connectors) -> bool:
    """The cord in hand does not fit and the one on the bench would: by its colour, or because it is beyond cleaning."""
    if scene.spare is None:
        return False
    angled = scene.face("adapter").polish == "APC"
    fits, other_fits = ((face.polish == "APC") == angled for face in (scene.face("plug"), scene.spare))
    return other_fits and (not fits or scene.state.sides["plug"].verdict == "replace")


def _face(scene: Connectors, side: str) -> str:
    """The next step that brings a face to "seen and good", '' when it is there."""
    state, known, face = scene.state, scene.state.sides[side], scene.face(side)
    to_clean = known.grade is not None and known.grade.dirty and known.verdict == "clean"
    if known.seen and known.verdict and not to_clean:
        return ""
    if state.view != side:
        return "connect.back_plug" if side == "plug" and state.view == "mate" else f"connect.view_{side}"
    if face.capped:
        return f"connect.uncap_{side}"
    if face.wet > cleaning.WET_ENOUGH:
        return _dry(scene)
    if not known.seen:
        return _look(scene, side)
    if not known.verdict:
        return "connect.judge"
    return _clean(scene, side, known)


def _look(scene: Connectors, side: str) -> str:
    state, scope = scene.state, scene.state.scope
    if state.tool != "probe":
        return "connect.take_probe_again" if state.sides[side].cleanings else "connect.take_probe"
    tip = "long" if side == "adapter" else "apc" if scene.face(side).polish == "APC" else "upc"
    if scope.tip != tip:
        return f"connect.tip_{tip}"
    if state.probe_mm > SEATED_MM:
        return "connect.probe_on"
    return "connect.focus" if scope.defocus_um > SHARP_UM else "connect.wait_look"


def _clean(scene: Connectors, side: str, known: SideState) -> str:
    """Dry first; alcohol, then dry, where grease is seen or dry did not help."""
    state = scene.state
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


def _dry(scene: Connectors) -> str:
    """Alcohol lies on the face: take it off before it dries."""
    state = scene.state
    if state.tool == "wipe" and state.cloth is not None:
        return "connect.dry" if state.cloth.wet <= 0.3 and not state.cloth.used else "connect.fold_dry"
    return "connect.click" if state.tool == "pen" else "connect.take_pen"


def _mate(scene: Connectors) -> str:
    state = scene.state
    if state.view != "mate":
        return "connect.view_mate"
    for side in SIDES:
        if scene.face(side).capped:
            return f"connect.uncap_{side}"
    if not state.key_up:
        return "connect.turn_key"
    return "connect.push"


def cue(scene: Connectors) -> Cue | None:
    """How the present gesture goes, None between gestures."""
    state = scene.state
    if state.mount is not None and not state.mount.done:
        return _mount_cue(state.mount)
    if state.view == "mate":
        return _mate_cue(scene)
    known = state.sides[scene.side]
    if state.tool == "probe" and state.scope.seated:
        if not state.scope.sharp:
            away = state.scope.focus_um - state.scope.best_um
            far = state.scope.spoilt_um > 0.0
            # Sharp fills the green; outside it the marker moves all the way to where the ring may stand.
            out = 0.25 + 0.24 * min(1.0, max(0.0, abs(away) / SHARP_UM - 1.0) / FAR_SHARPS)
            place = 0.5 + math.copysign(out, away)
            return Cue("bad" if far else "watch", "scope.wrong_tip" if far else "scope.blurred", place)
        if known.seen and known.grade is not None and known.verdict and scene.params.analysis:
            if known.grade.passed:
                return Cue("good", "scope.passed", 0.5)
            key = ("scope.rim", "scope.rim", "scope.cladding", "scope.core")[known.grade.worst]
            return Cue("bad", "scope.scratched" if known.grade.verdict == "replace" else key, 1.0)
        return Cue("good", "scope.sharp", 0.5)
    if state.tool == "pen" and state.pen.push_mm > 0.0:
        if not state.pen.armed:
            return Cue("good", "pen.clicked", 0.5)
        return Cue("watch", "pen.push", min(0.3, 0.3 * state.pen.push_mm / cleaning.CLICK_MM))
    if scene.face(scene.side).wet > cleaning.WET_ENOUGH:
        return Cue("watch", "face.wet", scene.face(scene.side).wet)
    return None


def _mate_cue(scene: Connectors) -> Cue | None:
    state = scene.state
    if state.latched:
        return Cue("good", "mate.latched", 0.5)
    if state.insert_mm >= CAP_STOPS_MM:
        return None
    if state.insert_mm > OUT_OF_SLEEVE_MM:
        return Cue("watch", "mate.on_the_way", 0.2)
    return Cue("watch" if state.insert_mm > LATCH_MM else "good", "mate.not_yet", 0.35)


def _mount_cue(mount: logic_mount.Mount) -> Cue | None:
    """How the fibre lies in the body; before that, what the last cut left."""
    if mount.broken:
        return Cue("bad", "mount.broken", 1.0)
    if mount.in_mm < logic_mount.WAY_MM:
        if mount.buckle_mm >= logic_mount.BUCKLE_MM:
            return Cue("good", "mount.buckle", 0.5)
        if mount.in_mm > 0.5:
            return Cue("watch", "mount.going_in", 0.24 * (1.0 - mount.in_mm / logic_mount.WAY_MM))
        return Cue("bad", "mount.too_short", 0.1)
    cuts = (
        (mount.bare_mm, logic_mount.BARE_MM, logic_mount.TOLERANCE_MM),
        (mount.coat_mm, logic_mount.COAT_MM, logic_mount.COAT_TOLERANCE_MM),
        (mount.jacket_mm, logic_mount.JACKET_MM, logic_mount.JACKET_TOLERANCE_MM),
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
