"""Cleaning as practice has it: dry first, wet then dry on grease; what goes wrong (docs/sources.md, splicing §4.2)."""

from __future__ import annotations

import pytest

from simulator.instruments import cleaning, microscope
from simulator.instruments.cleaning import Cassette, Cloth, Pen, Slide
from simulator.plant import Chance, Ferrule, Particle
from simulator.plant import ferrule as ferrules

CHANCE = Chance(3)
SEEDS = range(12)


def dusty(seed: int) -> Ferrule:
    return ferrules.make("APC", 0.6, 0.0, 0.0, Chance(seed), "x")


def greasy(seed: int) -> Ferrule:
    found = ferrules.make("APC", 0.3, 0.8, 0.0, Chance(seed), "x")
    found.particles.append(Particle(10.0, 5.0, 20.0, "oil", 0.8))
    return found


@pytest.mark.parametrize("seed", SEEDS)
def test_one_click_of_the_pen_takes_loose_dust(seed: int) -> None:
    face = dusty(seed)
    assert not microscope.grade(face).passed
    Pen().push(5.0, face)
    assert microscope.grade(face).passed


def test_the_pen_cleans_only_when_it_clicks_and_once_a_push() -> None:
    face, pen = dusty(1), Pen()
    assert pen.push(cleaning.CLICK_MM - 0.5, face) is None and not microscope.grade(face).passed
    assert pen.push(5.0, face) is not None
    assert pen.push(6.0, face) is None
    pen.push(0.0, face)
    assert pen.push(5.0, face) is not None and pen.clicks == 2


@pytest.mark.parametrize("seed", SEEDS)
def test_dried_grease_smears_under_the_dry_pen_and_goes_wet_then_dry(seed: int) -> None:
    smeared, cured = greasy(seed), greasy(seed)
    drops = sum(p.kind == "oil" for p in smeared.particles)
    for _ in range(3):
        assert cleaning.dry_pass(smeared).smeared > 0
    assert sum(p.kind == "oil" for p in smeared.particles) > 1 <= drops
    assert not microscope.grade(smeared).passed
    cleaning.wet_pass(cured)
    assert not microscope.grade(cured).passed
    assert cleaning.dry_pass(cured).dried
    assert microscope.grade(cured).passed and cured.wet == 0.0


def test_alcohol_that_dries_by_itself_leaves_a_film_that_only_wet_then_dry_takes() -> None:
    face = Ferrule()
    cleaning.wet_pass(face)
    dried = [cleaning.evaporate(face, 1.0, CHANCE, "k") for _ in range(40)]
    assert dried.count(True) == 1
    assert not microscope.grade(face).passed and microscope.grade(face).greasy
    cleaning.dry_pass(face)
    assert not microscope.grade(face).passed
    cleaning.wet_pass(face)
    cleaning.dry_pass(face)
    assert microscope.grade(face).passed


def test_no_cleaning_takes_a_scratch_away() -> None:
    face = ferrules.make("UPC", 0.5, 0.5, 1.0, CHANCE, "x")
    before = list(face.scratches)
    cleaning.wet_pass(face)
    cleaning.dry_pass(face)
    assert face.scratches == before and microscope.grade(face).verdict == "replace"


def test_a_fresh_face_of_the_wipe_cleans_and_a_used_one_gives_dirt_back() -> None:
    cloth, first, second = Cloth(), dusty(2), Ferrule()
    assert cloth.over(first, False, CHANCE, "a").given_back == 0
    assert microscope.grade(first).passed
    cloth.load = cleaning.GIVES_BACK
    assert cloth.over(second, False, CHANCE, "b").given_back > 0
    assert not microscope.grade(second).passed
    assert cloth.fold()
    fresh = Ferrule()
    assert cloth.over(fresh, False, CHANCE, "c").given_back == 0


def test_rubbing_to_and_fro_on_one_face_gives_dirt_back() -> None:
    cloth, face = Cloth(), dusty(2)
    cloth.over(face, False, CHANCE, "a")
    assert cloth.over(face, True, CHANCE, "b").given_back > 0


def test_a_wipe_has_a_few_faces_and_then_is_done() -> None:
    cloth = Cloth()
    assert [cloth.fold() for _ in range(cleaning.FACES)] == [True] * (cleaning.FACES - 1) + [False]


def test_the_cassette_brings_fresh_belt_when_it_opens() -> None:
    belt, face = Cassette(), dusty(4)
    belt.shutter(True)
    assert belt.over(face, CHANCE, "a").given_back == 0 and microscope.grade(face).passed
    assert belt.over(face, CHANCE, "b").given_back > 0
    belt.shutter(False)
    belt.shutter(True)
    clean = Ferrule()
    assert belt.over(clean, CHANCE, "c").given_back == 0


def test_a_pass_is_a_whole_way_and_a_short_rub_is_none() -> None:
    slide = Slide()
    assert [slide.move(x) for x in (0.0, 4.0, 8.0, 13.0, 20.0)] == [False, False, False, True, False]
    assert not slide.turned
    back = [slide.move(x) for x in (16.0, 10.0, 4.0)]
    assert back == [False, False, True] and slide.turned


def test_a_finger_leaves_grease_over_the_core() -> None:
    face = Ferrule()
    cleaning.touch(face, CHANCE, "k")
    grade = microscope.grade(face)
    assert grade.greasy and grade.worst >= 2
    cleaning.dry_pass(face)
    assert not microscope.grade(face).passed
