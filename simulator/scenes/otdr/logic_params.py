"""What an exercise may set for the OTDR scene, and the state that its view draws.

It deliberately does nothing: logic changes the state, the view shows it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, Literal

from simulator.plant.line_spec import PartName
from simulator.plant.site import Colour
from simulator.scenes.base import Bounds, FileName
from simulator.scenes.otdr.logic_reading import is_loss

Wavelength = Literal["1310", "1550", "1625", "1650"]
Kind = Literal["connector", "splice", "bend", "splitter", "end", "ghost"]
KINDS = ("connector", "splice", "bend", "splitter", "end", "ghost")
#: So far from its place a row measured from B is still the same event [m].
BACK_NEAR_M = 12.0
VERDICTS = ("none", "good", "bad")
CURSORS = ("a", "A", "B", "b")
SIDES = ("A", "B")
#: What the cursors tell: a loss by two fitted lines or by two points, or the attenuation of the fibre between A and B.
METHODS = ("lsa", "two_point", "slope")
#: Pages of the instrument's screen.
PAGES = ("trace", "files", "report")


@dataclass(frozen=True)
class TruthSpec:
    """An event of a recorded trace as the instructor knows it; position from the file's zero, loss where it has one."""

    position_m: Annotated[float, Bounds(-20_000.0, 260_000.0, "m", "place on the trace")]
    kind: Kind = "splice"
    loss_db: Annotated[float | None, Bounds(-5.0, 40.0, "dB", "loss as the trace shows it")] = None
    reflectance_db: Annotated[float | None, Bounds(-80.0, 0.0, "dB", "reflectance")] = None
    name: PartName = ""


@dataclass(frozen=True)
class Params:
    """What an exercise may set for this scene.

    ask: what is looked for; analysis: the automatic one is run at two wavelengths, then checked. wavelengths: keys of
    the instrument; start_…: what is set when it is switched on. index 0: that of the glass, or of the recorded trace;
    one that is given may correct a recorded trace, and then the truth's places are those of the right index.
    plugged False: the launch cord's plug is still out of the panel. trace: a .sor file of the course instead of a line;
    truth: its events (none: those stored in the file). keep: wavelengths whose traces the job's file must hold, with
    both_ways from both ends. fibres: those of the cable that are to be measured, by colour, each to be called good or
    bad as a whole (none: the one in work alone, by its table); each: wavelengths of which the file must hold a trace of
    every other one, from one end.
    """

    ask: Literal["events", "break", "bend", "analysis"] = "events"
    wavelengths: tuple[Wavelength, ...] = ("1310", "1550", "1625")
    start_wavelength: Wavelength = "1310"
    start_range_m: Annotated[float, Bounds(500.0, 260_000.0, "m", "range at the start")] = 5000.0
    start_pulse_ns: Annotated[float, Bounds(5.0, 20_000.0, "ns", "pulse at the start")] = 30.0
    start_averaging_s: Annotated[float, Bounds(1.0, 180.0, "s", "averaging time at the start")] = 15.0
    least_averaging_s: Annotated[float, Bounds(1.0, 180.0, "s", "averaging time that the guidance asks for")] = 10.0
    start_index: Annotated[float, Bounds(1.40, 1.55, "", "group index at the start")] = 1.4681
    index: Annotated[float, Bounds(0.0, 1.55, "", "group index of the cable on the job sheet")] = 0.0
    noise: bool = True
    plugged: bool = True
    both_ways: bool = False
    auto: bool = True
    head: PartName = "NRO"
    splice_limit_db: Annotated[float, Bounds(0.02, 2.0, "dB", "limit of a splice")] = 0.2
    connector_limit_db: Annotated[float, Bounds(0.05, 3.0, "dB", "limit of a connector")] = 0.5
    reflectance_limit_db: Annotated[float, Bounds(-70.0, -14.0, "dB", "highest reflectance")] = -55.0
    least_db: Annotated[float, Bounds(0.02, 1.0, "dB", "smallest loss that must be named")] = 0.06
    trace: Annotated[str, FileName("sor")] = ""
    truth: tuple[TruthSpec, ...] = ()
    keep: tuple[Wavelength, ...] = ()
    fibres: tuple[Colour, ...] = ()
    each: tuple[Wavelength, ...] = ()
    place_within_m: Annotated[float, Bounds(0.5, 100.0, "m", "how far off a place still counts as right")] = 5.0
    loss_within_db: Annotated[float, Bounds(0.01, 2.0, "dB", "how far off a loss still counts as right")] = 0.06


@dataclass
class Row:
    """One line of the event table. position_m [m] counts from side A; losses and back: readings [dB] by wavelength [nm]
    from A and from B. reflectance_db None: no reflection; full: the receiver was, it may be more. pending: of the
    automatic analysis, not yet decided on. lit: there was light before it, so that a dash is a reading too. cursors:
    a, A, B, b where it was measured from side A [m], none for a row that nobody measured by hand.
    """

    position_m: float
    kind: str = ""
    verdict: str = "none"
    losses: dict[int, float] = field(default_factory=dict)
    back: dict[int, float] = field(default_factory=dict)
    reflectance_db: float | None = None
    full: bool = False
    source: str = "hand"
    pending: bool = False
    tick: int = 0
    lit: bool = False
    cursors: tuple[float, ...] = ()
    #: How far from its place A stood when it was measured from B [m].
    back_off_m: float = 0.0
    #: Place as it was entered times the index of then [m]: turning the index to and fro costs no digit.
    path_m: float = 0.0

    def put(self, position_m: float) -> None:
        """Enter a place [m]."""
        self.position_m, self.path_m = position_m, 0.0

    def rescale(self, old: float, new: float) -> None:
        """Show it with another group index: what was read is a time."""
        self.path_m = self.path_m or self.position_m * old
        self.position_m = round(self.path_m / new, 1)
        self.cursors = tuple(at * old / new for at in self.cursors)

    @property
    def read(self) -> bool:
        """Whether anything was read there: a row in the noise has dashes only, that of the end has one behind it."""
        return self.lit or any(map(is_loss, (*self.losses.values(), *self.back.values())))

    @property
    def both_ways(self) -> bool:
        """Whether it was measured from B as well, and there where it lies."""
        return bool(self.back) and abs(self.back_off_m) <= BACK_NEAR_M

    def loss(self, nm: int) -> float | None:
        """Loss [dB] at a wavelength: the mean where both ends were measured; None without one, a dash is none."""
        one, two = (read if read is not None and is_loss(read) else None for read in (self.losses.get(nm),
                                                                                     self.back.get(nm)))
        if one is None or two is None:
            return one if two is None else two
        return 0.5 * (one + two)


@dataclass
class State:
    """What the view draws. cursors [m] by name; view_x [m] and view_y [dB] are what the screen shows (None: as the
    trace asks).

    look: which face is under the microscope ('' none); side: end at which the instrument stands; selected: row or None;
    page: of the screen; recalled: name of the kept trace that lies over the live ones ('' none); fibres: verdict of
    each fibre as a whole, by its number.
    """

    cursors: dict[str, float] = field(default_factory=lambda: {"a": 150.0, "A": 300.0, "B": 330.0, "b": 480.0})
    active: str = "A"
    method: str = "lsa"
    view_x: tuple[float, float] = (0.0, 5000.0)
    view_y: tuple[float, float] | None = None
    rows: list[Row] = field(default_factory=list)
    selected: int | None = None
    side: str = "A"
    look: str = ""
    shown: int = 1310
    analysed: bool = False
    page: str = "trace"
    recalled: str = ""
    fibres: dict[int, str] = field(default_factory=dict)
