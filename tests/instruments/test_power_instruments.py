"""Light source, power meter and red light pen against data-sheet figures, closed forms and the eye's common sense."""

from __future__ import annotations

import math

import pytest

from simulator.instruments import power_meter, red_light
from simulator.instruments.light_source import LightSource
from simulator.instruments.power_meter import PowerMeter
from simulator.instruments.red_light import Pen
from simulator.plant.chance import Chance
from simulator.plant.line import build
from simulator.plant.line_spec import LineSpec, PartSpec


def warm_source() -> LightSource:
    source = LightSource()
    source.press("power")
    source.press("laser")
    source.tick(60.0)
    return source


# light source


def test_a_dark_source_gives_nothing_and_its_other_keys_need_power() -> None:
    source = LightSource()
    source.press("laser")
    source.press("wave")
    assert source.light() is None
    assert source.nm == 1310
    source.press("power")
    assert source.light() is None
    with pytest.raises(ValueError, match="known are power, wave, laser"):
        source.press("beep")


def test_once_warm_it_holds_within_the_stability_of_its_class() -> None:
    """Hand-held laser sources: 0.02 dB over 15 minutes once warm; cold they are some tenths off."""
    source = warm_source()
    first = source.light().now_dbm
    source.tick(900.0)
    assert abs(source.light().now_dbm - first) <= 0.02
    assert first == pytest.approx(-7.0, abs=0.01)
    cold = LightSource()
    cold.press("power")
    cold.press("laser")
    assert 0.2 <= cold.light().now_dbm - first <= 0.6


def test_warmth_is_told_once_and_lost_with_the_power() -> None:
    source = LightSource()
    source.press("power")
    told = [source.tick(1.0) for _ in range(30)]
    assert told.count(True) == 1
    assert told.index(True) == 19
    source.press("power")
    source.press("power")
    assert not source.warm


def test_the_key_goes_round_the_three_lasers() -> None:
    source = warm_source()
    seen = []
    for _ in range(4):
        seen.append(source.nm)
        source.press("wave")
    assert seen == [1310, 1550, 1625, 1310]


# power meter


def on(nm: int = 1310) -> PowerMeter:
    meter = PowerMeter()
    meter.press("power")
    while meter.nm != nm:
        meter.press("wave")
    return meter


def test_the_example_of_the_course_in_db() -> None:
    """Source -8.0 dBm, meter -19.4 dBm: 11.4 dB (docs/sources.md, splicing §4.6)."""
    meter = on()
    assert meter.press("ref", -8.0, 1310)
    reading = meter.reading(-19.4, 1310)
    assert (reading.unit, reading.value) == ("dB", -11.4)


def test_dbm_is_rounded_to_a_hundredth_and_ends_at_its_floor() -> None:
    meter = on()
    assert meter.reading(-12.3456, 1310).value == -12.35
    assert meter.reading(-69.9, 1310).state == "value"
    assert meter.reading(-70.1, 1310).state == "low"
    assert meter.reading(None).state == "low"
    assert meter.reading(10.5, 1310).state == "high"
    assert PowerMeter().reading(-10.0).state == "off"


def test_a_reference_is_kept_for_its_wavelength_alone() -> None:
    meter = on()
    meter.press("ref", -7.0, 1310)
    assert meter.reading(-9.0, 1310).value == -2.0
    meter.nm = 1550
    assert meter.reading(-9.0, 1550).value == -9.0
    assert not on().press("ref", None)


@pytest.mark.parametrize(("light", "set_to"), [(1310, 1550), (1550, 1310), (1490, 1310)])
def test_a_wrong_wavelength_errs_by_the_ratio_of_responsivities(light: int, set_to: int) -> None:
    meter = on(set_to)
    error = meter.reading(-10.0, light).value + 10.0
    ratio = 10.0 * math.log10(power_meter.RESPONSIVITY[light] / power_meter.RESPONSIVITY[set_to])
    assert error == pytest.approx(ratio, abs=0.006)
    assert 0.2 < abs(error) < 1.0


def test_a_wrong_wavelength_cancels_where_reference_and_measurement_share_it() -> None:
    meter = on(1550)
    meter.press("ref", -7.0, 1310)
    assert meter.reading(-10.5, 1310).value == pytest.approx(-3.5, abs=0.011)


# red light


def line_of(*parts: PartSpec, far: str = "open"):
    return build(LineSpec(parts=parts, launch_m=0.0, far=far), Chance(3))


def fibre(metres: float) -> PartSpec:
    return PartSpec("fibre", length_m=metres, fibre="G.657.A2")


def test_the_light_that_leaves_and_the_light_that_goes_on_are_all_there_is() -> None:
    bend = PartSpec("bend", radius_mm=6.0, turns=0.5)
    glows = red_light.glows(line_of(fibre(10.0), bend, fibre(10.0)), 0.0)
    out = sum(10.0 ** (glow.level_dbm / 10.0) for glow in glows)
    assert out == pytest.approx(10.0 ** (-red_light.ALPHA_DB_KM * 0.02 / 10.0), rel=0.01)


def test_a_tighter_bend_glows_more_and_a_lawful_one_not_at_all() -> None:
    levels = []
    for radius in (5.0, 7.5, 10.0, 15.0, 30.0):
        line = line_of(fibre(20.0), PartSpec("bend", radius_mm=radius, turns=1.0), fibre(20.0))
        levels.append(red_light.glows(line, 0.0)[0].level_dbm)
    assert levels == sorted(levels, reverse=True)
    assert red_light.seen(levels[0], "cord", True, True) > 0.5
    assert red_light.seen(levels[-1], "cord", True, True) == 0.0


def test_nothing_glows_behind_a_break() -> None:
    line = line_of(fibre(30.0), PartSpec("break", name="chamber"), fibre(30.0), PartSpec("bend", radius_mm=5.0))
    glows = red_light.glows(line, 0.0)
    assert [(glow.kind, glow.name) for glow in glows] == [("break", "chamber")]
    assert glows[0].place_m == pytest.approx(30.0)


def test_the_pen_reaches_some_kilometres_for_continuity_but_shows_faults_only_near() -> None:
    """Sold for 5 to 10 km; through a jacket only some hundreds of metres (docs/sources.md, splicing §4.5)."""
    far = red_light.glows(line_of(fibre(3500.0)), 0.0)[-1]
    assert red_light.seen(far.level_dbm, "bare", True, True) > 0.0
    assert red_light.seen(red_light.glows(line_of(fibre(12_000.0)), 0.0)[-1].level_dbm, "bare", True, True) == 0.0
    bend = PartSpec("bend", radius_mm=7.5, turns=0.5)
    near, away = (red_light.glows(line_of(fibre(m), bend, fibre(9.0)), 0.0)[0].level_dbm for m in (50.0, 2500.0))
    assert red_light.seen(near, "cord", True, True) > 0.3
    assert red_light.seen(away, "cord", True, True) == 0.0


@pytest.mark.parametrize(("worse", "better"), [(("cable", False, False), ("900um", False, False)),
                                               (("cord", False, True), ("cord", True, True)),
                                               (("cord", True, False), ("cord", True, True))])  # fmt: skip
def test_a_thin_sheath_darkness_and_blinking_help_the_eye(worse: tuple, better: tuple) -> None:
    assert red_light.seen(-12.0, *worse) < red_light.seen(-12.0, *better)


def test_class_2_is_one_milliwatt_and_a_capped_pen_is_dark() -> None:
    pen = Pen()
    pen.mode = "steady"
    assert pen.level_dbm is None
    pen.capped = False
    assert pen.level_dbm == 0.0
    assert Pen("3R", False, "blink").level_dbm == pytest.approx(10.0 * math.log10(5.0), abs=0.02)


def test_blinking_is_two_hertz() -> None:
    pen = Pen("2", False, "blink")
    flashes = sum(pen.flash(tick) and not pen.flash(tick - 1) for tick in range(1, 61))
    assert flashes == 2
    assert all(Pen("2", False, "steady").flash(tick) for tick in range(60))
