"""Every sound can be heard, does not hurt and is the same everywhere: levels, ends, length, pitch, seams, names.

It judges no taste: whether a sound is pleasant is for ears.
"""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import numpy as np
import pytest

from simulator.ui import synth
from simulator.ui.synth_parts import RATE, noise, swelling, tone
from simulator.wording_common import SOUNDS

SCENES = Path(__file__).parents[2] / "simulator" / "scenes"
NAMES = sorted(synth.RECIPES)
#: Sounds of the program itself are seen where they arise (a button, a toast, the ring of light): they need no word.
SEEN = {"press", "toast_info", "toast_good", "toast_watch", "toast_bad"}


@pytest.fixture(scope="module")
def waves() -> dict[str, np.ndarray]:
    return {name: synth.render(name) for name in NAMES}


def centroid(wave: np.ndarray) -> float:
    """Middle of the power spectrum [Hz]."""
    power = np.abs(np.fft.rfft(wave)) ** 2
    return float(np.sum(power * np.fft.rfftfreq(wave.size, 1 / RATE)) / np.sum(power))


def named_in_scenes() -> set[str]:
    """Every sound that the source of a scene names: Sound("x"), notes.sound("x" if a else "y"), a table SOUNDS."""
    found: set[str] = set()
    for path in SCENES.rglob("*.py"):
        text = path.read_text("utf-8")
        for call in re.findall(r"\b(?:Sound|\.sound)\(([^()]*(?:\([^()]*\))?[^()]*)\)", text) + re.findall(
            r"\.sound\(([^()]*)\)", text
        ):
            found.update(re.findall(r"(?<![=!]= )\"([a-z_]+)\"", call))
        for table in re.findall(r"^SOUNDS\b[^=]*= \{(.*?)\}", text, re.S | re.M):
            found.update(re.findall(r": \"(\w+)\"", table))
    return found


def test_the_scenes_name_only_sounds_that_are_made_and_that_have_a_word() -> None:
    used = named_in_scenes()
    assert {"arc", "cleave", "cleaver_lid", "strip_bite", "click", "crack"} <= used, "the search itself must find them"
    assert used <= set(NAMES), f"no recipe: {used - set(NAMES)}"
    assert used <= set(SOUNDS), f"no word for the caption: {used - set(SOUNDS)}"


def test_every_sound_has_its_word_or_is_seen_where_it_arises() -> None:
    assert set(NAMES) - SEEN <= set(SOUNDS)


@pytest.mark.parametrize("name", NAMES)
def test_a_sound_is_clean(name: str, waves) -> None:
    wave, recipe = waves[name], synth.RECIPES[name]
    peak = np.max(np.abs(wave))
    assert np.all(np.isfinite(wave))
    assert 10 ** (-42 / 20) < peak <= 10 ** (synth.PEAK_DB / 20) * 1.0001
    assert abs(wave.mean()) < 0.02 * peak, "a constant part would knock at both ends"
    assert 0.03 <= wave.size / RATE <= (2.0 if recipe.loop else 0.8)
    assert 90 < centroid(wave) < 6500
    if recipe.loop:
        assert abs(wave[0] - wave[-1]) <= 1.05 * np.max(np.abs(np.diff(wave))), "the seam is a step like any other"
    else:
        assert abs(wave[0]) < 0.01 * peak and abs(wave[-1]) < 0.01 * peak


def test_no_sound_drowns_the_others_and_none_is_lost(waves) -> None:
    loud = {n: 20 * np.log10(synth.loudness(w)) for n, w in waves.items() if not synth.RECIPES[n].loop}
    assert max(loud.values()) - min(loud.values()) < 10
    assert max(loud, key=loud.get) == "alarm"
    hums = [20 * np.log10(synth.loudness(waves[n])) for n in synth.LOOPS]
    assert max(hums) < np.median(list(loud.values())), "what goes on for long stays behind what happens once"


def test_a_sound_is_the_same_every_time_and_unlike_its_neighbours() -> None:
    assert all(np.array_equal(synth.pcm(name), synth.pcm(name)) for name in NAMES)
    assert len({zlib.crc32(synth.pcm(name).tobytes()) for name in NAMES}) == len(NAMES)
    assert synth.pcm("cleave").dtype == np.int16


def test_all_of_them_fit_into_a_small_memory() -> None:
    assert sum(synth.pcm(name).nbytes for name in NAMES) < 3e6


def test_good_news_rise_and_bad_news_fall(waves) -> None:
    def halves(name: str) -> tuple[float, float]:
        wave = waves[name]
        return centroid(wave[: wave.size // 2]), centroid(wave[wave.size // 2 :])

    for name in ("beep_good", "toast_good", "otdr_done", "laser_on"):
        first, last = halves(name)
        assert last > 1.05 * first, name
    for name in ("beep_bad", "toast_bad", "laser_off"):
        first, last = halves(name)
        assert last < 0.97 * first, name
    assert centroid(waves["beep_bad"]) < 0.5 * centroid(waves["beep_good"])


def test_an_unknown_name_is_refused() -> None:
    with pytest.raises(KeyError):
        synth.render("trumpet")


def test_noise_stays_in_its_band_and_can_be_looped() -> None:
    wave = noise(np.random.default_rng(1), 0.5, 1000, 2000)
    power = np.abs(np.fft.rfft(wave)) ** 2
    grid = np.fft.rfftfreq(wave.size, 1 / RATE)
    inside = power[(grid > 700) & (grid < 2900)].sum() / power.sum()
    assert inside > 0.98
    assert np.sqrt(np.mean(wave**2)) == pytest.approx(1.0)
    assert abs(wave[0] - wave[-1]) < 4 * np.std(np.diff(wave))


def test_a_tone_has_its_pitch() -> None:
    wave = tone(440, 1.0)
    assert np.argmax(np.abs(np.fft.rfft(wave))) == 440
    soft = swelling(wave, 0.01, 0.01)
    assert soft[0] == 0 and abs(soft[-1]) < 0.01 and np.max(np.abs(soft)) > 0.99
