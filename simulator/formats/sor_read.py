"""Reads a .sor file of any maker: the map, the blocks it names, and everything odd on the way.

It deliberately refuses only what holds no trace: a wrong checksum, a missing table or a wrong size is a remark. Time
and memory are bounded by the length of the file, never by a count that stands in it.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from simulator.formats import sor_blocks, sor_checksum
from simulator.formats.sor_bytes import Cursor, guess_encoding, recoded, texts_of
from simulator.formats.sor_messages import Remark, SorError
from simulator.formats.sor_model import Acquisition, Checksum, OtherBlock, SorFile

#: Larger than any instrument's file (200,000 points take 0.4 MB).
MAX_BYTES = 64 * 1024 * 1024
KNOWN = ("GenParams", "SupParams", "FxdParams", "KeyEvents", "DataPts", "Cksum")
#: Our own block: two bytes that settle the checksum, made anew by every writing.
PAD = "BrinPad"
_MAX_NAME = 255
_MAX_REMARKS = 100
_Parsed = TypeVar("_Parsed")


def read(source: str | os.PathLike[str] | bytes | bytearray | memoryview) -> SorFile:
    """The measurement in a file or in its bytes.

    Raises SorError, one sentence with the file and the place, when there is no trace to be had.
    """
    if isinstance(source, bytes | bytearray | memoryview):
        return _parse(_bounded(bytes(source), ".sor"), ".sor")
    name = os.fspath(source)
    return _parse(_load(Path(name), name), name)


def _load(path: Path, name: str) -> bytes:
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            raise SorError("not_a_file", name)
        with path.open("rb") as file:
            return _bounded(file.read(MAX_BYTES + 1), name)
    except (OSError, ValueError) as error:
        if isinstance(error, SorError):
            raise
        raise SorError("cannot_read", name, reason=getattr(error, "strerror", None) or error) from None


def _bounded(data: bytes, name: str) -> bytes:
    if len(data) > MAX_BYTES:
        raise SorError("too_big", name, allowed=MAX_BYTES)
    return data


@dataclass(frozen=True)
class _Block:
    """Where a block lies: its first byte, the first byte of its body, and its end."""

    name: str
    version: int
    start: int
    body: int
    stop: int


@dataclass(frozen=True)
class _Map:
    """What the first block says: version 1 or 2 as laid out, version as stored, the blocks in their order."""

    format: int
    version: int
    blocks: tuple[_Block, ...]

    def get(self, name: str) -> _Block | None:
        """The first block of that name."""
        return next((block for block in self.blocks if block.name == name), None)


def _parse(data: bytes, file: str) -> SorFile:
    remarks: list[Remark] = []
    found = _map(data, file, remarks)
    form = found.format
    fixed, points = _needed(found, "FxdParams", file), _needed(found, "DataPts", file)
    general = _block(data, found, "GenParams", remarks, lambda cursor: sor_blocks.general(cursor, form))
    supplier = _block(data, found, "SupParams", remarks, sor_blocks.supplier)
    settings, pulses = _block(
        data, found, "FxdParams", remarks,
        lambda cursor: sor_blocks.acquisition(cursor, form, general.wavelength_nm, remarks),
    )  # fmt: skip
    cursor = Cursor(data, points.body, points.stop)
    traces = sor_blocks.traces(cursor, _next_start(found, points, len(data)), pulses, file, remarks)
    first = traces[0]
    if pulses.points and pulses.points[0] != len(first.samples):
        remarks.append(Remark("points_differ", {"allowed": pulses.points[0], "found": len(first.samples)}))
    spacing = sor_blocks.spacing(settings, len(first.samples), fixed.body, file, remarks)
    settings = _averaging(replace(settings, spacing=spacing), found, remarks)
    events, summary = _block(
        data, found, "KeyEvents", remarks,
        lambda cursor: sor_blocks.events(cursor, form, settings.group_index, remarks),
    )  # fmt: skip
    result = SorFile(
        general=general,
        supplier=supplier,
        acquisition=settings,
        samples=first.samples,
        events=events,
        summary=summary,
        scale=first.scale,
        others=tuple(replace(trace, spacing=trace.spacing or spacing) for trace in traces[1:]),
        blocks=_others(data, found),
        format=form,
        version=found.version,
        checksum=_checksum(data, found),
        remarks=tuple(remarks[:_MAX_REMARKS]),
    )
    return _with_alphabet(_with_offset_remark(result))


def _block(data: bytes, found: _Map, name: str, remarks: list[Remark], parse: Callable[[Cursor], _Parsed]) -> _Parsed:
    """What a block says, or what an empty one would where the file has none."""
    block = found.get(name)
    cursor = Cursor(data, block.body, block.stop) if block else Cursor(data, 0, 0)
    result = parse(cursor)
    if cursor.short and cursor.stop:
        remarks.append(Remark("block_short", {"block": name}))
    return result


def _map(data: bytes, file: str, remarks: list[Remark]) -> _Map:
    """The map block. Raises SorError when this is no .sor file or its map is cut."""
    second = data.startswith(b"Map\0")
    cursor = Cursor(data, 4 if second else 0, len(data))
    version, size, count = cursor.numbers("HIH") or (0, 0, 0)
    if not second and not (100 <= version < 200 and 8 <= size <= len(data)):
        raise SorError("not_sor", file)
    entries: list[tuple[str, int, int]] = []
    while len(entries) < count - 1:
        end = data.find(b"\0", cursor.at, cursor.at + _MAX_NAME)
        if end < 0 or end + 7 > len(data):
            raise SorError("map_cut", file, at=cursor.at, found=count, allowed=len(entries) + 1)
        name, cursor.at = data[cursor.at : end].decode("latin-1"), end + 1
        entries.append((name, *cursor.numbers("HI")))
    if size != cursor.at:
        remarks.append(Remark("map_size", {"found": cursor.at, "allowed": size}))
    start = size if cursor.at <= size <= len(data) else cursor.at
    return _Map(2 if second else 1, version, _located(data, entries, start, cursor.at, second, remarks))


def _located(
    data: bytes, entries: list[tuple[str, int, int]], start: int, map_end: int, named: bool, remarks: list[Remark]
) -> tuple[_Block, ...]:
    """Where each block lies: one behind the other; a known one that is not there is looked for by its name."""
    blocks: list[_Block] = []
    seen: set[str] = set()
    for name, version, size in entries:
        if name in seen and name in KNOWN:
            remarks.append(Remark("block_twice", {"block": name}))
            start += size
            continue
        seen.add(name)
        block = _Block(name, version, min(start, len(data)), min(start, len(data)), min(start + size, len(data)))
        start += size
        if named and size:
            block = _behind_name(data, block, map_end, remarks)
            if name in KNOWN:
                start = block.start + size
        if block.start + size > len(data):
            remarks.append(Remark("block_cut", {"block": name}))
        blocks.append(block)
    if start != len(data):
        remarks.append(Remark("length", {"found": len(data), "allowed": start}))
    return tuple(blocks)


def _behind_name(data: bytes, block: _Block, map_end: int, remarks: list[Remark]) -> _Block:
    """The block with its body behind its own name, moved to where that name really stands."""
    title = block.name.encode("latin-1") + b"\0"
    at = block.start
    if not data.startswith(title, at):
        if block.name not in KNOWN:
            return block
        moved = data.find(title, map_end)
        if moved < 0:
            # A damaged name: what follows is still read where it should be.
            remarks.append(Remark("block_unnamed", {"block": block.name}))
        else:
            remarks.append(Remark("block_moved", {"block": block.name, "at": moved}))
            at = moved
    size = max(block.stop - block.start, len(title))
    stop = min(at + size, len(data))
    return replace(block, start=at, body=min(at + len(title), stop), stop=stop)


def _needed(found: _Map, name: str, file: str) -> _Block:
    block = found.get(name)
    if block is None or block.body >= block.stop:
        raise SorError("no_block", file, block=name)
    return block


def _next_start(found: _Map, block: _Block, end: int) -> int:
    """Where the next block begins: as far as samples may reach when the map gives their block too small a size."""
    return min((other.start for other in found.blocks if other.start > block.body), default=end)


def _averaging(settings: Acquisition, found: _Map, remarks: list[Remark]) -> Acquisition:
    exfo = any(block.name.lower().startswith("exfo") and block.body < block.stop for block in found.blocks)
    unit = sor_blocks.averaging_unit_s(settings, exfo)
    if unit == settings.averaging_unit_s:
        return settings
    seconds = round(settings.averaging_s * 10.0 * unit, 1)
    remarks.append(Remark("averaging_seconds", {"found": seconds}))
    return replace(settings, averaging_s=seconds, averaging_unit_s=unit)


def _others(data: bytes, found: _Map) -> tuple[OtherBlock, ...]:
    return tuple(
        OtherBlock(block.name, block.version, data[block.body : block.stop])
        for block in found.blocks
        if block.name not in KNOWN and block.name != PAD
    )


def _checksum(data: bytes, found: _Map) -> Checksum:
    block = found.get("Cksum")
    if block is None or block.body + 2 > len(data):
        return Checksum(None, 0)
    return sor_checksum.report(data, block.start, block.body)


def _with_offset_remark(found: SorFile) -> SorFile:
    ignored = found.start == 0 and found._start() != 0
    return replace(found, remarks=(*found.remarks, Remark("offset"))) if ignored else found


def _with_alphabet(found: SorFile) -> SorFile:
    """The texts in the alphabet that they were written in; until here they hold one character per byte."""
    texts = [*texts_of(found.general).values(), *texts_of(found.supplier).values()]
    encoding = guess_encoding([*texts, *(event.comment for event in found.events)])
    if encoding in ("ascii", "latin-1"):
        return replace(found, encoding=encoding)
    return replace(
        found,
        general=recoded(found.general, encoding),
        supplier=recoded(found.supplier, encoding),
        events=tuple(recoded(event, encoding) for event in found.events),
        encoding=encoding,
    )
