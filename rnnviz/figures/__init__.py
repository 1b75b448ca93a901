"""Recordings drawn: each figure takes a track or a step and returns a ``plotly.graph_objects.Figure``.

Fixed colour ranges with a legend, one colour per gate everywhere, and every number that was not computed visible and
counted. A figure shows nothing by itself and keeps nothing.
"""

from rnnviz.figures.attention import attention_map
from rnnviz.figures.audit import eigenvalue_limit, eigenvalues, keeping_biases
from rnnviz.figures.curves import Curve, curves
from rnnviz.figures.differences import differences
from rnnviz.figures.enlarged import enlarged
from rnnviz.figures.foreseen import bits_over_text, next_characters
from rnnviz.figures.frame import description
from rnnviz.figures.gradient_norms import gradient_norms
from rnnviz.figures.heatmap import gate_heatmap
from rnnviz.figures.lines import unit_lines
from rnnviz.figures.memory import fading, half_lives, kept_memory, saturation_bars
from rnnviz.figures.memory_curves import Panel, Scores, memory_curves
from rnnviz.figures.packing import packing
from rnnviz.figures.place import clicked_place
from rnnviz.figures.products import joined, look_up
from rnnviz.figures.states import state_lines, state_path
from rnnviz.figures.unrolled import encoder_decoder, unrolled
from rnnviz.figures.update import memory_limit, memory_update
from rnnviz.figures.watch import watched
from rnnviz.figures.word_vectors import distances, scatter_words

__all__ = [
    "Curve",
    "Panel",
    "Scores",
    "attention_map",
    "bits_over_text",
    "clicked_place",
    "curves",
    "description",
    "differences",
    "distances",
    "eigenvalue_limit",
    "eigenvalues",
    "encoder_decoder",
    "enlarged",
    "fading",
    "gate_heatmap",
    "gradient_norms",
    "half_lives",
    "joined",
    "keeping_biases",
    "kept_memory",
    "look_up",
    "memory_curves",
    "memory_limit",
    "memory_update",
    "next_characters",
    "packing",
    "saturation_bars",
    "scatter_words",
    "state_lines",
    "state_path",
    "unit_lines",
    "unrolled",
    "watched",
]
