"""The plan leaves nothing to be shown in the debrief beside its facts."""

from __future__ import annotations


def has_result(scene) -> bool:
    """Never."""
    return False
