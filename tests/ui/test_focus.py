"""Focus: every widget can be reached and pressed with keys alone, and the pointer does not fight with them."""

from simulator.ui.events import UiEvent
from simulator.ui.focus import Focus
from simulator.ui.widgets import Button, TextField


def key(name: str, shift: bool = False) -> UiEvent:
    return UiEvent("key", key=name, shift=shift)


def grid() -> list[Button]:
    """Three columns, two rows; the middle one of the second row cannot be used."""
    made = [Button(f"{c}{r}", "", "", 100 + 200 * c, 100 + 100 * r, 160, 60) for r in range(2) for c in range(3)]
    made[4].enabled = False
    return made


def test_tab_visits_every_usable_widget_once_round() -> None:
    widgets = grid()
    focus = Focus(widgets)
    seen = []
    for _ in range(5):
        focus.handle(key("tab"))
        seen.append(focus.at.key)
    assert seen == ["00", "10", "20", "01", "21"]
    focus.handle(key("tab"))
    assert focus.at is widgets[0]
    focus.handle(key("tab", shift=True))
    assert focus.at is widgets[5]


def test_arrows_go_to_the_neighbour_on_the_screen() -> None:
    widgets = grid()
    focus = Focus(widgets)
    focus.handle(key("tab"))
    path = []
    for way in ("right", "right", "down", "left", "up"):
        focus.handle(key(way))
        path.append(focus.at.key)
    assert path == ["10", "20", "21", "01", "00"]


def test_enter_and_space_press_and_enter_alone_works_from_the_start() -> None:
    widgets = grid()
    focus = Focus(widgets)
    assert focus.handle(key("enter")) is None
    focus.start_at(widgets[2])
    assert not focus.shows(widgets[2]), "no ring before a key was used"
    assert focus.handle(key("enter")) == "20"
    assert focus.handle(key("space")) == "20"


def test_the_first_tab_shows_the_ring_where_the_focus_already_is() -> None:
    widgets = grid()
    focus = Focus(widgets)
    focus.start_at(widgets[2])
    focus.handle(key("tab"))
    assert focus.at is widgets[2] and focus.shows(widgets[2])


def test_a_click_presses_and_hides_the_ring_and_a_dead_widget_is_dead() -> None:
    widgets = grid()
    focus = Focus(widgets)
    focus.handle(key("tab"))
    assert focus.handle(UiEvent("down", 310, 110)) == "10"
    assert not focus.shows(widgets[1])
    assert focus.handle(UiEvent("down", 310, 210)) is None, "it is not enabled"
    assert focus.handle(UiEvent("down", 310, 110, button=3)) is None


def test_hover_follows_the_pointer() -> None:
    widgets = grid()
    focus = Focus(widgets)
    focus.handle(UiEvent("move", 110, 110))
    assert focus.hovers(widgets[0])
    focus.handle(UiEvent("move", 5, 5))
    assert not focus.hovers(widgets[0])


def test_a_field_has_the_letters_and_gives_tab_and_enter_away() -> None:
    field, button = TextField("name", "", "", 100, 100, 300, 60), Button("go", "", "", 100, 200, 300, 60)
    focus = Focus([field, button])
    focus.handle(UiEvent("down", 150, 120))
    assert focus.at is field and focus.shows(field)
    for letter in "a b":
        focus.handle(key("space" if letter == " " else letter))
        focus.handle(UiEvent("text", text=letter))
    assert field.value == "a b"
    assert focus.handle(key("enter")) == "name"
    focus.handle(key("tab"))
    assert focus.at is button


def test_other_widgets_keep_the_focus_on_the_same_key() -> None:
    focus = Focus(grid())
    focus.handle(key("tab"))
    focus.handle(key("tab"))
    others = grid()
    focus.replace(others)
    assert focus.at is others[1]
    focus.replace(others[3:])
    assert focus.at is None
