"""How many parameters a module has: by formula, and counted in a module of PyTorch's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from torch import nn

from rnnviz.recorder import Architecture

_MODULES: dict[str, tuple[str, Callable[..., nn.RNNBase]]] = {
    "RNN": ("RNN_TANH", nn.RNN),
    "GRU": ("GRU", nn.GRU),
    "LSTM": ("LSTM", nn.LSTM),
}


@dataclass(frozen=True)
class Count:
    """The parameters of one cell type at given sizes.

    Attributes:
        blocks: how many networks of the same shape one cell of it holds.
        formula: for one layer and direction after the other, in d (hidden_size), n (what the layer reads).
        by_formula: what the formula comes to.
        counted: ``numel()`` over the parameters of PyTorch's module.
    """

    cell_type: str
    blocks: int
    formula: str
    by_formula: int
    counted: int


def parameter_counts(architecture: Architecture) -> tuple[Count, ...]:
    """RNN, GRU and LSTM at the sizes of ``architecture``, without a projection: they stand as 1 : 3 : 4.

    >>> lstm = Architecture("nn.LSTM", "LSTM", input_size=3, hidden_size=4)
    >>> [(count.cell_type, count.by_formula, count.counted) for count in parameter_counts(lstm)]
    [('RNN', 36, 36), ('GRU', 108, 108), ('LSTM', 144, 144)]
    """
    return tuple(_count(architecture, cell_type) for cell_type in _MODULES)


def _count(architecture: Architecture, cell_type: str) -> Count:
    mode, module = _MODULES[cell_type]
    plain = replace(architecture, mode=mode, proj_size=0)
    blocks, d = len(plain.cell.weight_blocks), plain.hidden_size
    parts = [(times, n) for times, n in _read(plain)]
    biases = 2 * d if plain.bias else 0
    bias = f" + 2*{d}" if plain.bias else ""
    terms = [f"{times if times > 1 else ''}{'*' if times > 1 else ''}({d}*({n} + {d}){bias})" for times, n in parts]
    inside = " + ".join(terms)
    made = module(
        plain.input_size,
        d,
        num_layers=plain.num_layers,
        bias=plain.bias,
        bidirectional=plain.num_directions == 2,
        device="meta",
    )
    return Count(
        cell_type,
        blocks,
        f"{blocks}*({inside})" if blocks > 1 else inside,
        blocks * sum(times * (d * (n + d) + biases) for times, n in parts),
        sum(parameter.numel() for parameter in made.parameters()),
    )


def _read(architecture: Architecture) -> Iterator[tuple[int, int]]:
    """How many layers and directions read how many features."""
    yield architecture.num_directions, architecture.input_size
    if architecture.num_layers > 1:
        yield (architecture.num_layers - 1) * architecture.num_directions, architecture.output_size
