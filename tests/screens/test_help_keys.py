"""The page of gestures and keys: every letter it tells does something in its scene, and every scene has its letters."""

from __future__ import annotations

import pytest

from simulator.i18n import Language
from simulator.screens.context import Context
from simulator.screens.help_keys import HelpKeys, scene_keys
from simulator.screens.pause import PauseMenu
from simulator.screens.play import PlayScreen
from simulator.ui.events import UiEvent
from simulator.ui.say import SAY_KEY, SAY_KEY_NAME


def stages(context: Context):
    """One stage of each bench of the shipped exercises, with its exercise."""
    found = {}
    for exercise in context.exercises():
        for index, stage in enumerate(exercise.stages):
            kind = (stage.scene, getattr(stage.params, "mode", ""), getattr(stage.params, "attenuator", False))
            found.setdefault(kind, (exercise, index))
    return found


def test_every_scene_tells_its_keys(context: Context) -> None:
    for kind, (exercise, index) in stages(context).items():
        assert scene_keys(exercise.stages[index]), kind


def test_the_letters_of_a_first_stage_are_known_there(context: Context) -> None:
    """Each plain letter reaches the scene's own keys: pressed, it gives an action or finds nothing to act on."""
    tried = 0
    for exercise, index in stages(context).values():
        if index:
            continue
        playing = PlayScreen(context, exercise, 7)
        view = playing._view
        known = [key for key, _ in scene_keys(exercise.stages[0]) if len(key) == 1 and key.isalpha()]
        answered = [key for key in known if view.handle(UiEvent("key", key=key.lower()))]
        tried += len(known)
        # What needs another moment (a wipe to fold, a connector to mount first) answers later.
        assert len(answered) >= min(3, len(known)), (exercise.id, known, answered)
        playing.close()
    assert tried > 30


def test_no_letter_of_a_scene_is_one_that_holds_everywhere(context: Context) -> None:
    """The voice's letter is taken before a scene hears it; F passes the time."""
    for kind, (exercise, index) in stages(context).items():
        everywhere = {key for key, _ in HelpKeys(context.language, None, SAY_KEY_NAME, True).everywhere}
        mine = [key for key, _ in scene_keys(exercise.stages[index])]
        assert not everywhere & set(mine), kind
        assert len(mine) == len(set(mine)), kind


@pytest.mark.parametrize("code", ["fr", "en"])
def test_letters_are_the_same_in_every_language(context: Context, code: str) -> None:
    for exercise, index in stages(context).values():
        page = HelpKeys(Language(code), exercise.stages[index], "V", True)
        told = [key for key, _ in page.here]
        plain = [key for key, _ in scene_keys(exercise.stages[index])]
        assert [k for k in told if len(k) == 1] == [k for k in plain if len(k) == 1]


def test_the_page_and_its_buttons_fit_the_screen(context: Context) -> None:
    for kind, (exercise, index) in stages(context).items():
        menu = PauseMenu(context, exercise, page="help", example=True, stage=index)
        x, y, w, h = menu.box
        assert y >= 48 and y + h <= 1080 - 48, kind
        for button in menu.buttons:
            assert x < button.x and button.x + button.w < x + w and y < button.y and button.y + button.h < y + h, kind


def test_no_bench_waits_for_the_letter_of_the_voice(context: Context) -> None:
    """Pressed where nobody reads aloud, it does nothing: where somebody does, it would never arrive."""
    for exercise, index in stages(context).values():
        if index:
            continue
        playing = PlayScreen(context, exercise, 7)
        assert playing._view.handle(UiEvent("key", key=SAY_KEY)) == [], exercise.id
        playing.close()
