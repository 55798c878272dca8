"""The one-click cleaning pen: a dry thread that is pushed onto an end face and turns.

It deliberately looks at nothing: whether the face is clean is for the microscope to say.
"""

from __future__ import annotations

from simulator.plant.ferrule import Ferrule

#: How hard something may sit (0..1) for a dry thread to take it, by kind: dried grease smears instead [D].
TAKES = {"dust": 0.75, "oil": 0.45}


def click(face: Ferrule, tick: int) -> int:
    """One click on a face; returns how many particles it took. What stays sits a little looser."""
    kept = [p for p in face.particles if p.stuck > TAKES.get(p.kind, 0.0)]
    taken = len(face.particles) - len(kept)
    for particle in kept:
        particle.stuck = round(particle.stuck - 0.2, 3)
    face.particles = kept
    face.cleaned = tick
    return taken


def is_clean(face: Ferrule) -> bool:
    """Nothing on core and cladding: what IEC 61300-3-35 asks of zones A and B, without its allowance for tiny specks."""
    zones = face.zones()
    return zones.core <= 0.0 and zones.cladding <= 0.0
