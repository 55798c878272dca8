"""Preparing fibre ends: sleeve, wipe, strip, clean, cleave, dispose — what happens.

It deliberately forces no order and draws nothing: each gesture changes the plant, and a wrong order has its true
consequence there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated

from simulator.plant import Plant
from simulator.scenes.base import Action, ActionSpec, Bounds, Cue, Curve, Effect, FactBook, FactSpec, Mark

TOOLS = ("none", "sleeve", "wipe", "stripper", "cleaver", "bin", "scissors")
HOLES = ("250", "900", "3000")

#: Every action of this scene. x is the distance from the fibre tip [mm] (0 at the tip, growing towards the cable,
#: negative beyond the tip); y is the distance off the fibre's axis [mm] (up is positive).
ACTIONS: dict[str, ActionSpec] = {
    "side": ActionSpec("choice", choices=("left", "right")),   # which of the two ends lies on the mat
    "tool": ActionSpec("choice", choices=TOOLS),               # take a tool (the former one is laid down)
    "hand": ActionSpec("pair", "mm", -120.0, 400.0),           # (x, y) of the tool in hand, at most once a tick
    "grip": ActionSpec("bool"),                                # stripper closed / wipe pinched / sleeve held
    "stripper.hole": ActionSpec("choice", choices=HOLES),      # which hole closes on the fibre
    "wipe.new": ActionSpec("none"),                            # a fresh wipe from the box
    "wipe.fold": ActionSpec("none"),                           # fold to a fresh face of the same wipe
    "alcohol.press": ActionSpec("none"),                       # press the pump with the wipe: wets its face
    "cleaver.lid": ActionSpec("bool"),                         # True = closed
    "cleaver.place": ActionSpec("pair", "mm", -5.0, 40.0),     # (cleave length at the scale, height above the groove)
    "cleaver.flap": ActionSpec("bool"),                        # True = fibre clamped
    "cleaver.slide": ActionSpec("number", "", 0.0, 1.0),       # blade slide, 0 at the front, 1 pushed through
    "cleaver.take": ActionSpec("none"),                        # lift the fibre out
    "cleaver.blade": ActionSpec("number", "", 1, 16),          # turn the blade to a position
    "offcut.take": ActionSpec("none"),                         # pick the offcut up from the cleaver (or the table)
    "offcut.drop": ActionSpec("choice", choices=("bin", "table")),
    "snip": ActionSpec("number", "mm", 1.0, 200.0),            # cut that much off the tip with scissors
    "done": ActionSpec("none"),                                # leave the scene for the next stage
}

FACTS: tuple[FactSpec, ...] = (
    FactSpec("sleeve.on", "", 0, "high"),                      # 1 when the sleeve is on one of the fibres
    FactSpec("coating.dirt_pct", "%", 0),                      # worst dirt left on the coating next to the bare glass
    FactSpec("strip.left_length_mm", "mm", 1),
    FactSpec("strip.right_length_mm", "mm", 1),
    FactSpec("strip.worst_length_error_mm", "mm", 1),          # distance from the 35 mm aim, worst side
    FactSpec("strip.max_speed_mm_s", "mm/s", 0),
    FactSpec("strip.worst_nick_um", "um", 1),
    FactSpec("clean.worst_residue_pct", "%", 0),               # contamination of the glass when it was cleaved
    FactSpec("clean.worst_delay_s", "s", 0),                   # from the last wipe to the cleave
    FactSpec("cleave.left_angle_deg", "deg", 2),
    FactSpec("cleave.right_angle_deg", "deg", 2),
    FactSpec("cleave.worst_angle_deg", "deg", 2),              # worst of the faces that are on the fibres now
    FactSpec("cleave.left_length_mm", "mm", 1),
    FactSpec("cleave.right_length_mm", "mm", 1),
    FactSpec("cleave.worst_length_error_mm", "mm", 1),         # distance from the length the splicer asks for
    FactSpec("cleave.defects", "", 0),                         # present faces with lip, hackle, mist, chip, shatter
    FactSpec("cleave.attempts", "", 0),
    FactSpec("cleave.good_in_a_row", "", 0, "high"),           # longest run of cleaves inside the limits
    FactSpec("touch.after_cleave", "", 0),                     # times something touched a finished face
    FactSpec("fibre.used_mm", "mm", 0),                        # fibre cut away, both sides together
    FactSpec("waste.outside_bin", "", 0),                      # shards not in the bin at the end
    FactSpec("prep.time_s", "s", 0),
)

GATES: tuple[str, ...] = ("glass_outside_bin",)


@dataclass(frozen=True)
class Params:
    """What an exercise may set for this scene."""

    sides: tuple[str, ...] = ("left", "right")
    cleaves: Annotated[int, Bounds(1, 12, "", "good cleaves in a row asked for on each side")] = 1
    strip_aim_mm: Annotated[float, Bounds(20.0, 60.0, "mm", "length to strip")] = 35.0
    strip_tolerance_mm: Annotated[float, Bounds(1.0, 20.0, "mm", "tolerance of the stripped length")] = 5.0
    speed_low_mm_s: Annotated[float, Bounds(1.0, 100.0, "mm/s", "slowest good stripping speed")] = 12.0
    speed_high_mm_s: Annotated[float, Bounds(10.0, 200.0, "mm/s", "fastest good stripping speed")] = 40.0
    angle_limit_deg: Annotated[float, Bounds(0.1, 5.0, "deg", "cleave angle that counts as good")] = 1.0


@dataclass
class Wipe:
    """The wipe in hand. wet and load (dirt on the present face) run 0..1; faces is what can still be folded out."""

    wet: float = 0.0
    load: float = 0.0
    faces: int = 3
    strokes: int = 0


@dataclass
class CleaverDesk:
    """The cleaver as it stands: lid_closed, flap_closed, the fibre in it and how it lies, slide 0..1, offcut waiting."""

    lid_closed: bool = False
    flap_closed: bool = False
    fibre_in: bool = False
    length_mm: float = 0.0
    height_mm: float = 5.0
    slide: float = 0.0
    slide_speed: float = 0.0
    cut_done: bool = False
    offcut_in: bool = False


@dataclass
class State:
    """What the view draws. x_mm, y_mm: tool in hand, as in ACTIONS; speed_mm_s is smoothed and positive towards the tip."""

    side: str = "left"
    tool: str = "none"
    x_mm: float = 60.0
    y_mm: float = 0.0
    speed_mm_s: float = 0.0
    grip: bool = False
    hole: str = "250"
    wipe: Wipe | None = None
    cleaver: CleaverDesk = field(default_factory=CleaverDesk)
    offcut_in_hand: bool = False
    strip_from_mm: float | None = None
    done_steps: dict[str, set[str]] = field(default_factory=lambda: {"left": set(), "right": set()})
