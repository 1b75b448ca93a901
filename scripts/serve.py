"""Start the app on a free port of this machine, for the browser tests, the screenshots and the benchmarks."""

import os
import re
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent

APP = ROOT / "app.py"

START_SECONDS = 120.0
"""A cold start loads torch; on a busy machine of two cores that takes a while."""


@dataclass(frozen=True)
class Server:
    """A running app."""

    url: str
    """Without a slash at the end."""
    log_file: Path
    temporary: Path
    """Where it puts temporary files."""

    @property
    def log(self) -> str:
        """Everything the server has printed."""
        return self.log_file.read_text(encoding="utf-8", errors="replace")


class NotServedError(RuntimeError):
    """The app did not start; the message holds what it printed."""


@contextmanager
def serving(script: Path = APP, *options: str) -> Iterator[Server]:
    """The app of ``script``, answering; it is stopped at the end, come what may.

    ``options`` are Streamlit's own, such as ``--theme.base=dark``.

    Raises:
        NotServedError: it ended, or did not answer in time.
    """
    command = [
        *(sys.executable, "-m", "streamlit", "run", str(script)),
        *("--server.address=127.0.0.1", "--server.port=0", "--server.headless=true", *options),
    ]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        log_file, temporary = Path(folder) / "streamlit.log", Path(folder) / "temporary"
        temporary.mkdir()
        with log_file.open("wb") as log:
            process = subprocess.Popen(
                command,
                cwd=ROOT,
                env=os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONUTF8": "1", "TMPDIR": str(temporary)},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
            )
        try:
            yield Server(_address(process, log_file), log_file, temporary)
        finally:
            process.terminate()
            try:
                process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _address(process: subprocess.Popen[bytes], log_file: Path) -> str:
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        printed = log_file.read_text(encoding="utf-8", errors="replace")
        if process.poll() is not None:
            raise NotServedError(f"The app ended with status {process.returncode}. It printed:\n{printed}")
        if (found := re.search(r"URL: \S*?(http://127\.0\.0\.1:\d+)", printed)) and _healthy(found[1]):
            return found[1]
        time.sleep(0.1)
    raise NotServedError(f"The app did not answer within {START_SECONDS:.0f} s. It printed:\n{printed}")


def _healthy(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/_stcore/health", timeout=2) as answer:
            return bool(answer.status == 200)
    except (urllib.error.URLError, TimeoutError, ConnectionError):
        return False
