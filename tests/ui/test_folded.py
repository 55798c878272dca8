"""Folded pictures: what is unfolded is what was folded, and only so many bytes are kept."""

from __future__ import annotations

import pygame

from simulator.ui.folded import Drawer, fold


def drawing(size: int, left: int) -> pygame.Surface:
    made = pygame.Surface((200, 120), pygame.SRCALPHA)
    pygame.draw.circle(made, (90, 40, 20, 100), (left, 50), size)
    pygame.draw.circle(made, (200, 100, 0, 255), (left, 50), size // 2)
    return made


def test_a_folded_picture_comes_back_as_it_was(window: pygame.Surface) -> None:
    whole = drawing(30, 80)
    folded = fold(whole)
    again = pygame.Surface(whole.get_size(), pygame.SRCALPHA)
    again.blit(folded.surface(), folded.place, special_flags=pygame.BLEND_PREMULTIPLIED)
    assert pygame.image.tobytes(again, "RGBA") == pygame.image.tobytes(whole, "RGBA")
    assert len(folded.data) < 0.05 * 4 * 200 * 120 and folded.size[0] < 70


def test_an_empty_picture_can_be_folded(window: pygame.Surface) -> None:
    folded = fold(pygame.Surface((20, 20), pygame.SRCALPHA))
    assert folded.surface().get_size() == folded.size


def test_the_one_used_longest_ago_leaves_first(window: pygame.Surface) -> None:
    pictures = [fold(drawing(20, 40 + 30 * index)) for index in range(3)]
    drawer = Drawer(len(pictures[0].data) + len(pictures[2].data) + 8)
    drawer.put("a", pictures[0])
    drawer.put("b", pictures[1])
    assert drawer.get("a") is pictures[0]
    drawer.put("c", pictures[2])
    assert drawer.get("b") is None and drawer.get("a") is pictures[0] and drawer.get("c") is pictures[2]
