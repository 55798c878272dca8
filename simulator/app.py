"""The window: event pump, frame loop, and the only reader of the wall clock.

It deliberately holds no rule of the simulation: screens get ticks, events and a canvas.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import pygame

from simulator.ui.events import Spread, UiEvent, from_pygame
from simulator.ui.focus import WAYS
from simulator.ui.gamepad import Gamepads
from simulator.ui.heap import give_back_large_pieces, give_back_small_pieces, settle
from simulator.ui.sheet import Sheet
from simulator.ui.splash import open_window
from simulator.ui.surround import surround

if TYPE_CHECKING:
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

TICKS_PER_SECOND = 60
#: A frame that comes later than this (a dragged window, a sleeping PC) does not make the hands run on.
LONGEST_FRAME_S = 0.25
#: A screen that never stands still has shown itself after so many frames.
WARM_FRAMES = 30
#: How long the window sleeps when nothing moves, and while a direction of a gamepad is held down [ms].
SLEEP_MS, NAP_MS = 250, 30


def moves(event: UiEvent) -> bool:
    """Whether an input takes the pointer or the ring elsewhere."""
    return event.kind == "move" or (event.kind == "key" and (event.key == "tab" or event.key in WAYS))


class Window:
    """Runs screens in a window until there is none left."""

    def __init__(
        self,
        size: tuple[int, int],
        context: Context,
        now: Callable[[], float] = time.perf_counter,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.context = context
        self._now = now
        self._sleep = sleep
        give_back_large_pieces()
        self.surface = pygame.display.get_surface() or open_window(size, full=context.fullscreen)
        self.sheet = Sheet(self.surface)
        self.canvas = context.canvas(self.sheet)
        self._spread = Spread()
        self._owed = 0.0
        self._presses = 0
        self._pads = Gamepads()
        self._warm = False
        self._settled = False
        self.frames = 0

    def run(self, screen: Screen | None) -> None:
        """Show a screen, then those that follow it, until the window is closed."""
        last = self._now()
        while screen is not None:
            idle = not (screen.running or screen.dirty)
            if not self._warm and (idle or self.frames >= WARM_FRAMES):
                # Not before something stands on the screen: the first picture is not to wait for voice and sounds.
                self._warm = True
                self.context.warm()
                self._pads.start()
            events = self._events(wait=idle and self._rests(screen))
            if events is None:
                break
            now = self._now()
            screen = self._frame(screen, events, min(now - last, LONGEST_FRAME_S))
            last = now
            if screen is not None:
                self._read_aloud(screen, now, any(map(moves, events)))
        if screen is not None:
            screen.close()
        self._pads.close()
        pygame.quit()

    def _read_aloud(self, screen: Screen, now: float, moved: bool) -> None:
        """Who has the voice on hears the name of what is pointed at."""
        pointed: Callable[[], str] | None = getattr(screen, "pointed", None)
        if pointed is not None and self.context.settings.voice:
            self.context.pointing.note(pointed(), now, moved)

    def _rests(self, screen: Screen) -> bool:
        """Whether there is nothing left to do but wait; once per screen, what the last one left is tidied up before."""
        if self._works_on(screen):
            return False
        if not self._settled and not pygame.event.peek():
            self._settled = True
            if getattr(screen, "lean", False):
                self._give_back_pictures(screen)
            settle()
        return True

    def _give_back_pictures(self, screen: Screen) -> None:
        """Keep only what another frame of this screen is put together from; nothing on it changes."""
        self.context.age_pictures()
        screen.draw(self.canvas)
        self.context.drop_aged_pictures()

    def _works_on(self, screen: Screen) -> bool:
        """Let a screen at rest get something ready, a slice at a time, unless there is an input to answer."""
        work = getattr(screen, "idle", None)
        return work is not None and not pygame.event.peek() and work(self.surface.get_size())

    def _frame(self, screen: Screen, events: Sequence[UiEvent], elapsed: float) -> Screen | None:
        for event in events:
            if event.kind == "key" and event.key == "f11":
                self._toggle_fullscreen()
            else:
                self.context.note_input(event)
                self._spread.put(event)
        if screen.running:
            self._owed += elapsed * TICKS_PER_SECOND
            ticks = int(self._owed)
            self._owed -= ticks
            for share in self._spread.take(ticks):
                for event in share:
                    screen.handle(event)
                screen.tick()
        else:
            self._owed = 0.0
            for event in self._spread.take(1)[0]:
                screen.handle(event)
        self._click(screen)
        follower = screen.next_screen()
        if follower is not screen:
            screen.close()
            if follower is None:
                return None
            screen = follower
            screen.dirty = True
            # Names and letters of the fibre colours belong to the canvas: after another language they are other ones.
            self.canvas = self.context.canvas(self.sheet)
            self._settled = False
            give_back_small_pieces()
        if screen.dirty or screen.running:
            self.draw(screen)
        return screen

    def _click(self, screen: Screen) -> None:
        """Let a press of any widget be heard, whichever screen it is on."""
        focus = getattr(screen, "focus", None)
        presses = getattr(focus, "presses", 0)
        if presses > self._presses:
            self.context.sounds.play("press")
        self._presses = 0 if focus is None else presses

    def draw(self, screen: Screen) -> None:
        """Show a screen once; where it runs, sleep what is left of the frame."""
        start = self._now()
        screen.dirty = False
        screen.draw(self.canvas)
        changed = self.sheet.show()
        if changed:
            pygame.display.update([*changed, *surround(self.surface, changed)])
            self.frames += 1
        spare = 1.0 / TICKS_PER_SECOND - (self._now() - start)
        if screen.running and spare > 0.001:
            self._sleep(spare)

    def _events(self, wait: bool) -> list[UiEvent] | None:
        """The inputs since the last call; None when the window was closed. Sleeps in SDL when nothing moves."""
        raw = [pygame.event.wait(NAP_MS if self._pads.held else SLEEP_MS)] if wait else []
        raw += pygame.event.get()
        found = self._pads.repeats(self._now())
        for event in raw:
            if event.type == pygame.QUIT:
                return None
            if event.type in (pygame.VIDEORESIZE, pygame.WINDOWEXPOSED, pygame.WINDOWSIZECHANGED):
                self._resized()
                continue
            keys = self._pads.take(event, self._now())
            if keys is not None:
                found += keys
                continue
            translated = from_pygame(event, self.canvas.to_design)
            if translated is not None:
                found.append(translated)
        return found

    def _resized(self) -> None:
        self.surface = pygame.display.get_surface() or self.surface
        self.sheet = Sheet(self.surface)
        self.canvas = self.context.canvas(self.sheet)
        self._spread.put(UiEvent("resize"))

    def _toggle_fullscreen(self) -> None:
        pygame.display.toggle_fullscreen()
        self._resized()
