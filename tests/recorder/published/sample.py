"""A published example: weights, input and the numbers that its source prints, all in PyTorch's conventions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import product

import numpy as np
import torch
from torch import Tensor, nn

ORDER = {"LSTM": "ifgo", "GRU": "rzn", "RNN": "h"}
"""PyTorch's blocks of rows."""
_MAKERS = {"LSTM": nn.LSTM, "GRU": nn.GRU, "RNN": nn.RNN}
SINGLE = 5e-7
"""What float32 may add to a difference, the source's or the recording's."""


def numbers(text: str) -> np.ndarray:
    """A table of numbers as a source prints it; commas, braces and C++'s f do not matter."""
    return np.array(text.translate(str.maketrans(",{}f", "    ")).split(), float)


def blanks(*shape: int) -> np.ndarray:
    """Nothing printed yet."""
    return np.full(shape, np.nan)


@dataclass(frozen=True, kw_only=True, eq=False)
class Sample:
    """What goes in, and what must be recorded."""

    name: str
    source: str
    """Repository, path, test, licence."""
    cell: str
    weights: Mapping[str, np.ndarray]
    """By PyTorch's names."""
    input: np.ndarray
    """In the module's form."""
    digits: int
    """So many decimals of the printed numbers hold."""
    h: np.ndarray
    """``(num_layers, num_directions, seq_len, batch, hidden_size)``; NaN where the source prints nothing."""
    c: np.ndarray | None = None
    gates: Mapping[str, np.ndarray] = field(default_factory=dict)
    sums: np.ndarray | None = None
    """The weighted sums of an nn.RNN."""
    h_0: np.ndarray | None = None
    c_0: np.ndarray | None = None
    nonlinearity: str = "tanh"
    batch_first: bool = False
    lengths: tuple[int, ...] | None = None
    """Where rows differ in length."""
    double: bool = False
    """Whether the source computed in float64."""
    blind: frozenset[str] = frozenset()
    """Misreadings of the weights that these numbers cannot tell from the right reading."""

    def tolerance(self, dtype: torch.dtype) -> float:
        """Half of the last decimal that holds, and float32's rounding where there is any."""
        return 0.5 * 10.0**-self.digits + (0 if self.double and dtype == torch.float64 else SINGLE)

    def module(self, weights: Mapping[str, np.ndarray], dtype: torch.dtype) -> nn.RNNBase:
        """The module; nothing but the weights' shapes decides how large it is."""
        options = {"nonlinearity": self.nonlinearity} if self.cell == "RNN" else {}
        module: nn.RNNBase = _MAKERS[self.cell](
            weights["weight_ih_l0"].shape[1],
            weights["weight_hh_l0"].shape[1],
            sum(name.startswith("weight_hh") and not name.endswith("_reverse") for name in weights),
            bias="bias_ih_l0" in weights,
            bidirectional="weight_ih_l0_reverse" in weights,
            batch_first=self.batch_first,
            dtype=dtype,
            **options,
        )
        module.load_state_dict({name: torch.tensor(value) for name, value in weights.items()}, strict=True)
        return module

    def arguments(self, dtype: torch.dtype) -> tuple[Tensor, Tensor | tuple[Tensor, Tensor] | None]:
        """The input as a tensor, and hx."""
        given = [torch.tensor(state, dtype=dtype) for state in (self.h_0, self.c_0) if state is not None]
        value = torch.tensor(self.input, dtype=dtype)
        if not given:
            return value, None
        return value, given[0] if len(given) == 1 else (given[0], given[1])


def layer(
    order: str,
    w_ih: np.ndarray,
    w_hh: np.ndarray,
    b_ih: np.ndarray | None = None,
    b_hh: np.ndarray | None = None,
    *,
    suffix: str = "_l0",
) -> dict[str, np.ndarray]:
    """The parameters of one layer and direction, from blocks of rows in the order of the source.

    A convention with one bias adds it once: ``b_hh`` is then zero.

    >>> layer("zrn", np.arange(3.0)[:, None], np.zeros((3, 1)))["weight_ih_l0"].ravel()
    array([1., 0., 2.])
    """
    cell = next(cell for cell, own in ORDER.items() if sorted(own) == sorted(order))
    parts: dict[str, np.ndarray] = {"weight_ih": w_ih, "weight_hh": w_hh}
    if b_ih is not None:
        parts |= {"bias_ih": b_ih, "bias_hh": np.zeros_like(b_ih) if b_hh is None else b_hh}
    found = {}
    for name, stacked in parts.items():
        blocks = dict(zip(order, np.split(stacked, len(order)), strict=True))
        found[name + suffix] = np.concatenate([blocks[letter] for letter in ORDER[cell]])
    return found


def both_ways(forward: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
    """The same weights for the reverse direction too: a source that only runs backwards fills half of such a module."""
    return {**forward, **{f"{name}_reverse": value for name, value in forward.items()}}


def misreadings(sample: Sample) -> dict[str, dict[str, np.ndarray]]:
    """The weights read wrongly: gates exchanged, matrices transposed, directions or biases exchanged."""
    order = ORDER[sample.cell]
    found: dict[str, dict[str, np.ndarray]] = {}
    for one, other in product(order, order):
        if order.index(one) < order.index(other):
            wrong = order.translate(str.maketrans(one + other, other + one))
            found[f"{one}<->{other}"] = {name: _blocks(value, order, wrong) for name, value in sample.weights.items()}
    found["transposed"] = {
        name: np.concatenate([block.T for block in np.split(value, len(order))]) if "weight_hh" in name else value
        for name, value in sample.weights.items()
    }
    if "weight_ih_l0_reverse" in sample.weights:
        found["directions"] = {_other_way(name): value for name, value in sample.weights.items()}
    if sample.cell == "GRU" and "bias_ih_l0" in sample.weights:
        exchanged = {"bias_ih": "bias_hh", "bias_hh": "bias_ih"}
        found["biases"] = {exchanged.get(name[:7], name[:7]) + name[7:]: v for name, v in sample.weights.items()}
    return found


def _blocks(stacked: np.ndarray, order: str, wrong: str) -> np.ndarray:
    blocks = dict(zip(wrong, np.split(stacked, len(order)), strict=True))
    return np.concatenate([blocks[letter] for letter in order])


def _other_way(name: str) -> str:
    return name.removesuffix("_reverse") if name.endswith("_reverse") else f"{name}_reverse"
