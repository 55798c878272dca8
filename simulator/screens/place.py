"""The exercises of one place, with state and best score.

It deliberately decides no order: every exercise is open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.screens import nav
from simulator.screens.home import place_words
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button, Row, Widget

if TYPE_CHECKING:
    from simulator.app import Screen
    from simulator.screens.context import Context

LEFT, TOP, WIDTH, ROW_H = 176.0, 296.0, 1080.0, 96.0
PER_PAGE = 6


class PlaceScreen:
    """A list with the picture of the place beside it."""

    running = False

    def __init__(self, context: Context, place: str = "prepare") -> None:
        self.context = context
        self.place = place
        self.dirty = True
        self._next: Screen | None = self
        self._page = 0
        self.exercises = context.exercises(place)
        self.runs = context.runs()
        self._build()

    def _build(self) -> None:
        text, code = self.context.language.text, self.context.language.code
        rows: list[Widget] = []
        for index, exercise in enumerate(self.exercises[self._page * PER_PAGE : (self._page + 1) * PER_PAGE]):
            best = max((score for score, broken, _ in self.runs.get(exercise.id, [])), default=None)
            said = "" if best is None else text("Meilleur essai : {score}", score=self.context.language.number(best, 0))
            minutes = text("{n} min", n=self.context.language.number(exercise.minutes, 0))
            state = self.context.state_of(exercise, self.runs)
            rows.append(
                Row(f"exercise:{exercise.course_id}/{exercise.id}", exercise.title.get(code), "", LEFT, TOP + index * (ROW_H + 14),
                    WIDTH, ROW_H, soft=f"{minutes} · {self.context.words.verdict(state)}", mark=state, right=said)
            )  # fmt: skip
        widgets: list[Widget] = [*nav.items(self.context, "map"), *rows]
        if len(self.exercises) > PER_PAGE:
            widgets.append(Button("more", text("La suite"), "chevron_right", LEFT, 980, 240, 60, kind="quiet"))
        widgets.append(Button("back", text("Retour à la carte"), "back", LEFT + WIDTH - 320, 980, 320, 60, kind="secondary"))
        self.focus = Focus(widgets)
        if rows:
            self.focus.start_at(rows[0])

    def handle(self, event: UiEvent) -> None:
        """Rows, the rail, back."""
        self.dirty = True
        if event.kind == "key" and event.key == "escape":
            self._press("back")
            return
        pressed = self.focus.handle(event)
        if pressed:
            self._press(pressed)

    def _press(self, name: str) -> None:
        from simulator.screens.briefing import BriefingScreen
        from simulator.screens.home import HomeScreen

        if name == "nav:language":
            code = "en" if self.context.language.code == "fr" else "fr"
            self.context.set_language(code)
            self.context.change(language=code)
            self._next = PlaceScreen(self.context, self.place)
            return
        follower = nav.follow(self.context, name, self)
        if follower is not None:
            self._next = follower
        elif name == "back":
            self._next = HomeScreen(self.context)
        elif name == "more":
            self._page = (self._page + 1) % (1 + (len(self.exercises) - 1) // PER_PAGE)
            self._build()
        else:
            chosen = next(e for e in self.exercises if name == f"exercise:{e.course_id}/{e.id}")
            self._next = BriefingScreen(self.context, chosen)

    def next_screen(self) -> Screen | None:
        """Itself until something was chosen."""
        return self._next

    def tick(self) -> None:
        """Nothing moves by itself."""

    def close(self) -> None:
        """Nothing is held."""

    def draw(self, canvas: Canvas) -> None:
        """Title, rows, picture."""
        text = self.context.language.text
        canvas.layer(("place ground",), lambda c: c.gradient_v(0, 0, 1920, 1080, "panel_soft", "bench_deep"), opaque=True)
        nav.draw_rail(canvas)
        canvas.part(f"ui/map/place_{self.place}", LEFT, 40, stretch=(200, 200))
        canvas.text(LEFT + 232, 116, place_words(self.context, self.place), "display", "ink", "left", "middle", None, "bold")
        said = self.context.language.ntext("{n} exercice", "{n} exercices", len(self.exercises))
        canvas.text(LEFT + 232, 172, said, "lead", "ink_soft", "left", "middle")
        canvas.card(1304, TOP, 568, 480)
        canvas.layer(("place hero", self.place), lambda c: c.part(f"ui/map/hero_{self.place}", 1304, TOP, stretch=(568, 252)), (1304, TOP, 568, 252))
        line = text("Choisis un exercice. Tu peux le refaire autant que tu veux.")
        canvas.text(1336, TOP + 290, line, "lead", "ink", width=504)
        rule = text("Une compétence est acquise après plusieurs réussites de suite.")
        canvas.text(1336, TOP + 384, rule, "body", "ink_soft", width=504)
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))
