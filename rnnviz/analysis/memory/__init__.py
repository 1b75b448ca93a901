"""How long a state is remembered: what is kept of it step by step, and which gates are at their ends."""

from rnnviz.analysis.memory.memory import Memory, memory
from rnnviz.analysis.memory.saturation import Saturation

__all__ = ["Memory", "Saturation", "memory"]
