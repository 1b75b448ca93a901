"""Drawings: boxes of numbers, arrows and labels at places of their own, without axes to read off; some of them move."""

from rnnviz.figures.canvas.animation import animated
from rnnviz.figures.canvas.arrows import Arrow, arrows, outlines
from rnnviz.figures.canvas.grid import Grid, Scale, cells, numbers
from rnnviz.figures.canvas.look import drawn, labels
from rnnviz.figures.canvas.pieces import pieces
from rnnviz.figures.canvas.trace import Trace

__all__ = [
    "Arrow",
    "Grid",
    "Scale",
    "Trace",
    "animated",
    "arrows",
    "cells",
    "drawn",
    "labels",
    "numbers",
    "outlines",
    "pieces",
]
