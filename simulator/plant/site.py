"""What an exercise says about the work site, before anybody has touched it: the ``site`` of its YAML.

It deliberately holds only what may be written in a file; what changes during an attempt lives in the workplace.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal, get_args

from simulator.bounds import Bounds
from simulator.plant.line_spec import LineSpec

Colour = Literal[
    "rouge", "bleu", "vert", "jaune", "violet", "blanc", "orange", "gris", "marron", "noir", "turquoise", "rose"
]
#: The order of the twelve fibres of a tube in France (docs/sources.md, outside_plant §colours).
COLOURS: tuple[str, ...] = get_args(Colour)
FibreType = Literal["G.652.D", "G.657.A1", "G.657.A2", "G.657.B3"]


@dataclass(frozen=True)
class FibreSpec:
    """One fibre to be worked on. mode_field_um fixes its mode-field diameter at 1310 nm; None draws it."""

    type: FibreType = "G.657.A2"
    colour: Colour = "bleu"
    mode_field_um: Annotated[float | None, Bounds(6.0, 11.0, "um", "mode-field diameter at 1310 nm")] = None
    core_offset_um: Annotated[float | None, Bounds(0.0, 1.0, "um", "core concentricity error")] = None
    dirt: Annotated[float, Bounds(0.0, 1.0, "", "gel and grease on the coating")] = 0.6


@dataclass(frozen=True)
class StripperSpec:
    """State of the stripper."""

    dirt: Annotated[float, Bounds(0.0, 1.0, "", "coating crumbs in the blades")] = 0.0


@dataclass(frozen=True)
class CleaverSpec:
    """State of the cleaver. wear is that of the blade position in use; the next position is as good as new."""

    wear: Annotated[float, Bounds(0.0, 1.0, "", "wear of the blade position in use")] = 0.0
    position: Annotated[int, Bounds(1, 16, "", "blade position in use")] = 1
    length_mm: Annotated[float, Bounds(5.0, 16.0, "mm", "cleave length asked by the splicer")] = 10.0


@dataclass(frozen=True)
class SplicerSpec:
    """State of the splicer before the exercise. arc_drift is the relative error of the arc current."""

    alignment: Literal["core", "cladding"] = "core"
    programme: Literal["SM_AUTO", "SM_FAST", "G657", "MM"] = "SM_AUTO"
    groove_dirt_left: Annotated[float, Bounds(0.0, 1.0, "", "dirt in the left V-groove")] = 0.0
    groove_dirt_right: Annotated[float, Bounds(0.0, 1.0, "", "dirt in the right V-groove")] = 0.0
    optics_dust: Annotated[float, Bounds(0.0, 1.0, "", "dust on the camera optics")] = 0.0
    arc_drift: Annotated[float, Bounds(-0.5, 0.5, "", "relative error of the arc current")] = 0.0
    electrode_arcs: Annotated[int, Bounds(0, 20000, "", "arcs since the electrodes were changed")] = 1284
    electrode_life: Annotated[int, Bounds(500, 20000, "", "arcs that the electrodes last")] = 5000
    arc_test_due: bool = False
    loss_limit_db: Annotated[float, Bounds(0.01, 1.0, "dB", "limit for the estimate")] = 0.1
    cleave_limit_deg: Annotated[float, Bounds(0.5, 5.0, "deg", "cleave angle that the machine refuses")] = 3.0
    heat_s: Annotated[float, Bounds(5.0, 60.0, "s", "heating time of the oven")] = 24.0
    cool_s: Annotated[float, Bounds(0.0, 120.0, "s", "time to cool before the sleeve may bend")] = 30.0


@dataclass(frozen=True)
class Weather:
    """Surroundings of the bench."""

    temperature_c: Annotated[float, Bounds(-20.0, 50.0, "degC", "air temperature")] = 20.0
    wind_m_s: Annotated[float, Bounds(0.0, 15.0, "m/s", "wind at the bench")] = 0.0
    altitude_m: Annotated[float, Bounds(0.0, 5000.0, "m", "altitude")] = 100.0


@dataclass(frozen=True)
class SiteSpec:
    """The whole site of an exercise."""

    fibres: tuple[FibreSpec, FibreSpec] = (FibreSpec(), FibreSpec())
    reserve_mm: Annotated[float, Bounds(100.0, 2000.0, "mm", "free fibre on each side")] = 900.0
    sleeve_mm: Annotated[int, Bounds(40, 60, "mm", "length of the protection sleeve")] = 60
    wavelength_nm: Annotated[float, Bounds(1260.0, 1675.0, "nm", "wavelength of the true loss")] = 1310.0
    stripper: StripperSpec = field(default_factory=StripperSpec)
    cleaver: CleaverSpec = field(default_factory=CleaverSpec)
    splicer: SplicerSpec = field(default_factory=SplicerSpec)
    weather: Weather = field(default_factory=Weather)
    stripped_and_cleaved: bool = False
    line: LineSpec = field(default_factory=LineSpec)
