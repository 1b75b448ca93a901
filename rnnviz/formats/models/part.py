"""A recurrent module that was found in a file of weights."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Literal

import torch
from jaxtyping import Float
from torch import Tensor

from rnnviz.formats.weights.change import Change

Open = Literal["nonlinearity", "reset", "backwards"]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Part:
    """One module of a file: its sizes, told from names and shapes, and its weights by PyTorch's names.

    Attributes:
        name: its prefix in the file, without the dot at its end ("encoder.lstm"), or its node's name; "" where the
            file holds the state of this module alone.
        framework: "PyTorch", "ONNX" or "Keras".
        cell_type: "LSTM", "GRU" or "RNN".
        proj_size: units of a projected h; 0 for none.
        single_step: whether it is a module of one step: ``nn.LSTMCell``.
        nonlinearity: of an RNN, "tanh" or "relu"; None where the file does not say it; "tanh" for all others.
        reset: of a GRU, whether it resets "after" or "before" the matrix product; None where the file does not say
            it; "after" for all others.
        backwards: whether its only direction reads the input from its end; None where the file does not say it.
        weights: for ``load_state_dict``, by the names of ``nn.LSTM`` or ``nn.LSTMCell``; one floating-point type.
        files_names: for each of them, what the file calls the tensors that it came from.
        hx: the states it begins with, as PyTorch takes them with batch 1 (``(h_0,)``, or ``(h_0, c_0)``); empty for
            zeros.
        changes: what was done to the weights on their way from the file's framework, one sentence each.
        embedding: the name of the `ModelFile.embeddings` whose rows are its input; "" where the file tells of none.
        not_finite: names in the file of its tensors that hold NaN or inf.
    """

    name: str
    framework: str
    cell_type: str
    input_size: int
    hidden_size: int
    proj_size: int = 0
    num_layers: int = 1
    bidirectional: bool = False
    bias: bool = True
    single_step: bool = False
    nonlinearity: Literal["tanh", "relu"] | None = "tanh"
    reset: Literal["after", "before"] | None = "after"
    backwards: bool | None = False
    weights: Mapping[str, Float[Tensor, "..."]]
    files_names: Mapping[str, str]
    hx: tuple[Float[Tensor, "stack 1 size"], ...] = ()
    changes: tuple[Change, ...] = ()
    embedding: str = ""
    not_finite: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "weights", MappingProxyType(dict(self.weights)))
        object.__setattr__(self, "files_names", MappingProxyType(dict(self.files_names)))

    @property
    def dtype(self) -> torch.dtype:
        """The floating-point type of its weights."""
        return next(iter(self.weights.values())).dtype

    def hx_for(self, batch: int) -> Tensor | tuple[Tensor, Tensor] | None:
        """The states that it begins with, as PyTorch takes them for so many rows; None for zeros."""
        states = tuple(state.expand(-1, batch, -1).contiguous() for state in self.hx)
        if not states:
            return None
        return states[0] if len(states) == 1 else (states[0], states[1])

    @property
    def over_time(self) -> "Part":
        """This module over many time steps: a module of one step becomes the layer that calls it again and again."""
        if not self.single_step:
            return self
        weights = {f"{name}_l0": value for name, value in self.weights.items()}
        names = {f"{name}_l0": value for name, value in self.files_names.items()}
        return replace(self, single_step=False, weights=weights, files_names=names)

    @property
    def open(self) -> tuple[Open, ...]:
        """What the file leaves open, and a person has to say."""
        names: tuple[Open, ...] = ("nonlinearity", "reset", "backwards")
        return tuple(name for name in names if getattr(self, name) is None)
