"""The GRU that resets before the product, against its equations written out, in every form that nn.GRU takes."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence, pack_padded_sequence, pad_packed_sequence

import rnnviz
from rnnviz.by_hand import ResetBeforeGRU
from rnnviz.errors import InputError, ModuleError
from rnnviz.recorder.layout import Layout, layout_of, stacked_layout
from tests.formats.weights.by_hand import gru_before

made = st.builds(
    lambda seed, **sizes: _module(seed, **sizes),
    seed=st.integers(0, 10**6),
    input_size=st.integers(1, 4),
    hidden_size=st.integers(1, 4),
    num_layers=st.integers(1, 3),
    bias=st.booleans(),
    batch_first=st.booleans(),
    bidirectional=st.booleans(),
)


def _module(seed: int, **sizes: Any) -> ResetBeforeGRU:
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        return ResetBeforeGRU(**sizes, dtype=torch.float64)


def _written_out(module: ResetBeforeGRU, x: np.ndarray, h_0: np.ndarray) -> tuple[list[np.ndarray], np.ndarray]:
    """h of every layer ``(seq_len, batch, features)``, and the last ones."""
    weights = {name: value.numpy() for name, value in module.state_dict().items()}
    layers, last = [], []
    for layer in range(module.num_layers):
        sides = []
        for direction, suffix in enumerate(("", "_reverse")[: 1 + module.bidirectional]):
            start = h_0[layer * (1 + module.bidirectional) + direction]
            sides.append(gru_before(weights, x, f"_l{layer}{suffix}", start))
            last.append(sides[-1][0 if suffix else -1])
        x = np.concatenate(sides, -1)
        layers.append(x)
    return layers, np.stack(last)


def _given(module: ResetBeforeGRU, seq_len: int, batch: int) -> tuple[Tensor, Tensor]:
    """Time first, and states."""
    stack = module.num_layers * (1 + module.bidirectional)
    draw = torch.Generator().manual_seed(seq_len)
    x = torch.randn(seq_len, batch, module.input_size, generator=draw, dtype=torch.float64)
    return x, torch.randn(stack, batch, module.hidden_size, generator=draw, dtype=torch.float64)


def _as_taken(module: ResetBeforeGRU, x: Tensor) -> Tensor:
    return x.transpose(0, 1) if module.batch_first else x


@given(made, st.integers(1, 5), st.integers(1, 3), st.booleans())
def test_a_recording_holds_what_the_equations_give(
    module: ResetBeforeGRU, seq_len: int, batch: int, with_state: bool
) -> None:
    x, h_0 = _given(module, seq_len, batch)
    rec = rnnviz.record(module, _as_taken(module, x), h_0 if with_state else None)
    layers, last = _written_out(module, x.numpy(), h_0.numpy() if with_state else np.zeros(h_0.shape))
    for layer, h in enumerate(layers):
        np.testing.assert_allclose(np.concatenate(list(rec.h[layer]), -1), h, atol=1e-12)
    np.testing.assert_allclose(rec.h_n, last, atol=1e-12)
    np.testing.assert_allclose(_as_taken(module, torch.tensor(rec.output)).numpy(), layers[-1], atol=1e-12)
    assert rec.parity.worst <= 1e-12
    assert rec.mode == "GRU_RESET_BEFORE"
    with torch.no_grad():
        output, h_n = module(_as_taken(module, x), h_0 if with_state else None)
    np.testing.assert_array_equal(rec.output, output.numpy(), strict=True)
    np.testing.assert_array_equal(rec.h_n, h_n.numpy(), strict=True)


@given(made, st.lists(st.integers(1, 5), min_size=1, max_size=4), st.booleans())
def test_rows_of_several_lengths_are_what_each_is_alone(
    module: ResetBeforeGRU, lengths: list[int], packed: bool
) -> None:
    x, h_0 = _given(module, max(lengths), len(lengths))
    taken = _as_taken(module, x)
    package = pack_padded_sequence(taken, torch.tensor(lengths), module.batch_first, enforce_sorted=False)
    rec = rnnviz.record(module, package, h_0) if packed else rnnviz.record(module, taken, h_0, lengths=lengths)
    with torch.no_grad():
        output, h_n = module(package, h_0)
    assert isinstance(output, PackedSequence)
    np.testing.assert_array_equal(rec.output, pad_packed_sequence(output, module.batch_first)[0].numpy())
    np.testing.assert_array_equal(rec.h_n, h_n.numpy())
    for row, length in enumerate(lengths):
        layers, last = _written_out(module, x[:length, row : row + 1].numpy(), h_0[:, row : row + 1].numpy())
        for layer, h in enumerate(layers):
            own = np.concatenate([side[:length, row] for side in rec.h[layer]], -1)
            np.testing.assert_allclose(own, h[:, 0], atol=1e-12)
        np.testing.assert_allclose(rec.h_n[:, row], last[:, 0], atol=1e-12)


@given(made)
def test_one_sequence_needs_no_batch_axis(module: ResetBeforeGRU) -> None:
    x, h_0 = _given(module, 4, 1)
    rec = rnnviz.record(module, x[:, 0], h_0[:, 0])
    layers, last = _written_out(module, x.numpy(), h_0.numpy())
    np.testing.assert_allclose(rec.output, layers[-1][:, 0], atol=1e-12)
    np.testing.assert_allclose(rec.h_n, last[:, 0], atol=1e-12)


@given(made)
def test_its_parameters_are_those_of_nn_gru(module: ResetBeforeGRU) -> None:
    other = nn.GRU(
        module.input_size, module.hidden_size, module.num_layers, module.bias, bidirectional=module.bidirectional
    )
    assert {name: value.shape for name, value in module.state_dict().items()} == {
        name: value.shape for name, value in other.state_dict().items()
    }
    module.load_state_dict(other.state_dict(), strict=True)


def test_with_a_diagonal_matrix_and_no_bias_inside_it_is_nn_gru() -> None:
    module, other = _module(0, input_size=3, hidden_size=4), nn.GRU(3, 4, dtype=torch.float64)
    with torch.no_grad():
        other.get_parameter("weight_hh_l0")[8:] = torch.eye(4) * torch.arange(1.0, 5)
        other.get_parameter("bias_hh_l0")[8:] = 0
    module.load_state_dict(other.state_dict(), strict=True)
    x = torch.randn(5, 2, 3, dtype=torch.float64)
    torch.testing.assert_close(module(x), other(x), atol=1e-12, rtol=0)


def test_gradients_are_autograds() -> None:
    module = _module(1, input_size=2, hidden_size=3, num_layers=2, bidirectional=True)
    x, _ = _given(module, 4, 2)
    rec = rnnviz.record(module, x, lengths=[4, 2], gradients_of=lambda output, h_n: (output**2).sum() + h_n.sum())
    package = pack_padded_sequence(x, torch.tensor([4, 2]))
    output, h_n = module(package)
    ((output.data**2).sum() + h_n.sum()).backward()
    assert rec.gradients is not None
    for name, parameter in module.named_parameters():
        assert parameter.grad is not None
        np.testing.assert_allclose(rec.gradients.weights[name], parameter.grad.numpy(), atol=1e-10, err_msg=name)


def test_inside_a_model_one_layer_is_recorded_packed_too() -> None:
    gru = _module(2, input_size=2, hidden_size=3, bidirectional=True)
    package = pack_padded_sequence(torch.randn(4, 2, 2, dtype=torch.float64), torch.tensor([4, 2]))
    with rnnviz.recording(nn.ModuleDict({"gru": gru})) as recs:
        gru(package)
    np.testing.assert_array_equal(recs["gru"].h, rnnviz.record(gru, package).h)


class _Twice(ResetBeforeGRU):
    """A stack whose forward is not what its layers give."""

    def forward(self, input: Any, h_0: Any = None) -> Any:
        output, h_n = super().forward(input, h_0)
        return 2 * output, h_n


def test_a_stack_that_is_not_its_layers_is_refused() -> None:
    with pytest.raises(ModuleError) as refused:
        rnnviz.record(_Twice(2, 3, num_layers=2), torch.randn(4, 1, 2))
    assert str(refused.value) == (
        "by_hand.ResetBeforeGRU(2, 3, num_layers=2) must put out the same in one call as layer by layer, and it does "
        "not. Mend the run_layer of its layout."
    )


def test_without_run_layer_a_stack_of_both_directions_is_no_stack_of_steps() -> None:
    """What the layout's run_layer is for: step by step, the reverse direction sees one step alone."""
    module = _module(3, input_size=2, hidden_size=3, num_layers=2, bidirectional=True)

    class Bare(ResetBeforeGRU):
        pass

    @layout_of.register
    def _(bare: Bare) -> Layout:
        architecture = layout_of(module)
        assert architecture is not None
        return stacked_layout(architecture.architecture)

    with pytest.raises(ModuleError) as refused:
        rnnviz.record(Bare(2, 3, num_layers=2, bidirectional=True, dtype=torch.float64), torch.randn(4, 1, 2).double())
    assert refused.value.code == "module-steps"


def test_a_stack_that_runs_step_by_step_takes_no_packed_input() -> None:
    class Bare(rnnviz.by_hand.StackedRNN):
        pass

    @layout_of.register
    def _(bare: Bare) -> Layout:
        known = layout_of(rnnviz.by_hand.StackedRNN(2, 3))
        assert known is not None
        return Layout(known.architecture, known.grids)

    with pytest.raises(InputError) as refused:
        rnnviz.record(Bare(2, 3), pack_padded_sequence(torch.randn(4, 2, 2), torch.tensor([4, 2])))
    assert refused.value.code == "input-by-hand-packed"
