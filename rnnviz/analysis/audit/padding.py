"""Rows that look padded where no lengths say so, lengths that do not fit, and axes that look exchanged."""

from collections.abc import Iterator, Sequence

import numpy as np
from jaxtyping import Bool, Float, Int

from rnnviz.analysis.audit.finding import Finding, Where
from rnnviz.analysis.audit.parts import lengths_of
from rnnviz.analysis.audit.thresholds import LEAST_SAME, LEAST_ZEROS, MOVES
from rnnviz.recorder import Recording
from rnnviz.words import N_

Input = Float[np.ndarray, "seq_len batch input_size"]


def padding_findings(rec: Recording, past: Input | None) -> Iterator[Finding]:
    """What the ends of the rows look like.

    ``past`` is the input as it was given, time first, where lengths were given with it: a recording does not keep what
    lies past them.
    """
    if rec.seq_len == 1 and rec.batch > 1 and not rec.architecture.single_step:
        yield Finding("one-step", "look", _ONE_STEP, {"batch": rec.batch, "batch_first": rec.batch_first})
        return
    if rec.batch < 2 or not rec.input_size:
        return
    found = tuple(_at_the_ends(rec)) or tuple(_axes(rec))
    if rec.lengths is not None and past is not None:
        found += tuple(_beyond(rec.lengths, past))
    yield from found
    if not found:
        yield Finding("padding", "fine", _FINE)


def _at_the_ends(rec: Recording) -> Iterator[Finding]:
    lengths = np.asarray(lengths_of(rec))
    zeros = _trailing(_zero(rec.input), lengths)
    zeros[zeros < (LEAST_ZEROS if rec.input_size == 1 else 1)] = 0
    if zeros.any() and not zeros.all():
        if rec.lengths is None:
            yield from _unsaid(rec, zeros, _ZEROS)
        else:
            row = int(np.flatnonzero(zeros)[0])
            values = {"count": int((zeros > 0).sum()), "batch": rec.batch, "row": row}
            values |= {"length": int(lengths[row]), "steps": int(zeros[row])}
            place = Where(row=row, t=int(lengths[row] - zeros[row]))
            yield Finding("lengths-too-long", "look", _TOO_LONG, values, place)
        return
    if rec.lengths is None:
        last = rec.input[-1]
        for vector in np.unique(last, axis=0):
            same = _trailing((rec.input == vector).all(axis=2), lengths)
            padded = np.where(same >= LEAST_SAME, same, 0)
            # All rows that end in this vector do so over and over, and some rows do not.
            if vector.any() and padded.any() and not same.all() and (padded[same > 0] > 0).all():
                yield from _unsaid(rec, padded, _SAME)
                return


def _trailing(held: Bool[np.ndarray, "seq_len batch"], lengths: Int[np.ndarray, " batch"]) -> Int[np.ndarray, " batch"]:
    """For each row, over how many of its last steps something holds."""
    found = np.zeros(len(lengths), dtype=np.int64)
    for row, length in enumerate(lengths):
        ends = ~held[:length, row][::-1]
        found[row] = ends.argmax() if ends.any() else length
    return found


def _zero(values: Input) -> Bool[np.ndarray, "seq_len batch"]:
    return np.asarray(~values.any(axis=2))


def _unsaid(rec: Recording, steps: Int[np.ndarray, " batch"], template: str) -> Iterator[Finding]:
    rows = np.flatnonzero(steps)
    row = int(rows[0])
    values = {"count": len(rows), "batch": rec.batch, "row": row, "steps": int(steps[row])}
    yield Finding("padding", "look", template, values, Where(row=row, t=rec.seq_len - int(steps[row])))
    # What h_n would have been without these steps: the row whose h moves most in them.
    top = rec.h[-1, 0]
    ends = {one: rec.seq_len - int(steps[one]) - 1 for one in map(int, rows) if steps[one] < rec.seq_len}
    moved = {one: float(np.abs(top[-1, one] - top[t, one]).max()) for one, t in ends.items()}
    row = max(moved, key=moved.__getitem__, default=-1)
    if row >= 0 and moved[row] > MOVES:
        said = {"row": row, "steps": int(steps[row]), "moved": moved[row], "t": ends[row]}
        place = Where(layer=rec.num_layers - 1, direction="forward", gate=rec.cell.state, row=row, t=ends[row])
        yield Finding("h_n-at-padding", "look", _H_N, said, place)


def _axes(rec: Recording) -> Iterator[Finding]:
    """Vectors of 0 that stand at the ends of the batch axis alone: padding does so at the ends of the time axis."""
    if rec.lengths is not None or rec.seq_len < 2:
        return
    zero = _zero(rec.input)
    across = _trailing(zero.T, np.full(rec.seq_len, rec.batch))
    across[across < (LEAST_ZEROS if rec.input_size == 1 else 1)] = 0
    # Every zero is one of these, some position has none, and no row of the batch ends in one.
    if across.any() and not across.all() and zero.sum() == across.sum() and not zero[-1].any():
        t = int(np.flatnonzero(across)[0])
        row = rec.batch - int(across[t])
        values = {"t": t, "row": row, "seq_len": rec.seq_len, "batch": rec.batch, "batch_first": rec.batch_first}
        yield Finding("batch-first", "look", _AXES, values, Where(row=row, t=t))


def _beyond(lengths: Sequence[int], given: Input) -> Iterator[Finding]:
    """Numbers past the lengths that are not one vector over and over."""
    seq_len = len(given)
    beyond = np.arange(seq_len)[:, None] >= np.asarray(lengths)
    vectors = given[beyond]
    if len(vectors) and not _alike(vectors, vectors[0]).all():
        other = beyond & given.any(axis=2)
        row = int(np.flatnonzero(other.any(axis=0))[0])
        t = int(np.flatnonzero(other[:, row])[0])
        values = {"row": row, "length": lengths[row], "t": t}
        yield Finding("past-lengths", "look", _BEYOND, values, Where(row=row, t=lengths[row] - 1))


def _alike(vectors: Float[np.ndarray, "count input_size"], one: Float[np.ndarray, " input_size"]) -> np.ndarray:
    return np.asarray(((vectors == one) | (np.isnan(vectors) & np.isnan(one))).all(axis=1))


_ONE_STEP = N_(
    "Each of the {batch} rows has one time step, so no state is passed on. If these are {batch} steps of one row, the "
    "first two axes of the input are exchanged (batch_first={batch_first})."
)
_ZEROS = N_(
    "{count} of {batch} rows end in steps that are all 0 (row {row} in {steps}), the others do not, and no lengths "
    "were given: if that is padding, pass lengths."
)
_SAME = N_(
    "{count} of {batch} rows end in the same vector over and over (row {row} in {steps} steps), the others do not, and "
    "no lengths were given: if that is padding, pass lengths."
)
_H_N = N_(
    "h_n of row {row} was taken after {steps} steps that look like padding: it differs by up to {moved} from h at t = "
    "{t}, before them."
)
_TOO_LONG = N_(
    "{count} of {batch} rows end in steps that are all 0 inside of their lengths (row {row} of length {length} in "
    "{steps}), the others do not: if that is padding, these lengths are too long."
)
_AXES = N_(
    "Vectors of 0 stand at the end of the batch axis (at t = {t} from row {row} on) and not of the time axis, which "
    "was read with seq_len={seq_len}, batch={batch}: if that is padding, the two axes are exchanged "
    "(batch_first={batch_first})."
)
_BEYOND = N_(
    "Row {row} has length {length}, but the input goes on past it with numbers that are not all the same (first at t = "
    "{t}): they were not read."
)
_FINE = N_("No row looks padded beyond its length.")
