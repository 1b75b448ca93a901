"""The tables of the lesson."""

from collections.abc import Sequence

from torch import nn

from rnnviz.cells import LSTM
from rnnviz.cells.substitute import fill, number, walk
from rnnviz.lessons.course import Context
from rnnviz.lessons.course.chapters.lstm_in_four_stages.numbers import SIX, counted, whole
from rnnviz.lessons.course.chapters.lstm_in_four_stages.runs import told


def sizes(context: Context) -> Sequence[Sequence[str]]:
    """Parameters of one layer of each kind."""
    said, kinds = context.said, {"nn.RNN": nn.RNN, "nn.GRU": nn.GRU, "nn.LSTM": nn.LSTM}
    n, d = context.values["features"], context.values["units"]
    small = counted(nn.RNN, n, d)
    rows = []
    for name, kind in kinds.items():
        count = counted(kind, n, d)
        # Each of the small networks has two biases of d entries; with a single one it is that many fewer.
        rows.append((name, str(count // small), f"{count:,}", f"{count - count // small * d:,}"))
    return ((said["module"], said["networks"], said["parameters"], said["one_bias"]), *rows)


def today(context: Context) -> Sequence[Sequence[str]]:
    """The six equations with the numbers of one unit at the new subject."""
    sentence = told(context.values)
    step = sentence.track[sentence.t]
    rows = []
    for name in SIX:
        # Of the gates the sum is one number here: it has a term for every word and every unit.
        operation = whole(name) if name in LSTM.states else LSTM.operation(name)
        line = fill(walk(operation.expression), step.values, step.weights, unit=sentence.unit, digits=2)
        rows.append((name, line, number(float(step[name][sentence.unit]), 2)))
    return (("", context.said["numbers_in"], context.said["result"]), *rows)
