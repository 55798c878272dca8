"""The contact sheet: every screen and scene state in languages, sizes and themes, with a page to leaf through.

Every picture in every variant would be thousands: all are drawn once, and those that tell most in every variant. It
deliberately decides nothing about what is drawn: that is gallery.py's.
"""

from __future__ import annotations

import html
import itertools
import multiprocessing
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass
from pathlib import Path

from simulator import library
from simulator.i18n import Language

LANGUAGES = ("fr", "en")
SIZES = ((1920, 1080), (1280, 720), (2560, 1440))
THEMES = ("light", "dark", "contrast")
#: Pictures are of one moment, whenever they are drawn.
NOW = "2026-11-24T10:30:00+01:00"
#: A worker holds pictures of one size; more than this gains nothing and takes memory.
MOST_WORKERS = 4


@dataclass(frozen=True)
class Variant:
    """What a set of pictures is drawn in; whole: every entry, else those that tell most."""

    language: str
    size: tuple[int, int]
    theme: str
    whole: bool

    def file_name(self, entry: str) -> str:
        """Name of the picture of an entry."""
        return f"{entry}-{self.language}-{self.size[0]}x{self.size[1]}-{self.theme}.png"

    def __str__(self) -> str:
        return f"{self.language} {self.size[0]}x{self.size[1]} {self.theme}"


def variants(
    languages: Sequence[str] = (), sizes: Sequence[tuple[int, int]] = (), themes: Sequence[str] = ()
) -> list[Variant]:
    """What is drawn. Without any wish: everything once, what tells most in all variants; else everything as wished."""
    if languages or sizes or themes:
        wished = itertools.product(languages or LANGUAGES[:1], sizes or SIZES[:1], themes or THEMES[:1])
        return [Variant(*each, True) for each in wished]
    every = list(itertools.product(LANGUAGES, SIZES, THEMES))
    return [Variant(*each, index == 0) for index, each in enumerate(every)]


def draw(out: Path, wanted: Sequence[Variant], workers: int | None = None) -> Iterator[tuple[Variant, list[str]]]:
    """Draw variants into a folder, several at once; yields each with the names of its files as it is finished."""
    out.mkdir(parents=True, exist_ok=True)
    workers = min(workers or os.cpu_count() or 1, MOST_WORKERS, len(wanted))
    with tempfile.TemporaryDirectory() as folder:
        _in_folder(Path(folder) / "class", _fill)
        jobs = [(variant, out, Path(folder)) for variant in wanted]
        drawn: dict[Variant, list[str]] = {}
        for variant, names in _done(jobs, workers):
            drawn[variant] = names
            yield variant, names
    write_index(out / "index.html", {variant: drawn[variant] for variant in wanted})


def _done(jobs: Sequence[tuple[Variant, Path, Path]], workers: int) -> Iterator[tuple[Variant, list[str]]]:
    if workers <= 1:
        yield from map(_draw_variant, jobs)
        return
    # A copy of a process that holds a display and open files is no good: new ones.
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for future in as_completed([pool.submit(_draw_variant, job) for job in jobs]):
            yield future.result()


def _draw_variant(job: tuple[Variant, Path, Path]) -> tuple[Variant, list[str]]:
    """Draw one variant, on a copy of the made-up class of its own."""
    variant, out, folder = job
    own = Path(tempfile.mkdtemp(dir=folder))
    shutil.copytree(folder / "class", own, dirs_exist_ok=True)
    names: list[str] = []
    _in_folder(own, lambda: names.extend(_paint_all(variant, out)))
    return variant, names


def _paint_all(variant: Variant, out: Path) -> Iterator[str]:
    from simulator.screens import gallery, shots
    from simulator.screens.context import Context
    from simulator.screens.doors import Doors

    surface = shots.off_screen(variant.size)
    context = Context(Language(variant.language), library.course_roots(), lambda: NOW, Doors)
    context.change(theme=variant.theme, language=variant.language)
    context.pose()
    for entry in gallery.entries():
        if not (variant.whole or entry.telling):
            continue
        entry.paint(context, surface)
        name = variant.file_name(entry.name)
        shots.save(surface, out / name)
        yield name
    context.close()


def _fill() -> None:
    from simulator.screens import sample_class, shots
    from simulator.screens.context import Context
    from simulator.screens.doors import Doors

    shots.off_screen((64, 36))
    context = Context(Language(LANGUAGES[0]), library.course_roots(), lambda: NOW, Doors)
    sample_class.fill(context)
    context.close()


def _in_folder(folder: Path, action) -> None:
    """Do something with another data folder."""
    before = os.environ.get("BRIN_DATA")
    os.environ["BRIN_DATA"] = str(folder)
    try:
        action()
    finally:
        os.environ.pop("BRIN_DATA") if before is None else os.environ.update(BRIN_DATA=before)


PAGE = """<!doctype html>
<html lang="fr"><meta charset="utf-8"><title>Brin</title>
<style>
body {{ font: 15px sans-serif; margin: 24px; background: #ddd; }}
section {{ display: flex; flex-wrap: wrap; gap: 12px; margin-bottom: 32px; }}
figure {{ margin: 0; width: 480px; }} img {{ width: 100%; }} h2 {{ width: 100%; margin: 0; }}
</style>
{body}
</html>
"""


def write_index(path: Path, drawn: dict[Variant, list[str]]) -> None:
    """A page with all pictures, those of the same entry side by side."""
    by_entry: dict[str, list[tuple[Variant, str]]] = {}
    for variant, names in drawn.items():
        for name in names:
            by_entry.setdefault(name.removesuffix(variant.file_name("")), []).append((variant, name))
    parts = []
    for entry, pictures in by_entry.items():
        figures = "".join(
            f'<figure><a href="{html.escape(name)}"><img loading="lazy" src="{html.escape(name)}"></a>'
            f"<figcaption>{html.escape(str(variant))}</figcaption></figure>"
            for variant, name in pictures
        )
        parts.append(f"<section><h2>{html.escape(entry)}</h2>{figures}</section>")
    path.write_text(PAGE.format(body="\n".join(parts)), encoding="utf-8")
