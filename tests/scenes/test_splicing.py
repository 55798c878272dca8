"""The splicing scene: careful hands are rewarded, careless ones pay, and any nonsense is survived.

Deliberately without a window and without an exercise file: scene, plant and scripted hands alone.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from simulator.instruments import splicer_law as law
from simulator.plant import Nick, SiteSpec
from simulator.scenes.base import Action
from simulator.scenes.splicing.logic import FACTS, MENU_ROWS, Params
from tests.hands import splicing as hands
from tests.hands.script import Pencil, by_tick, end_of
from tests.scenes.splicing_bench import READY, SEEDS_ALL, bench, causes, do, facts, lifted, play, played, sick

# --- skill decides


@pytest.mark.parametrize("seed", SEEDS_ALL)
def test_careful_hands_are_good_on_every_draw(seed: int) -> None:
    scene = played(hands.careful_splicing, seed=seed)
    found = scene.book.values
    assert scene.outcome == "done"
    assert found["splice.loss_db"] <= 0.05 and found["splice.estimate_db"] <= 0.05
    assert found["splice.proof_passed"] == found["sleeve.quality"] == found["splicer.programme_right"] == 1
    assert found["decision.wrong"] == found["machine.faults_left"] == found["machine.needless_care"] == 0
    assert found["sleeve.centre_error_mm"] == found["load.worst_error_mm"] == 0
    assert found["sleeve.cooled_s"] >= 30 and found["sleeve.cover_mm"] == 20.0
    assert math.fsum(scene.bill().values()) == pytest.approx(found["splice.loss_db"], abs=0.005)
    assert not scene.broken_gates and not [m for m in scene.marks if m.level == "bad"]


def test_every_fact_is_settled_by_careful_hands() -> None:
    assert set(facts(hands.careful_splicing)) == {spec.name for spec in FACTS}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(
    ("way", "site", "bad"),
    [
        (hands.careless_wrong_programme, READY, {"splicer.programme_right": 0}),
        (hands.careless_no_centring, READY, {"sleeve.quality": 0, "sleeve.centre_error_mm": 24}),
        (hands.careless_not_cooled, READY, {"sleeve.quality": 0}),
        (hands.careless_oven_too_short, READY, {"sleeve.quality": 0}),
        (hands.careless_unprotected, READY, {"sleeve.quality": 0}),
        (hands.careless_redoes_all, READY, {"decision.wrong": 1}),
        (hands.careless_keeps_all, sick(arc_drift=0.35), {"decision.wrong": 1, "splicer.arc_test_done": 0}),
        (hands.careless_many_re_arcs, READY, {"decision.wrong": 1}),
        (hands.clean_at_random, sick(arc_drift=0.35), {"machine.needless_care": 4}),
    ],
)
def test_careless_hands_pay_on_every_draw(way, site: SiteSpec, bad: dict[str, float], seed: int) -> None:
    found = facts(way, site, seed)
    assert {name: found[name] for name in bad} == bad


@pytest.mark.parametrize("seed", range(20))
def test_the_wrong_programme_costs_light_and_the_estimate_does_not_tell(seed: int) -> None:
    wrong, right = facts(hands.careless_wrong_programme, seed=seed), facts(hands.careful_splicing, seed=seed)
    assert wrong["splice.loss_db"] >= right["splice.loss_db"] + 0.04
    assert wrong["splice.estimate_db"] <= 0.04


@pytest.mark.parametrize("seed", range(10))
def test_dragging_ends_at_the_machine_s_refusal(seed: int) -> None:
    scene = played(hands.careless_drag, seed=seed)
    assert "splice.loss_db" not in scene.book.values
    assert "load.dragged" in causes(scene)
    assert scene.machine.message is not None and scene.machine.message.key in ("msg.face_left", "msg.dust_left")


@pytest.mark.parametrize("seed", range(20))
def test_who_diagnoses_finds_a_good_splice(seed: int) -> None:
    for way, site in (
        (hands.diagnose_groove, sick(groove_dirt_right=0.75)),
        (hands.diagnose_arc, sick(arc_drift=0.35, arc_test_due=True)),
        (hands.diagnose_arc, sick(arc_drift=-0.3)),
    ):
        found = facts(way, site, seed)
        assert found["splice.loss_db"] <= 0.05 and found["machine.faults_left"] == 0
        assert found["machine.needless_care"] == 0 and found["splicer.arc_test_done"] == 1


def test_doing_nothing_settles_nothing_good() -> None:
    scene = bench()
    for tick in range(300):
        scene.step(tick, [])
    scene.close(300)
    assert set(scene.book.values) == {"machine.faults_left", "machine.needless_care", "splicing.time_s"}


# --- loading


def test_a_tip_that_passes_the_axis_is_chipped_once() -> None:
    scene = bench()
    toasts = do(
        scene, 0, ("left.hold", True), ("left.move", (0.6, 1.0)), ("left.move", (0.7, 1.0)), ("left.move", (-1.0, 5.0))
    )
    face = scene.plant.ends["left"].face
    assert toasts == ["load.past_axis"] and face is not None and face.defect == "chip"
    assert [m.cause for m in scene.marks] == ["load.past_axis"]
    assert face.dust < 0.5


def test_high_above_the_groove_nothing_touches() -> None:
    scene = bench()
    assert do(scene, 0, ("left.hold", True), ("left.move", (2.0, 8.0)), ("left.move", (-1.0, 8.0))) == []
    face = scene.plant.ends["left"].face
    assert face is not None and face.defect == "none"


def test_dragging_takes_dust_after_a_millimetre_and_a_chip_later() -> None:
    scene = bench()
    path = ((-6.0, 5.0), (-6.0, 0.0), (-5.2, 0.0))
    do(scene, 0, ("left.hold", True), *[("left.move", place) for place in path])
    face = scene.plant.ends["left"].face
    assert face is not None and face.dust == 0.0
    do(scene, 5, ("left.move", (-4.5, 0.0)))
    assert face.dust == pytest.approx(0.4) and face.defect == "none"
    do(scene, 6, ("left.move", (-1.0, 0.0)))
    assert face.defect == "chip"


def test_clamps_want_a_lying_fibre_and_an_open_cover() -> None:
    scene = bench()
    assert do(scene, 0, ("left.clamp", True)) == ["load.nothing_to_clamp"]
    do(scene, 1, ("left.hold", True), ("left.move", (-1.0, 4.0)))
    assert do(scene, 3, ("right.clamp", True)) == []  # told a moment ago, not again
    do(scene, 4, ("left.hold", False), ("left.clamp", True), ("cover", True))
    assert scene.state.left.clamped and scene.state.left.h_mm == 0.0
    assert do(scene, 7, ("left.clamp", False)) == ["load.cover_closed"]
    assert scene.state.left.clamped


def test_a_clamp_on_bare_glass_wounds_it() -> None:
    scene = bench()
    scene.plant.ends["left"].coating_edge_mm -= 10.0
    do(scene, 0, ("left.hold", True), ("left.move", (-1.0, 0.0)), ("left.clamp", True))
    assert "load.clamp_on_glass" in causes(scene)
    assert law.worst_nick_um(scene.plant) > 0.0
    good = played(hands.careful_splicing)
    assert "load.clamp_on_glass" not in causes(good)


def test_the_load_fact_is_the_worse_side() -> None:
    site = READY
    scene = played(hands.splice, site, manner=replace(hands.CAREFUL, load_mm=-2.4))
    assert scene.book.get("load.worst_error_mm") == pytest.approx(1.4)
    assert "load.out_of_window" in causes(scene)


# --- machine keys, menu, care


def test_the_menu_by_keys_chooses_programme_and_arc_test() -> None:
    scene = bench()
    do(scene, 0, ("key", "menu"), ("key", "down"), ("key", "down"), ("key", "set"))
    assert scene.plant.splicer.programme == "G657" and scene.machine.phase == "idle"
    do(scene, 10, ("key", "menu"), *[("key", "down")] * (len(MENU_ROWS) - 3), ("key", "set"))
    assert scene.machine.message is not None and scene.machine.message.key == "msg.cover_open"


def test_care_asks_for_an_open_cover_and_a_free_groove() -> None:
    scene = bench(sick(groove_dirt_left=0.6))
    do(scene, 0, ("cover", True))
    assert do(scene, 1, ("care", "optics")) == ["care.open_cover"]
    do(scene, 2, ("cover", False), ("left.hold", True), ("left.move", (-1.0, 0.0)), ("left.clamp", True))
    assert do(scene, 7, ("care", "groove_left")) == ["care.unclamp"]
    do(scene, 8, ("left.clamp", False), ("care", "groove_left"))
    assert scene.machine.phase == "care"
    play(scene, [], 10)
    for tick in range(10, 300):
        scene.step(tick, [])
    assert scene.plant.splicer.groove_dirt_left == 0.0


def test_the_cover_does_not_open_under_high_voltage() -> None:
    scene = bench()
    script = hands.careful_splicing(0, READY)
    arc = next(tick for tick, action in script if action == Action("key", "arc"))
    play(scene, [entry for entry in script if entry[0] <= arc])
    for tick in range(arc + 1, arc + 180):
        scene.step(tick, [])
    assert scene.machine.phase == "arc"
    assert do(scene, arc + 180, ("cover", False)) == ["cover.locked"]
    assert scene.state.cover_closed


# --- decisions


def test_a_bad_splice_that_is_redone_is_no_wrong_decision_and_costs_fibre() -> None:
    site = sick(arc_drift=0.35)
    scene = bench(site)
    before = {side: end.length_mm for side, end in scene.plant.ends.items()}
    play(scene, hands.splice(0, site, replace(hands.CAREFUL, verdict="redo")))
    assert scene.book.get("decision.wrong") == 0
    assert scene.plant.joint is None and scene.bill() == {}
    for side, end in scene.plant.ends.items():
        assert end.length_mm < before[side] - 10.0
        assert end.face is not None and end.bare_mm == pytest.approx(10.0), "made ready again at this site"
    assert scene.plant.ends["left"].sleeve_mm is not None
    assert scene.state.left.z_mm == -30.0 and scene.machine.phase == "idle" and not scene.state.cover_closed


def test_redo_and_do_it_right_counts_two_attempts_and_only_the_last_loss() -> None:
    site = sick(arc_drift=0.35)
    scene = bench(site)
    first = hands.splice(0, site, replace(hands.CAREFUL, verdict="redo"))
    play(scene, first)
    bad = scene.book.values["splice.loss_db"]
    again = hands.diagnose_arc(end_of(first) + 10, site)
    play(scene, again, end_of(first) + 1)
    scene.close(end_of(again))
    assert scene.book.values["splice.attempts"] == 2
    assert bad > 0.1 >= scene.book.values["splice.loss_db"]
    assert scene.book.values["decision.wrong"] == 0 and scene.book.values["sleeve.quality"] == 1


def test_cutting_a_joint_and_leaving_takes_its_facts_away() -> None:
    found = facts(hands.careless_redoes_all)
    assert not {"splice.loss_db", "splice.estimate_db", "splice.proof_passed"} & set(found)


def test_a_joint_that_is_cut_out_leaves_two_ends_to_be_prepared() -> None:
    scene = bench(sick(arc_drift=0.35))
    before = {side: end.length_mm for side, end in scene.plant.ends.items()}
    bare = {side: end.bare_mm for side, end in scene.plant.ends.items()}
    script = hands.splice(0, scene.plant.site, replace(hands.CAREFUL, verdict="redo"))
    actions = by_tick(script)
    for tick in range(end_of(script)):
        scene.step(tick, actions.get(tick, []))
    assert scene.outcome == "back"
    for side, end in scene.plant.ends.items():
        assert end.length_mm == pytest.approx(before[side] - bare[side] - 5.0)
        assert end.face is None and end.bare_mm == 0.0
    assert scene.plant.loose_glass() == 0, "the piece is in its coating"


def test_sending_bad_ends_back_cuts_nothing_and_judges_nothing() -> None:
    scene = bench(replace(READY, stripped_and_cleaved=False))
    for end in scene.plant.ends.values():
        end.coating_edge_mm = end.length_mm - 10.0
    length = scene.plant.ends["left"].length_mm
    script = hands.careful_splicing(0, READY)
    arc = next(tick for tick, action in script if action == Action("key", "arc"))
    play(scene, [entry for entry in script if entry[0] <= arc])
    arc += 1
    assert scene.machine.phase == "error" and scene.goal() == "splice.send_back"
    scene.step(arc, [Action("decide", "redo")])
    assert scene.outcome == "back" and scene.plant.ends["left"].length_mm == length
    assert "decision.wrong" not in scene.book.values
    for end in scene.plant.ends.values():
        end.coating_edge_mm = end.length_mm - 35.0
    scene.enter(arc + 1)
    assert scene.goal() == "splice.load_left", "what the machine said of the old ends is over"


def test_a_nick_breaks_at_the_proof_and_leads_back() -> None:
    scene = bench()
    end = scene.plant.ends["right"]
    end.nicks.append(Nick(end.length_mm - 6.0, 12.0, "strip", 0))
    toasts = play(scene, [entry for entry in hands.careful_splicing(0, READY) if entry[1].target != "done"])
    assert "proof.broken" in toasts and "proof.broke_nick" in causes(scene)
    assert scene.machine.phase == "proof_failed" and scene.goal() == "splice.redo_broken"
    assert scene.book.values["splice.proof_passed"] == 0 and scene.book.values["decision.wrong"] == 0
    curve = scene.find_curve("tension")
    assert curve is not None and max(y for _, y, _ in curve.points) < 2.0


def test_keep_is_refused_where_there_is_nothing_to_keep() -> None:
    scene = bench()
    assert do(scene, 0, ("decide", "keep"), ("take",), ("sleeve.move", 0.0), ("oven.place", True), ("oven.heat",)) == [
        "decide.not_now", "take.not_now", "sleeve.not_yet", "oven.not_yet", "oven.empty",
    ]  # fmt: skip


# --- sleeve and oven


def test_a_forgotten_sleeve_is_found_out_at_the_oven_and_only_redo_helps() -> None:
    scene = bench()
    for end in scene.plant.ends.values():
        end.sleeve_mm = None
    script = hands.careful_splicing(0, READY)
    toasts = play(scene, [entry for entry in script if entry[1].target != "done"])
    assert "sleeve.forgotten" in toasts and "sleeve.forgotten" in causes(scene)
    assert scene.goal() == "splice.no_sleeve" and not scene.state.oven.splice_in
    scene.step(end_of(script) + 5, [Action("decide", "redo")])
    assert scene.outcome == "back" and scene.book.values["decision.wrong"] == 0


def test_the_sleeve_covers_what_geometry_says() -> None:
    for length, cover in ((60, 20.0), (40, 10.0)):
        scene = played(hands.careful_splicing, replace(READY, sleeve_mm=length))
        assert scene.book.values["sleeve.cover_mm"] == cover and scene.book.values["sleeve.quality"] == 1
    off = played(hands.splice, manner=replace(hands.CAREFUL, centre_mm=6.0))
    assert off.book.values["sleeve.cover_mm"] == 14.0 and off.book.values["sleeve.centre_error_mm"] == 6.0
    assert "sleeve.off_centre" in causes(off)


def test_oven_order_is_free_but_physical() -> None:
    scene, tick = lifted()
    assert do(scene, tick, ("oven.place", True)) == ["oven.sleeve_elsewhere"]
    do(scene, tick + 1, ("sleeve.move", 0.0), ("oven.lid", True))
    assert do(scene, tick + 3, ("oven.place", True)) == ["oven.lid_closed"]
    do(scene, tick + 4, ("oven.lid", False), ("oven.place", True))
    assert do(scene, tick + 6, ("oven.heat",)) == ["oven.lid_open"]
    do(scene, tick + 7, ("oven.lid", True), ("oven.heat",))
    assert scene.state.oven.phase == "heating" and scene.goal() == "splice.oven_wait"
    assert do(scene, tick + 100, ("oven.lid", False)) == ["oven.stopped"]


def test_moving_the_hot_sleeve_bends_it() -> None:
    scene, tick = lifted()
    pencil = Pencil(tick)
    hands.protect(pencil, READY, replace(hands.CAREFUL, cool=0.2))
    pencil.do("sleeve.move", 5.0)
    play(scene, pencil.script, tick)
    assert scene.plant.sleeve.bent > 0.5 and "sleeve.moved_hot" in causes(scene)
    assert scene.plant.sleeve.centre_mm == 0.0, "glued by now"


def test_without_protection_in_the_exercise_nothing_is_asked() -> None:
    scene = bench(params=Params(protect=False))
    play(scene, hands.splice(0, READY, replace(hands.CAREFUL, protect=False))[:-1])
    assert scene.goal() == "splice.done"
    scene.close(5000)
    assert "sleeve.quality" not in scene.book.values
