"""What the quiet pages share: warm ground, rail, title, focus, scrolling lists, a short message.

It deliberately knows no content: each page paints its own cards and answers its own presses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from simulator.screens import nav
from simulator.ui.canvas import Canvas
from simulator.ui.dialog import Dialog
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed_alike, write
from simulator.ui.focus import Focus
from simulator.ui.listing import Listing
from simulator.ui.say import SAY_KEY, SayButton
from simulator.ui.theme import faded
from simulator.ui.toast import ROOM, draw_toast
from simulator.ui.widgets import TextField, Widget

if TYPE_CHECKING:
    from simulator.screens.context import Context
    from simulator.screens.hearing_question import Question
    from simulator.screens.screen import Screen

#: Left edge of a page beside the rail, and its width up to the right margin.
LEFT, WIDTH = 168.0, 1704.0
TITLE_Y = 88.0
#: Name of the loudspeaker of a page.
SAY = "say"


def paint_ground(canvas: Canvas) -> None:
    """The warm wall of the workshop, with light falling in from the upper left."""
    if canvas.theme.name == "contrast":
        canvas.fill("bench")
        return
    canvas.gradient_v(0, 0, 1920, 1080, "panel_soft", "bench_deep")
    light = canvas.theme.panel
    for left, strength in ((120, 0.22), (560, 0.17), (1080, 0.12)):
        canvas.polygon([(left, 0), (left + 250, 0), (left + 790, 1080), (left + 540, 1080)], faded(light, strength))


def paint_workshop(canvas: Canvas) -> None:
    """The wall of the workshop over its bench, behind the pages."""
    if canvas.theme.name == "contrast":
        canvas.fill("bench")
    elif canvas.theme.name == "dark":
        # Titles stand on the wall itself: it lies deeper in the shade than the map does.
        canvas.layer(("workshop",), _paint_shaded, opaque=True)
    else:
        canvas.part("ui/map/workshop", 0, 0)


def _paint_shaded(canvas: Canvas) -> None:
    canvas.part("ui/map/workshop", 0, 0)
    canvas.rect(0, 0, 1920, 1080, faded(canvas.theme.bench_deep, 0.45))


class Page:
    """Base of the pages beside the rail. entry: which entry of the rail is the present one."""

    running = False
    entry = ""
    #: Where the short messages stand: their middle and top, and the most room that they take.
    message_at, message_room = (1020.0, 952.0), ROOM

    def __init__(self, context: Context) -> None:
        self.context = context
        self.dirty = True
        self.focus = Focus([])
        self.listings: list[Listing] = []
        self.said: tuple[str, str] | None = None
        self.asked: Dialog | Question | None = None
        self._next: Screen | None = self
        self._own: Sequence[Widget] = ()
        self._start: Widget | None = None
        self._spoke = False

    # what a page fills in

    def press(self, name: str) -> None:
        """Act on the name of a widget."""

    def again(self) -> Screen:
        """The same page anew, as after a change of language."""
        return type(self)(self.context)

    def leave(self) -> None:
        """Escape: back to the map."""
        self.go(self.context.ways.home())

    def paint(self, canvas: Canvas) -> None:
        """Cards and words of the page, under its widgets."""

    def sentence(self) -> str:
        """What the loudspeaker of a page with a key sentence says."""
        return ""

    # shared

    def speaker(self, x: float, y: float, tile: bool = False) -> SayButton:
        """The loudspeaker that says the page's key sentence, with its top left at x, y."""
        said = self.context.language.text("Écouter")
        return SayButton(SAY, said, "", x, y, there=self.context.can_speak, tile=tile)

    def go(self, screen: Screen | None) -> None:
        """Show another screen from the next frame on."""
        self._next = screen

    def say(self, level: str, sentence: str) -> None:
        """Show a short message until the next input; who has it read aloud hears it."""
        self.said = (level, sentence)
        self.context.announce(sentence)
        self.dirty = True

    def show(self, own: Sequence[Widget], start: Widget | None = None) -> None:
        """Take these widgets, then the rail's; the focus stays on the same key, else it goes to `start`."""
        self._own, self._start = own, start
        self._spoke = self.context.can_speak()
        self.focus.replace([*own, *nav.items(self.context, self.entry)])
        if self.focus.at is None and start is not None:
            self.focus.start_at(start)
        self.dirty = True

    def handle(self, event: UiEvent) -> None:
        """Widgets, the lists, the rail; Escape leaves."""
        if self.asked is not None:
            self._answer(event)
            return
        if event.kind in ("down", "key"):
            self.said = None
        if event.kind == "key" and event.key == "escape":
            self.leave()
            return
        before = self.focus.hover
        pressed = self.focus.handle(event)
        typed = event.key if event.kind == "key" and not isinstance(self.focus.at, TextField) else ""
        if typed == SAY_KEY and self.sentence():
            pressed = SAY
        moved = False
        for listing in self.listings:
            moved = listing.handle(event, self.focus) or moved
        if moved or event.kind not in ("move", "wheel", "up", "keyup") or before is not self.focus.hover:
            self.dirty = True
        if pressed:
            follower = nav.follow(self.context, pressed, self)
            if follower is not None:
                self.go(follower)
            elif pressed == SAY and self.sentence():
                self.context.say(self.sentence())
            else:
                self.press(pressed)

    def _answer(self, event: UiEvent) -> None:
        assert self.asked is not None
        answer = self.asked.handle(event)
        self.dirty = True
        if answer is not None:
            self.asked = None
            if answer != "cancel":
                self.press(answer)

    def pointed(self) -> str:
        """The words of what the ring or the pointer is on."""
        return (self.asked or self).focus.words

    def draw(self, canvas: Canvas) -> None:
        """Ground, rail, the page, its widgets, its message."""
        if self._spoke != self.context.can_speak():
            # The rail makes room for the voice once there is one.
            self.show(self._own, self._start)
        paint_workshop(canvas)
        nav.draw_rail(canvas, self._spoke)
        if self.sentence():
            self.context.tell(self.sentence())
        self.paint(canvas)
        listed = {id(row) for listing in self.listings for row in listing.rows}
        for widget in self.focus.widgets:
            if id(widget) not in listed:
                widget.draw(canvas, self.focus.shows(widget), self.focus.hovers(widget))
        for listing in self.listings:
            listing.draw(canvas, self.focus)
        if self.said is not None:
            cx, top = self.message_at
            draw_toast(canvas, *self.said, cx=cx, top=top, left=LEFT, room=self.message_room)
        if self.asked is not None:
            self.asked.draw(canvas)

    def next_screen(self) -> Screen | None:
        """Itself until something was chosen."""
        return self._next

    def tick(self) -> None:
        """Nothing moves by itself."""

    def close(self) -> None:
        """Nothing is held."""


def paint_title(canvas: Canvas, title: str, under: str = "", width: float = 900.0) -> None:
    """The title of a page, and a soft line under it."""
    write(canvas, LEFT, TITLE_Y if under else TITLE_Y + 16, title, (width, 60), "display", "ink", weight="bold")
    if under:
        write(canvas, LEFT, TITLE_Y + 52, under, (width, 40), "lead", "ink_soft")


def paint_heading(canvas: Canvas, x: float, y: float, w: float, icon: str, words: str) -> None:
    """The head of a card: an icon on pale teal and a title."""
    canvas.rect(x, y, 48, 48, "action_pale", 12)
    canvas.icon(icon, x + 24, y + 24, 40, "action")
    write(canvas, x + 64, y + 24, words, (w - 64, 48), "lead", "ink", weight="semibold")


def paint_way(
    canvas: Canvas, box: tuple[float, float, float, float], icons: Sequence[str], said: Sequence[str]
) -> None:
    """What somebody does one after the other, as pictures on a strand, in a box [design units] 270 high or more."""
    x, y, w, _ = box
    step, cy = w / len(said), y + 104
    words = boxed_alike(canvas, said, step - 40, 84, "lead", "medium")
    canvas.glow_path([(x + step / 2, cy), (x + w - step / 2, cy)], 6)
    for index, (icon, block) in enumerate(zip(icons, words, strict=True)):
        cx = x + (index + 0.5) * step
        canvas.circle(cx, cy, 60, "panel", 6, "light")
        canvas.icon(icon, cx, cy, 64, "action")
        canvas.circle(cx - 48, cy - 44, 20, "light")
        write(canvas, cx - 48, cy - 44, str(index + 1), (34, 34), "small", "print", "center", weight="bold")
        canvas.block(cx, y + 220, block, "ink", "center", "middle")
