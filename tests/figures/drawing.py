"""Small recordings to draw, and the texts of a figure."""

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

import plotly.graph_objects as go
import torch

import rnnviz
from rnnviz.recorder import Recording
from rnnviz.words import Translation
from tests.strategies import Plan

MODES = ("LSTM", "GRU", "RNN_TANH", "RNN_RELU")
DIRECTIONS = ("forward", "reverse")

PSEUDO = Translation("pseudo", lambda text: f"⟦{text}⟧")
"""A language that shows which text went through the catalogue."""


@lru_cache(maxsize=64)
def recorded(
    mode: str = "LSTM",
    *,
    seq_len: int = 6,
    hidden_size: int = 3,
    labels: str | tuple[str, ...] | None = None,
    broken: int | None = None,
    value: float = float("nan"),
    bias: bool = True,
) -> Recording:
    """Two rows through two layers in both directions; ``broken`` is a position whose input is NaN, or ``value``."""
    plan = Plan(mode, hidden_size=hidden_size, num_layers=2, bidirectional=True, bias=bias, seq_len=seq_len, bound=2.0)
    network = plan.build()
    if broken is not None:
        with torch.no_grad():
            network.input[broken] = value
    rows = None if labels is None else [list(labels), [f"other {t}" for t in range(seq_len)]]
    return rnnviz.record(network.module, network.input, network.hx, labels=rows)


@lru_cache(maxsize=16)
def derivable(mode: str = "LSTM", *, seq_len: int = 6, hidden_size: int = 3, factor: float = 1.0) -> Recording:
    """The same with the gradients of a loss on the first half of the time: in the forward direction, the rest is 0."""
    plan = Plan(mode, hidden_size=hidden_size, num_layers=2, bidirectional=True, seq_len=seq_len)
    network = plan.build()
    half = seq_len // 2

    def loss(output: torch.Tensor, h_n: torch.Tensor) -> torch.Tensor:
        return (output[:half] ** 2).sum() * factor

    return rnnviz.record(network.module, network.input, network.hx, gradients_of=loss)


def trace(figure: go.Figure, name: str) -> Any:
    """The only trace whose name begins with ``name``."""
    (found,) = (each for each in figure.data if (each.name or "").startswith(name))
    return found


def in_frame(figure: go.Figure, number: int, *names: str) -> list[Any]:
    """The moving traces of these names as a frame shows them: Plotly puts its settings over those of the figure."""
    change = figure.frames[number]
    found = zip([figure.data[place] for place in change.traces], change.data, strict=True)
    return [type(trace)(trace).update(over.to_plotly_json()) for trace, over in found if trace.name in names]


def texts(figure: go.Figure) -> Iterator[str]:
    """Every text that somebody may read in the figure."""
    layout = figure.layout
    yield layout.title.text
    yield layout.title.subtitle.text
    for axis in (*figure.select_xaxes(), *figure.select_yaxes()):
        yield axis.title.text or ""
        yield from axis.ticktext or ()
    for each in figure.data:
        if each.showlegend is not False:
            yield each.name or ""
        yield each.hovertemplate or ""
        shown = getattr(each, "text", None)
        yield from [shown] if isinstance(shown, str) else [] if shown is None else shown
        if getattr(each, "colorbar", None) is not None:
            yield from each.colorbar.ticktext or ()
