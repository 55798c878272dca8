"""Protecting the splice: sleeve over the joint, oven, cooling; and cutting a joint that is to be made again.

It deliberately leaves heat and shrinking to the oven; it only carries the sleeve about and judges what came of it.
"""

from __future__ import annotations

from simulator.instruments.oven import PLATE_C, SHRUNK
from simulator.plant import EndFace, Plant, Sleeve
from simulator.plant.workplace import STRIPPED_MM
from simulator.scenes.base import TICKS_PER_SECOND, Curve, Effect, Sound, Value
from simulator.scenes.splicing.logic_bench import Bench

#: Error of the centre that counts as none [mm], and coating that the sleeve must cover on each side [mm].
CENTRED_MM, COVER_MM = 2.0, 10.0
#: How far the joint may lie from the middle of the oven [mm].
OVEN_REACH_MM = 30.0
#: What is cut away behind the bare glass of a joint that is made again [mm].
CUT_BEHIND_MM = 5.0
#: Where a sleeve waits on its fibre [mm from the tip].
WAIT_MM = 150.0
#: The tube begins to shrink at about this temperature [degC].
SHRINK_C = 115.0


def has_sleeve(plant: Plant) -> bool:
    """Whether a sleeve is threaded on one of the fibres."""
    return any(end.sleeve_mm is not None for end in plant.ends.values())


def cover_mm(plant: Plant) -> float:
    """Coating that the sleeve covers, on the worse side of the joint [mm]; negative where bare glass looks out."""
    sleeve, half = plant.sleeve, plant.sleeve.length_mm / 2
    left = half - sleeve.centre_mm - plant.ends["left"].bare_mm
    right = half + sleeve.centre_mm - plant.ends["right"].bare_mm
    return min(left, right)


def enough_cover(plant: Plant) -> bool:
    """Whether the sleeve holds the coating on both sides; a short sleeve gets the tolerance of its centring."""
    bare = sum(end.bare_mm for end in plant.ends.values())
    return cover_mm(plant) >= min(COVER_MM, (plant.sleeve.length_mm - bare) / 2 - CENTRED_MM)


def _missing(bench: Bench) -> list[Effect]:
    """The moment in which a forgotten sleeve is found out."""
    if not bench.state.sleeve_missing:
        bench.state.sleeve_missing = True
        bench.mark("sleeve.forgotten", "sleeve.quality", level="bad")
    return bench.toast("sleeve.forgotten", "bad")


def _soft(bench: Bench) -> None:
    """The sleeve is moved: bent when it was still soft."""
    if bench.oven.disturb():
        bench.mark("sleeve.moved_hot", "sleeve.cooled_s", level="bad")


def move_sleeve(bench: Bench, value: Value) -> list[Effect]:
    """Slide the sleeve along the fibre."""
    assert isinstance(value, float)
    sleeve = bench.plant.sleeve
    if not bench.state.lifted:
        return bench.toast("sleeve.not_yet")
    if not has_sleeve(bench.plant):
        return _missing(bench)
    if bench.state.oven.splice_in and bench.state.oven.lid_closed:
        return bench.toast("oven.lid_closed")
    if sleeve.shrunk > 0.0:
        _soft(bench)
        return bench.toast("sleeve.fixed")
    sleeve.centre_mm = value
    sleeve.placed = cover_mm(bench.plant) >= 0.0
    curve = bench.find_curve("sleeve") or bench.curve(
        Curve("sleeve", "", "s", "mm", -CENTRED_MM, CENTRED_MM, ((0.0, 0.0),))
    )
    first = curve.points[0][2] if curve.points else bench.tick
    curve.points.append((round((bench.tick - first) / TICKS_PER_SECOND, 3), value, bench.tick))
    return []


def place(bench: Bench, value: Value) -> list[Effect]:
    """Lay the splice into the oven, or lift it out."""
    tray = bench.state.oven
    if not bench.state.lifted:
        return bench.toast("oven.not_yet")
    if bool(value) == tray.splice_in:
        return []
    if not has_sleeve(bench.plant):
        return _missing(bench)
    if tray.lid_closed:
        return bench.toast("oven.lid_closed")
    if value and abs(bench.plant.sleeve.centre_mm) > OVEN_REACH_MM:
        return bench.toast("oven.sleeve_elsewhere")
    if value:
        _soft(bench)
    else:
        _lift_out(bench)
    tray.splice_in = bench.plant.sleeve.in_oven = bool(value)
    return [Sound("click")]


def _lift_out(bench: Bench) -> None:
    if bench.plant.sleeve.shrunk < SHRUNK:
        bench.mark("oven.too_short", "sleeve.quality")
    if bench.state.oven.phase == "ready":
        bench.state.oven.phase = "idle"


def lid(bench: Bench, value: Value) -> list[Effect]:
    """Close or open the lid; an open lid stops the heating."""
    tray = bench.state.oven
    if bool(value) == tray.lid_closed:
        return []
    tray.lid_closed = bool(value)
    effects: list[Effect] = [Sound("lid")]
    return effects + ([] if value else bench.happened(bench.oven.interrupt()))


def heat(bench: Bench, _: Value) -> list[Effect]:
    """Press the oven's key."""
    events = bench.oven.start()
    if "oven_on" in events:
        if bench.plant.sleeve.shrunk <= 0.0:
            _judge_place(bench)
        bench.curve(Curve("oven", "", "s", "degC", SHRINK_C, PLATE_C + 10.0))
    return bench.happened(events)


def _judge_place(bench: Bench) -> None:
    """The heat fixes the sleeve where it is."""
    centre = bench.plant.sleeve.centre_mm
    _sleeve_facts(bench)
    if abs(centre) > CENTRED_MM:
        bare = cover_mm(bench.plant) < 0.0
        bench.mark("sleeve.off_centre", "sleeve.centre_error_mm", "", centre, "bad" if bare else "watch")


def _sleeve_facts(bench: Bench) -> None:
    bench.book.set("sleeve.centre_error_mm", abs(bench.plant.sleeve.centre_mm), bench.tick)
    bench.book.set("sleeve.cover_mm", cover_mm(bench.plant), bench.tick)


def record_heat(bench: Bench) -> None:
    """Add the present temperature to the oven's curve."""
    curve = bench.find_curve("oven")
    if curve is not None:
        first = curve.points[0][2] if curve.points else bench.tick
        celsius = round(bench.plant.sleeve.temperature_c, 1)
        curve.points.append((round((bench.tick - first) / TICKS_PER_SECOND, 2), celsius, bench.tick))


def carry_away(bench: Bench) -> None:
    """The splice leaves the scene: a hot sleeve bends, an unfinished one stays loose."""
    if not bench.state.lifted:
        return
    if bench.oven.interrupt():
        bench.mark("oven.too_short", "sleeve.quality", level="bad")
    _soft(bench)


def settle_sleeve(bench: Bench) -> None:
    """State at the end what became of the sleeve."""
    plant, sleeve = bench.plant, bench.plant.sleeve
    shrunk = sleeve.shrunk >= SHRUNK and has_sleeve(plant)
    if shrunk:
        _sleeve_facts(bench)
        bench.book.set("sleeve.cooled_s", min(sleeve.cooled_s, 999.0), bench.tick)
    straight = sleeve.bent < 0.1
    bench.book.set("sleeve.quality", float(shrunk and straight and enough_cover(plant)), bench.tick)


def cut_joint(plant: Plant) -> None:
    """Cut the joint out: both ends lose their bare glass and a little more; the sleeve stays on its fibre.

    The piece is still in its coating and in one with the joint, so it is no loose shard.
    """
    for end in plant.ends.values():
        end.cut(end.bare_mm + CUT_BEHIND_MM)
        if end.sleeve_mm is not None:
            end.sleeve_mm = None if plant.sleeve.shrunk > 0.0 else min(end.sleeve_mm, end.length_mm - WAIT_MM)
    old = plant.sleeve
    plant.sleeve = Sleeve(old.length_mm, temperature_c=plant.site.weather.temperature_c)
    plant.joint = None


def supply_ends(plant: Plant, number: int) -> None:
    """Ready ends for an exercise that begins at the splicer and has no preparation: a colleague makes them."""
    for side, end in plant.ends.items():
        end.cut(end.bare_mm + CUT_BEHIND_MM if end.bare_mm else 0.0)
        end.coating_edge_mm = max(0.0, end.length_mm - STRIPPED_MM)
        end.cut(STRIPPED_MM - plant.site.cleaver.length_mm)
        end.dirt[:] = 0.0
        end.residue[:] = 0.0
        draw = plant.chance.normal
        end.face = EndFace(draw(f"supply:{number}:{side}:x", 0.15), draw(f"supply:{number}:{side}:y", 0.15))
    if not has_sleeve(plant):
        plant.ends["left"].sleeve_mm = plant.ends["left"].length_mm - WAIT_MM
