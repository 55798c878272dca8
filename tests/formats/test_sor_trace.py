"""The bridge to the optics: levels, distances and offsets mean the same on both sides."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.formats import sor
from simulator.optics.trace import Trace
from tests.formats import making

C = 299_792_458.0


def trace(**changed) -> Trace:
    levels = -5.0 - 0.2e-3 * 5.0 * np.arange(2000)
    levels[1500:] = -40.0
    given = {
        "samples_db": levels, "spacing_m": 5.0, "wavelength": 1550e-9, "pulse": 100e-9, "group_index": 1.4682,
        "backscatter": -81.9, "start_m": 0.0, "averaging": 30.0, "name": "F3",
    }  # fmt: skip
    return Trace(**(given | changed))


def test_a_trace_comes_back_to_the_resolution_of_the_file() -> None:
    made = trace(start_m=-500.0)
    back = sor.trace_of(sor.read(sor.to_bytes(sor.from_trace(made, time=1_700_000_000))))
    assert back.samples_db == pytest.approx(made.samples_db, abs=0.000501)
    assert back.spacing_m == pytest.approx(made.spacing_m, abs=C / 1.4682 * 0.5e-14)
    assert back.start_m == pytest.approx(-500.0, abs=0.0103)  # half of 100 ps
    assert (back.group_index, back.backscatter, back.averaging, back.name) == (1.4682, -81.9, 30.0, "F3")
    assert back.wavelength == pytest.approx(1550e-9) and back.pulse == pytest.approx(100e-9)


def test_more_light_is_fewer_counts() -> None:
    file = sor.from_trace(trace())
    assert file.samples.tolist()[:2] == [5000, 5001] and file.samples[1600] == 40_000


def test_levels_above_zero_move_down_and_no_light_is_the_floor() -> None:
    levels = np.array([12.0, 2.0, -np.inf, np.nan, -90.0])
    file = sor.from_trace(trace(samples_db=levels))
    assert file.samples.tolist() == [0, 10_000, 65_535, 65_535, 65_535]
    assert np.diff(sor.trace_of(file).samples_db)[0] == pytest.approx(-10.0)
    assert sor.from_trace(trace(samples_db=np.full(3, -np.inf))).samples.tolist() == [65_535] * 3


@pytest.mark.parametrize(
    ("changed", "start"),
    [
        ({"FxdParams": making.fixed(2, offset=-300)}, -300),
        ({"FxdParams": making.fixed(2, front_panel=300)}, -300),
        ({"GenParams": making.general(2, user_offset=300)}, -300),
        ({"GenParams": making.general(2, user_offset=300), "FxdParams": making.fixed(2, offset=50)}, -250),
    ],
)
def test_events_and_samples_share_one_zero(changed: dict, start: int) -> None:
    """8 samples 50 x 100 ps apart; what the file shifts, the trace shifts."""
    found = sor.read(making.whole(2, **changed))
    assert sor.trace_of(found).start_m == pytest.approx(start * 1e-10 * C / 1.4677)


def test_an_offset_longer_than_the_trace_is_ignored() -> None:
    found = sor.read(making.whole(2, GenParams=making.general(2, user_offset=401)))
    assert sor.trace_of(found).start_m == 0.0 and [remark.key for remark in found.remarks] == ["offset"]


def test_an_event_made_of_metres_is_the_event_that_is_read() -> None:
    events = (
        sor.key_event(1, 4000.0, 1.4682, loss_db=0.0512345, slope_db_km=0.19),
        sor.key_event(2, 7500.0, 1.4682, loss_db=20.0, reflectance_db=-14.7, end=True, saturated=True),
    )
    found = sor.read(sor.to_bytes(sor.from_trace(trace(), events)))
    assert found.events == events
    assert [event.position_m for event in found.events] == pytest.approx([4000.0, 7500.0], abs=0.0103)
    assert [event.code for event in found.events] == ["0F9999", "2E9999"]
    assert (found.summary.loss_start, found.summary.loss_end) == (events[0].time, events[1].time)


def test_general_and_supplier_may_be_given() -> None:
    general = sor.General(cable="C", fibre="12", location_a="NRO", location_b="PBO")
    file = sor.from_trace(trace(), general=general, supplier=sor.Supplier("School"), averages=4000)
    assert (file.general, file.supplier.supplier, file.acquisition.averages) == (general, "School", 4000)
    assert sor.from_trace(trace()).general.wavelength_nm == 1550


def test_missing_backscatter_is_a_typical_one() -> None:
    found = sor.read(making.whole(2, FxdParams=making.fixed(2, backscatter=0)))
    assert found.acquisition.backscatter_db == 0.0 and sor.trace_of(found).backscatter == -79.0


def test_the_model_that_counts_tenfold() -> None:
    name = b"".join(making.text(part) for part in ("Noyes", "OFL250", " ", " ", " ", " ", " "))
    slow = sor.trace_of(sor.read(making.whole(2, SupParams=name)))
    assert slow.spacing_m == pytest.approx(sor.trace_of(sor.read(making.whole(2))).spacing_m / 10)
