"""Links as YAML files: read with the same strictness as exercises, every error with file:line:column.

It deliberately measures nothing and knows no plant; ``optics.link`` says what the parts mean.

    name: Two kilometres
    link:
      - fibre: {type: G.652.D, length_m: 1000}
      - splice: {offset_um: 0.6}
      - fibre: {type: G.657.A2, length_m: 1000}
    end: open
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from simulator.curriculum import checks, reader
from simulator.curriculum.errors import CurriculumError, Fault
from simulator.curriculum.errors import Path as Place
from simulator.formats.link_shapes import KINDS, LinkFile
from simulator.optics.connector import Face, Zones
from simulator.optics.fibre import CATALOGUE, with_mode_field
from simulator.optics.link import NOTHING, Bend, Connection, End, KnownJoint, Link, Part, Section, Splice, Split
from simulator.optics.splitter import Splitter


def read(path: str | Path, lang: str = "fr") -> Link:
    """The link of a file, seen from the end that it names. Raises CurriculumError with every problem, in a language."""
    return _link(reader.read(Path(path)), str(path), lang)


def parse(text: str, name: str = "link", lang: str = "fr") -> Link:
    """The link of a text; name stands for the file in messages. Raises CurriculumError with every problem."""
    return _link(reader.parse(text), name, lang)


def _link(document: reader.Document, name: str, lang: str) -> Link:
    parsed: Any = None
    found: list[Fault] = []
    if document.complete:
        parsed, found = checks.fit(document, LinkFile)
        found += _meaning(document, document.value, ())
    faults = checks.settle(document, found)
    if faults or parsed is None:
        raise CurriculumError(fault.problem(name, lang) for fault in faults)
    link = Link(tuple(map(_part, parsed.link)), far=_end(parsed.end), near=_end(parsed.near_end), name=parsed.name)
    return link.reversed() if parsed.view_from == "far" else link


def _meaning(document: reader.Document, block: Any, path: Place) -> Iterator[Fault]:
    """What is wrong between the keys of a link or a branch; parts of a wrong shape are passed over."""
    parts = block.get("link") if isinstance(block, dict) else None
    if not isinstance(parts, list):
        return
    kinds = set()
    for index, part in enumerate(parts):
        if not isinstance(part, dict):
            continue
        here = (*path, "link", index)
        known = [kind for kind in KINDS if kind in part]
        kinds.update(known)
        if len(known) != 1:
            found = ", ".join(known) if known else None
            yield document.fault(here, "one_kind", found=found, allowed=KINDS)
        yield from _branches(document, part.get("splitter"), (*here, "splitter"))
    if parts and "fibre" not in kinds:
        yield document.fault((*path, "link"), "no_fibre", True)


def _branches(document: reader.Document, splitter: Any, path: Place) -> Iterator[Fault]:
    branches = splitter.get("branches") if isinstance(splitter, dict) else None
    if not isinstance(branches, list):
        return
    ports = splitter.get("ports")
    if isinstance(ports, int) and len(branches) + 1 > ports:
        yield document.fault((*path, "branches"), "too_many_branches", True, found=len(branches) + 1, allowed=ports)
    for index, branch in enumerate(branches):
        yield from _meaning(document, branch, (*path, "branches", index))


def _part(parsed: Any) -> Part:
    """One item of the list."""
    kind = next(kind for kind in KINDS if getattr(parsed, kind) is not None)
    return _BUILDERS[kind](getattr(parsed, kind), parsed.name)


def _fibre(block: Any, name: str) -> Section:
    glass = CATALOGUE[block.type]
    if block.mode_field_um is not None:
        glass = with_mode_field(glass, block.mode_field_um * 1e-6)
    return Section(glass, block.length_m, block.attenuation_db_km, block.temperature_c, name)


def _splice(block: Any, name: str) -> Splice:
    extra = (("other", block.other_db),) if block.other_db else ()
    tilt = math.radians(block.tilt_deg)
    return Splice(block.offset_um * 1e-6, tilt, extra, _level(block.reflectance_db), name)


def _connector(block: Any, name: str) -> Connection:
    tilt = math.radians(block.tilt_deg)
    return Connection(_face(block.a), _face(block.b), block.offset_um * 1e-6, tilt, block.gap_um * 1e-6, name=name)


def _joint(block: Any, name: str) -> KnownJoint:
    return KnownJoint(((block.kind, block.loss_db),), _level(block.reflectance_db), block.kind, name)


def _bend(block: Any, name: str) -> Bend:
    return Bend(block.radius_mm * 1e-3, block.turns, block.typical, name)


def _splitter(block: Any, name: str) -> Split:
    device = Splitter(block.ports, excess_db=block.excess_db, reflectance_db=_level(block.reflectance_db))
    branches = tuple(
        Link(tuple(map(_part, branch.link)), far=_end(branch.end), name=branch.name) for branch in block.branches
    )
    return Split(device, branches, name=name)


_BUILDERS: dict[str, Callable[[Any, str], Part]] = {
    "fibre": _fibre,
    "splice": _splice,
    "connector": _connector,
    "joint": _joint,
    "bend": _bend,
    "splitter": _splitter,
}


def _face(block: Any) -> Face:
    return Face(block.polish, dirt=Zones(core=block.dirt), scratches=Zones(core=block.scratches), film=block.film)


def _end(block: Any) -> End:
    return End(block.kind, block.reflectance_db)


def _level(reflectance_db: float | None) -> float:
    return NOTHING if reflectance_db is None else reflectance_db
