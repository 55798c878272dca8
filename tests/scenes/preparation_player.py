"""A trainee at the preparation view: a mouse or a keyboard, sixty ticks a second, and nothing but what is on screen.

It deliberately sends no action of its own: everything goes through the view's input.
"""

from __future__ import annotations

from simulator.plant import Chance, SiteSpec, workplace
from simulator.scenes.base import Action
from simulator.scenes.preparation import logic, view
from simulator.scenes.preparation import view_layout as at
from simulator.scenes.preparation.logic import ACTIONS, Params, Preparation
from simulator.scenes.preparation.view_cleaver import fibre_points
from simulator.ui.events import UiEvent
from tests.scenes.viewer import view_context

TILE_KEYS = {"sleeve": "1", "wipe": "2", "stripper": "3", "alcohol": "4", "cleaver": "5", "bin": "6", "scissors": "7"}


class Player:
    """One bench with its view, and a clock."""

    def __init__(
        self, params: Params | None = None, site: SiteSpec | None = None, guided: bool = True, ghost: bool = False,
        language: str = "fr",
    ) -> None:  # fmt: skip
        self.scene: Preparation = logic.create(params or Params(), workplace.build(site or SiteSpec(), Chance(7)))
        self.scene.enter(0)
        self.ticks = 0
        context = view_context(
            "Préparer la fibre", "preparation", language, help=guided, clock=lambda: self.ticks, ghost=ghost
        )
        self.view = view.create(self.scene, context)
        self.keys: set[str] = set()
        self.done: list[Action] = []
        self._mouse = (900.0, 800.0)
        self._held = False

    @property
    def end(self):
        """The end on the mat."""
        return at.end_of(self.scene)

    def step(self, actions: list[Action] | None = None) -> None:
        """One tick with these actions and what the held keys give."""
        todo = [*(actions or []), *self.view.tick(frozenset(self.keys))]
        for action in todo:
            assert action.target in ACTIONS
            ACTIONS[action.target].check(action.target, action.value)
        self.done += todo
        self.view.notice(self.scene.step(self.ticks, todo))
        self.ticks += 1

    def wait(self, ticks: int) -> None:
        """Let time pass."""
        for _ in range(ticks):
            self.step()

    def event(self, kind: str, x: float = 0.0, y: float = 0.0, **rest) -> None:
        """One input and the tick in which it falls."""
        self.step(self.view.handle(UiEvent(kind, x, y, **rest)))

    # mouse

    def go(self, x: float, y: float, ticks: int = 12) -> None:
        """Move the mouse steadily to a point."""
        x0, y0 = self._mouse
        for i in range(1, ticks + 1):
            share = i / ticks
            self.event("move", x0 + (x - x0) * share, y0 + (y - y0) * share, held=self._held)
        self._mouse = (x, y)

    def press(self) -> None:
        """Button down where the mouse is."""
        self._held = True
        self.event("down", *self._mouse)

    def release(self) -> None:
        """Button up."""
        self._held = False
        self.event("up", *self._mouse)

    def click(self, rect: at.Rect) -> None:
        """Click in the middle of a rectangle."""
        self.go(rect[0] + rect[2] / 2, rect[1] + rect[3] / 2)
        self.press()
        self.release()

    def drag(self, start: tuple[float, float], stop: tuple[float, float], ticks: int) -> None:
        """Press at a point, move steadily to another, let go."""
        self.go(*start)
        self.press()
        self.go(*stop, ticks)
        self.release()

    # keys

    def tap(self, key: str, shift: bool = False) -> None:
        """A key, down and up."""
        self.event("key", key=key, shift=shift)
        self.event("keyup", key=key)

    def hold(self, key: str, until, most: int = 900) -> None:
        """Hold a key until something is true."""
        self.keys.add(key)
        self.event("key", key=key)
        while not until() and most > 0:
            self.step()
            most -= 1
        self.keys.discard(key)
        self.event("keyup", key=key)
        assert most > 0, f"held {key} in vain: {self.scene.state}"


def tile(player: Player, key: str) -> at.Rect:
    """Where the tile of a tool is."""
    tiles = player.view.frame.tiles(player.view._model())
    return next(rect for each, rect in tiles if each.key == key)


def with_the_mouse(player: Player) -> None:
    """Prepare the end on the mat as a careful hand does, with the mouse alone."""
    axis, x_of = at.AXIS_Y, at.x_of
    if not any(end.sleeve_mm is not None for end in player.scene.plant.ends.values()):
        player.click(tile(player, "sleeve"))
        player.drag((x_of(0) - 10, axis + 4), (x_of(112), axis - 2), 90)
    player.click(tile(player, "wipe"))
    player.click(tile(player, "alcohol"))
    for _ in range(2):
        player.drag((x_of(61), axis + 3), (x_of(-5), axis), 70)
        player.click((1536, 846, 150, 76))
    player.click(tile(player, "stripper"))
    player.drag((x_of(35), axis + 6), (x_of(-8), axis + 3), 90)
    player.click(tile(player, "wipe"))
    player.click((1698, 846, 150, 76))
    player.click(tile(player, "alcohol"))
    for _ in range(2):
        player.drag((x_of(34), axis), (x_of(-5), axis), 60)
        player.click((1536, 846, 150, 76))
    player.click(tile(player, "cleaver"))
    player.wait(30)
    cleave_with_the_mouse(player)


def cleave_with_the_mouse(player: Player, length_mm: float = 10.0) -> None:
    """Lay the fibre in, clamp, close, push, open, take, and bring the piece to the bin."""
    edge, _, y = fibre_points(player.scene)
    player.go(edge - 30, y)
    player.press()
    player.go(at.near_x(length_mm) - 30, y, 40)
    player.go(at.near_x(length_mm) - 30, at.GROOVE_Y + 8, 30)
    player.release()
    player.click(at.FLAP)
    player.click((at.LID_OPEN[0], at.LID_OPEN[1], at.LID_OPEN[2], 60))
    grip = (at.SLIDE[0] + 75, at.SLIDE[1] + 90)
    player.drag(grip, (grip[0], grip[1] - at.STROKE_PX - 10), 42)
    player.wait(30)
    player.click((at.LID_CLOSED[0], at.LID_CLOSED[1] + 20, at.LID_CLOSED[2], 60))
    player.click(at.FLAP_CLOSED)
    edge, _, y = fibre_points(player.scene)
    player.click((edge - 60, y - 2, 20, 4))
    player.click(at.OFFCUT_BED)
    player.click(at.BIN)


def with_keys(player: Player) -> None:
    """Prepare the end on the mat with the keyboard alone."""
    state = player.scene.state
    if not any(end.sleeve_mm is not None for end in player.scene.plant.ends.values()):
        player.tap(TILE_KEYS["sleeve"])
        player.hold("right", lambda: state.x_mm <= -4)
        player.tap("space")
        player.hold("left", lambda: state.x_mm >= 111)
        player.tap("space")
    player.tap(TILE_KEYS["wipe"])
    for stroke in range(2):
        player.tap("p" if stroke else TILE_KEYS["alcohol"])
        _pull_with_keys(player, 61.0)
    player.tap(TILE_KEYS["stripper"])
    _pull_with_keys(player, 35.0, gentle=True)
    player.tap(TILE_KEYS["wipe"])
    player.tap("n")
    for stroke in range(2):
        player.tap("p" if stroke else TILE_KEYS["alcohol"])
        _pull_with_keys(player, 34.0)
    player.tap(TILE_KEYS["cleaver"])
    player.wait(30)
    cleave_with_keys(player)


def _pull_with_keys(player: Player, start_mm: float, gentle: bool = False) -> None:
    state = player.scene.state
    if state.x_mm < start_mm:
        player.hold("left", lambda: state.x_mm >= start_mm - 3)
        player.keys.add("shift")
        player.hold("left", lambda: state.x_mm >= start_mm)
        player.keys.discard("shift")
    player.tap("space")
    if gentle:
        # Too fast for good work if held on: let go and press again, as a trainee learns to.
        while state.x_mm > 0:
            player.hold("right", lambda: state.speed_mm_s > 30 or state.x_mm < -3)
            player.wait(1)
    player.hold("right", lambda: state.x_mm <= -4)
    player.tap("space")


def cleave_with_keys(player: Player) -> None:
    """Lay in with arrows, then Enter all the way."""
    desk, aim = player.scene.state.cleaver, player.scene.plant.site.cleaver.length_mm
    player.tap("enter")
    player.hold("right", lambda: desk.length_mm <= aim + 1.5)
    player.keys.add("shift")
    player.hold("right", lambda: desk.length_mm <= aim + 0.2)
    player.keys.discard("shift")
    player.hold("down", lambda: desk.height_mm <= 0.0)
    player.tap("enter")
    player.tap("enter")
    player.hold("enter", lambda: desk.cut_done)
    player.wait(30)
    for _ in range(3):
        player.tap("enter")
    player.tap("enter")
    player.tap("enter")
