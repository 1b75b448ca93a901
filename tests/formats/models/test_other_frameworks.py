"""Files of ONNX and Keras, from their bytes through a reading process: what comes of them is what their readers say."""

from pathlib import Path

import pytest
import torch

from rnnviz.formats.models import ModelFile, Unpacked, read_model
from rnnviz.formats.models.keras_file import from_h5, from_keras_file
from rnnviz.formats.models.onnx_file import from_onnx_file
from rnnviz.formats.models.read_model import model_of
from tests.formats.models import keras_cases, onnx_cases
from tests.formats.weights.frameworks import keras


def check_same(found: ModelFile, unpacked: Unpacked) -> None:
    expected = model_of(unpacked)
    assert (found.kind, found.tensors) == (expected.kind, expected.tensors)
    assert list(found.embeddings) == list(expected.embeddings)
    for part, again in zip(found.parts, expected.parts, strict=True):
        assert (part.name, part.framework, part.cell_type) == (again.name, again.framework, again.cell_type)
        assert (part.open, part.embedding, part.changes) == (again.open, again.embedding, again.changes)
        assert list(part.weights) == list(again.weights)
        assert all(torch.equal(value, again.weights[name]) for name, value in part.weights.items())
        assert all(torch.equal(*states) for states in zip(part.hx, again.hx, strict=True))


@pytest.mark.parametrize("cell", ["LSTM", "GRU", "RNN"])
def test_onnx(cell: str) -> None:
    case = onnx_cases.Case(cell, "bidirectional", num_layers=2, states=True)
    content = onnx_cases.model_of(case).SerializeToString()
    check_same(read_model(content, "x.pt"), from_onnx_file(content))


@pytest.mark.parametrize("name", ["model.keras", "m.weights.h5", "m.h5"])
def test_keras(name: str, tmp_path: Path) -> None:
    case = keras_cases.Case("GRU", bidirectional=True)
    layers = [keras().layers.Embedding(7, 3, name="words"), case.layer("one"), case.layer("two")]
    content = keras_cases.saved(keras_cases.sequential(layers, None), tmp_path, name)
    found = read_model(content)
    check_same(found, (from_keras_file if name == "model.keras" else from_h5)(content))
    # Where the file tells of it, the table that the first layer reads is there.
    read = {part.embedding for part in found.parts} - {""}
    assert read <= set(found.embeddings)
    assert read or name == "m.weights.h5"
