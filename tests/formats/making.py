"""Small .sor files put together byte by byte, apart from the writer under test, in both versions.

It deliberately imports nothing of ours: what a test expects of the reader must not come from the same house.
"""

from __future__ import annotations

import struct

SAMPLES = (100, 2000, 2100, 2200, 900, 2600, 2700, 65535)


def crc(data: bytes, register: int = 0xFFFF) -> int:
    """CRC-16, polynomial 0x1021, most significant bit first, one bit at a time as in the textbook."""
    for byte in data:
        register ^= byte << 8
        for _ in range(8):
            register = (register << 1 ^ 0x1021 if register & 0x8000 else register << 1) & 0xFFFF
    return register


def text(value: str | bytes) -> bytes:
    """A text with its NUL."""
    return (value if isinstance(value, bytes) else value.encode("ascii")) + b"\0"


def general(version: int, cable: str | bytes = "C1", comment: str | bytes = " ", user_offset: int = 0) -> bytes:
    """GenParams of fibre 7, G.652, 1310 nm."""
    second = version > 1
    return b"".join(
        (
            b"EN", text(cable), text("7"), struct.pack("<H", 652) if second else b"", struct.pack("<H", 1310),
            text("A"), text("B"), text(" "), b"BC", struct.pack("<i", user_offset), bytes(4) if second else b"",
            text("OP"), text(comment),
        )
    )  # fmt: skip


def supplier(name: str | bytes = "Maker") -> bytes:
    """SupParams."""
    return b"".join(text(part) for part in (name, "M100", "1234", "SM", "5678", "1.0", " "))


def fixed(
    version: int,
    wavelength: int = 13100,
    index: int = 146770,
    backscatter: int = 790,
    pulses: tuple[int, ...] = (100,),
    spacing: int = 500_000,
    points: int = len(SAMPLES),
    averages: int = 1000,
    averaging: int = 300,
    range_time: int = 40_000,
    offset: int = 0,
    front_panel: int = 0,
) -> bytes:
    """FxdParams; spacing in 10 fs, times in 100 ps, averaging in 0.1 s."""
    second = version > 1
    count = len(pulses)
    head = struct.pack("<I2sHi", 1_600_000_000, b"mt", wavelength, offset) + (bytes(4) if second else b"")
    rows = struct.pack(f"<H{count}H{2 * count}I", count, *pulses, *([spacing] * count), *([points] * count))
    middle = struct.pack("<IHI", index, backscatter, averages) + (struct.pack("<H", averaging) if second else b"")
    reach = struct.pack("<I", range_time) + (bytes(4) if second else b"") + struct.pack("<i", front_panel)
    limits = struct.pack("<HhHHHH", 65535, 1000, 0, 50, 65000, 6000)
    return head + rows + middle + reach + limits + (b"ST" + bytes(16) if second else b"")


def event(
    version: int, number: int, time: int, loss: int, reflectance: int, code: bytes = b"0F9999LS", note: bytes = b" "
) -> bytes:
    """One event: time in 100 ps, loss and reflectance in 0.001 dB."""
    markers = struct.pack("<5i", time - 50, time, time + 100, time + 200, time + 20) if version > 1 else b""
    return struct.pack("<Hihhi8s", number, time, 330, loss, reflectance, code) + markers + text(note)


def events(version: int, rows: list[bytes] | None = None, count: int | None = None) -> bytes:
    """KeyEvents with a splice at 1000 and the end at 3000 unless told otherwise; total 2.5 dB, ORL 32.1 dB."""
    if rows is None:
        rows = [event(version, 1, 1000, 123, 0), event(version, 2, 3000, 0, -14_700, b"1E9999LS", b"end")]
    tail = struct.pack("<iiiHii", 2500, 0, 3000, 32_100, 0, 3000)
    return struct.pack("<H", len(rows) if count is None else count) + b"".join(rows) + tail


def data(*traces: tuple[int, ...], scale: int = 1000, count: int | None = None) -> bytes:
    """DataPts; count: what it claims of the first trace."""
    traces = traces or (SAMPLES,)
    body = struct.pack("<Ih", len(traces[0]) if count is None else count, len(traces))
    for samples in traces:
        said = len(samples) if count is None else count
        body += struct.pack(f"<IH{len(samples)}H", said, scale, *samples)
    return body


def blocks(version: int, **changed: bytes | None) -> dict[str, bytes]:
    """The usual blocks in the order of many makers, some replaced; None takes one away."""
    found: dict[str, bytes | None] = {
        "GenParams": general(version), "SupParams": supplier(), "FxdParams": fixed(version),
        "DataPts": data(), "KeyEvents": events(version),
    }  # fmt: skip
    return {name: body for name, body in (found | changed).items() if body is not None}


def whole(version: int, parts: dict[str, bytes] | None = None, checksum: int | None = None, **changed) -> bytes:
    """A file: rule A unless ``checksum`` is given. Version 1 has no names in front of its blocks."""
    parts = dict(parts or blocks(version, **changed))
    parts["Cksum"] = b"\0\0"
    second = version > 1
    bodies = {name: (text(name) if second else b"") + body if body else b"" for name, body in parts.items()}
    rows = b"".join(text(name) + struct.pack("<HI", 100 * version, len(body)) for name, body in bodies.items())
    head = text("Map") if second else b""
    size = len(head) + 8 + len(rows)
    before = head + struct.pack("<HIH", 100 * version, size, len(parts) + 1) + rows + b"".join(bodies.values())
    before = before[:-2]
    return before + struct.pack("<H", crc(before) if checksum is None else checksum)
