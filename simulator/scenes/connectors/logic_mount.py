"""Mounting a field connector on a cable: jacket, coating, wipe, cleave by the gauge, push in, look at the buckle, lock.

It deliberately inspects and mates nothing: the finished plug goes on to the rest of the bench.

Inside the body a stub of fibre waits, polished at the plug's face by the maker. The cable's own fibre must reach it and
press: then it bends visibly in the window (the buckle). Lengths are those of the supplied gauge
(docs/sources.md, splicing §4.1).
"""

from __future__ import annotations

import math

from simulator.optics.connector import Face, Zones
from simulator.optics.link import Connection
from simulator.scenes.base import Effect, Sound, Value
from simulator.scenes.connectors.logic_bench import Bench
from simulator.scenes.connectors.logic_state import (
    BARE_MM,
    BREAKS_MM,
    BUCKLE_MM,
    CLEAVE_DEG,
    DIRT_DEG,
    GEL_UM,
    OFFSET_UM,
    WAY_MM,
    Mount,
)


def jacket(bench: Bench, value: Value) -> list[Effect]:
    """Cut the jacket so far from the end [mm]; a second cut can only take more."""
    mount = bench.state.mount
    assert isinstance(value, float) and mount is not None
    if mount.done or mount.in_mm < WAY_MM or (mount.jacket_mm is not None and value <= mount.jacket_mm):
        return bench.toast("mount.not_now")
    mount.jacket_mm = value
    return [Sound("strip_bite")]


def coating(bench: Bench, value: Value) -> list[Effect]:
    """Take the coating off beyond this length from the jacket [mm]."""
    mount = bench.state.mount
    assert isinstance(value, float) and mount is not None
    if mount.jacket_mm is None:
        return bench.toast("mount.jacket_first")
    if mount.bare_mm is not None or (mount.coat_mm is not None and value >= mount.coat_mm):
        return bench.toast("mount.not_now")
    mount.coat_mm = min(value, mount.jacket_mm)
    mount.wiped = False
    return [Sound("strip_off")]


def wipe(bench: Bench, _: Value) -> list[Effect]:
    """Wipe the bare glass with alcohol; after the cleave that only soils the new face."""
    mount = bench.state.mount
    assert mount is not None
    if mount.coat_mm is None:
        return bench.toast("mount.coating_first")
    if mount.bare_mm is not None:
        mount.dirty = True
        bench.mark(bench.tick, "mount.wiped_after", "mount.clean", "", "bad")
        return [Sound("wet_wipe"), *bench.toast("mount.wiped_after", "bad")]
    mount.wiped = True
    return [Sound("wet_wipe")]


def cleave(bench: Bench, value: Value) -> list[Effect]:
    """Cleave so that this length of bare glass is left [mm]."""
    mount, chance = bench.state.mount, bench.plant.chance
    assert isinstance(value, float) and mount is not None
    if mount.coat_mm is None or mount.jacket_mm is None:
        return bench.toast("mount.coating_first")
    if mount.bare_mm is not None and value >= mount.bare_mm:
        return bench.toast("mount.not_now")
    mount.bare_mm = min(value, mount.jacket_mm - mount.coat_mm)
    key = f"mount:{mount.attempts}:{mount.bare_mm}"
    lean = math.hypot(chance.normal(f"{key}:x", CLEAVE_DEG), chance.normal(f"{key}:y", CLEAVE_DEG))
    mount.angle_deg = round(lean + (0.0 if mount.wiped else DIRT_DEG), 3)
    mount.dirty = not mount.wiped
    if mount.dirty:
        bench.mark(bench.tick, "mount.not_wiped", "mount.clean", "", "bad")
    return [Sound("cleave")]


def insert(bench: Bench, value: Value) -> list[Effect]:
    """Push the cable into the body as far as this is from its stop [mm]."""
    mount = bench.state.mount
    assert isinstance(value, float) and mount is not None
    if mount.bare_mm is None:
        return bench.toast("mount.cleave_first")
    if mount.locked:
        return bench.toast("mount.is_locked")
    mount.in_mm = value
    bench.trace("mount", "", "mm", 0.0, 1.0, value)
    if mount.buckle_mm > BREAKS_MM and not mount.broken:
        mount.broken = mount.dirty = True
        bench.mark(bench.tick, "mount.broken", "mount.buckle", "", "bad")
        return [Sound("snap"), *bench.toast("mount.broken", "bad")]
    return []


def lock(bench: Bench, value: Value) -> list[Effect]:
    """Close the buckle of the body over the fibre, or open it."""
    mount = bench.state.mount
    assert mount is not None
    if mount.done or mount.locked == bool(value):
        return []
    if value and mount.in_mm >= WAY_MM:
        return bench.toast("mount.empty")
    mount.locked = bool(value)
    return [Sound("click")]


def restart(bench: Bench, _: Value) -> list[Effect]:
    """Cut the cable back and begin again with a fresh end."""
    mount = bench.state.mount
    assert mount is not None
    if mount.done:
        return bench.toast("mount.not_now")
    bench.state.mount = Mount(attempts=mount.attempts + 1)
    return [Sound("snip")]


def housing(bench: Bench, _: Value) -> list[Effect]:
    """Push the housing on: the plug is finished, and what it is worth is in the line."""
    mount, book, tick = bench.state.mount, bench.book, bench.tick
    assert mount is not None
    if not mount.locked:
        return bench.toast("mount.lock_first")
    if mount.done:
        return []
    mount.done = True
    bench.part.inside = joint(bench, mount)
    bench.part.tick = tick
    bare = mount.bare_mm or 0.0
    book.set("mount.length_error_mm", abs(bare - BARE_MM), tick)
    book.set("mount.buckle", float(mount.buckled), tick)
    book.set("mount.clean", float(not mount.dirty), tick)
    book.set("mount.cleave_deg", mount.angle_deg, tick)
    book.set("mount.attempts", mount.attempts, tick)
    if not mount.buckled:
        bench.mark(tick, "mount.no_buckle", "mount.buckle", "", "bad")
    if not mount.on_gauge:
        bench.mark(tick, "mount.off_gauge", "mount.length_error_mm")
    bench.state.view = "plug"
    return [Sound("connector_click")]


def joint(bench: Bench, mount: Mount) -> Connection:
    """The joint of fibre and stub in its gel: gap, lean of the cleave, dirt, offset in the groove."""
    gap = mount.gap_um
    film = "gel" if gap <= GEL_UM and not mount.broken else ""
    covered = Zones(core=0.25, cladding=0.1) if mount.dirty else Zones()
    fibre = Face("cleave", math.radians(min(15.0, mount.angle_deg)), dirt=covered, grain=4e-6, film=film)
    offset = abs(bench.plant.chance.normal(f"mount:{mount.attempts}:offset", OFFSET_UM)) * 1e-6
    # Below a micrometre gel and pressure close the gap.
    return Connection(fibre, Face("cleave", film=film), offset=offset, gap=gap * 1e-6, name="field")


def goal(bench: Bench) -> str:
    """The next step of the mounting, '' when it is finished."""
    mount = bench.state.mount
    if mount is None or mount.done:
        return ""
    if mount.locked and mount.buckled:
        return "connect.mount_housing"
    if mount.jacket_mm is None:
        return "connect.mount_jacket"
    if mount.coat_mm is None:
        return "connect.mount_coating"
    if mount.bare_mm is None:
        return "connect.mount_cleave" if mount.wiped else "connect.mount_wipe"
    if mount.broken:
        return "connect.mount_restart"
    if mount.in_mm > 0.5 and not mount.locked:
        return "connect.mount_insert"
    return "connect.mount_lock" if mount.buckle_mm >= BUCKLE_MM else "connect.mount_restart"
