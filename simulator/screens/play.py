"""The screen on which the trainee works: it feeds the attempt with the view's actions and keeps the log safe.

It deliberately holds no rule of any scene: the view turns input into actions, the attempt does the rest.
"""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from simulator import replay, scenes
from simulator.attempt import Attempt, Who
from simulator.scenes.base import Action, ActionError, Effect
from simulator.screens.briefing import shown_attempt
from simulator.screens.briefing_steps import title_at
from simulator.screens.hearing import Hearing
from simulator.screens.help import Examples, Hesitation, moment_of
from simulator.screens.help_ghost import HINT, SHOW_KEY, SHOW_KEY_NAME, Ghost, draw_hint, ghost_words
from simulator.screens.opening import Opening
from simulator.screens.pause import PauseMenu
from simulator.screens.pause_goals import GOALS_KEY
from simulator.screens.rest import Rest
from simulator.screens.screen import cosmetic_random
from simulator.ui.events import UiEvent
from simulator.ui.frame import ViewContext
from simulator.ui.pointer import Gain
from simulator.ui.sheet import Sheet
from simulator.ui.widgets import sentences

if TYPE_CHECKING:
    from simulator.curriculum.model import Exercise
    from simulator.screens.context import Context
    from simulator.screens.screen import Screen
    from simulator.ui.canvas import Canvas

#: Ticks run in one while nothing but time passes and the trainee holds the fast-forward key.
FAST_FORWARD = 8
FAST_FORWARD_KEY = "f"
#: How often the journal notes where the attempt stands [ticks]: a kill loses at most so much waiting.
MARK_TICKS = 300
#: Ticks of the good example that are searched in one tick of the attempt, so that it is known when it is asked for.
SEARCHED = 4
#: The same while the example is stages behind, as after an attempt that was taken up again: some 3 ms.
CATCHING_UP = 30


def thin(actions: list[Action]) -> list[Action]:
    """Keep only the last of consecutive moves of the same hand: a hand is in one place per tick."""
    kept: list[Action] = []
    for action in actions:
        if kept and isinstance(action.value, tuple) and kept[-1].target == action.target:
            kept[-1] = action
        else:
            kept.append(action)
    return kept


def _copy_of(exercise: Exercise) -> dict[str, object]:
    """What the log needs to be run again on a PC without the course: the exercise's text and its files."""
    if not exercise.source:
        return {}
    from simulator.curriculum import attached

    return {"source": exercise.source} | ({"files": attached.packed(exercise.files)} if exercise.files else {})


class PlayScreen:
    """One attempt at an exercise, in the window."""

    def __init__(
        self, context: Context, exercise: Exercise, seed: int | None = None, taken_up: Attempt | None = None
    ) -> None:
        self.context = context
        self.exercise = exercise
        self.running = True
        self.dirty = True
        self._next: Screen | None = self
        self._held: set[str] = set()
        self._fast = False
        self._pending: list[Action] = []
        self._menu: PauseMenu | None = None
        self._saved = False
        #: Whether anything was done that is worth keeping.
        self.begun = taken_up is not None
        self.attempt = self._go_on(taken_up) if taken_up is not None else self._begin(seed)
        self.started = self.attempt.who.date
        self.help_shown = context.help_for(exercise)
        self._examples = Examples(exercise, shown_attempt(exercise) if exercise.help != "exam" else None)
        self._hesitation = Hesitation()
        self._hearing = Hearing(context)
        self._ghost: Ghost | None = None
        self._hand = Gain(context.settings.mouse_speed)
        self._opening = Opening()
        self._rest = Rest()
        self._view = self._make_view()
        self._stage = self.attempt.stage
        self._note()

    def _begin(self, seed: int | None) -> Attempt:
        """A new attempt; its log goes to a new journal from the first line on."""
        context, exercise, trainee = self.context, self.exercise, self.context.trainee
        chosen = seed if seed is not None else exercise.seed
        who = Who(
            trainee.first_name if trainee else "",
            trainee.group if trainee else "",
            str(uuid.uuid4()),
            context.now_text(),
        )
        self._journal = context.journal(who.attempt_id)
        return Attempt(
            exercise,
            context.draw_seed() if chosen == "fresh" else int(chosen),
            who,
            sink=self._journal.write,
            extra_header=_copy_of(exercise),
        )

    def _go_on(self, attempt: Attempt) -> Attempt:
        """An attempt that was left goes on: one sitting more, on the same journal."""
        attempt.take_up(self.context.now_text())
        self._journal = self.context.journal(attempt.who.attempt_id, attempt.log)
        attempt.write_to(self._journal.write)
        return attempt

    def _note(self) -> None:
        """Let the journal tell how far the attempt has come."""
        if self._journal is not None and not self.attempt.finished:
            self._journal.write(replay.mark(self.attempt))

    def _make_view(self):
        attempt = self.attempt
        ctx = ViewContext(
            language=self.context.language,
            words=self.context.words,
            theme=self.context.theme,
            title=title_at(self.context.language, self.exercise, attempt.stage),
            stages=tuple(stage.scene for stage in self.exercise.stages),
            stage=attempt.stage,
            help=self.help_shown,
            random=cosmetic_random(attempt.seed),
            clock=lambda: attempt.tick,
            ghost=False,
            live_cues=self.context.settings.cues != "off",
            left_handed=self.context.settings.left_handed,
            can_speak=self.context.can_speak,
            say=self.context.say,
            caption=self._hearing.caption,
            by_keys=lambda: self.context.by_keys,
        )
        return scenes.view(attempt.scene_name).create(attempt.scene, ctx)

    def handle(self, event: UiEvent) -> None:
        """Take one input: the pause menu's, or the view's."""
        self._rest = Rest()
        if event.kind == "resize":
            self.dirty = True
            return
        if self._menu is not None:
            self._menu_event(event)
            return
        if self._ghost is not None:
            self._ghost_event(event)
            return
        if event.kind == "key":
            self._held.add(event.key)
        elif event.kind == "keyup":
            self._held.discard(event.key)
        if self._asks_to_be_shown(event):
            self._show()
            return
        if event.kind == "key" and event.key == GOALS_KEY:
            self.pause(page="goals")
            return
        escape = event.kind == "key" and event.key == "escape" and not self._view.closes()
        self._pending.extend(self._view.handle(self._hand.through(event)))
        wanted = self._view.wanted()
        if wanted == "pause" or escape:
            self.pause()
        elif wanted == "leave":
            self.pause(leaving=True)
        elif wanted == "help":
            self.pause(page="help")
        elif wanted == "faster":
            self._fast = not self._fast

    def pause(self, leaving: bool = False, page: str = "") -> None:
        """Stand still under the menu. leaving: it asks what becomes of the attempt; page: one of the menu's pages."""
        self._held.clear()
        self._hearing.quiet()
        # Where the example is still far behind, the menu does not wait for it.
        behind = self.exercise.help != "exam" and self._examples.behind(self.attempt.stage)
        example = behind or self._example() is not None
        self._menu = PauseMenu(
            self.context, self.exercise, page=page, leaving=leaving, example=example, begun=self.begun,
            stage=self.attempt.stage,
        )  # fmt: skip
        self.running = False
        self.dirty = True

    # show me

    def _example(self):
        """Where the good example does what is due; None in an exam, while only time passes, when it never does."""
        if self.exercise.help == "exam" or self.attempt.finished or self._view.waiting():
            return None
        return self._examples.find(moment_of(self.attempt))

    def _asks_to_be_shown(self, event: UiEvent) -> bool:
        if event.kind == "key":
            return event.key == SHOW_KEY
        x, y, w, h = HINT
        on_hint = x <= event.x <= x + w and y <= event.y <= y + h
        return event.kind == "down" and self._hesitation.offered and on_hint

    def _show(self) -> None:
        """Play the gesture that is due as the good example does it; without one, the page of gestures and keys."""
        self._hesitation.answered()
        stretch = self._example()
        if stretch is None:
            if self.exercise.help != "exam":
                self.pause(page="help")
            return
        assert self._examples.log is not None
        self._held.clear()
        self._hearing.quiet()
        self.context.announce(sentences(*ghost_words(self.context.language)))
        now = self.attempt.tick
        self._ghost = Ghost(self.context, self.exercise, self._examples.log, stretch, lambda: now)

    def _ghost_event(self, event: UiEvent) -> None:
        """Any key or press ends it; letting go of the mouse still reaches the own work."""
        if event.kind == "up":
            self._pending.extend(self._view.handle(event))
        elif event.kind in ("key", "down"):
            self._end_ghost()

    def _tick_ghost(self) -> None:
        assert self._ghost is not None
        self._ghost.tick()
        if self._ghost.over:
            self._end_ghost()

    def _end_ghost(self) -> None:
        self._ghost, self._rest = None, Rest()
        self._view.wake()
        self.context.hush()
        self._hearing.again()

    def _menu_event(self, event: UiEvent) -> None:
        assert self._menu is not None
        choice = self._menu.handle(event)
        self.dirty = True
        if choice is None:
            return
        self._menu = None
        if choice == "resume":
            self.running = True
            self._view.wake()
        elif choice == "restart":
            self._abandon()
            self._next = PlayScreen(self.context, self.exercise)
        elif choice == "finish":
            self.attempt.finish()
            self._end()
        elif choice == "show":
            self.running = True
            self._show()
        elif choice == "keep":
            self._keep()
            self._next = self.context.ways.home()

    def tick(self) -> None:
        """Advance one tick, or several while only time passes and the trainee asks to go on."""
        if self._menu is not None or self.attempt.finished:
            return
        if self._ghost is not None:
            self._tick_ghost()
            return
        self._examples.pump(CATCHING_UP if self._examples.behind(self.attempt.stage) else SEARCHED)
        actions = thin(self._pending + self._view.tick(frozenset(self._held)))
        self._pending = []
        self._rest.note()
        if self.exercise.help != "exam":
            before = self._hesitation.offered
            self._hesitation.note(self.attempt.scene.goal(), bool(actions or self._held), self._view.waiting())
            if self._hesitation.offered and not before:
                self._view.wake()
                self.context.announce(self.context.language.text("Besoin d’aide ? Appuie en bas, à gauche."))
        self._step(actions)
        self._fast = self._fast and self._view.waiting()
        if self._fast or FAST_FORWARD_KEY in self._held:
            for _ in range(FAST_FORWARD - 1):
                if self.attempt.finished or self._stage != self.attempt.stage or not self._view.waiting():
                    break
                self._view.tick(frozenset())
                self._step([])

    def _step(self, actions: list[Action]) -> None:
        effects = self._try(actions)
        if actions or effects or self._held:
            self._rest = Rest()
        self._opening.note(self.attempt, effects)
        self._view.notice(effects)
        self._hearing.step(self._view, effects, self.attempt.tick)
        if self.attempt.finished:
            self._end()
            return
        moved = self.attempt.stage != self._stage
        if moved:
            self._stage = self.attempt.stage
            self._view = self._make_view()
        if moved or self.attempt.tick % MARK_TICKS == 0:
            self._note()

    def _try(self, actions: list[Action]) -> list[Effect]:
        """Step with the actions that can be; a move beyond the bench is left out rather than losing the attempt."""
        possible = []
        for action in actions:
            try:
                self.attempt.check(action)
            except ActionError:
                continue
            possible.append(action)
        self.begun = self.begun or bool(possible)
        return self.attempt.step(possible)

    def _end(self) -> None:
        """Save, then show the debrief."""
        self._save()
        self.running = False
        self._next = self.context.ways.debrief(self.exercise, self.attempt)

    def _save(self) -> None:
        sheet = self.attempt.outcome().sheet
        self._saved = self.context.save_attempt(sheet, self.attempt.log, self.started)
        if self._saved and self._journal is not None:
            self._journal.close(done=True)
            self._journal = None

    def _keep(self) -> None:
        """Leave the attempt as it stands, to be taken up again; where nothing was done there is nothing to keep."""
        if self._journal is not None:
            self._note()
            self._journal.close(done=self._saved if self.attempt.finished else not self.begun)
            self._journal = None

    def _abandon(self) -> None:
        """Start again: what was done is dropped without a score; that of an exam is scored as far as it went."""
        if self.begun and self.context.kept.counts(self.exercise):
            self.attempt.finish()
            self._save()
            self._keep()
        if self._journal is not None:
            self._journal.close(done=True)
            self._journal = None

    def draw(self, canvas: Canvas) -> None:
        """Draw the view, and the pause menu over it; or the example instead."""
        if self._ghost is not None:
            self._ghost.draw(canvas)
            return
        sheet = canvas.surface
        if isinstance(sheet, Sheet) and self._menu is None and not self._opening.waits and self._rest.stands(sheet):
            sheet.stand()
            return
        self._opening.draw(canvas, self._paint)
        if self._menu is not None:
            self._menu.draw(canvas)

    def pointed(self) -> str:
        """The words of what the ring or the pointer is on: in the menu, else in the scene."""
        if self._ghost is not None:
            return ""
        return self._menu.focus.words if self._menu is not None else self._view.pointed()

    def _paint(self, canvas: Canvas) -> None:
        """The view, and the hint over it."""
        self._view.draw(canvas)
        if self._hesitation.offered:
            draw_hint(canvas, self.context.language.text("Besoin d’aide ?"), SHOW_KEY_NAME)

    def next_screen(self) -> Screen | None:
        """Itself until the attempt is over or left."""
        return self._next

    def close(self) -> None:
        """The window goes away: what was done is kept, and nothing sounds on."""
        self._hearing.quiet()
        self.context.hush()
        self._keep()
