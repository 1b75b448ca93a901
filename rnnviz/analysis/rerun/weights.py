"""The weights of one layer and direction, which may be others from some step on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from jaxtyping import Float

from rnnviz.analysis.rerun.change import Change
from rnnviz.cells import CellType


@dataclass(frozen=True, eq=False)
class Version:
    """The weights of some steps."""

    blocks: Mapping[str, Float[np.ndarray, "..."]]
    """W_ii, b_ii, ..."""
    parameters: Mapping[str, Float[np.ndarray, "..."]]
    """The same, stacked: weight_ih, ..."""


class Weights:
    """Every version of the weights, each made once."""

    def __init__(
        self,
        cell_type: CellType,
        blocks: Mapping[str, Float[np.ndarray, "..."]],
        changes: Mapping[str, Sequence[Change]],
        seq_len: int,
    ) -> None:
        self._cell, self._blocks, self._changes, self._seq_len = cell_type, blocks, changes, seq_len
        self._made: dict[tuple[bool, ...], Version] = {}

    @cached_property
    def _keys(self) -> list[tuple[bool, ...]]:
        """At every step, which of the changes hold."""
        active = [change.active for changes in self._changes.values() for change in changes]
        return list(map(tuple, np.stack(active, 1).tolist())) if active else [()] * self._seq_len

    def at(self, t: int) -> Version:
        """The weights at one step."""
        key = self._keys[t]
        if key not in self._made:
            self._made[key] = self._version(t)
        return self._made[key]

    def _version(self, t: int) -> Version:
        blocks = {name: np.array(block) for name, block in self._blocks.items()}
        for name, changes in self._changes.items():
            for change in changes:
                if change.active[t]:
                    blocks[name] = change.of_weight(blocks[name])
        return Version(blocks, self._stacked(blocks))

    def _stacked(self, blocks: Mapping[str, np.ndarray]) -> dict[str, np.ndarray]:
        return {one.kind: np.concatenate([blocks[name] for name in one.blocks]) for one in self._cell.parameters}

    @cached_property
    def varying(self) -> frozenset[str]:
        """The blocks that are not the same at every step."""
        return frozenset(
            name for name, changes in self._changes.items() if not all(change.always for change in changes)
        )

    @property
    def kept(self) -> dict[str, Float[np.ndarray, "..."]]:
        """Stacked: blocks that are the same at every step as they were edited, the others as they were recorded."""
        first = self.at(0).blocks
        return self._stacked({name: self._blocks[name] if name in self.varying else first[name] for name in first})
