"""What an exercise may set for the power scene, and the state that its view draws.

It deliberately does nothing: logic changes the state, the view shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from simulator.instruments.red_light import Pen
from simulator.scenes.base import Bounds

Mode = Literal["loss", "subscriber", "identify", "fault"]
Wavelength = Literal["1310", "1550", "1625"]
#: Rows of the budget that the trainee fills, in their order.
ROWS = ("fibre", "splices", "connectors", "splitter")
#: Where the free plug of the source's cord may be: in nothing, the meter, the adapter of two cords, that of a third
#: between them, the head of the line. That of the meter's cord: the same, but the far adapter and the line's end.
SOURCE_ENDS = ("none", "meter", "two", "three", "link")
METER_ENDS = ("none", "two", "three", "link")
#: The path that is the reference of each number of cords.
REFERENCE_PATH = {"1": "meter", "2": "two", "3": "three"}
#: End faces that can be seen and cleaned: plug of the source's cord, of the meter's, both of the third, of the line.
FACES = ("cord1", "cord2", "cord3", "cord3_far", "head", "far")
KINDS = ("bend", "break")


@dataclass(frozen=True)
class Params:
    """What an exercise may set for this scene.

    mode: loss (source and meter), subscriber (dBm at the outlet), identify (which fibre glows at the other end), fault
    (where it glows on the way). method: cords of the reference that the job asks for. wavelengths: to be measured.
    attenuator: box and attenuator lie there too, and the box's margin is asked for; receiver_spread_db: the box's
    receiver is better than low_dbm by a draw up to this; margin_db: what must be left.
    budget: the sheet is to be filled. limit_db 0: the budget is the limit. limits of dBm are those of the subscriber.
    fibres: how many fibres are to be identified, from number 1 on; crossed: as the site says, or two of them, drawn.
    jacket: what the light must come through; pen: class of the pen that lies there first; spread_m: the fault is
    drawn within this of its place.
    """

    mode: Mode = "loss"
    method: Literal["1", "2", "3"] = "1"
    wavelengths: tuple[Wavelength, ...] = ("1310",)
    budget: bool = False
    limit_db: Annotated[float, Bounds(0.0, 60.0, "dB", "limit of the link; 0: the budget")] = 0.0
    alpha_db_km: Annotated[float, Bounds(0.05, 2.0, "dB/km", "planning value of the fibre")] = 0.40
    splice_db: Annotated[float, Bounds(0.0, 1.0, "dB", "planning value of a splice")] = 0.10
    connector_db: Annotated[float, Bounds(0.0, 2.0, "dB", "planning value of a connector")] = 0.50
    meter_cord_dust: Annotated[float, Bounds(0.0, 1.0, "", "dust on the plug of the meter's cord")] = 0.0
    third_cord_dust: Annotated[float, Bounds(0.0, 1.0, "", "dust on the plugs of the third cord")] = 0.0
    launch_dbm: Annotated[float, Bounds(-20.0, 15.0, "dBm", "power that leaves the exchange")] = 3.0
    low_dbm: Annotated[float, Bounds(-60.0, 10.0, "dBm", "least power at the outlet")] = -27.0
    high_dbm: Annotated[float, Bounds(-60.0, 10.0, "dBm", "most power at the outlet")] = -8.0
    attenuator: bool = False
    receiver_spread_db: Annotated[float, Bounds(0.0, 6.0, "dB", "how much better than low_dbm the box may be")] = 2.5
    margin_db: Annotated[float, Bounds(0.0, 20.0, "dB", "least margin of the box")] = 3.0
    fibres: Annotated[int, Bounds(1, 12, "", "fibres to be identified")] = 4
    crossed: Literal["site", "drawn"] = "site"
    jacket: Literal["900um", "cord", "cable"] = "cord"
    pen: Literal["2", "3R"] = "2"
    spread_m: Annotated[float, Bounds(0.0, 500.0, "m", "how far the fault may lie from its place")] = 0.0


@dataclass
class State:
    """What the view draws.

    near: one of SOURCE_ENDS, at the subscriber's always the line, which comes lit; far: one of METER_ENDS; source_in:
    the source's cord is in its port; look: face under the microscope ('' none); notes: what was written by wavelength
    [nm], dB or dBm; units: the unit that the meter showed with it; sheet: rows filled [dB]; row: the one under the
    hand; verdict: none, good or bad. pen: in hand; pen_at: number of the near fibre that it is in (0 none); asked:
    the one looked for; answers: far number by near one, 0 for "none glows"; hand_m: place on the way [m]; marker_m:
    where the flag stands; kind: what was found there; dark: the lamp of the room is out. voa_in: the attenuator is in
    the cord; load: what the cord ends in, meter or box; margin_db: what was written as the margin [dB].
    """

    near: str = "none"
    far: str = "none"
    source_in: bool = True
    look: str = ""
    notes: dict[int, float] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    sheet: dict[str, float] = field(default_factory=dict)
    row: str = ROWS[0]
    verdict: str = "none"
    pen: Pen = field(default_factory=Pen)
    pen_at: int = 0
    asked: int = 1
    answers: dict[int, int] = field(default_factory=dict)
    hand_m: float = 0.0
    marker_m: float | None = None
    kind: str = ""
    dark: bool = False
    voa_in: bool = False
    load: str = "meter"
    margin_db: float | None = None

    @property
    def path(self) -> str:
        """The way from source to meter, one of SOURCE_ENDS: none until both plugs are on the same one."""
        return self.near if self.near in ("meter", self.far) else "none"
