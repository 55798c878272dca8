"""What ought to be on the sheet: the loss that clean cords and the right reference would show, and the budget.

It deliberately reads no instrument: it is worked out from the line as it is, with its end faces clean.
"""

from __future__ import annotations

from simulator.optics.splitter import PLANNING_LOSS
from simulator.plant import mating
from simulator.plant.ferrule import Ferrule
from simulator.plant.line import LinePart
from simulator.plant.line_spec import PartSpec
from simulator.scenes.power.logic_bench import JOINTS, Bench
from simulator.scenes.power.logic_params import REFERENCE_PATH, Params


class Truth:
    """Reads bench and line."""

    def __init__(self, params: Params, bench: Bench) -> None:
        self.params, self.bench = params, bench
        self._kept: dict[tuple[int, int], float] = {}
        self._counts: dict[str, float] = {}

    def link_db(self, nm: int) -> float:
        """Loss of the link with its two end connectors, their faces clean [dB]; inf where it is broken."""
        line, wavelength = self.bench.plant.line, nm * 1e-9
        if len(line.reached()) < len(line.parts):
            return float("inf")
        loss = float(line.link(launch=False, tail=False).insertion_loss(wavelength))
        ends = [LinePart(PartSpec("connector"), near=line.cord, far=line.head)]
        if (end := self.bench.last()) is not None:
            ends.append(end)
        for joint in ends:
            loss += self._clean_db(joint, nm) - mating.cost(line, joint, wavelength).loss_db
        return loss

    def written(self, nm: int) -> float:
        """What should be written at a wavelength: loss by the method asked for [dB], or power at the outlet [dBm]."""
        key = (self.bench.version, nm)
        if key not in self._kept:
            self._kept = {**{k: v for k, v in self._kept.items() if k[0] == key[0]}, key: self._written(nm)}
        return self._kept[key]

    def _written(self, nm: int) -> float:
        if self.params.mode == "subscriber":
            return self.params.launch_dbm - self.link_db(nm)
        names = JOINTS.get(REFERENCE_PATH[self.params.method], ())
        return self.link_db(nm) - sum(self._clean_db(self.bench.plant.cords[name], nm) for name in names)

    def _clean_db(self, joint: LinePart, nm: int) -> float:
        """Loss of a mating if its faces were clean [dB]; one never made has the mean offset."""
        near, far = joint.near, joint.far
        assert near is not None and far is not None
        clean = LinePart(joint.spec, near=Ferrule(near.polish), far=Ferrule(far.polish), offset_um=joint.offset_um)
        if not joint.mated:
            clean.offset_um = mating.MEAN_OFFSET_UM
        return mating.cost(self.bench.plant.line, clean, nm * 1e-9).loss_db

    # budget

    def counts(self) -> dict[str, float]:
        """What the line holds: km of fibre, splices, matings that the method counts, splitter ports."""
        if not self._counts:
            self._counts = self._count()
        return self._counts

    def _count(self) -> dict[str, float]:
        params, parts = self.params, [part.spec for part in self.bench.plant.line.parts]
        plugs = sum(part.type == "connector" for part in parts) + 1
        inside = {"1": 0, "2": 1, "3": 2}[params.method] if params.mode == "loss" else 0
        return {
            "fibre": sum(part.length_m for part in parts if part.type == "fibre") / 1e3,
            "splices": float(sum(part.type == "splice" for part in parts)),
            "connectors": float(max(0, plugs - inside)),
            "splitter": float(max((int(part.ports) for part in parts if part.type == "splitter"), default=0)),
        }

    def budget(self) -> dict[str, float]:
        """Right value of each row of the sheet [dB]."""
        params, counts = self.params, self.counts()
        rows = {
            "fibre": counts["fibre"] * params.alpha_db_km,
            "splices": counts["splices"] * params.splice_db,
            "connectors": counts["connectors"] * params.connector_db,
            "splitter": PLANNING_LOSS[int(counts["splitter"])] if counts["splitter"] else 0.0,
        }
        return {name: round(value, 2) for name, value in rows.items()}

    @property
    def limit_db(self) -> float:
        """The loss that must not be passed [dB]."""
        return self.params.limit_db or round(sum(self.budget().values()), 2)

    def good(self) -> bool:
        """Whether link or outlet truly is within its limits."""
        nms = (1490,) if self.params.mode == "subscriber" else tuple(int(nm) for nm in self.params.wavelengths)
        return all(self.within(self.written(nm)) for nm in nms)

    def within(self, value: float) -> bool:
        """Whether a loss [dB], or a power at the outlet [dBm], is within the limits."""
        if self.params.mode == "subscriber":
            return self.params.low_dbm <= value <= self.params.high_dbm
        return value <= self.limit_db
