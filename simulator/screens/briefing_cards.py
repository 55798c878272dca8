"""Cards and bars of the briefing: goal, criteria and safety rules, why, help, tip; exercise above, time and best below.

They deliberately judge nothing: limits are those of the rubric.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from simulator.screens.briefing_pictures import paint_beside
from simulator.screens.criteria import NEAR, fact_words, heaviest, limit_words, table_words
from simulator.screens.fact_icons import icon_of
from simulator.screens.home_map import TEXT_TONES, place_words
from simulator.screens.page import paint_heading
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, boxed_alike, write
from simulator.ui.text import Block
from simulator.ui.theme import faded

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.records import KeptAttempt
    from simulator.scoring import Criterion
    from simulator.screens.context import Context
    from simulator.screens.glossary_cards import Chip

PICTURE = (48.0, 96.0, 1152.0, 576.0)
RIGHT, WIDTH, END = 1232.0, 640.0, 944.0
ROW_H, GAP, CHIP_H, NEAR_H = 52.0, 16.0, 44.0, 38.0
#: Criteria and gates that fit above the other cards; gates that are about people, not about the work.
MOST_ROWS = 7
SAFETY_GATES = ("glass_outside_bin", "eye_exposure")
Runs = Mapping[str, Sequence[tuple[float, bool, int]]]


# bars


def paint_top(canvas: Canvas, context: Context, exercise: Exercise) -> None:
    """Title and where it stands among its neighbours; the back button is a widget."""
    canvas.gradient_v(0, 72, 1920, 10, faded(canvas.theme.shadow, 0.10), faded(canvas.theme.shadow, 0))
    canvas.rect(0, 0, 1920, 72, "panel")
    title = write(canvas, 128, 36, exercise.title.get(context.language.code), (900, 60), "lead", weight="semibold")
    mine = context.exercises(exercise.place)
    number = next((i for i, e in enumerate(mine, 1) if e.id == exercise.id), 1)
    said = context.language.text(
        "{place}, {n} sur {all}", place=place_words(context, exercise.place), n=number, all=max(1, len(mine))
    )
    chip = boxed(canvas, said, 420, 40, "small", "medium")
    x = 128 + title.width + 24
    canvas.rect(x, 16, chip.width + 72, 40, "bench", 20)
    canvas.part(f"ui/map/place_{exercise.place}", x + 4, 18, stretch=(36, 36))
    canvas.block(x + 50, 36, chip, "ink_soft", "left", "middle")


def paint_bottom(
    canvas: Canvas, context: Context, exercise: Exercise, runs: Runs, kept: KeptAttempt | None = None
) -> None:
    """How long it takes, and what was kept of it or else the best attempt; the buttons are widgets."""
    text, language = context.language.text, context.language
    canvas.gradient_v(0, 958, 1920, 10, faded(canvas.theme.shadow, 0), faded(canvas.theme.shadow, 0.10))
    canvas.rect(0, 968, 1920, 112, "panel")
    canvas.rect(0, 968, 1920, 1, "line")
    canvas.rect(48, 988, 72, 72, "bench", 16)
    canvas.icon("clock", 84, 1024, 46, "ink_soft")
    minutes = text("{n} min", n=language.number(exercise.minutes, 0))
    first = write(canvas, 140, 1010, minutes, (150, 38), "lead", "ink", weight="semibold")
    write(canvas, 140, 1042, text("Durée"), (150, 30), "small", "ink_soft", weight="medium")
    mine = runs.get(exercise.id, [])
    if not mine and kept is None:
        return
    x = 140 + max(first.width, 70) + 36
    canvas.rect(x, 1000, 2, 48, "line")
    if kept is not None:
        _paint_kept(canvas, context, exercise, kept, x + 36)
        return
    state = context.state_of(exercise, {key: list(value) for key, value in runs.items()})
    canvas.rect(x + 36, 988, 72, 72, "panel_soft", 16)
    canvas.part(f"ui/states/{state}", x + 48, 1000, stretch=(48, 48))
    best = text("Meilleur essai : {score}", score=language.number(max(score for score, _, _ in mine), 0))
    write(canvas, x + 128, 1010, best, (420, 38), "lead", "ink", weight="semibold")
    words = context.words.verdict(state)
    write(canvas, x + 128, 1042, words, (420, 30), "small", TEXT_TONES[state], weight="semibold")


def _paint_kept(canvas: Canvas, context: Context, exercise: Exercise, kept: KeptAttempt, x: float) -> None:
    """How far the kept attempt has come, and since when; a changed exercise goes on as it was."""
    text, language = context.language.text, context.language
    room = 836 - x - 92
    canvas.rect(x, 988, 72, 72, "action_pale", 16)
    canvas.icon("save", x + 36, 1024, 44, "action")
    told = text("À reprendre : {told}", told=context.kept.told(kept, exercise))
    write(canvas, x + 92, 1008, told, (room, 44), "lead", "ink", weight="semibold")
    said = language.date(kept.date, with_time=True)
    if kept.has_changed(exercise.sha256):
        said = text("L’exercice a changé depuis. Tu continues l’ancien.")
    write(canvas, x + 92, 1044, said, (room, 34), "small", "ink_soft", weight="medium")


# right column


def paint_right(
    canvas: Canvas, context: Context, exercise: Exercise, goal: str, chips: bool, attempts: int
) -> None:
    """The cards from top to bottom; what no longer fits at the end is left out, tip first.

    goal: as it is said; chips: its terms stand under it as small buttons.
    """
    top = _paint_goal(canvas, context, goal, chips)
    top = _paint_criteria(canvas, context, exercise, top + GAP)
    top = _paint_why(canvas, context, exercise, top + GAP)
    top = _paint_help(canvas, context, exercise, top + GAP)
    _paint_tip(canvas, context, exercise, top + GAP, attempts)


def goal_box(canvas: Canvas, goal: str) -> tuple[Block, float]:
    """The goal laid out in its card, and where its chips stand."""
    block = boxed(canvas, goal, WIDTH - 48, 110, "display", "bold")
    return block, 182 + block.height + 10


def place_chips(canvas: Canvas, chips: Sequence[Chip], top: float) -> None:
    """Put the terms of the goal side by side; what has no room on the line is not offered."""
    left, end = RIGHT + 24, RIGHT + WIDTH - 24
    for chip in chips:
        chip.y, chip.h = top, CHIP_H
        width = chip.fit(canvas, 300)
        chip.enabled = left + width <= end
        chip.x = left
        left += width + 12 if chip.enabled else 0


def _paint_goal(canvas: Canvas, context: Context, goal: str, chips: bool) -> float:
    block, under = goal_box(canvas, goal)
    height = under - 96 + (CHIP_H + 18 if chips else 12)
    canvas.card(RIGHT, 96, WIDTH, height)
    paint_heading(canvas, RIGHT + 24, 116, 200, "target", context.language.text("But"))
    canvas.block(RIGHT + 24, 182, block, "ink", "left", "top")
    return 96 + height


def _paint_criteria(canvas: Canvas, context: Context, exercise: Exercise, top: float) -> float:
    """The heaviest criteria with their limits, then the safety rules on yellow."""
    chosen = heaviest(exercise)[: max(1, MOST_ROWS - len(exercise.gates))]
    # How near counts as right stands with its criterion, or in a line of its own where that is not shown.
    near = "" if {c.fact for c in chosen} >= NEAR.keys() else table_words(context, exercise)
    height = 68 + (len(chosen) + len(exercise.gates)) * ROW_H + 14 + (NEAR_H if near else 0)
    canvas.card(RIGHT, top, WIDTH, height)
    canvas.icon("checklist", RIGHT + 46, top + 36, 40, "action")
    title = context.language.text("Tu réussis si")
    write(canvas, RIGHT + 80, top + 36, title, (WIDTH - 110, 50), "lead", "ink", weight="semibold")
    limits = boxed_alike(canvas, [limit_words(context, exercise, c) for c in chosen], 250, 44, "lead", "semibold")
    room = WIDTH - 128 - max((block.width for block in limits), default=0.0)
    names = boxed_alike(canvas, [fact_words(context, exercise, c.fact) for c in chosen], room, 46, "lead", "medium")
    for index, criterion in enumerate(chosen):
        y = top + 66 + index * ROW_H
        if index:
            canvas.rect(RIGHT + 24, y - 1, WIDTH - 48, 2, "track")
        _paint_criterion(canvas, criterion, y, names[index], limits[index])
    for index, gate in enumerate(exercise.gates):
        _paint_gate(canvas, context, gate, top + 66 + (len(chosen) + index) * ROW_H + 2)
    if near:
        write(canvas, RIGHT + 24, top + height - 12 - NEAR_H / 2, near, (WIDTH - 48, NEAR_H), "body", "ink_soft")
    return top + height


def _paint_criterion(canvas: Canvas, criterion: Criterion, y: float, name: Block, limit: Block) -> None:
    canvas.rect(RIGHT + 24, y + 6, 40, 40, "bench", 10)
    canvas.icon(icon_of(criterion.fact), RIGHT + 44, y + 26, 32, "ink")
    canvas.block(RIGHT + 80, y + 26, name, "ink", "left", "middle")
    canvas.block(RIGHT + WIDTH - 24, y + 26, limit, "ink", "right", "middle")


def _paint_gate(canvas: Canvas, context: Context, gate: str, y: float) -> None:
    """A rule that must hold whatever the score, with its badge."""
    canvas.rect(RIGHT + 12, y, WIDTH - 24, 50, "watch_pale", 12, 2, "bumper")
    canvas.rect(RIGHT + 24, y + 5, 40, 40, "panel", 10)
    canvas.part("ui/tools/shard_bin" if gate == "glass_outside_bin" else "ui/states/gate_locked",
                RIGHT + 27, y + 8, stretch=(34, 34))  # fmt: skip
    text, safety = context.language.text, gate in SAFETY_GATES
    badge = boxed(canvas, text("Sécurité") if safety else text("Règle"), 110, 40, "small", "semibold")
    w, h = badge.width + 54, max(36.0, badge.height + 4)
    rule = context.words.gate_rule(gate)
    beside = boxed(canvas, rule, WIDTH - 120 - w, 46, "lead", "medium")
    worded = len(beside.lines) == 1 or (canvas.texts.text_scale > 1 and beside.height <= 46)
    if not worded:  # a long rule needs the room: the badge keeps its picture alone
        w = 44.0
    x = RIGHT + WIDTH - 24 - w
    canvas.rect(x, y + 25 - h / 2, w, h, "panel", 18, 2, "bumper")
    canvas.icon("shield" if safety else "lock", x + 22, y + 25, 26, "watch_text")
    if worded:
        canvas.block(x + 40, y + 25, badge, "watch_text", "left", "middle")
    write(canvas, RIGHT + 80, y + 25, rule, (x - RIGHT - 96, 46), "lead", "ink", weight="medium")


def _paint_why(canvas: Canvas, context: Context, exercise: Exercise, top: float) -> float:
    why = exercise.why.get(context.language.code)
    if not why:
        return top - GAP
    block = boxed(canvas, why, WIDTH - 208, 78 if len(why) < 160 else 104, "lead", "medium")
    height = max(120.0, block.height + 46)
    canvas.card(RIGHT, top, WIDTH, height)
    paint_beside(canvas, exercise, (RIGHT, top, 160, height))
    title = context.language.text("Pourquoi")
    write(canvas, RIGHT + 184, top + 22, title, (WIDTH - 208, 26), "small", "ink_soft", weight="medium")
    canvas.block(RIGHT + 184, top + 36 + (height - 42) / 2, block, "ink", "left", "middle")
    return top + height


def _paint_help(canvas: Canvas, context: Context, exercise: Exercise, top: float) -> float:
    """Which of the three ways of helping holds; the exercise decides it."""
    if top + 72 > END:
        return top
    text = context.language.text
    canvas.card(RIGHT, top, WIDTH, 72)
    head = write(canvas, RIGHT + 24, top + 36, text("Aide"), (90, 50), "lead", "ink", weight="semibold")
    names = {"guided": text("Guidé"), "fading": text("Une fois sur deux"), "exam": text("Examen")}
    icons = {"guided": "check", "fading": "contrast", "exam": "class"}
    left = RIGHT + 24 + head.width + 24
    room = RIGHT + WIDTH - 16 - left
    blocks = boxed_alike(canvas, list(names.values()), room * 0.42 - 44, 44, "small", "semibold")
    spare = (room - sum(block.width + 56 for block in blocks)) / len(blocks)
    for key, block in zip(names, blocks, strict=True):
        w = block.width + 56 + spare
        if key == exercise.help:
            canvas.rect(left, top + 10, w, 52, "action_pale", 12, 3.5, "action")
        ink = "action_deep" if key == exercise.help else "ink_soft"
        canvas.icon(icons[key], left + 12 + spare / 2 + 12, top + 36, 26, ink)
        canvas.block(left + 44 + spare / 2, top + 36, block, ink, "left", "middle")
        left += w
    return top + 72


def _paint_tip(canvas: Canvas, context: Context, exercise: Exercise, top: float, attempts: int) -> None:
    """One tip, another one at each attempt."""
    tips = [tip.get(context.language.code) for tip in exercise.tips]
    height = min(96.0, END - top)
    if not tips or height < 64:
        return
    canvas.card(RIGHT, top, WIDTH, height)
    canvas.part("ui/states/info", RIGHT + 24, top + height / 2 - 20, stretch=(40, 40))
    tip = tips[attempts % len(tips)]
    write(canvas, RIGHT + 84, top + height / 2, tip, (WIDTH - 108, height - 12), "lead", "ink", weight="medium")
