"""Recording a model under PyTorch's modes, and the parts of it that cannot be recorded."""

import warnings
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence

import rnnviz
from rnnviz.errors import InputError, ModuleError
from tests.recorder.test_messages import OwnForward, compiled, quantised
from tests.strategies import MAKERS, scripted


@pytest.mark.parametrize("steps", [1, 4])
@pytest.mark.parametrize("kind", ["LSTM", "GRU", "RNN"])
def test_dropout_is_the_draw_that_the_module_made(kind: str, steps: int) -> None:
    torch.manual_seed(0)
    module: nn.RNNBase = MAKERS[kind](3, 6, 3, dropout=0.5)
    x = torch.randn(3 * steps, 2, 3)
    hx: Any = None
    outputs = []
    with torch.no_grad(), rnnviz.recording(module, allow_dropout=True) as recs:
        for piece in torch.split(x, steps):
            torch.rand(3)
            output, hx = module(piece, hx)
            outputs.append(output)
    after = torch.get_rng_state()
    rec = recs[""]
    assert torch.equal(torch.get_rng_state(), after)
    np.testing.assert_array_equal(rec.output, torch.cat(outputs).numpy())
    assert rec.layer_inputs is not None
    assert rec.parity.worst < 1e-6
    dropped = [given == 0 for given in rec.layer_inputs]
    assert not np.array_equal(*dropped)
    # Each layer of PyTorch's, alone and given that input, comes to the states that the module returned.
    for layer in range(3):
        alone = MAKERS[kind](3 if layer == 0 else 6, 6)
        alone.load_state_dict({f"{name}0": getattr(module, f"{name}{layer}") for name in WITHOUT_LAYER})
        below = x if layer == 0 else torch.from_numpy(rec.layer_inputs[layer - 1].copy())
        with torch.no_grad():
            output, final = alone(below)
        if layer < 2:
            kept = ~dropped[layer]
            assert 0.2 < kept.mean() < 0.8
            np.testing.assert_allclose(rec.layer_inputs[layer][kept], 2 * output.numpy()[kept], atol=2e-6)
        last = final[0] if isinstance(final, tuple) else final
        returned = hx[0] if isinstance(hx, tuple) else hx
        np.testing.assert_allclose(last[0].numpy(), returned[layer].numpy(), atol=2e-6)


WITHOUT_LAYER = ("weight_ih_l", "weight_hh_l", "bias_ih_l", "bias_hh_l")


def test_dropout_that_was_not_asked_for_is_refused_before_it_is_drawn() -> None:
    module = nn.LSTM(3, 4, 2, dropout=0.5)
    state = torch.get_rng_state()
    with rnnviz.recording(module) as recs:
        with pytest.raises(ModuleError) as caught:
            module(torch.ones(2, 1, 3))
        module.eval()
        module(torch.ones(2, 1, 3))
    assert caught.value.code == "module-dropout"
    assert torch.equal(torch.get_rng_state(), state)
    assert recs[""].layer_inputs is None


def test_dropout_for_a_part_of_the_time() -> None:
    torch.manual_seed(0)
    module, x = nn.GRU(3, 4, 2, dropout=0.5), torch.randn(2, 1, 3)
    with torch.no_grad(), rnnviz.recording(module, allow_dropout=True) as recs:
        _, h = module.eval()(x)
        _, h = module.train()(x, h)
    rec = recs[""]
    assert rec.layer_inputs is not None
    np.testing.assert_array_equal(rec.layer_inputs[0][:2], rec.h[0, 0][:2])
    assert (rec.layer_inputs[0][2:] == 0).any()
    np.testing.assert_array_equal(rec.h_n, h.numpy())


@pytest.mark.parametrize("kind", ["GRU", "RNN", "LSTMCell", "GRUCell", "RNNCell"])
def test_autocast(kind: str) -> None:
    """nn.LSTM itself fails there on the processor."""
    torch.manual_seed(0)
    cell = "Cell" in kind
    options = {} if cell else {"num_layers": 2}
    module: nn.Module = getattr(nn, kind)(3, 4, **options)
    x = torch.randn(2, 3) if cell else torch.randn(5, 2, 3)
    with torch.autocast("cpu", torch.bfloat16), torch.no_grad():
        own = module(x)
        with rnnviz.recording(module) as recs:
            made = module(x)
        asked_inside = rnnviz.record(module, x)
    first = made[0] if isinstance(made, tuple) else made
    assert torch.equal(first, own[0] if isinstance(own, tuple) else own)
    rec = recs[""]
    np.testing.assert_array_equal(rec.output, first.float().numpy())
    np.testing.assert_array_equal(asked_inside.output, rec.output)
    assert rec.dtype == str(first.dtype).removeprefix("torch.")
    # It computes in bfloat16 at least in part, whatever type it returns.
    assert rec.parity.worst < 8e-3


@pytest.mark.filterwarnings("ignore:LSTM with projections is not supported with oneDNN")
@pytest.mark.parametrize("form", ["one layer", "two layers", "projected", "packed"])
def test_a_recording_may_be_asked_for_under_any_mode(form: str) -> None:
    torch.manual_seed(0)
    options = {"two layers": {"num_layers": 2}, "projected": {"proj_size": 2}}.get(form, {})
    module, x = nn.LSTM(3, 4, **options), torch.randn(5, 2, 3)
    with rnnviz.recording(module) as recs, torch.no_grad():
        for _ in range(3):
            module(pack_padded_sequence(x, [5, 2]) if form == "packed" else x)
    modes: tuple[Any, ...] = (torch.no_grad(), torch.autocast("cpu", torch.bfloat16), torch.inference_mode())
    found = []
    for mode, chain in zip(modes, recs._watches[""].chains, strict=True):
        with mode:
            found.append(chain.recording())
    for rec in found:
        assert rec.version == found[0].version
        assert rec.parity.worst < 1e-6


def test_autocast_for_a_part_of_the_time_begins_anew() -> None:
    cell, x = nn.RNNCell(3, 4), torch.ones(2, 3)
    with torch.no_grad(), rnnviz.recording(cell) as recs:
        h = cell(x)
        with torch.autocast("cpu", torch.bfloat16):
            cell(x, h)
    assert [rec.dtype for rec in recs.calls("")] == ["float32", "bfloat16"]


@pytest.mark.parametrize("mode", [torch.inference_mode, torch.no_grad, torch.enable_grad])
def test_gradients_on_and_off(mode: Any) -> None:
    torch.manual_seed(0)
    module, x = nn.LSTM(3, 4, 2, dtype=torch.float64), torch.randn(6, 2, 3, dtype=torch.float64)
    with rnnviz.recording(module) as recs:
        hx = None
        for piece in torch.split(x, 2):
            with mode():
                output, hx = module(piece, hx)
    with torch.no_grad():
        once = module(x)[0]
    np.testing.assert_allclose(recs[""].output, once.numpy(), rtol=0, atol=1e-12)
    assert output.requires_grad == (mode is torch.enable_grad)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16])
def test_half_types_in_a_loop(dtype: torch.dtype) -> None:
    torch.manual_seed(0)
    cell, x = nn.LSTMCell(3, 4, dtype=dtype), torch.randn(5, 2, 3, dtype=dtype)
    hx: Any = None
    with torch.no_grad(), rnnviz.recording(cell) as recs:
        for step in x:
            hx = cell(step, hx)
    rec = recs[""]
    assert (rec.seq_len, rec.dtype) == (5, str(dtype).removeprefix("torch."))
    np.testing.assert_array_equal(rec.h_n, hx[0].float().numpy())
    assert rec.parity.worst <= 8e-3


def test_strides_of_every_kind() -> None:
    torch.manual_seed(0)
    cell, h = nn.GRUCell(3, 4), torch.randn(1, 4).expand(2, 4)
    inputs = [torch.randn(3, 2).t(), torch.randn(1, 3).expand(2, 3), torch.randn(4, 6)[::2, ::2]]
    with torch.no_grad(), rnnviz.recording(cell) as recs:
        for x in inputs:
            cell(x, h)
    for rec, x in zip(recs.calls(""), inputs, strict=True):
        np.testing.assert_array_equal(rec.input[0], x.numpy())
        np.testing.assert_array_equal(rec.h_0[0], h.numpy())
        assert rec.parity.worst < 1e-6


class Parts(nn.Module):
    """One part that can be recorded, and one that may not be."""

    def __init__(self, other: nn.Module) -> None:
        super().__init__()
        self.other, self.gru = other, nn.GRU(3, 4)

    def forward(self, x: Tensor) -> Any:
        return self.other(x), self.gru(x)[0]


def test_a_part_with_a_forward_of_its_own_is_refused_when_it_is_asked_for() -> None:
    model = Parts(OwnForward(3, 4))
    with rnnviz.recording(model) as recs:
        model(torch.ones(2, 1, 3))
    assert list(recs) == ["gru"]
    assert recs["gru"].seq_len == 2
    with pytest.raises(ModuleError) as caught:
        recs.calls("other")
    assert caught.value.code == "module-forward"


def test_compiled_and_quantised_parts_without_recurrent_modules_are_let_be() -> None:
    for other in (scripted(nn.Linear(3, 3)), compiled(nn.Linear(3, 3)), quantised()):
        with rnnviz.recording(Parts(other)) as recs:
            pass
        assert list(recs._watches) == ["gru"]
    with pytest.raises(ModuleError) as caught, rnnviz.recording(Parts(scripted(nn.Sequential(nn.LSTM(3, 4))))):
        pass
    assert caught.value.values["name"] == "'other'"
    model = Parts(nn.Identity())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        model.gru.compile()
    with pytest.raises(ModuleError) as caught, rnnviz.recording(model):
        pass
    assert caught.value.values == {"name": "'gru'", "kind": "torch.compile"}


def test_a_model_without_numbers_runs_and_is_not_recorded() -> None:
    model = nn.Sequential(nn.GRU(3, 4, device="meta"))
    with rnnviz.recording(model) as recs:
        assert model(torch.ones(2, 1, 3, device="meta"))[0].shape == (2, 1, 4)
    with pytest.raises(ModuleError) as caught:
        _ = recs["0"]
    assert caught.value.code == "module-meta"
    with FakeTensorMode():
        fake = nn.GRU(3, 4)
        with rnnviz.recording(fake) as recs:
            fake(torch.ones(2, 1, 3))
    with pytest.raises(ModuleError) as caught:
        _ = recs[""]
    assert caught.value.values["got"] == "FakeTensor"


def test_what_pytorch_takes_and_a_recording_does_not_stops_no_model() -> None:
    complex_cell = nn.RNNCell(3, 4, dtype=torch.complex64)
    gru = nn.GRU(3, 4)
    # Made by hand: unsorted_indices do not undo sorted_indices.
    odd = PackedSequence(torch.ones(5, 3), torch.tensor([3, 2]), torch.tensor([1, 2, 0]), torch.tensor([0, 1, 2]))
    with rnnviz.recording(nn.ModuleList([complex_cell, gru])) as recs:
        assert complex_cell(torch.ones(2, 3, dtype=torch.complex64)).shape == (2, 4)
        assert gru(odd)[1].shape == (1, 3, 4)
    with pytest.raises(ModuleError) as caught:
        _ = recs["0"]
    assert caught.value.code == "module-dtype"
    with pytest.raises(InputError) as unfit:
        _ = recs["1"]
    assert unfit.value.code == "packed-order"


def test_a_model_inside_torch_func() -> None:
    cell = nn.GRUCell(3, 4)
    doubled = {name: 2 * value.detach() for name, value in cell.named_parameters()}
    x = torch.ones(2, 3)

    def loss(x: Tensor) -> Tensor:
        return torch.sum(cell(x))

    plain = torch.func.grad(loss)(x)
    with rnnviz.recording(cell) as recs:
        assert torch.equal(torch.func.grad(loss)(x), plain)
    with pytest.raises(ModuleError):
        _ = recs[""]
    with rnnviz.recording(cell) as recs:
        made = torch.func.functional_call(cell, doubled, (x,))
    np.testing.assert_array_equal(recs[""].output, made.numpy())
    np.testing.assert_array_equal(recs[""].weights["weight_hh"], doubled["weight_hh"].numpy())


def test_errors_of_the_module_are_pytorchs() -> None:
    lstm, cell = nn.LSTM(3, 4), nn.LSTMCell(3, 4)
    with rnnviz.recording(nn.ModuleList([lstm, cell])) as recs:
        for module, x in ((lstm, torch.ones(0, 1, 3)), (lstm, torch.ones(2, 1, 5)), (cell, torch.ones(2, 2, 2, 3))):
            with pytest.raises((RuntimeError, ValueError)) as caught:
                module(x)
            assert not isinstance(caught.value, rnnviz.RnnvizError)
        # A batch of no rows is nothing wrong.
        lstm(torch.ones(2, 0, 3))
    assert (recs["0"].seq_len, recs["0"].batch) == (2, 0)
