"""The notebook of one trainee: every attempt kept on this PC, to look at again, to play again, to take away.

It deliberately changes nothing in the class book.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulator import library
from simulator import replay as replays
from simulator.curriculum.errors import CurriculumError
from simulator.i18n import N_
from simulator.records import RecordsError
from simulator.screens import nav
from simulator.screens.home_cards import paint_hero, paint_large
from simulator.screens.home_map import place_words
from simulator.screens.page import LEFT, Page, paint_title
from simulator.screens.rerun import no_longer, to_debrief
from simulator.ui.canvas import Canvas
from simulator.ui.fitting import boxed, write
from simulator.ui.listing import Listing
from simulator.ui.widgets import Button, Row, Widget

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

TOP, HEIGHT = 192.0, 840.0
LIST_W = 1040.0
SIDE_X, SIDE_W = 1232.0, 640.0


def attempt_mark(row: Any) -> str:
    """Mark of an attempt: a broken gate before everything else."""
    return "gate_broken" if row.gates_broken else _result_mark(row)


def _result_mark(row: Any) -> str:
    """Mark of what an attempt gave: a pass does not bear that of a skill, which takes several."""
    return "good" if row.passed else row.verdict


def open_attempt(page: Page, attempt_id: str, how: str, tick: int = 0) -> None:
    """Go to the debrief ('debrief') or to the replay ('replay', from a tick on) of a kept attempt.

    Says so when it cannot be run.
    """
    context = page.context

    def back() -> Page:
        page.go(page)
        return page

    try:
        log = replays.parse(context.store().log(attempt_id), attempt_id)
        exercise = library.exercise_for(log, context.course_roots)
        if how == "debrief":
            page.go(to_debrief(context, log, exercise, back=back))
        else:
            page.go(context.ways.replay(log, exercise, None, tick, back=N_("Voir le bilan"), origin=back))
    except RecordsError as error:
        page.say("bad", str(error))
    except (replays.LogError, CurriculumError):
        page.say("bad", no_longer(context))


def write_sheets(page: Page, sheets: list[Any], form: str, name: str) -> None:
    """Write sheets where people look for papers, and say where."""
    from simulator import sheets as writer

    context = page.context
    path = context.documents() / name
    try:
        writer.export(sheets, path, form, context.language.code)
    except (writer.SheetError, OSError) as error:
        page.say("bad", str(error))
        return
    page.say("good", context.language.text("Écrit : {path}", path=path))


class NotebookScreen(Page):
    """Attempts at the left, newest first; the chosen one at the right."""

    entry = "notebook"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        trainee = context.trainee
        self.attempts = list(reversed(context.store().attempts(trainee.id))) if trainee is not None else []
        self.exercises: dict[str, Exercise] = {exercise.id: exercise for exercise in context.exercises()}
        self.chosen = 0
        self.list = Listing(LEFT + 16, TOP + 16, LIST_W - 32, HEIGHT - 32, 88)
        self.listings = [self.list]
        self._build()

    def again(self) -> NotebookScreen:
        """The same page in another language, on the same attempt."""
        page = NotebookScreen(self.context)
        page.chosen = self.chosen
        page._build()
        return page

    def _build(self) -> None:
        text = self.context.language.text
        rows = [self._row(index, attempt) for index, attempt in enumerate(self.attempts)]
        self.list.fill(rows)
        if not self.attempts:
            known = self.context.trainee is not None
            words = text("Choisir un exercice") if known else text("Dire qui je suis")
            key, x, w = "map" if known else "who", SIDE_X + 40, SIDE_W - 80
            start = Button(key, words, "play", x, TOP + 404, w, 76, kind="primary")
            self.show([start], start)
            return
        left, right, half = SIDE_X + 32, SIDE_X + SIDE_W / 2 + 8, SIDE_W / 2 - 40
        buttons: list[Widget] = [
            Button("debrief", text("Revoir le bilan"), "checklist", left, 712, SIDE_W - 64, 76, kind="primary"),
            Button("replay", text("Rejouer la scène"), "replay", left, 812, half, 64),
            Button("retry", text("Refaire"), "retry", right, 812, half, 64),
            Button("pdf", "PDF", "print", left, 936, 176, 64, kind="quiet"),
            Button("csv", "CSV", "table", left + 200, 936, 176, 64, kind="quiet"),
            Button("json", "JSON", "file", left + 400, 936, 176, 64, kind="quiet"),
        ]
        buttons[2].enabled = self.attempts[self.chosen].exercise in self.exercises
        self.show([*rows, *buttons], buttons[0])

    def _row(self, index: int, attempt: Any) -> Row:
        language, known = self.context.language, self.exercises.get(attempt.exercise)
        return Row(
            f"attempt:{index}",
            self._title(attempt),
            soft=language.date(attempt.finished, with_time=True),
            right=language.text("{score} sur 100", score=language.number(attempt.score, 0)),
            mark=attempt_mark(attempt),
            current=index == self.chosen,
            picture=f"ui/map/place_{known.place}" if known is not None else "",
        )

    def _title(self, attempt: Any) -> str:
        known = self.exercises.get(attempt.exercise)
        return known.title.get(self.context.language.code) if known is not None else attempt.exercise

    # input

    def press(self, name: str) -> None:
        """Choose an attempt; a second press on it opens its debrief."""
        if name.startswith("attempt:"):
            index = int(name[8:])
            if index == self.chosen:
                name = "debrief"
            else:
                self.chosen = index
                self._build()
                return
        actions: dict[str, Callable[[], None]] = {"map": self.leave, "who": self._who, "retry": self._retry}
        if name in actions:
            actions[name]()
        elif name in ("debrief", "replay"):
            open_attempt(self, self.attempts[self.chosen].id, name)
        else:
            sheet = self.context.store().sheet(self.attempts[self.chosen].id)
            write_sheets(self, [sheet], name, self.context.file_name(sheet, name))

    def _who(self) -> None:
        self.go(self.context.ways.who(then=self.context.ways.notebook))

    def _retry(self) -> None:
        self.go(nav.to_briefing(self.context, self.exercises[self.attempts[self.chosen].exercise]))

    # drawing

    def paint(self, canvas: Canvas) -> None:
        """Title; the card of the chosen attempt."""
        text, trainee = self.context.language.text, self.context.trainee
        count = self.context.language.ntext("{n} essai", "{n} essais", len(self.attempts))
        nobody = text("Personne n’a encore dit son prénom.")
        under = f"{trainee.first_name} · {count}" if trainee is not None else nobody
        paint_title(canvas, text("Mon carnet"), under, 1000)
        if self.attempts:
            canvas.card(LEFT, TOP, LIST_W, self.list.height + 32)
            self._paint_chosen(canvas, self.attempts[self.chosen])
        else:
            self._paint_empty(canvas)

    def _paint_empty(self, canvas: Canvas) -> None:
        area = (LEFT - 24, TOP - 24, 1088.0, 592.0)
        canvas.layer(("notebook empty",), lambda c: paint_large(c, "splice", (LEFT, TOP, LIST_W, 520.0)), area)
        canvas.card(SIDE_X, TOP, SIDE_W, 520)
        canvas.icon("notebook", SIDE_X + SIDE_W / 2, TOP + 110, 96, "action")
        said = self.context.language.text("Ton carnet est vide. Fais un exercice : il sera gardé ici.")
        write(canvas, SIDE_X + 40, TOP + 270, said, (SIDE_W - 80, 180), "title", "ink")

    def _paint_chosen(self, canvas: Canvas, attempt: Any) -> None:
        text, language, words = self.context.language.text, self.context.language, self.context.words
        exercise = self.exercises.get(attempt.exercise)
        canvas.card(SIDE_X, TOP, SIDE_W, HEIGHT)
        if exercise is not None:
            key = ("notebook hero", exercise.place)
            box = (SIDE_X, TOP, SIDE_W, 224.0)
            canvas.layer(key, lambda c: paint_hero(c, exercise.place, box), box)
        x, w = SIDE_X + 32, SIDE_W - 64
        write(canvas, x, 456, self._title(attempt), (w, 56), "title", "ink", weight="semibold")
        where = place_words(self.context, exercise.place) + " · " if exercise is not None else ""
        write(canvas, x, 500, where + language.date(attempt.finished, with_time=True), (w, 36), "body", "ink_soft")
        score = boxed(canvas, language.number(attempt.score, 0), 160, 72, "display", "bold")
        canvas.block(x, 572, score, "ink", "left", "middle")
        write(canvas, x + score.width + 12, 580, text("sur 100"), (100, 40), "body", "ink_soft")
        canvas.part(f"ui/states/{_result_mark(attempt)}", x + 280, 552, stretch=(40, 40))
        write(canvas, x + 332, 572, words.result(attempt.verdict), (w - 332, 48), "lead", "ink", weight="semibold")
        if attempt.gates_broken:
            canvas.rect(x, 622, w, 60, "bad_pale", 12, 2, "bad")
            canvas.part("ui/states/gate_broken", x + 12, 632, stretch=(40, 40))
            broken = ", ".join(words.gate(gate) for gate in attempt.gates_broken)
            write(canvas, x + 64, 652, broken, (w - 80, 52), "body", "bad_text", weight="medium")
        else:
            canvas.icon("hint", x + 16, 652, 34, "ink_soft")
            write(canvas, x + 44, 652, words.help(attempt.help), (w - 44, 52), "body", "ink_soft")
        write(canvas, x, 910, text("Emporter ce bilan"), (w, 30), "small", "ink_soft", weight="medium")
