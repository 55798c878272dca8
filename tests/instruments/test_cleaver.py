"""The cleaver against its law: causes decide the face, luck never does. Deliberately without a scene."""

from __future__ import annotations

import math

import pytest

from simulator.instruments import cleaver as law
from simulator.instruments.cleaver import Cleaved, CleaverDesk
from simulator.plant import Chance, CleaverState, FibreEnd, FibreSpec, Nick, SiteSpec, workplace

SEEDS = range(1, 61)


def ready(bare: float = 35.0, residue: float = 0.0) -> FibreEnd:
    site = SiteSpec(fibres=(FibreSpec(dirt=0.0), FibreSpec(dirt=0.0)))
    end = workplace.build(site, Chance(3)).ends["left"]
    end.coating_edge_mm = end.length_mm - bare
    end.residue[end.cells(0.0, bare)] = residue
    return end


def desk(length: float = 10.0, height: float = 0.0, clamped: bool = True) -> CleaverDesk:
    return CleaverDesk(lid_closed=True, flap_closed=clamped, fibre_in=True, length_mm=length, height_mm=height)


def cut(
    end: FibreEnd,
    seed: int,
    wear: float = 0.0,
    seconds: float = 0.7,
    delay: float = 5.0,
    how: CleaverDesk | None = None,
) -> Cleaved:
    blade = CleaverState(position=1, wear={1: wear})
    return law.cleave(end, how or desk(), blade, Chance(seed), seconds, delay, tick=0)


def face(end: FibreEnd):
    assert end.face is not None
    return end.face


def test_careful_work_with_a_fresh_blade_is_good_on_every_draw() -> None:
    for seed in SEEDS:
        for position in (1, 16):
            end, blade = ready(), CleaverState(position=position, wear={})
            done = law.cleave(end, desk(), blade, Chance(seed), 0.7, 5.0, tick=9)
            assert done.kind == "cut" and done.causes == []
            assert face(end).defect == "none" and face(end).angle_deg <= 0.45
            assert end.bare_mm == pytest.approx(10.0) and done.removed_mm == pytest.approx(25.0)


def test_the_worst_imaginable_draw_stays_below_the_promise() -> None:
    assert law.FRESH_LEAN_DEG[1] + 2.0 * law.NOISE_DEG * math.sqrt(2.0) <= 0.45


def test_a_worn_position_is_always_bad_and_always_leans_the_same_way() -> None:
    for seed in SEEDS:
        ends = [ready(), ready()]
        blade = CleaverState(position=4, wear={4: 1.0})
        for end in ends:
            assert law.cleave(end, desk(), blade, Chance(seed), 0.7, 5.0, tick=0).causes == ["cleave.worn_blade"]
            assert face(end).angle_deg > 1.4 and face(end).defect in ("lip", "hackle")
        first, second = (math.atan2(face(end).angle_y_deg, face(end).angle_x_deg) for end in ends)
        turn = abs(first - second)
        assert min(turn, 2.0 * math.pi - turn) < 0.5


def test_lean_grows_with_wear() -> None:
    leans = [law.blade_lean_deg(Chance(8), 2, wear / 10) for wear in range(11)]
    assert leans == sorted(leans) and leans[0] <= 0.15 and 1.8 <= leans[-1] <= 2.5


def test_every_cleave_wears_one_position_of_sixteen_by_a_three_thousandth() -> None:
    blade = CleaverState(position=3, wear={})
    for _ in range(30):
        law.cleave(ready(), desk(), blade, Chance(1), 0.7, 5.0, tick=0)
    assert blade.wear == {3: pytest.approx(0.01)} and blade.cleaves == 30


@pytest.mark.parametrize("height, low, high", [(0.29, 0.0, 0.0), (0.31, 1.0, 1.1), (1.3, 1.9, 2.1), (9.0, 3.0, 3.0)])
def test_a_fibre_that_is_not_seated_leans_one_to_three_degrees(height: float, low: float, high: float) -> None:
    assert low <= law.seat_lean_deg(height) <= high


def test_dirt_on_the_glass_makes_hackle_that_grows() -> None:
    sizes = []
    for residue in (0.05, 0.2, 0.4, 0.8):
        end = ready(residue=residue)
        cut(end, 1)
        sizes.append(face(end).defect_size if face(end).defect == "hackle" else 0.0)
    assert sizes[0] == 0.0 and sizes == sorted(sizes) and sizes[1] > 0.0


def test_waiting_after_the_wipe_lets_dirt_settle() -> None:
    assert law.residue_at_cut(ready(), 10.0, 29.0) == 0.0
    assert law.residue_at_cut(ready(), 10.0, 80.0) == pytest.approx(0.05)
    assert law.residue_at_cut(ready(), 10.0, 4000.0) == pytest.approx(law.STALE_MOST)


@pytest.mark.parametrize(
    "how, seconds, defect, cause",
    [
        (desk(clamped=False), 0.7, "shattered", "cleave.not_clamped"),
        (desk(length=34.0), 0.7, "shattered", "cleave.no_tail"),
        (desk(), 0.16, "lip", "cleave.too_fast"),
        (desk(), 0.05, "mist", "cleave.too_fast"),
    ],
)
def test_a_careless_hand_leaves_its_own_defect(how: CleaverDesk, seconds: float, defect: str, cause: str) -> None:
    for seed in range(1, 6):
        end = ready()
        done = cut(end, seed, seconds=seconds, how=how)
        assert face(end).defect == defect and done.causes[0] == cause


def test_stroke_time_is_free_between_a_quarter_and_one_and_a_half_seconds() -> None:
    assert law.stroke_lean_deg(0.25, 0) == law.stroke_lean_deg(1.5, 0) == 0.0
    assert law.stroke_lean_deg(0.1, 0) > 1.0
    assert law.stroke_lean_deg(3.0, 0) == pytest.approx(0.45)
    assert law.stroke_lean_deg(0.7, 2) == pytest.approx(2 * law.HESITATION_DEG)


def test_a_nick_at_the_score_chips_and_one_elsewhere_does_not() -> None:
    at, off = ready(), ready()
    at.nicks.append(Nick(at.coating_edge_mm + 10.4, 5.0, "strip.tilted", 0))
    off.nicks.append(Nick(off.coating_edge_mm + 14.0, 5.0, "strip.tilted", 0))
    assert cut(at, 1).causes[0] == "cleave.nick" and face(at).defect == "chip"
    assert cut(off, 1).causes == [] and face(off).defect == "none"
    assert off.nicks == []


def test_coating_under_the_blade_is_not_cut() -> None:
    end = ready()
    before = end.length_mm
    blade = CleaverState(position=1, wear={})
    done = law.cleave(end, desk(length=-3.0), blade, Chance(1), 0.7, 5.0, tick=0)
    assert done.kind == "coating" and end.length_mm == before and face(end).defect == "shattered"
    assert blade.blade_wear == law.WEAR_PER_COATING


def test_an_unstripped_fibre_does_not_reach_the_blade() -> None:
    end = ready(bare=0.0)
    done = cut(end, 1)
    assert done.kind == "missed" and done.removed_mm == 0.0 and end.face is None


def test_the_slide_arms_at_the_front_and_fires_once() -> None:
    moving = CleaverDesk()
    fired = [moving.push(value, tick) for tick, value in enumerate((0.0, 0.3, 0.7, 0.97, 1.0, 0.96, 0.5, 1.0))]
    assert fired == [False, False, False, True, False, False, False, False]
    moving.push(0.0, 20)
    assert not moving.push(0.5, 30) and moving.push(1.0, 62)
    assert moving.stroke_s(62, 1 / 60) == pytest.approx(0.55), "rest at the front is no part of a stroke"
