"""A run on the disk: the process that trains writes, the app reads; whatever ends the one, the other keeps what was."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import numpy as np
import torch
from jaxtyping import Float

from rnnviz.training.history import History
from rnnviz.training.task import Measured

Asked = Literal["go", "pause", "stop"]

Ended = Literal["", "done", "diverged", "paused", "stopped", "left", "long", "failed"]
"""Why the process left the run: all steps are made, or the loss of every network was no number any more; it was asked
to; nobody looked any more; it had its time; it could not."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a run is.

    Attributes:
        names: its networks.
        steps: that it will make.
        steps_per_epoch: as the task says.
        step: that it has made.
        elapsed: seconds from the first step to the last one, pauses not counted.
        seconds: that each network has taken.
        parameters: of each network.
        diverged: the step at which the loss of a network was no number any more.
        process: the number of the process that trains, or trained.
        ended: why nothing goes on, empty while it does.
        error: what could not be done, as code, template and values; empty if nothing.
    """

    names: tuple[str, ...]
    steps: int
    steps_per_epoch: int
    step: int = 0
    elapsed: float = 0.0
    seconds: Mapping[str, float] = field(default_factory=lambda: MappingProxyType({}))
    parameters: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    diverged: Mapping[str, int] = field(default_factory=lambda: MappingProxyType({}))
    process: int = 0
    ended: Ended = ""
    error: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(frozen=True, slots=True)
class Mark:
    """What was measured of one network after so many steps."""

    step: int
    name: str
    measured: Measured


class RunFolder:
    """Paths of a run, and how each is written and read."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    # -- what the app asks -------------------------------------------------------------------------------------------

    def ask(self, what: Asked) -> None:
        """Tell the process what to do at its next step."""
        _replace(self.folder / "asked", what.encode())

    @property
    def asked(self) -> Asked:
        """What the app wants."""
        found = _text(self.folder / "asked")
        return "pause" if found == "pause" else "stop" if found == "stop" else "go"

    def seen(self) -> None:
        """Somebody looks at the run."""
        (self.folder / "seen").touch()

    @property
    def seen_at(self) -> float:
        """When somebody looked last (seconds since the epoch)."""
        return (self.folder / "seen").stat().st_mtime

    # -- what the process tells --------------------------------------------------------------------------------------

    def tell(self, progress: Progress) -> None:
        """Say how far it is."""
        _replace(self.folder / "progress.json", json.dumps(_plain(progress)).encode())

    @property
    def progress(self) -> Progress | None:
        """How far it is; None before the first word."""
        text = _text(self.folder / "progress.json")
        if not text:
            return None
        told = json.loads(text)
        return Progress(**told | {"names": tuple(told["names"])})

    def add_losses(self, rows: list[list[float]]) -> None:
        """Losses of some more steps, one for each network."""
        with (self.folder / "losses").open("ab") as file:
            file.write(np.asarray(rows, dtype="<f4").tobytes())

    def losses(self, count: int) -> Float[np.ndarray, "steps networks"]:
        """The losses of ``count`` networks at every step so far; NaN after a network diverged."""
        try:
            flat = np.fromfile(self.folder / "losses", dtype="<f4")
        except FileNotFoundError:
            flat = np.empty(0, dtype=np.float32)
        # The last row may still be in the making.
        return flat[: len(flat) // count * count].reshape(-1, count)

    def mark(self, mark: Mark) -> None:
        """Keep what was measured."""
        told = {"step": mark.step, "name": mark.name} | _plain(mark.measured)
        with (self.folder / "marks.jsonl").open("a", encoding="utf-8") as file:
            file.write(json.dumps(told) + "\n")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Everything that was measured so far."""
        path = self.folder / "marks.jsonl"
        return _marks(path, path.stat().st_mtime_ns, path.stat().st_size) if path.exists() else ()

    def history(self, name: str, names: tuple[str, ...]) -> History:
        """The recordings of one of the networks."""
        return History(self.folder / "history" / str(names.index(name)))

    # -- where to go on ----------------------------------------------------------------------------------------------

    def save(self, state: Mapping[str, Any]) -> None:
        """Keep what is needed to go on."""
        part = self.folder / "checkpoint.part"
        torch.save(dict(state), part)
        part.replace(self.folder / "checkpoint")

    def saved(self) -> Mapping[str, Any] | None:
        """What is needed to go on; None at the beginning."""
        path = self.folder / "checkpoint"
        return torch.load(path, weights_only=True) if path.exists() else None

    def cut(self, step: int, names: tuple[str, ...]) -> None:
        """Forget what came after ``step``, all of it where that is below 0: the run goes on from there."""
        kept = self.losses(len(names))[: max(step, 0)]
        _replace(self.folder / "losses", kept.astype("<f4").tobytes())
        marks = self.marks
        (self.folder / "marks.jsonl").unlink(missing_ok=True)
        for mark in marks:
            if mark.step <= step:
                self.mark(mark)
        for name in names:
            self.history(name, names).cut(step)


@lru_cache(maxsize=32)
def _marks(path: Path, _changed: int, _size: int) -> tuple[Mark, ...]:
    """Read again only when something was written: a page looks every second."""
    found = []
    for line in _text(path).splitlines(keepends=True):
        # The last line may still be in the making.
        if line.endswith("\n"):
            told = json.loads(line)
            values = {name: tuple(row) for name, row in told["values"].items()}
            found.append(Mark(told["step"], told["name"], Measured(told["numbers"], values, told["texts"])))
    return tuple(found)


def _replace(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the one before or the new one, whole."""
    part = path.with_suffix(".part")
    part.write_bytes(content)
    part.replace(path)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return ""


def _plain(told: Progress | Measured) -> dict[str, Any]:
    """The fields as JSON knows them."""
    found = {each.name: getattr(told, each.name) for each in fields(told)}
    return {name: dict(value) if isinstance(value, Mapping) else value for name, value in found.items()}
