"""The skeleton of the scenes' views: who gets an input, how long a message stays, what Tab goes through.

Deliberately with a scene of paper: the true ones are played in tests/scenes.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

from simulator.i18n import Language
from simulator.scenes.base import TICKS_PER_SECOND as TRUE_TICKS
from simulator.scenes.base import Burst, Cue, Sound, Toast
from simulator.ui import frame_paint
from simulator.ui import scene_view as base
from simulator.ui.events import UiEvent
from simulator.ui.frame import ToolTile, ViewContext
from simulator.ui.scene_view import SceneView, step_dots
from simulator.ui.spot_card import Spot, SpotCard
from simulator.ui.theme import LIGHT


@dataclass
class Paper:
    """A scene that wants one thing."""

    wish: str = "paper.cut"

    def goal(self) -> str:
        return self.wish

    def cue(self) -> Cue:
        return Cue("watch", "paper.crooked", 0.8)


class View(SceneView):
    """The view of a sheet of paper with two buttons."""

    GOAL_ICONS, ICON, EXAM = (("cut", "scissors"),), "hand", "paper.exam"

    def __init__(self, **told) -> None:
        say = SimpleNamespace(goal=str.upper, cue=str.upper, toast=str.upper)
        plain = ViewContext(Language("fr"), say, LIGHT, "Papier", ("paper",), 0, True, random.Random(1), lambda: 0)
        super().__init__(Paper(), replace(plain, **told))
        self.given: list[str] = []

    def _input(self, event: UiEvent) -> list[str]:
        return [event.key or event.kind]

    def _tile(self, key: str) -> list[str]:
        return [f"tile {key}"]

    def _held(self, held: frozenset[str]) -> list[str]:
        return sorted(held)

    def _noticed(self, effect) -> None:
        self.given.append(type(effect).__name__)

    def _chip(self) -> tuple[None, str]:
        return None, "Feuille"

    def _stages(self) -> list[tuple[str, str]]:
        return step_dots(("scissors", "hand"), 0)

    def _tiles(self) -> list[ToolTile]:
        return [ToolTile("scissors", "ui/tools/scissors", "Ciseaux")]


def tap(view: View, key: str, shift: bool = False) -> list:
    return view.handle(UiEvent("key", key=key, shift=shift))


def test_a_tick_is_that_of_the_attempt() -> None:
    assert base.TICKS_PER_SECOND == TRUE_TICKS


@pytest.mark.parametrize(("button", "asked"), [("back", "leave"), ("help", "help"), ("pause", "pause")])
def test_the_frames_buttons_are_asked_for_once_and_the_scene_never_sees_them(button: str, asked: str) -> None:
    view = View()
    x, y, w, h = frame_paint.BUTTONS[button]
    assert view.handle(UiEvent("down", x + w / 2, y + h / 2)) == []
    assert (view.wanted(), view.wanted()) == (asked, None)


def test_a_tool_is_the_scenes_and_any_other_key_too() -> None:
    view = View()
    assert tap(view, "1") == ["tile scissors"]
    assert tap(view, "q") == ["q"]
    assert view.wanted() is None


def test_a_replay_gives_no_action_but_goes_on_moving() -> None:
    view = View(ghost=True)
    assert tap(view, "q") == [] and tap(view, "1") == []
    assert view.tick(frozenset({"left"})) == []
    assert view._beat == 1
    assert View().tick(frozenset({"left"})) == ["left"]


def test_a_message_stays_four_seconds_and_other_effects_are_none() -> None:
    view = View()
    view.notice([Sound("click"), Burst("dust"), Toast("paper.done", "good")])
    assert view.given == ["Sound", "Burst", "Toast"]
    assert view._model().toast == ("good", "PAPER.DONE")
    for _ in range(4 * TRUE_TICKS - 1):
        view.tick(frozenset())
    assert view._model().toast is not None
    view.tick(frozenset())
    assert view._model().toast is None


def test_a_key_of_an_instrument_comes_up_again() -> None:
    view = View()
    view._press("set")
    for _ in range(view.KEY_TICKS - 1):
        view.tick(frozenset())
    assert view._pressed == "set"
    view.tick(frozenset())
    assert view._pressed is None


def test_the_frame_tells_goal_and_cue_only_as_far_as_help_goes() -> None:
    helped, quiet, exam = View()._model(), View(live_cues=False)._model(), View(help=False)._model()
    assert (helped.goal_text, helped.goal_icon) == ("PAPER.CUT", "ui/tools/scissors")
    assert (helped.cue_level, helped.cue_text, helped.cue_position) == ("watch", "PAPER.CROOKED", 0.8)
    assert (quiet.goal_text, quiet.cue_text) == ("PAPER.CUT", "")
    assert (exam.goal_text, exam.cue_text, exam.cue_level) == ("PAPER.EXAM", "", None)


def test_tab_goes_through_the_card_then_the_frame_and_back() -> None:
    view = View()
    view.card = SpotCard()
    view.card.spots = [Spot((0, 100, 10, 10), "first", "f"), Spot((0, 200, 10, 10), "second")]
    there = []
    for shift in (False, False, False, True, True):
        tap(view, "tab", shift)
        there.append((view.card.focus, view.frame.focus))
    assert there == [(0, None), (1, None), (-1, "tool:scissors"), (1, None), (0, None)]
    assert view.card.focused == view.card.spots[0]
    view.card.spots = []
    view.tick(frozenset())
    assert view.card.focus == -1


def test_a_button_of_the_card_is_named_to_who_hears_under_the_ring_or_the_pointer() -> None:
    view = View()
    view.card = SpotCard()
    view.card.spots = [Spot((0, 100, 10, 10), "first", "f", "First"), Spot((0, 200, 10, 10), "second", words="Second")]
    view.handle(UiEvent("move", 5, 205))
    assert view.pointed() == "Second"
    tap(view, "tab")
    assert view.pointed() == "First"
    view.handle(UiEvent("down", 500, 500))
    view.handle(UiEvent("move", 500, 500))
    assert view.pointed() == ""


def test_a_card_knows_its_spots_by_point_and_by_letter() -> None:
    card = SpotCard()
    card.spots = [Spot((0, 100, 10, 10), "first", "f")]
    assert card.action_at(5, 105) == card.action_of_key("f") == "first"
    assert card.action_at(5, 90) is None and card.action_of_key("g") is None


@pytest.mark.parametrize("now", [0, 1, 2])
def test_dots_are_done_before_the_step_and_to_do_after_it(now: int) -> None:
    states = [state for _, state in step_dots(("scissors", "hand"), now)]
    assert states == ["done"] * now + ["current", "todo"][: 2 - now]
