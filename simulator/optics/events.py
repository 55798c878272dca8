"""Automatic analysis of any OTDR trace, ours or a real one: events, sections, end, total loss, ORL, range.

It deliberately reads no file and knows no link: all it has is the samples and the settings beside them.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from simulator.optics._board import Mark
from simulator.optics._detect import board_of, search
from simulator.optics._fit import Line, median
from simulator.optics._levels import prepare, roughness
from simulator.optics._peaks import find_end, launch_end
from simulator.optics._reading import Reading
from simulator.optics.cursors import lsa_loss, orl, reflectance_at, section_slope, two_point
from simulator.optics.ghosts import Reflector, find_ghosts
from simulator.optics.trace import Trace

__all__ = [
    "Event", "Limits", "Report", "Section", "analyse", "lsa_loss", "orl", "reflectance_at", "report", "section_slope",
    "two_point",
]  # fmt: skip

#: Gap between the two usual figures of range [dB]: 98 % of the noise lies below 2.054 sigma, 5 log10(2.054).
PEAK_OVER_RMS_DB = 1.563
#: Least rise over the line that places the foot of the reflection at the end [dB].
LEAST_RISE_DB = 0.1
#: An instrument's threshold above this [dB] stands for "none".
MOST_LISTED_DB = 1.0


@dataclass(frozen=True)
class Limits:
    """What is worth an entry.

    loss_db: least loss or gain of a step. surety: deviations by which a step exceeds the largest that chance would
    give in a fibre of this length. peak_db: least height of a bump that is looked at as a reflection: what
    stands lower is placed by its fall, a pulse late. end_db: least fall at the end of the fibre. listed_db: least loss
    of a step that is listed, None for what the trace's instrument was set to.
    """

    loss_db: float = 0.02
    surety: float = 0.5
    peak_db: float = 0.04
    end_db: float = 3.0
    listed_db: float | None = None


DEFAULT = Limits()


@dataclass(frozen=True)
class Event:
    """One event of a trace.

    position_m: where it begins [m]. kind: launch, splice, gain, reflective, merged, bend, ghost or end. loss_db: by
    least squares on both sides, negative for a gain; None where it cannot be told (launch, end). reflectance_db: None
    where nothing is reflected, at least that much when saturated. slopes [dB/km] of the sections before and after,
    positive for a fibre that loses, None without one. windows_m: (a, A, B, b), the cursors of both lines.
    deviation_db: standard deviation of the loss.
    """

    position_m: float
    kind: str
    loss_db: float | None = None
    reflectance_db: float | None = None
    saturated: bool = False
    slope_before_db_km: float | None = None
    slope_after_db_km: float | None = None
    windows_m: tuple[float, float, float, float] | None = None
    deviation_db: float = 0.0


@dataclass(frozen=True)
class Section:
    """Fibre between two events: [start_m, end_m], slope [dB/km] (None where too short to tell) and loss [dB]."""

    start_m: float
    end_m: float
    slope_db_km: float | None
    loss_db: float


@dataclass(frozen=True)
class Report:
    """The whole reading of a trace.

    end_m: end of the fibre, or of what can be seen of it when end_found is False. total_loss_db: from the launch (line
    drawn back to it) to the end. orl_db: return loss of that stretch. noise_db: rms noise on the display's scale;
    range_db: dynamic range to SNR = 1, range_98_db to the level below which 98 % of the noise lies; None where the
    trace shows no noise. listed_db: least loss of a step that is listed [dB]; unlisted: how many were found below it.
    """

    events: tuple[Event, ...] = ()
    sections: tuple[Section, ...] = ()
    start_m: float = 0.0
    end_m: float = 0.0
    end_found: bool = False
    total_loss_db: float | None = None
    orl_db: float | None = None
    noise_db: float | None = None
    range_db: float | None = None
    range_98_db: float | None = None
    listed_db: float = 0.0
    unlisted: int = 0


def analyse(trace: Trace, limits: Limits = DEFAULT) -> list[Event]:
    """Events of a trace in order of distance, ghosts among them; empty when there is no light in it."""
    return list(report(trace, limits).events)


def report(trace: Trace, limits: Limits = DEFAULT) -> Report:
    """Everything that can be read off a trace; never raises for a trace that can be made."""
    levels = prepare(trace)
    if levels is None:
        return Report()
    rough = roughness(levels.cells, levels.edge, levels.first, levels.last)[1]
    deviation = min(float(rough.min()), median(np.abs(np.diff(levels.cells[levels.first : levels.last]))))
    first = launch_end(levels, deviation)
    end = find_end(levels, first, deviation, limits.end_db)
    # The end's own reflection begins to rise a little before it can be told.
    last = levels.last if end is None else end - max(1, levels.edge // 2)
    if last - first < 2:
        return Report()
    board, marks = board_of(levels, first, last, limits.peak_db)
    board, marks = search(board, marks, limits.loss_db, limits.surety)
    if end is not None and marks and marks[-1].peak and board.last - marks[-1].stop < board.side:
        end = marks.pop().start  # the end's own reflection, with no fibre after it
        board = replace(board, last=end)
    least = trace.listed_db if limits.listed_db is None else limits.listed_db
    return _listed(_report(Reading(trace, board, marks, end)), least)


def _listed(whole: Report, least_db: float) -> Report:
    """A report less the steps that lose and gain less than `least_db`, as a table of its instrument lists them.

    The lines of the others have been drawn with them in place: that is what the fibre has.
    """
    if not 0.0 < least_db <= MOST_LISTED_DB:
        return whole
    kept = tuple(
        e for e in whole.events if e.kind not in ("splice", "gain") or abs(e.loss_db or 0.0) >= least_db - 0.0005
    )
    return replace(whole, events=kept, listed_db=least_db, unlisted=len(whole.events) - len(kept))


def _report(reading: Reading) -> Report:
    lines, levels = reading.lines, reading.board.levels
    launch = _launch(reading, lines)
    middle = [_event(reading, i) for i in range(len(reading.marks))]
    end = _end(reading, lines)
    last = levels.metres(reading.board.last) if end is None else end.position_m
    known = [fit for fit in lines if fit is not None]
    events = _with_ghosts(reading, [launch, *middle, *([end] if end else [])], known, None if end is None else last)
    total = ratio = top = None
    if known:
        top = reading.level(known[0], launch.position_m)
        total = top - reading.level(known[-1], last)
        ratio = _orl(reading, launch.position_m, last, top)
    noise = levels.noise_db if np.isfinite(levels.noise_db) else None
    span = top - noise if top is not None and noise is not None else None
    return Report(
        tuple(events), _sections(reading, lines), launch.position_m, last, end is not None, total, ratio, noise,
        span, None if span is None else span - PEAK_OVER_RMS_DB,
    )  # fmt: skip


def _launch(reading: Reading, lines: list[Line | None]) -> Event:
    """The launch: where light begins, its reflection where the peak can be told from the line after it."""
    levels, board = reading.board.levels, reading.board
    start = levels.first * levels.per
    part = levels.y[max(0, start - levels.per) : max(start + 1, board.first * levels.per)]
    rising = np.flatnonzero(part > part.max() - max(1.0, 0.5 * (part.max() - part.min())))
    position = reading.trace.start_m + reading.trace.spacing_m * (max(0, start - levels.per) + float(rising[0]))
    if lines[0] is None:
        return Event(position, "launch")
    mirror, saturated = reading.top_reflectance(part, reading.level(lines[0], position))
    slope = reading.slope(lines[0], reading.bounds[0])
    return Event(position, "launch", None, mirror, saturated, None, slope)


def _event(reading: Reading, index: int) -> Event:
    """The event of one mark."""
    mark, levels, windows = reading.marks[index], reading.board.levels, reading.windows
    (a, b), (c, d) = reading.sides(index)
    before, after = reading.drawn(a, b), reading.drawn(c, d)
    position = reading.place(mark)
    ground = reading.level(before, position) if before else float(levels.cells[max(0, mark.start - 1)])
    mirror, saturated = reading.peak_reflectance(mark.peak, ground) if mark.peak else (None, False)
    loss = reading.loss(mark, before, after) if before and after else None
    spread = abs(mark.near) / mark.score if loss is not None and mark.score > 0 else 0.0
    kind = "reflective" if mirror is not None else "gain" if (loss or 0.0) < 0.0 else "splice"
    if mark.peak and mirror is not None and not saturated and _is_merged(reading, mark):
        kind = "merged"
    one, two = (windows[a][0], windows[b][1]), (windows[c][0], windows[d][1])
    window = levels.metres(one[0]), levels.metres(one[1]), levels.metres(two[0]), levels.metres(two[1])
    slopes = reading.slope(before, one), reading.slope(after, two)
    return Event(position, kind, loss, mirror, saturated, *slopes, window, spread)


def _is_merged(reading: Reading, mark: Mark) -> bool:
    """True for a peak whose upper half is much longer than a pulse: more than one reflection."""
    levels, peak = reading.board.levels, mark.peak
    if peak is None:
        return False
    part = levels.cells[peak.start : peak.stop]
    ground = float(part[0])
    wide = np.count_nonzero(part > ground + 0.5 * (part.max() - ground))
    return bool(part.max() - ground > 0.5 and wide > 1.5 * reading.board.edge + 1 and levels.pulse >= 2)


def _end(reading: Reading, lines: list[Line | None]) -> Event | None:
    """The end of the fibre, None when the trace does not reach it."""
    if reading.end is None:
        return None
    levels, edge = reading.board.levels, reading.board.edge
    stop = min(reading.end + 3 * edge, len(levels.cells))
    ground = next((reading.level(f, levels.metres(reading.end)) for f in reversed(lines) if f), None)
    position, part = levels.metres(reading.end), levels.y[reading.end * levels.per : stop * levels.per]
    if ground is None:
        ground = float(levels.cells[reading.end])
    mirror, saturated = reading.top_reflectance(part, ground)
    if mirror is not None:
        edge_up = np.flatnonzero(part > ground + max(LEAST_RISE_DB, 0.1 * (float(part.max()) - ground)))
        position = reading.trace.start_m + reading.trace.spacing_m * (reading.end * levels.per + int(edge_up[0]) - 1)
    else:
        position = reading.break_at(ground, position)
    return Event(position, "end", None, mirror, saturated, reading.slope(lines[-1], reading.bounds[-1]), None)


def _with_ghosts(reading: Reading, events: list[Event], fits: list[Line], end_m: float | None) -> list[Event]:
    """All events with the echoes named, those beyond the end added."""
    trace = reading.trace
    # The line drawn on: what the backscatter would be had the fibre not ended.
    for place, top in reading.echoes():
        ground = reading.level(fits[-1], place) if fits else top
        mirror = _echo_reflectance(trace, top - ground)
        events = [*events, Event(place, "ghost", 0.0, mirror)]
    mirrors = [(i, e) for i, e in enumerate(events) if e.reflectance_db is not None or e.kind in ("launch", "end")]
    peaks = [
        Reflector(e.position_m, -60.0 if e.reflectance_db is None else e.reflectance_db, e.saturated, e.loss_db)
        for _, e in mirrors
    ]
    tolerance = max(0.5 * trace.pulse_m, 2.0 * trace.spacing_m, 2.0)
    for found in find_ghosts(peaks, tolerance, end_m):
        index = mirrors[found][0]
        if events[index].kind not in ("launch", "end"):
            events[index] = replace(events[index], kind="ghost")
    return sorted(events, key=lambda e: e.position_m)


def _echo_reflectance(trace: Trace, height_db: float) -> float:
    """Reflectance [dB] that an echo would have on a fibre that went on; echoes may lie below its backscatter."""
    ratio = 10.0 ** (float(np.clip(height_db, -40.0, 60.0)) / 5.0)
    return float(trace.backscatter + 10.0 * np.log10(max(trace.pulse * 1e9, 1e-3)) + 10.0 * np.log10(ratio))


def _orl(reading: Reading, start_m: float, end_m: float, top: float) -> float:
    """Return loss from launch to end, the end's reflection in, the dead zone of the launch replaced by the line."""
    levels, trace = reading.board.levels, reading.trace
    clear = levels.metres(reading.board.first)
    past = min(end_m + 1.2 * max(trace.pulse_m, levels.step_m), trace.start_m + trace.spacing_m * (len(trace) - 1))
    behind = orl(trace, clear, past, top)
    width = max(trace.pulse_m, 1e-9)
    dead = 10.0 ** (trace.backscatter / 10.0) * trace.pulse * 1e9 * max(0.0, clear - start_m) / width
    return float(-10.0 * np.log10(max(10.0 ** (-max(behind, -300.0) / 10.0) + dead, 1e-30)))


def _sections(reading: Reading, lines: list[Line | None]) -> tuple[Section, ...]:
    levels = reading.board.levels
    out = []
    for fit, span in zip(lines, reading.bounds, strict=True):
        if fit is None:
            continue
        start, end = levels.metres(span[0]), levels.metres(span[1])
        slope = reading.slope(fit, span)
        loss = reading.level(fit, start) - reading.level(fit, end)
        out.append(Section(start, end, slope, loss))
    return tuple(out)


