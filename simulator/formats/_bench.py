"""Speed of reading and writing .sor files, beside the peers that people would use, measured in the same run.

It deliberately judges nothing, and is the only file of the formats that reads a clock.
"""

from __future__ import annotations

import io
import logging
import tempfile
from binascii import crc_hqx
from functools import partial
from pathlib import Path

import numpy as np

from simulator.formats import sor
from simulator.optics._bench import best
from simulator.optics.trace import Trace

POINTS = 256 * 1024
#: (size, seconds to read, seconds to write).
Row = tuple[int, float, float]


def measurement(points: int = POINTS, events: int = 20) -> sor.SorFile:
    """A measurement of so many points, 4 cm apart, with its event table."""
    rng = np.random.default_rng(1)
    levels = np.linspace(-10.0, -40.0, points) + rng.normal(0.0, 0.02, points)
    made = Trace(levels, 0.04, 1550e-9, 30e-9, 1.4682, -81.9)
    places = np.linspace(0.0, 0.04 * points, events)
    table = tuple(sor.key_event(i + 1, float(place), 1.4682, loss_db=0.05) for i, place in enumerate(places))
    return sor.from_trace(made, table)


def figures(points: int = POINTS, times: int = 7) -> dict[str, float]:
    """Best of ``times`` runs [s]: to_bytes, read from bytes, write and read of a file, one CRC over the same bytes."""
    made = measurement(points)
    data = sor.to_bytes(made)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sor"
        return {
            "to_bytes": best(lambda: sor.to_bytes(made), times),
            "from_bytes": best(lambda: sor.read(data), times),
            "write": best(lambda: sor.write(made, path), times),
            "read": best(lambda: sor.read(path), times),
            "trace_of": best(lambda: sor.trace_of(made), times),
            "crc": best(lambda: crc_hqx(data, 0xFFFF), times),
        }


def peers(points: int = POINTS, times: int = 1) -> dict[str, float]:
    """Reading of the same file [s] by us, and by pyOTDR and otdrparser where they are installed."""
    data = sor.to_bytes(measurement(points))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "bench.sor"
        path.write_bytes(data)
        found = {"brin": best(lambda: sor.read(path), 7)}
        try:
            from pyotdr.read import sorparse
        except ImportError:
            pass
        else:
            logging.getLogger("pyotdr").setLevel(logging.ERROR)
            found["pyOTDR"] = best(lambda: sorparse(str(path)), times)
        try:
            import otdrparser
        except ImportError:
            pass
        else:
            found["otdrparser"] = best(lambda: otdrparser.parse(io.BytesIO(path.read_bytes())), times)
    return found


def growth(sizes: tuple[int, ...] = (16_384, 65_536, 262_144, 1_048_576), times: int = 5) -> list[Row]:
    """Rows (points, seconds to read, seconds to write) from and to bytes, with 20 events."""
    rows = []
    for points in sizes:
        made = measurement(points)
        data = sor.to_bytes(made)
        rows.append((points, best(partial(sor.read, data), times), best(partial(sor.to_bytes, made), times)))
    return rows


def growth_by_events(sizes: tuple[int, ...] = (10, 100, 1000, 10_000), times: int = 3) -> list[Row]:
    """Rows (events, seconds to read, seconds to write) for 16,384 points."""
    rows = []
    for events in sizes:
        made = measurement(16_384, events)
        data = sor.to_bytes(made)
        rows.append((events, best(partial(sor.read, data), times), best(partial(sor.to_bytes, made), times)))
    return rows
