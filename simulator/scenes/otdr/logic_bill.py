"""The loss bill of a measured cable: which fibre and which wavelength it is about, and what each cause takes there.

It deliberately reads no trace: the parts of the line say what they cost.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from simulator.scenes.otdr.logic_desk import Desk
from simulator.scenes.otdr.logic_fibres import Fibres

#: What the glass itself takes: nobody's hand can spare it.
GLASS = "fibre"
Bill = Mapping[str, Any]


class Bills:
    """Reads what lies on the desk."""

    def __init__(self, desk: Desk, fibres: Fibres) -> None:
        self.desk, self.fibres = desk, fibres

    def entries(self) -> dict[str, float]:
        """Loss by cause [dB] where hands cost most; empty for a recorded trace and before a first one."""
        found = self._all()
        entries = found[_dearest(found)] if found else {}
        return {cause: round(float(loss), 4) for cause, loss in entries.items() if abs(float(loss)) >= 0.0005}

    def about(self) -> tuple[int, float]:
        """Number of the fibre (0 where there is one alone) and wavelength [nm] of the bill; 0, 0 without one."""
        found = self._all()
        number, nm = _dearest(found) if found else (0, 0)
        return (number if self.fibres.numbers else 0), nm

    def _all(self) -> dict[tuple[int, float], Bill]:
        """By fibre and wavelength: of the fibre whose table counts what was last measured, of each what was kept."""
        desk, main = self.desk, self.fibres.main
        run = desk.otdr.run if self.fibres.on_main and desk.otdr.run else self.fibres.work_of(main).run
        if desk.params.trace or run is None:
            return {}
        kept = {(k.number, round(k.trace.wavelength * 1e9)) for k in desk.kept if k.whole}
        measured = {(main, nm) for nm in tuple(run.seconds) or (desk.state.shown,)}
        links = {number: self.fibres.work_of(number).link() for number, _ in kept} | {main: run.link}
        return {(number, nm): links[number].bill(nm * 1e-9) for number, nm in sorted(measured | kept)}


def _dearest(bills: Mapping[tuple[int, float], Bill]) -> tuple[int, float]:
    """The fibre and wavelength at which most is lost that the glass itself does not take: a bend shows at the longest.
    """
    return max(bills, key=lambda key: sum(float(loss) for cause, loss in bills[key].items() if cause != GLASS))
