"""Scores over growing distances, several seeds each: what was measured once for all, or by a person just now."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz.assets import asset
from rnnviz.training.memory_tasks.kind import MemoryKind
from rnnviz.training.memory_tasks.plan import What, kind_of


@dataclass(frozen=True, slots=True, eq=False)
class MemoryCurves:
    """How well networks remember, by distance and seed.

    Attributes:
        kind: the task.
        distances: growing.
        seeds: as they were given.
        steps: optimizer steps, the same for every network.
        scores: by clipping norm (0 for none), then by network; NaN where it is not known yet.
        settings: what was the same for all of them.
    """

    kind: MemoryKind
    distances: tuple[int, ...]
    seeds: tuple[int, ...]
    steps: int
    scores: Mapping[float, Mapping[str, Float[np.ndarray, "distances seeds"]]]
    settings: Mapping[str, int | float | str]

    @property
    def networks(self) -> tuple[str, ...]:
        """The names of the networks."""
        return tuple(next(iter(self.scores.values())))

    def learned(self, clip: float, network: str) -> Float[np.ndarray, "distances seeds"]:
        """Scores on the way from chance (0) to perfect (1), for every measure alike."""
        return self.kind.learned(self.scores[clip][network])

    def median_scores(self, clip: float, network: str) -> Float[np.ndarray, " distances"]:
        """The median score of the seeds that are known; NaN where none is."""
        rows = self.scores[clip][network]
        return np.array([np.median(row[~np.isnan(row)]) if (~np.isnan(row)).any() else np.nan for row in rows])

    def medians(self, clip: float, network: str) -> Float[np.ndarray, " distances"]:
        """The same on the way from chance (0) to perfect (1)."""
        return self.kind.learned(self.median_scores(clip, network))


@lru_cache(maxsize=4)
def measured_curves(what: What) -> MemoryCurves:
    """The measurement that lies in ``assets/measured``, of `MEASURED` tasks."""
    content = json.loads(asset("measured/memory_curves.json").read_text(encoding="utf-8"))
    task, settings = content["tasks"][what], content["settings"]
    scores = {each["clip"]: _frozen(each["networks"]) for each in task["scores"]}
    return MemoryCurves(
        kind=kind_of(what, settings["copied"]),
        distances=tuple(task["distances"]),
        seeds=tuple(content["seeds"]),
        steps=task["steps"],
        scores=MappingProxyType(scores),
        settings=MappingProxyType(settings),
    )


MEASURED: tuple[What, ...] = ("recall", "copy", "adding", "parity")
"""The tasks whose curves were measured."""


def _frozen(rows: Mapping[str, list[list[float]]]) -> Mapping[str, Float[np.ndarray, "distances seeds"]]:
    arrays = {name: np.array(each, dtype=np.float64) for name, each in rows.items()}
    for array in arrays.values():
        array.setflags(write=False)
    return MappingProxyType(arrays)
