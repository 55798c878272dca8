"""What a technician expects of the instrument: attenuation of the fibre, how long it averaged, noise, foreign files."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pygame
import pytest

from simulator.formats import sor
from simulator.optics.trace import Trace
from simulator.plant import Chance, SiteSpec, workplace
from simulator.scenes.otdr import logic
from simulator.scenes.otdr.logic import Params
from simulator.scenes.otdr.view_frame import Curves
from simulator.scenes.otdr.view_keys import next_method
from simulator.scenes.otdr.view_plot import _in_its_room
from simulator.ui.canvas import Kit
from simulator.ui.trace_layout import Words
from simulator.ui.trace_paint import steady
from tests.scenes.otdr_player import Player
from tests.scenes.test_otdr import PLAIN, Bench
from tests.scenes.viewer import beginning

begin = beginning(Player)
Begin = Callable[..., Player]


@pytest.mark.parametrize("nm", [1310, 1550])
def test_between_the_cursors_the_attenuation_of_the_fibre_is_read(nm: int) -> None:
    bench = Bench(start_wavelength=str(nm))
    bench.measure()
    bench.do("cursor.B", 1280.0)
    bench.do("cursor.A", 520.0)
    assert bench.scene.reading(nm).per_km is None
    bench.do("method", "slope")
    glass = bench.scene.work.link().parts[2]
    assert bench.scene.reading(nm).per_km == pytest.approx(float(glass.per_km(nm * 1e-9)), abs=0.02)
    bench.do("cursor.B", 4700.0)
    bench.do("cursor.A", 4000.0)
    assert bench.scene.reading(nm).per_km is None  # mere noise


def test_a_row_measured_while_the_attenuation_is_shown_has_the_loss_of_two_lines() -> None:
    losses = []
    for method in ("lsa", "slope"):
        bench = Bench()
        bench.measure()
        bench.do("method", method)
        bench.put(1299.0)
        bench.do("row.add")
        losses.append(bench.scene.state.rows[0].losses)
    assert losses[0] == losses[1]


def test_the_key_goes_round_the_three_read_outs() -> None:
    seen = ["lsa"]
    for _ in range(3):
        seen.append(next_method(seen[-1]))
    assert seen == ["lsa", "two_point", "slope", "lsa"]
    assert next_method("lsa", -1) == "slope"


def test_a_run_that_is_stopped_says_how_long_it_averaged() -> None:
    bench = Bench(start_averaging_s=30.0)
    bench.measure(7)
    assert bench.scene.otdr.averaged_s == pytest.approx((7.0, 30.0), abs=0.1)
    bench.do("laser", False)
    assert bench.scene.otdr.averaged_s == (7.0, 30.0)
    bench.do("averaging", 60.0)
    assert bench.scene.otdr.averaged_s == (7.0, 30.0)


def test_the_window_shows_noise_however_little_of_it_lies_behind_the_line() -> None:
    drawn = np.random.default_rng(3).normal(0.0, 1e-4, 10_000)
    power = np.concatenate((10.0 ** (-np.linspace(17.0, 25.0, 90_000) / 5.0), np.zeros(10_000)))
    power[90_000:] += drawn
    for deepest in (-65.0, -60.0):  # each maker has its own
        levels = 5.0 * np.log10(np.maximum(power, 10.0 ** (deepest / 5.0)))
        trace = Trace(levels.astype(np.float32), 0.25, 1550e-9, 100e-9, 1.4682, -81.9)
        low, high = Curves().height([trace])
        assert low < 5.0 * np.log10(1e-4) < high


def test_the_port_of_a_foreign_file_is_no_event_where_samples_from_before_the_pulse_are_kept() -> None:
    bench = Bench()
    bench.measure()
    trace = bench.scene.otdr.trace(1310)
    before = np.full(4000, trace.samples_db.min(), np.float32)
    levels = np.concatenate((before, trace.samples_db))
    trace = replace(trace, samples_db=levels, start_m=-4000 * trace.spacing_m)
    events = tuple(
        sor.key_event(i, at, trace.group_index, reflectance_db=-40.0, end=end)
        for i, (at, end) in enumerate(((0.0, False), (500.0, False), (2500.0, True)), 1)
    )
    plant = workplace.build(SiteSpec(line=PLAIN), Chance(1))
    plant.files["a.sor"] = sor.to_bytes(sor.from_trace(trace, events, sor.General(), time=0))
    assert [event.kind for event in logic.create(Params(trace="a.sor"), plant).work.events()] == ["connector", "end"]


def test_the_report_says_a_dash_where_a_file_is_silent_about_its_averaging(begin: Begin) -> None:
    player = begin("vraie-trace")
    assert player.view.pages._averaged(player.scene.work.keys).startswith("30")
    player.scene.otdr.run.seconds = dict.fromkeys(player.scene.otdr.run.seconds, 0.0)
    assert player.view.pages._averaged(player.scene.work.keys) == "—"
    player.draw()


@pytest.mark.parametrize("scale", [1.0, 2.0])
@pytest.mark.parametrize("figure", ["5", "48,0", "47,75", "47,775"])
def test_no_figure_of_the_level_axis_loses_its_first_sign(begin: Begin, figure: str, scale: float) -> None:
    begin("vraie-trace")
    canvas = Kit((1280, 720), text_scale=scale).canvas(pygame.Surface((1280, 720), 0, 32))
    (words,) = steady([Words(128.0, 300.0, figure, align="right")], canvas)
    words = _in_its_room(words)
    block = canvas.texts.layout(words.text, words.size, words.weight, words.room, None, True)
    assert words.x - block.width >= 84.0  # where the screen begins
