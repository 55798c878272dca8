"""What the joint truly is, what the machine believes, and where both must differ.

Deliberately without the scene: a bare desk, the plant and the machine's keys.
"""

from __future__ import annotations

import math

import pytest

from simulator.instruments import splicer_law as law
from simulator.instruments.splicer import Splicer
from simulator.optics import fibre, splice
from simulator.plant import Chance, FibreSpec, SiteSpec, SplicerSpec, workplace
from tests.instruments.splicer_desk import RATE, Desk, machine, spliced, wait

# --- truth and estimate


def test_the_residual_tilt_gives_the_loss_per_square_degree() -> None:
    f = fibre.CATALOGUE["G.652.D"]
    tilt = math.radians(law.TILT_SHARE * 1.0)
    assert float(splice.loss(f, f, 1310e-9, tilt=tilt)) == pytest.approx(0.008, abs=0.0015)


def test_careful_ends_on_a_sound_machine_are_always_good() -> None:
    for seed in range(200):
        it = spliced(machine(seed))
        joint = it.plant.joint
        assert joint is not None and it.result is not None
        assert joint.loss_db <= 0.05 and joint.estimate_db <= 0.05, seed
        assert it.result.verdict == "good" and not joint.visible_defects
        assert math.fsum(joint.bill.values()) == joint.loss_db
        assert min(joint.bill.values()) >= -1e-9


def test_angles_show_in_the_readings_and_in_the_bill() -> None:
    it = machine(2)
    for side, angle in (("left", 1.5), ("right", -1.5)):
        face = it.plant.ends[side].face
        assert face is not None
        face.angle_x_deg, face.angle_y_deg = angle, 0.0
    spliced(it)
    assert it.readings is not None and it.plant.joint is not None
    assert it.readings.angle_left_deg == pytest.approx(1.5, abs=0.15)
    assert it.readings.angle_right_deg == pytest.approx(1.5, abs=0.15)
    assert it.readings.gap_um == pytest.approx(12.0, abs=0.6)
    assert it.plant.joint.bill["tilt"] == pytest.approx(0.008 * 9.0, abs=0.03)


def test_parallel_slanted_faces_match() -> None:
    it = machine(2)
    for side in ("left", "right"):
        face = it.plant.ends[side].face
        assert face is not None
        face.angle_x_deg, face.angle_y_deg = 2.0, 0.0
    spliced(it)
    assert it.plant.joint is not None and it.plant.joint.bill["tilt"] < 0.002


def test_the_estimate_cannot_see_a_difference_of_mode_field() -> None:
    it = machine(1, ("G.652.D", "G.657.A2"))
    it.plant.ends["left"].fibre = fibre.with_mode_field(it.plant.ends["left"].fibre, 9.6e-6)
    it.plant.ends["right"].fibre = fibre.with_mode_field(it.plant.ends["right"].fibre, 8.0e-6)
    it.choose("G657")
    spliced(it)
    joint = it.plant.joint
    assert joint is not None
    assert joint.bill["mode_field"] > 0.08
    assert joint.loss_db - joint.estimate_db > 0.07


def test_the_estimate_cannot_see_what_the_wrong_programme_hides() -> None:
    for seed in range(20):
        wrong, right = machine(seed, ("G.657.A2", "G.657.A2")), machine(seed, ("G.657.A2", "G.657.A2"))
        wrong.choose("SM_AUTO")
        right.choose("G657")
        bad, good = spliced(wrong).plant.joint, spliced(right).plant.joint
        assert bad is not None and good is not None
        assert bad.loss_db > 0.05 and bad.loss_db > good.loss_db + 0.04
        assert bad.estimate_db <= 0.04 and not bad.visible_defects


def test_programmes_that_fit() -> None:
    assert law.right_programmes(("G.652.D", "G.652.D")) == ("SM_AUTO", "SM_FAST")
    assert law.right_programmes(("G.652.D", "G.657.A2")) == ("G657",)
    assert "G657" in law.right_programmes(("G.657.A1", "G.657.A1"))
    it = machine()
    it.choose("G657")
    spliced(it)
    assert it.plant.joint is not None and it.plant.joint.loss_db <= 0.05, "harmless on ordinary fibre"


def test_the_estimate_cannot_see_dirt_without_a_bubble_but_sees_the_bubble() -> None:
    hazy = machine(4)
    hazy.plant.ends["left"].residue[:] = 0.11
    spliced(hazy)
    assert hazy.plant.joint is not None and hazy.plant.joint.bubble_um == 0.0
    assert hazy.plant.joint.bill["dirt"] > 0.005
    clean = spliced(machine(4))
    assert clean.plant.joint is not None
    assert hazy.plant.joint.estimate_db == clean.plant.joint.estimate_db
    dirty = machine(4)
    dirty.plant.ends["left"].residue[:] = 0.8
    spliced(dirty)
    joint = dirty.plant.joint
    assert joint is not None and joint.bubble_um > 3.0 and "bubble" in joint.visible_defects
    assert joint.bill["bubble"] >= 0.15 and joint.estimate_db > 0.15
    assert dirty.message is not None and dirty.message.key == "msg.bubble"


def test_bubbles_come_with_dirt_never_below_and_always_above_the_band() -> None:
    assert law.bubble_um(law.BUBBLE_NEVER, 0.0) == 0.0
    assert law.bubble_um(law.BUBBLE_ALWAYS, 0.999999) > 3.0
    assert law.bubble_um(0.13, 0.3) > 0.0 and law.bubble_um(0.13, 0.7) == 0.0


def test_a_cladding_machine_inherits_the_error_of_the_core() -> None:
    it = machine(5, alignment="cladding")
    it.plant.ends["left"].core_offset_um, it.plant.ends["right"].core_offset_um = (0.5, 0.0), (-0.3, 0.0)
    spliced(it)
    joint = it.plant.joint
    assert joint is not None
    assert joint.core_offset_um == pytest.approx(0.8, abs=0.35)
    assert joint.loss_db > joint.estimate_db + 0.05, "cladding edges say nothing of the cores"
    same = machine(5)
    same.plant.ends["left"].core_offset_um, same.plant.ends["right"].core_offset_um = (0.5, 0.0), (-0.3, 0.0)
    spliced(same)
    assert same.plant.joint is not None and same.plant.joint.core_offset_um < 0.4


def test_the_bill_is_at_the_wavelength_of_the_site() -> None:
    def offset_loss(nm: float) -> float:
        site = SiteSpec(
            (FibreSpec("G.652.D"), FibreSpec("G.652.D")), wavelength_nm=nm, stripped_and_cleaved=True,
            splicer=SplicerSpec(groove_dirt_left=0.5),
        )  # fmt: skip
        it = Splicer(workplace.build(site, Chance(3)), Desk(), RATE)
        spliced(it)
        assert it.plant.joint is not None
        return it.plant.joint.bill["offset"]

    assert offset_loss(1310.0) > 1.1 * offset_loss(1550.0)


# --- pictures


def test_the_picture_of_an_idle_machine_stays_the_same_object_value() -> None:
    it = machine()
    first = it.view("x")
    for _ in range(30):
        it.step()
    assert it.view("x") == first and hash(it.view("x")) == hash(first)


def test_the_gap_closes_under_the_glow_and_a_joint_remains() -> None:
    it = machine()
    it.press("set")
    wait(it, "ready")
    before = it.view("x")
    assert before.left is not None and before.right is not None
    assert before.right.tip_um - before.left.tip_um == pytest.approx(12.0)
    it.press("arc")
    wait(it, "arc")
    early = it.view("x")
    assert early.joint is None and early.glow > 0.5
    wait(it, "analyse")
    assert it.view("x").joint is not None
    wait(it, "result")
    assert it.last_view("y") is not None




def test_same_seed_same_joint() -> None:
    one, two = spliced(machine(9)).plant.joint, spliced(machine(9)).plant.joint
    other = spliced(machine(10)).plant.joint
    assert one == two and one != other
