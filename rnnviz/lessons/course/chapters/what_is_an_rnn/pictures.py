"""What is drawn in the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import torch
from torch import nn
from torch.nn import functional

from rnnviz.figures import Curve, curves, unrolled
from rnnviz.figures.verdict import Sheet, compared_bars, compared_heatmaps
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.what_is_an_rnn import runs
from rnnviz.lessons.course.chapters.what_is_an_rnn.numbers import (
    HIDDEN,
    INPUT,
    OUTPUT,
    STEPS,
    forward_parameters,
    rnn_parameters,
)
from rnnviz.training.own_draws import own_draws

_LONGEST = 50
"""Steps of the picture of the parameters."""


def reading(context: Context) -> go.Figure:
    """The sentence, read word by word."""
    return unrolled(runs.read(context.said["sentence"]), dark=context.dark, words=context.words)


def twice(context: Context) -> go.Figure:
    """The same word twice: a layer without memory, and one with it."""
    said = context.said
    words = said["sentence"].split()
    return compared_heatmaps(
        [
            Sheet(said["feed_forward"], runs.without_memory().T, "neutral", columns=words),
            Sheet(said["recurrent"], runs.with_memory().T, "neutral", columns=words),
        ],
        title=said["twice_title"],
        down=said["unit"],
        across="",
        dark=context.dark,
    )


def counted(context: Context) -> go.Figure:
    """Parameters by the number of steps that are read."""
    steps, said = list(range(1, _LONGEST + 1)), context.said
    return curves(
        steps,
        [
            Curve(said["all_at_once"], [forward_parameters(each) for each in steps]),
            Curve("nn.RNN", [rnn_parameters()] * len(steps)),
        ],
        title=said["counted_title"],
        across=said["steps"],
        up=said["parameters"],
        at=context.values["steps"],
        dark=context.dark,
    )


def sizes(context: Context) -> Sequence[Sequence[str]]:
    """The shapes of a run with its output layer."""
    said = context.said
    with own_draws():
        torch.manual_seed(0)
        rnn, readout, x = nn.RNN(INPUT, HIDDEN), nn.Linear(HIDDEN, OUTPUT), torch.randn(STEPS, INPUT)
    with torch.no_grad():
        output, _ = rnn(x)
        scores = readout(output)
        y = functional.log_softmax(scores, dim=1)
    shapes = {"inputs": x, "states": output, "scores": scores, "log_probabilities": y}
    rows = [(said[name], f"{tuple(each.shape)}") for name, each in shapes.items()]
    sums = ", ".join(f"{total:.2f}" for total in y.exp().sum(dim=1).tolist())
    return ((said["what"], said["shape"]), *rows, (said["sums"], sums))


def guesses(context: Context) -> go.Figure:
    """How likely the right next letter is at each step."""
    said = context.said
    found = {name: np.round(each, 2).tolist() for name, each in runs.chances().items()}
    return compared_bars(
        ["h → e", "e → l", "l → l", "l → o"],
        {
            said["untrained"]: ("neutral", found["untrained"]),
            said["memoryless"]: ("wrong", found["memoryless"]),
            said["trained"]: ("right", found["rnn"]),
        },
        title=said["guesses_title"],
        values=said["probability"],
        dark=context.dark,
    )


def stuck(context: Context) -> go.Figure:
    """The share of units at their ends, by time step."""
    said, deviation = context.said, context.values["deviation"]
    return curves(
        range(1, runs.STEPS + 1),
        [
            Curve(said["drawn"].format(deviation=deviation), runs.saturated(deviation)),
            Curve("nn.RNNCell", runs.saturated(None)),
        ],
        title=said["stuck_title"].format(edge=runs.SATURATED),
        across=said["time_steps"],
        up=said["per_cent"],
        height=300,
        dark=context.dark,
    )


def back(context: Context) -> go.Figure:
    """How the gradient shrinks or grows on its way back."""
    said, gain = context.said, context.values["gain"]
    lines = [Curve(said["as_drawn"], runs.gradient_back(1.0))]
    if gain != 1:
        lines.append(Curve(said["times"].format(gain=gain), runs.gradient_back(gain)))
    # Below float32's smallest number the logarithm has nothing to show.
    tiny = float(np.finfo(np.float32).tiny)
    return curves(
        range(runs.FAR + 1),
        [Curve(line.name, np.maximum(line.values, tiny)) for line in lines],
        title=said["back_title"],
        across=said["steps_back"],
        up=said["jacobian"],
        logarithmic="y",
        dark=context.dark,
    )


def uses(context: Context) -> Sequence[Sequence[str]]:
    """What goes in and what comes out, where such networks are used."""
    said = context.said
    rows = [said[f"use_{number}"].split("|") for number in range(1, 7)]
    return ((said["use"], said["goes_in"], said["comes_out"]), *rows)
