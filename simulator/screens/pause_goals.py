"""The page of the pause menu that says what the exercise asks for: goal, every criterion with its limit, the rules.

It deliberately tells no more than the briefing does, and nothing of how the attempt stands.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.screens.criteria import fact_words, limit_words
from simulator.screens.fact_icons import icon_of
from simulator.ui.fitting import boxed_alike, write

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.ui.canvas import Canvas

#: The key that brings it, at any time, and its name.
GOALS_KEY, GOALS_KEY_NAME = "f4", "F4"
BOX = (210.0, 60.0, 1500.0, 960.0)
#: Height of the head with the goal, and of the foot with the buttons.
HEAD_H, FOOT_H = 214.0, 120.0
#: From so many rows on they stand in two columns; no row is higher than this.
ONE_COLUMN, ROW_H = 11, 62.0


def rows_of(context: Context, exercise: Exercise) -> list[tuple[str, str, str]]:
    """(icon, words, limit) of every criterion and rule; a rule has no limit: it must hold."""
    found = [
        (icon_of(c.fact), fact_words(context, exercise, c.fact), limit_words(context, exercise, c))
        for c in exercise.rubric
    ]
    return found + [("lock", context.words.gate_rule(gate), "") for gate in exercise.gates]


def paint_goals(canvas: Canvas, context: Context, exercise: Exercise) -> None:
    """Title, goal, and the rows in one or two columns."""
    x, y, w, h = BOX
    write(canvas, x + 40, y + 54, context.language.text("Ce qui est demandé"), (w - 200, 70), "title", "ink",
          weight="semibold")  # fmt: skip
    goal = exercise.goal.get(context.language.code)
    write(canvas, x + 40, y + 148, goal, (w - 80, 100), "lead", "ink", weight="medium")
    rows = rows_of(context, exercise)
    columns = 1 if len(rows) < ONE_COLUMN else 2
    lines = -(-len(rows) // columns)
    step = min(ROW_H, (h - HEAD_H - FOOT_H) / lines)
    wide = (w - 80 - 20 * (columns - 1)) / columns
    style = "lead" if step > 48 else "body"
    limits = boxed_alike(canvas, [limit for *_, limit in rows], 0.34 * wide, step - 8, style, "semibold")
    rooms = [wide - 74 - (0 if icon == "lock" else limits[at].width + 16) for at, (icon, *_) in enumerate(rows)]
    # As large as what is asked for beside them, no larger.
    named = canvas.texts.capped(style, limits[0].style.size)
    names = boxed_alike(canvas, [said for _, said, _ in rows], rooms, step - 8, named)
    for index, (icon, *_) in enumerate(rows):
        left = x + 40 + index // lines * (wide + 20)
        top = y + HEAD_H + index % lines * step
        middle = top + (step - 6) / 2
        rule = icon == "lock"
        canvas.rect(left, top, wide, step - 6, "watch_pale" if rule else "panel_soft", 10)
        canvas.icon(icon, left + 28, middle, min(30.0, step - 10), "watch_text" if rule else "action")
        canvas.block(left + 56, middle, names[index], "ink", "left", "middle")
        if not rule:
            canvas.block(left + wide - 16, middle, limits[index], "action_deep", "right", "middle")
