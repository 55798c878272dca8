"""Who only follows the guided line arrives; whatever the hands do, the scene survives.

Deliberately without a window and without an exercise file.
"""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.instruments import splicer_law as law
from simulator.plant import FibreSpec, SiteSpec
from simulator.scenes.base import Action, Sound, Toast
from simulator.scenes.splicing.logic import ACTIONS, Splicing
from tests.hands import splicing as hands
from tests.hands.script import Script, end_of
from tests.scenes.splicing_bench import READY, bench, play, played, sick

# --- guidance


def obey(scene: Splicing, goal: str) -> list[Action]:
    """What a newcomer does who knows nothing but the guided line."""
    for side in ("left", "right"):
        if goal.endswith(side):
            what = goal.removeprefix("splice.").removesuffix(f"_{side}")
            return {
                "load": [Action(f"{side}.hold", True)],
                "bring": [Action(f"{side}.move", (-1.0, 6.0))],
                "lower": [Action(f"{side}.move", (-1.0, 0.0)), Action(f"{side}.hold", False)],
                "raise": [Action(f"{side}.move", (scene.loaded(side).z_mm, 6.0))],
                "clamp": [Action(f"{side}.clamp", True)],
                "unclamp": [Action(f"{side}.clamp", False)],
                "clean_groove": [Action("care", f"groove_{side}")],
            }[what]
    right = law.right_programmes(law.fibre_types(scene.plant))[0]
    keep = "keep" if scene.good_joint() else "redo"
    return {
        "splice.open_cover": [Action("cover", False)], "splice.close_cover": [Action("cover", True)],
        "splice.programme": [Action("key", "menu"), Action("programme", right)],
        "splice.arc_test": [Action("care", "arc_test")], "splice.press_set": [Action("key", "set")],
        "splice.read_image": [], "splice.press_arc": [Action("key", "arc")], "splice.decide": [Action("decide", keep)],
        "splice.open_for_proof": [Action("cover", False)], "splice.take": [Action("take")],
        "splice.redo_broken": [Action("decide", "redo")], "splice.press_reset": [Action("key", "reset")],
        "splice.send_back": [Action("decide", "redo")], "splice.clean_optics": [Action("care", "optics")],
        "splice.change_electrodes": [Action("care", "electrodes")], "splice.no_sleeve": [Action("decide", "redo")],
        "splice.centre_sleeve": [Action("sleeve.move", 0.0)], "splice.oven_open": [Action("oven.lid", False)],
        "splice.oven_place": [Action("oven.place", True)], "splice.oven_lid": [Action("oven.lid", True)],
        "splice.oven_heat": [Action("oven.heat")], "splice.oven_take": [Action("oven.place", False)],
        "splice.done": [Action("done")],
    }.get(goal, []) if not goal.startswith("splice.wait") else []  # fmt: skip


@pytest.mark.parametrize(
    "site",
    [
        READY, sick(groove_dirt_left=0.8), sick(optics_dust=0.9), sick(arc_drift=0.35, arc_test_due=True),
        sick(electrode_arcs=5400, arc_test_due=True), sick(alignment="cladding"),
        replace(READY, fibres=(FibreSpec("G.652.D"), FibreSpec("G.657.B3"))),
    ],
    ids=["sound", "groove", "optics", "arc", "electrodes", "cladding", "mixed"],
)  # fmt: skip
def test_who_only_follows_the_guided_line_comes_to_a_good_end(site: SiteSpec) -> None:
    scene = bench(site)
    seen: set[str] = set()
    for tick in range(60 * 300):
        goal = scene.goal()
        seen.add(goal)
        cue = scene.cue()
        assert cue is None or (cue.level in ("good", "watch", "bad") and 0.0 <= cue.position <= 1.0)
        scene.step(tick, obey(scene, goal) if tick % 10 == 0 else [])
        if scene.outcome == "back":
            scene.enter(tick)
        if scene.outcome == "done":
            break
    scene.close(tick)
    assert scene.outcome == "done", (scene.goal(), scene.machine.phase, scene.machine.message)
    assert scene.book.values["sleeve.quality"] == 1 and scene.book.values["splice.proof_passed"] == 1
    assert scene.book.values["machine.faults_left"] == 0
    wanted = ("load_left", "clamp_right", "read_image", "centre_sleeve", "cool")
    assert {f"splice.{step}" for step in wanted} <= seen


# --- robustness


def test_the_same_seed_and_script_give_the_same_end() -> None:
    one, two = played(hands.careful_splicing, seed=3), played(hands.careful_splicing, seed=3)
    assert one.book.values == two.book.values and one.marks == two.marks and one.bill() == two.bill()
    assert [c.points for c in one.curves] == [c.points for c in two.curves]


def test_curves_of_careful_hands_stay_inside_their_limits() -> None:
    scene = played(hands.careful_splicing)
    assert {c.key for c in scene.curves} == {"load", "arc", "tension", "sleeve", "oven"}
    arc = scene.find_curve("arc")
    assert arc is not None and all(arc.low <= y <= arc.high for _, y, _ in arc.points)
    for side in ("left", "right"):
        load = scene.find_curve("load", side)
        assert load is not None and load.low <= load.points[-1][1] <= load.high
    hot = scene.find_curve("oven")
    assert hot is not None and max(y for _, y, _ in hot.points) > hot.low


def value_for(kind: str, spec) -> st.SearchStrategy:
    number = st.floats(spec.low, spec.high, allow_nan=False)
    near = st.floats(max(spec.low, -14.0), min(spec.high, 2.0), allow_nan=False)
    return {
        "none": st.none(), "bool": st.booleans(), "choice": st.sampled_from(spec.choices or ("",)),
        "number": number, "pair": st.tuples(near | number, near | number),
    }[kind]  # fmt: skip


any_action = st.sampled_from(sorted(ACTIONS)).flatmap(
    lambda target: value_for(ACTIONS[target].kind, ACTIONS[target]).map(lambda value: (target, value))
)


@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 50), steps=st.lists(st.tuples(st.integers(0, 240), any_action), max_size=60))
def test_any_actions_at_any_time_are_survived(seed: int, steps) -> None:
    scene = bench(sick(groove_dirt_left=0.3, optics_dust=0.2, arc_drift=0.1), seed)
    tick = 0
    for pause, (target, value) in steps:
        clean = ACTIONS[target].check(target, value)
        for _ in range(pause):
            scene.step(tick, [])
            tick += 1
        for effect in scene.step(tick, [Action(target, clean)]):
            assert isinstance(effect, Sound | Toast) or effect.kind
        scene.goal()
        scene.cue()
        scene.machine.view("x")
        tick += 1
        if scene.outcome == "back":
            scene.enter(tick)
        if scene.outcome == "done":
            break
    scene.close(tick)
    for name, value in scene.book.values.items():
        assert math.isfinite(value), name


def careful_prefix(share: float) -> Script:
    script = hands.careful_splicing(0, READY)
    return script[: max(1, int(len(script) * share))]


@settings(max_examples=40, deadline=None)
@given(share=st.floats(0.3, 1.0), steps=st.lists(st.tuples(st.integers(0, 400), any_action), max_size=25))
def test_any_actions_in_the_middle_of_good_work_are_survived(share: float, steps) -> None:
    scene = bench()
    script = careful_prefix(share)
    play(scene, script)
    tick = end_of(script) + 1
    for pause, (target, value) in steps:
        for _ in range(pause):
            scene.step(tick, [])
            tick += 1
        scene.step(tick, [Action(target, ACTIONS[target].check(target, value))])
        scene.goal()
        scene.cue()
        scene.machine.view("y")
        tick += 1
        if scene.outcome == "back":
            scene.enter(tick)
    scene.close(tick)
    bill = scene.bill()
    if bill:
        assert math.fsum(bill.values()) == scene.plant.joint.loss_db


def test_a_hot_sleeve_is_left_in_the_oven_until_it_is_firm() -> None:
    scene = bench(READY)
    for tick in range(60 * 300):
        goal = scene.goal()
        scene.step(tick, obey(scene, goal) if tick % 10 == 0 else [])
        if goal == "splice.done":
            break
    assert goal == "splice.done" and scene.plant.sleeve.bent == 0.0
