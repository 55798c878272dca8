"""Settings and about: each choice holds at once and at the next start, all by keys alone, and nothing is cut."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path

import pygame
import pytest

from simulator import start
from simulator.i18n import Language
from simulator.screens.about import DRAWINGS, FONTS, LIBRARIES, AboutScreen
from simulator.screens.home import HomeScreen
from simulator.screens.settings import TABS, SettingsScreen
from simulator.screens.settings_file import Settings, read_settings
from simulator.ui.events import UiEvent
from simulator.ui.fibre_marks import ORDER
from simulator.ui.pointer import Gain
from simulator.ui.slider import Slider
from simulator.ui.theme_variants import THEMES
from simulator.ui.widgets import Toggle
from tests.screens.conftest import click, drawn, key, named

ROOT = Path(__file__).resolve().parents[2]


def test_each_choice_holds_at_once_and_at_the_next_start(context, again) -> None:
    screen = SettingsScreen(context)
    surface = pygame.Surface((640, 360))
    before = context.canvas(surface)
    chosen = "theme=dark text_scale=2.0 window=1600x900 dyslexic=on fibre_names=off sound=off volume=0.3 voice=on"
    for name in f"{chosen} cues=off left_handed=on mouse_speed=1.5 simple_words=off".split():
        screen.press(name)
    after = context.canvas(surface)
    assert (before.theme.name, before.texts.dyslexic) == ("light", False)
    assert before.marks is not None and set(before.marks.names) == set(ORDER), "before anybody asks"
    assert (after.theme.name, after.texts.text_scale, after.texts.dyslexic) == ("dark", 2.0, True)
    assert after.marks is None
    assert again("fr").settings == Settings(
        width=1600, height=900, theme="dark", text_scale=2.0, dyslexic=True, fibre_names=False, sound=False, volume=0.3,
        voice=True, cues="off", left_handed=True, mouse_speed=1.5, simple_words=False, hears={"": True},
    )  # fmt: skip


def test_the_whole_screen_is_a_choice_like_the_sizes(context) -> None:
    screen = SettingsScreen(context)
    screen.press("window=full")
    assert context.settings.fullscreen and SettingsScreen(context).settings[2].widget.value == "full"
    screen.press("window=1280x720")
    assert not context.settings.fullscreen and context.settings.size == (1280, 720)


def test_every_setting_is_reached_and_changed_by_keys_alone(context) -> None:
    """Only Tab, arrows and Enter, from the first frame on."""
    screen = SettingsScreen(context)
    seen: set[str] = set()
    for tab in TABS:
        _tab_to(screen, "tab")
        while screen.tab != tab:
            screen.handle(key("right"))
        for row in reversed(screen.settings):  # the volume before the sound is off
            if row.widget is None:
                continue
            before = context.settings
            _tab_to(screen, row.widget.key)
            at_end = isinstance(row.widget, Slider) and row.widget.value == row.widget.high
            screen.handle(key("enter" if isinstance(row.widget, Toggle) else "left" if at_end else "right"))
            screen = screen.next_screen()
            assert context.settings != before, row.name
            seen.add(row.widget.key)
            drawn(screen, context, (640, 360))
    assert seen >= {"language", "theme", "window", "text_scale", "dyslexic", "simple_words", "fibre_names", "sound"}
    assert seen >= {"volume", "voice", "cues", "left_handed", "mouse_speed"}


def _tab_to(screen, name: str) -> None:
    for _ in range(30):
        if screen.focus.at is not None and screen.focus.at.key == name:
            return
        screen.handle(key("tab"))
    raise AssertionError(f"Tab never comes to {name}")


def test_a_slider_follows_the_pointer_and_stops_at_its_ends(context) -> None:
    screen = SettingsScreen(context, "hands")
    slider = named(screen, "mouse_speed")
    middle = slider.y + slider.h / 2
    screen.handle(UiEvent("down", slider.x + 30, middle))
    assert context.settings.mouse_speed == 0.5
    screen.handle(UiEvent("move", slider.x + 5000, middle + 300, held=True))
    assert context.settings.mouse_speed == 2.0
    screen.handle(UiEvent("move", slider.x + 30, middle, held=False))
    assert context.settings.mouse_speed == 2.0


def test_the_volume_sleeps_while_there_is_no_sound(context) -> None:
    screen = SettingsScreen(context, "sound")
    screen.handle(click(named(screen, "sound")))
    assert not context.settings.sound and not named(screen, "volume").enabled
    screen.handle(click(named(screen, "volume")))
    assert context.settings.volume == Settings().volume


def test_another_language_keeps_the_tab(context) -> None:
    screen = SettingsScreen(context, "hands")
    screen.handle(click(named(screen, "nav:language")))
    assert screen.next_screen().tab == "hands"


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("tab", TABS)
def test_no_word_of_the_settings_leaves_its_box_at_double_size(context, tab: str, theme: str) -> None:
    """Whatever is written stays inside the card of its row, also in wide letters."""
    context.change(theme=theme, text_scale=2.0, dyslexic=True)
    screen = SettingsScreen(context, tab)
    written = _written(screen, context)
    assert written
    for words, (left, top, right, bottom) in written:
        assert left >= -1 and right <= 1921 and top >= -1 and bottom <= 1081, words


def _written(screen, context) -> list[tuple[str, tuple[float, float, float, float]]]:
    """Every text with its box [design units], as the canvas is asked to write it."""
    found: list = []
    surface = pygame.Surface((1280, 720), 0, 32)
    canvas = context.canvas(surface)
    plain = type(canvas).block

    def block(self, x, y, block, colour="ink", align="left", anchor="top"):
        left = x - {"left": 0, "center": block.width / 2, "right": block.width}[align]
        top = y - {"top": 0, "middle": block.height / 2, "baseline": block.style.size}[anchor]
        found.append((" ".join(block.lines), (left, top, left + block.width, top + block.height)))
        plain(self, x, y, block, colour, align, anchor)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(type(canvas), "block", block)
        screen.draw(canvas)
    return found


# what the settings do


def test_the_mouse_speed_scales_the_way_of_the_hand_and_nothing_else() -> None:
    slow = Gain(0.5)
    assert slow.through(UiEvent("move", 50, 60)) == UiEvent("move", 50, 60)
    assert slow.through(UiEvent("down", 100, 200)) == UiEvent("down", 100, 200)
    assert slow.through(UiEvent("move", 300, 100, held=True)) == UiEvent("move", 200, 150, held=True)
    assert slow.through(UiEvent("up", 300, 100)) == UiEvent("up", 200, 150)
    assert slow.through(UiEvent("move", 300, 100)) == UiEvent("move", 300, 100)
    assert slow.through(UiEvent("key", key="right")) == UiEvent("key", key="right")


def test_a_speed_of_one_changes_no_event() -> None:
    plain = Gain(1.0)
    events = [UiEvent("down", 7.3, 9.1), UiEvent("move", 300.7, 11.3, held=True), UiEvent("up", 301.1, 12.9)]
    assert [plain.through(event) for event in events] == events


# about


def test_about_is_reached_from_the_settings_and_leads_back(context) -> None:
    screen = SettingsScreen(context)
    screen.handle(click(named(screen, "about")))
    about = screen.next_screen()
    assert isinstance(about, AboutScreen)
    about.handle(key("escape"))
    assert isinstance(about.next_screen(), SettingsScreen)


def test_about_names_every_library_that_brin_needs() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needed = {re.split(r"[<>=;\[ ]", line)[0].lower() for line in project["dependencies"]}
    assert {made.package.lower() for made in LIBRARIES} == needed
    assert project["name"] == DRAWINGS.package


def test_about_names_every_font_that_travels() -> None:
    files = {path.name for path in (ROOT / "assets" / "fonts").glob("*.*") if path.suffix != ".txt"}
    assert all(any(name.startswith(made.name) for made in FONTS) for name in files)


def test_licences_agree_with_what_the_packages_say() -> None:
    """Read from the installed packages; their families, since each writes its licence in its own way."""
    from importlib import metadata

    for made in LIBRARIES:
        try:
            told = metadata.metadata(made.package)
        except metadata.PackageNotFoundError:
            continue
        words = " ".join([told.get("License-Expression") or "", told.get("License") or "",
                          *(told.get_all("Classifier") or [])])  # fmt: skip
        assert made.licence.split()[0] in words, made.name


def test_about_says_that_it_replaces_no_authorisation(context) -> None:
    said = " ".join(words for words, _ in _written(AboutScreen(context), context))
    assert "ne remplace aucune autorisation" in said
    assert all(word in said for word in ("AIPR", "CACES", "Habilitation"))


def test_escape_leaves_the_settings_for_the_map(context) -> None:
    screen = SettingsScreen(context)
    screen.handle(key("escape"))
    assert isinstance(screen.next_screen(), HomeScreen)


# the file, the window


def test_arrows_change_a_setting_without_the_pointer(context) -> None:
    screen = SettingsScreen(context, "reading")
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
