"""What the splicer concludes from its two pictures: readings and refusals before the arc, the estimate after it.

It deliberately uses the pictures alone wherever they tell: what they do not show stays unknown to the machine.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from simulator.instruments import camera
from simulator.instruments import splicer_law as law
from simulator.instruments.camera_reading import GapReading, read_gap, read_joint
from simulator.plant import Joint

if TYPE_CHECKING:
    from simulator.instruments.splicer import Splicer

#: Readings that cannot be made out count as these, never as good ones.
LOST_ANGLE_DEG, LOST_OFFSET_UM, LOST_JOINT = 9.9, 99.0, 3.0


@dataclass(frozen=True)
class Message:
    """A message on the screen: key, the side it is about (or ''), and the figures to be put into its sentence."""

    key: str
    side: str = ""
    args: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Readings:
    """What the machine measured before the arc, from its two pictures."""

    angle_left_deg: float
    angle_right_deg: float
    offset_um: float
    gap_um: float
    face_left_ok: bool = True
    face_right_ok: bool = True
    dust_left_ok: bool = True
    dust_right_ok: bool = True


@dataclass(frozen=True)
class Result:
    """What the machine shows after the arc: its estimate, what it measured, its verdict good or bad, and defects."""

    estimate_db: float
    offset_um: float
    tilt_deg: float
    waist: float
    verdict: str
    defects: tuple[str, ...] = ()


def _or(value: float, lost: float, decimals: int) -> float:
    return round(value, decimals) if math.isfinite(value) else lost


def inspect(machine: Splicer) -> tuple[Readings, Message | None]:
    """Measure the two ends; returns the readings, and why the machine refuses them if it does."""
    seen_x, seen_y = (read_gap(camera.render(machine.view(axis))) for axis in "xy")
    left = _or(math.hypot(seen_x.face_left_deg, seen_y.face_left_deg), LOST_ANGLE_DEG, 2)
    right = _or(math.hypot(seen_x.face_right_deg, seen_y.face_right_deg), LOST_ANGLE_DEG, 2)
    blind = machine.plant.splicer.optics_dust > law.OPTICS_BLIND
    readings = Readings(
        angle_left_deg=left,
        angle_right_deg=right,
        offset_um=_or(math.hypot(seen_x.offset_um, seen_y.offset_um), LOST_OFFSET_UM, 1),
        gap_um=_or((seen_x.gap_um + seen_y.gap_um) / 2, 0.0, 1),
        face_left_ok=_face_ok(machine, "left") and left < LOST_ANGLE_DEG,
        face_right_ok=_face_ok(machine, "right") and right < LOST_ANGLE_DEG,
        dust_left_ok=not blind and _dust_ok(machine, "left"),
        dust_right_ok=not blind and _dust_ok(machine, "right"),
    )
    return readings, _refusal(machine, readings, (seen_x, seen_y), blind)


def _face_ok(machine: Splicer, side: str) -> bool:
    face = machine.plant.ends[side].face
    return face is not None and (face.defect == "none" or face.defect_size <= law.FACE_SEEN)


def _dust_ok(machine: Splicer, side: str) -> bool:
    face = machine.plant.ends[side].face
    return face is not None and face.dust <= law.DUST_SEEN


def _refusal(machine: Splicer, seen: Readings, pictures: tuple[GapReading, GapReading], blind: bool) -> Message | None:
    """First thing that the inspection refuses, None when all is well."""
    if blind:
        return Message("msg.dust_both")
    limit = machine.angle_limit_deg
    for side, face, dust, angle in (
        ("left", seen.face_left_ok, seen.dust_left_ok, seen.angle_left_deg),
        ("right", seen.face_right_ok, seen.dust_right_ok, seen.angle_right_deg),
    ):
        if not face:
            return Message(f"msg.face_{side}", side)
        if not dust:
            return Message(f"msg.dust_{side}", side)
        if angle > limit:
            return Message(f"msg.angle_{side}", side, {"angle_deg": angle, "limit_deg": limit})
    x, y = pictures
    places = {"left": math.hypot(x.left_um, y.left_um), "right": math.hypot(x.right_um, y.right_um)}
    for side, away in places.items():
        if not away <= machine.offset_limit_um:
            return Message("msg.offset_limit", side, {"limit_um": machine.offset_limit_um})
    return None


def analyse(machine: Splicer, joint: Joint) -> tuple[Result, Message | None]:
    """Read both pictures of a joint; returns the figures for the screen and the machine's remark, if it has one."""
    seen = [read_joint(camera.render(machine.view(axis))) for axis in "xy"]
    searched = machine.plant.site.splicer.alignment == "core"
    offset = math.hypot(*(one.core_um if searched else one.cladding_um for one in seen))
    tilt = math.hypot(*(one.tilt_deg for one in seen))
    waist = max((one.waist for one in seen), key=abs)
    offset, tilt, waist = (value if math.isfinite(value) else LOST_JOINT for value in (offset, tilt, waist))
    estimate = law.estimate_db(offset, tilt, waist, 1.0 - joint.fused, joint.bubble_um)
    joint.estimate_db = round(min(9.99, estimate), 2)
    remark = _remark(joint, machine.loss_limit_db)
    verdict = "good" if remark is None else "bad"
    figures = (round(offset, 2), round(tilt, 2), round(waist, 3))
    return Result(joint.estimate_db, *figures, verdict, joint.visible_defects), remark


def _remark(joint: Joint, limit_db: float) -> Message | None:
    """What the machine says about a joint that it does not like."""
    for name in ("bubble", "thin", "fat", "seam"):
        if name in joint.visible_defects:
            return Message(f"msg.{name}")
    if joint.estimate_db > limit_db:
        return Message("msg.loss_high", "", {"loss_db": joint.estimate_db, "limit_db": limit_db})
    return None
