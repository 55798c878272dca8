"""Cleaning moves of the hand: pen, cassette, wipe, alcohol; and the finger that soils.

It deliberately leaves what happens on the face to the instrument; here it is judged whether the move made sense.
"""

from __future__ import annotations

from simulator.instruments import cleaning, microscope
from simulator.instruments.cleaning import Cloth, Pass, Slide
from simulator.instruments.microscope import Grade
from simulator.scenes.base import Burst, Effect, Sound, Value
from simulator.scenes.connectors.logic_bench import Bench


def push(bench: Bench, value: Value) -> list[Effect]:
    """Push the pen onto the face, or draw it back."""
    assert isinstance(value, float)
    state, side = bench.state, bench.side
    if state.tool != "pen" or state.view == "mate":
        return []
    if bench.face(side).capped and value > -8.0:
        state.pen.push_mm = -8.0
        return bench.toast("probe.cap")
    before = microscope.grade(bench.face(side)) if value >= cleaning.CLICK_MM and state.pen.armed else None
    wet = bench.face(side).wet > cleaning.WET_ENOUGH
    done = state.pen.push(value, bench.face(side))
    if done is None or before is None:
        return []
    return [Sound("dry_cleaner"), *_judged(bench, side, before, done, wet)]


def shutter(bench: Bench, value: Value) -> list[Effect]:
    """Open or close the cassette."""
    if bench.state.tool != "cassette" or bench.state.cassette.open == bool(value):
        return []
    bench.state.cassette.shutter(bool(value))
    bench.state.slide = Slide()
    return [Sound("click")]


def slide(bench: Bench, value: Value) -> list[Effect]:
    """Draw the ferrule over the belt or over the wipe."""
    assert isinstance(value, float)
    state, side = bench.state, bench.side
    if state.tool not in ("cassette", "wipe") or state.view == "mate":
        return []
    if side == "adapter":
        return bench.toast("clean.not_in_there")
    if bench.face(side).capped:
        return bench.toast("probe.cap")
    if state.tool == "cassette" and not state.cassette.open:
        return bench.toast("clean.shutter")
    if not state.slide.move(value):
        return []
    return _whole_pass(bench, side)


def _whole_pass(bench: Bench, side: str) -> list[Effect]:
    """The ferrule has gone far enough over belt or cloth."""
    state, face, chance = bench.state, bench.face(side), bench.plant.chance
    before, wet = microscope.grade(face), face.wet > cleaning.WET_ENOUGH
    key = f"connect:clean:{state.sides[side].cleanings}"
    if state.tool == "cassette":
        done = state.cassette.over(face, chance, key)
    else:
        assert state.cloth is not None
        done = state.cloth.over(face, state.slide.turned, chance, key)
    effects: list[Effect] = [Sound("wet_wipe" if done.wetted else "wipe")]
    if state.tool == "cassette":
        effects = [Sound("dry_cleaner")]
    return effects + _judged(bench, side, before, done, wet)


def _judged(bench: Bench, side: str, before: Grade, done: Pass, was_wet: bool) -> list[Effect]:
    """Note what came of a pass, and whether it was called for."""
    known = bench.state.sides[side]
    looked = known.seen
    known.cleanings += 1
    bench.face(side).cleaned = bench.tick
    bench.changed(side)
    if not was_wet:
        _called_for(bench, side, before, done, looked)
    if not done.wetted:
        known.dry_tried = True
    effects: list[Effect] = [Burst("drops" if done.wetted else "dust")]
    if done.given_back:
        bench.mark(bench.tick, "clean.used_face", "connect.clean_before_mate", side)
        effects += bench.toast("clean.used_face")
    elif done.smeared:
        effects += bench.toast("clean.smeared")
    return effects


def _called_for(bench: Bench, side: str, before: Grade, done: Pass, looked: bool) -> None:
    """Look first; leave a clean face alone; dry first, alcohol where dry does not help."""
    if not before.dirty:
        bench.count("connect.needless_cleaning")
        bench.mark(bench.tick, "clean.needless", "connect.needless_cleaning", side)
    if not looked:
        bench.count("connect.wrong_order")
        bench.mark(bench.tick, "clean.not_looked", "connect.wrong_order", side)
    elif done.wetted and not bench.state.sides[side].dry_tried and not before.greasy:
        bench.count("connect.wrong_order")
        bench.mark(bench.tick, "clean.wet_first", "connect.wrong_order", side)


def new_wipe(bench: Bench, _: Value) -> list[Effect]:
    """Take a fresh wipe out of the box."""
    bench.state.cloth = Cloth()
    bench.state.slide = Slide()
    return [Sound("wipe_out")]


def fold(bench: Bench, _: Value) -> list[Effect]:
    """Fold the wipe to a fresh, dry face."""
    cloth = bench.state.cloth
    if cloth is None:
        return []
    if not cloth.fold():
        return bench.toast("clean.no_face_left")
    bench.state.slide = Slide()
    return [Sound("fold")]


def alcohol(bench: Bench, _: Value) -> list[Effect]:
    """Wet what is in the hand: the wipe's face, or the thread of the pen."""
    state = bench.state
    if state.tool == "wipe" and state.cloth is not None:
        state.cloth.wet = 1.0
    elif state.tool == "pen":
        state.pen.wet = True
    else:
        return bench.toast("clean.nothing_to_wet")
    return [Sound("pump")]


def touch(bench: Bench, _: Value) -> list[Effect]:
    """A finger on the ferrule of the plug; that of the adapter lies too deep."""
    face = bench.face("plug")
    if bench.state.view in ("adapter", "mount") or face.capped or bench.part.mated:
        return []
    cleaning.touch(face, bench.plant.chance, f"connect:touch:{bench.tick}")
    bench.changed("plug")
    bench.book.add("touch.ferrule", 1.0, bench.tick)
    bench.mark(bench.tick, "touch.ferrule_touched", "touch.ferrule", "plug", "bad")
    return [Sound("touch"), *bench.toast("touch.ferrule_touched", "bad")]
