"""A memory task at one distance."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cached_property

import torch
from jaxtyping import Float
from torch import Tensor, nn

from rnnviz.recorder import Recording, recording
from rnnviz.training.draws import draws_for
from rnnviz.training.memory_tasks.kind import MemoryKind
from rnnviz.training.memory_tasks.networks import MemoryNetwork, made
from rnnviz.training.own_draws import own_draws
from rnnviz.training.task import Measured, Task

STEPS_PER_EPOCH = 50
"""Every batch is drawn afresh."""
TESTED = 500
"""Cases on which a network is measured; no batch has them but by chance."""
SHOWN = 4
"""Cases of the probe."""

_ENDS = 10
"""Time steps at each end of a long case that are written out."""

Cases = tuple[Tensor, Tensor]
"""Input, and what is right."""


class MemoryTask(Task[Cases]):
    """Networks that remember over one distance, all given the same cases; every seed has its own.

    Args:
        kind: what is remembered, and how it is asked for.
        distance: time steps between.
        networks: names out of `rnnviz.training.memory_tasks.networks.NETWORKS`.
        hidden_size: units of each.
        steps: optimizer steps.
        batch: cases of one step.
        seed: of weights and cases.
    """

    def __init__(
        self,
        kind: MemoryKind,
        *,
        distance: int,
        networks: Sequence[str],
        hidden_size: int,
        steps: int,
        batch: int,
        seed: int,
    ) -> None:
        self.kind, self.distance = kind, distance
        self._networks, self._hidden_size = tuple(networks), hidden_size
        self._steps, self._batch, self._seed = steps, batch, seed

    @property
    def names(self) -> tuple[str, ...]:
        return self._networks

    @property
    def steps(self) -> int:
        return self._steps

    @property
    def steps_per_epoch(self) -> int:
        return STEPS_PER_EPOCH

    def network(self, name: str) -> nn.Module:
        kind = self.kind
        with own_draws():
            torch.manual_seed(self._seed)
            return made(name, kind.input_size, self._hidden_size, kind.output_size, kind.answers(self.distance))

    def batch(self, step: int) -> Cases:
        return self.kind.cases(draws_for("memory", self._seed, step), self._batch, self.distance)

    def loss(self, name: str, network: nn.Module, batch: Cases) -> Float[Tensor, ""]:
        input, target = batch
        return self.kind.loss(network(input), target)

    @cached_property
    def held_out(self) -> Cases:
        """Fresh cases, `TESTED` of them."""
        return self.kind.cases(draws_for("memory, held out", self._seed), TESTED, self.distance)

    def record(self, name: str, network: nn.Module) -> Mapping[str, Recording]:
        input = self.held_out[0][:, :SHOWN]
        with torch.inference_mode(), recording(network) as recs:
            network(input)
        labels = tuple(tuple(row) for row in self.kind.labels(input))
        return {"recurrent": replace(recs["recurrent"], labels=labels)}

    def measure(self, name: str, network: nn.Module) -> Measured:
        """``accuracy`` or ``error`` on fresh cases, and to those of the probe its answer, the right one in brackets."""
        assert isinstance(network, MemoryNetwork)
        input, target = self.held_out
        scores = network(input)
        numbers = {self.kind.measure: self.kind.score(scores, target), "loss": float(self.kind.loss(scores, target))}
        found = self.kind.found(scores)
        shown = zip(*(self._said(answers) for answers in (found, target)), strict=True)
        cases = map(_written, self.kind.labels(input[:, :SHOWN]))
        texts = {
            f"{place} {case}": f"{own} ({right})"
            for place, (case, (own, right)) in enumerate(zip(cases, shown, strict=True))
        }
        return Measured(numbers=numbers, texts=texts)

    def _said(self, answers: Tensor) -> list[str]:
        """The answers to the cases of the probe, each as one text."""
        return ["".join(map(self.kind.answer, row)) for row in answers[:, :SHOWN].T.tolist()]


def _written(labels: list[str]) -> str:
    """A case as one text, its middle left out where it is long.

    >>> _written([*"abcdwxyz"]), _written([*"0101010101010101010101010"])
    ('abcdwxyz', '0101010101…1010101010')
    """
    most = 2 * _ENDS + 1
    shown = labels if len(labels) <= most else [*labels[:_ENDS], "…", *labels[-_ENDS:]]
    return ("" if max(map(len, labels)) == 1 else " ").join(shown)
