"""Mounting a field connector on a cable: jacket, coating, wipe, cleave by the gauge, push in, look at the buckle, lock.

It deliberately inspects and mates nothing: the finished plug goes on to the rest of the scene.

Inside the body a stub of fibre waits, polished at the plug's face by the maker. The cable's own fibre must reach it and
press: then it bends visibly in the window (the buckle). Lengths are those of the supplied gauge
(docs/sources.md, splicing §4.1).
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.optics.connector import Face, Zones
from simulator.optics.link import Connection
from simulator.scenes.base import Effect, Sound, Value

if TYPE_CHECKING:
    from simulator.scenes.connectors.logic import Connectors

#: The gauge: jacket taken off, coating left beyond it, bare glass left by the cleave [mm], and its tolerance [mm].
JACKET_MM, COAT_MM, BARE_MM, TOLERANCE_MM = 50.0, 20.0, 10.5, 0.5
#: What the notches of the gauge for jacket and coating forgive [mm] [D].
JACKET_TOLERANCE_MM, COAT_TOLERANCE_MM = 1.5, 1.0
#: From the stop of the jacket to the stub, and bare glass that the groove takes before the coating jams [mm] [D].
DEPTH_MM, GROOVE_MM = 29.5, 9.0
#: Way of the cable into the body [mm]. Fibre in excess that shows as a buckle, and that breaks it [mm] [D].
WAY_MM, BUCKLE_MM, BREAKS_MM = 30.0, 0.2, 4.0
#: A gap wider than this is no longer filled by the gel [um] [D].
GEL_UM = 20.0
#: Spread of the cleave in each plane [deg], what dirt adds, and of the cores' offset in the groove [um] [D].
CLEAVE_DEG, DIRT_DEG, OFFSET_UM = 0.35, 1.6, 0.7


@dataclass
class Mount:
    """The cable's end and the body. None: not done yet. in_mm: way still to go into the body, 0 at the stop."""

    jacket_mm: float | None = None
    coat_mm: float | None = None
    bare_mm: float | None = None
    wiped: bool = False
    dirty: bool = False
    angle_deg: float = 0.0
    in_mm: float = WAY_MM
    broken: bool = False
    locked: bool = False
    done: bool = False
    attempts: int = 1

    @property
    def excess_mm(self) -> float:
        """Fibre beyond the place where it meets the stub, the jacket at its stop; negative: short of it [mm]."""
        if self.bare_mm is None or self.coat_mm is None:
            return -DEPTH_MM
        return min(self.coat_mm + self.bare_mm - DEPTH_MM, self.bare_mm - GROOVE_MM)

    @property
    def gap_um(self) -> float:
        """Air or gel between the fibre and the stub [um]."""
        return max(0.0, self.in_mm - self.excess_mm) * 1e3

    @property
    def buckle_mm(self) -> float:
        """Fibre that bends in the window [mm]."""
        return max(0.0, self.excess_mm - self.in_mm)


    @property
    def buckled(self) -> bool:
        """Whether the whole fibre presses on the stub and bends in the window."""
        return self.buckle_mm >= BUCKLE_MM and not self.broken

    @property
    def jacket_right(self) -> bool:
        """Whether the jacket was cut where the gauge says."""
        return self.jacket_mm is not None and abs(self.jacket_mm - JACKET_MM) <= JACKET_TOLERANCE_MM

    @property
    def coat_right(self) -> bool:
        """Whether as much coating is left as the gauge says."""
        return self.coat_mm is not None and abs(self.coat_mm - COAT_MM) <= COAT_TOLERANCE_MM

    @property
    def on_gauge(self) -> bool:
        """Whether the bare glass is as long as the gauge says."""
        return self.bare_mm is not None and round(abs(self.bare_mm - BARE_MM), 2) <= TOLERANCE_MM


def jacket(scene: Connectors, value: Value) -> list[Effect]:
    """Cut the jacket so far from the end [mm]; a second cut can only take more."""
    mount = scene.state.mount
    assert isinstance(value, float) and mount is not None
    if mount.done or mount.in_mm < WAY_MM or (mount.jacket_mm is not None and value <= mount.jacket_mm):
        return scene.toast("mount.not_now")
    mount.jacket_mm = value
    return [Sound("strip_bite")]


def coating(scene: Connectors, value: Value) -> list[Effect]:
    """Take the coating off beyond this length from the jacket [mm]."""
    mount = scene.state.mount
    assert isinstance(value, float) and mount is not None
    if mount.jacket_mm is None:
        return scene.toast("mount.jacket_first")
    if mount.bare_mm is not None or (mount.coat_mm is not None and value >= mount.coat_mm):
        return scene.toast("mount.not_now")
    mount.coat_mm = min(value, mount.jacket_mm)
    mount.wiped = False
    return [Sound("strip_off")]


def wipe(scene: Connectors, _: Value) -> list[Effect]:
    """Wipe the bare glass with alcohol; after the cleave that only soils the new face."""
    mount = scene.state.mount
    assert mount is not None
    if mount.coat_mm is None:
        return scene.toast("mount.coating_first")
    if mount.bare_mm is not None:
        mount.dirty = True
        scene.mark(scene.tick, "mount.wiped_after", "mount.clean", "", "bad")
        return [Sound("wet_wipe"), *scene.toast("mount.wiped_after", "bad")]
    mount.wiped = True
    return [Sound("wet_wipe")]


def cleave(scene: Connectors, value: Value) -> list[Effect]:
    """Cleave so that this length of bare glass is left [mm]."""
    mount, chance = scene.state.mount, scene.plant.chance
    assert isinstance(value, float) and mount is not None
    if mount.coat_mm is None or mount.jacket_mm is None:
        return scene.toast("mount.coating_first")
    if mount.bare_mm is not None and value >= mount.bare_mm:
        return scene.toast("mount.not_now")
    mount.bare_mm = min(value, mount.jacket_mm - mount.coat_mm)
    key = f"mount:{mount.attempts}:{mount.bare_mm}"
    lean = math.hypot(chance.normal(f"{key}:x", CLEAVE_DEG), chance.normal(f"{key}:y", CLEAVE_DEG))
    mount.angle_deg = round(lean + (0.0 if mount.wiped else DIRT_DEG), 3)
    mount.dirty = not mount.wiped
    if mount.dirty:
        scene.mark(scene.tick, "mount.not_wiped", "mount.clean", "", "bad")
    return [Sound("cleave")]


def insert(scene: Connectors, value: Value) -> list[Effect]:
    """Push the cable into the body as far as this is from its stop [mm]."""
    mount = scene.state.mount
    assert isinstance(value, float) and mount is not None
    if mount.bare_mm is None:
        return scene.toast("mount.cleave_first")
    if mount.locked:
        return scene.toast("mount.is_locked")
    mount.in_mm = value
    scene.trace("mount", "", "mm", 0.0, 1.0, value)
    if mount.buckle_mm > BREAKS_MM and not mount.broken:
        mount.broken = mount.dirty = True
        scene.mark(scene.tick, "mount.broken", "mount.buckle", "", "bad")
        return [Sound("snap"), *scene.toast("mount.broken", "bad")]
    return []


def lock(scene: Connectors, value: Value) -> list[Effect]:
    """Close the buckle of the body over the fibre, or open it."""
    mount = scene.state.mount
    assert mount is not None
    if mount.done or mount.locked == bool(value):
        return []
    if value and mount.in_mm >= WAY_MM:
        return scene.toast("mount.empty")
    mount.locked = bool(value)
    return [Sound("click")]


def restart(scene: Connectors, _: Value) -> list[Effect]:
    """Cut the cable back and begin again with a fresh end."""
    mount = scene.state.mount
    assert mount is not None
    if mount.done:
        return scene.toast("mount.not_now")
    scene.state.mount = Mount(attempts=mount.attempts + 1)
    return [Sound("snip")]


def housing(scene: Connectors, _: Value) -> list[Effect]:
    """Push the housing on: the plug is finished, and what it is worth is in the line."""
    mount, book, tick = scene.state.mount, scene.book, scene.tick
    assert mount is not None
    if not mount.locked:
        return scene.toast("mount.lock_first")
    if mount.done:
        return []
    mount.done = True
    scene.part.inside = joint(scene, mount)
    scene.part.tick = tick
    bare = mount.bare_mm or 0.0
    book.set("mount.length_error_mm", abs(bare - BARE_MM), tick)
    book.set("mount.buckle", float(mount.buckled), tick)
    book.set("mount.clean", float(not mount.dirty), tick)
    book.set("mount.cleave_deg", mount.angle_deg, tick)
    book.set("mount.attempts", mount.attempts, tick)
    if not mount.buckled:
        scene.mark(tick, "mount.no_buckle", "mount.buckle", "", "bad")
    if not mount.on_gauge:
        scene.mark(tick, "mount.off_gauge", "mount.length_error_mm")
    scene.state.view = "plug"
    return [Sound("connector_click")]


def joint(scene: Connectors, mount: Mount) -> Connection:
    """The joint of fibre and stub in its gel: gap, lean of the cleave, dirt, offset in the groove."""
    gap = mount.gap_um
    film = "gel" if gap <= GEL_UM and not mount.broken else ""
    covered = Zones(core=0.25, cladding=0.1) if mount.dirty else Zones()
    fibre = Face("cleave", math.radians(min(15.0, mount.angle_deg)), dirt=covered, grain=4e-6, film=film)
    offset = abs(scene.plant.chance.normal(f"mount:{mount.attempts}:offset", OFFSET_UM)) * 1e-6
    # Below a micrometre gel and pressure close the gap.
    return Connection(fibre, Face("cleave", film=film), offset=offset, gap=gap * 1e-6, name="field")


def goal(scene: Connectors) -> str:
    """The next step of the mounting, '' when it is finished."""
    mount = scene.state.mount
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
