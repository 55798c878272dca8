"""Decibels against their definitions. It deliberately tests no optics."""

from __future__ import annotations

import doctest

import numpy as np
import pytest

from simulator.optics import units


def test_examples_in_the_docstrings_hold():
    failed, tried = doctest.testmod(units)
    assert tried >= 8
    assert failed == 0


def test_there_and_back_over_twenty_decades():
    levels = np.linspace(-100.0, 100.0, 401)
    assert np.allclose(units.db_from_ratio(units.ratio_from_db(levels)), levels, rtol=0.0, atol=1e-12)
    assert np.allclose(units.dbm_from_watts(units.watts_from_dbm(levels)), levels, rtol=0.0, atol=1e-12)
    assert np.allclose(units.loss_from_transmission(units.transmission_from_loss(levels)), levels, rtol=0.0, atol=1e-12)


def test_losses_add_where_transmissions_multiply():
    assert units.loss_from_transmission(0.8 * 0.5) == pytest.approx(
        units.loss_from_transmission(0.8) + units.loss_from_transmission(0.5), abs=1e-12
    )


def test_no_light_is_minus_infinity_and_a_negative_power_is_refused():
    assert units.dbm_from_watts(0.0) == -np.inf
    assert units.loss_from_transmission(1.0) == 0.0
    with pytest.raises(ValueError, match="-0.1"):
        units.db_from_ratio([0.5, -0.1])
