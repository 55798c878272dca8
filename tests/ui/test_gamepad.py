"""A gamepad presses keys that screens know: buttons, stick, triggers, repeats, and pads that come and go."""

from __future__ import annotations

import pygame
import pytest

from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.gamepad import BUTTONS, FIRST_REPEAT_S, FULL, REPEAT_S, Gamepads
from simulator.ui.widgets import Button


def button(number: int, down: bool = True, pad: int = 7) -> pygame.event.Event:
    kind = pygame.CONTROLLERBUTTONDOWN if down else pygame.CONTROLLERBUTTONUP
    return pygame.event.Event(kind, instance_id=pad, button=number)


def axis(number: int, share: float, pad: int = 7) -> pygame.event.Event:
    return pygame.event.Event(pygame.CONTROLLERAXISMOTION, instance_id=pad, axis=number, value=round(share * FULL))


def said(events: list[UiEvent]) -> list[str]:
    return [f"{event.kind} {'shift ' if event.shift else ''}{event.key}" for event in events]


@pytest.mark.parametrize("number", BUTTONS)
def test_a_button_is_a_key_that_is_held_until_it_is_let_go(number: int) -> None:
    pads = Gamepads()
    key = BUTTONS[number]
    assert said(pads.take(button(number), 0.0)) == [f"key {key}"]
    assert said(pads.take(button(number, False), 1.0)) == [f"keyup {key.split()[-1]}"]
    assert not pads.held


def test_a_direction_comes_again_while_it_is_held_and_no_longer() -> None:
    pads = Gamepads()
    pads.take(button(pygame.CONTROLLER_BUTTON_DPAD_DOWN), 10.0)
    assert pads.held and pads.repeats(10.0 + FIRST_REPEAT_S - 0.01) == []
    assert said(pads.repeats(10.0 + FIRST_REPEAT_S)) == ["key down"]
    assert pads.repeats(10.0 + FIRST_REPEAT_S + REPEAT_S / 2) == []
    assert said(pads.repeats(10.0 + FIRST_REPEAT_S + REPEAT_S)) == ["key down"]
    pads.take(button(pygame.CONTROLLER_BUTTON_DPAD_DOWN, False), 11.0)
    assert not pads.held and pads.repeats(99.0) == []


def test_what_is_held_for_the_hand_never_comes_again() -> None:
    """Space holds a tool and Enter does a step: a second one would let go or do two."""
    pads = Gamepads()
    for number in (pygame.CONTROLLER_BUTTON_A, pygame.CONTROLLER_BUTTON_X):
        pads.take(button(number), 0.0)
        assert not pads.held


def test_the_stick_is_four_arrows_and_does_not_flutter() -> None:
    pads = Gamepads()
    found = [said(pads.take(axis(pygame.CONTROLLER_AXIS_LEFTX, share), 0.0))
             for share in (0.1, 0.55, 0.62, 0.55, 0.62, 0.5, 0.39, -0.7, 0.0)]  # fmt: skip
    assert found == [[], [], ["key right"], [], [], [], ["keyup right"], ["key left"], ["keyup left"]]
    assert said(pads.take(axis(pygame.CONTROLLER_AXIS_LEFTY, -1.0), 0.0)) == ["key up"]


def test_a_stick_thrown_to_the_other_side_lets_go_first() -> None:
    pads = Gamepads()
    pads.take(axis(pygame.CONTROLLER_AXIS_LEFTX, -1.0), 0.0)
    assert said(pads.take(axis(pygame.CONTROLLER_AXIS_LEFTX, 1.0), 0.1)) == ["keyup left", "key right"]
    assert said(pads.take(axis(pygame.CONTROLLER_AXIS_LEFTX, -1.0), 0.2)) == ["keyup right", "key left"]
    assert pads.held and said(pads.repeats(9.0)) == ["key left"]


def test_triggers_are_held_keys() -> None:
    pads = Gamepads()
    assert said(pads.take(axis(pygame.CONTROLLER_AXIS_TRIGGERLEFT, 1.0), 0.0)) == ["key shift"]
    assert said(pads.take(axis(pygame.CONTROLLER_AXIS_TRIGGERLEFT, 0.0), 0.0)) == ["keyup shift"]
    assert said(pads.take(axis(pygame.CONTROLLER_AXIS_TRIGGERRIGHT, 1.0), 0.0)) == ["key f"]


def test_a_pad_that_is_pulled_out_lets_go_of_everything() -> None:
    pads = Gamepads()
    pads.take(button(pygame.CONTROLLER_BUTTON_X), 0.0)
    pads.take(axis(pygame.CONTROLLER_AXIS_LEFTX, 1.0), 0.0)
    gone = pygame.event.Event(pygame.CONTROLLERDEVICEREMOVED, instance_id=7)
    assert said(pads.take(gone, 1.0)) == ["keyup space", "keyup right"]
    assert not pads.held and pads.take(gone, 2.0) == []


def test_other_events_are_not_taken_and_unknown_buttons_do_nothing() -> None:
    pads = Gamepads()
    assert pads.take(pygame.event.Event(pygame.KEYDOWN, key=pygame.K_a), 0.0) is None
    assert pads.take(button(pygame.CONTROLLER_BUTTON_GUIDE), 0.0) == []
    assert pads.take(button(pygame.CONTROLLER_BUTTON_GUIDE, False), 0.0) == []


def test_without_a_pad_nothing_happens_and_starting_twice_is_safe() -> None:
    pads = Gamepads()
    pads.take(pygame.event.Event(pygame.CONTROLLERDEVICEADDED, device_index=0), 0.0)  # before it was asked to look
    pads.start()
    pads.start()
    pads.take(pygame.event.Event(pygame.CONTROLLERDEVICEADDED, device_index=99), 0.0)  # gone again meanwhile
    assert pads.repeats(1.0) == []
    pads.close()


def test_a_screen_is_worked_with_a_pad_alone() -> None:
    widgets = [Button(name, "", "", 100 + 200 * i, 100, 160, 60) for i, name in enumerate("abc")]
    focus, pads, pressed = Focus(widgets), Gamepads(), []
    for number in (pygame.CONTROLLER_BUTTON_RIGHTSHOULDER, pygame.CONTROLLER_BUTTON_DPAD_RIGHT,
                   pygame.CONTROLLER_BUTTON_A, pygame.CONTROLLER_BUTTON_LEFTSHOULDER,
                   pygame.CONTROLLER_BUTTON_A):  # fmt: skip
        for event in (*pads.take(button(number), 0.0), *pads.take(button(number, False), 0.0)):
            pressed.append(focus.handle(event))
    assert [name for name in pressed if name] == ["b", "a"]
