"""What one attempt lets hear: single sounds, hums, captions, and the goal spoken when it is new.

It deliberately decides nothing of the work: scenes name sounds, views say what hums, settings say whether it is heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.scenes.base import Effect, Sound, Toast
from simulator.ui.caption import Captions
from simulator.ui.synth import LOOPS

if TYPE_CHECKING:
    from simulator.screens.context import Context

#: A goal is spoken once it has stood for so long [ticks]: some last only while the hand passes by.
STEADY = 20


class Hearing:
    """Sounds, captions and the spoken goal of one attempt that runs, live or replayed."""

    def __init__(self, context: Context, speaks: bool = True) -> None:
        self.context = context
        self.captions = Captions()
        self._speaks = speaks
        self._goal, self._since = "", 0
        self._told = ""
        self._tick = 0

    def step(self, view: Any, effects: Sequence[Effect], tick: int) -> None:
        """One tick was done: let its sounds be heard, let hums go on or end, and speak a new goal."""
        self._tick = tick
        names = [effect.name for effect in effects if isinstance(effect, Sound)]
        hums = view.hums() if hasattr(view, "hums") else None
        for name in names:
            self.captions.heard(name, tick)
            if name not in LOOPS or hums is None:
                self.context.sounds.play(name)
        if not names:
            toast = next((effect for effect in effects if isinstance(effect, Toast)), None)
            if toast is not None:
                self.context.sounds.play(f"toast_{toast.level}")
        self.captions.hum(hums or ())
        self.context.sounds.hum(hums or ())
        if self._speaks and self.context.settings.voice:
            self._speak(view.frame.goal, tick)

    def _speak(self, goal: str, tick: int) -> None:
        if goal != self._goal:
            self._goal, self._since = goal, tick
        if goal and goal != self._told and tick - self._since >= STEADY:
            self._told = goal
            self.context.say(goal)

    def caption(self) -> str:
        """Name of the sound that stands as a word now: only where it is not heard."""
        return "" if self.context.sounds.heard else self.captions.shown(self._tick)

    def quiet(self) -> None:
        """Work stands still: nothing hums on."""
        self.captions.hum(())
        self.context.sounds.hum(())
