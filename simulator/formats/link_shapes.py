"""The shape of a link file as pydantic models, with limits and units; one value at a time.

It deliberately leaves to ``link_yaml`` what one key means for another, and builds nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field
from pydantic_core import core_schema

from simulator.curriculum.leaves import Choice, Line, Number
from simulator.optics.connector import FILMS, POLISHES
from simulator.optics.fibre import CATALOGUE
from simulator.optics.link import END_KINDS

#: What an item of a link can be; each item has one of these keys.
KINDS = ("fibre", "splice", "connector", "joint", "bend", "splitter")
MAX_PARTS = 400
MAX_BRANCHES = 128
_CONFIG = ConfigDict(extra="forbid", frozen=True)
_METRES = {"km": 1e3, "m": 1.0, "dm": 0.1, "cm": 1e-2, "mm": 1e-3, "um": 1e-6, "µm": 1e-6, "nm": 1e-9}
_WRITTEN = re.compile(r"\s*([-+]?\d+(?:[.,]\d+)?)\s*([a-zµ]*)\s*")


@dataclass(frozen=True)
class Length(Number):
    """A number whose unit is a length: ``2 km`` where metres are due is answered with 2000, not with 2."""

    def near(self, value: Any) -> tuple[str, str] | None:
        """What was probably meant by a text with a unit of its own."""
        match = _WRITTEN.fullmatch(value.lower()) if isinstance(value, str) else None
        if match is None:
            return None
        number, unit = float(match.group(1).replace(",", ".")), match.group(2) or self.unit
        return ("hint_number", f"{number * _METRES[unit] / _METRES[self.unit]:.12g}") if unit in _METRES else None


@dataclass(frozen=True)
class Word:
    """Lets a plain word stand for a block: ``open`` for ``{kind: open}``."""

    field: str

    def __get_pydantic_core_schema__(self, source: Any, handler: Any) -> Any:
        return core_schema.no_info_before_validator_function(self._expand, handler(source))

    def _expand(self, value: Any) -> Any:
        return {self.field: value} if isinstance(value, str) else value


_Name = Annotated[str, Line(60)]
_Reflectance = Annotated[float | None, Number(-90.0, 0.0, "dB", optional=True)]
_Offset = Annotated[float, Length(0.0, 20.0, "um")]
_Tilt = Annotated[float, Number(0.0, 10.0, "deg")]
_Share = Annotated[float, Number(0.0, 1.0)]
_Loss = Annotated[float, Number(0.0, 60.0, "dB")]


class FibreFile(BaseModel):
    """A length of fibre."""

    model_config = _CONFIG
    type: Annotated[str, Choice(tuple(CATALOGUE))] = "G.652.D"
    length_m: Annotated[float, Length(0.0, 300_000.0, "m", above=True)]
    attenuation_db_km: Annotated[float | None, Number(0.0, 20.0, "dB/km", optional=True)] = None
    mode_field_um: Annotated[float | None, Length(6.0, 11.0, "um", optional=True)] = None
    temperature_c: Annotated[float, Number(-60.0, 85.0, "degC")] = 20.0


class SpliceFile(BaseModel):
    """A fused joint by its geometry; other_db adds what geometry does not say."""

    model_config = _CONFIG
    offset_um: _Offset = 0.0
    tilt_deg: _Tilt = 0.0
    other_db: _Loss = 0.0
    reflectance_db: _Reflectance = None


class FaceFile(BaseModel):
    """One face of a connector; dirt and scratches are shares of the core zone."""

    model_config = _CONFIG
    polish: Annotated[str, Choice(tuple(POLISHES))] = "UPC"
    dirt: _Share = 0.0
    scratches: _Share = 0.0
    film: Annotated[str, Choice(tuple(film for film in FILMS if film))] = ""


_Face = Annotated[FaceFile, Word("polish")]


class ConnectorFile(BaseModel):
    """Two faces in an adapter."""

    model_config = _CONFIG
    a: _Face = FaceFile()
    b: _Face = FaceFile()
    offset_um: _Offset = 0.0
    tilt_deg: _Tilt = 0.0
    gap_um: Annotated[float, Length(0.0, 1000.0, "um")] = 0.0


class JointFile(BaseModel):
    """A joint whose loss is known."""

    model_config = _CONFIG
    loss_db: _Loss
    reflectance_db: _Reflectance = None
    kind: Annotated[str, Choice(("splice", "connector"))] = "splice"


class BendFile(BaseModel):
    """Turns in the fibre before; typical 1 is the limit of the fibre's class, 0.3 a common fibre."""

    model_config = _CONFIG
    radius_mm: Annotated[float, Length(3.0, 200.0, "mm")]
    turns: Annotated[float, Number(0.0, 1000.0)] = 1.0
    typical: Annotated[float, Number(0.0, 2.0)] = 1.0


class EndFile(BaseModel):
    """Where the glass ends."""

    model_config = _CONFIG
    kind: Annotated[str, Choice(END_KINDS)] = "open"
    reflectance_db: _Reflectance = None


_End = Annotated[EndFile, Word("kind")]


class SplitterFile(BaseModel):
    """A splitter; the list goes on behind one of its ports, branches hang on others."""

    model_config = _CONFIG
    ports: Annotated[int, Number(2, 128, whole=True)]
    excess_db: Annotated[float | None, Number(0.0, 20.0, "dB", optional=True)] = None
    reflectance_db: _Reflectance = -55.0
    branches: Annotated[list[BranchFile], Field(max_length=MAX_BRANCHES)] = []


class PartFile(BaseModel):
    """One item of a link: one kind, and a name."""

    model_config = _CONFIG
    name: _Name = ""
    fibre: FibreFile = None  # type: ignore[assignment]
    splice: SpliceFile = None  # type: ignore[assignment]
    connector: ConnectorFile = None  # type: ignore[assignment]
    joint: JointFile = None  # type: ignore[assignment]
    bend: BendFile = None  # type: ignore[assignment]
    splitter: SplitterFile = None  # type: ignore[assignment]


_Parts = Annotated[list[PartFile], Field(min_length=1, max_length=MAX_PARTS)]


class BranchFile(BaseModel):
    """A branch behind a splitter's port."""

    model_config = _CONFIG
    name: _Name = ""
    link: _Parts
    end: _End = EndFile()


class LinkFile(BaseModel):
    """The whole file. view_from says at which end the instrument plugs in."""

    model_config = _CONFIG
    name: _Name
    link: _Parts
    end: _End = EndFile()
    near_end: _End = EndFile()
    view_from: Annotated[str, Choice(("near", "far"))] = "near"


SplitterFile.model_rebuild()
