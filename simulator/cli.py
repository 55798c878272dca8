"""The command line: one small function per verb.

It deliberately holds no logic: each verb calls one module, imported when the verb runs, and turns errors into one
sentence and an exit status (0 done, 1 the thing checked is wrong, 2 misuse).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from simulator import __version__
from simulator.i18n import Language, languages, system_language
from simulator.refused import Refused


def _size(text: str) -> tuple[int, int]:
    width, cross, height = text.lower().partition("x")
    if not cross or not width.isdigit() or not height.isdigit():
        raise argparse.ArgumentTypeError(f"{text}: WxH, 1280x720")
    size = int(width), int(height)
    if not (640 <= size[0] <= 7680 and 360 <= size[1] <= 4320):
        raise argparse.ArgumentTypeError(f"{text}: 640x360 … 7680x4320")
    return size


def build_parser(language: Language) -> argparse.ArgumentParser:
    """The parser of the whole command line, its help in the user's language."""
    _ = language.text
    about = _("Simulateur pour apprendre le métier de la fibre optique.")
    parser = argparse.ArgumentParser(prog="brin", description=about)
    parser.add_argument("--version", action="version", version=f"Brin {__version__}")
    parser.set_defaults(lang=None, size=None, courses=[])
    _add_options(parser, _)
    verbs = parser.add_subparsers(dest="verb", metavar="VERB")
    _add_content_verbs(verbs, _)
    _add_attempt_verbs(verbs, _)
    _add_trace_verbs(verbs, _)
    for name, verb in verbs.choices.items():
        _add_options(verb, _ if name == "screenshot" else lambda words: argparse.SUPPRESS)
    return parser


def _add_options(parser: argparse.ArgumentParser, _: Callable[[str], str]) -> None:
    """What holds for every verb, before it or behind it. ``_``: the help's words, or how it keeps quiet."""
    quiet = argparse.SUPPRESS
    parser.add_argument("--lang", choices=languages(), default=quiet, help=_("langue de l’écran"))
    parser.add_argument("--size", type=_size, default=quiet, help=_("taille de la fenêtre, par exemple 1280x720"))
    parser.add_argument("--courses", type=Path, action="append", default=quiet, help=_("dossier de cours du formateur"))


def _add_content_verbs(verbs: argparse._SubParsersAction, _) -> None:
    check = verbs.add_parser("check", help=_("vérifie des cours, sans fenêtre"))
    check.add_argument("paths", nargs="+", type=Path)
    check.set_defaults(run=run_check)
    schema = verbs.add_parser("schema", help=_("schéma JSON d’un exercice, pour les éditeurs"))
    schema.set_defaults(run=run_schema)
    new = verbs.add_parser("new", help=_("crée un exercice prêt à modifier"))
    new.add_argument("kind", choices=("exercise",))
    new.add_argument("name")
    new.add_argument("--in", dest="folder", type=Path, default=Path("curricula/mes-exercices"))
    new.set_defaults(run=run_new)
    bench = verbs.add_parser("bench", help=_("mesure la vitesse, en rapports à un plancher"))
    bench.add_argument("what", nargs="*", help="splice bend trace events sor load replay start frames memory")
    bench.add_argument("--json", action="store_true")
    bench.set_defaults(run=run_bench)


def _add_attempt_verbs(verbs: argparse._SubParsersAction, _) -> None:
    demo = verbs.add_parser("demo", help=_("joue l’exercice de démonstration"))
    demo.add_argument("--out", type=Path, default=None)
    demo.add_argument("--headless", action="store_true")
    demo.set_defaults(run=run_demo)
    replay = verbs.add_parser("replay", help=_("rejoue un essai et recalcule sa note"))
    replay.add_argument("log", type=Path)
    replay.add_argument("--json", action="store_true")
    replay.set_defaults(run=run_replay)
    shot = verbs.add_parser("screenshot", help=_("dessine ce que la personne a vu"))
    shot.add_argument("log", type=Path, nargs="?")
    shot.add_argument("--at", type=float, default=None, help=_("seconde de l’essai"))
    shot.add_argument("--all", action="store_true", help=_("dessine tous les écrans"))
    shot.add_argument("--theme", choices=("light", "dark", "contrast"), default=None)
    shot.add_argument("-o", "--out", type=Path, required=True)
    shot.set_defaults(run=run_screenshot)
    export = verbs.add_parser("export", help=_("écrit les bilans de cet ordinateur"))
    export.add_argument("--format", choices=("csv", "json", "pdf"), required=True)
    export.add_argument("--class", dest="group", default=None)
    export.add_argument("--attempt", default=None, help=_("un seul essai, par son numéro"))
    export.add_argument("-o", "--out", type=Path, required=True)
    export.set_defaults(run=run_export)
    records = verbs.add_parser("records", help=_("vérifie ou copie le cahier de classe"))
    records.add_argument("action", choices=("verify", "backup", "list"))
    records.add_argument("-o", "--out", type=Path, default=None)
    records.set_defaults(run=run_records)


def _add_trace_verbs(verbs: argparse._SubParsersAction, _) -> None:
    trace = verbs.add_parser("trace", help=_("mesure une ligne décrite, avec l’OTDR simulé"))
    trace.add_argument("link", type=Path, help=_("fichier YAML de la ligne"))
    trace.add_argument("--wavelength", type=float, required=True, metavar="NM", help=_("longueur d’onde, en nm"))
    trace.add_argument("--pulse", type=float, required=True, metavar="NS", help=_("durée de l’impulsion, en ns"))
    trace.add_argument("--range", type=float, default=None, metavar="M", help=_("portée, en mètres"))
    trace.add_argument("--averaging", type=float, default=15.0, metavar="S", help=_("temps de moyennage, en secondes"))
    trace.add_argument("--index", type=float, default=None, metavar="N", help=_("indice de groupe réglé"))
    trace.add_argument("--seed", type=int, default=1, metavar="N", help=_("tirage du bruit"))
    trace.add_argument("-o", "--out", type=Path, required=True)
    trace.set_defaults(run=run_trace)
    events = verbs.add_parser("events", help=_("trouve les événements d’un fichier .sor"))
    events.add_argument("file", type=Path)
    events.add_argument("--json", action="store_true")
    every = _("montre aussi les pertes sous le seuil de l’instrument")
    events.add_argument("--all", action="store_true", help=every)
    events.set_defaults(run=run_events)
    plot = verbs.add_parser("plot", help=_("dessine un fichier .sor avec ses événements"))
    plot.add_argument("file", type=Path)
    plot.add_argument("-o", "--out", type=Path, required=True, help=".png .svg")
    plot.add_argument("--all", action="store_true", help=every)
    plot.set_defaults(run=run_plot)


def run_window(args: argparse.Namespace, language: Language) -> int:
    """Open the window."""
    from simulator import start

    return start.window(language, args.size, args.courses, args.lang is not None)


def run_check(args: argparse.Namespace, language: Language) -> int:
    """Validate courses: one line per problem."""
    from simulator.curriculum import loader

    missing = [path for path in args.paths if not path.exists()]
    if missing:
        raise Refused(language.text("{path} : ce fichier ou ce dossier n’existe pas", path=missing[0]))
    problems = loader.check(args.paths, lang=language.code)
    for problem in problems:
        print(problem)
    if not problems:
        print(language.text("Tout est bon."))
    return 1 if problems else 0


def run_schema(args: argparse.Namespace, language: Language) -> int:
    """Print the JSON Schema of an exercise."""
    from simulator.curriculum import schema

    print(json.dumps(schema.exercise_schema(), ensure_ascii=False, indent=2))
    return 0


def run_new(args: argparse.Namespace, language: Language) -> int:
    """Write a new exercise that already passes ``check``."""
    from simulator.curriculum import scaffold

    path = scaffold.new_exercise(args.folder, args.name)
    print(path)
    return 0


def run_replay(args: argparse.Namespace, language: Language) -> int:
    """Run a log again and say whether it still gives its score."""
    from simulator import start

    return start.replay(args.log, args.json, language, args.courses)


def run_demo(args: argparse.Namespace, language: Language) -> int:
    """Play the shipped proof of the full job."""
    from simulator import start

    return start.demo(args.out, args.headless, language, args.size)


def run_screenshot(args: argparse.Namespace, language: Language) -> int:
    """Draw a moment of a log, or every screen."""
    from simulator import start

    if args.all == (args.log is not None):
        raise Refused(language.text("Donne un essai (fichier .jsonl) ou --all, pas les deux."))
    if args.all:
        return start.contact_sheet(args.out, args.lang, args.size, args.theme)
    return start.screenshot(args.log, args.at, args.size or (1920, 1080), args.out, language, args.courses)


def run_export(args: argparse.Namespace, language: Language) -> int:
    """Write score sheets of this PC."""
    from simulator import start

    return start.export(args.format, args.group, args.attempt, args.out, language)


def run_records(args: argparse.Namespace, language: Language) -> int:
    """Check, copy or list the class book."""
    from simulator import start

    return start.records(args.action, args.out, language)


def run_trace(args: argparse.Namespace, language: Language) -> int:
    """Measure a described link with the simulated OTDR."""
    from simulator import start
    from simulator.measure import Keys

    if args.seed < 0:
        raise Refused(language.text("--seed : donne un nombre entier, 0 ou plus."))
    keys = Keys(args.wavelength, args.pulse, args.range, args.averaging, args.index, args.seed)
    return start.trace(args.link, keys, args.out, language)


def run_events(args: argparse.Namespace, language: Language) -> int:
    """Analyse a .sor file."""
    from simulator import start

    return start.events(args.file, args.json, args.all, language)


def run_plot(args: argparse.Namespace, language: Language) -> int:
    """Draw a .sor file with its events."""
    from simulator import start

    return start.plot(args.file, args.out, args.all, language)


def run_bench(args: argparse.Namespace, language: Language) -> int:
    """Print the benchmarks as ratios to a floor measured in the same run."""
    from simulator import bench

    return bench.main(args.what, args.json)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return its exit status."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = Language(_wanted_language(arguments))
    args = build_parser(language).parse_args(arguments)
    run = getattr(args, "run", run_window)
    try:
        return int(run(args, language))
    except Refused as error:
        print(error, file=sys.stderr)
        return error.status
    except BrokenPipeError:
        return 0
    except KeyboardInterrupt:
        return 130
    except Exception as error:
        sentence = _sentence(error)
        if sentence is None:
            raise
        print(sentence, file=sys.stderr)
        return getattr(error, "status", 1)


def _wanted_language(arguments: Sequence[str]) -> str:
    """The value of --lang wherever it stands, so that even the help speaks it."""
    for index, word in enumerate(arguments):
        value = word.partition("=")[2] if word.startswith("--lang=") else ""
        if word == "--lang" and index + 1 < len(arguments):
            value = arguments[index + 1]
        if value in languages():
            return value
    return system_language()


def _sentence(error: Exception) -> str | None:
    """The one sentence of an error that a user can act on; None for a fault of ours, which must show its traceback."""
    if isinstance(error, OSError):
        name = f"{error.filename}: " if error.filename else ""
        return f"{name}{error.strerror or error}"
    known = ("CurriculumError", "LogError", "RecordsError", "ScaffoldError", "NoWindow", "SheetError", "MissingParts",
             "MeasureError", "SorError", "AnalyseError")  # fmt: skip
    return str(error) if type(error).__name__ in known else None
