"""What copy_weights says of what it did, and every refusal, word for word."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import jaxtyping
import pytest
import torch
from torch import nn
from torch.nn.utils.parametrizations import weight_norm

from rnnviz import by_hand, copy_weights
from rnnviz.errors import ArgumentError, ModuleError
from tests.by_hand.cases import close
from tests.recorder.test_messages import raised_codes


def test_it_says_where_every_parameter_comes_from() -> None:
    copied = copy_weights(nn.LSTM(3, 4, batch_first=True), by_hand.JoinedLSTM(3, 4))
    assert str(copied).splitlines() == [
        "by_hand.JoinedLSTM(3, 4) from nn.LSTM(3, 4, batch_first=True)",
        "  input_gate.weight = [weight_ih_l0[0:4], weight_hh_l0[0:4]]",
        "  forget_gate.weight = [weight_ih_l0[4:8], weight_hh_l0[4:8]]",
        "  candidate.weight = [weight_ih_l0[8:12], weight_hh_l0[8:12]]",
        "  output_gate.weight = [weight_ih_l0[12:16], weight_hh_l0[12:16]]",
        "  input_gate.bias = bias_ih_l0[0:4] + bias_hh_l0[0:4]",
        "  forget_gate.bias = bias_ih_l0[4:8] + bias_hh_l0[4:8]",
        "  candidate.bias = bias_ih_l0[8:12] + bias_hh_l0[8:12]",
        "  output_gate.bias = bias_ih_l0[12:16] + bias_hh_l0[12:16]",
        "  Two biases became one: bias_ih and bias_hh were added.",
    ]


@pytest.mark.parametrize(
    "make",
    [
        *("by_hand.RNNCell(3, 4)", "by_hand.StackedRNN(3, 4, num_layers=3)", "by_hand.BidirectionalRNN(3, 4)"),
        *("by_hand.LSTM(3, 4)", "by_hand.GRU(3, 4)", "by_hand.Elman(3, 4, output_size=2)", "nn.GRU(3, 4)"),
        "nn.LSTM(3, 4, batch_first=True, bidirectional=True)",
    ],
)
def test_it_names_a_module_by_code_that_makes_it(make: str) -> None:
    module = eval(make, {"by_hand": by_hand, "nn": nn})
    assert copy_weights(module, module).source == make


MODULES: list[tuple[nn.Module, nn.Module]] = [
    (nn.LSTM(3, 4), by_hand.JoinedLSTM(3, 4)),
    (by_hand.JoinedLSTM(3, 4), nn.LSTM(3, 4)),
    (nn.LSTMCell(3, 4), by_hand.LSTMCell(3, 4)),
    (by_hand.LSTM(3, 4), by_hand.JoinedLSTM(3, 4)),
    (nn.RNN(3, 4, 2), by_hand.StackedRNN(3, 4, 2)),
    (by_hand.JoinedRNNCell(3, 4), nn.RNNCell(3, 4)),
    (by_hand.GRU(3, 4, update="replaces"), nn.GRU(3, 4)),
    (by_hand.GRU(3, 4, b_hn="outside"), nn.GRU(3, 4)),
    (by_hand.LeakyRNN(3, 4), nn.GRU(3, 4)),
    (nn.GRU(3, 4, 2, bidirectional=True), nn.GRU(3, 4, 2, bidirectional=True)),
    (nn.LSTM(3, 4, bias=False), nn.LSTM(3, 4)),
    (nn.LSTM(3, 4, proj_size=2), nn.LSTM(3, 4, proj_size=2)),
]


@pytest.mark.parametrize(("source", "target"), MODULES, ids=lambda module: type(module).__name__)
def test_what_it_says_is_code_that_makes_the_same_numbers(source: nn.Module, target: nn.Module) -> None:
    """Every origin, run as Python on the source's parameters, gives the parameter of the target."""
    copied = copy_weights(source, target)
    given = {name: parameter.detach() for name, parameter in source.named_parameters()}
    wanted = dict(target.named_parameters())
    assert set(copied.origins) == set(wanted)
    for name, origin in copied.origins.items():
        value = _run(origin, given, tuple(wanted[name].shape))
        torch.testing.assert_close(value, wanted[name].detach(), rtol=0, atol=1e-6, msg=f"{name} = {origin}")


def _run(origin: str, given: dict[str, torch.Tensor], shape: tuple[int, ...]) -> torch.Tensor:
    """The notation read by this test: [a, b; c, d] with slices, sums, signs and numbers."""
    rows = origin[1:-1].split("; ") if origin.startswith("[") else [origin]
    height = shape[0] // len(rows)
    stripes = []
    for row in rows:
        pieces = []
        for text in _split(row):
            names = {name.replace(".", "_"): value for name, value in given.items()}
            for name in sorted(given, key=len, reverse=True):
                text = text.replace(name, name.replace(".", "_"))
            value = eval(text, {"log": torch.log}, names)
            if not isinstance(value, torch.Tensor):
                value = torch.full((height, *shape[1:]), float(value))
            pieces.append(value)
        stripes.append(torch.cat(pieces, dim=-1))
    return torch.cat(stripes)


def _split(row: str) -> list[str]:
    """At commas that are not inside a slice."""
    parts, depth = [""], 0
    for letter in row:
        depth += {"[": 1, "]": -1}.get(letter, 0)
        if letter == "," and depth == 0:
            parts.append("")
        else:
            parts[-1] += letter
    return [part.strip() for part in parts]


@dataclass(frozen=True)
class Said:
    """A call and the sentence that it raises."""

    code: str
    source: Callable[[], Any]
    target: Callable[[], Any]
    message: str


def _leaking() -> nn.Module:
    return by_hand.LeakyRNN(3, 4, alpha=0.25)


TABLE = (
    Said(
        "copy-module",
        lambda: nn.Linear(3, 4),
        lambda: nn.RNN(3, 4),
        "source must be one of PyTorch's recurrent modules or of rnnviz.by_hand, got Linear. Pass the recurrent module "
        "itself, e.g. model.lstm.",
    ),
    Said(
        "copy-module",
        lambda: nn.RNN(3, 4),
        lambda: "rnn",
        "target must be one of PyTorch's recurrent modules or of rnnviz.by_hand, got str. Pass the recurrent module "
        "itself, e.g. model.lstm.",
    ),
    Said(
        "copy-sizes",
        lambda: nn.LSTM(3, 4),
        lambda: by_hand.JoinedLSTM(3, 5),
        "source and target must have the same hidden_size, got 4 and 5. Make the target to fit.",
    ),
    Said(
        "copy-sizes",
        lambda: nn.RNN(3, 4, bidirectional=True),
        lambda: by_hand.StackedRNN(3, 4, 1),
        "source and target must have the same num_directions, got 2 and 1. Make the target to fit.",
    ),
    Said(
        "copy-sizes",
        lambda: by_hand.Jordan(3, 4, 2),
        lambda: by_hand.Jordan(3, 4, 1),
        "source and target must have the same readout_size, got 2 and 1. Make the target to fit.",
    ),
    Said(
        "copy-parametrised",
        lambda: nn.RNN(3, 4),
        lambda: weight_norm(nn.RNN(3, 4), "weight_ih_l0"),
        "target must hold its weights as plain parameters, weight_ih_l0 of nn.RNN is computed from others. Remove the "
        "parametrisation first, or copy to a plain module.",
    ),
    Said(
        "copy-family",
        lambda: nn.LSTM(3, 4),
        lambda: by_hand.GRU(3, 4),
        "source and target must compute the same with the same weights, LSTM (LSTM) and GRU (GRU) do not. Copy between "
        "modules of one kind.",
    ),
    Said(
        "copy-family",
        lambda: nn.RNN(3, 4, nonlinearity="relu"),
        lambda: by_hand.StackedRNN(3, 4, 1),
        "source and target must compute the same with the same weights, RNN (RNN_RELU) and RNN (RNN_TANH) do not. Copy "
        "between modules of one kind.",
    ),
    Said(
        "copy-family",
        lambda: nn.RNN(3, 4),
        _leaking,
        "source and target must compute the same with the same weights, RNN (RNN_TANH) and Leaky (LEAKY) do not. Copy "
        "between modules of one kind.",
    ),
    Said(
        "copy-jordan",
        lambda: by_hand.Jordan(3, 4, 2),
        lambda: nn.RNN(3, 4),
        "source and target must feed the same thing back, Jordan and RNN do not: a Jordan network feeds its output "
        "back, the others their hidden state. Copy between two Jordan networks, or compare the two as they are.",
    ),
    Said(
        "copy-leak",
        _leaking,
        lambda: nn.RNN(3, 4),
        "alpha must be 1 for a target without a leak, got 0.25. Copy to a GRU, which can hold 1 - alpha in its update "
        "gate, or set alpha to 1.",
    ),
    Said(
        "copy-reset",
        lambda: nn.GRU(3, 4),
        lambda: by_hand.GRU(3, 4, reset="before"),
        "source and target must use the reset gate at the same place, GRU and GRU_RESET_BEFORE do not: W_hn (r * h) is "
        "not r * (W_hn h) unless W_hn is diagonal. Use a target with the source's convention.",
    ),
    Said(
        "copy-b-hn",
        lambda: _with_b_hn(nn.GRU(3, 4)),
        lambda: by_hand.GRU(3, 4, b_hn="outside"),
        "b_hn must be 0 for a target that has it outside the bracket of the reset gate, its largest magnitude is 0.5: "
        "r multiplies it at every step. Use a target with b_hn='inside'.",
    ),
    Said(
        "copy-alpha",
        lambda: by_hand.LeakyRNN(3, 4, alpha=1.5),
        lambda: nn.GRU(3, 4),
        "alpha must be above 0 and at most 1 for an update gate to hold 1 - alpha, got 1.5 to 1.5. Set alpha to such a "
        "share.",
    ),
    Said(
        "copy-meta",
        lambda: nn.LSTM(3, 4, device="meta"),
        lambda: by_hand.LSTM(3, 4),
        "source must hold numbers, its weights are on the meta device, which has none. Load them first, e.g. "
        "module.to_empty(device='cpu') and load_state_dict.",
    ),
    Said(
        "copy-shared",
        lambda: nn.RNN(4, 4, 2),
        lambda: _shared(by_hand.StackedRNN(4, 4, 2)),
        "cells.0.W_ih and cells.1.W_ih must get the same numbers, in the target they are one parameter, and in the "
        "source they differ. Use a target that does not share them.",
    ),
    Said(
        "copy-bias",
        lambda: by_hand.LeakyRNN(3, 4),
        lambda: nn.GRU(3, 4, bias=False),
        "target must have biases to take those of the source, it was made with bias=False, and b_ir is not 0. Make the "
        "target with bias=True.",
    ),
    Said(
        "copy-bias",
        lambda: nn.LSTM(3, 4),
        lambda: nn.LSTM(3, 4, bias=False),
        "target must have biases to take those of the source, it was made with bias=False, and b_ii is not 0. Make the "
        "target with bias=True.",
    ),
)


def _shared(module: by_hand.StackedRNN) -> by_hand.StackedRNN:
    module.cells[1] = module.cells[0]
    return module


def _with_b_hn(module: nn.GRU) -> nn.GRU:
    with torch.no_grad():
        module.get_parameter("bias_hh_l0")[8:].fill_(0.5)
    return module


@pytest.mark.parametrize("said", TABLE, ids=lambda said: said.code)
def test_a_refusal_word_for_word(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    source, target = said.source(), said.target()
    before = [value.detach().clone() for value in target.parameters()] if isinstance(target, nn.Module) else []
    with pytest.raises(ModuleError) as caught:
        copy_weights(source, target)
    assert caught.value.code == said.code
    assert str(caught.value) == said.message
    if isinstance(target, nn.Module):
        assert all(torch.equal(old, new) for old, new in zip(before, target.parameters(), strict=True))


def test_the_table_holds_every_refusal() -> None:
    # What module_of refuses is tested with it.
    others = {"module-reset-cell"}
    assert {said.code for said in TABLE} == raised_codes(Path(by_hand.__file__).parent) - others


@pytest.mark.parametrize("reset", ["before", "after"])
def test_a_diagonal_matrix_and_the_reset_gate_may_change_places(reset: str) -> None:
    """One hidden unit, or several that do not hear each other: then the two GRUs are equal after all."""
    other = {"before": "after", "after": "before"}[reset]
    for hidden in (1, 3):
        source = by_hand.GRU(2, hidden, reset).double()  # type: ignore[arg-type]
        with torch.no_grad():
            source.W_hn.copy_(torch.diag(source.W_hn.diagonal().clone()))
            if reset == "after":
                source.b_hn.zero_()
        target = by_hand.GRU(2, hidden, other).double()  # type: ignore[arg-type]
        copy_weights(source, target)
        x = torch.randn(2, 6, 2, dtype=torch.float64)
        with torch.no_grad():
            close([source(x)[0]], [target(x)[0]])


def test_switches_are_words_that_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jaxtyping.config, "jaxtyping_disable", True)
    with pytest.raises(ArgumentError, match="reset must be one of after, before, got 'befor'"):
        by_hand.GRU(3, 4, reset="befor")  # type: ignore[arg-type]


def test_without_biases_there_is_nothing_to_lose() -> None:
    source, target = nn.GRU(3, 4), nn.GRU(3, 4, bias=False)
    with torch.no_grad():
        source.get_parameter("bias_ih_l0").zero_()
        source.get_parameter("bias_hh_l0").zero_()
    copy_weights(source, target)
    x = torch.randn(5, 3)
    with torch.no_grad():
        close([source(x)[0]], [target(x)[0]], 0)


def test_a_rounding_is_told() -> None:
    copied = copy_weights(nn.RNN(3, 4).double(), by_hand.StackedRNN(3, 4, 1))
    assert copied.said() == ("The numbers were rounded from float64 to float32.",)
    assert copy_weights(nn.RNN(3, 4), by_hand.StackedRNN(3, 4, 1).double()).said() == ()


def test_parametrised_weights_are_copied_as_the_module_would_use_them() -> None:
    source = weight_norm(nn.RNN(3, 4), "weight_ih_l0")
    target = nn.RNN(3, 4)
    copy_weights(source, target)
    x = torch.randn(5, 3)
    with torch.no_grad():
        close([source(x)[0]], [target(x)[0]], 1e-6)


def test_gradients_and_modes_are_left_alone() -> None:
    target = by_hand.LSTMCell(3, 4)
    target.from_input.weight.requires_grad_(False)
    copy_weights(nn.LSTMCell(3, 4), target)
    assert not target.from_input.weight.requires_grad
    assert target.from_past.weight.requires_grad
    assert target.from_past.weight.grad_fn is None


@pytest.mark.parametrize(
    ("given", "own", "noted"),
    [
        (torch.float16, torch.bfloat16, True),
        (torch.bfloat16, torch.float16, True),
        (torch.float64, torch.float32, True),
        (torch.float16, torch.float32, False),
        (torch.float32, torch.float32, False),
    ],
)
def test_rounding_is_noted(given: torch.dtype, own: torch.dtype, noted: bool) -> None:
    copied = copy_weights(nn.RNN(3, 4).to(given), by_hand.RNNCell(3, 4).to(own))
    sentence = f"The numbers were rounded from {str(given)[6:]} to {str(own)[6:]}."
    assert copied.said() == ((sentence,) if noted else ())


def test_layers_that_share_their_weights_are_copied_one_by_one() -> None:
    shared, plain = _shared(by_hand.StackedRNN(4, 4, 2)), nn.RNN(4, 4, 2)
    copied = copy_weights(shared, plain)
    assert copied.origins["weight_ih_l1"] == "cells.1.W_ih"
    x = torch.randn(5, 2, 4)
    with torch.no_grad():
        close([shared(x)[0]], [plain(x)[0]], 1e-6)
    copy_weights(plain, shared)


def test_a_weight_that_is_computed_from_others_is_copied_as_it_is_computed() -> None:
    joined, plain = by_hand.JoinedLSTM(3, 4), nn.LSTM(3, 4, batch_first=True)
    weight_norm(joined.forget_gate)
    copy_weights(joined, plain)
    x = torch.randn(2, 5, 3)
    with torch.no_grad():
        close([joined(x)[0]], [plain(x)[0]], 1e-6)
