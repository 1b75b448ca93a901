"""What people write beside what is right: two results of one question in one picture.

What is wrong is crimson, dashed or hatched and named with a cross; what is right has the colour of the text. So the two
are told apart without colour too.
"""

from rnnviz.figures.verdict.bars import compared_bars
from rnnviz.figures.verdict.heatmaps import Sheet, compared_heatmaps
from rnnviz.figures.verdict.lines import Line, compared_lines

__all__ = ["Line", "Sheet", "compared_bars", "compared_heatmaps", "compared_lines"]
