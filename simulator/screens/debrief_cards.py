"""Cards of the debrief: score, criteria, loss bill. They draw a finished outcome.

They deliberately compute no score and no loss: the sheet and the bill already hold them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.i18n import NBSP
from simulator.scoring import ACQUIRED, IN_PROGRESS, CriterionResult, ScoreSheet
from simulator.screens.fact_icons import icon_of
from simulator.ui.canvas import Canvas, Span
from simulator.ui.fitting import boxed, boxed_alike, write, write_spans
from simulator.ui.text import Block
from simulator.ui.theme import faded, ink_on

if TYPE_CHECKING:
    from simulator.attempt import Outcome
    from simulator.screens.context import Context

SCORE = (48.0, 96.0, 336.0, 424.0)
TABLE = (408.0, 96.0, 840.0, 424.0)
BILL = (48.0, 544.0, 1200.0, 264.0)
ROW_H = 60.0
BADGE_GAP = 38.0

#: Facts whose limit is that of the bill, first fit wins.
BILL_LIMITS = ("splice.loss_db", "connect.loss_db")
BILL_COLOURS = {
    "offset": "light",
    "tilt": "action_light",
    "dirt": "cause_3",
    "mode_field": "cause_4",
    "bubble": "bad",
    "arc": "watch",
    "gap": "info",
    "polish": "action_light",
    "reflection": "cause_4",
    "scratches": "cause_3",
    "connector": "action_light",
    "splice": "light",
    "bend": "bad",
    "split": "info",
    "splitter": "cause_4",
    "rest": "line",
}
BILL_ICONS = {
    "offset": "core_offset",
    "tilt": "tilt",
    "dirt": "cleanliness",
    "mode_field": "mode_field",
    "bubble": "drop",
    "arc": "arc",
    "gap": "range",
    "polish": "tilt",
    "reflection": "undo",
    "scratches": "warning",
    "rest": "more",
    "fibre": "cable",
    "connector": "connector",
    "splice": "splice",
    "bend": "bend",
    "split": "splitter",
    "splitter": "splitter",
    "cold": "thermometer",
    "attenuator": "plug",
}
#: Gates that are settled at the end, whenever the mistake was made, by the fact of its marks.
GATE_FACTS = {"glass_outside_bin": "waste.outside_bin"}
STATE_OF = {"acquired": "acquired", "in_progress": "in_progress", "to_review": "to_review"}
TONE_OF = {"acquired": "good", "in_progress": "info", "to_review": "watch"}


@dataclass(frozen=True)
class Numbered:
    """A mark with the number under which it stands in table, curve, picture and timeline. rank: 0 cost most."""

    number: int
    tick: int
    cause: str
    fact: str
    side: str
    rank: int = 0


def number_marks(outcome: Outcome, most: int = 6) -> list[Numbered]:
    """The marks worth showing: one per cause and side, those that cost most, numbered in the order of time.

    Of marks with one cause that which cost most is taken, and of those the one that decided the figure, not what was
    mended before. A broken gate costs most, then lost points, then decibels beyond the limit, then what was first;
    of one criterion's marks that which decided it.
    """
    lost = {r.criterion.fact: r.criterion.weight * (1 - r.share) for r in outcome.sheet.criteria}
    decided = {r.criterion.fact: r.tick for r in outcome.sheet.criteria if r.tick is not None}

    def standing(mark: Any) -> int:
        """The later before the figure stood, the nearer; a mark of after that explains it least."""
        return mark.tick if mark.tick <= decided.get(mark.fact, mark.tick) else -mark.tick

    taken: dict[tuple[str, str], Any] = {}
    deciding: dict[str, Any] = {}
    for mark in outcome.marks:
        known = taken.get((mark.cause, mark.side), mark)
        taken[mark.cause, mark.side] = max(known, mark, key=lambda m: (lost.get(m.fact, 0.0), standing(m)))
        deciding[mark.fact] = max(deciding.get(mark.fact, mark), mark, key=standing)
    gates = {tick for _, tick in outcome.sheet.gates_broken}
    settled = {GATE_FACTS.get(gate, "") for gate, _ in outcome.sheet.gates_broken} - {""}
    beyond = {r.criterion.fact: r.value - r.criterion.full for r in outcome.sheet.criteria
              if r.unit == "dB" and r.value is not None and r.share < 1.0}  # fmt: skip

    def told(mark: Any) -> tuple[bool, float, float, bool]:
        broke = mark.fact in settled or (mark.level == "bad" and mark.tick in gates)
        return broke, lost.get(mark.fact, 0.0), abs(beyond.get(mark.fact, 0.0)), mark is deciding[mark.fact]

    ranked = sorted(sorted(taken.values(), key=lambda m: m.tick), key=told, reverse=True)[:most]
    order = sorted(range(len(ranked)), key=lambda rank: ranked[rank].tick)
    shown = ((rank, ranked[rank]) for rank in order)
    return [Numbered(i, m.tick, m.cause, m.fact, m.side, rank) for i, (rank, m) in enumerate(shown, start=1)]


def mark_places(marks: list[Numbered], total: int, left: float, right: float) -> list[float]:
    """Where the badges stand on a bar of time, in the order of the marks; near ones stand side by side."""
    places = [left + (right - left) * mark.tick / max(1, total) for mark in marks]
    for index in range(1, len(places)):
        places[index] = max(places[index], places[index - 1] + BADGE_GAP)
    if places and places[-1] > right:
        places[-1] = right
        for index in range(len(places) - 2, -1, -1):
            places[index] = min(places[index], places[index + 1] - BADGE_GAP)
    return places


def badge(canvas: Canvas, x: float, y: float, number: int, selected: bool = False) -> None:
    """The numbered yellow disc that ties a cause to its effects."""
    if selected:
        canvas.circle(x, y, 20, "panel", 4, "action")
    canvas.circle(x, y, 14, "bumper")
    write(canvas, x, y, str(number), (26, 26), "small", "print", "center", weight="bold")


def draw_score(canvas: Canvas, ctx: Context, sheet: ScoreSheet, run: tuple[int, int]) -> None:
    """The ring of light with the score, the state, and how many passes are still wanted. run: (passes, wanted)."""
    text, language = ctx.language.text, ctx.language
    x, y, w, h = SCORE
    canvas.card(x, y, w, h)
    write(canvas, x + 24, y + 32, text("Score"), (w - 48, 44), "lead", "ink", weight="semibold")
    cx, cy, r = x + w / 2, y + 144, 88
    canvas.halo(cx, cy, 126, "light", 0.18 + 0.25 * sheet.score / 100)
    canvas.circle(cx, cy, r + 7, None, 14, "track")
    end = -90 + 360 * sheet.score / 100
    if sheet.score > 0:
        canvas.ring_arc(cx, cy, r, 26, -90, end, faded(canvas.theme.light, 0.14), True)
        canvas.ring_arc(cx, cy, r, 14, -90, end, "light", True)
        canvas.ring_arc(cx, cy, r, 5, -90, end, "light_core", True)
    figure = language.number(sheet.score, 0)
    write(canvas, cx, cy - 14, figure, (140, 56), "display", "ink", "center", weight="bold", numbers=True)
    write(canvas, cx, cy + 36, text("sur 100"), (130, 42), "small", "ink", "center")
    # How this attempt went, for who reads no figure; the state below is that of the skill over all attempts.
    canvas.circle(cx + 78, cy - 70, 30, "panel")
    level = "good" if sheet.passed else "watch" if sheet.verdict == IN_PROGRESS else "bad"
    canvas.part(f"ui/states/{level}", cx + 54, cy - 94, stretch=(48, 48))
    canvas.line(x + 24, y + 272, x + w - 24, y + 272, "line", 2)
    _draw_verdict(canvas, ctx, sheet, run)


def _draw_verdict(canvas: Canvas, ctx: Context, sheet: ScoreSheet, run: tuple[int, int]) -> None:
    text = ctx.language.text
    x, y, w, _ = SCORE
    passes, wanted = run
    state = ACQUIRED if passes >= wanted else ("in_progress" if sheet.verdict == ACQUIRED else sheet.verdict)
    canvas.part(f"ui/states/{STATE_OF[state]}", x + 22, y + 285, stretch=(32, 32))
    tone = f"{TONE_OF[state]}_text"
    write(canvas, x + 62, y + 301, ctx.words.verdict(state), (150, 48), "lead", tone, weight="semibold")
    said = text("{n} sur {all}", n=min(passes, wanted), all=wanted)
    write(canvas, x + w - 24, y + 301, said, (94, 48), "lead", "ink", "right", weight="medium")
    gap = 9.0
    width = (w - 48 - gap * (wanted - 1)) / wanted
    for index in range(wanted):
        left = x + 24 + index * (width + gap)
        if index < passes:
            canvas.rect(left, y + 328, width, 14, TONE_OF[state], 7)
        else:
            canvas.rect(left, y + 328, width, 14, "panel", 7, 2, "line")
    if sheet.gates_broken:
        said = ctx.words.gate(sheet.gates_broken[0][0])
        write(canvas, x + 24, y + 383, said, (w - 48, 78), "small", "bad_text", weight="semibold")
        return
    if passes >= wanted:
        said = text("La compétence est acquise.")
    elif sheet.passed:
        said = text("Encore une réussite : la compétence est acquise.")
    else:
        said = text("Il faut {score} points pour réussir.", score=ctx.language.number(sheet.pass_rule.score, 0))
    write(canvas, x + 24, y + 383, said, (w - 48, 78), "small", "ink_soft")


def limit_words(ctx: Context, result: CriterionResult) -> str:
    """The limit as people say it: 'max 0,50', 'min 5', 'oui'."""
    c = result.criterion
    if c.once_passed and result.share <= 0 and result.value is not None and result.value <= c.full:
        return ctx.language.text("si réussi")
    if word := ctx.words.fact_word(c.fact, c.full):
        return word
    figure = ctx.language.number(c.full, result.decimals)
    if c.full == 0 and c.full < c.zero:
        return (
            ctx.language.text("aucun")
            if not result.unit
            else ctx.language.text("max {value}", value=ctx.language.number(0, 0))
        )
    word = "max {value}" if c.full < c.zero else "min {value}"
    return ctx.language.text(word, value=figure)


ROWS = 6
#: Heads of columns and captions of the bill never outgrow what stands under them [design units].
HEAD_MOST = 23.0


def table_rows(sheet: ScoreSheet, page: int) -> list[CriterionResult]:
    """Criteria of a page of the table: those that cost most points first."""
    ranked = sorted(sheet.criteria, key=lambda r: -r.criterion.weight * (1 - r.share))
    return ranked[page * ROWS : (page + 1) * ROWS]


def table_pages(sheet: ScoreSheet) -> int:
    """Pages of the table."""
    return max(1, -(-len(sheet.criteria) // ROWS))


def draw_table(
    canvas: Canvas, ctx: Context, sheet: ScoreSheet, marks: list[Numbered], selected: int | None, page: int
) -> None:
    """One row per criterion: icon, name, value, limit, points, state, and the number of its cause."""
    text = ctx.language.text
    x, y, w, h = TABLE
    canvas.card(x, y, w, h)
    write(canvas, x + 24, y + 32, text("Critères"), (276, 44), "lead", "ink", weight="semibold")
    for label, cx, align in (
        (text("Valeur"), x + 430, "right"),
        (text("Limite"), x + 506, "left"),
        (text("Points"), x + 612, "left"),
    ):
        write(canvas, cx, y + 32, label, (100, 44), canvas.texts.capped("small", HEAD_MOST), "ink_soft", align)
    pages = table_pages(sheet)
    if pages > 1:
        shown = f"{page + 1}/{pages}  ›"
        style = canvas.texts.capped("body", HEAD_MOST + 4)
        write(canvas, x + w - 24, y + 32, shown, (96, 44), style, "action", "right", weight="semibold")
    rows = table_rows(sheet, page)
    names = boxed_alike(canvas, [ctx.words.fact(r.criterion.fact) for r in rows], 268, ROW_H - 2, "lead", "medium")
    limits = boxed_alike(canvas, [limit_words(ctx, r) for r in rows], 98, ROW_H - 2, "small")
    for index, result in enumerate(rows):
        top = y + 56 + index * ROW_H
        canvas.line(x + 24, top, x + w - 24, top, "line", 1.5)
        mine = sorted((m for m in marks if m.fact == result.criterion.fact), key=lambda m: m.rank)
        _draw_row(canvas, ctx, result, (names[index], limits[index]), top, mine, selected)


def _draw_row(
    canvas: Canvas,
    ctx: Context,
    result: CriterionResult,
    said: tuple[Block, Block],
    top: float,
    marks: list[Numbered],
    selected: int | None,
) -> None:
    x = TABLE[0]
    mid, tile = top + ROW_H / 2, 44.0
    level = "good" if result.share >= 0.999 else "watch" if result.share > 0 else "bad"
    canvas.rect(x + 24, mid - tile / 2, tile, tile, "bench" if level == "good" else f"{level}_pale", 10)
    canvas.icon(icon_of(result.criterion.fact), x + 24 + tile / 2, mid, tile * 0.7, "ink")
    canvas.block(x + 36 + tile, mid, said[0], "ink", "left", "middle")
    _draw_value(canvas, ctx, result, mid)
    canvas.block(x + 506, mid, said[1], "ink_soft", "left", "middle")
    points = ctx.language.number(result.points, 0)
    weight = ctx.language.number(result.criterion.weight, 0)
    base = mid + 8
    # "100" is a digit wider: a little room is taken from the bar, and the figure is held in one line.
    write(canvas, x + 638, base, points, (46, 34), "lead", "ink", "right", "baseline", "semibold", True)
    write(canvas, x + 640, base, f"/{weight}", (45, 30), "small", "ink_soft", "left", "baseline", "", True)
    canvas.rect(x + 686, mid - 5, 60, 10, "track", 5)
    if result.share > 0:
        canvas.rect(x + 686, mid - 5, max(10.0, 60 * result.share), 10, level, 5)
    canvas.part(f"ui/states/{level}", x + 755, mid - 12, stretch=(24, 24))
    for index, mark in enumerate(marks[:1]):
        badge(canvas, x + 803 - index * 32, mid, mark.number, mark.number == selected)


def _draw_value(canvas: Canvas, ctx: Context, result: CriterionResult, mid: float) -> None:
    x, base = TABLE[0], mid + 8
    if result.value is None or ctx.words.is_none(result.criterion.fact, result.value):
        write(canvas, x + 430, base, "—", (76, 34), "lead", "ink_soft", "right", "baseline")
        return
    if word := ctx.words.fact_word(result.criterion.fact, result.value):
        # Words of more than a few letters take the place of the unit too.
        block = boxed(canvas, word, 146, 40, "lead", "semibold")
        canvas.block(x + 430 if block.width <= 84 else x + 492, mid, block, "ink", "right", "middle")
        return
    figure = ctx.language.number(result.value, result.decimals)
    write(canvas, x + 430, base, figure, (80, 40), "lead", "ink", "right", "baseline", "semibold", True)
    if result.unit:
        write(canvas, x + 438, base, ctx.words.unit(result.unit), (62, 34), "small", "ink_soft", "left", "baseline")


def draw_bill(canvas: Canvas, ctx: Context, sheet: ScoreSheet) -> None:
    """The loss bill at its wavelength: a fibre that enters at 100 % and leaves with what is left, to scale up to
    the limit."""
    text, language = ctx.language.text, ctx.language
    x, y, w, h = BILL
    canvas.card(x, y, w, h)
    title = write(canvas, x + 24, y + 32, text("Facture de lumière"), (440, 44), "lead", weight="semibold")
    beside = x + 40 + title.width
    nm = language.wavelength(sheet.bill_nm)
    if sheet.bill_fibre:
        nm = text("Fibre {n}", n=sheet.bill_fibre) + " · " + nm
    at_nm = write(canvas, beside, y + 32, nm, (300, 40), "body", "ink_soft", numbers=True)
    ordered = sorted(sheet.bill.items(), key=lambda item: -item[1])
    items = _terms([(cause, value) for cause, value in ordered if value >= 0.0005])
    # A whole line has a bill, but no limit for its sum: the limit of a splice is not that of a line.
    measured = "fibre" in sheet.bill
    limits = {r.criterion.fact: r.criterion.full for r in sheet.criteria}
    limit = next((limits[fact] for fact in BILL_LIMITS if fact in limits), 0.2)
    total = sheet.bill_total
    bar_x, bar_w = x + 176, 864.0
    _draw_way_through(canvas, ctx, bar_x, bar_w, total)
    full = max(limit, total, 1e-9) if not measured else max(total, 1e-9)
    mark_x = bar_x + bar_w * limit / full
    at = bar_x
    for cause, value in items:
        width = bar_w * value / full
        ground = BILL_COLOURS.get(cause, "ink_soft")
        canvas.rect(at, y + 72, max(2.0, width - 2), 48, ground, 4)
        if width > 84:
            middle, figure = _beside(at, width, mark_x), language.number(value, 3)
            write(
                canvas,
                middle,
                y + 96,
                figure,
                (min(120.0, width - 8), 44),
                "lead",
                ink_on(canvas.theme, ground),
                "center",
                weight="semibold",
                numbers=True,
            )
        at += width
    if not measured:
        _draw_limit(canvas, ctx, limit, mark_x, beside + at_nm.width)
    _draw_sum(canvas, ctx, items, total)


def _draw_limit(canvas: Canvas, ctx: Context, limit: float, mark_x: float, taken: float) -> None:
    """The limit's line over the bar; taken: where the title ends."""
    text, language = ctx.language.text, ctx.language
    x, y, w, _ = BILL
    canvas.dashed([(mark_x, y + 58), (mark_x, y + 134)], "ink", 2.4, 5, 4)
    said = text("Limite {value}", value=language.unit(limit, 2, "dB"))
    block = boxed(canvas, said, 300, 42, canvas.texts.capped("small", HEAD_MOST))
    # Over its line, but neither in the title nor beyond the card.
    left = min(max(mark_x - block.width / 2, taken + 24), x + w - 24 - block.width)
    canvas.block(left, y + 38, block, "ink", "left", "middle")


def _draw_way_through(canvas: Canvas, ctx: Context, bar_x: float, bar_w: float, total: float) -> None:
    """The fibre on both sides of the bar, with the light that enters and the light that is left."""
    text = ctx.language.text
    x, y, w, _ = BILL
    left = 10 ** (-total / 10)
    for start, end, strength in ((x + 24, bar_x, 1.0), (bar_x + bar_w, x + w - 24, max(0.25, left))):
        canvas.glow_path([(start, y + 96), (end, y + 96)], 5, strength=strength)
    for at, align, name, share in (
        (x + 24, "left", text("À l’entrée"), 100.0),
        (x + w - 24, "right", text("À la sortie"), 100 * left),
    ):
        write(canvas, at, y + 66, name, (132, 42), canvas.texts.capped("small", HEAD_MOST), "ink_soft", align)
        # Light that is lost is not rounded away.
        whole = share >= 99.95 or 10.0 <= share < 99.5
        shown = ctx.language.unit(share, 0 if whole else 1, "pct")
        write(canvas, at, y + 127, shown, (132, 44), "lead", "ink", align, weight="semibold")
    canvas.rect(bar_x, y + 72, bar_w, 48, "bench", 10)


def _beside(left: float, width: float, line: float) -> float:
    """Where a figure stands in its part of the bar: in the middle, or in the larger half beside the limit's line."""
    middle = left + width / 2
    if abs(line - middle) > 44:
        return middle
    return (left + line) / 2 if line - left > width / 2 else (line + left + width) / 2


def _terms(items: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """At most four parts of a bill: what is beyond is one part, "rest", in the bar as in the sum."""
    if len(items) < 5:
        return items
    return [*items[:3], ("rest", sum(value for _, value in items[3:]))]


def _draw_sum(canvas: Canvas, ctx: Context, items: list[tuple[str, float]], total: float) -> None:
    text, language = ctx.language.text, ctx.language
    x, y, w, _ = BILL
    count = len(items)
    step = (w - 24 - 250.0) / max(3, count)
    top = y + 160
    said = [text("Autres") if cause == "rest" else ctx.words.bill(cause) for cause, _ in items]
    names = boxed_alike(canvas, said, step - 84, 36, "small")
    if any(len(name.lines) > 1 for name in names):
        names = boxed_alike(canvas, said, step - 84, 62, "small")
    for index, (cause, value) in enumerate(items):
        left = x + 24 + index * step
        colour = BILL_COLOURS.get(cause, "ink_soft")
        canvas.rect(left, top, 48, 72, "bench", 10)
        canvas.rect(left, top + 68, 48, 8, colour, 4)
        canvas.icon(BILL_ICONS.get(cause, "loss"), left + 24, top + 34, 34, "ink")
        _draw_term(canvas, ctx, (left + 56, top, step - 84), names[index], value)
        if index + 1 < count:
            write(canvas, left + step - 14, top + 38, "+", (26, 48), "title", "ink_soft", "center")
    write(canvas, x + w - 229, top + 38, "=", (30, 48), "title", "ink_soft", "center")
    canvas.rect(x + w - 208, top - 8, 184, 92, "bench", 12)
    write(canvas, x + w - 192, top + 14, text("Total"), (152, 42), "small", "ink_soft")
    figure = Span(language.number(total, 3), "title", "bold", "ink", True)
    unit = Span(f"{NBSP}{language.sign('dB')}", "body", "semibold", "ink")
    write_spans(canvas, x + w - 192, top + 68, [figure, unit], (152, 48))


def _draw_term(canvas: Canvas, ctx: Context, where: tuple[float, float, float], name: Block, value: float) -> None:
    """Name and loss of one part of the sum at (x, y), not wider than the third number."""
    x, y, width = where
    canvas.block(x, y + 14, name, "ink_soft", "left", "middle")
    shown = ctx.language.unit(value, 3, "dB")
    write(canvas, x, y + 58, shown, (width, 34), "lead", "ink", weight="semibold")
