"""Hostile text in, plain values with their positions out: a small and strict YAML that cannot hurt.

One pass over the parser's events, with limits checked before anything is built; PyYAML's composer is never called (its
C form crashes on deep nesting). It deliberately knows no exercise: any list or mapping passes.
"""

from __future__ import annotations

import math
import re
import stat
from dataclasses import dataclass, field
from pathlib import Path as FilePath
from typing import Any

import yaml  # type: ignore[import-untyped]

from simulator.curriculum.errors import Fault, Path

MAX_BYTES = 512 * 1024
MAX_DEPTH = 40
_BRACKET = re.compile(r"[\[\]{}]")
MAX_NODES = 20_000
MAX_DIGITS = 15

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_NOT_FINITE = re.compile(r"[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)")
#: Plain words with a meaning, as in YAML 1.2: ``no``, ``on`` and ``2:00`` stay text.
_WORDS = {
    "": None, "~": None, "null": None, "Null": None, "NULL": None,
    "true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False,
}  # fmt: skip
_DROPPED = object()
_NO_KEY = object()


@dataclass
class Document:
    """A parsed file: plain values, the faults met on the way, and where each key and value stands.

    text is the content with ``\\n`` line ends; complete is False when reading stopped at a fault.
    """

    value: Any = None
    text: str = ""
    faults: list[Fault] = field(default_factory=list)
    complete: bool = True
    marks: dict[int, Any] = field(default_factory=dict)
    root: tuple[int, int] = (1, 1)

    def where(self, path: Path, key: bool = False) -> tuple[int, int]:
        """Line and column, from 1, of the value at a path (of its key when ``key``), else of its nearest parent."""
        node, found = self.value, self.root
        for depth, part in enumerate(path):
            marks = self.marks.get(id(node))
            try:
                entry = marks[part]  # type: ignore[index]
                node = node[part]
            except (KeyError, IndexError, TypeError):
                break
            wants_key = key and depth == len(path) - 1
            mark = (entry[0] if wants_key else entry[1]) if isinstance(entry, tuple) else entry
            found = (mark.line + 1, mark.column + 1)
        return found

    def fault(self, path: Path, key: str, at_key: bool = False, **fields: Any) -> Fault:
        """A fault at a path of this document."""
        line, column = self.where(path, at_key)
        return Fault(line, column, key, fields, path)


def read(path: FilePath) -> Document:
    """Read and parse a file; whatever is wrong with it is in the document's faults."""
    try:
        info = path.stat()
        if not stat.S_ISREG(info.st_mode):
            return _refused(Fault(1, 1, "not_a_file"))
        with path.open("rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        return _refused(Fault(1, 1, "cannot_read", {"reason": error.strerror or str(error)}))
    if len(data) > MAX_BYTES:
        return _refused(Fault(1, 1, "too_big", {"found": max(info.st_size, len(data)), "allowed": MAX_BYTES}))
    return parse_bytes(data)


def parse_bytes(data: bytes) -> Document:
    """Parse the content of a file; a byte-order mark and CRLF line ends are accepted."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", errors="replace")
        return _refused(Fault(*_position(before, len(before)), "not_utf8"))
    return parse(text)


def parse(text: str, pure: bool = False) -> Document:
    """Parse a text. pure asks for PyYAML's Python parser, which is used anyway where its C parser is absent."""
    text = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    size = len(text) if text.isascii() else len(text.encode("utf-8", errors="replace"))
    if size > MAX_BYTES:
        return _refused(Fault(1, 1, "too_big", {"found": size, "allowed": MAX_BYTES}))
    bad = _UNPRINTABLE.search(text)
    if bad:
        code = f"U+{ord(bad.group()):04X}"
        return _refused(Fault(*_position(text, bad.start()), "control_character", {"found": code}))
    loader = yaml.SafeLoader if pure or not yaml.__with_libyaml__ else yaml.CSafeLoader
    builder = _Builder()
    document = builder.document
    document.text = text
    try:
        builder.run(loader(text))
    except _Stop:
        document.complete = False
    except yaml.YAMLError as error:
        document.faults.append(_too_deep(error, text) or _syntax_fault(error, text))
        document.complete = False
    return document


def _too_deep(error: yaml.YAMLError, text: str) -> Fault | None:
    """Too many open brackets before a complaint: newer C parsers look so far ahead that they give up before we count.

    Brackets inside quotes are counted too; it only words a refusal that is certain anyway.
    """
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    depth = 0
    for match in _BRACKET.finditer(text, 0, mark.index if mark is not None else 0):
        depth += 1 if match.group() in "[{" else -1
        if depth >= MAX_DEPTH:
            return Fault(*_position(text, match.start()), "too_deep", {"allowed": MAX_DEPTH})
    return None


def _refused(fault: Fault) -> Document:
    return Document(faults=[fault], complete=False)


def _position(text: str, index: int) -> tuple[int, int]:
    """Line and column, from 1, of a character, counting lines as the YAML parser does."""
    breaks = [match.end() for match in _LINE_BREAK.finditer(text, 0, index)]
    return len(breaks) + 1, index - (breaks[-1] if breaks else 0) + 1


class _Stop(Exception):
    """Reading cannot go on; the fault is already noted."""


@dataclass(slots=True)
class _Frame:
    """A list or mapping under construction, at its place in the one around it.

    key is where the next value of a mapping goes, _NO_KEY when a key is due, None in a list.
    """

    at: Any
    value: Any
    marks: Any
    key: Any = _NO_KEY
    key_mark: Any = None


class _Builder:
    """Builds values from parser events; one instance per document."""

    def __init__(self) -> None:
        self.document = Document()
        self.stack: list[_Frame] = []
        self.nodes = 0
        self.started = False
        # Values of refused keys stay alive here: marks are found by id(), which must not be given to a second value.
        self.dropped: list[Any] = []

    def run(self, loader: Any) -> None:
        """Take every event of a loader. Raises _Stop at a fault that leaves nothing to go on with, or YAMLError."""
        handlers = {
            yaml.MappingStartEvent: self.open_mapping,
            yaml.SequenceStartEvent: self.open_sequence,
            yaml.MappingEndEvent: self.close,
            yaml.SequenceEndEvent: self.close,
            yaml.AliasEvent: self.alias,
            yaml.DocumentStartEvent: self.start,
        }
        next_event, scalar_event, scalar = loader.get_event, yaml.ScalarEvent, self.scalar
        try:
            while (event := next_event()) is not None:
                kind = type(event)
                if kind is scalar_event:  # nine events in ten: no look-up for them
                    scalar(event)
                elif kind in handlers:
                    handlers[kind](event)
        finally:
            loader.dispose()

    def start(self, event: Any) -> None:
        """A document begins; only one may."""
        if self.started:
            self.stop(event, "several_documents")
        self.started = True

    def scalar(self, event: Any) -> None:
        """A word, number or text: a key where a key is due, else a value."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_decoration(event)
        frame = self.stack[-1] if self.stack else None
        if frame is not None and frame.key is _NO_KEY:
            self.take_key(frame, event)
            return
        text = event.value
        self.put(event, self.resolve(event, text) if not event.style else text)

    def take_key(self, frame: _Frame, event: Any) -> None:
        """Note the key of the next value; a key seen before is a fault, and its value is dropped."""
        key = event.value
        frame.key, frame.key_mark = key, event.start_mark
        if key in frame.value:
            first = frame.marks[key][0].line + 1
            frame.key = _DROPPED
            self.fault(event, "duplicate_key", found=key, first=first)
        elif key == "<<" and not event.style:
            frame.key = _DROPPED
            self.fault(event, "merge_key")

    def resolve(self, event: Any, written: str) -> Any:
        """The value of a plain (unquoted) scalar."""
        if written in _WORDS:
            return _WORDS[written]
        if written[0] not in "+-.0123456789":
            return written
        if _INTEGER.fullmatch(written):
            if len(written) > MAX_DIGITS:
                self.fault(event, "number_too_long", found=written, allowed=MAX_DIGITS)
                return None
            return int(written)
        number = float(written) if _FLOAT.fullmatch(written) else None
        if _NOT_FINITE.fullmatch(written) or (number is not None and not math.isfinite(number)):
            self.fault(event, "not_finite", found=written)
            return None
        return written if number is None else number

    def open_mapping(self, event: Any) -> None:
        """A mapping begins."""
        self.open(event, {}, {}, _NO_KEY)

    def open_sequence(self, event: Any) -> None:
        """A list begins."""
        self.open(event, [], [], None)

    def open(self, event: Any, value: Any, marks: Any, key: Any) -> None:
        """A list or mapping begins inside the present one; key is what its first item waits for."""
        if event.anchor is not None or event.tag is not None:
            self.refuse_decoration(event)
        if len(self.stack) >= MAX_DEPTH:
            self.stop(event, "too_deep", allowed=MAX_DEPTH)
        self.document.marks[id(value)] = marks
        at = self.due()
        self.put(event, value)
        self.stack.append(_Frame(at, value, marks, key))

    def close(self, event: Any) -> None:
        """The present list or mapping ends."""
        self.stack.pop()

    def alias(self, event: Any) -> None:
        """A reference to another value: refused, whatever it names."""
        self.fault(event, "alias", found=event.anchor)
        self.put(event, None)

    def put(self, event: Any, value: Any) -> None:
        """Store a value where it is due."""
        self.nodes += 1
        if self.nodes > MAX_NODES:
            self.stop(event, "too_many_nodes", allowed=MAX_NODES)
        mark = event.start_mark
        if not self.stack:
            self.document.value = value
            self.document.root = (mark.line + 1, mark.column + 1)
            return
        frame = self.stack[-1]
        key = frame.key
        if key is None:
            frame.value.append(value)
            frame.marks.append(mark)
            return
        if key is _NO_KEY:
            self.stop(event, "complex_key")
        if key is _DROPPED:
            self.dropped.append(value)
        else:
            frame.value[key] = value
            frame.marks[key] = (frame.key_mark, mark)
        frame.key = _NO_KEY

    def refuse_decoration(self, event: Any) -> None:
        """Note an anchor or a tag."""
        if event.anchor is not None:
            self.fault(event, "anchor", found=event.anchor)
        if event.tag is not None:
            self.fault(event, "tag", found=event.tag)

    def due(self) -> Any:
        """Key or index, in the present block, of the value that is due now; None where there is none."""
        if not self.stack:
            return None
        frame = self.stack[-1]
        return len(frame.value) if frame.key is None else frame.key

    def path(self) -> Path:
        """Path of the value that is due now."""
        parts = [frame.at for frame in self.stack] + [self.due()]
        return tuple(part for part in parts if isinstance(part, str | int))

    def fault(self, event: Any, key: str, **fields: Any) -> None:
        """Note a fault at an event."""
        mark = event.start_mark
        self.document.faults.append(Fault(mark.line + 1, mark.column + 1, key, fields, self.path()))

    def stop(self, event: Any, key: str, **fields: Any) -> None:
        """Note a fault and give up."""
        self.fault(event, key, **fields)
        raise _Stop


def _syntax_fault(error: yaml.YAMLError, text: str) -> Fault:
    """A parser's complaint as one of a few faults that a newcomer can act on, where the cause stands."""
    opened = getattr(error, "context_mark", None)
    mark = getattr(error, "problem_mark", None) or opened
    if mark is None:
        return Fault(1, 1, "syntax")
    context = str(getattr(error, "context", None) or "")
    problem = str(getattr(error, "problem", None) or "")
    line_so_far = text[: mark.index].rpartition("\n")[2]
    key, fields = "syntax", {}
    if text[mark.index : mark.index + 1] == "\t":
        key = "syntax_tab"
    elif opened and "quoted scalar" in context and ("end of stream" in problem or "document separator" in problem):
        key, mark = "syntax_quote", opened
    elif "mapping values are not allowed" in problem or "could not find expected ':'" in problem:
        key = "syntax_colon"
    elif opened and "flow" in context:
        key, fields = "syntax_bracket", {"first": opened.line + 1}
    elif "block" in context:
        key = "syntax_trailing" if line_so_far.strip(" -") else "syntax_indent"
    return Fault(mark.line + 1, mark.column + 1, key, fields)
