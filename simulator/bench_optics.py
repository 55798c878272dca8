"""The benchmarks of optics and of .sor files, as rows: per call, against the floor of the same run, and by size.

It deliberately measures nothing itself: the timing lies beside what is timed.
"""

from __future__ import annotations

from simulator.bench_row import Row


def bend() -> list[Row]:
    """Loss of a drawn coil of 1,000 points, and how it grows."""
    from simulator.optics import _bench

    found = _bench.bend_ratio()
    note = f"one turn {found['turn'] * 1e6:.0f} us, a clean mating {found['mate'] * 1e6:.0f} us"
    if "ofiber" in found:
        note += f", ofiber's one turn {found['ofiber'] * 1e6:.0f} us"
    rows = [Row("bend, path of 1,000 points [us]", found["path"] * 1e6, "<= 1000", found["path"] <= 1e-3, note)]
    for points, seconds in _bench.bend_growth().items():
        rows.append(
            Row(
                f"bend, path of {points:,} points [us]",
                seconds * 1e6,
                "",
                True,
                f"{seconds / points * 1e9:.0f} ns each",
            )
        )
    return rows


def trace() -> list[Row]:
    """Simulated traces against noise add and logarithm."""
    from simulator.optics import _bench

    rows = []
    for found in _bench.trace_ratios():
        points = int(found["points"])
        floor = found["floor"]
        kinds = (("again", "same link and keys"), ("live", "one live second"), ("first", "another link"))
        for name, said in (*kinds, ("unseen", "link never seen")):
            budget = "<= 3" if points >= 262_144 and name != "unseen" else ""
            ratio = found[f"{name}_ratio"]
            note = f"{found[name] * 1e3:.2f} ms against {floor * 1e3:.2f} ms, {1 / found[name]:.0f} traces/s"
            rows.append(
                Row(f"trace {points // 1024}k / floor, {said}", ratio, budget, not budget or ratio <= 3.0, note)
            )
        if points == 65_536:
            rows.append(
                Row(
                    "traces per second at 64k",
                    found["per_second"],
                    ">= 500",
                    found["per_second"] >= 500,
                    "another link",
                )
            )
    return rows


def events() -> list[Row]:
    """Event analysis of 32k points, and how it grows with points and events."""
    from simulator.optics import _bench_events

    found = _bench_events.events_ratio()
    note = f"processor time, {found['ratio']:.0f} x one log of as many values"
    rows = [Row("events, 32k points [ms]", found["analysis"] * 1e3, "<= 10", found["analysis"] <= 10e-3, note)]
    for row in _bench_events.growth():
        name = f"events, {row['points'] / 1024:.0f}k points, {row['splices']:.0f} splices [ms]"
        rows.append(Row(name, row["seconds"] * 1e3, "", True, f"{row['events']:.0f} found"))
    return rows


def sor() -> list[Row]:
    """Reading and writing .sor files against one CRC over the same bytes, and against the readers that people use."""
    from simulator.formats import _bench

    found = _bench.figures()
    rows = []
    for name in ("read", "write"):
        note = f"{found[name] / found['crc']:.1f} x one CRC over the same bytes"
        rows.append(Row(f".sor {name}, 256k points [ms]", found[name] * 1e3, "<= 10", found[name] <= 10e-3, note))
    peers = _bench.peers()
    for name in ("pyOTDR", "otdrparser"):
        if name in peers:
            ratio = peers[name] / peers["brin"]
            rows.append(Row(f".sor read, {name} / ours", ratio, ">= 1", ratio >= 1.0, f"{peers[name] * 1e3:.0f} ms"))
    for points, read, write in _bench.growth():
        rows.append(
            Row(f".sor read, {points // 1024}k points [ms]", read * 1e3, "", True, f"write {write * 1e3:.1f} ms")
        )
    return rows
