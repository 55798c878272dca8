"""Imports SQLAlchemy without asyncio, which it names for engines that this program has none of: 3 MB, thirty modules.

It deliberately takes nothing away: who asks for anything of asyncio after all gets it.
"""

from __future__ import annotations

import inspect
import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for asyncio in the modules that were imported meanwhile, and loads it once something of it is used."""

    #: All that SQLAlchemy takes while it is imported; the same function would be asyncio's for what is not its own.
    iscoroutine = staticmethod(inspect.iscoroutine)

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(import_module(self.__name__), name)


def import_sqlalchemy() -> None:
    """Import SQLAlchemy, if it is not there yet."""
    if "sqlalchemy" in sys.modules or "asyncio" in sys.modules:
        return
    stands_in = sys.modules["asyncio"] = _Later("asyncio")
    try:
        for name in ("sqlalchemy", "sqlalchemy.dialects.sqlite", "sqlalchemy.pool"):
            import_module(name)
    finally:
        if sys.modules.get("asyncio") is stands_in:
            del sys.modules["asyncio"]
