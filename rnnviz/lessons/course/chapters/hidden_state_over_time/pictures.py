"""What is drawn in the lesson."""

import plotly.graph_objects as go

from rnnviz.figures import Curve, curves, state_lines, state_path
from rnnviz.figures.verdict import Sheet, compared_heatmaps
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.hidden_state_over_time import room, runs
from rnnviz.lessons.course.chapters.hidden_state_over_time.numbers import parameters
from rnnviz.recorder import Recording, Track

_MOST_UNITS = 64
"""On the picture of the parameters."""


def reading(context: Context) -> Recording:
    """The text as it is typed, read by as many units as are set."""
    return runs.read(context.values["text"], int(context.values["units"]))


def _track(context: Context) -> Track:
    return reading(context).track()


def _low(figure: go.Figure) -> go.Figure:
    """Less high, so that it has room under the controls on a screen of a lecture hall."""
    return figure.update_layout(height=figure.layout.height - _ROOM)


_ROOM = 140


def states(context: Context) -> go.Figure:
    """Every unit at every step."""
    said, h = context.said, runs.states(reading(context))
    figure = compared_heatmaps(
        [Sheet("", h.T, "neutral", columns=runs.words_of(context.values["text"]))],
        title=said["states_title"],
        down=said["unit"],
        across="",
        dark=context.dark,
    )
    return figure.update_layout(height=min(figure.layout.height, 340))


def lines(context: Context) -> go.Figure:
    """A line for each unit."""
    return _low(state_lines(_track(context), mean=False, dark=context.dark, words=context.words))


def mean(context: Context) -> go.Figure:
    """The lines, and their mean."""
    return _low(state_lines(_track(context), dark=context.dark, words=context.words))


def alike(context: Context) -> go.Figure:
    """Two states that have nearly the same mean."""
    said, h = context.said, runs.states(reading(context))
    words = runs.words_of(context.values["text"])
    pair = runs.alike_in_the_mean(h)
    return compared_heatmaps(
        [Sheet("", h[list(pair)], "neutral", rows=[f"t={t} {words[t]}" for t in pair])],
        title=said["alike_title"],
        down="",
        across=said["unit"],
        dark=context.dark,
    )


def path(context: Context) -> go.Figure:
    """The path of h in two dimensions."""
    return _low(state_path(_track(context), dark=context.dark, words=context.words))


def letters(context: Context) -> go.Figure:
    """The path of the trained network."""
    return _low(state_path(runs.spelled().track(), dark=context.dark, words=context.words))


def remembered(context: Context) -> go.Figure:
    """What is found again of the input so many steps back."""
    said = context.said
    return curves(
        range(room.FARTHEST + 1),
        [Curve(said["of_units"].format(units=units), 100 * room.remembered(units)) for units in room.SIZES],
        title=said["remembered_title"],
        across=said["steps_back"],
        up=said["found_again"],
        dark=context.dark,
    )


def cost(context: Context) -> go.Figure:
    """Parameters by the number of units."""
    said, units = context.said, list(range(2, 2 * _MOST_UNITS + 1, 2))
    return curves(
        units,
        [Curve(said["parameters"], [parameters(each) for each in units])],
        title=said["cost_title"].format(features=runs.FEATURES),
        across="hidden_size",
        up=said["parameters"],
        at=context.values["units"],
        height=300,
        dark=context.dark,
    )


def fitted(context: Context) -> go.Figure:
    """Errors on what was learned from, and on what was not."""
    said = context.said
    seen, unseen = room.fitted()
    return curves(
        room.FITTED,
        [Curve(said["seen"].format(examples=room.EXAMPLES), seen), Curve(said["unseen"], unseen)],
        title=said["fitted_title"].format(examples=room.EXAMPLES),
        across="hidden_size",
        up=said["error"],
        dark=context.dark,
    )
