"""The gradients that arrive at what a module returned: where the way back through its steps begins."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.rows import Rows


@dataclass(frozen=True, eq=False)
class Arrived:
    """What arrived at the output and at the last states of one call."""

    seq_len: int
    output: Float[Tensor, "rows output_size"]
    """A row for each step of each sequence, as in `Rows`."""
    final: tuple[Float[Tensor, "stack batch _"], ...]
    """By h_n, and c_n where there is one; in the caller's order."""


def arrived(
    architecture: Architecture,
    rows: Rows,
    output: Tensor,
    final: Sequence[Tensor],
    *,
    batched: bool,
    packed: bool,
) -> Arrived:
    """The same, out of gradients in the form of what the module returned (of a PackedSequence, of its data)."""
    stack = architecture.num_layers * architecture.num_directions
    states = tuple(
        state.reshape(stack, rows.batch, size)
        for state, size in zip(final, architecture.state_sizes.values(), strict=True)
    )
    if packed:
        return Arrived(rows.seq_len, output, states)
    if architecture.batch_first and batched:
        output = output.transpose(0, 1)
    grid = output.reshape(rows.seq_len * rows.batch, architecture.output_size)
    # What padding holds is nobody's output, so no gradient goes back from there.
    return Arrived(rows.seq_len, grid if rows.lengths is None else grid[torch.from_numpy(rows.positions)], states)
