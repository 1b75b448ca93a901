"""What is drawn and tabulated in the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go
import torch
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from rnnviz.figures import packing
from rnnviz.figures.verdict import Line, Sheet, compared_bars, compared_heatmaps, compared_lines
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.lengths_and_padding.rows import PAD, Batch, batch_of, losses

MOST_HEIGHT = 360
"""Pixels of a picture under the text."""

MOST_PADDING = 20
"""Steps of padding after the longest row, in the figure of the loss."""


def batch(context: Context) -> Batch:
    """The sentences that are typed."""
    return batch_of(context.values["rows"])


def padded(context: Context) -> Sequence[Sequence[str]]:
    """The batch as a table of words."""
    rows = batch(context).rows
    width = max(map(len, rows))
    head = (context.said["row"], context.said["length"], *(f"t = {t}" for t in range(width)))
    return [head, *((str(n), str(len(row)), *row, *[PAD] * (width - len(row))) for n, row in enumerate(rows))]


def moved(context: Context) -> go.Figure:
    """How far h_n is from that of each sentence read alone."""
    here, said = batch(context), context.said
    alone = here.alone()
    packed = pack_padded_sequence(here.padded, here.lengths, batch_first=True, enforce_sorted=False)
    apart = [
        [round(float(far), 5) for far in (here.gru(way)[1][0] - alone).norm(dim=1)] for way in (here.padded, packed)
    ]
    return compared_bars(
        [" ".join(row) for row in here.rows],
        {said["padded"]: ("wrong", apart[0]), said["packed"]: ("right", apart[1])},
        title=said["moved_title"],
        values=said["distance"],
        dark=context.dark,
    )


def packs(context: Context) -> go.Figure:
    """The way into a PackedSequence and back."""
    here = batch(context)
    rows, longest = here.padded.shape[:2]
    numbered = torch.arange(rows * longest).view(rows, longest)
    packed = pack_padded_sequence(numbered, here.lengths, batch_first=True, enforce_sorted=False)
    parts = {name: part.numpy() for name, part in packed._asdict().items()}
    figure = packing(here.lengths, **parts, labels=here.rows, start=-1, dark=context.dark, words=context.words)
    # In a lecture hall the text above it needs room, too.
    return figure.update_layout(height=min(figure.layout.height, MOST_HEIGHT))


def orders(context: Context) -> Sequence[Sequence[str]]:
    """Which sentence's result stands in each row."""
    here, said = batch(context), context.said
    _, h_n = here.gru(pack_padded_sequence(here.padded[here.order], sorted(here.lengths)[::-1], batch_first=True))
    restored = h_n[0][torch.tensor(here.order).argsort()]
    _, kept = here.gru(pack_padded_sequence(here.padded, here.lengths, batch_first=True, enforce_sorted=False))
    alone = here.alone()

    def whose(states: torch.Tensor) -> list[str]:
        return [" ".join(here.rows[int((alone - state).norm(dim=1).argmin())]) for state in states]

    columns = [whose(states) for states in (h_n[0], restored, kept[0])]
    head = (said["row"], said["sentence"], said["sorted_only"], said["sorted_back"], said["unsorted"])
    rows = zip(here.rows, *columns, strict=True)
    return [head, *((str(n), " ".join(row), *found) for n, (row, *found) in enumerate(rows))]


def cut(context: Context) -> Sequence[Sequence[str]]:
    """What comes back in which shape."""
    here, total = batch(context), context.values["total"]
    packed = pack_padded_sequence(here.padded, here.lengths, batch_first=True, enforce_sorted=False)
    result = here.gru(packed)[0]
    back = pad_packed_sequence(result, batch_first=True)[0]
    long = pad_packed_sequence(result, batch_first=True, total_length=total)[0]
    said = context.said
    return [
        (said["code"], said["shape"]),
        ("pad_packed_sequence(packed)", str(tuple(back.shape))),
        (f"pad_packed_sequence(packed, total_length={total})", str(tuple(long.shape))),
    ]


def kept(context: Context) -> go.Figure:
    """The size of the output at each step of each row, padded and packed."""
    here, said = batch(context), context.said
    names = [str(row) for row in range(len(here.rows))]
    padded, packed = (output.abs().mean(2).numpy() for output in here.outputs())
    sheets = [
        Sheet(said["padded"], padded, "wrong", rows=names),
        Sheet(said["packed"], packed, "right", rows=names),
    ]
    return compared_heatmaps(
        sheets,
        title=said["kept_title"],
        down=said["row"],
        across="t",
        value_range="unit",
        dark=context.dark,
    )


def means(here: Batch) -> tuple[list[float], list[float]]:
    """How far the mean over all steps, and that over the words alone, are from the mean of the sentence read alone."""
    output = here.outputs()[1]
    lengths = torch.tensor(here.lengths)
    mask = torch.arange(output.shape[1]) < lengths[:, None]
    alone = torch.stack([here.gru(sentence[None])[0][0].mean(dim=0) for sentence in here.sentences])
    plain = output.mean(dim=1)
    masked = (output * mask[..., None]).sum(dim=1) / lengths[:, None]
    return tuple([round(float(far), 5) for far in (mean - alone).norm(dim=1)] for mean in (plain, masked))  # type: ignore[return-value]


def averaged(context: Context) -> go.Figure:
    """Both means, row by row."""
    here, said = batch(context), context.said
    plain, masked = means(here)
    return compared_bars(
        [" ".join(row) for row in here.rows],
        {said["plain_mean"]: ("wrong", plain), said["masked_mean"]: ("right", masked)},
        title=said["mean_title"],
        values=said["distance"],
        dark=context.dark,
    )


def loss(context: Context) -> go.Figure:
    """The loss, as the same sentences are padded to longer and longer rows."""
    said, text = context.said, context.values["rows"]
    found = np.array([losses(text, more) for more in range(MOST_PADDING + 1)])
    return compared_lines(
        range(MOST_PADDING + 1),
        [
            Line(said["all_steps"], found[:, 0].tolist(), "wrong"),
            Line(said["words_only"], found[:, 1].tolist(), "right"),
        ],
        title=said["loss_title"],
        across=said["more_padding"],
        up=said["loss"],
        dark=context.dark,
    )


def flipped(context: Context) -> Sequence[Sequence[str]]:
    """What the backward direction reads first, if whole rows are turned around, and if each is within its length."""
    rows, said = batch(context).rows, context.said
    width = max(map(len, rows))
    lines = [
        (
            str(n),
            " ".join([*[PAD] * (width - len(row)), *row[::-1]]),
            " ".join([*row[::-1], *[PAD] * (width - len(row))]),
        )
        for n, row in enumerate(rows)
    ]
    return [(said["row"], "flip", said["within"]), *lines]
