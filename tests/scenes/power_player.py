"""A newcomer at source and meter, or with the red light pen: mouse alone, or keys alone, reading the goal line.

It deliberately sends no action of its own: everything goes through the screen's input. What has to be found out (the
sums of the sheet, which fibre glows) it reads off the screen's scene as a person would.
"""

from __future__ import annotations

from simulator.scenes.power import view_layout as at
from tests.scenes import viewer


class Player(viewer.Player):
    """One attempt at source and meter, or with the pen."""

    WAITS = ("power.wait_warm",)
    PATIENCE = 12
    HOLD_TICKS = 1500

    def tip(self, side: str) -> tuple[float, float]:
        """Where a plug is held."""
        hands = self.view.hands
        rect = hands.plug_rect(side, hands.left_tip() if side == "left" else hands.right_tip())
        return rect[0] + rect[2] / 2, rect[1] + rect[3] / 2


def right_verdict(player: Player) -> bool:
    """What a person would say of sheet or fibres."""
    scene, state = player.scene, player.scene.state
    if scene.params.mode == "identify":
        return all(near == far for near, far in state.answers.items())
    if scene.params.attenuator:
        return state.margin_db >= scene.params.margin_db
    if scene.params.mode == "subscriber":
        return scene.params.low_dbm <= state.notes[1490] <= scene.params.high_dbm
    limit = scene.params.limit_db or sum(state.sheet.values())
    return max(state.notes.values()) <= limit


def mouse_hand(player: Player, goal: str) -> None:
    """The gesture of a goal with the mouse."""
    name = goal.partition(".")[2]
    if goal.startswith("power.connect_"):
        side = "right" if name == "connect_outlet" or name.endswith("_meter") else "left"
        x, y = player.tip(side)
        tip = player.view.hands.right_tip() if side == "right" else player.view.hands.left_tip()
        off = (x - tip[0], y - tip[1])
        aim = {"connect_1": (at.METER_PORT[0], at.METER_PORT[1] - 40), "connect_2": at.left_tip("two"),
               "connect_3": at.left_tip("three"), "connect_link": at.left_tip("link"),
               "connect_2_meter": at.right_tip("two"), "connect_3_meter": at.right_tip("three"),
               "connect_link_meter": at.right_tip("link"), "connect_outlet": at.OUTLET_PORT}[name]  # fmt: skip
        if side == "left" and player.scene.state.near == "meter":
            off = (0.0, 0.0)
        player.drag((x, y), (aim[0] + off[0], aim[1] + off[1]))
    elif goal.startswith("power.fill_"):
        row = name.removeprefix("fill_")
        _fill_by_mouse(player, row, player.scene.truth.budget()[row])
    elif goal in ("power.voa_turn", "power.voa_back"):
        x, y, _ = at.VOA_KNOB
        player.drag((x, y), (x + player.scene.margin._past_db() / -at.KNOB_DB, y))
    elif goal in ("power.voa_in", "power.voa_out"):
        player.click((at.VOA[0] + 20, at.VOA[1] + 20, 40, 40))
    elif goal == "power.to_box":
        player.click(at.BOX)
    elif goal == "power.voa_note":
        player.click(at.margin_rect(len(player.view.bench.wanted())))
    elif goal == "power.verdict" or goal == "light.verdict":
        player.click(at.GOOD if right_verdict(player) else at.BAD)
    elif goal == "light.answer":
        number = player.scene.light.shining()[0]
        player.click((at.far_x(number) - 10, 400, 20, 20))
    elif goal in ("light.plug", "light.plug_line", "light.unplug"):
        _plug_by_mouse(player, goal)
    elif goal == "light.walk":
        there = player.scene.light.fault().place_m / player.scene.light.length_m
        player.drag(at.way_point(there - 0.2), at.way_point(there))
    elif goal == "light.mark":
        player.tap_tile("flag")
    elif goal == "light.kind":
        player.click(at.KIND_KEYS["bend"])
    elif goal == "light.take_class_2":
        player.tap_tile("class")
    elif goal == "light.off":
        while player.scene.state.pen.on:
            player.tap_tile("mode")
    else:
        target = player.view.target()
        assert target is not None, goal
        player.click(target)


def _fill_by_mouse(player: Player, row: str, value: float) -> None:
    notes = len(player.view.bench.wanted())
    less, more = at.step_keys(player.scene.rows.index(row), notes)
    for _ in range(60):
        off = value - player.scene.state.sheet.get(row, 0.0)
        if abs(off) <= 0.026 and row in player.scene.state.sheet:
            return
        rect = more if off > 0 or row not in player.scene.state.sheet else less
        x, y = rect[0] + 20, rect[1] + 20
        player.send("down", x=x, y=y)
        player.run(1)
        if abs(off) > 3.0:
            before = abs(value - player.scene.state.sheet.get(row, 0.0))
            for _ in range(240):
                player.run(1)
                now = abs(value - player.scene.state.sheet.get(row, 0.0))
                if now < 1.0 or now > before + 0.01:
                    break
                before = now
        player.send("up", x=x, y=y)
        player.run(1)
    raise AssertionError(f"{row} never came to {value}")


def _plug_by_mouse(player: Player, goal: str) -> None:
    x, y = player.view.light.pen_mouth()
    upright = player.view.light.upright
    grip = (x, y + 150) if upright else (x - 150, y)
    if goal == "light.unplug":
        player.drag(grip, (at.PEN_HOME[0], at.PEN_HOME[1] - 40))
    elif goal == "light.plug_line":
        player.drag(grip, (at.PEN_IN[0], at.PEN_IN[1]))
    else:
        left = [n for n in range(1, player.scene.params.fibres + 1) if n not in player.scene.state.answers]
        player.drag(grip, (at.near_x(left[0]), at.ADAPTER_Y + 20))


def key_hand(player: Player, goal: str) -> None:
    """The gesture of a goal with keys."""
    scene = player.scene
    if goal.startswith("power.fill_"):
        row = goal.removeprefix("power.fill_")
        while scene.state.row != row:
            player.tap("down")
        value = scene.truth.budget()[row]
        if row not in scene.state.sheet:
            player.tap("right")
        while abs(value - scene.state.sheet[row]) > 0.026:
            if value > scene.state.sheet[row]:
                player.hold("right", until=lambda: value - scene.state.sheet[row] <= 0.026)
            else:
                player.hold("left", until=lambda: scene.state.sheet[row] - value <= 0.026)
    elif goal in ("power.verdict", "light.verdict"):
        player.tap("g" if right_verdict(player) else "j")
    elif goal == "light.answer":
        number = scene.light.shining()[0]
        while player.view.light.hover != number:
            player.tap("right")
        player.tap("space")
    elif goal == "light.walk":
        there = scene.light.fault().place_m
        player.hold("right", until=lambda: scene.state.hand_m >= there - 0.5)
    elif goal == "light.mark":
        player.tap("space")
    elif goal == "light.kind":
        player.tap("g")
    elif goal in ("power.voa_turn", "power.voa_back"):
        # Until the lamp goes out, then back by small steps until it comes on again.
        if scene.margin.lamp() == "good":
            player.hold("right", until=lambda: scene.margin.lamp() != "good")
        player.hold("left", "shift", until=lambda: scene.margin.lamp() == "good")
    else:
        player.tap("enter")
