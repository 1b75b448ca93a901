"""What a reading process does: it takes one file apart."""

import sys
from collections.abc import Callable
from pathlib import Path

import torch

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.archive import archive_of
from rnnviz.formats.models.kind import Form
from rnnviz.formats.models.reading.answer import told, told_error
from rnnviz.formats.models.shown import shown_first
from rnnviz.formats.models.torch_file import from_torch
from rnnviz.formats.models.unpacked import Unpacked
from rnnviz.words import N_

CONTENT, NUMBERS = "content", "numbers"
"""Names of the file and of its tensors, in a folder of their own."""


def begin(memory: int) -> None:
    """What a process does before its first file: it computes with one thread, and may take so many bytes more."""
    torch.set_num_threads(1)
    _readers()
    if sys.platform != "win32":
        _limit(memory)


def _limit(memory: int) -> None:
    import resource

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * limits.MAX_MODEL_UNPACKED_BYTES,) * 2)
    room = Path("/proc/self/statm")
    if room.exists():
        taken = int(room.read_text().split()[0]) * resource.getpagesize()
        resource.setrlimit(resource.RLIMIT_AS, (taken + memory,) * 2)


def work(folder: Path, form: Form) -> str:
    """Take the file in ``folder`` apart; what comes of it is put beside it.

    Returns:
        What is to be told, as `rnnviz.formats.models.reading.answer` says it.
    """
    try:
        return told(unpacked((folder / CONTENT).read_bytes(), form), folder / NUMBERS)
    except FileError as error:
        return told_error(error)
    except MemoryError:
        most = limits.MAX_READING_MEMORY // 1024**2
        template = N_(
            "Reading the file takes more than the {most} MB of memory that it may take. It is damaged, or too large: "
            "save the recurrent module alone."
        )
        return told_error(FileError("model-memory", template, most=most))
    except Exception as problem:
        # Whatever the libraries stumble over that read the file.
        template = N_(
            "The file is damaged: reading it as {form} ended in a {problem}. Copy it again, or save it again where it "
            "was made."
        )
        return told_error(FileError("model-damaged", template, form=form, problem=type(problem).__name__))


def unpacked(content: bytes, form: Form) -> Unpacked:
    """What is in a file that is no safetensors file.

    Raises:
        FileError: it cannot be read.
    """
    if form == "pickle":
        return from_torch(content)
    return _readers()[form](content) if form != "zip" else _of_zip(content)


def _of_zip(content: bytes) -> Unpacked:
    """A file of PyTorch's or of Keras', by what the archive holds."""
    archive = archive_of(content)
    names = archive.members.keys()
    if "config.json" in names or "model.weights.h5" in names:
        return _readers()["Keras"](content)
    if any(name == "data.pkl" or name.endswith("/data.pkl") for name in names):
        return from_torch(content)
    if not names:
        template = N_("This is an archive, and it is empty. Choose a file that torch.save or Keras wrote.")
        raise FileError("model-zip-empty", template)
    template = N_(
        "This is an archive without a model in it: it holds {names}. Choose a file that torch.save or Keras wrote."
    )
    raise FileError("model-zip-other", template, names=shown_first(names))


def _readers() -> dict[str, Callable[[bytes], Unpacked]]:
    """Functions whose libraries are loaded in this process, and never by the app."""
    from rnnviz.formats.models.keras_file import from_h5, from_keras_file
    from rnnviz.formats.models.onnx_file import from_onnx_file

    return {"ONNX": from_onnx_file, "Keras": from_keras_file, "HDF5": from_h5}
