"""Decisions at the OTDR: each wrong one costs and is told, and the goal line leads to the right one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.formats import sor
from simulator.plant import Chance, SiteSpec, workplace
from simulator.plant.line_spec import LineSpec, PartSpec
from simulator.scenes.base import Action, Toast
from simulator.scenes.otdr import logic
from simulator.scenes.otdr import view_layout as layout
from simulator.scenes.otdr.logic import Params
from simulator.scenes.otdr.logic_kept import line_ends, whole_line
from simulator.scenes.otdr.logic_params import TruthSpec
from simulator.scenes.otdr.logic_reading import NO_LOSS_DB, is_loss, whole
from simulator.scenes.otdr.view import View, create
from simulator.ui.toast import ROOM
from tests.scenes.test_otdr import PLAIN, Bench
from tests.scenes.viewer import view_context


@pytest.mark.parametrize(
    ("cause", "fact", "params", "verdict"),
    [
        ("otdr.index_wrong", "otdr.end_error_m", {"start_index": 1.4535}, "good"),
        ("otdr.range_long", "otdr.range_ok", {"start_range_m": 40_000.0}, "good"),
        ("otdr.one_wavelength", "otdr.wavelengths", {}, "good"),
        ("otdr.one_way", "otdr.both_ways_pct", {"both_ways": True}, "good"),
        ("otdr.not_judged", "otdr.verdict_wrong", {}, "none"),
        ("otdr.not_saved", "otdr.saved", {}, "good"),
    ],
)
def test_each_wrong_decision_is_told_with_the_fact_that_it_costs(
    cause: str, fact: str, params: dict, verdict: str
) -> None:
    bench = Bench(**params)
    bench.measure()
    bench.add(499.0, "connector", verdict)
    told = {(mark.cause, mark.fact) for mark in bench.close().marks}
    assert (cause, fact) in told
    assert ("otdr.bad_called_good", "otdr.verdict_wrong") not in told


def test_a_joint_whose_loss_nobody_can_read_is_hidden_by_noise_though_its_peak_is_seen() -> None:
    parts = (PartSpec("fibre", length_m=70_000.0, mode_field_um=9.2),
             PartSpec("connector", loss_db=0.4, reflectance_db=-57.0),
             PartSpec("fibre", length_m=3000.0, mode_field_um=9.2))  # fmt: skip
    work = Bench(LineSpec(parts=parts), start_range_m=120_000.0, start_wavelength="1550").scene.work
    hidden = {ns: work.hidden_with(replace(work.keys, pulse_ns=ns, averaging_s=30.0)) for ns in (10.0, 500.0)}
    assert (hidden[10.0].noise, hidden[500.0].noise) == (1, 0)


def test_where_both_ways_count_the_verdict_waits_for_the_second() -> None:
    bench = Bench(both_ways=True)
    bench.measure()
    bench.put(1299.0)
    bench.do("row.add")
    bench.do("row.kind", "splice")
    assert bench.scene.goal() != "otdr.judge"
    bench.do("side", "B")
    bench.measure()
    bench.put(bench.scene.work.mirror_m(1300.0))
    assert bench.scene.goal() == "otdr.measure_back"
    bench.do("row.measure")
    assert bench.scene.goal() == "otdr.judge"
    bench.do("row.verdict", "bad")
    assert bench.scene.goal() == "otdr.save"


def test_the_laser_over_an_open_plug_costs_and_plugging_in_then_breaks_the_gate() -> None:
    bench = Bench(plugged=False)
    bench.do("laser", True, 30)
    assert bench.fact("laser_unsafe") == 1.0 and not bench.scene.broken_gates
    bench.do("plug", True)
    assert bench.fact("laser_unsafe") == 2.0 and "eye_exposure" in bench.scene.broken_gates


def test_of_a_broken_line_only_the_break_is_asked_for() -> None:
    bench = Bench(ask="break")
    bench.measure()
    bench.add(2499.0, "end", "none")
    assert not {"otdr.missed"} & {mark.cause for mark in bench.close().marks}
    assert bench.fact("events_found_pct") == 100.0


def test_a_face_cleaned_under_the_microscope_is_seen_at_once() -> None:
    bench = Bench(LineSpec(parts=PLAIN.parts, cord_dust=0.6), plugged=False)
    bench.do("look", "cord")
    bench.do("clean", "cord")
    bench.do("clean", "cord")
    assert bench.scene.goal() == "otdr.look_head"


def test_where_the_analysis_is_to_be_checked_the_goal_leads_to_it_at_two_wavelengths() -> None:
    bench = Bench(ask="analysis", wavelengths=("1310", "1550"))
    assert bench.scene.goal() == "otdr.set_wavelength"
    bench.do("wavelength.on", "1550")
    bench.measure(32)
    assert bench.scene.goal() == "otdr.run_auto"
    bench.do("auto")
    assert bench.scene.goal() == "otdr.decide_auto"


def test_what_a_file_lists_behind_the_end_of_the_fibre_is_an_echo() -> None:
    bench = Bench()
    bench.measure()
    trace = bench.scene.otdr.trace(1310)
    places = ((500.0, False), (2500.0, True), (4500.0, False))
    events = tuple(
        sor.key_event(i, at, trace.group_index, reflectance_db=-40.0, end=end) for i, (at, end) in enumerate(places, 1)
    )
    plant = workplace.build(SiteSpec(line=PLAIN), Chance(1))
    plant.files["a.sor"] = sor.to_bytes(sor.from_trace(trace, events, sor.General(), time=0))
    work = logic.create(Params(trace="a.sor"), plant).work
    assert [event.kind for event in work.events()] == ["connector", "end"]
    assert work.ghosts() == (pytest.approx(4500.0, abs=0.1),)


def test_the_last_event_of_a_file_that_marks_no_end_is_the_end() -> None:
    bench = Bench()
    bench.measure()
    trace = bench.scene.otdr.trace(1310)
    events = tuple(
        sor.key_event(i, at, trace.group_index, reflectance_db=-40.0, end=False)
        for i, at in enumerate((500.0, 2500.0), 1)
    )
    plant = workplace.build(SiteSpec(line=PLAIN), Chance(1))
    plant.files["a.sor"] = sor.to_bytes(sor.from_trace(trace, events, sor.General(), time=0))
    assert [event.kind for event in logic.create(Params(trace="a.sor"), plant).work.events()] == ["connector", "end"]


@pytest.mark.parametrize("told", ["file", "instructor"])
def test_a_recorded_trace_with_a_wrong_index_is_corrected_by_turning_it(told: str) -> None:
    bench = Bench(start_index=1.4535)
    bench.measure()
    trace = bench.scene.otdr.trace(1310)
    places = ((500.0, False), (2500.0, True))
    file_events = tuple(
        sor.key_event(i, at * 1.4682 / 1.4535, trace.group_index, reflectance_db=-40.0, end=end)
        for i, (at, end) in enumerate(places, 1)
    )
    files = {"a.sor": sor.to_bytes(sor.from_trace(trace, file_events, sor.General(), time=0))}
    truth = tuple(TruthSpec(at, "end" if end else "connector", reflectance_db=-40.0) for at, end in places)
    bench = Bench(files=files, trace="a.sor", index=1.4682, truth=truth if told == "instructor" else ())
    scene = bench.scene
    assert scene.goal() == "otdr.set_index" and scene.work.index == 1.4682
    for at, kind in ((504.0, "connector"), (2524.0, "end")):
        bench.add(at, kind)
    assert bench.fact("events_found_pct") == 100.0 and bench.fact("index_ok") == 0.0
    assert bench.fact("places_right_pct") < 100.0
    bench.do("index", 14682.0)
    assert bench.fact("index_ok") == 1.0 and bench.fact("places_right_pct") == 100.0
    assert scene.goal() != "otdr.set_index" and bench.fact("worst_position_error_m") <= 2.0


def test_a_recorded_trace_is_right_as_it_comes_and_wrong_once_its_index_is_turned() -> None:
    bench = Bench()
    bench.measure()
    plant = workplace.build(SiteSpec(line=PLAIN), Chance(1))
    events = (sor.key_event(1, 2500.0, bench.scene.otdr.trace(1310).group_index, reflectance_db=-40.0, end=True),)
    plant.files["a.sor"] = sor.to_bytes(sor.from_trace(bench.scene.otdr.trace(1310), events, sor.General(), time=0))
    scene = logic.create(Params(trace="a.sor"), plant)
    assert scene.work.index_right and scene.goal() != "otdr.set_index"
    scene.step(0, [Action("index", 15000.0)])
    assert scene.goal() == "otdr.set_index"
    scene.close(1)
    assert "otdr.index_wrong" in {mark.cause for mark in scene.marks}


def test_where_no_echo_is_none_can_be_missed() -> None:
    bench = Bench(LineSpec(parts=PLAIN.parts, far="terminated"))
    bench.measure()
    assert not bench.scene.work.ghosts()
    bench.add(499.0, "connector")
    assert bench.fact("ghost_named_pct") == 100.0


def test_a_good_joint_that_is_to_be_made_again_counts_and_a_bad_one_does_not() -> None:
    bench = Bench()
    bench.measure()
    bench.add(1299.0, "splice", "bad")
    assert bench.fact("good_condemned") == 0.0
    bench.add(499.0, "connector", "bad")
    assert bench.fact("good_condemned") == 1.0
    told = {(mark.cause, mark.fact) for mark in bench.close().marks}
    assert ("otdr.good_called_bad", "otdr.good_condemned") in told


def test_a_row_in_the_noise_means_nothing_though_the_end_lies_there() -> None:
    bench = Bench(plugged=False, ask="break", start_range_m=10_000.0)
    bench.measure()  # the plug is out: the trace shows the reel alone
    bench.add(2499.0, "end", "none")
    assert bench.fact("end_error_m") is None and not bench.scene.state.rows[0].read
    assert bench.scene.goal() not in ("otdr.find_end", "otdr.done")
    bench.do("plug", True)
    assert bench.fact("end_error_m") is None
    bench.measure()
    bench.do("row.delete")
    bench.add(2499.0, "end", "none")
    assert bench.fact("end_error_m") <= 2.0


def test_a_trace_of_the_reel_or_of_half_the_line_is_not_one_of_the_job() -> None:
    bench = Bench(plugged=False, keep=("1310",), start_range_m=10_000.0)
    bench.measure()
    bench.do("save")
    assert bench.fact("saved") == bench.fact("kept_pct") == 0.0
    bench.do("plug", True)
    bench.do("range", 1250.0)
    bench.measure()
    bench.do("save")
    assert bench.fact("kept_pct") == 0.0
    assert "traces_missing" in bench.close().broken_gates


@pytest.mark.parametrize(("kept", "refused"), [(0, True), (1, True), (2, False), (3, False)])
def test_each_trace_that_lacks_costs_its_share_and_only_a_file_with_few_is_refused(kept: int, refused: bool) -> None:
    nms = ("1310", "1550", "1625")
    bench = Bench(keep=nms)
    for nm in nms[:kept]:
        for other in nms:
            bench.do(f"wavelength.{'on' if other == nm else 'off'}", other)
        bench.do("wavelength.off", "1310" if nm != "1310" else "1550")
        bench.measure(32)
        bench.do("save")
    bench.measure()
    scene = bench.close()
    assert bench.fact("kept_pct") == (None if not kept else round(100 * kept / 3))
    assert ("traces_missing" in scene.broken_gates) is refused


def test_the_goal_leads_to_every_trace_of_the_job_from_both_ends() -> None:
    bench = Bench(both_ways=True, keep=("1310", "1550", "1625"))
    assert bench.scene.goal() == "otdr.set_wavelength"
    bench.do("wavelength.on", "1550")
    bench.measure(32)
    for at, kind in ((499.0, "connector"), (1299.0, "splice"), (1999.0, "connector"), (2499.0, "connector")):
        bench.add(at, kind, "none")
    while (goal := bench.scene.goal()) in ("otdr.find_event", "otdr.find_end", "otdr.add"):
        bench.add(bench.scene.guide.next_event().place_m - 1.0, bench.scene.guide.next_event().kind, "none")
    assert goal == "otdr.save"
    bench.do("save")
    assert bench.scene.goal() == "otdr.set_other" and bench.fact("kept_pct") == 33.0
    bench.do("wavelength.on", "1625")
    assert bench.scene.goal() == "otdr.start"
    bench.measure(32)
    bench.do("save")
    assert bench.scene.goal() == "otdr.other_end" and bench.fact("kept_pct") == 50.0


@pytest.mark.parametrize(("at", "read"), [(2400.0, True), (3500.0, False)])
@pytest.mark.parametrize("noise", [True, False])
def test_behind_the_end_the_screen_shows_a_dash(noise: bool, at: float, read: bool) -> None:
    bench = Bench(noise=noise)
    bench.measure()
    bench.put(at)
    bench.do("row.add")
    row = bench.scene.state.rows[0]
    assert row.read is read and (read or row.reflectance_db is None)


@pytest.mark.parametrize("method", ["lsa", "two_point"])
@pytest.mark.parametrize("noise", [True, False])
def test_at_the_end_there_is_no_loss_to_be_read_and_its_reflection_is(noise: bool, method: str) -> None:
    """Behind the end lies noise: how deep it falls is no loss, an instrument shows a dash. The row is read all the
    same, and means the end."""
    bench = Bench(noise=noise)
    bench.do("method", method)
    bench.measure()
    end = bench.scene.work.length_m
    bench.add(end - 1.0, "end", "none")
    row, reading = bench.scene.state.rows[0], bench.scene.reading(1310)
    assert reading.dark == "after" and not is_loss(reading.loss_db)
    assert row.read and row.reflectance_db is not None and bench.fact("end_error_m") <= 2.0
    bench.put(end - 700.0)
    assert bench.scene.reading(1310).dark == "" and is_loss(bench.scene.reading(1310).loss_db)
    bench.put(end + 800.0)
    assert bench.scene.reading(1310).dark == "before"


def test_a_dash_from_one_end_takes_no_part_in_the_mean_nor_in_the_file() -> None:
    bench = Bench(both_ways=True)
    bench.measure()
    bench.add(499.0, "connector", "good")
    bench.do("save")
    row = bench.scene.state.rows[0]
    from_a = row.losses[1310]
    row.back[1310] = NO_LOSS_DB
    assert row.loss(1310) == from_a
    row.losses[1310] = NO_LOSS_DB
    assert row.loss(1310) is None
    bench.do("save")
    file = next(iter(bench.scene.traces().values()))
    assert [event.loss_db for event in file.events] == [0.0]


def test_a_third_wavelength_says_that_the_oldest_goes_off() -> None:
    bench = Bench()

    def told(target: str, nm: str) -> list[str]:
        return [effect.key for effect in bench.do(target, nm) if isinstance(effect, Toast)]

    assert told("wavelength.on", "1550") == []
    assert told("wavelength.on", "1625") == ["otdr.two_at_once"]
    assert bench.scene.otdr.keys.wavelengths_nm == (1550, 1625)
    assert told("wavelength.off", "1550") == []


def test_another_measurement_takes_no_figure_out_of_the_table() -> None:
    """What was read at 1310 nm stays in sight when 1625 nm is measured, with its wavelength."""
    for both_ways in (False, True):
        bench = Bench(both_ways=both_ways)
        bench.measure()
        bench.add(1299.0, "splice", "good")
        view = create(bench.scene, view_context("", "otdr"))
        before = view.table.figures(bench.scene.state.rows[0])[1]
        bench.do("wavelength.on", "1625")
        bench.do("wavelength.off", "1310")
        bench.measure()
        after = view.table.figures(bench.scene.state.rows[0])[1]
        assert before.endswith("dB") and after == before.split("\u00a0")[0] + " · 1310"
        bench.scene.state.rows[0].losses[1625] = NO_LOSS_DB
        assert view.table.figures(bench.scene.state.rows[0])[1] == after, "a dash takes no figure away either"
        bench.do("row.measure")
        assert view.table.figures(bench.scene.state.rows[0])[1].endswith("dB")
        assert both_ways is ("1625" in view.table.heads()[1][1])


def test_the_goal_says_which_wavelength_lacks_and_where() -> None:
    bench = Bench(both_ways=True, keep=("1310", "1625"), least_db=30.0)
    view = create(bench.scene, view_context("", "otdr"))
    while (goal := bench.scene.goal()) != "otdr.set_other":
        if goal == "otdr.save":
            bench.do("save")
        elif bench.scene.guide.next_event() is not None and bench.scene.otdr.measured:
            bench.add(bench.scene.guide.next_event().place_m - 1.0, bench.scene.guide.next_event().kind, "none")
        elif goal == "otdr.set_wavelength":
            bench.do("wavelength.on", "1550")
        else:
            bench.measure()
    said = view._model().goal_text
    assert "1625" in said and "bout A" in said and "1310" not in said


def test_a_message_covers_no_key_of_the_screen() -> None:
    x, y = View.TOAST_AT
    left, right, low = x - ROOM[0] / 2, x + ROOM[0] / 2, y + 64.0
    keys = (layout.STATUS, layout.READOUT, layout.TABLE, layout.WAVELENGTH, *layout.KEYS.values())
    assert all(right <= kx or left >= kx + w or low <= ky or y >= ky + h for kx, ky, w, h in keys)


def test_the_analysis_says_where_the_receiver_was_full() -> None:
    bench = Bench(auto=True)
    bench.measure()
    bench.do("auto")
    end = next(row for row in bench.scene.state.rows if row.kind == "end")
    assert end.full and end.reflectance_db < -14.0  # an open end sends back -14.7 dB: more than the screen can show


def test_a_dash_where_there_is_a_loss_to_be_read_is_wrong() -> None:
    bench = Bench()
    bench.measure()
    bench.add(1299.0, "splice", "bad")
    assert bench.scene.judged().matches[0].loss_right
    bench.scene.state.rows[0].losses[1310] = NO_LOSS_DB
    match = bench.scene.judged().matches[0]
    assert match.loss_asked and not match.loss_right and match.loss_error_db == 0.0


def test_a_window_that_reaches_over_the_end_shows_its_wrong_figure() -> None:
    """A dash would tell of noise, and hide that the window is badly placed."""
    bench = Bench()
    bench.measure()
    end = bench.scene.work.length_m
    for name, where in (("a", end - 600.0), ("A", end - 400.0), ("B", end - 380.0), ("b", end + 300.0)):
        bench.do(f"cursor.{name}", where)
    reading = bench.scene.reading(1310)
    assert reading.dark == "" and abs(reading.loss_db) > 1.0


@pytest.mark.parametrize(("pulse_ns", "read"), [(30.0, False), (100.0, True)])
def test_a_line_that_barely_stands_out_of_the_noise_gives_a_dash_until_the_pulse_is_longer(
    pulse_ns: float, read: bool
) -> None:
    """Some 2 dB over the noise a line through it is off by more than a loss is asked for."""
    glass = PartSpec("fibre", length_m=900.0)
    bench = Bench(LineSpec(parts=(glass, PartSpec("splice", loss_db=17.0), glass)), start_pulse_ns=pulse_ns)
    bench.measure()
    bench.put(1399.0, behind=30.0)
    reading = bench.scene.reading(1310)
    assert is_loss(reading.loss_db) is read and reading.dark == ("" if read else "after")
    assert not read or reading.loss_db == pytest.approx(17.0, abs=0.2)


def test_rows_that_nobody_chose_are_judged_before_the_table_is_handed_in() -> None:
    bench = Bench(ask="analysis", wavelengths=("1310", "1550"))
    bench.do("wavelength.on", "1550")
    bench.measure(32)
    bench.do("auto")
    for index in range(len(bench.scene.state.rows)):
        bench.do("row.select", float(index))
        bench.do("row.adopt")
    assert bench.scene.table.row.kind in ("end", "ghost")  # the chosen one asks for no verdict, the others do
    assert bench.scene.goal() == "otdr.judge"
    for index, row in enumerate(bench.scene.state.rows):
        bench.do("row.select", float(index))
        if row.kind not in ("end", "ghost"):
            bench.do("row.verdict", "good")
    assert bench.scene.goal() != "otdr.judge"


def test_the_end_is_read_whatever_window_stands_before_it() -> None:
    bench = Bench()
    bench.measure()
    bench.put(2499.0)
    bench.do("cursor.a", 9999.0)  # pushed together: it stops at A
    cursors = bench.scene.state.cursors
    assert cursors["A"] == 2499.0 and cursors["A"] - 1.0 < cursors["a"] < cursors["A"]
    bench.do("cursor.b", 0.0)
    assert cursors["A"] == 2499.0 and cursors["B"] < cursors["b"] < cursors["B"] + 1.0
    bench.do("row.add")
    bench.do("row.kind", "end")
    assert bench.scene.state.rows[0].read
    assert bench.fact("end_error_m") <= 2.0


@pytest.mark.parametrize("off", [-90.0, -20.0, -5.0, -3.0, 0.0, 3.0, 5.0, 20.0, 300.0])
def test_the_knob_of_the_cue_is_over_green_only_where_the_cue_is_green(off: float) -> None:
    bench = Bench()
    bench.measure()
    event = bench.scene.guide.next_event()
    bench.put(event.at(bench.scene.work.keys, 1310) + off)
    cue = bench.scene.cue()
    assert (cue.level == "good") == (0.25 <= cue.position <= 0.75)
    assert (cue.position > 0.5) == (off > 0) or off == 0.0


def test_the_whole_line_adds_up_its_fibre_and_its_joints() -> None:
    bench = Bench(noise=False)
    bench.measure()
    found = whole(bench.scene.otdr.trace(1310), 500.0, 2500.0)
    spec = bench.plant.line.spec
    joints = sum(part.loss_db or 0.0 for part in spec.parts if part.type != "fibre")
    assert found.loss_db == pytest.approx(2.0 * 0.34 + joints, abs=0.06)
    assert 30.0 < found.orl_db < 45.0  # 2 km of glass send back -33 dB or less, two good plugs hardly more
    assert whole(bench.scene.otdr.trace(1310), 20.0, 2500.0) is None  # no line before the first event


def test_with_a_reel_behind_it_the_line_ends_at_its_last_connector() -> None:
    line = LineSpec(parts=PLAIN.parts, tail_m=400.0)
    bench = Bench(line, noise=False)
    bench.measure()
    ends = [(499.0, "connector"), (1299.0, "splice"), (1999.0, "connector"), (2499.0, "connector"), (2899.0, "end")]
    for at, kind in ends:
        bench.add(at, kind)
    bench.do("save")
    rows = [(row.position_m, row) for row in bench.scene.state.rows]
    assert bench.scene.tail and line_ends(rows, True) == (499.0, 2499.0) and line_ends(rows, False) == (499.0, 2899.0)
    trace = bench.scene.otdr.trace(1310)
    there = whole_line(trace, (499.0, 2499.0), True)
    last = bench.scene.work.events()[3]
    without = whole_line(trace, (499.0, 2499.0), False)
    assert there.loss_db - without.loss_db == pytest.approx(last.loss_db[1310], abs=0.06)  # its last connector counts
    summary = next(iter(bench.scene.traces().values())).summary
    assert summary is not None and summary.total_loss_db == pytest.approx(there.loss_db, abs=0.001)


def test_a_splice_of_which_a_bend_takes_the_most_may_be_called_either() -> None:
    line = LineSpec(
        parts=(
            PartSpec("fibre", length_m=1000.0), PartSpec("splice", name="box_1", loss_db=0.02),
            PartSpec("bend", radius_mm=9.0, turns=1.0), PartSpec("fibre", length_m=1000.0),
        )
    )  # fmt: skip
    for kind, right in (("splice", True), ("bend", True), ("connector", False)):
        bench = Bench(line, start_wavelength="1550")
        bench.measure()
        bench.add(1499.0, kind, "bad")
        match = bench.scene.judged().matches[0]
        assert match.event is not None and match.event.kind == "splice" and match.kind_right == right
