"""Place, notebook, instructor, settings: what they list, keep and write, and what they say when it cannot be done."""

from __future__ import annotations

import json
from pathlib import Path

import pygame
import pytest

from simulator import paths, start
from simulator.i18n import Language
from simulator.scoring import ACQUIRED
from simulator.screens.briefing import BriefingScreen
from simulator.screens.home import HomeScreen
from simulator.screens.instructor import InstructorScreen
from simulator.screens.notebook import NotebookScreen
from simulator.screens.place import PlaceScreen
from simulator.screens.settings import SettingsScreen
from simulator.screens.settings_file import Settings, read_settings
from simulator.screens.who import WhoScreen
from tests.screens.conftest import attempt, click, drawn, key, named

# place


def test_a_place_lists_its_exercises_and_begins_at_the_first_open_one(context, people) -> None:
    screen = PlaceScreen(context, "prepare")
    assert [row.mark for row in screen.list.rows] == screen.states
    assert screen.states[0] == ACQUIRED and screen.chosen == 1


def test_one_press_chooses_and_a_second_one_opens(context) -> None:
    screen = PlaceScreen(context, "splice")
    screen.handle(click(screen.list.rows[2]))
    assert screen.chosen == 2 and screen.next_screen() is screen
    screen.handle(click(screen.list.rows[2]))
    follower = screen.next_screen()
    assert isinstance(follower, BriefingScreen) and follower.exercise is screen.exercises[2]


def test_enter_alone_opens_the_chosen_exercise(context) -> None:
    screen = PlaceScreen(context, "splice")
    screen.handle(key("enter"))
    assert isinstance(screen.next_screen(), BriefingScreen)


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
    assert screen.said is not None and screen.said[0] == "bad" and screen.next_screen() is screen


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
    source = next(p for p in paths.curricula_dir().iterdir() if (p / "course.yaml").is_file())
    for path in [source / "course.yaml", *sorted((source / "exercises").glob("*.yaml"))]:
        target = folder / path.relative_to(source)
        target.parent.mkdir(parents=True, exist_ok=True)
        text = path.read_text("utf-8")
        target.write_text(text.replace(f"id: {source.name}", "id: my-course", 1), "utf-8")
    return folder


def test_a_folder_of_courses_is_opened_now_and_at_the_next_start(context, again, tmp_path: Path) -> None:
    mine = copied_course(tmp_path / "mine")
    screen = InstructorScreen(context)
    before = len(screen.exercises)
    screen.folder.value = f' "{mine}" '
    screen.press("open:folder")
    follower = screen.next_screen()
    assert follower.said[0] == "good" and len(follower.exercises) == 2 * before
    assert [len(indexes) for _, indexes in follower.columns] == [6, 8], "too many for a column each: one for each place"
    drawn(follower, context)
    assert len(again("fr").exercises()) == 2 * before


def test_errors_of_a_course_are_listed_with_file_line_and_column(context, tmp_path: Path) -> None:
    mine = copied_course(tmp_path / "mine")
    broken = mine / "exercises" / "premiere-coupe.yaml"
    text = broken.read_text("utf-8")
    line = next(i for i, row in enumerate(text.splitlines(), 1) if "strip.worst_nick_um" in row)
    broken.write_text(text.replace("strip.worst_nick_um", "strip.worst_nik_um"), "utf-8")
    screen = InstructorScreen(context)
    screen.folder.value = str(mine)
    screen.press("open:folder")
    follower = screen.next_screen()
    assert any(f"{broken}:{line}:" in row.soft and "strip.worst_nick_um" in row.label for row in follower.problems.rows)
    drawn(follower, context)


def test_a_folder_that_is_not_there_is_said(context) -> None:
    screen = InstructorScreen(context)
    screen.folder.value = "/nowhere/at/all"
    screen.press("open:field")
    assert screen.said[0] == "bad" and "/nowhere/at/all" in screen.said[1]


# settings


def test_each_choice_holds_at_once_and_at_the_next_start(context, again) -> None:
    screen = SettingsScreen(context)
    surface = pygame.Surface((640, 360))
    before = context.canvas(surface)
    for name in ("theme=contrast", "text_scale=1.5", "window=1600x900", "fullscreen=on"):
        screen.press(name)
    after = context.canvas(surface)
    assert before.theme.name == "light" and after.theme.name == "contrast" and after.texts.text_scale == 1.5
    kept = again("fr").settings
    assert (kept.theme, kept.text_scale, kept.size, kept.fullscreen) == (
        "contrast", 1.5, (1600, 900), True,
    )  # fmt: skip


def test_arrows_change_a_setting_without_the_pointer(context) -> None:
    screen = SettingsScreen(context)
    screen.focus.start_at(named(screen, "text_scale"))
    screen.handle(key("right"))
    assert context.settings.text_scale == 1.25


def test_the_language_is_a_setting_too(context) -> None:
    screen = SettingsScreen(context)
    screen.handle(key("right"))
    assert context.language.code == "en" and isinstance(screen.next_screen(), SettingsScreen)


@pytest.mark.parametrize(("asked", "spoken"), [(False, "en"), (True, "fr")])
def test_the_kept_language_and_size_hold_at_the_next_start(context, again, monkeypatch, asked, spoken) -> None:
    context.change(language="en", width=1600, height=900)
    context.close()
    shown = []
    monkeypatch.setattr("simulator.app.Window.run", lambda self, screen: shown.append((self, screen)))
    before = pygame.display.get_surface().get_size()
    try:
        assert start.window(Language("fr"), None, [], asked) == 0
        window, screen = shown[0]
        assert screen.context.language.code == spoken and window.surface.get_size() == (1600, 900)
    finally:
        pygame.display.set_mode(before)


@pytest.mark.parametrize(
    "text",
    ["", "{", "[1]", '{"width": "wide"}', '{"text_scale": 99.0}', '{"theme": "pink"}', '{"width": 3}', '{"size": 1}'],
)
def test_a_bad_settings_file_gives_defaults(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text, "utf-8")
    assert read_settings(path) == Settings()


def test_one_bad_value_does_not_lose_the_others(tmp_path: Path) -> None:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps({"theme": "contrast", "fullscreen": "yes", "avatars": {"3": 7}}), "utf-8")
    found = read_settings(path)
    assert found.theme == "contrast" and found.fullscreen is False and found.avatars == {"3": 7}


def test_resizing_takes_effect_on_a_real_window(context) -> None:
    screen = SettingsScreen(context)
    before = pygame.display.get_surface().get_size()
    try:
        screen.press("window=1280x720")
        assert pygame.display.get_surface().get_size() == (1280, 720)
        assert any(event.type == pygame.WINDOWSIZECHANGED for event in pygame.event.get())
    finally:
        pygame.display.set_mode(before)
