"""Cleaning moves of the hand: pen, cassette, wipe, alcohol; and the finger that soils.

It deliberately leaves what happens on the face to the instrument; here it is judged whether the move made sense.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.instruments import cleaning, microscope
from simulator.instruments.cleaning import Cloth, Pass, Slide
from simulator.instruments.microscope import Grade
from simulator.scenes.base import Burst, Effect, Sound, Value

if TYPE_CHECKING:
    from simulator.scenes.connectors.logic import Connectors


def push(scene: Connectors, value: Value) -> list[Effect]:
    """Push the pen onto the face, or draw it back."""
    assert isinstance(value, float)
    state, side = scene.state, scene.side
    if state.tool != "pen" or state.view == "mate":
        return []
    if scene.face(side).capped and value > -8.0:
        state.pen.push_mm = -8.0
        return scene.toast("probe.cap")
    before = microscope.grade(scene.face(side)) if value >= cleaning.CLICK_MM and state.pen.armed else None
    wet = scene.face(side).wet > cleaning.WET_ENOUGH
    done = state.pen.push(value, scene.face(side))
    if done is None or before is None:
        return []
    return [Sound("dry_cleaner"), *_judged(scene, side, before, done, wet)]


def shutter(scene: Connectors, value: Value) -> list[Effect]:
    """Open or close the cassette."""
    if scene.state.tool != "cassette" or scene.state.cassette.open == bool(value):
        return []
    scene.state.cassette.shutter(bool(value))
    scene.state.slide = Slide()
    return [Sound("click")]


def slide(scene: Connectors, value: Value) -> list[Effect]:
    """Draw the ferrule over the belt or over the wipe."""
    assert isinstance(value, float)
    state, side = scene.state, scene.side
    if state.tool not in ("cassette", "wipe") or state.view == "mate":
        return []
    if side == "adapter":
        return scene.toast("clean.not_in_there")
    if scene.face(side).capped:
        return scene.toast("probe.cap")
    if state.tool == "cassette" and not state.cassette.open:
        return scene.toast("clean.shutter")
    if not state.slide.move(value):
        return []
    return _whole_pass(scene, side)


def _whole_pass(scene: Connectors, side: str) -> list[Effect]:
    """The ferrule has gone far enough over belt or cloth."""
    state, face, chance = scene.state, scene.face(side), scene.plant.chance
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
    return effects + _judged(scene, side, before, done, wet)


def _judged(scene: Connectors, side: str, before: Grade, done: Pass, was_wet: bool) -> list[Effect]:
    """Note what came of a pass, and whether it was called for."""
    known = scene.state.sides[side]
    looked = known.seen
    known.cleanings += 1
    scene.face(side).cleaned = scene.tick
    scene.changed(side)
    if not was_wet:
        _called_for(scene, side, before, done, looked)
    if not done.wetted:
        known.dry_tried = True
    effects: list[Effect] = [Burst("drops" if done.wetted else "dust")]
    if done.given_back:
        scene.mark(scene.tick, "clean.used_face", "connect.clean_before_mate", side)
        effects += scene.toast("clean.used_face")
    elif done.smeared:
        effects += scene.toast("clean.smeared")
    return effects


def _called_for(scene: Connectors, side: str, before: Grade, done: Pass, looked: bool) -> None:
    """Look first; leave a clean face alone; dry first, alcohol where dry does not help."""
    if not before.dirty:
        scene.count("connect.needless_cleaning")
        scene.mark(scene.tick, "clean.needless", "connect.needless_cleaning", side)
    if not looked:
        scene.count("connect.wrong_order")
        scene.mark(scene.tick, "clean.not_looked", "connect.wrong_order", side)
    elif done.wetted and not scene.state.sides[side].dry_tried and not before.greasy:
        scene.count("connect.wrong_order")
        scene.mark(scene.tick, "clean.wet_first", "connect.wrong_order", side)


def new_wipe(scene: Connectors, _: Value) -> list[Effect]:
    """Take a fresh wipe out of the box."""
    scene.state.cloth = Cloth()
    scene.state.slide = Slide()
    return [Sound("wipe_out")]


def fold(scene: Connectors, _: Value) -> list[Effect]:
    """Fold the wipe to a fresh, dry face."""
    cloth = scene.state.cloth
    if cloth is None:
        return []
    if not cloth.fold():
        return scene.toast("clean.no_face_left")
    scene.state.slide = Slide()
    return [Sound("fold")]


def alcohol(scene: Connectors, _: Value) -> list[Effect]:
    """Wet what is in the hand: the wipe's face, or the thread of the pen."""
    state = scene.state
    if state.tool == "wipe" and state.cloth is not None:
        state.cloth.wet = 1.0
    elif state.tool == "pen":
        state.pen.wet = True
    else:
        return scene.toast("clean.nothing_to_wet")
    return [Sound("pump")]


def touch(scene: Connectors, _: Value) -> list[Effect]:
    """A finger on the ferrule of the plug; that of the adapter lies too deep."""
    face = scene.face("plug")
    if scene.state.view in ("adapter", "mount") or face.capped or scene.part.mated:
        return []
    cleaning.touch(face, scene.plant.chance, f"connect:touch:{scene.tick}")
    scene.changed("plug")
    scene.book.add("touch.ferrule", 1.0, scene.tick)
    scene.mark(scene.tick, "touch.ferrule_touched", "touch.ferrule", "plug", "bad")
    return [Sound("touch"), *scene.toast("touch.ferrule_touched", "bad")]
