"""The arrays of one layer have the shapes that its layout tells."""

from collections.abc import Mapping

import numpy as np
from jaxtyping import Float

from rnnviz.errors import WeightsError
from rnnviz.formats.weights.layout import Bias, Layout, Lead, Matrix, Part
from rnnviz.words import N_

Shape = tuple[int, ...]


def check_shapes(layout: Layout, arrays: Mapping[str, Float[np.ndarray, "..."]], lead: Lead, name: str) -> None:
    """The arrays of one direction fit each other; ``arrays`` go by the names of the layout's parts.

    Args:
        layout: what is expected.
        arrays: the matrices, and all biases or none.
        lead: axes that come first, each with its length.
        name: how an error calls an array: "{name}_l0".

    Raises:
        WeightsError: an array has too few or too many axes, looks transposed, or has a wrong length.
    """
    parts = [part for part in layout.parts if part.name in arrays]
    shapes = {part.name: arrays[part.name].shape for part in parts}
    for part in parts:
        _check_axes(part, shapes[part.name], lead, name)
    sizing = next(part for part in parts if part.name == layout.sized_by)
    hidden = _hidden_size(sizing, shapes[sizing.name])
    if not _fits(sizing, shapes[sizing.name], hidden) and _turned_fits(sizing, shapes[sizing.name]):
        turned = _turned(shapes[sizing.name])
        raise _transposed(
            sizing, (*lead, *_lengths(sizing, turned, _hidden_size(sizing, turned))), shapes[sizing.name], name
        )
    # What the others are measured by comes first.
    for part in sorted(parts, key=lambda part: part is not sizing):
        _check_shape(part, shapes, lead, hidden, name)


def _check_axes(part: Part, shape: Shape, lead: Lead, name: str) -> None:
    rule = len(lead) + len(part.axes)
    if len(shape) != rule:
        raise WeightsError(
            "weights-axes",
            N_("{name} must have {rule} axes, ({axes}), got shape {shape}. Pass the whole array of one layer."),
            name=name.format(name=part.name),
            rule=rule,
            axes=", ".join((*(axis for axis, _ in lead), *part.axes)),
            shape=shape,
        )


def _hidden_size(part: Part, shape: Shape) -> int:
    """The units that an array speaks of, rounded down where it contradicts itself; at least 1."""
    if isinstance(part, Matrix):
        return max(1, shape[-2 if part.transposed else -1])
    return max(1, shape[-1] // (len(part.gates) * (2 if part.form == "halves" else 1)))


def _features(part: Part, shape: Shape, hidden: int) -> int:
    """The features that a matrix speaks of."""
    if isinstance(part, Bias) or "ih" not in part.sources:
        return 0
    return max(0, shape[-2 if part.transposed else -1] - (hidden if "hh" in part.sources else 0))


def _lengths(part: Part, shape: Shape, hidden: int) -> tuple[tuple[str, int], ...]:
    return tuple(zip(part.axes, part.shape(hidden, _features(part, shape, hidden)), strict=True))


def _fits(part: Part, shape: Shape, hidden: int) -> bool:
    return shape[-len(part.axes) :] == part.shape(hidden, _features(part, shape, hidden))


def _turned(shape: Shape) -> Shape:
    return (*shape[:-2], *shape[-2:][::-1])


def _turned_fits(part: Part, shape: Shape, hidden: int | None = None) -> bool:
    if len(part.axes) != 2:
        return False
    turned = _turned(shape)
    return _fits(part, turned, _hidden_size(part, turned) if hidden is None else hidden)


def _check_shape(part: Part, shapes: Mapping[str, Shape], lead: Lead, hidden: int, name: str) -> None:
    shape = shapes[part.name]
    ahead = tuple(length for _, length in lead)
    if shape[: len(lead)] == ahead and _fits(part, shape, hidden):
        return
    if _turned_fits(part, shape, hidden):
        raise _transposed(part, (*lead, *_lengths(part, _turned(shape), hidden)), shape, name)
    lengths = (*lead, *_lengths(part, shape, hidden))
    raise WeightsError(
        "weights-shape",
        N_("{name} must have shape ({axes}) = {rule}, got {shape}. Pass the whole array of one layer."),
        **_facts(part, lengths, shape, name),
    )


def _transposed(part: Part, lengths: Lead, shape: Shape, name: str) -> WeightsError:
    return WeightsError(
        "weights-transposed",
        N_(
            "{name} must have shape ({axes}) = {rule}, got {shape}: it looks transposed. "
            "Swap its last two axes, and see whether the other arrays need it too."
        ),
        **_facts(part, lengths, shape, name),
    )


def _facts(part: Part, lengths: Lead, shape: Shape, name: str) -> dict[str, object]:
    return {
        "name": name.format(name=part.name),
        "axes": ", ".join(axis for axis, _ in lengths),
        "rule": tuple(length for _, length in lengths),
        "shape": shape,
    }
