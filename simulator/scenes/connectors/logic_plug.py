"""The plug, the adapter and their caps: what is in the hand, key and slot, in until the click, out again.

It deliberately looks at no dirt; what contact does to the faces is the plant's affair.
"""

from __future__ import annotations

from simulator.instruments.cleaning import Cloth
from simulator.plant import Ferrule, mating
from simulator.scenes.base import Effect, Sound, Value
from simulator.scenes.connectors import logic_facts, logic_scope
from simulator.scenes.connectors.logic_bench import Bench
from simulator.scenes.connectors.logic_state import Mount

#: Places of the plug on its way in [mm before its seat]: caps stop it, a wrong key stops it, it latches, it lets go.
CAP_STOPS_MM, KEY_STOPS_MM, LATCH_MM, UNLATCH_MM, OUT_OF_SLEEVE_MM = 20.0, 9.0, 0.3, 4.0, 9.0


def begin(bench: Bench) -> None:
    """Lay everything out as the exercise says; a part that is still in its adapter stays there."""
    state, params, part = bench.state, bench.params, bench.part
    state.source_on = params.live
    state.light = "unknown" if params.check_light or params.live else "dark"
    turned = bench.plant.chance.uniform("connect:focus", *logic_scope.LEFT_AT_UM)
    state.scope.focus_um = round(turned if bench.plant.chance.happens("connect:focus:side", 0.5) else -turned, 1)
    state.key_up = bench.plant.chance.happens("connect:key", 0.5)
    if params.mated:
        state.view, state.insert_mm, state.latched = "mate", 0.0, True
        state.key_up = part.mated = True
    else:
        mating.take_out(part)
    if params.mode == "mount":
        state.mount, state.view = Mount(), "mount"
        bench.part.near = Ferrule(polish=bench.face("plug").polish)  # polished and cleaned by its maker
    for side in ("plug", "adapter"):
        bench.face(side).capped = not params.mated


def look_at(bench: Bench, value: Value) -> list[Effect]:
    """Turn to the plug, to the adapter, or bring one before the other."""
    state = bench.state
    if state.mount is not None and not state.mount.done:
        return bench.toast("mount.finish_first") if value != "mount" else []
    if state.insert_mm < CAP_STOPS_MM and value != "mate":
        return bench.toast("mate.pull_out_first")
    if value in (state.view, "mount"):
        return []
    bench.away()
    state.view = str(value)
    if value == "mate":
        state.tool = "none"
    return [Sound("tool")]


def take_tool(bench: Bench, value: Value) -> list[Effect]:
    """Take a tool, or lay the present one down."""
    state = bench.state
    if value == state.tool:
        return []
    if state.view == "mount":
        return bench.toast("mount.finish_first")
    if state.insert_mm < CAP_STOPS_MM and value != "none":
        return bench.toast("mate.pull_out_first")
    bench.away()
    if value != "none" and state.view == "mate":
        state.view = "plug"
    state.tool = str(value)
    if value == "wipe" and state.cloth is None:
        state.cloth = Cloth()
    return [Sound("tool")]


def cap(bench: Bench, side: str, value: Value) -> list[Effect]:
    """Take a cap off, or put it back on."""
    face = bench.face(side)
    if face.capped == bool(value):
        return []
    if bench.state.insert_mm < CAP_STOPS_MM:
        return bench.toast("mate.pull_out_first")
    if value and bench.side == side:
        bench.away()
    face.capped = bool(value)
    return [Sound("cap")]


def swap(bench: Bench, _: Value) -> list[Effect]:
    """Lay this cord down and take the other one."""
    state = bench.state
    if bench.spare is None:
        return []
    if state.insert_mm < CAP_STOPS_MM:
        return bench.toast("mate.pull_out_first")
    bench.away()
    old = bench.part.near
    bench.part.near, bench.spare = bench.spare, old
    state.swapped = not state.swapped
    known = state.sides["plug"]
    known.__dict__.update(type(known)().__dict__)
    state.cost = None
    return [Sound("tool")]


def turn(bench: Bench, value: Value) -> list[Effect]:
    """Turn the plug about its axis; in the sleeve it cannot turn."""
    if bench.state.insert_mm < KEY_STOPS_MM:
        return []
    bench.state.key_up = bool(value)
    return [Sound("tool")]


def move(bench: Bench, value: Value) -> list[Effect]:
    """Push the plug in or pull it out, as far as caps, key and latch let it."""
    assert isinstance(value, float)
    state = bench.state
    if state.view != "mate":
        return []
    if state.latched:
        return _pull(bench, value)
    to, effects = value, []
    if any(bench.face(side).capped for side in ("plug", "adapter")) and to < CAP_STOPS_MM:
        to, effects = CAP_STOPS_MM, bench.toast("mate.cap_in_the_way")
    elif not state.key_up and to < KEY_STOPS_MM:
        to, effects = KEY_STOPS_MM, bench.toast("mate.key_in_the_way")
    before, state.insert_mm = state.insert_mm, to
    if to != before:
        bench.trace("mate", "", "mm", 0.0, LATCH_MM, to)
    if before < OUT_OF_SLEEVE_MM <= to and bench.part.mated:
        mating.take_out(bench.part, bench.tick)
    return effects + (_latch(bench) if to <= LATCH_MM else [])


def _pull(bench: Bench, to: float) -> list[Effect]:
    """The latch holds until it is pulled hard."""
    if to < UNLATCH_MM:
        return []
    bench.state.latched, bench.state.insert_mm = False, to
    mating.take_out(bench.part, bench.tick)
    for side in ("plug", "adapter"):
        bench.changed(side)
    return [Sound("connector_out")]


def _latch(bench: Bench) -> list[Effect]:
    """The click: the faces touch, and what lay on them is pressed in."""
    state = bench.state
    effects = logic_facts.before_contact(bench)
    bench.matings += 1
    mating.mate(bench.part, bench.plant.chance, f"connect:{bench.matings}", bench.tick)
    state.latched, state.insert_mm = True, 0.0
    logic_facts.after_contact(bench)
    return [Sound("connector_click"), *effects]


def release(bench: Bench, _: Value) -> list[Effect]:
    """Let go of the plug: short of the click it stays where it is, with air between the faces."""
    state = bench.state
    if state.latched or state.view != "mate" or state.insert_mm >= OUT_OF_SLEEVE_MM:
        return []
    mating.part_way(bench.part, state.insert_mm, bench.tick)
    return bench.toast("mate.no_click")
