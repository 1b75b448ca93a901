"""Code that seeds PyTorch's global generator, as people do, one piece at a time and without a trace."""

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

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


def run(name: str, drawing: str, rest: str) -> dict[str, Any]:
    """The variables that two stretches of code leave, one after the other; what it prints is not heard.

    Only the first may draw: it is short, and others wait for it.
    """
    names: dict[str, Any] = {"__name__": name, "print": lambda *_: None}
    with own_draws():
        exec(compile(drawing, name, "exec"), names)
    exec(compile(rest, name, "exec"), names)
    return names
