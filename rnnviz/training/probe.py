"""What is given to a model again and again while it learns, and what it makes of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from torch import Tensor, nn
from torch.nn.parameter import is_lazy
from torch.nn.utils.rnn import PackedSequence

from rnnviz.errors import ArgumentError, InputError, ModuleError, RnnvizError
from rnnviz.recorder import Recording, recording
from rnnviz.recorder.checks import check_labels
from rnnviz.recorder.rows import Rows
from rnnviz.training.unnoticed import unnoticed
from rnnviz.words import N_

Given = Tensor | PackedSequence | tuple[Any, ...] | Mapping[str, Any] | Callable[[nn.Module], object]
"""The argument of a model, several of them in a tuple or by name, or a function that runs the model it is given."""

Labels = Sequence[Sequence[str]] | Mapping[str, Sequence[Sequence[str]]]
"""Labels as `rnnviz.record` takes them, for all modules that they fit, or for some modules by name."""


class Probe:
    """An input of one's own, out of reach of whoever fills the same tensor with the next batch.

    Args:
        given: what the model is called with.
        labels: of its time steps.

    Raises:
        ArgumentError: the model could not be called with it.
    """

    def __init__(self, given: Given, labels: Labels | None = None) -> None:
        if not (isinstance(given, Tensor | tuple | Mapping) or callable(given)):
            raise ArgumentError(
                "probe-type",
                N_(
                    "probe must be a tensor, a tuple or a dict of arguments of the model, or a function that runs the "
                    "model, got {got}. Pass what the model is called with."
                ),
                got=type(given).__name__,
            )
        self._given, self._labels = _copied(given), labels

    def recordings(self, model: nn.Module) -> tuple[dict[str, Recording], list[RnnvizError]]:
        """What every recurrent module of the model did with it, by name, and why some could not be recorded.

        A module that was called several times has a name for each: ``name[0]``, ``name[1]``, ...

        Raises:
            RnnvizError: the model holds no recurrent module that can be recorded, or none was called.
            Exception: whatever the model raises.
        """
        for name, parameter in model.named_parameters():
            if is_lazy(parameter):
                template = N_("model must have all its weights, {name} has none yet. Call the model once before.")
                raise ModuleError("watch-lazy", template, name=repr(name))
        with unnoticed(model), recording(model) as recs:
            _call(model, self._given)
        found: dict[str, Recording] = {}
        refused = []
        for name in recs:
            try:
                calls = recs.calls(name)
            except RnnvizError as error:
                refused.append(error)
                continue
            several = len(calls) > 1
            found |= {f"{name}[{number}]" if several else name: rec for number, rec in enumerate(calls)}
        if not found and refused:
            raise refused[0]
        if not found:
            template = N_("probe must make the model call one of its recurrent modules, none was called.")
            raise ArgumentError("probe-uncalled", template)
        return self._labelled(found), refused

    def _labelled(self, found: dict[str, Recording]) -> dict[str, Recording]:
        labels = self._labels
        if labels is None:
            return found
        if isinstance(labels, Mapping):
            for name in labels:
                if name not in found:
                    template = N_("labels must be for modules that were recorded, {choices}, got some for {got}.")
                    raise InputError("probe-labels", template, choices=", ".join(map(repr, found)), got=repr(name))
            return {name: _with(rec, labels[name]) if name in labels else rec for name, rec in found.items()}
        fitting = {}
        refused = None
        for name, rec in found.items():
            try:
                fitting[name] = _with(rec, labels)
            except InputError as error:
                refused = error
        if refused and not fitting:
            raise refused
        return found | fitting


def _with(rec: Recording, labels: Sequence[Sequence[str]]) -> Recording:
    return replace(rec, labels=check_labels(labels, Rows(rec.seq_len, rec.batch, rec.lengths)))


def _call(model: nn.Module, given: Any) -> None:
    if isinstance(given, Tensor | PackedSequence):
        model(given)
    elif isinstance(given, tuple):
        model(*given)
    elif isinstance(given, Mapping):
        model(**given)
    else:
        given(model)


def _copied(given: Any) -> Any:
    """The same with copies of all tensors in it."""
    if isinstance(given, Tensor):
        return given.detach().clone()
    if isinstance(given, PackedSequence):
        return PackedSequence(*(_copied(part) for part in given))
    if isinstance(given, tuple) and hasattr(given, "_fields"):
        return type(given)(*(_copied(part) for part in given))
    if isinstance(given, tuple | list):
        return type(given)(_copied(part) for part in given)
    if isinstance(given, dict):
        return {name: _copied(part) for name, part in given.items()}
    return given
