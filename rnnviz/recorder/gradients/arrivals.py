"""Listening for the gradients of a model's own loss, at what a module returned."""

from collections.abc import Sequence
from functools import partial
from typing import Any

import torch
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from rnnviz.recorder.call import Call
from rnnviz.recorder.gradients.arrived import Arrived, arrived


def set_apart(returned: Any) -> Any:
    """What a module returned, each tensor a copy of its own.

    A module may go on to use what it returns: an ``nn.LSTMCell`` makes h from c. What arrives at a copy is only what
    the caller did with it. A view would not do: what the caller changes in place goes around it.
    """
    if isinstance(returned, PackedSequence):
        return returned._replace(data=set_apart(returned.data))
    if isinstance(returned, tuple):
        return tuple(map(set_apart, returned))
    return returned.clone() if isinstance(returned, Tensor) and returned.requires_grad else returned


class Arrivals:
    """What arrives at the output and the last states of one call, all ``backward()`` added up.

    A module that makes one step returns its h once: ``output`` is then None.
    """

    def __init__(self, output: Tensor | None, final: Sequence[Tensor]) -> None:
        given = (output, *final)
        self._sums: list[Tensor | None] = [None] * len(given)
        self._handles = [
            tensor.register_hook(partial(self._hear, place))  # type: ignore[no-untyped-call]
            for place, tensor in enumerate(given)
            if tensor is not None and tensor.requires_grad
        ]
        self.count = 0
        """How often something arrived."""

    def _hear(self, place: int, gradient: Tensor) -> None:
        known, now = self._sums[place], gradient.detach().clone()
        self._sums[place] = now if known is None else known + now
        self.count += 1

    def close(self) -> None:
        """Listen no longer: nothing stays at the tensors."""
        for handle in self._handles:
            handle.remove()
        self._handles = []

    def arrived(self, call: Call) -> Arrived:
        """What arrived so far; zeros where nothing did."""
        source, architecture = call.source, call.architecture
        output, *final = self._sums
        states = [
            torch.zeros_like(last) if each is None else each for each, last in zip(final, call.final, strict=True)
        ]
        by_output = torch.zeros_like(call.output) if output is None else output
        packed = source.rows.lengths is not None or output is None
        return arrived(architecture, source.rows, by_output, states, batched=source.batched, packed=packed)
