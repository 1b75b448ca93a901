"""The figures of the lesson."""

import html

import plotly.graph_objects as go
import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.figures import Curve, curves
from rnnviz.figures.verdict import compared_bars
from rnnviz.figures.verdict.look import dressed
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.generating_text.numbers import RUNS
from rnnviz.lessons.course.chapters.generating_text.runs import alphabet, chances, foreseen, training_mode
from rnnviz.theme import Verdict, colour_of
from rnnviz.training.text.vocabulary import visible

MOST = 6
"""Characters with a bar."""

HEIGHT = 330
"""Pixels of a figure under a text field."""


def read(context: Context) -> go.Figure:
    """How likely the network found each character of a sentence, before it saw it."""
    sentence, said = context.values["sentence"], context.said
    return (
        curves(
            range(len(sentence)),
            [Curve(said["probability"], foreseen(context.values["sentence"]), "output")],
            title=said["read_title"],
            across="",
            up=said["probability"],
            labels=[visible(character) for character in sentence],
            height=260,
            dark=context.dark,
        )
        .update_yaxes(range=[-0.05, 1.1])
        .update_xaxes(tickangle=0)
    )


def tempered(context: Context) -> go.Figure:
    """The likeliest next characters, at temperature 1 and at the one that is set."""
    prompt, temperature, said = context.values["prompt"], context.values["temperature"], context.said
    plain = chances(prompt)
    places, figure = _likeliest(plain), go.Figure()
    bars = {
        said["at_temperature"].format(temperature="1"): (plain, "neutral"),
        said["at_temperature_set"].format(temperature=f"{temperature:.2f}"): (chances(prompt, temperature), "output"),
    }
    for name, (found, colour) in bars.items():
        heights = [float(found[place]) for place in places]
        figure.add_trace(
            go.Bar(
                x=[_escaped(place) for place in places],
                y=heights,
                name=name,
                marker={"color": colour_of(colour, context.dark).fill},
                text=[f"{height:.2f}" for height in heights],
                textposition="outside",
                cliponaxis=False,
                hovertemplate="%{x}: %{y:.4f}<extra>%{fullData.name}</extra>",
            )
        )
    figure.update_xaxes(title_text=said["next_character"], type="category")
    figure.update_yaxes(title_text=said["probability"], range=[0, 1.12])
    return dressed(figure, title=said["tempered_title"], height=HEIGHT, dark=context.dark)


def _escaped(place: int) -> str:
    return html.escape(visible(alphabet()[place]), quote=False)


def _likeliest(found: Float[Tensor, " vocabulary"]) -> list[int]:
    places: list[int] = torch.argsort(found, descending=True, stable=True)[:MOST].tolist()
    return places


def last_only(context: Context) -> go.Figure:
    """The next character after the whole prompt, and after its last character alone."""
    prompt, said = context.values["prompt"], context.said
    whole, last = chances(prompt), chances(prompt[-1])
    return _bars(
        context, whole, {said["last_only"]: ("wrong", last), said["whole"]: ("right", whole)}, said["last_title"]
    )


def left_in_training(context: Context) -> go.Figure:
    """The chance of the likeliest character, run after run, in training mode and in evaluation mode."""
    prompt, said = context.values["prompt"], context.said
    whole = chances(prompt)
    best = int(whole.argmax())
    drawn = training_mode(prompt, RUNS)[:, best]
    return (
        compared_bars(
            [str(run + 1) for run in range(RUNS)],
            {
                "train()": ("wrong", [round(each, 2) for each in drawn.tolist()]),
                "eval()": ("right", [round(float(whole[best]), 2)] * RUNS),
            },
            title=said["training_title"].format(character=visible(alphabet()[best])),
            values=said["probability"],
            groups=said["run"],
            dark=context.dark,
        )
        .update_yaxes(range=[0, 1.12])
        .update_layout(height=HEIGHT)
    )


def _bars(
    context: Context,
    order: Float[Tensor, " vocabulary"],
    bars: dict[str, tuple[Verdict, Float[Tensor, " vocabulary"]]],
    title: str,
) -> go.Figure:
    places = _likeliest(order)
    return (
        compared_bars(
            [visible(alphabet()[place]) for place in places],
            {
                name: (verdict, [round(float(found[place]), 2) for place in places])
                for name, (verdict, found) in bars.items()
            },
            title=title,
            values=context.said["probability"],
            groups=context.said["next_character"],
            dark=context.dark,
        )
        .update_yaxes(range=[0, 1.12])
        .update_layout(height=HEIGHT)
    )
