"""Input as the screens and views read it: events in design units, keys by name, and their fair spread over ticks.

It deliberately holds no window: ``from_pygame`` only translates.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pygame

#: Names used all over the program for keys that print nothing.
_NAMES = {
    pygame.K_RETURN: "enter", pygame.K_KP_ENTER: "enter", pygame.K_SPACE: "space", pygame.K_ESCAPE: "escape",
    pygame.K_TAB: "tab", pygame.K_LEFT: "left", pygame.K_RIGHT: "right", pygame.K_UP: "up", pygame.K_DOWN: "down",
    pygame.K_BACKSPACE: "backspace", pygame.K_DELETE: "delete", pygame.K_HOME: "home", pygame.K_END: "end",
    pygame.K_PAGEUP: "pageup", pygame.K_PAGEDOWN: "pagedown", pygame.K_LSHIFT: "shift", pygame.K_RSHIFT: "shift",
    pygame.K_LCTRL: "ctrl", pygame.K_RCTRL: "ctrl", pygame.K_F1: "f1", pygame.K_F11: "f11",
}  # fmt: skip


@dataclass(frozen=True)
class UiEvent:
    """One input. kind: down, up, move, wheel, key, keyup or text; x, y in design units; key is a name such as 'enter'.

    held tells whether the left button is down during a move; shift whether Shift is down during a key; dy is the wheel.
    """

    kind: str
    x: float = 0.0
    y: float = 0.0
    key: str = ""
    text: str = ""
    button: int = 1
    held: bool = False
    shift: bool = False
    dy: float = 0.0


def key_name(code: int) -> str:
    """Name of a key: 'enter', 'left', ... or its character in lower case."""
    return _NAMES.get(code) or pygame.key.name(code).lower()


def from_pygame(event: pygame.event.Event, point: Callable[[tuple[int, int]], tuple[float, float]]) -> UiEvent | None:
    """Translate a pygame event; point turns window pixels into design units. None for what nobody reads."""
    if event.type in (pygame.MOUSEBUTTONDOWN, pygame.MOUSEBUTTONUP) and event.button <= 3:
        x, y = point(event.pos)
        return UiEvent("down" if event.type == pygame.MOUSEBUTTONDOWN else "up", x, y, button=event.button)
    if event.type == pygame.MOUSEMOTION:
        x, y = point(event.pos)
        return UiEvent("move", x, y, held=bool(event.buttons[0]))
    if event.type == pygame.MOUSEWHEEL:
        x, y = point(pygame.mouse.get_pos())
        return UiEvent("wheel", x, y, dy=float(event.y))
    if event.type == pygame.KEYDOWN:
        return UiEvent("key", key=key_name(event.key), shift=bool(event.mod & pygame.KMOD_SHIFT))
    if event.type == pygame.KEYUP:
        return UiEvent("keyup", key=key_name(event.key))
    if event.type == pygame.TEXTINPUT:
        return UiEvent("text", text=event.text)
    return None


class Spread:
    """Shares the events of a frame among its ticks in the order they came.

    At 7 frames a second a drag would else jump once every nine ticks and look nine times too fast.
    """

    def __init__(self) -> None:
        self._waiting: list[UiEvent] = []

    def put(self, event: UiEvent) -> None:
        """Add an event; it waits until a tick is due."""
        self._waiting.append(event)

    def take(self, ticks: int) -> list[list[UiEvent]]:
        """The waiting events as one list per tick; empty lists where a tick has none."""
        shares: list[list[UiEvent]] = [[] for _ in range(ticks)]
        if ticks:
            for index, event in enumerate(self._waiting):
                shares[index * ticks // len(self._waiting)].append(event)
            self._waiting = []
        return shares
