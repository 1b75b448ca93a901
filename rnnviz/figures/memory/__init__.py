"""How long a state is remembered, drawn small: three of these stand side by side."""

from rnnviz.figures.memory.half_lives import half_lives
from rnnviz.figures.memory.kept import kept_memory
from rnnviz.figures.memory.saturation import saturation_bars

__all__ = ["half_lives", "kept_memory", "saturation_bars"]
