"""The pause menu over a scene: go on, start again, keep for later, finish now, and the page of all gestures and keys.

It deliberately changes nothing itself: it returns the choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.screens.glossary_cards import WordsPanel, terms_for
from simulator.screens.help_keys import HelpKeys
from simulator.screens.pause_goals import BOX as GOALS_BOX
from simulator.screens.pause_goals import GOALS_KEY, paint_goals
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fitting import write
from simulator.ui.focus import Focus
from simulator.ui.say import SAY_KEY, SAY_KEY_NAME, SayButton
from simulator.ui.theme import faded
from simulator.ui.widgets import Button

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context

BOX = (460.0, 150.0, 1000.0, 780.0)
#: Left edge and width of the page of gestures and keys, which is as high as it has to be.
HELP_X, HELP_W = 280.0, 1360.0
#: Room of the title and of the sentence under it.
HEAD_H = 252.0


class PauseMenu:
    """A dialog over the dimmed scene. page is '', 'help', 'words', 'goals' or 'again'.

    leaving asks what becomes of the attempt; example: the gesture that is due can be shown; begun: something was done,
    so that it can be kept; stage: the place of the stage whose keys are told.
    """

    def __init__(
        self,
        context: Context,
        exercise: Exercise,
        page: str = "",
        leaving: bool = False,
        example: bool = False,
        begun: bool = False,
        stage: int = 0,
    ) -> None:
        self.context = context
        self.exercise = exercise
        self.page = page
        self.leaving = leaving
        self.example = example
        self.begun = begun
        self.stage = stage
        self.box = GOALS_BOX if page == "goals" else BOX
        self.keys: HelpKeys | None = None
        if page == "help":
            self.keys = self._keys()
            self.box = (HELP_X, 540 - self.keys.height / 2, HELP_W, self.keys.height)
        self.buttons = self._buttons()
        x, y, w, h = self.box
        said = context.language.text("Écouter")
        # The page of gestures is read by its pictures: only the goal is one sentence that can be spoken.
        there = context.can_speak if page != "help" else lambda: False
        self.speaker = SayButton("say", said, "", x + w - 104, y + 36, 64, 64, there=there)
        self.panel: WordsPanel | None = None
        if page == "words":
            self.panel = WordsPanel(context, terms_for(context, exercise), (x + 40, y + 112, w - 80, h - 224), 64)
            self.speaker = self.panel.speaker
        rows = self.panel.rows if self.panel is not None else []
        self.focus = Focus([*self.buttons, *rows, self.speaker])
        self.focus.start_at(rows[0] if rows else self.buttons[0])

    def _keys(self) -> HelpKeys:
        stage = self.exercise.stages[min(self.stage, len(self.exercise.stages) - 1)]
        spoken = SAY_KEY_NAME if self.context.can_speak() else ""
        return HelpKeys(self.context.language, stage, spoken, self.exercise.help != "exam")

    def _buttons(self) -> list[Button]:
        text = self.context.language.text
        x, y, w, h = self.box
        if self.page in ("help", "words", "goals"):
            made = [Button("resume", text("Continuer"), "play", x + w - 304, y + h - 96, 264, 64, kind="primary")]
            other, said, icon = (
                ("words", text("Les mots du métier"), "book")
                if self.page != "words"
                else ("help", text("Gestes et touches"), "keyboard")
            )
            made.append(Button(other, said, icon, x + 40, y + h - 96, 304, 64))
            if self.example and self.page == "help":
                made.append(Button("show", text("Montre-moi"), "eye", x + w - 632, y + h - 96, 304, 64))
            return made
        made = [
            Button("resume", text("Continuer"), "play", kind="primary"),
            *([Button("show", text("Montre-moi"), "eye")] if self.example else []),
            Button("goals", text("Relire le but"), "target"),
            Button("help", text("Gestes et touches"), "keyboard"),
            Button("words", text("Les mots du métier"), "book"),
            Button("again" if self.begun else "restart", text("Recommencer"), "retry"),
            Button("keep", text("Garder pour plus tard"), "save")
            if self.begun
            else Button("keep", text("Quitter"), "quit"),
            Button("finish", text("Terminer et voir le bilan"), "flag"),
        ]
        if self.leaving:
            made = [made[0], *made[-2:]]
        elif self.page == "again":
            made = [Button("resume", text("Non, je continue"), "play", kind="primary"),
                    Button("restart", text("Oui, recommencer"), "retry")]  # fmt: skip
        self._place(made, 1 if self.leaving or self.page == "again" else 2)
        return made

    def _place(self, made: list[Button], columns: int) -> None:
        """The first button over the whole width, the others under it, so many beside each other."""
        wide, gap, high, step = 720.0, 20.0, 92.0, 116.0
        others = made[1:]
        rows = [made[:1], *(others[i : i + columns] for i in range(0, len(others), columns))]
        # The box is as high as what it asks.
        x, _, w, _ = BOX
        tall = HEAD_H + step * len(rows) + 40
        self.box = (x, 540 - tall / 2, w, tall)
        first = self.box[1] + HEAD_H
        for index, row in enumerate(rows):
            width = (wide - gap * (len(row) - 1)) / len(row)
            for place, button in enumerate(row):
                button.x, button.y = x + (w - wide) / 2 + place * (width + gap), first + index * step
                button.w, button.h = width, high

    def handle(self, event: UiEvent) -> str | None:
        """One input; returns resume, show, restart, finish, keep, or None while nothing was chosen."""
        if event.kind == "key" and event.key in ("escape", GOALS_KEY if self.page == "goals" else ""):
            return "resume"
        choice = self.focus.handle(event)
        if self.panel is not None and self._panel_used(event, choice):
            return None
        if choice == "say" or (event.kind == "key" and event.key == SAY_KEY and self.speaker.enabled):
            self.context.say(self.exercise.goal.get(self.context.language.code))
            return None
        if event.kind == "key" and event.key == GOALS_KEY:
            choice = "goals"
        if choice in ("help", "words", "goals", "again"):
            self.__init__(self.context, self.exercise, choice, False, self.example, self.begun, self.stage)
            return None
        return choice

    def _panel_used(self, event: UiEvent, choice: str | None) -> bool:
        """Let the list of words have an input; True when the menu has nothing more to do with it."""
        assert self.panel is not None
        self.panel.list.handle(event, self.focus)
        self.panel.follow(self.focus)
        if event.kind == "key" and event.key == SAY_KEY:
            choice = "say"
        mine = choice == "say" or (choice or "").startswith("term:")
        if mine:
            self.panel.press(choice or "")
        return mine

    def draw(self, canvas: Canvas) -> None:
        """Dim the scene and draw the box."""
        text = self.context.language.text
        x, y, w, h = self.box
        canvas.rect(0, 0, 1920, 1080, faded(canvas.theme.scrim, 0.55))
        canvas.card(x, y, w, h)
        if self.panel is not None:
            title = text("Les mots du métier")
            write(canvas, x + 40, y + 58, title, (w - 80, 70), "title", "ink", weight="semibold")
            self.panel.draw_card(canvas)
            self.panel.list.draw(canvas, self.focus)
        elif self.page == "help":
            self._draw_help(canvas)
        elif self.page == "goals":
            paint_goals(canvas, self.context, self.exercise)
        else:
            title = text("Quitter cet essai ?") if self.leaving else text("Pause")
            goal = self.exercise.goal.get(self.context.language.code)
            if self.page == "again":
                title = text("Recommencer à zéro ?")
                goal = text("Ce que tu as fait sera effacé, sans note.")
                if self.context.kept.counts(self.exercise):
                    goal = text("C’est un examen. Ce que tu as fait sera noté comme il est.")
            elif self.leaving and self.begun:
                goal = text("Ton travail peut attendre. Tu le reprendras ici, sous ton prénom.")
            write(canvas, x + w / 2, y + 62, title, (w - 232, 76), "display", "ink", "center", weight="bold")
            write(canvas, x + w / 2, y + 168, goal, (w - 160, 120), "lead", "ink_soft", "center")
        self.speaker.draw(canvas, self.focus.shows(self.speaker), self.focus.hovers(self.speaker))
        for button in self.buttons:
            button.draw(canvas, self.focus.shows(button), self.focus.hovers(button))

    def _draw_help(self, canvas: Canvas) -> None:
        text = self.context.language.text
        x, y, w, _ = self.box
        title = text("Les gestes et les touches")
        write(canvas, x + 40, y + 54, title, (w - 80, 80), "title", "ink", weight="semibold")
        assert self.keys is not None
        self.keys.draw(canvas, x, y, w)
