"""The microscope counts as IEC 61300-3-35 says, its picture shows what is there (docs/sources.md, splicing §4.2)."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.instruments import endface, microscope
from simulator.instruments.endface import SIDE, UM_PER_PX
from simulator.plant import Chance, Ferrule, Particle, Scratch
from simulator.plant import ferrule as ferrules


def face(polish: str = "APC", *particles: Particle, scratches: tuple[Scratch, ...] = ()) -> Ferrule:
    return Ferrule(polish=polish, particles=list(particles), scratches=list(scratches))


def grain(away_um: float, size_um: float, kind: str = "dust") -> Particle:
    """A particle of a diameter whose edge lies this far from the middle of the core."""
    return Particle(away_um + size_um / 2, 0.0, size_um / 2, kind)


def across(away_um: float, width_um: float, length_um: float = 30.0) -> Scratch:
    return Scratch(-length_um / 2, away_um, length_um / 2, away_um, width_um)


@pytest.mark.parametrize("polish", ["APC", "UPC"])
@pytest.mark.parametrize(
    ("away", "size", "passes"),
    [
        (3.0, 1.0, False),  # zone A: none
        (20.0, 1.9, True),  # zone B: no limit below 2 um
        (20.0, 4.9, True),  # one of 2 to 5 um
        (20.0, 5.2, False),  # none above 5 um
        (58.0, 30.0, True),  # zone C: no limit
        (70.0, 9.0, True),  # zone D: none of 10 um and more
        (70.0, 11.0, False),
        (126.0, 40.0, True),  # beyond the contact zone
    ],
)
def test_one_defect_by_zone_and_size(polish: str, away: float, size: float, passes: bool) -> None:
    assert microscope.grade(face(polish, grain(away, size))).passed is passes


def test_five_small_defects_are_allowed_on_the_cladding_and_six_are_not() -> None:
    spots = [Particle(30.0 * np.cos(a), 30.0 * np.sin(a), 1.5) for a in np.arange(6)]
    assert microscope.grade(face("APC", *spots[:5])).passed
    row = microscope.grade(face("APC", *spots)).zones[1]
    assert (row.count, row.most, row.passed) == (6, 5, False)


@pytest.mark.parametrize(
    ("polish", "away", "width", "number", "passes"),
    [
        ("UPC", 5.0, 0.5, 1, False),  # no scratch through the core of a UPC
        ("APC", 5.0, 2.9, 4, True),  # four of up to 3 um on that of an APC
        ("APC", 5.0, 2.9, 5, False),
        ("APC", 5.0, 3.2, 1, False),
        ("UPC", 30.0, 2.9, 9, True),  # zone B of a UPC: no limit to 3 um, none above
        ("UPC", 30.0, 3.2, 1, False),
        ("APC", 30.0, 9.0, 1, True),  # zone B of an APC: no limit
    ],
)
def test_scratches_by_polish_and_zone(polish: str, away: float, width: float, number: int, passes: bool) -> None:
    scratched = face(polish, scratches=tuple(across(away + 0.2 * i, width) for i in range(number)))
    found = microscope.grade(scratched)
    assert found.passed is passes
    assert found.verdict == ("good" if passes else "replace")


def test_a_defect_counts_in_the_innermost_zone_that_it_touches_and_the_core_is_the_worst() -> None:
    found = microscope.grade(face("APC", Particle(18.0, 0.0, 6.0)))
    assert [row.seen for row in found.zones] == [1, 0, 0, 0]
    assert found.worst == 3
    assert microscope.grade(face("APC", grain(20.0, 8.0))).worst == 2
    assert microscope.grade(face("APC", grain(80.0, 12.0))).worst == 1
    assert microscope.grade(face()).worst == 0


def level_at(field: np.ndarray, x_um: float, y_um: float) -> float:
    column, row = (round((SIDE - 1) / 2 + v / UM_PER_PX) for v in (x_um, y_um))
    return float(field[row, column])


def test_dust_is_dark_where_it_lies_and_the_core_is_the_brightest() -> None:
    clean, dusty = (
        endface.picture(endface.look_of(each)) for each in (face(), face("APC", Particle(30.0, -20.0, 5.0)))
    )
    assert level_at(clean, 30.0, -20.0) > 150 > 60 > level_at(dusty, 30.0, -20.0)
    assert level_at(clean, 0.0, 0.0) >= endface.CORE_LEVEL
    assert level_at(clean, 30.0, 0.0) < endface.CORE_LEVEL
    assert np.array_equal(clean[:100], dusty[:100])


def test_rings_of_the_face_lie_at_their_true_radii() -> None:
    """The adhesive is a dark ring just outside of 125 um of glass; brighter glass inside, ceramic outside."""
    field = endface.picture(endface.look_of(face()))
    row = field[SIDE // 2].astype(float)
    x = (np.arange(SIDE) - (SIDE - 1) / 2) * UM_PER_PX
    ring = x[(x > 40) & (x < 90)][np.argmin(row[(x > 40) & (x < 90)])]
    assert ring == pytest.approx(63.0, abs=2.0)
    assert row[np.searchsorted(x, 55.0)] > row[np.searchsorted(x, 75.0)] > row[np.searchsorted(x, ring)]


def test_out_of_focus_detail_fades_and_the_mean_stays() -> None:
    dusty = face("APC", *(Particle(x, y, 3.0) for x in (-40.0, 0.0, 40.0) for y in (-30.0, 30.0)))
    detail, means = [], []
    for defocus in (0.0, 5.0, 10.0, 25.0, 50.0):
        field = endface.picture(endface.look_of(dusty, defocus)).astype(float)[150:450, 150:450]
        detail.append(float(np.abs(np.diff(field, axis=1)).mean()))
        means.append(float(field.mean()))
    assert all(a > b for a, b in zip(detail, detail[1:], strict=False)), detail
    assert max(means) - min(means) < 0.06 * means[0]


def test_the_picture_is_the_same_for_the_same_face_and_never_changes_after_it_was_given() -> None:
    dirty = ferrules.make("APC", 0.6, 0.6, 0.6, Chance(4), "x")
    first = endface.picture(endface.look_of(dirty))
    kept = first.copy()
    endface.picture(endface.look_of(face("APC", Particle(0.0, 0.0, 30.0))))
    assert np.array_equal(first, kept)
    assert np.array_equal(endface.picture(endface.look_of(dirty)), kept)


def test_only_the_right_tip_gives_a_sharp_picture() -> None:
    for tip, polish, recessed, fits in [
        ("apc", "APC", False, ""), ("upc", "UPC", False, ""), ("long", "APC", True, ""), ("long", "UPC", True, ""),
        ("upc", "APC", False, "flat_tip"), ("apc", "UPC", False, "flat_tip"), ("apc", "APC", True, "short_tip"),
        ("long", "APC", False, "reach"),
    ]:  # fmt: skip
        scope = microscope.Microscope(tip=tip)
        assert scope.seat(polish, recessed, 12.0) == fits
        scope.turn(12.0)
        assert scope.sharp is (fits == ""), (tip, polish, recessed)
        scope.turn(12.0 + 2 * microscope.SHARP_UM)
        assert not scope.sharp
