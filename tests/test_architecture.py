"""One direction of knowledge: who may import whom, followed through every import; and no clock or global chance below.

It deliberately reads the source with ``ast`` instead of importing it, so that a wrong import cannot hide.
"""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "simulator"

#: module prefix -> prefixes of ours that it may import (itself is always allowed).
MAY_IMPORT = {
    "simulator.optics": (),
    "simulator.plant": ("simulator.optics", "simulator.mechanics", "simulator.bounds"),
    "simulator.instruments": ("simulator.optics", "simulator.mechanics", "simulator.plant"),
    "simulator.scenes.base": ("simulator.bounds",),
    "simulator.scenes.*.logic": (
        "simulator.plant",
        "simulator.instruments",
        "simulator.optics",
        "simulator.mechanics",
        "simulator.scenes.base",
        # Traces that a scene opens and keeps are files of the trade.
        "simulator.formats",
    ),
    "simulator.formats": ("simulator.optics",),
    # Link files get the refusals of exercises: one strict YAML reader, not two.
    "simulator.formats.link": ("simulator.formats", "simulator.optics", "simulator.curriculum"),
    "simulator.analyse": ("simulator.formats", "simulator.optics", "simulator.i18n", "simulator.ui"),
    "simulator.measure": ("simulator.formats", "simulator.optics", "simulator.i18n"),
    "simulator.scoring": (),
    "simulator.bounds": (),
    "simulator.curriculum": (
        "simulator.bounds",
        "simulator.scenes",
        "simulator.scoring",
        "simulator.plant",
        "simulator.paths",
        # A recorded trace of a course is looked into before it is trusted.
        "simulator.formats",
    ),
    "simulator.attempt": (
        "simulator.scenes",
        "simulator.plant",
        "simulator.scoring",
        "simulator.curriculum",
        "simulator.__init__",
    ),
    "simulator.replay": (
        "simulator.scenes",
        "simulator.plant",
        "simulator.scoring",
        "simulator.curriculum",
        "simulator.attempt",
    ),
    "simulator.sheets": ("simulator.scoring", "simulator.i18n", "simulator.wording", "simulator.paths"),
    "simulator.records": ("simulator.scoring", "simulator.i18n", "simulator.sheets"),
    "simulator.i18n": ("simulator.paths",),
    "simulator.wording": ("simulator.i18n",),
    "simulator.ui": ("simulator.i18n", "simulator.wording", "simulator.paths"),
    "simulator.scenes.*.view": (
        "simulator.ui",
        "simulator.scenes.base",
        "simulator.plant",
        "simulator.instruments",
        "simulator.wording",
        "simulator.i18n",
        "simulator.optics",
    ),
}

#: Exceptions, each with its reason.
EXCEPTIONS = {
    ("simulator.sheets", "simulator.wording"): "words of facts and causes; wording itself knows only i18n",
    ("simulator.ui", "simulator.paths"): "where the pictures and fonts lie; paths imports nothing of ours",
    ("simulator.records", "simulator.sheets"): "one JSON form of a score sheet, not two",
}

PYGAME_ALLOWED = re.compile(r"^simulator\.(ui|screens|app|bench)(\.|$)|^simulator\.scenes\.\w+\.view\w*$")
NO_CLOCK = re.compile(
    r"^simulator\.(optics|mechanics|plant|instruments|curriculum|records|sheets|scoring|attempt|replay|formats)"
    r"|^simulator\.scenes\.(base|\w+\.logic)"
)


def modules() -> dict[str, Path]:
    """Every module of ours by its dotted name."""
    found = {}
    for path in PACKAGE.rglob("*.py"):
        parts = ("simulator", *path.relative_to(PACKAGE).with_suffix("").parts)
        found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


MODULES = modules()
#: Where no clock may be read; a benchmark beside the optics has to.
CLOCKLESS = sorted(n for n in MODULES if NO_CLOCK.match(n) and not re.search(r"_bench(_\w+)?$", n))


def under_typing(tree: ast.Module) -> set[int]:
    """Ids of the nodes that only a type checker runs."""
    tests = (node for node in ast.walk(tree) if isinstance(node, ast.If))
    return {id(n) for node in tests if getattr(node.test, "id", "") == "TYPE_CHECKING" for n in ast.walk(node)}


def imports(name: str, typing: bool = False) -> set[str]:
    """Modules that a module imports anywhere in it; those under TYPE_CHECKING only where typing says so."""
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    typing_only = under_typing(tree)
    found: set[str] = set()
    for node in ast.walk(tree):
        if id(node) in typing_only and not typing:
            continue
        if isinstance(node, ast.Import):
            found.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                found.add(full if full in MODULES else node.module)
    return found


def owner(name: str, table: dict) -> str | None:
    """The rule that a module falls under: the longest that fits."""
    fits = [rule for rule in table if re.match(re.escape(rule).replace(r"\*", r"\w+") + r"(\w*|\..*)?$", name)]
    return max(fits, key=len, default=None)


def allowed(name: str, target: str) -> bool:
    rule = owner(name, MAY_IMPORT)
    if rule is None or not target.startswith("simulator"):
        return True
    if target == "simulator" or owner(target, {rule: ()}) == rule:
        return True
    if any(target == prefix or target.startswith(prefix + ".") for prefix in MAY_IMPORT[rule]):
        return not (rule == "simulator.scenes.*.logic" and ".view" in target)
    if rule.startswith("simulator.scenes.*.") and target.startswith(name.rsplit(".", 1)[0] + "."):
        return rule.endswith("view") or ".logic" in target
    return any(name.startswith(a) and target.startswith(b) for a, b in EXCEPTIONS)


@pytest.mark.parametrize("name", sorted(MODULES))
def test_imports_follow_the_house_rules(name: str) -> None:
    wrong = sorted(target for target in imports(name) if not allowed(name, target))
    assert not wrong, f"{name} imports {wrong}"


@pytest.mark.parametrize("name", sorted(n for n in MODULES if n.startswith("simulator.screens.")))
def test_screens_know_nothing_of_the_verbs_and_the_window(name: str) -> None:
    above = re.compile(r"^simulator\.(cli|start|app|bench\w*)(\.|$)")
    assert not (wrong := sorted(filter(above.match, imports(name)))), f"{name} imports {wrong}"


def circles(prefix: str, typing: bool = False) -> list[list[str]]:
    """Modules under a prefix that lead back to themselves: each group of them once, in the order of names."""
    knows = {n: {t for t in imports(n, typing) if t.startswith(prefix)} for n in MODULES if n.startswith(prefix)}
    lead = {name: set(targets) for name, targets in knows.items()}
    grown = True
    while grown:
        grown = False
        for name, targets in lead.items():
            more = targets.union(*(lead.get(target, set()) for target in targets))
            grown, lead[name] = grown or more != targets, more
    groups = {tuple(sorted(n for n in lead[name] if name in lead.get(n, ()))) for name in lead if name in lead[name]}
    return sorted(map(list, groups))


def reach(start: str) -> dict[str, str]:
    """Everything that a module leads to, with the module that led there."""
    found: dict[str, str] = {}
    waiting = [start]
    while waiting:
        name = waiting.pop()
        for target in imports(name):
            if target not in found:
                found[target] = name
                if target in MODULES:
                    waiting.append(target)
    return found


def test_no_screen_leads_back_to_itself() -> None:
    assert not circles("simulator.screens.", typing=True)


#: Scenes whose parts stand on what they share, and know nothing of the whole.
LAYERED = ("connectors", "otdr", "preparation", "splicing", "tray")


@pytest.mark.parametrize("scene", LAYERED)
def test_no_part_of_a_scene_leads_back_to_itself(scene: str) -> None:
    assert not circles(f"simulator.scenes.{scene}.logic", typing=True)


def shown() -> list[str]:
    """The modules of the screens that a window shows: all that the doors lead to, and the context."""
    doors = "simulator.screens.doors"
    return sorted(n for n in {*reach(doors), *reach("simulator.screens.context")} if n.startswith("simulator.screens."))


@pytest.mark.parametrize("name", shown())
def test_a_screen_names_where_it_goes_and_imports_no_other(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    inside = {id(n) for f in ast.walk(tree) if isinstance(f, ast.FunctionDef | ast.Lambda) for n in ast.walk(f)}
    wrong = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and "simulator.screens" in str(node.module):
            names = [alias.name for alias in node.names]
            wrong += [f"{n} of {node.module}" for n in names if id(node) in inside or re.match(r"\w+Screen$", n)]
    assert not wrong, f"{name} imports {wrong}: go there by context.ways"


@pytest.mark.parametrize("name", sorted(n for n in MODULES if NO_CLOCK.match(n)))
def test_pygame_is_out_of_reach_below_the_views(name: str) -> None:
    led = reach(name)
    assert "pygame" not in led, f"{name} reaches pygame through {led.get('pygame')}"


@pytest.mark.parametrize("name", sorted(MODULES))
def test_pygame_is_imported_only_where_things_are_drawn(name: str) -> None:
    uses = any(target.split(".")[0] in ("pygame", "pygame_gui") for target in imports(name))
    assert not uses or PYGAME_ALLOWED.match(name), f"{name} imports pygame"


@pytest.mark.parametrize("name", CLOCKLESS)
def test_no_clock_and_no_global_chance_below(name: str) -> None:
    tree = ast.parse(MODULES[name].read_text("utf-8"))
    bad = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module or ""]
            bad += [n for n in names if n.split(".")[0] in ("time", "random", "secrets")]
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ("now", "utcnow", "today")
            and isinstance(node.value, ast.Name)
            and node.value.id in ("datetime", "date")
        ):
            bad.append(f"{node.value.id}.{node.attr}")
        if (
            isinstance(node, ast.Attribute)
            and node.attr == "random"
            and getattr(node.value, "id", "") in ("np", "numpy")
        ):
            bad.append("numpy.random")
    assert not bad, f"{name} uses {bad}"


def test_files_and_functions_stay_small() -> None:
    long = []
    for name, path in MODULES.items():
        text = path.read_text("utf-8")
        if text.count("\n") > 500:
            long.append(f"{name}: {text.count(chr(10))} lines")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno + 1 > 60:
                long.append(f"{name}.{node.name}: {node.end_lineno - node.lineno + 1} lines")
    for path in Path(__file__).parent.rglob("*.py"):
        if path.read_text("utf-8").count("\n") > 500:
            long.append(f"{path.name}: above 500 lines")
    assert not long, long


def test_every_module_says_what_it_is_for() -> None:
    mute = [name for name, path in MODULES.items() if not ast.get_docstring(ast.parse(path.read_text("utf-8")))]
    assert not mute, mute


def test_replay_runs_with_pygame_absent() -> None:
    """A proof is replayed in a fresh interpreter in which importing pygame raises."""
    script = (
        "import sys\n"
        "class Wall:\n"
        "    def find_spec(self, name, path=None, target=None):\n"
        "        if name.split('.')[0] == 'pygame': raise ImportError('pygame is walled off')\n"
        "sys.meta_path.insert(0, Wall())\n"
        "from simulator import library, replay\n"
        "log = library.demo_log()\n"
        "print(replay.verify(log, library.exercise_for(log)).difference)\n"
        "assert 'pygame' not in sys.modules\n"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, cwd=ROOT, timeout=100)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "None"
