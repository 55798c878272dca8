"""The field OTDR as it is worked: keys, seconds, noise that falls, the same press for the same trace."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from simulator.instruments import otdr_panel as panel
from simulator.instruments.otdr_panel import FieldOtdr, Keys
from simulator.optics.fibre import CATALOGUE
from simulator.optics.link import End, Link, Section

LINE = Link((Section(CATALOGUE["G.652.D"], 3000.0),), far=End("terminated"))


def run(keys: Keys, seconds: float, seed: int = 4) -> FieldOtdr:
    made = FieldOtdr(keys)
    made.start(LINE, "A", 0, seed, True)
    for _ in range(round(60 * seconds)):
        made.tick()
    return made


def noise(made: FieldOtdr, nm: int) -> float:
    """Rms of the light behind the end, in power."""
    trace = made.trace(nm)
    assert trace is not None
    part = trace.samples_db[trace.index(3400.0) :]
    return float(np.sqrt(np.mean(10.0 ** (part[part > -60.0] / 2.5))))


def test_the_trace_gets_sharper_with_the_root_of_time() -> None:
    keys = Keys((1550,), 5000.0, 30.0, 120.0)
    one, long = noise(run(keys, 1.0), 1550), noise(run(keys, 100.0), 1550)
    assert one / long == pytest.approx(10.0, rel=0.15)


def test_two_wavelengths_are_measured_one_after_the_other() -> None:
    made = run(Keys((1310, 1550), 5000.0, 30.0, 5.0), 5.0)
    assert made.measured == (1310,)
    assert made.laser and made.averaged_s == (5.0, 10.0)
    for _ in range(300):
        made.tick()
    assert made.measured == (1310, 1550) and not made.laser


def test_the_same_press_gives_the_same_samples_and_another_seed_others() -> None:
    keys = Keys((1550,), 5000.0, 30.0, 3.0)
    one, again, other = (run(keys, 3.0, seed).trace(1550) for seed in (4, 4, 5))
    assert np.array_equal(one.samples_db, again.samples_db)
    assert not np.array_equal(one.samples_db, other.samples_db)


def test_a_trace_has_64k_points_and_is_worked_out_once_a_second() -> None:
    made = run(Keys((1550,), 5000.0, 30.0, 10.0), 2.0)
    first = made.trace(1550)
    assert len(first) == 65_536
    for _ in range(59):
        made.tick()
        assert made.trace(1550) is first
    made.tick()
    assert made.trace(1550) is not first


def test_a_pulse_too_short_for_the_range_gives_way() -> None:
    keys = panel.with_range(Keys((1550,), 5000.0, 5.0), 260_000.0)
    assert keys.range_m == 260_000.0 and keys.pulse_ns > 5.0
    keys.settings(1550)


def test_at_most_two_wavelengths_and_never_none() -> None:
    keys = Keys((1310,))
    for nm in (1550, 1625):
        keys = panel.with_wavelength(keys, nm, True)
    assert keys.wavelengths_nm == (1550, 1625)
    for nm in (1550, 1625):
        keys = panel.with_wavelength(keys, nm, False)
    assert keys.wavelengths_nm == (1625,)


def test_a_wrong_index_moves_the_end_by_its_share() -> None:
    right, wrong = Keys((1550,), 5000.0, 30.0, 5.0, 1.4682), Keys((1550,), 5000.0, 30.0, 5.0, 1.4535)
    ends = []
    for keys in (right, wrong):
        trace = run(keys, 5.0).trace(1550)
        level = float(np.median(trace.samples_db[trace.index(2000.0) : trace.index(2100.0)])) - 5.0
        ends.append(float(trace.distance_m[np.flatnonzero(trace.samples_db > level)[-1]]))
    assert ends[1] / ends[0] == pytest.approx(1.4682 / 1.4535, rel=1e-3)


def test_the_index_moves_places_and_no_level() -> None:
    made = run(Keys((1550,), 5000.0, 30.0, 3.0, index=1.4682), 3.0)
    before = made.trace(1550)
    ratio = made.turn_index(1.5000)
    after = made.trace(1550)
    assert np.array_equal(before.samples_db, after.samples_db)
    assert ratio == pytest.approx(1.4682 / 1.5)
    assert after.group_index == made.keys.index_at(1550)
    assert after.spacing_m * after.group_index == pytest.approx(before.spacing_m * before.group_index, rel=1e-12)
    made.turn_index(1.4682)
    assert made.trace(1550).spacing_m == before.spacing_m  # to and fro costs nothing


def test_in_real_time_each_trace_is_a_new_one_and_none_gets_sharper() -> None:
    keys = Keys((1550, 1310), 5000.0, 30.0, panel.REAL_TIME)
    made = FieldOtdr(keys)
    made.start(LINE, "A", 0, 4, True)
    assert made.live and made.measured == ()
    for _ in range(panel.LIVE_TICKS):
        made.tick()
    first, rough = made.trace(1550), noise(made, 1550)
    for _ in range(20 * panel.LIVE_TICKS):
        made.tick()
    assert made.laser and made.averaged_s == (0.0, 0.0) and made.measured == (1550,)
    assert not np.array_equal(first.samples_db, made.trace(1550).samples_db)
    assert noise(made, 1550) == pytest.approx(rough, rel=0.1)
    assert rough == pytest.approx(noise(run(replace(keys, averaging_s=1.0), 1.0), 1550) * 2.0**0.5, rel=0.1)
    made.stop()
    last = made.trace(1550)
    made.tick()
    assert made.trace(1550) is last and not made.live
