"""The OTDR scene, played headless: what the hands do decides what the trace and the facts say."""

from __future__ import annotations

import pytest

from simulator.formats import sor
from simulator.plant import Chance, SiteSpec, workplace
from simulator.plant.line_spec import LineSpec, PartSpec
from simulator.scenes.base import Action
from simulator.scenes.otdr import logic
from simulator.scenes.otdr.logic import Otdr, Params
from simulator.scenes.otdr.logic_reading import NO_LOSS_DB, is_loss

PLAIN = LineSpec(
    parts=(
        PartSpec("fibre", length_m=800.0, mode_field_um=9.2),
        PartSpec("splice", name="box_1", loss_db=0.35),
        PartSpec("fibre", length_m=700.0, mode_field_um=9.2),
        PartSpec("connector", name="PM", loss_db=0.3, reflectance_db=-58.0),
        PartSpec("fibre", length_m=500.0, mode_field_um=9.2),
    )
)


class Bench:
    """A scene and its ticks."""

    def __init__(self, line: LineSpec = PLAIN, seed: int = 3, files: dict[str, bytes] | None = None, **params) -> None:
        self.plant = workplace.build(SiteSpec(line=line), Chance(seed))
        self.plant.files.update(files or {})
        self.scene: Otdr = logic.create(Params(**{"start_index": 1.4682} | params), self.plant)
        self.tick = 0

    def do(self, target: str, value=None, ticks: int = 1):
        effects = self.scene.step(self.tick, [Action(target, value)])
        self.tick += 1
        for _ in range(ticks - 1):
            self.wait()
        return effects

    def wait(self, ticks: int = 1) -> None:
        for _ in range(ticks):
            self.scene.step(self.tick, [])
            self.tick += 1

    def measure(self, seconds: int = 16) -> None:
        self.do("laser", True)
        self.wait(60 * seconds)

    def put(self, metres: float, behind: float = 14.0, window: float = 150.0) -> None:
        for name, at in (("a", metres - window), ("A", metres), ("B", metres + behind), ("b", metres + window + behind),
                         ("a", metres - window)):  # fmt: skip
            self.do(f"cursor.{name}", at)

    def add(self, metres: float, kind: str, verdict: str = "good") -> None:
        self.put(metres)
        self.do("row.add")
        self.do("row.kind", kind)
        self.do("row.verdict", verdict)

    def fact(self, name: str) -> float | None:
        return self.scene.book.get(f"otdr.{name}")

    def close(self) -> Otdr:
        self.do("done")
        self.scene.close(self.tick)
        return self.scene


def read_all(bench: Bench) -> None:
    for metres, kind, verdict in (
        (499.0, "connector", "good"), (1299.0, "splice", "bad"), (1999.0, "connector", "good"), (2499.0, "end", "none")
    ):  # fmt: skip
        bench.add(metres, kind, verdict)


def test_a_table_read_well_is_worth_all_and_each_mistake_is_counted_once() -> None:
    bench = Bench()
    bench.measure()
    read_all(bench)
    bench.close()
    assert bench.fact("events_found_pct") == 100.0
    assert bench.fact("kind_wrong") == bench.fact("verdict_wrong") == bench.fact("false_events") == 0.0
    assert bench.fact("worst_position_error_m") <= 2.0
    assert bench.fact("worst_loss_error_db") <= 0.05
    bench.do("row.select", 1.0)
    bench.do("row.verdict", "good")  # 0.35 dB is above the limit of 0.2
    assert bench.fact("verdict_wrong") == 1.0
    bench.do("row.kind", "bend")
    assert bench.fact("kind_wrong") == 1.0


def test_an_index_turned_late_moves_trace_cursors_and_table_together() -> None:
    bench = Bench(start_index=1.4535)  # one per cent too low: all is drawn too far
    bench.measure()
    for metres, kind, verdict in (
        (504.0, "connector", "good"), (1312.0, "splice", "bad"), (2019.0, "connector", "good"), (2524.0, "end", "none")
    ):  # fmt: skip
        bench.add(metres, kind, verdict)
    scene = bench.scene
    assert bench.fact("events_found_pct") == 100.0 and bench.fact("places_right_pct") < 50.0
    levels, row = scene.otdr.trace(1310).samples_db, scene.state.rows[1]
    held, cursors, read = row.position_m, dict(scene.state.cursors), dict(row.losses)
    bench.do("index", 15500.0)
    assert row.position_m == pytest.approx(held * 1.4535 / 1.55, abs=0.06)
    for step in range(15500, 14682 - 1, -1):  # back one press after the other
        bench.do("index", float(step))
    assert row.position_m == pytest.approx(held * 1.4535 / 1.4682, abs=0.06)
    assert scene.state.cursors["A"] == pytest.approx(cursors["A"] * 1.4535 / 1.4682, abs=0.1)
    assert scene.otdr.trace(1310).samples_db is levels and row.losses == read
    assert bench.fact("index_ok") == 1.0 and bench.fact("places_right_pct") == 100.0
    assert scene.otdr.run.keys.index == 1.4535  # nothing was measured again
    bench.close()
    assert not {"otdr.index_wrong", "otdr.place_off"} & {m.cause for m in scene.marks if m.fact.endswith("pct")}


def test_of_another_end_only_the_trace_on_the_screen_follows_the_index() -> None:
    bench = Bench(both_ways=True)
    bench.measure()
    read_all(bench)
    held = [row.position_m for row in bench.scene.state.rows]
    bench.do("side", "B")
    bench.measure()
    bench.do("index", 14535.0)
    assert [row.position_m for row in bench.scene.state.rows] == held
    assert bench.scene.otdr.trace(1310).group_index < 1.46 and bench.scene.work.index_right


def test_in_real_time_the_screen_shows_what_hands_do_and_nothing_is_averaged() -> None:
    bench = Bench(start_averaging_s=15.0)
    bench.do("averaging", 0.0)
    bench.do("laser", True)
    bench.wait(60)
    scene = bench.scene
    assert scene.goal() == "otdr.stop_live" and scene.otdr.measured == (1310,)
    bench.do("pulse", 300.0)
    bench.wait(31)
    assert scene.otdr.run.keys.pulse_ns == 300.0 and scene.otdr.laser
    effects = bench.do("averaging", 15.0)
    assert any(getattr(e, "key", "") == "otdr.stop_first" for e in effects) and scene.otdr.live
    bench.do("plug", False)
    bench.wait(60)
    far = scene.otdr.trace(1310)
    assert far.samples_db[far.index(1500.0) : far.index(1600.0)].mean() < far.samples_db[far.index(300.0)] - 15.0
    assert "eye_exposure" in scene.broken_gates
    bench.do("plug", True)
    bench.wait(60)
    back = scene.otdr.trace(1310)
    assert back.samples_db[back.index(1500.0) : back.index(1600.0)].mean() > far.samples_db[far.index(300.0)] - 5.0
    bench.do("laser", False)
    assert bench.fact("averaging_s") == 0.0 and scene.goal() == "otdr.set_averaging"


def test_a_kept_row_says_where_it_was_measured(tmp_path) -> None:
    bench = Bench()
    bench.measure()
    bench.add(499.0, "connector")
    bench.do("save")
    sor.write(next(iter(bench.scene.traces().values())), tmp_path / "kept.sor")
    event = sor.read(tmp_path / "kept.sor").events[0]
    unit, index = 1e-10 * 299_792_458.0, bench.scene.otdr.trace(1310).group_index
    a, first, last, b, peak = (mark * unit / index for mark in event.markers)
    assert (a, first, last, b) == pytest.approx((349.0, 499.0, 513.0, 663.0), abs=0.1)
    assert first < peak < last


def test_a_good_splice_called_bad_is_told_with_its_cause() -> None:
    line = LineSpec(parts=(PLAIN.parts[0], PartSpec("splice", name="box_1", loss_db=0.1), *PLAIN.parts[2:]))
    bench = Bench(line)
    bench.measure()
    read_all(bench)
    scene = bench.close()
    assert bench.fact("verdict_wrong") == 1.0
    assert "otdr.good_called_bad" in {mark.cause for mark in scene.marks}


def test_nothing_is_said_before_anything_was_measured() -> None:
    bench = Bench()
    bench.wait(120)
    assert bench.close().book.values == {}


def test_a_row_needs_a_trace() -> None:
    bench = Bench()
    effects = bench.do("row.add")
    assert not bench.scene.state.rows and any(getattr(e, "key", "") == "otdr.no_trace" for e in effects)


def test_a_row_where_nothing_is_is_a_false_event() -> None:
    bench = Bench()
    bench.measure()
    bench.add(1600.0, "splice")
    assert bench.fact("false_events") == 1.0


def test_a_wrong_index_is_an_error_of_place_and_not_a_lost_event() -> None:
    bench = Bench(start_index=1.4535)  # one per cent
    bench.measure()
    for metres, kind in ((499.0, "connector"), (1299.0, "splice"), (1999.0, "connector"), (2499.0, "end")):
        bench.add(metres * 1.4682 / 1.4535, kind)
    bench.close()
    assert bench.fact("index_ok") == 0.0 and bench.fact("events_found_pct") == 100.0
    assert bench.fact("end_error_m") == pytest.approx(2500.0 * 0.0101, abs=2.0)


@pytest.mark.parametrize(
    ("setting", "value", "cause"),
    [("range", 1250.0, "otdr.hidden_range"), ("pulse", 10_000.0, "otdr.hidden_merged")],
)
def test_settings_that_hide_events_are_told(setting: str, value: float, cause: str) -> None:
    bench = Bench()
    bench.do(setting, value)
    bench.measure()
    bench.add(499.0, "connector")
    scene = bench.close()
    assert bench.fact("settings_hide") > 0.0
    assert cause in {mark.cause for mark in scene.marks}


def test_a_dirty_plug_costs_light_and_cleaning_it_first_does_not() -> None:
    line = LineSpec(parts=PLAIN.parts, cord_dust=0.6)
    losses = {}
    for clean in (False, True):
        bench = Bench(line, plugged=False)
        if clean:
            bench.do("look", "cord")
            bench.do("clean", "cord")
        bench.do("plug", True)
        bench.measure()
        bench.put(499.0)
        losses[clean] = bench.scene.table.reading(1310).loss_db
        bench.close()
        assert bench.fact("launch_clean") == float(clean)
    assert losses[False] > losses[True] + 0.2


def test_pulling_the_plug_with_the_laser_on_breaks_the_gate() -> None:
    bench = Bench()
    bench.do("laser", True, 60)
    bench.do("plug", False)
    assert "eye_exposure" in bench.scene.broken_gates and bench.fact("laser_unsafe") == 1.0
    bench.do("look", "cord")
    assert bench.fact("laser_unsafe") == 2.0


def test_with_the_plug_out_only_the_reel_is_seen() -> None:
    bench = Bench(plugged=False)
    bench.measure()
    trace = bench.scene.otdr.trace(1310)
    fibre, beyond = (trace.samples_db[trace.index(m) : trace.index(m + 80.0)].mean() for m in (300.0, 900.0))
    assert fibre - beyond > 8.0


def test_keys_are_locked_while_the_laser_is_on() -> None:
    bench = Bench()
    bench.do("laser", True, 30)
    bench.do("pulse", 100.0)
    assert bench.scene.otdr.keys.pulse_ns == 30.0
    bench.do("laser", False)
    bench.do("pulse", 100.0)
    assert bench.scene.otdr.keys.pulse_ns == 100.0


def test_cursors_never_overtake_and_take_their_windows_along() -> None:
    bench = Bench()
    bench.do("cursor.A", 1000.0)
    cursors = bench.scene.state.cursors
    assert cursors["a"] < cursors["A"] < cursors["B"] < cursors["b"]
    before = cursors["A"] - cursors["a"]
    bench.do("cursor.A", 1400.0)
    assert cursors["A"] - cursors["a"] == pytest.approx(before)
    gap = cursors["B"] - cursors["A"]
    bench.do("cursor.A", 2200.0)  # past B, which goes along
    assert cursors["B"] - cursors["A"] == pytest.approx(gap)
    bench.do("cursor.b", 0.0)
    assert cursors["a"] < cursors["A"] < cursors["B"] < cursors["b"]


def test_both_ends_together_tell_the_true_loss_of_a_gainer() -> None:
    line = LineSpec(
        parts=(
            PartSpec("fibre", length_m=900.0, mode_field_um=9.5),
            PartSpec("splice", name="box_1", loss_db=0.12),
            PartSpec("fibre", length_m=1000.0, mode_field_um=8.7),
        ),
        far="angled",
        tail_m=500.0,
    )
    bench = Bench(line, both_ways=True, start_averaging_s=30.0)
    bench.measure(31)
    bench.add(1399.0, "splice")
    seen = bench.scene.state.rows[0].losses[1310]
    bench.do("side", "B")
    assert bench.scene.otdr.measured == ()
    bench.measure(31)
    bench.put(bench.scene.work.mirror_m(1400.0) - 1.0)
    bench.do("row.measure")
    row = bench.scene.state.rows[0]
    assert seen < 0.0 < row.back[1310], "a gain from A is a loss from B"
    assert row.loss(1310) == pytest.approx(0.12, abs=0.04)
    assert row.position_m == pytest.approx(1399.0)


def test_rows_of_the_analysis_wait_for_a_decision_and_its_bend_is_a_fault_until_renamed() -> None:
    line = LineSpec(
        parts=(
            PartSpec("fibre", length_m=800.0, mode_field_um=9.2),
            PartSpec("bend", radius_mm=11.0, turns=1.0),
            PartSpec("fibre", length_m=900.0, mode_field_um=9.2),
        )
    )
    bench = Bench(line, start_wavelength="1550", start_averaging_s=30.0)
    bench.measure(31)
    bench.do("auto")
    rows = bench.scene.state.rows
    assert rows and all(row.pending for row in rows)
    assert bench.fact("auto_blind") >= 1.0 and bench.fact("auto_undecided") == len(rows)
    at = next(i for i, row in enumerate(rows) if abs(row.position_m - 1300.0) < 12.0)
    assert rows[at].kind == "splice"
    bench.do("row.select", float(at))
    bench.do("row.adopt")
    bench.do("row.kind", "bend")
    bench.do("row.verdict", "bad")
    assert bench.fact("auto_blind") == 0.0 and bench.fact("bend_called_splice") == 0.0


def test_what_is_kept_can_be_written_and_read_again() -> None:
    bench = Bench()
    bench.measure()
    read_all(bench)
    bench.do("save")
    (name, made), *_ = bench.scene.traces().items()
    again = sor.read(sor.to_bytes(made))
    assert name == "fibre-01-A-1310"
    assert again.acquisition.time == 0 and again.acquisition.pulse_ns == 30
    assert [round(e.position_m) for e in again.events] == [499, 1299, 1999, 2499]
    assert sor.trace_of(again).samples_db.shape == bench.scene.otdr.trace(1310).samples_db.shape


def test_a_recorded_trace_is_opened_as_it_is_and_judged_by_its_own_table() -> None:
    first = Bench()
    first.measure()
    read_all(first)
    first.do("save")
    data = sor.to_bytes(next(iter(first.scene.traces().values())))
    plant = workplace.build(SiteSpec(), Chance(1))
    plant.files["a.sor"] = data
    scene = logic.create(Params(trace="a.sor"), plant)
    assert scene.otdr.measured == (1310,)
    assert [(event.kind, round(event.place_m)) for event in scene.work.events()] == [
        ("connector", 499), ("splice", 1299), ("connector", 1999), ("end", 2499)
    ]  # fmt: skip
    scene.step(0, [Action("pulse", 100.0), Action("laser", True)])
    assert scene.otdr.keys.pulse_ns == pytest.approx(30.0) and not scene.otdr.laser


def test_a_break_ends_the_line_and_its_place_is_what_counts() -> None:
    line = LineSpec(parts=(*PLAIN.parts[:3], PartSpec("break"), *PLAIN.parts[3:]))
    bench = Bench(line, ask="break")
    bench.measure()
    bench.add(1997.0, "end", "none")
    bench.close()
    assert bench.fact("end_error_m") == pytest.approx(3.0, abs=0.6)


def test_following_the_goal_line_leads_through() -> None:
    """A newcomer who puts A where the cue says and answers what is asked gets everything right."""
    bench = Bench(LineSpec(parts=PLAIN.parts, cord_dust=0.5), plugged=False, noise=False, auto=False)
    simple = {"look_cord": ("look", "cord"), "look_head": ("look", "head"), "clean_cord": ("clean", "cord"),
              "plug": ("plug", True), "start": ("laser", True), "save": ("save", None), "add": ("row.add", None),
              "note_end": ("row.add", None),
              "set_averaging": ("averaging", 15.0), "set_range": ("range", 5000.0)}  # fmt: skip
    for _ in range(80):
        goal = bench.scene.goal().removeprefix("otdr.")
        if goal == "done":
            break
        if goal == "wait":
            bench.wait(60)
        elif goal in simple:
            bench.do(*simple[goal])
        elif goal.startswith("find_"):
            event = bench.scene.guide.next_event()
            bench.put(event.at(bench.scene.work.keys, 1310) - 1.0)
        elif goal == "name":
            at = bench.scene.judged().matches[bench.scene.state.selected].event
            bench.do("row.kind", at.kind)
        elif goal == "judge":
            row = bench.scene.table.row
            limit = 0.5 if row.kind == "connector" else 0.2
            bench.do("row.verdict", "good" if row.loss(1310) <= limit else "bad")
        else:
            raise AssertionError(goal)
    bench.close()
    assert bench.fact("events_found_pct") == 100.0 and bench.fact("kind_wrong") == 0.0
    assert bench.fact("verdict_wrong") == 0.0 and bench.fact("launch_clean") == 1.0


def test_the_port_of_the_instrument_is_no_event_of_a_recorded_trace() -> None:
    first = Bench()
    first.measure()
    first.add(0.5, "connector")
    read_all(first)
    first.do("save")
    plant = workplace.build(SiteSpec(), Chance(1))
    plant.files["a.sor"] = sor.to_bytes(next(iter(first.scene.traces().values())))
    scene = logic.create(Params(trace="a.sor"), plant)
    assert min(event.place_m for event in scene.work.events()) > 400.0


def test_the_demo_leaves_every_kept_trace_as_a_file(tmp_path) -> None:
    from simulator import kept_traces
    from simulator.attempt import Attempt, Who
    from tests.make_proofs import PROOF_SEED, hands_of, play

    attempt: Attempt = play("gainer-et-deux-sens", hands_of("gainer-et-deux-sens")["pass"], PROOF_SEED)
    attempt.who = Who(date="2026-11-28T14:05:00+01:00")
    kept_traces.leave(attempt, tmp_path)
    files = sorted(path.name for path in tmp_path.iterdir())
    assert files == ["fibre-01-A-1310.sor", "fibre-01-B-1310.sor"]
    there, back = (sor.read(tmp_path / name) for name in files)
    assert len(there.samples) == len(back.samples) == 65_536
    assert there.acquisition.time == 1_795_871_100
    # What a client's reader shows of a file: where one stood, attenuation of each section, loss and return loss.
    assert (there.general.location_a, back.general.location_a) == ("A", "B")
    assert [event.slope_db_km for event in there.events] == pytest.approx([0.34] * 5, abs=0.03)
    assert there.summary.total_loss_db == pytest.approx(3.5 * 0.34 + 0.42 + 0.3, abs=0.25)
    assert 30.0 < there.summary.orl_db < 45.0
    places = [event.position_m for event in back.events]
    assert places == sorted(places) and len(places) >= 2
    mirrored = {round(4000.0 - place, -1) for place in places}
    assert mirrored <= {round(event.position_m, -1) for event in there.events}


def test_a_window_over_a_neighbour_is_told_of_before_the_event_is_entered() -> None:
    near = LineSpec(parts=(PartSpec("fibre", length_m=900.0), PartSpec("connector", loss_db=0.3, reflectance_db=-56.0),
                           PartSpec("fibre", length_m=30.0), PartSpec("splice", loss_db=0.4),
                           PartSpec("fibre", length_m=900.0)))  # fmt: skip
    bench = Bench(near, start_pulse_ns=30.0)
    bench.measure()
    bench.add(499.0, "connector", "good")
    bench.put(1399.0)
    assert bench.scene.goal() == "otdr.clear_window"
    bench.do("cursor.b", 1427.0)
    assert bench.scene.goal() == "otdr.add"


def test_a_window_pushed_together_is_told_of_before_its_line_tells_nonsense() -> None:
    bench = Bench()
    bench.measure()
    bench.put(500.0)
    bench.do("cursor.a", bench.scene.state.cursors["A"] - 1.0)
    assert bench.scene.goal() == "otdr.widen_a"
    bench.put(500.0)
    assert bench.scene.goal() == "otdr.add"
    bench.do("cursor.b", bench.scene.state.cursors["B"] + 1.0)
    assert bench.scene.goal() == "otdr.widen_b"


def test_a_line_through_mere_noise_is_no_loss() -> None:
    bench = Bench()
    bench.measure()
    nm = bench.scene.otdr.measured[0]
    bench.put(1300.0)
    assert is_loss(bench.scene.reading(nm).loss_db)
    # Both windows hold a handful of samples behind the end of the line, far apart.
    worst = 0.0
    for at in range(3000, 4800, 100):
        for name, where in (("b", at + 1.5), ("B", at), ("A", 700.0), ("a", 600.0)):
            bench.do(f"cursor.{name}", float(where))
        worst = max(worst, abs(bench.scene.reading(nm).loss_db))
    assert worst == NO_LOSS_DB and not is_loss(worst)
