"""A run as it stands at this moment."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from jaxtyping import Float
from torch import Tensor

from rnnviz.errors import RnnvizError
from rnnviz.training.history import History
from rnnviz.training.runs.folder import Mark, Progress, RunFolder

State = Literal[
    "waiting",
    "starting",
    "running",
    "paused",
    "stopped",
    "done",
    "diverged",
    "left",
    "long",
    "failed",
    "killed",
]
"""Waiting for a process, or being made ready in one; learning; and why it does not go on: somebody paused or stopped
it, all steps are made, every loss became no number, nobody looked, it had its time, it could not, its process died."""

GOING: tuple[State, ...] = ("waiting", "starting", "running")
"""Something happens, or is going to."""

RESUMABLE: tuple[State, ...] = ("paused", "stopped", "left", "long", "killed")
"""It can be taken up where it was."""


@dataclass(frozen=True, slots=True)
class Look:
    """A run at one moment.

    Attributes:
        key: of its plan.
        state: what happens to it.
        position: in the queue, from 1, while it is waiting; else 0.
        progress: how far it is; None before the first word.
        error: what could not be done; None if nothing.
    """

    key: str
    state: State
    position: int
    progress: Progress | None
    error: RnnvizError | None
    _folder: RunFolder

    @property
    def going(self) -> bool:
        """Whether something happens, or is going to."""
        return self.state in GOING

    @property
    def resumable(self) -> bool:
        """Whether it can be taken up where it was."""
        return self.state in RESUMABLE

    @property
    def names(self) -> tuple[str, ...]:
        """Its networks; none before the first word."""
        return () if self.progress is None else self.progress.names

    @property
    def losses(self) -> Float[np.ndarray, "steps networks"]:
        """The loss of each network before each step; NaN after it diverged."""
        return self._folder.losses(len(self.names)) if self.names else np.empty((0, 0), dtype=np.float32)

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that was measured, in its order."""
        return self._folder.marks

    def history(self, name: str) -> History:
        """The recordings of one of its networks."""
        return self._folder.history(name, self.names)

    def weights(self, name: str) -> Mapping[str, Tensor] | None:
        """The parameters of one of its networks, as they were kept last; None before the first time."""
        saved = self._folder.saved()
        return None if saved is None else saved["networks"][name]
