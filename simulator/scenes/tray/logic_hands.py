"""The gestures at sleeve and fibre: take, lay, push home, draw, let go, lift out.

Any order that hands can do is done, with its consequence. It deliberately draws nothing and decides no score.
"""

from __future__ import annotations

import math

from simulator.plant import tray, tray_path
from simulator.plant.tray import Point, TrayPiece
from simulator.scenes.base import TICKS_PER_SECOND, Curve, Effect, Mark, Sound, Toast, Value
from simulator.scenes.tray import logic_facts
from simulator.scenes.tray.logic_bench import Bench
from simulator.scenes.tray.logic_measure import NEARLY, Measure
from simulator.scenes.tray.logic_start import whole

#: The finger pushes so long until the sleeve clicks; a quick tap leaves it standing [ticks].
CLICK_TICKS = TICKS_PER_SECOND // 4
#: A new point of a drawn path is farther than this from the last one [mm]: what is nearer is the hand's trembling.
POINT_MM = 2.5
#: So near to its sleeve a fibre is home by itself, and when it is let go [mm].
HOME_MM, NEAR_MM = 5.0, 10.0
#: A drawn path may be so much longer than its fibre: trembling adds length that the fibre does not follow.
GIVE = 0.025
#: Straight pieces in tube and sleeve that do not count as stored [mm].
ENDS_MM = 14.0
#: A bend shows once the finger is so far past its middle [rad]: a third of a turn is drawn then.
SEEN_TURN = math.pi / 3
#: A path is begun so far into the tube [mm].
IN_TUBE_MM = 8.0
#: Radii above this are shown as this in the curve of a path [mm].
CURVE_TOP_MM = 80.0


def choose(bench: Bench, number: Value) -> list[Effect]:
    """Work on another splice of the plan."""
    index = int(float(number)) - 1  # type: ignore[arg-type]
    if index >= len(bench.pieces) or index == bench.state.current or bench.state.drawing is not None:
        return []
    bench.state.in_hand, bench.state.current = False, index
    return [Sound("key")]


def take_sleeve(bench: Bench, _: Value) -> list[Effect]:
    """The sleeve comes out of its slot, and its fibres with it."""
    piece = bench.piece
    if piece is None or bench.plant.tray.lid != "open" or bench.state.drawing is not None:
        return _lid_shut(bench)
    # A finger that pushed carries it now.
    bench.state.press_ticks = 0
    if piece.laid is not None:
        for side in piece.fibres:
            _out(bench, piece, side)
        piece.laid, piece.clicked = None, False
    bench.state.in_hand = True
    return [Sound("sleeve_pick")]


def lay_sleeve(bench: Bench, number: Value) -> list[Effect]:
    """Rest the sleeve on a slot."""
    slot, piece = int(float(number)), bench.piece  # type: ignore[arg-type]
    if piece is None or not bench.state.in_hand:
        return []
    if bench.plant.tray.slot_owner(slot) is not None:
        return [*bench.toast("tray.slot_taken"), Sound("blocked")]
    piece.laid, piece.clicked = slot, False
    bench.state.in_hand, bench.worked = False, True
    if slot != piece.slot:
        bench.marks.append(Mark(bench.tick, "tray.slot_wrong", "tray.slot_wrong", level="bad"))
    return [Sound("seat")]


def press_sleeve(bench: Bench, down: Value) -> list[Effect]:
    """The finger pushes on the sleeve, or lets go."""
    piece = bench.piece
    if piece is None or piece.laid is None or bench.plant.tray.lid != "open":
        return []
    bench.state.press_ticks = 1 if down else 0
    if not down and not piece.clicked:
        return bench.toast("tray.push_longer")
    return []


def pressing(bench: Bench) -> list[Effect]:
    """Once a tick: a push that lasts clicks the sleeve in."""
    piece, state = bench.piece, bench.state
    if not state.press_ticks or piece is None or piece.clicked:
        return []
    state.press_ticks += 1
    if state.press_ticks < CLICK_TICKS:
        return []
    piece.clicked, state.press_ticks = True, 0
    return [Sound("tray_click"), *bench.toast("tray.sleeve_in", "good")]


def take(bench: Bench, side: Value) -> list[Effect]:
    """A fibre under the finger: at its tube, or where it was left; one that is stored comes out first."""
    piece, side = bench.piece, str(side)
    if piece is None or bench.state.drawing is not None or bench.plant.tray.lid != "open":
        return _lid_shut(bench)
    if piece.laid is None:
        return [*bench.toast("tray.sleeve_first"), Sound("blocked")]
    fibre = piece.fibres[side]
    if fibre.done:
        _out(bench, piece, side)
    state = bench.state
    x, y = tray.ENTRY[side]
    state.drawing, state.taut = side, False
    state.drawn = list(fibre.path) or [(x, y + IN_TUBE_MM), (x, y)]
    # What was laid before keeps the moments when it was drawn.
    old = len(fibre.when) == len(state.drawn)
    state.drawn_mm, state.when = fibre.drawn_mm, list(fibre.when) if old else [bench.tick] * len(state.drawn)
    bench.worked = True
    return [Sound("fibre")]


def move(bench: Bench, place: Value) -> list[Effect]:
    """The finger moves: the fibre follows as far as there is any; at its sleeve it is home."""
    state, piece = bench.state, bench.piece
    if state.drawing is None or piece is None or not isinstance(place, tuple):
        return []
    fibre, last = piece.fibres[state.drawing], state.drawn[-1]
    point: Point = (float(place[0]), float(place[1]))
    step = math.dist(point, last)
    home = math.dist(point, _home(piece, state.drawing)) <= HOME_MM
    if step < POINT_MM and not home:
        return []
    state.taut = step > fibre.need_mm * (1.0 + GIVE) - state.drawn_mm
    if state.taut:
        return bench.toast("tray.taut")
    state.drawn.append(point)
    state.when.append(bench.tick)
    state.drawn_mm += step
    return _finish(bench) if home else []


def _home(piece: TrayPiece, side: str) -> Point:
    assert piece.laid is not None
    return tray.slot_end(piece.laid, side)


def drop(bench: Bench, _: Value) -> list[Effect]:
    """Let go: at the sleeve the fibre is home, elsewhere it springs back to the last tab that holds it."""
    state, piece = bench.state, bench.piece
    if state.drawing is None or piece is None:
        return []
    if math.dist(state.drawn[-1], _home(piece, state.drawing)) <= NEAR_MM:
        return _finish(bench)
    side, path = state.drawing, tray_path.relaxed(state.drawn)
    kept = _held(path)
    fibre = piece.fibres[side]
    fibre.path, fibre.done, fibre.tick, fibre.bent = kept, False, bench.tick, bench.tick
    part = (len(kept) - 1) / max(1, len(path) - 1)
    fibre.when = tuple(_tick_at(state.when, part * i / max(1, len(kept) - 1)) for i in range(len(kept)))
    fibre.drawn_mm = max(0.0, tray_path.length(kept) - IN_TUBE_MM)
    _settle(bench, piece)
    return [Sound("touch"), *([] if len(kept) == len(path) else bench.toast("tray.sprang"))]


def _held(path: tuple[Point, ...]) -> tuple[Point, ...]:
    """A loose path up to the last of its points that lies under a tab."""
    for index in range(len(path) - 1, 1, -1):
        x, y = path[index]
        if any(bx <= x <= bx + w and by <= y <= by + h for bx, by, w, h in tray.TABS.values()):
            return path[: index + 1]
    return ()


def lift(bench: Bench, side: Value) -> list[Effect]:
    """Take a fibre out of the tray again."""
    piece, side = bench.piece, str(side)
    if piece is None or bench.state.drawing is not None or bench.plant.tray.lid != "open":
        return _lid_shut(bench)
    if not piece.fibres[side].path:
        return []
    needless = _out(bench, piece, side)
    bench.worked = True
    _settle(bench, piece)
    return [Sound("fibre"), *(bench.toast("tray.needless") if needless else [])]


def _out(bench: Bench, piece: TrayPiece, side: str) -> bool:
    """A fibre leaves the tray; a found one that was good was taken out for nothing: then True."""
    fibre, measure = piece.fibres[side], bench.measures.of(piece, side)
    index = bench.pieces.index(piece)
    if bench.as_found(index):
        bench.before_db[index] = bench.loss_of(index)
    needless = fibre.by == "found" and not _tight(bench, measure) and not measure.faults
    if needless:
        piece.needless = True
        bench.marks.append(Mark(bench.tick, "tray.needless", "tray.needless", side))
    fibre.path, fibre.done, fibre.drawn_mm, fibre.by, fibre.tick = (), False, 0.0, "trainee", bench.tick
    bench.measures.to_line(bench.plant, piece, bench.tick)
    return needless


def _tight(bench: Bench, measure: Measure) -> bool:
    """Whether a path turns tighter than may be."""
    return measure.tight is not None and measure.tight.radius_mm < NEARLY * bench.params.radius_mm


def _others(bench: Bench, mine: tuple[Point, ...]) -> list[tuple[Point, ...]]:
    """The other paths in the tray, but for one that somebody left too tight: who crosses that one is not to blame."""
    there = [(p, side, fibre) for p in bench.pieces for side, fibre in p.fibres.items()]
    return [
        fibre.path
        for p, side, fibre in there
        if fibre.path
        and fibre.path is not mine
        and not (fibre.by == "found" and _tight(bench, bench.measures.of(p, side)))
    ]


def _finish(bench: Bench) -> list[Effect]:
    """A fibre has come to its sleeve: it lies as stiff glass lies, and is measured."""
    state, piece = bench.state, bench.piece
    assert state.drawing is not None and piece is not None and piece.laid is not None
    side, fibre = state.drawing, piece.fibres[state.drawing]
    home = _home(piece, side)
    drawn = [point for point in state.drawn[1:] if math.dist(point, home) > 2.0] + [home]
    fibre.path = tray_path.relaxed(whole(drawn, side, piece.laid), 3, 3)
    fibre.done, fibre.by, fibre.tick = True, "trainee", bench.tick
    fibre.drawn_mm = tray_path.length(fibre.path) - ENDS_MM
    when = state.when
    fibre.bent = _bent(bench, piece, side, when)
    _settle(bench, piece)
    _write_curve(bench, piece, side, when)
    bad = _marks(bench, piece, side, when)
    effects: list[Effect] = [Sound("beep_bad" if bad else "seat")]
    return [*effects, Toast(bad, "bad")] if bad else [*effects, Toast("tray.coiled", "good")]


def _tick_at(when: list[int], share: float) -> int:
    """When the finger was at a share of its path."""
    return when[min(len(when) - 1, max(0, round(share * (len(when) - 1))))]


def _bent(bench: Bench, piece: TrayPiece, side: str, when: list[int]) -> int:
    """When the finger had drawn the tightest place of a path that lies: so far on that it can be seen."""
    tight, path = bench.measures.of(piece, side).tight, piece.fibres[side].path
    if tight is None:
        return bench.tick
    at, gone = path.index(tight.at), 0.0
    while at < len(path) - 1 and gone < SEEN_TURN * tight.radius_mm:
        gone += math.dist(path[at], path[at + 1])
        at += 1
    return _tick_at(when, at / max(1, len(path) - 1))


def _marks(bench: Bench, piece: TrayPiece, side: str, when: list[int]) -> str:
    """Note the faults of a path that has just been laid; the key of the gravest, '' when there is none."""
    measure, tick, worst = bench.measures.of(piece, side), bench.tick, ""
    whole = max(1, len(piece.fibres[side].path) - 1)
    for kind, place in measure.faults:
        fact = "tray.length_error_mm" if kind == "slack" else "tray.outside"
        near = min(range(whole + 1), key=lambda i: math.dist(piece.fibres[side].path[i], place))
        bench.marks.append(Mark(_tick_at(when, near / whole), f"tray.{kind}", fact, side, level="bad"))
        worst = f"tray.{kind}"
    mine = piece.fibres[side].path
    if any(bench.measures.crossed(mine, other) for other in (None, *_others(bench, mine))):
        bench.marks.append(Mark(tick, "tray.crossed", "tray.crossings", side))
        worst = worst or "tray.crossed"
    tight = measure.tight
    if tight is not None and _tight(bench, measure):
        x = tray_path.length(mine[: mine.index(tight.at) + 1])
        made = piece.fibres[side].bent
        bench.marks.append(Mark(made, "tray.too_tight", "tray.min_radius_mm", side, round(x, 1), "bad"))
        worst = "tray.too_tight"
    return worst


def _write_curve(bench: Bench, piece: TrayPiece, side: str, when: list[int]) -> None:
    """Radius along the path, for the debrief, with the moment when the finger was there."""
    fibre, asked = piece.fibres[side], bench.params.radius_mm
    ideal = ((0.0, asked + 5.0), (fibre.need_mm, asked + 5.0))
    curve = Curve("coil", side, "mm", "mm", NEARLY * asked, CURVE_TOP_MM, ideal)
    for distance, radius in tray_path.radii(fibre.path):
        moment = _tick_at(when, distance / max(1.0, fibre.drawn_mm + ENDS_MM))
        curve.points.append((round(distance, 1), round(min(CURVE_TOP_MM, radius), 1), moment))
    bench.curves.append(curve)


def _settle(bench: Bench, piece: TrayPiece) -> None:
    """The finger is free; line and facts follow what lies."""
    state = bench.state
    state.drawing, state.drawn, state.when, state.drawn_mm, state.taut = None, [], [], 0.0, False
    bench.measures.to_line(bench.plant, piece, bench.tick)
    logic_facts.settle(bench)


def _lid_shut(bench: Bench) -> list[Effect]:
    return [] if bench.plant.tray.lid == "open" else [*bench.toast("tray.open_first"), Sound("blocked")]
