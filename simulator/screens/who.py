"""Who works? A first name and a class, no password: practice is open to all.

It deliberately asks for nothing else about anybody.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator.screens import nav
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.widgets import CLEAR, Button, TextField, Widget

if TYPE_CHECKING:
    from simulator.app import Screen
    from simulator.screens.context import Context

COLUMNS, ROWS = 3, 4
TILE_W, TILE_H = 300.0, 152.0
LEFT, TOP = 176.0, 248.0
CARD = (1216.0, 248.0, 656.0, 560.0)


class PersonTile(Widget):
    """A trainee of this PC: picture, first name, class."""

    avatar = 1
    group = ""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The tile."""
        canvas.card(self.x, self.y, self.w, self.h, "action_pale" if hovered else "panel")
        if focused:
            canvas.rect(self.x - 4, self.y - 4, self.w + 8, self.h + 8, CLEAR, 19, 4, "light")
        canvas.part(f"ui/avatars/avatar_{self.avatar:02d}", self.x + 20, self.y + 32, stretch=(88, 88))
        canvas.fitted(self.x + 124, self.y + (60 if self.group else 76), self.label, self.w - 140, "lead", "ink", "left", "middle", "semibold")
        if self.group:
            canvas.fitted(self.x + 124, self.y + 96, self.group, self.w - 140, "small", "ink_soft", "left", "middle")


class WhoScreen:
    """Choose a trainee or add one. then builds the screen that follows; the map without it."""

    running = False

    def __init__(self, context: Context, then: Callable[[], Screen] | None = None) -> None:
        self.context = context
        self.dirty = True
        self._then = then
        self._next: Screen | None = self
        self._page = 0
        text = context.language.text
        x, y, w, h = CARD
        self.name = TextField("name", text("Prénom"), "", x + 40, y + 140, w - 80, 64)
        self.group = TextField("group", text("Classe ou groupe"), "", x + 40, y + 264, w - 80, 64)
        self.add = Button("add", text("C’est moi"), "check", x + 40, y + 372, w - 80, 72, kind="primary")
        self.without = Button("without", text("Continuer sans nom"), "", x + 40, y + 464, w - 80, 60, kind="quiet")
        self.people = list(reversed(context.trainees()))
        self._build()
        self.focus.start_at(self.focus_first())

    def focus_first(self) -> Widget:
        """The latest trainee when there is one, else the name to type."""
        return self.tiles[0] if self.tiles else self.name

    def _build(self) -> None:
        per_page = COLUMNS * ROWS
        self.tiles = []
        for index, person in enumerate(self.people[self._page * per_page : (self._page + 1) * per_page]):
            x = LEFT + (index % COLUMNS) * (TILE_W + 24)
            y = TOP + (index // COLUMNS) * (TILE_H + 24)
            tile = PersonTile(f"person:{person.id}", person.first_name, "", x, y, TILE_W, TILE_H)
            tile.avatar, tile.group = self.context.avatar_of(person), person.group
            self.tiles.append(tile)
        widgets: list[Widget] = [*nav.items(self.context, ""), *self.tiles]
        if len(self.people) > per_page:
            widgets.append(Button("more", self.context.language.text("Autres prénoms"), "chevron_right", LEFT, 968, 320, 60, kind="quiet"))
        self.focus = Focus([*widgets, self.name, self.group, self.add, self.without])

    def handle(self, event: UiEvent) -> None:
        """Tiles, fields, buttons."""
        self.dirty = True
        if event.kind == "key" and event.key == "escape":
            self._follow()
            return
        pressed = self.focus.handle(event)
        if pressed:
            self._press(pressed)

    def _press(self, name: str) -> None:
        follower = nav.follow(self.context, name, self)
        if follower is not None:
            self._next = follower
        elif name.startswith("person:"):
            self.context.choose(next(p for p in self.people if str(p.id) == name[7:]))
            self._follow()
        elif name == "name":
            self.focus.start_at(self.group)
        elif name in ("add", "group"):
            self._add()
        elif name == "without":
            self.context.choose(None)
            self._follow()
        elif name == "more":
            self._page = (self._page + 1) % (1 + (len(self.people) - 1) // (COLUMNS * ROWS))
            self._build()

    def _add(self) -> None:
        """A new trainee, or the one who already bears this name in this class."""
        first, group = self.name.value.strip(), self.group.value.strip()
        if not first:
            self.focus.start_at(self.name)
            return
        same = (p for p in self.people if (p.first_name.casefold(), p.group.casefold()) == (first.casefold(), group.casefold()))
        self.context.choose(next(same, None) or self.context.store().add_trainee(first, group))
        self._follow()

    def _follow(self) -> None:
        from simulator.screens.home import HomeScreen

        self._next = self._then() if self._then is not None else HomeScreen(self.context)

    def next_screen(self) -> Screen | None:
        """Itself until somebody was chosen."""
        return self._next

    def tick(self) -> None:
        """Nothing moves by itself."""

    def close(self) -> None:
        """Nothing is held."""

    def draw(self, canvas: Canvas) -> None:
        """People at the left, a new name at the right."""
        text = self.context.language.text
        canvas.layer(("who ground",), lambda c: c.gradient_v(0, 0, 1920, 1080, "panel_soft", "bench_deep"), opaque=True)
        nav.draw_rail(canvas)
        canvas.text(LEFT, 110, text("Qui es-tu ?"), "display", "ink", "left", "middle", None, "bold")
        line = text("Choisis ton prénom, ou écris-le.") if self.tiles else text("Écris ton prénom. Il reste sur cet ordinateur.")
        canvas.text(LEFT, 166, line, "lead", "ink_soft", "left", "middle")
        if not self.tiles:
            canvas.layer(("who empty",), _empty, (LEFT - 24, TOP - 20, 1008, 480))
        x, y, w, _ = CARD
        canvas.card(*CARD)
        canvas.part("ui/avatars/avatar_05", x + 40, y + 28, stretch=(64, 64))
        canvas.text(x + 124, y + 60, text("Nouveau ici"), "lead", "ink", "left", "middle", None, "semibold")
        for widget in self.focus.widgets:
            shown = widget is self.focus.at if isinstance(widget, TextField) else self.focus.shows(widget)
            widget.draw(canvas, shown, self.focus.hovers(widget))


def _empty(canvas: Canvas) -> None:
    """A warm picture where no name stands yet."""
    canvas.card(LEFT, TOP, 960, 427)
    canvas.part("ui/map/hero_splice", LEFT, TOP, stretch=(960, 427))
