"""What each camera of the splicer has before it, phase by phase: where the ends, the joint and the arc are.

It deliberately draws nothing and measures nothing; it only places what the plant holds into the field of the camera.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.instruments import splicer_law as law
from simulator.instruments.camera import CameraView, EndView, JointView

if TYPE_CHECKING:
    from simulator.instruments.splicer import Lying, Splicer

#: Distance between the ends during the cleaning arc [um].
CLEANING_GAP_UM = 120.0
#: Height from which a fibre no longer lies in its groove [mm].
LYING_MM = 0.3
#: Share of the main arc after which the two ends have met.
CONTACT = 0.18
#: Ticks for which one picture of a moving machine stands: 15 pictures a second.
TICKS_PER_PICTURE = 4


def view(machine: Splicer, axis: str) -> CameraView:
    """What the camera of an axis ('x' or 'y') sees now; the same view again while nothing moves."""
    grain = machine.age // TICKS_PER_PICTURE if machine.busy else 0
    dust = machine.plant.splicer.optics_dust
    if _joint_seen(machine):
        joint = joint_view(machine, axis, _unfinished(machine))
        return CameraView(axis=axis, joint=joint, glow=machine.glow, grain=grain, optics_dust=dust)
    left, right = (end_view(machine, axis, side) for side in law.SIDES)
    return CameraView(axis, left, right, None, machine.glow, grain, dust)


def _joint_seen(machine: Splicer) -> bool:
    if machine.phase == "arc":
        return machine.progress > CONTACT
    return machine.phase in ("rearc", "analyse", "result")


def _unfinished(machine: Splicer) -> float:
    """How much of the melting is still to come 0..1."""
    return (1.0 - machine.progress) / (1.0 - CONTACT) if machine.phase == "arc" else 0.0


def joint_view(machine: Splicer, axis: str, unfinished: float) -> JointView:
    """The joint as it shows; while the arc burns, on its way from two ends to what it will be."""
    fusion, joint = machine.fusion, machine.plant.joint or machine.expected
    assert fusion is not None and joint is not None
    i = 0 if axis == "x" else 1
    step = joint.cladding_offset_um[i] + unfinished * (fusion.cladding_um[i] - joint.cladding_offset_um[i])
    draw = machine.plant.chance.uniform
    return JointView(
        left_um=-step / 2,
        right_um=step / 2,
        left_core_um=_core_seen(machine, "left")[i],
        right_core_um=_core_seen(machine, "right")[i],
        tilt_deg=fusion.tilt_deg[i],
        waist=joint.waist * (1.0 - unfinished),
        seam=min(1.0, 0.08 + 0.9 * max(1.0 - joint.fused, unfinished)),
        bubble_um=joint.bubble_um if unfinished < 0.5 else 0.0,
        bubble_z_um=draw(f"splice:{fusion.number}:bubble_z", -4.0, 4.0),
        bubble_y_um=draw(f"splice:{fusion.number}:bubble_{axis}", -28.0, 28.0),
    )


def _core_seen(machine: Splicer, side: str) -> law.Pair:
    """Core line off the cladding's axis as the cameras show it (x, y) [um].

    Without core search the line is only the bright middle of a lens; a search that is fooled shows a false core.
    """
    plant = machine.plant
    if plant.site.splicer.alignment != "core":
        return (0.0, 0.0)
    core = plant.ends[side].core_offset_um
    if side == "left":
        return core
    fusion = machine.fusion
    hidden = fusion.hidden_um if fusion else law.hidden_um(plant, machine.programme, plant.splices)
    return (core[0] - hidden[0], core[1] - hidden[1])


def end_view(machine: Splicer, axis: str, side: str) -> EndView | None:
    """One end as it shows, None when no fibre lies there."""
    lying: Lying = getattr(machine.desk, side)
    away = machine.phase in ("proof", "proof_failed", "released")
    if away or machine.plant.joint is not None or not (lying.clamped or lying.h_mm < LYING_MM):
        return None
    end, face = machine.plant.ends[side], machine.plant.ends[side].face
    i = 0 if axis == "x" else 1
    p = machine.progress
    return EndView(
        tip_um=_tip_um(machine, side, lying),
        centre_um=_lateral_um(machine, side)[i],
        face_deg=(face.angle_x_deg, face.angle_y_deg)[i] if face else 0.0,
        core_um=_core_seen(machine, side)[i],
        # An end that was never cleaved is as good as shattered.
        defect=face.defect if face else "shattered",
        size=face.defect_size if face else 0.6,
        dust=face.dust if face else 0.0,
        coating_um=end.bare_mm * 1000.0,
        melt={"prefuse": 0.5 * p, "arc": 0.5 + 0.4 * p}.get(machine.phase, 0.0),
    )


def _tip_um(machine: Splicer, side: str, lying: Lying) -> float:
    """Where the tip is along the axis [um]: loaded, fetched by the motors, or pushed into the arc."""
    away, half, p = -lying.z_mm * 1000.0, machine.programme.gap_um / 2, machine.progress
    cleaning = CLEANING_GAP_UM / 2
    phase = machine.phase
    if phase == "set":
        away += ease(p) * (cleaning - away)
    elif phase == "cleaning_arc":
        away = cleaning
    elif phase == "gap":
        away = cleaning + ease(p) * (half - cleaning)
    elif phase in ("inspect", "ready", "align", "prefuse") or (phase == "error" and machine.readings is not None):
        away = half
    elif phase == "arc":
        away = half * (1.0 - p / CONTACT)
    return -away if side == "left" else away


def _lateral_um(machine: Splicer, side: str) -> law.Pair:
    """Where the axis of the cladding lies across (x, y) [um]: as the groove holds it, until the motors align it."""
    raw = law.groove_shift_um(machine.plant, side, machine.loads)
    fusion = machine.fusion
    if fusion is None or fusion.alignment != "core" or machine.phase not in ("align", "prefuse", "arc"):
        return raw
    half = -0.5 if side == "left" else 0.5
    share = ease(machine.progress) if machine.phase == "align" else 1.0
    return (
        raw[0] + share * (half * fusion.cladding_um[0] - raw[0]),
        raw[1] + share * (half * fusion.cladding_um[1] - raw[1]),
    )


def ease(progress: float) -> float:
    """Soft start and stop of a motor, 0..1 to 0..1."""
    return progress * progress * (3.0 - 2.0 * progress)
