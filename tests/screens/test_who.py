"""Who: a name with French letters is added once, kept for the next start, and nobody is forced to give one."""

from __future__ import annotations

import pygame
import pytest

from simulator.screens import nav, who
from simulator.screens.briefing import BriefingScreen
from simulator.screens.home import HomeScreen
from simulator.screens.page import LEFT
from simulator.screens.who import WhoScreen
from tests.screens.conftest import click, drawn, key, named, write


def test_a_newcomer_types_a_name_and_a_class_with_keys_alone(context, again) -> None:
    screen = WhoScreen(context)
    write(screen, "Éloïse-Marie")
    screen.handle(key("enter"))
    write(screen, "Groupe 3")
    screen.handle(key("enter"))
    assert isinstance(screen.next_screen(), HomeScreen)
    assert [(t.first_name, t.group) for t in context.trainees()] == [("Éloïse-Marie", "Groupe 3")]
    assert again("fr").trainee.first_name == "Éloïse-Marie", "the next start knows who worked last"


def test_the_same_name_in_the_same_class_is_the_same_person(context, people) -> None:
    screen = WhoScreen(context)
    screen.name.value, screen.group.value = "  amina ", "GROUPE 3"
    screen.press("add")
    assert context.trainee.id == people[0].id and len(context.trainees()) == 3


def test_the_same_name_in_another_class_is_somebody_else(context, people) -> None:
    screen = WhoScreen(context)
    screen.name.value, screen.group.value = "Amina", "Groupe 4"
    screen.press("add")
    assert context.trainee.id != people[0].id


def test_without_letters_nobody_is_added_and_it_says_so(context) -> None:
    screen = WhoScreen(context)
    screen.name.value = "   "
    screen.press("add")
    assert screen.said is not None and screen.next_screen() is screen and not context.trainees()


def test_a_tile_chooses_and_the_other_screen_follows(context, people) -> None:
    follower = HomeScreen(context)
    screen = WhoScreen(context, then=lambda: follower)
    screen.handle(click(named(screen, f"person:{people[1].id}")))
    assert context.trainee.id == people[1].id and screen.next_screen() is follower


def test_one_may_go_on_without_a_name_and_escape_changes_nobody(context, people) -> None:
    screen = WhoScreen(context)
    screen.handle(key("escape"))
    assert context.trainee.id == people[0].id
    screen.press("without")
    assert context.trainee is None


def test_the_chosen_picture_is_kept(context, again) -> None:
    screen = WhoScreen(context)
    screen.name.value = "Nora"
    picker = named(screen, "picture")
    screen.handle(type(click(picker))("down", picker.x + picker.w - 5, picker.y + picker.h - 30))
    assert picker.chosen == 18
    screen.press("add")
    person = context.trainee
    assert again("fr").avatar_of(person) == 18


def test_arrows_walk_over_the_pictures_and_leave_them_at_the_edge(context) -> None:
    screen = WhoScreen(context)
    picker = named(screen, "picture")
    screen.focus.start_at(picker)
    picker.chosen = 1
    for name in ("right", "down", "left"):
        screen.handle(key(name))
    assert picker.chosen == 7
    screen.handle(key("up"))
    screen.handle(key("up"))
    assert screen.focus.at is not picker, "above the first row the arrow leaves the grid"


def test_many_people_come_in_pages(context) -> None:
    for index in range(30):
        context.store().add_trainee(f"Nom {index}", "")
    screen = WhoScreen(context)
    shown = set()
    for _ in range(3):
        shown |= {tile.key for tile in screen.tiles}
        drawn(screen, context)
        screen.press("more")
    assert len(shown) == 30


@pytest.mark.parametrize(("people", "rows"), [(1, 1), (3, 1), (6, 2), (9, 3), (12, 4)])
def test_tiles_of_few_people_are_large_and_those_of_many_stay_in_the_page(people: int, rows: int) -> None:
    height = who.tile_height(people, who.HIGH)
    assert height * rows + who.GAP * (rows - 1) <= who.HIGH + 0.1
    assert height == who.TALLEST or rows > 1
    assert height >= who.tile_height(people + who.COLUMNS, who.HIGH)


def test_who_goes_on_without_a_name_is_asked_once(context) -> None:
    exercise = context.exercises()[0]
    asked = nav.to_briefing(context, exercise)
    assert isinstance(asked, WhoScreen)
    asked.press("without")
    assert isinstance(asked.next_screen(), BriefingScreen)
    for other in context.exercises()[:3]:
        assert isinstance(nav.to_briefing(context, other), BriefingScreen), "not at every exercise"
    home = HomeScreen(context)
    named(home, "who")  # and yet the way to a name is there
    home._press("who")
    screen = home.next_screen()
    screen.name.value = "Amina"
    screen.press("add")
    assert context.trainee.first_name == "Amina" and not context.nameless


def test_who_closes_the_question_with_escape_is_not_asked_again_either(context) -> None:
    asked = nav.to_briefing(context, context.exercises()[0])
    asked.handle(key("escape"))
    assert isinstance(nav.to_briefing(context, context.exercises()[1]), BriefingScreen)


@pytest.mark.parametrize("text_scale", [1.0, 2.0])
def test_a_message_hides_neither_people_nor_the_way(context, text_scale: float) -> None:
    context.change(text_scale=text_scale)
    screen = WhoScreen(context)
    before = drawn(screen, context)
    screen.press("add")
    assert screen.said is not None
    after = drawn(screen, context)
    scale = before.get_width() / 1920
    top, foot = round(who.TOP * scale), round((who.TOP + who.HIGH) * scale)

    def part(surface: pygame.Surface) -> bytes:
        way = surface.subsurface((round(LEFT * scale), top, round((who.CARD[0] - 24 - LEFT) * scale), foot - top))
        return pygame.image.tobytes(way, "RGB")

    assert part(before) == part(after)
    assert pygame.image.tobytes(before, "RGB") != pygame.image.tobytes(after, "RGB")
