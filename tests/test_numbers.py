"""Numbers on screen come from the language: decimal sign, thousands, unit kept on the line of its number.

The source of every view, screen and widget is read with ``ast``: a float written by hand is found where it is written.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "simulator"
#: Written for machines, not for readers.
MACHINES = {"frames.py", "baking.py", "trace_svg.py", "bench.py"}
UNITS = ("mm", "µm", "um", "nm", "m", "km", "dB", "dBm", "dB/km", "s", "ns", "ms", "N", "daN", "°", "%", "µs")
#: What a path of a drawing is made of besides its numbers.
PATH = re.compile(r"[MmCcSsHhVvLlQqZzAa0-9 .,-]*")


def drawn() -> list[Path]:
    """Every module that draws."""
    found = [*(PACKAGE / "screens").glob("*.py"), *(PACKAGE / "ui").glob("*.py")]
    found += (PACKAGE / "scenes").rglob("view*.py")
    return sorted(path for path in found if path.name not in MACHINES)


def hand_made(source: str) -> Iterator[str]:
    """Numbers that are put into text without the language, and units that are put behind one by hand."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.JoinedStr):
            yield from _in_fstring(node)
        elif isinstance(node, ast.BinOp) and isinstance(node.op, ast.Mod) and isinstance(node.left, ast.Constant):
            if isinstance(node.left.value, str) and re.search(r"%[.\d]*[fg]", node.left.value):
                yield f"line {node.lineno}: {node.left.value!r} %"
        elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "str":
            inner = node.args[0] if node.args else None
            if isinstance(inner, ast.Call) and getattr(inner.func, "id", "") == "round" and len(inner.args) > 1:
                yield f"line {node.lineno}: str(round(…))"


def _in_fstring(node: ast.JoinedStr) -> Iterator[str]:
    said = [part.value for part in node.values if isinstance(part, ast.Constant) and isinstance(part.value, str)]
    values = sum(isinstance(part, ast.FormattedValue) for part in node.values)
    path = re.search("[MCSHLVQZ]", "".join(said)) or values > 2
    if path and all(PATH.fullmatch(part) for part in said):
        return
    for before, part in zip([None, *node.values], node.values, strict=False):
        if isinstance(part, ast.FormattedValue) and part.format_spec is not None:
            spec = ast.unparse(part.format_spec)
            if re.search(r"[feg%]'$|,", spec) and not re.search(r"0\d+", spec):
                yield f"line {node.lineno}: {ast.unparse(part)}"
        after = part.value if isinstance(part, ast.Constant) and isinstance(part.value, str) else ""
        unit = re.match(r" ([^\W\d]+[\w/]*|[°%])(?=\W|$)", after)
        if isinstance(before, ast.FormattedValue) and unit and unit.group(1) in UNITS:
            yield f"line {node.lineno}: unit {unit.group(1)!r} behind a number by hand"


@pytest.mark.parametrize("path", drawn(), ids=lambda path: f"{path.parent.name}/{path.name}")
def test_views_write_no_number_by_hand(path: Path) -> None:
    found = list(hand_made(path.read_text("utf-8")))
    assert not found, found


@pytest.mark.parametrize(
    "source",
    ['f"{loss:.2f} dB"', 'x = f"{count:,}"', 'f"{language.number(x, 1)} mm"', '"%.1f dB" % loss', "str(round(x, 2))",
     'f"Perte {loss:.1f}"'],
)  # fmt: skip
def test_the_check_sees_what_is_written_by_hand(source: str) -> None:
    assert list(hand_made(source))


@pytest.mark.parametrize("source", ['f"M{x:.1f} {y:.1f}C3 4"', 'f"{seconds:02}"', 'f"{page}/{pages}"', 'f"{name} mot"'])
def test_the_check_leaves_paths_and_words_alone(source: str) -> None:
    assert not list(hand_made(source))
