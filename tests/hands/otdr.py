"""Hands at the OTDR, with care or without: scripts for tests, proofs and screenshots.

They know the plan of the line as a technician knows the job sheet, and read no trace: like a log, they only say what
the hands do and when.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from simulator.curriculum.model import Exercise
from simulator.instruments.otdr_panel import Keys
from simulator.optics import truth
from simulator.optics.truth import TrueEvent
from simulator.plant import Chance, Joint, Plant, workplace
from simulator.scenes.otdr import logic
from simulator.scenes.otdr.logic_judge import Case, verdict_of
from simulator.scenes.otdr.logic_truth import Expected
from tests.hands.script import Pencil, Script

LOOK_S = 1.0
#: Length of a fitting window [m], and how near before an event cursor A is put [m].
WINDOW_M, BEFORE_M = 150.0, 1.0
#: A peak of this height [dB] is counted on at least: behind it the trace must come down first.
PEAK_DB = -40.0


@dataclass(frozen=True)
class Manner:
    """How the hands work; what is None is left as the exercise has it.

    wavelengths, range_m, pulse_ns, averaging_s, index: what is set. kinds: (right kind, kind written) pairs. verdict:
    None gives the right one, else this for all. ghosts: the kind written for an echo, '' leaves it out. only: how many
    rows are written. off_m: how far beside its event A is put. two_ways, keep, check_plug: whether that is done. auto:
    '' none, 'checked' decides on every row, 'blind' keeps all as they come. unsafe: the plug is pulled with laser on.
    third: one more wavelength, measured and kept first, for two fit on the screen at once. covers: the fitting windows
    reach over the neighbours. slip: the only row at which off_m and covers hold. fibres: what is said of every fibre
    of the cable, '' leaves the others alone. plug: the cord is plugged in at all.
    """

    wavelengths: tuple[str, ...] | None = None
    range_m: float | None = None
    pulse_ns: float | None = None
    averaging_s: float | None = None
    index: float | None = None
    kinds: tuple[tuple[str, str], ...] = ()
    verdict: str | None = None
    ghosts: str = "ghost"
    only: int | None = None
    off_m: float = 0.0
    two_ways: bool = True
    keep: bool = True
    check_plug: bool = True
    auto: str = ""
    unsafe: bool = False
    third: str = ""
    window_m: float = WINDOW_M
    covers: bool = False
    slip: int | None = None
    fibres: str = "good"
    plug: bool = True


@dataclass(frozen=True)
class Measured:
    """The whole measurement as a step of hands that look at what the instrument proposes on this very draw."""

    manner: Manner
    seed: int = 7

    def on(self, seed: int) -> Measured:
        """The same on another draw."""
        return replace(self, seed=seed)

    def __call__(self, exercise: Exercise, tick: int) -> Script:
        """Write the hands."""
        return measure(exercise, tick, self.manner, self.seed)


def measure(exercise: Exercise, start_tick: int, manner: Manner, seed: int = 7) -> Script:
    """Connect, set, measure, fill the table, keep, leave; seed: the draw on which the analysis is looked at."""
    hands = _Hands(exercise, start_tick, manner, seed)
    hands.connect()
    if manner.third:
        hands.alone(manner.third)
    hands.set_up()
    if not hands.params.trace:
        hands.shoot()
    if manner.auto:
        hands.automatic()
    else:
        hands.read()
    if manner.keep:
        hands.pencil.do("save", None, 0.5)
    if hands.params.both_ways and manner.two_ways:
        hands.other_end()
    if hands.params.fibres:
        hands.each_fibre()
    hands.pencil.do("done", None, 0.0)
    return hands.pencil.script


def _as_left_by_the_job(plant: Plant) -> None:
    """A line whose splice is still to be made is measured after that, with its plugs cleaned."""
    part = plant.line.work()
    if part is None or part.spec.type != "splice":
        return
    part.joint = Joint((0.1, 0.0), (0.0, 0.0), 0.0, 0.0, 0.0, 1.0, 1.0, 6.0, {}, 0.01)
    for connector in plant.line.connectors():
        for face in (connector.near, connector.far):
            face.particles = []


class _Hands:
    def __init__(self, exercise: Exercise, tick: int, manner: Manner, seed: int) -> None:
        self.seed = seed
        self.exercise, self.manner, self.pencil = exercise, manner, Pencil(tick)
        self.params = next(stage.params for stage in exercise.stages if stage.scene == "otdr")
        plant = workplace.build(exercise.site, Chance(0))
        plant.files.update(exercise.files)
        plant.line.cord.particles = []
        _as_left_by_the_job(plant)
        self.scene = logic.create(self.params, plant)
        nms = manner.wavelengths or (self.params.start_wavelength,)
        keys = self.scene.otdr.keys
        self.keys = Keys(
            tuple(int(nm) for nm in nms),
            manner.range_m or keys.range_m,
            manner.pulse_ns or keys.pulse_ns,
            manner.averaging_s or keys.averaging_s,
            manner.index or keys.index,
        )

    def connect(self) -> None:
        """Look, clean, look again, plug in; or plug in at once."""
        if self.params.plugged or self.params.trace:
            return
        if self.manner.check_plug:
            for target, value in (("look", "cord"), ("clean", "cord"), ("look", "cord"), ("look", "head")):
                self.pencil.do(target, value, LOOK_S)
        if self.manner.plug:
            self.pencil.do("plug", True, 0.5)

    def set_up(self) -> None:
        """Turn the keys that differ."""
        manner = self.manner
        if manner.wavelengths:
            for name in self.params.wavelengths:
                if name in manner.wavelengths:
                    self.pencil.do("wavelength.on", name, 0.3)
            for name in self.params.wavelengths:
                if name not in manner.wavelengths:
                    self.pencil.do("wavelength.off", name, 0.3)
        for target, value in (("range", manner.range_m), ("pulse", manner.pulse_ns), ("averaging", manner.averaging_s),
                              ("index", manner.index)):  # fmt: skip
            if value is not None:
                self.pencil.do(target, round(1e4 * value) if target == "index" else value, 0.4)

    def alone(self, wavelength: str) -> None:
        """Measure at one wavelength and keep the trace."""
        for name in self.params.wavelengths:
            if name == wavelength:
                self.pencil.do("wavelength.on", name, 0.3)
        for name in self.params.wavelengths:
            if name != wavelength:
                self.pencil.do("wavelength.off", name, 0.3)
        averaging = self.manner.averaging_s or self.params.start_averaging_s
        self.pencil.do("averaging", averaging, 0.3)
        self.pencil.do("laser", True, averaging + 0.5)
        self.pencil.do("save", None, 0.5)

    def shoot(self) -> None:
        """Laser on until the averaging is over."""
        if self.manner.unsafe:
            self.pencil.do("laser", True, 2.0)
            self.pencil.do("plug", False, 1.0)
            self.pencil.do("plug", True, 1.0)
            self.pencil.do("laser", False, 0.5)
        self.pencil.do("laser", True, self.keys.averaging_s * len(self.keys.wavelengths_nm) + 0.5)

    # reading

    def _events(self) -> list[tuple[float, str, Expected | None]]:
        """(place on the screen, kind, event or None for a ghost) of all that is to be entered."""
        nm = self.keys.wavelengths_nm[0]
        events = [e for e in self.scene.work.events() if e.required]
        if self.params.ask == "break":
            events = [e for e in events if e.kind == "end"]
        found: list[tuple[float, str, Expected | None]] = [(e.at(self.keys, nm), e.kind, e) for e in events]
        if self.manner.ghosts and not self.params.trace:
            link = self.scene.plant.line.link()
            for nm in self.keys.wavelengths_nm:
                settings = self.keys.settings(nm)
                for ghost in truth.ghosts(link, settings, self.scene.receiver):
                    at = ghost.path_m / settings.group_index
                    if all(abs(at - other) > 20.0 for other, *_ in found):
                        found.append((at, "ghost", None))
        return sorted(found, key=lambda item: item[0])

    def _cursors(self, places: list[float], index: int, shown_db: float = 0.0, mirror_db: float = PEAK_DB) -> None:
        """A before, B behind the event, windows as long as the neighbours leave room."""
        nm = self.keys.wavelengths_nm[0]
        pulse_m = self.scene.work.pulse_m if self.params.trace else self.keys.settings(nm).pulse_m
        dead = pulse_m + 8.0
        if not self.params.trace:
            mirror = TrueEvent(0.0, 0.0, "connector", 0.0, shown_db, max(PEAK_DB, mirror_db))
            dead = truth.dead_m(mirror, self.keys.settings(nm), self.scene.receiver) + 2.0
        wrong = self.manner.slip in (None, index)
        first = places[index] - BEFORE_M + (self.manner.off_m if wrong else 0.0)
        last = first + dead
        before = places[index - 1] + dead + 2.0 if index else pulse_m + 30.0
        after = places[index + 1] - 3.0 if index + 1 < len(places) else last + self.manner.window_m
        low = max(before, first - self.manner.window_m)
        high = min(after, last + self.manner.window_m)
        if self.manner.covers and wrong:
            low, high = 10.0, places[-1] + 400.0
        for name, value in (("a", low), ("A", first), ("B", last), ("b", high), ("a", low), ("b", high)):
            self.pencil.do(f"cursor.{name}", round(value, 2), 0.1)

    def read(self) -> None:
        """One row per event, measured, named and judged."""
        events = self._events()
        places = [place for place, *_ in events]
        for index, (_, kind, event) in enumerate(events[: self.manner.only]):
            shown = event.worst(self.keys.wavelengths_nm, False) if event else 0.0
            self._cursors(places, index, shown, event.mirror_db if event and kind == "connector" else PEAK_DB)
            self.pencil.do("row.add", None, LOOK_S)
            self._name(kind, event)

    def _name(self, kind: str, event: Expected | None) -> None:
        written = self.manner.ghosts if kind == "ghost" else dict(self.manner.kinds).get(kind, kind)
        self.pencil.do("row.kind", written, 0.4)
        if event is not None and kind not in ("end", "splitter") or self.manner.verdict:
            self.pencil.do("row.verdict", self.manner.verdict or self._verdict(event), 0.4)

    def _verdict(self, event: Expected | None) -> str:
        if event is None:
            return "none"
        case = Case(self.params, (), (), nms=self.keys.wavelengths_nm, both=self.params.both_ways)
        return verdict_of(event, case) or "good"

    def automatic(self) -> None:
        """Let the instrument analyse; then check row by row against both traces, or keep all as it comes."""
        self.pencil.do("auto", None, LOOK_S)
        if self.manner.auto == "blind":
            return
        rows = self._rows_of_analysis()
        events = self._events()
        places = [place for place, *_ in events]
        for at in sorted(range(len(rows)), reverse=True):
            self.pencil.do("row.select", float(at), 0.3)
            near = [i for i, place in enumerate(places) if abs(place - rows[at]) < 14.0]
            if not near:
                self.pencil.do("row.delete", None, 0.3)
                continue
            self.pencil.do("row.adopt", None, 0.3)
            _, kind, event = events[near[0]]
            self._name(kind, event)
        for index, (place, kind, event) in enumerate(events):
            if all(abs(place - at) >= 14.0 for at in rows):
                self._cursors(places, index)
                self.pencil.do("row.add", None, LOOK_S)
                self._name(kind, event)

    def _rows_of_analysis(self) -> list[float]:
        """Places of the rows that the analysis gives on the present draw: run it once on the side, as eyes would."""
        return [row.position_m for row in self.seen.state.rows]

    @property
    def seen(self) -> logic.Otdr:
        """The scene as the screen would show it after the script so far, on the draw that ``seed`` names."""
        from simulator.attempt import Attempt
        from tests.hands.script import by_tick

        attempt = Attempt(self.exercise, self.seed)
        actions = by_tick(self.pencil.script)
        while attempt.tick < self.pencil.tick:
            attempt.step(actions.get(attempt.tick, ()))
        return attempt.scene  # type: ignore[return-value]

    # the other end

    def other_end(self) -> None:
        """Measure again from B, and write the figures into the same rows."""
        self.pencil.do("side", "B", 1.0)
        if self.manner.third:
            self.alone(self.manner.third)
            self.set_up()
        self.pencil.do("laser", True, self.keys.averaging_s * len(self.keys.wavelengths_nm) + 0.5)
        events = self._events()
        mirrored = sorted(self.scene.work.mirror_m(place) for place, *_ in events)
        for index, (place, kind, _) in enumerate(events[: self.manner.only]):
            if kind in ("end", "ghost"):
                continue
            self.pencil.do("row.select", float(index), 0.3)
            self._cursors(mirrored, mirrored.index(self.scene.work.mirror_m(place)))
            self.pencil.do("row.measure", None, 0.5)
        if self.manner.keep:
            self.pencil.do("save", None, 0.5)


    # the other fibres

    def each_fibre(self) -> None:
        """Call the fibre just measured good, then measure, call and keep every other one."""
        if not self.manner.fibres:
            return
        self.pencil.do("fibre.verdict", self.manner.fibres, 0.5)
        for nm in self.params.wavelengths:
            self.pencil.do(f"wavelength.{'on' if nm in self.params.each else 'off'}", nm, 0.2)
        for nm in self.params.wavelengths:
            self.pencil.do(f"wavelength.{'on' if nm in self.params.each else 'off'}", nm, 0.2)
        averaging = self.manner.averaging_s or self.params.start_averaging_s
        for colour in self.params.fibres[:-1]:
            self.pencil.do("fibre", colour, 1.0)
            self.pencil.do("laser", True, averaging * len(self.params.each) + 0.5)
            self.pencil.wait(LOOK_S)
            self.pencil.do("fibre.verdict", self.manner.fibres, 0.5)
            if self.manner.keep:
                self.pencil.do("save", None, 0.5)


#: What a good technician sets in each exercise.
RIGHT: dict[str, Manner] = {
    "lire-sans-bruit": Manner(),
    "lire-avec-bruit": Manner(averaging_s=30.0, window_m=500.0),
    "fantomes": Manner(),
    "evenements-confondus": Manner(pulse_ns=50.0),
    "bonne-impulsion": Manner(range_m=120_000.0, pulse_ns=500.0, averaging_s=60.0, window_m=1500.0),
    "mauvais-indice": Manner(index=1.4682),
    "courbure-ou-soudure": Manner(wavelengths=("1310", "1550")),
    "gainer-et-deux-sens": Manner(),
    "trouver-la-coupure": Manner(range_m=5000.0, pulse_ns=50.0, averaging_s=15.0, index=1.4682),
    "coupleur-vu-abonne": Manner(pulse_ns=300.0, window_m=400.0),
    "analyse-automatique-fausse": Manner(wavelengths=("1310", "1550"), auto="checked"),
    "vraie-trace": Manner(),
}
#: Nothing set, two rows guessed beside their events, all of it called a bad splice.
CARELESS = Manner(
    kinds=(("connector", "splice"), ("bend", "splice"), ("splitter", "splice"), ("end", "splice"), ("splice", "bend")),
    verdict="bad", ghosts="connector", only=2, off_m=10.0, two_ways=False, keep=False, check_plug=False, unsafe=True,
    fibres="",
)  # fmt: skip
#: Names everything wrong, measures well.
MISNAMES = {
    "kinds": (("connector", "splice"), ("splice", "connector"), ("bend", "splice"), ("splitter", "splice"),
              ("end", "splice")),
    "ghosts": "connector",
}  # fmt: skip
#: Sees everything, measures nothing well.
MISMEASURES = {"only": 2, "off_m": 9.0}


def right(name: str) -> Manner:
    """The careful manner of an exercise."""
    return RIGHT[name]


def changed(name: str, **what: object) -> Manner:
    """The careful manner of an exercise with something done otherwise."""
    return replace(RIGHT[name], **what)  # type: ignore[arg-type]
