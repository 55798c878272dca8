"""Keys alone: every widget of every screen is reached by Tab and by arrows, under a ring that is seen; a way out."""

from __future__ import annotations

import pytest

from simulator import paths
from simulator import scenes as registry
from simulator.i18n import Language
from simulator.screens import gallery, sample_class
from simulator.screens.context import Context
from simulator.screens.doors import Doors
from simulator.screens.home import HomeScreen
from simulator.screens.play import PlayScreen
from simulator.screens.replay import BUTTONS, ReplayScreen
from simulator.ui.focus import WAYS, Focus
from simulator.ui.frame_paint import BUTTONS as FRAME_BUTTONS
from simulator.ui.widgets import TextField
from tests.screens.conftest import NOW, drawn, key

SIZE = (640, 360)
ENTRIES = {entry.name: entry for entry in gallery.entries() if entry.make is not None}
#: Every kind of debrief once: with a bill, without one, with several pages of criteria, with a line.
DEBRIEFS = {"debrief-premiere-soudure-pass", "debrief-lame-usee-fail-blade-ignored", "debrief-job"}
NAMES = [name for name in ENTRIES if not name.startswith("debrief") or name in DEBRIEFS]


@pytest.fixture(scope="module")
def classroom(tmp_path_factory):
    """A context over a class that has worked, on a PC with a voice; made once, for screens change nothing here."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BRIN_DATA", str(tmp_path_factory.mktemp("keyboard")))
        made = Context(Language("fr"), [paths.curricula_dir()], lambda: NOW, Doors)
        sample_class.fill(made)
        made.pose()
        yield made
        made.close()


@pytest.fixture
def shown(classroom):
    """A screen of the gallery after its first frames."""

    def make(name: str):
        screen = ENTRIES[name].make(classroom)
        drawn(screen, classroom, SIZE)
        if not isinstance(screen, PlayScreen):
            screen.tick()
            drawn(screen, classroom, SIZE)
        return screen

    return make


def focus_of(screen) -> Focus | None:
    """The focus that has the keys now: of a question, a menu, a card over the screen, or the screen's own."""
    for over in ("_asked", "asked", "card", "_menu"):
        upper = getattr(screen, over, None)
        if upper is not None and hasattr(upper, "focus"):
            return upper.focus
    return getattr(screen, "focus", None)


def usable(focus: Focus) -> list:
    return [widget for widget in focus.widgets if widget.enabled]


def by_tab(screen, context, count: int) -> tuple[set[int], list[str]]:
    """What Tab comes to in one round, and those of it on which no ring is seen."""
    before, seen, blind = b"", set(), []
    for _ in range(count):
        screen.handle(key("tab"))
        at = focus_of(screen).at
        now = drawn(screen, context, SIZE).get_buffer().raw
        seen.add(id(at))
        if now == before:
            blind.append(at.key)
        before = now
    return seen, blind


def by_arrows(focus: Focus, start) -> set[int]:
    """What arrows reach from a widget on, those that a widget uses for itself aside."""
    found, open_ones = {id(start)}, [start]
    while open_ones:
        here = open_ones.pop()
        for way in WAYS:
            copy = Focus(focus.widgets)
            copy.start_at(here)
            copy._keys = True
            copy._key(key(way))
            if id(copy.at) not in found:
                found.add(id(copy.at))
                open_ones.append(copy.at)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_a_screen_is_worked_by_keys_alone(shown, classroom, name: str) -> None:
    screen = shown(name)
    focus = focus_of(screen)
    if focus is not None:
        wanted, start = usable(focus), focus.at
        reached = by_arrows(focus, start)
        assert [w.key for w in wanted if id(w) not in reached] == [], f"by arrows from {start.key}"
        seen, blind = by_tab(screen, classroom, len(wanted))
        assert [w.key for w in wanted if id(w) not in seen] == [], "by Tab"
        assert blind == [], "no ring is seen"
    assert leads_out(screen), "Escape leads nowhere"


def leads_out(screen) -> bool:
    """Escape a few times at most: out of a field, a card, a menu, then out of the screen or to its question."""
    for _ in range(3):
        if isinstance(screen, PlayScreen) and screen._menu is not None:
            return any(b.key in ("keep", "resume") and b.enabled for b in screen._menu.buttons)
        asked = getattr(screen, "_asked", None)
        screen.handle(key("escape"))
        if screen.next_screen() is not screen:
            return True
        if isinstance(screen, HomeScreen) and asked is None and screen._asked is not None:
            return True
    return False


@pytest.mark.parametrize("scene", sorted(registry.REGISTRY))
def test_in_every_scene_tab_goes_through_all_that_is_pressed_and_the_ring_is_seen(classroom, scene: str) -> None:
    context = classroom
    found = next(e for e in context.exercises() if e.stages[0].scene == scene)
    screen = PlayScreen(context, found, 3)
    drawn(screen, context, SIZE)
    view, frame = screen._view, screen._view.frame
    tiles = {f"tool:{tile.key}" for tile in view._tiles() if tile.enabled}
    spots = range(len(view.card.spots)) if view.card is not None else range(0)
    seen: set[str] = set()
    stood: set[int] = set()
    before, blind = drawn(screen, context, SIZE).get_buffer().raw, []
    for _ in range(80):
        screen.handle(key("tab"))
        now = drawn(screen, context, SIZE).get_buffer().raw
        if now == before:
            blind.append(frame.focus)
        before = now
        seen.add(frame.focus)
        if view.card is not None:
            stood.add(view.card.focus)
    assert tiles | {"say"} | set(FRAME_BUTTONS) <= seen
    assert set(spots) <= stood
    assert blind == []
    screen.close()


def test_the_replay_is_worked_by_keys(shown, classroom) -> None:
    screen = shown("replay")
    assert isinstance(screen, ReplayScreen)
    pictures = set()
    for _ in BUTTONS:
        screen.handle(key("tab"))
        pictures.add(drawn(screen, classroom, SIZE).get_buffer().raw)
    assert len(pictures) == len(BUTTONS)
    tick = screen.attempt.tick
    screen.handle(key("right"))
    assert screen.attempt.tick > tick
    screen.handle(key("escape"))
    assert screen.next_screen() is not screen


def test_a_text_field_lets_go_of_the_focus(shown) -> None:
    """Left and right move the caret; Tab, up and down leave."""
    for name in ("who", "glossary", "courses", "signing"):
        screen = shown(name)
        for way in ("tab", "down", "up"):
            field = next(w for w in screen.focus.widgets if isinstance(w, TextField))
            screen.focus.start_at(field)
            screen.handle(key(way))
            assert screen.focus.at is not field, (name, way)
