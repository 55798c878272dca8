"""What a link gives back of one very short flash: stretches that scatter, and points that reflect, ghosts included.

It deliberately knows neither pulse nor receiver. Places are optical paths, length times group index [m]: the instrument
measures time, and its own index turns that into metres. Powers are shares of the flash.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np

from simulator.optics._link_parts import Section, Split
from simulator.optics.link import Link

#: Two-way share below which nothing more is followed.
_DARK = 1e-16
#: Reflectors that may take part in a ghost, and how often light runs between two of them.
_MIRRORS, _ROUNDS = 16, 3
_TWO_WAY_NEPER = 2.0 * np.log(10.0) / 10.0 / 1000.0


@dataclass(frozen=True, eq=False)
class Response:
    """Sections: columns start, stop [m of path], power for 1 ns at the start, decay [1/m of path], shape (s, 4).

    Points: columns place [m of path], power, shape (p, 2).
    """

    sections: np.ndarray
    points: np.ndarray


@dataclass
class _Walk:
    """What has been met so far.

    mirrors: place, reflectance, two-way share of the light before and behind it; the first ``trunk`` of them lie before
    any splitter.
    """

    wavelength: float
    sections: list[tuple[float, float, float, float]] = field(default_factory=list)
    mirrors: list[tuple[float, float, float, float]] = field(default_factory=list)
    trunk: int = 0
    glasses: dict[tuple[object, ...], tuple[float, float, float]] = field(default_factory=dict)


@lru_cache(maxsize=64)
def respond(link: Link, wavelength: float, port_db: float, faintest: float = 0.0) -> Response:
    """The response of a link at a wavelength [m]; port_db: reflectance of the instrument's port [dB].

    faintest: power below which a ghost is left out. Echoes are those of three reflections anywhere, and of up to
    2 * _ROUNDS + 1 between the same two; the mirror that sends light out again lies before any splitter. Remembered: a
    pure function of values, asked again at every key of the instrument.
    """
    walk = _walked(link, wavelength)
    mirrors = np.array([(0.0, _ratio(port_db), 1.0, 1.0), *walk.mirrors])
    seen = [(place, mirror * share) for place, mirror, share, _ in mirrors.tolist() if mirror * share > 0.0]
    points = np.concatenate([np.array(seen).reshape(-1, 2), *_ghosts(mirrors, 1 + walk.trunk, faintest)])
    sections = np.array(walk.sections).reshape(-1, 4)
    for table in (sections, points):
        table.setflags(write=False)
    return Response(sections, points)


@lru_cache(maxsize=64)
def _walked(link: Link, wavelength: float) -> _Walk:
    """What lies along a link; remembered, because the bill of a connector takes longer than the rest of a trace."""
    walk = _Walk(wavelength)
    _follow(walk, link, 0.0, 1.0, True)
    return walk


def _follow(walk: _Walk, link: Link, path: float, share: float, trunk: bool) -> None:
    """Walk down a link from a path [m] with a two-way share of the light; trunk: no splitter was passed yet."""
    for place in link.places:
        part = place.part
        if share < _DARK:
            return
        if isinstance(part, Section):
            path, share = _section(walk, part, path, share)
            continue
        through = _ratio(-2.0 * sum(float(loss) for loss in place.bill(walk.wavelength).values()))
        _mirror(walk, path, place.reflectance(walk.wavelength), (share, share * through), trunk)
        share *= through
        if isinstance(part, Split) and not part.upstream:
            trunk = False
            for branch in part.branches:
                _follow(walk, branch, path, share, False)
    last = link.places[-1]
    _mirror(walk, path, link.far.reflectance(last.after, walk.wavelength), (share, 0.0), trunk)


def _section(walk: _Walk, part: Section, path: float, share: float) -> tuple[float, float]:
    """Note a stretch of glass; returns path and share at its far end."""
    kind = id(part.fibre), part.attenuation, part.temperature
    if kind not in walk.glasses:
        at = walk.wavelength
        per_km = float(part.per_km(at)) + float(part.cold_per_km(at))
        walk.glasses[kind] = part.group_index(at), per_km, _ratio(float(part.fibre.backscatter(at)))
    index, per_km, scatter = walk.glasses[kind]
    decay = max(per_km * _TWO_WAY_NEPER / index, 1e-10)
    stop = path + part.length * index
    if stop > path:
        walk.sections.append((path, stop, share * scatter, decay))
    return stop, share * math.exp(-decay * (stop - path))


def _mirror(walk: _Walk, path: float, reflectance_db: float, shares: tuple[float, float], trunk: bool) -> None:
    if reflectance_db > -np.inf:
        walk.mirrors.append((path, _ratio(reflectance_db), *shares))
        if trunk:
            walk.trunk = len(walk.mirrors)


def _ghosts(mirrors: np.ndarray, trunk: int, faintest: float) -> list[np.ndarray]:
    """Echoes, shapes (g, 2): out to j, back to i, out to k and home; they show at j + k - i.

    Power: r_i r_j r_k a_j a_k / b_i, with the two-way shares a before a mirror and b behind it. A mirror is taken to
    reflect alike on both sides.
    """
    place, mirror, share, behind = mirrors.T
    strong = np.argsort(mirror * share)[::-1][:_MIRRORS]
    first = np.flatnonzero(behind[:trunk] > 0.0)
    seen, far = mirror[strong] * share[strong], place[strong]
    again, near = mirror[first] / behind[first], place[first]
    gain = np.where(near[:, None] < far, again[:, None] * seen, 0.0)
    power = gain[:, :, None] * seen * (gain[:, None, :] > 0.0)
    out, back, home = (power > faintest).nonzero()
    found = [np.array([far[back] + far[home] - near[out], power[out, back, home]]).T]
    for rounds in range(2, _ROUNDS + 1):
        power = gain**rounds * seen
        if power.max() <= faintest:
            break
        out, back = (power > faintest).nonzero()
        found.append(np.array([far[back] + rounds * (far[back] - near[out]), power[out, back]]).T)
    return found


def _ratio(level_db: float) -> float:
    return 10.0 ** (level_db / 10.0)
