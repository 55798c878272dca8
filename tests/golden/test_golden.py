"""A few screens look as they did when somebody last looked at them and found them good."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.golden.compare import NAMES, SIZE, check, difference, load, pictures, quantised, save


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, np.ndarray]:
    """Every golden screen as it is drawn now."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIN_DATA", str(tmp_path_factory.mktemp("data")))
        return dict(pictures())


@pytest.mark.parametrize("name", NAMES)
def test_the_screen_looks_as_it_did(name: str, drawn: dict[str, np.ndarray]) -> None:
    check(name, drawn[name])


def grey(level: int = 128) -> np.ndarray:
    return np.full((*SIZE, 3), level, np.uint8)


def test_noise_in_the_last_bits_passes() -> None:
    rng = np.random.default_rng(1)
    noisy = (grey().astype(int) + rng.integers(-3, 4, (*SIZE, 3))).astype(np.uint8)
    assert difference(quantised(noisy), quantised(grey())).small


@pytest.mark.parametrize("change", ["card", "tint"])
def test_a_missing_card_or_another_tint_fails_and_leaves_a_picture(tmp_path: Path, change: str) -> None:
    save(quantised(grey()), tmp_path / "screen.png")
    other = grey()
    if change == "card":
        other[100:180, 100:160] = 250
    else:
        other[:, :, 0] = 160
    with pytest.raises(AssertionError, match="side by side") as failure:
        check("screen", other, tmp_path, tmp_path / "left")
    left = tmp_path / "left" / "screen.png"
    assert str(left) in str(failure.value)
    assert load(left).shape == (3 * SIZE[0], SIZE[1], 3)


def test_the_golden_pictures_are_few_and_light() -> None:
    files = [Path(__file__).parent / f"{name}.png" for name in NAMES]
    assert len(files) <= 8 and sum(file.stat().st_size for file in files) < 300_000
