"""The facts of the power scene: what each is, and how they are settled from notes, sheet and answers.

It deliberately decides nothing on the way: causes are marked where they arise, by the scene.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from simulator.scenes.base import FactSpec

if TYPE_CHECKING:
    from simulator.scenes.power.logic import Power

FACTS: tuple[FactSpec, ...] = (
    FactSpec("power.reference_ok", "", 0, "high"),  # warm, clean, right cords, same wavelength, never unplugged since
    FactSpec("power.method_right", "", 0, "high"),  # reference with the number of cords that the job asks for
    FactSpec("power.cord_clean", "", 0, "high"),  # faces clean whenever two of them met
    FactSpec("power.warmed", "", 0, "high"),  # source warm when the reference was taken
    FactSpec("power.wavelength_match", "", 0, "high"),  # meter set to the light's wavelength for all that was written
    FactSpec("power.source_unplugged", "", 0, merge="sum"),  # times the source's cord was pulled after the reference
    FactSpec("power.reading_error_db", "dB", 2),  # what was written beside what ought to be
    FactSpec("power.budget_error_db", "dB", 2),  # sum of the sheet beside what it ought to be
    FactSpec("power.margin_error_db", "dB", 2),  # the margin that was written beside the box's own
    FactSpec("power.attenuator_out", "", 0, "high"),  # the attenuator was taken out of the subscriber's cord again
    FactSpec("power.verdict_wrong", "", 0),
    FactSpec("power.laser_unsafe", "", 0, merge="sum"),
    FactSpec("light.identified_right", "%", 0, "high"),
    FactSpec("light.crossed_found", "", 0, "high"),  # all crossed fibres found and no others
    FactSpec("light.blinking", "", 0, "high"),  # the pen blinked when an answer was given
    FactSpec("light.found_error_m", "m", 1),
    FactSpec("light.kind_right", "", 0, "high"),
    FactSpec("light.cap_on", "", 0, "high"),  # off and capped at the end
    FactSpec("power.time_s", "s", 0),
)


def settle(scene: Power, tick: int) -> None:
    """Facts of the present state; nothing is said of what was not yet done."""
    mode = scene.params.mode
    if mode in ("loss", "subscriber"):
        _settle_notes(scene, tick)
        scene.margin.settle(tick)
    elif mode == "identify":
        _settle_fibres(scene, tick)
    else:
        _settle_fault(scene, tick)
    begun = scene.state.notes or scene.state.answers or scene.state.marker_m is not None
    if begun and scene.book.get("power.laser_unsafe") is None:
        scene.book.set("power.laser_unsafe", 0, tick)


def wanted_nm(scene: Power) -> tuple[int, ...]:
    """Wavelengths that the job wants [nm]."""
    return (1490,) if scene.params.mode == "subscriber" else tuple(int(nm) for nm in scene.params.wavelengths)


def _settle_notes(scene: Power, tick: int) -> None:
    book, state, truth = scene.book, scene.state, scene.truth
    wanted = wanted_nm(scene)
    if scene.params.budget and set(state.sheet) >= set(scene.rows):
        right = truth.budget()
        errors = [abs(state.sheet[row] - right[row]) for row in scene.rows]
        whole = abs(math.fsum(state.sheet[row] for row in scene.rows) - math.fsum(right.values()))
        book.set("power.budget_error_db", max(*errors, whole), tick)
    if all(nm in state.notes for nm in wanted):
        errors = [min(99.0, abs(state.notes[nm] - truth.written(nm))) for nm in wanted]
        book.set("power.reading_error_db", max(errors), tick)
        book.set("power.wavelength_match", float(all(scene.matched.get(nm) for nm in wanted)), tick)
        book.set("power.cord_clean", float(scene.clean_joints), tick)
        if scene.params.mode == "loss":
            _settle_reference(scene, wanted, tick)
        if state.verdict != "none":
            # A verdict is right that the line deserves and that one's own readings bear out.
            said = state.verdict == "good"
            borne_out = all(truth.within(state.notes[nm]) for nm in wanted)
            good = truth.good()
            if scene.params.attenuator:
                borne_out &= state.margin_db is not None and scene.margin.enough(state.margin_db)
                good &= scene.margin.deserved()
            book.set("power.verdict_wrong", float(not said == good == borne_out), tick)


def _settle_reference(scene: Power, wanted: tuple[int, ...], tick: int) -> None:
    book, refs = scene.book, [scene.used.get(nm) for nm in wanted]
    method = all(ref is not None and ref.method == scene.params.method for ref in refs)
    warm = all(ref is not None and ref.warm for ref in refs)
    book.set("power.method_right", float(method), tick)
    book.set("power.warmed", float(warm), tick)
    kept = not book.get("power.source_unplugged", 0.0)
    matched = all(ref is not None and ref.matched for ref in refs)
    book.set("power.reference_ok", float(method and warm and kept and matched and scene.clean_joints), tick)
    if kept:
        book.set("power.source_unplugged", 0, tick)


def _settle_fibres(scene: Power, tick: int) -> None:
    answers, light = scene.state.answers, scene.light
    asked = range(1, scene.params.fibres + 1)
    if not answers:
        return
    right = sum(answers.get(number, -1) == light.far_of(number) for number in asked)
    scene.book.set("light.identified_right", 100.0 * right / len(asked), tick)
    if all(number in answers for number in asked) and scene.state.verdict != "none":
        said = scene.state.verdict == "bad"
        crossed = any(light.far_of(number) not in (0, number) for number in asked)
        scene.book.set("light.crossed_found", float(said == crossed and right == len(asked)), tick)
    scene.book.set("light.blinking", float(scene.blinked), tick)
    _settle_cap(scene, tick)


def _settle_fault(scene: Power, tick: int) -> None:
    state, fault = scene.state, scene.light.fault()
    if state.marker_m is None or fault is None:
        return
    scene.book.set("light.found_error_m", abs(state.marker_m - fault.place_m), tick)
    if state.kind:
        scene.book.set("light.kind_right", float(state.kind == fault.kind), tick)
    scene.book.set("light.blinking", float(scene.blinked), tick)
    _settle_cap(scene, tick)


def _settle_cap(scene: Power, tick: int) -> None:
    pen = scene.state.pen
    scene.book.set("light.cap_on", float(pen.capped and not pen.on and not scene.state.pen_at), tick)
