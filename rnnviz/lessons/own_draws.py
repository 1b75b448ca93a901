"""Code that seeds PyTorch's global generator, as people do, one piece at a time and without a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock

import torch

_ONE_AT_A_TIME = Lock()
"""The generator is one for the whole process: between a seed and its draws nobody else may come."""


@contextmanager
def own_draws() -> Iterator[None]:
    """What is drawn inside is drawn as if nobody else were there, and nobody outside notices.

    >>> before = torch.get_rng_state()
    >>> with own_draws():
    ...     _ = torch.manual_seed(0), torch.rand(3)
    >>> torch.equal(before, torch.get_rng_state())
    True
    """
    with _ONE_AT_A_TIME, torch.random.fork_rng(devices=[]):
        yield
