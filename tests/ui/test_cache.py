"""A store of surfaces keeps to its bytes, and gives back what was not asked for since it was aged."""

import pygame
import pytest

from simulator.ui.cache import Enough, Ration, SurfaceCache

PIECE = 10 * 10 * 4


def _piece() -> pygame.Surface:
    return pygame.Surface((10, 10), pygame.SRCALPHA, 32)


def _store(pieces: int, names: str) -> SurfaceCache:
    store = SurfaceCache(pieces * PIECE)
    for name in names:
        store.get(name, _piece)
    return store


def test_the_one_used_longest_ago_leaves_first() -> None:
    store = _store(3, "abc")
    store.get("a", _piece)
    store.get("d", _piece)
    assert [name for name in "abcd" if name in store] == ["a", "c", "d"]
    assert store.size == 3 * PIECE


def test_what_was_not_asked_for_since_it_was_aged_is_given_back() -> None:
    store = _store(9, "abc")
    kept = store.get("b", _piece)
    store.age()
    assert len(store) == 3 and store.size == 3 * PIECE, "ageing alone gives nothing back"
    assert store.get("b", _piece) is kept
    store.get("new", _piece)
    store.drop_aged()
    assert [name for name in ("a", "b", "c", "new") if name in store] == ["b", "new"]
    assert store.size == 2 * PIECE and len(store) == 2


def test_an_aged_one_leaves_before_a_younger_one_and_twice_aged_ones_in_their_order() -> None:
    store = _store(3, "ab")
    store.age()
    store.get("c", _piece)
    store.age()
    store.get("d", _piece)
    assert "a" not in store and {"b", "c", "d"} == {name for name in "abcd" if name in store}
    store.clear()
    assert len(store) == 0 and store.size == 0


def test_a_ration_refuses_what_is_not_there_yet_and_never_what_is_there_and_aged() -> None:
    store = _store(9, "a")
    store.age()
    store.ration = Ration()
    store.ration.left = 0
    store.get("a", _piece)
    with pytest.raises(Enough):
        store.get("b", _piece)
