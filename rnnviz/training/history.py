"""What is kept while a network learns: recordings of the same input, again and again."""

import json
import os
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from weakref import finalize

from rnnviz.errors import PlaceError
from rnnviz.recorder import Recording, load
from rnnviz.words import N_

INDEX = "moments.jsonl"
"""The file that tells the moments, a line each."""


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

    def line(self) -> str:
        """As the index tells it."""
        return json.dumps({name: getattr(self, name) for name in self.__slots__}) + "\n"


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
            lines = (self.folder / INDEX).read_text(encoding="utf-8").splitlines(keepends=True)
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
        path = self.folder / files[module]
        return _loaded(path, path.stat().st_mtime_ns if path.exists() else 0)

    def save(self, path: str | Path) -> None:
        """Write the whole history to one file, which the app opens and `rnnviz.load_history` reads.

        Raises:
            PlaceError: there is nothing in it yet.
            FileError: the file cannot be written, or would be too large to be read.
        """
        from rnnviz.training.history_file import save_history

        save_history(self, path)

    def keep(
        self, step: int, recordings: Mapping[str, Recording], loss: float | None = None, *, diverged: bool = False
    ) -> None:
        """Write the recordings of one moment; they are there for readers when all are whole."""
        files = {}
        for number, (module, rec) in enumerate(recordings.items()):
            files[module] = f"{step:09d}-{number}.safetensors"
            rec.save(self.folder / files[module])
        with (self.folder / INDEX).open("a", encoding="utf-8") as index:
            index.write(Moment(step, loss, files, diverged).line())

    def note(self, step: int, loss: float) -> None:
        """Write down the loss of a moment that was kept, if it was."""
        moments = self.moments
        self._tell([replace(moment, loss=loss) if moment.step == step else moment for moment in moments])

    def cut(self, step: int) -> None:
        """Forget what was kept after ``step``: the training goes on from there."""
        self._forget([moment for moment in self.moments if moment.step > step])

    def thin(self, every: int) -> None:
        """Forget the moments whose steps are no multiples of ``every``."""
        self._forget([moment for moment in self.moments if moment.step % every])

    def _forget(self, gone: Sequence[Moment]) -> None:
        self._tell([moment for moment in self.moments if moment not in gone])
        for moment in gone:
            for name in moment.files.values():
                (self.folder / name).unlink(missing_ok=True)

    def _tell(self, moments: Sequence[Moment]) -> None:
        part = self.folder / f"{INDEX}.{os.getpid()}.part"
        part.write_text("".join(moment.line() for moment in moments), encoding="utf-8")
        part.replace(self.folder / INDEX)

    def __repr__(self) -> str:
        return (
            f"<{type(self).__name__}: {len(self.steps)} moments of {', '.join(map(repr, self.modules)) or 'nothing'}>"
        )


def temporary_folder() -> Path:
    """A new folder for a history that goes with it."""
    return Path(tempfile.mkdtemp(prefix="rnnviz-"))


def goes_with(history: History) -> None:
    """Have the folder of a history removed when nobody holds the history any more, or Python ends."""
    finalize(history, _remove, history.folder, os.getpid())


def _remove(folder: Path, owner: int) -> None:
    # A process that was forked off has the history, too, and ends sooner.
    if os.getpid() == owner:
        shutil.rmtree(folder, ignore_errors=True)


def _said(steps: tuple[int, ...]) -> str:
    """Numbers of steps, the middle ones left out where they are many."""
    return ", ".join(map(str, steps)) if len(steps) <= 8 else f"{', '.join(map(str, steps[:4]))}, …, {steps[-1]}"


@lru_cache(maxsize=64)
def _loaded(path: Path, written: int) -> Recording:
    """A file is mapped: keeping it open costs little. ``written``: when, for a training may begin again."""
    return load(path)
