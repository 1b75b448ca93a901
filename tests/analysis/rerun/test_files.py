"""An edited run is saved and loaded like any recording, and files of recordings stay as they were."""

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors import safe_open
from safetensors.numpy import load_file, save_file
from torch import nn

import rnnviz
from rnnviz.analysis.rerun import rerun
from rnnviz.errors import ArgumentError, FileError
from rnnviz.recorder import Recording

EDITS = "kept = 0.5 from t=2; h_prev[1] = 0 at t=3; x[0] = 1 at t=1 layer=1; b_hf = 1"


@pytest.fixture(scope="module")
def rec() -> Recording:
    torch.manual_seed(1)
    return rnnviz.record(nn.LSTM(3, 4, num_layers=2), torch.randn(6, 2, 3), labels=[list("abcdef"), list("ghijkl")])


def _metadata(path: Path) -> dict[str, str]:
    with safe_open(path, framework="numpy") as file:
        return dict(file.metadata())


def test_it_comes_back_whole(rec: Recording, tmp_path: Path) -> None:
    edited = rerun(rec, EDITS)
    edited.save(tmp_path / "run.safetensors")
    again = rnnviz.load(tmp_path / "run.safetensors")
    assert (again.version, again.edits, again.labels) == (edited.version, edited.edits, rec.labels)
    assert again.overridden.keys() == {(0, 0, "kept"), (0, 0, "h_prev")}
    assert not again.parity.known
    assert (
        repr(again) == "<Recording of nn.LSTM(3, 4, num_layers=2): seq_len=6, batch=2, float32, run again with 4 edits>"
    )
    for layer in range(2):
        for name in rec.cell.variables:
            own, other = (one.track(layer, batch=1).values(name) for one in (edited, again))
            np.testing.assert_array_equal(own, other, err_msg=name)
    assert (edited.track()[2]["kept"] == 0.5).all()
    assert rnnviz.compare(edited, again).first() is None


def test_what_was_not_edited_has_the_form_before(rec: Recording, tmp_path: Path) -> None:
    rec.save(tmp_path / "run.safetensors")
    told = _metadata(tmp_path / "run.safetensors")
    assert told["rnnviz_schema"] == "3"
    assert not {"edits", "overridden"} & json.loads(told["rnnviz"]).keys()
    assert rnnviz.load(tmp_path / "run.safetensors").edits is None
    rerun(rec).save(tmp_path / "again.safetensors")
    assert _metadata(tmp_path / "again.safetensors")["rnnviz_schema"] == "4"
    assert rnnviz.load(tmp_path / "again.safetensors").edits == ()


@pytest.mark.parametrize(
    "facts",
    [
        {"edits": "f = 1"},
        {"edits": [1]},
        {"overridden": [[2, 0, "kept"]]},
        {"overridden": [[0, 1, "kept"]]},
        {"overridden": [[0, 0, "weights"]]},
        {"overridden": [[0, -1, "kept"]]},
        {"overridden": [[0, 0, "squashed"]]},
        {"overridden": []},
        {"overridden": [[0, 0]]},
    ],
    ids=str,
)
def test_files_are_read_with_suspicion(rec: Recording, tmp_path: Path, facts: dict[str, object]) -> None:
    path = tmp_path / "run.safetensors"
    rerun(rec, "kept = 0.5").save(path)
    told = _metadata(path)
    told["rnnviz"] = json.dumps({**json.loads(told["rnnviz"]), **facts})
    save_file(load_file(path), path, told)
    with pytest.raises(FileError, match="cannot be read as one"):
        rnnviz.load(path)


def test_it_needs_the_weights(rec: Recording, tmp_path: Path) -> None:
    rec.save(tmp_path / "run.safetensors", weights=False)
    with pytest.raises(ArgumentError) as caught:
        rerun(rnnviz.load(tmp_path / "run.safetensors"))
    assert str(caught.value) == (
        "rec must have the weights of its module, and it was saved without them. Save it with weights=True."
    )


def test_an_edited_run_is_not_edited_again(rec: Recording) -> None:
    with pytest.raises(ArgumentError) as caught:
        rerun(rerun(rec, "f = 1; i = 0"), "f = 0")
    assert str(caught.value) == (
        "rec must be a recording of a module, got a run with edits (f = 1; i = 0). Give all edits in one call."
    )


def test_weights_and_gradients_of_the_loss(tmp_path: Path) -> None:
    module = nn.GRU(3, 4)
    rec = rnnviz.record(module, torch.ones(4, 1, 3), gradients_of=lambda output, h_n: output.sum())
    assert rerun(rec, "z = 0").gradients is None
