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
from simulator.ui.widgets import Row

if TYPE_CHECKING:
    from simulator.screens.context import Context
    from simulator.screens.instructor import Standing

TABLE = (LEFT, 176.0, 1240.0, 560.0)
TABLE_ROWS = (LEFT + 16, 300.0, 1208.0, 424.0)
PERSON = (1432.0, 176.0, 440.0, 560.0)
LATEST_ROWS = (1448.0, 464.0, 408.0, 264.0)
COURSES = (LEFT, 760.0, 1704.0, 272.0)
FOLDER_FIELD = (LEFT + 24, 944.0, 440.0, 64.0)
PROBLEM_ROWS = (880.0, 822.0, 968.0, 204.0)
#: Where the columns of the exercises begin, and how wide they may be together.
COLUMNS_X, COLUMNS_W = 296.0, 812.0
STATES = (ACQUIRED, IN_PROGRESS, TO_REVIEW, NOT_STARTED)


@dataclass
class StandingRow(Row):
    """A line of the table: picture, name, a mark and a figure for each column, the number of attempts."""

    standing: Any = None
    avatar: int = 1
    cells: Sequence[tuple[str, str]] = ()

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The line; its columns stand under their heads."""
        if not self.shown:
            return
        self.ring(canvas, focused)
        if self.current or hovered:
            canvas.rect(self.x, self.y, self.w, self.h, "action_pale", 10)
        if self.current:
            canvas.rect(self.x + 4, self.y + 10, 5, self.h - 20, "action", 2.5)
        canvas.rect(self.x + 12, self.y + self.h + 1, self.w - 24, 2, "track")
        middle = self.y + self.h / 2
        canvas.part(f"ui/avatars/avatar_{self.avatar:02d}", self.x + 20, middle - 20, stretch=(40, 40))
        trainee = self.standing.trainee
        weight = "semibold" if self.current else "medium"
        up, high = (10, 28) if trainee.group else (0, 48)
        write(canvas, self.x + 72, middle - up, trainee.first_name, (212, high), "body", "ink", weight=weight)
        if trainee.group:
            write(canvas, self.x + 72, middle + 13, trainee.group, (212, 26), "small", "ink_soft")
        for index, (state, figure) in enumerate(self.cells):
            self._cell(canvas, column(index, len(self.cells)), state, figure, middle)
        count = boxed(canvas, str(self.standing.attempts), 60, 40, "body", "semibold")
        canvas.block(self.x + self.w - 24, middle, count, "ink", "right", "middle")

    def _cell(self, canvas: Canvas, place: tuple[float, float], state: str, figure: str, middle: float) -> None:
        x, w = place
        shift = 22 if figure else 0
        canvas.part(f"ui/states/{state}", x + w / 2 - shift - 14, middle - 14, stretch=(28, 28))
        if figure:
            block = boxed(canvas, figure, w - 50, 36, "body", "medium")
            canvas.block(x + w / 2 + 4, middle, block, "ink", "left", "middle")


@dataclass
class ProblemRow(Row):
    """One error of a course file: file, line and column, and under them what is wrong."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The row."""
        if not self.shown:
            return
        self.ring(canvas, focused)
        canvas.rect(self.x, self.y, self.w, self.h, "bad_pale", 12, 2, "line")
        canvas.icon("warning", self.x + 36, self.y + self.h / 2, 40, "bad_text")
        room = self.w - 96
        write(canvas, self.x + 76, self.y + 16, self.soft, (room, 24), "small", "bad_text", weight="medium")
        write(canvas, self.x + 76, self.y + 61, self.label, (room, 74), "body", "ink")


def column(index: int, count: int) -> tuple[float, float]:
    """Left edge and width of a column."""
    width = min(190.0, COLUMNS_W / max(1, count))
    return LEFT + COLUMNS_X + index * width, width


def paint_table(canvas: Canvas, context: Context, names: Sequence[str], people: bool) -> None:
    """The table's ground and heads; its lines are widgets."""
    text = context.language.text
    x, y, w, _ = TABLE
    canvas.card(*TABLE)
    write(canvas, x + 36, y + 62, text("Stagiaire"), (250, 60), "small", "ink_soft", weight="medium")
    write(canvas, x + w - 40, y + 62, text("Essais"), (86, 60), "small", "ink_soft", "right", weight="medium")
    heads = boxed_alike(canvas, names, column(0, len(names))[1] - 6, 118, "small", "medium")
    for index, head in enumerate(heads):
        left, width = column(index, len(names))
        canvas.block(left + width / 2, y + 62, head, "ink", "center", "middle")
    canvas.rect(x + 28, y + 120, w - 56, 2, "line")
    if not people:
        said = text("Personne n’a encore travaillé sur cet ordinateur.")
        write(canvas, x + w / 2, y + 300, said, (w - 200, 120), "lead", "ink_soft", "center")


def paint_person(canvas: Canvas, context: Context, standing: Standing | None, attempts: bool) -> None:
    """The chosen trainee: how many exercises stand in which state; the latest attempts are widgets."""
    text = context.language.text
    x, y, w, _ = PERSON
    canvas.card(*PERSON)
    if standing is None:
        write(canvas, x + w / 2, y + 280, text("Choisis un stagiaire."), (w - 60, 80), "lead", "ink_soft", "center")
        return
    trainee = standing.trainee
    canvas.part(f"ui/avatars/avatar_{context.avatar_of(trainee):02d}", x + 24, y + 24, stretch=(88, 88))
    middle = y + (54 if trainee.group else 68)
    write(canvas, x + 132, middle, trainee.first_name, (w - 156, 44), "lead", "ink", weight="semibold")
    if trainee.group:
        write(canvas, x + 132, y + 88, trainee.group, (w - 156, 40), "small", "ink_soft")
    for index, state in enumerate(STATES):
        left, top = x + 24 + (index % 2) * 200, y + 140 + (index // 2) * 48
        canvas.part(f"ui/states/{state}", left, top, stretch=(30, 30))
        count = boxed(canvas, context.language.number(standing.states.count(state)), 40, 36, "lead", "semibold")
        canvas.block(left + 42, top + 15, count, "ink", "left", "middle")
        words = context.words.verdict(state)
        write(canvas, left + 50 + count.width, top + 16, words, (140 - count.width, 40), "small", "ink_soft")
    canvas.rect(x + 24, y + 240, w - 48, 2, "track")
    said = text("Derniers essais") if attempts else text("Aucun essai pour le moment.")
    write(canvas, x + 24, y + 264, said, (w - 48, 40), "body", "ink", weight="semibold")


def paint_courses(canvas: Canvas, context: Context, exercises: int, problems: bool) -> None:
    """The courses that are open, and the place to open more; problems are widgets."""
    text, language = context.language.text, context.language
    x, y, w, _ = COURSES
    canvas.card(*COURSES)
    paint_heading(canvas, x + 24, y + 24, 520, "file_yaml", text("Cours et exercices"))
    courses = context.courses()
    counted = language.ntext("{n} exercice", "{n} exercices", exercises)
    names = ", ".join(course.title.get(language.code) for course in courses) or text("Aucun cours n’a été trouvé.")
    write(canvas, x + 24, y + 104, f"{names} · {counted}", (632, 60), "body", "ink_soft")
    left = PROBLEM_ROWS[0]
    canvas.rect(left - 32, y + 24, 2, 224, "track")
    if problems:
        canvas.part("ui/states/bad", left, y + 14, stretch=(36, 36))
        said = text("À corriger dans les fichiers")
        write(canvas, left + 52, y + 32, said, (700, 40), "lead", "ink", weight="semibold")
    else:
        canvas.part("ui/states/good", left, y + 110, stretch=(48, 48))
        said = text("Tous les exercices sont vérifiés. Aucune erreur.")
        write(canvas, left + 68, y + 134, said, (860, 60), "lead", "good_text", weight="medium")
