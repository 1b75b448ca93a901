"""What a file is, by its first bytes; its name is only a hint for what to say."""

import codecs
from pathlib import PurePosixPath
from typing import Literal

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.shown import shown
from rnnviz.words import N_

Form = Literal["safetensors", "zip", "pickle", "HDF5", "ONNX"]

_OTHERS: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG\r\n", "PNG"),
    (0, b"\xff\xd8\xff", "JPEG"),
    (0, b"GIF8", "GIF"),
    (0, b"RIFF", "RIFF (WebP, WAV, AVI)"),
    (0, b"%PDF", "PDF"),
    (0, b"\x1f\x8b", "gzip"),
    (0, b"BZh", "bzip2"),
    (0, b"\xfd7zXZ\0", "xz"),
    (0, b"\x28\xb5\x2f\xfd", "zstd"),
    (0, b"7z\xbc\xaf\x27\x1c", "7-Zip"),
    (0, b"Rar!", "RAR"),
    (257, b"ustar", "tar"),
    (0, b"\x93NUMPY", "NumPy (.npy)"),
    (0, b"GGUF", "GGUF"),
    (4, b"TFL3", "TensorFlow Lite"),
    (0, b"\x7fELF", "ELF"),
    (0, b"MZ", "EXE"),
    (0, b"PAR1", "Parquet"),
    (0, b"SQLite format 3\0", "SQLite"),
)
"""Where a file of another kind says so, with which bytes, and its name."""

_LOOKED_AT = 4096
"""Bytes from which text is told."""

_ENDINGS = (".safetensors", ".pt", ".pth", ".onnx", ".keras", ".h5")


def form_of(content: bytes, name: str = "") -> Form:
    """The form of a file.

    Args:
        content: the whole file, not empty.
        name: what it is called; never a path that is followed.

    Raises:
        FileError: it is of another kind, which the error names, or of none that is known.
    """
    # Eight bytes say how long the head is: they may look like the first bytes of anything.
    begins = content[8:9] == b"{"
    if begins and int.from_bytes(content[:8], "little") <= limits.MAX_MODEL_HEADER_BYTES:
        return "safetensors"
    for place, start, kind in _OTHERS:
        if content.startswith(start, place):
            template = N_(
                "The file must hold weights; its first bytes say that it is of another kind: {kind}. Choose a "
                ".safetensors, .pt, .pth, .onnx, .keras or .h5 file."
            )
            raise FileError("model-kind", template, kind=kind)
    # The last of them is 0 in a head of any size, and in no text.
    if begins and content[7] == 0:
        return "safetensors"
    if content.startswith(b"PK\x03\x04") or content.startswith(b"PK\x05\x06"):
        return "zip"
    if content.startswith(b"\x89HDF\r\n\x1a\n"):
        return "HDF5"
    if content[0] == 0x80 and content[1:2] in (b"\2", b"\3", b"\4", b"\5"):
        return "pickle"
    _check_text(content)
    # The first field of an ONNX file says for which version it is made.
    if content[0] == 0x08:
        return "ONNX"
    raise _unknown(content, name)


def _check_text(content: bytes) -> None:
    start = content[:_LOOKED_AT]
    try:
        text = codecs.getincrementaldecoder("utf-8")().decode(start)
    except UnicodeDecodeError:
        return
    if any(letter < " " and letter not in "\t\n\r\f" for letter in text):
        return
    if text.startswith("version https://git-lfs"):
        template = N_(
            "This is a Git LFS pointer, the text that stands in for a large file. Fetch the file itself: git lfs pull."
        )
        raise FileError("model-lfs", template)
    if text.lstrip().lower().startswith(("<!doctype html", "<html")):
        template = N_("This is a web page, and not the file that it offers. Download the file itself.")
        raise FileError("model-html", template)
    template = N_(
        'The file must hold weights, and it is text that begins with "{got}". Choose a .safetensors, .pt, .pth, .onnx, '
        ".keras or .h5 file; texts and tables go in as an input."
    )
    raise FileError("model-text", template, got=shown(text.strip()[:20]))


def _unknown(content: bytes, name: str) -> FileError:
    got = content[:8].hex(" ")
    ending = PurePosixPath(name.replace("\\", "/")).suffix.lower()
    if ending in _ENDINGS:
        template = N_(
            "The file is called {name}, and its first bytes, {got}, are none that a {ending} file has. It is damaged: "
            "copy or save it again."
        )
        return FileError("model-ending", template, name=shown(name), got=got, ending=ending)
    template = N_(
        "The file must hold weights, and its first bytes, {got}, are those of no kind that is known. Choose a "
        ".safetensors, .pt, .pth, .onnx, .keras or .h5 file."
    )
    return FileError("model-unknown", template, got=got)
