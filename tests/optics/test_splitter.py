"""Splitters against planning figures, and the sum of branches counted out branch by branch.

It deliberately builds no trace: that is the OTDR's test.
"""

from __future__ import annotations

import numpy as np
import pytest

from simulator.optics import splitter
from simulator.optics.splitter import Splitter

#: What planning tools and data sheets say: ports, least, most [dB].
PLANNED = ((2, 3.5, 3.7), (4, 7.0, 7.3), (8, 10.3, 10.5), (16, 13.5, 13.8), (32, 16.5, 17.5), (64, 19.0, 21.0))


@pytest.mark.parametrize(("ports", "least", "most"), PLANNED)
def test_loss_lies_within_the_planning_values(ports: int, least: float, most: float) -> None:
    assert least <= Splitter(ports).insertion_loss_db() <= most


def test_an_ideal_splitter_shares_and_loses_nothing() -> None:
    for ports in (2, 3, 8, 32, 128):
        loss = Splitter(ports, excess_db=0.0).insertion_loss_db(np.array([1310e-9, 1550e-9]))
        assert ports * 10.0 ** (-loss / 10.0) == pytest.approx([1.0, 1.0])
    assert all(Splitter(n + 1).insertion_loss_db() > Splitter(n).insertion_loss_db() for n in range(2, 256))


def test_uniformity_and_wavelength() -> None:
    device = Splitter(8, uniformity_db=0.8, slope_db=0.2)
    assert device.worst_loss_db() - device.insertion_loss_db() == pytest.approx(0.4)
    assert device.insertion_loss_db(1650e-9) - device.insertion_loss_db(1550e-9) == pytest.approx(0.2)


def test_from_the_exchange_the_branches_add_up() -> None:
    """1:32 of 17.1 dB displays 17.1 - 7.5 = 9.6 dB; from the customer it displays all of it."""
    device = Splitter(32)
    assert device.seen_from_ont_db() == pytest.approx(17.1)
    assert device.seen_from_olt_db() == pytest.approx(9.57, abs=0.01)
    # Counted out: power that comes back through branches with losses of their own, two ways each.
    losses = np.array([0.0, 0.5, 1.0, 3.0, np.inf])
    power = sum(10.0 ** (-2.0 * (device.insertion_loss_db() + one) / 10.0) for one in losses)
    assert device.seen_from_olt_db(branches_db=losses) == pytest.approx(-5.0 * np.log10(power))
    assert device.seen_from_olt_db(branches_db=[0.0]) == pytest.approx(device.seen_from_ont_db())
    assert device.seen_from_olt_db(branches_db=[np.inf]) == np.inf


def test_steps_down_to_the_last_branch_make_up_the_whole() -> None:
    device = Splitter(8)
    steps = splitter.step_at_branch_end_db(np.arange(8, 1, -1)).sum()
    assert device.seen_from_olt_db() + steps == pytest.approx(device.seen_from_ont_db())
    assert splitter.step_at_branch_end_db(1) == np.inf


def test_a_fault_in_one_branch_looks_small_from_the_exchange() -> None:
    assert splitter.loss_in_the_sum_db(3.0, 1) == pytest.approx(3.0)
    assert splitter.loss_in_the_sum_db(3.0, 32) < 0.06
    assert splitter.loss_in_the_sum_db(np.inf, 8) == pytest.approx(splitter.step_at_branch_end_db(8))
    assert splitter.reflectance_in_the_sum_db(-14.7, 32) == pytest.approx(-14.7 - 15.05, abs=0.01)


@pytest.mark.parametrize("bad", [{"ports": 1}, {"ports": 257}, {"ports": 2.5}, {"ports": 8, "excess_db": -1.0}])
def test_what_cannot_be_is_refused_with_its_name(bad: dict) -> None:
    with pytest.raises(ValueError, match="ports|excess_db"):
        Splitter(**bad)
    with pytest.raises(ValueError, match="branches_db"):
        Splitter(4).seen_from_olt_db(branches_db=np.zeros(5))
