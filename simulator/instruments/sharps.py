"""Pieces of cut glass: where each one lies, until it is in the bin.

It deliberately breaks no gate: the scene counts what is left outside the bin at the end.
"""

from __future__ import annotations

from simulator.plant.workplace import Plant, Shard

#: Shorter than this there is no piece to pick up, only dust [mm].
SMALLEST_MM = 0.5


def find(plant: Plant, place: str) -> Shard | None:
    """The piece that came last to a place (cleaver, hand, table or bin), None when there is none."""
    return next((shard for shard in reversed(plant.shards) if shard.place == place), None)


def leave(plant: Plant, place: str, length_mm: float, tick: int) -> Shard | None:
    """A new piece of this length [mm] comes to lie at a place; None when it is too small to matter."""
    if length_mm < SMALLEST_MM:
        return None
    shard = Shard(place, round(length_mm, 3), tick)
    plant.shards.append(shard)
    return shard


def move(plant: Plant, source: str, target: str, tick: int) -> Shard | None:
    """Bring the latest piece from one place to another; the tick tells since when it lies there."""
    shard = find(plant, source)
    if shard is not None:
        shard.place, shard.tick = target, tick
    return shard


def left_since(plant: Plant) -> int | None:
    """Tick at which the first of the pieces outside the bin was left there, None when all are in it."""
    return min((shard.tick for shard in plant.shards if shard.place != "bin"), default=None)
