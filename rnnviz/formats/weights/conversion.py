"""From PyTorch's layout to another one, and back."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from rnnviz.errors import WeightsError
from rnnviz.formats.weights.arrays import as_arrays
from rnnviz.formats.weights.blocks import Array, Arrays, Blocks, cut, join
from rnnviz.formats.weights.change import Change
from rnnviz.formats.weights.changes import changes
from rnnviz.formats.weights.converted import Converted
from rnnviz.formats.weights.layout import Layout
from rnnviz.formats.weights.names import DIRECTIONS, Direction, by_direction, name_of
from rnnviz.formats.weights.pytorch import layers_of, suffixed
from rnnviz.formats.weights.reset import moved
from rnnviz.formats.weights.shapes import check_shapes
from rnnviz.words import N_

Arguments = Callable[[Blocks, tuple[Direction, ...]], Mapping[str, object]]
"""What a framework's layer is made with, told from its blocks and its directions."""


def out_of_pytorch(
    pytorch: Layout, target: Layout, weights: Mapping[str, Any], arguments: Arguments, keep: str
) -> tuple[Converted, ...]:
    """Every layer of PyTorch's weights in the layout of another framework, lowest layer first.

    Args:
        pytorch: PyTorch's layout.
        target: the other one.
        weights: arrays or tensors by PyTorch's names.
        arguments: what the other framework's layer is made with.
        keep: what an error tells to pass for a GRU that resets elsewhere; empty where nothing helps.

    Raises:
        WeightsError: the weights are not those of PyTorch's layers, or the target cannot say what they mean.
    """
    found: list[Converted] = []
    for layer, directions in layers_of(pytorch, as_arrays(weights)).items():
        names = {way: suffixed(layer, way) for way in directions}
        blocks = _blocks(pytorch, directions, names)
        ways, first = tuple(blocks), next(iter(blocks.values()))
        parts = {way: join(target, moved(one, pytorch, target, keep)) for way, one in blocks.items()}
        found.append(
            Converted(
                target.framework,
                target.cell,
                _named(target, parts),
                arguments(first, ways),
                (*changes(pytorch, target, first), *_directions(target, ways)),
            )
        )
    return tuple(found)


def into_pytorch(
    source: Layout,
    pytorch: Layout,
    weights: Mapping[str, Any],
    *,
    layer: int | None,
    directions: tuple[Direction, ...],
    keep: str,
) -> Converted:
    """One layer of another framework by PyTorch's names.

    Args:
        source: the layout of ``weights``.
        pytorch: PyTorch's.
        weights: arrays by the framework's names.
        layer: the number in PyTorch's names; None for a module of one step.
        directions: those of the layer; where the names tell that there are both, they are not looked at.
        keep: what an error tells to pass for a GRU that resets elsewhere.

    Raises:
        WeightsError: the weights do not fit the layout, or PyTorch cannot say what they mean.
    """
    parted = by_direction(source, as_arrays(weights))
    if source.stacked:
        whole = parted[None]
        check_shapes(source, whole, (("num_directions", len(directions)),), "{name}")
        parted = {way: {name: array[at] for name, array in whole.items()} for at, way in enumerate(directions)}
        names = dict.fromkeys(directions, "{name}")
    else:
        names = {way or directions[0]: name_of(source, way) for way in parted}
    blocks = _blocks(source, {way or directions[0]: parts for way, parts in parted.items()}, names)
    ways, first = tuple(blocks), next(iter(blocks.values()))
    found: dict[str, Array] = {}
    for way, one in blocks.items():
        joined = join(pytorch, moved(one, source, pytorch, keep))
        found |= {suffixed(layer, way).format(name=name): array for name, array in joined.items()}
    arguments = {
        "input_size": first.input_size,
        "hidden_size": first.hidden_size,
        "bias": bool(first.biases),
        "bidirectional": len(ways) == 2,
    }
    told = (*changes(source, pytorch, first), *_directions(pytorch, ways))
    return Converted("PyTorch", pytorch.cell, found, arguments, told)


def _blocks(
    layout: Layout, directions: Mapping[Direction, Arrays], names: Mapping[Direction, str]
) -> dict[Direction, Blocks]:
    first = next(iter(directions))
    found: dict[Direction, Blocks] = {}
    for way, arrays in directions.items():
        check_shapes(layout, arrays, (), names[way])
        for part, array in arrays.items():
            rule = directions[first][part].shape
            if array.shape != rule:
                raise WeightsError(
                    "weights-directions",
                    N_(
                        "{name} must have the shape of {first}, {rule}, got {shape}. "
                        "The two directions of a layer are equally large."
                    ),
                    name=names[way].format(name=part),
                    first=names[first].format(name=part),
                    rule=rule,
                    shape=array.shape,
                )
        found[way] = cut(layout, arrays)
    return found


def _named(target: Layout, parts: Mapping[Direction, Arrays]) -> dict[str, Array]:
    if target.stacked:
        first = next(iter(parts.values()))
        return {name: np.stack([arrays[name] for arrays in parts.values()]) for name in first}
    names = {way: name_of(target, way if len(parts) == len(DIRECTIONS) else None) for way in parts}
    return {names[way].format(name=name): array for way, arrays in parts.items() for name, array in arrays.items()}


def _directions(target: Layout, ways: tuple[Direction, ...]) -> list[Change]:
    values = {"framework": target.framework, "argument": target.backwards}
    if len(ways) == len(DIRECTIONS):
        template = N_("The first axis of every array is the direction: forward, reverse.")
        return [Change(template)] if target.stacked else []
    if ways == ("forward",):
        return []
    if target.backwards:
        return [Change(N_("The layer runs backwards: {framework} is told so by {argument}."), values)]
    template = N_(
        "{framework} has no layer that runs backwards alone: turn the input round over time, and the output back."
    )
    return [Change(template, values)]
