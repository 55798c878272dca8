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


def _as_ears_hear(wave: np.ndarray) -> np.ndarray:
    """The wave with the A curve on it: ears, and the speaker of a laptop, take little of what is deep. IEC 61672-1."""
    f2 = np.maximum(np.fft.rfftfreq(wave.size, 1 / RATE), 1e-3) ** 2
    curve = 12194**2 * f2**2 / ((f2 + 20.6**2) * np.sqrt((f2 + 107.7**2) * (f2 + 737.9**2)) * (f2 + 12194**2))
    return np.fft.irfft(np.fft.rfft(wave) * curve * 10 ** (2 / 20), wave.size)


def test_ears_find_no_sound_much_louder_or_softer_than_the_others(waves) -> None:
    loud = {n: 20 * np.log10(synth.loudness(_as_ears_hear(w))) for n, w in waves.items() if n not in synth.LOOPS}
    middle = float(np.median(list(loud.values())))
    assert {n: round(level - middle, 1) for n, level in loud.items() if abs(level - middle) > 5} == {}
    hums = {n: 20 * np.log10(synth.loudness(_as_ears_hear(waves[n]))) for n in synth.LOOPS}
    assert all(middle - 15 < level < middle for level in hums.values()), hums


def _lasts(wave: np.ndarray) -> float:
    """How long a sound stays within 20 dB of its loudest 2 ms [s]."""
    power = np.convolve(wave**2, np.ones(88) / 88, "same")
    loud = np.flatnonzero(power > power.max() / 100)
    return float(loud[-1] - loud[0]) / RATE


def test_a_cleave_is_one_short_click_over_a_wide_band(waves) -> None:
    power = np.abs(np.fft.rfft(waves["cleave"])) ** 2
    grid, share = np.fft.rfftfreq(waves["cleave"].size, 1 / RATE), np.cumsum(power) / power.sum()
    low, high = (grid[np.searchsorted(share, at)] for at in (0.05, 0.95))
    assert _lasts(waves["cleave"]) < 0.03 and high - low > 4000
    assert _lasts(waves["crack"]) > 1.5 * _lasts(waves["cleave"]), "a bad cleave is heard to be another one"


def test_an_arc_buzzes_at_multiples_of_a_hundred_hertz_and_crackles_above(waves) -> None:
    power = np.abs(np.fft.rfft(waves["arc"])) ** 2
    grid = np.fft.rfftfreq(waves["arc"].size, 1 / RATE)
    low = (grid > 90) & (grid < 1700)
    assert power[low & (grid % 100 == 0)].sum() > 0.9 * power[low].sum()
    assert 0.1 < power[grid > 2000].sum() / power.sum() < 0.6


def test_the_seam_of_a_loop_cannot_be_heard(waves) -> None:
    for name in synth.LOOPS:
        twice = np.diff(np.tile(waves[name], 2), 2)
        seam = twice[waves[name].size - 3 : waves[name].size + 2]
        assert np.max(np.abs(seam)) <= np.quantile(np.abs(twice), 0.9999), name


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
