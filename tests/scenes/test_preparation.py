"""The preparation scene: careful hands are rewarded, careless ones pay, any order is taken.

Deliberately without a window and without an exercise file: scene, plant and scripted hands alone. Any nonsense is for
test_preparation_mess.py.
"""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest

from simulator.plant import Chance, CleaverSpec, EndFace, SiteSpec, workplace
from simulator.scenes.base import Action, Cue, Toast
from simulator.scenes.preparation import logic
from simulator.scenes.preparation.logic import Params, Preparation
from tests.hands import preparation as hands
from tests.hands.obedient import follow
from tests.hands.script import Pencil, Script, by_tick, end_of

LEFT = Params(sides=("left",))


def bench(params: Params | None = None, seed: int = 7, site: SiteSpec | None = None) -> Preparation:
    params = params or Params()
    scene = logic.create(params, workplace.build(site or SiteSpec(), Chance(seed)))
    scene.enter(0)
    return scene


def play(scene: Preparation, script: Script, first: int = 0, watch: Callable[[int], None] | None = None) -> list[str]:
    """Run a script to its end; returns the keys of the toasts."""
    actions, toasts = by_tick(script), []
    for tick in range(first, end_of(script) + 1):
        for effect in scene.step(tick, actions.get(tick, [])):
            if isinstance(effect, Toast):
                toasts.append(effect.key)
        if watch is not None:
            watch(tick)
    return toasts


def both(scene: Preparation, way: Callable[..., Script]) -> Script:
    script: Script = []
    for side in scene.params.sides:
        script += way(scene, side, end_of(script))
    return script


def played(way: Callable[..., Script], seed: int = 7, params: Params | None = None, site: SiteSpec | None = None):
    scene = bench(params, seed, site)
    script = both(scene, way)
    play(scene, script)
    scene.close(end_of(script))
    return scene


def do(scene: Preparation, *actions: tuple, tick: int = 0) -> list[str]:
    """Do some actions in one tick; returns the keys of the toasts."""
    effects = scene.step(tick, [Action(target, value) for target, value in actions])
    return [effect.key for effect in effects if isinstance(effect, Toast)]


def causes(scene: Preparation) -> set[str]:
    return {mark.cause for mark in scene.marks}


# Skill decides


@pytest.mark.parametrize("seed", range(1, 21))
def test_careful_hands_do_well_on_every_draw(seed: int) -> None:
    scene = played(hands.careful_preparation, seed)
    facts = scene.book.values
    assert facts["cleave.worst_angle_deg"] <= 0.45 and facts["cleave.defects"] == 0
    assert facts["strip.worst_length_error_mm"] == 0 and 20 <= facts["strip.max_speed_mm_s"] <= 30
    assert facts["strip.worst_nick_um"] == 0 and facts["clean.worst_residue_pct"] <= 5
    assert facts["coating.dirt_pct"] <= 10 and facts["clean.worst_delay_s"] <= 30
    assert facts["cleave.worst_length_error_mm"] == 0 and facts["cleave.good_in_a_row"] == 2
    assert facts["sleeve.on"] == 1 and facts["touch.after_cleave"] == 0 and facts["waste.outside_bin"] == 0
    assert facts["fibre.used_mm"] == 50 and 30 <= facts["prep.time_s"] <= 240
    assert not scene.marks and not scene.broken_gates and scene.goal() == "prep.done"
    steps = {"sleeve", "wipe", "strip", "clean", "cleave", "bin"}
    assert scene.state.done_steps == {"left": steps, "right": steps}


@pytest.mark.parametrize("seed", range(1, 21))
def test_each_bad_habit_shows_in_its_own_fact_on_every_draw(seed: int) -> None:
    fast = played(hands.careless_too_fast, seed)
    assert fast.book.values["strip.worst_nick_um"] > 16 and fast.book.values["cleave.defects"] == 2
    assert {"strip.too_fast", "strip.tilted", "strip.length_long", "cleave.dirty"} <= causes(fast)
    dirty = played(hands.careless_uncleaned, seed)
    assert dirty.book.values["clean.worst_residue_pct"] > 30 and dirty.book.values["cleave.defects"] == 2
    assert dirty.book.values["clean.worst_delay_s"] > 300 and dirty.book.values["coating.dirt_pct"] > 30
    unseated = played(hands.careless_unseated, seed)
    assert unseated.book.values["cleave.worst_angle_deg"] > 1.0 and causes(unseated) == {"cleave.not_seated"}
    touched = played(hands.careless_wipe_after_cleave, seed)
    assert touched.book.values["touch.after_cleave"] == 2 and causes(touched) == {"clean.after_cleave"}
    assert touched.book.values["cleave.defects"] == 2


def test_everything_wrong_is_wrong_everywhere() -> None:
    facts = played(hands.careless_everything).book.values
    assert facts["sleeve.on"] == 0 and facts["touch.after_cleave"] == 2 and facts["waste.outside_bin"] == 2
    assert facts["cleave.good_in_a_row"] == 0 and facts["clean.worst_delay_s"] > 30


def test_a_worn_blade_is_bad_until_it_is_turned() -> None:
    site = SiteSpec(cleaver=CleaverSpec(wear=0.85))
    for seed in range(1, 9):
        ignored = played(hands.worn_blade_ignored, seed, site=site)
        assert ignored.book.values["cleave.worst_angle_deg"] > 1.0 and ignored.book.values["cleave.defects"] == 2
        assert causes(ignored) == {"cleave.worn_blade"}
        assert played(hands.worn_blade_turned, seed, site=site).book.values["cleave.worst_angle_deg"] <= 0.45


def test_the_blade_is_blamed_after_its_second_bad_cut_only() -> None:
    site = SiteSpec(cleaver=CleaverSpec(wear=0.85))
    scene = bench(None, 7, site)
    told = []
    for side in ("left", "right"):
        for tick, action in hands.worn_blade_ignored(scene, side, 1 + len(told) * 100_000):
            told += [e.key for e in scene.step(tick, [action]) if getattr(e, "key", "").startswith("cleave.")]
        assert ("cleave.worn_blade" in told) is (side == "right")
    assert {"cleave.angle", "cleave.bad_face"} & set(told)


def test_the_same_hands_give_the_same_facts() -> None:
    first, second = played(hands.careless_too_fast), played(hands.careless_too_fast)
    assert first.book.changes == second.book.changes and first.marks == second.marks


def test_what_the_hands_did_before_does_not_change_the_draws() -> None:
    """The second end is cut by the second stroke, whatever else was done on the way."""
    plain, dawdling = bench(LEFT), bench(LEFT)
    play(plain, hands.careful_preparation(plain, "left"))
    pencil = Pencil()
    for _ in range(5):
        pencil.do("wipe.new")
        pencil.do("tool", "stripper")
    play(dawdling, pencil.script + hands.careful_preparation(dawdling, "left", pencil.tick))
    assert plain.plant.ends["left"].face.angle_deg == dawdling.plant.ends["left"].face.angle_deg


# Glass that lies about


def test_an_offcut_on_the_table_breaks_the_gate_when_it_was_left() -> None:
    scene = played(hands.careless_offcut_on_table)
    dropped = [mark.tick for mark in scene.marks if mark.cause == "waste.on_table"]
    assert len(dropped) == 2 and scene.broken_gates == {"glass_outside_bin": dropped[0]}


def test_an_offcut_forgotten_in_the_cleaver_breaks_the_gate_too() -> None:
    scene = bench(LEFT)
    script = hands.prepare(scene, "left", manner=hands.Manner(offcut="cleaver"))
    play(scene, script)
    assert scene.goal() == "prep.bin_take"
    scene.close(9999)
    assert scene.book.values["waste.outside_bin"] == 1 and scene.broken_gates["glass_outside_bin"] < end_of(script)


def test_what_was_dropped_can_still_be_binned() -> None:
    scene = bench(LEFT)
    script = hands.careless_offcut_on_table(scene, "left")
    play(scene, script)
    assert scene.goal() == "prep.bin_table"
    do(scene, ("offcut.take", None), ("offcut.drop", "bin"), tick=end_of(script) + 1)
    scene.close(9999)
    assert scene.book.values["waste.outside_bin"] == 0 and not scene.broken_gates


def test_a_new_cleave_flings_the_old_offcut_onto_the_table() -> None:
    scene = bench(Params(sides=("left",), cleaves=2))
    script = hands.five_cleaves(scene, "left", count=2, manner=hands.Manner(offcut="cleaver"))
    assert "waste.flung" in play(scene, script)
    assert sorted(shard.place for shard in scene.plant.shards) == ["cleaver", "table"]


def test_a_snipped_piece_falls_when_the_hand_does_something_else() -> None:
    scene = bench(LEFT)
    do(scene, ("snip", 20.0))
    assert scene.state.offcut_in_hand and scene.goal() == "prep.bin_drop"
    assert do(scene, ("tool", "bin"), tick=1) == []
    assert do(scene, ("tool", "stripper"), tick=2) == ["waste.fallen"]
    assert [shard.place for shard in scene.plant.shards] == ["table"]
    assert scene.plant.ends["left"].length_mm == 880.0


def test_every_piece_of_glass_is_accounted_for() -> None:
    scene = played(lambda work, side, start: hands.five_cleaves(work, side, start, count=3))
    lengths = math.fsum(shard.length_mm for shard in scene.plant.shards)
    left_over = sum(end.length_mm for end in scene.plant.ends.values())
    assert lengths + left_over == pytest.approx(2 * 900.0)
    assert scene.book.values["fibre.used_mm"] == pytest.approx(lengths)


# Any order, with its true consequence


def test_sleeve_over_a_finished_face_chips_it() -> None:
    scene = bench()
    script = hands.careless_no_sleeve(scene, "left")
    pencil = Pencil(end_of(script) + 5)
    hands.put_sleeve_on(pencil)
    play(scene, script + pencil.script)
    assert scene.plant.ends["left"].face.defect == "chip" and "sleeve.over_face" in causes(scene)
    assert scene.plant.ends["left"].sleeve_mm == pytest.approx(900.0 - 25.0 - hands.SLEEVE_AT_MM)


def test_there_is_one_sleeve_for_the_pair() -> None:
    scene = bench()
    pencil = Pencil()
    hands.put_sleeve_on(pencil)
    pencil.do("side", "right")
    hands.put_sleeve_on(pencil)
    assert "sleeve.other_side" in play(scene, pencil.script)
    assert scene.plant.ends["right"].sleeve_mm is None


def test_a_sleeve_left_near_the_tip_bars_the_stripper_and_can_come_off_again() -> None:
    scene = bench()
    do(scene, ("tool", "sleeve"), ("hand", (-5.0, 0.0)), ("grip", True), ("hand", (40.0, 0.0)), ("grip", False))
    assert scene.plant.ends["left"].sleeve_mm == 860.0 and scene.goal() == "prep.sleeve_grab"
    toasts = do(scene, ("tool", "stripper"), ("hand", (35.0, 0.0)), ("grip", True), tick=1)
    assert toasts == ["strip.sleeve_in_way"]
    do(scene, ("tool", "sleeve"), ("hand", (45.0, 0.0)), ("grip", True), ("hand", (-20.0, 0.0)), tick=2)
    assert scene.plant.ends["left"].sleeve_mm is None


def test_a_sleeve_carried_past_the_fibre_does_not_go_on() -> None:
    scene = bench()
    do(scene, ("tool", "sleeve"), ("hand", (-5.0, 30.0)), ("grip", True), ("hand", (40.0, 30.0)))
    assert scene.plant.ends["left"].sleeve_mm is None


def test_stripping_again_spends_the_face_without_counting_as_a_touch() -> None:
    scene = bench(Params(sides=("left",), cleaves=5))
    play(scene, hands.five_cleaves(scene, "left"))
    scene.close(99999)
    facts = scene.book.values
    assert facts["cleave.attempts"] == facts["cleave.good_in_a_row"] == 5 and facts["touch.after_cleave"] == 0
    assert facts["fibre.used_mm"] == 125 and not scene.marks and scene.goal() == "prep.done"


def test_after_each_good_cleave_of_a_run_the_steps_begin_anew_and_the_count_goes_on() -> None:
    scene = bench(Params(sides=("left",), cleaves=3))
    assert scene.guide.round("left") == 1
    script = hands.five_cleaves(scene, "left", count=2)
    play(scene, script)
    assert scene.guide.round("left") == 3 and not scene.state.done_steps["left"]
    play(scene, hands.five_cleaves(scene, "left", end_of(script) + 60, 1))
    assert scene.guide.round("left") == 3 and {"strip", "clean", "cleave", "bin"} <= scene.state.done_steps["left"]


def test_touching_a_face_that_must_be_redone_counts_only_when_it_is_kept() -> None:
    bad = hands.Manner(height_mm=2.0, wipe_after=True)
    redone, kept, begun = bench(LEFT), bench(LEFT), bench(LEFT)
    script = hands.prepare(redone, "left", manner=bad)
    again = Pencil(end_of(script) + 9)
    hands.strip(again, 35.0, 25.0)
    play(begun, script + again.script)
    play(redone, script + hands.careful_preparation(redone, "left", end_of(script) + 9))
    play(kept, script)
    for scene in (redone, kept, begun):
        scene.close(99999)
    assert begun.book.values["touch.after_cleave"] == 0
    assert redone.book.values["touch.after_cleave"] == 0 and "clean.after_cleave" not in causes(redone)
    assert kept.book.values["touch.after_cleave"] == 1
    assert kept.book.decided["touch.after_cleave"] < end_of(script)


def test_a_bad_cleave_breaks_the_run_of_good_ones() -> None:
    scene = bench(Params(sides=("left",), cleaves=3))
    script = hands.five_cleaves(scene, "left", count=2)
    script += hands.five_cleaves(scene, "left", end_of(script) + 60, 1, hands.Manner(height_mm=2.0))
    script += hands.five_cleaves(scene, "left", end_of(script) + 60, 1)
    play(scene, script)
    assert scene.book.values["cleave.good_in_a_row"] == 2 and scene.goal() != "prep.done"


def test_the_wrong_hole_does_nothing_and_says_so() -> None:
    scene = bench(LEFT)
    pencil = Pencil()
    hands.strip(pencil, 35.0, 25.0, hole="900")
    assert play(scene, pencil.script) == ["strip.wrong_hole"]
    assert scene.plant.ends["left"].bare_mm == 0.0 and "strip.left_length_mm" not in scene.book.values


def test_opening_midway_leaves_a_cuff_and_a_message() -> None:
    scene = bench(LEFT)
    pencil = Pencil()
    pencil.do("tool", "stripper")
    pencil.do("hand", (35.0, 0.0))
    pencil.do("grip", True)
    pencil.glide("hand", 35.0, 15.0, 25.0)
    pencil.do("grip", False)
    assert play(scene, pencil.script) == ["strip.stopped"]
    assert scene.plant.ends["left"].cuff_mm == pytest.approx(15.0) and "strip" not in scene.state.done_steps["left"]


def test_the_fibre_in_the_cleaver_is_out_of_reach_of_the_tools() -> None:
    scene = bench(LEFT)
    do(scene, ("cleaver.place", (10.0, 0.0)))
    assert do(scene, ("tool", "stripper"), ("hand", (35.0, 0.0)), ("grip", True), tick=1) == ["cleave.fibre_inside"]
    assert do(scene, ("snip", 5.0), tick=2) == ["cleave.fibre_inside"]


def test_closed_parts_of_the_cleaver_stay_closed() -> None:
    scene = bench(LEFT)
    do(scene, ("cleaver.place", (10.0, 0.0)), ("cleaver.flap", True), ("cleaver.lid", True))
    assert do(scene, ("cleaver.flap", False), tick=1) == ["cleave.lid_is_closed"]
    assert do(scene, ("cleaver.take", None), tick=2) == ["cleave.lid_is_closed"]
    do(scene, ("cleaver.lid", False), tick=3)
    assert do(scene, ("cleaver.take", None), tick=4) == ["cleave.flap_is_closed"]
    assert scene.state.cleaver.fibre_in


def test_an_open_lid_cuts_nothing() -> None:
    scene = bench(LEFT)
    script = hands.careful_preparation(scene, "left")
    play(scene, [(tick, a) for tick, a in script if (a.target, a.value) != ("cleaver.lid", True)])
    assert "cleave.attempts" not in scene.book.values and scene.plant.ends["left"].face is None


def test_fibre_runs_out() -> None:
    scene = bench(LEFT, site=SiteSpec(reserve_mm=150.0))
    assert do(scene, ("snip", 40.0)) == ["fibre.too_short"]
    assert scene.plant.ends["left"].length_mm == 150.0


# Work that comes back, and work that is not done


def test_a_redo_asks_for_what_is_missing_again() -> None:
    scene = played(hands.careful_preparation)
    do(scene, ("done", None), tick=8000)
    assert scene.outcome == "done"
    for end in scene.plant.ends.values():
        end.cut(12.0)
    scene.enter(9000)
    assert scene.outcome is None and scene.state.tool == "none"
    assert scene.goal() == "prep.wipe"
    script = hands.careful_preparation(scene, "left", 9001)
    script += hands.careful_preparation(scene, "right", end_of(script))
    play(scene, script, 9001)
    assert scene.goal() == "prep.done" and scene.book.values["cleave.attempts"] == 4


@pytest.mark.parametrize("params", [LEFT, Params(sides=("left",), cleaves=2)])
def test_a_good_face_on_dirty_glass_is_asked_for_again_and_no_step_says_otherwise(params: Params) -> None:
    """Dirty glass is not to be spliced, and a face is not to be wiped: the end is made anew."""
    scene = bench(params)
    follow(scene)
    assert scene.goal() == "prep.done" and {"strip", "clean", "cleave"} <= scene.state.done_steps["left"]
    end = scene.plant.ends["left"]
    end.residue[end.cells(0.0, 8.0)] = 0.12
    do(scene, ("tool", "none"), tick=9000)
    assert scene.goal() == "prep.wipe" and scene.cue() == Cue("bad", "cue.redo", 1.0)
    assert "wipe" not in scene.state.done_steps["left"]
    assert scene.state.done_steps["left"].isdisjoint({"strip", "clean", "cleave"})
    assert follow(scene, 9001)[-1] == "prep.done" and not scene.guide.dirty_face(end)
    assert scene.book.get("touch.after_cleave") == 0  # who obeys is blamed for nothing
    assert {"strip", "clean", "cleave"} <= scene.state.done_steps["left"]


def test_a_bad_face_is_called_one_to_redo_until_it_is_cut_away() -> None:
    scene = bench()
    end = scene.plant.ends["left"]
    assert scene.cue() is None
    end.face = EndFace(2.1, 0.0)
    assert scene.cue() == Cue("bad", "cue.redo", 1.0)
    end.cut(12.0)
    assert scene.cue() is None


def test_doing_nothing_decides_next_to_nothing() -> None:
    scene = bench()
    for tick in range(120):
        assert scene.step(tick, []) == []
    scene.close(120)
    assert scene.book.values == {"sleeve.on": 0.0} and not scene.broken_gates


def test_an_end_that_was_left_out_counts_against_the_pair() -> None:
    scene = bench()
    script = hands.careful_preparation(scene, "left")
    play(scene, script)
    scene.close(end_of(script))
    facts = scene.book.values
    assert facts["cleave.worst_angle_deg"] > 10 and facts["cleave.defects"] == 1
    assert facts["strip.worst_length_error_mm"] == 35


# What the trainee reads


def test_the_goal_leads_a_newcomer_through_in_order() -> None:
    scene = bench()
    goals: list[str] = []
    play(scene, both(scene, hands.careful_preparation), watch=lambda _: goals.append(scene.goal()))
    order = list(dict.fromkeys(goals))
    wanted = ["prep.sleeve", "prep.wipe", "prep.strip", "prep.clean", "prep.cleave", "prep.bin_take", "prep.other_side",
              "prep.done"]  # fmt: skip
    assert [goal for goal in order if goal in wanted] == wanted


@pytest.mark.parametrize("params", [Params(), LEFT, Params(sides=("right",), cleaves=3)])
@pytest.mark.parametrize("wear", [0.0, 0.9])
def test_whoever_only_obeys_the_goal_gets_there(params: Params, wear: float) -> None:
    scene = bench(params, site=SiteSpec(cleaver=CleaverSpec(wear=wear)))
    goals = follow(scene)
    assert goals[-1] == "prep.done" and scene.plant.loose_glass() == 0
    assert ("prep.cleave_blade" in goals) == (wear == 0.9)
    scene.close(99999)
    assert scene.book.values["cleave.worst_angle_deg"] <= 0.45 and scene.book.values["cleave.defects"] == 0


def test_the_speed_cue_follows_the_hand() -> None:
    seen: dict[float, set[str]] = {}
    for speed in (6.0, 25.0, 60.0):
        scene, pencil = bench(LEFT), Pencil()
        hands.strip(pencil, 35.0, speed)
        keys: list[str] = []
        play(scene, pencil.script, watch=lambda _, k=keys, s=scene: k.append(s.cue().key) if s.cue() else None)
        seen[speed] = set(keys)
    assert seen[6.0] == {"cue.speed_slow"}
    assert "cue.speed_good" in seen[25.0] and "cue.speed_fast" not in seen[25.0]
    assert "cue.speed_fast" in seen[60.0]


@pytest.mark.parametrize("actions, key, level", [
    ([("tool", "wipe"), ("hand", (30.0, 0.0)), ("grip", True)], "cue.wipe_dry", "watch"),
    ([("tool", "wipe"), ("alcohol.press", None), ("hand", (30.0, 0.0)), ("grip", True)], "cue.wipe_good", "good"),
    ([("tool", "wipe"), ("alcohol.press", None), ("hand", (30.0, 20.0)), ("grip", True)], "cue.wipe_beside", "watch"),
    ([("tool", "wipe"), ("alcohol.press", None), ("hand", (-20.0, 0.0)), ("grip", True)], "cue.wipe_beside", "watch"),
    ([("tool", "wipe"), ("alcohol.press", None), ("hand", (30.0, 0.0)), ("grip", True), ("hand", (28.0, 20.0))],
     "cue.wipe_beside", "watch"),
    ([("tool", "stripper"), ("hand", (35.0, 6.0)), ("grip", True)], "cue.tilt", "bad"),
    ([("cleaver.place", (10.0, 0.0))], "cue.length_good", "good"),
    ([("cleaver.place", (10.8, 0.0))], "cue.length_long", "watch"),
    ([("cleaver.place", (7.0, 0.0))], "cue.length_short", "bad"),
    ([("cleaver.place", (10.0, 2.0))], "cue.not_seated", "watch"),
])  # fmt: skip
def test_cues(actions: list[tuple], key: str, level: str) -> None:
    scene = bench(LEFT)
    do(scene, *actions)
    cue = scene.cue()
    assert cue is not None and (cue.key, cue.level) == (key, level) and 0.0 <= cue.position <= 1.0


def test_curves_tell_the_gesture() -> None:
    scene = played(hands.careful_preparation, params=LEFT)
    curves = {curve.key: curve for curve in scene.curves}
    strip, clean, cut = curves["strip"], curves["wipe"], curves["cleave"]
    assert (strip.low, strip.high) == (12.0, 40.0) and strip.points[-1][0] == pytest.approx(35.0, abs=0.5)
    assert strip.ideal[0] == (0.0, 0.0) and max(y for _, y, _ in strip.points) <= 26.0
    assert {x for x, _, _ in clean.points} == {x + 0.5 for x in range(35)}
    assert cut.points[-1][:2] == (pytest.approx(0.66, abs=0.05), pytest.approx(0.96, abs=0.02))
    ticks = [tick for _, _, tick in strip.points + cut.points]
    assert ticks == sorted(ticks)
