"""The instructor's page: everybody who works on this PC, what stands where, the class's sheets, and more courses.

It deliberately asks for no password and marks nothing: states and scores are those of the attempts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from simulator.records.models import RecordsError
from simulator.scoring import NOT_STARTED
from simulator.screens import instructor_cards as cards
from simulator.screens.context import safe_name
from simulator.screens.home_map import PlaceState
from simulator.screens.notebook import attempt_mark, open_attempt, write_sheets
from simulator.screens.page import Page, paint_title
from simulator.ui.canvas import Canvas
from simulator.ui.dialog import Dialog
from simulator.ui.listing import Listing
from simulator.ui.widgets import Button, Row, TextField, Widget

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.records import KeptAttempt
    from simulator.screens.context import Context

#: Exercises that still have a column each; beyond, the places have.
MOST_COLUMNS = 8
#: Attempts of the chosen trainee that are shown.
LATEST = 4
#: So many people have lines with room for their class under their name; more have slim lines.
ROOMY = 7


@dataclass(frozen=True)
class Nobody:
    """Stands for the attempts of those who gave no name."""

    first_name: str
    id: None = None
    group: str = ""


@dataclass(frozen=True)
class Standing:
    """One trainee's line: state, best score and all scores of each exercise, and how many attempts there were."""

    trainee: Any
    states: tuple[str, ...]
    best: tuple[float | None, ...]
    scores: tuple[tuple[float, ...], ...]
    attempts: int


def standings(context: Context, exercises: Sequence[Exercise]) -> list[Standing]:
    """A line for everybody of this PC, in the order of their classes and names; last, attempts without a name."""
    store = context.store()
    found = [_standing(context, exercises, trainee, store.runs(trainee.id)) for trainee in context.trainees()]
    found.sort(key=lambda s: (s.trainee.group.casefold(), s.trainee.first_name.casefold()))
    unnamed: dict[str, list[tuple[float, bool, int]]] = {}
    for row in store.attempts():
        if row.trainee_id is None:
            unnamed.setdefault(row.exercise, []).append((row.score, bool(row.gates_broken), row.seed))
    if unnamed:
        found.append(_standing(context, exercises, Nobody(context.language.text("Sans prénom")), unnamed))
    return found


def _standing(
    context: Context, exercises: Sequence[Exercise], trainee: Any, runs: dict[str, list[tuple[float, bool, int]]]
) -> Standing:
    states = tuple(context.state_of(exercise, runs) for exercise in exercises)
    best = tuple(max((s for s, _, _ in runs.get(e.id, [])), default=None) for e in exercises)
    scores = tuple(tuple(score for score, _, _ in runs.get(e.id, [])) for e in exercises)
    return Standing(trainee, states, best, scores, sum(len(mine) for mine in runs.values()))


def columns(context: Context, exercises: Sequence[Exercise]) -> list[tuple[str, tuple[int, ...]]]:
    """Heads of the table with the exercises under each: one exercise each, or one place each when there are many."""
    code = context.language.code
    if len(exercises) <= MOST_COLUMNS:
        return [(exercise.title.get(code), (index,)) for index, exercise in enumerate(exercises)]
    places = dict.fromkeys(exercise.place for exercise in exercises)
    under = {place: tuple(i for i, e in enumerate(exercises) if e.place == place) for place in places}
    return [(context.words.place(place), indexes) for place, indexes in under.items()]


def cell(context: Context, standing: Standing, indexes: Sequence[int]) -> cards.Cell:
    """State, figure and scores of a column: the best score of one exercise, or how many of several are acquired."""
    states = tuple(standing.states[index] for index in indexes)
    scores = tuple(score for index in indexes for score in standing.scores[index])
    if len(indexes) == 1:
        best = standing.best[indexes[0]]
        return cards.Cell(states[0], "" if best is None else context.language.number(best, 0), scores)
    place = PlaceState("", states)
    return cards.Cell(place.state, "" if place.state == NOT_STARTED else f"{place.done}/{len(states)}", scores)


class InstructorScreen(Page):
    """A table of everybody, the chosen one at the right, courses below."""

    entry = "teacher"
    message_x = 1364.0

    def __init__(self, context: Context, group: str | None = None, chosen: int = 0, folder: str = "") -> None:
        super().__init__(context)
        self.exercises = list(context.exercises())
        self.columns = columns(context, self.exercises)
        self.everybody = standings(context, self.exercises)
        self.groups = sorted({s.trainee.group for s in self.everybody if s.trainee.group}, key=str.casefold)
        self.group = group if group in self.groups else None
        self.chosen = chosen
        #: What the chosen trainee has kept for later, by number.
        self.kept: dict[str, KeptAttempt] = {}
        self.table = Listing(*cards.TABLE_ROWS, gap=4)
        self.problems = Listing(*cards.PROBLEM_ROWS, row_h=68, gap=4)
        self.latest = Listing(*cards.LATEST_ROWS, row_h=74, gap=6)
        self.listings = [self.table, self.latest, self.problems]
        x, y, w, h = cards.FOLDER_FIELD
        hint = context.language.text("Ouvrir un autre dossier de cours (chemin)")
        self.folder = TextField("open:field", hint, "", x, y, w, h, value=folder, most=400)
        self._build()

    def again(self) -> InstructorScreen:
        """The same page in another language."""
        return InstructorScreen(self.context, self.group, self.chosen, self.folder.value)

    @property
    def people(self) -> list[Standing]:
        """Everybody of the chosen class, or everybody."""
        return [s for s in self.everybody if self.group is None or s.trainee.group == self.group]

    @property
    def current(self) -> Standing | None:
        """The chosen line."""
        people = self.people
        return people[min(self.chosen, len(people) - 1)] if people else None

    def _build(self) -> None:
        text = self.context.language.text
        lines = [self._line(index, standing) for index, standing in enumerate(self.people)]
        self.table.row_h = 58.0 if len(lines) <= ROOMY else 40.0
        self.table.fill(lines)
        attempts = [*self._left(), *(self._attempt(row) for row in self._latest())]
        self.latest.fill(attempts)
        problems = [self._problem(index, problem) for index, problem in enumerate(self.context.problems)]
        self.problems.fill(problems)
        csv = Button("csv", text("Classe en CSV"), "table", 1072, 64, 260, 64)
        pdf = Button("pdf", text("Classe en PDF"), "print", 1348, 64, 260, 64, kind="primary")
        csv.enabled = pdf.enabled = any(s.attempts for s in self.people)
        who = self.group or text("Tous")
        group = Button("group", text("Groupe : {name}", name=who), "class", 1624, 64, 248, 64, kind="quiet")
        group.enabled = bool(self.groups)
        x, y, w, h = cards.FOLDER_FIELD
        opened = Button("open:folder", text("Ouvrir"), "folder", x + w + 16, y, 168, h)
        top: list[Widget] = [csv, pdf, group]
        own = [*top, *lines, *attempts, self.folder, opened, *problems]
        self.show(own, lines[0] if lines else self.folder)

    def _line(self, index: int, standing: Standing) -> cards.StandingRow:
        line = cards.StandingRow(f"person:{index}", standing.trainee.first_name, standing=standing)
        line.current, line.number = index == self.chosen, index
        line.avatar = self.context.avatar_of(standing.trainee)
        line.cells = [cell(self.context, standing, indexes) for _, indexes in self.columns]
        return line

    def _latest(self) -> list[Any]:
        if self.current is None:
            return []
        mine = self.current.trainee.id
        rows = [row for row in self.context.store().attempts(mine) if row.trainee_id == mine]
        return rows[::-1][:LATEST]

    def _problem(self, index: int, problem: Any) -> Row:
        where = f"{problem.path}:{problem.line}:{problem.column}"
        return cards.ProblemRow(f"problem:{index}", problem.message, soft=where)

    def _attempt(self, row: Any) -> Row:
        language = self.context.language
        known = next((e for e in self.exercises if e.id == row.exercise), None)
        title = known.title.get(language.code) if known is not None else row.exercise
        score = language.number(row.score, 0)
        sittings = self.context.store().sheet(row.id).sittings
        soft = language.date(row.finished)
        if sittings > 1:
            soft += " · " + language.ntext("{n} séance", "{n} séances", sittings)
        return Row(f"attempt:{row.id}", title, soft=soft, right=score, mark=attempt_mark(row))

    def _left(self) -> list[Row]:
        """What the chosen trainee has kept for later."""
        trainee = self.current.trainee if self.current is not None else None
        if trainee is None:
            return []
        person = trainee if trainee.id is not None else None
        self.kept = {left.journal.attempt_id: left for left in self.context.kept.of_person(person)}
        text, rows = self.context.language.text, []
        for number, left in self.kept.items():
            known = next((e for e in self.exercises if (e.course_id, e.id) == left.exercise), None)
            if known is not None:
                soft = text("Gardé : {told}", told=self.context.kept.told(left, known))
                rows.append(Row(f"kept:{number}", known.title.get(self.context.language.code), "save", soft=soft))
        return rows

    def _ask_to_score(self, number: str) -> None:
        text = self.context.language.text
        said = text("Cet essai n’est pas fini. Noté, il ne peut plus être repris.")
        answers = [(f"score:{number}", text("Noter tel quel"), "flag"), ("cancel", text("Le laisser"), "save")]
        self.asked = Dialog(text("Noter cet essai ?"), said, answers, "save")

    def _score(self, number: str) -> None:
        """Put a kept attempt into the class book as far as it went."""
        try:
            self.context.kept.score(self.kept[number])
        except (RecordsError, ValueError) as error:
            self.say("bad", str(error))
        self.everybody = standings(self.context, self.exercises)
        self._build()

    # input

    def press(self, name: str) -> None:
        """Choose somebody or a class, open an attempt or a folder, write the sheets of the class."""
        kind, _, value = name.partition(":")
        if kind == "person":
            self.chosen = int(value)
            self._build()
        elif kind == "kept":
            self._ask_to_score(value)
        elif kind == "score":
            self._score(value)
        elif kind == "attempt":
            open_attempt(self, value, "debrief")
        elif kind == "group":
            order: list[str | None] = [None, *self.groups]
            self.group = order[(order.index(self.group) + 1) % len(order)]
            self.chosen = 0
            self._build()
        elif kind == "open":
            self._open()
        elif kind in ("csv", "pdf"):
            self._export(kind)

    def _export(self, form: str) -> None:
        store = self.context.store()
        wanted = {s.trainee.id for s in self.people}
        sheets = [store.sheet(row.id) for row in store.attempts() if row.trainee_id in wanted]
        name = safe_name(self.group or self.context.language.text("classe"), self.context.now_text()[:10]) + f".{form}"
        write_sheets(self, sheets, f"class-{form}", name)

    def _open(self) -> None:
        """Add a folder of courses; what is wrong in it is listed with file and line."""
        text = self.context.language.text
        folder = Path(self.folder.value.strip().strip('"')).expanduser()
        if not self.folder.value.strip() or not folder.is_dir():
            self.say("bad", text("Ce dossier n’existe pas : {path}", path=self.folder.value.strip() or "…"))
            return
        before = len(self.exercises)
        self.context.add_courses(folder)
        page = InstructorScreen(self.context, self.group, self.chosen, self.folder.value)
        found = len(page.exercises) - before
        if found > 0:
            page.say("good", self.context.language.ntext("{n} exercice ajouté.", "{n} exercices ajoutés.", found))
        elif not self.context.problems:
            page.say("watch", text("Aucun nouvel exercice dans ce dossier."))
        self.go(page)

    # drawing

    def paint(self, canvas: Canvas) -> None:
        """Title, table, chosen trainee, courses."""
        language = self.context.language
        people = language.ntext("{n} stagiaire", "{n} stagiaires", len(self.people))
        attempts = language.ntext("{n} essai", "{n} essais", sum(s.attempts for s in self.people))
        paint_title(canvas, language.text("Formateur"), f"{people} · {attempts}", 880)
        heads = [(name, self.exercises[under[0]].place if len(under) > 1 else "") for name, under in self.columns]
        lines = [row.cells for row in self.table.rows if isinstance(row, cards.StandingRow)]
        cards.paint_table(canvas, self.context, heads, lines)
        cards.paint_person(canvas, self.context, self.current, bool(self.latest.rows))
        cards.paint_courses(canvas, self.context, len(self.exercises), bool(self.problems.rows))
