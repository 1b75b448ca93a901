"""One call of a recurrent module inside a model: what went in, what came out, and the layers between."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import torch
from jaxtyping import Float
from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from rnnviz.errors import ModuleError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.checks import Source, read_input
from rnnviz.recorder.parity import TOLERANCE, difference
from rnnviz.recorder.run import Layer, run_layers, states_of
from rnnviz.recorder.width import dtype_name, wide
from rnnviz.words import N_


@dataclass(frozen=True, eq=False)
class Call:
    """Copies, so that the model may go on to change its tensors in place."""

    architecture: Architecture
    source: Source
    states: tuple[Float[Tensor, "stack batch _"], ...]
    """The initial states, in the caller's order."""
    output: Float[Tensor, "rows output_size"]
    final: tuple[Float[Tensor, "stack batch _"], ...]
    """The last states, in the caller's order."""
    parameters: Mapping[str, Tensor]
    """The weights that the module held; the same object for calls with the same weights."""
    dropout: float = 0.0
    random_state: Tensor | None = None
    """PyTorch's random state before the call, where dropout was drawn between the layers."""
    autocast: torch.dtype | None = None
    """The type of ``torch.autocast``, where the call was made inside it."""

    @property
    def weights(self) -> dict[str, Tensor]:
        """The weights that were computed with: under autocast they are not of the type that the module holds."""
        return {name: parameter.to(self.output.dtype) for name, parameter in self.parameters.items()}

    def layers(self) -> Iterator[Layer]:
        """What every layer read and gave.

        The module tells what the last layer gave, and what every layer came to. With one layer or one time step that
        is all there is to know; otherwise the layers run once more, with the same dropout.

        Raises:
            ModuleError: they do not come to what the module returned.
        """
        rows = self.source.rows
        if self.architecture.num_layers == 1 or (rows.seq_len == 1 and not self.dropout):
            yield from self._told()
            return
        autocast = torch.autocast(self.output.device.type, self.autocast, enabled=self.autocast is not None)
        with _random_state(self.random_state), autocast:
            again = list(
                run_layers(self.architecture, rows, self.source.data, self.states, self.weights, dropout=self.dropout)
            )
        # Without gradients, another kernel may run: what the module returned stays what it returned.
        told = [states_of(self.architecture, rows, self.final, layer) for layer in range(self.architecture.num_layers)]
        pairs = [
            pair for layer, final in zip(again, told, strict=True) for pair in zip(layer.final, final, strict=True)
        ]
        apart = max(difference(wide(ran), wide(own)) for ran, own in [(again[-1].output, self.output), *pairs])
        # Kernels may round differently from call to call; another draw of dropout is far away.
        if apart > 100 * TOLERANCE[dtype_name(self.output.dtype)]:
            raise ModuleError(
                "module-replay",
                N_(
                    "the layers of {module} must come to the same output when they run again, they are {apart:.1e} "
                    "apart. If the module draws dropout between its layers, call module.eval() first."
                ),
                module=self.architecture,
                apart=apart,
            )
        for layer, final in zip(again, told, strict=True):
            output = self.output if layer is again[-1] else layer.output
            yield Layer(layer.x, output, final, layer.dropped)

    def _told(self) -> Iterator[Layer]:
        rows = self.source.rows
        x = self.source.data.reshape(rows.count, self.architecture.input_size)
        for layer in range(self.architecture.num_layers):
            final = states_of(self.architecture, rows, self.final, layer)
            if layer == self.architecture.num_layers - 1:
                output = self.output
            else:
                output = final[0].transpose(0, 1).reshape(rows.count, self.architecture.output_size)
            yield Layer(x, output, final)
            x = output


def call_of(
    architecture: Architecture,
    given: Sequence[Any],
    named: Mapping[str, Any],
    returned: Any,
    parameters: Mapping[str, Tensor],
) -> Call:
    """The call of a module with these arguments that returned that."""
    value, _ = _arguments(given, named)
    output, final = _results(architecture, returned)
    source = read_input(architecture, value)
    rows, dtype = source.rows, output.dtype
    stack, sizes = architecture.num_layers * architecture.num_directions, architecture.state_sizes.values()

    def own(states: Sequence[Tensor]) -> tuple[Tensor, ...]:
        return tuple(
            state.detach().to(dtype, copy=True).reshape(stack, rows.batch, size)
            for state, size in zip(states, sizes, strict=True)
        )

    if architecture.batch_first and source.batched and not isinstance(value, PackedSequence):
        output = output.transpose(0, 1)
    return Call(
        architecture=architecture,
        source=Source(rows, source.data.detach().to(dtype, copy=True), source.batched),
        states=own(given_states(given, named) or [output.new_zeros(stack, rows.batch, size) for size in sizes]),
        output=output.detach().clone().reshape(rows.count, architecture.output_size),
        final=own(final),
        parameters=parameters,
    )


def _arguments(given: Sequence[Any], named: Mapping[str, Any]) -> tuple[Any, Any]:
    """The input and hx, however they were passed."""
    value = given[0] if given else named["input"]
    return value, given[1] if len(given) > 1 else named.get("hx")


def _results(architecture: Architecture, returned: Any) -> tuple[Tensor, tuple[Tensor, ...]]:
    """The output (of a PackedSequence, its data) and the last states."""
    if architecture.single_step:
        states = returned if isinstance(returned, tuple) else (returned,)
        return states[0], states
    output, final = returned
    data: Tensor = output.data if isinstance(output, PackedSequence) else output
    return data, final if isinstance(final, tuple) else (final,)


def given_states(given: Sequence[Any], named: Mapping[str, Any]) -> tuple[Tensor, ...]:
    """The tensors of hx as they were passed; none if there was no hx."""
    hx = _arguments(given, named)[1]
    if hx is None:
        return ()
    return tuple(hx) if isinstance(hx, tuple | list) else (hx,)


def last_states(architecture: Architecture, returned: Any) -> tuple[Tensor, ...]:
    """The tensors of the last states as they were returned."""
    return _results(architecture, returned)[1]


def output_of(architecture: Architecture, returned: Any) -> Tensor | None:
    """The output as it was returned (of a PackedSequence, its data); None where it is the last state itself."""
    return None if architecture.single_step else _results(architecture, returned)[0]


def check_plain(architecture: Architecture, returned: Sequence[Tensor]) -> None:
    """What a module returned holds numbers.

    Raises:
        ModuleError: it was called by something that only follows what happens.
    """
    got = ""
    for tensor in returned:
        if torch._C._functorch.is_functorch_wrapped_tensor(tensor):
            got = "torch.func"
        elif type(tensor).__torch_dispatch__ is not Tensor.__torch_dispatch__:
            got = type(tensor).__name__
    if torch._C._get_tracing_state() is not None:
        got = "torch.jit.trace"
    if got:
        raise ModuleError(
            "module-plain",
            N_(
                "{module} must be called with plain tensors to be recorded, it was called under {got}, where they "
                "hold no numbers to keep. Inside rnnviz.recording, call the model itself."
            ),
            module=architecture,
            got=got,
        )


class _random_state:  # noqa: N801 - used like a function
    """PyTorch's random numbers as they were at some time before, and then back as they are."""

    def __init__(self, state: Tensor | None) -> None:
        self._state = state

    def __enter__(self) -> None:
        if self._state is not None:
            self._now = torch.get_rng_state()
            torch.set_rng_state(self._state)

    def __exit__(self, *_: object) -> None:
        if self._state is not None:
            torch.set_rng_state(self._now)
