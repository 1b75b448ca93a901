"""What may be recorded: each rule with the sentence that is said when it is broken."""

from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from rnnviz.errors import InputError, ModuleError, StateError
from rnnviz.words import N_

DTYPES = (torch.float64, torch.float32, torch.float16, torch.bfloat16)


def dtype_name(dtype: torch.dtype) -> str:
    """PyTorch's name without the prefix: float32."""
    return str(dtype).removeprefix("torch.")


def _kind(tensor: Tensor) -> str:
    return f"{dtype_name(tensor.dtype)}, {tensor.device}"


def check_module(module: object, *, allow_dropout: bool) -> nn.RNNBase:
    """The module, if it is an nn.RNN, nn.LSTM or nn.GRU that can be recorded."""
    if not isinstance(module, nn.RNN | nn.LSTM | nn.GRU):
        raise ModuleError(
            "module-type",
            N_(
                "module must be an nn.RNN, nn.LSTM or nn.GRU, got {got}. Pass the recurrent "
                "module itself, e.g. model.lstm."
            ),
            got=type(module).__name__,
        )
    if module.proj_size:
        raise ModuleError(
            "module-projection",
            N_("module must have proj_size=0, got proj_size={got}. Record an nn.LSTM without a projection."),
            got=module.proj_size,
        )
    if module.training and module.dropout and module.num_layers > 1 and not allow_dropout:
        raise ModuleError(
            "module-dropout",
            N_(
                "module draws random dropout between its layers (dropout={dropout}, "
                "num_layers={num_layers}, training mode),"
                " so no two runs agree. Call module.eval() first, or pass allow_dropout=True to record one such run."
            ),
            dropout=module.dropout,
            num_layers=module.num_layers,
        )
    return module


def check_input(module: nn.RNNBase, value: object) -> Tensor:
    """The input, if it is a tensor of shape (seq_len, batch, input_size) or batch-first, in the module's type."""
    axes = "(batch, seq_len, input_size)" if module.batch_first else "(seq_len, batch, input_size)"
    if isinstance(value, PackedSequence):
        raise InputError(
            "input-packed",
            N_(
                "input must be a tensor {axes}, got a PackedSequence. Unpack it with "
                "torch.nn.utils.rnn.pad_packed_sequence."
            ),
            axes=axes,
        )
    if not isinstance(value, Tensor):
        raise InputError(
            "input-type",
            N_("input must be a tensor {axes}, got {got}. Make one with torch.as_tensor(...)."),
            axes=axes,
            got=type(value).__name__,
        )
    shape = tuple(value.shape)
    if value.dim() != 3:
        raise InputError(
            "input-dimensions",
            N_(
                "input must have 3 dimensions {axes}, got {count} with shape {shape}. For one "
                "sequence without a batch, add the axis with input.unsqueeze({axis})."
            ),
            axes=axes,
            count=value.dim(),
            shape=shape,
            axis=0 if module.batch_first else 1,
        )
    if shape[2] != module.input_size:
        raise InputError(
            "input-size",
            N_(
                "input must end in input_size={size}: {axes}, got shape {shape}. Check the order "
                "of the axes (batch_first={batch_first})."
            ),
            size=module.input_size,
            axes=axes,
            shape=shape,
            batch_first=module.batch_first,
        )
    if 0 in shape:
        raise InputError(
            "input-empty",
            N_(
                "input must have at least one time step and one row {axes}, got shape {shape}. "
                "Pass a sequence that is not empty."
            ),
            axes=axes,
            shape=shape,
        )
    _check_kind(module, value)
    return value


def _check_kind(module: nn.RNNBase, value: Tensor) -> None:
    weight = module.weight_ih_l0
    assert isinstance(weight, Tensor)
    if weight.dtype not in DTYPES:
        raise ModuleError(
            "module-dtype",
            N_("module must hold float64, float32, float16 or bfloat16, got {got}. Convert it, e.g. module.float()."),
            got=dtype_name(weight.dtype),
        )
    if value.dtype != weight.dtype or value.device != weight.device:
        raise InputError(
            "input-dtype",
            N_(
                "input must be of the module's type and device, {rule}, got {got}. Convert it "
                "with input.to(module.weight_ih_l0)."
            ),
            rule=_kind(weight),
            got=_kind(value),
        )


def check_state(module: nn.RNNBase, hx: object, batch: int, like: Tensor) -> tuple[Tensor, ...]:
    """The initial states, zeros where none were given: h_0, and c_0 for an LSTM."""
    directions = 2 if module.bidirectional else 1
    rule = (module.num_layers * directions, batch, module.hidden_size)
    names = ("h_0", "c_0") if module.mode == "LSTM" else ("h_0",)
    if hx is None:
        return tuple(like.new_zeros(rule) for _ in names)
    given: Sequence[object] = tuple(hx) if isinstance(hx, tuple | list) else (hx,)
    if len(given) != len(names) or not all(isinstance(state, Tensor) for state in given):
        raise StateError(
            "state-form",
            N_("hx must be {rule} for an {name}, got {got}. Pass the tensors in that form, or leave hx out for zeros."),
            rule=f"({', '.join(names)})" if len(names) > 1 else "the tensor h_0",
            name=f"nn.{type(module).__name__}",
            got=f"({', '.join(type(state).__name__ for state in given)})"
            if isinstance(hx, tuple | list)
            else type(hx).__name__,
        )
    states = tuple(state for state in given if isinstance(state, Tensor))
    for name, state in zip(names, states, strict=True):
        if tuple(state.shape) != rule:
            raise StateError(
                "state-shape",
                N_(
                    "{name} must have shape (num_layers*num_directions, batch, hidden_size) = "
                    "{rule}, got {shape}. batch_first does not change the states."
                ),
                name=name,
                rule=rule,
                shape=tuple(state.shape),
            )
        if state.dtype != like.dtype or state.device != like.device:
            raise StateError(
                "state-dtype",
                N_(
                    "{name} must be of the module's type and device, {rule}, got {got}. Convert "
                    "it with {name}.to(module.weight_ih_l0)."
                ),
                name=name,
                rule=_kind(like),
                got=_kind(state),
            )
    return states


def check_labels(labels: object, batch: int, seq_len: int) -> tuple[tuple[str, ...], ...] | None:
    """The labels as tuples: one list of seq_len strings for each batch row."""
    if labels is None:
        return None
    rows = list(labels) if isinstance(labels, list | tuple) else None
    if rows is None or any(isinstance(row, str) or not isinstance(row, list | tuple) for row in rows):
        raise InputError(
            "labels-form",
            N_("labels must be one list of strings for each batch row, got {got}. For one row, pass [labels]."),
            got=type(labels).__name__ if rows is None else f"a list of {type(rows[0]).__name__}",
        )
    lengths = [len(row) for row in rows]
    if lengths != [seq_len] * batch:
        raise InputError(
            "labels-length",
            N_(
                "labels must be {batch} lists of {seq_len} strings, one for each batch row, got "
                "lists of {got}. Give every time step a label."
            ),
            batch=batch,
            seq_len=seq_len,
            got=lengths,
        )
    return tuple(tuple(str(label) for label in row) for row in rows)
