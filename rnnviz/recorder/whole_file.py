"""A file that is there, under its name, when everything is in it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rnnviz.errors import FileError
from rnnviz.words import N_


@contextmanager
def whole_file(path: str | Path) -> Iterator[Path]:
    """A path beside ``path`` to write to; at the end of the block it gets its name, after an error it is gone.

    Raises:
        FileError: the file cannot be written.
    """
    path = Path(path)
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as problem:
        raise FileError(
            "file-write",
            N_("path must be a place that can be written, {path} is not ({why}). Choose another folder."),
            path=path,
            why=problem,
        ) from problem
    finally:
        part.unlink(missing_ok=True)
