"""How long a 200-step course takes to load and check, against yaml.CSafeLoader alone on the same files.

It deliberately measures warm code: the imports of pydantic and NumPy belong to the start of the program.
"""

from __future__ import annotations

import gc
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

EXERCISE_COUNT = 40
STAGES_EACH = 5

_COURSE = "id: bench\ntitle: {fr: Mesure, en: Bench}\nlanguages: [fr, en]\n"
_EXERCISE = """\
id: bench-{number}
title: {{fr: Ma soudure numéro {number}, en: My splice number {number}}}
goal:
  fr: Retire le vernis sur 35 mm. Nettoie le verre. Coupe droit. Soude les deux fibres. Protège la soudure.
  en: Strip the coating over 35 mm. Clean the glass. Cleave square. Splice both fibres. Protect the splice.
why:
  fr: Une coupe droite et un verre propre donnent une perte faible. Le client garde une bonne connexion.
  en: A square cleave and clean glass give a low loss. The customer keeps a good connection.
place: full_job
minutes: 12
help: guided
seed: {number}
site:
  fibres: [{{type: G.652.D, colour: bleu}}, {{type: G.657.A2, colour: rouge, mode_field_um: 8.6}}]
  reserve_mm: 900
  cleaver: {{wear: 0.2, position: 3}}
  splicer: {{programme: SM_AUTO, electrode_arcs: 1500, loss_limit_db: 0.1}}
  weather: {{temperature_c: 12, wind_m_s: 2}}
stages:
{stages}
rubric:
  - {{fact: strip.worst_length_error_mm, full: 5, zero: 12, weight: 10, skill: prepare}}
  - {{fact: strip.worst_nick_um, full: 0, zero: 2, weight: 10, skill: prepare}}
  - {{fact: clean.worst_residue_pct, full: 5, zero: 30, weight: 10, skill: prepare}}
  - {{fact: cleave.worst_angle_deg, full: 0.5, zero: 1.5, weight: 20, skill: cleave}}
  - {{fact: splice.loss_db, full: 0.05, zero: 0.20, weight: 30, skill: splice}}
  - {{fact: decision.wrong, full: 0, zero: 1, weight: 10, skill: diagnose}}
  - {{fact: sleeve.centre_error_mm, full: 2, zero: 8, weight: 10, skill: protect}}
gates: [glass_outside_bin]
pass: {{score: 80, in_a_row: 2}}
tips:
  - {{fr: Nettoie avant la coupe. Jamais après., en: "Clean before the cleave, never after."}}
  - {{fr: Regarde les deux images avant de souder., en: Look at both pictures before you splice.}}
"""
_STAGE_PAIR = (
    "  - {scene: preparation, sides: [left, right], cleaves: 1, strip_aim_mm: 35, strip_tolerance_mm: 5,"
    " angle_limit_deg: 0.5}",
    "  - {scene: splicing, protect: true, proof: true}",
)


def write_course(folder: Path, exercises: int = EXERCISE_COUNT, stages: int = STAGES_EACH) -> list[Path]:
    """Write a sound course of so many exercises and stages each; returns its files."""
    (folder / "exercises").mkdir(parents=True)
    files = [folder / "course.yaml"]
    files[0].write_text(_COURSE, "utf-8")
    lines = "\n".join(_STAGE_PAIR[index % 2] for index in range(stages))
    for number in range(exercises):
        files.append(folder / "exercises" / f"bench-{number:03}.yaml")
        files[-1].write_text(_EXERCISE.format(number=number, stages=lines), "utf-8")
    return files


def load_ratio(repeats: int = 9) -> dict[str, float]:
    """Best times in one run: ``seconds`` to load and check the course, ``floor`` for CSafeLoader, and their ``ratio``.

    Both read the files from disk. Without PyYAML's C parser the floor is its Python loader.
    """
    import yaml  # type: ignore[import-untyped]

    from simulator.curriculum import loader

    floor_loader = yaml.CSafeLoader if yaml.__with_libyaml__ else yaml.SafeLoader
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "bench"
        files = write_course(folder)

        def floor() -> None:
            for file in files:
                yaml.load(file.read_text("utf-8"), Loader=floor_loader)

        def ours() -> None:
            loader.load_course(folder)

        seconds, lowest = _interleaved(ours, floor, repeats)
    return {"ratio": seconds / lowest, "seconds": seconds, "floor": lowest}


def _interleaved(first: Callable[[], None], second: Callable[[], None], repeats: int) -> tuple[float, float]:
    """Best time of two jobs [s], taken in turns so that a busy PC weighs on both."""
    best = [float("inf"), float("inf")]
    first()
    second()
    for _ in range(repeats):
        for index, job in enumerate((first, second)):
            gc.collect()
            start = time.perf_counter()
            job()
            best[index] = min(best[index], time.perf_counter() - start)
    return best[0], best[1]
