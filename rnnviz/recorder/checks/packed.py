"""A PackedSequence, looked at before PyTorch sees it: on bad sizes its kernels end the whole process."""

import numpy as np
import torch
from torch.nn.utils.rnn import PackedSequence

from rnnviz.errors import InputError
from rnnviz.recorder.rows import Rows
from rnnviz.words import N_


def packed_rows(packed: PackedSequence) -> Rows:
    """Which rows of its data belong to which step.

    Raises:
        InputError: it was made by hand, and its parts contradict each other.
    """
    data, sizes = packed.data, packed.batch_sizes
    if data.dim() != 2 or sizes.dim() != 1 or sizes.dtype != torch.int64 or sizes.device.type != "cpu":
        raise InputError(
            "packed-form",
            N_(
                "a PackedSequence must hold data of 2 dimensions and batch_sizes of 1, int64 on the cpu, got data of "
                "{data} and batch_sizes of {sizes}, {kind}. Make it with torch.nn.utils.rnn.pack_padded_sequence."
            ),
            data=data.dim(),
            sizes=sizes.dim(),
            kind=f"{str(sizes.dtype).removeprefix('torch.')} on {sizes.device}",
        )
    batch_sizes = sizes.numpy()
    falling = len(batch_sizes) > 0 and batch_sizes[-1] >= 1 and bool((np.diff(batch_sizes) <= 0).all())
    if not falling or int(batch_sizes.sum()) != data.shape[0]:
        raise InputError(
            "packed-sizes",
            N_(
                "batch_sizes of a PackedSequence must be at least 1, never grow, and add up to the {rows} rows of its "
                "data, got {got}. Make it with torch.nn.utils.rnn.pack_padded_sequence."
            ),
            rows=data.shape[0],
            got=_few(batch_sizes.tolist()),
        )
    batch = int(batch_sizes[0])
    lengths = (batch_sizes[None] > np.arange(batch)[:, None]).sum(1)
    if packed.sorted_indices is None:
        return Rows(len(batch_sizes), batch, tuple(lengths.tolist()))
    order, back = packed.sorted_indices.cpu().numpy(), packed.unsorted_indices
    whole = order.shape == (batch,) and sorted(order.tolist()) == list(range(batch))
    if not whole or back is None or back.cpu().tolist() != np.argsort(order).tolist():
        raise InputError(
            "packed-order",
            N_(
                "sorted_indices of a PackedSequence must name each of its {batch} rows once, and unsorted_indices must "
                "undo them, got {order} and {back}. Make it with torch.nn.utils.rnn.pack_padded_sequence."
            ),
            batch=batch,
            order=_few(order.tolist()),
            back=None if back is None else _few(back.tolist()),
        )
    return Rows(len(batch_sizes), batch, tuple(lengths[np.argsort(order)].tolist()), order)


def _few(numbers: list[int]) -> str:
    return str(numbers) if len(numbers) <= 8 else f"[{', '.join(map(str, numbers[:8]))}, ...]"
