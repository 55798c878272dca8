"""A card whose buttons are known from what was last drawn: what lies under a point, behind a letter, at the focus.

It deliberately draws nothing and does not know what an action is: it only hands back what a scene's rail put there.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from simulator.ui.events import UiEvent
from simulator.ui.frame import Rect


@dataclass(frozen=True)
class Spot:
    """A clickable place of the card: its rectangle, what it does, the letter that does the same, its words if any."""

    rect: Rect
    action: Any
    key: str = ""
    words: str = ""

    def holds(self, x: float, y: float) -> bool:
        """Whether a point [design units] lies on it."""
        left, top, w, h = self.rect
        return left <= x <= left + w and top <= y <= top + h


class SpotCard:
    """The base of a rail: ``draw`` fills ``spots`` anew; ``focus`` is the index of the spot under the ring, -1 none."""

    def __init__(self) -> None:
        self.spots: list[Spot] = []
        self.focus = -1

    @property
    def focused(self) -> Spot | None:
        """The spot under the ring of focus."""
        return self.spots[self.focus] if 0 <= self.focus < len(self.spots) else None

    def action_at(self, x: float, y: float) -> Any | None:
        """The action of the spot under a point [design units]."""
        return next((spot.action for spot in self.spots if spot.holds(x, y)), None)

    def words_at(self, x: float, y: float) -> str:
        """The words of the spot under the ring, else under a point."""
        if self.focused is not None:
            return self.focused.words
        return next((spot.words for spot in self.spots if spot.holds(x, y)), "")

    def action_of_key(self, key: str) -> Any | None:
        """The action of the spot that a letter stands for."""
        return next((spot.action for spot in self.spots if spot.key == key), None)

    def settle(self) -> None:
        """Let the focus go where its spot is there no more."""
        if len(self.spots) <= self.focus:
            self.focus = -1

    def before_frame(self, event: UiEvent, frame_has_focus: bool) -> bool:
        """Tab goes through the card's buttons first, then the frame's. Returns whether the event stayed in the card."""
        if event.kind == "down":
            self.focus = -1
        if event.kind != "key" or event.key != "tab" or frame_has_focus:
            return False
        step = -1 if event.shift else 1
        there = self.focus + step
        if 0 <= there < len(self.spots) and (self.focus >= 0 or step > 0):
            self.focus = there
            return True
        self.focus = -1
        return False

    def after_frame(self, event: UiEvent, frame_has_focus: bool) -> None:
        """Shift and Tab out of the frame's first button come to the card's last."""
        if event.kind == "key" and event.key == "tab" and event.shift and not frame_has_focus:
            self.focus = len(self.spots) - 1
