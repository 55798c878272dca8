"""Settings in five tabs, one row for each thing to choose. Each choice holds at once and is kept.

It deliberately offers nothing that changes the simulation or a score.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pygame

from simulator.i18n import NAMES, languages
from simulator.screens.page import LEFT, WIDTH, Page, paint_heading
from simulator.screens.settings_pad import draw_pad
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.fibre_marks import draw_legend
from simulator.ui.fitting import Said, write, write_column
from simulator.ui.slider import Slider
from simulator.ui.widgets import Button, Choice, Toggle, Widget, sentences

if TYPE_CHECKING:
    from simulator.screens.context import Context

TABS = ("screen", "reading", "fibres", "sound", "hands")
TAB_ICONS = {"screen": "screen", "reading": "text_size", "fibres": "colour_names", "sound": "sound", "hands": "hand"}
TABS_Y, TABS_H = 168.0, 76.0
TOP, ROW_H, GAP = 272.0, 168.0, 20.0
#: Left edge and width of what is chosen; words stand before it.
CONTROL_X, CONTROL_W = LEFT + 800.0, WIDTH - 832.0
WINDOWS = ("1280x720", "1600x900", "1920x1080", "2560x1440")
FULL = "full"
TEXT_SIZES = (1.0, 1.25, 1.5, 1.75, 2.0)
#: What the window's canvas depends on: it is taken anew when one of these changes.
LOOKS = ("theme", "text_scale", "dyslexic", "fibre_names")
FLAGS = ("dyslexic", "fibre_names", "sound", "voice", "left_handed", "simple_words")


@dataclass
class Setting:
    """One row: icon, name, a sentence on what it does, and the widget (None: only something to read, shown).

    rows: how many rows it is high; painter: draws instead of a widget, given left edge, middle and (width, height).
    """

    icon: str
    name: str
    sentence: str
    widget: Widget | None = None
    shown: str = ""
    rows: int = 1
    painter: Callable[[Canvas, float, float, tuple[float, float]], None] | None = None


class SettingsScreen(Page):
    """A bar of tabs, and the rows of the present one."""

    entry = "settings"

    def __init__(self, context: Context, tab: str = "screen") -> None:
        super().__init__(context)
        self.tab = tab
        self.settings: list[Setting] = []
        self._build()

    def again(self) -> SettingsScreen:
        """The same tab in another language."""
        return SettingsScreen(self.context, self.tab)

    # what can be chosen

    def _build(self) -> None:
        text = self.context.language.text
        names = {
            "screen": text("Écran"), "reading": text("Lecture"), "fibres": text("Fibres"), "sound": text("Son"),
            "hands": text("Gestes"),
        }  # fmt: skip
        tabs = Choice("tab", "", "", LEFT, TABS_Y, WIDTH, TABS_H)
        tabs.options, tabs.value, tabs.icons = [(key, names[key]) for key in TABS], self.tab, TAB_ICONS
        about = Button("about", text("À propos"), "info", LEFT + WIDTH - 260, 72, 260, 68)
        rows = {
            "screen": self._screen, "reading": self._reading, "fibres": self._fibres, "sound": self._sound,
            "hands": self._hands,
        }  # fmt: skip
        self.settings = rows[self.tab]()
        widgets = [row.widget for row in self.settings if row.widget is not None]
        for index, row in enumerate(self.settings):
            if row.widget is not None:
                self._place(row.widget, TOP + index * (ROW_H + GAP))
        self.show([tabs, *widgets, about], widgets[0])

    def _place(self, widget: Widget, top: float) -> None:
        widget.x, widget.w, widget.h = CONTROL_X, CONTROL_W, 80.0
        if isinstance(widget, Toggle):
            widget.x, widget.w = CONTROL_X + CONTROL_W - 300, 300.0
        widget.y = top + (ROW_H - widget.h) / 2

    def _screen(self) -> list[Setting]:
        context, text, kept = self.context, self.context.language.text, self.context.settings
        tongues = [(code, NAMES.get(code, code)) for code in languages()]
        looks = [("light", text("Clair")), ("dark", text("Sombre")), ("contrast", text("Contrasté"))]
        icons = {"light": "sun", "dark": "night", "contrast": "contrast"}
        sizes = [(value, value.replace("x", "×")) for value in WINDOWS] + [(FULL, text("Plein écran"))]
        window = FULL if kept.fullscreen else f"{kept.width}x{kept.height}"
        return [
            Setting(
                "language", text("Langue"), text("La langue de tous les écrans."),
                Choice("language", "", options=tongues, value=context.language.code),
            ),
            Setting(
                "contrast", text("Aspect"), text("Sombre le soir. Contrasté au soleil ou au projecteur."),
                Choice("theme", "", options=looks, value=kept.theme, icons=icons),
            ),
            Setting(
                "fullscreen", text("Fenêtre"), text("F11 : plein écran, à tout moment."),
                Choice("window", "", options=sizes, value=window),
            ),
            Setting(
                "folder", text("Dossier"), text("Tes essais et tes réglages restent ici."), shown=str(context.folder)
            ),
        ]  # fmt: skip

    def _reading(self) -> list[Setting]:
        text, kept, language = self.context.language.text, self.context.settings, self.context.language
        scales = [(str(value), language.unit(value * 100, 0, "pct")) for value in TEXT_SIZES]
        nearest = str(min(TEXT_SIZES, key=lambda value: abs(value - kept.text_scale)))
        fonts = [("off", text("Normales")), ("on", text("Dyslexie"))]
        words = [("on", text("Mots simples")), ("off", text("Mots du métier"))]
        return [
            Setting(
                "text_size", text("Taille du texte"), text("Tout le texte grandit."),
                Choice("text_scale", "", options=scales, value=nearest),
            ),
            Setting(
                "dyslexia", text("Lettres"), text("Des lettres lourdes en bas, difficiles à confondre."),
                Choice("dyslexic", "", options=fonts, value=_on(kept.dyslexic)),
            ),
            Setting(
                "book", text("Consignes"), text("Des phrases courtes, ou le langage du chantier."),
                Choice("simple_words", "", options=words, value=_on(kept.simple_words)),
            ),
            Setting("eye", text("Exemple"), text("Une consigne, comme tu l’as choisie."), painter=self._sample),
        ]  # fmt: skip

    def _sample(self, canvas: Canvas, x: float, middle: float, room: tuple[float, float]) -> None:
        """A goal as a scene's bar shows it; its simple words and the trade's differ."""
        canvas.rect(x, middle - 36, 72, 72, "action_pale", 16)
        canvas.part("ui/tools/sleeve", x + 10, middle - 26, stretch=(52, 52))
        said = self.context.words.goal("prep.sleeve_slide")
        write(canvas, x + 96, middle, said, (room[0] - 96, room[1] - 32), "lead", "ink", weight="semibold")

    def _fibres(self) -> list[Setting]:
        text, kept = self.context.language.text, self.context.settings
        sentence = text("Chaque fibre porte ses lettres et son numéro : un trait compte cinq, un point compte un.")
        toggle = Toggle("fibre_names", self._state(kept.fibre_names), on=kept.fibre_names)
        return [Setting("colour_names", text("Couleurs marquées"), sentence, toggle)]

    def _sound(self) -> list[Setting]:
        text, kept, language = self.context.language.text, self.context.settings, self.context.language
        volume = Slider("volume", "", value=kept.volume, step=0.1)
        volume.said = lambda value: language.unit(value * 100, 0, "pct")
        volume.enabled = kept.sound
        heard = text("La consigne est lue quand elle apparaît.")
        if not self.context.can_speak():
            heard = text("Cet ordinateur n’a pas de voix pour cette langue.")
        cues = [("auto", text("Selon l’exercice")), ("off", text("Jamais"))]
        return [
            Setting(
                "sound", text("Sons"), text("Tout ce qui s’entend se voit aussi."),
                Toggle("sound", self._state(kept.sound), on=kept.sound),
            ),
            Setting("voice", text("Volume"), text("Pour les sons et pour la voix."), volume),
            Setting(
                "teacher", text("Voix"), heard,
                Toggle("voice", self._state(kept.voice), on=kept.voice),
            ),
            Setting(
                "target", text("Repères"), text("Les signes qui aident pendant le geste."),
                Choice("cues", "", options=cues, value=kept.cues),
            ),
        ]  # fmt: skip

    def _hands(self) -> list[Setting]:
        text, kept, language = self.context.language.text, self.context.settings, self.context.language
        hands = [("off", text("Droitier")), ("on", text("Gaucher"))]
        speed = Slider("mouse_speed", "", value=kept.mouse_speed, low=0.5, high=2.0, step=0.25)
        speed.said = lambda value: f"× {language.number(value, 2)}"
        return [
            Setting(
                "left_handed", text("Main de travail"),
                text("Gaucher : l’outil est dans la main gauche. Les appareils restent les mêmes."),
                Choice("left_handed", "", options=hands, value=_on(kept.left_handed)),
            ),
            Setting(
                "mouse", text("Vitesse de la souris"),
                text("Sous 1, la main va moins loin que la souris : le geste est plus fin."), speed,
            ),
            Setting(
                "gamepad", text("Manette"), text("Branche-la : elle fait comme le clavier."),
                rows=2, painter=lambda canvas, *place: draw_pad(canvas, language, *place),
            ),
        ]  # fmt: skip

    def _state(self, on: bool) -> str:
        text = self.context.language.text
        return text("Oui") if on else text("Non")

    # what a choice does

    def handle(self, event: UiEvent) -> None:
        """A slider follows the pointer while it is held; everything else as on every page."""
        grasped = self.focus.at
        if event.kind == "move" and event.held and isinstance(grasped, Slider) and grasped.enabled:
            named = grasped.press(event)
            if named:
                self.press(named)
            self.dirty = True
            return
        super().handle(event)

    def press(self, name: str) -> None:
        """Keep a choice and let it hold."""
        key, _, value = name.partition("=")
        if key == "tab":
            self.tab = value
            self._build()
        elif key == "about":
            self.go(self.context.ways.about())
        elif key == "window":
            self._window(value)
        else:
            self._keep(key, value)

    def _keep(self, key: str, value: str) -> None:
        kept: str | float | bool = value
        if key in FLAGS:
            kept = value == "on"
        elif key in ("text_scale", "volume", "mouse_speed"):
            kept = float(value)
        if key == "language":
            self.context.set_language(value)
        if key == "voice":
            self.context.choose_voice(value == "on")
        else:
            self.context.change(**{key: kept})
        if key == "language":
            self.go(self.again())
        elif key in FLAGS:
            self._build()
        if key in LOOKS:
            refresh()

    def _window(self, value: str) -> None:
        if value == FULL:
            self.context.change(fullscreen=True)
            fill_screen(True)
            return
        width, height = (int(part) for part in value.split("x"))
        self.context.change(width=width, height=height, fullscreen=False)
        fill_screen(False)
        resize(width, height)

    def pointed(self) -> str:
        """A row is read whole: its name, what it does, what holds now."""
        said = super().pointed()
        row = next((row for row in self.settings if row.widget is self.focus.latest and row.widget is not None), None)
        return sentences(row.name, row.sentence, said) if row is not None and self.asked is None else said

    # drawing

    def paint(self, canvas: Canvas) -> None:
        """A row for each choice, with one sentence on what it does."""
        write(canvas, LEFT, 106, self.context.language.text("Réglages"), (WIDTH - 320, 72), "display", weight="bold")
        for index, row in enumerate(self.settings):
            self._paint_row(canvas, row, TOP + index * (ROW_H + GAP))
        if self.tab == "fibres":
            y = TOP + ROW_H + GAP
            canvas.card(LEFT, y, WIDTH, 1040 - y)
            draw_legend(canvas, (LEFT + 64, y + 24, WIDTH - 128, 1040 - y - 48), self.context.fibre_marks(), 2)

    def _paint_row(self, canvas: Canvas, row: Setting, y: float) -> None:
        high = row.rows * ROW_H + (row.rows - 1) * GAP
        canvas.card(LEFT, y, WIDTH, high)
        paint_heading(canvas, LEFT + 32, y + ROW_H / 2 - 24, 0, row.icon, "")
        toggled = isinstance(row.widget, Toggle)
        room = (CONTROL_X + CONTROL_W - 320 if toggled else CONTROL_X) - LEFT - 104 - 32
        said = [Said(row.name, "lead", "ink", "semibold"), Said(row.sentence, "small", "ink_soft")]
        write_column(canvas, LEFT + 104, y + ROW_H / 2, said, (room, ROW_H - 24), 2)
        if row.painter is not None:
            row.painter(canvas, CONTROL_X, y + high / 2, (CONTROL_W, high))
        elif row.widget is None:
            write(canvas, CONTROL_X, y + ROW_H / 2, row.shown, (CONTROL_W, ROW_H - 32), "body", "ink")


def _on(value: bool) -> str:
    return "on" if value else "off"


def refresh() -> None:
    """Let the window take its canvas anew, as after a change of its size."""
    if pygame.display.get_init():
        pygame.event.post(pygame.event.Event(pygame.WINDOWSIZECHANGED))


def fill_screen(full: bool) -> None:
    """Let the window fill the screen, or no longer, where there is a window that does otherwise."""
    window = pygame.display.get_surface() if pygame.display.get_init() else None
    if window is None or bool(window.get_flags() & pygame.FULLSCREEN) == full:
        return
    # A system that cannot switch now opens so at the next start.
    with suppress(pygame.error):
        pygame.display.toggle_fullscreen()
        refresh()


def resize(width: int, height: int) -> None:
    """Give the window another size, where there is a window and it does not fill the screen."""
    window = pygame.display.get_surface() if pygame.display.get_init() else None
    if window is None or window.get_flags() & pygame.FULLSCREEN or window.get_size() == (width, height):
        return
    pygame.display.set_mode((width, height), window.get_flags() & pygame.RESIZABLE)
    refresh()
