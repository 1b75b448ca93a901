"""Recordings of hand-written modules: every number of every step is what the equations, written out, give."""

import re
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch.nn.utils.parametrizations import spectral_norm, weight_norm

import rnnviz
from rnnviz import Recording, by_hand
from rnnviz.analysis.tensors import tensors
from rnnviz.figures import gate_heatmap
from tests.by_hand.cases import CASES, Made, flat, made
from tests.by_hand.written_out import walk
from tests.cells import agreement, crosscheck
from tests.recorder.stepping import Walk


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=12)
@given(data=st.data())
def test_every_number_is_what_the_equations_give(name: str, data: st.DataObject) -> None:
    found = data.draw(made(name))
    rec = rnnviz.record(found.module, found.input, found.hx)
    for (layer, direction), own in walks(found, rec).items():
        for row in range(rec.batch):
            track = rec.track(layer, ("forward", "reverse")[direction], row)
            assert set(own.values) == set(track.cell_type.variables)
            for variable, values in own.values.items():
                np.testing.assert_allclose(track.values(variable), values[:, row], atol=1e-12, err_msg=variable)
    assert rec.parity.worst <= 1e-12


@pytest.mark.parametrize("name", CASES)
@settings(max_examples=5)
@given(data=st.data())
def test_what_it_returns_is_in_the_recording_bit_for_bit(name: str, data: st.DataObject) -> None:
    found = data.draw(made(name))
    rec = rnnviz.record(found.module, found.input, found.hx)
    with torch.no_grad():
        returned = flat(found.module(found.input, found.hx))
    if found.case.form in ("cell", "sample"):
        returned = [returned[0], *returned]
    kept = [rec.output, rec.h_n, *([] if rec.c_n is None else [rec.c_n])]
    for own, there in zip(returned, kept, strict=True):
        np.testing.assert_array_equal(there, own.numpy(), strict=True)


@pytest.mark.parametrize("name", CASES)
def test_a_file_gives_it_back(name: str, tmp_path: Any) -> None:
    found = _one(name)
    rec = rnnviz.record(found.module, found.input, found.hx)
    rec.save(tmp_path / "run.safetensors")
    again = rnnviz.load(tmp_path / "run.safetensors")
    assert again.version == rec.version
    assert again.architecture == rec.architecture
    assert again.parity == rec.parity
    streamed = rnnviz.record(found.module, found.input, found.hx, path=tmp_path / "other.safetensors")
    assert streamed.version == rec.version


@pytest.mark.parametrize("name", CASES)
def test_formula_code_and_line_of_numbers_have_the_value_of_the_equations(name: str) -> None:
    found = _one(name)
    rec = rnnviz.record(found.module, found.input, found.hx)
    own = walks(found, rec)[0, 0]
    for check in (*agreement.CHECKS.values(), *crosscheck.CHECKS.values()):
        check(rec.cell, own)


@pytest.mark.parametrize("dtype", [torch.float32, torch.float16, torch.bfloat16])
@pytest.mark.parametrize("name", CASES)
def test_other_types_are_recorded_as_closely_as_they_can_be(name: str, dtype: torch.dtype) -> None:
    found = _one(name)
    rec = rnnviz.record(found.module.to(dtype), found.input.to(dtype))
    allowed = {torch.float32: 1e-6, torch.float16: 2e-3, torch.bfloat16: 1e-2}[dtype]
    assert rec.dtype == str(dtype).removeprefix("torch.")
    assert rec.parity.worst <= allowed


@pytest.mark.parametrize("name", CASES)
def test_looking_changes_nothing(name: str) -> None:
    found = _one(name)
    module = found.module.train()
    before, random = {key: value.clone() for key, value in module.state_dict().items()}, torch.get_rng_state()
    rnnviz.record(module, found.input, found.hx)
    assert module.training
    assert torch.equal(random, torch.get_rng_state())
    assert all(torch.equal(value, before[key]) for key, value in module.state_dict().items())
    assert all(parameter.grad is None for parameter in module.parameters())


@pytest.mark.parametrize("name", CASES)
def test_it_is_drawn_shown_and_printed(name: str) -> None:
    found = _one(name)
    rec = rnnviz.record(found.module, found.input, found.hx)
    page = rnnviz.show(rec).to_html()
    assert f"{rec.cell_type}, input_size={rec.input_size}, hidden_size={rec.hidden_size}" in page
    paper = rnnviz.handout(rec.track()[-1]).to_html()
    assert re.findall(r'<span class="place">\d+</span> ([^<]*)</h3>', paper) == [
        one.title for one in rec.cell.operations
    ]
    assert (
        rec.to_dataframe().shape[0]
        == rec.seq_len * rec.batch * max(rec.hidden_size, rec.architecture.other_size) * len(rec.tracks) // rec.batch
    )
    np.testing.assert_array_equal(rec.to_xarray()[rec.cell.state], rec.h)
    assert (rec.y is not None) == (name in ("Elman", "Jordan"))
    if rec.y is not None:
        np.testing.assert_array_equal(rec.y[0, 0].transpose(1, 0, 2), rec.output)
        np.testing.assert_array_equal(rec.to_xarray()["y"], rec.y)
        assert "y" in rec.to_dataframe()


def _one(name: str) -> Made:
    """One module of a kind, always the same."""
    kinds: list[Made] = []

    @settings(max_examples=1, derandomize=True, database=None)
    @given(data=st.data())
    def draw(data: st.DataObject) -> None:
        kinds.append(data.draw(made(name)))

    draw()
    return kinds[-1]


def walks(found: Made, rec: Recording) -> dict[tuple[int, int], Walk]:
    """The equations walked by hand, for every layer and direction, on the module's own weights."""
    x = np.asarray(rec.input)
    states: Any = found.hx
    given = [] if states is None else list(states) if isinstance(states, tuple) else [states]
    walked: dict[tuple[int, int], Walk] = {}
    for layer in range(rec.num_layers):
        for direction in range(rec.num_directions):
            weights = _weights(found, layer, direction)
            place = layer * rec.num_directions + direction
            initial = {}
            for position, name in enumerate(found.case.states):
                size = rec.h.shape[-1] if position == 0 else rec.hidden_size
                stack = (rec.num_layers * rec.num_directions, rec.batch, size)
                whole = given[position].numpy().reshape(stack) if given else np.zeros(stack)
                initial[name] = whole[place]
            order = slice(None, None, -1 if direction else 1)
            values = {name: value[order] for name, value in walk(found.case.step, weights, x[order], initial).items()}
            walked[layer, direction] = Walk(rec.mode, direction == 1, values, initial, weights)
        x = np.concatenate([walked[layer, side].values[found.case.states[0]] for side in range(rec.num_directions)], -1)
    return walked


def _weights(found: Made, layer: int, direction: int) -> dict[str, np.ndarray]:
    """The blocks, by the names of the equations, read out of the module by hand."""
    own = {name: parameter.detach().numpy() for name, parameter in found.module.named_parameters()}
    d, n = found.sizes["hidden_size"], found.sizes["input_size"]
    match type(found.module).__name__:
        case "StackedRNN":
            return {name: own[f"cells.{layer}.{name}"] for name in ("W_ih", "W_hh", "b_ih", "b_hh")}
        case "BidirectionalRNN":
            side = ("forwards", "backwards")[direction]
            return {name: own[f"{side}.cells.0.{name}"] for name in ("W_ih", "W_hh", "b_ih", "b_hh")}
        case "JoinedRNNCell":
            whole = own["linear.weight"]
            return {"W_hh": whole[:, :d], "W_ih": whole[:, d:], "b_h": own["linear.bias"]}
        case "JoinedLSTM":
            gates = {"input_gate": "i", "forget_gate": "f", "candidate": "g", "output_gate": "o"}
            found_blocks = {f"W_i{gate}": own[f"{name}.weight"][:, :n] for name, gate in gates.items()}
            found_blocks |= {f"W_h{gate}": own[f"{name}.weight"][:, n:] for name, gate in gates.items()}
            return found_blocks | {f"b_{gate}": own[f"{name}.bias"] for name, gate in gates.items()}
        case "LSTMCell":
            blocks = {}
            for row, gate in enumerate("ifgo"):
                part = slice(row * d, (row + 1) * d)
                blocks[f"W_i{gate}"], blocks[f"b_i{gate}"] = (
                    own["from_input.weight"][part],
                    own["from_input.bias"][part],
                )
                blocks[f"W_h{gate}"], blocks[f"b_h{gate}"] = own["from_past.weight"][part], own["from_past.bias"][part]
            return blocks
        case "Elman" | "Jordan" | "LeakyRNN":
            names = {
                "from_input.weight": "W_ih",
                "from_input.bias": "b_h",
                "from_hidden.weight": "W_hh",
                "from_past.weight": "W_hh",
                "from_output.weight": "W_yh",
                "readout.weight": "W_hy",
                "readout.bias": "b_y",
                "alpha": "alpha",
            }
            return {names[name]: value for name, value in own.items()}
    return own


CELLS = [name for name, case in CASES.items() if case.form in ("cell", "sample")]


@pytest.mark.parametrize("name", CELLS)
def test_a_loop_over_a_cell_is_one_recording_over_time(name: str) -> None:
    found = _one(name)
    steps = torch.randn(4, *found.input.shape, dtype=torch.float64)
    with rnnviz.recording(found.module) as recs:
        state = found.hx
        for x in steps:
            state = found.module(x, state)
    rec = recs[""]
    whole = Made(found.case, found.module, steps, found.hx, found.sizes)
    for row in range(rec.batch):
        for variable, values in walks(whole, rec)[0, 0].values.items():
            np.testing.assert_allclose(rec.track(batch=row).values(variable), values[:, row], atol=1e-12)
    assert rec.seq_len == 4


def test_the_cells_inside_a_stack_are_recorded_one_by_one() -> None:
    module = by_hand.StackedRNN(3, 4, num_layers=3)
    x = torch.randn(5, 2, 3)
    whole = rnnviz.record(module, x)
    with rnnviz.recording(module) as recs:
        module(x)
    for layer in range(3):
        np.testing.assert_array_equal(recs[f"cells.{layer}"].h[0, 0], whole.h[layer, 0])


class _Named(torch.nn.Module):
    """A model that names what it passes to its cell."""

    def __init__(self) -> None:
        super().__init__()
        self.cell = by_hand.RNNCell(3, 4)

    def forward(self, input: torch.Tensor, h: torch.Tensor) -> torch.Tensor:
        for now in input:
            h = self.cell(x=now, h=h)
        return h


def test_a_cell_may_be_called_by_the_names_of_its_own_forward() -> None:
    model, x, first = _Named(), torch.randn(3, 2, 3), torch.ones(2, 4)
    with rnnviz.recording(model) as recs:
        model(x, first)
    np.testing.assert_array_equal(recs["cell"].h_0[0], first.numpy())
    assert recs["cell"].seq_len == 3
    assert recs["cell"].parity.worst <= 1e-6


@pytest.mark.parametrize("name", ["RNNCell", "JoinedRNNCell", "SampleGRUCell", "StackedRNN", "Elman", "Jordan"])
def test_a_single_state_may_stand_in_brackets(name: str) -> None:
    found = _one(name)
    plain = rnnviz.record(found.module, found.input)
    state = torch.ones(plain.h_n.shape, dtype=torch.float64)
    bare, bracketed = (rnnviz.record(found.module, found.input, hx) for hx in (state, (state,)))
    np.testing.assert_array_equal(bare.h, bracketed.h)


@pytest.mark.parametrize("name", ["StackedRNN", "Elman", "Jordan", "LSTM"])
def test_what_is_no_number_is_recorded_as_it_is(name: str) -> None:
    found = _one(name)
    x = found.input.clone()
    x[0, 0, 0] = float("nan")
    rec = rnnviz.record(found.module, x)
    with torch.no_grad():
        np.testing.assert_array_equal(rec.output, found.module(x)[0].numpy())
    assert rnnviz.not_finite(rec).first is not None


@pytest.mark.parametrize("name", CASES)
def test_every_element_of_what_it_returns_is_found_where_it_is(name: str) -> None:
    """By the step that made it, and by nothing else: another row or unit holds another number."""
    case = CASES[name]
    sizes = {"input_size": 2, "hidden_size": 3, "output_size": 4, "num_layers": 2}
    module = case.make(*(sizes[size] for size in case.sizes)).double()
    shape = {"batch first": (2, 3), "time first": (3, 2), "cell": (2,), "sample": ()}[case.form]
    rec = rnnviz.record(module, torch.randn(*shape, 2, dtype=torch.float64))
    for tensor, values in {"output": rec.output, "h_n": rec.h_n, "h": rec.h}.items():
        axes = [axis.name for axis in tensors(rec)[tensor].axes]
        assert tensors(rec)[tensor].shape == values.shape
        for index in np.ndindex(*values.shape):
            found: Any = rnnviz.locate(rec, tensor, **dict(zip(axes, index, strict=True)))
            track = rec.track(found.layer, found.direction, found.batch)
            assert track.values(found.variable)[found.t, found.unit] == pytest.approx(values[index], abs=1e-12)
            assert any(place.tensor == tensor for place in rnnviz.places(found))
    if case.states == ("y",):
        assert str(rnnviz.locate(rec, "h_0", batch=1, unit=0)) == "initial output y_0, layer 0, batch row 1, unit 0"
        assert str(rnnviz.locate(rec, "output", t=2, batch=1)) == "output y, layer 0, t = 2, batch row 1, all 4 units"


@pytest.mark.parametrize("name", CASES)
def test_conditions_and_pictures_know_every_variable(name: str) -> None:
    found = _one(name)
    rec = rnnviz.record(found.module, found.input, found.hx)
    for variable in rec.cell.variables:
        values = [track.values(variable)[:, -1] for track in rec.tracks]
        hits = rnnviz.find(rec, f"{variable}[-1] > 0.1")
        assert len(hits) == sum(int((each > 0.1).sum()) for each in values)
        assert gate_heatmap(rec.track(), variable).data


def test_shared_and_computed_weights_are_recorded_as_they_are_used() -> None:
    tied = by_hand.StackedRNN(3, 3, num_layers=2)
    tied.cells[1] = tied.cells[0]
    joined = by_hand.JoinedLSTM(3, 4)
    weight_norm(joined.forget_gate)
    for module in (tied, joined):
        rec = rnnviz.record(module, torch.randn(5, 2, 3))
        assert rec.parity.worst <= 1e-6
    with rnnviz.recording(joined) as recs:
        joined(torch.randn(5, 2, 3))
    assert recs[""].parity.worst <= 1e-6


def test_what_a_weight_counts_for_itself_stays_as_it_was() -> None:
    """In training mode every look at a weight under spectral norm changes its buffers."""
    joined = by_hand.JoinedLSTM(3, 4)
    spectral_norm(joined.forget_gate)
    before = {name: value.clone() for name, value in joined.state_dict().items()}
    rnnviz.record(joined, torch.randn(2, 5, 3))
    assert all(torch.equal(value, before[name]) for name, value in joined.state_dict().items())
