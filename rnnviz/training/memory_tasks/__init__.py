"""Memory tasks: something comes, a distance goes by, it is asked for. Who remembers, and how far?"""

from rnnviz.training.memory_tasks.curves import MEASURED, MemoryCurves, measured_curves
from rnnviz.training.memory_tasks.networks import NETWORKS
from rnnviz.training.memory_tasks.plan import WHAT, MemoryPlan
from rnnviz.training.memory_tasks.said import sentences
from rnnviz.training.memory_tasks.sweep import MemorySweep, MemorySweepPlan
from rnnviz.training.memory_tasks.task import MemoryTask

__all__ = [
    "MEASURED",
    "NETWORKS",
    "WHAT",
    "MemoryCurves",
    "MemoryPlan",
    "MemorySweep",
    "MemorySweepPlan",
    "MemoryTask",
    "measured_curves",
    "sentences",
]
