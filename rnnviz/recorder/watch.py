"""Recording what happens inside a model: every recurrent module of it, by its dotted name."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.hooks import RemovableHandle

from rnnviz.errors import ModuleError, PlaceError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.call import call_of, given_states, last_states
from rnnviz.recorder.chain import Chain
from rnnviz.recorder.checks import architecture_of, check_dropout, check_module, check_parameters
from rnnviz.recorder.checks.module import Recurrent
from rnnviz.recorder.parameters import parameters_of
from rnnviz.recorder.recording import Recording
from rnnviz.words import N_


class Recordings:
    """What `recording` has recorded: ``recs["encoder.lstm"]``, or ``recs.calls(...)`` where there are several.

    Names are those of ``model.named_modules()``; the model itself is ``""``. Every name of a module that goes by
    several is understood.
    """

    def __init__(self, watches: Mapping[str, "_Watch"]) -> None:
        self._watches = watches

    def __iter__(self) -> Iterator[str]:
        """The names of the modules that were called, in the model's order."""
        seen: set[int] = set()
        for name, watch in self._watches.items():
            if watch.chains and id(watch) not in seen:
                seen.add(id(watch))
                yield name

    def __len__(self) -> int:
        return len(list(iter(self)))

    def __contains__(self, name: object) -> bool:
        return name in self._watches and bool(self._watches[str(name)].chains)

    def __getitem__(self, name: str) -> Recording:
        """The only recording of a module.

        Raises:
            PlaceError: there is no such module, it was not called, or it has several recordings.
            ModuleError: the module cannot be recorded.
        """
        calls = self.calls(name)
        if not calls:
            raise PlaceError(
                "recordings-none",
                N_("{name} must have been called inside rnnviz.recording, and was not. Run the model there."),
                name=repr(name),
            )
        if len(calls) > 1:
            raise PlaceError(
                "recordings-several",
                N_("{name} must have one recording, it has {count}. Choose one of recs.calls({name})."),
                name=repr(name),
                count=len(calls),
            )
        return calls[0]

    def calls(self, name: str) -> tuple[Recording, ...]:
        """Every recording of a module, in the order in which they began.

        Raises:
            PlaceError: there is no such module.
            ModuleError: the module cannot be recorded.
        """
        if name not in self._watches:
            raise PlaceError(
                "recordings-name",
                N_("name must be one of the model's recurrent modules, {choices}, got {got}. Choose one of these."),
                choices=", ".join(map(repr, self._watches)),
                got=repr(name),
            )
        watch = self._watches[name]
        if watch.refused is not None:
            raise watch.refused
        return tuple(chain.recording() for chain in watch.chains)

    def __repr__(self) -> str:
        return f"<Recordings of {', '.join(map(repr, self)) or 'nothing yet'}>"


@contextmanager
def recording(model: nn.Module, *, allow_dropout: bool = False) -> Iterator[Recordings]:
    """Record every recurrent module inside a model while the model runs.

    Nothing in the model changes: its results are the same to the last bit, gradients flow, and when the block is left
    nothing stays behind. Several calls of a module are several recordings, except where a call goes on from the last
    state of another one (``hx`` is that very tensor, or a view of its memory such as ``h.detach()``): these are one
    recording over time. Calls with packed input, of modules with two directions, or with other weights than the call
    before always stand alone.

    Args:
        model: any module; it must be called as ``module(...)`` for its hooks to run.
        allow_dropout: record modules that draw random dropout between their layers; the recording is of that draw.

    Raises:
        ModuleError: the model is compiled, or holds no recurrent module; inside the block, a module draws dropout.

    >>> model = nn.Sequential(nn.LSTM(3, 2))
    >>> with recording(model) as recs:
    ...     output, _ = model(torch.zeros(5, 1, 3))
    >>> recs["0"].gates.shape
    (4, 1, 1, 5, 1, 2)
    """
    watches = _watches(model, allow_dropout=allow_dropout)
    try:
        for watch in watches.values():
            watch.begin()
        yield Recordings(watches)
    finally:
        for watch in watches.values():
            watch.end()


def _watches(model: nn.Module, *, allow_dropout: bool) -> dict[str, "_Watch"]:
    if not isinstance(model, nn.Module):
        raise ModuleError(
            "model-type",
            N_("model must be an nn.Module, got {got}. Pass the model that you call."),
            got=type(model).__name__,
        )
    whole = dict(model.named_modules(remove_duplicate=False))
    for name, module in whole.items():
        if isinstance(module, torch.jit.ScriptModule) or hasattr(module, "_orig_mod") or module._compiled_call_impl:
            raise ModuleError(
                "model-compiled",
                N_(
                    "model must run as plain Python, {name} is compiled ({kind}), so what happens inside cannot be "
                    "seen. Pass the model that it was made from."
                ),
                name=repr(name) if name else "it",
                kind="torch.jit" if isinstance(module, torch.jit.ScriptModule) else "torch.compile",
            )
    found: dict[int, _Watch] = {}
    for module in whole.values():
        if isinstance(module, Recurrent):
            found.setdefault(id(module), _Watch(module, allow_dropout=allow_dropout))
    if not found:
        raise ModuleError(
            "model-none",
            N_("model must hold an nn.RNN, nn.LSTM, nn.GRU or one of their cells, {got} has none. Pass one that does."),
            got=type(model).__name__,
        )
    return {name: found[id(module)] for name, module in whole.items() if id(module) in found}


class _Watch:
    """One recurrent module of a model, and the calls it received."""

    def __init__(self, module: Recurrent, *, allow_dropout: bool) -> None:
        self._module, self._allow_dropout = module, allow_dropout
        self.chains: list[Chain] = []
        self.refused: ModuleError | None = None
        self._architecture: Architecture = architecture_of(module)
        self._ends: dict[int, Chain] = {}
        self._snapshot: _Snapshot | None = None
        self._dropout = 0.0
        self._random_state: Tensor | None = None
        self._handles: list[RemovableHandle] = []
        try:
            check_module(module)
            if next(module.parameters()).is_meta:
                check_parameters(self._architecture, parameters_of(module, self._architecture))
        except ModuleError as refused:
            self.refused = refused

    def begin(self) -> None:
        """Put the hooks in place, once."""
        if self.refused is None and not self._handles:
            self._handles = [
                self._module.register_forward_pre_hook(self._before),
                # First, so that what other hooks make of the output comes later.
                self._module.register_forward_hook(self._after, with_kwargs=True, prepend=True),
            ]

    def end(self) -> None:
        """Take them away, and let go of the model."""
        for handle in self._handles:
            handle.remove()
        for chain in self.chains:
            chain.close()
        self.__dict__ = {"chains": self.chains, "refused": self.refused, "_handles": []}

    def _before(self, module: Recurrent, given: tuple[Any, ...]) -> None:
        self._dropout = check_dropout(module, allow_dropout=self._allow_dropout)
        self._random_state = torch.get_rng_state() if self._dropout else None

    def _after(self, module: Recurrent, given: tuple[Any, ...], named: dict[str, Any], returned: Any) -> None:
        device = next(module.parameters()).device
        with torch.no_grad(), torch.autocast(device.type, enabled=False):
            self._see(given, named, returned)

    def _see(self, given: tuple[Any, ...], named: dict[str, Any], returned: Any) -> None:
        snapshot = self._weights()
        call = call_of(self._architecture, given, named, returned, snapshot.values)
        call = replace(call, dropout=self._dropout, random_state=self._random_state)
        states, last = given_states(given, named), last_states(self._architecture, returned)
        chain = self._ends.pop(states[0].data_ptr(), None) if states else None
        if chain is not None and chain.goes_on_with(states) and chain.fits(call):
            chain.add(call, last)
        else:
            if chain is not None:
                self._ends[chain.memory] = chain
            chain = Chain(call, last)
            self.chains.append(chain)
        self._ends[chain.memory] = chain

    def _weights(self) -> "_Snapshot":
        """The weights of the call that has just been made; the same object as long as they are the same."""
        own = getattr(self._module, "_flat_weights", None)
        names = self._architecture.parameter_names
        used = parameters_of(self._module, self._architecture) if own is None else dict(zip(names, own, strict=True))
        # In training, numbers may have been changed in ways that leave no trace (weight.data).
        if self._snapshot is None or not self._snapshot.holds(used, by_value=self._module.training):
            check_parameters(self._architecture, used)
            self._snapshot = _Snapshot(used)
        return self._snapshot


class _Snapshot:
    """A copy of a module's parameters."""

    def __init__(self, parameters: Mapping[str, Tensor]) -> None:
        self.values = {name: parameter.detach().clone() for name, parameter in parameters.items()}
        # As long as these are held, no other tensor can come to lie in the same memory.
        self._held = [(parameter.detach(), _version(parameter)) for parameter in parameters.values()]

    def holds(self, parameters: Mapping[str, Tensor], *, by_value: bool) -> bool:
        """Whether the parameters are still what they were."""
        same = all(
            one.data_ptr() == held.data_ptr() and _version(one) == version
            for one, (held, version) in zip(parameters.values(), self._held, strict=True)
        )
        if same and not by_value:
            return True
        return all(
            torch.equal(one, known) for one, known in zip(parameters.values(), self.values.values(), strict=True)
        )


def _version(tensor: Tensor) -> int:
    return 0 if tensor.is_inference() else tensor._version
