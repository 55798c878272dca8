"""What the verbs of the command line do, put together from the parts of the house.

It deliberately holds no rule: it finds exercises, runs the replay, opens the window and hands results to the sheets.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from simulator import clock, kept_traces, library
from simulator.i18n import Language
from simulator.refused import Refused

if TYPE_CHECKING:
    from simulator import replay as replays
    from simulator.attempt import Attempt
    from simulator.curriculum.model import Exercise
    from simulator.measure import Keys
    from simulator.scoring import ScoreSheet
    from simulator.screens.settings_file import Settings


def _no_window(language: Language) -> str:
    return language.text(
        "Aucun écran n’est disponible pour ouvrir une fenêtre. "
        "Sans écran, essayez : python -m simulator demo --headless"
    )


def _screen_missing() -> bool:
    """True on a Linux without any display server: SDL would then draw into nowhere without a word."""
    if os.environ.get("SDL_VIDEODRIVER"):
        return False
    return os.name == "posix" and os.uname().sysname == "Linux" and not (
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def window(language: Language, size: tuple[int, int] | None, courses: Sequence[Path], asked: bool = False) -> int:
    """Open the window on the home screen. asked: the language was asked for now, so that the kept one gives way."""
    if _screen_missing():
        raise Refused(_no_window(language), 1)
    from simulator.ui import splash

    try:
        kept = stored_settings()
        spoken = language if asked or not kept.language else Language(kept.language)
        shown = first_picture(kept, spoken.code, size)
    except splash.NoWindow as error:
        raise Refused(_no_window(language) if "pygame-ce" not in str(error) else str(error), 1) from None
    from simulator.app import Window
    from simulator.screens.context import Context
    from simulator.screens.doors import Doors
    from simulator.screens.home import HomeScreen

    context = Context(spoken, library.course_roots(courses), clock.now_text, Doors)
    try:
        home = HomeScreen(context)
        if shown:
            home.load()  # the whole map stands there already: not an empty one after it
        Window(size or kept.size, context).run(home)
    finally:
        context.close()
    _probe_surface()
    return 0


def _probe_surface() -> None:
    """Once, now that nobody waits any more: which window surface is faster here; the next start takes it."""
    import time

    from simulator.records.places import data_folder
    from simulator.ui import surface_probe

    surface_probe.probe_once(data_folder(), time.perf_counter)


def first_picture(kept: Settings, code: str, size: tuple[int, int] | None = None) -> bool:
    """Open the window on the home screen as it was the last time or as a first start shows it, else on the workshop.

    Returns whether it was the home screen.
    """
    from simulator.records.places import data_folder, default_path
    from simulator.ui import splash, surface_probe

    surface_probe.recall(data_folder())
    surface = splash.open_window(size or kept.size, kept.fullscreen)
    path = splash.last_picture(data_folder(), surface.get_size(), kept.looks(code))
    if splash.show_last(surface, path):
        return True
    # Without a class book nothing has been done here yet: the map is the one that was shipped.
    fresh = kept.looks(code) == type(kept)().looks(code) and not default_path().exists()
    if fresh and splash.show_first(surface, code):
        return True
    if kept.theme == "dark":
        from simulator.ui.theme_variants import DARK

        splash.show_plain(surface, DARK.bench)
    else:
        splash.show_ground(surface)
    return False


def stored_settings() -> Settings:
    """What the reader chose the last time."""
    from simulator.screens.settings_file import read_settings, settings_path

    return read_settings(settings_path())


def replay(path: Path, as_json: bool, language: Language, courses: Sequence[Path]) -> int:
    """Run a log again; exit status 1 and the first difference where it disagrees with itself."""
    from simulator import replay as replays

    log = replays.read(path)
    checked = replays.verify(log, library.exercise_for(log, courses))
    sheet = checked.attempt.outcome().sheet
    if as_json:
        from simulator.sheets import as_dict

        print(json.dumps({"difference": checked.difference, "sheet": as_dict(sheet)}, ensure_ascii=False, indent=2))
    else:
        print(_summary(sheet, language))
        if log.end is None:
            print(language.text("Cet essai n’a pas de fin : il est noté là où il s’arrête."))
        print(checked.difference or language.text("Même note, mêmes mesures."))
    return 1 if checked.difference else 0


def _summary(sheet: ScoreSheet, language: Language) -> str:
    """The sheet in a few lines of text."""
    from simulator import wording

    words = wording.Words(language)
    lines = [
        f"{language.pick(sheet.heading.title)} — {language.number(sheet.score, 1)}/100 — {words.result(sheet.verdict)}"
    ]
    for result in sheet.criteria:
        value = words.fact_value(result.criterion.fact, result.value, result.decimals, result.unit)
        lines.append(
            f"  {words.fact(result.criterion.fact):<44} {value:>12}  "
            f"{language.number(result.points, 1)}/{language.number(result.criterion.weight, 0)}"
        )
    for gate, _ in sheet.gates_broken:
        lines.append(f"  ! {words.gate(gate)}")
    if sheet.bill:
        parts = " + ".join(f"{words.bill(k)} {language.number(v, 3)}" for k, v in sheet.bill.items() if v)
        lines.append(f"  {parts} = {language.unit(sheet.bill_total, 3, 'dB')}")
    return "\n".join(lines)


def demo(out: Path | None, headless: bool, language: Language, size: tuple[int, int] | None) -> int:
    """Play the demo: in a window at normal speed, or headless at full speed; leaves sheets and pictures in ``out``."""
    from simulator import replay as replays
    log = library.demo_log(library.JOB_PROOF)
    exercise = library.exercise_for(log)
    if headless:
        attempt = replays.run(log, exercise)
    else:
        if _screen_missing():
            raise Refused(_no_window(language), 1)
        from simulator.app import Window
        from simulator.screens.context import Context
        from simulator.screens.doors import Doors
        from simulator.screens.replay import ReplayScreen
        from simulator.ui.splash import NoWindow

        context = Context(language, library.course_roots(), clock.now_text, Doors)
        try:
            Window(size or context.settings.size, context).run(ReplayScreen(context, log, exercise, None, demo=True))
        except NoWindow:
            raise Refused(_no_window(language), 1) from None
        attempt = replays.run(log, exercise)
    print(_summary(attempt.outcome().sheet, language))
    if out is not None:
        _leave(attempt, log, exercise, out, language)
    return 0


def _leave(attempt: Attempt, log: replays.Log, exercise: Exercise, out: Path, language: Language) -> None:
    """Write the sheets, the log and a few pictures of an attempt into a folder."""
    from simulator import sheets

    out.mkdir(parents=True, exist_ok=True)
    outcome = attempt.outcome()
    for form in ("csv", "json", "pdf"):
        sheets.export([outcome.sheet], out / f"bilan.{form}", form, language.code)
    (out / "essai.jsonl").write_text("\n".join(attempt.log) + "\n", encoding="utf-8")
    kept_traces.leave(attempt, out)
    kept_traces.report(attempt, out / "otdr.pdf", language)
    from simulator.screens import shots

    for index, second in enumerate((*shots.telling_moments(outcome, attempt.tick), None), start=1):
        shots.draw_log(log, exercise, second, (1920, 1080), out / f"image-{index}.png", language)
    print(language.text("Fichiers écrits dans {folder}", folder=out))


def screenshot(
    path: Path, at: float | None, size: tuple[int, int], out: Path, language: Language, courses: Sequence[Path]
) -> int:
    """Draw what the trainee saw at a second of a log (the debrief when no second is given)."""
    from simulator import replay as replays
    from simulator.screens import shots

    log = replays.read(path)
    shots.draw_log(log, library.exercise_for(log, courses), at, size, out, language)
    return 0


def contact_sheet(out: Path, code: str | None, size: tuple[int, int] | None, theme: str | None) -> int:
    """Draw every screen and scene state into a folder: all variants, or every entry in the language, size, theme."""
    from simulator.screens import contact_sheet as sheets

    wanted = sheets.variants([code] if code else (), [size] if size else (), [theme] if theme else ())
    for done, (variant, names) in enumerate(sheets.draw(out, wanted), start=1):
        print(f"{done}/{len(wanted)}  {variant}  {len(names)}", flush=True)
    print(out / "index.html")
    return 0


def export(form: str, group: str | None, attempt: str | None, out: Path, language: Language) -> int:
    """Write the sheets of this PC's attempts, all or of one class or one attempt."""
    from simulator import sheets
    from simulator.records import open_store
    with open_store(now=clock.now_text(), language=language) as store:
        if attempt is not None:
            chosen = [store.sheet(attempt)]
        else:
            chosen = [store.sheet(row.id) for row in store.attempts() if group is None or row.group == group]
    if not chosen:
        raise Refused(language.text("Aucun essai à exporter sur cet ordinateur."), 1)
    sheets.export(chosen, out, form, language.code)
    print(out)
    return 0


def records(action: str, out: Path | None, language: Language) -> int:
    """Verify, copy or list the class book."""
    from simulator.records import open_store
    with open_store(now=clock.now_text(), language=language) as store:
        if action == "backup":
            if out is None:
                raise Refused(language.text("Dis où écrire la copie : -o FICHIER"))
            store.backup(out)
            print(out)
            return 0
        if action == "list":
            for row in store.attempts():
                print(f"{row.id}  {row.finished}  {row.first_name}  {row.exercise}  {row.score:g}")
            return 0
        problems = store.verify()
    for problem in problems:
        print(problem)
    if not problems:
        print(language.text("Le cahier de classe est intact."))
    return 1 if problems else 0


def trace(link: Path, keys: Keys, out: Path, language: Language) -> int:
    """Measure a described link with the simulated OTDR and write the .sor file."""
    from simulator import measure
    from simulator.formats import sor

    sor.write(measure.measure(link, keys, language, clock.now_s()), out)
    print(out)
    return 0


def events(path: Path, as_json: bool, every: bool, language: Language) -> int:
    """Print the events of a .sor file, as a table or as JSON; every: those below the instrument's threshold too."""
    from simulator import analyse

    reading = analyse.read(path, language, every)
    if as_json:
        print(json.dumps(analyse.as_json(reading), ensure_ascii=False, indent=2))
    else:
        print(analyse.as_text(reading, language))
    return 0


def plot(path: Path, out: Path, every: bool, language: Language) -> int:
    """Draw a .sor file with its events into a .png or .svg, no screen needed; every: as for ``events``."""
    from simulator import analyse

    reading = analyse.read(path, language, every)
    analyse.plot(reading, out, language)
    print(out)
    if reading.report.unlisted:
        print(analyse.unlisted(reading.report, language))
    return 0
