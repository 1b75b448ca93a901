"""The numbers of the worked example as they are printed, and what they are continued with where they do not suffice."""

from collections.abc import Mapping
from types import MappingProxyType

from rnnviz import limits

Rows = tuple[float, ...] | tuple[tuple[float, ...], ...]
"""The numbers of a vector, or of the rows of a matrix."""

HIDDEN_SIZE = 2

PRINTED_ROWS = 4
"""One a gate: input, forget, cell gate (candidate), output."""

ROWS: Mapping[str, int] = MappingProxyType({"LSTM": 4, "GRU": 3, "RNN_TANH": 1, "RNN_RELU": 1})
"""How many of the printed rows each of PyTorch's modes takes: one for each block of its weights."""

# The second input is the printed one again, until it is edited: what changes then comes from the state alone.
X: Rows = ((0.5, -0.2, 0.1),) * limits.MAX_EXAMPLE_STEPS

STATES: Mapping[str, Rows] = MappingProxyType({"h_prev": (0.3, -0.4), "c_prev": (0.8, -0.6)})


def _counting(first: tuple[float, ...], by: float) -> tuple[tuple[float, ...], ...]:
    """Rows that go on as the printed ones do: each entry ``by`` more than in the row before."""
    rows = range(PRINTED_ROWS * HIDDEN_SIZE)
    return tuple(tuple(round(entry + by * row, 2) for entry in first) for row in rows)


def _column(first: float, by: float) -> tuple[float, ...]:
    return tuple(row[0] for row in _counting((first,), by))


# The first four rows of each are printed: 0.1 0.2 0.3, 0.4 0.5 0.6, 0.7 0.8 0.9, 1.0 1.1 1.2, and so on. The others,
# for the reading that needs eight, go on counting in the same way: 1.3 1.4 1.5 up to 2.2 2.3 2.4.
FULL: Mapping[str, Rows] = MappingProxyType(
    {
        "weight_ih": _counting((0.1, 0.2, 0.3), 0.3),
        "weight_hh": _counting((0.1, 0.2), 0.2),
        "bias_ih": _column(0.01, 0.01),
        "bias_hh": _column(0.05, 0.01),
    }
)
"""Eight rows, by PyTorch's names."""

PRINTED: Mapping[str, Rows] = MappingProxyType(
    {name: values[:PRINTED_ROWS] for name, values in zip(("W_ih", "W_hh", "b_ih", "b_hh"), FULL.values(), strict=True)}
)
"""Four rows, by the names in print."""
