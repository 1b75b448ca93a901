"""mypy takes longer than any test: it works beside them, from the beginning until its own test asks what it found."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

RUNNING = pytest.StashKey[subprocess.Popen[str]]()


def start_mypy() -> subprocess.Popen[str]:
    """Check the whole repository, in a process of its own."""
    return subprocess.Popen(
        [Path(sys.executable).parent / "mypy"],
        cwd=ROOT,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )


def pytest_collection_finish(session: pytest.Session) -> None:
    wanted = any("mypy" in getattr(item, "fixturenames", ()) for item in session.items)
    if wanted and not session.config.option.collectonly:
        session.config.stash[RUNNING] = start_mypy()


def pytest_unconfigure(config: pytest.Config) -> None:
    process = config.stash.get(RUNNING, None)
    # Where the run was broken off, nobody has asked for its answer.
    if process and process.returncode is None:
        process.kill()
        process.communicate()


@pytest.fixture
def mypy(pytestconfig: pytest.Config) -> subprocess.Popen[str]:
    """The mypy that was started first of all."""
    return pytestconfig.stash[RUNNING]
