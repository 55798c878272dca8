"""What lies before the tray when the scene begins: splices of the job, ready-made ones, or what somebody left.

It deliberately judges nothing.
"""

from __future__ import annotations

from simulator.optics import splice
from simulator.optics.fibre import Fibre
from simulator.plant import Plant, tray_lanes, tray_path
from simulator.plant.fibre_end import FibreEnd
from simulator.plant.joint import Joint
from simulator.plant.line import Line
from simulator.plant.site import COLOURS
from simulator.plant.tray import ENTRY, IN_SLEEVE_MM, SLOT_END_X, Point, TrayFibre, TrayPiece
from simulator.scenes.tray.logic_bench import Bench

#: What stripping and cleaving took from a ready-made end [mm]: 35 mm bared, 10 mm of glass left.
TAKEN_MM = 25.0
#: A ready-made splice: spread of the offset of its cores [um].
OFFSET_UM = 0.15
#: Radius of the corner that somebody pulled tight [mm]: the red pen shows it, 1625 nm tells it, 1310 nm hardly.
FOUND_RADIUS_MM = (11.5, 13.0)


def bring(bench: Bench) -> None:
    """Every splice of the plant that is not yet known to the tray; ready-made ones come first into the plant."""
    plant, params = bench.plant, bench.params
    if params.splices and not plant.tray.pieces:
        for colour in params.colours[: params.splices]:
            _make_splice(plant, colour)
    known = {piece.number for piece in plant.tray.pieces}
    there = [(piece.colours, piece.ends) for piece in plant.pieces]
    if plant.joint is not None:
        there.append(({side: end.colour for side, end in plant.ends.items()}, plant.ends))
    for colours, ends in there:
        number = COLOURS.index(colours["left"]) + 1
        if number not in known:
            plant.tray.pieces.append(_piece(plant.line_of(number), len(plant.tray.pieces) + 1, colours, ends))


def _piece(line: Line, slot: int, colours: dict[str, str], ends: dict[str, FibreEnd]) -> TrayPiece:
    glass = {side: _glass(line, side) or end.fibre for side, end in ends.items()}
    fibres = {side: TrayFibre(glass[side], round(end.length_mm - IN_SLEEVE_MM, 1)) for side, end in ends.items()}
    return TrayPiece(line.number, slot, dict(colours), fibres)


def _glass(line: Line, side: str) -> Fibre | None:
    """The glass of the line on a side of its work splice: what light meets is what is coiled."""
    work = line.work()
    if work is None:
        return None
    at = next(index for index, part in enumerate(line.parts) if part is work)
    found = [i for i in line.fibre_ends if (i < at if side == "left" else i > at)]
    if not found:
        return None
    return line.fibre_ends[max(found) if side == "left" else min(found)]


def _make_splice(plant: Plant, colour: str) -> None:
    """A pair of a colour, spliced well by somebody before."""
    plant.take_pair(colour, colour)
    for end in plant.ends.values():
        end.cut(TAKEN_MM)
        end.sleeve_mm = None
    offset = 0.1 + abs(plant.chance.normal(f"tray:offset:{colour}", OFFSET_UM))
    left, right = (plant.ends[side].fibre for side in ("left", "right"))
    loss = float(splice.loss(left, right, plant.site.wavelength_nm * 1e-9, offset=offset * 1e-6))
    shown = round(max(0.01, loss), 2)
    plant.joint = Joint((offset, 0.0), (0.0, 0.0), 0.0, 0.0, 0.0, 1.0, 1.0, 6.0, {"offset": loss}, shown, (), True)
    plant.sleeve.placed = plant.sleeve.done = True
    plant.sleeve.shrunk, plant.sleeve.cooled_s = 1.0, 60.0
    plant.joined()


def whole(path: tuple[Point, ...] | list[Point], side: str, slot: int) -> list[Point]:
    """A path with what leads into it: a piece in the tube, and a piece in the sleeve."""
    x, y = ENTRY[side]
    inward = 1.0 if side == "left" else -1.0
    end = (SLOT_END_X[side], path[-1][1])
    return [(x, y + 8.0), *path, (end[0] + inward * 6.0, end[1])]


def lay_found(bench: Bench) -> None:
    """All splices lie in the tray as somebody left them: good, but for one coil of one of them."""
    chance = bench.plant.chance
    bad = int(chance.uniform("tray:found:piece", 0.0, len(bench.pieces)))
    side_bad = "left" if chance.happens("tray:found:side", 0.5) else "right"
    for index, piece in enumerate(bench.pieces):
        piece.laid, piece.clicked = piece.slot, True
        for side, fibre in piece.fibres.items():
            tight = None
            if (index, side) == (bad, side_bad):
                tight = chance.uniform("tray:found:radius", *FOUND_RADIUS_MM)
            path = tray_lanes.ideal(side, piece.slot, fibre.need_mm, index, tight)
            points = tray_path.resampled(whole(path, side, piece.slot))
            fibre.path = tuple((round(float(x), 2), round(float(y), 2)) for x, y in points)
            fibre.done, fibre.by, fibre.drawn_mm = True, "found", tray_path.length(path)
        bench.measures.to_line(bench.plant, piece, 0)
