"""The shape explorer's own material: known examples, and the script that rebuilds a view."""

from rnnviz.lessons.shapes.presets import PRESETS, Preset
from rnnviz.lessons.shapes.script import program, script

__all__ = ["PRESETS", "Preset", "program", "script"]
