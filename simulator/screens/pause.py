"""The pause menu over a scene: go on, start again, keep for later, finish now, and the page of all gestures and keys.

It deliberately changes nothing itself: it returns the choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.screens.glossary_cards import WordsPanel, terms_for
from simulator.screens.pause_goals import BOX as GOALS_BOX
from simulator.screens.pause_goals import GOALS_KEY, GOALS_KEY_NAME, paint_goals
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
#: Room of the title and of the sentence under it.
HEAD_H = 252.0


class PauseMenu:
    """A dialog over the dimmed scene. page is '', 'help', 'words', 'goals' or 'again'.

    leaving asks what becomes of the attempt; example: the gesture that is due can be shown; begun: something was done,
    so that it can be kept.
    """

    def __init__(
        self,
        context: Context,
        exercise: Exercise,
        page: str = "",
        leaving: bool = False,
        example: bool = False,
        begun: bool = False,
    ) -> None:
        self.context = context
        self.exercise = exercise
        self.page = page
        self.leaving = leaving
        self.example = example
        self.begun = begun
        self.box = GOALS_BOX if page == "goals" else BOX
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
            self.__init__(self.context, self.exercise, page=choice, example=self.example, begun=self.begun)
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
        scenes = {stage.scene for stage in self.exercise.stages}
        rows = [
            ("mouse", text("La souris est ta main : prends, tire, pose."), ""),
            ("hand", text("Prendre un outil"), "1 … 7"),
            ("drag", text("Bouger l’outil. Avec Maj : plus lentement."), "← → ↑ ↓"),
            *([("target", text("Tenir, serrer, lâcher"), text("Espace"))] if scenes != {"otdr"} else []),
            ("check", text("Faire la suite évidente"), text("Touche Entrée")),
            *([("sync", text("Changer de fibre"), "S")] if "preparation" in scenes else []),
            *([("lock", text("Capot, pince gauche, pince droite"), "C  G  D")] if "splicing" in scenes else []),
            *([("splice", "MENU, RESET, ARC, SET", "M  R  A  S")] if "splicing" in scenes else []),
            *(
                [
                    ("trace", text("Laser, évènement, mesurer, garder"), "S  E  M  G"),
                    ("cursor_a", text("Curseur A ou B, zoom, tout voir"), "A  B  +  −  H"),
                    ("table", text("Type, verdict, analyse, accepter"), "K  Q  X  Y"),
                    ("range", text("Portée, impulsion, temps, indice (Maj : moins)"), "R  U  T  I"),
                    ("plug", text("Brancher, regarder, nettoyer"), "P  Z  J"),
                    ("wave", text("Longueur d’onde, autre bout, effacer"), "W  D  ⌫"),
                    ("folder", text("Traces gardées, rapport"), "F3"),
                ]
                if "otdr" in scenes
                else []
            ),
            *(
                [
                    ("drag", text("Manchon, fibre gauche ou droite"), "␣  G  D"),
                    ("forward", text("Conduire la fibre"), "↑  ←  →"),
                    ("undo", text("Sortir une fibre, soudure suivante"), "⌫  N"),
                    ("laser", text("Stylo, photo, couvercle, étiquette"), "P  O  C  E"),
                ]
                if "tray" in scenes
                else []
            ),
            ("speed", text("Passer plus vite quand on attend"), "F"),
            *([("eye", text("Voir le geste à faire maintenant"), "F2")] if self.exercise.help != "exam" else []),
            *([("voice", text("Écouter la consigne"), SAY_KEY_NAME)] if self.context.can_speak() else []),
            ("target", text("Relire le but et ce qui compte"), GOALS_KEY_NAME),
            ("pause", text("Pause"), text("Échap")),
            ("fullscreen", text("Plein écran"), "F11"),
            ("gamepad", text("Manette : suite, tenir, retour, écouter"), "A  X  B  Y"),
        ]
        step = min(52.0, 572 / len(rows))
        for index, (icon, label, key) in enumerate(rows):
            top, middle = y + 100 + index * step, y + 100 + index * step + (step - 6) / 2
            canvas.rect(x + 40, top, w - 80, step - 6, "panel_soft", 10)
            canvas.icon(icon, x + 76, middle, 30, "action")
            write(canvas, x + 112, middle, label, (w - 380, step - 4), "body", "ink")
            if key:
                room = (180, step - 4)
                write(canvas, x + w - 64, middle, key, room, "body", "action_deep", "right", weight="semibold")
