"""Nothing is painted where nothing moves: a screen that stands still, and a scene in which nobody does anything."""

from __future__ import annotations

from dataclasses import replace

import pygame
import pytest

from simulator import library, paths, replay
from simulator.screens import gallery
from simulator.screens.context import Context
from simulator.screens.help import HESITATION_TICKS
from simulator.screens.play import PlayScreen
from simulator.ui.events import UiEvent
from simulator.ui.guidance import PULSE_TICKS
from simulator.ui.scene_view import QUIET_TICKS, TICKS_PER_SECOND, TOAST_TICKS
from simulator.ui.sheet import Recorder, Sheet
from simulator.ui.widgets import Button

SIZE = (1280, 720)
TICKS = 240
#: A frame of light round the next place may breathe, but not at every frame [per second].
MOST_PULSES = 15


def painted(screen, context: Context, ticks: int = TICKS) -> list[list[pygame.Rect]]:
    """Boxes that each tick painted, after the screen had settled."""
    sheet = Sheet(pygame.Surface(SIZE, 0, 32))
    canvas = context.canvas(sheet)
    found = []
    for index in range(60 + ticks):
        screen.tick()
        screen.draw(canvas)
        changed = sheet.show()
        if index >= 60:
            found.append(changed)
    return found


def area(boxes: list[pygame.Rect]) -> float:
    """Share of the window in some boxes."""
    return sum(box.w * box.h for box in boxes) / (SIZE[0] * SIZE[1])


def pages() -> list[gallery.Entry]:
    return list(gallery.pages())


@pytest.mark.parametrize("entry", pages(), ids=lambda entry: entry.name)
def test_a_page_at_rest_wants_no_frame_and_paints_none(entry: gallery.Entry, context: Context, people: list) -> None:
    screen = entry.make(context)
    assert not any(painted(screen, context, 5))
    assert not screen.running
    screen.close()


def scene_at(context: Context, tick: int, mode: str) -> PlayScreen:
    """The demo as it stood after some ticks, in the trainee's own screen."""
    log = library.demo_log()
    exercise = replace(gallery.exercise_named(context, "premiere-soudure"), help=mode)
    screen = PlayScreen(context, exercise, log.header["seed"])
    while screen.attempt.tick < tick:
        screen._step(list(log.actions.get(screen.attempt.tick, ())))
    return screen


@pytest.mark.parametrize("tick", [0, 600, 3320, 4400])
def test_a_scene_at_rest_paints_only_its_clock(context: Context, tick: int) -> None:
    screen = scene_at(context, tick, "exam")
    frames = [boxes for boxes in painted(screen, context) if boxes]
    screen.close()
    # Once a second the clock, and what a last message or cue may still do as it goes.
    assert 0 < len(frames) <= TICKS / 60 + 2
    assert sum(area(boxes) >= 0.02 for boxes in frames) <= 1


#: Moments of the other scenes in which nothing moves by itself: course, proof, and the share of it that was played.
RESTING = {
    "plan": ("chantier", "une-fibre-pass", 0.004),
    "tray, fibres to be laid": ("mesures", "cassette-pleine-pass", 0.0),
    "tray, a coil begun": ("mesures", "cassette-pleine-pass", 0.4),
    "tray, closed": ("mesures", "cassette-pleine-pass", 0.995),
    "connectors, the tip is taken": ("mesures", "gras-tenace-pass", 0.06),
    "connectors, a face in focus": ("mesures", "gras-tenace-pass", 0.19),
    "connectors, the pen in hand": ("mesures", "gras-tenace-pass", 0.66),
    "connectors, mounting": ("mesures", "connecteur-terrain-pass", 0.17),
    "OTDR, before the start": ("mesures", "lire-avec-bruit-pass", 0.01),
    "OTDR, a trace is read": ("mesures", "lire-avec-bruit-pass", 0.8),
    "power, off": ("mesures", "budget-de-liaison-pass", 0.0),
    "power, figures are written": ("mesures", "budget-de-liaison-pass", 0.95),
    "power, the pen is off": ("mesures", "retrouver-la-fibre-pass", 0.0),
}


def played_to(context: Context, course: str, proof: str, share: float, mode: str) -> PlayScreen:
    """A shipped proof as it stood after a share of it, in the trainee's own screen."""
    log = replay.read(paths.curricula_dir() / course / "proofs" / f"{proof}.jsonl")
    return played(context, log, share, mode)


def played(context: Context, log: replay.Log, share: float, mode: str) -> PlayScreen:
    """Any log as it stood after a share of it."""
    exercise = replace(gallery.exercise_named(context, log.header["exercise"]), help=mode)
    screen = PlayScreen(context, exercise, log.header["seed"])
    while screen.attempt.tick < share * log.last_tick:
        screen._step(list(log.actions.get(screen.attempt.tick, ())))
    return screen


#: After so long nothing is on its way any more: messages, the cue's own light, the clock's seconds [ticks].
SETTLED = max(TOAST_TICKS, PULSE_TICKS, QUIET_TICKS)
MINUTE = 60 * TICKS_PER_SECOND


def frames_at_rest(screen: PlayScreen, context: Context, ticks: int = TICKS) -> int:
    """How many frames are painted in so many ticks in which nobody does anything and no minute passes."""
    while screen.attempt.tick % MINUTE > MINUTE - 60 - ticks:
        screen.tick()
    return sum(bool(boxes) for boxes in painted(screen, context, ticks))


@pytest.mark.parametrize("mode", ["guided", "exam"])
@pytest.mark.parametrize("moment", RESTING.values(), ids=RESTING.keys())
def test_a_scene_that_has_come_to_rest_draws_nothing(
    context: Context, moment: tuple[str, str, float], mode: str
) -> None:
    screen = played_to(context, *moment, mode)
    for _ in range(SETTLED):
        screen.tick()
    assert frames_at_rest(screen, context) == 0
    screen.close()


def steps_of_light(screen: PlayScreen, context: Context) -> int:
    """Frames in which more is painted than what happens once a second."""
    return max(0, sum(map(bool, painted(screen, context, PULSE_TICKS - 60))) - PULSE_TICKS // 60)


def moves_by_itself(screen: PlayScreen) -> bool:
    """Whether something physical goes on: a motor, an oven, an averaging; a lamp that blinks."""
    view, state = screen._view, screen.attempt.scene.state
    sounds = view.hums() if hasattr(view, "hums") else ()
    pen = getattr(state, "pen", None)
    return bool(view.waiting() or sounds or pen is True or getattr(pen, "mode", "") == "blink")


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.parametrize("entry", [e for e in gallery.scenes() if e.tour is not None], ids=lambda entry: entry.name)
def test_every_moment_of_the_contact_sheet_comes_to_rest(entry: gallery.Entry, context: Context) -> None:
    screen = played(context, replay.read(entry.tour.path), entry.share, "guided")
    wipe = getattr(screen.attempt.scene.state, "wipe", None)
    if wipe is not None:
        # It dries for ten minutes, and its bar shows it.
        wipe.evaporate(3600.0)
    for _ in range(5 * MINUTE):
        if not moves_by_itself(screen) and screen._view._calm > HESITATION_TICKS + SETTLED:
            break
        screen.tick()
    if moves_by_itself(screen):
        pytest.skip("goes on by itself")
    assert frames_at_rest(screen, context) == 0
    screen.close()


@pytest.mark.slow
@pytest.mark.parametrize("entry", [e for e in gallery.ends() if e.name != "replay"], ids=lambda entry: entry.name)
def test_every_end_of_an_attempt_comes_to_rest(entry: gallery.Entry, context: Context) -> None:
    screen = entry.make(context)
    assert not any(painted(screen, context, 20))
    screen.close()


@pytest.mark.parametrize("by", ["input", "hint", "goal"])
def test_guidance_wakes_with_an_input_a_hint_and_a_new_goal(context: Context, monkeypatch, by: str) -> None:
    screen = played_to(context, *RESTING["tray, fibres to be laid"], "guided")
    for _ in range(SETTLED):
        screen.tick()
    assert steps_of_light(screen, context) == 0
    if by == "input":
        screen.handle(UiEvent("move", 300, 300))
    elif by == "hint":
        assert not screen._hesitation.offered
        while not screen._hesitation.offered:
            screen.tick()
    else:
        monkeypatch.setattr(screen.attempt.scene, "goal", lambda: "tray.next")
    assert steps_of_light(screen, context) > 10
    screen.close()


@pytest.mark.parametrize("moment", RESTING.values(), ids=RESTING.keys())
def test_every_other_scene_at_rest_paints_only_its_clock(context: Context, moment: tuple[str, str, float]) -> None:
    screen = played_to(context, *moment, "exam")
    for _ in range(TOAST_TICKS):
        screen.tick()
    frames = [boxes for boxes in painted(screen, context) if boxes]
    screen.close()
    assert 0 < len(frames) <= TICKS / 60 + 1
    # The OTDR's own line with the time is as wide as its screen.
    assert all(area(boxes) < 0.07 for boxes in frames)


@pytest.mark.parametrize("moment", RESTING.values(), ids=RESTING.keys())
def test_guidance_in_every_other_scene_pulses_slowly_and_paints_little(
    context: Context, moment: tuple[str, str, float]
) -> None:
    screen = played_to(context, *moment, "guided")
    for _ in range(TOAST_TICKS):
        screen.tick()
    frames = [boxes for boxes in painted(screen, context) if boxes]
    screen.close()
    assert len(frames) <= MOST_PULSES * TICKS / 60
    assert all(area(boxes) < 0.1 for boxes in frames)


@pytest.mark.parametrize("tick", [0, 1250, 3320, 4300])
def test_guidance_pulses_slowly_and_paints_little(context: Context, tick: int) -> None:
    screen = scene_at(context, tick, "guided")
    frames = [boxes for boxes in painted(screen, context) if boxes]
    screen.close()
    assert len(frames) <= MOST_PULSES * TICKS / 60
    assert all(area(boxes) < 0.06 for boxes in frames)


def test_a_recorded_scene_stays_inside_its_window(context: Context) -> None:
    screen = scene_at(context, 700, "guided")
    recorder = Recorder(SIZE)
    screen.draw(context.canvas(recorder))
    screen.close()
    assert len(recorder.calls) > 30
    window = pygame.Rect(0, 0, *SIZE)
    assert all(window.contains(call.box()) for call in recorder.calls if call.box().w and call.box().h)


def test_the_demo_is_the_one_this_counts_on() -> None:
    log = library.demo_log()
    exercise = library.exercise_for(log)
    stages = [replay.run(log, exercise, tick).stage for tick in (1250, 3320)]
    assert stages == [0, 1] and log.last_tick > 4300


#: A button is at least so high and wide [design units]; words to be looked up and choices in a row may be lower.
LEAST, LEAST_ELSE = 56.0, 40.0


@pytest.mark.parametrize("entry", pages(), ids=lambda entry: entry.name)
def test_what_is_pressed_is_large_enough_and_stands_apart(entry: gallery.Entry, context: Context, people: list) -> None:
    screen = entry.make(context)
    painted(screen, context, 1)
    widgets = [w for w in screen.focus.widgets if w.w and w.h]
    assert widgets
    for widget in widgets:
        assert widget.x >= 0 and widget.x + widget.w <= 1920, widget.key
        least = LEAST if isinstance(widget, Button) else LEAST_ELSE
        assert min(widget.w, widget.h) >= least, (widget.key, widget.w, widget.h)
    buttons = [w for w in widgets if isinstance(w, Button) and w.y >= 0 and w.y + w.h <= 1080]
    boxes = [pygame.Rect(round(w.x), round(w.y), round(w.w), round(w.h)) for w in buttons]
    for index, box in enumerate(boxes):
        over = [buttons[index + 1 + at].key for at in box.collidelistall(boxes[index + 1 :])]
        assert not over, (buttons[index].key, over)
    screen.close()
