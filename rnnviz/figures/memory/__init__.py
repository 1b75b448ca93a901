"""How long a state is remembered, drawn small: three of these stand side by side; and how networks compare."""

from rnnviz.figures.memory.fading import fading
from rnnviz.figures.memory.half_lives import half_lives
from rnnviz.figures.memory.kept import kept_memory
from rnnviz.figures.memory.saturation import saturation_bars

__all__ = ["fading", "half_lives", "kept_memory", "saturation_bars"]
