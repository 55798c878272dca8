"""Ghosts by their places, bends by two wavelengths, true loss by two directions."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from numpy.random import default_rng

from simulator.optics import pairing
from simulator.optics.events import analyse, report
from simulator.optics.ghosts import Reflector, find_ghosts
from tests.optics.otdr_synth import Fibre, Truth, trace_of

END = 8000.0


def test_echo_between_port_and_connector_is_a_ghost() -> None:
    """Bounce between the port at 0 and a connector at 2 km shows at 4 km, 2 z2 - z1, with no loss."""
    port, joint = Reflector(0.0, -40.0), Reflector(2000.0, -30.0, loss_db=0.4)
    echo = Reflector(4000.0, -100.0, loss_db=0.0)
    assert find_ghosts([port, joint, echo, Reflector(END, -40.0)], 10.0, END) == [2]


def test_a_joint_at_that_place_that_loses_is_real() -> None:
    port, joint = Reflector(0.0, -40.0), Reflector(2000.0, -30.0, loss_db=0.4)
    assert find_ghosts([port, joint, Reflector(4000.0, -100.0, loss_db=0.3)], 10.0, END) == []


def test_an_echo_cannot_be_stronger_than_its_bounces() -> None:
    port, joint = Reflector(0.0, -40.0), Reflector(2000.0, -30.0, loss_db=0.4)
    assert find_ghosts([port, joint, Reflector(4000.0, -50.0, loss_db=0.0)], 10.0, END) == []


def test_what_lies_beyond_the_end_is_a_ghost() -> None:
    """The end at 8 km echoes at 16 km: twice its distance."""
    fibre = Fibre((), END, -14.5)
    trace = trace_of(fibre, default_rng(1), points=9000)
    samples = trace.samples_db.copy()
    at = trace.index(2 * END)
    samples[at : at + 20] = samples.max() - 20.0
    kinds = [(e.kind, e.position_m) for e in analyse(replace(trace, samples_db=samples))]
    assert kinds[-1][0] == "ghost" and kinds[-1][1] == pytest.approx(2 * END, abs=15.0)
    assert [k for k, _ in kinds].count("end") == 1


def two_wavelengths(bend: tuple[float, float], joint: tuple[float, float]):
    """One fibre at 1550 and 1625 nm: a bend at 4 km, a splice at 8 km, losses at both [dB]."""
    out = []
    for i, (wavelength, seed) in enumerate(((1550e-9, 1), (1625e-9, 2))):
        fibre = Fibre((Truth(4000.0, bend[i]), Truth(8000.0, joint[i])), 12_000.0, slope_db_km=(0.19, 0.21)[i])
        out.append(trace_of(fibre, default_rng(seed), 100e-9, 1.25, 12_000, wavelength=wavelength))
    return out


def test_a_bend_loses_more_at_the_longer_wavelength() -> None:
    """Typical: 0.18 dB at 1550, 0.73 dB at 1625 for a turn of 15 mm radius; an offset the other way round."""
    short, long = two_wavelengths((0.18, 0.73), (0.20, 0.19))
    for pair in ((short, long), (long, short)):
        (bend,) = pairing.bends(*pair)
        assert bend.kind == "bend" and bend.position_m == pytest.approx(4000.0, abs=10.0)
        assert bend.loss_db == pytest.approx(0.73, abs=0.03)


def test_a_bend_that_the_shorter_wavelength_does_not_show() -> None:
    short, long = two_wavelengths((0.0, 0.25), (0.20, 0.19))
    assert [round(e.position_m, -2) for e in pairing.bends(short, long)] == [4000.0]


def test_no_bend_without_two_wavelengths() -> None:
    short, _ = two_wavelengths((0.18, 0.73), (0.20, 0.19))
    assert pairing.bends(short, short) == []


def test_mean_of_both_directions_is_the_true_loss() -> None:
    """A step of 0.18 dB of mode field over a true loss of 0.05 dB: 0.23 one way, -0.13 the other."""
    there = Fibre((Truth(4000.0, 0.23), Truth(9000.0, 0.30, -50.0)), 12_000.0)
    back = Fibre((Truth(3000.0, 0.28, -50.0), Truth(8000.0, -0.13)), 12_000.0)
    one, two = (report(trace_of(f, default_rng(i), points=6000)) for i, f in enumerate((there, back)))
    near, far = pairing.merge_directions(one, two, 12_000.0)
    assert near.loss_db == pytest.approx(0.05, abs=0.01) and near.mismatch_db == pytest.approx(0.18, abs=0.01)
    assert far.loss_db == pytest.approx(0.29, abs=0.015) and far.reflectance_db == pytest.approx(-50.0, abs=0.6)
    assert (near.position_m, far.position_m) == pytest.approx((4000.0, 9000.0), abs=15.0)


def test_an_event_that_one_direction_hides() -> None:
    there = Fibre((Truth(4000.0, 0.2),), 12_000.0)
    one, two = (report(trace_of(f, default_rng(i), points=6000)) for i, f in enumerate((there, Fibre((), 12_000.0))))
    (merged,) = pairing.merge_directions(one, two, 12_000.0)
    assert merged.loss_ba_db is None and merged.loss_db == pytest.approx(0.1, abs=0.01)


def test_pairs_use_each_event_once() -> None:
    fibre = Fibre((Truth(4000.0, 0.2), Truth(4400.0, 0.2)), 12_000.0)
    found = [e for e in analyse(trace_of(fibre, default_rng(3), points=6000)) if e.kind == "splice"]
    assert len(found) == 2
    pairs = pairing.pair_events(found, found[:1], 1000.0)
    assert pairs == [(found[0], found[0]), (found[1], None)]
    assert np.isclose(pairs[0][0].position_m, 4000.0, atol=15.0)
