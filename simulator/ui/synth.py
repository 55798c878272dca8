"""Every sound of Brin by name, made from nothing: no recording, no licence, the same samples on every PC.

It deliberately plays nothing (sound.py does) and draws no chance of its own: the name alone seeds it.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from simulator.ui.synth_parts import (
    RATE,
    Rng,
    Wave,
    beep,
    bell,
    fading,
    glide,
    knock,
    laid,
    noise,
    rub,
    samples,
    swelling,
    times,
    tone,
)

__all__ = ["LOOPS", "PEAK_DB", "RATE", "RECIPES", "Recipe", "loudness", "pcm", "render"]

#: Highest sample of any sound [dB of full scale]: several at once do not clip, and a headset does not hurt.
PEAK_DB = -12.0
#: How loud an ordinary sound is: RMS of its loudest 60 ms [dB of full scale]. The ear adds up over about that time, so
#: that a click may peak higher than a beep.
LOUD_DB = -24.0
LOUD_S = 0.06


@dataclass(frozen=True)
class Recipe:
    """How a sound is made. level_db: loudness against LOUD_DB; loop: its end meets its beginning."""

    make: Callable[[Rng], Wave]
    level_db: float = 0.0
    loop: bool = False


# by hand: fibre, stripper, wipe, cleaver


def _strip_off(rng: Rng) -> Wave:
    """The coating lets go and slides off the glass: a rising scrape, then a small pop."""
    sweep = rub(rng, 0.20, (1500, 4200), 60, 0.7)
    pop = fading(glide(900, 320, 0.06), 0.001, 0.014)
    return laid((0.0, sweep, 0.35), (0.17, pop, 1.0))


def _strip_bite(rng: Rng) -> Wave:
    return laid((0.0, knock(rng, [(2400, 0.010, 0.7), (5200, 0.005, 0.3)], (2500, 6500), 0.25), 1.0),
                (0.02, rub(rng, 0.09, (1800, 4200), 90, 0.8), 0.12))  # fmt: skip


def _scrape(rng: Rng) -> Wave:
    """Steel on glass, kept short and low enough not to set teeth on edge."""
    return swelling(rub(rng, 0.24, (2000, 4500), 70, 0.8) + 0.4 * tone(1850, 0.24), 0.05, 0.12)


def _wipe(rng: Rng) -> Wave:
    """The squeak of a wet wipe along clean glass: paper, and a small note that rises with the hand."""
    note = swelling(glide(1150, 1480, 0.22, (1.0, 0.25)), 0.07, 0.13)
    wobble = 0.55 + 0.45 * np.sin(2 * np.pi * 31 * times(0.22))
    return laid((0.0, rub(rng, 0.28, (1600, 5200), 40, 0.5), 0.30), (0.05, note * wobble, 0.6))


def _pump(rng: Rng) -> Wave:
    """The pump of the alcohol bottle: down, a squirt, up."""
    squirt = rub(rng, 0.16, (2200, 6000), 60, 0.4)
    thud = fading(glide(210, 120, 0.10), 0.004, 0.03)
    back = knock(rng, [(620, 0.012, 0.6)], (900, 2500), 0.15)
    return laid((0.0, thud, 1.0), (0.03, squirt, 0.42), (0.24, back, 0.35))


def _snip(rng: Rng) -> Wave:
    one = knock(rng, [(3100, 0.009, 0.6), (5300, 0.006, 0.4)], (3000, 8000), 0.35)
    return laid((0.0, rub(rng, 0.05, (3000, 7000), 90), 0.12), (0.045, one, 1.0))


def _cleave(rng: Rng) -> Wave:
    """The clean click of glass that parts: very short, bright, with the ring of the cleaver's body."""
    ring = [(3650, 0.012, 0.55), (5900, 0.007, 0.40), (1240, 0.012, 0.30)]
    return knock(rng, ring, (3500, 9000), 0.32)


def _crack(rng: Rng) -> Wave:
    """The same glass gone wrong: two dull cracks."""
    one = knock(rng, [(1500, 0.010, 0.5), (2900, 0.007, 0.4)], (1500, 6000), 0.6)
    return laid((0.0, one, 0.8), (0.028, knock(rng, [(980, 0.014, 0.6)], (1200, 4500), 0.6), 1.0))


def _snap(rng: Rng) -> Wave:
    """A splice breaks under the pull: a crack and the ends that whip away."""
    whip = fading(glide(2600, 700, 0.12), 0.002, 0.03)
    return laid((0.0, knock(rng, [(2100, 0.008, 0.6), (760, 0.02, 0.5)], (1500, 7000), 0.6), 1.0), (0.004, whip, 0.25))


def _glass(hertz: float, count: int) -> Callable[[Rng], Wave]:
    """Shards that fall: small high notes, each lower and softer than the one before."""

    def make(rng: Rng) -> Wave:
        parts = []
        for index in range(count):
            pitch = hertz * (1 - 0.09 * index) * rng.uniform(0.97, 1.03)
            tick = knock(rng, [(pitch, 0.016, 0.6), (pitch * 1.52, 0.009, 0.3)], (3000, 7000), 0.10)
            parts.append((0.06 * index * (1 - 0.12 * index), tick, 0.7**index))
        return laid(*parts)

    return make


def _knock(*modes: tuple[float, float, float], band: tuple[float, float], grit: float = 0.3) -> Callable[[Rng], Wave]:
    return lambda rng: knock(rng, modes, band, grit)


def _rub(seconds: float, low: float, high: float, grain: float = 30.0, depth: float = 0.5) -> Callable[[Rng], Wave]:
    return lambda rng: rub(rng, seconds, (low, high), grain, depth)


def _lid(pitch: float, weight: float) -> Callable[[Rng], Wave]:
    """A lid closes: a breath of the hinge, then the latch. weight: share of the low thud."""

    def make(rng: Rng) -> Wave:
        latch = knock(rng, [(pitch, 0.018, 0.6), (pitch * 2.7, 0.008, 0.3)], (pitch, pitch * 4), 0.2)
        thud = fading(glide(pitch * 0.35, pitch * 0.22, 0.14), 0.003, 0.035)
        return laid((0.0, rub(rng, 0.08, (500, 1800)), 0.06), (0.06, latch, 1.0), (0.065, thud, weight))

    return make


def _two_clicks(first: float, second: float, apart_s: float) -> Callable[[Rng], Wave]:
    """Spring and latch of a plug or a clip: a soft click, then the firm one."""

    def make(rng: Rng) -> Wave:
        soft = knock(rng, [(first, 0.008, 0.5)], (first, first * 3), 0.2)
        firm = knock(rng, [(second, 0.014, 0.6), (second * 1.9, 0.007, 0.35)], (second, second * 3), 0.3)
        return laid((0.0, soft, 0.45), (apart_s, firm, 1.0))

    return make


def _ratchet(rng: Rng) -> Wave:
    """The dry cleaner is pushed: its wheel turns tooth by tooth, then snaps home."""
    teeth = [(0.024 * i, knock(rng, [(2300 + 60 * i, 0.005, 0.5)], (2200, 6000), 0.25), 0.4) for i in range(7)]
    return laid(*teeth, (0.21, knock(rng, [(1300, 0.014, 0.6), (3300, 0.007, 0.3)], (1500, 5000), 0.3), 1.0))


# machines


def _motor(rng: Rng) -> Wave:
    """A small stepper at work: whole numbers of turns in the loop, so that it has no seam."""
    seconds = 1.0
    hum = tone(168, seconds, (0.5, 0.8, 0.35, 0.3, 0.12)) + 0.22 * tone(1010, seconds)
    shake = 1 + 0.16 * np.sin(2 * np.pi * 21 * times(seconds))
    return hum * shake + 0.16 * noise(rng, seconds, 600, 2600)


def _arc(rng: Rng) -> Wave:
    """The arc: a dense crackle, a hundred bursts a second, on top of the buzz of its supply."""
    seconds = 1.0
    buzz = tone(200, seconds, (0.5, 0.45, 0.4, 0.3, 0.25, 0.2, 0.14, 0.1)) * 0.5
    spark = noise(rng, seconds, 2300, 5600)
    gate = np.abs(np.sin(2 * np.pi * 50 * times(seconds))) ** 5
    return buzz + 0.36 * spark * (0.25 + gate)


def _arc_short(rng: Rng) -> Wave:
    whole = _arc(rng)[: samples(0.24)]
    return swelling(whole, 0.02, 0.10)


def _oven(rng: Rng) -> Wave:
    """A hot plate and its little fan: a hum one forgets."""
    return tone(100, 2.0, (0.8, 0.5, 0.12)) + 0.6 * noise(rng, 2.0, 220, 1100)


def _laser_on(_: Rng) -> Wave:
    return swelling(glide(620, 990, 0.16, (1.0, 0.15)), 0.02, 0.09)


def _laser_off(_: Rng) -> Wave:
    return swelling(glide(940, 560, 0.16, (1.0, 0.15)), 0.02, 0.09)


def _focus(rng: Rng) -> Wave:
    """The focus ring of a microscope: three soft detents."""
    return laid(*[(0.05 * i, knock(rng, [(1700, 0.006, 0.5)], (1500, 4000), 0.25), 0.6 + 0.2 * i) for i in range(3)])


def _otdr_start(rng: Rng) -> Wave:
    return laid((0.0, beep(1180, 0.07), 1.0), (0.10, swelling(glide(500, 900, 0.22), 0.05, 0.12), 0.35),
                (0.10, rub(rng, 0.2, (900, 2500)), 0.03))  # fmt: skip


# notes: what an instrument or the program says


def _notes(*notes: tuple[float, float], tau: float = 0.10) -> Callable[[Rng], Wave]:
    """Soft notes one after the other: (start [s], pitch [Hz])."""
    return lambda _: laid(*[(at, bell(hertz, 0.32, tau), 1.0) for at, hertz in notes])


def _beeps(*notes: tuple[float, float, float]) -> Callable[[Rng], Wave]:
    """Beeps of an instrument: (start [s], pitch [Hz], length [s])."""
    return lambda _: laid(*[(at, beep(hertz, long), 1.0) for at, hertz, long in notes])


_CLICK = _knock((1900, 0.010, 0.6), (4100, 0.006, 0.3), band=(1800, 5500))

RECIPES: dict[str, Recipe] = {
    # preparing a fibre
    "fibre": Recipe(_rub(0.12, 900, 2600), -4),
    "tool": Recipe(_knock((820, 0.018, 0.6), (2100, 0.009, 0.3), band=(800, 3000)), -3),
    "wipe_out": Recipe(_rub(0.18, 1200, 4200, 60, 0.7), -3),
    "fold": Recipe(_rub(0.14, 1000, 3400, 50, 0.7), -4),
    "pump": Recipe(_pump, -1),
    "snip": Recipe(_snip, -1),
    "blocked": Recipe(lambda _: laid((0.0, bell(311, 0.2, 0.06), 1.0)), 0),
    "strip_bite": Recipe(_strip_bite, -2),
    "strip_off": Recipe(_strip_off, -1),
    "scrape": Recipe(_scrape, -3),
    "wipe": Recipe(_wipe, -3),
    "sleeve_pick": Recipe(_knock((1400, 0.012, 0.5), (3000, 0.007, 0.3), band=(1500, 4500)), -3),
    "sleeve_on": Recipe(_rub(0.20, 1300, 3600, 25, 0.4), -3),
    "sleeve_off": Recipe(_rub(0.16, 1500, 4000, 25, 0.4), -3),
    "cleaver_lid": Recipe(_lid(1150, 0.6), -1),
    "cleaver_flap": Recipe(_lid(1700, 0.3), -2),
    "seat": Recipe(_knock((1250, 0.014, 0.6), (2700, 0.008, 0.3), band=(1200, 3800)), -3),
    "cleave": Recipe(_cleave),
    "crack": Recipe(_crack),
    "shard_table": Recipe(_glass(4200, 4), -2),
    "shard_pick": Recipe(_glass(4800, 1), -4),
    "shard_bin": Recipe(_glass(3300, 3), -2),
    "scratch": Recipe(_rub(0.16, 1900, 4600, 80, 0.8), -2),
    "touch": Recipe(_knock((640, 0.010, 0.5), (1250, 0.006, 0.2), band=(600, 2200), grit=0.2), -6),
    "page": Recipe(_rub(0.22, 900, 3800, 35, 0.7), -5),
    # machine, oven
    "key": Recipe(_knock((1500, 0.007, 0.5), (3300, 0.004, 0.3), band=(1500, 4200), grit=0.25), -4),
    "click": Recipe(_CLICK, -3),
    "clamp": Recipe(_two_clicks(1300, 1750, 0.035), -2),
    "cover": Recipe(_lid(760, 0.9), -1),
    "lid": Recipe(_lid(900, 0.8), -1),
    "motor": Recipe(_motor, -8, True),
    "arc": Recipe(_arc, -5, True),
    "arc_short": Recipe(_arc_short, -4),
    "oven": Recipe(_oven, -12, True),
    "brush": Recipe(_rub(0.30, 2200, 6000, 16, 0.9), -3),
    "snap": Recipe(_snap),
    "beep": Recipe(_beeps((0, 1320, 0.09)), -4),
    "beep_good": Recipe(_beeps((0, 1175, 0.08), (0.11, 1568, 0.12)), -3),
    "beep_bad": Recipe(_beeps((0, 440, 0.12), (0.17, 370, 0.20)), -1),
    "alarm": Recipe(_beeps((0, 880, 0.14), (0.2, 660, 0.14), (0.4, 880, 0.14), (0.6, 660, 0.18)), 1),
    # connectors and measurement
    "connector_click": Recipe(_two_clicks(1900, 2300, 0.045), -1),
    "connector_out": Recipe(_two_clicks(2300, 1500, 0.03), -2),
    "plug": Recipe(lambda rng: laid((0.0, rub(rng, 0.12, (900, 2800), 40), 0.12),
                                    (0.10, knock(rng, [(1150, 0.012, 0.6)], (1000, 3000), 0.2), 1.0)), -4),
    "unplug": Recipe(lambda rng: laid((0.0, knock(rng, [(950, 0.010, 0.6)], (900, 2600), 0.2), 1.0),
                                      (0.02, rub(rng, 0.12, (900, 2800), 40), 0.12)), -4),
    "cap": Recipe(_knock((700, 0.012, 0.6), (1600, 0.007, 0.3), band=(700, 2400)), -3),
    "focus": Recipe(_focus, -4),
    "dry_cleaner": Recipe(_ratchet, -1),
    "dry_clean": Recipe(_ratchet, -2),
    "wet_wipe": Recipe(_rub(0.32, 700, 2600, 18, 0.6), -3),
    "laser_on": Recipe(_laser_on, -5),
    "laser_off": Recipe(_laser_off, -5),
    "meter_beep": Recipe(_beeps((0, 2093, 0.06)), -6),
    "otdr_start": Recipe(_otdr_start, -4),
    "otdr_done": Recipe(_notes((0.0, 784), (0.10, 988), (0.20, 1175)), -3),
    "tray_click": Recipe(_two_clicks(900, 1250, 0.03), -2),
    # the program itself
    "press": Recipe(_knock((1050, 0.009, 0.6), (2100, 0.005, 0.2), band=(900, 2600), grit=0.15), -5),
    "toast_info": Recipe(_notes((0.0, 784), tau=0.07), -5),
    "toast_good": Recipe(_notes((0.0, 784), (0.09, 1047)), -4),
    "toast_watch": Recipe(_notes((0.0, 659), (0.12, 659), tau=0.07), -4),
    "toast_bad": Recipe(_notes((0.0, 392), (0.13, 330), tau=0.12), 0),
    "success": Recipe(_notes((0.0, 587), (0.10, 784), (0.20, 988), (0.30, 1175), tau=0.16), -2),
}

#: Sounds that go on until what makes them stops.
LOOPS = frozenset(name for name, recipe in RECIPES.items() if recipe.loop)


def render(name: str) -> NDArray[np.float64]:
    """The sound as samples -1..1, mono at RATE [1/s]; the same ones at every call. Raises KeyError for no such name."""
    recipe = RECIPES[name]
    wave = recipe.make(np.random.default_rng(zlib.crc32(name.encode())))
    wave = wave - wave.mean()
    if not recipe.loop:
        # The soft ends come last: whatever the recipe did, a loudspeaker never gets a step.
        wave = swelling(wave, 0.0008, 0.010)
    loud = 10 ** ((LOUD_DB + recipe.level_db) / 20) / loudness(wave)
    return wave * min(loud, 10 ** (PEAK_DB / 20) / float(np.max(np.abs(wave))))


def loudness(wave: NDArray[np.float64]) -> float:
    """RMS of the loudest LOUD_S of a sound; a shorter one counts as if silence followed."""
    width = samples(LOUD_S)
    power = np.cumsum(np.concatenate([[0.0], wave**2, np.zeros(max(0, width - wave.size))]))
    return float(np.sqrt(max(1e-18, np.max(power[width:] - power[:-width]) / width)))


def pcm(name: str) -> NDArray[np.int16]:
    """The same as 16-bit samples, as a sound card takes them."""
    return np.round(render(name) * 32767).astype(np.int16)
