"""What the arc does to two fibre ends: alignment, energy, glass, contamination, strength, and the bill of the joint.

It deliberately knows no phase, key or picture: the machine decides when, these laws decide what.

Figures marked D are design choices, plausible but not measured; the others are named where they stand.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from simulator.optics import fibre as fibres
from simulator.optics import splice
from simulator.plant import FibreEnd, Joint, Plant

Pair = tuple[float, float]
SIDES = ("left", "right")


@dataclass(frozen=True)
class Programme:
    """One splice programme: currents [mA], times [s], gap and overlap [um], and which cores its search can find."""

    name: str
    current_ma: float
    arc_s: float
    overlap_um: float = 12.0
    gap_um: float = 12.0
    prefuse_ma: float = 10.0
    prefuse_s: float = 0.2
    cleaning_ma: float = 9.0
    cleaning_s: float = 0.15
    rearc_s: float = 0.6
    finds_step: bool = True
    finds_trench: bool = False


#: Fusion current 15 mA, prefuse 10 mA for 0.2 s: factory table of the Ericsson FSU 995; times, gap and overlap are the
#: usual settings of present machines (cleaning 100-150 ms, gap and overlap 10-15 um, main arc 1.5-2 s).
PROGRAMMES: dict[str, Programme] = {
    "SM_AUTO": Programme("SM_AUTO", 15.0, 1.8),
    "SM_FAST": Programme("SM_FAST", 18.0, 1.25, prefuse_s=0.16),
    "G657": Programme("G657", 14.6, 1.9, finds_trench=True),
    "MM": Programme("MM", 13.0, 2.0, finds_step=False),
}

#: The arc that joins single-mode fibre exactly: energy 1.
IDEAL_MA, IDEAL_S = 15.0, 1.8
#: Place and air for which the machine was adjusted; drift 1 % of power per 100 m and 0.1 % per kelvin away from it (D).
HOME_ALTITUDE_M, HOME_C = 100.0, 20.0
POWER_PER_M, POWER_PER_K = 1e-4, 1e-3
#: Energies between which the joint is sound; outside it is cold or thin (D).
COLD, THIN = 0.6, 1.6
REARC_ENERGY = 0.3
#: What even the best arc costs by the heat that spreads the core [dB] (D).
LEAST_ARC_DB = 0.005

#: Trace of dirt in a V-groove to how far it lifts the fibre [um], and how far the motors can follow [um] (D).
GROOVE_UM = 60.0
SEAT_SIGMA_UM = 1.0
REACH_UM = {"core": 36.0, "cladding": 15.0}
#: Residual error of core alignment per axis [um]: mean loss 0.02 dB and below, as data sheets of such machines say.
ALIGN_SIGMA_UM = 0.10
#: Share of a cladding step that surface tension takes away: a little where cores were aligned, nearly all where the
#: grooves alone aligned the claddings (D).
DRAG = {"core": 0.10, "cladding": 0.90}
#: A grain under the fibre springs back while the glass is soft: core offset [um] and lean [deg] per unit of dirt (D).
PULL_UM, DIRT_LEAN_DEG = 1.6, 0.5
#: Core offset that a search which takes the trench for the core leaves behind [um]; gives the 0.05 to 0.5 dB that
#: lists of causes name for a wrong programme, together with an estimate that cannot be relied on.
FOOLED_UM = (0.7, 1.1)
#: Share of the relative cleave angle that stays as a tilt of the cores: 0.008 dB per square degree at 1310 nm (D).
TILT_SHARE = 0.15

#: Contamination (after the cleaning arc) below which no bubble forms, above which one always does (D).
BUBBLE_NEVER, BUBBLE_ALWAYS = 0.06, 0.20
BUBBLE_SEEN_UM = 3.0
#: Face defects seen by the machine from this size on; smaller ones it overlooks, and so can the eye.
FACE_SEEN, DUST_SEEN, OPTICS_BLIND = 0.25, 0.3, 0.5
#: Change of diameter and step of the cladding [um] that an eye notices in the pictures of a joint.
WAIST_SEEN, OFFSET_SEEN_UM = 0.08, 1.5
#: Shortest bare glass that keeps the coating out of the arc [mm].
COATING_CLEAR_MM = 5.0
#: Bare glass that fills the groove [mm]; with less of it the coating lies in the groove.
GROOVE_MM = 7.0

#: Faults of the machine that care removes.
GROOVE_FAULT, OPTICS_FAULT, DRIFT_FAULT = 0.2, 0.3, 0.08

PROOF_N = 2.0
GLASS_DIAMETER_M = 125e-6
TOUGHNESS = 0.75e6
#: Shape factor of a scratch: between 1.24 (long) and 0.71 (half-penny) for silica.
SHAPE = 1.0
SOUND_JOINT_N = 15.0


@dataclass(frozen=True)
class Fusion:
    """What is settled when the glass melts, whatever the arc then adds.

    core_um, cladding_um: steps right minus left before surface tension; pull_um: what the grooves pull while soft;
    hidden_um: the part of the core step that the search did not see; tilt_deg: tilt of the axes; all (x, y).
    dirt: contamination after the cleaning arc; deform_db: loss by the shape of the faces; weakness 0..1.
    """

    number: int
    alignment: str
    core_um: Pair
    cladding_um: Pair
    pull_um: Pair
    hidden_um: Pair
    tilt_deg: Pair
    energy: float
    overlap_um: float
    dirt: float
    deform_db: float
    weakness: float


def _add(*terms: Pair) -> Pair:
    return (math.fsum(t[0] for t in terms), math.fsum(t[1] for t in terms))


def _scale(factor: float, term: Pair) -> Pair:
    return (factor * term[0], factor * term[1])


def _heading(plant: Plant, key: str) -> Pair:
    turn = plant.chance.uniform(key, 0.0, 2.0 * math.pi)
    return (math.cos(turn), math.sin(turn))


def has_trench(fibre_type: str) -> bool:
    """Whether a type of fibre has a depressed ring around the core, which a simple core search takes for the core."""
    return fibre_type in ("G.657.A2", "G.657.B3")


def right_programmes(types: tuple[str, ...]) -> tuple[str, ...]:
    """The programmes made for a pair of fibre types; a pair with one bend-insensitive fibre needs that programme."""
    if any(has_trench(kind) for kind in types):
        return ("G657",)
    if any(kind.startswith("G.657") for kind in types):
        return ("SM_AUTO", "SM_FAST", "G657")
    return ("SM_AUTO", "SM_FAST")


def fibre_types(plant: Plant) -> tuple[str, ...]:
    """Types of the two fibres of the site."""
    return tuple(spec.type for spec in plant.site.fibres)


def groove_dirt(plant: Plant, side: str) -> float:
    """Dirt 0..1 in the groove of a side."""
    return plant.splicer.groove_dirt_left if side == "left" else plant.splicer.groove_dirt_right


def groove_shift_um(plant: Plant, side: str, load: int) -> Pair:
    """Where the fibre's axis lies off the ideal one in its groove (x, y) [um], for the load-th time of loading."""
    dirt = groove_dirt(plant, side)
    if plant.ends[side].bare_mm < GROOVE_MM:
        dirt += 1.0  # the coating lies in the groove and lifts the glass out of it
    seat = tuple(plant.chance.normal(f"seat:{load}:{side}:{axis}", SEAT_SIGMA_UM) for axis in "xy")
    return _add(_scale(GROOVE_UM * dirt, _heading(plant, f"groove:{side}")), (seat[0], seat[1]))


def arc_factor(plant: Plant) -> float:
    """Power of the arc against what the machine believes; 1 when it was calibrated where it stands."""
    drift = (1.0 + plant.splicer.arc_drift) ** 2
    if plant.splicer.arc_tested:
        return drift
    weather = plant.site.weather
    air = 1.0 - POWER_PER_M * (weather.altitude_m - HOME_ALTITUDE_M) + POWER_PER_K * (weather.temperature_c - HOME_C)
    return drift * max(0.2, air)


def drift(plant: Plant) -> float:
    """Relative error of the arc current, place and weather included."""
    return math.sqrt(arc_factor(plant)) - 1.0


def worn(plant: Plant) -> bool:
    """Whether the electrodes are beyond their life."""
    return plant.splicer.electrode_arcs > plant.site.splicer.electrode_life


def arc_energy(plant: Plant, programme: Programme, number: int) -> float:
    """Energy of the main arc; 1 is ideal. Worn electrodes and wind make it wander (D)."""
    spread = 0.01 + 0.003 * plant.site.weather.wind_m_s + (0.18 if worn(plant) else 0.0)
    wander = 1.0 + plant.chance.normal(f"splice:{number}:arc", spread) - (0.15 if worn(plant) else 0.0)
    asked = (programme.current_ma / IDEAL_MA) ** 2 * programme.arc_s / IDEAL_S
    return asked * arc_factor(plant) * max(0.1, wander)


def fused_share(energy: float) -> float:
    """How far the two ends have become one: 1 from COLD on, 0 for almost no arc."""
    return 1.0 if energy >= COLD else max(0.0, (energy - 0.15) / (COLD - 0.15))


def arc_loss_db(energy: float) -> float:
    """Loss by the arc [dB]: least plus 0.06 ln(E)^2 while sound, 0.3 to 3 dB when cold, 0.1 to 1 dB when thin (D)."""
    if energy < COLD:
        return 0.3 + 2.7 * (1.0 - fused_share(energy)) ** 1.5
    if energy > THIN:
        return min(1.0, 0.1 + 0.9 * (energy - THIN))
    return LEAST_ARC_DB + 0.06 * math.log(energy) ** 2


def waist(overlap_um: float, energy: float) -> float:
    """Relative change of diameter at the joint: glass pushed in against glass lost, 12 um at energy 1 (D)."""
    return max(-0.4, 0.015 * (overlap_um - 12.0 * energy)) * fused_share(energy)


def contamination(ends: tuple[FibreEnd, FibreEnd]) -> float:
    """Dirt 0..1 that goes into the glass: residue and dust, halved by the cleaning arc, and what faces enclose."""
    enclosed = {"hackle": 0.35, "mist": 0.15, "lip": 0.15, "chip": 0.10, "shattered": 0.5}
    burnt = max(_dirt_on(end) for end in ends) / 2
    rough = max(enclosed.get(end.face.defect, 0.0) * end.face.defect_size if end.face else 0.5 for end in ends)
    return burnt + rough


def _dirt_on(end: FibreEnd) -> float:
    """Residue and dust at the tip of one end, 0..1, before the cleaning arc."""
    return min(1.0, end.residue_near_tip(3.0) + (end.face.dust if end.face else 1.0))


def bubble_um(dirt: float, draw: float) -> float:
    """Diameter of the bubble [um]; draw 0..1 decides inside the band where one may or may not form."""
    chance = (dirt - BUBBLE_NEVER) / (BUBBLE_ALWAYS - BUBBLE_NEVER)
    return BUBBLE_SEEN_UM + 26.0 * (dirt - BUBBLE_NEVER) if draw < chance else 0.0


def bubble_loss_db(size_um: float) -> float:
    """Loss by a bubble [dB]: 0.15 for the smallest to 1.5 (D)."""
    return min(1.5, 0.15 + 0.07 * (size_um - BUBBLE_SEEN_UM)) if size_um > 0.0 else 0.0


def face_loss_db(end: FibreEnd) -> float:
    """Loss by the shape that a bad face leaves in the joint [dB] (D)."""
    if end.face is None:
        return 0.8
    per_size = {"lip": 0.15, "chip": 0.30, "mist": 0.05, "hackle": 0.05, "shattered": 1.0}
    return per_size.get(end.face.defect, 0.0) * end.face.defect_size


def face_weakness(end: FibreEnd) -> float:
    """Share of the joint's strength that a bad face costs 0..1 (D)."""
    if end.face is None:
        return 0.7
    return {"mist": 0.5, "chip": 0.6, "hackle": 0.4}.get(end.face.defect, 0.0) * end.face.defect_size


def nick_strength_n(depth_um: float) -> float:
    """Pull that breaks the glass at a nick [N], by K_Ic = Y sigma sqrt(pi a); about 7 um at 2 N."""
    if depth_um <= 0.0:
        return math.inf
    stress = TOUGHNESS / (SHAPE * math.sqrt(math.pi * depth_um * 1e-6))
    return stress * math.pi / 4.0 * GLASS_DIAMETER_M**2


def worst_nick_um(plant: Plant) -> float:
    """Depth of the deepest nick between the two clamps [um]."""
    depths = [n.depth_um for end in plant.ends.values() for n in end.nicks if n.station_mm >= end.coating_edge_mm - 5.0]
    return max(depths, default=0.0)


def fooled(plant: Plant, programme: Programme) -> bool:
    """Whether the core search takes something else for the core; grooves alone search nothing."""
    if plant.site.splicer.alignment != "core":
        return False
    trench = any(has_trench(kind) for kind in fibre_types(plant))
    return not programme.finds_step or (trench and not programme.finds_trench)


def hidden_um(plant: Plant, programme: Programme, number: int) -> Pair:
    """Core step (x, y) [um] that the search of this programme leaves behind without seeing it."""
    if not fooled(plant, programme):
        return (0.0, 0.0)
    size = plant.chance.uniform(f"splice:{number}:fooled", *FOOLED_UM)
    return _scale(size, _heading(plant, f"splice:{number}:fooled_direction"))


def concentricity_um(plant: Plant) -> Pair:
    """Core step that aligned claddings would leave, right minus left (x, y) [um]."""
    left, right = plant.ends["left"].core_offset_um, plant.ends["right"].core_offset_um
    return (right[0] - left[0], right[1] - left[1])


def _steps(plant: Plant, programme: Programme, number: int, load: int) -> tuple[Pair, Pair, Pair]:
    """Core step, cladding step and hidden part just before the arc (x, y) [um]."""
    core_off = concentricity_um(plant)
    if plant.site.splicer.alignment == "core":
        hidden = hidden_um(plant, programme, number)
        rest = tuple(plant.chance.normal(f"splice:{number}:align:{axis}", ALIGN_SIGMA_UM) for axis in "xy")
        core = _add((rest[0], rest[1]), hidden)
        return core, _add(core, _scale(-1.0, core_off)), hidden
    left, right = (groove_shift_um(plant, side, load) for side in SIDES)
    cladding = _add(right, _scale(-1.0, left))
    return _add(cladding, core_off), cladding, (0.0, 0.0)


def _lean(plant: Plant) -> Pair:
    """Tilt between the two axes that stays in the glass (x, y) [deg]: from the cleave angles and from dirty grooves."""
    faces = [plant.ends[side].face for side in SIDES]
    angles = [(f.angle_x_deg, f.angle_y_deg) if f else (3.0, 3.0) for f in faces]
    relative = _add(angles[1], _scale(-1.0, angles[0]))
    dirt = [_scale(DIRT_LEAN_DEG * groove_dirt(plant, s), _heading(plant, f"groove_lean:{s}")) for s in SIDES]
    return _add(_scale(TILT_SHARE, relative), *dirt)


def melt(plant: Plant, programme: Programme, load: int) -> Fusion:
    """Settle what goes into the next joint, from the ends as they lie; the same seed and history give the same."""
    number = plant.splices
    core, cladding, hidden = _steps(plant, programme, number, load)
    core_machine = plant.site.splicer.alignment == "core"
    pulls = [
        _scale(
            PULL_UM * groove_dirt(plant, side) * plant.chance.uniform(f"splice:{number}:pull:{side}", 0.8, 1.2),
            _heading(plant, f"groove:{side}"),
        )
        for side in SIDES
    ]
    ends = (plant.ends["left"], plant.ends["right"])
    return Fusion(
        number=number,
        alignment=plant.site.splicer.alignment,
        core_um=core,
        cladding_um=cladding,
        pull_um=_add(pulls[1], _scale(-1.0, pulls[0])) if core_machine else (0.0, 0.0),
        hidden_um=hidden,
        tilt_deg=_lean(plant),
        energy=arc_energy(plant, programme, number),
        overlap_um=programme.overlap_um,
        dirt=contamination(ends),
        deform_db=math.fsum(face_loss_db(end) for end in ends),
        weakness=max(face_weakness(end) for end in ends),
    )


def energy_after(fusion: Fusion, re_arcs: int) -> float:
    """Energy that the joint has had, re-arcs included."""
    return fusion.energy * (1.0 + REARC_ENERGY * re_arcs)


def drag(fusion: Fusion, re_arcs: int) -> float:
    """Share of the cladding step that surface tension has taken away; it grows with the energy."""
    return min(0.95, DRAG[fusion.alignment] * max(1.0, energy_after(fusion, re_arcs)))


def offsets_after(fusion: Fusion, re_arcs: int) -> tuple[Pair, Pair]:
    """Core step and cladding step in the joint (x, y) [um]."""
    taken = _scale(-drag(fusion, re_arcs), fusion.cladding_um)
    pull = _scale(min(1.3, energy_after(fusion, re_arcs)), fusion.pull_um)
    return _add(fusion.core_um, taken, pull), _add(fusion.cladding_um, taken, pull)


def _strength_n(plant: Plant, fusion: Fusion, energy: float, bubble: float) -> float:
    """Pull that the joint itself bears [N]: a cold one fails at the proof test seven times in ten (D)."""
    if energy < COLD:
        return 0.5 + 2.14 * fused_share(energy) * plant.chance.uniform(f"splice:{fusion.number}:strength")
    thin = 1.0 + 2.0 * min(0.0, waist(fusion.overlap_um, energy))
    return SOUND_JOINT_N * (1.0 - fusion.weakness) * max(0.1, thin) / (1.0 + 0.1 * bubble)


def visible_defects(joint: Joint) -> tuple[str, ...]:
    """What an eye sees in the pictures of a joint: bubble, seam, thin, fat, offset."""
    seen = {
        "bubble": joint.bubble_um >= BUBBLE_SEEN_UM,
        "seam": joint.fused < 0.95,
        "thin": joint.waist < -WAIST_SEEN,
        "fat": joint.waist > WAIST_SEEN,
        "offset": math.hypot(*joint.cladding_offset_um) > OFFSET_SEEN_UM,
    }
    return tuple(name for name, there in seen.items() if there)


def _origins(plant: Plant) -> dict[str, int]:
    """When the worse of the two faces was made: a lean, a bad face and dirt on it came with that cleave."""
    faces = [(_dirt_on(end), end.face) for end in plant.ends.values() if end.face is not None]
    if not faces:
        return {}
    leaning = max((face for _, face in faces), key=lambda face: face.angle_deg)
    bad = max((face for _, face in faces), key=lambda face: face.defect_size)
    _, dirty = max(faces, key=lambda found: (found[0], found[1].defect_size))
    return {"tilt": leaning.tick, "face": bad.tick, "dirt": dirty.tick, "bubble": dirty.tick}


def joint_of(plant: Plant, fusion: Fusion, re_arcs: int, tick: int) -> Joint:
    """The joint as it truly is after the arc and so many re-arcs, with its bill at the site's wavelength."""
    energy = energy_after(fusion, re_arcs)
    core, cladding = offsets_after(fusion, re_arcs)
    bubble = bubble_um(fusion.dirt, plant.chance.uniform(f"splice:{fusion.number}:bubble"))
    tilt = math.hypot(*fusion.tilt_deg)
    extra = {
        "arc": arc_loss_db(energy),
        "bubble": bubble_loss_db(bubble),
        "dirt": 0.0 if bubble else 0.6 * fusion.dirt**1.5,
        "face": fusion.deform_db,
    }
    bill = splice.bill(
        plant.ends["left"].fibre,
        plant.ends["right"].fibre,
        plant.site.wavelength_nm * 1e-9,
        offset=math.hypot(*core) * 1e-6,
        tilt=math.radians(tilt),
        gap=0.0,
        extra={name: value for name, value in extra.items() if value > 0.0},
    )
    nick = worst_nick_um(plant)
    joint = Joint(
        offset_um=core,
        cladding_offset_um=cladding,
        tilt_deg=tilt,
        waist=waist(fusion.overlap_um, energy),
        bubble_um=bubble,
        fused=fused_share(energy),
        arc_energy=energy,
        strength_n=min(_strength_n(plant, fusion, energy, bubble), nick_strength_n(nick)),
        bill={name: float(value) for name, value in bill.items() if name != "gap"},
        weak_nick_um=nick,
        re_arcs=re_arcs,
        tick=tick,
        origins=_origins(plant),
    )
    joint.visible_defects = visible_defects(joint)
    return joint


def estimate_db(offset_um: float, tilt_deg: float, waist_seen: float, seam: float, bubble: float) -> float:
    """The machine's figure [dB at 1310 nm] from what its pictures show, taking both fibres for the same ordinary one.

    seam 0..1: how plainly the seam shows; bubble: its diameter [um] when it can be seen, else 0. It knows nothing of
    mode fields, of dirt without a bubble, or of a core that the search did not find.
    """
    ordinary = fibres.CATALOGUE["G.652.D"]
    aligned = float(
        np.asarray(splice.loss(ordinary, ordinary, 1310e-9, offset=offset_um * 1e-6, tilt=math.radians(tilt_deg)))
    )
    shape = 10.0 * waist_seen**2 + (0.3 + 2.0 * seam if seam > 0.05 else 0.0)
    return LEAST_ARC_DB + aligned + shape + (bubble_loss_db(bubble) if bubble >= BUBBLE_SEEN_UM else 0.0)


def faults(plant: Plant) -> tuple[str, ...]:
    """The faults of the machine that care would remove, by the name of that care."""
    found = {
        "groove_left": plant.splicer.groove_dirt_left > GROOVE_FAULT,
        "groove_right": plant.splicer.groove_dirt_right > GROOVE_FAULT,
        "optics": plant.splicer.optics_dust > OPTICS_FAULT,
        "electrodes": worn(plant),
        "arc_test": abs(drift(plant)) > DRIFT_FAULT,
    }
    return tuple(name for name, there in found.items() if there)


def arc_test_due(plant: Plant) -> bool:
    """Whether an arc test is owed: asked for by the site, or the arc is off."""
    return (plant.site.splicer.arc_test_due and not plant.splicer.arc_tested) or abs(drift(plant)) > DRIFT_FAULT
