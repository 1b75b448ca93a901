"""The numbers of the lesson."""

from collections.abc import Mapping

from torch import nn

from rnnviz import by_hand
from rnnviz.cells import CELL_TYPES
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.side_by_side import runs
from rnnviz.training.models.memory_task import measured
from rnnviz.training.own_draws import own_draws

SMALL = 3, 4
"""Sizes at which modules with one bias and with two are compared."""

CLASSES = 10

_FAR = 20
"""The distance at which the cell types are told apart."""


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    n, d, width = values["input"], values["hidden"], values["width"]
    output, h_n, c_n = runs.returned("LSTM")
    assert c_n is not None
    task = measured()
    far = task.distances.index(_FAR)
    recall = {kind: 100 * task.accuracy[kind][far] for kind in task.accuracy}
    took = runs.milliseconds(width)
    with own_draws():
        one_bias = runs.parameters(by_hand.JoinedLSTM(*SMALL))
        readout = nn.Linear(runs.UNITS, CLASSES)
    return {
        **{
            f"{kind.lower()}_h": Formula(f"${katex(CELL_TYPES[mode].operation('h'))}$")
            for kind, mode in {"RNN": "RNN_TANH", "LSTM": "LSTM", "GRU": "GRU"}.items()
        },
        "lstm_c": Formula(f"${katex(CELL_TYPES['LSTM'].operation('c'))}$"),
        "n": n,
        "d": d,
        "rnn": runs.counted("RNN", n, d),
        "gru": runs.counted("GRU", n, d),
        "lstm": runs.counted("LSTM", n, d),
        "gru_times": runs.counted("GRU", n, d) / runs.counted("RNN", n, d),
        "lstm_times": runs.counted("LSTM", n, d) / runs.counted("RNN", n, d),
        "small_n": SMALL[0],
        "small_d": SMALL[1],
        "one_bias": one_bias,
        "two_biases": runs.counted("LSTM", *SMALL),
        "output": str(tuple(output.shape)),
        "h_n": str(tuple(h_n.shape)),
        "classes": CLASSES,
        "scores": str(tuple(readout(output).shape)),
        "h_apart": float((output[-1] - h_n[-1]).abs().max()),
        "c_apart": float((output[-1] - c_n[-1]).abs().max()),
        "width": width,
        "timed_rows": runs.TIMED_ROWS,
        "timed_steps": runs.TIMED_STEPS,
        "rnn_ms": took["RNN"],
        "lstm_slower": took["LSTM"] / took["RNN"],
        "gru_slower": took["GRU"] / took["RNN"],
        "distance": task.distances[far],
        "rnn_recall": recall["RNN"].mean(),
        "lstm_recall": recall["LSTM"].mean(),
        "open_recall": recall["LSTM, forget bias 1"].mean(),
        "gru_recall": recall["GRU"].mean(),
        "rnn_worst": recall["RNN"].min(),
        "rnn_best": recall["RNN"].max(),
        "seeds": task.accuracy["RNN"].shape[1],
        "steps": task.settings["steps"],
        "chance": 100 * task.chance,
    }
