"""What a reading process may do to the app: each takes the place of `rnnviz.formats.models.reading.work.work`."""

import os
import signal
import time
from pathlib import Path

from rnnviz.formats.models.kind import Form


def sleeps(folder: Path, form: Form) -> str:
    time.sleep(600)
    return ""


def dies(folder: Path, form: Form) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def takes_much_memory(folder: Path, form: Form) -> str:
    return str(len(bytearray(3 * 1024**3)))


def writes_much(folder: Path, form: Form) -> str:
    with (folder / "much").open("wb") as file:
        file.truncate(2 * 1024**3)
    return ""
