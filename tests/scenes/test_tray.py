"""The tray, headless: what hands do to sleeves, slack and lid, and what is then in the line."""

from __future__ import annotations

import math

import pytest

from simulator.plant import Chance, FibreSpec, LineSpec, PartSpec, SiteSpec, tray_lanes, workplace
from simulator.plant.line_events import events_of
from simulator.plant.tray import slot_end
from simulator.scenes.base import Action, Toast
from simulator.scenes.tray.logic import Params, create
from simulator.scenes.tray.logic_goal import to_go_to

LINE = LineSpec(parts=(PartSpec("fibre"), PartSpec("splice", work=True), PartSpec("fibre")))
SITE = SiteSpec(fibres=(FibreSpec("G.652.D", "rouge"), FibreSpec("G.652.D", "rouge")), reserve_mm=1020.0, line=LINE)


class Bench:
    """A tray with hands."""

    def __init__(self, splices: int = 1, seed: int = 5, **params) -> None:
        self.plant = workplace.build(SITE, Chance(seed))
        self.scene = create(Params(splices=splices, **params), self.plant)
        self.scene.enter(0)
        self.tick = 0

    def do(self, target: str, value=None, ticks: int = 1) -> list:
        effects = self.scene.step(self.tick, [Action(target, value)])
        for _ in range(ticks):
            self.tick += 1
            effects += self.scene.step(self.tick, [])
        return effects

    def sleeve(self, slot: int = 1, push: int = 20) -> None:
        self.do("sleeve.take")
        self.do("sleeve.lay", float(slot))
        self.do("sleeve.press", True, push)
        self.do("sleeve.press", False)

    def coil(self, side: str, path=None, slot: int = 1) -> list:
        need = self.scene.piece.fibres[side].need_mm
        effects = self.do("fibre.take", side)
        for place in (path or tray_lanes.ideal(side, slot, need, slot - 1))[1:]:
            effects += self.do("fibre.move", place)
        return effects + self.do("fibre.drop")

    def store(self, number: int = 1) -> None:
        self.do("piece", float(number))
        self.sleeve(number)
        for side in ("left", "right"):
            self.coil(side, slot=number)

    def loss(self, wavelength: float, number: int = 1) -> float:
        """What light loses from end to end of a line [dB]."""
        return float(self.plant.line_of(number).link().insertion_loss(wavelength))

    @property
    def facts(self) -> dict[str, float]:
        return self.scene.book.values


def toasts(effects: list) -> set[str]:
    return {effect.key for effect in effects if isinstance(effect, Toast)}


def test_a_splice_stored_with_care_costs_no_light() -> None:
    bench = Bench()
    before = [bench.loss(wave) for wave in (1310e-9, 1625e-9)]
    bench.store()
    bench.do("photo")
    bench.do("lid", "close")
    bench.do("label")
    bench.do("done")
    bench.scene.close(bench.tick)
    assert [bench.loss(wave) for wave in (1310e-9, 1625e-9)] == pytest.approx(before, abs=0.002)
    assert bench.scene.outcome == "done"
    facts = bench.facts
    assert facts["tray.stored"] == 100 and facts["tray.min_radius_mm"] >= 28
    assert facts["tray.length_error_mm"] <= 5
    assert not any(facts[f"tray.{name}"] for name in ("slot_wrong", "outside", "crossings", "pinched", "loss_1625_db"))
    assert all(facts[f"tray.{name}"] for name in ("lid_closed", "labelled", "photo"))


def test_a_tight_corner_is_in_the_line_by_wavelength_and_goes_when_it_is_redone() -> None:
    bench = Bench()
    bench.sleeve()
    before = {wave: bench.loss(wave) for wave in (1310e-9, 1550e-9, 1625e-9)}
    bench.coil("left", tray_lanes.ideal("left", 1, 972.0, 0, 9.0))
    grown = {wave: bench.loss(wave) - was for wave, was in before.items()}
    shown = dict(zip(before, bench.scene.loss_of(0), strict=True))
    assert 0.0 < grown[1310e-9] < grown[1550e-9] < grown[1625e-9]
    for wave in (1550e-9, 1625e-9):
        assert grown[wave] == pytest.approx(shown[wave], rel=0.1)
    assert "tray.too_tight" in {mark.cause for mark in bench.scene.marks}
    work = bench.plant.line_of(1).work()
    assert work.tick > 0  # the event on the trace leads to the gesture that made it
    bench.do("fibre.lift", "left")
    assert {wave: bench.loss(wave) for wave in before} == pytest.approx(before)
    assert work.tick == work.joint.tick


def test_red_light_leaves_where_the_bend_is_and_only_with_the_pen_on() -> None:
    bench = Bench()
    bench.sleeve()
    bench.coil("left", tray_lanes.ideal("left", 1, 972.0, 0, 10.0))
    assert not bench.scene.glow()
    bench.do("pen", True)
    place, strength = max(bench.scene.glow(), key=lambda spot: spot[1])
    assert strength > 0.5
    assert math.dist(place, bench.scene.tight_of(0).at) < 8.0


def test_a_quick_tap_does_not_click_and_a_wrong_slot_counts() -> None:
    bench = Bench(2)
    bench.sleeve(3, push=4)
    assert not bench.scene.piece.clicked
    bench.do("sleeve.press", True, 20)
    assert bench.scene.piece.clicked
    for side in ("left", "right"):
        bench.coil(side, slot=3)
    assert bench.facts["tray.slot_wrong"] == 2  # in another slot, and the second one not there at all
    bench.do("piece", 2.0)
    bench.do("sleeve.take")
    assert "tray.slot_taken" in toasts(bench.do("sleeve.lay", 3.0))


def test_fibre_has_an_end() -> None:
    bench = Bench()
    assert "tray.sleeve_first" in toasts(bench.do("fibre.take", "left"))
    bench.sleeve()
    bench.do("fibre.take", "left")
    effects = []
    for turn in range(5):
        for place in tray_lanes.ideal("left", 1, 1400.0)[: 100 if turn else 120]:
            effects += bench.do("fibre.move", place)
    assert "tray.taut" in toasts(effects)
    assert bench.scene.state.drawn_mm <= 1.03 * bench.scene.piece.fibres["left"].need_mm


def test_a_loose_end_springs_back_to_the_last_tab_and_may_be_taken_up_again() -> None:
    bench = Bench()
    bench.sleeve()
    line = tray_lanes.ideal("left", 1, 972.0)
    bench.coil("left", line[:30])
    fibre = bench.scene.piece.fibres["left"]
    assert fibre.path and not fibre.done
    short = fibre.drawn_mm
    bench.do("fibre.take", "left")
    assert bench.scene.state.drawn_mm == pytest.approx(short)
    for place in line[30:]:
        bench.do("fibre.move", place)
    assert fibre.done
    bench.do("fibre.lift", "left")
    bench.coil("left", [line[0], (60.0, 70.0), (70.0, 60.0)])
    assert not fibre.done and fibre.drawn_mm < 20.0  # the tab beside the tube holds no more


def test_slack_that_is_left_over_stands_up_and_stops_the_lid() -> None:
    bench = Bench()
    bench.sleeve()
    bench.coil("left", [(15.9, 98.7), *tray_lanes.ideal("left", 1, 560.0)[1:]])
    bench.coil("right")
    assert bench.facts["tray.length_error_mm"] > 300
    assert "tray.lid_blocked" in toasts(bench.do("lid", "close"))
    assert bench.plant.tray.lid == "blocked"
    assert bench.scene.goal() == "tray.lid_blocked"


def test_a_forced_lid_kinks_the_fibre_until_it_is_opened_and_the_fact_stays() -> None:
    bench = Bench()
    bench.sleeve()
    line = [(x, -2.0) if y < 20.0 and i < 30 else (x, y) for i, (x, y) in enumerate(tray_lanes.ideal("left", 1, 940.0))]
    bench.coil("left", line)
    bench.coil("right")
    before = bench.loss(1550e-9)
    bench.do("lid", "close")
    assert bench.plant.tray.lid == "blocked" and bench.loss(1550e-9) == pytest.approx(before)
    bench.do("lid", "force")
    assert bench.plant.tray.lid == "closed"
    assert bench.loss(1550e-9) > before + 0.5
    bench.do("lid", "open")
    assert bench.loss(1550e-9) == pytest.approx(before)
    assert bench.facts["tray.pinched"] >= 1


def test_photo_label_and_lid_want_their_moment() -> None:
    bench = Bench()
    assert "tray.photo_early" in toasts(bench.do("photo"))
    assert "tray.label_needs_lid" in toasts(bench.do("label"))
    bench.store()
    bench.do("lid", "close")
    assert "tray.open_first" in toasts(bench.do("fibre.take", "left"))
    bench.do("photo")
    bench.do("label")
    bench.scene.close(bench.tick)
    assert bench.facts["tray.photo"] == bench.facts["tray.labelled"] == 1


def test_the_splices_of_a_job_come_to_the_tray() -> None:
    maker = Bench(2)  # two splices in the plant: one laid aside, one in work
    scene = create(Params(), maker.plant)
    maker.plant.tray.pieces.clear()
    scene.enter(0)
    assert [(p.number, p.slot, p.colours["left"]) for p in scene.pieces] == [(1, 1, "rouge"), (2, 2, "bleu")]
    needs = [fibre.need_mm for piece in scene.pieces for fibre in piece.fibres.values()]
    assert needs == pytest.approx([1020.0 - 25.0 - 22.6] * 4)
    scene.enter(10)
    assert len(scene.pieces) == 2


def test_an_empty_bench_has_nothing_to_store() -> None:
    bench = Bench(0)
    assert bench.scene.piece is None and bench.scene.goal() == "tray.done"
    for target, value in (("sleeve.take", None), ("fibre.take", "left"), ("fibre.move", (1.0, 1.0)), ("photo", None)):
        bench.do(target, value)
    bench.scene.close(9)


@pytest.mark.parametrize("seed", range(1, 9))
def test_a_found_tray_has_one_bad_coil_that_1310_hardly_shows(seed: int) -> None:
    bench = Bench(4, seed, found="tight")
    bad = [i for i in range(4) if bench.scene.tight_of(i).radius_mm < 20.0]
    assert len(bad) == 1
    short, _, long = bench.scene.loss_of(bad[0])
    assert short < 0.03 and long > 0.1
    assert all(bench.scene.loss_of(i)[2] < 0.01 for i in range(4) if i not in bad)
    assert bench.plant.line_of(bench.scene.pieces[bad[0]].number).work().coils
    side = bench.scene.tight_side(bad[0])
    bench.do("piece", bad[0] + 1.0)
    bench.do("fibre.lift", side)  # the tube that the tag names is that of the bad coil
    assert bench.facts["tray.needless"] == 0 and bench.scene.tight_side(bad[0]) != side


def test_found_bad_coils_differ_and_good_ones_taken_out_are_counted() -> None:
    found = set()
    for seed in range(1, 13):
        scene = Bench(4, seed, found="tight").scene
        found.add(min(range(4), key=lambda i, s=scene: s.tight_of(i).radius_mm))
    assert len(found) >= 3
    bench = Bench(4, 1, found="tight")
    good = next(i for i in range(4) if bench.scene.tight_of(i).radius_mm > 25.0)
    bench.do("piece", good + 1.0)
    bench.do("fibre.lift", "left")
    assert bench.facts["tray.needless"] == 1


def test_a_fibre_straight_over_the_comb_is_a_fault() -> None:
    bench = Bench()
    bench.sleeve()
    end = slot_end(1, "left")
    path = [(15.9, 98.7), (15.9, 70.0), (40.0, 60.0), (90.0, 60.0), (150.0, 60.0), (150.0, 20.0), (60.0, 16.0), end]
    bench.coil("left", [(x + dx, y) for x, y in path for dx in (0.0,)])
    assert bench.facts["tray.outside"] >= 1
    assert "tray.comb" in {mark.cause for mark in bench.scene.marks}


def test_a_mark_tells_the_moment_at_which_the_bend_was_made() -> None:
    bench = Bench()
    bench.sleeve()
    line = tray_lanes.ideal("left", 1, 972.0, 0, 9.0)
    begun = bench.tick
    bench.coil("left", line)
    mark = next(mark for mark in bench.scene.marks if mark.cause == "tray.too_tight")
    corner = min(range(len(line)), key=lambda i: math.dist(line[i], bench.scene.tight_of(0).at))
    # Just past the corner: there the bend shows, a tick earlier the finger has not drawn it yet.
    assert 3 <= mark.tick - (begun + corner) <= 15
    curve = bench.scene.curves[-1]
    worst = min(curve.points, key=lambda point: point[1])
    assert 0 <= mark.tick - worst[2] <= 15
    assert [point[2] for point in curve.points] == sorted(point[2] for point in curve.points)


def test_what_was_laid_before_a_pause_keeps_its_moment() -> None:
    bench = Bench()
    bench.sleeve()
    line = tray_lanes.ideal("left", 1, 972.0, 0, 9.0)
    begun, half = bench.tick, line[: len(line) // 2]
    bench.do("fibre.take", "left")
    for point in half:
        bench.do("fibre.move", point)
    bench.do("fibre.drop")
    fibre = bench.scene.piece.fibres["left"]
    assert len(fibre.when) == len(fibre.path) > 2
    bench.do("fibre.take", "left", 600)
    assert bench.scene.state.when[0] <= begun + 3 and bench.scene.state.when[-1] <= begun + len(half) + 3


def keys_of(effects: list) -> list[str]:
    return [effect.key for effect in effects if isinstance(effect, Toast)]


def test_a_sleeve_in_the_wrong_slot_is_to_be_taken_again_before_anything_is_coiled_on_it() -> None:
    bench = Bench()
    bench.do("sleeve.take")
    bench.do("sleeve.lay", 5.0)
    assert bench.scene.goal() == "tray.other_slot"
    bench.do("sleeve.press", True, 3)
    effects = bench.do("sleeve.take")
    assert "tray.push_longer" not in keys_of(effects) and bench.scene.state.press_ticks == 0
    bench.do("sleeve.lay", 1.0, 60)
    assert bench.scene.goal() == "tray.press" and not bench.scene.piece.clicked


def test_a_fibre_that_no_longer_reaches_its_sleeve_is_to_be_taken_out() -> None:
    bench = Bench()
    bench.sleeve()
    bench.do("fibre.take", "left")
    for _ in range(2):
        for place in tray_lanes.ideal("left", 1, 2000.0, 0)[1:]:
            bench.do("fibre.move", place)
    assert bench.scene.state.taut and bench.scene.goal() == "tray.short"
    bench.do("fibre.drop")
    assert bench.scene.goal() == "tray.short", "what is left does not reach"
    bench.do("fibre.lift", "left")
    assert bench.scene.goal() == "tray.coil_left"


def test_a_fibre_that_was_let_go_half_way_is_gone_on_with() -> None:
    bench = Bench()
    bench.sleeve()
    need = bench.scene.piece.fibres["left"].need_mm
    line = tray_lanes.ideal("left", 1, need, 0)
    bench.do("fibre.take", "left")
    for place in line[1 : len(line) // 2]:
        bench.do("fibre.move", place)
    bench.do("fibre.drop")
    assert bench.scene.piece.fibres["left"].path and bench.scene.goal() == "tray.coil_left"


def test_a_fibre_let_go_half_way_in_a_turn_that_is_too_tight_comes_out_before_it_goes_on() -> None:
    bench = Bench()
    bench.sleeve()
    line = tray_lanes.ideal("left", 1, 972.0, 0, 9.0)
    bench.do("fibre.take", "left")
    for place in line[1 : len(line) // 2]:
        bench.do("fibre.move", place)
    bench.do("fibre.drop")
    assert not bench.scene.piece.fibres["left"].done and bench.scene.goal() == "tray.redo"
    bench.do("fibre.lift", "left")
    assert bench.scene.goal() == "tray.coil_left"


def test_a_bad_splice_that_was_passed_over_is_gone_back_to_before_the_photo() -> None:
    bench = Bench(splices=2)
    bench.sleeve()
    bench.coil("left", tray_lanes.ideal("left", 1, 972.0, 0, 9.0))
    bench.coil("right")
    assert bench.scene.goal() == "tray.redo"
    bench.store(2)
    assert bench.scene.goal() == "tray.mend" and to_go_to(bench.scene, "tray.mend") == 0
    bench.do("piece", 1.0)
    assert bench.scene.goal() == "tray.redo"
    bench.do("fibre.lift", "left")
    bench.coil("left")
    assert bench.scene.goal() == "tray.photo"


def test_a_lid_that_pinches_is_to_be_opened_again_and_a_photo_not_to_be_forgotten() -> None:
    bench = Bench()
    bench.sleeve()
    bench.coil("left")
    bench.coil("right", tray_lanes.ideal("right", 1, 600.0, 0))
    bench.do("lid", "close")
    bench.do("lid", "force")
    assert bench.scene.goal() == "tray.reopen"
    bench.do("lid", "open")
    bench.coil("right")
    bench.do("lid", "close")
    assert bench.scene.goal() == "tray.photo"
    bench.do("photo")
    assert bench.scene.goal() == "tray.label"


def test_in_a_found_tray_the_light_alone_tells_which_coil_is_bad() -> None:
    bench = Bench(4, 5, found="tight")
    bad = next(i for i in range(4) if bench.scene.tight_of(i).radius_mm < 24.0)
    bench.do("pen", True)
    for index in range(4):
        bench.do("piece", index + 1.0)
        assert bench.scene.cue() is None and bench.scene.as_found(index)
        assert bool(bench.scene.glow()) == (index == bad)
    bench.do("piece", bad + 1.0)
    lost = bench.scene.loss_of(bad)
    bench.do("fibre.lift", bench.scene.tight_side(bad))
    assert bench.scene.before_db == {bad: lost} and lost[2] > bench.scene.params.loss_limit_db > lost[0]
    assert not bench.scene.as_found(bad)


def test_who_takes_out_a_good_fibre_hears_it_and_crossing_the_bad_one_is_not_his_fault() -> None:
    bench = Bench(4, 5, found="tight")
    bad = next(i for i in range(4) if bench.scene.tight_of(i).radius_mm < 24.0)
    good = (bad + 1) % 4
    bench.do("piece", good + 1.0)
    assert "tray.needless" in keys_of(bench.do("fibre.lift", "right"))
    bench.do("piece", bad + 1.0)
    assert "tray.needless" not in keys_of(bench.do("fibre.lift", bench.scene.tight_side(bad)))


@pytest.mark.parametrize("seed", range(6))
def test_a_good_fibre_put_back_over_the_bad_one_is_not_blamed(seed: int) -> None:
    bench = Bench(4, seed, found="tight")
    bad = next(i for i in range(4) if bench.scene.tight_of(i).radius_mm < 24.0)
    for good in (i for i in range(4) if i != bad):
        bench.do("piece", good + 1.0)
        bench.do("fibre.lift", "right")
        bench.coil("right", slot=good + 1)
    assert not [mark.cause for mark in bench.scene.marks if mark.cause == "tray.crossed"]


def test_the_bend_of_the_line_leads_to_the_moment_at_which_it_was_drawn() -> None:
    """Not to the one at which the fibre came home: there the finger is elsewhere."""
    bench = Bench()
    bench.sleeve()
    need = bench.scene.piece.fibres["left"].need_mm
    bench.coil("left", tray_lanes.ideal("left", 1, need, 0, 9.0))
    bench.coil("right")
    mark = next(mark for mark in bench.scene.marks if mark.cause == "tray.too_tight")
    event = next(e for e in events_of(bench.plant.line_of(1), 1625e-9) if "bend" in e.bill)
    assert event.moments["bend"] == mark.tick < bench.scene.piece.fibres["left"].tick - 5
