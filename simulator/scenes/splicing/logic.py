"""Loading, splicing, judging, proof test, sleeve and oven — what happens.

It deliberately draws nothing and computes no camera picture: the splicer instrument does, for machine and eye alike.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.scenes.base import ActionSpec, FactSpec

SIDES = ("left", "right")
KEYS = ("set", "arc", "reset", "menu", "up", "down")
CARE = ("groove_left", "groove_right", "optics", "electrodes", "arc_test")
PROGRAMMES = ("SM_AUTO", "SM_FAST", "G657", "MM")

#: Every action of this scene. z is the distance of the fibre tip from the electrode axis [mm]: negative short of it,
#: positive past it; h is the height above the V-groove [mm], 0 when the fibre lies in it.
ACTIONS: dict[str, ActionSpec] = {
    "cover": ActionSpec("bool"),                                # True = closed
    "left.move": ActionSpec("pair", "mm", -60.0, 60.0),         # (z, h) of the left fibre in hand, at most once a tick
    "right.move": ActionSpec("pair", "mm", -60.0, 60.0),
    "left.hold": ActionSpec("bool"),                            # take the fibre in hand / let it lie
    "right.hold": ActionSpec("bool"),
    "left.clamp": ActionSpec("bool"),                           # sheath clamp, True = closed
    "right.clamp": ActionSpec("bool"),
    "key": ActionSpec("choice", choices=KEYS),                  # hard keys of the machine
    "programme": ActionSpec("choice", choices=PROGRAMMES),      # chosen in the menu
    "care": ActionSpec("choice", choices=CARE),                 # clean a groove or the optics, change electrodes, arc test
    "decide": ActionSpec("choice", choices=("keep", "redo")),   # the trainee's own verdict on the splice
    "take": ActionSpec("none"),                                 # lift the splice out, both hands
    "sleeve.move": ActionSpec("number", "mm", -200.0, 200.0),   # centre of the sleeve, measured from the joint
    "oven.place": ActionSpec("bool"),                           # lay the splice in the oven / lift it out
    "oven.lid": ActionSpec("bool"),                             # True = closed
    "oven.heat": ActionSpec("none"),
    "done": ActionSpec("none"),                                 # leave the scene
}

FACTS: tuple[FactSpec, ...] = (
    FactSpec("load.worst_error_mm", "mm", 1),                   # tip against the middle of its window, worst side
    FactSpec("splicer.programme_right", "", 0, "high"),
    FactSpec("splicer.arc_test_done", "", 0, "high"),           # 1 when done, or when none was due
    FactSpec("splice.loss_db", "dB", 2),                        # truth, at the site's wavelength
    FactSpec("splice.estimate_db", "dB", 2),                    # what the machine showed
    FactSpec("splice.offset_um", "um", 2),
    FactSpec("splice.bubble_um", "um", 0),
    FactSpec("splice.attempts", "", 0),
    FactSpec("splice.proof_passed", "", 0, "high"),
    FactSpec("decision.wrong", "", 0),                          # bad splices kept, good ones redone
    FactSpec("sleeve.centre_error_mm", "mm", 1),
    FactSpec("sleeve.cover_mm", "mm", 1, "high"),               # coating covered by the sleeve, worse side
    FactSpec("sleeve.cooled_s", "s", 0, "high"),                # time it lay still before the end
    FactSpec("sleeve.quality", "", 0, "high"),                  # 1 = shrunk, straight, centred
    FactSpec("machine.faults_left", "", 0),
    FactSpec("machine.needless_care", "", 0),
    FactSpec("splicing.time_s", "s", 0),
)

GATES: tuple[str, ...] = ("glass_outside_bin",)


@dataclass(frozen=True)
class Params:
    """What an exercise may set for this scene."""

    protect: bool = True        # sleeve and oven belong to the exercise
    proof: bool = True          # the machine pulls when the cover opens


@dataclass
class Loaded:
    """How a fibre lies: z and h as in ACTIONS; held in hand; clamped; dragged counts the mm it was dragged in the groove."""

    z_mm: float = -30.0
    h_mm: float = 12.0
    held: bool = False
    clamped: bool = False
    dragged_mm: float = 0.0


@dataclass
class Oven:
    """The oven: lid_closed, phase idle, heating or ready, and the seconds left."""

    lid_closed: bool = False
    phase: str = "idle"
    left_s: float = 0.0
    splice_in: bool = False


@dataclass
class State:
    """What the view draws beside the machine itself (``scene.machine``, an instruments.splicer.Splicer) and the plant.

    lifted: the splice is out of the grooves, in both hands; decision: None, keep or redo for the present joint.
    """

    cover_closed: bool = False
    left: Loaded = field(default_factory=Loaded)
    right: Loaded = field(default_factory=Loaded)
    menu_row: int = 0
    lifted: bool = False
    decision: str | None = None
    oven: Oven = field(default_factory=Oven)
    cooling_s: float = 0.0
