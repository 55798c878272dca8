"""A cable of several fibres at the OTDR: each is measured and called good or bad, one of them row by row."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from simulator.plant.line import Coil
from simulator.plant.site import COLOURS
from simulator.scenes.otdr import view_layout as at
from simulator.screens.play import PlayScreen
from simulator.ui.events import UiEvent
from tests.make_proofs import EXERCISES, hands_of
from tests.scenes.otdr_player import Player
from tests.scenes.test_otdr import Bench, read_all
from tests.scenes.viewer import beginning

begin = beginning(Player)
THREE = {"fibres": COLOURS[:3], "each": ("1310",), "keep": ("1310",)}


@pytest.mark.parametrize(
    ("verdict", "right", "cause"),
    [("good", 0.0, "otdr.bad_fibre_kept"), ("bad", 100.0, None), ("none", 0.0, "otdr.fibre_unsaid")],
)
def test_a_fibre_beyond_a_limit_is_bad_and_whoever_says_otherwise_is_told(
    verdict: str, right: float, cause: str | None
) -> None:
    bench = Bench(**THREE)  # every fibre has a splice of 0.35 dB
    for colour in THREE["fibres"]:
        bench.do("fibre", colour)
        bench.measure()
        bench.do("fibre.verdict", verdict)
    marks = [mark for mark in bench.close().marks if mark.fact == "otdr.fibres_right_pct"]
    assert bench.fact("fibres_right_pct") == right and {mark.cause for mark in marks} == ({cause} if cause else set())
    assert len({mark.tick for mark in marks}) == len(marks)  # each where it was said


def test_the_bill_is_that_of_the_fibre_that_loses_most_and_says_which() -> None:
    """A coil too tight on a neighbour must not hide behind the good fibre whose table counts."""
    bench = Bench(**THREE)
    bench.plant.line_of(2).parts[1].coils.append(Coil(8.0, 1.0))
    bench.measure()
    bench.do("save")
    assert bench.scene.bill_fibre == 1 and "bend" not in bench.scene.bill()
    bench.do("fibre", "bleu")
    bench.measure()
    bench.do("save")
    bench.do("fibre", "rouge")
    assert bench.scene.bill_fibre == 2 and bench.scene.bill_nm == 1310
    assert bench.scene.bill()["bend"] > 0.5
    assert Bench().scene.bill_fibre == 0


def test_a_splice_that_is_not_made_is_a_bad_fibre() -> None:
    bench = Bench(**THREE)
    bench.plant.line_of(2).parts[1].mated = False
    assert bench.scene.fibres.verdict(2) == "bad"


def test_the_table_that_counts_is_that_of_the_first_fibre_whatever_is_written_for_the_others() -> None:
    bench = Bench(**THREE)
    bench.measure()
    read_all(bench)
    kinds = [row.kind for row in bench.scene.state.rows]
    bench.do("fibre", "bleu")
    assert not bench.scene.state.rows and not bench.scene.otdr.measured
    bench.measure()
    bench.add(700.0, "connector", "bad")
    assert bench.fact("false_events") == 0.0
    bench.do("fibre", "rouge")
    assert [row.kind for row in bench.scene.state.rows] == kinds
    bench.do("fibre", "bleu")
    bench.close()
    assert bench.fact("kind_wrong") == bench.fact("false_events") == 0.0 and bench.scene.fibres.on_main


def test_the_cord_stays_where_it_is_while_the_laser_is_on_or_where_there_is_no_such_fibre() -> None:
    bench = Bench(**THREE)
    bench.do("laser", True)
    bench.do("fibre", "bleu")
    assert bench.plant.number == 1
    bench.do("laser", False)
    bench.do("fibre", "jaune")
    assert bench.plant.number == 1
    bench.do("fibre", "vert")
    assert bench.plant.number == 3


def test_the_goal_leads_through_every_fibre() -> None:
    bench = Bench(**THREE)
    bench.measure()
    read_all(bench)
    seen = []
    while (goal := bench.scene.goal()) != "otdr.done" and len(seen) < 20:
        seen.append(goal)
        if goal == "otdr.next_fibre":
            bench.do("fibre", bench.scene.fibres.next())
        elif goal == "otdr.start":
            bench.measure()
        else:
            bench.do(*{"otdr.save": ("save",), "otdr.judge_fibre": ("fibre.verdict", "bad")}[goal])
    assert goal == "otdr.done" and seen.count("otdr.next_fibre") == 2 and not bench.scene.fibres.lacking()
    assert bench.fact("kept_pct") == bench.fact("fibres_right_pct") == 100.0


@pytest.mark.parametrize("by_mouse", [True, False])
def test_mouse_and_keys_change_the_fibre_and_judge_it(begin: Callable[[str], Player], by_mouse: bool) -> None:
    player = begin("lire-sans-bruit")
    (stage,) = EXERCISES["lire-sans-bruit"].stages
    several = replace(stage, params=replace(stage.params, **THREE))
    player.screen = PlayScreen(player.context, replace(EXERCISES["lire-sans-bruit"], stages=(several,)), 5)
    player.draw()
    first = player.scene.plant.number

    def press(rect, *key: str) -> None:
        player.click(rect) if by_mouse else player.tap(key[0], shift=len(key) > 1)

    press(at.FIBRE, "f")
    assert player.scene.plant.number != first
    press(at.FIBRE_VERDICT, "q", "shift")
    assert not player.scene.state.fibres  # nothing was seen yet
    player.tap("s")
    assert not player.view.keys.press(UiEvent("key", key="f"))  # the key that makes time pass faster meanwhile
    player.run(60 * 16)
    press(at.FIBRE_VERDICT, "q", "shift")
    assert player.scene.state.fibres == {player.scene.plant.number: "good"}
    press(at.FIBRE_VERDICT, "q", "shift")
    assert player.scene.state.fibres == {player.scene.plant.number: "bad"}


def test_the_careful_job_measures_every_fibre_of_the_plan() -> None:
    steps = hands_of("quatre-fibres")["pass"]
    script = steps[0].on(7)(EXERCISES["quatre-fibres"], 0)
    fibres = {action.value for _, action in script if action.target == "fibre"}
    assert fibres == set(EXERCISES["quatre-fibres"].stages[-1].params.fibres[:-1])
