"""The facts that follow from what lies in the tray, and what keeps its lid from closing.

It deliberately takes no action and measures nothing.
"""

from __future__ import annotations

import math

from simulator.plant.tray import Point, TrayFibre, TrayPiece
from simulator.scenes.tray.logic_bench import Bench


def standing(bench: Bench) -> list[tuple[TrayPiece, str, str, Point]]:
    """What keeps the lid from closing: splice, side ('' for the sleeve), kind, place."""
    found: list[tuple[TrayPiece, str, str, Point]] = []
    for piece in bench.pieces:
        if not piece.clicked:
            found.append((piece, "", "sleeve", (105.2, 100.0)))
        for side, fibre in piece.fibres.items():
            if not fibre.done:
                found.append((piece, side, "hanging", (105.2, 116.0)))
            found += [(piece, side, kind, place) for kind, place in bench.measures.of(piece, side).faults]
    return found


def settle(bench: Bench) -> None:
    """The facts of the tray as it is; nothing is said of a tray that nobody has touched."""
    if not bench.worked or not bench.pieces:
        return
    book, tick, pieces = bench.book, bench.tick, bench.pieces
    wrong = sum(1 for piece in pieces if piece.laid is not None and (piece.laid != piece.slot or not piece.clicked))
    laid = [fibre for piece in pieces for fibre in piece.fibres.values() if fibre.path]
    book.set("tray.slot_wrong", wrong + sum(1 for piece in pieces if piece.laid is None), tick)
    book.set("tray.stored", 100.0 * sum(piece.stored for piece in pieces) / len(pieces), tick)
    stand = standing(bench)
    book.set("tray.outside", sum(1 for _, side, kind, _ in stand if side and kind != "slack"), tick)
    if laid:
        _settle_paths(bench)
    book.set("tray.needless", sum(piece.needless for piece in pieces), tick)
    book.set("tray.lid_closed", float(bench.plant.tray.lid == "closed"), tick)
    book.set("tray.labelled", float(bench.plant.tray.labelled), tick)
    book.set("tray.photo", float(bench.plant.tray.photo), tick)
    book.set("tray.pinched", book.get("tray.pinched", 0.0) or 0.0, tick)


def _settle_paths(bench: Bench) -> None:
    book, tick, pieces = bench.book, bench.tick, bench.pieces
    tight = [found.radius_mm for i in range(len(pieces)) if (found := bench.tight_of(i)) is not None]
    book.set("tray.min_radius_mm", min(100.0, min(tight, default=100.0)), tick)
    losses = [bench.loss_of(index) for index in range(len(pieces))]
    book.set("tray.loss_1550_db", max(loss[1] for loss in losses), tick)
    book.set("tray.loss_1625_db", max(loss[2] for loss in losses), tick)
    book.set("tray.length_error_mm", max(length_error(fibre) for p in pieces for fibre in p.fibres.values()), tick)
    book.set("tray.crossings", len(bench.measures.crossings(pieces)), tick)


def length_error(fibre: TrayFibre) -> float:
    """How much slack is left over or pulled tight [mm]; all of it while the fibre is not stored."""
    return math.fabs(fibre.need_mm - fibre.drawn_mm) if fibre.done else fibre.need_mm
