"""The exercises of one place: what they are about, how they stand, and the way in.

It deliberately decides no order: every exercise is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.scoring import ACQUIRED, NOT_STARTED
from simulator.screens import nav
from simulator.screens.briefing_steps import draw_strip, steps_of
from simulator.screens.home_cards import paint_hero
from simulator.screens.home_map import TEXT_TONES, TONES, PlaceState, paint_segments, place_words
from simulator.screens.page import LEFT, Page
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import Said, boxed, column, write, write_column
from simulator.ui.listing import Listing
from simulator.ui.theme import faded
from simulator.ui.widgets import Button, Row, sentences

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

LIST = (LEFT, 272.0, 1040.0, 760.0)
SIDE = (1232.0, 272.0, 640.0, 760.0)
#: Rows of few exercises are higher, and say what is to be done.
LOW_ROW, HIGH_ROW, GAP = 96.0, 236.0, 8.0
#: From this height on a row has room for the pictures of its steps, so high.
PICTURED_ROW, STRIP_H = 220.0, 60.0


def row_height(exercises: int) -> float:
    """Height of a row [design units] when there are so many exercises."""
    room = LIST[3] - 32
    return max(LOW_ROW, min(HIGH_ROW, (room - GAP * (exercises - 1)) / max(1, exercises)))


@dataclass
class ExerciseRow(Row):
    """An exercise on the strand of its place: its number in a ring in the colour of its state, its words, its score."""

    number: int = 1
    goal: str = ""
    last: bool = False
    steps: tuple = ()

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The row; the strand is lit where something was started."""
        if not self.shown:
            return
        self.paint_ground(canvas, focused, hovered)
        middle, cx, high = self.y + self.h / 2, self.x + 68, self.h
        self._strand(canvas, cx, middle)
        if high >= PICTURED_ROW and self.steps:
            high -= STRIP_H + 12
            wide = min(self.w - 320, 92.0 * len(self.steps))
            draw_strip(canvas, self.steps, (cx + 52, self.y + high - 4, wide, STRIP_H))
        left, right = cx + 52, self.x + self.w - 24
        canvas.part(f"ui/states/{self.mark}", right - 32, middle - 16, stretch=(32, 32))
        right -= 48
        if self.right:
            block = boxed(canvas, self.right, 160, 44, "body", "semibold")
            canvas.block(right, middle, block, "ink", "right", "middle")
            right -= block.width + 20
        said = [Said(self.label, "lead", "ink", "semibold"), Said(self.soft, "small", "ink_soft", "medium")]
        room = (right - left - 12, high - 16)
        longer = [said[0], Said(self.goal, "body", "ink"), said[1]]
        if high >= 128 and sum(b.height for b in column(canvas, longer, *room, 4)) + 8 <= room[1]:
            said = longer
        write_column(canvas, left, self.y + high / 2, said, room, 4)

    def _strand(self, canvas: Canvas, cx: float, middle: float) -> None:
        lit = self.mark != NOT_STARTED
        top = middle if self.number == 1 else self.y - GAP
        end = middle if self.last else self.y + self.h
        if lit:
            # Strokes without round ends: the next row's go on where these end.
            for width, opacity in ((30, 0.07), (22, 0.1), (14, 0.16)):
                canvas.rect(cx - width / 2, top, width, end - top, faded(canvas.theme.light, opacity))
            canvas.rect(cx - 3.5, top, 7, end - top, "light")
            canvas.rect(cx - 1.5, top, 3, end - top, "light_core")
        else:
            canvas.line(cx, top, cx, end, "line", 8)
            canvas.line(cx, top, cx, end, "panel", 4)
        canvas.circle(cx, middle, 32, "panel", 5, TONES[self.mark])
        write(canvas, cx, middle, str(self.number), (50, 50), "lead", "ink", "center", weight="bold", numbers=True)


class PlaceScreen(Page):
    """A list at the left, the chosen exercise at the right."""

    entry = "map"

    def __init__(self, context: Context, place: str = "prepare", chosen: int | None = None) -> None:
        super().__init__(context)
        self.place = place
        self.exercises = context.exercises(place)
        self.runs = context.runs()
        self.kept = context.kept.mine()
        self.states = [context.state_of(exercise, self.runs) for exercise in self.exercises]
        open_ones = (i for i, state in enumerate(self.states) if state != ACQUIRED)
        self.chosen = chosen if chosen is not None else next(open_ones, 0)
        x, y, w, h = LIST
        self.list = Listing(x + 16, y + 16, w - 32, h - 32, row_height(len(self.exercises)), GAP)
        self.listings = [self.list]
        self._build()

    def again(self) -> PlaceScreen:
        """The same place in another language."""
        return PlaceScreen(self.context, self.place, self.chosen)

    def _build(self) -> None:
        text = self.context.language.text
        rows = [self._row(index, exercise) for index, exercise in enumerate(self.exercises)]
        self.list.fill(rows)
        x, y, w, h = SIDE
        start = Button("start", text("Voir l’exercice"), "play", x + 32, y + h - 108, w - 64, 76, kind="primary")
        start.enabled = bool(rows)
        back = Button("back", text("Carte"), "back", 1632, 120, 240, 64)
        self.show([start, *rows, back, self.speaker(x + w - 88, y + 276)], start)

    def sentence(self) -> str:
        """The chosen exercise: its name and its goal."""
        if not self.exercises:
            return self.context.language.text("Aucun exercice ici pour le moment.")
        exercise, code = self.exercises[self.chosen], self.context.language.code
        way = self.context.language.text("Pour y aller, appuie sur le triangle.")
        return sentences(exercise.title.get(code), exercise.goal.get(code), way)

    def _best(self, exercise: Exercise) -> float | None:
        return max((score for score, _, _ in self.runs.get(exercise.id, [])), default=None)

    def _row(self, index: int, exercise: Exercise) -> Row:
        language, best = self.context.language, self._best(exercise)
        minutes = language.text("{n} min", n=language.number(exercise.minutes, 0))
        soft = f"{minutes} · {self.context.words.verdict(self.states[index])}"
        kept = self.kept.get((exercise.course_id, exercise.id))
        if kept is not None:
            soft = language.text("À reprendre : {told}", told=self.context.kept.told(kept, exercise))
        row = ExerciseRow(
            f"exercise:{index}",
            exercise.title.get(language.code),
            soft=soft,
            right="" if best is None else language.text("{score} sur 100", score=language.number(best, 0)),
            mark=self.states[index],
            current=index == self.chosen,
        )
        row.number, row.last = index + 1, index + 1 == len(self.exercises)
        row.goal = exercise.goal.get(language.code)
        row.steps = tuple(steps_of(exercise))
        return row

    def handle(self, event: UiEvent) -> None:
        """Up and down go through the list, and the card follows the ring."""
        by_key = event.kind == "key" and event.key in ("up", "down") and self.asked is None
        at = self.focus.at
        if by_key and self.exercises and (at is None or at.key == "start"):
            self.focus.start_at(self.list.rows[self.chosen], shown=True)
            self.list.handle(event, self.focus)
            self.dirty = True
            return
        super().handle(event)
        ring = self._ring() if by_key else None
        if ring is not None and ring != self.chosen:
            self.chosen = ring
            self._build()

    def _ring(self) -> int | None:
        """The exercise under the ring; None where the ring is elsewhere."""
        at = self.focus.at
        if at is None or not self.focus.shows(at) or not at.key.startswith("exercise:"):
            return None
        return int(at.key[9:])

    def press(self, name: str) -> None:
        """Choose an exercise; a second press on it opens it."""
        if name == "back":
            self.leave()
        elif name.startswith("exercise:") and int(name[9:]) != self.chosen:
            self.chosen = int(name[9:])
            self._build()
        else:
            self.go(nav.to_briefing(self.context, self.exercises[self.chosen]))

    # drawing

    def paint(self, canvas: Canvas) -> None:
        """The head with the place's ring; the card of the chosen exercise."""
        canvas.layer(("place head", self.place, tuple(self.states)), self._paint_head, (LEFT - 24, 24, 240, 240))
        text, language = self.context.language.text, self.context.language
        name = place_words(self.context, self.place)
        write(canvas, LEFT + 232, 118, name, (1100, 64), "display", "ink", weight="bold")
        done = PlaceState(self.place, tuple(self.states)).done
        count = language.ntext("{n} exercice", "{n} exercices", len(self.exercises))
        acquired = language.ntext("{n} acquis", "{n} acquis", done)
        write(canvas, LEFT + 232, 174, f"{count} · {acquired}", (1100, 40), "lead", "ink_soft")
        canvas.card(*LIST[:3], min(LIST[3], self.list.height + 32) if self.exercises else 160)
        canvas.card(*SIDE)
        if self.exercises:
            self._paint_chosen(canvas, self.exercises[self.chosen], self.states[self.chosen])
        else:
            said = text("Aucun exercice ici pour le moment.")
            write(canvas, LIST[0] + 40, LIST[1] + 80, said, (960, 60), "lead", "ink_soft")

    def _paint_head(self, canvas: Canvas) -> None:
        cx, cy = LEFT + 96, 144.0
        canvas.part("ui/map/place_shadow", cx - 144 * 0.83, cy - 144 * 0.83, stretch=(288 * 0.83, 296 * 0.83))
        canvas.part(f"ui/map/place_{self.place}", cx - 100, cy - 100, stretch=(200, 200))
        paint_segments(canvas, cx, cy, self.states or ("not_started",), 86)

    def _paint_chosen(self, canvas: Canvas, exercise: Exercise, state: str) -> None:
        text, language = self.context.language.text, self.context.language
        x, y, w, _ = SIDE
        box = (x, y, w, 256.0)
        canvas.layer(("place hero", exercise.place), lambda c: paint_hero(c, exercise.place, box), box)
        x, w = x + 32, w - 64
        title = exercise.title.get(language.code)
        write(canvas, x, y + 304, title, (w - 72, 64), "title", "ink", weight="semibold")
        goal = boxed(canvas, exercise.goal.get(language.code), w, 108, "lead")
        canvas.block(x, y + 344, goal, "ink", "left", "top")
        draw_strip(canvas, steps_of(exercise), (x, y + 468, w, 72.0))
        middle = y + 582
        canvas.icon("clock", x + 18, middle, 36, "ink_soft")
        minutes = text("{n} min", n=language.number(exercise.minutes, 0))
        write(canvas, x + 48, middle, minutes, (130, 44), "lead", "ink", weight="medium")
        if (exercise.course_id, exercise.id) in self.kept:
            canvas.icon("save", x + 214, middle, 36, "action")
            write(canvas, x + 244, middle, text("À reprendre"), (w - 244, 44), "lead", "action_deep", weight="semibold")
        else:
            canvas.part(f"ui/states/{state}", x + 196, middle - 18, stretch=(36, 36))
            said = self.context.words.verdict(state)
            write(canvas, x + 244, middle, said, (w - 244, 44), "lead", TEXT_TONES[state], weight="semibold")
        rule = exercise.pass_rule
        times = language.ntext("{n} réussite", "{n} réussites de suite", rule.in_a_row)
        score = language.number(rule.score, 0)
        wanted = text("Acquis : {score} points ou plus, {times}.", score=score, times=times)
        block = boxed(canvas, wanted, w, 48, "body")
        canvas.block(x, middle + 46, block, "ink_soft", "left", "middle")
