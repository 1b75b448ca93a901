"""Ready breakpoints: what is looked for most often, in `rnnviz.find`'s language, for every cell type.

`ready.py` has the list, `break_at.py` finds the steps of a line that is one of them or a condition, `anomaly.py` says
where to look first.
"""

from rnnviz.analysis.breakpoints.anomaly import Anomaly, first_anomaly
from rnnviz.analysis.breakpoints.break_at import break_at
from rnnviz.analysis.breakpoints.ready import Breakpoint, breakpoints, breakpoints_of, title_of

__all__ = ["Anomaly", "Breakpoint", "break_at", "breakpoints", "breakpoints_of", "first_anomaly", "title_of"]
