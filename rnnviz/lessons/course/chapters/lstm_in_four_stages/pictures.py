"""The figures of the lesson."""

import html

import numpy as np
import plotly.graph_objects as go

from rnnviz.figures import Curve, curves, memory_update
from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.figures.verdict.look import dressed
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.lstm_in_four_stages.runs import belt, carriers, chances, told
from rnnviz.theme import colour_of, page_colours, pixels
from rnnviz.training.models import agreement

MOST_POINTS = 700
"""Of each kind, in the picture of the belt."""


def answers(context: Context) -> go.Figure:
    """After every word, which form of "be" the network expects."""
    sentence, said = told(context.values), context.said
    rows = [said["no_verb"], *agreement.ANSWERS[1:]]
    sheet = Sheet("", chances(sentence.words).T.round(2), "neutral", rows=rows, columns=sentence.words)
    return compared_heatmaps(
        [sheet], title=said["answers_title"], down="", across="", value_range="unit", dark=context.dark
    )


def forget(context: Context) -> go.Figure:
    """The forget gate of all units; the unit and the place that the text speaks of are framed."""
    sentence, said = told(context.values), context.said
    values = sentence.track.values("f")
    rows = [said["unit_name"].format(unit=unit) for unit in range(values.shape[1])]
    figure = compared_heatmaps(
        [Sheet("", values.T.round(2), "neutral", rows=rows, columns=sentence.words)],
        title=said["forget_title"],
        down="",
        across="",
        value_range="unit",
        dark=context.dark,
    )
    frame = {"color": page_colours(context.dark).highlight, "width": 4}
    for unit in carriers():
        place = {"x0": -0.5, "x1": sentence.t + 0.5, "y0": unit - 0.5, "y1": unit + 0.5}
        figure.add_shape(type="rect", xref="x", yref="y", line=frame, layer="above", **place)
    return figure


def written(context: Context) -> go.Figure:
    """Input gate, candidate and what is written, over the sentence."""
    return _over_the_sentence(context, {"i": "input", "g": "candidate", "written": "cell_state"}, "written_title")


def shown(context: Context) -> go.Figure:
    """Output gate, squashed cell state and hidden state, over the sentence."""
    return _over_the_sentence(context, {"o": "output", "squashed": "cell_state", "h": "hidden_state"}, "shown_title")


def _over_the_sentence(context: Context, names: dict[str, str], title: str) -> go.Figure:
    sentence, said = told(context.values), context.said
    lines = [Curve(said[f"{name}_line"], sentence.of_unit(name), colour) for name, colour in names.items()]
    figure = curves(
        range(len(sentence.words)),
        lines,
        title=said[title].format(unit=sentence.unit),
        across="",
        up="",
        labels=sentence.words,
        at=sentence.t,
        dark=context.dark,
    )
    return figure.update_yaxes(range=[-1.15, 1.15], tickvals=[-1, -0.5, 0, 0.5, 1])


def updated(context: Context) -> go.Figure:
    """How the cell state of every unit is made at the new subject."""
    sentence = told(context.values)
    figure = memory_update(sentence.track[sentence.t], unit=sentence.unit, dark=context.dark, words=context.words)
    # Beside the text there is no room for a column of names, nor for a number on every bar.
    figure.update_traces(text=None, selector={"type": "bar"})
    small = {"orientation": "h", "x": 0, "y": 1, "yanchor": "bottom", "font_size": pixels("small")}
    return figure.update_layout(margin={"l": 64, "r": 24, "t": 116, "b": 56}, height=390, legend=small)


def gates(context: Context) -> go.Figure:
    """f against i, of every unit at every step: they need not sum to one."""
    sentence, said = told(context.values), context.said
    f, i = sentence.track.values("f"), sentence.track.values("i")
    figure = go.Figure()
    page = page_colours(context.dark)
    figure.add_trace(
        go.Scatter(
            x=[0, 1], y=[1, 0], mode="lines", name="i + f = 1", line={"color": page.muted, "dash": "dash", "width": 2}
        )
    )
    figure.add_trace(
        go.Scatter(
            x=f.ravel(),
            y=i.ravel(),
            mode="markers",
            name=said["gate_points"],
            marker={"size": 11, "color": colour_of("cell_state", context.dark).fill, "line": {"width": 1}},
            customdata=[
                [html.escape(word, quote=False), unit] for word in sentence.words for unit in range(f.shape[1])
            ],
            hovertemplate="%{customdata[0]}, "
            + said["unit_name"].format(unit="%{customdata[1]}")
            + ": f = %{x:.2f}, i = %{y:.2f}<extra></extra>",
        )
    )
    for axis, name in ((figure.update_xaxes, "f"), (figure.update_yaxes, "i")):
        axis(range=[-0.06, 1.06], title_text=name, tickvals=[0, 0.5, 1])
    return dressed(figure, title=said["gates_title"], height=340, dark=context.dark)


def kept_on_the_belt(context: Context) -> go.Figure:
    """The cell state three steps apart, where the belt stands still and elsewhere."""
    said, found = context.said, belt(context.values["network"])
    still = found.still(context.values["near"])
    page = page_colours(context.dark)
    limit = 1.05 * float(max(np.abs(found.before).max(), np.abs(found.after).max()))
    figure = go.Figure()
    looks = {
        "others": (~still, page.muted, "x-thin"),
        "still": (still, colour_of("cell_state", context.dark).fill, "circle"),
    }
    for name, (chosen, colour, symbol) in looks.items():
        figure.add_trace(
            go.Scatter(
                x=_some(found.before[chosen]),
                y=_some(found.after[chosen]),
                mode="markers",
                name=said[name],
                marker={"size": 7, "color": colour, "symbol": symbol, "line": {"width": 2, "color": colour}},
                hovertemplate="%{x:.2f} → %{y:.2f}<extra></extra>",
            )
        )
    ends = [-limit, limit]
    figure.add_trace(
        go.Scatter(
            x=ends, y=ends, mode="lines", line={"color": page.text, "dash": "dot", "width": 2}, name=said["unchanged"]
        )
    )
    figure.update_xaxes(range=ends, title_text="c[t−2]")
    figure.update_yaxes(range=ends, title_text="c[t+1]")
    figure = dressed(figure, title=said["belt_title"], height=335, dark=context.dark)
    return figure.update_layout(legend_font_size=pixels("small"))


def _some(values: np.ndarray) -> np.ndarray:
    """At most `MOST_POINTS`, evenly from all."""
    places = np.linspace(0, len(values) - 1, min(len(values), MOST_POINTS)).astype(int)
    return np.asarray(values[places], dtype=np.float32)
