"""The words of the preparation scene: what its marks name is declared; what they say is for the catalogue's tests."""

from __future__ import annotations

import re
from pathlib import Path

import simulator
from simulator.scenes.preparation import logic


def test_every_fact_named_by_a_mark_is_declared() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in Path(simulator.__file__).parent.glob("scenes/preparation/logic*.py")
    )
    named = set(re.findall(r'"([a-z]+\.\w+(?:_pct|_mm|_um|_deg|_mm_s|_s|outside_bin|defects|after_cleave))"', source))
    assert len(named) > 8
    assert named <= {spec.name for spec in logic.FACTS}
