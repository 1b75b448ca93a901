"""Every error of the recorder, word for word: the call that provokes it and the sentence that it says."""

import ast
import sys
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jaxtyping
import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from torch import nn
from torch.nn.utils.rnn import PackedSequence

import rnnviz
from rnnviz import by_hand
from rnnviz.errors import (
    ArgumentError,
    FileError,
    InputError,
    MissingExtraError,
    ModuleError,
    PlaceError,
    RnnvizError,
    SchemaError,
    StateError,
)
from rnnviz.recorder import Architecture, Layout, Recording
from rnnviz.recorder.layout import Grid
from tests.strategies import scripted

X = torch.zeros(5, 2, 3)
LSTM, GRU = nn.LSTM(3, 4), nn.GRU(3, 4, bidirectional=True)
FIRST = nn.LSTM(3, 4, batch_first=True)
H = torch.zeros(1, 2, 4)


def _rec() -> Recording:
    return rnnviz.record(GRU, X)


def _record(*arguments: object, **options: object) -> Callable[[Path], object]:
    return lambda _: rnnviz.record(*arguments, **options)  # type: ignore[arg-type]


def _integers() -> nn.LSTM:
    module = nn.LSTM(3, 4)
    for parameter in module.parameters():
        parameter.requires_grad_(False)
        parameter.data = parameter.data.to(torch.complex64)
    return module


def _forced(weight: torch.Tensor) -> nn.LSTM:
    module = nn.LSTM(3, 4)
    module.weight_ih_l0.data = weight
    return module


def compiled(module: nn.Module) -> nn.Module:
    """The module as torch.compile wraps it; nothing is compiled before the first call."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        made: Any = torch.compile(module)
    wrapped: nn.Module = made
    return wrapped


def quantised() -> nn.Module:
    """An LSTM with weights of eight bits, as ``quantize_dynamic`` makes it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        quantize: Any = torch.ao.quantization.quantize_dynamic
        model = quantize(nn.Sequential(nn.LSTM(3, 4)), {nn.LSTM})
    found: nn.Module = model[0]
    return found


class OwnForward(nn.GRU):
    def forward(self, input: torch.Tensor) -> torch.Tensor:  # type: ignore[override]
        return input


def _watch(model: object) -> Callable[[Path], object]:
    def enter(_: Path) -> None:
        with rnnviz.recording(model):  # type: ignore[arg-type]
            raise AssertionError("the block must not begin")

    return enter


def _after_calls(name: str, count: int) -> Callable[[Path], object]:
    def ask(folder: Path) -> Recording:
        with rnnviz.recording(nn.ModuleDict({"lstm": LSTM, "gru": GRU})) as recs:
            for _ in range(count):
                LSTM(X)
        return recs[name]

    return ask


def _changed_by_a_hook(_: Path) -> Recording:
    module = nn.GRU(3, 4, 2)
    for parameter in module.parameters():
        nn.init.zeros_(parameter)

    def change(_: nn.Module, __: object, made: tuple[torch.Tensor, torch.Tensor]) -> Any:
        return made[0] + 1, made[1]

    changed = torch.nn.modules.module.register_module_forward_hook(change)
    try:
        with rnnviz.recording(module) as recs:
            module(X)
    finally:
        changed.remove()
    return recs[""]


def _under_grad(_: Path) -> Recording:
    cell = nn.GRUCell(3, 4)
    with rnnviz.recording(cell) as recs:
        torch.func.grad(lambda x: cell(x).sum())(X[0])
    return recs[""]


def _under_trace(_: Path) -> Recording:
    cell = nn.RNNCell(3, 4)
    with rnnviz.recording(cell) as recs, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        trace: Any = torch.jit.trace
        trace(cell, (X[0],))
    return recs[""]


def _loss(loss: object, module: nn.Module = LSTM) -> Callable[[Path], object]:
    return lambda _: rnnviz.record(module, X, gradients_of=loss)  # type: ignore[arg-type]


def _losses(given: object) -> Callable[[Path], object]:
    def enter(_: Path) -> None:
        with rnnviz.recording(nn.ModuleDict({"lstm": LSTM, "gru": GRU}), gradients_of=given):  # type: ignore[arg-type]
            raise AssertionError("the block must not begin")

    return enter


def _with_gradients() -> Recording:
    return rnnviz.record(GRU, X, gradients_of=lambda output, h_n: output.sum())


def _dropped_zeros(_: Path) -> Recording:
    module = nn.GRU(3, 4, 2, dropout=0.5)
    for parameter in module.parameters():
        nn.init.zeros_(parameter)
    return rnnviz.record(module, X, allow_dropout=True, gradients_of=lambda output, h_n: output.sum())


def _changed_and_derived(_: Path) -> Recording:
    module = nn.GRU(3, 4)
    for parameter in module.parameters():
        nn.init.zeros_(parameter)

    def change(_: nn.Module, __: object, made: tuple[torch.Tensor, torch.Tensor]) -> Any:
        return made[0] + 1, made[1]

    changed = torch.nn.modules.module.register_module_forward_hook(change)
    try:
        with rnnviz.recording(module, gradients_of=lambda output, h_n: output.sum()) as recs:
            module(X)
    finally:
        changed.remove()
    return recs[""]


class _Restless(by_hand.StackedRNN):
    """Its second call is not like its first."""

    def forward(self, input: torch.Tensor, h_0: torch.Tensor | None = None) -> tuple[torch.Tensor, torch.Tensor]:
        self.calls = getattr(self, "calls", 0) + 1
        output, h_n = super().forward(input, h_0)
        return output + self.calls, h_n + self.calls


class _Odd(by_hand.ResetBeforeGRU):
    """Its layers are not what it puts out."""

    def forward(self, input: Any, hx: Any = None) -> Any:
        output: Any
        output, h_n = super().forward(input, hx)
        return output + 1, h_n


class _Silent(by_hand.LSTM):
    """It keeps its states to itself."""

    def forward(self, input: torch.Tensor, hx: Any = None) -> Any:
        output, (h, _) = super().forward(input, hx)
        return output, h


def _bare(module: by_hand.Elman) -> by_hand.Elman:
    module.readout = nn.Linear(4, 2, bias=False)
    return module


class _Raised(by_hand.LSTM):
    """It computes something else than its layout says: with weights of 0, states of 1."""

    def __init__(self, *sizes: int) -> None:
        super().__init__(*sizes)
        for parameter in self.parameters():
            nn.init.zeros_(parameter)

    def forward(self, input: torch.Tensor, hx: Any = None) -> Any:
        output, states = super().forward(input, hx)
        return output + 1, states


def _laid_out(architecture: Architecture, **grids: Grid) -> Callable[[Path], object]:
    return lambda _: Layout(architecture, {(0, 0): grids})


def _inside(module: nn.Module) -> Callable[[Path], object]:
    def ask(_: Path) -> Recording:
        with rnnviz.recording(module) as recs:
            module(X)
        return recs[""]

    return ask


def _other_schema(folder: Path) -> None:
    path = folder / "run.safetensors"
    save_file({"h": np.zeros(3)}, path, {"rnnviz_schema": "7"})
    rnnviz.load(path)


def _tensors_only(folder: Path) -> None:
    path = folder / "run.safetensors"
    save_file({"h": np.zeros(3)}, path)
    rnnviz.load(path)


@dataclass(frozen=True)
class Said:
    code: str
    kind: type[RnnvizError]
    call: Callable[[Path], object]
    message: str


TABLE = (
    Said(
        "module-type",
        ModuleError,
        _record(nn.Linear(3, 4), X),
        "module must be an nn.RNN, nn.LSTM, nn.GRU or one of their cells, got Linear. "
        "Pass the recurrent module itself, e.g. model.lstm.",
    ),
    Said(
        "module-type",
        ModuleError,
        _record(None, X),
        "module must be an nn.RNN, nn.LSTM, nn.GRU or one of their cells, got NoneType. "
        "Pass the recurrent module itself, e.g. model.lstm.",
    ),
    Said(
        "module-inside",
        ModuleError,
        _record(nn.Sequential(nn.LSTM(3, 4), nn.Linear(4, 1)), X),
        "module must be an nn.RNN, nn.LSTM, nn.GRU or one of their cells, got Sequential, which holds 0. "
        "Pass that module itself, or use rnnviz.recording(model) around a call of the model.",
    ),
    Said(
        "module-scripted",
        ModuleError,
        lambda _: rnnviz.record(scripted(LSTM), X),
        "module must be a plain nn.Module, got one compiled by torch.jit (LSTM). "
        "Pass the module that it was made from.",
    ),
    Said(
        "module-compiled",
        ModuleError,
        lambda _: rnnviz.record(compiled(LSTM), X),
        "module must be a plain nn.Module, got one compiled by torch.compile. "
        "Pass the module inside it: module._orig_mod.",
    ),
    Said(
        "module-quantised",
        ModuleError,
        lambda _: rnnviz.record(quantised(), X),
        "module must hold floating-point weights, got the quantised LSTM. Record the module before it is quantised.",
    ),
    Said(
        "module-forward",
        ModuleError,
        _record(OwnForward(3, 4), X),
        "module must run the forward of nn.GRU, got OwnForward, which has its own. "
        "Record a plain nn.GRU with its weights: plain.load_state_dict(module.state_dict()).",
    ),
    Said(
        "module-dropout",
        ModuleError,
        _record(nn.LSTM(3, 4, 2, dropout=0.25), X),
        "module draws random dropout between its layers (dropout=0.25, num_layers=2, training mode), so no two runs "
        "agree. Call module.eval() first, or pass allow_dropout=True to record one such run.",
    ),
    Said(
        "module-meta",
        ModuleError,
        _record(nn.LSTM(3, 4, device="meta"), X),
        "module must hold numbers, its weights are on the meta device, which has none. "
        "Load them first, e.g. module.to_empty(device='cpu') and load_state_dict.",
    ),
    Said(
        "module-dtype",
        ModuleError,
        _record(_integers(), X),
        "module must hold float64, float32, float16 or bfloat16, got complex64. Convert it, e.g. module.float().",
    ),
    Said(
        "module-weights",
        ModuleError,
        _record(_forced(torch.zeros(8, 3)), X),
        "weight_ih_l0 must have shape (16, 3) and be float32, cpu like the other weights, got (8, 3), float32, cpu. "
        "Put weights in with module.load_state_dict.",
    ),
    Said(
        "module-replay",
        ModuleError,
        _changed_by_a_hook,
        "the layers of nn.GRU(3, 4, num_layers=2) must come to the same output when they run again, they are 1.0e+00 "
        "apart. If the module draws dropout between its layers, call module.eval() first.",
    ),
    Said(
        "module-plain",
        ModuleError,
        _under_grad,
        "nn.GRUCell(3, 4) must be called with plain tensors to be recorded, it was called under torch.func, where "
        "they hold no numbers to keep. Inside rnnviz.recording, call the model itself.",
    ),
    Said(
        "module-plain",
        ModuleError,
        _under_trace,
        "nn.RNNCell(3, 4) must be called with plain tensors to be recorded, it was called under torch.jit.trace, where "
        "they hold no numbers to keep. Inside rnnviz.recording, call the model itself.",
    ),
    Said(
        "model-type",
        ModuleError,
        _watch(torch.tanh),
        "model must be an nn.Module, got builtin_function_or_method. Pass the model that you call.",
    ),
    Said(
        "model-compiled",
        ModuleError,
        lambda folder: _watch(compiled(LSTM))(folder),
        "model must run as plain Python, it is compiled (torch.compile), so what happens inside cannot be seen. "
        "Pass the model that it was made from.",
    ),
    Said(
        "model-compiled",
        ModuleError,
        lambda folder: _watch(nn.Sequential(nn.ReLU(), scripted(LSTM)))(folder),
        "model must run as plain Python, '1' is compiled (torch.jit), so what happens inside cannot be seen. "
        "Pass the model that it was made from.",
    ),
    Said(
        "model-none",
        ModuleError,
        _watch(nn.Sequential(nn.Linear(3, 4))),
        "model must hold an nn.RNN, nn.LSTM, nn.GRU or one of their cells, Sequential has none. Pass one that does.",
    ),
    Said(
        "recordings-none",
        PlaceError,
        _after_calls("gru", 1),
        "'gru' must have been called inside rnnviz.recording, and was not. Run the model there.",
    ),
    Said(
        "recordings-several",
        PlaceError,
        _after_calls("lstm", 2),
        "'lstm' must have one recording, it has 2. Choose one of recs.calls('lstm').",
    ),
    Said(
        "recordings-name",
        PlaceError,
        _after_calls("lstm.0", 1),
        "name must be one of the model's recurrent modules, 'lstm', 'gru', got 'lstm.0'. Choose one of these.",
    ),
    Said(
        "input-packed",
        InputError,
        _record(nn.GRUCell(3, 4), nn.utils.rnn.pack_sequence([X[:, 0]])),
        "input must be one time step (batch, input_size) for nn.GRUCell, got a PackedSequence. "
        "Loop over its steps, or record an nn.RNN, nn.LSTM or nn.GRU.",
    ),
    Said(
        "packed-form",
        InputError,
        _record(LSTM, PackedSequence(X, torch.tensor([2]))),
        "a PackedSequence must hold data of 2 dimensions and batch_sizes of 1, int64 on the cpu, got data of 3 and "
        "batch_sizes of 1, int64 on cpu. Make it with torch.nn.utils.rnn.pack_padded_sequence.",
    ),
    *(
        Said(
            "packed-sizes",
            InputError,
            _record(LSTM, PackedSequence(X[:, 0], torch.tensor(sizes, dtype=torch.int64))),
            "batch_sizes of a PackedSequence must be at least 1, never grow, and add up to the 5 rows of its data, "
            f"got {sizes}. Make it with torch.nn.utils.rnn.pack_padded_sequence.",
        )
        for sizes in ([-1, 6], [2, 3], [5, 0], [2, 2], [])
    ),
    Said(
        "packed-order",
        InputError,
        _record(LSTM, PackedSequence(X[:, 0], torch.tensor([3, 2]), torch.tensor([0, 0, 2]), torch.tensor([0, 1, 2]))),
        "sorted_indices of a PackedSequence must name each of its 3 rows once, and unsorted_indices must undo them, "
        "got [0, 0, 2] and [0, 1, 2]. Make it with torch.nn.utils.rnn.pack_padded_sequence.",
    ),
    Said(
        "lengths-twice",
        InputError,
        _record(LSTM, nn.utils.rnn.pack_sequence([X[:, 0]]), lengths=[5]),
        "lengths go with a padded tensor, got a PackedSequence, which has its own. Leave lengths out.",
    ),
    Said(
        "lengths-form",
        InputError,
        _record(LSTM, X[:, 0], lengths=[5]),
        "lengths go with a batch of sequences (seq_len, batch, input_size), got an input of shape (5, 3). "
        "Leave them out.",
    ),
    Said(
        "lengths-count",
        InputError,
        _record(LSTM, X, lengths=torch.tensor([5])),
        "lengths must be 2 whole numbers, one for each row of the input, got 1. Pass a list.",
    ),
    Said(
        "lengths-count",
        InputError,
        _record(LSTM, X, lengths=5),
        "lengths must be 2 whole numbers, one for each row of the input, got int. Pass a list.",
    ),
    *(
        Said(
            "lengths-value",
            InputError,
            _record(LSTM, X, lengths=[4, length]),
            f"lengths must be whole numbers from 1 to seq_len=5, got {length} for row 1. "
            "Say how many time steps of that row are not padding.",
        )
        for length in (0, 6, -1, 2.5, float("nan"), float("inf"), True, "3")
    ),
    Said(
        "input-type",
        InputError,
        _record(LSTM, [[1.0]]),
        "input must be a tensor (seq_len, batch, input_size), got list. Make one with torch.as_tensor(input).",
    ),
    Said(
        "input-type",
        InputError,
        _record(LSTM, X.numpy()),
        "input must be a tensor (seq_len, batch, input_size), got ndarray. Make one with torch.from_numpy(input).",
    ),
    Said(
        "input-steps",
        InputError,
        _record(nn.LSTMCell(3, 4), X),
        "input must be one time step (batch, input_size) for nn.LSTMCell, got 3 dimensions with shape (5, 2, 3). "
        "Loop over the steps inside rnnviz.recording(model), or pass input[t].",
    ),
    Said(
        "input-dimensions",
        InputError,
        _record(LSTM, X[None]),
        "input must have 3 dimensions (seq_len, batch, input_size), or 2 without the batch, got 4 with shape "
        "(1, 5, 2, 3). Bring it into that form with input.reshape(...).",
    ),
    Said(
        "input-dimensions",
        InputError,
        _record(FIRST, X[0, 0]),
        "input must have 3 dimensions (batch, seq_len, input_size), or 2 without the batch, got 1 with shape (3,). "
        "Bring it into that form with input.reshape(...).",
    ),
    Said(
        "input-axes",
        InputError,
        _record(LSTM, X.transpose(1, 2)),
        "input must end in input_size=3: (seq_len, batch, input_size), got shape (5, 3, 2). Axis 1 has that size: did "
        "you mean input.transpose(1, 2)? batch_first=False orders the first two axes only.",
    ),
    Said(
        "input-size",
        InputError,
        _record(FIRST, X[..., :1]),
        "input must end in input_size=3: (batch, seq_len, input_size), got shape (5, 2, 1). "
        "Pass the features that the module was made for.",
    ),
    Said(
        "input-empty",
        InputError,
        _record(LSTM, X[:0]),
        "input must have at least one time step (seq_len, batch, input_size), got shape (0, 2, 3). "
        "Pass a sequence that is not empty.",
    ),
    Said(
        "input-integers",
        InputError,
        _record(LSTM, X.long()),
        "input must hold numbers of the module's type, float32, cpu, got int64, cpu. For tokens, pass them through an "
        "nn.Embedding or torch.nn.functional.one_hot first; else convert with input.to(torch.float32).",
    ),
    Said(
        "input-dtype",
        InputError,
        _record(LSTM, X.double()),
        "input must be of the module's type and device, float32, cpu, got float64, cpu. "
        "Convert it with input.to('cpu', torch.float32).",
    ),
    Said(
        "input-dtype",
        InputError,
        _record(LSTM, X.to("meta")),
        "input must be of the module's type and device, float32, cpu, got float32, meta. "
        "Convert it with input.to('cpu', torch.float32).",
    ),
    Said(
        "state-form",
        StateError,
        _record(LSTM, X, H),
        "hx must be (h_0, c_0) for nn.LSTM, got Tensor. Pass the tensors in that form, or leave hx out for zeros.",
    ),
    Said(
        "state-form",
        StateError,
        _record(LSTM, X, (H, None)),
        "hx must be (h_0, c_0) for nn.LSTM, got (Tensor, NoneType). "
        "Pass the tensors in that form, or leave hx out for zeros.",
    ),
    Said(
        "state-form",
        StateError,
        _record(GRU, X, (H, H)),
        "hx must be the tensor h_0 for nn.GRU, got (Tensor, Tensor). "
        "Pass the tensors in that form, or leave hx out for zeros.",
    ),
    Said(
        "state-form",
        StateError,
        _record(nn.RNNCell(3, 4), X[0], H[0].numpy()),
        "hx must be the tensor h_0 for nn.RNNCell, got ndarray. "
        "Pass the tensors in that form, or leave hx out for zeros.",
    ),
    Said(
        "state-shape",
        StateError,
        _record(LSTM, X, (H, H[:, :1])),
        "c_0 must have shape (num_layers*num_directions, batch, hidden_size) = (1, 2, 4), got (1, 1, 4). "
        "Give every row of the input its state.",
    ),
    Said(
        "state-shape",
        StateError,
        _record(nn.LSTM(3, 4, proj_size=2), X, (H, H)),
        "h_0 must have shape (num_layers*num_directions, batch, proj_size) = (1, 2, 2), got (1, 2, 4). "
        "Give every row of the input its state.",
    ),
    Said(
        "state-shape",
        StateError,
        _record(LSTM, X[:, 0], (H, H)),
        "h_0 must have shape (num_layers*num_directions, hidden_size) = (1, 4), got (1, 2, 4). "
        "Give every row of the input its state.",
    ),
    Said(
        "state-batch-first",
        StateError,
        _record(FIRST, X.transpose(0, 1), (H.transpose(0, 1), H.transpose(0, 1))),
        "h_0 must have shape (num_layers*num_directions, batch, hidden_size) = (1, 2, 4), got (2, 1, 4): the batch "
        "comes first. batch_first does not change the states; pass h_0.transpose(0, 1).",
    ),
    Said(
        "state-dtype",
        StateError,
        _record(LSTM, X, (H.double(), H)),
        "h_0 must be of the module's type and device, float32, cpu, got float64, cpu. Convert it with h_0.to(input).",
    ),
    Said(
        "labels-form",
        InputError,
        _record(LSTM, X, labels="hello"),
        "labels must be one list of strings for each batch row, got str. For one row, pass [labels].",
    ),
    Said(
        "labels-form",
        InputError,
        _record(LSTM, X, labels=["a", "b", "c", "d", "e"]),
        "labels must be one list of strings for each batch row, got a list of str. For one row, pass [labels].",
    ),
    Said(
        "labels-length",
        InputError,
        _record(LSTM, X, labels=[["a", "b", "c", "d", "e"], ["a"]]),
        "labels must be 2 lists of 5 strings, one for each batch row, got lists of [5, 1]. "
        "Give every time step a label.",
    ),
    Said(
        "features",
        InputError,
        _record(LSTM, X, features=["a", "b"]),
        "features must be a list of 3 strings, one for each feature of the input, got 2.",
    ),
    Said(
        "features",
        InputError,
        _record(LSTM, X, features="abc"),
        "features must be a list of 3 strings, one for each feature of the input, got str.",
    ),
    Said(
        "labels-length",
        InputError,
        _record(LSTM, X, labels=[]),
        "labels must be 2 lists of 5 strings, one for each batch row, got lists of []. Give every time step a label.",
    ),
    Said(
        "labels-length",
        InputError,
        _record(LSTM, X, lengths=[3, 5], labels=[["a"] * 5, ["b"] * 5]),
        "labels must be 2 lists of [3, 5] strings, one for each batch row, got lists of [5, 5]. "
        "Give every time step a label.",
    ),
    Said(
        "gate-name",
        PlaceError,
        lambda _: _rec().gate("forget"),
        "gate must be one of reset (r), update (z), new (n), candidate (n) for cell type GRU, got 'forget'. "
        "Choose one of these.",
    ),
    Said(
        "gate-none",
        PlaceError,
        lambda _: rnnviz.record(nn.RNN(3, 4), X).gate("f"),
        "gate must name a gate, and cell type RNN has none, got 'f'. Read its hidden state: rec.h.",
    ),
    Said(
        "track-direction",
        PlaceError,
        lambda _: rnnviz.record(LSTM, X).track(direction="reverse"),
        "direction must be one of forward, got 'reverse'. The module has num_directions=1.",
    ),
    Said(
        "track-place",
        PlaceError,
        lambda _: _rec().track(layer=1),
        "layer must be at least 0 and below 1, got 1. Choose one that the recording holds.",
    ),
    Said(
        "track-place",
        PlaceError,
        lambda _: _rec().track(batch=-1),
        "batch must be at least 0 and below 2, got -1. Choose one that the recording holds.",
    ),
    Said(
        "track-step",
        PlaceError,
        lambda _: _rec().track()[5],
        "t must be at least -5 and below 5, got 5. Choose a position in the input, or count from its end.",
    ),
    Said(
        "variable-name",
        PlaceError,
        lambda _: _rec().track()[0]["c"],
        "variable must be one of x, h_prev, a_r, a_z, r, z, n_x, n_h, a_n, n, fresh, old, h for cell type GRU, "
        "got 'c'. Choose one of these.",
    ),
    Said(
        "variable-name",
        PlaceError,
        lambda _: _rec().track().values("c_prev"),
        "variable must be one of x, h_prev, a_r, a_z, r, z, n_x, n_h, a_n, n, fresh, old, h for cell type GRU, "
        "got 'c_prev'. Choose one of these.",
    ),
    *(
        Said(
            "gradients-callable",
            ArgumentError,
            _loss(given),
            "gradients_of must be a function loss(output, h_n) of what the module returns, got "
            f"{got}. Pass one, e.g. gradients_of=lambda output, h_n: output.sum().",
        )
        for given, got in (
            ("backward", "'backward'"),
            (True, "True"),
            (torch.zeros(2, 3), "a float32 tensor of shape (2, 3)"),
            ({"lstm": 1}, "dict"),
        )
    ),
    *(
        Said(
            "gradients-losses",
            ArgumentError,
            _losses(given),
            "gradients_of must be a function loss(output, h_n), a dict with such a function for some modules by name, "
            f"or 'backward' for the gradients of your own loss.backward(), got {got}. Pass one of these.",
        )
        for given, got in (("backwards", "'backwards'"), ([torch.sum], "list"), (True, "True"))
    ),
    Said(
        "gradients-module",
        PlaceError,
        _losses({"lstn": torch.sum}),
        "gradients_of must name the model's recurrent modules, 'lstm', 'gru', got 'lstn'. Choose one of these.",
    ),
    Said(
        "gradients-callable",
        ArgumentError,
        _losses({"lstm": None}),
        "gradients_of must be a function loss(output, h_n) of what the module returns, got None. "
        "Pass one, e.g. gradients_of=lambda output, h_n: output.sum().",
    ),
    *(
        Said(
            "gradients-number",
            ArgumentError,
            _loss(loss),
            f"gradients_of must return one number, a tensor of shape (), got {got}. "
            "Reduce what it returns, e.g. with .mean().",
        )
        for loss, got in (
            (lambda output, h_n: output, "a float32 tensor of shape (5, 2, 4)"),
            (lambda output, h_n: None, "None"),
            (lambda output, h_n: (output, h_n), "tuple"),
            (lambda output, h_n: output.sum() * 1j, "a complex64 tensor of shape ()"),
            (lambda output, h_n: 0.5, "0.5"),
        )
    ),
    *(
        Said(
            "gradients-detached",
            ArgumentError,
            _loss(loss),
            "gradients_of must return a tensor with a gradient, got one that is cut off from everything. Compute it "
            "from output and h_n with PyTorch's operations, without detach(), item(), numpy() or no_grad().",
        )
        for loss in (
            lambda output, h_n: output.detach().sum(),
            lambda output, h_n: torch.tensor(1.0),
            lambda output, h_n: output.argmax(),
        )
    ),
    Said(
        "gradients-apart",
        ArgumentError,
        _loss(lambda output, h_n: next(LSTM.parameters()).sum()),
        "gradients_of must return a number that depends on what the module returned, got one that does not. Compute "
        "it from the output and h_n that it is given, not from tensors made before.",
    ),
    Said(
        "gradients-dropout",
        ModuleError,
        _dropped_zeros,
        "gradients through dropout need to see which numbers were dropped, and h of layer 0 is exactly 0 somewhere, "
        "so it cannot be seen there. Call module.eval() first.",
    ),
    Said(
        "gradients-replay",
        ModuleError,
        _changed_and_derived,
        "every step of nn.GRU(3, 4) must come to the module's own h when it is done again for the gradients, it is "
        "1.0e+00 apart. Record without what changes the output of the module, such as a hook.",
    ),
    Said(
        "gradients-none",
        PlaceError,
        lambda _: _rec().track().gradient("h"),
        "the recording must have gradients for this, and it has none. Record with gradients_of=loss, or call "
        "loss.backward() inside rnnviz.recording(model, gradients_of='backward').",
    ),
    *(
        Said(
            "gradient-name",
            PlaceError,
            lambda _, name=name: _with_gradients().track().gradient(name),  # type: ignore[misc]
            f"gradient must be by one of x, a_r, a_z, n_x, n_h, r, z, n, h for cell type GRU, got {name!r}. "
            "Choose one of these.",
        )
        for name in ("c", "h_prev", "reset")
    ),
    Said(
        "gate-name",
        PlaceError,
        lambda _: _with_gradients().gradients.gate("forget"),  # type: ignore[union-attr]
        "gate must be one of reset (r), update (z), new (n), candidate (n) for cell type GRU, got 'forget'. "
        "Choose one of these.",
    ),
    Said(
        "file-write",
        FileError,
        lambda folder: _rec().save(folder / "no" / "run.safetensors"),
        "path must be a place that can be written, {folder}/no/run.safetensors is not ({why}). Choose another folder.",
    ),
    Said(
        "file-read",
        FileError,
        lambda folder: rnnviz.load(folder / "run.safetensors"),
        "{folder}/run.safetensors must be a recording saved by rnnviz, it cannot be read as one "
        "(No such file or directory: {folder}/run.safetensors). Save it again with rec.save(path).",
    ),
    Said(
        "file-read",
        FileError,
        _tensors_only,
        "{folder}/run.safetensors must be a recording saved by rnnviz, it cannot be read as one "
        "(it holds tensors, but no recording). Save it again with rec.save(path).",
    ),
    Said(
        "file-schema",
        SchemaError,
        _other_schema,
        "{folder}/run.safetensors must be a recording with schema 5, it has schema 7. "
        "Record again, or use the rnnviz that wrote it.",
    ),
    Said(
        "input-by-hand-packed",
        InputError,
        _record(by_hand.JoinedLSTM(3, 4), X, lengths=[2, 1, 2, 2, 1]),
        "input must be a plain tensor for by_hand.JoinedLSTM, whose forward knows nothing of lengths, got a packed "
        "one. Record each row for itself, or copy the weights to PyTorch's module: rnnviz.copy_weights.",
    ),
    Said(
        "input-by-hand-one",
        InputError,
        _record(by_hand.SampleLSTMCell(3, 4), X[0]),
        "input must be one sample, of shape (3,), for by_hand.SampleLSTMCell, whose forward knows no batch, got a "
        "batch of 2. Pass one row of it.",
    ),
    Said(
        "input-by-hand-batch",
        InputError,
        _record(by_hand.StackedRNN(3, 4), X[:, 0]),
        "input must have a batch axis, (seq_len, batch, input_size), for by_hand.StackedRNN, whose forward counts on "
        "it, got none. Add one: input.unsqueeze(1).",
    ),
    Said(
        "module-by-hand-inside",
        ModuleError,
        _inside(by_hand.Elman(3, 4, 2)),
        "by_hand.Elman(3, 4, output_size=2) must show its hidden state after every step to be "
        "recorded inside a model, and it returns only the last. Record it by itself: rnnviz.record(module, input).",
    ),
    Said(
        "module-parameter",
        ModuleError,
        _record(_bare(by_hand.Elman(3, 4, 2)), X),
        "by_hand.Elman must hold readout.bias, as its layout says, and does not. Make it as its class does.",
    ),
    Said(
        "module-returned",
        ModuleError,
        _record(_Silent(3, 4), X),
        "by_hand.LSTM(3, 4) must return (output, (h_n, c_n)) with 40 + 20 + 20 numbers, as its "
        "layout says, got (a tensor (5, 2, 4), a tensor (5, 4)). Mend its forward, or its layout.",
    ),
    Said(
        "module-returned",
        ModuleError,
        _inside(_Silent(3, 4)),
        "by_hand.LSTM(3, 4) must return (output, (h_n, c_n)) with 40 + 20 + 20 numbers, as its "
        "layout says, got (a tensor (5, 2, 4), a tensor (5, 4)). Mend its forward, or its layout.",
    ),
    Said(
        "layout-name",
        ModuleError,
        _laid_out(Architecture("my cell", "RNN_TANH", 3, 4)),
        "the module's name must be words of letters, digits and underscores with dots between them, such as "
        "mine.MyCell, got 'my cell'. A name that ends in Cell is that of a module that makes one step a call.",
    ),
    Said(
        "layout-mode",
        ModuleError,
        _laid_out(Architecture("mine.MyCell", "VANILLA", 3, 4)),
        "mode must be one of RNN_TANH, RNN_RELU, LSTM, GRU, LSTM_ONE_BIAS, RNN_TANH_ONE_BIAS, GRU_UPDATE_REPLACES, "
        "GRU_B_HN_OUTSIDE, GRU_B_HN_OUTSIDE_UPDATE_REPLACES, GRU_RESET_BEFORE, GRU_RESET_BEFORE_UPDATE_REPLACES, "
        "ELMAN, JORDAN, LEAKY, got 'VANILLA'. Choose the cell type that the module computes.",
    ),
    Said(
        "layout-size",
        ModuleError,
        _laid_out(Architecture("mine.MyRNN", "RNN_TANH", 3, 4, num_layers=0)),
        "num_layers of mine.MyRNN must be at least 1, got 0.",
    ),
    Said(
        "layout-blocks",
        ModuleError,
        _laid_out(Architecture("mine.MyCell", "RNN_TANH", 3, 4), W_ih=(("W_ih",),), W_hh=(("W_hh", "W_ih"),)),
        "the parameters of mine.MyCell in layer 0, direction 0, must hold each of W_ih, W_hh, b_ih, b_hh once, got "
        "another count of W_ih, b_hh, b_ih. Say in the layout where each block lies.",
    ),
    Said(
        "module-follows",
        ModuleError,
        _record(_Raised(3, 4), X.transpose(0, 1)),
        "by_hand.LSTM(3, 4) must compute what its cell type LSTM (LSTM) does, its states are 1.0e+00 from that. Record "
        "it in eval mode if it draws dropout and outside autocast; a forward of another kind needs a layout of its "
        "own.",
    ),
    Said(
        "module-steps",
        ModuleError,
        _record(_Restless(3, 4), X),
        "by_hand.StackedRNN(3, 4, num_layers=2) must come to the same state in one call as in one call for each step, "
        "and it does not. Its forward must use nothing but the input and hx.",
    ),
    Said(
        "module-layers",
        ModuleError,
        _record(_Odd(3, 4, num_layers=2), X),
        "by_hand.ResetBeforeGRU(3, 4, num_layers=2) must put out the same in one call as layer by layer, and it does "
        "not. Mend the run_layer of its layout.",
    ),
    Said(
        "missing-extra",
        MissingExtraError,
        lambda _: _rec().to_xarray(),
        "xarray must be installed for this, and it is not. Install it with: pip install 'rnnviz[xarray]'",
    ),
    Said(
        "missing-extra",
        MissingExtraError,
        lambda _: _rec().to_dataframe(),
        "pandas must be installed for this, and it is not. Install it with: pip install 'rnnviz[pandas]'",
    ),
)


@pytest.mark.parametrize("said", TABLE, ids=lambda said: said.code)
def test_the_message_word_for_word(said: Said, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("xarray", "pandas"):
        monkeypatch.setitem(sys.modules, name, None)
    # The hook that checks types in the tests would speak before the package does.
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(RnnvizError) as caught:
        said.call(tmp_path)
    assert type(caught.value) is said.kind
    assert caught.value.code == said.code
    assert str(caught.value) == said.message.format(folder=tmp_path, why=caught.value.values.get("why"))


def test_the_table_holds_every_error_that_the_recorder_raises() -> None:
    assert {said.code for said in TABLE} == raised_codes(Path(rnnviz.recorder.__file__).parent)


def raised_codes(folder: Path) -> set[str]:
    """The first argument of every call of an error class in the source."""
    found: set[str] = set()
    for path in sorted(folder.glob("**/*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(code)), *_]) if name in CLASSES:
                    found.add(code)
    return found


CLASSES = {name for name, value in vars(rnnviz.errors).items() if isinstance(value, type)} & {
    kind.__name__
    for kind in (
        ArgumentError,
        FileError,
        InputError,
        MissingExtraError,
        ModuleError,
        PlaceError,
        SchemaError,
        StateError,
    )
}


def test_the_search_for_codes_finds_a_new_one(tmp_path: Path) -> None:
    (tmp_path / "new.py").write_text('raise InputError("new-code", N_("..."))\n', encoding="utf-8")
    assert raised_codes(tmp_path) == {"new-code"}
