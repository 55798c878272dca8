"""Playing: silence instead of errors, hums that stop, the voice's own channel, a store that works ahead.

It listens to nothing: the dummy sound card of SDL takes every sound and is asked what it plays.
"""

from __future__ import annotations

import io
import sys
import threading
import wave
from collections.abc import Iterator

import numpy as np
import pygame
import pytest

from simulator.ui import sound, synth
from simulator.ui.sound import ABSENT, ASLEEP, READY, Sounds, Store


@pytest.fixture
def sounds(monkeypatch: pytest.MonkeyPatch) -> Iterator[Sounds]:
    """A loudspeaker on the card that plays into nowhere."""
    monkeypatch.setenv("SDL_AUDIODRIVER", "dummy")
    pygame.mixer.quit()
    made = Sounds()
    yield made
    made.close()


def busy() -> list[int]:
    return [n for n in range(sound.CHANNELS) if pygame.mixer.Channel(n).get_busy()]


def wav(seconds: float = 1.0) -> bytes:
    """A sentence as an engine writes it: 22 050 Hz, mono, 16 bit."""
    out = io.BytesIO()
    with wave.open(out, "wb") as f:
        f.setnchannels(1)
        f.setsampwidth(2)
        f.setframerate(22050)
        f.writeframes(np.full(int(22050 * seconds), 900, np.int16).tobytes())
    return out.getvalue()


def test_the_card_is_opened_with_the_first_sound_and_not_before(sounds: Sounds) -> None:
    sounds.warm()
    sounds.hum(())
    assert sounds.state == ASLEEP and pygame.mixer.get_init() is None
    assert sounds.play("arc_short")
    assert sounds.state == READY and pygame.mixer.get_init() == (synth.RATE, -16, 1)


def test_the_dummy_card_counts_as_silence_so_that_captions_step_in(sounds: Sounds) -> None:
    sounds.play("key")
    assert not sounds.heard


@pytest.mark.parametrize("driver", ["nonsense", "disk"])
def test_a_broken_or_missing_card_is_silence_and_never_an_error(driver: str, monkeypatch, tmp_path, capfd) -> None:
    monkeypatch.setenv("SDL_AUDIODRIVER", driver)
    monkeypatch.setenv("SDL_DISKAUDIOFILE", str(tmp_path / "no" / "such" / "folder.raw"))
    pygame.mixer.quit()
    made = Sounds()
    assert made.play("cleave") is False
    made.hum({"motor"})
    assert made.speak(wav()) is False
    made.hush()
    assert made.state == ABSENT and not made.heard and not made.humming
    made.close()
    assert "ALSA" not in capfd.readouterr().err


def test_a_mixer_that_is_not_there_at_all_is_silence(monkeypatch) -> None:
    """Some builds of SDL come without a mixer: pygame then raises NotImplementedError at first use."""

    class Missing:
        def __getattr__(self, name: str):
            raise NotImplementedError(name)

    monkeypatch.setitem(sys.modules, "pygame.mixer", Missing())
    monkeypatch.setattr(pygame, "mixer", Missing())
    assert Sounds().play("key") is False


def test_off_and_volume_zero_play_nothing_and_open_no_card(sounds: Sounds) -> None:
    for choice in ((False, 1.0), (True, 0.0)):
        quiet = Sounds(lambda choice=choice: choice)
        assert quiet.play("arc_short") is False
        quiet.hum({"motor"})
        assert quiet.state == ASLEEP and not quiet.heard


def test_the_volume_is_the_readers(sounds: Sounds) -> None:
    chosen = [0.3]
    made = Sounds(lambda: (True, chosen[0]))
    made.play("alarm")
    (first,) = busy()
    assert pygame.mixer.Channel(first).get_volume() == pytest.approx(0.3, abs=0.01)
    made.hum({"oven"})
    chosen[0] = 0.8
    made.hum({"oven"})
    assert pygame.mixer.Channel(sound.FIRST_HUM).get_volume() == pytest.approx(0.8, abs=0.01)
    made.close()


def test_a_hum_goes_on_until_it_is_no_longer_wanted(sounds: Sounds) -> None:
    for _ in range(3):
        sounds.hum({"motor", "oven"})
    assert sounds.humming == {"motor", "oven"} and len(busy()) == 2, "asked again, it does not start again"
    sounds.hum({"oven"})
    assert sounds.humming == {"oven"}
    sounds.hum({"press"})
    assert not sounds.humming, "only loops hum"
    pygame.time.wait(sound.FADE_MS + 150)
    assert busy() == []


def test_a_hum_stops_when_sound_is_switched_off(sounds: Sounds) -> None:
    on = [True]
    made = Sounds(lambda: (on[0], 1.0))
    made.hum({"arc"})
    on[0] = False
    made.hum({"arc"})
    assert not made.humming
    made.close()


def test_many_sounds_at_once_never_take_the_channels_of_voice_and_hums(sounds: Sounds) -> None:
    played = [sounds.play("alarm") for _ in range(30)]
    assert played.count(True) == sound.CHANNELS - sound.FIRST_HUM - sound.HUMS
    assert min(busy()) == sound.FIRST_HUM + sound.HUMS
    assert sounds.speak(wav()) and sounds.speaking


def test_a_new_sentence_takes_the_place_of_the_old_one_and_hush_stops_it(sounds: Sounds) -> None:
    sounds.wake()
    sounds.speak(wav(2.0))
    first = pygame.mixer.Channel(sound.VOICE).get_sound()
    sounds.speak(wav(1.0))
    assert pygame.mixer.Channel(sound.VOICE).get_sound() is not first
    assert busy() == [sound.VOICE]
    sounds.hush()
    assert not sounds.speaking


def test_sounds_step_back_while_somebody_speaks(sounds: Sounds) -> None:
    sounds.wake()
    sounds.speak(wav(2.0))
    sounds.hum({"motor"})
    assert pygame.mixer.Channel(sound.FIRST_HUM).get_volume() == pytest.approx(sound.DUCKED, abs=0.02)


@pytest.mark.parametrize("data", [b"", b"not a sound", wav()[:30]])
def test_a_sentence_that_is_no_sound_file_is_silence(sounds: Sounds, data: bytes) -> None:
    sounds.wake()
    assert sounds.speak(data) is False


def test_once_the_window_has_taken_the_card_along_all_is_silence(sounds: Sounds) -> None:
    sounds.hum({"motor"})
    pygame.mixer.quit()
    assert not sounds.speaking
    assert not sounds.play("key") and not sounds.speak(wav())
    sounds.hush()
    sounds.hum({"arc"})
    sounds.hum(())
    assert sounds.state == ABSENT and not sounds.humming


def test_unknown_sounds_are_silence(sounds: Sounds) -> None:
    assert sounds.play("trumpet") is False


def test_the_store_works_ahead_in_the_background(monkeypatch) -> None:
    by: list[str] = []
    real = synth.pcm

    def spy(name: str):
        by.append(threading.current_thread().name)
        return real(name)

    monkeypatch.setattr(synth, "pcm", spy)
    store = Store()
    store.warm(["key", "click"])
    store.join(10)
    assert store.ready("key") and store.ready("click") and set(by) == {"sounds"}
    store.take("key")
    assert len(by) == 2, "what was made ahead is not made again"
    store.close()


def test_a_frame_with_sounds_costs_no_more_than_a_frame_has_to_spare(sounds: Sounds) -> None:
    """Against work of the same kind in the same run: playing is a small part of mixing what is played."""
    import time

    sounds.wake()
    for name in synth.RECIPES:
        sounds.store.take(name)
    costs = []
    for _ in range(4):
        for name in synth.RECIPES:
            begin = time.perf_counter()
            sounds.play(name)
            sounds.hum({"arc", "oven"})
            costs.append(time.perf_counter() - begin)
    begin = time.perf_counter()
    synth.pcm("arc")
    making = time.perf_counter() - begin
    assert sorted(costs)[len(costs) // 2] < making / 10
