"""Show me: the good example plays the gesture that is due, in the view of the scene, under a badge that says so.

It deliberately shares nothing with the trainee's attempt: it runs an attempt of its own and is thrown away.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator.scenes.base import TICKS_PER_SECOND
from simulator.screens.help import Stretch
from simulator.screens.replay import make_view
from simulator.ui.fitting import boxed
from simulator.ui.theme import faded

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.i18n import Language
    from simulator.screens.context import Context
    from simulator.ui.canvas import Canvas

#: The view runs unseen for so long before the stretch, so that its hands and lids have come to where they belong.
SETTLE_TICKS = 2 * TICKS_PER_SECOND
SHOW_KEY = "f2"
SHOW_KEY_NAME = "F2"
#: The work between the bars of the scene's frame, and the hint over the lower one's left end.
WORK = (0.0, 72.0, 1920.0, 896.0)
HINT = (48.0, 896.0, 420.0, 60.0)


class Ghost:
    """Plays a stretch of a log. clock: the tick that the frame shows, which stands still meanwhile."""

    def __init__(
        self, context: Context, exercise: Exercise, log: replays.Log, stretch: Stretch, clock: Callable[[], int]
    ) -> None:
        self.context = context
        self.exercise = exercise
        self.log = log
        self.stretch = stretch
        self._clock = clock
        self.attempt = replays.restart(log, exercise)
        while self.attempt.tick < stretch.first - SETTLE_TICKS:
            self.attempt.step(log.actions.get(self.attempt.tick, ()))
        self._enter()
        while self.attempt.tick < stretch.first:
            self.tick()

    def _enter(self) -> None:
        self._stage = self.attempt.stage
        self.view = make_view(self.context, self.exercise, self.attempt, self._clock)

    @property
    def over(self) -> bool:
        """Whether the stretch was shown."""
        return self.attempt.finished or self.attempt.tick >= self.stretch.last

    def tick(self) -> None:
        """One tick of the example."""
        effects = self.attempt.step(self.log.actions.get(self.attempt.tick, ()))
        if self.attempt.finished:
            return
        if self.attempt.stage != self._stage:
            self._enter()
        self.view.tick(frozenset())
        self.view.notice(effects)

    def draw(self, canvas: Canvas) -> None:
        """The example, marked so that nobody takes it for the own work."""
        self.view.draw(canvas)
        x, y, w, h = WORK
        canvas.rect(x + 3, y + 3, w - 6, h - 6, (0, 0, 0, 0), 12, 6, faded(canvas.theme.info, 0.55))
        head, way = ghost_words(self.context.language)
        _badge(canvas, head, 96.0, "eye", "title")
        _badge(canvas, way, 928.0, "", "body")


def ghost_words(language: Language) -> tuple[str, str]:
    """What an example is called, and how one gets out of it."""
    return language.text("Exemple"), language.text("Regarde. Pour reprendre, clique ou appuie sur une touche.")


def _badge(canvas: Canvas, words: str, y: float, icon: str, style: str) -> None:
    """Words on a translucent dark pill in the middle of the screen, y its upper edge."""
    block = boxed(canvas, words, 1100, 40, style, "semibold")
    room = 52.0 if icon else 0.0
    w = block.width + room + 56
    h = max(56.0 if icon else 44.0, block.height + 12)
    x = 960 - w / 2
    top = y if icon else y - h / 2 + 4
    area = (x - 2, top - 2, w + 4, h + 4)
    canvas.layer(("ghost badge", words, icon), lambda c: _paint_badge(c, block, icon, (x, top, w, h), room), area)


def _paint_badge(canvas: Canvas, block, icon: str, box: tuple[float, float, float, float], room: float) -> None:
    x, y, w, h = box
    canvas.rect(x, y, w, h, faded(canvas.theme.case, 0.76), h / 2)
    if icon:
        canvas.icon(icon, x + 44, y + h / 2, 36, "on_dark")
    canvas.block(x + 28 + room, y + h / 2, block, "on_dark", "left", "middle")


def draw_hint(canvas: Canvas, words: str, key: str) -> tuple[float, float, float, float]:
    """The chip that offers help: lamp, words, key; where it lies [design units]."""
    x, y, most, h = HINT
    block = boxed(canvas, words, most - 150, h - 8, "body", "semibold")
    w = block.width + 76 + 72
    box = (x, y, w, h)
    area = (x - 20, y - 16, w + 40, h + 48)
    canvas.layer(("hint", words, key), lambda c: _paint_hint(c, block, key, box), area)
    return box


def _paint_hint(canvas: Canvas, block, key: str, box: tuple[float, float, float, float]) -> None:
    x, y, w, h = box
    canvas.card(x, y, w, h, "panel", h / 2)
    canvas.rect(x, y, w, h, "info_pale", h / 2, 2.5, "info")
    canvas.icon("help", x + 36, y + h / 2, 36, "info_text")
    canvas.block(x + 64, y + h / 2, block, "ink", "left", "middle")
    canvas.rect(x + w - 72, y + 12, 52, h - 24, "panel", 8, 2, "line")
    canvas.fitted(x + w - 46, y + h / 2, key, 46, "small", "ink", "center", "middle", "semibold")
