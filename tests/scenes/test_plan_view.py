"""The plan through its view: with the mouse alone, with keys alone."""

from __future__ import annotations

import pytest

from simulator.plant import Chance, SiteSpec, workplace
from simulator.scenes.plan import view_layout as at
from simulator.scenes.plan.logic import Params, create
from simulator.scenes.plan.view import create as create_view
from simulator.ui.events import UiEvent
from tests.scenes.viewer import view_context


class Player:
    def __init__(self) -> None:
        self.scene = create(Params(), workplace.build(SiteSpec(), Chance(1)))
        self.scene.enter(0)
        self.view = create_view(self.scene, view_context("Plan", "plan"))
        self.tick = 0

    def send(self, event: UiEvent) -> None:
        self.scene.step(self.tick, self.view.handle(event) + self.view.tick(frozenset()))
        self.tick += 1

    def key(self, name: str) -> None:
        self.send(UiEvent("key", key=name))

    def drag(self, start, stop) -> None:
        self.send(UiEvent("move", *start))
        self.send(UiEvent("down", *start, button=1))
        self.send(UiEvent("move", *stop, held=True))
        self.send(UiEvent("up", *stop, button=1))


@pytest.fixture
def player() -> Player:
    return Player()


def test_mouse_alone(player) -> None:
    for side in ("left", "right"):
        player.drag(at.tip(side, "rouge"), (at.MIDDLE_X, at.MIDDLE_Y))
    player.send(UiEvent("down", at.GO[0] + 20, at.GO[1] + 20, button=1))
    assert player.scene.outcome == "done"
    assert player.scene.book.values["plan.crossed"] == 0


def test_a_click_takes_and_a_drag_out_lays_back(player) -> None:
    player.drag(at.tip("left", "bleu"), at.tip("left", "bleu"))
    assert player.scene.state.left == "bleu"
    player.drag((at.MIDDLE_X - 60, at.MIDDLE_Y), (300.0, 800.0))
    assert player.scene.state.left is None


def test_a_fibre_let_go_elsewhere_goes_back(player) -> None:
    player.drag(at.tip("left", "bleu"), (at.MIDDLE_X, 900.0))
    assert player.scene.state.left is None


def test_keys_alone(player) -> None:
    player.key("space")
    player.key("down")
    player.key("up")
    player.key("space")
    player.key("enter")
    assert player.scene.outcome == "done"
    assert player.scene.plant.ends["left"].colour == player.scene.plant.ends["right"].colour == "rouge"


def test_keys_go_on_where_the_mouse_has_left_off(player) -> None:
    player.drag(at.tip("left", "rouge"), at.tip("left", "rouge"))
    player.key("enter")
    assert (player.scene.state.left, player.scene.state.right) == ("rouge", "rouge")
