"""What all scenes share: a message of a gesture is told once in a while, not at each of its ticks."""

from __future__ import annotations

import pytest

from simulator.scenes.base import TICKS_PER_SECOND, Teller, Toast


@pytest.mark.parametrize(("rest_s", "told"), [(2.0, [0, 2, 4]), (3.0, [0, 3])])
def test_a_message_provoked_at_every_tick_for_five_seconds(rest_s: float, told: list[int]) -> None:
    teller = Teller(rest_s)
    heard = [tick / TICKS_PER_SECOND for tick in range(5 * TICKS_PER_SECOND) if teller.tell(tick, "too_fast")]
    assert heard == told


def test_another_message_does_not_wait_and_has_its_level() -> None:
    teller = Teller()
    assert teller.tell(7, "too_fast") == [Toast("too_fast", "watch")]
    assert teller.tell(8, "too_deep", "bad") == [Toast("too_deep", "bad")]
    assert teller.tell(9, "too_fast") == []
