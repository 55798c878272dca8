"""The verb ``trace``: a link file in, a .sor file out that holds what the link says; refusals in one sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from simulator.cli import main
from simulator.formats import link_yaml, sor
from simulator.optics import events

EXAMPLES = Path(__file__).parent.parent / "examples"


@pytest.fixture(autouse=True)
def own_data_folder(tmp_path, monkeypatch):
    monkeypatch.setenv("BRIN_DATA", str(tmp_path / "data"))


def trace(out: Path, name: str, *arguments: str) -> int:
    return main(["--lang", "en", "trace", str(EXAMPLES / name), *arguments, "-o", str(out)])


def test_ftth_shows_what_its_file_says(tmp_path, capsys) -> None:
    out = tmp_path / "a.sor"
    assert trace(out, "ftth.yaml", "--wavelength", "1550", "--pulse", "30") == 0
    assert capsys.readouterr().out.strip() == str(out)
    found = events.analyse(sor.trace_of(sor.read(out)))
    link = link_yaml.read(EXAMPLES / "ftth.yaml")
    spots = [place.start for place in link.places if place.start and place.stop == place.start]
    for spot in [*spots, link.length]:
        assert min(abs(event.position_m - spot) for event in found) < 5.0, spot
    near = {round(spot): min(found, key=lambda event: abs(event.position_m - spot)) for spot in spots}
    assert near[500].reflectance_db == pytest.approx(-52.0, abs=1.0)
    assert near[500].loss_db == pytest.approx(0.25, abs=0.03)
    assert near[2220].loss_db == pytest.approx(0.185, abs=0.03)  # half the class limit of a turn at 8 mm
    assert found[-1].kind in ("end", "ghost")


def test_the_same_command_gives_the_same_samples_and_another_seed_others(tmp_path) -> None:
    arguments = ("--wavelength", "1310", "--pulse", "100", "--range", "10000", "--averaging", "5")
    seeds = {"a": (), "b": (), "c": ("--seed", "7")}
    for name, seed in seeds.items():
        assert trace(tmp_path / f"{name}.sor", "ghost.yaml", *arguments, *seed) == 0
    a, b, c = (sor.read(tmp_path / f"{name}.sor").samples for name in seeds)
    np.testing.assert_array_equal(a, b)
    assert not np.array_equal(a, c)


def test_settings_reach_the_file(tmp_path) -> None:
    out = tmp_path / "a.sor"
    arguments = ("--wavelength", "1625", "--pulse", "500", "--range", "20000", "--averaging", "60", "--index", "1.475")
    assert trace(out, "pon-ont.yaml", *arguments) == 0
    found = sor.trace_of(sor.read(out))
    assert found.wavelength == pytest.approx(1625e-9) and found.pulse == pytest.approx(500e-9)
    assert found.group_index == pytest.approx(1.475) and found.averaging == pytest.approx(60.0)
    assert found.spacing_m * len(found) == pytest.approx(20_000.0, rel=1e-3)


def test_pon_from_a_home_falls_by_the_whole_splitter(tmp_path) -> None:
    out = tmp_path / "a.sor"
    assert trace(out, "pon-ont.yaml", "--wavelength", "1650", "--pulse", "300", "--averaging", "180") == 0
    found = events.analyse(sor.trace_of(sor.read(out)))
    splitter = min(found, key=lambda event: abs(event.position_m - 1050.0))
    assert splitter.position_m == pytest.approx(1050.0, abs=25.0)
    assert splitter.loss_db == pytest.approx(10.3, abs=0.3)


def test_two_bad_connectors_make_ghosts_behind_the_end(tmp_path) -> None:
    out = tmp_path / "a.sor"
    assert (
        trace(out, "ghost.yaml", "--wavelength", "1310", "--pulse", "100", "--range", "10000", "--averaging", "60") == 0
    )
    seen = sor.trace_of(sor.read(out))
    level = seen.samples_db
    ghost = seen.index(2.0 * 2450.0 - 1000.0)  # out to the second, back to the first, out to the second
    floor = np.median(level[seen.index(8000.0) :][level[seen.index(8000.0) :] > level.min() + 1.0])
    assert level[ghost : ghost + seen.index(30.0)].max() > floor + 5.0


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--wavelength", "1500", "--pulse", "30"), ("1500 nm", "1310, 1490, 1550, 1625, 1650")),
        (("--wavelength", "1550", "--pulse", "31"), ("31 ns", "5, 10, 20, 30")),
        (("--wavelength", "1550", "--pulse", "nan"), ("nan ns",)),
        (("--wavelength", "1550", "--pulse", "30", "--range", "3000"), ("3000 m", "2500, 5000")),
        (("--wavelength", "1550", "--pulse", "30", "--averaging", "0"), ("0 s", "from 0.1 to 600")),
        (("--wavelength", "1550", "--pulse", "30", "--index", "3"), ("has no 3.", "from 1.3 to 1.7")),
        (("--wavelength", "1550", "--pulse", "5", "--range", "260000"), ("5 ns", "10, 20")),
        (("--wavelength", "1550", "--pulse", "30", "--seed", "-1"), ("--seed",)),
    ],
)
def test_a_key_that_the_instrument_lacks_is_misuse(tmp_path, capsys, arguments, words) -> None:
    assert trace(tmp_path / "a.sor", "ftth.yaml", *arguments) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and all(word in said for word in words)
    assert not (tmp_path / "a.sor").exists()


def test_a_wrong_link_file_is_told_with_its_line(tmp_path, capsys) -> None:
    wrong = tmp_path / "wrong.yaml"
    wrong.write_text("name: n\nlink:\n  - fibre: {length_km: 2}\n", "utf-8")
    assert main(["trace", str(wrong), "--wavelength", "1550", "--pulse", "30", "-o", str(tmp_path / "a.sor")]) == 1
    assert "wrong.yaml:3:13" in capsys.readouterr().err
    assert main(["trace", str(tmp_path / "no.yaml"), "--wavelength", "1550", "--pulse", "30", "-o", "a.sor"]) == 1
    assert "no.yaml" in capsys.readouterr().err
