"""A history in one file: what was kept comes back, and nothing else is read."""

import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import nn

import rnnviz
from rnnviz import limits
from rnnviz.errors import FileError, PlaceError, SchemaError
from rnnviz.training.history import temporary_folder

PROBE = torch.linspace(-1, 1, 12).reshape(4, 1, 3)

Entries = dict[str, bytes]


@pytest.fixture(scope="module")
def history() -> rnnviz.History:
    torch.manual_seed(0)
    model = nn.ModuleDict({"one": nn.LSTM(3, 2), "other": nn.GRU(3, 2)})
    with rnnviz.watch(model, lambda model: [each(PROBE) for each in model.children()], every=2) as history:
        for step in range(3):
            with torch.no_grad():
                for parameter in model.parameters():
                    parameter.add_(0.1)
            history.step(loss=float("nan") if step == 2 else 1 / 3)
    return history


@pytest.fixture(scope="module")
def saved(history: rnnviz.History, tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("saved") / "training.rnnviz"
    history.save(path)
    return path.read_bytes()


def entries(raw: bytes) -> Entries:
    with zipfile.ZipFile(io.BytesIO(raw)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(given: Entries, method: int = zipfile.ZIP_STORED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, content in given.items():
            archive.writestr(name, content)
    return file.getvalue()


@pytest.mark.parametrize("as_bytes", [False, True])
def test_what_was_kept_comes_back(history: rnnviz.History, tmp_path: Path, as_bytes: bool) -> None:
    path = tmp_path / "training.rnnviz"
    history.save(path)
    assert [each.name for each in tmp_path.iterdir()] == ["training.rnnviz"]
    found = rnnviz.load_history(path.read_bytes() if as_bytes else path)
    path.unlink()
    assert found.steps == (0, 2, 3)
    assert found.modules == ("one", "other")
    losses = [moment.loss for moment in found.moments]
    assert losses[:2] == [None, 1 / 3]
    assert np.isnan(losses[2])  # type: ignore[arg-type]
    for step in found.steps:
        for module in found.modules:
            kept, own = found.recording(step, module), history.recording(step, module)
            np.testing.assert_array_equal(kept.gates, own.gates)
            np.testing.assert_array_equal(kept.weights["weight_hh_l0"], own.weights["weight_hh_l0"])
    folder = found.folder
    del found
    assert not folder.exists()


def test_the_same_history_makes_the_same_file(history: rnnviz.History, saved: bytes, tmp_path: Path) -> None:
    history.save(tmp_path / "again.rnnviz")
    assert (tmp_path / "again.rnnviz").read_bytes() == saved


def index(change: Callable[[dict[str, object]], object], line: int = 1) -> Callable[[Entries], None]:
    """Something else told of a moment."""

    def spoil(given: Entries) -> None:
        lines = given["moments.jsonl"].decode().splitlines()
        told = json.loads(lines[line])
        change(told)
        lines[line] = json.dumps(told)
        given["moments.jsonl"] = "\n".join(lines).encode()

    return spoil


RECORDING = "000000002-0.safetensors"

DAMAGES: dict[str, tuple[Callable[[Entries], object], str]] = {
    "escape": (lambda given: given.update({"../evil.safetensors": b"x"}), "it holds '../evil.safetensors'"),
    "absolute": (lambda given: given.update({"/tmp/000000009-0.safetensors": b"x"}), "it holds '/tmp/0000"),
    "code": (lambda given: given.update({"evil.py": b"x"}), "it holds 'evil.py'"),
    "folder": (lambda given: given.update({"folder/": b""}), "it holds 'folder/'"),
    "untold": (lambda given: given.update({"000000009-0.safetensors": b"x"}), "its recordings are not those"),
    "missing": (lambda given: given.pop(RECORDING), "its recordings are not those"),
    "no index": (lambda given: given.pop("moments.jsonl"), "it has no moments.jsonl"),
    "no head": (lambda given: given.pop("history.json"), "it has no history.json"),
    "headless": (lambda given: given.update({"history.json": b"[1]"}), "it does not tell its schema"),
    "schemaless": (lambda given: given.update({"history.json": b'{"schema": "1"}'}), "it does not tell its schema"),
    "no json": (lambda given: given.update({"moments.jsonl": b"{"}), "Expecting property name"),
    "no text": (lambda given: given.update({"moments.jsonl": b"\xff"}), "codec can't decode"),
    "empty index": (lambda given: given.update({"moments.jsonl": b""}), "it tells of no moment"),
    "deep": (lambda given: given.update({"moments.jsonl": b"[" * 100_000}), "recursion"),
    "no dict": (lambda given: given.update({"moments.jsonl": b"7\n"}), "tells too much or too little"),
    "more": (index(lambda told: told.update(more=1)), "tells too much or too little"),
    "less": (index(lambda told: told.pop("loss")), "tells too much or too little"),
    "step": (index(lambda told: told.update(step=True)), "a step in it is no number of steps"),
    "negative": (index(lambda told: told.update(step=-1), 0), "a step in it is no number of steps"),
    "huge": (index(lambda told: told.update(step=10**10)), "a step in it is no number of steps"),
    "loss": (index(lambda told: told.update(loss="0")), "a loss in it is no number"),
    "diverged": (index(lambda told: told.update(diverged=0)), "a moment in it has no recordings"),
    "files": (index(lambda told: told.update(files=[])), "a moment in it has no recordings"),
    "no files": (index(lambda told: told.update(files={})), "a moment in it has no recordings"),
    "number": (index(lambda told: told.update(files={"one": 3})), "expected string"),
    "upwards": (index(lambda told: told.update(files={"one": "../../x"})), "is not where its step says"),
    "elsewhere": (
        index(lambda told: told.update(files={"one": "000000000-0.safetensors"})),
        "is not where its step says",
    ),
    "name": (index(lambda told: told.update(files={"o" * 1001: RECORDING})), "is not where its step says"),
    "twice": (index(lambda told: told.update(files={"one": RECORDING, "other": RECORDING})), "its recordings are not"),
    "order": (index(lambda told: told.update(step=0, files={"one": "000000000-0.safetensors"})), "are in no order"),
    "no recording": (lambda given: given.update({RECORDING: b"nothing"}), "a recording in it is damaged"),
    "other tensors": (lambda given: given.update({RECORDING: given["history.json"]}), "a recording in it is damaged"),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_a_file_that_is_not_as_we_write_it_is_refused(saved: bytes, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    spoil, why = DAMAGES[name]
    given = entries(saved)
    spoil(given)
    refused(packed(given), why, monkeypatch)


def refused(raw: bytes, why: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused in one sentence, and no folder of it stays behind."""
    made: list[Path] = []

    def make() -> Path:
        made.append(temporary_folder())
        return made[-1]

    monkeypatch.setattr("rnnviz.training.history_file.temporary_folder", make)
    with pytest.raises(FileError) as raised:
        rnnviz.load_history(raw)
    said = str(raised.value)
    assert said.startswith("the file must be a history saved by rnnviz, it cannot be read as one (")
    assert said.endswith("). Save it again with history.save(path).")
    assert why in said
    assert len(made) == 1
    assert not made[0].exists()


def test_what_is_compressed_is_not_read(saved: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    bomb = entries(saved) | {RECORDING: bytes(10**7)}
    refused(packed(bomb, zipfile.ZIP_DEFLATED), "in it is compressed or encrypted", monkeypatch)


def test_entries_that_lie_over_each_other_are_not_read(saved: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """One content, told of many times: the directory at the end of the file says where each entry begins."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(RECORDING, bytes(10**6))
        for number in range(1, 50):
            copied = zipfile.ZipInfo(f"000000002-{number}.safetensors")
            known = archive.getinfo(RECORDING)
            copied.file_size = copied.compress_size = known.file_size
            copied.CRC, copied.header_offset = known.CRC, known.header_offset
            archive.filelist.append(copied)
            archive.NameToInfo[copied.filename] = copied
        archive.writestr("history.json", b'{"schema": 1}')
        archive.writestr("moments.jsonl", b"{}")
    refused(file.getvalue(), "its entries claim more bytes than it has", monkeypatch)


def test_a_name_that_comes_twice_is_refused(saved: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    file = io.BytesIO(saved)
    with zipfile.ZipFile(file, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr(RECORDING, b"x")
    refused(file.getvalue(), "two with one name", monkeypatch)


@pytest.mark.parametrize("raw", [b"", b"PK\x05\x06" + bytes(18), b"no archive at all", bytes(1000)], ids=len)
def test_what_is_no_archive_is_refused(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    refused(raw, "", monkeypatch)


def test_a_file_that_is_cut_or_changed_anywhere_is_refused_or_the_same(saved: bytes) -> None:
    rng = np.random.default_rng(0)
    for _ in range(40):
        spoilt = bytearray(saved)
        if rng.random() < 0.3:
            del spoilt[rng.integers(len(saved)) :]
        else:
            spoilt[rng.integers(len(saved))] ^= 1 << rng.integers(8)
        try:
            found = rnnviz.load_history(bytes(spoilt))
        except FileError:
            continue
        # Some bytes of an archive say nothing that is read: dates, and who made it.
        assert found.steps == (0, 2, 3)


def test_too_much_is_not_read_nor_written(
    history: rnnviz.History, saved: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as tight:
        tight.setattr(limits, "MAX_HISTORY_BYTES", len(saved) - 1)
        refused(saved, f"it has {len(saved)} bytes, at most {len(saved) - 1} are read", tight)
        tight.setattr(limits, "MAX_HISTORY_BYTES", 1000)
        with pytest.raises(FileError, match=r"^A file may hold a history of up to 0 MB, this one has 0 MB: keep fewer"):
            history.save(tmp_path / "large.rnnviz")
    monkeypatch.setattr(limits, "MAX_HISTORY_RECORDINGS", 5)
    refused(saved, "it has too many entries", monkeypatch)
    assert list(tmp_path.iterdir()) == []


def test_another_schema_is_said(saved: bytes) -> None:
    given = entries(saved) | {"history.json": b'{"schema": 2}'}
    with pytest.raises(SchemaError) as raised:
        rnnviz.load_history(packed(given))
    assert str(raised.value) == (
        "the file must be a history with schema 1, it has schema 2. Watch again, or use the rnnviz that wrote it."
    )


def test_a_file_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"^.*none\.rnnviz must be a history saved by rnnviz, it cannot be read as one"):
        rnnviz.load_history(tmp_path / "none.rnnviz")


def test_a_place_that_cannot_be_written_is_said(history: rnnviz.History, tmp_path: Path) -> None:
    with pytest.raises(FileError, match=r"^path must be a place that can be written, .* is not \("):
        history.save(tmp_path / "no" / "training.rnnviz")


def test_a_history_without_moments_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(PlaceError, match=r"^The history has no recordings yet"):
        rnnviz.History(tmp_path / "run").save(tmp_path / "training.rnnviz")
