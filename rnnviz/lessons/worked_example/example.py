"""The example as a module, with its input and the state before the first step."""

from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import limits
from rnnviz.errors import ArgumentError
from rnnviz.lessons.worked_example.edits import read_edits
from rnnviz.lessons.worked_example.numbers import Numbers, numbers
from rnnviz.lessons.worked_example.printed import HIDDEN_SIZE
from rnnviz.words import N_

SHARED_OR_FULL = ("shared", "full")


@dataclass(frozen=True, slots=True, eq=False)
class Example:
    """The example's network with its weights, its input and the state before the first step.

    Attributes:
        module: input_size 3, hidden_size 2, one layer, one direction.
        input: x of each step, shape (seq_len, batch, input_size) = (steps, 1, 3).
        hx: (h_prev, c_prev) for an LSTM, else h_prev; each of shape (num_layers, batch, hidden_size) = (1, 1, 2).
        labels: for the one batch row, a label for each time step.
    """

    module: nn.RNNBase
    input: Float[Tensor, "steps 1 3"]
    hx: Tensor | tuple[Tensor, Tensor]
    labels: tuple[tuple[str, ...], ...]


def example(
    mode: str = "LSTM",
    *,
    reading: str = "shared",
    bias: bool = True,
    steps: int = 1,
    edits: str = "",
    dtype: torch.dtype = torch.float64,
) -> Example:
    """The worked example, in a reading that a module can have.

    Args:
        mode: PyTorch's: "LSTM", "GRU", "RNN_TANH" or "RNN_RELU".
        reading: "shared" (each printed row serves both units) or "full" (eight rows).
        bias: whether the module has biases.
        steps: time steps: 1, or 2 with the printed input twice.
        edits: changes of its numbers, such as "x.0.1=-4 W_ih.0.2=0.35".
        dtype: of the module and its input.

    Raises:
        KeyError: there is no such mode.
        ArgumentError: the reading is none of these two, or ``steps`` is neither 1 nor 2.
        SettingError: ``edits`` cannot be read.

    >>> data = example()
    >>> output, (h_n, c_n) = data.module(data.input, data.hx)
    >>> [[round(value, 4) for value in state[0, 0].tolist()] for state in (h_n, c_n)]
    [[0.3135, -0.1075], [0.5785, -0.1808]]
    """
    if reading not in SHARED_OR_FULL:
        template = N_("reading must be one of {choices}, got {got}. The printed rows alone are too few for a module.")
        raise ArgumentError("example-reading", template, choices=", ".join(SHARED_OR_FULL), got=repr(reading))
    if steps not in range(1, limits.MAX_EXAMPLE_STEPS + 1):
        template = N_("steps must be a whole number from 1 to {most}, got {got}. The example prints one.")
        raise ArgumentError("example-steps", template, most=limits.MAX_EXAMPLE_STEPS, got=repr(steps))
    given = numbers(
        mode, reading="full" if reading == "full" else "shared", bias=bias, steps=steps, edits=read_edits(edits)
    )
    states = tuple(torch.tensor(state, dtype=dtype)[None, None] for state in given.initial.values())
    return Example(
        module=module_of(given, dtype),
        input=torch.tensor(given.arrays["x"], dtype=dtype)[:, None],
        hx=(states[0], states[1]) if len(states) == 2 else states[0],
        labels=(("x",) if steps == 1 else tuple(f"x{t}" for t in range(steps)),),
    )


def module_of(given: Numbers, dtype: torch.dtype = torch.float64) -> nn.RNNBase:
    """An ``nn.LSTM``, ``nn.GRU`` or ``nn.RNN`` with these weights.

    Raises:
        RuntimeError: PyTorch's own, where the weights are too few: the reading "printed".
    """
    kind, _, nonlinearity = given.mode.partition("_")
    options = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    make = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}[kind]
    module: nn.RNNBase = make(given.arrays["x"].shape[1], HIDDEN_SIZE, bias=given.bias, dtype=dtype, **options)
    module.load_state_dict({name: torch.tensor(weight, dtype=dtype) for name, weight in given.parameters.items()})
    return module
