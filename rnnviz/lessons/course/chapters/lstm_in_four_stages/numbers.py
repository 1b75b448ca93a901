"""The numbers of the lesson."""

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

import numpy as np
import torch
from jaxtyping import Bool
from torch import nn

from rnnviz.cells import LSTM, RNN_TANH, Operation
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.lstm_in_four_stages.runs import SENTENCES, belt, carriers, chances, told
from rnnviz.training.models import agreement
from rnnviz.training.own_draws import own_draws

SIX = ("f", "i", "g", "o", "c", "h")
"""The equations, in the order in which the lesson goes through them."""

_INNER = {
    operation.name: operation.text
    for operation in LSTM.operations
    if operation.role in ("preactivation", "product", "squashed")
}

FAR = 50
"""Steps over which a fresh network is asked to remember."""


def whole(name: str) -> Operation:
    """An operation with those in it that have no letter of their own in the six equations.

    >>> whole("c").text, whole("h").text
    ('f * c_prev + i * g', 'o * tanh(c)')
    """
    operation = LSTM.operation(name)
    return replace(operation, text=re.sub(r"\w+", lambda found: _INNER.get(found[0], found[0]), operation.text))


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    return {
        **_equations(),
        **_sizes(values["features"], values["units"]),
        **_told(values),
        **_belt(values["network"], values["near"]),
        "far": FAR,
        "fresh_gradient": fresh_gradient(),
    }


@lru_cache(maxsize=1)
def _equations() -> Mapping[str, object]:
    six = {f"equation_{name}": Formula(f"${katex(whole(name))}$") for name in SIX}
    one = re.sub(r"\ba\b", RNN_TANH.operation("a").text, RNN_TANH.operation("h").text)
    rnn = Formula(f"${katex(replace(RNN_TANH.operation('h'), text=one))}$")
    parts = {name: Formula(f"${katex(LSTM.operation(name))}$") for name in ("kept", "written")}
    return MappingProxyType({**six, **parts, "equation_rnn": rnn})


def counted(kind: Callable[..., nn.Module], features: int, units: int) -> int:
    """Parameters of a module of one layer."""
    return sum(parameter.numel() for parameter in kind(features, units, device="meta").parameters())


def _sizes(features: int, units: int) -> Mapping[str, object]:
    rnn, lstm = counted(nn.RNN, features, units), counted(nn.LSTM, features, units)
    return {"n": features, "d": units, "rnn_parameters": rnn, "lstm_parameters": lstm, "ratio": lstm / rnn}


def _told(values: Values) -> Mapping[str, object]:
    sentence = told(values)
    t, unit = sentence.t, sentence.unit
    step = {name: float(sentence.of_unit(name)[t]) for name in (*SIX, "kept", "written", "squashed")}
    found = chances(sentence.words)
    best = int(found[t].argmax())
    f, i = sentence.track.values("f"), sentence.track.values("i")
    one = next(each for each in agreement.trained_units() if each.index == unit)
    return {
        **{f"{name}_new": value for name, value in step.items()},
        "new": sentence.words[t],
        "unit": unit,
        "one": min(carriers()),
        "other": max(carriers()),
        "c_before": float(sentence.of_unit("c")[t - 1]),
        "f_between": float(sentence.of_unit("f")[1:t].min()),
        "i_between": float(sentence.of_unit("i")[1:t].max()),
        "o_between": float(sentence.of_unit("o")[1:t].max()),
        "h_between": float(abs(sentence.of_unit("h")[1:t]).max()),
        "verb": agreement.ANSWERS[best],
        "chance": 100 * float(found[t, best]),
        "unit_count": sentence.track.recording.hidden_size,
        "least_sum": float((f + i).min()),
        "most_sum": float((f + i).max()),
        "mean_f_filler": one.f_at_filler,
        "mean_f_new": one.f_at_new,
        "mean_i_filler": one.i_at_filler,
        "mean_i_new": one.i_at_new,
    }


def _belt(network: str, near: float) -> Mapping[str, object]:
    found = belt(network)
    still = found.still(near)

    def moved(where: Bool[np.ndarray, " places"]) -> object:
        """By how much of itself c moved, in per cent."""
        change, size = np.abs(found.after - found.before)[where].sum(), np.abs(found.before)[where].sum()
        return 100 * float(change / size) if where.any() else "–"

    return {
        "sentences": SENTENCES,
        "near": near,
        "away": 1 - near,
        "places": len(still),
        "still": int(still.sum()),
        "still_moved": moved(still),
        "others_moved": moved(~still),
    }


@lru_cache(maxsize=1)
def fresh_gradient() -> float:
    """The length of the gradient of the sum of c_n by c_0 over `FAR` steps, in an LSTM that has just been made."""
    with own_draws():
        torch.manual_seed(0)
        lstm, input = nn.LSTM(4, 16), torch.randn(FAR, 4)
    c_0 = torch.zeros(1, 16, requires_grad=True)
    _, (_, c_n) = lstm(input, (torch.zeros(1, 16), c_0))
    (gradient,) = torch.autograd.grad(c_n.sum(), c_0)
    return float(gradient.norm())
