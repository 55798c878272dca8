"""The box's margin by the attenuator: it takes light where it is in the line, and stands in the bill."""

from __future__ import annotations

import pytest

from tests.scenes.power_bench import PON, Bench


def at_the_box(**params) -> Bench:
    bench = Bench(PON, mode="subscriber", attenuator=True, **params)
    bench.do(("meter", "power"), ("clean", "far"), ("cord.meter", "link"), ("meter", "wave"))
    return bench


def test_what_the_attenuator_shows_is_what_the_meter_loses_and_what_the_bill_says() -> None:
    bench = at_the_box()
    before = bench.scene.reading().value
    bench.do(("note", None), ("voa.in", True), ("voa", 6.4))
    assert before - bench.scene.reading().value == pytest.approx(6.4, abs=0.011)
    assert bench.scene.bill()["attenuator"] == pytest.approx(6.4)
    bench.do(("voa.in", False))
    assert bench.scene.reading().value == before and "attenuator" not in bench.scene.bill()


def test_the_lamp_goes_out_where_the_margin_ends() -> None:
    bench = at_the_box()
    margin = bench.scene.margin.true_db()
    bench.do(("voa.in", True), ("load", "box"), ("voa", round(margin - 0.1, 2)))
    assert bench.scene.reading().state == "low" and bench.scene.margin.lamp() == "good"
    bench.do(("voa", round(margin + 0.1, 2)))
    assert bench.scene.margin.lamp() == "weak"


def test_power_read_behind_the_attenuator_is_wrong_by_it_and_one_left_there_counts() -> None:
    bench = at_the_box()
    margin = bench.scene.margin.true_db()
    bench.do(("voa.in", True), ("note", None), ("load", "box"), ("voa", margin), ("voa.note", None))
    bench.do(("verdict", "good"))
    facts = bench.close()
    assert facts["power.reading_error_db"] == pytest.approx(1.5, abs=0.02)
    assert facts["power.margin_error_db"] < 0.1 and facts["power.attenuator_out"] == 0
    assert "power.attenuator_left" in bench.causes()


def test_a_margin_is_written_down_only_with_the_box_behind_the_attenuator() -> None:
    bench = at_the_box()
    bench.do(("voa.note", None), ("voa.in", True), ("voa.note", None), ("load", "box"))
    assert bench.scene.state.margin_db is None
    bench.do(("voa.note", None))
    assert bench.scene.state.margin_db == 1.5


@pytest.mark.parametrize("asked", [1.0, 20.0])
def test_the_verdict_follows_the_margin(asked: float) -> None:
    bench = at_the_box(margin_db=asked)
    margin = bench.scene.margin.true_db()
    bench.do(("note", None), ("voa.in", True), ("load", "box"), ("voa", margin), ("voa.note", None), ("voa.in", False))
    bench.do(("verdict", "good"))
    assert bench.close()["power.verdict_wrong"] == float(margin < asked)


def test_without_the_attenuator_in_the_job_nothing_of_it_works() -> None:
    bench = Bench(PON, mode="subscriber")
    bench.do(("cord.meter", "link"), ("voa.in", True), ("load", "box"))
    assert not bench.scene.state.voa_in and bench.scene.state.load == "meter"


@pytest.mark.parametrize("said", ["good", "bad"])
def test_a_margin_so_near_the_limit_that_the_knob_cannot_tell_is_judged_by_ones_own_reading(said: str) -> None:
    margin = at_the_box().scene.margin.true_db()
    bench = at_the_box(margin_db=round(margin + 0.03, 2))
    written = round(margin + (0.06 if said == "good" else -0.04), 2)
    bench.do(("note", None), ("voa.in", True), ("load", "box"), ("voa", written), ("voa.note", None))
    bench.do(("voa.in", False), ("verdict", said))
    assert bench.close()["power.verdict_wrong"] == 0.0


def test_a_margin_written_far_from_the_last_light_is_asked_for_again() -> None:
    bench = at_the_box()
    margin = bench.scene.margin.true_db()
    bench.do(("note", None), ("voa.in", True), ("load", "box"), ("voa", round(margin + 2.0, 2)), ("voa.note", None))
    assert bench.scene.goal() == "power.voa_back" and "power.margin_off" in bench.causes()
    bench.do(("voa", round(margin, 2)), ("voa.note", None))
    assert bench.scene.goal() == "power.voa_out" and "power.margin_off" not in bench.causes()


def test_power_read_behind_the_attenuator_is_told() -> None:
    bench = at_the_box()
    bench.do(("voa.in", True), ("note", None))
    assert "power.behind_attenuator" in bench.causes() and bench.scene.goal() == "power.voa_out"
