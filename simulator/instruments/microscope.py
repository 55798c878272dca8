"""The video microscope: its keys and focus, and its own count of an end face by the zones of IEC 61300-3-35.

It deliberately draws nothing (``endface`` does) and takes no decision: the person judges, the machine counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from simulator.plant.ferrule import SEEN_UM, Ferrule, Scratch, zone_of

ZONES = ("core", "cladding", "adhesive", "ferrule")
LETTERS: Mapping[str, str] = {"core": "A", "cladding": "B", "adhesive": "C", "ferrule": "D"}
KEYS = ("power", "zoom", "freeze", "zones", "save")
TIPS = ("apc", "upc", "long")
#: Range of the focus ring [um], within what the picture is sharp [um], and out of reach without the right tip [um] [D].
FOCUS_UM, SHARP_UM, UNREACHED_UM = 60.0, 4.0, 70.0
#: A flat tip on an angled face leaves the face leaning: never sharp over its width [um] [D].
LEANING_UM = 14.0


@dataclass(frozen=True)
class Rule:
    """What a zone may show. Diameters and widths in um; None: no limit.

    most: defects allowed among those of from_um and more; none_um: none at all from here on. scratches: how many are
    allowed among those up to wide_um; wider ones never, unless wide_um is None.
    """

    from_um: float = 0.0
    most: int | None = None
    none_um: float | None = None
    scratches: int | None = None
    wide_um: float | None = None


_CLADDING = Rule(2.0, 5, 5.0)
_CONTACT = Rule(10.0, 0, 10.0)
#: IEC 61300-3-35, single mode, second edition, the third words zone D anew (docs/sources.md, splicing §4.2).
RULES: Mapping[str, Mapping[str, Rule]] = {
    "UPC": {
        "core": Rule(0.0, 0, 0.0, 0, 0.0), "cladding": Rule(2.0, 5, 5.0, None, 3.0), "adhesive": Rule(),
        "ferrule": _CONTACT,
    },
    "APC": {
        "core": Rule(0.0, 0, 0.0, 4, 3.0), "cladding": _CLADDING, "adhesive": Rule(), "ferrule": _CONTACT,
    },
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """Something seen: kind dust, oil or scratch; place and size [um]; zone; level bad (forbidden), watch or good."""

    kind: str
    x_um: float
    y_um: float
    size_um: float
    zone: str
    level: str


@dataclass(frozen=True)
class ZoneCount:
    """One row of the table: how many defects count, how many are allowed (None: no limit), and the verdict.

    dirty, scratched: which of the two breaks the rule. seen: everything that lies in the zone.
    """

    zone: str
    count: int
    most: int | None
    dirty: bool
    scratched: bool
    seen: int

    @property
    def passed(self) -> bool:
        """Within the rule."""
        return not (self.dirty or self.scratched)


@dataclass(frozen=True)
class Grade:
    """The machine's count of a whole face. worst: 0 passes, 1 zone C or D, 2 zone B, 3 zone A."""

    zones: tuple[ZoneCount, ...]
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Every zone within its rule."""
        return all(zone.passed for zone in self.zones)

    @property
    def worst(self) -> int:
        """How near to the light the worst breach lies."""
        return max((3, 2, 1, 1)[index] * (not zone.passed) for index, zone in enumerate(self.zones))

    @property
    def dirty(self) -> bool:
        """Something that cleaning can take away breaks a rule."""
        return any(zone.dirty for zone in self.zones)

    @property
    def scratched(self) -> bool:
        """A scratch breaks a rule: no cleaning helps."""
        return any(zone.scratched for zone in self.zones)

    @property
    def verdict(self) -> str:
        """What ought to be said of the face: good, clean (it) or replace."""
        return "good" if self.passed else "replace" if self.scratched and not self.dirty else "clean"

    @property
    def greasy(self) -> bool:
        """Grease is what breaks a rule."""
        return any(finding.kind == "oil" and finding.level == "bad" for finding in self.findings)


def grade(face: Ferrule) -> Grade:
    """Count a face by the table of its polish; a defect counts in the innermost zone that it touches."""
    rules = RULES.get(face.polish, RULES["UPC"])
    lying: dict[str, list[Finding]] = {zone: [] for zone in ZONES}
    for particle in face.particles:
        zone = zone_of(particle.from_core_um)
        if zone is not None:
            size = 2.0 * particle.radius_um
            level = _level(rules[zone], size)
            lying[zone].append(Finding(particle.kind, particle.x_um, particle.y_um, size, zone, level))
    scratches = {zone: [s for s in face.scratches if _reaches(s) == zone] for zone in ZONES}
    rows, findings = [], []
    for zone in ZONES:
        row = _row(zone, rules[zone], lying[zone], scratches[zone])
        rows.append(row)
        findings += lying[zone]
        findings += [_scratch_finding(s, zone, row, rules[zone]) for s in scratches[zone]]
    order = {"bad": 0, "watch": 1, "good": 2}
    findings.sort(key=lambda f: (order[f.level], ZONES.index(f.zone), -f.size_um, f.x_um))
    return Grade(tuple(rows), tuple(findings))


def _level(rule: Rule, size_um: float) -> str:
    if rule.none_um is not None and size_um > rule.none_um:
        return "bad"
    return "watch" if rule.most is not None and size_um >= rule.from_um else "good"


def _row(zone: str, rule: Rule, found: list[Finding], scratches: list[Scratch]) -> ZoneCount:
    counted = [f for f in found if f.size_um >= rule.from_um] if rule.most is not None else []
    dirty = any(f.level == "bad" for f in found) or (rule.most is not None and len(counted) > rule.most)
    wide = rule.wide_um is not None and any(s.width_um > rule.wide_um for s in scratches)
    many = rule.scratches is not None and len(scratches) > rule.scratches
    return ZoneCount(zone, len(counted), rule.most, dirty, wide or many, len(found) + len(scratches))


def _scratch_finding(scratch: Scratch, zone: str, row: ZoneCount, rule: Rule) -> Finding:
    wide = rule.wide_um is not None and scratch.width_um > rule.wide_um
    bad = row.scratched and (wide or rule.scratches is not None)
    x, y = (scratch.x0_um + scratch.x1_um) / 2, (scratch.y0_um + scratch.y1_um) / 2
    length = ((scratch.x1_um - scratch.x0_um) ** 2 + (scratch.y1_um - scratch.y0_um) ** 2) ** 0.5
    return Finding("scratch", x, y, length, zone, "bad" if bad else "watch")


def _reaches(scratch: Scratch) -> str | None:
    """The innermost zone that a scratch touches."""
    ax, ay = scratch.x0_um, scratch.y0_um
    dx, dy = scratch.x1_um - ax, scratch.y1_um - ay
    length = dx * dx + dy * dy
    t = min(1.0, max(0.0, -(ax * dx + ay * dy) / length)) if length else 0.0
    away = ((ax + t * dx) ** 2 + (ay + t * dy) ** 2) ** 0.5 - scratch.width_um / 2
    return zone_of(max(0.0, away)) if away <= SEEN_UM else None


@dataclass
class Microscope:
    """The instrument in use. focus_um: the ring; best_um: where the face on the probe is sharp; tip: a key of TIPS.

    seated: the tip sits on a face; frozen: the picture stands still and is centred; zones, zoom: what the screen adds.
    """

    tip: str = "apc"
    focus_um: float = 0.0
    best_um: float = 0.0
    spoilt_um: float = 0.0
    on: bool = True
    seated: bool = False
    frozen: bool = False
    zones: bool = True
    zoom: bool = True
    saved: list[int] = field(default_factory=list)

    @property
    def defocus_um(self) -> float:
        """How far out of focus the picture is [um]."""
        return abs(self.focus_um - self.best_um) + self.spoilt_um

    @property
    def sharp(self) -> bool:
        """Whether the face can be judged on this picture."""
        return self.on and self.seated and self.defocus_um <= SHARP_UM

    def seat(self, polish: str, recessed: bool, best_um: float) -> str:
        """Put the tip on a face; returns '' or why the picture will not come: reach, short_tip, flat_tip.

        recessed: the face lies in an adapter, where only the long tip gets to it.
        """
        self.seated, self.frozen, self.best_um, self.spoilt_um = True, False, best_um, 0.0
        if recessed != (self.tip == "long"):
            self.spoilt_um = UNREACHED_UM
            return "short_tip" if recessed else "reach"
        if not recessed and (self.tip == "apc") != (polish == "APC"):
            self.spoilt_um = LEANING_UM
            return "flat_tip"
        return ""

    def lift(self) -> None:
        """Take the tip off the face."""
        self.seated = self.frozen = False

    def turn(self, to_um: float) -> None:
        """Turn the focus ring to a place [um]; a frozen picture goes live again."""
        self.focus_um = min(FOCUS_UM, max(-FOCUS_UM, to_um))
        self.frozen = False

    def freeze(self) -> bool:
        """Hold the picture, or let it run again; False when there is nothing to hold."""
        if self.frozen:
            self.frozen = False
            return True
        self.frozen = self.seated
        return self.frozen
