"""The courses that are open, the place to open a folder of more, and what is wrong in their files.

It deliberately changes no course: a file is mended in an editor, and read again here.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from simulator.curriculum.loader import EXERCISES
from simulator.screens.home_cards import rounded_top
from simulator.screens.page import LEFT, Page, paint_heading, paint_title, paint_way
from simulator.ui.canvas import Canvas
from simulator.ui.evening import evening
from simulator.ui.fitting import write
from simulator.ui.listing import Listing
from simulator.ui.widgets import Button, Row, TextField, Widget

if TYPE_CHECKING:
    from simulator.screens.context import Context

OPEN = (LEFT, 176.0, 640.0, 860.0)
FOLDER_FIELD = (LEFT + 24, 304.0, 592.0, 64.0)
COURSE_ROWS = (LEFT + 24, 548.0, 592.0, 472.0)
PROBLEMS = (832.0, 176.0, 1040.0, 860.0)
PROBLEM_ROWS = (856.0, 264.0, 992.0, 756.0)
#: Without a problem: the way to exercises of one's own, under a picture.
OWN = (832.0, 292.0, 1040.0, 744.0)
PICTURE_H = 330.0
EXAMPLE = (1152.0, 944.0, 400.0, 68.0)
#: Folder and name of an exercise that is written to begin with.
OWN_FOLDER, OWN_NAME = "mes-exercices", "mon-exercice"


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
        write(canvas, self.x + 76, self.y + 18, self.soft, (room, 28), "small", "bad_text", weight="medium")
        write(canvas, self.x + 76, self.y + 56, self.label, (room, 48), "body", "ink")


class CoursesScreen(Page):
    """Open courses and a field for a folder at the left, problems at the right."""

    entry = "teacher"
    message_at = (OPEN[0] + OPEN[2] / 2, 952.0)

    def __init__(self, context: Context, folder: str = "") -> None:
        super().__init__(context)
        self.exercises = list(context.exercises())
        self.courses = Listing(*COURSE_ROWS, row_h=80, gap=8)
        self.problems = Listing(*PROBLEM_ROWS, row_h=88, gap=8)
        self.listings = [self.courses, self.problems]
        hint = context.language.text("Ouvrir un autre dossier de cours (chemin)")
        self.folder = TextField("open:field", hint, "", *FOLDER_FIELD, value=folder, most=400)
        self._build()

    def again(self) -> CoursesScreen:
        """The same page in another language."""
        return CoursesScreen(self.context, self.folder.value)

    def leave(self) -> None:
        """Escape: back to the class."""
        self.go(self.context.ways.instructor())

    def _build(self) -> None:
        text, language = self.context.language.text, self.context.language
        courses = [
            Row(f"course:{course.id}", course.title.get(language.code), "book",
                soft=language.ntext("{n} exercice", "{n} exercices", len(course.exercises)))
            for course in self.context.courses()
        ]  # fmt: skip
        problems = [
            ProblemRow(f"problem:{index}", problem.message, soft=f"{problem.path}:{problem.line}:{problem.column}")
            for index, problem in enumerate(self.context.problems)
        ]
        self.courses.fill(courses)
        self.problems.fill(problems)
        x, y, w, h = FOLDER_FIELD
        opened = Button("open:folder", text("Ouvrir"), "folder", x, y + h + 20, 288, 64, kind="primary")
        back = Button("back", text("Retour"), "back", x + 304, y + h + 20, 288, 64)
        write_one = [] if problems else [Button("example", text("Écrire un exemple"), "edit", *EXAMPLE)]
        own: list[Widget] = [self.folder, opened, back, *courses, *problems, *write_one]
        self.show(own, self.folder)

    def press(self, name: str) -> None:
        """Open a folder, write an example, or go back; courses and problems are there to be read."""
        if name == "back":
            self.leave()
        elif name == "example":
            self._write_example()
        elif name.startswith("open:"):
            self._open()

    def _open(self) -> None:
        """Add a folder of courses; what is wrong in it is listed with file and line."""
        text = self.context.language.text
        folder = Path(self.folder.value.strip().strip('"')).expanduser()
        if not self.folder.value.strip() or not folder.is_dir():
            self.say("bad", text("Ce dossier n’existe pas : {path}", path=self.folder.value.strip() or "…"))
            return
        before = len(self.exercises)
        page = self._opened(folder)
        found = len(page.exercises) - before
        if found > 0:
            page.say("good", self.context.language.ntext("{n} exercice ajouté.", "{n} exercices ajoutés.", found))
        elif not self.context.problems:
            page.say("watch", text("Aucun nouvel exercice dans ce dossier."))
        self.go(page)

    def _opened(self, folder: Path) -> CoursesScreen:
        """This page with one folder more."""
        self.context.add_courses(folder)
        return CoursesScreen(self.context, str(folder))

    def _write_example(self) -> None:
        """Write an exercise that is whole, where people look for papers, and open its folder."""
        from simulator.curriculum.scaffold import ScaffoldError, new_exercise

        folder = self.context.documents() / OWN_FOLDER
        names = (OWN_NAME if n == 1 else f"{OWN_NAME}-{n}" for n in range(1, 100))
        name = next((n for n in names if not (folder / EXERCISES / f"{n}.yaml").exists()), OWN_NAME)
        try:
            path = new_exercise(folder, name, self.context.language.code)
        except (ScaffoldError, OSError) as error:
            self.say("bad", str(error))
            return
        page = self._opened(folder)
        page.say("good", self.context.language.text("Écrit : {path}", path=path))
        self.go(page)

    def paint(self, canvas: Canvas) -> None:
        """Title and the cards."""
        text, language = self.context.language.text, self.context.language
        counted = language.ntext("{n} exercice", "{n} exercices", len(self.exercises))
        paint_title(canvas, text("Cours et exercices"), counted, 1400)
        x, y, w, _ = OPEN
        canvas.card(*OPEN)
        paint_heading(canvas, x + 24, y + 20, w - 48, "folder", text("Tes propres exercices"))
        said = text("Ouverts maintenant") if self.courses.rows else text("Aucun cours n’a été trouvé.")
        write(canvas, x + 24, y + 336, said, (w - 48, 44), "lead", "ink", weight="semibold")
        x, y, w, _ = PROBLEMS
        canvas.card(x, y, w, PROBLEMS[3] if self.problems.rows else 92)
        if self.problems.rows:
            canvas.part("ui/states/bad", x + 24, y + 24, stretch=(44, 44))
            said = text("À corriger dans les fichiers")
            write(canvas, x + 84, y + 46, said, (w - 108, 60), "lead", "ink", weight="semibold")
        else:
            canvas.part("ui/states/good", x + 24, y + 24, stretch=(44, 44))
            said = text("Tous les exercices sont vérifiés. Aucune erreur.")
            write(canvas, x + 84, y + 46, said, (w - 108, 60), "lead", "good_text", weight="medium")
            self._paint_own(canvas)

    def _paint_own(self, canvas: Canvas) -> None:
        """How an exercise of one's own is made, in three pictures."""
        text = self.context.language.text
        x, y, w, h = OWN
        canvas.card(*OWN)
        canvas.layer(("courses own",), _paint_picture, (x, y, w, PICTURE_H))
        said = [text("Écris un exemple."), text("Change ses textes et ses limites."), text("Ouvre son dossier ici.")]
        paint_way(canvas, (x, y + PICTURE_H, w, h - PICTURE_H), ("file", "edit", "folder"), said)


def _paint_picture(canvas: Canvas) -> None:
    """A bench of work, cut to the head of the card."""
    x, y, w, _ = OWN
    with canvas.clip_shape(rounded_top(x, y, w, PICTURE_H)) as c:
        c.part("connect/hero_splice", x, y - 96, stretch=(w, w / 2))
        evening(c, (x, y, w, PICTURE_H))
