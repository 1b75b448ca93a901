"""Hypothesis strategies: a network, and how many steps of each row of its input are no padding."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from hypothesis import strategies as st
from torch.nn.utils.rnn import pack_padded_sequence

import rnnviz
from tests.recorder.onnxruntime.parameters import states
from tests.strategies import MODES, Network, Plan


@dataclass(frozen=True)
class Case:
    """A plan of a network, with the lengths of its rows."""

    plan: Plan
    lengths: tuple[int, ...] | None = None
    packed: bool = False
    """Whether rnnviz gets the lengths as a PackedSequence."""

    @cached_property
    def network(self) -> Network:
        return self.plan.build()

    @property
    def counts(self) -> tuple[int, ...]:
        """The number of steps of each row."""
        return self.lengths or (self.plan.seq_len,) * self.plan.batch

    @property
    def steps(self) -> list[tuple[int, int]]:
        """Every step that is no padding: its position and its row."""
        return [(t, row) for row, count in enumerate(self.counts) for t in range(count)]

    @property
    def grid(self) -> tuple[int, int, int]:
        """The axes of a state in a recording, after those of the layers and directions."""
        return max(self.counts), self.plan.batch, self.plan.hidden_size

    @property
    def states(self) -> str:
        return states(self.plan.mode)

    @property
    def x(self) -> np.ndarray:
        """The input as (seq_len, batch, input_size), with its padding."""
        return self.network.time_major.numpy()

    def initial(self, layer: int, state: str) -> np.ndarray | None:
        """The given h or c before the first step, as (num_directions, batch, hidden_size)."""
        hx, directions = self.network.hx, 2 if self.plan.bidirectional else 1
        if hx is None:
            return None
        stack = hx[self.states.index(state)] if isinstance(hx, tuple) else hx
        return stack[layer * directions : (layer + 1) * directions].numpy()

    def record(self) -> rnnviz.Recording:
        module, x, hx = self.network.module, self.network.input, self.network.hx
        if self.lengths and self.packed:
            packed = pack_padded_sequence(x, [*self.lengths], batch_first=module.batch_first, enforce_sorted=False)
            return rnnviz.record(module, packed, hx)
        return rnnviz.record(module, x, hx, lengths=self.lengths)


@st.composite
def cases(draw: st.DrawFn, *, double: bool) -> Case:
    """Cases of every kind that ONNX's operators know; half of them with lengths."""
    mode = draw(st.sampled_from(MODES))
    plan = Plan(
        mode=mode,
        input_size=draw(st.integers(1, 6)),
        hidden_size=draw(st.integers(1, 5)),
        num_layers=draw(st.integers(1, 3)),
        bidirectional=draw(st.booleans()),
        bias=draw(st.booleans()),
        batch_first=draw(st.booleans()),
        seq_len=draw(st.integers(1, 6)),
        batch=draw(st.integers(1, 3)),
        given_hx=draw(st.booleans()),
        double=double,
        # With large weights relu grows to tens of thousands, and sums of those cancel: float32 says little then.
        bound=draw(st.sampled_from((0.1, 1.0) if mode == "RNN_RELU" else (0.1, 1.0, 2.0))),
        seed=draw(st.integers(0, 2**32 - 1)),
    )
    if draw(st.booleans()):
        return Case(plan)
    counts = st.lists(st.integers(1, plan.seq_len), min_size=plan.batch, max_size=plan.batch)
    return Case(plan, tuple(draw(counts)), draw(st.booleans()))


def large(mode: str) -> Case:
    """A case in which every layer, direction, row and step differs, and no value is a special one."""
    plan = Plan(
        mode, num_layers=2, bidirectional=True, seq_len=5, batch=3, hidden_size=3, input_size=4, double=False, seed=1
    )
    return Case(plan, (3, 5, 2))
