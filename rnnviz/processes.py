"""How processes of their own begin: with the heavy libraries loaded, where the system lets them share that."""

import multiprocessing
import sys
from multiprocessing.context import BaseContext

PRELOADED = ("rnnviz.formats.models.reading.work", "rnnviz.training.runs.work")
"""Modules whose functions such processes run. One server makes all of them, and loads what it loads once."""


def context() -> BaseContext:
    """What a pool of processes is made with."""
    forks = sys.platform == "linux"
    found = multiprocessing.get_context("forkserver" if forks else "spawn")
    if forks:
        found.set_forkserver_preload(list(PRELOADED))
    return found
