"""Guidance: the key of the next useful gesture, and the live cue of the present one.

It deliberately forces nothing, and of a found tray it never names the bad fibre before it is seen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.plant import tray
from simulator.scenes.base import Cue
from simulator.scenes.tray import logic_facts
from simulator.scenes.tray.logic_facts import NEARLY

if TYPE_CHECKING:
    from simulator.plant.tray import TrayPiece
    from simulator.scenes.tray.logic import Tray


def goal(scene: Tray) -> str:
    """Key of the next useful gesture."""
    state, piece = scene.state, scene.piece
    if piece is None:
        return "tray.done"
    if state.drawing is not None:
        return "tray.short" if state.taut else "tray.draw"
    if scene.plant.tray.lid == "blocked":
        return "tray.lid_blocked"
    if scene.plant.tray.lid == "closed":
        return _closed(scene)
    found = _search(scene)
    return found or _store(scene, piece) or _end(scene)


def _closed(scene: Tray) -> str:
    """Under a closed lid: what it pinches first, then what is lacking."""
    held = scene.plant.tray
    if any(piece.pinches for piece in scene.pieces):
        return "tray.reopen"
    if not held.photo and all(piece.stored for piece in scene.pieces):
        return "tray.photo"
    return "tray.done" if held.labelled else "tray.label"


def _search(scene: Tray) -> str:
    """In a tray that somebody left: light first, then the splice that glows; '' when all is well."""
    if scene.params.found == "none" or scene.pieces[scene.state.current].stored is False:
        return ""
    bad = [i for i in range(len(scene.pieces)) if _too_tight(scene, i)]
    if not bad:
        return ""
    if not scene.state.pen:
        return "tray.pen_on"
    return "tray.redo" if scene.state.current in bad else "tray.search"


def _too_tight(scene: Tray, index: int) -> bool:
    tight = scene.tight_of(index)
    return tight is not None and tight.radius_mm < NEARLY * scene.params.radius_mm


def _store(scene: Tray, piece: TrayPiece) -> str:
    if scene.state.in_hand:
        return "tray.lay"
    if piece.laid is None:
        return "tray.take"
    if piece.laid != piece.slot:
        return "tray.other_slot"
    if not piece.clicked:
        return "tray.press"
    if bad_side(scene):
        return "tray.redo"
    for side, fibre in piece.fibres.items():
        if not fibre.done:
            return "tray.short" if too_short(scene, side) else f"tray.coil_{side}"
    return ""


def too_short(scene: Tray, side: str) -> bool:
    """Whether what is left of a fibre that was let go on its way does not reach its sleeve."""
    piece = scene.piece
    assert piece is not None and piece.laid is not None
    path = piece.fibres[side].path
    return bool(path) and math.dist(path[-1], tray.slot_end(piece.laid, side)) > left_over_mm(scene, side)


def bad_side(scene: Tray) -> str:
    """Whose fibre of the splice in work is to be taken out: the too tight one, or one stored with a fault; or ''."""
    piece, index = scene.piece, scene.state.current
    if piece is None:
        return ""
    if _too_tight(scene, index):
        return scene.tight_side(index)
    stored = (side for side, fibre in piece.fibres.items() if fibre.done)
    return next((side for side in stored if scene.measures.of(piece, side).faults), "")


def bad_piece(scene: Tray, index: int) -> bool:
    """Whether a stored splice lies in another groove than the plan's, or turns too tight."""
    piece = scene.pieces[index]
    return piece.stored and (piece.laid != piece.slot or _too_tight(scene, index))


def to_go_to(scene: Tray, goal: str) -> int | None:
    """The splice of the plan that a goal asks for, None where it asks for none."""
    count = len(scene.pieces)
    if goal == "tray.search":
        return (scene.state.current + 1) % count
    if goal == "tray.next":
        return next((i for i in range(count) if not scene.pieces[i].stored), None)
    return next((i for i in range(count) if bad_piece(scene, i)), None) if goal == "tray.mend" else None


def _end(scene: Tray) -> str:
    if any(not piece.stored for piece in scene.pieces):
        return "tray.next"
    if scene.params.found == "none" and any(bad_piece(scene, index) for index in range(len(scene.pieces))):
        return "tray.mend"
    return "tray.lid_close" if scene.plant.tray.photo else "tray.photo"


def lacking(scene: Tray) -> tuple[str, ...]:
    """What a tray that is left now would lack: splices, photo, lid, label."""
    tray = scene.plant.tray
    there = {"splices": all(piece.stored for piece in scene.pieces), "photo": tray.photo,
             "lid": tray.lid == "closed", "label": tray.labelled}  # fmt: skip
    return tuple(name for name, done in there.items() if not done)


def cue(scene: Tray) -> Cue | None:
    """How the present gesture goes, None between gestures."""
    state, piece = scene.state, scene.piece
    if piece is None:
        return None
    if scene.plant.tray.lid == "blocked":
        return Cue("bad", "tray.blocked", 1.0)
    if scene.as_found(state.current):
        return None  # The light is to tell it.
    if state.taut:
        return Cue("bad", "tray.taut", 1.0)
    if state.drawing is not None or any(fibre.done for fibre in piece.fibres.values()):
        return _radius_cue(scene)
    if piece.laid is not None and piece.laid != piece.slot:
        return Cue("bad", "tray.other_slot", 1.0)
    return None


def _radius_cue(scene: Tray) -> Cue | None:
    piece = scene.pieces[scene.state.current]
    faults = [kind for side in piece.fibres for kind, _ in scene.measures.of(piece, side).faults]
    tight, asked = scene.tight_of(scene.state.current), scene.params.radius_mm
    place = 0.45 if tight is None else min(1.0, max(0.45, 1.3 - 0.8 * tight.radius_mm / asked))
    if tight is not None and tight.radius_mm < NEARLY * asked:
        return Cue("bad", "tray.too_tight", place)
    if faults and scene.state.drawing is None:
        return Cue("bad", f"tray.{faults[0]}", 1.0)
    if tight is not None and tight.radius_mm < 0.93 * asked:
        return Cue("watch", "tray.nearly", place)
    return Cue("good", "tray.wide", place)


def left_over_mm(scene: Tray, side: str) -> float:
    """How much of a fibre is still to be stored [mm]."""
    assert scene.piece is not None
    fibre = scene.piece.fibres[side]
    stored = scene.state.drawn_mm if scene.state.drawing == side else fibre.drawn_mm
    return fibre.need_mm - stored


def spread(scene: Tray, side: str) -> str:
    """How well the slack of a stored side is taken up: good, watch or bad."""
    assert scene.piece is not None
    error = logic_facts.length_error(scene.piece.fibres[side])
    if error <= logic_facts.SPREAD_MM:
        return "good"
    return "watch" if error <= logic_facts.STANDS_MM else "bad"
