"""An expression over time."""

import numpy as np
from jaxtyping import Float

from rnnviz.analysis.find.question import ask_number
from rnnviz.analysis.find.walk import blocks
from rnnviz.recorder import Recording


def evaluate(
    rec: Recording, expression: str, *, layer: int = 0, direction: str = "forward", batch: int = 0
) -> Float[np.ndarray, "length values"]:
    """A number worked out at every step of a track.

    Args:
        rec: the recording.
        expression: in the language of `find`, without its comparisons: ``mean(f)``, ``c[2]``, ``norm(h)``,
            ``h - prev(h)``.
        layer: the layer, from 0.
        direction: "forward" or "reverse".
        batch: the batch row, from 0.

    Returns:
        By position in the input: one value for each unit that the expression is about, in their order, or a single
        one. NaN where there is none, as ``prev(f)`` has none at the step that is processed first. Read-only.

    Raises:
        ConditionError: the expression is none, or is true or false; the error marks the place.
        PlaceError: there is no such layer, direction or row.

    >>> import torch, rnnviz
    >>> rec = rnnviz.record(torch.nn.LSTM(1, 2), torch.ones(3, 1, 1))
    >>> evaluate(rec, "mean(f)").shape, evaluate(rec, "f").shape
    ((3, 1), (3, 2))
    >>> evaluate(rec, "t - prev(t)")[:, 0]
    array([nan,  1.,  1.])
    >>> evaluate(rec, "f > 0.5")
    Traceback (most recent call last):
    rnnviz.errors.ConditionError: expression must be a number such as mean(f), got 'f > 0.5', which is true or false. \
Ask rnnviz.find for the steps at which it holds.
    f > 0.5
    ^^^^^^^
    """
    track = rec.track(layer, direction, batch)
    question = ask_number(rec, expression, (layer,))
    parts = [question.numbers(track, first, last) for first, last in blocks(question, track)]
    values: np.ndarray = np.concatenate(parts)
    values = values[::-1].copy() if track.reverse else values
    values.setflags(write=False)
    return values
