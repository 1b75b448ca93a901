"""The initial state hx."""

from collections.abc import Sequence

from torch import Tensor

from rnnviz.errors import StateError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.checks.input import Source, kind
from rnnviz.words import N_


def check_state(architecture: Architecture, hx: object, source: Source) -> tuple[Tensor, ...]:
    """The initial states as ``(num_layers*num_directions, batch, size)``, zeros where none were given.

    Raises:
        StateError: hx does not fit the module or the input.
    """
    batch, like = source.rows.batch, source.data
    stack = architecture.num_layers * architecture.num_directions
    sizes = architecture.state_sizes
    if hx is None:
        return tuple(like.new_zeros(stack, batch, size) for size in sizes.values())
    names = tuple(f"{state}_0" for state in sizes)
    given: Sequence[object] = tuple(hx) if isinstance(hx, tuple | list) else (hx,)
    if len(given) != len(names) or not all(isinstance(state, Tensor) for state in given):
        raise StateError(
            "state-form",
            N_("hx must be {rule} for {name}, got {got}. Pass the tensors in that form, or leave hx out for zeros."),
            rule=f"({', '.join(names)})" if len(names) > 1 else f"the tensor {names[0]}",
            name=architecture.module,
            got=f"({', '.join(type(state).__name__ for state in given)})"
            if isinstance(hx, tuple | list)
            else type(hx).__name__,
        )
    states = tuple(state for state in given if isinstance(state, Tensor))
    found: list[Tensor] = []
    for name, state, size in zip(names, states, sizes.values(), strict=True):
        _check_shape(architecture, name, state, size, source)
        if state.dtype != like.dtype or state.device != like.device:
            raise StateError(
                "state-dtype",
                N_(
                    "{name} must be of the module's type and device, {rule}, got {got}. "
                    "Convert it with {name}.to(input)."
                ),
                name=name,
                rule=kind(like),
                got=kind(state),
            )
        found.append(state.reshape(stack, batch, size))
    return tuple(found)


def _check_shape(architecture: Architecture, name: str, state: Tensor, size: int, source: Source) -> None:
    stack, batch = architecture.num_layers * architecture.num_directions, source.rows.batch
    units = architecture.cell.size_of(name.removesuffix("_0"))
    axes = [] if architecture.bare_states else [("num_layers*num_directions", stack)]
    axes += [("batch", batch)] if source.batched else []
    axes.append((units, size))
    rule, shape = tuple(length for _, length in axes), tuple(state.shape)
    if shape == rule:
        return
    facts = {"name": name, "axes": ", ".join(axis for axis, _ in axes), "rule": rule, "shape": shape}
    if len(rule) == 3 and shape == (rule[1], rule[0], rule[2]):
        raise StateError(
            "state-batch-first",
            N_(
                "{name} must have shape ({axes}) = {rule}, got {shape}: the batch comes first. "
                "batch_first does not change the states; pass {name}.transpose(0, 1)."
            ),
            **facts,
        )
    raise StateError(
        "state-shape",
        N_("{name} must have shape ({axes}) = {rule}, got {shape}. Give every row of the input its state."),
        **facts,
    )
