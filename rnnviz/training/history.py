"""What is kept while a network learns: recordings of the same input, again and again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rnnviz.errors import PlaceError
from rnnviz.recorder import Recording, load
from rnnviz.words import N_

_INDEX = "moments.jsonl"


@dataclass(frozen=True, slots=True)
class Moment:
    """A moment of a training: so many optimizer steps have been made.

    Attributes:
        step: from 0, which is before the training.
        loss: of the step before, or None.
        files: the recording of each recurrent module, by its name.
        diverged: whether the loss was no number any more: the batch that it came from is recorded, not the probe.
    """

    step: int
    loss: float | None
    files: Mapping[str, str]
    diverged: bool = False


class History:
    """Recordings over a training, in a folder; one that is still being written is read as far as it goes.

    Args:
        folder: where they lie, or will; it is made if it is not there.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)

    @property
    def moments(self) -> tuple[Moment, ...]:
        """Those that are kept, in their order."""
        try:
            lines = (self.folder / _INDEX).read_text(encoding="utf-8").splitlines(keepends=True)
        except FileNotFoundError:
            return ()
        # The last line may still be in the making.
        return tuple(Moment(**json.loads(line)) for line in lines if line.endswith("\n"))

    @property
    def steps(self) -> tuple[int, ...]:
        """Optimizer steps that had been made at each of the moments."""
        return tuple(moment.step for moment in self.moments)

    @property
    def modules(self) -> tuple[str, ...]:
        """The recurrent modules that are recorded, by their names in the network."""
        moments = self.moments
        return tuple(moments[0].files) if moments else ()

    def recording(self, step: int | None = None, module: str | None = None) -> Recording:
        """A recording of the probe: of the last moment and the first module where none is named.

        Raises:
            PlaceError: nothing was kept at that step, or there is no such module.
        """
        moments = {moment.step: moment for moment in self.moments}
        if not moments:
            raise PlaceError("history-empty", N_("The history has no recordings yet: train for a step first."))
        step = max(moments) if step is None else step
        if step not in moments:
            template = N_("step must be one of the steps that were kept, {steps}, got {got}.")
            raise PlaceError("history-step", template, steps=_said(tuple(moments)), got=step)
        files = moments[step].files
        module = next(iter(files)) if module is None else module
        if module not in files:
            template = N_("module must be one of {modules}, got {got}.")
            raise PlaceError("history-module", template, modules=", ".join(map(repr, files)), got=repr(module))
        return _loaded(self.folder / files[module])

    def keep(
        self, step: int, recordings: Mapping[str, Recording], loss: float | None = None, *, diverged: bool = False
    ) -> None:
        """Write the recordings of one moment; they are there for readers when all are whole."""
        files = {}
        for number, (module, rec) in enumerate(recordings.items()):
            files[module] = f"{step:09d}-{number}.safetensors"
            rec.save(self.folder / files[module])
        line = {"step": step, "loss": loss, "files": files, "diverged": diverged}
        with (self.folder / _INDEX).open("a", encoding="utf-8") as index:
            index.write(json.dumps(line) + "\n")

    def cut(self, step: int) -> None:
        """Forget what was kept after ``step``: the training goes on from there."""
        kept = [moment for moment in self.moments if moment.step <= step]
        gone = [moment for moment in self.moments if moment not in kept]
        lines = [json.dumps({name: getattr(moment, name) for name in moment.__slots__}) + "\n" for moment in kept]
        (self.folder / _INDEX).write_text("".join(lines), encoding="utf-8")
        for moment in gone:
            for name in moment.files.values():
                (self.folder / name).unlink(missing_ok=True)


def _said(steps: tuple[int, ...]) -> str:
    """Numbers of steps, the middle ones left out where they are many."""
    return ", ".join(map(str, steps)) if len(steps) <= 8 else f"{', '.join(map(str, steps[:4]))}, …, {steps[-1]}"


@lru_cache(maxsize=64)
def _loaded(path: Path) -> Recording:
    """A file is written once, and mapped: keeping it open costs little."""
    return load(path)
