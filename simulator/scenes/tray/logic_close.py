"""What ends the work at the tray: red pen, photo, lid, label.

It deliberately forgives nothing: a lid that is forced onto a fibre leaves a kink in the glass.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.optics import bend
from simulator.plant import tray_path
from simulator.plant.tray import TrayPiece
from simulator.scenes.base import Effect, Mark, Sound, Toast, Value
from simulator.scenes.tray import logic_facts

if TYPE_CHECKING:
    from simulator.scenes.tray.logic import Tray

#: More kinks than this in one splice tell nothing more.
MOST_PINCHES = 4


def pen(scene: Tray, on: Value) -> list[Effect]:
    """Red light into the splice that is worked on, or off."""
    if bool(on) == scene.state.pen:
        return []
    scene.state.pen = bool(on)
    return [Sound("laser_on" if on else "laser_off")]


def photo(scene: Tray, _: Value) -> list[Effect]:
    """A picture for the record: it counts when all that is in the tray can be seen stored."""
    missing = [piece for piece in scene.pieces if not piece.stored]
    scene.worked = True
    if missing or not scene.pieces:
        return [Sound("click"), Toast("tray.photo_early", "watch")]
    scene.plant.tray.photo = True
    logic_facts.settle(scene)
    return [Sound("click"), Toast("tray.photo_taken", "good")]


def lid(scene: Tray, how: Value) -> list[Effect]:
    """Close, force or open the lid."""
    state = scene.plant.tray
    if scene.state.drawing is not None:
        return []
    if how == "open":
        return _open(scene)
    if state.lid == "closed":
        return []
    scene.worked = True
    stands = logic_facts.standing(scene)
    if stands and how == "close":
        state.lid = "blocked"
        return [Sound("blocked"), Toast("tray.lid_blocked", "bad")]
    if stands:
        return _force(scene, stands)
    state.lid = "closed"
    logic_facts.settle(scene)
    return [Sound("tray_click")]


def _open(scene: Tray) -> list[Effect]:
    state = scene.plant.tray
    if state.lid == "open":
        return []
    state.lid = "open"
    for piece in scene.pieces:
        if piece.pinches:
            piece.pinches = 0
            scene.measures.to_line(scene.plant, piece, scene.tick)
    logic_facts.settle(scene)
    return [Sound("cover")]


def _force(scene: Tray, stands: list) -> list[Effect]:
    """The lid goes down on whatever stands there: kinks in the glass."""
    for piece, side, _, _ in stands:
        if piece.pinches < MOST_PINCHES:
            piece.pinches += 1
        scene.book.add("tray.pinched", 1.0, scene.tick)
        scene.marks.append(Mark(scene.tick, "tray.forced", "tray.pinched", side, level="bad"))
    for piece in {id(stand[0]): stand[0] for stand in stands}.values():
        scene.measures.to_line(scene.plant, piece, scene.tick)
    scene.plant.tray.lid = "closed"
    logic_facts.settle(scene)
    return [Sound("crack"), Toast("tray.forced", "bad")]


def pinch_loss(piece: TrayPiece) -> tuple[float, float, float]:
    """What the kinks of a splice cost [dB] at 1310, 1550 and 1625 nm."""
    radius, turns = tray_path.PINCH
    fibre = next(iter(piece.fibres.values())).fibre
    one = [float(bend.loss_per_turn(fibre, radius * 1e-3, wave)) * turns for wave in tray_path.WAVELENGTHS]
    return (one[0] * piece.pinches, one[1] * piece.pinches, one[2] * piece.pinches)


def label(scene: Tray, _: Value) -> list[Effect]:
    """Stick the label on the lid: it must be closed."""
    state = scene.plant.tray
    if state.lid != "closed":
        return [*scene.toast("tray.label_needs_lid"), Sound("blocked")]
    state.labelled = True
    logic_facts.settle(scene)
    return [Sound("key")]


def done(scene: Tray, _: Value) -> list[Effect]:
    """Leave the tray as it is."""
    if scene.state.drawing is not None:
        return []
    scene.worked = True
    logic_facts.settle(scene)
    scene.outcome = "done"
    return []
