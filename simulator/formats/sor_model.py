"""What a .sor file says, as frozen data: who measured what, with which settings, the events and the samples.

It deliberately reads and writes no bytes, and keeps times as the file counts them so that nothing is lost on the way.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from simulator.formats.sor_messages import Remark
from simulator.optics.units import SPEED_OF_LIGHT

#: One unit of the times of events, offsets and ranges [s]: 100 ps, one way (no division by 2).
TIME_UNIT = 1e-10
#: One unit of the sample spacing [s]: 10 fs, one way.
SPACING_UNIT = 1e-14
#: Used where a file states no possible group index; G.652 near 1550 nm.
DEFAULT_GROUP_INDEX = 1.4680
NO_MARKERS = (0, 0, 0, 0, 0)


def metres(time: float, group_index: float, unit: float = TIME_UNIT) -> float:
    """Distance [m] of a one-way time of travel counted in ``unit`` [s]: c t / n."""
    return time * unit * SPEED_OF_LIGHT / group_index


@dataclass(frozen=True)
class General:
    """The job (GenParams): names, places, operator. Texts carry no space at either end.

    fibre_type is the number of the ITU recommendation; otdrparser knows only 0 and 651 to 655, so write 652 for G.657.
    user_offset [100 ps] and user_offset_dm [0.1 m]: length of launch fibre before the zero of the events.
    extra: bytes that a maker added behind the known fields.
    """

    language: str = "EN"
    cable: str = ""
    fibre: str = ""
    fibre_type: int = 652
    wavelength_nm: int = 0
    location_a: str = ""
    location_b: str = ""
    cable_code: str = ""
    build: str = "BC"
    user_offset: int = 0
    user_offset_dm: int = 0
    operator: str = ""
    comment: str = ""
    extra: bytes = b""


@dataclass(frozen=True)
class Supplier:
    """The instrument (SupParams). Operators may have typed over any of it."""

    supplier: str = ""
    otdr: str = ""
    otdr_serial: str = ""
    module: str = ""
    module_serial: str = ""
    software: str = ""
    other: str = ""
    extra: bytes = b""


@dataclass(frozen=True)
class Acquisition:
    """The settings (FxdParams) of the first trace.

    time: seconds since 1970 UTC. offset, range_time, front_panel_offset [100 ps]; offset_dm, range_dm [0.1 m].
    spacing [10 fs, one way]. backscatter_db [dB for 1 ns], negative, 0 where not stated. averaging_s [s];
    averaging_unit_s: what one count of it means in this file, 0.1 s, or 1 s with makers who write whole seconds.
    noise_floor, noise_scale, power_offset and window are kept as counted.
    """

    time: int = 0
    unit: str = "mt"
    wavelength_nm: float = 1550.0
    offset: int = 0
    offset_dm: int = 0
    pulse_ns: int = 100
    spacing: int = 0
    group_index: float = DEFAULT_GROUP_INDEX
    backscatter_db: float = 0.0
    averages: int = 0
    averaging_s: float = 0.0
    averaging_unit_s: float = 0.1
    range_time: int = 0
    range_dm: int = 0
    front_panel_offset: int = 0
    noise_floor: int = 0
    noise_scale: int = 1000
    power_offset: int = 0
    loss_threshold_db: float = 0.0
    reflectance_threshold_db: float = 0.0
    end_threshold_db: float = 0.0
    trace_type: str = "ST"
    window: tuple[int, int, int, int] = (0, 0, 0, 0)
    extra: bytes = b""

    @property
    def spacing_m(self) -> float:
        """Distance between two samples [m]."""
        return metres(self.spacing, self.group_index, SPACING_UNIT)


@dataclass(frozen=True)
class KeyEvent:
    """One line of the instrument's event table.

    time [100 ps, one way] is what the file counts, from the user's zero; position_m [m] is c t / n. slope_db_km: the
    section before it [dB/km]. loss_db > 0 loses, < 0 gains. reflectance_db [dB] <= 0, None where not stated.
    code: six characters, [012] no reflection, reflection, saturated; [AMEFOD] added, moved, end, found, out of range,
    moved end; then a landmark, 9999 for none. technique: LS, 2P or other. markers [100 ps]: end of the previous event,
    start and end of this one, start of the next one, peak; zeros in version 1.
    """

    number: int
    time: int
    position_m: float
    slope_db_km: float = 0.0
    loss_db: float = 0.0
    reflectance_db: float | None = None
    code: str = "0F9999"
    technique: str = "LS"
    markers: tuple[int, int, int, int, int] = NO_MARKERS
    comment: str = ""

    @property
    def reflective(self) -> bool:
        """True for a reflection, saturated or not."""
        return self.code[:1] in ("1", "2")

    @property
    def end(self) -> bool:
        """True where the instrument saw the end of the fibre."""
        return self.code[1:2].upper() in ("E", "D")


@dataclass(frozen=True)
class Summary:
    """The last line of the event table: total_loss_db and orl_db (return loss, positive) [dB], 0 where not stated.

    The four places [100 ps] say between which points each was measured.
    """

    total_loss_db: float = 0.0
    loss_start: int = 0
    loss_end: int = 0
    orl_db: float = 0.0
    orl_start: int = 0
    orl_end: int = 0
    extra: bytes = b""


@dataclass(frozen=True, eq=False)
class PulseTrace:
    """A second or later trace of a file that was measured with several pulses; fields as in SorFile and Acquisition."""

    pulse_ns: int
    spacing: int
    samples: np.ndarray
    scale: int = 1000


@dataclass(frozen=True)
class OtherBlock:
    """A block that only its maker understands: name (spaces count), version in hundredths, body without the name."""

    name: str
    version: int
    body: bytes


@dataclass(frozen=True)
class Checksum:
    """What the stored checksum is: every rule that gives it, first the most common one.

    A: CRC-16 (0x1021, start 0xFFFF) of all before the value. B: of the whole file with the value at 0. C: of all before
    the block, with a maker's start. D: as A, start 0. E: A complemented. stored is None where the file has none.
    """

    stored: int | None
    computed: int
    rules: tuple[str, ...] = ()

    @property
    def rule(self) -> str:
        """A, B, C, D, E, ``zero`` (nothing was computed), ``unknown`` or ``missing``."""
        if self.stored is None:
            return "missing"
        return self.rules[0] if self.rules else "unknown" if self.stored else "zero"


@dataclass(frozen=True, eq=False)
class SorFile:
    """One measurement as its file tells it.

    samples: uint16, shape (n,), attenuation in units of scale / 1e6 dB, larger is less light. others: later traces of a
    file with several pulses. format: 1 or 2; version: as stored, in hundredths. encoding: of the texts. remarks: what
    was odd. checksum: of the file that was read, None for one made here.
    """

    general: General
    supplier: Supplier
    acquisition: Acquisition
    samples: np.ndarray
    events: tuple[KeyEvent, ...] = ()
    summary: Summary = Summary()
    scale: int = 1000
    others: tuple[PulseTrace, ...] = ()
    blocks: tuple[OtherBlock, ...] = ()
    format: int = 2
    version: int = 200
    encoding: str = "ascii"
    checksum: Checksum | None = None
    remarks: tuple[Remark, ...] = ()

    @property
    def warnings(self) -> tuple[str, ...]:
        """What was odd, in French; ``remark.sentence("en")`` gives English."""
        return tuple(remark.sentence() for remark in self.remarks)

    @property
    def start(self) -> int:
        """Time of the first sample from the user's zero [100 ps], 0 where the file's offsets cannot be.

        Events are counted from the end of the launch fibre, samples from the instrument: seen on EXFO (user offset) and
        Anritsu (front panel offset) files, whose reflections fall on the samples only so; one maker uses ``offset``.
        """
        wanted = self._start()
        length = len(self.samples) * self.acquisition.spacing * SPACING_UNIT / TIME_UNIT
        return wanted if abs(wanted) < length else 0

    def _start(self) -> int:
        return self.acquisition.offset - self.acquisition.front_panel_offset - self.general.user_offset
