"""The numbers of the lesson."""

from collections.abc import Mapping

from rnnviz.cells import LSTM, RNN_TANH
from rnnviz.cells.katex import katex
from rnnviz.lessons.course import Formula, Values
from rnnviz.lessons.course.chapters.matrix_tricks.counts import by_hand, in_pytorch
from rnnviz.lessons.course.chapters.matrix_tricks.steps import apart, step

PRINTED = 3, 4
"""n and d of the example that the text counts."""


def numbers(values: Values) -> Mapping[str, object]:
    """For the gaps of the text."""
    n, d = values["n"], values["d"]
    made = step(n, d)
    return {
        "n": n,
        "d": d,
        "joined_size": n + d,
        "sum_formula": Formula(f"${katex(RNN_TANH.operation('a'))}$"),
        "forget_formula": Formula(f"${katex(LSTM.operation('a_f'))}$"),
        "product_apart": float((made.two_products - made.one_product).abs().max()),
        "rows": 4 * d,
        "gates_shape": str(list(made.gates.shape)),
        "folded_shape": str([4 * d, d + n + 1]),
        "one_folded": str([d, d + n + 1]),
        "lstm_apart": apart(n, d, "joined"),
        "printed_n": PRINTED[0],
        "printed_d": PRINTED[1],
        "printed_one": by_hand(*PRINTED),
        "printed_two": in_pytorch("LSTM", *PRINTED),
        "printed_rnn": in_pytorch("RNN", *PRINTED),
        "unlike": by_hand(*PRINTED) / in_pytorch("RNN", *PRINTED),
        "features": values["features"],
        "at_32": in_pytorch("LSTM", values["features"], 32),
        "at_64": in_pytorch("LSTM", values["features"], 64),
    }
