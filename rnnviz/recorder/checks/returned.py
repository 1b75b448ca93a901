"""What a module written by hand returns: nothing but its own code makes sure of its form."""

from torch import Tensor
from torch.nn.utils.rnn import PackedSequence

from rnnviz.errors import ModuleError
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.checks.input import Source
from rnnviz.words import N_


def check_returned(architecture: Architecture, returned: object, source: Source) -> None:
    """Output and last states are there, and hold as many numbers as the layout promises.

    Raises:
        ModuleError: they are not, or do not.
    """
    rows, stack = source.rows, architecture.num_layers * architecture.num_directions
    states = {f"{state}_n": stack * rows.batch * size for state, size in architecture.state_sizes.items()}
    last = f"({', '.join(states)})" if len(states) > 1 else next(iter(states))
    rule, sizes = last, list(states.values())
    got = returned if isinstance(returned, tuple) else (returned,)
    if not architecture.single_step:
        rule, sizes = f"(output, {last})", [rows.count * architecture.output_size, *sizes]
        got = (*_data(got[0]), *(got[1] if isinstance(got[1], tuple) else got[1:])) if len(got) == 2 else ()
    if [value.numel() if isinstance(value, Tensor) else None for value in got] != sizes:
        raise ModuleError(
            "module-returned",
            N_(
                "{module} must return {rule} with {sizes} numbers, as its layout says, got {got}. "
                "Mend its forward, or its layout."
            ),
            module=architecture,
            rule=rule,
            sizes=" + ".join(map(str, sizes)),
            got=_form(returned),
        )


def _data(output: object) -> tuple[object]:
    return (output.data if isinstance(output, PackedSequence) else output,)


def _form(value: object) -> str:
    if isinstance(value, Tensor):
        return f"a tensor {tuple(value.shape)}"
    return f"({', '.join(map(_form, value))})" if isinstance(value, tuple) else type(value).__name__
