"""Recording what happens inside a model: every recurrent module of it, by its dotted name."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from inspect import signature
from typing import Any, Literal

import torch
from torch import Tensor, nn
from torch.nn.modules.module import register_module_forward_hook, register_module_forward_pre_hook
from torch.nn.utils.parametrize import ParametrizationList, is_parametrized

from rnnviz.errors import ModuleError, PlaceError, RnnvizError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.by_hand import reads_out
from rnnviz.recorder.call import call_of, check_plain, given_states, last_states, output_of
from rnnviz.recorder.chain import Chain, same_numbers
from rnnviz.recorder.checks import check_dropout, check_module, check_parameters, check_returned, read_input
from rnnviz.recorder.checks.loss import check_losses
from rnnviz.recorder.checks.module import KINDS, Recurrent
from rnnviz.recorder.gradients.arrivals import Arrivals, set_apart
from rnnviz.recorder.gradients.loss import Loss
from rnnviz.recorder.layout import Layout, layout_of
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
            ArgumentError: the module, or one of its calls, cannot be recorded.
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
            ArgumentError: the module, or one of its calls, cannot be recorded.
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
            raise _bare(watch.refused)
        return tuple(chain.recording() for chain in watch.chains)

    def __repr__(self) -> str:
        return f"<Recordings of {', '.join(map(repr, self)) or 'nothing yet'}>"


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
def _hooks(watches: Mapping[int, "_Watch"]) -> Iterator[None]:
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


def _bare(error: RnnvizError) -> RnnvizError:
    """The same error without a traceback, which would keep the model alive."""
    return type(error)(error.code, error.template, **error.values)


def _watches(model: nn.Module, *, allow_dropout: bool) -> dict[str, "_Watch"]:
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
    found: dict[int, _Watch] = {}
    for module in whole.values():
        layout = layout_of(module)
        if layout is not None:
            found.setdefault(id(module), _Watch(module, layout, allow_dropout=allow_dropout))
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


class _Watch:
    """One recurrent module of a model, and the calls it received."""

    def __init__(self, module: nn.Module, layout: Layout, *, allow_dropout: bool) -> None:
        self.module, self._layout, self._allow_dropout = module, layout, allow_dropout
        self.loss: Loss | None = None
        self.listens = False
        """Whether the gradients of the model's own loss are listened for."""
        self.chains: list[Chain] = []
        self.refused: RnnvizError | None = None
        self._architecture: Architecture = layout.architecture
        self._ends: dict[int, Chain] = {}
        self._weights: dict[str, Tensor] = {}
        self._dropout = 0.0
        self._random_state: Tensor | None = None
        # The names of parametrised weights by the ids of what makes them, and what it made during this call.
        self._makers: dict[int, str] = {}
        self._made: dict[str, Tensor] = {}
        self._try(self._check)

    def _check(self) -> None:
        if isinstance(self.module, Recurrent):
            check_module(self.module)
        elif self._architecture.num_layers > 1 or reads_out(self._architecture):
            raise ModuleError(
                "module-by-hand-inside",
                N_(
                    "{module} must show its hidden state after every step to be recorded inside a model, and it "
                    "returns only the last. Record it by itself: rnnviz.record(module, input)."
                ),
                module=self._architecture,
            )

    def _try(self, look: Callable[[], object]) -> None:
        """Look at something that may not be fit to be recorded: who asks for the recording is told, not the model."""
        if self.refused is None:
            try:
                look()
            except RnnvizError as refused:
                self.refused = _bare(refused)

    def ask(self) -> None:
        """Ask the loss, before the model goes on to change."""
        if self.loss is not None:
            self._try(lambda: [chain.recording() for chain in self.chains])

    def end(self) -> None:
        """Let go of the model."""
        for chain in self.chains:
            chain.close()
        self.__dict__ = {"chains": self.chains, "refused": self.refused}

    def before(self) -> None:
        """The module is about to be called."""
        if self.refused is None:
            if isinstance(self.module, Recurrent):
                self._dropout = check_dropout(self.module, allow_dropout=self._allow_dropout)
            self._random_state = torch.get_rng_state() if self._dropout else None
        makers: Any = self.module.parametrizations if is_parametrized(self.module) else {}
        self._makers, self._made = {id(maker): name for name, maker in makers.items()}, {}

    def hear(self, maker: nn.Module, weight: Tensor) -> None:
        """A parametrised weight was made; asked for once more, it might come out differently."""
        if id(maker) in self._makers:
            self._made[self._makers[id(maker)]] = weight.detach()

    def after(self, given: tuple[Any, ...], named: dict[str, Any], returned: Any) -> Any:
        """The module was called with these arguments and returned that; what the caller gets of it."""
        if self.listens:
            returned = set_apart(returned)
        self._try(lambda: self._see(given, named, returned))
        self._made = {}
        return returned

    def _see(self, given: tuple[Any, ...], named: dict[str, Any], returned: Any) -> None:
        if not isinstance(self.module, Recurrent):
            # Its forward may call the input and hx what it likes.
            given, named = signature(self.module.forward).bind(*given, **named).args, {}
            check_returned(self._architecture, returned, read_input(self._architecture, given[0]))
        states, last = given_states(given, named), last_states(self._architecture, returned)
        check_plain(self._architecture, last)
        weights, device = self._used(), last[0].device.type
        autocast = torch.get_autocast_dtype(device) if torch.is_autocast_enabled(device) else None
        with torch.no_grad():
            call = call_of(self._architecture, given, named, returned, weights)
            call = replace(call, dropout=self._dropout, random_state=self._random_state, autocast=autocast)
            arrivals = Arrivals(output_of(self._architecture, returned), last) if self.listens else None
            chain = self._ends.pop(states[0].data_ptr(), None) if states else None
            if chain is not None and chain.goes_on_with(states) and chain.fits(call):
                chain.add(call, last, arrivals)
            else:
                if chain is not None:
                    self._ends[chain.memory] = chain
                chain = Chain(call, last, loss=self.loss, arrivals=arrivals)
                self.chains.append(chain)
            self._ends[chain.memory] = chain

    def _used(self) -> dict[str, Tensor]:
        """A copy of the weights of the call that has just been made; the same object as long as they are the same."""
        names = self._architecture.parameter_shapes
        own = getattr(self.module, "_flat_weights", None)
        if own is not None:
            used = dict(zip(names, own, strict=True))
        elif not isinstance(self.module, Recurrent):
            used = self._layout.stacked(self._layout.held(self.module))
        else:
            used = {name: self._made[name] if name in self._made else getattr(self.module, name) for name in names}
        # Compared by value: there are ways to change numbers that leave no trace (weight.data).
        if not self._weights or not all(_same(used[name], known) for name, known in self._weights.items()):
            check_parameters(self._architecture, used)
            self._weights = {name: weight.detach().clone() for name, weight in used.items()}
        return self._weights


def _same(one: Tensor, other: Tensor) -> bool:
    kinds = [(tensor.dtype, tensor.device, tensor.shape) for tensor in (one, other)]
    return kinds[0] == kinds[1] and same_numbers(one, other)
