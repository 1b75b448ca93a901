"""The form of the input of a module written by hand: it takes fewer forms than PyTorch's do."""

from typing import TYPE_CHECKING

from rnnviz.errors import InputError
from rnnviz.recorder.checks.input import Source
from rnnviz.words import N_

if TYPE_CHECKING:
    from rnnviz.recorder.layout import Layout


def check_form(layout: "Layout", source: Source) -> None:
    """The module's forward takes an input of this form.

    Raises:
        InputError: it does not.
    """
    architecture = layout.architecture
    # Step by step, rows would have to end one after the other.
    by_steps = layout.run_layer is None and (architecture.num_layers > 1 or architecture.readout_size > 0)
    if source.rows.lengths is not None and ("packed" not in layout.forms or by_steps):
        raise InputError(
            "input-by-hand-packed",
            N_(
                "input must be a plain tensor for {module}, whose forward knows nothing of lengths, got a packed one. "
                "Record each row for itself, or copy the weights to PyTorch's module: rnnviz.copy_weights."
            ),
            module=architecture.module,
        )
    if source.batched and "batch" not in layout.forms:
        raise InputError(
            "input-by-hand-one",
            N_(
                "input must be one sample, of shape ({size},), for {module}, whose forward knows no batch, got a "
                "batch of {batch}. Pass one row of it."
            ),
            module=architecture.module,
            size=architecture.input_size,
            batch=source.rows.batch,
        )
    if not source.batched and "one" not in layout.forms:
        raise InputError(
            "input-by-hand-batch",
            N_(
                "input must have a batch axis, {axes}, for {module}, whose forward counts on it, got none. "
                "Add one: input.unsqueeze({axis})."
            ),
            axes=architecture.input_axes,
            module=architecture.module,
            axis=0 if architecture.batch_first or architecture.single_step else 1,
        )
