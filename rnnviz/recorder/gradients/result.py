"""The gradients of a loss by every number of a recording, on the axes of the recording."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz.cells import CellType
from rnnviz.recorder.array_names import LAYER_INPUT, WEIGHT
from rnnviz.recorder.gate_names import gate_place

Array = Float[np.ndarray, "..."]


@dataclass(frozen=True, eq=False, repr=False)
class Gradients:
    """dL/dv for every number v that a recording keeps: by how much the loss L changes when v changes a little.

    Each is a *total* derivative with v as a node of the computation: v is changed where it is made, and everything that
    is made from it changes with it, by whatever way. For h at time step t, layer k and some direction these ways are:
    the output at t (of the last layer), h_n (at the direction's last step), the layer above at t, and the next step of
    the same layer and direction (t+1, in the reverse direction t-1), with all that follows from it. For c at t: h at t,
    c_n, and the next step. For a gate at t: c and h at t, and so all of their ways. A gate is taken *after* its
    activation function, a weighted sum *before*. So dL/dc at t is not what reaches c from h at t alone, nor what comes
    back from the next step alone: it is the sum of both.

    What went in is a node for all that reads it: ``input`` holds the sum over both directions, ``weights`` the sum over
    all time steps and batch rows (what ``loss.backward()`` adds to ``weight.grad``).

    The derivatives are taken at the numbers of the recording, by PyTorch's autograd, over the operations of the cell
    type; in the module's own type, for half types in float32. Arrays are NumPy, read-only; NaN past a row's length.
    """

    cell: CellType
    """The operations of one time step of the module."""
    loss: float | None
    """The loss itself; None where the gradients are those of a ``backward()`` of the model's own."""
    h: Float[np.ndarray, "num_layers num_directions seq_len batch size"]
    """dL/dh after every step."""
    c: Array | None
    """dL/dc after every step, ``(num_layers, num_directions, seq_len, batch, hidden_size)``."""
    gates: Float[np.ndarray, "num_gates num_layers num_directions seq_len batch hidden_size"]
    """By every gate after its activation function, in PyTorch's row order."""
    weighted_sums: Float[np.ndarray, "num_sums num_layers num_directions seq_len batch hidden_size"]
    """By every weighted sum, in the cell type's order: a_i, a_f, a_g, a_o for an LSTM."""
    input: Float[np.ndarray, "seq_len batch input_size"]
    """dL/dx: by what went in."""
    layer_inputs: tuple[Float[np.ndarray, "seq_len batch features"], ...]
    """By what each layer above the first read (after dropout, where there was some)."""
    h_0: Float[np.ndarray, "stack batch size"]
    c_0: Array | None
    weights: Mapping[str, Array]
    """dL/dW by PyTorch's names; empty where a file left the weights out."""

    def __repr__(self) -> str:
        return f"<Gradients of {'backward()' if self.loss is None else f'a loss of {self.loss:g}'}>"

    def gate(self, name: str) -> Float[np.ndarray, "num_layers num_directions seq_len batch hidden_size"]:
        """By one gate, by word or letter: ``gate("forget")``, ``gate("f")``.

        Raises:
            PlaceError: the cell type has no such gate.
        """
        gate: Float[np.ndarray, "num_layers num_directions seq_len batch hidden_size"]
        gate = self.gates[gate_place(self.cell, name)]
        return gate

    @property
    def names(self) -> tuple[str, ...]:
        """The variables of a step that there are gradients for: x, the weighted sums, the gates, the states."""
        return ("x", *self.cell.weighted_sums, *self.cell.gates, *self.cell.states)

    def of(self, name: str, layer: int, direction: int) -> Float[np.ndarray, "seq_len batch _"]:
        """By one variable of one layer and direction; KeyError for a variable that is not one of `names`.

        What a layer reads is one node for both directions.
        """
        if name == "x":
            return self.layer_inputs[layer - 1] if layer else self.input
        found: Float[np.ndarray, "seq_len batch _"]
        if name in self.cell.gates:
            found = self.gates[self.cell.gates.index(name), layer, direction]
        elif name in self.cell.weighted_sums:
            found = self.weighted_sums[self.cell.weighted_sums.index(name), layer, direction]
        elif name == self.cell.state:
            found = self.h[layer, direction]
        elif name == "c" and self.c is not None:
            found = self.c[layer, direction]
        else:
            raise KeyError(name)
        return found

    def arrays(self) -> Iterator[tuple[str, Array]]:
        """Every array by a name of its own: what `gradients_of` makes the gradients from again."""
        yield from ((name, getattr(self, name)) for name in _OWN if getattr(self, name) is not None)
        yield from ((f"{LAYER_INPUT}{place}", array) for place, array in enumerate(self.layer_inputs))
        yield from ((f"{WEIGHT}{name}", array) for name, array in self.weights.items())


_OWN = ("h", "c", "gates", "weighted_sums", "input", "h_0", "c_0")


def gradients_of(cell_type: CellType, loss: float | None, arrays: Mapping[str, Array]) -> Gradients:
    """The gradients in these arrays; they become read-only."""
    for array in arrays.values():
        array.setflags(write=False)
    weights = {name.removeprefix(WEIGHT): array for name, array in arrays.items() if name.startswith(WEIGHT)}
    layers = sum(name.startswith(LAYER_INPUT) for name in arrays)
    return Gradients(
        cell=cell_type,
        loss=loss,
        h=arrays["h"],
        c=arrays.get("c"),
        gates=arrays["gates"],
        weighted_sums=arrays["weighted_sums"],
        input=arrays["input"],
        layer_inputs=tuple(arrays[f"{LAYER_INPUT}{place}"] for place in range(layers)),
        h_0=arrays["h_0"],
        c_0=arrays.get("c_0"),
        weights=MappingProxyType(weights),
    )
