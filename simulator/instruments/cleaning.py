"""What cleans an end face and what soils it: click pen, cassette, lint-free wipe, alcohol that dries, a finger.

It deliberately counts no mistakes and looks through no microscope: a move reports what it did and the scene judges it.

The laws are design values [D] set so that practice comes out (docs/sources.md, splicing §4.2): a dry click takes loose
dust; dried grease only smears under anything dry and needs alcohol, then a dry pass; alcohol left to dry leaves a film.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from simulator.plant.chance import Chance
from simulator.plant.ferrule import Ferrule, Particle

#: How hard something may sit (0..1) for a dry pass to take it away.
TAKES: Mapping[str, float] = {"dust": 0.75, "oil": 0.45}
#: What alcohol leaves of a hold; grease it spreads by this factor of its radius.
LOOSENED, SPREADS = 0.2, 1.1
#: Grease under a dry pass: it is drawn out by this far [um], each piece as large as this share.
SMEAR_UM, SMEARED = 16.0, 0.75
#: A wet face dries in this time [s]; above this a dry pass still takes the alcohol up.
DRIES_S, WET_ENOUGH = 25.0, 0.2
#: Load (0..1) on a wipe by grain and by drop of grease; from here on a used face gives dirt back.
GRAIN_LOAD, DROP_LOAD, GIVES_BACK = 0.04, 0.12, 0.3
#: Way over belt or wipe that a pass needs [mm]; a shorter one takes its share only. Backward slip that is a turn [mm].
PASS_MM, TURN_MM = 12.0, 3.0
#: Push at which the pen clicks, and to which it must come back before the next click [mm].
CLICK_MM, RELEASED_MM = 4.0, 1.0
FACES = 4
#: Most particles on a face.
FULL = 60


@dataclass(frozen=True)
class Pass:
    """What one pass over a face did: particles lifted, drops smeared, particles given back; wetted, or dried."""

    lifted: int = 0
    smeared: int = 0
    given_back: int = 0
    wetted: bool = False
    dried: bool = False


def dry_pass(face: Ferrule, share: float = 1.0) -> Pass:
    """Something dry and fresh passes over the face. share 0..1: how much of a whole pass it was."""
    wet = face.wet > WET_ENOUGH
    loose = [p for p in face.particles if p.stuck <= TAKES.get(p.kind, 0.0)]
    taken = loose[: math.ceil(len(loose) * min(1.0, share))] if share < 1.0 else loose
    gone = {id(p) for p in taken}
    kept = [p for p in face.particles if id(p) not in gone]
    smeared = 0 if wet else _smear(kept)
    face.particles = kept
    if share >= 1.0:
        face.wet = 0.0
    return Pass(lifted=len(taken), smeared=smeared, dried=wet and share >= 1.0)


def wet_pass(face: Ferrule) -> Pass:
    """Something wet passes over the face: it loosens all and leaves alcohol."""
    for particle in face.particles:
        particle.stuck = round(particle.stuck * LOOSENED, 3)
        if particle.kind == "oil":
            particle.radius_um = round(min(36.0, particle.radius_um * SPREADS), 3)
    face.wet = 1.0
    return Pass(wetted=True)


def _smear(particles: list[Particle]) -> int:
    """Draw each drop of grease out along the way of the tool; some of it ends elsewhere."""
    drops = [p for p in particles if p.kind == "oil"]
    for index, drop in enumerate(drops):
        turn = 0.4 + 0.2 * math.sin(index * 2.1)
        piece = replace(drop, radius_um=round(drop.radius_um * SMEARED, 3))
        piece.x_um = round(drop.x_um + SMEAR_UM * math.cos(turn), 3)
        piece.y_um = round(drop.y_um + SMEAR_UM * math.sin(turn), 3)
        drop.radius_um = round(drop.radius_um * (0.5 + SMEARED / 2), 3)
        if len(particles) < FULL and math.hypot(piece.x_um, piece.y_um) < 120.0:
            particles.append(piece)
    return len(drops)


def evaporate(face: Ferrule, seconds: float, chance: Chance, key: str) -> bool:
    """Let alcohol go for some time [s]; True at the moment in which it has dried by itself and left its film."""
    if face.wet <= 0.0:
        return False
    before, face.wet = face.wet, max(0.0, face.wet - seconds / DRIES_S)
    if face.wet > 0.0 or before <= 0.0:
        return False
    for particle in face.particles:
        if particle.kind == "oil":  # what was dissolved settles again
            particle.stuck = max(particle.stuck, 0.6)
    for index in range(3):
        turn = chance.uniform(f"{key}:film:{index}", 0.0, 2.0 * math.pi)
        away = chance.uniform(f"{key}:film:{index}:r", 16.0, 48.0)
        spot = Particle(round(away * math.cos(turn), 3), round(away * math.sin(turn), 3), 9.0, "oil", 0.6)
        face.particles.append(spot)
    return True


def touch(face: Ferrule, chance: Chance, key: str) -> None:
    """A bare finger on the ferrule: its grease over the core, and grains with it."""
    for index in range(3):
        x, y = (chance.uniform(f"{key}:{index}:{axis}", -34.0, 34.0) for axis in "xy")
        face.particles.append(Particle(round(x, 3), round(y, 3), round(18.0 + 6.0 * index, 3), "oil", 0.7))
        face.particles.append(Particle(round(-y, 3), round(x * 0.4, 3), 2.0 + index, "dust", 0.4))


@dataclass
class Pen:
    """The click pen. push_mm: how far it is pushed onto the face; armed: it has come back since its last click."""

    push_mm: float = 0.0
    armed: bool = True
    wet: bool = False
    clicks: int = 0

    def push(self, to_mm: float, face: Ferrule) -> Pass | None:
        """Push to a depth [mm], negative away from the face; a Pass when it clicks there."""
        self.push_mm = to_mm
        if to_mm <= RELEASED_MM:
            self.armed = True
        if to_mm < CLICK_MM or not self.armed:
            return None
        self.armed, wet = False, self.wet
        self.clicks += 1
        self.wet = False  # the next click brings a dry piece of thread
        return wet_pass(face) if wet else dry_pass(face)


@dataclass
class Slide:
    """A face drawn over belt or cloth. at_mm: where it is; way_mm: way of the present pass; turned: it goes back."""

    at_mm: float | None = None
    way_mm: float = 0.0
    direction: int = 0
    turned: bool = False

    def move(self, to_mm: float) -> bool:
        """Go on to a place [mm]; True when the pass has become a whole one."""
        if self.at_mm is None:
            self.at_mm = to_mm
            return False
        step, self.at_mm = to_mm - self.at_mm, to_mm
        if step == 0.0:
            return False
        sign = 1 if step > 0 else -1
        if self.direction and sign != self.direction:
            if abs(step) < TURN_MM and self.way_mm < PASS_MM:
                return False
            self.turned, self.way_mm = True, 0.0
        self.direction = sign
        before = self.way_mm
        self.way_mm += abs(step)
        return before < PASS_MM <= self.way_mm


@dataclass
class Cassette:
    """The cassette with its dry belt. open: the shutter shows belt; used: this piece of belt has had a face on it."""

    open: bool = False
    used: bool = False
    pieces: int = 0

    def shutter(self, open_: bool) -> None:
        """Open or close; opening brings fresh belt forward."""
        if open_ and not self.open:
            self.used, self.pieces = False, self.pieces + 1
        self.open = open_

    def over(self, face: Ferrule, chance: Chance, key: str) -> Pass:
        """A face has been drawn over the belt once."""
        done = dry_pass(face)
        if self.used:
            done = replace(done, given_back=_soil(face, 2, chance, key))
        self.used = True
        return done


@dataclass
class Cloth:
    """The lint-free wipe in hand, folded. wet and load are of the face on top; faces: fresh ones still inside."""

    wet: float = 0.0
    load: float = 0.0
    faces: int = FACES - 1
    used: bool = False

    def fold(self) -> bool:
        """Fold to a fresh dry face; False when none is left."""
        if self.faces <= 0:
            return False
        self.faces -= 1
        self.wet, self.load, self.used = 0.0, 0.0, False
        return True

    def over(self, face: Ferrule, back: bool, chance: Chance, key: str) -> Pass:
        """The ferrule has been drawn over the cloth once; back: over the same place, the other way."""
        wet = self.wet > 0.3
        done = wet_pass(face) if wet else dry_pass(face)
        drops = sum(1 for p in face.particles if p.kind == "oil")
        self.load += GRAIN_LOAD * done.lifted + DROP_LOAD * (done.smeared + (drops if wet else 0))
        self.wet = max(0.0, self.wet - 0.25)
        if self.used and (back or self.load >= GIVES_BACK):
            done = replace(done, given_back=_soil(face, 2, chance, key))
        self.used = True
        return done


def _soil(face: Ferrule, count: int, chance: Chance, key: str) -> int:
    """Grains that come back from a used place of the tool, near the middle where it presses."""
    for index in range(count):
        turn = chance.uniform(f"{key}:back:{index}", 0.0, 2.0 * math.pi)
        away = 9.0 + 30.0 * chance.uniform(f"{key}:back:{index}:r")
        x, y = round(away * math.cos(turn), 3), round(away * math.sin(turn), 3)
        face.particles.append(Particle(x, y, round(3.0 + 2.0 * index, 3), "dust", 0.3))
    return count
