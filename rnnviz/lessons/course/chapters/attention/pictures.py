"""What is drawn in the lesson."""

from collections.abc import Sequence

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures import Curve, attention_map, curves
from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.attention import runs
from rnnviz.lessons.course.chapters.attention.typed import marked_row
from rnnviz.training.models import dates, marked
from rnnviz.training.models.dates.network import HIDDEN_SIZE


def found(context: Context) -> go.Figure:
    """The weights of the typed row, beside the letter that is answered."""
    row = marked_row(context.values["row"])
    looked = runs.looked(row)
    said = context.said
    return attention_map(
        looked.weights[None],
        list(row),
        [looked.answer],
        across=said["row"],
        down=said["answer"],
        dark=context.dark,
        words=context.words,
    )


def weights(context: Context) -> go.Figure:
    """The weights over the time steps, as learned and as set."""
    said, row, sharpness = context.said, marked_row(context.values["row"]), context.values["sharpness"]
    lines = [Curve(said["learned"], runs.looked(row).weights)]
    if sharpness != 1:
        lines.append(Curve(said["times"].format(factor=sharpness), runs.looked(row, sharpness).weights))
    return curves(
        range(len(row)),
        lines,
        title=said["weights_title"],
        across=said["time_step"],
        up=said["weight"],
        labels=list(row),
        height=320,
        dark=context.dark,
    )


def shapes(context: Context) -> Sequence[Sequence[str]]:
    """What is made of what, with the shapes of the typed row."""
    said, looked = context.said, runs.looked(marked_row(context.values["row"]))
    steps = len(looked.weights)
    return (
        (said["what"], said["shape"]),
        ("output", f"({steps}, 1, {marked.HIDDEN_SIZE})"),
        (said["scores"], f"({steps}, 1)"),
        (said["weights"], f"({steps}, 1)"),
        (said["weights_sum"], f"{looked.weights.sum():.4f}"),
        (said["context"], f"(1, {len(looked.context)})"),
        (said["letters"], f"(1, {len(marked.LETTERS)})"),
    )


def batch(context: Context) -> go.Figure:
    """The weights of rows of several lengths."""
    row = marked_row(context.values["row"])
    shown = runs.in_a_batch(row, context.values["mask"] == "on")
    return attention_map(
        shown,
        [str(step) for step in range(shown.shape[1])],
        [row, *runs.OTHERS],
        across=context.said["time_step"],
        down=context.said["row"],
        dark=context.dark,
        words=context.words,
    )


def by_distance(context: Context) -> go.Figure:
    """Right answers by how long ago the marked letter was read."""
    said, shares = context.said, runs.by_distance()
    return curves(
        range(len(runs.AFTER)),
        [
            Curve(said["with_attention"], [100 * share for share in shares["trained"]]),
            Curve(said["last_step"], [100 * share for share in shares["last step"]]),
        ],
        title=said["distance_title"],
        across=said["after"],
        up=said["per_cent"],
        labels=[str(after) for after in runs.AFTER],
        dark=context.dark,
    )


def date_map(context: Context) -> go.Figure:
    """Where the decoder looks for every character."""
    translated = runs.translated(context.values["date"].lower())
    assert translated.attention is not None
    figure = attention_map(
        translated.attention,
        list(translated.text),
        list(translated.characters),
        across=context.said["reads"],
        down=context.said["writes"],
        dark=context.dark,
        words=context.words,
    )
    return figure.update_layout(height=min(figure.layout.height, 370))


def scorings(context: Context) -> Sequence[Sequence[str]]:
    """Ways to score, and the parameters that each has at the sizes of this network."""
    said, attention = context.said, dates.load().attention
    assert attention is not None
    additive = sum(each.numel() for each in attention.parameters())
    return (
        (said["scoring"], said["computes"], said["parameters"]),
        (said["additive"], "v · tanh(W [h; o] + b)", f"{additive:,}"),
        (said["general"], "h · W o", f"{HIDDEN_SIZE * 2 * HIDDEN_SIZE:,}"),
        (said["dot"], "h · o", "0"),
    )


def by_blanks(context: Context) -> go.Figure:
    """Right dates with blanks in front of them."""
    said, shares = context.said, runs.by_blanks()
    return curves(
        range(runs.MOST_BLANKS + 1),
        [
            Curve(said["with_attention"], [100 * share for share in shares["trained"]]),
            Curve(said["without_attention"], [100 * share for share in shares["without attention"]]),
        ],
        title=said["blanks_title"].format(count=runs.HELD_OUT),
        across=said["blanks"],
        up=said["per_cent"],
        at=context.values["blanks"],
        height=320,
        dark=context.dark,
    )


def weights_and_effects(context: Context) -> go.Figure:
    """The weight of each symbol, and what the answer loses when it is exchanged."""
    said, row = context.said, marked_row(context.values["row"])
    return compared_heatmaps(
        [
            Sheet(
                "",
                np.stack([runs.looked(row).weights, runs.exchanged(row)]).round(2),
                "neutral",
                rows=[said["weight"], said["loses"]],
                columns=list(row),
            )
        ],
        title=said["effects_title"],
        down="",
        across=said["row"],
        value_range="unit",
        dark=context.dark,
    ).update_layout(margin_l=150)
