"""The GRU of the papers, made like ``nn.GRU``: its reset gate acts before the matrix product.

Keras with ``reset_after=False`` and ONNX with ``linear_before_reset=0`` have such layers; ``nn.GRU`` has not.

Source: Cho et al., EMNLP 2014, in the letters of ``torch.nn.GRU``.
"""

from collections.abc import Sequence

import torch
from jaxtyping import Float
from torch import Tensor, nn
from torch.nn import functional
from torch.nn.utils.rnn import PackedSequence

from rnnviz.cells.gru_variants import gru
from rnnviz.recorder.architecture import Architecture
from rnnviz.recorder.layout import Layout, layout_of, stacked_layout

Given = Tensor | PackedSequence


class ResetBeforeGRU(nn.Module):
    """Takes what ``nn.GRU`` takes, packed sequences too, and holds parameters of the same names and shapes.

    >>> module = ResetBeforeGRU(3, 4, num_layers=2, bidirectional=True)
    >>> output, h_n = module(torch.zeros(5, 1, 3))
    >>> tuple(output.shape), tuple(h_n.shape), tuple(module.weight_hh_l1_reverse.shape)
    ((5, 1, 8), (4, 1, 4), (12, 4))
    """

    def __init__(
        self,
        input_size: int,
        hidden_size: int,
        num_layers: int = 1,
        bias: bool = True,
        batch_first: bool = False,
        bidirectional: bool = False,
        *,
        dtype: torch.dtype | None = None,
    ) -> None:
        super().__init__()
        self.input_size, self.hidden_size, self.num_layers = input_size, hidden_size, num_layers
        self.bias, self.batch_first, self.bidirectional = bias, batch_first, bidirectional
        self.directions = ("", "_reverse") if bidirectional else ("",)
        bound = hidden_size**-0.5
        for layer in range(num_layers):
            features = len(self.directions) * hidden_size if layer else input_size
            shapes: dict[str, tuple[int, ...]] = {"weight_ih": (3 * hidden_size, features)}
            shapes["weight_hh"] = (3 * hidden_size, hidden_size)
            if bias:
                shapes |= {"bias_ih": (3 * hidden_size,), "bias_hh": (3 * hidden_size,)}
            for direction in self.directions:
                for name, shape in shapes.items():
                    drawn = torch.empty(shape, dtype=dtype).uniform_(-bound, bound)
                    self.register_parameter(f"{name}_l{layer}{direction}", nn.Parameter(drawn))

    def forward(self, input: Given, h_0: Float[Tensor, "..."] | None = None) -> tuple[Given, Float[Tensor, "..."]]:
        """The h of the last layer at every step, and the last h of every layer and direction."""
        x, batch_sizes = self._rows(input)
        stack = (self.num_layers * len(self.directions), batch_sizes[0], self.hidden_size)
        first = x.new_zeros(stack) if h_0 is None else h_0.reshape(stack)
        if isinstance(input, PackedSequence) and input.sorted_indices is not None:
            first = first[:, input.sorted_indices]  # longest first, as its rows lie
        finals = []
        for layer, initial in enumerate(torch.split(first, len(self.directions))):
            x, final = self.run_layer(layer, x, batch_sizes, initial)
            finals.append(final)
        h_n = torch.cat(finals)
        if isinstance(input, PackedSequence):
            back = h_n if input.unsorted_indices is None else h_n[:, input.unsorted_indices]
            return PackedSequence(x, input.batch_sizes, input.sorted_indices, input.unsorted_indices), back
        grid = x.reshape(len(batch_sizes), batch_sizes[0], -1)
        if input.dim() == 2:
            return grid.squeeze(1), h_n.squeeze(1)
        return grid.transpose(0, 1) if self.batch_first else grid, h_n

    def run_layer(
        self,
        layer: int,
        x: Float[Tensor, "rows features"],
        batch_sizes: Sequence[int],
        h_0: Float[Tensor, "num_directions batch hidden_size"],
    ) -> tuple[Float[Tensor, "rows output_size"], Float[Tensor, "num_directions batch hidden_size"]]:
        """One layer: rows of a step after those of the step before, ``batch_sizes[t]`` of them at step t."""
        outputs, finals = [], []
        for direction, h in zip(self.directions, h_0, strict=True):
            weighed = functional.linear(x, *self._parameters_of("ih", layer, direction))  # all steps at once
            steps = list(zip(torch.split(weighed, list(batch_sizes)), batch_sizes, strict=True))
            found: list[Tensor] = []
            for from_input, going_on in reversed(steps) if direction else steps:
                now = self._step(layer, direction, from_input, h[:going_on])
                h = torch.cat([now, h[going_on:]])  # a row that has ended, or has not begun, waits
                found.append(now)
            outputs.append(torch.cat(found[::-1] if direction else found))
            finals.append(h)
        return torch.cat(outputs, dim=-1), torch.stack(finals)

    def _rows(self, input: Given) -> tuple[Tensor, list[int]]:
        """The input step after step, and how many rows each step has."""
        if isinstance(input, PackedSequence):
            return input.data, input.batch_sizes.tolist()
        grid = input.unsqueeze(1) if input.dim() == 2 else input.transpose(0, 1) if self.batch_first else input
        return grid.reshape(-1, self.input_size), [grid.shape[1]] * len(grid)

    def _step(self, layer: int, direction: str, from_input: Tensor, h: Tensor) -> Tensor:
        weight, bias = self._parameters_of("hh", layer, direction)
        gates = 2 * self.hidden_size
        b_gates, b_hn = (None, None) if bias is None else (bias[:gates], bias[gates:])
        x_gates, x_n = from_input[:, :gates], from_input[:, gates:]
        r, z = torch.sigmoid(x_gates + functional.linear(h, weight[:gates], b_gates)).chunk(2, dim=-1)
        n = torch.tanh(x_n + functional.linear(r * h, weight[gates:], b_hn))  # the reset comes before the product
        return (1 - z) * n + z * h

    def _parameters_of(self, source: str, layer: int, direction: str) -> tuple[Tensor, Tensor | None]:
        end = f"{source}_l{layer}{direction}"
        return getattr(self, f"weight_{end}"), getattr(self, f"bias_{end}") if self.bias else None


@layout_of.register
def _(module: ResetBeforeGRU) -> Layout:
    architecture = Architecture(
        "by_hand.ResetBeforeGRU",
        gru("before").mode,
        module.input_size,
        module.hidden_size,
        num_layers=module.num_layers,
        num_directions=len(module.directions),
        bias=module.bias,
        batch_first=module.batch_first,
    )
    return Layout(architecture, stacked_layout(architecture).grids, run_layer=module.run_layer)
