"""The four cursors and the window of the screen: how they move and how far.

It deliberately reads no level.
"""

from __future__ import annotations

from simulator.instruments.otdr_panel import FieldOtdr

#: Cursors in the order of distance, and the least distance between neighbours [m].
ORDER = ("a", "A", "B", "b")
APART_M = 0.5


def move_cursor(cursors: dict[str, float], name: str, value: float) -> None:
    """Put a cursor at a distance [m]. A takes a along, B takes b along; nobody overtakes, the pushed ones give way."""
    step = value - cursors[name]
    cursors[name] = value
    partner = {"A": "a", "B": "b"}.get(name)
    if partner:
        cursors[partner] += step
    at = ORDER.index(name)
    for i in range(at - 1, -1, -1):
        cursors[ORDER[i]] = min(cursors[ORDER[i]], cursors[ORDER[i + 1]] - APART_M)
    for i in range(at + 1, len(ORDER)):
        before = cursors[ORDER[i]]
        cursors[ORDER[i]] = max(before, cursors[ORDER[i - 1]] + APART_M)
        if ORDER[i] == "B" and cursors["B"] != before:
            cursors["b"] += cursors["B"] - before
    for each in ORDER:
        cursors[each] = round(cursors[each], 3)


def clamp_view(value: tuple[float, float], least: float) -> tuple[float, float]:
    """A window with its lower end first and at least so wide."""
    low, high = sorted(value)
    return (low, max(high, low + least))


def whole_view(otdr: FieldOtdr) -> tuple[float, float]:
    """The whole trace: from 0 to the range; a recorded one from its first sample to its last [m]."""
    for nm in otdr.measured:
        trace = otdr.trace(nm)
        if trace is not None and otdr.recorded:
            return (trace.start_m, trace.start_m + len(trace) * trace.spacing_m)
    return (0.0, otdr.run.keys.range_m if otdr.run else otdr.keys.range_m)
