"""How many parameters a module has: by formula, and counted in a module of PyTorch's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from torch import nn

from rnnviz.recorder import Architecture


@dataclass(frozen=True)
class Count:
    """The parameters of one cell type at given sizes.

    Attributes:
        module: PyTorch's name: "nn.LSTM".
        formula: blocks * d * (n + h + 2) for each layer and direction: d is hidden_size, n what the layer reads, h the
            size of its hidden state; the 2 stands for the two biases, and a projection adds d * proj_size.
        by_formula: what the formula comes to.
        counted: ``numel()`` over the parameters of PyTorch's module.
    """

    module: str
    formula: str
    by_formula: int
    counted: int


def parameter_counts(architecture: Architecture) -> tuple[Count, ...]:
    """RNN, GRU and LSTM at the sizes of ``architecture``, without a projection: they stand as 1 : 3 : 4.

    >>> lstm = Architecture("nn.LSTM", "LSTM", input_size=3, hidden_size=4)
    >>> [(count.module, count.by_formula, count.counted) for count in parameter_counts(lstm)]
    [('nn.RNN', 36, 36), ('nn.GRU', 108, 108), ('nn.LSTM', 144, 144)]
    """
    return tuple(
        parameter_count(replace(architecture, module=f"nn.{kind}", mode=mode, proj_size=0))
        for kind, mode in (("RNN", "RNN_TANH"), ("GRU", "GRU"), ("LSTM", "LSTM"))
    )


def parameter_count(architecture: Architecture) -> Count:
    """The parameters of one module, a projection included.

    >>> parameter_count(Architecture("nn.LSTM", "LSTM", input_size=3, hidden_size=4, proj_size=2, num_layers=2)).formula
    '4*4*(3 + 2 + 2) + 4*2 + 4*4*(2 + 2 + 2) + 4*2'
    """
    blocks, d = len(architecture.cell.weight_blocks), architecture.hidden_size
    h, projected = architecture.state_sizes["h"], architecture.proj_size
    terms, total = [], 0
    for times, n in _read(architecture):
        inside = " + ".join([str(n), str(h), *(["2"] if architecture.bias else [])])
        term = f"{blocks}*{d}*({inside})" if blocks > 1 else f"{d}*({inside})"
        count = blocks * d * (n + h + (2 if architecture.bias else 0))
        if projected:
            term, count = f"{term} + {d}*{projected}", count + d * projected
        several = f"{times}*({term})" if projected else f"{times}*{term}"
        terms.append(several if times > 1 else term)
        total += times * count
    return Count(architecture.module, " + ".join(terms), total, _counted(architecture))


def _counted(architecture: Architecture) -> int:
    options = {"proj_size": architecture.proj_size} if architecture.proj_size else {}
    make: Callable[..., nn.Module] = getattr(nn, architecture.module.removeprefix("nn."))
    made = make(
        architecture.input_size,
        architecture.hidden_size,
        num_layers=architecture.num_layers,
        bias=architecture.bias,
        bidirectional=architecture.num_directions == 2,
        device="meta",
        **options,
    )
    return sum(parameter.numel() for parameter in made.parameters())


def _read(architecture: Architecture) -> Iterator[tuple[int, int]]:
    """How many layers and directions read how many features."""
    yield architecture.num_directions, architecture.input_size
    if architecture.num_layers > 1:
        yield (architecture.num_layers - 1) * architecture.num_directions, architecture.output_size
