"""Pictures of screens without a window: a moment of a log, or its debrief.

It deliberately draws with the same code as the window; only the surface is off screen. The contact sheet is
contact_sheet.py's.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

os.environ.setdefault("PYGAME_HIDE_SUPPORT_PROMPT", "1")

import pygame  # noqa: E402

from simulator import replay as replays  # noqa: E402
from simulator.i18n import Language  # noqa: E402
from simulator.scenes.base import TICKS_PER_SECOND  # noqa: E402
from simulator.screens.context import Context  # noqa: E402
from simulator.screens.debrief import DebriefScreen  # noqa: E402
from simulator.screens.doors import Doors  # noqa: E402
from simulator.screens.replay import make_view  # noqa: E402
from simulator.ui.surround import surround  # noqa: E402

if TYPE_CHECKING:
    from simulator.attempt import Outcome, StageRun
    from simulator.curriculum.model import Exercise


def off_screen(size: tuple[int, int]) -> pygame.Surface:
    """A surface of the window's kind, without a window."""
    if not pygame.display.get_surface():
        os.environ.setdefault("SDL_VIDEODRIVER", "dummy")
        pygame.display.init()
        pygame.font.init()
        pygame.display.set_mode((1, 1))
    return pygame.Surface(size, 0, 32)


def draw_log(
    log: replays.Log, exercise: Exercise, second: float | None, size: tuple[int, int], out: Path, language: Language
) -> None:
    """Draw what the trainee saw at a second of a log; the debrief when second is None."""
    from simulator import clock, library

    surface = off_screen(size)
    context = Context(language, library.course_roots(), clock.now_text, Doors)
    if second is None:
        DebriefScreen(context, exercise, replays.run(log, exercise)).draw(context.canvas(surface))
    else:
        draw_moment(context, log, exercise, int(second * TICKS_PER_SECOND), surface)
    save(surface, out)


def draw_moment(context: Context, log: replays.Log, exercise: Exercise, tick: int, surface: pygame.Surface) -> None:
    """Draw the scene as it stood after a tick of a log."""
    attempt = replays.restart(log, exercise)
    view = make_view(context, exercise, attempt)
    stage = attempt.stage
    for attempt, effects in replays.play(log, exercise, max(0, tick)):
        if attempt.stage != stage or view.scene is not attempt.scene:
            stage = attempt.stage
            view = make_view(context, exercise, attempt)
        view.tick(frozenset())
        view.notice(effects)
    view.draw(context.canvas(surface))


def save(surface: pygame.Surface, out: Path) -> None:
    """Write a PNG with what the window would show; the folder is made when it is missing."""
    out.parent.mkdir(parents=True, exist_ok=True)
    surround(surface)
    pygame.image.save(surface, str(out))


def telling_moments(outcome: Outcome, ticks: int, most: int = 4) -> list[float]:
    """Seconds of an attempt worth a picture, in order.

    A job gives one of each of its scenes; a single scene the middles of its longest gestures, ``most`` of them.
    """
    curves = sorted((c.points for c in outcome.curves if len(c.points) > 3), key=len, reverse=True)
    middles = [points[len(points) // 2][2] for points in curves]
    longest: dict[str, StageRun] = {}
    for run in outcome.runs:
        scene = outcome.stages[run.stage]
        best = longest.get(scene)
        if best is None or run.last - run.first > best.last - best.first:
            longest[scene] = run
    if len(longest) > 1:
        found = [_middle_of(run, middles) for run in longest.values()]
    else:
        found = middles[:most] or [ticks // 2]
    return sorted(tick / TICKS_PER_SECOND for tick in found)


def _middle_of(run: StageRun, middles: list[int]) -> int:
    """Tick for a picture of a stay in a stage: in its longest gesture, or late, when the work stands there."""
    return next((tick for tick in middles if run.first <= tick < run.last), (run.first + 4 * run.last) // 5)
