"""All training runs of an app: started, paused, resumed, stopped, looked at; a few at a time, the others wait."""

import shutil
import tempfile
import time
import uuid
import weakref
from collections import OrderedDict
from concurrent.futures import CancelledError, Future
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from threading import Lock

from pebble import ProcessExpired

from rnnviz import limits
from rnnviz.errors import FileError, RnnvizError, SettingError
from rnnviz.processes import WarmPool
from rnnviz.training.contents import Contents
from rnnviz.training.plan import Plan
from rnnviz.training.runs.folder import Asked, RunFolder
from rnnviz.training.runs.look import GOING, Look, State
from rnnviz.training.runs.work import begin, work
from rnnviz.words import N_

PATIENCE = 10.0
"""Seconds that a run has to stop by itself; then its process is ended."""


@dataclass(slots=True)
class _Run:
    """A run and the task of the pool that it is at the moment."""

    key: str
    folder: RunFolder
    future: Future[None]
    withdrawn: State | None = None
    """What became of it when it was taken out of the queue."""
    asked_at: float = 0.0


class Runs:
    """Runs in a bounded pool of processes, their folders in one that goes with this object.

    Args:
        processes: that train at the same time.
    """

    def __init__(self, *, processes: int = limits.MAX_TRAINING_PROCESSES) -> None:
        self._lock = Lock()
        self._runs: OrderedDict[str, _Run] = OrderedDict()
        self._pool = WarmPool(processes, begin)

    @cached_property
    def _root(self) -> Path:
        folder = Path(tempfile.mkdtemp(prefix="rnnviz-training-"))
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    @cached_property
    def contents(self) -> Contents:
        """The data that was given for trainings."""
        return Contents(self._root / "contents", most_bytes=limits.MAX_CONTENTS_BYTES)

    def warm(self) -> None:
        """Start the processes before anybody waits for them; returns at once."""
        self._pool.warm()

    def close(self) -> None:
        """End all processes; what was recorded stays until this object goes."""
        self._pool.close()

    def start(self, plan: Plan) -> str:
        """Begin a run, or let it wait for a process; returns its name.

        Raises:
            SettingError: too many runs wait already.
        """
        with self._lock:
            if sum(self._state(run) in GOING for run in self._runs.values()) >= limits.MAX_WAITING_RUNS:
                template = N_("At most {most} trainings may run or wait at a time. Try again in a minute.")
                raise SettingError("training-full", template, most=limits.MAX_WAITING_RUNS)
            name = uuid.uuid4().hex
            folder = RunFolder(self._root / "runs" / name)
            self._runs[name] = _Run(plan.key, folder, self._scheduled(plan.key, folder))
            self._trim()
        return name

    def resume(self, name: str) -> None:
        """Take up a run where it was; it waits for a process as a new one does."""
        with self._lock:
            run = self._run(name)
            if self._state(run) not in GOING:
                run.withdrawn, run.asked_at = None, 0.0
                run.future = self._scheduled(run.key, run.folder)

    def pause(self, name: str) -> None:
        """Let a run leave its process, or the queue, until it is resumed."""
        self._ask(name, "pause", "paused")

    def stop(self, name: str) -> None:
        """End a run; what it has recorded stays."""
        self._ask(name, "stop", "stopped")

    def seen(self, name: str) -> None:
        """Somebody looks at this run: it need not stop."""
        with self._lock:
            run = self._run(name)
            run.folder.seen()
            late = run.asked_at and time.monotonic() - run.asked_at > PATIENCE
            if late and self._state(run) in GOING:
                run.withdrawn = "paused" if run.folder.asked == "pause" else "stopped"
                run.future.cancel()

    def look(self, name: str) -> Look:
        """A run as it stands.

        Raises:
            FileError: there is no such run here.
        """
        with self._lock:
            run = self._run(name)
            # Each is asked once: a process may take a run up between two questions.
            states = [(each, self._state(each)) for each in self._runs.values()]
            state = next(state for each, state in states if each is run)
            waiting = [each for each, found in states if found == "waiting"]
            position = 1 + waiting.index(run) if state == "waiting" else 0
        return Look(run.key, state, position, run.folder.progress, _error(run), run.folder)

    def done(self, key: str) -> str | None:
        """The name of a run of this plan that is done: whoever started it, it would be the same again."""
        with self._lock:
            found = [name for name, run in self._runs.items() if run.key == key and self._state(run) == "done"]
        return found[-1] if found else None

    def look_for(self, key: str) -> Look:
        """A run with this plan, the one that is farthest.

        Runs of the same plan are the same, whoever started them.

        Raises:
            FileError: none was trained here.
        """
        with self._lock:
            found = [(name, run.folder.progress) for name, run in self._runs.items() if run.key == key]
            known = [(name, told.step) for name, told in found if told and told.names]
            if not known:
                template = N_(
                    "This link shows a training, {got}, that was not made here. Train once more: the same settings "
                    "give the same training."
                )
                raise FileError("training-elsewhere", template, got=key)
            name, _ = max(known, key=lambda each: each[1])
            self._runs.move_to_end(name)
        return self.look(name)

    # -- inside, with the lock held -----------------------------------------------------------------------------------

    def _run(self, name: str) -> _Run:
        if name not in self._runs:
            template = N_("This training is not here any more. Start it again: the same settings give the same result.")
            raise FileError("training-gone", template)
        return self._runs[name]

    def _scheduled(self, key: str, folder: RunFolder) -> Future[None]:
        folder.ask("go")
        folder.seen()
        return self._pool.started().schedule(work, args=(folder.folder, self.contents.folder, key))

    def _ask(self, name: str, asked: Asked, state: State) -> None:
        with self._lock:
            run = self._run(name)
            before = self._state(run)
            if before not in GOING:
                run.withdrawn = state if before != "done" else None
                return
            run.folder.ask(asked)
            run.asked_at = time.monotonic()
            if before == "waiting":
                run.withdrawn = state
                run.future.cancel()

    def _state(self, run: _Run) -> State:
        if run.withdrawn is not None:
            return run.withdrawn
        if not run.future.done():
            told = run.folder.progress
            return "waiting" if not run.future.running() else "starting" if told is None else "running"
        if _died(run.future):
            return "killed"
        told = run.folder.progress
        return (told.ended if told is not None else "") or "failed"

    def _trim(self) -> None:
        """Let the oldest runs go that do nothing, while there are too many."""
        idle = [name for name, run in self._runs.items() if self._state(run) not in GOING]
        sizes = {name: _bytes(self._runs[name].folder.folder) for name in self._runs}
        for name in idle:
            if len(self._runs) <= limits.MAX_RUNS_KEPT and sum(sizes.values()) <= limits.MAX_RUNS_BYTES:
                break
            del sizes[name]
            shutil.rmtree(self._runs.pop(name).folder.folder, ignore_errors=True)


RUNS = Runs()
"""Shared by all visits; nothing is started before the first one asks."""


def _died(future: Future[None]) -> bool:
    try:
        problem = future.exception()
    except CancelledError:
        return False
    if problem is not None and not isinstance(problem, ProcessExpired):
        raise problem
    return problem is not None


def _error(run: _Run) -> RnnvizError | None:
    told = run.folder.progress
    if told is None or not told.error:
        return None
    return RnnvizError(told.error["code"], told.error["template"], **told.error["values"])


def _bytes(folder: Path) -> int:
    return sum(map(_size, folder.rglob("*")))


def _size(path: Path) -> int:
    """Of a file; 0 of what the process has replaced in the meantime."""
    try:
        return path.stat().st_size
    except FileNotFoundError:
        return 0
