"""Before an exercise: the goal in one or two sentences, when it is reached, why it matters, and the steps as pictures.

It deliberately explains no gesture: the scene's own cues do, and a shipped attempt can be watched.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from simulator.i18n import N_
from simulator.screens.briefing_cards import (
    PICTURE,
    RIGHT,
    WIDTH,
    goal_box,
    paint_bottom,
    paint_right,
    paint_top,
    place_chips,
)
from simulator.screens.briefing_pictures import paint_picture
from simulator.screens.briefing_steps import paint_steps, steps_of
from simulator.screens.glossary_cards import Chip, TermCard
from simulator.screens.page import paint_ground
from simulator.ui.canvas import Canvas
from simulator.ui.dialog import Dialog
from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.say import SAY_KEY, SayButton
from simulator.ui.toast import draw_toast
from simulator.ui.widgets import Button, Choice, Widget, sentences
from simulator.wording_glossary import Term, mentions

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

STEPS_BOX = (48.0, 702.0, 1152.0, 242.0)


def shown_attempt(exercise: Exercise) -> Path | None:
    """The attempt that the course ships as a good example, if it does."""
    path = Path(exercise.path).parent.parent / "proofs" / f"{exercise.id}-pass.jsonl"
    return path if exercise.path and path.is_file() else None


class BriefingScreen:
    """One exercise, ready to start."""

    running = False

    def __init__(self, context: Context, exercise: Exercise) -> None:
        self.context = context
        self.exercise = exercise
        self.dirty = True
        self.runs = context.runs()
        self.example = shown_attempt(exercise)
        self._said = ""
        self._get_ready: Callable[[tuple[int, int]], bool] | None = None
        self._next: Screen | None = self
        text = context.language.text
        #: What the trainee left of it, to be taken up again.
        self.kept = context.kept.of(exercise)
        self._asked: Dialog | None = None
        options = [("simple", text("Mots simples")), ("trade", text("Mots du métier"))]
        self.words = Choice("words", "", "", RIGHT + WIDTH - 24 - 340, 114, 340, 52, options=options)
        self.words.value = "simple" if context.settings.simple_words else "trade"
        self.start = Button("start", text("Commencer"), "play", 1472, 984, 400, 76, kind="primary")
        widgets: list[Widget] = [self.start]
        if self.kept is not None:
            self.start = Button("resume", text("Reprendre"), "play", 1472, 984, 400, 76, kind="primary")
            widgets = [self.start, Button("again", text("Recommencer"), "retry", 1168, 988, 280, 72)]
        if self.example is not None:
            left = 1144 if self.kept is None else 864
            width = 304 if self.kept is None else 280
            widgets.append(Button("watch", text("Voir le geste"), "eye", left, 988, width, 72))
        widgets.append(self.words)
        widgets.append(Button("back", text("Retour"), "back", 48, 8, 56, 56, kind="icon"))
        self._say = SayButton("say", text("Écouter"), "", RIGHT + WIDTH - 80, 112, 56, 56, there=context.can_speak)
        widgets.append(self._say)
        self._own = widgets
        self.terms: list[Term] = []
        self.card: TermCard | None = None
        self.focus = Focus(widgets)
        self.focus.start_at(self.start)
        self._list_terms()

    def _list_terms(self) -> None:
        """The terms of the trade in the goal as chips, where it stands in the words of the trade."""
        trade = self.words.value == "trade"
        found = mentions(self.context.language, self._goal()) if trade else []
        self.terms = [term for _, term in found]
        self.chips = [Chip(f"term:{index}", said) for index, (said, _) in enumerate(found)]
        self.focus.replace([*self._own, *self.chips])
        self.dirty = True

    # input

    def handle(self, event: UiEvent) -> None:
        """Start, watch, the two ways of saying it, the cards of its terms, back."""
        if self._asked is not None:
            self._answer(self._asked.handle(event))
            return
        if self.card is not None:
            self.dirty = True
            if self.card.handle(event):
                self.card = None
            return
        if event.kind in ("key", "down"):
            self._said = ""
            self.dirty = True
        if event.kind == "key" and event.key == "escape":
            self.press("back")
            return
        if event.kind == "key" and event.key == SAY_KEY:
            self.press("say")
        before = self.focus.hover
        pressed = self.focus.handle(event)
        if before is not self.focus.hover or event.kind == "resize":
            self.dirty = True
        if pressed:
            self.press(pressed)

    def press(self, name: str) -> None:
        if name == "start" and self.kept is not None and self.context.kept.counts(self.exercise):
            self._next = self.context.ways.resume(self.exercise, self.kept, anew=True)
        elif name == "start":
            self._next = self.context.ways.play(self.exercise)
            if self.kept is not None:
                self.kept.journal.discard()
        elif name == "resume":
            assert self.kept is not None
            self._next = self.context.ways.resume(self.exercise, self.kept)
        elif name == "again":
            self._ask()
        elif name == "watch":
            self._watch()
        elif name == "say":
            self.context.say(self._goal())
        elif name.startswith("words="):
            self.context.change(simple_words=name == "words=simple")
            self._list_terms()
        elif name.startswith("term:"):
            self.card = TermCard(self.context, self.terms, int(name[5:]))
        elif name == "back":
            self._next = self.context.ways.place(self.exercise.place)

    def _ask(self) -> None:
        """Whether what was kept may go."""
        text = self.context.language.text
        assert self.kept is not None
        told = self.context.kept.told(self.kept, self.exercise)
        said = text("Ton travail gardé sera effacé, sans note : {told}.", told=told)
        if self.context.kept.counts(self.exercise):
            said = text("C’est un examen. Ton travail gardé sera noté comme il est : {told}.", told=told)
        answers = [("start", text("Oui, recommencer"), "retry"), ("cancel", text("Non, le garder"), "save")]
        self._asked = Dialog(text("Recommencer à zéro ?"), said, answers, "warning")

    def _answer(self, answer: str | None) -> None:
        self.dirty = True
        if answer is not None:
            self._asked = None
        if answer == "start":
            self.press("start")

    def _goal(self) -> str:
        """The goal as it stands on the card."""
        trade = self.words.value == "trade" and self.exercise.goal_trade
        return (self.exercise.goal_trade if trade else self.exercise.goal).get(self.context.language.code)

    def _told(self) -> str:
        """What is heard when the briefing opens: the goal, and the pictures on its two buttons."""
        text = self.context.language.text
        watch = text("Pour voir le geste, appuie sur l’œil.") if self.example is not None else ""
        return sentences(self._goal(), watch, text("Pour y aller, appuie sur le triangle."))

    def _watch(self) -> None:
        """Play the course's good example, then come back here."""
        from simulator.replay import LogError

        assert self.example is not None
        again = BriefingScreen(self.context, self.exercise)
        try:
            self._next = self.context.ways.example(self.exercise, self.example, again, N_("Retour"))
        except (LogError, OSError):
            self._said = self.context.language.text("L’exemple ne peut pas être montré.")

    def pointed(self) -> str:
        """The words of what the ring or the pointer is on."""
        return "" if self.card is not None else (self._asked or self).focus.words

    def next_screen(self) -> Screen | None:
        """Itself until started."""
        return self._next

    def tick(self) -> None:
        """Nothing moves by itself."""

    def idle(self, size: tuple[int, int]) -> bool:
        """While the trainee reads, the scene's pictures are got ready; True while there are more."""
        if self.example is None:
            return False
        if self._get_ready is None:
            self._get_ready = self.context.ways.getting_ready(self.exercise, self.example)
        return self._get_ready(size)

    def close(self) -> None:
        """Nothing is held."""

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """One picture of all that stands still, then the widgets."""
        # The choice of words makes room for the loudspeaker once there is a voice.
        self.words.x = RIGHT + WIDTH - 24 - self.words.w - (72 if self.context.can_speak() else 0)
        self.context.tell(self._told())
        runs = self.runs.get(self.exercise.id, [])
        key = ("briefing", self.exercise.course_id, self.exercise.id, self.exercise.sha256, self.words.value,
               self.context.language.code, tuple(runs), self.example is None,
               self.kept and (self.kept.journal.attempt_id, self.kept.tick))  # fmt: skip
        place_chips(canvas, self.chips, goal_box(canvas, self._goal())[1])
        canvas.layer(key, self._paint, opaque=True)
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))
        if self.card is not None:
            self.card.draw(canvas)
        if self._asked is not None:
            self._asked.draw(canvas)
        if self._said:
            draw_toast(canvas, "bad", self._said, 960, 96)

    def _paint(self, canvas: Canvas) -> None:
        paint_ground(canvas)
        paint_picture(canvas, self.exercise, PICTURE)
        paint_steps(canvas, self.context.language, steps_of(self.exercise), STEPS_BOX)
        attempts = len(self.runs.get(self.exercise.id, []))
        paint_right(canvas, self.context, self.exercise, self._goal(), bool(self.chips), attempts)
        paint_top(canvas, self.context, self.exercise)
        paint_bottom(canvas, self.context, self.exercise, self.runs, self.kept)
