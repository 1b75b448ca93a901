"""Layers that read one another, as one module."""

from collections.abc import Sequence

import torch
from torch import Tensor

from rnnviz.formats.models.part import Part
from rnnviz.formats.weights.change import Change

_ALIKE = ("framework", "cell_type", "hidden_size", "bidirectional", "bias", "nonlinearity", "reset", "backwards")


def fits_on(part: Part, below: Part) -> bool:
    """Whether a layer that reads what another puts out can be the next layer of the same module.

    A layer of Keras that runs backwards puts its last step first: what reads it sees time the other way round.
    """
    alike = all(getattr(part, name) == getattr(below, name) for name in _ALIKE)
    turned = part.framework == "Keras" and part.backwards is not False
    types = {weight.dtype for one in (part, below) for weight in one.weights.values()}
    wide = below.hidden_size * (2 if below.bidirectional else 1)
    return alike and not turned and len(types) == 1 and part.input_size == wide


def joined(layers: Sequence[Part]) -> Part:
    """One module of several layers, lowest first, each of one layer and fitting on the one before."""
    first, last = layers[0], layers[-1]
    weights: dict[str, Tensor] = {}
    names: dict[str, str] = {}
    changes: list[Change] = []
    for number, layer in enumerate(layers):
        weights |= {name.replace("_l0", f"_l{number}"): weight for name, weight in layer.weights.items()}
        names |= {name.replace("_l0", f"_l{number}"): own for name, own in layer.files_names.items()}
        changes += [change for change in layer.changes if change not in changes]
    return Part(
        name=f"{first.name} … {last.name}",
        framework=first.framework,
        cell_type=first.cell_type,
        input_size=first.input_size,
        hidden_size=first.hidden_size,
        num_layers=len(layers),
        bidirectional=first.bidirectional,
        bias=first.bias,
        nonlinearity=first.nonlinearity,
        reset=first.reset,
        backwards=first.backwards,
        weights=weights,
        files_names=names,
        hx=_first_states(layers),
        changes=tuple(changes),
        embedding=first.embedding,
        not_finite=tuple(dict.fromkeys(name for layer in layers for name in layer.not_finite)),
    )


def _first_states(layers: Sequence[Part]) -> tuple[Tensor, ...]:
    """The states of all layers, zeros where one has none; nothing where all have none."""
    given = next((layer.hx for layer in layers if layer.hx), ())
    parts = [layer.hx or tuple(torch.zeros_like(state) for state in given) for layer in layers]
    return tuple(torch.cat(states) for states in zip(*parts, strict=True))
