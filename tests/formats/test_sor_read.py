"""Files of every habit are read: both versions, alphabets, wrong units, missing and moved blocks, any checksum."""

from __future__ import annotations

import string
import struct
from dataclasses import replace

import numpy as np
import pytest

from simulator.formats import sor
from simulator.formats.sor_messages import ERRORS, REMARKS
from tests.formats import making

C = 299_792_458.0


def keys(found: sor.SorFile) -> list[str]:
    return [remark.key for remark in found.remarks]


def test_crc_of_the_tests_gives_the_published_check_value() -> None:
    assert making.crc(b"123456789") == 0x29B1


@pytest.mark.parametrize("version", [1, 2])
def test_both_versions_say_the_same(version: int) -> None:
    found = sor.read(making.whole(version))
    assert (found.format, found.version, found.remarks) == (version, 100 * version, ())
    assert (found.general.cable, found.general.fibre, found.general.location_b, found.general.operator) == (
        "C1", "7", "B", "OP",
    )  # fmt: skip
    assert (found.supplier.supplier, found.supplier.otdr, found.supplier.other) == ("Maker", "M100", "")
    fixed = found.acquisition
    assert (fixed.time, fixed.wavelength_nm, fixed.pulse_ns, fixed.group_index) == (1_600_000_000, 1310.0, 100, 1.4677)
    assert (fixed.backscatter_db, fixed.averages, fixed.loss_threshold_db) == (-79.0, 1000, 0.05)
    assert (fixed.reflectance_threshold_db, fixed.end_threshold_db) == (-65.0, 6.0)
    assert fixed.averaging_s == (30.0 if version == 2 else 0.0)
    assert found.samples.dtype == np.uint16 and found.samples.tolist() == list(making.SAMPLES)
    assert found.checksum.rule == "A"


@pytest.mark.parametrize("version", [1, 2])
def test_events_are_placed_by_one_way_time(version: int) -> None:
    found = sor.read(making.whole(version))
    splice, end = found.events
    assert splice.position_m == pytest.approx(1000 * 1e-10 * C / 1.4677)
    assert (splice.loss_db, splice.slope_db_km, splice.reflectance_db, splice.reflective) == (0.123, 0.33, None, False)
    assert (end.time, end.reflectance_db, end.reflective, end.end, end.comment) == (3000, -14.7, True, True, "end")
    assert end.technique == "LS" and end.code == "1E9999"
    assert end.markers == ((2950, 3000, 3100, 3200, 3020) if version == 2 else (0, 0, 0, 0, 0))
    assert (found.summary.total_loss_db, found.summary.orl_db, found.summary.loss_end) == (2.5, 32.1, 3000)


def test_a_path_reads_as_its_bytes_do(tmp_path) -> None:
    path = tmp_path / "a.sor"
    path.write_bytes(making.whole(2))
    assert sor.read(path).events == sor.read(str(path)).events == sor.read(making.whole(2)).events


# -- checksums -----------------------------------------------------------------------------------------------------


def rule_values() -> dict[str, int]:
    """What each maker's rule stores, computed bit by bit."""
    file = making.whole(2)
    before, block = file[:-2], len(file) - 8
    zeroed = making.crc(before + b"\0\0")
    return {
        "A": making.crc(before),
        "B": zeroed,
        "D": making.crc(before, 0),
        "E": making.crc(before) ^ 0xFFFF,
        "C": making.crc(file[:block], 0x9ECF),
        "C2": making.crc(file[:block], 0x2226),
        "C3": making.crc(file[:block], 0xEE39),
    }


@pytest.mark.parametrize("rule", ["A", "B", "C", "C2", "C3", "D", "E"])
def test_every_makers_checksum_is_known(rule: str) -> None:
    checksum = sor.read(making.whole(2, checksum=rule_values()[rule])).checksum
    assert checksum.rules == (rule[0],)
    assert checksum.rule == rule[0] and checksum.computed == rule_values()["A"]


def test_a_checksum_never_refuses_a_file() -> None:
    assert sor.read(making.whole(2, checksum=0)).checksum.rule == "zero"
    wrong = next(value for value in range(1, 99) if value not in rule_values().values())
    assert sor.read(making.whole(2, checksum=wrong)).checksum.rule == "unknown"
    assert sor.read(making.whole(2)[:-2]).checksum.rule == "missing"


def test_one_changed_sample_breaks_the_checksum() -> None:
    file = bytearray(making.whole(2))
    file[file.index(struct.pack("<4H", *making.SAMPLES[:4]))] ^= 1
    assert sor.read(bytes(file)).checksum.rule == "unknown"


# -- alphabets -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "encoding"),
    [
        ("Bourg-la-Reine", "ascii"),
        ("Épissure à l'été", "latin-1"),
        ("Größe Übergang", "latin-1"),
        ("Москва – Тверь", "cp1251"),
        ("ВОЛС 12 км", "cp1251"),
        ("Château déjà", "utf-8"),
        ("光纤 3", "utf-8"),
    ],
)
def test_texts_are_read_in_the_alphabet_they_were_written_in(words: str, encoding: str) -> None:
    file = making.whole(2, GenParams=making.general(2, cable=words.encode(encoding), comment=words.encode(encoding)))
    found = sor.read(file)
    assert (found.general.cable, found.general.comment, found.encoding) == (words, words, encoding)
    assert sor.read(sor.to_bytes(found)).general == found.general


def test_an_event_comment_has_the_same_alphabet() -> None:
    rows = [making.event(2, 1, 1000, 50, 0, note="муфта".encode("cp1251"))]
    assert sor.read(making.whole(2, KeyEvents=making.events(2, rows))).events[0].comment == "муфта"


# -- habits --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("version", [1, 2])
def test_odd_units_are_understood(version: int) -> None:
    file = making.whole(version, FxdParams=making.fixed(version, wavelength=1310, index=0, backscatter=64736))
    found = sor.read(file)
    assert found.acquisition.wavelength_nm == 1310.0  # Noyes: nm, not 0.1 nm
    assert found.acquisition.group_index == 1.4680  # Grandway: no index
    assert found.acquisition.backscatter_db == -80.0  # a signed -800
    assert keys(found) == ["wavelength_in_nm", "group_index", "backscatter_sign"]
    assert found.events[0].position_m == pytest.approx(1e-7 * C / 1.468)


def test_no_wavelength_falls_back_on_the_nominal_one() -> None:
    found = sor.read(making.whole(2, FxdParams=making.fixed(2, wavelength=0)))
    assert found.acquisition.wavelength_nm == 1310.0 and keys(found) == ["no_wavelength"]


def test_reflectance_that_is_not_there_and_return_loss() -> None:
    values = (-(2**31), -(2**31) + 1, 0, 40_000, -40_000)
    rows = [making.event(2, i, 100 * i, 0, value, b"1F9999LS") for i, value in enumerate(values)]
    found = sor.read(making.whole(2, KeyEvents=making.events(2, rows)))
    assert [event.reflectance_db for event in found.events] == [None, None, None, -40.0, -40.0]
    assert keys(found) == ["reflectance_sign"]


def test_averaging_time_in_whole_seconds() -> None:
    """30 counted; 40,000 averages over 100 us one way take 8 s, so that 3 s cannot be."""
    slow = making.fixed(2, averaging=30, averages=40_000, range_time=1_000_000)
    assert sor.read(making.whole(2, FxdParams=slow)).acquisition.averaging_s == 30.0
    quick = making.fixed(2, averaging=30, averages=400, range_time=1_000_000)
    assert sor.read(making.whole(2, FxdParams=quick)).acquisition.averaging_s == 3.0
    parts = making.blocks(2, FxdParams=quick) | {"ExfoNewProprietaryBlock 01": b"x"}
    assert sor.read(making.whole(2, parts)).acquisition.averaging_s == 30.0


def test_scale_factor_other_than_1000() -> None:
    trace = sor.trace_of(sor.read(making.whole(2, DataPts=making.data(scale=1470))))
    assert trace.samples_db[1] == pytest.approx(-2000 * 1.470 / 1000)
    assert keys(sor.read(making.whole(2, DataPts=making.data(scale=0)))) == ["scale"]


def test_blocks_of_makers_are_kept() -> None:
    parts = making.blocks(2) | {"ExfoNewProprietaryBlock 01": b"\1\2\0\3", "NetTestTSI ": b"abc", "LnkParams": b""}
    found = sor.read(making.whole(2, parts))
    assert [(block.name, block.body) for block in found.blocks] == [
        ("ExfoNewProprietaryBlock 01", b"\1\2\0\3"), ("NetTestTSI ", b"abc"), ("LnkParams", b""),
    ]  # fmt: skip
    assert keys(found) == ["averaging_seconds"] and found.checksum.rule == "A"


def test_bytes_behind_the_known_fields_are_kept() -> None:
    changed = {"FxdParams": making.fixed(2) + b"own1", "KeyEvents": making.events(2) + b"own2"}
    found = sor.read(making.whole(2, **changed))
    assert (found.acquisition.extra, found.summary.extra) == (b"own1", b"own2")


@pytest.mark.parametrize("version", [1, 2])
@pytest.mark.parametrize("gone", ["GenParams", "SupParams", "KeyEvents"])
def test_a_trace_is_enough(version: int, gone: str) -> None:
    found = sor.read(making.whole(version, **{gone: None}))
    assert found.samples.tolist() == list(making.SAMPLES) and found.remarks == ()
    assert (gone == "KeyEvents") == (found.events == ())


@pytest.mark.parametrize("gone", ["FxdParams", "DataPts"])
def test_without_settings_or_samples_there_is_no_trace(gone: str) -> None:
    with pytest.raises(sor.SorError, match=gone):
        sor.read(making.whole(2, **{gone: None}))


def test_several_pulses_give_several_traces() -> None:
    second = tuple(value // 2 for value in making.SAMPLES[:5])
    file = making.whole(2, FxdParams=making.fixed(2, pulses=(30, 500)), DataPts=making.data(making.SAMPLES, second))
    found = sor.read(file)
    assert (found.acquisition.pulse_ns, found.others[0].pulse_ns) == (30, 500)
    assert found.samples.tolist() == list(making.SAMPLES) and found.others[0].samples.tolist() == list(second)
    assert len(sor.trace_of(found)) == len(making.SAMPLES)


def test_sizes_that_do_not_sum_to_the_length() -> None:
    """Bytes slipped in between two blocks, and bytes behind the last one: tools did both to real files."""
    file = making.whole(2)
    at = file.index(b"FxdParams\0", 150)
    found = sor.read(file[:at] + b"slip" + file[at:] + b"tail")
    assert found.samples.tolist() == list(making.SAMPLES) and len(found.events) == 2
    assert found.acquisition.wavelength_nm == 1310.0
    assert set(keys(found)) == {"block_moved", "length"}


def test_a_block_measured_too_short_still_gives_its_samples() -> None:
    file = making.whole(2)
    row = file.index(b"DataPts\0") + 10
    size = struct.unpack_from("<I", file, row)[0]
    found = sor.read(file[:row] + struct.pack("<I", size - 4) + file[row + 4 :])
    assert found.samples.tolist() == list(making.SAMPLES)
    assert len(found.events) == 2 and "block_moved" in keys(found)


def test_more_events_announced_than_there_are() -> None:
    found = sor.read(making.whole(2, KeyEvents=making.events(2, count=65535)))
    assert [event.number for event in found.events] == [1, 2]
    assert keys(found)[0] == "events_cut"


def test_spacing_from_the_range_where_it_is_not_stated() -> None:
    found = sor.read(making.whole(2, FxdParams=making.fixed(2, spacing=0, range_time=40_000)))
    assert found.acquisition.spacing == 40_000 * 10_000 // len(making.SAMPLES)
    with pytest.raises(sor.SorError) as caught:
        sor.read(making.whole(2, FxdParams=making.fixed(2, spacing=0, range_time=0)))
    assert caught.value.key == "no_spacing"


# -- sentences -----------------------------------------------------------------------------------------------------


def test_an_error_names_the_file_the_place_and_what_is_allowed(tmp_path) -> None:
    path = tmp_path / "mesure.sor"
    path.write_bytes(making.whole(2, DataPts=making.data(count=1_000_000)))
    with pytest.raises(sor.SorError) as caught:
        sor.read(path)
    at = path.read_bytes().index(struct.pack("<IH", 1_000_000, 1000))
    for lang in ("fr", "en"):
        sentence = caught.value.sentence(lang)
        assert str(path)[:20] in sentence and f" {at} " in sentence.replace(",", " ").replace(":", " ")
        assert "1000000" in sentence and "\n" not in sentence


@pytest.mark.parametrize("what", ["missing", "folder", "text", "empty", "device"])
def test_what_is_no_sor_file_gets_one_sentence(what: str, tmp_path) -> None:
    place = {"missing": tmp_path / "no.sor", "folder": tmp_path, "device": "/dev/zero"}.get(what, tmp_path / "x.sor")
    if what in ("text", "empty"):
        place.write_text("Bonjour, je ne suis pas une mesure.\n" * 20 if what == "text" else "")
    with pytest.raises(sor.SorError) as caught:
        sor.read(place)
    assert "\n" not in str(caught.value) and str(caught.value).endswith(".")


def test_a_huge_file_is_not_read_whole(tmp_path) -> None:
    path = tmp_path / "huge.sor"
    with path.open("wb") as file:
        file.truncate(1 << 27)
    with pytest.raises(sor.SorError) as caught:
        sor.read(path)
    assert caught.value.key == "too_big"


@pytest.mark.parametrize("table", [ERRORS, REMARKS])
def test_every_sentence_exists_twice_with_the_same_fields(table: dict[str, tuple[str, str]]) -> None:
    for key, (french, english) in table.items():
        first, second = ({name for _, name, _, _ in string.Formatter().parse(text)} for text in (french, english))
        assert first == second and french != english, key


def test_warnings_are_french_sentences() -> None:
    found = sor.read(making.whole(2, FxdParams=making.fixed(2, index=0)))
    assert found.warnings == ("Indice de groupe 0 impossible : 1,4680 est utilisé.",)
    assert replace(found, remarks=()).warnings == ()
