"""The attempt of a debrief from left to right: its stages, its numbered marks with their names, and the playhead.

It deliberately plays nothing: a press on it is the debrief's to answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.screens.debrief_cards import Numbered, badge, mark_places
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write

if TYPE_CHECKING:
    from simulator.attempt import Outcome
    from simulator.screens.context import Context

TIMELINE = (48.0, 832.0, 1824.0, 112.0)
#: Middle of the bar, of the names above it and of those below it, from the top of the card.
BAR, NAMES, UNDER = 58.0, 28.0, 94.0
#: Room of a mark's name to each side of its badge.
REACH = 150.0


def timeline_span() -> tuple[float, float]:
    """Left and right end of the timeline's bar."""
    return TIMELINE[0] + 104, TIMELINE[0] + TIMELINE[2] - 180


def draw_timeline(
    canvas: Canvas,
    ctx: Context,
    outcome: Outcome,
    marks: Sequence[Numbered],
    selected: int | None,
    stages: Sequence[tuple[str, str]],
) -> None:
    """stages: the name of each stage and its icon; the chosen mark is where the light stands, else it is at the end."""
    x, y, w, _ = TIMELINE
    canvas.card(*TIMELINE)
    canvas.circle(x + 52, y + 56, 28, "action_pale")
    canvas.icon("play", x + 52, y + 56, 32, "action")
    left, right = timeline_span()
    total = max(1, outcome.sheet.ticks)
    canvas.rect(left, y + BAR - 6, right - left, 12, "panel", 6, 2, "line")
    tick = next((mark.tick for mark in marks if mark.number == selected), outcome.sheet.ticks)
    places = mark_places(list(marks), total, left, right)
    here = next((at for mark, at in zip(marks, places, strict=True) if mark.number == selected), right)
    if here > left + 6:
        canvas.glow_path([(left + 4, y + BAR), (here, y + BAR)], 5)
    _draw_stages(canvas, ctx, outcome, stages)
    if here == right:
        canvas.circle(here, y + BAR, 9, "light_core", 3, "light")
    _draw_marks(canvas, ctx, marks, places, selected)
    here_said = ctx.language.duration(tick)
    write(canvas, x + w - 24, y + 40, here_said, (144, 36), "small", "ink", "right", "middle", "semibold", True)
    said = ctx.language.text("sur {time}", time=ctx.language.duration(outcome.sheet.ticks))
    style = canvas.texts.capped("small", 22)
    write(canvas, x + w - 24, y + 76, said, (144, 44), style, "ink_soft", "right", numbers=True)


def _draw_stages(canvas: Canvas, ctx: Context, outcome: Outcome, stages: Sequence[tuple[str, str]]) -> None:
    """Where each stage begins, with its icon and its name as far as there is room."""
    y, total = TIMELINE[1], max(1, outcome.sheet.ticks)
    left, right = timeline_span()
    for run in outcome.runs:
        start = left + (right - left) * run.first / total
        if run.last - run.first < 30:
            continue
        canvas.line(start, y + 16, start, y + BAR - 12, "line", 2)
        name, icon = stages[run.stage]
        room = (right - left) * (run.last - run.first) / total - 20
        if room < 40:
            continue
        canvas.icon(icon, start + 24, y + NAMES, 28, "ink")
        said = boxed(canvas, ctx.words.scene(name), room - 36, 34, "small", "medium") if room > 80 else None
        if said is not None and len(said.lines) == 1 and said.width <= room - 36:
            canvas.block(start + 46, y + NAMES, said, "ink_soft", "left", "middle")


def _draw_marks(
    canvas: Canvas, ctx: Context, marks: Sequence[Numbered], places: Sequence[float], selected: int | None
) -> None:
    """The badges, and under them what each is about: the chosen one first, the others where its name leaves room."""
    y = TIMELINE[1]
    for mark, at in zip(marks, places, strict=True):
        badge(canvas, at, y + BAR, mark.number, mark.number == selected)
    taken: list[tuple[float, float]] = []
    for mark, at in sorted(zip(marks, places, strict=True), key=lambda pair: pair[0].number != selected):
        chosen = mark.number == selected
        block = boxed(canvas, ctx.words.fact(mark.fact), 2 * REACH, 30, "small", "semibold" if chosen else "medium")
        left, right = timeline_span()
        start = min(max(at - block.width / 2, left), right + 6 - block.width)
        end = start + block.width
        if len(block.lines) > 1 or any(start < b + 16 and end > a - 16 for a, b in taken):
            continue
        taken.append((start, end))
        canvas.block(start, y + UNDER, block, "ink" if chosen else "ink_soft", "left", "middle")
