"""A file of ``torch.save`` in outline: what it holds, and that the bytes are there of which it speaks."""

import io
import pickle
import struct
from collections.abc import Mapping
from typing import Any

from rnnviz import limits
from rnnviz.errors import FileError
from rnnviz.formats.models.archive import Archive, archive_of, check_stored
from rnnviz.formats.models.bounds import check_header
from rnnviz.formats.models.pickle_outline import (
    ITEM_SIZES,
    Called,
    Foreign,
    Outline,
    StorageOutline,
    code_error,
    module_error,
)
from rnnviz.formats.models.shown import shown
from rnnviz.words import N_

_MAGIC = 0x1950A86A20F9469CFC6C
"""The first object of a file before torch 1.6."""
_PROTOCOL = b"\x80\x02"
"""How a pickle begins that torch.load reads without running code."""

UNSOUND = (
    *(pickle.UnpicklingError, EOFError, ValueError, TypeError, KeyError, IndexError, AttributeError),
    *(OverflowError, UnicodeError, struct.error, ImportError, RecursionError, AssertionError, NotImplementedError),
)
"""What reading a damaged pickle ends in."""


def outline_of(content: bytes) -> Mapping[Any, Any]:
    """The dict in the file, with stand-ins for its tensors.

    Args:
        content: the whole file.

    Raises:
        FileError: it holds no dict, or code; it is damaged, or speaks of bytes that are not there.
    """
    if content.startswith(b"PK"):
        return _of_zip(archive_of(content), len(content))
    return _of_pickles(content)


def _of_zip(archive: Archive, size: int) -> Mapping[Any, Any]:
    names = [name for name in archive.members if name == "data.pkl" or name.endswith("/data.pkl")]
    folder = names[0].removesuffix("data.pkl") if names else ""
    if any(name.startswith(f"{folder}code/") or name == f"{folder}constants.pkl" for name in archive.members):
        template = N_(
            "This is a TorchScript file, which holds code, and code is never run here. Save the weights instead: "
            "torch.save(torch.jit.load(path).state_dict(), new_path)."
        )
        raise FileError("model-torchscript", template)
    if len(names) != 1:
        template = N_(
            "A file of torch.save must hold one data.pkl, this one holds {got}. Save the weights again: "
            "torch.save(module.state_dict(), path)."
        )
        raise FileError("model-torch-parts", template, got=len(names))
    check_stored(archive, size)
    check_header(archive.members[names[0]].file_size, "data.pkl")
    data = archive.read(names[0])
    outline = Outline(io.BytesIO(data))
    root = _dict(outline, _load(outline))
    _check_protocol(data)
    for storage in outline.storages.values():
        member = archive.members.get(f"{folder}data/{storage.key}")
        _check_storage(storage, 0 if member is None else member.file_size)
    return root


def _of_pickles(content: bytes) -> Mapping[Any, Any]:
    """Of a file before torch 1.6: a number, a version, facts about the machine, the dict, keys; then the numbers."""
    # As in an archive, what tells of the tensors has its limit; the numbers are not looked at.
    file = io.BytesIO(content[: limits.MAX_MODEL_HEADER_BYTES])
    _check_magic(Outline(file))
    for _ in range(2):
        _load(Outline(file))
    begin = file.tell()
    outline = Outline(file)
    try:
        root = _dict(outline, _load(outline))
        _check_protocol(content[begin : begin + 2])
        _load(Outline(file))
    except FileError:
        if file.tell() == limits.MAX_MODEL_HEADER_BYTES and not outline.foreign:
            check_header(len(content), "pickle")
        raise
    left = len(content) - file.tell()
    for storage in outline.storages.values():
        left -= 8
        _check_storage(storage, left)
        left -= storage.count * ITEM_SIZES[storage.type]
    return root


def _check_magic(first: Outline) -> None:
    """A file of torch.save begins with a number of its own."""
    try:
        found = _load(first)
    except FileError as problem:
        if first.foreign:
            raise
        raise _other() from problem
    _check_foreign(first, found)
    if found != _MAGIC:
        raise _other()


def _other() -> FileError:
    template = N_(
        "This is a Python pickle, and not one that torch.save wrote. Save the weights with "
        "torch.save(module.state_dict(), path)."
    )
    return FileError("model-pickle", template)


def _load(outline: Outline) -> Any:
    try:
        return outline.load()
    except UNSOUND as problem:
        if isinstance(problem, FileError):
            raise
        if outline.foreign:
            raise code_error(outline.foreign) from None
        raise broken() from None


def _dict(outline: Outline, root: object) -> Mapping[Any, Any]:
    _check_foreign(outline, root)
    if isinstance(root, Mapping):
        return root
    got = root.function.removeprefix("torch._utils.") if isinstance(root, Called) else type(root).__name__
    template = N_(
        "The file must hold a state dict, tensors by name, and holds one {got}. Save the weights with "
        "torch.save(module.state_dict(), path)."
    )
    raise FileError("model-torch-root", template, got=shown("Tensor" if "rebuild" in got else got))


def _check_foreign(outline: Outline, root: object) -> None:
    values = list(root.values()) if isinstance(root, Mapping) else [root]
    for value in values:
        if isinstance(value, Foreign) and isinstance(value.state, Mapping) and "_modules" in value.state:
            raise module_error(value.called)
    if outline.foreign:
        raise code_error(outline.foreign)


def _check_protocol(data: bytes) -> None:
    if not data.startswith(_PROTOCOL):
        template = N_(
            "The file must be a pickle of protocol 2, the one that torch.load reads without running code, got protocol "
            "{got}. Save it again with torch.save(module.state_dict(), path), without pickle_protocol."
        )
        raise FileError("model-protocol", template, got=data[1] if data[:1] == b"\x80" else 0)


def _check_storage(storage: StorageOutline, there: int) -> None:
    rule = storage.count * ITEM_SIZES[storage.type]
    if rule > there:
        template = N_(
            "The file is cut off: the numbers of one of its tensors take {rule} bytes, {got} are there. Copy or "
            "download it again."
        )
        raise FileError("model-torch-cut", template, rule=f"{rule:.6g}" if rule > 10**15 else rule, got=max(0, there))


def broken() -> FileError:
    """The error for a file that cannot be read, in ways that only its makers understand."""
    template = N_(
        "The file is damaged: it cannot be read as one that torch.save wrote. Copy it again, or save the weights again "
        "with torch.save(module.state_dict(), path)."
    )
    return FileError("model-torch", template)
