"""What lies in the tray, measured once per path: loss, tightest place, faults, crossings.

It deliberately takes no action, moves no fibre and judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from simulator.optics import bend
from simulator.optics.fibre import Fibre
from simulator.plant import Plant, tray_path
from simulator.plant.line import Coil
from simulator.plant.tray import Point, TrayFibre, TrayPiece
from simulator.plant.tray_path import Tight

#: Slack that spreads over the turns, and slack that stands up over the rim [mm]. [D]
SPREAD_MM, STANDS_MM = 15.0, 30.0
#: Radius below which a coil is too tight, as a share of what is asked for: above it the score is full.
NEARLY = 0.8
#: Loss of a coil [dB at 1625 nm] from which on the event of its splice is dated by the coil.
TELLING_DB = 0.02


@dataclass(frozen=True)
class Measure:
    """A path as measured: loss [dB] at 1310, 1550, 1625 nm, tightest place, faults (kind, place)."""

    loss_db: tuple[float, float, float] = (0.0, 0.0, 0.0)
    tight: Tight | None = None
    faults: tuple[tuple[str, Point], ...] = ()


NOTHING = Measure()
#: What lies under the finger is measured anew so often [ticks].
LIVE_TICKS = 6
#: Paths whose tight spots are remembered: those that lie, and some that were under the finger.
MOST_SPOTS = 64
#: Pairs of paths whose crossings are remembered: more than those of a full tray.
MOST_PAIRS = 1024


@dataclass(frozen=True)
class Live:
    """The fibre under the finger as it follows: path, and what it does."""

    shown: tuple[Point, ...] = ()
    measure: Measure = NOTHING


@dataclass
class Measures:
    """Remembers what was measured by path, and crossings by pair of paths: a tray changes seldom and is asked often."""

    _paths: dict[int, tuple[tuple[Point, ...], float, Measure]] = field(default_factory=dict)
    _spots: dict[int, tuple[tuple[Point, ...], list[tuple[Point, float]]]] = field(default_factory=dict)
    _crossings: dict[tuple[int, int], tuple[tuple, tuple | None, tuple[Point, ...]]] = field(default_factory=dict)
    _coils: dict[int, tuple[tuple[Point, ...], int, Fibre, list[Coil]]] = field(default_factory=dict)
    _live: tuple[int, int, Live] = (-1, 0, Live())
    _ahead: list[int] = field(default_factory=list)
    _left: Iterator[tuple[tuple[Point, ...], tuple[Point, ...] | None]] = iter(())

    def of(self, piece: TrayPiece, side: str) -> Measure:
        """What the fibre of a side does as it lies."""
        fibre = piece.fibres[side]
        if not fibre.path:
            return NOTHING
        kept = self._paths.get(id(fibre))
        if kept is None or kept[0] is not fibre.path or kept[1] != fibre.drawn_mm:
            kept = self._paths[id(fibre)] = (fibre.path, fibre.drawn_mm, _measure(piece, side))
        return kept[2]

    def spots(self, path: tuple[Point, ...], below_mm: float) -> list[tuple[Point, float]]:
        """Where a path is tighter than below_mm, always the same for one tray [mm]."""
        kept = self._spots.get(id(path))
        if kept is None or kept[0] is not path:
            if len(self._spots) > MOST_SPOTS:
                self._spots.clear()
            kept = self._spots[id(path)] = (path, tray_path.tight_spots(path, below_mm))
        return kept[1]

    def live(self, fibre: Fibre | None, drawn: list[Point], ticks: int) -> Live:
        """The fibre under the finger (None: none) on its path, measured only for whoever looks, ten times a second."""
        if fibre is None:
            self._live = (-1, 0, Live())
        elif self._live[1] != len(drawn) and ticks - self._live[0] >= LIVE_TICKS or self._live[0] < 0:
            shown = tray_path.relaxed(drawn)
            measure = Measure(tray_path.loss(fibre, shown), tray_path.tightest(shown))
            self._live = (ticks, len(drawn), Live(shown, measure))
        return self._live[2]

    def crossings(self, pieces: list[TrayPiece]) -> list[Point]:
        """Every steep crossing of the tray."""
        return [place for pair in _pairs(pieces) for place in self.crossed(*pair)]

    def look_ahead(self, pieces: list[TrayPiece]) -> None:
        """Find the crossings of one more pair, so that not all are looked for in the tick that asks for them."""
        laid = [fibre.path for piece in pieces for fibre in piece.fibres.values() if fibre.path]
        if self._ahead != [id(path) for path in laid]:
            self._ahead, self._left = [id(path) for path in laid], _pairs(pieces)
        pair = next(self._left, None)
        if pair is not None:
            self.crossed(*pair)

    def crossed(self, one: tuple[Point, ...], other: tuple[Point, ...] | None) -> tuple[Point, ...]:
        """Steep crossings of two paths, or of one with itself (None)."""
        key = (id(one), id(other))
        kept = self._crossings.get(key)
        if kept is None or kept[0] is not one or kept[1] is not other:
            if len(self._crossings) > MOST_PAIRS:
                self._crossings.clear()
            kept = self._crossings[key] = (one, other, tuple(tray_path.crossings(one, other)))
        return kept[2]

    def to_line(self, plant: Plant, piece: TrayPiece, tick: int) -> None:
        """Put the coils of a splice into its line, where light and instruments meet them."""
        part = plant.line_of(piece.number).work()
        if part is None:
            return
        made = [coil for fibre in piece.fibres.values() for coil in self._coils_of(fibre, piece.fibres["left"].fibre)]
        radius, turns = tray_path.PINCH
        part.coils[:] = [*made, *(Coil(radius, turns, (), tick) for _ in range(piece.pinches))]
        if piece.pinches or sum(self.of(piece, side).loss_db[2] for side in piece.fibres) >= TELLING_DB:
            part.tick = tick
        elif part.joint is not None:
            part.tick = part.joint.tick

    def _coils_of(self, laid: TrayFibre, carrier: Fibre) -> list[Coil]:
        """The coils of one side as the line takes them: the other side's are as they were."""
        kept = self._coils.get(id(laid))
        if kept is None or kept[0] is not laid.path or kept[1:3] != (laid.bent, carrier):
            found = tray_path.coils(laid.fibre, laid.path, laid.bent, carrier)
            kept = self._coils[id(laid)] = (laid.path, laid.bent, carrier, found)
        return kept[3]


def _pairs(pieces: list[TrayPiece]) -> Iterator[tuple[tuple[Point, ...], tuple[Point, ...] | None]]:
    """Every path with itself (None), then with those before it."""
    paths = [fibre.path for piece in pieces for fibre in piece.fibres.values() if fibre.path]
    for index, path in enumerate(paths):
        yield path, None
        yield from ((path, other) for other in paths[:index])


def _measure(piece: TrayPiece, side: str) -> Measure:
    fibre = piece.fibres[side]
    faults = list(tray_path.outside(fibre.path))
    faults += [("sprung", stretch[len(stretch) // 2]) for stretch in tray_path.sprung(fibre.path)]
    if fibre.done and fibre.need_mm - fibre.drawn_mm > STANDS_MM:
        faults.append(("slack", fibre.path[-8 if len(fibre.path) > 8 else 0]))
    return Measure(tray_path.loss(fibre.fibre, fibre.path), tray_path.tightest(fibre.path), tuple(faults))


def pinch_loss(piece: TrayPiece) -> tuple[float, float, float]:
    """What the kinks of a splice cost [dB] at 1310, 1550 and 1625 nm."""
    radius, turns = tray_path.PINCH
    fibre = next(iter(piece.fibres.values())).fibre
    one = [float(bend.loss_per_turn(fibre, radius * 1e-3, wave)) * turns for wave in tray_path.WAVELENGTHS]
    return (one[0] * piece.pinches, one[1] * piece.pinches, one[2] * piece.pinches)
