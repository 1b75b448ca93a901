"""What a training process does: steps, and now and then a word about them."""

import os
import time
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import torch

from rnnviz import limits
from rnnviz.errors import RnnvizError
from rnnviz.recorder import Recording, recording
from rnnviz.training.contents import Contents
from rnnviz.training.plans import read_plan
from rnnviz.training.runs.folder import Ended, Mark, Progress, RunFolder
from rnnviz.training.training import Training
from rnnviz.words import N_

TELL_EVERY = 0.25
"""Seconds between two words about how far it is."""
SAVE_EVERY = 5.0
"""Seconds between two checkpoints: so much is lost at most when the process is killed."""


def begin() -> None:
    """What a process does before its first run: it computes with one thread, and lets the app go first."""
    torch.set_num_threads(1)
    if hasattr(os, "nice"):
        os.nice(10)


def work(folder: Path, contents: Path, key: str) -> None:
    """Train, from the beginning or from the last checkpoint, until it is done or there is a reason to leave.

    Args:
        folder: of the run.
        contents: where the data lies that a plan names.
        key: the plan, as `rnnviz.training.plan.Plan.key` has it.
    """
    run = RunFolder(folder)
    try:
        _Work(run, key, Contents(contents, most_bytes=limits.MAX_CONTENTS_BYTES)).go()
    except Exception as error:
        before = run.progress or Progress((), 0, 1)
        run.tell(replace(before, ended="failed", error=_told(error)))


def _told(error: Exception) -> Mapping[str, Any]:
    if isinstance(error, RnnvizError):
        return {"code": error.code, "template": error.template, "values": {k: str(v) for k, v in error.values.items()}}
    template = N_("The training stopped: {kind}: {message}")
    return {"code": "training", "template": template, "values": {"kind": type(error).__name__, "message": str(error)}}


class _Work:
    def __init__(self, run: RunFolder, key: str, contents: Contents) -> None:
        self._run = run
        plan = read_plan(key)
        self._training = Training(plan, plan.task(contents))
        self._names = self._training.task.names
        self._every = plan.every(self._training.task.steps)
        self._rows: list[list[float]] = []
        self._parameters = {
            name: sum(each.numel() for each in network.parameters())
            for name, network in self._training.networks.items()
        }
        state = run.saved()
        if state is not None:
            self._training.restore(state)
        run.cut(-1 if state is None else self._training.step, self._names)
        before = run.progress
        self._elapsed = before.elapsed if state is not None and before is not None else 0.0
        self._began = time.monotonic()

    def go(self) -> None:
        """All steps, or as many as may be made now."""
        if not self._training.step:
            self._look()
        self._tell("")
        told = saved = time.monotonic()
        while not self._training.over:
            reason = self._reason()
            if reason:
                self._run.save(self._training.state())
                self._tell(reason)
                return
            self._step()
            now = time.monotonic()
            if now - told >= TELL_EVERY:
                self._tell("")
                told = time.monotonic()
            if now - saved >= SAVE_EVERY:
                self._tell("")
                self._run.save(self._training.state())
                saved = time.monotonic()
        self._run.save(self._training.state())
        self._tell("done" if self._training.going else "diverged")

    def _reason(self) -> Ended:
        asked = self._run.asked
        if asked != "go":
            return "paused" if asked == "pause" else "stopped"
        if time.time() - self._run.seen_at > limits.MAX_UNSEEN_SECONDS:
            return "left"
        return "long" if time.monotonic() - self._began > limits.MAX_RUN_SECONDS else ""

    def _step(self) -> None:
        training = self._training
        before = training.going
        losses = training.advance()
        self._rows.append([losses[name] for name in self._names])
        for name in before:
            if name in training.diverged:
                self._diverged(name, losses[name])
        if training.step % self._every == 0 or training.over:
            self._look(losses)

    def _look(self, losses: Mapping[str, float] | None = None) -> None:
        """Record the probe and measure, with every network that still learns."""
        training = self._training
        for name in training.going:
            found = training.record(name)
            self._run.mark(Mark(training.step, name, training.measure(name)))
            self._keep(name, found, None if losses is None else losses[name])

    def _keep(self, name: str, found: Mapping[str, Recording], loss: float | None, *, diverged: bool = False) -> None:
        history = self._run.history(name, self._names)
        history.keep(self._training.step, found, loss, diverged=diverged)

    def _diverged(self, name: str, loss: float) -> None:
        """Keep the very batch whose loss was no number: the first one is in it, or behind it in the readout."""
        training = self._training
        network = training.networks[name].eval()
        batch = training.task.batch(training.step - 1)
        with torch.no_grad(), recording(network) as recs:
            training.task.loss(name, network, batch)
        self._keep(name, {module: recs.calls(module)[0] for module in recs}, loss, diverged=True)

    def _tell(self, ended: Ended) -> None:
        if self._rows:
            self._run.add_losses(self._rows)
            self._rows = []
        training = self._training
        task = training.task
        self._run.tell(
            Progress(
                self._names,
                task.steps,
                task.steps_per_epoch,
                training.step,
                self._elapsed + time.monotonic() - self._began,
                training.seconds,
                self._parameters,
                training.diverged,
                os.getpid(),
                ended,
            )
        )
