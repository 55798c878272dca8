"""The cards at the right of the map: the exercise that comes next, one to look at again, and how far one has come.

They deliberately choose nothing: which exercise comes next is the home screen's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.scoring import ACQUIRED, IN_PROGRESS, NOT_STARTED, TO_REVIEW
from simulator.screens.home_map import TEXT_TONES, place_words
from simulator.ui.canvas import Canvas
from simulator.ui.curves import arc_points
from simulator.ui.evening import evening
from simulator.ui.fitting import Said, boxed, column, write, write_column
from simulator.ui.widgets import Widget, draw_progress, draw_ring

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

X, W = 1512.0, 360.0
LEFT, ROOM = 1536.0, 312.0
NEXT_CARD = (X, 48.0, W, 448.0)
SECOND_CARD = (X, 512.0, W, 156.0)
PROGRESS_CARD = (X, 684.0, W, 348.0)
PICTURE_H = 202.0
#: Places that have a large picture of their own; the others borrow that of splicing.
LARGE = ("prepare", "splice", "connect", "measure")


class CardButton(Widget):
    """A whole card as one thing to press; the card itself is painted by its screen."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Only what the pointer or the keys add."""
        if hovered and not focused:
            canvas.rect(self.x, self.y, self.w, self.h, (0, 0, 0, 0), 16, 3, "action")
        if focused:
            draw_ring(canvas, (self.x, self.y, self.w, self.h), 16)


def rounded_top(x: float, y: float, w: float, h: float, r: float = 16.0) -> list[tuple[float, float]]:
    """Outline of a box whose two upper corners are round."""
    left, right = arc_points(x + r, y + r, r, 180, 270), arc_points(x + w - r, y + r, r, 270, 360)
    return [*left, *right, (x + w, y + h), (x, y + h)]


def paint_hero(
    canvas: Canvas, place: str, box: tuple[float, float, float, float], radius: float = 16.0, at_left: bool = False
) -> None:
    """The picture of a place, covering the head (at_left: the left end) of a card whole, its middle in the middle."""
    x, y, w, h = box
    factor = max(w / 360.0, h / 160.0)
    size = (360.0 * factor, 160.0 * factor)
    shape = rounded_left(x, y, w, h, radius) if at_left else rounded_top(x, y, w, h, radius)
    with canvas.clip_shape(shape) as c:
        c.part(f"ui/map/hero_{place}", x + (w - size[0]) / 2, y + (h - size[1]) / 2, stretch=size)
        evening(c, box)


def paint_large(canvas: Canvas, place: str, box: tuple[float, float, float, float]) -> None:
    """The large picture of work at a place, twice as wide as high, with round corners and a shadow."""
    x, y, w, h = box
    canvas.shadow(x, y, w, h, 16)
    with canvas.clip_shape(rounded(x, y, w, h, 16)) as c:
        c.part(f"connect/hero_{place if place in LARGE else 'splice'}", x, y, stretch=(w, h))
        evening(c, box)


def rounded_left(x: float, y: float, w: float, h: float, r: float) -> list[tuple[float, float]]:
    """A rectangle with round corners at its left."""
    low, high = arc_points(x + r, y + h - r, r, 90, 180), arc_points(x + r, y + r, r, 180, 270)
    return [*low, *high, (x + w, y), (x + w, y + h)]


def paint_next(canvas: Canvas, context: Context, exercise: Exercise | None, ready: bool, kept: str = "") -> None:
    """What to do now, or what was kept for now (kept: how far it has come); the button over it is a widget."""
    text = context.language.text
    canvas.card(*NEXT_CARD)
    if exercise is None:
        paint_hero(canvas, "splice", (X, NEXT_CARD[1], W, PICTURE_H))
        said = text("Aucun cours n’a été trouvé.") if ready else text("Un instant…")
        write(canvas, LEFT, 296, said, (ROOM, 140), "lead", "ink_soft", anchor="top")
        return
    paint_hero(canvas, exercise.place, (X, NEXT_CARD[1], W, PICTURE_H))
    title = exercise.title.get(context.language.code)
    over = text("À reprendre") if kept else text("Prochain exercice")
    head = [Said(over, "small", "ink_soft", "medium"), Said(title, "lead", "ink", "semibold")]
    write_column(canvas, LEFT, 295, head, (ROOM, 78))
    if kept:
        canvas.icon("save", LEFT + 11, 360, 28, "action")
        write(canvas, LEFT + 32, 360, kept, (ROOM - 32, 58), "small", "ink", weight="semibold")
        return
    canvas.icon("clock", LEFT + 11, 360, 28, "ink_soft")
    minutes = text("{n} min", n=context.language.number(exercise.minutes, 0))
    block = write(canvas, LEFT + 32, 360, minutes, (90, 40), "small", "ink_soft", weight="medium")
    at = LEFT + 32 + block.width + 14
    canvas.rect(at, 350, 2, 20, "line")
    mine = context.exercises(exercise.place)
    where = text(
        "{place}, {n} sur {all}", place=place_words(context, exercise.place), n=mine.index(exercise) + 1, all=len(mine)
    )
    write(canvas, at + 16, 360, where, (LEFT + ROOM - at - 16, 58), "small", "ink_soft", weight="medium")


def paint_second(canvas: Canvas, context: Context, exercise: Exercise, state: str) -> None:
    """One more exercise: to look at again, or the one after the next."""
    text = context.language.text
    x, y, _, h = SECOND_CARD
    canvas.card(*SECOND_CARD)
    weak = state == TO_REVIEW
    minutes = context.language.number(exercise.minutes, 0)
    where = text("{place}, {n} min", place=place_words(context, exercise.place), n=minutes)
    words = context.words.verdict(TO_REVIEW) if weak else text("Ensuite")
    said = [
        Said(words, "small", TEXT_TONES[TO_REVIEW] if weak else "ink_soft", "medium"),
        Said(exercise.title.get(context.language.code), "lead", "ink", "semibold"),
        Said(where, "small", "ink_soft", "medium"),
    ]
    blocks = column(canvas, said, 176, h - 14, 2)
    if sum(block.height for block in blocks) + 4 > h - 14:
        # Long words need the whole card: the picture gives way.
        write_column(canvas, x + 24, y + h / 2, said, (272, h - 14), 2)
    else:
        with canvas.clip_shape(rounded(x + 16, y + h / 2 - 52, 104, 104, 10)) as c:
            c.part(f"ui/map/place_{exercise.place}", x + 68 - 97, y + h / 2 - 97, stretch=(194, 194))
        top = y + (h - sum(block.height for block in blocks)) / 2 - 2
        for place, (each, block) in enumerate(zip(said, blocks, strict=True)):
            left = x + 132
            if weak and place == 0 and block.width <= 140:
                canvas.part("ui/states/to_review", left, top + block.height / 2 - 13, stretch=(26, 26))
                left += 34
            canvas.block(left, top, block, each.colour, "left", "top")
            top += block.height + 2
    canvas.icon("chevron_right", x + 330, y + h / 2, 40, "action")


def rounded(x: float, y: float, w: float, h: float, r: float) -> list[tuple[float, float]]:
    low = [*arc_points(x + w - r, y + h - r, r, 0, 90), *arc_points(x + r, y + h - r, r, 90, 180)]
    return [*rounded_top(x, y, w, h, r)[:-2], *low]


def paint_progress(canvas: Canvas, context: Context, states: Sequence[str]) -> None:
    """How many exercises stand in which state."""
    text = context.language.text
    canvas.card(*PROGRESS_CARD)
    write(canvas, LEFT, 714, text("Mon parcours"), (ROOM, 40), "lead", "ink", weight="semibold")
    done, whole = sum(1 for s in states if s == ACQUIRED), len(states)
    figure = boxed(canvas, context.language.number(done, 0), 120, 56, "display", "bold")
    canvas.block(LEFT, 766, figure, "ink", "left", "middle")
    said = context.language.ntext("exercice acquis sur {all}", "exercices acquis sur {all}", done, all=whole)
    left = LEFT + figure.width + 16
    write(canvas, left, 772, said, (LEFT + ROOM - left, 50), "small", "ink_soft", weight="medium")
    draw_progress(canvas, LEFT, 803, ROOM, done / whole if whole else 0.0, 14)
    for index, state in enumerate((ACQUIRED, IN_PROGRESS, TO_REVIEW, NOT_STARTED)):
        y = 862 + index * 42.5
        canvas.part(f"ui/states/{state}", LEFT, y - 13, stretch=(26, 26))
        write(canvas, LEFT + 40, y, context.words.verdict(state), (220, 40), "small", "ink", weight="medium")
        count = context.language.number(list(states).count(state), 0)
        canvas.block(LEFT + ROOM, y, boxed(canvas, count, 60, 36, "small", "medium"), "ink_soft", "right", "middle")
        if index < 3:
            canvas.rect(LEFT, y + 20, ROOM, 2, "track")
