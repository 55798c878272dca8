"""From mouse and keys to the semantic actions of the tray.

The mouse is the finger: it carries the sleeve, pushes it home, leads the fibre. With keys the fibre is driven like a
toy car: up goes on, left and right turn with the radius of a careful hand. It deliberately draws nothing and changes no
state of the scene.
"""

from __future__ import annotations

import math
from functools import lru_cache

from simulator.plant import tray, tray_lanes
from simulator.scenes.base import TICK_S, Action
from simulator.scenes.tray import logic_goal
from simulator.scenes.tray import view_layout as at
from simulator.ui.curves import Point, point_at
from simulator.ui.events import UiEvent

#: Speed of the finger with keys [mm/s], with Shift, along the guided line; radius of its turns [mm].
SPEED, SLOW, GUIDED, TURN_MM = 80.0, 0.4, 140.0, 33.0
#: A move shorter than this says nothing new [mm].
LEAST_MM = 3.0
#: How near a press must be to take hold of a fibre or a sleeve [design units].
REACH = 40.0
#: A press that moves less than this is no drag [design units].
CLICK = 16.0
#: Keys of the two tubes, as they are written beside them in either language.
SIDE_KEYS = {"left": "left", "g": "left", "l": "left", "right": "right", "d": "right", "r": "right"}


@lru_cache(maxsize=64)
def guided_line(side: str, slot: int, need_mm: float, nest: int) -> tuple[Point, ...]:
    """The careful path of a fibre [mm], remembered."""
    return tray_lanes.ideal(side, slot, need_mm, nest)


class Hands:
    """Holds what the mouse and the keys are busy with between two events."""

    def __init__(self, scene, guided: bool) -> None:
        self.scene = scene
        self.guided = guided
        self.tool = "hand"
        self.at: Point = (1180.0, 860.0)
        self.sleeve_at: Point | None = None
        self.slot_row = 1
        self.lid_from: Point | None = None
        self._start: Point = (0.0, 0.0)
        self._grabbed = ""
        self._sent: Point | None = None
        self._heading = -math.pi / 2
        self._pen: Point | None = None
        self._along = 0.0

    # what lies where

    def line(self) -> tuple[Point, ...]:
        """The guided line of the fibre that is due, empty without one."""
        side, piece = self.side_due(), self.scene.piece
        if side is None or piece is None or piece.laid is None:
            return ()
        return guided_line(side, piece.laid, piece.fibres[side].need_mm, self.scene.state.current)

    def side_due(self) -> str | None:
        """The side under the finger, or the next one to be coiled."""
        state, piece = self.scene.state, self.scene.piece
        if state.drawing is not None or piece is None:
            return state.drawing
        return next((side for side, fibre in piece.fibres.items() if not fibre.done), None)

    def _fibre_near(self, x: float, y: float) -> str | None:
        """The side whose loose beginning or end lies under a point."""
        piece = self.scene.piece
        if piece is None:
            return None
        for side, fibre in piece.fibres.items():
            loose = at.to_px(*fibre.path[-1]) if fibre.path and not fibre.done else None
            if loose is not None and math.dist(loose, (x, y)) < REACH:
                return side
        return next((s for s in piece.fibres if math.dist(_handle(s), (x, y)) < REACH + 14), None)

    def _path_near(self, x: float, y: float) -> str | None:
        """The side of the splice in work whose fibre lies nearest to a point, within reach."""
        piece = self.scene.piece
        if piece is None:
            return None
        found = [
            (min(math.dist(at.to_px(*p), (x, y)) for p in fibre.path), side)
            for side, fibre in piece.fibres.items()
            if fibre.path
        ]
        best = min(found, default=(math.inf, None))
        return best[1] if best[0] < REACH else None

    def _sleeve_place(self) -> Point | None:
        piece = self.scene.piece
        if piece is None:
            return None
        if piece.laid is None:
            return at.FRONT
        x, y, w, h = at.slot_rect(piece.laid)
        return x + w / 2, y + h / 2

    # mouse

    def down(self, x: float, y: float) -> list[Action]:
        """Press: lid, sleeve, or a fibre."""
        self._start = self.at = (x, y)
        lid = self.scene.plant.tray.lid
        if lid != "open":
            self.lid_from = (x, y) if at.inside(at.LID_ON, x, y) else None
            return []
        if self.tool == "lift" and self.scene.state.drawing is not None:
            return self._give_up()
        if self.tool == "lift":
            side = self._path_near(x, y)
            return [Action("fibre.lift", side)] if side is not None else []
        sleeve = self._sleeve_place()
        if sleeve is not None and abs(x - sleeve[0]) < 140 and abs(y - sleeve[1]) < 17:
            return self._at_sleeve()
        side = self._fibre_near(x, y)
        if side is not None:
            self._grabbed, self._sent = "fibre", None
            return [Action("fibre.take", side)]
        if at.inside(at.LID_RAISED, x, y):
            self.lid_from = (x, y)
        return []

    def _at_sleeve(self) -> list[Action]:
        piece = self.scene.piece
        if piece.laid is None:
            self._grabbed, self.sleeve_at = "sleeve", self.at
            return [] if self.scene.state.in_hand else [Action("sleeve.take")]
        self._grabbed = "press"
        return [Action("sleeve.press", True)]

    def move(self, x: float, y: float, held: bool) -> list[Action]:
        """The finger moves."""
        self.at = (x, y)
        if not held:
            return []
        if self._grabbed == "fibre" and self.scene.state.drawing is not None:
            return self._lead(at.to_mm(x, y))
        if self._grabbed == "sleeve":
            self.sleeve_at = (x, y)
        elif self._grabbed == "press" and math.dist(self.at, self._start) > 2 * CLICK:
            self._grabbed, self.sleeve_at = "sleeve", (x, y)
            return [Action("sleeve.take")]
        elif self.lid_from is not None:
            return self._pull_lid(y - self.lid_from[1])
        return []

    def _lead(self, place: Point) -> list[Action]:
        if self._sent is not None and math.dist(place, self._sent) < LEAST_MM:
            return []
        self._sent = place
        return [Action("fibre.move", place)]

    def _pull_lid(self, drawn: float) -> list[Action]:
        lid = self.scene.plant.tray.lid
        if lid in ("open", "blocked") and drawn > at.LID_PULL:
            self.lid_from = None
            return [Action("lid", "close" if lid == "open" else "force")]
        if lid != "open" and drawn < -at.LID_PULL:
            self.lid_from = None
            return [Action("lid", "open")]
        return []

    def up(self, x: float, y: float) -> list[Action]:
        """Let go."""
        grabbed, self._grabbed, self.lid_from = self._grabbed, "", None
        self.at = (x, y)
        if grabbed == "fibre" and self.scene.state.drawing is not None:
            # Where the finger was last counts too, however little it moved.
            return [Action("fibre.move", at.to_mm(x, y)), Action("fibre.drop")]
        if grabbed == "press":
            return [Action("sleeve.press", False)]
        if grabbed == "sleeve":
            self.sleeve_at = None
            slot = at.slot_at(x, y)
            return [Action("sleeve.lay", float(slot))] if slot is not None else []
        return []

    # keys

    def key(self, event: UiEvent) -> list[Action]:
        """A key goes down."""
        state, piece, name = self.scene.state, self.scene.piece, event.key
        if piece is None:
            return []
        if state.drawing is not None:
            return [Action("fibre.drop")] if name == "space" else self._give_up() if name == "backspace" else []
        if name in ("up", "down"):
            return self._step_row(-1 if name == "up" else 1)
        if name == "n":
            return [Action("piece", float(state.current % len(self.scene.pieces) + (1 if event.shift else 2)))]
        if name == "space":
            return [Action("sleeve.press", True)] if piece.laid is not None and not piece.clicked else self._take()
        simple = {"p": Action("pen", not state.pen), "o": Action("photo"), "e": Action("label")}
        if name in simple:
            return [simple[name]]
        if name == "c":
            return self._lid_key(event.shift)
        if name == "backspace":
            return self._lift_out(piece)
        return self._sides(name)

    def _lift_out(self, piece) -> list[Action]:
        """The fibre that is badly laid comes out, else the one that was laid last."""
        laid = sorted((fibre.done, fibre.tick, side) for side, fibre in piece.fibres.items() if fibre.path)
        if not laid:
            return []
        unfinished = [side for done, _, side in laid if not done]
        return [Action("fibre.lift", logic_goal.bad_side(self.scene) or (unfinished or [laid[-1][2]])[0])]

    def _give_up(self) -> list[Action]:
        """What is under the finger comes out of the tray."""
        return [Action("fibre.drop"), Action("fibre.lift", self.scene.state.drawing)]

    def _sides(self, name: str) -> list[Action]:
        """g and d (gauche, droite; l and r) take a fibre, or lift it with the tweezers; arrows too."""
        side = SIDE_KEYS.get(name)
        if side is None or self.scene.piece.laid is None:
            return []
        if self.tool == "lift":
            return [Action("fibre.lift", side)] if self.scene.piece.fibres[side].path else []
        return self._begin(side)

    def _begin(self, side: str) -> list[Action]:
        fibre = self.scene.piece.fibres[side]
        partial = fibre.path if fibre.path and not fibre.done else ()
        self._pen = partial[-1] if partial else tray.ENTRY[side]
        self._heading = -math.pi / 2
        if len(partial) > 2:
            (x0, y0), (x1, y1) = partial[-3], partial[-1]
            self._heading = math.atan2(y1 - y0, x1 - x0)
        self._sent, self._along = self._pen, fibre.drawn_mm if partial else 0.0
        return [Action("fibre.take", side)]

    def _take(self) -> list[Action]:
        side = self.side_due()
        piece = self.scene.piece
        if piece.laid is None:
            return [Action("sleeve.lay", float(self.slot_row))] if self.scene.state.in_hand else [Action("sleeve.take")]
        return self._begin(side) if side is not None else []

    def _step_row(self, step: int) -> list[Action]:
        """Arrows choose the slot for a sleeve in hand, else the splice of the plan."""
        if self.scene.state.in_hand:
            self.slot_row = (self.slot_row - 1 + step) % tray.SLOTS + 1
            return []
        return [Action("piece", float((self.scene.state.current + step) % len(self.scene.pieces) + 1))]

    def _lid_key(self, force: bool) -> list[Action]:
        lid = self.scene.plant.tray.lid
        if lid == "blocked" and force:
            return [Action("lid", "force")]
        return [Action("lid", "close" if lid == "open" else "open")]

    def enter(self, goal: str) -> list[Action]:
        """Enter does the next thing, as far as it is a thing of one move."""
        simple = {
            "tray.take": Action("sleeve.take"), "tray.other_slot": Action("sleeve.take"),
            "tray.photo": Action("photo"), "tray.lid_close": Action("lid", "close"), "tray.label": Action("label"),
            "tray.lid_blocked": Action("lid", "open"), "tray.reopen": Action("lid", "open"),
            "tray.pen_on": Action("pen", True),
        }  # fmt: skip
        if goal in simple:
            return [simple[goal]]
        if goal == "tray.lay":
            return [Action("sleeve.lay", float(self.slot_row))]
        if goal.startswith("tray.coil_"):
            return self._begin(goal.removeprefix("tray.coil_"))
        to = logic_goal.to_go_to(self.scene, goal)
        return [Action("piece", float(to + 1))] if to is not None else []

    def let_go(self, name: str) -> list[Action]:
        """A key comes up."""
        return [Action("sleeve.press", False)] if name == "space" and self.scene.state.press_ticks else []

    def held(self, keys: frozenset[str]) -> list[Action]:
        """Once a tick: keys that are held lead the fibre under the finger."""
        if self.scene.state.drawing is None or self._grabbed:
            self._pen = None if not self._grabbed and self.scene.state.drawing is None else self._pen
            return []
        if self.scene.state.taut:
            return []  # The fibre gives no more: the finger stays.
        if self._pen is None:
            self._pen, self._along = self.scene.state.drawn[-1], self.scene.state.drawn_mm
        if "enter" in keys and self.guided:
            self._along_line(GUIDED * TICK_S)
        else:
            turn = ("right" in keys) - ("left" in keys)
            if "up" not in keys and not turn:
                return []
            step = SPEED * TICK_S * (SLOW if "shift" in keys else 1.0)
            self._heading += turn * step / TURN_MM
            self._pen = (self._pen[0] + step * math.cos(self._heading), self._pen[1] + step * math.sin(self._heading))
        # As far as the mouse reaches, and no further: beyond, the arm would end in the picture.
        self.at = at.to_px(*self._pen)
        self._pen = at.to_mm(*self.at)
        return self._lead(self._pen)

    def _along_line(self, step: float) -> None:
        """On along the guided line, from as far as the fibre has been laid; back to it first from elsewhere."""
        line = self.line()
        assert self._pen is not None
        target = point_at(line, self._along + step)
        away = math.dist(target, self._pen)
        if away > 4.0 * step:
            target = at.cross(self._pen, target, step / away)
        else:
            self._along += step
        if away > 1e-6:
            self._heading = math.atan2(target[1] - self._pen[1], target[0] - self._pen[0])
        self._pen = target


def _handle(side: str) -> Point:
    """Where a fibre is taken at its tube."""
    x, y = at.entry(side)
    return x, y - 20.0
