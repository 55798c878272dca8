"""A newcomer at the OTDR: mouse or keyboard through the play screen, reading only the goal line and the live cue.

It deliberately sends no action of its own: everything goes through the screen's input.
"""

from __future__ import annotations

from simulator.scenes.otdr import view_layout as at
from simulator.scenes.otdr.logic_params import KINDS
from simulator.scenes.otdr.view_table import MENU
from tests.scenes import viewer


class Player(viewer.Player):
    """One attempt at the OTDR."""

    PREFIX = "otdr."
    PATIENCE = 14
    HOLD_TICKS = 1200


def answer(player: Player) -> str:
    """What the selected row truly is: what the trainee sees on the trace, taken from the truth here."""
    match = player.scene.judged().matches[player.scene.state.selected]
    return match.event.kind if match.event else "ghost"


def wanted_verdict(player: Player) -> str:
    """What a reader of the table and the job sheet says."""
    row, params = player.scene.table.row, player.scene.params
    limit = params.connector_limit_db if row.kind == "connector" else params.splice_limit_db
    mirror = row.reflectance_db if row.kind == "connector" else None
    loud = mirror is not None and mirror > params.reflectance_limit_db
    return "bad" if max(row.loss(nm) for nm in row.losses) > limit or loud else "good"


def _place(player: Player) -> float:
    """Where the screen shows the next event [m]."""
    scene = player.scene
    return scene.guide.next_event().at(scene.work.keys, scene.work.nms[0])


def _find_by_mouse(player: Player) -> None:
    """One step nearer to the next event: home, a notch of the wheel, or A and B drawn round it."""
    scene, window, place = player.scene, player.view.plot.window(), _place(player)
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
            player.tap_tile(letter)
        # A press in the open brings the chosen cursor; one on its line takes hold of it.
        start = now if window.shows(scene.state.cursors[letter]) else window.x(wanted) + 90.0
        player.drag((start, row), (window.x(wanted), row))


def choose(player: Player, entry: str) -> None:
    """Open the list of the selected row and click an entry."""
    line = player.scene.state.selected - player.view.table.first
    player.click(at.kind_cell(line))
    x, y, w, _ = at.menu_rect(len(MENU), line)
    player.click((x, y + 6 + 44 * MENU.index(entry), w, 44))


def by_mouse(player: Player, goal: str) -> None:
    """The gesture of a goal with the mouse on what is on screen."""
    scene, view = player.scene, player.view
    if goal in ("find_event", "find_end", "find_bend"):
        _find_by_mouse(player)
    elif goal in ("add", "note_end", "done"):
        player.tap_tile("event" if goal != "done" else goal)
    elif goal == "name":
        choose(player, answer(player))
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
            player.tap_tile("look")
    elif goal.startswith("clean"):
        player.click(at.SCOPE_KEYS["dry"])
    elif goal in ("start", "save"):
        player.click(at.KEYS[goal])
    elif goal == "set_averaging":
        player.click(at.chevrons("averaging")[0])
    else:
        raise AssertionError(goal)


def _carry(player: Player, letter: str, wanted: float) -> None:
    """Take a cursor to a place [m] with the arrows, the last stretch slowly."""
    cursors = player.scene.state.cursors
    while player.scene.state.active != letter:
        player.tap(letter.lower())
    for _ in range(40):
        off = wanted - cursors[letter]
        if abs(off) < 1.5:
            return
        sign, far = (1 if off > 0 else -1), abs(off) > 40.0
        keys = ("right" if off > 0 else "left", *(() if far else ("shift",)))
        near = 22.0 if far else 0.8
        player.hold(*keys, until=lambda sign=sign, near=near: sign * (wanted - cursors[letter]) < near)


def by_keys(player: Player, goal: str) -> None:
    """The same with the keyboard alone."""
    scene = player.scene
    if goal in ("find_event", "find_end", "find_bend"):
        place = _place(player)
        _carry(player, "A", place - 1.0)
        _carry(player, "B", place + 16.0)
    elif goal == "name":
        for _ in range(len(KINDS)):
            if scene.table.row.kind == answer(player):
                break
            player.tap("k")
    elif goal == "judge":
        while scene.table.row.verdict != wanted_verdict(player):
            player.tap("q")
    elif goal == "measure_back":
        player.tap("enter")
        place = scene.work.mirror_m(scene.table.row.position_m)
        _carry(player, "A", place - 1.0)
        _carry(player, "B", place + 16.0)
        player.tap("enter")
    elif goal == "set_averaging":
        player.tap("t")
    else:
        player.tap("enter")
