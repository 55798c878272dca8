"""What is written is read back the same: by our reader, by pyOTDR and by otdrparser, with a checksum that holds."""

from __future__ import annotations

import io
from dataclasses import replace

import numpy as np
import otdrparser
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pyotdr.read import sorparse

from simulator.formats import sor
from tests.formats import making

WHAT_STAYS = ("general", "supplier", "acquisition", "events", "summary", "scale", "encoding")


def same(a: sor.SorFile, b: sor.SorFile) -> None:
    """Two measurements agree in all that a file keeps."""
    for name in WHAT_STAYS:
        assert getattr(a, name) == getattr(b, name), name
    assert np.array_equal(a.samples, b.samples)
    assert [(t.pulse_ns, t.spacing, t.scale, t.samples.tolist()) for t in a.others] == [
        (t.pulse_ns, t.spacing, t.scale, t.samples.tolist()) for t in b.others
    ]
    assert [block for block in a.blocks if block.body] == [block for block in b.blocks if block.body]


def measurement() -> sor.SorFile:
    """A measurement with every field set to something of its own."""
    index = 1.46770
    return sor.SorFile(
        general=sor.General("EN", "CABLE 12", "007", 652, 1550, "NRO", "PBO 3", "B1.2", "CC", 120, 25, "Lea", "retest"),
        supplier=sor.Supplier("Brin", "Simulator", "1", "SM 1550", "2", "0.1", "training"),
        acquisition=sor.Acquisition(
            time=1_700_000_000, wavelength_nm=1550.4, offset=-40, offset_dm=-8, pulse_ns=30, spacing=250_000,
            group_index=index, backscatter_db=-81.5, averages=9000, averaging_s=15.0, range_time=200_000,
            range_dm=40_853, front_panel_offset=7, noise_floor=65535, power_offset=3, loss_threshold_db=0.02,
            reflectance_threshold_db=-65.0, end_threshold_db=5.0, window=(-1, 2, -3, 4),
        ),
        samples=(np.arange(3000) * 7 + 15_000).astype(np.uint16),
        events=(
            sor.key_event(1, 0.0, index, loss_db=0.31, reflectance_db=-44.2, comment="launch"),
            sor.key_event(2, 1234.5, index, loss_db=-0.052, slope_db_km=0.191, markers_m=(50, 1230, 1260, 2000, 1235)),
            sor.key_event(3, 3456.7, index, reflectance_db=-14.7, slope_db_km=0.2, end=True, technique="2P"),
        ),
        summary=sor.Summary(1.234, 0, 169_000, 31.5, 0, 169_000),
        scale=900,
    )  # fmt: skip


def test_read_write_read_keeps_everything() -> None:
    made = measurement()
    found = sor.read(sor.to_bytes(made))
    same(made, found)
    assert (found.format, found.version, found.remarks) == (2, 200, ())


@pytest.mark.parametrize("version", [1, 2])
def test_either_version_comes_back_as_version_2(version: int) -> None:
    parts = making.blocks(version) | {"ExfoNewProprietaryBlock 01": b"\0\1", "NetTestTSI ": b"abc"}
    found = sor.read(making.whole(version, parts))
    again = sor.read(sor.to_bytes(found))
    same(found, again)
    assert again.format == 2
    assert sor.to_bytes(again) == sor.to_bytes(found)


def test_checksum_holds_by_two_rules_bit_by_bit() -> None:
    for made in (measurement(), replace(measurement(), scale=901), sor.read(making.whole(1))):
        data = sor.to_bytes(made)
        stored = int.from_bytes(data[-2:], "little")
        assert making.crc(data[:-2]) == stored
        assert making.crc(data[:-2] + b"\0\0") == stored
        assert sor.read(data).checksum.rules[:2] == ("A", "B")


def test_an_empty_block_is_not_written_because_otdrparser_refuses_it() -> None:
    found = sor.read(making.whole(2, making.blocks(2) | {"LnkParams": b""}))
    data = sor.to_bytes(found)
    assert b"LnkParams" not in data
    otdrparser.parse(io.BytesIO(data))


# -- the two readers of others -------------------------------------------------------------------------------------


def by_pyotdr(data: bytes, folder) -> tuple[dict, np.ndarray]:
    path = folder / "m.sor"
    path.write_bytes(data)
    status, said, trace = sorparse(str(path))
    assert status == "ok"
    return said, np.array([[float(cell) for cell in row.split()] for row in trace])


def test_pyotdr_reads_the_same_values(tmp_path) -> None:
    made = measurement()
    said, trace = by_pyotdr(sor.to_bytes(made), tmp_path)
    fixed = {key: str(value).split()[0] for key, value in said["FxdParams"].items()}
    assert said["Cksum"]["match"] is True
    told = ("wavelength", "pulse width", "index", "BC", "num averages", "averaging time")
    assert [float(fixed[key]) for key in told] == [1550.4, 30.0, 1.4677, -81.5, 9000.0, 15.0]
    assert said["FxdParams"]["resolution"] == pytest.approx(made.acquisition.spacing_m, rel=1e-9)
    assert [float(fixed[key]) for key in ("loss thr", "refl thr", "EOT thr")] == [0.02, -65.0, 5.0]
    names = {key: value.strip() for key, value in (said["GenParams"] | said["SupParams"]).items()}
    assert (names["cable ID"], names["fiber ID"], names["location A"], names["operator"], names["comments"]) == (
        "CABLE 12", "007", "NRO", "Lea", "retest",
    )  # fmt: skip
    told = ("supplier", "OTDR", "module S/N", "other")
    assert [names[key] for key in told] == ["Brin", "Simulator", "2", "training"]
    ours = sor.trace_of(made)
    assert trace[:, 1] - trace[:, 1].max() == pytest.approx(ours.samples_db - ours.samples_db.max(), abs=2e-6)
    events = [said["KeyEvents"][f"event {number}"] for number in (1, 2, 3)]
    for theirs, event in zip(events, made.events, strict=True):
        assert float(theirs["distance"]) * 1000 == pytest.approx(event.position_m, abs=0.501)
        assert (float(theirs["splice loss"]), float(theirs["slope"])) == (event.loss_db, event.slope_db_km)
        assert float(theirs["refl loss"]) == (event.reflectance_db or 0.0)
        assert theirs["type"].startswith(event.code + event.technique) and theirs["comments"].strip() == event.comment
    assert (said["KeyEvents"]["Summary"]["total loss"], said["KeyEvents"]["Summary"]["ORL"]) == (1.234, 31.5)


def test_otdrparser_reads_the_same_values() -> None:
    made = measurement()
    said = otdrparser.parse2(io.BytesIO(sor.to_bytes(made)))
    fixed, general, table = said["FxdParams"], said["GenParams"], said["KeyEvents"]
    settings = made.acquisition
    for key, value in {
        "date_time": settings.time, "wavelength": 1550.4, "acquisition_offset": -40, "pulse_width": 30,
        "acquisition_offset_distance": -8, "index_of_refraction": 1.4677, "backscattering_coefficient": -81.5,
        "averaging_time": 15.0, "acquisition_range_distance": 40_853, "front_panel_offset": 7,
        "noise_floor_level": 65535, "power_offset_first_point": 3, "x1": -1, "y1": 2, "x2": -3, "y2": 4,
    }.items():  # fmt: skip
        assert fixed[key] == pytest.approx(value), key
    told = ("fiber_type", "build_condition", "user_offset", "user_offset_distance")
    assert [general[key] for key in told] == [652, "CC", 120, 25]
    assert (general["cable_id"], general["location_b"], general["cable_code"]) == ("CABLE 12", "PBO 3", "B1.2")
    points, ours = np.array(said["DataPts"]["data_points"]), sor.trace_of(made)
    assert points[:, 1] == pytest.approx(ours.samples_db, abs=1e-9)
    assert points[:, 0] == pytest.approx(ours.distance_m - ours.start_m, abs=1e-6)
    for theirs, event in zip(table["events"], made.events, strict=True):
        assert theirs["distance_of_travel"] == pytest.approx(event.position_m, abs=1e-6)
        assert (theirs["splice_loss"], theirs["slope"], theirs["reflection_loss"]) == pytest.approx(
            (event.loss_db, event.slope_db_km, event.reflectance_db or 0.0)
        )
        assert theirs["event_type"] == event.code + event.technique and theirs["comment"] == event.comment
        assert (theirs["end_of_previous_event"], theirs["beginning_of_next_event"], theirs["peak_point"]) == (
            event.markers[0], event.markers[3], event.markers[4],
        )  # fmt: skip
    assert (table["total_loss"], table["optical_return_loss"]) == pytest.approx((1.234, 31.5))


def test_accents_are_dropped_where_the_readers_would_disagree(tmp_path) -> None:
    made = replace(measurement(), general=sor.General(cable="Épissure « Cœur » n° 3", comment="été"))
    data = sor.to_bytes(made)
    said, _ = by_pyotdr(data, tmp_path)
    theirs = otdrparser.parse2(io.BytesIO(data))["GenParams"]
    assert said["GenParams"]["comments"] == theirs["comments"] == sor.read(data).general.comment == "ete"
    assert said["GenParams"]["cable ID"] == theirs["cable_id"] == sor.read(data).general.cable
    assert theirs["cable_id"].startswith('Epissure " Coeur " n')


# -- limits --------------------------------------------------------------------------------------------------------


def test_physics_beyond_a_field_stays_at_its_end() -> None:
    events = (sor.KeyEvent(1, 0, 0.0, loss_db=50.0, slope_db_km=float("nan")), sor.KeyEvent(2, 9, 1.0, loss_db=-40.0))
    found = sor.read(sor.to_bytes(replace(measurement(), events=events)))
    assert [event.loss_db for event in found.events] == [32.767, -32.768]
    assert found.events[0].slope_db_km == 0.0


@pytest.mark.parametrize(
    ("field", "changed"),
    [
        ("pulse_ns", {"acquisition": sor.Acquisition(pulse_ns=70_000, spacing=1)}),
        ("spacing", {"acquisition": sor.Acquisition(spacing=0)}),
        ("time", {"acquisition": sor.Acquisition(time=-1, spacing=1)}),
        ("fibre_type", {"general": sor.General(fibre_type=-3)}),
        ("samples", {"samples": np.zeros(3)}),
        ("samples", {"samples": np.zeros(0, dtype=np.uint16)}),
        ("scale", {"scale": 70_000}),
        ("number", {"events": (sor.KeyEvent(-1, 0, 0.0),)}),
        ("events", {"events": (sor.KeyEvent(1, 0, 0.0),) * 65_536}),
    ],
)
def test_settings_that_do_not_fit_are_named(field: str, changed: dict) -> None:
    with pytest.raises(sor.SorError) as caught:
        sor.to_bytes(replace(measurement(), **changed), "place.sor")
    assert field in str(caught.value) and str(caught.value).startswith("place.sor")


def test_write_leaves_a_whole_file_or_none(tmp_path) -> None:
    target = tmp_path / "a.sor"
    sor.write(measurement(), target)
    same(sor.read(target), measurement())
    with pytest.raises(sor.SorError):
        sor.write(replace(measurement(), scale=70_000), target)
    with pytest.raises(sor.SorError) as caught:
        sor.write(measurement(), tmp_path / "no" / "such" / "folder.sor")
    assert caught.value.key == "cannot_write" and "\n" not in str(caught.value)
    assert [path.name for path in tmp_path.iterdir()] == ["a.sor"]
    same(sor.read(target), measurement())


# -- any measurement -----------------------------------------------------------------------------------------------

WORDS = st.text(st.characters(min_codepoint=32, max_codepoint=126), max_size=12).map(str.strip)
TIMES = st.integers(-(2**31), 2**31 - 1)
EVENTS = st.builds(
    sor.KeyEvent,
    number=st.integers(0, 65535),
    time=TIMES,
    position_m=st.just(0.0),
    slope_db_km=st.integers(-32768, 32767).map(lambda v: v / 1000),
    loss_db=st.integers(-32768, 32767).map(lambda v: v / 1000),
    reflectance_db=st.none() | st.integers(-90_000, -1).map(lambda v: v / 1000),
    code=st.sampled_from(["0F9999", "1E9999", "2A0003", "0D9999", "1O9999"]),
    technique=st.sampled_from(["LS", "2P", "OT"]),
    markers=st.tuples(*[TIMES] * 5),
    comment=WORDS,
)


@settings(max_examples=60, deadline=None)
@given(
    samples=st.lists(st.integers(0, 65535), min_size=1, max_size=40),
    events=st.lists(EVENTS, max_size=4),
    words=st.lists(WORDS, min_size=4, max_size=4),
    numbers=st.lists(st.integers(0, 65535), min_size=4, max_size=4),
    index=st.integers(100_000, 200_000),
    scale=st.integers(1, 65535),
    body=st.binary(max_size=20),
)
def test_any_measurement_survives(samples, events, words, numbers, index, scale, body) -> None:
    made = replace(
        measurement(),
        samples=np.array(samples, dtype=np.uint16),
        general=sor.General(cable=words[0], comment=words[1], operator=words[2], wavelength_nm=numbers[0]),
        supplier=sor.Supplier(other=words[3]),
        acquisition=replace(
            measurement().acquisition, group_index=index / 100_000, pulse_ns=numbers[1], power_offset=numbers[2],
            noise_floor=numbers[3],
        ),
        events=tuple(events), summary=sor.Summary(extra=body), scale=scale,
        blocks=(sor.OtherBlock("Maker 01", 123, body),),
    )  # fmt: skip
    found = sor.read(sor.to_bytes(made))
    placed = [replace(event, position_m=0.0) for event in found.events]
    same(replace(found, events=tuple(placed)), made)
    assert found.checksum.rules[:2] == ("A", "B")
