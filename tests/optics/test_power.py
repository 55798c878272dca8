"""Power budgets against the arithmetic of French courses and the reference methods of the power meter.

It deliberately repeats no formula of the program where a worked example exists.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from simulator.optics import power
from simulator.optics.fibre import CATALOGUE, Curve
from simulator.optics.power import PON_CLASSES, Budget, Meter, Reference, Source
from simulator.optics.splitter import Splitter

D = CATALOGUE["G.652.D"]


def test_the_sum_of_the_course() -> None:
    """25 km of 0.4 dB/km, 5 splices of 0.1 dB, 2 connectors of 0.5 dB: 11.5 dB (course exam)."""
    f = replace(D, attenuation=Curve(((1310e-9, 0.4),)))
    assert sum(power.planned_losses(f, 1310e-9, 25e3, 5, 2).values()) == pytest.approx(11.5)


def test_a_home_at_five_kilometres() -> None:
    """Design example of the outside-plant notes: 8 splices of 0.1, 6 connectors of 0.3, 5 km, 1:32: 21.5 dB at 1490 nm
    and -18.5 dBm at the outlet from +3 dBm."""
    f = replace(D, attenuation=Curve(((1490e-9, 0.28),)))
    split = float(Splitter(32).insertion_loss_db(1490e-9))
    losses = power.planned_losses(f, 1490e-9, 5e3, 8, 6, split, connector_db=0.3)
    budget = Budget(losses, PON_CLASSES["GPON B+"], launch_dbm=3.0)
    assert budget.total_db == pytest.approx(21.5, abs=0.4)
    assert budget.received_dbm == pytest.approx(-18.5, abs=0.4)
    assert budget.fits
    assert budget.margin_db == pytest.approx(28.0 - budget.total_db)


def test_too_much_and_too_little() -> None:
    b_plus = PON_CLASSES["GPON B+"]
    assert not Budget({"all": 28.5}, b_plus).fits
    short = Budget({"all": 5.0}, b_plus)
    assert not short.fits and short.above_least_db == pytest.approx(-8.0)
    assert not Budget({"all": 27.0}, b_plus, reserve_db=2.0).fits
    assert Budget({"all": 27.0}, PON_CLASSES["GPON C+"], reserve_db=2.0).fits
    assert Budget({"all": 27.0}, PON_CLASSES["XGS-PON N1"]).received_dbm is None


@pytest.mark.parametrize("pon", PON_CLASSES.values(), ids=lambda c: c.name)
def test_a_class_is_consistent_with_its_own_levels(pon: power.PonClass) -> None:
    """At the most loss the receiver still sees enough, with at most 1 dB for the path penalty."""
    assert pon.most_db - pon.least_db == pytest.approx(15.0)
    if pon.olt_launch_dbm is not None:
        assert 0.0 <= pon.olt_launch_dbm - pon.most_db - pon.ont_needs_dbm <= 1.0
        assert 0.0 <= pon.ont_launch_dbm - pon.most_db - pon.olt_needs_dbm <= 1.0


def test_reference_methods_count_the_ends_they_say() -> None:
    """A link of 2 dB between two end matings of 0.3 and 0.4 dB; cords mated by 0.25 dB joints in the zero."""
    source, ends = Source(-8.0), (0.3, 0.4)
    one = Reference().loss_db(source, 2.0, ends)
    two = Reference(2, (0.25,)).loss_db(source, 2.0, ends)
    three = Reference(3, (0.25, 0.25)).loss_db(source, 2.0, ends)
    assert (one, two, three) == pytest.approx((2.7, 2.45, 2.2))
    # Cords as good as the ends: only the cable is left.
    assert Reference(3, ends).loss_db(source, 2.0, ends) == pytest.approx(2.0)
    # A bad cord in the zero makes a link look like a gain; a source that faded looks like loss.
    assert Reference(2, (3.0,)).loss_db(source, 0.1, ends) < 0.0
    assert Reference().loss_db(Source(-8.0, drift_db=-0.2), 2.0, ends) == pytest.approx(2.9)


def test_the_course_reading() -> None:
    """Source -8.0 dBm, meter -19.4 dBm: 11.4 dB."""
    source = Source(-8.0)
    assert Meter().reading(source.now_dbm - 11.4) == pytest.approx(-19.4)
    assert Reference().loss_db(source, 11.4, (0.0, 0.0)) == pytest.approx(11.4)


def test_a_meter_rounds_and_knows_its_range() -> None:
    assert Meter().reading(-12.3456) == -12.35
    assert Meter(resolution_db=0.1).reading(-12.3456) == -12.3
    assert Meter(error_db=0.2).reading(-20.0) == pytest.approx(-19.8)
    assert Meter().reading(-80.0) is None
    assert Meter().reading(20.0) is None


def test_what_cannot_be_is_refused_with_its_name() -> None:
    with pytest.raises(ValueError, match="cords"):
        Reference(4)
    with pytest.raises(ValueError, match="joints_db"):
        Reference(2)
    with pytest.raises(ValueError, match="splices"):
        power.planned_losses(D, 1310e-9, 1e3, splices=-1)
