"""The line under test: its optical link is that of its parts, and what hands do to it shows in it."""

from __future__ import annotations

import math

import numpy as np
import pytest

from simulator.optics.link import Section
from simulator.optics.truth import true_events
from simulator.plant import Chance, Coil, Joint, LineSpec, PartSpec, SiteSpec, workplace
from simulator.plant import ferrule as ferrules
from simulator.plant import line as lines
from simulator.plant.line_events import events_of

GLASS = PartSpec("fibre", length_m=1000.0)
WAVELENGTHS = np.array([1310e-9, 1550e-9, 1625e-9])


def line_of(*parts: PartSpec, seed: int = 3, **spec) -> lines.Line:
    return lines.build(LineSpec(parts=parts, **spec), Chance(seed))


def joint(**values) -> Joint:
    base = {
        "offset_um": (0.0, 0.0), "cladding_offset_um": (0.0, 0.0), "tilt_deg": 0.0, "waist": 0.0, "bubble_um": 0.0,
        "fused": 1.0, "arc_energy": 1.0, "strength_n": 5.0,
    }  # fmt: skip
    return Joint(**base | values)


def test_bill_of_the_link_sums_to_its_loss() -> None:
    parts = (GLASS, PartSpec("splice", offset_um=0.8), GLASS, PartSpec("connector", dust=0.6, oil=0.5), GLASS)
    link = line_of(*parts, PartSpec("bend", radius_mm=8.0), PartSpec("splitter"), GLASS).link()
    assert np.allclose(sum(link.bill(WAVELENGTHS).values()), link.insertion_loss(WAVELENGTHS), atol=1e-9)


def test_the_same_seed_gives_the_same_line_and_another_another() -> None:
    one, same, other = (line_of(GLASS, PartSpec("connector", dust=0.7), seed=s).link() for s in (1, 1, 2))
    assert one == same != other


def test_a_clean_line_costs_its_glass_and_two_good_plugs() -> None:
    loss = line_of(GLASS, PartSpec("connector"), GLASS, launch_m=500.0).link().insertion_loss(1310e-9)
    assert 2.5 * 0.34 + 0.04 < loss < 2.5 * 0.34 + 0.26


def test_where_a_reel_meets_the_line_a_plug_costs_what_a_plug_costs() -> None:
    spec = {"launch_m": 500.0, "tail_m": 500.0, "far": "angled"}
    near, far, back = [], [], []
    for seed in range(60):
        line = line_of(PartSpec("fibre", length_m=1000.0, mode_field_um=9.2), seed=seed, **spec)
        ends = [[event.loss_db for event in true_events(line.link(backwards=b), 1310e-9)] for b in (False, True)]
        near.append(ends[0][0])
        far.append(ends[0][1])
        back.append(ends[1][0])
    assert back == pytest.approx(far)  # the same plug, whichever end the instrument stands at
    assert len(set(np.round(near + far, 3))) > 40
    assert min(near + far) > 0.04 and max(near + far) < 0.25 and np.mean(near + far) == pytest.approx(0.12, abs=0.02)


def test_a_splice_not_yet_made_ends_the_line_and_a_made_one_joins_it() -> None:
    line = line_of(GLASS, PartSpec("splice", work=True), GLASS, launch_m=0.0)
    assert line.link().length == pytest.approx(1002.0)
    line.work().joint = joint(offset_um=(1.0, 0.0))
    assert line.link().length == pytest.approx(2002.0)
    # 1 um of offset, docs/sources.md, physics §1.3.
    assert float(line.link().bill(1310e-9)["offset"]) == pytest.approx(0.20, abs=0.02)


def test_a_plug_that_is_out_ends_the_line_with_its_own_face() -> None:
    line = line_of(GLASS, PartSpec("connector", near_polish="UPC"), GLASS, launch_m=0.0)
    line.connectors()[0].mated = False
    link = line.link()
    assert link.length == pytest.approx(1002.0)
    assert link.far.kind == "open"


def test_a_coil_costs_more_at_longer_wavelengths() -> None:
    line = line_of(GLASS, GLASS)
    before = line.link().insertion_loss(WAVELENGTHS)
    line.parts[0].coils.append(Coil(10.0, 1.0))
    grown = line.link().insertion_loss(WAVELENGTHS) - before
    assert 0.0 < grown[0] < grown[1] < grown[2]


def test_apc_on_upc_costs_what_was_measured() -> None:
    """3.68 dB at 1310 and 3.38 dB at 1550 nm (docs/sources.md, splicing §4.2)."""
    wrong = line_of(GLASS, PartSpec("connector", near_polish="APC", far_polish="UPC"), GLASS).link()
    right = line_of(GLASS, PartSpec("connector"), GLASS).link()
    extra = wrong.insertion_loss(WAVELENGTHS) - right.insertion_loss(WAVELENGTHS)
    assert extra[0] == pytest.approx(3.68, abs=0.25)  # without an offset: a little less than in the mean
    assert extra[1] == pytest.approx(3.38, abs=0.25)


def test_backwards_the_loss_is_the_same_without_reels() -> None:
    ends = PartSpec("fibre", length_m=900.0, mode_field_um=9.2)
    middle = PartSpec("fibre", length_m=400.0, fibre="G.657.A2")
    parts = (ends, PartSpec("splice", offset_um=0.6), middle, PartSpec("splice", offset_um=0.1), ends)
    line = line_of(*parts, launch_m=0.0)
    there, back = line.link(), line.link(backwards=True)
    assert there.insertion_loss(1550e-9) == pytest.approx(back.insertion_loss(1550e-9), abs=1e-9)


@pytest.mark.parametrize("amount", [0.2, 0.5, 1.0])
def test_dirt_is_where_it_was_put(amount: float) -> None:
    face = ferrules.make("APC", amount, amount, amount, Chance(5), "x")
    zones = face.zones("dust")
    if amount > 0.25:
        assert zones.core > 0.0
    assert face.zones().most <= 1.0
    assert all(math.hypot(p.x_um, p.y_um) < ferrules.SEEN_UM for p in face.particles)


def test_zones_measure_area() -> None:
    """A particle in the middle, 10 um wide, covers (5/12.5)^2 of zone A; one on the rim covers two zones."""
    face = ferrules.Ferrule(particles=[ferrules.Particle(0.0, 0.0, 5.0)])
    assert face.zones().core == pytest.approx(0.16, rel=0.01)
    assert face.zones().cladding == 0.0
    rim = ferrules.Ferrule(particles=[ferrules.Particle(12.5, 0.0, 4.0)])
    assert rim.zones().core > 0.0 < rim.zones().cladding


def test_pairs_of_a_job_are_different_fibres_and_their_joints_land_in_their_lines() -> None:
    spec = LineSpec(parts=(GLASS, PartSpec("splice", work=True), GLASS))
    plant = workplace.build(SiteSpec(line=spec), Chance(7))
    plant.take_pair("rouge", "bleu")
    plant.joint = joint(offset_um=(0.5, 0.0))
    plant.joined()
    first = plant.ends
    assert plant.line_of(1).far_number == 2
    plant.take_pair("bleu", "rouge")
    assert plant.pieces[0].ends is first and plant.joint is None
    assert plant.number == 2 and plant.line.work().joint is None
    assert plant.line_of(1).work().joint is plant.pieces[0].joint
    assert plant.ends["left"].core_offset_um != first["left"].core_offset_um


def test_events_and_glass_sum_to_the_loss_of_the_link() -> None:
    parts = (GLASS, PartSpec("splice", offset_um=0.8), GLASS, PartSpec("connector", dust=0.6), PartSpec("bend"), GLASS)
    line = line_of(*parts)
    line.parts[1].coils.append(Coil(12.0, 2.0))
    for backwards in (False, True):
        link = line.link(backwards=backwards)
        glass = sum(sum(bill.values()) for place, bill in link.losses(1550e-9) if isinstance(place.part, Section))
        found = events_of(line, 1550e-9, backwards)
        assert sum(event.loss_db for event in found) + glass == pytest.approx(
            float(link.insertion_loss(1550e-9)), abs=5e-3
        )
        assert [event.position_m for event in found] == sorted(event.position_m for event in found)


def test_what_one_end_sees_besides_the_loss_is_as_much_less_from_the_other() -> None:
    """Unequal mode fields: the mean of both ends is the loss, a bend has no such part."""
    wide = PartSpec("fibre", length_m=800.0, mode_field_um=9.6)
    line = line_of(PartSpec("fibre", length_m=800.0, mode_field_um=8.8), PartSpec("splice", name="box_1"), wide)
    line.parts[1].coils.append(Coil(9.0, 1.0))
    there, back = (next(e for e in events_of(line, 1550e-9, b) if e.name == "box_1") for b in (False, True))
    assert abs(there.extra_db) > 0.1 and there.extra_db == pytest.approx(-back.extra_db)
    shown = {e.name: e.shown_db for e in true_events(line.link(), 1550e-9)}
    assert there.loss_db + there.extra_db == pytest.approx(shown["box_1"], abs=0.002)


def test_each_event_knows_its_part_and_a_coil_goes_with_its_splice() -> None:
    line = line_of(GLASS, PartSpec("splice", name="tray"), GLASS, PartSpec("connector", name="PBO"), GLASS)
    line.parts[1].coils.append(Coil(8.0, 1.0))
    line.parts[1].tick = 77
    found = events_of(line, 1625e-9)
    assert [(e.kind, e.name, e.part) for e in found] == [
        ("connector", "cord", -1), ("splice", "tray", 1), ("connector", "PBO", 3), ("end", "", -1),
    ]  # fmt: skip
    assert found[1].tick == 77 and found[1].bill["bend"] > 0.1
    assert found[1].position_m == pytest.approx(1500.0)
    back = events_of(line, 1625e-9, backwards=True)
    assert [e.name for e in back] == ["cord", "PBO", "tray", ""]


def test_a_plug_that_is_out_is_the_end() -> None:
    line = line_of(GLASS, PartSpec("connector"), GLASS)
    line.connectors()[0].mated = False
    found = events_of(line, 1550e-9)
    assert [e.kind for e in found] == ["connector", "end"]
    assert found[-1].position_m == pytest.approx(1500.0)


def test_each_cause_knows_the_gesture_that_brought_it_in() -> None:
    line = line_of(GLASS, PartSpec("splice", work=True), GLASS, PartSpec("connector", dust=0.8), GLASS)
    line.parts[1].joint = joint(offset_um=(0.8, 0.0), tilt_deg=0.4, bill={"arc": 0.02}, tick=900, origins={"tilt": 500})
    line.parts[1].coils.append(Coil(8.0, 1.0, (), 1200))
    line.parts[3].tick = 1500
    by_part = {event.part: event for event in events_of(line, 1550e-9)}
    moments = by_part[1].moments
    assert (moments["offset"], moments["tilt"], moments["arc"], moments["bend"]) == (900, 500, 900, 1200)
    assert set(by_part[3].moments.values()) == {1500}
    assert by_part[-1].moments == {}
