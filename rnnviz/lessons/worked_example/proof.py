"""The example's states against PyTorch's own: by hand, by ``nn.LSTMCell`` and by ``nn.LSTM``, side by side."""

from dataclasses import dataclass

import numpy as np
import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.lessons.worked_example.by_hand import by_hand
from rnnviz.lessons.worked_example.example import module_of
from rnnviz.lessons.worked_example.numbers import Numbers
from rnnviz.lessons.worked_example.printed import HIDDEN_SIZE


@dataclass(frozen=True, slots=True, eq=False)
class Compared:
    """One state after one step, three times.

    Attributes:
        t: the time step.
        state: "h" or "c".
        by_hand: as NumPy computed it, operation after operation.
        cell: what ``nn.LSTMCell`` (``nn.GRUCell``, ``nn.RNNCell``) returned.
        module: what ``nn.LSTM`` (``nn.GRU``, ``nn.RNN``) returned, run up to this step.
    """

    t: int
    state: str
    by_hand: Float[np.ndarray, " hidden_size"]
    cell: Float[np.ndarray, " hidden_size"]
    module: Float[np.ndarray, " hidden_size"]

    @property
    def differences(self) -> Float[np.ndarray, " hidden_size"]:
        """The largest difference between any two of the three, of each unit, relative to max(1, |value|)."""
        apart: Float[np.ndarray, " hidden_size"]
        apart = np.ptp([self.by_hand, self.cell, self.module], axis=0) / np.maximum(1.0, np.abs(self.module))
        return apart


def proof(given: Numbers) -> tuple[Compared, ...]:
    """Run the example three times in float64; c comes before h, as it is computed.

    Raises:
        RuntimeError: PyTorch's own, where the weights are too few: the reading "printed".
    """
    module = module_of(given)
    cell = _cell(given)
    states = [torch.tensor(state) for state in given.initial.values()]
    found: list[Compared] = []
    with torch.no_grad():
        for step in by_hand(given).steps:
            states = _stepped(cell, torch.tensor(given.arrays["x"][step.t]), states)
            own = _run(module, given, step.t + 1)
            found += [
                Compared(step.t, name, step[name], by_cell.numpy(), by_module.numpy())
                for name, by_cell, by_module in zip(given.cell_type.states, states, own, strict=True)
            ][::-1]
    return tuple(found)


def _cell(given: Numbers) -> nn.RNNCellBase:
    kind, _, nonlinearity = given.mode.partition("_")
    options = {"nonlinearity": nonlinearity.lower()} if nonlinearity else {}
    make = {"LSTM": nn.LSTMCell, "GRU": nn.GRUCell, "RNN": nn.RNNCell}[kind]
    cell: nn.RNNCellBase = make(
        given.arrays["x"].shape[1], HIDDEN_SIZE, bias=given.bias, dtype=torch.float64, **options
    )
    cell.load_state_dict({name.removesuffix("_l0"): torch.tensor(own) for name, own in given.parameters.items()})
    return cell


def _stepped(cell: nn.RNNCellBase, x: Tensor, states: list[Tensor]) -> list[Tensor]:
    after = cell(x, tuple(states) if len(states) == 2 else states[0])
    return list(after) if isinstance(after, tuple) else [after]


def _run(module: nn.RNNBase, given: Numbers, steps: int) -> list[Tensor]:
    states = [torch.tensor(state)[None] for state in given.initial.values()]
    _, after = module(torch.tensor(given.arrays["x"][:steps]), tuple(states) if len(states) == 2 else states[0])
    return [state[0] for state in (after if isinstance(after, tuple) else (after,))]
