"""Lines that grow while a network learns: drawn once, and moved from then on, so that nothing blinks."""

from rnnviz.live_chart.lines import Level, Line
from rnnviz.live_chart.message import message

__all__ = ["Level", "Line", "message"]
