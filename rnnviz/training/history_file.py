"""A history of a training as one file: a ZIP archive, nothing in it compressed, of recordings and what tells of them.

What is read comes from anywhere: an archive is taken apart only if every entry of it has the name and the size that
`save_history` gives them, and nothing is written outside of the folder that it is taken apart in.
"""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from shutil import copyfileobj, rmtree
from typing import Any

from rnnviz import limits
from rnnviz.errors import FileError, RnnvizError, SchemaError
from rnnviz.recorder import load
from rnnviz.recorder.whole_file import whole_file
from rnnviz.training.history import INDEX, History, Moment, goes_with, temporary_folder
from rnnviz.words import N_

SCHEMA = 1
"""Raised when a file of the new form cannot be read by the old code."""

_HEAD = "history.json"
"""The first entry, which tells the form."""

_RECORDING = re.compile(r"(\d{9,12})-(\d{1,4})\.safetensors", re.ASCII)

_SMALL = 64 * 1024 * 1024
"""Bytes of what tells the moments, at most: it is read at once (bytes)."""

_EPOCH = (1980, 1, 1, 0, 0, 0)
"""The date of every entry, so that the same history makes the same file."""

_BAD = (
    *(OSError, zipfile.BadZipFile, zipfile.LargeZipFile, NotImplementedError, EOFError, RuntimeError),
    *(TypeError, AttributeError, KeyError, ValueError, IndexError, OverflowError, RecursionError),
)
"""What reading a file may raise that is none of ours."""


def save_history(history: History, path: str | Path) -> None:
    """Write a history; the file is there, under its name, when everything is in it.

    Raises:
        PlaceError: there is nothing in it yet.
        FileError: the file cannot be written, or would be too large to be read.
    """
    history.recording()
    moments = history.moments
    names = [name for moment in moments for name in moment.files.values()]
    with whole_file(path) as part:
        size = sum((history.folder / name).stat().st_size for name in names)
        if size > limits.MAX_HISTORY_BYTES * 0.99:
            raise FileError(
                "history-large",
                N_(
                    "A file may hold a history of up to {most} MB, this one has {got} MB: keep fewer moments (most=), "
                    "or take a shorter probe."
                ),
                most=limits.MAX_HISTORY_BYTES // 1024**2,
                got=size // 1024**2,
            )
        with zipfile.ZipFile(part, "w", zipfile.ZIP_STORED) as archive:
            _tell(archive, _HEAD, json.dumps({"schema": SCHEMA}))
            _tell(archive, INDEX, "".join(moment.line() for moment in moments))
            for name in names:
                with (history.folder / name).open("rb") as source, archive.open(_entry(name), "w") as target:
                    copyfileobj(source, target)


def load_history(source: str | Path | bytes) -> History:
    """Read a history that ``history.save`` wrote; no code in it is run.

    Its recordings lie in a folder of their own, which goes when nobody holds the history any more.

    Args:
        source: the path of the file, or its bytes.

    Raises:
        FileError: the file is missing, too large, damaged, or no history.
        SchemaError: the file was written by another version of the format.
    """
    name = "the file" if isinstance(source, bytes) else str(source)
    folder = temporary_folder()
    try:
        with io.BytesIO(source) if isinstance(source, bytes) else Path(source).open("rb") as file:
            _taken_apart(file, folder, name)
        for recording in folder.glob("*.safetensors"):
            load(recording)
    except BaseException as problem:
        rmtree(folder, ignore_errors=True)
        if isinstance(problem, FileError) and problem.code.startswith("history-file"):
            raise
        if isinstance(problem, RnnvizError):
            raise _damaged(name, "a recording in it is damaged") from problem
        if isinstance(problem, _BAD):
            raise _damaged(name, problem) from problem
        raise
    history = History(folder)
    goes_with(history)
    return history


def _tell(archive: zipfile.ZipFile, name: str, text: str) -> None:
    archive.writestr(_entry(name), text)


def _entry(name: str) -> zipfile.ZipInfo:
    return zipfile.ZipInfo(name, _EPOCH)


def _damaged(name: str, why: object) -> FileError:
    return FileError(
        "history-file-read",
        N_(
            "{path} must be a history saved by rnnviz, it cannot be read as one ({why}). Save it again with "
            "history.save(path)."
        ),
        path=name,
        why=why,
    )


def _taken_apart(file: io.BufferedIOBase, folder: Path, name: str) -> None:
    """Write the recordings and the index into the folder, if everything is as it should be."""
    size = file.seek(0, io.SEEK_END)
    if size > limits.MAX_HISTORY_BYTES:
        raise ValueError(f"it has {size} bytes, at most {limits.MAX_HISTORY_BYTES} are read")
    with zipfile.ZipFile(file) as archive:
        entries = {entry.filename: entry for entry in archive.infolist()}
        _check_entries(archive.infolist(), size)
        _check_schema(_said(archive, entries, _HEAD), name)
        text = _said(archive, entries, INDEX).decode("utf-8")
        moments = list(_moments(text))
        told = [recording for moment in moments for recording in moment.files.values()]
        if len(set(told)) < len(told) or {*told, _HEAD, INDEX} != entries.keys():
            raise ValueError("its recordings are not those that it tells of")
        for recording in told:
            # Written under a name that our own pattern has let through, whatever the archive says.
            with archive.open(entries[recording]) as given, (folder / recording).open("xb") as target:
                copyfileobj(given, target)
    (folder / INDEX).write_text("".join(moment.line() for moment in moments), encoding="utf-8")


def _check_entries(entries: list[zipfile.ZipInfo], size: int) -> None:
    if len(entries) > limits.MAX_HISTORY_RECORDINGS + 2 or len({entry.filename for entry in entries}) < len(entries):
        raise ValueError("it has too many entries, or two with one name")
    for entry in entries:
        plain = entry.compress_type == zipfile.ZIP_STORED and entry.compress_size == entry.file_size
        if not plain or entry.flag_bits & 0x1:
            raise ValueError(f"{entry.filename[:60]!r} in it is compressed or encrypted")
        if entry.filename not in (_HEAD, INDEX) and not _RECORDING.fullmatch(entry.filename):
            raise ValueError(f"it holds {entry.filename[:60]!r}")
    # Nothing is compressed: entries that claim more than the file has lie over each other.
    if sum(entry.file_size for entry in entries) > size:
        raise ValueError("its entries claim more bytes than it has")


def _said(archive: zipfile.ZipFile, entries: dict[str, zipfile.ZipInfo], name: str) -> bytes:
    if name not in entries:
        raise ValueError(f"it has no {name}")
    if entries[name].file_size > _SMALL:
        raise ValueError(f"{name} in it is too large")
    return archive.read(entries[name])


def _check_schema(raw: bytes, name: str) -> None:
    told = json.loads(raw)
    if not isinstance(told, dict) or type(told.get("schema")) is not int:
        raise ValueError("it does not tell its schema")
    if told["schema"] != SCHEMA:
        raise SchemaError(
            "history-file-schema",
            N_(
                "{path} must be a history with schema {schema}, it has schema {got}. Watch again, or use the rnnviz "
                "that wrote it."
            ),
            path=name,
            schema=SCHEMA,
            got=told["schema"],
        )


def _moments(text: str) -> Iterator[Moment]:
    lines = text.splitlines()
    if not lines:
        raise ValueError("it tells of no moment")
    before = -1
    for line in lines:
        moment = _moment(json.loads(line))
        if moment.step <= before:
            raise ValueError("its moments are in no order")
        before = moment.step
        yield moment


def _moment(told: Any) -> Moment:
    """One line of the index, read with suspicion."""
    if not isinstance(told, dict) or told.keys() != set(Moment.__slots__):
        raise ValueError("a moment in it tells too much or too little")
    step, loss, files, diverged = (told[name] for name in ("step", "loss", "files", "diverged"))
    if type(step) is not int or not 0 <= step <= limits.MAX_POSITION:
        raise ValueError("a step in it is no number of steps")
    if loss is not None and type(loss) not in (int, float):
        raise ValueError("a loss in it is no number")
    if type(diverged) is not bool or not isinstance(files, dict) or not files:
        raise ValueError("a moment in it has no recordings")
    for module, recording in files.items():
        found = _RECORDING.fullmatch(recording)
        if not found or int(found[1]) != step or len(module) > limits.MAX_MODULE_NAME:
            raise ValueError("a recording in it is not where its step says")
    return Moment(step, loss if loss is None else float(loss), files, diverged)
