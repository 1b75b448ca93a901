"""What is drawn and tabulated in the lesson."""

from collections.abc import Sequence

import plotly.graph_objects as go

from rnnviz.cells.substitute import MINUS
from rnnviz.figures import Curve, curves
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.by_hand import modules
from rnnviz.lessons.course.chapters.by_hand.task import Trained, trained
from rnnviz.training.next_number import WINDOW

COLOURS = {"by_hand.LSTM": "cell_state", "nn.LSTM": "forget", "by_hand.GRU": "input", "nn.GRU": "candidate"}

MOST_INPUTS = 64

LOW = 310
"""Pixels of a figure under a control: enlarged, there is room for both on a slide."""

SHOWN_WINDOWS = 12


def forms(context: Context) -> Sequence[Sequence[str]]:
    """How modules of each kind take a batch."""
    said = context.said
    head = (said["module_name"], said["input"], said["state"], said["calls"])
    return [head, *((each.name, str(each.input), str(each.state), str(each.calls)) for each in modules.forms())]


def equal(context: Context) -> Sequence[Sequence[str]]:
    """How far each module is from PyTorch's, with the same weights."""
    said = context.said
    lines = [
        (each.ours, each.beside, f"{each.parameters[0]} / {each.parameters[1]}", _tiny(each.apart))
        for each in modules.equal()
    ]
    return [(said["by_hand"], said["fused"], said["parameters"], said["apart"]), *lines]


def _tiny(value: float) -> str:
    return f"{value:.0e}".replace("-", MINUS) if value else "0"


def origins(context: Context) -> Sequence[Sequence[str]]:
    """Of what the weights are made."""
    said = context.said
    return [(said["module_name"], said["parameter"], said["made_of"]), *modules.origins()]


def trials(context: Context) -> Sequence[Sequence[str]]:
    """What comes of some lines."""
    said = context.said
    return [(said["code"], said["came"]), *((each.code, each.came) for each in modules.trials())]


def bounds(context: Context) -> go.Figure:
    """The largest weights before training."""
    said, hidden = context.said, context.values["hidden"]
    inputs = list(range(1, MOST_INPUTS + 1, 3))
    ours, other = modules.bounds(hidden, inputs)
    return curves(
        inputs,
        [Curve(said["of_linear"], ours), Curve(said["of_lstm"], other, "forget")],
        title=said["bounds_title"].format(units=hidden),
        across=said["inputs"],
        up=said["largest"],
        height=LOW,
        dark=context.dark,
    ).update_yaxes(rangemode="tozero")


def memories(context: Context) -> go.Figure:
    """c over time without a forget gate and with one."""
    said = context.said
    always, gated = modules.memories()
    return curves(
        range(modules.LONG),
        [Curve(said["always"], always, "cell_state"), Curve(said["gated"], gated, "forget")],
        title=said["memories_title"],
        across="t",
        up=said["magnitude"],
        dark=context.dark,
    )


def results(context: Context) -> Trained:
    """The training that is set."""
    return trained(context.values["start"], context.values["seed"])


def windows(context: Context) -> go.Figure:
    """A few windows, what follows each, and what one network says."""
    said, found = context.said, results(context)
    here = context.values["window"]
    input, goal = found.tested[0][here, :, 0].tolist(), float(found.tested[1][here, 0])
    gap = [float("nan")] * WINDOW
    figure = curves(
        list(range(WINDOW + 1)),
        [
            Curve(said["read"], [*input, float("nan")], "x"),
            Curve(said["follows"], [*gap, goal], "hidden_state"),
            *(Curve(name, [*gap, float(each[here])], COLOURS[name]) for name, each in found.said.items()),
        ],
        title=said["windows_title"],
        across="t",
        up=said["value"],
        height=LOW,
        dark=context.dark,
    )
    # What is true is a ring around what is said.
    return figure.update_traces(marker={"size": 22, "symbol": "circle-open"}, selector={"name": said["follows"]})


def losses(context: Context) -> go.Figure:
    """The loss of all four, step by step."""
    said, found = context.said, results(context)
    steps = list(range(len(next(iter(found.losses.values())))))
    return curves(
        steps,
        [Curve(name, each, COLOURS[name]) for name, each in found.losses.items()],
        title=said["losses_title"],
        across=said["optimizer_steps"],
        up=said["loss"],
        logarithmic="y",
        height=LOW,
        dark=context.dark,
    )


def ranking(context: Context) -> Sequence[Sequence[str]]:
    """Errors on new windows, the smallest first."""
    said, found = context.said, results(context)
    entries = [(name, str(found.parameters[name]), error) for name, error in found.errors.items()]
    entries += [(said["repeat"], "0", found.repeat), (said["linear"], str(WINDOW + 1), found.linear)]
    lines = [(name, count, f"{error:.4f}") for name, count, error in sorted(entries, key=lambda one: one[2])]
    return [(said["way"], said["parameters"], said["error"]), *lines]
