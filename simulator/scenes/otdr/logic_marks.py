"""Marks of an attempt at the OTDR: which wrong decision cost points, and at which moment, one cause in words for each.

It deliberately counts no points: a mark of level "info" is shown only where its fact cost some.
"""

from __future__ import annotations

from collections.abc import Sequence

from simulator.scenes.base import FactBook, Mark
from simulator.scenes.otdr.logic_facts import RANGE_SHARES
from simulator.scenes.otdr.logic_judge import Judgement, Match
from simulator.scenes.otdr.logic_params import Params, Row
from simulator.scenes.otdr.logic_work import Work

#: Facts that a fault of the settings spoils besides its own.
SPOILT = {
    "otdr.hidden_range": ("otdr.range_ok", "otdr.settings_hide", "otdr.events_found_pct"),
    "otdr.hidden_merged": ("otdr.pulse_ok", "otdr.settings_hide"),
    "otdr.hidden_noise": ("otdr.pulse_ok", "otdr.settings_hide"),
    "otdr.index_wrong": (
        "otdr.index_ok", "otdr.places_right_pct", "otdr.worst_position_error_m", "otdr.end_error_m",
    ),
}  # fmt: skip


def mark_mistakes(marks: list[Mark], params: Params, work: Work, rows: list[Row], book: FactBook, last: int) -> None:
    """At the end: a mark for each mistake, at the tick of its row, or at the last one for what is missing."""
    judged = work.judge(rows)
    if not params.trace:
        _of_settings(marks, work, last)
    if not work.index_right:
        _spoil(marks, "otdr.index_wrong", work.run.tick if work.run else last, "info")
    _of_table(marks, params, rows, judged)
    _of_figures(marks, rows, judged, work)
    _of_what_lacks(marks, params, judged, book, last)


def _of_settings(marks: list[Mark], work: Work, last: int) -> None:
    """Keys that hide or shift what is there; all at the press that made the trace."""
    hidden = work.hidden()
    tick = work.run.tick if work.run else last
    for name in ("range", "merged", "noise"):
        if getattr(hidden, name):
            _spoil(marks, f"otdr.hidden_{name}", tick, "watch")
    if work.range_share > RANGE_SHARES[1]:
        marks.append(Mark(tick, "otdr.range_long", "otdr.range_ok", level="info"))
    elif work.range_share < RANGE_SHARES[0] and not hidden.range:
        marks.append(Mark(tick, "otdr.hidden_range", "otdr.range_ok", level="info"))
    marks.append(Mark(tick, "otdr.short_averaging", "otdr.averaging_s", level="info"))
    if len(work.nms) < 2:
        marks.append(Mark(tick, "otdr.one_wavelength", "otdr.wavelengths", level="info"))


def _spoil(marks: list[Mark], cause: str, tick: int, level: str) -> None:
    marks.extend(Mark(tick, cause, fact, level=level) for fact in SPOILT[cause])


def _of_table(marks: list[Mark], params: Params, rows: Sequence[Row], judged: Judgement) -> None:
    """Rows that say what is not so."""
    for match in judged.matches:
        row, tick = rows[match.row], rows[match.row].tick
        if row.source == "auto" and not row.pending and (match.event is None or not match.kind_right):
            marks.append(Mark(tick, "otdr.auto_believed", "otdr.auto_blind", level="info"))
        if match.ghost and row.kind != "ghost":
            marks.append(Mark(tick, "otdr.ghost_taken_for_event", "otdr.ghost_called", level="bad"))
        elif match.event is None:
            if row.kind != "ghost" or not match.kind_right:
                marks.append(Mark(tick, "otdr.nothing_there", "otdr.false_events"))
        else:
            _of_row(marks, params, row, match)


def _of_row(marks: list[Mark], params: Params, row: Row, match: Match) -> None:
    """A row that means an event: its name, and what is decided about it."""
    assert match.event is not None
    bad_passed = match.verdict == "bad" and row.verdict == "good"
    if bad_passed:
        marks.append(Mark(row.tick, "otdr.bad_called_good", "otdr.bad_passed", level="bad"))
    if not match.kind_right:
        bend = match.event.kind == "bend"
        cause = "otdr.bend_taken_for_splice" if bend else "otdr.wrong_kind"
        for fact in ("otdr.bend_called_splice", "otdr.kind_wrong") if bend else ("otdr.kind_wrong",):
            marks.append(Mark(row.tick, cause, fact))
        if not match.verdict_right:
            marks.append(Mark(row.tick, "otdr.verdict_under_wrong_kind", "otdr.verdict_wrong"))
    elif not match.verdict_right:
        facts = ("otdr.verdict_wrong", "otdr.good_condemned") if row.verdict == "bad" else ("otdr.verdict_wrong",)
        marks.extend(Mark(row.tick, _verdict_cause(row, params), fact) for fact in facts)


def _verdict_cause(row: Row, params: Params) -> str:
    if row.verdict == "none":
        return "otdr.not_judged"
    if row.verdict == "bad":
        return "otdr.one_way_believed" if params.both_ways and not row.back else "otdr.good_called_bad"
    return "otdr.bad_called_good"


def _of_figures(marks: list[Mark], rows: Sequence[Row], judged: Judgement, work: Work) -> None:
    """Each place and loss that was read wrong, and the worst of them; a wrong index excuses places."""
    meant = [match for match in judged.matches if match.event is not None and match.event.required]
    if not meant:
        return

    def tell(match: Match, cause: str, fact: str) -> None:
        marks.append(Mark(rows[match.row].tick, cause, fact, level="info"))

    def misread(match: Match) -> str:
        return "otdr.one_way" if work.params.both_ways and not rows[match.row].back else "otdr.loss_misread"

    for match in meant:
        if not match.loss_right:
            tell(match, misread(match), "otdr.losses_right_pct")
    worst = max(meant, key=lambda match: match.loss_error_db)
    tell(worst, misread(worst), "otdr.worst_loss_error_db")
    if not work.index_right:
        return
    for match in meant:
        if not match.place_right:
            tell(match, "otdr.place_off", "otdr.places_right_pct")
    ends = [match for match in meant if rows[match.row].kind == "end"]
    for fact, among in (("otdr.worst_position_error_m", meant), ("otdr.end_error_m", ends)):
        if among:
            tell(max(among, key=lambda match: match.position_error_m), "otdr.place_off", fact)


def _of_what_lacks(marks: list[Mark], params: Params, judged: Judgement, book: FactBook, last: int) -> None:
    """What was left out: events, ghosts, the other end, decisions, the file."""
    if judged.missed:
        marks.append(Mark(last, "otdr.missed", "otdr.events_found_pct"))
    if judged.ghosts_unnamed:
        marks.append(Mark(last, "otdr.ghost_unnamed", "otdr.ghost_named_pct", level="info"))
    if params.both_ways:
        marks.append(Mark(last, "otdr.one_way", "otdr.both_ways_pct", level="info"))
    marks.append(Mark(last, "otdr.auto_open", "otdr.auto_undecided", level="info"))
    marks.append(Mark(last, "otdr.trace_missing", "otdr.kept_pct", level="info"))
    if not book.get("otdr.saved"):
        marks.append(Mark(last, "otdr.not_saved", "otdr.saved", level="info"))
