"""What is drawn and tabulated in the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import torch

from rnnviz.figures import Curve, curves, unrolled
from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.course import Context, Values
from rnnviz.lessons.course.chapters.stacked_and_bidirectional.networks import (
    CHECKED,
    SIZE,
    drawn,
    parameters,
    reached,
    shapes,
)
from rnnviz.recorder import Recording

SENTENCES, BATCH, WORDS, EMBEDDING, HIDDEN = 100, 64, 7, 300, 100
"""100 sentences of 7 words, 300 numbers a word, in batches of 64, read by 100 hidden units."""

MOST_LAYERS = 6

MOST_HEIGHT = 410
"""Pixels of a figure: enlarged, there is room for it on a slide."""

LOW = 310
"""The same under a control."""


def _words(context: Context) -> tuple[str, ...]:
    return tuple(context.said["sentence"].split())


def network(context: Context) -> Recording:
    """The network that is set, run on the sentence."""
    return drawn(context.values["layers"], context.values["directions"] == "both", _words(context))


def in_time(context: Context) -> go.Figure:
    """As many layers as are set, in one direction, unrolled over the sentence."""
    rec = drawn(context.values["layers"], False, _words(context))
    figure = unrolled(rec, start=-1, dark=context.dark, words=context.words)
    # What is kept for the figure's own buttons is more than they need.
    spare = min(figure.layout.margin.b, 50)
    height = min(figure.layout.height - spare, MOST_HEIGHT)
    return figure.update_layout(height=height, margin_b=figure.layout.margin.b - spare)


def seen(context: Context) -> go.Figure:
    """Which words each half of output has read at each step, in one layer."""
    words, said = _words(context), context.said
    halves = reached(1, len(words))
    sheets = [
        Sheet(said[name], half.astype(np.float32), "neutral", rows=words, columns=words)
        for name, half in zip(("forward_half", "backward_half"), halves, strict=True)
    ]
    return compared_heatmaps(
        sheets,
        title=said["seen_title"],
        down=said["at_step"],
        across=said["word_read"],
        value_range="unit",
        dark=context.dark,
    )


def mixing(context: Context) -> go.Figure:
    """Which words reach the forward half of the second layer, in PyTorch and in two separate stacks."""
    words, said = _words(context), context.said
    sheets = [
        Sheet(said[kept], reached(2, len(words), kept)[0].astype(np.float32), "neutral", rows=words, columns=words)
        for kept in ("stacked", "separate")
    ]
    return compared_heatmaps(
        sheets,
        title=said["mixing_title"],
        down=said["at_step"],
        across=said["word_read"],
        value_range="unit",
        dark=context.dark,
    )


def summed_up(context: Context) -> go.Figure:
    """Which words reach a sentence's one vector, read at the last step and at each direction's own end."""
    words, said = _words(context), context.said
    forward, backward = reached(context.values["depth"], len(words))
    halves = [said["forward_half"], said["backward_half"]]
    return compared_heatmaps(
        [
            Sheet("output[-1]", np.stack([forward[-1], backward[-1]]).astype(np.float32), "wrong", halves, words),
            Sheet("h_n[-2], h_n[-1]", np.stack([forward[-1], backward[0]]).astype(np.float32), "right", halves, words),
        ],
        title=said["summed_up_title"],
        down="",
        across=said["word_read"],
        value_range="unit",
        dark=context.dark,
    ).update_layout(margin_l=130, height=260)


def places(context: Context) -> go.Figure:
    """Which rows of h_n stand in output, and where: the share of their entries that are equal."""
    rec, said = network(context), context.said
    both = rec.num_directions == 2
    names = {f"output[-1, :, :{SIZE}]": rec.output[-1, :, :SIZE]}
    if both:
        names[f"output[0, :, {SIZE}:]"] = rec.output[0, :, SIZE:]
        names[f"output[-1, :, {SIZE}:]"] = rec.output[-1, :, SIZE:]
    equal = np.array([[float((row == place).mean()) for place in names.values()] for row in rec.h_n])
    return compared_heatmaps(
        [Sheet("", equal, "neutral", rows=[f"h_n[{row}]" for row in range(len(rec.h_n))], columns=list(names))],
        title=said["places_title"],
        down="",
        across="",
        value_range="unit",
        dark=context.dark,
    ).update_layout(margin_l=90)


def rows(context: Context) -> Sequence[Sequence[str]]:
    """What stands in each row of h_n, and where the same numbers stand in output."""
    rec, said = network(context), context.said
    table = [(said["row"], said["layer"], said["direction"], said["ends_at"], said["in_output"])]
    for number, state in enumerate(rec.h_n):
        layer, reverse = divmod(number, rec.num_directions)
        t = 0 if reverse else rec.seq_len - 1
        half = slice(SIZE, None) if reverse else slice(SIZE)
        there = torch.equal(torch.from_numpy(state.copy()), torch.from_numpy(rec.output[t, :, half].copy()))
        place = f"output[{t}, :, {SIZE}:]" if reverse else f"output[{t}, :, :{SIZE}]"
        found = place if there else said["nowhere"]
        way = said["backward" if reverse else "forward"]
        table.append((f"h_n[{number}]", str(layer + 1), way, f"t = {t}", found))
    return table


def every_shape(context: Context) -> Sequence[Sequence[str]]:
    """The shapes of the sizes that textbooks ask about, with the layers and directions that are set."""
    said, values = context.said, context.values
    both = values["directions"] == "both"
    found = shapes("LSTM", (EMBEDDING, HIDDEN, values["layers"], WORDS, BATCH), both)
    means = {
        "input": "(seq_len, batch, input_size)",
        "output": "(seq_len, batch, num_directions * hidden_size)",
        "h_n": "(num_layers * num_directions, batch, hidden_size)",
        "c_n": "(num_layers * num_directions, batch, hidden_size)",
    }
    return [
        (said["tensor"], said["axes"], said["here"]),
        *((name, axes, str(found[name])) for name, axes in means.items()),
    ]


def batches(context: Context) -> Sequence[Sequence[str]]:
    """Shapes of batches that come up in practice, in the order of axes that is set."""
    said, first = context.said, context.values["order"] == "batch"
    examples = (
        ("first_batch", "LSTM", (EMBEDDING, HIDDEN, 1, WORDS, BATCH), False),
        ("last_batch", "LSTM", (EMBEDDING, HIDDEN, 1, WORDS, SENTENCES - BATCH), False),
        ("checked", "LSTM", CHECKED, True),
        ("gru", "GRU", (12, 20, 1, 20, 128), True),
    )
    lines = [(said[name], shapes(kind, sizes, both, first)) for name, kind, sizes, both in examples]
    return [
        ("", "input", "output", "h_n"),
        *((name, *(str(found[each]) for each in ("input", "output", "h_n"))) for name, found in lines),
    ]


def cost(context: Context) -> go.Figure:
    """How many times as many parameters both directions take, by the number of layers."""
    said, hidden = context.said, context.values["hidden"]
    layers = list(range(1, MOST_LAYERS + 1))
    return curves(
        layers,
        [Curve(said["ratio"], [ratio(context.values, count) for count in layers])],
        title=said["cost_title"].format(features=CHECKED[0], units=hidden),
        across=said["layers"],
        up=said["times"],
        height=LOW,
        dark=context.dark,
    ).update_yaxes(range=[1.8, 3.1])


def ratio(values: Values, layers: int) -> float:
    """Parameters of a bidirectional LSTM over those of one that reads one way."""
    sizes = CHECKED[0], values["hidden"], layers
    return parameters(*sizes, both=True) / parameters(*sizes, both=False)
