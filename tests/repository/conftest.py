"""mypy takes longer than any test: it works beside them, from the beginning until its own test asks what it found.

Every process of pytest-xdist collects all tests, and any of them may run that test: the first process starts mypy, once
for all, and its answer lies in a file.
"""

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]

RUNNING = pytest.StashKey[subprocess.Popen[bytes]]()

CHECK = """
import json, pathlib, sys
from mypy import api
said, wrong, status = api.run([])
answer = pathlib.Path(sys.argv[1])
answer.with_suffix(".part").write_text(json.dumps([status, said + wrong]), encoding="utf-8")
answer.with_suffix(".part").replace(answer)
"""

PATIENCE = 900
"""Seconds after which an answer is given up: the process that owes it may have been killed."""


def answer_file(config: pytest.Config) -> Path:
    """Where mypy's status and words come to lie: one place for all processes of a run."""
    worker: dict[str, Any] = getattr(config, "workerinput", {})
    return Path(tempfile.gettempdir()) / f"rnnviz-mypy-{worker.get('testrunuid', id(config))}.json"


def pytest_collection_finish(session: pytest.Session) -> None:
    config = session.config
    first = getattr(config, "workerinput", {}).get("workerid", "gw0") == "gw0"
    wanted = any("mypy" in getattr(item, "fixturenames", ()) for item in session.items)
    if first and wanted and not config.option.collectonly:
        command = [sys.executable, "-c", CHECK, str(answer_file(config))]
        config.stash[RUNNING] = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.DEVNULL)


def pytest_unconfigure(config: pytest.Config) -> None:
    process = config.stash.get(RUNNING, None)
    # Where the run was broken off, nobody has asked for its answer. Another process may still wait for it.
    if process and not hasattr(config, "workerinput"):
        process.kill()
    if process:
        process.wait()


@pytest.fixture
def mypy(pytestconfig: pytest.Config) -> Callable[[], tuple[int, str]]:
    """What the mypy that was started first of all found: its status and its words."""

    def answer() -> tuple[int, str]:
        file = answer_file(pytestconfig)
        until = time.monotonic() + PATIENCE
        while not file.exists() and time.monotonic() < until:
            time.sleep(0.2)
        status, said = json.loads(file.read_text(encoding="utf-8"))
        file.unlink()
        return status, said

    return answer
