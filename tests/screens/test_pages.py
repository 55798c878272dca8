"""Place, notebook, instructor: what they list, keep and write, and what they say when it cannot be done."""

from __future__ import annotations

from pathlib import Path

import pygame
import pytest

from simulator import library, paths
from simulator import replay as replays
from simulator.scoring import ACQUIRED
from simulator.screens.briefing import BriefingScreen
from simulator.screens.courses import OWN, PICTURE_H, CoursesScreen
from simulator.screens.debrief import DebriefScreen
from simulator.screens.home import HomeScreen
from simulator.screens.instructor import InstructorScreen
from simulator.screens.notebook import NotebookScreen
from simulator.screens.place import PlaceScreen
from simulator.screens.rerun import RerunScreen
from simulator.screens.who import WhoScreen
from tests.screens.conftest import NOW, attempt, click, drawn, key, named

# place


def test_a_place_lists_its_exercises_and_begins_at_the_first_open_one(context, people) -> None:
    screen = PlaceScreen(context, "prepare")
    assert [row.mark for row in screen.list.rows] == screen.states
    assert screen.states[0] == ACQUIRED and screen.chosen == 1


def test_one_press_chooses_and_a_second_one_opens(context, people) -> None:
    screen = PlaceScreen(context, "splice")
    screen.handle(click(screen.list.rows[2]))
    assert screen.chosen == 2 and screen.next_screen() is screen
    screen.handle(click(screen.list.rows[2]))
    follower = screen.next_screen()
    assert isinstance(follower, BriefingScreen) and follower.exercise is screen.exercises[2]


def test_enter_alone_opens_the_chosen_exercise(context, people) -> None:
    screen = PlaceScreen(context, "splice")
    screen.handle(key("enter"))
    assert isinstance(screen.next_screen(), BriefingScreen)


def test_somebody_without_a_name_is_asked_for_it_before_the_briefing(context) -> None:
    screen = PlaceScreen(context, "splice")
    screen.handle(key("enter"))
    asked = screen.next_screen()
    assert isinstance(asked, WhoScreen)
    asked.press("without")
    follower = asked.next_screen()
    assert isinstance(follower, BriefingScreen) and follower.exercise is screen.exercises[0]


def test_another_language_keeps_place_and_choice(context) -> None:
    screen = PlaceScreen(context, "splice", 1)
    screen.handle(click(named(screen, "nav:language")))
    follower = screen.next_screen()
    assert (follower.place, follower.chosen, context.language.code) == ("splice", 1, "en")


def test_an_empty_place_says_so_and_starts_nothing(context) -> None:
    screen = PlaceScreen(context, "aerial")
    assert not named(screen, "start").enabled
    drawn(screen, context)


# notebook


def test_the_notebook_holds_the_attempts_of_one_person_newest_first(context, people) -> None:
    attempt(context, people[1], "cinq-coupes", 0.5, 7)
    screen = NotebookScreen(context)
    assert [a.exercise for a in screen.attempts] == ["lame-usee", "cinq-coupes", "premiere-coupe", "premiere-coupe"]
    assert screen.list.rows[0].mark == "gate_broken", "a broken rule shows before the score"


@pytest.mark.parametrize("form", ["csv", "json", "pdf"])
def test_a_sheet_is_written_where_it_says(context, people, form: str) -> None:
    screen = NotebookScreen(context)
    screen.handle(click(named(screen, form)))
    level, sentence = screen.said
    assert level == "good", sentence
    path = next(context.documents().glob(f"*.{form}"))
    assert str(path) in sentence and path.stat().st_size > 100 and "Amina" in path.name


def test_an_attempt_that_cannot_be_run_again_is_said_in_one_sentence(context, people) -> None:
    screen = NotebookScreen(context)
    screen.press("debrief")
    assert screen.next_screen() is screen
    assert screen.said == (
        "bad", "Cet essai ne peut plus être rejoué : Brin ou le cours a changé. Sa note reste gardée."
    )  # fmt: skip


@pytest.mark.parametrize("how", ["debrief", "replay"])
@pytest.mark.parametrize("leave", ["next", "back", "escape"])
def test_who_looks_at_an_attempt_comes_back_to_the_notebook(context, people, how: str, leave: str) -> None:
    log = library.demo_log()
    done = replays.run(log, library.exercise_for(log))
    context.store().save_attempt(people[0].id, done.outcome().sheet, "\n".join(done.log) + "\n", NOW, NOW)
    notebook = NotebookScreen(context)
    notebook.chosen = next(i for i, row in enumerate(notebook.attempts) if row.exercise == log.header["exercise"])
    notebook.press(how)
    screen = notebook.next_screen()
    if how == "replay":
        screen._leave()
        screen = screen.next_screen()
    assert isinstance(screen, RerunScreen)
    drawn(screen, context)
    while screen.idle((1280, 720)):
        drawn(screen, context)
    debrief = screen.next_screen()
    assert isinstance(debrief, DebriefScreen)
    debrief = debrief._again()  # as after a replay or the line
    assert named(debrief, "next").label == "Retour"
    debrief.handle(key("escape") if leave == "escape" else click(named(debrief, leave)))
    assert debrief.next_screen() is notebook
    assert notebook.next_screen() is notebook
    assert notebook.attempts[notebook.chosen].exercise == log.header["exercise"]


def test_an_empty_notebook_leads_on(context) -> None:
    screen = NotebookScreen(context)
    drawn(screen, context)
    screen.handle(key("enter"))
    assert isinstance(screen.next_screen(), WhoScreen)
    context.choose(context.store().add_trainee("Nora", ""))
    screen = NotebookScreen(context)
    screen.handle(key("enter"))
    assert isinstance(screen.next_screen(), HomeScreen)


# instructor


def test_everybody_is_in_the_table_even_who_gave_no_name(context, people) -> None:
    attempt(context, None, "premiere-coupe", 1.0, 5)
    screen = InstructorScreen(context)
    assert [s.trainee.first_name for s in screen.everybody] == ["Yanis", "Amina", "Éloïse", "Sans prénom"]
    amina = screen.everybody[1]
    assert amina.attempts == 4 and amina.states[0] == ACQUIRED and amina.best[0] == 100


def test_a_class_is_shown_alone_and_written_alone(context, people) -> None:
    attempt(context, people[2], "premiere-coupe", 1.0, 5)
    screen = InstructorScreen(context)
    screen.press("group")
    assert [s.trainee.first_name for s in screen.people] == ["Amina", "Éloïse"]
    screen.press("csv")
    assert screen.said[0] == "good", screen.said
    written = next(context.documents().glob("*.csv")).read_text("utf-8-sig")
    assert "Amina" in written and "Yanis" not in written


def test_without_attempts_there_is_nothing_to_write(context) -> None:
    screen = InstructorScreen(context)
    assert not named(screen, "csv").enabled and not named(screen, "pdf").enabled
    drawn(screen, context)


def copied_course(folder: Path) -> Path:
    """The shipped course under another name and id."""
    source = paths.curricula_dir() / "premiers-gestes"
    for path in [source / "course.yaml", *sorted((source / "exercises").glob("*.yaml"))]:
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        target.write_text(text.replace(f"id: {source.name}", "id: my-course", 1), "utf-8")
    return folder


def test_a_folder_of_courses_is_opened_now_and_at_the_next_start(context, again, tmp_path: Path) -> None:
    mine = copied_course(tmp_path / "mine")
    screen = CoursesScreen(context)
    before = len(screen.exercises)
    screen.folder.value = f' "{mine}" '
    screen.press("open:folder")
    follower = screen.next_screen()
    more = len(list((mine / "exercises").glob("*.yaml")))
    assert follower.said[0] == "good" and len(follower.exercises) == before + more
    drawn(follower, context)
    follower.leave()
    teacher = follower.next_screen()
    places = {exercise.place for exercise in teacher.exercises}
    assert len(teacher.columns) == len(places), "too many for a column each: one for each place"
    assert sum(len(indexes) for _, indexes in teacher.columns) == before + more
    drawn(teacher, context)
    assert len(again("fr").exercises()) == before + more


def test_errors_of_a_course_are_listed_with_file_line_and_column(context, tmp_path: Path) -> None:
    mine = copied_course(tmp_path / "mine")
    broken = mine / "exercises" / "premiere-coupe.yaml"
    text = broken.read_text("utf-8")
    line = next(i for i, row in enumerate(text.splitlines(), 1) if "strip.worst_nick_um" in row)
    broken.write_text(text.replace("strip.worst_nick_um", "strip.worst_nik_um"), "utf-8")
    screen = CoursesScreen(context)
    screen.folder.value = str(mine)
    screen.press("open:folder")
    follower = screen.next_screen()
    assert any(f"{broken}:{line}:" in row.soft and "strip.worst_nick_um" in row.label for row in follower.problems.rows)
    drawn(follower, context)


def test_a_folder_that_is_not_there_is_said(context) -> None:
    screen = CoursesScreen(context)
    screen.folder.value = "/nowhere/at/all"
    screen.press("open:field")
    assert screen.said[0] == "bad" and "/nowhere/at/all" in screen.said[1]


def test_an_exercise_of_ones_own_begins_with_a_whole_example(context) -> None:
    """One press writes it, opens its folder and says where it lies; a second press writes another."""
    screen = CoursesScreen(context)
    before = len(screen.exercises)
    for name in ("mon-exercice", "mon-exercice-2"):
        drawn(screen, context)
        screen.handle(click(named(screen, "example")))
        screen = screen.next_screen()
        before += 1
        path = context.documents() / "mes-exercices" / "exercises" / f"{name}.yaml"
        assert screen.said[0] == "good" and str(path) in screen.said[1] and path.is_file()
        assert len(screen.exercises) == before and not context.problems
    drawn(screen, context)


def test_the_picture_beside_the_courses_is_as_dim_as_the_room(context) -> None:
    def brightness(theme: str) -> float:
        context.change(theme=theme)
        whole = drawn(CoursesScreen(context), context)
        scale = whole.get_width() / 1920
        x, y, w = (value * scale for value in OWN[:3])
        return sum(pygame.transform.average_color(whole.subsurface((x, y, w, PICTURE_H * scale)))[:3]) / 3

    assert brightness("dark") < 0.75 * brightness("light")
