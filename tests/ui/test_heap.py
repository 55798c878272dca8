"""What nobody uses leaves at a moment of rest, and what stays is no work for the collector in a later frame."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator

import pytest

from simulator.ui.heap import settle


class Knot:
    """Holds itself, as a screen and its callbacks do."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


def test_a_left_knot_goes_even_when_it_was_settled_before() -> None:
    knot = Knot()
    seen = weakref.ref(knot)
    settle()
    del knot
    assert seen() is not None
    settle()
    assert seen() is None


def test_the_collector_has_nothing_left_to_look_through() -> None:
    kept = [Knot() for _ in range(1000)]
    settle()
    assert len(gc.get_objects()) < len(kept) <= gc.get_freeze_count()
