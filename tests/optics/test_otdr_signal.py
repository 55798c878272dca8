"""The signal of the OTDR without noise, against a brute-force pulse and receiver on a fine grid, and closed forms."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulator.optics import otdr
from simulator.optics._otdr_receiver import Receiver, backscatter
from simulator.optics._otdr_response import respond
from simulator.optics._otdr_signal import Grid, signal
from simulator.optics.fibre import CATALOGUE, with_mode_field
from simulator.optics.link import Bend, End, KnownJoint, Link, Section, Splice, Split
from simulator.optics.otdr import Settings
from simulator.optics.splitter import Splitter
from simulator.optics.units import SPEED_OF_LIGHT

G652 = CATALOGUE["G.652.D"]
QUIET_PORT = Receiver(port_db=-np.inf)
SETTINGS = Settings(1550e-9, 500e-9, 20_000.0, group_index=1.4682)


def level(link: Link, settings: Settings = SETTINGS, receiver: Receiver = QUIET_PORT) -> np.ndarray:
    """Noise-free level over the backscatter of a G.652.D fibre at zero [dB on the screen]."""
    power = otdr.clean_power(link, settings, receiver).astype(float)
    power *= receiver.ceiling(settings.pulse, settings.wavelength) / backscatter(settings.pulse, settings.wavelength)
    with np.errstate(divide="ignore", invalid="ignore"):
        return 5.0 * np.log10(np.maximum(power, 1e-30))


def at(levels: np.ndarray, distance: float, settings: Settings = SETTINGS) -> float:
    return float(levels[round(distance / settings.spacing_m)])


def known(loss: float, reflects: float = -np.inf) -> KnownJoint:
    return KnownJoint((("known", loss),), reflects)


def brute_force(sections, points, grid: Grid, slow: float, fast: float, fine: int) -> np.ndarray:
    """Flash response on a grid ``fine`` times denser, running pulse sum, then both poles sample by sample."""
    step = grid.spacing / fine
    count = grid.count * fine
    z = (np.arange(count) + 0.5) * step
    scattered = np.zeros(count)
    for start, stop, density, decay in sections:
        scattered += np.where((z >= start) & (z < stop), density / grid.pulse * np.exp(-decay * (z - start)), 0.0)
    total = np.concatenate([[0.0], np.cumsum(scattered) * step])
    edges = np.arange(count + 1) * step
    power = np.interp(edges, edges, total) - np.interp(edges - grid.pulse, edges, total, left=0.0)
    for place, peak in points:
        power += np.where((edges >= place) & (edges < place + grid.pulse), peak, 0.0)
    held = power[:-1]  # spikes are constant between the points of the fine grid
    for length in (slow, fast):
        keep, state, filtered = math.exp(-step / length), 0.0, [0.0]
        for value in held.tolist():
            state = value + (state - value) * keep
            filtered.append(state)
        power = np.array(filtered)
        held = 0.5 * (power[1:] + power[:-1])
    return power[::fine][: grid.count]


@pytest.mark.parametrize("pulse", [20.0, 150.0, 700.0])
def test_closed_form_equals_a_pulse_and_a_receiver_worked_out_step_by_step(pulse: float) -> None:
    # Sections longer and shorter than the pulse, two overlapping branches, spikes on and between edges.
    sections = np.array([
        (0.0, 400.0, 1e-3, 2e-4), (400.0, 460.0, 9e-4, 1e-3), (460.0, 1300.0, 8e-4, 1e-4),
        (1300.0, 1800.0, 3e-4, 1e-4), (1300.0, 1500.0, 2e-4, 5e-4),
    ])  # fmt: skip
    points = np.array([(0.0, 0.02), (460.0, 0.004), (1500.0, 0.001), (1800.0, 0.01)])
    grid = Grid(5.0, 512, pulse)
    slow, fast = 12.0, 5.0
    poles = ((slow / (slow - fast), slow), (-fast / (slow - fast), fast))
    ours = signal(sections, points, grid, poles, 1e-12)
    theirs = brute_force(sections, points, grid, slow, fast, 40)
    assert np.max(np.abs(ours - theirs)) < 3e-4 * theirs.max()
    seen = theirs > 1e-6
    assert np.max(np.abs(ours[seen] / theirs[seen] - 1.0)) < 1e-3


def test_backscatter_falls_by_the_attenuation_and_starts_at_its_level() -> None:
    levels = level(Link((Section(G652, 15_000.0),), far=End("crushed")))
    assert at(levels, 10_000.0) - at(levels, 5_000.0) == pytest.approx(-1.0, abs=1e-4)  # 0.20 dB/km at 1550 nm
    start = at(levels, 5_000.0) + 1.0
    # The last light of a pulse comes from half a pulse nearer on average: 51 m at 0.2 dB/km.
    assert start == pytest.approx(0.2e-3 * SETTINGS.pulse_m / 2.0, abs=2e-3)


def test_a_splice_falls_by_its_one_way_loss() -> None:
    levels = level(Link((Section(G652, 4000.0), known(0.25), Section(G652, 4000.0)), far=End("crushed")))
    step = at(levels, 4500.0) - at(levels, 3500.0) + 0.2
    assert step == pytest.approx(-0.25, abs=1e-4)


@pytest.mark.parametrize("reflects", [-55.0, -45.0, -35.0])
def test_height_of_a_reflection_follows_the_formula(reflects: float) -> None:
    levels = level(Link((Section(G652, 5000.0), known(0.0, reflects), Section(G652, 5000.0)), far=End("crushed")))
    z = np.arange(len(levels)) * SETTINGS.spacing_m
    height = levels[(z > 4990.0) & (z < 5100.0)].max() - at(levels, 4900.0)
    k_tau = -81.9 + 10.0 * math.log10(500.0)
    # The receiver reaches its plateau within the pulse: 4.6 slow time constants, 1 % of power, 0.02 dB.
    assert height == pytest.approx(5.0 * math.log10(1.0 + 10.0 ** ((reflects - k_tau) / 10.0)), abs=0.03)


def test_a_step_of_mode_field_is_a_gain_one_way_and_a_loss_the_other() -> None:
    wide, narrow = with_mode_field(G652, 9.4e-6), with_mode_field(G652, 9.0e-6)
    link = Link((Section(wide, 4000.0), Splice(), Section(narrow, 4000.0)), far=End("crushed"), near=End("crushed"))
    step = [at(levels, 4500.0) - at(levels, 3500.0) + 0.2 for levels in (level(link), level(link.reversed()))]
    true = float(Splice().bill(wide, narrow, 1550e-9)["mode_field"])
    assert step[0] == pytest.approx(10.0 * math.log10(9.4 / 9.0) - true, abs=2e-4)  # from wide to narrow: a gain
    assert -(step[0] + step[1]) / 2.0 == pytest.approx(true, abs=2e-4)


def test_a_wrong_group_index_shifts_every_distance_by_its_ratio() -> None:
    link = Link((Section(G652, 9_000.0),), far=End("open", -40.0))
    true = float(G652.group_index(1550e-9))
    for index in (true, 1.48, 1.45):
        settings = Settings(1550e-9, 100e-9, 20_000.0, group_index=index)
        rises = np.diff(level(link, settings))
        spike = (1000 + int(np.argmax(rises[1000:]))) * settings.spacing_m
        assert spike == pytest.approx(9_000.0 * true / index, abs=2.0 * settings.spacing_m)


def test_warm_glass_is_a_little_longer_and_a_cold_cable_loses_more() -> None:
    warm, cold = (respond(Link((Section(G652, 20_000.0, temperature=t),)), 1550e-9, -np.inf) for t in (50.0, -40.0))
    mild = respond(Link((Section(G652, 20_000.0),)), 1550e-9, -np.inf)
    assert (warm.sections[0, 1] / mild.sections[0, 1] - 1.0) * 20_000.0 == pytest.approx(4.4, abs=0.1)
    assert (cold.sections[0, 3] / mild.sections[0, 3] - 1.0) == pytest.approx(0.05 / 0.20, rel=0.01)


def test_a_macrobend_grows_with_wavelength_and_an_offset_falls() -> None:
    def loss(part, wavelength: float) -> float:
        settings = Settings(wavelength, 500e-9, 20_000.0)
        link = Link((Section(G652, 4000.0, 0.2), part, Section(G652, 4000.0, 0.2)), far=End("crushed"))
        levels = level(link, settings)
        return at(levels, 3500.0, settings) - at(levels, 4500.0, settings) - 0.2

    bends = [loss(Bend(12e-3, 1.0), wavelength) for wavelength in (1310e-9, 1550e-9, 1625e-9)]
    offsets = [loss(Splice(offset=1e-6), wavelength) for wavelength in (1310e-9, 1550e-9, 1625e-9)]
    assert bends[0] < bends[1] < bends[2]
    assert offsets == pytest.approx([0.2046, 0.1565, 0.1432], abs=2e-3)  # exact overlap, G.652.D, 1 um


def test_ghosts_lie_at_twice_the_far_mirror_less_the_near_one() -> None:
    link = Link((
        Section(G652, 1000.0), known(0.3, -35.0), Section(G652, 700.0), known(0.2, -30.0), Section(G652, 9000.0),
    ), far=End("crushed"))  # fmt: skip
    index = float(G652.group_index(1550e-9))
    response = respond(link, 1550e-9, -40.0, 0.0)
    ghosts: dict[int, float] = {}
    for place, power in response.points[3:].tolist():
        ghosts[round(place / index)] = ghosts.get(round(place / index), 0.0) + power
    two_way = [10.0 ** (-0.2 * (0.2 * 1.0)), 10.0 ** (-0.2 * (0.2 * 1.7 + 0.3))]
    behind = 10.0 ** (-0.2 * (0.2 * 1.0 + 0.3))  # the echo crosses the first joint once out and once home
    assert ghosts[2400] == pytest.approx(10.0 ** (-9.5) * two_way[1] ** 2 / behind)  # r2^2 r1
    assert ghosts[2000] == pytest.approx(10.0 ** (-11.0) * two_way[0] ** 2)  # between the port and the first joint
    assert ghosts[3400] == pytest.approx(10.0 ** (-10.0) * two_way[1] ** 2)
    assert ghosts[2700] == pytest.approx(2.0 * 10.0 ** (-10.5) * two_way[0] * two_way[1])  # both ways round
    assert min(ghosts) > 1700  # never before the far mirror


def test_a_ghost_costs_no_light() -> None:
    link = Link((Section(G652, 1000.0), known(0.3, -18.0), Section(G652, 9000.0)), far=End("crushed"))
    levels = level(link, receiver=Receiver(port_db=-18.0))
    z = np.arange(len(levels)) * SETTINGS.spacing_m
    before, after = at(levels, 1900.0), at(levels, 2300.0)
    assert levels[(z > 2000.0) & (z < 2060.0)].max() > before + 0.2
    assert after - before == pytest.approx(-0.08, abs=2e-3)


def pon(branches: int, ports: int = 8) -> Link:
    """A trunk of 4 km, a splitter, the branch of our subscriber (1.5 km) and others."""
    others = tuple(Link((Section(G652, 1000.0 + 50.0 * i),), far=End("crushed")) for i in range(branches - 1))
    split = Split(Splitter(ports, excess_db=1.2, reflectance_db=-np.inf), others)
    return Link((Section(G652, 4000.0), split, Section(G652, 1500.0)), far=End("crushed"), near=End("crushed"))


def test_from_the_exchange_an_otdr_sees_the_sum_of_all_branches() -> None:
    levels = level(pon(8))
    one_way = 10.0 * math.log10(8.0) + 1.2
    drop = at(levels, 3900.0) - at(levels, 4600.0) - 0.14
    assert drop == pytest.approx(one_way - 5.0 * math.log10(8.0), abs=1e-3)
    # Branches end one after the other: seven are gone behind the last but one, ours is left.
    assert at(levels, 4600.0) - at(levels, 5450.0) - 0.17 == pytest.approx(5.0 * math.log10(8.0), abs=2e-3)


def test_from_the_subscriber_it_sees_the_whole_loss_and_only_the_trunk() -> None:
    levels = level(pon(8).reversed())
    drop = at(levels, 1400.0) - at(levels, 1700.0) - 0.06
    assert drop == pytest.approx(10.0 * math.log10(8.0) + 1.2, abs=1e-3)
    assert at(levels, 5400.0) > -30.0 and at(levels, 5700.0) < -60.0  # the trunk ends at 5500 m


@pytest.mark.parametrize(
    ("pulse", "reflects", "beyond", "spread"),
    # Attenuation dead zone beyond the pulse [m], medians measured on field traces: 16-20 m at 500 ns,
    # 8-11 m at 100 ns, 4-7 m at 30 ns, 1.7-1.9 m at 5 ns.
    [
        (500, -55.0, 16.0, 6.0),
        (500, -47.0, 20.0, 6.0),
        (100, -50.0, 9.5, 3.0),
        (30, -52.0, 5.5, 2.0),
        (5, -52.0, 1.8, 0.5),
    ],
)
def test_attenuation_dead_zone_is_that_of_real_instruments(
    pulse: int, reflects: float, beyond: float, spread: float
) -> None:
    settings = Settings(1550e-9, pulse * 1e-9, 2500.0, points=65_536)
    link = Link((Section(G652, 1000.0), known(0.0, reflects), Section(G652, 1400.0)), far=End("crushed"))
    levels = level(link, settings)
    z = np.arange(len(levels)) * settings.spacing_m
    line = -0.2e-3 * (z - 900.0) + at(levels, 900.0, settings)
    above = (np.abs(levels - line) > 0.5) & (z > 950.0) & (z < 1350.0)
    assert z[above].max() - 1000.0 - settings.pulse_m == pytest.approx(beyond, abs=spread)


def test_dead_zone_after_an_open_end_of_a_patch_is_long() -> None:
    # Real instruments at 500 ns: about 130 m at a reflection of glass and air, which saturates the receiver.
    settings = Settings(1550e-9, 500e-9, 5000.0, points=65_536)
    levels = level(
        Link((Section(G652, 1000.0), known(0.0, -14.7), Section(G652, 3900.0)), far=End("crushed")), settings
    )
    z = np.arange(len(levels)) * settings.spacing_m
    line = -0.2e-3 * (z - 900.0) + at(levels, 900.0, settings)
    above = (np.abs(levels - line) > 0.5) & (z > 950.0) & (z < 1600.0)
    assert 100.0 < z[above].max() - 1000.0 < 160.0


def test_event_dead_zone_is_about_the_pulse() -> None:
    # Between the points 1.5 dB under an unsaturated peak; real instruments at 500 ns: 1.1 pulses.
    levels = level(Link((Section(G652, 5000.0), known(0.0, -40.0), Section(G652, 5000.0)), far=End("crushed")))
    z = np.arange(len(levels)) * SETTINGS.spacing_m
    seen = (z > 4900.0) & (z < 5200.0)
    high = z[seen][levels[seen] > levels[seen].max() - 1.5]
    assert 1.0 <= (high.max() - high.min() + SETTINGS.spacing_m) / SETTINGS.pulse_m <= 1.25


def test_pulse_length_on_the_screen() -> None:
    assert SETTINGS.pulse_m == pytest.approx(SPEED_OF_LIGHT * 500e-9 / 2.0 / 1.4682)
    assert SETTINGS.pulse_m == pytest.approx(51.05, abs=0.01)


@pytest.mark.parametrize("pulse", [30e-9, 500e-9, 5e-6])
def test_a_section_longer_than_a_remembered_series_falls_by_one_exponential(pulse: float) -> None:
    # 20 km in 262,144 samples: a series is worked out eight times and more; the glass is one.
    settings = Settings(1550e-9, pulse, 20_000.0, points=262_144)
    power = otdr.clean_power(Link((Section(G652, 19_000.0),), far=End("crushed")), settings, QUIET_PORT).astype(float)
    z = np.arange(len(power)) * settings.spacing_m
    inside = (z > 2000.0) & (z < 18_900.0)
    line = np.polyfit(z[inside], 5.0 * np.log10(power[inside]), 1)
    assert np.abs(5.0 * np.log10(power[inside]) - np.polyval(line, z[inside])).max() < 1e-5
    assert line[0] * 1000.0 == pytest.approx(-0.2, abs=1e-5)
