"""One layer and direction, one step after the other, from the cell type's own operations.

The same walk makes the edited and the unedited run, with the same products of the same sizes: up to the first step at
which an edit changes something, both come to the same numbers, bit for bit.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Bool, Float

from rnnviz.analysis.rerun.change import Change
from rnnviz.analysis.rerun.weights import Version, Weights
from rnnviz.cells import CellType
from rnnviz.cells.expression import Expression
from rnnviz.cells.hoist import hoisted
from rnnviz.cells.in_place import Kernel, kernel
from rnnviz.cells.rounding import Rounding, rounded

_BLOCK = 256
"""Steps for which the shares of the input are computed at a time. The cuts lie at the same steps in every run: a
product of another size may round in another way."""


@dataclass(frozen=True, eq=False)
class Side:
    """What goes into one layer and direction."""

    cell_type: CellType
    reverse: bool
    alive: Bool[np.ndarray, "seq_len batch"]
    """Which rows have a step t."""
    x: Float[np.ndarray, "seq_len batch features"]
    initial: Mapping[str, Float[np.ndarray, "batch _"]]
    weights: Weights
    changes: Mapping[str, Sequence[Change]]
    """By variable of the step, in the order in which they are made."""
    rounding: Rounding = ""
    """What every operation rounds to,"""
    rounding_put_out: Rounding = ""
    """and what the state that is put out does: some processors keep more digits inside a step of a half type."""

    def run(
        self, out: Mapping[str, Float[np.ndarray, "seq_len batch _"]], progress: Callable[[int], None]
    ) -> dict[str, Float[np.ndarray, "batch _"]]:
        """Compute every step and put the variables that ``out`` has room for there; the last states.

        ``progress`` is told how many steps are done.
        """
        states = {state: first.copy() for state, first in self.initial.items()}
        order = range(len(self.x))[:: -1 if self.reverse else 1]
        every_row = bool(self.alive.all())
        first = 0
        shares: dict[int, dict[str, np.ndarray]] = {}
        for done, t in enumerate(order):
            if done == 0 or not first <= t < first + _BLOCK:
                progress(done)
                first, shares = t // _BLOCK * _BLOCK, {}
            weights = self.weights.at(t)
            if id(weights) not in shares:
                shares[id(weights)] = self._shares(first, weights)
            ready = {name: share[t - first] for name, share in shares[id(weights)].items()}
            values = self._step(t, states, weights, ready)
            for name, room in out.items():
                room[t] = values[name]
            for state in states:
                new = values[state]
                states[state] = new if every_row else np.where(self.alive[t][:, None], new, states[state])
        progress(len(order))
        return states

    def _step(
        self, t: int, states: Mapping[str, np.ndarray], weights: Version, ready: Mapping[str, np.ndarray]
    ) -> dict[str, np.ndarray]:
        """Every value of one step."""
        values = {**weights.blocks, **ready, "x": self.x[t]}
        for state, value in states.items():
            values[f"{state}_prev"] = self._edited(f"{state}_prev", value, t)
        sums = self._sums(values, weights) if self._sums_round_apart else {}
        changes, put_out = self.changes, self.cell_type.state if self.rounding_put_out else ""
        for name, compute in self._kernels:
            made = sums[name] if name in sums else compute(values, None)
            if name == put_out:
                made = rounded(made, self.rounding_put_out)
            values[name] = self._edited(name, made, t) if name in changes else made
        return values

    def _edited(self, name: str, value: np.ndarray, t: int) -> np.ndarray:
        for change in self.changes.get(name, ()):
            if change.active[t]:
                value = change.of_step(value)
        return value

    @cached_property
    def _sums_round_apart(self) -> bool:
        """Whether weighted sums round as PyTorch's half types do: a product with its bias, then the sum of the two."""
        return bool(self.rounding) and self.cell_type.stacked is not None and not self.cell_type.own_parameters

    def _sums(self, values: Mapping[str, np.ndarray], weights: Version) -> dict[str, np.ndarray]:
        names, plan = self.cell_type.weighted_sums, self.cell_type.stacked
        assert plan is not None
        size = weights.blocks[self.cell_type.operation(names[0]).parameters[0]].shape[0]
        room = np.empty((len(values["x"]), len(names), size), values["x"].dtype)
        plan.fill_rounded(room, values, weights.parameters, self.rounding)
        return {name: room[:, place].copy() for place, name in enumerate(names)}

    @cached_property
    def _expressions(self) -> tuple[dict[str, Expression], dict[str, Expression]]:
        """The operations without their shares of the input; and these shares, by new names."""
        changing = set(self.cell_type.variables) - {"x"}
        shares: dict[str, Expression] = {}
        if self._sums_round_apart:
            return {one.name: one.expression for one in self.cell_type.operations}, shares
        found = {one.name: hoisted(one.expression, changing, shares) for one in self.cell_type.operations}
        return found, shares

    @cached_property
    def _kernels(self) -> list[tuple[str, Kernel]]:
        return [(name, kernel(expression, self.rounding)) for name, expression in self._expressions[0].items()]

    def _shares(self, first: int, weights: Version) -> dict[str, Float[np.ndarray, "steps batch _"]]:
        """What reads nothing but the input, for a block of steps at once."""
        x = self.x[first : first + _BLOCK]
        values = {**weights.blocks, "x": x.reshape(-1, x.shape[-1])}
        found = {}
        for name, expression in self._expressions[1].items():
            share = kernel(expression, self.rounding)(values, None)
            found[name] = share.reshape(*x.shape[:2], share.shape[-1])
        return found
