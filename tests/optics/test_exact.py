"""The reference itself: one overlap by several roads, and the published table of the project's sources.

It deliberately tests nothing of ``simulator``; a judge has to be judged first.
"""

from __future__ import annotations

import numpy as np
import pytest

from tests.optics import exact


def test_bessel_functions_against_printed_tables():
    # Abramowitz & Stegun, tables 9.1 and 9.8.
    assert exact.bessel_j(0, 1.0) == pytest.approx(0.7651976866, abs=1e-10)
    assert exact.bessel_j(1, 2.4) == pytest.approx(0.5201852682, abs=1e-10)
    assert exact.bessel_j(0, 10.0) == pytest.approx(-0.2459357645, abs=1e-10)
    assert exact.bessel_k(0, 1.0) == pytest.approx(0.4210244382, abs=1e-10)
    assert exact.bessel_k(1, 2.0) == pytest.approx(0.1398658818, abs=1e-10)


def test_the_mode_and_its_slope_are_continuous_at_the_core_edge():
    for v in (1.4, 2.0, 2.9):
        edge = np.array([1.0 - 1e-12, 1.0 + 1e-12])
        for inside, outside in (exact.field(v, edge), exact.slope(v, edge)):
            assert inside == pytest.approx(outside, rel=1e-9)


@pytest.mark.parametrize(
    ("v1", "a1", "v2", "a2"), [(1.95, 4.15, 1.95, 4.15), (2.3, 4.15, 1.7, 3.2), (1.6, 3.0, 2.4, 5.0)]
)
def test_two_dimensions_agree_with_one(v1, a1, v2, a2):
    grid = exact.Overlap(v1, a1, v2, a2)
    for offset in (0.0, 0.7, 2.0):
        assert grid.loss_db(offset, 0.0) == pytest.approx(exact.offset_loss_db(v1, a1, v2, a2, offset), abs=5e-5)
    for kick in (0.03, 0.1, 0.2):
        assert grid.loss_db(0.0, kick) == pytest.approx(exact.tilt_loss_db(v1, a1, v2, a2, kick), abs=5e-5)
        assert grid.loss_db_crossed(0.0, kick) == pytest.approx(exact.tilt_loss_db(v1, a1, v2, a2, kick), abs=5e-5)


def test_a_finer_grid_changes_nothing():
    coarse, fine = exact.Overlap(2.3, 4.15, 1.8, 3.9), exact.Overlap(2.3, 4.15, 1.8, 3.9, step=0.05)
    for offset, kick in ((0.0, 0.0), (1.0, 0.1), (3.0, 0.2)):
        assert coarse.loss_db(offset, kick) == pytest.approx(fine.loss_db(offset, kick), abs=5e-5)
