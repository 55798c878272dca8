"""Two readings of one fibre put together: two wavelengths tell a bend, two directions tell the true loss.

It deliberately measures nothing anew: it compares the events of two reports.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.optics.events import DEFAULT, Event, Limits, Report, report
from simulator.optics.trace import Trace

#: A bend loses at least this much more at the longer wavelength [dB], and this many times as much.
BEND_EXCESS_DB = 0.03
BEND_RATIO = 1.3


@dataclass(frozen=True)
class Merged:
    """One event seen from both ends.

    position_m from end A. loss_db: mean of both readings, the true loss. mismatch_db: half their difference, what the
    change of mode field adds from A and takes away from B. loss_ab_db, loss_ba_db: the readings, None where that
    direction shows nothing; it then counts as 0, for a loss hidden by a gain reads so. reflectance_db: the stronger.
    """

    position_m: float
    loss_db: float
    mismatch_db: float
    loss_ab_db: float | None
    loss_ba_db: float | None
    reflectance_db: float | None = None


def pair_events(one: list[Event], two: list[Event], tolerance_m: float) -> list[tuple[Event | None, Event | None]]:
    """Events at the same place, nearest first, each used once; the rest with None. Sorted by place."""
    near = sorted(
        (abs(a.position_m - b.position_m), i, j)
        for i, a in enumerate(one)
        for j, b in enumerate(two)
        if abs(a.position_m - b.position_m) <= tolerance_m
    )
    left: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in near:
        if i not in left and j not in taken:
            left[i] = j
            taken.add(j)
    pairs: list[tuple[Event | None, Event | None]] = [
        (a, two[left[i]] if i in left else None) for i, a in enumerate(one)
    ]
    pairs += [(None, b) for j, b in enumerate(two) if j not in taken]
    return sorted(pairs, key=lambda pair: (pair[0] or pair[1]).position_m)  # type: ignore[union-attr]


def name_bends(short: Report, long: Report, tolerance_m: float) -> list[Event]:
    """Events of the longer wavelength's report, those that lose clearly more there than at the shorter named bends.

    A bend loses more at longer wavelengths, an offset less (physics: Marcuse 1976 for the bend, exact LP01 overlap for
    the offset). An event that the shorter wavelength does not show at all counts as 0 dB there.
    """
    inside = [e for e in short.events if e.loss_db is not None]
    out = []
    for b, a in pair_events(list(long.events), inside, tolerance_m):
        if b is None:
            continue
        out.append(replace(b, kind="bend") if _is_bend(a, b) else b)
    return out


def _is_bend(short: Event | None, long: Event) -> bool:
    if long.loss_db is None or long.kind not in ("splice", "bend"):
        return False
    less = short.loss_db if short and short.loss_db is not None else 0.0
    doubt = 3.0 * (long.deviation_db**2 + (short.deviation_db if short else long.deviation_db) ** 2) ** 0.5
    return long.loss_db - less > max(BEND_EXCESS_DB, doubt) and long.loss_db > BEND_RATIO * max(less, 0.0)


def bends(trace_a: Trace, trace_b: Trace, limits: Limits = DEFAULT) -> list[Event]:
    """Bends of a fibre measured at two wavelengths, in either order; losses are those of the longer one.

    Usual pairs: 1310 and 1550 nm, 1550 and 1625 nm. Empty when both traces are of one wavelength.
    """
    short, long = sorted((trace_a, trace_b), key=lambda t: t.wavelength)
    if long.wavelength - short.wavelength < 10e-9:
        return []
    tolerance = max(short.pulse_m, long.pulse_m, 10.0 * max(short.spacing_m, long.spacing_m), 20.0)
    named = name_bends(report(short, limits), report(long, limits), tolerance)
    return [event for event in named if event.kind == "bend"]


def merge_directions(
    report_ab: Report, report_ba: Report, length_m: float, tolerance_m: float = 60.0
) -> list[Merged]:
    """Events of one fibre measured from both ends, in order from A.

    length_m: of the fibre [m], so that what B sees at z lies at length - z from A. tolerance_m: how far both places
    may differ. True loss = (A + B)/2, mismatch = (A - B)/2. Launch, end and ghosts are left out.
    """
    from_a = [e for e in report_ab.events if e.loss_db is not None and e.kind != "ghost"]
    from_b = [
        replace(e, position_m=length_m - e.position_m)
        for e in report_ba.events
        if e.loss_db is not None and e.kind != "ghost"
    ]
    return [_merged(a, b) for a, b in pair_events(from_a, from_b, tolerance_m)]


def _merged(a: Event | None, b: Event | None) -> Merged:
    one, two = (a.loss_db if a else None), (b.loss_db if b else None)
    first, second = one or 0.0, two or 0.0
    places = [e.position_m for e in (a, b) if e]
    mirrors = [e.reflectance_db for e in (a, b) if e and e.reflectance_db is not None]
    where = sum(places) / len(places)
    return Merged(where, (first + second) / 2, (first - second) / 2, one, two, max(mirrors, default=None))
