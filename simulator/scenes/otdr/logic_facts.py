"""The facts of the OTDR scene, settled from the present table and the present measurement.

It deliberately decides nothing: ``logic_judge`` compares, this turns the comparison into numbers that count.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.scenes.base import FactBook, FactSpec
from simulator.scenes.otdr.logic_judge import NO_VERDICT, Judgement, Match
from simulator.scenes.otdr.logic_params import Row
from simulator.scenes.otdr.logic_truth import Hidden

FACTS: tuple[FactSpec, ...] = (
    FactSpec("otdr.launch_clean", "", 0, "high"),  # both faces of the launch joint clean when the laser went on
    FactSpec("otdr.laser_unsafe", "", 0, merge="sum"),  # work at an open plug with the laser on
    FactSpec("otdr.range_ok", "", 0, "high"),
    FactSpec("otdr.pulse_ok", "", 0, "high"),  # nothing hidden by a pulse too long or too weak
    FactSpec("otdr.index_ok", "", 0, "high"),
    FactSpec("otdr.settings_hide", "", 0),  # events that these settings cannot show
    FactSpec("otdr.averaging_s", "s", 0, "high"),
    FactSpec("otdr.wavelengths", "", 0, "high"),  # wavelengths measured
    FactSpec("otdr.events_found_pct", "%", 0, "high"),
    FactSpec("otdr.false_events", "", 0),  # rows where nothing is
    FactSpec("otdr.ghost_called", "", 0),  # ghosts called a joint or an end
    FactSpec("otdr.ghost_named_pct", "%", 0, "high"),
    FactSpec("otdr.kind_wrong", "", 0),  # events named wrong or not at all
    FactSpec("otdr.bend_called_splice", "", 0),
    FactSpec("otdr.verdict_wrong", "", 0),  # good joints called bad, bad ones good, and those not judged
    FactSpec("otdr.good_condemned", "", 0),  # good joints that are to be made again
    FactSpec("otdr.bad_passed", "", 0),  # bad joints that are kept as good
    FactSpec("otdr.places_right_pct", "%", 0, "high"),  # of the events found: the place is near enough
    FactSpec("otdr.losses_right_pct", "%", 0, "high"),  # of those that have a loss to be read: it is near enough
    FactSpec("otdr.worst_position_error_m", "m", 1),
    FactSpec("otdr.worst_loss_error_db", "dB", 2),
    FactSpec("otdr.end_error_m", "m", 1),
    FactSpec("otdr.both_ways_pct", "%", 0, "high"),  # joints measured from both ends
    FactSpec("otdr.auto_blind", "", 0),  # faults of the automatic analysis that were kept
    FactSpec("otdr.auto_undecided", "", 0),  # its rows that nobody decided on
    FactSpec("otdr.saved", "", 0, "high"),  # traces kept that show the whole line
    FactSpec("otdr.kept_pct", "%", 0, "high"),  # of the traces that the job asks for
    FactSpec("otdr.fibres_right_pct", "%", 0, "high"),  # fibres of the cable that were rightly called good or bad
    FactSpec("otdr.time_s", "s", 0),
)

#: Longest and shortest good range as shares of the line's length.
RANGE_SHARES = (1.1, 3.2)


def settle_settings(
    book: FactBook, tick: int, hidden: Hidden, range_share: float, index_right: bool, seconds: Sequence[float]
) -> None:
    """Facts of the present measurement. range_share: range over length; index_right: it is the cable's."""
    book.set("otdr.range_ok", float(RANGE_SHARES[0] <= range_share <= RANGE_SHARES[1]), tick)
    book.set("otdr.pulse_ok", float(hidden.merged + hidden.noise == 0), tick)
    book.set("otdr.index_ok", float(index_right), tick)
    book.set("otdr.settings_hide", hidden.all, tick)
    book.set("otdr.averaging_s", min(seconds), tick)
    book.set("otdr.wavelengths", len(seconds), tick)
    if book.get("otdr.laser_unsafe") is None:
        book.set("otdr.laser_unsafe", 0, tick)


def settle_table(book: FactBook, tick: int, rows: Sequence[Row], judged: Judgement) -> None:
    """Facts of the table; nothing is said of an empty one but what it lacks."""
    book.set("otdr.events_found_pct", judged.found_pct, tick)
    if not rows:
        return
    counted = _counts(rows, judged)
    for name, value in counted.items():
        book.set(name, value, tick)
    meant = [match for match in judged.matches if match.event is not None]
    if judged.found_pct >= 50.0 and meant:
        _settle_figures(book, tick, meant)
    ends = [match.position_error_m for match in judged.matches if _is_end(rows, match)]
    if ends:
        book.set("otdr.end_error_m", min(ends), tick)
    joints = [m for m in meant if m.event is not None and m.event.required and m.event.kind != "end"]
    both = [m for m in joints if rows[m.row].losses.keys() & rows[m.row].back.keys()]
    lacking = sum(event.kind != "end" for event in judged.missed)
    if joints:
        book.set("otdr.both_ways_pct", 100.0 * len(both) / (len(joints) + lacking), tick)
    book.set("otdr.auto_undecided", sum(row.pending for row in rows), tick)


def _settle_figures(book: FactBook, tick: int, meant: Sequence[Match]) -> None:
    """How well places and losses were read; one slip is one row, a column read wrong is all of them."""
    asked = [match for match in meant if match.event is not None and match.event.required]
    read = [match for match in asked if match.loss_asked]
    book.set("otdr.places_right_pct", _share([match.place_right for match in asked]), tick)
    book.set("otdr.losses_right_pct", _share([match.loss_right for match in read]), tick)
    book.set("otdr.worst_position_error_m", max(match.position_error_m for match in meant), tick)
    book.set("otdr.worst_loss_error_db", max((match.loss_error_db for match in asked), default=0.0), tick)


def _share(right: Sequence[bool]) -> float:
    """How many are right [%]; all where none is asked for."""
    return 100.0 * sum(right) / len(right) if right else 100.0


def _counts(rows: Sequence[Row], judged: Judgement) -> dict[str, float]:
    """Facts that count mistakes; what is missing from the table is named and judged wrong as well."""
    lost = [match for match in judged.matches if match.event is None]
    meant = [match for match in judged.matches if match.event is not None and match.event.required]
    called = sum(match.ghost and rows[match.row].kind != "ghost" for match in lost)
    missed = [event for event in judged.missed if event.kind not in NO_VERDICT]
    wrong = [match for match in judged.matches if not match.kind_right or not match.verdict_right]
    ghosts = sum(match.ghost and match.kind_right for match in lost)
    named = ghosts / (ghosts + len(judged.ghosts_unnamed)) if ghosts or judged.ghosts_unnamed else 1.0
    return {
        "otdr.false_events": float(sum(not match.ghost for match in lost)),
        "otdr.ghost_called": float(called),
        "otdr.ghost_named_pct": 100.0 * named,
        "otdr.kind_wrong": float(sum(not match.kind_right for match in meant) + len(judged.missed)),
        "otdr.bend_called_splice": float(sum(_is_bend_taken_for_splice(rows, match) for match in meant)
                                         + sum(event.kind == "bend" for event in judged.missed)),
        "otdr.verdict_wrong": float(sum(not match.verdict_right for match in meant) + len(missed)),
        "otdr.good_condemned": float(sum(_is_condemned(rows, match) for match in meant)),
        "otdr.bad_passed": float(sum(_is_passed(rows, match) for match in meant)),
        "otdr.auto_blind": float(sum(rows[match.row].source == "auto" and _faulty(match) for match in wrong)),
    }  # fmt: skip


def _faulty(match: Match) -> bool:
    return match.event is None or not match.kind_right


def _is_bend_taken_for_splice(rows: Sequence[Row], match: Match) -> bool:
    return match.event is not None and match.event.kind == "bend" and rows[match.row].kind != "bend"


def _is_condemned(rows: Sequence[Row], match: Match) -> bool:
    return match.verdict == "good" and rows[match.row].verdict == "bad"


def _is_passed(rows: Sequence[Row], match: Match) -> bool:
    return match.verdict == "bad" and rows[match.row].verdict == "good"


def _is_end(rows: Sequence[Row], match: Match) -> bool:
    return match.event is not None and match.event.kind == "end" and rows[match.row].kind == "end"
