"""Runs without processes: what is started is trained at once, here. Processes are tested in tests/training/runs."""

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from typing import Any

import pytest

from rnnviz.training.runs import RUNS, Runs


class _AtOnce:
    """A pool whose tasks are done when they are scheduled."""

    def started(self) -> "_AtOnce":
        return self

    def warm(self) -> None:
        pass

    def schedule(self, function: Callable[..., None], args: tuple[Any, ...] = ()) -> "Future[None]":
        future: Future[None] = Future()
        function(*args)
        future.set_result(None)
        return future


@contextmanager
def at_once() -> Iterator[Runs]:
    """The runs of the app, without any process; those of before are forgotten, and these afterwards."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(RUNS, "_pool", _AtOnce())
        RUNS._runs.clear()
        yield RUNS
        RUNS._runs.clear()
