"""The known blocks of a .sor file, each from its bytes to its record, in either version and with the makers' habits.

It deliberately finds no block: ``sor_read`` says where each begins and ends.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.formats.sor_bytes import Cursor
from simulator.formats.sor_messages import Remark, SorError
from simulator.formats.sor_model import (
    DEFAULT_GROUP_INDEX,
    NO_MARKERS,
    SPACING_UNIT,
    TIME_UNIT,
    Acquisition,
    General,
    KeyEvent,
    PulseTrace,
    Summary,
    Supplier,
    metres,
)

#: A stored wavelength from here on, but below 400 nm as tenths, was written in nm instead of 0.1 nm (Noyes).
_LEAST_NM, _LEAST_TENTHS = 400, 4000
#: Used where a file states no possible wavelength at all [nm].
_DEFAULT_NM = 1550
_MAX_SPACING = 0xFFFFFFFF
#: Group indices that glass can have, in 1e-5.
_INDEX_RANGE = (100_000, 200_000)
#: EXFO and Anritsu write about -2147483.648 dB where there is no reflection [mdB].
_NO_REFLECTANCE = 1_000_000


def general(cursor: Cursor, version: int) -> General:
    """GenParams. Version 1 has no fibre type and no offset in metres."""
    second = version > 1
    return General(
        language=_language(cursor.letters(2)),
        cable=cursor.text(),
        fibre=cursor.text(),
        fibre_type=cursor.number("H") if second else 0,
        wavelength_nm=cursor.number("H"),
        location_a=cursor.text(),
        location_b=cursor.text(),
        cable_code=cursor.text(),
        build=cursor.letters(2),
        user_offset=cursor.number("i"),
        user_offset_dm=cursor.number("i") if second else 0,
        operator=cursor.text(),
        comment=cursor.text(),
        extra=cursor.rest(),
    )


def _language(code: str) -> str:
    """Two capitals, or EN: Anritsu leaves other bytes there, which make otdrparser lose its way."""
    return code if len(code) == 2 and code.isascii() and code.isupper() else "EN"


def supplier(cursor: Cursor) -> Supplier:
    """SupParams, the same in both versions."""
    return Supplier(
        supplier=cursor.text(),
        otdr=cursor.text(),
        otdr_serial=cursor.text(),
        module=cursor.text(),
        module_serial=cursor.text(),
        software=cursor.text(),
        other=cursor.text(),
        extra=cursor.rest(),
    )


@dataclass(frozen=True)
class Pulses:
    """What FxdParams says of each trace: pulse [ns], spacing [10 fs], number of points; the lists may be empty."""

    pulse_ns: tuple[int, ...]
    spacing: tuple[int, ...]
    points: tuple[int, ...]

    def of(self, trace: int) -> tuple[int, int, int]:
        """Pulse, spacing and points of a trace from 0; the last ones known for a trace beyond them."""
        return tuple((row[min(trace, len(row) - 1)] if row else 0) for row in self._rows())  # type: ignore[return-value]

    def _rows(self) -> tuple[tuple[int, ...], ...]:
        return self.pulse_ns, self.spacing, self.points


def acquisition(cursor: Cursor, version: int, nominal_nm: int, remarks: list[Remark]) -> tuple[Acquisition, Pulses]:
    """FxdParams: the settings of the first trace, and the pulses of all."""
    second = version > 1
    time, unit = cursor.number("I"), cursor.letters(2) or "mt"
    wavelength = _wavelength_nm(cursor.number("H"), nominal_nm, remarks)
    offset, offset_dm = cursor.number("i"), cursor.number("i") if second else 0
    pulses = _pulses(cursor)
    pulse_ns, spacing, _ = pulses.of(0)
    index = _group_index(cursor.number("I"), remarks)
    backscatter = _backscatter_db(cursor.number("H"), remarks)
    averages, averaging = cursor.number("I"), cursor.number("H") if second else 0
    range_time = cursor.number("I")
    found = Acquisition(
        time=time, unit=unit, wavelength_nm=wavelength, offset=offset, offset_dm=offset_dm, pulse_ns=pulse_ns,
        spacing=spacing, group_index=index, backscatter_db=backscatter, averages=averages,
        averaging_s=averaging / 10, range_time=range_time, range_dm=cursor.number("i") if second else 0,
        front_panel_offset=cursor.number("i"), noise_floor=cursor.number("H"), noise_scale=cursor.number("h"),
        power_offset=cursor.number("H"), loss_threshold_db=cursor.number("H") / 1000,
        reflectance_threshold_db=cursor.number("H") / -1000, end_threshold_db=cursor.number("H") / 1000,
        trace_type=(cursor.letters(2) if second else "") or "ST",
        window=(cursor.numbers("4i") or (0, 0, 0, 0)) if second else (0, 0, 0, 0),
        extra=cursor.rest(),
    )  # fmt: skip
    return found, pulses


def averaging_unit_s(found: Acquisition, exfo: bool) -> float:
    """What one count of the averaging time means [s]: 1 for EXFO, and where 0.1 is less than light needs.

    Each average takes the light there and back, twice the one-way range; inferred from files, no document says it.
    """
    needed = found.averages * 2.0 * found.range_time * TIME_UNIT
    counted = found.averaging_s * 10.0
    return 1.0 if counted and (exfo or counted / 10.0 < needed <= counted) else 0.1


def _pulses(cursor: Cursor) -> Pulses:
    count = cursor.number("H")
    if count * 10 > cursor.left:
        cursor.short = True
        count = cursor.left // 10
    return Pulses(cursor.numbers(f"{count}H"), cursor.numbers(f"{count}I"), cursor.numbers(f"{count}I"))


def _wavelength_nm(raw: int, nominal_nm: int, remarks: list[Remark]) -> float:
    if raw < _LEAST_NM:
        used = nominal_nm if 10 * nominal_nm in range(_LEAST_TENTHS, 0x10000) else _DEFAULT_NM
        remarks.append(Remark("no_wavelength", {"found": used}))
        return float(used)
    if raw < _LEAST_TENTHS:
        remarks.append(Remark("wavelength_in_nm", {"found": raw}))
        return float(raw)
    return raw / 10


def _group_index(raw: int, remarks: list[Remark]) -> float:
    if _INDEX_RANGE[0] <= raw <= _INDEX_RANGE[1]:
        return raw / 100_000
    remarks.append(Remark("group_index", {"found": raw / 100_000}))
    return DEFAULT_GROUP_INDEX


def _backscatter_db(raw: int, remarks: list[Remark]) -> float:
    if raw < 0x8000:
        return raw / -10 if raw else 0.0
    remarks.append(Remark("backscatter_sign", {"found": raw}))
    return (raw - 0x10000) / 10


def events(cursor: Cursor, version: int, index: float, remarks: list[Remark]) -> tuple[tuple[KeyEvent, ...], Summary]:
    """KeyEvents: the table and its last line. Only as many events as the block holds, whatever it announces."""
    announced, flipped = cursor.number("H"), 0
    found: list[KeyEvent] = []
    layout, size = ("Hihhi6s2s5i", 42) if version > 1 else ("Hihhi6s2s", 22)
    while len(found) < announced and cursor.left >= size:
        number, time, slope, loss, reflected, code, technique, *markers = cursor.numbers(layout)
        flipped += 0 < reflected < _NO_REFLECTANCE
        found.append(
            KeyEvent(
                number=number, time=time, position_m=metres(time, index), slope_db_km=slope / 1000,
                loss_db=loss / 1000, reflectance_db=_reflectance_db(reflected), code=code.decode("latin-1"),
                technique=technique.decode("latin-1"), markers=tuple(markers) or NO_MARKERS, comment=cursor.text(),
            )  # fmt: skip
        )
    if len(found) < announced:
        remarks.append(Remark("events_cut", {"found": len(found), "allowed": announced}))
    if flipped:
        remarks.append(Remark("reflectance_sign", {"found": flipped}))
    return tuple(found), _summary(cursor)


def _reflectance_db(raw: int) -> float | None:
    """Reflectance [dB]; some makers write the return loss, which is the same with the other sign."""
    return None if raw == 0 or abs(raw) >= _NO_REFLECTANCE else -abs(raw) / 1000


def _summary(cursor: Cursor) -> Summary:
    total, loss_start, loss_end, orl, orl_start, orl_end = cursor.numbers("iiiHii") or (0,) * 6
    return Summary(total / 1000, loss_start, loss_end, orl / 1000, orl_start, orl_end, cursor.rest())


def traces(cursor: Cursor, file_end: int, pulses: Pulses, file: str, remarks: list[Remark]) -> list[PulseTrace]:
    """DataPts: every trace of the file. Raises SorError unless the first one is whole."""
    cursor.number("I")
    announced = max(cursor.number("h"), 1)
    found: list[PulseTrace] = []
    while len(found) < announced:
        at = cursor.at
        count, scale = cursor.number("I"), cursor.number("H")
        if 2 * count > cursor.left and not found:
            cursor.stop = file_end
        if not count or 2 * count > cursor.left:
            if found:
                remarks.append(Remark("traces_cut", {"found": len(found), "allowed": announced}))
                break
            key = "data_cut" if count else "no_points"
            raise SorError(key, file, at=at, found=count, allowed=cursor.left // 2)
        samples = np.frombuffer(cursor.data, "<u2", count, cursor.at).astype(np.uint16)
        samples.flags.writeable = False
        cursor.at += 2 * count
        if not scale:
            remarks.append(Remark("scale"))
        pulse_ns, spacing, _ = pulses.of(len(found))
        found.append(PulseTrace(pulse_ns, spacing, samples, scale or 1000))
    return found


def spacing(found: Acquisition, points: int, at: int, file: str, remarks: list[Remark]) -> int:
    """Spacing of the samples [10 fs], from the range where it is not stated. Raises SorError where neither is."""
    if found.spacing:
        return found.spacing
    computed = round(found.range_time * TIME_UNIT / SPACING_UNIT / points)
    if not 0 < computed <= _MAX_SPACING:
        raise SorError("no_spacing", file, at=at)
    remarks.append(Remark("spacing_from_range"))
    return computed
