"""Turns the SVG parts into PNG pictures for the usual window heights and writes the index that the program loads from.

Runs at build time (see hatch_build.py) and, in a checkout that was never installed, once at start. It does not scale
to odd windows, colour icons or import pygame; and it must run without the package, so it imports the standard library
alone, and the renderer only when there is something to render.
"""

import hashlib
import json
import math
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

#: Window heights that pictures are baked for; the tallest is the master for every other size and for turning.
#: Scaling pixels by 3/4 costs sharpness and up to three levels of each colour, drawing again costs neither.
HEIGHTS = (720, 1080, 1440)
#: Parts are drawn for a frame of this height.
DESIGN_HEIGHT = 1080
#: Icons are masks for many sizes, and some pictures are shown in many: one large picture serves all.
ONE_HEIGHT = (2880,)
#: Part of every hash: raise it when the way of baking changes, so that old pictures are not trusted.
RECIPE = "2"

#: Pictures drawn in one go: a full frame is 15 MB before compression.
_BATCH = 48

_SHADOW_THEN_ART = re.compile(r'<g id="shadow".*?</g>\s*(?=<g id="art")', re.S)
_ART = re.compile(r'<g id="art".*</g>\s*(?=</svg>)', re.S)
_ROOT = re.compile(r"<svg\b[^>]*>")
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_HAND_SHADOW = (
    '<svg xmlns="http://www.w3.org/2000/svg"><defs><filter id="b" filterUnits="userSpaceOnUse" x="{x}" y="{y}" '
    'width="{w}" height="{h}"><feGaussianBlur stdDeviation="12"/></filter></defs><path d="{d}" '
    'transform="translate(22 26)" fill="#10181C" fill-opacity=".30" filter="url(#b)"/></svg>'
)


class CannotBake(RuntimeError):
    """The pictures are not baked and the renderer is not installed."""


@dataclass(frozen=True)
class Picture:
    """One picture to bake: its key in the index, its SVG text and the box of design units that it covers."""

    key: str
    svg: str
    box: tuple[float, float, float, float]  # left, top, width, height [design units]
    heights: tuple[int, ...] = HEIGHTS
    opaque: bool = False  # covers its whole box: the program may drop the alpha channel

    def file(self, height: int) -> str:
        """File name for a window height: a hash of everything that decides the pixels."""
        text = f"{RECIPE}|{height}|{self.box}|{self.svg}"
        return f"{hashlib.sha256(text.encode()).hexdigest()[:24]}.png"

    @property
    def files(self) -> dict[str, str]:
        """File names by window height."""
        return {str(height): self.file(height) for height in self.heights}

    def sized(self, height: int) -> str:
        """The SVG text for a window height: exact scale from the top left, rounded up to whole pixels."""
        scale = height / DESIGN_HEIGHT
        left, top, width, high = self.box
        across, down = math.ceil(round(width * scale, 6)), math.ceil(round(high * scale, 6))
        root = (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{across}" height="{down}" '
            f'viewBox="{left} {top} {across / scale:.6f} {down / scale:.6f}">'
        )
        return _ROOT.sub(root, self.svg, count=1)


def pictures(assets: Path) -> Iterator[Picture]:
    """Every picture that the folder `assets` declares: parts by layer, declared tints, icons and hands."""
    orders = json.loads((assets / "bake.json").read_text(encoding="utf-8"))
    for listing in sorted((assets / "parts").glob("*/parts.json")):
        family = listing.parent.name
        for name, facts in json.loads(listing.read_text(encoding="utf-8")).items():
            svg = (listing.parent / f"{name}.svg").read_text(encoding="utf-8")
            key = f"{family}/{name}"
            box = (0, 0, *facts["size"])
            if key in orders["opaque"]:
                yield Picture(f"{key}|art", svg, box, opaque=True)
            elif key.startswith(("ui/icons/", *orders.get("fine", ()))):
                yield Picture(f"{key}|art", svg, box, ONE_HEIGHT)
            else:
                yield from _part(key, svg, box, tints_of(orders, key))
    for drawing in sorted((assets / "hands").glob("*.svg")):
        yield from _hand(drawing)


def bake(assets: Path, say: Callable[[str], None] = print) -> int:
    """Bake what is new or changed under `assets`, drop what is left over, and return how many pictures were drawn.

    Raises CannotBake when something must be drawn and the renderer is not installed.
    """
    folder = assets / "baked"
    folder.mkdir(exist_ok=True)
    wanted = list(pictures(assets))
    jobs = {p.file(height): (p, height) for p in wanted for height in p.heights}
    missing = {name: job for name, job in jobs.items() if not (folder / name).is_file()}
    if missing:
        say(f"Brin: {len(missing)} images à préparer, une seule fois...")
        _draw(missing, folder)
    _write_index(folder / "index.json", {p.key: _entry(p) for p in wanted})
    _sweep(folder, set(jobs))
    return len(missing)


def stale(assets: Path) -> list[str]:
    """Keys of pictures that the index lacks or knows from another version of the drawing."""
    index = assets / "baked" / "index.json"
    entries = json.loads(index.read_text(encoding="utf-8")) if index.is_file() else {}
    return [p.key for p in pictures(assets) if entries.get(p.key, {}).get("files") != p.files]


def _entry(picture: Picture) -> dict[str, object]:
    entry: dict[str, object] = {"box": picture.box, "files": picture.files}
    return {**entry, "opaque": True} if picture.opaque else entry


def tints_of(orders: dict[str, Any], key: str) -> dict[str, dict[str, str]]:
    """What is replaced in a part, by tint: what its family shares (outlines turned light in the dark), and its own."""
    shared = (tints for start, tints in orders["family_tints"].items() if key.startswith(start))
    return {**next(shared, {}), **orders["tints"].get(key, {})}


def _part(
    key: str, svg: str, box: tuple[float, float, float, float], tints: dict[str, dict[str, str]]
) -> Iterator[Picture]:
    for tint, colours in {"": {}, **tints}.items():
        end = f"|{tint}" if tint else ""
        text = _replace(svg, colours)
        if 'id="shadow"' not in svg:
            yield Picture(f"{key}|art{end}", text, box)
            continue
        yield Picture(f"{key}|art{end}", _SHADOW_THEN_ART.sub("", text), box)
        if not tint:  # a shadow has no colour of its own
            yield Picture(f"{key}|shadow", _ART.sub("", text), box)


def _replace(svg: str, colours: dict[str, str]) -> str:
    """Replace all colours in one pass, so that a new colour equal to another old one is not replaced again."""
    if not colours:
        return svg
    lower = {old.lower(): new for old, new in colours.items()}
    pattern = re.compile("|".join(map(re.escape, lower)), re.I)
    return pattern.sub(lambda found: lower[found.group().lower()], svg)


def _hand(drawing: Path) -> Iterator[Picture]:
    svg = drawing.read_text(encoding="utf-8")
    outline = json.loads(drawing.with_suffix(".json").read_text(encoding="utf-8"))["outline"]
    paths = re.findall(r'\bd="([^"]+)"', svg)
    key = f"hands/{drawing.stem}"
    yield Picture(f"{key}|art", svg, _bounds(paths, 6))
    left, top, width, height = _bounds([outline], 36)
    box = (left + 22, top + 26, width, height)
    shadow = _HAND_SHADOW.format(x=left, y=top, w=width, h=height, d=outline)
    yield Picture(f"{key}|shadow", shadow, box)


def _bounds(paths: list[str], margin: float) -> tuple[float, float, float, float]:
    """Box round absolute M, L, C paths; control points count, which can only make the box larger."""
    numbers = [float(n) for d in paths for n in _NUMBER.findall(d)]
    xs, ys = numbers[::2], numbers[1::2]
    left, top = min(xs) - margin, min(ys) - margin
    return (round(left), round(top), round(max(xs) + margin - left), round(max(ys) + margin - top))


def _draw(missing: dict[str, tuple[Picture, int]], folder: Path) -> None:
    try:
        import svg2png_py  # type: ignore[import-untyped]
    except ImportError:
        raise CannotBake(
            "Les images de Brin ne sont pas préparées : lance « pip install -e . » dans le dossier de Brin, "
            "ou « pip install svg2png-py »."
        ) from None
    fonts = svg2png_py.FontDatabase()
    names = list(missing)
    for start in range(0, len(names), _BATCH):
        batch = names[start : start + _BATCH]
        drawn = svg2png_py.render_many_par([missing[name][0].sized(missing[name][1]) for name in batch], fonts)
        for name, png in zip(batch, drawn, strict=True):
            _write(folder / name, bytes(png))


def _write(path: Path, data: bytes) -> None:
    """Write through a neighbour, so that an interrupted bake never leaves half a picture under a trusted name."""
    part = path.with_suffix(".part")
    part.write_bytes(data)
    part.replace(path)


def _write_index(path: Path, entries: dict[str, dict[str, object]]) -> None:
    lines = ",\n".join(f"{json.dumps(key)}: {json.dumps(entry)}" for key, entry in entries.items())
    _write(path, ("{\n" + lines + "\n}\n").encode())


def _sweep(folder: Path, wanted: set[str]) -> None:
    for path in folder.iterdir():
        if path.suffix in (".png", ".part") and path.name not in wanted:
            path.unlink(missing_ok=True)


if __name__ == "__main__":
    bake(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "assets")
