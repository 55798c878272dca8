"""What one attempt lets hear: single sounds, hums, captions, and who listens hears goals, messages and cues spoken.

It deliberately decides nothing of the work: scenes name sounds, views say what hums, settings say whether it is heard.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from simulator.scenes.base import TICKS_PER_SECOND, Effect, Sound, Toast
from simulator.ui.caption import Captions
from simulator.ui.synth import LOOPS

if TYPE_CHECKING:
    from simulator.screens.context import Context

#: A goal is spoken once it has stood for so long [ticks]: some last only while the hand passes by. A live cue comes
#: and goes with the hand: its words are for who is stuck on it.
STEADY, STUCK = 20, 2 * TICKS_PER_SECOND


class Steady:
    """Words that are told once they have stood for a while, and once only until others have stood."""

    def __init__(self, ticks: int) -> None:
        self._ticks = ticks
        self._words, self._since = "", 0
        self.told = ""

    def due(self, words: str, tick: int) -> bool:
        """Whether these words, which stand at this tick, are to be told now."""
        if words != self._words:
            self._words, self._since = words, tick
        return bool(words) and words != self.told and tick - self._since >= self._ticks


class Hearing:
    """Sounds, captions and the spoken words of one attempt that runs, live or replayed."""

    def __init__(self, context: Context, speaks: bool = True) -> None:
        self.context = context
        self.captions = Captions()
        self._speaks = speaks
        self._goal, self._cue = Steady(STEADY), Steady(STUCK)
        #: The newest message that waits to be spoken, and what is being spoken: 'goal', 'news' or 'cue'.
        self._news = self._kind = ""
        self._tick = 0

    def step(self, view: Any, effects: Sequence[Effect], tick: int) -> None:
        """One tick was done: let its sounds be heard, let hums go on or end, and speak what is new."""
        self._tick = tick
        names = [effect.name for effect in effects if isinstance(effect, Sound)]
        toast = next((effect for effect in effects if isinstance(effect, Toast)), None)
        hums = view.hums() if hasattr(view, "hums") else None
        for name in names:
            self.captions.heard(name, tick)
            if name not in LOOPS or hums is None:
                self.context.sounds.play(name)
        if not names and toast is not None:
            self.context.sounds.play(f"toast_{toast.level}")
        self.captions.hum(hums or ())
        self.context.sounds.hum(hums or ())
        if self._speaks and self.context.settings.voice:
            if toast is not None:
                self._news = self.context.words.toast(toast.key)
            self._speak(view.frame, tick)

    def _speak(self, frame: Any, tick: int) -> None:
        """What just happened comes first, then what is to be done, then what is wrong with a gesture that goes on."""
        goal = self._goal.due(frame.goal, tick)
        cue = self._cue.due(frame.cue, tick)
        if not frame.cue:
            self._cue.told = ""
        if self._news:
            if self._kind == "goal" and self.context.speaking:
                self._goal.told = ""  # it was cut off, and is said again after the news
            self._say("news", self._news)
            self._news = ""
        elif goal and not (self._kind == "news" and self.context.speaking):
            self._goal.told = frame.goal
            self._say("goal", frame.goal)
        elif cue and not self.context.speaking:
            self._cue.told = frame.cue
            self._say("cue", frame.cue)

    def _say(self, kind: str, words: str) -> None:
        self._kind = kind
        self.context.say(words)

    def again(self) -> None:
        """Something else was shown and spoken meanwhile: the goal is told anew."""
        self._goal.told = ""

    def caption(self) -> str:
        """Name of the sound that stands as a word now: only where it is not heard."""
        return "" if self.context.sounds.heard else self.captions.shown(self._tick)

    def quiet(self) -> None:
        """Work stands still: nothing hums on."""
        self.captions.hum(())
        self.context.sounds.hum(())
