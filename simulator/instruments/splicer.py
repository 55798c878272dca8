"""The fusion splicer as a state machine: keys and fibres in; phases, pictures, readings and a joint out.

It deliberately holds no law of physics and no wording: the laws stand in splicer_law, messages are keys with figures.
"""

from __future__ import annotations

import math
from typing import Protocol

from simulator.instruments import splicer_law as law
from simulator.instruments import splicer_picture, splicer_reading
from simulator.instruments.camera import CameraView
from simulator.instruments.splicer_reading import Message, Readings, Result
from simulator.plant import Joint, Plant

SIDES = law.SIDES
#: Window for the fibre tip, from the electrode axis [mm]: where it should lie, and what the machine can still fetch.
AIM_Z_MM, WINDOW_MM = -1.0, 0.6
SHORT_Z_MM, LONG_Z_MM = -3.0, 0.0

#: How long each phase lasts [s]; the arc's own times come from the programme. Sum of a run without waiting: 8 s.
SECONDS = {
    "set": 1.5, "gap": 0.7, "inspect": 0.9, "align": 1.6, "analyse": 1.2, "proof": 1.5, "arc_test": 8.0,
}  # fmt: skip
CARE_SECONDS = {"groove_left": 4.0, "groove_right": 4.0, "optics": 3.0, "electrodes": 10.0}
BUSY = (
    "set", "cleaning_arc", "gap", "inspect", "align", "prefuse", "arc", "rearc", "analyse", "proof", "arc_test", "care",
)  # fmt: skip
#: While high voltage may be on, the cover cannot be opened.
LOCKED = ("cleaning_arc", "prefuse", "arc", "rearc", "analyse", "arc_test")
NEXT = {"set": "cleaning_arc", "cleaning_arc": "gap", "gap": "inspect", "align": "prefuse", "prefuse": "arc"}
#: Phases that RESET leaves.
RESETTABLE = ("error", "ready", "menu", "set", "gap", "inspect", "align")


class Lying(Protocol):
    """How a fibre lies; see the scene's Loaded."""

    z_mm: float
    h_mm: float
    clamped: bool


class Desk(Protocol):
    """What the hands decide and the machine only senses: its cover and the two fibres."""

    cover_closed: bool

    @property
    def left(self) -> Lying:
        """The left fibre."""

    @property
    def right(self) -> Lying:
        """The right fibre."""


class Splicer:
    """The machine. ``step`` advances it by one tick and tells what happened in words such as 'arc' or 'error'."""

    def __init__(self, plant: Plant, desk: Desk, ticks_per_second: int, proof: bool = True) -> None:
        self.plant = plant
        self.desk = desk
        self.proof_wanted = proof
        self.phase = "idle"
        self.message: Message | None = None
        self.notice: Message | None = None
        self.readings: Readings | None = None
        self.result: Result | None = None
        self.care_task: str | None = None
        self.needless_care = 0
        self.loads = 0
        self.fusion: law.Fusion | None = None
        self.expected: Joint | None = None
        self.age = 0
        self._rate = ticks_per_second
        self._left = 0
        self._total = 1
        self._pictures: dict[str, CameraView] = {}

    # --- what the screen shows

    @property
    def programme(self) -> law.Programme:
        """The chosen programme."""
        return law.PROGRAMMES[self.plant.splicer.programme]

    @property
    def busy(self) -> bool:
        """Whether the machine (or the hand that cares for it) is at work by itself."""
        return self.phase in BUSY

    @property
    def locked(self) -> bool:
        """Whether the cover is held shut because of the high voltage."""
        return self.phase in LOCKED

    @property
    def progress(self) -> float:
        """How much of the present phase has passed 0..1."""
        return 1.0 - self._left / self._total if self._total else 1.0

    @property
    def angle_limit_deg(self) -> float:
        """Cleave angle that the machine refuses [deg]."""
        return self.plant.site.splicer.cleave_limit_deg

    @property
    def offset_limit_um(self) -> float:
        """Lateral reach of the motors, or of the grooves where nothing moves [um]."""
        return law.REACH_UM[self.plant.site.splicer.alignment]

    @property
    def loss_limit_db(self) -> float:
        """Estimate above which the machine asks for a new splice [dB]."""
        return self.plant.site.splicer.loss_limit_db

    @property
    def electrode_arcs(self) -> int:
        """Arcs since the electrodes were changed."""
        return self.plant.splicer.electrode_arcs

    @property
    def electrode_life(self) -> int:
        """Arcs that the electrodes last."""
        return self.plant.site.splicer.electrode_life

    @property
    def current_ma(self) -> float:
        """Arc current now [mA], as it truly flows."""
        programme, p = self.programme, self.progress
        asked = {"cleaning_arc": programme.cleaning_ma, "prefuse": programme.prefuse_ma}.get(self.phase, 0.0)
        if self.phase in ("arc", "rearc"):
            asked = programme.current_ma
        if self.phase == "arc_test":
            asked = programme.current_ma if (p * 6.0) % 2.0 < 1.0 else 0.0
        if self.fusion is not None and self.phase in ("arc", "rearc"):
            nominal = (programme.current_ma / law.IDEAL_MA) ** 2 * programme.arc_s / law.IDEAL_S
            return asked * math.sqrt(self.fusion.energy / nominal)
        return asked * (1.0 + law.drift(self.plant))

    @property
    def glow(self) -> float:
        """Light of the arc 0..1."""
        if self.current_ma <= 0.0:
            return 0.0
        flicker = 1.0 - 0.05 * ((self.age * 7) % 5) / 5.0
        return min(1.0, self.current_ma / 17.0) * flicker

    @property
    def pull_n(self) -> float:
        """Pull on the fibre during the proof test [N]."""
        return law.PROOF_N * self.progress if self.phase == "proof" else 0.0

    def view(self, axis: str) -> CameraView:
        """What the camera of an axis ('x' or 'y') sees now."""
        return splicer_picture.view(self, axis)

    def last_view(self, axis: str) -> CameraView | None:
        """The picture of the last joint as it was analysed, None before the first."""
        return self._pictures.get(axis)

    # --- what the hands do

    def press(self, key: str) -> list[str]:
        """A hard key: set, arc, reset or menu. Returns what happened; nothing when the key means nothing now."""
        if key == "set":
            return self._press_set()
        if key == "arc":
            return self._press_arc()
        if key == "menu" and self.phase in ("idle", "menu"):
            self.phase = "idle" if self.phase == "menu" else "menu"
            return ["key"]
        if key == "reset" and self.phase in RESETTABLE:
            self._to_idle()
            return ["key", "motor"]
        return []

    def _press_set(self) -> list[str]:
        if self.phase in ("idle", "error"):
            self._to_idle()
            return ["key", *self._start("set")]
        if self.phase == "ready":
            return ["key", *self._fuse()]
        return []

    def _press_arc(self) -> list[str]:
        if self.phase == "ready":
            return ["key", *self._fuse()]
        if self.phase == "result" and self.fusion is not None and self.desk.cover_closed:
            self._begin("rearc", self.programme.rearc_s)
            self.plant.splicer.electrode_arcs += 1
            return ["key", "arc"]
        return []

    def choose(self, name: str) -> list[str]:
        """Choose a programme. Raises KeyError for an unknown one; does nothing while the machine works."""
        law.PROGRAMMES[name]
        if self.phase not in ("idle", "menu", "error"):
            return []
        self.plant.splicer.programme = name
        self._to_idle()
        return ["key", "programme"]

    def start_arc_test(self) -> list[str]:
        """Run the arc test on the loaded fibres."""
        if self.phase not in ("idle", "menu", "error"):
            return []
        self._to_idle()
        return ["key", *self._start("arc_test")]

    def start_care(self, task: str) -> list[str]:
        """Begin to clean a groove or the optics, or to change the electrodes. Raises KeyError for an unknown task."""
        seconds = CARE_SECONDS[task]
        if self.phase not in ("idle", "menu", "error"):
            return []
        self._to_idle()
        self.care_task = task
        self._begin("care", seconds)
        return ["care"]

    def cover_moved(self) -> list[str]:
        """The cover has just been opened or closed (see desk). The machine reacts to both."""
        if self.desk.cover_closed:
            if self.phase == "error" and self.message is not None and self.message.key == "msg.cover_open":
                self._to_idle()
            return []
        if self.phase in ("set", "gap", "inspect", "align", "ready"):
            return self._fail(Message("msg.cover_open"))
        if self.phase == "result":
            if not self.proof_wanted:
                self.phase = "released"
                return ["released"]
            self._begin("proof", SECONDS["proof"])
            return ["proof"]
        return []

    def clear(self) -> None:
        """The fibres have left the machine: back to rest, pictures of the last joint kept."""
        self._to_idle()
        self.fusion = self.expected = self.result = None

    # --- time

    def step(self) -> list[str]:
        """Advance by one tick. Returns what happened."""
        self.age += 1
        if not self.busy:
            return []
        self._left -= 1
        if self.phase == "proof" and self._breaks_now():
            self._joint().proof_passed = False
            self.phase = "proof_failed"
            self.message = Message("msg.proof_failed", "", {"pull_n": round(self._joint().strength_n, 2)})
            return ["snap"]
        return self._finish() if self._left <= 0 else []

    def _finish(self) -> list[str]:
        """The present phase is over: do what it was for, and go on."""
        done = self.phase
        if done in NEXT:
            return self._go_on(NEXT[done])
        return {
            "inspect": self._inspect, "arc": self._joined, "rearc": self._rejoined, "analyse": self._analyse,
            "proof": self._held, "arc_test": self._tested, "care": self._cared,
        }[done]()  # fmt: skip

    def _go_on(self, phase: str) -> list[str]:
        programme = self.programme
        seconds = {"cleaning_arc": programme.cleaning_s, "prefuse": programme.prefuse_s, "arc": programme.arc_s}
        self._begin(phase, seconds.get(phase, SECONDS.get(phase, 0.0)))
        if phase == "arc":
            self.plant.splicer.electrode_arcs += 1
        return [phase]

    def _begin(self, phase: str, seconds: float) -> None:
        self.phase = phase
        self._total = self._left = max(1, round(seconds * self._rate))

    def _to_idle(self) -> None:
        self.phase = "idle"
        self.message = None
        self.notice = None
        self.readings = None
        self.care_task = None
        self._left, self._total = 0, 1

    def _fail(self, message: Message) -> list[str]:
        self.phase = "error"
        self.message = message
        self._left, self._total = 0, 1
        return ["error"]

    # --- a run

    def _start(self, phase: str) -> list[str]:
        refusal = self._refusal()
        if refusal is not None:
            return self._fail(refusal)
        if law.worn(self.plant):
            self.notice = Message("msg.electrodes_old", "", {"arcs": float(self.electrode_arcs)})
        self.loads += 1
        self.fusion = self.expected = self.result = None
        self._begin(phase, SECONDS[phase])
        return ["motor"] if phase == "set" else ["arc"]

    def _refusal(self) -> Message | None:
        """Why the machine will not start, None when it will."""
        if not self.desk.cover_closed:
            return Message("msg.cover_open")
        for side in SIDES:
            lying: Lying = getattr(self.desk, side)
            if not lying.clamped or self.plant.joint is not None:
                return Message(f"msg.no_fibre_{side}", side)
            if lying.z_mm > LONG_Z_MM:
                return Message(f"msg.too_long_{side}", side)
            if lying.z_mm < SHORT_Z_MM:
                return Message(f"msg.too_short_{side}", side)
            if self.plant.ends[side].bare_mm < law.COATING_CLEAR_MM:
                return Message("msg.coating_in_arc", side)
        return None

    def _inspect(self) -> list[str]:
        """Measure both pictures; refuse, or wait for the eye of the trainee."""
        self.readings, refusal = splicer_reading.inspect(self)
        if refusal is not None:
            return self._fail(refusal)
        self.phase = "ready"
        return ["ready"]

    def _fuse(self) -> list[str]:
        if not self.desk.cover_closed:
            return self._fail(Message("msg.cover_open"))
        self.fusion = law.melt(self.plant, self.programme, self.loads)
        self.expected = law.joint_of(self.plant, self.fusion, 0, self.age)
        self._begin("align", SECONDS["align"])
        return ["motor"]

    def _joined(self) -> list[str]:
        assert self.fusion is not None
        self.plant.splices += 1
        self.plant.joint = law.joint_of(self.plant, self.fusion, 0, self.age)
        self._begin("analyse", SECONDS["analyse"])
        return ["fused"]

    def _rejoined(self) -> list[str]:
        assert self.fusion is not None
        self.plant.joint = law.joint_of(self.plant, self.fusion, self._joint().re_arcs + 1, self.age)
        self._begin("analyse", SECONDS["analyse"])
        return ["rearced"]

    def _analyse(self) -> list[str]:
        """Read both pictures of the joint and state the estimate."""
        self._pictures = {axis: self.view(axis) for axis in "xy"}
        self.result, self.message = splicer_reading.analyse(self, self._joint())
        self.phase = "result"
        return ["result"]

    def _breaks_now(self) -> bool:
        return self._joint().strength_n < law.PROOF_N and self.pull_n >= self._joint().strength_n

    def _held(self) -> list[str]:
        self._joint().proof_passed = True
        self.phase = "released"
        return ["proof_held", "released"]

    def _joint(self) -> Joint:
        joint = self.plant.joint
        assert joint is not None
        return joint

    def _tested(self) -> list[str]:
        """End of the arc test: calibrated, or not.

        Simplified: a real machine melts the ends back and asks for a fresh cleave; here the loaded ends stay usable.
        """
        self.plant.splicer.electrode_arcs += 3
        dirty = max(end.residue_near_tip() for end in self.plant.ends.values()) > 0.3
        if dirty or law.worn(self.plant):
            return self._fail(Message("msg.arc_test_ng"))
        if not law.arc_test_due(self.plant):
            self.needless_care += 1
        self.plant.splicer.arc_tested = True
        self.plant.splicer.arc_drift = self.plant.chance.normal(f"arc_test:{self.loads}", 0.004)
        self._to_idle()
        return ["arc_test_ok"]

    def _cared(self) -> list[str]:
        task, state = self.care_task or "", self.plant.splicer
        if task not in law.faults(self.plant):
            self.needless_care += 1
        if task == "optics":
            state.optics_dust = 0.0
        elif task == "groove_left":
            state.groove_dirt_left = 0.0
        elif task == "groove_right":
            state.groove_dirt_right = 0.0
        else:
            self._change_electrodes()
        self._to_idle()
        return ["cared"]

    def _change_electrodes(self) -> None:
        """New electrodes burn differently: the arc is off until the next arc test."""
        chance, state = self.plant.chance, self.plant.splicer
        sign = 1.0 if chance.happens(f"electrodes:{self.loads}:sign", 0.5) else -1.0
        state.arc_drift = sign * chance.uniform(f"electrodes:{self.loads}:size", 0.12, 0.16)
        state.electrode_arcs = 0
        state.arc_tested = False
