"""Build hook: bakes the pictures and puts assets and courses into the wheel.

It does not decide what a picture looks like (simulator/ui/baking.py does) and does nothing at run time.
"""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class BakingHook(BuildHookInterface):
    """Bakes for wheels and editable installs alike; only a wheel carries copies."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Bake into assets/baked; for a real wheel, list every file of assets/ and curricula/ that goes in."""
        root = Path(self.root)
        _baking(root).bake(root / "assets", say=self.app.display_info)
        if version == "editable":
            return  # an editable install reads the checkout itself
        for name in ("assets", "curricula"):
            for path in sorted((root / name).rglob("*")):
                if path.is_file() and _travels(path):
                    build_data["force_include"][str(path)] = f"simulator/_data/{path.relative_to(root).as_posix()}"


def _travels(path: Path) -> bool:
    """Drawings stay at home: a wheel carries their baked pictures."""
    return path.suffix not in (".svg", ".part", ".pyc")


def _baking(root: Path) -> ModuleType:
    # Loaded by path: the package itself needs pygame, which a build environment has not got.
    spec = importlib.util.spec_from_file_location("brin_baking", root / "simulator" / "ui" / "baking.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module
