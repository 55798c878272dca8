"""What a link truly holds, against sums by hand and against the automatic analysis of its own clean trace."""

from __future__ import annotations

import math

import pytest
from numpy.random import default_rng

from simulator.optics import events, otdr, truth
from simulator.optics.fibre import CATALOGUE
from simulator.optics.link import Bend, End, KnownJoint, Link, Section

GLASS = CATALOGUE["G.652.D"]


def link(*parts, far: str = "terminated") -> Link:
    return Link(tuple(parts), far=End(far))


def joint(loss: float, kind: str = "splice", reflects: float = -math.inf) -> KnownJoint:
    return KnownJoint((("x", loss),), reflects, kind)


PLAIN = link(
    Section(GLASS, 500.0), joint(0.25, "connector", -55.0), Section(GLASS, 700.0), joint(0.4), Section(GLASS, 900.0),
    Bend(0.011, 1.0), Section(GLASS, 400.0), far="open",
)  # fmt: skip


def test_places_are_sums_of_lengths_and_the_end_comes_last() -> None:
    found = truth.true_events(PLAIN, 1310e-9)
    assert [(e.place_m, e.kind) for e in found] == [
        (500.0, "connector"), (1200.0, "splice"), (2100.0, "bend"), (2500.0, "end")
    ]  # fmt: skip


def test_the_path_divided_by_the_index_of_the_glass_is_the_place_and_by_another_is_not() -> None:
    event = truth.true_events(PLAIN, 1550e-9)[1]
    index = float(GLASS.group_index(1550e-9))
    assert event.path_m / index == pytest.approx(1200.0, abs=1e-9)
    assert event.path_m / (index * 0.99) == pytest.approx(1200.0 / 0.99, abs=1e-6)


def test_what_was_lost_before_adds_up_to_the_loss_of_the_link() -> None:
    last = truth.true_events(PLAIN, 1550e-9)[-1]
    assert last.lost_db == pytest.approx(float(PLAIN.insertion_loss(1550e-9)), abs=1e-9)


def test_the_analysis_of_a_good_trace_finds_each_event_where_it_is_said_to_be() -> None:
    settings = otdr.Settings(1310e-9, 30e-9, 5000.0, 180.0)
    found = events.analyse(otdr.acquire(PLAIN, settings, default_rng(3), exact=True))
    for true in truth.true_events(PLAIN, 1310e-9):
        if true.kind == "bend" and true.shown_db < 0.05:
            continue
        near = min(found, key=lambda e: abs(e.position_m - true.path_m / settings.group_index))
        assert abs(near.position_m - true.path_m / settings.group_index) < 3.0
        if true.kind != "end":
            assert near.loss_db == pytest.approx(true.shown_db, abs=0.03)


def test_two_parts_at_one_place_are_one_event() -> None:
    made = link(Section(GLASS, 100.0), joint(0.2), joint(0.3, "connector", -50.0), Section(GLASS, 100.0))
    first = truth.true_events(made, 1310e-9)[0]
    assert (first.kind, first.reflectance_db) == ("connector", -50.0)
    assert first.loss_db == pytest.approx(0.5)


@pytest.mark.parametrize(("splice", "also"), [(0.01, "bend"), (5.0, "")])
def test_a_coil_at_a_splice_is_told_as_its_share_of_the_one_step(splice: float, also: str) -> None:
    made = link(Section(GLASS, 100.0), joint(splice), Bend(0.011, 1.0), Section(GLASS, 100.0))
    first = truth.true_events(made, 1550e-9)[0]
    assert first.kind == "splice" and first.also == also
    assert first.bend_db == pytest.approx(first.loss_db - splice) and first.bend_db > 0.05


def test_a_ghost_lies_at_twice_the_far_mirror_less_the_near_one() -> None:
    made = link(
        Section(GLASS, 600.0), joint(0.5, "connector", -20.0), Section(GLASS, 500.0), joint(0.5, "connector", -20.0),
        Section(GLASS, 1500.0),
    )  # fmt: skip
    settings = otdr.Settings(1550e-9, 20e-9, 5000.0, 30.0)
    found = truth.ghosts(made, settings)
    places = [g.path_m / settings.group_index for g in found]
    assert any(place == pytest.approx(2 * 1100 - 600, abs=1.0) for place in places)
    assert all(place > 1100.0 for place in places)


def test_without_strong_mirrors_there_is_no_ghost_in_the_fibre() -> None:
    made = link(Section(GLASS, 600.0), joint(0.3, "connector", -60.0), Section(GLASS, 900.0))
    assert truth.ghosts(made, otdr.Settings(1550e-9, 20e-9, 5000.0, 30.0)) == ()


def test_dead_zones_grow_with_the_pulse_and_behind_mirrors() -> None:
    mirror = truth.TrueEvent(0.0, 0.0, "connector", reflectance_db=-45.0)
    plain = truth.TrueEvent(0.0, 0.0, "splice", shown_db=0.05)
    dead = [truth.dead_m(mirror, otdr.Settings(1550e-9, p * 1e-9, 20e3, 15.0)) for p in (10, 100, 1000)]
    assert dead[0] < dead[1] < dead[2]
    # Data sheets of field instruments: attenuation dead zones of 2.5 to 4 m at 5 ns, below 25 m at 100 ns.
    assert 2.0 < truth.dead_m(mirror, otdr.Settings(1550e-9, 5e-9, 2500.0, 15.0)) < 4.5
    assert dead[1] < 25.0
    assert truth.dead_m(plain, otdr.Settings(1550e-9, 100e-9, 20e3, 15.0)) < dead[1]
