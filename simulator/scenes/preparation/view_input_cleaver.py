"""From mouse and keys to what the hands do at the cleaver: fibre, flap, lid, slide, blade, offcut.

It deliberately draws nothing and forces no order: whatever is pressed is tried, and the scene says what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable

from simulator.scenes.base import TICK_S, Action
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import Preparation
from simulator.scenes.preparation.view_cleaver import fibre_place, fibre_points
from simulator.scenes.preparation.view_rail import Spot
from simulator.ui.events import UiEvent

FRONT = 0.05
#: A drag shorter than this is a click [design units].
CLICK_PX = 7.0
GRAB_PX = 15.0
#: Limits of what the hand does with the fibre: length and height [mm]; lifted this high it is taken out.
LENGTH_MM = (-5.0, 24.0)
HEIGHT_MM = (0.0, 12.0)
LIFT_MM = 7.0
#: A drag that raises the fibre less than this moves it along and takes nothing out: it waits above the groove [mm].
RAISED_MM = 1.0
#: Keys: speed along the scale and above the groove [mm/s], of the slide [1/s], and how they grow [.../s].
ALONG = (0.8, 9.0, 16.0)
HEIGHT_SPEED = 5.0
PUSH = (0.5, 2.2, 7.0)
SLOW = 0.3
#: The slide comes back by its spring, per tick.
SPRING = 0.07


class CleaverHands:
    """What mouse and keys are busy with at the cleaver."""

    def __init__(self, scene: Preparation) -> None:
        self.scene = scene
        self.grabbed: str | None = None
        self.pushing = False
        self._from = (0.0, 0.0)
        self._base = (0.0, 0.0)
        self._moved = False
        self._speed = 0.0
        self._springing = False

    @property
    def busy(self) -> bool:
        """Whether the mouse holds the fibre or the slide."""
        return self.grabbed is not None

    @property
    def at_slide(self) -> bool:
        """Whether the finger is on the slide."""
        return self.grabbed == "slide" or self.pushing or self._springing

    # mouse

    def down(self, x: float, y: float) -> list[Action]:
        """A press on the fibre or the slide, which may become a drag; the rest are spots."""
        self._from, self._moved = (x, y), False
        desk = self.scene.state.cleaver
        if at.inside(at.SLIDE, x, y):
            self.grabbed, self._base, self._springing = "slide", (desk.slide, 0.0), False
            return []
        if self.on_fibre(x, y):
            self.grabbed, self._base = "fibre", fibre_place(self.scene)
            if (desk.lid_closed or desk.flap_closed) and not desk.fibre_in:
                self.grabbed = None
                return [Action("cleaver.place", self._place(*self._base))]
            return []
        return []

    def on_fibre(self, x: float, y: float) -> bool:
        """Whether a point lies on the fibre where the hand can take it."""
        desk = self.scene.state.cleaver
        edge, tip, fibre_y = fibre_points(self.scene)
        if desk.lid_closed and at.inside(at.LID_CLOSED, x, y) or desk.flap_closed and at.inside(at.FLAP_CLOSED, x, y):
            return False
        return abs(y - fibre_y) <= GRAB_PX and edge - at.PINCH_AHEAD <= x <= max(tip, edge) + 12

    @staticmethod
    def _place(length: float, height: float) -> tuple[float, float]:
        return (round(at.clamp(length, *LENGTH_MM), 3), round(at.clamp(height, *HEIGHT_MM), 3))

    def move(self, x: float, y: float) -> list[Action]:
        """A drag goes on."""
        dx, dy = x - self._from[0], y - self._from[1]
        if not self._moved and abs(dx) + abs(dy) < CLICK_PX:
            return []
        self._moved = True
        desk = self.scene.state.cleaver
        if self.grabbed == "slide":
            return [Action("cleaver.slide", round(at.clamp(self._base[0] - dy / at.STROKE_PX, 0.0, 1.0), 3))]
        if desk.lid_closed or desk.flap_closed:
            return []
        length = self._base[0] - dx / at.NEAR_PX_PER_MM
        height = self._base[1] - dy / at.NEAR_HEIGHT_PX
        return [Action("cleaver.place", self._place(length, height))]

    def up(self, x: float, y: float) -> list[Action]:
        """A drag or a click ends."""
        what, self.grabbed = self.grabbed, None
        desk = self.scene.state.cleaver
        if what == "slide":
            return []
        if what != "fibre":
            return []
        lifted = self._moved and desk.height_mm >= max(LIFT_MM, self._base[1] + RAISED_MM)
        if desk.fibre_in and (lifted or (not self._moved and (desk.cut_done or desk.height_mm > 0.3))):
            return [Action("cleaver.take")]
        if not desk.fibre_in and not self._moved:
            return [Action("cleaver.place", self._place(*at.WAITING))]
        return []

    # keys

    def key(self, event: UiEvent) -> list[Action] | None:
        """A key that the cleaver understands; None for the others."""
        desk = self.scene.state.cleaver
        if event.key == "space":
            return [Action("cleaver.flap", not desk.flap_closed)]
        if event.key == "l":
            return [Action("cleaver.lid", not desk.lid_closed)]
        if event.key in ("left", "right", "up", "down"):
            free = not (desk.lid_closed or desk.flap_closed or desk.fibre_in)
            return [Action("cleaver.place", self._place(*at.WAITING))] if free else []
        return None

    def held(self, keys: frozenset[str]) -> list[Action]:
        """Once per tick: arrows move the fibre or the slide, Enter pushes, the spring brings the slide back."""
        desk = self.scene.state.cleaver
        slow = SLOW if "shift" in keys else 1.0
        if self.pushing and "enter" not in keys:
            self.pushing, self._speed = False, 0.0
        if self.pushing or (desk.lid_closed and ("up" in keys or "down" in keys)):
            return self._push(-1.0 if "down" in keys and not self.pushing else 1.0, slow)
        if self.grabbed is None and desk.slide > 0.0 and not desk.armed:
            self._springing = True
        if self._springing and self.grabbed is None:
            return self._spring()
        return self._shift(keys, slow)

    def _push(self, sign: float, slow: float) -> list[Action]:
        first, gain, top = PUSH
        self._speed = min(top, max(first, self._speed + gain * TICK_S))
        slide = self.scene.state.cleaver.slide
        new = round(at.clamp(slide + sign * self._speed * slow * TICK_S, 0.0, 1.0), 3)
        return [Action("cleaver.slide", new)] if new != slide else []

    def _spring(self) -> list[Action]:
        slide = self.scene.state.cleaver.slide
        if slide <= 0.0:
            self._springing = False
            return []
        return [Action("cleaver.slide", round(max(0.0, slide - SPRING), 3))]

    def _shift(self, keys: frozenset[str], slow: float) -> list[Action]:
        desk = self.scene.state.cleaver
        along = ("left" in keys) - ("right" in keys)
        up = ("up" in keys) - ("down" in keys)
        if not desk.fibre_in or desk.lid_closed or desk.flap_closed or not (along or up) or self.grabbed is not None:
            self._speed = 0.0
            return []
        first, gain, top = ALONG
        self._speed = min(top, max(first, self._speed + gain * TICK_S)) if along else 0.0
        length = desk.length_mm + along * self._speed * slow * TICK_S
        height = desk.height_mm + up * HEIGHT_SPEED * slow * TICK_S
        return [Action("cleaver.place", self._place(length, height))]

    def next_step(self) -> list[Action]:
        """Enter: flap, lid, stroke (while held), lid, flap, lift, offcut; laying the cleaver down at the end."""
        scene, desk = self.scene, self.scene.state.cleaver
        if desk.fibre_in:
            return self._with_fibre()
        if desk.lid_closed:
            return [Action("cleaver.lid", False)]
        if desk.offcut_in:
            return [Action("offcut.take")]
        if at.end_of(scene).face is not None:
            return [Action("tool", "none")]
        if desk.flap_closed:
            return [Action("cleaver.flap", False)]
        return [Action("cleaver.place", self._place(*at.WAITING))]

    def _with_fibre(self) -> list[Action]:
        desk = self.scene.state.cleaver
        if desk.cut_done:
            if desk.lid_closed:
                return [Action("cleaver.lid", False)]
            return [Action("cleaver.flap", False)] if desk.flap_closed else [Action("cleaver.take")]
        if not desk.flap_closed:
            return [Action("cleaver.lid", False)] if desk.lid_closed else [Action("cleaver.flap", True)]
        if not desk.lid_closed:
            return [Action("cleaver.lid", True)]
        self.pushing, self._speed = True, 0.0
        return []


def cleaver_spots(scene: Preparation, text: Callable[..., str]) -> list[Spot]:
    """Parts of the near cleaver, uppermost first; those without actions are dragged."""
    if not at.close_up(scene):
        return []
    desk = scene.state.cleaver
    position = scene.plant.cleaver.position
    found = [
        Spot("slide", at.SLIDE, text("Chariot : pousse"), ()),
        Spot("dial", at.DIAL, text("Lame : position"), (Action("cleaver.blade", float(position % 16 + 1)),), 26),
    ]
    if desk.offcut_in and not desk.lid_closed:
        found.append(Spot("offcut", at.OFFCUT_BED, text("Éclat de verre"), (Action("offcut.take"),)))
    flap = at.FLAP_CLOSED if desk.flap_closed else at.FLAP
    word = text("Clapet : ouvre") if desk.flap_closed else text("Clapet : ferme")
    found.append(Spot("flap", flap, word, (Action("cleaver.flap", not desk.flap_closed),)))
    lid = at.LID_CLOSED if desk.lid_closed else at.LID_OPEN
    word = text("Couvercle : ouvre") if desk.lid_closed else text("Couvercle : ferme")
    found.append(Spot("lid", lid, word, (Action("cleaver.lid", not desk.lid_closed),)))
    return found
