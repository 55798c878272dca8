"""What an exercise says about the line under test: sections, joints, plugs and splitters from the instrument on.

It deliberately holds only what may be written in a file. Every key has a default, so that a part is one short line:
``{type: fibre, length_m: 1200}``, ``{type: connector, name: PM, dust: 0.4}``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Literal

from simulator.bounds import Bounds

PartType = Literal["fibre", "splice", "connector", "bend", "splitter", "break"]
Polish = Literal["APC", "UPC", "PC"]
#: Where a part is met on the way from the exchange to the customer; the screens put these into words.
PartName = Literal[
    "", "NRO", "SRO", "PM", "PBO", "PTO", "box_1", "box_2", "box_3", "box_4", "chamber", "pole", "tray", "customer",
    "reel", "cord",
]  # fmt: skip
FarEnd = Literal["open", "angled", "terminated", "crushed"]
LineFibre = Literal["G.652.D", "G.657.A1", "G.657.A2", "G.657.B3"]


@dataclass(frozen=True)
class PartSpec:
    """One part of a line; each type reads its own keys and leaves the others alone.

    fibre: length_m, fibre, mode_field_um, attenuation_db_km. splice: loss_db (else offset_um). connector: near_polish
    (towards the instrument) and far_polish, dust, oil, scratches on both faces, loss_db and reflectance_db instead of
    computed ones. bend: radius_mm, turns. splitter: ports. break: the glass is broken here.
    work: the part that the trainee is to work on. dirt_on: number of the fibre whose faces are dirty (0: all of them).
    """

    type: PartType = "fibre"
    name: PartName = ""
    length_m: Annotated[float, Bounds(0.5, 120_000.0, "m", "length of fibre")] = 100.0
    fibre: LineFibre = "G.652.D"
    mode_field_um: Annotated[float | None, Bounds(7.5, 10.5, "um", "mode-field diameter at 1310 nm")] = None
    attenuation_db_km: Annotated[float | None, Bounds(0.1, 5.0, "dB/km", "attenuation of the section")] = None
    loss_db: Annotated[float | None, Bounds(0.0, 30.0, "dB", "true loss of the joint, alike at every wavelength")] = (
        None
    )
    offset_um: Annotated[float, Bounds(0.0, 5.0, "um", "offset of the cores")] = 0.2
    reflectance_db: Annotated[float | None, Bounds(-80.0, -10.0, "dB", "reflectance of the joint")] = None
    near_polish: Polish = "APC"
    far_polish: Polish = "APC"
    dust: Annotated[float, Bounds(0.0, 1.0, "", "dust on the two faces")] = 0.0
    oil: Annotated[float, Bounds(0.0, 1.0, "", "grease on the two faces")] = 0.0
    scratches: Annotated[float, Bounds(0.0, 1.0, "", "scratches of the two faces")] = 0.0
    radius_mm: Annotated[float, Bounds(3.0, 60.0, "mm", "radius of the bend")] = 10.0
    turns: Annotated[float, Bounds(0.1, 20.0, "", "turns of the bend")] = 1.0
    ports: Literal["2", "4", "8", "16", "32", "64"] = "8"
    work: bool = False
    dirt_on: Annotated[int, Bounds(0, 12, "", "number of the fibre whose faces are dirty, 0 for all")] = 0


@dataclass(frozen=True)
class LineSpec:
    """The whole line. launch_m and tail_m: reels at both ends [m], 0 for none; near_polish: the instrument's cord.

    crossed: number of the fibre that is truly at the other end where the plan says number 1 (0: as the plan says).
    upstream: the instrument is at the subscriber's, so that a splitter is met from a port.
    """

    parts: tuple[PartSpec, ...] = (PartSpec(),)
    far: FarEnd = "open"
    launch_m: Annotated[float, Bounds(0.0, 5000.0, "m", "launch reel")] = 500.0
    tail_m: Annotated[float, Bounds(0.0, 5000.0, "m", "tail reel")] = 0.0
    near_polish: Polish = "APC"
    cord_dust: Annotated[float, Bounds(0.0, 1.0, "", "dust on the plug of the instrument's cord")] = 0.0
    crossed: Annotated[int, Bounds(0, 12, "", "fibre that is truly at the other end")] = 0
    upstream: bool = False
