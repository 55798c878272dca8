"""Files beside an exercise that its stages name (recorded traces): found inside the course, read, checked, kept.

It deliberately follows no path out of the course folder, and looks into a file no further than whether it is a trace.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import os
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, replace
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

from simulator.bounds import FileName
from simulator.curriculum.errors import Fault
from simulator.curriculum.messages import Quoted, closest
from simulator.curriculum.model import Exercise
from simulator.curriculum.reader import Document

#: A file of a field instrument has 20 to 80 kB, one of 200,000 points 0.4 MB; it travels in the log.
MAX_BYTES = 1024 * 1024
#: How a name becomes bytes, or the fault (message key, fields) of a file that cannot be taken.
Take = Callable[[str], "bytes | tuple[str, dict[str, Any]]"]


@cache
def _named(cls: type) -> tuple[str, ...]:
    """Fields of a scene's Params that name a file."""
    hints = get_type_hints(cls, include_extras=True)
    marked = [item.name for item in fields(cls) if any(_is_name(note) for note in _notes(hints[item.name]))]
    return tuple(marked)


def _notes(hint: object) -> tuple[object, ...]:
    return tuple(getattr(hint, "__metadata__", ()))


def _is_name(note: object) -> bool:
    return isinstance(note, FileName)


def wanted(exercise: Exercise) -> Iterator[tuple[int, str, str]]:
    """Stage, key and name of every file that an exercise asks for."""
    for index, stage in enumerate(exercise.stages):
        for key in _named(stage.params.__class__):
            if name := getattr(stage.params, key):
                yield index, key, name


def attach(exercise: Exercise, document: Document, take: Take) -> tuple[Exercise | None, list[Fault]]:
    """The exercise with the bytes of its files, its digest covering them, or None and the faults."""
    found: dict[str, bytes] = {}
    faults: list[Fault] = []
    for index, key, name in wanted(exercise):
        taken = take(name)
        taken = _checked(name, taken) if isinstance(taken, bytes) else taken
        if isinstance(taken, bytes):
            found[name] = taken
        else:
            faults.append(document.fault(("stages", index, key), taken[0], **taken[1]))
    if faults:
        return None, faults
    return (replace(exercise, files=found, sha256=digest(exercise.sha256, found)) if found else exercise), []


def digest(text_sha256: str, files: Mapping[str, bytes]) -> str:
    """Digest of an exercise's text together with its files, whatever their order."""
    whole = hashlib.sha256(text_sha256.encode())
    for name in sorted(files):
        whole.update(name.encode() + b"\0" + hashlib.sha256(files[name]).digest())
    return whole.hexdigest()


def from_folder(folder: Path) -> Take:
    """Takes files from a course folder and never from outside it, links followed."""
    root = os.path.realpath(folder)

    def take(name: str) -> bytes | tuple[str, dict[str, object]]:
        path = folder / name
        real = os.path.realpath(path)
        if os.path.splitdrive(root)[0] != os.path.splitdrive(real)[0] or os.path.commonpath([root, real]) != root:
            return "trace_outside", {"found": Quoted(name)}
        if not path.is_file():
            near = closest(name, _beside(folder, path.suffix))
            return "no_such_trace", {"found": Quoted(name), "near": ("hint", near) if near else None}
        try:
            with path.open("rb") as file:
                return file.read(MAX_BYTES + 1)
        except OSError:
            return "not_a_trace", {"found": Quoted(name)}

    return take


def from_log(files: Mapping[str, bytes]) -> Take:
    """Takes files that a log carries."""

    def take(name: str) -> bytes | tuple[str, dict[str, object]]:
        return files[name] if name in files else ("no_such_trace", {"found": Quoted(name), "near": None})

    return take


def packed(files: Mapping[str, bytes]) -> dict[str, str]:
    """Files as a log holds them: deflated, in base64."""
    return {name: base64.b64encode(zlib.compress(data, 9)).decode() for name, data in sorted(files.items())}


def unpacked(held: object) -> dict[str, bytes]:
    """Files out of a log's header; what is no file, or would grow beyond MAX_BYTES, is left out."""
    found: dict[str, bytes] = {}
    for name, text in held.items() if isinstance(held, dict) else ():
        try:
            data = zlib.decompressobj().decompress(base64.b64decode(text, validate=True), MAX_BYTES)
        except (binascii.Error, zlib.error, TypeError, ValueError):
            continue
        found[str(name)] = data
    return found


def _beside(folder: Path, suffix: str) -> tuple[str, ...]:
    """Files of that ending in a course folder, for a suggestion."""
    found = sorted(path.relative_to(folder).as_posix() for path in folder.glob(f"*/*{suffix}"))
    return tuple(found[:200])


def _checked(name: str, data: bytes) -> bytes | tuple[str, dict[str, object]]:
    """The bytes, when they are a trace of a decent size."""
    from simulator.formats import sor

    if len(data) > MAX_BYTES:
        return "trace_too_big", {"found": Quoted(name), "allowed": MAX_BYTES}
    try:
        sor.read(data)
    except sor.SorError:
        return "not_a_trace", {"found": Quoted(name)}
    return data
