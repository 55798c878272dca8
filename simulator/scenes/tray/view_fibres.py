"""Draws fibres: those that lie, slack that hangs, the one under the finger, red light, and the marks of guidance.

The fibre under the finger grows by short pieces that are kept once they are settled: a metre of it costs no more than
its end. It deliberately takes no input.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache

from simulator.plant import tray_path
from simulator.plant.tray_path import Tight
from simulator.scenes.tray import view_layout as at
from simulator.scenes.tray.logic_measure import NEARLY
from simulator.ui.canvas import Canvas
from simulator.ui.curves import Point, Points, arc_points, dashes, trim
from simulator.ui.fibre_marks import numbers
from simulator.ui.fitting import boxed, write
from simulator.ui.theme import faded

#: Points of a settled piece, and how many beyond it must lie before it is settled.
PIECE, AHEAD = 8, 5
#: Points of one piece of a laid fibre.
CHUNK = 40
#: How far from its middle line a fibre and its shade are seen.
AROUND = 28.0
#: How much of the guided line is shown ahead of the finger [mm].
LOOK_MM = 300.0
#: Dashes of the guided line and the gaps between them [design units].
DASH, GAP = 18.0, 11.0
#: Slack that begins so near under its sleeve goes round before it goes up [design units].
ROUND = 200.0
#: How many points a loop that stands up takes to rise.
RISE = 6
#: Two tight places so near each other are one [mm]; how long one is still pointed at when another is as tight [ticks].
SAME_MM, STAYS = 8.0, 60


def laid_pieces(canvas: Canvas, colour: str, path: Sequence[Point], coiled: bool) -> Iterator[None]:
    """Draw a fibre as it lies, path [mm], piece by piece; where no tab holds it, it stands up."""
    line = at.points(path[2:])
    yield from _chunks(canvas, line, _shade(2.5, 4.5, at.FIBRE_W, 0.22))
    yield from _coats(canvas, line, colour)
    for stretch in tray_path.sprung(path) if coiled else ():
        ends = [min(1.0, i / RISE, (len(stretch) - 1 - i) / RISE) for i in range(len(stretch))]
        raised = [(x - 3.0 * up, y - 7.0 * up) for up, (x, y) in zip(ends, at.points(stretch), strict=True)]
        _shade(9.0, 18.0, 9.0, 0.25)(canvas, tuple(raised))
        yield
        yield from _coats(canvas, raised, colour)


def _coats(canvas: Canvas, line: Sequence[Point], colour: str) -> Iterator[None]:
    yield from _chunks(canvas, line, lambda c, piece: c.coat(piece, at.FIBRE_W, colour))
    if canvas.marks is None:
        return
    for number in numbers(tuple(line), at.FIBRE_W, colour):
        canvas.fibre_number(number, at.FIBRE_W, colour)
        yield
    canvas.fibre_flag(line, at.FIBRE_W, colour)


def _chunks(canvas: Canvas, line: Sequence[Point], paint: Callable[[Canvas, Points], None]) -> Iterator[None]:
    """A long line piece by piece: most of the line's box is empty, and one takes little to make."""
    for start in range(0, len(line) - 1, CHUNK):
        paint(canvas, tuple(line[start : start + CHUNK + 1]))
        yield


def _shade(dx: float, dy: float, width: float, strength: float) -> Callable[[Canvas, Points], None]:
    """Paints what a piece of fibre darkens beside itself."""

    def paint(canvas: Canvas, piece: Points) -> None:
        canvas.polyline([(x + dx, y + dy) for x, y in piece], faded(canvas.theme.screen, strength), width, False)

    return paint


def _soft_shade(canvas: Canvas, line: Points) -> None:
    canvas.fibre_shadow(line, at.FIBRE_W, 4, 9, "screen", 1.4)


def _kept(canvas: Canvas, name: tuple, line: Points, paint: Callable[[Canvas, Points], None]) -> None:
    """A line as a small layer."""
    if len(line) > 1:
        canvas.layer(name, lambda c: paint(c, line), box_round(line, AROUND))


def box_round(points: Sequence[Point], margin: float) -> at.Rect:
    """The box round points, widened by a margin."""
    xs, ys = zip(*points, strict=True)
    left, top = min(xs) - margin, min(ys) - margin
    return (left, top, max(xs) + margin - left, max(ys) + margin - top)


def draw_hanging(canvas: Canvas, scene, sleeve: Point, lifted: bool) -> None:
    """Slack of the splice in work that is not coiled: from the tube (or from where it was left) to the sleeve.

    But for that under the finger: the other hand holds it up.
    """
    for side, fibre in scene.piece.fibres.items():
        if fibre.done or side == scene.state.drawing:
            continue
        path = at.hanging(side, sleeve, lifted)
        if fibre.path:
            path = slack_from(at.to_px(*fibre.path[-1]), sleeve, side)
        name = ("tray hanging", side, sleeve, lifted, fibre.path[-1:])
        colour = scene.piece.colours[side]
        _kept(canvas, (*name, "shade"), tuple(path), _soft_shade)
        _kept(canvas, (*name, colour), tuple(path), lambda c, piece, f=colour: c.tube(piece, at.FIBRE_W, f))


def slack_from(start: Point, sleeve: Point, side: str) -> Points:
    """A loop of slack from a point to the sleeve."""
    sign = 1.0 if side == "left" else -1.0
    x1, y1 = sleeve[0] - sign * at.SLEEVE_HALF, sleeve[1]
    low = max(start[1], y1) + 130
    x2 = x1 - sign * 150
    if abs(start[0] - x2) < ROUND:
        # Straight up it would be folded: it goes round first, on from where it came.
        out, foot, half = start[0] - sign * 150, (start[0] + x2) / 2, (low + y1) / 2
        climb = half + min(120.0, 0.7 * (low - half))
        return at.bezier(
            f"M{start[0]:.0f} {start[1]:.0f}C{out:.0f} {start[1] + 6:.0f} {out:.0f} {low:.0f} {foot:.0f} {low:.0f}"
            f"C{foot + sign * 130:.0f} {low:.0f} {x2:.0f} {climb:.0f} {x2:.0f} {half:.0f}"
            f"S{x1 - sign * 70:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"
        )
    return at.bezier(
        f"M{start[0]:.0f} {start[1]:.0f}C{start[0]:.0f} {low:.0f} {x1 - sign * 210:.0f} {low:.0f} "
        f"{x1 - sign * 150:.0f} {(low + y1) / 2:.0f}S{x1 - sign * 70:.0f} {y1:.0f} {x1:.0f} {y1:.0f}"
    )


class Moving:
    """The fibre under the finger, in settled pieces and a loose end."""

    def __init__(self) -> None:
        self._of: tuple = ()
        self._settled: list[tuple[tuple, Points, at.Rect]] = []
        self._loose: tuple[int, Points] = (0, ())

    def draw(self, canvas: Canvas, scene) -> None:
        """The fibre from the tube to the finger, and the slack that waits at the sleeve."""
        state, piece = scene.state, scene.piece
        if state.drawing is None or piece is None or len(state.drawn) < 2:
            self._of, self._settled, self._loose = (), [], (0, ())
            return
        colour = piece.colours[state.drawing]
        self._settle(state, (state.current, state.drawing, state.drawn[1]))
        for name, settled, area in self._settled:
            # By name: what names a stroke for the store is worked out from all its points.
            canvas.layer((*name, colour), lambda c, p=settled: c.coat(p, at.FIBRE_W, colour), area)
        if self._loose[0] != len(state.drawn):
            self._loose = (len(state.drawn), self._end(state.drawn))
        if len(self._loose[1]) > 1:
            canvas.coat(self._loose[1], at.FIBRE_W, colour, True)
        if piece.laid is not None:
            x, y, w, h = at.slot_rect(piece.laid)
            canvas.coat(at.stub(state.drawing, (x + w / 2, y + h / 2)), at.FIBRE_W, colour, True)

    def _end(self, drawn: list[Point]) -> Points:
        """What is not settled yet."""
        first = max(0, len(self._settled) * PIECE - 1)
        low = max(0, first - AHEAD)
        rest = drawn[low:]
        shown = tray_path.relaxed(rest) if len(rest) > 3 else tuple(rest)
        cut, whole = tray_path.length(drawn[low : max(1, first) + 1]), tray_path.length(shown)
        return trim(at.points(shown), cut * at.PX_PER_MM, whole * at.PX_PER_MM) if whole > cut else ()

    def _settle(self, state, of: tuple) -> None:
        if of != self._of or len(self._settled) * PIECE > len(state.drawn):
            self._of, self._settled = of, []
        while (len(self._settled) + 1) * PIECE + AHEAD < len(state.drawn):
            start, stop = len(self._settled) * PIECE, (len(self._settled) + 1) * PIECE
            low = max(0, start - AHEAD)
            shown = tray_path.relaxed(state.drawn[low : stop + AHEAD])
            # The first millimetres lie in the tube.
            cut = tray_path.length(state.drawn[low : max(1, start) + 1])
            end = tray_path.length(state.drawn[low : stop + 1])
            piece = trim(at.points(shown), cut * at.PX_PER_MM - 3, end * at.PX_PER_MM + 3)
            self._settled.append((("tray settled", hash(piece)), piece, box_round(piece, at.FIBRE_W)))


def draw_glow(canvas: Canvas, scene, beat: int) -> None:
    """Red light that leaves the glass where it bends too much, and the lit splice."""
    if not scene.state.pen:
        return
    for place, strength in _spread(scene.glow()):
        x, y = at.to_px(*place)
        # The pen blinks slowly: what blinks is no reflection.
        canvas.part("fibre/red_light_glow", x - 40, y - 40, alpha=strength if beat % 60 < 40 else 0.55 * strength)
        if strength > 0.5:
            canvas.halo(x, y, 64, "bad", round(0.35 * strength, 2))


def _spread(spots: list[tuple[Point, float]]) -> list[tuple[Point, float]]:
    """Glows that lie in each other told once, the strongest."""
    kept: list[tuple[Point, float]] = []
    for place, strength in sorted(spots, key=lambda spot: -spot[1]):
        if all(math.dist(place, other) > 6.0 for other, _ in kept):
            kept.append((place, strength))
    return kept


class Steady:
    """Which tight place is pointed at: with two that are alike, the tightest one may be another at every look.

    A place stays while it is as tight as the tightest, for up to a second after; small changes are not followed.
    """

    def __init__(self) -> None:
        self._shown: Tight | None = None
        self._since = 0

    def of(self, found: Tight | None, tick: int) -> Tight | None:
        """The place to point at when `found` is the tightest now, at a tick of the view."""
        kept = self._shown
        if found is None or kept is None or not self._alike(kept, found):
            self._shown, self._since = found, tick
        elif math.dist(kept.at, found.at) < SAME_MM:
            self._since = tick
        elif tick - self._since > STAYS:
            self._shown, self._since = found, tick
        return self._shown

    @staticmethod
    def _alike(kept: Tight, found: Tight) -> bool:
        near = math.dist(kept.at, found.at) < SAME_MM
        share = found.radius_mm / kept.radius_mm
        return 0.95 < share < 1.05 if near else 0.85 < share < 1.3


def tube_letters(language) -> dict[str, str]:
    """How the tubes are marked, by their side."""
    return {"left": language.text("G"), "right": language.text("D")}


def draw_tight(
    canvas: Canvas, ctx, tight, asked: float, line: tuple[Point, ...] = (), letter: str = ""
) -> None:
    """A dashed circle that touches the tightest place, with its radius; and what is asked for, on the line [mm].

    Red where it is too tight, amber where it is only tighter than asked for.

    letter: of the tube that the fibre comes from, which many coils hide.
    """
    cx, cy = at.to_px(*tight.centre)
    x, y = at.to_px(*tight.at)
    r = tight.radius_mm * at.PX_PER_MM
    level = "bad" if tight.radius_mm < NEARLY * asked else "watch"
    canvas.halo(x, y, 90, "light", 0.45)
    # Whole dashes, from the place on: a circle that grows shows no seam, and its dashes do not run round.
    first = math.degrees(math.atan2(y - cy, x - cx))
    period = math.tau * r / max(6, round(math.tau * r / 16))
    canvas.dashed(arc_points(cx, cy, r, first, first + 360), level, 3, period * 9 / 16, period * 7 / 16)
    canvas.line(cx, cy, x, y, level, 3)
    canvas.circle(cx, cy, 6, "paper", 3, level)
    left = cx > 560
    _tag(canvas, ctx.words.value(tight.radius_mm, 0, "mm"), (cx, cy), (-70.0 if left else 70.0, -44.0), level, letter)
    if line:
        near = min(line, key=lambda point: math.dist(point, tight.at))
        if math.dist(near, tight.at) > 4.0:
            place = at.to_px(*near)
            canvas.circle(*place, 6, "paper", 3, "good")
            away = 100.0 if place[0] > at.to_px(105, 0)[0] else -100.0
            _tag(canvas, ctx.words.value(asked, 0, "mm"), place, (away, -50.0), "good")


def _tag(canvas: Canvas, figure: str, place: Point, away: Point, level: str, letter: str = "") -> None:
    """A radius on a small plate, tied to its place, with the letter of a tube."""
    cx, cy = place
    block = boxed(canvas, f"R {figure}", 170, 40, "lead", "semibold")
    w = block.width + (108 if letter else 62)
    left = min(1476.0 - w, max(16.0, cx + away[0] - (w if away[0] < 0 else 0.0)))
    top = max(150.0, min(820.0, cy + away[1] - 20))
    canvas.line(cx, cy, left + (w if left < cx else 0), top + 20, f"{level}_text", 2.5)
    canvas.rect(left, top, w, 40, "panel", 10, 2.5, level)
    canvas.part(f"ui/states/{level}", left + 10, top + 7, stretch=(26, 26))
    canvas.block(left + 46, top + 20, block, f"{level}_text", "left", "middle")
    if letter:
        canvas.circle(left + w - 26, top + 20, 15, "case", 2, "on_dark")
        write(canvas, left + w - 26, top + 20, letter, (60, 26), "small", "on_dark", "center", weight="bold")


def draw_line(canvas: Canvas, line: tuple[Point, ...], drawn_mm: float) -> None:
    """The guided line, as far as the eye looks ahead: white and green dashes over everything."""
    pale = faded(canvas.theme.paper, 0.7)
    # By whole dashes: those that are left stay where they are while the fibre comes after them.
    step = 4 * (DASH + GAP) / at.PX_PER_MM
    pieces = _ahead(line, drawn_mm // step * step)
    for piece in pieces:
        canvas.strokes(piece, [(pale, 7.0)], True)
    for piece in pieces:
        canvas.polyline(piece, "good_text", 4, False)


@lru_cache(maxsize=128)
def _ahead(line: tuple[Point, ...], start: float) -> tuple[Points, ...]:
    """Dashes of a line [mm] from a distance on."""
    path = trim(at.points(line), start * at.PX_PER_MM, (start + LOOK_MM) * at.PX_PER_MM)
    return tuple(piece for piece in dashes(path, DASH, GAP) if len(piece) > 1) if len(path) > 1 else ()
