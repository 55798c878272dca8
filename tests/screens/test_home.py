"""Home: a first frame before anything slow is read, then what comes next, and every place by keys alone."""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.scoring import ACQUIRED, IN_PROGRESS, NOT_STARTED, TO_REVIEW
from simulator.screens import home_map
from simulator.screens.briefing import BriefingScreen
from simulator.screens.home import HomeScreen
from simulator.screens.home_map import PlaceState
from simulator.screens.place import PlaceScreen
from simulator.screens.who import WhoScreen
from simulator.ui.curves import bezier
from simulator.ui.events import UiEvent
from tests.screens.conftest import attempt, click, drawn, key, named


def opened(context) -> HomeScreen:
    """The home screen after its first frame and what follows it."""
    screen = HomeScreen(context)
    drawn(screen, context)
    screen.tick()
    return screen


def test_the_first_frame_reads_neither_courses_nor_class_book(context, monkeypatch) -> None:
    def slow(*_: object) -> None:
        raise AssertionError("read before the first frame")

    monkeypatch.setattr(context, "courses", slow)
    monkeypatch.setattr(context, "store", slow)
    screen = HomeScreen(context)
    first = list(screen._spots)
    assert screen.running, "it asks for a tick, or nothing would ever be read"
    screen.tick()
    drawn(screen, context)
    monkeypatch.undo()
    screen.tick()
    assert screen.ready and not screen.running and screen.dirty
    assert screen._spots == first, "no place comes or moves once the courses are read"


def test_only_places_with_exercises_can_be_entered(context) -> None:
    screen = opened(context)
    shown = {w.key[6:] for w in screen.focus.widgets if w.key.startswith("place:")}
    assert shown == {exercise.place for exercise in context.exercises()}
    assert not shown & {"cable", "aerial", "underground"}, "nothing to do there yet"


def test_what_comes_next_follows_the_course_and_weak_ones_are_offered_again(context, people) -> None:
    screen = opened(context)
    assert screen.states["prepare"].states[0] == ACQUIRED
    assert screen.next_exercise.id == "cinq-coupes", "the first one in the order of the course that is not acquired"
    assert screen.second[0].id == "lame-usee" and screen.second[1] == TO_REVIEW


def test_who_went_ahead_goes_on_at_that_place(context, people) -> None:
    """After an exercise of a later place comes the next one there; what the course has first stays the second offer."""
    there = [exercise for exercise in context.exercises() if exercise.place == "measure"]
    screen = HomeScreen(context, there[3])
    screen.load()
    assert screen.next_exercise.id == there[3].id, "not acquired yet"
    for seed in (11, 12):
        attempt(context, people[0], there[3].id, 1.0, seed)
    screen = HomeScreen(context, there[3])
    screen.load()
    assert screen.next_exercise.id == there[4].id
    assert screen.second[0].place == "prepare"
    last = HomeScreen(context, replace(there[-1], course_id="elsewhere"))
    last.load()
    assert last.next_exercise.id == "cinq-coupes", "unknown there: the order of the course"


def test_when_all_is_acquired_something_is_still_offered(context, people) -> None:
    for exercise in context.exercises():
        for seed in (11, 12):
            attempt(context, people[0], exercise.id, 1.0, seed)
    screen = opened(context)
    assert all(state == ACQUIRED for place in screen.states.values() for state in place.states)
    assert screen.next_exercise is not None


def test_enter_alone_leads_to_the_next_exercise_but_asks_for_a_name_first(context) -> None:
    screen = opened(context)
    screen.handle(key("enter"))
    asked = screen.next_screen()
    assert isinstance(asked, WhoScreen)
    asked.press("without")
    assert isinstance(asked.next_screen(), BriefingScreen)


def test_enter_alone_leads_to_the_next_exercise_for_who_is_known(context, people) -> None:
    screen = opened(context)
    screen.handle(key("enter"))
    follower = screen.next_screen()
    assert isinstance(follower, BriefingScreen) and follower.exercise.id == "cinq-coupes"


def test_every_widget_is_reached_with_tab(context, people) -> None:
    screen = opened(context)
    seen = set()
    for _ in range(len(screen.focus.widgets)):
        screen.handle(key("tab"))
        seen.add(screen.focus.at.key)
    assert seen == {w.key for w in screen.focus.widgets}


def test_a_place_opens_by_its_disc_and_by_its_plate(context) -> None:
    for part in ("disc", "plate"):
        screen = opened(context)
        place = named(screen, "place:splice")
        event = click(place)
        if part == "plate":
            event = type(event)("down", place.spot.cx, place.spot.plate_y + 10)
        screen.handle(event)
        follower = screen.next_screen()
        assert isinstance(follower, PlaceScreen) and follower.place == "splice"


def test_escape_asks_before_leaving(context) -> None:
    screen = opened(context)
    screen.handle(key("escape"))
    assert screen.next_screen() is screen
    screen.handle(key("escape"))
    assert screen.next_screen() is screen
    screen.handle(key("escape"))
    screen._answer("quit")
    assert screen.next_screen() is None


def test_a_class_book_that_is_open_elsewhere_is_told_and_tried_again(context) -> None:
    context.store()
    second = type(context)(context.language, context.course_roots, context.now_text, type(context.ways))
    screen = HomeScreen(second)
    drawn(screen, second)
    screen.tick()
    assert screen._asked is not None and not screen.states, "no exercise can be begun"
    drawn(screen, second)
    context.close()
    screen.handle(key("enter"))
    assert screen._asked is None and screen.states
    second.close()


def test_the_language_changes_in_place(context, people) -> None:
    screen = opened(context)
    screen.handle(click(named(screen, "nav:language")))
    follower = screen.next_screen()
    assert isinstance(follower, HomeScreen) and context.language.code == "en"
    assert context.settings.language == "en"


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ((), NOT_STARTED),
        ((NOT_STARTED, NOT_STARTED), NOT_STARTED),
        ((ACQUIRED, NOT_STARTED), IN_PROGRESS),
        ((ACQUIRED, ACQUIRED), ACQUIRED),
        ((ACQUIRED, TO_REVIEW, NOT_STARTED), TO_REVIEW),
    ],
)
def test_state_of_a_place(states: tuple[str, ...], whole: str) -> None:
    assert PlaceState("prepare", states).state == whole


@pytest.mark.parametrize("full_job", [False, True])
def test_the_strand_goes_through_every_place_and_plates_stand_apart(full_job: bool) -> None:
    name = "full_job" if full_job else "splice"
    states = {name: PlaceState(name, (NOT_STARTED,))}
    spots = home_map.spots(states)
    assert len(spots) == (8 if full_job else 7)
    whole = bezier(home_map.route(spots, 0, len(spots) + 1))
    for spot in spots:
        assert min((x - spot.cx) ** 2 + (y - spot.cy) ** 2 for x, y in whole) < 4
    for row in (184.0, 856.0):
        plates = sorted(spot.plate_x for spot in spots if spot.plate_y == row)
        assert all(b - a >= home_map.PLATE_W + 8 for a, b in zip(plates, plates[1:], strict=False))


def test_the_strand_is_lit_up_to_the_last_place_that_was_started() -> None:
    spots = home_map.spots({})
    assert home_map.lit_stretches(spots, {}) == 0
    started = {"splice": PlaceState("splice", (IN_PROGRESS,)), "prepare": PlaceState("prepare", (NOT_STARTED,))}
    assert home_map.lit_stretches(spots, started) == 2


def test_the_picture_changes_only_when_something_changed(context, people) -> None:
    screen = opened(context)
    first = drawn(screen, context).get_buffer().raw
    assert drawn(screen, context).get_buffer().raw == first
    attempt(context, people[0], "premiere-soudure", 1.0, 9)
    assert drawn(opened(context), context).get_buffer().raw != first


def test_in_a_place_up_and_down_go_through_the_list_and_the_card_follows(context) -> None:
    place = PlaceScreen(context, "measure")
    for way, there in (("down", 0), ("down", 1), ("down", 2), ("up", 1)):
        place.handle(UiEvent("key", key=way))
        at = place.focus.at
        assert at is not None and at.key == f"exercise:{there}" and place.focus.shows(at)
        assert place.chosen == there
    for _ in range(12):
        place.handle(UiEvent("key", key="down"))
    assert place.chosen == 13
    row = place.list.rows[13]
    _, top, _, height = place.list.box
    assert top <= row.y and row.y + row.h <= top + height + 1  # scrolled to
    place.handle(UiEvent("key", key="right"))
    assert place.focus.at is not None and place.focus.at.key == "start"
    place.handle(UiEvent("key", key="up"))
    assert place.focus.at is not None and place.focus.at.key == "exercise:13"
    place.handle(UiEvent("key", key="enter"))
    assert isinstance(place.next_screen(), WhoScreen)  # who works here is asked first
