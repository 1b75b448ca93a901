"""Every error of the recorder, word for word: the call that provokes it and the sentence that it says."""

import ast
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jaxtyping
import numpy as np
import pytest
import torch
from safetensors.numpy import save_file
from torch import nn

import rnnviz
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
from rnnviz.recorder import Recording

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
        "module must be an nn.RNN, nn.LSTM or nn.GRU, got Linear. Pass the recurrent module itself, e.g. model.lstm.",
    ),
    Said(
        "module-type",
        ModuleError,
        _record(None, X),
        "module must be an nn.RNN, nn.LSTM or nn.GRU, got NoneType. Pass the recurrent module itself, e.g. model.lstm.",
    ),
    Said(
        "module-projection",
        ModuleError,
        _record(nn.LSTM(3, 4, proj_size=2), X),
        "module must have proj_size=0, got proj_size=2. Record an nn.LSTM without a projection.",
    ),
    Said(
        "module-dropout",
        ModuleError,
        _record(nn.LSTM(3, 4, 2, dropout=0.25), X),
        "module draws random dropout between its layers (dropout=0.25, num_layers=2, training mode), so no two runs "
        "agree. Call module.eval() first, or pass allow_dropout=True to record one such run.",
    ),
    Said(
        "module-dtype",
        ModuleError,
        _record(_integers(), X),
        "module must hold float64, float32, float16 or bfloat16, got complex64. Convert it, e.g. module.float().",
    ),
    Said(
        "input-packed",
        InputError,
        _record(LSTM, nn.utils.rnn.pack_padded_sequence(X, torch.tensor([5, 4]))),
        "input must be a tensor (seq_len, batch, input_size), got a PackedSequence. "
        "Unpack it with torch.nn.utils.rnn.pad_packed_sequence.",
    ),
    Said(
        "input-type",
        InputError,
        _record(LSTM, [[1.0]]),
        "input must be a tensor (seq_len, batch, input_size), got list. Make one with torch.as_tensor(...).",
    ),
    Said(
        "input-dimensions",
        InputError,
        _record(LSTM, X[:, 0]),
        "input must have 3 dimensions (seq_len, batch, input_size), got 2 with shape (5, 3). "
        "For one sequence without a batch, add the axis with input.unsqueeze(1).",
    ),
    Said(
        "input-dimensions",
        InputError,
        _record(FIRST, X[:, 0]),
        "input must have 3 dimensions (batch, seq_len, input_size), got 2 with shape (5, 3). "
        "For one sequence without a batch, add the axis with input.unsqueeze(0).",
    ),
    Said(
        "input-size",
        InputError,
        _record(LSTM, X.transpose(1, 2)),
        "input must end in input_size=3: (seq_len, batch, input_size), got shape (5, 3, 2). "
        "Check the order of the axes (batch_first=False).",
    ),
    Said(
        "input-empty",
        InputError,
        _record(LSTM, X[:0]),
        "input must have at least one time step and one row (seq_len, batch, input_size), got shape (0, 2, 3). "
        "Pass a sequence that is not empty.",
    ),
    Said(
        "input-dtype",
        InputError,
        _record(LSTM, X.double()),
        "input must be of the module's type and device, float32, cpu, got float64, cpu. "
        "Convert it with input.to(module.weight_ih_l0).",
    ),
    Said(
        "input-dtype",
        InputError,
        _record(LSTM, X.to("meta")),
        "input must be of the module's type and device, float32, cpu, got float32, meta. "
        "Convert it with input.to(module.weight_ih_l0).",
    ),
    Said(
        "state-form",
        StateError,
        _record(LSTM, X, H),
        "hx must be (h_0, c_0) for an nn.LSTM, got Tensor. Pass the tensors in that form, or leave hx out for zeros.",
    ),
    Said(
        "state-form",
        StateError,
        _record(LSTM, X, (H, None)),
        "hx must be (h_0, c_0) for an nn.LSTM, got (Tensor, NoneType). "
        "Pass the tensors in that form, or leave hx out for zeros.",
    ),
    Said(
        "state-form",
        StateError,
        _record(GRU, X, (H, H)),
        "hx must be the tensor h_0 for an nn.GRU, got (Tensor, Tensor). "
        "Pass the tensors in that form, or leave hx out for zeros.",
    ),
    Said(
        "state-shape",
        StateError,
        _record(LSTM, X, (H, H[:, :1])),
        "c_0 must have shape (num_layers*num_directions, batch, hidden_size) = (1, 2, 4), got (1, 1, 4). "
        "batch_first does not change the states.",
    ),
    Said(
        "state-dtype",
        StateError,
        _record(LSTM, X, (H.half(), H)),
        "h_0 must be of the module's type and device, float32, cpu, got float16, cpu. "
        "Convert it with h_0.to(module.weight_ih_l0).",
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
        "labels-length",
        InputError,
        _record(LSTM, X, labels=[]),
        "labels must be 2 lists of 5 strings, one for each batch row, got lists of []. Give every time step a label.",
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
        "{folder}/run.safetensors must be a recording with schema 1, it has schema 7. "
        "Record again, or use the rnnviz that wrote it.",
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
