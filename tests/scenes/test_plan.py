"""Picking fibres by the plan: what is picked is what is spliced, and a wrong pick is a crossed fibre."""

from __future__ import annotations

import pytest

from simulator.plant import Chance, LineSpec, PartSpec, SiteSpec, workplace
from simulator.scenes.base import Action
from simulator.scenes.plan.logic import PairSpec, Params, create

PAIRS = (PairSpec("rouge", "rouge"), PairSpec("bleu", "vert"))


@pytest.fixture
def plant():
    line = LineSpec(parts=(PartSpec("fibre"), PartSpec("splice", work=True), PartSpec("fibre")))
    return workplace.build(SiteSpec(line=line), Chance(5))


def pick(plant, left: str | None, right: str | None, pair: int = 1):
    scene = create(Params(PAIRS, pair), plant)
    scene.enter(0)
    actions = [Action("left.take", left)] if left else []
    actions += [Action("right.take", right)] if right else []
    scene.step(0, [*actions, Action("done")])
    scene.close(1)
    return scene


def test_the_pair_of_the_plan_goes_to_work(plant) -> None:
    scene = pick(plant, "rouge", "rouge")
    assert scene.outcome == "done"
    assert {side: end.colour for side, end in plant.ends.items()} == {"left": "rouge", "right": "rouge"}
    assert scene.book.values["plan.crossed"] == 0 and not scene.marks


def test_a_wrong_pair_is_taken_all_the_same_and_counts_as_crossed(plant) -> None:
    scene = pick(plant, "rouge", "bleu")
    assert plant.ends["right"].colour == "bleu"
    assert scene.book.values["plan.crossed"] == 1
    assert [mark.cause for mark in scene.marks] == ["plan.wrong_right"]


def test_the_plan_may_join_different_colours(plant) -> None:
    assert pick(plant, "bleu", "vert", pair=2).book.values["plan.crossed"] == 0
    assert plant.number == 2


def test_half_a_pair_does_not_go_to_work(plant) -> None:
    assert pick(plant, "rouge", None).outcome is None


def test_a_spliced_fibre_cannot_be_taken_again(plant) -> None:
    pick(plant, "rouge", "rouge")
    plant.joint = object()
    plant.take_pair("bleu", "vert")
    scene = create(Params(PAIRS, 2), plant)
    scene.step(0, [Action("left.take", "rouge")])
    assert scene.state.left is None


def test_laying_back_is_counted(plant) -> None:
    scene = create(Params(PAIRS), plant)
    scene.step(0, [Action("left.take", "bleu")])
    scene.step(1, [Action("left.put")])
    scene.step(2, [Action("left.take", "rouge"), Action("left.take", "vert")])
    scene.close(3)
    assert scene.book.values["plan.changes"] == 2


def test_nor_the_fibre_that_still_lies_spliced_in_the_machine(plant) -> None:
    pick(plant, "rouge", "rouge")
    plant.joint = object()
    scene = create(Params(PAIRS, 2), plant)
    assert scene.spliced == 1
    scene.step(0, [Action("left.take", "rouge"), Action("right.take", "rouge")])
    assert scene.state.left is None and scene.state.right is None
