"""The door: a PyTorch module goes in, a `Recording` comes out."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from rnnviz.recorder.by_hand import run_by_hand
from rnnviz.recorder.checks import (
    architecture_of,
    check_dropout,
    check_features,
    check_follows,
    check_form,
    check_input,
    check_labels,
    check_module,
    check_parameters,
    check_state,
)
from rnnviz.recorder.checks.loss import check_loss
from rnnviz.recorder.checks.module import Recurrent
from rnnviz.recorder.facts import Facts
from rnnviz.recorder.files import load
from rnnviz.recorder.gradients.loss import Form, Loss, with_gradients
from rnnviz.recorder.layout import layout_of
from rnnviz.recorder.parameters import buffers_as_they_were, parameters_of
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.run import Layer, Run, run_layers
from rnnviz.recorder.transcript import write_down
from rnnviz.recorder.width import dtype_name


def record(
    module: nn.Module,
    input: Tensor | nn.utils.rnn.PackedSequence,
    hx: Tensor | Sequence[Tensor] | None = None,
    *,
    lengths: Sequence[int] | Tensor | None = None,
    labels: Sequence[Sequence[str]] | None = None,
    features: Sequence[str] | None = None,
    path: str | Path | None = None,
    allow_dropout: bool = False,
    gradients_of: Loss | None = None,
) -> Recording:
    """Run a recurrent module and keep every number of it.

    Args:
        module: an ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``, one of the modules that make one step (``nn.LSTMCell``, ...),
            or one written by hand (``rnnviz.by_hand``); it is left exactly as it was.
        input: what the module takes: ``(seq_len, batch, input_size)``, batch first if the module says so,
            ``(seq_len, input_size)`` for one sequence, or a ``PackedSequence``; ``(batch, input_size)`` or
            ``(input_size,)`` for a module that makes one step.
        hx: the initial state as the module takes it; zeros by default.
        lengths: for a padded batch, how many steps of each row are no padding; the input is then packed.
        labels: a name for every time step of every batch row, for the screen.
        features: a name for every feature of the input, for the screen.
        path: a file to write the recording to while it is made; what is returned is read from it as it is needed.
        allow_dropout: record one run with the random dropout between layers of a module in training mode.
        gradients_of: a loss; the recording then has ``rec.gradients``, by every gate, weighted sum, state, input and
            weight (`Gradients` tells what they mean). It is called as ``loss(output, h_n)`` with what the module
            returns (as ``loss(output, h_n, c_n)`` where it takes three arguments) and returns one number, a tensor. An
            input that is a ``PackedSequence`` gives an output that is one; a padded one with ``lengths`` is padded
            again. No ``.grad`` of anything is touched. The recording is then made in memory, also for ``path``.

    Raises:
        ModuleError: the module cannot be recorded.
        InputError: the input, the lengths, the labels or the features do not fit the module.
        StateError: hx does not fit the module.
        FileError: the file cannot be written.
        ArgumentError: the loss is no function to one number that follows from what the module returns.

    >>> lstm = nn.LSTM(input_size=3, hidden_size=2)
    >>> rec = record(lstm, torch.zeros(5, 1, 3))
    >>> rec.gates.shape
    (4, 1, 1, 5, 1, 2)
    """
    if gradients_of is not None:
        check_loss(gradients_of)
    own = None if isinstance(module, Recurrent) else layout_of(module)
    dropout = 0.0
    if own is None:
        recurrent = check_module(module)
        architecture = architecture_of(recurrent)
        dropout = check_dropout(recurrent, allow_dropout=allow_dropout)
        parameters = parameters_of(recurrent, architecture)
    else:
        architecture, parameters = own.architecture, own.stacked(own.held(module))
    check_parameters(architecture, parameters)
    with torch.no_grad():
        source = check_input(architecture, next(iter(parameters.values())), input, lengths)
        if own is not None:
            check_form(own, source)
        states = check_state(architecture, hx, source)
        facts = Facts(
            architecture=architecture,
            dtype=dtype_name(source.data.dtype),
            seq_len=source.rows.seq_len,
            batch=source.rows.batch,
            batched=source.batched,
            drops=bool(dropout),
            lengths=source.rows.lengths,
            labels=check_labels(labels, source.rows),
            features=check_features(features, architecture.input_size),
        )
        layers: Iterable[Layer]
        returned: Tensor | None = None
        if own is not None:
            with buffers_as_they_were(module), torch.random.fork_rng(devices=[]):
                layers, returned = run_by_hand(module, own, source, input, hx, states)
        else:
            layers = run_layers(architecture, source.rows, source.data, states, parameters, dropout=dropout)
        run = Run(facts, source.rows, states, parameters, layers, returned)
        recording = write_down(run, path if gradients_of is None else None)
    if own is not None:
        check_follows(recording)
    if gradients_of is None:
        return recording
    form = Form(source.rows, isinstance(input, PackedSequence), source.data.device)
    recording = with_gradients(recording, gradients_of, form)
    if path is None:
        return recording
    recording.save(path)
    return load(path)
