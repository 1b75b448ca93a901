"""Modules and inputs that have one fault, or none."""

from typing import Any

import torch
from torch import Tensor, nn

from rnnviz.analysis.audit import Finding, Report


def healthy(mode: str = "LSTM", *, hidden_size: int = 6, keeping: float = 1.0, **more: Any) -> Any:
    """A small network whose states last over a dozen steps: orthogonal matrices, gates that keep."""
    torch.manual_seed(0)
    make: Any = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[mode]
    module = make(3, hidden_size, **more).double()
    with torch.no_grad():
        for name, parameter in module.named_parameters():
            if name.startswith("weight_hh"):
                for block in parameter.split(hidden_size):
                    nn.init.orthogonal_(block[:, : parameter.shape[1]])
            if name.startswith("bias_ih") and mode != "RNN":
                parameter[hidden_size : 2 * hidden_size] = keeping
    return module


def inputs(seq_len: int = 12, batch: int = 3, features: int = 3) -> Tensor:
    torch.manual_seed(1)
    return torch.randn(seq_len, batch, features).double()


def of(report: Report, code: str, severity: str = "") -> list[Finding]:
    """The findings with a code, and a severity."""
    return [one for one in report.findings if one.code == code and severity in ("", one.severity)]


def value(finding: Finding, name: str) -> float:
    """A measured number of a finding."""
    found = finding.values[name]
    assert isinstance(found, float)
    return found


def sole(report: Report, code: str, severity: str = "look") -> Finding:
    (found,) = of(report, code, severity)
    return found
