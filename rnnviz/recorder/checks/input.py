"""The input: a tensor in one of the forms that the module takes, or a PackedSequence."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from rnnviz.errors import InputError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.checks.lengths import check_lengths
from rnnviz.recorder.checks.packed import packed_rows
from rnnviz.recorder.rows import Rows
from rnnviz.recorder.width import dtype_name
from rnnviz.words import N_


@dataclass(frozen=True, eq=False)
class Source:
    """An input, whatever its form was, as rows."""

    rows: Rows
    data: Float[Tensor, "... input_size"]
    """A row for each step of each sequence; ``(seq_len, batch, input_size)`` where all are of one length."""
    batched: bool


def kind(tensor: Tensor) -> str:
    """Type and device, as an error says them."""
    return f"{dtype_name(tensor.dtype)}, {tensor.device}"


def check_input(
    architecture: Architecture, weight: Tensor, value: object, lengths: Sequence[int] | Tensor | None = None
) -> Source:
    """The input as rows of features, of the type and on the device of the weights.

    Raises:
        InputError: it does not fit the module.
    """
    source = read_input(architecture, value, lengths)
    _check_kind(weight, source.data)
    return source


def read_input(architecture: Architecture, value: object, lengths: Sequence[int] | Tensor | None = None) -> Source:
    """The input as rows of features, of whatever type.

    Raises:
        InputError: it has not the form of an input of the module.
    """
    axes = architecture.input_axes
    if isinstance(value, PackedSequence):
        return _packed(architecture, value, lengths, axes)
    if not isinstance(value, Tensor):
        raise InputError(
            "input-type",
            N_("input must be a tensor {axes}, got {got}. Make one with {make}."),
            axes=axes,
            got=type(value).__name__,
            make="torch.from_numpy(input)" if isinstance(value, np.ndarray) else "torch.as_tensor(input)",
        )
    shape = tuple(value.shape)
    most = 2 if architecture.single_step else 3
    if architecture.single_step and value.dim() == 3:
        raise InputError(
            "input-steps",
            N_(
                "input must be one time step {axes} for {name}, got {count} dimensions with shape {shape}. "
                "Loop over the steps inside rnnviz.recording(model), or pass input[t]."
            ),
            axes=axes,
            name=architecture.module,
            count=value.dim(),
            shape=shape,
        )
    if value.dim() not in (most - 1, most):
        raise InputError(
            "input-dimensions",
            N_(
                "input must have {most} dimensions {axes}, or {least} without the batch, got {count} with shape "
                "{shape}. Bring it into that form with input.reshape(...)."
            ),
            most=most,
            least=most - 1,
            axes=axes,
            count=value.dim(),
            shape=shape,
        )
    _check_features(architecture, value, axes)
    batched = value.dim() == most
    # Time first, then the batch.
    grid = value if batched else value.unsqueeze(-2)
    if architecture.single_step:
        grid = grid.unsqueeze(0)
    elif architecture.batch_first and batched:
        grid = grid.transpose(0, 1)
    seq_len, batch, size = grid.shape
    if seq_len == 0:
        raise InputError(
            "input-empty",
            N_("input must have at least one time step {axes}, got shape {shape}. Pass a sequence that is not empty."),
            axes=axes,
            shape=shape,
        )
    if lengths is None:
        # As it lies in memory: PyTorch's kernels round otherwise where the batch came first.
        return Source(Rows(seq_len, batch), grid, batched)
    if not batched or architecture.single_step:
        raise InputError(
            "lengths-form",
            N_("lengths go with a batch of sequences {axes}, got an input of shape {shape}. Leave them out."),
            axes=axes,
            shape=shape,
        )
    rows = check_lengths(lengths, seq_len, batch)
    if not batch:
        # Nothing to pack: PyTorch packs no empty batch.
        return Source(Rows(seq_len, batch), grid, batched)
    positions = torch.from_numpy(rows.positions)
    return Source(rows, grid[: rows.seq_len].reshape(-1, size)[positions], batched)


def _packed(architecture: Architecture, value: PackedSequence, lengths: object, axes: str) -> Source:
    if architecture.single_step:
        raise InputError(
            "input-packed",
            N_(
                "input must be one time step {axes} for {name}, got a PackedSequence. "
                "Loop over its steps, or record an nn.RNN, nn.LSTM or nn.GRU."
            ),
            axes=axes,
            name=architecture.module,
        )
    if lengths is not None:
        raise InputError(
            "lengths-twice",
            N_("lengths go with a padded tensor, got a PackedSequence, which has its own. Leave lengths out."),
        )
    rows = packed_rows(value)
    _check_features(architecture, value.data, "(sum of the lengths, input_size)")
    return Source(rows, value.data, batched=True)


def _check_features(architecture: Architecture, value: Tensor, axes: str) -> None:
    size, shape = architecture.input_size, tuple(value.shape)
    if shape[-1] == size:
        return
    fitting = [axis for axis, length in enumerate(shape[:-1]) if length == size]
    if fitting:
        raise InputError(
            "input-axes",
            N_(
                "input must end in input_size={size}: {axes}, got shape {shape}. Axis {axis} has that size: did you "
                "mean input.transpose({axis}, {last})? batch_first={batch_first} orders the first two axes only."
            ),
            size=size,
            axes=axes,
            shape=shape,
            axis=fitting[-1],
            last=len(shape) - 1,
            batch_first=architecture.batch_first,
        )
    raise InputError(
        "input-size",
        N_(
            "input must end in input_size={size}: {axes}, got shape {shape}. "
            "Pass the features that the module was made for."
        ),
        size=size,
        axes=axes,
        shape=shape,
    )


def _check_kind(weight: Tensor, value: Tensor) -> None:
    if not value.is_floating_point():
        raise InputError(
            "input-integers",
            N_(
                "input must hold numbers of the module's type, {rule}, got {got}. For tokens, pass them through an "
                "nn.Embedding or torch.nn.functional.one_hot first; else convert with input.to({dtype})."
            ),
            rule=kind(weight),
            got=kind(value),
            dtype=weight.dtype,
        )
    if value.dtype != weight.dtype or value.device != weight.device:
        raise InputError(
            "input-dtype",
            N_(
                "input must be of the module's type and device, {rule}, got {got}. Convert it "
                "with input.to('{device}', {dtype})."
            ),
            rule=kind(weight),
            got=kind(value),
            device=weight.device,
            dtype=weight.dtype,
        )
