"""The splice tray during an attempt: which sleeve lies in which slot, how each fibre's slack is coiled, lid, label.

Places are millimetres in the tray's own frame: x to the right, y towards the hand that works, (0, 0) at the far left
corner of its box. It deliberately computes no loss and no path: ``tray_path`` does, and the line holds what it costs.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from simulator.optics.fibre import Fibre

Point = tuple[float, float]
Box = tuple[float, float, float, float]

#: Measures of the tray [mm]; a design of our own in the size of common trays for 12 splices [D].
SIZE = (215.6, 131.9)
#: The lane in which fibre may lie: left, top, width, height, radius of its corners. Its edge is the inner wall.
LANE: Box = (12.6, 7.6, 185.2, 101.8)
LANE_CORNER = 35.2
CENTRE_X = LANE[0] + LANE[2] / 2
#: Where a tube ends and its fibres begin, pointing away from the hand.
ENTRY: dict[str, Point] = {"left": (15.9, 98.7), "right": (2 * CENTRE_X - 15.9, 98.7)}
SLOTS = 12
SLOT_FIRST_Y, SLOT_STEP_Y = 29.4, 4.63
#: Ends of a slot; the fibre leaves its sleeve there.
SLOT_END_X = {"left": 82.6, "right": 2 * CENTRE_X - 82.6}
#: Half the splice lies in the slot: what of the free fibre is not coiled [mm]. Sleeves of 40 to 60 mm are drawn alike.
IN_SLEEVE_MM = 22.6
#: Comb with its plates: nothing may lie over it.
COMB: Box = (76.1, 26.0, 58.2, 62.0)
HINGES: tuple[Box, ...] = ((55.0, -4.0, 22.0, 8.6), (147.6, -4.0, 22.0, 8.6))
#: Retaining tabs by their footprint; fibre that crosses one is slipped under it.
TABS: dict[str, Box] = {
    "top_1": (73.2, 3.7, 14.0, 14.3), "top_2": (120.6, 3.7, 14.0, 14.3),
    "bottom_1": (46.3, 99.1, 14.0, 13.0), "bottom_2": (87.0, 99.1, 14.0, 13.0),
    "bottom_3": (127.8, 99.1, 14.0, 13.0), "bottom_4": (159.3, 99.1, 14.0, 13.0),
    "left": (10.0, 38.5, 13.0, 14.0), "right": (187.5, 38.5, 13.0, 14.0),
    "corner_upper_left": (15.0, 11.0, 15.0, 15.0), "corner_lower_left": (15.0, 90.0, 15.0, 15.0),
}  # fmt: skip


def slot_end(slot: int, side: str) -> Point:
    """Where the fibre of a side leaves the sleeve in a slot, 1 to 12."""
    return SLOT_END_X[side], SLOT_FIRST_Y + SLOT_STEP_Y * (slot - 1)


@dataclass
class TrayFibre:
    """The slack of one side of a splice. need_mm: how much of it there is between tube and sleeve.

    path: as it lies, from the tube on, empty when it hangs outside; done: it reaches the sleeve. drawn_mm: length that
    the path takes up. by: who laid it, "trainee" or "found". tick: when it came to lie; bent: when the finger had drawn
    its tightest place. when: the tick of each point of a path that does not reach the sleeve yet.
    """

    fibre: Fibre
    need_mm: float
    path: tuple[Point, ...] = ()
    done: bool = False
    drawn_mm: float = 0.0
    by: str = "trainee"
    tick: int = 0
    bent: int = 0
    when: tuple[int, ...] = ()


@dataclass
class TrayPiece:
    """One splice of the tray. number: that of its fibre in the cable (its line); slot: where the plan wants it.

    laid: the slot in which the sleeve rests, None in the hand or before the tray; clicked: pushed home.
    pinched_mm: radii of the places where the lid crushed it.
    """

    number: int
    slot: int
    colours: dict[str, str]
    fibres: dict[str, TrayFibre]
    laid: int | None = None
    clicked: bool = False
    pinches: int = 0
    needless: bool = False

    @property
    def stored(self) -> bool:
        """Whether the sleeve is home and both sides are coiled up to it."""
        return self.clicked and all(fibre.done for fibre in self.fibres.values())


@dataclass
class TrayState:
    """The tray. lid: open, blocked (something stands over the rim) or closed."""

    pieces: list[TrayPiece] = field(default_factory=list)
    lid: str = "open"
    labelled: bool = False
    photo: bool = False

    def slot_owner(self, slot: int) -> TrayPiece | None:
        """The splice that rests in a slot, None while it is free."""
        return next((piece for piece in self.pieces if piece.laid == slot), None)
