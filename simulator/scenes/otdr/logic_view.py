"""The four cursors and the window of the screen: how they move and how far.

It deliberately reads no level.
"""

from __future__ import annotations

from simulator.instruments.otdr_panel import FieldOtdr
from simulator.scenes.otdr.logic_params import State

#: Cursors in the order of distance, and the least distance between neighbours [m].
ORDER = ("a", "A", "B", "b")
APART_M = 0.5


def move_cursor(cursors: dict[str, float], name: str, value: float) -> None:
    """Put a cursor at a distance [m]. A takes a along, B takes b along; nobody overtakes.

    Where A would pass B, or B would pass A, the other goes along at the distance that it had. The end of a window stops
    at its cursor: who makes a window shorter does not mean to move the event.
    """
    gap = cursors["B"] - cursors["A"]
    if name == "a":
        value = min(value, cursors["A"] - APART_M)
    elif name == "b":
        value = max(value, cursors["B"] + APART_M)
    step = value - cursors[name]
    cursors[name] = value
    partner = {"A": "a", "B": "b"}.get(name)
    if partner:
        cursors[partner] += step
    if name == "A" and cursors["B"] < value + APART_M:
        cursors["b"] += value + gap - cursors["B"]
        cursors["B"] = value + gap
    elif name == "B" and cursors["A"] > value - APART_M:
        cursors["a"] += value - gap - cursors["A"]
        cursors["A"] = value - gap
    at = ORDER.index(name)
    for i in range(at - 1, -1, -1):
        cursors[ORDER[i]] = min(cursors[ORDER[i]], cursors[ORDER[i + 1]] - APART_M)
    for i in range(at + 1, len(ORDER)):
        cursors[ORDER[i]] = max(cursors[ORDER[i]], cursors[ORDER[i - 1]] + APART_M)
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
    return (0.0, otdr.run.keys.range_m * otdr.run.stretch if otdr.run else otdr.keys.range_m)


def rescale(state: State, ratio: float) -> None:
    """Cursors and window at the same places of the glass: distances are now ratio times what they were."""
    for name, at in state.cursors.items():
        state.cursors[name] = round(at * ratio, 3)
    state.view_x = (state.view_x[0] * ratio, state.view_x[1] * ratio)
