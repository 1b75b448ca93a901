"""A decoder with teacher forcing, run in a file that forgot one import."""

import inspect
import random
from collections.abc import Sequence
from functools import lru_cache
from types import FunctionType
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn.functional import one_hot

from rnnviz.tracing import Trace, trace
from rnnviz.training.own_draws import own_draws

VOCABULARY, HIDDEN = 5, 3


def decode(gru: nn.GRUCell, readout: nn.Linear, h: Tensor, target: Sequence[int], ratio: float) -> list[int]:
    """Write as many characters as the target has after its first one."""
    character = target[0]
    written = []
    for t in range(1, len(target)):
        x = one_hot(torch.tensor(character), VOCABULARY).float()
        h = gru(x, h)
        scores = readout(h)
        best = int(scores.argmax())
        forced = random.random() < ratio
        character = target[t] if forced else best
        written.append(best)
    return written


def without(name: str) -> Any:
    """`decode` as it would be in a file that lacks this name."""
    whole: Any = inspect.unwrap(decode)
    known = {each: value for each, value in whole.__globals__.items() if each != name}
    return FunctionType(whole.__code__, known, whole.__name__)


def ingredients() -> tuple[nn.GRUCell, nn.Linear, Tensor, list[int]]:
    """A decoder that is not trained, the state that an encoder left, and the target."""
    with own_draws():
        torch.manual_seed(0)
        return nn.GRUCell(VOCABULARY, HIDDEN), nn.Linear(HIDDEN, VOCABULARY), torch.randn(HIDDEN), [0, 3, 1, 4]


@lru_cache(maxsize=1)
def failed() -> Trace:
    """The run up to its error."""
    with torch.inference_mode():
        return trace(without("random"), *ingredients(), 0.5)
