"""Course folders and exercise files from disk: load them, or list everything that is wrong with them.

It deliberately follows no path out of a course folder, and imports no view: a course loads where there is no screen.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from simulator.curriculum import attached, reader
from simulator.curriculum.errors import CurriculumError, Fault, Problem
from simulator.curriculum.messages import Quoted, closest
from simulator.curriculum.model import Course, Exercise

COURSE_FILE = "course.yaml"
EXERCISES = "exercises"
_SUFFIXES = (".yaml", ".yml")
#: A relative path: no drive, no backslash, no empty part, and no part that begins with a point.
_PART = r"[^./\\:][^/\\:]*"
_SAFE_PATH = re.compile(rf"(?:{_PART}/)*{_PART}\.ya?ml")


def load_course(folder: str | Path, lang: str = "fr") -> Course:
    """Load a course with all its exercises.

    lang is the language of error messages. Raises CurriculumError with every problem of every file.
    """
    course, problems = _course(Path(folder), lang)
    if course is None:
        raise CurriculumError(problems)
    return course


def load_exercise(path: str | Path, lang: str = "fr") -> Exercise:
    """Load one exercise file; the course around it, where there is one, tells the languages.

    Raises CurriculumError with every problem.
    """
    path = Path(path)
    exercise, problems = _file(path, lang)
    if exercise is None:
        raise CurriculumError(problems)
    return exercise


def load_text(
    text: str, name: str = "exercise", lang: str = "fr", carried: Mapping[str, bytes] | None = None
) -> Exercise:
    """Load an exercise from its text, as a log carries it; name stands for the file in messages.

    carried: bytes of the files that it names. Raises CurriculumError with every problem.
    """
    from simulator.curriculum import checks

    document = reader.parse(text)
    exercise, faults = checks.check_exercise(document, checks.Origin(name))
    if exercise is not None:
        exercise, faults = attached.attach(exercise, document, attached.from_log(carried or {}))
    if exercise is None:
        raise CurriculumError(fault.problem(name, lang) for fault in faults)
    return exercise


def check(paths: Iterable[str | Path], lang: str = "fr") -> list[Problem]:
    """Every problem of exercise files, course folders, or folders of courses; an empty list means all is well."""
    problems: list[Problem] = []
    for path in map(Path, paths):
        if path.name == COURSE_FILE and path.is_file():
            problems += _course(path.parent, lang)[1]
        elif path.is_dir():
            problems += _check_folder(path, lang)
        else:
            problems += _file(path, lang)[1]
    return list(dict.fromkeys(problems))


def find_courses(roots: Iterable[str | Path]) -> list[Path]:
    """Course folders among the roots and right inside them, each once, in the order of their names; reads no file."""
    found: dict[Path, Path] = {}
    for root in map(Path, roots):
        candidates = [root, *_listing(root)] if root.is_dir() else []
        for folder in candidates:
            if (folder / COURSE_FILE).is_file():
                found.setdefault(folder.resolve(), folder)
    return list(found.values())


def _listing(folder: Path) -> list[Path]:
    """What lies in a folder, by name, hidden files left out; nothing when it cannot be read."""
    try:
        return sorted((item for item in folder.iterdir() if not item.name.startswith(".")), key=lambda item: item.name)
    except OSError:
        return []


def _yaml_files(folder: Path) -> list[Path]:
    return [item for item in _listing(folder) if item.suffix.lower() in _SUFFIXES]


def _check_folder(folder: Path, lang: str) -> list[Problem]:
    courses = find_courses([folder])
    if courses:
        return [problem for course in courses for problem in _course(course, lang)[1]]
    if (folder / EXERCISES).is_dir():
        return [Fault(1, 1, "no_course_file").problem(str(folder), lang)]
    files = _yaml_files(folder)
    if not files:
        return [Fault(1, 1, "no_course_here").problem(str(folder), lang)]
    return [problem for file in files for problem in _file(file, lang)[1]]


def _file(path: Path, lang: str) -> tuple[Exercise | None, list[Problem]]:
    """One exercise file with its course's languages; a broken course.yaml is told instead."""
    from simulator.curriculum import checks

    course_id, languages, root = "", (), path.parent
    for folder in (path.parent, path.parent.parent):
        if (folder / COURSE_FILE).is_file():
            header, faults, _ = _header(folder)
            if header is None:
                return None, [fault.problem(str(folder / COURSE_FILE), lang) for fault in faults]
            course_id, languages, root = header.id, tuple(header.languages), folder
            break
    document = reader.read(path)
    exercise, faults = checks.check_exercise(document, checks.Origin(str(path), course_id, languages))
    if exercise is not None:
        exercise, faults = attached.attach(exercise, document, attached.from_folder(root))
    return exercise, [fault.problem(str(path), lang) for fault in faults]


def _header(folder: Path) -> tuple[Any, list[Fault], reader.Document]:
    """The course.yaml of a folder as checked, its faults, and its document."""
    from simulator.curriculum import checks, shapes

    path = folder / COURSE_FILE
    outside = not _inside(path, folder)
    document = reader.Document(faults=[Fault(1, 1, "outside_course")], complete=False) if outside else reader.read(path)
    if not document.complete:
        return None, document.faults, document
    header, faults = checks.fit(document, shapes.CourseFile)
    raw = document.value
    if isinstance(raw, dict) and isinstance(raw.get("languages", ["fr"]), list):
        languages = tuple(code for code in raw.get("languages", ["fr"]) if isinstance(code, str))
        faults += checks.missing_languages(document, [("title",)], languages)
    faults = checks.settle(document, faults)
    return (None if faults else header), faults, document


def _course(folder: Path, lang: str) -> tuple[Course | None, list[Problem]]:
    """A course, or None and every problem of its files."""
    from simulator.curriculum import checks

    path = folder / COURSE_FILE
    if not path.is_file():
        return None, [Fault(1, 1, "no_course_file").problem(str(folder), lang)]
    header, faults, document = _header(folder)
    files, file_faults = _exercise_files(folder, document)
    faults = sorted([*faults, *file_faults], key=lambda fault: (fault.line, fault.column))
    if not files and not faults:
        faults = [Fault(1, 1, "no_exercise")]
    problems = [fault.problem(str(path), lang) for fault in faults]
    course_id, languages = (header.id, tuple(header.languages)) if header else ("", ())
    exercises, more = _exercises(folder, files, (course_id, languages), lang)
    problems += more
    if problems:
        return None, problems
    title = checks.text_of(header.title, languages)
    return Course(header.id, title, languages, tuple(exercises), str(folder), header.order), []


def _exercise_files(folder: Path, document: reader.Document) -> tuple[list[Path], list[Fault]]:
    """The files that course.yaml lists, in its order, then the others of exercises/ by name; and its faults."""
    raw = document.value
    listed = raw.get("exercises") if isinstance(raw, dict) else None
    present = _yaml_files(folder / EXERCISES)
    names = tuple(f"{EXERCISES}/{file.name}" for file in present)
    files: list[Path] = []
    faults: list[Fault] = []
    for index, item in enumerate(listed if isinstance(listed, list) else ()):
        if not isinstance(item, str):
            continue
        fault = _path_fault(folder, item, names, [file.relative_to(folder).as_posix() for file in files])
        if fault is None:
            files.append(folder / item)
        else:
            faults.append(document.fault(("exercises", index), fault[0], **fault[1]))
    return files + [file for file in present if file not in files], faults


def _path_fault(
    folder: Path, item: str, names: tuple[str, ...], before: Sequence[str]
) -> tuple[str, dict[str, Any]] | None:
    """What is wrong with a listed path, as message key and fields."""
    found = Quoted(item)
    if not _SAFE_PATH.fullmatch(item):
        return "bad_path", {"found": found}
    if item in before:
        return "twice_in_list", {"found": found}
    if not (folder / item).exists():
        near = closest(item, names)
        return "no_such_file", {"found": found, "near": ("hint", near) if near else None}
    return None if _inside(folder / item, folder) else ("outside_course", {})


def _exercises(
    folder: Path, files: Iterable[Path], course: tuple[str, tuple[str, ...]], lang: str
) -> tuple[list[Exercise], list[Problem]]:
    """Every exercise of a course that is sound, and every problem of the others; ids must differ."""
    from simulator.curriculum import checks

    exercises: list[Exercise] = []
    problems: list[Problem] = []
    taken: dict[str, str] = {}
    for path, document in _documents(folder, files):
        exercise, faults = checks.check_exercise(document, checks.Origin(str(path), *course))
        if exercise is not None:
            exercise, faults = attached.attach(exercise, document, attached.from_folder(folder))
        own = document.value.get("id") if isinstance(document.value, dict) else None
        if isinstance(own, str) and own in taken:
            faults = [*faults, document.fault(("id",), "duplicate_id", found=Quoted(own), first=taken[own])]
        elif isinstance(own, str):
            taken[own] = path.name
        problems += [fault.problem(str(path), lang) for fault in faults]
        if exercise is not None:
            exercises.append(exercise)
    return exercises, problems


def _documents(folder: Path, files: Iterable[Path]) -> Iterator[tuple[Path, reader.Document]]:
    root = os.path.realpath(folder)
    for path in files:
        if _inside(path, folder, root):
            yield path, reader.read(path)
        else:
            yield path, reader.Document(faults=[Fault(1, 1, "outside_course")], complete=False)


def _inside(path: Path, folder: Path, root: str | None = None) -> bool:
    """Whether a path, every link followed, stays in the folder (its real place, when the caller knows it already)."""
    root = os.path.realpath(folder) if root is None else root
    real = os.path.realpath(path)
    same_drive = os.path.splitdrive(root)[0] == os.path.splitdrive(real)[0]
    return same_drive and os.path.commonpath([root, real]) == root
