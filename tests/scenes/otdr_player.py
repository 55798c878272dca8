"""A newcomer at the OTDR: mouse or keyboard through the play screen, reading only the goal line and the live cue.

It deliberately sends no action of its own: everything goes through the screen's input.
"""

from __future__ import annotations

import os

os.environ.setdefault("SDL_VIDEODRIVER", "dummy")

import pygame  # noqa: E402

from simulator import paths  # noqa: E402
from simulator.i18n import Language  # noqa: E402
from simulator.scenes.otdr import view_layout as at  # noqa: E402
from simulator.scenes.otdr.logic_params import KINDS  # noqa: E402
from simulator.screens.context import Context  # noqa: E402
from simulator.screens.play import PlayScreen  # noqa: E402
from simulator.ui.events import UiEvent  # noqa: E402

NOW = "2026-11-24T10:30:00+01:00"


class Player:
    """One attempt in its screen. The data folder must be set by the test."""

    def __init__(self, exercise: str, seed: int = 5, language: str = "fr") -> None:
        if not pygame.display.get_surface():
            pygame.display.init()
            pygame.font.init()
            pygame.display.set_mode((64, 36))
        self.context = Context(Language(language), [paths.curricula_dir()], lambda: NOW)
        self.screen = PlayScreen(self.context, next(e for e in self.context.exercises() if e.id == exercise), seed)
        self.canvas = self.context.canvas(pygame.Surface((1280, 720), 0, 32))
        self.mouse = (700.0, 700.0)
        self.seen: list[str] = []
        self.draw()

    @property
    def scene(self):
        """The scene under the screen."""
        return self.screen.attempt.scene

    @property
    def view(self):
        """The view of the screen."""
        return self.screen._view

    @property
    def goal(self) -> str:
        """What the goal line asks for."""
        return self.scene.goal().removeprefix("otdr.")

    @property
    def over(self) -> bool:
        """Whether the attempt has ended."""
        return self.screen.attempt.finished

    def draw(self) -> None:
        """One frame."""
        self.screen.draw(self.canvas)

    def run(self, ticks: int = 1) -> None:
        """Let time pass."""
        for _ in range(ticks):
            if not self.over:
                self.screen.tick()

    def send(self, kind: str, **what) -> None:
        """One input."""
        self.screen.handle(UiEvent(kind, **what))

    def tap(self, key: str, shift: bool = False) -> None:
        """Press a key and let it go."""
        self.send("key", key=key, shift=shift)
        self.run(2)
        self.send("keyup", key=key)
        self.run(1)

    def drag(self, start: tuple[float, float], stop: tuple[float, float], steps: int = 8) -> None:
        """Press, move, let go."""
        self.send("move", x=start[0], y=start[1])
        self.send("down", x=start[0], y=start[1])
        self.run(1)
        for i in range(1, steps + 1):
            x, y = (a + (b - a) * i / steps for a, b in zip(start, stop, strict=True))
            self.send("move", x=x, y=y, held=True)
            self.run(1)
        self.send("up", x=stop[0], y=stop[1])
        self.run(2)

    def click(self, rect: at.Rect) -> None:
        """Click in the middle of a rectangle."""
        middle = (rect[0] + rect[2] / 2, rect[1] + rect[3] / 2)
        self.drag(middle, middle, 1)
        self.draw()

    def tile(self, key: str) -> None:
        """Click a tool of the bottom bar."""
        self.draw()
        model = self.view._model()
        self.click(next(rect for tile, rect in self.view.frame.tiles(model) if tile.key == key))

    def wheel(self, x: float, y: float, step: float) -> None:
        """Turn the wheel over a place."""
        self.send("wheel", x=x, y=y, dy=step)
        self.run(2)

    def score(self) -> float:
        """Points of the finished attempt."""
        assert self.over, self.goal
        return self.screen.attempt.outcome().sheet.score


def answer(player: Player) -> str:
    """What the selected row truly is: what the trainee sees on the trace, taken from the truth here."""
    match = player.scene.judged().matches[player.scene.state.selected]
    return match.event.kind if match.event else "ghost"


def wanted_verdict(player: Player) -> str:
    """What a reader of the table and the job sheet says."""
    row, params = player.scene.table.row, player.scene.params
    limit = params.connector_limit_db if row.kind == "connector" else params.splice_limit_db
    loud = row.reflectance_db is not None and row.kind == "connector" and row.reflectance_db > -50.0
    return "bad" if max(row.loss(nm) for nm in row.losses) > limit or loud else "good"


def by_mouse(player: Player, goal: str) -> None:
    """The gesture of a goal with the mouse on what is on screen."""
    scene, view = player.scene, player.view
    if goal in ("find_event", "find_end", "find_bend"):
        window = view.plot.window()
        place = scene.guide.next_event().at(scene.work.keys, scene.work.nms[0])
        if not window.shows(place):
            player.click(at.KEYS["home"])
            return
        if window.per_unit > 2.5:
            player.wheel(window.x(place), 400.0, 1.0)
            return
        row = at.PLOT[1] + 200
        for letter, wanted in (("A", place - 1.0), ("B", place + 16.0)):
            now = window.x(scene.state.cursors[letter])
            if scene.state.active != letter:
                player.tile(letter)
            # A press in the open brings the chosen cursor; one on its line takes hold of it.
            start = now if window.shows(scene.state.cursors[letter]) else window.x(wanted) + 90.0
            player.drag((start, row), (window.x(wanted), row))
    elif goal == "add":
        player.tile("event")
    elif goal == "name":
        line = scene.state.selected - view.table.first
        player.click(at.kind_cell(line))
        x, y, w, _ = at.menu_rect(len(KINDS), line)
        player.click((x, y + 6 + 44 * KINDS.index(answer(player)), w, 44))
    elif goal == "judge":
        line = scene.state.selected - view.table.first
        for _ in range(1 if wanted_verdict(player) == "good" else 2):
            player.click(at.verdict_cell(line))
    elif goal == "plug":
        x, y, w, h = at.plug_rect(False)
        player.drag((x + w / 2, y + h / 2), (x + w / 2 + 66, y + h / 2 - 50))
    elif goal.startswith("look"):
        if scene.state.look:
            player.click(at.SCOPE_KEYS["other"])
        else:
            player.tile("look")
    elif goal.startswith("clean"):
        player.click(at.SCOPE_KEYS["dry"])
    elif goal in ("start", "save"):
        player.click(at.KEYS[goal])
    elif goal == "set_averaging":
        player.click(at.chevrons("averaging")[0])
    elif goal == "done":
        player.tile("done")
    else:
        raise AssertionError(goal)


def by_keys(player: Player, goal: str) -> None:
    """The same with the keyboard alone."""
    scene = player.scene
    if goal in ("find_event", "find_end", "find_bend"):
        place = scene.guide.next_event().at(scene.work.keys, scene.work.nms[0])
        for letter, wanted in (("A", place - 1.0), ("B", place + 16.0)):
            while scene.state.active != letter:
                player.tap(letter.lower())
            for _ in range(40):
                off = wanted - scene.state.cursors[letter]
                if abs(off) < 1.5:
                    break
                far = abs(off) > 40.0
                key = "right" if off > 0 else "left"
                player.send("key", key=key)
                if not far:
                    player.send("key", key="shift")
                sign = 1 if off > 0 else -1
                for _ in range(900):
                    left = sign * (wanted - scene.state.cursors[letter])
                    if left < (22.0 if far else 0.8):
                        break
                    player.run(1)
                player.send("keyup", key=key)
                player.send("keyup", key="shift")
                player.run(2)
    elif goal == "name":
        for _ in range(len(KINDS)):
            if scene.table.row.kind == answer(player):
                break
            player.tap("k")
    elif goal == "judge":
        while scene.table.row.verdict != wanted_verdict(player):
            player.tap("q")
    elif goal == "set_averaging":
        player.tap("t")
    else:
        player.tap("enter")


def obey(player: Player, hand) -> None:
    """Do what the goal line says until the end; a goal that does not change although it was obeyed is a dead end."""
    stuck, last = 0, ""
    for _ in range(300):
        if player.over:
            return
        goal = player.goal
        if goal == "wait":
            player.run(60)
            continue
        player.seen.append(goal)
        hand(player, goal)
        stuck = stuck + 1 if goal == last and not player.over else 0
        last = goal
        assert stuck < 14, f"dead end at {goal}; before: {player.seen[-8:]}"
    raise AssertionError(player.seen[-20:])
