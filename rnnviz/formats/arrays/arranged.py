"""An array of any form as time steps, batch rows and features."""

from typing import Literal

import numpy as np
import torch

from rnnviz import limits
from rnnviz.errors import InputError
from rnnviz.formats.reading import Reading, reading_of
from rnnviz.formats.tokens.rows import Rows, check_count, vectors
from rnnviz.words import N_

Axes = Literal["time", "batch"]


def arranged(array: np.ndarray, input_size: int, table: Rows | None = None, *, first: Axes = "time") -> Reading:
    """An array as an input of ``input_size`` features.

    Args:
        array: ``(seq_len, batch, features)``, ``(seq_len, features)`` for one row, or, with one feature,
            ``(seq_len, batch)`` or ``(seq_len,)``. Whole numbers in one or two dimensions are numbers of tokens where
            there is an embedding, or where they could be nothing else.
        input_size: what the network reads.
        table: an embedding's weight, or the size of one-hot vectors.
        first: what the first of several axes is: "time", or "batch" as with ``batch_first=True``.

    Raises:
        InputError: it has another form, too many steps or rows, or holds NaN or inf.
    """
    if table is not None and _are_tokens(array, input_size, table):
        rows = array[:, None] if array.ndim == 1 else array if first == "time" else array.T
        _check_sizes(*rows.shape)
        numbers = [[int(number) for number in row] for row in rows.T]
        return vectors(numbers, [[str(number) for number in row] for row in numbers], table)
    whole = _three(array, input_size, first)
    _check_sizes(*whole.shape[:2])
    check_count(whole.size)
    _check_finite(whole)
    # A copy that torch may write to; single precision unless the array has more.
    made = torch.from_numpy(whole.astype(np.float64 if whole.dtype == np.float64 else np.float32))
    labels = [tuple(map(str, range(len(made))))] * made.shape[1]
    return reading_of(list(made.unbind(1)), labels, tuple(map(str, range(input_size))))


def _are_tokens(array: np.ndarray, input_size: int, table: Rows) -> bool:
    if array.dtype.kind not in "iu" or array.ndim not in (1, 2):
        return False
    return not isinstance(table, int) or (input_size > 1 and array.shape[-1] != input_size)


def _three(array: np.ndarray, input_size: int, first: Axes) -> np.ndarray:
    """The array as (seq_len, batch, input_size)."""
    if array.ndim == 3 and array.shape[2] == input_size:
        return array if first == "time" else array.transpose(1, 0, 2)
    if array.ndim == 2 and array.shape[1] == input_size:
        return array[:, None]
    if array.ndim == 2 and input_size == 1:
        return (array if first == "time" else array.T)[..., None]
    if array.ndim == 1 and input_size == 1:
        return array[:, None, None]
    template = N_(
        "The array must have the shape (seq_len, {features}), or (seq_len, batch, {features}), for so many the "
        "network reads; its shape is {got}."
    )
    raise InputError("array-shape", template, features=input_size, got=array.shape)


def _check_sizes(seq_len: int, batch: int) -> None:
    for name, got, most in (("seq_len", seq_len, limits.MAX_SEQ_LEN), ("batch", batch, limits.MAX_BATCH)):
        if not 1 <= got <= most:
            template = N_("{name} of the array must be from 1 to {most}, it is {got}. Take a part of it.")
            raise InputError("array-size", template, name=name, most=f"{most:,}", got=f"{got:,}")


def _check_finite(whole: np.ndarray) -> None:
    wrong = np.argwhere(~np.isfinite(whole))
    if len(wrong):
        t, batch, feature = map(int, wrong[0])
        template = N_(
            "All numbers of the array must be finite: {got} at t = {t}, row {row}, feature {feature} is not, as "
            "{count} in all."
        )
        values = {"got": whole[t, batch, feature], "t": t, "row": batch, "feature": feature}
        raise InputError("array-finite", template, count=f"{len(wrong):,}", **values)
