"""The first screen: the map of the trade, what is done there, and the exercise that comes next.

It deliberately shows its first frame before courses and class book are read: they follow a moment later.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.scoring import IN_PROGRESS, NOT_STARTED, TO_REVIEW
from simulator.screens import hearing_question as hearing
from simulator.screens import home_cards as cards
from simulator.screens import home_map as maps
from simulator.screens import nav
from simulator.screens.home_map import PlaceButton, PlaceState, place_words
from simulator.ui.canvas import Canvas
from simulator.ui.dialog import Dialog
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed, write
from simulator.ui.focus import Focus
from simulator.ui.say import SAY_KEY, SayButton, draw_speaker
from simulator.ui.widgets import Button, Widget, draw_ring, sentences

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

__all__ = ["HomeScreen", "place_words"]


HINT_TILE = (152.0, 968.0, 56.0, 56.0)


class Greeting(Widget):
    """Picture and name of who works; pressed to let somebody else work."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """Only what the pointer or the keys add: the map paints the rest."""
        if hovered and not focused:
            canvas.rect(self.x, self.y, self.w, self.h, (0, 0, 0, 0), 16, 3, "action")
        if focused:
            draw_ring(canvas, (self.x, self.y, self.w, self.h), 16)


class HomeScreen:
    """The map, and right of it what comes next. after: the exercise that one comes from."""

    lean = True

    def __init__(self, context: Context, after: Exercise | None = None) -> None:
        self.context = context
        self._after = after
        self.dirty = True
        self.ready = False
        self._frames = 0
        self._asked: Dialog | hearing.Question | None = None
        self._next: Screen | None = self
        self.states: dict[str, PlaceState] = {}
        self.next_exercise: Exercise | None = None
        self.second: tuple[Exercise, str] | None = None
        #: What was kept of the next exercise, in words.
        self.kept = ""
        self._started = False
        self._build()
        if context.opened:
            # Not at the start: who comes back from an exercise sees the map at once as it is now.
            self.load()

    @property
    def running(self) -> bool:
        """Ticks are wanted until courses and class book were read."""
        return not self.ready

    # what there is

    def load(self) -> None:
        """Read courses and class book, then find what comes next; a book that does not open is told, with a way on."""
        from simulator.records import RecordsError

        self.ready = True
        self.dirty = True
        text = self.context.language.text
        try:
            notice = self.context.store().notice
            runs = self.context.runs()
        except RecordsError as error:
            answers = [("quit", text("Quitter"), "quit"), ("again", text("Réessayer"), "retry")]
            self._asked = Dialog(text("Le cahier de classe ne s’ouvre pas"), str(error), answers, "warning")
            return
        if notice is not None and self.context.told != notice:
            self.context.told = notice
            answers = [("cancel", text("Compris"), "check")]
            self._asked = Dialog(text("Le cahier de classe a été réparé"), notice.sentence, answers, "info")
        self._show(runs)

    def _show(self, runs: dict[str, list[tuple[float, bool, int]]]) -> None:
        """Find the states of all exercises, and what comes next."""
        order = [(e, self.context.state_of(e, runs)) for e in self.context.exercises()]
        found: dict[str, list[str]] = {}
        for exercise, state in order:
            found.setdefault(exercise.place, []).append(state)
        self.states = {name: PlaceState(name, tuple(states)) for name, states in found.items()}
        self._started = bool(runs)
        self._choose(order)
        self._build()

    def _choose(self, order: list[tuple[Exercise, str]]) -> None:
        """The next exercise in the order of the course; then one to look at again, or the one after it."""
        open_ones = [pair for pair in order if pair[1] in (IN_PROGRESS, NOT_STARTED)]
        weak = [pair for pair in order if pair[1] == TO_REVIEW]
        mine = self.context.kept.mine()
        left = [pair for pair in order if (pair[0].course_id, pair[0].id) in mine]
        line = [*left, *self._further(order), *open_ones, *weak] or order
        self.next_exercise = line[0][0] if line else None
        self.kept = self.context.kept.told(mine[(left[0][0].course_id, left[0][0].id)], left[0][0]) if left else ""
        others = [pair for pair in (*weak, *open_ones) if pair[0] is not self.next_exercise]
        self.second = others[0] if others else None

    def _further(self, order: list[tuple[Exercise, str]]) -> list[tuple[Exercise, str]]:
        """What is open at the place of the exercise that one comes from, from that on: who went ahead goes on there."""
        if self._after is None:
            return []
        names = [(exercise.course_id, exercise.id) for exercise, _ in order]
        mine = (self._after.course_id, self._after.id)
        begin = names.index(mine) if mine in names else len(names)
        here = [pair for pair in order[begin:] if pair[0].place == self._after.place]
        return [pair for pair in here if pair[1] in (IN_PROGRESS, NOT_STARTED)]

    def _build(self) -> None:
        """The widgets that fit what is known."""
        text = self.context.language.text
        self._spots = maps.spots(self.states)
        widgets: list[Widget] = []
        there = self.context.can_speak
        self._spoke = there()
        if self.next_exercise is not None:
            label = text("Continuer") if self._started else text("Commencer")
            label = text("Reprendre") if self.kept else label
            wide = 240 if self._spoke else 312
            widgets.append(Button("start", label, "play", 1536, 392, wide, 80, kind="primary"))
            if self._spoke:
                widgets.append(SayButton("say next", text("Écouter"), "", 1792, 392, 56, 80, there=there, tile=True))
        if self.second is not None:
            named = self.second[0].title.get(self.context.language.code)
            widgets.append(cards.CardButton("second", named, "", *cards.SECOND_CARD))
        widgets.append(Greeting("who", text("Changer de personne"), "", 128, 36, 480, 104))
        for spot in self._spots:
            place = self.states.get(spot.name, PlaceState(spot.name))
            if place.states:
                said = (place_words(self.context, spot.name), self.context.words.verdict(place.state))
                widgets.append(PlaceButton(spot, sentences(*said)))
        if self._spoke:
            widgets.append(SayButton("say hint", text("Écouter"), "", *HINT_TILE, there=there, tile=True))
        self.focus = Focus([*widgets, *nav.items(self.context, "map")])
        self.focus.start_at(widgets[0])

    # input

    def handle(self, event: UiEvent) -> None:
        """Places, the next exercise, the rail; Escape asks whether to leave."""
        if self._asked is not None:
            self._answer(self._asked.handle(event))
            return
        if event.kind == "key" and event.key == "escape":
            self._ask()
            return
        if event.kind == "key" and event.key == SAY_KEY:
            self.context.say(self._sentence("next"))
        before = self.focus.hover
        pressed = self.focus.handle(event)
        if event.kind != "move" or before is not self.focus.hover:
            self.dirty = True
        if pressed:
            self._press(pressed)

    def _ask(self) -> None:
        text = self.context.language.text
        answers = [("quit", text("Quitter"), "quit"), ("cancel", text("Rester"), "map")]
        kept = text("Tes essais sont gardés sur cet ordinateur.")
        self._asked = Dialog(text("Quitter Brin ?"), kept, answers, "quit")
        self.dirty = True

    def _answer(self, answer: str | None) -> None:
        self.dirty = True
        if answer is None:
            return
        self._asked = None
        if answer in hearing.ANSWERS:
            hearing.take(self.context, answer)
            self._build()
        elif answer == "quit":
            self._next = None
        elif not self.states:
            # Without a class book nobody may work: what they do would be lost.
            self.load()

    def _sentence(self, which: str) -> str:
        """What the loudspeakers say: what comes next, or the hint."""
        text, exercise = self.context.language.text, self.next_exercise
        if which == "hint" or exercise is None:
            return text("Choisis un lieu sur la carte.")
        head = text("À reprendre") if self.kept else text("Prochain exercice")
        way = text("Pour y aller, appuie sur le triangle.")
        return f"{head} : {exercise.title.get(self.context.language.code)}. {way}"

    def _press(self, name: str) -> None:
        if name.startswith("say "):
            self.context.say(self._sentence(name[4:]))
            return
        if not self.ready:
            self.load()
        follower = nav.follow(self.context, name, self)
        if follower is not None:
            self._next = follower
        elif name == "who":
            self._next = self.context.ways.who()
        elif name.startswith("place:"):
            self._next = self.context.ways.place(name[6:])
        elif name == "start":
            self._open(self.next_exercise)
        elif self.second is not None:
            self._open(self.second[0])

    def _open(self, exercise: Exercise | None) -> None:
        if exercise is not None:
            self._next = nav.to_briefing(self.context, exercise)

    def pointed(self) -> str:
        """The words of what the ring or the pointer is on."""
        return (self._asked or self).focus.words

    def next_screen(self) -> Screen | None:
        """Itself until something was chosen."""
        return self._next

    def tick(self) -> None:
        """What follows the first frame."""
        if self._frames and not self.ready:
            self.load()

    def close(self) -> None:
        """The map as it stands is what the next start opens with."""
        if self.ready and self.states:
            self.context.keep_home(self.paint_still)

    # drawing

    def paint_still(self, canvas: Canvas) -> None:
        """The map without pointer, focus or question."""
        canvas.layer(self._key(), self._paint, opaque=True)

    def draw(self, canvas: Canvas) -> None:
        """One picture of everything that stands still; over it what the pointer and the keys add."""
        self._frames += 1
        if self._spoke != self.context.can_speak():
            self._build()
        if self.ready and self.states and self._asked is None and self.context.wants_to_ask():
            self._asked = hearing.Question(self.context)
        if self.ready and self._asked is None:
            self.context.tell(self._sentence("next"))
        self.paint_still(canvas)
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))
        if self._asked is not None:
            self._asked.draw(canvas)

    def _key(self) -> tuple:
        trainee = self.context.trainee if self.ready else None
        shown = self.next_exercise.id if self.next_exercise is not None else None
        second = (self.second[0].id, self.second[1]) if self.second is not None else None
        who = (trainee.id, trainee.first_name, trainee.group) if trainee is not None else None
        code = self.context.language.code
        return ("home", code, self._spoke, self.ready, tuple(self.states.items()), shown, second, who, self.kept)

    def _paint(self, canvas: Canvas) -> None:
        canvas.part("ui/map/background")
        lit = maps.lit_stretches(self._spots, self.states) if self.ready else None
        maps.paint_strand(canvas, self._spots, lit)
        for spot in self._spots:
            place = self.states.get(spot.name, PlaceState(spot.name))
            current = self.next_exercise is not None and self.next_exercise.place == spot.name
            maps.paint_place(canvas, self.context, spot, place, current, self.ready)
        nav.draw_rail(canvas, self._spoke)
        self._paint_greeting(canvas)
        self._paint_hint(canvas)
        cards.paint_next(canvas, self.context, self.next_exercise, self.ready, self.kept)
        if self.second is not None:
            cards.paint_second(canvas, self.context, *self.second)
        cards.paint_progress(canvas, self.context, [s for place in self.states.values() for s in place.states])

    def _paint_greeting(self, canvas: Canvas) -> None:
        text = self.context.language.text
        trainee = self.context.trainee if self.ready else None
        if trainee is None:
            canvas.circle(184, 88, 40, "action_pale", 3, "action")
            canvas.icon("person", 184, 88, 52, "action")
        else:
            canvas.part(f"ui/avatars/avatar_{self.context.avatar_of(trainee):02d}", 144, 48, stretch=(80, 80))
        hello = text("Bonjour {name}", name=trainee.first_name) if trainee is not None else text("Bonjour")
        under = trainee.group if trainee is not None else text("Qui es-tu ? Clique ici.") if self.ready else ""
        write(canvas, 244, 70 if under else 88, hello, (356, 56), "display", "ink", weight="bold")
        if under:
            write(canvas, 246, 114, under, (350, 40), "small", "ink", weight="medium")

    def _paint_hint(self, canvas: Canvas) -> None:
        said = boxed(canvas, self.context.language.text("Choisis un lieu sur la carte."), 700, 56, "lead", "medium")
        canvas.card(144, 960, said.width + 104, 72)
        if self._spoke:
            draw_speaker(canvas, HINT_TILE, tile=True)
        else:
            canvas.rect(*HINT_TILE, "action_pale", 10)
            canvas.icon("hand", 180, 996, 38, "action")
        canvas.block(226, 996, said, "ink", "left", "middle")
