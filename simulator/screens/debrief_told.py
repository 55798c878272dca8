"""What happened, in words: the causes under their numbers, then what is still missing; where there is no loss bill.

It deliberately judges nothing: causes and lost points are those of the outcome.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.screens.debrief_cards import BILL, Numbered, badge
from simulator.screens.fact_icons import icon_of
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import Said, column, write, write_column

if TYPE_CHECKING:
    from simulator.scoring import ScoreSheet
    from simulator.screens.context import Context

#: At least so many tiles when there is so much to tell, at most so many.
FEW, MOST = 4, 6
GAP = 12.0
Box = tuple[float, float, float, float]


@dataclass(frozen=True)
class Told:
    """One tile: what happened, and under it what it is about. number: of its mark, 0 for what was left out."""

    number: int
    icon: str
    head: str
    under: str


def told_of(ctx: Context, sheet: ScoreSheet, marks: Sequence[Numbered], cause: Callable[[Numbered], str]) -> list[Told]:
    """The tiles: every mark with its cause, then the criteria that cost most and bear no mark."""
    lost = {r.criterion.fact: r.criterion.weight - r.points for r in sheet.criteria if not r.criterion.once_passed}
    found: list[Told] = []
    for mark in marks:
        # The points of a criterion are lost once, whatever went wrong how often.
        told = _cost(ctx, mark.fact, lost.pop(mark.fact, 0.0))
        found.append(Told(mark.number, icon_of(mark.fact), cause(mark), told))
    for fact in sorted((fact for fact, cost in lost.items() if cost > 0.5), key=lambda f: -lost[f]):
        why = ctx.words.why(fact)
        if len(found) < FEW and all(each.head != why for each in found):
            found.append(Told(0, icon_of(fact), why, _cost(ctx, fact, lost[fact])))
    return found[:MOST]


def _cost(ctx: Context, fact: str, points: float) -> str:
    """What a tile is about: the criterion, and the points that it has cost."""
    name = ctx.words.fact(fact)
    if round(points) < 1:
        return name
    lost = ctx.language.ntext("{n} point perdu", "{n} points perdus", round(points))
    return f"{name} · {lost}"


def tiles(count: int) -> list[Box]:
    """Rectangles of so many tiles; one or two have the whole width."""
    x, y, w, h = BILL
    columns = 1 if count < 3 else 2
    rows = max(1, -(-count // columns))
    first, gap = (64.0, GAP) if rows < 3 else (54.0, 8.0)
    wide, high = (w - 48 - GAP * (columns - 1)) / columns, min(128.0, (h - first - 16 - gap * (rows - 1)) / rows)
    return [
        (x + 24 + (i % columns) * (wide + GAP), y + first + (i // columns) * (high + gap), wide, high)
        for i in range(count)
    ]


def draw_told(canvas: Canvas, ctx: Context, told: Sequence[Told], selected: int | None, praise: bool) -> None:
    """The card. praise: nothing at all went wrong."""
    text = ctx.language.text
    x, y, w, _ = BILL
    canvas.card(*BILL)
    title = (
        text("Ce qui s’est passé")
        if praise or any(each.number for each in told)
        else text("Il te manque des points ici :")
    )
    middle = 28 if len(told) > FEW else 32
    write(canvas, x + 24, y + middle, title, (w - 48, 44), "lead", "ink", weight="semibold")
    if praise:
        canvas.circle(x + 84, y + 156, 52, "good_pale")
        canvas.part("ui/states/good", x + 52, y + 124, stretch=(64, 64))
        write(canvas, x + 164, y + 156, text("Aucun défaut. Beau geste."), (w - 220, 100), "title", "ink")
        return
    boxes = tiles(len(told))
    for each, box in zip(told, boxes, strict=True):
        _draw_tile(canvas, each, box, each.number == selected and each.number > 0)


def _draw_tile(canvas: Canvas, told: Told, box: Box, selected: bool) -> None:
    x, y, w, h = box
    canvas.rect(x, y, w, h, "watch_pale" if selected else "panel_soft", 12, 2, "bumper" if selected else "line")
    tile = min(52.0, h - 12)
    canvas.rect(x + 12, y + (h - tile) / 2, tile, tile, "panel" if selected else "bench", 10)
    canvas.icon(told.icon, x + 12 + tile / 2, y + h / 2, tile * 0.7, "ink")
    left = x + 12 + tile + 16
    if told.number:
        badge(canvas, left + 12, y + h / 2, told.number)
        left += 40
    style = "lead" if h > 100 else "body"
    said = [Said(told.head, style, "ink", "semibold"), Said(told.under, "small", "ink_soft", "medium")]
    room = (x + w - 14 - left, h - 2)
    if sum(block.height for block in column(canvas, said, *room)) > room[1]:
        said = said[:1]  # large letters: what happened goes first
    write_column(canvas, left, y + h / 2, said, room)
