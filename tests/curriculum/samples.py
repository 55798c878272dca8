"""A sound exercise and the courses that tests build from it; no test of its own."""

from __future__ import annotations

from pathlib import Path

GOOD = """\
id: essai
title: {fr: Mon essai, en: My try}
goal: {fr: Prépare une fibre., en: Prepare one fibre.}
help: guided
seed: 7
site:
  fibres: [G.652.D, {type: G.657.A2, dirt: 0.3}]
  reserve_mm: 900
  cleaver: {wear: 0.2}
stages: [preparation, splicing]
rubric:
  - {fact: splice.loss_db, full: 0.05, zero: 0.20, weight: 60, skill: splice}
  - {fact: cleave.good_in_a_row, full: 5, zero: 0, weight: 40, skill: cleave}
gates: [glass_outside_bin]
pass: {score: 80, in_a_row: 2}
"""
COURSE = "id: cours\ntitle: {fr: Cours, en: Course}\nlanguages: [fr, en]\n"


def write_exercise(folder: Path, text: str = GOOD, name: str = "essai.yaml") -> Path:
    """Write a lone exercise file."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def write_course(folder: Path, course: str = COURSE, **exercises: str) -> Path:
    """Write a course; exercises are texts by file stem."""
    (folder / "exercises").mkdir(parents=True)
    (folder / "course.yaml").write_text(course, "utf-8")
    for stem, text in (exercises or {"essai": GOOD}).items():
        (folder / "exercises" / f"{stem}.yaml").write_text(text, "utf-8")
    return folder


def changed(old: str, new: str) -> str:
    """The sound exercise with one piece replaced; the piece must be there."""
    assert GOOD.count(old) == 1, old
    return GOOD.replace(old, new)
