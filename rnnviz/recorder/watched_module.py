"""A recurrent module inside a model that runs: what it is called with and returns, made into chains of calls."""

from collections.abc import Callable
from dataclasses import replace
from inspect import signature
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrize import is_parametrized

from rnnviz.errors import ModuleError, RnnvizError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.by_hand import reads_out
from rnnviz.recorder.call import call_of, check_plain, given_states, last_states, output_of
from rnnviz.recorder.chain import Chain, same_numbers
from rnnviz.recorder.checks import check_dropout, check_module, check_parameters, check_returned, read_input
from rnnviz.recorder.checks.module import Recurrent
from rnnviz.recorder.gradients.arrivals import Arrivals, set_apart
from rnnviz.recorder.gradients.loss import Loss
from rnnviz.recorder.layout import Layout
from rnnviz.words import N_


class WatchedModule:
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
                self.refused = without_traceback(refused)

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


def without_traceback(error: RnnvizError) -> RnnvizError:
    """The same error without a traceback, which would keep the model alive."""
    return type(error)(error.code, error.template, **error.values)
