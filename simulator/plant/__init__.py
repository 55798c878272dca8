"""The work site as data: fibres and their ends, joint, sleeve, shards, and the wear and dirt of the tools.

Scenes change it and nothing else holds a second copy. It deliberately draws nothing and decides no score.
"""

from simulator.plant.chance import Chance
from simulator.plant.ferrule import Ferrule, Particle, Scratch
from simulator.plant.fibre_end import EndFace, FibreEnd, Nick
from simulator.plant.joint import Joint, Sleeve
from simulator.plant.line import Coil, Line, LinePart
from simulator.plant.line_spec import LineSpec, PartSpec
from simulator.plant.site import CleaverSpec, FibreSpec, SiteSpec, SplicerSpec, StripperSpec, Weather
from simulator.plant.workplace import CleaverState, Piece, Plant, Shard, SplicerState

__all__ = [
    "Chance", "CleaverSpec", "CleaverState", "Coil", "EndFace", "Ferrule", "FibreEnd", "FibreSpec", "Joint", "Line",
    "LinePart", "LineSpec", "Nick", "Particle", "PartSpec", "Piece", "Plant", "Scratch", "Shard", "SiteSpec", "Sleeve",
    "SplicerSpec", "SplicerState", "StripperSpec", "Weather",
]  # fmt: skip
