"""The numbers of the lesson."""

from collections.abc import Mapping

from rnnviz.cells import LSTM
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.by_hand.modules import BATCH, SEQ_LEN, bounds, equal, forms, memories
from rnnviz.lessons.course.chapters.by_hand.task import BATCH as WINDOWS
from rnnviz.lessons.course.chapters.by_hand.task import STEPS, UNITS, trained
from rnnviz.training.next_number import WINDOW


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    found, hidden = trained(values["start"], values["seed"]), values["hidden"]
    ours, other = bounds(hidden, [hidden])
    always, gated = memories()
    return {
        "kept": Formula(f"${katex(LSTM.operation('kept'))}$"),
        "written": Formula(f"${katex(LSTM.operation('written'))}$"),
        "shown": Formula(f"${katex(LSTM.operation('h'))}$"),
        "batch": BATCH,
        "seq_len": SEQ_LEN,
        "calls": forms()[0].calls,
        "most_apart": max(each.apart for each in equal()),
        "hidden": hidden,
        "of_linear": ours[0],
        "of_lstm": other[0],
        "always": float(always[-1]),
        "gated": float(gated[-1]),
        "window": WINDOW,
        "units": UNITS,
        "steps": STEPS,
        "windows": WINDOWS,
        "lstm_parameters": found.parameters["nn.LSTM"],
        "gru_parameters": found.parameters["nn.GRU"],
        "best": min(found.errors.values()),
        "worst": max(found.errors.values()),
        "repeat": found.repeat,
        "linear": found.linear,
    }
