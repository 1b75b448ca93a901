"""A short training without data of its own: a module learns to say the next step of its input."""

from collections.abc import Callable, Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnnviz import limits
from rnnviz.errors import SettingError
from rnnviz.scenario import Scenario
from rnnviz.words import N_

LEARNING_RATE = 0.01


def train_on_itself(
    module: nn.RNNBase,
    input: Tensor,
    steps: int,
    *,
    hx: Tensor | tuple[Tensor, Tensor] | None = None,
    lengths: Sequence[int] | None = None,
    one_hot: bool = False,
    seed: int = 0,
    progress: Callable[[int], None] | None = None,
) -> float:
    """Train ``module`` in place to predict the input at t+1 from its output at t, through a linear readout.

    Adam with a learning rate of 0.01 looks at the whole input at every step. The same arguments always give the same
    weights, on the same machine with as many threads: torch's global generator is not used. A second direction reads
    the answer before it is asked: its loss falls faster, and says less.

    Args:
        module: an ``nn.RNN``, ``nn.LSTM`` or ``nn.GRU``; its weights are changed.
        input: as the module takes it, with two time steps or more.
        steps: how many steps the optimizer makes.
        hx: the state before the first step; zeros by default.
        lengths: of the rows, where they are not all of one length: the input is packed then, so what lies past a row's
            end is neither read nor asked for.
        one_hot: whether each input vector is a one-hot one: the loss is the cross entropy then, else the mean of the
            squared errors.
        seed: of the readout's first weights.
        progress: is told after every step how many have been made.

    Returns:
        The loss before the last step.

    >>> gru = nn.GRU(input_size=2, hidden_size=4)
    >>> x = torch.eye(2).repeat(5, 1)[:, None]  # a, b, a, b, ...
    >>> train_on_itself(gru, x, 200, one_hot=True) < 0.1
    True
    """
    read, mask = _rows(module, input, lengths)
    ends = None if lengths is None else torch.tensor(lengths)
    readout = _readout(module, input, seed)
    optimizer = torch.optim.Adam([*module.parameters(), *readout.parameters()], lr=LEARNING_RATE)
    before, last = {name: one.grad for name, one in module.named_parameters()}, 0.0
    with torch.enable_grad():
        for step in range(steps):
            optimizer.zero_grad()
            said = readout(_output(module, read, hx, ends))
            loss = _loss(_time_first(module, said), _time_first(module, read), mask, one_hot)
            loss.backward()  # type: ignore[no-untyped-call]
            optimizer.step()
            last = float(loss.detach())
            if progress is not None:
                progress(step + 1)
    for name, parameter in module.named_parameters():
        parameter.grad = before[name]
    return last


def check_training(scenario: Scenario, input: Tensor) -> None:
    """Raise a SettingError where there is nothing to predict, or the training would keep a visitor waiting."""
    if not scenario.trained:
        return
    batched = input.ndim == 3
    steps = input.shape[1] if batched and scenario.batch_leads else input.shape[0]
    rows = input.numel() // (steps * input.shape[-1])
    if steps < 2:
        template = N_(
            "trained must be 0 for an input of one time step: there is no next one to predict. Choose a longer input."
        )
        raise SettingError("training-short", template)
    stack = scenario.num_layers * (2 if scenario.bidirectional else 1)
    states = scenario.trained * steps * rows * stack * scenario.hidden_size
    if states > limits.MAX_TRAINED_STATES:
        template = N_(
            "The sizes must go together: trained, time steps, batch, layers, directions and hidden_size multiplied may "
            "be up to {most}, got {got}. Make one of them smaller."
        )
        raise SettingError("training-long", template, most=f"{limits.MAX_TRAINED_STATES:,}", got=f"{states:,}")


def _rows(module: nn.RNNBase, input: Tensor, lengths: Sequence[int] | None) -> tuple[Tensor, Tensor | None]:
    """The input with zeros past the rows' ends, and which of its steps belong to a row, time first."""
    if lengths is None:
        return input, None
    axis = 1 if module.batch_first else 0
    inside = torch.arange(input.shape[axis])[:, None] < torch.tensor(lengths)
    there = inside.T if module.batch_first else inside
    return input * there[..., None], inside


def _output(
    module: nn.RNNBase, input: Tensor, hx: Tensor | tuple[Tensor, Tensor] | None, lengths: Tensor | None
) -> Tensor:
    """The module's output; zeros past the end of a row."""
    if lengths is None:
        output: Tensor = module(input, hx)[0]
        return output
    first = module.batch_first
    packed = pack_padded_sequence(input, lengths, batch_first=first, enforce_sorted=False)
    whole = input.shape[1 if first else 0]
    return pad_packed_sequence(module(packed, hx)[0], batch_first=first, total_length=whole)[0]


def _readout(module: nn.RNNBase, input: Tensor, seed: int) -> nn.Linear:
    """A linear layer as its constructor makes it, drawn from a generator of its own."""
    size = (module.proj_size or module.hidden_size) * (2 if module.bidirectional else 1)
    readout = nn.Linear(size, input.shape[-1], device="meta", dtype=input.dtype).to_empty(device="cpu")
    draws = torch.Generator().manual_seed(seed)
    with torch.no_grad():
        for parameter in readout.parameters():
            parameter.uniform_(-(size**-0.5), size**-0.5, generator=draws)
    return readout


def _time_first(module: nn.RNNBase, values: Tensor) -> Tensor:
    if values.ndim == 2:
        return values[:, None]
    return values.transpose(0, 1) if module.batch_first else values


def _loss(said: Tensor, input: Tensor, mask: Tensor | None, one_hot: bool) -> Tensor:
    """How wrong what was said at t is about the input at t+1, on average."""
    if one_hot:
        each = functional.cross_entropy(said[:-1].flatten(0, 1), input[1:].argmax(-1).flatten(), reduction="none")
    else:
        each = (said[:-1] - input[1:]).square().mean(-1).flatten()
    if mask is None:
        return each.mean()
    asked = mask[1:].flatten()
    return (each * asked).sum() / asked.sum().clamp(min=1)
