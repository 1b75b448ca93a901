"""Files with flipped bytes: an answer or one kind of error each time, and the process that reads them goes on."""

import io
import multiprocessing
import random
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch
from hypothesis import settings
from torch import nn

from rnnviz.formats.models.reading import Readers
from tests.formats.models.bad_files.archives import zipped
from tests.formats.models.flips import flipped, outcomes
from tests.formats.models.saved import written

DEEP = settings().max_examples > 100
MANY = 3000 if DEEP else 60


@pytest.fixture(scope="module")
def pool() -> Iterator[Readers]:
    found = Readers(processes=1)
    yield found
    found.close()


def model() -> dict[str, torch.Tensor]:
    found = nn.ModuleDict({"lstm": nn.LSTM(3, 2, 2, bidirectional=True), "words": nn.Embedding(5, 3)})
    return dict(found.state_dict())


def pickles(draw: random.Random) -> Iterator[bytes]:
    """Archives that are sound, with a pickle that is not."""
    with zipfile.ZipFile(io.BytesIO(written(model(), "zip"))) as file:
        members = {name: file.read(name) for name in file.namelist()}
    (name,) = (name for name in members if name.endswith("data.pkl"))
    for _ in range(MANY):
        yield zipped(members | {name: flipped(members[name], draw)})


@pytest.mark.parametrize("file", ["safetensors", "zip", "pickle", "legacy"])
def test_flipped_bytes_end_in_an_answer_or_a_sentence(file: str, pool: Readers, tmp_path: Path) -> None:
    draw = random.Random(0)
    whole = (flipped(written(model(), file), draw) for _ in range(MANY))
    contents = list(pickles(draw) if file == "pickle" else whole)
    process = pool._pool.started().schedule(outcomes, args=([written(model(), "zip")], tmp_path))
    assert process.result() == {"PyTorch": 1}
    before = {child.pid for child in multiprocessing.active_children()}
    found = pool._pool.started().schedule(outcomes, args=(contents, tmp_path)).result()
    assert sum(found.values()) == MANY
    assert all(code.startswith("model-") for code in found if code not in ("safetensors", "PyTorch"))
    # What is wrong was found by a look, and not by what reading it ended in.
    assert "model-damaged" not in found
    assert len(found) > 2
    assert before == {child.pid for child in multiprocessing.active_children()}
