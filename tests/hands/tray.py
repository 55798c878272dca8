"""Hands at a splice tray: sleeve, coils, photo, lid, label; with care and without.

They deliberately read no result. Where a coil that glows must be found, they know what an eye with the red pen sees:
the draw says which it is.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

from simulator.plant import Chance, tray_lanes, workplace
from simulator.plant.tray import Point, slot_end
from simulator.scenes.tray import logic
from simulator.scenes.tray.logic_start import TAKEN_MM
from tests.hands.script import Pencil, Script

SIDES = ("left", "right")
#: A hand trembles so much [mm].
TREMOR_MM = 0.6


@dataclass(frozen=True)
class Manner:
    """How the hands work; the defaults are those of a careful technician.

    shift: slots that the sleeves lie off the plan. push: the sleeve is pushed until it clicks. path: lanes (by the
    walls), tight (one corner pulled round), straight (from tube to sleeve), rim (over the far edge) or across (to the
    other side first). photo, close, label: done at the end; force: the lid is forced. redo: of a found tray, right (the
    fibre that glows), wrong (its neighbour), none.
    """

    shift: int = 0
    push: bool = True
    path: str = "lanes"
    photo: bool = True
    close: bool = True
    label: bool = True
    force: bool = False
    redo: str = "right"


CAREFUL = Manner()


def coil(side: str, slot: int, need_mm: float, nest: int, manner: Manner = CAREFUL) -> list[Point]:
    """The way of the finger [mm]."""
    line = list(tray_lanes.ideal(side, slot, need_mm, nest, 9.0 if manner.path == "tight" else None))
    if manner.path == "straight":
        return [line[0], slot_end(slot, side)]
    if manner.path == "across":
        start, end = line[0], slot_end(slot, side)
        far = (210.6 - start[0], 20.0)
        return _way(start, far) + _way(far, (end[0] - (20.0 if side == "left" else -20.0), 95.0)) + [end]
    if manner.path == "rim":
        line = [(x, -2.0) if y < 20.0 and index < 40 else (x, y) for index, (x, y) in enumerate(line)]
    return [
        (round(x + TREMOR_MM * math.sin(1.7 * i), 3), round(y + TREMOR_MM * math.cos(2.3 * i), 3))
        for i, (x, y) in enumerate(line[:-1])
    ] + [line[-1]]


def _way(start: Point, stop: Point) -> list[Point]:
    steps = max(1, round(math.dist(start, stop) / 8.0))
    return [
        (start[0] + (stop[0] - start[0]) * i / steps, start[1] + (stop[1] - start[1]) * i / steps)
        for i in range(1, steps + 1)
    ]


def draw(pencil: Pencil, side: str, path: list[Point]) -> None:
    """Take a fibre at its tube and lead it."""
    pencil.do("fibre.take", side, 0.3)
    for place in path[1:]:
        pencil.do("fibre.move", place, 0.06)
    pencil.do("fibre.drop", None, 0.4)


def store(pencil: Pencil, number: int, need_mm: float, manner: Manner) -> None:
    """One splice of the plan, sleeve and both sides."""
    pencil.do("piece", float(number), 0.3)
    pencil.do("sleeve.take", None, 0.5)
    slot = number + manner.shift
    pencil.do("sleeve.lay", float(slot), 0.3)
    pencil.do("sleeve.press", True, 0.5 if manner.push else 0.1)
    pencil.do("sleeve.press", False, 0.3)
    for side in SIDES:
        draw(pencil, side, coil(side, slot, need_mm, number - 1, manner))


def finish(pencil: Pencil, manner: Manner) -> None:
    """Photo, lid, label, away."""
    if manner.photo:
        pencil.do("photo", None, 0.8)
    if manner.close:
        pencil.do("lid", "close", 0.8)
    if manner.force:
        pencil.do("lid", "force", 0.8)
    if manner.label:
        pencil.do("label", None, 0.5)
    pencil.do("done", None, 0.0)


def glowing(exercise, seed: int) -> tuple[int, str]:
    """Number in the plan and side of the coil that is too tight on a draw, as the red pen shows it."""
    scene = logic.create(exercise.stages[0].params, workplace.build(exercise.site, Chance(seed)))
    scene.enter(0)
    found = [
        (scene.measures.of(piece, side).tight.radius_mm, index + 1, side)
        for index, piece in enumerate(scene.pieces)
        for side in SIDES
    ]
    return min(found)[1:]


@dataclass(frozen=True)
class Stored:
    """A tray worked in a manner, as a step; a found tray needs to know the draw."""

    manner: Manner = CAREFUL
    seed: int = 7

    def on(self, seed: int) -> Stored:
        """The same hands on a draw."""
        return Stored(self.manner, seed)

    def __call__(self, exercise, tick: int) -> Script:
        params = next(stage.params for stage in exercise.stages if stage.scene == "tray")
        need = exercise.site.reserve_mm - TAKEN_MM - 22.6
        pencil = Pencil(tick)
        if params.found == "none":
            made = params.splices or sum(stage.scene == "splicing" for stage in exercise.stages)
            for number in range(1, made + 1):
                store(pencil, number, need, self.manner)
        elif self.manner.redo != "none":
            self._redo(pencil, exercise, params, need)
        finish(pencil, self.manner)
        return pencil.script

    def _redo(self, pencil: Pencil, exercise, params, need: float) -> None:
        """Look with the pen from splice to splice, then take out one fibre and lay it anew."""
        number, side = glowing(exercise, self.seed)
        pencil.do("pen", True, 0.8)
        for look in range(1, params.splices + 1):
            pencil.do("piece", float(look), 0.8)
        if self.manner.redo == "wrong":
            number = number % params.splices + 1
        pencil.do("piece", float(number), 0.5)
        pencil.do("fibre.lift", side, 0.5)
        draw(pencil, side, coil(side, number, need, number - 1, self.manner))
        pencil.do("pen", False, 0.3)


TIGHT = Manner(path="tight")
UNFINISHED = Manner(photo=False, close=False, label=False)
WRONG_SLOT = Manner(shift=1, photo=False, label=False)
OVER_THE_RIM = Manner(path="rim", force=True)
CROSSED = Manner(path="across", force=True)
CARELESS = Manner(shift=1, push=False, path="straight", photo=False, label=False, force=True, redo="wrong")
WRONG_FIBRE = Manner(redo="wrong")
