"""Pictures of things: loads them as baked for the window, scales them if it has an odd size, and keeps them.

It knows where a part's anchors are but not when to draw it. Surfaces are **premultiplied**: blit them with
`special_flags=pygame.BLEND_PREMULTIPLIED`, as Canvas does. A part whose picture covers all is an opaque surface.
The theme's lamp falls on every picture once, when it is loaded: a dark theme needs no second set of drawings.
"""

import json
import math
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import pygame

from simulator import paths
from simulator.ui.aside import Aside
from simulator.ui.cache import SurfaceCache, room_for
from simulator.ui.curves import Points, bezier
from simulator.ui.theme import LIGHT, Colour, Theme, mix

Anchor = tuple[float, ...]
LAYERS = ("all", "art", "shadow")
_MEGABYTE = 1 << 20
_DESIGN_HEIGHT = 1080
WHITE = (255, 255, 255)
#: Squares in which the pool of light under a lamp is worked out, across and down.
_POOL = (32, 18)
#: A byte of a picture takes so many times as long to unpack as one of a layer to copy.
DEAR = 3.0


@dataclass(frozen=True)
class PartInfo:
    """Facts of one part [design units], relative to its own box unless said otherwise."""

    name: str
    what: str
    size: tuple[float, float]
    anchors: dict[str, Any]
    place: tuple[float, float] | None  # top left in the frame
    on: tuple[str, float, float] | None  # parent part and offset from its top left
    tints: tuple[str, ...] = ()

    def at(self, anchor: str, x: float | None = None, y: float | None = None) -> Anchor:
        """An anchor in the frame when the part's top left is at x, y (its place by default); sizes stay sizes."""
        left, top = (x, y) if x is not None and y is not None else (self.place or (0.0, 0.0))
        value = self.anchors[anchor]
        return (left + value[0], top + value[1], *value[2:])


@dataclass(frozen=True)
class HandInfo:
    """Facts of a posed hand [design units], relative to the wrist."""

    name: str
    outline: Points
    fingers: dict[str, Points]  # outline of palm, index, middle, ring, little, thumb as the pose has them
    joints: dict[str, tuple[tuple[float, float], ...]]  # knuckle to finger tip
    anchors: dict[str, tuple[float, float]] = field(default_factory=dict)

    def tip(self, finger: str) -> tuple[float, float]:
        """Tip of a finger."""
        return self.joints[finger][-1]


def _is_outdated(index: Path, assets: Path) -> bool:
    """Whether a checkout lists drawings anew since its pictures were baked; what is installed never does."""
    if not paths.in_checkout():
        return False
    baked = index.stat().st_mtime
    return any(listing.stat().st_mtime > baked for listing in (assets / "parts").glob("*/parts.json"))


class Parts:
    """All part pictures for one window scale [pixels per design unit]."""

    def __init__(self, scale: float, theme: Theme = LIGHT, assets: Path | None = None) -> None:
        self.scale = scale
        self.theme = theme
        self._assets = assets or paths.assets_dir()
        # Enough for one scene with its hands, and for the pages round it: see "memory" of the benchmarks.
        room = room_for(scale)
        self._scaled = SurfaceCache(40 * room, dear=DEAR)
        self._turned = SurfaceCache(6 * room, dear=DEAR)
        self._masters = SurfaceCache(5 * room, dear=DEAR)
        #: Layers of which the others are still to be loaded, when not everything may be made at once.
        self._waiting = SurfaceCache(8 * room, dear=DEAR)
        self._aside = Aside()
        self._listings: dict[str, dict[str, Any]] = {}
        self._infos: dict[str, PartInfo] = {}
        self._hands: dict[str, HandInfo] = {}

    @property
    def stores(self) -> tuple[SurfaceCache, ...]:
        """Where the pictures are kept."""
        return self._scaled, self._turned, self._masters, self._waiting

    def complete(self) -> None:
        """A whole frame was drawn: what was only begun for another one is thrown away, up to 30 MB of it."""
        self._aside.drop()
        self._waiting.clear()

    @cached_property
    def _index(self) -> dict[str, dict[str, Any]]:
        path = self._assets / "baked" / "index.json"
        if not path.is_file() or _is_outdated(path, self._assets):
            from simulator.ui import baking  # only a checkout comes here, new or with new drawings

            try:
                baking.bake(self._assets)
            except baking.CannotBake as problem:
                if not path.is_file():
                    raise
                print(problem, file=sys.stderr)  # most of what is there may still do
        return json.loads(path.read_text(encoding="utf-8"))

    # facts

    def info(self, name: str) -> PartInfo:
        """Facts of the part "family/name". Raises KeyError if no such part is carried."""
        if name not in self._infos:
            self._infos[name] = self._read_info(name)
        return self._infos[name]

    def _read_info(self, name: str) -> PartInfo:
        family, _, short = name.partition("/")
        if family not in self._listings:
            listing = self._assets / "parts" / family / "parts.json"
            self._listings[family] = json.loads(listing.read_text(encoding="utf-8")) if listing.is_file() else {}
        try:
            facts = self._listings[family][short]
        except KeyError:
            raise KeyError(f"no part {name!r}") from None
        on = facts.get("on")
        return PartInfo(
            name=name,
            what=facts["what"],
            size=tuple(facts["size"]),
            anchors=facts["anchors"],
            place=tuple(facts["place"]) if "place" in facts else None,
            on=(f"{family}/{on[0]}", on[1], on[2]) if on else None,
            tints=self._tints_of(name),
        )

    def names(self, family: str) -> list[str]:
        """Names of all parts of a family that have a picture, in the order of its list."""
        seen = dict.fromkeys(key.partition("|")[0] for key in self._index)
        return [name for name in seen if name.startswith(f"{family}/")]

    def hand(self, name: str) -> HandInfo:
        """Facts of a posed hand, "left_pinch_fibre" for instance. Raises KeyError if there is no such pose."""
        if name not in self._hands:
            path = self._assets / "hands" / f"{name}.json"
            if not path.is_file():
                raise KeyError(f"no hand {name!r}")
            self._hands[name] = _hand_info(name, json.loads(path.read_text(encoding="utf-8")))
        return self._hands[name]

    def _tints_of(self, name: str) -> tuple[str, ...]:
        start = f"{name}|art|"
        return tuple(key[len(start) :] for key in self._index if key.startswith(start))

    # surfaces

    def surface(
        self,
        name: str,
        layer: str = "all",
        tint: str | None = None,
        flip: bool = False,
        turn: float = 0.0,
        stretch: tuple[float, float] | None = None,
    ) -> pygame.Surface:
        """The part at the window's scale.

        layer: "all", "art" or "shadow" (an empty surface if the part has none); tint: a name that assets/tints.json
        declares for this part; turn [degrees, clockwise]; stretch: other size [design units].
        Raises KeyError for an unknown part, layer or tint.
        """
        if turn:
            return self.turned(name, turn, layer, tint, flip)[0]
        key = (name, layer, tint, flip, stretch)
        return self._scaled.get(key, lambda: self._make(name, layer, tint, flip, stretch))

    def turned(
        self, name: str, degrees: float, layer: str = "all", tint: str | None = None, flip: bool = False
    ) -> tuple[pygame.Surface, tuple[float, float]]:
        """The part turned clockwise about its anchor "pivot" (else its centre), to the nearest half degree.

        Returns the surface and how far its top left moves [design units] so that the pivot stays where it was.
        """
        step = round(degrees * 2) % 720
        if not step:
            return self.surface(name, layer, tint, flip), (0.0, 0.0)
        key = (name, step, layer, tint, flip)
        surface = self._turned.get(key, lambda: self._turn(name, step / 2, layer, tint, flip))
        return surface, self._turn_offset(name, step / 2, surface, flip)

    def icon(self, name: str, size: float, colour: Colour) -> pygame.Surface:
        """A line icon ("home") in any colour; size [design units] of its square."""
        channels = self.theme.colour(colour)
        side = max(1, round(size * self.scale))
        return self._scaled.get(("icon", name, side, channels), lambda: self._icon(name, side, channels))

    def hand_surface(
        self, name: str, layer: str = "art", flip: bool = False
    ) -> tuple[pygame.Surface, tuple[float, float]]:
        """Picture of a hand, "art" or "shadow", and where its top left lies from the wrist [design units].

        flip: as in a mirror, the place still that of the hand as drawn.
        """
        entry = self._entry(f"hands/{name}|{layer}")

        def make() -> pygame.Surface:
            made = self._at_scale(entry)
            return pygame.transform.flip(made, True, False) if flip else made

        return self._scaled.get(("hand", name, layer, flip), make), tuple(entry["box"][:2])

    # making

    def _entry(self, key: str) -> dict[str, Any]:
        try:
            return self._index[key]
        except KeyError:
            raise KeyError(f"no baked picture {key!r}: bake again with 'python simulator/ui/baking.py'") from None

    def _load(self, entry: dict[str, Any], height: int) -> pygame.Surface:
        share, ration = height / _DESIGN_HEIGHT, self._scaled.ration
        pixels = entry["box"][2] * entry["box"][3] * share * share
        waits = ration is not None and ration.waits
        loaded = self._aside.load(str(self._assets / "baked" / entry["files"][str(height)]), pixels, waits)
        if entry.get("opaque") and entry["box"][3] == _DESIGN_HEIGHT:
            return lit_ground(_screen_format(loaded, alpha=False), self.theme)
        made = _screen_format(loaded, alpha=not entry.get("opaque"))
        if not entry.get("opaque"):
            made.premul_alpha_ip()
        if self.theme.lamp != WHITE:
            made.fill(self.theme.lamp, special_flags=pygame.BLEND_RGB_MULT)
        return made

    def _at_scale(self, entry: dict[str, Any]) -> pygame.Surface:
        """The picture at the window's scale: as baked for that height, or from the next taller one."""
        wanted = self.scale * _DESIGN_HEIGHT
        heights = sorted(map(int, entry["files"]))
        height = next((h for h in heights if h >= wanted - 0.5), heights[-1])
        picture = self._load(entry, height)
        factor = wanted / height
        if abs(factor - 1) < 1e-3:
            return picture
        size = (max(1, round(picture.get_width() * factor)), max(1, round(picture.get_height() * factor)))
        return pygame.transform.smoothscale(picture, size)

    def _layered(
        self, name: str, layer: str, tint: str | None, make: Callable[[dict[str, Any]], pygame.Surface]
    ) -> pygame.Surface:
        """One layer of a part as `make` loads it, or both, one over the other."""
        if layer not in LAYERS:
            raise KeyError(f"no layer {layer!r}; there are {', '.join(LAYERS)}")
        if tint is None and f"{name}|art|{self.theme.name}" in self._index:
            tint = self.theme.name  # a part that a theme shows in colours of its own
        art = self._entry(f"{name}|art|{tint}" if tint else f"{name}|art")
        shadow = self._index.get(f"{name}|shadow")
        if layer == "shadow":
            return make(shadow) if shadow else pygame.Surface((1, 1), pygame.SRCALPHA)
        if layer == "art" or not shadow:
            return make(art)
        # Each as a picture of its own: where little may be made at a time, the second one has its own turn.
        under, over = (name, "shadow", make), (name, "art", tint, make)
        whole = self._waiting.get(under, lambda: make(shadow))
        whole.blit(self._waiting.get(over, lambda: make(art)), (0, 0), special_flags=pygame.BLEND_PREMULTIPLIED)
        self._waiting.clear()
        return whole

    def _master(self, entry: dict[str, Any]) -> pygame.Surface:
        return self._load(entry, max(map(int, entry["files"])))

    def _make(
        self, name: str, layer: str, tint: str | None, flip: bool, stretch: tuple[float, float] | None
    ) -> pygame.Surface:
        surface = self._layered(name, layer, tint, self._master if stretch else self._at_scale)
        if stretch and surface.get_size() != (1, 1):
            size = (max(1, round(stretch[0] * self.scale)), max(1, round(stretch[1] * self.scale)))
            surface = pygame.transform.smoothscale(surface, size)
        return pygame.transform.flip(surface, True, False) if flip else surface

    def _turn(self, name: str, degrees: float, layer: str, tint: str | None, flip: bool) -> pygame.Surface:
        master = self._masters.get((name, layer, tint), lambda: self._layered(name, layer, tint, self._master))
        if flip:
            master = pygame.transform.flip(master, True, False)
        height = max(map(int, self._entry(f"{name}|art")["files"]))
        return pygame.transform.rotozoom(master, -degrees, self.scale * _DESIGN_HEIGHT / height)

    def _turn_offset(self, name: str, degrees: float, surface: pygame.Surface, flip: bool) -> tuple[float, float]:
        info = self.info(name)
        width, height = info.size
        px, py = info.anchors.get("pivot", (width / 2, height / 2))[:2]
        px = width - px if flip else px
        angle = math.radians(degrees)
        dx, dy = px - width / 2, py - height / 2
        turned_x = dx * math.cos(angle) - dy * math.sin(angle)
        turned_y = dx * math.sin(angle) + dy * math.cos(angle)
        # rotozoom keeps the centre of the picture in the centre of its result
        return (
            px - (surface.get_width() / 2 / self.scale + turned_x),
            py - (surface.get_height() / 2 / self.scale + turned_y),
        )

    def _icon(self, name: str, side: int, channels: tuple[int, ...]) -> pygame.Surface:
        master = self._master(self._entry(f"ui/icons/{name}|art"))
        mask = pygame.transform.smoothscale(master, (side, side))
        # Icons are drawn in one ink: only how much of it covers each pixel counts.
        opacity = channels[3] / 255 if len(channels) > 3 else 1.0
        tint = [round(c * opacity) for c in channels[:3]] + [round(255 * opacity)]
        mask.fill((255, 255, 255, 0), special_flags=pygame.BLEND_RGBA_MAX)
        return _coverage_times(mask, tint)


def lit_ground(surface: pygame.Surface, theme: Theme) -> pygame.Surface:
    """An opaque ground under the theme's lamp, which hangs over the upper middle; the same surface, changed."""
    if theme.lamp_near == theme.lamp_far == WHITE:
        return surface
    # Drawn small and scaled up: a soft pool of light costs one small picture.
    small = pygame.Surface(_POOL, 0, 32)
    for y in range(_POOL[1]):
        for x in range(_POOL[0]):
            away = math.hypot((x + 0.5) / _POOL[0] - 0.42, 0.8 * ((y + 0.5) / _POOL[1] - 0.34)) / 0.75
            small.set_at((x, y), mix(theme.lamp_near, theme.lamp_far, min(1.0, away) ** 1.3))
    pool = pygame.transform.smoothscale(small, surface.get_size())
    surface.blit(pool, (0, 0), special_flags=pygame.BLEND_RGB_MULT)
    return surface


def _coverage_times(mask: pygame.Surface, tint: list[int]) -> pygame.Surface:
    """A premultiplied surface of one colour where the mask's alpha is the coverage; its colours must be white."""
    white = mask.premul_alpha()
    white.fill(tint, special_flags=pygame.BLEND_RGBA_MULT)
    return white


def _screen_format(surface: pygame.Surface, alpha: bool) -> pygame.Surface:
    """In the pixel order that blits fastest; before a window exists, as it came."""
    if pygame.display.get_init() and pygame.display.get_surface():
        return surface.convert_alpha() if alpha else surface.convert()
    return surface if alpha else surface.convert(32, 0)


def _hand_info(name: str, facts: dict[str, Any]) -> HandInfo:
    joints = {
        finger: tuple((float(j[0]), float(j[1])) for j in chain)
        for finger, chain in facts["joints"].items()
        if isinstance(chain, list) and chain and isinstance(chain[0], list)
    }
    return HandInfo(
        name=name,
        outline=bezier(facts["outline"]),
        fingers={finger: bezier(d) for finger, d in facts["parts"].items()},
        joints=joints,
        anchors={k: tuple(v) for k, v in facts.get("anchors", {}).items()},
    )
