"""A gamepad as a second keyboard: its buttons and left stick become the keys that every screen knows already.

It deliberately adds no action of its own: what a pad can do, keys can do, and a log cannot tell which was used. Without
a pad nothing happens; one that is plugged in or pulled out while Brin runs is taken or let go.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

import pygame

from simulator.ui.events import UiEvent

#: Keys of the buttons, by the layout that SDL gives to every known pad; "shift tab" is Tab with Shift down.
BUTTONS = {
    pygame.CONTROLLER_BUTTON_A: "enter",
    pygame.CONTROLLER_BUTTON_B: "escape",
    pygame.CONTROLLER_BUTTON_X: "space",
    pygame.CONTROLLER_BUTTON_Y: "v",
    pygame.CONTROLLER_BUTTON_LEFTSHOULDER: "shift tab",
    pygame.CONTROLLER_BUTTON_RIGHTSHOULDER: "tab",
    pygame.CONTROLLER_BUTTON_START: "escape",
    pygame.CONTROLLER_BUTTON_BACK: "f2",
    pygame.CONTROLLER_BUTTON_DPAD_LEFT: "left",
    pygame.CONTROLLER_BUTTON_DPAD_RIGHT: "right",
    pygame.CONTROLLER_BUTTON_DPAD_UP: "up",
    pygame.CONTROLLER_BUTTON_DPAD_DOWN: "down",
}
#: The left stick is four arrows, the triggers are held keys: Shift (the hand goes slowly) and F (time goes fast).
STICK = {pygame.CONTROLLER_AXIS_LEFTX: ("left", "right"), pygame.CONTROLLER_AXIS_LEFTY: ("up", "down")}
TRIGGERS = {pygame.CONTROLLER_AXIS_TRIGGERLEFT: "shift", pygame.CONTROLLER_AXIS_TRIGGERRIGHT: "f"}
#: Full deflection, and the shares at which a direction begins and ends: between them a worn stick does not flutter.
FULL, PRESSED, RELEASED = 32767, 0.6, 0.4
#: A direction or Tab that is held is given again after so long, then so often [s].
FIRST_REPEAT_S, REPEAT_S = 0.4, 0.11
REPEATED = {"left", "right", "up", "down", "tab"}


@dataclass
class _Pad:
    """A pad that is open: SDL's handle, and what is down on it, by button ('b', number) or axis ('a', number, sign)."""

    handle: Any
    down: dict[tuple, str] = field(default_factory=dict)


class Gamepads:
    """Every pad of the PC, and the keys that it presses."""

    def __init__(self) -> None:
        self._pads: dict[int, _Pad] = {}
        self._open = False
        #: The key that is given again while it is held, and when next [s].
        self._again, self._due = "", 0.0

    def start(self) -> None:
        """Look for pads from now on; a PC whose SDL knows none stays without."""
        with suppress(ImportError, pygame.error):
            from pygame._sdl2 import controller

            controller.init()
            self._open = True

    @property
    def held(self) -> bool:
        """Whether a key is to be given again, so that nobody may sleep for long."""
        return bool(self._again)

    def take(self, event: pygame.event.Event, now: float) -> list[UiEvent] | None:
        """Keys that an event of a pad presses and lets go, at a time [s]; None for an event of something else."""
        if event.type == pygame.CONTROLLERDEVICEADDED:
            self._plug(event.device_index)
            return []
        if event.type == pygame.CONTROLLERDEVICEREMOVED:
            return self._pull(event.instance_id)
        if event.type in (pygame.CONTROLLERBUTTONDOWN, pygame.CONTROLLERBUTTONUP):
            name = BUTTONS.get(event.button)
            down = event.type == pygame.CONTROLLERBUTTONDOWN
            return self._turn(event.instance_id, ("b", event.button), name if down else None, now)
        if event.type == pygame.CONTROLLERAXISMOTION:
            return self._move(event.instance_id, event.axis, event.value / FULL, now)
        return None

    def repeats(self, now: float) -> list[UiEvent]:
        """The held direction once more, when it is due."""
        if not self._again or now < self._due:
            return []
        self._due = now + REPEAT_S
        return [_key(self._again)]

    def close(self) -> None:
        """Let go of every pad."""
        for pad in self._pads.values():
            if pad.handle is not None:
                with suppress(pygame.error):
                    pad.handle.quit()
        self._pads.clear()
        self._again = ""

    def _plug(self, index: int) -> None:
        if not self._open:
            return
        from pygame._sdl2 import controller

        with suppress(pygame.error):  # pulled out again meanwhile
            handle = controller.Controller(index)
            number = handle.as_joystick().get_instance_id()
            self._pads[number] = _Pad(handle)

    def _pull(self, number: int) -> list[UiEvent]:
        """A pad that is gone holds nothing any more: its keys are let go."""
        pad = self._pads.pop(number, None)
        if pad is None:
            return []
        self._again = ""
        return [_let_go(name) for name in pad.down.values()]

    def _move(self, number: int, axis: int, share: float, now: float) -> list[UiEvent]:
        if axis in TRIGGERS:
            return self._lean(number, ("a", axis, 1), TRIGGERS[axis], share, now)
        if axis not in STICK:
            return []
        less, more = STICK[axis]
        both = self._lean(number, ("a", axis, -1), less, -share, now)
        both += self._lean(number, ("a", axis, 1), more, share, now)
        # Thrown from one side to the other, it lets go of the one before it presses the other.
        return sorted(both, key=lambda event: event.kind == "key")

    def _lean(self, number: int, part: tuple, name: str, share: float, now: float) -> list[UiEvent]:
        """A half of an axis is a button, down beyond one share and up again below a smaller one."""
        pad = self._pads.setdefault(number, _Pad(None))
        if part not in pad.down and share >= PRESSED:
            return self._turn(number, part, name, now)
        if part in pad.down and share <= RELEASED:
            return self._turn(number, part, None, now)
        return []

    def _turn(self, number: int, part: tuple, name: str | None, now: float) -> list[UiEvent]:
        """A part of a pad goes down (name of its key) or up again (None)."""
        pad = self._pads.setdefault(number, _Pad(None))
        if name is None:
            name = pad.down.pop(part, "")
            if name and name == self._again:
                self._again = ""
            return [_let_go(name)] if name else []
        pad.down[part] = name
        if name.split()[-1] in REPEATED:
            self._again, self._due = name, now + FIRST_REPEAT_S
        return [_key(name)]


def _key(name: str) -> UiEvent:
    return UiEvent("key", key=name.split()[-1], shift=name.startswith("shift "))


def _let_go(name: str) -> UiEvent:
    return UiEvent("keyup", key=name.split()[-1])
