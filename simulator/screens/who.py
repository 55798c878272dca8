"""Who works? A first name and a class, no password: practice is open to all.

It deliberately asks for nothing else about anybody.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from simulator.screens import hearing_question as hearing
from simulator.screens.context import AVATARS
from simulator.screens.home_cards import paint_large
from simulator.screens.page import LEFT, Page, paint_heading, paint_title, paint_way
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import write
from simulator.ui.widgets import Button, TextField, Widget, sentences

if TYPE_CHECKING:
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

#: Most tiles of a page; few people have large ones.
COLUMNS, ROWS = 3, 4
TILE_W, GAP = 333.0, 20.0
TOP, HIGH = 192.0, 824.0
#: Tiles from this height on have the picture above the name.
UPRIGHT = 240.0
TALLEST = 402.0
#: Room at the foot for the button that shows more people.
MORE = 84.0
PICTURE_COLUMNS = 6
CARD = (1232.0, 192.0, 640.0, 824.0)


@dataclass
class PersonTile(Widget):
    """A trainee of this PC: picture, first name, class. current: who works now."""

    avatar: int = 1
    group: str = ""
    current: bool = False

    def spoken(self) -> str:
        """First name and class."""
        return sentences(self.label, self.group)

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The tile; who works now on pale teal with a mark."""
        canvas.card(self.x, self.y, self.w, self.h, "action_pale" if self.current else "panel")
        if hovered and not focused:
            canvas.rect(self.x, self.y, self.w, self.h, (0, 0, 0, 0), 16, 3, "action")
        self.ring(canvas, focused, 16)
        if self.h >= UPRIGHT:
            self._draw_upright(canvas)
        else:
            self._draw_lying(canvas)
        if self.current:
            canvas.part("ui/states/done", self.x + self.w - 40, self.y + 12, stretch=(28, 28))

    def _draw_lying(self, canvas: Canvas) -> None:
        """The picture at the left of the words."""
        middle, size = self.y + self.h / 2, min(112.0, self.h - 48)
        canvas.part(f"ui/avatars/avatar_{self.avatar:02d}", self.x + 20, middle - size / 2, stretch=(size, size))
        left, room = self.x + 36 + size, self.w - 52 - size
        up = 26 if self.group else 0
        write(canvas, left, middle - up, self.label, (room, 56), "lead", "ink", weight="semibold")
        if self.group:
            write(canvas, left, middle + 28, self.group, (room, 52), "small", "ink_soft")

    def _draw_upright(self, canvas: Canvas) -> None:
        """The picture above the words, as on a badge."""
        words = 116.0 if self.group else 76.0
        size = min(208.0, self.h - words - 40)
        top = self.y + (self.h - size - words) / 2
        cx, under = self.x + self.w / 2, top + size
        canvas.part(f"ui/avatars/avatar_{self.avatar:02d}", cx - size / 2, top, stretch=(size, size))
        write(canvas, cx, under + 42, self.label, (self.w - 32, 56), "lead", "ink", "center", weight="semibold")
        if self.group:
            write(canvas, cx, under + 88, self.group, (self.w - 32, 36), "small", "ink_soft", "center")


@dataclass
class PicturePicker(Widget):
    """All pictures of people in a grid, of which one is chosen; arrows move the choice."""

    chosen: int = 1

    @property
    def step(self) -> float:
        """Distance of two pictures."""
        return self.w / PICTURE_COLUMNS

    def spoken(self) -> str:
        """What is chosen here, and which one holds: by its number."""
        return f"{self.label} {self.chosen}."

    def press(self, event: UiEvent | None = None) -> str | None:
        """A click takes the picture under it."""
        if event is not None and event.kind == "down":
            column, row = int((event.x - self.x) // self.step), int((event.y - self.y) // self.step)
            self.chosen = max(1, min(AVATARS, 1 + row * PICTURE_COLUMNS + column))
        return f"{self.key}={self.chosen}"

    def input(self, event: UiEvent) -> bool | str:
        """Arrows move the choice inside the grid and leave it at its edges."""
        move = {"left": -1, "right": 1, "up": -PICTURE_COLUMNS, "down": PICTURE_COLUMNS}.get(event.key, 0)
        if event.kind != "key" or not move or not 1 <= self.chosen + move <= AVATARS:
            return False
        self.chosen += move
        return f"{self.key}={self.chosen}"

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The grid; the chosen picture in a teal ring."""
        self.ring(canvas, focused)
        size = self.step - 16
        for index in range(AVATARS):
            x = self.x + (index % PICTURE_COLUMNS) * self.step + 8
            y = self.y + (index // PICTURE_COLUMNS) * self.step + 8
            canvas.part(f"ui/avatars/avatar_{index + 1:02d}", x, y, stretch=(size, size))
            if index + 1 == self.chosen:
                canvas.circle(x + size / 2, y + size / 2, size / 2 + 6, None, 4, "action")
                canvas.part("ui/states/done", x + size - 16, y + size - 20, stretch=(24, 24))


def same_person(people: Sequence[Any], first: str, group: str) -> Any | None:
    """Who already bears this name in this class, whatever the letters' case."""
    wanted = (first.casefold(), group.casefold())
    return next((p for p in people if (p.first_name.casefold(), p.group.casefold()) == wanted), None)


def tile_height(people: int, room: float) -> float:
    """Height of the tiles of so many people [design units]: they fill the room, as far as tiles may grow."""
    rows = max(1, -(-people // COLUMNS))
    return min(TALLEST, (room - GAP * (rows - 1)) / rows)


class WhoScreen(Page):
    """Choose a trainee or add one. then builds the screen that follows; the map without it."""

    #: Over the card of the new name: it hides neither the people nor the way that the pictures show.
    message_at, message_room = (CARD[0] + CARD[2] / 2, 92.0), (CARD[2] + 16, 92.0)

    def __init__(self, context: Context, then: Callable[[], Screen] | None = None) -> None:
        super().__init__(context)
        self._then = then
        self._page = 0
        self.people = list(reversed(context.trainees()))
        text = context.language.text
        x, y, w, _ = CARD
        self.name = TextField("name", text("Prénom"), "", x + 32, y + 128, w - 64, 60, most=60)
        self.group = TextField("group", text("Classe ou groupe"), "", x + 32, y + 228, w - 64, 60, most=80)
        used = {context.avatar_of(person) for person in self.people}
        free = next((n for n in range(1, AVATARS + 1) if n not in used), 1)
        self.picture = PicturePicker("picture", text("Ton image"), "", x + 24, y + 332, w - 48, 296, chosen=free)
        self.buttons = [
            Button("add", text("C’est moi"), "check", x + 32, y + 644, w - 64, 76, kind="primary"),
            Button("without", text("Continuer sans prénom"), "arrow_right", x + 32, y + 740, w - 64, 60, kind="quiet"),
        ]
        self._build()

    def again(self) -> WhoScreen:
        """The same page in another language, with what was typed."""
        page = WhoScreen(self.context, self._then)
        page.name.value, page.group.value = self.name.value, self.group.value
        page.picture.chosen = self.picture.chosen
        return page

    def _build(self) -> None:
        per_page, present = COLUMNS * ROWS, self.context.trainee
        more = len(self.people) > per_page
        high = tile_height(per_page if more else len(self.people), HIGH - MORE if more else HIGH)
        self.tiles: list[PersonTile] = []
        for index, person in enumerate(self.people[self._page * per_page : (self._page + 1) * per_page]):
            x = LEFT + (index % COLUMNS) * (TILE_W + GAP)
            y = TOP + (index // COLUMNS) * (high + GAP)
            tile = PersonTile(f"person:{person.id}", person.first_name, "", x, y, TILE_W, high, group=person.group)
            tile.avatar = self.context.avatar_of(person)
            tile.current = present is not None and present.id == person.id
            self.tiles.append(tile)
        own: list[Widget] = [*self.tiles]
        if more:
            words = self.context.language.text("Autres prénoms")
            own.append(Button("more", words, "chevron_right", LEFT, TOP + HIGH - 64, 360, 64, kind="quiet"))
        start = next((tile for tile in self.tiles if tile.current), self.tiles[0] if self.tiles else self.name)
        self.show([*own, self.name, self.group, self.picture, *self.buttons, self.speaker(1152, TOP - 96)], start)

    # input

    def press(self, name: str) -> None:
        """Choose, add, or go on without a name."""
        if name.startswith("person:"):
            self._choose(next(p for p in self.people if str(p.id) == name[7:]))
        elif name in hearing.ANSWERS:
            hearing.take(self.context, name)
            self.leave()
        elif name == "name":
            if self._named():
                self.focus.start_at(self.group)
        elif name in ("add", "group"):
            self._add()
        elif name == "without":
            self.context.choose(None)
            self.leave()
        elif name == "more":
            self._page = (self._page + 1) % (1 + (len(self.people) - 1) // (COLUMNS * ROWS))
            self._build()

    def _add(self) -> None:
        """A new trainee, or the one who already bears this name in this class."""
        first, group = " ".join(self.name.value.split()), " ".join(self.group.value.split())
        if not self._named():
            return
        person = same_person(self.people, first, group)
        if person is None:
            person = self.context.store().add_trainee(first, group)
            self.context.keep_avatar(person, self.picture.chosen)
        self._choose(person)

    def _named(self) -> bool:
        """Whether a first name was typed; else the page says what to do, and the caret waits for it."""
        if self.name.value.strip():
            return True
        self.focus.start_at(self.name)
        self.say("watch", self.context.language.text("Écris d’abord ton prénom, ou continue sans prénom."))
        return False

    def _choose(self, person: Any) -> None:
        """Somebody works now; who has not said so yet is asked to listen or to read, then the way goes on."""
        self.context.choose(person)
        if self.context.wants_to_ask():
            self.asked = hearing.Question(self.context)
        else:
            self.leave()

    def leave(self) -> None:
        """To the screen that follows; Escape changes nobody, and who goes on without a name is not asked again."""
        self.context.nameless = self.context.trainee is None
        if self._then is not None:
            self.go(self._then())
        else:
            super().leave()

    def _under(self) -> str:
        text = self.context.language.text
        if self.tiles:
            return text("Choisis ton prénom, ou écris-le.")
        return text("Écris ton prénom. Il reste sur cet ordinateur.")

    def sentence(self) -> str:
        """The question, and how to answer it, or to go on without an answer."""
        text = self.context.language.text
        return " ".join((text("Qui es-tu ?"), self._under(), text("Sans prénom : appuie sur la flèche.")))

    # drawing

    def paint(self, canvas: Canvas) -> None:
        """People at the left, a new name at the right."""
        text = self.context.language.text
        paint_title(canvas, text("Qui es-tu ?"), self._under(), 960)
        if not self.tiles:
            area = (LEFT - 24, TOP - 24, 1088.0, 600.0)
            canvas.layer(("who empty",), lambda c: paint_large(c, "prepare", (LEFT, TOP, 1040.0, 520.0)), area)
            self._paint_way(canvas)
        x, y, w, _ = CARD
        canvas.card(*CARD)
        paint_heading(canvas, x + 32, y + 24, w - 64, "person", text("Nouveau ici"))
        write(canvas, x + 32, y + 312, text("Ton image"), (w - 64, 30), "small", "ink_soft", weight="medium")

    def _paint_way(self, canvas: Canvas) -> None:
        """What a newcomer does, as three pictures on a strand."""
        text = self.context.language.text
        box = (LEFT, TOP + 544, 1040.0, HIGH - 544)
        canvas.card(*box)
        said = [text("Écris ton prénom."), text("Choisis ton image."), text("Appuie sur « C’est moi ».")]
        paint_way(canvas, box, ("edit", "person", "check"), said)
