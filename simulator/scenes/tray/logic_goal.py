"""Guidance: the key of the next useful gesture, and the live cue of the present one.

It deliberately forces nothing, and of a found tray it never names the bad fibre before it is seen.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.plant import tray
from simulator.scenes.base import Cue
from simulator.scenes.tray import logic_facts
from simulator.scenes.tray.logic_bench import Bench
from simulator.scenes.tray.logic_measure import NEARLY, SPREAD_MM, STANDS_MM

if TYPE_CHECKING:
    from simulator.plant.tray import TrayPiece


def goal(bench: Bench) -> str:
    """Key of the next useful gesture."""
    state, piece = bench.state, bench.piece
    if piece is None:
        return "tray.done"
    if state.drawing is not None:
        return "tray.short" if state.taut else "tray.draw"
    if bench.plant.tray.lid == "blocked":
        return "tray.lid_blocked"
    if bench.plant.tray.lid == "closed":
        return _closed(bench)
    found = _search(bench)
    return found or _store(bench, piece) or _end(bench)


def _closed(bench: Bench) -> str:
    """Under a closed lid: what it pinches first, then what is lacking."""
    held = bench.plant.tray
    if any(piece.pinches for piece in bench.pieces):
        return "tray.reopen"
    if not held.photo and all(piece.stored for piece in bench.pieces):
        return "tray.photo"
    return "tray.done" if held.labelled else "tray.label"


def _search(bench: Bench) -> str:
    """In a tray that somebody left: light first, then the splice that glows; '' when all is well."""
    if bench.params.found == "none" or bench.pieces[bench.state.current].stored is False:
        return ""
    bad = [i for i in range(len(bench.pieces)) if _too_tight(bench, i)]
    if not bad:
        return ""
    if not bench.state.pen:
        return "tray.pen_on"
    return "tray.redo" if bench.state.current in bad else "tray.search"


def _too_tight(bench: Bench, index: int) -> bool:
    tight = bench.tight_of(index)
    return tight is not None and tight.radius_mm < NEARLY * bench.params.radius_mm


def _store(bench: Bench, piece: TrayPiece) -> str:
    if bench.state.in_hand:
        return "tray.lay"
    if piece.laid is None:
        return "tray.take"
    if piece.laid != piece.slot:
        return "tray.other_slot"
    if not piece.clicked:
        return "tray.press"
    if bad_side(bench):
        return "tray.redo"
    for side, fibre in piece.fibres.items():
        if not fibre.done:
            return "tray.short" if too_short(bench, side) else f"tray.coil_{side}"
    return ""


def too_short(bench: Bench, side: str) -> bool:
    """Whether what is left of a fibre that was let go on its way does not reach its sleeve."""
    piece = bench.piece
    assert piece is not None and piece.laid is not None
    path = piece.fibres[side].path
    return bool(path) and math.dist(path[-1], tray.slot_end(piece.laid, side)) > left_over_mm(bench, side)


def bad_side(bench: Bench) -> str:
    """Whose fibre of the splice in work is to be taken out: the too tight one, or one stored with a fault; or ''."""
    piece, index = bench.piece, bench.state.current
    if piece is None:
        return ""
    if _too_tight(bench, index):
        return bench.tight_side(index)
    stored = (side for side, fibre in piece.fibres.items() if fibre.done)
    return next((side for side in stored if bench.measures.of(piece, side).faults), "")


def bad_piece(bench: Bench, index: int) -> bool:
    """Whether a stored splice lies in another groove than the plan's, or turns too tight."""
    piece = bench.pieces[index]
    return piece.stored and (piece.laid != piece.slot or _too_tight(bench, index))


def to_go_to(bench: Bench, goal: str) -> int | None:
    """The splice of the plan that a goal asks for, None where it asks for none."""
    count = len(bench.pieces)
    if goal == "tray.search":
        return (bench.state.current + 1) % count
    if goal == "tray.next":
        return next((i for i in range(count) if not bench.pieces[i].stored), None)
    return next((i for i in range(count) if bad_piece(bench, i)), None) if goal == "tray.mend" else None


def _end(bench: Bench) -> str:
    if any(not piece.stored for piece in bench.pieces):
        return "tray.next"
    if bench.params.found == "none" and any(bad_piece(bench, index) for index in range(len(bench.pieces))):
        return "tray.mend"
    return "tray.lid_close" if bench.plant.tray.photo else "tray.photo"


def lacking(bench: Bench) -> tuple[str, ...]:
    """What a tray that is left now would lack: splices, photo, lid, label."""
    tray = bench.plant.tray
    there = {"splices": all(piece.stored for piece in bench.pieces), "photo": tray.photo,
             "lid": tray.lid == "closed", "label": tray.labelled}  # fmt: skip
    return tuple(name for name, done in there.items() if not done)


def cue(bench: Bench) -> Cue | None:
    """How the present gesture goes, None between gestures."""
    state, piece = bench.state, bench.piece
    if piece is None:
        return None
    if bench.plant.tray.lid == "blocked":
        return Cue("bad", "tray.blocked", 1.0)
    if bench.as_found(state.current):
        return None  # The light is to tell it.
    if state.taut:
        return Cue("bad", "tray.taut", 1.0)
    if state.drawing is not None or any(fibre.done for fibre in piece.fibres.values()):
        return _radius_cue(bench)
    if piece.laid is not None and piece.laid != piece.slot:
        return Cue("bad", "tray.other_slot", 1.0)
    return None


def _radius_cue(bench: Bench) -> Cue | None:
    piece = bench.pieces[bench.state.current]
    faults = [kind for side in piece.fibres for kind, _ in bench.measures.of(piece, side).faults]
    tight, asked = bench.tight_of(bench.state.current), bench.params.radius_mm
    place = 0.45 if tight is None else min(1.0, max(0.45, 1.3 - 0.8 * tight.radius_mm / asked))
    if tight is not None and tight.radius_mm < NEARLY * asked:
        return Cue("bad", "tray.too_tight", place)
    if faults and bench.state.drawing is None:
        return Cue("bad", f"tray.{faults[0]}", 1.0)
    if tight is not None and tight.radius_mm < 0.93 * asked:
        return Cue("watch", "tray.nearly", place)
    return Cue("good", "tray.wide", place)


def left_over_mm(bench: Bench, side: str) -> float:
    """How much of a fibre is still to be stored [mm]."""
    assert bench.piece is not None
    fibre = bench.piece.fibres[side]
    stored = bench.state.drawn_mm if bench.state.drawing == side else fibre.drawn_mm
    return fibre.need_mm - stored


def spread(bench: Bench, side: str) -> str:
    """How well the slack of a stored side is taken up: good, watch or bad."""
    assert bench.piece is not None
    error = logic_facts.length_error(bench.piece.fibres[side])
    if error <= SPREAD_MM:
        return "good"
    return "watch" if error <= STANDS_MM else "bad"
