"""Recording a model while it runs: which calls belong together, and that their numbers are PyTorch's."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import example, given, settings
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

import rnnviz
from rnnviz import Recording
from tests.recorder import agreement
from tests.recorder.stepping import walks
from tests.strategies import Network, Plan, plans

CELLS = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell, "RNN": nn.RNNCell}
MODES = ("LSTM", "GRU", "RNN_TANH", "RNN_RELU")


def one_direction() -> st.SearchStrategy[Plan]:
    return plans().map(lambda plan: replace(plan, bidirectional=False))


def cell_of(module: nn.RNNBase) -> nn.RNNCellBase:
    """PyTorch's module of one step with the weights of a module of one layer."""
    kind, _, nonlinearity = module.mode.partition("_")
    options = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    dtype = module.weight_ih_l0.dtype
    cell: nn.RNNCellBase = CELLS[kind](module.input_size, module.hidden_size, bias=module.bias, dtype=dtype, **options)
    cell.load_state_dict({name: getattr(module, f"{name}_l0").detach() for name in cell.state_dict()})
    return cell


def states_of(hx: Any) -> tuple[Tensor, ...]:
    return hx if isinstance(hx, tuple) else (hx,)


def same_states(rec: Recording, hx: Any) -> None:
    """h_n and c_n are these, bit for bit."""
    for name, state in zip(("h_n", "c_n"), states_of(hx), strict=False):
        np.testing.assert_array_equal(getattr(rec, name), state.detach().numpy(), err_msg=name, strict=True)


@settings(max_examples=12)
@given(one_direction(), st.lists(st.integers(1, 3), max_size=6), st.booleans(), st.booleans())
@example(Plan(num_layers=3, seq_len=6, batch_first=True), [1] * 6, True, True)
@example(Plan("GRU", seq_len=6, given_hx=False), [1] * 6, False, False)
def test_a_sequence_cut_into_calls_is_one_recording(plan: Plan, cuts: list[int], detached: bool, named: bool) -> None:
    network = plan.build()
    module = network.module
    hx: Any = network.hx
    time = 1 if module.batch_first else 0
    sizes: list[int] = []
    while sum(sizes) < plan.seq_len:
        sizes.append(min(cuts.pop() if cuts else plan.seq_len, plan.seq_len - sum(sizes)))
    outputs = []
    with rnnviz.recording(module) as recs:
        for piece in torch.split(network.input, sizes, time):
            output, hx = module(input=piece, hx=hx) if named else module(piece, hx)
            outputs.append(output)
            if detached:
                hx = tuple(state.detach() for state in hx) if isinstance(hx, tuple) else hx.detach()
    rec = recs[""]
    np.testing.assert_array_equal(rec.output, torch.cat(outputs, time).detach().numpy(), strict=True)
    same_states(rec, hx)
    agreement.check_steps(network, rec)
    agreement.check_stacks(network, rec)
    agreement.check_kernels(network, rec)
    agreement.check_weights(network, rec)
    # And the module called once over the whole sequence agrees to rounding.
    np.testing.assert_allclose(rec.output, network.call()[0].numpy(), rtol=0, atol=agreement.ORACLE[rec.dtype])


@given(plans().map(lambda plan: replace(plan, num_layers=1, bidirectional=False, batch_first=False)), st.booleans())
def test_a_loop_over_a_cell_is_the_recording_of_the_whole_sequence(plan: Plan, batched: bool) -> None:
    plan = plan if batched else replace(plan, batch=1)
    network = plan.build()
    cell = cell_of(network.module)
    x = network.input
    hx: Any = network.hx
    if hx is not None:
        hx = tuple(state[0] for state in hx) if isinstance(hx, tuple) else hx[0]
    if not batched:
        x = x[:, 0]
        if hx is not None:
            hx = tuple(state[0] for state in hx) if isinstance(hx, tuple) else hx[0]
    outputs = []
    with rnnviz.recording(nn.ModuleDict({"cell": cell})) as recs:
        for step in x:
            hx = cell(step, hx)
            outputs.append(states_of(hx)[0])
    rec = recs["cell"]
    assert rec.architecture.single_step
    same_states(rec, hx)
    expected = torch.stack(outputs) if plan.seq_len > 1 else outputs[0]
    np.testing.assert_array_equal(rec.output, expected.detach().numpy(), strict=True)
    agreement.check_steps(network, rec)
    agreement.check_stacks(network, rec)


@settings(max_examples=12)
@given(
    st.sampled_from(MODES),
    st.lists(st.integers(0, 2), min_size=1, max_size=12),
    st.sampled_from(("batch", "no batch", "cut")),
)
@example("LSTM", [0, 1, 0, 1, 0, 1], "batch")
def test_sequences_that_take_turns_are_told_apart(mode: str, turns: list[int], form: str) -> None:
    module = Plan(mode).build().module
    cell = module if form == "cut" else cell_of(module)
    inputs = torch.from_numpy(np.random.default_rng(0).normal(size=(len(turns), 2, 3)))
    steps = {"batch": inputs, "no batch": inputs[:, 0], "cut": inputs[:, None]}[form]
    states: dict[int, Any] = {}
    with rnnviz.recording(cell) as recs:
        for turn, step in zip(turns, steps, strict=True):
            made = cell(step, states.get(turn))
            states[turn] = made[1] if form == "cut" else made
    found = recs.calls("")
    assert len(found) == len(states)
    for rec, turn in zip(found, states, strict=True):
        mine = inputs[[place for place, other in enumerate(turns) if other == turn]]
        mine = mine[:, :1] if form == "no batch" else mine
        network = Network(module, mine, None)
        np.testing.assert_array_equal(rec.input, mine.numpy())
        same_states(rec, states[turn])
        agreement.check_steps(network, rec)


class Attention(nn.Module):
    """An encoder, and a decoder that looks at all of it before each of its steps."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.encoder = nn.GRU(3, 4, batch_first=True, bidirectional=True, dtype=torch.float64)
        self.bridge = nn.Linear(8, 4, dtype=torch.float64)
        options = {"num_layers": 2, "proj_size": 3} if kind == "projected" else {}
        size = 3 if kind == "projected" else 4
        self.decoder = nn.LSTM(8 + size, 4, batch_first=True, dtype=torch.float64, **options)
        self.query = nn.Linear(size, 8, dtype=torch.float64)
        self.size = size

    def forward(self, x: Tensor, steps: int) -> tuple[Tensor, Tensor, Any]:
        memory, _ = self.encoder(x)
        y, hx = torch.ones(len(x), 1, self.size, dtype=torch.float64), None
        read, outputs = [], []
        for _ in range(steps):
            weights = (self.query(y) @ memory.transpose(1, 2)).softmax(-1)
            read.append(torch.cat([weights @ memory, y], -1))
            y, hx = self.decoder(read[-1], hx)
            outputs.append(y)
        return torch.cat(read, 1), torch.cat(outputs, 1), hx


@pytest.mark.parametrize("kind", ["plain", "projected"])
def test_a_decoder_with_attention_is_one_recording_over_time(kind: str) -> None:
    torch.manual_seed(0)
    model, x = Attention(kind), torch.randn(2, 6, 3, dtype=torch.float64)
    with rnnviz.recording(model) as recs:
        read, outputs, hx = model(x, 5)
    assert list(recs) == ["encoder", "decoder"]
    rec = recs["decoder"]
    np.testing.assert_array_equal(rec.input, read.detach().transpose(0, 1).numpy())
    np.testing.assert_array_equal(rec.output, outputs.detach().numpy(), strict=True)
    same_states(rec, hx)
    with torch.no_grad():
        once, last = model.decoder(read)
    np.testing.assert_allclose(rec.output, once.numpy(), rtol=0, atol=1e-12)
    assert rec.c_n is not None
    np.testing.assert_allclose(rec.c_n, last[1].numpy(), rtol=0, atol=1e-12)
    assert rec.parity.worst < 1e-12
    # The layers in between too: what the first one gave is what PyTorch's first layer gives alone.
    first = nn.LSTM(8 + model.size, 4, proj_size=model.decoder.proj_size, dtype=torch.float64)
    first.load_state_dict({name: getattr(model.decoder, name) for name in first.state_dict()})
    with torch.no_grad():
        np.testing.assert_allclose(rec.h[0, 0], first(read.transpose(0, 1))[0].numpy(), rtol=0, atol=1e-12)


def test_stacked_cells_have_a_recording_each() -> None:
    module = Plan("GRU", num_layers=2).build().module
    cells = nn.ModuleList([nn.GRUCell(3, 2), nn.GRUCell(2, 2)]).double()
    for layer, cell in enumerate(cells):
        cell.load_state_dict({name: getattr(module, f"{name}_l{layer}").detach() for name in cell.state_dict()})
    x = torch.randn(5, 2, 3, dtype=torch.float64)
    states: list[Any] = [None, None]
    with rnnviz.recording(cells) as recs:
        for step in x:
            for layer, cell in enumerate(cells):
                step = states[layer] = cell(step, states[layer])
    for (layer, _), walk in walks(Network(module, x, None)).items():
        rec = recs[str(layer)]
        assert (rec.seq_len, len(recs.calls(str(layer)))) == (5, 1)
        for row in range(2):
            for name, values in walk.values.items():
                np.testing.assert_allclose(rec.track(batch=row).values(name), values[:, row], rtol=0, atol=1e-12)


def _lstm() -> tuple[nn.LSTMCell, Tensor]:
    torch.manual_seed(0)
    return nn.LSTMCell(3, 4), torch.randn(9, 2, 3)


Start = Callable[[tuple[Tensor, Tensor]], tuple[Tensor, Tensor]]


@pytest.mark.parametrize(
    ("start", "joined"),
    [
        (lambda hx: hx, True),
        (lambda hx: (hx[0].detach(), hx[1].detach()), True),
        (lambda hx: (hx[0].view(-1).view(2, 4), hx[1]), True),
        (lambda hx: (hx[0].clone(), hx[1].clone()), False),
        (lambda hx: (hx[0], hx[1].clone()), False),
        (lambda hx: (hx[0].clone(), hx[1]), False),
        (lambda hx: (hx[0].index_select(0, torch.tensor([1, 0])), hx[1].index_select(0, torch.tensor([1, 0]))), False),
        (lambda hx: (hx[0].detach().zero_(), hx[1]), False),
        (lambda hx: (hx[0], hx[1].detach().mul_(2)), False),
        (lambda hx: (hx[1], hx[0]), False),
        (lambda hx: (hx[0].flip(0), hx[1].flip(0)), False),
    ],
)
def test_a_call_goes_on_only_from_the_very_state(start: Start, joined: bool) -> None:
    cell, x = _lstm()
    with rnnviz.recording(cell) as recs, torch.no_grad():
        given = start(cell(x[0], cell(x[1])))
        kept = [state.clone() for state in given]
        last = cell(x[2], given)
    found = recs.calls("")
    assert [rec.seq_len for rec in found] == ([3] if joined else [2, 1])
    same_states(found[-1], last)
    if not joined:
        np.testing.assert_array_equal(found[1].h_0[0], kept[0].numpy())
        assert found[1].c_0 is not None
        np.testing.assert_array_equal(found[1].c_0[0], kept[1].numpy())
        assert (found[1].parity.worst, found[0].parity.worst) < (1e-6, 1e-6)


def test_a_state_of_zeros_in_new_memory_begins_anew() -> None:
    # All states of a relu that never opens are zero: equal numbers alone do not make one sequence.
    cell = nn.RNNCell(3, 4, nonlinearity="relu")
    nn.init.constant_(cell.bias_ih, -100)
    with rnnviz.recording(cell) as recs:
        for _ in range(3):
            assert not cell(torch.ones(2, 3), torch.zeros(2, 4)).any()
    assert [rec.seq_len for rec in recs.calls("")] == [1, 1, 1]


def test_memory_that_was_given_back_is_not_taken_for_the_state() -> None:
    cell, x = _lstm()
    with rnnviz.recording(cell) as recs, torch.no_grad():
        for _ in range(20):
            # The states are let go at once, and new tensors come to lie where they lay.
            cell(x[0], (torch.zeros(2, 4), torch.zeros(2, 4)))
    assert [rec.seq_len for rec in recs.calls("")] == [1] * 20


def test_beams_that_share_a_past() -> None:
    cell, x = _lstm()
    with rnnviz.recording(cell) as recs, torch.no_grad():
        root = cell(x[0])
        left = cell(x[1], root)
        right = cell(x[2], root)
        leaf = cell(x[3], right)
        order = torch.tensor([1, 1])
        beam = cell(x[4], (leaf[0][order], leaf[1][order]))
    found = recs.calls("")
    assert [rec.seq_len for rec in found] == [2, 2, 1]
    for rec, state in zip(found, (left, leaf, beam), strict=True):
        same_states(rec, state)
        assert rec.parity.worst < 1e-6
    np.testing.assert_array_equal(found[1].h_0[0], root[0].numpy())


def test_a_state_that_was_given_with_another_can_still_be_gone_on_from() -> None:
    cell, x = _lstm()
    with rnnviz.recording(cell) as recs, torch.no_grad():
        root = cell(x[0])
        aside = cell(x[1], (root[0], torch.ones(2, 4)))
        last = cell(x[2], root)
    found = recs.calls("")
    assert [rec.seq_len for rec in found] == [2, 1]
    same_states(found[0], last)
    same_states(found[1], aside)


def test_backpropagation_through_stretches_of_time() -> None:
    torch.manual_seed(0)
    module, x = nn.GRU(3, 4, 2), torch.randn(6, 2, 3)
    optimizer = torch.optim.SGD(module.parameters(), 0.5)
    weights, ends = [], []
    with rnnviz.recording(module) as recs:
        h = None
        for piece in torch.split(x, 2):
            weights.append(module.state_dict()["weight_hh_l0"].clone())
            _, h = module(piece, h)
            h.sum().backward()
            optimizer.step()
            optimizer.zero_grad()
            h = h.detach()
            ends.append(h)
    found = recs.calls("")
    # The weights change between the stretches: no two of them can be explained by the same weights.
    assert [rec.seq_len for rec in found] == [2, 2, 2]
    for rec, weight, end in zip(found, weights, ends, strict=True):
        np.testing.assert_array_equal(rec.weights["weight_hh_l0"], weight.numpy())
        same_states(rec, end)
        assert rec.parity.worst < 1e-6
    np.testing.assert_array_equal(found[2].h_0, ends[1].numpy())


Change = Callable[[nn.Module], object]


@pytest.mark.parametrize("training", [True, False])
@pytest.mark.parametrize(
    "change",
    [
        lambda module: module.weight_ih.data.mul_(2),
        lambda module: setattr(module.weight_ih, "data", module.weight_ih.data * 2),
        lambda module: module.load_state_dict({k: 2 * v for k, v in module.state_dict().items()}),
        lambda module: module.load_state_dict({k: 2 * v for k, v in module.state_dict().items()}, assign=True),
        lambda module: setattr(module, "weight_ih", nn.Parameter(module.weight_ih.detach() * 2)),
        lambda module: nn.init.constant_(module.bias_hh, 0.5),
    ],
)
def test_weights_that_change_are_those_of_the_call(change: Change, training: bool) -> None:
    cell, x = _lstm()
    cell.train(training)
    before = {name: value.clone() for name, value in cell.state_dict().items()}
    with rnnviz.recording(cell) as recs:
        hx = cell(x[1], cell(x[0]))
        change(cell)
        hx = cell(x[3], cell(x[2], hx))
    found = recs.calls("")
    assert [rec.seq_len for rec in found] == [2, 2]
    for rec, weights in zip(found, (before, cell.state_dict()), strict=True):
        assert rec.parity.worst < 1e-6
        for name, value in weights.items():
            np.testing.assert_array_equal(rec.weights[name], value.numpy(), err_msg=name)


def test_weights_that_are_no_numbers_are_still_the_same_weights() -> None:
    cell, x = _lstm()
    with torch.no_grad():
        cell.weight_ih[0, 0] = torch.nan
    with rnnviz.recording(cell) as recs:
        cell(x[1], cell(x[0]))
    assert recs[""].seq_len == 2


def test_another_type_of_numbers_begins_anew() -> None:
    cell, x = _lstm()
    with rnnviz.recording(cell) as recs:
        hx = cell(x[0])
        cell.double()
        cell(x[1].double(), tuple(state.double() for state in hx))
    assert [rec.dtype for rec in recs.calls("")] == ["float32", "float64"]
    assert recs.calls("")[1].weights["weight_ih"].dtype == np.float64


@pytest.mark.parametrize("direction", ["packed", "two directions"])
def test_calls_that_stand_alone(direction: str) -> None:
    torch.manual_seed(0)
    module = nn.LSTM(3, 4, bidirectional=direction == "two directions")
    x: Any = torch.randn(5, 3, 3)
    if direction == "packed":
        x = pack_padded_sequence(x, [2, 5, 1], enforce_sorted=False)
    with rnnviz.recording(module) as recs, torch.no_grad():
        output, hx = module(x)
        again, last = module(x, hx)
    found = recs.calls("")
    assert [rec.seq_len for rec in found] == [5, 5]
    for rec, one, state in zip(found, (output, again), (hx, last), strict=True):
        padded = pad_packed_sequence(one)[0] if direction == "packed" else one
        np.testing.assert_array_equal(rec.output, padded.numpy(), strict=True)
        same_states(rec, state)
        assert rec.parity.worst < 1e-6
    np.testing.assert_array_equal(found[1].h_0, hx[0].numpy())
    assert found[1].lengths == ((2, 5, 1) if direction == "packed" else None)


def test_batches_of_other_sizes_and_lengths() -> None:
    torch.manual_seed(0)
    module = nn.LSTM(3, 4, batch_first=True)
    inputs = [torch.randn(shape) for shape in ((2, 5, 3), (3, 1, 3), (4, 3), (2, 7, 3))]
    with rnnviz.recording(module) as recs, torch.no_grad():
        outputs = [module(x)[0] for x in inputs]
    for rec, output in zip(recs.calls(""), outputs, strict=True):
        np.testing.assert_array_equal(rec.output, output.numpy(), strict=True)
    # The first rows of a state are not the state.
    with rnnviz.recording(module) as recs, torch.no_grad():
        _, hx = module(inputs[0])
        module(inputs[0][:1], (hx[0][:, :1].contiguous(), hx[1][:, :1].contiguous()))
    assert len(recs.calls("")) == 2


def test_what_is_done_in_place_afterwards_changes_no_recording() -> None:
    torch.manual_seed(0)
    module, cell = nn.LSTM(3, 4), nn.GRUCell(3, 4)
    with torch.no_grad():
        x, hx = torch.randn(5, 2, 3), (torch.randn(1, 2, 4), torch.randn(1, 2, 4))
        output, last = module(x, hx)
        expected = [value.clone().numpy() for value in (x, *hx, output, *last)]
        h_cell = cell(x[0], hx[0][0]).numpy()
        with rnnviz.recording(nn.ModuleList([module, cell])) as recs:
            h = cell(x[0], hx[0][0])
            h.zero_()
            output, last = module(x, hx)
            for tensor in (output, *last, x, *hx):
                tensor.fill_(7)
            nn.init.zeros_(module.get_parameter("weight_ih_l0"))
            nn.init.zeros_(cell.get_parameter("weight_hh"))
    rec = recs["0"]
    for name, value in zip(("input", "h_0", "c_0", "output", "h_n", "c_n"), expected, strict=True):
        np.testing.assert_array_equal(getattr(rec, name), value, err_msg=name)
    np.testing.assert_array_equal(recs["1"].output, h_cell)
    assert max(rec.parity.worst, recs["1"].parity.worst) < 1e-6


def test_hooks_of_the_user_come_before_and_after() -> None:
    torch.manual_seed(0)
    module, x = nn.GRU(3, 4), torch.randn(5, 2, 3)

    def louder(_: nn.Module, given: tuple[Tensor]) -> tuple[Tensor]:
        return (3 * given[0],)

    def nothing(_: nn.Module, __: object, returned: tuple[Tensor, Tensor]) -> tuple[Tensor, Tensor]:
        return returned[0] * 0, returned[1]

    with torch.no_grad():
        own, _ = module(3 * x)
        module.register_forward_pre_hook(louder)
        module.register_forward_hook(nothing, prepend=True)
        with rnnviz.recording(module) as recs:
            module.register_forward_pre_hook(louder).remove()
            seen, _ = module(x)
    assert not seen.any()
    np.testing.assert_array_equal(recs[""].input, 3 * x.numpy())
    np.testing.assert_array_equal(recs[""].output, own.numpy())


def test_a_module_under_two_names_and_the_model_itself() -> None:
    torch.manual_seed(0)
    shared = nn.GRU(3, 3)
    model = nn.ModuleDict({"first": shared, "unused": nn.LSTM(3, 3), "second": nn.Sequential(shared)})
    with rnnviz.recording(model) as recs:
        assert (list(recs), len(recs), repr(recs)) == ([], 0, "<Recordings of nothing yet>")
        shared(torch.ones(2, 1, 3))
        shared(torch.zeros(2, 1, 3))
        assert len(recs.calls("first")) == 2
        shared(torch.ones(2, 1, 3))
    assert (list(recs), len(recs), repr(recs)) == (["first"], 1, "<Recordings of 'first'>")
    assert len(recs.calls("first")) == 3
    assert recs.calls("first") == recs.calls("second.0")
    assert ("first" in recs, "second.0" in recs, "unused" in recs, "x" in recs, 1 in recs) == (True, True, *[False] * 3)
    assert recs.calls("unused") == ()
    with rnnviz.recording(shared) as recs:
        shared(torch.ones(2, 1, 3))
    assert (list(recs), recs[""].seq_len) == ([""], 2)


def test_asking_inside_the_block_does_not_end_a_sequence() -> None:
    cell, x = _lstm()
    with rnnviz.recording(cell) as recs:
        hx = None
        for t, step in enumerate(x):
            hx = cell(step, hx)
            assert recs[""].seq_len == t + 1
    rec = recs[""]
    same_states(rec, hx)
    assert recs[""] is rec
