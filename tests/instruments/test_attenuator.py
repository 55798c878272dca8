"""Attenuator and receiver beside what data sheets of their class say; they deliberately meet no line here."""

from __future__ import annotations

import pytest

from simulator.instruments.attenuator import LEAST_DB, MOST_DB, Attenuator
from simulator.instruments.receiver import Receiver


@pytest.mark.parametrize(("to", "shown"), [(0.0, LEAST_DB), (3.0, 3.0), (7.123, 7.1), (7.13, 7.15), (99.0, MOST_DB)])
def test_the_knob_goes_in_steps_and_stops_at_both_ends(to: float, shown: float) -> None:
    voa = Attenuator()
    voa.turn(to)
    assert voa.set_db == pytest.approx(shown)


def test_the_window_of_a_class_b_plus_receiver() -> None:
    """ITU-T G.984.2: -27 dBm sensitivity, -8 dBm overload."""
    lamps = [Receiver().lamp(level) for level in (-7.9, -8.0, -20.0, -27.0, -27.1, -41.0, None)]
    assert lamps == ["high", "good", "good", "good", "weak", "dark", "dark"]
