"""Protecting the splice: sleeve over the joint, oven, cooling; and cutting a joint that is to be made again.

It deliberately leaves heat and shrinking to the oven; it only carries the sleeve about and judges what came of it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from simulator.instruments.oven import PLATE_C, SHRUNK
from simulator.plant import EndFace, Plant, Sleeve
from simulator.plant.workplace import STRIPPED_MM
from simulator.scenes.base import TICKS_PER_SECOND, Curve, Effect, Sound, Value

if TYPE_CHECKING:
    from simulator.scenes.splicing.logic import Splicing

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


def _missing(scene: Splicing) -> list[Effect]:
    """The moment in which a forgotten sleeve is found out."""
    if not scene.state.sleeve_missing:
        scene.state.sleeve_missing = True
        scene.mark("sleeve.forgotten", "sleeve.quality", level="bad")
    return scene.toast("sleeve.forgotten", "bad")


def _soft(scene: Splicing) -> None:
    """The sleeve is moved: bent when it was still soft."""
    if scene.oven.disturb():
        scene.mark("sleeve.moved_hot", "sleeve.cooled_s", level="bad")


def move_sleeve(scene: Splicing, value: Value) -> list[Effect]:
    """Slide the sleeve along the fibre."""
    assert isinstance(value, float)
    sleeve = scene.plant.sleeve
    if not scene.state.lifted:
        return scene.toast("sleeve.not_yet")
    if not has_sleeve(scene.plant):
        return _missing(scene)
    if scene.state.oven.splice_in and scene.state.oven.lid_closed:
        return scene.toast("oven.lid_closed")
    if sleeve.shrunk > 0.0:
        _soft(scene)
        return scene.toast("sleeve.fixed")
    sleeve.centre_mm = value
    sleeve.placed = cover_mm(scene.plant) >= 0.0
    curve = scene.find_curve("sleeve") or scene.curve(
        Curve("sleeve", "", "s", "mm", -CENTRED_MM, CENTRED_MM, ((0.0, 0.0),))
    )
    first = curve.points[0][2] if curve.points else scene.tick
    curve.points.append((round((scene.tick - first) / TICKS_PER_SECOND, 3), value, scene.tick))
    return []


def place(scene: Splicing, value: Value) -> list[Effect]:
    """Lay the splice into the oven, or lift it out."""
    tray = scene.state.oven
    if not scene.state.lifted:
        return scene.toast("oven.not_yet")
    if bool(value) == tray.splice_in:
        return []
    if not has_sleeve(scene.plant):
        return _missing(scene)
    if tray.lid_closed:
        return scene.toast("oven.lid_closed")
    if value and abs(scene.plant.sleeve.centre_mm) > OVEN_REACH_MM:
        return scene.toast("oven.sleeve_elsewhere")
    if value:
        _soft(scene)
    else:
        _lift_out(scene)
    tray.splice_in = scene.plant.sleeve.in_oven = bool(value)
    return [Sound("click")]


def _lift_out(scene: Splicing) -> None:
    if scene.plant.sleeve.shrunk < SHRUNK:
        scene.mark("oven.too_short", "sleeve.quality")
    if scene.state.oven.phase == "ready":
        scene.state.oven.phase = "idle"


def lid(scene: Splicing, value: Value) -> list[Effect]:
    """Close or open the lid; an open lid stops the heating."""
    tray = scene.state.oven
    if bool(value) == tray.lid_closed:
        return []
    tray.lid_closed = bool(value)
    effects: list[Effect] = [Sound("lid")]
    return effects + ([] if value else scene.happened(scene.oven.interrupt()))


def heat(scene: Splicing, _: Value) -> list[Effect]:
    """Press the oven's key."""
    events = scene.oven.start()
    if "oven_on" in events:
        if scene.plant.sleeve.shrunk <= 0.0:
            _judge_place(scene)
        scene.curve(Curve("oven", "", "s", "degC", SHRINK_C, PLATE_C + 10.0))
    return scene.happened(events)


def _judge_place(scene: Splicing) -> None:
    """The heat fixes the sleeve where it is."""
    centre = scene.plant.sleeve.centre_mm
    _sleeve_facts(scene)
    if abs(centre) > CENTRED_MM:
        bare = cover_mm(scene.plant) < 0.0
        scene.mark("sleeve.off_centre", "sleeve.centre_error_mm", "", centre, "bad" if bare else "watch")


def _sleeve_facts(scene: Splicing) -> None:
    scene.book.set("sleeve.centre_error_mm", abs(scene.plant.sleeve.centre_mm), scene.tick)
    scene.book.set("sleeve.cover_mm", cover_mm(scene.plant), scene.tick)


def record_heat(scene: Splicing) -> None:
    """Add the present temperature to the oven's curve."""
    curve = scene.find_curve("oven")
    if curve is not None:
        first = curve.points[0][2] if curve.points else scene.tick
        celsius = round(scene.plant.sleeve.temperature_c, 1)
        curve.points.append((round((scene.tick - first) / TICKS_PER_SECOND, 2), celsius, scene.tick))


def carry_away(scene: Splicing) -> None:
    """The splice leaves the bench: a hot sleeve bends, an unfinished one stays loose."""
    if not scene.state.lifted:
        return
    if scene.oven.interrupt():
        scene.mark("oven.too_short", "sleeve.quality", level="bad")
    _soft(scene)


def settle_sleeve(scene: Splicing) -> None:
    """State at the end what became of the sleeve."""
    plant, sleeve = scene.plant, scene.plant.sleeve
    shrunk = sleeve.shrunk >= SHRUNK and has_sleeve(plant)
    if shrunk:
        _sleeve_facts(scene)
        scene.book.set("sleeve.cooled_s", min(sleeve.cooled_s, 999.0), scene.tick)
    straight = sleeve.bent < 0.1
    scene.book.set("sleeve.quality", float(shrunk and straight and enough_cover(plant)), scene.tick)


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
