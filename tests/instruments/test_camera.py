"""The camera shows what lies before it, to scale, and a picture can be read back; nothing here knows the machine."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from simulator.instruments.camera import (
    CLADDING_UM,
    CORE_LEVEL,
    HEIGHT,
    NOISE_LEVELS,
    UM_PER_PX,
    WHITE,
    WIDTH,
    CameraView,
    EndView,
    JointView,
    render,
    to_pixels,
)
from simulator.instruments.camera_reading import read_gap, read_joint


def pair(left: EndView | None = None, right: EndView | None = None, **more) -> CameraView:
    return CameraView(left=left or EndView(-6.0), right=right or EndView(6.0), **more)


def upper_rim(image: np.ndarray, column: int) -> float:
    """Row of the upper rim, found in another way than the machine does: centroid of the rise of brightness."""
    rise = np.clip(np.diff(image[: HEIGHT // 2, column].astype(float)), 0.0, None)
    peak = int(np.argmax(rise))
    part = slice(max(0, peak - 3), peak + 4)
    return float((rise[part] * (np.arange(len(rise))[part] + 0.5)).sum() / rise[part].sum())


def mean_rim(image: np.ndarray, columns: range) -> float:
    return float(np.mean([upper_rim(image, column) for column in columns]))


def test_a_picture_is_8_bit_of_the_asked_size_and_the_same_every_time() -> None:
    view = pair(EndView(-6.0, 1.0, 0.2, 0.5, 0.3, dust=0.4), glow=0.5, grain=3, optics_dust=0.6)
    first = render(view)
    assert first.shape == (HEIGHT, WIDTH) and first.dtype == np.uint8 and first.flags["C_CONTIGUOUS"]
    assert np.array_equal(first, render(view))
    assert render(view, 400, 120).shape == (120, 400)


def test_grain_changes_the_noise_and_nothing_else() -> None:
    one, two = (render(pair(grain=grain)).astype(int) for grain in (1, 2))
    assert (one != two).any()
    assert np.abs(one - two).max() < NOISE_LEVELS


@pytest.mark.parametrize("shift_um", [5.0, -5.0, 1.5, 22.0])
def test_an_offset_moves_the_edge_by_its_size_and_up_is_up(shift_um: float) -> None:
    columns = range(60, 160)
    still = mean_rim(render(pair(EndView(-6.0, 0.0))), columns)
    moved = mean_rim(render(pair(EndView(-6.0, shift_um))), columns)
    assert still - moved == pytest.approx(shift_um / UM_PER_PX, abs=0.2)


def test_the_fibre_is_125_um_thick_and_in_the_middle() -> None:
    image = render(pair())
    upper = mean_rim(image, range(60, 160))
    lower = HEIGHT - 1 - mean_rim(image[::-1], range(60, 160))
    assert (lower - upper) * UM_PER_PX == pytest.approx(CLADDING_UM, abs=2.0)
    assert (lower + upper) / 2 == pytest.approx(to_pixels(0.0, 0.0)[1], abs=0.1)


@pytest.mark.parametrize("left", [-2.5, -0.4, 0.0, 0.6, 3.0])
@pytest.mark.parametrize("right", [-1.0, 0.3, 2.0])
def test_angles_and_gap_read_back(left: float, right: float) -> None:
    seen = read_gap(render(pair(EndView(-8.0, 2.0, face_deg=left), EndView(8.0, -3.0, face_deg=right), grain=5)))
    assert seen.face_left_deg == pytest.approx(left, abs=0.12)
    assert seen.face_right_deg == pytest.approx(right, abs=0.12)
    assert seen.gap_um == pytest.approx(16.0, abs=0.5)
    assert seen.left_um == pytest.approx(2.0, abs=0.1)
    assert seen.offset_um == pytest.approx(-5.0, abs=0.15)


@pytest.mark.parametrize("step", [-0.8, -0.1, 0.0, 0.3, 1.0])
@pytest.mark.parametrize("core", [-0.5, 0.2])
def test_a_joint_reads_back(step: float, core: float) -> None:
    joint = JointView(-step / 2, step / 2, 0.1, 0.1 + core, tilt_deg=0.3, waist=-0.08)
    seen = read_joint(render(CameraView(joint=joint, grain=9)))
    assert seen.cladding_um == pytest.approx(step, abs=0.05)
    assert seen.core_um == pytest.approx(step + core, abs=0.06)
    assert seen.tilt_deg == pytest.approx(0.3, abs=0.03)
    assert seen.waist == pytest.approx(-0.08, abs=0.015)


def test_a_dark_picture_reads_as_nothing() -> None:
    seen = read_gap(render(CameraView()))
    assert np.isnan(seen.gap_um) and np.isnan(seen.left_um)
    assert np.isnan(read_joint(render(CameraView())).cladding_um)


def test_only_the_core_line_reaches_the_core_levels() -> None:
    image = render(CameraView(joint=JointView()))
    rows = np.flatnonzero((image >= CORE_LEVEL).any(axis=1))
    assert len(rows) and np.abs(rows - (HEIGHT - 1) / 2).max() <= 2.0
    assert WHITE + NOISE_LEVELS - 1 < CORE_LEVEL


def test_the_arc_shines_in_the_middle_and_washes_the_line_out() -> None:
    dark, lit = render(pair()), render(pair(glow=1.0))
    above = slice(0, 15)
    assert lit[above, WIDTH // 2].mean() > dark[above, WIDTH // 2].mean() + 80
    assert abs(int(lit[5, 10]) - int(dark[5, 10])) < 20
    assert lit.max() < CORE_LEVEL


def test_a_bubble_is_dark_with_a_bright_middle() -> None:
    image = render(CameraView(joint=JointView(bubble_um=15.0, bubble_y_um=30.0)))
    column, row = (round(value) for value in to_pixels(0.0, 30.0))
    clean = render(CameraView(joint=JointView()))
    assert image[row, column] > 150
    assert image[row, column + 4] < 60 < clean[row, column + 4]


@pytest.mark.parametrize("defect", ["chip", "shattered", "hackle", "mist", "lip"])
def test_every_defect_of_a_face_shows(defect: str) -> None:
    clean = render(pair(EndView(-20.0), EndView(20.0))).astype(int)
    image = render(pair(EndView(-20.0, defect=defect, size=0.7), EndView(20.0))).astype(int)
    changed = np.abs(image - clean) > 25
    assert changed.sum() > 15
    columns = np.flatnonzero(changed.any(axis=0))
    assert to_pixels(-110.0, 0.0)[0] < columns.min() and columns.max() < to_pixels(0.0, 0.0)[0]


def test_dust_on_the_face_dust_on_the_lens_and_coating_show() -> None:
    clean = render(pair()).astype(int)
    for view in (
        pair(EndView(-6.0, dust=0.5)), pair(optics_dust=0.5), pair(EndView(-6.0, coating_um=80.0)),
    ):  # fmt: skip
        assert (np.abs(render(view).astype(int) - clean) > 25).sum() > 10
    assert np.array_equal(render(pair(optics_dust=0.02)), render(pair()))


@settings(max_examples=60, deadline=None)
@given(
    tip=st.floats(-3000, 3000), centre=st.floats(-200, 200), lean=st.floats(-2, 2), face=st.floats(-10, 10),
    core=st.floats(-1, 1), size=st.floats(0, 1), dust=st.floats(0, 1), coating=st.floats(0, 500), glow=st.floats(0, 1),
    defect=st.sampled_from(["none", "lip", "chip", "hackle", "mist", "shattered"]), side=st.booleans(),
)  # fmt: skip
def test_any_end_can_be_drawn_and_read(tip, centre, lean, face, core, size, dust, coating, glow, defect, side) -> None:
    end = EndView(tip, centre, lean, face, core, defect, size, dust, coating)
    view = CameraView("y", end if side else None, None if side else end, None, glow, 7, dust)
    image = render(view)
    assert image.shape == (HEIGHT, WIDTH)
    read_gap(image)
    read_joint(image)
