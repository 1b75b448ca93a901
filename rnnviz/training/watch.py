"""Watching any training from outside: the user's own loop runs as it is, and leaves recordings behind."""

import operator
import warnings
from pathlib import Path
from types import TracebackType
from typing import Any, SupportsIndex
from weakref import WeakSet

from torch import Tensor, nn
from torch.optim import Optimizer
from torch.optim.optimizer import register_optimizer_step_post_hook
from torch.utils.hooks import RemovableHandle

from rnnviz.errors import ArgumentError, RnnvizError
from rnnviz.training.history import INDEX, History, goes_with, temporary_folder
from rnnviz.training.probe import Given, Labels, Probe
from rnnviz.words import N_

FAILED = N_("The training goes on, but it could not be recorded after step {step}: {why}")


def watch(
    model: nn.Module,
    probe: Given,
    *,
    every: SupportsIndex = 100,
    most: SupportsIndex = 200,
    folder: str | Path | None = None,
    labels: Labels | None = None,
) -> "Watching":
    """Record the same input again and again while a model learns, in whatever loop.

    The model is recorded now, then after every ``every`` steps of its optimizer, which are counted without any help,
    and once more at ``history.close()``, or at the end of a ``with`` block. It learns as if nobody looked: recorded is
    in evaluation mode, without gradients; weights, gradients, flags, buffers, hooks and random numbers stay as they
    are. Once the training runs, whatever goes wrong in a recording is a warning, the first time, and no exception.

    Args:
        model: any module with recurrent ones inside; an optimizer that holds a parameter of it trains it.
        probe: what the model is called with: a tensor, a tuple or a dict of arguments, or a function that is given the
            model and runs it. Its tensors are copied now.
        every: steps between two recordings, 1 or more.
        most: moments that are kept, 2 or more. When there are as many, every second one is dropped and ``every``
            doubles: the moments stay spread over the whole training, however long it is.
        folder: where the recordings are written; without one, into a temporary folder that goes with the history.
        labels: a name for every time step of every batch row, as `rnnviz.record` takes them; for some modules, by
            their names.

    Raises:
        ArgumentError: an argument breaks its rule, or the model cannot be recorded with this probe.
        Exception: whatever the model raises when it is called with the probe for the first time.

    >>> import torch
    >>> lstm = nn.LSTM(3, 2)
    >>> optimizer = torch.optim.SGD(lstm.parameters(), lr=0.1)
    >>> with watch(lstm, torch.zeros(5, 1, 3), every=2) as history:
    ...     for _ in range(5):
    ...         loss = lstm(torch.ones(4, 1, 3))[0].square().mean()
    ...         optimizer.zero_grad()
    ...         loss.backward()
    ...         optimizer.step()
    >>> history.steps
    (0, 2, 4, 5)
    >>> history.recording(4).h.shape
    (1, 1, 5, 1, 2)
    """
    return Watching(
        model,
        Probe(given=probe, labels=labels),
        every=_whole("every", every, 1),
        most=_whole("most", most, 2),
        folder=None if folder is None else Path(folder),
    )


class Watching(History):
    """A history in the making; what `watch` returns. Closed, it stays readable."""

    def __init__(self, model: nn.Module, probe: Probe, *, every: int, most: int, folder: Path | None) -> None:
        super().__init__(temporary_folder() if folder is None else _unused(folder))
        if folder is None:
            goes_with(self)
        self.step_count = 0
        """Steps that have been made."""
        self.every = every
        """Steps between two recordings now."""
        self._model, self._probe, self._most = model, probe, most
        self._counts = True
        """Whether the steps of the optimizers are counted."""
        self._first: int | None = None
        self._others: set[int] = set()
        self._own: frozenset[int] = frozenset()
        self._warned = self._closed = False
        self._loss: float | None = None
        found, refused = probe.recordings(model)
        self.keep(0, found)
        self._written = 0
        if refused:
            self._warn(refused[0])
        _begin(self)

    def step(self, loss: float | Tensor | None = None) -> None:
        """Count a step by hand; call it once in every iteration, after what makes the step.

        It is for loops without an optimizer of PyTorch's, for several optimizers that take turns, and for the loss to
        be kept. From the first call on, only these calls are counted, not the optimizers' own steps; the first one does
        not count what an optimizer has just done once more.

        Args:
            loss: of this iteration, for the screen.

        Raises:
            ArgumentError: the history is closed.
        """
        if self._closed:
            template = N_("step() must come before close(): this history is closed. Watch the model again.")
            raise ArgumentError("watch-closed", template)
        value = None if loss is None else float(loss.detach() if isinstance(loss, Tensor) else loss)
        if self._counts and self.step_count:
            self._counts, self._loss = False, value
            if value is not None:
                self.note(self.step_count, value)
            return
        self._counts = False
        self._advance(value)

    def close(self) -> None:
        """Record the last step, if it is not there yet, and let go of the model; the recordings stay."""
        if self._closed:
            return
        self._closed = True
        _end(self)
        if self._written < self.step_count:
            self._record(last=True)
        del self._model, self._probe

    def __enter__(self) -> "Watching":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self.close()

    def stepped(self, optimizer: Optimizer) -> None:
        """An optimizer, of this model or another, has made a step."""
        if not self._counts or not self._trained_by(optimizer):
            return
        # Of several the first one counts; one that comes twice in the meantime has taken its place.
        one = id(optimizer)
        if self._first is None or one in self._others:
            self._first = one
        if one != self._first:
            self._others.add(one)
            return
        self._others.clear()
        self._advance(None)

    def _trained_by(self, optimizer: Optimizer) -> bool:
        held = (id(parameter) for group in optimizer.param_groups for parameter in group["params"])
        if any(one in self._own for one in held):
            return True
        # Parameters may have come since.
        self._own = frozenset(map(id, self._model.parameters()))
        return any(id(parameter) in self._own for group in optimizer.param_groups for parameter in group["params"])

    def _advance(self, loss: float | None) -> None:
        self.step_count += 1
        self._loss = loss
        if self.step_count % self.every == 0:
            self._record()

    def _record(self, *, last: bool = False) -> None:
        # Somebody's training is under way: nothing that goes wrong here may end it.
        try:
            if len(self.steps) >= self._most:
                self.every *= 2
                self.thin(self.every)
                if self.step_count % self.every and not last:
                    return
            found, _ = self._probe.recordings(self._model)
            self._written = self.step_count
            self.keep(self.step_count, found, self._loss)
        except Exception as problem:
            self._warn(problem)

    def _warn(self, problem: Exception) -> None:
        if self._warned:
            return
        self._warned = True
        why = problem.message() if isinstance(problem, RnnvizError) else f"{type(problem).__name__}: {problem}"
        warnings.warn(FAILED.format(step=self.step_count, why=why), RuntimeWarning, stacklevel=2)


_WATCHING: WeakSet[Watching] = WeakSet()
"""All that are under way, as long as somebody holds them."""

_HOOKS: list[RemovableHandle] = []
"""The one hook for all of them, while there are some."""


def _begin(watching: Watching) -> None:
    _WATCHING.add(watching)
    if not _HOOKS:
        _HOOKS.append(register_optimizer_step_post_hook(_tell))


def _end(watching: Watching) -> None:
    _WATCHING.discard(watching)
    if not _WATCHING:
        while _HOOKS:
            _HOOKS.pop().remove()


def _tell(optimizer: Optimizer, given: tuple[Any, ...], named: dict[str, Any]) -> None:
    for each in tuple(_WATCHING):
        each.stepped(optimizer)


def _unused(folder: Path) -> Path:
    if (folder / INDEX).exists():
        template = N_("folder must be one without a history, {got} holds one. Choose another, or remove it.")
        raise ArgumentError("watch-folder", template, got=folder)
    return folder


def _whole(name: str, value: SupportsIndex, least: int) -> int:
    try:
        whole = operator.index(value)
    except TypeError:
        whole = least - 1
    if whole < least:
        template = N_("{name} must be a whole number from {least}, got {got}.")
        raise ArgumentError("watch-number", template, name=name, least=least, got=repr(value))
    return whole
