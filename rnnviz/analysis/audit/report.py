"""What an audit found: sentences in the order of their gravity, and tables of what was measured."""

import html
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rnnviz.analysis.audit.activity import Ends, Moving, ends_table, moving_table
from rnnviz.analysis.audit.biases import GateBias, biases_table
from rnnviz.analysis.audit.fading import Fading, fadings_table
from rnnviz.analysis.audit.finding import SEVERITIES, Finding
from rnnviz.analysis.audit.matrices import Recurrent, recurrent_table
from rnnviz.analysis.audit.table import Table
from rnnviz.theme import Severity
from rnnviz.words import N_

SEVERITY_WORDS: Mapping[Severity, str] = {"wrong": N_("wrong"), "look": N_("worth a look"), "fine": N_("fine")}
"""msgids."""

SIGNS: Mapping[Severity, str] = {"wrong": "✗", "look": "!", "fine": "✓"}


@dataclass(frozen=True, eq=False, repr=False)
class Report:
    """What `audit` found. It keeps no recording and no weights.

    Attributes:
        module: what makes such a module: "nn.LSTM(3, 2)".
        dtype, seq_len, batch: of the run.
        version: of the recording, `Recording.version`.
        findings: the gravest first; among them the lowest layer first.
        biases: of the gate that keeps a state, for each layer and direction that has one.
        recurrent: the matrices that a state is multiplied by on its way to the next, gate by gate.
        moving: for each layer and direction, which units never move.
        ends: for each gate, candidate and squashed state, how often it is at an end of its range.
        fadings: for each layer and direction, how long a state and its gradient last.
    """

    module: str
    dtype: str
    seq_len: int
    batch: int
    version: str
    findings: tuple[Finding, ...]
    biases: tuple[GateBias, ...]
    recurrent: tuple[Recurrent, ...]
    moving: tuple[Moving, ...]
    ends: tuple[Ends, ...]
    fadings: tuple[Fading, ...]

    def of(self, severity: Severity) -> tuple[Finding, ...]:
        """The findings of one severity."""
        return tuple(finding for finding in self.findings if finding.severity == severity)

    @property
    def tables(self) -> tuple[Table, ...]:
        """The measured quantities; without those of which there are none."""
        found = (
            biases_table(self.biases),
            recurrent_table(self.recurrent),
            ends_table(self.ends),
            moving_table(self.moving),
            fadings_table(self.fadings),
        )
        return tuple(table for table in found if table.rows)

    def counts(self, translate: Callable[[str], str] = str) -> str:
        """How many findings there are of each severity: "wrong: 1 · worth a look: 2 · fine: 5"."""
        return " · ".join(f"{translate(SEVERITY_WORDS[one])}: {len(self.of(one))}" for one in SEVERITIES)

    def text(self, translate: Callable[[str], str] = str) -> str:
        """The whole report for a terminal."""
        lines = [self._head, self.counts(translate), ""]
        lines += [f"{SIGNS[finding.severity]} {finding.said(translate)}" for finding in self.findings]
        return "\n".join([*lines, *(f"\n{table.text(translate)}" for table in self.tables)])

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        return f"<Report on {self._head}: {self.counts()}>"

    def _repr_html_(self) -> str:
        """For a notebook; everything in it is escaped."""
        said = "".join(f"<li>{SIGNS[one.severity]} {html.escape(one.said())}</li>" for one in self.findings)
        tables = "".join(f"<p><b>{html.escape(table.title)}</b></p>{table.html()}" for table in self.tables)
        head = f"<p><b>{html.escape(self._head)}</b><br>{html.escape(self.counts())}</p>"
        return f'{head}<ul style="list-style: none; padding-left: 0">{said}</ul>{tables}'

    def to_json(self) -> dict[str, Any]:
        """The report as what `json.dumps` takes; a number that is NaN or infinite is a text, "nan", "inf" or "-inf"."""
        findings = [
            {
                "code": one.code,
                "severity": one.severity,
                "sentence": one.said(),
                "place": asdict(one.place),
                "values": dict(one.values),
                "page": one.page,
                "change": dict(one.change),
            }
            for one in self.findings
        ]
        tables = [{"name": one.name, "columns": one.columns, "rows": one.rows} for one in self.tables]
        about = {name: getattr(self, name) for name in ("module", "dtype", "seq_len", "batch", "version")}
        plain: dict[str, Any] = _plain({**about, "findings": findings, "tables": tables})
        return plain

    @property
    def _head(self) -> str:
        return f"{self.module}, seq_len={self.seq_len}, batch={self.batch}, {self.dtype}"


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {name: _plain(one) for name, one in value.items()}
    if isinstance(value, tuple | list):
        return [_plain(one) for one in value]
    return str(value) if isinstance(value, float) and not math.isfinite(value) else value
