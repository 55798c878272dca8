"""Links: what they cost either way, the bill that sums to it, and how fibres, joints, ends and splitters fall out."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.optics import splice
from simulator.optics.connector import Face, Zones, mate
from simulator.optics.fibre import CATALOGUE, Curve, with_mode_field
from simulator.optics.link import Bend, Connection, End, KnownJoint, Link, Section, Splice, Split
from simulator.optics.power import PON_CLASSES, Meter, Source
from simulator.optics.splitter import Splitter

G652, A2 = CATALOGUE["G.652.D"], CATALOGUE["G.657.A2"]
WAVELENGTHS = np.array([1310e-9, 1490e-9, 1550e-9, 1625e-9])


def whole_link() -> Link:
    """Everything that a link can hold, once."""
    side = Link((Section(A2, 300.0), Connection(Face("APC"), Face("APC"), offset=0.4e-6), Section(A2, 10.0)))
    return Link((
        Section(G652, 500.0), Connection(Face("UPC"), Face("UPC", dirt=Zones(core=0.05)), offset=0.7e-6),
        Section(G652, 8000.0), Splice(0.5e-6, 0.004, (("bubble", 0.07),)), Section(G652, 3000.0, temperature=-30.0),
        Split(Splitter(8), (side, side)), Section(A2, 200.0), Bend(8e-3, 0.5), KnownJoint((("crack", 0.9),)),
        Section(A2, 40.0, attenuation=0.5),
    ), far=End("angled"), near=End("open"), name="all")  # fmt: skip


def test_a_bend_at_a_joint_of_two_glasses_costs_the_same_from_both_ends() -> None:
    coil = Bend(9e-3, 1.0)
    for parts in ((Splice(), coil), (coil, Splice())):
        link = Link((Section(G652, 500.0), *parts, Section(A2, 700.0)))
        one, other = (found.bill(WAVELENGTHS)["bend"] for found in (link, link.reversed()))
        np.testing.assert_allclose(one, other, rtol=1e-12)
        assert float(one[-1]) == pytest.approx(float(coil.bill(G652, A2, 1625e-9)["bend"]), rel=1e-12)
        again = link.reversed().reversed()
        np.testing.assert_allclose(again.insertion_loss(WAVELENGTHS), link.insertion_loss(WAVELENGTHS), atol=1e-12)


def test_the_bill_sums_to_the_loss_at_every_wavelength() -> None:
    link = whole_link()
    bill = link.bill(WAVELENGTHS)
    total = link.insertion_loss(WAVELENGTHS)
    assert np.shape(total) == WAVELENGTHS.shape
    np.testing.assert_allclose(np.sum(list(bill.values()), axis=0), total, atol=1e-9)
    assert {"fibre", "cold", "offset", "tilt", "bubble", "dirt", "split", "splitter", "bend", "crack"} <= set(bill)
    for wavelength, loss in zip(WAVELENGTHS.tolist(), total.tolist(), strict=True):
        assert math.fsum(map(float, link.bill(wavelength).values())) == pytest.approx(loss, abs=1e-9)
        assert isinstance(link.insertion_loss(wavelength), float)


def test_each_part_costs_what_its_own_model_says() -> None:
    link, at = whole_link(), 1550e-9
    losses = [math.fsum(map(float, bill.values())) for _, bill in link.losses(at)]
    joint = mate(Face("UPC"), Face("UPC", dirt=Zones(core=0.05)), G652, G652, at, offset=0.7e-6)
    assert losses[0] == pytest.approx(0.5 * 0.20)
    assert losses[1] == pytest.approx(float(joint.loss_db))
    assert losses[3] == pytest.approx(splice.loss(G652, G652, at, 0.5e-6, 0.004) + 0.07)
    assert losses[5] == pytest.approx(float(Splitter(8).insertion_loss_db(at)))
    assert losses[8] == 0.9 and losses[9] == pytest.approx(0.02)


def test_a_link_loses_alike_both_ways() -> None:
    link = whole_link()
    np.testing.assert_allclose(
        link.reversed().insertion_loss(WAVELENGTHS), link.insertion_loss(WAVELENGTHS), atol=1e-12
    )
    assert link.reversed().reversed() == link
    assert link.reversed().near == End("angled")


@given(
    st.lists(
        st.tuples(
            st.sampled_from(list(CATALOGUE.values())), st.floats(1.0, 5e4),
            st.floats(-2e-6, 2e-6), st.floats(-0.03, 0.03), st.floats(0.0, 3e-6),
        ),
        min_size=1, max_size=6,
    )
)  # fmt: skip
@settings(max_examples=40, deadline=None)
def test_any_link_is_reciprocal_and_its_bill_sums(pieces) -> None:
    parts: list = [Section(G652, 100.0)]
    for fibre, length, offset, tilt, gap in pieces:
        parts += [Splice(offset, tilt), Section(fibre, length), Connection(offset=offset, tilt=tilt, gap=gap)]
    link = Link(tuple(parts + [Section(A2, 5.0)]))
    loss = float(link.insertion_loss(1550e-9))
    assert float(link.reversed().insertion_loss(1550e-9)) == pytest.approx(loss, abs=1e-9)
    assert math.fsum(map(float, link.bill(1550e-9).values())) == pytest.approx(loss, abs=1e-9)


def test_places_know_their_distance_and_neighbours() -> None:
    places = whole_link().places
    assert [place.start for place in places] == [
        0.0,
        500.0,
        500.0,
        8500.0,
        8500.0,
        11500.0,
        11500.0,
        11700.0,
        11700.0,
        11700.0,
    ]
    assert places[5].before == G652 and places[5].after == A2
    assert whole_link().length == 11_740.0
    leading = Link((KnownJoint((("x", 0.1),)), Section(A2, 1.0), KnownJoint((("x", 0.1),))))
    assert leading.places[0].before == A2 and leading.places[-1].after == A2


def test_what_is_no_link_is_refused() -> None:
    with pytest.raises(ValueError, match="section"):
        Link((Splice(),))
    for wrong in (-1.0, math.nan, math.inf):
        with pytest.raises(ValueError, match="length"):
            Section(G652, wrong)
        with pytest.raises(ValueError, match="attenuation"):
            Section(G652, 1.0, wrong)
    with pytest.raises(ValueError, match="reflects"):
        KnownJoint((), 3.0)
    with pytest.raises(ValueError, match="loss"):
        KnownJoint((("x", math.nan),))
    with pytest.raises(ValueError, match="room"):
        Split(Splitter(2), (Link((Section(A2, 1.0),)),) * 2)
    with pytest.raises(ValueError, match="end"):
        End("broken")
    with pytest.raises(ValueError, match="bend"):
        Bend(0.0)


def test_ends_send_back_what_glass_and_air_do() -> None:
    assert End("open").reflectance(G652, 1550e-9) == pytest.approx(-14.7, abs=0.2)
    assert -62.0 < End("angled").reflectance(G652, 1550e-9) < -50.0
    assert End("crushed").reflectance(G652, 1550e-9) == End("terminated").reflectance(G652, 1550e-9) == -math.inf
    assert End("open", -30.0).reflectance(G652, 1550e-9) == -30.0


def test_a_connection_shows_each_side_its_own_face_and_one_loss() -> None:
    mixed = Connection(Face("UPC", dirt=Zones(core=0.3)), Face("APC"), gap=0.0)
    link = Link((Section(G652, 100.0), mixed, Section(A2, 100.0)))
    place, back = link.places[1], link.reversed().places[1]
    joint = mate(mixed.a, mixed.b, G652, A2, 1550e-9)
    assert place.reflectance(1550e-9) == pytest.approx(float(joint.reflectance_db))
    assert back.reflectance(1550e-9) == pytest.approx(float(joint.reflectance_back_db))
    assert back.bill(1550e-9) == place.bill(1550e-9)


def test_attenuation_can_be_given_by_wavelength() -> None:
    curve = Curve(((1310e-9, 0.4), (1550e-9, 0.3)), -4.0)
    link = Link((Section(G652, 10_000.0, curve),))
    assert link.insertion_loss(1310e-9) == pytest.approx(4.0) and link.insertion_loss(1550e-9) == pytest.approx(3.0)


def test_any_branch_can_be_the_way_that_counts() -> None:
    side = [Link((Section(A2, length),), far=End("open")) for length in (100.0, 200.0, 300.0)]
    trunk = Link((Section(G652, 5000.0), Split(Splitter(4), tuple(side)), Section(A2, 400.0)), far=End("terminated"))
    seen = trunk.through_branch(1)
    assert seen.length == 5200.0 and seen.far == End("open")
    assert sorted(branch.length for branch in seen.parts[1].branches) == [100.0, 300.0, 400.0]
    assert seen.through_branch(1) == trunk
    for wrong, network in ((3, trunk), (-1, trunk), (0, side[0]), (0, trunk.reversed())):
        with pytest.raises(ValueError):
            network.through_branch(wrong)


def test_budget_of_a_pon() -> None:
    link = Link((Section(G652, 10_000.0), Split(Splitter(32)), Section(A2, 500.0), KnownJoint((("connector", 0.5),))))
    down, up = link.budget(PON_CLASSES["GPON B+"]), link.budget(PON_CLASSES["GPON B+"], upstream=True, reserve_db=2.0)
    assert down.total_db == pytest.approx(float(link.insertion_loss(1490e-9)), abs=1e-9)
    assert up.total_db == pytest.approx(float(link.insertion_loss(1310e-9)), abs=1e-9)
    assert up.total_db > down.total_db and down.fits  # the glass loses more at 1310 nm
    assert up.margin_db == pytest.approx(26.0 - up.total_db)


def test_a_meter_at_the_far_end_reads_source_less_loss_either_way() -> None:
    source = Source(-7.0, 1550e-9, drift_db=-0.2)
    for link in (whole_link(), whole_link().reversed()):
        level = link.received(source)
        assert level == pytest.approx(-7.2 - float(whole_link().insertion_loss(1550e-9)))
        assert Meter().reading(level) == pytest.approx(level, abs=0.005)


def test_launch_and_tail_wrap_a_link() -> None:
    bare = Link((Section(G652, 1000.0),), far=End("angled"))
    joint = KnownJoint((("connector", 0.3),), -50.0, "connector")
    wrapped = bare.between((Section(G652, 150.0), joint), (joint, Section(G652, 150.0)))
    assert wrapped.length == 1300.0 and wrapped.far == bare.far
    assert wrapped.insertion_loss(1550e-9) == pytest.approx(float(bare.insertion_loss(1550e-9)) + 0.6 + 0.06)


def test_links_are_values() -> None:
    assert whole_link() == whole_link() and hash(whole_link()) == hash(whole_link())
    other = Link((Section(with_mode_field(G652, 9.3e-6), 500.0),))
    assert len({whole_link(), whole_link(), other}) == 2
