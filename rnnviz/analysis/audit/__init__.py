"""What a network and a run of it look like to somebody who has seen many: `audit` measures, and says what stands out.

`thresholds.py` holds every bound with its source or reason; each sentence names the one that it goes by. One file
measures one thing; `audit.py` asks them all, `report.py` is what they found.
"""

from rnnviz.analysis.audit.activity import Ends, Moving
from rnnviz.analysis.audit.audit import audit
from rnnviz.analysis.audit.biases import GateBias
from rnnviz.analysis.audit.fading import Fading
from rnnviz.analysis.audit.finding import SEVERITIES, Finding, Where
from rnnviz.analysis.audit.matrices import Recurrent
from rnnviz.analysis.audit.report import Report
from rnnviz.analysis.audit.table import Table, written

__all__ = [
    "SEVERITIES",
    "Ends",
    "Fading",
    "Finding",
    "GateBias",
    "Moving",
    "Recurrent",
    "Report",
    "Table",
    "Where",
    "audit",
    "written",
]
