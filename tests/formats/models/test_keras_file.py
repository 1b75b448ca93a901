"""Files of Keras: what is recorded of them is what Keras computes, on PyTorch, in float32."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import HealthCheck, given, settings

from rnnviz.formats.models import Part
from rnnviz.formats.models.keras_file import from_h5, from_keras_file
from rnnviz.formats.models.node_parts import parts_of_nodes
from tests.formats.models.keras_cases import Case, answer, cases, drawn, saved, sequential
from tests.formats.models.recorded import output_of, recorded
from tests.formats.weights.frameworks import keras

CLOSE = 1e-5
folder_stays = settings(
    deadline=None, max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


def parts(model: Any, folder: Path) -> tuple[Part, ...]:
    return parts_of_nodes(from_keras_file(saved(model, folder)))


def as_keras(part: Part, x: np.ndarray, **said: str) -> np.ndarray:
    """The output as Keras gives it: of a layer that runs backwards, its first step first."""
    found = output_of(part, x, **said)
    return found[::-1] if part.backwards else found


@folder_stays
@given(cases())
def test_a_layer_of_a_model_is_recorded_as_it_computes(tmp_path: Path, case: Case) -> None:
    model = sequential([case.layer()], case.input_size, case.seed)
    (part,) = parts(model, tmp_path)
    assert part.name == "mine"
    assert (part.backwards, part.bidirectional) == (case.go_backwards and not case.bidirectional, case.bidirectional)
    assert part.reset == ("before" if case.cell == "GRU" and not case.reset_after else "after")
    assert np.abs(as_keras(part, case.x()) - answer(model, case.x())).max() <= CLOSE


@folder_stays
@given(cases())
def test_weights_alone_leave_open_what_they_do_not_tell(tmp_path: Path, case: Case) -> None:
    model = sequential([case.layer()], case.input_size, case.seed)
    unpacked = from_h5(saved(model, tmp_path, "m.weights.h5"))
    assert unpacked.kind == "Keras weights"
    (part,) = parts_of_nodes(unpacked)
    assert part.cell_type == case.cell
    assert part.backwards == (False if case.bidirectional else None)
    assert part.nonlinearity == (None if case.cell == "RNN" else "tanh")
    told = "after" if case.cell != "GRU" or case.reset_after else "before"
    assert part.reset == (None if case.cell == "GRU" and not case.bias else told)
    said = {"nonlinearity": "relu" if case.relu else "tanh", "reset": told}
    x = case.x()
    backwards = case.go_backwards and not case.bidirectional
    found = output_of(part, x[::-1] if backwards else x, **said)
    assert np.abs(found - answer(model, x)).max() <= CLOSE


@folder_stays
@given(cases(of_cell=False))
def test_an_older_file_is_read_too(tmp_path: Path, case: Case) -> None:
    model = sequential([case.layer()], case.input_size, case.seed)
    unpacked = from_h5(saved(model, tmp_path, "m.h5"))
    assert unpacked.kind == "Keras"
    (part,) = parts_of_nodes(unpacked)
    assert np.abs(as_keras(part, case.x()) - answer(model, case.x())).max() <= CLOSE


@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("bidirectional", [True, False])
def test_a_stack_after_an_embedding_is_one_module(tmp_path: Path, bidirectional: bool, reset_after: bool) -> None:
    case = Case(cell="GRU", reset_after=reset_after, bidirectional=bidirectional)
    layers = keras().layers
    model = sequential(
        [layers.Embedding(7, 3, name="words"), case.layer("one"), layers.Dropout(0.5), case.layer("two")], None
    )
    content = saved(model, tmp_path)
    unpacked = from_keras_file(content)
    whole, first, second = parts_of_nodes(unpacked)
    assert [whole.name, first.name, second.name] == ["one … two", "one", "two"]
    assert (whole.num_layers, whole.embedding) == (2, "layers/embedding/vars/0")
    assert second.embedding == ""
    tokens = np.random.default_rng(0).integers(0, 7, (5, 2))
    x = unpacked.tensors[whole.embedding].numpy()[tokens]
    assert np.abs(output_of(whole, x) - answer(model, tokens)).max() <= CLOSE


def test_layers_of_a_functional_model_with_a_model_in_it(tmp_path: Path) -> None:
    layers = keras().layers
    inner = keras().Sequential([layers.Input((None, 4)), Case(cell="RNN", relu=True).layer("deep")], name="inner")
    given = layers.Input((None, 3))
    low = Case().layer("low")(given)
    beside = Case(cell="GRU").layer("beside")(given)
    high = Case().layer("high")(layers.Dropout(0.1)(low))
    whole = keras().Model(given, [high, inner(beside)])
    model = drawn(whole)
    found = {part.name: part for part in parts(model, tmp_path)}
    assert list(found) == ["low … high", "low", "beside", "high", "inner/deep"]
    x = Case().x()
    high_is, deep_is = (value.detach().numpy().swapaxes(0, 1) for value in model(x.swapaxes(0, 1)))
    assert np.abs(output_of(found["low … high"], x) - high_is).max() <= CLOSE
    assert np.abs(output_of(found["inner/deep"], output_of(found["beside"], x)) - deep_is).max() <= CLOSE


def test_layers_of_one_class_are_told_apart(tmp_path: Path) -> None:
    """By their names, and where a file tells no names by how many of their class come before."""
    model = sequential([Case(hidden_size=3).layer(name) for name in ("b", "a", "c")], 3)
    whole = parts(model, tmp_path)[0]
    assert whole.name == "b … c"
    assert np.abs(output_of(whole, Case().x()) - answer(model, Case().x())).max() <= CLOSE


def test_stacked_cells_are_layers(tmp_path: Path) -> None:
    layers = keras().layers
    cells = [layers.LSTMCell(4), layers.LSTMCell(4), layers.GRUCell(3)]
    model = sequential([layers.RNN(cells, return_sequences=True, name="mine")], 3)
    found = parts(model, tmp_path)
    assert [part.name for part in found] == [
        "mine/lstm_cell … mine/lstm_cell_1",
        "mine/lstm_cell",
        "mine/lstm_cell_1",
        "mine/gru_cell",
    ]
    x = Case().x()
    assert np.abs(output_of(found[3], output_of(found[0], x)) - answer(model, x)).max() <= CLOSE


def test_what_puts_out_its_last_step_alone_is_followed_by_nothing(tmp_path: Path) -> None:
    layers = keras().layers
    model = sequential([layers.LSTM(4, name="one"), layers.RepeatVector(3), layers.LSTM(4, name="two")], 4)
    assert [part.name for part in parts(model, tmp_path)] == ["one", "two"]


def test_a_layer_that_runs_backwards_turns_time_round_for_the_next(tmp_path: Path) -> None:
    model = sequential([Case(go_backwards=True).layer("one"), Case(go_backwards=True).layer("two")], 4)
    one, two = parts(model, tmp_path)
    x = Case(input_size=4).x()
    assert np.abs(as_keras(two, as_keras(one, x)) - answer(model, x)).max() <= CLOSE


def test_outputs_that_are_added_up_are_told(tmp_path: Path) -> None:
    layers = keras().layers
    model = sequential([layers.Bidirectional(layers.GRU(4, return_sequences=True), merge_mode="sum", name="mine")], 3)
    (part,) = parts(model, tmp_path)
    assert str(part.changes[-1]) == (
        "Keras merges the outputs of both directions by merge_mode='sum'; here they stand side by side."
    )
    found = output_of(part, Case().x())
    assert np.abs(found[..., :4] + found[..., 4:] - answer(model, Case().x())).max() <= CLOSE


@pytest.mark.parametrize("reset_after", [True, False])
@pytest.mark.parametrize("word", [0, 1, 2])
@pytest.mark.parametrize("cell", ["LSTM", "GRU"])
def test_gates_in_another_order_would_be_noticed(tmp_path: Path, cell: str, word: int, reset_after: bool) -> None:
    case = Case(cell=cell, reset_after=reset_after)
    model = sequential([case.layer()], case.input_size)
    expected = answer(model, case.x())
    variables = model.layers[0].cell.weights
    right = variables[word].value.detach().numpy().copy()
    gates = 4 if cell == "LSTM" else 3
    for one in range(gates):
        for other in range(one):
            blocks = np.split(right, gates, axis=-1)
            blocks[one], blocks[other] = blocks[other], blocks[one]
            variables[word].assign(np.concatenate(blocks, -1))
            (part,) = parts(model, tmp_path)
            assert np.abs(output_of(part, case.x()) - expected).max() > 100 * CLOSE


def test_other_types_keep_every_bit(tmp_path: Path) -> None:
    for dtype in ("float16", "bfloat16", "float64"):
        # PyTorch has no orthogonal matrices of half types.
        layer = keras().layers.LSTM(4, dtype=dtype, recurrent_initializer="zeros", name="mine")
        model = sequential([layer], 3)
        (part,) = parts(model, tmp_path)
        kernel: torch.Tensor = layer.cell.kernel.value.detach()
        torch.testing.assert_close(part.weights["weight_ih_l0"], kernel.T, atol=0, rtol=0)
        assert recorded(part, Case().x()).dtype == dtype


def test_numbers_that_are_none_are_named(tmp_path: Path) -> None:
    model = sequential([Case().layer()], 3)
    model.weights[1].assign(np.full((4, 16), np.nan))
    assert parts(model, tmp_path)[0].not_finite == ("layers/lstm/cell/vars/1",)
