"""Running a module written by hand: its own forward is what is recorded.

A module of one layer returns its hidden state after every step. Of a stacked one that can run a single layer, the
layers run once more one by one; of another, and of one that puts out something else than its state, the states are seen
by calling it once more, one step at a time.
"""

from collections.abc import Iterator, Sequence
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from rnnviz.errors import ModuleError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.chain import same_numbers
from rnnviz.recorder.checks.input import Source
from rnnviz.recorder.checks.returned import check_returned
from rnnviz.recorder.layout import Layout, RunLayer
from rnnviz.recorder.run import Layer, states_of
from rnnviz.words import N_


def run_by_hand(
    module: nn.Module,
    layout: Layout,
    source: Source,
    input: Tensor | PackedSequence,
    hx: object,
    states: Sequence[Tensor],
) -> tuple[Iterator[Layer], Tensor]:
    """Call a module; what its layers read and gave, and the output that it returned, as rows.

    Args:
        module: the module.
        layout: its layout.
        source: the input as rows.
        input: the input as the module takes it; packed here if it is a padded one with lengths.
        hx: the initial state as the module takes it.
        states: the same, as ``(stack, batch, size)``.

    Raises:
        ModuleError: the module does not return what its layout promises.
    """
    rows, architecture = source.rows, layout.architecture
    if isinstance(hx, tuple | list) and len(hx) == 1:
        hx = hx[0]
    given = _packed(source) if isinstance(input, Tensor) and rows.lengths is not None else input
    returned = module(given) if hx is None else module(given, hx)
    output, final = _results(architecture, returned, source)
    if architecture.num_layers == 1 and not reads_out(architecture):
        x = source.data.reshape(rows.count, architecture.input_size)
        return iter((Layer(x, output, states_of(architecture, rows, final, 0)),)), output
    if layout.run_layer is not None:
        return _one_by_one(layout, layout.run_layer, source, states, output), output
    assert isinstance(input, Tensor)  # check_form has seen to it
    return _layers(architecture, source, _states(module, architecture, source, input, hx), final), output


def reads_out(architecture: Architecture) -> bool:
    """Whether the output is not the state itself."""
    return architecture.readout_size > 0 and architecture.cell.readout != architecture.cell.state


def _packed(source: Source) -> PackedSequence:
    """Rows of sequences of several lengths as PyTorch packs them."""
    rows = source.rows
    order = torch.arange(rows.batch) if rows.order is None else torch.from_numpy(rows.order)
    return PackedSequence(source.data, torch.from_numpy(rows.batch_sizes), order, order.argsort())


def _one_by_one(
    layout: Layout, run_layer: RunLayer, source: Source, states: Sequence[Tensor], output: Tensor
) -> Iterator[Layer]:
    """The layers of a module that can run each of them alone."""
    architecture, rows = layout.architecture, source.rows
    x = source.data.reshape(rows.count, architecture.input_size)
    layers: list[Layer] = []
    for layer in range(architecture.num_layers):
        (initial,) = states_of(architecture, rows, states, layer)
        above, final = run_layer(layer, x, rows.batch_sizes.tolist(), initial)
        layers.append(Layer(x, above, (final,)))
        x = above
    if not same_numbers(x, output):
        raise ModuleError(
            "module-layers",
            N_(
                "{module} must put out the same in one call as layer by layer, and it does not. "
                "Mend the run_layer of its layout."
            ),
            module=architecture,
        )
    return iter(layers)


def _states(module: nn.Module, architecture: Architecture, source: Source, input: Tensor, hx: Any) -> list[Tensor]:
    """The states after every step, each ``(seq_len, stack, batch, size)``."""
    time = 1 if architecture.batch_first and source.batched else 0
    found: list[tuple[Tensor, ...]] = []
    for t in range(source.rows.seq_len):
        x = input.narrow(time, t, 1)
        returned = module(x) if hx is None else module(x, hx)
        one_step = Source(type(source.rows)(1, source.rows.batch), x, source.batched)
        found.append(_results(architecture, returned, one_step)[1])
        hx = returned[1]
    return [torch.stack(states) for states in zip(*found, strict=True)]


def _layers(
    architecture: Architecture, source: Source, states: Sequence[Tensor], final: Sequence[Tensor]
) -> Iterator[Layer]:
    if not all(same_numbers(state[-1], last) for state, last in zip(states, final, strict=True)):
        raise ModuleError(
            "module-steps",
            N_(
                "{module} must come to the same state in one call as in one call for each step, and it does not. "
                "Its forward must use nothing but the input and hx."
            ),
            module=architecture,
        )
    rows = source.rows
    x = source.data.reshape(rows.count, architecture.input_size)
    for layer in range(architecture.num_layers):
        output = states[0][:, layer].reshape(rows.count, architecture.state_size)
        yield Layer(x, output, states_of(architecture, rows, final, layer))
        x = output


def _results(architecture: Architecture, returned: Any, source: Source) -> tuple[Tensor, tuple[Tensor, ...]]:
    """The output as rows, and the last states as ``(stack, batch, size)``."""
    check_returned(architecture, returned, source)
    rows = source.rows
    stack = architecture.num_layers * architecture.num_directions
    if architecture.single_step:
        final = returned if isinstance(returned, tuple) else (returned,)
        output = final[0]
    else:
        output, last = returned
        if isinstance(output, PackedSequence):
            output = output.data
        final = last if isinstance(last, tuple) else (last,)
        if architecture.batch_first and source.batched and source.rows.lengths is None:
            output = output.transpose(0, 1)
    return (
        output.reshape(rows.count, architecture.output_size),
        tuple(
            state.reshape(stack, rows.batch, size)
            for state, size in zip(final, architecture.state_sizes.values(), strict=True)
        ),
    )
