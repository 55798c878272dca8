"""The instructor's page: everybody who works on this PC, what stands where, who worked today, what to look at again.

It deliberately asks for no password and marks nothing: states and scores are those of the attempts.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.records.models import RecordsError
from simulator.scoring import NOT_STARTED
from simulator.screens import instructor_cards as cards
from simulator.screens.class_review import Lost, latest, of_day, to_review
from simulator.screens.context import safe_name
from simulator.screens.home_map import PlaceState
from simulator.screens.kept import NAMELESS
from simulator.screens.notebook import attempt_mark, open_attempt, write_sheets
from simulator.screens.page import Page, paint_title
from simulator.screens.standings import Standing, standings
from simulator.ui.canvas import Canvas
from simulator.ui.dialog import Dialog
from simulator.ui.listing import Listing
from simulator.ui.widgets import Button, Row, Widget

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.records import KeptAttempt
    from simulator.screens.context import Context

#: Exercises that still have a column each; beyond, the places have.
MOST_COLUMNS = 8
#: Attempts of the chosen trainee that are shown.
LATEST = 4
#: Gestures to look at again that are listed.
MOST_LOST = 6
#: How long before the moment that cost the points its replay begins [ticks].
BEFORE = 180
#: Above this size of text, or this length [letters], rows are higher and fewer are seen at once.
LARGE, LONG = 1.25, 36
#: So many people have lines with room for their class under their name; more have slim lines.
ROOMY = 7


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
    """A table of everybody, the chosen one at the right; below, today, the gestures to look at again, and courses."""

    entry = "teacher"
    message_at = (1364.0, 952.0)

    def __init__(self, context: Context, group: str | None = None, chosen: int = 0) -> None:
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
        self.latest = Listing(*cards.LATEST_ROWS, gap=6)
        self.today = Listing(*cards.TODAY_ROWS, gap=6)
        self.review = Listing(*cards.REVIEW_ROWS, gap=6)
        self.listings = [self.table, self.latest, self.today, self.review]
        self.lost: list[Lost] = []
        self._gather()
        self._build()

    def again(self) -> InstructorScreen:
        """The same page in another language."""
        return InstructorScreen(self.context, self.group, self.chosen)

    @property
    def people(self) -> list[Standing]:
        """Everybody of the chosen class, or everybody."""
        return [s for s in self.everybody if self.group is None or s.trainee.group == self.group]

    @property
    def current(self) -> Standing | None:
        """The chosen line."""
        people = self.people
        return people[min(self.chosen, len(people) - 1)] if people else None

    def _gather(self) -> None:
        """Read what the class's attempts tell together: their signatures, and the points that they cost."""
        store = self.context.store()
        wanted = {s.trainee.id for s in self.people}
        self.rows = [row for row in store.attempts() if row.trainee_id in wanted]
        self.signed = store.signatures()
        newest = latest(self.rows)
        owners = [row.trainee_id for row in newest]
        try:
            sheets = store.sheets([row.id for row in newest])
        except RecordsError as error:
            self.say("bad", str(error))
            sheets = []
        self.lost = to_review(list(zip(owners, sheets, strict=False)))[:MOST_LOST]

    def _build(self) -> None:
        text = self.context.language.text
        lines = [self._line(index, standing) for index, standing in enumerate(self.people)]
        self.table.row_h = 58.0 if len(lines) <= ROOMY else 40.0
        self.table.fill(lines)
        attempts = [*self._left(), *(self._attempt(row) for row in self._latest())]
        self._fill(self.latest, attempts, 3, 2)
        today = self._today()
        self._fill(self.today, today, 3, 2)
        review = [self._lost(index, lost) for index, lost in enumerate(self.lost)]
        self._fill(self.review, review, 2, 1)
        csv = Button("csv", text("Classe en CSV"), "table", 1072, 64, 260, 64)
        pdf = Button("pdf", text("Classe en PDF"), "print", 1348, 64, 260, 64, kind="primary")
        csv.enabled = pdf.enabled = any(s.attempts for s in self.people)
        who = self.group or text("Tous")
        group = Button("group", text("Groupe : {name}", name=who), "class", 1624, 64, 248, 64, kind="quiet")
        group.enabled = bool(self.groups)
        sign = Button("sign", text("Signer un essai"), "edit", *cards.SIGN)
        sign.enabled = self.current is not None and self.current.attempts > 0
        courses = Button("courses", text("Ouvrir un dossier"), "folder", *cards.COURSES_BUTTON)
        top: list[Widget] = [csv, pdf, group]
        own = [*top, *lines, *attempts, *([sign] if self.current is not None else []), *today, *review, courses]
        self.show(own, lines[0] if lines else courses)

    def _fill(self, listing: Listing, rows: list[Any], most: int, fewer: int) -> None:
        """Show rows, so many at once; fewer where the text is large or long, so that each has room for its words."""
        long = any(len(row.label) > LONG or len(row.soft) > LONG for row in rows)
        at_once = fewer if long or self.context.settings.text_scale > LARGE else most
        listing.row_h = (listing.box[3] + listing.gap) // at_once - listing.gap
        listing.fill(rows)

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

    def _attempt(self, row: Any) -> Row:
        language = self.context.language
        known = next((e for e in self.exercises if e.id == row.exercise), None)
        title = known.title.get(language.code) if known is not None else row.exercise
        score = language.number(row.score, 0)
        sittings = self.context.store().sheet(row.id).sittings
        soft = language.date(row.finished)
        if sittings > 1:
            soft += " · " + language.ntext("{n} séance", "{n} séances", sittings)
        if row.id in self.signed:
            soft += " · " + language.text("signé")
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

    def _today(self) -> list[Row]:
        """Who of the class worked today: what was finished last, or what was left to be gone on with."""
        text, language, day = self.context.language.text, self.context.language, self.context.now_text()[:10]
        finished = of_day(self.rows, day)
        left = {kept.owner: kept for kept in self.context.kept.every() if kept.since[:10] == day}
        found = []
        for index, standing in enumerate(self.people):
            trainee = standing.trainee
            owner = (trainee.first_name, trainee.group) if trainee.id is not None else NAMELESS
            row, kept = finished.get(trainee.id), left.get(owner)
            if kept is not None and (row is None or kept.since > row.started):
                known = next((e for e in self.exercises if (e.course_id, e.id) == kept.exercise), None)
                at = language.time(kept.since)
                said = text("{exercise} · {time}, gardé", exercise=self._title(kept.exercise[1]), time=at)
                if known is not None:
                    found.append((kept.since, self._present(index, standing, said)))
            elif row is not None:
                at = language.time(row.finished)
                said = f"{self._title(row.exercise)} · {at}"
                line = self._present(index, standing, said)
                line.mark = attempt_mark(row)
                found.append((row.finished, line))
        return [line for _, line in sorted(found, key=lambda pair: pair[0], reverse=True)]

    def _present(self, index: int, standing: Standing, said: str) -> Row:
        trainee = standing.trainee
        picture = f"ui/avatars/avatar_{self.context.avatar_of(trainee):02d}"
        return Row(f"today:{index}", trainee.first_name, soft=said, picture=picture, current=index == self.chosen)

    def _title(self, exercise: str) -> str:
        known = next((e for e in self.exercises if e.id == exercise), None)
        return known.title.get(self.context.language.code) if known is not None else exercise

    def _lost(self, index: int, lost: Lost) -> Row:
        """A gesture that costs the class points: how many people and how many points."""
        language, words = self.context.language, self.context.words
        points = "−" + language.number(lost.points, 0)
        said = language.ntext(
            "{n} stagiaire sur {all}, {points} points", "{n} stagiaires sur {all}, {points} points", len(lost.losing),
            all=language.number(len(lost.of), 0), points=points,
        )  # fmt: skip
        return Row(f"lost:{index}", words.fact(lost.fact), "replay", soft=said)

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
        self._gather()
        self._build()

    # input

    def press(self, name: str) -> None:
        """Choose somebody or a class, open or sign an attempt, look at an example, write the sheets of the class."""
        kind, _, value = name.partition(":")
        if kind in ("person", "today"):
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
            self._gather()
            self._build()
        elif kind == "lost":
            lost = self.lost[int(value)]
            open_attempt(self, lost.example, "replay", max(0, (lost.tick or 0) - BEFORE))
        elif kind == "sign":
            self._sign()
        elif kind == "courses":
            self.go(self.context.ways.courses())
        elif kind in ("csv", "pdf"):
            self._export(kind)

    def _export(self, form: str) -> None:
        store = self.context.store()
        wanted = {s.trainee.id for s in self.people}
        sheets = [store.sheet(row.id) for row in store.attempts() if row.trainee_id in wanted]
        name = safe_name(self.group or self.context.language.text("classe"), self.context.now_text()[:10]) + f".{form}"
        write_sheets(self, sheets, f"class-{form}", name)

    def _sign(self) -> None:
        """To the page on which the chosen trainee's attempts are signed, and back to here."""
        if self.current is None:
            return
        context, group, chosen = self.context, self.group, self.chosen
        back = lambda: InstructorScreen(context, group, chosen)  # noqa: E731
        self.go(context.ways.signing(self.current.trainee, back))

    # drawing

    def paint(self, canvas: Canvas) -> None:
        """Title, table, chosen trainee, today, gestures to look at again, courses."""
        language = self.context.language
        people = language.ntext("{n} stagiaire", "{n} stagiaires", len(self.people))
        attempts = language.ntext("{n} essai", "{n} essais", sum(s.attempts for s in self.people))
        paint_title(canvas, language.text("Formateur"), f"{people} · {attempts}", 880)
        heads = [(name, self.exercises[under[0]].place if len(under) > 1 else "") for name, under in self.columns]
        lines = [row.cells for row in self.table.rows if isinstance(row, cards.StandingRow)]
        cards.paint_table(canvas, self.context, heads, lines)
        cards.paint_person(canvas, self.context, self.current, bool(self.latest.rows))
        cards.paint_today(canvas, self.context, len(self.today.rows))
        cards.paint_review(canvas, self.context, bool(self.review.rows))
        cards.paint_courses(canvas, self.context, len(self.exercises), len(self.context.problems))
