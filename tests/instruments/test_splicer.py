"""The splicer: phases and messages, laws against published figures, and what its estimate cannot know.

Deliberately without the scene: a bare desk, the plant and the machine's keys.
"""


from __future__ import annotations

import math
from dataclasses import replace

import pytest

from simulator.instruments import splicer_law as law
from simulator.instruments.splicer import CARE_SECONDS, SECONDS, Splicer
from simulator.plant import Nick, Weather
from tests.instruments.splicer_desk import RATE, machine, refusal, spliced, wait

# --- phases


def test_a_run_goes_through_its_phases_in_their_order_and_time() -> None:
    it = machine()
    it.press("set")
    before = wait(it, "ready")
    assert before == ["set", "cleaning_arc", "gap", "inspect", "ready"]
    assert it.age / RATE == pytest.approx(SECONDS["set"] + 0.15 + SECONDS["gap"] + SECONDS["inspect"], abs=0.05)
    for _ in range(200):
        it.step()
    assert it.phase == "ready"
    start = it.age
    it.press("arc")
    assert wait(it, "result") == ["align", "prefuse", "arc", "analyse", "result"]
    assert (it.age - start) / RATE == pytest.approx(SECONDS["align"] + 0.2 + 1.8 + SECONDS["analyse"], abs=0.05)
    it.desk.cover_closed = False
    it.cover_moved()
    assert wait(it, "released") == ["proof", "released"]
    assert it.plant.joint is not None and it.plant.joint.proof_passed is True


def test_dirt_in_the_joint_leads_to_the_cleave_of_the_dirtier_end() -> None:
    """Residue that a wipe left counts as dust on the face does."""
    it = machine()
    for tick, side in ((500, "left"), (900, "right")):
        it.plant.ends[side].face = replace(it.plant.ends[side].face, tick=tick, dust=0.01 if side == "left" else 0.0)
    assert law._origins(it.plant)["dirt"] == 500
    it.plant.ends["right"].residue[:] = 0.13
    assert law._origins(it.plant)["dirt"] == 900


def test_set_also_starts_the_arc_and_reset_leaves_a_run() -> None:
    it = machine()
    it.press("set")
    wait(it, "ready")
    it.press("set")
    assert it.phase == "align"
    it.press("reset")
    assert it.phase == "idle" and it.plant.joint is None


def test_keys_that_mean_nothing_now_do_nothing() -> None:
    it = machine()
    for key in ("arc", "reset", "up", "down"):
        assert it.press(key) == [] and it.phase == "idle"
    it.press("menu")
    assert it.phase == "menu"
    it.press("menu")
    assert it.phase == "idle"


def test_the_cover_is_locked_while_the_arc_burns_and_stops_a_run_otherwise() -> None:
    it = machine()
    it.press("set")
    wait(it, "cleaning_arc")
    assert it.locked
    wait(it, "gap")
    assert not it.locked
    it.desk.cover_closed = False
    it.cover_moved()
    assert it.phase == "error" and it.message is not None and it.message.key == "msg.cover_open"
    it.desk.cover_closed = True
    it.cover_moved()
    assert it.phase == "idle"


def test_without_proof_the_joint_is_free_at_once() -> None:
    it = machine()
    it.proof_wanted = False
    spliced(it)
    it.desk.cover_closed = False
    it.cover_moved()
    assert it.phase == "released" and it.plant.joint is not None and it.plant.joint.proof_passed is None


# --- messages


def broken(side: str, what: str) -> Splicer:
    it = machine()
    lie, face, end = getattr(it.desk, side), it.plant.ends[side].face, it.plant.ends[side]
    assert face is not None
    if what == "no_fibre":
        lie.clamped = False
    elif what == "too_long":
        lie.z_mm = 0.2
    elif what == "too_short":
        lie.z_mm = -3.5
    elif what == "angle":
        face.angle_y_deg = 3.4
    elif what == "face":
        face.defect, face.defect_size = "lip", 0.6
    elif what == "dust":
        face.dust = 0.6
    elif what == "uncut":
        end.face = None
    return it


@pytest.mark.parametrize("side", ["left", "right"])
@pytest.mark.parametrize("what", ["no_fibre", "too_long", "too_short", "angle", "face", "dust"])
def test_each_fault_of_an_end_has_its_message_and_side(side: str, what: str) -> None:
    it = broken(side, what)
    assert refusal(it) == f"msg.{what}_{side}"
    assert it.message is not None and it.message.side == side
    it.press("reset")
    assert it.phase == "idle" and it.message is None


def test_an_end_that_was_never_cleaved_is_refused() -> None:
    assert refusal(broken("left", "uncut")) == "msg.face_left"


def test_the_angle_message_carries_the_measured_angle() -> None:
    it = broken("left", "angle")
    refusal(it)
    assert it.message is not None
    face = it.plant.ends["left"].face
    assert face is not None
    assert it.message.args["angle_deg"] == pytest.approx(face.angle_deg, abs=0.15)


def test_messages_of_the_machine_itself() -> None:
    it = machine()
    it.desk.cover_closed = False
    assert refusal(it) == "msg.cover_open"
    it = machine()
    it.plant.ends["right"].coating_edge_mm = it.plant.ends["right"].length_mm - 3.0
    assert refusal(it) == "msg.coating_in_arc"
    assert refusal(machine(optics_dust=0.8)) == "msg.dust_both"
    for side in ("left", "right"):
        for seed in range(5):
            it = machine(seed, **{f"groove_dirt_{side}": 0.75})
            assert refusal(it) == "msg.offset_limit"
            assert it.message is not None and it.message.side == side
    it = machine(electrode_arcs=5200)
    it.press("set")
    assert it.notice is not None and it.notice.key == "msg.electrodes_old" and it.phase == "set"


def test_coating_in_the_groove_lifts_the_fibre() -> None:
    it = machine()
    it.plant.ends["left"].coating_edge_mm = it.plant.ends["left"].length_mm - 6.0
    assert refusal(it) == "msg.offset_limit"


def test_below_the_reach_of_the_motors_dirt_goes_through_and_costs_light() -> None:
    for seed in range(10):
        clean, dirty = spliced(machine(seed)), spliced(machine(seed, groove_dirt_left=0.5))
        assert clean.plant.joint is not None and dirty.plant.joint is not None
        assert dirty.plant.joint.loss_db > clean.plant.joint.loss_db + 0.05
        assert dirty.plant.joint.estimate_db > 0.05, "a shifted fibre shows in the picture"


# --- arc


def test_energy_is_current_squared_times_time() -> None:
    it = machine()
    programme = law.PROGRAMMES["SM_AUTO"]
    one = law.arc_energy(it.plant, programme, 0)
    assert law.arc_energy(it.plant, replace(programme, current_ma=30.0), 0) == pytest.approx(4 * one)
    assert law.arc_energy(it.plant, replace(programme, arc_s=0.9), 0) == pytest.approx(one / 2)
    assert one == pytest.approx(1.0, abs=0.025)


def test_drift_cold_and_height_change_the_arc_as_the_trade_says() -> None:
    base = law.arc_factor(machine().plant)
    assert base == pytest.approx(1.0)
    assert law.arc_factor(machine(arc_drift=-0.2).plant) == pytest.approx(0.64)
    assert law.arc_factor(machine(weather=Weather(altitude_m=1100.0)).plant) == pytest.approx(0.90)
    assert law.arc_factor(machine(weather=Weather(temperature_c=-10.0)).plant) == pytest.approx(0.97)
    tested = machine(weather=Weather(altitude_m=2000.0))
    tested.plant.splicer.arc_tested = True
    assert law.arc_factor(tested.plant) == pytest.approx(1.0)


def test_arc_loss_between_the_named_energies() -> None:
    assert law.arc_loss_db(1.3) - law.LEAST_ARC_DB == pytest.approx(0.06 * math.log(1.3) ** 2)
    assert 0.3 <= law.arc_loss_db(0.59) <= law.arc_loss_db(0.3) <= 3.0
    assert 0.1 <= law.arc_loss_db(1.7) < law.arc_loss_db(2.4) <= 1.0


def test_a_weak_arc_leaves_a_seam_and_mostly_fails_the_pull_and_a_strong_one_a_neck() -> None:
    broke = 0
    for seed in range(40):
        cold = spliced(machine(seed, arc_drift=-0.26))
        joint = cold.plant.joint
        assert joint is not None and joint.fused < 1.0 and "seam" in joint.visible_defects
        assert cold.message is not None and cold.message.key == "msg.seam"
        broke += joint.strength_n < law.PROOF_N
    assert 22 <= broke <= 37, "about seven in ten"
    thin = spliced(machine(2, arc_drift=0.4))
    assert thin.message is not None and thin.message.key == "msg.thin"
    assert thin.result is not None and thin.result.waist < -0.08


def test_re_arc_helps_a_cold_joint_once_and_harms_the_third_time() -> None:
    it = spliced(machine(3, arc_drift=-0.26))
    joint = it.plant.joint
    assert joint is not None
    cold = joint.loss_db
    it.press("arc")
    wait(it, "result")
    assert it.plant.joint is not None and it.plant.joint.re_arcs == 1
    assert it.plant.joint.loss_db < cold / 3
    sound = spliced(machine(3))
    for _ in range(3):
        sound.press("arc")
        wait(sound, "result")
    assert sound.plant.joint is not None and "thin" in sound.plant.joint.visible_defects
    assert sound.plant.splices == 1


def test_every_arc_counts_on_the_electrodes() -> None:
    it = spliced(machine(electrode_arcs=100))
    assert it.electrode_arcs == 101
    it.press("arc")
    wait(it, "result")
    assert it.electrode_arcs == 102


# --- care


def test_arc_test_sets_the_arc_and_says_no_when_it_cannot() -> None:
    it = machine(arc_drift=0.3)
    it.start_arc_test()
    assert wait(it, "idle")[0] == "arc_test"
    assert abs(law.drift(it.plant)) < 0.02 and it.plant.splicer.arc_tested and it.needless_care == 0
    worn = machine(arc_drift=0.3, electrode_arcs=6000)
    worn.start_arc_test()
    wait(worn, "error")
    assert worn.message is not None and worn.message.key == "msg.arc_test_ng"
    dirty = machine(arc_drift=0.3)
    dirty.plant.ends["left"].residue[:] = 0.6
    dirty.start_arc_test()
    wait(dirty, "error")
    bare = machine()
    bare.desk.left.clamped = False
    bare.start_arc_test()
    assert bare.message is not None and bare.message.key == "msg.no_fibre_left"


def test_care_mends_what_is_sick_and_counts_what_was_needless() -> None:
    it = machine(groove_dirt_left=0.5, optics_dust=0.6, electrode_arcs=5400, arc_drift=0.02)
    assert set(law.faults(it.plant)) == {"groove_left", "optics", "electrodes"}
    for task in ("groove_left", "optics", "electrodes"):
        it.start_care(task)
        start = it.age
        wait(it, "idle")
        assert (it.age - start) / RATE == pytest.approx(CARE_SECONDS[task], abs=0.02)
    assert it.needless_care == 0
    assert law.faults(it.plant) == ("arc_test",), "new electrodes need an arc test"
    it.start_care("groove_right")
    wait(it, "idle")
    assert it.needless_care == 1
    with pytest.raises(KeyError):
        it.start_care("cover")


def test_worn_electrodes_make_the_arc_wander() -> None:
    def spread(arcs: int) -> float:
        found = [law.arc_energy(machine(s, electrode_arcs=arcs).plant, law.PROGRAMMES["SM_AUTO"], 0) for s in range(40)]
        return max(found) - min(found)

    assert spread(6000) > 5 * spread(100)


# --- proof test


def test_the_nick_that_breaks_at_two_newtons_is_the_one_of_fracture_mechanics() -> None:
    stress = law.PROOF_N / (math.pi * (125e-6 / 2) ** 2)
    assert stress == pytest.approx(163e6, rel=0.002)
    critical_um = (0.75e6 / stress) ** 2 / math.pi * 1e6
    assert 4.0 < critical_um < 13.0
    assert law.nick_strength_n(critical_um) == pytest.approx(2.0, rel=1e-9)
    assert law.nick_strength_n(4.0) == pytest.approx(law.nick_strength_n(16.0) * 2.0)
    assert law.nick_strength_n(0.0) == math.inf


@pytest.mark.parametrize(("depth", "phase"), [(5.0, "released"), (9.0, "proof_failed")])
def test_a_deep_nick_breaks_at_the_proof_and_a_shallow_one_waits(depth: float, phase: str) -> None:
    it = machine()
    end = it.plant.ends["left"]
    end.nicks.append(Nick(end.length_mm - 5.0, depth, "strip", 0))
    spliced(it)
    it.desk.cover_closed = False
    it.cover_moved()
    wait(it, "released", "proof_failed")
    assert it.phase == phase
    assert it.plant.joint is not None and it.plant.joint.weak_nick_um == depth


def test_a_nick_far_behind_the_clamps_does_not_count() -> None:
    it = machine()
    end = it.plant.ends["left"]
    end.nicks.append(Nick(end.length_mm - 60.0, 30.0, "strip", 0))
    assert law.worst_nick_um(it.plant) == 0.0
