"""Writes a measurement as a version 2 .sor file that pyOTDR and otdrparser read with the same values.

It deliberately reads no clock: the time of the measurement is in ``Acquisition.time``. Numbers of physics that a field
cannot hold are kept at the field's end (a loss of 50 dB becomes 32.767 dB); counts and settings that do not fit raise.
"""

from __future__ import annotations

import math
import os
import struct
from pathlib import Path
from typing import Any

import numpy as np

from simulator.formats import sor_checksum
from simulator.formats.sor_bytes import encoded
from simulator.formats.sor_messages import SorError
from simulator.formats.sor_model import Acquisition, General, KeyEvent, PulseTrace, SorFile, Summary, Supplier
from simulator.formats.sor_read import KNOWN, MAX_BYTES, PAD

VERSION = 200
_MAX_EVENTS = 0xFFFF
#: struct code -> least and largest number of the field.
_LIMITS = {"H": (0, 0xFFFF), "I": (0, 0xFFFFFFFF), "h": (-(2**15), 2**15 - 1), "i": (-(2**31), 2**31 - 1)}


def write(sor: SorFile, path: str | os.PathLike[str]) -> None:
    """Write a file, whole or not at all. Raises SorError when a value does not fit or the place refuses."""
    data = to_bytes(sor, os.fspath(path))
    target = Path(path)
    part = target.with_name(target.name + ".part")
    try:
        part.write_bytes(data)
        part.replace(target)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise SorError("cannot_write", os.fspath(path), reason=reason) from None


def to_bytes(sor: SorFile, file: str = ".sor") -> bytes:
    """The bytes of a version 2 file, always little-endian, checksum valid by rules A and B at once.

    Blocks of other makers go along as they are, empty ones are left out. Raises SorError (``file`` names it there).
    """
    fields = _Fields(file)
    alphabet = sor.encoding
    blocks = [
        ("GenParams", VERSION, _general(sor.general, alphabet, fields)),
        ("SupParams", VERSION, _supplier(sor.supplier, alphabet)),
        ("FxdParams", VERSION, _acquisition(sor, fields)),
        ("KeyEvents", VERSION, _events(sor.events, sor.summary, alphabet, fields)),
        *((block.name, block.version, block.body) for block in sor.blocks if block.body and block.name not in KNOWN),
        ("DataPts", VERSION, _traces(sor, fields)),
        (PAD, VERSION, b"\0\0"),
        ("Cksum", VERSION, b"\0\0"),
    ]
    named = [(name.encode("latin-1", "replace") + b"\0", version, body) for name, version, body in blocks]
    start = _map(named, fields)
    before = b"".join([start, *(part for name, _, body in named[:-2] for part in (name, body)), named[-2][0]])
    # The padding makes the CRC 0, so that it need not be computed again; the tests do, bit by bit.
    return b"".join((before, sor_checksum.padding(before), *named[-1][::2]))


class _Fields:
    """Puts numbers into fields of fixed size; raises SorError where a setting does not fit."""

    def __init__(self, file: str) -> None:
        self.file = file

    def put(self, code: str, value: int, name: str) -> bytes:
        """A count or a setting by its struct code."""
        low, high = _LIMITS[code]
        if not isinstance(value, int | np.integer) or not low <= value <= high:
            raise SorError("value", self.file, name=name, found=value, low=low, high=high)
        return struct.pack("<" + code, value)

    def of(self, record: Any, layout: str) -> bytes:
        """Fields of a record in a row: ``code:name`` words."""
        words = (word.split(":") for word in layout.split())
        return b"".join(self.put(code, getattr(record, name), name) for code, name in words)


def _measure(code: str, value: float, units: float) -> bytes:
    """A number of physics in so many units, kept at the ends of its field; what is no number is 0."""
    low, high = _LIMITS[code]
    scaled = value * units
    if math.isnan(scaled):
        scaled = 0.0
    return struct.pack("<" + code, low if scaled <= low else high if scaled >= high else round(scaled))


def _text(text: str, alphabet: str) -> bytes:
    """A text with its NUL; a space stands for nothing, because some viewers stumble over empty texts."""
    return (encoded(text, alphabet) or b" ") + b"\0"


def _code(text: str, length: int) -> bytes:
    return text.encode("latin-1", "replace")[:length].ljust(length)


def _map(named: list[tuple[bytes, int, bytes]], fields: _Fields) -> bytes:
    """The map, which counts and measures itself as well."""
    rows = b""
    for name, version, body in named:
        rows += name + fields.put("H", version, "version") + fields.put("I", len(name) + len(body), "size")
    size = 12 + len(rows)
    total = size + sum(len(name) + len(body) for name, _, body in named)
    if total > MAX_BYTES:
        raise SorError("too_big", fields.file, allowed=MAX_BYTES)
    return b"Map\0" + struct.pack("<HI", VERSION, size) + fields.put("H", len(named) + 1, "blocks") + rows


def _general(record: General, alphabet: str, fields: _Fields) -> bytes:
    places = (record.location_a, record.location_b, record.cable_code)
    return b"".join(
        (
            _code(record.language or "EN", 2),
            _text(record.cable, alphabet),
            _text(record.fibre, alphabet),
            fields.of(record, "H:fibre_type H:wavelength_nm"),
            *(_text(place, alphabet) for place in places),
            _code(record.build, 2),
            fields.of(record, "i:user_offset i:user_offset_dm"),
            _text(record.operator, alphabet),
            _text(record.comment, alphabet),
            record.extra,
        )
    )


def _supplier(record: Supplier, alphabet: str) -> bytes:
    texts = (record.supplier, record.otdr, record.otdr_serial, record.module, record.module_serial, record.software,
             record.other)  # fmt: skip
    return b"".join(_text(text, alphabet) for text in texts) + record.extra


def _acquisition(sor: SorFile, fields: _Fields) -> bytes:
    record: Acquisition = sor.acquisition
    return b"".join(
        (
            fields.put("I", record.time, "time"),
            _code(record.unit or "mt", 2),
            _measure("H", record.wavelength_nm, 10),
            fields.of(record, "i:offset i:offset_dm"),
            _pulses(sor, fields),
            _measure("I", record.group_index, 100_000),
            _measure("H", record.backscatter_db, -10),
            fields.of(record, "I:averages"),
            _measure("H", record.averaging_s, 1.0 / record.averaging_unit_s),
            fields.of(record, "I:range_time i:range_dm i:front_panel_offset"),
            fields.of(record, "H:noise_floor h:noise_scale H:power_offset"),
            _measure("H", record.loss_threshold_db, 1000),
            _measure("H", record.reflectance_threshold_db, -1000),
            _measure("H", record.end_threshold_db, 1000),
            _code(record.trace_type or "ST", 2),
            *(fields.put("i", edge, "window") for edge in record.window),
            record.extra,
        )
    )


def _all_traces(sor: SorFile) -> list[PulseTrace]:
    first = PulseTrace(sor.acquisition.pulse_ns, sor.acquisition.spacing, sor.samples, sor.scale)
    return [first, *sor.others]


def _pulses(sor: SorFile, fields: _Fields) -> bytes:
    traces = _all_traces(sor)
    if not all(trace.spacing > 0 for trace in traces):
        raise SorError("value", fields.file, name="spacing", found=0, low=1, high=0xFFFFFFFF)
    return b"".join(
        (
            fields.put("H", len(traces), "traces"),
            *(fields.put("H", trace.pulse_ns, "pulse_ns") for trace in traces),
            *(fields.put("I", trace.spacing, "spacing") for trace in traces),
            *(fields.put("I", len(trace.samples), "points") for trace in traces),
        )
    )


def _events(events: tuple[KeyEvent, ...], summary: Summary, alphabet: str, fields: _Fields) -> bytes:
    if len(events) > _MAX_EVENTS:
        raise SorError("value", fields.file, name="events", found=len(events), low=0, high=_MAX_EVENTS)
    rows = [fields.put("H", len(events), "events")]
    for event in events:
        rows += (
            fields.of(event, "H:number i:time"),
            _measure("h", event.slope_db_km, 1000),
            _measure("h", event.loss_db, 1000),
            _measure("i", event.reflectance_db or 0.0, 1000),
            _code(event.code, 6),
            _code(event.technique, 2),
            *(fields.put("i", marker, "markers") for marker in event.markers),
            _text(event.comment, alphabet),
        )
    rows += (
        _measure("i", summary.total_loss_db, 1000),
        fields.of(summary, "i:loss_start i:loss_end"),
        _measure("H", summary.orl_db, 1000),
        fields.of(summary, "i:orl_start i:orl_end"),
        summary.extra,
    )
    return b"".join(rows)


def _traces(sor: SorFile, fields: _Fields) -> bytes:
    traces = _all_traces(sor)
    parts = [fields.put("I", len(sor.samples), "points"), fields.put("h", len(traces), "traces")]
    for trace in traces:
        samples = np.asarray(trace.samples)
        if samples.dtype != np.uint16 or samples.ndim != 1 or not len(samples):
            found = f"{samples.dtype}{samples.shape}"
            raise SorError("value", fields.file, name="samples (uint16)", found=found, low=0, high=0xFFFF)
        scale = fields.put("H", trace.scale, "scale")
        parts += (fields.put("I", len(samples), "points"), scale, samples.astype("<u2", copy=False).tobytes())
    return b"".join(parts)
