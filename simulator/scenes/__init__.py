"""The registry of scenes: names and where their code lives, as strings.

It deliberately imports no scene: logic is imported when an exercise needs it, a view only when a window draws it.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType

#: scene name -> package; each package holds ``logic`` (what happens) and ``view`` (how it looks).
REGISTRY: dict[str, str] = {
    "preparation": "simulator.scenes.preparation",
    "plan": "simulator.scenes.plan",
    "splicing": "simulator.scenes.splicing",
    "connectors": "simulator.scenes.connectors",
    "otdr": "simulator.scenes.otdr",
    "power": "simulator.scenes.power",
    "tray": "simulator.scenes.tray",
}


def logic(name: str) -> ModuleType:
    """Import and return the logic module of a scene.

    Raises KeyError when the scene is unknown.
    """
    return import_module(REGISTRY[name] + ".logic")


def view(name: str) -> ModuleType:
    """Import and return the view module of a scene (this loads pygame).

    Raises KeyError when the scene is unknown.
    """
    return import_module(REGISTRY[name] + ".view")


def result_view(name: str) -> ModuleType:
    """Import and return what draws a scene's result for the debrief (this loads pygame).

    Raises KeyError when the scene is unknown.
    """
    return import_module(REGISTRY[name] + ".view_result")
