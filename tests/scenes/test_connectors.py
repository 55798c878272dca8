"""The connectors scene, headless: the careful way, each wrong way with its consequence, what the line sees of it."""

from __future__ import annotations

import pytest

from simulator import wording
from simulator.plant import Chance, LineSpec, PartSpec, SiteSpec, workplace
from simulator.scenes.base import Action, Toast
from simulator.scenes.connectors import logic
from simulator.scenes.connectors.logic import Connectors, Params
from tests.hands import connectors as hands
from tests.hands.script import by_tick

PLAIN = Params()
GLASS = PartSpec("fibre", length_m=500.0)


def site_of(**connector) -> SiteSpec:
    return SiteSpec(line=LineSpec(parts=(GLASS, PartSpec("connector", work=True, **connector), GLASS)))


def scene_of(seed: int = 4, params: Params = PLAIN, **connector) -> Connectors:
    return logic.create(params, workplace.build(site_of(**connector), Chance(seed)))


def play(manner: hands.Manner, seed: int = 4, params: Params = PLAIN, **connector) -> Connectors:
    scene = scene_of(seed, params, **connector)
    actions = by_tick(hands.connect(site_of(**connector), params, 0, manner))
    scene.enter(0)
    for tick in range(max(actions) + 60):
        if scene.outcome is None:
            scene.step(tick, actions.get(tick, ()))
    scene.close(tick)
    return scene


def facts(scene: Connectors) -> dict[str, float]:
    return {name.removeprefix("connect."): value for name, value in scene.book.values.items()}


def causes(scene: Connectors) -> set[str]:
    return {mark.cause for mark in scene.marks}


def act(scene: Connectors, *actions: tuple) -> list:
    effects = []
    for action in actions:
        effects += scene.step(scene.ticks, [Action(*action)])
    return effects


@pytest.mark.parametrize("connector", [{"dust": 0.5}, {"oil": 0.6, "dust": 0.2}, {"scratches": 0.4}])
def test_careful_hands_make_no_mistake(connector: dict) -> None:
    scene = play(hands.CAREFUL, **connector)
    found = facts(scene)
    assert not scene.marks and not scene.broken_gates
    for fact in ("clean_before_mate", "judged_wrong", "needless_cleaning", "wrong_order"):
        assert found[fact] == 0
    assert found["inspected_before_mate"] == found["both_sides"] == found["latched"] == 1
    assert found["loss_db"] < 0.5 and found["reflectance_db"] <= -55


def test_dirt_that_was_let_pass_is_in_the_line() -> None:
    good, bad = (play(manner, dust=0.5) for manner in (hands.CAREFUL, hands.UNCLEANED))
    assert facts(bad)["judged_wrong"] == 2 and facts(bad)["clean_before_mate"] == 3
    loss = [float(scene.line.link().insertion_loss(1310e-9)) for scene in (good, bad)]
    assert loss[1] - loss[0] > 0.5
    assert sum(bad.bill().values()) == pytest.approx(facts(bad)["loss_db"], abs=0.01)
    assert bad.part.far.particles and all(p.stuck == 1.0 for p in bad.part.far.particles)


@pytest.mark.parametrize(
    ("manner", "connector", "cause", "fact"),
    [
        (hands.BLIND, {"dust": 0.5}, "clean.not_looked", ("wrong_order", 2)),
        (hands.BLIND, {"dust": 0.5}, "mate.not_looked", ("inspected_before_mate", 0)),
        (hands.ONE_SIDE, {"dust": 0.5}, "mate.not_looked", ("both_sides", 0)),
        (hands.DRY_ONLY, {"oil": 0.6}, "judge.let_pass", ("clean_before_mate", None)),
        (hands.WET_ONLY, {"oil": 0.6}, "clean.wet_left", ("wrong_order", 2)),
        (hands.ALWAYS_CLEANS, {"scratches": 0.4}, "clean.needless", ("needless_cleaning", 2)),
        (hands.ALWAYS_CLEANS, {"scratches": 0.4}, "judge.clean_for_nothing", ("judged_wrong", None)),
        (hands.SHORT, {}, "mate.left_short", ("latched", 0)),
        (hands.FINGER, {}, "touch.ferrule_touched", ("touch.ferrule", 1)),
    ],
)
def test_a_wrong_way_has_its_cause_and_its_fact(manner: hands.Manner, connector: dict, cause: str, fact: tuple) -> None:
    scene = play(manner, **connector)
    assert cause in causes(scene)
    name, value = fact
    assert facts(scene)[name] == value if value is not None else facts(scene)[name] > 0


def test_green_into_blue_breaks_the_gate_and_costs_more_than_three_decibels() -> None:
    params = Params(spare="APC")
    wrong, right = (
        play(manner, params=params, near_polish="UPC", far_polish="APC") for manner in (hands.MISMATCH, hands.CAREFUL)
    )
    assert "mismatched_polish" in wrong.broken_gates and facts(wrong)["same_polish"] == 0
    assert 3.0 < facts(wrong)["loss_db"] < 5.0
    assert wrong.part.near.scratches and wrong.part.far.scratches
    assert not right.broken_gates and facts(right)["loss_db"] < 0.5


def test_looking_before_the_light_is_checked_breaks_the_gate() -> None:
    assert "eye_exposure" in play(hands.UNCHECKED, params=Params(check_light=True)).broken_gates
    assert not play(hands.CAREFUL, params=Params(check_light=True)).broken_gates
    live = play(hands.CAREFUL, params=Params(live=True))
    assert not live.broken_gates and facts(live)["light_checked"] == 1
    seen = scene_of(params=Params(live=True))
    act(seen, ("light.check",), ("cap.plug", False), ("tool", "probe"), ("probe.move", 0.0))
    assert "eye_exposure" in seen.broken_gates


def test_caps_and_key_stop_the_plug_and_two_millimetres_short_is_no_click() -> None:
    scene = scene_of()
    act(scene, ("view", "mate"), ("plug.move", 5.0))
    assert scene.state.insert_mm == 20.0
    act(scene, ("cap.plug", False), ("cap.adapter", False), ("plug.key", False), ("plug.move", 0.0))
    assert scene.state.insert_mm == 9.0 and not scene.part.mated
    act(scene, ("plug.move", 30.0), ("plug.key", True), ("plug.move", 2.0))
    effects = act(scene, ("plug.release",))
    assert scene.part.mated and not scene.state.latched and scene.part.gap_um == 2000.0
    assert any(isinstance(e, Toast) and e.key == "mate.no_click" for e in effects)
    act(scene, ("plug.move", 0.0))
    assert scene.state.latched and scene.part.gap_um == 0.0


def test_a_latched_plug_comes_out_with_a_pull_and_must_be_seen_again() -> None:
    scene = scene_of(params=Params(mated=True))
    assert scene.part.mated and scene.goal() == "connect.unplug"
    act(scene, ("plug.move", 2.0))
    assert scene.state.latched
    act(scene, ("plug.move", 25.0))
    assert not scene.part.mated
    assert scene.line.link(launch=False).length < 600.0


def test_a_face_is_seen_only_when_the_picture_stands_sharp() -> None:
    scene = scene_of(dust=0.5)
    act(scene, ("cap.plug", False), ("tool", "probe"), ("probe.move", 0.0), ("judge", "good"))
    assert scene.state.sides["plug"].verdict == ""
    act(scene, ("focus", scene.state.scope.best_um))
    assert not scene.state.sides["plug"].seen
    for _ in range(40):
        scene.step(scene.ticks, [])
    assert scene.state.sides["plug"].seen and scene.state.cost is not None
    act(scene, ("touch",))
    assert not scene.state.sides["plug"].seen


def test_the_goal_never_ends_in_a_key_without_words() -> None:
    words = wording.TABLES
    scene = scene_of(dust=0.5, params=Params(check_light=True))
    actions = by_tick(hands.connect(site_of(dust=0.5), scene.params, 0))
    for tick in range(max(actions) + 2):
        scene.step(tick, actions.get(tick, ()))
        assert scene.goal() in words["goal"]
        cue = scene.cue()
        assert cue is None or cue.key in words["cue"]
    for mark in (*play(hands.CARELESS, dust=0.5).marks, *play(hands.WET_ONLY, oil=0.6).marks):
        assert mark.cause in words["cause"] and (not mark.side or mark.side in words["side"])


def test_a_lock_closed_without_a_buckle_leads_back_and_not_on_to_the_housing() -> None:
    for bare, next_step in ((7.3, "connect.mount_restart"), (10.5, "connect.mount_housing")):
        scene = scene_of(3, Params(mode="mount"))
        act(scene, ("mount.jacket", 50.0), ("mount.coating", 20.0), ("mount.wipe",), ("mount.cleave", bare))
        act(scene, ("mount.insert", 0.0), ("mount.lock", True))
        assert scene.goal() == next_step


def mounted(seed: int = 3, coat: float = 20.0, bare: float = 10.5, wiped: bool = True, way: float = 0.0) -> Connectors:
    scene = scene_of(seed, Params(mode="mount"))
    wipe = [("mount.wipe",)] if wiped else []
    act(scene, ("mount.jacket", 50.0), ("mount.coating", coat), *wipe, ("mount.cleave", bare), ("mount.insert", way))
    act(scene, ("mount.lock", True), ("mount.housing",))
    return scene


def test_a_field_connector_by_the_gauge_costs_less_than_half_a_decibel() -> None:
    """0.3 dB typical, 0.5 at most (docs/sources.md, splicing §4.1)."""
    losses = [mounted(seed).cost_now().loss_db for seed in range(40)]
    assert max(losses) < 0.5 and sum(losses) / len(losses) < 0.3
    assert facts(mounted())["mount.buckle"] == facts(mounted())["mount.clean"] == 1


@pytest.mark.parametrize("short", [{"bare": 8.0}, {"coat": 18.5}, {"way": 2.0}])
def test_a_short_fibre_does_not_buckle_leaves_a_gap_and_reflects(short: dict) -> None:
    """Fibre short: loss from 0.3 dB up, reflectance -20 to -35 dB or worse (docs/sources.md, splicing §4.1)."""
    good, bad = mounted(), mounted(**short)
    assert facts(bad)["mount.buckle"] == 0 and "mount.no_buckle" in causes(bad)
    assert bad.cost_now().loss_db > good.cost_now().loss_db + 0.3
    assert bad.cost_now().reflectance_db > -35.0
    assert bad.line.link(launch=False).insertion_loss(1310e-9) < 200.0


def test_too_much_fibre_breaks_and_dirt_leans_the_cleave() -> None:
    assert "mount.broken" in causes(mounted(bare=15.0))
    dirty = mounted(wiped=False)
    assert facts(dirty)["mount.clean"] == 0 and facts(dirty)["mount.cleave_deg"] > 1.0
    assert dirty.cost_now().loss_db > 0.5


@pytest.mark.parametrize("actions, right", [
    ([("mount.jacket", 51.0)], True),
    ([("mount.jacket", 46.0)], False),
    ([("mount.jacket", 50.0), ("mount.coating", 20.8)], True),
    ([("mount.jacket", 50.0), ("mount.coating", 26.0)], False),
    ([("mount.jacket", 50.0), ("mount.coating", 20.0), ("mount.cleave", 10.5)], True),
    ([("mount.jacket", 50.0), ("mount.coating", 20.0), ("mount.cleave", 12.0)], False),
])  # fmt: skip
def test_after_each_cut_the_cue_says_whether_the_length_is_that_of_the_gauge(actions: list, right: bool) -> None:
    scene = scene_of(3, Params(mode="mount"))
    act(scene, *actions)
    cue, mount = scene.cue(), scene.state.mount
    assert (cue.level, cue.key) == (("good", "mount.length_good") if right else ("bad", "mount.length_bad"))
    assert 0.0 <= cue.position <= 1.0
    told = {"jacket": mount.jacket_right, "coating": mount.coat_right, "cleave": mount.on_gauge}
    assert told[actions[-1][0].removeprefix("mount.")] == right


def test_a_new_end_is_a_new_attempt_and_nothing_else_is_done_before_the_plug_is_finished() -> None:
    scene = scene_of(params=Params(mode="mount"))
    act(scene, ("tool", "probe"), ("view", "mate"), ("mount.jacket", 50.0), ("mount.jacket", 40.0))
    assert (scene.state.tool, scene.state.view, scene.state.mount.jacket_mm) == ("none", "mount", 50.0)
    act(scene, ("mount.restart",))
    assert scene.state.mount.attempts == 2 and scene.state.mount.jacket_mm is None


def test_a_line_without_a_connector_gets_one() -> None:
    plant = workplace.build(SiteSpec(), Chance(1))
    scene = logic.create(Params(), plant)
    assert scene.part in plant.line.connectors()
    scene.step(0, [])
    scene.close(1)
    assert not scene.book.values


def test_the_estimate_tells_nothing_of_a_face_that_was_not_looked_at() -> None:
    estimates = []
    for dust in (0.0, 0.9):
        scene = scene_of(dust=dust)
        scene.face("plug").particles.clear()
        scene.state.sides["plug"].ever_seen = True
        estimates.append(scene.estimate().loss_db)
        scene.state.sides["adapter"].ever_seen = True
        assert (scene.estimate().loss_db > estimates[0] + 0.05) == (dust > 0.5)
    # A mating of clean faces costs what the offset of the cores costs: IEC 61753 grade B, 0.12 dB at most on average.
    assert estimates[0] == estimates[1] and 0.01 < estimates[0] < 0.12


def test_who_pushes_before_looking_is_led_back_to_the_face() -> None:
    scene = scene_of()
    act(scene, ("light.check",), ("view", "mate"))
    assert scene.goal() == "connect.back_plug"
    act(scene, ("view", "plug"))
    assert scene.goal() == "connect.uncap_plug"


def test_who_finishes_without_connecting_is_told_so() -> None:
    scene = scene_of()
    act(scene, ("cap.plug", False), ("tool", "pen"), ("pen.push", 7.0), ("done", None))
    scene.close(scene.ticks)
    assert facts(scene)["latched"] == 0 and "mate.never" in causes(scene)


def test_where_nothing_is_left_the_bill_is_that_of_what_is_shown() -> None:
    from tests.make_proofs import hands_of, play

    sheet = play("connecteur-terrain", hands_of("connecteur-terrain")["fail-careless"], 7).outcome().sheet
    loss = next(r.value for r in sheet.criteria if r.criterion.fact == "connect.loss_db")
    assert loss == 60.0 and sheet.bill_total == pytest.approx(loss, abs=0.01)
