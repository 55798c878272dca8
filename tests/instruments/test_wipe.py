"""The wipe against its law: c falls to a quarter per clean wet stroke, rises by 0.2 backwards. Without a scene."""

from __future__ import annotations

import numpy as np
import pytest

from simulator.instruments import wipe as law
from simulator.instruments.wipe import Stroke, Swept, Wipe
from simulator.plant import Chance, EndFace, FibreEnd, FibreSpec, SiteSpec, workplace


def glass_end(residue: float = 0.4, bare: float = 35.0, dirt: float = 0.0) -> FibreEnd:
    site = SiteSpec(fibres=(FibreSpec(dirt=dirt), FibreSpec(dirt=dirt)))
    end = workplace.build(site, Chance(2)).ends["right"]
    end.coating_edge_mm = end.length_mm - bare
    end.residue[end.cells(0.0, bare)] = residue
    return end


def stroke(held: Wipe, end: FibreEnd, start: float, stop: float, step: float = 1.3) -> Swept:
    pinched = law.pinch(start, 0.0)
    assert pinched is not None
    total = Swept()
    count = max(1, round(abs(stop - start) / step))
    for i in range(1, count + 1):
        swept = law.sweep(held, end, pinched, start + (stop - start) * i / count)
        total.glass += swept.glass
        total.causes += swept.causes
        total.over_tip |= swept.over_tip
    return total


def worst(end: FibreEnd) -> float:
    return float(end.residue[end.cells(0.0, end.bare_mm)].max())


def test_a_clean_wet_stroke_leaves_a_quarter_and_a_dry_one_more() -> None:
    wet, dry = glass_end(), glass_end()
    assert stroke(Wipe(wet=1.0), wet, 33.0, -4.0).causes == []
    assert worst(wet) == pytest.approx(0.1)
    assert stroke(Wipe(wet=0.0), dry, 33.0, -4.0).causes == ["wipe.dry"]
    assert worst(dry) == pytest.approx(0.24)


@pytest.mark.parametrize("step", [0.4, 1.0, 3.7, 50.0])
def test_every_millimetre_is_wiped_once_per_pass_however_the_hand_is_sampled(step: float) -> None:
    end = glass_end()
    swept = stroke(Wipe(wet=1.0), end, 33.0, -4.0, step)
    assert np.allclose(end.residue[end.cells(0.0, 35.0)], 0.1)
    assert len(swept.glass) == 35


def test_backwards_drags_dirt_onto_the_glass() -> None:
    end = glass_end(residue=0.3)
    assert stroke(Wipe(wet=1.0), end, -4.0, 33.0).causes == ["wipe.backwards"]
    assert worst(end) == pytest.approx(0.5)


def test_a_small_slip_back_is_no_new_pass() -> None:
    end, held, pinched = glass_end(), Wipe(wet=1.0), Stroke(33.0)
    for x in (25.0, 26.5, 24.0, 12.0, 13.9, -4.0):
        assert "wipe.backwards" not in law.sweep(held, end, pinched, x).causes
    assert held.strokes == 1 and worst(end) == pytest.approx(0.1)


def test_a_used_face_gives_its_dirt_back_and_a_fold_helps() -> None:
    used, folded = glass_end(), glass_end()
    held = Wipe(wet=1.0)
    stroke(held, used, 33.0, -4.0)
    assert held.load > law.USED_LOAD
    assert stroke(held, used, 33.0, -4.0).causes == ["wipe.reused"]
    held = Wipe(wet=1.0)
    stroke(held, folded, 33.0, -4.0)
    assert held.fold()
    assert stroke(held, folded, 33.0, -4.0).causes == []
    assert worst(folded) == pytest.approx(0.025)
    assert worst(used) > 0.05 > worst(folded)


def test_dirty_coating_in_the_stroke_is_smeared_onto_the_glass() -> None:
    clean, greasy = glass_end(), glass_end(dirt=1.0)
    stroke(Wipe(wet=1.0), clean, 33.0, -4.0)
    assert stroke(Wipe(wet=1.0), greasy, 75.0, -4.0).causes == ["wipe.reused"]
    assert worst(greasy) > worst(clean) + 0.1


def test_coating_comes_clean_and_faces_run_out() -> None:
    end = glass_end(bare=0.0, dirt=1.0)
    held = Wipe(wet=1.0)
    before = end.dirt[end.cells(0.0, 60.0)].copy()
    stroke(held, end, 62.0, -4.0)
    assert np.allclose(end.dirt[end.cells(0.0, 60.0)], 0.25 * before)
    assert [held.fold() for _ in range(4)] == [True, True, True, False]


def test_alcohol_evaporates_slowly() -> None:
    held = Wipe(wet=1.0)
    for _ in range(60 * 30):
        held.evaporate(1 / 60)
    assert held.wet == pytest.approx(np.exp(-30.0 / law.EVAPORATION_S), rel=1e-6)
    assert held.leaves() == pytest.approx(law.WET_LEAVES)


def test_the_sleeve_stops_the_wipe() -> None:
    end, pinched = glass_end(bare=0.0, dirt=1.0), Stroke(20.0)
    law.sweep(Wipe(wet=1.0), end, pinched, 90.0, stop_mm=50.0)
    assert end.dirt[end.cells(60.0, 89.0)].min() > 0.5
    assert end.dirt[end.cells(25.0, 48.0)].max() < 0.3


def test_loose_coating_does_not_wipe_off() -> None:
    end = glass_end(residue=1.0)
    end.cuff_mm = 10.0
    stroke(Wipe(wet=1.0), end, 33.0, -4.0)
    assert end.residue_near_tip(8.0) == 1.0


def test_a_wipe_over_a_finished_face_chips_it_once_per_stroke() -> None:
    end = glass_end(residue=0.0, bare=10.0)
    end.face = EndFace(0.1, 0.0)
    pinched, touches = Stroke(8.0), 0
    for x in (6.0, 2.0, -1.0, -4.0):
        touches += law.brush_face(end, pinched, law.sweep(Wipe(wet=1.0), end, pinched, x))
    assert touches == 1
    assert end.face.defect == "chip" and end.face.defect_size == pytest.approx(law.FACE_CHIP)
    assert end.face.dust == pytest.approx(law.FACE_DUST)


def test_wiping_the_coating_far_from_a_finished_face_harms_nothing() -> None:
    end = glass_end(residue=0.0, bare=10.0, dirt=1.0)
    end.face = EndFace(0.1, 0.0)
    pinched = Stroke(60.0)
    assert not law.brush_face(end, pinched, law.sweep(Wipe(wet=1.0), end, pinched, 20.0))
    assert end.face == EndFace(0.1, 0.0)
