"""The twelve colours of a tube as colour-blind eyes see them: which pairs run together, and what tells those apart.

Simulation: Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency",
IEEE TVCG 15 (2009), severity 1.0, on linear light. Difference: CIEDE2000, checked against a pair of the data of Sharma,
Wu and Dalal, Color Res. Appl. 30 (2005).
"""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from simulator.screens.settings_file import Settings
from simulator.ui.fibre_marks import LETTERS, ORDER, code, mark_ink, number_of
from simulator.ui.theme import FIBRES, LIGHT

EYES = {
    "protan": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deutan": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritan": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
#: Below this two large patches side by side are easily taken for one another, and two thin fibres far more so.
ALIKE = 12.0
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)
WHITE = np.array([0.95047, 1.0, 1.08883])


def seen(colour: tuple[int, ...], eye: str) -> np.ndarray:
    """Linear light [0-1] of an sRGB colour as an eye with a deficiency sees it."""
    share = np.array(colour[:3]) / 255
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    return np.clip(np.array(EYES[eye]) @ linear, 0.0, 1.0)


def lab(linear: np.ndarray) -> np.ndarray:
    """CIELAB under D65 of linear light."""
    share = TO_XYZ @ linear / WHITE
    f = np.where(share > 216 / 24389, np.cbrt(share), (24389 / 27 * share + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: np.ndarray, two: np.ndarray) -> float:
    """CIEDE2000 of two colours in CIELAB."""
    (l1, a1, b1), (l2, a2, b2) = one, two
    chroma = (np.hypot(a1, b1) + np.hypot(a2, b2)) / 2
    stretch = 1 + 0.5 * (1 - np.sqrt(chroma**7 / (chroma**7 + 25.0**7)))
    c1, c2 = np.hypot(a1 * stretch, b1), np.hypot(a2 * stretch, b2)
    h1, h2 = (np.degrees(np.arctan2(b, a * stretch)) % 360 for a, b in ((a1, b1), (a2, b2)))
    turn = (h2 - h1 + 180) % 360 - 180 if c1 * c2 else 0.0
    dl, dc, dh = l2 - l1, c2 - c1, 2 * np.sqrt(c1 * c2) * np.sin(np.radians(turn) / 2)
    lm, cm = (l1 + l2) / 2, (c1 + c2) / 2
    hm = np.radians((h1 + turn / 2) % 360 if c1 * c2 else h1 + h2)
    t = 1 - 0.17 * np.cos(hm - np.radians(30)) + 0.24 * np.cos(2 * hm)
    t += 0.32 * np.cos(3 * hm + np.radians(6)) - 0.20 * np.cos(4 * hm - np.radians(63))
    sl = 1 + 0.015 * (lm - 50) ** 2 / np.sqrt(20 + (lm - 50) ** 2)
    sc, sh = 1 + 0.045 * cm, 1 + 0.015 * cm * t
    bow = np.radians(60 * np.exp(-(((np.degrees(hm) - 275) / 25) ** 2)))
    rt = -2 * np.sqrt(cm**7 / (cm**7 + 25.0**7)) * np.sin(bow)
    return float(np.sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + rt * (dc / sc) * (dh / sh)))


def luminance(linear: np.ndarray) -> float:
    return float(TO_XYZ[1] @ linear)


def alike(eye: str) -> set[frozenset[str]]:
    """Pairs of a tube that an eye takes for one another."""
    looks = {name: lab(seen(FIBRES[name].base, eye)) for name in ORDER}
    return {frozenset(pair) for pair in combinations(ORDER, 2) if difference(looks[pair[0]], looks[pair[1]]) < ALIKE}


def test_the_difference_is_that_of_the_published_data() -> None:
    published = difference(np.array([50.0, 2.6772, -79.7751]), np.array([50.0, 0.0, -82.7485]))
    assert published == pytest.approx(2.0425, abs=1e-4)


@pytest.mark.parametrize(
    ("eye", "pairs"),
    [
        ("protan", ["rouge marron", "vert orange", "bleu violet", "gris turquoise", "turquoise rose"]),
        ("deutan", ["gris rose", "bleu violet", "rouge vert", "jaune orange"]),
        ("tritan", ["orange rose", "vert turquoise"]),
    ],
)
def test_colour_alone_does_not_tell_twelve_fibres(eye: str, pairs: list[str]) -> None:
    """The trade fixes the colours: what runs together is a fact, and the reason for what follows."""
    assert alike(eye) == {frozenset(pair.split()) for pair in pairs}


@pytest.mark.parametrize("eye", EYES)
def test_what_runs_together_bears_another_number_and_other_letters(eye: str) -> None:
    for pair in alike(eye):
        one, two = pair
        assert code(number_of(one)) != code(number_of(two))
        for letters in LETTERS.values():
            assert letters[ORDER.index(one)] != letters[ORDER.index(two)]


@pytest.mark.parametrize("eye", EYES)
def test_marks_stand_out_for_every_eye(eye: str) -> None:
    """Contrast ratio of WCAG 2 for graphical objects: 3."""
    weak = {}
    for name in ORDER:
        levels = sorted(luminance(seen(c, eye)) for c in (FIBRES[name].base, mark_ink(LIGHT, name)))
        ratio = (levels[1] + 0.05) / (levels[0] + 0.05)
        if ratio < 3.0:
            weak[name] = round(ratio, 1)
    assert weak == {}


def test_marks_are_there_before_anybody_asks() -> None:
    """Who does not know that two fibres look alike to him asks for nothing: the first start shows the marks."""
    assert Settings().fibre_names
