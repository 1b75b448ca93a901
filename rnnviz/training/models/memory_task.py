"""How far RNN, LSTM and GRU learned delayed recall, measured once (``make assets``), over several seeds."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import numpy as np
from jaxtyping import Float

from rnnviz.assets import asset
from rnnviz.training.memory_tasks.recall import Recall


@dataclass(frozen=True, slots=True, eq=False)
class Measured:
    """What came out.

    Attributes:
        distances: distractors between the symbol and the question.
        accuracy: for each network, the share of fresh cases recalled, by distance and seed, from 0 to 1.
        settings: what was the same for all of them.
    """

    distances: tuple[int, ...]
    accuracy: Mapping[str, Float[np.ndarray, "distances seeds"]]
    settings: Mapping[str, int | float | str]

    @property
    def chance(self) -> float:
        """The accuracy of guessing."""
        return Recall().chance


@lru_cache(maxsize=1)
def measured() -> Measured:
    """The measurement that lies in ``assets/measured``."""
    content = json.loads(asset("measured/memory_task.json").read_text(encoding="utf-8"))
    accuracy = {name: np.array(rows) for name, rows in content["accuracy"].items()}
    for rows in accuracy.values():
        rows.setflags(write=False)
    return Measured(
        distances=tuple(content["distances"]),
        accuracy=MappingProxyType(accuracy),
        settings=MappingProxyType(content["settings"]),
    )
