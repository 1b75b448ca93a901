"""Asking a loss of the caller's for its gradients by what the module returned."""

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn.utils.rnn import PackedSequence

from rnnviz.recorder.checks.loss import check_value, not_reached
from rnnviz.recorder.facts import facts_of_recording
from rnnviz.recorder.gradients.arrived import Arrived, arrived
from rnnviz.recorder.gradients.backward import propagate
from rnnviz.recorder.recording import Recording
from rnnviz.recorder.rows import Rows

Loss = Callable[..., Tensor]
"""``loss(output, h_n)``, or ``loss(output, h_n, c_n)``: one number out of what the module returned."""


@dataclass(frozen=True, eq=False)
class Form:
    """How the module returned its numbers."""

    rows: Rows
    packed: bool
    """Whether the output was a PackedSequence."""
    device: torch.device


def with_gradients(recording: Recording, loss: Loss, form: Form) -> Recording:
    """The recording with the gradients of a loss.

    Raises:
        ArgumentError: the loss returns no number, or one that does not follow from what the module returned.
        ModuleError: the steps cannot be done again.
    """
    with torch.inference_mode(False), torch.enable_grad():
        value, came = _ask(recording, loss, form)
    return replace(recording, gradients=propagate(recording, form.rows, [came], loss=value))


def _ask(recording: Recording, loss: Loss, form: Form) -> tuple[float, Arrived]:
    """The loss, and its gradients by the output and the last states."""

    def leaf(values: np.ndarray) -> Tensor:
        dtype = getattr(torch, recording.dtype)
        return torch.tensor(values, dtype=dtype, device=form.device).requires_grad_()

    rows, facts = form.rows, facts_of_recording(recording)
    final = [leaf(state) for state in (recording.h_n, recording.c_n) if state is not None]
    output, returned = _returned(recording, form, leaf)
    value = check_value(loss(*_arguments(loss, returned, final)))
    found = torch.autograd.grad(value, [output, *final], allow_unused=True)
    if all(each is None for each in found):
        raise not_reached()
    by_output, *by_final = (
        torch.zeros_like(given) if each is None else each for given, each in zip([output, *final], found, strict=True)
    )
    came = arrived(recording.architecture, rows, by_output, by_final, batched=facts.batched, packed=form.packed)
    return float(value.detach()), came


def _returned(
    recording: Recording, form: Form, leaf: Callable[[np.ndarray], Tensor]
) -> tuple[Tensor, Tensor | PackedSequence]:
    """The tensor to derive by, and what the loss is given: the same, or the PackedSequence that holds it."""
    if not form.packed:
        output = leaf(recording.output)
        return output, output
    rows = form.rows
    grid = recording.output.swapaxes(0, 1) if recording.batch_first else recording.output
    data = leaf(grid.reshape(-1, grid.shape[-1])[rows.positions])
    order = None if rows.order is None else torch.from_numpy(rows.order).to(form.device)
    return data, PackedSequence(data, torch.from_numpy(rows.batch_sizes), order)


def _arguments(loss: Loss, output: object, final: Sequence[Tensor]) -> tuple[Any, ...]:
    """What a loss is called with: c_n only where it takes that."""
    h_n, *c_n = final
    return (output, h_n, *c_n) if c_n and _takes_three(loss) else (output, h_n)


def _takes_three(loss: Loss) -> bool:
    """Whether a function asks for three arguments; one that has a value of its own for the third does not."""
    try:
        parameters = inspect.signature(loss.forward if isinstance(loss, nn.Module) else loss).parameters.values()
    except (TypeError, ValueError):  # a function that is not written in Python may not tell
        return False
    kinds = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
    asked = sum(each.kind in kinds and each.default is each.empty for each in parameters)
    return asked == 3 or any(each.kind is each.VAR_POSITIONAL for each in parameters)
