"""Cards of the instructor's page: the table of everybody, one person, the courses.

They deliberately compute no state and read no file.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.scoring import ACQUIRED, IN_PROGRESS, NOT_STARTED, TO_REVIEW
from simulator.screens.page import LEFT, paint_heading
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, boxed_alike, write
from simulator.ui.theme import FIBRES, faded
from simulator.ui.widgets import Row

if TYPE_CHECKING:
    from simulator.screens.context import Context
    from simulator.screens.standings import Standing

TABLE = (LEFT, 176.0, 1240.0, 616.0)
TABLE_ROWS = (LEFT + 16, 294.0, 1208.0, 430.0)
#: Height of the head with its line, and top of the last line, which counts the class.
HEAD_H, FOOT_Y = 112.0, 550.0
PERSON = (1432.0, 176.0, 440.0, 616.0)
LATEST_ROWS = (1448.0, 444.0, 408.0, 248.0)
SIGN = (1448.0, 704.0, 408.0, 68.0)
TODAY = (LEFT, 816.0, 772.0, 220.0)
TODAY_ROWS = (LEFT + 232, 830.0, 524.0, 192.0)
REVIEW = (964.0, 816.0, 444.0, 220.0)
REVIEW_ROWS = (980.0, 884.0, 412.0, 140.0)
COURSES = (1432.0, 816.0, 440.0, 220.0)
COURSES_BUTTON = (1456.0, 956.0, 392.0, 60.0)
#: Where the columns of the exercises begin, and how wide they may be together.
COLUMNS_X, COLUMNS_W = 316.0, 812.0
#: Middle of the bar from which the fibres of the lines come, from the left edge of a line.
BAR_X = 268.0
FIBRE_ORDER = tuple(FIBRES)
STATES = (ACQUIRED, IN_PROGRESS, TO_REVIEW, NOT_STARTED)
TONES = {ACQUIRED: "good", IN_PROGRESS: "info", TO_REVIEW: "watch", NOT_STARTED: "track"}


@dataclass(frozen=True)
class Cell:
    """What stands in a column of a line: state, figure, and the scores of all attempts, oldest first [0 to 100]."""

    state: str
    figure: str
    scores: tuple[float, ...]


@dataclass
class StandingRow(Row):
    """A line of the table: picture, name, a mark and a figure for each column, the number of attempts."""

    standing: Any = None
    avatar: int = 1
    cells: Sequence[Cell] = ()
    number: int = 0

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The line; its columns stand under their heads."""
        if not self.shown:
            return
        self.ring(canvas, focused)
        lit, trainee = self.current or hovered, self.standing.trainee
        key = ("standing", self.number, self.y, self.h, self.avatar, trainee.first_name, trainee.group,
               tuple(self.cells), self.standing.attempts, lit, self.current)  # fmt: skip
        # Much stands in a line, and nothing of it moves.
        canvas.layer(key, lambda c: self._paint(c, lit), (self.x, self.y - 4, self.w, self.h + 8))

    def _paint(self, canvas: Canvas, lit: bool) -> None:
        ground = "action_pale" if lit else "panel"
        canvas.rect(self.x, self.y, self.w, self.h, ground, 10)
        if self.current:
            canvas.rect(self.x + 4, self.y + 8, 5, self.h - 16, "action", 2.5)
        middle = self.y + self.h / 2
        self._name(canvas, middle)
        self._fibre(canvas, middle)
        for index, cell in enumerate(self.cells):
            _paint_cell(canvas, column(index, len(self.cells)), cell, middle, ground)
        count = boxed(canvas, str(self.standing.attempts), 60, 40, "body", "semibold")
        canvas.block(self.x + self.w - 24, middle, count, "ink", "right", "middle")

    def _name(self, canvas: Canvas, middle: float) -> None:
        """Picture and first name, the class under it where the line is high enough."""
        size = self.h - 14
        canvas.part(f"ui/avatars/avatar_{self.avatar:02d}", self.x + 18, middle - size / 2, stretch=(size, size))
        trainee = self.standing.trainee
        weight = "semibold" if self.current else "medium"
        left, room = self.x + 34 + size, BAR_X - 50 - size
        two = bool(trainee.group) and self.h > 50
        up, high = (11, 28) if two else (0, self.h - 4)
        write(canvas, left, middle - up, trainee.first_name, (room, high), "body", "ink", weight=weight)
        if two:
            write(canvas, left, middle + 14, trainee.group, (room, 26), "small", "ink_soft")

    def _fibre(self, canvas: Canvas, middle: float) -> None:
        """The fibre of this line in its trade colour, out of the bar that all come from, and on through the line."""
        x = self.x + BAR_X
        canvas.line(x, middle, self.x + self.w - 96, middle, "track", 2)
        canvas.rect(x - 6, self.y - 3, 10, self.h + 6, "case")
        canvas.rect(x - 4, self.y - 3, 3, self.h + 6, "case_edge")
        canvas.tube([(x, middle), (x + 30, middle)], 9, FIBRE_ORDER[self.number % len(FIBRE_ORDER)])


def _paint_cell(canvas: Canvas, place: tuple[float, float], cell: Cell, middle: float, ground: str) -> None:
    """State, the way of the scores as lit fibre, and a figure."""
    x, w = place
    canvas.circle(x + 16, middle, 17, ground)
    canvas.part(f"ui/states/{cell.state}", x + 2, middle - 14, stretch=(28, 28))
    if not cell.figure:
        return
    block = boxed(canvas, cell.figure, 52, 36, "body", "semibold")
    right = x + w - 14
    canvas.rect(right - block.width - 6, middle - 14, block.width + 12, 28, ground, 8)
    canvas.block(right, middle, block, "ink", "right", "middle")
    left, end = x + 38, right - block.width - 16
    scores = cell.scores if len(cell.scores) > 1 else cell.scores * 2
    if end - left < 24 or not scores:
        return
    step = (end - left) / (len(scores) - 1)
    way = [(left + index * step, middle + 9 - 18 * score / 100) for index, score in enumerate(scores)]
    canvas.polyline(way, faded(canvas.theme.light, 0.22), 9, True)
    canvas.polyline(way, "light", 3.5, True)
    canvas.circle(end, way[-1][1], 5, ground, 2.5, "light")


def column(index: int, count: int) -> tuple[float, float]:
    """Left edge and width of a column."""
    width = min(190.0, COLUMNS_W / max(1, count))
    return LEFT + COLUMNS_X + index * width, width


def paint_table(
    canvas: Canvas, context: Context, heads: Sequence[tuple[str, str]], lines: Sequence[Sequence[Cell]]
) -> None:
    """The table's ground, its heads (name, and the place where a column is one), its last line; lines are widgets."""
    x, y, w, h = TABLE
    key = ("standing table", tuple(heads), tuple(map(tuple, lines)), context.language.code)
    canvas.layer(key, lambda c: _paint_table(c, context, heads, lines), (x - 20, y - 16, w + 40, h + 44))


def _paint_table(
    canvas: Canvas, context: Context, heads: Sequence[tuple[str, str]], lines: Sequence[Sequence[Cell]]
) -> None:
    text = context.language.text
    x, y, w, _ = TABLE
    canvas.card(*TABLE)
    middle = y + HEAD_H / 2 + 4
    # No larger than the names below.
    head = canvas.texts.capped("small", 22)
    write(canvas, x + 34, middle, text("Stagiaire"), (220, 60), head, "ink_soft", weight="medium")
    write(canvas, x + w - 40, middle, text("Essais"), (86, 60), head, "ink_soft", "right", weight="medium")
    width = column(0, len(heads))[1]
    pictured = any(place for _, place in heads)
    names = boxed_alike(canvas, [name for name, _ in heads], width - 12, 40 if pictured else 100, "small", "semibold")
    for index, (_, place) in enumerate(heads):
        left, _ = column(index, len(heads))
        if place:
            canvas.part(f"ui/map/place_{place}", left - 9, y + 5, stretch=(70, 70))
        canvas.block(left + 2, y + 91 if pictured else middle, names[index], "ink", "left", "middle")
    canvas.rect(x + 28, y + HEAD_H, w - 56, 2, "line")
    if lines:
        _paint_class(canvas, context, heads, lines)
    else:
        said = text("Personne n’a encore travaillé sur cet ordinateur.")
        write(canvas, x + w / 2, y + 300, said, (w - 200, 120), "lead", "ink_soft", "center")


def _paint_class(
    canvas: Canvas, context: Context, heads: Sequence[tuple[str, str]], lines: Sequence[Sequence[Cell]]
) -> None:
    """The last line: how many of the class stand where, column by column."""
    x, y, w, _ = TABLE
    canvas.rect(x + 28, y + FOOT_Y + 4, w - 56, 2, "line")
    middle = y + FOOT_Y + 36
    canvas.part("ui/states/acquired", x + 36, middle - 15, stretch=(30, 30))
    said = context.language.text("Acquis, sur {n}", n=context.language.number(len(lines), 0))
    write(canvas, x + 78, middle, said, (210, 44), "body", "ink", weight="semibold")
    for index in range(len(heads)):
        left, width = column(index, len(heads))
        states = [cells[index].state for cells in lines]
        room = width - 56
        canvas.rect(left, middle - 7, room, 14, "track", 7)
        at = left
        for state in STATES[:3]:
            part = room * states.count(state) / len(lines)
            if part:
                canvas.rect(at, middle - 7, max(4.0, part - 2), 14, TONES[state], 4)
            at += part
        count = context.language.number(states.count(ACQUIRED), 0)
        write(canvas, left + width - 14, middle, count, (36, 40), "body", "ink", "right", weight="semibold")


def paint_person(canvas: Canvas, context: Context, standing: Standing | None, attempts: bool) -> None:
    """The chosen trainee: how many exercises stand in which state; the latest attempts are widgets."""
    text = context.language.text
    x, y, w, _ = PERSON
    canvas.card(*PERSON)
    if standing is None:
        write(canvas, x + w / 2, y + 280, text("Choisis un stagiaire."), (w - 60, 80), "lead", "ink_soft", "center")
        return
    trainee = standing.trainee
    canvas.part(f"ui/avatars/avatar_{context.avatar_of(trainee):02d}", x + 24, y + 18, stretch=(76, 76))
    middle = y + (40 if trainee.group else 56)
    write(canvas, x + 116, middle, trainee.first_name, (w - 140, 44), "lead", "ink", weight="semibold")
    if trainee.group:
        write(canvas, x + 116, y + 76, trainee.group, (w - 140, 32), "small", "ink_soft")
    for index, state in enumerate(STATES):
        left, top = x + 24, y + 104 + index * 29
        canvas.part(f"ui/states/{state}", left, top + 1, stretch=(26, 26))
        count = boxed(canvas, context.language.number(standing.states.count(state)), 60, 29, "body", "semibold")
        canvas.block(left + 72, top + 14, count, "ink", "right", "middle")
        words = context.words.verdict(state)
        write(canvas, left + 86, top + 14, words, (w - 134, 29), "small", "ink_soft")
    canvas.rect(x + 24, y + 226, w - 48, 2, "track")
    said = text("Derniers essais") if attempts else text("Aucun essai pour le moment.")
    write(canvas, x + 24, y + 247, said, (w - 48, 36), "body", "ink", weight="semibold")


def paint_today(canvas: Canvas, context: Context, count: int) -> None:
    """Who worked today: how many, and which PCs that covers; the people are widgets."""
    text, language = context.language.text, context.language
    x, y, w, h = TODAY
    canvas.card(*TODAY)
    paint_heading(canvas, x + 16, y + 10, 200, "clock", text("Aujourd’hui"))
    canvas.rect(TODAY_ROWS[0] - 16, y + 24, 2, h - 48, "track")
    counted = language.ntext("{n} stagiaire", "{n} stagiaires", count)
    write(canvas, x + 24, y + 100, counted, (176, 60), "lead", "ink", weight="semibold")
    write(canvas, x + 24, y + 164, text("Brin ne voit que cet ordinateur."), (176, 84), "small", "ink_soft")
    if not count:
        left, _, room, _ = TODAY_ROWS
        said = text("Personne n’a travaillé aujourd’hui.")
        write(canvas, left + room / 2, y + h / 2, said, (room - 32, 120), "body", "ink_soft", "center")


def paint_review(canvas: Canvas, context: Context, lost: bool) -> None:
    """The gestures on which most of the class lose points; they are widgets."""
    text = context.language.text
    x, y, w, _ = REVIEW
    canvas.card(*REVIEW)
    paint_heading(canvas, x + 16, y + 10, w - 32, "target", text("Gestes à revoir"))
    if not lost:
        said = text("Rien à revoir pour le moment.")
        write(canvas, x + w / 2, y + 136, said, (w - 48, 100), "body", "ink_soft", "center")


def paint_courses(canvas: Canvas, context: Context, exercises: int, problems: int) -> None:
    """How many exercises are open, and whether something is wrong in their files; more stands on a page of its own."""
    text, language = context.language.text, context.language
    x, y, w, _ = COURSES
    canvas.card(*COURSES)
    paint_heading(canvas, x + 24, y + 10, w - 48, "file_yaml", text("Cours et exercices"))
    canvas.part("ui/states/bad" if problems else "ui/states/good", x + 24, y + 76, stretch=(40, 40))
    said = language.ntext("{n} exercice, vérifié", "{n} exercices, tous vérifiés", exercises)
    if problems:
        said = language.ntext("{n} erreur dans un fichier", "{n} erreurs dans les fichiers", problems)
    write(canvas, x + 80, y + 96, said, (w - 104, 68), "body", "bad_text" if problems else "ink", weight="medium")
