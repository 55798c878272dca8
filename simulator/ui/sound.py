"""Plays the sounds of synth.py: single ones, humming ones that go on, and spoken sentences.

It deliberately never fails and never waits: without a sound card, with a broken one or switched off, it is silent.
"""

from __future__ import annotations

import io
import os
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from types import ModuleType

    import numpy as np
    import pygame

#: Channels: the voice has one of its own, each hum too; the rest is for single sounds.
VOICE, FIRST_HUM, HUMS, CHANNELS = 0, 1, 3, 16
#: Samples that the card takes at once: 12 ms, so that a click is heard with the hand.
BUFFER = 512
#: How fast a hum goes [ms], and how much softer everything else is while somebody speaks.
FADE_MS, DUCKED = 90, 0.45
#: Synthetic voices come at nearly full scale; this brings them to the level of the sounds.
VOICE_LEVEL = 0.6
#: Pause between two sounds that are made in advance [s]: the frame loop goes first.
BREATH_S = 0.004

ASLEEP, READY, ABSENT = "asleep", "ready", "absent"


def _synth() -> ModuleType:
    """The recipes, and NumPy with them: not before a sound is wanted, so that the first picture does not wait."""
    from simulator.ui import synth

    return synth


class Store:
    """Samples by name, made when asked for or in advance by a thread that stays in the background."""

    def __init__(self) -> None:
        self._made: dict[str, np.ndarray] = {}
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None

    def take(self, name: str) -> np.ndarray:
        """Samples of a sound. Raises KeyError for an unknown name."""
        found = self._made.get(name)
        if found is None:
            found = self._made[name] = _synth().pcm(name)
        return found

    def ready(self, name: str) -> bool:
        """Whether a sound costs nothing to take."""
        return name in self._made

    def warm(self, names: Iterable[str] | None = None) -> None:
        """Make these, or all, in the background; a second call while one runs changes nothing."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._make, args=(names,), name="sounds", daemon=True)
            self._thread.start()

    def _make(self, names: Iterable[str] | None) -> None:
        for name in _synth().RECIPES if names is None else names:
            if self._stop.wait(BREATH_S):
                return
            self.take(name)

    def join(self, seconds: float | None = None) -> None:
        """Wait until all is made."""
        if self._thread is not None:
            self._thread.join(seconds)

    def close(self) -> None:
        """Stop making."""
        self._stop.set()
        self.join(1.0)


class Sounds:
    """The loudspeaker of one window. choice gives (on, volume 0..1) as the reader has it now.

    The sound card is opened with the first sound, not before. state is ASLEEP until then, READY or ABSENT after.
    """

    def __init__(self, choice: Callable[[], tuple[bool, float]] = lambda: (True, 1.0)) -> None:
        self.state = ASLEEP
        self.store = Store()
        self._choice = choice
        self._silent_card = False
        self._sounds: dict[str, pygame.mixer.Sound] = {}
        self._humming: dict[str, int] = {}

    @property
    def heard(self) -> bool:
        """Whether a sound played now reaches an ear, as far as one can know; captions step in where it does not."""
        on, volume = self._choice()
        return on and volume > 0 and self.state != ABSENT and not self._silent_card

    def warm(self) -> None:
        """Make all samples in the background, so that no first sound costs a frame."""
        if self._choice()[0] and self.state != ABSENT:
            self.store.warm()

    def play(self, name: str) -> bool:
        """Play a sound once from now on; False where nothing was played (silence, or no such sound)."""
        on, volume = self._choice()
        if not on or volume <= 0 or name not in _synth().RECIPES or not self.wake():
            return False
        channel = self._free()
        if channel is None:
            return False
        channel.set_volume(self._level(volume))
        channel.play(self._sound(name))
        return True

    def hum(self, names: Iterable[str]) -> None:
        """Let exactly these sounds go on from now; those that hummed and are not named stop softly."""
        on, volume = self._choice()
        asked = set(names) if on and volume > 0 else set()
        wanted = asked & _synth().LOOPS if asked else asked
        if not wanted and not self._humming or self.state != ASLEEP and not self._up():
            return
        for name in [n for n in self._humming if n not in wanted]:
            self._channel(self._humming.pop(name)).fadeout(FADE_MS)
        for name in sorted(wanted - self._humming.keys()):
            self._start_hum(name)
        for number in self._humming.values():
            self._channel(number).set_volume(self._level(volume))

    @property
    def humming(self) -> frozenset[str]:
        """What goes on now."""
        return frozenset(self._humming)

    def speak(self, data: bytes) -> bool:
        """Play a spoken sentence (a WAV or AIFF file); it takes the place of the one before."""
        on, volume = self._choice()
        if not data or not self._up():
            return False
        import pygame

        try:
            said = pygame.mixer.Sound(file=io.BytesIO(data))
            channel = self._channel(VOICE)
            # A voice that was asked for is heard even where effects are switched off.
            channel.set_volume(VOICE_LEVEL * (volume if on and volume > 0 else 1.0))
            channel.play(said)
        except pygame.error:  # no sound file, or the window went away meanwhile
            return False
        return True

    def hush(self) -> None:
        """Stop speaking at once."""
        if self._up():
            self._channel(VOICE).stop()

    @property
    def speaking(self) -> bool:
        """Whether a sentence is being spoken."""
        return self._up() and self._channel(VOICE).get_busy()

    def wake(self) -> bool:
        """Open the sound card when that has not been tried; whether there is one."""
        if self.state == ASLEEP:
            self.state = READY if self._open() else ABSENT
        return self._up()

    def _up(self) -> bool:
        """Whether the card is open; pygame closes it together with the window."""
        if self.state != READY:
            return False
        import pygame

        if pygame.mixer.get_init() is None:
            self.state = ABSENT
            self._humming.clear()
        return self.state == READY

    def close(self) -> None:
        """Silence, and the card given back."""
        self.store.close()
        if self.state == READY:
            import pygame

            self._humming.clear()
            self._sounds.clear()
            with suppress(pygame.error):
                pygame.mixer.quit()
        self.state = ABSENT

    def _open(self) -> bool:
        import pygame

        try:
            with quiet_stderr():
                # No changes allowed: the card's own rate or channels would play our samples at another pitch.
                pygame.mixer.init(_synth().RATE, -16, 1, BUFFER, allowedchanges=0)
            pygame.mixer.set_num_channels(CHANNELS)
            self._silent_card = pygame.mixer.get_driver() in ("dummy", "disk")
        except (pygame.error, NotImplementedError, AttributeError, OSError):
            return False
        return True

    def _sound(self, name: str) -> pygame.mixer.Sound:
        found = self._sounds.get(name)
        if found is None:
            import pygame

            found = self._sounds[name] = pygame.mixer.Sound(buffer=self.store.take(name).tobytes())
        return found

    def _channel(self, number: int) -> pygame.mixer.Channel:
        import pygame

        return pygame.mixer.Channel(number)

    def _free(self) -> pygame.mixer.Channel | None:
        """A channel for a single sound; find_channel() of pygame would also give those of voice and hums."""
        every = (self._channel(number) for number in range(FIRST_HUM + HUMS, CHANNELS))
        return next((channel for channel in every if not channel.get_busy()), None)

    def _start_hum(self, name: str) -> None:
        if not self.wake():
            return
        for number in range(FIRST_HUM, FIRST_HUM + HUMS):
            channel = self._channel(number)
            if number not in self._humming.values() and not channel.get_busy():
                channel.play(self._sound(name), loops=-1, fade_ms=FADE_MS)
                self._humming[name] = number
                return

    def _level(self, volume: float) -> float:
        return volume * (DUCKED if self.speaking else 1.0)


@contextmanager
def quiet_stderr() -> Iterator[None]:
    """Keep the C library of the sound card from writing its complaints into the terminal."""
    try:
        kept = os.dup(2)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 2)
        yield
    finally:
        os.dup2(kept, 2)
        os.close(kept)
        os.close(nowhere)
