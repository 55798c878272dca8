"""Where the light went: the trainee's own trace, each event on it, its bill by cause, the gesture behind each cause.

It deliberately judges nothing; figures are those of the glass, and no press waits for the picture of a gesture.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator.i18n import N_
from simulator.scenes.base import TICKS_PER_SECOND
from simulator.screens import chain_bill as bill
from simulator.screens import chain_paint as paint
from simulator.screens.chain_line import Line
from simulator.screens.chain_moments import Moments
from simulator.ui.canvas import Canvas
from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button, Choice, Widget

if TYPE_CHECKING:
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise
    from simulator.screens.chain_line import Measured
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

#: The replay begins so long before the moment itself [ticks].
BEFORE = 3 * TICKS_PER_SECOND
#: Up to so many traces have their names side by side; a cable of several fibres keeps more.
SIDE_BY_SIDE = 4
#: Steps of the bar while a picture is got ready: each is one frame.
NOTCHES = 12


class Row(Widget):
    """An event of the list: the list paints it, this takes the press."""

    def draw(self, canvas: Canvas, focused: bool = False, hovered: bool = False) -> None:
        """The ring."""
        self.ring(canvas, focused)


class ChainScreen:
    """One attempt's line: choose an event, read its bill, see the gesture.

    about: fact and tick of a mark of the results, which is then what it opens on.
    """

    running = False

    def __init__(
        self,
        context: Context,
        exercise: Exercise,
        attempt: Attempt,
        after: Callable[[], Screen],
        moments: Moments | None = None,
        about: tuple[str, int] | None = None,
    ) -> None:
        self.context = context
        self.exercise = exercise
        self.attempt = attempt
        self.line = Line(attempt)
        if about is not None:
            self.line.turn_to(*about)
        self.dirty = True
        self.moments = moments or Moments(context, exercise, attempt)
        self._after = after
        self._next: Screen | None = self
        self._notch = 0
        self._build()

    # work between the frames

    def idle(self, size: tuple[int, int]) -> bool:
        """Get the pictures of the gestures ready, that of the chosen row first; True while there is more."""
        chosen = self.line.moment()
        if not self.moments.wanted or (chosen is not None and self.moments.wanted[0] != chosen):
            self.moments.want(self.line.moments())
        more = self.moments.step()
        notch = 0 if chosen is None else int(NOTCHES * self.moments.share(chosen))
        if notch != self._notch:
            self._notch, self.dirty = notch, True
        return more

    def make_ready(self) -> None:
        """Wait for the pictures: for who draws this page without a window."""
        while self.idle((0, 0)):
            pass

    # input

    def _build(self) -> None:
        text = self.context.language.text
        widgets: list[Widget] = [Button("back", text("Retour"), "back", 48, 8, 56, 56, kind="icon")]
        if len(self.line.traces) > 1:
            widgets.append(self._chooser())
        for index, rect in enumerate(paint.row_rects(len(self.line.now.events))):
            widgets.append(Row(f"event:{index}", paint.title_of(self.context, self.line.now.events[index]), "", *rect))
        card = bill.Card(self.context, self.line)
        for cause, rect in card.cause_rects():
            if cause in self.line.event.moments:
                widgets.append(Row(f"cause:{cause}", self.context.words.bill(cause), "", *rect))
        if card.other is not None:
            widgets.append(Button("clearer", card.other, "wave", *card.other_rect(), kind="quiet"))
        if self.line.moment() is not None:
            widgets.append(Button("gesture", text("Voir le geste"), "replay", *paint.BUTTON, kind="primary"))
        before: Focus | None = getattr(self, "focus", None)
        kept = before.at.key if before is not None and before.at is not None else f"event:{self.line.selected}"
        self.focus = Focus(widgets)
        self.focus.start_at(next((w for w in widgets if w.key == kept), widgets[-1]))

    def _chooser(self) -> Widget:
        """What changes the trace: all names side by side where they fit, else one; a press brings the next."""
        if len(self.line.traces) > SIDE_BY_SIDE:
            said = f"{self._name(self.line.now)} · {self.line.shown + 1}/{len(self.line.traces)}"
            return Button("trace", said, "sync", 1112, 8, 760, 56, kind="secondary")
        options = [(str(i), self._name(each)) for i, each in enumerate(self.line.traces)]
        return Choice("trace", "", "", 1112, 8, 760, 56, options=options, value=str(self.line.shown))

    def _name(self, trace: Measured) -> str:
        """What tells a trace from the others: its wavelength; fibre and end where they differ."""
        text, said = self.context.language.text, []
        if len({each.number for each in self.line.traces}) > 1:
            said.append(text("Fibre {n}", n=trace.number))
        if len({each.side for each in self.line.traces}) > 1:
            said.append(text("Bout {end}", end=trace.side))
        said.append(self.context.language.wavelength(trace.trace.wavelength * 1e9))
        return ", ".join(said)

    def handle(self, event: UiEvent) -> None:
        """Events by click, arrows or number; Enter on an event shows its gesture."""
        self.dirty = True
        if event.kind == "key" and event.key == "escape":
            self._press("back")
            return
        if event.kind == "key" and event.key in ("up", "down", "left", "right") and self._on_list():
            step = 1 if event.key in ("down", "right") else -1
            self._select((self.line.selected + step) % len(self.line.now.events))
            return
        if event.kind == "down":
            pin = paint.pin_at(self.line.now, event.x, event.y)
            if pin is not None:
                self._select(pin)
                return
        pressed = self.focus.handle(event)
        if pressed:
            self._press(pressed)

    def _on_list(self) -> bool:
        at = self.focus.at
        return at is None or at.key.startswith("event:")

    def _select(self, index: int) -> None:
        self.line.select(index)
        self._build()
        self.focus.start_at(next(w for w in self.focus.widgets if w.key == f"event:{index}"))

    def _press(self, name: str) -> None:
        if name == "back":
            self._next = self._after()
        elif name == "trace":
            self._show((self.line.shown + 1) % len(self.line.traces))
        elif name.startswith("trace="):
            self._show(int(name[6:]))
        elif name.startswith("event:"):
            index = int(name[6:])
            if index == self.line.selected and self.line.moment() is not None:
                self._gesture()
            else:
                self._select(index)
        elif name.startswith("cause:"):
            self.line.cause = name[6:]
            self._build()
        elif name == "clearer":
            found = self.line.clearer()
            if found is not None:
                self._show(found[0])
        elif name == "gesture":
            self._gesture()

    def _show(self, index: int) -> None:
        """Another trace."""
        self.line.show(index)
        self._build()

    def _gesture(self) -> None:
        tick = self.line.moment()
        if tick is None:
            return
        log = replays.parse("\n".join(self.attempt.log))
        start = max(0, tick - BEFORE)
        outcome = self.attempt.outcome()
        back = N_("Retour à ma ligne")
        self._next = self.context.ways.replay(log, self.exercise, outcome, start, back=back, after=self._again)

    def _again(self) -> ChainScreen:
        again = ChainScreen(self.context, self.exercise, self.attempt, self._after, self.moments)
        again.line = self.line
        again._build()
        return again

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The whole screen."""
        paint.draw(canvas, self.context, self.line, self.moments)
        for widget in self.focus.widgets:
            widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))

    def tick(self) -> None:
        """Nothing moves."""

    def pointed(self) -> str:
        """The words of what the ring or the pointer is on."""
        return self.focus.words

    def next_screen(self) -> Screen | None:
        """Itself until something was chosen."""
        return self._next

    def close(self) -> None:
        """Nothing is held."""
