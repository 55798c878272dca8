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
from simulator.screens.replay import make_view  # noqa: E402

if TYPE_CHECKING:
    from simulator.attempt import Attempt
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
    from simulator import start

    surface = off_screen(size)
    context = Context(language, start.course_roots(), start.now_text)
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
    """Write a PNG; the folder is made when it is missing."""
    out.parent.mkdir(parents=True, exist_ok=True)
    pygame.image.save(surface, str(out))


def telling_moments(attempt: Attempt, most: int = 4) -> list[float]:
    """Seconds of an attempt worth a picture: the middle of its longest gestures."""
    curves = sorted((c for c in attempt.outcome().curves if len(c.points) > 3), key=lambda c: -len(c.points))[:most]
    middles = [c.points[len(c.points) // 2][2] / TICKS_PER_SECOND for c in curves]
    return sorted(middles) or [attempt.tick / TICKS_PER_SECOND / 2]
