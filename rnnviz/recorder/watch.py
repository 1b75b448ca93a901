"""Recording what happens inside a model: every recurrent module of it, by its dotted name."""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from typing import Any, Literal

import torch
from torch import nn
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook
from torch.nn.utils.parametrize import ParametrizationList

from rnnviz.errors import ModuleError
from rnnviz.recorder.checks.loss import check_losses
from rnnviz.recorder.checks.module import KINDS, Recurrent
from rnnviz.recorder.gradients.loss import Loss
from rnnviz.recorder.layout import layout_of
from rnnviz.recorder.recordings import Recordings
from rnnviz.recorder.watched_module import WatchedModule
from rnnviz.words import N_


@contextmanager
def recording(
    model: nn.Module,
    *,
    allow_dropout: bool = False,
    gradients_of: Loss | Mapping[str, Loss] | Literal["backward"] | None = None,
) -> Iterator[Recordings]:
    """Record every recurrent module inside a model while the model runs.

    Nothing in the model changes: its results are the same to the last bit, gradients flow, and when the block is left
    nothing stays behind. Several calls of a module are several recordings, except where a call goes on from the last
    state of another one (``hx`` is that very tensor, or a view of its memory such as ``h.detach()``): these are one
    recording over time. Calls with packed input, of modules with two directions, or with other weights than the call
    before always stand alone. What gradient checkpointing repeats on the way back is no call.

    Args:
        model: any module; the modules in it must be called as ``module(...)`` for PyTorch's hooks to run.
        allow_dropout: record modules that draw random dropout between their layers; the recording is of that draw.
        gradients_of: what the recordings have gradients of (`Gradients` tells what they mean). A loss, as `record`
            takes it, is asked for every recording, with what that module returned; a mapping has a loss for some of
            the modules by their names. They are asked when the block is left (or when a recording is asked for
            earlier), and what the model detached between two calls of one recording counts as connected. "backward"
            means the model's own loss: every ``loss.backward()`` inside the block, added up. What the model detached
            is then cut off, a module that no gradient reaches has none (``rec.gradients`` is None), and ``.grad`` of
            every parameter is what it would have been.

    Raises:
        ModuleError: the model is compiled, or holds no recurrent module; inside the block, a module draws dropout.
        ArgumentError: ``gradients_of`` is none of these, or names no module of the model.

    >>> model = nn.Sequential(nn.LSTM(3, 2))
    >>> with recording(model) as recs:
    ...     output, _ = model(torch.zeros(5, 1, 3))
    >>> recs["0"].gates.shape
    (4, 1, 1, 5, 1, 2)
    """
    watches = _watches(model, allow_dropout=allow_dropout)
    check_losses(gradients_of, watches)
    for name, watch in watches.items():
        if isinstance(gradients_of, Mapping):
            watch.loss = gradients_of.get(name, watch.loss)
        elif callable(gradients_of):
            watch.loss = gradients_of
        watch.listens = gradients_of == "backward"
    with ExitStack() as stack:
        for watch in watches.values():
            stack.callback(watch.end)
        with _hooks({id(watch.module): watch for watch in watches.values()}):
            yield Recordings(watches)
        for watch in watches.values():
            watch.ask()


@contextmanager
def _hooks(watches: Mapping[int, WatchedModule]) -> Iterator[None]:
    """Have the watches called before and after the calls of their modules, which are given by their ids.

    These are PyTorch's hooks for all modules. Those of one module would be part of the model: copied, saved and
    scripted with it. They also come before the module's own hooks, so that the output is the module's.
    """

    def before(module: nn.Module, given: tuple[Any, ...]) -> None:
        if id(module) in watches and not _repeats():
            watches[id(module)].before()

    def after(module: nn.Module, given: tuple[Any, ...], named: dict[str, Any], returned: Any) -> Any:
        if id(module) in watches and not _repeats():
            return watches[id(module)].after(given, named, returned)
        if isinstance(module, ParametrizationList):
            for watch in watches.values():
                watch.hear(module, returned)
        return None

    handles = (register_module_forward_pre_hook(before), register_module_forward_hook(after, with_kwargs=True))
    try:
        yield
    finally:
        for handle in handles:
            handle.remove()


def _repeats() -> bool:
    """Whether gradients are on their way back: then checkpointing calls modules once more."""
    return torch._C._current_graph_task_id() != -1


def _watches(model: nn.Module, *, allow_dropout: bool) -> dict[str, WatchedModule]:
    if not isinstance(model, nn.Module):
        raise ModuleError(
            "model-type",
            N_("model must be an nn.Module, got {got}. Pass the model that you call."),
            got=type(model).__name__,
        )
    whole = dict(model.named_modules(remove_duplicate=False))
    for name, module in whole.items():
        if kind := _compiled_by(module):
            raise ModuleError(
                "model-compiled",
                N_(
                    "model must run as plain Python, {name} is compiled ({kind}), so what happens inside cannot be "
                    "seen. Pass the model that it was made from."
                ),
                name=repr(name) if name else "it",
                kind=kind,
            )
    found: dict[int, WatchedModule] = {}
    for module in whole.values():
        layout = layout_of(module)
        if layout is not None:
            found.setdefault(id(module), WatchedModule(module, layout, allow_dropout=allow_dropout))
    if not found:
        raise ModuleError(
            "model-none",
            N_("model must hold an nn.RNN, nn.LSTM, nn.GRU or one of their cells, {got} has none. Pass one that does."),
            got=type(model).__name__,
        )
    return {name: found[id(module)] for name, module in whole.items() if id(module) in found}


def _compiled_by(module: nn.Module) -> str:
    """What a module with recurrent ones inside was compiled by, if it was."""
    if isinstance(module, torch.jit.ScriptModule):
        names = {kind.__name__ for kind in KINDS}
        return "torch.jit" if any(getattr(each, "original_name", "") in names for each in module.modules()) else ""
    if hasattr(module, "_orig_mod") or module._compiled_call_impl:
        return "torch.compile" if any(isinstance(each, Recurrent) for each in module.modules()) else ""
    return ""
