"""The map: places of the trade on one fibre, what is done there, and the next exercise at the right.

It deliberately shows its first frame before courses and class book are read: they follow a moment later.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from simulator.scoring import ACQUIRED, IN_PROGRESS, NOT_STARTED, TO_REVIEW
from simulator.screens import nav
from simulator.ui.canvas import Canvas
from simulator.ui.curves import bezier
from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.theme import faded
from simulator.ui.widgets import CLEAR, Button, Widget

if TYPE_CHECKING:
    from simulator.app import Screen
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

ROUTE = (
    "M112 700C170 700 190 732 266 732", "C638 732 77 388 449 388", "C821 388 261 732 633 732", "C1005 732 444 388 816 388",
    "C1188 388 627 732 999 732", "C1371 732 811 388 1183 388", "C1555 388 994 732 1366 732C1480 732 1480 800 1560 800",
)  # fmt: skip
#: Place, centre, top of its name plate, in the order of the fibre.
PLACES = (
    ("prepare", 266, 732, 856), ("splice", 449, 388, 184), ("connect", 633, 732, 856), ("measure", 816, 388, 184),
    ("cable", 999, 732, 856), ("aerial", 1183, 388, 184), ("underground", 1366, 732, 856),
)  # fmt: skip
RING_R, RING_W, PLATE_W, PLATE_H = 103.0, 9.0, 244.0, 80.0
TONES = {ACQUIRED: "good", IN_PROGRESS: "info", TO_REVIEW: "watch", NOT_STARTED: "track"}
TEXT_TONES = {ACQUIRED: "good_text", IN_PROGRESS: "info_text", TO_REVIEW: "watch_text", NOT_STARTED: "ink_soft"}


@dataclass(frozen=True)
class PlaceState:
    """A place with the states of its exercises, in their order."""

    name: str
    states: tuple[str, ...]

    @property
    def state(self) -> str:
        """The place as a whole: acquired when all are, to review when one is, in progress when one was started."""
        if not self.states or all(s == NOT_STARTED for s in self.states):
            return NOT_STARTED
        if all(s == ACQUIRED for s in self.states):
            return ACQUIRED
        return TO_REVIEW if TO_REVIEW in self.states else IN_PROGRESS

    @property
    def done(self) -> int:
        """Exercises acquired."""
        return sum(1 for s in self.states if s == ACQUIRED)


class PlaceButton(Widget):
    """A round place of the map with its name plate, as one thing to press."""

    def __init__(self, key: str, label: str, cx: float, cy: float, plate_y: float) -> None:
        super().__init__(key, label, "", cx - 112, cy - 112, 224, 224)
        self.cx, self.cy, self.plate_y = cx, cy, plate_y

    def contains(self, x: float, y: float) -> bool:
        """On the disc or on the plate."""
        on_disc = (x - self.cx) ** 2 + (y - self.cy) ** 2 <= 112**2
        return on_disc or (abs(x - self.cx) <= PLATE_W / 2 and self.plate_y <= y <= self.plate_y + PLATE_H)

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Only the ring: the map draws the place."""
        if focused or hovered:
            canvas.circle(self.cx, self.cy, 120, None, 6 if focused else 4, "light" if focused else "action")


def place_words(context: Context, name: str) -> str:
    """Name of a place."""
    text = context.language.text
    return {
        "prepare": text("Préparer"), "splice": text("Souder"), "connect": text("Connecter"), "measure": text("Mesurer"),
        "cable": text("Câble"), "aerial": text("Aérien"), "underground": text("Souterrain"), "full_job": text("Chantier"),
    }[name]  # fmt: skip


class HomeScreen:
    """The first screen."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self.running = False
        self.dirty = True
        self._loaded = False
        self._frames = 0
        self._next: Screen | None = self
        self.states: dict[str, PlaceState] = {}
        self.next_exercise: Exercise | None = None
        self.review: Exercise | None = None
        self._build()

    def _build(self) -> None:
        """The widgets that fit what is known."""
        text = self.context.language.text
        self.places = [
            PlaceButton(f"place:{name}", place_words(self.context, name), cx, cy, plate)
            for name, cx, cy, plate in PLACES
            if self.states.get(name, PlaceState(name, ())).states
        ]
        widgets: list[Widget] = [*nav.items(self.context, "map")]
        widgets.append(Widget("who", text("Changer de personne"), "", 140, 40, 460, 96))
        widgets += self.places
        self.start = Button("start", text("Continuer"), "play", 1536, 392, 312, 80, kind="primary")
        if self.next_exercise is not None:
            widgets.append(self.start)
        if self.review is not None:
            widgets.append(Widget("review", "", "", 1512, 520, 360, 136))
        self.focus = Focus(widgets)
        if self.next_exercise is not None:
            self.focus.start_at(self.start)

    def _load(self) -> None:
        """Read courses and class book, then find what comes next."""
        self._loaded = True
        runs = self.context.runs()
        states: dict[str, list[str]] = {}
        order: list[tuple[Exercise, str]] = []
        for exercise in self.context.exercises():
            state = self.context.state_of(exercise, runs)
            states.setdefault(exercise.place, []).append(state)
            order.append((exercise, state))
        self.states = {name: PlaceState(name, tuple(found)) for name, found in states.items()}
        self.next_exercise = next((e for e, s in order if s in (IN_PROGRESS, NOT_STARTED)), None)
        if self.next_exercise is None and order:
            self.next_exercise = next((e for e, s in order if s == TO_REVIEW), order[0][0])
        self.review = next((e for e, s in order if s == TO_REVIEW and e is not self.next_exercise), None)
        self._build()
        self.dirty = True

    # input

    def handle(self, event: UiEvent) -> None:
        """Places, the next exercise, the rail."""
        before = (self.focus.at, self.focus.hover)
        pressed = self.focus.handle(event)
        if event.kind != "move" or before != (self.focus.at, self.focus.hover):
            self.dirty = True
        if pressed:
            self._press(pressed)

    def _press(self, name: str) -> None:
        if not self._loaded:
            self._load()
        follower = nav.follow(self.context, name, self)
        if follower is not None:
            self._next = follower
        elif name == "who":
            from simulator.screens.who import WhoScreen

            self._next = WhoScreen(self.context)
        elif name.startswith("place:"):
            from simulator.screens.place import PlaceScreen

            self._next = PlaceScreen(self.context, name[6:])
        elif name in ("start", "review"):
            self._open(self.next_exercise if name == "start" else self.review)

    def _open(self, exercise: Exercise | None) -> None:
        """To the briefing; somebody who has not said a name yet is asked first."""
        if exercise is None:
            return
        from simulator.screens.briefing import BriefingScreen
        from simulator.screens.who import WhoScreen

        if self.context.trainee is None:
            self._next = WhoScreen(self.context, then=lambda: BriefingScreen(self.context, exercise))
        else:
            self._next = BriefingScreen(self.context, exercise)

    def next_screen(self) -> Screen | None:
        """Itself until something was chosen."""
        if self._next is self and self._frames >= 1 and not self._loaded:
            self._load()
        return self._next

    def tick(self) -> None:
        """What follows the first frame."""
        if not self._loaded:
            self._load()

    def close(self) -> None:
        """Nothing is held."""

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The map; right of it what comes next."""
        self._frames += 1
        canvas.layer(("home ground",), _ground, opaque=True)
        self._draw_route(canvas)
        for name, cx, cy, plate in PLACES:
            self._draw_place(canvas, name, cx, cy, plate)
        nav.draw_rail(canvas)
        self._draw_greeting(canvas)
        self._draw_hint(canvas)
        self._draw_next(canvas)
        self._draw_review(canvas)
        self._draw_progress(canvas)
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))
            if widget.key in ("who", "review") and self.focus.shows(widget):
                canvas.rect(widget.x - 4, widget.y - 4, widget.w + 8, widget.h + 8, CLEAR, 18, 4, "light")

    def _lit(self) -> int:
        """Pieces of the route that are lit: up to the last place that was started."""
        lit = 0
        for index, (name, *_) in enumerate(PLACES):
            if self.states.get(name, PlaceState(name, ())).state != NOT_STARTED:
                lit = index + 1
        return lit

    def _draw_route(self, canvas: Canvas) -> None:
        lit = self._lit()
        canvas.layer(("home lit", lit), lambda c: _paint_lit(c, lit), (100, 260, 1420, 620))

    def _draw_place(self, canvas: Canvas, name: str, cx: float, cy: float, plate_y: float) -> None:
        place = self.states.get(name, PlaceState(name, ()))
        current = self.next_exercise is not None and self.next_exercise.place == name
        key = ("place", place, current, self.context.language.code, self._loaded)
        top = min(cy - 170, plate_y - 20)
        area = (cx - 176, top, 352, max(cy + 170, plate_y + PLATE_H + 24) - top)
        canvas.layer(key, lambda c: self._paint_place(c, place, current, cx, cy, plate_y), area)

    def _paint_place(self, canvas: Canvas, place: PlaceState, current: bool, cx: float, cy: float, plate_y: float) -> None:
        text = self.context.language.text
        if current:
            canvas.part("ui/map/place_halo", cx - 160, cy - 160)
        else:
            canvas.part("ui/map/place_shadow", cx - 144, cy - 144)
        canvas.part(f"ui/map/place_{place.name}", cx - 120, cy - 120)
        if place.state == NOT_STARTED and not current:
            canvas.part("ui/map/place_veil", cx - 120, cy - 120)
        _segments(canvas, cx, cy, place.states or (NOT_STARTED,))
        if current:
            canvas.part("ui/map/place_ring", cx - 120, cy - 120)
        x = cx - PLATE_W / 2
        canvas.card(x, plate_y, PLATE_W, PLATE_H)
        count = text("{done} sur {all}", done=place.done, all=len(place.states)) if place.states else ""
        room = PLATE_W - 40 - (canvas.measure(count, "small").width + 12 if count else 0)
        canvas.fitted(x + 20, plate_y + 26, place_words(self.context, place.name), room, "lead", "ink", "left", "middle", "semibold")
        if count:
            canvas.text(x + PLATE_W - 20, plate_y + 26, count, "small", "ink_soft", "right", "middle", None, "", None, True)
        if place.states:
            canvas.part(f"ui/states/{place.state}", x + 19, plate_y + 44, stretch=(24, 24))
            said = self.context.words.verdict(place.state)
        else:
            canvas.part("ui/states/locked", x + 19, plate_y + 44, stretch=(24, 24))
            said = text("Pas encore ouvert") if self._loaded else "…"
        canvas.fitted(x + 52, plate_y + 56, said, PLATE_W - 64, "small", TEXT_TONES[place.state], "left", "middle", "medium")

    def _draw_greeting(self, canvas: Canvas) -> None:
        text = self.context.language.text
        trainee = self.context.trainee if self._loaded else None
        canvas.part(f"ui/avatars/avatar_{self.context.avatar_of(trainee):02d}", 144, 48, stretch=(80, 80))
        if trainee is not None:
            hello, group = text("Bonjour {name}", name=trainee.first_name), trainee.group
        else:
            hello, group = text("Bonjour"), text("Qui es-tu ? Clique ici.") if self._loaded else ""
        canvas.fitted(244, 70 if group else 88, hello, 350, "display", "ink", "left", "middle", "bold")
        if group:
            canvas.fitted(246, 112, group, 340, "small", "ink_soft", "left", "middle")

    def _draw_hint(self, canvas: Canvas) -> None:
        said = self.context.language.text("Choisis un lieu sur la carte.")
        width = canvas.measure(said, "lead", "medium").width + 96
        canvas.card(144, 960, width, 72)
        canvas.icon("hand", 184, 996, 36, "action")
        canvas.text(216, 996, said, "lead", "ink", "left", "middle", None, "medium")

    def _draw_next(self, canvas: Canvas) -> None:
        text = self.context.language.text
        exercise = self.next_exercise
        canvas.card(1512, 48, 360, 448)
        place = exercise.place if exercise else "splice"
        canvas.layer(("hero", place), lambda c: _hero(c, place), (1512, 48, 360, 160))
        if exercise is None:
            said = text("Lecture des cours…") if not self._loaded else text("Aucun cours n’a été trouvé.")
            canvas.text(1536, 270, said, "body", "ink_soft", width=312)
            return
        canvas.text(1536, 240, text("Prochain exercice"), "small", "ink_soft", "left", "middle")
        title = exercise.title.get(self.context.language.code)
        block = canvas.texts.layout(title, "lead", "semibold", 312)
        canvas.block(1536, 288, block, "ink", "left", "middle")
        mine = self.context.exercises(exercise.place)
        canvas.icon("clock", 1548, 350, 24, "ink_soft")
        minutes = text("{n} min", n=self.context.language.number(exercise.minutes, 0))
        width = canvas.text(1568, 350, minutes, "small", "ink_soft", "left", "middle").width
        canvas.line(1584 + width, 340, 1584 + width, 360, "line", 2)
        where = text("{place}, {n} sur {all}", place=place_words(self.context, place), n=mine.index(exercise) + 1, all=len(mine))
        canvas.fitted(1600 + width, 350, where, 1848 - 1600 - width, "small", "ink_soft", "left", "middle")

    def _draw_review(self, canvas: Canvas) -> None:
        exercise = self.review
        if exercise is None:
            return
        canvas.card(1512, 520, 360, 136)
        canvas.part("ui/states/to_review", 1532, 544, stretch=(32, 32))
        canvas.text(1576, 560, self.context.words.verdict(TO_REVIEW), "small", "watch_text", "left", "middle", None, "medium")
        canvas.fitted(1536, 600, exercise.title.get(self.context.language.code), 280, "lead", "ink", "left", "middle", "semibold")
        canvas.text(1536, 632, place_words(self.context, exercise.place), "small", "ink_soft", "left", "middle")
        canvas.icon("chevron_right", 1844, 588, 32, "action")

    def _draw_progress(self, canvas: Canvas) -> None:
        text = self.context.language.text
        states = [state for place in self.states.values() for state in place.states]
        done, whole = sum(1 for s in states if s == ACQUIRED), len(states)
        canvas.card(1512, 680, 360, 352)
        canvas.text(1536, 722, text("Mon parcours"), "lead", "ink", "left", "baseline", None, "semibold")
        width = canvas.text(1536, 782, str(done), "display", "ink", "left", "baseline", None, "bold", None, True).width
        said = self.context.language.ntext("exercice acquis sur {n}", "exercices acquis sur {n}", whole)
        canvas.fitted(1552 + width, 774, said, 296 - width, "small", "ink_soft", "left", "middle")
        canvas.rect(1536, 804, 312, 14, "panel", 7, 2, "line")
        if done and whole:
            canvas.glow_path([(1543, 811), (1543 + 298 * done / whole, 811)], 6)
        for index, state in enumerate((ACQUIRED, IN_PROGRESS, TO_REVIEW, NOT_STARTED)):
            y = 860 + index * 44
            canvas.part(f"ui/states/{state}", 1536, y - 13, stretch=(26, 26))
            canvas.text(1576, y, self.context.words.verdict(state), "small", "ink", "left", "middle")
            canvas.text(1848, y, str(states.count(state)), "small", "ink_soft", "right", "middle", None, "", None, True)
            if index < 3:
                canvas.line(1536, y + 22, 1848, y + 22, "line", 1.5)


def _ground(canvas: Canvas) -> None:
    canvas.part("ui/map/background")
    route = bezier("".join(ROUTE))
    canvas.polyline([(x, y + 5) for x, y in route], faded(canvas.theme.ink, 0.07), 20)
    canvas.polyline(route, "line", 13)
    canvas.polyline(route, "panel", 9.5)
    canvas.polyline(route, "bench_deep", 2.5)


def _paint_lit(canvas: Canvas, lit: int) -> None:
    # The first stretch always glows: light enters the map where the work begins.
    pieces = ROUTE[: max(1, lit)]
    canvas.glow_path(bezier("".join(pieces)), 11)


def _segments(canvas: Canvas, cx: float, cy: float, states: tuple[str, ...]) -> None:
    """One segment per exercise round the place, coloured by its state."""
    count = len(states)
    gap = 4.0 if count > 1 else 0.0
    for index, state in enumerate(states):
        start = -88 + 360 * index / count
        canvas.ring_arc(cx, cy, RING_R, RING_W, start, start + 360 / count - gap, TONES[state])


def _hero(canvas: Canvas, place: str) -> None:
    canvas.part(f"ui/map/hero_{place}", 1512, 48)
