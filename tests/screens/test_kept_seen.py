"""Kept work as others see it: at its place on the map, and in the instructor's class."""

from __future__ import annotations

from pathlib import Path

from simulator.records import Trainee
from simulator.screens.context import Context
from simulator.screens.instructor import InstructorScreen
from simulator.screens.place import PlaceScreen
from simulator.screens.play import PlayScreen
from tests.screens.conftest import drawn, key, named
from tests.screens.test_kept import EXERCISE, answer, exercise_in, journals, play_on, proof, taken_up


def teacher_on(context: Context, trainee: Trainee) -> InstructorScreen:
    page = InstructorScreen(context)
    index = next(i for i, standing in enumerate(page.people) if standing.trainee.id == trainee.id)
    page.press(f"person:{index}")
    return page


def test_the_place_and_the_instructor_see_it(context: Context, amina: Trainee, data: Path) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, int(log.last_tick * 0.6))
    screen.close()
    place = PlaceScreen(context, exercise_in(context).place)
    assert any("À reprendre : Souder, " in getattr(w, "soft", "") for w in place.focus.widgets)
    teacher = teacher_on(context, amina)
    (number,) = teacher.kept
    assert named(teacher, f"kept:{number}").soft.startswith("Gardé : Souder, ")
    teacher.press(f"kept:{number}")
    drawn(teacher, context)
    teacher.handle(key("escape"))
    assert context.kept.every()
    teacher.press(f"kept:{number}")
    answer(teacher, teacher.asked, f"score:{number}")
    assert not context.kept.every()
    assert journals(data) == []
    assert [row.exercise for row in context.store().attempts(amina.id)][-1] == EXERCISE


def test_the_instructor_sees_in_how_many_sittings(context: Context, amina: Trainee) -> None:
    log = proof()
    screen = PlayScreen(context, exercise_in(context), log.header["seed"])
    play_on(screen, log, 600)
    screen.close()
    went_on = taken_up(context)
    play_on(went_on, log, log.last_tick)
    went_on.close()
    teacher = teacher_on(context, amina)
    number = went_on.attempt.who.attempt_id
    assert named(teacher, f"attempt:{number}").soft.endswith("2 séances")
