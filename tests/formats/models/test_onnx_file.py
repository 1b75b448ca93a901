"""Files of ONNX: what is recorded of them is what onnxruntime computes."""

import io
import warnings
from dataclasses import replace
from typing import Any

import numpy as np
import onnx
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from onnx import TensorProto, helper, numpy_helper
from torch import nn

from rnnviz.formats.models import Part
from rnnviz.formats.models.node_parts import parts_of_nodes
from rnnviz.formats.models.onnx_file import from_onnx_file
from tests.formats.models.onnx_cases import Case, Writer, answer, cases, finished, model_of
from tests.formats.models.recorded import output_of, recorded

CLOSE = 1e-5


def parts(model: onnx.ModelProto) -> tuple[Part, ...]:
    return parts_of_nodes(from_onnx_file(model.SerializeToString()))


@settings(deadline=None)
@given(cases)
def test_the_first_part_is_the_whole_network(case: Case) -> None:
    model, x = model_of(case), case.x()
    whole = parts(model)[0]
    assert (whole.num_layers, whole.bidirectional) == (case.num_layers, case.ways == 2)
    assert whole.backwards == (case.direction == "reverse")
    assert whole.bias == case.bias
    assert np.abs(output_of(whole, x) - answer(model, x)).max() <= CLOSE


@settings(deadline=None, max_examples=10)
@given(cases)
def test_its_layers_one_after_the_other_are_it_too(case: Case) -> None:
    model, x = model_of(case), case.x()
    found = x
    single = [part for part in parts(model) if part.num_layers == 1]
    assert len(single) == case.num_layers
    for part in single:
        found = output_of(part, found)
    assert np.abs(found - answer(model, x)).max() <= CLOSE


@pytest.mark.parametrize(("cell", "gates"), [("LSTM", 4), ("GRU", 3)])
@pytest.mark.parametrize("word", ["W0", "R0", "B0"])
def test_gates_in_another_order_would_be_noticed(cell: str, gates: int, word: str) -> None:
    """Every exchange of two gates in one tensor is far away from what onnxruntime gave."""
    case = Case(cell=cell, linear_before_reset=1)
    model = model_of(case)
    expected = answer(model, case.x())
    (place,) = [at for at, held in enumerate(model.graph.initializer) if held.name == word]
    value = numpy_helper.to_array(model.graph.initializer[place])
    for one in range(gates):
        for other in range(one):
            wrong = value.reshape(1, -1, gates, case.hidden_size, *value.shape[2:]).copy()
            wrong[:, :, [one, other]] = wrong[:, :, [other, one]]
            model.graph.initializer[place].CopyFrom(numpy_helper.from_array(wrong.reshape(value.shape), word))
            assert np.abs(output_of(parts(model)[0], case.x()) - expected).max() > 100 * CLOSE


def test_the_other_place_of_the_reset_would_be_noticed() -> None:
    case = Case(cell="GRU", linear_before_reset=0)
    other = model_of(replace(case, linear_before_reset=1))
    assert np.abs(output_of(parts(model_of(case))[0], case.x()) - answer(other, case.x())).max() > 100 * CLOSE


def test_every_gate_is_recorded_from_a_gru_that_resets_before() -> None:
    case = Case(cell="GRU", direction="bidirectional", num_layers=2)
    rec = recorded(parts(model_of(case))[0], case.x())
    assert rec.mode == "GRU_RESET_BEFORE"
    assert rec.parity.worst <= CLOSE


class Tagger(nn.Module):
    """Token ids in, scores out."""

    def __init__(self, rnn: nn.Module, features: int) -> None:
        super().__init__()
        self.emb, self.rnn, self.out = nn.Embedding(7, 3), rnn, nn.Linear(features, 5)

    def forward(self, tokens: torch.Tensor) -> torch.Tensor:
        scores: torch.Tensor = self.out(self.rnn(self.emb(tokens))[0])
        return scores


@pytest.mark.parametrize(
    ("rnn", "features"),
    [
        (nn.LSTM(3, 4, 2, bidirectional=True), 8),
        (nn.LSTM(3, 4, 2, batch_first=True, dropout=0.5), 4),
        (nn.GRU(3, 4, 3), 4),
        (nn.GRU(3, 4, 2, bidirectional=True, bias=False), 8),
        (nn.RNN(3, 4, 2, nonlinearity="relu", batch_first=True), 4),
        (nn.RNN(3, 4, bidirectional=True), 8),
    ],
    ids=str,
)
def test_a_model_that_torch_exported_is_its_recurrent_module(rnn: nn.RNNBase, features: int) -> None:
    file: Any = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(Tagger(rnn, features).eval(), (torch.randint(7, (5, 2)),), file, dynamo=False)
    unpacked = from_onnx_file(file.getvalue())
    whole = parts_of_nodes(unpacked)[0]
    assert (whole.cell_type, whole.num_layers) == (type(rnn).__name__, rnn.num_layers)
    assert whole.embedding == "emb.weight"
    assert whole.nonlinearity == ("relu" if rnn.mode == "RNN_RELU" else "tanh")
    assert not whole.hx
    biased = {name: weight for name, weight in whole.weights.items() if rnn.bias or name.startswith("weight")}
    assert biased.keys() == rnn.state_dict().keys()
    for name, weight in rnn.state_dict().items():
        torch.testing.assert_close(whole.weights[name], weight, atol=0, rtol=0)
        assert whole.files_names[name] in unpacked.tensors


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64])
@pytest.mark.parametrize("raw", [True, False])
def test_other_types_keep_every_bit(dtype: torch.dtype, raw: bool) -> None:
    kind = {
        torch.float16: TensorProto.FLOAT16,
        torch.bfloat16: TensorProto.BFLOAT16,
        torch.float64: TensorProto.DOUBLE,
    }[dtype]
    model = model_of(Case(cell="RNN", num_layers=1))
    values: dict[str, torch.Tensor] = {}
    for held in model.graph.initializer:
        if held.data_type == TensorProto.FLOAT:
            value = torch.tensor(numpy_helper.to_array(held)).to(dtype)
            values[held.name] = value
            if raw:
                bits = value.view(torch.int64 if dtype is torch.float64 else torch.int16).numpy().tobytes()
                held.CopyFrom(helper.make_tensor(held.name, kind, list(value.shape), bits, raw=True))
            else:
                flat = value.double().numpy().ravel()
                held.CopyFrom(helper.make_tensor(held.name, kind, list(value.shape), flat))
    (part,) = parts(model)
    assert part.weights["weight_ih_l0"].dtype == dtype
    torch.testing.assert_close(part.weights["weight_ih_l0"], values["W0"][0], atol=0, rtol=0)
    assert recorded(part, Case().x()).dtype == str(dtype).removeprefix("torch.")


def _first_state(operator: str, **attributes: Any) -> onnx.ModelProto:
    """One operator whose first state is made by another."""
    case = Case(cell="RNN")
    model = model_of(case)
    model.graph.node[0].input[5] = "state"
    shape = helper.make_node("Shape", ["x"], ["shape"])
    made = helper.make_node(operator, ["shape"] if operator == "ConstantOfShape" else ["x"], ["state"], **attributes)
    model.graph.node.insert(0, made)
    model.graph.node.insert(0, shape)
    return model


def test_a_first_state_that_the_model_works_out_is_said_and_begins_with_zeros() -> None:
    (part,) = parts(_first_state("ReduceSum", keepdims=1))
    assert part.hx == ()
    assert str(part.changes[-1]) == "The model works out initial_h when it runs; here the states begin with zeros."
    ones = numpy_helper.from_array(np.ones(1, np.float32))
    (part,) = parts(_first_state("ConstantOfShape", value=ones))
    assert "initial_h" in str(part.changes[-1])


def test_zeros_of_a_shape_known_only_later_are_zeros() -> None:
    for model in (
        _first_state("ConstantOfShape"),
        _first_state("ConstantOfShape", value=numpy_helper.from_array(np.zeros(1, np.float32))),
    ):
        (part,) = parts(model)
        assert part.hx == ()
        assert not any("initial_h" in str(change) for change in part.changes)


@given(st.integers(1, 3))
@settings(deadline=None, max_examples=3)
def test_a_first_state_that_is_repeated_for_every_row_is_kept(batch: int) -> None:
    case = Case(cell="LSTM", batch=batch)
    model = model_of(case)
    node = model.graph.node[0]
    states = {}
    for place, word in ((5, "h"), (6, "c")):
        states[word] = np.linspace(-1, 1, case.hidden_size, dtype=np.float32).reshape(1, 1, -1) * (
            1 if word == "h" else 2
        )
        model.graph.initializer.append(numpy_helper.from_array(states[word], f"{word}_one"))
        model.graph.initializer.append(numpy_helper.from_array(np.asarray([1, batch, 1], np.int64), f"{word}_times"))
        model.graph.node.insert(0, helper.make_node("Expand", [f"{word}_one", f"{word}_times"], [f"{word}_all"]))
        node.input.append(f"{word}_all") if len(node.input) <= place else node.input.__setitem__(place, f"{word}_all")
    (part,) = parts(model)
    torch.testing.assert_close(part.hx[1], torch.tensor(states["c"]))
    assert np.abs(output_of(part, case.x()) - answer(model, case.x())).max() <= CLOSE


def test_an_operator_inside_a_loop_is_found_and_uses_weights_from_around_it() -> None:
    case = Case(cell="GRU")
    model = model_of(case)
    node = model.graph.node[0]
    body = helper.make_graph([node], "body", [], [])
    model.graph.node[0].CopyFrom(helper.make_node("Loop", ["", ""], ["Y0"], body=body))
    (part,) = parts(model)
    assert part.name == "/Y0"
    assert np.abs(output_of(part, case.x()) - answer(model_of(case), case.x())).max() <= CLOSE


def test_a_time_axis_that_changes_places_between_layers_makes_no_stack() -> None:
    case = Case(cell="GRU", num_layers=2, linear_before_reset=1)
    model = model_of(case)
    last = next(node for node in model.graph.node if node.output[0] == "layer0")
    last.output[0] = "before"
    model.graph.node.insert(3, helper.make_node("Transpose", ["before"], ["layer0"], perm=[1, 0, 2]))
    assert [part.num_layers for part in parts(model)] == [1, 1]


def test_nodes_without_names_get_some_that_differ() -> None:
    model = model_of(Case(cell="RNN", num_layers=2))
    for node in model.graph.node:
        node.name = ""
    assert [part.name for part in parts(model)] == ["RNN … RNN (2)", "RNN", "RNN (2)"]


def test_tokens_whose_rows_are_of_another_length_are_no_input() -> None:
    writer = Writer()
    writer.hold("table", np.zeros((9, 3), np.float32))
    writer.hold("W", np.ones((1, 2, 3), np.float32))
    writer.hold("R", np.ones((1, 2, 2), np.float32))
    writer.add("Gather", ["table", "x"], ["rows"])
    writer.add("RNN", ["rows", "W", "R"], ["output"], hidden_size=2)
    model = finished(writer, ["T", "N"], TensorProto.INT64)
    assert parts(model)[0].embedding == "table"
    for held in model.graph.initializer:
        if held.name == "table":
            held.CopyFrom(numpy_helper.from_array(np.zeros((9, 4), np.float32), "table"))
    assert parts(model)[0].embedding == ""


def test_numbers_that_are_none_are_named() -> None:
    model = model_of(Case(cell="RNN"))
    for held in model.graph.initializer:
        if held.name == "R0":
            value = numpy_helper.to_array(held).copy()
            value[0, 1, 1] = np.nan
            held.CopyFrom(numpy_helper.from_array(value, "R0"))
    assert parts(model)[0].not_finite == ("R0",)
