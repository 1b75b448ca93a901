"""One network of each kind, run on the same input; and how its gradient and its memory fade, step by step back."""

from collections.abc import Hashable
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz import limits
from rnnviz.analysis import memory, norm
from rnnviz.lessons.shelf import Shelf
from rnnviz.recorder import record
from rnnviz.scenario import Scenario
from rnnviz.training.forget_bias import set_forget_bias
from rnnviz.training.own_draws import own_draws

KINDS: dict[str, Any] = {"RNN": nn.RNN, "LSTM": nn.LSTM, "GRU": nn.GRU}


@dataclass(frozen=True, eq=False)
class Fading:
    """How the past fades in one network. The loss is the sum of the last hidden state.

    Attributes:
        cell_type: "RNN", "LSTM" or "GRU".
        state: the state that is followed: the one on the direct path, c of an LSTM; else h.
        factor: what one step multiplies it by: "f", "z"; None for an RNN.
        norms: the Euclidean length of dL/d state, by the number of steps back from the last one, from 0.
        kept: the share of the state that is still in the last one along the direct path, the mean over the units.
        mean_factor: the mean of the factor over all steps and units; NaN without a direct path.
        half_life: steps until half is left, the median over the units; NaN without a direct path.
    """

    cell_type: str
    state: str
    factor: str | None
    norms: Float[np.ndarray, " steps"]
    kept: Float[np.ndarray, " steps"] | None
    mean_factor: float
    half_life: float

    @property
    def shares(self) -> Float[np.ndarray, " steps"]:
        """What is left of the gradient, by the number of steps back: 1 at 0."""
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            return np.asarray(self.norms / self.norms[0])


def fadings(scenario: Scenario) -> tuple[Fading, ...]:
    """An RNN, an LSTM and a GRU of this size, on ``seq_len`` random inputs; run now or kept from before.

    Of the scenario count ``input_size``, ``hidden_size``, ``seq_len``, ``seed``, ``gain`` (per cent of the recurrent
    weights that a constructor draws) and, for the LSTM, ``forget_bias``.
    """
    return tuple(_FADINGS.get(_key(scenario, kind), partial(_run, scenario, kind)) for kind in KINDS)


def _key(scenario: Scenario, kind: str) -> Hashable:
    bias = scenario.forget_bias if kind == "LSTM" else None
    sizes = (scenario.input_size, scenario.hidden_size, scenario.seq_len)
    return kind, bias, *sizes, scenario.seed, scenario.gain


def _run(scenario: Scenario, kind: str) -> Fading:
    module, input = _network(scenario, kind)
    rec = record(module, input, gradients_of=lambda output, h_n: h_n.sum())
    found = memory(rec)
    gradient = rec.track().gradient(found.state)[::-1]
    norms = norm(gradient)
    if found.factor is None:
        return Fading(kind, found.state, None, norms, None, float("nan"), float("nan"))
    kept = found.kept()[:0:-1].mean(axis=1)
    factor, half = float(found.factors.mean()), float(np.median(found.half_life))
    return Fading(kind, found.state, found.factor, norms, kept, factor, half)


def _network(scenario: Scenario, kind: str) -> tuple[Any, Tensor]:
    """As the program that is copied makes them: the input first, so that it is the same for all kinds."""
    with own_draws():
        torch.manual_seed(scenario.seed)
        input = torch.randn(scenario.seq_len, 1, scenario.input_size).double()
        module: Any = KINDS[kind](scenario.input_size, scenario.hidden_size).double()
    with torch.no_grad():
        module.weight_hh_l0.mul_(scenario.gain / 100)
        if kind == "LSTM" and scenario.forget_bias is not None:
            set_forget_bias(module, scenario.forget_bias)
    return module, input


_FADINGS = Shelf[Fading](
    most=limits.MAX_FADINGS,
    most_bytes=limits.MAX_FADING_BYTES,
    size=lambda found: found.norms.nbytes + (0 if found.kept is None else found.kept.nbytes),
)
