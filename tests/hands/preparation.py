"""Hands that prepare a fibre end, with care or without: scripts for tests, proofs and screenshots.

They deliberately read nothing of how the work goes: what they do depends on what was asked, never on the result.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from simulator.scenes.preparation.logic import Params
from tests.hands.script import Pencil, Script

SLEEVE_AT_MM = 115.0
WIPE_FROM_MM = 62.0
CLEAVE_MM = 10.0


@dataclass(frozen=True)
class Manner:
    """How the hands work; the defaults are those of a careful technician.

    Lengths [mm], speeds [mm/s], times [s]. sleeve None: put it on when working on the left end of a pair.
    offcut is where the piece ends: bin, table or cleaver (left lying). blade: turn to this position first.
    """

    sleeve: bool | None = None
    coating_strokes: int = 2
    strip_mm: float | None = None
    strip_speed: float = 25.0
    tilt_mm: float = 0.5
    hole: str = "250"
    glass_strokes: int = 2
    wet: bool = True
    backwards: bool = False
    fold: bool = True
    wait_s: float = 1.0
    blade: int | None = None
    cleave_mm: float | None = None
    height_mm: float = 0.0
    clamp: bool = True
    stroke_s: float = 0.7
    offcut: str = "bin"
    wipe_after: bool = False


CAREFUL = Manner()


def _asked(work: Any) -> tuple[Params, float]:
    """Params and cleave length [mm] of a scene, or of bare params."""
    if hasattr(work, "plant"):
        return work.params, work.plant.site.cleaver.length_mm
    return (work if work is not None else Params()), CLEAVE_MM


def put_sleeve_on(pencil: Pencil) -> None:
    """Thread the sleeve over the tip and slide it out of the way."""
    pencil.do("tool", "sleeve", 0.8)
    pencil.do("hand", (-30.0, 0.0), 0.3)
    pencil.do("grip", True, 0.3)
    pencil.glide("hand", -30.0, SLEEVE_AT_MM, 100.0)
    pencil.do("grip", False, 0.3)


def wipe(pencil: Pencil, from_mm: float, to_mm: float, strokes: int, wet: bool = True, fold: bool = True) -> None:
    """Take a fresh wipe, wet it, and stroke; a fold after every stroke."""
    pencil.do("tool", "wipe", 0.6)
    pencil.do("wipe.new", None, 0.5)
    if wet:
        pencil.do("alcohol.press", None, 0.5)
    for number in range(strokes):
        if number and fold:
            pencil.do("wipe.fold", None, 0.5)
        pencil.do("hand", (from_mm, 0.0), 0.3)
        pencil.do("grip", True, 0.2)
        pencil.glide("hand", from_mm, to_mm, 60.0)
        pencil.do("grip", False, 0.2)


def strip(pencil: Pencil, length_mm: float, speed: float, tilt_mm: float = 0.5, hole: str = "250") -> None:
    """Close the jaws at a length from the tip and pull past it."""
    pencil.do("tool", "stripper", 0.8)
    pencil.do("stripper.hole", hole, 0.5)
    pencil.do("hand", (length_mm, tilt_mm), 0.6)
    pencil.do("grip", True, 0.3)
    pencil.glide("hand", length_mm, -8.0, speed, tilt_mm, ramp_s=0.2 if speed < 80.0 else 0.0)
    pencil.do("grip", False, 0.3)


def cleave(pencil: Pencil, length_mm: float, manner: Manner = CAREFUL) -> None:
    """Place, seat, clamp, close, push; then open and lift the fibre out."""
    pencil.do("tool", "cleaver", 0.6)
    if manner.blade is not None:
        pencil.do("cleaver.blade", float(manner.blade), 0.6)
    pencil.do("cleaver.lid", False, 0.3)
    pencil.do("cleaver.flap", False, 0.3)
    pencil.do("cleaver.slide", 0.0, 0.3)
    pencil.at_once("cleaver.place", [(round(20.0 - i * (20.0 - length_mm) / 30, 3), 5.0) for i in range(1, 31)])
    low = manner.height_mm
    pencil.at_once("cleaver.place", [(length_mm, round(5.0 - i * (5.0 - low) / 20, 3)) for i in range(1, 21)])
    if manner.clamp:
        pencil.do("cleaver.flap", True, 0.4)
    pencil.do("cleaver.lid", True, 0.4)
    pencil.push("cleaver.slide", 0.0, 1.0, manner.stroke_s)
    pencil.wait(0.4)
    pencil.do("cleaver.lid", False, 0.4)
    pencil.do("cleaver.flap", False, 0.3)
    pencil.do("cleaver.take", None, 0.5)


def dispose(pencil: Pencil, place: str) -> None:
    """Bring the offcut into the bin, or let it fall on the table; anything else leaves it in the cleaver."""
    if place in ("bin", "table"):
        pencil.do("offcut.take", None, 0.6)
        pencil.do("tool", "bin", 0.5)
        pencil.do("offcut.drop", place, 0.4)


def prepare(work: Any, side: str, start_tick: int = 0, manner: Manner = CAREFUL) -> Script:
    """Prepare one end in a manner. work is a Preparation or its Params; the length of the cleave is taken from it."""
    params, cleave_mm = _asked(work)
    pencil = Pencil(start_tick)
    pencil.do("side", side, 0.3)
    pair = len(params.sides) == 2 and params.cleaves == 1
    if manner.sleeve or (manner.sleeve is None and pair and side == "left"):
        put_sleeve_on(pencil)
    strip_mm = manner.strip_mm or params.strip_aim_mm
    if manner.coating_strokes:
        wipe(pencil, strip_mm + WIPE_FROM_MM - 35.0, -4.0, manner.coating_strokes)
    strip(pencil, strip_mm, manner.strip_speed, manner.tilt_mm, manner.hole)
    if manner.glass_strokes:
        ends = (-4.0, strip_mm - 2.0) if manner.backwards else (strip_mm - 2.0, -4.0)
        wipe(pencil, *ends, manner.glass_strokes, manner.wet, manner.fold)
    pencil.wait(manner.wait_s)
    cleave(pencil, cleave_mm if manner.cleave_mm is None else manner.cleave_mm, manner)
    dispose(pencil, manner.offcut)
    if manner.wipe_after:
        wipe(pencil, 8.0, -4.0, 1)
    return pencil.script


def careful_preparation(work: Any, side: str, start_tick: int = 0) -> Script:
    """As it ought to be done."""
    return prepare(work, side, start_tick)


def careless_too_fast(work: Any, side: str, start_tick: int = 0) -> Script:
    """One jerk with the stripper askew, and a hurried blade."""
    manner = replace(CAREFUL, strip_speed=160.0, tilt_mm=9.0, strip_mm=48.0, glass_strokes=1, wet=False, stroke_s=0.08)
    return prepare(work, side, start_tick, manner)


def careless_uncleaned(work: Any, side: str, start_tick: int = 0) -> Script:
    """No wipe at all, neither before nor after the stripper."""
    return prepare(work, side, start_tick, replace(CAREFUL, coating_strokes=0, glass_strokes=0))


def careless_no_sleeve(work: Any, side: str, start_tick: int = 0) -> Script:
    """Careful in all but the sleeve, which stays in its box."""
    return prepare(work, side, start_tick, replace(CAREFUL, sleeve=False))


def careless_offcut_on_table(work: Any, side: str, start_tick: int = 0) -> Script:
    """Careful work, but the offcut is left on the table."""
    return prepare(work, side, start_tick, replace(CAREFUL, offcut="table"))


def careless_wipe_after_cleave(work: Any, side: str, start_tick: int = 0) -> Script:
    """Careful work, spoilt by one more wipe over the finished face."""
    return prepare(work, side, start_tick, replace(CAREFUL, wipe_after=True))


def careless_unseated(work: Any, side: str, start_tick: int = 0) -> Script:
    """The fibre hangs above the groove when the lid closes."""
    return prepare(work, side, start_tick, replace(CAREFUL, height_mm=1.5))


def careless_wrong_length(work: Any, side: str, start_tick: int = 0) -> Script:
    """Too little stripped, too much glass left."""
    return prepare(work, side, start_tick, replace(CAREFUL, strip_mm=24.0, cleave_mm=14.0))


def careless_everything(work: Any, side: str, start_tick: int = 0) -> Script:
    """Every bad habit at once."""
    manner = Manner(
        sleeve=False, coating_strokes=0, strip_mm=48.0, strip_speed=160.0, tilt_mm=9.0, glass_strokes=1, wet=False,
        backwards=True, wait_s=45.0, cleave_mm=13.0, height_mm=1.5, stroke_s=0.08, offcut="table", wipe_after=True,
    )  # fmt: skip
    return prepare(work, side, start_tick, manner)


def worn_blade_ignored(work: Any, side: str, start_tick: int = 0) -> Script:
    """Careful hands that never turn the blade: bad only where the blade is worn."""
    return prepare(work, side, start_tick)


def worn_blade_turned(work: Any, side: str, start_tick: int = 0, position: int = 7) -> Script:
    """Careful hands that turn the blade to another position first."""
    return prepare(work, side, start_tick, replace(CAREFUL, blade=position))


def five_cleaves(
    work: Any, side: str, start_tick: int = 0, count: int = 5, manner: Manner = CAREFUL, rest_s: float = 1.0
) -> Script:
    """The same end prepared again and again, in one manner."""
    script: Script = []
    for _ in range(count):
        script += prepare(work, side, start_tick, manner)
        start_tick = script[-1][0] + max(1, round(rest_s * 60))
    return script


def leave(start_tick: int) -> Script:
    """Go on to the next stage."""
    pencil = Pencil(start_tick)
    pencil.do("done", None, 0.0)
    return pencil.script
