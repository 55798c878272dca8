"""The table of optics.md: ``python docs/compare_instruments.py FOLDER`` sets our events against those in .sor files.

It deliberately judges nobody: the instrument's own table is the measure, also where it errs.

Counted are events of at least 0.03 dB between the launch and the end that the instrument found, paired within 1.5
pulses, 3 samples or 30 m. Left out: files that hold the samples of another, and those whose table has no losses.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from simulator.formats import sor
from simulator.optics import events
from simulator.optics.pairing import pair_events
from simulator.optics.trace import Trace

LEAST_DB = 0.03
#: Lines of sums: from and to which pulse [ns].
SUMS = (("all of 500 to 2500 ns", 500, 2500), ("all of 5 to 160 ns", 5, 160))
HEAD = ("instrument, pulse", "events", "recall", "precision", "loss, median [dB]", "95 % [dB]", "place, median [m]")


@dataclass
class Count:
    """What was found of what: pairs of events, either of them None."""

    pairs: list[tuple[events.Event | None, events.Event | None]] = field(default_factory=list)

    def row(self, name: str) -> str:
        """A line of the table; dashes where there is nothing to tell."""
        told = [(a, b) for a, b in self.pairs if a and abs(a.loss_db or 0.0) >= LEAST_DB]
        ours = [(a, b) for a, b in self.pairs if b and abs(b.loss_db or 0.0) >= LEAST_DB]
        both = [(a, b) for a, b in told if b]
        losses = [abs((a.loss_db or 0.0) - (b.loss_db or 0.0)) for a, b in both if a and b]
        places = [abs(a.position_m - b.position_m) for a, b in both if a and b]
        cells = [name, str(len(told)), *(["—"] * 5)]
        if both:
            cells[2] = f"{len(both) / len(told):.2f}"
            cells[3] = f"{sum(a is not None for a, _ in ours) / max(1, len(ours)):.2f}"
            cells[4] = f"{np.median(losses):.4f}"
            cells[5] = f"{np.quantile(losses, 0.95):.3f}" if len(both) >= 5 else "—"
            cells[6] = f"{np.median(places):.0f}"
        return f"| {' | '.join(cells)} |"


def compared(found: sor.SorFile, trace: Trace) -> Count | None:
    """Events of one file, theirs with ours; None when its table has none with a loss."""
    ends = [e.position_m for e in found.events if e.code[1] in "EO"] or [max(e.position_m for e in found.events)]
    inside = [e for e in found.events if max(trace.pulse_m, 10.0) < e.position_m < min(ends)]
    if not any(e.loss_db for e in inside):
        return None
    theirs = [events.Event(e.position_m, "splice", e.loss_db) for e in inside]
    ours = [
        e for e in events.analyse(trace)
        if e.loss_db is not None and e.kind not in ("launch", "end", "ghost") and e.position_m < min(ends)
    ]  # fmt: skip
    return Count(pair_events(theirs, ours, max(1.5 * trace.pulse_m, 3.0 * trace.spacing_m, 30.0)))


def main(folder: Path) -> None:
    """Print the table for all files of a folder."""
    groups: dict[tuple[str, float], Count] = {}
    seen: set[bytes] = set()
    for path in sorted(p for p in folder.iterdir() if p.suffix.lower() == ".sor"):
        found = sor.read(path)
        trace = sor.trace_of(found)
        samples = found.samples.tobytes()
        count = None if samples in seen or not found.events else compared(found, trace)
        seen.add(samples)
        if count:
            name = found.supplier.otdr or found.supplier.module
            groups.setdefault((name, found.acquisition.pulse_ns), Count()).pairs += count.pairs
    print(f"| {' | '.join(HEAD)} |\n|{'---|' * len(HEAD)}")
    for (name, pulse), count in sorted(groups.items()):
        print(count.row(f"{name}, {pulse:g} ns"))
    for name, low, high in SUMS:
        print(Count([p for (_, ns), c in groups.items() if low <= ns <= high for p in c.pairs]).row(name))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
