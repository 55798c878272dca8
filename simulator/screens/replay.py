"""An attempt played again in the window: pause, scrub, speed; the same attempt code as when it was live.

How an attempt ended, and where its marks lie, is worked out beside the play where nobody knows it yet, so that the
first picture is there at once. It deliberately takes no input for the scene: only time is in the viewer's hand.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulator import replay as replays
from simulator import scenes
from simulator.i18n import N_
from simulator.scenes.base import TICKS_PER_SECOND, ActionError
from simulator.screens import debrief_cards as cards
from simulator.screens.briefing_steps import title_at
from simulator.screens.hearing import Hearing
from simulator.screens.opening import Opening
from simulator.screens.rerun import to_debrief
from simulator.screens.screen import cosmetic_random
from simulator.ui.canvas import Canvas
from simulator.ui.caption import draw_caption
from simulator.ui.events import UiEvent
from simulator.ui.fitting import boxed, write
from simulator.ui.frame import ViewContext
from simulator.ui.widgets import draw_ring

if TYPE_CHECKING:
    from pathlib import Path

    from simulator.attempt import Attempt, Outcome
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen

SPEEDS = (1, 2, 4, 8)
#: Sounds are heard up to this speed.
HEARD_SPEED = 2
BAR = (0.0, 968.0, 1920.0, 112.0)
SPAN = (240.0, 1440.0)
#: What the ring goes through: name and rectangle.
BUTTONS = (
    ("play", (54.0, 990.0, 68.0, 68.0)),
    ("speed", (140.0, 996.0, 56.0, 56.0)),
    ("back", (1656.0, 992.0, 216.0, 64.0)),
)
JUMP = 5 * TICKS_PER_SECOND
#: Ticks of one slice of a longer jump: a twentieth of a second or so, then a frame shows how far it is.
SLICE_TICKS = 600
#: Ticks that are run ahead beside each frame that plays, to know the end: some 3 ms.
AHEAD_TICKS = 30


def make_view(
    context: Context,
    exercise: Exercise,
    attempt: Attempt,
    clock: Callable[[], int] | None = None,
):
    """The view of the attempt's present stage, without input. clock: the tick that it shows, else the attempt's."""
    ctx = ViewContext(
        language=context.language,
        words=context.words,
        theme=context.theme,
        title=title_at(context.language, exercise, attempt.stage),
        stages=tuple(stage.scene for stage in exercise.stages),
        stage=attempt.stage,
        help=True,
        random=cosmetic_random(attempt.seed),
        clock=clock or (lambda: attempt.tick),
        ghost=True,
        left_handed=context.settings.left_handed,
        can_speak=context.can_speak,
    )
    return scenes.view(attempt.scene_name).create(attempt.scene, ctx)


class ReplayScreen:
    """Plays a log. after builds the screen to go back to, by default the debrief; demo ends on that by itself.

    outcome: None where nobody knows it yet. back: the words of the way back. example: it is not the trainee's work.
    """

    def __init__(
        self,
        context: Context,
        log: replays.Log,
        exercise: Exercise,
        outcome: Outcome | None,
        tick: int = 0,
        after: Callable[[], Screen] | None = None,
        demo: bool = False,
        back: str = N_("Retour au bilan"),
        example: bool = False,
        origin: Callable[[], Screen] | None = None,
    ) -> None:
        self.context = context
        self.log = log
        self.exercise = exercise
        self.marks: list[cards.Numbered] = [] if outcome is None else cards.number_marks(outcome)
        self.back, self.example = back, example
        self.playing = True
        self.speed = 0
        self.dirty = True
        #: The tick that is jumped to, while there is more to run until then.
        self.target: int | None = None
        self._after, self._origin = after, origin
        self._demo = demo
        self._ahead = replays.TakingUp(log, exercise) if outcome is None else None
        #: The log holds what can no longer be done.
        self._broken = False
        self._next: Screen | None = self
        self._dragging = False
        self._focus = -1
        self._shown = False
        self._hearing = Hearing(context, speaks=False)
        self._opening = Opening()
        self._restart()
        self.seek(tick)

    @property
    def running(self) -> bool:
        """Ticks are wanted while it plays or jumps."""
        return self.playing or self.target is not None

    def _restart(self) -> None:
        self.attempt = replays.restart(self.log, self.exercise)
        self._enter()

    def _enter(self) -> None:
        self._stage = self.attempt.stage
        self.view = make_view(self.context, self.exercise, self.attempt)

    @property
    def _here(self) -> int:
        """The tick that is shown, or will be at the end of a jump."""
        return self.attempt.tick if self.target is None else self.target

    def seek(self, tick: int) -> None:
        """Go to a tick, the first slice of it at once: back means to run again from the start."""
        self.target = max(0, min(int(tick), self.log.last_tick))
        if self.target < self.attempt.tick or self.attempt.finished:
            self._restart()
        self._hurry()

    def _hurry(self) -> None:
        """Run one slice of a jump; each is followed by a frame, so that nobody looks at a window that stands still."""
        assert self.target is not None
        for _ in range(SLICE_TICKS):
            if self.attempt.tick >= self.target or self.attempt.finished:
                self.target = None
                break
            self._step()
        self.dirty = True

    def _step(self, heard: bool = False) -> None:
        if self.attempt.tick >= self.log.last_tick:
            self.attempt.finish()
            return
        try:
            effects = self.attempt.step(self.log.actions.get(self.attempt.tick, ()))
        except ActionError:
            self._broken = True
            self.attempt.finish()
            return
        self._opening.note(self.attempt, effects)
        if self.attempt.stage != self._stage and not self.attempt.finished:
            self._enter()
        self.view.tick(frozenset())
        self.view.notice(effects)
        if heard:
            self._hearing.step(self.view, effects, self.attempt.tick)

    def tick(self) -> None:
        """Advance as many ticks as the speed says, or by a slice of a jump once its last one was shown."""
        if self.target is not None:
            if self._shown:
                self._hurry()
                self._shown = False
            return
        for _ in range(SPEEDS[self.speed]):
            if self.attempt.finished:
                self._hearing.quiet()
                self.playing = False
                self.dirty = True
                if self._demo:
                    self._leave()
                return
            # Faster than life, sounds would only crowd each other.
            self._step(heard=SPEEDS[self.speed] <= HEARD_SPEED)
        if SPEEDS[self.speed] > HEARD_SPEED:
            self._hearing.quiet()
        if self._shown:
            self._look_ahead(AHEAD_TICKS)
            self._shown = False

    def idle(self, size: tuple[int, int]) -> bool:
        """While it stands still there is time to know how it ends; True while there is more to run."""
        return self._look_ahead(SLICE_TICKS)

    def _look_ahead(self, ticks: int) -> bool:
        """Run some ticks more towards the end, which tells the marks; True while there are more."""
        if self._ahead is None:
            return False
        if not self.attempt.finished and self._ahead.step(ticks):
            return True
        ended = self.attempt if self.attempt.finished else self._ahead.settle()
        self._ahead, self.marks, self.dirty = None, cards.number_marks(ended.outcome()), True
        return False

    # input

    def handle(self, event: UiEvent) -> None:
        """Space plays and pauses, arrows jump, the bar scrubs, Escape goes back."""
        self.dirty = True
        if event.kind == "key" and event.key == "tab":
            self._focus = (max(self._focus, -1 if not event.shift else 0) + (-1 if event.shift else 1)) % len(BUTTONS)
        elif event.kind == "key":
            self._key(event.key)
        elif event.kind == "down":
            self._focus = -1
            self._click(event.x, event.y)
        elif event.kind == "move" and event.held and self._dragging:
            self._scrub(event.x)
        elif event.kind == "up":
            self._dragging = False

    def _press(self) -> None:
        """Enter presses what the ring is on; without a ring it plays and pauses."""
        name = BUTTONS[self._focus][0] if self._focus >= 0 else "play"
        if name == "speed":
            self.speed = (self.speed + 1) % len(SPEEDS)
        elif name == "back":
            self._leave()
        else:
            self._toggle()

    def _key(self, key: str) -> None:
        if key == "space":
            self._toggle()
        elif key == "enter":
            self._press()
        elif key == "left":
            self.seek(self._here - JUMP)
        elif key == "right":
            self.seek(self._here + JUMP)
        elif key == "home":
            self.seek(0)
        elif key == "up":
            self.speed = min(len(SPEEDS) - 1, self.speed + 1)
        elif key == "down":
            self.speed = max(0, self.speed - 1)
        elif key.isdigit():
            mark = next((m for m in self.marks if m.number == int(key)), None)
            if mark is not None:
                self.seek(mark.tick - TICKS_PER_SECOND)
        elif key == "escape":
            self._leave()

    def _toggle(self) -> None:
        if self.attempt.finished:
            self.seek(0)
        self.playing = not self.playing
        self._hearing.quiet()

    def _click(self, x: float, y: float) -> None:
        if y < BAR[1]:
            return
        if abs(x - 88) < 44:
            self._toggle()
        elif abs(x - 168) < 36:
            self.speed = (self.speed + 1) % len(SPEEDS)
        elif x >= 1640:
            self._leave()
        else:
            self._dragging = True
            self._scrub(x)

    def _scrub(self, x: float) -> None:
        share = (x - SPAN[0]) / (SPAN[1] - SPAN[0])
        self.seek(int(max(0.0, min(1.0, share)) * max(1, self.log.last_tick)))

    def _leave(self) -> None:
        if self._after is not None:
            self._next = self._after()
        else:
            self._next = to_debrief(self.context, self.log, self.exercise, ended=self.attempt, back=self._origin)

    # drawing

    def draw(self, canvas: Canvas) -> None:
        """The scene as it was, under a bar of time."""
        self._shown = True
        self._opening.draw(canvas, self.view.draw)
        text, language = self.context.language.text, self.context.language
        canvas.rect(*BAR, "panel")
        canvas.line(0, BAR[1], 1920, BAR[1], "line", 2)
        canvas.circle(88, 1024, 34, "action")
        canvas.icon("pause" if self.playing else "play", 88, 1024, 36, "on_action")
        canvas.circle(168, 1024, 28, "action_pale")
        canvas.text(168, 1024, f"×{SPEEDS[self.speed]}", "body", "action_deep", "center", "middle", None, "semibold")
        self._draw_bar(canvas)
        here, whole = language.clock(self.attempt.tick), language.clock(self.log.last_tick)
        canvas.text(1620, 1024, f"{here} / {whole}", "body", "ink", "right", "middle", None, "semibold", None, True)
        canvas.rect(1656, 992, 216, 64, "panel", 12, 3, "action")
        write(canvas, 1764, 1024, text(self.back), (196, 56), "body", "action_deep", "center", weight="semibold")
        if self._focus >= 0:
            draw_ring(canvas, BUTTONS[self._focus][1])
        said = boxed(canvas, text(self._saying()), 420, 40, "small", "semibold")
        width = said.width + 90
        canvas.rect(960 - width / 2, BAR[1] - 22, width, 44, "case", 22)
        canvas.icon("replay", 960 - width / 2 + 32, BAR[1], 26, "on_dark")
        canvas.block(960 + 16, BAR[1], said, "on_dark", "center", "middle")
        # Over the bar: the frame of the scene lies under it.
        heard = self._hearing.caption()
        if heard:
            draw_caption(canvas, heard, self.context.words.sound(heard))

    def _saying(self) -> str:
        if self._broken:
            return N_("Le film s’arrête ici.")
        if self.target is not None:
            return N_("Le film avance…")
        return N_("Tu regardes un exemple") if self.example else N_("Tu regardes un essai")

    def _draw_bar(self, canvas: Canvas) -> None:
        total = max(1, self.log.last_tick)
        left, right = SPAN
        canvas.rect(left, 1018, right - left, 12, "panel", 6, 2, "line")
        here = left + (right - left) * min(1.0, self.attempt.tick / total)
        canvas.rect(left + 2, 1020, max(0.0, here - left - 2), 8, "light", 4)
        if self.target is not None:
            goal = left + (right - left) * min(1.0, self.target / total)
            canvas.circle(goal, 1024, 13, "panel", 3, "action")
        for mark, place in zip(self.marks, cards.mark_places(self.marks, total, left, right), strict=True):
            cards.badge(canvas, place, 1024, mark.number)
        canvas.circle(here, 1024, 11, "light_core", 3, "light")

    def next_screen(self) -> Screen | None:
        """Itself until the viewer leaves."""
        return self._next

    def close(self) -> None:
        """Nothing hums on."""
        self._hearing.quiet()


def example(context: Context, exercise: Exercise, path: Path, after: Screen, back: str) -> ReplayScreen:
    """The good example of a course from its start, then back to a screen, with the words of that way.

    Raises LogError or OSError where it cannot be read.
    """
    return ReplayScreen(context, replays.read(path), exercise, None, after=lambda: after, back=back, example=True)
