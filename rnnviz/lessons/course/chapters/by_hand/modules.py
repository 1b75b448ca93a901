"""The modules written by hand, run beside PyTorch's."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import by_hand
from rnnviz.by_hand.copy_weights import copy_weights
from rnnviz.lessons.by_hand import ENTRIES, compared
from rnnviz.lessons.traces.by_hand import by_hand as traces
from rnnviz.recorder import record
from rnnviz.scenario import Scenario
from rnnviz.tracing import Trace
from rnnviz.training.own_draws import own_draws

SHOWN = ("sample-lstm-cell", "lstm", "joined-lstm", "lstm-cell", "sample-gru-cell", "gru")
"""The modules that the lesson shows, by their names on the page of modules."""

INPUT_SIZE, HIDDEN_SIZE, SEQ_LEN, BATCH = 3, 2, 5, 4


@lru_cache(maxsize=len(SHOWN))
def line_by_line(name: str) -> Trace:
    """A module on a short sequence."""
    return traces()[name].run()


@dataclass(frozen=True, slots=True)
class Equal:
    """A module beside PyTorch's: what each holds, and how far their hidden states are apart at most."""

    ours: str
    beside: str
    parameters: tuple[int, int]
    apart: float


@lru_cache(maxsize=1)
def equal() -> tuple[Equal, ...]:
    """Every module that is shown, with PyTorch's weights."""
    found = [(ENTRIES[name], compared(Scenario(module=name))) for name in SHOWN]
    return tuple(Equal(entry.name, entry.beside, each.parameters, float(each.apart.max())) for entry, each in found)


@dataclass(frozen=True, slots=True)
class Form:
    """How a module takes a batch: the shapes of one call, and how often it is called for all of it."""

    name: str
    input: tuple[int, ...]
    state: tuple[int, ...]
    calls: int


@lru_cache(maxsize=1)
def forms() -> tuple[Form, ...]:
    """The same batch through modules of four kinds; shapes and calls are those of the run."""
    batch = torch.zeros(BATCH, SEQ_LEN, INPUT_SIZE)
    with own_draws():
        sizes = INPUT_SIZE, HIDDEN_SIZE
        sample, cell, whole = by_hand.SampleLSTMCell(*sizes), by_hand.LSTMCell(*sizes), by_hand.LSTM(*sizes)
        fused = nn.LSTM(*sizes, batch_first=True)

    def by_samples() -> None:
        for row in batch:
            state = None
            for x in row:
                state = sample(x, state)

    def by_steps() -> None:
        state = None
        for x in batch.unbind(dim=1):
            state = cell(x, state)

    runs: list[tuple[nn.Module, str, Callable[[], object]]] = [
        (sample, "SampleLSTMCell", by_samples),
        (cell, "LSTMCell", by_steps),
        (whole, "LSTM", lambda: whole(batch)),
        (fused, "nn.LSTM", lambda: fused(batch)),
    ]
    return tuple(_form(*each) for each in runs)


def _form(module: nn.Module, name: str, run: Callable[[], object]) -> Form:
    calls: list[tuple[tuple[int, ...], tuple[int, ...]]] = []

    def seen(
        module: nn.Module, given: tuple[object, ...], found: tuple[Tensor, Tensor | tuple[Tensor, Tensor]]
    ) -> None:
        state = found[1] if isinstance(found[1], Tensor) else found[1][0]
        input = given[0]
        assert isinstance(input, Tensor)
        calls.append((tuple(input.shape), tuple(state.shape)))

    handle = module.register_forward_hook(seen)
    with torch.no_grad():
        run()
    handle.remove()
    return Form(name, *calls[0], len(calls))


@lru_cache(maxsize=1)
def origins() -> tuple[tuple[str, str, str], ...]:
    """Of what parameters of an ``nn.LSTM(3, 4)`` the weights of modules written by hand are made."""
    with own_draws():
        other = nn.LSTM(3, 4)
        modules = [by_hand.JoinedLSTM(3, 4), by_hand.LSTMCell(3, 4)]
    found = [(type(module).__name__, copy_weights(other, module).origins) for module in modules]
    return tuple(
        (name, parameter, origin)
        for name, made in found
        for parameter, origin in made.items()
        if parameter.endswith("weight")
    )


@dataclass(frozen=True, slots=True)
class Trial:
    """A line of code, and what came of it: a shape, or the error of PyTorch."""

    code: str
    came: str


@lru_cache(maxsize=1)
def trials() -> tuple[Trial, ...]:
    """What happens to states of another shape or type, to an empty sequence, to a vector cut as a matrix."""
    names: dict[str, object] = {"torch": torch, "nn": nn, "by_hand": by_hand}
    lines = (
        "fused(x, (h, c))",
        "fused(x, (h[None], c[None]))",
        "ours.half()(x.half(), (torch.zeros(4, 2), torch.zeros(4, 2)))",
        "ours.half()(x.half())",
        "ours.float()(x[:, :0])",
        "nn.Linear(3, 8)(x[0, 0]).chunk(4, dim=1)",
    )
    with own_draws():
        exec("ours, fused = by_hand.LSTM(3, 2), nn.LSTM(3, 2, batch_first=True)", names)
        exec("x = torch.zeros(4, 5, 3); output, (h, c) = ours(x)", names)
        return tuple(Trial(line, _came(line, names)) for line in lines)


def _came(line: str, names: dict[str, object]) -> str:
    try:
        with torch.no_grad():
            found = eval(line, names)
    except (RuntimeError, IndexError) as error:
        return f"{type(error).__name__}: {error}"
    return f"output {tuple(found[0].shape)}"


def bounds(hidden_size: int, inputs: Sequence[int]) -> tuple[list[float], list[float]]:
    """The largest weights of a joined layer and of PyTorch's LSTM before training, by the number of inputs."""
    with own_draws():
        torch.manual_seed(0)
        ours = [by_hand.JoinedLSTM(n, hidden_size) for n in inputs]
        other = [nn.LSTM(n, hidden_size) for n in inputs]

    def largest(module: nn.Module) -> float:
        return max(float(weight.detach().abs().max()) for weight in module.parameters())

    return [largest(module) for module in ours], [largest(module) for module in other]


LONG = 100
"""Time steps for the memory without a forget gate."""


@lru_cache(maxsize=1)
def memories() -> tuple[Float[np.ndarray, " seq_len"], Float[np.ndarray, " seq_len"]]:
    """The mean magnitude of c over time, with f held at 1, and with a forget gate."""
    draws = torch.Generator().manual_seed(0)
    lstm = nn.LSTM(2, 16)
    with torch.no_grad():
        for parameter in lstm.parameters():
            parameter.uniform_(-0.5, 0.5, generator=draws)
    input = torch.randn(LONG, 1, 2, generator=draws) + 0.5
    gated = record(lstm, input)
    with torch.no_grad():
        # Far beyond where the sigmoid of float32 is 1.
        lstm.state_dict()["bias_ih_l0"][16:32] = 100.0
    open_ = record(lstm, input)
    assert open_.c is not None
    assert gated.c is not None
    first, second = (np.abs(each[0, 0, :, 0]).mean(axis=1) for each in (open_.c, gated.c))
    return first, second
