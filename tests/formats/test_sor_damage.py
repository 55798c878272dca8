"""Damaged files: a measurement or one sentence, never a traceback, in time and memory bounded by the file's length."""

from __future__ import annotations

import contextlib
import random
import struct
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.formats import sor
from tests.formats import making
from tests.formats.test_sor_write import measurement, same


def files() -> dict[str, bytes]:
    """Small files of every shape: both versions, makers' blocks, several pulses, Cyrillic, our own."""
    maker = making.blocks(2) | {"ExfoNewProprietaryBlock 01": b"\0\1" * 5, "LnkParams": b""}
    russian = making.general(2, cable="Москва".encode("cp1251"))
    return {
        "v1": making.whole(1),
        "v2": making.whole(2, maker),
        "russian": making.whole(2, GenParams=russian),
        "pulses": making.whole(
            2, FxdParams=making.fixed(2, pulses=(30, 500)), DataPts=making.data(making.SAMPLES, making.SAMPLES[:4])
        ),
        "ours": sor.to_bytes(measurement())[:9000],
    }


FILES = files()


def answer(data: bytes) -> sor.SorFile | None:
    """The measurement, which must then hold together and survive a writing, or None for one good sentence."""
    try:
        found = sor.read(data)
    except sor.SorError as error:
        for lang in ("fr", "en"):
            sentence = error.sentence(lang)
            assert sentence.startswith(".sor") and sentence.endswith(".") and "\n" not in sentence, sentence
            assert len(sentence) < 300
        return None
    trace = sor.trace_of(found)
    assert len(trace) == len(found.samples) >= 1 and trace.spacing_m > 0 and np.isfinite(trace.samples_db).all()
    assert 1.0 <= trace.group_index <= 2.0 and abs(trace.start_m) < trace.spacing_m * len(trace) + 1.0
    assert all(isinstance(text, str) and text.endswith(".") for text in found.warnings)
    same(found, sor.read(sor.to_bytes(found)))
    return found


@pytest.mark.parametrize("name", ["v1", "v2", "pulses"])
def test_cut_anywhere(name: str) -> None:
    data = FILES[name]
    read = [length for length in range(len(data)) if answer(data[:length])]
    end_of_samples = data.index(struct.pack("<8H", *making.SAMPLES)) + 16
    assert read and min(read) >= end_of_samples, "a file without all its samples was taken for whole"


@pytest.mark.parametrize("name", ["v1", "v2", "russian"])
def test_one_bit_flipped(name: str) -> None:
    data, chance = FILES[name], random.Random(3)
    places = chance.sample(range(8 * len(data)), 700)
    assert sum(answer(_flipped(data, [bit])) is not None for bit in places) > 350


def test_giant_counts_cost_nothing() -> None:
    """16 bits set to 32767, 32 bits to the largest number, anywhere: no allocation follows such a count."""
    tracemalloc.start()
    for name in ("v1", "pulses"):
        data = FILES[name]
        for at in range(len(data) - 4):
            for value in (b"\xff\x7f", b"\xff\xff\xff\xff"):
                with contextlib.suppress(sor.SorError):
                    sor.read(data[:at] + value + data[at + len(value) :])
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 1_000_000


def test_a_map_of_nothing_stays_small() -> None:
    """65,534 nameless blocks of size 0 in 460 kB, with and without a trace behind them."""
    rows = (b"\0" + struct.pack("<HI", 200, 0)) * 65_534
    data = b"Map\0" + struct.pack("<HIH", 200, 12 + len(rows), 65_535) + rows
    tracemalloc.start()
    assert answer(data) is None
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 100 * len(data)


def test_the_largest_event_table_is_read() -> None:
    rows = [making.event(2, number, number, 10, 0) for number in range(65_535)]
    found = sor.read(making.whole(2, KeyEvents=making.events(2, rows), checksum=0))
    assert len(found.events) == 65_535 and found.remarks == ()


def test_remarks_do_not_pile_up() -> None:
    parts = making.blocks(2)
    row = making.text("SupParams") + struct.pack("<HI", 200, 0)
    data = making.whole(2, parts)
    size, count = struct.unpack_from("<IH", data, 6)
    rows = row * 5000
    head = b"Map\0" + struct.pack("<HIH", 200, size + len(rows), count + 5000)
    found = sor.read(head + data[12:size] + rows + data[size:])
    assert found.samples.tolist() == list(making.SAMPLES) and len(found.remarks) <= 100


def _flipped(data: bytes, bits: list[int]) -> bytes:
    changed = bytearray(data)
    for bit in bits:
        changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_any_damage(data) -> None:
    file = bytearray(FILES[data.draw(st.sampled_from(sorted(FILES)))])
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(file) - 1))
        new = data.draw(st.binary(max_size=6))
        file[at : at + data.draw(st.integers(0, 6))] = new
        if not file:
            break
    answer(bytes(file))


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400), st.sampled_from([b"", b"Map\0", b"Map\0\xc8\0", b"\x64\0"]))
def test_noise_is_no_measurement(noise: bytes, start: bytes) -> None:
    answer(start + noise)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_damage_at_length() -> None:
    chance = random.Random(11)
    for _ in range(60_000):
        file = FILES[chance.choice(sorted(FILES))]
        kind = chance.randrange(4)
        if kind == 0:
            file = file[: chance.randrange(len(file))]
        elif kind == 1:
            file = _flipped(file, [chance.randrange(8 * len(file)) for _ in range(chance.choice((1, 2, 8, 40)))])
        elif kind == 2:
            at = chance.randrange(len(file))
            file = file[:at] + chance.randbytes(chance.randrange(1, 12)) + file[at + chance.randrange(12) :]
        else:
            a, b = sorted(chance.randrange(len(file)) for _ in range(2))
            file = file[:a] + file[b:]
        answer(file)
