"""The plug, the adapter and their caps: what is in the hand, key and slot, in until the click, out again.

It deliberately looks at no dirt; what contact does to the faces is the plant's affair.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.instruments.cleaning import Cloth, Slide
from simulator.plant import Ferrule, mating
from simulator.scenes.base import Effect, Sound, Value
from simulator.scenes.connectors import logic_scope
from simulator.scenes.connectors.logic_mount import Mount

if TYPE_CHECKING:
    from simulator.scenes.connectors.logic import Connectors

#: Places of the plug on its way in [mm before its seat]: caps stop it, a wrong key stops it, it latches, it lets go.
CAP_STOPS_MM, KEY_STOPS_MM, LATCH_MM, UNLATCH_MM, OUT_OF_SLEEVE_MM = 20.0, 9.0, 0.3, 4.0, 9.0


def begin(scene: Connectors) -> None:
    """Lay everything out as the exercise says; a part that is still in its adapter stays there."""
    state, params, part = scene.state, scene.params, scene.part
    state.source_on = params.live
    state.light = "unknown" if params.check_light or params.live else "dark"
    turned = scene.plant.chance.uniform("connect:focus", *logic_scope.LEFT_AT_UM)
    state.scope.focus_um = round(turned if scene.plant.chance.happens("connect:focus:side", 0.5) else -turned, 1)
    state.key_up = scene.plant.chance.happens("connect:key", 0.5)
    if params.mated:
        state.view, state.insert_mm, state.latched = "mate", 0.0, True
        state.key_up = part.mated = True
    else:
        mating.take_out(part)
    if params.mode == "mount":
        state.mount, state.view = Mount(), "mount"
        scene.part.near = Ferrule(polish=scene.face("plug").polish)  # polished and cleaned by its maker
    for side in ("plug", "adapter"):
        scene.face(side).capped = not params.mated


def look_at(scene: Connectors, value: Value) -> list[Effect]:
    """Turn to the plug, to the adapter, or bring one before the other."""
    state = scene.state
    if state.mount is not None and not state.mount.done:
        return scene.toast("mount.finish_first") if value != "mount" else []
    if state.insert_mm < CAP_STOPS_MM and value != "mate":
        return scene.toast("mate.pull_out_first")
    if value in (state.view, "mount"):
        return []
    away(scene)
    state.view = str(value)
    if value == "mate":
        state.tool = "none"
    return [Sound("tool")]


def away(scene: Connectors) -> None:
    """Probe, pen and cloth are drawn back from the face."""
    state = scene.state
    state.scope.lift()
    state.probe_mm, state.steady = 40.0, 0
    state.pen.push_mm, state.pen.armed = -40.0, True
    state.slide = Slide()


def take_tool(scene: Connectors, value: Value) -> list[Effect]:
    """Take a tool, or lay the present one down."""
    state = scene.state
    if value == state.tool:
        return []
    if state.view == "mount":
        return scene.toast("mount.finish_first")
    if state.insert_mm < CAP_STOPS_MM and value != "none":
        return scene.toast("mate.pull_out_first")
    away(scene)
    if value != "none" and state.view == "mate":
        state.view = "plug"
    state.tool = str(value)
    if value == "wipe" and state.cloth is None:
        state.cloth = Cloth()
    return [Sound("tool")]


def cap(scene: Connectors, side: str, value: Value) -> list[Effect]:
    """Take a cap off, or put it back on."""
    face = scene.face(side)
    if face.capped == bool(value):
        return []
    if scene.state.insert_mm < CAP_STOPS_MM:
        return scene.toast("mate.pull_out_first")
    if value and scene.side == side:
        away(scene)
    face.capped = bool(value)
    return [Sound("cap")]


def swap(scene: Connectors, _: Value) -> list[Effect]:
    """Lay this cord down and take the other one."""
    state = scene.state
    if scene.spare is None:
        return []
    if state.insert_mm < CAP_STOPS_MM:
        return scene.toast("mate.pull_out_first")
    away(scene)
    old = scene.part.near
    scene.part.near, scene.spare = scene.spare, old
    state.swapped = not state.swapped
    known = state.sides["plug"]
    known.__dict__.update(type(known)().__dict__)
    state.cost = None
    return [Sound("tool")]


def turn(scene: Connectors, value: Value) -> list[Effect]:
    """Turn the plug about its axis; in the sleeve it cannot turn."""
    if scene.state.insert_mm < KEY_STOPS_MM:
        return []
    scene.state.key_up = bool(value)
    return [Sound("tool")]


def move(scene: Connectors, value: Value) -> list[Effect]:
    """Push the plug in or pull it out, as far as caps, key and latch let it."""
    assert isinstance(value, float)
    state = scene.state
    if state.view != "mate":
        return []
    if state.latched:
        return _pull(scene, value)
    to, effects = value, []
    if any(scene.face(side).capped for side in ("plug", "adapter")) and to < CAP_STOPS_MM:
        to, effects = CAP_STOPS_MM, scene.toast("mate.cap_in_the_way")
    elif not state.key_up and to < KEY_STOPS_MM:
        to, effects = KEY_STOPS_MM, scene.toast("mate.key_in_the_way")
    before, state.insert_mm = state.insert_mm, to
    if to != before:
        scene.trace("mate", "", "mm", 0.0, LATCH_MM, to)
    if before < OUT_OF_SLEEVE_MM <= to and scene.part.mated:
        mating.take_out(scene.part, scene.tick)
    return effects + (_latch(scene) if to <= LATCH_MM else [])


def _pull(scene: Connectors, to: float) -> list[Effect]:
    """The latch holds until it is pulled hard."""
    if to < UNLATCH_MM:
        return []
    scene.state.latched, scene.state.insert_mm = False, to
    mating.take_out(scene.part, scene.tick)
    for side in ("plug", "adapter"):
        scene.changed(side)
    return [Sound("connector_out")]


def _latch(scene: Connectors) -> list[Effect]:
    """The click: the faces touch, and what lay on them is pressed in."""
    from simulator.scenes.connectors import logic_facts

    state = scene.state
    effects = logic_facts.before_contact(scene)
    scene.matings += 1
    mating.mate(scene.part, scene.plant.chance, f"connect:{scene.matings}", scene.tick)
    state.latched, state.insert_mm = True, 0.0
    logic_facts.after_contact(scene)
    return [Sound("connector_click"), *effects]


def release(scene: Connectors, _: Value) -> list[Effect]:
    """Let go of the plug: short of the click it stays where it is, with air between the faces."""
    state = scene.state
    if state.latched or state.view != "mate" or state.insert_mm >= OUT_OF_SLEEVE_MM:
        return []
    mating.part_way(scene.part, state.insert_mm, scene.tick)
    return scene.toast("mate.no_click")
