"""Widgets: what they give back when pressed, what a text field takes, and that their words stay inside them."""

import pygame
import pytest

from simulator.ui.canvas import Canvas, Kit
from simulator.ui.dialog import Dialog
from simulator.ui.events import UiEvent
from simulator.ui.fitting import SMALLEST, boxed
from simulator.ui.focus import Focus
from simulator.ui.listing import Listing
from simulator.ui.theme import LIGHT
from simulator.ui.widgets import Button, Choice, Row, TextField, Toggle, draw_progress


def key(name: str, shift: bool = False) -> UiEvent:
    return UiEvent("key", key=name, shift=shift)


def down(x: float, y: float) -> UiEvent:
    return UiEvent("down", x, y)


def typed(field: TextField, text: str) -> None:
    """Type as a keyboard does: the key first, then the letter that it writes."""
    for letter in text:
        field.input(key("space" if letter == " " else letter.lower()))
        field.input(UiEvent("text", text=letter))


# text field


def test_a_field_takes_french_letters_once_each() -> None:
    field = TextField("name", "Prénom")
    typed(field, "Éloïse D’Œuf 2")
    assert field.value == "Éloïse D’Œuf 2"


def test_the_caret_moves_and_letters_go_where_it_stands() -> None:
    field = TextField("name", "", value="Amna")
    for name in ("end", "left", "left"):
        assert field.input(key(name))
    typed(field, "i")
    assert (field.value, field.caret) == ("Amina", 3)
    field.input(key("backspace"))
    field.input(key("delete"))
    assert field.value == "Ama"
    field.input(key("home"))
    field.input(key("backspace"))
    assert (field.value, field.caret) == ("Ama", 0)


def test_a_field_keeps_its_greatest_length_and_no_control_letters() -> None:
    field = TextField("name", "", most=5)
    field.input(UiEvent("text", text="ab\n\tcdefgh"))
    assert field.value == "abcde"


def test_up_down_and_function_keys_leave_a_field() -> None:
    field = TextField("name", "")
    assert not any(field.input(key(name)) for name in ("up", "down", "tab", "f1"))


# presses


def test_choice_by_click_enter_and_arrows() -> None:
    choice = Choice("theme", "", x=0, y=0, w=300, h=56, options=[("a", "A"), ("b", "B"), ("c", "C")], value="a")
    assert choice.press(down(250, 10)) == "theme=c"
    assert choice.press() == "theme=a"
    assert choice.input(key("left")) is False, "nothing lies left of the first"
    assert choice.input(key("right")) == "theme=b"
    assert choice.value == "b"


def test_toggle_tells_its_new_state() -> None:
    toggle = Toggle("left", "")
    assert (toggle.press(), toggle.press()) == ("left=on", "left=off")


def test_a_dialog_answers_by_key_and_by_click() -> None:
    asked = Dialog("Quitter ?", "", [("no", "Non", "back"), ("yes", "Oui", "check")])
    assert asked.handle(key("escape")) == "cancel"
    assert asked.handle(key("enter")) == "yes"
    button = asked.buttons[0]
    assert asked.handle(down(button.x + 5, button.y + 5)) == "no"


# lists


def rows(count: int) -> list[Row]:
    return [Row(f"row:{i}", f"Ligne {i}") for i in range(count)]


def test_a_list_shows_whole_rows_only_and_scrolls_no_further_than_its_end() -> None:
    listing = Listing(100, 200, 500, 300, row_h=72, gap=8)
    listing.fill(rows(10))
    assert listing.fit == 3
    listing.scroll(99)
    shown = [row for row in listing.rows if row.shown]
    assert [row.key for row in shown] == ["row:7", "row:8", "row:9"]
    assert all(row.y >= 200 and row.y + row.h <= 500 for row in shown)


def test_the_row_with_the_focus_comes_into_sight_and_hidden_rows_cannot_be_clicked() -> None:
    listing = Listing(100, 200, 500, 300)
    listing.fill(rows(10))
    focus = Focus(listing.rows)
    for _ in range(6):
        focus.handle(key("tab"))
        listing.handle(key("tab"), focus)
    assert focus.at is listing.rows[5] and listing.rows[5].shown
    assert not listing.rows[9].contains(listing.rows[9].x + 5, listing.rows[9].y + 5)


def test_the_wheel_moves_a_list_only_when_the_pointer_is_on_it() -> None:
    listing = Listing(100, 200, 500, 300)
    listing.fill(rows(10))
    focus = Focus(listing.rows)
    assert not listing.handle(UiEvent("wheel", 0, 0, dy=-1), focus)
    assert listing.handle(UiEvent("wheel", 300, 300, dy=-2), focus)
    assert listing.first == 2


# words stay inside

LONG = "Une phrase bien trop longue pour un si petit bouton, comme il en vient dans toutes les langues"


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_boxed_text_fits_or_is_as_small_as_it_may_be(scale: float) -> None:
    canvas = Kit((1280, 720), text_scale=scale).canvas(pygame.Surface((1280, 720)))
    for words, w, h in (("Continuer", 240, 80), ("Poubelle à fibres", 96, 46), (LONG, 300, 60), (LONG, 700, 90)):
        block = boxed(canvas, words, w, h, "lead", "semibold")
        assert " ".join(block.lines) == words, "nothing of it is missing"
        fits = block.width <= w and block.height <= h
        assert fits or block.style.size == pytest.approx(SMALLEST)


def test_boxed_text_grows_with_the_reader_where_there_is_room() -> None:
    surface = pygame.Surface((1280, 720))
    canvases = [Kit((1280, 720), text_scale=scale).canvas(surface) for scale in (1.0, 1.5)]
    plain, large = (boxed(canvas, "Nom", 400, 90, "lead").style.size for canvas in canvases)
    assert large == pytest.approx(1.5 * plain)


def painted_outside(canvas: Canvas, rect: tuple[float, float, float, float]) -> bool:
    """Whether anything but the ground lies outside a rectangle."""
    x, y, w, h = (round(v) for v in rect)
    canvas.surface.fill(LIGHT.bench, (x, y, w, h))
    clean = canvas.surface.copy()
    clean.fill(LIGHT.bench)
    return canvas.surface.get_buffer().raw != clean.get_buffer().raw


@pytest.mark.parametrize("kind", ["primary", "secondary", "quiet"])
def test_a_button_paints_nothing_outside_itself(canvas: Canvas, kind: str) -> None:
    canvas.fill("bench")
    Button("k", "Rejouer la scène depuis le début", "replay", 400, 400, 260, 64, kind=kind).draw(canvas)
    assert not painted_outside(canvas, (400, 400, 260, 69))


def test_focus_and_hover_are_seen(canvas: Canvas) -> None:
    button = Button("k", "Suivant", "", 400, 400, 260, 64)
    pictures = []
    for focused, hovered in ((False, False), (True, False), (False, True)):
        canvas.fill("bench")
        button.draw(canvas, focused, hovered)
        pictures.append(canvas.surface.copy().get_buffer().raw)
    assert len(set(pictures)) == 3


def test_progress_is_lit_as_far_as_it_has_come(canvas: Canvas) -> None:
    canvas.fill("panel")
    draw_progress(canvas, 200, 300, 400, 0.5)
    lit = tuple(canvas.surface.get_at((300, 306)))[:3]
    empty = tuple(canvas.surface.get_at((560, 306)))[:3]
    assert lit != empty and empty == LIGHT.panel
