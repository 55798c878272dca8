"""The courses that ship: sound, in both languages, short sentences, and rubrics that doing nothing cannot please."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from simulator import scenes
from simulator.attempt import Attempt
from simulator.curriculum import loader
from simulator.curriculum.messages import SENTENCES
from simulator.curriculum.model import SKILLS, Course, Exercise, Text

CURRICULA = Path(__file__).parents[2] / "curricula"
COURSES: list[Course] = sorted(
    (loader.load_course(folder) for folder in loader.find_courses([CURRICULA])), key=lambda course: course.order
)
EXERCISES: list[Exercise] = [exercise for course in COURSES for exercise in course.exercises]
NAMES = [exercise.id for exercise in EXERCISES]


def texts(exercise: Exercise) -> list[Text]:
    """Every text that a trainee reads."""
    return [exercise.title, exercise.goal, exercise.goal_trade, exercise.why, *exercise.tips]


def test_all_is_well() -> None:
    assert loader.check([CURRICULA]) == []


def test_the_first_course_has_its_exercises_in_the_order_of_the_lesson() -> None:
    assert NAMES[:7] == [
        "premiere-coupe", "cinq-coupes", "premiere-soudure", "lame-usee", "soudure-mixte", "soudeuse-malade-rainure",
        "soudeuse-malade-arc",
    ]  # fmt: skip


@pytest.mark.parametrize("exercise", EXERCISES, ids=NAMES)
def test_texts_are_there_in_both_languages(exercise: Exercise) -> None:
    for text in texts(exercise):
        assert set(text.as_dict()) >= {"fr", "en"}
        assert text.get("fr") != text.get("en")
    assert exercise.tips


@pytest.mark.parametrize("exercise", EXERCISES, ids=NAMES)
def test_simple_texts_have_short_sentences_and_tutoiement(exercise: Exercise) -> None:
    """FALC: one idea a sentence, no percent, no "vous"; the words of the trade stay in goal_trade."""
    for text in (exercise.goal, exercise.why, *exercise.tips):
        french = text.get("fr")
        assert not re.search(r"\b[Vv](ous|otre|os)\b|%", french), french
        assert "'" not in french and "'" not in text.get("en"), "typographic apostrophes"
        for sentence in re.split(r"[.?!:]\s", french):
            assert len(sentence.split()) <= 16, sentence


@pytest.mark.parametrize("exercise", EXERCISES, ids=NAMES)
def test_rubrics_name_their_skills_and_keep_glass_off_the_table(exercise: Exercise) -> None:
    assert all(criterion.skill in SKILLS for criterion in exercise.rubric)
    worked = {stage.scene for stage in exercise.stages}
    if worked & {"preparation", "splicing"}:
        assert "glass_outside_bin" in exercise.gates
    assert set(exercise.gates) <= {gate for name in worked for gate in scenes.logic(name).GATES}
    assert exercise.seed == "fresh" and (exercise.pass_rule.score, exercise.pass_rule.in_a_row) == (80.0, 2)


@pytest.mark.parametrize("exercise", EXERCISES, ids=NAMES)
def test_facts_of_one_side_are_judged_where_that_side_is_worked(exercise: Exercise) -> None:
    sides = {side for stage in exercise.stages if stage.scene == "preparation" for side in stage.params.sides}
    for criterion in exercise.rubric:
        for side in ("left", "right"):
            assert f".{side}_" not in criterion.fact or side in sides


@pytest.mark.parametrize("exercise", EXERCISES, ids=NAMES)
def test_doing_nothing_earns_nothing(exercise: Exercise) -> None:
    attempt = Attempt(exercise, seed=3)
    for _ in range(120):
        attempt.step()
    attempt.finish()
    assert attempt.outcome().sheet.score == 0.0


@pytest.mark.parametrize("exercise", EXERCISES, ids=NAMES)
def test_a_skill_weighs_enough_to_fail_without_its_main_criteria(exercise: Exercise) -> None:
    """Whoever lacks the skill that an exercise is about cannot pass it; safety has its gate besides."""
    weights: dict[str, float] = {}
    for criterion in exercise.rubric:
        weights[criterion.skill] = weights.get(criterion.skill, 0.0) + criterion.weight
    about = {
        "premiere-coupe": {"prepare", "cleave"}, "cinq-coupes": {"cleave", "prepare"},
        "premiere-soudure": {"splice", "protect"}, "lame-usee": {"cleave", "diagnose", "protect"},
        "soudure-mixte": {"diagnose", "protect"},
        "soudeuse-malade-rainure": {"diagnose", "splice", "protect"},
        "soudeuse-malade-arc": {"diagnose", "splice"},
    }  # fmt: skip
    for skill in about.get(exercise.id, ()):
        assert weights[skill] > 100 - exercise.pass_rule.score, (skill, weights)


def test_sick_machines_are_sick_and_the_others_are_not() -> None:
    for exercise in EXERCISES:
        site = exercise.site
        sick = {
            "lame-usee": site.cleaver.wear >= 0.85,
            "soudeuse-malade-rainure": max(site.splicer.groove_dirt_left, site.splicer.groove_dirt_right) > 0.5,
            "soudeuse-malade-arc": abs(site.splicer.arc_drift) > 0.3 and site.splicer.arc_test_due,
        }
        assert [name for name, true in sick.items() if true] == ([exercise.id] if exercise.id in sick else [])


def test_every_message_has_two_languages_with_the_same_fields() -> None:
    for key, (french, english) in SENTENCES.items():
        fields = [set(re.findall(r"(?<!\{)\{(\w+)\}(?!\})", text)) for text in (french, english)]
        assert fields[0] == fields[1], key
        assert french != english, key


def test_every_scene_offers_what_the_curriculum_reads() -> None:
    for name in scenes.REGISTRY:
        logic = scenes.logic(name)
        assert logic.FACTS and all(spec.better in ("low", "high") for spec in logic.FACTS)
        assert logic.Params() == logic.Params() and isinstance(logic.GATES, tuple)
