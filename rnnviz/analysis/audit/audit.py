"""`audit`: a module and an input go in, or a recording; what stands out comes back."""

from collections.abc import Iterator, Sequence
from itertools import chain

import numpy as np
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from rnnviz.analysis.audit.activity import activity_findings, ends, moving
from rnnviz.analysis.audit.biases import bias_findings, biases
from rnnviz.analysis.audit.fading import fading_findings, fadings
from rnnviz.analysis.audit.finding import SEVERITIES, Finding
from rnnviz.analysis.audit.inputs import input_findings
from rnnviz.analysis.audit.matrices import matrix_findings, recurrent
from rnnviz.analysis.audit.numbers import number_findings
from rnnviz.analysis.audit.padding import Input, padding_findings
from rnnviz.analysis.audit.report import Report
from rnnviz.errors import ArgumentError
from rnnviz.recorder import Recording, record
from rnnviz.words import N_


def audit(
    module: nn.Module | Recording,
    input: Tensor | PackedSequence | None = None,
    hx: Tensor | Sequence[Tensor] | None = None,
    *,
    lengths: Sequence[int] | Tensor | None = None,
) -> Report:
    """Measure a recurrent module on an input, and say what stands out.

    What is said is true of this module on this input, by the bound that the sentence names; whether it is a mistake is
    for the reader to say. What is multiplied gate by gate, kept, saturated and sent back is in the report's tables.

    Args:
        module: what `rnnviz.record` takes; or a recording, which is taken as it is.
        input, hx, lengths: as for `rnnviz.record`; nothing with a recording.

    Returns:
        The findings, the gravest first, and the tables. It prints as text, displays itself in a notebook, and
        ``to_json()`` makes it data.

    Raises:
        ArgumentError: the input is missing, or given twice; the recording has no weights.
        RnnvizError: the module cannot be recorded on this input, as `rnnviz.record` says.

    >>> import torch, rnnviz
    >>> module = torch.nn.LSTM(3, 2, bias=False)
    >>> report = rnnviz.audit(module, torch.randn(20, 1, 3))
    >>> for finding in report.of("look")[:1]:
    ...     print(finding)
    The module has no biases (bias=False): at x = h = 0 every weighted sum is 0, and every gate stands at 0.5.
    """
    rec, past = _recorded(module, input, hx, lengths)
    if rec.architecture.parameter_shapes and not rec.weights:
        raise ArgumentError(
            "audit-weights",
            N_(
                "recording must hold the weights for an audit, and this one has none: they were left out of its file. "
                "Save it with weights=True, or audit the module itself."
            ),
        )
    keeping, matrices = biases(rec), recurrent(rec)
    moved, at_ends = moving(rec), ends(rec)
    fading = fadings(rec)
    found = chain(
        number_findings(rec),
        padding_findings(rec, past),
        input_findings(rec),
        bias_findings(rec, keeping),
        matrix_findings(rec, matrices),
        activity_findings(rec, moved, at_ends),
        fading_findings(fading),
    )
    return Report(
        module=str(rec.architecture),
        dtype=rec.dtype,
        seq_len=rec.seq_len,
        batch=rec.batch,
        version=rec.version,
        findings=tuple(_in_order(found)),
        biases=keeping,
        recurrent=matrices,
        moving=moved,
        ends=at_ends,
        fadings=fading,
    )


def _in_order(found: Iterator[Finding]) -> list[Finding]:
    """The gravest first; else as they were found, what is wrong with the numbers and the input first."""
    return sorted(found, key=lambda finding: SEVERITIES.index(finding.severity))


def _recorded(
    module: nn.Module | Recording,
    input: Tensor | PackedSequence | None,
    hx: Tensor | Sequence[Tensor] | None,
    lengths: Sequence[int] | Tensor | None,
) -> tuple[Recording, Input | None]:
    """The recording; and with lengths the whole input, time first, for a recording keeps nothing past them."""
    if isinstance(module, Recording):
        if input is not None or hx is not None or lengths is not None:
            raise ArgumentError(
                "audit-recorded",
                N_(
                    "input, hx and lengths go with a module, and a recording has its own: got both. Leave them out, or "
                    "pass the module."
                ),
            )
        return module, None
    if input is None:
        raise ArgumentError(
            "audit-input",
            N_(
                "input must be given with a module, got {module} alone. Pass what the module takes, or a recording of "
                "it."
            ),
            module=type(module).__name__,
        )
    rec = record(module, input, hx, lengths=lengths)
    if lengths is None or not isinstance(input, Tensor):
        return rec, None
    given = input.detach().to("cpu").double()
    whole: np.ndarray = (given.transpose(0, 1) if rec.batch_first else given).numpy()
    return rec, whole
