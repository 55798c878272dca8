"""What ends the work at the tray: red pen, photo, lid, label.

It deliberately forgives nothing: a lid that is forced onto a fibre leaves a kink in the glass.
"""

from __future__ import annotations

from simulator.scenes.base import Effect, Mark, Sound, Toast, Value
from simulator.scenes.tray import logic_facts
from simulator.scenes.tray.logic_bench import Bench

#: More kinks than this in one splice tell nothing more.
MOST_PINCHES = 4


def pen(bench: Bench, on: Value) -> list[Effect]:
    """Red light into the splice that is worked on, or off."""
    if bool(on) == bench.state.pen:
        return []
    bench.state.pen = bool(on)
    return [Sound("laser_on" if on else "laser_off")]


def photo(bench: Bench, _: Value) -> list[Effect]:
    """A picture for the record: it counts when all that is in the tray can be seen stored."""
    missing = [piece for piece in bench.pieces if not piece.stored]
    bench.worked = True
    if missing or not bench.pieces:
        return [Sound("click"), Toast("tray.photo_early", "watch")]
    bench.plant.tray.photo = True
    logic_facts.settle(bench)
    return [Sound("click"), Toast("tray.photo_taken", "good")]


def lid(bench: Bench, how: Value) -> list[Effect]:
    """Close, force or open the lid."""
    state = bench.plant.tray
    if bench.state.drawing is not None:
        return []
    if how == "open":
        return _open(bench)
    if state.lid == "closed":
        return []
    bench.worked = True
    stands = logic_facts.standing(bench)
    if stands and how == "close":
        state.lid = "blocked"
        return [Sound("blocked"), Toast("tray.lid_blocked", "bad")]
    if stands:
        return _force(bench, stands)
    state.lid = "closed"
    logic_facts.settle(bench)
    return [Sound("tray_click")]


def _open(bench: Bench) -> list[Effect]:
    state = bench.plant.tray
    if state.lid == "open":
        return []
    state.lid = "open"
    for piece in bench.pieces:
        if piece.pinches:
            piece.pinches = 0
            bench.measures.to_line(bench.plant, piece, bench.tick)
    logic_facts.settle(bench)
    return [Sound("cover")]


def _force(bench: Bench, stands: list) -> list[Effect]:
    """The lid goes down on whatever stands there: kinks in the glass."""
    for piece, side, _, _ in stands:
        if piece.pinches < MOST_PINCHES:
            piece.pinches += 1
        bench.book.add("tray.pinched", 1.0, bench.tick)
        bench.marks.append(Mark(bench.tick, "tray.forced", "tray.pinched", side, level="bad"))
    for piece in {id(stand[0]): stand[0] for stand in stands}.values():
        bench.measures.to_line(bench.plant, piece, bench.tick)
    bench.plant.tray.lid = "closed"
    logic_facts.settle(bench)
    return [Sound("crack"), Toast("tray.forced", "bad")]


def label(bench: Bench, _: Value) -> list[Effect]:
    """Stick the label on the lid: it must be closed."""
    state = bench.plant.tray
    if state.lid != "closed":
        return [*bench.toast("tray.label_needs_lid"), Sound("blocked")]
    state.labelled = True
    logic_facts.settle(bench)
    return [Sound("key")]


def done(bench: Bench, _: Value) -> list[Effect]:
    """Leave the tray as it is."""
    if bench.state.drawing is not None:
        return []
    bench.worked = True
    logic_facts.settle(bench)
    bench.outcome = "done"
    return []
