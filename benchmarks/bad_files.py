"""What files that cannot be read cost: the seconds until one is refused, and the memory of whoever reads it.

    python -m benchmarks.bad_files

Every file of the tests' table, and some that are as large as they may be.
"""

import gc
import multiprocessing
import time
from collections.abc import Iterator
from pathlib import Path

import torch
from torch import nn

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models import READERS, read_model
from tests.formats.models.bad_files.test_bad_files import BAD_FILES
from tests.formats.models.saved import written

SHOWN = 8
"""Of the slowest, and of the largest."""


def processes() -> list[str]:
    """This one, and those that read."""
    return ["self", *(str(child.pid) for child in multiprocessing.active_children())]


def reset() -> None:
    """Forget how much memory was taken at most."""
    for process in processes():
        Path(f"/proc/{process}/clear_refs").write_text("5")


def memory(field: str) -> list[int]:
    """Bytes of each process, as the system counts them."""
    found = []
    for process in processes():
        lines = Path(f"/proc/{process}/status").read_text().splitlines()
        found.append(next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field)))
    return found


def measured(content: bytes, name: str = "") -> tuple[float, float, str]:
    """Seconds, the most megabytes that a process took more than before, and what came of the file."""
    gc.collect()
    reset()
    before = memory("VmRSS")
    start = time.perf_counter()
    try:
        found = read_model(content, name).kind
    except FileError as error:
        found = error.code
    seconds = time.perf_counter() - start
    more = [most - at for most, at in zip(memory("VmHWM"), before, strict=False)]
    return seconds, max(more) / 1024**2, found


def large() -> Iterator[tuple[str, bytes]]:
    """Files as large as they may be: sound, cut off, and with nothing recurrent in them."""
    count = limits.MAX_MODEL_BYTES // 4 - 2_000_000
    for file in ("safetensors", "zip", "legacy"):
        state = {**nn.LSTM(3, 2).state_dict(), "other": torch.ones(count)}
        content = written(state, file)
        yield f"a sound {file} file", content
        yield f"a {file} file that is cut off", content[: len(content) // 2]
    many = {f"{place:0500}": torch.ones(5000) for place in range(limits.MAX_MODEL_TENSORS)}
    yield "a zip file of many tensors, none of them recurrent", written(many, "zip")


def main() -> None:
    read_model(written(nn.LSTM(3, 2).state_dict(), "zip"))
    rows = [(*measured(bad.make(), bad.name), str(bad)) for bad in BAD_FILES]
    print(f"{len(rows)} bad files, refused in {sum(row[0] for row in rows):.1f} s. The slowest:")
    for seconds, more, code, name in sorted(rows, reverse=True)[:SHOWN]:
        print(f"    {seconds:6.3f} s {more:7.1f} MB  {name} ({code})")
    print("Those that took most memory, beyond what each process had before:")
    for seconds, more, code, name in sorted(rows, key=lambda row: -row[1])[:SHOWN]:
        print(f"    {seconds:6.3f} s {more:7.1f} MB  {name} ({code})")
    print("As large as a file may be:")
    for name, content in large():
        seconds, more, code = measured(content)
        print(f"    {seconds:6.3f} s {more:7.1f} MB  {name}, {len(content) / 1024**2:.0f} MB ({code})")
    READERS.close()


if __name__ == "__main__":
    main()
