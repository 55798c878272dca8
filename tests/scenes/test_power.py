"""Power and red light: what the meter shows is what optics says, and each mistake has its own true consequence."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

from simulator.optics.power import Reference, Source
from simulator.plant import mating
from simulator.plant.line_spec import PartSpec
from simulator.scenes.power.logic_light import cross
from tests.scenes.power_bench import PON, Bench


def measured(bench: Bench, nm: int = 1310) -> float:
    return bench.scene.state.notes[nm]


# reference and loss


@pytest.mark.parametrize("method", ["1", "2", "3"])
def test_the_reading_is_what_the_reference_of_optics_gives(method: str) -> None:
    """Against simulator.optics.power.Reference with the matings as they were made."""
    bench = Bench(method=method)
    bench.follow()
    line, cords = bench.scene.plant.line, bench.scene.plant.cords
    names = {"1": (), "2": ("cords",), "3": ("cords_near", "cords_far")}[method]
    joints = tuple(mating.cost(line, cords[name], 1310e-9).loss_db for name in names)
    whole = float(line.link(launch=False, tail=False).insertion_loss(1310e-9))
    expected = Reference(int(method), joints).loss_db(Source(), whole, (0.0, 0.0))
    assert measured(bench) == pytest.approx(expected, abs=0.015)
    assert bench.close()["power.reference_ok"] == 1


def test_each_cord_more_in_the_reference_hides_one_mating() -> None:
    readings = []
    for method in ("1", "2", "3"):
        bench = Bench(method=method)
        bench.follow()
        readings.append(measured(bench))
    assert readings[0] > readings[1] > readings[2]
    assert readings[0] - readings[2] < 1.0


def test_the_wrong_method_is_wrong_by_its_matings_and_told() -> None:
    bench = Bench(method="1")
    bench.follow("power.connect_1")
    bench.do(("source", "laser"), ("cord.source", "three"), ("cord.meter", "three"))
    bench.wait(1300)
    bench.do(("meter", "ref"), ("cord.source", "link"), ("cord.meter", "link"), ("note", None), ("verdict", "good"))
    facts = bench.close()
    assert facts["power.method_right"] == 0
    assert facts["power.reference_ok"] == 0
    assert 0.03 < facts["power.reading_error_db"] < 1.0
    assert "power.wrong_method" in bench.causes()


def test_guidance_leads_through_and_costs_nothing() -> None:
    bench = Bench(method="1", wavelengths=("1310", "1550"), budget=True, cord_dust=0.8)
    bench.follow()
    facts = bench.close()
    assert facts["power.reading_error_db"] <= 0.02
    assert facts["power.budget_error_db"] == 0
    assert facts["power.verdict_wrong"] == 0
    assert not bench.scene.marks
    assert "power.clean_cord1" in bench.goals
    assert measured(bench, 1310) > measured(bench, 1550)


def test_a_dirty_cord_is_paid_for_on_the_line_and_leaves_its_print_there() -> None:
    costs = []
    for dust in (0.0, 0.9):
        bench = Bench(cord_dust=dust, seed=4)
        bench.do(("source", "power"), ("meter", "power"), ("source", "laser"), ("cord.source", "meter"))
        bench.wait(1300)
        bench.do(("meter", "ref"), ("cord.source", "link"), ("cord.meter", "link"), ("note", None))
        costs.append((measured(bench), len(bench.scene.plant.line.head.particles), bench.close()))
    clean, dirty = costs
    assert dirty[0] > clean[0] + 0.1
    assert clean[1] == 0 < dirty[1]
    assert (clean[2]["power.cord_clean"], dirty[2]["power.cord_clean"]) == (1, 0)
    # What is wrong with the reading is what the dirt has cost, in the reference and on the line.
    assert dirty[2]["power.reading_error_db"] == pytest.approx(dirty[0] - clean[0], abs=0.02)


def test_a_cold_reference_is_wrong_by_what_the_laser_has_lost_since() -> None:
    bench = Bench()
    bench.do(("source", "power"), ("meter", "power"), ("source", "laser"), ("cord.source", "meter"))
    bench.do(("meter", "ref"), rest=0)
    cold = bench.scene.source.drift_db
    bench.wait(1500)
    bench.do(("cord.source", "link"), ("cord.meter", "link"), ("note", None))
    facts = bench.close()
    assert facts["power.reading_error_db"] == pytest.approx(cold, abs=0.03)
    assert facts["power.warmed"] == 0


def test_a_cord_pulled_from_the_source_never_sits_the_same_again() -> None:
    bench = Bench()
    bench.follow("power.connect_link")
    level = bench.scene.bench.level_dbm()
    bench.do(("source", "laser"), ("source.plug", False), ("source.plug", True), ("source", "laser"))
    moved = level - bench.scene.bench.level_dbm()
    assert 0.005 < moved < 2.5
    bench.do(("cord.source", "link"), ("cord.meter", "link"), ("note", None))
    facts = bench.close()
    assert facts["power.source_unplugged"] == 1
    assert facts["power.reference_ok"] == 0
    assert facts["power.reading_error_db"] == pytest.approx(moved, abs=0.03)


def test_a_wrong_wavelength_on_the_meter_shows_and_is_told() -> None:
    bench = Bench(wavelengths=("1550",))
    bench.do(("source", "power"), ("meter", "power"), ("source", "laser"), ("cord.source", "meter"))
    bench.wait(1300)
    bench.do(("meter", "wave"), ("meter", "wave"))  # 1490, then 1550; the source stays at 1310
    bench.do(("meter", "ref"), ("cord.source", "link"), ("cord.meter", "link"), ("note", None))
    facts = bench.close()
    assert facts["power.wavelength_match"] == 0
    assert facts["power.reading_error_db"] > 0.2  # what was written is the loss at 1310


def test_power_written_in_dbm_is_no_loss() -> None:
    bench = Bench()
    bench.follow("power.note")
    bench.do(("meter", "unit"), ("note", None))
    assert bench.close()["power.reading_error_db"] == pytest.approx(7.0, abs=0.05)
    assert "power.wrong_unit" in bench.causes()


def test_a_level_is_kept_with_its_unit_and_the_missing_reference_is_told_too() -> None:
    bench = Bench()
    bench.follow("power.laser_on")
    bench.do(("source", "laser"), ("cord.source", "link"), ("cord.meter", "link"), ("note", None))
    assert bench.scene.state.units[1310] == "dBm"
    assert {"power.wrong_unit", "power.no_reference"} <= bench.causes()


def test_a_note_that_is_wrong_is_asked_for_again_and_one_put_right_is_no_longer_blamed() -> None:
    bench = Bench()
    bench.follow("power.connect_link")
    bench.do(("note", None))
    assert "power.not_the_link" in bench.causes()
    assert bench.scene.goal() == "power.connect_link", "the line is still to be measured"
    bench.follow()
    facts = bench.close()
    assert facts["power.reading_error_db"] <= 0.05 and not bench.causes()


def test_a_reference_taken_anew_is_no_longer_blamed() -> None:
    bench = Bench()
    bench.do(("source", "power"), ("meter", "power"), ("source", "laser"), ("cord.source", "meter"), ("meter", "ref"))
    assert "power.cold_reference" in bench.causes()
    bench.wait(1300)
    bench.do(("meter", "ref"))
    assert "power.cold_reference" not in bench.causes()


def test_a_broken_line_shows_lo_and_nothing_can_be_written() -> None:
    parts = (PartSpec("fibre", length_m=500.0), PartSpec("break"), PartSpec("fibre", length_m=500.0))
    bench = Bench(parts)
    bench.do(("source", "power"), ("meter", "power"), ("source", "laser"),
             ("cord.source", "link"), ("cord.meter", "link"), ("note", None))
    assert bench.scene.reading().state == "low"
    assert not bench.scene.state.notes


def test_looking_at_a_lit_plug_breaks_the_gate() -> None:
    bench = Bench()
    bench.do(("source", "power"), ("source", "laser"), ("look", "cord1"))
    assert "eye_exposure" in bench.scene.broken_gates
    safe = Bench()
    safe.do(("source", "power"), ("look", "cord1"))
    assert not safe.scene.broken_gates
    safe.do(("source", "laser"))  # while the microscope is still on it
    assert "eye_exposure" in safe.scene.broken_gates


def test_a_face_that_is_plugged_in_is_not_seen() -> None:
    bench = Bench()
    bench.do(("cord.source", "meter"), ("look", "cord1"))
    assert bench.scene.state.look == ""
    bench.do(("look", "cord2"))
    assert bench.scene.state.look == "cord2"


def test_light_comes_through_only_when_both_cords_are_plugged_in() -> None:
    bench = Bench()
    bench.do(("source", "power"), ("meter", "power"), ("source", "laser"))
    for first, second in (("source", "meter"), ("meter", "source")):
        bench.do(("cord.source", "none"), ("cord.meter", "none"), (f"cord.{first}", "link"))
        assert bench.scene.reading().state != "value"
        assert bench.scene.bench.free({"source": "far", "meter": "head"}[first]), "the other end can still be seen"
        bench.do((f"cord.{second}", "link"))
        assert bench.scene.reading().state == "value"


def test_each_plug_rubs_only_the_face_that_it_meets() -> None:
    bench = Bench(cord_dust=0.8)
    scene = bench.scene
    bench.do(("cord.source", "two"))
    assert not scene.marks, "alone in an adapter it meets nothing"
    bench.do(("cord.source", "link"))
    assert [mark.cause for mark in scene.marks] == ["power.mated_dirty"]
    assert scene.bench.matings == 1


def test_a_verdict_against_ones_own_reading_is_wrong_even_where_luck_makes_it_true() -> None:
    bench = Bench(limit_db=3.0)
    bench.follow("power.note")
    bench.do(("meter", "unit"), ("note", None), ("verdict", "good"))  # 8 dB are on the sheet
    assert bench.scene.truth.good()
    assert bench.close()["power.verdict_wrong"] == 1


def test_the_curve_of_the_level_shows_the_fall_from_reference_to_line() -> None:
    bench = Bench()
    bench.follow()
    levels = [level for _, level, _ in bench.scene.curves[0].points]
    assert levels[-1] == pytest.approx(max(levels) - measured(bench), abs=0.5)


# budget


def test_the_budget_of_the_course() -> None:
    """25 km at 0.4, 5 splices at 0.1, 2 connectors at 0.5: 11.5 dB (docs/sources.md, splicing §4.7)."""
    parts = []
    for _ in range(5):
        parts += [PartSpec("fibre", length_m=4000.0), PartSpec("splice")]
    parts += [PartSpec("fibre", length_m=5000.0), PartSpec("connector", name="PTO")]
    bench = Bench(tuple(parts), budget=True)
    assert bench.scene.truth.limit_db == pytest.approx(11.5)


def test_a_bad_splice_makes_the_verdict_bad() -> None:
    parts = (*PARTS_WITH_LOSS, PartSpec("connector", name="PTO"))
    bench = Bench(parts, budget=True)
    bench.follow()
    assert bench.scene.state.verdict == "bad"
    bench.do(("verdict", "good"))
    assert bench.close()["power.verdict_wrong"] == 1


PARTS_WITH_LOSS = (PartSpec("fibre", length_m=1000.0), PartSpec("splice", loss_db=3.0), PartSpec("fibre"))


# subscriber


def test_at_the_outlet_there_is_what_the_exchange_sends_less_all_that_lies_between() -> None:
    bench = Bench(PON, mode="subscriber", budget=True)
    bench.follow()
    lost = float(bench.scene.plant.line.link(launch=False, tail=False).insertion_loss(1490e-9))
    assert measured(bench, 1490) == pytest.approx(3.0 - lost, abs=0.006)
    assert -27.0 < measured(bench, 1490) < -8.0
    facts = bench.close()
    assert facts["power.reading_error_db"] <= 0.01
    assert 10.0 * math.log10(64) < lost


def test_the_outlet_is_lit_and_must_not_be_looked_into() -> None:
    bench = Bench(PON, mode="subscriber")
    bench.do(("look", "cord2"))
    assert not bench.scene.broken_gates
    bench.do(("look", "far"))
    assert "eye_exposure" in bench.scene.broken_gates


def test_1310_on_the_meter_is_wrong_at_the_outlet() -> None:
    bench = Bench(PON, mode="subscriber")
    bench.do(("meter", "power"), ("cord.source", "link"), ("cord.meter", "link"), ("note", None))
    assert not bench.scene.state.notes
    assert bench.scene.reading().value > measured_right(bench)


def measured_right(bench: Bench) -> float:
    return bench.scene.truth.written(1490)


# red light, which fibre

SHORT = (PartSpec("fibre", length_m=200.0, fibre="G.657.A2"), PartSpec("splice"), PartSpec("fibre", length_m=90.0))


def test_each_fibre_glows_where_the_plant_leads() -> None:
    bench = Bench(SHORT, mode="identify", crossed=3)
    bench.follow()
    assert bench.scene.state.answers == {1: 3, 2: 2, 3: 1, 4: 4}
    facts = bench.close()
    assert (facts["light.identified_right"], facts["light.crossed_found"], facts["light.cap_on"]) == (100, 1, 1)
    assert not bench.scene.broken_gates


def test_two_fibres_are_drawn_to_be_crossed_and_never_one_with_itself() -> None:
    pairs = set()
    for seed in range(12):
        bench = Bench(SHORT, seed=seed, mode="identify")
        cross(replace(bench.scene.params, crossed="drawn"), bench.scene.plant)
        far = [bench.scene.light.far_of(n) for n in range(1, 13)]
        assert sorted(far) == list(range(1, 13))
        moved = [n for n, there in enumerate(far, start=1) if there != n]
        assert len(moved) == 2
        assert max(moved) <= 4
        pairs.add(tuple(moved))
    assert len(pairs) > 3


def test_a_broken_fibre_glows_nowhere() -> None:
    bench = Bench((PartSpec("fibre"), PartSpec("break"), PartSpec("fibre")), mode="identify")
    bench.do(("pen.cap", False), ("pen.plug", 1.0), ("pen.mode", "blink"))
    assert bench.scene.light.shining() == (0, 0.0)
    assert bench.scene.light.far_of(1) == 0


def test_an_answer_without_light_is_a_guess() -> None:
    bench = Bench(SHORT, mode="identify")
    bench.do(("answer", 1.0))
    bench.close()
    assert "light.guessed" in bench.causes()


@pytest.mark.parametrize(
    "moves",
    [
        (("pen.cap", False), ("pen.mode", "blink")),
        (("pen.cap", False), ("pen.plug", 1.0), ("pen.mode", "steady"), ("pen.plug", 0.0)),
        (("pen.cap", False), ("pen.plug", 1.0), ("pen.mode", "blink"), ("pen.look", None)),
        (("pen.kind", "3R"), ("pen.cap", False), ("pen.plug", 1.0), ("pen.mode", "blink")),
    ],
)
def test_what_a_pen_must_never_do(moves: tuple) -> None:
    bench = Bench(SHORT, mode="identify")
    bench.do(*moves[:-1])
    assert not bench.scene.broken_gates
    bench.do(moves[-1])
    assert "eye_exposure" in bench.scene.broken_gates


def test_light_in_the_open_counts_once_however_the_switch_goes_on() -> None:
    bench = Bench(SHORT, mode="identify")
    bench.do(("pen.cap", False), ("pen.mode", "blink"), ("pen.mode", "steady"), ("pen.mode", "off"))
    assert bench.scene.book.get("power.laser_unsafe") == 1
    bench.do(("pen.mode", "blink"))
    assert bench.scene.book.get("power.laser_unsafe") == 2, "lit a second time"


def test_a_capped_pen_goes_into_no_plug() -> None:
    bench = Bench(SHORT, mode="identify")
    bench.do(("pen.plug", 1.0))
    assert bench.scene.state.pen_at == 0


# red light, on the way


def way(kind: str = "bend") -> tuple[PartSpec, ...]:
    bad = PartSpec("bend", radius_mm=7.0, turns=0.5) if kind == "bend" else PartSpec("break")
    return (PartSpec("fibre", length_m=60.0, fibre="G.657.A2"), bad, PartSpec("fibre", length_m=40.0, fibre="G.657.A2"))


@pytest.mark.parametrize("kind", ["bend", "break"])
def test_the_glow_stands_where_the_fault_is(kind: str) -> None:
    bench = Bench(way(kind), mode="fault", spread_m=25.0, seed=5)
    bench.follow()
    facts = bench.close()
    assert facts["light.found_error_m"] == 0
    assert facts["light.kind_right"] == 1
    assert bench.scene.light.length_m == pytest.approx(100.0)
    assert abs(bench.scene.state.marker_m - 60.0) <= 25.0


def test_the_place_is_drawn_and_the_length_stays() -> None:
    places = {Bench(way(), mode="fault", spread_m=25.0, seed=seed).scene.light.fault().place_m for seed in range(8)}
    assert len(places) > 5
    assert all(34.9 <= place <= 85.1 for place in places)


def test_a_wrong_name_and_a_far_flag_are_told() -> None:
    bench = Bench(way(), mode="fault")
    bench.do(("pen.cap", False), ("pen.plug", 1.0), ("pen.mode", "steady"), ("marker", 72.0), ("kind", "break"))
    facts = bench.close()
    assert facts["light.found_error_m"] == pytest.approx(12.0)
    assert {"light.far_off", "light.wrong_kind", "light.not_blinking", "light.cap_off"} <= bench.causes()


def test_a_face_cleaned_under_the_microscope_is_seen_again_at_once() -> None:
    bench = Bench(cord_dust=0.5, mode="loss")
    bench.do(("source", "power"), ("meter", "power"), ("look", "cord1"))
    assert bench.scene.goal() == "power.clean_cord1"
    bench.do(("clean", "cord1"))
    assert bench.scene.bench.grade("cord1").passed
    assert bench.scene.goal() == "power.look_cord2"


def test_who_finishes_with_an_empty_sheet_is_told_so() -> None:
    for noted in (False, True):
        bench = Bench(PON, mode="subscriber")
        bench.follow()
        if not noted:
            bench.scene.state.notes.clear()
        bench.scene.close(bench.tick)
        assert ("power.not_noted" in [mark.cause for mark in bench.scene.marks]) is not noted
