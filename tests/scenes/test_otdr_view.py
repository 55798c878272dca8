"""A newcomer measures through the play screen: the mouse alone, the keys alone, from the plug to the table."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from simulator.scenes.otdr import view_layout as at
from tests.scenes.otdr_player import Player, by_keys, by_mouse, obey

Begin = Callable[[str], Player]


@pytest.fixture
def begin(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Begin]:
    """Starts an exercise in a data folder of its own."""
    monkeypatch.setenv("BRIN_DATA", str(tmp_path))
    begun: list[Player] = []

    def make(exercise: str) -> Player:
        begun.append(Player(exercise))
        return begun[-1]

    yield make
    for player in begun:
        player.screen.close()
        player.context.close()


@pytest.mark.parametrize("hand", [by_mouse, by_keys])
def test_a_newcomer_reads_a_first_trace_by_the_goal_line_alone(begin: Begin, hand: Callable) -> None:
    player = begin("lire-sans-bruit")
    obey(player, hand)
    assert player.score() >= 80, player.screen.attempt.facts()


def test_the_log_holds_metres_whatever_hand_it_was(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    player.tap("s")
    player.run(400)
    window = player.view.plot.window()
    player.drag((window.x(player.scene.state.cursors["A"]), 400.0), (window.x(1300.0), 400.0))
    assert player.scene.state.cursors["A"] == pytest.approx(1300.0, abs=window.per_unit)
    assert '"a":"cursor.A"' in player.screen.attempt.log[-1]


def test_wheel_zooms_about_the_pointer_and_home_shows_all(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    player.tap("s")
    player.run(400)
    before = player.view.plot.window()
    x = at.PLOT[0] + 500.0
    player.wheel(x, 400.0, 1.0)
    after = player.view.plot.window()
    assert after.per_unit == pytest.approx(before.per_unit / 2)
    assert after.metres(x) == pytest.approx(before.metres(x), abs=0.01)
    player.tap("h")
    assert player.view.plot.window().frame == before.frame


def test_a_zoom_rectangle_becomes_the_window(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    player.tap("s")
    player.run(400)
    window = player.view.plot.window()
    player.tile("lens")
    player.drag((300.0, 260.0), (600.0, 500.0))
    after = player.view.plot.window().frame
    assert after.left == pytest.approx(window.metres(300.0), abs=0.1)
    assert after.right == pytest.approx(window.metres(600.0), abs=0.1)
    assert after.high == pytest.approx(window.level(260.0), abs=0.05)


def test_every_setting_turns_by_mouse_and_by_key(begin: Begin) -> None:
    player = begin("lire-sans-bruit")
    keys = player.scene.otdr.keys
    for name, letter in (("range", "r"), ("pulse", "u"), ("averaging", "t"), ("index", "i")):
        field = {"range": "range_m", "pulse": "pulse_ns", "averaging": "averaging_s", "index": "index"}[name]
        player.click(at.chevrons(name)[0])
        raised = getattr(player.scene.otdr.keys, field)
        assert raised > getattr(keys, field), name
        player.tap(letter, shift=True)
        assert getattr(player.scene.otdr.keys, field) == pytest.approx(getattr(keys, field)), name
    player.click(at.wavelength_chips(2)[1])
    assert player.scene.otdr.keys.wavelengths_nm == (1310, 1550)


def test_pulling_the_plug_while_lit_is_said_at_once(begin: Begin) -> None:
    player = begin("trouver-la-coupure")
    player.tap("p")
    player.tap("s")
    player.run(90)
    x, y, w, h = at.plug_rect(True)
    player.drag((x + w / 2, y + h / 2), (x - 40, y + h / 2 + 40))
    player.draw()
    assert "eye_exposure" in player.scene.broken_gates
    assert player.view._model().toast is not None
