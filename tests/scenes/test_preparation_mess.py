"""The preparation scene under any sequence of actions: nothing breaks it, and the goal leads out again.

Deliberately says nothing of what an action is worth: test_preparation.py does.
"""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.plant import Plant, SiteSpec
from simulator.scenes.base import Action
from simulator.scenes.preparation.logic import ACTIONS, Params, Preparation
from tests.hands.obedient import follow
from tests.scenes.test_preparation import LEFT, bench


def _value(target: str) -> st.SearchStrategy:
    spec = ACTIONS[target]
    number = st.floats(spec.low, spec.high, allow_nan=False).map(lambda x: round(x, 3))
    if target == "hand":
        number = st.one_of(number, st.floats(-20.0, 70.0).map(lambda x: round(x, 3)))
    return {
        "none": st.none(),
        "bool": st.booleans(),
        "choice": st.sampled_from(spec.choices or ("",)),
        "pair": st.tuples(number, st.one_of(st.just(0.0), number)),
        "number": number,
    }[spec.kind]


ODD_SPEEDS = Params(speed_low_mm_s=90.0, speed_high_mm_s=10.0)
ANY_ACTION = st.sampled_from(sorted(ACTIONS)).flatmap(
    lambda target: _value(target).map(lambda value: Action(target, value))
)


def _sane(plant: Plant, scene: Preparation) -> None:
    for end in plant.ends.values():
        assert 0.0 <= end.coating_edge_mm <= end.length_mm <= plant.site.reserve_mm
        assert end.residue.min() >= 0.0 and end.residue.max() <= 1.0
        assert end.dirt.min() >= 0.0 and end.dirt.max() <= 1.0
        assert all(0.0 < nick.depth_um <= 30.0 for nick in end.nicks)
        assert end.sleeve_mm is None or end.sleeve_mm <= end.length_mm
    assert sum(end.sleeve_mm is not None for end in plant.ends.values()) <= 1
    assert scene.state.offcut_in_hand == any(shard.place == "hand" for shard in plant.shards)
    assert scene.state.cleaver.offcut_in == any(shard.place == "cleaver" for shard in plant.shards)
    assert scene.goal().startswith("prep.")
    cue = scene.cue()
    assert cue is None or 0.0 <= cue.position <= 1.0


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.lists(ANY_ACTION, max_size=4), max_size=60),
    st.sampled_from([Params(), Params(cleaves=3), LEFT, Params(sides=()), ODD_SPEEDS]),
    st.integers(0, 3),
    st.sampled_from([100.0, 130.0, 900.0]),
)
def test_no_sequence_of_actions_breaks_the_scene(ticks, params: Params, seed: int, reserve: float) -> None:
    scene = bench(params, seed, SiteSpec(reserve_mm=reserve, stripped_and_cleaved=seed == 3))
    for tick, actions in enumerate(ticks):
        scene.step(tick, actions)
        _sane(scene.plant, scene)
    scene.close(len(ticks))
    scene.enter(len(ticks) + 1)
    _sane(scene.plant, scene)
    assert scene.bill() == {}


@settings(max_examples=30, deadline=None)
@given(st.lists(ANY_ACTION, max_size=25), st.sampled_from([Params(), LEFT, Params(cleaves=2)]))
def test_the_goal_leads_out_of_any_mess(actions: list[Action], params: Params) -> None:
    scene = bench(params, site=SiteSpec(reserve_mm=8000.0))
    for tick, action in enumerate(actions):
        scene.step(tick, [action])
    goals = follow(scene, len(actions))
    assert goals[-1] == "prep.done", goals[-8:]
